//! A library in tables that travel: what is to be read of each song, what was read of it on whatever
//! machine, and the blocks that were computed from it. All of it is Apache Parquet, which pandas,
//! DuckDB, polars and Spark read without this program.
//!
//! # What is where
//! | file | what |
//! | --- | --- |
//! | `sheet` | tables on disk whose columns have types, lists of numbers among them |
//! | `moved` | the same paths below another folder |
//! | `listing` | what is to be read of each song; the songs read; the library of them |
//! | `extracted` | blocks by what they were computed from |
//! | `table` | a table of songs with their blocks, opened as a library |

mod sheet;
mod moved;
mod listing;
mod extracted;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use extracted::{Extracted, Key, StoredBlock};
pub(crate) use listing::{Listed, Listing, OpenedSong};
pub(crate) use sheet::{Cells, Sheet};
pub(super) use table::load;
pub(crate) use table::{ENTRY, ID, OPENED, SOUND, fact, settings as table_settings};
