//! Recordings that sound alike though not one number of theirs is the same: coded again, resampled,
//! cut a little, louder or softer.
//!
//! What is compared first is how often each pitch class sounds and how much that varies: coding and
//! level leave it nearly as it is, while what is measured of timbre moves with the cut-off of a
//! codec (an MP3 at 128 kbit/s moves the means of MFCC half as far as two songs are apart). How
//! timbre changes over time has the last word, within wide bounds. Squared distances are told as
//! shares of that of two recordings of the library drawn at random.
//!
//! The thresholds are from 110 recordings of ten seconds, 16 of them coded in nine ways: by pitch
//! classes every one of 112 that were coded, resampled, made louder or softer is below .0075; of
//! 5,995 pairs of different songs the nearest two are at .042. Tried on 292 recordings with other 17
//! of them in nine ways (`tests/trials/near_duplicates.py`), 148 of 153 are found: all that were
//! coded (MP3 at 128 and 48 kbit/s, AAC at 64, Opus at 32) or made louder or softer, 16 of 17
//! resampled to 16 kHz, 16 that lack half a second, 14 that lack a second and a half of the ten; and
//! of 42,486 pairs of different songs none is taken for one.

use rayon::prelude::*;

use super::{Block, BlockId, FeatureSet};
use crate::matrix::{Matrix, squared_distance};
use crate::random::splitmix64;

/// Recordings whose pitch classes are nearer than this share of what two recordings are apart are
/// one …
pub(super) const NEAR: f64 = 0.02;
/// … where all that is compared is nearer than this: of different songs it rarely is.
const NEAR_IN_ALL: f64 = 0.25;
/// Fewer numbers make recordings alike by chance.
const FEWEST_COLUMNS: usize = 8;
/// Tables of hashes, and projections in a hash: of pairs at the threshold .999 meet in a table, of
/// pairs drawn at random one of 10,000 does (Datar, Immorlica, Indyk & Mirrokni 2004, section 3.2).
const N_TABLES: usize = 24;
const N_PROJECTIONS: usize = 6;
/// Width of a cell, in distances at the threshold.
const CELL: f64 = 4.0;

/// The cell that a recording falls into.
pub(super) type Cell = [i32; N_PROJECTIONS];

/// Recordings by what is steady in them.
pub(super) struct Sounds {
    /// How often each pitch class sounds, and how much that varies.
    pitch: Matrix,
    /// The same, and how timbre varies.
    all: Matrix,
    /// Row of each song; `None` without a recording that was measured.
    row_of: Vec<Option<usize>>,
    songs: Vec<usize>,
}

impl Sounds {
    /// `None` where fewer than three recordings were measured, or too little of them.
    pub(super) fn of(features: &FeatureSet) -> Option<Self> {
        let block = features.block(BlockId::Audio)?;
        // A row of nothing but zeros is no sound.
        let is_measured =
            |i: &usize| block.present[*i] && block.values.row(*i).iter().any(|v| *v != 0.0);
        let songs: Vec<usize> = (0..block.present.len()).filter(is_measured).collect();
        if songs.len() < 3 {
            return None;
        }
        let mut row_of = vec![None; block.present.len()];
        for (row, &song) in songs.iter().enumerate() {
            row_of[song] = Some(row);
        }
        Some(Self {
            pitch: scaled(block, &songs, is_of_pitch)?,
            all: scaled(block, &songs, |c| is_of_pitch(c) || is_of_change(c))?,
            row_of,
            songs,
        })
    }

    /// Squared distance of the pitch classes of two songs' recordings: 0 of the same numbers, 1 of
    /// two drawn at random. `None` where one has no recording.
    pub(super) fn apart(&self, a: usize, b: usize) -> Option<f64> {
        let (a, b) = (self.row_of[a]?, self.row_of[b]?);
        Some(f64::from(squared_distance(
            self.pitch.row(a),
            self.pitch.row(b),
        )))
    }

    pub(super) fn are_near(&self, a: usize, b: usize) -> bool {
        let in_all = |a: usize, b: usize| {
            let (a, b) = (self.row_of[a]?, self.row_of[b]?);
            Some(f64::from(squared_distance(
                self.all.row(a),
                self.all.row(b),
            )))
        };
        self.apart(a, b).is_some_and(|apart| apart < NEAR)
            && in_all(a, b).is_some_and(|apart| apart < NEAR_IN_ALL)
    }

    /// Table by table, the songs with their cells: those that are near share one in some table.
    pub(super) fn tables(&self) -> impl Iterator<Item = Vec<(Cell, usize)>> {
        (0..N_TABLES).map(|table| {
            let rows = self.songs.par_iter().enumerate();
            rows.map(|(row, &song)| (self.cell(row, table), song))
                .collect()
        })
    }

    /// Signs dealt at random stand for a random direction (Achlioptas 2003).
    fn cell(&self, row: usize, table: usize) -> Cell {
        let width = CELL * NEAR.sqrt();
        std::array::from_fn(|projection| {
            let seed = (table * N_PROJECTIONS + projection + 1) as u64;
            let (mut along, mut signs) = (0.0f32, 0u64);
            for (c, &value) in self.pitch.row(row).iter().enumerate() {
                if c % 64 == 0 {
                    signs = splitmix64(splitmix64(seed) ^ (c as u64 / 64));
                }
                let is_minus = (signs >> (c % 64)) & 1 == 1;
                along += if is_minus { -value } else { value };
            }
            let shift = (splitmix64(!seed) >> 11) as f64 / (1u64 << 53) as f64;
            (f64::from(along) / width + shift).floor() as i32
        })
    }
}

fn is_of_pitch(column: &str) -> bool {
    column.starts_with("chroma_")
}

/// How a cepstral coefficient, or its slope, varies over time.
fn is_of_change(column: &str) -> bool {
    column.starts_with("mfcc_") && column.ends_with("_std")
}

/// Columns that vary, scaled so that the mean squared distance of two songs is 1; `None` where they
/// are too few.
fn scaled(block: &Block, songs: &[usize], wanted: impl Fn(&str) -> bool) -> Option<Matrix> {
    let named = (0..block.columns.len()).filter(|&c| wanted(&block.columns[c]));
    let columns: Vec<(usize, f64, f64)> = named
        .filter_map(|c| {
            let (mean, deviation) =
                spread(songs.iter().map(|&i| f64::from(block.values.row(i)[c])));
            (deviation > 1e-6 * mean.abs().max(1e-6)).then_some((c, mean, deviation))
        })
        .collect();
    if columns.len() < FEWEST_COLUMNS {
        return None;
    }
    // Two draws from one column are √2 deviations apart.
    let unit = (2.0 * columns.len() as f64).sqrt();
    let mut x = Matrix::zeros(songs.len(), columns.len());
    for (row, &song) in songs.iter().enumerate() {
        let values = block.values.row(song);
        for (to, &(c, mean, deviation)) in x.row_mut(row).iter_mut().zip(&columns) {
            *to = ((f64::from(values[c]) - mean) / (deviation * unit)) as f32;
        }
    }
    Some(x)
}

fn spread(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let n = values.clone().count().max(1) as f64;
    let mean = values.clone().sum::<f64>() / n;
    let variance = values.map(|v| (v - mean).powi(2)).sum::<f64>() / n;
    (mean, variance.sqrt())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Songs with 40 steady columns, drawn by chance; song i + n/2 is song i but for a part of
    /// `wobble` of the deviation, where `is_twin` says so.
    pub(in crate::features) fn features(
        n: usize,
        wobble: f32,
        is_twin: impl Fn(usize) -> bool,
    ) -> FeatureSet {
        let draw = |i: usize, c: usize| {
            let sum: u64 = (0..6)
                .map(|k| splitmix64((i * 1000 + c * 7 + k) as u64) >> 44)
                .sum();
            sum as f32 / (1u64 << 20) as f32 - 3.0
        };
        let row = |i: usize| -> Vec<f32> {
            let like = if i >= n / 2 && is_twin(i - n / 2) {
                i - n / 2
            } else {
                i
            };
            (0..40)
                .map(|c| {
                    draw(like, c)
                        + if like == i {
                            0.0
                        } else {
                            wobble * draw(i, c + 50)
                        }
                })
                .collect()
        };
        let rows: Vec<Vec<f32>> = (0..n).map(row).collect();
        let name = |c: usize| match c {
            0..24 => format!("chroma_{c}_mean"),
            _ => format!("mfcc_{c}_std"),
        };
        let names = (0..40).map(name).collect();
        FeatureSet {
            blocks: vec![Block::of(
                BlockId::Audio,
                names,
                Matrix::from_rows(&rows),
                vec![true; n],
            )],
            duration_secs: vec![30.0; n],
            recordings: vec![None; n],
            warnings: Vec::new(),
            n_cached: 0,
            files_hash: None,
        }
    }

    #[test]
    fn two_recordings_are_one_apart_on_average_and_the_same_not_at_all() {
        let sounds = Sounds::of(&features(60, 0.0, |i| i == 3)).unwrap();
        assert_eq!(sounds.apart(3, 33), Some(0.0));
        let pairs = (0..60).flat_map(|a| (0..a).map(move |b| (a, b)));
        let apart: Vec<f64> = pairs.filter_map(|(a, b)| sounds.apart(a, b)).collect();
        let mean = apart.iter().sum::<f64>() / apart.len() as f64;
        assert!((mean - 60.0 / 59.0).abs() < 1e-3, "{mean}");
    }

    #[test]
    fn near_pairs_meet_in_a_cell_and_few_others_do() {
        let n = 2_000;
        // Twins at about a third of the threshold, in squares.
        let sounds = Sounds::of(&features(n, 0.12, |i| i % 2 == 0)).unwrap();
        let mut met = std::collections::BTreeSet::new();
        let mut n_met = 0usize;
        for mut table in sounds.tables() {
            table.sort_unstable();
            for bucket in table.chunk_by(|a, b| a.0 == b.0) {
                for (i, (_, a)) in bucket.iter().enumerate() {
                    n_met += i;
                    met.extend(
                        bucket[..i]
                            .iter()
                            .filter(|(_, b)| sounds.are_near(*a, *b))
                            .map(|(_, b)| (*b, *a)),
                    );
                }
            }
        }
        let twins: Vec<(usize, usize)> = (0..n / 2).step_by(2).map(|i| (i, i + n / 2)).collect();
        assert!(twins.iter().all(|&(a, b)| sounds.are_near(a, b)));
        assert_eq!(met.into_iter().collect::<Vec<_>>(), twins);
        assert!(n_met < n * n / 20, "{n_met} of {}", n * n / 2);
    }

    #[test]
    fn too_few_recordings_or_numbers_are_not_compared() {
        assert!(Sounds::of(&features(2, 0.0, |_| true)).is_none());
        let mut few = features(10, 0.0, |_| true);
        few.blocks[0].columns = (0..40).map(|c| format!("rms_{c}")).collect();
        assert!(Sounds::of(&few).is_none());
        few.blocks.clear();
        assert!(Sounds::of(&few).is_none());
    }
}
