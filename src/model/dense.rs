//! A fully connected layer with bias and leaky ReLU as one operation that burn can derive, on the
//! CPU; on a GPU burn's own.
//!
//! burn-ndarray makes of it a product, a sum, a comparison, a product and a choice, each with
//! passes over memory of its own and again for its derivative, and copies the weights transposed
//! for every gradient. Here every value is computed from the same numbers in the same order, by the
//! same matrixmultiply, so the bits are burn's, which a test holds.
//!
//! Large products are parted among rayon's threads here. matrixmultiply's own threads wait for each
//! other by asking the system again and again for something else to do: on 2 cores they cost a
//! fifth of a default run's processor time, and 4 of the 10 minutes of a comparison, for no gain.

use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients as Grads;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind};
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, Dispatch, NdArray, backend_extension};
use burn::nn::Linear;
use burn::tensor::Tensor;
use burn_ndarray::NdArrayTensor;
use rayon::prelude::*;

use super::device;
use super::values::{Slope, State, Values, shape_of, tensor};

/// # Shapes
/// `x` n × a, the layer's weight a × b, its bias b; result n × b.
pub(super) fn dense(layer: &Linear, x: Tensor<2>, slope: Slope) -> Tensor<2> {
    match &layer.bias {
        Some(bias) if device::is_cpu(&x.device()) => {
            let [x, weight, bias] = [
                x.into_dispatch(),
                layer.weight.val().into_dispatch(),
                bias.val().into_dispatch(),
            ];
            Tensor::from_dispatch(Dispatch::dense(x, weight, bias, slope))
        }
        _ => by_burn(layer, x, slope),
    }
}

fn by_burn(layer: &Linear, x: Tensor<2>, slope: Slope) -> Tensor<2> {
    slope.of(layer.forward(x))
}

#[backend_extension(Autodiff, NdArray)]
trait DenseBackend: Backend {
    fn dense(
        x: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        bias: FloatTensor<Self>,
        slope: Slope,
    ) -> FloatTensor<Self>;
}

impl DenseBackend for NdArray {
    fn dense(
        x: NdArrayTensor,
        weight: NdArrayTensor,
        bias: NdArrayTensor,
        slope: Slope,
    ) -> NdArrayTensor {
        forward(&x, &weight, &bias, slope)
    }
}

impl<C: CheckpointStrategy> DenseBackend for Autodiff<NdArray, C> {
    fn dense(
        x: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        bias: FloatTensor<Self>,
        slope: Slope,
    ) -> FloatTensor<Self> {
        let result = forward(x.primitive(), weight.primitive(), bias.primitive(), slope);
        match Dense
            .prepare::<C>([x.node(), weight.node(), bias.node()])
            .compute_bound()
            .stateful()
        {
            OpsKind::Tracked(prep) => {
                let (x, weight) = (x.into_primitive(), weight.into_primitive());
                prep.finish(
                    State {
                        x,
                        weight,
                        result: result.clone(),
                        slope,
                    },
                    result,
                )
            }
            OpsKind::UnTracked(prep) => prep.finish(result),
        }
    }
}

#[derive(Debug)]
struct Dense;

impl Backward<NdArray, 3> for Dense {
    type State = State;

    fn backward(self, ops: Ops<State, 3>, grads: &mut Grads, _: &mut Checkpointer) {
        let gradient = grads.consume::<NdArray>(&ops.node);
        let State {
            x,
            weight,
            result,
            slope,
        } = ops.state;
        let [to_x, to_weight, to_bias] = ops.parents;
        let (n, a, b) = (shape_of(&x)[0], shape_of(&weight)[0], shape_of(&weight)[1]);
        let [x, weight, result] = [&x, &weight, &result].map(Values::of);
        let gradient = before_relu(&gradient, &result, slope);
        let gradient = Rows {
            values: &gradient,
            n_cols: b,
        };
        if let Some(node) = to_x {
            let weight = Rows {
                values: weight.as_slice(),
                n_cols: b,
            };
            grads.register::<NdArray>(
                node.id,
                tensor(product(gradient.view(), weight.transposed()), vec![n, a]),
            );
        }
        if let Some(node) = to_weight {
            let x = Rows {
                values: x.as_slice(),
                n_cols: a,
            };
            grads.register::<NdArray>(
                node.id,
                tensor(product(x.transposed(), gradient.view()), vec![a, b]),
            );
        }
        if let Some(node) = to_bias {
            grads.register::<NdArray>(node.id, tensor(gradient.sum(), vec![b]));
        }
    }
}

fn forward(
    x: &NdArrayTensor,
    weight: &NdArrayTensor,
    bias: &NdArrayTensor,
    Slope(slope): Slope,
) -> NdArrayTensor {
    let (n, a, b) = (shape_of(x)[0], shape_of(weight)[0], shape_of(weight)[1]);
    let [x, weight, bias] = [x, weight, bias].map(Values::of);
    let x = Rows {
        values: x.as_slice(),
        n_cols: a,
    };
    let weight = Rows {
        values: weight.as_slice(),
        n_cols: b,
    };
    let mut y = product(x.view(), weight.view());
    for row in y.chunks_exact_mut(b) {
        for (y, bias) in row.iter_mut().zip(bias.as_slice()) {
            let linear = *y + bias;
            *y = if linear < 0.0 { linear * slope } else { linear };
        }
    }
    tensor(y, vec![n, b])
}

/// The gradient by what went into the leaky ReLU, which keeps signs, so that its result tells on
/// which side it was.
fn before_relu(gradient: &NdArrayTensor, result: &Values<'_>, Slope(slope): Slope) -> Vec<f32> {
    let gradient = Values::of(gradient);
    let pairs = gradient.as_slice().iter().zip(result.as_slice());
    pairs
        .map(|(&g, &y)| if y < 0.0 { g * slope } else { g })
        .collect()
}

/// A matrix by its values in row-major order.
#[derive(Clone, Copy)]
struct Rows<'a> {
    values: &'a [f32],
    n_cols: usize,
}

impl<'a> Rows<'a> {
    fn n_rows(self) -> usize {
        self.values.len() / self.n_cols
    }

    fn view(self) -> View<'a> {
        let (n_rows, n_cols) = (self.n_rows(), self.n_cols);
        View {
            values: self.values,
            n_rows,
            n_cols,
            row_stride: n_cols,
            col_stride: 1,
        }
    }

    fn transposed(self) -> View<'a> {
        let (n_rows, n_cols) = (self.n_cols, self.n_rows());
        View {
            values: self.values,
            n_rows,
            n_cols,
            row_stride: 1,
            col_stride: self.n_cols,
        }
    }

    /// Of each column, from the first row to the last, as ndarray adds them.
    fn sum(self) -> Vec<f32> {
        let mut sums = vec![0.0; self.n_cols];
        for row in self.values.chunks_exact(self.n_cols) {
            sums.iter_mut().zip(row).for_each(|(sum, v)| *sum += v);
        }
        sums
    }
}

/// A matrix that may lie transposed, or a part of one.
#[derive(Clone, Copy)]
struct View<'a> {
    values: &'a [f32],
    n_rows: usize,
    n_cols: usize,
    row_stride: usize,
    col_stride: usize,
}

impl View<'_> {
    /// Some of its rows.
    fn rows(self, first: usize, n_rows: usize) -> Self {
        Self {
            values: &self.values[first * self.row_stride..],
            n_rows,
            ..self
        }
    }

    /// Some of its columns.
    fn cols(self, first: usize, n_cols: usize) -> Self {
        Self {
            values: &self.values[first * self.col_stride..],
            n_cols,
            ..self
        }
    }

    /// Whether its values hold every place that the strides name.
    fn is_whole(self) -> bool {
        let last = |n: usize, stride: usize| n.saturating_sub(1).saturating_mul(stride);
        let last =
            last(self.n_rows, self.row_stride).saturating_add(last(self.n_cols, self.col_stride));
        self.n_rows == 0 || self.n_cols == 0 || last < self.values.len()
    }
}

/// Multiplications of a product, about half a millisecond's, that are worth a thread of their own: at a
/// quarter as many an epoch of 2,000 rows takes a third longer on 2 cores.
const WORTH_A_THREAD: usize = 1 << 24;

/// `left` times `right`, in row-major order. Each number is summed in one order, however many
/// threads there are.
fn product(left: View<'_>, right: View<'_>) -> Vec<f32> {
    let (n_rows, n_cols) = (left.n_rows, right.n_cols);
    let n_products = n_rows.saturating_mul(n_cols).saturating_mul(left.n_cols);
    let worth = n_products / WORTH_A_THREAD;
    if worth < 2 {
        let mut out = vec![0.0; n_rows * n_cols];
        multiply(left, right, &mut out);
        return out;
    }
    device::on_all_threads(|| in_parts(left, right, worth.min(rayon::current_num_threads())))
}

/// The product in so many parts, each for one thread.
fn in_parts(left: View<'_>, right: View<'_>, n_parts: usize) -> Vec<f32> {
    let (n_rows, n_cols) = (left.n_rows, right.n_cols);
    if n_rows >= n_cols {
        let mut out = vec![0.0; n_rows * n_cols];
        let some = n_rows.div_ceil(n_parts);
        let parts = out.par_chunks_mut(some * n_cols).enumerate();
        parts.for_each(|(part, out)| {
            multiply(left.rows(part * some, out.len() / n_cols), right, out);
        });
        return out;
    }
    let some = n_cols.div_ceil(n_parts);
    let of_part = |first: usize| {
        let count = some.min(n_cols - first);
        let mut out = vec![0.0; n_rows * count];
        multiply(left, right.cols(first, count), &mut out);
        (count, out)
    };
    let firsts = (0..n_cols).into_par_iter().step_by(some);
    let parts: Vec<(usize, Vec<f32>)> = firsts.map(of_part).collect();
    let mut out = Vec::with_capacity(n_rows * n_cols);
    for row in 0..n_rows {
        for (count, part) in &parts {
            out.extend_from_slice(&part[row * count..][..*count]);
        }
    }
    out
}

/// `left` times `right` into `out`, in row-major order, on this thread.
#[allow(unsafe_code)]
fn multiply(left: View<'_>, right: View<'_>, out: &mut [f32]) {
    assert_eq!(left.n_cols, right.n_rows, "the matrices do not fit");
    assert!(
        left.is_whole() && right.is_whole(),
        "a view beyond its values"
    );
    assert_eq!(out.len(), left.n_rows * right.n_cols, "no room for it");
    // SAFETY: each view holds n_rows × n_cols values at its strides, and so does `out`, as was
    // asked.
    unsafe {
        matrixmultiply::sgemm(
            left.n_rows,
            left.n_cols,
            right.n_cols,
            1.0,
            left.values.as_ptr(),
            left.row_stride as isize,
            left.col_stride as isize,
            right.values.as_ptr(),
            right.row_stride as isize,
            right.col_stride as isize,
            0.0,
            out.as_mut_ptr(),
            right.n_cols as isize,
            1,
        );
    }
}

#[cfg(test)]
mod tests {
    use burn::tensor::TensorData;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    /// Result, and gradients of its weighted sum by input, weight and bias.
    fn all(
        layer: &Linear,
        x: &Tensor<2>,
        way: impl Fn(&Linear, Tensor<2>) -> Tensor<2>,
    ) -> Vec<Vec<f32>> {
        let y = way(layer, x.clone());
        let weights = Tensor::<2>::from_data(
            TensorData::new(
                (0..y.dims()[0] * y.dims()[1])
                    .map(|i| (i % 7) as f32 - 2.9)
                    .collect(),
                y.dims(),
            ),
            &y.device(),
        );
        let gradients = (y.clone() * weights).sum().backward();
        let bias = layer.bias.as_ref().unwrap().val();
        vec![
            device::values(y),
            device::values(x.grad(&gradients).unwrap()),
            device::values(layer.weight.val().grad(&gradients).unwrap()),
            device::values(bias.grad(&gradients).unwrap()),
        ]
    }

    #[test]
    fn value_and_gradients_are_burns_to_the_bit() {
        let device = device::cpu_with_gradients();
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        for (n, a, b) in [(64, 37, 20), (1, 5, 3), (33, 300, 16), (2, 1, 4)] {
            let layer = super::super::mlp::linear(a, b, 1.0, &mut rng, &device);
            let x: Vec<f32> = (0..n * a).map(|_| rng.random_range(-2.0..2.0)).collect();
            let x = Tensor::<2>::from_data(TensorData::new(x, [n, a]), &device).require_grad();
            for slope in [Slope(0.01), Slope(1.0)] {
                let ours = all(&layer, &x, |layer, x| dense(layer, x, slope));
                let burns = all(&layer, &x, |layer, x| by_burn(layer, x, slope));
                assert!(ours == burns, "{n} × {a} → {b}, {slope:?}");
            }
        }
    }

    #[test]
    fn a_product_in_parts_is_the_same_to_the_bit_however_many_there_are() {
        let mut rng = ChaCha8Rng::seed_from_u64(6);
        let mut numbers =
            |n: usize| -> Vec<f32> { (0..n).map(|_| rng.random_range(-2.0..2.0)).collect() };
        // By columns, by rows, and with a last part that is smaller.
        for (m, k, n) in [(64, 1_000, 1_031), (1_031, 1_000, 64), (67, 2_003, 517)] {
            assert!(m * k * n >= 3 * WORTH_A_THREAD, "it is parted");
            let (left, right) = (numbers(m * k), numbers(k * n));
            let of = |values, n_cols| Rows { values, n_cols };
            // As they are, and both transposed, as gradients have them.
            let pairs = [
                (of(&left, k).view(), of(&right, n).view()),
                (of(&left, m).transposed(), of(&right, k).transposed()),
            ];
            for (left, right) in pairs {
                let mut whole = vec![0.0; m * n];
                multiply(left, right, &mut whole);
                for n_parts in 1..=5 {
                    let found = in_parts(left, right, n_parts);
                    assert!(found == whole, "{m} × {k} × {n}, {n_parts} parts");
                }
                assert!(product(left, right) == whole, "{m} × {k} × {n}");
            }
        }
    }
}
