#!/usr/bin/env python3
"""Weights of src/text/romanised_bangla.txt: is a text in Latin letters Bangla, as people type it?

    python3 romanised_bangla.py LYRICS.csv BN.toml > src/text/romanised_bangla.txt

LYRICS.csv: columns `language` (bn, en) and `lyrics`; BN.toml: the demo's Bangla songs. Python 3.11, numpy 2.3,
scikit-learn 1.7, wordfreq 3.1.1. Bangla lines are romanised below as people type them, each song in a spelling of its
own; the others are English lyrics and words of other languages drawn by their frequency. Of the lyrics every third song
is held out; German, French and Spanish songs (argument 3 and on: CSV files with `language` and `lyrics`) were never seen.
Only weights go into the program: no line of any lyrics.
"""
import csv, random, re, sys, tomllib, unicodedata
from collections import Counter

import numpy as np
from sklearn.linear_model import LogisticRegression

csv.field_size_limit(10**9)
N_GRAMS = 1200
LANGUAGES = "de fr es pt it nl sv da nb fi pl cs sk sl sh hu ro tr id ms fil lt lv ca is".split()
UNSEEN = ["tr", "id", "it", "fil"]

CONSONANTS = {
    "ক": ["k"], "খ": ["kh"], "গ": ["g"], "ঘ": ["gh"], "ঙ": ["ng"], "চ": ["ch", "ch", "c"], "ছ": ["ch", "chh", "s"],
    "জ": ["j", "j", "z"], "ঝ": ["jh"], "ঞ": ["n"], "ট": ["t"], "ঠ": ["th"], "ড": ["d"], "ঢ": ["dh"], "ণ": ["n"], "ত": ["t"],
    "থ": ["th"], "দ": ["d"], "ধ": ["dh"], "ন": ["n"], "প": ["p"], "ফ": ["f", "ph"], "ব": ["b"], "ভ": ["bh", "v"], "ম": ["m"],
    "য": ["j", "z"], "র": ["r"], "ল": ["l"], "শ": ["sh", "s"], "ষ": ["sh", "s"], "স": ["s", "sh"], "হ": ["h"], "ড়": ["r"],
    "ঢ়": ["r", "rh"], "য়": ["y", ""], "ৎ": ["t"], "ৰ": ["r"], "ৱ": ["w"],
}
VOWELS = {
    "অ": ["o", "a"], "আ": ["a", "a", "aa"], "ই": ["i"], "ঈ": ["i", "ee"], "উ": ["u"], "ঊ": ["u", "oo"], "ঋ": ["ri"], "এ": ["e"],
    "ঐ": ["oi"], "ও": ["o"], "ঔ": ["ou"],
}
SIGNS = {
    "া": ["a", "a", "a", "aa"], "ি": ["i"], "ী": ["i", "i", "ee"], "ু": ["u"], "ূ": ["u", "u", "oo"], "ৃ": ["ri"], "ে": ["e", "e", "ey"],
    "ৈ": ["oi"], "ো": ["o"], "ৌ": ["ou"],
}


def style(rng):
    """How one writer spells each letter."""
    pick = {letter: rng.choice(ways) for table in (CONSONANTS, VOWELS, SIGNS) for letter, ways in table.items()}
    pick["inherent"] = rng.choice(["o", "o", "o", "a"])
    pick["nasal"] = rng.choice(["", "", "n"])
    return pick


def romanise(word, pick, rng):
    word = unicodedata.normalize("NFC", word).replace("\u09a1\u09bc", "ড়").replace("\u09a2\u09bc", "ঢ়").replace("\u09af\u09bc", "য়")
    letters = re.findall("[ডঢয]\u09bc|.", word)
    out, i, n_syllables = "", 0, 0
    while i < len(letters):
        c = letters[i]
        if c in VOWELS:
            out += pick[c]
            n_syllables += 1
        elif c in CONSONANTS:
            cluster = pick[c]
            is_conjunct = False
            while i + 2 < len(letters) and letters[i + 1] == "্" and letters[i + 2] in CONSONANTS:
                following = letters[i + 2]
                is_conjunct = True
                if c == "ক" and following == "ষ":
                    cluster = cluster[:-1] + ("kkh" if out else "kh")
                elif c == "জ" and following == "ঞ":
                    cluster = cluster[:-1] + "gg"
                elif following in "য":
                    cluster += (cluster[-1:] if out else rng.choice(["y", ""]))
                elif following == "ব" and c not in "মব":
                    cluster += (rng.choice([cluster[-1:], ""]) if out else "")
                else:
                    cluster += pick[following]
                c = following
                i += 2
            out += cluster
            following = letters[i + 1] if i + 1 < len(letters) else ""
            if following in SIGNS:
                out += pick[following]
                i += 1
                n_syllables += 1
            elif following == "্":
                i += 1
            elif c == "য়" and following == "":
                pass
            else:
                is_last = following == "" or following in "ঁংঃ" and i + 2 >= len(letters)
                keep = 0.25 if is_last and not is_conjunct else 0.55 if n_syllables and not is_conjunct else 1.0
                if c != "ৎ" and rng.random() < keep and following not in "ং":
                    out += pick["inherent"]
                elif following == "ং":
                    out += pick["inherent"]
                n_syllables += 1
        elif c == "ং":
            out += "ng"
        elif c == "ঁ":
            out += pick["nasal"]
        i += 1
    return out


def latin(text):
    """Small letters a to z in words; letters with marks as those without."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return re.findall("[a-z]+", plain.replace("'", "").replace("’", ""))


def grams(words):
    counts = Counter()
    for word in words:
        padded = f"^{word}$"
        for n in (2, 3, 4):
            counts.update(padded[i : i + n] for i in range(len(padded) - n + 1))
    return counts


def snippets(lines, rng, least=6, most=45):
    out, words, wanted = [], [], rng.randint(least, most)
    for line in lines:
        words += line
        if len(words) >= wanted:
            out.append(words[:most])
            words, wanted = [], rng.randint(least, most)
    return out


def bangla_lines(text, rng):
    pick = style(rng)
    lines = []
    for line in text.splitlines():
        words = [romanise(w, pick, rng) for w in re.findall("[\u0980-\u09ff]+", line.replace("\u200c", "").replace("\u200d", ""))]
        words = [w for w in words if w]
        if words:
            lines.append(words)
    return lines


def pseudo(language, rng, n):
    """Words of a language by their frequency, 8 to a line. Hindi is romanised as films write it."""
    from wordfreq import get_frequency_dict

    table = get_frequency_dict(language, wordlist="small")
    words = list(table)[:6000]
    weights = [table[w] for w in words]
    if language == "hi":
        from_hindi = {w: hindi(w) for w in words}
        words = [from_hindi[w] for w in words]
    drawn = [latin(w) for w in rng.choices(words, weights, k=n * 8)]
    flat = [w for ws in drawn for w in ws]
    return [flat[i : i + 8] for i in range(0, len(flat), 8)]


def hindi(word):
    c = dict(zip("कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह", "k kh g gh ng ch chh j jh n t th d dh n t th d dh n p ph b bh m y r l v sh sh s h".split()))
    v = dict(zip("अआइईउऊऋएऐओऔ", "a aa i ee u oo ri e ai o au".split()))
    s = dict(zip("ािीुूृेैोौ", "a i i u oo ri e ai o au".split()))
    out = ""
    letters = [x for x in word if x != "\u093c"]
    for i, x in enumerate(letters):
        following = letters[i + 1] if i + 1 < len(letters) else ""
        if x in c:
            out += c[x]
            if following in c or following in "ंँ" and following:
                out += "a"
        elif x in v:
            out += v[x]
        elif x in s:
            out += s[x]
        elif x in "ंँ":
            out += "n"
    return out


def main():
    rng = random.Random(7)
    rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8")))
    demo = tomllib.load(open(sys.argv[2], "rb"))["song"]
    train, held = [], []
    for i, row in enumerate(rows):
        is_bangla = row["language"].lower().startswith("b")
        lines = bangla_lines(row["lyrics"], rng) if is_bangla else [w for w in map(latin, row["lyrics"].splitlines()) if w]
        kind = "bn" if is_bangla else "en"
        (held if i % 3 == 0 else train).extend((kind, s) for s in snippets(lines, rng)[:12])
    for song in demo:
        train += [("bn", s) for s in snippets(bangla_lines("\n".join(song["lines"]), rng), rng)]
    for language in LANGUAGES + ["hi"]:
        lines = pseudo(language, rng, 900)
        half = snippets(lines, rng)
        target = held if language in UNSEEN else train
        target += [(language, s) for s in half]
    for path in sys.argv[3:]:
        for row in csv.DictReader(open(path, encoding="utf-8")):
            text = row["lyrics"]
            lines = [w for w in map(latin, text.splitlines()) if w]
            held += [("song-" + row["language"], s) for s in snippets(lines, rng)[:6]]

    total = Counter()
    for _, words in train:
        total.update(grams(words).keys())
    names = [g for g, n in total.most_common(6000)]

    def matrix(items, names):
        place = {g: i for i, g in enumerate(names)}
        x = np.zeros((len(items), len(names)), np.float32)
        for row, (_, words) in enumerate(items):
            for g, n in grams(words).items():
                if g in place:
                    x[row, place[g]] += n / len(words)
        return x

    y = np.array([kind == "bn" for kind, _ in train])
    weight = np.where(y, (~y).sum() / y.sum(), 1.0)
    first = LogisticRegression(C=3.0, max_iter=2000).fit(matrix(train, names), y, sample_weight=weight)
    x = matrix(train, names)
    order = np.argsort(-np.abs(first.coef_[0]) * x.std(axis=0))[:N_GRAMS]
    names = sorted(names[i] for i in order)
    model = LogisticRegression(C=3.0, max_iter=2000).fit(matrix(train, names), y, sample_weight=weight)
    coef = np.round(model.coef_[0] * 10).astype(int)
    bias = round(float(model.intercept_[0]) * 10)

    def scores(items):
        return (matrix(items, names) @ coef + bias) / 10

    groups = {}
    for (kind, words), score in zip(held, scores(held)):
        groups.setdefault(kind, []).append((score, len(words)))
    for kind, found in sorted(groups.items()):
        s = np.array([f[0] for f in found])
        print(f"# held out {kind}: {len(s)} snippets, over 3: {np.mean(s > 3):.4f}, over 0: {np.mean(s > 0):.4f}, over -1: {np.mean(s > -1):.4f}, quantiles", np.quantile(s, [0.01, 0.1, 0.5, 0.9, 0.99]).round(1), file=sys.stderr)
    print(f"# made by tests/golden/text/romanised_bangla.py; tenths; the first line is the bias")
    print(f"{bias}")
    by_weight = {}
    for name, w in zip(names, coef):
        if w:
            by_weight.setdefault(int(w), []).append(name)
    for w in sorted(by_weight):
        print(w, " ".join(by_weight[w]))


main()
