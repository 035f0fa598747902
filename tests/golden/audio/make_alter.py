"""Writes alter.json: what librosa makes of a signal at another tempo, and scipy of it without its highs.

    pip install -r requirements.txt && python make_alter.py

Made with librosa 0.11.0, numpy 2.3.3 and scipy 1.16.2. The signal is that of make.py, computed again in Rust, so no audio is stored; of each result every 997th sample is.
"""

import json
from pathlib import Path

import librosa
from scipy import signal

from make import chords

RATE = 22050
EVERY = 997


def main():
    y = chords(RATE)
    stretched = lambda rate: librosa.effects.time_stretch(y.astype(float), rate=rate)
    low = signal.sosfilt(signal.butter(4, 4000, fs=RATE, output="sos"), y.astype(float))
    kept = lambda samples: [round(float(x), 7) for x in samples[::EVERY]]
    golden = {
        "every": EVERY,
        "faster": kept(stretched(1.05)),
        "slower": kept(stretched(1 / 1.05)),
        "low_pass": kept(low),
    }
    Path(__file__).with_name("alter.json").write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()
