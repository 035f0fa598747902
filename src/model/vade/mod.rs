//! VaDE: a VAE whose prior is a mixture of Gaussians, so that it clusters by itself (Jiang, Zheng,
//! Tan, Tang & Zhou 2017, "Variational Deep Embedding").
//!
//! # Model
//! p(c) = π_c, p(z|c) = N(μ_c, diag σ_c²), p(x|z) as in [`loss`]; π, μ and σ² are learnt with the
//! network.
//!
//! # Loss
//! Their negative evidence lower bound (equations 9 to 12 of the paper), with one draw z ~ q(z|x) =
//! N(μ̃, diag σ̃²) and γ_c = q(c|x) = p(c|z) ∝ π_c N(z | μ_c, σ_c²), put in order as
//!
//! L = ½ Σ_columns (x − x̂)² + β·[ Σ_c γ_c KL(q(z|x) ‖ N(μ_c, σ_c²)) + KL(γ ‖ π) ]
//!
//! The bracket is what is reported as KL: it is never negative, and with one component N(0, I) it
//! is that of the VAE. The paper has β = 1. Gradients go through γ too. To judge, z is μ̃.
//!
//! # Start
//! From random weights the mixture finds no clusters (section 3.3 of the paper). So the encoder's
//! mean and the decoder are first trained as an autoencoder; a mixture is fitted to its latents of
//! the training songs by EM.
//!
//! # When components collapse
//! Nothing in the bound keeps components apart or in use: where the data have fewer groups than the
//! mixture, components fall together or lose their weight, and π says so. Responsibilities are what
//! to look at, not the number asked for.

#[cfg(test)]
mod tests;

use burn::module::{Module, Param};
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor, TensorData, activation};
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use super::epoch::{batch_size, n_learnt};
use super::input::Shape;
use super::mixture::Mixture;
use super::network::{Encoded, LatentModel};
use super::optim::Adam;
use super::prior::Prior;
use super::step::{Noise, Step, Terms};
use super::views::{Bounds, Gaussian};
use super::{Input, device, loss, mlp};
use crate::config::ModelConfig;
use crate::error::{Error, Result};
use crate::job::{Losses, Reporter, Stage};
use crate::matrix::Matrix;
use crate::words::{id, say};

/// Epochs of the autoencoder before the mixture is fitted, or as many as training has if those are
/// fewer.
const PRETRAIN_EPOCHS: usize = 50;

#[derive(Module, Debug)]
pub(super) struct Network {
    net: mlp::Network,
    /// K: log π_c, up to a constant.
    logits: Param<Tensor<1>>,
    /// K × k.
    means: Param<Tensor<2>>,
    /// K × k.
    log_variances: Param<Tensor<2>>,
}

impl Network {
    /// Before [`Network::prepared`] all components are N(0, I).
    pub(super) fn new(
        shape: &Shape,
        config: &ModelConfig,
        rng: &mut ChaCha8Rng,
        device: &Device,
    ) -> Self {
        let (n_components, k) = (config.n_components.max(1), config.n_latent);
        let zeros = || {
            Param::from_data(
                TensorData::new(vec![0.0_f32; n_components * k], [n_components, k]),
                device,
            )
        };
        Self {
            net: mlp::Network::new(shape, config, rng, device),
            logits: Param::from_data(
                TensorData::new(vec![0.0_f32; n_components], [n_components]),
                device,
            ),
            means: zeros(),
            log_variances: zeros(),
        }
    }

    fn with(self, mixture: &Mixture) -> Self {
        let device = self.means.val().device();
        let tensor = |rows: &[Vec<f64>], f: fn(f64) -> f64| {
            let values: Vec<f32> = rows.iter().flatten().map(|&v| f(v) as f32).collect();
            TensorData::new(values, [rows.len(), rows[0].len()])
        };
        let logits: Vec<f32> = mixture.weights.iter().map(|w| w.ln() as f32).collect();
        let n_components = logits.len();
        Self {
            logits: Param::from_data(TensorData::new(logits, [n_components]), &device),
            means: Param::from_data(tensor(&mixture.means, |v| v), &device),
            log_variances: Param::from_data(tensor(&mixture.variances, f64::ln), &device),
            net: self.net,
        }
    }

    /// The bound of a batch; without noise z is the posterior's mean. Its last KL is that of c, the
    /// others are those of the latent dimensions.
    ///
    /// # Shapes
    /// `x` n × d, `noise` n × k; KL k + 1.
    fn bound(&self, x: Tensor<2>, noise: Option<Tensor<2>>) -> Bounds {
        let [n, k] = [x.dims()[0], self.means.dims()[1]];
        let posterior = self.net.encode(x.clone());
        // VaDE is variational, so its network was made with a head for it.
        let log_variance = posterior.log_variance.expect("a log-variance head");
        let posterior = Gaussian {
            mean: posterior.mean,
            log_variance,
        };
        let z = posterior.sample(noise);
        let log_weights = activation::log_softmax(self.logits.val().unsqueeze::<2>(), 1);
        let log_gamma =
            activation::log_softmax(self.log_density(z.clone()) + log_weights.clone(), 1);
        let gamma = log_gamma.clone().exp();
        let kl_of_c = (gamma.clone() * (log_gamma - log_weights)).sum();
        let kl = self.kl_from(posterior) * gamma.unsqueeze_dim::<3>(2);
        let kl = kl.sum_dim(0).sum_dim(1).reshape([k]);
        Bounds {
            reconstruction: loss::reconstruction(x, self.net.decode(z)),
            kl_per_dim: vec![Tensor::cat(vec![kl, kl_of_c], 0).div_scalar(n as f64)],
        }
    }

    /// log N(z | μ_c, σ_c²) of each component, without −k/2·log 2π, which all share.
    ///
    /// # Shapes
    /// `z` n × k; result n × K.
    fn log_density(&self, z: Tensor<2>) -> Tensor<2> {
        let (means, log_variances) = (
            self.means.val().unsqueeze::<3>(),
            self.log_variances.val().unsqueeze::<3>(),
        );
        let deviation =
            (z.unsqueeze_dim::<3>(1) - means).square() * log_variances.clone().neg().exp();
        (deviation + log_variances)
            .sum_dim(2)
            .squeeze_dim::<2>(2)
            .mul_scalar(-0.5)
    }

    /// KL of each song's posterior from each component, by dimension.
    ///
    /// # Shapes
    /// Result n × K × k.
    fn kl_from(&self, posterior: Gaussian) -> Tensor<3> {
        let (means, log_variances) = (
            self.means.val().unsqueeze::<3>(),
            self.log_variances.val().unsqueeze::<3>(),
        );
        let log_variance = posterior.log_variance.unsqueeze_dim::<3>(1);
        let spread =
            log_variance.clone().exp() + (posterior.mean.unsqueeze_dim::<3>(1) - means).square();
        let kl = log_variances.clone() - log_variance + spread * log_variances.neg().exp() - 1.0;
        kl.mul_scalar(0.5)
    }

    fn mixture(&self) -> Mixture {
        let [n_components, k] = self.means.dims();
        let table = |tensor: Tensor<2>, f: fn(f64) -> f64| -> Vec<Vec<f64>> {
            let values = device::values(tensor);
            (0..n_components)
                .map(|c| {
                    values[c * k..(c + 1) * k]
                        .iter()
                        .map(|&v| f(f64::from(v)))
                        .collect()
                })
                .collect()
        };
        let weights = activation::softmax(self.logits.val(), 0);
        Mixture {
            weights: device::values(weights).into_iter().map(f64::from).collect(),
            means: table(self.means.val(), |v| v),
            variances: table(self.log_variances.val(), f64::exp),
        }
    }
}

impl LatentModel for Network {
    /// Those of the encoder, and the means of the components.
    fn n_weights(shape: &Shape, config: &ModelConfig) -> Option<usize> {
        let of_mixture = config.n_components.checked_mul(config.n_latent)?;
        mlp::Network::n_weights(shape, config)?.checked_add(of_mixture)
    }

    /// The network as an autoencoder has trained it, and the mixture as EM fits it to the latents
    /// of `rows`.
    ///
    /// # Errors
    /// Without components, with fewer songs than components, when the loss stops being finite; or
    /// [`Error::Cancelled`].
    fn prepared(
        mut self,
        input: &Input,
        rows: &[usize],
        config: &ModelConfig,
        rng: &mut ChaCha8Rng,
        reporter: &Reporter,
    ) -> Result<Self> {
        if config.n_components == 0 || rows.len() < config.n_components {
            let (n, n_components) = (rows.len(), config.n_components);
            let cause = say(id::MODEL_N_SONGS_CANNOT_MAKE_MIXTURE)
                .with("n", n)
                .with("n_components", n_components);
            return Err(Error::config("model.n_components", cause));
        }
        self.net = pretrained(self.net, input, rows, config, rng, reporter)?;
        let latents = self
            .net
            .valid()
            .encode_rows(&Input::plain(&input.x.select_rows(rows)))
            .mean;
        let mixture = Mixture::fit(&latents, config.n_components, rng, reporter)?;
        Ok(self.with(&mixture))
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
        let x = device::tensor(
            input.x.select_rows(rows).into_vec(),
            rows.len(),
            input.x.n_cols(),
            device,
        );
        let noise = noise.normal(rows.len(), self.means.dims()[1], device);
        self.bound(x, Some(noise)).terms(step)
    }

    /// Losses of songs with every latent at its mean. Takes a network without gradients.
    fn judged(&self, input: &Input, rows: &[usize], step: &Step) -> Losses {
        let x = input.x.select_rows(rows);
        let batches = mlp::chunks(&x).map(|x| {
            let n = x.dims()[0];
            (self.bound(x, None), n)
        });
        Bounds::judged(batches, step)
    }

    fn encode_rows(&self, input: &Input) -> Encoded {
        self.net.encode_rows(input)
    }

    fn decode_rows(&self, z: &Matrix, _conditions: Option<&Matrix>) -> Matrix {
        self.net.decode_rows(z, None)
    }

    fn prior(&self) -> Option<Box<dyn Prior>> {
        Some(Box::new(self.mixture()))
    }
}

/// The network after some epochs as an autoencoder, by the reconstruction loss alone.
fn pretrained(
    mut net: mlp::Network,
    input: &Input,
    rows: &[usize],
    config: &ModelConfig,
    rng: &mut ChaCha8Rng,
    reporter: &Reporter,
) -> Result<mlp::Network> {
    let n_epochs = PRETRAIN_EPOCHS.min(config.n_epochs);
    let device = device::cpu_with_gradients();
    let mut adam = Adam::new(config.learning_rate, config.gradient_clip);
    let mut order = rows.to_vec();
    let batch_size = batch_size(config, order.len());
    let step = Step {
        epoch: 0,
        beta: 0.0,
        capacity: None,
        free_bits: 0.0,
        n_train: rows.len(),
    };
    for epoch in 0..n_epochs {
        reporter.step(
            Stage::Model,
            epoch,
            n_epochs,
            id::MODEL_AUTOENCODER_VADE_STARTS_FROM,
        );
        order.shuffle(rng);
        let learnt = &order[..n_learnt(order.len())];
        for rows in learnt.chunks(batch_size) {
            reporter.checkpoint()?;
            let x = device::tensor(
                input.x.select_rows(rows).into_vec(),
                rows.len(),
                input.x.n_cols(),
                &device,
            );
            // Without noise there is no posterior, and the step's β weighs nothing.
            let Terms { reconstruction, .. } = net.losses_with_noise(x, None, None, &step);
            if !reconstruction
                .clone()
                .inner()
                .into_scalar::<f32>()
                .is_finite()
            {
                let cause = id::MODEL_LOSS_AUTOENCODER_STOPPED_BEING_FINITE;
                return Err(Error::stage(id::CURVES_TRAINING, cause));
            }
            let gradients = GradientsParams::from_grads(reconstruction.backward(), &net);
            net = adam.step(net, gradients);
        }
    }
    Ok(net)
}
