//! How far a song moves when its recording is altered in a way that hardly makes it another song:
//! transposed, a little faster, louder, without its highs. A space in which such a song stands
//! somewhere else tells of recordings as much as of music (Essid et al., arXiv 2602.10058).

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::Analysis;
use super::why::pairs;
use crate::audio::Alteration;
use crate::config::{Keyed, Needs};
use crate::ears::Foreign;
use crate::error::{Error, Result};
use crate::features::{self, Altered, BlockId, BlockKind, Patches, View};
use crate::job::{Reporter, Stage};
use crate::matrix::{Matrix, squared_distance};
use crate::model::{Conditions, Input};
use crate::words::id;

/// Songs that are altered, spread over the clusters.
const MOST_SONGS: usize = 24;

/// How far songs move, as shares of the median distance between two songs of the library in the
/// same space.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shift {
    /// Quartiles over the songs.
    pub(crate) low: f64,
    pub(crate) median: f64,
    pub(crate) high: f64,
}

/// A space in which songs move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moving {
    Latent,
    /// What the model is shown of a block.
    Block(BlockId),
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Invariance {
    /// The songs that were altered, by index.
    pub(crate) songs: Vec<usize>,
    pub(crate) spaces: Vec<Moving>,
    /// For each alteration, how far songs move in each of the spaces.
    pub(crate) rows: Vec<(Alteration, Vec<Shift>)>,
}

/// What there is of one song before and after, in every space.
struct Moved {
    /// Rows of the joined features: as it is, then altered in each way.
    x: Vec<Vec<f32>>,
    crops: Vec<Vec<f32>>,
}

/// Alters a sample of the songs in every way, and asks the model where they stand then.
///
/// # Errors
/// [`Error::Cancelled`]; where no song of the sample has a recording that the model is shown.
pub(crate) fn invariance(analysis: &Analysis, reporter: &Reporter) -> Result<Invariance> {
    let ways: Vec<Alteration> = Alteration::all().collect();
    let sample = sample(analysis);
    let network = network_in(analysis)?;
    let done = AtomicUsize::new(0);
    let tell = || {
        let n = done.fetch_add(1, Ordering::Relaxed) + 1;
        reporter.step(Stage::Audio, n, sample.len(), "");
    };
    reporter.step(Stage::Audio, 0, sample.len(), "");
    let moved: Vec<Option<(usize, Moved)>> = sample
        .par_iter()
        .map(|&song| {
            reporter.checkpoint()?;
            let moved = of_song(analysis, network.as_ref(), song, &ways);
            tell();
            Ok(moved.map(|moved| (song, moved)))
        })
        .collect::<Result<_>>()?;
    let (songs, moved): (Vec<usize>, Vec<Moved>) = moved.into_iter().flatten().unzip();
    if songs.is_empty() {
        return Err(Error::stage(
            id::INVARIANCE_TITLE,
            id::INVARIANCE_NO_RECORDING,
        ));
    }
    reporter.checkpoint()?;
    let n_versions = 1 + ways.len();
    let x: Vec<&[f32]> = moved
        .iter()
        .flat_map(|m| m.x.iter().map(Vec::as_slice))
        .collect();
    let x = Matrix::from_rows(&x);
    let latents = encoded(analysis, &songs, &moved, &x, n_versions);
    let mut spaces = vec![(Moving::Latent, latents, analysis.latents().clone())];
    for (name, kind, columns) in &analysis.fused.scaler.blocks {
        let block = BlockId::of_key(name).filter(|_| *kind == BlockKind::Audio);
        if let Some(block) = block {
            let part = |x: &Matrix| {
                let rows: Vec<&[f32]> = x.rows().map(|row| &row[columns.clone()]).collect();
                Matrix::from_rows(&rows)
            };
            spaces.push((Moving::Block(block), part(&x), part(&analysis.fused.x)));
        }
    }
    let medians: Vec<f64> = spaces
        .iter()
        .map(|(_, _, all)| median_distance(all))
        .collect();
    let rows = ways.iter().enumerate().map(|(i, &way)| {
        let shift = |((_, versions, _), median): (&(Moving, Matrix, Matrix), &f64)| {
            let apart = (0..songs.len()).map(|song| {
                let (as_is, then) = (song * n_versions, song * n_versions + 1 + i);
                distance(versions, as_is, then) / median
            });
            Shift::of(apart.collect())
        };
        (way, spaces.iter().zip(&medians).map(shift).collect())
    });
    Ok(Invariance {
        rows: rows.collect(),
        spaces: spaces.iter().map(|(space, ..)| *space).collect(),
        songs,
    })
}

impl Shift {
    fn of(mut shares: Vec<f64>) -> Self {
        shares.sort_unstable_by(f64::total_cmp);
        let at = |q: f64| {
            let place = q * (shares.len() - 1) as f64;
            let (low, high) = (
                shares[place.floor() as usize],
                shares[place.ceil() as usize],
            );
            low + (high - low) * place.fract()
        };
        Self {
            low: at(0.25),
            median: at(0.5),
            high: at(0.75),
        }
    }
}

impl Invariance {
    /// As a table: a row an alteration and space.
    ///
    /// # Shapes
    /// Name of the alteration, of the space, and the three shares.
    pub(crate) fn cells(&self) -> impl Iterator<Item = [String; 5]> {
        self.rows.iter().flat_map(|(way, shifts)| {
            self.spaces.iter().zip(shifts).map(|(space, shift)| {
                let number = |value: f64| format!("{value:.4}");
                let (low, median, high) = (shift.low, shift.median, shift.high);
                let space = match space {
                    Moving::Latent => "latent",
                    Moving::Block(block) => block.name(),
                };
                let [median, low, high] = [median, low, high].map(number);
                [way.key().to_string(), space.to_string(), median, low, high]
            })
        })
    }

    /// What the columns of [`Invariance::cells`] are called.
    pub(crate) const COLUMNS: [&str; 5] = [
        "alteration",
        "space",
        "median",
        "lower_quartile",
        "upper_quartile",
    ];
}

/// Songs with a recording, in turn from each cluster and from those in none.
fn sample(analysis: &Analysis) -> Vec<usize> {
    let has_sound = |song: &usize| {
        let is_shown = analysis.patches.is_some() || analysis.fused.has(BlockKind::Audio, *song);
        analysis.library.songs[*song].audio.is_some() && is_shown
    };
    let labels = &analysis.clusters.labels;
    let mut groups: Vec<Vec<usize>> = (0..analysis.clusters.n_clusters as u32)
        .map(Some)
        .chain([None])
        .map(|label| {
            let own = (0..labels.len()).filter(|&i| labels[i] == label);
            own.filter(has_sound).collect()
        })
        .collect();
    groups.retain(|group| !group.is_empty());
    let each = MOST_SONGS.div_ceil(groups.len().max(1));
    let spread = |group: &Vec<usize>| -> Vec<usize> {
        let n = each.min(group.len());
        (0..n).map(|i| group[i * group.len() / n]).collect()
    };
    let mut songs: Vec<usize> = groups.iter().flat_map(spread).collect();
    songs.truncate(MOST_SONGS);
    songs.sort_unstable();
    songs
}

/// The network of the person's own that the model is shown the vectors of.
///
/// # Errors
/// As [`Foreign::of`].
fn network_in(analysis: &Analysis) -> Result<Option<Foreign>> {
    let mut blocks = analysis.fused.scaler.blocks.iter();
    match blocks.any(|(name, ..)| name == BlockId::Network.name()) {
        true => Foreign::of(&analysis.config.network, &analysis.config.audio),
        false => Ok(None),
    }
}

/// `None` where its recording can no longer be read, or an alteration leaves nothing of it.
fn of_song(
    analysis: &Analysis,
    network: Option<&Foreign>,
    song: usize,
    ways: &[Alteration],
) -> Option<Moved> {
    let path = &analysis.library.songs[song].audio.as_ref()?.path;
    let config = &analysis.config;
    let sees_patches = config.model.kind.needs() == Needs::Patches;
    let patches = sees_patches.then_some(&config.model.patches);
    let versions = features::altered(path, ways, &config.audio, network, patches).ok()?;
    let row = |altered: &Altered| {
        let mut row = analysis.fused.x.row(song).to_vec();
        let scaler = &analysis.fused.scaler;
        for (name, _, columns) in &scaler.blocks {
            let is = |id: BlockId| name == id.name();
            let measured = Some(&altered.measured).filter(|_| is(BlockId::Audio));
            let heard = altered.heard.as_ref().filter(|_| is(BlockId::Trained));
            let own = altered.by_network.as_ref();
            let own = own.filter(|_| is(BlockId::Network));
            let values = measured.or(heard).or(own);
            let Some(values) = values.filter(|values| values.len() == columns.len()) else {
                continue;
            };
            let scaled = scaler.mean[columns.clone()]
                .iter()
                .zip(&scaler.factor[columns.clone()]);
            let to = row[columns.clone()].iter_mut().zip(values).zip(scaled);
            to.for_each(|((to, v), (mean, factor))| *to = ((f64::from(*v) - mean) * factor) as f32);
        }
        row
    };
    Some(Moved {
        x: versions.iter().map(row).collect(),
        crops: versions.iter().filter_map(|v| v.crops.clone()).collect(),
    })
}

/// Where the model puts every version of every song; what it is told and lacks stays as it is.
fn encoded(
    analysis: &Analysis,
    songs: &[usize],
    moved: &[Moved],
    x: &Matrix,
    n_versions: usize,
) -> Matrix {
    let rows: Vec<usize> = songs
        .iter()
        .flat_map(|&song| std::iter::repeat_n(song, n_versions))
        .collect();
    let conditions = analysis.conditions.as_ref().map(|told| Conditions {
        columns: told.columns.clone(),
        one_hot: told.one_hot.select_rows(&rows),
    });
    let patches = analysis.patches.as_ref().map(|seen| {
        let pixels = seen.n_mels * seen.n_frames;
        let (mut values, mut of_song) = (Vec::new(), Vec::new());
        for crops in moved.iter().flat_map(|m| &m.crops) {
            let first = values.len() / pixels;
            values.extend_from_slice(crops);
            of_song.push(first..values.len() / pixels);
        }
        Patches {
            n_mels: seen.n_mels,
            n_frames: seen.n_frames,
            of_song,
            values: Matrix::new(values.len() / pixels, pixels, values),
        }
    });
    let views: Vec<View> = analysis
        .fused
        .views
        .iter()
        .map(|view| View {
            kind: view.kind,
            columns: view.columns.clone(),
            present: rows.iter().map(|&row| view.present[row]).collect(),
        })
        .collect();
    analysis.model.encode(&Input {
        x,
        blocks: &analysis.fused.scaler.blocks,
        views: &views,
        conditions: conditions.as_ref(),
        patches: patches.as_ref(),
    })
}

fn distance(x: &Matrix, a: usize, b: usize) -> f64 {
    f64::from(squared_distance(x.row(a), x.row(b))).sqrt()
}

/// Between two songs; 1 where all are in one place, as nothing can then be told.
fn median_distance(x: &Matrix) -> f64 {
    let all = pairs(x.n_rows())
        .into_iter()
        .map(|(a, b)| distance(x, a, b));
    let median = Shift::of(all.chain([0.0]).collect()).median;
    if median > 0.0 { median } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::audio;
    use crate::config::{Config, Modality, ModelKind};
    use crate::features::Cache;
    use crate::library::{self, ColumnMap};
    use crate::pipeline::analyze;

    const RATE_HZ: u32 = 22_050;

    /// Eight recordings of four seconds: two tones, struck again and again, each at a pitch, tempo
    /// and brightness of its own.
    fn analysis(kind: ModelKind) -> Analysis {
        let folder = tempfile::tempdir().unwrap();
        for song in 0..8u32 {
            let hz = 180.0 * 1.13f64.powi(song as i32);
            let every = 0.25 + 0.05 * f64::from(song % 3);
            let bright = 0.1 + 0.1 * f64::from(song % 4);
            let loud = 0.02 * 1.4f64.powi((song * 3 % 8) as i32);
            let sample = |i: u32| {
                let secs = f64::from(i) / f64::from(RATE_HZ);
                let fade = (-6.0 * (secs % every)).exp();
                let tone = |times: f64| (std::f64::consts::TAU * hz * times * secs).sin();
                (loud * fade * (tone(1.0) + bright * tone(5.0) + bright * tone(11.5))) as f32
            };
            let samples: Vec<f32> = (0..4 * RATE_HZ).map(sample).collect();
            let path = folder.path().join(format!("{song}.wav"));
            std::fs::write(path, audio::wav(&samples, RATE_HZ)).unwrap();
        }
        let silent = Reporter::silent();
        let library = library::load(folder.path(), &ColumnMap::default(), &silent).unwrap();
        let mut config = Config::plain();
        config.fusion.modality = Modality::Audio;
        (config.model.kind, config.model.n_latent) = (kind, 3);
        (config.clustering.n_clusters, config.scores.n_stability) = (2, 0);
        let patches = &mut config.model.patches;
        (patches.n_crops, patches.n_mels, patches.n_frames) = (2, 32, 32);
        config.model.n_epochs = 1;
        let config = config.check().unwrap();
        let cache = Cache { folder: None };
        let analysis = analyze(Arc::new(library), &config, None, &cache, &silent).unwrap();
        // The recordings are read again.
        let found = invariance(&analysis, &silent).unwrap();
        assert_eq!(found.songs, (0..8).collect::<Vec<_>>());
        assert_eq!(found.rows.len(), Alteration::all().count());
        let all = found.rows.iter().flat_map(|(_, shifts)| shifts);
        assert!(all.clone().all(|s| s.low <= s.median && s.median <= s.high));
        assert!(all.clone().all(|s| s.median.is_finite() && s.median >= 0.0));
        check(&found, kind);
        analysis
    }

    fn shift(found: &Invariance, way: Alteration, space: Moving) -> f64 {
        let at = found.spaces.iter().position(|s| *s == space).unwrap();
        let (_, shifts) = found.rows.iter().find(|(w, _)| *w == way).unwrap();
        shifts[at].median
    }

    fn check(found: &Invariance, kind: ModelKind) {
        let sound = Moving::Block(BlockId::Audio);
        assert_eq!(found.spaces, [Moving::Latent, sound]);
        for space in [Moving::Latent, sound] {
            let [up, louder, faster] = [
                Alteration::SemitoneUp,
                Alteration::Louder,
                Alteration::Faster,
            ]
            .map(|way| shift(found, way, space));
            assert!(
                up > 0.02 && up < 2.0,
                "{kind:?} {space:?}: {up} {louder} {faster}"
            );
        }
        // Features of level are three of a hundred; those of pitch are most.
        let [louder, up] =
            [Alteration::Louder, Alteration::SemitoneUp].map(|way| shift(found, way, sound));
        assert!(louder < up, "{louder} {up}");
        assert_eq!(found.cells().count(), 14);
    }

    #[test]
    fn a_song_as_it_is_stands_where_it_stood_and_altered_elsewhere() {
        let analysis = analysis(ModelKind::Pca);
        // The files are gone with their folder: nothing is left to be measured.
        let error = invariance(&analysis, &Reporter::silent()).unwrap_err();
        assert!(error.to_string().contains("none of the songs"), "{error}");
    }

    #[test]
    fn models_of_spectrograms_are_shown_altered_ones() {
        analysis(ModelKind::ConvVae);
    }

    #[test]
    fn songs_are_drawn_from_every_cluster() {
        let mut analysis = analysis(ModelKind::Direct);
        let mut clusters = crate::clustering::Clusters::clone(&analysis.clusters);
        clusters.labels = vec![
            Some(0),
            Some(0),
            Some(0),
            Some(0),
            Some(0),
            Some(1),
            None,
            None,
        ];
        clusters.n_clusters = 2;
        analysis.clusters = Arc::new(clusters);
        let songs = sample(&analysis);
        assert!(songs.contains(&5) && songs.contains(&6));
    }
}
