//! What there is to say of the selection, found once for each, and the selection taken home.

use std::path::PathBuf;
use std::sync::Arc;

use crate::error::Result;
use crate::export::{self, SelectionFile};
use crate::job::{ByAddress, Derived, Reporter, Slot, When};
use crate::library::Library;
use crate::pipeline::Analysis;
use crate::scores::{SelectionFacts, SongFeatures, selection_facts};
use crate::words::{id, say};

use super::cx::Cx;
use super::selecting::Selection;

/// Facts among so many songs take less than a frame; among more they are found on a thread.
const AT_ONCE_SONGS: usize = 2_000;

/// What facts are of: all parts are immutable, and kept alive here.
#[derive(Clone)]
struct Subject {
    selection: Selection,
    library: ByAddress<Library>,
    analysis: Option<ByAddress<Analysis>>,
}

impl PartialEq for Subject {
    fn eq(&self, other: &Self) -> bool {
        self.selection.is_same(&other.selection)
            && self.library == other.library
            && self.analysis == other.analysis
    }
}

impl Subject {
    fn of(selection: &Selection, cx: &Cx) -> Option<Self> {
        let library = cx.library.as_ref().filter(|_| !selection.is_empty())?;
        Some(Self {
            selection: selection.clone(),
            library: ByAddress(library.clone()),
            analysis: cx.shown_analysis().cloned().map(ByAddress),
        })
    }

    fn facts(&self, reporter: &Reporter) -> Result<SelectionFacts> {
        let analysis = self.analysis.as_ref().map(|a| &a.0);
        let features = analysis.map(|a| SongFeatures {
            set: &a.features,
            rows: &a.rows,
        });
        let clusters = analysis.map(|a| a.clusters.as_ref());
        let songs = self.selection.songs();
        selection_facts(songs, &self.library.0, clusters, features, reporter)
    }
}

/// Facts of the present selection, and the threads that find and write them.
#[derive(Default)]
pub(super) struct FactsState {
    facts: Derived<Subject, SelectionFacts>,
    writing: Slot<(usize, PathBuf)>,
}

impl FactsState {
    /// `None` when nothing is selected, or until it is found.
    pub(super) fn facts(&self) -> Option<&Arc<SelectionFacts>> {
        self.facts.value()
    }

    pub(super) fn pump(&mut self, cx: &mut Cx, selection: &Selection) {
        cx.arrived(&mut self.facts);
        let now = Subject::of(selection, cx);
        if self.facts.key() != now.as_ref() {
            self.facts.clear();
            if let Some(subject) = now {
                let when = When::for_size(subject.library.0.songs.len(), AT_ONCE_SONGS);
                let of = subject.clone();
                let find = move |reporter: &Reporter| of.facts(reporter);
                self.facts.make(
                    &cx.spawner,
                    (subject, when),
                    id::SESSION_DESCRIBING_SELECTION,
                    find,
                );
            }
        }
        if let Some((n_songs, path)) = cx.take(&mut self.writing) {
            cx.inform(
                say(id::SESSION_N_SONGS_WRITTEN_PATH)
                    .with("n", n_songs)
                    .with("path", path.display()),
            );
        }
    }

    /// Writes the selected songs.
    pub(super) fn save(
        &mut self,
        selection: &Selection,
        file: SelectionFile,
        path: PathBuf,
        cx: &mut Cx,
    ) {
        if selection.is_empty() {
            return cx.inform(id::SESSION_SELECT_SONGS_FIRST);
        }
        self.write(file, selection.songs().to_vec(), path, cx);
    }

    /// Writes songs on show, as a table or a playlist, on a thread; what came of it is told.
    pub(super) fn write(&mut self, file: SelectionFile, songs: Vec<usize>, path: PathBuf, cx: &Cx) {
        let Some(library) = cx.library.clone() else {
            return;
        };
        let (analysis, own) = (cx.shown_analysis().cloned(), cx.own.clone());
        self.writing
            .start(&cx.spawner, id::SESSION_WRITING, move |_| {
                let analysis = analysis.as_deref();
                let n = export::write_selection(file, &songs, &library, analysis, &own, &path)?;
                Ok((n, path))
            });
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
