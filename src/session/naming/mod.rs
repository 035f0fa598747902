//! Names of clusters: those that people give, and those that follow from what sets a cluster apart.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::clustering::Clusters;
use crate::library::Library;
use crate::pipeline::Analysis;
use crate::scores::{self, NamePart, NoiseFacts};

use super::cx::Cx;

/// What can be asked of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Naming {
    /// Gives a cluster a name; an empty one takes it away.
    Cluster(u32, String),
}

/// What there is to show of it.
#[derive(Default)]
pub(crate) struct NamingState {
    given: BTreeMap<u32, String>,
    automatic: Vec<Vec<NamePart>>,
    noise: Option<NoiseFacts>,
    /// The clusters that the names are of, and their songs.
    of: Option<(Arc<Clusters>, Arc<Library>)>,
}

impl NamingState {
    /// The names that people gave, by cluster.
    pub(crate) fn given(&self) -> &BTreeMap<u32, String> {
        &self.given
    }

    /// What a cluster could be called; empty where nothing that has a word sets it apart.
    pub(crate) fn automatic(&self, cluster: u32) -> &[NamePart] {
        self.automatic
            .get(cluster as usize)
            .map_or(&[], Vec::as_slice)
    }

    /// Of the songs in no cluster; `None` where there are none.
    pub(crate) fn noise(&self) -> Option<&NoiseFacts> {
        self.noise.as_ref()
    }

    /// The name that a person gave to a cluster.
    pub(super) fn given_name(&self, cluster: u32) -> Option<&str> {
        self.given.get(&cluster).map(String::as_str)
    }

    fn is_of(&self, analysis: &Analysis) -> bool {
        self.of
            .as_ref()
            .is_some_and(|(clusters, _)| Arc::ptr_eq(clusters, &analysis.clusters))
    }

    pub(super) fn apply(&mut self, command: Naming) {
        match command {
            Naming::Cluster(cluster, name) => {
                let name = name.trim();
                if name.is_empty() {
                    self.given.remove(&cluster);
                } else {
                    self.given.insert(cluster, name.to_string());
                }
            }
        }
    }

    /// Undo: the names as they were.
    pub(super) fn bring_back(&mut self, given: BTreeMap<u32, String>) {
        self.given = given;
    }

    /// The names of a session file take the place of all others.
    pub(super) fn restore(&mut self, names: &[(u32, String)]) {
        self.given = names.iter().cloned().collect();
    }

    /// New clusters are named as the old ones that they are made of.
    pub(super) fn pump(&mut self, cx: &Cx) {
        let Some(analysis) = cx.analysis.as_ref().filter(|a| !self.is_of(a)) else {
            return;
        };
        let given = match &self.of {
            Some((old, library)) if Arc::ptr_eq(library, &analysis.library) => {
                carried(&self.given, &old.labels, &analysis.clusters.labels)
            }
            // Names may be given before the clusters are on show, by a file that is opened.
            None => std::mem::take(&mut self.given),
            Some(_) => BTreeMap::new(),
        };
        *self = Self {
            given,
            automatic: analysis.cluster_names(),
            noise: scores::noise_facts(&analysis.clusters, &analysis.library),
            of: Some((analysis.clusters.clone(), analysis.library.clone())),
        };
    }
}

/// The names that clusters keep under another clustering of the same songs: that of an old cluster
/// goes to the new one with which it shares more than half of the songs that are in either
/// (Jaccard's index above ½, so no two can claim one).
fn carried(
    given: &BTreeMap<u32, String>,
    old: &[Option<u32>],
    new: &[Option<u32>],
) -> BTreeMap<u32, String> {
    let (mut shared, mut sizes) = (BTreeMap::new(), BTreeMap::new());
    let mut old_sizes = BTreeMap::new();
    for (old, new) in old.iter().zip(new) {
        *shared.entry((*old, *new)).or_insert(0usize) += 1;
        *old_sizes.entry(*old).or_insert(0usize) += 1;
        *sizes.entry(*new).or_insert(0usize) += 1;
    }
    let heirs = shared.iter().filter_map(|(&(old, new), &n)| {
        let (name, heir) = (given.get(&old?)?, new?);
        let in_either = old_sizes[&old] + sizes[&new] - n;
        (2 * n > in_either).then(|| (heir, name.clone()))
    });
    heirs.collect()
}
