//! Sentence transformers: one vector a song from a language model that knows many languages.
//!
//! A model is a folder in the layout of sentence-transformers: `modules.json`, `config.json`,
//! `tokenizer.json`, `model.safetensors`, and a folder for each module after the encoder. It is
//! read and run here, on the processor, in f32.

mod kernels;
mod weights;
mod encoder;
mod head;
mod windows;
#[cfg(test)]
mod tests;

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::config::SentencesConfig;
use crate::error::{Error, Result};
use crate::fetch;
use crate::file;
use crate::words::{id, say};
use encoder::Encoder;
use head::Head;
use windows::Windows;

/// A sentence transformer, ready to run. The families BERT, XLM-RoBERTa and MPNet; pooling by mean,
/// first token, maximum or mean over √n; dense layers; normalising. Weights in f32, f16 or bf16.
pub struct SentenceModel {
    encoder: Encoder,
    head: Head,
    windows: Windows,
    fingerprint: String,
}

impl SentenceModel {
    /// The model that the settings name: a folder, or a name that was fetched before.
    ///
    /// # Errors
    /// [`Error::Config`] when there is no such model, with what to do; and as
    /// [`SentenceModel::open`].
    pub(crate) fn of(config: &SentencesConfig) -> Result<Self> {
        Self::open(&find(&config.model)?, config.window_tokens)
    }

    /// Reads a model's folder. Texts are cut into windows of at most `window_tokens` tokens; 0 for
    /// as many as it takes.
    ///
    /// # Errors
    /// With cause and path, when a file is missing or damaged, or the model is of a kind that is
    /// not supported.
    pub fn open(folder: &Path, window_tokens: usize) -> Result<Self> {
        if !folder.join("modules.json").is_file() {
            return Err(Error::file(id::TEXT_NOT_SENTENCE_MODEL_HAS_NO, folder));
        }
        let encoder = Encoder::open(folder)?;
        let head = Head::open(folder, encoder.width())?;
        let windows = Windows::open(
            folder,
            encoder.n_tokens(),
            encoder.max_tokens,
            window_tokens,
        )?;
        let fingerprint = fingerprint(folder, window_tokens)?;
        Ok(Self {
            encoder,
            head,
            windows,
            fingerprint,
        })
    }

    /// Tokens of the longest window: what was asked for, or what the model takes where that is
    /// less.
    pub(crate) fn window_tokens(&self) -> usize {
        self.windows.n_tokens()
    }

    /// Numbers of a vector.
    pub(crate) fn n_dims(&self) -> usize {
        self.head.n_dims
    }

    /// Changes whenever the model's files or the windows do.
    pub(crate) fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The vector of one text, on one thread; it depends on nothing but the text.
    ///
    /// A text that fits into one window gets what sentence-transformers' `encode` gives. A longer
    /// one, which that would cut off, is read in windows that end at line ends where possible, and
    /// gets the mean of their vectors, each by its number of tokens.
    ///
    /// # Errors
    /// When the tokenizer fails, or the weights lead to something that is not a number.
    pub fn embed(&self, text: &str) -> Result<Vec<f32>> {
        let vector = head::embed(&self.encoder, &self.head, &self.windows.of(text)?);
        match vector.iter().all(|v| v.is_finite()) {
            true => Ok(vector),
            false => Err(Error::stage(
                id::LABELS_BLOCK_SENTENCES,
                id::TEXT_MODEL_S_WEIGHTS_LEAD_SOMETHING,
            )),
        }
    }
}

/// The folder of a model by its path, or by its name in the cache.
fn find(model: &str) -> Result<PathBuf> {
    if model.trim().is_empty() {
        return Err(Error::config(
            "text.sentences.model",
            say(id::TEXT_NONE_GIVEN_ADVICE).with("advice", fetch::advice()),
        ));
    }
    let in_cache = fetch::folder(model);
    let places = [Some(PathBuf::from(model)), in_cache];
    places
        .into_iter()
        .flatten()
        .find(|folder| folder.is_dir())
        .ok_or_else(|| {
            let cause = say(id::TEXT_MODEL_NEITHER_FOLDER_NOR_MODEL)
                .with("model", model)
                .with("advice", fetch::advice());
            Error::config("text.sentences.model", cause)
        })
}

/// Raised whenever the same files would lead to other vectors.
const VECTORS_VERSION: u32 = 1;

fn fingerprint(folder: &Path, window_tokens: usize) -> Result<String> {
    let mut files = vec![folder.to_path_buf()];
    let mut hasher = blake3::Hasher::new();
    hasher.update(&VECTORS_VERSION.to_le_bytes());
    hasher.update(&(window_tokens as u64).to_le_bytes());
    for entry in std::fs::read_dir(folder)
        .map_err(|e| Error::io(id::ERROR_CANNOT_READ_MODEL, folder, e))?
        .flatten()
    {
        if entry.path().is_dir() {
            files.push(entry.path());
        }
    }
    files.sort();
    let sums = fetch::sums_of(folder)?;
    let names = [
        "modules.json",
        "config.json",
        "sentence_bert_config.json",
        "tokenizer_config.json",
        "tokenizer.json",
        "model.safetensors",
    ];
    for path in files
        .iter()
        .flat_map(|inside| names.map(|name| inside.join(name)))
    {
        let Ok(file) = file::open(&path) else {
            continue;
        };
        let inner = path.strip_prefix(folder).unwrap_or(&path);
        hasher.update(inner.as_os_str().as_encoded_bytes());
        let mut of_file = blake3::Hasher::new();
        hash_into(&mut [&mut hasher, &mut of_file], file)
            .map_err(|e| Error::io(id::ERROR_CANNOT_READ_MODEL, &path, e))?;
        fetch::check(&sums, inner, &of_file.finalize().to_hex(), &path)?;
    }
    Ok(hasher.finalize().to_hex().to_string())
}

/// Feeds a file to several hashers in one reading.
fn hash_into(hashers: &mut [&mut blake3::Hasher], mut file: impl Read) -> io::Result<()> {
    let mut bytes = vec![0; 1 << 20];
    loop {
        match file.read(&mut bytes) {
            Ok(0) => return Ok(()),
            Ok(n) => {
                for hasher in hashers.iter_mut() {
                    hasher.update(&bytes[..n]);
                }
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
}
