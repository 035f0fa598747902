//! The convolutions of `kernel` as operations that burn can derive, on the CPU; on a GPU burn's
//! own.
//!
//! burn-ndarray's convolution takes ten times as long as PyTorch's, and its derivative by the
//! weights longer still.

use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients as Grads;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind};
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, Dispatch, NdArray, backend_extension};
use burn::tensor::Tensor;
use burn::tensor::module::{conv_transpose2d, conv2d};
use burn::tensor::ops::{ConvOptions, ConvTransposeOptions};
use burn_ndarray::NdArrayTensor;

use super::kernel::{self, Gradients, Layer};
use crate::model::device;
use crate::model::values::{Slope, State, Values, shape_of, tensor};

/// A convolution that halves rows and columns, with bias and leaky ReLU.
///
/// # Shapes
/// `x` n × a × 2h × 2w, `weight` b × a × 4 × 4, `bias` b; result n × b × h × w.
pub(super) fn down(x: Tensor<4>, weight: Tensor<4>, bias: Tensor<1>, slope: Slope) -> Tensor<4> {
    if device::is_cpu(&x.device()) {
        let [x, weight, bias] = [
            x.into_dispatch(),
            weight.into_dispatch(),
            bias.into_dispatch(),
        ];
        return Tensor::from_dispatch(Dispatch::conv_down(x, weight, bias, slope));
    }
    slope.of(conv2d(
        x,
        weight,
        Some(bias),
        ConvOptions::new([2, 2], [1, 1], [1, 1], 1),
    ))
}

/// A transposed convolution that doubles rows and columns, with bias and leaky ReLU.
///
/// # Shapes
/// `x` n × b × h × w, `weight` b × a × 4 × 4, `bias` a; result n × a × 2h × 2w.
pub(super) fn up(x: Tensor<4>, weight: Tensor<4>, bias: Tensor<1>, slope: Slope) -> Tensor<4> {
    if device::is_cpu(&x.device()) {
        let [x, weight, bias] = [
            x.into_dispatch(),
            weight.into_dispatch(),
            bias.into_dispatch(),
        ];
        return Tensor::from_dispatch(Dispatch::conv_up(x, weight, bias, slope));
    }
    let options = ConvTransposeOptions::new([2, 2], [1, 1], [0, 0], [1, 1], 1);
    slope.of(conv_transpose2d(x, weight, Some(bias), options))
}

#[backend_extension(Autodiff, NdArray)]
trait ConvBackend: Backend {
    fn conv_down(
        x: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        bias: FloatTensor<Self>,
        slope: Slope,
    ) -> FloatTensor<Self>;

    fn conv_up(
        x: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        bias: FloatTensor<Self>,
        slope: Slope,
    ) -> FloatTensor<Self>;
}

impl ConvBackend for NdArray {
    fn conv_down(
        x: NdArrayTensor,
        weight: NdArrayTensor,
        bias: NdArrayTensor,
        slope: Slope,
    ) -> NdArrayTensor {
        Direction::Down.forward(&x, &weight, &bias, slope)
    }

    fn conv_up(
        x: NdArrayTensor,
        weight: NdArrayTensor,
        bias: NdArrayTensor,
        slope: Slope,
    ) -> NdArrayTensor {
        Direction::Up.forward(&x, &weight, &bias, slope)
    }
}

impl<C: CheckpointStrategy> ConvBackend for Autodiff<NdArray, C> {
    fn conv_down(
        x: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        bias: FloatTensor<Self>,
        slope: Slope,
    ) -> FloatTensor<Self> {
        recorded::<C>(Direction::Down, x, weight, bias, slope)
    }

    fn conv_up(
        x: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        bias: FloatTensor<Self>,
        slope: Slope,
    ) -> FloatTensor<Self> {
        recorded::<C>(Direction::Up, x, weight, bias, slope)
    }
}

fn recorded<C: CheckpointStrategy>(
    direction: Direction,
    x: FloatTensor<Autodiff<NdArray, C>>,
    weight: FloatTensor<Autodiff<NdArray, C>>,
    bias: FloatTensor<Autodiff<NdArray, C>>,
    slope: Slope,
) -> FloatTensor<Autodiff<NdArray, C>> {
    let result = direction.forward(x.primitive(), weight.primitive(), bias.primitive(), slope);
    match direction
        .prepare::<C>([x.node(), weight.node(), bias.node()])
        .compute_bound()
        .stateful()
    {
        OpsKind::Tracked(prep) => {
            let state = State {
                x: x.into_primitive(),
                weight: weight.into_primitive(),
                result: result.clone(),
                slope,
            };
            prep.finish(state, result)
        }
        OpsKind::UnTracked(prep) => prep.finish(result),
    }
}

#[derive(Debug, Clone, Copy)]
enum Direction {
    Down,
    Up,
}

impl Backward<NdArray, 3> for Direction {
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
        let (layer, gradients) =
            self.gradients(&x, &weight, &result, &gradient, slope, to_x.is_some());
        if let Some((node, values)) = to_x.zip(gradients.input) {
            grads.register::<NdArray>(node.id, tensor(values, self.input_shape(layer).to_vec()));
        }
        if let Some(node) = to_weight {
            let shape = vec![layer.small, layer.large, kernel::SIDE, kernel::SIDE];
            grads.register::<NdArray>(node.id, tensor(gradients.weight, shape));
        }
        if let Some(node) = to_bias {
            let shape = vec![gradients.bias.len()];
            grads.register::<NdArray>(node.id, tensor(gradients.bias, shape));
        }
    }
}

impl Direction {
    fn forward(
        self,
        x: &NdArrayTensor,
        weight: &NdArrayTensor,
        bias: &NdArrayTensor,
        slope: Slope,
    ) -> NdArrayTensor {
        let layer = self.layer(x, weight);
        let (x, weight, bias) = (Values::of(x), Values::of(weight), Values::of(bias));
        let forward = match self {
            Direction::Down => kernel::down,
            Direction::Up => kernel::up,
        };
        let values = forward(
            layer,
            x.as_slice(),
            weight.as_slice(),
            bias.as_slice(),
            slope,
        );
        tensor(values, self.result_shape(layer).to_vec())
    }

    fn gradients(
        self,
        x: &NdArrayTensor,
        weight: &NdArrayTensor,
        result: &NdArrayTensor,
        gradient: &NdArrayTensor,
        slope: Slope,
        wants_input: bool,
    ) -> (Layer, Gradients) {
        let layer = self.layer(x, weight);
        let [x, weight, result, gradient] = [x, weight, result, gradient].map(Values::of);
        let backward = match self {
            Direction::Down => kernel::down_gradients,
            Direction::Up => kernel::up_gradients,
        };
        let [x, weight, result, gradient] = [&x, &weight, &result, &gradient].map(Values::as_slice);
        (
            layer,
            backward(layer, x, weight, result, gradient, slope, wants_input),
        )
    }

    fn layer(self, x: &NdArrayTensor, weight: &NdArrayTensor) -> Layer {
        let (x, weight) = (shape_of(x), shape_of(weight));
        let halves = match self {
            Direction::Down => 2,
            Direction::Up => 1,
        };
        Layer {
            n: x[0],
            large: weight[1],
            small: weight[0],
            height: x[2] / halves,
            width: x[3] / halves,
        }
    }

    fn input_shape(self, layer: Layer) -> [usize; 4] {
        match self {
            Direction::Down => [layer.n, layer.large, 2 * layer.height, 2 * layer.width],
            Direction::Up => [layer.n, layer.small, layer.height, layer.width],
        }
    }

    fn result_shape(self, layer: Layer) -> [usize; 4] {
        match self {
            Direction::Down => Direction::Up.input_shape(layer),
            Direction::Up => Direction::Down.input_shape(layer),
        }
    }
}
