"""The peers' side of the benchmark `text`: a job a line on standard input, its seconds on standard output.

    pip install -r requirements.txt

Arguments: the JSON that the benchmark wrote, the number of threads, and the folder of a sentence transformer, if any. Jobs:
`word2vec` (gensim), `tfidf` (scikit-learn, on the same tokens), `sentences` (sentence-transformers). Long lyrics are cut off
by sentence-transformers; so that both sides do the same work, they are given to it in pieces that fill its window.
"""

import json
import sys
import time

from gensim.models import Word2Vec
from sklearn.feature_extraction.text import TfidfVectorizer

path, n_threads, *model = sys.argv[1:]
n_threads = int(n_threads)
data = json.load(open(path, encoding="utf-8"))
documents = data["documents"]


def word2vec():
    Word2Vec(documents, sg=1, vector_size=100, window=5, negative=5, epochs=5, min_count=2, sample=1e-3, workers=n_threads, seed=1)


def tfidf():
    TfidfVectorizer(
        tokenizer=lambda d: d, preprocessor=lambda d: d, token_pattern=None, ngram_range=(1, 2), min_df=2, max_df=0.9,
        max_features=500, sublinear_tf=True, lowercase=False,
    ).fit_transform(documents)


def windows(encoder):
    """The lyrics in pieces that fill the model's window, so that no word is cut off."""
    tokenizer, room = encoder.tokenizer, encoder.max_seq_length - 2
    pieces = []
    for text in data["texts"]:
        ids = tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"]
        pieces += [tokenizer.decode(ids[i : i + room]) for i in range(0, len(ids), room)]
    return pieces


def main():
    if model:
        import torch
        from sentence_transformers import SentenceTransformer

        torch.set_num_threads(n_threads)
        encoder = SentenceTransformer(model[0], device="cpu")
        pieces = windows(encoder)
    jobs = {"word2vec": word2vec, "tfidf": tfidf, "sentences": lambda: encoder.encode(pieces, show_progress_bar=False)}
    for line in sys.stdin:
        begun = time.perf_counter()
        jobs[line.strip()]()
        print(time.perf_counter() - begun, flush=True)


if __name__ == "__main__":
    main()
