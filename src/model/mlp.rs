//! The network of the autoencoder, the VAE, the β-TCVAE and the conditional VAE: fully connected
//! layers down to the latent and, mirrored, back up.
//!
//! A conditional VAE (Sohn, Lee & Yan 2015) is told label columns: encoder q(z|x, c), decoder
//! p(x|z, c), prior N(0, I) whatever c is, so that the latent need not hold what c says. Its losses
//! are those of a VAE.

use std::borrow::Cow;

use burn::module::{Module, Param};
use burn::nn::Linear;
use burn::tensor::{Device, Tensor, TensorData};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::dense::dense;
use super::input::Shape;
use super::network::{Encoded, LatentModel, sum};
use super::pca::column_means;
use super::prior::{Prior, StandardNormal};
use super::step::{Noise, Step, Terms};
use super::values::Slope;
use super::{Input, device, loss};
use crate::config::{ModelConfig, ModelKind};
use crate::error::Result;
use crate::job::{Losses, Reporter};
use crate::matrix::{Matrix, squared_distance};

/// Slope of the leaky ReLU below 0: small, so that it is nearly sparse, not 0, so that no unit dies
/// for good in a training set of a few dozen songs.
const NEGATIVE_SLOPE: f64 = 0.01;

/// Initial weights of the log-variance head against those of the mean head: every posterior starts
/// near σ = 1, the prior's, whatever the width of the input.
const LOG_VARIANCE_INIT: f64 = 0.1;

/// Rows that are encoded or decoded at a time: bounds memory, changes no value.
pub(super) const CHUNK_ROWS: usize = 1024;

/// d → hidden… → (mean, log variance) and latent → …hidden → d, with leaky ReLU between layers and
/// none after the last. A conditional network takes the c columns of what it is told beside the d
/// of the features, and again beside the latent.
#[derive(Module, Debug)]
pub(super) struct Network {
    encoder: Vec<Linear>,
    mean: Linear,
    /// `None` for an autoencoder.
    log_variance: Option<Linear>,
    decoder: Vec<Linear>,
    output: Linear,
    /// Of a conditional network, c: the share of training songs in each class, those of unknown
    /// class being in none.
    shares: Option<Param<Tensor<1>>>,
    /// True when β weighs the total correlation and not the whole KL.
    is_tcvae: bool,
}

/// The posterior of a batch of songs.
pub(super) struct Posterior {
    /// n × k.
    pub(crate) mean: Tensor<2>,
    /// n × k; `None` for an autoencoder.
    pub(crate) log_variance: Option<Tensor<2>>,
}

impl Network {
    /// A network with fresh weights, all drawn from `rng` and none from burn's process-wide
    /// generator, which another training in the same process would disturb.
    ///
    /// Weights are uniform with deviation gain/√fan_in: √(2/(1 + slope²)) before a leaky ReLU, so
    /// that the scale of activations survives depth (He et al. 2015), and 1 before a linear output.
    /// Biases are 0.
    pub(super) fn new(
        shape: &Shape,
        config: &ModelConfig,
        rng: &mut ChaCha8Rng,
        device: &Device,
    ) -> Self {
        let (n_inputs, n_told) = (shape.n_inputs, n_told(shape, config));
        let relu = (2.0 / (1.0 + NEGATIVE_SLOPE * NEGATIVE_SLOPE)).sqrt();
        let widths = config.hidden.iter().copied();
        let down: Vec<usize> = std::iter::once(n_inputs + n_told)
            .chain(widths.clone())
            .collect();
        let up: Vec<usize> = std::iter::once(config.n_latent + n_told)
            .chain(widths.rev())
            .collect();
        let (last_down, last_up) = (down[down.len() - 1], up[up.len() - 1]);
        let mut layer = |n_in, n_out, gain| linear(n_in, n_out, gain, rng, device);
        Self {
            encoder: down.windows(2).map(|w| layer(w[0], w[1], relu)).collect(),
            mean: layer(last_down, config.n_latent, 1.0),
            log_variance: config
                .kind
                .is_variational()
                .then(|| layer(last_down, config.n_latent, LOG_VARIANCE_INIT)),
            decoder: up.windows(2).map(|w| layer(w[0], w[1], relu)).collect(),
            output: layer(last_up, n_inputs, 1.0),
            shares: (n_told > 0).then(|| shares_param(vec![0.0; n_told], device)),
            is_tcvae: config.kind == ModelKind::BetaTcvae,
        }
    }

    /// # Shapes
    /// `x` n × (d + c).
    pub(super) fn encode(&self, x: Tensor<2>) -> Posterior {
        let hidden = through(&self.encoder, x);
        Posterior {
            log_variance: self
                .log_variance
                .as_ref()
                .map(|head| dense(head, hidden.clone(), Slope(1.0))),
            mean: dense(&self.mean, hidden, Slope(1.0)),
        }
    }

    /// # Shapes
    /// `z` n × (k + c); result n × d.
    pub(super) fn decode(&self, z: Tensor<2>) -> Tensor<2> {
        dense(&self.output, through(&self.decoder, z), Slope(1.0))
    }

    /// Losses of a batch, with a KL term for a network with a posterior and noise to sample it by.
    ///
    /// # Shapes
    /// `x` n × d, `told` n × c, `noise` n × k; results scalars.
    pub(super) fn losses_with_noise(
        &self,
        x: Tensor<2>,
        told: Option<Tensor<2>>,
        noise: Option<Tensor<2>>,
        step: &Step,
    ) -> Terms {
        let beside = |left: Tensor<2>| match &told {
            Some(told) => Tensor::cat(vec![left, told.clone()], 1),
            None => left,
        };
        let Posterior { mean, log_variance } = self.encode(beside(x.clone()));
        let Some((log_variance, noise)) = log_variance.zip(noise) else {
            let reconstruction = loss::reconstruction(x, self.decode(beside(mean)));
            return Terms {
                kl: None,
                total: reconstruction.clone(),
                reconstruction,
            };
        };
        let deviation = log_variance.clone().mul_scalar(0.5).exp();
        let z = mean.clone() + deviation.clone() * noise;
        let kl_per_dim = loss::kl_per_dim(mean.clone(), deviation, log_variance.clone());
        let kl = kl_per_dim.clone().sum();
        let penalty = if self.is_tcvae {
            let total_correlation =
                loss::total_correlation(z.clone(), mean, log_variance, step.n_train);
            loss::tc_penalty(kl_per_dim, total_correlation, step)
        } else {
            loss::penalty(kl_per_dim, step)
        };
        let reconstruction = loss::reconstruction(x, self.decode(beside(z)));
        Terms {
            kl: Some(kl),
            total: reconstruction.clone() + penalty,
            reconstruction,
        }
    }

    fn n_latent(&self) -> usize {
        self.mean.weight.dims()[1]
    }

    /// What a conditional network is told of each song, n × c. A song of which nothing is known has
    /// 0 in all columns.
    fn told<'a>(&self, input: &Input<'a>) -> Option<Cow<'a, Matrix>> {
        let n_told = self.shares.as_ref()?.dims()[0];
        Some(match input.conditions {
            Some(conditions) => Cow::Borrowed(&conditions.one_hot),
            None => Cow::Owned(Matrix::zeros(input.n_songs(), n_told)),
        })
    }

    fn posteriors(&self, x: &Matrix, told: Option<&Matrix>) -> Encoded {
        let mut means = Vec::new();
        let mut log_variances = Vec::new();
        for batch in chunks(&beside(x, told)) {
            let posterior = self.encode(batch);
            means.extend(device::values(posterior.mean));
            log_variances.extend(
                posterior
                    .log_variance
                    .map(device::values)
                    .into_iter()
                    .flatten(),
            );
        }
        let (n, k) = (x.n_rows(), self.n_latent());
        Encoded {
            mean: Matrix::new(n, k, means),
            log_variance: self
                .log_variance
                .as_ref()
                .map(|_| Matrix::new(n, k, log_variances)),
        }
    }
}

impl LatentModel for Network {
    /// Those of the encoder.
    fn n_weights(shape: &Shape, config: &ModelConfig) -> Option<usize> {
        n_of_layers(shape.n_inputs.checked_add(n_told(shape, config))?, config)
    }

    /// Learns what to assume of songs whose conditions nobody names.
    fn prepared(
        self,
        input: &Input,
        rows: &[usize],
        _config: &ModelConfig,
        _rng: &mut ChaCha8Rng,
        _reporter: &Reporter,
    ) -> Result<Self> {
        let Some(told) = self.told(input) else {
            return Ok(self);
        };
        let shares = column_means(&told, rows)
            .iter()
            .map(|&share| share as f32)
            .collect();
        let device = self.output.weight.device();
        Ok(Self {
            shares: Some(shares_param(shares, &device)),
            ..self
        })
    }

    /// Losses of a batch, recorded for gradients.
    fn losses(
        &self,
        input: &Input,
        rows: &[usize],
        step: &Step,
        noise: &mut Noise,
        device: &Device,
    ) -> Terms {
        let batch = |m: &Matrix| {
            device::tensor(
                m.select_rows(rows).into_vec(),
                rows.len(),
                m.n_cols(),
                device,
            )
        };
        let noise = self
            .log_variance
            .as_ref()
            .map(|_| noise.normal(rows.len(), self.n_latent(), device));
        self.losses_with_noise(
            batch(input.x),
            self.told(input).map(|told| batch(&told)),
            noise,
            step,
        )
    }

    /// Losses of songs with the latent at the posterior mean. Against the training losses, which
    /// are taken with noise and while weights still change, the reconstruction is a little smaller.
    /// Takes a network without gradients.
    fn judged(&self, input: &Input, rows: &[usize], step: &Step) -> Losses {
        let x = input.x.select_rows(rows);
        let told = self.told(input).map(|told| told.select_rows(rows));
        let Encoded { mean, log_variance } = self.posteriors(&x, told.as_ref());
        let x_hat = self.decode_rows(&mean, told.as_ref());
        let squares: f64 = x
            .rows()
            .zip(x_hat.rows())
            .map(|(x, x_hat)| f64::from(squared_distance(x, x_hat)))
            .sum();
        let reconstruction = 0.5 * squares / x.n_rows() as f64;
        let (mut kl, mut penalty) = (0.0, 0.0);
        if let Some(log_variance) = log_variance {
            let kl_per_dim = loss::kl_per_dim_of(&mean, &log_variance);
            kl = kl_per_dim.iter().sum::<f64>();
            penalty = if self.is_tcvae {
                kl + (f64::from(step.beta) - 1.0) * loss::total_correlation_of(&mean, &log_variance)
            } else {
                loss::penalty_of(&kl_per_dim, step)
            };
        }
        Losses {
            reconstruction: reconstruction as f32,
            kl: kl as f32,
            total: (reconstruction + penalty) as f32,
        }
    }

    /// Posterior means, and for a VAE log variances, of any number of rows. Takes a network without
    /// gradients.
    fn encode_rows(&self, input: &Input) -> Encoded {
        self.posteriors(input.x, self.told(input).as_deref())
    }

    /// Rows from any number of latents. Takes a network without gradients. A conditional network
    /// that is not told of what kind the songs are, is told the shares of the classes among its
    /// training songs.
    fn decode_rows(&self, z: &Matrix, conditions: Option<&Matrix>) -> Matrix {
        let told = self.shares.as_ref().map(|shares| match conditions {
            Some(conditions) => Cow::Borrowed(conditions),
            None => {
                let shares = device::values(shares.val());
                Cow::Owned(Matrix::new(
                    z.n_rows(),
                    shares.len(),
                    shares.repeat(z.n_rows()),
                ))
            }
        });
        let values = chunks(&beside(z, told.as_deref()))
            .flat_map(|batch| device::values(self.decode(batch)))
            .collect();
        Matrix::new(z.n_rows(), self.output.weight.dims()[1], values)
    }

    fn prior(&self) -> Option<Box<dyn Prior>> {
        self.log_variance
            .as_ref()
            .map(|_| Box::new(StandardNormal) as Box<dyn Prior>)
    }
}

/// Columns of what a network of these settings is told of each song.
fn n_told(shape: &Shape, config: &ModelConfig) -> usize {
    if config.kind == ModelKind::Cvae {
        shape.n_conditions()
    } else {
        0
    }
}

/// Weights from so many columns down to the latent.
pub(super) fn n_of_layers(n_inputs: usize, config: &ModelConfig) -> Option<usize> {
    let widths: Vec<usize> = std::iter::once(n_inputs)
        .chain(config.hidden.iter().copied())
        .chain([config.n_latent])
        .collect();
    sum(widths.windows(2).map(|w| w[0].checked_mul(w[1])))
}

/// Nothing is learnt of it by gradients.
fn shares_param(shares: Vec<f32>, device: &Device) -> Param<Tensor<1>> {
    let n = shares.len();
    Param::from_data(TensorData::new(shares, [n]), device).set_require_grad(false)
}

/// The columns of `right` after those of `left`.
fn beside<'a>(left: &'a Matrix, right: Option<&Matrix>) -> Cow<'a, Matrix> {
    let Some(right) = right else {
        return Cow::Borrowed(left);
    };
    let values = left
        .rows()
        .zip(right.rows())
        .flat_map(|(l, r)| l.iter().chain(r))
        .copied()
        .collect();
    Cow::Owned(Matrix::new(
        left.n_rows(),
        left.n_cols() + right.n_cols(),
        values,
    ))
}

pub(super) fn linear(
    n_in: usize,
    n_out: usize,
    gain: f64,
    rng: &mut ChaCha8Rng,
    device: &Device,
) -> Linear {
    // A uniform distribution on ±b has deviation b/√3.
    let bound = (gain * (3.0 / n_in as f64).sqrt()) as f32;
    let weights: Vec<f32> = (0..n_in * n_out)
        .map(|_| rng.random_range(-bound..=bound))
        .collect();
    Linear {
        weight: Param::from_data(TensorData::new(weights, [n_in, n_out]), device),
        bias: Some(Param::from_data(
            TensorData::new(vec![0.0_f32; n_out], [n_out]),
            device,
        )),
    }
}

pub(super) fn through(layers: &[Linear], x: Tensor<2>) -> Tensor<2> {
    layers
        .iter()
        .fold(x, |x, layer| dense(layer, x, Slope(NEGATIVE_SLOPE as f32)))
}

pub(super) fn chunks(rows: &Matrix) -> impl Iterator<Item = Tensor<2>> {
    let (device, d) = (device::cpu(), rows.n_cols());
    rows.as_slice()
        .chunks(CHUNK_ROWS * d.max(1))
        .map(move |values| device::tensor(values.to_vec(), values.len() / d, d, &device))
}
