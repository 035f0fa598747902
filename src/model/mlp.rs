//! The network of the autoencoder and the VAE: fully connected layers down to the latent and, mirrored, back up.

use burn::module::{Module, Param};
use burn::nn::Linear;
use burn::tensor::{Device, Tensor, TensorData, activation};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::input::Shape;
use super::net::{Noise, Step, Terms};
use super::{Encoded, Input, device, loss};
use crate::config::ModelConfig;
use crate::job::Losses;
use crate::matrix::Matrix;

/// Slope of the leaky ReLU below 0: small, so that it is nearly sparse, not 0, so that no unit dies for good in
/// a training set of a few dozen songs.
const NEGATIVE_SLOPE: f64 = 0.01;

/// Initial weights of the log-variance head against those of the mean head: every posterior starts near σ = 1, the
/// prior's, whatever the width of the input.
const LOG_VARIANCE_INIT: f64 = 0.1;

/// Rows that are encoded or decoded at a time: bounds memory, changes no value.
pub(super) const CHUNK_ROWS: usize = 1024;

/// d → hidden… → (mean, log variance) and latent → …hidden → d, with leaky ReLU between layers and none after the last.
#[derive(Module, Debug)]
pub(super) struct Network {
    encoder: Vec<Linear>,
    mean: Linear,
    /// `None` for an autoencoder.
    log_variance: Option<Linear>,
    decoder: Vec<Linear>,
    output: Linear,
}

/// The posterior of a batch of songs.
pub(super) struct Posterior {
    /// n × k.
    pub mean: Tensor<2>,
    /// n × k; `None` for an autoencoder.
    pub log_variance: Option<Tensor<2>>,
}

impl Network {
    /// A network with fresh weights, all drawn from `rng` and none from burn's process-wide generator, which another
    /// training in the same process would disturb.
    ///
    /// Weights are uniform with deviation gain/√fan_in: √(2/(1 + slope²)) before a leaky ReLU, so that the scale of
    /// activations survives depth (He et al. 2015), and 1 before a linear output. Biases are 0.
    pub fn new(shape: &Shape, config: &ModelConfig, rng: &mut ChaCha8Rng, device: &Device) -> Self {
        let n_inputs = shape.n_inputs;
        let relu = (2.0 / (1.0 + NEGATIVE_SLOPE * NEGATIVE_SLOPE)).sqrt();
        let down: Vec<usize> = std::iter::once(n_inputs).chain(config.hidden.iter().copied()).collect();
        let up: Vec<usize> = std::iter::once(config.n_latent).chain(config.hidden.iter().rev().copied()).collect();
        let (last_down, last_up) = (down[down.len() - 1], up[up.len() - 1]);
        let mut layer = |n_in, n_out, gain| linear(n_in, n_out, gain, rng, device);
        Self {
            encoder: down.windows(2).map(|w| layer(w[0], w[1], relu)).collect(),
            mean: layer(last_down, config.n_latent, 1.0),
            log_variance: config.kind.is_variational().then(|| layer(last_down, config.n_latent, LOG_VARIANCE_INIT)),
            decoder: up.windows(2).map(|w| layer(w[0], w[1], relu)).collect(),
            output: layer(last_up, n_inputs, 1.0),
        }
    }

    /// # Shapes
    /// `x` n × d.
    pub fn encode(&self, x: Tensor<2>) -> Posterior {
        let hidden = through(&self.encoder, x);
        Posterior {
            log_variance: self.log_variance.as_ref().map(|head| head.forward(hidden.clone())),
            mean: self.mean.forward(hidden),
        }
    }

    /// # Shapes
    /// `z` n × k; result n × d.
    pub fn decode(&self, z: Tensor<2>) -> Tensor<2> {
        self.output.forward(through(&self.decoder, z))
    }

    /// Losses of a batch, recorded for gradients.
    pub fn losses(&self, input: &Input, rows: &[usize], step: &Step, noise: &mut Noise, device: &Device) -> Terms {
        let x = device::tensor(input.x.select_rows(rows).into_vec(), rows.len(), input.x.n_cols(), device);
        let noise = self.log_variance.as_ref().map(|_| noise.normal(rows.len(), self.n_latent(), device));
        self.losses_with_noise(x, noise, step)
    }

    /// Losses of a batch, with a KL term for a network with a posterior and noise to sample it by.
    ///
    /// # Shapes
    /// `x` n × d, `noise` n × k; results scalars.
    pub fn losses_with_noise(&self, x: Tensor<2>, noise: Option<Tensor<2>>, step: &Step) -> Terms {
        let posterior = self.encode(x.clone());
        let (z, kl_per_dim) = match posterior.log_variance.zip(noise) {
            None => (posterior.mean, None),
            Some((log_variance, noise)) => {
                let deviation = log_variance.clone().mul_scalar(0.5).exp();
                let z = posterior.mean.clone() + deviation.clone() * noise;
                (z, Some(loss::kl_per_dim(posterior.mean, deviation, log_variance)))
            }
        };
        let reconstruction = loss::reconstruction(x, self.decode(z));
        Terms {
            kl: kl_per_dim.clone().map(Tensor::sum),
            total: match kl_per_dim {
                Some(kl_per_dim) => reconstruction.clone() + loss::penalty(kl_per_dim, step),
                None => reconstruction.clone(),
            },
            reconstruction,
        }
    }

    /// Losses of songs with the latent at the posterior mean. Against the training losses, which are taken with noise
    /// and while weights still change, the reconstruction is a little smaller. Takes a network without gradients.
    pub fn judged(&self, input: &Input, rows: &[usize], step: &Step) -> Losses {
        let x = input.x.select_rows(rows);
        let Encoded { mean, log_variance } = self.encode_rows(&Input::plain(&x));
        let x_hat = self.decode_rows(&mean, None);
        let n = x.n_rows() as f64;
        let squares: f64 =
            x.rows().zip(x_hat.rows()).map(|(x, x_hat)| f64::from(crate::matrix::squared_distance(x, x_hat))).sum();
        let kl_per_dim = log_variance.map_or(Vec::new(), |v| loss::kl_per_dim_of(&mean, &v));
        let (reconstruction, kl) = (0.5 * squares / n, kl_per_dim.iter().sum::<f64>());
        let total = reconstruction + loss::penalty_of(&kl_per_dim, step);
        Losses { reconstruction: reconstruction as f32, kl: kl as f32, total: total as f32 }
    }

    fn n_latent(&self) -> usize {
        self.mean.weight.dims()[1]
    }

    /// Posterior means, and for a VAE log variances, of any number of rows. Takes a network without gradients.
    pub fn encode_rows(&self, input: &Input) -> Encoded {
        let mut means = Vec::new();
        let mut log_variances = Vec::new();
        for batch in chunks(input.x) {
            let posterior = self.encode(batch);
            means.extend(device::values(posterior.mean));
            log_variances.extend(posterior.log_variance.map(device::values).into_iter().flatten());
        }
        let (n, k) = (input.x.n_rows(), self.n_latent());
        Encoded {
            mean: Matrix::new(n, k, means),
            log_variance: self.log_variance.as_ref().map(|_| Matrix::new(n, k, log_variances)),
        }
    }

    /// Rows from any number of latents. Takes a network without gradients.
    pub fn decode_rows(&self, z: &Matrix, _conditions: Option<&Matrix>) -> Matrix {
        let values = chunks(z).flat_map(|batch| device::values(self.decode(batch))).collect();
        Matrix::new(z.n_rows(), self.output.weight.dims()[1], values)
    }
}

pub(super) fn linear(n_in: usize, n_out: usize, gain: f64, rng: &mut ChaCha8Rng, device: &Device) -> Linear {
    // A uniform distribution on ±b has deviation b/√3.
    let bound = (gain * (3.0 / n_in as f64).sqrt()) as f32;
    let weights: Vec<f32> = (0..n_in * n_out).map(|_| rng.random_range(-bound..=bound)).collect();
    Linear {
        weight: Param::from_data(TensorData::new(weights, [n_in, n_out]), device),
        bias: Some(Param::from_data(TensorData::new(vec![0.0_f32; n_out], [n_out]), device)),
    }
}

pub(super) fn through(layers: &[Linear], x: Tensor<2>) -> Tensor<2> {
    layers.iter().fold(x, |x, layer| activation::leaky_relu(layer.forward(x), NEGATIVE_SLOPE))
}

pub(super) fn chunks(rows: &Matrix) -> impl Iterator<Item = Tensor<2>> {
    let (device, d) = (device::cpu(), rows.n_cols());
    rows.as_slice()
        .chunks(CHUNK_ROWS * d.max(1))
        .map(move |values| device::tensor(values.to_vec(), values.len() / d, d, &device))
}
