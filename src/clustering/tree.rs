//! Clusters of clusters, and parts of clusters: a tree with the clusters of a run in its middle.

use super::agglomerative::agglomerative;
use super::hdbscan::branches;
use super::kmeans::kmeans;
use super::{Clusters, Detail, Merge};
use crate::config::{ClusteringConfig, ClusteringMethod, Linkage};
use crate::error::Result;
use crate::job::Reporter;
use crate::matrix::Matrix;

/// A part has so many songs at least: of fewer hardly anything can be told.
const LEAST_SONGS: usize = 10;
/// A part has this share of all songs at least, so that there are not too many of them.
const LEAST_SHARE: usize = 500;
/// A cluster is cut into so many pieces at most before these are joined.
const MOST_PIECES: usize = 16;
/// Pieces have so many times the songs that a part must have.
const SONGS_PER_PIECE: usize = 2;
/// HDBSCAN's tree is made anew for so many songs: time goes with their square.
const MOST_MADE_AGAIN: usize = 10_000;

/// Groups of songs within each other, each after the one it is in. The first is all songs.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Tree {
    /// Parents before their children.
    pub(crate) nodes: Vec<Node>,
}

/// A group of songs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    /// The group it is in; `None` of all songs.
    pub(crate) parent: Option<usize>,
    /// Its songs, ascending. Children have no song in common, and may leave some out.
    pub(crate) songs: Vec<u32>,
    /// The cluster of the run that it is.
    pub(crate) cluster: Option<u32>,
    /// Distance, by the linkage, of the two groups it was joined from; 0 where that is not known.
    pub(crate) height: f32,
}

/// The tree around the clusters of a run.
///
/// Of agglomerative clustering it is the run's own dendrogram, of HDBSCAN its own condensed tree.
/// Otherwise the means of the clusters are joined by Ward's linkage, and each cluster is cut by
/// k-means into pieces whose means are joined likewise. Parts have ten songs at least, and a five
/// hundredth of all.
///
/// # Shapes
/// `x` is n × d, the space that the clusters are of, by `config`.
///
/// # Errors
/// Those of the clusterings, none of which a space that was clustered gives, or
/// [`crate::error::Error::Cancelled`].
pub(crate) fn tree(
    x: &Matrix,
    clusters: &Clusters,
    config: &ClusteringConfig,
    seed: u64,
    reporter: &Reporter,
) -> Result<Tree> {
    let n = x.n_rows();
    let least = LEAST_SONGS.max(n / LEAST_SHARE);
    if config.method == ClusteringMethod::Hdbscan && n <= MOST_MADE_AGAIN {
        return Ok(of_branches(&branches(x, config, reporter)?, clusters, n));
    }
    let members = members(clusters);
    let mut tree = Tree::of_all(n);
    if members.is_empty() {
        return Ok(tree);
    }
    let own = match &clusters.detail {
        Detail::Dendrogram(merges) => Some(merges.as_slice()),
        Detail::None | Detail::Density(_) | Detail::Responsibilities(_) | Detail::Strengths(_) => {
            None
        }
    };
    let above = match own {
        Some(merges) => above(merges, clusters, members.len()),
        None => joined(&means(x, &members), reporter)?,
    };
    let places = tree.hang(0, &members, &above, |cluster| Some(cluster as u32));
    for (cluster, songs) in members.iter().enumerate() {
        reporter.checkpoint()?;
        let at = places[cluster];
        match own {
            Some(merges) => tree.split(at, merges, n, least),
            None => {
                let seed = seed.wrapping_add(cluster as u64);
                let pieces = pieces(x, songs, least, seed, reporter)?;
                let merges = joined(&means(x, &pieces), reporter)?;
                tree.hang(at, &pieces, &merges, |_| None);
            }
        }
    }
    Ok(tree)
}

impl Tree {
    fn of_all(n: usize) -> Self {
        let root = Node {
            parent: None,
            songs: (0..n as u32).collect(),
            cluster: None,
            height: 0.0,
        };
        Self { nodes: vec![root] }
    }

    fn push(&mut self, parent: usize, songs: Vec<u32>, cluster: Option<u32>) -> usize {
        self.nodes.push(Node {
            parent: Some(parent),
            songs,
            cluster,
            height: 0.0,
        });
        self.nodes.len() - 1
    }

    /// Hangs `groups` below a node, in between what the merges join of them; the last merge is the
    /// node itself. Where each group has come to stand.
    fn hang(
        &mut self,
        node: usize,
        groups: &[Vec<u32>],
        merges: &[Merge],
        cluster: impl Fn(usize) -> Option<u32>,
    ) -> Vec<usize> {
        let k = groups.len();
        let mut places = vec![node; k + merges.len()];
        let mut songs: Vec<Vec<u32>> = groups.to_vec();
        for merge in merges {
            let mut both = [songs[merge.a].as_slice(), &songs[merge.b]].concat();
            both.sort_unstable();
            songs.push(both);
        }
        if merges.is_empty() {
            // One group is a cluster alone, or no part at all.
            for (i, songs) in groups.iter().enumerate() {
                if let Some(cluster) = cluster(i) {
                    places[i] = self.push(node, songs.clone(), Some(cluster));
                }
            }
            return places;
        }
        // From the last merge down: what it joined stands below it.
        for (i, merge) in merges.iter().enumerate().rev() {
            let at = places[k + i];
            self.nodes[at].height = merge.distance;
            for part in [merge.a, merge.b] {
                let of = if part < k { cluster(part) } else { None };
                places[part] = self.push(at, std::mem::take(&mut songs[part]), of);
            }
        }
        places
    }

    /// Hangs below a node, whose songs are one subtree of a dendrogram of `n` songs, its splits into
    /// two groups of at least `least` songs; what falls off in between belongs to no part.
    fn split(&mut self, node: usize, merges: &[Merge], n: usize, least: usize) {
        let Some(top) = top_of(&self.nodes[node].songs, merges, n) else {
            return;
        };
        let size = |at: usize| if at < n { 1 } else { merges[at - n].size };
        let mut open = vec![(node, top)];
        while let Some((node, mut at)) = open.pop() {
            while at >= n {
                let merge = merges[at - n];
                if [merge.a, merge.b].iter().all(|&side| size(side) >= least) {
                    self.nodes[node].height = merge.distance;
                    for side in [merge.a, merge.b] {
                        let place = self.push(node, songs_below(merges, n, side), None);
                        open.push((place, side));
                    }
                    break;
                }
                let larger = size(merge.a) >= size(merge.b);
                at = if larger { merge.a } else { merge.b };
            }
        }
    }
}

/// The songs of each cluster.
fn members(clusters: &Clusters) -> Vec<Vec<u32>> {
    let mut members = vec![Vec::new(); clusters.n_clusters];
    for (song, label) in clusters.labels.iter().enumerate() {
        if let Some(cluster) = label {
            members[*cluster as usize].push(song as u32);
        }
    }
    members
}

/// Mean of the songs of each group, k × d.
fn means(x: &Matrix, groups: &[Vec<u32>]) -> Matrix {
    let d = x.n_cols();
    let mut data = Vec::with_capacity(groups.len() * d);
    for songs in groups {
        let mut sums = vec![0.0f64; d];
        for &song in songs {
            let row = x.row(song as usize).iter();
            sums.iter_mut()
                .zip(row)
                .for_each(|(sum, &v)| *sum += f64::from(v));
        }
        let n = songs.len().max(1) as f64;
        data.extend(sums.into_iter().map(|sum| (sum / n) as f32));
    }
    Matrix::new(groups.len(), d, data)
}

/// The rows joined by Ward's linkage, n − 1 merges.
fn joined(rows: &Matrix, reporter: &Reporter) -> Result<Vec<Merge>> {
    if rows.n_rows() < 2 {
        return Ok(Vec::new());
    }
    let config = ClusteringConfig {
        n_clusters: 1,
        linkage: Linkage::Ward,
        ..ClusteringConfig::default()
    };
    match agglomerative(rows, &config, reporter)?.detail {
        Detail::Dendrogram(merges) => Ok(merges),
        Detail::None | Detail::Density(_) | Detail::Responsibilities(_) | Detail::Strengths(_) => {
            Ok(Vec::new())
        }
    }
}

/// A cluster cut by k-means; itself where there are too few songs for two parts.
fn pieces(
    x: &Matrix,
    songs: &[u32],
    least: usize,
    seed: u64,
    reporter: &Reporter,
) -> Result<Vec<Vec<u32>>> {
    let k = (songs.len() / (SONGS_PER_PIECE * least)).min(MOST_PIECES);
    if k < 2 {
        return Ok(vec![songs.to_vec()]);
    }
    let rows: Vec<usize> = songs.iter().map(|&song| song as usize).collect();
    let config = ClusteringConfig {
        n_clusters: k,
        n_init: 1,
        ..ClusteringConfig::default()
    };
    let cut = kmeans(&x.select_rows(&rows), &config, seed, reporter)?;
    let mut pieces = members(&cut);
    for piece in &mut pieces {
        piece.iter_mut().for_each(|at| *at = songs[*at as usize]);
    }
    pieces.retain(|piece| piece.len() >= least);
    Ok(pieces)
}

/// The merges of a dendrogram that join clusters, with clusters in the place of songs.
fn above(merges: &[Merge], clusters: &Clusters, k: usize) -> Vec<Merge> {
    let n = clusters.labels.len();
    // What each merge lies in: a cluster, or what joins some. Noise there is none.
    let mut of: Vec<Option<usize>> = clusters
        .labels
        .iter()
        .map(|label| label.map(|cluster| cluster as usize))
        .collect();
    let mut above = Vec::new();
    for merge in merges {
        let (a, b) = (of[merge.a], of[merge.b]);
        of.push(if a == b {
            a
        } else {
            above.push(Merge {
                a: a.unwrap_or(0).min(b.unwrap_or(0)),
                b: a.unwrap_or(0).max(b.unwrap_or(0)),
                ..*merge
            });
            Some(k + above.len() - 1)
        });
    }
    debug_assert!(of.len() == n + merges.len());
    above
}

/// The smallest subtree with the first and the last of some songs that are one.
fn top_of(songs: &[u32], merges: &[Merge], n: usize) -> Option<usize> {
    let first = *songs.first()? as usize;
    let mut at = first;
    let size = |at: usize| if at < n { 1 } else { merges[at - n].size };
    for (i, merge) in merges.iter().enumerate() {
        if size(at) >= songs.len() {
            break;
        }
        if merge.a == at || merge.b == at {
            at = n + i;
        }
    }
    (size(at) == songs.len()).then_some(at)
}

/// The songs below a node of a dendrogram, ascending.
fn songs_below(merges: &[Merge], n: usize, node: usize) -> Vec<u32> {
    let (mut songs, mut open) = (Vec::new(), vec![node]);
    while let Some(node) = open.pop() {
        if node < n {
            songs.push(node as u32);
        } else {
            open.extend([merges[node - n].a, merges[node - n].b]);
        }
    }
    songs.sort_unstable();
    songs
}

/// HDBSCAN's own tree: what holds no two clusters and is in none says nothing.
fn of_branches(branches: &[super::hdbscan::Part], clusters: &Clusters, n: usize) -> Tree {
    let mut tree = Tree::of_all(n);
    // Where each branch stands, or what it is left out of.
    let mut places = vec![0; branches.len()];
    let mut is_below = vec![false; branches.len()];
    let mut n_chosen = vec![0usize; branches.len()];
    for (i, branch) in branches.iter().enumerate().rev() {
        n_chosen[i] += usize::from(branch.is_cluster);
        if i > 0 {
            n_chosen[branch.parent] += n_chosen[i];
        }
    }
    for (i, branch) in branches.iter().enumerate().skip(1) {
        let parent = branch.parent;
        is_below[i] = is_below[parent] || branches[parent].is_cluster;
        let stands = branch.is_cluster || is_below[i] || n_chosen[i] > 1;
        places[i] = match stands {
            false => places[parent],
            true => {
                let cluster = branch.songs.first().filter(|_| branch.is_cluster);
                let cluster = cluster.and_then(|&song| clusters.labels[song as usize]);
                tree.push(places[parent], branch.songs.clone(), cluster)
            }
        };
    }
    tree
}
