//! What session files and figures say of the parts of the session.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::words::{Locale, fill, id, with_locale};

use super::super::curating::CuratingState;
use super::super::cx::{Cx, OnMap};
use super::super::focus::Focus;
use super::super::invariance::InvarianceState;
use super::super::picture::MapMarks;
use super::super::selecting::{Filters, Selection};

/// Everything on show, apart from what [`Cx`] holds.
#[derive(Clone, Copy)]
pub(in crate::session) struct OnShow<'a> {
    pub(crate) filters: Filters<'a>,
    pub(crate) selection: &'a Selection,
    pub(crate) focus: &'a Focus,
    pub(crate) map: OnMap<'a>,
    pub(crate) marks: MapMarks,
    /// The names that people gave to clusters.
    pub(crate) names: &'a BTreeMap<u32, String>,
    /// What a person made of the songs.
    pub(crate) curating: &'a CuratingState,
    /// The id of the kept run on show.
    pub(crate) run: Option<&'a str>,
    /// The files of the songs that were placed on the map.
    pub(crate) newcomers: &'a [PathBuf],
    /// What was measured of how far songs move.
    pub(crate) invariance: &'a InvarianceState,
}

impl OnShow<'_> {
    /// What the clusters on show are called in files: plain names are English there.
    pub(crate) fn cluster_names(&self, cx: &Cx) -> Vec<String> {
        let n = cx.shown_analysis().map_or(0, |a| a.clusters.n_clusters);
        let name = |c: u32| match self.names.get(&c) {
            Some(given) => given.clone(),
            None => with_locale(Locale::EN, || {
                fill(id::COMMON_CLUSTER_N, &[("n", &(c + 1))])
            }),
        };
        (0..n as u32).map(name).collect()
    }
}
