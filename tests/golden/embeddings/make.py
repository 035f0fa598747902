"""Writes small files of vectors as numpy, pandas, pyarrow and safetensors write them, and golden.json: what is in them.

    python3.11 -m venv peer && peer/bin/pip install -r requirements.txt && peer/bin/python make.py

`table` are the vectors of six songs, exact in half precision. `centred` is a table of vectors before and after the mean of
each language is taken away and each column is standardised, means and deviations of the training songs alone.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from safetensors.numpy import save_file
from sklearn.preprocessing import StandardScaler

HERE = Path(__file__).parent
IDS = ["en-01", "en-02", "bn-01", "বৃষ্টি", "en-03", "bn-02"]
FILES = [f"audio/{name}.mp3" for name in IDS]

rng = np.random.default_rng(14)
x = np.round(rng.normal(size=(6, 5)) * 8).astype(np.float32) / 8
frames = {FILES[i]: np.stack([x[i] - 1, x[i] + 1]) if i % 2 else x[i] for i in range(6)}


def at(name):
    return str(HERE / name)


np.save(at("f32.npy"), x)
np.save(at("f16.npy"), x.astype(np.float16))
np.save(at("f64_fortran.npy"), np.asfortranarray(x.astype(np.float64)))
np.save(at("f32_big_end.npy"), x.astype(">f4"))
np.save(at("whole.npy"), (x * 8).astype(np.int8))
np.save(at("objects.npy"), np.array([list(row) for row in x] + [None], dtype=object), allow_pickle=True)
np.save(at("cube.npy"), x.reshape(6, 5, 1))
np.savez(at("table.npz"), embeddings=x, ids=np.array(IDS), seconds=np.arange(6.0))
np.savez_compressed(at("one_each.npz"), **frames)
np.savez(at("two_tables.npz"), a=x, b=x[:, :3])

lists = pd.DataFrame({"file": FILES, "genre": "rock", "embedding": list(x.astype(np.float64))})
lists.to_parquet(at("lists.parquet"))
half = pa.table({"id": IDS, "vector": pa.array([list(row) for row in x.astype(np.float16)], pa.list_(pa.float16()))})
pq.write_table(half, at("half.parquet"))
fixed = pa.array([list(row) for row in x], pa.list_(pa.float32(), 5))
pq.write_table(pa.table({"track_id": IDS, "vector": fixed}), at("fixed.parquet"), row_group_size=4)
gaps = [list(map(float, row)) for row in x]
gaps[1], gaps[2], gaps[4][3] = None, [], None
pq.write_table(pa.table({"id": IDS, "vector": pa.array(gaps, pa.list_(pa.float32()))}), at("gaps.parquet"))
pd.DataFrame(x, columns=[f"d{i}" for i in range(5)], index=pd.Index(IDS, name="id")).to_parquet(at("columns.parquet"))
pq.write_table(pa.table({"id": IDS, "vector": fixed}), at("zstd.parquet"), compression="zstd")

save_file({"embeddings": x}, at("table.safetensors"), metadata={"ids": json.dumps(IDS)})
save_file({name: v.astype(np.float16) for name, v in frames.items()}, at("one_each.safetensors"))

pd.DataFrame(x, index=IDS).to_csv(at("frame.csv"))
table = pd.DataFrame(x, columns=[f"d{i}" for i in range(5)])
table.insert(0, "file", FILES)
table.insert(1, "genre", "rock")
table.to_csv(at("table.tsv"), sep="\t", index=False)
table.drop(columns=["genre"]).to_csv(at("no_header.csv"), index=False, header=False)

n = 24
languages = [["en", "bn", None][0 if i % 3 else 1] if i else None for i in range(n)]
shift = {"en": np.array([4.0, 0, 0]), "bn": np.array([-3.0, 2, 0]), None: np.zeros(3)}
before = np.array([shift[language] for language in languages]) + rng.normal(size=(n, 3))
before = before.astype(np.float32)
train = [i for i in range(n) if i % 5]
centred = before.astype(np.float64)
for language in set(languages):
    of = [i for i in range(n) if languages[i] == language]
    known = [i for i in of if i in train] if language else train
    centred[of] -= before[known].astype(np.float64).mean(axis=0)
scaler = StandardScaler().fit(centred[train])

golden = {
    "ids": IDS,
    "files": FILES,
    "table": x.tolist(),
    "centred": {
        "languages": languages,
        "train": train,
        "before": before.tolist(),
        "after": centred.tolist(),
        "standardised": scaler.transform(centred).tolist(),
    },
}
(HERE / "golden.json").write_text(json.dumps(golden, ensure_ascii=False) + "\n")
