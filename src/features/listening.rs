//! What is measured and heard of every recording, in parallel, from the cache where it can.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Block, BlockId, Cache, recordings};
use crate::audio::{self, AudioFeatures, Sound};
use crate::config::AudioConfig;
use crate::ears;
use crate::error::{Result, Warning};
use crate::job::Reporter;
use crate::library::{AudioFile, Song};
use crate::matrix::Matrix;
use crate::words::{id, say};

/// What there is of one recording.
pub(super) struct Listened {
    pub measured: AudioFeatures,
    /// By the trained network; `None` where it is switched off.
    heard: Option<Vec<f32>>,
}

/// With warnings, and how many came from the cache.
type Extracted = (Vec<Option<Listened>>, Vec<Warning>, usize);

/// Every recording, decoded once for what is measured and what the network hears, or from the
/// cache.
///
/// # Errors
/// [`crate::error::Error::Cancelled`]; what was extracted until then is in the cache.
pub(super) fn listen(
    songs: &[Song],
    config: &AudioConfig,
    cache: &Cache,
    reporter: &Reporter,
) -> Result<Extracted> {
    let cached = AtomicUsize::new(0);
    let listener = Listener::new(config, cache);
    let results = recordings::of_each(songs, reporter, |file| match listener.remembered(file) {
        Some(hit) => {
            cached.fetch_add(1, Ordering::Relaxed);
            Ok(hit)
        }
        None => recordings::guarded(&file.path, || listener.listen(file)),
    })?;

    let mut warnings = Vec::new();
    let mut all = Vec::with_capacity(songs.len());
    for (song, result) in songs.iter().zip(results) {
        let subject = song.audio.as_ref().map(|a| a.path.as_path());
        all.push(match (result, subject) {
            (Some(Ok(found)), Some(path)) => {
                let remark = found.measured.recording.remark.as_ref();
                warnings.extend(remark.map(|r| Warning::path(path, r.clone())));
                Some(found)
            }
            (Some(Err(warning)), _) => {
                warnings.push(warning);
                None
            }
            _ => None,
        });
    }
    warnings.extend(listener.cache_warning());
    Ok((all, warnings, cached.into_inner()))
}

/// Listens to one recording after another, and remembers what it heard.
struct Listener<'a> {
    config: &'a AudioConfig,
    cache: &'a Cache,
    /// What decides what the trained network hears; `None` where it is switched off.
    ears: Option<String>,
    cache_failure: Mutex<Option<String>>,
}

impl<'a> Listener<'a> {
    fn new(config: &'a AudioConfig, cache: &'a Cache) -> Self {
        let trained = &config.trained;
        Self {
            config,
            cache,
            ears: trained.on.then(|| ears::fingerprint(config)),
            cache_failure: Mutex::new(None),
        }
    }

    /// From the cache, all of it.
    fn remembered(&self, file: &AudioFile) -> Option<Listened> {
        let measured = self.cache.get(&file.hash, self.config)?;
        let heard = match &self.ears {
            Some(settings) => Some(self.heard_before(file, settings)?),
            None => None,
        };
        Some(Listened { measured, heard })
    }

    fn heard_before(&self, file: &AudioFile, settings: &str) -> Option<Vec<f32>> {
        let heard = self.cache.get_values(&file.hash, settings);
        heard.filter(|heard| heard.len() == ears::N_HEARD)
    }

    /// Decodes once for both.
    fn listen(&self, file: &AudioFile) -> Result<Listened> {
        let sound = Sound::load(&file.path)?;
        let measured = match self.cache.get(&file.hash, self.config) {
            Some(hit) => hit,
            None => {
                let made = sound.features(self.config)?;
                self.note(self.cache.put(&file.hash, self.config, &made));
                made
            }
        };
        let heard = self.ears.as_ref().and_then(|settings| {
            self.heard_before(file, settings).or_else(|| {
                let parts = sound.excerpts(self.config, ears::SAMPLE_RATE_HZ);
                let heard = ears::hear(&parts, self.config.trained.n_patches)?;
                self.note(self.cache.put_values(&file.hash, settings, &heard));
                Some(heard)
            })
        });
        Ok(Listened { measured, heard })
    }

    fn note(&self, result: std::io::Result<()>) {
        if let Err(e) = result {
            self.cache_failure
                .lock()
                .unwrap_or_else(|p| p.into_inner())
                .get_or_insert(e.to_string());
        }
    }

    fn cache_warning(self) -> Option<Warning> {
        let failure = self.cache_failure.into_inner();
        let cause = failure.unwrap_or_else(|p| p.into_inner())?;
        Some(Warning::new(
            id::ERROR_FEATURE_CACHE,
            say(id::FEATURES_CANNOT_BE_WRITTEN_SO_NEXT).with("cause", cause),
        ))
    }
}

pub(super) fn measured_block(listened: &[Option<Listened>], config: &AudioConfig) -> Option<Block> {
    let of = |l: &Listened| Some(l.measured.values.clone());
    audio_block(BlockId::Audio, audio::feature_names(config), listened, of)
}

pub(super) fn heard_block(listened: &[Option<Listened>]) -> Option<Block> {
    audio_block(BlockId::Trained, ears::columns(), listened, |l| {
        l.heard.clone()
    })
}

/// `None` where no recording has it.
fn audio_block(
    id: BlockId,
    columns: Vec<String>,
    listened: &[Option<Listened>],
    of: impl Fn(&Listened) -> Option<Vec<f32>>,
) -> Option<Block> {
    let rows: Vec<Option<Vec<f32>>> = listened.iter().map(|l| of(l.as_ref()?)).collect();
    let present: Vec<bool> = rows.iter().map(Option::is_some).collect();
    let mut values = Matrix::zeros(rows.len(), columns.len());
    for (i, row) in rows.iter().enumerate() {
        if let Some(row) = row {
            values.row_mut(i).copy_from_slice(row);
        }
    }
    let block = Block::of(id, columns, values, present);
    block.present.contains(&true).then_some(block)
}
