//! What the text of a stored model claims of its tensors, held against the bytes that are there,
//! before anything is made as large as it claims.

use std::ops::Range;

use super::input::Shape;
use super::net::Net;
use crate::config::{Learns, ModelConfig};
use crate::error::Result;
use crate::features::Scaler;

/// Sizes and places out of the text of a model.
pub(super) struct Claims<'a> {
    pub(crate) n_songs: usize,
    /// Columns of the latents.
    pub(crate) n_latent: usize,
    pub(crate) config: &'a ModelConfig,
    pub(crate) shape: &'a Shape,
    pub(crate) scaler: &'a Scaler,
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

    /// Numbers that the tensors hold at least: latents, and weights. `None` where they are too many
    /// to be counted.
    fn n_least(&self) -> Option<usize> {
        let (d, k) = (self.shape.n_inputs, self.config.n_latent);
        let of_model = match self.config.kind.learns() {
            Learns::Nothing => 0,
            Learns::Components => d.checked_mul(k)?,
            Learns::Weights => Net::n_weights(self.shape, self.config)?,
        };
        self.n_songs
            .checked_mul(self.n_latent)?
            .checked_add(of_model)
    }
}
