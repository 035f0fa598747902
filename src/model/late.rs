//! Late fusion: a VAE for each modality, their latents side by side.

use burn::module::Module;
use burn::nn::Linear;
use burn::tensor::Device;
use rand_chacha::ChaCha8Rng;

use super::input::Shape;
use super::net::{Noise, Step, Terms};
use super::{Encoded, Input};
use crate::config::ModelConfig;
use crate::job::Losses;
use crate::matrix::Matrix;

#[derive(Module, Debug)]
pub(super) struct Network {
    stub: Linear,
}

impl Network {
    pub fn new(_shape: &Shape, _config: &ModelConfig, _rng: &mut ChaCha8Rng, _device: &Device) -> Self {
        todo!()
    }

    pub fn losses(&self, _input: &Input, _rows: &[usize], _step: &Step, _noise: &mut Noise, _device: &Device) -> Terms {
        todo!()
    }

    pub fn judged(&self, _input: &Input, _rows: &[usize], _step: &Step) -> Losses {
        todo!()
    }

    pub fn encode_rows(&self, _input: &Input) -> Encoded {
        todo!()
    }

    pub fn decode_rows(&self, _z: &Matrix) -> Matrix {
        todo!()
    }
}
