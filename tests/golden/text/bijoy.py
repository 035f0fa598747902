#!/usr/bin/env python3
"""Weights of src/library/bijoy_short.txt: is a title, a name or another short text Bangla in the code of Bijoy?

    python3 bijoy.py LYRICS.csv > src/library/bijoy_short.txt
    python3 bijoy.py --golden > tests/golden/text/bijoy.json
    python3 bijoy.py LYRICS.csv OTHER.csv ... > /dev/null    # and measures on those songs too

LYRICS.csv: columns `language` (bn, en), `title`, `artist` and `lyrics`. Python 3.11, bijoy2unicode 0.1.1, numpy 2.3,
scikit-learn 1.7, scipy 1.17, wordfreq 3.1.1. Bangla words of lyrics and of wordfreq are put into the code of Bijoy by bijoy2unicode;
what they are told from are words of 26 languages in capitals of all kinds, English lyrics, and words of other scripts as
they look when their bytes are read as Windows-1252. Every third song of the lyrics is held out, and so is what is in
OTHER.csv. Only weights go into the program: no line of any lyrics.
"""
import csv, json, random, re, sys
from collections import Counter

import numpy as np
from bijoy2unicode import converter
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from wordfreq import top_n_list

csv.field_size_limit(10**9)
N_GRAMS = 1500
LANGUAGES = "en de fr es pt it nl sv da nb fi pl cs sk sl sh hu ro tr id ms fil lt lv ca is".split()
MISREAD = [("ru", "cp1251"), ("uk", "cp1251"), ("bg", "cp1251"), ("ru", "koi8-r"), ("el", "cp1253"), ("he", "cp1255"), ("ar", "cp1256"),
           ("zh", "gbk"), ("zh", "big5"), ("ja", "shift-jis"), ("ja", "euc-jp"), ("ko", "euc-kr"), ("fr", "utf-8"), ("de", "utf-8"), ("ru", "utf-8")]
UNICODE = converter.Unicode()
REGULAR = re.compile(r"[\u0980-\u09ff]+")


# Syllables as they are spelt; bijoy2unicode never ends on some others.
SYLLABLE = "[অ-ঔ][ঁংঃ]?|[ক-হড়ঢ়য়](?:\u09cd[ক-হড়ঢ়য়])*[া-ৌ]?[ঁংঃ]?|ৎ"
WORD = re.compile(f"(?:{SYLLABLE})+")


def typed_syllable(syllable):
    # Reph is drawn behind its consonants; bijoy2unicode puts it at the end of the text.
    has_reph = syllable.startswith("র\u09cd")
    # It looks beyond the end.
    typed = UNICODE.convertUnicodeToBijoy(syllable[2:] + "    " if has_reph else syllable + "    ").strip()
    return re.sub("^([wˆ‰†‡]?.+?)([vxyz~„…ƒ‚–“]*[stu]?)$", "\\1©\\2", typed) if has_reph else typed


def to_bijoy(text, rng):
    """Its regular words, as they are typed; `None` if there are none."""
    text = text.replace("ড\u09bc", "ড়").replace("ঢ\u09bc", "ঢ়").replace("য\u09bc", "য়")
    typed = ["".join(map(typed_syllable, re.findall(SYLLABLE, word))) for word in text.split() if WORD.fullmatch(word)]
    # ে has two glyphs; people take either.
    typed = "".join(rng.choice("†‡") if c in "†‡" else c for c in " ".join(typed))
    return None if not typed or any("\u0980" <= c <= "\u09ff" or c == "\u25cc" for c in typed) else typed


def grams(text):
    found = Counter()
    for word in text.split():
        word = "^" + re.sub(r"\d+", "0", word) + "$"
        for n in (1, 2, 3):
            for i in range(len(word) - n + 1):
                gram = word[i : i + n]
                if gram not in "^$":
                    found[gram] += 1
    return found


def styled(words, rng):
    """As titles and names are written."""
    style = rng.choice(["lower", "Title", "Title", "Title", "UPPER", "First", "camel", "mixed"])
    if style == "camel":
        return "".join(w[:1].upper() + w[1:] for w in words)
    if style == "mixed":
        return " ".join(rng.choice([str.upper, str.lower, str.title, lambda w: w[:1].lower() + w[1:].upper(), lambda w: w[:-1].lower() + w[-1:].upper()])(w) for w in words)
    text = " ".join(words)
    return {"lower": str.lower, "Title": str.title, "UPPER": str.upper, "First": str.capitalize}[style](text)


def dressed(text, rng):
    """With what stands about titles."""
    if rng.random() < 0.75:
        return text
    ways = ["{} (live)", "{} - Remix", "01 {}", "02. {}", "{}!", "{}?", "{} 2", "({})", "{} feat. {}", "{} & {}", "{}...", "“{}”", "«{}»", "„{}“", "{} | {}", "{}'s", "{} v2", "DJ {}", "Mc{}", "{}_{}", "[{}]", "{}, {}", "{} / {}", "{} ft. {}"]
    return rng.choice(ways).format(text, text)


def pieces(words, rng, n):
    """Runs of one to five words."""
    out = []
    for _ in range(n):
        length = rng.choice([1, 1, 1, 2, 2, 3, 4, 5])
        out.append([rng.choice(words) for _ in range(length)] if isinstance(words, list) else words(length))
    return out


def golden():
    """Two hundred words, and two hundred runs of two to four, beside what they are."""
    rng = random.Random(5)
    words = [w for w in top_n_list("bn", 30000) if WORD.fullmatch(w) and len(w) > 2][:8000]
    texts = [rng.choice(words) for _ in range(200)] + [" ".join(rng.sample(words, rng.choice([2, 3, 4]))) for _ in range(200)]
    print(json.dumps([[to_bijoy(t, rng), t] for t in texts if to_bijoy(t, rng)], ensure_ascii=False, indent=0))


def main():
    rng = random.Random(11)
    rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8")))
    train, held = [], []
    vocabulary = [w for w in top_n_list("bn", 30000) if REGULAR.fullmatch(w)]
    for piece in pieces(vocabulary[:6000], rng, 12000) + pieces(vocabulary, rng, 12000):
        train.append((True, "bn words", to_bijoy(" ".join(piece), rng)))
    for i, row in enumerate(rows):
        target = held if i % 3 == 0 else train
        is_bangla = row["language"].lower().startswith("b")
        words = row["lyrics"].split()
        for what in ("title", "artist"):
            if is_bangla and not REGULAR.search(row[what] or ""):
                continue
            if row[what]:
                target.append((is_bangla, row["language"] + " " + what, to_bijoy(row[what], rng) if is_bangla else row[what]))
        for _ in range(20 if words else 0):
            at, n = rng.randrange(len(words)), rng.choice([1, 1, 2, 3, 5])
            piece = " ".join(words[at : at + n])
            if is_bangla:
                if not REGULAR.search(piece) or re.search("[A-Za-z]", piece):
                    continue
                piece = to_bijoy(piece, rng)
            target.append((is_bangla, row["language"] + " words", piece))
    for language in LANGUAGES:
        words = top_n_list(language, 20000)
        for piece in pieces(words[:3000], rng, 2500) + pieces(words, rng, 2500):
            target = held if rng.random() < 0.2 else train
            target.append((False, "words of others", dressed(styled(piece, rng), rng)))
    for language, encoding in MISREAD:
        words = top_n_list(language, 8000)
        for piece in pieces(words, rng, 1500):
            target = held if rng.random() < 0.2 else train
            target.append((False, "misread", styled(piece, rng).encode(encoding, "ignore").decode("cp1252", "ignore")))
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    for _ in range(6000):
        code = "".join(rng.choice(letters + letters.lower() + "0123456789-_.") for _ in range(rng.randint(2, 12)))
        initials = rng.choice(["", ".", ". "]).join(rng.choice(letters) for _ in range(rng.randint(1, 4)))
        roman = rng.choice(["I", "II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XIV", "XX", "MMXX"])
        train.append((False, "codes", rng.choice([code, initials, roman, roman + " " + initials])))
    for path in sys.argv[2:]:
        for row in csv.DictReader(open(path, encoding="utf-8")):
            row = {k.lower(): v for k, v in row.items()}
            held += [(False, "other " + what, row[what]) for what in ("title", "artist") if row.get(what)]
            held += [(False, "other lines", line) for line in (row.get("text") or "").splitlines() if line.strip()]
            held += [(False, "other one word", w) for w in sorted(set((row.get("text") or "").split()))]
    train = [t for t in train if t[2] and t[2].strip()]
    held = [t for t in held if t[2] and t[2].strip()]

    total = {True: Counter(), False: Counter()}
    for is_bangla, _, text in train:
        total[is_bangla].update(set(grams(text)))
    common = [g for g, n in (total[True] + total[False]).most_common(40000) if n > 3]

    def matrix(items, names):
        place = {g: i for i, g in enumerate(names)}
        at, column, value = [], [], []
        for row, (_, _, text) in enumerate(items):
            for g, n in grams(text).items():
                if g in place:
                    at.append(row), column.append(place[g]), value.append(n)
        return csr_matrix((value, (at, column)), (len(items), len(names)), dtype=np.float64)

    y = np.array([t[0] for t in train])
    x = matrix(train, common)
    first = LogisticRegression(C=0.3, max_iter=300).fit(x, y)
    spread = np.sqrt(np.asarray(x.power(2).mean(axis=0)).ravel())
    order = np.argsort(-np.abs(first.coef_[0]) * spread)[:N_GRAMS]
    names = sorted(common[i] for i in order)
    model = LogisticRegression(C=0.3, max_iter=600).fit(matrix(train, names), y)
    coef = np.round(model.coef_[0] * 10).astype(int)
    bias = round(float(model.intercept_[0]) * 10)
    scores = (matrix(held, names) @ coef + bias) / 10
    groups = {}
    for (is_bangla, kind, text), score in zip(held, scores):
        groups.setdefault((is_bangla, kind), []).append((score, text))
    for (is_bangla, kind), found in sorted(groups.items()):
        s = np.array([f[0] for f in found])
        shares = " ".join(f"{t}: {np.mean(s > t):.4f}" for t in (2, 3, 4, 5, 6, 8))
        print(f"# held out {kind} {len(s)}: {shares}; ends", sorted(found, reverse=not is_bangla)[:12], file=sys.stderr)
    print("# made by tests/golden/text/bijoy.py; tenths; the first line is the bias")
    print(bias)
    by_weight = {}
    for name, w in zip(names, coef):
        if w:
            by_weight.setdefault(int(w), []).append(name)
    for w in sorted(by_weight):
        print(w, " ".join(by_weight[w]))


golden() if sys.argv[1] == "--golden" else main()
