"""Writes musicnn_msd.safetensors from the checkpoint in the PyPI package `musicnn` 0.1.0 (ISC, see musicnn-LICENSE.txt).

    pip install --no-deps musicnn==0.1.0
    pip install numpy==2.4.6 safetensors==0.8.0
    python make_musicnn.py FOLDER_OF_THE_INSTALLED_PACKAGE

MSD_musicnn and not MTT_musicnn: on 286 songs in two languages (of the latter 292) five neighbours by other artists tell pop, rock and rap for .67
of the songs by its penultimate layer and .67 by its tags, against .61 and .60 (majority .54), and its words (rock, Hip-Hop,
female vocalists, acoustic) are for songs, where the other's are for clips of a library of classical music.

Nothing is learnt, rounded or left out that could be heard; what is done, and why the numbers stay the same:

- Batch norm is a factor and a summand for each channel: `scale` and `shift`. That before the first dense layer goes into it.
- Training switched most filters of the front end off: weight decay has drawn their kernels to next to nothing, so each says the
  same number in every frame. Of 561 channels 64 are left. The others are one channel that is 1 in every frame: what the next
  layer made of them, with zeros beyond the ends of a patch as before, is the kernel of that channel, and what the dense layer
  made of them is in its bias. `tests/golden/ears/make.py` holds the whole network, under its own TensorFlow, against it.
- A maximum over frequency commutes with a rising function, so it is taken before ReLU and batch norm. Channels with a falling
  one (negative `scale`) have their kernels, biases and sign turned: then the least is the most.
- In half precision the penultimate layer would be off by up to 4e-3; so it is not.

The reader of TensorFlow's bundle is written here: the index is an uncompressed LevelDB table of protobuf entries, the data are
raw little-endian floats.
"""

import pathlib
import struct
import sys

import numpy as np
from safetensors.numpy import save_file

EPSILON = 1e-3
DEAD = 1e-10
FRONT = ["wide38", "wide67", "long128", "long64", "long32"]
MID = ["mid1", "mid2", "mid3"]


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def fields(data):
    """(number, value) of each field of a protobuf message."""
    at = 0
    while at < len(data):
        tag, at = varint(data, at)
        if tag & 7 == 0:
            value, at = varint(data, at)
        elif tag & 7 == 2:
            size, at = varint(data, at)
            value, at = data[at : at + size], at + size
        elif tag & 7 == 5:
            value, at = struct.unpack_from("<I", data, at)[0], at + 4
        else:
            value, at = struct.unpack_from("<Q", data, at)[0], at + 8
        yield tag >> 3, value


def entries(table, offset, size):
    """(key, value) of each entry of a block of a LevelDB table."""
    assert table[offset + size] == 0, "a compressed block"
    block = table[offset : offset + size]
    end = size - 4 - 4 * struct.unpack("<I", block[-4:])[0]
    at, key = 0, b""
    while at < end:
        shared, at = varint(block, at)
        unshared, at = varint(block, at)
        length, at = varint(block, at)
        key = key[:shared] + block[at : at + unshared]
        at += unshared
        yield key, block[at : at + length]
        at += length


def checkpoint(folder):
    """Tensors of floats by name, in double precision, the optimiser's own left out."""
    index = (folder / ".index").read_bytes()
    data = (folder / ".data-00000-of-00001").read_bytes()
    footer, at = index[-48:], 0
    for _ in range(2):
        _, at = varint(footer, at)
    offset, at = varint(footer, at)
    size, at = varint(footer, at)
    found = {}
    for _, handle in entries(index, offset, size):
        offset, at = varint(handle, 0)
        size, at = varint(handle, at)
        for key, value in entries(index, offset, size):
            entry = dict(fields(value))
            if not key or entry.get(1) != 1 or b"Adam" in key:
                continue
            shape = [dict(fields(d)).get(1, 0) for n, d in fields(entry.get(2, b"")) if n == 2]
            at = entry.get(4, 0)
            found[key.decode()] = np.frombuffer(data[at : at + entry[5]], "<f4").reshape(shape).astype(np.float64)
    return found


def numbered(name, i):
    return name if i == 0 else f"{name}_{i}"


def batch_norm(found, i):
    of = lambda what: found[f"{numbered('batch_normalization', i)}/{what}"]
    scale = of("gamma") / np.sqrt(of("moving_variance") + EPSILON)
    return scale, of("beta") - of("moving_mean") * scale


def main():
    package = pathlib.Path(sys.argv[1])
    found = checkpoint(package / "MSD_musicnn")
    conv = lambda i: (found[f"{numbered('conv2d', i)}/kernel"], found[f"{numbered('conv2d', i)}/bias"])
    out = dict(zip(["input.scale", "input.shift"], batch_norm(found, 0)))
    live, constants = [], []
    for i, name in enumerate(FRONT):
        kernel, bias = conv(i)
        scale, shift = batch_norm(found, i + 1)
        kernel = kernel[:, :, 0]
        # The most that a filter can say beside its constant, for input of ten deviations.
        reach = 10 * np.abs(kernel).sum((0, 1)) * np.abs(scale)
        alive = np.abs(kernel).max((0, 1)) > DEAD
        alive &= reach > 1e-6
        assert reach[~alive].max() < 1e-6, reach[~alive].max()
        sign = np.where(scale < 0, -1.0, 1.0)
        # Columns (band, tap), as the program lays out what a kernel sees.
        turned = (kernel * sign).transpose(1, 0, 2).reshape(-1, kernel.shape[-1])
        out[f"{name}.kernel"] = turned[:, alive]
        out[f"{name}.bias"] = (bias * sign)[alive]
        out[f"{name}.sign"] = sign[alive]
        out[f"{name}.scale"], out[f"{name}.shift"] = scale[alive], shift[alive]
        live += list(alive)
        constants += list(np.maximum(bias, 0) * scale + shift)
        print(name, alive.sum(), "of", len(alive), "live, largest of the others", reach[~alive].max(), "turned", (sign[alive] < 0).sum())
    live, constants = np.array(live), np.array(constants)
    for i, name in enumerate(MID):
        kernel, bias = conv(len(FRONT) + i)
        kernel = kernel[:, :, 0]
        if i == 0:
            rest = np.einsum("tco,c->to", kernel[:, ~live], constants[~live])
            kernel = np.concatenate([kernel[:, live], rest[:, None]], 1)
        out[f"{name}.kernel"], out[f"{name}.bias"] = kernel, bias
        out[f"{name}.scale"], out[f"{name}.shift"] = batch_norm(found, len(FRONT) + i + 1)
    scale, shift = batch_norm(found, 9)
    kernel, bias = found["dense/kernel"], found["dense/bias"]
    bias = bias + shift @ kernel
    # Rows are (channel, maximum and mean): those of a constant channel are that constant, both.
    kernel = (kernel * scale[:, None]).reshape(-1, 2, kernel.shape[1])
    bias = bias + np.einsum("cmo,c->o", kernel[: len(live)][~live], constants[~live])
    kept = np.concatenate([live, np.ones(len(kernel) - len(live), bool)])
    out["dense.max"], out["dense.mean"] = kernel[kept, 0], kernel[kept, 1]
    out["dense.bias"] = bias
    out["dense.scale"], out["dense.shift"] = batch_norm(found, 10)
    out["tags.kernel"], out["tags.bias"] = found["dense_1/kernel"], found["dense_1/bias"]
    names = {}
    exec((package / "configuration.py").read_text(), names)
    out = {name: np.ascontiguousarray(value, np.float32) for name, value in out.items()}
    about = {"network": "MSD_musicnn", "package": "musicnn 0.1.0", "licence": "ISC", "tags": "\n".join(names["MSD_LABELS"])}
    save_file(out, pathlib.Path(__file__).with_name("musicnn_msd.safetensors"), about)
    print(sum(value.size for value in out.values()), "numbers")


main()
