//! Term frequency times inverse document frequency, as scikit-learn's `TfidfVectorizer` computes
//! it.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::config::TextConfig;
use crate::matrix::Matrix;

/// TF-IDF of n documents over a vocabulary.
#[derive(Debug, Clone, PartialEq)]
pub struct TfIdf {
    /// The vocabulary in column order: sorted by code point.
    pub(crate) terms: Vec<String>,
    /// ln((1 + n) / (1 + df)) + 1 of each term, n counting the documents that are not empty.
    pub(crate) idf: Vec<f32>,
    /// n documents × terms, rows of L2 norm 1 (or 0 where no term occurs).
    pub(crate) values: Matrix,
}

/// Word n-grams, joined by spaces: `TfidfVectorizer(ngram_range=…)` on the same tokens
/// (scikit-learn 1.7).
pub fn word_tfidf(documents: &[Vec<String>], config: &TextConfig) -> TfIdf {
    tfidf(
        documents,
        |words, each| word_ngrams(words, config.word_ngrams, each),
        config.max_words,
        config,
    )
}

/// Character n-grams within words, each word between spaces: `analyzer="char_wb"` on the same
/// tokens joined by spaces.
pub(crate) fn char_tfidf(documents: &[Vec<String>], config: &TextConfig) -> TfIdf {
    tfidf(
        documents,
        |words, each| char_ngrams(words, config.char_ngrams, each),
        config.max_chars,
        config,
    )
}

impl TfIdf {
    /// Rows of further documents in the columns of this vocabulary, as `TfidfVectorizer.transform`.
    ///
    /// # Shapes
    /// n documents × terms.
    pub(crate) fn words_of(&self, documents: &[Vec<String>], config: &TextConfig) -> Matrix {
        let grams = |words: &[String], each: Each<'_>| word_ngrams(words, config.word_ngrams, each);
        rows(documents, grams, &self.terms, &self.idf, config)
    }

    /// The same of a vocabulary of letter sequences.
    pub(crate) fn letters_of(&self, documents: &[Vec<String>], config: &TextConfig) -> Matrix {
        let grams = |words: &[String], each: Each<'_>| char_ngrams(words, config.char_ngrams, each);
        rows(documents, grams, &self.terms, &self.idf, config)
    }

    /// Of another text, by the vocabulary and document frequencies that are here: the places of its
    /// terms and their weights, of L2 norm 1.
    pub(super) fn of_words(&self, words: &[String], config: &TextConfig) -> Vec<(usize, f64)> {
        let mut counts = HashMap::new();
        word_ngrams(words, config.word_ngrams, &mut |gram| {
            self.count(gram, &mut counts);
        });
        self.weighed(counts, config)
    }

    /// The same of a vocabulary of letter sequences.
    pub(super) fn of_letters(&self, words: &[String], config: &TextConfig) -> Vec<(usize, f64)> {
        let mut counts = HashMap::new();
        char_ngrams(words, config.char_ngrams, &mut |gram| {
            self.count(gram, &mut counts);
        });
        self.weighed(counts, config)
    }

    fn count(&self, gram: &str, counts: &mut HashMap<usize, u32>) {
        if let Ok(term) = self.terms.binary_search_by(|term| term.as_str().cmp(gram)) {
            *counts.entry(term).or_default() += 1;
        }
    }

    fn weighed(&self, counts: HashMap<usize, u32>, config: &TextConfig) -> Vec<(usize, f64)> {
        let weight = |(term, count): (usize, u32)| {
            let weight = term_frequency(count, config) * f64::from(self.idf[term]);
            (term, weight)
        };
        let mut weights: Vec<(usize, f64)> = counts.into_iter().map(weight).collect();
        weights.sort_unstable_by_key(|(term, _)| *term);
        let norm = weights.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
        weights.iter_mut().for_each(|(_, w)| *w /= norm);
        weights
    }
}

fn term_frequency(count: u32, config: &TextConfig) -> f64 {
    match config.sublinear_tf {
        true => 1.0 + f64::from(count).ln(),
        false => f64::from(count),
    }
}

/// Takes every n-gram of a document.
type Each<'a> = &'a mut dyn FnMut(&str);

fn word_ngrams(words: &[String], [low, high]: [usize; 2], each: Each<'_>) {
    let mut gram = String::new();
    for window in (low..=high).flat_map(|n| words.windows(n)) {
        gram.clear();
        for (i, word) in window.iter().enumerate() {
            if i > 0 {
                gram.push(' ');
            }
            gram.push_str(word);
        }
        each(&gram);
    }
}

fn char_ngrams(words: &[String], [low, high]: [usize; 2], each: Each<'_>) {
    let (mut padded, mut starts) = (String::new(), Vec::new());
    for word in words {
        padded.clear();
        padded.extend([" ", word.as_str(), " "]);
        starts.clear();
        starts.extend(padded.char_indices().map(|(at, _)| at));
        let n_chars = starts.len();
        starts.push(padded.len());
        for n in low..=high {
            if n_chars <= n {
                // A word no longer than n counts once, whole, and not again for longer n.
                each(&padded);
                break;
            }
            for first in 0..=n_chars - n {
                each(&padded[starts[first]..starts[first + n]]);
            }
        }
    }
}

/// Of one term, over the documents counted so far.
#[derive(Default)]
struct Counts {
    documents: usize,
    times: u64,
    /// The document it was last seen in, from 1.
    last: usize,
}

/// What a library of any size takes while it is counted is its vocabulary, not its documents: those
/// are read a second time for the terms that are kept.
fn tfidf(
    documents: &[Vec<String>],
    grams: impl Fn(&[String], Each<'_>) + Sync,
    max_terms: usize,
    config: &TextConfig,
) -> TfIdf {
    let of_term = counted(documents, &grams);
    let n_documents = documents.iter().filter(|d| !d.is_empty()).count();
    let most = f64::from(config.max_df) * n_documents as f64;
    let mut kept: Vec<(String, usize, u64)> = of_term
        .into_iter()
        .map(|(term, counts)| (term, counts.documents, counts.times))
        .filter(|&(_, df, _)| df >= config.min_df && df as f64 <= most)
        .collect();
    kept.sort_unstable_by(|a, b| b.2.cmp(&a.2).then(a.0.cmp(&b.0)));
    kept.truncate(max_terms);
    kept.sort_unstable_by(|a, b| a.0.cmp(&b.0));

    let idf: Vec<f32> = kept
        .iter()
        .map(|&(_, df, _)| (((1 + n_documents) as f64 / (1 + df) as f64).ln() + 1.0) as f32)
        .collect();
    let terms: Vec<String> = kept.into_iter().map(|(term, ..)| term).collect();
    let values = rows(documents, grams, &terms, &idf, config);
    TfIdf { terms, idf, values }
}

fn rows(
    documents: &[Vec<String>],
    grams: impl Fn(&[String], Each<'_>) + Sync,
    terms: &[String],
    idf: &[f32],
    config: &TextConfig,
) -> Matrix {
    let column: HashMap<&str, usize> = terms
        .iter()
        .enumerate()
        .map(|(j, term)| (term.as_str(), j))
        .collect();
    let mut values = Matrix::zeros(documents.len(), terms.len());
    values
        .as_mut_slice()
        .par_chunks_mut(terms.len().max(1))
        .zip(documents)
        .for_each(|(row, words)| {
            let mut counts = vec![0u32; row.len()];
            grams(words, &mut |gram| {
                if let Some(&j) = column.get(gram) {
                    counts[j] += 1;
                }
            });
            for ((value, &count), idf) in row.iter_mut().zip(&counts).zip(idf) {
                if count > 0 {
                    let tf = term_frequency(count, config);
                    *value = (tf * f64::from(*idf)) as f32;
                }
            }
            normalise(row);
        });
    values
}

/// Sums of whole numbers: the same however the documents are dealt to threads.
fn counted(
    documents: &[Vec<String>],
    grams: &(impl Fn(&[String], Each<'_>) + Sync),
) -> HashMap<String, Counts> {
    let add = |mut all: HashMap<String, Counts>, (i, words): (usize, &Vec<String>)| {
        grams(words, &mut |gram| {
            let counts = match all.get_mut(gram) {
                Some(counts) => counts,
                None => all.entry(gram.to_string()).or_default(),
            };
            counts.times += 1;
            counts.documents += usize::from(counts.last != i + 1);
            counts.last = i + 1;
        });
        all
    };
    let merge = |a: HashMap<String, Counts>, b: HashMap<String, Counts>| {
        let (mut large, small) = if a.len() < b.len() { (b, a) } else { (a, b) };
        for (term, counts) in small {
            let sum = large.entry(term).or_default();
            sum.documents += counts.documents;
            sum.times += counts.times;
        }
        large
    };
    documents
        .par_iter()
        .enumerate()
        .fold(HashMap::new, add)
        .reduce(HashMap::new, merge)
}

fn normalise(row: &mut [f32]) {
    let norm = row
        .iter()
        .map(|v| f64::from(*v).powi(2))
        .sum::<f64>()
        .sqrt();
    if norm > 0.0 {
        row.iter_mut()
            .for_each(|v| *v = (f64::from(*v) / norm) as f32);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn golden() -> Value {
        let text = std::fs::read_to_string("tests/golden/text/tfidf.json").unwrap();
        serde_json::from_str(&text).unwrap()
    }

    fn documents(golden: &Value) -> Vec<Vec<String>> {
        let list = |v: &Value| {
            v.as_array()
                .unwrap()
                .iter()
                .map(|w| w.as_str().unwrap().to_string())
                .collect()
        };
        golden["documents"]
            .as_array()
            .unwrap()
            .iter()
            .map(list)
            .collect()
    }

    #[track_caller]
    fn compare(ours: &TfIdf, golden: &Value) {
        let terms: Vec<&str> = golden["terms"]
            .as_array()
            .unwrap()
            .iter()
            .map(|t| t.as_str().unwrap())
            .collect();
        assert_eq!(ours.terms, terms);
        for (j, idf) in golden["idf"].as_array().unwrap().iter().enumerate() {
            assert!((f64::from(ours.idf[j]) - idf.as_f64().unwrap()).abs() < 1e-6);
        }
        let mut expected = Matrix::zeros(ours.values.n_rows(), terms.len());
        for cell in golden["cells"].as_array().unwrap() {
            let at = |k: usize| cell[k].as_u64().unwrap() as usize;
            expected.row_mut(at(0))[at(1)] = cell[2].as_f64().unwrap() as f32;
        }
        for (a, b) in ours.values.as_slice().iter().zip(expected.as_slice()) {
            assert!((a - b).abs() < 1e-6, "{a} {b}");
        }
    }

    #[test]
    fn equals_scikit_learn_on_the_same_tokens() {
        let golden = golden();
        let documents = documents(&golden);
        for case in golden["cases"].as_array().unwrap() {
            let pair = |name: &str| [0, 1].map(|k| case[name][k].as_u64().unwrap() as usize);
            let most = case["max_features"]
                .as_u64()
                .map_or(usize::MAX, |m| m as usize);
            let config = TextConfig {
                word_ngrams: pair("ngrams"),
                char_ngrams: pair("ngrams"),
                min_df: case["min_df"].as_u64().unwrap() as usize,
                max_df: case["max_df"].as_f64().unwrap() as f32,
                max_words: most,
                max_chars: most,
                sublinear_tf: case["sublinear"].as_bool().unwrap(),
                ..TextConfig::default()
            };
            let ours = match case["analyzer"].as_str().unwrap() {
                "word" => word_tfidf(&documents, &config),
                _ => char_tfidf(&documents, &config),
            };
            compare(&ours, case);
        }
    }

    #[test]
    fn documents_without_words_are_rows_of_zero_and_change_nothing() {
        let words = |s: &str| {
            s.split(' ')
                .filter(|w| !w.is_empty())
                .map(str::to_string)
                .collect::<Vec<_>>()
        };
        let config = TextConfig {
            min_df: 1,
            max_df: 1.0,
            ..TextConfig::default()
        };
        let with: Vec<_> = ["a b", "", "b c", ""].map(words).into();
        let without: Vec<_> = ["a b", "b c"].map(words).into();
        let (with, without) = (word_tfidf(&with, &config), word_tfidf(&without, &config));
        assert_eq!(with.idf, without.idf);
        assert_eq!(with.values.select_rows(&[0, 2]), without.values);
        assert!(with.values.row(1).iter().all(|v| *v == 0.0));
    }

    #[test]
    fn no_documents_and_no_terms_are_empty_tables() {
        let config = TextConfig::default();
        assert_eq!(word_tfidf(&[], &config).terms.len(), 0);
        assert_eq!(char_tfidf(&[vec![], vec![]], &config).values.n_rows(), 2);
    }
}
