//! What is measured, heard and seen of a recording that was altered: the same numbers as of the
//! recording itself, without a file of its own.

use std::path::Path;

use super::patches::crops_of_sound;
use super::recordings;
use crate::audio::{Alteration, Sound};
use crate::config::{AudioConfig, PatchConfig};
use crate::ears::{self, Foreign};
use crate::error::{Result, Warning};
use crate::job::Reporter;

/// Seconds of the middle of a recording that are altered, beyond what is looked at.
const MARGIN_SECS: f32 = 6.0;
/// Of recordings that are looked at as a whole, no more is altered.
const MOST_SECS: f32 = 120.0;

/// What there is of a recording in so far as a model is shown it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Altered {
    /// One number for each of [`crate::audio::feature_names`].
    pub(crate) measured: Vec<f32>,
    /// By the trained network; `None` where it is switched off.
    pub(crate) heard: Option<Vec<f32>>,
    /// By a network of one's own; `None` without one, or where it fails.
    pub(crate) by_network: Option<Vec<f32>>,
    /// Crops of the spectrogram, where they are asked for: crops × pixels, one after the other.
    pub(crate) crops: Option<Vec<f32>>,
}

/// The middle of a recording as it is, and altered in each of these ways.
///
/// # Errors
/// A warning that names the file, where it cannot be decoded or holds too little sound.
pub(crate) fn altered(
    path: &Path,
    ways: &[Alteration],
    audio: &AudioConfig,
    network: Option<&Foreign>,
    patches: Option<&PatchConfig>,
) -> std::result::Result<Vec<Altered>, Warning> {
    recordings::guarded(path, || {
        let sound = Sound::load(path)?;
        let secs = (audio.window_secs + MARGIN_SECS).min(MOST_SECS);
        let all = std::iter::once(None).chain(ways.iter().copied().map(Some));
        let of = |how: Option<Alteration>| -> Result<Altered> {
            let sound = sound.altered(secs, audio.sample_rate_hz, how)?;
            let heard = || {
                let parts = sound.excerpts(audio, ears::SAMPLE_RATE_HZ);
                ears::hear(&parts, audio.trained.n_patches)
            };
            let ask = |network: &Foreign| {
                let parts = sound.excerpts(audio, network.rate_hz());
                network.hear(&parts, &Reporter::silent()).ok().flatten()
            };
            Ok(Altered {
                measured: sound.features(audio)?.values,
                heard: audio.trained.on.then(heard).flatten(),
                by_network: network.and_then(ask),
                crops: patches
                    .map(|config| crops_of_sound(&sound, audio, config))
                    .transpose()?,
            })
        };
        all.map(of).collect()
    })
}
