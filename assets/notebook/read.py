from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib import font_manager
from sklearn import metrics

results = Path("..")
# Letters of Bangla, where the system has a font with them.
bangla = {"Noto Sans Bengali", "Nirmala UI", "Bangla Sangam MN"}
installed = bangla & {font.name for font in font_manager.fontManager.ttflist}
plt.rcParams["font.family"] = ["DejaVu Sans", *sorted(installed)]
# Text that a spreadsheet would take for a formula was written with ' in front.
FORMULA = r"^'(?='*[=+\-@\t\r\n＝＋－＠])"


def table(name):
    """A table of this folder; ids, clusters and classes are text."""
    read = pd.read_csv(
        results / name,
        dtype={"id": str, "cluster": str, "class": str},
        keep_default_na=False,
        na_values=["", "undefined"],
    )
    texts = read.select_dtypes(exclude="number").columns
    is_text = [name for name in texts if read[name].map(type).isin([str]).any()]
    read[is_text] = read[is_text].replace(FORMULA, "", regex=True)
    return read


def palette(names, grey):
    """A colour for each name; grey for what is no class."""
    shades = plt.cm.tab10 if len(names) <= 10 else plt.cm.tab20
    return {name: "lightgrey" if name == grey else shades(i % shades.N) for i, name in enumerate(names)}


def classes(label, most=20):
    """The class of each song and a colour for each class, the frequent ones first."""
    of_song = latents[label].astype(object).where(latents[label].notna(), "unknown")
    kept = of_song.value_counts().index[:most]
    return of_song.where(of_song.isin(kept), "others"), palette([*kept, "others"], "unknown")


latents = table("latents.csv")
places = table("projection.csv")
scores = table("clustering_metrics.csv")
history = table("training_history.csv")
songs = pd.read_parquet(results / "songs.parquet")

z_names = [name for name in latents.columns if name[0] == "z" and name[1:].isdigit()]
z = latents[z_names].to_numpy(np.float32)
cluster = latents["cluster"]
in_cluster = (cluster != "noise").to_numpy()
n_clusters = cluster[in_cluster].nunique()
names = sorted(cluster.unique(), key=lambda name: (name == "noise", name.zfill(9)))
colours = palette(names, "noise")
# Between the artist and the cluster stand the labels.
columns = list(latents.columns)
labels = columns[columns.index("artist") + 1 : columns.index("cluster")]
model = scores["space"].iloc[0]

print(f"{len(latents)} songs, {z.shape[1]} latent dimensions ({model}), {n_clusters} clusters")
songs.head()
