//! Log-mel patches of every song, in parallel, from the cache where it can.

use std::path::Path;

use super::{Cache, Patches, recordings};
use crate::audio::{self, Sound};
use crate::config::{AudioConfig, PatchConfig, Window};
use crate::error::{Error, Result, Warning};
use crate::job::Reporter;
use crate::library::Song;
use crate::matrix::Matrix;
use crate::words::{Message, id};

/// Nats below the loudest value of a song's crops at which they are cut off: 80 dB, as for MFCC.
const TOP_NATS: f32 = 18.420_68;

/// Nats in a decibel of power.
const NATS_PER_DB: f32 = std::f32::consts::LN_10 / 10.0;

/// Crops of every song's log-mel spectrogram, spread evenly over its recording from its first
/// sample to its last, or over its most typical part where the settings ask for that, and a warning
/// for each recording that cannot be decoded.
///
/// A crop's frames see nothing beyond the crop's own stretch of sound but half an FFT window on
/// either side. Where a recording is too short for its crops to lie side by side they overlap; one
/// that is shorter than a single crop is repeated until it fills one, and has only that one.
/// (Silence in the place of what is missing would be the most conspicuous thing in a patch.)
///
/// # Errors
/// [`crate::error::Error::Cancelled`]; what was made until then is in the cache.
pub(crate) fn patches(
    songs: &[Song],
    audio: &AudioConfig,
    config: &PatchConfig,
    cache: &Cache,
    reporter: &Reporter,
) -> Result<(Patches, Vec<Warning>)> {
    let cutter = Cutter::new(audio, config);
    let settings = cutter.fingerprint();
    let results = recordings::of_each(songs, reporter, |file| {
        let kept = cache.get_values(&file.hash, &settings);
        match kept.filter(|values| cutter.fits(values)) {
            Some(hit) => Ok(hit),
            None => cutter.crops_of(&file.path).inspect(|values| {
                // What cannot be kept is computed again; `extract` has warned of a folder that
                // cannot be written.
                let _ = cache.put_values(&file.hash, &settings, values);
            }),
        }
    })?;
    let pixels = config.n_mels * config.n_frames;
    let (mut values, mut of_song, mut warnings) =
        (Vec::new(), Vec::with_capacity(songs.len()), Vec::new());
    for result in results {
        let first = values.len() / pixels;
        match result {
            Some(Ok(crops)) => values.extend(crops),
            Some(Err(warning)) => warnings.push(warning),
            None => {}
        }
        of_song.push(first..values.len() / pixels);
    }
    let n_patches = values.len() / pixels;
    let values = Matrix::new(n_patches, pixels, values);
    Ok((
        Patches {
            n_mels: config.n_mels,
            n_frames: config.n_frames,
            of_song,
            values,
        },
        warnings,
    ))
}

/// The crops of one recording, as [`patches`] cuts them.
///
/// # Errors
/// When its spectrum is not finite.
pub(super) fn crops_of_sound(
    sound: &Sound,
    audio: &AudioConfig,
    config: &PatchConfig,
) -> Result<Vec<f32>> {
    let cutter = Cutter::new(audio, config);
    let stretches = sound.excerpts(&cutter.audio, cutter.audio.sample_rate_hz);
    let crops = cutter.crops(&stretches);
    crops.map_err(|cause| Error::stage(id::WAVEFORM_SPECTROGRAM, cause))
}

/// Cuts one recording after another.
struct Cutter {
    /// For log-mel spectrograms, and for which stretches are decoded.
    audio: AudioConfig,
    n_crops: usize,
    n_frames: usize,
    /// Frames at either end of a stretch that see beyond it.
    lead: usize,
}

impl Cutter {
    fn new(audio: &AudioConfig, config: &PatchConfig) -> Self {
        let hop_samples = config.hop_samples;
        let lead = audio.n_fft.div_ceil(2 * hop_samples);
        // One hop more than needed, as another sample rate rounds lengths.
        let stretch_samples = (config.n_frames + 2 * lead) * hop_samples;
        let stretch_secs = stretch_samples as f32 / audio.sample_rate_hz as f32;
        // Side by side within the part that is most like the rest, or spread over all of it.
        let (window, window_secs) = match audio.window {
            Window::Typical => (Window::Typical, stretch_secs * config.n_crops as f32),
            Window::Middle | Window::Whole | Window::Several => (Window::Several, stretch_secs),
        };
        let audio = AudioConfig {
            window,
            window_secs,
            n_windows: config.n_crops,
            hop_samples,
            n_mels: config.n_mels,
            n_mfcc: audio.n_mfcc.min(config.n_mels),
            ..audio.clone()
        };
        Self {
            audio,
            n_crops: config.n_crops,
            n_frames: config.n_frames,
            lead,
        }
    }

    /// All that decides a crop.
    fn fingerprint(&self) -> String {
        format!(
            "log-mel patches of {} frames\n{}",
            self.n_frames,
            self.audio.fingerprint()
        )
    }

    /// Whether a cached entry is what these settings give: one crop, or all.
    fn fits(&self, values: &[f32]) -> bool {
        let pixels = self.audio.n_mels * self.n_frames;
        values.len() == pixels || values.len() == self.n_crops * pixels
    }

    fn crops_of(&self, path: &Path) -> std::result::Result<Vec<f32>, Warning> {
        let stretches = recordings::guarded(path, || audio::excerpts(path, &self.audio))?;
        self.crops(&stretches)
            .map_err(|cause| Warning::path(path, cause))
    }

    /// The crops of a recording that is there in stretches, or whole.
    fn crops(&self, stretches: &[Vec<f32>]) -> std::result::Result<Vec<f32>, Message> {
        let mut crops: Vec<f32> =
            Vec::with_capacity(self.n_crops * self.audio.n_mels * self.n_frames);
        match stretches {
            [whole] => {
                let log_mel = audio::log_mel(whole, &self.audio);
                // Frames that see no silence beyond the recording's ends; of a very short one, all.
                let inner = self.lead..log_mel.n_rows().saturating_sub(self.lead + 1);
                let inner = if inner.is_empty() {
                    0..log_mel.n_rows()
                } else {
                    inner
                };
                let slack = inner.len().saturating_sub(self.n_frames);
                let n_crops = if slack == 0 { 1 } else { self.n_crops };
                for i in 0..n_crops {
                    let first = if n_crops == 1 {
                        slack / 2
                    } else {
                        slack * i / (n_crops - 1)
                    };
                    self.push(&mut crops, &log_mel, |t| {
                        inner.start + (first + t) % inner.len()
                    });
                }
            }
            several => {
                for stretch in several {
                    let log_mel = audio::log_mel(stretch, &self.audio);
                    self.push(&mut crops, &log_mel, |t| self.lead + t);
                }
            }
        }
        let loudest = crops.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        if !loudest.is_finite() {
            return Err(id::FEATURES_SPECTRUM_NO_FINITE_NUMBER.into());
        }
        crops
            .iter_mut()
            .for_each(|v| *v = v.max(loudest - TOP_NATS));
        Ok(crops)
    }

    /// Appends one crop, band by band, of those frames that `frame` names.
    fn push(&self, crops: &mut Vec<f32>, log_mel: &Matrix, frame: impl Fn(usize) -> usize) {
        for band in 0..self.audio.n_mels {
            crops.extend((0..self.n_frames).map(|t| NATS_PER_DB * log_mel.row(frame(t))[band]));
        }
    }
}

impl Patches {
    /// A patch, one of these or one that a model decoded, as a log-mel spectrogram in dB: what
    /// [`audio::griffin_lim`] makes sound of.
    ///
    /// # Shapes
    /// `patch` n_mels · n_frames, band by band, in natural logarithms; result n_frames × n_mels.
    pub(crate) fn in_db(&self, patch: &[f32]) -> Matrix {
        let mut log_mel = Matrix::zeros(self.n_frames, self.n_mels);
        for (band, row) in patch.chunks_exact(self.n_frames).enumerate() {
            for (t, v) in row.iter().enumerate() {
                log_mel.row_mut(t)[band] = v / NATS_PER_DB;
            }
        }
        log_mel
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::AudioFile;

    const RATE_HZ: u32 = 22_050;

    /// A 16-bit mono file of a tone that changes at each of the given seconds.
    fn tones(path: &Path, tones: &[(f32, f32)]) {
        let mut samples = Vec::new();
        for &(hz, secs) in tones {
            let sine = |i: u32| (std::f32::consts::TAU * hz * i as f32 / RATE_HZ as f32).sin();
            samples.extend((0..(secs * RATE_HZ as f32) as u32).map(|i| 0.5 * sine(i)));
        }
        std::fs::write(path, crate::audio::wav(&samples, RATE_HZ)).unwrap();
    }

    fn song(path: Option<&Path>) -> Song {
        let audio = path.map(|path| AudioFile {
            path: path.into(),
            hash: std::fs::read(path)
                .map_or_else(|_| String::new(), |b| blake3::hash(&b).to_hex().to_string()),
        });
        Song {
            id: "1".into(),
            title: "t".into(),
            artist: String::new(),
            audio,
            lyrics: None,
            language: None,
        }
    }

    fn small() -> PatchConfig {
        PatchConfig {
            n_crops: 3,
            n_mels: 32,
            n_frames: 16,
            ..PatchConfig::default()
        }
    }

    fn made(songs: &[Song], config: &PatchConfig, cache: &Cache) -> (Patches, Vec<Warning>) {
        patches(
            songs,
            &AudioConfig::default(),
            config,
            cache,
            &Reporter::silent(),
        )
        .unwrap()
    }

    const NO_CACHE: Cache = Cache { folder: None };

    /// The band with the most power over a patch.
    fn loudest_band(patches: &Patches, patch: usize) -> usize {
        let sums: Vec<f32> = patches
            .values
            .row(patch)
            .chunks(patches.n_frames)
            .map(|b| b.iter().sum())
            .collect();
        (0..sums.len())
            .max_by(|&a, &b| sums[a].total_cmp(&sums[b]))
            .unwrap()
    }

    #[test]
    fn crops_stand_at_the_start_the_middle_and_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wav");
        // 16 frames are 0.37 s, and 0.1 s more are looked at.
        tones(&path, &[(300.0, 1.0), (1000.0, 1.0), (4000.0, 1.0)]);
        let (found, warnings) = made(
            &[song(Some(&path)), song(None), song(Some(&path))],
            &small(),
            &NO_CACHE,
        );
        assert!(warnings.is_empty(), "{warnings:?}");
        assert_eq!((found.n_mels, found.n_frames), (32, 16));
        assert_eq!(found.of_song, [0..3, 3..3, 3..6]);
        assert_eq!((found.values.n_rows(), found.values.n_cols()), (6, 512));
        // Bands of 32 on Slaney's scale, whose centres are nearest to the tones.
        let bands: Vec<usize> = (0..3).map(|i| loudest_band(&found, i)).collect();
        let config = AudioConfig {
            n_mels: 32,
            ..AudioConfig::default()
        };
        let expected = [300.0, 1000.0, 4000.0].map(|hz: f32| {
            let tone: Vec<f32> = (0..8192)
                .map(|i| (std::f32::consts::TAU * hz * i as f32 / RATE_HZ as f32).sin())
                .collect();
            let row = audio::log_mel(&tone, &config).row(8).to_vec();
            (0..32).max_by(|&a, &b| row[a].total_cmp(&row[b])).unwrap()
        });
        assert_eq!(bands, expected);
        assert!(bands[0] < bands[1] && bands[1] < bands[2]);
        assert_eq!(found.values.row(0), found.values.row(3));
    }

    #[test]
    fn crops_of_the_typical_part_lie_in_what_the_song_is_mostly_like() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wav");
        // One tone for most of it, and others at the start, in the middle, and at the end.
        let song_of = [
            (4000.0, 2.0),
            (300.0, 7.0),
            (4000.0, 3.0),
            (300.0, 4.0),
            (1500.0, 2.0),
        ];
        tones(&path, &song_of);
        let of = |window| {
            let audio = AudioConfig {
                window,
                ..AudioConfig::default()
            };
            let songs = [song(Some(&path))];
            let made = patches(&songs, &audio, &small(), &NO_CACHE, &Reporter::silent());
            let (found, warnings) = made.unwrap();
            assert!(warnings.is_empty(), "{warnings:?}");
            (0..3).map(|i| loudest_band(&found, i)).collect::<Vec<_>>()
        };
        let typical = of(Window::Typical);
        assert!(
            typical.iter().all(|band| *band == typical[0]),
            "{typical:?}"
        );
        let spread = of(Window::Middle);
        assert!(
            spread[0] > typical[0] && spread[2] > typical[0],
            "{spread:?}"
        );
    }

    #[test]
    fn values_are_natural_logarithms_and_go_back_to_decibels() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wav");
        tones(&path, &[(1000.0, 2.0)]);
        let (found, _) = made(
            &[song(Some(&path))],
            &PatchConfig {
                n_crops: 1,
                ..small()
            },
            &NO_CACHE,
        );
        let samples = audio::to_mono(&audio::decode(&path).unwrap(), RATE_HZ);
        let whole = audio::log_mel(
            &samples,
            &AudioConfig {
                n_mels: 32,
                ..AudioConfig::default()
            },
        );
        let back = found.in_db(found.values.row(0));
        let loudest = loudest_band(&found, 0);
        for t in 0..16 {
            // A steady tone is as loud in all its frames.
            assert!((back.row(t)[loudest] - whole.row(40)[loudest]).abs() < 0.01);
        }
        let range = found
            .values
            .row(0)
            .iter()
            .fold((f32::MAX, f32::MIN), |(a, b), &v| (a.min(v), b.max(v)));
        assert!(range.1 - range.0 <= TOP_NATS + 1e-3);
    }

    #[test]
    fn short_recordings_overlap_their_crops_or_are_repeated() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wav");
        tones(&path, &[(300.0, 0.5), (4000.0, 0.5)]);
        let (found, _) = made(&[song(Some(&path))], &small(), &NO_CACHE);
        assert_eq!((found.of_song.len(), found.of_song[0].clone()), (1, 0..3));
        assert!(loudest_band(&found, 0) < loudest_band(&found, 2));
        tones(&path, &[(1000.0, 0.3)]);
        let (found, _) = made(&[song(Some(&path))], &small(), &NO_CACHE);
        assert_eq!((found.of_song.len(), found.of_song[0].clone()), (1, 0..1));
        let band = found.values.row(0)[loudest_band(&found, 0) * 16..][..16].to_vec();
        // No frame is silent: what is missing is made up by what is there.
        assert!(band.iter().all(|v| (v - band[0]).abs() < 1.0), "{band:?}");
    }

    #[test]
    fn a_file_without_sound_is_a_warning_and_its_song_has_no_crops() {
        let folder = tempfile::tempdir().unwrap();
        let (good, bad, silent) = (
            folder.path().join("a.wav"),
            folder.path().join("b.wav"),
            folder.path().join("c.wav"),
        );
        tones(&good, &[(300.0, 2.0)]);
        std::fs::write(&bad, b"no sound at all").unwrap();
        tones(&silent, &[(0.0, 2.0)]);
        let (found, warnings) = made(
            &[song(Some(&bad)), song(Some(&silent)), song(Some(&good))],
            &small(),
            &NO_CACHE,
        );
        assert_eq!(found.of_song, [0..0, 0..0, 0..3]);
        assert_eq!(warnings.len(), 2, "{warnings:?}");
        assert!(
            warnings[0].subject.to_string().ends_with("b.wav")
                && warnings[1].cause.contains("silent"),
            "{warnings:?}"
        );
    }

    #[test]
    fn what_is_cached_comes_back_to_the_byte_and_other_settings_miss() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wav");
        tones(&path, &[(300.0, 1.0), (1000.0, 1.0)]);
        let songs = [song(Some(&path))];
        let cache = Cache {
            folder: Some(folder.path().join("cache")),
        };
        let (fresh, _) = made(&songs, &small(), &cache);
        // Gone from its place, it can only come from the cache.
        std::fs::remove_file(&path).unwrap();
        let (again, warnings) = made(&songs, &small(), &cache);
        assert!(warnings.is_empty());
        assert_eq!(again, fresh);
        for other in [
            PatchConfig {
                n_mels: 16,
                ..small()
            },
            PatchConfig {
                n_crops: 2,
                ..small()
            },
        ] {
            assert_eq!(made(&songs, &other, &cache).1.len(), 1);
        }
        // Filters are the network's affair.
        assert_eq!(
            made(
                &songs,
                &PatchConfig {
                    channels: vec![2],
                    ..small()
                },
                &cache
            )
            .0,
            fresh
        );
    }

    #[test]
    fn stop_ends_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wav");
        tones(&path, &[(300.0, 1.0)]);
        let (reporter, _progress, stop) = Reporter::channel();
        stop.cancel();
        let stopped = patches(
            &[song(Some(&path))],
            &AudioConfig::default(),
            &small(),
            &NO_CACHE,
            &reporter,
        );
        assert!(matches!(stopped, Err(crate::error::Error::Cancelled)));
    }
}
