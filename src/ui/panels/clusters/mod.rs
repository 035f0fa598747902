//! Clusters: a card each, the silhouette of every song, and what helps to choose how many there
//! are.

mod card;
mod contents;
mod distances;
mod silhouette;
mod sweep;
#[cfg(test)]
mod tests;

pub(crate) use distances::curve_ui;

use eframe::egui::{Align, ScrollArea, Stroke, StrokeKind, Ui};

use crate::scores::NamePart;
use crate::session::{Command, Session};

use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::ground::theme::{S1, S3, tokens};
use crate::ui::ground::widgets::{beside_bar, empty_ui, segments};
use crate::ui::panel::Panel;
use crate::ui::panels::mixture::{MixtureView, mixture_ui};
use crate::words::{fill, id, tr};

/// No card is narrower, if the panel is not.
const CARD_WIDTH: f32 = 340.0;

/// What the tab shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Shown {
    #[default]
    Cards,
    Contents,
    Silhouettes,
    HowMany,
    Distances,
    Mixture,
}

/// What the tab remembers.
#[derive(Default)]
pub(crate) struct ClustersView {
    shown: Shown,
    renaming: Option<card::Renaming>,
    /// The card that was asked for; `Some(None)` is that of the songs in no cluster.
    marked: Option<Option<u32>>,
    /// It is still to be scrolled to.
    scrolls: bool,
    /// The song that is pointed at here, now and in the frame before.
    pointed: Option<usize>,
    pointed_before: Option<usize>,
    silhouettes: silhouette::SilhouettePlot,
    sweep: sweep::SweepView,
    mixture: MixtureView,
}

impl Panel for ClustersView {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) {
        clusters_ui(ui, cx, self);
    }

    fn act(&mut self, action: &Action, _: &mut Cx) {
        if let Action::Cluster(cluster) = action {
            (self.shown, self.marked, self.scrolls) = (Shown::Cards, Some(*cluster), true);
        }
    }
}

fn clusters_ui(ui: &mut Ui, cx: &mut Cx, view: &mut ClustersView) {
    let Some(analysis) = cx.session.analysis() else {
        empty_ui(
            ui,
            tr(id::CLUSTERS_NO_CLUSTERS_YET),
            tr(id::CLUSTERS_RUN_EACH_CLUSTER_DESCRIBED_HERE),
        );
        return;
    };
    let mut choices = vec![
        (Shown::Cards, tr(id::CLUSTERS_CARDS)),
        (Shown::Silhouettes, tr(id::COMMON_SILHOUETTE)),
    ];
    // Of songs that are on the map.
    if cx.session.shown_analysis().is_some() {
        choices.insert(1, (Shown::Contents, tr(id::CONTENTS_TAB)));
    }
    if cx.session.can_sweep() {
        choices.push((Shown::HowMany, tr(id::CLUSTERS_HOW_MANY)));
    }
    if cx.session.k_distances().is_some() {
        choices.push((Shown::Distances, tr(id::COMMON_RADIUS)));
    }
    if analysis.occupancy.is_some() {
        choices.push((Shown::Mixture, tr(id::MIXTURE_OCCUPANCY)));
    }
    if !choices.iter().any(|(shown, _)| *shown == view.shown) {
        view.shown = Shown::Cards;
    }
    ui.horizontal(|ui| {
        if let Some(shown) = segments(ui, view.shown, &choices) {
            view.shown = shown;
        }
        if view.shown == Shown::HowMany {
            sweep::tools_ui(ui, cx, &mut view.sweep);
        }
    });
    ui.add_space(S1);
    let analysis = analysis.clone();
    match view.shown {
        Shown::Cards => cards_ui(ui, cx, view, &analysis.facts),
        Shown::Contents => contents::contents_ui(ui, cx),
        Shown::Silhouettes => view.pointed = view.silhouettes.ui(ui, cx, &analysis),
        Shown::HowMany => sweep::sweep_ui(ui, cx, &analysis, &mut view.sweep),
        Shown::Distances => distances::distances_ui(ui, cx),
        Shown::Mixture => {
            if let Some(occupancy) = &analysis.occupancy {
                mixture_ui(ui, cx.session, &mut view.mixture, occupancy);
            }
        }
    }
    // The map shows where the song is that is pointed at here.
    let pointed = view.pointed.take();
    if std::mem::replace(&mut view.pointed_before, pointed) != pointed {
        cx.push(Command::Hover(pointed));
    }
}

fn cards_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    view: &mut ClustersView,
    all: &[crate::scores::ClusterFacts],
) {
    let scroll = ScrollArea::vertical().auto_shrink(false);
    scroll.content_margin(beside_bar(12)).show(ui, |ui| {
        let n_across = (((ui.available_width() + S3) / (CARD_WIDTH + S3)) as usize).max(1);
        let width = (ui.available_width() - S3 * (n_across - 1) as f32) / n_across as f32;
        let n_cards = all.len() + usize::from(cx.session.naming().noise().is_some());
        for row in (0..n_cards).collect::<Vec<_>>().chunks(n_across) {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = S3;
                for &i in row {
                    let facts = all.get(i);
                    let marked = view.marked == Some(facts.map(|facts| facts.cluster));
                    let card = ui.scope(|ui| match facts {
                        Some(facts) => card::card_ui(ui, cx, facts, view, width),
                        None => card::noise_ui(ui, cx, width),
                    });
                    let rect = card.response.rect;
                    if marked {
                        let stroke = Stroke::new(2.0, tokens(ui.ctx()).accent);
                        ui.painter()
                            .rect_stroke(rect, 8.0, stroke, StrokeKind::Inside);
                    }
                    if marked && std::mem::take(&mut view.scrolls) {
                        ui.scroll_to_rect(rect, Some(Align::Min));
                    }
                }
            });
            ui.add_space(S1);
        }
    });
}

/// What a cluster is called wherever there is little room: by the name it was given, else by its
/// number.
pub(crate) fn short_name(session: &Session, cluster: u32) -> String {
    match session.given_name(cluster) {
        Some(given) => given.to_string(),
        None => fill(id::COMMON_CLUSTER_N, &[("n", &(cluster + 1))]),
    }
}

/// What a cluster is called where there is room: by the name it was given, else by its number with
/// what sets it apart.
pub(crate) fn full_name(session: &Session, cluster: u32) -> String {
    let short = short_name(session, cluster);
    let automatic = automatic_name(session, cluster);
    if session.given_name(cluster).is_some() || automatic.is_empty() {
        return short;
    }
    format!("{short}: {automatic}")
}

/// What sets a cluster apart, as a name; empty where nothing that has a word does.
pub(crate) fn automatic_name(session: &Session, cluster: u32) -> String {
    session
        .automatic_name(cluster)
        .iter()
        .map(NamePart::text)
        .collect::<Vec<_>>()
        .join(", ")
}
