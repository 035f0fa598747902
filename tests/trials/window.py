#!/usr/bin/env python3
"""Ends the window at random moments while it is clicked and typed into, and looks at what it has left: every session saved for the
case of a crash can be read, every kept run is whole, the preferences can be read, and the next start tells no fault.

  cargo build --release
  tests/trials/window.py target/release/latentune --display :99

Starts an X server of its own on that display (Xvfb), and needs xdotool.
"""

import json
import random
import subprocess
import threading
import time

from common import PANIC, Corner, Tally, options


def broken(home):
    """What cannot be read of what the window keeps."""
    bad, data = [], home / "data" / "latentune"
    for path in (data / "recovery").glob("*.json"):
        try:
            file = json.loads(path.read_text())
            if "latentune_session" not in file:
                bad.append(f"no session: {path.name}")
        except ValueError as error:
            bad.append(f"{path.name}: {error}")
    for run in (data / "runs").glob("*/[!.]*"):
        for name in ("run.json", "songs.json", "model/model.toml", "model/model.safetensors"):
            if not (run / name).is_file():
                bad.append(f"a kept run without {name}")
        try:
            json.loads((run / "run.json").read_text())
        except (OSError, ValueError) as error:
            bad.append(f"a kept run: {error}")
    if (data / "recovery" / "aside").is_dir() and any((data / "recovery" / "aside").iterdir()):
        bad.append("a session was damaged, and is aside")
    return bad


def clicks(rng, environment, stop):
    """Anything a hand can do, all over the window."""
    size = (1280, 760)
    while not stop.is_set():
        at = ["mousemove", str(rng.randrange(size[0])), str(rng.randrange(30, size[1]))]
        act = rng.choice(
            [["click", "1"]] * 8 + [["click", "3"], ["key", "Escape"], ["key", "space"], ["key", "ctrl+z"], ["type", "river"], ["click", "5"], ["key", "Tab"]]
        )
        subprocess.run(["xdotool", *at, *act], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.04)


def main():
    parser = options(__doc__, most=48)
    parser.add_argument("--display", default=":99")
    parser.add_argument("--longest", type=float, default=9.0, help="seconds until the window is ended, at most")
    ask = parser.parse_args()
    rng, tally = random.Random(ask.seed), Tally(ask.seed)
    server = subprocess.Popen(["Xvfb", ask.display, "-screen", "0", "1280x800x24"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        time.sleep(1)
        with Corner() as corner:
            corner.home.mkdir()
            environment = corner.environment(DISPLAY=ask.display, LIBGL_ALWAYS_SOFTWARE="1")
            kept_before = set()
            for n in range(ask.most):
                log, stop = corner.path / "stderr", threading.Event()
                with log.open("wb") as to:
                    window = subprocess.Popen([ask.program], env=environment, stdout=to, stderr=to)
                hand = threading.Thread(target=clicks, args=(rng, environment, stop))
                hand.start()
                secs = rng.uniform(0.3, ask.longest)
                time.sleep(secs)
                ended = window.poll()
                window.kill()
                window.wait()
                stop.set()
                hand.join()
                told = log.read_text(errors="replace")
                bad = broken(corner.home)
                bad += [f"told: {line}" for line in told.splitlines() if any(word in line for word in PANIC)]
                if ended not in (None, 0):
                    bad.append(f"it ended by itself with {ended}: {told[-300:]}")
                files = {p.name for p in (corner.home / "data/latentune/recovery").glob("*.json")}
                tally.add("kill window", bad, f"number {n}, after {secs:.1f} s")
                kept_before = files
            print(f"{len(kept_before)} sessions wait to be restored at the end")
    finally:
        server.terminate()
        server.wait()
    tally.end()


if __name__ == "__main__":
    main()
