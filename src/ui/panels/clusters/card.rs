//! The card of a cluster, and that of the songs in none.

use std::fmt::Display;

use eframe::egui::{
    Align, Button, Color32, Key, Label, Layout, RichText, Sense, TextEdit, Ui, vec2,
};

use crate::reading::say;
use crate::scores::{ClusterFacts, Shares};
use crate::session::{Command, Group, How, Naming, Selecting, Session};

use super::{ClustersView, automatic_name, full_name};
use crate::ears::{self, MARK};
use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::palette;
use crate::ui::ground::theme::{self, S1, S2, S4, tokens};
use crate::ui::ground::widgets::{bold, caption, one_line, share_bar, small_icon_button};
use crate::words::{fill, id, tr};

/// From this width on a card has a column more.
const WIDE_CARD: f32 = 500.0;
const CARD_MARGIN: f32 = 12.0;
const SHARE_BAR: f32 = 56.0;
/// Room for "100 %".
const PERCENT: f32 = 32.0;
const CLASSES_SHOWN: usize = 3;
const SONGS_SHOWN: usize = 4;

/// A name that is being written.
pub(super) struct Renaming {
    cluster: u32,
    text: String,
    /// The field was not drawn yet, so it has not the caret.
    is_new: bool,
}

pub(super) fn card_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    facts: &ClusterFacts,
    view: &mut ClustersView,
    outer_width: f32,
) {
    let colour = palette::class_colour(facts.cluster, tokens(ui.ctx()));
    frame_ui(ui, outer_width, |ui, width| {
        header_ui(ui, cx, Some(facts.cluster), facts.size, |ui, cx| {
            if view
                .renaming
                .as_ref()
                .is_some_and(|r| r.cluster == facts.cluster)
            {
                rename_ui(ui, cx, &mut view.renaming);
            } else {
                name_ui(ui, cx, facts.cluster, &mut view.renaming);
            }
        });
        one_line(ui, caption(summary(facts), tokens(ui.ctx())))
            .on_hover_text(tr(id::CLUSTERS_SILHOUETTE_B_MINUS_MAX_B));
        stability_ui(ui, cx.session, facts.cluster);
        ui.add_space(S1);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = S4;
            if width < WIDE_CARD {
                let half = (width - S4) / 2.0;
                column_ui(ui, half, |ui| shares_ui(ui, &facts.shares, colour));
                column_ui(ui, half, |ui| {
                    words_ui(ui, facts);
                    songs_ui(ui, cx, facts, &mut view.pointed);
                });
            } else {
                let third = (width - 2.0 * S4) / 3.0;
                column_ui(ui, third, |ui| shares_ui(ui, &facts.shares, colour));
                column_ui(ui, third, |ui| words_ui(ui, facts));
                column_ui(ui, third, |ui| songs_ui(ui, cx, facts, &mut view.pointed));
            }
        });
    });
}

/// Noise, where the method leaves songs out.
pub(super) fn noise_ui(ui: &mut Ui, cx: &mut Cx, outer_width: f32) {
    let Some(noise) = cx.session.naming().noise().cloned() else {
        return;
    };
    let t = tokens(ui.ctx());
    let n_songs = cx
        .session
        .analysis()
        .map_or(0, |a| a.clusters.labels.len())
        .max(1);
    frame_ui(ui, outer_width, |ui, width| {
        header_ui(ui, cx, None, noise.size, |ui, _| {
            ui.label(bold(tr(id::CLUSTERS_NO_CLUSTER)));
        });
        let share = format!("{:.0}", 100.0 * noise.size as f32 / n_songs as f32);
        let text = fill(
            id::CLUSTERS_NOISE_SHARE_PERCENT_ALL_SONGS,
            &[("share", &share as &dyn Display)],
        );
        ui.add(Label::new(caption(text, t)).wrap());
        ui.add_space(S1);
        column_ui(ui, width / 2.0, |ui| {
            shares_ui(ui, &noise.shares, palette::unknown(t))
        });
    });
}

fn frame_ui(ui: &mut Ui, outer_width: f32, contents: impl FnOnce(&mut Ui, f32)) {
    let width = outer_width - 2.0 * (CARD_MARGIN + 1.0);
    theme::card(tokens(ui.ctx()))
        .inner_margin(CARD_MARGIN)
        .show(ui, |ui| {
            ui.vertical(|ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = S1;
                contents(ui, width);
            });
        });
}

/// A dot, the name, and at the right end how many songs and the button that selects them. `None` is
/// noise.
fn header_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    cluster: Option<u32>,
    size: usize,
    name: impl FnOnce(&mut Ui, &mut Cx),
) {
    let t = tokens(ui.ctx());
    // Cards refer to songs by index, which only means something for the songs on show.
    let linked = cx.session.shown_analysis().is_some();
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(10.0, 10.0), Sense::hover());
        ui.painter()
            .circle_filled(rect.center(), 5.0, palette::of_class(cluster, t));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if linked {
                let button = Button::new(RichText::new(tr(id::CLUSTERS_SELECT)).size(12.0))
                    .min_size(vec2(0.0, 24.0));
                if ui
                    .add(button)
                    .on_hover_text(tr(id::CLUSTERS_SELECTS_SONGS_PLACE_THOSE_SELECTED))
                    .clicked()
                {
                    cx.push(Command::Selecting(Selecting::Group(
                        Group::Cluster(cluster),
                        How::Replace,
                    )));
                }
            }
            ui.label(caption(fill(id::COMMON_N_SONGS, &[("n", &size)]), t));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| name(ui, cx));
        });
    });
}

fn name_ui(ui: &mut Ui, cx: &mut Cx, cluster: u32, renaming: &mut Option<Renaming>) {
    let number = fill(id::CLUSTERS_CLUSTER_N, &[("n", &(cluster + 1))]);
    let automatic = automatic_name(cx.session, cluster);
    let given = cx.session.given_name(cluster);
    let name = full_name(cx.session, cluster);
    let guesses = automatic.contains(MARK);
    let hint = match given {
        Some(_) => number.clone(),
        None if automatic.is_empty() => tr(id::CLUSTERS_NO_WORD_SOUND_OR_CLASS).to_string(),
        None if guesses => fill(
            id::CLUSTERS_NUMBER_NAMED_WITH_GUESSES,
            &[
                ("number", &number),
                ("mark", &MARK),
                ("network", &ears::NAME),
            ],
        ),
        None => fill(
            id::CLUSTERS_NUMBER_NAMED_WHAT_SETS_APART,
            &[("number", &number)],
        ),
    };
    let room = (ui.available_width() - 32.0).max(40.0);
    ui.scope(|ui| {
        ui.set_max_width(room);
        one_line(ui, bold(name)).on_hover_text(hint);
    });
    let button = fill(id::CLUSTERS_RENAME_CLUSTER_N, &[("n", &(cluster + 1))]);
    if small_icon_button(ui, Icon::Pencil, &button, true).clicked() {
        let text = given.map_or(automatic, str::to_string);
        *renaming = Some(Renaming {
            cluster,
            text,
            is_new: true,
        });
    }
}

/// Enter or a click elsewhere gives the name, Esc leaves it as it was.
fn rename_ui(ui: &mut Ui, cx: &mut Cx, renaming: &mut Option<Renaming>) {
    let Some(writing) = renaming else { return };
    let number = writing.cluster + 1;
    let name = fill(id::CLUSTERS_NAME_CLUSTER_N, &[("n", &number)]);
    let field = TextEdit::singleline(&mut writing.text)
        .hint_text(tr(id::CLUSTERS_EMPTY_NAME_HAS_ITSELF))
        .desired_width(ui.available_width());
    let response = ui.add(field);
    response.widget_info(|| {
        let mut info = eframe::egui::WidgetInfo::text_edit(true, "", &*writing.text, "");
        info.label = Some(name.clone());
        info
    });
    if std::mem::take(&mut writing.is_new) {
        response.request_focus();
    } else if response.lost_focus() {
        let left = ui.input(|i| i.key_pressed(Key::Escape));
        if let Some(done) = renaming.take().filter(|_| !left) {
            cx.push(Command::Naming(Naming::Cluster(done.cluster, done.text)));
        }
    }
}

fn column_ui(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.set_width(width);
        ui.spacing_mut().interact_size.y = 18.0;
        ui.spacing_mut().item_spacing.y = 2.0;
        contents(ui);
    });
}

fn shares_ui(ui: &mut Ui, shares: &[(String, Shares)], colour: Color32) {
    let t = tokens(ui.ctx());
    for (column, classes) in shares.iter().filter(|(_, classes)| !classes.is_empty()) {
        ui.label(caption(column, t));
        for (class, here, overall) in classes.iter().take(CLASSES_SHOWN) {
            share_ui(ui, class, *here, *overall, colour);
        }
        ui.add_space(S1);
    }
}

fn words_ui(ui: &mut Ui, facts: &ClusterFacts) {
    let t = tokens(ui.ctx());
    if facts.words.is_empty() {
        return;
    }
    let words: Vec<&str> = facts.words.iter().map(|(word, _)| word.as_str()).collect();
    ui.label(caption(tr(id::CLUSTERS_WORDS_SET_APART), t))
        .on_hover_text(tr(id::CLUSTERS_WORDS_SONGS_USE_MORE_THAN));
    ui.add(Label::new(words.join(",  ")).wrap());
    ui.add_space(S1);
}

/// How alike the cluster comes out of other samples; nothing where that was not looked at.
fn stability_ui(ui: &mut Ui, session: &Session, cluster: u32) {
    let Some(analysis) = session.analysis() else {
        return;
    };
    let stability = analysis.probes.stability.as_ref();
    let Some(found) = stability.and_then(|s| s.of_cluster.get(cluster as usize).copied().flatten())
    else {
        return;
    };
    let text = say::of_cluster(found, analysis.is_collapsed());
    one_line(ui, caption(text, tokens(ui.ctx())))
        .on_hover_text(tr(id::CLUSTERS_CLUSTERED_AGAIN_FROM_BOOTSTRAP));
}

fn summary(facts: &ClusterFacts) -> String {
    let silhouette =
        facts
            .silhouette
            .map_or(tr(id::CLUSTERS_SILHOUETTE_UNDEFINED).to_string(), |s| {
                fill(
                    id::CLUSTERS_SILHOUETTE_VALUE,
                    &[("value", &format!("{s:.2}"))],
                )
            });
    let number = fill(id::CLUSTERS_CLUSTER_N, &[("n", &(facts.cluster + 1))]);
    let nearest = facts.nearest.map(|(cluster, distance)| {
        let values: [(&str, &dyn Display); 2] = [
            ("n", &(cluster + 1)),
            ("distance", &format!("{distance:.2}")),
        ];
        fill(id::CLUSTERS_NEAREST_N_AT_DISTANCE, &values)
    });
    [Some(number), Some(silhouette), nearest]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("  ·  ")
}

/// A class's share here as a bar, with a tick where its share of all songs is.
fn share_ui(ui: &mut Ui, class: &str, here: f32, overall: f32, colour: Color32) {
    let t = tokens(ui.ctx());
    let percent = |share: f32| format!("{:.0}", share * 100.0);
    let values: [(&str, &dyn Display); 2] = [("here", &percent(here)), ("all", &percent(overall))];
    let hint = fill(id::CLUSTERS_HERE_PERCENT_HERE_ALL_PERCENT, &values);
    let row = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = S2;
        let name = (ui.available_width() - SHARE_BAR - PERCENT - 2.0 * S2).max(40.0);
        ui.allocate_ui(vec2(name, 18.0), |ui| {
            ui.set_width(name);
            one_line(ui, RichText::new(class).size(12.0));
        });
        share_bar(ui, SHARE_BAR, here, Some(overall), colour);
        ui.label(caption(format!("{} %", percent(here)), t));
    });
    row.response.on_hover_text(hint);
}

fn songs_ui(ui: &mut Ui, cx: &mut Cx, facts: &ClusterFacts, pointed: &mut Option<usize>) {
    if cx.session.shown_analysis().is_none() {
        return;
    }
    let t = tokens(ui.ctx());
    let lists = [
        (
            tr(id::CLUSTERS_MOST_CENTRAL_SONGS),
            tr(id::CLUSTERS_NEAREST_MEAN_SONGS_LATENT_SPACE),
            &facts.central,
        ),
        (
            tr(id::CLUSTERS_SONGS_AT_BORDER),
            tr(id::CLUSTERS_LOWEST_SILHOUETTE_AS_NEAR_ANOTHER),
            &facts.border,
        ),
    ];
    for (title, hint, songs) in lists.into_iter().filter(|(_, _, songs)| !songs.is_empty()) {
        ui.label(caption(title, t)).on_hover_text(hint);
        for &song in songs.iter().take(SONGS_SHOWN) {
            song_ui(ui, cx, song, pointed);
        }
        ui.add_space(S1);
    }
}

fn song_ui(ui: &mut Ui, cx: &mut Cx, index: usize, pointed: &mut Option<usize>) {
    let t = tokens(ui.ctx());
    let Some(song) = cx.session.song(index) else {
        return;
    };
    let text = RichText::new(&song.title).size(12.5).color(t.accent);
    let response = ui
        .add(Button::new(text).frame(false).truncate())
        .on_hover_text(&song.artist);
    if response.hovered() {
        *pointed = Some(index);
    }
    if response.clicked() {
        cx.push(Command::Play(index));
    }
}
