//! Which songs the table lists, in which order.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::error::Result;
use crate::job::Reporter;
use crate::text::fold;

use super::super::colour::Class;
use super::super::selecting::Selection;
use super::rows::{Column, Kind, Rows};

/// An order that has become another is given up after so many songs.
const SONGS_PER_CHECK: usize = 4096;

/// By which column songs are sorted. Songs of which it is unknown come last either way, and equal
/// ones stay in the order of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    pub column: Column,
    pub descending: bool,
}

/// Which songs a column lets through.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// Text in which each of these words occurs, whatever the case.
    Contains(String),
    /// Songs of these classes; `None` is noise or unknown.
    Classes(BTreeSet<Class>),
    /// Numbers from the one to the other, both included; unknown ones are left out.
    Range(f32, f32),
}

impl Filter {
    /// True when it lets every song through.
    fn is_open(&self) -> bool {
        matches!(self, Filter::Contains(text) if text.trim().is_empty())
    }
}

/// How the table is to be.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListQuery {
    /// `None` is the order of the library.
    pub sort: Option<Sort>,
    pub filters: BTreeMap<Column, Filter>,
    pub only_selected: bool,
    /// Only songs that the legend and the search leave bright on the map.
    pub only_shown: bool,
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
        let before = std::mem::take(&mut self.filters);
        // Classes are other classes in another library.
        let lasting = before
            .into_iter()
            .filter(|(_, filter)| !matches!(filter, Filter::Classes(_)));
        self.filters = lasting
            .filter_map(|(column, filter)| Some((moved(column)?, filter)))
            .collect();
    }
}

/// What the table is made from, as it was when it was asked for.
pub(super) struct Question {
    pub rows: Arc<Rows>,
    pub query: ListQuery,
    /// With `only_selected`.
    pub selection: Selection,
    /// With `only_shown`: whether each song is.
    pub shown: Vec<bool>,
}

impl Question {
    /// The songs that are listed, in order.
    ///
    /// # Errors
    /// [`crate::error::Error::Cancelled`] only.
    pub(super) fn answer(&self, reporter: &Reporter) -> Result<Vec<u32>> {
        let tests: Vec<Test> = self
            .query
            .filters
            .iter()
            .filter(|(_, f)| !f.is_open())
            .map(|(c, f)| Test::new(*c, f))
            .collect();
        let mut listed = Vec::new();
        for song in 0..self.rows.len() {
            if song % SONGS_PER_CHECK == 0 {
                reporter.checkpoint()?;
            }
            if self.is_in(song) && tests.iter().all(|test| test.lets(&self.rows, song)) {
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
        (!self.query.only_selected || self.selection.contains(song))
            && (!self.query.only_shown || self.shown.get(song).copied().unwrap_or(false))
    }
}

/// A filter made ready.
enum Test<'a> {
    Words(Column, Vec<String>),
    Classes(Column, &'a BTreeSet<Class>),
    Range(Column, f32, f32),
}

impl<'a> Test<'a> {
    fn new(column: Column, filter: &'a Filter) -> Self {
        match filter {
            Filter::Contains(text) => Test::Words(
                column,
                fold(text).split_whitespace().map(str::to_string).collect(),
            ),
            Filter::Classes(classes) => Test::Classes(column, classes),
            Filter::Range(low, high) => Test::Range(column, *low, *high),
        }
    }

    fn lets(&self, rows: &Rows, song: usize) -> bool {
        match self {
            Test::Words(column, words) => rows.text(*column, song).is_some_and(|text| {
                let text = fold(&text);
                words.iter().all(|word| text.contains(word.as_str()))
            }),
            Test::Classes(column, classes) => classes.contains(&rows.class(*column, song)),
            Test::Range(column, low, high) => (*low..=*high).contains(&rows.number(*column, song)),
        }
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
