#!/usr/bin/env python3
"""Makes large libraries from nothing, and times a program on them.

    python3 tests/trials/growth.py make numbers FOLDER --n 10000 --columns 60
    python3 tests/trials/growth.py make key     FOLDER --n 10000
    python3 tests/trials/growth.py make songs   FOLDER --n 10000
    python3 tests/trials/growth.py make lyrics  FOLDER --n 100000
    python3 tests/trials/growth.py run PROGRAM TABLE_OR_FOLDER [OPTIONS OF analyze …]
    python3 tests/trials/growth.py goals PROGRAM [FOLDER] [--only WORDS]

`run` prints the CPU-seconds, the seconds of the clock and the largest memory of `PROGRAM analyze`, and the seconds of
each stage. `goals` makes what is not in FOLDER yet and holds the program against what it has promised (GOALS, below).
Python's own modules are enough. The same words give the same bytes.
"""

import argparse
import math
import os
import random
import re
import struct
import subprocess
import sys
import tempfile
import time
import wave

import bounded

LANGUAGES = {
    "en": "river moon night rain city walk sorrow water school bell morning field bird song wind light home road fire "
          "heart stone bridge winter summer letter window garden silver dancing nobody forever tomorrow",
    "bn": "নদী চাঁদ রাত বৃষ্টি শহর দুঃখ জল স্কুল ভোর মাঠ পাখি গান বাতাস আলো ঘর পথ আগুন মন পাথর সেতু শীত গ্রীষ্ম চিঠি "
          "জানালা বাগান রুপা নাচ কেউ চিরদিন আগামী",
}
GENRES = ["folk", "rock", "modern", "devotional", "hip hop", "classical"]


def rare_words(language, n):
    """Words of which each is in a few songs only."""
    letters = "abcdefghijklmnoprstuvwy" if language == "en" else "কখগঘচছজঝটডণতথদধনপফবভমযরলশষসহ"
    rng = random.Random(f"rare {language}")
    return ["".join(rng.choices(letters, k=rng.randint(4, 9))) for _ in range(n)]


RARE = {language: rare_words(language, 20_000) for language in LANGUAGES}
COMMON = {language: words.split() for language, words in LANGUAGES.items()}


def lines(rng, language, genre, n_lines, n_words):
    """Lyrics: words of the language, more of those of the genre, and rare ones."""
    common = COMMON[language]
    own = common[genre::len(GENRES)]
    pick = lambda: (rng.choice(own) if rng.random() < 0.35 else
                    rng.choice(common) if rng.random() < 0.6 else rng.choice(RARE[language]))
    return "\n".join(" ".join(pick() for _ in range(n_words)) for _ in range(n_lines))


def make_numbers(folder, n, columns, with_key=False):
    """A table of numbers: `columns` columns in 6 overlapping clouds, 3 labels, an artist, and ids that are unique."""
    rng = random.Random("numbers")
    n_clouds = len(GENRES)
    centres = [[rng.gauss(0, 1.0) for _ in range(columns)] for _ in range(n_clouds)]
    mixing = [[rng.gauss(0, 0.3) for _ in range(columns)] for _ in range(8)]
    path = os.path.join(folder, "features.csv")
    with open(path, "w", encoding="utf-8") as out:
        names = [f"feature_{c}" for c in range(columns)]
        first = ["key"] if with_key else ["track_id"]
        out.write(",".join(first + ["artist", "genre", "language", "decade"] + names) + "\n")
        for i in range(n):
            cloud = rng.randrange(n_clouds)
            hidden = [rng.gauss(0, 1) for _ in mixing]
            row = [centres[cloud][c] + sum(h * m[c] for h, m in zip(hidden, mixing)) + rng.gauss(0, 0.5)
                   for c in range(columns)]
            genre = GENRES[cloud] if rng.random() < 0.8 else rng.choice(GENRES)
            start = str(rng.randrange(12)) if with_key else f"t{i:07d}"
            out.write(f"{start},artist {rng.randrange(max(n // 12, 1))},{genre},{'bn' if cloud % 2 else 'en'},"
                      f"{1950 + 10 * rng.randrange(7)}s," + ",".join(f"{v:.4f}" for v in row) + "\n")
    return path


def make_lyrics(folder, n):
    """A manifest of lyrics alone, 60 to 200 words a song."""
    rng = random.Random("lyrics")
    path = os.path.join(folder, "songs.csv")
    with open(path, "w", encoding="utf-8") as out:
        out.write("id,title,artist,genre,language,lyrics\n")
        for i in range(n):
            language, genre = rng.choice(list(LANGUAGES)), rng.randrange(len(GENRES))
            words = lines(rng, language, genre, rng.randint(12, 40), 5)
            out.write(f's{i:07d},Song {i},artist {rng.randrange(max(n // 12, 1))},{GENRES[genre]},{language},"{words}"\n')
    return path


def make_songs(folder, n):
    """Recordings of 0.6 s at 11,025 Hz, each its own, with lyrics: read and measured once, then from the cache."""
    rng = random.Random("songs")
    os.makedirs(os.path.join(folder, "audio"), exist_ok=True)
    rate, secs = 11_025, 0.6
    with open(os.path.join(folder, "metadata.csv"), "w", encoding="utf-8") as out:
        out.write("id,title,artist,genre,language,audio,lyrics\n")
        for i in range(n):
            language, genre = rng.choice(list(LANGUAGES)), rng.randrange(len(GENRES))
            base, beat, noise = 110 * 2 ** (rng.random() * 2 + genre / 6), 4 + genre, 0.02 + 0.1 * (genre % 3)
            samples = [
                0.5 * math.exp(-((t * beat / rate) % 1) * 5) * math.sin(2 * math.pi * base * t / rate)
                + noise * (rng.random() - 0.5)
                for t in range(int(rate * secs))
            ]
            with wave.open(os.path.join(folder, "audio", f"s{i:06d}.wav"), "wb") as file:
                file.setnchannels(1)
                file.setsampwidth(2)
                file.setframerate(rate)
                file.writeframes(struct.pack(f"<{len(samples)}h", *(int(20_000 * s) for s in samples)))
            words = lines(rng, language, genre, rng.randint(12, 40), 5)
            out.write(f's{i:06d},Song {i},artist {rng.randrange(max(n // 12, 1))},{GENRES[genre]},{language},'
                      f'audio/s{i:06d}.wav,"{words}"\n')
    return folder


def run(program, what, options):
    """One analysis into a folder that goes again."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("TRIAL_FOLDER")) as out:
        report = os.path.join(out, "time")
        command = ["/usr/bin/time", "-o", report, "-f", "%U %S %e %M",
                   program, "analyze", what, "--out", os.path.join(out, "results"), "--quiet", *options]
        done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
        with open(report, encoding="utf-8") as file:
            user, system, wall, memory = file.read().split("\n")[-2].split()
        print(done.stderr)
        print(f"CPU {float(user) + float(system):.1f} s, clock {float(wall):.1f} s, {int(memory) / 1024:.0f} MB, "
              f"exit {done.returncode}")
    return done.returncode


# Name; what is made, and how many; options; CPU-seconds, seconds of the clock and MB at most.
PCA = ["--model", "pca", "--projection", "pca", "--clustering", "k-means", "--clusters", "6"]
GOALS = [
    ("2,500 rows of 60 numbers", "numbers", 2_500, [], 60, None, 1_000),
    ("5,000 rows of 60 numbers", "numbers", 5_000, [], 100, None, 1_000),
    ("10,000 rows of 60 numbers", "numbers", 10_000, [], 180, None, 1_500),
    ("2,500 songs with sound and words", "songs", 2_500, [], 60, None, 1_000),
    ("5,000 songs with sound and words", "songs", 5_000, [], 100, None, 1_000),
    ("10,000 songs with sound and words", "songs", 10_000, [], 180, None, 1_500),
    ("200,000 rows of 60 numbers, PCA and k-means", "numbers", 200_000, PCA, None, 60, 3_000),
    ("a column key of 0 to 11", "key", 10_000, PCA, 60, None, 1_000),
    ("100,000 rows of lyrics", "lyrics", 100_000, [], 1_200, None, 4_000),
]


def goals(program, folder, only):
    tried = []
    for name, kind, n, options, most_cpu, most_clock, most_mb in GOALS:
        if only not in name:
            continue
        place = os.path.join(folder, f"{kind}-{n}")
        what = place if kind == "songs" else os.path.join(place, {"lyrics": "songs.csv"}.get(kind, "features.csv"))
        if not os.path.exists(what):
            make(kind, place, n, 60)
        scratch = bounded.scratch("growth")
        out, start = os.path.join(scratch, "results"), time.monotonic()
        ended = bounded.run(program, ["analyze", what, "--out", out, "--quiet", *options], scratch, most_secs=7_200, most_gb=64)
        clock = time.monotonic() - start
        faults = [] if ended.code == 0 else [f"exit code {ended.code}: {ended.said[-200:]}"]
        faults += [f"{ended.cpu:.0f} CPU-seconds"] * bool(most_cpu and ended.cpu > most_cpu)
        faults += [f"{clock:.0f} seconds"] * bool(most_clock and clock > most_clock)
        faults += [f"{ended.peak:.0f} MB"] * (ended.peak > most_mb)
        if kind == "key" and ended.code == 0:
            with open(os.path.join(out, "latents.csv"), encoding="utf-8") as file:
                ids = [line.split(",")[0] for line in file]
            # A table without an id: its rows are numbered.
            if any(id != f"row {i}" for i, id in enumerate(ids[1:], 1)):
                faults.append(f"the ids are {ids[1:4]}")
        print(f"{name:50} CPU {ended.cpu:7.1f} s, clock {clock:7.1f} s, {ended.peak:6.0f} MB {' '.join(faults)}", flush=True)
        print(stages(ended.said), flush=True)
        tried.append((name, faults))
        bounded.remove(scratch)
    bounded.told("growth", tried)


def stages(said):
    """The lines that tell the seconds of each stage."""
    return "\n".join("    " + line.strip() for line in said.splitlines() if re.search(r"\d s\b", line))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = parser.add_subparsers(dest="part", required=True)
    making = parts.add_parser("make")
    making.add_argument("kind", choices=["numbers", "key", "songs", "lyrics"])
    making.add_argument("folder")
    making.add_argument("--n", type=int, default=10_000)
    making.add_argument("--columns", type=int, default=60)
    measured = parts.add_parser("run")
    measured.add_argument("program")
    measured.add_argument("what")
    measured.add_argument("options", nargs=argparse.REMAINDER)
    judged = parts.add_parser("goals")
    judged.add_argument("program")
    judged.add_argument("folder", nargs="?")
    judged.add_argument("--only", default="")
    ask = parser.parse_args()
    if ask.part == "run":
        sys.exit(run(ask.program, ask.what, ask.options))
    if ask.part == "make":
        print(make(ask.kind, ask.folder, ask.n, ask.columns))
        return
    if ask.folder:
        goals(os.path.abspath(ask.program), os.path.abspath(ask.folder), ask.only)
    with tempfile.TemporaryDirectory() as folder:
        goals(os.path.abspath(ask.program), folder, ask.only)


def make(kind, folder, n, columns):
    os.makedirs(folder, exist_ok=True)
    return {
        "numbers": lambda: make_numbers(folder, n, columns),
        "key": lambda: make_numbers(folder, n, columns, with_key=True),
        "songs": lambda: make_songs(folder, n),
        "lyrics": lambda: make_lyrics(folder, n),
    }[kind]()


if __name__ == "__main__":
    main()
