//! Listening beyond one song: playlists, radio, what follows a song that has ended, and previews.

mod follow;
mod queue;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::export::SelectionFile;
use crate::matrix::squared_distance;

use super::Session;
use super::message::Level;

use follow::{Following, FoundFor};
pub use queue::Queue;

/// Previews of so many songs near the pointer are decoded ahead.
const N_AHEAD: usize = 12;

/// What is played again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Repeat {
    #[default]
    Off,
    Song,
    /// The playlist.
    List,
}

/// How songs follow each other, and how loud they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListeningSettings {
    /// At the end of a song, on to the nearest one in latent space that was not heard yet.
    pub radio: bool,
    pub repeat: Repeat,
    /// Songs are brought to one loudness, by EBU R 128.
    pub same_loudness: bool,
}

impl Default for ListeningSettings {
    fn default() -> Self {
        Self {
            radio: false,
            repeat: Repeat::Off,
            same_loudness: true,
        }
    }
}

/// What can be asked of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Listening {
    /// Plays these songs one after the other, from the first.
    PlayList(Vec<usize>),
    /// To a place of the playlist.
    Jump(usize),
    /// Takes the song at a place out of the playlist.
    Remove(usize),
    /// Forgets the playlist; the song that plays goes on.
    Clear,
    /// Writes the playlist to a file, M3U8, in its order.
    Save(PathBuf),
    Settings(ListeningSettings),
    /// Makes ready for previews of this song and of those around it.
    LookAhead(usize),
    /// Lets some seconds of a song be heard; none brings back what played.
    Preview(Option<usize>),
}

/// What there is to show of it.
#[derive(Default)]
pub struct ListeningState {
    settings: ListeningSettings,
    queue: Queue,
    /// Songs the radio does not come back to.
    heard: HashSet<usize>,
    preview: Option<usize>,
    following: Option<Following>,
    found_for: Option<FoundFor>,
    /// The play whose end was answered.
    answered: u64,
    /// Songs in a row that could not be played.
    n_failed: usize,
}

impl ListeningState {
    pub fn settings(&self) -> ListeningSettings {
        self.settings
    }

    pub fn queue(&self) -> &Queue {
        &self.queue
    }

    /// The song whose preview was asked for.
    pub fn preview(&self) -> Option<usize> {
        self.preview
    }

    /// The song that follows the one that plays: the playlist's next, else the radio's.
    pub fn next(&self) -> Option<usize> {
        self.following.map(|following| following.song)
    }

    /// Other songs are on show: what belonged to the earlier ones is let go.
    pub(super) fn forget_songs(&mut self) {
        *self = Self {
            settings: self.settings,
            answered: self.answered,
            ..Self::default()
        };
    }
}

impl Session {
    pub fn listening(&self) -> &ListeningState {
        &self.listening
    }

    pub(super) fn apply_listening(&mut self, command: Listening) {
        match command {
            Listening::PlayList(songs) => self.play_list(&songs),
            Listening::Jump(place) => self.jump(place),
            Listening::Remove(place) => self.listening.queue.remove(place),
            Listening::Clear => self.listening.queue = Queue::default(),
            Listening::Save(path) => self.save_list(path),
            Listening::Settings(settings) => self.set_listening(settings),
            Listening::LookAhead(song) => {
                let paths = self
                    .around(song)
                    .into_iter()
                    .filter_map(|i| self.recording(i))
                    .collect();
                self.playback.look_ahead(paths);
            }
            Listening::Preview(song) => {
                let path = song.and_then(|song| self.recording(song));
                self.listening.preview = song.filter(|_| path.is_some());
                self.playback.preview(path);
            }
        }
    }

    fn recording(&self, song: usize) -> Option<PathBuf> {
        self.song(song)?
            .audio
            .as_ref()
            .map(|audio| audio.path.clone())
    }

    fn play_list(&mut self, songs: &[usize]) {
        let playable: Vec<usize> = songs
            .iter()
            .copied()
            .filter(|&i| self.recording(i).is_some())
            .collect();
        let n_mute = songs.len() - playable.len();
        if playable.is_empty() {
            return self
                .messages
                .tell(Level::Info, "none of these songs has a recording");
        }
        if n_mute > 0 {
            let n = playable.len();
            self.messages.tell(
                Level::Info,
                format!("{n} songs are played; {n_mute} have no recording"),
            );
        }
        self.listening.n_failed = 0;
        self.listening.queue = Queue::new(playable);
        self.jump(0);
    }

    pub(super) fn jump(&mut self, place: usize) {
        if let Some(song) = self.listening.queue.go_to(place) {
            self.play_anew(song);
        }
    }

    /// From its beginning, even where it plays already.
    fn play_anew(&mut self, song: usize) {
        self.play(song);
        if let Some(path) = self.recording(song)
            && self.playback.has(&path)
            && (self.playback.state.finished || self.playback.state.position_secs > 0.0)
        {
            self.playback.play(&path, 0.0);
        }
    }

    fn save_list(&mut self, path: PathBuf) {
        let songs = self.listening.queue.songs().to_vec();
        self.write_songs(SelectionFile::Playlist, songs, path);
    }

    fn set_listening(&mut self, settings: ListeningSettings) {
        let before = std::mem::replace(&mut self.listening.settings, settings);
        if settings.radio && !before.radio {
            self.listening.heard = self.playing_song().into_iter().collect();
        }
        self.listening.found_for = None;
        self.playback.set_levelled(settings.same_loudness);
    }

    /// A song, and those nearest to it in the picture that can be heard, the nearest first.
    fn around(&self, song: usize) -> Vec<usize> {
        let (Some(xy), Some(library)) = (self.places(), self.library()) else {
            return vec![song];
        };
        if song >= xy.n_rows() {
            return Vec::new();
        }
        let mut near: Vec<(usize, f32)> = Vec::with_capacity(N_AHEAD + 1);
        for i in (0..xy.n_rows()).filter(|&i| library.songs[i].audio.is_some()) {
            let distance = squared_distance(xy.row(song), xy.row(i));
            if near.len() == N_AHEAD
                && near
                    .last()
                    .is_some_and(|&(_, farthest)| distance >= farthest)
            {
                continue;
            }
            let at = near.partition_point(|&(_, before)| before <= distance);
            near.insert(at, (i, distance));
            near.truncate(N_AHEAD);
        }
        near.into_iter().map(|(i, _)| i).collect()
    }

    /// True while the preview of this song is heard.
    pub fn hears_preview_of(&self, song: usize) -> bool {
        let path = self.recording(song);
        path.is_some() && self.playback.state.preview == path
    }
}
