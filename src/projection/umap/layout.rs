//! Points of the map drawn together along the graph and pushed apart at random, until they lie well.

use rayon::prelude::*;

use super::curve::Curve;
use super::fuzzy::Graph;
use crate::config::splitmix64;

/// Random points that push, for each neighbour that pulls.
const N_NEGATIVE: usize = 5;
/// No single push or pull is longer, along either axis, before the learning rate.
const MAX_FORCE: f32 = 4.0;
/// Points of a map move in this many turns an epoch, each point in one of them.
const N_TURNS: usize = 8;
/// Pulls on a point for each time that an edge pulls: in umap-learn an edge stands in the graph both ways round, and
/// each time moves both of its ends.
const PULLS_IN_MAP: usize = 2;
/// New points are pulled once, and by steps of this share.
const PLACING_RATE: f32 = 0.25;

pub(super) type Point = [f32; 2];

/// Share of the epochs that an edge pulls in, in units of 2⁻³².
type Share = u32;

fn share(of: f64) -> Share {
    (of * f64::from(u32::MAX)) as Share
}

/// An edge of share s pulls in epoch t when ⌊t·s⌋ > ⌊(t − 1)·s⌋, that is when the fraction of t·s is below s; and the
/// fraction is what the product of integers leaves when it wraps.
fn pulls(share: Share, epoch: usize) -> bool {
    (epoch as u32).wrapping_mul(share) < share
}

/// When each edge of a graph pulls: in a share of the epochs equal to its weight over the largest weight.
pub(super) struct Schedule {
    rows: Vec<usize>,
    targets: Vec<u32>,
    shares: Vec<Share>,
}

impl Schedule {
    /// Edges that would pull in less than one epoch are left out.
    pub fn new(graph: &Graph, n_epochs: usize) -> Self {
        let largest = graph.weights.iter().copied().fold(0.0, f32::max);
        let mut schedule = Self { rows: vec![0], targets: Vec::new(), shares: Vec::new() };
        for row in graph.rows.windows(2) {
            for edge in row[0]..row[1] {
                let of_largest = f64::from(graph.weights[edge]) / f64::from(largest);
                if of_largest * n_epochs as f64 >= 1.0 {
                    schedule.targets.push(graph.targets[edge]);
                    schedule.shares.push(share(of_largest));
                }
            }
            schedule.rows.push(schedule.targets.len());
        }
        schedule
    }

    fn pulling(&self, i: usize, epoch: usize) -> impl Iterator<Item = usize> {
        let edges = self.rows[i]..self.rows[i + 1];
        let pairs = self.targets[edges.clone()].iter().zip(&self.shares[edges]);
        pairs.filter(move |&(_, &share)| pulls(share, epoch)).map(|(&target, _)| target as usize)
    }
}

/// What moves points.
pub(super) struct Forces {
    a: f32,
    b: f32,
    seed: u64,
}

impl Forces {
    pub fn new(curve: Curve, seed: u64) -> Self {
        Self { a: curve.a as f32, b: curve.b as f32, seed }
    }

    /// One epoch (counted from 1) of all points of a map.
    ///
    /// Points take turns: those of one turn move at once, each seeing where all the others stood when the turn began. That
    /// leaves nothing to the order of threads, and is as good as moving one after the other: over three seeds each, 1, 2,
    /// 4, 8, 16 and 64 turns gave maps that do not differ beyond chance. With one turn alone, neighbours that see each
    /// other where they no longer are can swap places for ever; with 8 few neighbours move together.
    pub fn epoch(&self, schedule: &Schedule, points: &mut [Point], epoch: usize, rate: f32) {
        for turn in 0..N_TURNS.min(points.len()) {
            let still: &[Point] = points;
            let members = (turn..still.len()).into_par_iter().step_by(N_TURNS);
            let moved: Vec<Point> = members
                .with_min_len(64)
                .map(|i| {
                    let (mut at, mut random) = (still[i], self.random(epoch, i));
                    for j in schedule.pulling(i, epoch) {
                        self.act(&mut at, j, PULLS_IN_MAP, still, &mut random, rate);
                    }
                    at
                })
                .collect();
            for (point, moved) in points.iter_mut().skip(turn).step_by(N_TURNS).zip(moved) {
                *point = moved;
            }
        }
    }

    /// Where a new point ends among `others`, which do not move; `neighbours` with their memberships, nearest first.
    pub fn settle(&self, neighbours: &[u32], weights: &[f32], others: &[Point], i: usize, n_epochs: usize) -> Point {
        let start = |j: u32| others[j as usize];
        let total: f32 = weights.iter().sum();
        let largest = f64::from(weights.iter().copied().fold(0.0, f32::max));
        // A twin of an old point begins where that one is; and where all memberships round to 0, the nearest will do.
        if weights[0] == 1.0 || total == 0.0 {
            return start(neighbours[0]);
        }
        let mut at = [0.0, 0.0];
        for (&j, weight) in neighbours.iter().zip(weights) {
            at[0] += weight / total * start(j)[0];
            at[1] += weight / total * start(j)[1];
        }
        let shares: Vec<Share> = weights.iter().map(|&w| share(f64::from(w) / largest)).collect();
        for epoch in 1..=n_epochs {
            let rate = PLACING_RATE * (1.0 - (epoch - 1) as f32 / n_epochs as f32);
            let mut random = self.random(epoch, i);
            for (&j, _) in neighbours.iter().zip(&shares).filter(|&(_, &share)| pulls(share, epoch)) {
                self.act(&mut at, j as usize, 1, others, &mut random, rate);
            }
        }
        at
    }

    /// The stream of one point in one epoch.
    fn random(&self, epoch: usize, i: usize) -> u64 {
        splitmix64(self.seed ^ splitmix64(((epoch as u64) << 32) | i as u64))
    }

    /// Pulls of one neighbour, and the random pushes that go with them.
    fn act(&self, at: &mut Point, j: usize, n_pulls: usize, others: &[Point], random: &mut u64, rate: f32) {
        for _ in 0..n_pulls {
            self.pull(at, others[j], rate);
        }
        for _ in 0..N_NEGATIVE {
            *random = splitmix64(*random);
            let other = ((*random >> 32) * others.len() as u64) >> 32;
            self.push(at, others[other as usize], rate);
        }
    }

    fn pull(&self, at: &mut Point, to: Point, rate: f32) {
        let (dx, dy) = (at[0] - to[0], at[1] - to[1]);
        let square = dx * dx + dy * dy;
        if square > 0.0 {
            let power = square.powf(self.b);
            let force = -2.0 * self.a * self.b * power / (square * (self.a * power + 1.0));
            at[0] += rate * (force * dx).clamp(-MAX_FORCE, MAX_FORCE);
            at[1] += rate * (force * dy).clamp(-MAX_FORCE, MAX_FORCE);
        }
    }

    fn push(&self, at: &mut Point, from: Point, rate: f32) {
        let (dx, dy) = (at[0] - from[0], at[1] - from[1]);
        let square = dx * dx + dy * dy;
        if square > 0.0 {
            let force = 2.0 * self.b / ((0.001 + square) * (self.a * square.powf(self.b) + 1.0));
            at[0] += rate * (force * dx).clamp(-MAX_FORCE, MAX_FORCE);
            at[1] += rate * (force * dy).clamp(-MAX_FORCE, MAX_FORCE);
        }
    }
}
