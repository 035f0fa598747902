//! Every block of every song, in parallel, from the cache where it can.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::lyrics::Lyrics;
use super::{Block, BlockId, Cache, FeatureSet};
use crate::audio::{self, AudioFeatures};
use crate::config::{AudioConfig, Config, Keyed};
use crate::error::{Error, Result, Warning};
use crate::job::{Reporter, Stage, fenced, panic_message};
use crate::library::{Library, NumberColumn, Song};
use crate::matrix::Matrix;
use crate::words::{id, say};

/// Extracts every block of every song. All cores work, one song each, so memory is bounded by cores
/// × longest song.
///
/// The vocabulary and document frequencies of TF-IDF come from all songs of the library; they use
/// no labels.
///
/// # Errors
/// [`Error::Cancelled`]; what was extracted until then is in the cache. [`Error::Library`] when no
/// song has any feature. When pretrained word vectors or a sentence model cannot be read.
pub fn extract(
    library: &Library,
    config: &Config,
    cache: &Cache,
    reporter: &Reporter,
) -> Result<FeatureSet> {
    let songs = &library.songs;
    let (audio, mut warnings, n_cached) = extract_audio(songs, &config.audio, cache, reporter)?;
    let recordings: Vec<_> = audio
        .iter()
        .map(|a| a.as_ref().map(|a| a.recording.clone()))
        .collect();
    let duration_secs = recordings
        .iter()
        .map(|r| r.as_ref().map_or(f32::NAN, |r| r.secs as f32))
        .collect();
    let lyrics = Lyrics::read(songs, config, cache, reporter)?;
    let mut blocks = Vec::new();
    for id in BlockId::all() {
        blocks.extend(match id {
            BlockId::Audio => audio_block(&audio, &config.audio),
            BlockId::LyricWords => lyrics.word_terms(),
            BlockId::LyricCharacters => lyrics.character_terms()?,
            BlockId::LyricVectors => lyrics.vectors(&mut warnings)?,
            BlockId::LyricSentences => lyrics.sentences(&mut warnings)?,
            BlockId::Numbers => numbers_block(&library.numbers, songs.len()),
        });
    }
    warnings.extend(lyrics.without_terms(&blocks));
    if blocks.is_empty() {
        return Err(Error::library(
            say(id::FEATURES_NONE_N_SONGS_HAS_AUDIO)
                .with("n", songs.len())
                .with("why", Warning::first_lines(&warnings)),
        ));
    }
    for (i, song) in songs.iter().enumerate() {
        if !blocks.iter().any(|b| b.present[i]) && song.audio.is_none() {
            warnings.push(Warning::new(
                &song.id,
                id::FEATURES_LEFT_OUT_HAS_NO_RECORDING,
            ));
        }
    }
    Ok(FeatureSet {
        blocks,
        duration_secs,
        recordings,
        warnings,
        n_cached,
    })
}

type Extracted = (Vec<Option<AudioFeatures>>, Vec<Warning>, usize);

fn extract_audio(
    songs: &[Song],
    config: &AudioConfig,
    cache: &Cache,
    reporter: &Reporter,
) -> Result<Extracted> {
    let total = songs.iter().filter(|s| s.audio.is_some()).count();
    let (done, cached) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let cache_failure: Mutex<Option<String>> = Mutex::new(None);
    let one = |song: &Song| -> Result<Option<std::result::Result<AudioFeatures, Warning>>> {
        let Some(file) = &song.audio else {
            return Ok(None);
        };
        reporter.checkpoint()?;
        let found = match cache.get(&file.hash, config) {
            Some(hit) => {
                cached.fetch_add(1, Ordering::Relaxed);
                Ok(hit)
            }
            None => extract_guarded(&file.path, config).inspect(|features| {
                if let Err(e) = cache.put(&file.hash, config, features) {
                    cache_failure
                        .lock()
                        .unwrap_or_else(|p| p.into_inner())
                        .get_or_insert(e.to_string());
                }
            }),
        };
        reporter.step(
            Stage::Audio,
            done.fetch_add(1, Ordering::Relaxed) + 1,
            total,
            &song.title,
        );
        Ok(Some(found))
    };
    let results: Vec<_> = songs.par_iter().map(one).collect::<Result<_>>()?;

    let mut warnings = Vec::new();
    let mut features = Vec::with_capacity(songs.len());
    for (song, result) in songs.iter().zip(results) {
        let subject = song.audio.as_ref().map(|a| a.path.as_path());
        features.push(match (result, subject) {
            (Some(Ok(found)), Some(path)) => {
                warnings.extend(
                    found
                        .recording
                        .remark
                        .as_ref()
                        .map(|r| Warning::path(path, r.clone())),
                );
                Some(found)
            }
            (Some(Err(warning)), _) => {
                warnings.push(warning);
                None
            }
            _ => None,
        });
    }
    if let Some(cause) = cache_failure
        .into_inner()
        .unwrap_or_else(|p| p.into_inner())
    {
        warnings.push(Warning::new(
            "feature cache",
            say(id::FEATURES_CANNOT_BE_WRITTEN_SO_NEXT).with("cause", cause),
        ));
    }
    Ok((features, warnings, cached.into_inner()))
}

/// A decoder that panics on a broken file costs that one song, not the run.
fn extract_guarded(
    path: &std::path::Path,
    config: &AudioConfig,
) -> std::result::Result<AudioFeatures, Warning> {
    match fenced(|| audio::extract(path, config)) {
        Ok(Ok(features)) => Ok(features),
        Ok(Err(Error::File { cause, path })) => Err(Warning::path(&path, cause)),
        Ok(Err(other)) => Err(Warning::path(path, other.to_string())),
        Err(panic) => Err(Warning::path(
            path,
            say(id::FEATURES_DECODER_FAILED_CAUSE).with("cause", panic_message(panic.as_ref())),
        )),
    }
}

fn audio_block(audio: &[Option<AudioFeatures>], config: &AudioConfig) -> Option<Block> {
    let columns = audio::feature_names(config);
    let present: Vec<bool> = audio.iter().map(Option::is_some).collect();
    let mut values = Matrix::zeros(audio.len(), columns.len());
    for (i, features) in audio.iter().enumerate() {
        if let Some(features) = features {
            values.row_mut(i).copy_from_slice(&features.values);
        }
    }
    let block = Block::of(BlockId::Audio, columns, values, present);
    block.present.contains(&true).then_some(block)
}

/// The number columns that are features, in units of their own.
fn numbers_block(numbers: &[NumberColumn], n_songs: usize) -> Option<Block> {
    let numbers: Vec<&NumberColumn> = numbers.iter().filter(|column| column.is_feature).collect();
    if numbers.is_empty() {
        return None;
    }
    let mut values = Matrix::zeros(n_songs, numbers.len());
    let mut present = vec![false; n_songs];
    let mut units = Vec::with_capacity(numbers.len());
    for (j, column) in numbers.iter().enumerate() {
        let known: Vec<f64> = column
            .of_song
            .iter()
            .copied()
            .filter(|v| v.is_finite())
            .collect();
        let (origin, size) = unit(&known);
        let n = known.len().max(1) as f64;
        let mean = known.iter().map(|v| (v - origin) / size / n).sum::<f64>();
        let deviation = known
            .iter()
            .map(|v| ((v - origin) / size - mean).powi(2) / n)
            .sum::<f64>()
            .sqrt();
        // As scikit-learn's StandardScaler has it: less is what rounding leaves of equal numbers.
        let is_constant = deviation <= n * f64::EPSILON * (mean + origin / size).abs();
        for (i, &v) in column.of_song.iter().enumerate() {
            // A single unknown number stands at its column's mean; a song without any is marked as
            // lacking the block.
            let v = if v.is_finite() {
                (v - origin) / size
            } else {
                mean
            };
            values.row_mut(i)[j] = if is_constant {
                0.0
            } else {
                v.clamp(-FARTHEST, FARTHEST) as f32
            };
            present[i] |= column.of_song[i].is_finite();
        }
        units.push((origin, size));
    }
    let columns = numbers.iter().map(|n| n.name.clone()).collect();
    Some(Block {
        units,
        ..Block::of(BlockId::Numbers, columns, values, present)
    })
}

/// No number is told to be farther than so many units from the middle, though it may be read so.
const FARTHEST: f64 = 1e30;

/// Median and 1, so that one song far off the others costs these no digits; for numbers that are
/// too large or small for `f32` the median distance from the median in place of 1.
fn unit(known: &[f64]) -> (f64, f64) {
    let median = |values: &mut Vec<f64>| {
        values.sort_unstable_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(0.0)
    };
    let origin = median(&mut known.to_vec());
    let mut distances: Vec<f64> = known.iter().map(|v| (v - origin).abs()).collect();
    let typical = median(&mut distances);
    let largest = distances.last().copied().unwrap_or(0.0);
    let typical = if typical > 0.0 { typical } else { largest };
    let fits = largest < FARTHEST && typical > FARTHEST.recip() || largest == 0.0;
    (origin, if fits { 1.0 } else { typical })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::FusionConfig;
    use crate::features::{Split, fuse};

    /// z-scores of 40 songs in two clouds, as numpy has them, however far off and however small the
    /// numbers are.
    #[test]
    fn numbers_are_standardised_as_in_doubles() {
        let plain: Vec<f64> = (0..40)
            .map(|i| f64::from(i * 37 % 41) / 16.0 + f64::from(i / 20) * 4.0)
            .collect();
        let mean = plain.iter().sum::<f64>() / 40.0;
        let deviation = (plain.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / 40.0).sqrt();
        let split = Split {
            train: (0..40).collect(),
            validation: vec![],
            by_artist: false,
        };
        let config = FusionConfig {
            numbers_weight: 1.0,
            ..FusionConfig::default()
        };
        for (offset, scale) in [
            (0.0, 1.0),
            (1e9, 1.0),
            (-1e12, 0.5),
            (0.0, 1e-30),
            (0.0, 1e-300),
            (0.0, 1e38),
            (1e6, 1e-3),
            (0.0, 1e300),
        ] {
            let of_song: Vec<f64> = plain.iter().map(|v| offset + scale * v).collect();
            let column = |name: &str, of_song| NumberColumn {
                name: name.to_string(),
                of_song,
                is_feature: true,
            };
            let columns = [
                column("f", of_song.clone()),
                column("constant", vec![0.1 + 0.2; 40]),
            ];
            let features = FeatureSet {
                blocks: vec![numbers_block(&columns, 40).unwrap()],
                duration_secs: vec![f32::NAN; 40],
                recordings: vec![None; 40],
                warnings: vec![],
                n_cached: 0,
            };
            let fused = fuse(&features, &config, &split).unwrap();
            for (i, v) in plain.iter().enumerate() {
                let (is, should) = (f64::from(fused.x.row(i)[0]), (v - mean) / deviation);
                // A number of 1e12 in f64 is itself good to 1e-4.
                assert!(
                    (is - should).abs() < 1e-3,
                    "{offset} {scale}: {is} {should}"
                );
                assert_eq!(fused.x.row(i)[1], 0.0);
            }
            let (is, should) = (fused.scaler.mean[0], offset + scale * mean);
            assert!((is - should).abs() <= 1e-6 * should.abs(), "{is} {should}");
        }
    }

    #[test]
    fn one_song_far_off_does_not_blur_the_others() {
        let mut of_song: Vec<f64> = (0..40).map(f64::from).collect();
        of_song[39] = 1e12;
        let column = NumberColumn {
            name: "f".to_string(),
            of_song,
            is_feature: true,
        };
        let block = numbers_block(&[column], 40).unwrap();
        assert!((0..39).all(|i| f64::from(block.values.row(i)[0]) + block.unit(0).0 == i as f64));
    }

    #[test]
    fn what_is_no_feature_is_none() {
        let column = |name: &str, is_feature| NumberColumn {
            name: name.to_string(),
            of_song: vec![1.0, 2.0],
            is_feature,
        };
        assert_eq!(
            numbers_block(&[column("length", false), column("f", true)], 2)
                .unwrap()
                .columns,
            ["f"]
        );
        assert_eq!(numbers_block(&[column("length", false)], 2), None);
    }
}
