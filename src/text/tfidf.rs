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
    pub terms: Vec<String>,
    /// ln((1 + n) / (1 + df)) + 1 of each term, n counting the documents that are not empty.
    pub idf: Vec<f32>,
    /// n documents × terms, rows of L2 norm 1 (or 0 where no term occurs).
    pub values: Matrix,
}

/// Word n-grams, joined by spaces: `TfidfVectorizer(ngram_range=…)` on the same tokens
/// (scikit-learn 1.7).
pub fn word_tfidf(documents: &[Vec<String>], config: &TextConfig) -> TfIdf {
    tfidf(
        documents,
        |words| word_ngrams(words, config.word_ngrams),
        config.max_words,
        config,
    )
}

/// Character n-grams within words, each word between spaces: `analyzer="char_wb"` on the same
/// tokens joined by spaces.
pub fn char_tfidf(documents: &[Vec<String>], config: &TextConfig) -> TfIdf {
    tfidf(
        documents,
        |words| char_ngrams(words, config.char_ngrams),
        config.max_chars,
        config,
    )
}

fn word_ngrams(words: &[String], [low, high]: [usize; 2]) -> Vec<String> {
    (low..=high)
        .flat_map(|n| words.windows(n).map(|w| w.join(" ")))
        .collect()
}

fn char_ngrams(words: &[String], [low, high]: [usize; 2]) -> Vec<String> {
    let mut grams = Vec::new();
    for word in words {
        let padded: Vec<char> = std::iter::once(' ')
            .chain(word.chars())
            .chain([' '])
            .collect();
        for n in low..=high {
            if padded.len() <= n {
                // A word no longer than n counts once, whole, and not again for longer n.
                grams.push(padded.iter().collect());
                break;
            }
            grams.extend(padded.windows(n).map(|w| w.iter().collect::<String>()));
        }
    }
    grams
}

fn tfidf(
    documents: &[Vec<String>],
    grams: impl Fn(&[String]) -> Vec<String> + Sync,
    max_terms: usize,
    config: &TextConfig,
) -> TfIdf {
    let counts: Vec<HashMap<String, u32>> = documents.par_iter().map(|d| count(grams(d))).collect();
    let n_documents = documents.iter().filter(|d| !d.is_empty()).count();

    let mut of_term: HashMap<&str, (usize, u64)> = HashMap::new();
    for (term, count) in counts.iter().flatten() {
        let (df, tf) = of_term.entry(term).or_default();
        *df += 1;
        *tf += u64::from(*count);
    }
    let most = f64::from(config.max_df) * n_documents as f64;
    let mut kept: Vec<(&str, usize, u64)> = of_term
        .into_iter()
        .filter(|&(_, (df, _))| df >= config.min_df && df as f64 <= most)
        .map(|(term, (df, tf))| (term, df, tf))
        .collect();
    kept.sort_unstable_by(|a, b| b.2.cmp(&a.2).then(a.0.cmp(b.0)));
    kept.truncate(max_terms);
    kept.sort_unstable_by(|a, b| a.0.cmp(b.0));

    let idf: Vec<f32> = kept
        .iter()
        .map(|&(_, df, _)| (((1 + n_documents) as f64 / (1 + df) as f64).ln() + 1.0) as f32)
        .collect();
    let column: HashMap<&str, usize> = kept
        .iter()
        .enumerate()
        .map(|(j, (term, ..))| (*term, j))
        .collect();
    let mut values = Matrix::zeros(documents.len(), kept.len());
    for (i, counts) in counts.iter().enumerate() {
        let row = values.row_mut(i);
        for (term, &count) in counts {
            if let Some(&j) = column.get(term.as_str()) {
                let tf = if config.sublinear_tf {
                    1.0 + f64::from(count).ln()
                } else {
                    f64::from(count)
                };
                row[j] = (tf * f64::from(idf[j])) as f32;
            }
        }
        normalise(row);
    }
    TfIdf {
        terms: kept.iter().map(|(term, ..)| (*term).to_string()).collect(),
        idf,
        values,
    }
}

fn count(grams: Vec<String>) -> HashMap<String, u32> {
    let mut counts = HashMap::new();
    for gram in grams {
        *counts.entry(gram).or_insert(0) += 1;
    }
    counts
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
