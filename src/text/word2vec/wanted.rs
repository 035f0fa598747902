//! The vectors of the words that are wanted, out of a file that holds millions.

use std::collections::HashMap;

use super::WordVectors;
use crate::matrix::Matrix;
use crate::text::fold;

/// The words that are looked for, and what was found.
pub(super) struct Wanted {
    words: Vec<String>,
    index: HashMap<String, usize>,
    /// A vector, and whether it was that of the exact spelling.
    found: Vec<Option<(Vec<f32>, bool)>>,
}

impl Wanted {
    pub(super) fn of(documents: &[Vec<String>]) -> Self {
        let (mut words, mut index) = (Vec::new(), HashMap::new());
        for word in documents.iter().flatten() {
            index.entry(word.clone()).or_insert_with(|| {
                words.push(word.clone());
                words.len() - 1
            });
        }
        let found = vec![None; words.len()];
        Self {
            words,
            index,
            found,
        }
    }

    pub(super) fn words(&self) -> &[String] {
        &self.words
    }

    /// Where the vector of a word of the file belongs, if it is wanted: its index, and whether the
    /// spelling is exact.
    pub(super) fn place(&self, word: &str) -> Option<(usize, bool)> {
        let at = *self
            .index
            .get(word)
            .or_else(|| self.index.get(&fold(word)))?;
        let exact = self.words[at] == word;
        match &self.found[at] {
            Some((_, true)) => None,
            Some((_, false)) if !exact => None,
            _ => Some((at, exact)),
        }
    }

    pub(super) fn put(&mut self, (at, exact): (usize, bool), vector: Vec<f32>) {
        self.found[at] = Some((vector, exact));
    }

    pub(super) fn into_vectors(self, n_dims: usize) -> WordVectors {
        let (mut words, mut values) = (Vec::new(), Vec::new());
        for (word, found) in self.words.into_iter().zip(self.found) {
            if let Some((vector, _)) = found {
                words.push(word);
                values.extend(vector);
            }
        }
        let vectors = Matrix::new(words.len(), n_dims, values);
        WordVectors::new(words, vectors)
    }
}
