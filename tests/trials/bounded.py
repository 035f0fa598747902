"""What the trials of hostile and mutated files share: the program run with its memory and time measured, and what it may take."""

import os
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import time

MB = 1 << 20
# What the program takes with nothing to read, and beyond it for each byte that it is given.
BASE_MB, BASE_SECS = 600, 30
BYTES_PER_BYTE, SECS_PER_MB = 40, 4
# Settings under which a run is as short as it can be: reading is what is tried.
QUICK = ["--model", "direct", "--clustering", "k-means", "--projection", "pca", "--clusters", "2", "--no-cache"]


class Ended:
    """How a run ended: exit code (negative for a signal), seconds of processor, MB at most, stderr."""

    def __init__(self, code, cpu, peak, said):
        self.code, self.cpu, self.peak, self.said = code, cpu, peak, said

    def faults(self, n_bytes, codes=(0, 2), bytes_per_byte=BYTES_PER_BYTE):
        """In words, what it did that it may not have done for input of so many bytes."""
        mb = n_bytes / MB
        found = []
        if self.code not in codes:
            found.append(f"exit code {self.code}")
        if "panicked" in self.said or "fault in the program" in self.said:
            found.append("a panic")
        if self.peak > BASE_MB + bytes_per_byte * mb:
            found.append(f"{self.peak:.0f} MB")
        if self.cpu > BASE_SECS + SECS_PER_MB * mb:
            found.append(f"{self.cpu:.0f} s")
        return found


def run(program, arguments, folder, most_secs=180, most_gb=8):
    """Runs the program with caches and data of its own, and no more memory than the machine can lose."""

    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (most_gb << 30, most_gb << 30))
        resource.setrlimit(resource.RLIMIT_CPU, (most_secs, most_secs + 5))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    home = os.path.join(folder, "home")
    os.makedirs(home, exist_ok=True)
    environment = {"PATH": os.environ["PATH"], "HOME": home, "RUST_BACKTRACE": "0"}
    with open(os.path.join(folder, "stderr"), "w+b") as stderr:
        process = subprocess.Popen(
            [program, *arguments], stdin=subprocess.DEVNULL, stdout=stderr, stderr=stderr, env=environment,
            cwd=folder, preexec_fn=limit,
        )
        # The machine may be busy with other things.
        deadline = time.monotonic() + 20 * most_secs
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() > deadline:
                process.kill()
            time.sleep(0.02)
        stderr.seek(0)
        said = stderr.read().decode("utf-8", "replace")
    code = os.waitstatus_to_exitcode(status)
    process.returncode = code
    return Ended(code, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said)


def size_of(folder):
    """Bytes of all plain files below a folder, or of a file."""
    if os.path.isfile(folder):
        return os.path.getsize(folder)
    total = 0
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            if os.path.isfile(path) and not os.path.islink(path):
                total += os.path.getsize(path)
    return total


def scratch(name):
    return tempfile.mkdtemp(prefix=f"latentune-{name}-")


def remove(folder):
    shutil.rmtree(folder, ignore_errors=True)


def wav(seconds=1.0, rate=8000, bits=16, channels=1, data=None, seed=1):
    """A WAV of noise, or of `data`, whatever its header says of it."""
    if data is None:
        state, out = seed, bytearray()
        for _ in range(int(seconds * rate) * channels):
            state = (state * 1103515245 + 12345) & 0x7FFFFFFF
            out += struct.pack("<h", (state >> 16) % 20000 - 10000)
        data = bytes(out)
    block = channels * bits // 8
    fmt = struct.pack("<HHIIHH", 1, channels & 0xFFFF, rate, (rate * block) & 0xFFFFFFFF, block & 0xFFFF, bits)
    return b"RIFF" + struct.pack("<I", 36 + len(data)) + b"WAVEfmt " + struct.pack("<I", 16) + fmt + b"data" + struct.pack("<I", len(data)) + data


def told(name, tried):
    """The last line of a trial; exits with 1 where something failed. `tried`: (what, faults)."""
    failed = [(what, faults) for what, faults in tried if faults]
    for what, faults in failed:
        print(f"FAILED  {what}: {', '.join(faults)}")
    print(f"{name}: {len(tried)} tried, {len(tried) - len(failed)} passed, {len(failed)} failed")
    sys.exit(1 if failed else 0)
