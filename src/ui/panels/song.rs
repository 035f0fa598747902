//! The right panel: the chosen song.

use eframe::egui::{Align, Frame, Label, Layout, Margin, RichText, ScrollArea, Ui};

use crate::library::Song;
use crate::session::{Session, SoundState};

use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::ground::palette;
use crate::ui::ground::theme::{self, S1, S2, S3, S4, TITLE, Tokens, tokens};
use crate::ui::ground::widgets::{bold, caption, chip, empty_ui, segments, sentence};
use crate::ui::panel::Panel;
use crate::ui::panels::queue::QueueView;
use crate::ui::panels::waveform::WaveformView;
use crate::ui::panels::{cluster_line, clusters, lyrics, neighbours, queue, waveform};
use crate::ui::words::glossary;
use crate::words::{fill, id, tr};

/// A panel that is lower than this shows fewer of the nearest songs, so that words are in sight.
const LOW: f32 = 700.0;
/// And one that is lower than this the waveform without its spectrogram.
const VERY_LOW: f32 = 600.0;

/// What is listed above the lyrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum SongList {
    Nearest,
    Playlist,
    /// Nearest, because there is no playlist; one that begins is shown at once.
    #[default]
    NoPlaylist,
}

/// What the panel remembers between frames.
#[derive(Default)]
pub(crate) struct SongPanel {
    pub(crate) waveform: WaveformView,
    list: SongList,
    queue: QueueView,
    /// All of the nearest songs are listed, and not only the first.
    all_near: bool,
    /// The song and the line that was last scrolled to.
    line: Option<(usize, usize)>,
}

impl Panel for SongPanel {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) {
        song_ui(ui, cx, self);
    }

    fn act(&mut self, action: &Action, cx: &mut Cx) {
        if *action == Action::Spectrogram {
            self.waveform.wide = !self.waveform.wide && action.is_enabled(cx.session);
        }
    }

    fn let_go(&mut self, _: &mut Cx) -> bool {
        std::mem::take(&mut self.waveform.wide)
    }
}

fn song_ui(ui: &mut Ui, cx: &mut Cx, view: &mut SongPanel) {
    let Some(song) = cx.session.selected_song() else {
        let advice = if cx.session.library().is_some() {
            tr(id::SONG_CLICK_POINT_MAP_HEAR_SONG)
        } else {
            tr(id::SONG_SONGS_APPEAR_HERE_ONCE_THEY)
        };
        empty_ui(ui, tr(id::COMMON_NO_SONG_CHOSEN), advice);
        return;
    };
    let height = ui.available_height();
    let n_nearest = if height < LOW { 3 } else { 4 };
    view.waveform.suit(height < VERY_LOW);
    // Which song it is stays in sight, however far its words are followed.
    title_ui(ui, song);
    // Each song is looked at from its head on.
    ScrollArea::vertical()
        .id_salt(("song", cx.session.selected()))
        .auto_shrink(false)
        .content_margin(Margin {
            left: 0,
            right: 8,
            top: 0,
            bottom: S4 as i8,
        })
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = S1;
            head_ui(ui, cx, view, song);
            ui.add_space(S2);
            if list_ui(ui, cx, view) {
                queue::queue_ui(ui, cx, &mut view.queue);
            } else {
                neighbours::neighbours_ui(ui, cx, n_nearest, &mut view.all_near);
            }
            ui.add_space(S3);
            lyrics::lyrics_ui(ui, cx, &mut view.line);
        });
}

fn title_ui(ui: &mut Ui, song: &Song) {
    let t = tokens(ui.ctx());
    ui.spacing_mut().item_spacing.y = S1;
    ui.add(
        Label::new(
            RichText::new(&song.title)
                .font(theme::semibold(TITLE))
                .color(t.text),
        )
        .wrap(),
    );
    if !song.artist.is_empty() {
        ui.label(RichText::new(&song.artist).color(t.muted));
    }
    ui.add_space(S1);
}

fn head_ui(ui: &mut Ui, cx: &mut Cx, view: &mut SongPanel, song: &Song) {
    let t = tokens(ui.ctx());
    chips_ui(ui, cx.session);
    own_ui(ui, cx.session, t);
    cluster_line::cluster_line_ui(ui, cx);
    ui.add_space(S1);
    if song.audio.is_some() {
        waveform::waveform_ui(ui, cx, &mut view.waveform);
        trouble_ui(ui, cx.session, t);
    } else {
        ui.label(caption(tr(id::SONG_THIS_SONG_HAS_NO_RECORDING), t));
    }
}

/// The heading of the list, with a choice where there is one; true where the playlist is to be
/// shown.
fn list_ui(ui: &mut Ui, cx: &mut Cx, view: &mut SongPanel) -> bool {
    let list = &mut view.list;
    let queue = cx.session.listening().queue();
    if queue.is_empty() {
        *list = SongList::NoPlaylist;
        glossary::explain(
            ui.label(bold(tr(id::COMMON_NEAREST_SONGS))),
            &glossary::pictures::NEAREST,
        );
        return false;
    }
    if *list == SongList::NoPlaylist {
        *list = SongList::Playlist;
    }
    let playlist = fill(id::SONG_PLAYLIST_N, &[("n", &queue.n_left())]);
    ui.horizontal(|ui| {
        let choices = [
            (SongList::Nearest, tr(id::COMMON_NEAREST_SONGS)),
            (SongList::Playlist, playlist.as_str()),
        ];
        if let Some(chosen) = segments(ui, *list, &choices) {
            *list = chosen;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(S2);
            queue::buttons_ui(ui, cx, &mut view.queue);
        });
    });
    *list == SongList::Playlist
}

fn chips_ui(ui: &mut Ui, session: &Session) {
    let t = tokens(ui.ctx());
    let (Some(index), Some(library)) = (session.selected(), session.library()) else {
        return;
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = eframe::egui::vec2(S1, S1);
        if session.shown_analysis().is_some() {
            let cluster = session.shown_cluster(index);
            let name = cluster.map_or(tr(id::COMMON_NO_CLUSTER).to_string(), |c| {
                clusters::short_name(session, c)
            });
            chip(ui, &name, Some(palette::of_class(cluster, t)));
        }
        for label in &library.labels {
            let Some(class) = label.value(index) else {
                continue;
            };
            let language = library.songs[index].language.as_ref();
            let detected = label.name == "language" && language.is_some_and(|l| l.detected);
            let text = if detected {
                fill(id::SONG_CLASS_DETECTED, &[("class", &class)])
            } else {
                class.to_string()
            };
            let response = chip(ui, &text, None);
            let share = language
                .and_then(|l| l.bangla_share)
                .filter(|_| label.name == "language");
            let mut hint = label.name.clone();
            if detected {
                hint += tr(id::SONG_TOLD_FROM_WORDS_LYRICS);
            }
            if let Some(share) = share {
                let percent = format!("{:.0}", share * 100.0);
                hint += &fill(
                    id::SONG_PERCENT_PERCENT_WORDS_BENGALI_SCRIPT,
                    &[("percent", &percent)],
                );
            }
            response.on_hover_text(hint);
        }
    });
}

/// What a person made of the song: its labels and the note.
fn own_ui(ui: &mut Ui, session: &Session, t: &Tokens) {
    let (Some(song), own) = (session.selected(), session.own()) else {
        return;
    };
    let columns = own.columns.iter();
    let labelled = columns.filter_map(|of| Some((of, of.label.value(song)?)));
    let labelled: Vec<_> = labelled.collect();
    if !labelled.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = eframe::egui::vec2(S1, S1);
            for (of, value) in labelled {
                chip(ui, value, None).on_hover_text(of.shown_name());
            }
        });
    }
    if let Some(note) = own.note(song) {
        ui.add(Label::new(caption(note, t)).wrap());
    }
}

fn trouble_ui(ui: &mut Ui, session: &Session, t: &Tokens) {
    let trouble = match session.sound() {
        SoundState::Failed(cause) => Some(cause.to_string()),
        SoundState::None | SoundState::Reading | SoundState::Ready(_) => {
            session.player().message.as_ref().map(ToString::to_string)
        }
    };
    if let Some(trouble) = trouble {
        Frame::new().show(ui, |ui| {
            ui.add(
                Label::new(
                    RichText::new(sentence(&trouble))
                        .size(12.0)
                        .color(t.warning),
                )
                .wrap(),
            );
        });
    }
}
