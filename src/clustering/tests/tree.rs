//! The tree around clusters, against SciPy's linkage; see `tests/golden/clustering/make_tree.py`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::*;
use super::config;
use crate::config::{ClusteringConfig, ClusteringMethod, Keyed, Linkage};
use crate::job::Reporter;

const GOLDEN: &str = include_str!("../../../tests/golden/clustering/tree.json");

fn golden() -> (Matrix, Value) {
    let golden: Value = serde_json::from_str(GOLDEN).unwrap();
    let rows: Vec<Vec<f32>> = serde_json::from_value(golden["x"].clone()).unwrap();
    (Matrix::from_rows(&rows), golden)
}

/// Groups by their songs, with their heights.
fn groups(of: &Value) -> BTreeMap<Vec<u32>, f64> {
    let of = of.as_array().unwrap().iter();
    of.map(|group| {
        let songs = serde_json::from_value(group["songs"].clone()).unwrap();
        (songs, group["height"].as_f64().unwrap())
    })
    .collect()
}

fn clusters_of(labels: &Value, x: &Matrix) -> Clusters {
    let labels: Vec<usize> = serde_json::from_value(labels.clone()).unwrap();
    let raw: Vec<Option<usize>> = labels.into_iter().map(Some).collect();
    Clusters::of(x, &raw, Detail::None)
}

/// Nodes that join clusters, and nodes below clusters, as the golden file has them.
fn told(tree: &Tree) -> (BTreeMap<Vec<u32>, f64>, BTreeMap<Vec<u32>, f64>) {
    let (mut above, mut below) = (BTreeMap::new(), BTreeMap::new());
    for node in &tree.nodes {
        let mut at = node.parent;
        let mut is_inside = false;
        while let Some(parent) = at {
            is_inside |= tree.nodes[parent].cluster.is_some();
            at = tree.nodes[parent].parent;
        }
        if is_inside {
            below.insert(node.songs.clone(), 0.0);
        } else if node.cluster.is_none() {
            above.insert(node.songs.clone(), f64::from(node.height));
        }
    }
    (above, below)
}

fn assert_alike(ours: &BTreeMap<Vec<u32>, f64>, theirs: &BTreeMap<Vec<u32>, f64>) {
    assert!(ours.keys().eq(theirs.keys()), "other groups");
    for (ours, theirs) in ours.values().zip(theirs.values()) {
        assert!(
            (ours - theirs).abs() <= 1e-4 * theirs,
            "{ours} for {theirs}"
        );
    }
}

/// What holds of every tree: clusters are in it once, children are parts that do not overlap.
fn assert_sound(tree: &Tree, clusters: &Clusters) {
    let mut seen = vec![0; clusters.n_clusters];
    for (at, node) in tree.nodes.iter().enumerate() {
        assert!(node.songs.is_sorted());
        if let Some(cluster) = node.cluster {
            seen[cluster as usize] += 1;
            let labels = clusters.labels.iter();
            let songs = (0..).zip(labels).filter(|(_, l)| **l == Some(cluster));
            assert!(songs.map(|(song, _)| song).eq(node.songs.iter().copied()));
        }
        let children = tree.nodes.iter().filter(|other| other.parent == Some(at));
        let mut inside: Vec<u32> = children.flat_map(|c| c.songs.clone()).collect();
        let n = inside.len();
        inside.sort_unstable();
        inside.dedup();
        assert_eq!(inside.len(), n, "a song is in two parts of one whole");
        assert!(
            inside
                .iter()
                .all(|song| node.songs.binary_search(song).is_ok())
        );
        assert!(node.parent.is_none_or(|parent| parent < at));
    }
    assert!(seen.iter().all(|&n| n == 1), "{seen:?}");
}

#[test]
fn clusters_are_joined_as_scipy_joins_their_means() {
    let (x, golden) = golden();
    let clusters = clusters_of(&golden["means"]["labels"], &x);
    let made = || tree(&x, &clusters, &config(8), 3, &Reporter::silent()).unwrap();
    let tree = made();
    let (above, below) = told(&tree);
    assert_alike(&above, &groups(&golden["means"]["above"]));
    assert_sound(&tree, &clusters);
    // The largest, of 41 songs, has parts; each has ten at least.
    assert!(!below.is_empty() && below.keys().all(|songs| songs.len() >= 10));
    assert_eq!(made(), tree, "the same for the same seed");
}

#[test]
fn a_dendrogram_is_taken_as_it_is_above_its_cut_and_below() {
    let (x, golden) = golden();
    let cases = golden["songs"].as_array().unwrap();
    assert_eq!(cases.len(), 3);
    for case in cases {
        let config = ClusteringConfig {
            method: ClusteringMethod::Agglomerative,
            linkage: Linkage::of_key(case["linkage"].as_str().unwrap()).unwrap(),
            ..config(case["n_clusters"].as_u64().unwrap() as usize)
        };
        let clusters = cluster(&x, &config, 0, &Reporter::silent()).unwrap();
        assert_eq!(clusters.labels, clusters_of(&case["labels"], &x).labels);
        let tree = tree(&x, &clusters, &config, 0, &Reporter::silent()).unwrap();
        let (above, below) = told(&tree);
        assert_alike(&above, &groups(&case["above"]));
        assert_alike(&below, &groups(&case["below"]));
        assert_sound(&tree, &clusters);
    }
}

#[test]
fn the_tree_of_hdbscan_has_its_clusters_where_it_chose_them() {
    let (x, _) = golden();
    for min_cluster_size in [5, 8, 12] {
        let config = ClusteringConfig {
            method: ClusteringMethod::Hdbscan,
            min_cluster_size,
            min_samples: 3,
            ..config(8)
        };
        let clusters = cluster(&x, &config, 0, &Reporter::silent()).unwrap();
        assert!(clusters.n_clusters > 1);
        let tree = tree(&x, &clusters, &config, 0, &Reporter::silent()).unwrap();
        assert_sound(&tree, &clusters);
        let least = tree.nodes.iter().map(|node| node.songs.len()).min();
        assert!(least.unwrap() >= min_cluster_size);
    }
}

#[test]
fn one_cluster_and_none_have_a_tree() {
    let (x, _) = golden();
    for labels in [vec![Some(0); x.n_rows()], vec![None; x.n_rows()]] {
        let clusters = Clusters::of(&x, &labels, Detail::None);
        let tree = tree(&x, &clusters, &config(1), 0, &Reporter::silent()).unwrap();
        assert_sound(&tree, &clusters);
        assert_eq!(
            tree.nodes.iter().filter(|n| n.cluster.is_some()).count(),
            clusters.n_clusters
        );
    }
}
