//! A session of words that were really analysed, for tests of songs that come later.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::{ModelKind, ProjectionMethod};
use crate::error::Result;
use crate::features::Cache;
use crate::job::Reporter;
use crate::library::{Library, Lyrics, Song};
use crate::pipeline::{self, Analysis};
use crate::session::fixture::{self, BANGLA_LINES, ENGLISH_LINES, settle};
use crate::session::{Command, Placing, Request, Session, Work};

/// Two lines each: no two songs have the same.
fn songs_of_words() -> Library {
    let lines = |i: usize| match i % 2 {
        0 => ENGLISH_LINES,
        _ => BANGLA_LINES,
    };
    let song = |i: usize| {
        let (first, apart) = (i / 2 % 8, 1 + i / 16);
        let text = [lines(i)[first], lines(i)[(first + apart) % 8]].join("\n");
        Song {
            id: i.to_string(),
            title: format!("Song {i}"),
            artist: String::new(),
            audio: None,
            lyrics: Some(Lyrics::from_text(&text)),
            language: None,
        }
    };
    Library {
        songs: (0..32).map(song).collect(),
        labels: Vec::new(),
        numbers: Vec::new(),
        ..fixture::library()
    }
}

fn analyze(request: &Request, reporter: &Reporter) -> Result<Analysis> {
    if request.part.is_some() || request.library.is_some() {
        return (Work::default().analyze)(request, reporter);
    }
    let library = Arc::new(songs_of_words());
    let _ = request.loaded.set(library.clone());
    pipeline::analyze(
        library,
        &request.config,
        None,
        &Cache { folder: None },
        reporter,
    )
}

/// A session with those songs on show.
pub(crate) fn session_of_words() -> Session {
    let mut session = fixture::session_with(Work {
        analyze,
        ..fixture::work()
    });
    let mut config = session.draft().clone();
    config.model.kind = ModelKind::Pca;
    config.model.n_latent = 8;
    config.projection.method = ProjectionMethod::Pca;
    session.apply(Command::SetConfig(Box::new(config)));
    session.apply(Command::OpenDemo);
    settle(&mut session);
    session
}

/// Files of words that are those of songs on the map, under other names.
pub(crate) fn written(session: &Session, songs: &[usize], folder: &Path) -> Vec<PathBuf> {
    let library = session.library().unwrap();
    let path = |i: &usize| {
        let path = folder.join(format!("guest {i}.txt"));
        let words = library.songs[*i].lyrics.as_ref().unwrap().text();
        std::fs::write(&path, words).unwrap();
        path
    };
    songs.iter().map(path).collect()
}

/// The same with two songs that came again.
pub(crate) fn session_with_newcomers() -> Session {
    let mut session = session_of_words();
    let folder = tempfile::tempdir().unwrap();
    let paths = written(&session, &[3, 7], folder.path());
    session.apply(Command::Placing(Placing::Place(paths)));
    settle(&mut session);
    session
}
