//! What each kind of model and each schedule is there for, on made-up songs of known structure.

use rand::RngExt;

use super::super::tests::{
    blobs, low_rank, nearest_centroid_accuracy, noise, normal, rng, small, split, told, trained,
    with,
};
use super::super::*;
use crate::config::{BetaSchedule, ModelKind};
use crate::features::{BlockKind, View};
use crate::job::Losses;

const LEVELS: usize = 4;

/// Songs made by two independent factors of four levels each, 300 × 8: the factors have the same
/// weight, so that every rotation of them explains the columns as well, and only their independence
/// tells them apart.
fn two_factors(seed: u64) -> (Matrix, [Vec<usize>; 2]) {
    let mut rng = rng(seed);
    let factors: [Vec<usize>; 2] =
        std::array::from_fn(|_| (0..300).map(|_| rng.random_range(0..LEVELS)).collect());
    // Two directions at right angles, of length 3.
    let a: Vec<f32> = (0..8).map(|_| normal(&mut rng)).collect();
    let b: Vec<f32> = (0..8).map(|_| normal(&mut rng)).collect();
    let dot = |u: &[f32], v: &[f32]| u.iter().zip(v).map(|(u, v)| u * v).sum::<f32>();
    let unit = |u: &[f32]| u.iter().map(|v| v / dot(u, u).sqrt()).collect::<Vec<f32>>();
    let a = unit(&a);
    let b = unit(
        &b.iter()
            .zip(&a)
            .map(|(v, u)| v - dot(&a, &b) * u)
            .collect::<Vec<f32>>(),
    );
    let mut x = Matrix::zeros(300, 8);
    for i in 0..300 {
        let [f, g] =
            [&factors[0], &factors[1]].map(|levels| (levels[i] as f32 - 1.5) / 1.25_f32.sqrt());
        for (j, v) in x.row_mut(i).iter_mut().enumerate() {
            *v = 3.0 * (f * a[j] + g * b[j]) + 0.1 * normal(&mut rng);
        }
    }
    (x, factors)
}

/// Mutual information in nats of a latent dimension, cut into 20 bins of one width, and a factor.
fn mutual_information(z: &Matrix, dim: usize, factor: &[usize]) -> f64 {
    let values: Vec<f32> = z.rows().map(|row| row[dim]).collect();
    let low = values.iter().copied().fold(f32::INFINITY, f32::min);
    let high = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let bin = |v: f32| (((v - low) / (high - low) * 20.0) as usize).min(19);
    let mut counts = [[0.0_f64; LEVELS]; 20];
    values
        .iter()
        .zip(factor)
        .for_each(|(&v, &level)| counts[bin(v)][level] += 1.0 / values.len() as f64);
    let of_level: Vec<f64> = (0..LEVELS)
        .map(|l| counts.iter().map(|row| row[l]).sum())
        .collect();
    let terms = counts.iter().flat_map(|row| {
        let of_bin: f64 = row.iter().sum();
        row.iter()
            .zip(&of_level)
            .filter(|(p, _)| **p > 0.0)
            .map(move |(p, q)| p * (p / (of_bin * q)).ln())
    });
    terms.sum()
}

/// Mutual information gap (Chen et al. 2018, equation 6): how much more the best dimension tells of
/// a factor than the second best, in units of the factor's entropy; mean over factors.
fn mutual_information_gap(z: &Matrix, factors: &[Vec<usize>; 2]) -> f64 {
    let gap = |factor: &Vec<usize>| {
        let mut told: Vec<f64> = (0..z.n_cols())
            .map(|dim| mutual_information(z, dim, factor))
            .collect();
        told.sort_by(|a, b| b.total_cmp(a));
        let shares = (0..LEVELS)
            .map(|l| factor.iter().filter(|f| **f == l).count() as f64 / factor.len() as f64);
        (told[0] - told[1]) / shares.map(|p| -p * p.ln()).sum::<f64>()
    };
    factors.iter().map(gap).sum::<f64>() / 2.0
}

#[test]
fn a_tcvae_finds_independent_factors_where_a_vae_mixes_them() {
    let gap = |seed, kind, beta| {
        let (x, factors) = two_factors(seed);
        let config = ModelConfig {
            beta,
            ..small(kind, 2, 60)
        };
        mutual_information_gap(
            &trained(&x, &split(300, 300), &config, seed).latents,
            &factors,
        )
    };
    let gaps = |kind, beta| {
        std::thread::scope(|scope| {
            [0, 1, 2, 3]
                .map(|seed| scope.spawn(move || gap(seed, kind, beta)))
                .map(|thread| thread.join().unwrap())
        })
    };
    let (vae, tcvae) = (gaps(ModelKind::Vae, 1.0), gaps(ModelKind::BetaTcvae, 15.0));
    println!("MIG {tcvae:?} against {vae:?}");
    // How a VAE is turned is chance, and some are turned well: so it is their mean that is lower.
    let mean = |gaps: &[f64; 4]| gaps.iter().sum::<f64>() / 4.0;
    assert!(
        tcvae.iter().all(|gap| *gap > 0.5),
        "MIG {tcvae:?} against {vae:?}"
    );
    assert!(
        mean(&tcvae) > mean(&vae) + 0.2,
        "MIG {tcvae:?} against {vae:?}"
    );
}

#[test]
fn with_beta_1_a_tcvae_is_a_vae() {
    let x = noise(40, 6, 3);
    let [vae, tcvae] = [ModelKind::Vae, ModelKind::BetaTcvae].map(|kind| {
        let model = trained(&x, &split(30, 40), &small(kind, 3, 5), 1);
        let totals = model
            .history
            .iter()
            .flat_map(|row| [row.train.total, row.validation.unwrap().total]);
        model
            .latents
            .as_slice()
            .iter()
            .copied()
            .chain(totals)
            .collect::<Vec<f32>>()
    });
    // The same sums in another order.
    assert!(
        vae.iter().zip(&tcvae).all(|(a, b)| (a - b).abs() < 1e-5),
        "{vae:?} {tcvae:?}"
    );
}

/// Rows that say what mood a song is in, by their first four columns, and whatever else it is, by
/// the other four.
fn songs_in_moods(n: usize) -> (Matrix, Conditions) {
    let (mut x, conditions) = (low_rank(n, 8, 1, 5), told(n));
    for i in 0..n {
        let mood = conditions.one_hot.row(i);
        let shift = 2.0 * (mood[0] - mood[1]);
        x.row_mut(i)[..4]
            .iter_mut()
            .for_each(|v| *v = shift + 0.1 * *v);
    }
    (x, conditions)
}

#[test]
fn a_conditional_vae_does_not_encode_what_it_is_told() {
    let (x, _) = songs_in_moods(117);
    let moods: Vec<usize> = (0..117).map(|i| i / 3 % 3).collect();
    let model = |kind| trained(&x, &split(117, 117), &small(kind, 2, 80), 1);
    let (vae, cvae) = (model(ModelKind::Vae), model(ModelKind::Cvae));
    assert!(nearest_centroid_accuracy(&vae.latents, &moods) > 0.95);
    // Told by chance a third would be right.
    assert!(nearest_centroid_accuracy(&cvae.latents, &moods) < 0.55);
    assert!(
        cvae.diagnostics.explained_train > 0.9,
        "{:?}",
        cvae.diagnostics
    );
}

#[test]
fn a_conditional_vae_decodes_what_it_is_told() {
    let (x, conditions) = songs_in_moods(117);
    let model = trained(&x, &split(117, 117), &small(ModelKind::Cvae, 2, 80), 1);
    let z = Matrix::zeros(1, 2);
    let level = |one_hot: Option<[f32; 2]>| {
        let one_hot = one_hot.map(|values| Matrix::new(1, 2, values.to_vec()));
        model.decode(&z, one_hot.as_ref()).row(0)[..4]
            .iter()
            .sum::<f32>()
            / 4.0
    };
    assert!((level(Some([1.0, 0.0])) - 2.0).abs() < 0.3);
    assert!((level(Some([0.0, 1.0])) + 2.0).abs() < 0.3);
    assert!(level(Some([0.0, 0.0])).abs() < 0.3, "unknown");
    // As many are happy as are sad.
    assert!(level(None).abs() < 0.5);
    assert_eq!(
        level(None),
        level(Some([1.0 / 3.0, 1.0 / 3.0])),
        "the mean of the labels"
    );
    let x_hat = model.reconstruct(&with(&x, &conditions), &[0, 3]);
    assert!(
        x_hat.row(0)[0] > 1.5 && x_hat.row(1)[0] < -1.5,
        "each song with its own: {x_hat:?}"
    );
}

#[test]
fn classes_are_found_by_name_in_another_library() {
    let (x, conditions) = songs_in_moods(60);
    let config = small(ModelKind::Cvae, 2, 3);
    let model = train(
        &with(&x, &conditions),
        &split(50, 60),
        &config,
        1,
        &Reporter::silent(),
    )
    .unwrap();
    // The same songs, by another library's columns: one more, other classes, another order.
    let mut one_hot = Matrix::zeros(60, 5);
    for i in 0..60 {
        let row = one_hot.row_mut(i);
        if i / 3 % 3 < 2 {
            row[[4, 2][i / 3 % 3]] = 1.0;
        }
        row[i % 2] = 1.0;
    }
    let classes = |names: &[&str]| names.iter().map(|n| n.to_string()).collect();
    let columns = vec![
        ("key".to_string(), classes(&["happy", "sad"])),
        ("mood".to_string(), classes(&["sad", "angry", "happy"])),
    ];
    let other = Conditions { columns, one_hot };
    assert_eq!(model.encode(&with(&x, &other)), model.latents);
    let (latents, diagnostics) = (model.latents.clone(), model.diagnostics.clone());
    let applied = model
        .applied_to(&with(&x, &other), &split(50, 60), &config)
        .unwrap();
    assert_eq!(
        (&applied.latents, &applied.diagnostics),
        (&latents, &diagnostics)
    );
    // What was learnt stays what it is, and can be saved.
    let folder = tempfile::tempdir().unwrap();
    applied
        .save(folder.path(), &config, &super::super::tests::scaler(8))
        .unwrap();
    assert_eq!(
        Trained::load(folder.path())
            .unwrap()
            .0
            .encode(&with(&x, &conditions)),
        latents
    );
}

#[test]
fn a_conditional_vae_without_a_label_is_refused() {
    let x = noise(10, 3, 1);
    let error = train(
        &Input::plain(&x),
        &split(8, 10),
        &small(ModelKind::Cvae, 2, 1),
        1,
        &Reporter::silent(),
    );
    assert_eq!(
        error.err().unwrap().to_string(),
        "training: a conditional VAE needs a label column to be told"
    );
}

#[test]
fn free_bits_keep_every_dimension_open() {
    let (x, _) = blobs();
    // β is so large that without them nothing is left.
    let config = ModelConfig {
        beta: 100.0,
        free_bits: 0.5,
        ..small(ModelKind::Vae, 4, 80)
    };
    let open = trained(&x, &split(90, 90), &config, 2).diagnostics;
    // A batch below the free bits is not pushed, whichever is above is, so the mean comes to a
    // little below them.
    assert!(
        open.kl_per_dim.iter().all(|kl| (0.3..0.5).contains(kl)),
        "{open:?}"
    );
    assert_eq!(open.n_active, 4);
    assert!(open.explained_train > 0.5, "{open:?}");
}

#[test]
fn capacity_is_what_the_kl_comes_to() {
    let (x, _) = blobs();
    for capacity_nats in [1.0, 3.0] {
        let schedule = BetaSchedule::Capacity;
        let config = ModelConfig {
            capacity_nats,
            capacity_epochs: 40,
            beta: 50.0,
            schedule,
            ..small(ModelKind::Vae, 4, 100)
        };
        let model = trained(&x, &split(90, 90), &config, 2);
        let kl = model.history[99].train.kl;
        assert!(
            (kl - capacity_nats).abs() < 0.1 * capacity_nats,
            "{kl} nats, {capacity_nats} wanted"
        );
        assert!(
            model.history[10].train.kl < 0.5 * capacity_nats,
            "it rises slowly"
        );
    }
}

#[test]
fn early_stopping_compares_the_ends_of_cycles_only() {
    let x = noise(60, 10, 9);
    let schedule = BetaSchedule::Cyclical;
    let config = ModelConfig {
        schedule,
        patience: 1,
        n_cycles: 200,
        beta: 0.01,
        ..small(ModelKind::Vae, 8, 2000)
    };
    let model = trained(&x, &split(30, 60), &config, 4);
    let Ended::Early { best_epoch } = model.ended else {
        panic!("{:?}", model.ended)
    };
    assert_eq!(best_epoch % 10, 0);
    assert_eq!(
        model.history.len(),
        best_epoch + 10,
        "the next end is the first that can show that it got no better"
    );
    let total = |epoch: usize| model.history[epoch - 1].validation.unwrap().total;
    assert!((1..=model.history.len() / 10).all(|cycle| total(10 * cycle) >= total(best_epoch)));
}

#[test]
fn totals_of_judged_songs_follow_the_loss() {
    let (x, _) = blobs();
    let both = |config: ModelConfig| {
        let row = *trained(&x, &split(60, 90), &config, 3)
            .history
            .last()
            .unwrap();
        let Losses {
            reconstruction,
            kl,
            total,
        } = row.validation.unwrap();
        (kl, total - reconstruction)
    };
    let vae = |free_bits, schedule| ModelConfig {
        beta: 2.0,
        free_bits,
        schedule,
        ..small(ModelKind::Vae, 4, 20)
    };
    let (kl, penalty) = both(vae(0.0, BetaSchedule::Fixed));
    assert!((penalty - 2.0 * kl).abs() < 1e-4);
    let (_, penalty) = both(vae(9.0, BetaSchedule::Fixed));
    assert!(
        (penalty - 2.0 * 36.0).abs() < 1e-4,
        "none of four dimensions reaches nine nats: {penalty}"
    );
    let (kl, penalty) = both(ModelConfig {
        capacity_nats: 50.0,
        capacity_epochs: 1,
        ..vae(0.0, BetaSchedule::Capacity)
    });
    assert!((penalty - 2.0 * (50.0 - kl)).abs() < 1e-4);
    let (kl, penalty) = both(ModelConfig {
        beta: 5.0,
        ..small(ModelKind::BetaTcvae, 4, 20)
    });
    // Of the KL only the total correlation weighs more than 1, and it is no more than the KL.
    assert!(penalty > kl && penalty < 5.0 * kl, "{penalty} and {kl}");
}

#[test]
fn total_correlation_is_that_of_a_known_gaussian() {
    // Two dimensions of correlation 0.8: −½ log(1 − 0.8²) nats. The posteriors are so narrow
    // against the distance of songs that q(z) has to be learnt from neighbours: wide enough here to
    // overlap.
    let (n, rho) = (2000, 0.8_f32);
    let mut rng = rng(1);
    let width = 0.3_f32;
    let mut mean = Matrix::zeros(n, 2);
    for i in 0..n {
        let (a, b) = (normal(&mut rng), normal(&mut rng));
        // Means such that the aggregate posterior has variance 1 and correlation ρ.
        let scale = (1.0 - width * width).sqrt();
        let inner = rho / (scale * scale);
        mean.row_mut(i).copy_from_slice(&[
            scale * a,
            scale * (inner * a + (1.0 - inner * inner).sqrt() * b),
        ]);
    }
    let log_variance = Matrix::new(n, 2, vec![2.0 * width.ln(); 2 * n]);
    let truth = -0.5 * (1.0 - f64::from(rho * rho)).ln();
    let estimate = loss::total_correlation_of(&mean, &log_variance);
    assert!((estimate - truth).abs() < 0.1, "{estimate} against {truth}");
    let independent = Matrix::new(n, 2, (0..2 * n).map(|_| normal(&mut rng)).collect());
    let estimate = loss::total_correlation_of(&independent, &log_variance);
    assert!(estimate.abs() < 0.1, "{estimate} against 0");
}

#[test]
fn explained_variance_is_told_block_by_block_over_the_songs_that_have_it() {
    // One direction through the first three columns, and two columns of small noise.
    let (strong, weak) = (low_rank(40, 3, 1, 3), noise(40, 2, 4));
    let mut x = Matrix::zeros(40, 5);
    for i in 0..40 {
        x.row_mut(i)[..3].copy_from_slice(strong.row(i));
        weak.row(i)
            .iter()
            .enumerate()
            .for_each(|(j, v)| x.row_mut(i)[3 + j] = 0.1 * v);
    }
    let blocks = [
        ("sound".to_string(), BlockKind::Audio, 0..3),
        ("words".to_string(), BlockKind::Lyrics, 3..5),
    ];
    let view = |kind, columns, present| View {
        kind,
        columns,
        present,
    };
    let views = [
        view(BlockKind::Audio, 0..3, vec![true; 40]),
        view(BlockKind::Lyrics, 3..5, (0..40).map(|i| i < 35).collect()),
    ];
    let diagnostics = |x: &Matrix, validation: std::ops::Range<usize>| {
        let input = Input {
            blocks: &blocks,
            views: &views,
            ..Input::plain(x)
        };
        let split = Split {
            train: (0..30).collect(),
            validation: validation.collect(),
            by_artist: false,
        };
        train(
            &input,
            &split,
            &small(ModelKind::Pca, 1, 1),
            0,
            &Reporter::silent(),
        )
        .unwrap()
        .diagnostics
    };
    let all = diagnostics(&x, 30..40);
    let [
        (sound, sound_train, sound_validation),
        (words, words_train, words_validation),
    ] = &all.explained_blocks[..]
    else {
        panic!("{all:?}")
    };
    assert_eq!((sound.as_str(), words.as_str()), ("sound", "words"));
    assert!(
        *sound_train > 0.99 && sound_validation.unwrap() > 0.99,
        "{all:?}"
    );
    assert!(
        *words_train < 0.2 && words_validation.unwrap() < 0.2,
        "{all:?}"
    );
    let mut other = x.clone();
    (35..40).for_each(|i| other.row_mut(i)[4] = 7.0);
    let with_what_is_not_there = diagnostics(&other, 30..40);
    assert_eq!(
        with_what_is_not_there.explained_blocks[1],
        diagnostics(&x, 30..35).explained_blocks[1]
    );
    assert_eq!(with_what_is_not_there.explained_train, all.explained_train);
}

#[test]
fn held_out_songs_are_judged_as_the_loss_defines_it() {
    let x = low_rank(40, 6, 4, 2);
    for kind in [ModelKind::Pca, ModelKind::Vae] {
        let model = trained(&x, &split(30, 40), &small(kind, 2, 5), 1);
        let x_hat = model.decode(&model.latents, None);
        let squares: f32 = (30..40)
            .map(|i| crate::matrix::squared_distance(x.row(i), x_hat.row(i)))
            .sum();
        let reconstruction = model.diagnostics.reconstruction_validation.unwrap();
        assert!((reconstruction - 0.5 * squares / 10.0).abs() < 1e-4);
        if let Some(last) = model.history.last() {
            assert!((reconstruction - last.validation.unwrap().reconstruction).abs() < 1e-4);
        }
    }
}
