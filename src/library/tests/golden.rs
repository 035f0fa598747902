//! What is read, held against what pandas reads out of the same files
//! (`tests/golden/library/make.py`).

use serde::Deserialize;

use super::super::lists::Listing;
use super::super::several::several;
use super::super::table::Table;
use super::super::{gather, reader, walk};
use super::*;

#[derive(Deserialize)]
struct Golden {
    levels: Levels,
    joined: Joined,
    lines: Lines,
}

#[derive(Deserialize)]
struct Levels {
    tracks: Tracks,
    features: Numbers,
}

#[derive(Deserialize)]
struct Tracks {
    names: Vec<String>,
    ids: Vec<u32>,
    genres: Vec<Vec<String>>,
    titles: Vec<String>,
}

#[derive(Deserialize)]
struct Numbers {
    names: Vec<String>,
    rows: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
struct Joined {
    table: Cells,
    yes: std::collections::BTreeMap<String, Vec<bool>>,
}

#[derive(Deserialize)]
struct Cells {
    names: Vec<String>,
    rows: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct Lines {
    tags: Vec<Vec<String>>,
    titles: Vec<String>,
}

fn folder() -> PathBuf {
    PathBuf::from("tests/golden/library")
}

fn golden() -> Golden {
    let text = fs::read_to_string(folder().join("golden.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn read(name: &str) -> Table {
    reader::read(&folder().join(name), &Reporter::silent()).unwrap()
}

fn column(table: &Table, name: &str) -> Vec<String> {
    let at = table.names.iter().position(|n| n == name);
    let at = at.unwrap_or_else(|| panic!("{name} in {:?}", table.names));
    table.column(at).map(str::to_string).collect()
}

#[test]
fn header_rows_of_several_levels_are_those_of_pandas() {
    let golden = golden().levels;
    let tracks = read("tracks.csv");
    assert_eq!(tracks.names[0], "track_id");
    assert_eq!(tracks.names[1..], golden.tracks.names);
    let ids: Vec<String> = golden.tracks.ids.iter().map(u32::to_string).collect();
    assert_eq!(column(&tracks, "track_id"), ids);
    assert_eq!(column(&tracks, "track.title"), golden.tracks.titles);
    let genres = column(&tracks, "track.genres");
    let genres: Vec<Vec<String>> = genres
        .iter()
        .map(|cell| Listing::Bracketed.values(cell))
        .collect();
    assert_eq!(genres, golden.tracks.genres);
    let features = read("features.csv");
    assert_eq!(features.names[1..], golden.features.names);
    for (row, expected) in features.rows.iter().zip(&golden.features.rows) {
        let numbers: Vec<f64> = row[1..].iter().map(|c| c.parse().unwrap()).collect();
        assert_eq!(&numbers, expected);
    }
}

#[test]
fn tables_are_joined_and_lists_are_parted_as_pandas_does() {
    let golden = golden().joined;
    let root = folder();
    let files = walk::list(&root, 0, &Reporter::silent()).unwrap();
    let parts = [root.join("id_information.csv")];
    let table = gather::read(&root, &files, &parts, None, &Reporter::silent()).unwrap();
    assert_eq!(table.names[..3], golden.table.names[..3]);
    for name in &golden.table.names {
        let at = golden.table.names.iter().position(|n| n == name).unwrap();
        let expected: Vec<String> = golden.table.rows.iter().map(|r| r[at].clone()).collect();
        assert_eq!(column(&table, name), expected, "{name}");
    }
    let genres = column(&table, "genres");
    let listing = Listing::of("genres", genres.iter().map(String::as_str)).unwrap();
    let of_song: Vec<Vec<String>> = genres.iter().map(|c| listing.values(c)).collect();
    let found = several("genres", &of_song);
    assert!(!found.each.is_empty());
    for label in &found.each {
        let name = label.name.strip_prefix("genres: ").unwrap();
        let yes: Vec<bool> = (0..12)
            .map(|song| label.value(song) == Some("yes"))
            .collect();
        assert_eq!(yes, golden.yes[name], "{name}");
    }
    // All that five songs and more have, and five and more have not.
    let n_told = golden.yes.values().filter(|yes| {
        let n = yes.iter().filter(|yes| **yes).count();
        (5..=7).contains(&n)
    });
    assert_eq!(found.each.len(), n_told.count());
}

#[test]
fn lines_of_json_are_those_of_pandas() {
    let golden = golden().lines;
    let table = read("metadata.jsonl");
    assert_eq!(column(&table, "title"), golden.titles);
    let tags = column(&table, "tags");
    let tags: Vec<Vec<String>> = tags.iter().map(|c| Listing::Bracketed.values(c)).collect();
    assert_eq!(tags, golden.tags);
    assert_eq!(column(&table, "bpm"), ["90.5", ""]);
}
