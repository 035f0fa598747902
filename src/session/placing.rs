//! Further songs on the map on show: placed by the model as it was trained.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::cx::{Cx, Follow};
use crate::export;
use crate::job::{ByAddress, Slot};
use crate::pipeline::{Analysis, Newcomers, place_newcomers, read_newcomers};
use crate::words::{id, say};

/// What can be asked of songs that the model has not seen.
#[derive(Debug, Clone, PartialEq)]
pub enum Placing {
    /// Place the songs of these files, folders and manifests, beside those placed before.
    Place(Vec<PathBuf>),
    /// Hear one.
    Play(usize),
    /// Mark one on the map, and no other.
    Point(Option<usize>),
    /// Write where they are into a table, replacing what is there.
    Save(PathBuf),
    /// Take all of them off the map.
    Clear,
}

/// See the head of the file.
#[derive(Default)]
pub(crate) struct PlacingState {
    placing: Slot<Placed>,
    saving: Slot<PathBuf>,
    shown: Option<(ByAddress<Analysis>, Arc<Newcomers>)>,
    /// Of the songs on show.
    paths: Vec<PathBuf>,
    pointed: Option<usize>,
}

/// Songs placed on the map of an analysis, and the files, folders and manifests they are from.
struct Placed {
    of: ByAddress<Analysis>,
    newcomers: Newcomers,
    paths: Vec<PathBuf>,
}

impl PlacingState {
    /// The songs placed on the map of `analysis`.
    pub(super) fn newcomers(&self, analysis: Option<&Arc<Analysis>>) -> Option<&Arc<Newcomers>> {
        let (of, newcomers) = self.shown.as_ref()?;
        let is_shown = analysis.is_some_and(|analysis| Arc::ptr_eq(&of.0, analysis));
        is_shown.then_some(newcomers)
    }

    /// What the songs on show are from.
    pub(super) fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// True while songs are read and placed.
    pub(crate) fn is_placing(&self) -> bool {
        self.placing.is_busy()
    }

    /// The one that is marked.
    pub(crate) fn pointed(&self) -> Option<usize> {
        self.pointed
    }

    pub(super) fn apply(&mut self, asked: Placing, cx: &mut Cx) {
        match asked {
            Placing::Place(paths) => self.place(paths, cx),
            Placing::Play(song) => {
                let newcomers = self.newcomers(cx.shown_analysis());
                let song = newcomers.and_then(|n| n.songs.get(song));
                if let Some(audio) = song.and_then(|song| song.audio.as_ref()) {
                    cx.then(Follow::PlayFile(audio.path.clone()));
                }
            }
            Placing::Point(song) => self.pointed = song,
            Placing::Save(path) => self.save(path, cx),
            Placing::Clear => {
                self.placing.clear();
                self.let_go();
            }
        }
    }

    fn place(&mut self, paths: Vec<PathBuf>, cx: &mut Cx) {
        let Some(analysis) = cx.shown_analysis().cloned() else {
            return cx.inform(id::PLACING_ANALYSE_FIRST);
        };
        let cache = cx.cache.clone();
        let spawner = &cx.spawner;
        self.placing
            .start(spawner, id::PLACING_NEW_SONGS, move |reporter| {
                let found = read_newcomers(&paths, reporter)?;
                let newcomers = place_newcomers(&analysis, found, &cache, reporter)?;
                let paths = paths.iter().map(|path| whole(path)).collect();
                Ok(Placed {
                    of: ByAddress(analysis),
                    newcomers,
                    paths,
                })
            });
    }

    fn save(&mut self, path: PathBuf, cx: &mut Cx) {
        let analysis = cx.shown_analysis().cloned();
        let Some(newcomers) = self.newcomers(analysis.as_ref()).cloned() else {
            return;
        };
        self.saving
            .start(&cx.spawner, id::PLACING_NEW_SONGS, move |_| {
                if let Some(analysis) = &analysis {
                    let table = export::newcomers(analysis, &newcomers)?;
                    export::write_file(&path, table.as_bytes())?;
                }
                Ok(path)
            });
    }

    pub(super) fn pump(&mut self, cx: &mut Cx) {
        if let Some(placed) = cx.take(&mut self.placing) {
            self.arrived(placed, cx);
        }
        if let Some(path) = cx.take(&mut self.saving) {
            cx.inform(say(id::PLACING_WRITTEN).with("path", path.display()));
        }
        // A map that goes takes its guests along.
        let on_show = cx.shown_analysis();
        let is_other = |of: &ByAddress<Analysis>| !on_show.is_some_and(|a| Arc::ptr_eq(a, &of.0));
        if self.shown.as_ref().is_some_and(|(of, _)| is_other(of)) {
            self.let_go();
        }
    }

    fn let_go(&mut self) {
        (self.shown, self.pointed) = (None, None);
        self.paths.clear();
    }

    fn arrived(&mut self, placed: Placed, cx: &mut Cx) {
        let Placed {
            of,
            newcomers: placed,
            paths,
        } = placed;
        if !cx.shown_analysis().is_some_and(|a| Arc::ptr_eq(a, &of.0)) {
            return;
        }
        let n_outside = (0..placed.songs.len())
            .filter(|&song| placed.is_outside(song))
            .count();
        cx.inform(
            say(id::PLACING_N_PLACED)
                .with("n", placed.songs.len())
                .with("outside", n_outside),
        );
        if let Some(first) = placed.warnings.first() {
            cx.warn(
                say(id::PLACING_WARNED)
                    .with("n", placed.warnings.len())
                    .with("first", first.to_string()),
            );
        }
        let all = match self.newcomers(Some(&of.0)) {
            Some(before) => before.and(placed),
            None => placed,
        };
        self.shown = Some((of, Arc::new(all)));
        for path in paths {
            if !self.paths.contains(&path) {
                self.paths.push(path);
            }
        }
    }
}

/// The path as it leads there from any folder.
fn whole(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::fixture::settle;
    use crate::session::placing_fixture::{session_of_words, written};
    use crate::session::{Command, How, Parting, Selecting};

    #[test]
    fn a_song_that_comes_again_is_placed_where_it_is() {
        let mut session = session_of_words();
        let folder = tempfile::tempdir().unwrap();
        let paths = written(&session, &[3, 7], folder.path());
        session.apply(Command::Placing(Placing::Place(paths.clone())));
        assert!(session.placing().is_placing());
        settle(&mut session);
        let analysis = session.shown_analysis().unwrap().clone();
        let newcomers = session.newcomers().unwrap().clone();
        assert_eq!(newcomers.songs.len(), 2);
        for (guest, song) in [(0, 3), (1, 7)] {
            let (own, found) = (analysis.latents().row(song), newcomers.latents.row(guest));
            let off = own.iter().zip(found).map(|(a, b)| (a - b).abs());
            assert!(off.fold(0.0, f32::max) < 1e-5, "{own:?} {found:?}");
            let (nearest, distance) = newcomers.nearest[guest][0];
            assert!(distance < 1e-4, "{distance}");
            let words = |i: usize| analysis.library.songs[i].lyrics.as_ref().unwrap().text();
            assert_eq!(words(nearest), words(song));
            assert!(!newcomers.is_outside(guest));
            let at = newcomers.on_pca.row(guest);
            let there = analysis.pca.xy.row(song);
            assert!((at[0] - there[0]).hypot(at[1] - there[1]) < 1e-3);
        }
        // The same again is no further song.
        session.apply(Command::Placing(Placing::Place(paths[..1].to_vec())));
        settle(&mut session);
        assert_eq!(session.newcomers().unwrap().songs.len(), 2);

        let table = folder.path().join("new.csv");
        session.apply(Command::Placing(Placing::Save(table.clone())));
        settle(&mut session);
        let text = std::fs::read_to_string(table).unwrap();
        assert_eq!(text.lines().count(), 3, "{text}");
        session.apply(Command::Placing(Placing::Clear));
        assert!(session.newcomers().is_none());
    }

    /// The words of a part keep the weights that they have among all songs, and so do those that come
    /// to it later.
    #[test]
    fn a_song_that_comes_again_to_a_part_is_placed_where_it_is() {
        let mut session = session_of_words();
        let songs: Vec<usize> = (0..32).filter(|i| i % 2 == 1).collect();
        let take = Selecting::Songs(songs, How::Replace);
        session.apply(Command::Selecting(take));
        session.apply(Command::Parting(Parting::Selection));
        settle(&mut session);
        let folder = tempfile::tempdir().unwrap();
        let paths = written(&session, &[3, 7], folder.path());
        session.apply(Command::Placing(Placing::Place(paths)));
        settle(&mut session);
        let analysis = session.shown_analysis().unwrap().clone();
        assert_eq!(analysis.library.songs.len(), 16);
        let newcomers = session.newcomers().unwrap();
        for (guest, song) in [(0, 3), (1, 7)] {
            let (own, found) = (analysis.latents().row(song), newcomers.latents.row(guest));
            let off = own.iter().zip(found).map(|(a, b)| (a - b).abs());
            assert!(off.fold(0.0, f32::max) < 1e-5, "{own:?} {found:?}");
        }
    }

    #[test]
    fn what_cannot_be_placed_is_told_and_guests_go_with_their_map() {
        let mut session = session_of_words();
        let folder = tempfile::tempdir().unwrap();
        let lost = folder.path().join("lost.txt");
        session.apply(Command::Placing(Placing::Place(vec![lost.clone()])));
        settle(&mut session);
        assert!(session.newcomers().is_none());
        let told = session.messages().last().unwrap().text.to_string();
        assert!(told.contains("lost.txt"), "{told}");

        let mut paths = written(&session, &[2], folder.path());
        paths.push(lost);
        session.apply(Command::Placing(Placing::Place(paths)));
        settle(&mut session);
        assert_eq!(session.newcomers().unwrap().songs.len(), 1);
        let other = Analysis::clone(session.analysis().unwrap());
        session.cx.analysis = Some(Arc::new(other));
        session.pump();
        assert!(session.placing.shown.is_none());
    }
}
