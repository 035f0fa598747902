//! Models of two modalities: against PyTorch, and on songs whose truth is known.

use std::path::Path;

use burn::tensor::Tensor;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::super::input::Shape;
use super::super::of_views::OfViews;
use super::super::step::standard_normals;
use super::super::test_kit::{
    assert_central_differences, assert_close, assert_golden, assert_same_with_threads, golden,
    matrix, number, scalar, step, tensor, vector, vectors, with_parameters,
};
use super::super::tests::{small as config, split};
use super::super::views::Batch;
use super::super::*;
use crate::config::ModelKind;
use crate::features::{BlockKind, View};
use crate::matrix::squared_distance;

const KINDS: [ModelKind; 2] = [ModelKind::Joint, ModelKind::Late];

/// Songs of two modalities.
struct Songs {
    x: Matrix,
    views: Vec<View>,
}

impl Songs {
    /// Rows of what a song lacks are 0.
    fn new(parts: [&Matrix; 2], present: [Vec<bool>; 2]) -> Self {
        let [a, b] = parts;
        let (d, n) = (a.n_cols(), a.n_rows());
        let mut x = Matrix::zeros(n, d + b.n_cols());
        for (i, (in_a, in_b)) in present[0].iter().zip(&present[1]).enumerate() {
            if *in_a {
                x.row_mut(i)[..d].copy_from_slice(a.row(i));
            }
            if *in_b {
                x.row_mut(i)[d..].copy_from_slice(b.row(i));
            }
        }
        let columns = [0..d, d..x.n_cols()];
        let views = [BlockKind::Audio, BlockKind::Lyrics]
            .into_iter()
            .zip(columns)
            .zip(present);
        let views = views
            .map(|((kind, columns), present)| View {
                kind,
                columns,
                present,
            })
            .collect();
        Self { x, views }
    }

    fn input(&self) -> Input<'_> {
        Input {
            views: &self.views,
            ..Input::plain(&self.x)
        }
    }

    /// The same songs, of which only one modality is known.
    fn only(&self, kind: BlockKind) -> Self {
        let mut songs = Self {
            x: self.x.clone(),
            views: self.views.clone(),
        };
        for view in songs.views.iter_mut().filter(|view| view.kind != kind) {
            view.present.fill(false);
            for i in 0..songs.x.n_rows() {
                songs.x.row_mut(i)[view.columns.clone()].fill(0.0);
            }
        }
        songs
    }
}

fn normals(n: usize, d: usize, seed: u64) -> Matrix {
    Matrix::new(
        n,
        d,
        standard_normals(&mut ChaCha8Rng::seed_from_u64(seed), n * d),
    )
}

/// 160 songs: two hidden factors, which both modalities show through other columns and with noise
/// of deviation 0.4. Every fifth song lacks the one, every fifth the other.
fn of_two_factors() -> Songs {
    let (n, factors) = (160, normals(160, 2, 1));
    let shown = |d: usize, seed: u64| {
        let (loadings, mut x) = (normals(2, d, seed), normals(n, d, seed + 1));
        for i in 0..n {
            for (j, v) in x.row_mut(i).iter_mut().enumerate() {
                *v = 0.4 * *v
                    + (0..2)
                        .map(|f| factors.row(i)[f] * loadings.row(f)[j])
                        .sum::<f32>();
            }
        }
        x
    };
    let lacks = |rest: usize| (0..n).map(|i| i % 5 != rest).collect();
    Songs::new([&shown(8, 10), &shown(12, 20)], [lacks(0), lacks(1)])
}

/// Three clouds of 30, in 8 columns of audio and 12 of lyrics; and which cloud each song is of.
fn blobs() -> (Songs, Vec<usize>) {
    let labels: Vec<usize> = (0..90).map(|i| i % 3).collect();
    let shown = |d: usize, seed: u64| {
        let (centres, mut x) = (normals(3, d, seed), normals(90, d, seed + 1));
        for (i, &label) in labels.iter().enumerate() {
            for (v, centre) in x.row_mut(i).iter_mut().zip(centres.row(label)) {
                *v = 1.1 * centre + 0.4 * *v;
            }
        }
        x
    };
    (
        Songs::new(
            [&shown(8, 31), &shown(12, 41)],
            [vec![true; 90], vec![true; 90]],
        ),
        labels,
    )
}

fn trained(songs: &Songs, n_train: usize, config: &ModelConfig, seed: u64) -> Trained {
    train(
        &songs.input(),
        &split(n_train, songs.x.n_rows()),
        config,
        seed,
        &Reporter::silent(),
    )
    .unwrap()
}

/// Each row's nearest of three rows that are far from each other, against the truth, whatever the
/// groups are called.
fn groups_are_blobs(z: &Matrix, labels: &[usize]) -> bool {
    // Rows 0, 1 and 2 are one of each cloud.
    let nearest = |row: &[f32]| {
        let distance = |c: &usize| squared_distance(row, z.row(*c));
        (0..3)
            .min_by(|a, b| distance(a).total_cmp(&distance(b)))
            .unwrap()
    };
    z.rows()
        .zip(labels)
        .all(|(row, &label)| nearest(row) == label)
}

/// The golden songs, network and noise.
fn golden_joint() -> (serde_json::Value, Songs, joint::Network) {
    let golden = golden("joint");
    let parts: Vec<Matrix> = golden["x"].as_array().unwrap().iter().map(matrix).collect();
    let present = [0, 1].map(|v| {
        vector(&golden["present"][v])
            .iter()
            .map(|&p| p > 0.0)
            .collect()
    });
    let songs = Songs::new([&parts[0], &parts[1]], present);
    let config = ModelConfig {
        kind: ModelKind::Joint,
        n_latent: 2,
        hidden: vec![5],
        ..ModelConfig::default()
    };
    let (shape, mut rng) = (Shape::of(&songs.input()), ChaCha8Rng::seed_from_u64(0));
    let network = joint::Network::new(&shape, &config, &mut rng, &device::cpu_with_gradients());
    let network = with_parameters(network, &vectors(&golden["parameters"]));
    (golden, songs, network)
}

fn golden_terms(
    golden: &serde_json::Value,
    songs: &Songs,
    network: &joint::Network,
) -> step::Terms {
    let device = device::cpu_with_gradients();
    let mut noise = golden["noise"]
        .as_array()
        .unwrap()
        .iter()
        .map(|noise| tensor(&matrix(noise), &device));
    let batch = Batch::new(
        network.views(),
        &songs.input(),
        &[0, 1, 2, 3, 4, 5],
        &device,
    );
    network
        .bounds(&batch, || noise.next())
        .terms(&step(number(&golden["beta"])))
}

#[test]
fn the_joint_bound_and_its_gradient_are_those_of_the_paper_song_by_song() {
    let (golden, songs, network) = golden_joint();
    assert_golden(&golden, &network, &golden_terms(&golden, &songs, &network));
}

#[test]
fn gradients_of_the_joint_bound_are_central_differences() {
    let (golden, songs, network) = golden_joint();
    assert_central_differences(&network, |network| {
        golden_terms(&golden, &songs, network).total
    });
}

/// Two songs with audio, two with lyrics, two with both.
fn late_songs() -> (Songs, late::Network) {
    let present = [
        [true, true, false, false, true, true],
        [false, false, true, true, true, true],
    ];
    let songs = Songs::new(
        [&normals(6, 3, 1), &normals(6, 4, 2)],
        present.map(|p| p.to_vec()),
    );
    let config = ModelConfig {
        kind: ModelKind::Late,
        n_latent: 2,
        hidden: vec![5],
        ..ModelConfig::default()
    };
    let (shape, mut rng) = (Shape::of(&songs.input()), ChaCha8Rng::seed_from_u64(4));
    let network = late::Network::new(&shape, &config, &mut rng, &device::cpu_with_gradients());
    (songs, network)
}

fn late_terms(songs: &Songs, network: &late::Network) -> step::Terms {
    let device = device::cpu_with_gradients();
    let batch = Batch::new(
        network.views(),
        &songs.input(),
        &[0, 1, 2, 3, 4, 5],
        &device,
    );
    let mut seed = 50;
    let noise = || {
        seed += 1;
        Some(tensor(&normals(6, 2, seed), &device))
    };
    network.bounds(&batch, noise).terms(&step(0.7))
}

#[test]
fn late_fusion_is_the_sum_of_two_vaes_each_of_the_songs_it_has() {
    let (songs, network) = late_songs();
    let terms = late_terms(&songs, &network);
    let device = device::cpu_with_gradients();
    let mut sums = [0.0; 2];
    for (v, rows) in [[0, 1, 4, 5], [2, 3, 4, 5]].iter().enumerate() {
        let view = &network.views()[v];
        let values = rows
            .iter()
            .flat_map(|&i| songs.x.row(i)[view.columns()].to_vec())
            .collect();
        let x: Tensor<2> = device::tensor(values, 4, view.columns().len(), &device);
        let noise = tensor(&normals(6, 2, 51 + v as u64).select_rows(rows), &device);
        let posterior = view.encode(x.clone());
        let x_hat = view.decode(posterior.sample(Some(noise)));
        // A mean over four songs; late fusion takes it over all six.
        sums[0] += scalar(&loss::reconstruction(x, x_hat)) * 4.0 / 6.0;
        sums[1] += scalar(&posterior.kl_per_dim().sum()) * 4.0 / 6.0;
    }
    assert_close(
        &[scalar(&terms.reconstruction), scalar(&terms.kl.unwrap())],
        &sums,
        1e-6,
    );
    assert_close(&[scalar(&terms.total)], &[sums[0] + 0.7 * sums[1]], 1e-6);
}

#[test]
fn gradients_of_late_fusion_are_central_differences() {
    let (songs, network) = late_songs();
    assert_central_differences(&network, |network| late_terms(&songs, network).total);
}

#[test]
fn three_blobs_of_two_modalities_stay_apart_also_at_a_beta_of_4() {
    let (songs, labels) = blobs();
    for kind in KINDS {
        for beta in [1.0, 4.0] {
            let model = trained(
                &songs,
                90,
                &ModelConfig {
                    beta,
                    ..config(kind, 4, 80)
                },
                2,
            );
            assert!(
                groups_are_blobs(&model.latents, &labels),
                "{kind:?} at {beta}"
            );
            assert!(
                !model.diagnostics.is_collapsed(model.latents.n_cols()),
                "{:?}",
                model.diagnostics
            );
        }
    }
}

/// What a library without lyrics gets by default.
#[test]
fn a_joint_model_of_one_modality_is_a_vae_of_it() {
    let (songs, labels) = blobs();
    for view in 0..2 {
        let columns = songs.views[view].columns.clone();
        let x = Matrix::from_rows(
            &songs
                .x
                .rows()
                .map(|row| &row[columns.clone()])
                .collect::<Vec<_>>(),
        );
        let views = [View {
            columns: 0..x.n_cols(),
            ..songs.views[view].clone()
        }];
        let input = Input {
            views: &views,
            ..Input::plain(&x)
        };
        for beta in [1.0, 4.0] {
            let config = ModelConfig {
                beta,
                ..config(ModelKind::Joint, 4, 80)
            };
            let model = train(&input, &split(90, 90), &config, 2, &Reporter::silent()).unwrap();
            assert!(
                groups_are_blobs(&model.latents, &labels),
                "view {view} at {beta}"
            );
            assert!(!model.diagnostics.is_collapsed(4) && model.diagnostics.explained_train > 0.5);
        }
    }
    let config = config(ModelKind::Joint, 4, 1);
    let error = train(
        &Input::plain(&songs.x),
        &split(90, 90),
        &config,
        2,
        &Reporter::silent(),
    )
    .err()
    .unwrap();
    assert!(
        error.to_string().contains("needs at least one modality"),
        "{error}"
    );
}

/// 1 − squared error / squares, over songs that have the modality: 0 for guessing the mean, which
/// is 0.
fn explained(truth: &Songs, view: usize, guess: &Matrix, rows: impl Iterator<Item = usize>) -> f32 {
    let View {
        columns, present, ..
    } = &truth.views[view];
    let (mut error, mut squares) = (0.0, 0.0);
    for i in rows.filter(|&i| present[i]) {
        let x = &truth.x.row(i)[columns.clone()];
        error += squared_distance(x, guess.row(i));
        squares += x.iter().map(|v| v * v).sum::<f32>();
    }
    1.0 - error / squares
}

#[test]
fn one_modality_is_decoded_from_the_other() {
    let songs = of_two_factors();
    let model = trained(&songs, 120, &config(ModelKind::Joint, 3, 60), 1);
    for (to, from, kind) in [
        (1, BlockKind::Audio, BlockKind::Lyrics),
        (0, BlockKind::Lyrics, BlockKind::Audio),
    ] {
        let known = songs.only(from);
        let guess = model.translate(&known.input(), from, kind).unwrap();
        // What is to be guessed is not looked at.
        assert_eq!(guess, model.translate(&songs.input(), from, kind).unwrap());
        assert_eq!(
            (guess.n_rows(), guess.n_cols()),
            (160, songs.views[to].columns.len())
        );
        let has = &known.views[1 - to].present;
        let share = explained(&songs, to, &guess, (120..160).filter(|&i| has[i]));
        assert!(share > 0.6, "{share} of {kind:?} from {from:?}");
        // Of a song without `from` nothing is known: near the mean guess.
        let of_nothing = explained(&songs, to, &guess, (120..160).filter(|&i| !has[i]));
        assert!(of_nothing.abs() < 0.1, "{of_nothing}");
    }
}

#[test]
fn a_song_of_one_modality_lies_near_where_it_lies_with_both() {
    let songs = of_two_factors();
    let model = trained(&songs, 120, &config(ModelKind::Joint, 3, 60), 1);
    let both: Vec<usize> = (0..160)
        .filter(|&i| songs.views.iter().all(|view| view.present[i]))
        .collect();
    let distance =
        |a: &Matrix, i: usize, b: &Matrix, j: usize| squared_distance(a.row(i), b.row(j));
    for kind in [BlockKind::Audio, BlockKind::Lyrics] {
        let alone = model.encode(&songs.only(kind).input());
        let moved: f32 = both
            .iter()
            .map(|&i| distance(&alone, i, &model.latents, i))
            .sum();
        let others: f32 = both
            .iter()
            .zip(both.iter().rev())
            .map(|(&i, &j)| distance(&alone, i, &model.latents, j))
            .sum();
        assert!(moved < 0.1 * others, "{kind:?}: {moved} against {others}");
    }
}

#[test]
fn what_a_song_lacks_has_no_part_in_its_latent() {
    let songs = of_two_factors();
    for kind in KINDS {
        let model = trained(&songs, 120, &config(kind, 2, 3), 1);
        let mut filled = Songs {
            x: songs.x.clone(),
            views: songs.views.clone(),
        };
        // Song 0 lacks audio; whatever stands there is not its own.
        filled.x.row_mut(0)[..8].fill(7.0);
        assert_eq!(model.encode(&filled.input()), model.latents, "{kind:?}");
        if kind == ModelKind::Late {
            assert_eq!(
                (model.latents.n_cols(), &model.latents.row(0)[..2]),
                (4, &[0.0; 2][..])
            );
            assert!(model.latents.row(0)[2..].iter().all(|&v| v != 0.0));
        }
    }
    // Without any modality there is the prior.
    let nothing = songs.only(BlockKind::Numbers);
    let model = trained(&songs, 120, &config(ModelKind::Joint, 2, 3), 1);
    assert!(
        model
            .encode(&nothing.input())
            .as_slice()
            .iter()
            .all(|&v| v == 0.0)
    );
}

#[test]
fn modalities_of_late_fusion_do_not_teach_each_other() {
    let songs = of_two_factors();
    let mut other = Songs {
        x: songs.x.clone(),
        views: songs.views.clone(),
    };
    for i in (0..160).filter(|i| i % 5 != 1) {
        other.x.row_mut(i)[8..].iter_mut().for_each(|v| *v = -*v);
    }
    // Clipping is by the norm of both.
    let config = ModelConfig {
        gradient_clip: 0.0,
        ..config(ModelKind::Late, 2, 3)
    };
    let latents = |songs: &Songs| trained(songs, 120, &config, 1).latents;
    let (a, b) = (latents(&songs), latents(&other));
    assert!(a.rows().zip(b.rows()).all(|(a, b)| a[..2] == b[..2]));
    assert_ne!(a, b);
}

#[test]
fn judging_is_the_loss_without_noise() {
    let songs = of_two_factors();
    for kind in KINDS {
        // A posterior so narrow that noise does nothing, and no learning: training's losses are
        // those of judging.
        let config = ModelConfig {
            learning_rate: 1e-12,
            beta: 0.5,
            ..config(kind, 2, 2)
        };
        let model = trained(&songs, 120, &config, 1);
        for row in &model.history {
            let validation = row.validation.unwrap();
            assert_close(
                &[row.train.total],
                &[row.train.reconstruction + 0.5 * row.train.kl],
                1e-6,
            );
            assert_close(
                &[validation.total],
                &[validation.reconstruction + 0.5 * validation.kl],
                1e-6,
            );
        }
        let [first, last] = [0, 1].map(|epoch: usize| model.history[epoch]);
        assert_eq!(first.validation, last.validation, "no noise");
        assert_ne!(first.train, last.train, "noise");
    }
}

#[test]
fn what_cannot_be_translated_says_why() {
    let songs = of_two_factors();
    let (audio, lyrics) = (BlockKind::Audio, BlockKind::Lyrics);
    let error = |model: &Trained, input: &Input, to| {
        model.translate(input, audio, to).unwrap_err().to_string()
    };
    let late = trained(&songs, 120, &config(ModelKind::Late, 2, 1), 1);
    assert!(error(&late, &songs.input(), lyrics).contains("only a joint VAE"));
    let joint = trained(&songs, 120, &config(ModelKind::Joint, 2, 1), 1);
    assert!(error(&joint, &songs.input(), BlockKind::Numbers).contains("no number columns"));
    assert!(error(&joint, &Input::plain(&songs.x), lyrics).contains("no audio"));
}

fn fingerprint(model: &Trained) -> String {
    let mut hasher = blake3::Hasher::new();
    let decoded = model.decode(&model.latents, None);
    for v in model.latents.as_slice().iter().chain(decoded.as_slice()) {
        hasher.update(&v.to_le_bytes());
    }
    hasher.update(
        format!(
            "{:?} {:?} {:?}",
            model.history, model.ended, model.diagnostics
        )
        .as_bytes(),
    );
    hasher.finalize().to_hex().to_string()
}

/// Wide enough for matrix products to be shared among threads.
fn wide_fingerprints() -> String {
    let present = |rest: usize| (0..160).map(|i| i % 7 != rest).collect();
    let songs = Songs::new(
        [&normals(160, 100, 1), &normals(160, 200, 2)],
        [present(0), present(1)],
    );
    let print = |kind| {
        let n_components = 2;
        let config = ModelConfig {
            hidden: vec![256, 64],
            batch_size: 64,
            n_components,
            ..config(kind, 8, 3)
        };
        fingerprint(&trained(&songs, 140, &config, 11))
    };
    [ModelKind::Joint, ModelKind::Late, ModelKind::Vade]
        .map(print)
        .join(" ")
}

#[test]
fn one_seed_one_result_whatever_the_threads() {
    assert_same_with_threads(
        "model::tests::joint::one_seed_one_result_whatever_the_threads",
        ["1", "4"],
        wide_fingerprints,
    );
}

fn files(folder: &Path) -> Vec<Vec<u8>> {
    ["model.toml", "model.safetensors"]
        .map(|name| std::fs::read(folder.join(name)).unwrap())
        .to_vec()
}

#[test]
fn what_was_saved_comes_back_to_the_byte() {
    let songs = of_two_factors();
    let blocks = vec![
        ("timbre".into(), BlockKind::Audio, 0..8),
        ("words".into(), BlockKind::Lyrics, 8..20),
    ];
    let columns = (0..20).map(|j| j.to_string()).collect();
    let scaler = Scaler {
        columns,
        mean: vec![0.5; 20],
        factor: vec![1.5; 20],
        blocks,
    };
    for kind in [ModelKind::Joint, ModelKind::Late, ModelKind::Vade] {
        let folder = tempfile::tempdir().unwrap();
        let config = ModelConfig {
            n_components: 3,
            ..config(kind, 2, 3)
        };
        let model = trained(&songs, 120, &config, 1);
        model.save(folder.path(), &config, &scaler).unwrap();
        let first = files(folder.path());
        let (back, back_config, back_scaler) = Trained::load(folder.path()).unwrap();
        assert_eq!((&back_config, &back_scaler), (&config, &scaler));
        assert_eq!(
            (&back.latents, &back.responsibilities),
            (&model.latents, &model.responsibilities)
        );
        assert_eq!(back.encode(&songs.input()), model.latents, "{kind:?}");
        assert_eq!(
            back.decode(&back.latents, None),
            model.decode(&model.latents, None),
            "{kind:?}"
        );
        back.save(folder.path(), &config, &scaler).unwrap();
        assert_eq!(files(folder.path()), first, "{kind:?}");
    }
}

#[test]
fn number_columns_are_a_third_view() {
    let songs = of_two_factors();
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let mut x = Matrix::zeros(160, 22);
    for i in 0..160 {
        x.row_mut(i)[..20].copy_from_slice(songs.x.row(i));
        x.row_mut(i)[20..].fill_with(|| rng.random::<f32>() - 0.5);
    }
    let mut views = songs.views.clone();
    views.push(View {
        kind: BlockKind::Numbers,
        columns: 20..22,
        present: vec![true; 160],
    });
    let songs = Songs { x, views };
    for (kind, width) in [(ModelKind::Joint, 2), (ModelKind::Late, 6)] {
        let model = trained(&songs, 120, &config(kind, 2, 2), 1);
        assert_eq!(model.latents.n_cols(), width);
        assert_eq!(model.decode(&model.latents, None).n_cols(), 22);
    }
}
