//! What the map is coloured by now: chosen, or following what is known.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::colour::{Class, ColourBy, Colouring, Values};
use super::cx::Cx;
use crate::curation::OwnTable;
use crate::job::Watch;
use crate::library::Library;
use crate::pipeline::{Analysis, Weighed};
use crate::words::{Locale, id, locale, say};

/// What is known of clusters beside the analysis.
#[derive(Clone, Copy)]
pub(super) struct OfClusters<'a> {
    /// The clusters on show in the place of the model's.
    pub(crate) weighed: Option<&'a Weighed>,
    /// The names that people gave.
    pub(crate) names: &'a BTreeMap<u32, String>,
}

/// The colouring of the map.
#[derive(Default)]
pub(super) struct ColourState {
    colouring: Colouring,
    /// The person chose it; otherwise it follows what is known.
    is_chosen: bool,
    library: Watch<Library>,
    analysis: Watch<Analysis>,
    own: Watch<OwnTable>,
    /// The language that its names are written in.
    locale: Locale,
}

/// What undo brings back of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Colours {
    pub(crate) by: ColourBy,
    is_chosen: bool,
    pub(crate) hidden: HashSet<Class>,
}

impl ColourState {
    pub(super) fn colouring(&self) -> &Colouring {
        &self.colouring
    }

    pub(super) fn choose(&mut self, by: ColourBy, cx: &mut Cx, of_clusters: OfClusters) {
        self.is_chosen = true;
        self.recolour(by, cx, of_clusters);
    }

    pub(super) fn recolour(&mut self, by: ColourBy, cx: &mut Cx, of_clusters: OfClusters) {
        let Some(library) = &cx.library else { return };
        let weighed = of_clusters
            .weighed
            .filter(|w| by == ColourBy::Cluster && w.labels.len() == library.songs.len());
        self.colouring = match weighed {
            Some(weighed) => Colouring::of_clusters(id::SESSION_WEIGHTED_FEATURES, &weighed.labels),
            None => {
                let analysis = cx.shown_analysis().map(Arc::as_ref);
                Colouring::new(by, library, analysis, &cx.own)
            }
        };
        self.colouring.count_without(&cx.own);
        cx.revisions.looks += 1;
        self.name_classes(cx, of_clusters.names);
    }

    /// The legend and the map call clusters by the names they were given.
    pub(super) fn name_classes(&mut self, cx: &mut Cx, given: &BTreeMap<u32, String>) {
        if self.colouring.by != ColourBy::Cluster {
            return;
        }
        if let Values::Classes { names, .. } = &mut self.colouring.values {
            for (cluster, name) in names.iter_mut().enumerate() {
                *name = match given.get(&(cluster as u32)) {
                    Some(given) => given.clone(),
                    None => say(id::COMMON_CLUSTER_N).with("n", cluster + 1).to_string(),
                };
            }
            cx.revisions.looks += 1;
        }
    }

    /// Changes what the legend leaves out.
    pub(super) fn filter(&mut self, cx: &mut Cx, change: impl FnOnce(&mut Colouring)) {
        change(&mut self.colouring);
        cx.revisions.looks += 1;
    }

    pub(super) fn colours(&self) -> Colours {
        Colours {
            by: self.colouring.by,
            is_chosen: self.is_chosen,
            hidden: self.colouring.hidden.clone(),
        }
    }

    pub(super) fn bring_back(&mut self, colours: Colours, cx: &mut Cx, of_clusters: OfClusters) {
        if self.colouring.by != colours.by {
            self.recolour(colours.by, cx, of_clusters);
        }
        self.colouring.hidden = colours.hidden;
        self.is_chosen = colours.is_chosen;
        cx.revisions.looks += 1;
    }

    /// Colours other songs, and songs after a run.
    pub(super) fn pump(&mut self, cx: &mut Cx, of_clusters: OfClusters) {
        if let Some(old) = self.library.replaced(cx.library.as_ref())
            && let Some(library) = cx.library.clone()
        {
            let kept = old.and_then(|old| same_column(self.colouring.by, &old, &library));
            let language = || {
                let column = library.labels.iter().position(|l| l.name == "language");
                column.map(ColourBy::Label)
            };
            let by = match kept.filter(|_| self.is_chosen) {
                Some(by) => by,
                None if cx.shown_analysis().is_none() => language().unwrap_or_default(),
                None => ColourBy::Cluster,
            };
            self.recolour(by, cx, of_clusters);
        }
        if self.analysis.is_new(cx.analysis.as_ref()) && cx.analysis.is_some() {
            let by = if self.is_chosen {
                self.colouring.by
            } else {
                ColourBy::Cluster
            };
            self.recolour_as_filtered(by, cx, of_clusters);
        }
        let is_other = self.own.is_new(Some(&cx.own));
        if is_other && self.is_column_gone(cx) {
            self.recolour(ColourBy::Cluster, cx, of_clusters);
        }
        if is_other || self.locale != locale() {
            self.locale = locale();
            let hidden = self.colouring.hidden.clone();
            self.recolour(self.colouring.by, cx, of_clusters);
            self.colouring.hidden = hidden;
        }
    }

    /// True where it is a column of one's own that is there no more.
    fn is_column_gone(&self, cx: &Cx) -> bool {
        matches!(self.colouring.by, ColourBy::Own(key) if cx.own.column(key).is_none())
    }

    /// Colours anew after a run; what the legend left out stays out where its classes are the same.
    fn recolour_as_filtered(&mut self, by: ColourBy, cx: &mut Cx, of_clusters: OfClusters) {
        let before = std::mem::take(&mut self.colouring);
        self.colouring.by = before.by;
        self.recolour(by, cx, of_clusters);
        if matches!(by, ColourBy::Label(_) | ColourBy::Own(_))
            && self.colouring.has_classes_of(&before)
        {
            self.colouring.hidden = before.hidden;
        }
    }
}

/// The column of the same name in another library.
fn same_column(by: ColourBy, old: &Library, new: &Library) -> Option<ColourBy> {
    match by {
        ColourBy::Cluster
        | ColourBy::Silhouette
        | ColourBy::Trust
        | ColourBy::Agreement
        | ColourBy::Tag(_) => Some(by),
        ColourBy::Latent(_) => None,
        // What is left of it is seen once it is read.
        ColourBy::Own(_) => (old.root == new.root).then_some(by),
        ColourBy::Label(i) => {
            let name = &old.labels.get(i)?.name;
            let at = new.labels.iter().position(|l| l.name == *name);
            at.map(ColourBy::Label)
        }
        ColourBy::Number(i) => {
            let name = &old.numbers.get(i)?.name;
            let at = new.numbers.iter().position(|n| n.name == *name);
            at.map(ColourBy::Number)
        }
    }
}
