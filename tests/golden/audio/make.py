"""Writes golden.json: what librosa makes of a few synthetic signals.

    pip install -r requirements.txt
    python make.py

The signals are simple enough to be computed again in Rust (src/audio/tests.rs), so no audio is stored.
"""

import json
import pathlib

import librosa
import numpy as np

# Every 16th frame of the matrices is kept: enough to catch any slip in framing, window or filterbank.
FRAME_STEP = 16


def noise(n, seed):
    """A linear congruential generator (Numerical Recipes), in -1 to 1."""
    out = np.empty(n)
    x = seed
    for i in range(n):
        x = (1664525 * x + 1013904223) % 2**32
        out[i] = x / 2**31 - 1
    return out


def chords(sr):
    """Six seconds of two chords, struck in turn every half second, over faint noise."""
    n = 6 * sr
    t = np.arange(n) / sr
    y = 0.003 * noise(n, 1)
    for strike in range(12):
        since = t - 0.5 * strike
        envelope = np.where(since >= 0, np.exp(-6.0 * np.maximum(since, 0)), 0.0)
        for hz in ((220.0, 277.18, 329.63) if strike % 2 == 0 else (196.0, 246.94, 293.66)):
            y = y + 0.1 * envelope * np.sin(2 * np.pi * hz * t)
    return y.astype(np.float32)


def chirp(sr):
    """Two seconds from 100 Hz to 6 kHz, over noise at -60 dB."""
    n = 2 * sr
    t = np.arange(n) / sr
    y = 0.5 * np.sin(2 * np.pi * (100.0 * t + 0.5 * (5900.0 / 2.0) * t * t)) + 0.001 * noise(n, 2)
    return y.astype(np.float32)


def clicks(sr):
    """Noise bursts at 90 a minute for five seconds, then a second of digital silence."""
    n = 6 * sr
    t = np.arange(n) / sr
    phase = np.mod(t, 60.0 / 90.0)
    y = 0.4 * noise(n, 3) * np.exp(-40.0 * phase)
    y[5 * sr :] = 0.0
    return y.astype(np.float32)


def moments(x):
    return [float(np.mean(x, dtype=np.float64)), float(np.std(x, dtype=np.float64))]


def features(y, sr, n_fft, hop, n_mels, n_mfcc):
    frames = dict(n_fft=n_fft, hop_length=hop)
    spectral = dict(y=y, sr=sr, **frames)
    power = librosa.feature.melspectrogram(n_mels=n_mels, **spectral)
    log_mel = librosa.power_to_db(power, ref=1.0, top_db=None)
    floored = librosa.power_to_db(power)
    mfcc = librosa.feature.mfcc(S=floored, n_mfcc=n_mfcc)
    onset = librosa.onset.onset_strength(S=floored, sr=sr, hop_length=hop, n_fft=n_fft)
    summary = {}
    for i in range(n_mfcc):
        summary[f"mfcc_{i}_mean"], summary[f"mfcc_{i}_std"] = moments(mfcc[i])
    for i, row in enumerate(librosa.feature.delta(mfcc, width=9)):
        summary[f"mfcc_{i}_delta_std"] = moments(row)[1]
    single = {
        "centroid": librosa.feature.spectral_centroid(**spectral),
        "bandwidth": librosa.feature.spectral_bandwidth(**spectral),
        "rolloff": librosa.feature.spectral_rolloff(roll_percent=0.85, **spectral),
        "flatness": librosa.feature.spectral_flatness(y=y, **frames),
        "zero_crossing_rate": librosa.feature.zero_crossing_rate(y, frame_length=n_fft, hop_length=hop),
        "rms": librosa.feature.rms(y=y, frame_length=n_fft, hop_length=hop),
    }
    for name, values in single.items():
        summary[f"{name}_mean"], summary[f"{name}_std"] = moments(values)
    for i, row in enumerate(librosa.feature.spectral_contrast(**spectral)):
        summary[f"contrast_{i}_mean"], summary[f"contrast_{i}_std"] = moments(row)
    notes = ["c", "c#", "d", "d#", "e", "f", "f#", "g", "g#", "a", "a#", "b"]
    for note, row in zip(notes, librosa.feature.chroma_stft(tuning=0.0, **spectral)):
        summary[f"chroma_{note}_mean"], summary[f"chroma_{note}_std"] = moments(row)
    summary["tempo_bpm"] = float(librosa.feature.tempo(onset_envelope=onset, sr=sr, hop_length=hop)[0])
    return {
        "n_frames": int(log_mel.shape[1]),
        "log_mel": np.round(log_mel.T[::FRAME_STEP].astype(np.float64), 5).tolist(),
        "mfcc": np.round(mfcc.T[::FRAME_STEP].astype(np.float64), 5).tolist(),
        "summary": summary,
    }


def main():
    usual = dict(sr=22050, n_fft=2048, hop=512, n_mels=128, n_mfcc=20)
    other = dict(sr=16000, n_fft=1024, hop=256, n_mels=64, n_mfcc=13)
    cases = []
    for name, signal, settings in [
        ("chords", chords, usual),
        ("chirp", chirp, usual),
        ("clicks", clicks, usual),
        ("chords", chords, other),
    ]:
        cases.append({"signal": name, **settings, **features(signal(settings["sr"]), **settings)})
    golden = {"librosa": librosa.__version__, "frame_step": FRAME_STEP, "cases": cases}
    path = pathlib.Path(__file__).with_name("golden.json")
    path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
