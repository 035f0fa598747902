//! The networks by one interface: a row for each.

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

/// Makes [`Net`] from its rows: variant, file, and the kinds of models that are such a network.
macro_rules! networks {
    (closed form: $($closed:ident)|+; $($net:ident, $file:ident: $($kind:ident)|+;)*) => {
        /// A network of any kind; what can be asked of it stands in [`LatentModel`].
        // There is one to a training, so its size in memory is nothing that a box would save.
        #[allow(clippy::large_enum_variant)]
        #[derive(Module, Debug)]
        pub(super) enum Net {
            $($net($file::Network),)*
        }

        impl Deref for Net {
            type Target = dyn LatentModel;

            fn deref(&self) -> &Self::Target {
                match self {
                    $(Net::$net(net) => net,)*
                }
            }
        }

        impl Net {
            /// A network with fresh weights, all drawn from `rng`; `None` for kinds that have a
            /// closed form.
            pub(super) fn new(
                shape: &Shape,
                config: &ModelConfig,
                rng: &mut ChaCha8Rng,
                device: &Device,
            ) -> Option<Self> {
                match config.kind {
                    $($(ModelKind::$kind)|+ => {
                        Some(Net::$net($file::Network::new(shape, config, rng, device)))
                    })*
                    $(ModelKind::$closed)|+ => None,
                }
            }

            /// As [`LatentModel::n_weights`]; none for kinds that have a closed form.
            pub(super) fn n_weights(shape: &Shape, config: &ModelConfig) -> Option<usize> {
                match config.kind {
                    $($(ModelKind::$kind)|+ => $file::Network::n_weights(shape, config),)*
                    $(ModelKind::$closed)|+ => Some(0),
                }
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
                    $(Net::$net(net) => {
                        Net::$net(net.prepared(input, rows, config, rng, reporter)?)
                    })*
                })
            }
        }
    };
}

networks! {
    closed form: Pca | Direct;
    Mlp, mlp: Vae | BetaTcvae | Cvae | Autoencoder;
    Conv, conv: ConvVae;
    Joint, joint: Joint;
    Late, late: Late;
    Vade, vade: Vade;
}
