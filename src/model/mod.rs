//! No model, PCA, autoencoder and the variational autoencoders by one interface: train, diagnose,
//! encode, decode, explore, save, load.
//!
//! | kind | what it is | where |
//! | --- | --- | --- |
//! | direct | the features themselves, to hold the others against | here |
//! | PCA | exact, closed form | [`pca`] |
//! | autoencoder, VAE, β-VAE, β-TCVAE, conditional VAE | fully connected | `mlp` |
//! | convolutional VAE | on log-mel patches | `conv` |
//! | joint VAE | audio and lyrics, product of experts | `joint` |
//! | late fusion | a VAE for each of the two | `late` |
//! | VaDE | a VAE with a mixture for a prior | `vade` |
//!
//! A kind of network is one file: its layers, its losses, its prior and what it learns beforehand
//! stand there, as `network::LatentModel` asks; `net` lists the kinds.
//!
//! The losses, and so what β, free bits and capacity mean, are defined in [`loss`]; how they move
//! over the epochs, and which epochs early stopping compares, in `schedule`; how many songs an epoch
//! and a step take, in `epoch`. What can be done with a trained latent space is in [`explore`]. One
//! seed and one config give the same bytes, also with several threads: no sum is taken across
//! threads anywhere in this room.

mod device;
#[allow(deprecated)] // burn-ndarray; see `device`.
mod values;
#[allow(deprecated)] // burn-ndarray; see `device`.
mod dense;
#[allow(deprecated)] // burn-ndarray; see `device`.
mod squares;
pub mod pca;
mod input;
mod precision;
mod step;
mod loss;
mod schedule;
mod epoch;
mod optim;
mod prior;
mod mixture;
mod diagnostics;
mod network;
mod mlp;
mod conv;
mod views;
mod of_views;
mod joint;
mod late;
mod vade;
mod net;
mod train;
mod claims;
mod store;
mod cross;
pub(crate) mod explore;
#[cfg(test)]
mod test_kit;
#[cfg(test)]
mod tests;

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::config::{Learns, ModelConfig};
use crate::error::{Error, Result};
use crate::features::{Scaler, Split};
use crate::job::{Epoch, Reporter};
use crate::matrix::Matrix;
use crate::words::{id, say};

use diagnostics::Reconstruction;
use input::Shape;
use network::Encoded;
use prior::Prior;

pub(crate) use device::gpus;
pub(crate) use epoch::{batch_size, judges, n_learnt};
pub(crate) use input::Conditions;
pub use input::Input;
pub(crate) use store::FILES;

/// Why training ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// All epochs were run (or the model has a closed form). With patience and held-out songs the
    /// best epoch's weights are kept, else the last's.
    Finished,
    /// The validation loss did not get better for `patience` epochs; the best epoch's weights are
    /// kept. Only epochs are compared whose totals mean the same: after the KL warm-up, at the ends
    /// of cycles, or after the full capacity is reached, as the schedule is.
    Early {
        /// Whose weights they are, counted from 1.
        best_epoch: usize,
    },
    /// Someone pressed Stop; the weights of that moment are kept.
    Stopped,
}

/// What is known of a latent space without looking at labels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Diagnostics {
    /// Mean KL of each latent dimension over all songs, in nats; empty for models without a
    /// posterior.
    pub(crate) kl_per_dim: Vec<f32>,
    /// Deviation of each latent dimension of the aggregate posterior, the mean of all songs'
    /// posteriors: of the means over songs, and of the posteriors themselves. Where a model has no
    /// posterior, of the latents alone.
    pub(crate) deviation_per_dim: Vec<f32>,
    /// Dimensions whose posterior mean varies over songs by more than `active_threshold` (Burda et
    /// al. 2016); for models without a posterior, dimensions whose variance is above that share of
    /// the largest.
    pub n_active: usize,
    /// Share of the input's variance that reconstruction from the latent mean explains, on training
    /// songs. What a song lacks is not counted.
    pub(crate) explained_train: f32,
    /// The same on held-out songs.
    pub(crate) explained_validation: Option<f32>,
    /// The two shares for each block of features by itself: a model may explain the sound and none
    /// of the words.
    #[serde(with = "diagnostics::shares")]
    pub(crate) explained_blocks: Vec<(String, f32, Option<f32>)>,
    /// Half the squared error of a held-out song's reconstruction from its latent mean, summed over
    /// what it has, mean over the songs: the reconstruction loss as [`loss`] defines it, for models
    /// without epochs too.
    pub(crate) reconstruction_validation: Option<f32>,
}

impl Diagnostics {
    /// True when so few dimensions carry anything that scores taken on the latent mean little.
    pub(crate) fn is_collapsed(&self, n_latent: usize) -> bool {
        is_collapsed(self.n_active, n_latent)
    }
}

/// True when so few of the dimensions carry anything that nothing found in them means much.
pub(crate) fn is_collapsed(n_active: usize, n_latent: usize) -> bool {
    n_active == 0 || (n_active as f32) < 0.1 * n_latent as f32
}

/// A trained model, its history, and the latent of every song.
pub struct Trained {
    /// n × n_latent: posterior means. Late fusion has n_latent for each modality; direct features
    /// have all of them.
    pub latents: Matrix,
    /// n × components: how far each song belongs to each component of VaDE's mixture; `None` for
    /// other models.
    pub(crate) responsibilities: Option<Matrix>,
    /// A row an epoch; empty for models with a closed form.
    pub history: Vec<Epoch>,
    /// Why training ended.
    pub ended: Ended,
    /// What is known of the latent space without labels.
    pub diagnostics: Diagnostics,
    /// The epochs after which it was trained further, in order; empty for one training without a
    /// break.
    pub(crate) continued_after: Vec<usize>,
    fitted: Fitted,
    shape: Shape,
    /// Of a network that was trained in this process: what its further training begins with.
    standing: Option<Box<train::Standing>>,
}

/// What has been learned, by kind of model.
enum Fitted {
    /// Nothing: features are the latent.
    Direct,
    Pca(pca::Pca),
    /// Without gradients.
    Net(Box<net::Net>),
}

/// Learns from the rows of `split.train`, judges on `split.validation`, then encodes every row.
///
/// # Errors
/// When there are fewer than two training rows, the input is not finite or lacks what the model
/// needs, or the loss stops being finite.
pub fn train(
    input: &Input,
    split: &Split,
    config: &ModelConfig,
    seed: u64,
    reporter: &Reporter,
) -> Result<Trained> {
    train_watched(input, split, config, seed, reporter, None)
}

/// What a model makes of all songs at one moment of its training.
pub(crate) struct Glimpse<'a> {
    /// 0 before the first.
    pub(crate) epoch: usize,
    /// n × n_latent.
    pub(crate) latents: &'a Matrix,
    /// As in [`Diagnostics`].
    pub(crate) kl_per_dim: Vec<f32>,
    /// As in [`Diagnostics`].
    pub(crate) n_active: usize,
    /// As in [`Trained`].
    pub(crate) responsibilities: Option<Matrix>,
}

/// Looks at a model now and then while it learns.
pub(crate) type Watch<'a> = &'a mut (dyn FnMut(&Glimpse) + Send);

/// As [`train()`], with somebody looking on. How often `watch` is called depends on the machine, what
/// is learnt does not; watching takes a tenth of the time at most.
///
/// # Errors
/// As [`train()`].
pub(crate) fn train_watched(
    input: &Input,
    split: &Split,
    config: &ModelConfig,
    seed: u64,
    reporter: &Reporter,
    watch: Option<Watch<'_>>,
) -> Result<Trained> {
    if split.train.len() < 2 {
        let n = split.train.len();
        return Err(Error::stage(
            id::CURVES_TRAINING,
            say(id::MODEL_NEEDS_AT_LEAST_2_SONGS).with("n", n),
        ));
    }
    input.check(config)?;
    let fitted = match config.kind.learns() {
        Learns::Nothing => Fitted::Direct,
        Learns::Components => Fitted::Pca(pca::Pca::fit(input.x, &split.train, config.n_latent)?),
        Learns::Weights => {
            let task = train::Task {
                input,
                split,
                config,
                seed,
            };
            let fit = train::fit(&task, None, reporter, watch)?;
            return Ok(Trained::fitted(fit, input, split, config));
        }
    };
    Ok(Trained::new(fitted, Shape::of(input), input, split, config))
}

impl Fitted {
    fn encode(&self, input: &Input) -> Encoded {
        match self {
            Fitted::Direct => Encoded {
                mean: input.x.clone(),
                log_variance: None,
            },
            Fitted::Pca(pca) => Encoded {
                mean: pca.transform(input.x),
                log_variance: None,
            },
            Fitted::Net(net) => net.encode_rows(input),
        }
    }

    fn decode(&self, z: &Matrix, conditions: Option<&Matrix>) -> Matrix {
        match self {
            Fitted::Direct => z.clone(),
            Fitted::Pca(pca) => pca.inverse_transform(z),
            Fitted::Net(net) => net.decode_rows(z, conditions),
        }
    }

    fn reconstruction<'a>(&self, input: &Input<'a>, latents: &Matrix) -> Reconstruction<'a> {
        match self {
            Fitted::Net(net) => net.reconstruction(input, latents),
            Fitted::Direct | Fitted::Pca(_) => {
                Reconstruction::of_features(input, self.decode(latents, None))
            }
        }
    }

    fn net(&self) -> Option<&net::Net> {
        match self {
            Fitted::Net(net) => Some(net),
            Fitted::Direct | Fitted::Pca(_) => None,
        }
    }

    fn prior(&self) -> Option<Box<dyn Prior>> {
        self.net().and_then(|net| net.prior())
    }

    fn responsibilities(&self, latents: &Matrix) -> Option<Matrix> {
        self.prior()?.responsibilities(latents)
    }
}

impl Trained {
    fn new(
        fitted: Fitted,
        shape: Shape,
        input: &Input,
        split: &Split,
        config: &ModelConfig,
    ) -> Self {
        let Encoded {
            mean: latents,
            log_variance,
        } = fitted.encode(input);
        let diagnostics = diagnostics::of(
            &fitted,
            input,
            &latents,
            log_variance.as_ref(),
            split,
            config,
        );
        let responsibilities = fitted.responsibilities(&latents);
        Self {
            latents,
            responsibilities,
            history: Vec::new(),
            ended: Ended::Finished,
            diagnostics,
            continued_after: Vec::new(),
            fitted,
            shape,
            standing: None,
        }
    }

    fn fitted(fit: train::Fit, input: &Input, split: &Split, config: &ModelConfig) -> Self {
        let train::Fit {
            net,
            history,
            ended,
            standing,
        } = fit;
        let trained = Self::new(
            Fitted::Net(Box::new(net)),
            Shape::of(input),
            input,
            split,
            config,
        );
        Self {
            history,
            ended,
            standing: Some(Box::new(standing)),
            ..trained
        }
    }

    /// True when its training can go on: that of a network which was trained in this process, not
    /// read from a file, for files do not hold the state of the optimiser.
    pub(crate) fn can_go_on(&self) -> bool {
        self.standing.is_some()
    }

    /// Trains further on what it was trained on, to `config.n_epochs` epochs in all, with settings
    /// that differ in that number alone; gives the model that comes of it. It goes on from the
    /// weights after the last epoch, also where those of an earlier one were kept, with the
    /// optimiser and all streams of chance as they were: without patience and Stop, 10 epochs and
    /// 10 more leave the same bytes as 20. (Cycles of β are laid over all epochs, so with those the
    /// first ones would have been others.)
    ///
    /// # Errors
    /// As [`train()`], and when it [cannot go on](Trained::can_go_on).
    pub(crate) fn trained_further(
        &self,
        input: &Input,
        split: &Split,
        config: &ModelConfig,
        reporter: &Reporter,
        watch: Option<Watch<'_>>,
    ) -> Result<Self> {
        let Some(standing) = &self.standing else {
            return Err(Error::stage(
                id::CURVES_TRAINING,
                id::MODEL_THIS_MODEL_NOT_TRAINED_HERE,
            ));
        };
        input.check(config)?;
        let before = (train::Standing::clone(standing), self.history.clone());
        let continued_after = self
            .continued_after
            .iter()
            .copied()
            .chain([self.history.len()])
            .collect();
        let task = train::Task {
            input,
            split,
            config,
            seed: 0,
        };
        let fit = train::fit(&task, Some(before), reporter, watch)?;
        Ok(Self {
            continued_after,
            ..Self::fitted(fit, input, split, config)
        })
    }

    /// The same model for other songs: their latents, and what those say of themselves. How it was
    /// trained stays. A conditional VAE is told of classes that it was trained with; others are
    /// unknown to it.
    ///
    /// # Errors
    /// When the input lacks what the model needs.
    pub(crate) fn applied_to(
        self,
        input: &Input,
        split: &Split,
        config: &ModelConfig,
    ) -> Result<Self> {
        input.check(config)?;
        let conditions = self.conditions(input);
        let input = Input {
            conditions: conditions.as_ref(),
            ..*input
        };
        let trained = Self::new(self.fitted, self.shape, &input, split, config);
        Ok(Self {
            history: self.history,
            ended: self.ended,
            continued_after: self.continued_after,
            ..trained
        })
    }

    /// Latent means of further songs, m × n_latent. A song's latent does not depend on the others.
    pub fn encode(&self, input: &Input) -> Matrix {
        let conditions = self.conditions(input);
        self.fitted
            .encode(&Input {
                conditions: conditions.as_ref(),
                ..*input
            })
            .mean
    }

    /// The conditions of `input` in the columns that the model was trained with.
    fn conditions(&self, input: &Input) -> Option<Conditions> {
        input
            .conditions
            .map(|conditions| conditions.as_in(&self.shape.conditions))
    }

    /// Rows from latents, in scaled units (see [`Scaler`]).
    ///
    /// `conditions` are what a conditional VAE is told, in the columns it was trained with: 1 for a
    /// class, all 0 for unknown. `None` tells it the share of each class among its training songs,
    /// the mean of their labels; so songs of an average label are decoded, which need not be like
    /// songs of any. Other models do not read it.
    ///
    /// # Shapes
    /// `z` m × n_latent, `conditions` m × c; result m × d, for a convolutional VAE m × (n_mels ·
    /// n_frames).
    pub(crate) fn decode(&self, z: &Matrix, conditions: Option<&Matrix>) -> Matrix {
        self.fitted.decode(z, conditions)
    }

    /// Writes the weights, the settings and the scaler into `folder`, each to a temporary file and
    /// renamed.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn save(&self, folder: &Path, config: &ModelConfig, scaler: &Scaler) -> Result<()> {
        store::save(self, folder, config, scaler)
    }

    /// Reads what [`Trained::save`] wrote; latents and history come back too.
    ///
    /// # Errors
    /// When a file is missing or is not what `save` writes.
    pub fn load(folder: &Path) -> Result<(Self, ModelConfig, Scaler)> {
        store::load(folder)
    }
}

/// A trained model is shared between the job that made it and the window.
const _: fn() = || {
    fn shared<T: Send + Sync>() {}
    shared::<Trained>();
};
