"""Writes small networks as ONNX files, and golden.json: what they hear in made tones under onnxruntime.

    python3.11 -m venv peer && peer/bin/pip install $(grep -v basic-pitch requirements.txt)
    peer/bin/pip download --no-deps basic-pitch==0.4.0 && unzip -j basic_pitch-*.whl '*/nmp.onnx' '*/LICENSE' '*/NOTICE'
    peer/bin/python make.py

basic_pitch.onnx is `nmp.onnx` of that package as it is (Bittner et al. 2022, Spotify AB, Apache-2.0: its licence and notice lie
beside it). The others are made here, of random weights: one for each way in which a network is shown sound, and one for each
fault that is to be told. Log-mel spectrograms are librosa's. The tests make the same tones.
"""

import json
from pathlib import Path

import librosa
import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

here = Path(__file__).parent
rng = np.random.default_rng(14)
F32 = TensorProto.FLOAT


def weights(name, *shape):
    fan_in = np.prod(shape[1:]) if len(shape) > 1 else 1
    return numpy_helper.from_array((rng.standard_normal(shape) / np.sqrt(fan_in)).astype(np.float32), name)


def whole(name, *values):
    return numpy_helper.from_array(np.array(values, np.int64), name)


def port(name, kind, *dims):
    return helper.make_tensor_value_info(name, kind, list(dims))


def save(name, nodes, inputs, outputs, initializers=(), rate=None, domains=()):
    graph = helper.make_graph(nodes, name, inputs, outputs, list(initializers))
    opsets = [helper.make_opsetid("", 17), *(helper.make_opsetid(domain, 1) for domain in domains)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="latentune")
    if rate:
        helper.set_model_props(model, {"sample_rate": str(rate)})
    (here / f"{name}.onnx").write_bytes(model.SerializeToString())


def networks():
    node = helper.make_node
    # Of convolutions rten wants to be told strides, padding and dilations, as PyTorch and tf2onnx tell them.
    plain = dict(pads=[0, 0], dilations=[1])
    # Samples in, a vector for each 2 ms out, and behind it a class, which is no vector.
    save(
        "waveform",
        [
            node("Unsqueeze", ["samples", "one"], ["channel"]),
            node("Conv", ["channel", "w", "b"], ["seen"], strides=[32], **plain),
            node("Relu", ["seen"], ["bent"]),
            node("Transpose", ["bent"], ["frames"], perm=[0, 2, 1]),
            node("MatMul", ["frames", "m"], ["embedding"]),
            node("ReduceMean", ["embedding"], ["mean"], axes=[1], keepdims=0),
            node("ArgMax", ["mean"], ["class"], axis=1, keepdims=1),
        ],
        [port("samples", F32, "batch", "n")],
        [port("embedding", F32, "batch", "frames", 6), port("class", TensorProto.INT64, "batch", 1)],
        [weights("w", 8, 1, 64), weights("b", 8), weights("m", 8, 6), whole("one", 1)],
        rate=16000,
    )
    # 96 frames of 64 bands, as VGGish is shown them.
    save(
        "frames",
        [
            node("Conv", ["x", "w", "b"], ["seen"], strides=[4, 4], pads=[1, 1, 1, 1], dilations=[1, 1]),
            node("BatchNormalization", ["seen", "scale", "shift", "mean", "variance"], ["normal"]),
            node("LeakyRelu", ["normal"], ["bent"], alpha=0.1),
            node("MaxPool", ["bent"], ["most"], kernel_shape=[2, 2], strides=[2, 2]),
            node("Flatten", ["most"], ["flat"]),
            node("Gemm", ["flat", "m", "c"], ["embedding"], transB=1),
        ],
        [port("x", F32, "batch", 1, 96, 64)],
        [port("embedding", F32, "batch", 10)],
        [
            weights("w", 4, 1, 5, 5), weights("b", 4), weights("m", 10, 4 * 12 * 8), weights("c", 10),
            numpy_helper.from_array(np.full(4, 0.1, np.float32), "scale"), weights("shift", 4), weights("mean", 4),
            numpy_helper.from_array(np.full(4, 30, np.float32), "variance"),
        ],
    )
    # 40 bands of however many frames, as transformers of speech are shown them; attention, and the mean.
    save(
        "bands",
        [
            node("Conv", ["x", "w", "b"], ["seen"], pads=[1, 1], strides=[1], dilations=[1]),
            node("Erf", ["seen"], ["bent"]),
            node("Transpose", ["bent"], ["frames"], perm=[0, 2, 1]),
            node("MatMul", ["frames", "bent"], ["likeness"]),
            node("Softmax", ["likeness"], ["looks"], axis=-1),
            node("MatMul", ["looks", "frames"], ["looked"]),
            node("Add", ["looked", "frames"], ["sum"]),
            node("ReduceMean", ["sum"], ["embedding"], axes=[1], keepdims=0),
        ],
        [port("x", F32, "batch", 40, "frames")],
        [port("embedding", F32, "batch", 12)],
        [numpy_helper.from_array((rng.standard_normal((12, 40, 3)) / 400).astype(np.float32), "w"), weights("b", 12)],
        rate=16000,
    )
    wave, vector = port("x", F32, "batch", "n"), port("y", F32, "batch", "n")
    save("unknown_operator", [node("Wobble", ["x"], ["y"], domain="org.example")], [wave], [vector], rate=16000, domains=["org.example"])
    save("two_inputs", [node("Add", ["x", "z"], ["y"])], [wave, port("z", F32, "batch", "n")], [vector], rate=16000)
    save("whole_numbers", [node("Cast", ["x"], ["y"], to=F32)], [port("x", TensorProto.INT16, "batch", "n")], [vector], rate=16000)
    save("too_large", [node("Add", ["x", "x"], ["y"])], [wave], [port("y", F32, 1 << 20, 1 << 20)], rate=16000)
    # Vectors as long as the sound.
    save("no_rate", [node("Neg", ["x"], ["y"])], [wave], [vector])
    # What is no number where it is loud: the logarithm of 0.2 - |x|.
    save(
        "not_finite",
        [
            node("Abs", ["x"], ["loud"]),
            node("ReduceMax", ["loud"], ["most"], axes=[1], keepdims=1),
            node("Sub", ["level", "most"], ["left"]),
            node("Log", ["left"], ["y"]),
        ],
        [wave], [port("y", F32, "batch", 1)], [numpy_helper.from_array(np.array([0.5], np.float32), "level")], rate=16000,
    )


def tone(n, rate):
    t = np.arange(n) / rate
    return (0.25 * np.sin(2 * np.pi * 440 * t) + 0.1 * np.sin(2 * np.pi * 1320 * t) * np.cos(2 * np.pi * 3 * t)).astype(np.float32)


def heard(name, patches, output):
    session = onnxruntime.InferenceSession(here / f"{name}.onnx", providers=["CPUExecutionProvider"])
    given = session.get_inputs()[0].name
    vectors = [session.run([output], {given: patch})[0].astype(np.float64) for patch in patches]
    return np.mean([v.reshape(-1, v.shape[-1]).mean(axis=0) for v in vectors], axis=0)


def log_mel(y, rate, **how):
    power = librosa.feature.melspectrogram(y=y, sr=rate, **how)
    return librosa.power_to_db(power, ref=1.0, amin=1e-10, top_db=None).astype(np.float32)


def golden():
    cases = []

    def case(name, output, n, rate, patches):
        vector = [float(f"{x:.9g}") for x in heard(name, patches, output)]
        cases.append(dict(network=name, output=output, n_samples=n, rate_hz=rate, vector=vector))

    y = tone(43844, 22050)
    case("basic_pitch", "StatefulPartitionedCall:0", 43844, 22050, [y[None, :, None]])
    # Two patches of half a second, as far apart as they can be.
    y = tone(20000, 16000)
    case("waveform", "embedding", 20000, 16000, [y[None, :8000], y[None, 12000:]])
    y = tone(15200, 16000)
    mel = log_mel(y, 16000, n_fft=512, hop_length=160, n_mels=64, fmin=125, fmax=7500)
    case("frames", "embedding", 15200, 16000, [mel.T[None, None]])
    y = tone(15999, 16000)
    mel = log_mel(y, 16000, n_fft=400, hop_length=160, n_mels=40)
    case("bands", "embedding", 15999, 16000, [mel[None]])
    (here / "golden.json").write_text(json.dumps(dict(cases=cases), separators=(",", ":")) + "\n")


networks()
golden()
print(onnx.__version__, onnxruntime.__version__, librosa.__version__)
