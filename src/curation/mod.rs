//! What a person makes of the songs of a library: labels and notes of their own, songs that are
//! hidden, clusters edited by hand; kept on disk by library, held against its songs, scored as its
//! labels are, and compared with what another person made of the same songs.
//!
//! Songs are known by their ids, so that what was said of one outlives its absence. A run is never
//! changed: clusters edited by hand are a column beside those that the method found, which stay as
//! they are and can be returned to.
//!
//! # On disk
//! ```text
//! labels/<library>.json         what a person made of the songs of a library
//! labels/<library>.before.json  what it was before that of a session file took its place
//! ```
//! `<library>` is a hash of the root's path: songs may come and go.

mod column;
mod saved;
mod made;
mod store;
mod table;
mod scored;
mod agreement;
#[cfg(test)]
mod tests;

pub(crate) use agreement::{Agreement, ColumnAgreement, agreement};
#[cfg(test)]
pub(crate) use column::OwnColumn;
pub(crate) use column::OwnKey;
pub(crate) use made::Curation;
pub(crate) use scored::{EditedScores, OwnScores, own_scores};
pub(crate) use store::{Store, read_session};
pub(crate) use table::{OwnTable, TableColumn, marked_own};
