//! The dimensions of a latent space, in the order of what they carry, and what each goes along
//! with.

use crate::error::Result;
use crate::job::{Reporter, Stage};
use crate::model::explore::Spread;
use crate::pipeline::Analysis;
use crate::scores::{self, Associations};

/// What is known of each dimension. Vectors have one entry a dimension, by its index.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Dimensions {
    /// All indices: by KL, largest first; by deviation where the model has no posterior.
    pub(crate) order: Vec<usize>,
    /// In nats; empty for models without a posterior.
    pub(crate) kl: Vec<f32>,
    pub(crate) spread: Vec<Spread>,
    /// Whether it carries anything, as the diagnostics count active dimensions.
    pub(crate) active: Vec<bool>,
    pub(crate) associations: Associations,
}

/// The label column that a dimension tells most of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct LabelAssociation {
    /// Index into the columns of [`scores::Disentanglement`].
    pub(crate) column: usize,
    pub(crate) bits: f64,
    /// What binning alone gives.
    pub(crate) chance_bits: f64,
}

/// The feature that a dimension goes along with most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct FeatureAssociation {
    /// Index of the joined column.
    pub(crate) column: usize,
    /// Spearman's ρ.
    pub(crate) correlation: f32,
}

impl Dimensions {
    /// # Errors
    /// [`crate::error::Error::Cancelled`] only.
    pub(crate) fn of(analysis: &Analysis, reporter: &Reporter) -> Result<Self> {
        let model = &analysis.model;
        let (kl, spread) = (model.diagnostics.kl_per_dim.clone(), model.spread());
        let weight = |dim: usize| kl.get(dim).copied().unwrap_or(spread[dim].deviation);
        let mut order: Vec<usize> = (0..spread.len()).collect();
        order.sort_by(|&a, &b| weight(b).total_cmp(&weight(a)));
        let seed = analysis.config.stream(Stage::Scores);
        let associations =
            scores::associations(analysis.latents(), &analysis.fused, seed, reporter)?;
        let active = model.active_dims(analysis.config.model.active_threshold);
        Ok(Self {
            order,
            kl,
            spread,
            active,
            associations,
        })
    }

    /// The label that a dimension knows the largest share of, if it knows more of it than luck
    /// gives: the mean of shuffled labels and three deviations, 2n times the information being
    /// χ²-distributed then (Wilks 1938), with variance twice its mean.
    pub(crate) fn label_of(&self, dim: usize, analysis: &Analysis) -> Option<LabelAssociation> {
        let columns = analysis.probes.disentanglement.columns.iter().enumerate();
        let known = columns.filter_map(|(column, c)| {
            let (nats, chance) = (*c.mutual_information.get(dim)?, *c.chance.get(dim)?);
            let n = analysis.library.songs.len() as f64;
            let beyond_luck = nats > chance + 3.0 * (chance / n).sqrt();
            let share = (nats - chance) / c.entropy;
            let bits = |nats: f64| nats / std::f64::consts::LN_2;
            beyond_luck.then(|| {
                (
                    share,
                    LabelAssociation {
                        column,
                        bits: bits(nats),
                        chance_bits: bits(chance),
                    },
                )
            })
        });
        known
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, association)| association)
    }

    /// The joined column of largest |ρ|, if that is more than luck gives among so many.
    pub(crate) fn feature_of(&self, dim: usize) -> Option<FeatureAssociation> {
        let found = self.associations.correlation.row(dim).iter().enumerate();
        let found =
            found.filter(|(column, rho)| f64::from(rho.abs()) > self.associations.by_luck[*column]);
        found
            .max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()))
            .map(|(column, &correlation)| FeatureAssociation {
                column,
                correlation,
            })
    }

    /// The columns that dimensions go along with most: the strongest of each that carries anything
    /// in turn, `n` at most, in the order of the joined columns, so that those of a block stand
    /// together.
    pub(crate) fn telling_columns(&self, n: usize) -> Vec<usize> {
        let ranked: Vec<Vec<usize>> = self
            .order
            .iter()
            .filter(|&&dim| self.active[dim])
            .map(|&d| self.ranked(d))
            .collect();
        let mut chosen = Vec::new();
        for rank in 0..n {
            for column in ranked.iter().filter_map(|columns| columns.get(rank)) {
                if chosen.len() < n && !chosen.contains(column) {
                    chosen.push(*column);
                }
            }
        }
        chosen.sort_unstable();
        chosen
    }

    fn ranked(&self, dim: usize) -> Vec<usize> {
        let rho = self.associations.correlation.row(dim);
        let mut columns: Vec<usize> = (0..rho.len()).filter(|&c| rho[c].is_finite()).collect();
        columns.sort_by(|&a, &b| rho[b].abs().total_cmp(&rho[a].abs()).then(a.cmp(&b)));
        columns
    }
}
