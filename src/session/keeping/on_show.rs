//! What session files and figures say of the parts of the session.

use std::collections::BTreeMap;

use super::super::cx::Cx;
use super::super::focus::Focus;
use super::super::picture::Picture;
use super::super::selecting::{Filters, Selection};
use super::super::side_maps;
use crate::matrix::Matrix;

/// Everything on show, apart from what [`Cx`] holds.
#[derive(Clone, Copy)]
pub(in crate::session) struct OnShow<'a> {
    pub filters: Filters<'a>,
    pub selection: &'a Selection,
    pub focus: &'a Focus,
    pub picture: Picture,
    /// Where songs lie while they move, n × 2.
    pub moving: Option<&'a Matrix>,
    /// The names that people gave to clusters.
    pub names: &'a BTreeMap<u32, String>,
    /// The id of the kept run on show.
    pub run: Option<&'a str>,
}

impl<'a> OnShow<'a> {
    /// Where the songs on show lie, n × 2.
    pub fn places(&self, cx: &'a Cx) -> Option<&'a Matrix> {
        self.moving.or_else(|| side_maps::places(cx, self.picture))
    }

    /// What the clusters on show are called.
    pub fn cluster_names(&self, cx: &Cx) -> Vec<String> {
        let n = cx.shown_analysis().map_or(0, |a| a.clusters.n_clusters);
        let name = |c: u32| match self.names.get(&c) {
            Some(given) => given.clone(),
            None => format!("cluster {}", c + 1),
        };
        (0..n as u32).map(name).collect()
    }
}
