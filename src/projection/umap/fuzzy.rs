//! From distances to the fuzzy graph of the high dimension (McInnes et al. 2018, section 3.1), as
//! umap-learn 0.5 builds it.

use rayon::prelude::*;

use crate::projection::neighbours::Neighbours;

/// Sums of memberships are within this of their target.
const TOLERANCE: f64 = 1e-5;
const MAX_BISECTIONS: usize = 64;
/// No bandwidth is below this share of the mean distance.
const MIN_SHARE: f64 = 1e-3;

/// A symmetric graph, row by row: `targets[rows[i]..rows[i + 1]]` are joined to i, with weights in
/// 0 to 1, by target.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Graph {
    pub(crate) rows: Vec<usize>,
    pub(crate) targets: Vec<u32>,
    pub(crate) weights: Vec<f32>,
}

/// Whose neighbours they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rows {
    /// Those of the songs among themselves.
    Own,
    /// Those of new songs among the songs of the map.
    New,
}

/// How sure each neighbour is one: exp(−(d − ρ)/σ), with ρ the distance to the nearest that is not
/// 0 away, and σ such that the memberships add up to the log2 of the number of neighbours.
///
/// Among themselves umap-learn counts a song as the first of its neighbours, so that the number is
/// k + 1. For new songs it takes ρ = 0.
///
/// # Shapes
/// Result n × k.
pub(super) fn memberships(neighbours: &Neighbours, n: usize, rows: Rows) -> Vec<f32> {
    let k = neighbours.k();
    let count = (if rows == Rows::Own { k + 1 } else { k }) as f64;
    let sum = |i: usize| {
        neighbours
            .of(i)
            .1
            .iter()
            .map(|&d| f64::from(d))
            .sum::<f64>()
    };
    let mean = (0..n).map(sum).sum::<f64>() / (n as f64 * count);
    let mut memberships = vec![0.0; n * k];
    memberships
        .par_chunks_mut(k.max(1))
        .enumerate()
        .for_each(|(i, row)| {
            let distances = neighbours.of(i).1;
            let nearest = distances
                .iter()
                .copied()
                .find(|&d| d > 0.0 && rows == Rows::Own);
            let rho = f64::from(nearest.unwrap_or(0.0));
            let least = MIN_SHARE * if rho > 0.0 { sum(i) / count } else { mean };
            let sigma = bandwidth(distances, rho, count.log2()).max(least);
            for (membership, &d) in row.iter_mut().zip(distances) {
                *membership = membership_of(f64::from(d), rho, sigma) as f32;
            }
        });
    memberships
}

fn membership_of(distance: f64, rho: f64, sigma: f64) -> f64 {
    if distance <= rho || sigma == 0.0 {
        1.0
    } else {
        (-(distance - rho) / sigma).exp()
    }
}

/// σ by bisection, doubled until it is too large.
fn bandwidth(distances: &[f32], rho: f64, target: f64) -> f64 {
    let (mut low, mut high, mut sigma) = (0.0, f64::INFINITY, 1.0);
    for _ in 0..MAX_BISECTIONS {
        let sum: f64 = distances
            .iter()
            .map(|&d| membership_of(f64::from(d), rho, sigma))
            .sum();
        if (sum - target).abs() < TOLERANCE {
            break;
        }
        if sum > target {
            high = sigma;
            sigma = (low + high) / 2.0;
        } else {
            low = sigma;
            sigma = if high.is_finite() {
                (low + high) / 2.0
            } else {
                sigma * 2.0
            };
        }
    }
    sigma
}

/// Two songs are joined when either says so: the probabilistic union a + b − ab of both directions.
pub(super) fn union(neighbours: &Neighbours, n: usize, memberships: &[f32]) -> Graph {
    let k = neighbours.k();
    // (target, weight there, weight back) of every edge, at both of its ends.
    let mut ends: Vec<Vec<(u32, f32, f32)>> = vec![Vec::with_capacity(2 * k); n];
    for i in 0..n {
        for (&j, &weight) in neighbours.of(i).0.iter().zip(&memberships[i * k..]) {
            ends[i].push((j, weight, 0.0));
            ends[j as usize].push((i as u32, 0.0, weight));
        }
    }
    ends.par_iter_mut()
        .for_each(|row| row.sort_unstable_by_key(|&(j, there, _)| (j, there == 0.0)));
    let mut graph = Graph {
        rows: vec![0],
        targets: Vec::new(),
        weights: Vec::new(),
    };
    for row in ends {
        for both in row.chunk_by(|a, b| a.0 == b.0) {
            let (there, back) = both
                .iter()
                .fold((0.0f32, 0.0f32), |sum, end| (sum.0 + end.1, sum.1 + end.2));
            graph.targets.push(both[0].0);
            graph.weights.push(there + back - there * back);
        }
        graph.rows.push(graph.targets.len());
    }
    graph
}
