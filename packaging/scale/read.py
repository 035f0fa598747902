"""A table of songs read without Latentune:   read.py songs.parquet

pandas, DuckDB, polars and pyarrow see the same rows, the same causes and the same numbers, to the bit. Needs `pip install
pandas pyarrow duckdb polars`.
"""

import sys
import tomllib

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow.parquet as pq


def main():
    path = sys.argv[1]
    facts = {key.decode(): value.decode() for key, value in pq.read_schema(path).metadata.items()}
    settings = tomllib.loads(facts["latentune.settings"])
    print(facts["latentune.version"], "| n_mels", settings["audio"]["n_mels"])

    frame = pd.read_parquet(path, columns=["id", "status", "cause", "audio"])
    heard = frame[frame["audio"].notna()]
    block = np.stack(heard["audio"].to_list())
    print("pandas: ", len(frame), "songs,", frame["status"].value_counts().to_dict(), block.dtype, block.shape)

    query = "select id, audio from read_parquet(?) where audio is not null"
    rows = duckdb.execute(query, [path]).fetchall()
    by_duckdb = np.array([row[1] for row in rows], dtype=np.float32)
    print("duckdb: ", by_duckdb.shape, duckdb.execute("select typeof(audio) from read_parquet(?) limit 1", [path]).fetchone()[0])

    polars = pl.read_parquet(path, columns=["id", "audio"]).drop_nulls("audio")
    by_polars = np.array(polars["audio"].to_list(), dtype=np.float32)
    print("polars: ", by_polars.shape, polars["audio"].dtype)

    ids = heard["id"].to_list()
    assert ids == [row[0] for row in rows] == polars["id"].to_list(), "other songs, or in another order"
    assert len(set(frame["id"])) == len(frame), "an id is there twice"
    for other in (by_duckdb, by_polars):
        assert np.array_equal(block.view(np.uint32), other.view(np.uint32)), "other numbers"
    print("the same numbers by all")


if __name__ == "__main__":
    main()
