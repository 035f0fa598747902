//! Scores, the lines beside them, and losses.

use std::sync::LazyLock;

use super::{Kind, Term};
use crate::scores::{External, Facts, Internal, Metric};
use crate::words::{id, same, tr};

static INTERNAL: LazyLock<Vec<Term>> = LazyLock::new(|| {
    Internal::ALL
        .iter()
        .map(|score| term(score.facts()))
        .collect()
});
static EXTERNAL: LazyLock<Vec<Term>> = LazyLock::new(|| {
    External::ALL
        .iter()
        .map(|score| term(score.facts()))
        .collect()
});

fn term(facts: Facts) -> Term {
    Term {
        name: facts.name,
        kind: Kind::Score,
        says: facts.says,
        formula: facts.formula,
        source: facts.source,
    }
}

/// The short name of a score of the points, and what it means.
pub(crate) fn internal(score: Internal) -> (&'static str, &'static Term) {
    (tr(score.facts().heading), &INTERNAL[score.index()])
}

/// Its name with an arrow that says which way is better.
pub(crate) fn heading(score: Internal) -> String {
    format!("{} {}", internal(score).0, score.facts().better.arrow())
}

/// The short name of an agreement with labels, and what it means.
pub(crate) fn external(score: External) -> (&'static str, &'static Term) {
    (tr(score.facts().heading), &EXTERNAL[score.index()])
}

pub(crate) const CHANCE: Term = Term {
    name: id::GLOSSARY_CHANCE_LINE,
    kind: Kind::Score,
    says: id::GLOSSARY_WHAT_SAME_CLUSTERS_SCORE_AGAINST,
    formula: id::GLOSSARY_MEAN_SCORE_CLUSTERS_SHUFFLED_LABELS,
    source: "",
};

pub(crate) const MAJORITY: Term = Term {
    name: id::GLOSSARY_MAJORITY_LINE,
    kind: Kind::Score,
    says: id::GLOSSARY_SHARE_MOST_FREQUENT_CLASS_WHICH,
    formula: id::GLOSSARY_MAX_OVER_CLASSES_N_CLASS,
    source: "",
};

pub(crate) const BASELINES: Term = Term {
    name: id::GLOSSARY_SPACES_WITHOUT_MODEL,
    kind: Kind::Score,
    says: id::GLOSSARY_SAME_CLUSTERING_JOINED_FEATURES,
    formula: id::GLOSSARY_SAME_CLUSTERING_LABELS_SEED,
    source: "",
};

pub(crate) const SEPARATION: Term = Term {
    name: id::GLOSSARY_LABELS_TOLD_WITHOUT_CLUSTERS,
    kind: Kind::Score,
    says: id::GLOSSARY_HOW_OFTEN_NEAREST_NEIGHBOURS_LINEAR,
    formula: id::GLOSSARY_ACCURACY_OVER_FOLDS_WHOLE_ARTISTS,
    source: "",
};

pub(crate) const LABELS_TOLD: Term = Term {
    name: id::MULTI_NAME,
    kind: Kind::Score,
    says: id::MULTI_SAYS,
    formula: id::MULTI_FORMULA,
    source: "Bogdanov et al. 2019; Holm 1979",
};

pub(crate) const STABILITY: Term = Term {
    name: id::GLOSSARY_STABILITY,
    kind: Kind::Score,
    says: id::GLOSSARY_AGREEMENT_AS_ARI_BETWEEN_CLUSTERINGS,
    formula: id::GLOSSARY_MEAN_ARI_OVER_PAIRS,
    source: "Ben-Hur, Elisseeff & Guyon 2002; Hennig 2007",
};

pub(crate) const INFORMATION_GAP: Term = Term {
    name: id::GLOSSARY_MUTUAL_INFORMATION_GAP_MIG,
    kind: Kind::Score,
    says: id::GLOSSARY_HOW_MUCH_MORE_BEST_DIMENSION,
    formula: same("MIG = (I₁ − I₂) / H(L)"),
    source: "Chen et al. 2018",
};

pub(crate) const UDR: Term = Term {
    name: id::SCORES_UDR_IN_FULL,
    kind: Kind::Score,
    says: id::SCORES_UDR_SAYS,
    formula: id::SCORES_UDR_FORMULA,
    source: "Duan et al. 2020",
};

pub(crate) const CROSS_MODAL: Term = Term {
    name: id::COMMON_SOUND_AGREES_WORDS,
    kind: Kind::Score,
    says: id::GLOSSARY_SHARE_SONG_NEAREST_SONGS_SOUND,
    formula: id::GLOSSARY_MEAN_OVER_SONGS_SHARED_NEIGHBOURS,
    source: "",
};

pub(crate) const TRUSTWORTHINESS: Term = Term {
    name: id::COMMON_TRUSTWORTHINESS_2,
    kind: Kind::Score,
    says: id::GLOSSARY_HOW_FAR_NEIGHBOURS_MAP_NEIGHBOURS,
    formula: id::GLOSSARY_1_MINUS_C_OVER_FALSE,
    source: "Venna & Kaski 2001",
};

pub(crate) const CONTINUITY: Term = Term {
    name: id::COMMON_CONTINUITY,
    kind: Kind::Score,
    says: id::GLOSSARY_HOW_FAR_NEIGHBOURS_LATENT_SPACE,
    formula: id::GLOSSARY_1_MINUS_C_OVER_LOST,
    source: "Venna & Kaski 2001",
};

pub(crate) const EXPLAINED: Term = Term {
    name: id::GLOSSARY_VARIANCE_EXPLAINED,
    kind: Kind::Score,
    says: id::GLOSSARY_SHARE_FEATURES_VARIANCE_DECODING,
    formula: id::GLOSSARY_1_MINUS_X_MINUS_X,
    source: "",
};

pub(crate) const NOISE: Term = Term {
    name: id::COMMON_NOISE,
    kind: Kind::Score,
    says: id::GLOSSARY_SONGS_DBSCAN_OR_HDBSCAN_LEAVE,
    formula: same("n_noise / n"),
    source: "Ester et al. 1996",
};

pub(crate) const SWEEP: Term = Term {
    name: id::COMMON_SWEEP_OVER_K,
    kind: Kind::Score,
    says: id::GLOSSARY_CLUSTERINGS_EVERY_NUMBER_CLUSTERS,
    formula: same("gap(k) = E[log W*] − log W"),
    source: "Tibshirani, Walther & Hastie 2001",
};

pub(crate) const RECONSTRUCTION: Term = Term {
    name: id::GLOSSARY_RECONSTRUCTION_LOSS,
    kind: Kind::Score,
    says: id::GLOSSARY_HOW_FAR_WHAT_DECODER_GIVES,
    formula: same("Σ (x − x̂)²"),
    source: "Kingma & Welling 2014",
};

pub(crate) const KL: Term = Term {
    name: id::COMMON_KL_DIVERGENCE,
    kind: Kind::Score,
    says: id::GLOSSARY_WHAT_LATENT_SONG_COSTS_HOW,
    formula: same("KL = ½ Σ (μ² + σ² − log σ² − 1)"),
    source: "Kingma & Welling 2014",
};

pub(crate) const COLLAPSE: Term = Term {
    name: id::GLOSSARY_ACTIVE_DIMENSIONS_COLLAPSE,
    kind: Kind::Score,
    says: id::GLOSSARY_DIMENSION_ACTIVE_WHEN_MEAN_DIFFERS,
    formula: id::GLOSSARY_ACTIVE_IF_VAR_OVER_SONGS,
    source: "Burda, Grosse & Salakhutdinov 2016; Bowman et al. 2016",
};

pub(crate) const OCCUPANCY: Term = Term {
    name: id::MIXTURE_OCCUPANCY,
    kind: Kind::Score,
    says: id::MIXTURE_OCCUPANCY_SAYS,
    formula: same("π_c = mean(γ_c)"),
    source: "Dempster, Laird & Rubin 1977",
};

pub(crate) const DEAD: Term = Term {
    name: id::MIXTURE_DEAD,
    kind: Kind::Score,
    says: id::MIXTURE_DEAD_SAYS,
    formula: same("π_c < 1 / (10 k)"),
    source: "",
};

pub(crate) const RESPONSIBILITY: Term = Term {
    name: id::MIXTURE_ENTROPY,
    kind: Kind::Score,
    says: id::MIXTURE_ENTROPY_SAYS,
    formula: same("mean(−Σ γ log γ) / log k"),
    source: "Biernacki, Celeux & Govaert 2000",
};

/// Every score of clusters, then what stands beside them.
pub(super) fn all() -> Vec<&'static Term> {
    let of_clusters = INTERNAL.iter().chain(EXTERNAL.iter());
    of_clusters.chain(OTHERS.iter().copied()).collect()
}

const OTHERS: &[&Term] = &[
    &CHANCE,
    &MAJORITY,
    &BASELINES,
    &SEPARATION,
    &LABELS_TOLD,
    &STABILITY,
    &INFORMATION_GAP,
    &UDR,
    &CROSS_MODAL,
    &TRUSTWORTHINESS,
    &CONTINUITY,
    &EXPLAINED,
    &NOISE,
    &SWEEP,
    &RECONSTRUCTION,
    &KL,
    &COLLAPSE,
    &OCCUPANCY,
    &DEAD,
    &RESPONSIBILITY,
];
