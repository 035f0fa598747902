//! What one step of training asks of a network, and what it answers.

use burn::tensor::{Device, Tensor};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::device;

/// What an epoch asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Step {
    /// Counted from 1.
    pub(crate) epoch: usize,
    /// Weight of the KL term in force.
    pub(crate) beta: f32,
    /// Nats that the KL is drawn to, when the schedule is one of capacity.
    pub(crate) capacity: Option<f32>,
    /// Nats of each latent dimension that cost nothing.
    pub(crate) free_bits: f32,
    /// How many songs are learnt from: the estimate of the total correlation needs it.
    pub(crate) n_train: usize,
}

/// Losses of a batch, scalars; only `total` is followed.
pub(super) struct Terms {
    pub(crate) reconstruction: Tensor<1>,
    /// Unweighted.
    pub(crate) kl: Option<Tensor<1>>,
    pub(crate) total: Tensor<1>,
}

/// The stream that sampling noise comes from.
#[derive(Clone)]
pub(super) struct Noise {
    pub(crate) rng: ChaCha8Rng,
}

impl Noise {
    /// Independent draws from N(0, 1), n × k, without gradients.
    pub(super) fn normal(&mut self, n: usize, k: usize, device: &Device) -> Tensor<2> {
        device::tensor(standard_normals(&mut self.rng, n * k), n, k, device)
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
