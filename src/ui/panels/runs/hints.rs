//! What each column is called, and what it says: two sentences, with formula and source.

use super::RunsView;
use crate::runs::{Classifier, Measure, RunMeasure};
use crate::scores::External;
use crate::ui::words::glossary::{Term, scores};
use crate::ui::words::{english, fill, tr};

/// Name and hint, in English.
fn of_classifier(by: Classifier) -> (&'static str, &'static str) {
    match by {
        Classifier::Neighbours => (
            english("kNN"),
            english(
                "Share of songs whose label the nearest neighbours in other folds tell, artists and copies kept together. \
                 It asks the latent space without any clustering; chance is the same with shuffled labels.",
            ),
        ),
        Classifier::Logistic => (
            english("Logistic"),
            english(
                "Share of songs whose label a linear classifier on the latents tells, over folds with artists and copies \
                 kept together. High here and low in ARI means that the label is there, but not as clusters.",
            ),
        ),
    }
}

/// What a column says: a term of the glossary, or two sentences of its own.
enum Says {
    Term(&'static Term),
    Own(&'static str),
}

/// Name in English, and hint.
fn of_run(measure: RunMeasure) -> (&'static str, Says) {
    match measure {
        RunMeasure::Reseeded => (
            english("Clustering, seeds"),
            Says::Own(english(
                "Stability of the clustering over its seeds: mean adjusted Rand index between clusterings of the same \
                 latents. 1 means that chance plays no part; it says nothing of training from another seed.",
            )),
        ),
        RunMeasure::StabilityBootstrap => (
            english("Clustering, samples"),
            Says::Own(english(
                "Mean adjusted Rand index between the clustering of all songs and those of bootstrap samples (Hennig \
                 2007). Below about 0.6 the clusters owe much to which songs happen to be there.",
            )),
        ),
        RunMeasure::Mig => (english("MIG"), Says::Term(&scores::INFORMATION_GAP)),
        RunMeasure::CrossModal => (
            english("Sound with words"),
            Says::Term(&scores::CROSS_MODAL),
        ),
        RunMeasure::ExplainedTrain => (english("Explained"), Says::Term(&scores::EXPLAINED)),
        RunMeasure::ExplainedHeldOut => (
            english("Explained, held out"),
            Says::Term(&scores::EXPLAINED),
        ),
        RunMeasure::Trustworthiness => (
            english("Trustworthiness"),
            Says::Term(&scores::TRUSTWORTHINESS),
        ),
        RunMeasure::Continuity => (english("Continuity"), Says::Term(&scores::CONTINUITY)),
        RunMeasure::ActiveUnits => (english("Active units"), Says::Term(&scores::COLLAPSE)),
        RunMeasure::Clusters => (
            english("Clusters"),
            Says::Own(english(
                "How many clusters were made. Scores of runs with other numbers of clusters compare with care.",
            )),
        ),
        RunMeasure::Noise => (english("Noise"), Says::Term(&scores::NOISE)),
        RunMeasure::Epochs => (
            english("Epochs"),
            Says::Own(english(
                "Epochs of training until it ended. Early stopping ends it before the number that was set.",
            )),
        ),
        RunMeasure::TrainSecs => (
            english("Seconds"),
            Says::Own(english(
                "How long training took, on a machine that may have done other things beside it. No measure of worth.",
            )),
        ),
    }
}

/// The name without its label column.
pub(super) fn short(measure: &Measure) -> String {
    match measure {
        Measure::Internal(score) => scores::heading(*score),
        Measure::External(score, _) => scores::external(*score).0.to_string(),
        Measure::OwnK(score, _) => {
            fill("{score}, own k", &[("score", &scores::external(*score).0)])
        }
        Measure::Separation(by, _) => tr(of_classifier(*by).0).to_string(),
        Measure::Run(measure) => tr(of_run(*measure).0).to_string(),
    }
}

/// The name with its label column.
pub(super) fn name(measure: &Measure) -> String {
    match measure.column() {
        Some(column) => format!("{} · {column}", short(measure)),
        None => short(measure),
    }
}

pub(super) fn hint(measure: &Measure) -> String {
    let hint = match measure {
        Measure::Internal(score) => in_full(scores::internal(*score).1),
        Measure::External(score, _) => in_full(scores::external(*score).1),
        Measure::OwnK(..) => tr(OWN_K).to_string(),
        Measure::Separation(by, _) => tr(of_classifier(*by).1).to_string(),
        Measure::Run(measure) => match of_run(*measure).1 {
            Says::Term(term) => in_full(term),
            Says::Own(text) => tr(text).to_string(),
        },
    };
    let apart = if measure.compares_runs() {
        String::new()
    } else {
        format!("\n{}", tr(APART))
    };
    match measure.column() {
        Some(column) => fill("Label: {column}.", &[("column", &column)]) + " " + &hint + &apart,
        None => hint + &apart,
    }
}

const OWN_K: &str = english(
    "The same with as many clusters as the label has classes, made anew by the same settings: clusters in the number \
         of languages say nothing of genres.",
);

const APART: &str = english(
    "Each run has it in a latent space of its own, and a collapsed one can reach the top: it makes no run the best.",
);

/// What the glossary says, with formula and source.
fn in_full(term: &Term) -> String {
    let lines = [tr(term.says), tr(term.formula), term.source];
    let lines = lines.into_iter().filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Those that are on show until a person chooses others.
pub(super) fn is_usual(measure: &Measure) -> bool {
    match measure {
        Measure::Internal(_) => true,
        Measure::External(score, _) => matches!(score, External::Ari | External::Nmi),
        Measure::OwnK(score, _) => *score == External::Ari,
        Measure::Separation(..) => false,
        Measure::Run(measure) => matches!(
            measure,
            RunMeasure::StabilityBootstrap
                | RunMeasure::Mig
                | RunMeasure::ActiveUnits
                | RunMeasure::ExplainedHeldOut
        ),
    }
}

/// Whether a column is on show: as chosen, or as usual.
pub(super) fn is_chosen(view: &RunsView, measure: usize) -> bool {
    let measure = &view.made.measures[measure];
    view.columns
        .as_ref()
        .map_or_else(|| is_usual(measure), |columns| columns.contains(measure))
}
