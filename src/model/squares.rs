//! Half the sum of squared differences, each row with a weight, as one operation that burn can
//! derive, on the CPU; on a GPU burn's own.
//!
//! burn-ndarray makes of it some ten passes over numbers as wide as the features, each with memory
//! of its own: a twelfth of the training of a joint VAE. Here it is one pass forward, which leaves
//! the gradient but for a factor, and one back. Differences are burn's to the bit; their squares
//! are added row by row, so the sum differs in its last digits.

use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients as Grads;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind};
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, Dispatch, NdArray, backend_extension};
use burn::tensor::Tensor;
use burn_ndarray::NdArrayTensor;

use super::device;
use super::values::{Values, shape_of, tensor};

/// ½ Σ_rows w Σ_columns (x̂ − x)². Row i of `x_hat` is held against row i mod n of `x`, so the same
/// data can be decoded several times. Only `x_hat` gets a gradient: the others are given.
///
/// # Shapes
/// `x` n × d, `x_hat` s·n × d, `weights` s·n × 1; result a scalar.
pub(super) fn half_squares(x: Tensor<2>, x_hat: Tensor<2>, weights: Tensor<2>) -> Tensor<1> {
    if !device::is_cpu(&x_hat.device()) {
        return by_burn(x, x_hat, weights);
    }
    let [x, x_hat, weights] = [x, x_hat, weights].map(Tensor::into_dispatch);
    Tensor::from_dispatch(Dispatch::half_squares(x, x_hat, weights))
}

fn by_burn(x: Tensor<2>, x_hat: Tensor<2>, weights: Tensor<2>) -> Tensor<1> {
    let times = x_hat.dims()[0] / x.dims()[0].max(1);
    let x = x.repeat_dim(0, times);
    ((x_hat - x).square() * weights).sum().mul_scalar(0.5)
}

#[backend_extension(Autodiff, NdArray)]
trait SquaresBackend: Backend {
    fn half_squares(
        x: FloatTensor<Self>,
        x_hat: FloatTensor<Self>,
        weights: FloatTensor<Self>,
    ) -> FloatTensor<Self>;
}

impl SquaresBackend for NdArray {
    fn half_squares(
        x: NdArrayTensor,
        x_hat: NdArrayTensor,
        weights: NdArrayTensor,
    ) -> NdArrayTensor {
        forward(&x, &x_hat, &weights).0
    }
}

impl<C: CheckpointStrategy> SquaresBackend for Autodiff<NdArray, C> {
    fn half_squares(
        x: FloatTensor<Self>,
        x_hat: FloatTensor<Self>,
        weights: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        let (result, gradient) = forward(x.primitive(), x_hat.primitive(), weights.primitive());
        match Squares
            .prepare::<C>([x_hat.node()])
            .compute_bound()
            .stateful()
        {
            OpsKind::Tracked(prep) => prep.finish(gradient, result),
            OpsKind::UnTracked(prep) => prep.finish(result),
        }
    }
}

#[derive(Debug)]
struct Squares;

impl Backward<NdArray, 1> for Squares {
    /// The gradient by x̂ of the sum alone.
    type State = Gradient;

    fn backward(self, ops: Ops<Gradient, 1>, grads: &mut Grads, _: &mut Checkpointer) {
        let of_sum = grads.consume::<NdArray>(&ops.node);
        let of_sum = Values::of(&of_sum).as_slice()[0];
        let Gradient { mut values, shape } = ops.state;
        let [to_x_hat] = ops.parents;
        if let Some(node) = to_x_hat {
            values.iter_mut().for_each(|v| *v *= of_sum);
            grads.register::<NdArray>(node.id, tensor(values, shape.to_vec()));
        }
    }
}

/// Values in row-major order.
#[derive(Debug, Clone)]
struct Gradient {
    values: Vec<f32>,
    shape: [usize; 2],
}

/// The sum, and its gradient by `x_hat`: w·(x̂ − x).
fn forward(
    x: &NdArrayTensor,
    x_hat: &NdArrayTensor,
    weights: &NdArrayTensor,
) -> (NdArrayTensor, Gradient) {
    let shape = [shape_of(x_hat)[0], shape_of(x_hat)[1]];
    let (n, d) = (shape_of(x)[0], shape[1]);
    let [x, x_hat, weights] = [x, x_hat, weights].map(Values::of);
    let rows = x_hat.as_slice().chunks_exact(d).zip(weights.as_slice());
    let mut values = Vec::with_capacity(shape[0] * d);
    let mut sum = 0.0;
    for (i, (x_hat, weight)) in rows.enumerate() {
        let x = &x.as_slice()[i % n * d..][..d];
        values.extend(x_hat.iter().zip(x).map(|(x_hat, x)| x_hat - x));
        let row = &mut values[i * d..];
        sum += f64::from(*weight) * sum_of_squares(row);
        row.iter_mut().for_each(|v| *v *= weight);
    }
    let sum = tensor(vec![(0.5 * sum) as f32], vec![1]);
    (sum, Gradient { values, shape })
}

/// Of any number of values. In eight lanes, which the compiler makes one register, and in f64 across blocks, where rounding
/// would grow.
#[inline(always)]
pub(super) fn sum_of_squares(values: &[f32]) -> f64 {
    let mut total = 0.0;
    for block in values.chunks(512) {
        let mut lanes = [0.0_f32; 8];
        let (eights, rest) = block.as_chunks::<8>();
        for eight in eights {
            for (lane, v) in lanes.iter_mut().zip(eight) {
                *lane += v * v;
            }
        }
        total += lanes.iter().map(|&v| f64::from(v)).sum::<f64>();
        total += rest.iter().map(|&v| f64::from(v * v)).sum::<f64>();
    }
    total
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    /// The sum times 0.3, and its gradient by `x_hat`.
    fn both(
        of: impl Fn(Tensor<2>, Tensor<2>, Tensor<2>) -> Tensor<1>,
        [x, x_hat, weights]: [&Tensor<2>; 3],
    ) -> (f32, Vec<f32>) {
        let sum = of(x.clone(), x_hat.clone(), weights.clone()).mul_scalar(0.3);
        let gradient = x_hat.grad(&sum.backward()).expect("it is tracked");
        (sum.inner().into_scalar(), device::values(gradient))
    }

    #[test]
    fn value_and_gradient_are_burns() {
        let device = device::cpu_with_gradients();
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        for (n, times, d) in [(1, 1, 1), (5, 1, 16), (6, 2, 37), (64, 3, 1_000)] {
            let mut numbers = |rows: usize, d: usize| {
                let values = (0..rows * d).map(|_| rng.random_range(-2.0..2.0)).collect();
                device::tensor(values, rows, d, &device)
            };
            let (x, x_hat) = (numbers(n, d), numbers(times * n, d).require_grad());
            let weights = (0..times * n).map(|i| [1.0, 0.0, 2.5][i % 3]).collect();
            let weights = device::tensor(weights, times * n, 1, &device);
            let given = [&x, &x_hat, &weights];
            let (ours, burns) = (both(half_squares, given), both(by_burn, given));
            assert!((ours.0 / burns.0 - 1.0).abs() < 1e-6, "{ours:?}, {burns:?}");
            for (a, b) in ours.1.iter().zip(&burns.1) {
                assert!(
                    (a - b).abs() <= 1e-6 * b.abs(),
                    "{n} × {times} × {d}: {a}, {b}"
                );
            }
            assert_eq!(ours.1.len(), burns.1.len());
        }
    }
}
