//! A value parted in two by where its songs lie.

use std::sync::Arc;

use crate::clustering;
use crate::config::ClusteringConfig;
use crate::curation::{OwnKey, TableColumn};
use crate::error::{Error, Result};
use crate::job::{Reporter, Stage};
use crate::pipeline::Analysis;
use crate::words::id;

/// What a split has come to.
pub(super) struct Split {
    pub(crate) of: Arc<Analysis>,
    pub(crate) column: OwnKey,
    pub(crate) value: u32,
    /// The smaller of the two parts.
    pub(crate) songs: Vec<usize>,
}

/// k-means of two clusters among the songs of a value, in the latent space of the run.
pub(super) fn ask(
    column: &TableColumn,
    value: u32,
    of: Arc<Analysis>,
) -> impl FnOnce(&Reporter) -> Result<Split> + Send + use<> {
    let key = column.key();
    let songs = column.label.of_song.iter().enumerate();
    let songs = songs.filter(|(_, class)| **class == Some(value));
    let songs: Vec<usize> = songs.map(|(song, _)| song).collect();
    move |reporter| {
        let config = ClusteringConfig {
            n_clusters: 2,
            ..of.config.clustering.clone()
        };
        if songs.len() < 2 {
            return Err(Error::library(id::OWN_NOTHING_TO_SPLIT));
        }
        let x = of.latents().select_rows(&songs);
        let seed = of.config.stream(Stage::Clustering);
        let parts = clustering::kmeans(&x, &config, seed, reporter)?;
        let second = parts.labels.iter().zip(&songs);
        let second = second.filter(|(label, _)| **label == Some(1));
        let smaller: Vec<usize> = second.map(|(_, song)| *song).collect();
        if smaller.is_empty() {
            return Err(Error::library(id::OWN_NOTHING_TO_SPLIT));
        }
        Ok(Split {
            of,
            column: key,
            value,
            songs: smaller,
        })
    }
}
