use rand::SeedableRng;
use serde_json::Value;

use super::super::test_kit::{
    assert_central_differences, assert_close, assert_golden, golden, matrix, number, step, tensor,
    vectors, with_parameters,
};
use super::*;
use crate::config::ModelKind;
use crate::features::Split;
use crate::model::step::standard_normals;
use crate::model::{Glimpse, Trained, train, train_watched};

fn rng(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

fn config(n_components: usize, n_epochs: usize) -> ModelConfig {
    ModelConfig {
        kind: ModelKind::Vade,
        n_components,
        n_latent: 4,
        hidden: vec![32],
        n_epochs,
        batch_size: 16,
        learning_rate: 3e-3,
        kl_warmup_epochs: 0,
        patience: 0,
        ..ModelConfig::default()
    }
}

fn golden_vade() -> (Value, Network) {
    let golden = golden("vade");
    let config = ModelConfig {
        n_latent: 2,
        hidden: vec![4],
        ..config(3, 1)
    };
    let shape = Shape {
        n_inputs: 5,
        ..Shape::default()
    };
    let network = Network::new(&shape, &config, &mut rng(0), &device::cpu_with_gradients());
    let network = with_parameters(network, &vectors(&golden["parameters"]));
    (golden, network)
}

fn golden_terms(golden: &Value, network: &Network) -> Terms {
    let device = device::cpu_with_gradients();
    let [x, noise] = ["x", "noise"].map(|name| tensor(&matrix(&golden[name]), &device));
    network
        .bound(x, Some(noise))
        .terms(&step(number(&golden["beta"])))
}

#[test]
fn the_bound_and_its_gradient_are_those_of_the_paper() {
    let (golden, network) = golden_vade();
    assert_golden(&golden, &network, &golden_terms(&golden, &network));
}

#[test]
fn gradients_are_central_differences() {
    let (golden, network) = golden_vade();
    assert_central_differences(&network, |network| golden_terms(&golden, network).total);
}

#[test]
fn responsibilities_are_those_of_torchs_mixture() {
    let (golden, network) = golden_vade();
    let ours = network
        .valid()
        .mixture()
        .responsibilities(&matrix(&golden["z"]))
        .unwrap();
    assert_close(ours.as_slice(), matrix(&golden["gamma"]).as_slice(), 1e-5);
}

/// A mixture of one standard normal is the prior of the VAE, and so its bound the VAE's.
#[test]
fn with_one_standard_component_it_is_the_vae() {
    let shape = Shape {
        n_inputs: 5,
        ..Shape::default()
    };
    let device = device::cpu();
    let network = Network::new(&shape, &config(1, 1), &mut rng(3), &device);
    let x = tensor(
        &Matrix::new(7, 5, standard_normals(&mut rng(1), 35)),
        &device,
    );
    let noise = tensor(
        &Matrix::new(7, 4, standard_normals(&mut rng(2), 28)),
        &device,
    );
    let bound = network
        .bound(x.clone(), Some(noise.clone()))
        .terms(&step(0.7));
    let vae = network
        .net
        .losses_with_noise(x, None, Some(noise), &step(0.7));
    let losses = |terms: Terms| {
        [terms.reconstruction, terms.kl.unwrap(), terms.total].map(Tensor::into_scalar)
    };
    assert_close(&losses(bound), &losses(vae), 1e-6);
}

fn in_f64(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().unwrap().iter().map(in_f64_row).collect()
}

fn in_f64_row(value: &Value) -> Vec<f64> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v.as_f64().unwrap())
        .collect()
}

#[test]
fn expectation_and_maximisation_end_where_scikit_learns_do() {
    let golden = golden("mixture");
    let start = Mixture {
        weights: in_f64_row(&golden["start"]["weights"]),
        means: in_f64(&golden["start"]["means"]),
        variances: in_f64(&golden["start"]["variances"]),
    };
    let x = in_f64(&golden["x"]);
    let (fitted, likelihood) = start.climb(&x, golden["floor"].as_f64().unwrap());
    let near = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-9);
    assert!(
        near(&fitted.weights, &in_f64_row(&golden["weights"])),
        "{fitted:?}"
    );
    assert!(
        fitted
            .means
            .iter()
            .zip(in_f64(&golden["means"]))
            .all(|(a, b)| near(a, &b)),
        "{fitted:?}"
    );
    assert!(
        fitted
            .variances
            .iter()
            .zip(in_f64(&golden["variances"]))
            .all(|(a, b)| near(a, &b)),
        "{fitted:?}"
    );
    assert!(near(
        &[likelihood],
        &[golden["log_likelihood"].as_f64().unwrap()]
    ));
    let (responsibilities, _) = fitted.expect(&x);
    assert!(
        responsibilities
            .iter()
            .zip(in_f64(&golden["responsibilities"]))
            .all(|(a, b)| near(a, &b))
    );
}

#[test]
fn a_mixture_is_found_from_scratch_and_bears_songs_that_are_all_alike() {
    let golden = golden("mixture");
    let fitted = Mixture::fit(&matrix(&golden["x"]), 3, &mut rng(5), &Reporter::silent()).unwrap();
    let (_, likelihood) = fitted.expect(&in_f64(&golden["x"]));
    // Of several starts at least as likely an end as from the one given start.
    assert!(
        likelihood > golden["log_likelihood"].as_f64().unwrap() - 1e-3,
        "{likelihood}"
    );

    let alike = Mixture::fit(&Matrix::zeros(5, 2), 3, &mut rng(5), &Reporter::silent()).unwrap();
    let all = alike
        .weights
        .iter()
        .chain(alike.means.iter().flatten())
        .chain(alike.variances.iter().flatten());
    assert!(all.into_iter().all(|v| v.is_finite()));
}

#[test]
fn kl_of_the_dimensions_is_that_of_the_bound_at_the_mean() {
    let (golden, network) = golden_vade();
    let network = network.valid();
    let x = matrix(&golden["x"]);
    let Encoded { mean, log_variance } = network.encode_rows(&Input::plain(&x));
    let ours: Vec<f32> = network
        .mixture()
        .kl_per_dim(&mean, &log_variance.unwrap())
        .iter()
        .map(|&kl| kl as f32)
        .collect();
    let bound = network.bound(tensor(&x, &device::cpu()), None);
    assert_close(
        &ours,
        &device::values(bound.kl_per_dim[0].clone())[..2],
        1e-5,
    );
}

/// Three clouds of 30 in 20 dimensions; row i is of cloud i % 3.
fn blobs() -> Matrix {
    let (centres, mut x) = (
        standard_normals(&mut rng(1), 60),
        standard_normals(&mut rng(2), 1800),
    );
    for (i, v) in x.iter_mut().enumerate() {
        *v = 1.1 * centres[i / 20 % 3 * 20 + i % 20] + 0.4 * *v;
    }
    Matrix::new(90, 20, x)
}

fn trained(x: &Matrix, config: &ModelConfig, seed: u64) -> Trained {
    let split = Split {
        train: (0..75).collect(),
        validation: (75..90).collect(),
        by_artist: false,
    };
    train(&Input::plain(x), &split, config, seed, &Reporter::silent()).unwrap()
}

/// The likeliest component of each song.
fn likeliest(model: &Trained) -> Vec<usize> {
    let of_song = |row: &[f32]| {
        (0..row.len())
            .max_by(|&a, &b| row[a].total_cmp(&row[b]))
            .unwrap()
    };
    model
        .responsibilities
        .as_ref()
        .unwrap()
        .rows()
        .map(of_song)
        .collect()
}

#[test]
fn three_components_are_the_three_blobs() {
    let x = blobs();
    for seed in 0..3 {
        let model = trained(&x, &config(3, 60), seed);
        let found = likeliest(&model);
        assert!((0..90).all(|i| found[i] == found[i % 3]), "{found:?}");
        assert!(
            found[0] != found[1] && found[1] != found[2] && found[0] != found[2],
            "{found:?}"
        );
        for row in model.responsibilities.as_ref().unwrap().rows() {
            assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        }
    }
}

/// What is told of the mixture while it learns is, in the end, what the model has.
#[test]
fn who_looks_on_sees_the_mixture_take_shape() {
    let x = blobs();
    let mut seen: Vec<(usize, Matrix)> = Vec::new();
    let mut watch = |glimpse: &Glimpse| {
        let shares = glimpse.responsibilities.clone().unwrap();
        seen.push((glimpse.epoch, shares));
    };
    let split = Split {
        train: (0..75).collect(),
        validation: (75..90).collect(),
        by_artist: false,
    };
    let (input, quiet) = (Input::plain(&x), Reporter::silent());
    let config = config(3, 20);
    let model = train_watched(&input, &split, &config, 0, &quiet, Some(&mut watch)).unwrap();
    assert_eq!(seen[0].0, 0, "before the first epoch, as EM left it");
    for (epoch, shares) in &seen {
        assert_eq!((shares.n_rows(), shares.n_cols()), (90, 3), "epoch {epoch}");
        assert!(
            shares
                .rows()
                .all(|row| (row.iter().sum::<f32>() - 1.0).abs() < 1e-5)
        );
    }
    let last = seen.iter().find(|(epoch, _)| *epoch == 20);
    if let Some((_, shares)) = last {
        assert_eq!(Some(shares), model.responsibilities.as_ref());
    }
}

#[test]
fn components_too_many_split_no_blob_from_itself_unseen() {
    let model = trained(&blobs(), &config(6, 60), 1);
    let found = likeliest(&model);
    // Whatever becomes of the spare ones, no component is of two blobs.
    for i in 0..90 {
        for j in (0..90).filter(|j| j % 3 != i % 3) {
            assert_ne!(found[i], found[j], "{found:?}");
        }
    }
}

#[test]
fn epochs_can_be_compared_and_are_judged_without_noise() {
    let config = ModelConfig {
        learning_rate: 1e-12,
        ..config(3, 2)
    };
    let model = trained(&blobs(), &config, 1);
    let [first, last] = [0, 1].map(|epoch: usize| model.history[epoch]);
    assert_eq!(first.validation, last.validation);
    assert_ne!(first.train, last.train);
    assert!(first.train.kl > 0.0 && first.validation.unwrap().kl > 0.0);
}

#[test]
fn a_mixture_needs_components_and_songs_for_them() {
    for n_components in [0, 76] {
        let split = Split {
            train: (0..75).collect(),
            validation: vec![],
            by_artist: false,
        };
        let x = blobs();
        let error = train(
            &Input::plain(&x),
            &split,
            &config(n_components, 1),
            1,
            &Reporter::silent(),
        )
        .err()
        .unwrap();
        assert!(error.to_string().contains("model.n_components"), "{error}");
    }
}

#[test]
fn a_cancel_ends_the_autoencoder_before_the_mixture() {
    let (reporter, _progress, stop) = Reporter::channel();
    stop.cancel();
    let split = Split {
        train: (0..75).collect(),
        validation: vec![],
        by_artist: false,
    };
    let x = blobs();
    let ended = train(&Input::plain(&x), &split, &config(3, 1), 1, &reporter);
    assert!(matches!(ended, Err(Error::Cancelled)));
}
