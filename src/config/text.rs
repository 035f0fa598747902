//! Settings of lyric features.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TextConfig {
    /// Lyrics in Bengali script are written in Latin letters first, so that songs are not told
    /// apart by their script.
    pub romanise: bool,
    /// TF-IDF of words and of letters.
    pub tfidf: bool,
    /// Shortest and longest word n-gram. `[0, 0]` leaves words out.
    pub word_ngrams: [usize; 2],
    /// Shortest and longest character n-gram within words. `[0, 0]` leaves characters out.
    pub char_ngrams: [usize; 2],
    /// A term must occur in at least this many lyrics.
    pub min_df: usize,
    /// A term in more than this share of the lyrics is dropped.
    pub max_df: f32,
    /// At most this many word terms, the most frequent first.
    pub max_words: usize,
    /// At most this many character terms, the most frequent first.
    pub max_chars: usize,
    /// 1 + ln(tf) in place of tf.
    pub sublinear_tf: bool,
    pub vectors: VectorsConfig,
    pub sentences: SentencesConfig,
}

impl Default for TextConfig {
    fn default() -> Self {
        Self {
            romanise: false,
            tfidf: true,
            word_ngrams: [1, 2],
            char_ngrams: [2, 4],
            min_df: 2,
            max_df: 0.9,
            max_words: 500,
            max_chars: 500,
            sublinear_tf: true,
            vectors: VectorsConfig::default(),
            sentences: SentencesConfig::default(),
        }
    }
}

/// How the vectors of a song's words become one vector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weighting {
    /// Smooth inverse frequency, and the first principal direction taken out (Arora, Liang & Ma
    /// 2017).
    Sif,
    /// Each word by its inverse document frequency.
    Tfidf,
    /// All words alike.
    Mean,
}

/// Word vectors: skip-gram with negative sampling, learnt from the library's own lyrics or read
/// from a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct VectorsConfig {
    pub on: bool,
    /// Pretrained vectors (word2vec text or binary, fastText text or `.bin`); none trains on the
    /// lyrics.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<PathBuf>,
    pub weighting: Weighting,
    pub n_dims: usize,
    /// Words to each side that are predicted, at most.
    pub window: usize,
    /// Noise words for each predicted one.
    pub negative: usize,
    pub n_epochs: usize,
    /// A word must occur this often.
    pub min_count: usize,
    /// Words more frequent than this share are thinned out; 0 for none.
    pub sample: f64,
    pub learning_rate: f32,
}

impl Default for VectorsConfig {
    fn default() -> Self {
        Self {
            on: false,
            file: None,
            weighting: Weighting::Sif,
            n_dims: 100,
            window: 5,
            negative: 5,
            n_epochs: 20,
            min_count: 2,
            sample: 1e-3,
            learning_rate: 0.025,
        }
    }
}

/// A sentence transformer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct SentencesConfig {
    pub on: bool,
    /// A folder in the layout of sentence-transformers, or the name of a model to fetch into the
    /// cache.
    pub model: String,
    /// Tokens of a window into which long lyrics are cut; 0 for as many as the model takes.
    pub window_tokens: usize,
}
