use burn::module::Module;
use burn::optim::GradientsParams;
use rand::SeedableRng;

use super::*;
use crate::config::{ModelKind, PatchConfig};
use crate::features::{BlockKind, Scaler, Split};
use crate::job::Reporter;
use crate::model::test_kit::assert_same_with_threads;
use crate::model::tests::golden::{GetGradients, SetAll, assert_close, golden, scalar, vector};
use crate::model::{Ended, Trained, train};

/// The network, batch and noise of `conv.json`.
struct Case {
    golden: serde_json::Value,
    parameters: Vec<Vec<f32>>,
}

impl Case {
    fn new() -> Self {
        let golden = golden("conv.json");
        let vectors = |name: &str| {
            golden[name]
                .as_array()
                .unwrap()
                .iter()
                .map(vector)
                .collect::<Vec<_>>()
        };
        let mut parameters = vectors("parameters");
        // The standardisation, which PyTorch does not know of: none.
        let bands = golden["bands"].as_u64().unwrap() as usize;
        parameters.extend([vec![0.0; bands], vec![1.0; bands]]);
        Self { parameters, golden }
    }

    fn size(&self, name: &str) -> usize {
        self.golden[name].as_u64().unwrap() as usize
    }

    fn number(&self, name: &str) -> f32 {
        self.golden[name].as_f64().unwrap() as f32
    }

    fn network(&self, parameters: &[Vec<f32>], device: &Device) -> Network {
        let config = ModelConfig {
            kind: ModelKind::ConvVae,
            n_latent: self.size("n_latent"),
            patches: PatchConfig {
                n_mels: self.size("bands"),
                n_frames: self.size("frames"),
                channels: vector(&self.golden["channels"])
                    .iter()
                    .map(|&c| c as usize)
                    .collect(),
                ..PatchConfig::default()
            },
            ..ModelConfig::default()
        };
        let network = Network::new(
            &Shape::default(),
            &config,
            &mut ChaCha8Rng::seed_from_u64(0),
            device,
        );
        network.map(&mut SetAll(parameters.iter()))
    }

    fn terms(&self, network: &Network, device: &Device) -> Terms {
        let (n, bands, frames) = (self.size("n"), self.size("bands"), self.size("frames"));
        let x = TensorData::new(vector(&self.golden["x"]), [n, bands, frames]);
        let noise = device::tensor(
            vector(&self.golden["noise"]),
            n,
            self.size("n_latent"),
            device,
        );
        network.losses_with_noise(
            Tensor::from_data(x, device),
            noise,
            &step(self.number("beta")),
        )
    }

    fn gradients(&self, network: &Network, device: &Device) -> Vec<Vec<f32>> {
        let gradients =
            GradientsParams::from_grads(self.terms(network, device).total.backward(), network);
        let mut all = GetGradients(gradients, Vec::new());
        for layer in &network.down {
            layer.visit(&mut all);
        }
        for linear in [&network.mean, &network.log_variance, &network.open] {
            linear.visit(&mut all);
        }
        network.up.iter().for_each(|layer| layer.visit(&mut all));
        all.1
    }

    fn expect_losses_and_gradients(&self, device: &Device, tolerance: f32) {
        let network = self.network(&self.parameters, device);
        let terms = self.terms(&network, device);
        assert_close(
            &[scalar(terms.reconstruction)],
            &[self.number("reconstruction")],
            tolerance,
        );
        assert_close(
            &[scalar(terms.kl.unwrap())],
            &[self.number("kl")],
            tolerance,
        );
        assert_close(&[scalar(terms.total)], &[self.number("total")], tolerance);
        let gradients = self.gradients(&network, device);
        let theirs = self.golden["gradients"].as_array().unwrap();
        assert_eq!(gradients.len(), theirs.len());
        for (ours, theirs) in gradients.iter().zip(theirs) {
            assert_close(ours, &vector(theirs), tolerance);
        }
    }
}

fn step(beta: f32) -> Step {
    Step {
        epoch: 1,
        beta,
        capacity: None,
        free_bits: 0.0,
        n_train: 3,
    }
}

#[test]
fn losses_and_gradients_are_pytorchs() {
    Case::new().expect_losses_and_gradients(&device::cpu_with_gradients(), 1e-5);
}

#[test]
fn gradients_are_central_differences() {
    let case = Case::new();
    let device = device::cpu_with_gradients();
    let gradients = case.gradients(&case.network(&case.parameters, &device), &device);
    // Small enough that few units cross the kink of their leaky ReLU, large enough for f32.
    let step = 1e-3;
    for (p, gradients) in gradients.iter().enumerate() {
        for (i, gradient) in gradients.iter().enumerate().step_by(7) {
            let at = |delta: f32| {
                let mut moved = case.parameters.clone();
                moved[p][i] += delta;
                f64::from(scalar(
                    case.terms(&case.network(&moved, &device), &device).total,
                ))
            };
            let difference = ((at(step) - at(-step)) / (2.0 * f64::from(step))) as f32;
            assert!(
                (difference - gradient).abs() < 2e-2 * (1.0 + difference.abs()),
                "{p}.{i}: {difference}, {gradient}"
            );
        }
    }
}

#[test]
#[ignore = "needs the feature `gpu` and a graphics adapter"]
fn a_gpu_finds_what_the_cpu_finds() {
    // A program that plays a GPU computes as one, only slower.
    let found = [device::adapters(false), device::adapters(true)].concat();
    let (name, gpu) = found
        .into_iter()
        .next()
        .expect("no graphics adapter, or built without the feature `gpu`");
    println!("on {name}");
    let gpu = device::started(gpu).unwrap();
    assert!(!device::is_cpu(&gpu));
    let case = Case::new();
    case.expect_losses_and_gradients(&gpu, 1e-4);
    let network = case.network(&case.parameters, &gpu);
    let (home, z) = (
        device::on_cpu(&network),
        Matrix::new(2, 2, vec![0.3, -1.0, 2.0, 0.5]),
    );
    assert!(device::is_cpu(&home.device()));
    assert_close(
        home.decode_rows(&z, None).as_slice(),
        network.valid().decode_rows(&z, None).as_slice(),
        1e-4,
    );
}

/// Every weight that a kernel row or column could slip by, against the definition of a convolution.
#[test]
fn both_ways_are_convolutions_by_definition() {
    let layer = kernel::Layer {
        n: 2,
        large: 2,
        small: 3,
        height: 3,
        width: 2,
    };
    let (rows, columns) = (2 * layer.height, 2 * layer.width);
    let numbers = |n: usize, seed: usize| {
        (0..n)
            .map(|i| ((i * 37 + seed * 11) % 17) as f32 - 8.0)
            .collect::<Vec<_>>()
    };
    let large = numbers(layer.n * layer.large * rows * columns, 1);
    let small = numbers(layer.n * layer.small * layer.height * layer.width, 2);
    let weight = numbers(layer.small * layer.large * SIDE * SIDE, 3);
    let (mut down, mut up) = (vec![0.5; small.len()], vec![0.5; large.len()]);
    for n in 0..layer.n {
        for (b, a) in (0..layer.small).flat_map(|b| (0..layer.large).map(move |a| (b, a))) {
            for (h, w) in (0..layer.height).flat_map(|h| (0..layer.width).map(move |w| (h, w))) {
                for (i, j) in (0..SIDE).flat_map(|i| (0..SIDE).map(move |j| (i, j))) {
                    let (y, x) = ((2 * h + i).wrapping_sub(1), (2 * w + j).wrapping_sub(1));
                    if y < rows && x < columns {
                        let at_large = ((n * layer.large + a) * rows + y) * columns + x;
                        let at_small = ((n * layer.small + b) * layer.height + h) * layer.width + w;
                        let weight = weight[((b * layer.large + a) * SIDE + i) * SIDE + j];
                        down[at_small] += weight * large[at_large];
                        up[at_large] += weight * small[at_small];
                    }
                }
            }
        }
    }
    // Whole numbers, so sums are exact.
    assert_eq!(
        kernel::down(layer, &large, &weight, &[0.5; 3], Slope(1.0)),
        down
    );
    assert_eq!(
        kernel::up(layer, &small, &weight, &[0.5; 2], Slope(1.0)),
        up
    );
}

/// `n` songs of two crops of 8 × 16: a low band, a high band, or a pulse in all bands that sounds
/// now and then.
fn songs(n: usize, seed: u64) -> (Patches, Vec<usize>) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut values = Vec::new();
    let kinds: Vec<usize> = (0..n).map(|i| i % 3).collect();
    for kind in &kinds {
        for _crop in 0..2 {
            let phase = rng.random_range(0..4);
            for (band, frame) in (0..8).flat_map(|band| (0..16).map(move |frame| (band, frame))) {
                let is_on = match kind {
                    0 => band < 3,
                    1 => band >= 5,
                    _ => (frame + phase) % 4 == 0,
                };
                values
                    .push(if is_on { -2.0 } else { -6.0 } + 0.5 * rng.random_range(-1.0..1.0_f32));
            }
        }
    }
    let of_song = (0..n).map(|i| 2 * i..2 * i + 2).collect();
    (
        Patches {
            n_mels: 8,
            n_frames: 16,
            of_song,
            values: Matrix::new(2 * n, 128, values),
        },
        kinds,
    )
}

fn config(n_epochs: usize) -> ModelConfig {
    ModelConfig {
        kind: ModelKind::ConvVae,
        n_latent: 4,
        n_epochs,
        batch_size: 8,
        learning_rate: 5e-3,
        kl_warmup_epochs: 0,
        patience: 0,
        patches: PatchConfig {
            n_crops: 2,
            n_mels: 8,
            n_frames: 16,
            channels: vec![4, 8],
            ..PatchConfig::default()
        },
        ..ModelConfig::default()
    }
}

fn learnt(patches: &Patches, config: &ModelConfig, seed: u64) -> Trained {
    let n = patches.of_song.len();
    let x = Matrix::new(n, 1, vec![0.0; n]);
    let split = Split {
        train: (0..n - n / 4).collect(),
        validation: (n - n / 4..n).collect(),
        by_artist: false,
    };
    train(
        &input(&x, patches),
        &split,
        config,
        seed,
        &Reporter::silent(),
    )
    .unwrap()
}

fn input<'a>(x: &'a Matrix, patches: &'a Patches) -> Input<'a> {
    Input {
        patches: Some(patches),
        ..Input::plain(x)
    }
}

#[test]
fn three_kinds_of_sound_part_in_the_latent() {
    let (patches, kinds) = songs(36, 1);
    let model = learnt(&patches, &config(100), 7);
    let z = &model.latents;
    let nearest = |i: usize| {
        let others = (0..36).filter(|&j| j != i);
        others.min_by(|&a, &b| {
            squared_distance(z.row(i), z.row(a)).total_cmp(&squared_distance(z.row(i), z.row(b)))
        })
    };
    assert!(
        (0..36).all(|i| kinds[nearest(i).unwrap()] == kinds[i]),
        "every nearest neighbour is of one's own kind"
    );
    let found = &model.diagnostics;
    assert!(
        found.explained_train > 0.6 && found.explained_validation.unwrap() > 0.5,
        "{found:?}"
    );
    assert!(
        found.n_active >= 2 && found.kl_per_dim.len() == 4,
        "{found:?}"
    );
    let (first, last) = (model.history[0], model.history[99]);
    assert!(
        last.train.total < 0.7 * first.train.total,
        "{first:?} {last:?}"
    );
    assert!(last.validation.unwrap().total < first.validation.unwrap().total);
}

#[test]
fn latents_come_back_as_patches_in_their_own_units() {
    let (patches, _) = songs(36, 1);
    let model = learnt(&patches, &config(100), 7);
    let decoded = model.decode(&model.latents, None);
    assert_eq!((decoded.n_rows(), decoded.n_cols()), (36, 128));
    // Song 0 has its low bands on, song 1 its high ones.
    let mean = |song: usize, bands: std::ops::Range<usize>| {
        let values = &decoded.row(song)[bands.start * 16..bands.end * 16];
        values.iter().sum::<f32>() / values.len() as f32
    };
    for (song, on, off) in [(0, 0..3, 3..8), (1, 5..8, 0..5)] {
        assert!((mean(song, on) + 2.0).abs() < 0.6 && (mean(song, off) + 6.0).abs() < 0.6);
    }
}

#[test]
fn a_song_without_a_recording_stands_at_the_prior() {
    let (mut patches, _) = songs(12, 2);
    let x = Matrix::new(12, 1, vec![0.0; 12]);
    patches.of_song[5] = 10..10;
    // A whole batch of such songs must not end the training.
    for song in 0..8 {
        patches.of_song[song].end = patches.of_song[song].start;
    }
    let model = learnt(
        &patches,
        &ModelConfig {
            batch_size: 1,
            ..config(2)
        },
        3,
    );
    assert!(model.latents.row(5).iter().all(|&v| v == 0.0));
    assert!(model.latents.row(9).iter().any(|&v| v != 0.0));
    patches
        .of_song
        .iter_mut()
        .for_each(|crops| crops.end = crops.start);
    let split = Split {
        train: (0..12).collect(),
        validation: Vec::new(),
        by_artist: false,
    };
    let refused = train(
        &input(&x, &patches),
        &split,
        &config(2),
        3,
        &Reporter::silent(),
    )
    .err()
    .unwrap();
    assert!(refused.to_string().contains("recording"), "{refused}");
}

#[test]
fn a_songs_posterior_is_the_mixture_of_its_crops() {
    let (mean, variance) = mixture([(1.0, 0.0), (3.0, 4.0_f32.ln())].into_iter());
    assert!((mean - 2.0).abs() < 1e-6);
    // The mean of 1 and 4, and 1 for means one away from theirs.
    assert!((variance - 3.5).abs() < 1e-6);
}

#[test]
fn bands_are_standardised_by_the_training_songs_alone() {
    let (patches, _) = songs(12, 4);
    let crops = crops_of(&patches, &[0, 1, 2]);
    assert_eq!(crops, [0, 1, 2, 3, 4, 5]);
    let (mean, deviation) = band_moments(&patches, &crops);
    let x = Matrix::new(12, 1, vec![0.0; 12]);
    let fresh = Network::new(
        &Shape::default(),
        &config(1),
        &mut ChaCha8Rng::seed_from_u64(0),
        &device::cpu(),
    );
    let mut rng = ChaCha8Rng::seed_from_u64(0);
    let (input, reporter) = (input(&x, &patches), Reporter::silent());
    let network = fresh
        .prepared(&input, &[0, 1, 2], &config(1), &mut rng, &reporter)
        .unwrap();
    assert_eq!(device::values(network.band_mean.val()), mean);
    assert_eq!(device::values(network.band_deviation.val()), deviation);
    let values = device::values(network.standardised(&patches, &crops, &device::cpu()));
    for band in 0..8 {
        let band: Vec<f32> = values
            .chunks(16)
            .skip(band)
            .step_by(8)
            .flatten()
            .copied()
            .collect();
        let mean = band.iter().sum::<f32>() / band.len() as f32;
        let variance = band.iter().map(|v| (v - mean).powi(2)).sum::<f32>() / band.len() as f32;
        assert!(
            mean.abs() < 1e-5 && (variance - 1.0).abs() < 1e-4,
            "{mean} {variance}"
        );
    }
}

fn fingerprint() -> String {
    let (patches, _) = songs(12, 5);
    let model = learnt(&patches, &config(3), 9);
    let mut hasher = blake3::Hasher::new();
    for v in model
        .latents
        .as_slice()
        .iter()
        .chain(model.decode(&model.latents, None).as_slice())
    {
        hasher.update(&v.to_le_bytes());
    }
    hasher.update(format!("{:?}", model.history).as_bytes());
    hasher.finalize().to_hex().to_string()
}

#[test]
fn one_seed_one_result_whatever_the_threads() {
    assert_same_with_threads(
        "model::conv::tests::one_seed_one_result_whatever_the_threads",
        ["1", "3"],
        fingerprint,
    );
}

#[test]
fn what_was_saved_comes_back_to_the_byte() {
    let (patches, _) = songs(12, 6);
    let config = config(2);
    let model = learnt(&patches, &config, 4);
    let scaler = Scaler {
        columns: vec!["x".into()],
        mean: vec![0.0],
        factor: vec![1.0],
        blocks: vec![("audio".into(), BlockKind::Audio, 0..1)],
    };
    let folder = tempfile::tempdir().unwrap();
    model.save(folder.path(), &config, &scaler).unwrap();
    let (back, back_config, _) = Trained::load(folder.path()).unwrap();
    assert_eq!((back_config, back.ended), (config, Ended::Finished));
    assert_eq!(
        (&back.latents, &back.history),
        (&model.latents, &model.history)
    );
    let x = Matrix::new(12, 1, vec![0.0; 12]);
    let (other, _) = songs(12, 8);
    assert_eq!(
        back.encode(&input(&x, &other)),
        model.encode(&input(&x, &other))
    );
    assert_eq!(
        back.decode(&back.latents, None),
        model.decode(&model.latents, None)
    );
}
