//! Recordings with a network of one's own.

use std::fs;
use std::path::Path;

use super::*;
use crate::features::{BlockKind, Cache, FeatureSet, extract};
use crate::library::{self, ColumnMap, Library};

const RATE_HZ: u32 = 16_000;

/// Songs of one tone each, two seconds long, the last one too loud for a network that takes
/// the logarithm of what is left of a half.
fn songs(folder: &Path) -> Library {
    for (i, loud) in [0.1, 0.3, 0.9].into_iter().enumerate() {
        let hz = 220.0 * (i + 1) as f32;
        let at = |t: u32| loud * (std::f32::consts::TAU * hz * t as f32 / 16_000.0).sin();
        let samples: Vec<f32> = (0..2 * RATE_HZ).map(at).collect();
        let name = format!("{i}.wav");
        fs::write(folder.join(name), audio::wav(&samples, RATE_HZ)).unwrap();
    }
    library::load(folder, &ColumnMap::default(), &Reporter::silent()).unwrap()
}

fn with_network(name: &str) -> Config {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut config = Config::plain();
    config.network.file = Some(root.join(format!("tests/golden/ears/networks/{name}.onnx")));
    config.network.patch_secs = 0.5;
    config
}

fn extracted(library: &Library, config: &Config, cache: &Cache) -> FeatureSet {
    extract(library, config, cache, &Reporter::silent()).unwrap()
}

#[test]
fn a_network_of_ones_own_is_a_block_and_is_asked_once() {
    let (folder, kept) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let library = songs(folder.path());
    let cache = Cache {
        folder: Some(kept.path().into()),
    };
    let config = with_network("waveform");
    let first = extracted(&library, &config, &cache);
    let block = first.block(BlockId::Network).unwrap();
    assert_eq!((block.kind, block.columns.len()), (BlockKind::Audio, 6));
    assert_eq!(block.columns[0], "network 1");
    assert_eq!(block.present, [true; 3]);
    assert_ne!(block.values.row(0), block.values.row(1));
    assert_eq!(first.n_cached, 0);
    let again = extracted(&library, &config, &cache);
    assert_eq!((again.n_cached, &again.blocks), (3, &first.blocks));
    assert_eq!(again.files_hash, first.files_hash);
    assert!(first.files_hash.is_some());
    let mut other = config.clone();
    other.network.n_patches = 1;
    assert_eq!(extracted(&library, &other, &cache).n_cached, 0);
    assert!(
        extracted(&library, &Config::plain(), &cache)
            .block(BlockId::Network)
            .is_none()
    );
}

#[test]
fn a_song_on_which_the_network_fails_keeps_what_is_measured() {
    let folder = tempfile::tempdir().unwrap();
    let library = songs(folder.path());
    let found = extracted(
        &library,
        &with_network("not_finite"),
        &Cache { folder: None },
    );
    let present = |id| found.block(id).unwrap().present.clone();
    assert_eq!(present(BlockId::Network), [true, true, false]);
    assert_eq!(present(BlockId::Audio), [true; 3]);
    let told = &found.warnings[0].to_string();
    assert!(
        told.contains("2.wav") && told.contains("no finite number"),
        "{told}"
    );
}

#[test]
fn a_network_that_cannot_be_run_ends_the_run_before_anything_is_decoded() {
    let folder = tempfile::tempdir().unwrap();
    let library = songs(folder.path());
    let (cache, config) = (Cache { folder: None }, with_network("unknown_operator"));
    let error = extract(&library, &config, &cache, &Reporter::silent()).unwrap_err();
    assert!(error.to_string().contains("org.example.Wobble"), "{error}");
}
