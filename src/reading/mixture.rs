//! Whether a mixture makes use of its components.

use super::rules::Weight;
use crate::clustering::Occupancy;

/// A component with less than this part of an even share of the weight is dead: below 1/(10 k).
const DEAD: f64 = 0.1;
/// A component with this share of the weight has next to all of it.
const NEXT_TO_ALL: f64 = 0.9;
/// From this share of the greatest entropy on songs are not told apart by the components.
const BLURRED: f64 = 0.5;

/// What is to be said of a mixture's use of its components, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MixtureUse {
    /// One has next to all of the weight: the mixture is a single Gaussian.
    OneTakesAll,
    /// Some hold next to nothing.
    Dead,
    /// Songs are in several at once.
    Blurred,
    /// All hold a part, and most songs are in one.
    Sound,
}

impl MixtureUse {
    pub fn of(occupancy: &Occupancy) -> Self {
        if occupancy.n_components() > 1 && occupancy.largest() >= NEXT_TO_ALL {
            MixtureUse::OneTakesAll
        } else if n_dead(occupancy) > 0 {
            MixtureUse::Dead
        } else if occupancy.entropy >= BLURRED {
            MixtureUse::Blurred
        } else {
            MixtureUse::Sound
        }
    }

    pub fn weight(self) -> Weight {
        match self {
            MixtureUse::OneTakesAll | MixtureUse::Dead | MixtureUse::Blurred => Weight::Caution,
            MixtureUse::Sound => Weight::Note,
        }
    }
}

/// Components that are dead.
pub fn n_dead(occupancy: &Occupancy) -> usize {
    let weights = occupancy.of_weight.iter();
    weights
        .filter(|&&weight| is_dead(weight, occupancy.n_components()))
        .count()
}

/// Whether a component of so much weight, one of `k`, holds next to nothing.
pub fn is_dead(weight: f64, k: usize) -> bool {
    weight * (k as f64) < DEAD
}
