//! What each column is called, and what it says: two sentences, with formula and source.

use crate::experiment::Score;
use crate::runs::Measure;
use crate::ui::words::{english, fill, tr};

/// Name and hint, in English.
fn words(measure: &Measure) -> (&'static str, &'static str) {
    match measure {
        Measure::Internal(Score::Silhouette) => (
            english("Silhouette ↑"),
            english(
                "Mean of (b − a) / max(a, b), with a the mean distance of a song to its own cluster and b to the next \
                 (Rousseeuw 1987). It is taken in each run's own latent space, and a collapsed space can reach 0.99.",
            ),
        ),
        Measure::Internal(Score::CalinskiHarabasz) => (
            english("Calinski-Harabasz ↑"),
            english(
                "Spread between clusters over spread within them, each by its degrees of freedom (Caliński and Harabasz \
                 1974). It has no upper end and grows with the songs, so compare runs of one library only.",
            ),
        ),
        Measure::Internal(_) => (
            english("Davies-Bouldin ↓"),
            english(
                "Mean over clusters of (sᵢ + sⱼ) / dᵢⱼ with the cluster most like it (Davies and Bouldin 1979). Less is \
                 better; 0 is best.",
            ),
        ),
        Measure::External(score, _) => external(*score),
        Measure::OwnK(score, _) => at_own_k(*score),
        Measure::Neighbours(_) => (
            english("kNN"),
            english(
                "Share of songs whose label the nearest neighbours in other folds tell, artists and copies kept together. \
                 It asks the latent space without any clustering; chance is the same with shuffled labels.",
            ),
        ),
        Measure::Logistic(_) => (
            english("Logistic"),
            english(
                "Share of songs whose label a linear classifier on the latents tells, over folds with artists and copies \
                 kept together. High here and low in ARI means that the label is there, but not as clusters.",
            ),
        ),
        Measure::Reseeded => (
            english("Clustering, seeds"),
            english(
                "Stability of the clustering over its seeds: mean adjusted Rand index between clusterings of the same \
                 latents. 1 means that chance plays no part; it says nothing of training from another seed.",
            ),
        ),
        Measure::StabilityBootstrap => (
            english("Clustering, samples"),
            english(
                "Mean adjusted Rand index between the clustering of all songs and those of bootstrap samples (Hennig \
                 2007). Below about 0.6 the clusters owe much to which songs happen to be there.",
            ),
        ),
        Measure::Mig => (
            english("MIG"),
            english(
                "Mutual information gap: what the dimension that knows most of a label knows more than the next, over \
                 the label's entropy (Chen et al. 2018). It compares models on one library and says little by itself.",
            ),
        ),
        Measure::CrossModal => (
            english("Sound with words"),
            english(
                "Share of a song's nearest neighbours by sound that are its nearest by words. It is of the features, not \
                 of the model; chance is k / (n − 1).",
            ),
        ),
        Measure::ExplainedTrain => (
            english("Explained"),
            english(
                "1 − squared error / squared deviation of the reconstruction, on training songs. At 0 the model does no \
                 better than the mean song.",
            ),
        ),
        Measure::ExplainedHeldOut => (
            english("Explained, held out"),
            english(
                "1 − squared error / squared deviation of the reconstruction, on songs the model never saw. Far below \
                 the training share, the model has learnt songs by heart.",
            ),
        ),
        Measure::Trustworthiness => (
            english("Trustworthiness"),
            english(
                "Whether neighbours on the map are neighbours in the latent space (Venna and Kaski 2001). It judges the \
                 picture and not the model; 1 is best.",
            ),
        ),
        Measure::Continuity => (
            english("Continuity"),
            english(
                "Whether neighbours in the latent space are neighbours on the map (Venna and Kaski 2001). It judges the \
                 picture and not the model; 1 is best.",
            ),
        ),
        Measure::ActiveUnits => (
            english("Active units"),
            english(
                "Latent dimensions whose posterior mean varies over songs by more than 0.01 or as set (Burda et al. \
                 2016). Where hardly any are active the posterior has collapsed.",
            ),
        ),
        Measure::Clusters => (
            english("Clusters"),
            english(
                "How many clusters were made. Scores of runs with other numbers of clusters compare with care.",
            ),
        ),
        Measure::Noise => (
            english("Noise"),
            english(
                "Share of songs in no cluster. They are left out of silhouette and its like, which flatters it.",
            ),
        ),
        Measure::Epochs => (
            english("Epochs"),
            english(
                "Epochs of training until it ended. Early stopping ends it before the number that was set.",
            ),
        ),
        Measure::TrainSecs => (
            english("Seconds"),
            english(
                "How long training took, on a machine that may have done other things beside it. No measure of worth.",
            ),
        ),
    }
}

fn at_own_k(score: Score) -> (&'static str, &'static str) {
    let name = match score {
        Score::Nmi => english("NMI, own k"),
        Score::Purity => english("Purity, own k"),
        Score::Ari
        | Score::Ami
        | Score::Homogeneity
        | Score::Completeness
        | Score::VMeasure
        | Score::Silhouette
        | Score::CalinskiHarabasz
        | Score::DaviesBouldin => english("ARI, own k"),
    };
    let hint = english(
        "The same with as many clusters as the label has classes, made anew by the same settings: clusters in the number \
         of languages say nothing of genres.",
    );
    (name, hint)
}

fn external(score: Score) -> (&'static str, &'static str) {
    match score {
        Score::Nmi => (
            english("NMI"),
            english(
                "2·I(clusters; classes) / (H(clusters) + H(classes)), 0 to 1. It is not adjusted: many clusters alone \
                 raise it, as its chance line shows.",
            ),
        ),
        Score::Ami => (
            english("AMI"),
            english(
                "Mutual information adjusted for chance: 0 is what shuffled labels give, 1 is agreement (Vinh, Epps and \
                 Bailey 2010). Prefer it to NMI where runs differ in the number of clusters.",
            ),
        ),
        Score::Homogeneity => (
            english("Homogeneity"),
            english(
                "1 − H(classes | clusters) / H(classes): 1 when each cluster holds one class only (Rosenberg and \
                 Hirschberg 2007). A cluster for each song reaches it too.",
            ),
        ),
        Score::Completeness => (
            english("Completeness"),
            english(
                "1 − H(clusters | classes) / H(clusters): 1 when each class is in one cluster only (Rosenberg and \
                 Hirschberg 2007). One cluster of all songs reaches it too.",
            ),
        ),
        Score::VMeasure => (
            english("V-measure"),
            english(
                "Harmonic mean of homogeneity and completeness (Rosenberg and Hirschberg 2007). It is the same number as \
                 NMI by the arithmetic mean.",
            ),
        ),
        Score::Purity => (
            english("Purity"),
            english(
                "Share of songs of the most frequent class of their cluster. It rises with the number of clusters, so \
                 read it above its chance line only.",
            ),
        ),
        _ => (
            english("ARI"),
            english(
                "Adjusted Rand index: pairs of songs that clusters and labels both join or both part, adjusted so that \
                 0 is chance and 1 agreement (Hubert and Arabie 1985). Below 0 it is worse than shuffled labels.",
            ),
        ),
    }
}

/// The name without its label column.
pub(super) fn short(measure: &Measure) -> &'static str {
    tr(words(measure).0)
}

/// The name with its label column.
pub(super) fn name(measure: &Measure) -> String {
    match measure.column() {
        Some(column) => format!("{} · {column}", short(measure)),
        None => short(measure).to_string(),
    }
}

pub(super) fn hint(measure: &Measure) -> String {
    let hint = tr(words(measure).1);
    match measure.column() {
        Some(column) => fill("Label: {column}.", &[("column", &column)]) + " " + hint,
        None => hint.to_string(),
    }
}

/// Those that are on show until a person chooses others.
pub(super) fn is_usual(measure: &Measure) -> bool {
    match measure {
        Measure::Internal(_) | Measure::StabilityBootstrap | Measure::Mig => true,
        Measure::ActiveUnits | Measure::ExplainedHeldOut => true,
        Measure::External(score, _) => matches!(score, Score::Ari | Score::Nmi),
        Measure::OwnK(score, _) => *score == Score::Ari,
        _ => false,
    }
}
