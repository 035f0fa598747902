"""Writes griffin_lim.json: how near the sound that librosa makes of a mel spectrogram comes to that spectrogram.

    pip install -r requirements.txt
    python make_griffin_lim.py
"""

import json
import pathlib

import librosa
import numpy as np

from make import chirp, chords

SR, N_FFT, HOP, N_MELS, N_ITER, SEEDS = 22050, 2048, 512, 64, 32, 5


def mel(y):
    return librosa.feature.melspectrogram(y=y, sr=SR, n_fft=N_FFT, hop_length=HOP, n_mels=N_MELS)


def convergence(target, y):
    """||sqrt(M) - sqrt(mel(y))|| / ||sqrt(M)||, over the frames both have."""
    t = min(target.shape[1], mel(y).shape[1])
    a, b = np.sqrt(target[:, :t]), np.sqrt(mel(y)[:, :t])
    return float(np.linalg.norm(a - b) / np.linalg.norm(a))


cases = []
for name, y in [("chords", chords(SR)), ("chirp", chirp(SR))]:
    target = mel(y).astype(np.float64)
    linear = librosa.feature.inverse.mel_to_stft(target, sr=SR, n_fft=N_FFT)
    values = [
        convergence(target, librosa.griffinlim(linear, n_iter=N_ITER, hop_length=HOP, n_fft=N_FFT, random_state=seed))
        for seed in range(SEEDS)
    ]
    cases.append({"signal": name, "sr": SR, "n_fft": N_FFT, "hop": HOP, "n_mels": N_MELS, "n_iter": N_ITER,
                  "convergence": values})

pathlib.Path(__file__).with_name("griffin_lim.json").write_text(json.dumps(cases, indent=1) + "\n")
