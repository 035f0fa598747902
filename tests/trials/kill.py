#!/usr/bin/env python3
"""Ends the program at every single call that changes a file, and looks at what it has left.

  results  `analyze`, `report` and `compare` over results of an earlier run, with files of somebody's own beside them: whatever the
           moment, a folder with checksums holds one whole run, and the next run ends well without --force
  session  the session that is saved for the case of a crash, and kept runs with their names and notes: written, restored, replaced

  cargo build --release && cargo test --lib --no-run
  tests/trials/kill.py target/release/latentune --tests target/debug/deps/latentune-HASH
"""

import json
import random
import re
import shutil
import signal
import subprocess
from pathlib import Path

from common import PANIC, Corner, Tally, files, options, run, some, write_table

SUMS = "latentune-checksums.txt"
QUICK = ["--model", "pca", "--projection", "pca", "--clusters", "2", "--quiet", "--no-cache", "--set", "scores.n_stability=2"]
OWN = {"my notes.txt": "mine", "model/mine.txt": "mine", "latent_visualization/mine.svg": "mine", "figures/mine.png": "mine"}


def command(program, what, table, out, seed, corner, force):
    more = ["--force"] if force else []
    if what == "compare":
        grid = corner.path / f"grid-{seed}.toml"
        grid.write_text(GRID.replace("SEED", str(seed)))
        return [program, "compare", "--features", table, "--labels", "kind", "--grid", grid, "--out", out, "--seed", seed, "--quiet", "--no-cache", *more]
    return [program, what, table, "--out", out, "--seed", seed, *QUICK, *more]


def comparable(held, what):
    """Without what is nobody's business here, and the seconds that a comparison took."""
    left = {k: v for k, v in held.items() if k not in OWN and not k.startswith(("cells/", ".latentune"))}
    return {k: v for k, v in left.items() if k not in ("timings.csv", SUMS)} if what == "compare" else left


def results(program, what, corner, rng, most, tally):
    table, environment = corner.path / "table.csv", corner.environment()
    write_table(table)
    wholes = {}
    for seed in (1, 2, 3):
        out = corner.path / f"whole-{what}-{seed}"
        # An analysis comes where a report was: some of its files have to go.
        of = "report" if (what, seed) == ("analyze", 1) else what
        code, told = run(command(program, of, table, out, seed, corner, False), environment)
        assert code == 0, told
        wholes[seed] = comparable(files(out), what)
    before = corner.path / "before"
    shutil.copytree(corner.path / f"whole-{what}-1", before)
    shutil.rmtree(before / "cells", ignore_errors=True)
    for name, text in OWN.items():
        (before / name).parent.mkdir(exist_ok=True)
        (before / name).write_text(text)

    def fresh():
        out = corner.path / "out"
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(before, out)
        return out

    out, log = fresh(), corner.path / "log"
    code, told = run(command(program, what, table, out, 2, corner, True), {**environment, **text_of(corner.faults(out, log=log))})
    assert code == 0, told
    calls = [line.split(" ", 2)[1:] for line in log.read_text().splitlines()]
    log.unlink()
    # The exchange itself at every call, the making of the files by chance.
    exchange = next((i for i, (call, path) in enumerate(calls) if path.rstrip().endswith("exchange.json") or "exchange.json." in path), 0)
    chosen = some(rng, range(1, exchange + 1), most // 3) + some(rng, range(exchange + 1, len(calls) + 2), most - most // 3)
    print(f"{what}: {len(calls)} calls, the exchange from {exchange + 1}; {len(chosen)} chosen", flush=True)
    for at in chosen:
        out, do = fresh(), rng.choice(["kill", "torn"])
        code, told = run(command(program, what, table, out, 2, corner, True), {**environment, **text_of(corner.faults(out, at, do))})
        bad = []
        if code not in (0, -signal.SIGKILL):
            bad.append(f"ended with {code}: {told[-300:]}")
        held = files(out)
        state = comparable(held, what)
        has_sums = SUMS in held
        if has_sums and state not in (wholes[1], wholes[2]):
            bad.append(f"a mixture with checksums: {difference(state, wholes[1])}")
        if not has_sums and not (out / ".latentune-ready").is_dir():
            bad.append("neither checksums nor the mark of an exchange")
        bad += own_files(out)
        # The next run, which nobody has to force. Where nothing of this one came, the results of the first one are asked for.
        code, told = run(command(program, what, table, out, 3, corner, False), environment)
        if code == 2 and "--force" in told and has_sums:
            code, told = run(command(program, what, table, out, 3, corner, True), environment)
        if code != 0:
            bad.append(f"the next run ended with {code}: {told[-300:]}")
        if comparable(files(out), what) != wholes[3]:
            bad.append(f"the next run left {difference(comparable(files(out), what), wholes[3])}")
        bad += own_files(out)
        bad += [f"left behind: {p.name}" for p in out.iterdir() if p.name.startswith(".latentune")]
        bad += [line for line in PANIC if line in told]
        tally.add(f"kill {what}", bad, f"at call {at} ({do}, {' '.join(calls[at - 1]) if at <= len(calls) else 'none'})")
    shutil.rmtree(before)


def text_of(environment):
    return {k: str(v) for k, v in environment.items() if v is not None}


def own_files(out):
    return [f"a file of somebody's own is lost: {name}" for name, text in OWN.items() if not (out / name).is_file() or (out / name).read_text() != text]


def difference(one, other):
    names = sorted(k for k in one.keys() | other.keys() if one.get(k) != other.get(k))
    return f"{len(names)} others: {', '.join(names[:5])}"


GRID = """
seeds = [SEED]

[base]
model.kind = "pca"
projection.method = "pca"
scores.n_stability = 2
clustering.n_clusters = 2

[[grid]]
name = "two"

[[grid.models]]
name = "2 dimensions"
set = { model.n_latent = 2 }

[[grid.models]]
name = "3 dimensions"
set = { model.n_latent = 3 }
"""


class Child:
    """A session without a window, in the program of the tests: each step is told by a line when it is done."""

    def __init__(self, program, test, corner, home):
        self.program, self.test, self.corner, self.home = program, test, corner, home

    def do(self, steps, faults=None):
        environment = {**self.corner.environment(self.home), **text_of(faults or {})}
        environment["LATENTUNE_TRIAL"] = json.dumps({"home": str(self.home), "steps": steps})
        command = [str(self.program), self.test, "--exact", "--ignored", "--nocapture", "--test-threads", "1"]
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
        told = done.stdout.decode("utf-8", "replace")
        return done.returncode, re.findall(r"TRIAL (.*)$", told, re.M), told


def protocol(name, test, corner, program, first, then, look, judge, rng, most, tally):
    """`first` is done in peace; `then` is ended at each call; `look` tells what is there, and `judge` what is wrong with it."""
    home = corner.path / "home-of-child"

    def fresh():
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        child = Child(program, test, corner, home)
        for steps in first:
            code, lines, told = child.do(steps)
            assert lines and lines[-1] == "end", told[-2000:]
        return child

    child, log = fresh(), corner.path / "log"
    code, lines, told = child.do(then, corner.faults(home, log=log))
    assert lines and lines[-1] == "end", told[-2000:]
    calls = log.read_text().splitlines()
    log.unlink()
    chosen = some(rng, range(1, len(calls) + 2), most)
    print(f"{name}: {len(calls)} calls, {len(chosen)} chosen", flush=True)
    for at in chosen:
        for do in ("kill", "torn") if at <= len(calls) and " write " in calls[at - 1] else ("kill",):
            child = fresh()
            _, done, told = child.do(then, corner.faults(home, at, do))
            code, seen, told = child.do(look)
            bad = judge([line for line in done if line != "end"], seen)
            if not seen or seen[-1] != "end":
                bad.append(f"the next start failed: {told[-500:]}")
            bad += [line for line in PANIC if line in told]
            bad += [f"left behind: {p.name}" for p in (home / "recovery").glob("*.tmp")]
            tally.add(f"kill {name}", bad, f"at call {at} ({do}, {calls[at - 1] if at <= len(calls) else 'none'})")


def offers(seen):
    return [line.removeprefix("offer ") for line in seen if line.startswith("offer ")]


def session(program, corner, rng, most, tally):
    test = "session::keeping::trial::steps"

    def written(done, seen):
        """What was told to be written is offered, or what came after it; nothing is damaged."""
        bad = [line for line in seen if line.startswith("warning")]
        kept = [line.removeprefix("kept ") for line in done if line.startswith("kept ")]
        found = offers(seen)
        if kept and kept[-1] not in found and not set(found) & set(WORDS[WORDS.index(kept[-1]) :]):
            bad.append(f"{kept[-1]} was written, {found} is offered")
        return bad

    def restored(done, seen):
        bad = written(done, seen)
        if not set(offers(seen)) & {"two", "three"}:
            bad.append(f"two was there, {offers(seen)} is offered")
        return bad

    def both(done, seen):
        bad = restored(done, seen)
        if "other" not in offers(seen):
            bad.append(f"the session that nobody asked for is lost: {offers(seen)}")
        return bad

    def forgotten(done, seen):
        bad = [line for line in seen if line.startswith("warning")]
        aside = [line.removeprefix("aside ") for line in seen if line.startswith("aside ")]
        if not set(offers(seen) + aside) & {"two"}:
            bad.append("neither offered nor aside")
        return bad

    def left(done, seen):
        """Closed as it should be: nothing is offered once that is done."""
        bad = [line for line in seen if line.startswith("warning")]
        if "left" in done and offers(seen):
            bad.append(f"closed, and {offers(seen)} is offered")
        if "left" not in done and "kept two" in done and "closing" not in done and "two" not in offers(seen):
            bad.append("two was written and not closed")
        return bad

    work = ["search one", "search two"]
    other = ["search other"]
    for name, first, then, judge in [
        ("session written", [], work, written),
        ("session restored", [work], ["restore two", "search three"], restored),
        ("session restored beside another", [other, work], ["restore two", "search three"], both),
        ("session let go", [work], ["forget two"], forgotten),
        ("session closed", [], ["search one", "search two", "closing", "leave"], left),
    ]:
        protocol(name, test, corner, program, first, then, ["look"], judge, rng, most, tally)

    def kept_run(done, seen):
        """One whole run of the two, with the name that was given."""
        runs = [line.removeprefix("run ") for line in seen if line.startswith("run ")]
        bad = [line for line in seen if line.startswith("warning")]
        if len(runs) != 1 or runs[0] not in ("whole named", "whole renamed"):
            bad.append(f"the runs are {runs}")
        if "marked" in done and runs != ["whole renamed"]:
            bad.append(f"it was given another name, and is {runs}")
        return bad

    protocol("kept run", "runs::tests::trial", corner, program, [["keep", "mark named"]], ["keep", "mark renamed"], ["look"], kept_run, rng, most, tally)


WORDS = ["one", "two", "three"]


def main():
    parser = options(__doc__)
    parser.add_argument("--tests", type=Path, help="the program of the tests, for sessions")
    ask = parser.parse_args()
    rng, tally = random.Random(ask.seed), Tally(ask.seed)
    with Corner() as corner:
        for what in ("analyze", "report", "compare"):
            if ask.only in f"results {what}":
                results(ask.program, what, corner, rng, ask.most, tally)
        if ask.tests and ask.only in "session kept run":
            session(ask.tests, corner, rng, ask.most, tally)
    tally.end()


if __name__ == "__main__":
    main()
