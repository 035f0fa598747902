//! Listening beyond one song: previews, radio, playlists.

use super::Session;

/// What can be asked of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Listening {
    /// Plays these songs one after the other, from the first.
    PlayList(Vec<usize>),
}

/// What there is to show of it.
#[derive(Default)]
pub struct ListeningState {}

impl Session {
    pub fn listening(&self) -> &ListeningState {
        &self.listening
    }

    pub(super) fn apply_listening(&mut self, command: Listening) {
        match command {
            Listening::PlayList(_) => {}
        }
    }

    pub(super) fn pump_listening(&mut self) {}
}
