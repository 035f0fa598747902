//! What follows a song that has ended, or that cannot be played.

use std::sync::Arc;

use crate::library::AudioFile;
use crate::matrix::squared_distance;

use super::super::Session;
use super::super::message::Level;
use super::{ListeningSettings, Queue, Repeat};

/// What a following song was found for.
#[derive(PartialEq)]
pub(super) struct FoundFor {
    n_plays: u64,
    queue: Queue,
    settings: ListeningSettings,
    /// Which one it was, by its address.
    analysis: Option<usize>,
}

/// A song, and its place where it is one of the playlist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Following {
    pub(super) song: usize,
    pub(super) place: Option<usize>,
}

impl Session {
    /// The song in the player; of several with one file the selected one.
    pub(super) fn playing_song(&self) -> Option<usize> {
        if self.is_loaded() {
            return self.selected;
        }
        let path = self.playback.state.path.as_deref()?;
        let is_it = |audio: &AudioFile| audio.path == path;
        self.library()?
            .songs
            .iter()
            .position(|song| song.audio.as_ref().is_some_and(is_it))
    }

    /// Answers the end of a song, and has the next one decoded before its turn.
    pub(in crate::session) fn pump_listening(&mut self) {
        let (state, n_plays) = (&self.playback.state, self.playback.n_plays);
        let (finished, failed) = (state.finished, state.failed);
        self.find_following();
        if (finished || failed) && self.listening.answered != n_plays {
            self.listening.answered = n_plays;
            self.listening.n_failed = if failed {
                self.listening.n_failed + 1
            } else {
                0
            };
            // After what is no song, such as a decoded spectrogram, nothing follows.
            if self.playing_song().is_some() {
                self.go_on(failed);
            }
        }
    }

    fn go_on(&mut self, failed: bool) {
        let ListeningSettings { radio, repeat, .. } = self.listening.settings;
        if repeat == Repeat::Song && !failed {
            if let Some(path) = self.playback.state.path.clone() {
                self.playback.play(&path, 0.0);
            }
            return;
        }
        let n_songs = self.listening.queue.songs().len();
        if repeat == Repeat::List && n_songs > 0 && self.listening.n_failed >= n_songs {
            return self
                .messages
                .tell(Level::Warning, "no song of the playlist can be played");
        }
        match self.listening.following {
            Some(following) => self.follow(following),
            None if radio => self.messages.tell(
                Level::Info,
                "radio: there is no song left that was not heard",
            ),
            None => {}
        }
    }

    fn follow(&mut self, Following { song, place }: Following) {
        match place {
            Some(place) => self.jump(place),
            None => self.play_anew(song),
        }
    }

    /// Next by the playlist or the radio; false where neither leads on.
    pub(in crate::session) fn follow_on(&mut self) -> bool {
        self.find_following();
        let following = self.listening.following;
        following
            .into_iter()
            .for_each(|following| self.follow(following));
        following.is_some()
    }

    /// Back within the playlist, where its song is the one on show.
    pub(in crate::session) fn previous_in_list(&self) -> Option<usize> {
        let queue = &self.listening.queue;
        let at = queue
            .at()
            .filter(|&at| self.selected == Some(queue.songs()[at]))?;
        at.checked_sub(1)
    }

    /// Looks for what follows, once after each change.
    fn find_following(&mut self) {
        let now = FoundFor {
            n_plays: self.playback.n_plays,
            queue: self.listening.queue.clone(),
            settings: self.listening.settings,
            analysis: self
                .analysis
                .as_ref()
                .map(|analysis| Arc::as_ptr(analysis).addr()),
        };
        if self.listening.found_for.as_ref() == Some(&now) {
            return;
        }
        let playing = self.playing_song();
        if let Some(song) = playing {
            self.listening.heard.insert(song);
        }
        let of_list = self
            .listening
            .queue
            .next(self.listening.settings.repeat == Repeat::List)
            .map(|place| {
                let song = self.listening.queue.songs()[place];
                Following {
                    song,
                    place: Some(place),
                }
            });
        let radio = playing.filter(|_| self.listening.settings.radio);
        let nearest = || {
            radio
                .and_then(|song| self.nearest_unheard(song))
                .map(|song| Following { song, place: None })
        };
        let following = of_list.or_else(nearest);
        let path = following
            .filter(|_| playing.is_some())
            .and_then(|following| self.recording(following.song));
        let again = self.listening.settings.repeat == Repeat::Song;
        self.playback.prepare(if again {
            self.playback.state.path.clone()
        } else {
            path
        });
        self.listening.following = following;
        self.listening.found_for = Some(now);
    }

    /// The nearest song in latent space that has a recording and was not heard.
    fn nearest_unheard(&self, from: usize) -> Option<usize> {
        let (library, analysis) = (self.library()?, self.shown_analysis()?);
        let latents = analysis.latents();
        let is_open =
            |i: &usize| library.songs[*i].audio.is_some() && !self.listening.heard.contains(i);
        let distance = |i: usize| squared_distance(latents.row(from), latents.row(i));
        let open = (0..latents.n_rows())
            .filter(|&i| i != from)
            .filter(is_open)
            .map(|i| (i, distance(i)));
        open.min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(song, _)| song)
    }
}
