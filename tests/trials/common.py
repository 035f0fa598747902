"""What the trials share: the program under trial, the layer that makes files fail, a private corner of the disk, and the tally."""

import argparse
import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PANIC = ("panicked", "broke off by a fault in the program")


def options(about, **defaults):
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("program", type=Path, help="latentune, as cargo has built it")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=defaults.get("most", 91), help="trials of each kind; 0 for all")
    parser.add_argument("--only", default="", help="kinds whose names hold this")
    return parser


class Tally:
    """Counts by kind; prints each failure as it comes and a row each at the end. The process ends with 1 if anything failed."""

    def __init__(self, seed):
        self.rows, self.seed = {}, seed
        print(f"seed {seed}", flush=True)

    def add(self, kind, failures, what=""):
        row = self.rows.setdefault(kind, [0, 0])
        row[0] += 1
        row[1] += bool(failures)
        for failure in failures:
            print(f"FAILED {kind} {what}: {failure}", flush=True)

    def end(self):
        print()
        for kind, (n, failed) in self.rows.items():
            print(f"{kind}: {n} tried, {n - failed} passed, {failed} failed")
        n, failed = (sum(row[i] for row in self.rows.values()) for i in (0, 1))
        print(f"all: {n} tried, {n - failed} passed, {failed} failed (seed {self.seed})")
        sys.exit(1 if failed else 0)


class Corner:
    """A temporary folder with a home of its own in it, so that nothing of the person who runs the trials is touched."""

    def __enter__(self):
        self.path = Path(tempfile.mkdtemp(prefix="latentune-trials-"))
        self.path.chmod(0o755)
        self.home = self.path / "home"
        self.shim = self.path / "faults.so"
        source = HERE / "faults.c"
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", self.shim, source, "-ldl"], check=True)
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)

    def environment(self, home=None, **more):
        home = Path(home or self.home)
        kept = {k: os.environ[k] for k in ("PATH", "LD_LIBRARY_PATH") if k in os.environ}
        own = {
            "HOME": home,
            "XDG_CACHE_HOME": home / "cache",
            "XDG_DATA_HOME": home / "data",
            "XDG_CONFIG_HOME": home / "config",
            "TMPDIR": self.path / "tmp",
        }
        (self.path / "tmp").mkdir(exist_ok=True)
        both = {**kept, **own, **more}
        return {k: str(v) for k, v in both.items() if v is not None}

    def faults(self, under, at=None, do="kill", log=None):
        return {
            "LD_PRELOAD": self.shim,
            "FAULT_UNDER": under,
            "FAULT_AT": at,
            "FAULT_DO": do if at else None,
            "FAULT_LOG": log,
        }


def run(command, environment, secs=120, **more):
    """Exit code (negative: the signal that ended it) and what was told on stderr."""
    try:
        done = subprocess.run([str(c) for c in command], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=secs, **more)
    except subprocess.TimeoutExpired:
        return None, "it did not end"
    return done.returncode, done.stderr.decode("utf-8", "replace")


def files(folder):
    """Hash of every file below a folder, by its path."""
    folder = Path(folder)
    paths = (p for p in folder.rglob("*") if p.is_file() and not p.is_symlink())
    return {str(p.relative_to(folder)): hashlib.blake2b(p.read_bytes()).hexdigest() for p in paths}


def some(rng, population, most):
    """All of them, or as many as are wanted, evenly by chance."""
    population = list(population)
    return population if not most or len(population) <= most else sorted(rng.sample(population, most))


def write_table(path, n_rows=40, seed=0):
    """A table of numbers in two clouds, which the program takes for songs: a run over it lasts a second."""
    rng = random.Random(seed)
    columns = [f"n{i}" for i in range(6)]
    lines = ["id,kind," + ",".join(columns)]
    for row in range(n_rows):
        kind = row % 2
        numbers = ",".join(f"{rng.gauss(3 * kind, 1):.4f}" for _ in columns)
        lines.append(f"row-{row:03},{'ab'[kind]},{numbers}")
    Path(path).write_text("\n".join(lines) + "\n")
