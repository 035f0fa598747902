"""Tables as pandas and pyarrow write them, and what they read out of them again.

    python -m venv venv && venv/bin/pip install -r tests/golden/library/requirements.txt
    venv/bin/python tests/golden/library/make.py

FMA's tables have the header rows that pandas writes for columns of several levels; Music4All's are
joined by an id; Hugging Face's `datasets` keeps recordings as bytes in Parquet, and the names of
classes in the metadata.
"""

import ast
import io
import json
import struct
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

HERE = Path(__file__).parent
rng = np.random.default_rng(14)


def cells(frame):
    """Columns, and each cell as text; nothing where it is unknown."""
    text = frame.astype(object).where(frame.notna(), "")
    return {"names": list(frame.columns), "rows": [[str(c) for c in row] for row in text.to_numpy()]}


def levels():
    """FMA's tracks.csv and features.csv in small, read back by pandas as its own utils.py does."""
    columns = pd.MultiIndex.from_tuples(
        [("set", "split"), ("set", "subset"), ("track", "genre_top"), ("track", "genres"), ("track", "title"), ("artist", "name")]
    )
    rows = [
        ["training", "small", "Rock", [12, 25], "One", "A"],
        ["training", "small", "Pop", [10], "Two, three", "B"],
        ["test", "large", None, [], "নদী", "A"],
    ]
    tracks = pd.DataFrame(rows, columns=columns, index=pd.Index([2, 5, 140], name="track_id"))
    tracks.to_csv(HERE / "tracks.csv")
    back = pd.read_csv(HERE / "tracks.csv", index_col=0, header=[0, 1])
    back[("track", "genres")] = back[("track", "genres")].map(ast.literal_eval)
    columns = pd.MultiIndex.from_product([["chroma", "zcr"], ["max", "min"], ["01", "02"]], names=["feature", "statistics", "number"])
    features = pd.DataFrame(rng.normal(size=(3, 8)).round(6), columns=columns, index=tracks.index)
    features.to_csv(HERE / "features.csv")
    features = pd.read_csv(HERE / "features.csv", index_col=0, header=[0, 1, 2])
    return {
        "tracks": {
            "names": [".".join(c) for c in back.columns],
            "ids": back.index.tolist(),
            "genres": [[str(g) for g in row] for row in back[("track", "genres")]],
            "titles": back[("track", "title")].tolist(),
        },
        "features": {"names": [".".join(c) for c in features.columns], "rows": features.to_numpy().tolist()},
    }


def joined():
    """Tables by id, in other orders and not of the same songs, as pandas joins them."""
    ids = [f"s{i:02}" for i in range(12)]
    info = pd.DataFrame({"id": ids, "artist": [f"A{i % 5}" for i in range(12)], "song": [f"T{i}" for i in range(12)]})
    pool = ["rock", "pop", "indie rock", "folk", "soul"]
    lists = [",".join(rng.choice(pool, size=rng.integers(1, 4), replace=False)) for _ in ids]
    genres = pd.DataFrame({"id": ids, "genres": lists}).sample(frac=1, random_state=1)
    lang = pd.DataFrame({"id": ids[:9], "lang": ["en", "bn", "pt"] * 3}).sample(frac=1, random_state=2)
    for name, frame in [("information", info), ("genres", genres), ("lang", lang)]:
        frame.to_csv(HERE / f"id_{name}.csv", sep="\t", index=False)
    whole = info.merge(genres, on="id", how="left").merge(lang, on="id", how="left")
    dummies = whole["genres"].str.get_dummies(",")
    return {"table": cells(whole), "yes": {name: dummies[name].astype(bool).tolist() for name in dummies}}


def lines():
    frame = pd.DataFrame({"file_name": ["a.wav", "b.wav"], "tags": [["x", "y z"], []], "bpm": [90.5, None], "title": ["নদী", "R&B \"live\""]})
    frame.to_json(HERE / "metadata.jsonl", orient="records", lines=True, force_ascii=True)
    return {"tags": frame["tags"].tolist(), "titles": frame["title"].tolist()}


def wav(seed):
    """A hundredth of a second of noise."""
    data = np.random.default_rng(seed).integers(-9000, 9000, 80).astype("<i2").tobytes()
    head = b"RIFF" + struct.pack("<I", 36 + len(data)) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16)
    return head + b"data" + struct.pack("<I", len(data)) + data


def audio():
    """As `datasets` writes a feature `Audio`, `ClassLabel` and a list of those."""
    recordings = [
        {"bytes": wav(1), "path": "a.wav"},
        {"bytes": wav(2), "path": "b.wav"},
        {"bytes": wav(3), "path": "other/a.wav"},
        {"bytes": None, "path": "away.wav"},
    ]
    table = pa.table(
        {
            "audio": pa.array(recordings, pa.struct([("bytes", pa.binary()), ("path", pa.string())])),
            "genre": pa.array([1, 0, 0, None], pa.int64()),
            "tags": pa.array([[0, 1], [1], [], None], pa.list_(pa.int64())),
            "tempo": pa.array([90.5, 120.0, None, 60.25], pa.float64()),
        }
    )
    moods = {"names": ["calm", "wild"], "_type": "ClassLabel"}
    features = {"audio": {"_type": "Audio"}, "genre": {"names": ["pop", "rock"], "_type": "ClassLabel"}, "tags": {"feature": moods, "_type": "List"}}
    table = table.replace_schema_metadata({"huggingface": json.dumps({"info": {"features": features}})})
    pq.write_table(table, HERE / "audio.parquet", compression="snappy")


def main():
    golden = {"levels": levels(), "joined": joined(), "lines": lines()}
    audio()
    text = io.StringIO()
    json.dump(golden, text, ensure_ascii=False, indent=1)
    (HERE / "golden.json").write_text(text.getvalue() + "\n", encoding="utf-8")


main()
