#!/usr/bin/env python3
"""Good files with a few bytes changed, read by the program.

    python3 tests/trials/mutated.py target/release/latentune [KIND] [N] [SEED]

Kinds: audio, tags, lyrics (hundreds in a folder, one run for each folder), tables, settings, grids, models, vectors (one run for
each). Seeds are files of this repository. Every run must end with 0 or 2, by itself, without a panic, and within the bounds of
`bounded.py`. Sessions and kept runs are read by the window only: `fuzz/run session` and `fuzz/run run` change those.
"""

import os
import random
import struct
import sys

import bounded
from bounded import QUICK, wav

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
IN_A_FOLDER = 400


def mutated(data, rng, other=b""):
    """A few changes of the kinds that files suffer: bits, numbers at their limits, parts lost, doubled, moved or foreign."""
    data = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        n = len(data)
        if n < 8:
            break
        at, length = rng.randrange(n), rng.randrange(1, max(2, min(n, 200)))
        kind = rng.randrange(9)
        # Headers stand in front: half of all changes are there.
        if rng.random() < 0.5:
            at = rng.randrange(min(n, 120))
        if kind == 0:
            data[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            data[at] = rng.randrange(256)
        elif kind == 2:
            number = rng.choice((0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF))
            data[at : at + 4] = struct.pack(rng.choice("<>") + "I", number)
        elif kind == 3:
            del data[at : at + length]
        elif kind == 4:
            data[at:at] = data[at : at + length]
        elif kind == 5:
            data[at:at] = bytes(rng.randrange(256) for _ in range(min(length, 40)))
        elif kind == 6:
            del data[at:]
        elif kind == 7 and other:
            start = rng.randrange(len(other))
            data[at : at + length] = other[start : start + length]
        else:
            digits = [i for i, byte in enumerate(data[:4000]) if 48 <= byte <= 57]
            if digits:
                data[rng.choice(digits)] = ord(rng.choice("0123456789-eE.,"))
    return bytes(data)


def read(*parts):
    with open(os.path.join(ROOT, *parts), "rb") as file:
        return file.read()


def files(*parts, ending=""):
    folder = os.path.join(ROOT, *parts)
    return [read(*parts, name) for name in sorted(os.listdir(folder)) if name.endswith(ending)]


def audio_seeds():
    kinds = os.path.join(ROOT, "tests", "golden", "audio", "kinds")
    seeds = [(name.rsplit(".", 1)[1], read(kinds, name)) for name in sorted(os.listdir(kinds)) if not name.endswith(".sh")]
    demo = sorted(os.listdir(os.path.join(ROOT, "data", "demo", "audio")))[:1]
    seeds += [(name.rsplit(".", 1)[1], read("data", "demo", "audio", name)[:60_000]) for name in demo]
    return seeds + [("wav", wav(0.5)), ("wav", wav(0.5, channels=2))]


def tag_seeds():
    def frame(name, body):
        return name + struct.pack(">I", len(body)) + b"\0\0" + body

    frames = frame(b"TIT2", b"\x03Title") + frame(b"TPE1", b"\x01\xFF\xFEA\0r\0t\0") + frame(b"USLT", b"\x03eng\0one\ntwo")
    frames += frame(b"SYLT", b"\x03eng\x02\x01\0one\0\0\0\x03\xE8two\0\0\0\x07\xD0") + frame(b"TXXX", b"\x03LYRICS\0words")
    n = len(frames)
    id3 = b"ID3\x03\0\0" + bytes([n >> 21 & 127, n >> 14 & 127, n >> 7 & 127, n & 127]) + frames
    ape = b"".join(struct.pack("<II", len(v), 0) + k + b"\0" + v for k, v in ((b"Title", b"t"), (b"Lyrics", b"[00:01.00]a")))
    footer = b"APETAGEX" + struct.pack("<IIII", 2000, len(ape) + 32, 2, 0) + bytes(8)
    v1 = b"TAG" + b"title".ljust(30, b"\0") + b"artist".ljust(30, b"\0") + bytes(64) + b"\x07"
    mp3 = read("tests", "golden", "audio", "kinds", "mono-32000.mp3")
    kinds = [seed for seed in audio_seeds() if seed[0] in ("flac", "ogg", "opus", "m4a")]
    return [("mp3", id3 + mp3[:2000]), ("mp3", mp3[:2000] + ape + footer + v1)] + kinds


LYRICS = [
    "[ti:গান]\n[ar:শিল্পী]\n[offset:+200]\n[00:01.00][00:21.00]<00:01.00>আমি <00:01.50>গাই\n[00:02.50]v1: second line\n",
    "1\n00:00:01,000 --> 00:00:04,000\nfirst\n\n2\n00:00:05,000 --> 00:00:07,500\n<i>second</i>\n",
    "WEBVTT\n\n00:01.000 --> 00:04.000\nfirst\n",
    "[12345,2000]<0,300,0>I <300,200,0>am\n[14345,900]<0,300,0>here\n",
    "Verse 1\nrain on the tin roof\n\nChorus\nrain, rain\n",
]
TABLE = "id,title,artist,genre,tempo,lyrics\n" + "".join(
    f'{i},"Song, {i}",Artist {i % 7},{"rock pop"[: 4 + i % 2]},{90 + i},"line one\nline ""two"" {i}"\n' for i in range(40)
)
SETTINGS = "seed = 3\n[audio]\nn_windows = 2\nwindow = \"several\"\n[model]\nkind = \"vae\"\nhidden = [16, 8]\nn_latent = 4\n[clustering]\nn_clusters = 3\n"
GRID = "seeds = [1, 2]\n[[grid]]\nname = \"a\"\n[[grid.models]]\nname = \"pca\"\nset = { \"model.kind\" = \"pca\" }\n"


def in_folders(seeds, program, n, rng):
    tried = []
    while n > 0:
        folder = bounded.scratch("mutated")
        source = os.path.join(folder, "in")
        os.makedirs(source)
        now = min(n, IN_A_FOLDER)
        for i in range(now):
            ending, data = rng.choice(seeds)
            with open(os.path.join(source, f"{i:04}.{ending}"), "wb") as file:
                file.write(mutated(data, rng, rng.choice(seeds)[1]))
        for i in range(4):
            with open(os.path.join(source, f"good{i}.wav"), "wb") as file:
                file.write(wav(1.0, seed=i + 1))
        ended = bounded.run(program, ["analyze", source, "--out", os.path.join(folder, "out"), *QUICK], folder)
        faults = ended.faults(bounded.size_of(source))
        print(f"{now} files: {ended.peak:.0f} MB, {ended.cpu:.1f} s, exit {ended.code} {' '.join(faults)}", flush=True)
        tried += [(f"a folder of {now}", faults)] + [("", [])] * (now - 1)
        keep_or_remove(folder, faults)
        n -= now
    return tried


def keep_or_remove(folder, faults):
    if faults:
        print(f"kept: {folder}")
    else:
        bounded.remove(folder)


def one_by_one(program, n, rng, prepare):
    """`prepare(folder, rng)` writes the files of a run and gives its arguments."""
    tried = []
    for i in range(n):
        folder = bounded.scratch("mutated")
        ended = bounded.run(program, [*prepare(folder, rng), "--out", os.path.join(folder, "out")], folder, most_secs=60)
        faults = ended.faults(bounded.size_of(folder))
        tried.append((ended.said.strip()[-200:] if faults else "", faults))
        keep_or_remove(folder, faults)
        if i % 100 == 99:
            print(f"{i + 1} tried", flush=True)
    return tried


def put(folder, name, data):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())
    return path


def tables(folder, rng):
    return ["analyze", put(folder, "t.csv", mutated(TABLE.encode(), rng)), *QUICK]


def settings(folder, rng):
    table = put(folder, "t.csv", TABLE)
    given = ["--config", put(folder, "s.toml", mutated(SETTINGS.encode(), rng))]
    return ["analyze", table, *given, "--set", "model.n_epochs=1", "--no-cache"]


def grids(folder, rng):
    table = put(folder, "t.csv", TABLE)
    quick = ["--set", "model.n_epochs=1", "--no-cache"]
    return ["compare", table, "--grid", put(folder, "g.toml", mutated(GRID.encode(), rng)), *quick]


def models(program):
    made = bounded.scratch("model")
    table = put(made, "t.csv", TABLE)
    small = ["--model", "vae", "--set", "model.hidden=[8]", "--latent", "2", "--epochs", "2", "--modality", "lyrics", "--no-cache"]
    first = os.path.join(made, "first")
    ended = bounded.run(program, ["analyze", table, "--out", first, *small], made)
    assert ended.code == 0, ended.said
    parts = {name: open(os.path.join(first, "model", name), "rb").read() for name in ("model.toml", "model.safetensors")}
    settings_of_it = open(os.path.join(first, "config.toml"), "rb").read()

    def prepare(folder, rng):
        os.makedirs(os.path.join(folder, "model"))
        which = rng.choice(list(parts))
        for name, data in parts.items():
            put(folder, f"model/{name}", mutated(data, rng) if name == which else data)
        put(folder, "config.toml", settings_of_it)
        return ["analyze", put(folder, "t.csv", TABLE), "--model-from", folder, "--no-cache"]

    return prepare


def vectors(folder, rng):
    names = ("model.bin", "model.fasttext.bin", "model.txt", "model.vec")
    data = mutated(read("tests", "golden", "text", "vectors", rng.choice(names)), rng)
    given = ["--set", "text.vectors.on=true", "--set", f"text.vectors.file={put(folder, 'v.bin', data)}"]
    return ["analyze", put(folder, "t.csv", TABLE), *given, *QUICK]


def main():
    program = os.path.abspath(sys.argv[1])
    kind = sys.argv[2] if len(sys.argv) > 2 else "all"
    n = int(sys.argv[3]) if len(sys.argv) > 3 else 400
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 13
    words = [("lrc", text.encode()) for text in LYRICS] + [("txt", data) for data in files("data", "demo", "lyrics")[:8]]
    kinds = {
        "audio": lambda rng: in_folders(audio_seeds(), program, n, rng),
        "tags": lambda rng: in_folders(tag_seeds(), program, n, rng),
        "lyrics": lambda rng: in_folders(words, program, n, rng),
        "tables": lambda rng: one_by_one(program, n, rng, tables),
        "settings": lambda rng: one_by_one(program, n, rng, settings),
        "grids": lambda rng: one_by_one(program, n, rng, grids),
        "models": lambda rng: one_by_one(program, n, rng, models(program)),
        "vectors": lambda rng: one_by_one(program, n, rng, vectors),
    }
    tried = []
    for name in kinds if kind == "all" else [kind]:
        print(f"{name}, {n} of seed {seed}", flush=True)
        tried += kinds[name](random.Random(f"{name} {seed}"))
    bounded.told(f"mutated {kind}", tried)


if __name__ == "__main__":
    main()
