//! One vector a song from the vectors of its words.

use std::collections::{HashMap, HashSet};

use faer::{Mat, Side};
use rayon::prelude::*;

use super::WordVectors;
use crate::config::Weighting;
use crate::error::{Error, Result};
use crate::matrix::Matrix;
use crate::words::id;

/// `a` of Arora et al.: words of this share of all words count half.
const SIF_A: f64 = 1e-3;

/// The weighted mean of the vectors of each document's words; with [`Weighting::Sif`] less its part
/// along the first principal direction, which all texts share (Arora, Liang & Ma 2017, "A simple
/// but tough-to-beat baseline for sentence embeddings").
///
/// Weights: SIF a/(a + p(w)) with a = 10⁻³ and p(w) the share of a word among all words of the
/// documents; TF-IDF ln((1 + n)/(1 + df)) + 1 as in [`crate::text::TfIdf`]; mean 1. Each occurrence
/// of a word counts. The principal direction is that of the largest singular value of the
/// documents' vectors, not centred, as in the authors' code.
///
/// # Shapes
/// n documents × dimensions, and which documents have a word with a vector; the rows of the others
/// are 0.
///
/// # Errors
/// When the principal direction cannot be computed, which takes numbers that are not finite.
pub(crate) fn song_vectors(
    documents: &[Vec<String>],
    vectors: &WordVectors,
    weighting: Weighting,
) -> Result<(Matrix, Vec<bool>)> {
    let (no_more, known) = (&[], documents);
    let (values, present, ..) = with_later(known, no_more, vectors, weighting)?;
    Ok((values, present))
}

/// The same of `later` documents, by the weights and the direction that [`song_vectors`] has from
/// the `known` ones.
///
/// # Shapes
/// Of the later documents alone.
///
/// # Errors
/// As [`song_vectors`].
pub(crate) fn later_song_vectors(
    known: &[Vec<String>],
    later: &[Vec<String>],
    vectors: &WordVectors,
    weighting: Weighting,
) -> Result<(Matrix, Vec<bool>)> {
    let (.., values, present) = with_later(known, later, vectors, weighting)?;
    Ok((values, present))
}

/// Vectors of the known documents, and of the later ones by what is fitted to the known.
fn with_later(
    known: &[Vec<String>],
    later: &[Vec<String>],
    vectors: &WordVectors,
    weighting: Weighting,
) -> Result<(Matrix, Vec<bool>, Matrix, Vec<bool>)> {
    let weights = weights(known, weighting);
    let (mut of_known, is_known) = means(known, vectors, &weights);
    let (mut of_later, is_later) = means(later, vectors, &weights);
    if weighting == Weighting::Sif {
        let direction = first_direction(&of_known)?;
        remove(&direction, &mut of_known);
        remove(&direction, &mut of_later);
    }
    Ok((of_known, is_known, of_later, is_later))
}

fn means(
    documents: &[Vec<String>],
    vectors: &WordVectors,
    weights: &HashMap<&str, f64>,
) -> (Matrix, Vec<bool>) {
    let rows: Vec<Option<Vec<f32>>> = documents
        .par_iter()
        .map(|d| weighted_mean(d, vectors, weights))
        .collect();
    let present: Vec<bool> = rows.iter().map(Option::is_some).collect();
    let mut values = Matrix::zeros(documents.len(), vectors.n_dims());
    for (i, row) in rows.iter().enumerate() {
        if let Some(row) = row {
            values.row_mut(i).copy_from_slice(row);
        }
    }
    (values, present)
}

/// The weight of each word of the documents.
fn weights(documents: &[Vec<String>], weighting: Weighting) -> HashMap<&str, f64> {
    let mut counts: HashMap<&str, f64> = HashMap::new();
    match weighting {
        Weighting::Sif => documents
            .iter()
            .flatten()
            .for_each(|w| *counts.entry(w).or_default() += 1.0),
        Weighting::Tfidf | Weighting::Mean => {
            for document in documents {
                let distinct: HashSet<&str> = document.iter().map(String::as_str).collect();
                distinct
                    .into_iter()
                    .for_each(|w| *counts.entry(w).or_default() += 1.0);
            }
        }
    }
    let n_words = documents.iter().map(Vec::len).sum::<usize>() as f64;
    let n_documents = documents.iter().filter(|d| !d.is_empty()).count() as f64;
    for count in counts.values_mut() {
        *count = match weighting {
            Weighting::Sif => SIF_A / (SIF_A + *count / n_words),
            Weighting::Tfidf => ((1.0 + n_documents) / (1.0 + *count)).ln() + 1.0,
            Weighting::Mean => 1.0,
        };
    }
    counts
}

/// `None` where no word has a vector.
fn weighted_mean(
    document: &[String],
    vectors: &WordVectors,
    weights: &HashMap<&str, f64>,
) -> Option<Vec<f32>> {
    let mut sum = vec![0.0_f64; vectors.n_dims()];
    let mut n_known = 0;
    for word in document {
        let (Some(vector), Some(&weight)) = (vectors.get(word), weights.get(word.as_str())) else {
            continue;
        };
        sum.iter_mut()
            .zip(vector)
            .for_each(|(sum, v)| *sum += weight * f64::from(*v));
        n_known += 1;
    }
    // As in the authors' code the sum is divided by the number of words, not by that of their
    // weights: a song of frequent words is short, and stays so.
    (n_known > 0).then(|| {
        sum.iter()
            .map(|s| (s / f64::from(n_known)) as f32)
            .collect()
    })
}

/// The first right singular vector of all rows; empty where there is no row.
fn first_direction(x: &Matrix) -> Result<Vec<f64>> {
    let (n, d) = (x.n_rows(), x.n_cols());
    if n == 0 || d == 0 {
        return Ok(Vec::new());
    }
    // By XᵀX, which is d × d however many songs there are; f64 leaves its eigenvectors precise
    // enough for f32 rows.
    let rows = Mat::from_fn(n, d, |i, j| f64::from(x.row(i)[j]));
    let gram = rows.transpose() * &rows;
    let eigen = gram.self_adjoint_eigen(Side::Lower).map_err(|_| {
        Error::stage(
            id::LABELS_BLOCK_VECTORS,
            id::TEXT_SONG_VECTORS_HAVE_NO_PRINCIPAL,
        )
    })?;
    // Eigenvalues rise.
    Ok((0..d).map(|j| eigen.U()[(j, d - 1)]).collect())
}

/// Takes from each row its projection on a direction of length 1.
fn remove(direction: &[f64], x: &mut Matrix) {
    for i in 0..x.n_rows() {
        let row = x.row_mut(i);
        let along: f64 = row
            .iter()
            .zip(direction)
            .map(|(v, u)| f64::from(*v) * u)
            .sum();
        row.iter_mut()
            .zip(direction)
            .for_each(|(v, u)| *v = (f64::from(*v) - along * u) as f32);
    }
}
