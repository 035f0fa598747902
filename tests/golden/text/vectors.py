"""Writes vectors.json, and the small files of word vectors that it was read from.

    python vectors.py

Versions: requirements-words.txt beside this file. All are written by gensim. Of fastText's (model.fasttext.bin, model.vec)
the vectors expected are those that fastText itself reads.
"""

import json
from pathlib import Path

import fasttext
import numpy as np
from gensim.models import FastText, KeyedVectors
from gensim.models.fasttext import save_facebook_model
from sklearn.decomposition import TruncatedSVD

HERE = Path(__file__).parent / "vectors"
HERE.mkdir(exist_ok=True)

DOCUMENTS = [
    "the river carries the lantern and the lantern carries the river",
    "নদীর জলে চাঁদ ভাসে চাঁদ হাসে নদীর ঘাটে",
    "rain on the tin roof rain in my shoes rain again",
    "বৃষ্টি নামে টিনের চালে বৃষ্টি নামে আমার মনে বৃষ্টি বৃষ্টি",
    "the sea the sea the wide wide sea and my lantern on the sea",
    "zzz unknown",
    "über die straße zum fluss",
]
documents = [d.split() for d in DOCUMENTS]
known = sorted({w for d in documents for w in d} - {"zzz", "unknown"})

# word2vec's layouts. A word in capitals is found for the small one, where the small one has none of its own.
rng = np.random.default_rng(5)
vectors = KeyedVectors(vector_size=6)
words = [w for w in known if w not in ("fluss", "river")] + ["Fluss", "River", "river", "other"]
vectors.add_vectors(words, rng.normal(size=(len(words), 6)).astype(np.float32))
vectors.save_word2vec_format(HERE / "model.txt", binary=False)
vectors.save_word2vec_format(HERE / "model.bin", binary=True)
of = {w: vectors[w] for w in known if w != "fluss"} | {"fluss": vectors["Fluss"]}


def cells(v):
    return [float(f"{x:.9g}") for x in v]


def sif(a=1e-3):
    total = sum(len(d) for d in documents)
    count = {w: sum(d.count(w) for d in documents) for d in documents for w in d}
    rows = []
    for d in documents:
        found = [w for w in d if w in of]
        row = np.zeros(6)
        for w in found:
            row += a / (a + count[w] / total) * of[w].astype(np.float64)
        rows.append(row / max(len(found), 1))
    rows = np.array(rows)
    pc = TruncatedSVD(n_components=1, n_iter=100, random_state=0).fit(rows).components_
    return rows - rows @ pc.T * pc


def tfidf():
    n = len(documents)
    df = {w: sum(w in d for d in documents) for d in documents for w in d}
    rows = []
    for d in documents:
        found = [w for w in d if w in of]
        rows.append(sum((np.log((1 + n) / (1 + df[w])) + 1) * of[w].astype(np.float64) for w in found) / max(len(found), 1) + np.zeros(6))
    return np.array(rows)


# fastText: subwords of 2 to 4 letters in 50 buckets; trained and written by gensim, read by fastText itself.
trained = FastText(documents * 30, vector_size=5, min_n=2, max_n=4, bucket=50, min_count=60, epochs=2, workers=1, seed=1)
save_facebook_model(trained, str(HERE / "model.fasttext.bin"))
model = fasttext.load_model(str(HERE / "model.fasttext.bin"))
lines = [f"{w} " + " ".join(f"{x:.6g}" for x in model.get_word_vector(w)) for w in model.words]
(HERE / "model.vec").write_text(f"{len(lines)} 5 \n" + "\n".join(lines) + "\n")
fast = {w: model.get_word_vector(w) for w in known + ["zzz", "unknown"]}
for word, vector in fast.items():
    assert np.allclose(trained.wv[word], vector, atol=1e-6), word

golden = dict(
    documents=documents,
    word2vec={w: cells(of[w]) for w in known},
    fasttext={w: cells(v) for w, v in fast.items()},
    in_vec=sorted(w for w in model.words if w in fast),
    sif=[cells(r) for r in sif()],
    tfidf=[cells(r) for r in tfidf()],
)
(HERE / "golden.json").write_text(json.dumps(golden, ensure_ascii=False, separators=(",", ":")) + "\n")
