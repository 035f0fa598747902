//! What was looked at lately: libraries and session files, each with a small map, so that a start
//! begins where the last one ended and trains nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::error::{Error, Result};
use crate::file::write_whole;
use crate::job::{Slot, Watch};
use crate::library::ColumnMap;
use crate::pipeline::Analysis;
use crate::projection::{Turn, at_one_size};
use crate::runs::Record;
use crate::words::{Message, id};

use super::cx::{Cx, Follow};
use super::work::Source;

/// In the home of the session.
const FILE: &str = "recent.json";
const MOST: usize = 12;
/// Points of a small map.
const MOST_POINTS: usize = 500;
/// Their places go from 0 to this.
const SIDE: f32 = 1000.0;
/// The cluster of a song in none.
const NOISE: u16 = u16::MAX;

/// A library that was analysed, or a session of one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Recent {
    /// `None` is the demo songs.
    path: Option<PathBuf>,
    /// The session file, where it was one.
    session: Option<PathBuf>,
    /// What the columns of the manifest hold.
    columns: Vec<(String, String)>,
    /// The kept run that was on show.
    run: String,
    config: Config,
    pub(crate) n_songs: usize,
    pub(crate) n_clusters: usize,
    seen_secs: u64,
    /// Across, up, and cluster.
    points: Vec<[u16; 3]>,
}

impl Recent {
    /// Without its points.
    fn of(analysis: &Analysis, session: Option<PathBuf>, cx: &Cx) -> Option<Self> {
        let path = match cx.analysed.as_ref()? {
            Source::Demo => None,
            Source::Path(path) => Some(path.clone()),
        };
        Some(Self {
            path,
            session,
            columns: cx.columns.pairs.clone(),
            run: Record::id_of(analysis),
            config: Config::clone(&analysis.config),
            n_songs: analysis.library.songs.len(),
            n_clusters: analysis.clusters.n_clusters,
            seen_secs: now_secs(),
            points: Vec::new(),
        })
    }

    pub(crate) fn source(&self) -> Source {
        self.path.clone().map_or(Source::Demo, Source::Path)
    }

    /// The name of its file or folder; nothing for the demo songs.
    pub(crate) fn name(&self) -> Option<String> {
        let path = self.session.as_ref().or(self.path.as_ref())?;
        let name = match self.session {
            Some(_) => path.file_stem(),
            None => path.file_name(),
        };
        Some(
            name.unwrap_or(path.as_os_str())
                .to_string_lossy()
                .into_owned(),
        )
    }

    /// The session file, or the folder or manifest.
    pub(crate) fn place(&self) -> Option<&Path> {
        self.session.as_deref().or(self.path.as_deref())
    }

    pub(crate) fn is_session(&self) -> bool {
        self.session.is_some()
    }

    /// Whole days since it was looked at.
    pub(crate) fn days_ago(&self) -> u64 {
        now_secs().saturating_sub(self.seen_secs) / (24 * 60 * 60)
    }

    /// Its songs: across and up from 0 to 1, and the cluster; noise has none.
    pub(crate) fn points(&self) -> impl Iterator<Item = ([f32; 2], Option<u32>)> + '_ {
        self.points.iter().map(|&[x, y, cluster]| {
            let at = [x, y].map(|v| f32::from(v) / SIDE);
            (at, (cluster != NOISE).then_some(u32::from(cluster)))
        })
    }

    fn is_of_same(&self, other: &Self) -> bool {
        (&self.path, &self.session) == (&other.path, &other.session)
    }

    fn is_there(&self) -> bool {
        self.place().is_none_or(Path::exists)
    }
}

fn now_secs() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

/// Some of the songs, spread evenly over the library, with the long side of the map across.
fn points(analysis: &Analysis) -> Vec<[u16; 3]> {
    let xy = at_one_size(&analysis.map.xy);
    let xy = Turn::along(&xy, true).of(&xy);
    let (low, high) = xy.rows().fold(
        ([f32::MAX; 2], [f32::MIN; 2]),
        |(low, high): ([f32; 2], [f32; 2]), row| {
            let at = |d: usize| row[d];
            (
                [low[0].min(at(0)), low[1].min(at(1))],
                [high[0].max(at(0)), high[1].max(at(1))],
            )
        },
    );
    let side = (high[0] - low[0])
        .max(high[1] - low[1])
        .max(f32::MIN_POSITIVE);
    let middle = [0, 1].map(|d| (low[d] + high[d]) / 2.0);
    let step = xy.n_rows().div_ceil(MOST_POINTS).max(1);
    let labels = &analysis.clusters.labels;
    (0..xy.n_rows())
        .step_by(step)
        .map(|i| {
            let at = |d: usize| {
                let share = 0.5 + (xy.row(i)[d] - middle[d]) / side;
                (share.clamp(0.0, 1.0) * SIDE) as u16
            };
            let cluster = labels.get(i).copied().flatten();
            let cluster = cluster.and_then(|c| u16::try_from(c).ok()).unwrap_or(NOISE);
            [at(0), at(1), cluster]
        })
        .collect()
}

/// See the head of the file.
#[derive(Default)]
pub(super) struct RecentState {
    list: Vec<Recent>,
    analysis: Watch<Analysis>,
    /// The session's own file, as it was last noted.
    session: Option<PathBuf>,
    /// What that is a session of.
    session_of: Option<Source>,
    /// Something is to be noted, as soon as the file is free.
    is_due: bool,
    writing: Slot<Vec<Recent>>,
}

impl RecentState {
    /// The latest first.
    pub(super) fn list(&self) -> &[Recent] {
        &self.list
    }

    /// Reads what earlier programs have noted. What cannot be read is nothing.
    pub(super) fn read(&mut self, cx: &Cx) {
        if let Some(home) = &cx.home {
            self.list = read(&home.join(FILE));
        }
    }

    /// Opens the last one whose files are there; false where there is none.
    pub(super) fn reopen_last(&self, cx: &mut Cx) -> bool {
        let last = self.list.iter().position(Recent::is_there);
        last.is_some_and(|at| self.reopen(at, cx))
    }

    /// Shows one of them again, as it was.
    pub(super) fn reopen(&self, at: usize, cx: &mut Cx) -> bool {
        let Some(recent) = self.list.get(at) else {
            return false;
        };
        if let Some(session) = &recent.session {
            cx.then(Follow::OpenSession(session.clone()));
            return true;
        }
        cx.draft.clone_from(&recent.config);
        cx.columns = ColumnMap {
            pairs: recent.columns.clone(),
        };
        // Columns belong to their source; of another one they would be let go.
        cx.source = Some(recent.source());
        cx.then(Follow::Open(recent.source(), Some(recent.run.clone())));
        true
    }

    /// Notes what has come to be on show. `session` is the session's own file.
    pub(super) fn pump(&mut self, cx: &mut Cx, session: Option<&Path>) {
        self.is_due |= self.analysis.is_new(cx.analysis.as_ref());
        if self.session.as_deref() != session {
            self.session = session.map(Path::to_path_buf);
            self.session_of.clone_from(&cx.source);
            self.is_due = true;
        }
        if let Some(Ok(list)) = self.writing.poll() {
            self.list = list;
        }
        let (Some(home), Some(analysis)) = (cx.home.clone(), cx.shown_analysis().cloned()) else {
            return;
        };
        if !self.is_due || self.writing.is_busy() {
            return;
        }
        self.is_due = false;
        if !cx.parts.is_all() {
            // What is opened again is the whole library.
            return;
        }
        let session = self.session.clone();
        let session = session.filter(|_| self.session_of == cx.analysed);
        let Some(mut recent) = Recent::of(&analysis, session, cx) else {
            return;
        };
        self.writing
            .start(&cx.spawner, id::SESSION_KEEPING_RUNS, move |_| {
                recent.points = points(&analysis);
                noted(&home.join(FILE), recent)
            });
    }
}

fn read(path: &Path) -> Vec<Recent> {
    let text = fs::read(path).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

/// Puts one first, in the file too: other windows write there as well.
fn noted(path: &Path, recent: Recent) -> Result<Vec<Recent>> {
    let mut list = read(path);
    list.retain(|other| !other.is_of_same(&recent));
    list.insert(0, recent);
    list.truncate(MOST);
    let text = serde_json::to_vec(&list).map_err(|e| Error::file(Message::verbatim(e), path))?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .map_err(|e| Error::io(id::ERROR_CANNOT_MAKE_FOLDER, folder, e))?;
    }
    write_whole(path, &text).map_err(|e| Error::io(id::ERROR_CANNOT_WRITE, path, e))?;
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::fixture::{self, settle};
    use crate::session::{Command, Keeping, Session};

    fn start(home: &Path) -> Session {
        let mut session = fixture::empty_session();
        session.keep_in(Some(home.to_path_buf()));
        session.recall();
        session
    }

    #[test]
    fn what_was_looked_at_is_noted_and_shown_again_at_the_next_start() {
        let folder = tempfile::tempdir().unwrap();
        let songs = folder.path().join("songs");
        fs::create_dir(&songs).unwrap();
        let home = folder.path().join("home");
        let mut session = start(&home);
        assert!(session.recent().is_empty() && !session.reopen_last());
        for source in [Command::OpenDemo, Command::OpenFolder(songs.clone())] {
            session.apply(source);
            settle(&mut session);
        }
        let own = folder.path().join("mine.latentune");
        session.apply(Command::Keeping(Keeping::Save(own.clone())));
        settle(&mut session);
        let names = |session: &Session| {
            let recent = session.recent().iter();
            recent.map(Recent::name).collect::<Vec<_>>()
        };
        let lately = [Some("mine".into()), Some("songs".into()), None];
        assert_eq!(names(&session), lately);
        let last = &session.recent()[0];
        assert!(last.is_session() && last.place() == Some(own.as_path()));
        assert_eq!((last.n_songs, last.days_ago()), (fixture::N_SONGS, 0));
        let points: Vec<_> = last.points().collect();
        assert_eq!(points.len(), fixture::N_SONGS);
        let inside = |([x, y], _): &([f32; 2], Option<u32>)| {
            (0.0..=1.0).contains(x) && (0.0..=1.0).contains(y)
        };
        assert!(points.iter().all(inside));
        drop(session);

        let mut session = start(&home);
        assert_eq!(names(&session), lately);
        assert!(session.reopen_last());
        settle(&mut session);
        assert_eq!(session.keeping().path(), Some(own.as_path()));
        assert_eq!(session.source(), Some(&Source::Path(songs.clone())));
        session.apply(Command::Reopen(2));
        settle(&mut session);
        assert_eq!(session.source(), Some(&Source::Demo));
        assert_eq!(session.recent()[0].name(), None, "the latest is first");

        // What is gone is passed over.
        fs::remove_file(&own).unwrap();
        fs::remove_dir(&songs).unwrap();
        let mut session = start(&home);
        assert!(session.reopen_last());
        settle(&mut session);
        assert_eq!(session.source(), Some(&Source::Demo));
    }
}
