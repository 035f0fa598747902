//! Feature blocks, one row a song; standardised, weighed, joined; kept on disk by content.
//!
//! # How blocks are joined
//! 1. A block is standardised (audio, numbers) or has rows of L2 norm 1 already (TF-IDF). Either
//!    way its columns are centred by their mean over the training songs that have the block. All of
//!    this is done in f64: numbers of a table may differ by a part in 10⁹, or be as small as 10⁻³⁰.
//! 2. It is scaled so that its *total* variance over those songs is the square of its weight. For a
//!    standardised block of d columns that is weight/√d, so 500 lyric columns do not swamp 40 audio
//!    ones. Blocks of one kind share the weight of their kind equally, save that of the trained
//!    networks, which have weights of their own beside what is measured.
//!    Where it is asked for, vectors lose the mean of their language before all of this.
//! 3. One overall factor brings the mean variance of a joined column to 1. It changes no distance
//!    ratio; it only sets the scale of the models' reconstruction term, so that β means the same
//!    whatever the number of columns.
//!
//! # Songs that lack a modality
//! Their rows in the missing blocks are 0 after centring: they stand at the mean of what they lack,
//! in every model and every score, and are marked in [`Fused::incomplete`]. Songs with none of the
//! modalities in use are left out of the run (see [`FeatureSet::usable`]), with a warning each.

mod block;
mod shipped;
mod cache;
mod deciding;
mod kept;
mod recordings;
mod listening;
mod lyrics;
mod ready;
mod extract;
mod later;
mod alone;
mod near;
mod kin;
mod copies;
mod split;
mod centre;
mod fuse;
mod patches;
mod altered;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::audio::Recording;
use crate::error::Warning;
use crate::matrix::Matrix;

pub(crate) use alone::{Alone, alone};
pub(crate) use altered::{Altered, altered};
pub use block::BlockKind;
pub(crate) use block::{Block, BlockId, Scaling};
pub use cache::Cache;
pub(crate) use cache::VERSION;
pub(crate) use centre::{centred, centred_blocks};
pub(crate) use copies::{CopiedSong, copies};
pub(crate) use deciding::{deciding, differing};
pub use extract::extract;
pub(crate) use extract::files_hash;
pub(crate) use fuse::{fuse, fuse_alone, fuse_as};
pub(crate) use kin::Kin;
pub(crate) use later::extract_later;
pub(crate) use listening::DecodedSound;
pub(crate) use patches::patches;
pub(crate) use split::split;

/// All blocks of a library, raw. Choosing weights or modalities does not change it.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureSet {
    /// Row i of each is song i.
    pub blocks: Vec<Block>,
    /// Duration of each song's recording in seconds; NaN without one.
    pub duration_secs: Vec<f32>,
    /// What was read of each song's recording; `None` without one, or where it gave no features (a
    /// warning says why).
    pub(crate) recordings: Vec<Option<Recording>>,
    /// Songs, or parts of them, of which there are no features, and why.
    pub warnings: Vec<Warning>,
    /// Songs whose audio came from the cache.
    pub n_cached: usize,
    /// Hashes of the files that some of it was made with, ready vectors and a network; `None` without
    /// one.
    pub(crate) files_hash: Option<String>,
}

/// Which songs a model learns from and which are held out to judge it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// Songs that it learns from, ascending.
    pub train: Vec<usize>,
    /// Songs held out, ascending; empty where none are.
    pub validation: Vec<usize>,
    /// True when whole artists were held out, false when single songs had to be.
    pub by_artist: bool,
}

/// What was subtracted and multiplied, per joined column: fitted on the training songs only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scaler {
    pub(crate) columns: Vec<String>,
    pub(crate) mean: Vec<f64>,
    /// Multiplied after the mean is subtracted: 1/deviation (or 1), times block weight and the
    /// overall factor.
    pub(crate) factor: Vec<f64>,
    /// (block name, kind, its columns).
    pub(crate) blocks: Vec<(String, BlockKind, Range<usize>)>,
}

/// One matrix for a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Fused {
    /// n × d.
    pub(crate) x: Matrix,
    /// How the columns of `x` came to be, to do the same to new songs.
    pub scaler: Scaler,
    /// Songs that lack a modality that is in use.
    pub incomplete: Vec<bool>,
    /// The columns of each kind that is in use, in order.
    pub(crate) views: Vec<View>,
}

impl Fused {
    /// True when the modality is in use and the song has it.
    pub(crate) fn has(&self, kind: BlockKind, song: usize) -> bool {
        let mut views = self.views.iter();
        views.any(|view| view.kind == kind && view.present[song])
    }
}

/// What a model sees of one modality.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    pub(crate) kind: BlockKind,
    /// Columns of the joined matrix.
    pub(crate) columns: Range<usize>,
    /// Whether each song has it. Rows of songs that have not are 0.
    pub(crate) present: Vec<bool>,
}

/// Crops of log-mel spectrograms, for convolutional models.
#[derive(Debug, Clone, PartialEq)]
pub struct Patches {
    /// Mel bands of a crop.
    pub n_mels: usize,
    /// Frames of a crop.
    pub n_frames: usize,
    /// The crops of each song: indices of patches; empty without a recording.
    pub of_song: Vec<Range<usize>>,
    /// patches × (n_mels · n_frames), band by band: natural logarithm of mel power, not
    /// standardised.
    pub values: Matrix,
}

impl FeatureSet {
    /// The songs that have at least one block of a kind in use.
    pub(crate) fn usable(&self, in_use: impl Fn(BlockKind) -> bool) -> Vec<usize> {
        let n = self.duration_secs.len();
        (0..n)
            .filter(|&i| self.blocks.iter().any(|b| in_use(b.kind) && b.present[i]))
            .collect()
    }

    /// The given songs only, in the given order.
    pub(crate) fn select(&self, rows: &[usize]) -> Self {
        let block = |b: &Block| Block {
            values: b.values.select_rows(rows),
            present: rows.iter().map(|&i| b.present[i]).collect(),
            ..b.clone()
        };
        Self {
            blocks: self.blocks.iter().map(block).collect(),
            duration_secs: rows.iter().map(|&i| self.duration_secs[i]).collect(),
            recordings: rows.iter().map(|&i| self.recordings[i].clone()).collect(),
            warnings: self.warnings.clone(),
            n_cached: self.n_cached,
            files_hash: self.files_hash.clone(),
        }
    }

    pub(crate) fn block(&self, id: BlockId) -> Option<&Block> {
        self.named(id.name())
    }

    fn named(&self, name: &str) -> Option<&Block> {
        self.blocks.iter().find(|b| b.name == name)
    }
}
