//! Sound against words: the slider, what comes of it, and the strip over the map that says what is shown.

use eframe::egui::{
    Align, Button, CornerRadius, Frame, Grid, Label, Layout, Margin, RichText, ScrollArea, Slider, Stroke, Ui,
    WidgetInfo, vec2,
};

use crate::pipeline::{Analysis, Space, Weighed, Weights};
use crate::scores::Scores;
use crate::session::{Command, Comparing};

use super::RunsView;
use crate::ui::Ask;
use crate::ui::palette::mix;
use crate::ui::scores::decimal;
use crate::ui::theme::{self, S2, S3, Tokens, tokens};
use crate::ui::widgets::{caption, empty_ui};
use crate::ui::words::{fill, tr};

pub(super) fn weights_ui(ui: &mut Ui, ask: &mut Ask, view: &mut RunsView) {
    let Some(analysis) = ask.session.shown_analysis().cloned().filter(|_| ask.session.can_weigh()) else {
        let advice = tr("Songs need recordings and lyrics to be weighed one against the other");
        return empty_ui(ui, tr("Nothing to weigh"), advice);
    };
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let t = tokens(ui.ctx());
        slider_ui(ui, ask, view, &analysis);
        ui.add_space(S2);
        state_ui(ui, ask, &analysis, t);
        ui.add_space(S2);
        if let Some(weighed) = ask.session.comparing().balance().shown() {
            scores_ui(ui, &analysis, weighed, t);
        }
    });
}

fn slider_ui(ui: &mut Ui, ask: &mut Ask, view: &mut RunsView, analysis: &Analysis) {
    let t = tokens(ui.ctx());
    let asked = ask.session.comparing().balance().share();
    let of_model = Weights::of(&analysis.config.fusion).share();
    let mut share = view.share.take().or(asked).unwrap_or(of_model);
    ui.horizontal(|ui| {
        ui.label(caption(tr("words"), t));
        let width = (ui.available_width() - 260.0).clamp(160.0, 420.0);
        ui.spacing_mut().slider_width = width;
        let slider = ui.add(Slider::new(&mut share, 0.0..=1.0).step_by(0.05).show_value(false).trailing_fill(false));
        slider.widget_info(|| WidgetInfo::slider(true, f64::from(share), tr("Share of sound against words")));
        if slider.changed() {
            view.share = Some(share);
            ask.push(Command::Comparing(Comparing::Weigh(share)));
        }
        // Where the model stands.
        let x = slider.rect.left() + 8.0 + (width - 16.0) * of_model;
        ui.painter().vline(x, (slider.rect.bottom() - 4.0)..=slider.rect.bottom(), Stroke::new(2.0, t.accent));
        let hint =
            tr("The blocks of features are standardised, each scaled to a total variance of weight², and joined; \
                       then they are clustered as the model's latents were. Nothing is trained and no song moves: only \
                       clusters, colours and scores follow.");
        slider.on_hover_text(hint);
        ui.label(caption(tr("sound"), t));
        ui.label(caption(ratio(Weights::of_share(share)), t));
    });
}

/// `sound 0.60 : words 1.40`
fn ratio(weights: Weights) -> String {
    let (audio, lyrics) = (decimal(f64::from(weights.audio), 2), decimal(f64::from(weights.lyrics), 2));
    fill("sound {audio} : words {lyrics}", &[("audio", &audio), ("lyrics", &lyrics)])
}

/// Which of the two is shown, in plain words, and what can be done.
fn state_ui(ui: &mut Ui, ask: &mut Ask, analysis: &Analysis, t: &Tokens) {
    let balance = ask.session.comparing().balance();
    let trained = Weights::of(&analysis.config.fusion);
    let is_shown = balance.shown().is_some();
    let text = match balance.shown() {
        Some(weighed) => shown_words(weighed),
        None if balance.share().is_some() => {
            tr("The features are taken apart; this is done once for a run").to_string()
        }
        None => fill("The map shows the model's own clusters, trained at {weights}", &[("weights", &ratio(trained))]),
    };
    ui.horizontal_wrapped(|ui| {
        let colour = if is_shown { t.warning } else { t.text };
        ui.label(RichText::new(text).font(theme::semibold(13.0)).color(colour));
        if balance.is_busy() {
            ui.spinner();
        }
        if balance.share().is_none() {
            return;
        }
        actions_ui(ui, ask);
    });
}

fn shown_words(weighed: &Weighed) -> String {
    let weights = ratio(weighed.weights);
    match weighed.space {
        Space::Features => fill("Weighted features, not the model: {weights}", &[("weights", &weights)]),
        Space::Latents => fill("The model's latents, weighted and not retrained: {weights}", &[("weights", &weights)]),
    }
}

fn actions_ui(ui: &mut Ui, ask: &mut Ask) {
    let t = tokens(ui.ctx());
    let train = RichText::new(tr("Train with these weights")).color(t.on_accent);
    let hint = tr("Makes these weights the settings' and runs. Only then does the model know of them, and songs move.");
    if ui.add(Button::new(train).fill(t.accent).stroke(Stroke::NONE)).on_hover_text(hint).clicked() {
        ask.push(Command::Comparing(Comparing::TrainWeighed));
    }
    if ui.button(tr("Back to the model")).on_hover_text(tr("Shows the model's own clusters again")).clicked() {
        ask.push(Command::Comparing(Comparing::Back));
    }
}

/// A score of a space, by its name.
type Line = (String, Option<f64>, Option<f64>, Option<f64>);

fn scores_ui(ui: &mut Ui, analysis: &Analysis, weighed: &Weighed, t: &Tokens) {
    if let Some(with_model) = &weighed.with_model {
        let (ari, nmi) = (decimal(with_model.ari.value, 2), decimal(with_model.nmi.value, 2));
        let text = fill("Agreement with the model's clusters: ARI {ari}, NMI {nmi}", &[("ari", &ari), ("nmi", &nmi)]);
        let hint =
            tr("1 means that the same songs are together; 0 is what shuffled clusters give, for ARI. Where it stays \
                       near 1 while the slider moves, the weights matter little.");
        ui.label(RichText::new(text)).on_hover_text(hint);
        ui.add_space(S2);
    }
    Grid::new("weighed scores").num_columns(4).spacing(vec2(24.0, 4.0)).show(ui, |ui| {
        ui.label("");
        for head in [tr("model"), tr("weighted"), tr("chance")] {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(caption(head, t)));
        }
        ui.end_row();
        for (name, model, now, chance) in lines(&analysis.scores, &weighed.scores) {
            ui.label(&name).on_hover_text(hint(&name));
            for (value, strong) in [(model, false), (now, true), (chance, false)] {
                let text = value.map_or_else(|| "–".to_string(), |v| decimal(v, 3));
                let colour = if strong { t.text } else { t.muted };
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let text = RichText::new(text).color(colour);
                    ui.label(if strong { text.font(theme::semibold(13.0)) } else { text })
                });
            }
            ui.end_row();
        }
    });
    let cautions = weighed.scores.external.iter().filter(|e| e.cautions.contains(&crate::scores::Caution::Script));
    for external in cautions {
        let text = fill(
            "{column}: trivial wherever words weigh anything, for its classes are written in different scripts",
            &[("column", &external.column)],
        );
        ui.add(Label::new(RichText::new(text).size(theme::CAPTION).color(t.warning)).wrap());
    }
}

fn hint(name: &str) -> &'static str {
    if name == tr("Silhouette") {
        tr(
            "Each in its own space, so the two compare with care: fewer dimensions alone raise it. How much nearer a song is \
            to its own cluster than to the next (Rousseeuw 1987).",
        )
    } else {
        tr(
            "Agreement of the clusters with the label column, beside the mean of 200 shuffles of the labels. Both are taken \
            over the same songs.",
        )
    }
}

/// Silhouette, then ARI and NMI with each label column.
fn lines(model: &Scores, now: &Scores) -> Vec<Line> {
    let mut lines = vec![(tr("Silhouette").to_string(), model.silhouette, now.silhouette, None)];
    for external in &now.external {
        let of_model = model.external.iter().find(|other| other.column == external.column);
        let column = &external.column;
        let ari = (of_model.map(|e| e.ari.value), external.ari);
        let nmi = (of_model.map(|e| e.nmi.value), external.nmi);
        for (name, (model, now)) in [("ARI", ari), ("NMI", nmi)] {
            lines.push((format!("{name} · {column}"), model, Some(now.value), Some(now.chance)));
        }
    }
    lines
}

/// Over the map, while its colours are not the model's.
pub fn strip_ui(ui: &mut Ui, ask: &mut Ask) {
    let t = tokens(ui.ctx());
    let Some(weighed) = ask.session.comparing().balance().shown().cloned() else { return };
    let fill = mix(t.ground, t.warning, 0.1);
    let frame = Frame::new().fill(fill).corner_radius(CornerRadius::same(theme::RADIUS));
    Frame::new().inner_margin(Margin { left: 12, right: 12, top: 4, bottom: 0 }).show(ui, |ui| {
        frame.inner_margin(Margin::symmetric(12, 4)).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if ui.button(tr("Back")).on_hover_text(tr("Shows the model's own clusters again")).clicked() {
                        ask.push(Command::Comparing(Comparing::Back));
                    }
                    ui.add_space(S3);
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        let text = RichText::new(shown_words(&weighed)).size(12.0).color(t.text);
                        ui.add(Label::new(text).truncate());
                    });
                });
            });
        });
    });
}
