use std::fs;
use std::path::Path;

use super::moved::moved;
use super::*;
use crate::job::Reporter;
use crate::library::{ColumnMap, Library, load};

fn sheet() -> Sheet {
    let text = |text: &str| Some(text.to_string());
    Sheet {
        facts: [("latentune.kind".to_string(), "try".to_string())].into(),
        columns: vec![
            (
                "title".into(),
                Cells::Text(vec![text("র‍্যাব \"চাঁদ\""), None, text("")]),
            ),
            ("bytes".into(), Cells::Whole(vec![Some(7), None, Some(-1)])),
            (
                "year".into(),
                Cells::Double(vec![1.0 / 3.0, f64::INFINITY, -0.0]),
            ),
            (
                "audio".into(),
                Cells::List(vec![
                    Some(vec![0.1, f32::NAN.copysign(1.0)]),
                    None,
                    Some(vec![]),
                ]),
            ),
        ],
    }
}

/// NaN is equal to nothing, so its bits are compared.
fn bits(sheet: &Sheet) -> String {
    format!("{sheet:?}")
}

#[test]
fn a_table_comes_back_with_its_types_gaps_and_facts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    sheet().write(&path).unwrap();
    assert_eq!(bits(&Sheet::read(&path).unwrap()), bits(&sheet()));
    assert_eq!(Sheet::facts_of(&path).unwrap(), sheet().facts);
    let first = fs::read(&path).unwrap();
    sheet().write(&path).unwrap();
    assert_eq!(fs::read(&path).unwrap(), first, "the same bytes again");
}

#[test]
fn a_table_of_more_rows_than_are_packed_together_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    let n = 40_000;
    let list = |i: usize| (!i.is_multiple_of(3)).then(|| vec![i as f32, -1.0]);
    let big = Sheet {
        columns: vec![
            (
                "id".into(),
                Cells::Text((0..n).map(|i| Some(i.to_string())).collect()),
            ),
            ("audio".into(), Cells::List((0..n).map(list).collect())),
        ],
        ..Sheet::default()
    };
    big.write(&path).unwrap();
    assert!(Sheet::read(&path).unwrap() == big);
}

#[test]
fn a_damaged_table_is_told_and_never_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    sheet().write(&path).unwrap();
    let whole = fs::read(&path).unwrap();
    for cut in (0..whole.len()).step_by(13) {
        fs::write(&path, &whole[..cut]).unwrap();
        let error = Sheet::read(&path).unwrap_err().to_string();
        assert!(error.contains("a.parquet"), "{error}");
    }
    for at in (0..whole.len()).step_by(11) {
        let mut changed = whole.clone();
        changed[at] ^= 0x55;
        fs::write(&path, changed).unwrap();
        let _ = Sheet::read(&path);
    }
}

#[test]
fn paths_below_a_folder_move_and_others_stay() {
    let texts = ["/a/b/c.ogg", "/a/b", "/a/bc/d.ogg", "words of /a/b/c", ""].map(str::to_string);
    let found = moved(texts.to_vec(), Path::new("/a/b"), Path::new("/x")).unwrap();
    assert_eq!(
        found,
        ["/x/c.ogg", "/x", "/a/bc/d.ogg", "words of /a/b/c", ""]
    );
}

fn demo() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/demo")
}

fn facts(library: &Library) -> String {
    let Library {
        root,
        songs,
        labels,
        multi_labels,
        numbers,
        report,
        warnings,
        extracted: _,
    } = library;
    format!("{root:?} {songs:?} {labels:?} {multi_labels:?} {numbers:?} {report:?} {warnings:?}")
}

/// What is listed, carried as text, opened part by part and put together is the library that is
/// read at once.
#[test]
fn a_library_in_parts_is_the_library() {
    let (folder, silent) = (demo(), Reporter::silent());
    let map = ColumnMap::default();
    let listing = Listing::read(&folder, &map, &silent).unwrap();
    let ids: std::collections::BTreeSet<String> =
        listing.songs().into_iter().map(|song| song.id).collect();
    assert_eq!(ids.len(), listing.n_songs());
    let (whole, rows) = listing.to_json().unwrap();
    let rows = rows.iter().map(String::as_str);
    let listing = Listing::of_json(&folder, &whole, rows, &folder).unwrap();
    let mut opened: Vec<Option<OpenedSong>> = (0..listing.n_songs()).map(|_| None).collect();
    for part in 0..3 {
        let rows: Vec<usize> = (part..listing.n_songs()).step_by(3).collect();
        let songs = listing.open(&rows, &folder, &silent).unwrap();
        for (row, song) in rows.into_iter().zip(songs) {
            let json = serde_json::to_string(&song).unwrap();
            opened[row] = serde_json::from_str(&json).ok();
        }
    }
    let opened = opened.into_iter().map(Option::unwrap).collect();
    let (library, rows) = listing.library(opened);
    assert_eq!(rows.len(), library.songs.len());
    assert_eq!(
        facts(&library),
        facts(&load(&folder, &map, &silent).unwrap())
    );
}
