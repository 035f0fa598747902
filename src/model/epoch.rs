//! How many songs an epoch takes and a step takes of it: what an epoch costs does not grow with a
//! library beyond some thousands.

use crate::config::ModelConfig;

/// Steps of an epoch of a large library: its batches grow first, to [`LARGEST_BATCH`], and of more
/// songs than these hold others are drawn for each epoch.
const N_STEPS: usize = 40;
/// Songs of a step where the settings leave it open. Few while there are few songs, for many steps
/// are needed and their noise does good; more of more songs, for a larger batch does there what a
/// smaller learning rate would (Smith et al. 2018, "Don't Decay the Learning Rate, Increase the
/// Batch Size") and a processor multiplies it faster.
///
/// Best loss of held-out songs, and seconds of training, for 32 songs a step and at most 10,000 an
/// epoch → for these numbers: 2,500 rows of 60 numbers 74.8, 10.8 s → 73.7, 11.5 s; 10,000 rows
/// 70.7, 48 s → 71.2, 22 s; 2,500 songs with sound and words 1,258.9, 74 s → 1,260.8, 55 s;
/// 10,000 songs 1,140.7, 224 s → 1,139.8, 118 s.
const SMALLEST_BATCH: usize = 32;
const LARGEST_BATCH: usize = 64;
/// Songs that an epoch learns from at most: so many steps teach a network of this size whatever the
/// library is.
const MOST_LEARNT: usize = N_STEPS * LARGEST_BATCH;
/// Held-out songs that an epoch is judged by at most: always the same ones, evenly from all.
const MOST_JUDGED: usize = 2_000;

/// How many of `n` songs that may be learnt from an epoch learns from.
pub(crate) fn n_learnt(n: usize) -> usize {
    n.min(MOST_LEARNT)
}

/// Songs of each step, of `n` songs that may be learnt from.
pub(crate) fn batch_size(config: &ModelConfig, n: usize) -> usize {
    match config.batch_size {
        0 => (n / N_STEPS).clamp(SMALLEST_BATCH, LARGEST_BATCH),
        given => given,
    }
}

/// Of held-out songs, those that epochs are judged by.
pub(crate) fn judges(held_out: &[usize]) -> Vec<usize> {
    let n = held_out.len().min(MOST_JUDGED);
    (0..n).map(|i| held_out[i * held_out.len() / n]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_grow_with_the_library_and_then_stay_unless_a_size_is_given() {
        let size = |given: usize, n: usize| {
            let config = ModelConfig {
                batch_size: given,
                ..ModelConfig::default()
            };
            batch_size(&config, n)
        };
        let sizes = [1, 1_319, 1_320, 2_000, 2_560, 1_000_000].map(|n| size(0, n));
        assert_eq!(sizes, [32, 32, 33, 50, 64, 64]);
        assert_eq!(size(7, 2_000), 7);
        assert_eq!(
            [100, 2_560, 2_561, 1_000_000].map(n_learnt),
            [100, 2_560, 2_560, 2_560]
        );
    }

    #[test]
    fn judges_are_spread_evenly_over_those_held_out() {
        assert_eq!(judges(&[4, 7, 9]), [4, 7, 9]);
        let held_out: Vec<usize> = (0..5_000).collect();
        let judges = judges(&held_out);
        assert_eq!((judges.len(), judges[0], judges[1_999]), (2_000, 0, 4_997));
    }
}
