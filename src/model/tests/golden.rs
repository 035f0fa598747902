//! Against scikit-learn and PyTorch: `tests/golden/model/make.py` made the numbers,
//! `requirements.txt` names versions.

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor, TensorData};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde_json::Value;

use super::super::input::Shape;
use super::super::mlp::Network;
use super::super::optim::Adam;
use super::super::pca::Pca;
use super::super::step::{Step, Terms};
use super::super::{device, loss};
use crate::config::{ModelConfig, ModelKind};
use crate::matrix::Matrix;

pub(in crate::model) fn golden(name: &str) -> Value {
    let path = format!("{}/tests/golden/model/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

pub(in crate::model) fn vector(value: &Value) -> Vec<f32> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v.as_f64().unwrap() as f32)
        .collect()
}

fn matrix(value: &Value) -> Matrix {
    Matrix::from_rows(
        &value
            .as_array()
            .unwrap()
            .iter()
            .map(vector)
            .collect::<Vec<_>>(),
    )
}

#[track_caller]
pub(in crate::model) fn assert_close(ours: &[f32], theirs: &[f32], tolerance: f32) {
    assert_eq!(ours.len(), theirs.len());
    for (i, (a, b)) in ours.iter().zip(theirs).enumerate() {
        assert!(
            (a - b).abs() <= tolerance * (1.0 + b.abs()),
            "at {i}: {a} against {b}"
        );
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
        assert_close(
            &pca.explained_variance,
            &vector(&case["explained_variance"]),
            1e-6,
        );
        assert_close(
            &pca.explained_variance_ratio,
            &vector(&case["explained_variance_ratio"]),
            1e-6,
        );
        let z = pca.transform(&x);
        assert_close(z.as_slice(), matrix(&case["latents"]).as_slice(), 1e-5);
        assert_close(
            pca.inverse_transform(&z).as_slice(),
            matrix(&case["reconstruction"]).as_slice(),
            1e-5,
        );
    }
}

/// Sets all parameters in the order of the module, which is that of the golden file. The shares of
/// a conditional network come last; they are not learnt, and have no gradient.
pub(in crate::model) struct SetAll<'a>(pub std::slice::Iter<'a, Vec<f32>>);

impl ModuleMapper for SetAll<'_> {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let Some(values) = self.0.next() else {
            return param;
        };
        let (device, shape) = (param.device(), param.shape());
        let data = TensorData::new(values.clone(), shape);
        param.map(|_| Tensor::from_data(data, &device).require_grad())
    }
}

#[derive(Default)]
pub(in crate::model) struct GetAll(pub Vec<Vec<f32>>);

impl ModuleVisitor for GetAll {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        self.0.push(device::values(param.val().inner()));
    }
}

pub(in crate::model) struct GetGradients(pub GradientsParams, pub Vec<Vec<f32>>);

impl ModuleVisitor for GetGradients {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        self.1
            .extend(self.0.remove::<D>(param.id).map(device::values));
    }
}

const LAYERS: [&str; 7] = [
    "encoder.0",
    "encoder.1",
    "mean",
    "log_variance",
    "decoder.0",
    "decoder.1",
    "output",
];

/// The losses of `losses.json`, and the kind of network that has them.
const LOSSES: [(&str, ModelKind); 7] = [
    ("free_bits", ModelKind::Vae),
    ("above_capacity", ModelKind::Vae),
    ("below_capacity", ModelKind::Vae),
    ("free_bits_and_capacity", ModelKind::Vae),
    ("tcvae", ModelKind::BetaTcvae),
    ("tcvae_of_all_songs", ModelKind::BetaTcvae),
    ("cvae", ModelKind::Cvae),
];

/// A network and what it is shown: the batch and noise of `vae.json`.
struct Case {
    kind: ModelKind,
    expected: Value,
    device: Device,
    x: Matrix,
    noise: Matrix,
    told: Option<Matrix>,
    parameters: Vec<Vec<f32>>,
    step: Step,
}

impl Case {
    fn new(kind: ModelKind, expected: Value) -> Self {
        let vae = golden("vae.json");
        let number = |name: &str| expected.get(name).and_then(Value::as_f64);
        Self {
            kind,
            device: device::cpu_with_gradients(),
            x: matrix(&vae["x"]),
            noise: matrix(&vae["noise"]),
            told: expected.get("told").map(matrix),
            parameters: in_order(
                expected.get("parameters").unwrap_or(&vae["parameters"]),
                kind,
            ),
            step: Step {
                epoch: 1,
                beta: number("beta").unwrap_or(0.0) as f32,
                capacity: number("capacity").map(|c| c as f32),
                free_bits: number("free_bits").unwrap_or(0.0) as f32,
                n_train: number("n_songs").unwrap_or(7.0) as usize,
            },
            expected,
        }
    }

    fn vae() -> Self {
        Self::new(ModelKind::Vae, golden("vae.json"))
    }

    fn losses_of_every_kind() -> impl Iterator<Item = (&'static str, Self)> {
        let golden = golden("losses.json");
        LOSSES
            .into_iter()
            .map(move |(name, kind)| (name, Self::new(kind, golden[name].clone())))
    }

    fn number(&self, name: &str) -> f32 {
        self.expected[name].as_f64().unwrap() as f32
    }

    fn network(&self, parameters: &[Vec<f32>]) -> Network {
        let config = ModelConfig {
            kind: self.kind,
            n_latent: 3,
            hidden: vec![5, 4],
            ..ModelConfig::default()
        };
        let classes = |n| (0..n).map(|class| class.to_string()).collect();
        let conditions = self
            .told
            .iter()
            .map(|told| ("told".to_string(), classes(told.n_cols())))
            .collect();
        let shape = Shape {
            n_inputs: 6,
            conditions,
            ..Shape::default()
        };
        let network = Network::new(
            &shape,
            &config,
            &mut ChaCha8Rng::seed_from_u64(0),
            &self.device,
        );
        network.map(&mut SetAll(parameters.iter()))
    }

    fn losses(&self, network: &Network) -> Terms {
        let tensor = |m: &Matrix| {
            device::tensor(m.as_slice().to_vec(), m.n_rows(), m.n_cols(), &self.device)
        };
        let noise = (self.kind != ModelKind::Autoencoder).then(|| tensor(&self.noise));
        network.losses_with_noise(
            tensor(&self.x),
            self.told.as_ref().map(tensor),
            noise,
            &self.step,
        )
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

fn in_order(table: &Value, kind: ModelKind) -> Vec<Vec<f32>> {
    LAYERS
        .iter()
        .filter(|layer| kind != ModelKind::Autoencoder || **layer != "log_variance")
        .flat_map(|layer| ["weight", "bias"].map(|part| vector(&table[format!("{layer}.{part}")])))
        .collect()
}

pub(in crate::model) fn scalar(tensor: Tensor<1>) -> f32 {
    tensor.inner().into_scalar()
}

#[test]
fn losses_are_what_torch_distributions_say() {
    let case = Case::vae();
    let terms = case.losses(&case.network(&case.parameters));
    let [reconstruction, kl] = [terms.reconstruction, terms.kl.unwrap()].map(scalar);
    assert_close(
        &[reconstruction, kl],
        &[case.number("reconstruction"), case.number("kl")],
        1e-6,
    );
}

#[test]
fn losses_of_every_kind_are_what_torch_distributions_say() {
    for (name, case) in Case::losses_of_every_kind() {
        let terms = case.losses(&case.network(&case.parameters));
        let kl_per_dim = vector(&case.expected["kl_per_dim"]);
        let ours = [terms.reconstruction, terms.kl.unwrap(), terms.total].map(scalar);
        let theirs = [
            case.number("reconstruction"),
            kl_per_dim.iter().sum(),
            case.number("total"),
        ];
        println!("{name}: {ours:?} against {theirs:?}");
        assert_close(&ours, &theirs, 2e-6);
        if case.kind != ModelKind::BetaTcvae {
            // What judges songs without gradients agrees with what teaches.
            let kl_per_dim: Vec<f64> = kl_per_dim.iter().map(|&kl| f64::from(kl)).collect();
            let total =
                case.number("reconstruction") + loss::penalty_of(&kl_per_dim, &case.step) as f32;
            assert_close(&[total], &[case.number("total")], 1e-6);
        }
    }
}

#[test]
fn the_total_correlation_is_chens_by_stratified_sampling() {
    for (_, case) in
        Case::losses_of_every_kind().filter(|(_, case)| case.kind == ModelKind::BetaTcvae)
    {
        let tensor = |m: &Matrix| {
            device::tensor(m.as_slice().to_vec(), m.n_rows(), m.n_cols(), &case.device)
        };
        let posterior = case.network(&case.parameters).encode(tensor(&case.x));
        let (mean, log_variance) = (posterior.mean, posterior.log_variance.unwrap());
        let z = mean.clone() + log_variance.clone().mul_scalar(0.5).exp() * tensor(&case.noise);
        let ours = scalar(loss::total_correlation(
            z,
            mean,
            log_variance,
            case.step.n_train,
        ));
        // A difference of logarithms near 1, so f32 leaves six digits after the point.
        assert!(
            (ours - case.number("total_correlation")).abs() < 2e-6,
            "{ours}"
        );
    }
}

#[test]
fn gradients_are_pytorchs() {
    for (name, case) in Case::losses_of_every_kind().chain([("vae", Case::vae())]) {
        let gradients = case.gradients(&case.network(&case.parameters));
        println!("{name}");
        for (ours, theirs) in gradients
            .iter()
            .zip(in_order(&case.expected["gradients"], case.kind))
        {
            assert_close(ours, &theirs, 1e-5);
        }
    }
}

#[test]
fn gradients_of_every_loss_are_central_differences() {
    let autoencoder = (
        "autoencoder",
        Case::new(ModelKind::Autoencoder, Value::Null),
    );
    for (name, case) in Case::losses_of_every_kind().chain([("vae", Case::vae()), autoencoder]) {
        let gradients = case.gradients(&case.network(&case.parameters));
        // Small enough that no unit of this network crosses the kink of its leaky ReLU, large
        // enough for f32: a total of about 6, known to one part in 10⁷, leaves an error of 10⁻³ in
        // the quotient.
        let step = 1e-3;
        for (p, values) in case.parameters.iter().enumerate() {
            for i in 0..values.len() {
                let at = |delta: f32| {
                    let mut moved = case.parameters.clone();
                    moved[p][i] += delta;
                    scalar(case.total(&case.network(&moved)))
                };
                let (ours, difference) = (gradients[p][i], (at(step) - at(-step)) / (2.0 * step));
                let error = (difference - ours).abs();
                assert!(
                    error < 2e-3 * (1.0 + difference.abs()),
                    "{name} {p}.{i}: {difference} against {ours}"
                );
            }
        }
    }
}

#[test]
fn three_clipped_steps_of_adam_end_where_pytorchs_do() {
    let case = Case::vae();
    let clip_norm = case.number("clip_norm");
    let mut adam = Adam::new(case.expected["learning_rate"].as_f64().unwrap(), clip_norm);
    let mut network = case.network(&case.parameters);
    for step in case.expected["steps"].as_array().unwrap() {
        let total = case.total(&network);
        assert_close(
            &[scalar(total.clone())],
            &[step["total"].as_f64().unwrap() as f32],
            1e-5,
        );
        // The golden norms are above the limit, so the test would notice a step that did not clip.
        assert!(step["gradient_norm"].as_f64().unwrap() as f32 > clip_norm);
        let gradients = GradientsParams::from_grads(total.backward(), &network);
        network = adam.step(network, gradients);
    }
    let mut after = GetAll::default();
    network.visit(&mut after);
    for (ours, theirs) in after
        .0
        .iter()
        .zip(in_order(&case.expected["after"], case.kind))
    {
        assert_close(ours, &theirs, 1e-5);
    }
}
