"""near_duplicates.py PROGRAM FOLDER [--every N]: recordings coded again, cut, resampled, louder and softer, and how many of them
`analyze` finds; and how many it takes for one another that are not.

FOLDER holds recordings of different songs. Every N-th is coded again in nine ways, and all of them are analysed together, as
they are (`--model direct`, sound alone). What is found is read from near_duplicates.csv: a version that is in the group of
its original is found; two originals in one group are false. Needs ffmpeg.
"""

import argparse
import csv
import subprocess
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

WAYS = {
    "mp3 at 128 kbit/s": (".mp3", [], ["-c:a", "libmp3lame", "-b:a", "128k"]),
    "mp3 at 48 kbit/s": (".mp3", [], ["-c:a", "libmp3lame", "-b:a", "48k"]),
    "aac at 64 kbit/s": (".m4a", [], ["-c:a", "aac", "-b:a", "64k"]),
    "opus at 32 kbit/s": (".opus", [], ["-c:a", "libopus", "-b:a", "32k"]),
    "resampled to 16 kHz": (".wav", [], ["-ar", "16000"]),
    "6 dB softer": (".flac", [], ["-af", "volume=-6dB"]),
    "4 dB louder, limited": (".flac", [], ["-af", "volume=4dB,alimiter=limit=0.98"]),
    "0.5 s cut off": (".flac", ["-ss", "0.5"], []),
    "1.5 s cut off": (".flac", ["-ss", "1.5"], []),
}
SOUND = {".ogg", ".mp3", ".flac", ".wav", ".m4a", ".opus"}


def made(folder, songs, every):
    """Originals and versions side by side; the way of each version by its name."""
    ways = {}
    for song in songs:
        (folder / song.name).write_bytes(song.read_bytes())
    for song in songs[::every]:
        for i, (way, (ending, before, after)) in enumerate(WAYS.items()):
            name = f"{song.stem} v{i}{ending}"
            command = ["ffmpeg", "-nostdin", "-v", "error", *before, "-i", song, "-vn", *after, folder / name]
            subprocess.run(command, check=True)
            ways[Path(name).stem] = (song.stem, way)
    return ways


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=5)
    parser.add_argument("--most", type=int, default=10_000)
    args = parser.parse_args()
    songs = sorted(p for p in args.folder.iterdir() if p.suffix.lower() in SOUND)[: args.most]
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        (scratch / "songs").mkdir()
        ways = made(scratch / "songs", songs, args.every)
        settings = ["--modality", "audio", "--model", "direct", "--projection", "pca", "--quiet", "--no-cache"]
        settings += ["--set", "scores.n_stability=0"]
        subprocess.run([args.program, "analyze", scratch / "songs", "--out", scratch / "out", *settings], check=True)
        table = scratch / "out" / "near_duplicates.csv"
        rows = list(csv.DictReader(table.open(encoding="utf-8"))) if table.exists() else []
    group = {}
    for row in rows:
        stems = [Path(row[which]).stem for which in ("id", "first_id")]
        together = set().union(*(group.get(stem, {stem}) for stem in stems))
        group.update({stem: together for stem in together})
    found, all_of = Counter(), Counter()
    for version, (original, way) in ways.items():
        all_of[way] += 1
        found[way] += original in group.get(version, set())
    origin = lambda stem: ways.get(stem, (stem, None))[0]
    false = defaultdict(set)
    for together in map(frozenset, {id(g): g for g in group.values()}.values()):
        origins = {origin(stem) for stem in together}
        if len(origins) > 1:
            false[together] = origins
    for way, n in all_of.items():
        print(f"{way}: {found[way]} of {n} found")
    print(f"{len(songs)} songs: {len(false)} groups of more than one of them {sorted(map(sorted, false.values()))}")


if __name__ == "__main__":
    main()
