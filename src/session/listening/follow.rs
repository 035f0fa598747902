//! What follows a song that has ended, or that cannot be played: the other half of the state next
//! door, which it plays with; so the two files know each other.

use crate::job::ByAddress;
use crate::library::AudioFile;
use crate::matrix::squared_distance;
use crate::pipeline::Analysis;
use crate::words::id;

use super::super::cx::Cx;
use super::super::focus::Focus;
use super::{ListeningSettings, ListeningState, Queue, Repeat};

/// What a following song was found for.
#[derive(PartialEq)]
pub(super) struct FoundFor {
    n_plays: u64,
    queue: Queue,
    settings: ListeningSettings,
    analysis: Option<ByAddress<Analysis>>,
}

/// A song, and its place where it is one of the playlist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Following {
    pub(super) song: usize,
    pub(super) place: Option<usize>,
}

impl ListeningState {
    /// The song in the player; of several with one file the selected one.
    pub(in crate::session) fn playing_song(&self, cx: &Cx, focus: &Focus) -> Option<usize> {
        if self.is_loaded(focus, cx) {
            return focus.selected();
        }
        let path = self.playback.state.path.as_deref()?;
        let is_it = |audio: &AudioFile| audio.path == path;
        let songs = &cx.library.as_ref()?.songs;
        songs
            .iter()
            .position(|song| song.audio.as_ref().is_some_and(is_it))
    }

    /// Hears the player, answers the end of a song, and has the next one decoded before its turn.
    pub(in crate::session) fn pump(&mut self, cx: &mut Cx, focus: &Focus) {
        if self.library.is_new(cx.library.as_ref()) {
            self.forget_songs();
        }
        if self.own.is_new(Some(&cx.own)) {
            self.queue.retain(|song| !cx.own.is_hidden(song));
            self.found_for = None;
        }
        if let Some(message) = self.playback.listen() {
            cx.warn(message);
        }
        let (state, n_plays) = (&self.playback.state, self.playback.n_plays);
        let (finished, failed) = (state.finished, state.failed);
        self.find_following(cx, focus);
        if (finished || failed) && self.answered != n_plays {
            self.answered = n_plays;
            self.n_failed = if failed { self.n_failed + 1 } else { 0 };
            // After what is no song, such as a decoded spectrogram, nothing follows.
            if self.playing_song(cx, focus).is_some() {
                self.go_on(failed, cx);
            }
        }
    }

    /// Other songs are on show: what belonged to the earlier ones is let go.
    fn forget_songs(&mut self) {
        (self.queue, self.heard) = Default::default();
        (self.preview, self.following, self.found_for) = (None, None, None);
        self.n_failed = 0;
    }

    fn go_on(&mut self, failed: bool, cx: &mut Cx) {
        let ListeningSettings { radio, repeat, .. } = self.settings;
        if repeat == Repeat::Song && !failed {
            if let Some(path) = self.playback.state.path.clone() {
                self.playback.play(&path, 0.0);
            }
            return;
        }
        let n_songs = self.queue.songs().len();
        if repeat == Repeat::List && n_songs > 0 && self.n_failed >= n_songs {
            return cx.warn(id::SESSION_NO_SONG_PLAYLIST_CAN_BE);
        }
        match self.following {
            Some(following) => self.follow(following, cx),
            None if radio => cx.inform(id::SESSION_RADIO_THERE_NO_SONG_LEFT),
            None => {}
        }
    }

    fn follow(&mut self, Following { song, place }: Following, cx: &mut Cx) {
        match place {
            Some(place) => self.jump(place, cx),
            None => self.play_anew(song, cx),
        }
    }

    /// Next by the playlist or the radio; false where neither leads on.
    pub(in crate::session) fn follow_on(&mut self, cx: &mut Cx, focus: &Focus) -> bool {
        self.find_following(cx, focus);
        let following = self.following;
        if let Some(following) = following {
            self.follow(following, cx);
        }
        following.is_some()
    }

    /// Back within the playlist, where its song is the one on show.
    pub(in crate::session) fn previous_in_list(&self, focus: &Focus) -> Option<usize> {
        let is_shown = |&at: &usize| focus.selected() == Some(self.queue.songs()[at]);
        self.queue.at().filter(is_shown)?.checked_sub(1)
    }

    /// Looks for what follows, once after each change.
    fn find_following(&mut self, cx: &Cx, focus: &Focus) {
        let now = FoundFor {
            n_plays: self.playback.n_plays,
            queue: self.queue.clone(),
            settings: self.settings,
            analysis: cx.analysis.clone().map(ByAddress),
        };
        if self.found_for.as_ref() == Some(&now) {
            return;
        }
        let playing = self.playing_song(cx, focus);
        self.heard.extend(playing);
        let of_list = self.queue.next(self.settings.repeat == Repeat::List);
        let of_list = of_list.map(|place| Following {
            song: self.queue.songs()[place],
            place: Some(place),
        });
        let radio = playing.filter(|_| self.settings.radio);
        let nearest = || {
            radio
                .and_then(|song| self.nearest_unheard(song, cx))
                .map(|song| Following { song, place: None })
        };
        let following = of_list.or_else(nearest);
        let path = following
            .filter(|_| playing.is_some())
            .and_then(|following| cx.recording(following.song));
        let again = self.settings.repeat == Repeat::Song;
        self.playback.prepare(if again {
            self.playback.state.path.clone()
        } else {
            path
        });
        self.following = following;
        self.found_for = Some(now);
    }

    /// The nearest song in latent space that has a recording and was not heard.
    fn nearest_unheard(&self, from: usize, cx: &Cx) -> Option<usize> {
        let (library, analysis) = (cx.library.as_ref()?, cx.shown_analysis()?);
        let latents = analysis.latents();
        let is_open = |i: &usize| {
            let is_there = library.songs[*i].audio.is_some() && !cx.own.is_hidden(*i);
            is_there && !self.heard.contains(i)
        };
        let distance = |i: usize| squared_distance(latents.row(from), latents.row(i));
        let open = (0..latents.n_rows())
            .filter(|&i| i != from)
            .filter(is_open)
            .map(|i| (i, distance(i)));
        open.min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(song, _)| song)
    }
}
