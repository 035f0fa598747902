"""Writes golden.json: what the package `musicnn` hears under its own TensorFlow in five seconds of three demo songs.

    python3.11 -m venv peer && peer/bin/pip install $(grep -v musicnn requirements.txt)
    peer/bin/pip install --no-deps musicnn==0.1.0        # it asks for a numpy of 2018
    peer/bin/python make.py

The clips are written beside it, at the network's own rate, so that both read the same samples. `patches` is the package's graph
with its checkpoint, fed with librosa's log-mel spectrogram. `tags` are the first five that the package itself names for the
clip; it rounds the spectrogram to half precision on the way, so its numbers are further off than ours.
"""

import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import librosa
import numpy as np
import soundfile
import tensorflow as tf
from musicnn import configuration, models
from musicnn.extractor import extractor

SONGS = ["bn-03", "en-05", "bn-10"]
SECONDS = 5
N_FRAMES = 187
STARTS = [0, 63, 126]
here = pathlib.Path(__file__).parent


def clip(song):
    path = here / f"{song}.ogg"
    if not path.exists():
        y, _ = librosa.load(here / f"../../../data/demo/audio/{song}.ogg", sr=configuration.SR, offset=8, duration=SECONDS)
        soundfile.write(path, y, configuration.SR, format="OGG", subtype="VORBIS")
    return path


def log_mel(y):
    """As `extractor.batch_data` has it, in single precision."""
    mel = librosa.feature.melspectrogram(
        y=y, sr=configuration.SR, hop_length=configuration.FFT_HOP, n_fft=configuration.FFT_SIZE, n_mels=configuration.N_MELS
    )
    return np.log10(10000 * mel.T + 1)


def network(patches):
    tf.compat.v1.reset_default_graph()
    with tf.name_scope("model"):
        x = tf.compat.v1.placeholder(tf.float32, [None, N_FRAMES, configuration.N_MELS])
        training = tf.compat.v1.placeholder(tf.bool)
        logits, *_, penultimate = models.define_model(x, training, "MSD_musicnn", 50)
        tags = tf.nn.sigmoid(logits)
    with tf.compat.v1.Session() as session:
        session.run(tf.compat.v1.global_variables_initializer())
        tf.compat.v1.train.Saver().restore(session, str(pathlib.Path(models.__file__).parent / "MSD_musicnn") + "/")
        return session.run([penultimate, tags], {x: patches, training: False})


def numbers(values):
    return [float(f"{v:.7g}") for v in np.ravel(values)]


clips = []
for song in SONGS:
    path = clip(song)
    y, _ = librosa.load(path, sr=configuration.SR)
    spectrogram = log_mel(y)
    penultimate, tags = network(np.stack([spectrogram[s : s + N_FRAMES] for s in STARTS]))
    taggram, names, _ = extractor(str(path), model="MSD_musicnn", extract_features=True)
    mean = taggram.mean(0)
    whole, _, _ = extractor(str(here / f"../../../data/demo/audio/{song}.ogg"), model="MSD_musicnn", extract_features=True)
    clips.append(
        {
            "file": path.name,
            "n_frames": len(spectrogram),
            "log_mel": {str(t): numbers(spectrogram[t]) for t in range(0, len(spectrogram), 40)},
            "patches": [
                {"start": s, "penultimate": numbers(p), "tags": numbers(t)} for s, p, t in zip(STARTS, penultimate, tags)
            ],
            "tags": [names[i] for i in np.argsort(-mean)[:5]],
            "song_tags": [names[i] for i in np.argsort(-whole.mean(0))[:5]],
        }
    )
    print(song, clips[-1]["tags"], np.sort(mean)[::-1][:6], clips[-1]["song_tags"])
(here / "golden.json").write_text(json.dumps({"clips": clips}, indent=0) + "\n")
