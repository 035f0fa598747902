//! The few operations of an encoder, over rows of f32. One thread each: the songs are what runs in
//! parallel.

use faer::linalg::matmul::matmul;
use faer::{Accum, MatMut, MatRef, Par};

/// A dense layer: y = x Wᵀ + b.
pub(super) struct Linear {
    pub(crate) n_in: usize,
    pub(crate) n_out: usize,
    /// n_out × n_in, as PyTorch keeps it.
    pub(crate) weight: Vec<f32>,
    pub(crate) bias: Vec<f32>,
}

impl Linear {
    /// # Shapes
    /// `x` n × n_in, `y` n × n_out.
    pub(super) fn apply(&self, x: &[f32], y: &mut Vec<f32>) {
        let n = x.len() / self.n_in;
        y.clear();
        (0..n).for_each(|_| y.extend_from_slice(&self.bias));
        let lhs = MatRef::from_row_major_slice(x, n, self.n_in);
        let rhs = MatRef::from_row_major_slice(&self.weight, self.n_out, self.n_in).transpose();
        matmul(
            MatMut::from_row_major_slice_mut(y, n, self.n_out),
            Accum::Add,
            lhs,
            rhs,
            1.0,
            Par::Seq,
        );
    }
}

/// Layer normalisation of rows (Ba, Kiros & Hinton 2016).
pub(super) struct LayerNorm {
    pub(crate) gain: Vec<f32>,
    pub(crate) bias: Vec<f32>,
    pub(crate) epsilon: f32,
}

impl LayerNorm {
    /// Of `x` + `added`, in place of `x`.
    pub(super) fn apply_to_sum(&self, x: &mut [f32], added: &[f32]) {
        pulp::Arch::new().dispatch(|| {
            for (row, added) in x
                .chunks_exact_mut(self.gain.len())
                .zip(added.chunks_exact(self.gain.len()))
            {
                row.iter_mut().zip(added).for_each(|(x, a)| *x += a);
                self.normalise(row);
            }
        });
    }

    pub(super) fn apply(&self, x: &mut [f32]) {
        x.chunks_exact_mut(self.gain.len())
            .for_each(|row| self.normalise(row));
    }

    #[inline(always)]
    fn normalise(&self, row: &mut [f32]) {
        let n = row.len() as f32;
        let mean = sum(row, |x| x) / n;
        let variance = sum(row, |x| (x - mean) * (x - mean)) / n;
        let factor = 1.0 / (variance + self.epsilon).sqrt();
        for ((x, gain), bias) in row.iter_mut().zip(&self.gain).zip(&self.bias) {
            *x = (*x - mean) * factor * gain + bias;
        }
    }
}

/// The sum of a function of each number, in a fixed order that vector registers can follow.
#[inline(always)]
fn sum(row: &[f32], f: impl Fn(f32) -> f32) -> f32 {
    let (chunks, rest) = row.as_chunks::<16>();
    let mut lanes = [0.0; 16];
    for chunk in chunks {
        for k in 0..16 {
            lanes[k] += f(chunk[k]);
        }
    }
    lanes.iter().sum::<f32>() + rest.iter().map(|&x| f(x)).sum::<f32>()
}

/// Attention of one head over one window: softmax(q kᵀ·scale + bias) v.
///
/// # Shapes
/// `q`, `k`, `v` and `out` t × width of the head; `bias`, where there is one, t × t; `scores` is
/// scratch.
pub(super) fn attend(
    [q, k, v]: [MatRef<'_, f32>; 3],
    scale: f32,
    bias: Option<&[f32]>,
    scores: &mut Vec<f32>,
    out: MatMut<'_, f32>,
) {
    let t = q.nrows();
    scores.clear();
    match bias {
        Some(bias) => scores.extend_from_slice(bias),
        None => scores.resize(t * t, 0.0),
    }
    matmul(
        MatMut::from_row_major_slice_mut(scores, t, t),
        Accum::Add,
        q,
        k.transpose(),
        scale,
        Par::Seq,
    );
    softmax_rows(scores, t);
    matmul(
        out,
        Accum::Replace,
        MatRef::from_row_major_slice(scores, t, t),
        v,
        1.0,
        Par::Seq,
    );
}

fn softmax_rows(x: &mut [f32], width: usize) {
    pulp::Arch::new().dispatch(|| {
        for row in x.chunks_exact_mut(width) {
            let most = row.iter().fold(
                f32::NEG_INFINITY,
                |most, &x| if x > most { x } else { most },
            );
            row.iter_mut().for_each(|x| *x = exp(*x - most));
            let factor = 1.0 / sum(row, |x| x);
            row.iter_mut().for_each(|x| *x *= factor);
        }
    });
}

/// What follows the wide layer of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Activation {
    /// x Φ(x), exactly.
    Gelu,
    /// Its approximation by tanh.
    GeluTanh,
    Relu,
}

impl Activation {
    pub(super) fn of(name: &str) -> Option<Self> {
        match name {
            "gelu" | "gelu_python" => Some(Self::Gelu),
            "gelu_new" | "gelu_pytorch_tanh" | "gelu_fast" => Some(Self::GeluTanh),
            "relu" => Some(Self::Relu),
            _ => None,
        }
    }

    pub(super) fn apply(self, x: &mut [f32]) {
        pulp::Arch::new().dispatch(|| match self {
            Self::Gelu => x
                .iter_mut()
                .for_each(|x| *x = 0.5 * *x * (1.0 + erf(*x * std::f32::consts::FRAC_1_SQRT_2))),
            Self::GeluTanh => x.iter_mut().for_each(|x| {
                // ½(1 + tanh y) is σ(2y).
                let y = 0.797_884_6 * (*x + 0.044_715 * *x * *x * *x);
                *x /= 1.0 + exp(-2.0 * y);
            }),
            Self::Relu => x.iter_mut().for_each(|x| *x = x.max(0.0)),
        });
    }
}

/// eˣ to about 2 units in the last place, in operations that vector registers have (Cephes `expf`:
/// Moshier 1989).
#[inline(always)]
#[allow(clippy::excessive_precision)]
fn exp(x: f32) -> f32 {
    // Adding this rounds to a whole number, which then stands in the lowest bits.
    const ROUND: f32 = 12_582_912.0;
    let x = x.clamp(-87.0, 88.0);
    let rounded = x * std::f32::consts::LOG2_E + ROUND;
    let n = rounded - ROUND;
    let r = x - n * 0.693_359_375 + n * 2.121_944_4e-4;
    let mut y = 1.987_569_15e-4;
    y = y * r + 1.398_199_95e-3;
    y = y * r + 8.333_451_9e-3;
    y = y * r + 4.166_579_59e-2;
    y = y * r + 1.666_666_55e-1;
    y = y * r + 0.5;
    (y * r * r + r + 1.0) * f32::from_bits(rounded.to_bits().wrapping_add(127) << 23)
}

/// The error function as a quotient of polynomials, to about 4·10⁻⁷ (Eigen 3.4,
/// `generic_fast_erf_float`).
#[inline(always)]
#[allow(clippy::excessive_precision)]
fn erf(x: f32) -> f32 {
    let x = x.clamp(-4.0, 4.0);
    let s = x * x;
    let mut p = -2.726_142_258_013_06e-10;
    p = p * s + 2.770_681_424_959_02e-8;
    p = p * s - 2.101_024_020_825_08e-6;
    p = p * s - 5.692_506_394_623_46e-5;
    p = p * s - 7.349_906_303_268_55e-4;
    p = p * s - 2.954_599_808_540_25e-3;
    p = p * s - 1.609_603_333_262_415e-2;
    let mut q = -1.456_607_184_649_96e-5;
    q = q * s - 2.133_740_552_789_05e-4;
    q = q * s - 1.682_826_974_382_03e-3;
    q = q * s - 7.373_329_167_204_68e-3;
    q = q * s - 1.426_473_905_141_89e-2;
    x * p / q
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_the_standard_librarys() {
        for i in -8700..=8800 {
            let x = i as f32 / 100.0;
            let exact = f64::from(x).exp();
            assert!(
                (f64::from(exp(x)) / exact - 1.0).abs() < 3e-7,
                "{x}: {} {exact}",
                exp(x)
            );
        }
    }

    #[test]
    fn erf_has_its_known_values() {
        // Abramowitz & Stegun, table 7.1.
        for (x, expected) in [
            (0.0, 0.0),
            (0.1, 0.112_462_9),
            (0.5, 0.520_499_9),
            (1.0, 0.842_700_8),
            (2.0, 0.995_322_3),
            (3.0, 0.999_977_9),
        ] {
            assert!((erf(x) - expected).abs() < 5e-7, "{x}: {}", erf(x));
            assert!((erf(-x) + expected).abs() < 5e-7);
        }
        assert!((erf(9.0) - 1.0).abs() < 5e-7);
    }

    #[test]
    fn activations_have_pytorchs_values() {
        // torch 2.9: nn.functional.gelu(torch.tensor([-2., -.5, .5, 3.])), and with
        // approximate="tanh".
        let at = [-2.0_f32, -0.5, 0.5, 3.0];
        for (activation, expected) in [
            (
                Activation::Gelu,
                [-0.045_500_26, -0.154_268_77, 0.345_731_23, 2.995_950_2],
            ),
            (
                Activation::GeluTanh,
                [-0.045_402_29, -0.154_286, 0.345_714, 2.996_362_7],
            ),
            (Activation::Relu, [0.0, 0.0, 0.5, 3.0]),
        ] {
            let mut x = at;
            activation.apply(&mut x);
            for (a, b) in x.iter().zip(expected) {
                assert!((a - b).abs() < 1e-6, "{activation:?}: {a} {b}");
            }
        }
    }
}
