//! How far songs move when their recordings are altered, measured in the background; what was
//! measured of other models of the same songs stays for the session.

use std::sync::Arc;

use super::cx::Cx;
use crate::job::{Progress, Slot, Watch};
use crate::library::Library;
use crate::pipeline::{self, Analysis, Invariance};
use crate::runs::Record;
use crate::words::id;

/// So many models are held beside each other; the oldest goes.
const MOST_KEPT: usize = 8;

/// What can be asked of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measuring {
    /// Measure the model on show.
    Start,
    Stop,
}

/// What was measured of one model.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Measured {
    /// Of its settings, as kept runs have it.
    pub(crate) id: String,
    /// What the model is called.
    pub(crate) title: String,
    pub(crate) found: Arc<Invariance>,
}

/// What there is to show of it.
#[derive(Default)]
pub(crate) struct InvarianceState {
    /// The latest at the end.
    kept: Vec<Measured>,
    /// Id and title of what is being measured.
    of: Option<(String, String)>,
    slot: Slot<Invariance>,
    /// Songs done, and in all.
    done: (usize, usize),
    library: Watch<Library>,
}

impl InvarianceState {
    /// How many songs are done, and how many there are, while it is being measured.
    pub(crate) fn progress(&self) -> Option<(usize, usize)> {
        self.slot.is_busy().then_some(self.done)
    }

    /// What was measured of the model of an analysis.
    pub(crate) fn of(&self, analysis: &Analysis) -> Option<&Measured> {
        let id = Record::id_of(analysis);
        self.kept.iter().find(|measured| measured.id == id)
    }

    /// What was measured of other models of the same songs, the latest first.
    pub(crate) fn of_others(&self, analysis: &Analysis) -> impl Iterator<Item = &Measured> {
        let id = Record::id_of(analysis);
        let others = self.kept.iter().rev();
        others.filter(move |measured| measured.id != id)
    }

    pub(super) fn apply(&mut self, command: Measuring, cx: &Cx) {
        match command {
            Measuring::Stop => self.slot.clear(),
            Measuring::Start => {
                let Some(analysis) = cx.shown_analysis().cloned() else {
                    return;
                };
                let title = format!(
                    "{}, {}",
                    analysis.config.model.name(),
                    analysis.modality_shown().label()
                );
                self.of = Some((Record::id_of(&analysis), title));
                self.done = (0, 0);
                let what = id::INVARIANCE_THE_MEASURE;
                self.slot.start(&cx.spawner, what, move |reporter| {
                    pipeline::invariance(&analysis, reporter)
                });
            }
        }
    }

    pub(super) fn pump(&mut self, cx: &mut Cx) {
        if self.library.is_new(cx.library.as_ref()) {
            self.slot.clear();
            self.kept.clear();
        }
        let done = &mut self.done;
        let ended = self.slot.poll_with(|progress| {
            if let Progress::Step { done: n, total, .. } = progress {
                *done = (n.max(done.0), total);
            }
        });
        let found = ended.and_then(|ended| cx.checked(ended));
        if let Some((found, (id, title))) = found.zip(self.of.take_if(|_| !self.slot.is_busy())) {
            self.kept.retain(|measured| measured.id != id);
            self.kept.push(Measured {
                id,
                title,
                found: Arc::new(found),
            });
            let n_over = self.kept.len().saturating_sub(MOST_KEPT);
            self.kept.drain(..n_over);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Command;
    use crate::session::fixture::{self, settle};

    #[test]
    fn what_cannot_be_measured_is_told_and_nothing_is_kept() {
        let mut session = fixture::session();
        let n_before = session.messages().len();
        session.apply(Command::Measuring(Measuring::Start));
        assert!(session.invariance().progress().is_some());
        settle(&mut session);
        // The recordings of the fixture are no files.
        assert!(session.messages().len() > n_before);
        let analysis = session.shown_analysis().unwrap();
        assert!(session.invariance().of(analysis).is_none());
    }

    #[test]
    fn a_measure_that_is_stopped_leaves_nothing() {
        let mut session = fixture::session();
        session.apply(Command::Measuring(Measuring::Start));
        session.apply(Command::Measuring(Measuring::Stop));
        assert_eq!(session.invariance().progress(), None);
        settle(&mut session);
        let analysis = session.shown_analysis().unwrap();
        assert_eq!(session.invariance().of_others(analysis).count(), 0);
    }
}
