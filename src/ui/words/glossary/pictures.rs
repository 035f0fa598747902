//! What is drawn, and what it is drawn from.

use super::{Kind, Term};
use crate::words::{id, same};

pub(crate) const MAP: Term = Term {
    name: id::COMMON_MAP,
    kind: Kind::Picture,
    says: id::GLOSSARY_EACH_POINT_SONG_SONGS_WHOSE,
    formula: same(""),
    source: "",
};

pub(crate) const COLOUR_BY: Term = Term {
    name: id::COMMON_COLOUR,
    kind: Kind::Picture,
    says: id::GLOSSARY_WHAT_COLOUR_POINT_MEANS_CLUSTER,
    formula: same(""),
    source: "",
};

pub(crate) const CURVES: Term = Term {
    name: id::COMMON_TRAINING_CURVES,
    kind: Kind::Picture,
    says: id::GLOSSARY_LOSSES_EPOCH_EPOCH_SOLID_SONGS,
    formula: same(""),
    source: "",
};

pub(crate) const LATENT_BARS: Term = Term {
    name: id::COMMON_LATENT_DIMENSIONS,
    kind: Kind::Picture,
    says: id::GLOSSARY_ONE_BAR_DIMENSION_KL_DIVERGENCE,
    formula: id::GLOSSARY_KL_MEAN_OVER_SONGS_NATS,
    source: "",
};

pub(crate) const NEAREST: Term = Term {
    name: id::COMMON_NEAREST_SONGS,
    kind: Kind::Picture,
    says: id::GLOSSARY_TEN_SONGS_NEAREST_CHOSEN_ONE,
    formula: same("|z − z′|"),
    source: "",
};

pub(crate) const APART_WORDS: Term = Term {
    name: id::COMMON_WORDS_SET_APART,
    kind: Kind::Picture,
    says: id::GLOSSARY_WORDS_MORE_FREQUENT_LYRICS_THIS,
    formula: same(""),
    source: "",
};

pub(crate) const CENTRAL_SONGS: Term = Term {
    name: id::GLOSSARY_MOST_CENTRAL_SONGS,
    kind: Kind::Picture,
    says: id::GLOSSARY_SONGS_NEAREST_MIDDLE_THEIR_CLUSTER,
    formula: same(""),
    source: "",
};

pub(crate) const CLASS_SHARES: Term = Term {
    name: id::GLOSSARY_SHARES_CLASSES,
    kind: Kind::Picture,
    says: id::GLOSSARY_HOW_MANY_CLUSTER_SONGS_CLASS,
    formula: same(""),
    source: "",
};

pub(crate) const WAVEFORM: Term = Term {
    name: id::GLOSSARY_WAVEFORM,
    kind: Kind::Picture,
    says: id::GLOSSARY_HOW_LOUD_RECORDING_FROM_BEGINNING,
    formula: same(""),
    source: "",
};

pub(crate) const MEL_SPECTROGRAM: Term = Term {
    name: id::GLOSSARY_MEL_SPECTROGRAM,
    kind: Kind::Picture,
    says: id::GLOSSARY_LOUDNESS_EACH_BAND_PITCH_OVER,
    formula: id::GLOSSARY_10_LOG_MEL_POWER_DB,
    source: "",
};

pub(crate) const LATENT_SPACE: Term = Term {
    name: id::GLOSSARY_LATENT_SPACE,
    kind: Kind::Picture,
    says: id::GLOSSARY_SPACE_WHICH_SONG_POINT_FEW,
    formula: same(""),
    source: "",
};

pub(crate) const OWN_LABELS: Term = Term {
    name: id::OWN_TAB,
    kind: Kind::Picture,
    says: id::GLOSSARY_OWN_LABELS_ARE_KEPT,
    formula: same(""),
    source: "",
};

pub(crate) const KAPPA: Term = Term {
    name: id::GLOSSARY_COHEN_S_KAPPA,
    kind: Kind::Score,
    says: id::GLOSSARY_AGREEMENT_OF_TWO_PEOPLE_BEYOND_CHANCE,
    formula: same("κ = (pₒ − pₑ) / (1 − pₑ)"),
    source: "Cohen 1960",
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
    &OWN_LABELS,
    &KAPPA,
];
