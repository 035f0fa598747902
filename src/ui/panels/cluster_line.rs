//! The numbers of the cluster of the chosen song, below its chips; a click opens the card.

use std::fmt::Display;

use eframe::egui::{Label, RichText, Role, Sense, Ui, WidgetInfo};

use crate::pipeline::Analysis;
use crate::reading::say;
use crate::scores::ClusterFacts;
use crate::session::Session;

use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::ground::theme::{self, tokens};
use crate::ui::panels::clusters;
use crate::words::{decimal, fill, id, tr};

/// Labels that are told; more would be a second list.
const MOST_LABELS: usize = 3;

/// Nothing while no song is chosen, or none was clustered.
pub(crate) fn cluster_line_ui(ui: &mut Ui, cx: &mut Cx) {
    let t = tokens(ui.ctx());
    let Some((song, analysis)) = cx.session.selected().zip(cx.session.shown_analysis()) else {
        return;
    };
    let Some(cluster) = analysis.clusters.labels.get(song).copied() else {
        return;
    };
    let text = match cluster.and_then(|cluster| analysis.facts.get(cluster as usize)) {
        Some(facts) => of_cluster(cx.session, analysis, facts, song),
        None => of_noise(cx.session),
    };
    let line = RichText::new(&text).size(theme::CAPTION).color(t.muted);
    let response = ui
        .add(
            Label::new(line)
                .wrap()
                .selectable(false)
                .sense(Sense::click()),
        )
        .on_hover_cursor(eframe::egui::CursorIcon::PointingHand);
    if response.hovered() || response.has_focus() {
        let rect = response.rect;
        let stroke = eframe::egui::Stroke::new(1.0, t.accent);
        ui.painter()
            .hline(rect.x_range(), rect.bottom() + 1.0, stroke);
    }
    let spoken = text.replace('\u{a0}', " ");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    if response.clicked() {
        cx.act(Action::Cluster(cluster));
    }
    response.on_hover_text(tr(id::CLUSTER_LINE_OPEN_CARD));
}

/// Its name, size, silhouette with that of the song, stability, and the most frequent class of each
/// label.
fn of_cluster(session: &Session, analysis: &Analysis, facts: &ClusterFacts, song: usize) -> String {
    let mut parts = vec![
        clusters::full_name(session, facts.cluster),
        fill(id::COMMON_N_SONGS, &[("n", &facts.size)]),
    ];
    let own = analysis.scores.silhouette_of_song.get(song).copied();
    let own = own.filter(|value| value.is_finite());
    if let Some((of_all, own)) = facts.silhouette.zip(own) {
        let number = |value: f32| decimal(f64::from(value), 2);
        let (of_all, own) = (number(of_all), number(own));
        let values: [(&str, &dyn Display); 2] = [("value", &of_all), ("own", &own)];
        parts.push(fill(id::CLUSTER_LINE_SILHOUETTE, &values));
    }
    let stability = analysis.probes.stability.as_ref();
    let stability = stability.and_then(|s| *s.of_cluster.get(facts.cluster as usize)?);
    if let Some(value) = stability {
        parts.push(say::of_cluster(value, analysis.is_collapsed()));
    }
    let labels = facts
        .shares
        .iter()
        .filter_map(|(_, classes)| classes.first());
    for (class, here, _) in labels.take(MOST_LABELS) {
        parts.push(format!("{class}\u{a0}{:.0}\u{a0}%", here * 100.0));
    }
    // A line ends behind a dot: none begins with one.
    parts.join("\u{a0}\u{a0}·  ")
}

fn of_noise(session: &Session) -> String {
    let n = session.naming().noise().map_or(1, |noise| noise.size);
    fill(id::CLUSTER_LINE_NO_CLUSTER, &[("n", &n)])
}
