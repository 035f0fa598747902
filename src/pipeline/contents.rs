//! The contents of a map: clusters within clusters, each with a name, as a tree.

use std::sync::Arc;

use super::Analysis;
use crate::clustering::{self, Tree};
use crate::config::ClusteringConfig;
use crate::error::Result;
use crate::features::BlockId;
use crate::job::{Reporter, Stage};
use crate::scores::{Described, NamePart, Words, part_names};

/// Clusters, what several of them have in common, and parts of them, of which each has a name or
/// is a cluster. A part comes before those in it, which follow at once.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Contents {
    pub(crate) parts: Vec<Part>,
}

/// A group of songs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Part {
    /// The part it is in; `None` at the top.
    pub(crate) parent: Option<usize>,
    /// In how many parts it is.
    pub(crate) depth: usize,
    /// The cluster of the run that it is.
    pub(crate) cluster: Option<u32>,
    /// The cluster that it is, or is in; `None` of what joins some.
    pub(crate) within: Option<u32>,
    /// What sets it apart from the rest of what it was split from, by the rule of clusters. A
    /// cluster has the name that it has everywhere.
    pub(crate) name: Vec<NamePart>,
    /// Its songs, ascending.
    pub(crate) songs: Arc<[u32]>,
    /// It has parts itself.
    pub(crate) has_parts: bool,
}

/// The contents of an analysis. The same analysis gives the same ones.
///
/// # Errors
/// Those of [`clustering::tree`].
pub(crate) fn contents(analysis: &Analysis, reporter: &Reporter) -> Result<Contents> {
    let config = &analysis.config;
    let clustering = ClusteringConfig {
        n_clusters: analysis.clusters.n_clusters,
        ..config.clustering.clone()
    };
    let tree = clustering::tree(
        analysis.latents(),
        &analysis.clusters,
        &clustering,
        config.stream(Stage::Clustering),
        reporter,
    )?;
    let names = names(analysis, &tree, reporter)?;
    Ok(of_tree(&tree, &names))
}

/// A name for each node; none for the whole.
fn names(analysis: &Analysis, tree: &Tree, reporter: &Reporter) -> Result<Vec<Vec<NamePart>>> {
    let words = analysis.features.block(BlockId::LyricWords);
    let (heard, tags) = (analysis.all_heard(), analysis.tags());
    let known = Described {
        library: &analysis.library,
        words: words.map(|block| Words {
            terms: &block.columns,
            values: &block.values,
            rows: &analysis.rows,
        }),
        heard: &heard,
        tags: &tags,
    };
    let of_clusters = analysis.cluster_names();
    let mut names = vec![Vec::new(); tree.nodes.len()];
    for (at, node) in tree.nodes.iter().enumerate() {
        reporter.checkpoint()?;
        let children: Vec<usize> = children(tree, at);
        let parts: Vec<&[u32]> = children
            .iter()
            .map(|&child| tree.nodes[child].songs.as_slice())
            .collect();
        // Clusters have names already.
        if children
            .iter()
            .any(|&child| tree.nodes[child].cluster.is_none())
        {
            let found = part_names(&parts, &node.songs, &known);
            for (child, name) in children.into_iter().zip(found) {
                names[child] = name;
            }
        }
        if let Some(cluster) = node.cluster {
            names[at] = of_clusters
                .get(cluster as usize)
                .cloned()
                .unwrap_or_default();
        }
    }
    Ok(names)
}

fn children(tree: &Tree, at: usize) -> Vec<usize> {
    let after = (at + 1)..tree.nodes.len();
    after
        .filter(|&child| tree.nodes[child].parent == Some(at))
        .collect()
}

/// The nodes that are clusters or have a name; what has neither gives its children to what it is
/// in. Clusters in their order, and what joins some where the first of them would be; else the
/// larger part first.
fn of_tree(tree: &Tree, names: &[Vec<NamePart>]) -> Contents {
    let stands = |at: usize| tree.nodes[at].cluster.is_some() || !names[at].is_empty();
    let first = first_clusters(tree);
    let order = |at: &usize| (first[*at], std::cmp::Reverse(tree.nodes[*at].songs.len()));
    let below = |at: usize| {
        let (mut found, mut open) = (Vec::new(), children(tree, at));
        while let Some(child) = open.pop() {
            match stands(child) {
                true => found.push(child),
                false => open.extend(children(tree, child)),
            }
        }
        // Of parts of one size the one with the first song.
        found.sort_by_key(|at| (order(at), tree.nodes[*at].songs.first().copied()));
        found
    };
    let mut contents = Contents::default();
    // Nodes still to be placed, with the part they are in; the next one last.
    let mut open: Vec<(usize, Option<usize>)> = Vec::new();
    open.extend(below(0).into_iter().rev().map(|child| (child, None)));
    while let Some((at, parent)) = open.pop() {
        let node = &tree.nodes[at];
        let above = parent.map(|parent| &contents.parts[parent]);
        let part = Part {
            parent,
            depth: above.map_or(0, |above| above.depth + 1),
            cluster: node.cluster,
            within: node
                .cluster
                .or_else(|| above.and_then(|above| above.within)),
            name: names[at].clone(),
            songs: node.songs.as_slice().into(),
            has_parts: false,
        };
        if let Some(parent) = parent {
            contents.parts[parent].has_parts = true;
        }
        let place = Some(contents.parts.len());
        contents.parts.push(part);
        open.extend(below(at).into_iter().rev().map(|child| (child, place)));
    }
    contents
}

/// The first cluster in each node; `None` where it is within one.
fn first_clusters(tree: &Tree) -> Vec<Option<u32>> {
    let mut first: Vec<Option<u32>> = tree.nodes.iter().map(|node| node.cluster).collect();
    for (at, node) in tree.nodes.iter().enumerate().rev() {
        if let Some(parent) = node.parent {
            first[parent] = match (first[parent], first[at]) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clustering::Node;
    use crate::scores::Trait;

    fn node(parent: Option<usize>, songs: std::ops::Range<u32>, cluster: Option<u32>) -> Node {
        Node {
            parent,
            songs: songs.collect(),
            cluster,
            height: 0.0,
        }
    }

    #[test]
    fn what_has_no_name_gives_its_parts_to_what_it_is_in() {
        let tree = Tree {
            nodes: vec![
                node(None, 0..60, None),
                node(Some(0), 0..40, None),
                node(Some(0), 40..60, Some(2)),
                node(Some(1), 0..25, Some(0)),
                node(Some(1), 25..40, Some(1)),
                // No name, but two named parts in it; a third of them has none.
                node(Some(3), 0..20, None),
                node(Some(5), 0..8, None),
                node(Some(5), 8..20, None),
                node(Some(4), 25..30, None),
            ],
        };
        let fast = || vec![NamePart::Trait(Trait::Fast)];
        let mut names = vec![Vec::new(); 9];
        (names[6], names[7]) = (fast(), fast());
        let contents = of_tree(&tree, &names);
        let told: Vec<_> = contents
            .parts
            .iter()
            .map(|p| {
                (
                    p.parent,
                    p.depth,
                    p.cluster,
                    p.within,
                    p.songs.len(),
                    p.has_parts,
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                (None, 0, Some(0), Some(0), 25, true),
                (Some(0), 1, None, Some(0), 12, false),
                (Some(0), 1, None, Some(0), 8, false),
                (None, 0, Some(1), Some(1), 15, false),
                (None, 0, Some(2), Some(2), 20, false),
            ]
        );
        // What joins clusters stands where it has a name.
        names[1] = fast();
        let contents = of_tree(&tree, &names);
        assert_eq!(contents.parts[0].within, None);
        assert_eq!(contents.parts[1].parent, Some(0));
        assert_eq!(contents.parts[1].depth, 1);
    }
}
