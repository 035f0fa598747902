//! A trained model on disk: `model.safetensors` (weights and latents) and `model.toml` (all else).

use std::fs;
use std::path::Path;

use burn::module::{Module, Param};
use burn::store::{ModuleSnapshot, SafetensorsStore};
use burn::tensor::{Device, Tensor, TensorData};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

use super::claims::Claims;
use super::input::Shape;
use super::net::Net;
use super::pca::Pca;
use super::{Diagnostics, Ended, Fitted, Trained, device};
use crate::config::{Learns, ModelConfig};
use crate::error::{Error, Result};
use crate::features::Scaler;
use crate::file;
use crate::job::{Epoch, Losses};
use crate::matrix::Matrix;
use crate::words::{Message, id, say};

const TENSORS_FILE: &str = "model.safetensors";
const TEXT_FILE: &str = "model.toml";
/// What a saved model consists of.
pub(crate) const FILES: [&str; 2] = [TENSORS_FILE, TEXT_FILE];
/// The largest files that are read, in bytes. Loading takes a few times what they hold.
const MOST_TEXT_BYTES: u64 = 256 << 20;
const MOST_TENSOR_BYTES: u64 = 4 << 30;
/// Raised when a file of this version could not be read as the one before.
const FORMAT: u32 = 2;

/// Everything that is a tensor, under the names it has in the file.
#[derive(Module, Debug)]
struct Tensors {
    latents: Param<Tensor<2>>,
    net: Option<Net>,
    pca: Option<PcaTensors>,
}

#[derive(Module, Debug)]
struct PcaTensors {
    mean: Param<Tensor<1>>,
    components: Param<Tensor<2>>,
    explained_variance: Param<Tensor<1>>,
    explained_variance_ratio: Param<Tensor<1>>,
}

/// Everything that is text.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    format: u32,
    /// BLAKE3 of the tensors' file: a save that was cut short between the two leaves files that do
    /// not fit.
    tensors_blake3: String,
    n_songs: usize,
    /// Columns of the latents.
    n_latent: usize,
    ended: EndedText,
    #[serde(default)]
    best_epoch: usize,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    continued_after: Vec<usize>,
    config: ModelConfig,
    shape: Shape,
    diagnostics: Diagnostics,
    #[serde(default)]
    history: Vec<EpochText>,
    scaler: Scaler,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum EndedText {
    Finished,
    Early,
    Stopped,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EpochText {
    epoch: usize,
    beta: f32,
    /// Reconstruction, KL, total.
    train: [f32; 3],
    validation: Option<[f32; 3]>,
}

pub(super) fn save(
    trained: &Trained,
    folder: &Path,
    config: &ModelConfig,
    scaler: &Scaler,
) -> Result<()> {
    let learnt = match &trained.fitted {
        Fitted::Direct => Learns::Nothing,
        Fitted::Pca(_) => Learns::Components,
        Fitted::Net(_) => Learns::Weights,
    };
    if learnt != config.kind.learns() {
        return Err(Error::config("model", id::MODEL_NOT_ONE_MODEL_WAS_TRAINED));
    }
    fs::create_dir_all(folder).map_err(|e| Error::io(id::ERROR_CANNOT_MAKE_FOLDER, folder, e))?;
    let path = folder.join(TENSORS_FILE);
    // burn's own metadata is a hash map, which would be written in another order each time.
    let mut store = SafetensorsStore::from_bytes(None)
        .clear_metadata()
        .metadata("producer", "latentune");
    Tensors::of(trained)
        .save_into(&mut store)
        .map_err(|e| Error::file(Message::verbatim(e), &path))?;
    let bytes = store
        .get_bytes()
        .map_err(|e| Error::file(Message::verbatim(e), &path))?;
    let text = Text::of(trained, config, scaler, &bytes);
    let text = toml::to_string(&text)
        .map_err(|e| Error::file(Message::verbatim(e), folder.join(TEXT_FILE)))?;
    write(&path, &bytes)?;
    write(&folder.join(TEXT_FILE), text.as_bytes())
}

pub(super) fn load(folder: &Path) -> Result<(Trained, ModelConfig, Scaler)> {
    let (path, text_path) = (folder.join(TENSORS_FILE), folder.join(TEXT_FILE));
    let text = file::read_text(&text_path, MOST_TEXT_BYTES)
        .map_err(|e| Error::io(id::ERROR_CANNOT_READ_MODEL, &text_path, e))?;
    let text: Text = toml::from_str(&text)
        .map_err(|e| Error::file(Message::verbatim(e.to_string().trim_end()), &text_path))?;
    if text.format != FORMAT {
        return Err(Error::file(
            say(id::MODEL_FORMAT_FORMAT_MODEL_EXPECTED_FORMAT)
                .with("format", text.format)
                .with("FORMAT", FORMAT),
            &text_path,
        ));
    }
    let bytes = file::read(&path, MOST_TENSOR_BYTES)
        .map_err(|e| Error::io(id::ERROR_CANNOT_READ_MODEL, &path, e))?;
    // Checked before anything is sized by the text's numbers; whoever made the one may have made
    // the other, so the numbers are too.
    if blake3::hash(&bytes).to_hex().as_str() != text.tensors_blake3 {
        return Err(Error::file(id::MODEL_THESE_WEIGHTS_DO_NOT_BELONG, &path));
    }
    if !text.claims().hold(bytes.len())? {
        return Err(Error::file(id::MODEL_CLAIMS_TOO_MUCH, &text_path));
    }
    let mut tensors = Tensors::empty(&text);
    tensors
        .load_from(&mut SafetensorsStore::from_bytes(Some(bytes)))
        .map_err(|e| {
            Error::file(
                say(id::MODEL_NOT_WEIGHTS_MODEL_E).with("e", e.to_string()),
                &path,
            )
        })?;
    Ok((tensors.into_trained(&text), text.config, text.scaler))
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    file::write_whole(path, bytes).map_err(|e| Error::io(id::ERROR_CANNOT_WRITE_MODEL, path, e))
}

impl Tensors {
    fn of(trained: &Trained) -> Self {
        let device = device::cpu();
        Self {
            latents: matrix_param(&trained.latents, &device),
            net: match &trained.fitted {
                Fitted::Net(net) => Some(Net::clone(net)),
                Fitted::Direct | Fitted::Pca(_) => None,
            },
            pca: match &trained.fitted {
                Fitted::Pca(pca) => Some(PcaTensors::of(pca, &device)),
                Fitted::Direct | Fitted::Net(_) => None,
            },
        }
    }

    /// Tensors of the right shapes, to be filled.
    fn empty(text: &Text) -> Self {
        let (d, k) = (text.shape.n_inputs, text.config.n_latent);
        let device = device::cpu();
        let is_pca = text.config.kind.learns() == Learns::Components;
        let mut rng = ChaCha8Rng::seed_from_u64(0);
        Self {
            latents: matrix_param(&Matrix::zeros(text.n_songs, text.n_latent), &device),
            net: Net::new(&text.shape, &text.config, &mut rng, &device),
            pca: is_pca.then(|| {
                let pca = Pca {
                    mean: vec![0.0; d],
                    components: Matrix::zeros(k, d),
                    explained_variance: vec![0.0; k],
                    explained_variance_ratio: vec![0.0; k],
                };
                PcaTensors::of(&pca, &device)
            }),
        }
    }

    fn into_trained(self, text: &Text) -> Trained {
        let fitted = match (self.net, self.pca) {
            (Some(net), _) => Fitted::Net(Box::new(net)),
            (None, Some(pca)) => Fitted::Pca(pca.into_pca()),
            (None, None) => Fitted::Direct,
        };
        let latents = device::matrix(self.latents.into_value());
        Trained {
            responsibilities: fitted.responsibilities(&latents),
            latents,
            shape: text.shape.clone(),
            history: text.history.iter().map(EpochText::to_epoch).collect(),
            ended: match text.ended {
                EndedText::Finished => Ended::Finished,
                EndedText::Early => Ended::Early {
                    best_epoch: text.best_epoch,
                },
                EndedText::Stopped => Ended::Stopped,
            },
            diagnostics: text.diagnostics.clone(),
            continued_after: text.continued_after.clone(),
            fitted,
            standing: None,
        }
    }
}

impl PcaTensors {
    fn of(pca: &Pca, device: &Device) -> Self {
        Self {
            mean: vector_param(&pca.mean, device),
            components: matrix_param(&pca.components, device),
            explained_variance: vector_param(&pca.explained_variance, device),
            explained_variance_ratio: vector_param(&pca.explained_variance_ratio, device),
        }
    }

    fn into_pca(self) -> Pca {
        Pca {
            mean: device::values(self.mean.into_value()),
            components: device::matrix(self.components.into_value()),
            explained_variance: device::values(self.explained_variance.into_value()),
            explained_variance_ratio: device::values(self.explained_variance_ratio.into_value()),
        }
    }
}

fn matrix_param(matrix: &Matrix, device: &Device) -> Param<Tensor<2>> {
    Param::from_data(
        TensorData::new(
            matrix.as_slice().to_vec(),
            [matrix.n_rows(), matrix.n_cols()],
        ),
        device,
    )
}

fn vector_param(values: &[f32], device: &Device) -> Param<Tensor<1>> {
    Param::from_data(TensorData::new(values.to_vec(), [values.len()]), device)
}

impl Text {
    fn claims(&self) -> Claims<'_> {
        Claims {
            n_songs: self.n_songs,
            n_latent: self.n_latent,
            config: &self.config,
            shape: &self.shape,
            scaler: &self.scaler,
        }
    }

    fn of(trained: &Trained, config: &ModelConfig, scaler: &Scaler, tensors: &[u8]) -> Self {
        Self {
            format: FORMAT,
            tensors_blake3: blake3::hash(tensors).to_hex().to_string(),
            n_songs: trained.latents.n_rows(),
            n_latent: trained.latents.n_cols(),
            shape: trained.shape.clone(),
            ended: match trained.ended {
                Ended::Finished => EndedText::Finished,
                Ended::Early { .. } => EndedText::Early,
                Ended::Stopped => EndedText::Stopped,
            },
            best_epoch: if let Ended::Early { best_epoch } = trained.ended {
                best_epoch
            } else {
                0
            },
            continued_after: trained.continued_after.clone(),
            config: config.clone(),
            diagnostics: trained.diagnostics.clone(),
            history: trained.history.iter().map(EpochText::of).collect(),
            scaler: scaler.clone(),
        }
    }
}

impl EpochText {
    fn of(epoch: &Epoch) -> Self {
        let row = |l: Losses| [l.reconstruction, l.kl, l.total];
        Self {
            epoch: epoch.epoch,
            beta: epoch.beta,
            train: row(epoch.train),
            validation: epoch.validation.map(row),
        }
    }

    fn to_epoch(&self) -> Epoch {
        let losses = |[reconstruction, kl, total]: [f32; 3]| Losses {
            reconstruction,
            kl,
            total,
        };
        Epoch {
            epoch: self.epoch,
            beta: self.beta,
            train: losses(self.train),
            validation: self.validation.map(losses),
        }
    }
}
