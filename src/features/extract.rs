//! Every block of every song, in parallel, from the cache where it can.

use super::deciding::unlike_table;
use super::kept::Kept;
use super::listening::{heard_block, listen, measured_block, network_block, read_of};
use super::lyrics::Lyrics;
use super::ready::ready_block;
use super::{Block, BlockId, Cache, FeatureSet};
use crate::config::{Config, Keyed};
use crate::ears;
use crate::embeddings;
use crate::error::{Error, Result, Warning};
use crate::job::Reporter;
use crate::library::{Library, NumberColumn};
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
/// song has any feature. When pretrained word vectors, a sentence model, ready vectors or a network
/// cannot be read, or the ready vectors belong to none of the songs.
pub fn extract(
    library: &Library,
    config: &Config,
    cache: &Cache,
    reporter: &Reporter,
) -> Result<FeatureSet> {
    let songs = &library.songs;
    let kept = Kept::of(library, cache);
    let (listened, mut warnings, n_cached) = listen(songs, config, kept, reporter)?;
    warnings.extend(unlike_table(library, config));
    let (recordings, duration_secs) = read_of(&listened);
    let lyrics = Lyrics::read(songs, config, kept, reporter)?;
    let mut blocks = Vec::new();
    for id in BlockId::all() {
        blocks.extend(match id {
            BlockId::Audio => measured_block(&listened, &config.audio),
            BlockId::Trained => heard_block(&listened),
            BlockId::Network => network_block(&listened),
            BlockId::LyricWords => lyrics.word_terms(),
            BlockId::LyricCharacters => lyrics.character_terms()?,
            BlockId::LyricVectors => lyrics.vectors(&mut warnings)?,
            BlockId::LyricSentences => lyrics.sentences(&mut warnings)?,
            BlockId::Numbers => numbers_block(&library.numbers, songs.len()),
            BlockId::Ready => ready_block(library, &config.embeddings, &mut warnings, reporter)?,
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
        files_hash: files_hash(config),
    })
}

/// Hashes of the files beside the songs that these settings name; `None` where they name none.
pub(crate) fn files_hash(config: &Config) -> Option<String> {
    let vectors = embeddings::fingerprint(&config.embeddings);
    let network = ears::foreign_fingerprint(&config.network);
    let hashes: Vec<String> = vectors.into_iter().chain(network).collect();
    (!hashes.is_empty()).then(|| hashes.join(" "))
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
                files_hash: None,
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
