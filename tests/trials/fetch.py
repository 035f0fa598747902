#!/usr/bin/env python3
"""How long Ctrl-C takes while `fetch` waits for a server that says nothing, and what it does about one that never says anything.

    python3 tests/trials/fetch.py target/release/latentune [N]

A server on this machine is silent at one of four places: it takes no connection, gives no answer, gives half a header, or half a
body. SIGINT comes after a random time, N times for each (6 if left out). Passed is what ends within a second of the press, by
itself, with 130.
"""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time

import bounded

MOST_SECS = 1.0
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n"
SAYS = {"no answer": b"", "half a header": HEAD, "half a body": HEAD + b"\r\n{\"siblings\": ["}


def silent(says):
    """A server that says so much and then nothing; without words it does not even take the connection."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(0)
    held = []

    def serve():
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            held.append(connection)
            connection.sendall(says)

    if says is None:
        # The queue of connections is full.
        for _ in range(4):
            full = socket.socket()
            full.setblocking(False)
            full.connect_ex(listening.getsockname())
            held.append(full)
    else:
        threading.Thread(target=serve, daemon=True).start()
    return listening, held


def one(program, says, after, folder):
    listening, held = silent(says)
    environment = {
        "PATH": os.environ["PATH"], "HOME": folder, "HF_ENDPOINT": f"http://127.0.0.1:{listening.getsockname()[1]}",
    }
    with open(os.path.join(folder, "stderr"), "wb") as stderr:
        process = subprocess.Popen([program, "fetch", "a/b"], stdin=subprocess.DEVNULL, stdout=stderr, stderr=stderr, env=environment)
    try:
        time.sleep(after)
        if process.poll() is not None:
            with open(os.path.join(folder, "stderr"), encoding="utf-8", errors="replace") as file:
                return 0.0, [f"it ended by itself with {process.returncode}: {file.read()[-200:]}"]
        start = time.monotonic()
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            return 10.0, ["it went on"]
        took = time.monotonic() - start
        faults = [f"{took:.2f} s"] * (took > MOST_SECS)
        return took, faults + [f"exit code {process.returncode}"] * (process.returncode != 130)
    finally:
        process.kill()
        process.wait()
        for each in [listening, *held]:
            each.close()


def main():
    program = os.path.abspath(sys.argv[1])
    n = int(sys.argv[2]) if len(sys.argv) > 2 else 6
    rng, tried, folder = random.Random(13), [], bounded.scratch("fetch")
    for what, says in {"no connection": None, **SAYS}.items():
        for _ in range(n):
            after = rng.uniform(0.3, 4.0)
            took, faults = one(program, says, after, folder)
            print(f"{what:15} after {after:4.1f} s: {took:5.2f} s {' '.join(faults)}", flush=True)
            tried.append((f"{what} after {after:.1f} s", faults))
    bounded.remove(folder)
    bounded.told("stops of fetch", tried)


if __name__ == "__main__":
    main()
