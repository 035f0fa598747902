//! What is known before anything is learnt: features, and what of them a model is to be shown.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use super::{Analysis, Clock};
use crate::config::{Checked, FusionConfig, Keyed, ModelConfig, Needs};
use crate::error::{Error, Result, Warning};
use crate::features::{self, BlockId, BlockKind, Cache, FeatureSet, Fused, Kin, Patches, Split};
use crate::job::{Reporter, Stage};
use crate::library::Library;
use crate::matrix::Matrix;
use crate::model::{Conditions, Input};
use crate::text::TfIdf;
use crate::words::{id, say};

/// The features of the songs that take part.
#[derive(Clone)]
pub struct Prepared {
    pub(crate) whole: Arc<Library>,
    pub(crate) library: Arc<Library>,
    pub(crate) features: Arc<FeatureSet>,
    pub(crate) rows: Arc<Vec<usize>>,
    /// Which songs of `whole` belong together, by words and files.
    pub(crate) whole_kin: Arc<Kin>,
    /// Which songs of `library` do, by their features too.
    pub(crate) kin: Arc<Kin>,
    pub(crate) split: Arc<Split>,
    pub(crate) fused: Arc<Fused>,
    pub(crate) patches: Option<Arc<Patches>>,
    pub(crate) conditions: Option<Arc<Conditions>>,
    pub(super) notes: Vec<Warning>,
    pub(super) timings: Vec<(Stage, Duration)>,
}

impl Prepared {
    /// What a run was made of.
    pub(super) fn of(analysis: &Analysis) -> Self {
        Self {
            whole: analysis.whole.clone(),
            library: analysis.library.clone(),
            features: analysis.features.clone(),
            rows: analysis.rows.clone(),
            whole_kin: analysis.whole_kin.clone(),
            kin: analysis.kin.clone(),
            split: analysis.split.clone(),
            fused: analysis.fused.clone(),
            patches: analysis.patches.clone(),
            conditions: analysis.conditions.clone(),
            notes: Vec::new(),
            timings: Vec::new(),
        }
    }

    /// What a model is shown.
    pub(crate) fn input(&self) -> Input<'_> {
        Input::new(
            &self.fused,
            self.conditions.as_deref(),
            self.patches.as_deref(),
        )
    }

    /// The model as it is trained.
    pub(crate) fn model_config(&self, config: &Checked) -> ModelConfig {
        config.model.resolved(&config.clustering)
    }

    /// True when `analysis` was made of the same.
    pub(super) fn is_that_of(&self, analysis: &Analysis) -> bool {
        let same = |a: &Option<Arc<Patches>>, b: &Option<Arc<Patches>>| match (a, b) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        };
        Arc::ptr_eq(&self.fused, &analysis.fused)
            && same(&self.patches, &analysis.patches)
            && self.conditions == analysis.conditions
    }

    /// The blocks that are worth a look each, whatever they weigh: those of sound where audio is in
    /// use, and ready vectors; none where there is but one and it is all that the model is shown.
    pub(super) fn blocks_alone(&self, config: &Checked) -> Vec<BlockId> {
        let is_asked = |id: BlockId| match id.kind() {
            BlockKind::Audio => config.fusion.weight(BlockKind::Audio) > 0.0,
            BlockKind::Vectors => true,
            BlockKind::Lyrics | BlockKind::Numbers => false,
        };
        let found = BlockId::all()
            .filter(|&id| is_asked(id))
            .filter(|&id| self.features.block(id).is_some());
        let is_all = |id: &BlockId| {
            let blocks = &self.fused.scaler.blocks;
            blocks.len() == 1 && blocks[0].0 == id.name()
        };
        found.filter(|id| !is_all(id)).collect()
    }

    /// A block made comparable by itself, centred by language or not; `None` where it does not vary.
    ///
    /// # Shapes
    /// Songs of `library` × columns of the block.
    pub(super) fn alone(&self, id: BlockId, centre_language: bool) -> Option<Matrix> {
        let only = FeatureSet {
            blocks: vec![self.features.block(id)?.clone()],
            duration_secs: self.features.duration_secs.clone(),
            recordings: self.features.recordings.clone(),
            warnings: Vec::new(),
            n_cached: 0,
            files_hash: None,
        };
        let config = FusionConfig {
            centre_language,
            ..FusionConfig::default()
        };
        let only = only.select(&self.rows);
        let only = features::centred(&only, &self.library.songs, &config, &self.split);
        let alone = features::fuse_alone(only.blocks.first()?, &self.split);
        alone.ok().map(|fused| fused.x)
    }

    /// The word part of the lyric features, for naming clusters.
    pub(super) fn lyric_words(&self) -> Option<TfIdf> {
        let block = self.features.block(BlockId::LyricWords)?;
        Some(TfIdf {
            terms: block.columns.clone(),
            idf: Vec::new(),
            values: block.values.select_rows(&self.rows),
        })
    }
}

/// Features of every song, and what a model is to be shown.
///
/// # Errors
/// When fewer than two songs have a modality in use, or a condition is no label column; or
/// [`Error::Cancelled`].
pub fn prepare(
    whole: Arc<Library>,
    config: &Checked,
    before: Option<&Analysis>,
    cache: &Cache,
    reporter: &Reporter,
) -> Result<Prepared> {
    let mut clock = Clock::default();
    let before = before.filter(|b| Arc::ptr_eq(&b.whole, &whole));
    let same = before.filter(|b| has_same_features(b, config));
    let features = match same {
        Some(b) => b.features.clone(),
        None => {
            let stage = if whole.report.n_audio > 0 {
                Stage::Audio
            } else {
                Stage::Text
            };
            Arc::new(clock.time(stage, || features::extract(&whole, config, cache, reporter))?)
        }
    };
    let kin = match before {
        Some(b) => b.whole_kin.clone(),
        None => clock.time(Stage::Features, || {
            Ok(Arc::new(Kin::of_songs(&whole.songs)))
        })?,
    };
    let known = Known {
        whole,
        kin,
        features,
    };
    joined_as(known, config, same, clock, cache, reporter)
}

/// The features of `b` are those that these settings ask for, and the files of ready vectors and of
/// a network are those that were read.
fn has_same_features(b: &Analysis, config: &Checked) -> bool {
    b.config.audio == config.audio
        && b.config.text == config.text
        && b.config.embeddings == config.embeddings
        && b.config.network == config.network
        && b.features.files_hash == features::files_hash(config)
}

/// What centring by language has changed, and what may no longer be asked.
fn of_centring(library: &Library, features: &FeatureSet, config: &FusionConfig) -> Option<Warning> {
    let blocks: Vec<String> = features::centred_blocks(features, config)
        .filter_map(|block| BlockId::of_key(&block.name))
        .map(|id| id.label().to_string())
        .collect();
    if blocks.is_empty() {
        return None;
    }
    let songs = library.songs.iter();
    let names: BTreeSet<&str> = songs
        .filter_map(|song| Some(song.language.as_ref()?.name.as_str()))
        .collect();
    let n_unknown = library
        .songs
        .iter()
        .filter(|s| s.language.is_none())
        .count();
    let cause = match names.len() {
        0 | 1 => say(id::PIPELINE_CENTRED_BY_ONE_LANGUAGE),
        n => say(id::PIPELINE_CENTRED_BY_LANGUAGE)
            .with("n", n)
            .with("unknown", n_unknown),
    };
    let cause = cause.with("blocks", blocks.join(", "));
    Some(Warning::new(id::COMMON_CENTRED_BY_LANGUAGE, cause))
}

/// What is known of a library before its features are joined, which many settings share.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) whole: Arc<Library>,
    /// Which songs belong together, by words and files.
    pub(crate) kin: Arc<Kin>,
    pub(crate) features: Arc<FeatureSet>,
}

impl Known {
    /// Of a library whose features are there.
    #[cfg(test)]
    pub(crate) fn of(whole: Arc<Library>, features: Arc<FeatureSet>) -> Self {
        let kin = Arc::new(Kin::of_songs(&whole.songs));
        Self {
            whole,
            kin,
            features,
        }
    }
}

/// The same from features that are there already.
///
/// # Errors
/// As [`prepare`].
pub(crate) fn prepare_from(
    known: Known,
    config: &Checked,
    cache: &Cache,
    reporter: &Reporter,
) -> Result<Prepared> {
    joined_as(known, config, None, Clock::default(), cache, reporter)
}

/// `same` is an analysis with the same features.
fn joined_as(
    known: Known,
    config: &Checked,
    same: Option<&Analysis>,
    mut clock: Clock,
    cache: &Cache,
    reporter: &Reporter,
) -> Result<Prepared> {
    let same = same.filter(|b| {
        b.config.fusion == config.fusion
            && b.config.seed == config.seed
            && b.config.model.validation_share == config.model.validation_share
    });
    let mut prepared = match same {
        Some(b) => taken_over(b, known, config),
        None => joined(known, config, &mut clock, reporter)?,
    };
    if config.model.kind.needs() == Needs::Conditions {
        prepared.conditions = Some(Arc::new(Conditions::of(
            &prepared.library,
            &config.model.conditions,
        )?));
    }
    if config.model.kind.needs() == Needs::Patches {
        let of_before = same
            .filter(|b| b.config.model.patches == config.model.patches)
            .and_then(|b| b.patches.clone().map(|patches| (patches, Vec::new())));
        let (patches, warnings) = match of_before {
            Some(found) => found,
            None => clock.time(Stage::Audio, || {
                let songs = &prepared.library.songs;
                let made = features::patches(
                    songs,
                    &config.audio,
                    &config.model.patches,
                    cache,
                    reporter,
                )?;
                Ok((Arc::new(made.0), made.1))
            })?,
        };
        prepared.patches = Some(patches);
        prepared.notes.extend(warnings);
    }
    prepared.timings = clock.timings;
    Ok(prepared)
}

fn taken_over(b: &Analysis, known: Known, config: &Checked) -> Prepared {
    let Known {
        whole,
        kin: whole_kin,
        features,
    } = known;
    let (fusion, mut notes) = fusion(config, &features);
    notes.extend(left_out(&whole, &features, &b.rows, &fusion));
    notes.extend(b.kin.warning(&b.library.songs));
    notes.extend(of_centring(&b.library, &features, &fusion));
    Prepared {
        whole,
        library: b.library.clone(),
        features,
        rows: b.rows.clone(),
        whole_kin,
        kin: b.kin.clone(),
        split: b.split.clone(),
        fused: b.fused.clone(),
        patches: None,
        conditions: None,
        notes,
        timings: Vec::new(),
    }
}

fn joined(
    known: Known,
    config: &Checked,
    clock: &mut Clock,
    reporter: &Reporter,
) -> Result<Prepared> {
    let Known {
        whole,
        kin: whole_kin,
        features,
    } = known;
    reporter.step(Stage::Features, 0, 1, "");
    let (fusion, mut notes) = fusion(config, &features);
    let rows = features.usable(|kind| fusion.weight(kind) > 0.0);
    if rows.len() < 2 {
        let (modality, n) = (fusion.modality.label(), rows.len());
        return Err(Error::library(
            say(id::PIPELINE_TOO_FEW_SONGS)
                .with("n", n)
                .with("all", whole.songs.len())
                .with("modality", modality)
                .with("warnings", Warning::first_lines(&features.warnings)),
        ));
    }
    notes.extend(left_out(&whole, &features, &rows, &fusion));
    let (library, chosen) = if rows.len() == whole.songs.len() {
        (whole.clone(), features.clone())
    } else {
        (
            Arc::new(whole.select(&rows)),
            Arc::new(features.select(&rows)),
        )
    };
    let (kin, split, fused) = clock.time(Stage::Features, || {
        let kin = whole_kin.and_by(&whole.songs, &features).select(&rows);
        let split = features::split(
            &kin,
            config.model.validation_share,
            config.stream(Stage::Features),
        );
        let chosen = features::centred(&chosen, &library.songs, &fusion, &split);
        let fused = features::fuse(&chosen, &fusion, &split)?;
        Ok((Arc::new(kin), Arc::new(split), Arc::new(fused)))
    })?;
    notes.extend(kin.warning(&library.songs));
    notes.extend(of_centring(&library, &features, &fusion));
    Ok(Prepared {
        whole,
        library,
        features,
        rows: Arc::new(rows),
        whole_kin,
        kin,
        split,
        fused,
        patches: None,
        conditions: None,
        notes,
        timings: Vec::new(),
    })
}

/// The settings of joining; where there is nothing but a table of numbers, the table is what is
/// shown.
fn fusion(config: &Checked, features: &FeatureSet) -> (FusionConfig, Vec<Warning>) {
    let only_numbers = features.blocks.iter().all(|b| b.kind == BlockKind::Numbers);
    if !only_numbers || config.fusion.numbers_weight > 0.0 {
        return (config.fusion.clone(), Vec::new());
    }
    let cause = id::PIPELINE_NUMBERS_ARE_SHOWN;
    (
        FusionConfig {
            numbers_weight: 1.0,
            ..config.fusion.clone()
        },
        vec![Warning::new(id::CONFIG_FEATURES, cause)],
    )
}

/// Songs whose sound and words are not in use. Those that have neither were warned of when that was
/// found.
fn left_out(
    whole: &Library,
    features: &FeatureSet,
    rows: &[usize],
    fusion: &FusionConfig,
) -> Vec<Warning> {
    let mut is_out = vec![true; whole.songs.len()];
    rows.iter().for_each(|&i| is_out[i] = false);
    let has_any = |i: usize| {
        features
            .blocks
            .iter()
            .any(|b| b.kind != BlockKind::Numbers && b.present[i])
    };
    let ids: Vec<&str> = (0..is_out.len())
        .filter(|&i| is_out[i] && has_any(i))
        .map(|i| whole.songs[i].id.as_str())
        .collect();
    let cause = say(id::PIPELINE_NONE_OF_THE_FEATURES).with("modality", fusion.modality.label());
    match ids.len() {
        0..=20 => ids
            .iter()
            .map(|id| Warning::new(*id, cause.clone()))
            .collect(),
        n => vec![Warning::new(
            say(id::PIPELINE_N_SONGS).with("n", n),
            say(id::PIPELINE_CAUSE_AMONG_THEM_IDS)
                .with("cause", cause)
                .with("ids", ids[..5].join(", ")),
        )],
    }
}
