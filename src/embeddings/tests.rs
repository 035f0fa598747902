use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::*;
use crate::library::{AudioFile, Library, Song};

/// What `tests/golden/embeddings/make.py` has put into its files.
#[derive(Deserialize)]
struct Golden {
    ids: Vec<String>,
    files: Vec<String>,
    table: Vec<Vec<f32>>,
}

fn golden() -> Golden {
    let text = std::fs::read_to_string(file("golden.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn file(name: &str) -> PathBuf {
    Path::new("tests/golden/embeddings").join(name)
}

fn read_file(name: &str) -> Result<Vectors> {
    read(&file(name), &Reporter::silent())
}

/// Songs of these ids, each with a recording of its name below `/songs`, in this order.
fn library(ids: &[&str]) -> Library {
    let song = |id: &&str| Song {
        id: id.to_string(),
        title: id.to_string(),
        artist: String::new(),
        audio: Some(AudioFile {
            path: format!("/songs/audio/{id}.mp3").into(),
            hash: id.to_string(),
        }),
        lyrics: None,
        language: None,
    };
    Library {
        root: "/songs".into(),
        songs: ids.iter().map(song).collect(),
        ..Library::default()
    }
}

fn fault(result: Result<impl Sized>) -> String {
    match result {
        Ok(_) => panic!("it should not have been read"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn arrays_are_those_that_numpy_saved_in_every_type_and_order() {
    let table = Matrix::from_rows(&golden().table);
    for name in ["f32.npy", "f16.npy", "f64_fortran.npy", "f32_big_end.npy"] {
        let found = read_file(name).unwrap();
        assert_eq!(found.values, table, "{name}");
        assert!(found.names.is_empty() && found.notes.is_empty());
    }
    let eightfold: Vec<f32> = table.as_slice().iter().map(|v| 8.0 * v).collect();
    assert_eq!(read_file("whole.npy").unwrap().values.as_slice(), eightfold);
}

#[test]
fn named_vectors_are_those_that_were_saved() {
    let golden = golden();
    let table = Matrix::from_rows(&golden.table);
    for (name, names) in [
        ("table.npz", &golden.ids),
        ("table.safetensors", &golden.ids),
        ("one_each.npz", &golden.files),
        ("lists.parquet", &golden.files),
        ("half.parquet", &golden.ids),
        ("fixed.parquet", &golden.ids),
        ("columns.parquet", &golden.ids),
        ("frame.csv", &golden.ids),
        ("table.tsv", &golden.files),
        ("no_header.csv", &golden.files),
    ] {
        let found = read_file(name).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(found.values, table, "{name}");
        assert_eq!(&found.names[0], names, "{name}");
    }
    // Arrays of safetensors lie in the order of their names.
    let found = read_file("one_each.safetensors").unwrap();
    let mut names = golden.files.clone();
    names.sort();
    assert_eq!(found.names, [names]);
    let notes: Vec<String> = found.notes.iter().map(ToString::to_string).collect();
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(notes[0].ends_with("for so many songs: 3"), "{notes:?}");
    let first = &found.values.rows().next().unwrap();
    let song = golden.files.iter().position(|f| *f == found.names[0][0]);
    assert_eq!(**first, golden.table[song.unwrap()]);
}

#[test]
fn vectors_are_given_by_id_path_and_file_name_whatever_the_order() {
    let golden = golden();
    let mut ids: Vec<&str> = golden.ids.iter().map(String::as_str).collect();
    ids.reverse();
    let songs = library(&ids);
    for name in [
        "table.npz",
        "one_each.npz",
        "one_each.safetensors",
        "lists.parquet",
        "fixed.parquet",
        "frame.csv",
        "table.tsv",
    ] {
        let path = file(name);
        let found = matched(&read_file(name).unwrap(), &songs, false, &path).unwrap();
        assert!(found.present.iter().all(|has| *has), "{name}");
        for (song, row) in golden.table.iter().rev().enumerate() {
            assert_eq!(found.values.row(song), row, "{name}");
        }
    }
}

fn named(names: &[&str]) -> Vectors {
    Vectors {
        names: vec![names.iter().map(ToString::to_string).collect()],
        values: Matrix::new(names.len(), 1, (0..names.len()).map(|i| i as f32).collect()),
        notes: Vec::new(),
    }
}

#[test]
fn names_are_compared_as_a_reader_would() {
    let songs = library(&["Rain", "bn/নদী", "blues.00000", "blues.00001"]);
    let names = [
        r"audio\bn\নদী.MP3",
        "./audio/rain.mp3",
        "blues.00001.wav",
        "somewhere/else/blues.00000",
    ];
    let found = matched(&named(&names), &songs, false, Path::new("v.npz")).unwrap();
    assert_eq!(found.values.as_slice(), [1.0, 0.0, 3.0, 2.0]);
    assert!(found.notes.is_empty());
    // A name that two songs have is nobody's.
    let twins = library(&["a/x", "b/x", "c"]);
    let found = matched(
        &named(&["x", "c", "b/x"]),
        &twins,
        false,
        Path::new("v.npz"),
    )
    .unwrap();
    assert_eq!(found.present, [false, true, true]);
}

#[test]
fn what_does_not_come_out_even_is_told_with_names() {
    let path = Path::new("v.npz");
    let songs = library(&["a", "b", "c", "d", "e"]);
    let mut vectors = named(&["a", "x", "b", "a.mp3"]);
    vectors.values.row_mut(2)[0] = f32::INFINITY;
    let found = matched(&vectors, &songs, false, path).unwrap();
    assert_eq!(found.present, [true, false, false, false, false]);
    let notes: Vec<String> = found.notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        [
            "4 of 5 songs have no vector in it (`b`, `c`, `d`, …); they stand at the mean of these vectors",
            "songs whose vector has something that is no finite number, and counts as missing: 1",
            "rows of no song were left out: 1 (`x`)",
            "rows of songs that had a vector already were left out: 1",
        ]
    );
    let told = fault(matched(&named(&["x", "y"]), &songs, false, path));
    assert!(told.contains("`x`, `y`; looked for were ids"), "{told}");
    assert!(told.contains("such as `a`, `b`, `c`, …"), "{told}");
}

#[test]
fn rows_are_taken_in_order_only_where_somebody_says_so_and_the_counts_agree() {
    let path = file("f32.npy");
    let vectors = read_file("f32.npy").unwrap();
    let six = library(&["a", "b", "c", "d", "e", "f"]);
    let told = fault(matched(&vectors, &six, false, &path));
    assert!(told.contains("--set embeddings.by_row=true"), "{told}");
    let found = matched(&vectors, &six, true, &path).unwrap();
    assert_eq!(found.values, vectors.values);
    let told = fault(matched(&vectors, &library(&["a"]), true, &path));
    assert!(told.contains("6 rows and 1 songs"), "{told}");
    let told = fault(matched(&vectors, &library(&["a"]), false, &path));
    assert!(told.contains("cannot be those of 1 songs"), "{told}");
}

#[test]
fn gaps_in_lists_are_missing_vectors() {
    let golden = golden();
    let found = read_file("gaps.parquet").unwrap();
    for (row, wanted) in golden.table.iter().enumerate() {
        match row {
            1 | 2 => assert!(found.values.row(row).iter().all(|v| v.is_nan())),
            4 => assert!(found.values.row(row)[3].is_nan()),
            _ => assert_eq!(found.values.row(row), wanted),
        }
    }
}

#[test]
fn what_is_no_vector_of_a_song_is_refused_with_what_to_do() {
    for (name, told) in [
        ("objects.npy", "never unpickled"),
        ("cube.npy", "its shape is 6 × 5 × 1"),
        ("two_tables.npz", "a 6 × 5, b 6 × 3"),
        ("zstd.parquet", "compression=\"snappy\""),
        ("make.py", "are read from .npy, .npz"),
        ("golden.csv", "cannot read"),
    ] {
        let error = fault(read_file(name));
        assert!(error.contains(told), "{name}: {error}");
    }
}

/// A byte less than was written is told; bytes that were changed are no panic, and in an archive,
/// which has sums, they are told too.
#[test]
fn torn_and_changed_files_are_errors() {
    let folder = tempfile::tempdir().unwrap();
    for name in [
        "f32.npy",
        "one_each.npz",
        "fixed.parquet",
        "table.safetensors",
    ] {
        let whole = std::fs::read(file(name)).unwrap();
        let path = folder.path().join(name);
        for cut in 0..whole.len() {
            std::fs::write(&path, &whole[..cut]).unwrap();
            assert!(read(&path, &Reporter::silent()).is_err(), "{name} at {cut}");
            let mut changed = whole.clone();
            changed[cut] ^= 0x55;
            std::fs::write(&path, &changed).unwrap();
            let _ = read(&path, &Reporter::silent());
        }
    }
    let mut changed = std::fs::read(file("table.npz")).unwrap();
    // Inside the numbers of the first array, behind its header of 128 bytes.
    changed[200] ^= 1;
    let path = folder.path().join("changed.npz");
    std::fs::write(&path, changed).unwrap();
    assert!(fault(read(&path, &Reporter::silent())).contains("is not what was packed"));
}

/// What a header claims is held against the file before there is memory for it.
#[test]
fn claims_of_headers_are_bounded() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("claims.npy");
    let header = |shape: &str| {
        let text = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}\n");
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((text.len() as u16).to_le_bytes());
        bytes.extend(text.bytes());
        bytes
    };
    for (shape, told) in [
        ("(1000000, 200)", "ends before its numbers"),
        ("(1000000000, 200)", "more than is read"),
        ("(2, 70000)", "more than is read"),
        ("(20000000, 1)", "more than is read: at most 16777216 songs"),
        ("(0, 5)", "no vector in it"),
        ("(18446744073709551615, 2)", "more than is read"),
    ] {
        std::fs::write(&path, header(shape)).unwrap();
        let error = fault(read(&path, &Reporter::silent()));
        assert!(error.contains(told), "{shape}: {error}");
    }
}

#[test]
fn names_that_take_nothing_in_the_file_are_bounded() {
    assert!(has_room(&[], MOST_ROWS) && has_room(&[], MOST_NAMES));
    assert!(!has_room(&[vec![String::new()]], MOST_NAMES));
}
