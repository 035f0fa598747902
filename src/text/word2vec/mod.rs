//! Word vectors: learnt from the library's own lyrics, or read from a file; and one vector a song
//! made of them.

mod wanted;
mod fasttext;
mod file;
mod vocabulary;
mod schedule;
mod song;
mod train;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::matrix::{Matrix, cosine};

pub(crate) use file::load_vectors;
pub(crate) use song::{later_song_vectors, song_vectors};
pub use train::train_vectors;

/// A vector for each of some words.
#[derive(Debug, Clone, PartialEq)]
pub struct WordVectors {
    words: Vec<String>,
    row_of: HashMap<String, usize>,
    /// words × dimensions.
    vectors: Matrix,
}

impl WordVectors {
    /// Row i belongs to word i; no word stands twice.
    pub(super) fn new(words: Vec<String>, vectors: Matrix) -> Self {
        debug_assert_eq!(words.len(), vectors.n_rows());
        let row_of = words
            .iter()
            .enumerate()
            .map(|(i, word)| (word.clone(), i))
            .collect();
        Self {
            words,
            row_of,
            vectors,
        }
    }

    /// In row order: by falling frequency where they were learnt, as first met in the lyrics where
    /// they were read.
    pub(crate) fn words(&self) -> &[String] {
        &self.words
    }

    pub(crate) fn n_dims(&self) -> usize {
        self.vectors.n_cols()
    }

    pub(crate) fn get(&self, word: &str) -> Option<&[f32]> {
        self.row_of.get(word).map(|&row| self.vectors.row(row))
    }

    /// The `n` words whose vectors have the largest cosine with that of `word`, the nearest first;
    /// none for a word without a vector.
    pub(crate) fn nearest(&self, word: &str, n: usize) -> Vec<(&str, f32)> {
        let Some(wanted) = self.get(word) else {
            return Vec::new();
        };
        let mut all: Vec<(&str, f32)> = (self
            .words
            .iter()
            .map(String::as_str)
            .zip(self.vectors.rows()))
        .filter(|(other, _)| *other != word)
        .map(|(other, vector)| (other, cosine(wanted, vector)))
        .collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        all.truncate(n);
        all
    }
}
