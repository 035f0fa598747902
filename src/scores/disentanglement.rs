//! Mutual information between latent dimensions and labels.

use rayon::prelude::*;

use super::agreement::entropy;
use super::expected::ExpectedInformation;
use super::{Caution, Labels};
use crate::error::Result;
use crate::job::{Reporter, Stage};
use crate::library::LabelColumn;
use crate::matrix::Matrix;
use crate::words::{id, say};

/// Bins of a latent dimension, of equal width, as in disentanglement_lib (Locatello et al. 2019).
const N_BINS: usize = 20;

/// How labels are spread over latent dimensions.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Disentanglement {
    /// One for each label column with two known classes, columns that the model was told left out.
    pub(crate) columns: Vec<ColumnInformation>,
    /// Mutual information gap (Chen et al. 2018): mean over columns of their `gap`. `None` without
    /// a column of two classes. Columns are not known to be independent factors, so it compares
    /// models on one library and says nothing by itself.
    pub(crate) mig: Option<f64>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ColumnInformation {
    pub(crate) column: String,
    /// Nats that each latent dimension, in 20 bins of equal width from its least to its largest
    /// value, shares with the column, over the songs of known label.
    pub(crate) mutual_information: Vec<f64>,
    /// Mean of the same over all ways to shuffle the labels: binning alone gives so much.
    pub(crate) chance: Vec<f64>,
    /// Of the column, in nats.
    pub(crate) entropy: f64,
    /// What the most informative dimension knows more than the second, over the entropy; 0 to 1.
    /// One dimension has no second, which then knows nothing.
    pub(crate) gap: f64,
    pub(crate) cautions: Vec<Caution>,
}

/// Mutual information of each column of `x` with each label column. Chance is exact, not drawn, so
/// there is no seed.
///
/// # Shapes
/// `x` n songs × latent dimensions.
///
/// # Errors
/// [`crate::error::Error::Cancelled`] only.
pub(crate) fn disentanglement(
    x: &Matrix,
    labels: &Labels,
    reporter: &Reporter,
) -> Result<Disentanglement> {
    let bins: Vec<Vec<u32>> = (0..x.n_cols()).map(|c| binned(x, c)).collect();
    let total = labels.library.labels.len();
    let mut columns = Vec::with_capacity(total);
    for (i, column) in labels.scored() {
        reporter.checkpoint()?;
        reporter.step(
            Stage::Scores,
            i,
            total,
            say(id::SCORES_DIMENSIONS_TELL_COLUMN).with("column", &column.name),
        );
        columns.extend(information(&bins, column, labels.cautions(column)));
    }
    let n = columns.len() as f64;
    let mig = (!columns.is_empty()).then(|| columns.iter().map(|c| c.gap).sum::<f64>() / n);
    Ok(Disentanglement { columns, mig })
}

/// Bin of each song along one dimension, as NumPy's `digitize` by the left edges of its
/// `histogram`.
fn binned(x: &Matrix, column: usize) -> Vec<u32> {
    let values = || x.rows().map(|row| f64::from(row[column]));
    let (least, most) = values().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| {
        (a.min(v), b.max(v))
    });
    let step = (most - least) / N_BINS as f64;
    // Compared with edges, not divided: a value on an edge belongs to the bin above it, however the
    // division rounds.
    let edges: Vec<f64> = (1..N_BINS).map(|b| b as f64 * step + least).collect();
    let bin = |v: f64| {
        if step > 0.0 {
            edges.partition_point(|&edge| edge <= v) as u32
        } else {
            0
        }
    };
    values().map(bin).collect()
}

fn information(
    bins: &[Vec<u32>],
    column: &LabelColumn,
    cautions: Vec<Caution>,
) -> Option<ColumnInformation> {
    let known: Vec<(usize, usize)> = column
        .of_song
        .iter()
        .enumerate()
        .filter_map(|(song, class)| Some((song, (*class)? as usize)))
        .collect();
    let mut class_sizes = vec![0; column.classes.len()];
    known.iter().for_each(|&(_, class)| class_sizes[class] += 1);
    if class_sizes.iter().filter(|&&size| size > 0).count() < 2 {
        return None;
    }
    let expected = ExpectedInformation::new(known.len());
    let of_dimension = |bins: &Vec<u32>| {
        let mut table = vec![vec![0; class_sizes.len()]; N_BINS];
        known
            .iter()
            .for_each(|&(song, class)| table[bins[song] as usize][class] += 1);
        let bin_sizes: Vec<usize> = table.iter().map(|row| row.iter().sum()).collect();
        (
            mutual_information(&table, &bin_sizes, &class_sizes),
            expected.of(&bin_sizes, &class_sizes),
        )
    };
    let (mutual_information, chance): (Vec<f64>, Vec<f64>) =
        bins.par_iter().map(of_dimension).unzip();
    let entropy = entropy(&class_sizes, known.len());
    let mut ranked = mutual_information.clone();
    ranked.sort_unstable_by(|a, b| b.total_cmp(a));
    let at = |rank: usize| ranked.get(rank).copied().unwrap_or(0.0);
    let gap = (at(0) - at(1)) / entropy;
    Some(ColumnInformation {
        column: column.name.clone(),
        mutual_information,
        chance,
        entropy,
        gap,
        cautions,
    })
}

fn mutual_information(table: &[Vec<usize>], bins: &[usize], classes: &[usize]) -> f64 {
    let n = classes.iter().sum::<usize>() as f64;
    let mut sum = 0.0;
    for (row, &bin) in table.iter().zip(bins) {
        for (&cell, &class) in row.iter().zip(classes).filter(|(cell, _)| **cell > 0) {
            sum += cell as f64 / n * (cell as f64 * n / (bin as f64 * class as f64)).ln();
        }
    }
    sum.max(0.0)
}
