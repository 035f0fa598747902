//! The plan at the top of `src/lib.rs`, held against the code.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Foreign technologies and the rooms that may speak to them.
const HOMES: &[(&str, &[&str])] = &[
    ("fluent_bundle", &["words"]),
    ("thiserror", &["error"]),
    ("crossbeam_channel", &["job", "player", "session", "app"]),
    ("toml", &["config", "model", "experiment"]),
    ("directories", &["config"]),
    ("unicode_segmentation", &["text"]),
    ("unicode_normalization", &["text", "library"]),
    ("whatlang", &["text"]),
    ("tokenizers", &["text"]),
    ("safetensors", &["text"]),
    ("half", &["text"]),
    ("pulp", &["text"]),
    ("ureq", &["text"]),
    ("lofty", &["library"]),
    ("flate2", &["library"]),
    ("encoding_rs", &["library"]),
    ("chardetng", &["library"]),
    ("symphonia", &["audio"]),
    ("nanomp3_core", &["audio"]),
    ("rubato", &["numeric"]),
    ("ebur128", &["audio"]),
    ("realfft", &["numeric"]),
    ("rustfft", &["numeric"]),
    ("burn", &["model"]),
    ("burn_ndarray", &["model"]),
    ("matrixmultiply", &["model"]),
    ("faer", &["text", "model", "projection", "clustering"]),
    ("bhtsne", &["numeric", "projection"]),
    ("linfa", &["clustering"]),
    ("linfa_clustering", &["clustering"]),
    ("linfa_nn", &["clustering"]),
    ("kodama", &["clustering"]),
    ("plotters", &["export"]),
    ("resvg", &["export"]),
    ("parquet", &["export"]),
    ("base64", &["export"]),
    ("gif", &["export"]),
    ("png", &["export"]),
    ("rodio", &["player"]),
    ("alsa", &["player"]),
    ("libloading", &["player"]),
    ("egui_plot", &["ui"]),
    ("egui_tiles", &["ui"]),
    ("eframe", &["ui", "app"]),
    ("rfd", &["app"]),
    ("clap", &["cli", "main"]),
    ("indicatif", &["cli"]),
];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn room_of(file: &Path) -> String {
    let inside = file.strip_prefix("src").unwrap();
    let first = inside
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_string_lossy();
    first.trim_end_matches(".rs").to_string()
}

/// Rooms in the order of their `mod` lines.
fn rooms() -> Vec<String> {
    let text = fs::read_to_string("src/lib.rs").unwrap();
    text.lines()
        .filter_map(|l| l.strip_prefix("pub mod "))
        .map(|l| l.trim_end_matches(';').to_string())
        .collect()
}

/// Code without comments: what is only spoken of is not used.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    text.lines()
        .map(|l| l.split("//").next().unwrap_or(""))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Names that follow `prefix` in `code`, several when they stand in braces.
fn names_after(code: &str, prefix: &str) -> Vec<String> {
    let name = |s: &str| {
        s.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect::<String>()
    };
    let mut names = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &code[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(list) => names.extend(
                list.split(['}', ';'])
                    .next()
                    .unwrap_or("")
                    .split(',')
                    .map(|s| name(s.trim())),
            ),
            None => names.push(name(rest)),
        }
    }
    names.retain(|n| !n.is_empty());
    names
}

#[test]
fn a_room_imports_only_from_rooms_above_it() {
    let order: BTreeMap<String, usize> = rooms()
        .into_iter()
        .enumerate()
        .map(|(i, r)| (r, i))
        .collect();
    assert!(order.len() >= 19);
    let mut faults = Vec::new();
    for file in rust_files(Path::new("src")) {
        let room = room_of(&file);
        // `numeric` is a package below the house, and cannot name a room.
        if room == "lib" || room == "main" || room == "numeric" {
            continue;
        }
        let own = *order
            .get(&room)
            .unwrap_or_else(|| panic!("{} is in no room", file.display()));
        for used in names_after(&code(&file), "crate::") {
            if order.get(&used).is_some_and(|&place| place > own) {
                faults.push(format!(
                    "{} uses {used}, which stands below {room}",
                    file.display()
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_foreign_technology_has_one_home() {
    let mut faults = Vec::new();
    for file in rust_files(Path::new("src")) {
        let (room, code) = (room_of(&file), code(&file));
        for &(technology, homes) in HOMES {
            let spoken_to = !names_after(&code, &format!("{technology}::")).is_empty();
            if spoken_to && !homes.contains(&room.as_str()) {
                faults.push(format!(
                    "{} speaks to {technology}, whose home is {}",
                    file.display(),
                    homes.join(", ")
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_map_names_every_room_in_order() {
    let text = fs::read_to_string("src/lib.rs").unwrap();
    let on_map: Vec<&str> = text
        .lines()
        .filter_map(|l| l.strip_prefix("//! | [`"))
        .filter_map(|l| l.split('`').next())
        .collect();
    assert_eq!(on_map, rooms());
}

#[test]
fn no_egui_below_the_panels() {
    for file in rust_files(Path::new("src")) {
        let room = room_of(&file);
        if room != "ui" && room != "app" {
            assert!(
                names_after(&code(&file), "egui::").is_empty(),
                "{} speaks to egui",
                file.display()
            );
        }
    }
}
