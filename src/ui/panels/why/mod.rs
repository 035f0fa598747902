//! Why the chosen song lies near another one, and in its cluster; and which songs are one under
//! several names.

mod copies;
mod parts;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use eframe::egui::{ComboBox, Label, ScrollArea, Spinner, Ui};

use crate::pipeline::{InCluster, Nearness, Placed};
use crate::reading::say;
use crate::session::{Command, Explained, Pending, SoundState, Why};

use crate::ui::cx::Cx;
use crate::ui::ground::theme::{S1, S2, S3, tokens};
use crate::ui::ground::widgets::{beside_bar, bold, caption, empty_ui, heading_ui, share_bar};
use crate::ui::panel::Panel;
use crate::ui::panels::clusters;
use crate::ui::panels::waveform::{PictureCache, still_ui};
use crate::words::{Text, fill, id, tr};

/// Points of a spectrogram's height.
const PICTURE: f32 = 100.0;
const BAR: f32 = 64.0;

/// What the panel remembers between frames.
#[derive(Default)]
pub(crate) struct WhyView {
    /// The song that the chosen one is held against, where one was picked for that one.
    picked: Option<Why>,
    pictures: [PictureCache; 2],
}

impl Panel for WhyView {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) {
        if cx.session.shown_analysis().is_none() {
            let advice = tr(id::WHY_ONCE_SONGS_ARE_ANALYSED);
            return empty_ui(ui, tr(id::WHY_TITLE), advice);
        }
        let scroll = ScrollArea::vertical().auto_shrink(false);
        scroll.content_margin(beside_bar(16)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = S1;
            match self.asked(cx) {
                Some(why) => self.pair_ui(ui, cx, why),
                None => {
                    heading_ui(ui, tr(id::WHY_TITLE));
                    wrapped_ui(ui, tr(id::WHY_CLICK_A_SONG));
                }
            }
            ui.add_space(S3);
            copies::copies_ui(ui, cx);
        });
    }
}

impl WhyView {
    /// Two songs that are selected by themselves, else the chosen one and the one picked for it, else
    /// its nearest.
    fn asked(&self, cx: &Cx) -> Option<Why> {
        if let [song, other] = *cx.session.selection().songs() {
            let is_first = cx.session.selected() != Some(other);
            let (song, other) = if is_first {
                (song, other)
            } else {
                (other, song)
            };
            return Some(Why { song, other });
        }
        let song = cx.session.selected()?;
        let picked = self.picked.filter(|why| why.song == song);
        let nearest = cx.session.neighbours().first().map(|(other, _)| *other);
        picked.or(nearest.map(|other| Why { song, other }))
    }

    fn pair_ui(&mut self, ui: &mut Ui, cx: &mut Cx, why: Why) {
        if cx.session.why().asked() != Some(why) {
            cx.push(Command::Why(why));
        }
        heading_ui(ui, tr(id::WHY_TITLE));
        let title = |song: usize| cx.session.song(song).map_or("", |song| song.title.as_str());
        let titles = [title(why.song), title(why.other)].map(str::to_string);
        ui.add(Label::new(bold(&titles[0])).truncate());
        self.other_ui(ui, cx, why, &titles[1]);
        ui.add_space(S2);
        match cx.session.why().explained() {
            Pending::Done(found) if cx.session.why().asked() == Some(why) => {
                let found: Arc<Explained> = found.clone();
                nearness_ui(ui, cx, &found.nearness);
                self.pictures_ui(ui, cx, why, &titles);
                if let Some(within) = &found.in_cluster {
                    ui.add_space(S3);
                    in_cluster_ui(ui, cx, within);
                }
            }
            Pending::Failed => wrapped_ui(ui, tr(id::WHY_NOT_FOUND)),
            Pending::NotAsked | Pending::Working | Pending::Done(_) => {
                ui.add(Spinner::new().size(12.0));
            }
        }
    }

    /// What the chosen song is held against; of two that are selected there is no other.
    fn other_ui(&mut self, ui: &mut Ui, cx: &Cx, why: Why, title: &str) {
        if cx.session.selection().len() == 2 {
            ui.add(Label::new(bold(title)).truncate());
            return wrapped_ui(ui, tr(id::WHY_THE_TWO_SELECTED));
        }
        let label = ui.label(caption(tr(id::WHY_OTHER_SONG), tokens(ui.ctx())));
        let combo = ComboBox::from_id_salt("why other")
            .selected_text(title)
            .width(ui.available_width() - S1)
            .truncate();
        let shown = combo.show_ui(ui, |ui| {
            for &(other, distance) in cx.session.neighbours() {
                let Some(song) = cx.session.song(other) else {
                    continue;
                };
                let text = format!("{} · {distance:.2}", song.title);
                if ui.selectable_label(other == why.other, text).clicked() {
                    self.picked = Some(Why {
                        song: why.song,
                        other,
                    });
                }
            }
        });
        shown.response.labelled_by(label.id);
    }

    fn pictures_ui(&mut self, ui: &mut Ui, cx: &Cx, why: Why, titles: &[String; 2]) {
        let own = match cx.session.selected() == Some(why.song) {
            true => cx.session.sound(),
            false => &SoundState::None,
        };
        let sounds = [own, cx.session.why().sound()];
        if sounds.iter().all(|sound| matches!(sound, SoundState::None)) {
            return;
        }
        ui.add_space(S2);
        ui.label(bold(tr(id::WHY_BOTH_SPECTROGRAMS)));
        for ((sound, title), cache) in sounds.into_iter().zip(titles).zip(&mut self.pictures) {
            match sound {
                SoundState::None => {}
                SoundState::Reading => drop(ui.add(Spinner::new().size(12.0))),
                SoundState::Failed(cause) => wrapped_ui(ui, &cause.to_string()),
                SoundState::Ready(sound) => {
                    let name = fill(id::WHY_SPECTROGRAM_OF, &[("title", title)]);
                    still_ui(ui, cache, sound, PICTURE, &name);
                }
            }
        }
    }
}

fn wrapped_ui(ui: &mut Ui, text: &str) {
    let t = tokens(ui.ctx());
    ui.add(Label::new(caption(text, t)).wrap());
}

fn nearness_ui(ui: &mut Ui, cx: &Cx, near: &Nearness) {
    ui.label(bold(tr(id::WHY_HOW_NEAR)))
        .on_hover_text(tr(id::WHY_HOW_NEAR_HINT));
    let places = [
        (id::WHY_IN_FEATURES, near.input),
        (id::WHY_IN_LATENT_SPACE, near.latent),
        (id::COMMON_MAP_3, near.map),
    ];
    places
        .into_iter()
        .for_each(|(name, placed)| placed_ui(ui, name, placed));
    ui.add_space(S2);
    ui.label(bold(tr(id::WHY_WHAT_PARTS_THEM)))
        .on_hover_text(tr(id::WHY_WHAT_PARTS_THEM_HINT));
    if near.blocks.is_empty() {
        wrapped_ui(ui, tr(id::WHY_SAME_FEATURES));
    }
    if cx
        .session
        .shown_analysis()
        .is_some_and(|a| a.patches.is_some())
    {
        wrapped_ui(ui, tr(id::WHY_THE_MODEL_SAW_SPECTROGRAMS));
    }
    parts::blocks_ui(ui, &near.blocks);
    parts::features_ui(ui, &near.apart, id::WHY_DEVIATIONS_OF_BOTH);
    parts::dimensions_ui(ui, &near.dimensions);
    ui.add_space(S2);
    ui.label(bold(tr(id::WHY_WHAT_THEY_SHARE)))
        .on_hover_text(tr(id::WHY_WHAT_THEY_SHARE_HINT));
    parts::features_ui(ui, &near.alike, id::WHY_DEVIATIONS_OF_BOTH);
    parts::tags_ui(ui, &near.tags);
    parts::lines_ui(ui, near);
}

/// Nearer than most pairs is a long bar.
fn placed_ui(ui: &mut Ui, name: Text, placed: Placed) {
    let t = tokens(ui.ctx());
    ui.horizontal(|ui| {
        share_bar(ui, BAR, 1.0 - placed.nearer as f32, None, t.accent);
        ui.label(caption(tr(name), t));
    });
    wrapped_ui(ui, &say::placed(placed));
}

fn in_cluster_ui(ui: &mut Ui, cx: &Cx, within: &InCluster) {
    ui.label(bold(tr(id::WHY_IN_ITS_CLUSTER)))
        .on_hover_text(tr(id::WHY_IN_ITS_CLUSTER_HINT));
    let name = |cluster: u32| clusters::full_name(cx.session, cluster);
    wrapped_ui(ui, &say::between_centres(within, name));
    if within.distances[1] < within.distances[0] {
        wrapped_ui(ui, tr(id::WHY_ANOTHER_CENTRE_IS_NEARER));
    }
    parts::signed_blocks_ui(ui, &within.blocks);
    parts::features_ui(ui, &within.features, id::WHY_DEVIATIONS_OF_SONG_AND_CENTRE);
    parts::dimensions_ui(ui, &within.dimensions);
}
