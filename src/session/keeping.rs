//! Session files and exports: what is taken home.

use super::Session;

/// What can be asked of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Keeping {
    /// Writes the session file.
    Save(std::path::PathBuf),
}

/// What there is to show of it.
#[derive(Default)]
pub struct KeepingState {}

impl Session {
    pub fn keeping(&self) -> &KeepingState {
        &self.keeping
    }

    pub(super) fn apply_keeping(&mut self, command: Keeping) {
        match command {
            Keeping::Save(_) => {}
        }
    }

    pub(super) fn pump_keeping(&mut self) {}
}
