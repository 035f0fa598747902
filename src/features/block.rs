//! Which blocks there are, and what is known of each before it is filled.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::config::{FusionConfig, Keyed};
use crate::matrix::Matrix;
use crate::words::{Text, id};

/// Which modality a block belongs to: its weight is shared among the blocks of its kind.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, VariantArray, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum BlockKind {
    /// Measured or heard in recordings.
    Audio,
    /// Of words.
    Lyrics,
    /// Number columns of the manifest.
    Numbers,
    /// Made elsewhere, of whatever.
    Vectors,
}

impl BlockKind {
    pub(crate) fn label(self) -> Text {
        match self {
            BlockKind::Audio => id::LABELS_BLOCK_AUDIO,
            BlockKind::Lyrics => id::LABELS_BLOCK_LYRICS,
            BlockKind::Numbers => id::LABELS_BLOCK_NUMBERS,
            BlockKind::Vectors => id::COMMON_READY_VECTORS,
        }
    }
}

/// The blocks that there are, in the order in which they are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, VariantArray, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub(crate) enum BlockId {
    /// Timbre, chroma, rhythm and loudness of a recording.
    Audio,
    /// What a trained network hears in a recording.
    #[strum(serialize = "trained ears")]
    Trained,
    /// What a network that the person brings hears in a recording.
    #[strum(serialize = "own network")]
    Network,
    /// TF-IDF of words.
    #[strum(serialize = "lyric words")]
    LyricWords,
    /// TF-IDF of letter sequences.
    #[strum(serialize = "lyric characters")]
    LyricCharacters,
    /// The song's mean of its words' vectors.
    #[strum(serialize = "lyric vectors")]
    LyricVectors,
    /// By a sentence transformer.
    #[strum(serialize = "lyric sentences")]
    LyricSentences,
    /// Number columns of the user's own table.
    Numbers,
    /// Vectors that another program made.
    #[strum(serialize = "ready vectors")]
    Ready,
}

impl BlockId {
    /// What it is called in results and in saved models.
    pub(crate) fn name(self) -> &'static str {
        self.key()
    }

    pub(crate) fn label(self) -> Text {
        match self {
            BlockId::Audio => id::LABELS_BLOCK_AUDIO,
            BlockId::Trained => id::COMMON_TRAINED_EARS,
            BlockId::Network => id::NETWORK_OWN,
            BlockId::LyricWords => id::LABELS_BLOCK_WORDS,
            BlockId::LyricCharacters => id::LABELS_BLOCK_CHARACTERS,
            BlockId::LyricVectors => id::LABELS_BLOCK_VECTORS,
            BlockId::LyricSentences => id::LABELS_BLOCK_SENTENCES,
            BlockId::Numbers => id::LABELS_BLOCK_NUMBERS,
            BlockId::Ready => id::COMMON_READY_VECTORS,
        }
    }

    pub(crate) fn kind(self) -> BlockKind {
        match self {
            BlockId::Audio | BlockId::Trained | BlockId::Network => BlockKind::Audio,
            BlockId::LyricWords
            | BlockId::LyricCharacters
            | BlockId::LyricVectors
            | BlockId::LyricSentences => BlockKind::Lyrics,
            BlockId::Numbers => BlockKind::Numbers,
            BlockId::Ready => BlockKind::Vectors,
        }
    }

    pub(crate) fn scaling(self) -> Scaling {
        match self {
            BlockId::Audio
            | BlockId::Trained
            | BlockId::Network
            | BlockId::LyricVectors
            | BlockId::Numbers
            | BlockId::Ready => Scaling::Standardise,
            BlockId::LyricWords | BlockId::LyricCharacters | BlockId::LyricSentences => {
                Scaling::UnitRows
            }
        }
    }
}

impl BlockId {
    /// What it counts beside the others of its kind, which share the weight of their kind.
    pub(crate) fn own_weight(self, config: &FusionConfig) -> f32 {
        match self {
            BlockId::Trained => config.trained_weight,
            BlockId::Network => config.network_weight,
            BlockId::Audio
            | BlockId::LyricWords
            | BlockId::LyricCharacters
            | BlockId::LyricVectors
            | BlockId::LyricSentences
            | BlockId::Numbers
            | BlockId::Ready => 1.0,
        }
    }

    /// True of vectors whose places depend on the language of a song.
    pub(crate) fn is_shifted_by_language(self) -> bool {
        match self {
            BlockId::LyricVectors | BlockId::LyricSentences | BlockId::Ready => true,
            BlockId::Audio
            | BlockId::Trained
            | BlockId::Network
            | BlockId::LyricWords
            | BlockId::LyricCharacters
            | BlockId::Numbers => false,
        }
    }
}

/// How a block's numbers are made comparable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Scaling {
    /// Each column to mean 0 and deviation 1 over the training songs that have the block.
    Standardise,
    /// Rows have L2 norm 1 already (TF-IDF); columns are centred only.
    UnitRows,
}

/// Names of `n` columns that mean nothing by themselves: `vector 1` …
pub(super) fn numbered(name: &str, n: usize) -> Vec<String> {
    (1..=n).map(|i| format!("{name} {i}")).collect()
}

/// Columns that come from one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    pub(crate) name: String,
    pub(crate) kind: BlockKind,
    pub(crate) scaling: Scaling,
    pub(crate) columns: Vec<String>,
    /// n × d, in `units`. Rows of songs without the modality are 0 and marked in `present`.
    pub values: Matrix,
    /// (origin, size) of each column: a raw number is origin + size × value, so that `f32` has
    /// digits left for how songs differ. Empty where the values are raw.
    pub(crate) units: Vec<(f64, f64)>,
    pub(crate) present: Vec<bool>,
    /// Inverse document frequency of each term, by all songs that were extracted together; empty of
    /// what is no terms.
    pub(crate) idf: Vec<f32>,
}

impl Block {
    /// The block of that name, as its rows are made comparable there, raw.
    ///
    /// # Shapes
    /// `values` n × columns, `present` n.
    pub(super) fn of(
        id: BlockId,
        columns: Vec<String>,
        values: Matrix,
        present: Vec<bool>,
    ) -> Self {
        Self {
            name: id.name().to_string(),
            kind: id.kind(),
            scaling: id.scaling(),
            columns,
            values,
            units: Vec::new(),
            present,
            idf: Vec::new(),
        }
    }

    /// (origin, size) of a column.
    pub(crate) fn unit(&self, column: usize) -> (f64, f64) {
        self.units.get(column).copied().unwrap_or((0.0, 1.0))
    }
}
