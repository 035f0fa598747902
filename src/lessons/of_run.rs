//! A lesson made of a run, for its teacher to go on with.

use super::lesson::{Hue, Lesson, Panel, Sheet};
use super::measure::{Column, Measure, Side, Space};
use super::promise::{Bound, Promise, Relation};
use super::run_number::RunNumber;
use super::wording::{Numbers, Telling, Wording};
use crate::config::{Config, Overrides};
use crate::pipeline::Analysis;
use crate::reading::Standing;
use crate::scores::{External, ExternalScores, Internal};
use crate::words::{Text, fill, id, tr};

/// The file of a lesson with the settings of a run and its seed, which promises what the run shows:
/// that its clusters agree with a label beyond chance, where they do, and how its silhouette stands
/// to that of the features. Every number of the run stands below, to choose other promises from.
pub(crate) fn of_run(analysis: &Analysis, colour: Option<Hue>) -> String {
    let lesson = lesson(analysis, colour);
    let numbers = Measure::all(analysis);
    let line = |measure: &Measure| {
        let value = measure.value(analysis, None)?;
        // A minus that can be typed, for who copies it.
        let digits = measure.digits(value).replace('−', "-");
        Some(format!("# {measure} = {digits}\n"))
    };
    let lines: String = numbers.iter().filter_map(line).collect();
    let comment = |text: Text| format!("# {}\n", tr(text));
    format!(
        "{}\n{}\n{}{lines}",
        comment(id::LESSONS_FILE_HEAD),
        lesson.to_toml(),
        comment(id::LESSONS_FILE_NUMBERS)
    )
}

fn lesson(analysis: &Analysis, colour: Option<Hue>) -> Lesson {
    let (promises, answer) = shown(analysis);
    let title = fill(
        id::LESSONS_OWN_TITLE,
        &[
            ("model", &analysis.config.model.name()),
            ("clusters", &analysis.config.clustering.method.label()),
        ],
    );
    Lesson {
        title: Wording::Written(title),
        text: Wording::Written(tr(id::LESSONS_OWN_TEXT).to_string()),
        question: Some(Wording::Written(tr(id::LESSONS_OWN_QUESTION).to_string())),
        songs: None,
        sheet: Sheet {
            panel: Panel::Scores,
            colour,
            is_pca: false,
        },
        promises,
        numbers: Numbers::new(),
        answer: telling(&answer),
        otherwise: Some(telling(&fill(
            id::LESSONS_OWN_OTHERWISE,
            &[("answer", &answer)],
        ))),
        settings: settings(&analysis.config),
    }
}

/// A text of ours with keys in braces; what others wrote in it stays as it is.
fn telling(text: &str) -> Telling {
    let numbers = Numbers::new();
    Telling::parse(text, &numbers)
        .unwrap_or_else(|_| Telling::Written(text.to_string(), Vec::new()))
}

/// What a run shows, and a sentence with its numbers.
fn shown(analysis: &Analysis) -> (Vec<Promise>, String) {
    let (mut promises, mut sentences) = (Vec::new(), Vec::new());
    let key = |measure: &Measure| format!("{{{measure}}}");
    if let Some(label) = best_label(analysis) {
        let of = |side| {
            let column = Column::Named(label.column.clone());
            Measure::Labels(Space::Latent, side, External::Ari, column)
        };
        let values: [(&str, &dyn std::fmt::Display); 3] = [
            ("column", &label.column),
            ("ari", &key(&of(Side::Value))),
            ("high", &key(&of(Side::High))),
        ];
        sentences.push(fill(id::LESSONS_OWN_AGREEMENT, &values));
        promises.push(Promise {
            left: of(Side::Value),
            relation: Relation::Above,
            right: Bound::Measured(of(Side::High)),
        });
    }
    let silhouette = |space| Measure::Points(space, Internal::Silhouette);
    let (own, plain) = (silhouette(Space::Latent), silhouette(Space::Features));
    let both = own.value(analysis, None).zip(plain.value(analysis, None));
    if let Some((higher, lower)) = both.filter(|(own, plain)| own != plain) {
        sentences.push(fill(
            id::LESSONS_OWN_SILHOUETTE,
            &[("own", &key(&own)), ("plain", &key(&plain))],
        ));
        promises.push(Promise {
            left: own,
            relation: match higher > lower {
                true => Relation::Above,
                false => Relation::Below,
            },
            right: Bound::Measured(plain),
        });
    }
    if promises.is_empty() {
        let clusters = Measure::Run(RunNumber::Clusters);
        sentences.push(fill(id::LESSONS_OWN_CLUSTERS, &[("n", &key(&clusters))]));
        promises.push(Promise {
            left: clusters,
            relation: Relation::Equal,
            right: Bound::Given(analysis.clusters.n_clusters as f64),
        });
    }
    (promises, sentences.join(" "))
}

/// The label that clusters agree with most, of those that they agree with beyond chance. One whose
/// name a promise could not hold is none.
fn best_label(analysis: &Analysis) -> Option<&ExternalScores> {
    let is_shown = |e: &&ExternalScores| {
        Standing::from(e[External::Ari]).is_beyond()
            && !e.column.contains(['<', '>', '=', '≤', '≥', '{', '}', '*'])
            && e.column.trim() == e.column
    };
    let shown = analysis.scores.external.iter().filter(is_shown);
    shown.max_by(|a, b| a[External::Ari].value.total_cmp(&b[External::Ari].value))
}

/// What differs from the plain settings, and the seed; with what would follow from a setting unless
/// it is told beside it.
fn settings(config: &Config) -> Overrides {
    let plain = Config::plain();
    let whole = Overrides::of(config);
    let differing = whole.without(&Overrides::of(&plain));
    let beside = ["seed", "model.beta", "clustering.choose_k"];
    whole.only(&beside).and(&differing)
}
