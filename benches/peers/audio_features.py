"""The audio features of the `audio` room by librosa, over as many processes as there are cores.

    python audio_features.py FOLDER ROUNDS

Reads every audio file below FOLDER and prints the seconds of each round, one a line, after a line with the number of
files. Imports, the start of the processes and numba's compilation are done before the clock starts. Spectra are computed
once a song and shared by all features that take one.
"""

import os

# One thread a process: the processes share the cores among them.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[name] = "1"

import multiprocessing
import pathlib
import sys
import time

import librosa
import numpy as np

RATE = 22050
WINDOW_SECS = 30.0
SUFFIXES = {".wav", ".aiff", ".flac", ".mp3", ".ogg"}


def features(path):
    duration = librosa.get_duration(path=path)
    offset = max(0.0, (duration - WINDOW_SECS) / 2)
    y, _ = librosa.load(path, sr=RATE, mono=True, offset=offset, duration=WINDOW_SECS)
    magnitude = np.abs(librosa.stft(y, n_fft=2048, hop_length=512))
    power = magnitude**2
    log_mel = librosa.power_to_db(librosa.feature.melspectrogram(S=power, sr=RATE, n_mels=128))
    mfcc = librosa.feature.mfcc(S=log_mel, n_mfcc=20)
    delta = librosa.feature.delta(mfcc)
    onset = librosa.onset.onset_strength(S=log_mel, sr=RATE)
    rows = np.vstack(
        [
            mfcc,
            librosa.feature.spectral_centroid(S=magnitude, sr=RATE),
            librosa.feature.spectral_bandwidth(S=magnitude, sr=RATE),
            librosa.feature.spectral_rolloff(S=magnitude, sr=RATE),
            librosa.feature.spectral_flatness(S=magnitude),
            librosa.feature.spectral_contrast(S=magnitude, sr=RATE),
            librosa.feature.chroma_stft(S=power, sr=RATE, tuning=0.0),
            librosa.feature.zero_crossing_rate(y),
            librosa.feature.rms(y=y),
        ]
    )
    tempo = librosa.feature.tempo(onset_envelope=onset, sr=RATE)
    return np.concatenate([rows.mean(axis=1), rows.std(axis=1), delta.std(axis=1), tempo])


def main():
    folder, rounds = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    files = sorted(str(p) for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES)
    print(len(files), flush=True)
    n_processes = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    with multiprocessing.Pool(n_processes) as pool:
        pool.map(features, files[: 4 * n_processes], chunksize=1)
        for _ in range(rounds):
            # The other side of the comparison says when it is this side's turn.
            sys.stdin.readline()
            begin = time.perf_counter()
            pool.map(features, files, chunksize=4)
            print(time.perf_counter() - begin, flush=True)


if __name__ == "__main__":
    main()
