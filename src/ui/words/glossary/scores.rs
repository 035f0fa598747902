//! Scores, the lines beside them, and losses.

use super::{Kind, Term};
use crate::scores::{External, Internal, Metric};
use crate::ui::words::{english, tr};

/// The short name of a score of the points, and what it means.
pub fn internal(score: Internal) -> (&'static str, &'static Term) {
    match score {
        Internal::Silhouette => (tr("Silhouette"), &SILHOUETTE),
        Internal::CalinskiHarabasz => (tr("Calinski-Harabasz"), &CALINSKI_HARABASZ),
        Internal::DaviesBouldin => (tr("Davies-Bouldin"), &DAVIES_BOULDIN),
    }
}

/// Its name with an arrow that says which way is better.
pub fn heading(score: Internal) -> String {
    format!("{} {}", internal(score).0, score.facts().better.arrow())
}

/// The short name of an agreement with labels, and what it means.
pub fn external(score: External) -> (&'static str, &'static Term) {
    match score {
        External::Ari => (tr("ARI"), &ARI),
        External::Nmi => (tr("NMI"), &NMI),
        External::Ami => (tr("AMI"), &AMI),
        External::Homogeneity => (tr("Homogeneity"), &HOMOGENEITY),
        External::Completeness => (tr("Completeness"), &COMPLETENESS),
        External::VMeasure => (tr("V-measure"), &V_MEASURE),
        External::Purity => (tr("Purity"), &PURITY),
    }
}

pub const SILHOUETTE: Term = Term {
    name: english("Silhouette"),
    kind: Kind::Score,
    says: english(
        "How much nearer a song is to its own cluster than to the next one, as a mean over songs: −1 to 1. \
         It knows only distances in one space, so compare it within that space and never take it for \
         agreement with anything you know.",
    ),
    formula: Internal::Silhouette.facts().formula,
    source: Internal::Silhouette.facts().source,
};

pub const CALINSKI_HARABASZ: Term = Term {
    name: english("Calinski-Harabasz index"),
    kind: Kind::Score,
    says: english(
        "How far clusters spread around the common middle against how far songs spread within them; higher \
         is better. It has no upper end and grows with the number of songs, so only numbers for the same \
         songs compare.",
    ),
    formula: Internal::CalinskiHarabasz.facts().formula,
    source: Internal::CalinskiHarabasz.facts().source,
};

pub const DAVIES_BOULDIN: Term = Term {
    name: english("Davies-Bouldin index"),
    kind: Kind::Score,
    says: english(
        "For each cluster its likeness to the one most like it, as a mean; 0 is best. It is small when \
         clusters are tight and far apart, and like every inner score it knows no labels.",
    ),
    formula: Internal::DaviesBouldin.facts().formula,
    source: Internal::DaviesBouldin.facts().source,
};

pub const ARI: Term = Term {
    name: english("Adjusted Rand index (ARI)"),
    kind: Kind::Score,
    says: english(
        "Share of pairs of songs on which clusters and labels agree, set so that chance gives 0 and full \
         agreement 1. It may be below 0, and it is the first score to look at, because it is not fooled by \
         the number of clusters.",
    ),
    formula: External::Ari.facts().formula,
    source: External::Ari.facts().source,
};

pub const NMI: Term = Term {
    name: english("Normalised mutual information (NMI)"),
    kind: Kind::Score,
    says: english(
        "How much knowing the cluster tells of the label, as a share of what both tell on average: 0 to 1. \
         Chance does not give 0 here, and many small clusters raise it, so read it beside its chance line.",
    ),
    formula: External::Nmi.facts().formula,
    source: External::Nmi.facts().source,
};

pub const AMI: Term = Term {
    name: english("Adjusted mutual information (AMI)"),
    kind: Kind::Score,
    says: english(
        "The same information with what chance gives taken away: 0 is chance, 1 is full agreement. Prefer it \
         to NMI where clusters are many and small.",
    ),
    formula: External::Ami.facts().formula,
    source: External::Ami.facts().source,
};

pub const HOMOGENEITY: Term = Term {
    name: english("Homogeneity"),
    kind: Kind::Score,
    says: english(
        "1 when each cluster holds songs of one class only. It rises by itself when clusters become smaller, \
         so it needs completeness beside it.",
    ),
    formula: External::Homogeneity.facts().formula,
    source: External::Homogeneity.facts().source,
};

pub const COMPLETENESS: Term = Term {
    name: english("Completeness"),
    kind: Kind::Score,
    says: english(
        "1 when all songs of a class are in one cluster. A single cluster of everything has it as well, so \
         it needs homogeneity beside it.",
    ),
    formula: External::Completeness.facts().formula,
    source: External::Completeness.facts().source,
};

pub const V_MEASURE: Term = Term {
    name: english("V-measure"),
    kind: Kind::Score,
    says: english(
        "The harmonic mean of homogeneity and completeness: 0 to 1. It is high only where both are, and \
         equals NMI with the arithmetic mean.",
    ),
    formula: External::VMeasure.facts().formula,
    source: External::VMeasure.facts().source,
};

pub const PURITY: Term = Term {
    name: english("Purity"),
    kind: Kind::Score,
    says: english(
        "Share of songs that belong to the most frequent class of their cluster. It rises with the number of \
         clusters until every song is a cluster of its own, so it says something only above chance and above \
         the majority.",
    ),
    formula: External::Purity.facts().formula,
    source: External::Purity.facts().source,
};

pub const CHANCE: Term = Term {
    name: english("Chance line"),
    kind: Kind::Score,
    says: english(
        "What the same clusters score against shuffled labels, as a mean over many shuffles; ≈ marks a score \
         within 95 % of them. A score that chance reaches too is no finding, however large it looks.",
    ),
    formula: english("mean of score(clusters, shuffled labels)"),
    source: "",
};

pub const MAJORITY: Term = Term {
    name: english("Majority line"),
    kind: Kind::Score,
    says: english(
        "The share of the most frequent class, which is the purity of one single cluster and the accuracy of \
         always guessing it. Purity and accuracies below or near it say nothing.",
    ),
    formula: english("max over classes of n_class / n"),
    source: "",
};

pub const BASELINES: Term = Term {
    name: english("Spaces without the model"),
    kind: Kind::Score,
    says: english(
        "The same clustering of the joined features themselves, and of their PCA with as many dimensions as \
         the latent space. A model is worth its training only where its column is better than these.",
    ),
    formula: english("the same clustering, labels and seed"),
    source: "",
};

pub const SEPARATION: Term = Term {
    name: english("Labels told without clusters"),
    kind: Kind::Score,
    says: english(
        "How often nearest neighbours, and a linear classifier, tell a label from the latent space, on songs \
         they have not seen: of other artists where artists are known, and no copies. It shows what the space knows where clusters are blurred; compare it \
         with the most frequent class.",
    ),
    formula: english("accuracy over folds of whole artists"),
    source: "",
};

pub const STABILITY: Term = Term {
    name: english("Stability"),
    kind: Kind::Score,
    says: english(
        "Agreement, as ARI, between clusterings of one latent space from other seeds of the clustering and from \
         bootstrap samples: 1 when they come out the same. What another seed of the whole run gives, its model \
         trained anew, is seen by runs from other seeds only.",
    ),
    formula: english("mean ARI over pairs"),
    source: "Ben-Hur, Elisseeff & Guyon 2002; Hennig 2007",
};

pub const INFORMATION_GAP: Term = Term {
    name: english("Mutual information gap (MIG)"),
    kind: Kind::Score,
    says: english(
        "How much more the best dimension knows of a label than the second best, as a share of the label's \
         entropy. It compares how models spread knowledge over dimensions, and is no measure of how good \
         they are.",
    ),
    formula: "MIG = (I₁ − I₂) / H(L)",
    source: "Chen et al. 2018",
};

pub const CROSS_MODAL: Term = Term {
    name: english("Sound agrees with words"),
    kind: Kind::Score,
    says: english(
        "Share of a song's nearest songs by sound that are also among its nearest by words. Near chance, \
         sound and words tell different things, and joining them is a choice of weights.",
    ),
    formula: english("mean over songs of shared neighbours / k"),
    source: "",
};

pub const TRUSTWORTHINESS: Term = Term {
    name: english("Trustworthiness"),
    kind: Kind::Score,
    says: english(
        "How far neighbours on the map are neighbours in latent space: 1 when the map shows no false \
         friends. Low values mean that songs lie side by side that have little in common.",
    ),
    formula: english("1 − c Σ over false neighbours of (rank − k)"),
    source: "Venna & Kaski 2001",
};

pub const CONTINUITY: Term = Term {
    name: english("Continuity"),
    kind: Kind::Score,
    says: english(
        "How far neighbours in latent space stay neighbours on the map: 1 when none were torn apart. Low \
         values mean that gaps on the map may be made by the method.",
    ),
    formula: english("1 − c Σ over lost neighbours of (rank − k)"),
    source: "Venna & Kaski 2001",
};

pub const EXPLAINED: Term = Term {
    name: english("Variance explained"),
    kind: Kind::Score,
    says: english(
        "Share of the features' variance that decoding the latent gives back, for training songs and for \
         songs held out. A wide gap between the two means that the model has learnt songs by heart.",
    ),
    formula: english("1 − Σ (x − x̂)² / Σ (x − mean)²"),
    source: "",
};

pub const NOISE: Term = Term {
    name: english("Noise"),
    kind: Kind::Score,
    says: english(
        "Songs that DBSCAN or HDBSCAN leave in no cluster, because too few songs are near them. They are \
         left out of the inner scores and are a class of their own in agreement with labels.",
    ),
    formula: "n_noise / n",
    source: "Ester et al. 1996",
};

pub const SWEEP: Term = Term {
    name: english("Sweep over k"),
    kind: Kind::Score,
    says: english(
        "Clusterings for every number of clusters, and the number that each rule prefers. The rules seldom \
         agree; where they do not, the songs have no one natural number of groups.",
    ),
    formula: "gap(k) = E[log W*] − log W",
    source: "Tibshirani, Walther & Hastie 2001",
};

pub const RECONSTRUCTION: Term = Term {
    name: english("Reconstruction loss"),
    kind: Kind::Score,
    says: english(
        "How far what the decoder gives back is from what went in, summed over features. It falls as the \
         model learns; where the validation curve turns up, training has gone on too long.",
    ),
    formula: "Σ (x − x̂)²",
    source: "Kingma & Welling 2014",
};

pub const KL: Term = Term {
    name: english("KL divergence"),
    kind: Kind::Score,
    says: english(
        "What the latent of a song costs: how far its distribution is from the standard normal, in nats. A \
         dimension with almost none carries nothing of the songs.",
    ),
    formula: "KL = ½ Σ (μ² + σ² − log σ² − 1)",
    source: "Kingma & Welling 2014",
};

pub const COLLAPSE: Term = Term {
    name: english("Active dimensions and collapse"),
    kind: Kind::Score,
    says: english(
        "A dimension is active when its mean differs from song to song; when almost none is, the posterior \
         has collapsed and the decoder ignores the latent. Scores and maps of such a space mean little: \
         lower β, or warm it up longer.",
    ),
    formula: english("active if Var over songs of μ > threshold"),
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
