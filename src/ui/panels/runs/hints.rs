//! What each column is called, and what it says: two sentences, with formula and source.

use super::RunsView;
use crate::runs::{Classifier, Measure, RunMeasure};
use crate::scores::External;
use crate::ui::words::glossary::{Term, scores};
use crate::words::{Text, fill, id, tr};

/// Name and hint, in English.
fn of_classifier(by: Classifier) -> (Text, Text) {
    match by {
        Classifier::Neighbours => (id::RUNS_KNN, id::RUNS_SHARE_SONGS_WHOSE_LABEL_NEAREST),
        Classifier::Logistic => (id::RUNS_LOGISTIC, id::RUNS_SHARE_SONGS_WHOSE_LABEL_LINEAR),
    }
}

/// What a column says: a term of the glossary, or two sentences of its own.
enum Says {
    Term(&'static Term),
    Own(Text),
}

/// Name in English, and hint.
fn of_run(measure: RunMeasure) -> (Text, Says) {
    match measure {
        RunMeasure::Reseeded => (
            id::RUNS_CLUSTERING_SEEDS,
            Says::Own(id::RUNS_STABILITY_CLUSTERING_OVER_SEEDS_MEAN),
        ),
        RunMeasure::StabilityBootstrap => (
            id::RUNS_CLUSTERING_SAMPLES,
            Says::Own(id::RUNS_MEAN_ADJUSTED_RAND_INDEX_BETWEEN),
        ),
        RunMeasure::Mig => (id::RUNS_MIG, Says::Term(&scores::INFORMATION_GAP)),
        RunMeasure::Udr => (id::SCORES_UDR, Says::Term(&scores::UDR)),
        RunMeasure::CrossModal => (id::RUNS_SOUND_WORDS, Says::Term(&scores::CROSS_MODAL)),
        RunMeasure::ExplainedTrain => (id::RUNS_EXPLAINED, Says::Term(&scores::EXPLAINED)),
        RunMeasure::ExplainedHeldOut => {
            (id::RUNS_EXPLAINED_HELD_OUT, Says::Term(&scores::EXPLAINED))
        }
        RunMeasure::Trustworthiness => (
            id::COMMON_TRUSTWORTHINESS_2,
            Says::Term(&scores::TRUSTWORTHINESS),
        ),
        RunMeasure::Continuity => (id::COMMON_CONTINUITY, Says::Term(&scores::CONTINUITY)),
        RunMeasure::ActiveUnits => (id::RUNS_ACTIVE_UNITS, Says::Term(&scores::COLLAPSE)),
        RunMeasure::DeadComponents => (id::MIXTURE_DEAD, Says::Term(&scores::DEAD)),
        RunMeasure::LargestComponent => (id::MIXTURE_LARGEST, Says::Term(&scores::OCCUPANCY)),
        RunMeasure::ComponentEntropy => (id::MIXTURE_ENTROPY, Says::Term(&scores::RESPONSIBILITY)),
        RunMeasure::Clusters => (
            id::COMMON_CLUSTERS,
            Says::Own(id::RUNS_HOW_MANY_CLUSTERS_WERE_MADE),
        ),
        RunMeasure::Noise => (id::COMMON_NOISE, Says::Term(&scores::NOISE)),
        RunMeasure::Epochs => (
            id::COMMON_EPOCHS,
            Says::Own(id::RUNS_EPOCHS_TRAINING_UNTIL_ENDED_EARLY),
        ),
        RunMeasure::TrainSecs => (
            id::COMMON_SECONDS,
            Says::Own(id::RUNS_HOW_LONG_TRAINING_TOOK_MACHINE),
        ),
    }
}

/// The name without its label column.
pub(super) fn short(measure: &Measure) -> String {
    match measure {
        Measure::Internal(score) => scores::heading(*score),
        Measure::External(score, _) => scores::external(*score).0.to_string(),
        Measure::OwnK(score, _) => fill(
            id::RUNS_SCORE_OWN_K,
            &[("score", &scores::external(*score).0)],
        ),
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
        Some(column) => fill(id::RUNS_LABEL_COLUMN, &[("column", &column)]) + " " + &hint + &apart,
        None => hint + &apart,
    }
}

const OWN_K: Text = id::RUNS_SAME_AS_MANY_CLUSTERS_AS;

const APART: Text = id::RUNS_EACH_RUN_HAS_LATENT_SPACE;

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
                | RunMeasure::Udr
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
