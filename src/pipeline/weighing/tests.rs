//! Tests of weighing.

use std::sync::Arc;

use super::*;
use crate::config::Config;
use crate::features::{Block, Cache, Scaling};
use crate::library::{ColumnMap, load_table};
use crate::matrix::squared_distance;
use crate::pipeline::{Known, learn, prepare_from};
use crate::random::splitmix64;
use crate::scores::External;

const N: usize = 48;

/// 48 songs that fall into three groups by sound and into other three by words; song 5 has no
/// words.
fn features() -> FeatureSet {
    let mut state = 7u64;
    let mut noise = move || {
        state = splitmix64(state);
        (state >> 40) as f32 / (1u64 << 24) as f32 - 0.5
    };
    let mut block = |kind, name: &str, d: usize, group: fn(usize) -> usize| {
        let rows: Vec<Vec<f32>> = (0..N)
            .map(|i| {
                (0..d)
                    .map(|j| if j % 3 == group(i) { 4.0 } else { 0.0 } + noise())
                    .collect()
            })
            .collect();
        Block {
            name: name.to_string(),
            kind,
            scaling: Scaling::Standardise,
            columns: (0..d).map(|j| format!("{name} {j}")).collect(),
            values: Matrix::from_rows(&rows),
            units: Vec::new(),
            idf: Vec::new(),
            present: vec![true; N],
        }
    };
    let audio = block(BlockKind::Audio, "audio", 6, |i| i % 3);
    let mut words = block(BlockKind::Lyrics, "lyric words", 30, |i| i / 3 % 3);
    words.present[5] = false;
    words.values.row_mut(5).fill(0.0);
    FeatureSet {
        blocks: vec![audio, words],
        duration_secs: vec![10.0; N],
        recordings: vec![None; N],
        warnings: Vec::new(),
        n_cached: 0,
        files_hash: None,
    }
}

fn analysis(kind: ModelKind, audio_weight: f32) -> Analysis {
    let folder = tempfile::tempdir().unwrap();
    let rows = |i: usize| {
        format!(
            "s{i},{i},{},{}\n",
            ["x", "y", "z"][i % 3],
            ["p", "q", "r"][i / 3 % 3]
        )
    };
    let text = (0..N)
        .map(rows)
        .fold("id,n,sound,words\n".to_string(), |all, row| all + &row);
    let path = folder.path().join("table.csv");
    std::fs::write(&path, text).unwrap();
    // It counts the rows, and is there only because a table of numbers has some.
    let asked = ColumnMap {
        pairs: vec![("number".to_string(), "n".to_string())],
    };
    let library =
        Arc::new(load_table(&path, &["sound".to_string(), "words".to_string()], &asked).unwrap());
    let mut config = Config::plain();
    (
        config.model.kind,
        config.model.n_latent,
        config.model.n_epochs,
    ) = (kind, 3, 4);
    config.model.hidden = vec![8];
    config.fusion.audio_weight = audio_weight;
    (config.clustering.n_clusters, config.clustering.n_init) = (3, 2);
    (config.scores.n_stability, config.projection.n_iterations) = (0, 50);
    let (config, cache) = (config.check().unwrap(), Cache { folder: None });
    let prepared = prepare_from(
        Known::of(library, Arc::new(features())),
        &config,
        &cache,
        &Reporter::silent(),
    )
    .unwrap();
    learn(prepared, &config, None, &Reporter::silent()).unwrap()
}

fn weighed(analysis: &Analysis, share: f32) -> Weighed {
    let weighing = Weighing::new(analysis, &Reporter::silent()).unwrap();
    weighing
        .at(Weights::of_share(share), analysis, &Reporter::silent())
        .unwrap()
}

fn ari(weighed: &Weighed, column: &str) -> f64 {
    weighed
        .scores
        .external
        .iter()
        .find(|e| e.column == column)
        .unwrap()[External::Ari]
        .value
}

/// The same by the rooms that a run goes through: what is clustered, and its clusters.
fn directly(analysis: &Analysis, share: f32) -> (Matrix, Vec<Option<u32>>) {
    let weights = Weights::of_share(share);
    let fusion = FusionConfig {
        modality: Modality::Both,
        audio_weight: weights.audio,
        trained_weight: 0.0,
        lyrics_weight: weights.lyrics,
        ..FusionConfig::default()
    };
    let fused = features::fuse(&analysis.features, &fusion, &analysis.split).unwrap();
    let z = Pca::fit(&fused.x, &analysis.split.train, 3)
        .unwrap()
        .transform(&fused.x);
    let seed = analysis.config.stream(Stage::Clustering);
    let found =
        clustering::cluster(&z, &analysis.config.clustering, seed, &Reporter::silent()).unwrap();
    (z, numbered_as(&found.labels, &analysis.clusters.labels))
}

#[test]
fn the_clusters_are_those_of_a_direct_call_at_every_weight() {
    let analysis = analysis(ModelKind::Vae, 1.0);
    for share in [0.0, 0.2, 0.45, 0.5, 0.8, 1.0] {
        let weighed = weighed(&analysis, share);
        let (z, labels) = directly(&analysis, share);
        assert_eq!(weighed.labels, labels, "at {share}");
        let weighing = Weighing::new(&analysis, &Reporter::silent()).unwrap();
        let x = weighing
            .joined(Weights::of_share(share), &analysis)
            .unwrap();
        let apart = |m: &Matrix, i: usize| squared_distance(m.row(i), m.row(i * 5 % N)).sqrt();
        for i in 0..N {
            let (found, wanted) = (apart(&x, i), apart(&z, i));
            assert!(
                (found - wanted).abs() < 1e-3 * wanted.max(1.0),
                "song {i} at {share}: {found}, not {wanted}"
            );
        }
        assert_eq!((weighed.space, weighed.n_clusters), (Space::Features, 3));
    }
}

#[test]
fn at_the_ends_one_modality_decides_alone() {
    let analysis = analysis(ModelKind::Vae, 1.0);
    let (sound, words) = (weighed(&analysis, 1.0), weighed(&analysis, 0.0));
    assert!(ari(&sound, "sound") > 0.99 && ari(&sound, "words") < 0.1);
    assert!(ari(&words, "words") > 0.85 && ari(&words, "sound") < 0.1);
    let same = weighed(&analysis, 1.0);
    assert_eq!(same, sound);
    let none = Weights {
        audio: 0.0,
        lyrics: 0.0,
    };
    let weighing = Weighing::new(&analysis, &Reporter::silent()).unwrap();
    assert!(weighing.at(none, &analysis, &Reporter::silent()).is_err());
}

#[test]
fn more_columns_than_are_kept_change_no_cluster() {
    // Of a hundred columns of words 64 components are kept.
    let mut analysis = analysis(ModelKind::Vae, 1.0);
    let mut blocks = FeatureSet::clone(&analysis.features);
    let wide: Vec<Vec<f32>> = blocks.blocks[1]
        .values
        .rows()
        .map(|row| row.repeat(4))
        .collect();
    blocks.blocks[1].columns = (0..120).map(|j| j.to_string()).collect();
    blocks.blocks[1].values = Matrix::from_rows(&wide);
    analysis.features = Arc::new(blocks);
    assert_eq!(weighed(&analysis, 0.4).labels, directly(&analysis, 0.4).1);
}

#[test]
fn models_that_keep_the_two_apart_are_weighed_by_their_latents() {
    for kind in [ModelKind::Late, ModelKind::Joint] {
        let analysis = analysis(kind, 1.0);
        let weighing = Weighing::new(&analysis, &Reporter::silent()).unwrap();
        assert_eq!(weighing.space, Space::Latents);
        let x = weighing.joined(Weights::of_share(1.0), &analysis).unwrap();
        assert_eq!(x.n_cols(), 3, "words weigh nothing: {kind:?}");
        let both = weighing.joined(Weights::of_share(0.5), &analysis).unwrap();
        assert_eq!(both.n_cols(), 6);
    }
    let late = analysis(ModelKind::Late, 1.0);
    let x = Weighing::new(&late, &Reporter::silent())
        .unwrap()
        .joined(Weights::of_share(1.0), &late)
        .unwrap();
    let ratio = x.row(9)[1] / late.latents().row(9)[1];
    for (row, latent) in x.rows().zip(late.latents().rows()) {
        for (value, of_audio) in row.iter().zip(latent) {
            assert!(
                (value - ratio * of_audio).abs() < 1e-4,
                "the first columns are those of audio"
            );
        }
    }
}

#[test]
fn agreement_with_the_model_is_that_of_the_clusters() {
    let analysis = analysis(ModelKind::Pca, 1.0);
    // PCA of the same features at the same weights is the model itself.
    let same = weighed(&analysis, 0.5).with_model.unwrap();
    assert!(
        (same[External::Ari].value - 1.0).abs() < 1e-9
            && (same[External::Nmi].value - 1.0).abs() < 1e-9
    );
    let other = weighed(&analysis, 1.0).with_model.unwrap();
    assert!(other[External::Ari].value < 0.9);
    assert!(Weighing::is_possible(&analysis));
}

#[test]
fn clusters_take_the_number_of_those_they_share_most_songs_with() {
    let reference = [0, 0, 0, 1, 1, 2].map(Some);
    assert_eq!(
        numbered_as(&[1, 1, 1, 0, 0, 2].map(Some), &reference),
        reference
    );
    let fewer = [1, 1, 0, 0, 0, 0].map(Some);
    assert_eq!(
        numbered_as(&fewer, &reference),
        [0, 0, 1, 1, 1, 1].map(Some)
    );
    let more = [Some(0), Some(1), Some(2), Some(3), None, Some(4)];
    let numbered = numbered_as(&more, &reference);
    let mut used: Vec<u32> = numbered.iter().flatten().copied().collect();
    used.sort_unstable();
    assert_eq!(used, [0, 1, 2, 3, 4], "each has a number of its own");
    assert_eq!(
        (numbered[3], numbered[4], numbered[5]),
        (Some(1), None, Some(2))
    );
    assert_eq!(
        numbered_as(&[Some(0), None], &[None, None]),
        [Some(0), None]
    );
}

#[test]
fn a_share_and_its_weights_are_the_same_thing() {
    assert_eq!(
        Weights::of_share(0.5),
        Weights {
            audio: 1.0,
            lyrics: 1.0
        }
    );
    assert_eq!(
        Weights::of_share(1.0),
        Weights {
            audio: 2.0,
            lyrics: 0.0
        }
    );
    assert!((Weights::of_share(0.3).share() - 0.3).abs() < 1e-6);
    let fusion = FusionConfig {
        modality: Modality::Lyrics,
        ..FusionConfig::default()
    };
    assert_eq!(Weights::of(&fusion).share(), 0.0);
}
