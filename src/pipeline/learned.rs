//! A model that was trained before, used on other songs.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Analysis, Start, learn_from, prepare};
use crate::config::{Checked, Config, Modality, ModelConfig};
use crate::error::{Result, Warning};
use crate::features::{self, BlockKind, Cache, Scaler, Split};
use crate::job::Reporter;
use crate::library::Library;
use crate::model::Trained;
use crate::words::{id, say};

/// A model that an earlier run saved, to be used on songs instead of training one.
pub(crate) struct Learned {
    pub(crate) folder: PathBuf,
    pub(crate) trained: Trained,
    pub(crate) config: ModelConfig,
    pub(crate) scaler: Scaler,
}

impl Learned {
    /// Loads the model of a result folder, or of the folder `model` in it.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub(crate) fn load(folder: &Path) -> Result<Self> {
        let inner = folder.join("model");
        let (trained, config, scaler) =
            Trained::load(if inner.is_dir() { &inner } else { folder })?;
        Ok(Self {
            folder: folder.to_path_buf(),
            trained,
            config,
            scaler,
        })
    }

    /// Settings with the model's own in the place of those that it fixes.
    ///
    /// # Errors
    /// When the other settings are out of range.
    pub(crate) fn settings(&self, config: &Config) -> Result<Checked> {
        let has = |kind| self.scaler.blocks.iter().any(|(_, k, _)| *k == kind);
        let mut config = Config {
            model: self.config.clone(),
            ..config.clone()
        };
        config.fusion.modality = match (has(BlockKind::Audio), has(BlockKind::Lyrics)) {
            (true, false) => Modality::Audio,
            (false, true) => Modality::Lyrics,
            _ => Modality::Both,
        };
        config.check()
    }
}

/// Runs every stage, with a model that was trained before.
///
/// # Errors
/// When the songs' features are not those the model was trained on, and as [`analyze`](super::analyze).
pub(crate) fn analyze_with(
    library: Arc<Library>,
    config: &Config,
    learned: Learned,
    cache: &Cache,
    reporter: &Reporter,
) -> Result<Analysis> {
    let config = learned.settings(config)?;
    let mut prepared = prepare(library, &config, None, cache, reporter)?;
    // Nothing is learnt from these songs, so none has to be held out.
    let everyone = (0..prepared.rows.len()).collect();
    prepared.split = Arc::new(Split {
        train: everyone,
        validation: Vec::new(),
        by_artist: true,
    });
    let chosen = prepared.features.select(&prepared.rows);
    // Languages have their means here, not those of the songs that the model learnt from.
    let chosen = features::centred(
        &chosen,
        &prepared.library.songs,
        &config.fusion,
        &prepared.split,
    );
    prepared.fused = Arc::new(features::fuse_as(&chosen, &learned.scaler)?);
    let n = learned.trained.latents.n_rows();
    let cause = say(id::PIPELINE_NOT_TRAINED_THESE_SONGS_BUT)
        .with("n", n)
        .with("from", learned.folder.display());
    prepared.notes.push(Warning::new(id::RUNS_MODEL, cause));
    learn_from(
        prepared,
        &config,
        None,
        Start::Learned(Box::new(learned)),
        reporter,
    )
}
