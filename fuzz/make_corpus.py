#!/usr/bin/env python3
"""Writes the first inputs of every fuzzer into fuzz/corpus; what was found later lies beside them as `found-*`.

    python3 fuzz/make_corpus.py target/release/latentune [RUN]

Made of the texts below, of golden files of the tests, of a small model that the program trains here, and, where RUN is the folder
of a run that the window kept (data folder, runs/LIBRARY/RUN), of that run. Inputs of several parts: `src/fuzzing.rs`.
"""

import json
import os
import struct
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "tests", "trials"))
import mutated
from bounded import wav

CORPUS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "corpus")
EMBEDDINGS = ("f32.npy", "table.npz", "one_each.npz", "fixed.parquet", "lists.parquet", "table.safetensors", "frame.csv")


LESSON = """\
[lesson]
title = "t"
text = "x"
question = "q"
songs = "s"
panel = "trust"
colour = "genre"
picture = "pca"
promises = ["pca.high.nmi.* >= 0.5", "silhouette < features.silhouette", "songs = 3"]
answer = "{n} {{ {ari.genre} {column}"
otherwise = "o"

[numbers]
n = "knn.language"

[settings]
seed = 3
model.kind = "vae"
clustering.n_clusters = 3
"""


def put(reader, name, data):
    folder = os.path.join(CORPUS, reader)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())


def parts(*all_of):
    """All but the last with their lengths before them."""
    first = b"".join(struct.pack("<I", len(part)) + part for part in all_of[:-1])
    return first + all_of[-1]


def model(program):
    with tempfile.TemporaryDirectory() as folder:
        table = os.path.join(folder, "t.csv")
        with open(table, "w", encoding="utf-8") as file:
            file.write(mutated.TABLE)
        for kind in ("vae", "pca"):
            out = os.path.join(folder, kind)
            small = ["--set", "model.hidden=[4]", "--latent", "2", "--epochs", "2", "--modality", "lyrics", "--no-cache"]
            subprocess.run([program, "analyze", table, "--out", out, "--model", kind, *small], check=True)
            read = lambda name: open(os.path.join(out, "model", name), "rb").read()
            put("model", kind, parts(read("model.toml"), read("model.safetensors")))


def songs(program):
    with tempfile.TemporaryDirectory() as folder:
        library, work, table = (os.path.join(folder, name) for name in ("songs", "work", "songs.parquet"))
        os.makedirs(library)
        for name in ("a", "b"):
            with open(os.path.join(library, f"{name}.wav"), "wb") as file:
                file.write(wav(1.0))
            with open(os.path.join(library, f"{name}.lrc"), "w", encoding="utf-8") as file:
                file.write(f"[00:00.10]rain on the river {name}\n[00:00.60]নদীর জলে চাঁদ\n")
        plan = os.path.join(work, "plan.parquet")
        subprocess.run([program, "plan", library, "--out", plan], check=True)
        subprocess.run([program, "extract", plan, "--shard", "1/1", "--out", work, "--no-cache"], check=True)
        subprocess.run([program, "merge", work, "--out", table], check=True)
        put("songs", "small.parquet", open(table, "rb").read())


def run(folder):
    record = json.load(open(os.path.join(folder, "run.json"), encoding="utf-8"))
    songs = json.load(open(os.path.join(folder, "songs.json"), encoding="utf-8"))
    compact = lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    put("run", "kept", parts(compact(record), compact(songs)))


def main():
    for name in ("four.opus", "mono-16000.m4a", "mono-16000.ogg", "mono-32000.mp3"):
        data = mutated.read("tests", "golden", "audio", "kinds", name)
        put("audio", name, data)
    put("audio", "noise.wav", wav(0.1))
    flac = mutated.read("tests", "golden", "audio", "kinds", "mono-16000.flac")
    put("audio", "cut.flac", flac[:4000])
    for i, (ending, data) in enumerate(mutated.tag_seeds()[:2]):
        put("tags", f"all-{i}.{ending}", data)
    for i, text in enumerate(mutated.LYRICS):
        put("lyrics", f"{i}.lrc", text)
    put("table", "songs.csv", mutated.TABLE[:900])
    put("table", "numbers.csv", "id;a;b\n" + "".join(f"{i};{i * 7 % 11},5;{i % 3}\n" for i in range(12)))
    put("settings", "some.toml", mutated.SETTINGS)
    put("grid", "small.toml", mutated.GRID)
    put("lesson", "small.toml", LESSON)
    for name in ("model.bin", "model.fasttext.bin", "model.txt", "model.vec"):
        put("word_vectors", name, mutated.read("tests", "golden", "text", "vectors", name))
    for name in EMBEDDINGS:
        put("embeddings", name, mutated.read("tests", "golden", "embeddings", name))
    for name in ("waveform.onnx", "frames.onnx", "bands.onnx"):
        put("network", name, mutated.read("tests", "golden", "ears", "networks", name))
    family = ["tests", "golden", "text", "sentences", "bert"]
    read = lambda name: mutated.read(*family, name)
    put("sentences", "bert", parts(read("modules.json"), read("config.json"), read("tokenizer.json"), read("model.safetensors")))
    session = {"latentune_session": 1, "is_demo": True, "config": {"seed": 3}, "colour": {"label": "genre"}, "hidden": ["rock", None],
               "search": "rain", "selected": "a", "selection": ["a", "b"], "cluster_names": [[0, "slow"]], "columns": [["audio", "clip"]]}
    put("session", "demo", json.dumps(session, indent=1))
    model(os.path.abspath(sys.argv[1]))
    songs(os.path.abspath(sys.argv[1]))
    if len(sys.argv) > 2:
        run(sys.argv[2])


if __name__ == "__main__":
    main()
