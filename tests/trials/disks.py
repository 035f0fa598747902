#!/usr/bin/env python3
"""Disks that are full, broken or forbidden, and a cache that is wiped while the program runs. Needs root (mounts in a namespace of its
own, and programs run as nobody); nothing outside a temporary folder is touched.

  cargo build --release
  tests/trials/disks.py target/release/latentune
"""

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from common import PANIC, Corner, Tally, files, options, run, write_table

QUICK = ["--model", "pca", "--projection", "pca", "--clusters", "2", "--quiet", "--set", "scores.n_stability=2"]
NOBODY = 65534


def tmpfs(path, *options):
    path.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", ",".join(("mode=755",) + options), "none", path], check=True)


def unmount(path):
    subprocess.run(["umount", "-l", path], check=False)


class Case:
    def __init__(self, corner, program):
        self.corner, self.program, self.bad = corner, program, []
        self.root = corner.path / "case"
        shutil.rmtree(self.root, ignore_errors=True)
        self.root.mkdir()
        self.table = self.root / "table.csv"
        write_table(self.table)
        self.home = self.root / "home"
        self.home.mkdir()
        self.out = self.root / "out"
        self.told = ""

    def run(self, *arguments, what="analyze", songs=None, env=None, **more):
        songs = [self.table] if songs is None else songs
        environment = {**self.corner.environment(self.home), **{k: str(v) for k, v in (env or {}).items() if v is not None}}
        environment = {k: v for k, v in environment.items() if v != "-"}
        code, told = run([self.program, what, *songs, "--out", self.out, *QUICK, *arguments], environment, **more)
        self.told += told
        if code is None or code < 0:
            self.bad.append(f"ended with {code}: {told[-300:]}")
        self.bad += [word for word in PANIC if word in told]
        return code

    def expect(self, holds, what):
        if not holds:
            self.bad.append(f"{what}; told: {self.told[-300:]!r}")

    def refused(self, code, *words):
        self.expect(code == 2, f"ended with {code} instead of 2")
        for word in words:
            self.expect(re.search(word, self.told), f"does not tell {word!r}")
        self.expect(self.told.strip(), "nothing was told")

    def earlier(self):
        code = self.run()
        self.expect(code == 0, "the run before failed")
        (self.out / "mine.txt").write_text("mine")
        return files(self.out)

    def unchanged(self, before):
        self.expect(files(self.out) == before, "the results of before are not as they were")
        left = [p.name for p in self.out.iterdir() if p.name.startswith(".latentune")]
        self.expect(not left, f"left behind: {left}")


def full_out(case):
    """The results' disk is full."""
    tmpfs(case.out, "size=64k")
    case.refused(case.run(), r"No space left", "out")
    case.expect(not any(case.out.iterdir()), "something lies on the full disk")
    unmount(case.out)


def full_out_with_results(case):
    """The results' disk holds those of before, and not those of now as well."""
    before = case.earlier()
    size = sum(p.stat().st_size for p in case.out.rglob("*"))
    kept = case.root / "kept"
    shutil.copytree(case.out, kept)
    tmpfs(case.out, f"size={size + 400_000}")
    shutil.copytree(kept, case.out, dirs_exist_ok=True)
    case.refused(case.run("--force", "--seed", "2", what="report"), "No space left")
    case.unchanged(before)
    unmount(case.out)


def read_only_out(case):
    """The results' disk is read-only, with results on it."""
    before = case.earlier()
    subprocess.run(["mount", "--bind", case.out, case.out], check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", case.out], check=True)
    case.refused(case.run("--force", "--seed", "2"), "Read-only")
    case.unchanged(before)
    unmount(case.out)


def as_nobody(case):
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


def forbidden_out(case):
    """The results' folder belongs to somebody else."""
    before = case.earlier()
    os.chown(case.home, NOBODY, NOBODY)
    for path in case.home.rglob("*"):
        os.chown(path, NOBODY, NOBODY)
    case.refused(case.run("--force", "--seed", "2", **as_nobody(case)), "denied")
    case.unchanged(before)


def forbidden_file_in_out(case):
    """A folder of figures in the results belongs to somebody else."""
    case.earlier()
    os.chown(case.out, NOBODY, NOBODY)
    for path in case.out.rglob("*"):
        if "latent_visualization" not in str(path):
            os.chown(path, NOBODY, NOBODY)
    before = files(case.out)
    os.chown(case.home, NOBODY, NOBODY)
    case.refused(case.run("--force", "--seed", "2", "--no-cache", **as_nobody(case)), "denied")
    case.unchanged(before)


def out_is_a_file(case):
    """A file stands where the folder is to be."""
    case.out.write_text("mine")
    case.refused(case.run(), "a file, so no results")
    case.expect(case.out.read_text() == "mine", "it was changed")


def out_below_read_only(case):
    """The folder cannot be made."""
    disk = case.root / "disk"
    tmpfs(disk, "size=1m")
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    case.out = disk / "new" / "out"
    case.refused(case.run(), "Read-only")
    unmount(disk)


def no_inodes(case):
    """The disk has room, but no more files."""
    tmpfs(case.out, "size=50m", "nr_inodes=12")
    case.refused(case.run(), "No space left")
    case.expect(not any(case.out.iterdir()), "something lies on the full disk")
    unmount(case.out)


def full_cache(case):
    """The cache's disk is full: a run on recordings goes on without, and says so."""
    tmpfs(case.home / "cache", "size=48k")
    songs = write_songs(case.root / "songs")
    code = case.run(songs=[songs])
    case.expect(code == 0, f"ended with {code}")
    unmount(case.home / "cache")


def read_only_cache(case):
    """The cache cannot be written."""
    tmpfs(case.home / "cache", "size=1m")
    subprocess.run(["mount", "-o", "remount,ro", case.home / "cache"], check=True)
    songs = write_songs(case.root / "songs")
    code = case.run(songs=[songs])
    case.expect(code == 0, f"ended with {code}")
    case.expect("cache" in (case.out / "warnings.txt").read_text() + case.told, "nothing is told of the cache")
    unmount(case.home / "cache")


def cache_is_a_file(case):
    """A file stands where the cache is to be."""
    (case.home / "cache").write_text("mine")
    code = case.run(songs=[write_songs(case.root / "songs")])
    case.expect(code == 0 and (case.home / "cache").read_text() == "mine", f"ended with {code}")


def no_home(case):
    """No home at all."""
    code = case.run(songs=[write_songs(case.root / "songs")], env={k: "-" for k in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")})
    case.expect(code == 0, f"ended with {code}")


def home_of_nobody(case):
    """A home that does not exist and cannot be made."""
    case.out.mkdir()
    os.chown(case.out, NOBODY, NOBODY)
    nowhere = {"HOME": "/nonexistent", "XDG_CACHE_HOME": "-", "XDG_DATA_HOME": "-", "XDG_CONFIG_HOME": "-"}
    code = case.run(songs=[write_songs(case.root / "songs")], env=nowhere, **as_nobody(case))
    case.expect(code == 0, f"ended with {code}")


def demo_songs_on_full_disks(case):
    """Neither cache nor temporary folder has room for the demo songs: nothing of them stays, and the disk is not kept full."""
    places = [case.home / "cache", case.root / "tmp"]
    for place in places:
        tmpfs(place, "size=2m")
    case.refused(case.run(songs=[], env={"TMPDIR": places[1]}), "No space left")
    for place in places:
        size = sum(p.stat().st_size for p in place.rglob("*") if p.is_file())
        case.expect(size < 100_000, f"{size} bytes stay in {place.name}")
        case.expect(not list(place.rglob("demo-*")), "a folder of demo songs stays")
        unmount(place)


def planted_demo_songs(case):
    """Somebody else has put a folder of demo songs into the shared temporary folder, of the right names and lengths."""
    shared = case.root / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    case.run(songs=[], env={"TMPDIR": shared})
    real = next((case.home / "cache" / "latentune").glob("demo-*"))
    planted = [shared / real.name, shared / "latentune-0" / real.name]
    (shared / "latentune-0").mkdir()
    for place in planted:
        shutil.copytree(real, place)
        (place / "metadata.csv").write_bytes(b"x" * (real / "metadata.csv").stat().st_size)
    for path in [shared / "latentune-0", *shared.rglob("*")]:
        os.chown(path, 12345, 12345)
    shutil.rmtree(case.home / "cache")
    (case.home / "cache").write_text("no folder")
    shutil.rmtree(case.out)
    code = case.run(songs=[], env={"TMPDIR": shared})
    case.expect(code == 0, f"ended with {code}")
    ours = [p for p in shared.glob("latentune-*") if p.stat().st_uid == os.getuid()]
    case.expect(len(ours) == 1 and ours[0].stat().st_mode & 0o77 == 0, f"a folder of one's own: {ours}")


def limit_on_files(case):
    """`ulimit -f`: no file may be larger than 20 kB."""
    before = case.earlier()
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
    case.refused(case.run("--force", "--seed", "2", preexec_fn=limit), "too large|larger than")
    case.unchanged(before)


def out_is_removed(case):
    """The results' folder is removed while the program is at work."""
    stop = threading.Event()

    def remove():
        while not stop.wait(0.02):
            shutil.rmtree(case.out, ignore_errors=True)

    thread = threading.Thread(target=remove)
    thread.start()
    code = case.run()
    stop.set()
    thread.join()
    case.expect(code in (0, 2), f"ended with {code}")
    case.expect(code == 0 or case.told.strip(), "nothing was told")


def cache_is_wiped(case):
    """Somebody wipes the cache again and again while the demo songs are read, heard by the model and reported on."""
    stop, n = threading.Event(), [0]

    def wipe():
        while not stop.wait(0.15):
            subprocess.run(["rm", "-rf", case.home / "cache"], check=False)
            n[0] += 1

    case.run(songs=[])
    whole = files(case.out)
    shutil.rmtree(case.out)
    thread = threading.Thread(target=wipe)
    thread.start()
    code = case.run("--clips", "1", songs=[], what="report", secs=300)
    stop.set()
    thread.join()
    case.expect(code == 0, f"ended with {code}")
    warnings = (case.out / "warnings.txt").read_text() if code == 0 else ""
    case.expect("cannot" not in warnings and "No such file" not in warnings, f"warns after {n[0]} wipes: {warnings[:300]}")
    same = [k for k in ("clusters.csv", "latents.csv") if files(case.out).get(k) != whole.get(k)]
    case.expect(not same, f"other results after {n[0]} wipes: {same}")


def fails_at(errno, words):
    def fails(case):
        before = case.earlier()
        log = case.root / "log"
        shim = case.corner.faults(case.out, log=log)
        kept = case.root / "kept"
        shutil.copytree(case.out, kept)
        case.run("--force", "--seed", "2", env=shim)
        n = len(log.read_text().splitlines())
        for at in [1, 2, 3, n // 3, n // 2, 2 * n // 3, n - 40, n - 20, n - 8, n - 3, n]:
            shutil.rmtree(case.out)
            shutil.copytree(kept, case.out)
            code = case.run("--force", "--seed", "2", env=case.corner.faults(case.out, at, errno))
            if code == 0:
                continue
            case.refused(code, words)
            # A disk that comes back: the next run finishes or cleans.
            code = case.run("--seed", "3")
            if code == 2 and "--force" in case.told:
                mine = {k: v for k, v in files(case.out).items() if not k.startswith(".latentune")}
                case.expect(mine == before, f"at call {at} the results are not as they were")
                code = case.run("--force", "--seed", "3")
            case.expect(code == 0, f"at call {at} the next run ended with {code}")
            case.unchanged(files(case.out))
            case.expect((case.out / "mine.txt").read_text() == "mine", f"at call {at} a file of somebody's own is lost")

    fails.__doc__ = f"Every call from one on fails with {words}."
    return fails


CASES = {
    "the disk of the results is full": full_out,
    "the same with results on it": full_out_with_results,
    "the disk of the results is read-only": read_only_out,
    "the results belong to somebody else": forbidden_out,
    "a part of the results belongs to somebody else": forbidden_file_in_out,
    "the results' folder is a file": out_is_a_file,
    "the results' folder cannot be made": out_below_read_only,
    "the disk takes no more files": no_inodes,
    "the disk of the cache is full": full_cache,
    "the disk of the cache is read-only": read_only_cache,
    "the cache is a file": cache_is_a_file,
    "there is no home": no_home,
    "the home is not there": home_of_nobody,
    "no room for the demo songs": demo_songs_on_full_disks,
    "demo songs planted by another": planted_demo_songs,
    "a limit on the size of files": limit_on_files,
    "the results' folder is removed": out_is_removed,
    "the cache is wiped again and again": cache_is_wiped,
    "the disk becomes full": fails_at(28, "No space left"),
    "the disk breaks": fails_at(5, "[Ii]nput/output error"),
    "the quota is reached": fails_at(122, "[Qq]uota"),
}


def write_songs(folder):
    """Eight short recordings, two kinds of hum."""
    import math
    import struct

    folder.mkdir(exist_ok=True)
    for i in range(8):
        hz, rate = (220 if i % 2 else 1500) + 10 * i, 22050
        samples = b"".join(struct.pack("<h", int(9000 * math.sin(2 * math.pi * hz * t / rate))) for t in range(2 * rate))
        head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(samples), b"WAVE", b"fmt ", 16, 1, 1, rate, 2 * rate, 2, 16, b"data", len(samples))
        (folder / f"song {i}.wav").write_bytes(head + samples)
    return folder


def main():
    parser = options(__doc__)
    ask = parser.parse_args()
    if os.getuid() != 0:
        sys.exit("not run: needs root, for mounts in a namespace of its own")
    if os.environ.get("LATENTUNE_TRIAL_NAMESPACE") != "yes":
        os.environ["LATENTUNE_TRIAL_NAMESPACE"] = "yes"
        os.execvp("unshare", ["unshare", "--mount", "--propagation", "private", sys.executable, *sys.argv])
    tally = Tally(ask.seed)
    with Corner() as corner:
        # Where nobody can read it too.
        program = corner.path / "latentune"
        shutil.copy(ask.program, program)
        program.chmod(0o755)
        for name, case_of in CASES.items():
            if ask.only not in name:
                continue
            case, start = Case(corner, program), time.time()
            try:
                case_of(case)
            except Exception as error:  # a trial that breaks off has failed
                case.bad.append(f"the trial broke off: {error!r}; told: {case.told[-300:]}")
            print(f"{'FAILED' if case.bad else 'passed'} {name} ({time.time() - start:.0f} s)", flush=True)
            tally.add(name, case.bad)
            subprocess.run(["sh", "-c", f"grep -o '{case.root}[^ ]*' /proc/mounts | sort -r | xargs -r umount -l"], check=False)
    tally.end()


if __name__ == "__main__":
    main()
