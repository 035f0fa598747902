//! What a person wants to know when a headless run ends.

use crate::words::{Message, Value, fill, id, tr};
use std::fmt::{self, Display, Write};
use std::path::Path;

use crate::config::ModelKind;
use crate::error::Warning;
use crate::job::Stage;
use crate::model::Ended;
use crate::pipeline::Analysis;
use crate::reading::LabelVerdicts;
use crate::reading::say::{Beside, block_name, collapse_note, digits, label_verdicts};
use crate::scores::{AgainstChance, External, ExternalScores, Internal, Repeated, Scores};

/// Lines of a list on the screen; the files in the result folder have all.
const MOST_LINES: usize = 5;
/// Warnings of one cause from this many on share a line.
const MANY: usize = 4;

/// `model_from` is the folder of the model, when it was not trained in this run.
pub(super) fn of(analysis: &Analysis, out: &Path, model_from: Option<&Path>) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut text, analysis, out, model_from);
    text
}

fn write(
    to: &mut String,
    analysis: &Analysis,
    out: &Path,
    model_from: Option<&Path>,
) -> fmt::Result {
    let whole = &analysis.whole;
    to.push_str(&whole.report.text(&whole.root, MOST_LINES));
    if analysis.library.songs.len() < whole.songs.len() {
        let (n, all) = (analysis.library.songs.len(), whole.songs.len());
        writeln!(
            to,
            "{}",
            fill(id::CLI_N_ALL_SONGS_MAP, &[("n", &n), ("all", &all)])
        )?;
    }
    writeln!(to)?;
    for (stage, took) in &analysis.timings {
        let of = if *stage == Stage::Audio {
            cached(analysis)
        } else {
            String::new()
        };
        writeln!(to, "{:>8.2} s  {}{of}", took.as_secs_f64(), stage.label())?;
    }
    let source = model_from.map_or(String::new(), |from| {
        fill(id::CLI_TRAINED_BEFORE_PATH, &[("path", &from.display())])
    });
    writeln!(to, "\n{}{source}", training(analysis))?;
    let diagnostics = &analysis.model.diagnostics;
    let n_latent = analysis.latents().n_cols();
    let values: [(&str, &dyn Display); 2] = [("n", &diagnostics.n_active), ("all", &n_latent)];
    writeln!(
        to,
        "{}",
        fill(id::CLI_N_ALL_LATENT_DIMENSIONS_ACTIVE, &values)
    )?;
    to.push_str(collapse_note(analysis.is_collapsed(), Beside::Summary).as_str());
    scores(to, analysis)?;
    probes(to, analysis)?;
    warnings(to, analysis, out)?;
    let results = fill(id::CLI_RESULTS_PATH, &[("path", &out.display())]);
    writeln!(to, "\n{results}")
}

fn cached(analysis: &Analysis) -> String {
    match analysis.features.n_cached {
        0 => String::new(),
        n => fill(
            id::CLI_N_ALL_RECORDINGS_FROM_CACHE,
            &[("n", &n), ("all", &analysis.whole.report.n_audio)],
        ),
    }
}

fn training(analysis: &Analysis) -> String {
    let n = analysis.model.history.len();
    let model = &analysis.config.model;
    let (kind, n_features) = (model.name(), analysis.fused.x.n_cols());
    let values: [(&str, &dyn Display); 3] =
        [("model", &kind), ("n", &n), ("features", &n_features)];
    match analysis.model.ended {
        _ if model.kind == ModelKind::Direct => {
            fill(id::CLI_NO_MODEL_FEATURES_FEATURES, &values[2..])
        }
        _ if model.kind == ModelKind::Pca => fill(id::CLI_MODEL_FEATURES_FEATURES, &values),
        Ended::Finished => fill(id::CLI_MODEL_N_EPOCHS, &values),
        Ended::Early { best_epoch } => fill(
            id::CLI_MODEL_N_EPOCHS_BEST_HELD,
            &[values[0], values[1], ("best", &best_epoch)],
        ),
        Ended::Stopped => fill(id::CLI_MODEL_STOPPED_AFTER_N_EPOCHS, &values),
    }
}

fn scores(to: &mut String, analysis: &Analysis) -> fmt::Result {
    writeln!(
        to,
        "\n{:<14}{:>12}   {}",
        tr(id::COMMON_SPACE),
        tr(id::MAP_BAR_SILHOUETTE),
        tr(id::CLI_AGREEMENT_LABELS_ARI_CHANCE)
    )?;
    let label = analysis.config.model.name();
    let own = (label.as_str(), &*analysis.scores);
    for (name, scores) in std::iter::once(own).chain(
        analysis
            .baselines
            .iter()
            .map(|b| (block_name(b.name), &b.scores)),
    ) {
        let silhouette = scores[Internal::Silhouette]
            .map_or_else(|| tr(id::COMMON_UNDEFINED).to_string(), digits);
        writeln!(
            to,
            "{}",
            format!(
                "{name:<14}{silhouette:>12}   {}",
                agreements(scores, analysis.clusters.n_clusters)
            )
            .trim_end()
        )?;
    }
    Ok(())
}

/// What the space says beside its clusters, a line each.
fn probes(to: &mut String, analysis: &Analysis) -> fmt::Result {
    writeln!(to)?;
    for s in &analysis.probes.separation {
        let percent = |share: f64| format!("{:.0}", 100.0 * share);
        let told = fill(
            id::CLI_COLUMN_TOLD_WITHOUT_CLUSTERS_SONGS,
            &[
                ("column", &s.column),
                ("songs", &s.unseen.in_words()),
                ("knn", &percent(s.knn.value)),
                ("logistic", &percent(s.logistic.value)),
                ("mean", &percent(s.logistic.chance)),
                ("low", &percent(s.logistic.band[0])),
                ("high", &percent(s.logistic.band[1])),
                ("majority", &percent(s.majority)),
            ],
        );
        writeln!(to, "{told}")?;
    }
    for found in &analysis.probes.label_aucs {
        let told = LabelVerdicts::of(found);
        writeln!(to, "{}", label_verdicts(found, &told, &analysis.scores))?;
    }
    if let Some(s) = &analysis.probes.stability {
        let seeds = s.again.mean(Repeated::OverSeeds).map(digits);
        let seeds = seeds.map_or(String::new(), |ari| {
            fill(id::CLI_ARI_OVER_OWN_SEEDS, &[("ari", &ari)])
        });
        let samples = s.again.mean(Repeated::OverSamples).map(digits);
        let samples = samples.unwrap_or_default();
        let stability = fill(
            id::CLI_STABILITY_CLUSTERING_ARI_SEEDS,
            &[("seeds", &seeds), ("samples", &samples)],
        );
        writeln!(to, "{stability}")?;
    }
    if let Some(c) = &analysis.probes.cross_modal {
        let [mean, chance, low, high] =
            [c.mean, c.chance, c.band[0], c.band[1]].map(|share| format!("{:.0}", 100.0 * share));
        let shared = fill(
            id::CLI_MEAN_PERCENT_NEIGHBOURS_SOUND,
            &[
                ("mean", &mean),
                ("chance", &chance),
                ("low", &low),
                ("high", &high),
            ],
        );
        writeln!(to, "{shared}")?;
    }
    if let Some(t) = &analysis.trust {
        let (trust, continuity) = (digits(t.trustworthiness), digits(t.continuity));
        let map = fill(
            id::CLI_METHOD_MAP_TRUSTWORTHINESS_TRUST,
            &[
                ("method", &analysis.map.method.label()),
                ("trust", &trust),
                ("continuity", &continuity),
            ],
        );
        writeln!(to, "{map}")?;
    }
    Ok(())
}

/// Agreement with so many label columns stands in one line.
const MOST_COLUMNS: usize = 5;

fn agreements(scores: &Scores, n_clusters: usize) -> String {
    let beside = |ari: AgainstChance| format!("{} ({})", digits(ari.value), digits(ari.chance));
    let one = |e: &ExternalScores| {
        let own = e.own_k.as_ref().filter(|own| own.k != n_clusters);
        let own = own.map_or(String::new(), |own| {
            fill(
                id::CLI_AT_OWN_K_CLUSTERS_ARI,
                &[("k", &own.k), ("ari", &beside(own.scores[External::Ari]))],
            )
        });
        format!("{} {}{own}", e.column, beside(e[External::Ari]))
    };
    let mut told: Vec<String> = scores.external.iter().take(MOST_COLUMNS).map(one).collect();
    let n_more = scores.external.len() - told.len();
    told.extend((n_more > 0).then(|| fill(id::CLI_N_MORE_COLUMNS, &[("n", &n_more)])));
    told.join("  ")
}

fn warnings(to: &mut String, analysis: &Analysis, out: &Path) -> fmt::Result {
    let all: Vec<&Warning> = analysis.warnings().collect();
    if all.is_empty() {
        return Ok(());
    }
    let path = out.join("warnings.txt");
    let n = fill(
        id::CLI_N_WARNINGS_ALL_PATH,
        &[("n", &all.len()), ("path", &path.display())],
    );
    writeln!(to, "\n{n}")?;
    let lines = grouped(&all);
    lines
        .iter()
        .take(2 * MOST_LINES)
        .try_for_each(|line| writeln!(to, "  {line}"))?;
    if lines.len() > 2 * MOST_LINES {
        writeln!(to, "  …")?;
    }
    Ok(())
}

/// One line a warning, but one for all of a cause that is frequent; frequent ones first.
fn grouped(all: &[&Warning]) -> Vec<String> {
    let mut causes: Vec<(&Message, Vec<&Value>)> = Vec::new();
    for warning in all {
        match causes
            .iter_mut()
            .find(|(cause, _)| **cause == warning.cause)
        {
            Some((_, subjects)) => subjects.push(&warning.subject),
            None => causes.push((&warning.cause, vec![&warning.subject])),
        }
    }
    let (mut many, few): (Vec<_>, Vec<_>) = causes
        .into_iter()
        .partition(|(_, subjects)| subjects.len() >= MANY);
    many.sort_by_key(|(_, subjects)| std::cmp::Reverse(subjects.len()));
    let one = |(cause, subjects): (&Message, Vec<&Value>)| {
        fill(
            id::CLI_N_CAUSE_FIRST_SUBJECT,
            &[
                ("n", &subjects.len()),
                ("cause", cause),
                ("subject", subjects[0]),
            ],
        )
    };
    let each = few
        .into_iter()
        .flat_map(|(cause, subjects)| subjects.into_iter().map(move |s| format!("{s}: {cause}")));
    many.into_iter().map(one).chain(each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_causes_share_a_line_and_hide_no_other() {
        let mut all: Vec<Warning> = (0..9)
            .map(|i| Warning::new(format!("{i}.mp3"), id::AUDIO_SILENT_THROUGHOUT))
            .collect();
        all.insert(
            3,
            Warning::new(
                id::ERROR_FEATURE_CACHE,
                Message::verbatim("cannot be written"),
            ),
        );
        let lines = grouped(&all.iter().collect::<Vec<_>>());
        assert_eq!(
            lines,
            [
                "9 × silent throughout; the first: 0.mp3",
                "feature cache: cannot be written"
            ]
        );
    }
}
