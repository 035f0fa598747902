//! Audio features on disk, found again by what they were computed from.

use std::fs;
use std::io;
use std::path::PathBuf;

use crate::audio::AudioFeatures;
use crate::config::{AudioConfig, cache_folder};
use crate::file;

use super::shipped;

/// Raised whenever the audio room computes anything differently: older entries are then never found
/// again.
pub(crate) const VERSION: u32 = 3;

const MAGIC: &[u8; 8] = b"LTUNEF02";
const VALUES_MAGIC: &[u8; 8] = b"LTUNEV01";

/// What was computed from recordings, on disk, one small file a song, named by content hash,
/// settings and features version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cache {
    /// `None` keeps nothing.
    pub folder: Option<PathBuf>,
}

impl Cache {
    /// The platform's cache folder for this program; keeps nothing where the platform has none.
    pub(crate) fn platform() -> Self {
        Self {
            folder: cache_folder().map(|folder| folder.join("features")),
        }
    }

    fn path(&self, file_hash: &str, settings: &str) -> Option<PathBuf> {
        let key = key(file_hash, settings);
        Some(self.folder.as_ref()?.join(&key[..2]).join(&key[2..]))
    }

    /// What was stored for this content and these settings. A missing, torn or foreign entry is a
    /// miss.
    pub(super) fn get(&self, file_hash: &str, config: &AudioConfig) -> Option<AudioFeatures> {
        let body = self.read(file_hash, &config.fingerprint())?;
        let (n_values, rest) = body.strip_prefix(MAGIC)?.split_first_chunk::<4>()?;
        let (values, recording) =
            rest.split_at_checked(4 * u32::from_le_bytes(*n_values) as usize)?;
        Some(AudioFeatures {
            values: numbers(values),
            recording: serde_json::from_slice(recording).ok()?,
        })
    }

    /// Stores an entry.
    pub(super) fn put(
        &self,
        file_hash: &str,
        config: &AudioConfig,
        features: &AudioFeatures,
    ) -> io::Result<()> {
        let body = body_of(features)?;
        self.write(file_hash, &config.fingerprint(), &body)
    }

    /// As [`Cache::get`], of numbers alone; `settings` say what they are and how they were
    /// computed.
    pub(crate) fn get_values(&self, file_hash: &str, settings: &str) -> Option<Vec<f32>> {
        self.read(file_hash, settings)?
            .strip_prefix(VALUES_MAGIC)
            .map(numbers)
    }

    /// Stores numbers.
    pub(crate) fn put_values(
        &self,
        file_hash: &str,
        settings: &str,
        values: &[f32],
    ) -> io::Result<()> {
        self.write(file_hash, settings, &body_of_values(values))
    }

    /// An entry without its checksum; of the demo songs those that travel with the program.
    fn read(&self, file_hash: &str, settings: &str) -> Option<Vec<u8>> {
        self.folder.as_ref()?;
        if let Some(body) = shipped::entry(&key(file_hash, settings)) {
            return Some(body.to_vec());
        }
        let mut bytes = fs::read(self.path(file_hash, settings)?).ok()?;
        let (body, checksum) = bytes.split_at_checked(bytes.len().checked_sub(32)?)?;
        if blake3::hash(body).as_bytes() != checksum {
            return None;
        }
        bytes.truncate(bytes.len() - 32);
        Some(bytes)
    }

    fn write(&self, file_hash: &str, settings: &str, body: &[u8]) -> io::Result<()> {
        let Some(path) = self.path(file_hash, settings) else {
            return Ok(());
        };
        let Some(folder) = path.parent() else {
            return Ok(());
        };
        let entry = [body, blake3::hash(body).as_bytes()].concat();
        let put = || fs::create_dir_all(folder).and_then(|()| file::write_again(&path, &entry));
        // Once more where somebody has emptied the cache between the two.
        put().or_else(|e| {
            if e.kind() == io::ErrorKind::NotFound {
                put()
            } else {
                Err(e)
            }
        })
    }
}

/// The name of an entry: a hash of the content of a file, of settings, and of the features version.
pub(super) fn key(file_hash: &str, settings: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&VERSION.to_le_bytes());
    hasher.update(file_hash.as_bytes());
    hasher.update(settings.as_bytes());
    hasher.finalize().to_hex().to_string()
}

pub(super) fn body_of(features: &AudioFeatures) -> io::Result<Vec<u8>> {
    let mut body = MAGIC.to_vec();
    body.extend((features.values.len() as u32).to_le_bytes());
    body.extend(features.values.iter().flat_map(|v| v.to_le_bytes()));
    body.extend(serde_json::to_vec(&features.recording)?);
    Ok(body)
}

pub(super) fn body_of_values(values: &[f32]) -> Vec<u8> {
    let numbers = values.iter().flat_map(|v| v.to_le_bytes());
    VALUES_MAGIC.iter().copied().chain(numbers).collect()
}

fn numbers(bytes: &[u8]) -> Vec<f32> {
    bytes
        .as_chunks::<4>()
        .0
        .iter()
        .map(|v| f32::from_le_bytes(*v))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio::Recording;

    fn entry() -> AudioFeatures {
        AudioFeatures {
            values: vec![1.5, -2.0, f32::MIN_POSITIVE],
            recording: Recording {
                codec: "mp3".into(),
                sample_rate_hz: 44_100,
                n_channels: 2,
                secs: 12.25,
                peak: 1.0 / 3.0,
                rms: 0.1,
                loudness_lufs: None,
                remark: Some(crate::words::Message::verbatim("১ packet")),
            },
        }
    }

    #[test]
    fn an_entry_comes_back_and_other_settings_miss() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache {
            folder: Some(folder.path().into()),
        };
        let config = AudioConfig::default();
        cache.put("abc", &config, &entry()).unwrap();
        assert_eq!(cache.get("abc", &config), Some(entry()));
        assert_eq!(cache.get("abd", &config), None);
        assert_eq!(
            cache.get(
                "abc",
                &AudioConfig {
                    n_mels: 64,
                    ..config
                }
            ),
            None
        );
    }

    #[test]
    fn every_torn_or_changed_entry_is_a_miss() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache {
            folder: Some(folder.path().into()),
        };
        let config = AudioConfig::default();
        cache.put("abc", &config, &entry()).unwrap();
        let path = cache.path("abc", &config.fingerprint()).unwrap();
        let whole = fs::read(&path).unwrap();
        for cut in 0..whole.len() {
            fs::write(&path, &whole[..cut]).unwrap();
            assert_eq!(cache.get("abc", &config), None, "cut at {cut}");
            let mut changed = whole.clone();
            changed[cut] ^= 1;
            fs::write(&path, changed).unwrap();
            assert_eq!(cache.get("abc", &config), None, "changed at {cut}");
        }
    }

    #[test]
    fn without_a_folder_nothing_is_kept_and_nothing_fails() {
        let cache = Cache { folder: None };
        cache.put("abc", &AudioConfig::default(), &entry()).unwrap();
        assert_eq!(cache.get("abc", &AudioConfig::default()), None);
    }
}
