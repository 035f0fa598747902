//! The words that get a vector, how often each is skipped, and how often each is drawn as noise.

use std::collections::HashMap;

use crate::random::splitmix64;

/// Exponent of a word's frequency among noise words (Mikolov et al. 2013b, section 2.2).
const NOISE_POWER: f64 = 0.75;

/// Words that are frequent enough, by falling count.
pub(super) struct Vocabulary {
    pub(crate) words: Vec<String>,
    pub(crate) counts: Vec<u64>,
}

impl Vocabulary {
    /// Words that occur at least `min_count` times; ties by code point, so that the order is that
    /// of the texts' words and not of a hash.
    pub(super) fn of(documents: &[Vec<String>], min_count: usize) -> Self {
        let mut count_of: HashMap<&str, u64> = HashMap::new();
        for word in documents.iter().flatten() {
            *count_of.entry(word).or_default() += 1;
        }
        let mut kept: Vec<(&str, u64)> = count_of
            .into_iter()
            .filter(|(_, n)| *n >= min_count as u64)
            .collect();
        kept.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        Self {
            words: kept.iter().map(|(word, _)| (*word).to_string()).collect(),
            counts: kept.iter().map(|(_, count)| *count).collect(),
        }
    }

    /// Each document as indices of its words that are in the vocabulary.
    pub(super) fn encode(&self, documents: &[Vec<String>]) -> Vec<Vec<u32>> {
        let index: HashMap<&str, u32> = self.words.iter().map(String::as_str).zip(0..).collect();
        let encode = |d: &Vec<String>| {
            d.iter()
                .filter_map(|w| index.get(w.as_str()).copied())
                .collect()
        };
        documents.iter().map(encode).collect()
    }

    /// The chance of each word to be kept where frequent words are thinned out, as a share of 2³²:
    /// (√(f/s) + 1)·s/f for a word of share f at a threshold s, as word2vec.c and gensim compute
    /// it.
    pub(super) fn keep(&self, sample: f64) -> Vec<u64> {
        let total: u64 = self.counts.iter().sum();
        let threshold = sample * total as f64;
        let chance =
            |count: u64| ((count as f64 / threshold).sqrt() + 1.0) * threshold / count as f64;
        let all = 1_u64 << 32;
        let keep = |&count: &u64| {
            if sample > 0.0 {
                (chance(count).min(1.0) * all as f64) as u64
            } else {
                all
            }
        };
        self.counts.iter().map(keep).collect()
    }

    pub(super) fn noise(&self) -> Noise {
        Noise::new(
            &self
                .counts
                .iter()
                .map(|&c| (c as f64).powf(NOISE_POWER))
                .collect::<Vec<_>>(),
        )
    }
}

/// Draws words by weight in constant time: Walker's alias method, as Vose (1991) builds its table.
pub(super) struct Noise {
    /// Below this share of 2³² a column gives its own word, else its alias.
    own: Vec<u64>,
    alias: Vec<u32>,
}

impl Noise {
    pub(super) fn new(weights: &[f64]) -> Self {
        let n = weights.len();
        let mean = weights.iter().sum::<f64>() / n as f64;
        let mut share: Vec<f64> = weights.iter().map(|w| w / mean).collect();
        let mut alias: Vec<u32> = (0..n as u32).collect();
        let (mut small, mut large): (Vec<usize>, Vec<usize>) =
            (0..n).partition(|&i| share[i] < 1.0);
        while let (Some(&s), Some(&l)) = (small.last(), large.last()) {
            small.pop();
            alias[s] = l as u32;
            share[l] -= 1.0 - share[s];
            if share[l] < 1.0 {
                large.pop();
                small.push(l);
            }
        }
        // What rounding leaves over is full.
        small.into_iter().chain(large).for_each(|i| share[i] = 1.0);
        let own = share
            .iter()
            .map(|p| (p * (1_u64 << 32) as f64) as u64)
            .collect();
        Self { own, alias }
    }

    #[inline]
    pub(super) fn draw(&self, stream: &mut Stream) -> u32 {
        let bits = stream.next();
        let column = (((bits >> 32) * self.own.len() as u64) >> 32) as usize;
        if (bits & 0xFFFF_FFFF) < self.own[column] {
            column as u32
        } else {
            self.alias[column]
        }
    }
}

/// `SplitMix64` as a stream: a few instructions a number, where a cipher would cost as much as the
/// training itself.
pub(super) struct Stream(u64);

impl Stream {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    #[inline]
    pub(super) fn next(&mut self) -> u64 {
        let value = splitmix64(self.0);
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        value
    }

    /// Below `n`.
    #[inline]
    pub(super) fn below(&mut self, n: u32) -> u32 {
        (((self.next() >> 32) * u64::from(n)) >> 32) as u32
    }

    /// From −1 to 1.
    pub(super) fn symmetric(&mut self) -> f32 {
        ((self.next() >> 40) as f32 / (1_u64 << 23) as f32) - 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_drawn_by_their_weight() {
        let weights = [8.0, 4.0, 2.0, 1.0, 0.5, 0.5];
        let noise = Noise::new(&weights);
        let mut stream = Stream::new(7);
        let mut seen = [0_u32; 6];
        let n = 400_000;
        (0..n).for_each(|_| seen[noise.draw(&mut stream) as usize] += 1);
        for (seen, weight) in seen.iter().zip(weights) {
            let (expected, got) = (weight / 16.0, f64::from(*seen) / f64::from(n));
            // Five standard deviations of a share.
            let most = 5.0 * (expected * (1.0 - expected) / f64::from(n)).sqrt();
            assert!((got - expected).abs() < most, "{got} {expected}");
        }
    }

    #[test]
    fn chances_to_be_kept_are_gensims() {
        // gensim 4.4: Word2Vec(sentences, sample=0.01, min_count=1).wv.get_vecattr(word,
        // "sample_int") of counts 900, 90, 9 and 1.
        let vocabulary = Vocabulary {
            words: ["a", "b", "c", "d"].map(String::from).to_vec(),
            counts: vec![900, 90, 9, 1],
        };
        let keep = vocabulary.keep(0.01);
        for (ours, gensims) in keep
            .iter()
            .zip([500_451_163_u64, 1_908_874_353, 1 << 32, 1 << 32])
        {
            assert!(ours.abs_diff(gensims) <= 2, "{ours} {gensims}");
        }
        assert_eq!(vocabulary.keep(0.0), [1 << 32; 4]);
    }

    #[test]
    fn rare_words_go_and_ties_are_in_order() {
        let document: Vec<String> = ["b", "a", "b", "c", "a", "d"].map(String::from).to_vec();
        let vocabulary = Vocabulary::of(std::slice::from_ref(&document), 2);
        assert_eq!(
            (vocabulary.words.join(""), vocabulary.counts.clone()),
            ("ab".to_string(), vec![2, 2])
        );
        assert_eq!(vocabulary.encode(&[document]), [[1, 0, 1, 0]]);
    }
}
