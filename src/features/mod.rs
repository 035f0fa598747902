//! Feature blocks, one row a song; standardised, weighed, joined; kept on disk by content.

use std::ops::Range;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::error::{Result, Warning};
use crate::job::Reporter;
use crate::library::Library;
use crate::matrix::Matrix;

/// Which modality a block belongs to: its weight is shared among the blocks of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    Audio,
    Lyrics,
    Numbers,
}

/// How a block's numbers are made comparable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scaling {
    /// Each column to mean 0 and deviation 1 over the training songs that have the block.
    Standardise,
    /// Rows have L2 norm 1 already (TF-IDF); columns are centred only.
    UnitRows,
}

/// Columns that come from one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    pub name: String,
    pub kind: BlockKind,
    pub scaling: Scaling,
    pub columns: Vec<String>,
    /// n × d, raw. Rows of songs without the modality are 0 and marked in `present`.
    pub values: Matrix,
    pub present: Vec<bool>,
}

/// All blocks of a library, raw. Choosing weights or modalities does not change it.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureSet {
    pub blocks: Vec<Block>,
    /// Duration of each song's recording in seconds; NaN without one.
    pub duration_secs: Vec<f32>,
    pub warnings: Vec<Warning>,
    /// Songs whose audio came from the cache.
    pub n_cached: usize,
}

/// Which songs a model learns from and which are held out to judge it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    pub train: Vec<usize>,
    pub validation: Vec<usize>,
    /// True when whole artists were held out, false when single songs had to be.
    pub by_artist: bool,
}

/// What was subtracted and multiplied, per joined column: fitted on the training songs only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scaler {
    pub columns: Vec<String>,
    pub mean: Vec<f32>,
    /// Multiplied after the mean is subtracted: 1/deviation (or 1), times block weight and the overall factor.
    pub factor: Vec<f32>,
    /// (block name, kind, its columns).
    pub blocks: Vec<(String, BlockKind, Range<usize>)>,
}

/// One matrix for a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Fused {
    /// n × d.
    pub x: Matrix,
    pub scaler: Scaler,
    /// Songs that lack a modality that is in use.
    pub incomplete: Vec<bool>,
}

/// Extracted audio features on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cache {
    /// `None` keeps nothing.
    pub folder: Option<PathBuf>,
}

impl Cache {
    /// The platform's cache folder for this program.
    pub fn platform() -> Self {
        todo!("features room")
    }
}

/// Extracts every block of every song, in parallel, from the cache where it can.
///
/// # Errors
/// [`crate::error::Error::Cancelled`]; or when no song has any feature at all.
pub fn extract(library: &Library, config: &Config, cache: &Cache, reporter: &Reporter) -> Result<FeatureSet> {
    let _ = (library, config, cache, reporter);
    todo!("features room")
}

/// Holds out about `share` of the songs, whole artists at a time where that is possible.
pub fn split(library: &Library, share: f32, seed: u64) -> Split {
    let _ = (library, share, seed);
    todo!("features room")
}

/// Standardises, weighs and joins the blocks that `config.fusion` asks for.
///
/// # Errors
/// When none of the songs has any of the modalities asked for.
pub fn fuse(features: &FeatureSet, config: &Config, split: &Split) -> Result<Fused> {
    let _ = (features, config, split);
    todo!("features room")
}
