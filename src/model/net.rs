//! The networks by one interface: what the training loop and a trained model ask of them.

use burn::module::Module;
use burn::tensor::{Device, Tensor};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::diagnostics::Reconstruction;
use super::input::Shape;
use super::{Encoded, Input, conv, device, joint, late, loss, mlp, vade};
use crate::config::{ModelConfig, ModelKind};
use crate::error::Result;
use crate::job::{Losses, Reporter};
use crate::matrix::Matrix;

/// A network of any kind.
// There is one to a training, so its size in memory is nothing that a box would save.
#[allow(clippy::large_enum_variant)]
#[derive(Module, Debug)]
pub(super) enum Net {
    /// Autoencoder, VAE, β-TCVAE, CVAE.
    Mlp(mlp::Network),
    Conv(conv::Network),
    Joint(joint::Network),
    Late(late::Network),
    Vade(vade::Network),
}

/// What an epoch asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Step {
    /// Counted from 1.
    pub epoch: usize,
    /// Weight of the KL term in force.
    pub beta: f32,
    /// Nats that the KL is drawn to, when the schedule is one of capacity.
    pub capacity: Option<f32>,
    /// Nats of each latent dimension that cost nothing.
    pub free_bits: f32,
    /// How many songs are learnt from: the estimate of the total correlation needs it.
    pub n_train: usize,
}

/// Losses of a batch, scalars; only `total` is followed.
pub(super) struct Terms {
    pub reconstruction: Tensor<1>,
    /// Unweighted.
    pub kl: Option<Tensor<1>>,
    pub total: Tensor<1>,
}

/// The stream that sampling noise comes from.
#[derive(Clone)]
pub(super) struct Noise {
    pub rng: ChaCha8Rng,
}

impl Noise {
    /// Independent draws from N(0, 1), n × k, without gradients.
    pub fn normal(&mut self, n: usize, k: usize, device: &Device) -> Tensor<2> {
        device::tensor(standard_normals(&mut self.rng, n * k), n, k, device)
    }
}

impl Net {
    /// A network with fresh weights, all drawn from `rng`.
    pub fn new(shape: &Shape, config: &ModelConfig, rng: &mut ChaCha8Rng, device: &Device) -> Self {
        match config.kind {
            ModelKind::ConvVae => Net::Conv(conv::Network::new(shape, config, rng, device)),
            ModelKind::Joint => Net::Joint(joint::Network::new(shape, config, rng, device)),
            ModelKind::Late => Net::Late(late::Network::new(shape, config, rng, device)),
            ModelKind::Vade => Net::Vade(vade::Network::new(shape, config, rng, device)),
            _ => Net::Mlp(mlp::Network::new(shape, config, rng, device)),
        }
    }

    /// What must be learnt before the first epoch, from the training rows: the shares of the
    /// conditions' classes, the start of VaDE's mixture, the scale of log-mel patches, the noise of
    /// each view of a model of several.
    pub fn prepared(
        self,
        input: &Input,
        rows: &[usize],
        config: &ModelConfig,
        rng: &mut ChaCha8Rng,
        reporter: &Reporter,
    ) -> Result<Self> {
        match self {
            Net::Mlp(net) => Ok(Net::Mlp(net.prepared(input, rows))),
            Net::Conv(net) => Ok(Net::Conv(net.prepared(input, rows)?)),
            Net::Joint(net) => Ok(Net::Joint(net.prepared(input, rows)?)),
            Net::Late(net) => Ok(Net::Late(net.prepared(input, rows)?)),
            Net::Vade(net) => Ok(Net::Vade(net.prepared(input, rows, config, rng, reporter)?)),
        }
    }

    /// Losses of a batch, recorded for gradients.
    pub fn losses(
        &self,
        input: &Input,
        rows: &[usize],
        step: &Step,
        noise: &mut Noise,
        device: &Device,
    ) -> Terms {
        match self {
            Net::Mlp(net) => net.losses(input, rows, step, noise, device),
            Net::Conv(net) => net.losses(input, rows, step, noise, device),
            Net::Joint(net) => net.losses(input, rows, step, noise, device),
            Net::Late(net) => net.losses(input, rows, step, noise, device),
            Net::Vade(net) => net.losses(input, rows, step, noise, device),
        }
    }

    /// Losses of songs with the latent at the posterior mean: no noise, so that epochs can be
    /// compared and one seed's noise decides nothing. Takes a network without gradients.
    pub fn judged(&self, input: &Input, rows: &[usize], step: &Step) -> Losses {
        match self {
            Net::Mlp(net) => net.judged(input, rows, step),
            Net::Conv(net) => net.judged(input, rows, step),
            Net::Joint(net) => net.judged(input, rows, step),
            Net::Late(net) => net.judged(input, rows, step),
            Net::Vade(net) => net.judged(input, rows, step),
        }
    }

    /// The posterior of every song. Takes a network without gradients.
    pub fn encode(&self, input: &Input) -> Encoded {
        match self {
            Net::Mlp(net) => net.encode_rows(input),
            Net::Conv(net) => net.encode_rows(input),
            Net::Joint(net) => net.encode_rows(input),
            Net::Late(net) => net.encode_rows(input),
            Net::Vade(net) => net.encode_rows(input),
        }
    }

    /// Rows from latents. Takes a network without gradients.
    pub fn decode(&self, z: &Matrix, conditions: Option<&Matrix>) -> Matrix {
        match self {
            Net::Mlp(net) => net.decode_rows(z, conditions),
            Net::Conv(net) => net.decode_rows(z),
            Net::Joint(net) => net.decode_rows(z),
            Net::Late(net) => net.decode_rows(z),
            Net::Vade(net) => net.decode_rows(z),
        }
    }

    /// What the model was to give back of each song, and what it gives back from `latents`. A
    /// network whose target is not the features, as the convolutional one's, has an arm of its own
    /// here. Takes a network without gradients.
    pub fn reconstruction<'a>(&self, input: &Input<'a>, latents: &Matrix) -> Reconstruction<'a> {
        match self {
            Net::Conv(net) => net.reconstruction(input),
            net => Reconstruction::of_features(
                input,
                net.decode(latents, input.conditions.map(|c| &c.one_hot)),
            ),
        }
    }

    /// Draws from the prior, n × `n_dims`: N(0, I). A network with another prior has an arm of its
    /// own here.
    pub fn prior(&self, n: usize, n_dims: usize, rng: &mut ChaCha8Rng) -> Matrix {
        match self {
            Net::Vade(net) => net.prior(n, rng),
            _ => Matrix::new(n, n_dims, standard_normals(rng, n * n_dims)),
        }
    }

    /// KL of each latent dimension from the prior in nats, mean over the songs of these posteriors.
    ///
    /// # Shapes
    /// Both n × k; result k.
    pub fn kl_per_dim(&self, mean: &Matrix, log_variance: &Matrix) -> Vec<f64> {
        match self {
            Net::Vade(net) => net.kl_per_dim(mean, log_variance),
            _ => loss::kl_per_dim_of(mean, log_variance),
        }
    }

    /// How far each song belongs to each component of a mixture prior; `None` where the prior is no
    /// mixture.
    pub fn responsibilities(&self, latents: &Matrix) -> Option<Matrix> {
        match self {
            Net::Vade(net) => Some(net.responsibilities(latents)),
            _ => None,
        }
    }
}

/// Independent draws from N(0, 1), by Box and Muller's transform.
pub(super) fn standard_normals(rng: &mut ChaCha8Rng, n: usize) -> Vec<f32> {
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
