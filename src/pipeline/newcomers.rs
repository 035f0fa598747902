//! Further songs on a finished map: seen by the model that was trained, placed into the picture as it
//! stands. Nothing is learnt, and no song of the map moves.

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

use super::Analysis;
use crate::config::Needs;
use crate::error::{Error, Result, Warning};
use crate::features::{self, Cache, FeatureSet, Fused};
use crate::job::{Reporter, Stage};
use crate::library::{self, ColumnMap, LabelColumn, Library, PairingReport, Song};
use crate::matrix::Matrix;
use crate::model::{Conditions, Input};
use crate::projection::{self, Projection, k_nearest_among};
use crate::words::{id, say};

/// So many songs of the map are nearest to a new one, and say by their majority which cluster it
/// belongs to.
const N_NEAREST: usize = 5;
/// Of so many songs of the map the distance to their nearest one is known.
const MOST_LOOKED_AT: usize = 2_000;
/// A new song lies outside of what the model has seen where a smaller share of its songs lie as far
/// from the others.
const OUTSIDE: f64 = 0.01;

/// New songs, each in its place. Row i of every table is `songs[i]`.
#[derive(Debug, Clone)]
pub(crate) struct Newcomers {
    pub(crate) songs: Vec<Song>,
    /// m × n_latent.
    pub(crate) latents: Matrix,
    /// m × 2, in the picture that the analysis was drawn by.
    pub(crate) on_map: Matrix,
    /// m × 2, in that of its principal components.
    pub(crate) on_pca: Matrix,
    /// The cluster that most of the nearest songs are in, that of the nearest of them where several
    /// are; `None` is noise.
    pub(crate) clusters: Vec<Option<u32>>,
    /// The nearest songs of the map in latent space and how far they are, the nearest first.
    pub(crate) nearest: Vec<Vec<(usize, f32)>>,
    /// Share of the map's songs that lie at least as far from all others as this one from its
    /// nearest, by the features that the model was shown.
    pub(crate) share_as_far: Vec<f64>,
    /// Songs that could not be placed, and what else is to be told.
    pub(crate) warnings: Vec<Warning>,
}

impl Newcomers {
    /// True of a song that is like none of those the model has learnt from: its place means little.
    /// The test is that of Sun et al. 2022 ("Out-of-distribution detection with deep nearest
    /// neighbors"), by the nearest one and in the features themselves.
    pub(crate) fn is_outside(&self, song: usize) -> bool {
        self.share_as_far[song] < OUTSIDE
    }

    /// Both, the later ones behind; of two that are the same recording or words the earlier.
    pub(crate) fn and(&self, later: Newcomers) -> Self {
        let known: HashSet<String> = self.songs.iter().map(content).collect();
        let kept: Vec<usize> = (0..later.songs.len())
            .filter(|&i| !known.contains(&content(&later.songs[i])))
            .collect();
        let rows = |own: &Matrix, other: &Matrix| {
            let other = other.select_rows(&kept);
            let values = [own.as_slice(), other.as_slice()].concat();
            Matrix::new(own.n_rows() + kept.len(), own.n_cols(), values)
        };
        Self {
            songs: behind(&self.songs, &later.songs, &kept),
            latents: rows(&self.latents, &later.latents),
            on_map: rows(&self.on_map, &later.on_map),
            on_pca: rows(&self.on_pca, &later.on_pca),
            clusters: behind(&self.clusters, &later.clusters, &kept),
            nearest: behind(&self.nearest, &later.nearest, &kept),
            share_as_far: behind(&self.share_as_far, &later.share_as_far, &kept),
            warnings: later.warnings,
        }
    }
}

fn behind<T: Clone>(own: &[T], other: &[T], kept: &[usize]) -> Vec<T> {
    let other = kept.iter().map(|&i| other[i].clone());
    own.iter().cloned().chain(other).collect()
}

/// What makes two songs one.
fn content(song: &Song) -> String {
    match &song.audio {
        Some(audio) => audio.hash.clone(),
        None => song.lyrics.as_ref().map(|l| l.text()).unwrap_or_default(),
    }
}

/// The songs of files, folders and manifests, and what kept others from being read.
///
/// # Errors
/// When there is not one, with the cause of the first; [`Error::Cancelled`].
pub(crate) fn read_newcomers(paths: &[PathBuf], reporter: &Reporter) -> Result<Library> {
    let mut all = Library {
        root: paths.first().cloned().unwrap_or_default(),
        songs: Vec::new(),
        labels: Vec::new(),
        numbers: Vec::new(),
        report: PairingReport::default(),
        warnings: Vec::new(),
        extracted: None,
        multi_labels: Vec::new(),
    };
    let mut labels: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    let mut first_cause = None;
    for path in paths {
        match library::load(path, &ColumnMap::default(), reporter) {
            Ok(found) => {
                let before = all.songs.len();
                for label in &found.labels {
                    let known = (0..found.songs.len())
                        .filter_map(|i| Some((before + i, label.value(i)?.to_string())));
                    labels.entry(label.name.clone()).or_default().extend(known);
                }
                all.songs.extend(found.songs);
                all.warnings.extend(found.warnings);
            }
            Err(Error::Cancelled) => return Err(Error::Cancelled),
            Err(error) => {
                let cause = error.message();
                all.warnings.push(Warning::path(path, cause));
                first_cause.get_or_insert(error);
            }
        }
    }
    if all.songs.is_empty() {
        let nothing = || Error::library(id::PIPELINE_NO_NEW_SONG);
        return Err(first_cause.unwrap_or_else(nothing));
    }
    let n = all.songs.len();
    all.labels = labels
        .into_iter()
        .map(|(name, known)| {
            let mut values = vec![None; n];
            known.into_iter().for_each(|(i, v)| values[i] = Some(v));
            LabelColumn::new(name, &values)
        })
        .collect();
    Ok(all)
}

/// Places songs that the model has not seen.
///
/// # Errors
/// When none of them has what the model is shown; [`Error::Cancelled`].
pub(crate) fn place_newcomers(
    analysis: &Analysis,
    newcomers: Library,
    cache: &Cache,
    reporter: &Reporter,
) -> Result<Newcomers> {
    let mut warnings = newcomers.warnings.clone();
    let config = &analysis.config;
    // Features are those of all songs that were read, whichever of them take part.
    let (known, old) = (&analysis.features, &analysis.whole.songs);
    let found = features::extract_later(known, old, &newcomers.songs, config, cache, reporter)?;
    warnings.extend(found.warnings.iter().cloned());
    let usable = usable(analysis, &found);
    for i in (0..newcomers.songs.len()).filter(|i| !usable.contains(i)) {
        let cause = say(id::PIPELINE_NOTHING_TO_PLACE_BY)
            .with("modality", analysis.modality_shown().label());
        warnings.push(Warning::new(&newcomers.songs[i].id, cause));
    }
    if usable.is_empty() {
        let cause = say(id::PIPELINE_NONE_CAN_BE_PLACED)
            .with("n", newcomers.songs.len())
            .with("why", Warning::first_lines(&warnings));
        return Err(Error::library(cause));
    }
    let newcomers = newcomers.select(&usable);
    let fused = fused(analysis, &found.select(&usable), &newcomers)?;
    let latents = latents(analysis, &fused, &newcomers, cache, &mut warnings, reporter)?;
    let place = |picture: &Projection| {
        let (settings, seed) = (&config.projection, config.stream(Stage::Projection));
        projection::place(
            analysis.latents(),
            picture,
            &latents,
            settings,
            seed,
            reporter,
        )
    };
    let (on_map, on_pca) = (place(&analysis.map)?, place(&analysis.pca)?);
    let nearest = k_nearest_among(analysis.latents(), &latents, N_NEAREST, reporter)
        .ok_or(Error::Cancelled)?;
    let nearest: Vec<Vec<(usize, f32)>> = (0..latents.n_rows())
        .map(|i| {
            let (songs, distances) = nearest.of(i);
            let songs = songs.iter().map(|&song| song as usize);
            songs.zip(distances.iter().copied()).collect()
        })
        .collect();
    let labels = &analysis.clusters.labels;
    Ok(Newcomers {
        clusters: nearest.iter().map(|near| majority(near, labels)).collect(),
        share_as_far: shares_as_far(&analysis.fused.x, &fused.x, reporter)?,
        songs: newcomers.songs,
        latents,
        on_map,
        on_pca,
        nearest,
        warnings,
    })
}

/// The songs that have a block of those that the model was shown.
fn usable(analysis: &Analysis, found: &FeatureSet) -> Vec<usize> {
    let shown = &analysis.fused.scaler.blocks;
    let is_shown = |name: &str| shown.iter().any(|(block, ..)| block == name);
    let n = found.duration_secs.len();
    let has_any = |song: &usize| {
        let mut blocks = found.blocks.iter();
        blocks.any(|block| is_shown(&block.name) && block.present[*song])
    };
    let needs_sound = analysis.config.model.kind.needs() == Needs::Patches;
    (0..n)
        .filter(has_any)
        .filter(|&song| !needs_sound || found.recordings[song].is_some())
        .collect()
}

/// The new songs' features, made comparable as those of the map were.
fn fused(analysis: &Analysis, found: &FeatureSet, newcomers: &Library) -> Result<Fused> {
    let (scaler, fusion) = (&analysis.fused.scaler, &analysis.config.fusion);
    if features::centred_blocks(found, fusion).next().is_none() {
        return features::fuse_as(found, scaler);
    }
    let known = analysis.features.select(&analysis.rows);
    let old = &analysis.library.songs;
    // Means of languages are those of the songs that the model learnt from.
    let songs = [old.as_slice(), &newcomers.songs].concat();
    let both = known.followed_by(found);
    let centred = features::centred(&both, &songs, fusion, &analysis.split);
    let later: Vec<usize> = (old.len()..songs.len()).collect();
    features::fuse_as(&centred.select(&later), scaler)
}

fn latents(
    analysis: &Analysis,
    fused: &Fused,
    newcomers: &Library,
    cache: &Cache,
    warnings: &mut Vec<Warning>,
    reporter: &Reporter,
) -> Result<Matrix> {
    let config = &analysis.config;
    let patches = match &analysis.patches {
        None => None,
        Some(_) => {
            let (made, notes) = features::patches(
                &newcomers.songs,
                &config.audio,
                &config.model.patches,
                cache,
                reporter,
            )?;
            warnings.extend(notes);
            Some(made)
        }
    };
    let conditions = analysis.conditions.as_ref().map(|told| {
        let names: Vec<String> = told.columns.iter().map(|(name, _)| name.clone()).collect();
        // A label that nobody gives the new songs is unknown of each.
        Conditions::of(newcomers, &names).unwrap_or_else(|_| Conditions {
            columns: Vec::new(),
            one_hot: Matrix::zeros(newcomers.songs.len(), 0),
        })
    });
    reporter.step(Stage::Model, 0, 1, "");
    let input = Input::new(fused, conditions.as_ref(), patches.as_ref());
    Ok(analysis.model.encode(&input))
}

/// The most frequent label of the nearest songs; of several the one whose first song is nearer.
fn majority(nearest: &[(usize, f32)], labels: &[Option<u32>]) -> Option<u32> {
    let of = |song: usize| labels[song];
    let n_like = |label| {
        nearest
            .iter()
            .filter(|(song, _)| of(*song) == label)
            .count()
    };
    let candidates = nearest.iter().map(|(song, _)| of(*song));
    // The first of several that are equal is the last of them from behind.
    candidates
        .rev()
        .max_by_key(|label| n_like(*label))
        .flatten()
}

/// For each new row, the share of rows of `x` whose nearest other row is at least as far as the new
/// row's nearest.
fn shares_as_far(x: &Matrix, new: &Matrix, reporter: &Reporter) -> Result<Vec<f64>> {
    let n = x.n_rows();
    let looked_at: Vec<usize> = (0..n).step_by(n.div_ceil(MOST_LOOKED_AT).max(1)).collect();
    let sample = x.select_rows(&looked_at);
    let nearest = |rows: &Matrix, k| k_nearest_among(x, rows, k, reporter).ok_or(Error::Cancelled);
    // The nearest of a row of `x` is the row itself, or one that is the same.
    let own = nearest(&sample, 2)?;
    let own: Vec<f32> = (0..sample.n_rows())
        .map(|i| own.of(i).1.last().copied().unwrap_or(0.0))
        .collect();
    let found = nearest(new, 1)?;
    Ok((0..new.n_rows())
        .map(|i| {
            let distance = found.of(i).1.first().copied().unwrap_or(0.0);
            let n_as_far = own.iter().filter(|own| **own >= distance).count();
            n_as_far as f64 / own.len().max(1) as f64
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cluster_of_most_of_the_nearest_is_the_first_of_equals() {
        let labels = [Some(0), Some(1), Some(1), None, Some(2), None];
        let near = |songs: &[usize]| songs.iter().map(|&s| (s, s as f32)).collect::<Vec<_>>();
        assert_eq!(majority(&near(&[0, 1, 2, 3, 4]), &labels), Some(1));
        assert_eq!(majority(&near(&[4, 0, 1]), &labels), Some(2));
        assert_eq!(majority(&near(&[3, 5, 0]), &labels), None);
        assert_eq!(majority(&[], &labels), None);
    }

    /// Songs in a row, one step apart: one between two of them is as near as any, one far off is
    /// farther from all than any of them from its next.
    #[test]
    fn a_song_far_from_all_is_known() {
        let rows: Vec<[f32; 2]> = (0..100).map(|i| [i as f32, 0.0]).collect();
        let new = Matrix::from_rows(&[[4.25, 0.0], [4.0, 0.0], [4.0, 30.0]]);
        let reporter = Reporter::silent();
        let found = shares_as_far(&Matrix::from_rows(&rows), &new, &reporter).unwrap();
        assert_eq!(found, [1.0, 1.0, 0.0]);
    }
}
