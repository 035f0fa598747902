//! Which songs the table lists, in which order.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::error::Result;
use crate::job::Reporter;
use crate::text::fold;

use super::super::filtering::{Bits, Column, Kind, Rows};
use super::super::selecting::Selection;

/// An order that has become another is given up after so many songs.
const SONGS_PER_CHECK: usize = 4096;

/// By which column songs are sorted. Songs of which it is unknown come last either way, and equal
/// ones stay in the order of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// What is compared.
    pub column: Column,
    /// The largest number, or the last letter, comes first.
    pub descending: bool,
}

/// How the table is to be.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct ListQuery {
    /// `None` is the order of the library.
    pub(crate) sort: Option<Sort>,
    pub(crate) only_selected: bool,
    /// Only songs that the legend and the search leave bright on the map, as the filters do anyway.
    pub(crate) only_shown: bool,
}

impl ListQuery {
    /// The same of another library: columns are known again by their names.
    pub(super) fn carried(&mut self, moved: impl Fn(Column) -> Option<Column>) {
        self.sort = self.sort.and_then(|sort| {
            Some(Sort {
                column: moved(sort.column)?,
                ..sort
            })
        });
    }
}

/// What the table is made from, as it was when it was asked for.
pub(super) struct Question {
    pub(crate) rows: Arc<Rows>,
    pub(crate) query: ListQuery,
    /// What the filters let through; `None` is every song.
    pub(crate) passing: Option<Arc<Bits>>,
    /// With `only_selected`.
    pub(crate) selection: Selection,
    /// With `only_shown`: whether each song is.
    pub(crate) shown: Vec<bool>,
}

impl Question {
    /// The songs that are listed, in order.
    ///
    /// # Errors
    /// [`crate::error::Error::Cancelled`] only.
    pub(super) fn answer(&self, reporter: &Reporter) -> Result<Vec<u32>> {
        let mut listed = Vec::new();
        for song in 0..self.rows.len() {
            if song % SONGS_PER_CHECK == 0 {
                reporter.checkpoint()?;
            }
            if self.is_in(song) {
                listed.push(song as u32);
            }
        }
        reporter.checkpoint()?;
        if let Some(sort) = self.query.sort {
            listed = sorted(&self.rows, listed, sort);
        }
        Ok(listed)
    }

    fn is_in(&self, song: usize) -> bool {
        let passes = |passing: &Arc<Bits>| passing.contains(song);
        !self.rows.is_hidden(song)
            && self.passing.as_ref().is_none_or(passes)
            && (!self.query.only_selected || self.selection.contains(song))
            && (!self.query.only_shown || self.shown.get(song).copied().unwrap_or(false))
    }
}

fn sorted(rows: &Rows, listed: Vec<u32>, sort: Sort) -> Vec<u32> {
    let Sort { column, descending } = sort;
    match column.kind() {
        Kind::Text => {
            let key = |song: usize| rows.text(column, song).map(|text| fold(&text));
            by_key(listed, descending, key, |a, b| a.cmp(b))
        }
        Kind::Classes => by_key(
            listed,
            descending,
            |song| rows.class(column, song),
            |a, b| a.cmp(b),
        ),
        Kind::Number => {
            let key = |song: usize| Some(rows.number(column, song)).filter(|v| !v.is_nan());
            by_key(listed, descending, key, f32::total_cmp)
        }
    }
}

/// Each key is made once.
fn by_key<K>(
    listed: Vec<u32>,
    descending: bool,
    key: impl Fn(usize) -> Option<K>,
    compare: impl Fn(&K, &K) -> Ordering,
) -> Vec<u32> {
    let mut keyed: Vec<(Option<K>, u32)> = listed
        .into_iter()
        .map(|song| (key(song as usize), song))
        .collect();
    keyed.sort_by(|(a, _), (b, _)| match (a, b) {
        (Some(a), Some(b)) if descending => compare(b, a),
        (Some(a), Some(b)) => compare(a, b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    });
    keyed.into_iter().map(|(_, song)| song).collect()
}
