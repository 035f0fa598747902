//! The networks by one interface.

use std::ops::Deref;

use burn::module::Module;
use burn::tensor::Device;
use rand_chacha::ChaCha8Rng;

use super::input::Shape;
use super::network::LatentModel;
use super::{Input, conv, joint, late, mlp, vade};
use crate::config::{ModelConfig, ModelKind};
use crate::error::Result;
use crate::job::Reporter;

/// A network of any kind; what can be asked of it stands in [`LatentModel`].
// There is one to a training, so its size in memory is nothing that a box would save.
#[allow(clippy::large_enum_variant)]
#[derive(Module, Debug)]
pub(super) enum Net {
    /// Autoencoder, VAE, β-TCVAE, CVAE.
    Mlp(mlp::Network),
    Conv(conv::Network),
    Joint(joint::Network),
    Late(late::Network),
    Vade(vade::Network),
}

impl Deref for Net {
    type Target = dyn LatentModel;

    fn deref(&self) -> &Self::Target {
        match self {
            Net::Mlp(net) => net,
            Net::Conv(net) => net,
            Net::Joint(net) => net,
            Net::Late(net) => net,
            Net::Vade(net) => net,
        }
    }
}

impl Net {
    /// A network with fresh weights, all drawn from `rng`; `None` for kinds that have a closed form.
    pub(super) fn new(
        shape: &Shape,
        config: &ModelConfig,
        rng: &mut ChaCha8Rng,
        device: &Device,
    ) -> Option<Self> {
        Some(match config.kind {
            ModelKind::Vae | ModelKind::BetaTcvae | ModelKind::Cvae | ModelKind::Autoencoder => {
                Net::Mlp(mlp::Network::new(shape, config, rng, device))
            }
            ModelKind::ConvVae => Net::Conv(conv::Network::new(shape, config, rng, device)),
            ModelKind::Joint => Net::Joint(joint::Network::new(shape, config, rng, device)),
            ModelKind::Late => Net::Late(late::Network::new(shape, config, rng, device)),
            ModelKind::Vade => Net::Vade(vade::Network::new(shape, config, rng, device)),
            ModelKind::Pca | ModelKind::Direct => return None,
        })
    }

    /// As [`LatentModel::prepared`].
    pub(super) fn prepared(
        self,
        input: &Input,
        rows: &[usize],
        config: &ModelConfig,
        rng: &mut ChaCha8Rng,
        reporter: &Reporter,
    ) -> Result<Self> {
        Ok(match self {
            Net::Mlp(net) => Net::Mlp(net.prepared(input, rows, config, rng, reporter)?),
            Net::Conv(net) => Net::Conv(net.prepared(input, rows, config, rng, reporter)?),
            Net::Joint(net) => Net::Joint(net.prepared(input, rows, config, rng, reporter)?),
            Net::Late(net) => Net::Late(net.prepared(input, rows, config, rng, reporter)?),
            Net::Vade(net) => Net::Vade(net.prepared(input, rows, config, rng, reporter)?),
        })
    }
}
