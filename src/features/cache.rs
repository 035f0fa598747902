//! Audio features on disk, found again by what they were computed from.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use crate::audio::AudioFeatures;
use crate::config::{AudioConfig, cache_folder};

/// Raised whenever the audio room computes anything differently: older entries are then never found again.
const FEATURES_VERSION: u32 = 2;

const MAGIC: &[u8; 8] = b"LTUNEF01";

/// Extracted audio features on disk, one small file a song, named by content hash, settings and features version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cache {
    /// `None` keeps nothing.
    pub folder: Option<PathBuf>,
}

impl Cache {
    /// The platform's cache folder for this program; keeps nothing where the platform has none.
    pub fn platform() -> Self {
        Self { folder: cache_folder().map(|folder| folder.join("features")) }
    }

    fn path(&self, file_hash: &str, config: &AudioConfig) -> Option<PathBuf> {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&FEATURES_VERSION.to_le_bytes());
        hasher.update(file_hash.as_bytes());
        hasher.update(config.fingerprint().as_bytes());
        let key = hasher.finalize().to_hex();
        Some(self.folder.as_ref()?.join(&key[..2]).join(&key[2..]))
    }

    /// What was stored for this content and these settings. A missing, torn or foreign entry is a miss.
    pub(super) fn get(&self, file_hash: &str, config: &AudioConfig) -> Option<AudioFeatures> {
        let bytes = fs::read(self.path(file_hash, config)?).ok()?;
        let (body, checksum) = bytes.split_at_checked(bytes.len().checked_sub(32)?)?;
        if blake3::hash(body).as_bytes() != checksum {
            return None;
        }
        let rest = body.strip_prefix(MAGIC)?;
        let (duration, rest) = rest.split_first_chunk::<4>()?;
        let (n_values, rest) = rest.split_first_chunk::<4>()?;
        let (values, remark) = rest.split_at_checked(4 * u32::from_le_bytes(*n_values) as usize)?;
        let remark = String::from_utf8(remark.to_vec()).ok()?;
        Some(AudioFeatures {
            values: values.as_chunks::<4>().0.iter().map(|v| f32::from_le_bytes(*v)).collect(),
            duration_secs: f32::from_le_bytes(*duration),
            remark: Some(remark).filter(|r| !r.is_empty()),
        })
    }

    /// Stores an entry: written to a temporary file and renamed, so that a kill or a full disk leaves no half of one.
    pub(super) fn put(&self, file_hash: &str, config: &AudioConfig, features: &AudioFeatures) -> std::io::Result<()> {
        let Some(path) = self.path(file_hash, config) else { return Ok(()) };
        let Some(folder) = path.parent() else { return Ok(()) };
        let mut body = MAGIC.to_vec();
        body.extend(features.duration_secs.to_le_bytes());
        body.extend((features.values.len() as u32).to_le_bytes());
        body.extend(features.values.iter().flat_map(|v| v.to_le_bytes()));
        body.extend(features.remark.as_deref().unwrap_or("").as_bytes());
        fs::create_dir_all(folder)?;
        let temporary = path.with_extension(format!("tmp{}", std::process::id()));
        let written = fs::File::create(&temporary).and_then(|mut file| {
            file.write_all(&body)?;
            file.write_all(blake3::hash(&body).as_bytes())?;
            fs::rename(&temporary, &path)
        });
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> AudioFeatures {
        AudioFeatures {
            values: vec![1.5, -2.0, f32::MIN_POSITIVE],
            duration_secs: 12.25,
            remark: Some("১ packet".into()),
        }
    }

    #[test]
    fn an_entry_comes_back_and_other_settings_miss() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache { folder: Some(folder.path().into()) };
        let config = AudioConfig::default();
        cache.put("abc", &config, &entry()).unwrap();
        assert_eq!(cache.get("abc", &config), Some(entry()));
        assert_eq!(cache.get("abd", &config), None);
        assert_eq!(cache.get("abc", &AudioConfig { n_mels: 64, ..config }), None);
    }

    #[test]
    fn every_torn_or_changed_entry_is_a_miss() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache { folder: Some(folder.path().into()) };
        let config = AudioConfig::default();
        cache.put("abc", &config, &entry()).unwrap();
        let path = cache.path("abc", &config).unwrap();
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
