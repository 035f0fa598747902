//! Real songs: something true and useful is said of each, without a crash or a hang.

use std::sync::Arc;

use latentune::config::Config;
use latentune::features::Cache;
use latentune::job::Reporter;
use latentune::library::{self, ColumnMap, Library};
use latentune::pipeline::{self, Analysis};

use crate::fixture::shared_data;

fn load(set: &str) -> Library {
    library::load(
        &shared_data(set),
        &ColumnMap::default(),
        &Reporter::silent(),
    )
    .unwrap()
}

fn analyse(library: Library) -> Analysis {
    let mut config = Config::plain();
    config.model.n_epochs = 15;
    config.projection.n_iterations = 250;
    let cache = Cache { folder: None };
    pipeline::analyze(
        Arc::new(library),
        &config.check().unwrap(),
        None,
        &cache,
        &Reporter::silent(),
    )
    .unwrap()
}

#[test]
#[ignore = "needs data sets, whose folder LATENTUNE_SHARED_DATA names"]
fn german_and_english_songs_have_both_modalities_and_labels() {
    let _busy = crate::busy();
    let library = load("songs-en-de");
    assert_eq!((library.report.n_songs, library.report.n_both), (292, 292));
    assert!(library.label("language").is_some() && library.label("genre").is_some());
    assert!(library.numbers.iter().any(|n| n.name == "year"));
}

#[test]
#[ignore = "needs data sets, whose folder LATENTUNE_SHARED_DATA names"]
fn whole_mp3_songs_with_timed_lyrics_make_a_map_of_five() {
    let _busy = crate::busy();
    let library = load("jamendo");
    assert_eq!(library.report.n_both, 5);
    assert!(
        library
            .songs
            .iter()
            .all(|s| s.lyrics.as_ref().is_some_and(|l| l.is_timed()))
    );
    let analysis = analyse(library);
    assert_eq!(analysis.map.xy.n_rows(), 5);
    assert!(analysis.clusters.n_clusters < 5);
}

#[test]
#[ignore = "needs data sets, whose folder LATENTUNE_SHARED_DATA names"]
fn bangla_clips_without_lyrics_make_a_map_by_sound() {
    let _busy = crate::busy();
    let library = load("clips-bn");
    let analysis = analyse(library);
    assert_eq!(analysis.library.songs.len(), 77);
    assert!(analysis.latents().is_finite());
}

#[test]
#[ignore = "needs data sets, whose folder LATENTUNE_SHARED_DATA names"]
fn odd_and_broken_audio_gives_a_warning_each() {
    let _busy = crate::busy();
    for set in ["codec-variety", "bad-audio"] {
        let folder = shared_data(set);
        // The manifest there speaks of another program's results; the folders below it are what a
        // user would open.
        for entry in std::fs::read_dir(&folder).unwrap() {
            let inside = entry.unwrap().path();
            if !inside.is_dir() {
                continue;
            }
            let Ok(library) = library::load(&inside, &ColumnMap::default(), &Reporter::silent())
            else {
                continue;
            };
            let n_audio = library.songs.iter().filter(|s| s.audio.is_some()).count();
            let config = Config::plain();
            match latentune::features::extract(
                &library,
                &config,
                &Cache { folder: None },
                &Reporter::silent(),
            ) {
                Ok(features) => {
                    let n_heard = features
                        .duration_secs
                        .iter()
                        .filter(|d| d.is_finite())
                        .count();
                    let mute = n_audio - n_heard;
                    assert!(
                        features.warnings.len() >= mute,
                        "{}: {mute} mute songs",
                        inside.display()
                    );
                    assert!(
                        features.blocks.iter().all(|b| b.values.is_finite()),
                        "{}",
                        inside.display()
                    );
                }
                Err(error) => assert!(error.to_string().contains("none of the"), "{error}"),
            }
        }
    }
}
