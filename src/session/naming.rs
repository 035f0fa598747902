//! Names that people give to clusters.

use super::Session;

/// What can be asked of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Naming {
    /// Gives a cluster a name; an empty one takes it away.
    Cluster(u32, String),
}

/// What there is to show of it.
#[derive(Default)]
pub struct NamingState {}

impl Session {
    pub fn naming(&self) -> &NamingState {
        &self.naming
    }

    pub(super) fn apply_naming(&mut self, command: Naming) {
        match command {
            Naming::Cluster(..) => {}
        }
    }

    pub(super) fn pump_naming(&mut self) {}
}
