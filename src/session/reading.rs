//! What may be read from the analysis on show, found once for each.

use std::sync::Arc;

use crate::job::{ByAddress, Derived, When};
use crate::pipeline::Analysis;
use crate::reading::{Reading, reading};
use crate::words::id;

use super::cx::Cx;

/// So many songs are looked at in less than a frame.
const AT_ONCE_SONGS: usize = 5_000;

#[derive(Default)]
pub(super) struct ReadingState(Derived<ByAddress<Analysis>, Reading>);

impl ReadingState {
    /// `None` without an analysis, or until it is found.
    pub(super) fn reading(&self) -> Option<&Arc<Reading>> {
        self.0.value()
    }

    pub(super) fn pump(&mut self, cx: &mut Cx) {
        cx.arrived(&mut self.0);
        let key = cx.analysis.clone().map(ByAddress);
        if self.0.key() != key.as_ref() {
            self.0.clear();
            if let Some(key) = key {
                let analysis = key.0.clone();
                let when = When::for_size(analysis.library.songs.len(), AT_ONCE_SONGS);
                let read = move |_: &_| Ok(reading(&analysis));
                self.0
                    .make(&cx.spawner, (key, when), id::SESSION_READING_MAP, read);
            }
        }
    }
}
