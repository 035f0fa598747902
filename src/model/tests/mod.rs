mod explore;
pub(super) mod golden;
mod joint;
mod kinds;

use std::path::Path;

use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::test_kit::assert_same_with_threads;
use super::*;
use crate::config::ModelKind;
use crate::features::BlockKind;
use crate::job::{Losses, Progress};
use crate::matrix::squared_distance;

/// Models of one matrix of features.
const KINDS: [ModelKind; 6] = [
    ModelKind::Vae,
    ModelKind::BetaTcvae,
    ModelKind::Cvae,
    ModelKind::Autoencoder,
    ModelKind::Pca,
    ModelKind::Direct,
];

/// What a conditional model is told of n songs; others do not read it. By turns three are happy,
/// sad, and unknown.
pub(super) fn told(n: usize) -> Conditions {
    let mut one_hot = Matrix::zeros(n, 2);
    (0..n)
        .filter(|i| i / 3 % 3 < 2)
        .for_each(|i| one_hot.row_mut(i)[i / 3 % 3] = 1.0);
    Conditions {
        columns: vec![("mood".into(), vec!["happy".into(), "sad".into()])],
        one_hot,
    }
}

pub(super) fn with<'a>(x: &'a Matrix, conditions: &'a Conditions) -> Input<'a> {
    Input {
        conditions: Some(conditions),
        ..Input::plain(x)
    }
}

pub(super) fn rng(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

/// Sums of twelve uniform draws: near enough to normal for made-up data.
pub(super) fn normal(rng: &mut ChaCha8Rng) -> f32 {
    (0..12).map(|_| rng.random::<f32>()).sum::<f32>() - 6.0
}

pub(super) fn noise(n: usize, d: usize, seed: u64) -> Matrix {
    let mut rng = rng(seed);
    Matrix::new(n, d, (0..n * d).map(|_| normal(&mut rng)).collect())
}

/// Rows of the given rank, columns of variance about 1.
pub(super) fn low_rank(n: usize, d: usize, rank: usize, seed: u64) -> Matrix {
    let (scores, loadings) = (noise(n, rank, seed), noise(rank, d, seed + 1));
    let mut x = Matrix::zeros(n, d);
    for i in 0..n {
        for j in 0..d {
            let sum: f32 = (0..rank)
                .map(|r| scores.row(i)[r] * loadings.row(r)[j])
                .sum();
            x.row_mut(i)[j] = sum / (rank as f32).sqrt();
        }
    }
    x
}

/// Three clouds of 30 in 20 dimensions, columns of variance about 1; and which cloud each row is
/// of.
pub(super) fn blobs() -> (Matrix, Vec<usize>) {
    let (centres, within) = (noise(3, 20, 1), noise(90, 20, 2));
    let mut x = Matrix::zeros(90, 20);
    let labels: Vec<usize> = (0..90).map(|i| i % 3).collect();
    for (i, &label) in labels.iter().enumerate() {
        for (j, v) in x.row_mut(i).iter_mut().enumerate() {
            *v = 1.1 * centres.row(label)[j] + 0.4 * within.row(i)[j];
        }
    }
    (x, labels)
}

pub(super) fn split(n_train: usize, n: usize) -> Split {
    Split {
        train: (0..n_train).collect(),
        validation: (n_train..n).collect(),
        by_artist: false,
    }
}

pub(super) fn small(kind: ModelKind, n_latent: usize, n_epochs: usize) -> ModelConfig {
    ModelConfig {
        kind,
        n_latent,
        hidden: vec![32],
        n_epochs,
        batch_size: 16,
        learning_rate: 3e-3,
        kl_warmup_epochs: 0,
        patience: 0,
        ..ModelConfig::default()
    }
}

pub(super) fn trained(x: &Matrix, split: &Split, config: &ModelConfig, seed: u64) -> Trained {
    train(
        &with(x, &told(x.n_rows())),
        split,
        config,
        seed,
        &Reporter::silent(),
    )
    .unwrap()
}

/// Share of rows whose nearest class mean is that of their own class.
pub(super) fn nearest_centroid_accuracy(z: &Matrix, labels: &[usize]) -> f32 {
    let centroids: Vec<Vec<f32>> = (0..3)
        .map(|c| {
            let rows: Vec<usize> = (0..labels.len()).filter(|&i| labels[i] == c).collect();
            pca::column_means(z, &rows)
                .iter()
                .map(|&m| m as f32)
                .collect()
        })
        .collect();
    let right = (0..labels.len()).filter(|&i| {
        let distance = |c: &usize| squared_distance(z.row(i), &centroids[*c]);
        (0..3).min_by(|a, b| distance(a).total_cmp(&distance(b))) == Some(labels[i])
    });
    right.count() as f32 / labels.len() as f32
}

#[test]
fn kl_has_its_closed_form_and_is_never_negative() {
    assert_eq!(loss::kl_of(0.0, 0.0), 0.0);
    assert_eq!(loss::kl_of(1.0, 0.0), 0.5);
    assert_eq!(loss::kl_of(-3.0, 0.0), 4.5);
    // σ² = 4: ½ (4 − 1 − ln 4).
    assert!((loss::kl_of(0.0, 4.0_f32.ln()) - 0.5 * (3.0 - 4.0_f64.ln())).abs() < 1e-7);
    for mean in [-2.0, -1e-4, 0.0, 0.3] {
        for log_variance in [-20.0, -1.0, -1e-4, 0.0, 1e-4, 5.0] {
            assert!(
                loss::kl_of(mean, log_variance) >= 0.0,
                "{mean} {log_variance}"
            );
        }
    }
}

#[test]
fn the_loss_sums_columns_and_dimensions_and_averages_songs() {
    let device = device::cpu();
    let tensor = |v: Vec<f32>, n| device::tensor(v, n, 2, &device);
    let loss = loss::reconstruction(tensor(vec![1.0, 2.0, 3.0, 4.0], 2), tensor(vec![0.0; 4], 2));
    assert_eq!(
        loss.into_scalar::<f32>(),
        0.5 * (1.0 + 4.0 + 9.0 + 16.0) / 2.0
    );
    let kl = loss::kl_per_dim(
        tensor(vec![1.0, 2.0, 0.0, 1.0], 2),
        tensor(vec![1.0; 4], 2),
        tensor(vec![0.0; 4], 2),
    );
    assert_eq!(device::values(kl), [0.5 / 2.0, (2.0 + 0.5) / 2.0]);
}

#[test]
fn autoencoders_learn_rows_of_low_rank() {
    let x = low_rank(100, 12, 3, 5);
    for (kind, beta) in [(ModelKind::Autoencoder, 1.0), (ModelKind::Vae, 1e-4)] {
        let config = ModelConfig {
            beta,
            ..small(kind, 3, 200)
        };
        let model = trained(&x, &split(80, 100), &config, 3);
        let diagnostics = &model.diagnostics;
        assert!(
            diagnostics.explained_train > 0.98,
            "{kind:?}: {diagnostics:?}"
        );
        assert!(
            diagnostics.explained_validation.unwrap() > 0.9,
            "{kind:?}: {diagnostics:?}"
        );
        assert_eq!(diagnostics.n_active, 3);
        assert_eq!(
            diagnostics.kl_per_dim.len(),
            if kind == ModelKind::Vae { 3 } else { 0 }
        );
        assert!(!diagnostics.is_collapsed(3));
        assert!(
            model.history[199].train.reconstruction < 0.1 * model.history[0].train.reconstruction
        );
    }
}

#[test]
fn pca_of_its_rank_explains_everything_and_needs_no_epochs() {
    let x = low_rank(40, 12, 3, 6);
    let model = trained(&x, &split(30, 40), &small(ModelKind::Pca, 5, 1), 0);
    assert!(model.history.is_empty());
    assert_eq!(model.ended, Ended::Finished);
    assert!(model.diagnostics.explained_train > 0.999_99);
    assert!(model.diagnostics.explained_validation.unwrap() > 0.999_9);
    assert_eq!(model.diagnostics.n_active, 3);
    assert_eq!((model.latents.n_rows(), model.latents.n_cols()), (40, 5));
}

#[test]
fn pca_components_are_orthonormal_and_end_at_the_rank() {
    let x = noise(6, 30, 7);
    let pca = pca::Pca::fit(&x, &[0, 1, 2, 4, 5], 8).unwrap();
    for a in 0..8 {
        for b in 0..8 {
            let dot: f32 = pca
                .components
                .row(a)
                .iter()
                .zip(pca.components.row(b))
                .map(|(u, v)| u * v)
                .sum();
            // Five rows span four directions around their mean.
            let expected = if a == b && a < 4 { 1.0 } else { 0.0 };
            assert!((dot - expected).abs() < 1e-5, "{a} {b} {dot}");
        }
    }
    assert!(pca.explained_variance[4..].iter().all(|&v| v == 0.0));
    assert!((pca.explained_variance_ratio.iter().sum::<f32>() - 1.0).abs() < 1e-6);
}

#[test]
fn three_blobs_stay_apart_in_the_latent() {
    let (x, labels) = blobs();
    for kind in KINDS {
        let beta = if kind == ModelKind::BetaTcvae {
            4.0
        } else {
            1.0
        };
        let model = trained(
            &x,
            &split(90, 90),
            &ModelConfig {
                beta,
                ..small(kind, 4, 60)
            },
            2,
        );
        assert_eq!(
            nearest_centroid_accuracy(&model.latents, &labels),
            1.0,
            "{kind:?}"
        );
    }
}

#[test]
fn a_large_beta_collapses_and_the_diagnostics_say_so() {
    let (x, _) = blobs();
    let model = |beta| {
        trained(
            &x,
            &split(90, 90),
            &ModelConfig {
                beta,
                ..small(ModelKind::Vae, 4, 60)
            },
            2,
        )
    };
    let collapsed = model(100.0).diagnostics;
    assert_eq!(collapsed.n_active, 0, "{collapsed:?}");
    assert!(collapsed.is_collapsed(4));
    assert!(
        collapsed
            .kl_per_dim
            .iter()
            .all(|&kl| (0.0..0.01).contains(&kl)),
        "{collapsed:?}"
    );
    assert!(collapsed.explained_train < 0.1, "{collapsed:?}");
    let well = model(1.0).diagnostics;
    assert!(well.n_active >= 1 && !well.is_collapsed(4), "{well:?}");
}

#[test]
fn beta_rises_from_nothing_and_only_a_vae_has_one() {
    let x = noise(20, 4, 1);
    let betas = |kind| {
        let config = ModelConfig {
            beta: 2.0,
            kl_warmup_epochs: 4,
            ..small(kind, 2, 6)
        };
        let model = trained(&x, &split(20, 20), &config, 0);
        for (i, row) in model.history.iter().enumerate() {
            assert_eq!(row.epoch, i + 1);
            // The total is what the batches followed, each rounded by itself, so it is not the sum
            // to the last bit.
            let Losses {
                reconstruction,
                kl,
                total,
            } = row.train;
            assert!(
                (total - (reconstruction + row.beta * kl)).abs() <= 4.0 * f32::EPSILON * total,
                "{row:?}"
            );
            assert_eq!(row.validation, None);
        }
        model.history.iter().map(|row| row.beta).collect::<Vec<_>>()
    };
    assert_eq!(betas(ModelKind::Vae), [0.0, 0.5, 1.0, 1.5, 2.0, 2.0]);
    assert_eq!(betas(ModelKind::Autoencoder), [0.0; 6]);
}

#[test]
fn training_ends_early_with_the_best_weights() {
    // Nothing in noise carries over to other noise, so validation gets worse as soon as training
    // has effect.
    let x = noise(60, 10, 9);
    let config = ModelConfig {
        patience: 7,
        kl_warmup_epochs: 5,
        beta: 0.01,
        ..small(ModelKind::Vae, 8, 2000)
    };
    let model = trained(&x, &split(30, 60), &config, 4);
    let Ended::Early { best_epoch } = model.ended else {
        panic!("{:?}", model.ended)
    };
    assert!(best_epoch > 5, "the warm-up is not compared");
    assert_eq!(model.history.len(), best_epoch + 7);
    let total = |row: &Epoch| row.validation.unwrap().total;
    assert!(
        model.history[5..]
            .iter()
            .all(|row| total(row) >= total(&model.history[best_epoch - 1]))
    );

    let x_hat = model.decode(&model.latents, None);
    let squares: f32 = (30..60)
        .map(|i| squared_distance(x.row(i), x_hat.row(i)))
        .sum();
    let Losses { reconstruction, .. } = model.history[best_epoch - 1].validation.unwrap();
    assert!(
        (0.5 * squares / 30.0 - reconstruction).abs() < 1e-4,
        "the weights are those of the best epoch"
    );
}

#[test]
fn stop_keeps_what_there_is() {
    let (x, _) = blobs();
    let (reporter, progress, stop) = Reporter::channel();
    let config = small(ModelKind::Vae, 4, 1_000_000);
    let model = std::thread::scope(|scope| {
        scope.spawn(|| {
            let third =
                |p: &Progress| matches!(p, Progress::Epoch { epoch, .. } if epoch.epoch == 3);
            assert!(progress.iter().any(|p| third(&p)));
            stop.stop();
        });
        train(&Input::plain(&x), &split(80, 90), &config, 1, &reporter).unwrap()
    });
    assert_eq!(model.ended, Ended::Stopped);
    assert!(model.history.len() >= 3);
    assert!(model.latents.is_finite());
    assert_eq!((model.latents.n_rows(), model.latents.n_cols()), (90, 4));
    assert!(
        reporter.checkpoint().is_ok(),
        "the stages after it still run"
    );
}

#[test]
fn a_pause_changes_nothing_in_the_result() {
    let (x, _) = blobs();
    let config = small(ModelKind::Vae, 4, 60);
    let (reporter, progress, stop) = Reporter::channel();
    let rested = std::sync::atomic::AtomicBool::new(false);
    let paused = std::thread::scope(|scope| {
        scope.spawn(|| {
            let third =
                |p: &Progress| matches!(p, Progress::Epoch { epoch, .. } if epoch.epoch == 3);
            assert!(progress.iter().any(|p| third(&p)));
            stop.pause(true);
            while !stop.is_resting() {
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
            let told = progress.try_iter().count();
            std::thread::sleep(std::time::Duration::from_millis(20));
            rested.store(
                progress.is_empty() && told < 57,
                std::sync::atomic::Ordering::Relaxed,
            );
            stop.pause(false);
        });
        train(&Input::plain(&x), &split(80, 90), &config, 1, &reporter).unwrap()
    });
    assert!(
        rested.into_inner(),
        "it went on in the pause, or there was none"
    );
    assert_eq!(
        fingerprint(&paused),
        fingerprint(&trained(&x, &split(80, 90), &config, 1))
    );
}

#[test]
fn training_further_is_as_training_on() {
    let x = noise(60, 10, 9);
    let held_out = split(45, 60);
    for kind in [ModelKind::Vae, ModelKind::Autoencoder, ModelKind::Cvae] {
        let config = |n_epochs| ModelConfig {
            kl_warmup_epochs: 6,
            ..small(kind, 3, n_epochs)
        };
        let conditions = told(60);
        let input = with(&x, &conditions);
        let further = |model: &Trained, n| {
            model
                .trained_further(&input, &held_out, &config(n), &Reporter::silent(), None)
                .unwrap()
        };
        let broken = further(&further(&trained(&x, &held_out, &config(4), 5), 9), 12);
        let whole = trained(&x, &held_out, &config(12), 5);
        assert_eq!(fingerprint(&broken), fingerprint(&whole), "{kind:?}");
        assert_eq!(
            (broken.continued_after, whole.continued_after),
            (vec![4, 9], vec![])
        );
    }
}

#[test]
fn what_ended_early_or_was_stopped_goes_on_with_new_patience() {
    let x = noise(60, 10, 9);
    let config = ModelConfig {
        patience: 7,
        beta: 0.01,
        ..small(ModelKind::Vae, 8, 2000)
    };
    let early = trained(&x, &split(30, 60), &config, 4);
    let (n, Ended::Early { best_epoch }) = (early.history.len(), early.ended) else {
        panic!("{:?}", early.ended)
    };
    let on = |n_epochs| {
        let config = ModelConfig {
            n_epochs,
            ..config.clone()
        };
        early
            .trained_further(
                &Input::plain(&x),
                &split(30, 60),
                &config,
                &Reporter::silent(),
                None,
            )
            .unwrap()
    };
    let further = on(n + 5);
    assert_eq!(
        (further.history.len(), further.ended),
        (n + 5, Ended::Finished)
    );
    assert_eq!(further.history[..n], early.history[..]);
    let longer = on(n + 500);
    let Ended::Early {
        best_epoch: best_of_all,
    } = longer.ended
    else {
        panic!("{:?}", longer.ended)
    };
    assert!(best_of_all >= best_epoch);
    assert_eq!(longer.history.len(), best_of_all.max(n) + 7);
    let total = |row: &Epoch| row.validation.unwrap().total;
    assert!(
        longer
            .history
            .iter()
            .all(|row| total(row) >= total(&longer.history[best_of_all - 1]))
    );

    let (reporter, _progress, stop) = Reporter::channel();
    stop.stop();
    let stopped = train(&Input::plain(&x), &split(30, 60), &config, 4, &reporter).unwrap();
    assert_eq!((stopped.history.len(), stopped.ended), (0, Ended::Stopped));
    let config = ModelConfig {
        n_epochs: 3,
        ..config
    };
    let on = stopped
        .trained_further(&Input::plain(&x), &split(30, 60), &config, &reporter, None)
        .unwrap();
    assert_eq!((on.history.len(), on.ended), (3, Ended::Finished));
}

#[test]
fn what_was_read_from_a_file_does_not_go_on() {
    let x = noise(30, 7, 4);
    let folder = tempfile::tempdir().unwrap();
    let config = small(ModelKind::Vae, 3, 2);
    let model = trained(&x, &split(20, 30), &config, 6);
    let config = ModelConfig {
        n_epochs: 4,
        ..config
    };
    let on = |model: &Trained| {
        model.trained_further(
            &Input::plain(&x),
            &split(20, 30),
            &config,
            &Reporter::silent(),
            None,
        )
    };
    let further = on(&model).unwrap();
    further.save(folder.path(), &config, &scaler(7)).unwrap();
    let (back, ..) = Trained::load(folder.path()).unwrap();
    assert_eq!(back.continued_after, [2]);
    assert!(further.can_go_on() && !back.can_go_on());
    assert!(
        on(&back)
            .err()
            .unwrap()
            .to_string()
            .contains("cannot go on")
    );
}

#[test]
fn who_looks_on_sees_every_dimension_and_disturbs_nothing() {
    let (x, _) = blobs();
    let config = small(ModelKind::Vae, 4, 30);
    let mut seen = Vec::new();
    let mut watch = |glimpse: &Glimpse| {
        assert_eq!(
            (
                glimpse.latents.n_rows(),
                glimpse.latents.n_cols(),
                glimpse.kl_per_dim.len()
            ),
            (90, 4, 4)
        );
        seen.push((
            glimpse.epoch,
            glimpse.kl_per_dim.iter().sum::<f32>(),
            glimpse.n_active,
        ));
    };
    let input = Input::plain(&x);
    let watched = train_watched(
        &input,
        &split(80, 90),
        &config,
        1,
        &Reporter::silent(),
        Some(&mut watch),
    )
    .unwrap();
    assert_eq!(
        fingerprint(&watched),
        fingerprint(&trained(&x, &split(80, 90), &config, 1))
    );
    assert_eq!(seen[0].0, 0, "before the first epoch too");
    assert!(seen.windows(2).all(|w| w[0].0 < w[1].0));
    let (_, kl, n_active) = *seen.last().unwrap();
    assert!(
        (kl - watched.diagnostics.kl_per_dim.iter().sum::<f32>()).abs() < 0.5,
        "{seen:?}"
    );
    assert_eq!(n_active, watched.diagnostics.n_active);
}

#[test]
fn songs_outside_the_training_part_teach_nothing() {
    let x = noise(50, 6, 3);
    let mut other = x.clone();
    other.as_mut_slice()[40 * 6..]
        .iter_mut()
        .for_each(|v| *v = 5.0 - *v);
    for kind in KINDS {
        let latents = |x: &Matrix| trained(x, &split(40, 50), &small(kind, 2, 5), 1).latents;
        assert_eq!(
            latents(&x).as_slice()[..80],
            latents(&other).as_slice()[..80],
            "{kind:?}"
        );
        assert_ne!(
            latents(&x).as_slice()[80..],
            latents(&other).as_slice()[80..],
            "{kind:?}"
        );
    }
}

#[test]
fn the_latent_of_a_row_does_not_depend_on_its_neighbours() {
    // More rows than are encoded at a time.
    let x = noise(1500, 40, 8);
    let mut order: Vec<usize> = (0..1500).collect();
    order.shuffle(&mut rng(1));
    for kind in KINDS {
        let model = trained(&x, &split(200, 300), &small(kind, 5, 2), 1);
        let encoded = |rows: &[usize]| {
            let all = told(1500);
            let conditions = Conditions {
                one_hot: all.one_hot.select_rows(rows),
                ..all
            };
            model.encode(&with(&x.select_rows(rows), &conditions))
        };
        assert_eq!(
            encoded(&order),
            model.latents.select_rows(&order),
            "{kind:?}"
        );
        assert_eq!(encoded(&[1234]).row(0), model.latents.row(1234), "{kind:?}");
        assert_eq!(encoded(&[]).n_rows(), 0);
    }
}

#[test]
fn too_little_to_learn_from_is_an_error() {
    let x = noise(5, 3, 1);
    let error = |x: &Matrix, n_train, kind| {
        train(
            &with(x, &told(5)),
            &split(n_train, 5),
            &small(kind, 2, 2),
            1,
            &Reporter::silent(),
        )
        .err()
        .unwrap()
        .to_string()
    };
    for kind in KINDS {
        assert_eq!(
            error(&x, 1, kind),
            "training: needs at least 2 songs to learn from, got 1"
        );
        let mut broken = x.clone();
        broken.row_mut(4)[1] = f32::NAN;
        assert_eq!(
            error(&broken, 4, kind),
            "training: a feature is not a finite number"
        );
        assert_eq!(
            error(&Matrix::zeros(5, 0), 4, kind),
            "training: there is no feature to learn from"
        );
    }
    let huge = Matrix::new(5, 3, vec![1e25; 15]);
    let message = error(&huge, 4, ModelKind::Vae);
    assert!(
        message.contains("stopped being finite in epoch 1"),
        "{message}"
    );
}

/// All bytes that a training leaves: latents, history, and the weights through a decoded point.
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
fn wide_fingerprint(kind: ModelKind, seed: u64) -> String {
    let config = ModelConfig {
        hidden: vec![256, 64],
        batch_size: 64,
        ..small(kind, 8, 3)
    };
    fingerprint(&trained(
        &noise(160, 300, 2),
        &split(140, 160),
        &config,
        seed,
    ))
}

#[test]
fn one_seed_one_result_whatever_the_threads() {
    assert_same_with_threads(
        "model::tests::one_seed_one_result_whatever_the_threads",
        ["1", "4"],
        || KINDS.map(|kind| wide_fingerprint(kind, 11)).join(" "),
    );
}

#[test]
fn trainings_side_by_side_do_not_disturb_each_other() {
    let alone = wide_fingerprint(ModelKind::Vae, 5);
    std::thread::scope(|scope| {
        let others: Vec<_> = (5..8)
            .map(|seed| scope.spawn(move || wide_fingerprint(ModelKind::Vae, seed)))
            .collect();
        let together: Vec<String> = others.into_iter().map(|t| t.join().unwrap()).collect();
        assert_eq!(together[0], alone);
        assert_ne!(together[1], alone, "another seed, another result");
    });
}

pub(super) fn scaler(d: usize) -> Scaler {
    Scaler {
        columns: (0..d).map(|j| format!("কলাম {j}")).collect(),
        mean: (0..d).map(|j| 0.1 * j as f64).collect(),
        factor: vec![1.0 / 3.0; d],
        blocks: vec![
            ("timbre".into(), BlockKind::Audio, 0..2),
            ("words".into(), BlockKind::Lyrics, 2..d),
        ],
    }
}

#[test]
fn what_was_saved_comes_back_to_the_byte() {
    let x = noise(30, 7, 4);
    for kind in KINDS {
        let folder = tempfile::tempdir().unwrap();
        let config = ModelConfig {
            patience: 2,
            ..small(kind, 3, 8)
        };
        let model = trained(&x, &split(20, 30), &config, 6);
        model.save(folder.path(), &config, &scaler(7)).unwrap();
        let first = files(folder.path());
        model.save(folder.path(), &config, &scaler(7)).unwrap();
        assert_eq!(
            files(folder.path()),
            first,
            "saving again changes nothing and leaves nothing behind"
        );
        assert_eq!(first.len(), 2);

        let (back, back_config, back_scaler) = Trained::load(folder.path()).unwrap();
        assert_eq!((back_config, back_scaler), (config, scaler(7)));
        assert_eq!((&back.latents, back.ended), (&model.latents, model.ended));
        assert_eq!(
            (&back.history, &back.diagnostics),
            (&model.history, &model.diagnostics)
        );
        let (further, conditions) = (noise(9, 7, 5), told(9));
        for input in [Input::plain(&further), with(&further, &conditions)] {
            assert_eq!(back.encode(&input), model.encode(&input), "{kind:?}");
        }
        assert_eq!(
            back.decode(&back.latents, None),
            model.decode(&model.latents, None),
            "{kind:?}"
        );
    }
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| {
            (
                entry.file_name().into_string().unwrap(),
                std::fs::read(entry.path()).unwrap(),
            )
        })
        .collect();
    files.sort();
    files
}

#[test]
fn what_is_not_a_saved_model_is_an_error_with_its_path() {
    let x = noise(12, 4, 4);
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let message = |folder: &Path| Trained::load(folder).err().unwrap().to_string();
    assert!(message(a.path()).contains("model.toml"));
    let config = small(ModelKind::Vae, 2, 1);
    for (folder, seed) in [(&a, 1), (&b, 2)] {
        trained(&x, &split(12, 12), &config, seed)
            .save(folder.path(), &config, &scaler(4))
            .unwrap();
    }
    std::fs::copy(
        b.path().join("model.safetensors"),
        a.path().join("model.safetensors"),
    )
    .unwrap();
    assert!(
        message(a.path()).contains("do not belong"),
        "{}",
        message(a.path())
    );
    std::fs::remove_file(a.path().join("model.safetensors")).unwrap();
    assert!(message(a.path()).contains("model.safetensors"));

    let text = std::fs::read_to_string(b.path().join("model.toml")).unwrap();
    std::fs::write(
        b.path().join("model.toml"),
        text.replace("n_latent = 2", "n_latent = 3"),
    )
    .unwrap();
    assert!(
        message(b.path()).contains("not the weights of this model"),
        "{}",
        message(b.path())
    );
    std::fs::write(b.path().join("model.toml"), "format = 1").unwrap();
    assert!(message(b.path()).contains("model.toml"));

    let other = ModelConfig {
        kind: ModelKind::Pca,
        ..config.clone()
    };
    let model = trained(&x, &split(12, 12), &config, 1);
    assert!(model.save(a.path(), &other, &scaler(4)).is_err());
}
