//! What the latent space says beside its clusters: one line a question, its answer and what chance gives.

use eframe::egui::{Grid, Label, RichText, Ui};

use crate::pipeline::Analysis;

use super::theme::{self, tokens};
use super::widgets::caption;

/// Question, hint, answer, chance.
type Line = (String, &'static str, String, String);

pub(super) fn probes_ui(ui: &mut Ui, analysis: &Analysis) {
    let t = tokens(ui.ctx());
    ui.label(RichText::new("Beside the clusters").font(theme::semibold(12.0)).color(t.muted));
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
        let folds = if s.by_artist { "" } else { "; too few artists to keep them together" };
        let chance = format!("most frequent class {}{folds}", percent(s.majority));
        let hint = "Accuracy on songs of artists that the classifier has not seen: no clusters are needed";
        let answer = format!("{} / {}", percent(s.knn.value), percent(s.logistic.value));
        lines.push((format!("{} told, neighbours / linear", s.column), hint, answer, chance));
    }
    if let Some(s) = &probes.stability {
        let hint = "Adjusted Rand index between clusterings: 1 when they come out the same";
        let answer = format!("{:.3} / {:.3}", s.over_seeds, s.over_bootstrap);
        lines.push(("Stability, seeds / samples".into(), hint, answer, format!("{} runs each", s.n_runs)));
    }
    if let Some(mig) = probes.disentanglement.mig {
        let hint = "Mutual information gap (Chen et al. 2018): how much one dimension alone knows of a label";
        lines.push(("Information gap".into(), hint, format!("{mig:.3}"), "compares models, no more".into()));
    }
    if let Some(c) = &probes.cross_modal {
        let hint = "Share of a song's nearest by sound that are among its nearest by words";
        lines.push(("Sound agrees with words".into(), hint, percent(c.mean), format!("chance {}", percent(c.chance))));
    }
    if let Some(trust) = &analysis.trust {
        let hint = "Near on the map is near in the latent space, and the other way round: 1 is all of it";
        let answer = format!("{:.3} / {:.3}", trust.trustworthiness, trust.continuity);
        let note = format!("{}, {} neighbours", analysis.map.method.label(), trust.k);
        lines.push(("Map: trustworthiness / continuity".into(), hint, answer, note));
    }
    for (block, train, validation) in &analysis.model.diagnostics.explained_blocks {
        let hint = "Share of the block's variance that decoding the latent gives back: training, then held-out songs";
        let held_out = validation.map_or(String::new(), |v| format!(" / {}", percent(f64::from(v))));
        lines.push((
            format!("{block}, explained"),
            hint,
            format!("{}{held_out}", percent(f64::from(*train))),
            String::new(),
        ));
    }
    if let Some(sweep) = &analysis.sweep {
        let found = |k: Option<usize>| k.map_or("none".to_string(), |k| k.to_string());
        let hint = "Number of clusters by silhouette, Calinski-Harabasz, elbow and gap statistic";
        let answer =
            [sweep.by_silhouette, sweep.by_calinski_harabasz, sweep.by_elbow, sweep.by_gap].map(found).join(" / ");
        lines.push(("Clusters by sweep".into(), hint, answer, "silhouette / CH / elbow / gap".into()));
    }
    if analysis.scores.noise_share > 0.0 {
        let hint =
            "Songs in no cluster: left out of the first three scores, a class of their own in agreement with labels";
        lines.push(("Noise".into(), hint, percent(analysis.scores.noise_share), String::new()));
    }
    lines
}
