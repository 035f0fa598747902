use super::super::tests::{column, library};
use super::super::*;
use crate::features::{Block, BlockKind, FeatureSet, Scaling};
use crate::library::{Library, NumberColumn};

/// Ten songs: four in each of two clusters, two noise. The language of the last is unknown.
fn songs() -> (Library, Clusters) {
    let language = [0, 0, 0, 1, 1, 1, 1, 1, 0]
        .map(Some)
        .into_iter()
        .chain([None])
        .collect::<Vec<_>>();
    let mut library = library(vec![
        column("language", &language),
        column("empty", &[None; 10]),
    ]);
    let year = (0..10)
        .map(|i| {
            if i == 2 {
                f64::NAN
            } else {
                2000.0 + f64::from(i)
            }
        })
        .collect();
    library.numbers = vec![NumberColumn {
        name: "year".to_string(),
        of_song: year,
        is_feature: true,
    }];
    let labels: Vec<Option<u32>> = (0..10).map(|i| (i < 8).then_some(i / 4)).collect();
    (
        library,
        Clusters {
            labels,
            n_clusters: 2,
            ..Clusters::default()
        },
    )
}

fn block(
    name: &str,
    kind: BlockKind,
    columns: &[&str],
    rows: &[Vec<f32>],
    present: Vec<bool>,
) -> Block {
    Block {
        name: name.to_string(),
        kind,
        scaling: Scaling::Standardise,
        columns: columns.iter().map(|c| (*c).to_string()).collect(),
        values: Matrix::from_rows(rows),
        units: Vec::new(),
        idf: Vec::new(),
        present,
    }
}

/// Of a set of eleven songs, the first of which is not in the library; song 1 has no recording.
fn features() -> FeatureSet {
    let sound = |row: usize| {
        vec![
            [9.0, 1.0, 5.0][usize::from(row > 0) + usize::from(row > 5)],
            row as f32,
            3.0,
        ]
    };
    let words = |row: usize| vec![f32::from(u8::from(row < 5)), 0.5];
    FeatureSet {
        blocks: vec![
            block(
                "audio",
                BlockKind::Audio,
                &["rms_mean", "mfcc_0_mean", "constant"],
                &(0..11).map(sound).collect::<Vec<_>>(),
                (0..11).map(|row| row != 2).collect(),
            ),
            block(
                "lyric words",
                BlockKind::Lyrics,
                &["river", "the"],
                &(0..11).map(words).collect::<Vec<_>>(),
                vec![true; 11],
            ),
        ],
        duration_secs: vec![1.0; 11],
        recordings: vec![None; 11],
        warnings: Vec::new(),
        n_cached: 0,
        files_hash: None,
    }
}

fn facts(chosen: &[usize]) -> SelectionFacts {
    let (library, clusters) = songs();
    let (set, rows) = (features(), (1..11).collect::<Vec<_>>());
    let features = SongFeatures {
        set: &set,
        rows: &rows,
    };
    selection_facts(
        chosen,
        &library,
        Some(&clusters),
        Some(features),
        &Reporter::silent(),
    )
    .unwrap()
}

fn parts(composition: &Composition) -> Vec<(Option<u32>, usize, usize)> {
    composition
        .parts
        .iter()
        .map(|p| (p.class, p.here, p.overall))
        .collect()
}

#[test]
fn a_selection_is_counted_against_all_songs() {
    let facts = facts(&[2, 3, 4, 5, 9]);
    assert_eq!((facts.n_songs, facts.n_all), (5, 10));
    assert_eq!(
        facts.compositions.len(),
        2,
        "nothing is said of a label that no song has"
    );
    let [by_cluster, by_language] = &facts.compositions[..] else {
        panic!()
    };
    assert_eq!(
        parts(by_cluster),
        [(Some(0), 2, 4), (Some(1), 2, 4), (None, 1, 2)]
    );
    assert_eq!((by_cluster.n_here, by_cluster.n_overall), (5, 10));
    // The song of unknown language counts neither here nor overall.
    assert_eq!(parts(by_language), [(Some(1), 3, 5), (Some(0), 1, 4)]);
    assert_eq!(by_language.shares(&by_language.parts[0]), (0.75, 5.0 / 9.0));
}

#[test]
fn clusters_are_crossed_with_labels() {
    let facts = facts(&[2, 3, 4, 5, 9]);
    assert_eq!(facts.cross.len(), 1);
    let table = &facts.cross[0];
    assert_eq!((table.label, &table.classes), (0, &vec![1, 0]));
    assert_eq!(
        table.rows,
        [
            (Some(0), vec![1, 1]),
            (Some(1), vec![2, 0]),
            (None, vec![0, 0])
        ]
    );
}

#[test]
fn features_differ_in_deviations_of_all_songs_and_constant_ones_not_at_all() {
    let facts = facts(&[0, 1, 2, 3, 4]);
    // Of nine recordings four sound of 1 and five of 5; the four chosen ones (song 1 has none) are
    // those of 1.
    let (mean, deviation) = (29.0 / 9.0, (16.0 * 20.0 / 81.0_f64).sqrt());
    let names: Vec<&str> = facts.features.iter().map(|f| f.column.as_str()).collect();
    assert_eq!(names, ["rms_mean", "mfcc_0_mean"]);
    let loudness = &facts.features[0];
    assert!((loudness.overall - mean).abs() < 1e-9 && loudness.here == 1.0);
    assert!(
        (loudness.deviations - (1.0 - mean) / deviation).abs() < 1e-9,
        "{}",
        loudness.deviations
    );
    assert!(
        !loudness.beyond_chance,
        "four of nine songs may well be alike by accident"
    );
}

#[test]
fn a_difference_of_many_songs_is_no_accident_and_that_of_all_is_none() {
    let library = library(vec![column("genre", &[Some(0); 400])]);
    let rows: Vec<usize> = (0..400).collect();
    let sound: Vec<Vec<f32>> = (0..400)
        .map(|i| vec![if i < 100 { 1.0 } else { 0.0 }, (i % 7) as f32])
        .collect();
    let audio = block(
        "audio",
        BlockKind::Audio,
        &["rms_mean", "tempo_bpm"],
        &sound,
        vec![true; 400],
    );
    let set = FeatureSet {
        blocks: vec![audio],
        duration_secs: Vec::new(),
        recordings: Vec::new(),
        warnings: Vec::new(),
        n_cached: 0,
        files_hash: None,
    };
    let features = Some(SongFeatures {
        set: &set,
        rows: &rows,
    });
    let of = |chosen: &[usize]| {
        selection_facts(chosen, &library, None, features, &Reporter::silent())
            .unwrap()
            .features
    };
    let found = of(&rows[..100]);
    assert!(
        found[0].column == "rms_mean" && found[0].beyond_chance && !found[1].beyond_chance,
        "{found:?}"
    );
    assert!(
        of(&rows)
            .iter()
            .all(|f| !f.beyond_chance && f.deviations.abs() < 1e-9)
    );
}

#[test]
fn words_and_numbers_of_a_selection() {
    let facts = facts(&[0, 1, 2, 3]);
    assert_eq!(
        facts
            .words
            .iter()
            .map(|(word, _)| word.as_str())
            .collect::<Vec<_>>(),
        ["river"]
    );
    let year = &facts.numbers[0];
    // Without the song whose year is unknown.
    assert_eq!(
        (year.here, year.n_here),
        ((2000.0 + 2001.0 + 2003.0) / 3.0, 3)
    );
    assert!((year.overall - (2000.0 + 43.0 / 9.0)).abs() < 1e-9);
    assert!(year.deviations < -1.0);
    let all: Vec<usize> = (0..10).collect();
    assert!(
        self::facts(&all).words.is_empty(),
        "nothing is left to be set apart from"
    );
}

#[test]
fn labels_are_told_of_before_there_are_clusters() {
    let (library, _) = songs();
    let facts = selection_facts(&[0, 9], &library, None, None, &Reporter::silent()).unwrap();
    assert_eq!(
        facts
            .compositions
            .iter()
            .map(|c| c.facet)
            .collect::<Vec<_>>(),
        [Facet::Label(0)]
    );
    assert!(facts.cross.is_empty() && facts.words.is_empty() && facts.features.is_empty());
}
