"""Writes tfidf.json: TF-IDF by scikit-learn on given tokens. Versions: requirements.txt beside this file.

    python make.py
"""

import json
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer

HERE = Path(__file__).parent

TEXTS = [
    "the river carries the lantern and the lantern carries the river",
    "নদীর জলে চাঁদ ভাসে চাঁদ হাসে নদীর ঘাটে",
    "rain on the tin roof rain in my shoes rain again",
    "বৃষ্টি নামে টিনের চালে বৃষ্টি নামে আমার মনে বৃষ্টি বৃষ্টি",
    "শহর জাগে রাতের আলোয় the city never sleeps tonight",
    "school bell rings and the yard is a river of shoes",
    "ধানের শীষে সোনা রোদ ধান কাটি গান গাই নদীর পারে",
    "o o a i",
    "the sea the sea the wide wide sea and my lantern on the sea",
    "দুঃখ ভোলে র‍্যাব ক্ষণিক জ্ঞান শ্রী নদীর",
]

CASES = [
    dict(analyzer="word", ngrams=[1, 1], min_df=1, max_df=1.0, max_features=None, sublinear=False),
    dict(analyzer="word", ngrams=[1, 2], min_df=2, max_df=0.5, max_features=None, sublinear=True),
    dict(analyzer="word", ngrams=[1, 3], min_df=1, max_df=0.9, max_features=4, sublinear=True),
    dict(analyzer="char", ngrams=[2, 4], min_df=2, max_df=0.9, max_features=None, sublinear=True),
    dict(analyzer="char", ngrams=[3, 5], min_df=1, max_df=1.0, max_features=None, sublinear=False),
]


def fit(documents, case):
    options = dict(
        ngram_range=tuple(case["ngrams"]), min_df=case["min_df"], max_df=case["max_df"],
        max_features=case["max_features"], sublinear_tf=case["sublinear"], norm="l2", lowercase=False,
    )
    if case["analyzer"] == "word":
        # Tokens are given, so that only what follows them is compared.
        vectorizer = TfidfVectorizer(tokenizer=lambda d: d, preprocessor=lambda d: d, token_pattern=None, **options)
        values = vectorizer.fit_transform(documents)
    else:
        vectorizer = TfidfVectorizer(analyzer="char_wb", **options)
        values = vectorizer.fit_transform([" ".join(d) for d in documents])
    values = values.tocoo()
    cells = sorted([int(i), int(j), float(f"{v:.9g}")] for i, j, v in zip(values.row, values.col, values.data))
    return dict(case, terms=list(vectorizer.get_feature_names_out()), idf=[float(v) for v in vectorizer.idf_], cells=cells)


documents = [t.split() for t in TEXTS]
golden = dict(documents=documents, cases=[fit(documents, case) for case in CASES])
(HERE / "tfidf.json").write_text(json.dumps(golden, ensure_ascii=False, separators=(",", ":")) + "\n")
