//! Mutual information that two partitions share by chance.

use std::collections::BTreeMap;

/// Cells that are this much rarer than the most frequent one add nothing that an f64 would keep.
const NEGLIGIBLE: f64 = 1e-18;

/// Mean mutual information over all ways to deal n songs to parts of given sizes: what infinitely
/// many shuffles would give (Vinh, Epps & Bailey 2010, equation 24a).
///
/// The number of songs that a cluster of a songs shares with a class of b is hypergeometric. Parts
/// of equal sizes are taken together, and each sum walks outwards from its most frequent count
/// until the rest is negligible, which is a few standard deviations away, so 100,000 songs take
/// milliseconds.
pub(super) struct ExpectedInformation {
    n: usize,
    /// ln(i!) for i = 0..=n.
    log_factorials: Vec<f64>,
}

impl ExpectedInformation {
    pub(super) fn new(n: usize) -> Self {
        let mut log_factorials = Vec::with_capacity(n + 1);
        log_factorials.push(0.0);
        // Compensated (Kahan), as errors of a hundred thousand additions would show.
        let (mut sum, mut lost) = (0.0_f64, 0.0);
        for i in 1..=n {
            let term = (i as f64).ln() - lost;
            let next = sum + term;
            lost = (next - sum) - term;
            sum = next;
            log_factorials.push(sum);
        }
        Self { n, log_factorials }
    }

    /// In nats. The sizes of either side add up to n.
    pub(super) fn of(&self, a: &[usize], b: &[usize]) -> f64 {
        let (a, b) = (by_size(a), by_size(b));
        let pairs = a.iter().flat_map(|a| b.iter().map(move |b| (a, b)));
        pairs
            .map(|((&a, &n_a), (&b, &n_b))| (n_a * n_b) as f64 * self.of_cell(a, b))
            .sum()
    }

    /// What one cluster of `a` songs and one class of `b` add.
    fn of_cell(&self, a: usize, b: usize) -> f64 {
        let n = self.n;
        let (least, most) = ((a + b).saturating_sub(n), a.min(b));
        let mode = (((a + 1) as f64 * (b + 1) as f64 / (n + 2) as f64) as usize).clamp(least, most);
        let information = |both: usize| {
            let both = both as f64;
            if both == 0.0 {
                0.0
            } else {
                both / n as f64 * (both * n as f64 / (a as f64 * b as f64)).ln()
            }
        };
        let at_mode = self.probability(a, b, mode);
        let mut sum = at_mode * information(mode);
        let (mut p, mut both) = (at_mode, mode);
        while both < most && p > NEGLIGIBLE * at_mode {
            p *= (a - both) as f64 * (b - both) as f64
                / ((both + 1) as f64 * (n + both + 1 - a - b) as f64);
            both += 1;
            sum += p * information(both);
        }
        (p, both) = (at_mode, mode);
        while both > least && p > NEGLIGIBLE * at_mode {
            p *= both as f64 * (n + both - a - b) as f64
                / ((a - both + 1) as f64 * (b - both + 1) as f64);
            both -= 1;
            sum += p * information(both);
        }
        sum
    }

    /// Hypergeometric: that they have `both` songs in common.
    fn probability(&self, a: usize, b: usize, both: usize) -> f64 {
        let (n, log) = (self.n, |i: usize| self.log_factorials[i]);
        let ways = log(a) + log(b) + log(n - a) + log(n - b);
        (ways - log(n) - log(both) - log(a - both) - log(b - both) - log(n + both - a - b)).exp()
    }
}

/// How many parts there are of each size.
fn by_size(sizes: &[usize]) -> BTreeMap<usize, usize> {
    let mut counts = BTreeMap::new();
    for &size in sizes.iter().filter(|&&size| size > 0) {
        *counts.entry(size).or_default() += 1;
    }
    counts
}
