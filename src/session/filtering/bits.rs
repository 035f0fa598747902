//! A set of songs, a bit each.

/// Some of `n` songs, by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
    n: usize,
}

impl Bits {
    /// The songs for which `is_in` holds.
    pub(in crate::session) fn of(n: usize, is_in: impl Fn(usize) -> bool) -> Self {
        let word = |first: usize| {
            let songs = first..n.min(first + 64);
            songs.fold(0, |word, song| {
                word | (u64::from(is_in(song)) << (song - first))
            })
        };
        Self {
            words: (0..n).step_by(64).map(word).collect(),
            n,
        }
    }

    /// Every song.
    pub(in crate::session) fn all(n: usize) -> Self {
        Self::of(n, |_| true)
    }

    /// Of how many songs it is a set.
    pub(crate) fn len(&self) -> usize {
        self.n
    }

    /// False also of a song that there is not.
    pub(crate) fn contains(&self, song: usize) -> bool {
        let word = self.words.get(song / 64);
        word.is_some_and(|word| (word >> (song % 64)) & 1 == 1)
    }

    /// How many songs are in it.
    pub(crate) fn count(&self) -> usize {
        self.words.iter().map(|w| w.count_ones() as usize).sum()
    }

    /// Takes out what is not in `other`, of as many songs.
    pub(in crate::session) fn keep(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    /// Its songs, ascending.
    pub(crate) fn songs(&self) -> impl Iterator<Item = usize> + '_ {
        let words = self.words.iter().enumerate();
        words.flat_map(|(at, &word)| {
            let mut left = word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros();
                left &= left.wrapping_sub(1);
                (bit < 64).then_some(at * 64 + bit as usize)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_what_was_put_in_it_at_every_size() {
        for n in [0, 1, 63, 64, 65, 200] {
            let third = Bits::of(n, |song| song % 3 == 0);
            let by_hand: Vec<usize> = (0..n).step_by(3).collect();
            assert_eq!(third.songs().collect::<Vec<_>>(), by_hand);
            assert_eq!((third.count(), third.len()), (by_hand.len(), n));
            assert!((0..n).all(|song| third.contains(song) == (song % 3 == 0)));
            assert!(!third.contains(n) && !third.contains(n + 64));
            let mut both = Bits::all(n);
            both.keep(&third);
            assert_eq!(both, third);
            both.keep(&Bits::of(n, |song| song % 2 == 1));
            assert_eq!(both, Bits::of(n, |song| song % 6 == 3));
            assert_eq!(Bits::of(n, |_| false).count(), 0);
        }
    }
}
