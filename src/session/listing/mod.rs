//! All songs as a table: which, and in which order. The order is made anew only when what it
//! depends on has changed.

mod order;
mod rows;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::job::{Job, Outcome, Reporter};
use crate::library::Library;
use crate::pipeline::Analysis;

use super::message::Level;
use super::{Selection, Session};
use order::Question;

pub use order::{Filter, ListQuery, Sort};
pub use rows::{Column, Kind, Rows};

/// So many songs are sorted in less than a frame; more on a thread, and the table stays as it is
/// till then.
const AT_ONCE_SONGS: usize = 10_000;

/// What can be asked of the table.
#[derive(Debug, Clone, PartialEq)]
pub enum Listing {
    /// `None`: the order of the library.
    Sort(Option<Sort>),
    /// `None` lets every song of the column through.
    Filter(Column, Option<Filter>),
    OnlySelected(bool),
    OnlyShown(bool),
    ClearFilters,
}

/// What an order was made for.
struct Made {
    library: Arc<Library>,
    analysis: Option<Arc<Analysis>>,
    query: ListQuery,
    /// Where only selected songs are listed.
    selection: Option<Selection>,
    /// Where only songs on show are: the revision of looks.
    looks: Option<u64>,
}

/// The table of songs.
#[derive(Default)]
pub struct ListingState {
    query: ListQuery,
    made: Option<Made>,
    rows: Option<Arc<Rows>>,
    order: Vec<u32>,
    job: Option<Job<(Arc<Rows>, Vec<u32>)>>,
    n_orders: usize,
}

impl ListingState {
    pub fn query(&self) -> &ListQuery {
        &self.query
    }

    /// The cells; `None` while there are no songs, or they are not ready.
    pub fn rows(&self) -> Option<&Arc<Rows>> {
        self.rows.as_ref()
    }

    /// The songs that are listed, in order.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// The row of a song, if it is listed. Looks through all of them.
    pub fn row_of(&self, song: usize) -> Option<usize> {
        self.order
            .iter()
            .position(|&listed| listed as usize == song)
    }

    /// True while a thread sorts.
    pub fn is_busy(&self) -> bool {
        self.job.is_some()
    }

    /// How often songs were filtered and sorted.
    pub fn n_orders(&self) -> usize {
        self.n_orders
    }
}

impl Session {
    pub fn listing(&self) -> &ListingState {
        &self.listing
    }

    pub(super) fn apply_listing(&mut self, command: Listing) {
        let query = &mut self.listing.query;
        match command {
            Listing::Sort(sort) => query.sort = sort,
            Listing::Filter(column, Some(filter)) => drop(query.filters.insert(column, filter)),
            Listing::Filter(column, None) => drop(query.filters.remove(&column)),
            Listing::OnlySelected(only) => query.only_selected = only,
            Listing::OnlyShown(only) => query.only_shown = only,
            Listing::ClearFilters => {
                *query = ListQuery {
                    sort: query.sort,
                    ..ListQuery::default()
                }
            }
        }
    }

    pub(super) fn pump_listing(&mut self) {
        match self.library().cloned() {
            None => {
                self.listing = ListingState {
                    query: std::mem::take(&mut self.listing.query),
                    ..Default::default()
                }
            }
            Some(library) if !self.is_listed(&library) => self.list(library),
            Some(_) => {}
        }
        self.take_listed();
    }

    /// True when the order was made for what there is now, or is being made.
    fn is_listed(&self, library: &Arc<Library>) -> bool {
        let Some(made) = &self.listing.made else {
            return false;
        };
        let same_selection = match (&made.selection, self.listing.query.only_selected) {
            (Some(selection), true) => std::ptr::eq(selection.songs(), self.selection().songs()),
            (None, false) => true,
            _ => false,
        };
        Arc::ptr_eq(&made.library, library)
            && same(made.analysis.as_ref(), self.shown_analysis())
            && made.query == self.listing.query
            && same_selection
            && made.looks
                == self
                    .listing
                    .query
                    .only_shown
                    .then_some(self.revisions.looks)
    }

    fn list(&mut self, library: Arc<Library>) {
        let analysis = self.shown_analysis().cloned();
        let before = self.listing.made.take();
        let state = &mut self.listing;
        if let Some(before) = before
            .as_ref()
            .filter(|before| !Arc::ptr_eq(&before.library, &library))
        {
            state
                .query
                .carried(|column| column.in_other(&before.library, &library));
            (state.rows, state.order) = (None, Vec::new());
        }
        let same_rows = before.is_some_and(|b| {
            Arc::ptr_eq(&b.library, &library) && same(b.analysis.as_ref(), analysis.as_ref())
        });
        let rows = state.rows.clone().filter(|_| same_rows);
        let query = state.query.clone();
        state.n_orders += 1;
        let selection = self.selection().clone();
        let n = library.songs.len();
        let shown = if query.only_shown {
            (0..n).map(|song| self.is_shown(song)).collect()
        } else {
            Vec::new()
        };
        self.listing.made = Some(Made {
            library: library.clone(),
            analysis: analysis.clone(),
            selection: query.only_selected.then(|| selection.clone()),
            looks: query.only_shown.then_some(self.revisions.looks),
            query: query.clone(),
        });
        let work = move |reporter: &Reporter| {
            let rows = rows.unwrap_or_else(|| Arc::new(Rows::new(library, analysis)));
            let question = Question {
                rows,
                query,
                selection,
                shown,
            };
            let order = question.answer(reporter)?;
            Ok((question.rows, order))
        };
        self.listing.job = None;
        if n <= AT_ONCE_SONGS {
            if let Ok((rows, order)) = work(&Reporter::silent()) {
                (self.listing.rows, self.listing.order) = (Some(rows), order);
            }
            return;
        }
        let wake = self.wake.clone();
        match Job::spawn("table", move || wake(), work) {
            Ok(job) => self.listing.job = Some(job),
            Err(error) => self.messages.tell(Level::Error, error.to_string()),
        }
    }

    fn take_listed(&mut self) {
        let Some(outcome) = self.listing.job.as_ref().and_then(Job::poll) else {
            return;
        };
        self.listing.job = None;
        match outcome {
            Outcome::Done((rows, order)) => {
                (self.listing.rows, self.listing.order) = (Some(rows), order)
            }
            Outcome::Failed(error) => self.messages.tell(Level::Error, error.to_string()),
            Outcome::Cancelled => {}
            Outcome::Panicked(message) => {
                let text = format!("the table was not made, by a fault in the program: {message}");
                self.messages.tell(Level::Error, text);
            }
        }
    }
}

fn same<T>(a: Option<&Arc<T>>, b: Option<&Arc<T>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b),
        (None, None) => true,
        _ => false,
    }
}
