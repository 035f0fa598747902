//! What the models of several modalities share: a network for each view, and which songs have it.
//!
//! A view is one modality: audio, lyrics, and, where they are in use, the number columns of the
//! manifest as a third. Numbers (a year, a tempo someone typed) come from neither sound nor words,
//! so they are no part of either.

use std::ops::Range;

use burn::module::Module;
use burn::tensor::{Device, Tensor};
use rand_chacha::ChaCha8Rng;

use super::input::Shape;
use super::network::sum;
use super::step::{Step, Terms};
use super::{Input, device, loss, mlp};
use crate::config::ModelConfig;
use crate::job::Losses;
use crate::matrix::Matrix;

/// The encoder and decoder of one view.
#[derive(Module, Debug)]
pub(super) struct ViewNet {
    /// Its first column in the joined features, and how many follow.
    first: usize,
    n_columns: usize,
    /// What its reconstruction is multiplied by. Only learning asks for it, so it is not saved.
    precision: f64,
    net: mlp::Network,
}

/// A Gaussian with diagonal covariance for each song of a batch.
#[derive(Debug, Clone)]
pub(super) struct Gaussian {
    /// n × k.
    pub(crate) mean: Tensor<2>,
    /// n × k.
    pub(crate) log_variance: Tensor<2>,
}

impl ViewNet {
    /// One for each view, in order; each has the hidden layers and the latent of `config`.
    pub(super) fn of_all(
        shape: &Shape,
        config: &ModelConfig,
        rng: &mut ChaCha8Rng,
        device: &Device,
    ) -> Vec<Self> {
        let views = shape.views.iter().map(|(_, columns)| {
            let own = Shape {
                n_inputs: columns.len(),
                ..Shape::default()
            };
            let net = mlp::Network::new(&own, config, rng, device);
            Self {
                first: columns.start,
                n_columns: columns.len(),
                precision: 1.0,
                net,
            }
        });
        views.collect()
    }

    /// As [`LatentModel::n_weights`](super::network::LatentModel::n_weights), of all views.
    pub(super) fn n_weights(shape: &Shape, config: &ModelConfig) -> Option<usize> {
        let views = shape.views.iter();
        sum(views.map(|(_, columns)| mlp::n_of_layers(columns.len(), config)))
    }

    pub(super) fn columns(&self) -> Range<usize> {
        self.first..self.first + self.n_columns
    }

    /// The same with another weight of its reconstruction.
    pub(super) fn weighing(self, precision: f64) -> Self {
        Self { precision, ..self }
    }

    pub(super) fn precision(&self) -> f64 {
        self.precision
    }

    /// # Shapes
    /// `x` n × (columns of the view).
    pub(super) fn encode(&self, x: Tensor<2>) -> Gaussian {
        let posterior = self.net.encode(x);
        // Both kinds of model are variational, so their networks were made with a head for it.
        let log_variance = posterior.log_variance.expect("a log-variance head");
        Gaussian {
            mean: posterior.mean,
            log_variance,
        }
    }

    /// # Shapes
    /// `z` n × k; result n × (columns of the view).
    pub(super) fn decode(&self, z: Tensor<2>) -> Tensor<2> {
        self.net.decode(z)
    }
}

/// Some songs as the networks see them.
pub(super) struct Batch {
    /// For each view n × (its columns).
    pub(crate) x: Vec<Tensor<2>>,
    /// For each view n × 1: 1 where the song has it, else 0.
    pub(crate) present: Vec<Tensor<2>>,
    /// The same, but 1 only where the song has another view too.
    pub(crate) present_with_others: Vec<Tensor<2>>,
    device: Device,
}

impl Batch {
    /// An input without views is taken to have all of them.
    pub(super) fn new(views: &[ViewNet], input: &Input, rows: &[usize], device: &Device) -> Self {
        let n = rows.len();
        let has = |v: usize, song: usize| input.views.get(v).is_none_or(|view| view.present[song]);
        let column = |f: &dyn Fn(usize) -> bool| {
            let flags = rows
                .iter()
                .map(|&song| f32::from(u8::from(f(song))))
                .collect();
            device::tensor(flags, n, 1, device)
        };
        let has_other =
            |v: usize, song: usize| (0..views.len()).any(|other| other != v && has(other, song));
        let features = |view: &ViewNet| {
            let mut values = Vec::with_capacity(n * view.n_columns);
            for &song in rows {
                values.extend_from_slice(&input.x.row(song)[view.columns()]);
            }
            device::tensor(values, n, view.n_columns, device)
        };
        Self {
            x: views.iter().map(features).collect(),
            present: (0..views.len())
                .map(|v| column(&|song| has(v, song)))
                .collect(),
            present_with_others: (0..views.len())
                .map(|v| column(&|song| has(v, song) && has_other(v, song)))
                .collect(),
            device: device.clone(),
        }
    }

    /// Any number of songs, as many at a time as memory should hold; without gradients.
    pub(super) fn chunks(
        views: &[ViewNet],
        input: &Input,
        rows: &[usize],
    ) -> impl Iterator<Item = Self> {
        let device = device::cpu();
        rows.chunks(mlp::CHUNK_ROWS)
            .map(move |rows| Self::new(views, input, rows, &device))
    }

    pub(super) fn n_songs(&self) -> usize {
        self.present.first().map_or(0, |column| column.dims()[0])
    }

    pub(super) fn zeros(&self, k: usize) -> Tensor<2> {
        Tensor::zeros([self.n_songs(), k], &self.device)
    }
}

impl Gaussian {
    /// The prior in the place of what does not count.
    ///
    /// # Shapes
    /// `counted` n × 1, of 0 and 1.
    pub(super) fn where_counted(self, counted: &Tensor<2>) -> Self {
        Self {
            mean: self.mean * counted.clone(),
            log_variance: self.log_variance * counted.clone(),
        }
    }

    /// A draw for each song, or without noise the mean.
    ///
    /// # Shapes
    /// `noise` n × k, standard normal.
    pub(super) fn sample(&self, noise: Option<Tensor<2>>) -> Tensor<2> {
        match noise {
            None => self.mean.clone(),
            Some(noise) => {
                self.mean.clone() + self.log_variance.clone().mul_scalar(0.5).exp() * noise
            }
        }
    }

    /// KL divergence of each dimension from the standard normal prior in nats, mean over the songs
    /// of the batch.
    ///
    /// # Shapes
    /// Result k.
    pub(super) fn kl_per_dim(&self) -> Tensor<1> {
        let deviation = self.log_variance.clone().mul_scalar(0.5).exp();
        loss::kl_per_dim(self.mean.clone(), deviation, self.log_variance.clone())
    }
}

/// The bounds of a batch, one for each posterior that z was drawn from, averaged over songs.
pub(super) struct Bounds {
    /// Summed over the bounds.
    pub(crate) reconstruction: Tensor<1>,
    /// k for each bound.
    pub(crate) kl_per_dim: Vec<Tensor<1>>,
}

impl Bounds {
    /// As training follows them: the penalty is that of [`loss`] for each bound by itself.
    pub(super) fn terms(self, step: &Step) -> Terms {
        let zero = || self.reconstruction.zeros_like();
        let kl = self
            .kl_per_dim
            .iter()
            .fold(zero(), |sum, kl| sum + kl.clone().sum());
        let penalty = self
            .kl_per_dim
            .iter()
            .fold(zero(), |sum, kl| sum + loss::penalty(kl.clone(), step));
        Terms {
            total: self.reconstruction.clone() + penalty,
            reconstruction: self.reconstruction,
            kl: Some(kl),
        }
    }

    /// As songs are judged, any number of them. Takes what was computed without gradients.
    pub(super) fn judged(batches: impl Iterator<Item = (Self, usize)>, step: &Step) -> Losses {
        let (mut n, mut reconstruction) = (0.0, 0.0);
        let mut sums: Vec<Vec<f64>> = Vec::new();
        for (bounds, n_songs) in batches {
            let weight = n_songs as f64;
            n += weight;
            reconstruction += weight * f64::from(bounds.reconstruction.into_scalar::<f32>());
            let of_batch = bounds.kl_per_dim.into_iter().map(device::values);
            sums.resize_with(of_batch.len(), Vec::new);
            for (sum, kl) in sums.iter_mut().zip(of_batch) {
                sum.resize(kl.len(), 0.0);
                sum.iter_mut()
                    .zip(kl)
                    .for_each(|(sum, kl)| *sum += weight * f64::from(kl));
            }
        }
        let (mut kl, mut penalty) = (0.0, 0.0);
        for sum in &mut sums {
            sum.iter_mut().for_each(|v| *v /= n);
            kl += sum.iter().sum::<f64>();
            penalty += loss::penalty_of(sum, step);
        }
        reconstruction /= n;
        Losses {
            reconstruction: reconstruction as f32,
            kl: kl as f32,
            total: (reconstruction + penalty) as f32,
        }
    }
}

/// Rows of the joined features from what each view decodes from its latents.
pub(super) fn joined(
    views: &[ViewNet],
    n_rows: usize,
    decoded: impl Fn(usize) -> Matrix,
) -> Matrix {
    let n_columns = views
        .iter()
        .map(|view| view.columns().end)
        .max()
        .unwrap_or(0);
    let mut x = Matrix::zeros(n_rows, n_columns);
    for (v, view) in views.iter().enumerate() {
        let part = decoded(v);
        for i in 0..n_rows {
            x.row_mut(i)[view.columns()].copy_from_slice(part.row(i));
        }
    }
    x
}

/// What `view` decodes from any number of latents. Takes a network without gradients.
pub(super) fn decode_view(view: &ViewNet, z: &Matrix) -> Matrix {
    let values = mlp::chunks(z)
        .flat_map(|batch| device::values(view.decode(batch)))
        .collect();
    Matrix::new(z.n_rows(), view.n_columns, values)
}
