//! One clustering and its scores, of whichever space.

use super::{Baseline, Prepared, Probes};
use crate::clustering::{self, Clusters};
use crate::config::{
    Checked, ChooseK, ClusteringConfig, ClusteringMethod, ModelConfig, ModelKind, Needs,
};
use crate::error::{Error, Result, Warning};
use crate::features::{self, BlockKind};
use crate::job::{Reporter, Stage};
use crate::library::LabelColumn;
use crate::matrix::Matrix;
use crate::model::{self, Input};
use crate::scores::{
    self, CrossModal, Disentanglement, ExternalScores, LabelAucs, Labels, Letters, Scores,
    Separation, Stability, Sweep,
};
use crate::words::{id, say};

/// Clusters and scores spaces of the same songs by the same settings.
pub(crate) struct Grouping<'a> {
    prepared: &'a Prepared,
    config: &'a Checked,
    clustering: ClusteringConfig,
    /// Names of the number columns that are among the features.
    in_features: Vec<String>,
    reporter: &'a Reporter,
}

impl<'a> Grouping<'a> {
    pub(crate) fn new(
        prepared: &'a Prepared,
        config: &'a Checked,
        clustering: ClusteringConfig,
        reporter: &'a Reporter,
    ) -> Self {
        let scaler = &prepared.fused.scaler;
        let numbers = scaler
            .blocks
            .iter()
            .filter(|(_, kind, _)| *kind == BlockKind::Numbers);
        let in_features = numbers
            .flat_map(|(_, _, columns)| scaler.columns[columns.clone()].to_vec())
            .collect();
        Self {
            prepared,
            config,
            clustering,
            in_features,
            reporter,
        }
    }

    /// The settings that clusters are made by.
    pub(crate) fn clustering(&self) -> &ClusteringConfig {
        &self.clustering
    }

    /// Replaces the number of clusters by the one that a sweep finds, where that is asked for.
    ///
    /// # Errors
    /// As [`scores::sweep`].
    pub(crate) fn choose_k(
        &mut self,
        x: &Matrix,
        notes: &mut Vec<Warning>,
    ) -> Result<Option<Sweep>> {
        let c = &self.clustering;
        if c.choose_k == ChooseK::Given || !c.method.takes_k() || x.n_rows() < 3 {
            return Ok(None);
        }
        let (seed, with_gap) = (
            self.config.stream(Stage::Clustering),
            c.choose_k == ChooseK::Gap,
        );
        let sweep = scores::sweep(x, c, with_gap, seed, self.reporter)?;
        let found = match c.choose_k {
            ChooseK::Given => None,
            ChooseK::Silhouette => sweep.by_silhouette,
            ChooseK::Elbow => sweep.by_elbow,
            ChooseK::CalinskiHarabasz => sweep.by_calinski_harabasz,
            ChooseK::Gap => sweep.by_gap,
        };
        match found {
            Some(k) => self.clustering.n_clusters = k,
            None => {
                let cause = say(id::PIPELINE_NO_NUMBER_STANDS_OUT)
                    .with("score", c.choose_k.label())
                    .with("n", c.n_clusters);
                notes.push(Warning::new(id::JOB_CLUSTERING, cause));
            }
        }
        Ok(Some(sweep))
    }

    /// Clusters of a space; `responsibilities` are those of the model's own mixture, where that is
    /// asked for.
    ///
    /// # Errors
    /// As [`clustering::cluster`].
    pub(crate) fn clusters(
        &self,
        x: &Matrix,
        responsibilities: Option<&Matrix>,
    ) -> Result<Clusters> {
        match (self.clustering.method, responsibilities) {
            (ClusteringMethod::Model, Some(found)) => Ok(clustering::from_responsibilities(found)),
            (ClusteringMethod::Model, None) => Err(Error::config(
                "clustering.method",
                id::PIPELINE_MUST_ANOTHER_THAN_MODEL_MODEL,
            )),
            _ => clustering::cluster(
                x,
                &self.clustering,
                self.config.stream(Stage::Clustering),
                self.reporter,
            ),
        }
    }

    /// # Errors
    /// [`Error::Cancelled`], or that of a clustering.
    pub(crate) fn scores(&self, x: &Matrix, clusters: &Clusters) -> Result<Scores> {
        let labels = self.labels();
        let mut scores = scores::score(x, clusters, &labels, self.seed(), self.reporter)?;
        let seeds = [self.config.stream(Stage::Clustering), self.seed()];
        scores::score_at_own_k(
            &mut scores,
            x,
            clusters,
            &labels,
            &self.clustering,
            seeds,
            self.reporter,
        )?;
        Ok(scores)
    }

    /// As [`Grouping::scores`], without those at as many clusters as a label has classes.
    pub(super) fn scores_alone(&self, x: &Matrix, clusters: &Clusters) -> Result<Scores> {
        scores::score(x, clusters, &self.labels(), self.seed(), self.reporter)
    }

    /// Agreement of clusters with a column that is not the library's.
    pub(super) fn agreement(
        &self,
        clusters: &[Option<u32>],
        column: &LabelColumn,
    ) -> Result<Option<ExternalScores>> {
        let cautions = self.labels().cautions(column);
        scores::external_scores(clusters, column, cautions, self.seed(), self.reporter)
    }

    fn labels(&self) -> Labels<'_> {
        let model = &self.config.model;
        let sees_lyrics = self
            .prepared
            .fused
            .views
            .iter()
            .any(|view| view.kind == BlockKind::Lyrics);
        Labels {
            library: &self.prepared.library,
            conditions: if model.kind.needs() == Needs::Conditions {
                &model.conditions
            } else {
                &[]
            },
            in_features: &self.in_features,
            is_centred: features::centred_blocks(&self.prepared.features, &self.config.fusion)
                .next()
                .is_some(),
            letters: match (
                sees_lyrics && model.kind.needs() != Needs::Patches,
                self.config.text.romanise,
            ) {
                // A convolutional model hears the songs and reads nothing.
                (false, _) => Letters::Unseen,
                (true, false) => Letters::Own,
                (true, true) => Letters::Romanised,
            },
        }
    }

    /// What the same clustering makes of the features, of their PCA of the model's width, and of
    /// what is measured, what a trained network hears, and ready vectors, each alone. The mixture of
    /// a model is its own: k-means of as many clusters stands in for it.
    pub(super) fn baselines(&self) -> Result<Vec<Baseline>> {
        let model = &self.config.model;
        let plain = Grouping {
            clustering: ClusteringConfig {
                method: self.clustering.method.without_model(),
                ..self.clustering.clone()
            },
            in_features: self.in_features.clone(),
            ..*self
        };
        let baseline = |name, x: &Matrix| -> Result<Baseline> {
            let clusters = plain.clusters(x, None)?;
            let scores = plain.scores(x, &clusters)?;
            Ok(Baseline {
                name,
                n_dims: x.n_cols(),
                labels: clusters.labels,
                scores,
            })
        };
        let x = &self.prepared.fused.x;
        let mut all = Vec::new();
        if model.kind != ModelKind::Direct {
            all.push(baseline("features", x)?);
        }
        if model.kind != ModelKind::Pca {
            let pca = ModelConfig {
                kind: ModelKind::Pca,
                ..model.clone()
            };
            let seed = self.config.stream(Stage::Model);
            let pca = model::train(
                &Input::plain(x),
                &self.prepared.split,
                &pca,
                seed,
                &Reporter::silent(),
            )?;
            all.push(baseline(Baseline::PCA, &pca.latents)?);
        }
        for id in self.prepared.blocks_alone(self.config) {
            if let Some(x) = self.prepared.alone(id, self.config.fusion.centre_language) {
                all.push(baseline(id.name(), &x)?);
            }
        }
        Ok(all)
    }

    /// # Errors
    /// [`Error::Cancelled`], or that of a clustering.
    pub(super) fn probes(&self, x: &Matrix, clusters: &Clusters) -> Result<Probes> {
        Ok(Probes {
            separation: self.separation(x)?,
            label_aucs: self.label_aucs(x)?,
            disentanglement: self.disentanglement(x)?,
            stability: self.stability(x, &clusters.labels)?,
            cross_modal: self.cross_modal()?,
        })
    }

    /// # Errors
    /// As [`scores::separation`].
    pub(crate) fn separation(&self, x: &Matrix) -> Result<Vec<Separation>> {
        scores::separation(
            x,
            &self.labels(),
            &self.prepared.kin,
            &self.config.scores,
            self.seed(),
            self.reporter,
        )
    }

    /// # Errors
    /// As [`scores::label_aucs`].
    pub(crate) fn label_aucs(&self, x: &Matrix) -> Result<Vec<LabelAucs>> {
        scores::label_aucs(
            x,
            &self.labels(),
            &self.prepared.kin,
            &self.config.scores,
            self.seed(),
            self.reporter,
        )
    }

    /// # Errors
    /// As [`scores::disentanglement`].
    pub(crate) fn disentanglement(&self, x: &Matrix) -> Result<Disentanglement> {
        scores::disentanglement(x, &self.labels(), self.reporter)
    }

    /// `None` when it is switched off, or the clustering is the model's own.
    ///
    /// `shown` as in [`scores::stability`].
    ///
    /// # Errors
    /// As [`scores::stability`].
    pub(crate) fn stability(&self, x: &Matrix, shown: &[Option<u32>]) -> Result<Option<Stability>> {
        match (self.config.scores.n_stability, self.clustering.method) {
            (0, _) | (_, ClusteringMethod::Model) => Ok(None),
            (n_runs, _) => scores::stability(
                x,
                &self.clustering,
                shown,
                n_runs,
                self.seed(),
                self.reporter,
            ),
        }
    }

    /// # Errors
    /// As [`scores::cross_modal`].
    pub(crate) fn cross_modal(&self) -> Result<Option<CrossModal>> {
        let k = self.config.scores.n_neighbors;
        scores::cross_modal(&self.prepared.fused, k, self.seed(), self.reporter)
    }

    fn seed(&self) -> u64 {
        self.config.stream(Stage::Scores)
    }
}
