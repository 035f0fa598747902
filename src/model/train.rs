//! The training loop of the autoencoder and the VAE.
//!
//! It is a loop of its own, not burn's learner: that one's loader hands out batches in the order in which its workers
//! finish, and its events know no Stop. Shuffles, initial weights and sampling noise come from three streams of one
//! seed, so one seed and one config give the same bytes.

use std::time::{Duration, Instant};

use burn::module::Module;
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor};
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::mlp::Network;
use super::optim::Adam;
use super::{Ended, Watch, device, loss};
use crate::config::{ModelConfig, ModelKind};
use crate::error::{Error, Result};
use crate::features::Split;
use crate::job::{Epoch, Losses, Progress, Reporter};
use crate::matrix::Matrix;

/// Trains until the epochs are used up, validation stops improving, or someone presses Stop. The network that comes
/// back records no gradients.
///
/// # Errors
/// When the loss is not finite, naming the epoch.
pub(super) fn fit(
    x: &Matrix,
    split: &Split,
    config: &ModelConfig,
    seed: u64,
    reporter: &Reporter,
    watch: Option<Watch<'_>>,
) -> Result<(Network, Vec<Epoch>, Ended)> {
    let mut onlooker = watch.map(Onlooker::new);
    let (mut trainer, mut network) = Trainer::new(x, split, config, seed);
    let mut best = Best::default();
    let mut history = Vec::new();
    let mut ended = Ended::Finished;
    for epoch in 1..=config.n_epochs {
        let beta = beta_of(epoch, config);
        let train;
        (network, train) = trainer.epoch(network, epoch, beta, reporter)?;
        let Some(train) = train else {
            return Ok((network.valid(), history, Ended::Stopped));
        };
        let present = network.valid();
        let validation = trainer.validation.as_ref().map(|x| losses_without_noise(&present, x, beta));
        let row = Epoch { epoch, beta, train, validation };
        check_finite(&row)?;
        history.push(row);
        reporter.report(Progress::Epoch { epoch: row, n_epochs: config.n_epochs });
        if let Some(onlooker) = &mut onlooker {
            onlooker.look(&present, x);
        }
        if let Some(validation) = validation.filter(|_| config.patience > 0 && epoch > warmup_epochs(config)) {
            best.offer(epoch, validation.total, present);
            if epoch - best.epoch >= config.patience {
                ended = Ended::Early { best_epoch: best.epoch };
                break;
            }
        }
    }
    Ok((best.network.unwrap_or_else(|| network.valid()), history, ended))
}

/// Whoever watches the latent space take shape, and when it may look again.
struct Onlooker<'a> {
    watch: Watch<'a>,
    next: Instant,
}

impl<'a> Onlooker<'a> {
    /// Between two looks; a picture a tenth of a second is what the eye takes in.
    const PAUSE: Duration = Duration::from_millis(100);

    fn new(watch: Watch<'a>) -> Self {
        Self { watch, next: Instant::now() }
    }

    fn look(&mut self, network: &Network, x: &Matrix) {
        let start = Instant::now();
        if start < self.next {
            return;
        }
        (self.watch)(&network.encode_rows(x).0);
        let end = Instant::now();
        self.next = end + Self::PAUSE.max(9 * (end - start));
    }
}

/// The weights with the least validation loss so far.
///
/// Offers begin when β has reached its full value: while β rises so does the total, and the first epoch would win.
#[derive(Default)]
struct Best {
    epoch: usize,
    total: f32,
    network: Option<Network>,
}

impl Best {
    fn offer(&mut self, epoch: usize, total: f32, network: Network) {
        if self.network.is_none() || total < self.total {
            *self = Self { epoch, total, network: Some(network) };
        }
    }
}

/// Epochs before the KL term has its full weight.
fn warmup_epochs(config: &ModelConfig) -> usize {
    if config.kind == ModelKind::Vae { config.kl_warmup_epochs } else { 0 }
}

/// The β of an epoch, counted from 1: 0 in the first of the warm-up, full in the first after it. 0 without a KL term.
fn beta_of(epoch: usize, config: &ModelConfig) -> f32 {
    match warmup_epochs(config) {
        _ if config.kind != ModelKind::Vae => 0.0,
        warmup if epoch > warmup => config.beta,
        warmup => config.beta * (epoch - 1) as f32 / warmup as f32,
    }
}

struct Trainer<'a> {
    x: &'a Matrix,
    /// `None` when no songs are held out.
    validation: Option<Matrix>,
    batch_size: usize,
    /// The training rows, in the order of this epoch.
    order: Vec<usize>,
    adam: Adam,
    shuffles: ChaCha8Rng,
    noise: ChaCha8Rng,
    /// Draws of noise a song takes; `None` for an autoencoder.
    n_noise: Option<usize>,
    device: Device,
}

impl<'a> Trainer<'a> {
    fn new(x: &'a Matrix, split: &Split, config: &ModelConfig, seed: u64) -> (Self, Network) {
        let device = device::cpu_with_gradients();
        let network = Network::new(x.n_cols(), config, &mut stream(seed, 0), &device);
        let trainer = Self {
            x,
            validation: (!split.validation.is_empty()).then(|| x.select_rows(&split.validation)),
            batch_size: config.batch_size,
            order: split.train.clone(),
            adam: Adam::new(config.learning_rate, config.gradient_clip),
            shuffles: stream(seed, 1),
            noise: stream(seed, 2),
            n_noise: (config.kind == ModelKind::Vae).then_some(config.n_latent),
            device,
        };
        (trainer, network)
    }

    /// Once through the training songs; their mean losses, or `None` when Stop was pressed.
    fn epoch(
        &mut self,
        mut network: Network,
        epoch: usize,
        beta: f32,
        reporter: &Reporter,
    ) -> Result<(Network, Option<Losses>)> {
        self.order.shuffle(&mut self.shuffles);
        let order = std::mem::take(&mut self.order);
        let (mut reconstruction, mut kl) = (0.0, 0.0);
        for rows in order.chunks(self.batch_size) {
            if reporter.take_stop() {
                return Ok((network, None));
            }
            let losses;
            (network, losses) = self.batch(network, rows, beta);
            if !losses.total.is_finite() {
                return Err(not_finite(epoch));
            }
            reconstruction += f64::from(losses.reconstruction) * rows.len() as f64;
            kl += f64::from(losses.kl) * rows.len() as f64;
        }
        let n = order.len() as f64;
        self.order = order;
        Ok((network, Some(losses_of((reconstruction / n) as f32, (kl / n) as f32, beta))))
    }

    /// The network after one step, and the losses before it. The network goes in and out by value: with a second
    /// owner every step would copy every weight.
    fn batch(&mut self, network: Network, rows: &[usize], beta: f32) -> (Network, Losses) {
        let x = device::tensor(self.x.select_rows(rows).into_vec(), rows.len(), self.x.n_cols(), &self.device);
        let noise = self
            .n_noise
            .map(|k| device::tensor(standard_normals(&mut self.noise, rows.len() * k), rows.len(), k, &self.device));
        let (reconstruction, kl) = losses_with_noise(&network, x, noise);
        let losses = losses_of(scalar(&reconstruction), kl.as_ref().map_or(0.0, scalar), beta);
        let total = match kl {
            Some(kl) if beta > 0.0 => reconstruction + kl.mul_scalar(beta),
            _ => reconstruction,
        };
        let gradients = GradientsParams::from_grads(total.backward(), &network);
        // What is left of the graph holds the weights too.
        drop(total);
        (self.adam.step(network, gradients), losses)
    }
}

/// Reconstruction and KL of a batch, the latter for a network with a posterior and noise to sample it by.
///
/// # Shapes
/// `x` n × d, `noise` n × k; results scalars.
pub(super) fn losses_with_noise(
    network: &Network,
    x: Tensor<2>,
    noise: Option<Tensor<2>>,
) -> (Tensor<1>, Option<Tensor<1>>) {
    let posterior = network.encode(x.clone());
    let (z, kl) = match posterior.log_variance.zip(noise) {
        None => (posterior.mean, None),
        Some((log_variance, noise)) => {
            let deviation = log_variance.clone().mul_scalar(0.5).exp();
            let z = posterior.mean.clone() + deviation.clone() * noise;
            (z, Some(loss::kl(posterior.mean, deviation, log_variance)))
        }
    };
    (loss::reconstruction(x, network.decode(z)), kl)
}

/// Losses of rows with the latent at the posterior mean: no noise, so that epochs can be compared and one seed's
/// noise decides nothing. Against the training losses, which are taken with noise and while weights still change, the
/// reconstruction is a little smaller.
fn losses_without_noise(network: &Network, x: &Matrix, beta: f32) -> Losses {
    let (mean, log_variance) = network.encode_rows(x);
    let x_hat = network.decode_rows(&mean);
    let n = x.n_rows() as f64;
    let squares: f64 =
        x.rows().zip(x_hat.rows()).map(|(x, x_hat)| f64::from(crate::matrix::squared_distance(x, x_hat))).sum();
    let kl = log_variance.map_or(0.0, |log_variance| {
        mean.as_slice().iter().zip(log_variance.as_slice()).map(|(&m, &v)| loss::kl_of(m, v)).sum::<f64>() / n
    });
    losses_of((0.5 * squares / n) as f32, kl as f32, beta)
}

fn losses_of(reconstruction: f32, kl: f32, beta: f32) -> Losses {
    Losses { reconstruction, kl, total: reconstruction + beta * kl }
}

fn check_finite(row: &Epoch) -> Result<()> {
    let finite = row.train.total.is_finite() && row.validation.is_none_or(|v| v.total.is_finite());
    if finite { Ok(()) } else { Err(not_finite(row.epoch)) }
}

fn not_finite(epoch: usize) -> Error {
    Error::stage(
        "training",
        format!("the loss stopped being finite in epoch {epoch}; a smaller learning rate may help"),
    )
}

fn scalar(loss: &Tensor<1>) -> f32 {
    loss.clone().inner().into_scalar()
}

fn stream(seed: u64, number: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(number);
    rng
}

/// Independent draws from N(0, 1), by Box and Muller's transform.
fn standard_normals(rng: &mut ChaCha8Rng, n: usize) -> Vec<f32> {
    let mut draws = Vec::with_capacity(n + 1);
    while draws.len() < n {
        // 1 − u is above 0, so its logarithm is finite.
        let radius = (-2.0 * (1.0 - rng.random::<f64>()).ln()).sqrt();
        let (sin, cos) = (std::f64::consts::TAU * rng.random::<f64>()).sin_cos();
        draws.extend([(radius * cos) as f32, (radius * sin) as f32]);
    }
    draws.truncate(n);
    draws
}
