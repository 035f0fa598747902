#!/usr/bin/env python3
"""Makes large libraries from nothing, and times a program on them.

    python3 tests/trials/growth.py make numbers FOLDER --n 10000 --columns 60
    python3 tests/trials/growth.py make key     FOLDER --n 10000
    python3 tests/trials/growth.py make songs   FOLDER --n 10000
    python3 tests/trials/growth.py make lyrics  FOLDER --n 100000
    python3 tests/trials/growth.py run PROGRAM TABLE_OR_FOLDER [OPTIONS OF analyze …]

`run` prints the CPU-seconds, the seconds of the clock and the largest memory of `PROGRAM analyze`, and the seconds of
each stage. Python's own modules are enough. The same words give the same bytes.
"""

import argparse
import math
import os
import random
import struct
import subprocess
import sys
import tempfile
import wave

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


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = parser.add_subparsers(dest="part", required=True)
    make = parts.add_parser("make")
    make.add_argument("kind", choices=["numbers", "key", "songs", "lyrics"])
    make.add_argument("folder")
    make.add_argument("--n", type=int, default=10_000)
    make.add_argument("--columns", type=int, default=60)
    measured = parts.add_parser("run")
    measured.add_argument("program")
    measured.add_argument("what")
    measured.add_argument("options", nargs=argparse.REMAINDER)
    ask = parser.parse_args()
    if ask.part == "run":
        sys.exit(run(ask.program, ask.what, ask.options))
    os.makedirs(ask.folder, exist_ok=True)
    made = {
        "numbers": lambda: make_numbers(ask.folder, ask.n, ask.columns),
        "key": lambda: make_numbers(ask.folder, ask.n, ask.columns, with_key=True),
        "songs": lambda: make_songs(ask.folder, ask.n),
        "lyrics": lambda: make_lyrics(ask.folder, ask.n),
    }[ask.kind]()
    print(made)


if __name__ == "__main__":
    main()
