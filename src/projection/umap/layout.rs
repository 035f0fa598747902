//! Points of the map drawn together along the graph and pushed apart at random, until they lie
//! well.

use rayon::prelude::*;

use super::curve::Curve;
use super::fuzzy::Graph;
use crate::random::splitmix64;

/// Random points that push, for each neighbour that pulls.
const N_NEGATIVE: usize = 5;
/// No single push or pull is longer, along either axis, before the learning rate.
const MAX_FORCE: f32 = 4.0;
/// Blocks that the points of a map are dealt into, and below how many points one will do.
const N_BLOCKS: usize = 16;
const ONE_BLOCK: usize = 2_000;
/// New points are moved by steps of this share.
const PLACING_RATE: f32 = 0.25;

pub(super) type Point = [f32; 2];

/// Share of the epochs that an edge pulls in, in units of 2⁻³².
type Share = u32;

fn share(of: f64) -> Share {
    (of * f64::from(u32::MAX)) as Share
}

/// An edge of share s pulls in epoch t when ⌊t·s⌋ > ⌊(t − 1)·s⌋, that is when the fraction of t·s
/// is below s; and the fraction is what the product of integers leaves when it wraps.
fn pulls(share: Share, epoch: usize) -> bool {
    (epoch as u32).wrapping_mul(share) < share
}

/// The edges of a graph, each with the share of the epochs that it pulls in, its weight over the
/// largest, and dealt out so that they can pull side by side.
///
/// An edge moves both of its ends. That is what keeps clusters whole: maps in which each point
/// moved by itself, seeing where the others stood, tore them (1,000 digits: continuity .955 to .965
/// and neighbours kept .607, against .979 and .618 of moving one edge after the other, as
/// umap-learn does). So points are dealt into blocks and edges into pairs of blocks; in each round
/// of an epoch every block is in one pair at most, and each pair is worked through in order by one
/// thread (the strata of Gemulla et al. 2011). Nothing is left to chance or to the number of
/// threads.
pub(super) struct Schedule {
    n_blocks: usize,
    rounds: Vec<Vec<Pair>>,
}

/// Two blocks, or one twice, and the edges between them.
struct Pair {
    blocks: (usize, usize),
    edges: Vec<Edge>,
}

/// Ends are places in the points of the first block followed by those of the second.
struct Edge {
    head: u32,
    tail: u32,
    share: Share,
}

impl Schedule {
    /// Edges that would pull in less than one epoch are left out.
    pub(super) fn new(graph: &Graph, n_epochs: usize) -> Self {
        let n = graph.rows.len() - 1;
        let n_blocks = if n < ONE_BLOCK { 1 } else { N_BLOCKS };
        let mut rounds = tournament(n_blocks);
        let mut home = vec![(0, 0); n_blocks * n_blocks];
        for (round, pairs) in rounds.iter().enumerate() {
            for (at, pair) in pairs.iter().enumerate() {
                let (first, second) = pair.blocks;
                home[first * n_blocks + second] = (round, at);
                home[second * n_blocks + first] = (round, at);
            }
        }
        let largest = f64::from(graph.weights.iter().copied().fold(0.0, f32::max));
        for i in 0..n {
            for edge in graph.rows[i]..graph.rows[i + 1] {
                let (j, of_largest) = (
                    graph.targets[edge] as usize,
                    f64::from(graph.weights[edge]) / largest,
                );
                if of_largest * n_epochs as f64 >= 1.0 {
                    let (round, at) = home[i % n_blocks * n_blocks + j % n_blocks];
                    let pair = &mut rounds[round][at];
                    let first = pair.blocks.0;
                    let size = (n - first).div_ceil(n_blocks);
                    let place = |i: usize| {
                        (i / n_blocks + if i % n_blocks == first { 0 } else { size }) as u32
                    };
                    pair.edges.push(Edge {
                        head: place(i),
                        tail: place(j),
                        share: share(of_largest),
                    });
                }
            }
        }
        Self { n_blocks, rounds }
    }
}

/// Rounds in which every block meets every other once (the circle method), after one in which each
/// is alone.
fn tournament(n_blocks: usize) -> Vec<Vec<Pair>> {
    let pair = |blocks| Pair {
        blocks,
        edges: Vec::new(),
    };
    let mut rounds = vec![(0..n_blocks).map(|b| pair((b, b))).collect::<Vec<_>>()];
    let circle = n_blocks - 1;
    for round in 0..circle {
        let meet = |at: usize| pair(((round + at) % circle, (round + circle - at) % circle));
        rounds.push(
            std::iter::once(pair((circle, round)))
                .chain((1..n_blocks / 2).map(meet))
                .collect(),
        );
    }
    rounds
}

/// What moves points.
pub(super) struct Forces {
    a: f32,
    b: f32,
    seed: u64,
}

impl Forces {
    pub(super) fn new(curve: Curve, seed: u64) -> Self {
        Self {
            a: curve.a as f32,
            b: curve.b as f32,
            seed,
        }
    }

    /// One epoch (counted from 1) of all points of a map. Who pushes is seen where it stood when
    /// the epoch began.
    pub(super) fn epoch(&self, schedule: &Schedule, points: &mut [Point], epoch: usize, rate: f32) {
        let n_blocks = schedule.n_blocks;
        let mut blocks: Vec<Vec<Point>> = (0..n_blocks)
            .map(|block| {
                points
                    .iter()
                    .skip(block)
                    .step_by(n_blocks)
                    .copied()
                    .collect()
            })
            .collect();
        for (round, pairs) in schedule.rounds.iter().enumerate() {
            let mut moving: Vec<Vec<Point>> = Vec::with_capacity(pairs.len());
            for &Pair {
                blocks: (first, second),
                ..
            } in pairs
            {
                let mut both = std::mem::take(&mut blocks[first]);
                both.append(&mut blocks[second]);
                moving.push(both);
            }
            moving
                .par_iter_mut()
                .zip(pairs)
                .enumerate()
                .for_each(|(at, (both, pair))| {
                    let random = self.random(epoch, round * n_blocks + at);
                    self.pass(&pair.edges, both, points, epoch, random, rate);
                });
            for (mut both, pair) in moving.into_iter().zip(pairs) {
                let (first, second) = pair.blocks;
                if first != second {
                    blocks[second] = both.split_off((points.len() - first).div_ceil(n_blocks));
                }
                blocks[first] = both;
            }
        }
        for (i, point) in points.iter_mut().enumerate() {
            *point = blocks[i % n_blocks][i / n_blocks];
        }
    }

    /// The edges of one pair of blocks, one after the other.
    fn pass(
        &self,
        edges: &[Edge],
        both: &mut [Point],
        all: &[Point],
        epoch: usize,
        mut random: u64,
        rate: f32,
    ) {
        for edge in edges.iter().filter(|edge| pulls(edge.share, epoch)) {
            let (from, other) = (both[edge.head as usize], both[edge.tail as usize]);
            let mut at = from;
            self.pull(&mut at, other, rate);
            both[edge.tail as usize] = [other[0] - (at[0] - from[0]), other[1] - (at[1] - from[1])];
            self.push_at_random(&mut at, all, &mut random, rate);
            both[edge.head as usize] = at;
        }
    }

    /// Where a new point ends among `others`, which do not move; `neighbours` with their
    /// memberships, nearest first.
    pub(super) fn settle(
        &self,
        neighbours: &[u32],
        weights: &[f32],
        others: &[Point],
        i: usize,
        n_epochs: usize,
    ) -> Point {
        let start = |j: u32| others[j as usize];
        let total: f32 = weights.iter().sum();
        let largest = f64::from(weights.iter().copied().fold(0.0, f32::max));
        // A twin of an old point begins where that one is; and where all memberships round to 0,
        // the nearest will do.
        if weights[0] == 1.0 || total == 0.0 {
            return start(neighbours[0]);
        }
        let mut at = [0.0, 0.0];
        for (&j, weight) in neighbours.iter().zip(weights) {
            at[0] += weight / total * start(j)[0];
            at[1] += weight / total * start(j)[1];
        }
        let shares: Vec<Share> = weights
            .iter()
            .map(|&w| share(f64::from(w) / largest))
            .collect();
        for epoch in 1..=n_epochs {
            let rate = PLACING_RATE * (1.0 - (epoch - 1) as f32 / n_epochs as f32);
            let mut random = self.random(epoch, i);
            for (&j, _) in neighbours
                .iter()
                .zip(&shares)
                .filter(|&(_, &share)| pulls(share, epoch))
            {
                self.pull(&mut at, others[j as usize], rate);
                self.push_at_random(&mut at, others, &mut random, rate);
            }
        }
        at
    }

    /// The stream of one point or pair in one epoch.
    fn random(&self, epoch: usize, i: usize) -> u64 {
        splitmix64(self.seed ^ splitmix64(((epoch as u64) << 32) | i as u64))
    }

    /// All of the random pushes are taken from where the point is now, so that none has to wait for
    /// the one before.
    fn push_at_random(&self, at: &mut Point, others: &[Point], random: &mut u64, rate: f32) {
        let apart: [Point; N_NEGATIVE] = std::array::from_fn(|_| {
            *random = splitmix64(*random);
            let other = others[(((*random >> 32) * others.len() as u64) >> 32) as usize];
            [at[0] - other[0], at[1] - other[1]]
        });
        for [dx, dy] in apart {
            let square = dx * dx + dy * dy;
            let force = 2.0 * self.b / ((0.001 + square) * (self.a * power(square, self.b) + 1.0));
            at[0] += rate * (force * dx).clamp(-MAX_FORCE, MAX_FORCE);
            at[1] += rate * (force * dy).clamp(-MAX_FORCE, MAX_FORCE);
        }
    }

    fn pull(&self, at: &mut Point, to: Point, rate: f32) {
        let (dx, dy) = (at[0] - to[0], at[1] - to[1]);
        let square = dx * dx + dy * dy;
        if square > 0.0 {
            let power = power(square, self.b);
            let force = -2.0 * self.a * self.b * power / (square * (self.a * power + 1.0));
            at[0] += rate * (force * dx).clamp(-MAX_FORCE, MAX_FORCE);
            at[1] += rate * (force * dy).clamp(-MAX_FORCE, MAX_FORCE);
        }
    }
}

/// xʸ to within 6·10⁻⁵ of itself for x > 0 and y in 0 to 3, without the branches of `powf`, which
/// this room would spend most of its time in: 2^(y·log2 x), each by a polynomial through the
/// Chebyshev points of its interval.
fn power(x: f32, y: f32) -> f32 {
    let bits = x.to_bits();
    let m = f32::from_bits((bits & 0x007F_FFFF) | 0x3F80_0000) - 1.0;
    let log = polynomial(
        m,
        [
            1.651_467e-5,
            1.441_492_4,
            -0.706_486_45,
            0.409_470_3,
            -0.187_488_6,
            0.043_004_96,
        ],
    );
    let exponent = (y * ((bits >> 23) as f32 - 127.0 + log)).clamp(-126.0, 126.0) + 127.0;
    let whole = exponent as i32;
    let share = exponent - whole as f32;
    let fraction = polynomial(
        share,
        [
            1.000_003_5,
            0.692_972_9,
            0.241_604_36,
            0.051_745,
            0.013_670_31,
            0.0,
        ],
    );
    fraction * f32::from_bits((whole as u32) << 23)
}

fn polynomial(x: f32, c: [f32; 6]) -> f32 {
    let square = x * x;
    (c[0] + c[1] * x) + square * ((c[2] + c[3] * x) + square * (c[4] + c[5] * x))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn power_is_near_that_of_the_standard_library() {
        for b in [0.5, 0.8950608, 1.0, 1.93] {
            for step in -400..=400 {
                let x = 1.05_f32.powi(step) * 1.3;
                let expected = x.powf(b);
                assert!(
                    (power(x, b) - expected).abs() <= 6e-5 * expected,
                    "{x}^{b}: {}",
                    power(x, b)
                );
            }
        }
        assert!(power(0.0, 0.9) < 1e-30);
    }

    #[test]
    fn an_edge_pulls_in_its_share_of_the_epochs() {
        for (of, n) in [
            (1.0, 499),
            (0.5, 249),
            (0.002, 0),
            (0.0021, 1),
            (1.0 / 3.0, 166),
        ] {
            let found = (1..=500).filter(|&epoch| pulls(share(of), epoch)).count();
            assert_eq!(found, n, "{of}");
        }
    }

    #[test]
    fn in_a_tournament_every_two_blocks_meet_once_and_none_is_in_two_places() {
        let mut met = std::collections::BTreeSet::new();
        for round in tournament(N_BLOCKS) {
            let mut busy = std::collections::BTreeSet::new();
            for Pair { blocks: (a, b), .. } in round {
                assert!(met.insert((a.min(b), a.max(b))));
                assert!(busy.insert(a) && (a == b || busy.insert(b)));
            }
        }
        assert_eq!(met.len(), N_BLOCKS * (N_BLOCKS + 1) / 2);
        assert_eq!(tournament(1).iter().flatten().count(), 1);
    }
}
