//! The program in forty lines: a library and settings in, an [`Analysis`] out.

mod prepare;
pub(crate) mod fitting;
mod group;
mod beside;
mod kept;
mod learned;
mod newcomers;
mod part;
mod weighing;
mod meaning;
mod contents;
mod places;
mod why;
mod invariance;

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::clustering::{Clusters, Detail, Occupancy};
use crate::config::{
    Checked, ClusteringConfig, Keyed, Modality, ModelConfig, ModelKind, ProjectionMethod,
};
use crate::ears::{self, Tag};
use crate::error::{Error, Result, Warning};
use crate::features::{
    self, Block, BlockId, BlockKind, Cache, CopiedSong, FeatureSet, Fused, Kin, Patches, Split,
};
use crate::job::{MixtureMoment, Progress, Reporter, Stage, memory};
use crate::library::Library;
use crate::matrix::Matrix;
use crate::model::{self, Conditions, Ended, Input, Trained};
use crate::projection::{self, Projection, Trust};
use crate::scores::{
    self, ClusterFacts, CrossModal, Disentanglement, LabelAucs, NamePart, Plain, Scores,
    Separation, Stability, Sweep,
};
use crate::words::{Text, id, say, tr};

pub(crate) use beside::Beside;
pub(crate) use contents::{Contents, Part, contents};
pub(crate) use fitting::fitting_clusters;
pub(crate) use group::Grouping;
pub(crate) use invariance::{Invariance, Moving, Shift, invariance};
pub(crate) use kept::{Kept, restore};
pub(crate) use learned::{Learned, analyze_with};
pub(crate) use meaning::{Finder, FoundSongs, MeaningBy, nearest_to_mix, tags_of, with_tags};
pub(crate) use newcomers::{Newcomers, place_newcomers, read_newcomers};
pub(crate) use part::part;
pub(crate) use places::{NamedPlace, middle, places};
pub use prepare::prepare;
pub(crate) use prepare::{Known, Prepared, prepare_from};
pub(crate) use weighing::{Space, Weighed, Weighing, Weights};
pub(crate) use why::{BlockPart, FeaturePart, InCluster, Nearness, Placed};

/// A modality with less than this part of an even share of the variance is not seen beside the
/// others.
const DROWNED: f64 = 0.5;

/// Everything a run found, immutable. Row i of every table is `library.songs[i]`.
///
/// A stage whose settings and inputs are those of the analysis before shares that analysis' part.
#[derive(Clone)]
pub struct Analysis {
    /// The library as it was read.
    pub whole: Arc<Library>,
    /// The songs that have a modality in use; the same `Arc` as `whole` when all have.
    pub library: Arc<Library>,
    /// The settings of the run.
    pub config: Checked,
    /// Features of the songs of `whole`.
    pub features: Arc<FeatureSet>,
    /// Row of each song of `library` in `whole` and `features`.
    pub(crate) rows: Arc<Vec<usize>>,
    /// Which songs of `whole` are copies by words and files, and whose.
    pub(crate) whole_kin: Arc<Kin>,
    /// Which songs of `library` are, by their features too.
    pub(crate) kin: Arc<Kin>,
    pub(crate) split: Arc<Split>,
    /// The features of the songs of `library` in one matrix, as the model saw them.
    pub fused: Arc<Fused>,
    /// What a convolutional VAE saw.
    pub(crate) patches: Option<Arc<Patches>>,
    /// What a conditional VAE was told.
    pub(crate) conditions: Option<Arc<Conditions>>,
    /// With the latents of the songs of `library`.
    pub model: Arc<Trained>,
    /// The sweep that chose the number of clusters, when it was not given.
    pub(crate) sweep: Option<Arc<Sweep>>,
    /// Of the latents; one entry for each song of `library`.
    pub clusters: Arc<Clusters>,
    /// Of those clusters in the latent space, never on the map.
    pub scores: Arc<Scores>,
    pub(crate) facts: Arc<Vec<ClusterFacts>>,
    /// The same clustering of simpler spaces: the joined features themselves, and their PCA of the
    /// latent's width.
    pub(crate) baselines: Arc<Vec<Baseline>>,
    /// What else was asked of the latent space.
    pub probes: Arc<Probes>,
    /// How much use VaDE makes of its components; `None` of another model.
    pub(crate) model_occupancy: Option<Arc<Occupancy>>,
    /// The same of the mixture that the songs are clustered by, else VaDE's; `None` where there is
    /// none.
    pub(crate) occupancy: Option<Arc<Occupancy>>,
    /// The picture that was asked for.
    pub map: Arc<Projection>,
    /// How far that picture can be trusted; `None` with fewer than four songs.
    pub trust: Option<Arc<Trust>>,
    pub(crate) pca: Arc<Projection>,
    /// What the run had to change or leave out, beside the warnings of library and features.
    pub notes: Vec<Warning>,
    /// How long each stage took in this run; a stage that was taken over is not listed.
    pub timings: Vec<(Stage, Duration)>,
}

/// The scores that the same clustering reaches without the model.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Baseline {
    pub(crate) name: &'static str,
    pub(crate) n_dims: usize,
    /// Cluster of each song in this space; `None` is noise.
    pub(crate) labels: Vec<Option<u32>>,
    pub(crate) scores: Scores,
}

impl Baseline {
    /// The name of the PCA of the features, of the model's width.
    pub(crate) const PCA: &'static str = "PCA";
}

/// What a latent space is asked beside how well its clusters are parted.
#[derive(Debug, Clone, PartialEq)]
pub struct Probes {
    /// Labels told from the space without clustering.
    pub(crate) separation: Vec<Separation>,
    /// Each label told where songs have several.
    pub(crate) label_aucs: Vec<LabelAucs>,
    pub(crate) disentanglement: Disentanglement,
    /// `None` when it was switched off, or the clustering is the model's own.
    pub stability: Option<Stability>,
    /// `None` unless audio and lyrics are in use.
    pub(crate) cross_modal: Option<CrossModal>,
}

impl Analysis {
    /// n × n_latent.
    pub fn latents(&self) -> &Matrix {
        &self.model.latents
    }

    /// What the model was really shown: a library may lack a modality that was asked for.
    pub(crate) fn modality_shown(&self) -> Modality {
        let has = |kind| {
            let mut blocks = self.fused.scaler.blocks.iter();
            blocks.any(|(_, of, _)| *of == kind)
        };
        match (has(BlockKind::Audio), has(BlockKind::Lyrics)) {
            (true, false) => Modality::Audio,
            (false, true) => Modality::Lyrics,
            (true, true) | (false, false) => self.config.fusion.modality,
        }
    }

    /// True when so little of the songs is left in the latent space that nothing good may be said
    /// of what is found in it.
    pub(crate) fn is_collapsed(&self) -> bool {
        self.model.diagnostics.is_collapsed(self.latents().n_cols())
    }

    /// Of the variance of latents that stand side by side, the share of each modality: distances,
    /// and so clusters, follow the one that has most of it. `None` where modalities have no latents
    /// of their own.
    pub(crate) fn shares_of_variance(&self) -> Option<Vec<(BlockKind, f64)>> {
        shares_of_variance(&self.model.latents, &self.config.model, &self.fused)
    }

    /// The model as it was trained: VaDE's mixture as large as it was made.
    pub fn model_config(&self) -> ModelConfig {
        self.config.model.resolved(&self.config.clustering)
    }

    /// What the model was shown.
    pub fn input(&self) -> Input<'_> {
        Input::new(
            &self.fused,
            self.conditions.as_deref(),
            self.patches.as_deref(),
        )
    }

    /// What each cluster could be called, in order (see [`scores::cluster_names`]).
    pub(crate) fn cluster_names(&self) -> Vec<Vec<NamePart>> {
        let (heard, tags) = (self.all_heard(), self.tags());
        scores::cluster_names(&self.facts, &self.clusters.labels, &heard, &tags)
    }

    /// What can be heard of each song, in the order of [`scores::HEARD`].
    fn all_heard(&self) -> [Option<Vec<f32>>; scores::HEARD.len()] {
        scores::HEARD.map(|(plain, ..)| self.heard(plain))
    }

    /// Every tag that was guessed, of each song.
    fn tags(&self) -> Vec<(Tag, Vec<f32>)> {
        let tags = Tag::all();
        tags.filter_map(|tag| Some((tag, self.tag(tag)?))).collect()
    }

    /// How well a tag fits each song of `library`, from 0 to 1, as the trained network guesses; NaN
    /// where it heard nothing. `None` where it was switched off.
    pub(crate) fn tag(&self, tag: Tag) -> Option<Vec<f32>> {
        let block = self.features.block(BlockId::Trained)?;
        Some(self.column(block, ears::N_EMBEDDING + tag as usize))
    }

    /// True where the trained network has heard any song.
    pub(crate) fn has_tags(&self) -> bool {
        self.features.block(BlockId::Trained).is_some()
    }

    /// As [`Analysis::tag`], of one song; NaN where nothing is known.
    pub(crate) fn tag_of(&self, tag: Tag, song: usize) -> f32 {
        let block = self.features.block(BlockId::Trained);
        let row = self.rows.get(song).copied();
        match block.zip(row).filter(|(block, row)| block.present[*row]) {
            Some((block, row)) => block.values.row(row)[ears::N_EMBEDDING + tag as usize],
            None => f32::NAN,
        }
    }

    /// An audio feature of each song of `library`, NaN where it has no recording; `None` where
    /// there is no such feature.
    pub(crate) fn heard(&self, plain: Plain) -> Option<Vec<f32>> {
        let audio = self.features.block(BlockId::Audio)?;
        let column = audio
            .columns
            .iter()
            .position(|column| Plain::of(column) == Some(plain))?;
        Some(self.column(audio, column))
    }

    /// Integrated loudness of the recording of a song of `library` in LUFS, where it is defined.
    pub(crate) fn loudness_of(&self, song: usize) -> Option<f32> {
        let recording = self.features.recordings.get(*self.rows.get(song)?)?;
        recording.as_ref()?.loudness_lufs
    }

    /// A column of a block for each song of `library`, NaN where the song lacks the block.
    fn column(&self, block: &Block, column: usize) -> Vec<f32> {
        let value = |&row: &usize| {
            if block.present[row] {
                block.values.row(row)[column]
            } else {
                f32::NAN
            }
        };
        self.rows.iter().map(value).collect()
    }

    /// Songs that are one under several names, by words, file or sound.
    pub(crate) fn copies(&self) -> Vec<CopiedSong> {
        features::copies(&self.whole.songs, &self.features, &self.rows, &self.kin)
    }

    /// Everything that was warned of, in order of the stages.
    pub fn warnings(&self) -> impl Iterator<Item = &Warning> {
        self.whole
            .warnings
            .iter()
            .chain(&self.features.warnings)
            .chain(&self.notes)
    }
}

/// Runs every stage that `before` does not already hold for these settings.
///
/// # Errors
/// The first stage that cannot give a result; or [`crate::error::Error::Cancelled`].
pub fn analyze(
    library: Arc<Library>,
    config: &Checked,
    before: Option<&Analysis>,
    cache: &Cache,
    reporter: &Reporter,
) -> Result<Analysis> {
    learn(
        prepare(library, config, before, cache, reporter)?,
        config,
        before,
        reporter,
    )
}

/// Model, clusters, scores and map of what was prepared.
///
/// # Errors
/// The first stage that cannot give a result; or [`crate::error::Error::Cancelled`].
pub fn learn(
    prepared: Prepared,
    config: &Checked,
    before: Option<&Analysis>,
    reporter: &Reporter,
) -> Result<Analysis> {
    learn_from(prepared, config, before, Start::Anew, reporter)
}

/// As [`learn`], but the model is that of `before`, trained further to the epochs that `config`
/// tells, which else holds the settings of `before`.
///
/// # Errors
/// As [`learn`], and when the model [cannot go on](Trained::can_go_on) or `before` is of other
/// songs or features.
pub fn learn_further(
    prepared: Prepared,
    config: &Checked,
    before: &Analysis,
    reporter: &Reporter,
) -> Result<Analysis> {
    if !prepared.is_that_of(before) {
        return Err(Error::stage(
            id::CURVES_TRAINING,
            id::PIPELINE_SONGS_OR_THEIR_FEATURES_HAVE,
        ));
    }
    learn_from(prepared, config, Some(before), Start::Further, reporter)
}

/// Where a model comes from that is not taken over.
enum Start {
    Anew,
    /// From the model before.
    Further,
    Learned(Box<Learned>),
}

fn learn_from(
    prepared: Prepared,
    config: &Checked,
    before: Option<&Analysis>,
    start: Start,
    reporter: &Reporter,
) -> Result<Analysis> {
    let mut clock = Clock {
        timings: prepared.timings.clone(),
    };
    let mut notes = prepared.notes.clone();
    let (n, d) = (prepared.fused.x.n_rows(), prepared.fused.x.n_cols());
    if let Some(message) = fitting::ahead(n, d) {
        reporter.report(Progress::Ahead(message));
    }
    let input = prepared.input();
    let model_config = prepared.model_config(config);

    let before = before.filter(|b| prepared.is_that_of(b));
    // What was stopped early is not what these settings ask for.
    let is_same = |b: &&Analysis| {
        matches!(start, Start::Anew)
            && prepared.model_config(&b.config) == model_config
            && b.model.ended != Ended::Stopped
    };
    let same_model = before.filter(is_same);
    let is_taken = matches!(start, Start::Learned(_));
    let model = match (same_model, start) {
        (Some(b), _) => b.model.clone(),
        (None, Start::Learned(learned)) => {
            let apply = || {
                learned
                    .trained
                    .applied_to(&input, &prepared.split, &model_config)
            };
            Arc::new(clock.time(Stage::Model, apply)?)
        }
        (None, start) => {
            let from = before
                .filter(|_| matches!(start, Start::Further))
                .map(|b| &*b.model);
            Arc::new(clock.time(Stage::Model, || {
                train(&prepared, &model_config, config, from, reporter)
            })?)
        }
    };
    notes.extend(of_breaks(&model));
    // Nothing is learnt from these songs by a model that was trained before.
    if !is_taken {
        notes.extend(fitting::of_model(&prepared, config, &model_config, &model));
    }
    notes.extend(of_drowned(&model, &model_config, &prepared.fused));

    notes.extend(of_one_class(&prepared.library));
    let same_clusters = same_model
        .filter(|b| b.config.clustering == config.clustering && b.config.scores == config.scores);
    let grouped = match same_clusters {
        Some(b) => {
            notes.extend(notes_of(
                b,
                &[id::JOB_CLUSTERING, id::EXPORT_NOISE, id::ERROR_SCORES],
            ));
            Grouped::of(b)
        }
        None => group(&prepared, config, &model, &mut clock, &mut notes, reporter)?,
    };
    let same_map = same_model.filter(|b| {
        b.config.projection == config.projection
            && b.config.scores == config.scores
            && !b.map.stopped
    });
    let (map, trust, pca) = match same_map {
        Some(b) => {
            notes.extend(notes_of(b, &[id::LABELS_MAP]));
            (b.map.clone(), b.trust.clone(), b.pca.clone())
        }
        None => clock.time(Stage::Projection, || {
            draw(&model.latents, config, &mut notes, reporter)
        })?,
    };
    Ok(assembled(
        prepared,
        config,
        model,
        grouped,
        (map, trust, pca),
        notes,
        clock,
    ))
}

/// What the stages left, put together.
fn assembled(
    prepared: Prepared,
    config: &Checked,
    model: Arc<Trained>,
    grouped: Grouped,
    (map, trust, pca): Drawn,
    notes: Vec<Warning>,
    clock: Clock,
) -> Analysis {
    let Prepared {
        whole,
        library,
        features,
        rows,
        whole_kin,
        kin,
        split,
        fused,
        patches,
        conditions,
        ..
    } = prepared;
    let Grouped {
        sweep,
        clusters,
        scores,
        facts,
        baselines,
        probes,
    } = grouped;
    let of = |shares: &Matrix| Occupancy::of(shares).map(Arc::new);
    let model_occupancy = model.responsibilities.as_ref().and_then(of);
    let occupancy = responsibilities(&clusters).and_then(of);
    Analysis {
        occupancy: occupancy.or_else(|| model_occupancy.clone()),
        model_occupancy,
        whole,
        library,
        config: config.clone(),
        features,
        rows,
        whole_kin,
        kin,
        split,
        fused,
        patches,
        conditions,
        model,
        sweep,
        clusters,
        scores,
        facts,
        baselines,
        probes,
        map,
        trust,
        pca,
        notes,
        timings: clock.timings,
    }
}

/// How far each song belongs to each component of the mixture that songs are clustered by.
fn responsibilities(clusters: &Clusters) -> Option<&Matrix> {
    match &clusters.detail {
        Detail::Responsibilities(shares) => Some(shares),
        Detail::None | Detail::Dendrogram(_) | Detail::Density(_) | Detail::Strengths(_) => None,
    }
}

/// Trains the model, or `before` further, and tells the map of its latent space while it takes
/// shape: two principal components, turned as the picture before.
fn train(
    prepared: &Prepared,
    model: &ModelConfig,
    config: &Checked,
    before: Option<&Trained>,
    reporter: &Reporter,
) -> Result<Trained> {
    let (input, split) = (prepared.input(), &prepared.split);
    let mut last: Option<Matrix> = None;
    let mut watch = |glimpse: &model::Glimpse| {
        let flat = projection::pca_2d(glimpse.latents).xy;
        let xy = last
            .as_ref()
            .map_or_else(|| flat.clone(), |last| projection::aligned(&flat, last));
        last = Some(xy.clone());
        reporter.report(Progress::Glimpse {
            epoch: glimpse.epoch,
            xy: Arc::new(xy),
            kl_per_dim: glimpse.kl_per_dim.clone().into(),
            n_active: glimpse.n_active,
            n_latent: glimpse.latents.n_cols(),
            mixture: glimpse.responsibilities.as_ref().and_then(moment),
        });
    };
    let watch: Option<model::Watch<'_>> = if reporter.shows_maps() {
        Some(&mut watch)
    } else {
        None
    };
    match before {
        Some(before) => before.trained_further(&input, split, model, reporter, watch),
        None => model::train_watched(
            &input,
            split,
            model,
            config.stream(Stage::Model),
            reporter,
            watch,
        ),
    }
}

/// How much use VaDE's mixture makes of its components while it learns.
fn moment(responsibilities: &Matrix) -> Option<MixtureMoment> {
    let occupancy = Occupancy::of(responsibilities)?;
    Some(MixtureMoment {
        weights: occupancy.of_weight.iter().map(|&w| w as f32).collect(),
        entropy: occupancy.entropy as f32,
    })
}

/// What clustering and scoring leave.
struct Grouped {
    sweep: Option<Arc<Sweep>>,
    clusters: Arc<Clusters>,
    scores: Arc<Scores>,
    facts: Arc<Vec<ClusterFacts>>,
    baselines: Arc<Vec<Baseline>>,
    probes: Arc<Probes>,
}

impl Grouped {
    fn of(b: &Analysis) -> Self {
        Self {
            sweep: b.sweep.clone(),
            clusters: b.clusters.clone(),
            scores: b.scores.clone(),
            facts: b.facts.clone(),
            baselines: b.baselines.clone(),
            probes: b.probes.clone(),
        }
    }
}

fn group(
    prepared: &Prepared,
    config: &Checked,
    model: &Trained,
    clock: &mut Clock,
    notes: &mut Vec<Warning>,
    reporter: &Reporter,
) -> Result<Grouped> {
    let clustering = fitting_clusters(&config.clustering, model.latents.n_rows(), notes);
    let mut run = Grouping::new(prepared, config, clustering, reporter);
    let (sweep, clusters) = clock.time(Stage::Clustering, || {
        let sweep = run.choose_k(&model.latents, notes)?;
        Ok((
            sweep,
            run.clusters(&model.latents, model.responsibilities.as_ref())?,
        ))
    })?;
    notes.extend(fitting::of_clusters(run.clustering(), &clusters));
    let n_noise = clusters.n_noise();
    if n_noise > 0 {
        let cause = say(id::PIPELINE_N_SONGS_SHARE_PERCENT_NO)
            .with("n", n_noise)
            .with("share", format!("{:.0}", 100.0 * clusters.noise_share()));
        notes.push(Warning::new(id::EXPORT_NOISE, cause));
    }
    let (scores, facts, baselines, probes) = clock.time(Stage::Scores, || {
        let scores = run.scores(&model.latents, &clusters)?;
        let words = prepared.lyric_words();
        let facts = scores::cluster_facts(
            &model.latents,
            &clusters,
            &scores,
            &prepared.library,
            words.as_ref(),
        );
        Ok((
            scores,
            facts,
            run.baselines()?,
            run.probes(&model.latents, &clusters)?,
        ))
    })?;
    notes.extend(fitting::of_scores(
        probes.cross_modal.as_ref(),
        &probes.separation,
        &prepared.library,
        &config.scores,
    ));
    notes.extend(fitting::of_samples(&scores, &baselines, &probes));
    Ok(Grouped {
        sweep: sweep.map(Arc::new),
        clusters: Arc::new(clusters),
        scores: Arc::new(scores),
        facts: Arc::new(facts),
        baselines: Arc::new(baselines),
        probes: Arc::new(probes),
    })
}

type Drawn = (Arc<Projection>, Option<Arc<Trust>>, Arc<Projection>);

fn draw(
    latents: &Matrix,
    config: &Checked,
    notes: &mut Vec<Warning>,
    reporter: &Reporter,
) -> Result<Drawn> {
    let pca = Arc::new(projection::pca_2d(latents));
    let method = config.projection.method;
    let few = latents.n_rows() < 4;
    let map = match method {
        ProjectionMethod::Pca => pca.clone(),
        ProjectionMethod::Tsne | ProjectionMethod::Umap if few => {
            let cause = say(id::PIPELINE_FEW_SONGS_FOR_A_MAP).with("method", method.label());
            notes.push(Warning::new(id::LABELS_MAP, cause));
            pca.clone()
        }
        ProjectionMethod::Tsne | ProjectionMethod::Umap => {
            let seed = config.stream(Stage::Projection);
            Arc::new(projection::project(
                latents,
                &config.projection,
                seed,
                reporter,
            )?)
        }
    };
    let trust = if few {
        None
    } else {
        let seed = config.stream(Stage::Projection);
        Some(Arc::new(projection::trust(
            latents,
            &map.xy,
            config.scores.n_neighbors,
            seed,
            reporter,
        )?))
    };
    notes.extend(fitting::of_map(
        &config.projection,
        &config.scores,
        &map,
        trust.as_deref(),
    ));
    Ok((map, trust, pca))
}

/// The notes of a run on these parts of it, for one that takes them over.
fn notes_of<'a>(before: &'a Analysis, subjects: &'a [Text]) -> impl Iterator<Item = Warning> + 'a {
    before
        .notes
        .iter()
        .filter(|note| subjects.iter().any(|text| note.subject.says(*text)))
        .cloned()
}

/// As [`Analysis::shares_of_variance`].
fn shares_of_variance(
    latents: &Matrix,
    model: &ModelConfig,
    fused: &Fused,
) -> Option<Vec<(BlockKind, f64)>> {
    if model.kind != ModelKind::Late {
        return None;
    }
    let n = latents.n_rows().max(1) as f64;
    let variance = |column: usize| {
        let of = || latents.rows().map(|row| f64::from(row[column]));
        let mean = of().sum::<f64>() / n;
        of().map(|v| (v - mean).powi(2)).sum::<f64>() / n
    };
    // Each view has its own columns, in the order of the views.
    let of_view = |view: usize| {
        (view * model.n_latent..(view + 1) * model.n_latent)
            .map(variance)
            .sum::<f64>()
    };
    let sums: Vec<f64> = (0..fused.views.len()).map(of_view).collect();
    let total: f64 = sums.iter().sum();
    (total > 0.0).then(|| {
        fused
            .views
            .iter()
            .zip(sums)
            .map(|(view, sum)| (view.kind, sum / total))
            .collect()
    })
}

/// The modality that has too little of the variance to be seen beside the other, and how much.
pub(crate) fn drowned(shares: &[(BlockKind, f64)]) -> Option<(BlockKind, f64)> {
    let least = shares.iter().copied().min_by(|a, b| a.1.total_cmp(&b.1))?;
    (least.1 * (shares.len() as f64) < DROWNED).then_some(least)
}

/// A modality whose latents say next to nothing beside those of another.
fn of_drowned(model: &Trained, config: &ModelConfig, fused: &Fused) -> Option<Warning> {
    let (kind, share) = drowned(&shares_of_variance(&model.latents, config, fused)?)?;
    let cause = say(id::PIPELINE_NAMES_HAVE_SHARE_PERCENT_VARIANCE)
        .with("names", plural(kind))
        .with("share", format!("{:.0}", 100.0 * share));
    Some(Warning::new(id::RUNS_MODEL, cause))
}

fn plural(kind: BlockKind) -> Text {
    match kind {
        BlockKind::Audio => id::PIPELINE_LATENTS_SOUND,
        BlockKind::Lyrics => id::PIPELINE_LATENTS_WORDS,
        BlockKind::Numbers => id::PIPELINE_LATENTS_NUMBER_COLUMNS,
        BlockKind::Vectors => id::PIPELINE_LATENTS_READY_VECTORS,
    }
}

/// A model that was trained further, where one training to its end may come out otherwise.
fn of_breaks(model: &Trained) -> Option<Warning> {
    let after: Vec<String> = model.continued_after.iter().map(usize::to_string).collect();
    (!after.is_empty()).then(|| {
        let cause = say(id::PIPELINE_TRAINED_FURTHER_AFTER_EPOCH_N)
            .with("n", after.join(tr(id::PIPELINE_AND)));
        Warning::new(id::RUNS_MODEL, cause)
    })
}

/// Label columns with which no clustering can agree or disagree.
fn of_one_class(library: &Library) -> impl Iterator<Item = Warning> {
    library.labels.iter().filter_map(|label| {
        let mut known = label.of_song.iter().flatten();
        let first = known.next()?;
        let only = &label.classes[*first as usize];
        let cause = say(id::PIPELINE_NOT_SCORED_ALL_SONGS_MAP).with("only", only);
        known
            .all(|class| class == first)
            .then(|| Warning::label(&label.name, cause))
    })
}

impl ModelConfig {
    /// The model as it is trained: VaDE's mixture has as many components as clusters are asked for.
    pub(crate) fn resolved(&self, clustering: &ClusteringConfig) -> Self {
        let n_components = if self.kind.has_components() && self.n_components == 0 {
            clustering.n_clusters
        } else {
            self.n_components
        };
        Self {
            n_components,
            ..self.clone()
        }
    }
}

#[derive(Default)]
struct Clock {
    timings: Vec<(Stage, Duration)>,
}

impl Clock {
    fn time<T>(&mut self, stage: Stage, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let start = Instant::now();
        let result = work();
        let took = start.elapsed();
        memory::give_back();
        match self.timings.iter_mut().find(|(of, _)| *of == stage) {
            Some((_, before)) => *before += took,
            None => self.timings.push((stage, took)),
        }
        result
    }
}
