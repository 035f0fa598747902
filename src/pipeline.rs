//! The program in forty lines: a library and settings in, an [`Analysis`] out.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::clustering::{self, Clusters};
use crate::config::{Checked, ClusteringConfig, Config, Modality, ModelConfig, ModelKind};
use crate::error::{Error, Result, Warning};
use crate::features::{self, BlockKind, Cache, FeatureSet, Fused, Scaler, Split};
use crate::job::{Progress, Reporter, Stage};
use crate::library::Library;
use crate::matrix::Matrix;
use crate::model::{self, Ended, Input, Trained};
use crate::projection::{self, Projection};
use crate::scores::{self, ClusterFacts, Labels, Scores};
use crate::text::TfIdf;

/// Everything a run found, immutable. Row i of every table is `library.songs[i]`.
///
/// A stage whose settings and inputs are those of the analysis before shares that analysis' part.
#[derive(Clone)]
pub struct Analysis {
    /// The library as it was read.
    pub whole: Arc<Library>,
    /// The songs that have a modality in use; the same `Arc` as `whole` when all have.
    pub library: Arc<Library>,
    pub config: Checked,
    /// Features of the songs of `whole`.
    pub features: Arc<FeatureSet>,
    /// Row of each song of `library` in `whole` and `features`.
    pub rows: Arc<Vec<usize>>,
    pub split: Arc<Split>,
    pub fused: Arc<Fused>,
    pub model: Arc<Trained>,
    pub clusters: Arc<Clusters>,
    pub scores: Arc<Scores>,
    pub facts: Arc<Vec<ClusterFacts>>,
    /// The same clustering of simpler spaces: the joined features themselves, and their PCA of the latent's width.
    pub baselines: Arc<Vec<Baseline>>,
    pub map: Arc<Projection>,
    pub pca: Arc<Projection>,
    /// What the run had to change or leave out, beside the warnings of library and features.
    pub notes: Vec<Warning>,
    /// How long each stage took in this run; a stage that was taken over is not listed.
    pub timings: Vec<(Stage, Duration)>,
}

/// The scores that the same clustering reaches without the model.
#[derive(Debug, Clone, PartialEq)]
pub struct Baseline {
    pub name: &'static str,
    pub scores: Scores,
}

impl Analysis {
    /// n × n_latent.
    pub fn latents(&self) -> &Matrix {
        &self.model.latents
    }

    /// Everything that was warned of, in order of the stages.
    pub fn warnings(&self) -> impl Iterator<Item = &Warning> {
        self.whole.warnings.iter().chain(&self.features.warnings).chain(&self.notes)
    }
}

/// The features of the songs that take part: known before anything is learnt.
#[derive(Clone)]
pub struct Prepared {
    pub whole: Arc<Library>,
    pub library: Arc<Library>,
    pub features: Arc<FeatureSet>,
    pub rows: Arc<Vec<usize>>,
    pub split: Arc<Split>,
    pub fused: Arc<Fused>,
    notes: Vec<Warning>,
    timings: Vec<(Stage, Duration)>,
}

/// Runs every stage that `before` does not already hold for these settings.
///
/// # Errors
/// The first stage that cannot give a result; or [`Error::Cancelled`].
pub fn analyze(
    library: Arc<Library>,
    config: &Checked,
    before: Option<&Analysis>,
    cache: &Cache,
    reporter: &Reporter,
) -> Result<Analysis> {
    learn(prepare(library, config, before, cache, reporter)?, config, before, reporter)
}

/// A model that an earlier run saved, to be used on songs instead of training one.
pub struct Learned {
    pub folder: PathBuf,
    pub trained: Trained,
    pub config: ModelConfig,
    pub scaler: Scaler,
}

impl Learned {
    /// Loads the model of a result folder, or of the folder `model` in it.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn load(folder: &Path) -> Result<Self> {
        let inner = folder.join("model");
        let (trained, config, scaler) = Trained::load(if inner.is_dir() { &inner } else { folder })?;
        Ok(Self { folder: folder.to_path_buf(), trained, config, scaler })
    }

    /// Settings with the model's own in the place of those that it fixes.
    ///
    /// # Errors
    /// When the other settings are out of range.
    pub fn settings(&self, config: &Config) -> Result<Checked> {
        let has = |kind| self.scaler.blocks.iter().any(|(_, k, _)| *k == kind);
        let mut config = Config { model: self.config.clone(), ..config.clone() };
        config.fusion.modality = match (has(BlockKind::Audio), has(BlockKind::Lyrics)) {
            (true, false) => Modality::Audio,
            (false, true) => Modality::Lyrics,
            _ => Modality::Both,
        };
        config.check()
    }
}

/// Runs every stage, with a model that was trained before.
///
/// # Errors
/// When the songs' features are not those the model was trained on, and as [`analyze`].
pub fn analyze_with(
    library: Arc<Library>,
    config: &Config,
    learned: Learned,
    cache: &Cache,
    reporter: &Reporter,
) -> Result<Analysis> {
    let config = learned.settings(config)?;
    let mut prepared = prepare(library, &config, None, cache, reporter)?;
    prepared.fused = Arc::new(features::fuse_as(&prepared.features.select(&prepared.rows), &learned.scaler)?);
    // Nothing is learnt from these songs, so none has to be held out.
    let everyone = (0..prepared.rows.len()).collect();
    prepared.split = Arc::new(Split { train: everyone, validation: Vec::new(), by_artist: true });
    let n = learned.trained.latents.n_rows();
    let cause = format!("not trained on these songs but taken, as trained on {n}, from {}", learned.folder.display());
    prepared.notes.push(Warning::new("model", cause));
    learn_or_use(prepared, &config, None, Some(learned), reporter)
}

/// Features of every song, and what a model is to be shown.
///
/// # Errors
/// When fewer than two songs have a modality in use; or [`Error::Cancelled`].
pub fn prepare(
    whole: Arc<Library>,
    config: &Checked,
    before: Option<&Analysis>,
    cache: &Cache,
    reporter: &Reporter,
) -> Result<Prepared> {
    let mut clock = Clock::default();
    let before = before.filter(|b| Arc::ptr_eq(&b.whole, &whole));
    let same = before.filter(|b| b.config.audio == config.audio && b.config.text == config.text);
    let features = match same {
        Some(b) => b.features.clone(),
        None => {
            let stage = if whole.report.n_audio > 0 { Stage::Audio } else { Stage::Text };
            Arc::new(clock.time(stage, || features::extract(&whole, config, cache, reporter))?)
        }
    };
    let same = same.filter(|b| {
        b.config.fusion == config.fusion
            && b.config.seed == config.seed
            && b.config.model.validation_share == config.model.validation_share
    });
    if let Some(b) = same {
        let (library, rows, split, fused) = (b.library.clone(), b.rows.clone(), b.split.clone(), b.fused.clone());
        let notes = left_out(&whole, &features, &rows, config);
        return Ok(Prepared { whole, library, features, rows, split, fused, notes, timings: clock.timings });
    }
    reporter.step(Stage::Features, 0, 1, "");
    let rows = features.usable(|kind| config.fusion.weight(kind) > 0.0);
    if rows.len() < 2 {
        let (modality, n) = (config.fusion.modality.label(), rows.len());
        return Err(Error::Library(format!(
            "{n} of {} songs can be used ({modality}); a map needs two{}",
            whole.songs.len(),
            Warning::first_lines(&features.warnings)
        )));
    }
    let notes = left_out(&whole, &features, &rows, config);
    let (library, chosen) = if rows.len() == whole.songs.len() {
        (whole.clone(), features.clone())
    } else {
        (Arc::new(whole.select(&rows)), Arc::new(features.select(&rows)))
    };
    let (split, fused) = clock.time(Stage::Features, || {
        let split = features::split(&library.songs, config.model.validation_share, config.stream(Stage::Features));
        let fused = features::fuse(&chosen, &config.fusion, &split)?;
        Ok((Arc::new(split), Arc::new(fused)))
    })?;
    let rows = Arc::new(rows);
    Ok(Prepared { whole, library, features, rows, split, fused, notes, timings: clock.timings })
}

/// Model, clusters, scores and map of what was prepared.
///
/// # Errors
/// The first stage that cannot give a result; or [`Error::Cancelled`].
pub fn learn(prepared: Prepared, config: &Checked, before: Option<&Analysis>, reporter: &Reporter) -> Result<Analysis> {
    learn_or_use(prepared, config, before, None, reporter)
}

fn learn_or_use(
    prepared: Prepared,
    config: &Checked,
    before: Option<&Analysis>,
    learned: Option<Learned>,
    reporter: &Reporter,
) -> Result<Analysis> {
    let Prepared { whole, library, features, rows, split, fused, mut notes, timings } = prepared;
    let mut clock = Clock { timings };
    let x = &fused.x;
    let input = Input::new(&fused, None, None);

    let before = before.filter(|b| Arc::ptr_eq(&b.fused, &fused));
    // What was stopped early is not what these settings ask for.
    let same_model = before.filter(|b| b.config.model == config.model && b.model.ended != Ended::Stopped);
    let model = match (same_model, learned) {
        (Some(b), _) => b.model.clone(),
        (None, Some(learned)) => {
            Arc::new(clock.time(Stage::Model, || learned.trained.applied_to(&input, &split, &config.model))?)
        }
        (None, None) => Arc::new(clock.time(Stage::Model, || train(&input, &split, config, reporter))?),
    };

    notes.extend(of_one_class(&library));
    let clustering = fitting_clusters(&config.clustering, x.n_rows(), &mut notes);
    let same_clusters = same_model.filter(|b| b.config.clustering == config.clustering);
    let (clusters, scores, facts, baselines) = match same_clusters {
        Some(b) => (b.clusters.clone(), b.scores.clone(), b.facts.clone(), b.baselines.clone()),
        None => {
            let run = Grouping { library: &library, config, clustering: &clustering, reporter };
            let clusters = clock.time(Stage::Clustering, || run.clusters(&model.latents))?;
            let (scores, facts, baselines) = clock.time(Stage::Scores, || {
                let scores = run.scores(&model.latents, &clusters)?;
                let words = lyric_words(&features, &rows);
                let facts = scores::cluster_facts(&model.latents, &clusters, &scores, &library, words.as_ref());
                Ok((scores, facts, run.baselines(x, &split)?))
            })?;
            (Arc::new(clusters), Arc::new(scores), Arc::new(facts), Arc::new(baselines))
        }
    };

    let same_map = same_model.filter(|b| b.config.projection == config.projection && !b.map.stopped);
    let (map, pca) = match same_map {
        Some(b) => (b.map.clone(), b.pca.clone()),
        None => clock.time(Stage::Projection, || {
            let pca = projection::pca_2d(&model.latents);
            let map = if x.n_rows() < 4 {
                notes.push(Warning::new("map", "t-SNE needs four songs; the PCA picture stands in for it"));
                pca.clone()
            } else {
                projection::project(&model.latents, &config.projection, config.stream(Stage::Projection), reporter)?
            };
            Ok((Arc::new(map), Arc::new(pca)))
        })?,
    };
    let config = config.clone();
    Ok(Analysis {
        whole,
        library,
        config,
        features,
        rows,
        split,
        fused,
        model,
        clusters,
        scores,
        facts,
        baselines,
        map,
        pca,
        notes,
        timings: clock.timings,
    })
}

/// Trains the model, and tells the map of its latent space while it takes shape: two principal components, turned as the
/// picture before.
fn train(input: &Input, split: &Split, config: &Checked, reporter: &Reporter) -> Result<Trained> {
    let (mut before, mut n_maps): (Option<Matrix>, usize) = (None, 0);
    let mut watch = |latents: &Matrix| {
        let flat = projection::pca_2d(latents).xy;
        let xy = before.as_ref().map_or_else(|| flat.clone(), |before| projection::aligned(&flat, before));
        n_maps += 1;
        before = Some(xy.clone());
        reporter.report(Progress::Map { xy: Arc::new(xy), iteration: n_maps, n_iterations: config.model.n_epochs });
    };
    model::train_watched(input, split, &config.model, config.stream(Stage::Model), reporter, Some(&mut watch))
}

/// One clustering and its scores, of whichever space.
struct Grouping<'a> {
    library: &'a Library,
    config: &'a Checked,
    clustering: &'a ClusteringConfig,
    reporter: &'a Reporter,
}

impl Grouping<'_> {
    fn clusters(&self, x: &Matrix) -> Result<Clusters> {
        clustering::cluster(x, self.clustering, self.config.stream(Stage::Clustering), self.reporter)
    }

    fn scores(&self, x: &Matrix, clusters: &Clusters) -> Result<Scores> {
        scores::score(x, clusters, &self.labels(), self.config.stream(Stage::Scores), self.reporter)
    }

    fn labels(&self) -> Labels<'_> {
        Labels {
            library: self.library,
            conditions: &self.config.model.conditions,
            in_features: &[],
            sees_script: false,
        }
    }

    fn baseline(&self, name: &'static str, x: &Matrix) -> Result<Baseline> {
        Ok(Baseline { name, scores: self.scores(x, &self.clusters(x)?)? })
    }

    fn baselines(&self, x: &Matrix, split: &Split) -> Result<Vec<Baseline>> {
        let mut all = vec![self.baseline("features", x)?];
        if self.config.model.kind != ModelKind::Pca {
            let pca = ModelConfig { kind: ModelKind::Pca, ..self.config.model.clone() };
            let seed = self.config.stream(Stage::Model);
            let pca = model::train(&Input::plain(x), split, &pca, seed, &Reporter::silent())?;
            all.push(self.baseline("PCA", &pca.latents)?);
        }
        Ok(all)
    }
}

/// The settings of clustering, with fewer clusters where there are too few songs.
fn fitting_clusters(config: &ClusteringConfig, n_songs: usize, notes: &mut Vec<Warning>) -> ClusteringConfig {
    let most = (n_songs - 1).max(1);
    if config.n_clusters > most {
        let cause = format!("{} clusters asked for, {most} made: there are only {n_songs} songs", config.n_clusters);
        notes.push(Warning::new("clustering", cause));
    }
    ClusteringConfig { n_clusters: config.n_clusters.min(most), ..config.clone() }
}

/// Songs whose sound and words are not in use. Those that have neither were warned of when that was found.
fn left_out(whole: &Library, features: &FeatureSet, rows: &[usize], config: &Checked) -> Vec<Warning> {
    let mut is_out = vec![true; whole.songs.len()];
    rows.iter().for_each(|&i| is_out[i] = false);
    let has_any = |i: usize| features.blocks.iter().any(|b| b.kind != BlockKind::Numbers && b.present[i]);
    let ids: Vec<&str> =
        (0..is_out.len()).filter(|&i| is_out[i] && has_any(i)).map(|i| whole.songs[i].id.as_str()).collect();
    let cause = format!("not on the map: none of the features in use ({})", config.fusion.modality.label());
    match ids.len() {
        0..=20 => ids.iter().map(|id| Warning::new(*id, cause.clone())).collect(),
        n => vec![Warning::new(format!("{n} songs"), format!("{cause}; among them {}", ids[..5].join(", ")))],
    }
}

/// Label columns with which no clustering can agree or disagree.
fn of_one_class(library: &Library) -> impl Iterator<Item = Warning> {
    library.labels.iter().filter_map(|label| {
        let mut known = label.of_song.iter().flatten();
        let first = known.next()?;
        let only = &label.classes[*first as usize];
        let cause = format!("not scored: all songs on the map that have one have the same, `{only}`");
        known.all(|class| class == first).then(|| Warning::new(format!("label `{}`", label.name), cause))
    })
}

/// The word part of the lyric features, for naming clusters.
fn lyric_words(features: &FeatureSet, rows: &[usize]) -> Option<TfIdf> {
    let block = features.block("lyric words")?;
    Some(TfIdf { terms: block.columns.clone(), idf: Vec::new(), values: block.values.select_rows(rows) })
}

#[derive(Default)]
struct Clock {
    timings: Vec<(Stage, Duration)>,
}

impl Clock {
    fn time<T>(&mut self, stage: Stage, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let start = Instant::now();
        let result = work();
        self.timings.push((stage, start.elapsed()));
        result
    }
}
