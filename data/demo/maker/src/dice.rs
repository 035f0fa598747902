//! Seeded chance.
//!
//! Every choice is drawn from a stream named by the seed, the song and the purpose of the choice, so
//! that `--only` renders the same song as a full run, and a new choice in one part of the program does
//! not shift the choices of all the others.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A named stream of random choices.
pub struct Dice {
    name: String,
    stream: ChaCha8Rng,
}

impl Dice {
    /// The stream of one song under one seed.
    pub fn new(seed: u64, id: &str) -> Self {
        Self::named(format!("{seed}/{id}"))
    }

    /// A stream of its own for one purpose; it does not depend on how much was drawn here.
    pub fn fork(&self, purpose: &str) -> Self {
        Self::named(format!("{}/{purpose}", self.name))
    }

    fn named(name: String) -> Self {
        // FNV-1a: any stable hash will do, as long as it never changes between compilers.
        let hash =
            name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3));
        Self { stream: ChaCha8Rng::seed_from_u64(hash), name }
    }

    /// Uniform in `0..1`.
    pub fn unit(&mut self) -> f32 {
        (self.stream.next_u32() >> 8) as f32 / (1 << 24) as f32
    }

    /// Uniform in `low..high`.
    pub fn range(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// Uniform in `-1..1`; a sample of white noise.
    pub fn noise(&mut self) -> f32 {
        self.range(-1.0, 1.0)
    }

    /// Uniform in `0..count`.
    pub fn below(&mut self, count: usize) -> usize {
        ((self.unit() * count as f32) as usize).min(count - 1)
    }

    /// True with the given probability.
    pub fn chance(&mut self, probability: f32) -> bool {
        self.unit() < probability
    }

    /// One of the items, each as likely as the next.
    pub fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fork_does_not_depend_on_what_was_drawn_before() {
        let fresh = Dice::new(7, "en-01");
        let mut used = Dice::new(7, "en-01");
        used.unit();
        assert_eq!(fresh.fork("melody").unit().to_bits(), used.fork("melody").unit().to_bits());
        assert_ne!(fresh.fork("melody").unit().to_bits(), Dice::new(7, "en-02").fork("melody").unit().to_bits());
    }
}
