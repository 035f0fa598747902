//! The question which column of a manifest holds what.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::library::ColumnMap;

/// A manifest whose columns must be named by the person.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnQuestion {
    pub path: PathBuf,
    pub columns: Vec<String>,
    /// What was answered before, if that did not do.
    pub answered: ColumnMap,
    /// Why the names alone do not tell.
    pub cause: String,
}

impl ColumnQuestion {
    /// A question about the manifest at `path`; `None` when it is no table of ours.
    pub(super) fn about(path: &Path, cause: &str, answered: &ColumnMap) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        if !path.is_file() || !matches!(extension.as_str(), "csv" | "tsv" | "txt") {
            return None;
        }
        let mut head = Vec::new();
        File::open(path).ok()?.take(64 << 10).read_to_end(&mut head).ok()?;
        let text = String::from_utf8_lossy(&head).into_owned();
        let header = text.trim_start_matches('\u{feff}').lines().next()?;
        let columns = split(header, if header.contains('\t') { '\t' } else { ',' });
        Some(Self { path: path.to_path_buf(), columns, answered: answered.clone(), cause: cause.to_string() })
    }
}

/// The cells of one header line; quotes keep separators within.
fn split(line: &str, separator: char) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c == separator && !quoted => cells.push(String::new()),
            c => {
                if let Some(cell) = cells.last_mut() {
                    cell.push(c);
                }
            }
        }
    }
    cells.into_iter().map(|cell| cell.trim().to_string()).filter(|cell| !cell.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_separators_do_not_split_a_header() {
        assert_eq!(split("id,\"title, long\", audio ", ','), ["id", "title, long", "audio"]);
        assert_eq!(split("a\tb", '\t'), ["a", "b"]);
    }
}
