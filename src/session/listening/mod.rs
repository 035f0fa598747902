//! Listening: the song that plays, playlists, radio, what follows a song that has ended, and
//! previews.

mod queue;
mod follow;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::curation::OwnTable;
use crate::export::SelectionFile;
use crate::job::Watch;
use crate::library::Library;
use crate::matrix::{Matrix, squared_distance};
use crate::player::Player;
use crate::words::{id, say};

use super::cx::{Cx, Follow, OnMap};
use super::depicting::SoundState;
use super::focus::Focus;
use super::playback::Playback;

use follow::{Following, FoundFor};
pub(crate) use queue::Queue;

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
    /// Whether the song or the playlist begins again at its end.
    pub repeat: Repeat,
    /// Songs are brought to one loudness, by EBU R 128.
    pub same_loudness: bool,
    /// Previews are of the part that is most like the rest of the song.
    pub typical_previews: bool,
}

impl Default for ListeningSettings {
    fn default() -> Self {
        Self {
            radio: false,
            repeat: Repeat::Off,
            same_loudness: true,
            typical_previews: true,
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
    /// These settings count from now on.
    Settings(ListeningSettings),
    /// Makes ready for previews of this song and of those around it.
    LookAhead(usize),
    /// Lets some seconds of a song be heard; none brings back what played.
    Preview(Option<usize>),
}

/// What there is to show of it.
pub(crate) struct ListeningState {
    playback: Playback,
    library: Watch<Library>,
    own: Watch<OwnTable>,
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
    pub(crate) fn settings(&self) -> ListeningSettings {
        self.settings
    }

    pub(crate) fn queue(&self) -> &Queue {
        &self.queue
    }

    /// The song that follows the one that plays: the playlist's next, else the radio's.
    pub(crate) fn next(&self) -> Option<usize> {
        self.following.map(|following| following.song)
    }

    pub(super) fn new(player: Option<Player>) -> Self {
        Self {
            playback: Playback::new(player),
            library: Watch::default(),
            own: Watch::default(),
            settings: ListeningSettings::default(),
            queue: Queue::default(),
            heard: HashSet::new(),
            preview: None,
            following: None,
            found_for: None,
            answered: 0,
            n_failed: 0,
        }
    }

    pub(super) fn playback(&self) -> &Playback {
        &self.playback
    }

    /// True when the selected song is the one in the player.
    pub(super) fn is_loaded(&self, focus: &Focus, cx: &Cx) -> bool {
        let path = focus.selected().and_then(|song| cx.recording(song));
        path.is_some_and(|path| self.playback.has(&path))
    }

    /// True while the preview of this song is heard.
    pub(super) fn hears_preview_of(&self, song: usize, cx: &Cx) -> bool {
        let path = cx.recording(song);
        path.is_some() && self.playback.state.preview == path
    }

    /// How long the selected song is, in seconds; 0 while it is not known.
    pub(super) fn duration_secs(&self, focus: &Focus, cx: &Cx) -> f32 {
        let of_player = self.playback.state.duration_secs;
        match focus.sound() {
            _ if of_player > 0.0 && self.is_loaded(focus, cx) => of_player,
            SoundState::Ready(sound) => sound.duration_secs,
            SoundState::None | SoundState::Reading | SoundState::Failed(_) => 0.0,
        }
    }

    /// Where the selected song is, in seconds.
    pub(super) fn position_secs(&self, focus: &Focus, cx: &Cx) -> f32 {
        if self.is_loaded(focus, cx) {
            self.playback.state.position_secs
        } else {
            0.0
        }
    }

    pub(super) fn apply(&mut self, command: Listening, cx: &mut Cx, focus: &Focus, map: OnMap) {
        match command {
            Listening::PlayList(songs) => self.play_list(&songs, cx),
            Listening::Jump(place) => self.jump(place, cx),
            Listening::Remove(place) => self.queue.remove(place),
            Listening::Clear => self.queue = Queue::default(),
            Listening::Save(path) => {
                let songs = self.queue.songs().to_vec();
                cx.then(Follow::WriteSongs(SelectionFile::Playlist, songs, path));
            }
            Listening::Settings(settings) => self.set(settings, cx, focus),
            Listening::Preview(song) => {
                let path = song.and_then(|song| cx.recording(song));
                self.preview = song.filter(|_| path.is_some());
                self.playback.preview(path);
            }
            Listening::LookAhead(song) => self.look_ahead(song, map.places(cx), cx),
        }
    }

    pub(super) fn set_volume(&mut self, volume: f32) {
        self.playback.set_volume(volume);
    }

    pub(super) fn play_pause(&mut self, cx: &Cx, focus: &Focus) {
        let Some(path) = focus.selected().and_then(|song| cx.recording(song)) else {
            return;
        };
        if !self.playback.has(&path) || self.playback.state.finished {
            self.playback.play(&path, 0.0);
        } else if self.playback.state.playing {
            self.playback.pause();
        } else {
            self.playback.resume();
        }
    }

    /// A seek in a song that is not in the player starts it there.
    pub(super) fn seek(&mut self, secs: f32, cx: &Cx, focus: &Focus) {
        let Some(path) = focus.selected().and_then(|song| cx.recording(song)) else {
            return;
        };
        let duration = self.duration_secs(focus, cx);
        let secs = secs.clamp(0.0, if duration > 0.0 { duration } else { f32::MAX });
        if self.playback.has(&path) && !self.playback.state.finished {
            self.playback.seek(secs);
        } else {
            self.playback.play(&path, secs);
        }
    }

    /// Plays a song from its beginning, unless it plays already.
    pub(super) fn play(&mut self, song: usize, cx: &Cx) {
        match cx.recording(song) {
            Some(path) if self.playback.has(&path) && self.playback.state.playing => {}
            Some(path) => self.playback.play(&path, 0.0),
            None => self.playback.stop(),
        }
    }

    pub(super) fn play_file(&mut self, path: &Path) {
        self.playback.play(path, 0.0);
    }

    pub(super) fn stop(&mut self) {
        self.playback.stop();
    }

    fn play_list(&mut self, songs: &[usize], cx: &mut Cx) {
        let playable: Vec<usize> = songs
            .iter()
            .copied()
            .filter(|&i| cx.recording(i).is_some())
            .collect();
        let n_mute = songs.len() - playable.len();
        if playable.is_empty() {
            return cx.inform(id::SESSION_NONE_THESE_SONGS_HAS_RECORDING);
        }
        if n_mute > 0 {
            let n = playable.len();
            cx.inform(
                say(id::SESSION_N_SONGS_PLAYED_MUTE_HAVE)
                    .with("n", n)
                    .with("mute", n_mute),
            );
        }
        self.n_failed = 0;
        self.queue = Queue::new(playable);
        self.jump(0, cx);
    }

    pub(super) fn jump(&mut self, place: usize, cx: &mut Cx) {
        if let Some(song) = self.queue.go_to(place) {
            self.play_anew(song, cx);
        }
    }

    /// From its beginning, even where it plays already.
    fn play_anew(&mut self, song: usize, cx: &mut Cx) {
        cx.then(Follow::Select(song));
        self.play(song, cx);
        if let Some(path) = cx.recording(song)
            && self.playback.has(&path)
            && (self.playback.state.finished || self.playback.state.position_secs > 0.0)
        {
            self.playback.play(&path, 0.0);
        }
    }

    fn set(&mut self, settings: ListeningSettings, cx: &Cx, focus: &Focus) {
        let before = std::mem::replace(&mut self.settings, settings);
        if settings.radio && !before.radio {
            self.heard = self.playing_song(cx, focus).into_iter().collect();
        }
        self.found_for = None;
        self.playback.set_levelled(settings.same_loudness);
        if settings.typical_previews != before.typical_previews {
            self.playback.set_typical(settings.typical_previews);
        }
    }

    /// Makes ready for previews of a song and of those nearest to it in the picture that can be
    /// heard. `xy` is where songs lie, n × 2.
    fn look_ahead(&self, song: usize, xy: Option<&Matrix>, cx: &Cx) {
        let near = match (xy, &cx.library) {
            (Some(xy), Some(library)) => around(song, xy, library),
            _ => vec![song],
        };
        let paths = near.into_iter().filter_map(|i| cx.recording(i));
        self.playback.look_ahead(paths.collect());
    }
}

/// A song, and those nearest to it in the picture that can be heard, the nearest first.
fn around(song: usize, xy: &Matrix, library: &Library) -> Vec<usize> {
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
