//! Whatever works, the session says that something works.

use crate::export::TableFormat;
use std::path::Path;
use std::sync::Arc;

use crate::config::ModelKind;
use crate::export::{Film, FilmFormat, SelectionFile, Still};
use crate::matrix::Matrix;
use crate::runs::Marks;

use super::super::fixture::{self, N_MANY, settle};
use super::super::*;

fn film(path: PathBuf, xy: &Matrix) -> Box<Film> {
    let still = Still {
        xy: Arc::new(xy.clone()),
        caption: String::new(),
    };
    Box::new(Film {
        path,
        format: FilmFormat::Gif,
        size: [64, 64],
        frames_a_second: 10,
        stills: vec![still; 3],
        colours: Arc::new(vec![[0; 3]; xy.n_rows()]),
        ground: [0; 3],
        ink: [255; 3],
    })
}

/// Songs with sound and words, whose runs are kept.
fn session(home: &Path) -> Session {
    let mut session = fixture::session_with(Work {
        analyze: fixture::with_blocks,
        ..fixture::work()
    });
    session.keep_in(Some(home.to_path_buf()));
    session.watch_over();
    let mut config = session.draft().clone();
    config.model.kind = ModelKind::Pca;
    session.apply(Command::SetConfig(Box::new(config)));
    session.apply(Command::OpenDemo);
    settle(&mut session);
    session
}

/// Work is begun by the command, or by the part when it looks for what has changed.
fn works(session: &mut Session, command: Command) {
    let name = format!("{command:?}");
    session.apply(command);
    if !session.is_busy() {
        session.pump();
    }
    assert!(session.is_busy(), "idle in the midst of {name}");
    settle(session);
}

#[test]
fn every_kind_of_work_counts_until_it_is_taken_in() {
    let home = tempfile::tempdir().unwrap();
    let at = |name: &str| home.path().join(name);
    let mut session = session(home.path());
    let id = session.comparing().present().unwrap().to_string();
    let xy = session.places().unwrap().clone();
    let table = Export::Table {
        of: TableOf::Songs,
        format: TableFormat::Csv,
        path: at("table.csv"),
    };
    let commands = [
        Command::OpenFolder(at("nothing")),
        Command::Run,
        Command::Select(Some(3)),
        Command::Sweeping(Sweeping::Start { with_gap: false }),
        Command::Learning(Learning::Save(film(at("film.gif"), &xy))),
        Command::SideMaps(vec![MapSource::Picture(Picture::Pca)]),
        Command::SideMaps(vec![MapSource::Kept(id.clone())]),
        Command::Selecting(Selecting::Songs(vec![1, 2], How::Replace)),
        Command::SaveSelection(SelectionFile::Table, at("songs.csv")),
        Command::Understanding(Understanding::Near(0)),
        Command::Understanding(Understanding::Dimensions),
        Command::Understanding(Understanding::Similarities(Order::Cluster)),
        Command::Comparing(Comparing::Mark(id.clone(), Marks::default())),
        Command::Comparing(Comparing::Seeds(id, 2)),
        Command::Comparing(Comparing::Weigh(0.3)),
        Command::Keeping(Keeping::Export(table)),
        Command::Keeping(Keeping::Save(at("one.latentune"))),
        Command::Keeping(Keeping::Open(at("one.latentune"))),
    ];
    for command in commands {
        let is_quick = matches!(command, Command::Selecting(_));
        if is_quick {
            session.apply(command);
        } else {
            works(&mut session, command);
        }
    }
    assert!(!session.is_busy());
}

#[test]
fn work_on_many_songs_counts_as_well() {
    let mut session = fixture::session_of_many();
    let some = (0..N_MANY).step_by(7).collect();
    works(
        &mut session,
        Command::Selecting(Selecting::Songs(some, How::Replace)),
    );
    works(&mut session, Command::Search("river".to_string()));
    works(&mut session, Command::Listing(Listing::OnlyShown(true)));
}

#[test]
fn a_fault_of_any_part_is_said_in_the_one_sentence() {
    let mut session = fixture::session_with(Work {
        sound: |_, _| panic!("no such band"),
        ..fixture::work()
    });
    session.apply(Command::OpenDemo);
    settle(&mut session);
    session.apply(Command::Select(Some(3)));
    settle(&mut session);
    let SoundState::Failed(cause) = session.sound() else {
        panic!("it did not fail")
    };
    assert_eq!(
        *cause,
        "the spectrogram broke off by a fault in the program: no such band"
    );
}
