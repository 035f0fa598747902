//! Scores of the model's clusters beside what needs no model: the features themselves, PCA, chance, the majority.

use eframe::egui::{Align, Grid, Layout, Margin, RichText, ScrollArea, Ui};

use crate::pipeline::Analysis;
use crate::scores::{AgainstChance, ExternalScores, Scores};
use crate::session::Session;

use super::theme::{self, CAPTION, S2, S4, Tokens, tokens};
use super::widgets::{caption, empty_ui, remark_ui};

/// A silhouette from here on looks like a finding.
const HIGH_SILHOUETTE: f64 = 0.5;

pub fn scores_ui(ui: &mut Ui, session: &Session) {
    let t = tokens(ui.ctx());
    let Some(analysis) = session.analysis() else {
        empty_ui(ui, "No scores yet", "Run, and the clusters are scored here beside chance and simpler spaces");
        return;
    };
    ScrollArea::both().auto_shrink(false).content_margin(Margin { left: 0, right: 12, top: 0, bottom: 12 }).show(
        ui,
        |ui| {
            if let Some(text) = doubt(analysis) {
                remark_ui(ui, text, t.warning);
                ui.add_space(S2);
            }
            table_ui(ui, analysis, t);
            ui.add_space(S2);
            let note = "Taken in latent space, never on the map. Chance: the mean over shuffled labels; a score within \
                        its band is marked ≈.";
            ui.label(caption(note, t));
        },
    );
}

fn doubt(analysis: &Analysis) -> Option<&'static str> {
    let collapsed = analysis.model.diagnostics.is_collapsed(analysis.latents().n_cols());
    let high = analysis.scores.silhouette.is_some_and(|s| s >= HIGH_SILHOUETTE);
    match (collapsed, high) {
        (true, true) => Some(
            "The silhouette is high, but the latent space has collapsed: clusters in it are tight because almost \
             nothing of the songs is left. Do not trust it.",
        ),
        (true, false) => Some("The latent space has collapsed: scores taken in it say little about the songs."),
        _ => None,
    }
}

fn table_ui(ui: &mut Ui, analysis: &Analysis, t: &Tokens) {
    let mut spaces: Vec<(String, &Scores)> =
        vec![(format!("{} latent", analysis.config.model.kind.label()), &analysis.scores)];
    spaces.extend(analysis.baselines.iter().map(|b| (b.name.to_string(), &b.scores)));
    Grid::new("scores").num_columns(spaces.len() + 3).spacing([S4, 4.0]).min_col_width(52.0).show(ui, |ui| {
        ui.spacing_mut().interact_size.y = 20.0;
        ui.label("");
        for (i, (name, _)) in spaces.iter().enumerate() {
            let colour = if i == 0 { t.accent } else { t.muted };
            right(ui, RichText::new(name).font(theme::semibold(12.0)).color(colour));
        }
        right(ui, caption("chance", t));
        right(ui, caption("majority", t));
        ui.end_row();
        internal_ui(ui, &spaces, t);
        for (i, external) in analysis.scores.external.iter().enumerate() {
            external_ui(ui, &spaces, i, external, t);
        }
    });
}

fn internal_ui(ui: &mut Ui, spaces: &[(String, &Scores)], t: &Tokens) {
    let rows: [(&str, &str, fn(&Scores) -> Option<f64>, usize); 3] = [
        ("Silhouette ↑", "-1 to 1: how much nearer a song is to its own cluster than to the next", |s| s.silhouette, 3),
        ("Calinski-Harabasz ↑", "Spread between clusters against spread within", |s| s.calinski_harabasz, 1),
        ("Davies-Bouldin ↓", "Likeness of each cluster to its most alike; 0 is best", |s| s.davies_bouldin, 3),
    ];
    for (name, hint, value, decimals) in rows {
        ui.label(name).on_hover_text(hint);
        for (i, (_, scores)) in spaces.iter().enumerate() {
            right(ui, figure(value(scores), decimals, i == 0, t));
        }
        right(ui, caption("–", t));
        right(ui, caption("–", t));
        ui.end_row();
    }
}

fn external_ui(ui: &mut Ui, spaces: &[(String, &Scores)], index: usize, first: &ExternalScores, t: &Tokens) {
    let detected = if first.n_detected > 0 { format!(", {} detected", first.n_detected) } else { String::new() };
    let what = format!("{}  ({} classes, {} songs{detected})", first.column, first.n_classes, first.n_songs);
    ui.label(RichText::new(what).size(CAPTION).color(t.muted));
    ui.end_row();
    let rows: [(&str, &str, fn(&ExternalScores) -> AgainstChance); 3] = [
        ("ARI", "Adjusted Rand index: 1 is agreement, 0 is chance", |e| e.ari),
        ("NMI", "Normalised mutual information, arithmetic mean", |e| e.nmi),
        ("Purity", "Share of songs in the majority class of their cluster", |e| e.purity),
    ];
    for (name, hint, value) in rows {
        ui.label(format!("    {name}")).on_hover_text(hint);
        for (i, (_, scores)) in spaces.iter().enumerate() {
            let score = scores.external.get(index).map(value);
            let mut text = figure(score.map(|s| s.value), 3, i == 0, t);
            if score.is_some_and(|s| s.value >= s.band[0] && s.value <= s.band[1]) {
                text = RichText::new(format!("≈ {}", text.text())).color(t.muted);
            }
            right(ui, text);
        }
        let chance = value(first);
        let band = format!("{:.3} to {:.3} in 95 % of shuffles", chance.band[0], chance.band[1]);
        right(ui, caption(decimal(chance.chance, 3), t)).on_hover_text(band);
        right(ui, caption(if name == "Purity" { decimal(first.majority, 3) } else { "–".to_string() }, t));
        ui.end_row();
    }
}

fn figure(value: Option<f64>, decimals: usize, strong: bool, t: &Tokens) -> RichText {
    match value.filter(|v| v.is_finite()) {
        Some(value) if strong => RichText::new(decimal(value, decimals)).font(theme::semibold(13.0)).color(t.text),
        Some(value) => RichText::new(decimal(value, decimals)).color(t.text),
        None => RichText::new("undefined").color(t.muted),
    }
}

fn decimal(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    text.replace('-', "−")
}

fn right(ui: &mut Ui, text: RichText) -> eframe::egui::Response {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(text)).inner
}
