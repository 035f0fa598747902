//! Scores that are taken beside a run that has ended: of labels that are not the library's, and of
//! clusters that are not the run's. Nothing is trained and nothing clustered.

use super::{Analysis, Grouping, Prepared};
use crate::clustering::Clusters;
use crate::error::Result;
use crate::job::Reporter;
use crate::library::LabelColumn;
use crate::scores::{ExternalScores, Scores};

/// A run, made ready for further scores.
pub(crate) struct Beside<'a> {
    analysis: &'a Analysis,
    prepared: Prepared,
}

impl<'a> Beside<'a> {
    pub(crate) fn of(analysis: &'a Analysis) -> Self {
        Self {
            analysis,
            prepared: Prepared::of(analysis),
        }
    }

    /// Agreement of clusters of the run's songs with a column, beside chance, and with what is to be
    /// told of it as of the library's own; `None` where fewer than two classes are known.
    ///
    /// # Shapes
    /// Clusters and column have an entry for each song of the run.
    ///
    /// # Errors
    /// [`crate::error::Error::Cancelled`] only.
    pub(crate) fn agreement(
        &self,
        clusters: &[Option<u32>],
        column: &LabelColumn,
        reporter: &Reporter,
    ) -> Result<Option<ExternalScores>> {
        self.grouping(reporter).agreement(clusters, column)
    }

    /// Every score of other clusters in the latent space of the run, at their own number alone.
    ///
    /// # Errors
    /// [`crate::error::Error::Cancelled`] only.
    pub(crate) fn scores(&self, clusters: &Clusters, reporter: &Reporter) -> Result<Scores> {
        let grouping = self.grouping(reporter);
        grouping.scores_alone(self.analysis.latents(), clusters)
    }

    fn grouping<'b>(&'b self, reporter: &'b Reporter) -> Grouping<'b> {
        let config = &self.analysis.config;
        Grouping::new(&self.prepared, config, config.clustering.clone(), reporter)
    }
}
