//! Where tensors live. The one place that chooses burn's backend: another CPU backend, or a GPU, is
//! a change here only (and in `conv::op`, whose operation is written for the CPU's).
//!
//! A GPU, where one is asked for and found, trains; what was learnt is then taken to the CPU, where
//! it is judged, used and saved. Sums on a GPU may be taken in another order each time, so two
//! trainings there agree to rounding and not to the byte.

use std::sync::OnceLock;

use burn::module::Module;
use burn::tensor::{Device, Tensor, TensorData};

use crate::config::Compute;
use crate::error::{Error, Result};
use crate::job::{fenced, panic_message};
use crate::matrix::Matrix;
use crate::words::{id, say};

/// The CPU, without gradients: for encoding and decoding.
///
/// burn 0.22 marks its ndarray backend as superseded by its own `flex`; it is still built, tested
/// and released with burn, and is what this program's figures were measured on.
#[allow(deprecated)]
pub(super) fn cpu() -> Device {
    Device::new(burn_ndarray::NdArrayDevice::Cpu)
}

/// The CPU, recording what is needed for gradients: for training.
pub(super) fn cpu_with_gradients() -> Device {
    cpu().autodiff()
}

pub(super) fn is_cpu(device: &Device) -> bool {
    *device == cpu()
}

/// The device to train on, recording what is needed for gradients.
///
/// # Errors
/// When a GPU is asked for and none is found, or it cannot be started.
pub(super) fn for_training(compute: Compute) -> Result<Device> {
    match compute {
        Compute::Cpu => Ok(cpu_with_gradients()),
        Compute::Gpu => {
            let Some((_, gpu)) = found().first() else {
                let cause = if cfg!(feature = "gpu") {
                    id::MODEL_NO_GPU_FOUND_OR_NONE
                } else {
                    id::MODEL_THIS_PROGRAM_BUILT_WITHOUT_FEATURE
                };
                return Err(Error::config("model.compute", cause));
            };
            started(gpu.clone())
        }
    }
}

/// A GPU that has computed something: burn's backend starts it late, and panics where that fails.
pub(super) fn started(gpu: Device) -> Result<Device> {
    let gpu = gpu.autodiff();
    match fenced(|| tensor(vec![1.0], 1, 1, &gpu).inner().into_scalar::<f32>()) {
        Ok(_) => Ok(gpu),
        Err(panic) => Err(Error::stage(
            id::RUNS_MODEL,
            say(id::MODEL_GPU_CANNOT_BE_USED_CAUSE).with("cause", panic_message(panic.as_ref())),
        )),
    }
}

/// The names of the GPUs that were found, the one that trains first. They are looked for once in a
/// process, which may take a second.
pub(crate) fn gpus() -> Vec<String> {
    found().iter().map(|(name, _)| name.clone()).collect()
}

fn found() -> &'static [(String, Device)] {
    static FOUND: OnceLock<Vec<(String, Device)>> = OnceLock::new();
    FOUND.get_or_init(|| fenced(|| adapters(false)).unwrap_or_default())
}

/// Graphics adapters and their names: those in hardware, or those that are programs which only play
/// one.
#[cfg(feature = "gpu")]
pub(super) fn adapters(software: bool) -> Vec<(String, Device)> {
    use burn::backend::{CubeDevice, DispatchDevice, WgpuDeviceKind};
    use burn::tensor::DeviceType;

    let is_software = |device: &Device| match device.as_dispatch() {
        DispatchDevice::Cube(CubeDevice::Wgpu(device)) => device.kind == WgpuDeviceKind::Cpu,
        _ => false,
    };
    let devices = Device::enumerate(DeviceType::Wgpu).into_vec().into_iter();
    let wanted = devices.filter(|device| is_software(device) == software);
    wanted
        .map(|device| {
            (
                device
                    .identity()
                    .map_or_else(|| "GPU".into(), |identity| identity.name),
                device,
            )
        })
        .collect()
}

#[cfg(not(feature = "gpu"))]
pub(super) fn adapters(_software: bool) -> Vec<(String, Device)> {
    Vec::new()
}

/// The module on the CPU, without gradients.
pub(super) fn on_cpu<M: Module>(module: &M) -> M {
    let module = module.valid();
    if module.devices().iter().all(is_cpu) {
        module
    } else {
        module.to_device(&cpu())
    }
}

/// Runs `work` where its parallel parts have every core, in a pool that all trainings share: what the
/// window computes in parallel does not wait behind them. Where the system gives no threads, on this
/// one.
pub(super) fn on_all_threads<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    static POOL: OnceLock<Option<rayon::ThreadPool>> = OnceLock::new();
    let pool = POOL.get_or_init(|| {
        rayon::ThreadPoolBuilder::new()
            .thread_name(|i| format!("model {i}"))
            .build()
            .ok()
    });
    match pool {
        Some(pool) => pool.install(work),
        None => work(),
    }
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
    tensor
        .into_data_as::<f32>()
        .try_into_vec()
        .expect("f32 data is a vector of f32")
}

pub(super) fn matrix(tensor: Tensor<2>) -> Matrix {
    let [n_rows, n_cols] = tensor.dims();
    Matrix::new(n_rows, n_cols, values(tensor))
}
