//! The question which column of a manifest holds what.

use std::path::PathBuf;

use crate::library::ColumnMap;
use crate::words::Message;

/// A manifest whose columns must be named by the person.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ColumnQuestion {
    pub(crate) path: PathBuf,
    pub(crate) columns: Vec<String>,
    /// What was answered before, if that did not do.
    pub(crate) answered: ColumnMap,
    /// Why the names alone do not tell.
    pub(crate) cause: Message,
}
