"""musicnn under its own TensorFlow, with as many threads as are named.

    python trained.py THREADS

A job is a line: `hear`, a file of patches (float32), their number, their numbers each. The answer is seconds and the mean of
all tags.
"""

import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import contextlib
import pathlib
import sys
import time

import numpy as np

with contextlib.redirect_stdout(sys.stderr):
    import tensorflow as tf
    from musicnn import models

tf.compat.v1.disable_eager_execution()
N_FRAMES, N_BANDS = 187, 96
# Larger batches were slower.
BATCH = 16


def main():
    n_threads = int(sys.argv[1])
    with tf.name_scope("model"):
        x = tf.compat.v1.placeholder(tf.float32, [None, N_FRAMES, N_BANDS])
        training = tf.compat.v1.placeholder(tf.bool)
        logits, *_, penultimate = models.define_model(x, training, "MSD_musicnn", 50)
        heard = [penultimate, tf.nn.sigmoid(logits)]
    settings = tf.compat.v1.ConfigProto(intra_op_parallelism_threads=n_threads, inter_op_parallelism_threads=1)
    with tf.compat.v1.Session(config=settings) as session:
        checkpoint = pathlib.Path(models.__file__).parent / "MSD_musicnn"
        tf.compat.v1.train.Saver().restore(session, f"{checkpoint}/")
        for line in sys.stdin:
            _, path, n, _ = line.rstrip("\n").split("\t")
            patches = np.fromfile(path, np.float32).reshape(int(n), N_FRAMES, N_BANDS)
            begin = time.perf_counter()
            tags = [
                session.run(heard, {x: patches[i : i + BATCH], training: False})[1] for i in range(0, len(patches), BATCH)
            ]
            print(time.perf_counter() - begin, np.mean(np.concatenate(tags)), sep="\t", flush=True)


if __name__ == "__main__":
    main()
