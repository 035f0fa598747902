//! What travels with the program: all that is computed of the sound of the demo songs by the default
//! settings, as the [`Cache`](super::Cache) keeps it, so that the first start need not.

use std::sync::OnceLock;

use safetensors::SafeTensors;

/// Bodies of entries by their keys. Made by the test below.
static FILE: &[u8] = include_bytes!("../../assets/demo/features.safetensors");

/// The body of the entry with this key. The key holds the songs' content, the settings and the
/// version of the features: whatever is another has none.
pub(super) fn entry(key: &str) -> Option<&'static [u8]> {
    static ALL: OnceLock<Option<SafeTensors<'static>>> = OnceLock::new();
    let all = ALL.get_or_init(|| SafeTensors::deserialize(FILE).ok());
    Some(all.as_ref()?.tensor(key).ok()?.data())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use rayon::prelude::*;
    use safetensors::tensor::{Dtype, TensorView};

    use crate::audio::{AudioFeatures, Sound};
    use crate::config::AudioConfig;
    use crate::ears;
    use crate::features::Cache;
    use crate::features::cache::{body_of, body_of_values, key};

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
    }

    fn demo_songs() -> Vec<PathBuf> {
        let folder = fs::read_dir(root().join("data/demo/audio")).unwrap();
        let mut songs: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
        songs.sort();
        songs
    }

    fn hash(song: &Path) -> String {
        blake3::hash(&fs::read(song).unwrap()).to_hex().to_string()
    }

    /// What is measured and heard.
    fn made_anew(song: &Path) -> (AudioFeatures, Vec<f32>) {
        let config = AudioConfig::default();
        let sound = Sound::load(song).unwrap();
        let parts = sound.excerpts(&config, ears::SAMPLE_RATE_HZ);
        let heard = ears::hear(&parts, config.trained.n_patches).unwrap();
        (sound.features(&config).unwrap(), heard)
    }

    fn write_anew(songs: &[PathBuf]) {
        let config = AudioConfig::default();
        let entries = songs.par_iter().flat_map_iter(|song| {
            let (measured, heard) = made_anew(song);
            let hash = hash(song);
            [
                (
                    key(&hash, &config.fingerprint()),
                    body_of(&measured).unwrap(),
                ),
                (
                    key(&hash, &ears::fingerprint(&config)),
                    body_of_values(&heard),
                ),
            ]
        });
        let entries: Vec<(String, Vec<u8>)> = entries.collect();
        let views = entries.iter().map(|(key, body)| {
            let view = TensorView::new(Dtype::U8, vec![body.len()], body);
            (key, view.unwrap())
        });
        let path = root().join("assets/demo/features.safetensors");
        safetensors::serialize_to_file(views, None, &path).unwrap();
    }

    /// `UPDATE_DEMO=1 cargo test --lib features::shipped` writes it anew; afterwards the run, see
    /// `runs::shipped`.
    #[test]
    fn what_travels_with_the_demo_songs_is_what_is_computed_of_them() {
        let songs = demo_songs();
        if std::env::var_os("UPDATE_DEMO").is_some() {
            return write_anew(&songs);
        }
        let (config, folder) = (AudioConfig::default(), tempfile::tempdir().unwrap());
        let cache = Cache {
            folder: Some(folder.path().into()),
        };
        let near = |a: &[f32], b: &[f32]| {
            let close = |(a, b): (&f32, &f32)| (a - b).abs() <= 1e-4 * a.abs().max(1.0);
            a.len() == b.len() && a.iter().zip(b).all(close)
        };
        for song in songs.iter().step_by(songs.len() / 5) {
            let (hash, (measured, heard)) = (hash(song), made_anew(song));
            let shipped = cache.get(&hash, &config).expect("of every demo song");
            assert_eq!(shipped.recording, measured.recording);
            assert!(
                near(&shipped.values, &measured.values),
                "{}",
                song.display()
            );
            let shipped = cache.get_values(&hash, &ears::fingerprint(&config));
            assert!(near(&shipped.unwrap(), &heard), "{}", song.display());
        }
        for song in &songs {
            let hash = hash(song);
            assert!(cache.get(&hash, &config).is_some());
            assert!(
                cache
                    .get_values(&hash, &ears::fingerprint(&config))
                    .is_some()
            );
        }
        // Whoever wants nothing kept wants it computed.
        let none = Cache { folder: None };
        assert_eq!(none.get(&hash(&songs[0]), &config), None);
    }
}
