//! Where a curve bends most.

/// Place of the knee of an ascending curve that bends upwards: where it lies farthest below the
/// straight line from its first to its last value, the first of equals. That is the largest value
/// of Kneedle's difference curve (Satopää et al. 2011) without its smoothing. The last place of a
/// curve that is flat.
pub(super) fn knee(ascending: &[f64]) -> usize {
    let (Some(&low), Some(&high)) = (ascending.first(), ascending.last()) else {
        return 0;
    };
    let last = ascending.len() - 1;
    if high <= low {
        return last;
    }
    let mut best = (0, 0.0);
    for (i, v) in ascending.iter().enumerate() {
        let below = i as f64 / last as f64 - (v - low) / (high - low);
        if below > best.1 {
            best = (i, below);
        }
    }
    best.0
}
