use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::super::fixture::{self, N_SONGS, session, settle};
use super::super::*;
use super::*;
use crate::export::{Figure, Format, Output, TableFormat, palette::Ground};

fn select_some(session: &mut Session) {
    session.apply(Command::Selecting(Selecting::Songs(
        vec![3, 5, 8],
        How::Replace,
    )));
    session.apply(Command::ColourBy(ColourBy::Label(1)));
    session.apply(Command::ToggleClass(Some(2)));
    session.apply(Command::Naming(Naming::Cluster(1, "নদীর গান".to_string())));
    session.apply(Command::Project(Picture::Pca));
    session.apply(Command::Search("চাঁদ".to_string()));
    session.apply(Command::Select(Some(4)));
    let mut config = session.draft().clone();
    config.seed = 77;
    config.model.beta = 0.25;
    session.apply(Command::SetConfig(Box::new(config)));
    settle(session);
}

fn save(session: &mut Session, path: &Path) {
    session.apply(Command::Keeping(Keeping::Save(path.to_path_buf())));
    settle(session);
}

fn told(session: &Session) -> String {
    session
        .messages()
        .iter()
        .map(|m| m.text.to_string())
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn a_saved_session_comes_back_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one");
    let mut first = session();
    select_some(&mut first);
    save(&mut first, &path);
    let path = path.with_extension(EXTENSION);
    assert!(path.is_file() && first.keeping().path() == Some(&path) && !first.keeping().is_dirty());

    let mut second = fixture::empty_session();
    second.apply(Command::OpenFolder(path.clone()));
    settle(&mut second);
    assert_eq!(file_of(&second), file_of(&first));
    assert_eq!((second.draft().seed, second.draft().model.beta), (77, 0.25));
    assert_eq!(second.selection().songs(), [3, 5, 8]);
    assert_eq!(
        (second.selected(), second.picture()),
        (Some(4), Picture::Pca)
    );
    assert_eq!(second.colouring().by, ColourBy::Label(1));
    assert!(!second.colouring().shows_class(Some(2)) && second.colouring().shows_class(Some(1)));
    assert_eq!(second.search().text(), "চাঁদ");
    assert_eq!(
        second.on_show().cluster_names(&second.cx)[..2],
        ["cluster 1", "নদীর গান"]
    );
    assert_eq!(second.keeping().path(), Some(path.as_path()));
}

#[test]
fn songs_and_columns_that_are_gone_cost_one_warning() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.latentune");
    let mut first = session();
    select_some(&mut first);
    save(&mut first, &path);
    let text = fs::read_to_string(&path).unwrap();
    let text = text
        .replace("\"song-005\"", "\"gone\"")
        .replace("\"label\": \"genre\"", "\"label\": \"mood\"");
    fs::write(&path, text).unwrap();
    let mut second = fixture::empty_session();
    second.apply(Command::Keeping(Keeping::Open(path)));
    settle(&mut second);
    assert_eq!(second.selection().songs(), [3, 8]);
    assert_eq!(second.colouring().by, ColourBy::Cluster);
    let warnings: Vec<_> = second
        .messages()
        .iter()
        .filter(|m| m.level == Level::Warning)
        .collect();
    assert!(
        warnings.len() == 1
            && warnings[0]
                .text
                .starts_with("1 song that was selected is not"),
        "{}",
        told(&second)
    );
}

#[test]
fn newer_damaged_and_foreign_files_are_told_of_and_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.latentune");
    let mut good = session();
    select_some(&mut good);
    save(&mut good, &path);
    let text = fs::read_to_string(&path).unwrap();
    let before = file_of(&good);
    for (bytes, says) in [
        (
            text.replace("\"latentune_session\": 1", "\"latentune_session\": 9"),
            "made by a newer Latentune",
        ),
        (text[..text.len() / 2].to_string(), "damaged"),
        ("{\"songs\": []}".to_string(), "not a session of Latentune"),
        (
            text.replace("\"seed\": 77", "\"seed\": \"many\""),
            "damaged",
        ),
        (
            text.replace("\"is_demo\": true", "\"path\": \"/no/such/songs\""),
            "are not there",
        ),
    ] {
        let other = folder.path().join("other.latentune");
        fs::write(&other, &bytes).unwrap();
        good.apply(Command::Keeping(Keeping::Open(other.clone())));
        settle(&mut good);
        assert!(told(&good).contains(says), "{says}: {}", told(&good));
        assert_eq!(file_of(&good), before, "{says}");
        assert_eq!(good.keeping().path(), Some(path.as_path()));
        assert_eq!(fs::read_to_string(&other).unwrap(), bytes);
        for message in good.messages().to_vec() {
            good.apply(Command::Dismiss(message.id));
        }
    }
}

#[test]
fn a_session_moved_with_its_songs_finds_them() {
    let folder = tempfile::tempdir().unwrap();
    let songs = folder.path().join("old/songs");
    fs::create_dir_all(&songs).unwrap();
    let mut first = session();
    first.apply(Command::OpenFolder(songs));
    settle(&mut first);
    save(&mut first, &folder.path().join("old/one.latentune"));
    fs::rename(folder.path().join("old"), folder.path().join("new")).unwrap();
    let file = SessionFile::read(&folder.path().join("new/one.latentune")).unwrap();
    assert_eq!(
        file.source(),
        Some(Source::Path(folder.path().join("new/songs")))
    );
}

fn file_of(session: &Session) -> SessionFile {
    SessionFile::of(&session.cx, &session.on_show())
}

pub(super) fn watched(home: &Path) -> Session {
    let mut session = session();
    session.keep_in(Some(home.to_path_buf()));
    session.watch_over();
    session
}

fn recovery_files(home: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(home.join("recovery")).unwrap();
    entries
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "json"))
        .collect()
}

pub(super) fn wait_for_autosave(session: &mut Session) {
    session.keeping.touched = session.keeping.touched.map(|_| Instant::now() - AUTOSAVE);
    session.pump();
    settle_recovery(session);
}

pub(super) fn settle_recovery(session: &mut Session) {
    let spawner = session.cx.spawner.clone();
    session.keeping.recovery.as_mut().unwrap().settle(&spawner);
}

/// A session that has selected songs, has written that, and crashes. What it was.
fn crashed(home: &Path) -> SessionFile {
    crashed_looking_for(home, "চাঁদ")
}

fn crashed_looking_for(home: &Path, words: &str) -> SessionFile {
    let mut session = watched(home);
    select_some(&mut session);
    session.apply(Command::Search(words.to_string()));
    wait_for_autosave(&mut session);
    file_of(&session)
}

fn titles(session: &Session) -> Vec<String> {
    session.keeping().offer().iter().map(Left::title).collect()
}

#[test]
fn a_crash_loses_only_what_was_not_written_yet() {
    let home = tempfile::tempdir().unwrap();
    let mut first = watched(home.path());
    assert_eq!(first.keeping().offer(), []);
    select_some(&mut first);
    assert!(first.keeping().is_waiting());
    wait_for_autosave(&mut first);
    assert_eq!(recovery_files(home.path()).len(), 1);
    let before = file_of(&first);

    // While it runs, its file is not offered to another.
    let mut beside = watched(home.path());
    assert_eq!(beside.keeping().offer(), []);
    beside.leave();

    // A crash: nothing is left in order, but the lock ends with the program.
    drop(first);
    let mut second = watched(home.path());
    assert_eq!(titles(&second), ["the demo songs"]);
    second.apply(Command::Keeping(Keeping::Restore(0)));
    settle(&mut second);
    assert_eq!(file_of(&second), before);
    assert_eq!(second.keeping().offer(), []);
    assert!(
        second.keeping().is_dirty(),
        "no file of its own has this yet"
    );
    second.leave();
    assert!(
        recovery_files(home.path()).is_empty(),
        "closed as it should be"
    );
    assert_eq!(watched(home.path()).keeping().offer(), []);
}

#[test]
fn a_second_crash_before_the_offer_is_answered_loses_neither() {
    let home = tempfile::tempdir().unwrap();
    let first = crashed(home.path());
    let second = crashed_looking_for(home.path(), "river");
    assert_ne!(first, second);
    let mut third = watched(home.path());
    assert_eq!(titles(&third).len(), 2);
    // Newest first; the other one is there at the next start.
    third.apply(Command::Keeping(Keeping::Restore(0)));
    settle(&mut third);
    assert_eq!(file_of(&third), second);
    third.leave();
    let mut fourth = watched(home.path());
    fourth.apply(Command::Keeping(Keeping::Restore(0)));
    settle(&mut fourth);
    assert_eq!(file_of(&fourth), first);
}

#[test]
fn a_crash_while_restoring_or_right_after_it_leaves_what_was_to_be_restored() {
    let home = tempfile::tempdir().unwrap();
    let before = crashed(home.path());
    // While its songs are read.
    let mut restoring = watched(home.path());
    restoring.apply(Command::Keeping(Keeping::Restore(0)));
    assert_eq!(restoring.keeping().offer(), []);
    drop(restoring);
    // Closed in that moment, as it should be: what was asked for has not been seen.
    let mut closed = watched(home.path());
    assert_eq!(titles(&closed), ["the demo songs"]);
    closed.apply(Command::Keeping(Keeping::Restore(0)));
    closed.leave();
    // After all is on show, and before anything is changed.
    let mut restored = watched(home.path());
    restored.apply(Command::Keeping(Keeping::Restore(0)));
    settle(&mut restored);
    settle_recovery(&mut restored);
    assert_eq!(
        recovery_files(home.path()).len(),
        1,
        "written anew, then removed"
    );
    drop(restored);
    let mut last = watched(home.path());
    last.apply(Command::Keeping(Keeping::Restore(0)));
    settle(&mut last);
    assert_eq!(file_of(&last), before);
}

#[test]
fn what_cannot_be_restored_is_offered_again() {
    let home = tempfile::tempdir().unwrap();
    let songs = home.path().join("disk/songs");
    fs::create_dir_all(&songs).unwrap();
    let mut first = watched(home.path());
    first.apply(Command::OpenFolder(songs));
    settle(&mut first);
    wait_for_autosave(&mut first);
    drop(first);
    fs::rename(home.path().join("disk"), home.path().join("unplugged")).unwrap();
    let mut second = watched(home.path());
    second.apply(Command::Keeping(Keeping::Restore(0)));
    settle(&mut second);
    assert!(told(&second).contains("the songs of this session are not there"));
    assert_eq!(titles(&second), ["songs"]);
    second.apply(Command::Keeping(Keeping::AskLater));
    assert_eq!(titles(&second), [""; 0]);
    second.leave();
    fs::rename(home.path().join("unplugged"), home.path().join("disk")).unwrap();
    let mut third = watched(home.path());
    third.apply(Command::Keeping(Keeping::Restore(0)));
    settle(&mut third);
    assert_eq!(
        third.source(),
        Some(&Source::Path(home.path().join("disk/songs")))
    );
}

#[test]
fn opening_another_session_meanwhile_costs_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut other = session();
    other.apply(Command::OpenDemo);
    settle(&mut other);
    save(&mut other, &home.path().join("other.latentune"));
    crashed(home.path());
    let mut second = watched(home.path());
    second.apply(Command::Keeping(Keeping::Restore(0)));
    second.apply(Command::Keeping(Keeping::Open(
        home.path().join("other.latentune"),
    )));
    settle(&mut second);
    assert_eq!(titles(&second).len(), 1);
}

#[test]
fn damaged_and_newer_files_stay_and_are_named_and_cost_the_others_nothing() {
    let home = tempfile::tempdir().unwrap();
    crashed(home.path());
    let folder = home.path().join("recovery");
    let good = fs::read_to_string(&recovery_files(home.path())[0]).unwrap();
    fs::write(folder.join("1-damaged.json"), &good[..good.len() / 2]).unwrap();
    let newer = good.replacen("\"latentune_session\": 1", "\"latentune_session\": 9", 1);
    assert_ne!(newer, good);
    fs::write(folder.join("1-newer.json"), &newer).unwrap();
    let second = watched(home.path());
    assert_eq!(titles(&second).len(), 1);
    assert!(
        told(&second).contains("damaged") && told(&second).contains("newer"),
        "{}",
        told(&second)
    );
    assert_eq!(
        fs::read_to_string(folder.join("1-newer.json")).unwrap(),
        newer,
        "for the program that can read it"
    );
    assert_eq!(
        fs::read_to_string(folder.join("aside/1-damaged.json")).unwrap(),
        good[..good.len() / 2]
    );
    // Named once.
    assert!(!told(&watched(home.path())).contains("damaged"));
}

#[test]
fn what_a_kill_has_left_beside_its_place_goes_at_the_next_start() {
    let home = tempfile::tempdir().unwrap();
    crashed(home.path());
    let folder = home.path().join("recovery");
    let put = |name: &str| fs::write(folder.join(name), "half").unwrap();
    put("1-0.json.1.tmp");
    put("1-0.lock-to-be");
    let is_there = |name: &str| folder.join(name).exists();
    let long_ago = std::time::SystemTime::now() - Duration::from_secs(3600);
    let lock = fs::File::options()
        .write(true)
        .open(folder.join("1-0.lock-to-be"));
    lock.unwrap().set_modified(long_ago).unwrap();
    put("2-0.lock-to-be");
    assert_eq!(titles(&watched(home.path())).len(), 1);
    assert!(!is_there("1-0.json.1.tmp") && !is_there("1-0.lock-to-be"));
    assert!(
        is_there("2-0.lock-to-be"),
        "another program may begin just now"
    );
}

#[test]
fn what_is_let_go_lies_aside() {
    let home = tempfile::tempdir().unwrap();
    let before = crashed(home.path());
    let mut second = watched(home.path());
    second.apply(Command::Keeping(Keeping::Forget(0)));
    settle(&mut second);
    assert_eq!(second.keeping().offer(), []);
    let aside: Vec<_> = fs::read_dir(home.path().join("recovery/aside"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    assert_eq!(SessionFile::read(&aside[0]).unwrap(), before);
    assert!(told(&second).contains(&aside[0].display().to_string()));
}

#[test]
fn a_disk_that_takes_no_file_is_told_of_and_asked_again() {
    let home = tempfile::tempdir().unwrap();
    let mut session = watched(home.path());
    fs::remove_dir_all(home.path().join("recovery")).unwrap();
    select_some(&mut session);
    session.keeping.touched = session.keeping.touched.map(|_| Instant::now() - AUTOSAVE);
    session.pump();
    for _ in 0..1000 {
        if told(&session).contains("cannot be written") {
            break;
        }
        std::thread::sleep(Duration::from_millis(1));
        session.pump();
    }
    assert!(
        told(&session).contains("a crash would cost"),
        "{}",
        told(&session)
    );
    fs::create_dir_all(home.path().join("recovery")).unwrap();
    session.keep_now();
    settle_recovery(&mut session);
    assert_eq!(recovery_files(home.path()).len(), 1);
}

fn export(session: &mut Session, export: Export) -> String {
    session.apply(Command::Keeping(Keeping::Export(export)));
    settle(session);
    told(session)
}

fn output(format: Format) -> Output {
    Output {
        format,
        width: 640,
        height: 480,
        scale: 1.0,
        ground: Ground::Dark,
    }
}

#[test]
fn every_figure_is_written_at_the_size_that_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    session.apply(Command::Select(Some(4)));
    session.apply(Command::Selecting(Selecting::Songs(
        vec![1, 2],
        How::Replace,
    )));
    settle(&mut session);
    let analysis = session.shown_analysis().unwrap().clone();
    let figures = Figure::of(&analysis);
    assert!(figures.len() >= 6, "{figures:?}");
    let shown: Vec<Shown> = [Shown::Map, Shown::Song]
        .into_iter()
        .chain(figures.into_iter().map(Shown::Of))
        .collect();
    for shown in shown {
        for format in [Format::Svg, Format::Png] {
            let path = folder
                .path()
                .join(file_name(shown, &analysis, "cluster", format));
            let said = export(
                &mut session,
                Export::Figure {
                    shown,
                    output: output(format),
                    path: path.clone(),
                },
            );
            assert!(path.is_file(), "{shown:?}: {said}");
            let bytes = fs::read(&path).unwrap();
            match format {
                Format::Png => assert_eq!(bytes[16..24], [0, 0, 2, 128, 0, 0, 1, 224], "{shown:?}"),
                Format::Svg => {
                    let text = String::from_utf8(bytes).unwrap();
                    assert!(
                        text.contains("width=\"640\" height=\"480\"") && text.contains("#15191C"),
                        "{shown:?}"
                    );
                }
            }
        }
    }
    let map = fs::read_to_string(folder.path().join("map by cluster.svg")).unwrap();
    let grey = map.matches("fill=\"#2B3136\"").count();
    assert_eq!(grey, N_SONGS - 2, "what is not selected is grey");
}

#[test]
fn tables_and_the_report_are_written_and_errors_leave_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    for (of, format, name) in [
        (TableOf::Songs, TableFormat::Csv, "songs.csv"),
        (TableOf::Songs, TableFormat::Parquet, "songs.parquet"),
        (TableOf::Scores, TableFormat::Csv, "scores.csv"),
    ] {
        export(
            &mut session,
            Export::Table {
                of,
                format,
                path: folder.path().join(name),
            },
        );
    }
    let songs = fs::read_to_string(folder.path().join("songs.csv")).unwrap();
    assert_eq!(songs.lines().count(), N_SONGS + 1);
    assert!(
        songs
            .lines()
            .next()
            .unwrap()
            .contains("cluster,cluster_name,silhouette")
    );
    assert!(
        fs::read_to_string(folder.path().join("scores.csv"))
            .unwrap()
            .contains("language,ari,")
    );
    assert_eq!(
        fs::read(folder.path().join("songs.parquet")).unwrap()[..4],
        *b"PAR1"
    );

    // The model of the fixture is a PCA in truth, and only as that can it be saved.
    let mut analysis = (**session.analysis().unwrap()).clone();
    let mut config = (*analysis.config).clone();
    config.model.kind = crate::config::ModelKind::Pca;
    analysis.config = config.check().unwrap();
    session.cx.analysis = Some(Arc::new(analysis));
    let report = Export::Report {
        folder: folder.path().join("results"),
        title: "ক্লাস".into(),
        with_clips: false,
    };
    let said = export(&mut session, report);
    let page = fs::read_to_string(folder.path().join("results/report.html"))
        .unwrap_or_else(|_| panic!("{said}"));
    assert!(page.contains("<h1>ক্লাস</h1>"));

    // A folder stands where the file should be.
    fs::create_dir_all(folder.path().join("taken.csv/inside")).unwrap();
    let path = folder.path().join("taken.csv");
    let said = export(
        &mut session,
        Export::Table {
            of: TableOf::Songs,
            format: TableFormat::Csv,
            path: path.clone(),
        },
    );
    assert!(
        said.contains("cannot write") && path.join("inside").is_dir(),
        "{said}"
    );

    let mut empty = fixture::empty_session();
    let said = export(
        &mut empty,
        Export::Table {
            of: TableOf::Songs,
            format: TableFormat::Csv,
            path,
        },
    );
    assert!(said.contains("no analysis to export"), "{said}");
}

/// Words of two kinds, and settings that are quick to learn.
fn songs_and_settings(folder: &Path) -> crate::config::Config {
    let words = [
        ["river moon water boat", "rain river night boat"],
        ["drum fire street dance", "street fire loud drum"],
    ];
    for i in 0..14 {
        let text = format!("{}\n{} {i}\n", words[i % 2][i / 2 % 2], words[i % 2][1]);
        fs::write(folder.join(format!("song {i:02}.txt")), text).unwrap();
    }
    let mut config = crate::config::Config::plain();
    config.fusion.modality = crate::config::Modality::Lyrics;
    config.model.hidden = vec![8];
    (config.model.n_epochs, config.model.n_latent) = (3, 2);
    (config.clustering.n_clusters, config.scores.n_stability) = (2, 0);
    config.projection.n_iterations = 50;
    config
}

#[test]
fn the_run_of_a_session_is_shown_again_without_training() {
    let folder = tempfile::tempdir().unwrap();
    let songs = folder.path().join("songs");
    fs::create_dir_all(&songs).unwrap();
    let config = songs_and_settings(&songs);
    let cache = crate::features::Cache {
        folder: Some(folder.path().join("cache/features")),
    };
    let fresh = |config| {
        let mut session = Session::new(
            config,
            cache.clone(),
            None,
            Work::default(),
            Arc::new(|| {}),
        );
        session.keep_in(Some(folder.path().join("home")));
        session
    };
    let mut first = fresh(config);
    first.apply(Command::OpenFolder(songs));
    settle(&mut first);
    assert!(first.analysis().is_some(), "{}", told(&first));
    let path = folder.path().join("one.latentune");
    first.apply(Command::Naming(Naming::Cluster(0, "rivers".to_string())));
    save(&mut first, &path);

    let mut second = fresh(crate::config::Config::plain());
    second.apply(Command::OpenFolder(path));
    settle(&mut second);
    let [before, after] = [&first, &second].map(|s| s.analysis().unwrap().clone());
    assert!(
        before
            .timings
            .iter()
            .any(|(stage, _)| *stage == crate::job::Stage::Model)
    );
    assert!(
        after
            .timings
            .iter()
            .all(|(stage, _)| *stage != crate::job::Stage::Model),
        "{:?}",
        after.timings
    );
    assert_eq!(
        (after.latents(), &after.clusters.labels),
        (before.latents(), &before.clusters.labels)
    );
    assert_eq!(second.on_show().cluster_names(&second.cx)[0], "rivers");
    assert_eq!(file_of(&second), file_of(&first));
}
