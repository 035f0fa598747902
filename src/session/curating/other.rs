//! Another person's labels, from their session file, and how far one's own agree with them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::curation::{Agreement, Curation, agreement, read_session};
use crate::job::{ByAddress, Derived, Slot, When};
use crate::words::id;

use super::super::cx::Cx;

/// So many labels are compared in less than a frame.
const AT_ONCE: usize = 10_000;

/// One's own labels, and another's.
type Compared = (Curation, ByAddress<Curation>);

#[derive(Default)]
pub(super) struct Other {
    opening: Slot<(PathBuf, Curation)>,
    made: Option<(PathBuf, Arc<Curation>)>,
    agreement: Derived<Compared, Agreement>,
}

impl Other {
    pub(super) fn open(&mut self, path: PathBuf, cx: &Cx) {
        self.opening
            .start(&cx.spawner, id::SESSION_OPENING, move |_| {
                read_session(&path).map(|made| (path, made))
            });
    }

    pub(super) fn path(&self) -> Option<&Path> {
        self.made.as_ref().map(|(path, _)| path.as_path())
    }

    pub(super) fn agreement(&self) -> Option<&Arc<Agreement>> {
        self.agreement.value().filter(|_| self.made.is_some())
    }

    pub(super) fn pump(&mut self, own: &Curation, cx: &mut Cx) {
        if let Some((path, made)) = cx.take(&mut self.opening) {
            self.made = Some((path, Arc::new(made)));
        }
        cx.arrived(&mut self.agreement);
        let Some((_, other)) = &self.made else {
            return;
        };
        let key = (own.clone(), ByAddress(other.clone()));
        if self.agreement.is_of(&key) {
            return;
        }
        let (own, other) = (own.clone(), other.clone());
        let when = When::for_size(own.n_entries() + other.n_entries(), AT_ONCE);
        self.agreement
            .make(&cx.spawner, (key, when), id::OWN_COMPARING, move |_| {
                Ok(agreement(&own, &other))
            });
    }
}
