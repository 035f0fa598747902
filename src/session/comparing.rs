//! Runs of this library, kept and compared; the weights of sound and words.

use super::Session;

/// What can be asked of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Comparing {
    /// Shows a kept run, by its id.
    Load(String),
}

/// What there is to show of it.
#[derive(Default)]
pub struct ComparingState {}

impl Session {
    pub fn comparing(&self) -> &ComparingState {
        &self.comparing
    }

    pub(super) fn apply_comparing(&mut self, command: Comparing) {
        match command {
            Comparing::Load(_) => {}
        }
    }

    pub(super) fn pump_comparing(&mut self) {}
}
