mod busy;
mod selecting;
mod side_maps;

use std::path::PathBuf;
use std::sync::Arc;

use crate::config::Config;
use crate::error::{Error, Result, Warning};
use crate::job::Reporter;
use crate::pipeline::Analysis;
use crate::words::id;

use super::fixture::{self, N_SONGS, empty_session, session, settle};
use super::work::{N_NEIGHBOURS, Request};
use super::*;

fn select(session: &mut Session, song: usize) {
    session.apply(Command::Select(Some(song)));
    settle(session);
}

#[test]
fn a_run_puts_its_songs_on_show_coloured_by_cluster() {
    let session = session();
    assert_eq!(session.library().unwrap().songs.len(), N_SONGS);
    assert_eq!(session.colouring().title, "cluster");
    assert_eq!(session.places().unwrap().n_rows(), N_SONGS);
    assert!(!session.is_changed());
}

#[test]
fn search_looks_at_title_artist_and_lyric_words_and_folds_case() {
    let mut session = session();
    let found = |session: &mut Session, text: &str| {
        session.apply(Command::Search(text.to_string()));
        session.search().found().to_vec()
    };
    let by_artist = found(&mut session, "AYESHA");
    assert_eq!(by_artist.len(), N_SONGS / 4);
    assert!(
        by_artist
            .iter()
            .all(|&i| session.song(i).unwrap().artist == "Ayesha")
    );
    let both = found(&mut session, "ayesha LANTERNS");
    assert!(!both.is_empty() && both.iter().all(|i| by_artist.contains(i)));
    assert!(!found(&mut session, "নৌকার").is_empty());
    // The same letter, composed and decomposed.
    assert_eq!(
        found(&mut session, "দৌড়"),
        found(&mut session, "দৌড\u{9bc}")
    );
    assert!(found(&mut session, "no such word").is_empty() && !session.search().matches(0));
    assert!(found(&mut session, "  ").is_empty() && session.search().matches(0));
}

#[test]
fn a_search_through_many_lyrics_is_made_on_a_thread_and_the_latest_counts() {
    let mut session = session();
    let mut library = (**session.library().unwrap()).clone();
    let long =
        crate::library::Lyrics::from_text(&"the same old words again and again\n".repeat(2000));
    for song in &mut library.songs {
        if let Some(lyrics) = song.lyrics.as_mut() {
            lyrics.lines.extend(long.lines.clone())
        }
    }
    session.search.take_index(search::Index::new(&library));
    session.apply(Command::Search("no such word".to_string()));
    session.apply(Command::Search("lanterns".to_string()));
    assert!(
        session.is_busy() && !session.search().is_active(),
        "what was found before stays until the answer is there"
    );
    settle(&mut session);
    assert!(session.search().is_active() && !session.search().found().is_empty());
    assert!(
        session
            .search()
            .found()
            .iter()
            .all(|&i| session.song(i).unwrap().lyrics.is_some())
    );
    session.apply(Command::Search(String::new()));
    assert!(!session.search().is_active() && !session.is_busy());
}

#[test]
fn what_the_legend_left_out_stays_out_after_a_run() {
    let mut session = session();
    session.apply(Command::ColourBy(ColourBy::Label(0)));
    session.apply(Command::ToggleClass(Some(1)));
    session.apply(Command::Run);
    settle(&mut session);
    assert!(!session.colouring().shows_class(Some(1)) && session.colouring().shows_class(Some(0)));
    session.apply(Command::ColourBy(ColourBy::Cluster));
    session.apply(Command::ToggleClass(Some(1)));
    session.apply(Command::Run);
    settle(&mut session);
    assert!(
        session.colouring().shows_all(),
        "clusters of another run are other clusters"
    );
}

#[test]
fn an_error_goes_when_something_else_is_asked_for() {
    let mut session = session();
    session.apply(Command::OpenFolder(PathBuf::from("/no/such/folder")));
    settle(&mut session);
    assert!(session.messages().iter().any(|m| m.level == Level::Error));
    session.apply(Command::OpenDemo);
    settle(&mut session);
    assert!(session.messages().iter().all(|m| m.level != Level::Error));
}

#[test]
fn run_makes_all_anew_where_nothing_was_changed_and_else_what_was() {
    fn telling(request: &Request, reporter: &Reporter) -> Result<Analysis> {
        let mut made = (fixture::work().analyze)(request, reporter)?;
        let over = (request.library.is_some(), request.before.is_some());
        made.notes = vec![Warning::new(format!("{over:?}"), id::COMMON_RUN)];
        Ok(made)
    }
    let mut session = fixture::session_with(Work {
        analyze: telling,
        ..fixture::work()
    });
    let mut taken_over = |command| {
        session.apply(command);
        settle(&mut session);
        session.analysis().unwrap().notes[0].subject.to_string()
    };
    assert_eq!(taken_over(Command::OpenDemo), "(false, false)");
    assert_eq!(taken_over(Command::Run), "(true, false)");
    let changed = Config {
        seed: 5,
        ..Config::default()
    };
    taken_over(Command::SetConfig(Box::new(changed)));
    assert_eq!(taken_over(Command::Run), "(true, true)");
}

#[test]
fn the_legend_filters_and_solo_comes_back() {
    let mut session = session();
    session.apply(Command::ColourBy(ColourBy::Label(0)));
    session.apply(Command::ToggleClass(Some(0)));
    let shown = |s: &Session| (0..N_SONGS).filter(|&i| s.colouring().shows(i)).count();
    assert_eq!(shown(&session), N_SONGS * 3 / 5);
    session.apply(Command::SoloClass(Some(0)));
    assert_eq!(shown(&session), N_SONGS * 2 / 5);
    session.apply(Command::SoloClass(Some(0)));
    assert_eq!(shown(&session), N_SONGS);
}

#[test]
fn numbers_have_a_range_and_silhouettes_one_around_nought() {
    let mut session = session();
    session.apply(Command::ColourBy(ColourBy::Number(0)));
    assert!(matches!(
        session.colouring().values,
        Values::Numbers {
            low: 1970.0,
            high: 2029.0,
            diverging: false,
            ..
        }
    ));
    session.apply(Command::ColourBy(ColourBy::Silhouette));
    assert!(matches!(
        session.colouring().values,
        Values::Numbers {
            low: -1.0,
            high: 1.0,
            diverging: true,
            ..
        }
    ));
}

#[test]
fn neighbours_are_nearest_first_and_without_the_song_itself() {
    let mut session = session();
    select(&mut session, 3);
    let neighbours = session.neighbours();
    assert_eq!(neighbours.len(), N_NEIGHBOURS);
    assert!(neighbours.windows(2).all(|w| w[0].1 <= w[1].1));
    assert!(neighbours.iter().all(|&(song, _)| song != 3));
}

#[test]
fn next_visits_new_songs_and_previous_walks_back() {
    let mut session = session();
    session.apply(Command::Play(0));
    let mut path = vec![0];
    for _ in 0..6 {
        session.apply(Command::Next);
        path.push(session.selected().unwrap());
    }
    let mut distinct = path.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), path.len(), "{path:?}");
    for &song in path.iter().rev().skip(1) {
        session.apply(Command::Previous);
        assert_eq!(session.selected(), Some(song));
    }
    session.apply(Command::Next);
    assert_eq!(session.selected(), Some(path[1]));
}

#[test]
fn play_seek_and_pause_follow_the_selected_song() {
    let mut session = session();
    session.apply(Command::Play(2));
    settle(&mut session);
    assert!(session.is_playing() && matches!(session.sound(), SoundState::Ready(_)));
    assert_eq!(session.duration_secs(), 18.0);
    session.apply(Command::Seek(7.5));
    session.apply(Command::SeekBy(5.0));
    assert_eq!(session.position_secs(), 12.5);
    session.apply(Command::SeekBy(500.0));
    assert_eq!(session.position_secs(), 18.0);
    session.apply(Command::PlayPause);
    assert!(!session.is_playing());
    select(&mut session, 4);
    assert_eq!(
        session.position_secs(),
        0.0,
        "another song is in the player"
    );
    session.apply(Command::Play(11));
    assert!(
        !session.is_playing(),
        "a song without a recording cannot sound"
    );
    session.apply(Command::Select(None));
    assert!(session.player().path.is_none());
}

fn failing(_: &Request, _: &Reporter) -> crate::error::Result<Analysis> {
    Err(Error::Stage {
        stage: crate::words::id::RUNS_MODEL,
        cause: crate::words::Message::verbatim("the loss is not finite"),
    })
}

fn panicking(_: &Request, _: &Reporter) -> crate::error::Result<Analysis> {
    panic!("index out of range")
}

#[test]
fn a_failed_or_broken_run_leaves_the_analysis_before_and_says_why() {
    let mut session = session();
    select(&mut session, 5);
    let before = session.analysis().unwrap().clone();
    for (work, words) in [
        (failing as fn(&_, &_) -> _, "loss is not finite"),
        (panicking, "index out of range"),
    ] {
        session.cx.work.analyze = work;
        session.apply(Command::Run);
        settle(&mut session);
        assert!(Arc::ptr_eq(session.analysis().unwrap(), &before));
        assert_eq!(session.selected(), Some(5));
        let message = session.messages().last().unwrap();
        assert!(
            message.level == Level::Error && message.text.contains(words),
            "{}",
            message.text
        );
    }
}

#[test]
fn a_folder_that_is_not_there_starts_nothing() {
    let mut session = session();
    session.apply(Command::OpenFolder(PathBuf::from("/no/such/folder")));
    settle(&mut session);
    assert!(session.live().is_none());
    assert_eq!(session.source(), Some(&Source::Demo));
    assert!(
        session
            .messages()
            .last()
            .unwrap()
            .text
            .contains("no such file")
    );
}

#[test]
fn a_setting_out_of_range_is_named_and_starts_nothing() {
    let mut session = session();
    let mut config = session.draft().clone();
    config.clustering.n_clusters = 1;
    session.apply(Command::SetConfig(Box::new(config)));
    assert!(session.is_changed());
    session.apply(Command::Run);
    assert!(session.live().is_none());
    assert!(
        session
            .messages()
            .last()
            .unwrap()
            .text
            .contains("clustering.n_clusters")
    );
}

fn asking(request: &Request, reporter: &Reporter) -> crate::error::Result<Analysis> {
    if request.columns.pairs.is_empty() {
        let Source::Path(path) = &request.source else {
            panic!("asked about the demo")
        };
        let columns = ["nr", "where", "what, sung"].map(String::from).to_vec();
        return Err(Error::Columns {
            path: path.clone(),
            columns,
            cause: crate::words::Message::verbatim("no column holds audio or lyrics"),
            answers: Vec::new(),
        });
    }
    (fixture::work().analyze)(request, reporter)
}

#[test]
fn a_manifest_that_needs_it_asks_for_its_columns() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("songs.csv");
    std::fs::write(&path, "nr,where,\"what, sung\"\n1,a.ogg,la\n").unwrap();
    let mut session = empty_session();
    session.cx.work.analyze = asking;
    session.apply(Command::OpenFolder(path.clone()));
    settle(&mut session);
    let question = session.question().unwrap();
    assert_eq!(question.columns, ["nr", "where", "what, sung"]);
    session.apply(Command::MapColumns(ColumnMap {
        pairs: vec![("audio".into(), "where".into())],
    }));
    settle(&mut session);
    assert!(session.question().is_none() && session.analysis().is_some());
    assert_eq!(session.source(), Some(&Source::Path(path)));
}

#[test]
fn no_other_error_about_a_manifest_asks_for_columns() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("songs.csv");
    std::fs::write(&path, "id,audio\n1,a.ogg\n").unwrap();
    let mut session = empty_session();
    session.cx.work.analyze = |_, _| {
        Err(Error::library(crate::words::Message::verbatim(
            "1 of 6 songs can be used",
        )))
    };
    session.apply(Command::OpenFolder(path));
    settle(&mut session);
    assert!(session.question().is_none());
    assert!(
        session
            .messages()
            .last()
            .unwrap()
            .text
            .contains("1 of 6 songs")
    );
}

#[test]
fn settings_alone_keep_the_library_and_the_selection() {
    let mut session = session();
    select(&mut session, 8);
    let library = session.library().unwrap().clone();
    session.apply(Command::Run);
    settle(&mut session);
    assert!(Arc::ptr_eq(session.library().unwrap(), &library));
    assert_eq!(session.selected(), Some(8));
}

#[test]
fn a_first_run_shows_its_songs_before_it_ends_and_can_be_stopped() {
    let mut session = fixture::live_session();
    assert_eq!(session.library().unwrap().songs.len(), N_SONGS);
    assert_eq!(session.places().unwrap().n_rows(), N_SONGS);
    assert_eq!(session.epochs().len(), 60);
    assert_eq!(
        session.colouring().title,
        "language",
        "clusters are not known yet"
    );
    let live = session.live().unwrap();
    assert_eq!(
        (live.stage, live.done, live.total),
        (crate::job::Stage::Projection, 320, 1000)
    );
    session.apply(Command::Stop);
    settle(&mut session);
    assert!(session.live().is_none() && session.analysis().is_none());
}

#[test]
fn a_run_on_other_songs_that_is_stopped_brings_the_earlier_ones_back() {
    let mut session = session();
    let before = session.library().unwrap().clone();
    session.cx.work.analyze = fixture::endless;
    session.apply(Command::OpenFolder(std::env::temp_dir()));
    while session.library().is_some_and(|l| Arc::ptr_eq(l, &before)) {
        session.pump();
    }
    assert!(
        session.shown_analysis().is_none() && session.places().is_some() && !session.is_opening()
    );
    session.apply(Command::Stop);
    settle(&mut session);
    assert!(Arc::ptr_eq(session.library().unwrap(), &before));
    assert_eq!(session.source(), Some(&Source::Demo));
    assert!(session.shown_analysis().is_some());
}

fn hasty(request: &Request, reporter: &Reporter) -> crate::error::Result<Analysis> {
    let analysis = (fixture::work().analyze)(request, reporter)?;
    for iteration in 0..20 {
        let xy = Arc::new(analysis.pca.xy.clone());
        reporter.report(crate::job::Progress::Map {
            xy,
            iteration,
            n_iterations: 20,
        });
    }
    Ok(analysis)
}

#[test]
fn maps_told_all_at_once_are_shown_one_by_one() {
    let mut session = empty_session();
    session.cx.work.analyze = hasty;
    session.apply(Command::OpenDemo);
    let mut seen = Vec::new();
    while session.live().is_some() {
        session.pump();
        seen.extend(
            session
                .live()
                .and_then(|live| live.map.as_ref())
                .map(|map| map.1),
        );
        seen.dedup();
    }
    assert_eq!(
        seen,
        (0..19).collect::<Vec<_>>(),
        "the last map gives way to the analysis itself"
    );
    assert!(session.analysis().is_some());
}
