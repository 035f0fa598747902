//! Audio against lyrics, weighed anew without training: the same songs from stored blocks, or from
//! what a model that keeps the two apart makes of each.

use super::Analysis;
use crate::clustering;
use crate::config::{ChooseK, ClusteringConfig, FusionConfig, Keyed, Modality, ModelKind};
use crate::error::{Error, Result};
use crate::features::{self, BlockKind, FeatureSet, View};
use crate::job::{Reporter, Stage};
use crate::library::LabelColumn;
use crate::matrix::Matrix;
use crate::model::{Input, pca::Pca};
use crate::scores::{self, ExternalScores, Labels, Letters, Scores};
use crate::words::{id, tr};

/// Principal components that are kept of each modality, so that weights can be moved at once: four
/// times as many as most latent spaces have. Fewer columns than that are kept as they are but for a
/// rotation.
const MOST_COMPONENTS: usize = 64;

/// What audio and lyrics weigh, as in [`FusionConfig`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Weights {
    pub(crate) audio: f32,
    pub(crate) lyrics: f32,
}

impl Weights {
    /// `audio` is the share of audio, 0 to 1; both weigh 1 in the middle.
    pub(crate) fn of_share(audio: f32) -> Self {
        let audio = audio.clamp(0.0, 1.0);
        Self {
            audio: 2.0 * audio,
            lyrics: 2.0 * (1.0 - audio),
        }
    }

    /// Those of a run.
    pub(crate) fn of(fusion: &FusionConfig) -> Self {
        Self {
            audio: fusion.weight(BlockKind::Audio),
            lyrics: fusion.weight(BlockKind::Lyrics),
        }
    }

    /// Of audio, 0 to 1; ½ where neither weighs anything.
    pub(crate) fn share(self) -> f32 {
        let both = self.audio + self.lyrics;
        if both > 0.0 { self.audio / both } else { 0.5 }
    }
}

/// What is weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Space {
    /// Standardised features, brought to the model's width by PCA, or left as they are where the
    /// model does.
    Features,
    /// What the trained model makes of each modality by itself, side by side.
    Latents,
}

/// Songs by sound and by words, ready to be weighed.
pub(crate) struct Weighing {
    space: Space,
    audio: Part,
    lyrics: Part,
    /// Number columns and ready vectors, where the run shows them to its model, with their weights.
    others: Vec<(BlockKind, Part, f32)>,
    n_latent: Option<usize>,
}

/// One modality of all songs, of total variance 1 over the training songs.
struct Part {
    /// n × at most [`MOST_COMPONENTS`].
    x: Matrix,
    n_varying: usize,
}

/// Clusters of weighed songs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Weighed {
    pub(crate) weights: Weights,
    pub(crate) space: Space,
    /// Cluster of each song, numbered as those of the model that share most songs with them; `None`
    /// is noise.
    pub(crate) labels: Vec<Option<u32>>,
    pub(crate) n_clusters: usize,
    pub(crate) scores: Scores,
    /// Agreement with the model's clusters; `None` when the model has fewer than two.
    pub(crate) with_model: Option<ExternalScores>,
}

impl Weighing {
    /// True when the songs of `analysis` have sound and words to be weighed.
    pub(crate) fn is_possible(analysis: &Analysis) -> bool {
        let has = |kind| {
            let mut blocks = analysis
                .features
                .blocks
                .iter()
                .filter(|block| block.kind == kind);
            blocks.any(|block| analysis.rows.iter().any(|&row| block.present[row]))
        };
        has(BlockKind::Audio) && has(BlockKind::Lyrics)
    }

    /// Takes apart what the songs of `analysis` are known by.
    ///
    /// # Errors
    /// When one of the two is not there or does not vary; [`Error::Cancelled`].
    pub(crate) fn new(analysis: &Analysis, reporter: &Reporter) -> Result<Self> {
        let kind = analysis.config.model.kind;
        let shown = |kind| analysis.fused.views.iter().any(|view| view.kind == kind);
        let keeps_apart = matches!(kind, ModelKind::Late | ModelKind::Joint);
        if keeps_apart && shown(BlockKind::Audio) && shown(BlockKind::Lyrics) {
            return Self::of_latents(analysis, reporter);
        }
        let blocks = analysis.features.select(&analysis.rows);
        let n_latent = (kind != ModelKind::Direct).then_some(analysis.config.model.n_latent);
        let part = |kind| {
            reporter.checkpoint()?;
            Part::of_features(&blocks, kind, analysis, n_latent)
        };
        let mut others = Vec::new();
        for (kind, weight) in other_weights(analysis) {
            others.push((kind, part(kind)?, weight));
        }
        Ok(Self {
            space: Space::Features,
            audio: part(BlockKind::Audio)?,
            lyrics: part(BlockKind::Lyrics)?,
            others,
            n_latent,
        })
    }

    fn of_latents(analysis: &Analysis, reporter: &Reporter) -> Result<Self> {
        let part = |kind| {
            reporter.checkpoint()?;
            Ok(Part::of_total_variance_one(
                alone(analysis, kind),
                &analysis.split.train,
            ))
        };
        let mut others = Vec::new();
        for (kind, weight) in other_weights(analysis) {
            others.push((kind, part(kind)?, weight));
        }
        let (audio, lyrics) = (part(BlockKind::Audio)?, part(BlockKind::Lyrics)?);
        Ok(Self {
            space: Space::Latents,
            audio,
            lyrics,
            others,
            n_latent: None,
        })
    }

    /// Clusters and scores of the songs of `analysis`, the one this was made of, under other
    /// weights.
    ///
    /// # Errors
    /// When nothing weighs anything; as [`clustering::cluster`]; [`Error::Cancelled`].
    pub(crate) fn at(
        &self,
        weights: Weights,
        analysis: &Analysis,
        reporter: &Reporter,
    ) -> Result<Weighed> {
        let x = self.joined(weights, analysis)?;
        reporter.checkpoint()?;
        let found = clustering::cluster(
            &x,
            &clusters_like(analysis),
            analysis.config.stream(Stage::Clustering),
            &reporter.quiet(),
        )?;
        let seed = analysis.config.stream(Stage::Scores);
        let mut others = self.others.iter();
        let in_features: Vec<String> = match others.any(|(kind, ..)| *kind == BlockKind::Numbers) {
            true => analysis
                .library
                .numbers
                .iter()
                .filter(|n| n.is_feature)
                .map(|n| n.name.clone())
                .collect(),
            false => Vec::new(),
        };
        let labels = Labels {
            library: &analysis.library,
            conditions: &[],
            in_features: &in_features,
            is_centred: features::centred_blocks(&analysis.features, &analysis.config.fusion)
                .next()
                .is_some(),
            letters: match (weights.lyrics > 0.0, analysis.config.text.romanise) {
                (false, _) => Letters::Unseen,
                (true, false) => Letters::Own,
                (true, true) => Letters::Romanised,
            },
        };
        let scores = scores::score(&x, &found, &labels, seed, &reporter.quiet())?;
        let of_model = as_column(analysis);
        let with_model =
            scores::external_scores(&found.labels, &of_model, Vec::new(), seed, reporter)?;
        let labels = numbered_as(&found.labels, &analysis.clusters.labels);
        Ok(Weighed {
            weights,
            space: self.space,
            labels,
            n_clusters: found.n_clusters,
            scores,
            with_model,
        })
    }

    /// The blocks side by side, as [`features::fuse`] joins them, and as many principal components
    /// as the model has dimensions.
    fn joined(&self, weights: Weights, analysis: &Analysis) -> Result<Matrix> {
        let others = self.others.iter().map(|(_, part, weight)| (part, *weight));
        let parts: Vec<(&Part, f32)> =
            [(&self.audio, weights.audio), (&self.lyrics, weights.lyrics)]
                .into_iter()
                .chain(others)
                .filter(|(_, weight)| *weight > 0.0)
                .collect();
        let total: f32 = parts.iter().map(|(_, weight)| weight * weight).sum();
        if total <= 0.0 {
            return Err(Error::stage(
                id::ERROR_WEIGHTS,
                id::PIPELINE_AUDIO_LYRICS_BOTH_WEIGH_NOTHING,
            ));
        }
        let n_varying: usize = parts.iter().map(|(part, _)| part.n_varying).sum();
        let overall = (n_varying as f32 / total).sqrt();
        let weighed: Vec<Matrix> = parts
            .iter()
            .map(|(part, weight)| scaled(&part.x, weight * overall))
            .collect();
        let x = Matrix::hcat(&weighed.iter().collect::<Vec<_>>());
        match self.n_latent {
            Some(width) if width < x.n_cols() => {
                Ok(Pca::fit(&x, &analysis.split.train, width)?.transform(&x))
            }
            _ => Ok(x),
        }
    }
}

/// What is shown to the model beside audio and lyrics, and what it weighs.
fn other_weights(analysis: &Analysis) -> impl Iterator<Item = (BlockKind, f32)> {
    let kinds = BlockKind::all().filter(|kind| match kind {
        BlockKind::Numbers | BlockKind::Vectors => true,
        BlockKind::Audio | BlockKind::Lyrics => false,
    });
    let views = &analysis.fused.views;
    kinds
        .filter(|kind| views.iter().any(|view| view.kind == *kind))
        .map(|kind| (kind, analysis.config.fusion.weight(kind)))
        .filter(|(_, weight)| *weight > 0.0)
}

impl Part {
    fn of_features(
        blocks: &FeatureSet,
        kind: BlockKind,
        analysis: &Analysis,
        n_latent: Option<usize>,
    ) -> Result<Self> {
        let on = |this| if kind == this { 1.0 } else { 0.0 };
        let fusion = FusionConfig {
            modality: Modality::Both,
            audio_weight: on(BlockKind::Audio),
            lyrics_weight: on(BlockKind::Lyrics),
            numbers_weight: on(BlockKind::Numbers),
            embeddings_weight: on(BlockKind::Vectors),
            ..analysis.config.fusion.clone()
        };
        let blocks = features::centred(blocks, &analysis.library.songs, &fusion, &analysis.split);
        let fused = features::fuse(&blocks, &fusion, &analysis.split)?;
        let n_varying = fused
            .scaler
            .factor
            .iter()
            .filter(|factor| **factor > 0.0)
            .count();
        // Columns that vary have variance 1 on average.
        let x = scaled(&fused.x, (n_varying as f32).sqrt().recip());
        let x = match n_latent {
            Some(width) if x.n_cols() > MOST_COMPONENTS.max(4 * width) => {
                Pca::fit(&x, &analysis.split.train, MOST_COMPONENTS.max(4 * width))?.transform(&x)
            }
            _ => x,
        };
        Ok(Self { x, n_varying })
    }

    fn of_total_variance_one(x: Matrix, train: &[usize]) -> Self {
        let n = train.len().max(1) as f64;
        let variance_of = |c: usize| {
            let mean = train.iter().map(|&i| f64::from(x.row(i)[c])).sum::<f64>() / n;
            train
                .iter()
                .map(|&i| (f64::from(x.row(i)[c]) - mean).powi(2))
                .sum::<f64>()
                / n
        };
        let total: f64 = (0..x.n_cols()).map(variance_of).sum();
        let n_varying = x.n_cols();
        let scale = if total > 0.0 {
            total.sqrt().recip()
        } else {
            0.0
        };
        Self {
            x: scaled(&x, scale as f32),
            n_varying,
        }
    }
}

/// The latents of every song as its model gives them from one modality alone: n × n_latent.
fn alone(analysis: &Analysis, kind: BlockKind) -> Matrix {
    let latents = analysis.latents();
    if analysis.config.model.kind == ModelKind::Late {
        // Each view has its own columns, in the order of the views.
        let width = analysis.config.model.n_latent;
        let view = analysis
            .fused
            .views
            .iter()
            .position(|view| view.kind == kind)
            .unwrap_or(0);
        let rows: Vec<&[f32]> = latents
            .rows()
            .map(|row| &row[view * width..(view + 1) * width])
            .collect();
        return Matrix::from_rows(&rows);
    }
    let only = |view: &View| View {
        present: view
            .present
            .iter()
            .map(|&has| has && view.kind == kind)
            .collect(),
        ..view.clone()
    };
    let views: Vec<View> = analysis.fused.views.iter().map(only).collect();
    analysis.model.encode(&Input {
        views: &views,
        ..analysis.input()
    })
}

fn scaled(x: &Matrix, by: f32) -> Matrix {
    Matrix::new(
        x.n_rows(),
        x.n_cols(),
        x.as_slice().iter().map(|v| v * by).collect(),
    )
}

/// The clustering of the analysis, of as many clusters; k-means where the model's own mixture was
/// asked for.
fn clusters_like(analysis: &Analysis) -> ClusteringConfig {
    let config = &analysis.config.clustering;
    let most = analysis.library.songs.len().saturating_sub(1).max(1);
    let n_clusters = analysis.clusters.n_clusters.max(2).min(most);
    ClusteringConfig {
        method: config.method.without_model(),
        n_clusters,
        choose_k: ChooseK::Given,
        ..config.clone()
    }
}

/// The clusters of the model as a label column.
fn as_column(analysis: &Analysis) -> LabelColumn {
    LabelColumn {
        name: tr(id::PIPELINE_MODEL_S_CLUSTERS).to_string(),
        classes: (1..=analysis.clusters.n_clusters)
            .map(|c| c.to_string())
            .collect(),
        of_song: analysis.clusters.labels.clone(),
        n_detected: 0,
    }
}

/// The same clusters, each under the number of the one of `reference` that shares most songs with
/// it, so that it keeps its colour; those that are left over are numbered on.
fn numbered_as(labels: &[Option<u32>], reference: &[Option<u32>]) -> Vec<Option<u32>> {
    let size =
        |labels: &[Option<u32>]| labels.iter().flatten().max().map_or(0, |&c| c as usize + 1);
    let (n, n_reference) = (size(labels), size(reference));
    let mut shared = vec![0usize; n * n_reference];
    for (label, other) in labels.iter().zip(reference) {
        if let (Some(label), Some(other)) = (label, other) {
            shared[*label as usize * n_reference + *other as usize] += 1;
        }
    }
    let mut pairs: Vec<usize> = (0..shared.len()).filter(|&pair| shared[pair] > 0).collect();
    pairs.sort_by_key(|&pair| (std::cmp::Reverse(shared[pair]), pair));
    let (mut number, mut taken) = (vec![None; n], vec![false; n.max(n_reference)]);
    for pair in pairs {
        let (label, other) = (pair / n_reference, pair % n_reference);
        if number[label].is_none() && !taken[other] {
            (number[label], taken[other]) = (Some(other as u32), true);
        }
    }
    for number in number.iter_mut().filter(|number| number.is_none()) {
        // There are at least as many numbers as clusters.
        if let Some(free) = taken.iter().position(|taken| !taken) {
            (*number, taken[free]) = (Some(free as u32), true);
        }
    }
    labels
        .iter()
        .map(|label| label.and_then(|label| number[label as usize]))
        .collect()
}

#[cfg(test)]
mod tests;
