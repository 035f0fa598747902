//! One step of training: the gradient clipped by its global norm, then Adam.
//!
//! burn has both, but its clipping takes each weight matrix by itself, which turns the gradient as
//! a whole, and its Adam makes a dozen passes over the weights, which for our narrow batches took
//! longer than the gradient did. Here each weight is read and written once.

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::optim::GradientsParams;
use burn::tensor::{Tensor, TensorData};

use super::device::values;
use super::squares::sum_of_squares;

/// Adam (Kingma & Ba 2015, algorithm 1) with the constants of the paper, as PyTorch's
/// `torch.optim.Adam` has them.
#[derive(Clone)]
pub(super) struct Adam {
    learning_rate: f64,
    /// Largest L2 norm of the whole gradient; 0 for no clipping.
    clip_norm: f64,
    n_steps: i32,
    /// One for each parameter, in the order in which the module visits them.
    moments: Vec<Moments>,
}

/// Running means of a parameter's gradient and of its square.
#[derive(Default, Clone)]
struct Moments {
    first: Vec<f32>,
    second: Vec<f32>,
}

const BETA_1: f32 = 0.9;
const BETA_2: f32 = 0.999;
const EPSILON: f32 = 1e-8;

impl Adam {
    pub(super) fn new(learning_rate: f64, clip_norm: f32) -> Self {
        Self {
            learning_rate,
            clip_norm: f64::from(clip_norm),
            n_steps: 0,
            moments: Vec::new(),
        }
    }

    /// The module after one step against its gradients.
    pub(super) fn step<M: Module>(&mut self, module: M, mut gradients: GradientsParams) -> M {
        let mut taken = Take {
            gradients: &mut gradients,
            values: Vec::new(),
        };
        module.visit(&mut taken);
        let gradients = taken.values;
        self.moments.resize_with(gradients.len(), Moments::default);
        self.n_steps += 1;
        let correction_1 = 1.0 - f64::from(BETA_1).powi(self.n_steps);
        let correction_2 = 1.0 - f64::from(BETA_2).powi(self.n_steps);
        module.map(&mut Update {
            scale: clip_scale(&gradients, self.clip_norm),
            rate: (self.learning_rate / correction_1) as f32,
            root_correction: correction_2.sqrt() as f32,
            parameters: gradients.into_iter().zip(&mut self.moments),
        })
    }
}

/// What the gradient is multiplied by so that its norm is at most `clip_norm`.
fn clip_scale(gradients: &[Vec<f32>], clip_norm: f64) -> f32 {
    if clip_norm <= 0.0 {
        return 1.0;
    }
    let squares = gradients
        .iter()
        .map(|g| pulp::Arch::new().dispatch(|| sum_of_squares(g)));
    let squares: f64 = squares.sum();
    (clip_norm / squares.sqrt()).min(1.0) as f32
}

/// Takes the gradients out of burn's container, in the module's order. A parameter without one
/// gives an empty list.
struct Take<'a> {
    gradients: &'a mut GradientsParams,
    values: Vec<Vec<f32>>,
}

impl ModuleVisitor for Take<'_> {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        self.values.push(
            self.gradients
                .remove::<D>(param.id)
                .map(values)
                .unwrap_or_default(),
        );
    }
}

struct Update<I> {
    scale: f32,
    rate: f32,
    root_correction: f32,
    parameters: I,
}

impl<'a, I: Iterator<Item = (Vec<f32>, &'a mut Moments)>> ModuleMapper for Update<I> {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let Some((gradient, moments)) = self.parameters.next().filter(|(g, _)| !g.is_empty())
        else {
            return param;
        };
        moments.first.resize(gradient.len(), 0.0);
        moments.second.resize(gradient.len(), 0.0);
        let (id, tensor, mapper) = param.consume();
        let (device, shape) = (tensor.device(), tensor.shape());
        let mut weights = values(tensor.inner());
        // The same operations on each number, with as many numbers a register as the processor has.
        pulp::Arch::new().dispatch(|| {
            let both = moments.first.iter_mut().zip(&mut moments.second);
            for ((w, (first, second)), g) in weights.iter_mut().zip(both).zip(&gradient) {
                let g = g * self.scale;
                *first = BETA_1 * *first + (1.0 - BETA_1) * g;
                *second = BETA_2 * *second + (1.0 - BETA_2) * g * g;
                *w -= self.rate * *first / (second.sqrt() / self.root_correction + EPSILON);
            }
        });
        let tensor = Tensor::from_data(TensorData::new(weights, shape), &device).require_grad();
        Param::from_mapped_value(id, tensor, mapper)
    }
}
