//! What models of several modalities have in common: a loss that is a sum of bounds, one for each
//! view or each set of views, and reconstructions that are weighed by what is noise in each.

use burn::tensor::{Device, Tensor};
use rand_chacha::ChaCha8Rng;

use super::input::Shape;
use super::network::{Encoded, LatentModel};
use super::prior::{Prior, StandardNormal};
use super::step::{Noise, Step, Terms};
use super::views::{self, Batch, Bounds, Gaussian, ViewNet};
use super::{Input, device, precision};
use crate::config::ModelConfig;
use crate::error::Result;
use crate::job::{Losses, Reporter};
use crate::matrix::Matrix;

/// A model of several views; what such models have in common is written here once.
pub(super) trait OfViews: Sized {
    /// True when the views share one latent.
    const SHARES_LATENT: bool;

    fn views(&self) -> &[ViewNet];

    /// The same with other networks of its views.
    fn with_views(self, views: Vec<ViewNet>) -> Self;

    /// Latent dimensions, of each view where they do not share them.
    fn n_latent(&self) -> usize;

    /// The bounds that the loss is the sum of. `noise` is asked for once for each.
    ///
    /// # Shapes
    /// Noise n × k.
    fn bounds(&self, batch: &Batch, noise: impl FnMut() -> Option<Tensor<2>>) -> Bounds;

    /// The posterior of a batch, or its posteriors side by side.
    fn posterior(&self, batch: &Batch) -> Gaussian;

    /// What the view `v` decodes from, of the latents `z`.
    fn latents_of(&self, v: usize, z: &Matrix) -> Matrix;
}

impl<N: OfViews> LatentModel for N {
    fn n_weights(shape: &Shape, config: &ModelConfig) -> Option<usize> {
        ViewNet::n_weights(shape, config)
    }

    /// Learns what is noise in each view, from the training rows.
    ///
    /// # Errors
    /// When a view has numbers that are not finite.
    fn prepared(
        self,
        input: &Input,
        rows: &[usize],
        _config: &ModelConfig,
        _rng: &mut ChaCha8Rng,
        _reporter: &Reporter,
    ) -> Result<Self> {
        let precisions = precision::of_views(input, rows, self.n_latent())?;
        let weighed = self.views().iter().cloned().zip(precisions);
        let weighed = weighed.map(|(view, precision)| view.weighing(precision));
        let weighed = weighed.collect();
        Ok(self.with_views(weighed))
    }

    fn losses(
        &self,
        input: &Input,
        rows: &[usize],
        step: &Step,
        noise: &mut Noise,
        device: &Device,
    ) -> Terms {
        let batch = Batch::new(self.views(), input, rows, device);
        let normal = || Some(noise.normal(rows.len(), self.n_latent(), device));
        self.bounds(&batch, normal).terms(step)
    }

    fn judged(&self, input: &Input, rows: &[usize], step: &Step) -> Losses {
        let batches = Batch::chunks(self.views(), input, rows);
        let judged = batches.map(|batch| (self.bounds(&batch, || None), batch.n_songs()));
        Bounds::judged(judged, step)
    }

    fn encode_rows(&self, input: &Input) -> Encoded {
        let rows: Vec<usize> = (0..input.n_songs()).collect();
        let (mut mean, mut log_variance) = (Vec::new(), Vec::new());
        for batch in Batch::chunks(self.views(), input, &rows) {
            let posterior = self.posterior(&batch);
            mean.extend(device::values(posterior.mean));
            log_variance.extend(device::values(posterior.log_variance));
        }
        let matrix =
            |values: Vec<f32>| Matrix::new(rows.len(), values.len() / rows.len().max(1), values);
        Encoded {
            mean: matrix(mean),
            log_variance: Some(matrix(log_variance)),
        }
    }

    /// Rows of the joined features.
    fn decode_rows(&self, z: &Matrix, _conditions: Option<&Matrix>) -> Matrix {
        let nets = self.views();
        let decoded = |v: usize| views::decode_view(&nets[v], &self.latents_of(v, z));
        views::joined(nets, z.n_rows(), decoded)
    }

    fn prior(&self) -> Option<Box<dyn Prior>> {
        Some(Box::new(StandardNormal))
    }

    fn shares_latent(&self) -> bool {
        Self::SHARES_LATENT
    }
}
