//! Watching a model learn: the frames of its timeline, pause and further training.

use super::Session;

/// What can be asked of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Learning {
    /// Ends the pause, or begins it.
    PauseOrContinue,
}

/// What there is to show of it.
#[derive(Default)]
pub struct LearningState {}

impl Session {
    pub fn learning(&self) -> &LearningState {
        &self.learning
    }

    pub(super) fn apply_learning(&mut self, command: Learning) {
        match command {
            Learning::PauseOrContinue => {}
        }
    }

    pub(super) fn pump_learning(&mut self) {}
}
