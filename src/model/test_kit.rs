//! What several tests of networks need: golden values, and gradients held against them and against
//! differences.

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor, TensorData};
use serde_json::Value;

use super::device;
use super::step::{Step, Terms};
use crate::matrix::Matrix;

/// A case of `tests/golden/model/joint.json`, which `make_joint.py` made.
pub(super) fn golden(case: &str) -> Value {
    let path = format!(
        "{}/tests/golden/model/joint.json",
        env!("CARGO_MANIFEST_DIR")
    );
    serde_json::from_str::<Value>(&std::fs::read_to_string(path).unwrap()).unwrap()[case].clone()
}

pub(super) fn number(value: &Value) -> f32 {
    value.as_f64().unwrap() as f32
}

pub(super) fn vector(value: &Value) -> Vec<f32> {
    value.as_array().unwrap().iter().map(number).collect()
}

pub(super) fn vectors(value: &Value) -> Vec<Vec<f32>> {
    value.as_array().unwrap().iter().map(vector).collect()
}

pub(super) fn matrix(value: &Value) -> Matrix {
    Matrix::from_rows(&vectors(value))
}

pub(super) fn tensor(m: &Matrix, device: &Device) -> Tensor<2> {
    device::tensor(m.as_slice().to_vec(), m.n_rows(), m.n_cols(), device)
}

#[track_caller]
pub(super) fn assert_close(ours: &[f32], theirs: &[f32], tolerance: f32) {
    assert_eq!(ours.len(), theirs.len());
    for (i, (a, b)) in ours.iter().zip(theirs).enumerate() {
        assert!(
            (a - b).abs() <= tolerance * (1.0 + b.abs()),
            "at {i}: {a} against {b}"
        );
    }
}

/// Full weight of the KL term, and nothing else.
pub(super) fn step(beta: f32) -> Step {
    Step {
        epoch: 1,
        beta,
        capacity: None,
        free_bits: 0.0,
        n_train: 6,
    }
}

/// The module with these values for parameters, in its own order.
pub(super) fn with_parameters<M: Module>(module: M, parameters: &[Vec<f32>]) -> M {
    struct SetAll<'a>(std::slice::Iter<'a, Vec<f32>>);
    impl ModuleMapper for SetAll<'_> {
        fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
            let (device, shape) = (param.device(), param.shape());
            let data = TensorData::new(self.0.next().unwrap().clone(), shape);
            param.map(|_| Tensor::from_data(data, &device).require_grad())
        }
    }
    let mut values = SetAll(parameters.iter());
    let module = module.map(&mut values);
    assert!(values.0.next().is_none(), "more values than parameters");
    module
}

pub(super) fn parameters_of<M: Module>(module: &M) -> Vec<Vec<f32>> {
    struct GetAll(Vec<Vec<f32>>);
    impl ModuleVisitor for GetAll {
        fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
            self.0.push(device::values(param.val().inner()));
        }
    }
    let mut all = GetAll(Vec::new());
    module.visit(&mut all);
    all.0
}

fn gradients_of<M: Module>(module: &M, total: &Tensor<1>) -> Vec<Vec<f32>> {
    struct TakeAll(GradientsParams, Vec<Vec<f32>>);
    impl ModuleVisitor for TakeAll {
        fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
            self.1
                .push(device::values(self.0.remove::<D>(param.id).unwrap()));
        }
    }
    let mut all = TakeAll(
        GradientsParams::from_grads(total.backward(), module),
        Vec::new(),
    );
    module.visit(&mut all);
    all.1
}

pub(super) fn scalar(tensor: &Tensor<1>) -> f32 {
    tensor.clone().inner().into_scalar()
}

/// Losses and gradients are PyTorch's.
pub(super) fn assert_golden<M: Module>(golden: &Value, module: &M, terms: &Terms) {
    let losses = [
        scalar(&terms.reconstruction),
        scalar(terms.kl.as_ref().unwrap()),
    ];
    assert_close(
        &losses,
        &[number(&golden["reconstruction"]), number(&golden["kl"])],
        1e-6,
    );
    assert_close(
        &[scalar(&terms.total)],
        &[losses[0] + number(&golden["beta"]) * losses[1]],
        1e-6,
    );
    let theirs = vectors(&golden["gradients"]);
    for (p, (ours, theirs)) in gradients_of(module, &terms.total)
        .iter()
        .zip(&theirs)
        .enumerate()
    {
        assert!(
            ours.iter()
                .zip(theirs)
                .all(|(a, b)| (a - b).abs() <= 1e-5 * (1.0 + b.abs())),
            "{p}: {ours:?} {theirs:?}"
        );
    }
}

/// Gradients are what the total does when a parameter moves a little.
pub(super) fn assert_central_differences<M: Module>(module: &M, total: impl Fn(&M) -> Tensor<1>) {
    // Small enough that no unit of these networks crosses the kink of its leaky ReLU, large enough
    // for f32.
    const STEP: f32 = 1e-3;
    let (parameters, gradients) = (parameters_of(module), gradients_of(module, &total(module)));
    for (p, values) in parameters.iter().enumerate() {
        for i in 0..values.len() {
            let at = |delta: f32| {
                let mut moved = parameters.clone();
                moved[p][i] += delta;
                scalar(&total(&with_parameters(module.clone(), &moved)))
            };
            let difference = (at(STEP) - at(-STEP)) / (2.0 * STEP);
            let error = (difference - gradients[p][i]).abs();
            assert!(
                error < 3e-3 * (1.0 + difference.abs()),
                "{p}.{i}: {difference} against {}",
                gradients[p][i]
            );
        }
    }
}

/// Holds that `fingerprint` is the same when it is taken again, and in processes with those numbers
/// of threads, which are read once in a process: `test`, the path of the test that calls this, runs
/// again in them and prints what it finds.
pub(super) fn assert_same_with_threads(
    test: &str,
    threads: [&str; 2],
    fingerprint: impl Fn() -> String,
) {
    const PRINT: &str = "LATENTUNE_TEST_PRINT_FINGERPRINTS";
    let ours = fingerprint();
    if std::env::var_os(PRINT).is_some() {
        println!("fingerprints={ours}");
        return;
    }
    assert_eq!(ours, fingerprint());
    for threads in threads {
        let output = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", test, "--nocapture"])
            .env(PRINT, "1")
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(
            printed.contains(&format!("fingerprints={ours}")),
            "{threads} threads: {printed}"
        );
    }
}
