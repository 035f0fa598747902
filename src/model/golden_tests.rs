//! Against scikit-learn and PyTorch: `tests/golden/model/make.py` made the numbers, `requirements.txt` names versions.

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor, TensorData};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde_json::Value;

use super::device;
use super::input::Shape;
use super::mlp::Network;
use super::net::{Step, Terms};
use super::optim::Adam;
use super::pca::Pca;
use crate::config::{ModelConfig, ModelKind};
use crate::matrix::Matrix;

pub(super) fn golden(name: &str) -> Value {
    let path = format!("{}/tests/golden/model/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

pub(super) fn vector(value: &Value) -> Vec<f32> {
    value.as_array().unwrap().iter().map(|v| v.as_f64().unwrap() as f32).collect()
}

fn matrix(value: &Value) -> Matrix {
    Matrix::from_rows(&value.as_array().unwrap().iter().map(vector).collect::<Vec<_>>())
}

#[track_caller]
pub(super) fn assert_close(ours: &[f32], theirs: &[f32], tolerance: f32) {
    assert_eq!(ours.len(), theirs.len());
    for (i, (a, b)) in ours.iter().zip(theirs).enumerate() {
        assert!((a - b).abs() <= tolerance * (1.0 + b.abs()), "at {i}: {a} against {b}");
    }
}

#[test]
fn pca_is_scikit_learns() {
    for (_, case) in golden("pca.json").as_object().unwrap() {
        let x = matrix(&case["x"]);
        let train: Vec<usize> = vector(&case["train"]).iter().map(|&v| v as usize).collect();
        let components = matrix(&case["components"]);
        let pca = Pca::fit(&x, &train, components.n_rows()).unwrap();
        assert_close(&pca.mean, &vector(&case["mean"]), 1e-6);
        assert_close(pca.components.as_slice(), components.as_slice(), 1e-6);
        assert_close(&pca.explained_variance, &vector(&case["explained_variance"]), 1e-6);
        assert_close(&pca.explained_variance_ratio, &vector(&case["explained_variance_ratio"]), 1e-6);
        let z = pca.transform(&x);
        assert_close(z.as_slice(), matrix(&case["latents"]).as_slice(), 1e-5);
        assert_close(pca.inverse_transform(&z).as_slice(), matrix(&case["reconstruction"]).as_slice(), 1e-5);
    }
}

/// Sets all parameters in the order of the module, which is that of the golden file.
pub(super) struct SetAll<'a>(pub std::slice::Iter<'a, Vec<f32>>);

impl ModuleMapper for SetAll<'_> {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let (device, shape) = (param.device(), param.shape());
        let data = TensorData::new(self.0.next().unwrap().clone(), shape);
        param.map(|_| Tensor::from_data(data, &device).require_grad())
    }
}

#[derive(Default)]
pub(super) struct GetAll(pub Vec<Vec<f32>>);

impl ModuleVisitor for GetAll {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        self.0.push(device::values(param.val().inner()));
    }
}

pub(super) struct GetGradients(pub GradientsParams, pub Vec<Vec<f32>>);

impl ModuleVisitor for GetGradients {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        self.1.push(device::values(self.0.remove::<D>(param.id).unwrap()));
    }
}

/// The network, batch and noise of the golden file.
struct Case {
    golden: Value,
    device: Device,
    parameters: Vec<Vec<f32>>,
    step: Step,
}

impl Case {
    fn new() -> Self {
        let golden = golden("vae.json");
        let case = Self {
            parameters: Self::in_order(&golden["parameters"]),
            step: Step {
                epoch: 1,
                beta: golden["beta"].as_f64().unwrap() as f32,
                capacity: None,
                free_bits: 0.0,
                n_train: 7,
            },
            device: device::cpu_with_gradients(),
            golden,
        };
        assert_eq!(case.parameters.len(), 14);
        case
    }

    fn in_order(table: &Value) -> Vec<Vec<f32>> {
        ["encoder.0", "encoder.1", "mean", "log_variance", "decoder.0", "decoder.1", "output"]
            .iter()
            .flat_map(|layer| ["weight", "bias"].map(|part| vector(&table[format!("{layer}.{part}")])))
            .collect()
    }

    fn network(&self, parameters: &[Vec<f32>]) -> Network {
        let config = ModelConfig { kind: ModelKind::Vae, n_latent: 3, hidden: vec![5, 4], ..ModelConfig::default() };
        let network = Network::new(
            &Shape { n_inputs: 6, ..Shape::default() },
            &config,
            &mut ChaCha8Rng::seed_from_u64(0),
            &self.device,
        );
        network.map(&mut SetAll(parameters.iter()))
    }

    fn losses(&self, network: &Network) -> Terms {
        let input = |name: &str| {
            let m = matrix(&self.golden[name]);
            device::tensor(m.as_slice().to_vec(), m.n_rows(), m.n_cols(), &self.device)
        };
        network.losses_with_noise(input("x"), Some(input("noise")), &self.step)
    }

    fn total(&self, network: &Network) -> Tensor<1> {
        self.losses(network).total
    }

    fn gradients(&self, network: &Network) -> Vec<Vec<f32>> {
        let gradients = GradientsParams::from_grads(self.total(network).backward(), network);
        let mut all = GetGradients(gradients, Vec::new());
        network.visit(&mut all);
        all.1
    }
}

pub(super) fn scalar(tensor: Tensor<1>) -> f32 {
    tensor.inner().into_scalar()
}

#[test]
fn losses_are_what_torch_distributions_say() {
    let case = Case::new();
    let terms = case.losses(&case.network(&case.parameters));
    let [reconstruction, kl] = [terms.reconstruction, terms.kl.unwrap()].map(scalar);
    assert_close(&[reconstruction], &[case.golden["reconstruction"].as_f64().unwrap() as f32], 1e-6);
    assert_close(&[kl], &[case.golden["kl"].as_f64().unwrap() as f32], 1e-6);
}

#[test]
fn gradients_are_pytorchs() {
    let case = Case::new();
    let gradients = case.gradients(&case.network(&case.parameters));
    for (ours, theirs) in gradients.iter().zip(Case::in_order(&case.golden["gradients"])) {
        assert_close(ours, &theirs, 1e-5);
    }
}

#[test]
fn gradients_are_central_differences() {
    let case = Case::new();
    let gradients = case.gradients(&case.network(&case.parameters));
    // Small enough that no unit of this network crosses the kink of its leaky ReLU, large enough for f32.
    let step = 1e-3;
    for (p, values) in case.parameters.iter().enumerate() {
        for i in 0..values.len() {
            let at = |delta: f32| {
                let mut moved = case.parameters.clone();
                moved[p][i] += delta;
                scalar(case.total(&case.network(&moved)))
            };
            let difference = (at(step) - at(-step)) / (2.0 * step);
            let error = (difference - gradients[p][i]).abs();
            assert!(error < 2e-3 * (1.0 + difference.abs()), "{p}.{i}: {difference} against {}", gradients[p][i]);
        }
    }
}

#[test]
fn three_clipped_steps_of_adam_end_where_pytorchs_do() {
    let case = Case::new();
    let number = |name: &str| case.golden[name].as_f64().unwrap();
    let mut adam = Adam::new(number("learning_rate"), number("clip_norm") as f32);
    let mut network = case.network(&case.parameters);
    for step in case.golden["steps"].as_array().unwrap() {
        let total = case.total(&network);
        assert_close(&[scalar(total.clone())], &[step["total"].as_f64().unwrap() as f32], 1e-5);
        // The golden norms are above the limit, so the test would notice a step that did not clip.
        assert!(step["gradient_norm"].as_f64().unwrap() > number("clip_norm"));
        let gradients = GradientsParams::from_grads(total.backward(), &network);
        network = adam.step(network, gradients);
    }
    let mut after = GetAll::default();
    network.visit(&mut after);
    for (ours, theirs) in after.0.iter().zip(Case::in_order(&case.golden["after"])) {
        assert_close(ours, &theirs, 1e-5);
    }
}
