//! What the latent space says beside its clusters: one line a question, its answer and what chance gives.

use eframe::egui::{Grid, Label, RichText, Ui};

use crate::pipeline::Analysis;

use super::theme::{self, tokens};
use super::widgets::caption;
use super::words::{fill, tr};

/// Question, hint, answer, chance.
type Line = (String, &'static str, String, String);

pub(super) fn probes_ui(ui: &mut Ui, analysis: &Analysis) {
    let t = tokens(ui.ctx());
    ui.label(RichText::new(tr("Beside the clusters")).font(theme::semibold(12.0)).color(t.muted));
    Grid::new("probes").num_columns(3).spacing([16.0, 4.0]).show(ui, |ui| {
        for (question, hint, answer, chance) in lines(analysis) {
            ui.label(question).on_hover_text(hint);
            ui.label(RichText::new(answer).font(theme::semibold(13.0)));
            ui.add(Label::new(caption(chance, t)));
            ui.end_row();
        }
    });
}

fn lines(analysis: &Analysis) -> Vec<Line> {
    // What rounds to 0 has no sign.
    let percent = |share: f64| format!("{:.0} %", (100.0 * share).round() + 0.0);
    let probes = &analysis.probes;
    let mut lines: Vec<Line> = Vec::new();
    for s in &probes.separation {
        let folds = if s.by_artist { "" } else { tr("; too few artists to keep them together") };
        let chance = fill("most frequent class {share}", &[("share", &percent(s.majority))]) + folds;
        let hint = tr("Accuracy on songs of artists that the classifier has not seen: no clusters are needed");
        let answer = format!("{} / {}", percent(s.knn.value), percent(s.logistic.value));
        lines.push((fill("{column} told, neighbours / linear", &[("column", &s.column)]), hint, answer, chance));
    }
    if let Some(s) = &probes.stability {
        let hint = tr("Adjusted Rand index between clusterings: 1 when they come out the same");
        let answer = format!("{:.3} / {:.3}", s.over_seeds, s.over_bootstrap);
        lines.push((tr("Stability, seeds / samples").into(), hint, answer, fill("{n} runs each", &[("n", &s.n_runs)])));
    }
    if let Some(mig) = probes.disentanglement.mig {
        let hint = tr("Mutual information gap (Chen et al. 2018): how much one dimension alone knows of a label");
        lines.push((tr("Information gap").into(), hint, format!("{mig:.3}"), tr("compares models, no more").into()));
    }
    if let Some(c) = &probes.cross_modal {
        let hint = tr("Share of a song's nearest by sound that are among its nearest by words");
        let chance = fill("chance {share}", &[("share", &percent(c.chance))]);
        lines.push((tr("Sound agrees with words").into(), hint, percent(c.mean), chance));
    }
    if let Some(trust) = &analysis.trust {
        let hint = tr("Near on the map is near in the latent space, and the other way round: 1 is all of it");
        let answer = format!("{:.3} / {:.3}", trust.trustworthiness, trust.continuity);
        let values: [(&str, &dyn std::fmt::Display); 2] = [("method", &analysis.map.method.label()), ("n", &trust.k)];
        let note = fill("{method}, {n} neighbours", &values);
        lines.push((tr("Map: trustworthiness / continuity").into(), hint, answer, note));
    }
    for (block, train, validation) in &analysis.model.diagnostics.explained_blocks {
        let hint =
            tr("Share of the block's variance that decoding the latent gives back: training, then held-out songs");
        let held_out = validation.map_or(String::new(), |v| format!(" / {}", percent(f64::from(v))));
        lines.push((
            fill("{block}, explained", &[("block", &tr(block))]),
            hint,
            format!("{}{held_out}", percent(f64::from(*train))),
            String::new(),
        ));
    }
    if let Some(sweep) = &analysis.sweep {
        let found = |k: Option<usize>| k.map_or(tr("none").to_string(), |k| k.to_string());
        let hint = tr("Number of clusters by silhouette, Calinski-Harabasz, elbow and gap statistic");
        let answer =
            [sweep.by_silhouette, sweep.by_calinski_harabasz, sweep.by_elbow, sweep.by_gap].map(found).join(" / ");
        lines.push((tr("Clusters by sweep").into(), hint, answer, tr("silhouette / CH / elbow / gap").into()));
    }
    if analysis.scores.noise_share > 0.0 {
        let hint = tr(
            "Songs in no cluster: left out of the first three scores, a class of their own in agreement with labels",
        );
        lines.push((tr("Noise").into(), hint, percent(analysis.scores.noise_share), String::new()));
    }
    lines
}
