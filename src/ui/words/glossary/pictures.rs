//! What is drawn, and what it is drawn from.

use super::{Kind, Term};
use crate::ui::words::english;

pub const MAP: Term = Term {
    name: english("Map"),
    kind: Kind::Picture,
    says: english(
        "Each point is a song; songs whose latents are near each other are drawn near each other, as far as \
         two dimensions allow. Read neighbourhoods from it, not distances between far groups.",
    ),
    formula: "",
    source: "",
};

pub const COLOUR_BY: Term = Term {
    name: english("Colour by"),
    kind: Kind::Picture,
    says: english(
        "What the colour of a point means: its cluster, a label, a number, or how far a score holds for this \
         one song. Colour by what the model was not told, to see what it has found by itself.",
    ),
    formula: "",
    source: "",
};

pub const CURVES: Term = Term {
    name: english("Training curves"),
    kind: Kind::Picture,
    says: english(
        "The losses epoch by epoch, solid for songs it learns from and dashed for songs held out. Both fall \
         while it learns; when the dashed one turns up, it learns by heart.",
    ),
    formula: "",
    source: "",
};

pub const LATENT_BARS: Term = Term {
    name: english("Latent dimensions"),
    kind: Kind::Picture,
    says: english(
        "One bar a dimension: the KL divergence it costs, largest first. Short bars carry nothing of the \
         songs and could be left out.",
    ),
    formula: english("KLⱼ, mean over songs, in nats"),
    source: "",
};

pub const NEAREST: Term = Term {
    name: english("Nearest songs"),
    kind: Kind::Picture,
    says: english(
        "The ten songs nearest to the chosen one in latent space, with their distance. They are neighbours \
         there, whether or not the map could show it.",
    ),
    formula: "|z − z′|",
    source: "",
};

pub const APART_WORDS: Term = Term {
    name: english("Words that set it apart"),
    kind: Kind::Picture,
    says: english(
        "Words that are more frequent in the lyrics of this cluster than in all others. They are found by \
         counting, so they describe the cluster and do not explain it.",
    ),
    formula: "",
    source: "",
};

pub const CENTRAL_SONGS: Term = Term {
    name: english("Most central songs"),
    kind: Kind::Picture,
    says: english(
        "The songs nearest to the middle of their cluster. Hear them to learn what a cluster has in common.",
    ),
    formula: "",
    source: "",
};

pub const CLASS_SHARES: Term = Term {
    name: english("Shares of classes"),
    kind: Kind::Picture,
    says: english(
        "How many of the cluster's songs are of a class, beside its share of all songs, which the tick \
         marks. A class far beyond its tick is what the cluster has gathered.",
    ),
    formula: "",
    source: "",
};

pub const WAVEFORM: Term = Term {
    name: english("Waveform"),
    kind: Kind::Picture,
    says: english(
        "How loud the recording is from its beginning to its end; a click goes there. What was played \
         already has the accent colour.",
    ),
    formula: "",
    source: "",
};

pub const MEL_SPECTROGRAM: Term = Term {
    name: english("Mel spectrogram"),
    kind: Kind::Picture,
    says: english(
        "Loudness of each band of pitch over time, low bands at the bottom. It is what audio features are \
         taken from, and what a convolutional VAE sees.",
    ),
    formula: english("10 log₁₀ of mel power, in dB"),
    source: "",
};

pub const LATENT_SPACE: Term = Term {
    name: english("Latent space"),
    kind: Kind::Picture,
    says: english(
        "The space in which a song is a point of a few numbers that the model has learnt. Clusters, \
         neighbours and scores are taken there, never on the map.",
    ),
    formula: "",
    source: "",
};

pub(super) const ALL: &[&Term] = &[
    &MAP,
    &COLOUR_BY,
    &CURVES,
    &LATENT_BARS,
    &NEAREST,
    &APART_WORDS,
    &CENTRAL_SONGS,
    &CLASS_SHARES,
    &WAVEFORM,
    &MEL_SPECTROGRAM,
    &LATENT_SPACE,
];
