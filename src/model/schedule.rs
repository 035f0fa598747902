//! How the weight of the KL term moves over the epochs, and which epochs can be compared by their
//! totals.

use super::step::Step;
use crate::config::{BetaSchedule, ModelConfig};

/// What an epoch, counted from 1, asks for. β is 0 for a network without a KL term.
///
/// - Fixed: β.
/// - Linear: 0 in the first epoch of the warm-up, full in the first after it.
/// - Cyclical: from 0 up to full over the first half of each cycle, full over the second (Fu et al.
///   2019, equations 6 and 7 with R = 0.5, counted in epochs). Cycles whose number does not divide
///   the epochs differ by one epoch; the last epoch of a cycle, and so of the training, always has
///   the full β.
/// - Capacity: β throughout, the capacity from 0 in the first epoch to full in the first after
///   `capacity_epochs`.
pub(super) fn step_of(epoch: usize, n_train: usize, config: &ModelConfig) -> Step {
    let mut step = Step {
        epoch,
        beta: 0.0,
        capacity: None,
        free_bits: config.free_bits,
        n_train,
    };
    if !config.kind.is_variational() {
        return step;
    }
    step.beta = config.beta;
    match config.schedule {
        BetaSchedule::Fixed => {}
        BetaSchedule::Linear => step.beta *= risen(epoch - 1, config.kl_warmup_epochs),
        BetaSchedule::Cyclical => {
            // The position within the cycle, in units of 1/n_epochs of it.
            let position = (epoch - 1) * config.n_cycles % config.n_epochs;
            step.beta *= risen(2 * position, config.n_epochs);
        }
        BetaSchedule::Capacity => {
            step.capacity = Some(config.capacity_nats * risen(epoch - 1, config.capacity_epochs));
        }
    }
    step
}

/// done / total, at most 1.
fn risen(done: usize, total: usize) -> f32 {
    if done >= total {
        1.0
    } else {
        done as f32 / total as f32
    }
}

/// True for an epoch whose validation total can be held against that of other such epochs: the
/// total moves with β and with the capacity, so while they rise the first epoch would win, or the
/// last.
///
/// - Fixed, and networks without a KL term: every epoch.
/// - Linear: epochs after the warm-up.
/// - Cyclical: the last epoch of each cycle. Others of full β stand at different distances from the
///   last rise.
/// - Capacity: epochs after the full capacity is reached.
pub(super) fn is_comparable(epoch: usize, config: &ModelConfig) -> bool {
    if !config.kind.is_variational() {
        return true;
    }
    match config.schedule {
        BetaSchedule::Fixed => true,
        BetaSchedule::Linear => epoch > config.kl_warmup_epochs,
        BetaSchedule::Cyclical => {
            let cycle = |epoch: usize| epoch * config.n_cycles / config.n_epochs;
            cycle(epoch) > cycle(epoch - 1)
        }
        BetaSchedule::Capacity => epoch > config.capacity_epochs,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::ModelKind;

    fn config(schedule: BetaSchedule) -> ModelConfig {
        ModelConfig {
            schedule,
            beta: 4.0,
            n_epochs: 10,
            kl_warmup_epochs: 4,
            n_cycles: 2,
            capacity_nats: 12.0,
            capacity_epochs: 3,
            ..ModelConfig::default()
        }
    }

    /// β, capacity and comparability of each epoch.
    fn over_time(config: &ModelConfig) -> (Vec<f32>, Vec<Option<f32>>, Vec<usize>) {
        let steps: Vec<Step> = (1..=config.n_epochs)
            .map(|epoch| step_of(epoch, 5, config))
            .collect();
        let comparable = (1..=config.n_epochs)
            .filter(|&epoch| is_comparable(epoch, config))
            .collect();
        (
            steps.iter().map(|s| s.beta).collect(),
            steps.iter().map(|s| s.capacity).collect(),
            comparable,
        )
    }

    #[test]
    fn each_schedule_over_ten_epochs() {
        let (betas, capacities, comparable) = over_time(&config(BetaSchedule::Fixed));
        assert_eq!(betas, [4.0; 10]);
        assert_eq!(capacities, [None; 10]);
        assert_eq!(comparable, (1..=10).collect::<Vec<_>>());

        let (betas, _, comparable) = over_time(&config(BetaSchedule::Linear));
        assert_eq!(betas, [0.0, 1.0, 2.0, 3.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0]);
        assert_eq!(comparable, (5..=10).collect::<Vec<_>>());

        let (betas, _, comparable) = over_time(&config(BetaSchedule::Cyclical));
        assert_eq!(betas, [0.0, 1.6, 3.2, 4.0, 4.0, 0.0, 1.6, 3.2, 4.0, 4.0]);
        assert_eq!(comparable, [5, 10]);

        let (betas, capacities, comparable) = over_time(&config(BetaSchedule::Capacity));
        assert_eq!(betas, [4.0; 10]);
        assert_eq!(capacities[..5], [0.0, 4.0, 8.0, 12.0, 12.0].map(Some));
        assert_eq!(comparable, (4..=10).collect::<Vec<_>>());
    }

    #[test]
    fn every_cycle_ends_with_the_full_beta() {
        for n_epochs in 2..60 {
            for n_cycles in 1..=n_epochs / 2 {
                let config = ModelConfig {
                    n_epochs,
                    n_cycles,
                    ..config(BetaSchedule::Cyclical)
                };
                let (betas, _, comparable) = over_time(&config);
                assert_eq!(comparable.len(), n_cycles);
                assert_eq!(comparable.last(), Some(&n_epochs));
                assert!(
                    comparable.iter().all(|&epoch| betas[epoch - 1] == 4.0),
                    "{n_epochs} {n_cycles} {betas:?}"
                );
                // A cycle starts low: in its first epoch no more than one epoch's rise.
                let first = |end: &usize| {
                    betas
                        .get(*end)
                        .is_none_or(|&b| b <= 8.0 * n_cycles as f32 / n_epochs as f32)
                };
                assert!(
                    comparable.iter().all(first),
                    "{n_epochs} {n_cycles} {betas:?}"
                );
            }
        }
    }

    #[test]
    fn without_a_kl_term_there_is_no_beta_and_every_epoch_counts() {
        for schedule in [
            BetaSchedule::Linear,
            BetaSchedule::Cyclical,
            BetaSchedule::Capacity,
        ] {
            let config = ModelConfig {
                kind: ModelKind::Autoencoder,
                ..config(schedule)
            };
            let (betas, capacities, comparable) = over_time(&config);
            assert_eq!((betas, capacities), (vec![0.0; 10], vec![None; 10]));
            assert_eq!(comparable.len(), 10);
        }
    }
}
