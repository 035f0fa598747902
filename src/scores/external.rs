//! Agreement of clusters with labels, beside what shuffled labels would give.

use super::agreement::{Agreement, Partition};
use super::chance::{N_SHUFFLES, over_shuffles};
use super::{AgainstChance, Caution, OwnK};
use crate::error::Result;
use crate::job::Reporter;
use crate::library::LabelColumn;

/// Agreement of clusters with one label column, over the songs whose label is known; noise is a
/// cluster of its own. Each score stands beside its mean and 95 % band over 200 shuffles of the
/// labels.
#[derive(Debug, Clone, PartialEq)]
pub struct ExternalScores {
    pub column: String,
    pub n_songs: usize,
    /// Classes that occur among these songs.
    pub n_classes: usize,
    /// Songs whose label was detected and not given.
    pub n_detected: usize,
    /// Rand index adjusted for chance (Hubert and Arabie 1985).
    pub ari: AgainstChance,
    /// Normalised by the arithmetic mean of the entropies.
    pub nmi: AgainstChance,
    /// Share of songs that belong to the most frequent class of their cluster.
    pub purity: AgainstChance,
    /// Mutual information adjusted for chance (Vinh, Epps & Bailey 2010), by the arithmetic mean.
    pub ami: AgainstChance,
    /// Each cluster holds one class only; 1 is best (Rosenberg & Hirschberg 2007).
    pub homogeneity: AgainstChance,
    /// Each class is in one cluster only.
    pub completeness: AgainstChance,
    /// Harmonic mean of the two.
    pub v_measure: AgainstChance,
    pub cautions: Vec<Caution>,
    /// Share of the most frequent class: the purity of one big cluster.
    pub majority: f64,
    /// The same at as many clusters as there are classes; `None` where that was not asked, or the
    /// number is not a setting.
    pub own_k: Option<OwnK>,
}

/// Agreement of clusters with one label column. Noise is a cluster of its own and songs of unknown
/// label are left out; `None` when that leaves fewer than two classes: then there is nothing to
/// agree with.
///
/// # Errors
/// [`crate::error::Error::Cancelled`] only.
pub fn external_scores(
    clusters: &[Option<u32>],
    column: &LabelColumn,
    cautions: Vec<Caution>,
    seed: u64,
    reporter: &Reporter,
) -> Result<Option<ExternalScores>> {
    let partition = Partition::new(clusters, &column.of_song);
    if partition.n_classes() < 2 {
        return Ok(None);
    }
    let found = partition.agreement(&partition.classes);
    let shuffled = over_shuffles(&partition.classes, N_SHUFFLES, seed, reporter, |classes| {
        partition.agreement(classes)
    })?;
    let against = |of: fn(&Agreement) -> f64| {
        AgainstChance::of(of(&found), shuffled.iter().map(of).collect())
    };
    let n_songs = partition.classes.len();
    Ok(Some(ExternalScores {
        column: column.name.clone(),
        n_songs,
        n_classes: partition.n_classes(),
        n_detected: column.n_detected,
        ari: against(|a| a.ari),
        nmi: against(|a| a.nmi),
        purity: against(|a| a.purity),
        ami: against(|a| a.ami),
        homogeneity: against(|a| a.homogeneity),
        completeness: against(|a| a.completeness),
        v_measure: against(|a| a.v_measure),
        cautions,
        majority: partition.largest_class() as f64 / n_songs as f64,
        own_k: None,
    }))
}
