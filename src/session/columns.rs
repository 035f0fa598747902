//! The question which column of a manifest holds what.

use std::path::PathBuf;

use crate::library::ColumnMap;
use crate::words::Message;

/// A manifest whose columns must be named by the person.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnQuestion {
    pub path: PathBuf,
    pub columns: Vec<String>,
    /// What was answered before, if that did not do.
    pub answered: ColumnMap,
    /// Why the names alone do not tell.
    pub cause: Message,
}
