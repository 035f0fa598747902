//! What of the songs is on show by what stands in their columns: ranges of numbers, classes, words.
//! The table's heads and the charts say the same filters; map, table and charts follow them.
//!
//! A filter is a set of bits, made when it changes; what is on show is what is in all of them. A
//! chart knows the bar of each song before anybody brushes it, so that a brush costs a pass over
//! bits and one over bars.

mod bits;
mod rows;
mod filter;
mod chart;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::clustering::Clusters;
use crate::curation::OwnTable;
use crate::error::Result;
use crate::job::{ByAddress, Derived, Reporter, Watch, When};
use crate::library::Library;
use crate::pipeline::Analysis;
use crate::words::id;

use super::cx::Cx;

pub(crate) use bits::Bits;
pub(crate) use chart::{Bars, Chart};
pub use filter::Filter;
pub use rows::Column;
pub(crate) use rows::{Kind, Rows};

/// So many songs are looked through in less than a frame, whatever is looked for; of more, rows,
/// charts and words are looked through on a thread.
const AT_ONCE_SONGS: usize = 10_000;
/// So many numbers are compared in less than a frame.
const AT_ONCE_NUMBERS: usize = 2_000_000;
/// Label and number columns that have a chart as long as nobody has said which; more are chosen.
const FIRST_CHARTS: usize = 12;

/// What can be asked of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Filtering {
    /// `None` lets every song of the column through.
    Set(Column, Option<Filter>),
    /// The same, as one step with the change before it where that was of this column too: while one
    /// drags or types.
    Further(Column, Option<Filter>),
    /// Every song is let through.
    Clear,
    /// Which columns have a chart, in order; `None` is as at first.
    Charts(Option<Vec<Column>>),
}

/// A filter for each column that has one.
pub(super) type Filters = BTreeMap<Column, Filter>;

/// What rows are of.
#[derive(Clone, PartialEq)]
struct Of {
    library: ByAddress<Library>,
    analysis: Option<ByAddress<Analysis>>,
    own: ByAddress<OwnTable>,
}

/// What the filters let through.
struct Sifted {
    of: Vec<(Column, Filter, Arc<Bits>)>,
    all: Arc<Bits>,
}

/// What charts are of: rows, and the columns that are drawn.
type OfRows = (ByAddress<Rows>, Vec<Column>);

/// See the head of the file.
#[derive(Default)]
pub(crate) struct FilteringState {
    filters: Filters,
    /// The column whose filter was set last.
    latest: Option<Column>,
    /// The columns that were chosen for charts.
    charted: Option<Vec<Column>>,
    library: Watch<Library>,
    clusters: Watch<Clusters>,
    own: Watch<OwnTable>,
    rows: Derived<Of, Rows>,
    charts: Derived<OfRows, Vec<Arc<Chart>>>,
    sifted: Derived<(ByAddress<Rows>, Filters), Sifted>,
    n_sifted: usize,
}

impl FilteringState {
    pub(crate) fn filters(&self) -> &BTreeMap<Column, Filter> {
        &self.filters
    }

    /// The column whose filter was set last, or the last of those that have one.
    pub(crate) fn latest(&self) -> Option<Column> {
        let latest = self
            .latest
            .filter(|column| self.filters.contains_key(column));
        latest.or_else(|| self.filters.keys().next_back().copied())
    }

    /// The cells of the songs on show; `None` while there are none, or they are not ready.
    pub(crate) fn rows(&self) -> Option<&Arc<Rows>> {
        self.rows.value()
    }

    /// The charts that are there, in order. One `Arc` as long as they are the same.
    pub(crate) fn charts(&self) -> Option<&Arc<Vec<Arc<Chart>>>> {
        self.charts.value()
    }

    /// The columns that were chosen for charts; `None` as long as nobody has said which.
    pub(crate) fn charted(&self) -> Option<&[Column]> {
        self.charted.as_deref()
    }

    /// True while a thread looks through the songs.
    pub(crate) fn is_busy(&self) -> bool {
        self.rows.is_busy() || self.charts.is_busy() || self.sifted.is_busy()
    }

    /// The songs that every filter lets through; `None` is all of them.
    pub(crate) fn passing(&self) -> Option<&Arc<Bits>> {
        let sifted = self.sifted.value().filter(|_| !self.filters.is_empty());
        sifted.map(|sifted| &sifted.all)
    }

    /// True unless a filter leaves the song out.
    pub(crate) fn passes(&self, song: usize) -> bool {
        self.passing().is_none_or(|passing| passing.contains(song))
    }

    /// How many columns were looked through for filters so far.
    #[cfg(test)]
    pub(crate) fn n_sifted(&self) -> usize {
        self.n_sifted
    }

    /// How many songs are in each bar of each chart, of those that `others` and the filters of all
    /// other columns leave on show. Without `others` those are all.
    pub(super) fn counts(&self, others: Option<&Bits>) -> Vec<Vec<u32>> {
        let charts = self.charts().map_or(&[][..], |charts| charts.as_slice());
        let sifted = self.sifted.value().filter(|_| !self.filters.is_empty());
        let of = sifted.map_or(&[][..], |sifted| sifted.of.as_slice());
        let all = match (others, sifted) {
            (None, None) => None,
            (Some(others), None) => Some(others.clone()),
            (others, Some(sifted)) => {
                let mut all = (*sifted.all).clone();
                others.into_iter().for_each(|others| all.keep(others));
                Some(all)
            }
        };
        let count = |chart: &Arc<Chart>| match &all {
            None => chart.totals.clone(),
            Some(all) if of.iter().all(|(column, ..)| *column != chart.column) => chart.count(all),
            Some(all) => {
                let mut left = others.cloned().unwrap_or_else(|| Bits::all(all.len()));
                let foreign = of.iter().filter(|(column, ..)| *column != chart.column);
                foreign.for_each(|(.., bits)| left.keep(bits));
                chart.count(&left)
            }
        };
        charts.iter().map(count).collect()
    }

    pub(super) fn apply(&mut self, command: Filtering, cx: &mut Cx) {
        match command {
            Filtering::Set(column, filter) | Filtering::Further(column, filter) => {
                match filter.filter(|filter| !filter.is_open()) {
                    Some(filter) => {
                        self.filters.insert(column, filter);
                        self.latest = Some(column);
                    }
                    None => drop(self.filters.remove(&column)),
                }
            }
            Filtering::Clear => self.filters.clear(),
            Filtering::Charts(columns) => {
                self.charted = columns;
                self.make_charts(cx);
            }
        }
        self.sift(cx);
    }

    /// Undo, and session files: filters and charts as they were.
    pub(super) fn bring_back(
        &mut self,
        filters: Filters,
        charted: Option<Vec<Column>>,
        cx: &mut Cx,
    ) {
        (self.filters, self.charted) = (filters, charted);
        self.make_charts(cx);
        self.sift(cx);
    }

    pub(super) fn pump(&mut self, cx: &mut Cx) {
        self.follow_library(cx);
        self.follow_own(cx);
        let Some(library) = cx.library.clone() else {
            return;
        };
        let of = Of {
            library: ByAddress(library),
            analysis: cx.shown_analysis().cloned().map(ByAddress),
            own: ByAddress(cx.own.clone()),
        };
        cx.arrived(&mut self.rows);
        if !self.rows.is_of(&of) {
            let when = When::for_size(of.library.0.songs.len(), AT_ONCE_SONGS);
            let key = (of.clone(), when);
            self.rows
                .make(&cx.spawner, key, id::SESSION_TABLE, move |_| {
                    let analysis = of.analysis.map(|analysis| analysis.0);
                    Ok(Rows::new(of.library.0, analysis, of.own.0))
                });
        }
        cx.arrived(&mut self.charts);
        self.make_charts(cx);
        if cx.arrived(&mut self.sifted) {
            cx.revisions.looks += 1;
        }
        self.sift(cx);
    }

    /// Of other songs columns are known again by their names; of other clusters nothing is left of
    /// the ones that were chosen.
    fn follow_library(&mut self, cx: &Cx) {
        let clusters = cx.shown_analysis().map(|analysis| &analysis.clusters);
        let is_of_other_clusters = self.clusters.is_new(clusters) && clusters.is_some();
        if let Some(before) = self.library.replaced(cx.library.as_ref()) {
            if let (Some(before), Some(library)) = (before, &cx.library) {
                let moved = |column: Column| column.in_other(&before, library);
                let filters = std::mem::take(&mut self.filters).into_iter();
                let lasting = filters.filter(|(_, filter)| filter.outlives_its_library());
                self.filters = lasting
                    .filter_map(|(column, filter)| Some((moved(column)?, filter)))
                    .collect();
                self.charted = self
                    .charted
                    .take()
                    .map(|columns| columns.into_iter().filter_map(moved).collect());
            }
            self.rows.clear();
            self.charts.clear();
            self.sifted.clear();
        } else if is_of_other_clusters {
            self.filters.remove(&Column::Cluster);
        }
    }

    /// Own columns that are there no more filter nothing and have no chart.
    fn follow_own(&mut self, cx: &Cx) {
        if !self.own.is_new(Some(&cx.own)) {
            return;
        }
        let is_gone = |of: &Column| matches!(of, Column::Own(key) if cx.own.column(*key).is_none());
        let is_there = |column: &Column| !is_gone(column);
        self.filters.retain(|column, _| is_there(column));
        if let Some(charted) = &mut self.charted {
            charted.retain(is_there);
        }
    }

    fn make_charts(&mut self, cx: &Cx) {
        // Rows that are being made anew are of other songs, or will be of another analysis.
        let Some(rows) = self.rows.value().cloned() else {
            return;
        };
        let columns = match &self.charted {
            Some(columns) => columns.clone(),
            None => first_charts(&rows),
        };
        let key = (ByAddress(rows.clone()), columns.clone());
        if self.charts.is_of(&key) {
            return;
        }
        let same_rows = self.charts.key().is_some_and(|(of, _)| *of == key.0);
        let before = self.charts.value().cloned().filter(|_| same_rows);
        let when = When::for_size(rows.len(), AT_ONCE_SONGS);
        let make = move |reporter: &Reporter| {
            let mut charts = Vec::with_capacity(columns.len());
            for column in columns {
                reporter.checkpoint()?;
                let mut known = before.iter().flat_map(|before| before.iter());
                let chart = known.find(|chart| chart.column == column).cloned();
                charts.extend(chart.or_else(|| Chart::new(&rows, column).map(Arc::new)));
            }
            Ok(charts)
        };
        self.charts
            .make(&cx.spawner, (key, when), id::SESSION_CHARTS, make);
    }

    /// Looks the songs through for filters that have changed: at once where that is a comparison of
    /// numbers, or there are few; else on a thread, and what passed before stays till then.
    fn sift(&mut self, cx: &mut Cx) {
        if self.filters.is_empty() {
            if self.sifted.key().is_some() {
                self.sifted.clear();
                cx.revisions.looks += 1;
            }
            return;
        }
        let Some(rows) = self.rows.value().cloned() else {
            return;
        };
        let key = (ByAddress(rows.clone()), self.filters.clone());
        if self.sifted.is_of(&key) {
            return;
        }
        let same_rows = self.sifted.key().is_some_and(|(of, _)| *of == key.0);
        let before = self.sifted.value().cloned().filter(|_| same_rows);
        let is_new = |column: &Column, filter: &Filter| {
            let mut of = before.iter().flat_map(|before| &before.of);
            !of.any(|(c, f, _)| c == column && f == filter)
        };
        let changed = self.filters.iter().filter(|(c, f)| is_new(c, f));
        let changed: Vec<&Filter> = changed.map(|(_, filter)| filter).collect();
        self.n_sifted += changed.len();
        let most = match changed.iter().all(|filter| filter.is_quick()) {
            true => AT_ONCE_NUMBERS,
            false => AT_ONCE_SONGS,
        };
        let when = When::for_size(rows.len(), most);
        let (filters, charts) = (self.filters.clone(), self.charts.value().cloned());
        let charts = charts.filter(|_| self.charts.key().is_some_and(|(of, _)| *of == key.0));
        let sift = move |reporter: &Reporter| sifted(&rows, filters, charts, before, reporter);
        self.sifted
            .make(&cx.spawner, (key, when), id::SESSION_TABLE, sift);
        if when == When::AtOnce {
            cx.revisions.looks += 1;
        }
    }
}

/// What the filters let through; those that are as before are not asked again.
fn sifted(
    rows: &Rows,
    filters: Filters,
    charts: Option<Arc<Vec<Arc<Chart>>>>,
    before: Option<Arc<Sifted>>,
    reporter: &Reporter,
) -> Result<Sifted> {
    let mut of = Vec::with_capacity(filters.len());
    for (column, filter) in filters {
        let mut known = before.iter().flat_map(|before| &before.of);
        let known = known.find(|(c, f, _)| *c == column && *f == filter);
        let bits = match known {
            Some((.., bits)) => bits.clone(),
            None => {
                let mut charts = charts.iter().flat_map(|charts| charts.iter());
                let chart = charts.find(|chart| chart.column == column);
                let numbers = chart.and_then(|chart| chart.numbers());
                Arc::new(filter.sift(rows, column, numbers, reporter)?)
            }
        };
        of.push((column, filter, bits));
    }
    let mut all = Bits::all(rows.len());
    of.iter().for_each(|(.., bits)| all.keep(bits));
    let all = Arc::new(all);
    Ok(Sifted { of, all })
}

/// The columns that have a chart at first: what is heard, then numbers, clusters and labels.
fn first_charts(rows: &Rows) -> Vec<Column> {
    let place = |column: &Column| match column {
        Column::Tempo => Some(0),
        Column::Loudness => Some(1),
        Column::Duration => Some(2),
        Column::Number(_) => Some(3),
        Column::Cluster | Column::Own(_) => Some(4),
        Column::Label(_) => Some(5),
        Column::Title
        | Column::Artist
        | Column::Note
        | Column::Silhouette
        | Column::Trust
        | Column::Agreement
        | Column::Centre
        | Column::Tag(_)
        | Column::File => None,
    };
    let placed = rows.columns().filter_map(|c| Some((place(&c)?, c)));
    let mut placed: Vec<(u8, Column)> = placed.collect();
    // Of a table of many numbers some: clusters and labels have their place.
    let is_number = |column: &Column| matches!(column, Column::Number(_));
    let n_others = placed
        .iter()
        .filter(|(_, column)| !is_number(column))
        .count();
    let mut room = FIRST_CHARTS.saturating_sub(n_others);
    placed.retain(|(_, column)| {
        let fits = !is_number(column) || room > 0;
        room = room.saturating_sub(usize::from(is_number(column)));
        fits
    });
    // Stable: columns of one kind in the order of the library.
    placed.sort_by_key(|(place, _)| *place);
    placed.truncate(FIRST_CHARTS);
    placed.into_iter().map(|(_, column)| column).collect()
}
