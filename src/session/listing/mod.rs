//! All songs as a table: which, and in which order. The order is made anew only when what it
//! depends on has changed.

mod order;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::job::{ByAddress, Derived, Reporter, Watch, When};
use crate::library::Library;
use crate::words::id;

use super::cx::Cx;
use super::filtering::{Bits, Rows};
use super::selecting::{Filters, Selection};
use order::Question;

pub(crate) use order::ListQuery;
pub use order::Sort;

/// So many songs are sorted in less than a frame; more on a thread, and the table stays as it is
/// till then.
const AT_ONCE_SONGS: usize = 10_000;

/// What can be asked of the table.
#[derive(Debug, Clone, PartialEq)]
pub enum Listing {
    /// `None`: the order of the library.
    Sort(Option<Sort>),
    /// Whether only songs are listed that are selected.
    OnlySelected(bool),
    /// Whether only songs are listed that are shown on the map.
    OnlyShown(bool),
    /// Neither of the two: every song that the filters let through is listed.
    All,
}

/// What an order was made for.
#[derive(PartialEq)]
struct Made {
    rows: ByAddress<Rows>,
    query: ListQuery,
    /// What the filters let through.
    passing: Option<ByAddress<Bits>>,
    /// Where only selected songs are listed.
    selection: Option<Chosen>,
    /// Where only songs on show are: the revision of looks.
    looks: Option<u64>,
}

/// A selection that is compared without a look at its songs.
struct Chosen(Selection);

impl PartialEq for Chosen {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_same(&other.0)
    }
}

/// The table as it was made.
struct Listed {
    rows: Arc<Rows>,
    order: Vec<u32>,
}

/// The table of songs.
#[derive(Default)]
pub(crate) struct ListingState {
    query: ListQuery,
    library: Watch<Library>,
    listed: Derived<Made, Listed>,
    n_orders: usize,
}

impl ListingState {
    pub(crate) fn query(&self) -> &ListQuery {
        &self.query
    }

    /// The cells; `None` while there are no songs, or they are not ready.
    pub(crate) fn rows(&self) -> Option<&Arc<Rows>> {
        self.listed.value().map(|listed| &listed.rows)
    }

    /// The songs that are listed, in order.
    pub(crate) fn order(&self) -> &[u32] {
        self.listed.value().map_or(&[], |listed| &listed.order)
    }

    /// The row of a song, if it is listed. Looks through all of them.
    pub(crate) fn row_of(&self, song: usize) -> Option<usize> {
        self.order()
            .iter()
            .position(|&listed| listed as usize == song)
    }

    /// True while a thread sorts.
    pub(crate) fn is_busy(&self) -> bool {
        self.listed.is_busy()
    }

    /// How often songs were filtered and sorted.
    #[cfg(test)]
    pub(crate) fn n_orders(&self) -> usize {
        self.n_orders
    }

    pub(super) fn apply(&mut self, command: Listing) {
        let query = &mut self.query;
        match command {
            Listing::Sort(sort) => query.sort = sort,
            Listing::OnlySelected(only) => query.only_selected = only,
            Listing::OnlyShown(only) => query.only_shown = only,
            Listing::All => {
                *query = ListQuery {
                    sort: query.sort,
                    ..ListQuery::default()
                }
            }
        }
    }

    pub(super) fn pump(&mut self, cx: &mut Cx, selection: &Selection, filters: Filters) {
        cx.arrived(&mut self.listed);
        if let Some(before) = self.library.replaced(cx.library.as_ref()) {
            if let (Some(before), Some(library)) = (before, &cx.library) {
                self.query
                    .carried(|column| column.in_other(&before, library));
            }
            self.listed.clear();
        }
        let Some(rows) = filters.filtering.rows().cloned() else {
            return;
        };
        let made = Made {
            rows: ByAddress(rows),
            query: self.query.clone(),
            passing: filters.filtering.passing().cloned().map(ByAddress),
            selection: (self.query.only_selected).then(|| Chosen(selection.clone())),
            looks: self.query.only_shown.then_some(cx.revisions.looks),
        };
        if !self.listed.is_of(&made) {
            self.list(made, cx, selection, filters);
        }
    }

    fn list(&mut self, made: Made, cx: &Cx, selection: &Selection, filters: Filters) {
        let (rows, query) = (made.rows.0.clone(), self.query.clone());
        let passing = made.passing.as_ref().map(|passing| passing.0.clone());
        let selection = selection.clone();
        self.n_orders += 1;
        let n = rows.len();
        let shown = if query.only_shown {
            (0..n).map(|song| filters.show(song)).collect()
        } else {
            Vec::new()
        };
        let work = move |reporter: &Reporter| {
            let question = Question {
                rows,
                query,
                passing,
                selection,
                shown,
            };
            let order = question.answer(reporter)?;
            Ok(Listed {
                rows: question.rows,
                order,
            })
        };
        let when = When::for_size(n, AT_ONCE_SONGS);
        self.listed
            .make(&cx.spawner, (made, when), id::SESSION_TABLE, work);
    }
}
