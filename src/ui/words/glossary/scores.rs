//! Scores, the lines beside them, and losses.

use super::{Kind, Term};
use crate::scores::{External, Internal, Metric};
use crate::words::{id, same, tr};

/// The short name of a score of the points, and what it means.
pub fn internal(score: Internal) -> (&'static str, &'static Term) {
    match score {
        Internal::Silhouette => (tr(id::COMMON_SILHOUETTE), &SILHOUETTE),
        Internal::CalinskiHarabasz => (tr(id::COMMON_CALINSKI_HARABASZ), &CALINSKI_HARABASZ),
        Internal::DaviesBouldin => (tr(id::COMMON_DAVIES_BOULDIN), &DAVIES_BOULDIN),
    }
}

/// Its name with an arrow that says which way is better.
pub fn heading(score: Internal) -> String {
    format!("{} {}", internal(score).0, score.facts().better.arrow())
}

/// The short name of an agreement with labels, and what it means.
pub fn external(score: External) -> (&'static str, &'static Term) {
    match score {
        External::Ari => (tr(id::COMMON_ARI), &ARI),
        External::Nmi => (tr(id::COMMON_NMI), &NMI),
        External::Ami => (tr(id::COMMON_AMI), &AMI),
        External::Homogeneity => (tr(id::COMMON_HOMOGENEITY), &HOMOGENEITY),
        External::Completeness => (tr(id::COMMON_COMPLETENESS), &COMPLETENESS),
        External::VMeasure => (tr(id::COMMON_V_MEASURE), &V_MEASURE),
        External::Purity => (tr(id::COMMON_PURITY), &PURITY),
    }
}

pub const SILHOUETTE: Term = Term {
    name: id::COMMON_SILHOUETTE,
    kind: Kind::Score,
    says: id::GLOSSARY_HOW_MUCH_NEARER_SONG_OWN,
    formula: Internal::Silhouette.facts().formula,
    source: Internal::Silhouette.facts().source,
};

pub const CALINSKI_HARABASZ: Term = Term {
    name: id::GLOSSARY_CALINSKI_HARABASZ_INDEX,
    kind: Kind::Score,
    says: id::GLOSSARY_HOW_FAR_CLUSTERS_SPREAD_AROUND,
    formula: Internal::CalinskiHarabasz.facts().formula,
    source: Internal::CalinskiHarabasz.facts().source,
};

pub const DAVIES_BOULDIN: Term = Term {
    name: id::GLOSSARY_DAVIES_BOULDIN_INDEX,
    kind: Kind::Score,
    says: id::GLOSSARY_EACH_CLUSTER_LIKENESS_ONE_MOST,
    formula: Internal::DaviesBouldin.facts().formula,
    source: Internal::DaviesBouldin.facts().source,
};

pub const ARI: Term = Term {
    name: id::GLOSSARY_ADJUSTED_RAND_INDEX_ARI,
    kind: Kind::Score,
    says: id::GLOSSARY_SHARE_PAIRS_SONGS_WHICH_CLUSTERS,
    formula: External::Ari.facts().formula,
    source: External::Ari.facts().source,
};

pub const NMI: Term = Term {
    name: id::GLOSSARY_NORMALISED_MUTUAL_INFORMATION_NMI,
    kind: Kind::Score,
    says: id::GLOSSARY_HOW_MUCH_KNOWING_CLUSTER_TELLS,
    formula: External::Nmi.facts().formula,
    source: External::Nmi.facts().source,
};

pub const AMI: Term = Term {
    name: id::GLOSSARY_ADJUSTED_MUTUAL_INFORMATION_AMI,
    kind: Kind::Score,
    says: id::GLOSSARY_SAME_INFORMATION_WHAT_CHANCE_GIVES,
    formula: External::Ami.facts().formula,
    source: External::Ami.facts().source,
};

pub const HOMOGENEITY: Term = Term {
    name: id::COMMON_HOMOGENEITY,
    kind: Kind::Score,
    says: id::GLOSSARY_1_WHEN_EACH_CLUSTER_HOLDS,
    formula: External::Homogeneity.facts().formula,
    source: External::Homogeneity.facts().source,
};

pub const COMPLETENESS: Term = Term {
    name: id::COMMON_COMPLETENESS,
    kind: Kind::Score,
    says: id::GLOSSARY_1_WHEN_ALL_SONGS_CLASS,
    formula: External::Completeness.facts().formula,
    source: External::Completeness.facts().source,
};

pub const V_MEASURE: Term = Term {
    name: id::COMMON_V_MEASURE,
    kind: Kind::Score,
    says: id::GLOSSARY_HARMONIC_MEAN_HOMOGENEITY,
    formula: External::VMeasure.facts().formula,
    source: External::VMeasure.facts().source,
};

pub const PURITY: Term = Term {
    name: id::COMMON_PURITY,
    kind: Kind::Score,
    says: id::GLOSSARY_SHARE_SONGS_BELONG_MOST_FREQUENT,
    formula: External::Purity.facts().formula,
    source: External::Purity.facts().source,
};

pub const CHANCE: Term = Term {
    name: id::GLOSSARY_CHANCE_LINE,
    kind: Kind::Score,
    says: id::GLOSSARY_WHAT_SAME_CLUSTERS_SCORE_AGAINST,
    formula: id::GLOSSARY_MEAN_SCORE_CLUSTERS_SHUFFLED_LABELS,
    source: "",
};

pub const MAJORITY: Term = Term {
    name: id::GLOSSARY_MAJORITY_LINE,
    kind: Kind::Score,
    says: id::GLOSSARY_SHARE_MOST_FREQUENT_CLASS_WHICH,
    formula: id::GLOSSARY_MAX_OVER_CLASSES_N_CLASS,
    source: "",
};

pub const BASELINES: Term = Term {
    name: id::GLOSSARY_SPACES_WITHOUT_MODEL,
    kind: Kind::Score,
    says: id::GLOSSARY_SAME_CLUSTERING_JOINED_FEATURES,
    formula: id::GLOSSARY_SAME_CLUSTERING_LABELS_SEED,
    source: "",
};

pub const SEPARATION: Term = Term {
    name: id::GLOSSARY_LABELS_TOLD_WITHOUT_CLUSTERS,
    kind: Kind::Score,
    says: id::GLOSSARY_HOW_OFTEN_NEAREST_NEIGHBOURS_LINEAR,
    formula: id::GLOSSARY_ACCURACY_OVER_FOLDS_WHOLE_ARTISTS,
    source: "",
};

pub const STABILITY: Term = Term {
    name: id::GLOSSARY_STABILITY,
    kind: Kind::Score,
    says: id::GLOSSARY_AGREEMENT_AS_ARI_BETWEEN_CLUSTERINGS,
    formula: id::GLOSSARY_MEAN_ARI_OVER_PAIRS,
    source: "Ben-Hur, Elisseeff & Guyon 2002; Hennig 2007",
};

pub const INFORMATION_GAP: Term = Term {
    name: id::GLOSSARY_MUTUAL_INFORMATION_GAP_MIG,
    kind: Kind::Score,
    says: id::GLOSSARY_HOW_MUCH_MORE_BEST_DIMENSION,
    formula: same("MIG = (I₁ − I₂) / H(L)"),
    source: "Chen et al. 2018",
};

pub const CROSS_MODAL: Term = Term {
    name: id::COMMON_SOUND_AGREES_WORDS,
    kind: Kind::Score,
    says: id::GLOSSARY_SHARE_SONG_NEAREST_SONGS_SOUND,
    formula: id::GLOSSARY_MEAN_OVER_SONGS_SHARED_NEIGHBOURS,
    source: "",
};

pub const TRUSTWORTHINESS: Term = Term {
    name: id::COMMON_TRUSTWORTHINESS_2,
    kind: Kind::Score,
    says: id::GLOSSARY_HOW_FAR_NEIGHBOURS_MAP_NEIGHBOURS,
    formula: id::GLOSSARY_1_MINUS_C_OVER_FALSE,
    source: "Venna & Kaski 2001",
};

pub const CONTINUITY: Term = Term {
    name: id::COMMON_CONTINUITY,
    kind: Kind::Score,
    says: id::GLOSSARY_HOW_FAR_NEIGHBOURS_LATENT_SPACE,
    formula: id::GLOSSARY_1_MINUS_C_OVER_LOST,
    source: "Venna & Kaski 2001",
};

pub const EXPLAINED: Term = Term {
    name: id::GLOSSARY_VARIANCE_EXPLAINED,
    kind: Kind::Score,
    says: id::GLOSSARY_SHARE_FEATURES_VARIANCE_DECODING,
    formula: id::GLOSSARY_1_MINUS_X_MINUS_X,
    source: "",
};

pub const NOISE: Term = Term {
    name: id::COMMON_NOISE,
    kind: Kind::Score,
    says: id::GLOSSARY_SONGS_DBSCAN_OR_HDBSCAN_LEAVE,
    formula: same("n_noise / n"),
    source: "Ester et al. 1996",
};

pub const SWEEP: Term = Term {
    name: id::COMMON_SWEEP_OVER_K,
    kind: Kind::Score,
    says: id::GLOSSARY_CLUSTERINGS_EVERY_NUMBER_CLUSTERS,
    formula: same("gap(k) = E[log W*] − log W"),
    source: "Tibshirani, Walther & Hastie 2001",
};

pub const RECONSTRUCTION: Term = Term {
    name: id::GLOSSARY_RECONSTRUCTION_LOSS,
    kind: Kind::Score,
    says: id::GLOSSARY_HOW_FAR_WHAT_DECODER_GIVES,
    formula: same("Σ (x − x̂)²"),
    source: "Kingma & Welling 2014",
};

pub const KL: Term = Term {
    name: id::COMMON_KL_DIVERGENCE,
    kind: Kind::Score,
    says: id::GLOSSARY_WHAT_LATENT_SONG_COSTS_HOW,
    formula: same("KL = ½ Σ (μ² + σ² − log σ² − 1)"),
    source: "Kingma & Welling 2014",
};

pub const COLLAPSE: Term = Term {
    name: id::GLOSSARY_ACTIVE_DIMENSIONS_COLLAPSE,
    kind: Kind::Score,
    says: id::GLOSSARY_DIMENSION_ACTIVE_WHEN_MEAN_DIFFERS,
    formula: id::GLOSSARY_ACTIVE_IF_VAR_OVER_SONGS,
    source: "Burda, Grosse & Salakhutdinov 2016; Bowman et al. 2016",
};

/// Every score of clusters, then what stands beside them.
pub(super) fn all() -> Vec<&'static Term> {
    let internal = Internal::ALL.iter().map(|&score| internal(score).1);
    let external = External::ALL.iter().map(|&score| external(score).1);
    internal
        .chain(external)
        .chain(OTHERS.iter().copied())
        .collect()
}

const OTHERS: &[&Term] = &[
    &CHANCE,
    &MAJORITY,
    &BASELINES,
    &SEPARATION,
    &STABILITY,
    &INFORMATION_GAP,
    &CROSS_MODAL,
    &TRUSTWORTHINESS,
    &CONTINUITY,
    &EXPLAINED,
    &NOISE,
    &SWEEP,
    &RECONSTRUCTION,
    &KL,
    &COLLAPSE,
];
