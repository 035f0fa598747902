//! Where tensors live. The one place that names burn's backend: another CPU backend, or a GPU, is a change here only.

use burn::tensor::{Device, Tensor, TensorData};

use crate::error::{Error, Result};
use crate::matrix::Matrix;

/// The CPU, without gradients: for encoding and decoding.
///
/// burn 0.22 marks its ndarray backend as superseded by its own `flex`; it is still built, tested and released with
/// burn, and is what this program's figures were measured on.
#[allow(deprecated)]
pub(super) fn cpu() -> Device {
    Device::new(burn_ndarray::NdArrayDevice::Cpu)
}

/// The CPU, recording what is needed for gradients: for training.
pub(super) fn cpu_with_gradients() -> Device {
    cpu().autodiff()
}

/// Runs `work` on one thread that belongs to a pool.
///
/// burn-ndarray wraps each operation, however small, in a rayon scope. Entered from a thread outside any pool, that is
/// a hand-over to another thread and back each time, which at our batch sizes costs more than the arithmetic; entered
/// from inside a pool of one, it is a plain call. The large matrix products keep their own threads.
pub(super) fn on_one_thread<T: Send>(work: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .thread_name(|_| "model".into())
        .build()
        .map_err(|e| Error::stage("model", format!("no thread to train on: {e}")))?
        .install(work)
}

/// `values` are the rows one after another; nothing is copied.
///
/// # Shapes
/// `values` n_rows · n_cols, result n_rows × n_cols.
pub(super) fn tensor(values: Vec<f32>, n_rows: usize, n_cols: usize, device: &Device) -> Tensor<2> {
    Tensor::from_data(TensorData::new(values, [n_rows, n_cols]), device)
}

/// The values of a tensor in row-major order, whatever its rank.
pub(super) fn values<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    // `into_data_as` has made them f32, and a tensor's bytes are as many as its shape says.
    tensor.into_data_as::<f32>().try_into_vec().expect("f32 data is a vector of f32")
}

pub(super) fn matrix(tensor: Tensor<2>) -> Matrix {
    let [n_rows, n_cols] = tensor.dims();
    Matrix::new(n_rows, n_cols, values(tensor))
}
