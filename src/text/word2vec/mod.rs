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

use crate::matrix::Matrix;

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

    pub(crate) fn n_dims(&self) -> usize {
        self.vectors.n_cols()
    }

    pub(crate) fn get(&self, word: &str) -> Option<&[f32]> {
        self.row_of.get(word).map(|&row| self.vectors.row(row))
    }
}
