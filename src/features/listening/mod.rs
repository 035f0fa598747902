//! What is measured and heard of every recording, in parallel, from the cache where it can.

#[cfg(test)]
mod tests;

use std::result;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::{Deserialize, Serialize};

use super::block::numbered;
use super::kept::Kept;
use super::{Block, BlockId, recordings};
use crate::audio::{self, Recording, Sound};
use crate::config::{AudioConfig, Config};
use crate::ears::{self, Foreign};
use crate::error::{Error, Result, Warning};
use crate::job::{Reporter, Stage};
use crate::library::{AudioFile, Song};
use crate::matrix::Matrix;
use crate::words::{Message, id, say};

/// What there is of one recording.
pub(super) struct Listened {
    /// Where nothing could be measured, its remark says why.
    pub(crate) recording: Recording,
    /// One number for each of [`audio::feature_names`]; `None` of silence, and of too little sound.
    pub(crate) measured: Option<Vec<f32>>,
    /// By the trained network; `None` where it is switched off.
    pub(crate) heard: Option<Vec<f32>>,
    /// By a network of one's own; `None` without one, or where it failed.
    pub(crate) by_network: Option<Vec<f32>>,
    /// Why it failed.
    pub(crate) network_fault: Option<Message>,
}

/// What a table of blocks says of a recording beside its blocks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DecodedSound {
    Recording(Recording),
    /// Why nothing of it could be read.
    Fault(Message),
}

/// With warnings, and how many came from the cache.
type Extracted = (Vec<Option<Listened>>, Vec<Warning>, usize);

/// Every recording, decoded once for what is measured and what the network hears, or from the
/// cache.
///
/// # Errors
/// [`crate::error::Error::Cancelled`]; what was extracted until then is in the cache. When a network
/// is named that cannot be used.
pub(super) fn listen(
    songs: &[Song],
    config: &Config,
    kept: Kept<'_>,
    reporter: &Reporter,
) -> Result<Extracted> {
    let network = match songs.iter().any(|song| song.audio.is_some()) {
        true => network_of(config, reporter)?,
        false => None,
    };
    let audio = &config.audio;
    let (results, cache_warning, n_cached) =
        listen_each(songs, audio, network.as_ref(), kept, reporter)?;
    let mut warnings = Vec::new();
    let mut all = Vec::with_capacity(songs.len());
    for (song, result) in songs.iter().zip(results) {
        let subject = song.audio.as_ref().map(|a| a.path.as_path());
        all.push(match (result, subject) {
            (Some(Ok(found)), Some(path)) => {
                let remark = found.recording.remark.as_ref();
                let faults = [remark, found.network_fault.as_ref()];
                let faults = faults.into_iter().flatten();
                warnings.extend(faults.map(|cause| Warning::path(path, cause.clone())));
                Some(found)
            }
            (Some(Err(warning)), _) => {
                warnings.push(warning);
                None
            }
            _ => None,
        });
    }
    warnings.extend(cache_warning);
    Ok((all, warnings, n_cached))
}

/// Of each song: what there is of its recording, or why there is nothing; `None` without one.
type Each = Vec<Option<result::Result<Listened, Warning>>>;

/// The same, song by song, by a network that is open.
///
/// # Errors
/// [`Error::Cancelled`].
pub(super) fn listen_each(
    songs: &[Song],
    config: &AudioConfig,
    network: Option<&Foreign>,
    kept: Kept<'_>,
    reporter: &Reporter,
) -> Result<(Each, Option<Warning>, usize)> {
    let cached = AtomicUsize::new(0);
    let listener = Listener::new(config, network, kept, reporter);
    let results = recordings::of_each(songs, reporter, |file| {
        if let Some(told) = listener.told(file) {
            return told;
        }
        match listener.remembered(file) {
            Some(hit) => {
                cached.fetch_add(1, Ordering::Relaxed);
                Ok(hit)
            }
            None => recordings::guarded(&file.path, || listener.listen(file)),
        }
    })?;
    Ok((results, listener.cache_warning(), cached.into_inner()))
}

/// The network of one's own that the settings name.
///
/// # Errors
/// As [`Foreign::of`].
pub(super) fn network_of(config: &Config, reporter: &Reporter) -> Result<Option<Foreign>> {
    if let Some(file) = &config.network.file {
        let reading = say(id::FEATURES_READING_PATH).with("path", file.display());
        reporter.step(Stage::Audio, 0, 1, reading);
    }
    Foreign::of(&config.network, &config.audio)
}

/// Listens to one recording after another, and remembers what it heard.
struct Listener<'a> {
    config: &'a AudioConfig,
    kept: Kept<'a>,
    /// What decides what the trained network hears; `None` where it is switched off.
    ears: Option<String>,
    network: Option<&'a Foreign>,
    reporter: &'a Reporter,
    cache_failure: Mutex<Option<String>>,
}

impl<'a> Listener<'a> {
    fn new(
        config: &'a AudioConfig,
        network: Option<&'a Foreign>,
        kept: Kept<'a>,
        reporter: &'a Reporter,
    ) -> Self {
        let trained = &config.trained;
        Self {
            config,
            kept,
            ears: trained.on.then(|| ears::fingerprint(config)),
            network,
            reporter,
            cache_failure: Mutex::new(None),
        }
    }

    /// What the table that the song came with says of it, where it was made with these settings.
    fn told(&self, file: &AudioFile) -> Option<result::Result<Listened, Warning>> {
        let told: DecodedSound = serde_json::from_str(self.kept.sound(&file.hash)?).ok()?;
        let measured = self.config.fingerprint();
        let network = self.network.map(Foreign::fingerprint);
        let mut settings = [Some(measured.as_str()), self.ears.as_deref(), network]
            .into_iter()
            .flatten();
        if !settings.all(|settings| self.kept.has(settings)) {
            return None;
        }
        let list = |settings: &str| self.kept.list(&file.hash, settings);
        Some(match told {
            DecodedSound::Fault(cause) => Err(Warning::path(&file.path, cause)),
            DecodedSound::Recording(recording) => Ok(Listened {
                recording,
                measured: list(&measured),
                heard: self.ears.as_deref().and_then(list),
                by_network: network.and_then(list),
                network_fault: None,
            }),
        })
    }

    /// From the cache, all of it.
    fn remembered(&self, file: &AudioFile) -> Option<Listened> {
        let measured = self.kept.cache.get(&file.hash, self.config)?;
        let heard = match &self.ears {
            Some(settings) => Some(self.heard_before(file, settings)?),
            None => None,
        };
        let by_network = match self.network {
            Some(network) => Some(self.told_before(file, network)?),
            None => None,
        };
        Some(Listened {
            recording: measured.recording,
            measured: Some(measured.values),
            heard,
            by_network,
            network_fault: None,
        })
    }

    fn heard_before(&self, file: &AudioFile, settings: &str) -> Option<Vec<f32>> {
        let heard = self.kept.cache.get_values(&file.hash, settings);
        heard.filter(|heard| heard.len() == ears::N_HEARD)
    }

    fn told_before(&self, file: &AudioFile, network: &Foreign) -> Option<Vec<f32>> {
        let values = self
            .kept
            .cache
            .get_values(&file.hash, network.fingerprint());
        values.filter(|values| values.len() == network.n_dims())
    }

    /// Decodes once for all.
    fn listen(&self, file: &AudioFile) -> Result<Listened> {
        let sound = Sound::load(&file.path)?;
        let measured = match self.kept.cache.get(&file.hash, self.config) {
            Some(hit) => hit,
            None => match sound.features(self.config) {
                Ok(made) => {
                    self.note(self.kept.cache.put(&file.hash, self.config, &made));
                    made
                }
                // What was read of it is told all the same.
                Err(Error::File { cause, .. }) => {
                    return Ok(Listened {
                        recording: sound.recording().remarked(cause),
                        measured: None,
                        heard: None,
                        by_network: None,
                        network_fault: None,
                    });
                }
                Err(other) => return Err(other),
            },
        };
        let heard = self.ears.as_ref().and_then(|settings| {
            self.heard_before(file, settings).or_else(|| {
                let parts = sound.excerpts(self.config, ears::SAMPLE_RATE_HZ);
                let heard = ears::hear(&parts, self.config.trained.n_patches)?;
                self.note(self.kept.cache.put_values(&file.hash, settings, &heard));
                Some(heard)
            })
        });
        let (by_network, network_fault) = match self.network {
            Some(network) => self.ask(network, file, &sound)?,
            None => (None, None),
        };
        Ok(Listened {
            recording: measured.recording,
            measured: Some(measured.values),
            heard,
            by_network,
            network_fault,
        })
    }

    /// What a network of one's own hears, or why it hears nothing: what is measured stays.
    ///
    /// # Errors
    /// [`Error::Cancelled`].
    fn ask(
        &self,
        network: &Foreign,
        file: &AudioFile,
        sound: &Sound,
    ) -> Result<(Option<Vec<f32>>, Option<Message>)> {
        if let Some(values) = self.told_before(file, network) {
            return Ok((Some(values), None));
        }
        let parts = sound.excerpts(self.config, network.rate_hz());
        match network.hear(&parts, self.reporter) {
            Ok(values) => {
                if let Some(values) = &values {
                    let settings = network.fingerprint();
                    self.note(self.kept.cache.put_values(&file.hash, settings, values));
                }
                Ok((values, None))
            }
            Err(Error::Cancelled) => Err(Error::Cancelled),
            Err(error) => Ok((None, Some(error.message()))),
        }
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

/// What was read of each recording, and its seconds; NaN without one.
pub(super) fn read_of(listened: &[Option<Listened>]) -> (Vec<Option<Recording>>, Vec<f32>) {
    let recordings: Vec<_> = listened
        .iter()
        .map(|l| l.as_ref().map(|l| l.recording.clone()))
        .collect();
    let secs = |r: &Option<Recording>| r.as_ref().map_or(f32::NAN, |r| r.secs as f32);
    let duration_secs = recordings.iter().map(secs).collect();
    (recordings, duration_secs)
}

pub(super) fn measured_block(listened: &[Option<Listened>], config: &AudioConfig) -> Option<Block> {
    let of = |l: &Listened| l.measured.clone();
    audio_block(BlockId::Audio, audio::feature_names(config), listened, of)
}

pub(super) fn heard_block(listened: &[Option<Listened>]) -> Option<Block> {
    audio_block(BlockId::Trained, ears::columns(), listened, |l| {
        l.heard.clone()
    })
}

pub(super) fn network_block(listened: &[Option<Listened>]) -> Option<Block> {
    let of = |l: &Listened| l.by_network.clone();
    let n_dims = listened.iter().flatten().find_map(of)?.len();
    let columns = numbered("network", n_dims);
    audio_block(BlockId::Network, columns, listened, of)
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
