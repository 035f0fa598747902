"""Writes lsa.json: how near texts are to queries by latent semantic analysis, as scikit-learn has it.

    python3.11 -m venv peer && peer/bin/pip install -r requirements.txt && peer/bin/python lsa.py

The texts are verses of the demo songs, in both languages, cut into words at spaces. TF-IDF of words and of letters within words,
half each; half as many directions of it as there are texts; the cosine of each text with a query that is folded in.
"""

import json
import re
from pathlib import Path

import numpy as np
from scipy.sparse import hstack
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

HERE = Path(__file__).parent
QUERIES = [["rain"], ["love", "night"], ["নদী"], ["আকাশ", "রাত"]]


def words(text):
    text = re.sub(r"\[[^\]]*\]|[^\w\u0980-\u09FF\s]", " ", text).lower()
    return text.split()


documents = []
for path in sorted((HERE / "../../../data/demo/lyrics").glob("*")):
    all_words = words(path.read_text(encoding="utf-8"))
    documents += [all_words[at : at + 24] for at in range(0, len(all_words), 24)]
documents = [document for document in documents if len(document) > 3][::3]
texts = [" ".join(document) for document in documents]

by_word = TfidfVectorizer(token_pattern=r"\S+", sublinear_tf=True, lowercase=False)
by_letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, lowercase=False)
table = hstack([by_word.fit_transform(texts), by_letters.fit_transform(texts)]) / np.sqrt(2)
svd = TruncatedSVD((len(documents) + 1) // 2, algorithm="arpack", random_state=0)
laid = normalize(svd.fit_transform(table))
queries = []
for query in QUERIES:
    row = hstack([by_word.transform([" ".join(query)]), by_letters.transform([" ".join(query)])]) / np.sqrt(2)
    queries.append({"words": query, "cosines": np.round(laid @ normalize(svd.transform(row))[0], 6).tolist()})
(HERE / "lsa.json").write_text(json.dumps({"documents": documents, "queries": queries}, ensure_ascii=False) + "\n")
print(len(documents), table.shape, svd.singular_values_[-3:])
