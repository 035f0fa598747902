//! What burn's tensors on the CPU hold, for the operations that this room has written itself.

use burn::tensor::{Tensor, TensorData, activation};
use burn_ndarray::NdArrayTensor;

/// Leaky ReLU of `slope`; 1 leaves values as they are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Slope(pub f32);

impl Slope {
    /// By burn's own operations, on whatever device.
    pub(super) fn of<const D: usize>(self, x: Tensor<D>) -> Tensor<D> {
        if self.0 == 1.0 {
            x
        } else {
            activation::leaky_relu(x, f64::from(self.0))
        }
    }
}

/// What the gradient of a layer needs of the way forward.
#[derive(Debug, Clone)]
pub(super) struct State {
    pub(crate) x: NdArrayTensor,
    pub(crate) weight: NdArrayTensor,
    pub(crate) result: NdArrayTensor,
    pub(crate) slope: Slope,
}

pub(super) fn shape_of(tensor: &NdArrayTensor) -> &[usize] {
    let NdArrayTensor::F32(storage) = tensor else {
        unreachable!("weights and activations are f32, not {tensor:?}")
    };
    storage.shape()
}

pub(super) fn tensor(values: Vec<f32>, shape: Vec<usize>) -> NdArrayTensor {
    NdArrayTensor::from_data(TensorData::new(values, shape))
}

/// The values of a tensor in row-major order, copied only where they do not lie so.
pub(super) enum Values<'a> {
    Borrowed(&'a [f32]),
    Owned(Vec<f32>),
}

impl<'a> Values<'a> {
    pub(super) fn of(tensor: &'a NdArrayTensor) -> Self {
        let NdArrayTensor::F32(storage) = tensor else {
            unreachable!("weights and activations are f32, not {tensor:?}")
        };
        let view = storage.view();
        match view.to_slice() {
            Some(slice) => Values::Borrowed(slice),
            None => Values::Owned(view.iter().copied().collect()),
        }
    }

    pub(super) fn as_slice(&self) -> &[f32] {
        match self {
            Values::Borrowed(slice) => slice,
            Values::Owned(values) => values,
        }
    }
}
