//! What the text of a stored model claims of its tensors, held against the bytes that are there,
//! before anything is made as large as it claims.

use std::ops::Range;

use super::input::Shape;
use crate::config::{ModelConfig, ModelKind};
use crate::error::Result;
use crate::features::Scaler;

/// Sizes and places out of the text of a model.
pub(super) struct Claims<'a> {
    pub n_songs: usize,
    /// Columns of the latents.
    pub n_latent: usize,
    pub config: &'a ModelConfig,
    pub shape: &'a Shape,
    pub scaler: &'a Scaler,
}

impl Claims<'_> {
    /// True when a file of so many bytes can hold the tensors, and every place that is named is
    /// within what it is a place in. Networks that this passes take no more memory than a few times
    /// those bytes.
    ///
    /// # Errors
    /// When a setting is out of range.
    pub(super) fn hold(&self, n_bytes: usize) -> Result<bool> {
        self.config.check_ranges()?;
        Ok(self.are_placed()
            && self
                .n_least()
                .is_some_and(|n| n <= n_bytes / size_of::<f32>()))
    }

    fn are_placed(&self) -> bool {
        let (d, scaler) = (self.shape.n_inputs, self.scaler);
        let within =
            |columns: &Range<usize>, n: usize| columns.start <= columns.end && columns.end <= n;
        let n_scaled = scaler.columns.len();
        self.shape
            .views
            .iter()
            .all(|(_, columns)| within(columns, d))
            && scaler.mean.len() == n_scaled
            && scaler.factor.len() == n_scaled
            && scaler
                .blocks
                .iter()
                .all(|(_, _, columns)| within(columns, n_scaled))
    }

    /// Numbers that the tensors hold at least: latents, and the encoders' weights. `None` where
    /// they are too many to be counted.
    fn n_least(&self) -> Option<usize> {
        let (d, k, shape) = (self.shape.n_inputs, self.config.n_latent, self.shape);
        let of_model = match self.config.kind {
            ModelKind::Direct => 0,
            ModelKind::Pca => d.checked_mul(k)?,
            ModelKind::ConvVae => self.n_of_patches()?,
            ModelKind::Joint | ModelKind::Late => {
                let of_view = |(_, columns): &(_, Range<usize>)| self.n_of_layers(columns.len());
                sum(shape.views.iter().map(of_view))?
            }
            ModelKind::Cvae => self.n_of_layers(d.checked_add(shape.n_conditions())?)?,
            ModelKind::Vae | ModelKind::BetaTcvae | ModelKind::Autoencoder => {
                self.n_of_layers(d)?
            }
            ModelKind::Vade => {
                let of_mixture = self.config.n_components.checked_mul(k)?;
                self.n_of_layers(d)?.checked_add(of_mixture)?
            }
        };
        self.n_songs
            .checked_mul(self.n_latent)?
            .checked_add(of_model)
    }

    fn n_of_layers(&self, n_inputs: usize) -> Option<usize> {
        let widths: Vec<usize> = std::iter::once(n_inputs)
            .chain(self.config.hidden.iter().copied())
            .chain([self.config.n_latent])
            .collect();
        sum(widths.windows(2).map(|w| w[0].checked_mul(w[1])))
    }

    fn n_of_patches(&self) -> Option<usize> {
        let patches = &self.config.patches;
        let scale = 1 << patches.channels.len();
        let channels: Vec<usize> = std::iter::once(1)
            .chain(patches.channels.iter().copied())
            .collect();
        let of_layers = sum(channels.windows(2).map(|w| w[0].checked_mul(w[1])))?;
        let n_flat = channels[channels.len() - 1]
            .checked_mul(patches.n_mels / scale)?
            .checked_mul(patches.n_frames / scale)?;
        n_flat
            .checked_mul(self.config.n_latent)?
            .checked_add(of_layers)
    }
}

fn sum(parts: impl Iterator<Item = Option<usize>>) -> Option<usize> {
    parts
        .into_iter()
        .try_fold(0_usize, |sum, n| sum.checked_add(n?))
}
