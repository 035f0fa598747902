//! From one modality to another, through a latent that both share.

use super::{Input, Trained};
use crate::error::{Error, Result};
use crate::features::{BlockKind, View};
use crate::matrix::Matrix;

impl Trained {
    /// One modality decoded from another: the latent of each song from `from` alone, and the
    /// columns of `to` decoded from its mean, in scaled units (see [`crate::features::Scaler`]).
    /// Songs that lack `from` get what the model expects of a song of which nothing is known. With
    /// `from` and `to` the same it is that modality's reconstruction.
    ///
    /// # Shapes
    /// `input` of n songs; result n × (columns of `to`).
    ///
    /// # Errors
    /// When the model has no latent that modalities share (only the joint VAE has), or did not
    /// learn from both of them.
    pub fn translate(&self, input: &Input, from: BlockKind, to: BlockKind) -> Result<Matrix> {
        let refuse = |cause: String| Err(Error::stage("decoding", cause));
        if !self.fitted.net().is_some_and(|net| net.shares_latent()) {
            return refuse("only a joint VAE can tell one modality from another".into());
        }
        if input.view(from).is_none() || self.shape.view(from).is_none() {
            return refuse(format!(
                "the model or these songs have no {} to decode from",
                name(from)
            ));
        }
        let Some(columns) = self.shape.view(to) else {
            return refuse(format!("the model has learnt no {} to decode", name(to)));
        };
        let alone: Vec<View> = input.views.iter().map(|view| only(view, from)).collect();
        let z = self.encode(&Input {
            views: &alone,
            ..*input
        });
        let x_hat = self.decode(&z, None);
        let values = x_hat
            .rows()
            .flat_map(|row| &row[columns.clone()])
            .copied()
            .collect();
        Ok(Matrix::new(z.n_rows(), columns.len(), values))
    }
}

/// The view as it is when it is of that kind, else as if no song had it.
fn only(view: &View, kind: BlockKind) -> View {
    let present = view
        .present
        .iter()
        .map(|&has| has && view.kind == kind)
        .collect();
    View {
        present,
        ..view.clone()
    }
}

fn name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Audio => "audio",
        BlockKind::Lyrics => "lyrics",
        BlockKind::Numbers => "number columns",
    }
}
