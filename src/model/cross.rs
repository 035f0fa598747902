//! From one modality to another, through a latent that both share.

use super::{Input, Trained};
use crate::error::{Error, Result};
use crate::features::{BlockKind, View};
use crate::matrix::Matrix;
use crate::words::{Message, Text, id, say};

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
    pub(crate) fn translate(
        &self,
        input: &Input,
        from: BlockKind,
        to: BlockKind,
    ) -> Result<Matrix> {
        let refuse = |cause: Message| Err(Error::stage(id::ERROR_DECODING, cause));
        if !self.fitted.net().is_some_and(|net| net.shares_latent()) {
            return refuse(id::MODEL_ONLY_JOINT_VAE_CAN_TELL.into());
        }
        if input.view(from).is_none() || self.shape.view(from).is_none() {
            return refuse(say(id::MODEL_MODEL_THESE_SONGS_HAVE_NO).with("from", name(from)));
        }
        let Some(columns) = self.shape.view(to) else {
            return refuse(say(id::MODEL_MODEL_HAS_LEARNT_NO_DECODE).with("to", name(to)));
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

fn name(kind: BlockKind) -> Text {
    match kind {
        BlockKind::Audio => id::LABELS_BLOCK_AUDIO,
        BlockKind::Lyrics => id::LABELS_BLOCK_LYRICS,
        BlockKind::Numbers => id::MODEL_NUMBER_COLUMNS,
        BlockKind::Vectors => id::COMMON_READY_VECTORS,
    }
}
