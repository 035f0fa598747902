//! A table from its file, whatever it is written in.

use std::path::Path;

use super::names::extension;
use super::table::{MOST_BYTES, Table};
use super::{columnar, json, stream};
use crate::error::Result;
use crate::job::Reporter;

/// Text with separators, JSON or Parquet, by its extension; a sample of a text that is too large to
/// be held.
///
/// # Errors
/// When the file cannot be read or is no table.
pub(super) fn read(path: &Path, reporter: &Reporter) -> Result<Table> {
    match extension(path).as_deref() {
        Some("json" | "jsonl" | "ndjson") => json::read(path),
        Some("parquet") => columnar::read(path, reporter),
        _ if std::fs::metadata(path).is_ok_and(|meta| meta.len() > MOST_BYTES) => {
            stream::read(path, stream::LIMITS, reporter)
        }
        _ => Table::read(path),
    }
}
