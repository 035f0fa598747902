use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::super::fixture::{self, N_SONGS, session, settle};
use super::super::*;
use super::*;
use crate::export::{Figure, Format, Output, palette::Ground};

fn select_some(session: &mut Session) {
    session.apply(Command::Selecting(Selecting::Songs(vec![3, 5, 8], How::Replace)));
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
    session.messages().iter().map(|m| m.text.clone()).collect::<Vec<_>>().join("\n")
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
    assert_eq!(SessionFile::of(&second), SessionFile::of(&first));
    assert_eq!((second.draft().seed, second.draft().model.beta), (77, 0.25));
    assert_eq!(second.selection().songs(), [3, 5, 8]);
    assert_eq!((second.selected(), second.picture()), (Some(4), Picture::Pca));
    assert_eq!(second.colouring().by, ColourBy::Label(1));
    assert!(!second.colouring().shows_class(Some(2)) && second.colouring().shows_class(Some(1)));
    assert_eq!(second.search().text(), "চাঁদ");
    assert_eq!(second.cluster_names()[..2], ["cluster 1", "নদীর গান"]);
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
    let text = text.replace("\"song-005\"", "\"gone\"").replace("\"label\": \"genre\"", "\"label\": \"mood\"");
    fs::write(&path, text).unwrap();
    let mut second = fixture::empty_session();
    second.apply(Command::Keeping(Keeping::Open(path)));
    settle(&mut second);
    assert_eq!(second.selection().songs(), [3, 8]);
    assert_eq!(second.colouring().by, ColourBy::Cluster);
    let warnings: Vec<_> = second.messages().iter().filter(|m| m.level == Level::Warning).collect();
    assert!(warnings.len() == 1 && warnings[0].text.starts_with("1 songs that were selected"), "{}", told(&second));
}

#[test]
fn newer_damaged_and_foreign_files_are_told_of_and_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.latentune");
    let mut good = session();
    select_some(&mut good);
    save(&mut good, &path);
    let text = fs::read_to_string(&path).unwrap();
    let before = SessionFile::of(&good);
    for (bytes, says) in [
        (text.replace("\"latentune_session\": 1", "\"latentune_session\": 9"), "made by a newer Latentune"),
        (text[..text.len() / 2].to_string(), "damaged"),
        ("{\"songs\": []}".to_string(), "not a session of Latentune"),
        (text.replace("\"seed\": 77", "\"seed\": \"many\""), "damaged"),
        (text.replace("\"is_demo\": true", "\"path\": \"/no/such/songs\""), "are not there"),
    ] {
        let other = folder.path().join("other.latentune");
        fs::write(&other, &bytes).unwrap();
        good.apply(Command::Keeping(Keeping::Open(other.clone())));
        settle(&mut good);
        assert!(told(&good).contains(says), "{says}: {}", told(&good));
        assert_eq!(SessionFile::of(&good), before, "{says}");
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
    assert_eq!(file.source(), Some(Source::Path(folder.path().join("new/songs"))));
}

fn watched(cache: &Path) -> Session {
    let mut session = session();
    session.cache = crate::features::Cache { folder: Some(cache.join("features")) };
    session.watch_over();
    session
}

fn recovery_files(cache: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(cache.join("recovery")).unwrap();
    entries.map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "json")).collect()
}

fn wait_for_autosave(session: &mut Session) {
    session.keeping.touched = session.keeping.touched.map(|_| Instant::now() - AUTOSAVE);
    session.pump();
    std::thread::sleep(Duration::from_millis(100));
}

#[test]
fn a_crash_loses_only_what_was_not_written_yet_and_is_offered_once() {
    let cache = tempfile::tempdir().unwrap();
    let mut first = watched(cache.path());
    assert_eq!(first.keeping().offer(), None);
    select_some(&mut first);
    assert!(first.keeping().is_waiting());
    wait_for_autosave(&mut first);
    assert_eq!(recovery_files(cache.path()).len(), 1);
    let before = SessionFile::of(&first);

    // While it runs, its file is not offered to another.
    let beside = watched(cache.path());
    assert_eq!(beside.keeping().offer(), None);
    let mut beside = beside;
    beside.leave();

    // A crash: nothing is left in order, but the lock ends with the program.
    drop(first);
    let mut second = watched(cache.path());
    assert_eq!(second.keeping().offer().as_deref(), Some("the demo songs"));
    second.apply(Command::Keeping(Keeping::Restore));
    settle(&mut second);
    assert_eq!(SessionFile::of(&second), before);
    assert_eq!(second.keeping().offer(), None);
    assert!(second.keeping().is_dirty(), "no file of its own has this yet");
    second.leave();
    assert!(recovery_files(cache.path()).is_empty(), "closed as it should be");
    assert_eq!(watched(cache.path()).keeping().offer(), None);
}

fn export(session: &mut Session, export: Export) -> String {
    session.apply(Command::Keeping(Keeping::Export(export)));
    settle(session);
    told(session)
}

fn output(format: Format) -> Output {
    Output { format, width: 640, height: 480, scale: 1.0, ground: Ground::Dark }
}

#[test]
fn every_figure_is_written_at_the_size_that_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session();
    session.apply(Command::Select(Some(4)));
    session.apply(Command::Selecting(Selecting::Songs(vec![1, 2], How::Replace)));
    settle(&mut session);
    let analysis = session.shown_analysis().unwrap().clone();
    let figures = Figure::of(&analysis);
    assert!(figures.len() >= 6, "{figures:?}");
    let shown: Vec<Shown> = [Shown::Map, Shown::Song].into_iter().chain(figures.into_iter().map(Shown::Of)).collect();
    for shown in shown {
        for format in [Format::Svg, Format::Png] {
            let path = folder.path().join(file_name(shown, &analysis, "cluster", format));
            let said = export(&mut session, Export::Figure { shown, output: output(format), path: path.clone() });
            assert!(path.is_file(), "{shown:?}: {said}");
            let bytes = fs::read(&path).unwrap();
            match format {
                Format::Png => assert_eq!(bytes[16..24], [0, 0, 2, 128, 0, 0, 1, 224], "{shown:?}"),
                Format::Svg => {
                    let text = String::from_utf8(bytes).unwrap();
                    assert!(text.contains("width=\"640\" height=\"480\"") && text.contains("#15191C"), "{shown:?}");
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
        export(&mut session, Export::Table { of, format, path: folder.path().join(name) });
    }
    let songs = fs::read_to_string(folder.path().join("songs.csv")).unwrap();
    assert_eq!(songs.lines().count(), N_SONGS + 1);
    assert!(songs.lines().next().unwrap().contains("cluster,cluster_name,silhouette"));
    assert!(fs::read_to_string(folder.path().join("scores.csv")).unwrap().contains("language,ari,"));
    assert_eq!(fs::read(folder.path().join("songs.parquet")).unwrap()[..4], *b"PAR1");

    // The model of the fixture is a PCA in truth, and only as that can it be saved.
    let mut analysis = (**session.analysis().unwrap()).clone();
    let mut config = (*analysis.config).clone();
    config.model.kind = crate::config::ModelKind::Pca;
    analysis.config = config.check().unwrap();
    session.analysis = Some(Arc::new(analysis));
    let report =
        Export::Report { folder: folder.path().join("results"), title: "ক্লাস".into(), with_clips: false };
    let said = export(&mut session, report);
    let page = fs::read_to_string(folder.path().join("results/report.html")).unwrap_or_else(|_| panic!("{said}"));
    assert!(page.contains("<h1>ক্লাস</h1>"));

    // A folder stands where the file should be.
    fs::create_dir_all(folder.path().join("taken.csv/inside")).unwrap();
    let path = folder.path().join("taken.csv");
    let said = export(&mut session, Export::Table { of: TableOf::Songs, format: TableFormat::Csv, path: path.clone() });
    assert!(said.contains("cannot write") && path.join("inside").is_dir(), "{said}");

    let mut empty = fixture::empty_session();
    let said = export(&mut empty, Export::Table { of: TableOf::Songs, format: TableFormat::Csv, path });
    assert!(said.contains("no analysis to export"), "{said}");
}

/// Words of two kinds, and settings that are quick to learn.
fn songs_and_settings(folder: &Path) -> crate::config::Config {
    let words =
        [["river moon water boat", "rain river night boat"], ["drum fire street dance", "street fire loud drum"]];
    for i in 0..14 {
        let text = format!("{}\n{} {i}\n", words[i % 2][i / 2 % 2], words[i % 2][1]);
        fs::write(folder.join(format!("song {i:02}.txt")), text).unwrap();
    }
    let mut config = crate::config::Config::default();
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
    let cache = crate::features::Cache { folder: Some(folder.path().join("cache/features")) };
    let fresh = |config| Session::new(config, cache.clone(), None, Work::default(), Arc::new(|| {}));
    let mut first = fresh(config);
    first.apply(Command::OpenFolder(songs));
    settle(&mut first);
    assert!(first.analysis().is_some(), "{}", told(&first));
    let path = folder.path().join("one.latentune");
    first.apply(Command::Naming(Naming::Cluster(0, "rivers".to_string())));
    save(&mut first, &path);

    let mut second = fresh(crate::config::Config::default());
    second.apply(Command::OpenFolder(path));
    settle(&mut second);
    let [before, after] = [&first, &second].map(|s| s.analysis().unwrap().clone());
    assert!(before.timings.iter().any(|(stage, _)| *stage == crate::job::Stage::Model));
    assert!(after.timings.iter().all(|(stage, _)| *stage != crate::job::Stage::Model), "{:?}", after.timings);
    assert_eq!((after.latents(), &after.clusters.labels), (before.latents(), &before.clusters.labels));
    assert_eq!(second.cluster_names()[0], "rivers");
    assert_eq!(SessionFile::of(&second), SessionFile::of(&first));
}
