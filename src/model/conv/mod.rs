//! The convolutional VAE on log-mel patches.
//!
//! # What is learnt
//! Patches are standardised band by band, by mean and deviation over the crops of the training
//! songs; both are part of the network and are saved with it. Each layer down halves bands and
//! frames; two linear heads give mean and log variance; the way up mirrors the way down.
//!
//! One batch is a batch of songs, each with all its crops. Losses are those of [`loss`], with a
//! crop in the place of a song: squared errors are summed over the bands × frames pixels of a crop,
//! KL over dimensions, and both averaged over crops. A pixel has variance 1, as a column of joined
//! features has; so β = 1 is again the evidence lower bound of a Gaussian decoder of unit variance.
//! But a patch has 8192 pixels where features have some hundred columns: to press as hard on the
//! latent as in a model of d columns, β must be pixels / d times as large.
//!
//! # A song's latent
//! Its posterior is the Gaussian with the mean and the variance of the equal mixture of its crops'
//! posteriors: the mean of their means, and the mean of their variances plus the variance of their
//! means. A song without a recording has the prior, mean 0 and variance 1;
//! [`crate::features::Fused::incomplete`] marks it where audio and lyrics are in use.

mod kernel;
#[allow(deprecated)] // burn-ndarray; see `device`.
mod op;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use burn::module::{Module, Param};
use burn::nn::Linear;
use burn::tensor::{Device, Tensor, TensorData};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use self::kernel::SIDE;
use super::dense::dense;
use super::diagnostics::{Part, Reconstruction};
use super::input::Shape;
use super::mlp::linear;
use super::network::{Encoded, LatentModel, sum};
use super::prior::{Prior, StandardNormal};
use super::step::{Noise, Step, Terms};
use super::values::Slope;
use super::{Input, device, loss};
use crate::config::ModelConfig;
use crate::error::{Error, Result};
use crate::features::Patches;
use crate::job::{Losses, Reporter};
use crate::matrix::{Matrix, squared_distance};
use crate::words::id;

/// As in the other networks (see `mlp`).
const NEGATIVE_SLOPE: f32 = 0.01;
const LOG_VARIANCE_INIT: f64 = 0.1;

/// Patches that are encoded or decoded at a time: bounds memory, changes no value.
const CHUNK_PATCHES: usize = 64;

/// Bands whose log-mel values deviate by less than this over all training crops count as constant.
const LEAST_DEVIATION: f64 = 1e-4;

#[derive(Module, Debug)]
pub(super) struct Network {
    down: Vec<Layer>,
    mean: Linear,
    log_variance: Linear,
    /// From the latent to the smallest image.
    open: Linear,
    up: Vec<Layer>,
    /// Mean and deviation of each band over the training crops: learnt before training, not by it.
    band_mean: Param<Tensor<1>>,
    band_deviation: Param<Tensor<1>>,
}

/// One convolution.
#[derive(Module, Debug)]
struct Layer {
    /// Channels of its small side × channels of its large side × 4 × 4.
    weight: Param<Tensor<4>>,
    bias: Param<Tensor<1>>,
}

impl Network {
    /// A network with fresh weights, all drawn from `rng`; their scale is as in the fully connected
    /// networks.
    pub(super) fn new(
        _shape: &Shape,
        config: &ModelConfig,
        rng: &mut ChaCha8Rng,
        device: &Device,
    ) -> Self {
        let patches = &config.patches;
        let channels: Vec<usize> = std::iter::once(1)
            .chain(patches.channels.iter().copied())
            .collect();
        let scale = 1 << patches.channels.len();
        let n_flat =
            channels[channels.len() - 1] * (patches.n_mels / scale) * (patches.n_frames / scale);
        let relu = (2.0 / (1.0 + f64::from(NEGATIVE_SLOPE * NEGATIVE_SLOPE))).sqrt();
        let down = channels
            .windows(2)
            .map(|w| Layer::down(w[0], w[1], relu, rng, device))
            .collect();
        let mean = linear(n_flat, config.n_latent, 1.0, rng, device);
        let log_variance = linear(n_flat, config.n_latent, LOG_VARIANCE_INIT, rng, device);
        let open = linear(config.n_latent, n_flat, relu, rng, device);
        let gain = |large: usize| if large == 1 { 1.0 } else { relu };
        let up = channels
            .windows(2)
            .rev()
            .map(|w| Layer::up(w[0], w[1], gain(w[0]), rng, device))
            .collect();
        let band = |value: f32| {
            Param::from_data(
                TensorData::new(vec![value; patches.n_mels], [patches.n_mels]),
                device,
            )
        };
        Self {
            down,
            mean,
            log_variance,
            open,
            up,
            band_mean: band(0.0),
            band_deviation: band(1.0),
        }
    }

    /// # Shapes
    /// `x` patches × bands × frames, standardised, `noise` patches × k.
    fn losses_with_noise(&self, x: Tensor<3>, noise: Tensor<2>, step: &Step) -> Terms {
        let [n, bands, frames] = x.dims();
        let (mean, log_variance) = self.encode(x.clone());
        let deviation = log_variance.clone().mul_scalar(0.5).exp();
        let z = mean.clone() + deviation.clone() * noise;
        let flat = |x: Tensor<3>| x.reshape([n, bands * frames]);
        let reconstruction = loss::reconstruction(flat(x), flat(self.decode(z)));
        let kl_per_dim = loss::kl_per_dim(mean, deviation, log_variance);
        Terms {
            kl: Some(kl_per_dim.clone().sum()),
            total: reconstruction.clone() + loss::penalty(kl_per_dim, step),
            reconstruction,
        }
    }

    /// Of songs without a single crop there is nothing to learn; the gradient is 0.
    fn no_losses(&self) -> Terms {
        let zero = self.mean.weight.val().sum().mul_scalar(0.0);
        Terms {
            reconstruction: zero.clone(),
            kl: None,
            total: zero,
        }
    }

    /// # Shapes
    /// `x` n × bands × frames, standardised; mean and log variance n × k.
    fn encode(&self, x: Tensor<3>) -> (Tensor<2>, Tensor<2>) {
        let x = self.down.iter().fold(x.unsqueeze_dim::<4>(1), |x, layer| {
            op::down(
                x,
                layer.weight.val(),
                layer.bias.val(),
                Slope(NEGATIVE_SLOPE),
            )
        });
        let hidden: Tensor<2> = x.flatten(1, 3);
        (
            dense(&self.mean, hidden.clone(), Slope(1.0)),
            dense(&self.log_variance, hidden, Slope(1.0)),
        )
    }

    /// # Shapes
    /// `z` n × k; result n × bands × frames, standardised.
    fn decode(&self, z: Tensor<2>) -> Tensor<3> {
        let [n, _] = z.dims();
        let (channels, bands, frames) = self.smallest();
        let hidden = dense(&self.open, z, Slope(NEGATIVE_SLOPE));
        let mut x = hidden.reshape([n, channels, bands, frames]);
        for (i, layer) in self.up.iter().enumerate() {
            let slope = if i + 1 < self.up.len() {
                Slope(NEGATIVE_SLOPE)
            } else {
                Slope(1.0)
            };
            x = op::up(x, layer.weight.val(), layer.bias.val(), slope);
        }
        x.squeeze_dim::<3>(1)
    }

    /// Channels, bands and frames of the smallest image.
    fn smallest(&self) -> (usize, usize, usize) {
        let channels = self.up.first().map_or(1, |layer| layer.weight.dims()[0]);
        let bands = self.band_mean.dims()[0] >> self.up.len();
        (
            channels,
            bands,
            self.open.weight.dims()[1] / (channels * bands),
        )
    }

    fn n_latent(&self) -> usize {
        self.mean.weight.dims()[1]
    }

    fn device(&self) -> Device {
        self.mean.weight.device()
    }

    /// # Shapes
    /// Result crops × bands × frames.
    fn standardised(&self, patches: &Patches, crops: &[usize], device: &Device) -> Tensor<3> {
        let (bands, frames) = (patches.n_mels, patches.n_frames);
        let (mean, deviation) = (
            device::values(self.band_mean.val()),
            device::values(self.band_deviation.val()),
        );
        let mut values = Vec::with_capacity(crops.len() * bands * frames);
        for &crop in crops {
            for ((row, m), s) in patches
                .values
                .row(crop)
                .chunks_exact(frames)
                .zip(&mean)
                .zip(&deviation)
            {
                let factor = 1.0 / s;
                values.extend(row.iter().map(|v| (v - m) * factor));
            }
        }
        Tensor::from_data(
            TensorData::new(values, [crops.len(), bands, frames]),
            device,
        )
    }
}

impl LatentModel for Network {
    /// A sixteenth of those of the layers, and those of the mean of the latent.
    fn n_weights(_shape: &Shape, config: &ModelConfig) -> Option<usize> {
        let patches = &config.patches;
        let scale = 1 << patches.channels.len();
        let channels: Vec<usize> = std::iter::once(1)
            .chain(patches.channels.iter().copied())
            .collect();
        let of_layers = sum(channels.windows(2).map(|w| w[0].checked_mul(w[1])))?;
        let n_flat = channels[channels.len() - 1]
            .checked_mul(patches.n_mels / scale)?
            .checked_mul(patches.n_frames / scale)?;
        n_flat.checked_mul(config.n_latent)?.checked_add(of_layers)
    }

    /// Learns mean and deviation of each band.
    ///
    /// # Errors
    /// When no song to learn from has a recording.
    fn prepared(
        self,
        input: &Input,
        rows: &[usize],
        _config: &ModelConfig,
        _rng: &mut ChaCha8Rng,
        _reporter: &Reporter,
    ) -> Result<Self> {
        let patches = patches_of(input);
        let crops = crops_of(patches, rows);
        if crops.is_empty() {
            return Err(Error::stage(
                id::CURVES_TRAINING,
                id::MODEL_NONE_SONGS_LEARN_FROM_HAS,
            ));
        }
        let (mean, deviation) = band_moments(patches, &crops);
        let device = self.band_mean.device();
        let param =
            |values: Vec<f32>| Param::from_data(TensorData::new(values, [patches.n_mels]), &device);
        Ok(Self {
            band_mean: param(mean),
            band_deviation: param(deviation),
            ..self
        })
    }

    /// Losses of all crops of a batch of songs, recorded for gradients.
    fn losses(
        &self,
        input: &Input,
        rows: &[usize],
        step: &Step,
        noise: &mut Noise,
        device: &Device,
    ) -> Terms {
        let patches = patches_of(input);
        let crops = crops_of(patches, rows);
        if crops.is_empty() {
            return self.no_losses();
        }
        let noise = noise.normal(crops.len(), self.n_latent(), device);
        self.losses_with_noise(self.standardised(patches, &crops, device), noise, step)
    }

    /// Losses of songs with the latents of their crops at the posterior means. Takes a network
    /// without gradients.
    fn judged(&self, input: &Input, rows: &[usize], step: &Step) -> Losses {
        let patches = patches_of(input);
        let crops = crops_of(patches, rows);
        if crops.is_empty() {
            return Losses {
                reconstruction: 0.0,
                kl: 0.0,
                total: 0.0,
            };
        }
        let (mut squares, mut means, mut log_variances) = (0.0, Vec::new(), Vec::new());
        for chunk in crops.chunks(CHUNK_PATCHES) {
            let x = self.standardised(patches, chunk, &self.device());
            let (mean, log_variance) = self.encode(x.clone());
            let x_hat = device::values(self.decode(mean.clone()));
            let pixels = patches.values.n_cols();
            let rows = device::values(x);
            squares += rows
                .chunks(pixels)
                .zip(x_hat.chunks(pixels))
                .map(|(x, x_hat)| f64::from(squared_distance(x, x_hat)))
                .sum::<f64>();
            means.extend(device::values(mean));
            log_variances.extend(device::values(log_variance));
        }
        let (n, k) = (crops.len(), self.n_latent());
        let kl_per_dim =
            loss::kl_per_dim_of(&Matrix::new(n, k, means), &Matrix::new(n, k, log_variances));
        let (reconstruction, kl) = (0.5 * squares / n as f64, kl_per_dim.iter().sum::<f64>());
        let total = reconstruction + loss::penalty_of(&kl_per_dim, step);
        Losses {
            reconstruction: reconstruction as f32,
            kl: kl as f32,
            total: total as f32,
        }
    }

    /// The posterior of every song (see the top of this file). Takes a network without gradients.
    fn encode_rows(&self, input: &Input) -> Encoded {
        let patches = patches_of(input);
        let k = self.n_latent();
        let crops: Vec<usize> = (0..patches.values.n_rows()).collect();
        let (mut means, mut log_variances) = (Vec::new(), Vec::new());
        for chunk in crops.chunks(CHUNK_PATCHES) {
            let (mean, log_variance) =
                self.encode(self.standardised(patches, chunk, &self.device()));
            means.extend(device::values(mean));
            log_variances.extend(device::values(log_variance));
        }
        let mut mean = Matrix::zeros(input.n_songs(), k);
        let mut log_variance = Matrix::zeros(input.n_songs(), k);
        for (song, crops) in patches
            .of_song
            .iter()
            .enumerate()
            .filter(|(_, crops)| !crops.is_empty())
        {
            for j in 0..k {
                let crops = crops
                    .clone()
                    .map(|crop| (means[crop * k + j], log_variances[crop * k + j]));
                let (m, v) = mixture(crops);
                mean.row_mut(song)[j] = m as f32;
                log_variance.row_mut(song)[j] = v.ln() as f32;
            }
        }
        Encoded {
            mean,
            log_variance: Some(log_variance),
        }
    }

    /// Log-mel patches from latents, in natural logarithms of mel power. Takes a network without
    /// gradients.
    ///
    /// # Shapes
    /// `z` m × k; result m × (bands · frames), band by band.
    fn decode_rows(&self, z: &Matrix, _conditions: Option<&Matrix>) -> Matrix {
        let (k, device) = (self.n_latent(), self.device());
        let (mean, deviation) = (
            device::values(self.band_mean.val()),
            device::values(self.band_deviation.val()),
        );
        let mut values = Vec::new();
        let mut n_pixels = 0;
        for chunk in z.as_slice().chunks(CHUNK_PATCHES * k) {
            let x = self.decode(device::tensor(chunk.to_vec(), chunk.len() / k, k, &device));
            let [_, bands, frames] = x.dims();
            n_pixels = bands * frames;
            let bands = device::values(x).into_iter().enumerate();
            values.extend(bands.map(|(i, v)| {
                let band = i % n_pixels / frames;
                v * deviation[band] + mean[band]
            }));
        }
        Matrix::new(z.n_rows(), n_pixels, values)
    }

    fn prior(&self) -> Option<Box<dyn Prior>> {
        Some(Box::new(StandardNormal))
    }

    /// All crops, standardised, and what each one's own posterior mean gives back. Takes a network
    /// without gradients.
    fn reconstruction<'a>(&self, input: &Input<'a>, _latents: &Matrix) -> Reconstruction<'a> {
        let patches = patches_of(input);
        let (n, pixels) = (patches.values.n_rows(), patches.values.n_cols());
        let (mut target, mut x_hat) = (
            Vec::with_capacity(n * pixels),
            Vec::with_capacity(n * pixels),
        );
        for chunk in (0..n).collect::<Vec<usize>>().chunks(CHUNK_PATCHES) {
            let x = self.standardised(patches, chunk, &self.device());
            target.extend(device::values(x.clone()));
            x_hat.extend(device::values(self.decode(self.encode(x).0)));
        }
        Reconstruction {
            target: Cow::Owned(Matrix::new(n, pixels, target)),
            x_hat: Matrix::new(n, pixels, x_hat),
            rows_of_song: Some(&patches.of_song),
            parts: vec![Part {
                name: None,
                columns: 0..pixels,
                present: None,
            }],
        }
    }

    fn sees_patches(&self) -> bool {
        true
    }
}

impl Layer {
    fn down(large: usize, small: usize, gain: f64, rng: &mut ChaCha8Rng, device: &Device) -> Self {
        Self::new(
            small,
            large,
            small,
            gain * (1.0 / (large * SIDE * SIDE) as f64).sqrt(),
            rng,
            device,
        )
    }

    /// A pixel of the large side is reached by a quarter of the kernel.
    fn up(large: usize, small: usize, gain: f64, rng: &mut ChaCha8Rng, device: &Device) -> Self {
        Self::new(
            small,
            large,
            large,
            gain * (4.0 / (small * SIDE * SIDE) as f64).sqrt(),
            rng,
            device,
        )
    }

    fn new(
        small: usize,
        large: usize,
        n_bias: usize,
        deviation: f64,
        rng: &mut ChaCha8Rng,
        device: &Device,
    ) -> Self {
        // A uniform distribution on ±b has deviation b/√3.
        let bound = (deviation * 3.0_f64.sqrt()) as f32;
        let shape = [small, large, SIDE, SIDE];
        let weights: Vec<f32> = (0..shape.iter().product())
            .map(|_| rng.random_range(-bound..=bound))
            .collect();
        Self {
            weight: Param::from_data(TensorData::new(weights, shape), device),
            bias: Param::from_data(TensorData::new(vec![0.0_f32; n_bias], [n_bias]), device),
        }
    }
}

/// What the door of this room has made sure of: a convolutional VAE is shown patches.
fn patches_of<'a>(input: &Input<'a>) -> &'a Patches {
    input
        .patches
        .expect("`Input::check` refuses a convolutional VAE without patches")
}

/// The crops of some songs, in order.
fn crops_of(patches: &Patches, rows: &[usize]) -> Vec<usize> {
    rows.iter()
        .flat_map(|&song| patches.of_song[song].clone())
        .collect()
}

/// Mean and deviation of each band over all frames of some crops; deviation 1 for a band that does
/// not vary.
fn band_moments(patches: &Patches, crops: &[usize]) -> (Vec<f32>, Vec<f32>) {
    let n = (crops.len() * patches.n_frames) as f64;
    (0..patches.n_mels)
        .map(|band| {
            let values = || {
                let row = |&crop: &usize| {
                    &patches.values.row(crop)[band * patches.n_frames..][..patches.n_frames]
                };
                crops.iter().flat_map(row).map(|&v| f64::from(v))
            };
            let mean = values().sum::<f64>() / n;
            let deviation = (values().map(|v| (v - mean).powi(2)).sum::<f64>() / n).sqrt();
            (
                mean as f32,
                if deviation > LEAST_DEVIATION {
                    deviation as f32
                } else {
                    1.0
                },
            )
        })
        .unzip()
}

/// Mean and variance of the equal mixture of Gaussians given as (mean, log variance).
fn mixture(parts: impl ExactSizeIterator<Item = (f32, f32)> + Clone) -> (f64, f64) {
    let n = parts.len() as f64;
    let mean = parts.clone().map(|(m, _)| f64::from(m)).sum::<f64>() / n;
    let variance = parts
        .map(|(m, v)| f64::from(v).exp() + (f64::from(m) - mean).powi(2))
        .sum::<f64>()
        / n;
    (mean, variance)
}
