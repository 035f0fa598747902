//! A manifest's cells: separator and header seen by looking, any text encoding.

use std::fs;
use std::path::{Path, PathBuf};

use super::encoding::decode;
use super::names::{Kind, kind};
use crate::error::{Error, Result, Warning};

/// The largest manifest that is read, in bytes.
const MOST_BYTES: u64 = 1 << 30;

/// Rows of cells under named columns, all rows of one length.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    pub path: PathBuf,
    pub names: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// `1,5` is a number where columns are parted by something else than commas.
    pub decimal_comma: bool,
    pub warnings: Vec<Warning>,
}

impl Table {
    /// # Errors
    /// When the file cannot be read or is not text.
    pub fn read(path: &Path) -> Result<Self> {
        let size = fs::metadata(path).map_err(|e| Error::io("read the manifest", path, e))?.len();
        if size > MOST_BYTES {
            return Err(Error::file(format!("too large for a manifest ({} MB)", size >> 20), path));
        }
        let bytes = fs::read(path).map_err(|e| Error::io("read the manifest", path, e))?;
        let decoded = decode(&bytes).map_err(|cause| Error::file(cause, path))?;
        let mut table = Self::parse(&decoded.text, path);
        table.warnings.extend(decoded.doubt.map(|cause| Warning::path(path, cause)));
        Ok(table)
    }

    pub fn parse(text: &str, path: &Path) -> Self {
        let text = text.trim_start_matches('\u{FEFF}');
        let delimiter = delimiter(text, path);
        let mut records = records(text, delimiter, usize::MAX);
        records.retain(|cells| cells.iter().any(|c| !c.trim().is_empty()));
        let mut table = Self { path: path.to_path_buf(), decimal_comma: delimiter != b',', ..Self::default() };
        if records.is_empty() {
            return table;
        }
        let holds_file =
            |cell: &String| is_one_line(cell) && matches!(kind(Path::new(cell.trim())), Kind::Audio | Kind::Lyrics);
        if records[0].iter().any(holds_file) {
            table.names = (1..=records[0].len()).map(|i| format!("column {i}")).collect();
            table.warnings.push(Warning::path(path, "no header line: columns are called `column 1`, `column 2`, …"));
        } else {
            table.names = unique_names(&records.remove(0));
        }
        let n_columns = table.names.len();
        let n_longer = records.iter().filter(|r| r.len() > n_columns).count();
        if n_longer > 0 {
            let cause =
                format!("{n_longer} row(s) have more cells than there are columns; the rest of each was left out");
            table.warnings.push(Warning::path(path, cause));
        }
        for record in &mut records {
            record.resize(n_columns, String::new());
        }
        table.rows = records;
        table
    }

    /// The cells of one column, trimmed.
    pub fn column(&self, i: usize) -> impl Iterator<Item = &str> + Clone {
        self.rows.iter().map(move |r| r[i].trim())
    }

    /// The question that only a person can answer, with what there is to choose from.
    pub fn columns_error(&self, cause: impl Into<String>) -> Error {
        Error::Columns { path: self.path.clone(), columns: self.names.clone(), cause: cause.into() }
    }

    /// The file's own name, for messages.
    pub fn name(&self) -> String {
        super::names::file_name(&self.path)
    }
}

/// True for a cell that could be a name or a path.
pub(super) fn is_one_line(cell: &str) -> bool {
    cell.len() <= 512 && !cell.contains(['\n', '\r', '\0'])
}

/// The separator under which most of the first rows have as many cells as the header; of these the one that gives most
/// columns.
fn delimiter(text: &str, path: &Path) -> u8 {
    let by_name = super::names::extension(path).is_some_and(|e| e == "tsv" || e == "tab");
    let mut best = (if by_name { b'\t' } else { b',' }, 0.0, 1);
    for candidate in [b',', b'\t', b';', b'|'] {
        let rows = records(text, candidate, 50);
        let n_columns = rows.first().map_or(0, Vec::len);
        let even = rows.iter().filter(|r| r.len() == n_columns).count() as f32 / rows.len().max(1) as f32;
        if n_columns > 1 && (even > best.1 + 0.1 || even > best.1 - 0.1 && n_columns > best.2) {
            best = (candidate, even, n_columns);
        }
    }
    best.0
}

fn records(text: &str, delimiter: u8, most: usize) -> Vec<Vec<String>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
        .records()
        // Text input and flexible lengths leave nothing that could fail.
        .filter_map(std::result::Result::ok)
        .take(most)
        .map(|record| record.iter().map(str::to_string).collect())
        .collect()
}

/// Trimmed names; an empty one gets its place, a repeated one a number.
fn unique_names(header: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(header.len());
    for (i, cell) in header.iter().enumerate() {
        let base = if cell.trim().is_empty() { format!("column {}", i + 1) } else { cell.trim().to_string() };
        let mut name = base.clone();
        let mut n = 2;
        while names.contains(&name) {
            name = format!("{base} ({n})");
            n += 1;
        }
        names.push(name);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str, name: &str) -> Table {
        Table::parse(text, Path::new(name))
    }

    #[test]
    fn separators_are_seen() {
        for (text, name) in [
            ("a,b\n1,2\n3,4\n", "t.csv"),
            ("a;b\n1;2\n3;4\n", "t.csv"),
            ("a\tb\r\n1\t2\r\n3\t4", "t.csv"),
            ("a|b\n1|2\n3|4\n", "t.csv"),
            ("\u{FEFF}a,b\n1,2\n\n3,4\n,\n", "t.csv"),
            ("a\tb\n1\t2\n3\t4\n", "t.tsv"),
        ] {
            let table = parse(text, name);
            assert_eq!(table.names, ["a", "b"], "{text:?}");
            assert_eq!(table.rows, [["1", "2"], ["3", "4"]], "{text:?}");
        }
    }

    #[test]
    fn cells_hold_commas_quotes_and_lines() {
        let table = parse("id,lyrics\n1,\"a, \"\"b\"\";\nc; d; e\"\n2,x;y\n", "t.csv");
        assert_eq!(table.rows, [["1", "a, \"b\";\nc; d; e"], ["2", "x;y"]]);
        let table = parse("title;tempo\nA, b;1,5\nC, d, e;2,5\n", "t.csv");
        assert_eq!(table.rows[1], ["C, d, e", "2,5"]);
        assert!(table.decimal_comma);
    }

    #[test]
    fn ragged_rows_and_odd_headers() {
        let table = parse("x,,x\n1\n1,2,3,4\n", "t.csv");
        assert_eq!(table.names, ["x", "column 2", "x (2)"]);
        assert_eq!(table.rows, [["1", "", ""], ["1", "2", "3"]]);
        assert_eq!(table.warnings.len(), 1);
        let table = parse("a.mp3,rock\nb.mp3,pop\n", "t.csv");
        assert_eq!((table.names[0].as_str(), table.rows.len()), ("column 1", 2));
        assert!(parse("", "t.csv").names.is_empty());
        assert_eq!(parse("lyrics\nla la\nlo, lo\n", "t.csv").rows[0], ["la la"]);
    }

    #[test]
    fn random_text_is_always_a_table() {
        let pieces = [",", ";", "\t", "\"", "\n", "\r", "a", "ক্ষ", "\"\"", " ", "x.mp3", "\0", "|"];
        let mut state = 3u64;
        for _ in 0..5_000 {
            let mut text = String::new();
            for _ in 0..40 {
                state = crate::config::splitmix64(state);
                text.push_str(pieces[(state % pieces.len() as u64) as usize]);
            }
            let table = parse(&text, "t.csv");
            assert!(table.rows.iter().all(|r| r.len() == table.names.len()), "{text:?}");
        }
    }
}
