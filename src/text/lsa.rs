//! Latent semantic analysis: what texts are about, by which of their words stand together
//! (Deerwester et al. 1990).
//!
//! TF-IDF of words and of letter sequences, half each, so that a word is also found in its
//! inflected forms; and its singular vectors, found by subspace iteration on a random start (Halko,
//! Martinsson & Tropp 2011), which takes a time in proportion to the words, however many songs there
//! are. A query is folded in: its words are laid along the same directions.

use faer::{Mat, Side};
use rayon::prelude::*;

use super::tfidf::{TfIdf, char_tfidf, word_tfidf};
use crate::config::TextConfig;
use crate::error::{Error, Result};
use crate::job::Reporter;
use crate::matrix::{Matrix, dot};
use crate::random::splitmix64;
use crate::words::id;

/// Directions that are kept; 100 to 300 are usual. Of fewer than 200 texts half as many as there are
/// texts: with as many, words that stand together would not be told from the same word.
const MOST_DIRECTIONS: usize = 100;
/// So many times more are looked for than are kept, so that those that are come out right; of fewer
/// than 200 texts all there are.
const SPARE: usize = 2;
const N_ITERATIONS: usize = 6;
/// Numbers of the TF-IDF of all songs: 256 MiB.
const MOST_NUMBERS: usize = 1 << 26;
/// Of each kind, as long as there is room.
const MOST_TERMS: usize = 20_000;

/// Texts along the directions of their words.
pub(crate) struct Lsa {
    config: TextConfig,
    /// Words, then letter sequences; their tables are empty.
    terms: [TfIdf; 2],
    /// Along each direction, for each term.
    directions: Vec<Vec<f64>>,
    /// n × k; rows of norm 1, or 0 where a text has no term.
    documents: Matrix,
}

/// The weights of the terms of one text.
type Sparse = Vec<(usize, f64)>;

impl Lsa {
    /// Learns the directions of texts that are given as their words. `None` where no word is in
    /// them.
    ///
    /// # Errors
    /// [`Error::Cancelled`], or that the directions cannot be computed, which takes numbers that
    /// are not finite.
    pub(crate) fn fit(documents: &[Vec<String>], reporter: &Reporter) -> Result<Option<Self>> {
        let room = (MOST_NUMBERS / documents.len().max(1)).clamp(1, MOST_TERMS);
        // A word that is in one song alone is the one that somebody looks for.
        let config = TextConfig {
            word_ngrams: [1, 1],
            char_ngrams: [3, 5],
            min_df: 1,
            max_df: 1.0,
            max_words: room,
            max_chars: room,
            sublinear_tf: true,
            ..TextConfig::default()
        };
        let words = word_tfidf(documents, &config);
        reporter.checkpoint()?;
        let letters = char_tfidf(documents, &config);
        reporter.checkpoint()?;
        if words.terms.is_empty() {
            return Ok(None);
        }
        let n_words = words.terms.len();
        let rows: Vec<Sparse> = (0..documents.len())
            .map(|i| {
                halves(
                    sparse(words.values.row(i)),
                    sparse(letters.values.row(i)),
                    n_words,
                )
            })
            .collect();
        let n_terms = n_words + letters.terms.len();
        let directions = directions(&rows, n_terms, reporter)?;
        let mut laid = Matrix::zeros(rows.len(), directions.len());
        for (i, row) in rows.iter().enumerate() {
            let along = unit(along(row, &directions));
            let both = laid.row_mut(i).iter_mut().zip(along);
            both.for_each(|(to, v)| *to = v as f32);
        }
        let bare = |terms: TfIdf| TfIdf {
            values: Matrix::default(),
            ..terms
        };
        Ok(Some(Self {
            config,
            terms: [bare(words), bare(letters)],
            directions,
            documents: laid,
        }))
    }

    /// Cosine of each text with a query of these words, −1 to 1; `None` where none of them, and no
    /// part of them, is in the texts.
    pub(crate) fn similarities(&self, query: &[String]) -> Option<Vec<f32>> {
        let [words, letters] = &self.terms;
        let row = halves(
            words.of_words(query, &self.config),
            letters.of_letters(query, &self.config),
            words.terms.len(),
        );
        let query = unit(along(&row, &self.directions));
        let is_known = query.iter().any(|v| *v != 0.0);
        let cosine = |row: &[f32]| {
            let both = row.iter().zip(&query);
            both.map(|(a, b)| f64::from(*a) * b).sum::<f64>() as f32
        };
        is_known.then(|| self.documents.rows().map(cosine).collect())
    }

    /// The words of these that are in the texts as they are written.
    pub(crate) fn known<'a>(&self, query: &'a [String]) -> Vec<&'a str> {
        let terms = &self.terms[0].terms;
        let is_known = |word: &&String| terms.binary_search(word).is_ok();
        query.iter().filter(is_known).map(String::as_str).collect()
    }
}

fn sparse(row: &[f32]) -> Sparse {
    let terms = row.iter().enumerate().filter(|(_, v)| **v != 0.0);
    terms.map(|(j, v)| (j, f64::from(*v))).collect()
}

/// Both side by side, each with half of the weight.
fn halves(words: Sparse, letters: Sparse, n_words: usize) -> Sparse {
    let letters = letters.into_iter().map(|(j, v)| (n_words + j, v));
    let all = words.into_iter().chain(letters);
    all.map(|(j, v)| (j, v * std::f64::consts::FRAC_1_SQRT_2))
        .collect()
}

fn along(row: &Sparse, directions: &[Vec<f64>]) -> Vec<f64> {
    let dot = |direction: &Vec<f64>| row.iter().map(|(j, v)| v * direction[*j]).sum();
    directions.iter().map(dot).collect()
}

fn unit(mut vector: Vec<f64>) -> Vec<f64> {
    let norm = vector.iter().map(|v| v * v).sum::<f64>().sqrt();
    if norm > f64::EPSILON {
        vector.iter_mut().for_each(|v| *v /= norm);
    } else {
        vector.fill(0.0);
    }
    vector
}

/// The right singular vectors of the largest singular values, largest first.
fn directions(rows: &[Sparse], n_terms: usize, reporter: &Reporter) -> Result<Vec<Vec<f64>>> {
    let n_wanted = MOST_DIRECTIONS.min(rows.len().div_ceil(2)).min(n_terms);
    let n_columns = (SPARE * n_wanted).min(rows.len()).min(n_terms);
    let over_rows = |column: &Vec<f64>| -> Vec<f64> {
        let dot = |row: &Sparse| row.iter().map(|(j, v)| v * column[*j]).sum();
        rows.iter().map(dot).collect()
    };
    let over_terms = |column: &Vec<f64>| -> Vec<f64> {
        let mut sum = vec![0.0; n_terms];
        for (row, by) in rows.iter().zip(column) {
            row.iter().for_each(|(j, v)| sum[*j] += v * by);
        }
        sum
    };
    let random = |c: usize| -> Vec<f64> {
        let number = |j: usize| splitmix64((c * n_terms + j) as u64) as i64 as f64;
        (0..n_terms).map(|j| number(j) / i64::MAX as f64).collect()
    };
    let mut columns: Vec<Vec<f64>> = (0..n_columns).into_par_iter().map(random).collect();
    for _ in 0..N_ITERATIONS {
        reporter.checkpoint()?;
        let basis = orthonormal(columns.par_iter().map(over_rows).collect());
        columns = basis.par_iter().map(over_terms).collect();
    }
    let n = columns.len();
    let products: Vec<Vec<f64>> = columns
        .par_iter()
        .map(|a| columns.iter().map(|b| dot(a, b)).collect())
        .collect();
    let gram = Mat::from_fn(n, n, |i, j| products[i][j]);
    let eigen = gram
        .self_adjoint_eigen(Side::Lower)
        .map_err(|_| Error::stage(id::SESSION_SEARCH, id::TEXT_SONG_VECTORS_HAVE_NO_PRINCIPAL))?;
    let turned = |c: usize| -> Vec<f64> {
        let mut sum = vec![0.0; n_terms];
        for (k, column) in columns.iter().enumerate() {
            // Eigenvalues rise.
            let by = eigen.U()[(k, n - 1 - c)];
            let both = sum.iter_mut().zip(column);
            both.for_each(|(sum, v)| *sum += by * v);
        }
        sum
    };
    let turned: Vec<Vec<f64>> = (0..n_wanted.min(n)).into_par_iter().map(turned).collect();
    let largest = turned.first().map_or(0.0, |first| dot(first, first));
    let carries = |direction: &Vec<f64>| dot(direction, direction) > 1e-10 * largest;
    Ok(turned.into_iter().filter(carries).map(unit).collect())
}

/// The same span by columns of norm 1 that stand upright on each other; what lies in the span of
/// those before is left out. Twice, for rounding undoes what one pass makes.
fn orthonormal(columns: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let mut basis: Vec<Vec<f64>> = Vec::with_capacity(columns.len());
    for mut column in columns {
        let before = dot(&column, &column);
        for _ in 0..2 {
            for known in &basis {
                let by = dot(&column, known);
                let both = column.iter_mut().zip(known);
                both.for_each(|(v, known)| *v -= by * known);
            }
        }
        if dot(&column, &column) > 1e-20 * before {
            basis.push(unit(column));
        }
    }
    basis
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    /// By scikit-learn: `tests/golden/text/lsa.py`.
    #[derive(Deserialize)]
    struct Golden {
        documents: Vec<Vec<String>>,
        queries: Vec<Query>,
    }

    #[derive(Deserialize)]
    struct Query {
        words: Vec<String>,
        cosines: Vec<f32>,
    }

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_string).collect()
    }

    #[test]
    fn cosines_are_those_of_scikit_learn() {
        let text = include_str!("../../tests/golden/text/lsa.json");
        let golden: Golden = serde_json::from_str(text).unwrap();
        let lsa = Lsa::fit(&golden.documents, &Reporter::silent())
            .unwrap()
            .unwrap();
        for query in &golden.queries {
            let found = lsa.similarities(&query.words).unwrap();
            for (i, (found, wanted)) in found.iter().zip(&query.cosines).enumerate() {
                let off = (found - wanted).abs();
                assert!(off < 1e-4, "{:?}, text {i}: {found} {wanted}", query.words);
            }
        }
    }

    #[test]
    fn a_text_is_found_by_its_words_and_by_words_that_stand_beside_them() {
        let documents = [
            words("rain falls on the river"),
            words("the storm brings rain"),
            words("sun and sand and sea"),
            words("বৃষ্টি নামে নদীর বুকে"),
            Vec::new(),
        ];
        let lsa = Lsa::fit(&documents, &Reporter::silent()).unwrap().unwrap();
        let of = |query: &str| lsa.similarities(&words(query)).unwrap();
        let rain = of("rain");
        assert!(
            rain[0] > 0.2 && rain[1] > 0.2 && rain[2].abs() < 1e-3,
            "{rain:?}"
        );
        // Inflected, and in another script.
        let river = of("নদী বৃষ্টির");
        assert!(river[3] > 0.5 && river[0].abs() < 1e-3, "{river:?}");
        assert_eq!(river[4], 0.0, "a song without words");
        assert!(lsa.similarities(&words("xyzzy")).is_none());
        assert_eq!(lsa.known(&words("rain xyzzy")), ["rain"]);
        assert!(
            Lsa::fit(&[Vec::new()], &Reporter::silent())
                .unwrap()
                .is_none()
        );
    }
}
