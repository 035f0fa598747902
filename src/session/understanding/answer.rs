//! What a model answers: points of its latent space decoded, in pictures and in plain quantities.

use std::sync::Arc;

use crate::audio;
use crate::error::{Error, Result};
use crate::features::{BlockKind, Patches, View};
use crate::matrix::{Matrix, squared_distance};
use crate::model::Input;
use crate::model::explore::{self, in_unit, interpolate_linear, interpolate_spherical};
use crate::pipeline::Analysis;
use crate::scores;
use crate::words::{id, say};

/// A question to the model of the analysis on show.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Question {
    Decode {
        song: usize,
        point: Vec<f32>,
    },
    Between(Between),
    Reconstruct {
        song: usize,
        crop: usize,
        from: Option<BlockKind>,
    },
    Near(usize),
}

impl Question {
    pub(super) fn kind(&self) -> usize {
        match self {
            Question::Decode { .. } => 0,
            Question::Reconstruct { .. } => 1,
            Question::Near(_) => 2,
            Question::Between(_) => 3,
        }
    }
}

pub(super) enum Answer {
    Decoded(Decoded),
    Path(Path),
    Reconstructed(Reconstructed),
    Near(Near),
}

/// A way from one song to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Between {
    /// The song it begins at.
    pub from: usize,
    /// The song it leads to.
    pub to: usize,
    /// Points on it, the two songs included.
    pub n_steps: usize,
    /// On an arc around the origin, else on a line.
    pub spherical: bool,
}

/// What a song looks like to a model, or what a model makes of a point.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Portrait {
    /// Frames × mel bands in dB, and the loudest of them.
    LogMel(Arc<Matrix>, f32),
    Features {
        /// A row of the joined features, in scaled units.
        row: Vec<f32>,
        /// Mean level of each mel band in dB, smoothed: what the row's MFCC means say. `None` when
        /// it has none.
        spectrum: Option<Vec<f32>>,
    },
}

impl Portrait {
    /// # Shapes
    /// `patch` n_mels · n_frames, as a row of the patches.
    fn of_patch(patches: &Patches, patch: &[f32]) -> Self {
        let log_mel = patches.in_db(patch);
        let loudest = log_mel
            .as_slice()
            .iter()
            .copied()
            .fold(f32::NEG_INFINITY, f32::max);
        Self::LogMel(Arc::new(log_mel), loudest)
    }
}

/// One column in two rows of features.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Difference {
    pub(crate) column: String,
    /// In the units of the feature: of TF-IDF, the weight.
    pub(crate) from: f32,
    pub(crate) to: f32,
    /// How far `from` is from the mean of the training songs, in their deviations.
    pub(crate) from_deviations: f32,
    /// `to` − `from` over the column's deviation among the training songs that have it.
    pub(crate) deviations: f32,
}

/// How a block of features differs between two rows, the largest difference first.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct BlockDifference {
    pub(crate) block: String,
    pub(crate) kind: BlockKind,
    pub(crate) rising: Vec<Difference>,
    pub(crate) falling: Vec<Difference>,
}

/// A point beside the song it was moved from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Decoded {
    pub(crate) song: usize,
    pub(crate) point: Vec<f32>,
    /// The song as the model was shown it; `None` without a recording, for a model of recordings.
    pub(crate) original: Option<Portrait>,
    pub(crate) portrait: Portrait,
    /// From what the song's own latent decodes to; empty for a model of spectrograms.
    pub(crate) changes: Vec<BlockDifference>,
}

/// A point on the way from one song to another.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Step {
    pub(crate) portrait: Portrait,
    /// The song whose latent is nearest, and its distance.
    pub(crate) nearest: (usize, f32),
    /// From the first step; empty there, and for a model of spectrograms.
    pub(crate) changes: Vec<BlockDifference>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Path {
    pub(crate) between: Between,
    pub(crate) steps: Vec<Step>,
}

/// A song beside what the model gives back of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reconstructed {
    pub(crate) song: usize,
    /// Of a model of spectrograms: which crop of how many.
    pub(crate) crop: (usize, usize),
    /// Of a joint VAE: the modality it was told alone; `None` where it was told all that the song
    /// has.
    pub(crate) from: Option<BlockKind>,
    pub(crate) original: Portrait,
    pub(crate) given_back: Portrait,
    /// Columns of each block that the song has, from the original to what was given back, the
    /// largest error first.
    pub(crate) errors: Vec<(String, Vec<Difference>)>,
    /// 1 − squared error / squared distance of the song from the mean of all: what of this song
    /// survives. For a model of spectrograms, the mean is the crop's own.
    pub(crate) explained: f32,
}

/// The nearest songs of one in each modality, nearest first with their distance.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Near {
    pub(crate) song: usize,
    pub(crate) by_sound: Vec<(usize, f32)>,
    pub(crate) by_words: Vec<(usize, f32)>,
}

/// Columns told of a block that rises or falls.
const N_CHANGES: usize = 12;
/// Columns told of a block that was given back.
const N_ERRORS: usize = 40;

/// Answers for one analysis.
pub(super) struct Oracle {
    analysis: Arc<Analysis>,
    /// Deviation of each joined column in scaled units, over the training songs that have it.
    deviations: Vec<f32>,
    /// Joined columns of the MFCC means, from the 0th; empty when the model does not see them.
    mfcc: Vec<usize>,
}

impl Oracle {
    pub(super) fn new(analysis: Arc<Analysis>) -> Self {
        let scaler = &analysis.fused.scaler;
        let column = |i: usize| {
            scaler
                .columns
                .iter()
                .position(|name| *name == format!("mfcc_{i}_mean"))
        };
        let mfcc = (0..analysis.config.audio.n_mfcc)
            .map_while(column)
            .collect();
        Self {
            deviations: deviations(&analysis),
            mfcc,
            analysis,
        }
    }

    /// # Errors
    /// When there is no such song or point.
    pub(super) fn answer(&self, question: Question) -> Result<Answer> {
        let n = self.analysis.library.songs.len();
        let songs: &[usize] = match &question {
            Question::Decode { song, .. }
            | Question::Reconstruct { song, .. }
            | Question::Near(song) => &[*song],
            Question::Between(between) => &[between.from, between.to],
        };
        if let Some(song) = songs.iter().find(|&&song| song >= n) {
            return Err(Error::stage(
                id::ERROR_DECODING,
                say(id::SESSION_THERE_NO_SONG_SONG).with("song", *song),
            ));
        }
        match question {
            Question::Decode { song, point } => self.decode(song, point).map(Answer::Decoded),
            Question::Between(between) => Ok(Answer::Path(self.path(between))),
            Question::Reconstruct { song, crop, from } => self
                .reconstruct(song, crop, from)
                .map(Answer::Reconstructed),
            Question::Near(song) => Ok(Answer::Near(self.near(song))),
        }
    }

    fn decode(&self, song: usize, point: Vec<f32>) -> Result<Decoded> {
        let latents = self.analysis.latents();
        if point.len() != latents.n_cols() {
            let cause = say(id::MODEL_POINT_N_LATENT_NUMBERS_WAS)
                .with("n_latent", latents.n_cols())
                .with("got", point.len());
            return Err(Error::stage(id::ERROR_DECODING, cause));
        }
        let points = Matrix::from_rows(&[latents.row(song), &point]);
        let rows = self
            .analysis
            .model
            .decode_as(&points, &self.analysis.input(), song);
        Ok(Decoded {
            song,
            original: self.original(song, None),
            changes: self.changes(rows.row(0), rows.row(1)),
            portrait: self.portrait(rows.row(1)),
            point,
        })
    }

    fn path(&self, between: Between) -> Path {
        let latents = self.analysis.latents();
        let (a, b) = (latents.row(between.from), latents.row(between.to));
        let interpolate = if between.spherical {
            interpolate_spherical
        } else {
            interpolate_linear
        };
        let points = interpolate(a, b, between.n_steps.max(2));
        let rows = self
            .analysis
            .model
            .decode_as(&points, &self.analysis.input(), between.from);
        let step = |(i, point): (usize, &[f32])| Step {
            portrait: self.portrait(rows.row(i)),
            nearest: nearest(latents, point),
            changes: self.changes(rows.row(0), rows.row(i)),
        };
        Path {
            between,
            steps: points.rows().enumerate().map(step).collect(),
        }
    }

    fn reconstruct(
        &self,
        song: usize,
        crop: usize,
        from: Option<BlockKind>,
    ) -> Result<Reconstructed> {
        if self.analysis.patches.is_some() && self.analysis.model.sees_patches() {
            return self.reconstruct_crop(song, crop);
        }
        let given = match from {
            None => self
                .analysis
                .model
                .reconstruct(&self.analysis.input(), &[song])
                .into_vec(),
            Some(kind) => self.told_one_modality(song, kind)?,
        };
        Ok(self.reconstruct_features(song, &given, from))
    }

    /// The joined columns as a joint VAE expects them of one modality of the song.
    fn told_one_modality(&self, song: usize, from: BlockKind) -> Result<Vec<f32>> {
        let fused = &self.analysis.fused;
        let alone = |view: &View| View {
            kind: view.kind,
            columns: view.columns.clone(),
            present: vec![view.present[song]],
        };
        let views: Vec<View> = fused.views.iter().map(alone).collect();
        if !views
            .iter()
            .any(|view| view.kind == from && view.present[0])
        {
            return Err(Error::stage(
                id::ERROR_DECODING,
                id::SESSION_SONG_LACKS_WHAT_DECODED_FROM,
            ));
        }
        let x = fused.x.select_rows(&[song]);
        let input = Input {
            views: &views,
            blocks: &fused.scaler.blocks,
            ..Input::plain(&x)
        };
        let mut row = vec![0.0; fused.x.n_cols()];
        for view in &views {
            let part = self.analysis.model.translate(&input, from, view.kind)?;
            row[view.columns.clone()].copy_from_slice(part.row(0));
        }
        Ok(row)
    }

    fn reconstruct_crop(&self, song: usize, crop: usize) -> Result<Reconstructed> {
        let missing = || Error::stage(id::ERROR_DECODING, id::SESSION_SONG_HAS_NO_RECORDING_MODEL);
        let patches = self.analysis.patches.as_ref().ok_or_else(missing)?;
        let crops = patches.of_song[song].clone();
        let place = crops
            .clone()
            .nth(crop)
            .or(crops.clone().next())
            .ok_or_else(missing)?;
        let given = self.analysis.model.reconstruct_crop(patches, place)?;
        let original = patches.values.row(place);
        let mean = original.iter().map(|&v| f64::from(v)).sum::<f64>() / original.len() as f64;
        Ok(Reconstructed {
            song,
            crop: (place - crops.start, crops.len()),
            from: None,
            explained: explained(original, &given, mean),
            original: Portrait::of_patch(patches, original),
            given_back: Portrait::of_patch(patches, &given),
            errors: Vec::new(),
        })
    }

    fn reconstruct_features(
        &self,
        song: usize,
        x_hat: &[f32],
        from: Option<BlockKind>,
    ) -> Reconstructed {
        let analysis = &self.analysis;
        let x = analysis.fused.x.row(song);
        let has = |kind| analysis.fused.has(kind, song);
        let scaler = &analysis.fused.scaler;
        let (mut errors, mut own) = (Vec::new(), Vec::new());
        for (name, _, columns) in scaler.blocks.iter().filter(|(_, kind, _)| has(*kind)) {
            own.extend(columns.clone());
            let mut order: Vec<usize> = columns
                .clone()
                .filter(|&j| self.deviations[j] > 0.0)
                .collect();
            let error = |j: usize| (x_hat[j] - x[j]).abs();
            order.sort_by(|&a, &b| error(b).total_cmp(&error(a)));
            order.truncate(N_ERRORS);
            errors.push((
                name.clone(),
                order
                    .into_iter()
                    .map(|j| self.difference(x, x_hat, j))
                    .collect(),
            ));
        }
        let of = |row: &[f32]| own.iter().map(|&j| row[j]).collect::<Vec<f32>>();
        Reconstructed {
            song,
            crop: (0, 0),
            from,
            // Scaled columns have mean 0 over the training songs.
            explained: explained(&of(x), &of(x_hat), 0.0),
            original: self.portrait(x),
            given_back: self.portrait(x_hat),
            errors,
        }
    }

    fn near(&self, song: usize) -> Near {
        let fused = &self.analysis.fused;
        let k = self
            .analysis
            .probes
            .cross_modal
            .as_ref()
            .map_or(0, |agreement| agreement.k);
        let among = with_both(&self.analysis);
        let by = |kind| {
            if among.contains(&song) {
                scores::nearest_to(fused, kind, song, &among, k)
            } else {
                Vec::new()
            }
        };
        Near {
            song,
            by_sound: by(BlockKind::Audio),
            by_words: by(BlockKind::Lyrics),
        }
    }

    /// The song as the model was shown it: of a recording that crop, or the one in the middle.
    fn original(&self, song: usize, crop: Option<usize>) -> Option<Portrait> {
        match &self.analysis.patches {
            Some(patches) if self.analysis.model.sees_patches() => {
                let crops = patches.of_song[song].clone();
                let place = crops.clone().nth(crop.unwrap_or(crops.len() / 2))?;
                Some(Portrait::of_patch(patches, patches.values.row(place)))
            }
            _ => Some(self.portrait(self.analysis.fused.x.row(song))),
        }
    }

    fn portrait(&self, row: &[f32]) -> Portrait {
        match &self.analysis.patches {
            Some(patches) if self.analysis.model.sees_patches() => Portrait::of_patch(patches, row),
            _ => Portrait::Features {
                row: row.to_vec(),
                spectrum: self.spectrum(row),
            },
        }
    }

    fn spectrum(&self, row: &[f32]) -> Option<Vec<f32>> {
        let scaler = &self.analysis.fused.scaler;
        let mfcc: Vec<f32> = self.mfcc.iter().map(|&j| in_unit(row, j, scaler)).collect();
        (!mfcc.is_empty())
            .then(|| audio::spectrum_of_mfcc(&mfcc, self.analysis.config.audio.n_mels))
    }

    fn changes(&self, from: &[f32], to: &[f32]) -> Vec<BlockDifference> {
        if self.analysis.model.sees_patches() {
            return Vec::new();
        }
        let scaler = &self.analysis.fused.scaler;
        let of_block = |(name, kind, columns): &(String, BlockKind, std::ops::Range<usize>)| {
            let found = explore::changes(from, to, scaler, name, N_CHANGES)?;
            let told = |changes: Vec<explore::Change>| {
                let place = |name: &str| columns.clone().find(|&j| scaler.columns[j] == name);
                changes
                    .iter()
                    .filter_map(|c| place(&c.column))
                    .map(|j| self.difference(from, to, j))
                    .collect()
            };
            let (rising, falling) = (told(found.gained), told(found.lost));
            Some(BlockDifference {
                block: name.clone(),
                kind: *kind,
                rising,
                falling,
            })
        };
        scaler.blocks.iter().filter_map(of_block).collect()
    }

    fn difference(&self, from: &[f32], to: &[f32], j: usize) -> Difference {
        let scaler = &self.analysis.fused.scaler;
        let over = |v: f32| {
            if self.deviations[j] > 0.0 {
                v / self.deviations[j]
            } else {
                0.0
            }
        };
        Difference {
            column: scaler.columns[j].clone(),
            from: in_unit(from, j, scaler),
            to: in_unit(to, j, scaler),
            // Scaled columns have mean 0 over the training songs.
            from_deviations: over(from[j]),
            deviations: over(to[j] - from[j]),
        }
    }
}

/// The songs that have audio and lyrics, both in use.
pub(super) fn with_both(analysis: &Analysis) -> Vec<usize> {
    let view = |kind| analysis.fused.views.iter().find(|view| view.kind == kind);
    let (Some(audio), Some(lyrics)) = (view(BlockKind::Audio), view(BlockKind::Lyrics)) else {
        return Vec::new();
    };
    (0..analysis.fused.x.n_rows())
        .filter(|&song| audio.present[song] && lyrics.present[song])
        .collect()
}

fn deviations(analysis: &Analysis) -> Vec<f32> {
    let x = &analysis.fused.x;
    let mut deviations = vec![0.0; x.n_cols()];
    for view in &analysis.fused.views {
        let songs: Vec<usize> = analysis
            .split
            .train
            .iter()
            .copied()
            .filter(|&song| view.present[song])
            .collect();
        let n = songs.len().max(1) as f64;
        for j in view.columns.clone() {
            let values = || songs.iter().map(|&song| f64::from(x.row(song)[j]));
            let mean = values().sum::<f64>() / n;
            deviations[j] = (values().map(|v| (v - mean).powi(2)).sum::<f64>() / n).sqrt() as f32;
        }
    }
    deviations
}

fn nearest(latents: &Matrix, point: &[f32]) -> (usize, f32) {
    let distances = latents
        .rows()
        .map(|row| squared_distance(row, point))
        .enumerate();
    let (song, square) = distances
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .unwrap_or((0, 0.0));
    (song, square.sqrt())
}

fn explained(x: &[f32], x_hat: &[f32], mean: f64) -> f32 {
    let error: f64 = x
        .iter()
        .zip(x_hat)
        .map(|(a, b)| (f64::from(*a) - f64::from(*b)).powi(2))
        .sum();
    let deviation: f64 = x.iter().map(|&v| (f64::from(v) - mean).powi(2)).sum();
    if deviation > 0.0 {
        (1.0 - error / deviation) as f32
    } else {
        0.0
    }
}
