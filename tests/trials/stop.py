#!/usr/bin/env python3
"""How long Ctrl-C takes, in every stage, on a busy machine.

    python3 tests/trials/stop.py target/release/latentune [N] [SEED] [SONGS] [THREADS]

`analyze`, `report` and `compare` run on made songs (2,500 if left out), with busy threads beside (4); SIGINT comes after a random
time, N times in all (40). Where a stage keeps what there is (training, the map) one press ends the stage and the run
goes on: there the second press is measured, unless the rest is done within three seconds. Passed is what ends within a second of
the press, with 130 or, where the run was just done, 0; and leaves no results that are neither whole nor none.
"""

import os
import random
import signal
import subprocess
import sys
import time

import bounded
from bounded import wav

MOST_SECS = 1.0
KEEPS = ("training", "drawing")


def songs(folder, n):
    lines = ["the river carries the lantern", "rain on the tin roof", "নদীর কাছে চিঠি লিখি", "a road without an end"]
    rng = random.Random(1)
    rows = ["id,artist,genre,lyrics,audio"]
    for i in range(n):
        words = " / ".join(rng.choice(lines) + f" {rng.randrange(50)}" for _ in range(6))
        audio = ""
        if i % 4 == 0:
            audio = f"{i}.wav"
            with open(os.path.join(folder, audio), "wb") as file:
                file.write(wav(1.2, seed=i + 1))
        rows.append(f"s{i},artist {i % 200},{'abc'[i % 3]},{words},{audio}")
    path = os.path.join(folder, "songs.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(rows) + "\n")
    return path


class Run:
    def __init__(self, program, arguments, folder):
        self.path = os.path.join(folder, "stderr")
        self.stderr = open(self.path, "w+b")
        environment = {"PATH": os.environ["PATH"], "HOME": folder}
        self.process = subprocess.Popen(
            [program, *arguments], stdin=subprocess.DEVNULL, stdout=self.stderr, stderr=self.stderr, env=environment, cwd=folder
        )

    def stages(self):
        with open(self.path, encoding="utf-8", errors="replace") as file:
            return [line.strip().rstrip("…") for line in file if line.rstrip().endswith("…")]

    def stage(self):
        return (self.stages() or ["before the first stage"])[-1]

    def press(self):
        """Seconds until it ended, or None where it went on for three."""
        start = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(3)
        except subprocess.TimeoutExpired:
            return None
        return time.monotonic() - start

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.stderr.close()


def one(program, command, source, folder, after):
    out = os.path.join(folder, f"out-{command}")
    bounded.remove(out)
    extra = ["--seeds", "2"] if command == "compare" else []
    run = Run(program, [command, source, "--out", out, *extra], folder)
    try:
        try:
            run.process.wait(after)
            return "already done", 0.0, []
        except subprocess.TimeoutExpired:
            pass
        stage = run.stage()
        took = run.press()
        # The next stage may have begun between the look and the press.
        told = run.stages()
        came = told[told.index(stage) :] if stage in told else told
        keeps = any(one.startswith(KEEPS) for one in came[:2])
        if took is None and keeps:
            stage += ", second press"
            took = run.press()
        elif keeps and run.process.poll() == 0:
            return f"{stage}, went on to its end", took, []
        faults = []
        if took is None:
            faults.append("it went on")
        elif took > MOST_SECS:
            faults.append(f"{took:.2f} s")
        if run.process.poll() not in (None, 130, 0):
            faults.append(f"exit code {run.process.returncode}")
        left = [name for name in os.listdir(out) if not name.startswith(".")] if os.path.isdir(out) else []
        whole = {"analyze": "clusters.csv", "report": "report.html", "compare": "FINDINGS.md"}[command]
        if run.process.poll() == 130 and any(name != "cells" for name in left) and whole not in left:
            faults.append(f"half a folder of results: {left[:3]}")
        return stage, took if took is not None else 9.99, faults
    finally:
        run.end()


def main():
    program = os.path.abspath(sys.argv[1])
    n = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 13
    n_songs = int(sys.argv[4]) if len(sys.argv) > 4 else 2_500
    n_busy = int(sys.argv[5]) if len(sys.argv) > 5 else 4
    rng = random.Random(seed)
    folder = bounded.scratch("stop")
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(n_busy)]
    tried, of_stage = [], {}
    try:
        source = songs(folder, n_songs)
        whole = {}
        for command in ("analyze", "report", "compare"):
            start = time.monotonic()
            # How long it would take is not waited for where that is long.
            one(program, command, source, folder, 150)
            whole[command] = time.monotonic() - start
        print(f"seed {seed}; whole runs, or what was waited for: " + ", ".join(f"{c} {s:.0f} s" for c, s in whole.items()), flush=True)
        for i in range(n):
            command = ("analyze", "report", "compare")[i % 3]
            after = rng.uniform(0.1, 0.98 * whole[command])
            stage, took, faults = one(program, command, source, folder, after)
            print(f"{command:8} after {after:6.1f} s, {stage:45} {took:5.2f} s {' '.join(faults)}", flush=True)
            tried.append((f"{command} after {after:.1f} s, {stage}", faults))
            of_stage.setdefault(stage, []).append(took)
    finally:
        for process in busy:
            process.kill()
            process.wait()
        bounded.remove(folder)
    for stage, all_of in sorted(of_stage.items()):
        print(f"{stage:50} {len(all_of):3} times, {max(all_of):5.2f} s at most")
    bounded.told("stops", tried)


if __name__ == "__main__":
    main()
