//! A part of an analysis as a library of its own: the songs of a selection, or of a cluster.

use std::sync::Arc;

use super::{Analysis, Known};

/// What is known of some songs. Features stay as they were extracted, with the vocabulary of all
/// songs; what is fitted after that (scaling, the model, clusters, scores with their chance lines, the
/// map) is fitted to these songs alone.
///
/// # Shapes
/// `songs` are indices into the library of `analysis`, each once.
pub(crate) fn part(analysis: &Analysis, songs: &[usize]) -> Known {
    let rows: Vec<usize> = songs.iter().map(|&song| analysis.rows[song]).collect();
    Known {
        whole: Arc::new(analysis.whole.select(&rows)),
        kin: Arc::new(analysis.whole_kin.select(&rows)),
        features: Arc::new(analysis.features.select(&rows)),
    }
}
