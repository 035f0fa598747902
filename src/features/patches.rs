//! Log-mel patches of every song, in parallel, from the cache where it can.

use super::{Cache, Patches};
use crate::config::{AudioConfig, PatchConfig};
use crate::error::{Result, Warning};
use crate::job::Reporter;
use crate::library::Song;

/// Crops of every song's log-mel spectrogram, spread evenly over its recording, and a warning for each recording that
/// cannot be decoded.
///
/// # Errors
/// [`crate::error::Error::Cancelled`]; what was made until then is in the cache.
pub fn patches(
    _songs: &[Song],
    _audio: &AudioConfig,
    _config: &PatchConfig,
    _cache: &Cache,
    _reporter: &Reporter,
) -> Result<(Patches, Vec<Warning>)> {
    todo!()
}
