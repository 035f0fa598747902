//! What there is to say of the selection, found once for each, and the selection taken home.

use std::path::PathBuf;
use std::sync::Arc;

use crate::error::Result;
use crate::export::{self, SelectionFile};
use crate::job::{Job, Outcome, Reporter};
use crate::library::Library;
use crate::pipeline::Analysis;
use crate::scores::{SelectionFacts, SongFeatures, selection_facts};

use super::message::Level;
use super::{Selection, Session};

/// Facts among so many songs take less than a frame; among more they are found on a thread.
const AT_ONCE_SONGS: usize = 2_000;

/// What facts are of.
#[derive(Clone)]
struct Subject {
    selection: Selection,
    library: Arc<Library>,
    analysis: Option<Arc<Analysis>>,
}

impl Subject {
    fn facts(&self, reporter: &Reporter) -> Result<SelectionFacts> {
        let analysis = self.analysis.as_deref();
        let features = analysis.map(|a| SongFeatures {
            set: &a.features,
            rows: &a.rows,
        });
        let clusters = analysis.map(|a| a.clusters.as_ref());
        selection_facts(
            self.selection.songs(),
            &self.library,
            clusters,
            features,
            reporter,
        )
    }

    /// The very same, as all parts are immutable and this one keeps them alive.
    fn is_same(&self, other: &Self) -> bool {
        let same_analysis = match (&self.analysis, &other.analysis) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        };
        same_analysis
            && Arc::ptr_eq(&self.library, &other.library)
            && std::ptr::eq(self.selection.songs(), other.selection.songs())
    }
}

/// Facts of the present selection, and the threads that find and write them.
#[derive(Default)]
pub(super) struct SelectedState {
    subject: Option<Subject>,
    facts: Option<Arc<SelectionFacts>>,
    job: Option<Job<SelectionFacts>>,
    writing: Option<Job<(usize, PathBuf)>>,
}

impl SelectedState {
    pub fn is_busy(&self) -> bool {
        self.job.is_some() || self.writing.is_some()
    }
}

impl Session {
    /// What there is to say of the selection; `None` when nothing is selected, or until it is
    /// found.
    pub fn selection_facts(&self) -> Option<&Arc<SelectionFacts>> {
        self.selected_facts.facts.as_ref()
    }

    pub(super) fn pump_selected(&mut self) {
        let now = self.subject();
        let state = &self.selected_facts;
        let same = match (&state.subject, &now) {
            (Some(before), Some(now)) => before.is_same(now),
            (None, None) => true,
            _ => false,
        };
        if !same {
            self.find_facts(now);
        }
        self.take_facts();
        self.take_written();
    }

    fn subject(&self) -> Option<Subject> {
        let library = self
            .library()
            .filter(|_| !self.selection().is_empty())?
            .clone();
        Some(Subject {
            selection: self.selection().clone(),
            library,
            analysis: self.shown_analysis().cloned(),
        })
    }

    fn find_facts(&mut self, subject: Option<Subject>) {
        let state = &mut self.selected_facts;
        (state.facts, state.job) = (None, None);
        state.subject.clone_from(&subject);
        let Some(subject) = subject else { return };
        if subject.library.songs.len() <= AT_ONCE_SONGS {
            state.facts = subject.facts(&Reporter::silent()).ok().map(Arc::new);
            return;
        }
        let wake = self.wake.clone();
        match Job::spawn(
            "selection",
            move || wake(),
            move |reporter| subject.facts(reporter),
        ) {
            Ok(job) => state.job = Some(job),
            Err(error) => self.messages.tell(Level::Error, error.to_string()),
        }
    }

    fn take_facts(&mut self) {
        let state = &mut self.selected_facts;
        let Some(outcome) = state.job.as_ref().and_then(Job::poll) else {
            return;
        };
        state.job = None;
        match outcome {
            Outcome::Done(facts) => state.facts = Some(Arc::new(facts)),
            Outcome::Failed(error) => self.messages.tell(Level::Error, error.to_string()),
            Outcome::Cancelled => {}
            Outcome::Panicked(message) => {
                let text = format!(
                    "the selection was not described, by a fault in the program: {message}"
                );
                self.messages.tell(Level::Error, text);
            }
        }
    }

    /// Writes the selected songs on a thread; what came of it is told.
    pub(super) fn save_selection(&mut self, file: SelectionFile, path: PathBuf) {
        let Some(subject) = self.subject() else {
            return self.messages.tell(Level::Info, "select songs first");
        };
        self.write_songs(file, subject.selection.songs().to_vec(), path);
    }

    /// Writes songs on show, as a table or a playlist, on a thread; what came of it is told.
    pub(super) fn write_songs(&mut self, file: SelectionFile, songs: Vec<usize>, path: PathBuf) {
        let Some(library) = self.library().cloned() else {
            return;
        };
        let (analysis, wake) = (self.shown_analysis().cloned(), self.wake.clone());
        let write = move |_: &Reporter| {
            Ok((
                export::write_selection(file, &songs, &library, analysis.as_deref(), &path)?,
                path,
            ))
        };
        match Job::spawn("saving", move || wake(), write) {
            Ok(job) => self.selected_facts.writing = Some(job),
            Err(error) => self.messages.tell(Level::Error, error.to_string()),
        }
    }

    fn take_written(&mut self) {
        let Some(outcome) = self.selected_facts.writing.as_ref().and_then(Job::poll) else {
            return;
        };
        self.selected_facts.writing = None;
        match outcome {
            Outcome::Done((n_songs, path)) => {
                self.messages.tell(
                    Level::Info,
                    format!("{n_songs} songs written: {}", path.display()),
                );
            }
            Outcome::Failed(error) => self.messages.tell(Level::Error, error.to_string()),
            Outcome::Cancelled => {}
            Outcome::Panicked(message) => {
                self.messages.tell(
                    Level::Error,
                    format!("nothing was written, by a fault in the program: {message}"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{self, settle};
    use super::super::{Command, How, Selecting};
    use super::*;
    use crate::scores::Facet;

    #[test]
    fn facts_follow_the_selection_and_are_found_once() {
        let mut session = fixture::session();
        assert!(session.selection_facts().is_none());
        session.apply(Command::Selecting(Selecting::Songs(
            vec![0, 2, 5, 7],
            How::Replace,
        )));
        session.pump();
        let facts = session.selection_facts().unwrap().clone();
        assert_eq!((facts.n_songs, facts.n_all), (4, fixture::N_SONGS));
        let language = facts
            .compositions
            .iter()
            .find(|c| c.facet == Facet::Label(0))
            .unwrap();
        assert!(
            language.parts[0].class == Some(1) && language.parts[0].here == 4,
            "all four are English"
        );
        session.pump();
        assert!(
            Arc::ptr_eq(session.selection_facts().unwrap(), &facts),
            "nothing changed, nothing is computed"
        );
        session.apply(Command::Selecting(Selecting::Songs(vec![1], How::Replace)));
        session.pump();
        assert_eq!(session.selection_facts().unwrap().n_songs, 1);
        session.apply(Command::Selecting(Selecting::Songs(
            Vec::new(),
            How::Replace,
        )));
        session.pump();
        assert!(session.selection_facts().is_none());
    }

    #[test]
    fn a_selection_is_written_and_told_of() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.csv");
        let mut session = fixture::session();
        session.apply(Command::SaveSelection(SelectionFile::Table, path.clone()));
        assert!(
            session
                .messages()
                .iter()
                .any(|m| m.text.contains("select songs first"))
        );
        session.apply(Command::Selecting(Selecting::Songs(
            vec![3, 4],
            How::Replace,
        )));
        session.apply(Command::SaveSelection(SelectionFile::Table, path.clone()));
        settle(&mut session);
        assert!(
            session
                .messages()
                .iter()
                .any(|m| m.text.starts_with("2 songs written"))
        );
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(
            text.contains("song-003") && text.contains("song-004") && text.lines().count() == 3,
            "{text}"
        );
        session.apply(Command::SaveSelection(
            SelectionFile::Table,
            folder.path().join("no/such/folder.csv"),
        ));
        settle(&mut session);
        assert!(
            session
                .messages()
                .iter()
                .any(|m| m.text.starts_with("cannot write"))
        );
    }
}
