use std::fs;
use std::path::{Path, PathBuf};

use super::merge::Merged;
use super::*;
use crate::audio;
use crate::config::Config;
use crate::features::{self, Cache};
use crate::job::Reporter;
use crate::library::{Cells, ColumnMap, Listing, Sheet, fact, load};

const NO_CACHE: Cache = Cache { folder: None };

/// Six songs: one whose recording is none, one that is another's copy.
fn songs(folder: &Path) {
    for genre in ["rock", "folk"] {
        fs::create_dir_all(folder.join(genre)).unwrap();
    }
    let tone = |hz: f32| -> Vec<f32> {
        let sine = |i: u32| (std::f32::consts::TAU * hz * i as f32 / 22_050.0).sin();
        (0..11_025).map(|i| 0.4 * sine(i)).collect()
    };
    for (name, hz) in [
        ("rock/a", 220.0),
        ("rock/b", 330.0),
        ("folk/c", 440.0),
        ("folk/d", 550.0),
    ] {
        let wav = audio::wav(&tone(hz), 22_050);
        fs::write(folder.join(format!("{name}.wav")), wav).unwrap();
        let words = format!("rain on the river {name}\nবৃষ্টি নামে চাঁদ ভাসে জলে\n");
        fs::write(folder.join(format!("{name}.txt")), words).unwrap();
    }
    fs::copy(folder.join("rock/a.wav"), folder.join("rock/z.wav")).unwrap();
    fs::write(folder.join("rock/broken.wav"), "RIFF is all there is").unwrap();
}

fn plan(folder: &Path, config: &Config) -> Plan {
    let listing = Listing::read(folder, &ColumnMap::default(), &Reporter::silent()).unwrap();
    Plan::new(listing, config).unwrap()
}

fn shard(text: &str) -> Shard {
    text.parse().unwrap()
}

struct Work {
    _folder: tempfile::TempDir,
    songs: PathBuf,
    out: PathBuf,
}

fn work() -> Work {
    let folder = tempfile::tempdir().unwrap();
    let (inner, out) = (folder.path().join("songs"), folder.path().join("work"));
    songs(&inner);
    fs::create_dir(&out).unwrap();
    plan(&inner, &Config::default())
        .write(&out.join("plan.parquet"))
        .unwrap();
    Work {
        _folder: folder,
        songs: inner,
        out,
    }
}

impl Work {
    fn plan_path(&self) -> PathBuf {
        self.out.join("plan.parquet")
    }

    fn extract(&self, text: &str, root: Option<&Path>) -> crate::error::Result<Made> {
        let plan = Plan::read(&self.plan_path()).unwrap();
        let silent = Reporter::silent();
        extract(&plan, shard(text), root, &self.out, &NO_CACHE, &silent)
    }

    fn merge(&self) -> crate::error::Result<Merged> {
        merge(&self.plan_path(), &self.out, &Reporter::silent())
    }

    fn merged(&self) -> (PathBuf, Vec<u8>) {
        let path = self.out.join("songs.parquet");
        self.merge().unwrap().write(&path).unwrap();
        let bytes = fs::read(&path).unwrap();
        (path, bytes)
    }

    fn clear(&self) {
        for part in fs::read_dir(&self.out).unwrap().flatten() {
            if part.file_name().to_string_lossy().starts_with("part-") {
                fs::remove_file(part.path()).unwrap();
            }
        }
    }
}

#[test]
fn every_row_is_in_one_shard_and_names_come_back() {
    for of in [1, 3, 7, 400] {
        let mut seen: Vec<usize> = Vec::new();
        for number in 1..=of {
            let shard = Shard::new(number, of).unwrap();
            assert_eq!(Shard::of_file_name(&shard.file_name()), Some(shard));
            assert_eq!(shard.to_string().parse(), Ok(shard));
            for row in shard.rows(50) {
                assert_eq!(Shard::of_row(row, of), Some(shard));
                seen.push(row);
            }
        }
        seen.sort_unstable();
        assert_eq!(seen, (0..50).collect::<Vec<_>>());
    }
    for bad in ["0/4", "5/4", "4", "a/b", "1/0", "1/100000", "-1/4"] {
        assert!(bad.parse::<Shard>().is_err(), "{bad}");
    }
    assert_eq!(ranges([1, 2, 3, 7, 9, 10].into_iter()), "1-3,7,9-10");
}

#[test]
fn parts_come_to_the_same_bytes_and_to_the_features_of_one_machine() {
    let work = work();
    work.extract("1/1", None).unwrap();
    let (table, one) = work.merged();
    work.clear();
    let mut n_failed = 0;
    for number in 1..=4 {
        n_failed += work.extract(&format!("{number}/4"), None).unwrap().n_failed;
    }
    assert_eq!(n_failed, 1);
    assert_eq!(work.merged().1, one);

    let silent = Reporter::silent();
    let map = ColumnMap::default();
    let direct = load(&work.songs, &map, &silent).unwrap();
    let from_table = load(&table, &map, &silent).unwrap();
    assert_eq!(
        format!("{:?}", direct.songs),
        format!("{:?}", from_table.songs)
    );
    assert_eq!(direct.warnings, from_table.warnings);
    assert_eq!(direct.report, from_table.report);
    let config = Config::default();
    let expected = features::extract(&direct, &config, &NO_CACHE, &silent).unwrap();
    // Without the recordings: nothing is extracted.
    fs::remove_dir_all(&work.songs).unwrap();
    let found = features::extract(&from_table, &config, &NO_CACHE, &silent).unwrap();
    assert_eq!(found.blocks, expected.blocks);
    assert_eq!(found.recordings, expected.recordings);
    assert_eq!(found.warnings, expected.warnings);
    // Other settings than those of the table are told by name.
    let mut other = config.clone();
    other.audio.n_mels = 64;
    let found = features::extract(&from_table, &other, &NO_CACHE, &silent).unwrap();
    let told = found.warnings.iter().map(ToString::to_string);
    let told: Vec<String> = told.collect();
    let names_it = |warning: &String| warning.starts_with("audio.n_mels: 64 here and 128");
    assert!(told.iter().any(names_it), "{told:?}");
    let gone = load(&table, &map, &silent).unwrap();
    let last = gone.warnings.last().unwrap().to_string();
    assert!(last.contains("the recordings are not in"), "{last}");
}

#[test]
fn a_song_that_cannot_be_read_is_a_row_with_its_cause_and_a_copy_is_one() {
    let work = work();
    work.extract("1/1", None).unwrap();
    let (path, _) = work.merged();
    let sheet = Sheet::read(&path).unwrap();
    let texts = |name: &str| sheet.texts(name, &path).unwrap().to_vec();
    let row = |name: &str| {
        let is_named = |path: &Option<String>| path.as_ref().is_some_and(|p| p.ends_with(name));
        texts("path").iter().position(is_named).unwrap()
    };
    let broken = row("broken.wav");
    assert_eq!(texts("status")[broken].as_deref(), Some("failed"));
    assert!(texts("cause")[broken].is_some() && texts("content_hash")[broken].is_some());
    let Some(Cells::List(audio)) = sheet.column("audio") else {
        panic!("no block of sound")
    };
    assert!(audio[broken].is_none());
    let widths: Vec<usize> = audio.iter().flatten().map(Vec::len).collect();
    assert!(
        widths.len() == 5 && widths.iter().all(|n| *n == widths[0]),
        "{widths:?}"
    );
    let status = texts("status");
    let n = |of: &str| status.iter().filter(|s| s.as_deref() == Some(of)).count();
    assert_eq!((n("ok"), n("failed"), n("duplicate")), (4, 1, 1));
    assert_eq!(texts("genre")[row("a.wav")].as_deref(), Some("rock"));
    assert!(
        texts("lyrics")[row("c.wav")]
            .as_ref()
            .unwrap()
            .contains("rain on the river folk/c")
    );
}

#[test]
fn songs_elsewhere_give_the_same_part() {
    let work = work();
    work.extract("1/2", None).unwrap();
    let part = work.out.join(shard("1/2").file_name());
    let before = fs::read(&part).unwrap();
    fs::remove_file(&part).unwrap();
    let elsewhere = work.out.join("mounted");
    fs::rename(&work.songs, &elsewhere).unwrap();
    let error = work.extract("1/2", None).unwrap_err().to_string();
    assert!(error.contains("--root"), "{error}");
    work.extract("1/2", Some(&elsewhere)).unwrap();
    assert_eq!(fs::read(&part).unwrap(), before);
}

#[test]
fn a_part_that_is_there_stays_and_a_damaged_one_is_made_again() {
    let work = work();
    assert!(!work.extract("1/2", None).unwrap().was_there);
    let again = work.extract("1/2", None).unwrap();
    assert!(again.was_there && again.n_songs == 3);
    let part = again.path;
    let whole = fs::read(&part).unwrap();
    fs::write(&part, &whole[..whole.len() / 2]).unwrap();
    work.extract("2/2", None).unwrap();
    let error = work.merge().unwrap_err().to_string();
    assert!(
        error.contains("damaged") && error.contains("--shard 1/2"),
        "{error}"
    );
    assert!(!work.extract("1/2", None).unwrap().was_there);
    assert_eq!(fs::read(&part).unwrap(), whole);
    work.merge().unwrap();
}

#[test]
fn what_does_not_belong_together_is_refused_by_name() {
    let work = work();
    work.extract("1/3", None).unwrap();
    let error = work.merge().unwrap_err().to_string();
    assert!(
        error.contains("number 2-3") && error.contains("--shard 2/3"),
        "{error}"
    );
    let mut config = Config::default();
    config.audio.n_mels = 64;
    plan(&work.songs, &config).write(&work.plan_path()).unwrap();
    for error in [
        work.extract("1/3", None).unwrap_err(),
        work.merge().unwrap_err(),
    ] {
        let error = error.to_string();
        assert!(
            error.contains("setting audio.n_mels: 64 in the plan and 128"),
            "{error}"
        );
    }
    // What is fitted over all songs is not extracted: it may change.
    config = Config::default();
    (config.seed, config.text.min_df) = (9, 7);
    plan(&work.songs, &config).write(&work.plan_path()).unwrap();
    assert!(work.extract("1/3", None).unwrap().was_there);
    work.extract("1/1", None).unwrap();
    let error = work.merge().unwrap_err().to_string();
    assert!(error.contains("is in this part and in"), "{error}");
    fs::write(work.songs.join("rock/new.txt"), "words of another song\n").unwrap();
    plan(&work.songs, &config).write(&work.plan_path()).unwrap();
    let error = work.extract("1/3", None).unwrap_err().to_string();
    assert!(error.contains("another list of songs"), "{error}");
}

#[test]
fn another_version_is_refused() {
    let work = work();
    let part = work.extract("1/1", None).unwrap().path;
    for path in [part, work.plan_path()] {
        let mut sheet = Sheet::read(&path).unwrap();
        let version = "0.0.9 format 1 features 2".to_string();
        sheet.facts.insert(fact::VERSION.to_string(), version);
        sheet.write(&path).unwrap();
        let error = work.merge().unwrap_err().to_string();
        assert!(error.contains("0.0.9 format 1 features 2"), "{error}");
    }
    let error = load(
        &work.plan_path(),
        &ColumnMap::default(),
        &Reporter::silent(),
    );
    let error = error.unwrap_err().to_string();
    assert!(error.contains("latentune merge"), "{error}");
}
