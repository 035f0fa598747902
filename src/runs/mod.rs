//! Runs of a library, kept: what each has found, its model and its map, in a folder a run; and the
//! table that compares them.
//!
//! # On disk
//! ```text
//! runs/<library>/<run>-<time>/run.json     what is told of it in a table: settings, scores, diagnostics
//!                             songs.json   id, cluster and place of every song
//!                             dimensions.json  what is compared with other seeds of it
//!                             model/       the trained model, as the model room writes it
//!                             marks.json   name, note, pin
//! ```
//! `<library>` is a hash of the root's path and the songs' ids, `<run>` one of the settings: the
//! same settings again replace the run that had them. A folder is written beside its place under a
//! name that is never read, and renamed when it is whole, so that a kill leaves a whole run or
//! none.

mod record;
mod telling;
mod store;
mod shipped;
mod table;
mod seeds;
#[cfg(test)]
mod tests;

pub(crate) use record::{Marks, Record, Songs};
pub(crate) use seeds::{Row, rank, rows};
pub(crate) use store::{KeptRun, Store};
pub(crate) use table::{Classifier, Doubt, Measure, Over, RunMeasure};
pub(crate) use telling::differing;
