//! The session's side of the player: which song is loaded.

use std::path::{Path, PathBuf};

use crate::player::{Player, PlayerCommand, PlayerState};

/// A hand on the player, or on nothing: then the state only says what was asked.
pub(super) struct Playback {
    player: Option<Player>,
    pub(crate) state: PlayerState,
    pub(crate) volume: f32,
    /// How many songs were asked for.
    pub(crate) n_plays: u64,
}

impl Playback {
    pub(super) fn new(player: Option<Player>) -> Self {
        Self {
            player,
            state: PlayerState::default(),
            volume: 1.0,
            n_plays: 0,
        }
    }

    /// Fetches the player's state; returns a message that was not there before.
    pub(super) fn listen(&mut self) -> Option<crate::words::Message> {
        let state = self.player.as_ref()?.state();
        // What was said before the player had heard of the latest song is not about that song.
        if state.n_plays < self.n_plays {
            return None;
        }
        let before = self.state.message.take();
        self.state = state;
        self.state
            .message
            .clone()
            .filter(|message| before.as_ref() != Some(message))
    }

    pub(super) fn has(&self, path: &Path) -> bool {
        self.state.path.as_deref() == Some(path)
    }

    pub(super) fn play(&mut self, path: &Path, from_secs: f32) {
        self.n_plays += 1;
        self.state = PlayerState {
            path: Some(path.to_path_buf()),
            playing: true,
            n_plays: self.n_plays,
            preview: self.state.preview.take(),
            loading: self.player.is_some(),
            position_secs: from_secs,
            message: self.state.message.take(),
            ..PlayerState::default()
        };
        self.send(PlayerCommand::Play {
            path: path.to_path_buf(),
            from_secs,
        });
    }

    pub(super) fn pause(&mut self) {
        self.state.playing = false;
        self.send(PlayerCommand::Pause);
    }

    pub(super) fn resume(&mut self) {
        self.state.playing = true;
        self.send(PlayerCommand::Resume);
    }

    pub(super) fn seek(&mut self, secs: f32) {
        self.state.position_secs = secs;
        self.send(PlayerCommand::Seek(secs));
    }

    pub(super) fn stop(&mut self) {
        if self.state.path.is_some() {
            let n_plays = self.n_plays;
            self.state = PlayerState {
                message: self.state.message.take(),
                n_plays,
                ..PlayerState::default()
            };
            self.send(PlayerCommand::Stop);
        }
    }

    pub(super) fn set_volume(&mut self, volume: f32) {
        self.volume = volume.clamp(0.0, 1.0);
        self.send(PlayerCommand::Volume(self.volume));
    }

    pub(super) fn set_levelled(&mut self, levelled: bool) {
        self.send(PlayerCommand::Levelled(levelled));
    }

    pub(super) fn set_typical(&mut self, typical: bool) {
        self.send(PlayerCommand::Typical(typical));
    }

    /// Has a song decoded that will follow.
    pub(super) fn prepare(&mut self, path: Option<PathBuf>) {
        self.send(PlayerCommand::Prepare(path));
    }

    pub(super) fn look_ahead(&self, paths: Vec<PathBuf>) {
        self.send(PlayerCommand::LookAhead(paths));
    }

    pub(super) fn preview(&mut self, path: Option<PathBuf>) {
        if self.player.is_none() {
            self.state.preview.clone_from(&path);
        }
        self.send(PlayerCommand::Preview(path));
    }

    fn send(&self, command: PlayerCommand) {
        if let Some(player) = &self.player {
            player.send(command);
        }
    }
}
