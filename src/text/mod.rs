//! Words to numbers: Unicode-safe tokens, TF-IDF, and which language a text is in.

use crate::config::TextConfig;
use crate::matrix::Matrix;

/// Lower-case words of any script: NFC, whole Bangla clusters, Bengali digits mapped, danda and stray joiners dropped.
pub fn tokens(text: &str) -> Vec<String> {
    let _ = text;
    todo!("text room")
}

/// TF-IDF of n documents over a vocabulary.
#[derive(Debug, Clone, PartialEq)]
pub struct TfIdf {
    /// The vocabulary, in column order.
    pub terms: Vec<String>,
    pub idf: Vec<f32>,
    /// n documents × terms, rows of L2 norm 1 (or 0 where no term occurs).
    pub values: Matrix,
}

/// Word n-grams, as scikit-learn's `TfidfVectorizer` on the same tokens. Documents are token lists.
pub fn word_tfidf(documents: &[Vec<String>], config: &TextConfig) -> TfIdf {
    let _ = (documents, config);
    todo!("text room")
}

/// Character n-grams within words, as scikit-learn's `analyzer="char_wb"` on the same tokens joined by spaces.
pub fn char_tfidf(documents: &[Vec<String>], config: &TextConfig) -> TfIdf {
    let _ = (documents, config);
    todo!("text room")
}

/// The language of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Detected {
    /// ISO 639-1 code, or `mixed` when Bangla and another language both have a real share.
    pub code: String,
    /// Share of words in Bengali script, 0 to 1.
    pub bangla_share: f32,
}

/// `None` when there are too few words to tell.
pub fn detect_language(text: &str) -> Option<Detected> {
    let _ = text;
    todo!("text room")
}
