//! What a person wants to know when a headless run ends.

use crate::words::Message;
use std::fmt::{self, Write};
use std::path::Path;

use crate::config::ModelKind;
use crate::error::Warning;
use crate::job::Stage;
use crate::model::Ended;
use crate::pipeline::Analysis;
use crate::reading::say::{Beside, collapse_note, digits};
use crate::scores::{AgainstChance, External, ExternalScores, Internal, Scores};

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
        writeln!(
            to,
            "{} of {} songs are on the map",
            analysis.library.songs.len(),
            whole.songs.len()
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
        format!(", trained before: {}", from.display())
    });
    writeln!(to, "\n{}{source}", training(analysis))?;
    let diagnostics = &analysis.model.diagnostics;
    let n_latent = analysis.latents().n_cols();
    writeln!(
        to,
        "{} of {n_latent} latent dimensions are active",
        diagnostics.n_active
    )?;
    to.push_str(collapse_note(analysis.is_collapsed(), Beside::Summary).as_str());
    scores(to, analysis)?;
    probes(to, analysis)?;
    warnings(to, analysis, out)?;
    writeln!(to, "\nresults are in {}", out.display())
}

fn cached(analysis: &Analysis) -> String {
    match analysis.features.n_cached {
        0 => String::new(),
        n => format!(
            " ({n} of {} recordings from the cache)",
            analysis.whole.report.n_audio
        ),
    }
}

fn training(analysis: &Analysis) -> String {
    let n = analysis.model.history.len();
    let model = &analysis.config.model;
    let kind = model.label();
    match analysis.model.ended {
        _ if model.kind == ModelKind::Direct => {
            format!("no model: the {} features", analysis.fused.x.n_cols())
        }
        _ if model.kind == ModelKind::Pca => {
            format!("{kind} of {} features", analysis.fused.x.n_cols())
        }
        Ended::Finished => format!("{kind}: {n} epochs"),
        Ended::Early { best_epoch } => {
            format!("{kind}: {n} epochs; the best for held-out songs, {best_epoch}, is kept")
        }
        Ended::Stopped => format!("{kind}: stopped after {n} epochs"),
    }
}

fn scores(to: &mut String, analysis: &Analysis) -> fmt::Result {
    writeln!(
        to,
        "\n{:<14}{:>12}   agreement with labels, ARI (chance)",
        "space", "silhouette"
    )?;
    let label = analysis.config.model.label();
    let own = (label.as_str(), &*analysis.scores);
    for (name, scores) in
        std::iter::once(own).chain(analysis.baselines.iter().map(|b| (b.name, &b.scores)))
    {
        let silhouette = scores[Internal::Silhouette].map_or("undefined".to_string(), digits);
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
        let percent = |share: f64| 100.0 * share;
        writeln!(
            to,
            "{} told without clusters, of songs {}: {:.0} % by neighbours, {:.0} % by a linear classifier (chance {:.0} %, \
             95 % of it {:.0} to {:.0} %; most frequent class {:.0} %)",
            s.column,
            s.unseen.in_words(),
            percent(s.knn.value),
            percent(s.logistic.value),
            percent(s.logistic.chance),
            percent(s.logistic.band[0]),
            percent(s.logistic.band[1]),
            percent(s.majority)
        )?;
    }
    if let Some(s) = &analysis.probes.stability {
        let seeds = s.reseeded.map_or(String::new(), |r| {
            format!("{} over its own seeds, ", digits(r))
        });
        let samples = digits(s.over_bootstrap);
        writeln!(
            to,
            "stability of the clustering, ARI: {seeds}{samples} over bootstrap samples"
        )?;
    }
    if let Some(c) = &analysis.probes.cross_modal {
        writeln!(
            to,
            "{:.0} % of neighbours by sound are neighbours by words (chance {:.0} %, 95 % of it {:.0} to {:.0} %)",
            100.0 * c.mean,
            100.0 * c.chance,
            100.0 * c.band[0],
            100.0 * c.band[1]
        )?;
    }
    if let Some(t) = &analysis.trust {
        let (trust, continuity) = (digits(t.trustworthiness), digits(t.continuity));
        writeln!(
            to,
            "{} map: trustworthiness {trust}, continuity {continuity}",
            analysis.map.method.label()
        )?;
    }
    Ok(())
}

fn agreements(scores: &Scores, n_clusters: usize) -> String {
    let beside = |ari: AgainstChance| format!("{} ({})", digits(ari.value), digits(ari.chance));
    let one = |e: &ExternalScores| {
        let own = e.own_k.as_ref().filter(|own| own.k != n_clusters);
        let own = own.map_or(String::new(), |own| {
            format!(
                ", at its own {} clusters {}",
                own.k,
                beside(own.scores[External::Ari])
            )
        });
        format!("{} {}{own}", e.column, beside(e[External::Ari]))
    };
    scores
        .external
        .iter()
        .map(one)
        .collect::<Vec<_>>()
        .join("  ")
}

fn warnings(to: &mut String, analysis: &Analysis, out: &Path) -> fmt::Result {
    let all: Vec<&Warning> = analysis.warnings().collect();
    if all.is_empty() {
        return Ok(());
    }
    let plural = if all.len() == 1 { "" } else { "s" };
    writeln!(
        to,
        "\n{} warning{plural}, all in {}",
        all.len(),
        out.join("warnings.txt").display()
    )?;
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
    let mut causes: Vec<(&Message, Vec<&str>)> = Vec::new();
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
    let one = |(cause, subjects): (&Message, Vec<&str>)| {
        format!("{} × {cause}; the first: {}", subjects.len(), subjects[0])
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
            .map(|i| Warning::new(format!("{i}.mp3"), "silent throughout"))
            .collect();
        all.insert(3, Warning::new("feature cache", "cannot be written"));
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
