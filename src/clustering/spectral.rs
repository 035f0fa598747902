//! Spectral clustering: k-means on the smoothest functions over the graph of nearest neighbours.

use faer::diag::Diag;
use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::evd::{ComputeEigenvectors, self_adjoint_evd, self_adjoint_evd_scratch};
use faer::linalg::matmul::matmul;
use faer::{Accum, Mat, MatMut, MatRef, Par};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::neighbours::nearest;
use super::rows::Rows;
use super::{Clusters, Detail, kmeans};
use crate::config::ClusteringConfig;
use crate::error::{Error, Result};
use crate::job::{Reporter, Stage};
use crate::matrix::{Matrix, dot};
use crate::words::{Text, id, say};

const STAGE: Text = id::CLUSTERING_SPECTRAL_CLUSTERING;
/// Up to here the eigenvectors are those of the whole matrix; above, of a filtered subspace.
const MAX_DENSE: usize = 256;
/// Degree of the polynomial that filters a subspace.
const DEGREE: usize = 24;
const MAX_ROUNDS: usize = 400;
/// |M·v − λ·v| at which an eigenvector is found, and the most that is put up with after `MAX_ROUNDS`.
const RESIDUAL: f64 = 1e-8;
const MAX_RESIDUAL: f64 = 1e-4;

/// Spectral clustering (Ng, Jordan and Weiss 2001) as scikit-learn's
/// `SpectralClustering(affinity="nearest_neighbors")`: the graph of the `n_neighbors` nearest (each
/// song counts itself), an edge 1 where both name each other and ½ where one does; the `n_clusters`
/// eigenvectors of the least eigenvalues of its normalised Laplacian, each row divided by the root
/// of its degree (von Luxburg 2007, rather than by its length); k-means on these rows.
///
/// The eigenvectors of more than 256 songs come from subspace iteration with a Chebyshev filter
/// (Zhou and Saad 2007).
///
/// # Errors
/// With fewer rows than clusters, no columns, a number that is not finite, a graph in more pieces
/// than clusters, or eigenvectors that cannot be told apart; or [`Error::Cancelled`].
pub(super) fn spectral(
    x: &Matrix,
    config: &ClusteringConfig,
    seed: u64,
    reporter: &Reporter,
) -> Result<Clusters> {
    let rows = Rows::for_k(x, config.n_clusters, STAGE)?;
    let k = config.n_clusters.min(rows.n_distinct(config.n_clusters));
    if k == 1 {
        return Ok(Clusters::of(x, &vec![Some(0); rows.n], Detail::None));
    }
    let graph = Graph::of(&rows, config.n_neighbors, reporter)?;
    let n_pieces = graph.n_pieces();
    if n_pieces > k {
        let cause = say(id::CLUSTERING_GRAPH_N_NEIGHBOURS_FALLS_INTO)
            .with("n", config.n_neighbors)
            .with("n_pieces", n_pieces)
            .with("k", k);
        return Err(Error::stage(STAGE, cause));
    }
    let vectors = if rows.n <= MAX_DENSE {
        graph.dense(k)?
    } else {
        graph.filtered(k, seed, reporter)?
    };
    // Rows of unit mean square, so that nothing is lost in f32.
    let scale = (rows.n as f64).sqrt();
    let entry = |(at, v): (usize, &f64)| (v * scale / graph.root_degree[at / k]) as f32;
    let embedded = Matrix::new(rows.n, k, vectors.iter().enumerate().map(entry).collect());
    let found = kmeans(
        &embedded,
        &ClusteringConfig {
            n_clusters: k,
            ..config.clone()
        },
        seed,
        reporter,
    )?;
    let raw: Vec<Option<usize>> = found.labels.iter().map(|l| l.map(|l| l as usize)).collect();
    Ok(Clusters::of(x, &raw, Detail::None))
}

/// The symmetric graph, scaled on both sides by 1/√degree: M = I − L, whose largest eigenvalues are
/// wanted.
struct Graph {
    /// Of each song, its neighbours in order, and their entries of M.
    edges: Vec<Vec<(u32, f64)>>,
    root_degree: Vec<f64>,
}

impl Graph {
    fn of(rows: &Rows, n_neighbors: usize, reporter: &Reporter) -> Result<Self> {
        let k = n_neighbors.min(rows.n);
        let lists = nearest(rows, k, reporter)?;
        let mut edges: Vec<Vec<(u32, f64)>> = vec![Vec::new(); rows.n];
        for (i, list) in lists.chunks_exact(k).enumerate() {
            for &(j, _) in list.iter().filter(|(j, _)| *j as usize != i) {
                edges[i].push((j, 0.5));
                edges[j as usize].push((i as u32, 0.5));
            }
        }
        for list in &mut edges {
            list.sort_unstable_by_key(|(j, _)| *j);
            // What is there twice was named by both.
            list.dedup_by(|second, first| {
                let same = first.0 == second.0;
                first.1 += if same { second.1 } else { 0.0 };
                same
            });
        }
        let degree = |list: &Vec<(u32, f64)>| list.iter().map(|(_, weight)| weight).sum::<f64>();
        let root_degree: Vec<f64> = edges
            .iter()
            .map(degree)
            .map(|sum| if sum > 0.0 { sum.sqrt() } else { 1.0 })
            .collect();
        for (i, list) in edges.iter_mut().enumerate() {
            list.iter_mut()
                .for_each(|(j, weight)| *weight /= root_degree[i] * root_degree[*j as usize]);
        }
        Ok(Self { edges, root_degree })
    }

    fn n(&self) -> usize {
        self.edges.len()
    }

    fn n_pieces(&self) -> usize {
        let mut seen = vec![false; self.n()];
        let mut n_pieces = 0;
        for start in 0..self.n() {
            if seen[start] {
                continue;
            }
            n_pieces += 1;
            seen[start] = true;
            let mut open = vec![start];
            while let Some(i) = open.pop() {
                for &(j, _) in &self.edges[i] {
                    if !std::mem::replace(&mut seen[j as usize], true) {
                        open.push(j as usize);
                    }
                }
            }
        }
        n_pieces
    }

    /// Eigenvectors of the `k` largest eigenvalues, n × k.
    fn dense(&self, k: usize) -> Result<Vec<f64>> {
        let n = self.n();
        let mut whole = vec![0.0; n * n];
        for (i, list) in self.edges.iter().enumerate() {
            list.iter()
                .for_each(|&(j, weight)| whole[i * n + j as usize] = weight);
        }
        let (_, vectors) = eigen(&whole, n)?;
        Ok((0..n)
            .flat_map(|i| vectors[i * n..i * n + k].iter().copied())
            .collect())
    }

    /// The same by subspace iteration: a polynomial in M that is large at the wanted eigenvalues
    /// and small at the others is applied to a few more vectors than are wanted, and the best
    /// combinations of these are taken, until they settle.
    fn filtered(&self, k: usize, seed: u64, reporter: &Reporter) -> Result<Vec<f64>> {
        let n = self.n();
        let width = (k + (k / 2).max(6)).min(n);
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut block: Vec<f64> = (0..n * width)
            .map(|_| rng.random_range(-1.0..1.0))
            .collect();
        let mut residual = f64::INFINITY;
        for round in 0..MAX_ROUNDS {
            reporter.checkpoint()?;
            orthonormalise(&mut block, width);
            let (values, vectors) =
                eigen(&inner(&block, &self.times(&block, width), width), width)?;
            block = combined(&block, &vectors, width);
            residual = self.residual(&block, &values, k);
            if residual < RESIDUAL {
                break;
            }
            reporter.step(
                Stage::Clustering,
                round,
                MAX_ROUNDS,
                id::CLUSTERING_EIGENVECTORS,
            );
            // Eigenvalues of M lie from −1 to 1; those below the last of the block are not wanted.
            block = self.filter(&block, width, values[width - 1].min(0.999_999));
        }
        if residual > MAX_RESIDUAL {
            let cause = say(id::CLUSTERING_K_SMOOTHEST_FUNCTIONS_GRAPH_CANNOT).with("k", k);
            return Err(Error::stage(STAGE, cause));
        }
        Ok(block
            .chunks_exact(width)
            .flat_map(|row| &row[..k])
            .copied()
            .collect())
    }

    /// M · block, n × width.
    fn times(&self, block: &[f64], width: usize) -> Vec<f64> {
        let mut out = vec![0.0; block.len()];
        out.par_chunks_exact_mut(width)
            .zip(&self.edges)
            .with_min_len(256)
            .for_each(|(row, list)| {
                for &(j, weight) in list {
                    let other = &block[j as usize * width..(j as usize + 1) * width];
                    row.iter_mut()
                        .zip(other)
                        .for_each(|(sum, v)| *sum += weight * v);
                }
            });
        out
    }

    /// The Chebyshev polynomial of M that stays within ±1 on −1 to `cut` and grows beyond.
    fn filter(&self, block: &[f64], width: usize, cut: f64) -> Vec<f64> {
        let (centre, half) = ((cut - 1.0) / 2.0, (cut + 1.0) / 2.0);
        let mut before = block.to_vec();
        let mut now: Vec<f64> = self
            .times(block, width)
            .iter()
            .zip(block)
            .map(|(m, v)| (m - centre * v) / half)
            .collect();
        for _ in 1..DEGREE {
            let mut next = self.times(&now, width);
            for ((next, now), before) in next.iter_mut().zip(&now).zip(&before) {
                *next = 2.0 * (*next - centre * now) / half - before;
            }
            before = std::mem::replace(&mut now, next);
        }
        now
    }

    /// Largest |M·v − λ·v| of the first `k` vectors.
    fn residual(&self, block: &[f64], values: &[f64], k: usize) -> f64 {
        let width = values.len();
        let mut squares = vec![0.0; k];
        for (m, v) in self
            .times(block, width)
            .chunks_exact(width)
            .zip(block.chunks_exact(width))
        {
            for c in 0..k {
                squares[c] += (m[c] - values[c] * v[c]).powi(2);
            }
        }
        squares.into_iter().fold(0.0, f64::max).sqrt()
    }
}

/// aᵀ · b of two n × width blocks.
fn inner(a: &[f64], b: &[f64], width: usize) -> Vec<f64> {
    let n = a.len() / width;
    let mut out = vec![0.0; width * width];
    let (a, b) = (
        MatRef::from_row_major_slice(a, n, width),
        MatRef::from_row_major_slice(b, n, width),
    );
    matmul(
        MatMut::from_row_major_slice_mut(&mut out, width, width),
        Accum::Replace,
        a.transpose(),
        b,
        1.0,
        Par::Seq,
    );
    out
}

/// block · vectors, n × width.
fn combined(block: &[f64], vectors: &[f64], width: usize) -> Vec<f64> {
    let n = block.len() / width;
    let mut out = vec![0.0; block.len()];
    let to = MatMut::from_row_major_slice_mut(&mut out, n, width);
    let block = MatRef::from_row_major_slice(block, n, width);
    matmul(
        to,
        Accum::Replace,
        block,
        MatRef::from_row_major_slice(vectors, width, width),
        1.0,
        Par::Seq,
    );
    out
}

/// Makes the columns of an n × width block orthonormal, by Gram and Schmidt twice.
fn orthonormalise(block: &mut [f64], width: usize) {
    let n = block.len() / width;
    let mut columns: Vec<Vec<f64>> = (0..width)
        .map(|c| (0..n).map(|i| block[i * width + c]).collect())
        .collect();
    for c in 0..width {
        let (done, rest) = columns.split_at_mut(c);
        let column = &mut rest[0];
        for _ in 0..2 {
            let length = dot(column, column).sqrt().max(f64::MIN_POSITIVE);
            column.iter_mut().for_each(|v| *v /= length);
            for other in &*done {
                let along = dot(column, other);
                column
                    .iter_mut()
                    .zip(other)
                    .for_each(|(v, o)| *v -= along * o);
            }
        }
        let length = dot(column, column).sqrt().max(f64::MIN_POSITIVE);
        column.iter_mut().for_each(|v| *v /= length);
    }
    for (c, column) in columns.iter().enumerate() {
        column
            .iter()
            .enumerate()
            .for_each(|(i, &v)| block[i * width + c] = v);
    }
}

/// Eigenvalues of a symmetric n × n matrix, largest first, and eigenvectors as columns. Sequential,
/// so that the bytes do not depend on how many threads there are.
fn eigen(a: &[f64], n: usize) -> Result<(Vec<f64>, Vec<f64>)> {
    let mut values = Diag::<f64>::zeros(n);
    let mut vectors = Mat::<f64>::zeros(n, n);
    let scratch =
        self_adjoint_evd_scratch::<f64>(n, ComputeEigenvectors::Yes, Par::Seq, Default::default());
    self_adjoint_evd(
        MatRef::from_row_major_slice(a, n, n),
        values.as_mut(),
        Some(vectors.as_mut()),
        Par::Seq,
        MemStack::new(&mut MemBuffer::new(scratch)),
        Default::default(),
    )
    .map_err(|_| Error::stage(STAGE, id::CLUSTERING_EIGENVECTORS_DID_NOT_CONVERGE))?;
    // faer's are in rising order.
    let values = values.column_vector().iter().rev().copied().collect();
    Ok((
        values,
        (0..n * n)
            .map(|at| vectors[(at / n, n - 1 - at % n)])
            .collect(),
    ))
}
