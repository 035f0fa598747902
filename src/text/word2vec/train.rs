//! Skip-gram with negative sampling on several threads, the same bytes for the same seed.

use std::sync::LazyLock;

use rayon::prelude::*;

use super::WordVectors;
use super::schedule::{Fields, N_PARTS, Pair, Sampler, place};
use super::vocabulary::{Stream, Vocabulary};
use crate::config::VectorsConfig;
use crate::error::Result;
use crate::job::{Reporter, Stage};
use crate::matrix::Matrix;
use crate::random::{splitmix64, stream};
use crate::words::id;

/// Words between two changes of the learning rate, as in word2vec.c and gensim.
const CHUNK_WORDS: usize = 10_000;

/// The rate falls in a straight line from its first value to this one, gensim's `min_alpha`.
const LAST_RATE: f32 = 1e-4;

/// Rows are padded to whole vector registers.
const LANES: usize = 8;

/// Learns a vector for each word that occurs `config.min_count` times (Mikolov et al. 2013,
/// "Distributed representations of words and phrases and their compositionality"; the details as in
/// gensim 4.4's `Word2Vec(sg=1)`: dynamic windows, sub-sampling, noise by count^0.75, the rate
/// falling in a straight line, first vectors uniform within ±1/dimensions). Each document is one
/// context: windows reach over line ends, not over the ends of songs.
///
/// # What determinism costs
/// gensim's threads write to shared vectors without locks (Hogwild), so two runs of one seed
/// differ. Here all pairs of 10,000 words are drawn first and laid out so that threads never share
/// a vector (see `schedule`), which gives the same bytes whatever the number of threads, and no
/// update is lost or made from stale vectors. The price is that pairs are written down and read
/// again (8 bytes each, a few MB in all), a wait for the slowest thread after each eighth of them,
/// that no more than eight threads help, and that an input vector moves after each pair, not after
/// its whole group of one seen and `negative` noise words. The measured speed beside gensim's
/// stands in `benches/README.md`.
///
/// # Errors
/// [`crate::error::Error::Cancelled`].
pub fn train_vectors(
    documents: &[Vec<String>],
    config: &VectorsConfig,
    seed: u64,
    reporter: &Reporter,
) -> Result<WordVectors> {
    let vocabulary = Vocabulary::of(documents, config.min_count);
    if vocabulary.words.is_empty() {
        return Ok(WordVectors::new(
            Vec::new(),
            Matrix::zeros(0, config.n_dims),
        ));
    }
    let encoded = vocabulary.encode(documents);
    let sampler = Sampler {
        keep: vocabulary.keep(config.sample),
        noise: vocabulary.noise(),
        places: (0..vocabulary.words.len()).map(place).collect(),
        window: config.window as u32,
        negative: config.negative,
    };
    let mut weights = Weights::new(vocabulary.words.len(), config.n_dims, seed);
    let chunks = chunks(&encoded);
    let n_steps = config.n_epochs * chunks.len();
    let mut fields = Fields::new();
    for epoch in 0..config.n_epochs {
        let of_epoch = stream(seed, epoch as u64);
        for (c, chunk) in chunks.iter().enumerate() {
            reporter.checkpoint()?;
            let done = (epoch * chunks.len() + c) as f32 / n_steps as f32;
            let rate = config.learning_rate - (config.learning_rate - LAST_RATE).max(0.0) * done;
            fields.fill(&encoded[chunk.clone()], chunk.start, of_epoch, &sampler);
            weights.learn(&fields, rate);
        }
        reporter.step(
            Stage::Text,
            epoch + 1,
            config.n_epochs,
            id::TEXT_LEARNING_WORD_VECTORS,
        );
    }
    let vectors = weights.inputs_of(vocabulary.words.len());
    Ok(WordVectors::new(vocabulary.words, vectors))
}

/// Runs of documents of about [`CHUNK_WORDS`] words.
fn chunks(documents: &[Vec<u32>]) -> Vec<std::ops::Range<usize>> {
    let (mut chunks, mut begin, mut n_words) = (Vec::new(), 0, 0);
    for (i, document) in documents.iter().enumerate() {
        n_words += document.len();
        if n_words >= CHUNK_WORDS || i + 1 == documents.len() {
            chunks.push(begin..i + 1);
            (begin, n_words) = (i + 1, 0);
        }
    }
    chunks
}

/// Input and output vectors, part by part, rows padded with zeros.
struct Weights {
    n_dims: usize,
    width: usize,
    inputs: Vec<Vec<f32>>,
    outputs: Vec<Vec<f32>>,
}

impl Weights {
    fn new(n_words: usize, n_dims: usize, seed: u64) -> Self {
        let width = n_dims.next_multiple_of(LANES);
        let zeros = || vec![vec![0.0; n_words.div_ceil(N_PARTS) * width]; N_PARTS];
        let (mut inputs, outputs) = (zeros(), zeros());
        let mut stream = Stream::new(splitmix64(seed));
        for word in 0..n_words {
            let at = place(word);
            let begin = at.row as usize * width;
            let row = &mut inputs[at.part as usize][begin..begin + n_dims];
            row.iter_mut()
                .for_each(|v| *v = stream.symmetric() / n_dims as f32);
        }
        Self {
            n_dims,
            width,
            inputs,
            outputs,
        }
    }

    /// One step for every pair: diagonal after diagonal, the fields of one diagonal at a time.
    fn learn(&mut self, fields: &Fields, rate: f32) {
        let width = self.width;
        for diagonal in 0..N_PARTS {
            let shifted = |input: usize| (input + diagonal) % N_PARTS;
            let mut outputs: Vec<Option<&mut Vec<f32>>> =
                self.outputs.iter_mut().map(Some).collect();
            let turned: Vec<_> = (0..N_PARTS)
                .filter_map(|input| outputs[shifted(input)].take())
                .collect();
            self.inputs.par_iter_mut().zip(turned).enumerate().for_each(
                |(input, (inputs, outputs))| {
                    // Compiled for the vector instructions that this processor has.
                    pulp::Arch::new().dispatch(|| {
                        for pairs in fields.pairs(input, shifted(input)) {
                            learn_pairs(inputs, outputs, width, pairs, rate);
                        }
                    });
                },
            );
        }
    }

    fn inputs_of(&self, n_words: usize) -> Matrix {
        let mut vectors = Matrix::zeros(n_words, self.n_dims);
        for word in 0..n_words {
            let at = place(word);
            let begin = at.row as usize * self.width;
            vectors
                .row_mut(word)
                .copy_from_slice(&self.inputs[at.part as usize][begin..begin + self.n_dims]);
        }
        vectors
    }
}

/// Gradient steps on −ln σ(±⟨input, output⟩), pair after pair.
#[inline(always)]
fn learn_pairs(inputs: &mut [f32], outputs: &mut [f32], width: usize, pairs: &[Pair], rate: f32) {
    for pair in pairs {
        let (i, o) = (pair.input as usize * width, pair.output() * width);
        let (input, output) = (&mut inputs[i..i + width], &mut outputs[o..o + width]);
        let (input, output) = (
            input.as_chunks_mut::<LANES>().0,
            output.as_chunks_mut::<LANES>().0,
        );
        let mut sums = [0.0_f32; LANES];
        for (x, y) in input.iter().zip(output.iter()) {
            for k in 0..LANES {
                sums[k] += x[k] * y[k];
            }
        }
        let Some(sigmoid) = sigmoid(sums.iter().sum()) else {
            continue;
        };
        let step = (pair.label() - sigmoid) * rate;
        for (x, y) in input.iter_mut().zip(output) {
            for k in 0..LANES {
                let before = x[k];
                x[k] += step * y[k];
                y[k] += step * before;
            }
        }
    }
}

/// Beyond this the pair is learnt, and left alone, as in gensim.
const MOST: f32 = 6.0;
const N_STEPS: usize = 1000;

/// σ at the middles of 1,000 steps from −6 to 6.
static SIGMOID: LazyLock<[f32; N_STEPS]> = LazyLock::new(|| {
    std::array::from_fn(|i| {
        let x = (2.0 * (i as f64 + 0.5) / N_STEPS as f64 - 1.0) * f64::from(MOST);
        (1.0 / (1.0 + (-x).exp())) as f32
    })
});

#[inline(always)]
fn sigmoid(x: f32) -> Option<f32> {
    let step = (x + MOST) * (N_STEPS as f32 / (2.0 * MOST));
    // A number that is not finite fails both comparisons.
    (step >= 0.0 && step < N_STEPS as f32).then(|| SIGMOID[step as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_the_sigmoid() {
        for i in -599..600 {
            let x = i as f32 / 100.0;
            let exact = 1.0 / (1.0 + (-x).exp());
            assert!((sigmoid(x).unwrap() - exact).abs() < 0.002, "{x}");
        }
        assert_eq!(sigmoid(6.0), None);
        assert_eq!(sigmoid(-6.1), None);
        assert_eq!(sigmoid(f32::NAN), None);
    }

    #[test]
    fn a_step_follows_the_gradient() {
        // One pair of two dimensions, by hand: σ(0.5·1 + 0.25·2) = σ(1).
        let mut inputs = vec![0.0; LANES];
        let mut outputs = vec![0.0; LANES];
        inputs[..2].copy_from_slice(&[0.5, 0.25]);
        outputs[..2].copy_from_slice(&[1.0, 2.0]);
        let mut fields = Fields::new();
        let places = vec![place(0), place(8)];
        let sampler = Sampler {
            keep: vec![1 << 32; 2],
            noise: super::super::vocabulary::Noise::new(&[1.0, 1.0]),
            places,
            window: 1,
            negative: 0,
        };
        fields.fill(&[vec![0, 0]], 0, 1, &sampler);
        let pairs: Vec<Pair> = fields.pairs(0, 0).flatten().copied().collect();
        assert_eq!(pairs.len(), 2);
        learn_pairs(&mut inputs, &mut outputs, LANES, &pairs[..1], 0.1);
        let step = 0.1 * (1.0 - 1.0 / (1.0 + (-1.0_f32).exp()));
        let expected = [
            0.5 + step,
            0.25 + step * 2.0,
            1.0 + step * 0.5,
            2.0 + step * 0.25,
        ];
        for (ours, expected) in [inputs[0], inputs[1], outputs[0], outputs[1]]
            .iter()
            .zip(expected)
        {
            assert!((ours - expected).abs() < 1e-4, "{ours} {expected}");
        }
    }
}
