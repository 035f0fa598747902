//! How far two ways to group the same songs agree.

use std::ops::Range;

use super::External;
use super::expected::ExpectedInformation;

/// Songs with a cluster and a class each, ordered by cluster.
pub(super) struct Partition {
    /// Class of each song. Any other order of it is a shuffle of the labels.
    pub(crate) classes: Vec<u32>,
    clusters: Vec<Range<usize>>,
    class_sizes: Vec<usize>,
    cluster_entropy: f64,
    class_entropy: f64,
    expected_information: f64,
}

/// What one walk over the contingency table finds of one order of the classes, and what is the same
/// in every order: all that a score is made of.
pub(super) struct Contingency<'a> {
    parts: &'a Partition,
    /// Songs.
    n: f64,
    /// Sum of the squared sizes of its cells.
    squares: f64,
    /// Mutual information, in nats.
    information: f64,
    /// Songs of the most frequent class of their cluster.
    n_pure: usize,
}

impl Partition {
    /// Songs without a class are left out; those without a cluster (noise) are a cluster.
    pub(super) fn new(clusters: &[Option<u32>], classes: &[Option<u32>]) -> Self {
        let mut known: Vec<(Option<u32>, u32)> = clusters
            .iter()
            .zip(classes)
            .filter_map(|(&cluster, &class)| Some((cluster, class?)))
            .collect();
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
        let n = classes.len();
        let cluster_sizes: Vec<usize> = ranges.iter().map(ExactSizeIterator::len).collect();
        Self {
            cluster_entropy: entropy(&cluster_sizes, n),
            class_entropy: entropy(&class_sizes, n),
            expected_information: ExpectedInformation::new(n).of(&cluster_sizes, &class_sizes),
            classes,
            clusters: ranges,
            class_sizes,
        }
    }

    pub(super) fn n_classes(&self) -> usize {
        self.class_sizes.iter().filter(|&&size| size > 0).count()
    }

    pub(super) fn largest_class(&self) -> usize {
        self.class_sizes.iter().max().map_or(0, |&size| size)
    }

    /// One walk over the cells of the contingency table that are not empty, with the songs' classes
    /// in this order. The sizes of clusters and classes, and all that follows from them alone, are
    /// those of every order.
    pub(super) fn contingency(&self, classes: &[u32]) -> Contingency<'_> {
        let n = classes.len() as f64;
        let mut counts = vec![0usize; self.class_sizes.len()];
        let (mut squares, mut information, mut n_pure) = (0.0, 0.0, 0);
        for range in &self.clusters {
            let members = &classes[range.clone()];
            for &class in members {
                counts[class as usize] += 1;
            }
            let mut largest = 0;
            for &class in members {
                let cell = std::mem::take(&mut counts[class as usize]);
                if cell == 0 {
                    continue;
                }
                largest = largest.max(cell);
                let (both, class_size) = (cell as f64, self.class_sizes[class as usize] as f64);
                squares += both * both;
                information += both / n * (both * n / (class_size * members.len() as f64)).ln();
            }
            n_pure += largest;
        }
        Contingency {
            parts: self,
            n,
            squares,
            information,
            n_pure,
        }
    }
}

impl Contingency<'_> {
    pub(super) fn score(&self, score: External) -> f64 {
        match score {
            External::Ari => self.adjusted_rand(),
            External::Nmi => self.normalised_information(),
            External::Ami => self.adjusted_information(),
            External::Homogeneity => self.share_of(self.parts.class_entropy),
            External::Completeness => self.share_of(self.parts.cluster_entropy),
            External::VMeasure => self.v_measure(),
            External::Purity => self.n_pure as f64 / self.n,
        }
    }

    fn adjusted_rand(&self) -> f64 {
        let clusters = sum_of_squares(self.parts.clusters.iter().map(ExactSizeIterator::len));
        let classes = sum_of_squares(self.parts.class_sizes.iter().copied());
        adjusted_rand(self.n, self.squares, clusters, classes)
    }

    /// 1 for two partitions of one part each, 0 when they share no information, as in scikit-learn.
    fn normalised_information(&self) -> f64 {
        let (clusters, classes) = (self.parts.cluster_entropy, self.parts.class_entropy);
        if clusters == 0.0 && classes == 0.0 {
            1.0
        } else if self.information <= f64::EPSILON {
            0.0
        } else {
            self.information / (0.5 * (clusters + classes))
        }
    }

    fn adjusted_information(&self) -> f64 {
        let (clusters, classes) = (self.parts.cluster_entropy, self.parts.class_entropy);
        if clusters == 0.0 || classes == 0.0 {
            return if clusters == classes { 1.0 } else { 0.0 };
        }
        let most = 0.5 * (clusters + classes);
        let room = most - self.parts.expected_information;
        // Where chance alone always gives the most there can be, these partitions have it as well.
        if room <= 1e-12 * most {
            1.0
        } else {
            (self.information - self.parts.expected_information) / room
        }
    }

    fn share_of(&self, entropy: f64) -> f64 {
        if entropy == 0.0 {
            1.0
        } else {
            self.information / entropy
        }
    }

    fn v_measure(&self) -> f64 {
        let homogeneity = self.share_of(self.parts.class_entropy);
        let completeness = self.share_of(self.parts.cluster_entropy);
        let both = homogeneity + completeness;
        if both == 0.0 {
            0.0
        } else {
            2.0 * homogeneity * completeness / both
        }
    }
}

/// Adjusted Rand index of two clusterings of the same songs; noise is a cluster of its own.
pub fn ari(a: &[Option<u32>], b: &[Option<u32>]) -> f64 {
    let company = company(a, b);
    let [cells, of_a, of_b] = squares(&company);
    adjusted_rand(company.len() as f64, cells, of_a, of_b)
}

/// [`ari`] of all songs but one, for each song in turn. The sums that it is made of are taken once,
/// so that it takes no longer than the index itself.
pub(crate) fn ari_without_each(a: &[Option<u32>], b: &[Option<u32>]) -> Vec<f64> {
    let company = company(a, b);
    let all = squares(&company);
    let n = company.len() as f64 - 1.0;
    let without = |size: &[f64; 3]| {
        // s² less (s − 1)².
        let [cells, of_a, of_b] = std::array::from_fn(|i| all[i] - (2.0 * size[i] - 1.0));
        adjusted_rand(n, cells, of_a, of_b)
    };
    company.iter().map(without).collect()
}

/// Of each song, how many songs are in the same clusters of both, in the same one of `a`, and in the
/// same one of `b`, itself included.
fn company(a: &[Option<u32>], b: &[Option<u32>]) -> Vec<[f64; 3]> {
    let part = |label: &Option<u32>| label.map_or(0, |label| label as usize + 1);
    let n_parts = |of: &[Option<u32>]| of.iter().map(part).max().map_or(0, |last| last + 1);
    let mut members = vec![Vec::new(); n_parts(a)];
    let mut in_b = vec![0; n_parts(b)];
    for (i, (x, y)) in a.iter().zip(b).enumerate() {
        members[part(x)].push(i);
        in_b[part(y)] += 1;
    }
    let mut in_cell = vec![0; in_b.len()];
    let mut company = vec![[0.0; 3]; a.len()];
    for members in &members {
        for &i in members {
            in_cell[part(&b[i])] += 1;
        }
        for &i in members {
            let y = part(&b[i]);
            company[i] = [in_cell[y], members.len(), in_b[y]].map(|size| size as f64);
        }
        for &i in members {
            in_cell[part(&b[i])] = 0;
        }
    }
    company
}

/// Sums of the squared sizes of cells and of parts, as each song of a part brings its size once.
/// Whole numbers far below 2⁵³: exact in any order.
fn squares(company: &[[f64; 3]]) -> [f64; 3] {
    company.iter().fold([0.0; 3], |sums, size| {
        std::array::from_fn(|i| sums[i] + size[i])
    })
}

fn sum_of_squares(sizes: impl Iterator<Item = usize>) -> f64 {
    sizes.map(|s| (s as f64) * (s as f64)).sum()
}

/// In nats; exactly 0 of one part.
pub(super) fn entropy(sizes: &[usize], n: usize) -> f64 {
    let shares = sizes
        .iter()
        .filter(|&&s| s > 0 && s < n)
        .map(|&s| s as f64 / n as f64);
    shares.map(|p| -p * p.ln()).sum()
}

/// From ordered pairs of songs: together in both partitions, in one alone, or in neither (Steinley
/// 2004). 1 when the partitions are the same, even where the adjustment divides 0 by 0.
fn adjusted_rand(n: f64, cells: f64, clusters: f64, classes: f64) -> f64 {
    let (both, cluster_only, class_only) = (cells - n, clusters - cells, classes - cells);
    if cluster_only == 0.0 && class_only == 0.0 {
        return 1.0;
    }
    let neither = n * n - cells - cluster_only - class_only;
    let agree = both * neither - cluster_only * class_only;
    let most = (both + class_only) * (class_only + neither)
        + (both + cluster_only) * (cluster_only + neither);
    2.0 * agree / most
}
