//! What there is to say of each cluster, one card a cluster.

use std::fmt::Display;

use eframe::egui::{Align, Button, Label, Layout, Margin, RichText, ScrollArea, Sense, Ui, vec2};

use crate::scores::ClusterFacts;
use crate::session::Command;

use super::theme::{self, S1, S2, S3, S4, tokens};
use super::widgets::{bold, caption, empty_ui, one_line, share_bar};
use super::words::glossary::{self, pictures, scores};
use super::words::{fill, tr};
use super::{Ask, palette};

/// No card is narrower, if the panel is not.
const CARD_WIDTH: f32 = 340.0;
/// From this width on a card has a column more.
const WIDE_CARD: f32 = 500.0;
const CARD_MARGIN: f32 = 12.0;
const SHARE_BAR: f32 = 56.0;
/// Room for "100 %".
const PERCENT: f32 = 32.0;
const CLASSES_SHOWN: usize = 3;

pub fn clusters_ui(ui: &mut Ui, ask: &mut Ask) {
    let Some(analysis) = ask.session.analysis().cloned() else {
        empty_ui(ui, tr("No clusters yet"), tr("Run, and each cluster is described here"));
        return;
    };
    // Cards refer to songs by index, which only means something for the songs on show.
    let linked = ask.session.shown_analysis().is_some();
    let scroll = ScrollArea::vertical().auto_shrink(false);
    scroll.content_margin(Margin { left: 0, right: 12, top: 0, bottom: 12 }).show(ui, |ui| {
        let n_across = (((ui.available_width() + S3) / (CARD_WIDTH + S3)) as usize).max(1);
        let width = (ui.available_width() - S3 * (n_across - 1) as f32) / n_across as f32;
        for row in analysis.facts.chunks(n_across) {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = S3;
                for facts in row {
                    card_ui(ui, ask, facts, linked, width - 2.0 * (CARD_MARGIN + 1.0));
                }
            });
            ui.add_space(S1);
        }
    });
}

fn card_ui(ui: &mut Ui, ask: &mut Ask, facts: &ClusterFacts, linked: bool, width: f32) {
    let t = tokens(ui.ctx());
    theme::card(t).inner_margin(CARD_MARGIN).show(ui, |ui| {
        ui.vertical(|ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = S1;
            ui.horizontal(|ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(10.0, 10.0), Sense::hover());
                ui.painter().circle_filled(rect.center(), 5.0, palette::class_colour(facts.cluster, t));
                ui.label(bold(fill("Cluster {n}", &[("n", &(facts.cluster + 1))])));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.label(caption(fill("{n} songs", &[("n", &facts.size)]), t));
                });
            });
            glossary::explain(ui.label(caption(summary(facts), t)), &scores::SILHOUETTE);
            ui.add_space(S1);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = S4;
                if width < WIDE_CARD {
                    let half = (width - S4) / 2.0;
                    column_ui(ui, half, |ui| shares_ui(ui, facts));
                    column_ui(ui, half, |ui| {
                        words_ui(ui, facts);
                        ui.add_space(S1);
                        central_songs_ui(ui, ask, facts, linked);
                    });
                } else {
                    let third = (width - 2.0 * S4) / 3.0;
                    column_ui(ui, third, |ui| shares_ui(ui, facts));
                    column_ui(ui, third, |ui| words_ui(ui, facts));
                    column_ui(ui, third, |ui| central_songs_ui(ui, ask, facts, linked));
                }
            });
        });
    });
}

fn column_ui(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.set_width(width);
        ui.spacing_mut().interact_size.y = 18.0;
        ui.spacing_mut().item_spacing.y = 2.0;
        contents(ui);
    });
}

fn shares_ui(ui: &mut Ui, facts: &ClusterFacts) {
    let t = tokens(ui.ctx());
    for (column, classes) in facts.shares.iter().filter(|(_, classes)| !classes.is_empty()) {
        glossary::explain(ui.label(caption(column, t)), &pictures::CLASS_SHARES);
        for (class, here, overall) in classes.iter().take(CLASSES_SHOWN) {
            share_ui(ui, class, *here, *overall, facts.cluster);
        }
        ui.add_space(S1);
    }
}

fn words_ui(ui: &mut Ui, facts: &ClusterFacts) {
    let t = tokens(ui.ctx());
    if !facts.words.is_empty() {
        let words: Vec<&str> = facts.words.iter().map(|(word, _)| word.as_str()).collect();
        glossary::explain(ui.label(caption(tr("words that set it apart"), t)), &pictures::APART_WORDS);
        ui.add(Label::new(words.join(",  ")).wrap());
    }
}

fn summary(facts: &ClusterFacts) -> String {
    let silhouette = facts.silhouette.map_or_else(
        || tr("silhouette undefined").to_string(),
        |s| fill("silhouette {s}", &[("s", &format!("{s:.2}"))]),
    );
    match facts.nearest {
        Some((cluster, distance)) => {
            let values: [(&str, &dyn Display); 2] = [("n", &(cluster + 1)), ("distance", &format!("{distance:.2}"))];
            format!("{silhouette}  ·  {}", fill("nearest is {n} at {distance}", &values))
        }
        None => silhouette,
    }
}

/// A class's share here as a bar, with a tick where its share of all songs is.
fn share_ui(ui: &mut Ui, class: &str, here: f32, overall: f32, cluster: u32) {
    let t = tokens(ui.ctx());
    let percent = |share: f32| format!("{:.0}", share * 100.0);
    let values: [(&str, &dyn Display); 2] = [("here", &percent(here)), ("all", &percent(overall))];
    let hint = fill("{here} % here, {all} % of all songs (tick)", &values);
    let row = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = S2;
        let name = (ui.available_width() - SHARE_BAR - PERCENT - 2.0 * S2).max(40.0);
        ui.allocate_ui(vec2(name, 18.0), |ui| {
            ui.set_width(name);
            one_line(ui, RichText::new(class).size(12.0));
        });
        share_bar(ui, SHARE_BAR, here, Some(overall), palette::class_colour(cluster, t));
        ui.label(caption(format!("{:.0} %", here * 100.0), t));
    });
    row.response.on_hover_text(hint);
}

fn central_songs_ui(ui: &mut Ui, ask: &mut Ask, facts: &ClusterFacts, linked: bool) {
    if !linked || facts.central.is_empty() {
        return;
    }
    let name = ui.label(caption(tr("most central songs"), tokens(ui.ctx())));
    glossary::explain(name, &pictures::CENTRAL_SONGS);
    for &song in &facts.central {
        central_ui(ui, ask, song);
    }
}

fn central_ui(ui: &mut Ui, ask: &mut Ask, index: usize) {
    let t = tokens(ui.ctx());
    let Some(song) = ask.session.song(index) else { return };
    let text = RichText::new(&song.title).size(12.5).color(t.accent);
    if ui.add(Button::new(text).frame(false).truncate()).on_hover_text(&song.artist).clicked() {
        ask.push(Command::Play(index));
    }
}
