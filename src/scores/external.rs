//! Agreement of clusters with labels, beside what shuffled labels would give.

use std::ops::Range;

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use super::{AgainstChance, ExternalScores};
use crate::error::Result;
use crate::job::Reporter;
use crate::library::LabelColumn;

const N_SHUFFLES: usize = 200;

/// Noise is a cluster of its own and songs of unknown label are left out; `None` when that leaves fewer than two classes: then there
/// is nothing to agree with.
pub(super) fn score(
    clusters: &[Option<u32>],
    column: &LabelColumn,
    seed: u64,
    reporter: &Reporter,
) -> Result<Option<ExternalScores>> {
    let mut partition = Partition::new(clusters, &column.of_song);
    let n_songs = partition.classes.len();
    let n_classes = partition.class_sizes.iter().filter(|&&size| size > 0).count();
    if n_classes < 2 {
        return Ok(None);
    }
    let found = partition.agreement();
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut shuffled = Vec::with_capacity(N_SHUFFLES);
    for _ in 0..N_SHUFFLES {
        reporter.checkpoint()?;
        partition.classes.shuffle(&mut rng);
        shuffled.push(partition.agreement());
    }
    let against = |of: fn(&Agreement) -> f64| against_chance(of(&found), shuffled.iter().map(of).collect());
    let largest = partition.class_sizes.iter().max().map_or(0, |&size| size);
    Ok(Some(ExternalScores {
        column: column.name.clone(),
        n_songs,
        n_classes,
        n_detected: column.n_detected,
        ari: against(|a| a.ari),
        nmi: against(|a| a.nmi),
        purity: against(|a| a.purity),
        ami: against(|a| a.nmi),
        homogeneity: against(|a| a.nmi),
        completeness: against(|a| a.nmi),
        v_measure: against(|a| a.nmi),
        cautions: Vec::new(),
        majority: largest as f64 / n_songs as f64,
    }))
}

fn against_chance(value: f64, mut shuffled: Vec<f64>) -> AgainstChance {
    let chance = shuffled.iter().sum::<f64>() / shuffled.len() as f64;
    shuffled.sort_unstable_by(f64::total_cmp);
    AgainstChance { value, chance, band: [quantile(&shuffled, 0.025), quantile(&shuffled, 0.975)] }
}

/// Linear between the two nearest of the sorted values, as NumPy's default.
fn quantile(sorted: &[f64], q: f64) -> f64 {
    let at = q * (sorted.len() - 1) as f64;
    let below = sorted[at.floor() as usize];
    let above = sorted[at.ceil() as usize];
    below + (above - below) * at.fract()
}

/// The songs of known label, ordered by cluster.
struct Partition {
    /// Class of each song; shuffling it is the null hypothesis.
    classes: Vec<u32>,
    clusters: Vec<Range<usize>>,
    class_sizes: Vec<usize>,
    /// Songs of each class in the cluster at hand; all 0 in between.
    counts: Vec<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Agreement {
    ari: f64,
    nmi: f64,
    purity: f64,
}

impl Partition {
    fn new(clusters: &[Option<u32>], classes: &[Option<u32>]) -> Self {
        let mut known: Vec<(Option<u32>, u32)> =
            clusters.iter().zip(classes).filter_map(|(&cluster, &class)| Some((cluster, class?))).collect();
        known.sort_by_key(|&(cluster, _)| cluster);
        let mut ranges = Vec::new();
        let mut start = 0;
        for group in known.chunk_by(|a, b| a.0 == b.0) {
            ranges.push(start..start + group.len());
            start += group.len();
        }
        let classes: Vec<u32> = known.into_iter().map(|(_, class)| class).collect();
        let n_classes = classes.iter().max().map_or(0, |&c| c as usize + 1);
        let mut class_sizes = vec![0; n_classes];
        for &class in &classes {
            class_sizes[class as usize] += 1;
        }
        Self { classes, clusters: ranges, class_sizes, counts: vec![0; n_classes] }
    }

    /// All three scores from one walk over the cells of the contingency table that are not empty.
    fn agreement(&mut self) -> Agreement {
        let n = self.classes.len() as f64;
        let (mut squares, mut information, mut pure) = (0.0, 0.0, 0);
        for range in &self.clusters {
            let members = &self.classes[range.clone()];
            for &class in members {
                self.counts[class as usize] += 1;
            }
            let mut largest = 0;
            for &class in members {
                let cell = std::mem::take(&mut self.counts[class as usize]);
                if cell == 0 {
                    continue;
                }
                largest = largest.max(cell);
                let (both, class_size) = (cell as f64, self.class_sizes[class as usize] as f64);
                squares += both * both;
                information += both / n * (both * n / (class_size * members.len() as f64)).ln();
            }
            pure += largest;
        }
        let cluster_sizes = || self.clusters.iter().map(ExactSizeIterator::len);
        let class_sizes = || self.class_sizes.iter().copied();
        Agreement {
            ari: adjusted_rand(n, squares, sum_of_squares(cluster_sizes()), sum_of_squares(class_sizes())),
            nmi: normalised_information(information, entropy(cluster_sizes(), n), entropy(class_sizes(), n)),
            purity: pure as f64 / n,
        }
    }
}

fn sum_of_squares(sizes: impl Iterator<Item = usize>) -> f64 {
    sizes.map(|s| (s as f64) * (s as f64)).sum()
}

/// In nats.
fn entropy(sizes: impl Iterator<Item = usize>, n: f64) -> f64 {
    -sizes.filter(|&s| s > 0).map(|s| s as f64 / n * (s as f64 / n).ln()).sum::<f64>()
}

/// From ordered pairs of songs: together in both partitions, in one alone, or in neither (Steinley 2004). 1 when the
/// partitions are the same, even where the adjustment divides 0 by 0.
fn adjusted_rand(n: f64, cells: f64, clusters: f64, classes: f64) -> f64 {
    let (both, cluster_only, class_only) = (cells - n, clusters - cells, classes - cells);
    if cluster_only == 0.0 && class_only == 0.0 {
        return 1.0;
    }
    let neither = n * n - cells - cluster_only - class_only;
    let agree = both * neither - cluster_only * class_only;
    let most = (both + class_only) * (class_only + neither) + (both + cluster_only) * (cluster_only + neither);
    2.0 * agree / most
}

/// 1 for two partitions of one part each, 0 when they share no information, as in scikit-learn.
fn normalised_information(information: f64, clusters: f64, classes: f64) -> f64 {
    if clusters == 0.0 && classes == 0.0 {
        1.0
    } else if information <= f64::EPSILON {
        0.0
    } else {
        information / (0.5 * (clusters + classes))
    }
}
