//! Whether a mixture makes use of its components.

use serde::{Deserialize, Serialize};

use super::rules::Weight;
use crate::clustering::Occupancy;

/// A component with less than this part of an even share of the weight is dead: below 1/(10 k).
const DEAD: f64 = 0.1;
/// A component with this share of the weight has next to all of it.
const NEXT_TO_ALL: f64 = 0.9;
/// From this share of the greatest entropy on songs are not told apart by the components.
const BLURRED: f64 = 0.5;

/// How much use a mixture makes of its components.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mixture {
    pub(crate) n_components: usize,
    /// Those that hold next to nothing.
    pub(crate) n_dead: usize,
    /// The largest share of the weight in one.
    pub(crate) largest: f64,
    /// Mean entropy of the songs' responsibilities, as a share of the greatest.
    pub(crate) entropy: f64,
}

/// What is to be said of a mixture's use of its components, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MixtureUse {
    /// One has next to all of the weight: the mixture is a single Gaussian.
    OneTakesAll,
    /// Some hold next to nothing.
    Dead,
    /// Songs are in several at once.
    Blurred,
    /// All hold a part, and most songs are in one.
    Sound,
}

impl Mixture {
    pub(crate) fn of(occupancy: &Occupancy) -> Self {
        Self::of_weights(occupancy.of_weight.iter().copied(), occupancy.entropy)
    }

    /// By the weight of each component.
    pub(crate) fn of_weights(weights: impl ExactSizeIterator<Item = f64>, entropy: f64) -> Self {
        let n_components = weights.len();
        let (mut n_dead, mut largest) = (0, 0.0_f64);
        for weight in weights {
            n_dead += usize::from(is_dead(weight, n_components));
            largest = largest.max(weight);
        }
        Self {
            n_components,
            n_dead,
            largest,
            entropy,
        }
    }

    pub(crate) fn means(&self) -> MixtureUse {
        if self.n_components > 1 && self.largest >= NEXT_TO_ALL {
            MixtureUse::OneTakesAll
        } else if self.n_dead > 0 {
            MixtureUse::Dead
        } else if self.entropy >= BLURRED {
            MixtureUse::Blurred
        } else {
            MixtureUse::Sound
        }
    }
}

impl MixtureUse {
    pub(crate) fn weight(self) -> Weight {
        match self {
            MixtureUse::OneTakesAll | MixtureUse::Dead | MixtureUse::Blurred => Weight::Caution,
            MixtureUse::Sound => Weight::Note,
        }
    }
}

/// Whether a component of so much weight, one of `k`, holds next to nothing.
pub(crate) fn is_dead(weight: f64, k: usize) -> bool {
    weight * (k as f64) < DEAD
}
