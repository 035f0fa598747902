//! Which pairs of vectors meet, laid out so that threads never touch the same vector.
//!
//! Words are dealt into [`N_PARTS`] parts. A pair falls into the field (part of its input word,
//! part of its output word); the fields of one diagonal share no part on either side, so they can
//! be trained at the same time, each from its first pair to its last, and the result is that of
//! some sequential order (Gemulla et al. 2011, "Large-scale matrix factorization with distributed
//! stochastic gradient descent").

use rayon::prelude::*;

use super::vocabulary::{Noise, Stream};
use crate::random::splitmix64;

/// Parts of the vocabulary: at most so many threads can work at a time. A constant, so that the
/// result does not hang on the machine.
pub(super) const N_PARTS: usize = 8;

/// Where a word's vector is: its part, and its row there.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(crate) part: u32,
    pub(crate) row: u32,
}

/// Dealt back and forth by falling frequency, so that no part has all the frequent words.
pub(super) fn place(word: usize) -> Place {
    let (round, turn) = (word / N_PARTS, word % N_PARTS);
    let part = if round.is_multiple_of(2) {
        turn
    } else {
        N_PARTS - 1 - turn
    };
    Place {
        part: part as u32,
        row: round as u32,
    }
}

/// An input row and an output row, each within its part, and whether the pair was seen (else it is
/// noise).
#[derive(Clone, Copy)]
pub(super) struct Pair {
    pub(crate) input: u32,
    output_and_seen: u32,
}

impl Pair {
    fn new(input: u32, output: u32, seen: bool) -> Self {
        Self {
            input,
            output_and_seen: output << 1 | u32::from(seen),
        }
    }

    #[inline]
    pub(super) fn output(self) -> usize {
        (self.output_and_seen >> 1) as usize
    }

    #[inline]
    pub(super) fn label(self) -> f32 {
        (self.output_and_seen & 1) as f32
    }
}

/// What the drawing of pairs needs to know.
pub(super) struct Sampler {
    /// Chance of each word to stay, as a share of 2³².
    pub(crate) keep: Vec<u64>,
    pub(crate) noise: Noise,
    pub(crate) places: Vec<Place>,
    pub(crate) window: u32,
    pub(crate) negative: usize,
}

/// The pairs of some documents, by field, in the order in which they were drawn. Kept between
/// chunks for its memory.
#[derive(Default)]
struct Lane {
    fields: Vec<Vec<Pair>>,
    kept: Vec<u32>,
}

/// The pairs of a chunk of documents.
pub(super) struct Fields {
    lanes: Vec<Lane>,
}

impl Fields {
    pub(super) fn new() -> Self {
        let lane = || Lane {
            fields: vec![Vec::new(); N_PARTS * N_PARTS],
            kept: Vec::new(),
        };
        Self {
            lanes: (0..N_PARTS).map(|_| lane()).collect(),
        }
    }

    /// Draws the pairs of `documents`, of which the first is number `first` of all; each has its
    /// own stream of the seed.
    pub(super) fn fill(
        &mut self,
        documents: &[Vec<u32>],
        first: usize,
        seed: u64,
        sampler: &Sampler,
    ) {
        let per_lane = documents.len().div_ceil(self.lanes.len()).max(1);
        self.lanes.par_iter_mut().enumerate().for_each(|(l, lane)| {
            lane.fields.iter_mut().for_each(Vec::clear);
            let begin = (l * per_lane).min(documents.len());
            let end = (begin + per_lane).min(documents.len());
            for (i, document) in documents[begin..end].iter().enumerate() {
                let mut stream =
                    Stream::new(splitmix64(seed ^ splitmix64((first + begin + i) as u64)));
                lane.draw(document, &mut stream, sampler);
            }
        });
    }

    /// The pairs of one field, in order.
    pub(super) fn pairs(
        &self,
        input_part: usize,
        output_part: usize,
    ) -> impl Iterator<Item = &[Pair]> {
        self.lanes
            .iter()
            .map(move |lane| lane.fields[input_part * N_PARTS + output_part].as_slice())
    }
}

impl Lane {
    /// Skip-gram as gensim draws it: frequent words thinned out first, then around each word a
    /// window of random width; each word in the window is the input that predicts the word in the
    /// middle, and noise words in its place.
    fn draw(&mut self, document: &[u32], stream: &mut Stream, sampler: &Sampler) {
        self.kept.clear();
        self.kept.extend(
            document
                .iter()
                .filter(|&&w| sampler.keep[w as usize] > stream.next() >> 32),
        );
        for middle in 0..self.kept.len() {
            let reach = 1 + stream.below(sampler.window) as usize;
            let word = self.kept[middle];
            for at in middle.saturating_sub(reach)..(middle + reach + 1).min(self.kept.len()) {
                if at == middle {
                    continue;
                }
                let input = sampler.places[self.kept[at] as usize];
                self.push(input, sampler.places[word as usize], true);
                for _ in 0..sampler.negative {
                    let noise = sampler.noise.draw(stream);
                    if noise != word {
                        self.push(input, sampler.places[noise as usize], false);
                    }
                }
            }
        }
    }

    #[inline]
    fn push(&mut self, input: Place, output: Place, seen: bool) {
        self.fields[input.part as usize * N_PARTS + output.part as usize]
            .push(Pair::new(input.row, output.row, seen));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_a_row_of_its_own_and_parts_are_even() {
        let mut rows = vec![Vec::new(); N_PARTS];
        for place in (0..100).map(place) {
            rows[place.part as usize].push(place.row);
        }
        for rows in rows {
            assert!((12..=13).contains(&rows.len()));
            assert!(rows.iter().enumerate().all(|(i, row)| *row == i as u32));
        }
    }

    #[test]
    fn a_pair_has_a_word_of_the_window_and_its_noise() {
        let places: Vec<Place> = (0..20).map(place).collect();
        let noise = Noise::new(&[1.0; 20]);
        let sampler = Sampler {
            keep: vec![1 << 32; 20],
            noise,
            places,
            window: 2,
            negative: 3,
        };
        let documents = [(0..20).collect::<Vec<u32>>(), vec![5]];
        let mut fields = Fields::new();
        fields.fill(&documents, 0, 9, &sampler);
        let word = |part: usize, row: usize| {
            (0..20).find(|&w| {
                let place = place(w);
                (place.part as usize, place.row as usize) == (part, row)
            })
        };
        let (mut n_seen, mut n_noise) = (0, 0);
        for input in 0..N_PARTS {
            for output in 0..N_PARTS {
                for pair in fields.pairs(input, output).flatten() {
                    let (from, to) = (
                        word(input, pair.input as usize).unwrap(),
                        word(output, pair.output()).unwrap(),
                    );
                    if pair.label() == 1.0 {
                        assert!((1..=2).contains(&from.abs_diff(to)), "{from} {to}");
                        n_seen += 1;
                    } else {
                        n_noise += 1;
                    }
                }
            }
        }
        // 20 words with one or two neighbours to each side, less what the ends lack; a noise word
        // in twenty is skipped.
        assert!((38..=74).contains(&n_seen), "{n_seen}");
        assert!(
            (2 * n_seen..=3 * n_seen).contains(&n_noise),
            "{n_seen} {n_noise}"
        );
    }
}
