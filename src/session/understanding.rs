//! Questions to the model: what a latent dimension does, what lies between two songs, what was lost.

use super::Session;

/// What can be asked of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Understanding {
    /// Forget the answer on show.
    Clear,
}

/// What there is to show of it.
#[derive(Default)]
pub struct UnderstandingState {}

impl Session {
    pub fn understanding(&self) -> &UnderstandingState {
        &self.understanding
    }

    pub(super) fn apply_understanding(&mut self, command: Understanding) {
        match command {
            Understanding::Clear => {}
        }
    }

    pub(super) fn pump_understanding(&mut self) {}
}
