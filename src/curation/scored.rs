//! Own labels scored as the library's are, and clusters edited by hand as the method's.

use super::column::OwnKey;
use super::table::{OwnTable, TableColumn};
use crate::clustering::Clusters;
use crate::error::Result;
use crate::job::Reporter;
use crate::pipeline::{Analysis, Beside};
use crate::scores::{ExternalScores, Scores};

/// The scores of a run with those of own labels behind those of the library's, and the scores of
/// clusters that were edited by hand.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OwnScores {
    /// Of the run's own clusters.
    pub(crate) model: Scores,
    /// Of its baselines, in their order.
    pub(crate) baselines: Vec<Scores>,
    /// In the order of their columns.
    pub(crate) edited: Vec<EditedScores>,
    /// So many labels are the library's; those behind them are one's own.
    pub(crate) n_given: usize,
}

/// The scores of clusters that were edited by hand, in the latent space of the run on show.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct EditedScores {
    pub(crate) key: OwnKey,
    pub(crate) name: String,
    /// Songs in another cluster than at first.
    pub(crate) n_moved: usize,
    pub(crate) scores: Scores,
}

/// Scores what a person made of the songs of an analysis; nothing is trained or clustered again. A
/// label is not scored at as many clusters as it has classes, which would be.
///
/// # Errors
/// [`crate::error::Error::Cancelled`] only.
pub(crate) fn own_scores(
    analysis: &Analysis,
    own: &OwnTable,
    reporter: &Reporter,
) -> Result<OwnScores> {
    let beside = Beside::of(analysis);
    let labels: Vec<&TableColumn> = own
        .columns
        .iter()
        .filter(|column| !column.of.is_clusters())
        .collect();
    let agreements = |clusters: &[Option<u32>]| -> Result<Vec<ExternalScores>> {
        let mut all = Vec::with_capacity(labels.len());
        for column in &labels {
            all.extend(beside.agreement(clusters, &column.label, reporter)?);
        }
        Ok(all)
    };
    let with = |scores: &Scores, clusters: &[Option<u32>]| -> Result<Scores> {
        let mut scores = scores.clone();
        scores.external.extend(agreements(clusters)?);
        Ok(scores)
    };
    let baselines = analysis.baselines.iter();
    let baselines = baselines.map(|b| with(&b.scores, &b.labels));
    let mut edited = Vec::new();
    for column in &own.columns {
        let Some(n_moved) = column.of.n_moved() else {
            continue;
        };
        let clusters = clusters_of(&column.label.of_song);
        let scores = beside.scores(&clusters, reporter)?;
        edited.push(EditedScores {
            key: column.key(),
            name: column.label.name.clone(),
            n_moved,
            scores: with(&scores, &clusters.labels)?,
        });
    }
    Ok(OwnScores {
        model: with(&analysis.scores, &analysis.clusters.labels)?,
        baselines: baselines.collect::<Result<_>>()?,
        edited,
        n_given: analysis.scores.external.len(),
    })
}

/// Values as clusters: those that no song has are none.
fn clusters_of(of_song: &[Option<u32>]) -> Clusters {
    let mut used: Vec<u32> = of_song.iter().flatten().copied().collect();
    used.sort_unstable();
    used.dedup();
    let number = |value: u32| used.binary_search(&value).ok().map(|at| at as u32);
    Clusters {
        labels: of_song.iter().map(|v| v.and_then(number)).collect(),
        n_clusters: used.len(),
        ..Clusters::default()
    }
}
