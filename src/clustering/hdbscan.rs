//! HDBSCAN: clusters that last over many radii of DBSCAN.

use rayon::prelude::*;

use super::neighbours::kth_distances;
use super::rows::Rows;
use super::{Clusters, Detail};
use crate::config::ClusteringConfig;
use crate::error::Result;
use crate::job::{Reporter, Stage};
use crate::matrix::Matrix;
use crate::words::{id, same};

/// HDBSCAN (Campello, Moulavi and Sander 2013; labels and strengths as scikit-learn 1.7's, with
/// `min_samples`, `min_cluster_size` and the excess of mass): single linkage of mutual
/// reachability, max(core distance of a, of b, distance of a and b), condensed to the splits of
/// which both sides have `min_cluster_size` songs; of these clusters those that hold the most
/// excess of mass, never all songs as one.
///
/// The strength of a song in the detail is the density 1/distance at which it leaves its cluster,
/// as a share of the densest of the cluster; 0 for noise. Where several pairs are equally far, as
/// with repeated songs, other programs may join them in another order and so draw a border
/// otherwise.
///
/// # Errors
/// Without columns or with a number that is not finite; or [`crate::error::Error::Cancelled`].
pub(super) fn hdbscan(
    x: &Matrix,
    config: &ClusteringConfig,
    reporter: &Reporter,
) -> Result<Clusters> {
    let rows = Rows::new(x, same("HDBSCAN"))?;
    if rows.n < 2 {
        let detail = Detail::Strengths(vec![0.0; rows.n]);
        return Ok(Clusters {
            labels: vec![None; rows.n],
            detail,
            ..Clusters::default()
        });
    }
    let tree = condensed(&rows, config, reporter)?;
    let (raw, strengths) = tree.label(rows.n);
    Ok(Clusters::of(x, &raw, Detail::Strengths(strengths)))
}

fn condensed(rows: &Rows, config: &ClusteringConfig, reporter: &Reporter) -> Result<Condensed> {
    let cores = kth_distances(rows, config.min_samples, reporter)?;
    let merges = single_linkage(spanning_tree(rows, &cores, reporter)?, rows.n);
    Ok(Condensed::of(
        &merges,
        rows.n,
        config.min_cluster_size.max(2),
    ))
}

/// A cluster of the condensed tree, whether or not it is one of the result.
pub(super) struct Part {
    /// The one it split from; itself of the first, which is all songs.
    pub(crate) parent: usize,
    /// Ascending.
    pub(crate) songs: Vec<u32>,
    /// It is a cluster of the result.
    pub(crate) is_cluster: bool,
}

/// The condensed tree, each cluster after its parent.
///
/// # Errors
/// As [`hdbscan`].
pub(super) fn branches(
    x: &Matrix,
    config: &ClusteringConfig,
    reporter: &Reporter,
) -> Result<Vec<Part>> {
    let rows = Rows::new(x, same("HDBSCAN"))?;
    if rows.n < 2 {
        return Ok(Vec::new());
    }
    let tree = condensed(&rows, config, reporter)?;
    let part = |(branch, is_cluster): (&Branch, bool)| Part {
        parent: branch.parent,
        songs: Vec::new(),
        is_cluster,
    };
    let mut parts: Vec<Part> = tree.clusters.iter().zip(tree.chosen()).map(part).collect();
    for (song, &(last, _)) in tree.left.iter().enumerate() {
        let mut at = last;
        while at != 0 {
            parts[at].songs.push(song as u32);
            at = parts[at].parent;
        }
        parts[0].songs.push(song as u32);
    }
    Ok(parts)
}

/// An edge of the spanning tree.
struct Edge {
    a: usize,
    b: usize,
    distance: f64,
}

/// Minimum spanning tree of mutual reachability (Prim 1957), n − 1 edges.
fn spanning_tree(rows: &Rows, cores: &[f64], reporter: &Reporter) -> Result<Vec<Edge>> {
    /// A row outside the tree: its distance to the tree, and the row of the tree that is so near.
    #[derive(Clone, Copy)]
    struct Outside {
        row: usize,
        distance: f64,
        from: usize,
    }
    let mut outside: Vec<Outside> = (1..rows.n)
        .map(|row| Outside {
            row,
            distance: f64::INFINITY,
            from: 0,
        })
        .collect();
    let mut edges = Vec::with_capacity(rows.n - 1);
    let mut last = 0;
    while !outside.is_empty() {
        if edges.len() % 64 == 0 {
            reporter.checkpoint()?;
            reporter.step(
                Stage::Clustering,
                edges.len(),
                rows.n - 1,
                id::CLUSTERING_SPANNING_TREE,
            );
        }
        let update = |(at, o): (usize, &mut Outside)| {
            let core = cores[last].max(cores[o.row]);
            // The distance need not be known when the cores alone are too far.
            if core < o.distance {
                let distance = rows.squared_distance(last, o.row).sqrt().max(core);
                if distance < o.distance {
                    (o.distance, o.from) = (distance, last);
                }
            }
            (o.distance, o.row, at)
        };
        // The least distance, of equals that of the first row: the order in which threads end does
        // not matter.
        let least = |a: (f64, usize, usize), b: (f64, usize, usize)| {
            if a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).is_le() {
                a
            } else {
                b
            }
        };
        let nobody = || (f64::INFINITY, usize::MAX, 0);
        let (_, _, at) = outside
            .par_iter_mut()
            .enumerate()
            .with_min_len(2048)
            .map(update)
            .reduce(nobody, least);
        let next = outside.swap_remove(at);
        edges.push(Edge {
            a: next.from,
            b: next.row,
            distance: next.distance,
        });
        last = next.row;
    }
    Ok(edges)
}

/// A join of two clusters, numbered as in [`super::Merge`], in f64.
struct Join {
    a: usize,
    b: usize,
    distance: f64,
    size: usize,
}

fn single_linkage(mut edges: Vec<Edge>, n: usize) -> Vec<Join> {
    edges.sort_by(|a, b| a.distance.total_cmp(&b.distance));
    let mut parent: Vec<usize> = (0..2 * n - 1).collect();
    let mut size = vec![1; 2 * n - 1];
    let top = |parent: &mut Vec<usize>, mut i: usize| {
        while parent[i] != i {
            parent[i] = parent[parent[i]];
            i = parent[i];
        }
        i
    };
    let mut joins = Vec::with_capacity(n - 1);
    for (i, edge) in edges.into_iter().enumerate() {
        let (a, b) = (top(&mut parent, edge.a), top(&mut parent, edge.b));
        size[n + i] = size[a] + size[b];
        (parent[a], parent[b]) = (n + i, n + i);
        joins.push(Join {
            a,
            b,
            distance: edge.distance,
            size: size[n + i],
        });
    }
    joins
}

/// The tree of splits with both sides large enough. Cluster 0 is all songs; a cluster comes after
/// its parent.
struct Condensed {
    clusters: Vec<Branch>,
    /// Of each song, the last cluster it was in, and the density at which it left.
    left: Vec<(usize, f64)>,
}

struct Branch {
    parent: usize,
    /// Density at which it split from its parent; 0 for all songs.
    birth: f64,
    /// Excess of mass: over its songs, the density at which each leaves it or it splits, less the
    /// birth.
    stability: f64,
    /// The largest density at which a song leaves it or it splits.
    death: f64,
    children: Vec<usize>,
}

impl Condensed {
    fn of(joins: &[Join], n: usize, min_size: usize) -> Self {
        let root = Branch {
            parent: 0,
            birth: 0.0,
            stability: 0.0,
            death: 0.0,
            children: Vec::new(),
        };
        let mut tree = Self {
            clusters: vec![root],
            left: vec![(0, 0.0); n],
        };
        let size = |node: usize| if node < n { 1 } else { joins[node - n].size };
        let mut open = vec![(2 * n - 2, 0)];
        while let Some((node, cluster)) = open.pop() {
            if node < n {
                // A song alone is followed no further: it left with the join above it.
                continue;
            }
            let join = &joins[node - n];
            let density = if join.distance > 0.0 {
                1.0 / join.distance
            } else {
                f64::INFINITY
            };
            let large = [join.a, join.b].map(|side| size(side) >= min_size);
            for (side, is_large) in [join.a, join.b].into_iter().zip(large) {
                if large == [true, true] {
                    tree.leave(cluster, density, size(side));
                    let child = tree.clusters.len();
                    let parent = cluster;
                    let branch = Branch {
                        parent,
                        birth: density,
                        stability: 0.0,
                        death: 0.0,
                        children: Vec::new(),
                    };
                    tree.clusters.push(branch);
                    tree.clusters[cluster].children.push(child);
                    open.push((side, child));
                } else if is_large {
                    open.push((side, cluster));
                } else {
                    tree.leave(cluster, density, size(side));
                    for song in songs_below(joins, n, side) {
                        tree.left[song] = (cluster, density);
                    }
                }
            }
        }
        tree
    }

    fn leave(&mut self, cluster: usize, density: f64, size: usize) {
        let cluster = &mut self.clusters[cluster];
        // Born of repeated songs, it has no mass beyond its birth, though ∞ − ∞ would not say so.
        if density > cluster.birth {
            cluster.stability += (density - cluster.birth) * size as f64;
        }
        cluster.death = cluster.death.max(density);
    }

    /// Label and strength of each song.
    fn label(&self, n: usize) -> (Vec<Option<usize>>, Vec<f32>) {
        let chosen = self.chosen();
        let mut raw = vec![None; n];
        let mut strengths = vec![0.0; n];
        for (song, &(last, density)) in self.left.iter().enumerate() {
            let mut cluster = last;
            while cluster != 0 && !chosen[cluster] {
                cluster = self.clusters[cluster].parent;
            }
            if cluster != 0 {
                let death = self.clusters[cluster].death;
                raw[song] = Some(cluster);
                strengths[song] = if death == 0.0 || density.is_infinite() {
                    1.0
                } else {
                    (density.min(death) / death) as f32
                };
            }
        }
        (raw, strengths)
    }

    /// Clusters with more excess of mass than the best choice among those below them.
    fn chosen(&self) -> Vec<bool> {
        let n = self.clusters.len();
        let mut best: Vec<f64> = self.clusters.iter().map(|c| c.stability).collect();
        let mut chosen = vec![true; n];
        chosen[0] = false;
        for cluster in (1..n).rev() {
            let below: f64 = self.clusters[cluster]
                .children
                .iter()
                .map(|&child| best[child])
                .sum();
            if below > best[cluster] {
                best[cluster] = below;
                chosen[cluster] = false;
            }
        }
        // Parents come first, so one pass takes away all that lies below a chosen cluster.
        let mut covered = vec![false; n];
        for cluster in 1..n {
            let parent = self.clusters[cluster].parent;
            covered[cluster] = covered[parent] || (parent != 0 && chosen[parent]);
            chosen[cluster] &= !covered[cluster];
        }
        chosen
    }
}

/// The songs below a node of the dendrogram.
fn songs_below(joins: &[Join], n: usize, node: usize) -> Vec<usize> {
    let mut songs = Vec::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        if node < n {
            songs.push(node);
        } else {
            open.extend([joins[node - n].a, joins[node - n].b]);
        }
    }
    songs
}
