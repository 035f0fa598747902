//! The few operations of the network, over rows of f32: a row is a frame, its columns are bands or
//! channels. All of them are matrix products of what a kernel sees.

use faer::linalg::matmul::matmul;
use faer::{Accum, MatMut, MatRef, Par};

/// Batch norm of a trained network: a factor and a summand for each channel.
pub(super) struct Rise {
    pub(crate) scale: Vec<f32>,
    pub(crate) shift: Vec<f32>,
}

impl Rise {
    /// ReLU, then batch norm.
    pub(super) fn after_relu(&self, rows: &mut [f32]) {
        for row in rows.chunks_exact_mut(self.scale.len()) {
            for ((v, scale), shift) in row.iter_mut().zip(&self.scale).zip(&self.shift) {
                *v = v.max(0.0) * scale + shift;
            }
        }
    }
}

/// A convolution over frames and bands, and its maximum over the bands that it can begin at.
pub(super) struct Across {
    /// What it sees, (band, tap), × channels.
    pub(crate) kernel: Vec<f32>,
    pub(crate) bias: Vec<f32>,
    /// -1 where kernel and bias are turned, as the batch norm falls.
    pub(crate) sign: Vec<f32>,
    pub(crate) rise: Rise,
}

impl Across {
    pub(super) fn n_channels(&self) -> usize {
        self.bias.len()
    }

    /// Rows of the kernel.
    pub(super) fn n_seen(&self) -> usize {
        self.kernel.len() / self.n_channels()
    }

    /// Raises `most` (frames × channels) to what is made of `seen` (frames × rows of the kernel).
    pub(super) fn raise(&self, most: &mut [f32], seen: MatRef<'_, f32>, scratch: &mut Vec<f32>) {
        let (n_rows, n) = (seen.nrows(), self.n_channels());
        scratch.resize(n_rows * n, 0.0);
        let kernel = MatRef::from_row_major_slice(&self.kernel, self.n_seen(), n);
        let out = MatMut::from_row_major_slice_mut(scratch, n_rows, n);
        matmul(out, Accum::Replace, seen, kernel, 1.0, Par::Seq);
        for (most, v) in most.iter_mut().zip(scratch) {
            *most = most.max(*v);
        }
    }

    /// What the layer says of a frame, from the maximum of the products.
    pub(super) fn said<'a>(&'a self, most: &'a [f32]) -> impl Iterator<Item = f32> + 'a {
        (0..self.n_channels()).map(move |c| {
            let v = self.sign[c] * (most[c] + self.bias[c]);
            v.max(0.0) * self.rise.scale[c] + self.rise.shift[c]
        })
    }
}

/// A convolution over frames alone, of all channels: seven taps, zeros beyond the ends.
pub(super) struct Along {
    /// Taps × channels in × channels out.
    pub(crate) kernel: Vec<f32>,
    pub(crate) bias: Vec<f32>,
    pub(crate) rise: Rise,
}

/// Frames that a kernel of the network sees at once, but for those along one band.
pub(super) const N_TAPS: usize = 7;

impl Along {
    /// Convolution, ReLU and batch norm.
    ///
    /// # Shapes
    /// `rows` frames × channels in; result frames × channels out.
    pub(super) fn apply(&self, rows: &[f32]) -> Vec<f32> {
        let n_out = self.bias.len();
        let n_in = self.kernel.len() / N_TAPS / n_out;
        let n_frames = rows.len() / n_in;
        let edge = vec![0.0; N_TAPS / 2 * n_in];
        let padded = [&edge, rows, &edge].concat();
        let mut out = self.bias.repeat(n_frames);
        for (tap, kernel) in self.kernel.chunks_exact(n_in * n_out).enumerate() {
            let seen = &padded[tap * n_in..][..n_frames * n_in];
            add_product(&mut out, seen, kernel, n_in);
        }
        self.rise.after_relu(&mut out);
        out
    }
}

/// A dense layer without its activation, of one row.
pub(super) struct Dense {
    /// Of each part of what it sees: inputs × outputs.
    pub(crate) kernels: Vec<Vec<f32>>,
    pub(crate) bias: Vec<f32>,
}

impl Dense {
    /// # Shapes
    /// Each of `parts` as many numbers as its kernel has rows.
    pub(super) fn apply(&self, parts: &[&[f32]]) -> Vec<f32> {
        let mut out = self.bias.clone();
        for (kernel, part) in self.kernels.iter().zip(parts) {
            add_product(&mut out, part, kernel, part.len());
        }
        out
    }
}

/// # Shapes
/// `out` m × n, `rows` m × `inner`, `kernel` `inner` × n.
fn add_product(out: &mut [f32], rows: &[f32], kernel: &[f32], inner: usize) {
    let (m, n) = (rows.len() / inner, kernel.len() / inner);
    let rows = MatRef::from_row_major_slice(rows, m, inner);
    let kernel = MatRef::from_row_major_slice(kernel, inner, n);
    let out = MatMut::from_row_major_slice_mut(out, m, n);
    matmul(out, Accum::Add, rows, kernel, 1.0, Par::Seq);
}
