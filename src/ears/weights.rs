//! The network's numbers, from the file that travels with the program.

use safetensors::SafeTensors;

use super::layers::{Across, Along, Dense, Rise};

static FILE: &[u8] = include_bytes!("../../assets/models/musicnn_msd.safetensors");

/// The file's tensors. It is part of the program, and a test reads all of it: what is missing or
/// of another shape is a fault of the build.
pub(super) struct Weights(SafeTensors<'static>);

impl Weights {
    pub(super) fn of_program() -> Self {
        Self(SafeTensors::deserialize(FILE).expect("part of the program"))
    }

    /// What the file says of itself: network, package, licence, tags.
    #[cfg(test)]
    pub(super) fn about() -> std::collections::HashMap<String, String> {
        let (_, metadata) = SafeTensors::read_metadata(FILE).unwrap();
        metadata.metadata().clone().unwrap()
    }

    fn numbers(&self, name: &str) -> Vec<f32> {
        let tensor = self.0.tensor(name).expect("part of the program");
        let (numbers, _) = tensor.data().as_chunks::<4>();
        numbers.iter().map(|b| f32::from_le_bytes(*b)).collect()
    }

    /// A single number.
    pub(super) fn number(&self, name: &str) -> f32 {
        self.numbers(name)[0]
    }

    pub(super) fn dense(&self, kernels: &[&str], bias: &str) -> Dense {
        Dense {
            kernels: kernels.iter().map(|name| self.numbers(name)).collect(),
            bias: self.numbers(bias),
        }
    }

    pub(super) fn rise(&self, name: &str) -> Rise {
        Rise {
            scale: self.numbers(&format!("{name}.scale")),
            shift: self.numbers(&format!("{name}.shift")),
        }
    }

    pub(super) fn across(&self, name: &str) -> Across {
        Across {
            kernel: self.numbers(&format!("{name}.kernel")),
            bias: self.numbers(&format!("{name}.bias")),
            sign: self.numbers(&format!("{name}.sign")),
            rise: self.rise(name),
        }
    }

    pub(super) fn along(&self, name: &str) -> Along {
        Along {
            kernel: self.numbers(&format!("{name}.kernel")),
            bias: self.numbers(&format!("{name}.bias")),
            rise: self.rise(name),
        }
    }
}
