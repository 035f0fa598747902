//! A manifest's cells: separator, header and number marks seen by looking, any text encoding.

use std::collections::HashMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::cells::{TableMarks, is_blank};
use super::encoding::decode;
use super::header::header;
use super::lists;
use super::records::{Record, Unclosed, records};
use super::repair::{repair_cells, repair_names};
use crate::error::{Error, Result, Warning};
use crate::file::{self, original};
use crate::words::{Message, id, say};

/// The largest manifest that is read, in bytes, and the most marks that may part its cells.
///
/// A cell takes 24 bytes in memory and, where it holds anything, its text and what the allocator
/// adds; cells of one letter, the worst, come to 30 times the file.
pub(super) const MOST_BYTES: u64 = 1 << 30;
pub(super) const MOST_MARKS: usize = 1 << 27;
/// Cells that rows lack are filled in, up to so many for each byte of the text, or so many in all
/// where that is more: a long header over many short rows would come to the product of both.
const MOST_CELLS_PER_BYTE: usize = 4;
const LEAST_CELLS: usize = 1 << 20;
/// So much of a file shows what its columns are called.
const HEAD_BYTES: u64 = 1 << 16;
/// So many of the first rows show how numbers are written.
const MOST_LOOKED_AT: usize = 2000;

/// Rows of cells under named columns, all rows of one length.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    pub(crate) path: PathBuf,
    pub(crate) names: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
    pub(crate) marks: TableMarks,
    /// Other tables of which it has rows, columns or names.
    pub(crate) joined: Vec<PathBuf>,
    pub(crate) warnings: Vec<Warning>,
}

/// Columns in the order in which their names are first met.
#[derive(Default)]
pub(super) struct Columns {
    pub(crate) names: Vec<String>,
    place: HashMap<String, usize>,
}

impl Columns {
    /// The place of a column, the last where it is a new one.
    pub(super) fn place(&mut self, name: &str) -> usize {
        if let Some(&column) = self.place.get(name) {
            return column;
        }
        self.place.insert(name.to_string(), self.names.len());
        self.names.push(name.to_string());
        self.names.len() - 1
    }
}

impl Table {
    /// # Errors
    /// When the file cannot be read or is not text.
    pub(super) fn read(path: &Path) -> Result<Self> {
        let bytes = file::read(path, MOST_BYTES)
            .map_err(|e| Error::io(id::ERROR_CANNOT_READ_MANIFEST, path, e))?;
        let n_marks = bytes.iter().filter(|b| b",;\t|\r\n".contains(b)).count();
        if n_marks > MOST_MARKS {
            return Err(Error::file(
                say(id::LIBRARY_TOO_LARGE_MANIFEST_N_MB).with("n", bytes.len() >> 20),
                path,
            ));
        }
        let decoded = decode(&bytes).map_err(|cause| Error::file(cause, path))?;
        let mut table = Self::parse(&decoded.text, path);
        table
            .warnings
            .extend(decoded.doubt.map(|cause| Warning::path(path, cause)));
        let repairs = [
            repair_names(&mut table.names),
            repair_cells(&table.names, &mut table.rows),
        ];
        table.warnings.extend(
            repairs
                .concat()
                .into_iter()
                .map(|cause| Warning::path(path, cause)),
        );
        Ok(table)
    }

    /// The first rows of a table of text; an empty table where it is none, or cannot be read.
    pub(super) fn head(path: &Path) -> Self {
        let mut bytes = Vec::new();
        let read = file::open(path).and_then(|f| f.take(HEAD_BYTES).read_to_end(&mut bytes));
        if bytes.len() as u64 == HEAD_BYTES
            && let Some(end) = bytes.iter().rposition(|b| *b == b'\n')
        {
            bytes.truncate(end + 1);
        }
        match read.map_err(Message::verbatim).and_then(|_| decode(&bytes)) {
            Ok(decoded) => Self::parse(&decoded.text, path),
            Err(_) => Self::default(),
        }
    }

    /// Cells that were written so that no spreadsheet calculates them are what they were.
    pub(super) fn parse(text: &str, path: &Path) -> Self {
        let text = text.trim_start_matches('\u{FEFF}');
        let (told, text, n_lines) = told_delimiter(text);
        let delimiter = told.unwrap_or_else(|| delimiter(text, path));
        let (mut records, unclosed) = records(text, delimiter, usize::MAX);
        if records.is_empty() {
            return Self {
                path: path.to_path_buf(),
                ..Self::default()
            };
        }
        let header = header(&records);
        let names: Vec<String> = header
            .names
            .iter()
            .map(|name| original(name).to_string())
            .collect();
        records.drain(..header.n_records);
        let mut told: Vec<Message> = header.remark.into_iter().collect();
        told.extend(of_unclosed(&unclosed, n_lines));
        match delimiter == b'\t' && last_goes_on(&names, &records) {
            true => gather_last(names.len(), &mut records),
            false => told.extend(of_longer(&records, names.len(), n_lines)),
        }
        let cell = |cell: String| match original(&cell) {
            original if original.len() < cell.len() => original.to_string(),
            _ => cell,
        };
        let rows = records
            .into_iter()
            .map(|record| record.cells.into_iter().map(cell).collect())
            .collect();
        let mut table = Self::of_rows(path, &names, rows, text.len(), delimiter);
        let told = told.into_iter().map(|cause| Warning::path(path, cause));
        table.warnings.splice(0..0, told);
        table
    }

    /// Of rows that were parted elsewhere: each is as long as the names are made to be, and these are
    /// all different. `n_bytes` is the length of the file, with which the table stays in step.
    pub(super) fn of_rows(
        path: &Path,
        names: &[String],
        mut rows: Vec<Vec<String>>,
        n_bytes: usize,
        delimiter: u8,
    ) -> Self {
        let mut table = Self {
            path: path.to_path_buf(),
            names: unique_names(names),
            ..Self::default()
        };
        table.keep_columns(rows.len(), n_bytes);
        for row in &mut rows {
            row.resize(table.names.len(), String::new());
        }
        table.rows = rows;
        let cells = table.rows.iter().take(MOST_LOOKED_AT).flatten();
        table.marks = TableMarks::of(cells.map(String::as_str), delimiter);
        table
    }

    /// So many columns can be filled for so many rows in step with a file of so many bytes.
    pub(super) fn most_columns(n_rows: usize, n_bytes: usize) -> usize {
        let most_cells = LEAST_CELLS.max(MOST_CELLS_PER_BYTE * n_bytes);
        (most_cells / n_rows.max(1)).max(1)
    }

    /// Lets the columns at the right go that could not be filled.
    fn keep_columns(&mut self, n_rows: usize, n_bytes: usize) {
        let n_columns = Self::most_columns(n_rows, n_bytes);
        if n_columns < self.names.len() {
            let cause = say(id::LIBRARY_COLUMNS_LEFT_OUT)
                .with("n", self.names.len() - n_columns)
                .with("rows", n_rows);
            self.warnings.push(Warning::path(&self.path, cause));
            self.names.truncate(n_columns);
        }
    }

    /// The cells of one column, trimmed.
    pub(super) fn column(&self, i: usize) -> impl Iterator<Item = &str> + Clone {
        self.rows.iter().map(move |r| r[i].trim())
    }

    /// The question that only a person can answer, with what there is to choose from, and the
    /// answers that may do: (role, column).
    pub(super) fn columns_error(
        &self,
        cause: impl Into<Message>,
        answers: Vec<(&'static str, String)>,
    ) -> Error {
        Error::Columns {
            path: self.path.clone(),
            columns: self.names.clone(),
            cause: cause.into(),
            answers,
        }
    }

    /// The file's own name, for messages.
    pub(super) fn name(&self) -> String {
        super::names::file_name(&self.path)
    }
}

/// The separator that a first line such as Excel's `sep=;` tells, the text behind that line, and
/// how many lines it is.
fn told_delimiter(text: &str) -> (Option<u8>, &str, usize) {
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let line = text[..end].trim().trim_matches('"');
    let Some(told) = line
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("sep="))
        .map(|_| &line[4..])
    else {
        return (None, text, 0);
    };
    let behind = text[end..]
        .strip_prefix("\r\n")
        .unwrap_or_else(|| text.get(end + 1..).unwrap_or_default());
    let told = match told {
        // Trimmed away at the end of its line.
        "" | "\\t" => Some(b'\t'),
        other => other
            .bytes()
            .next()
            .filter(|b| b.is_ascii() && !b.is_ascii_alphanumeric()),
    };
    (told, behind, 1)
}

/// The separator under which most of the first rows have as many cells as the header; of these the
/// one that gives most columns.
pub(super) fn delimiter(text: &str, path: &Path) -> u8 {
    let by_name = super::names::extension(path).is_some_and(|e| e == "tsv" || e == "tab");
    let mut best = (if by_name { b'\t' } else { b',' }, 0.0, 1);
    for candidate in [b',', b'\t', b';', b'|'] {
        let (rows, _) = records(text, candidate, 50);
        let n_columns = rows.first().map_or(0, |r| r.cells.len());
        let even = rows.iter().filter(|r| r.cells.len() == n_columns).count() as f32
            / rows.len().max(1) as f32;
        if n_columns > 1 && (even > best.1 + 0.1 || even > best.1 - 0.1 && n_columns > best.2) {
            best = (candidate, even, n_columns);
        }
    }
    if best.2 == 1 && is_spaced_numbers(text) {
        return b' ';
    }
    best.0
}

/// Numbers with one space between them, as many in each line, as `numpy.savetxt` writes them; a
/// first line may name them.
fn is_spaced_numbers(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).take(50);
    let n = |line: &str| line.split(' ').count();
    let is_numbers = |line: &str| line.split(' ').all(|cell| cell.parse::<f64>().is_ok());
    let Some(first) = lines.next().map(n).filter(|&n| n > 1) else {
        return false;
    };
    let mut rest = lines.peekable();
    rest.peek().is_some() && rest.all(|line| n(line) == first && is_numbers(line))
}

/// `n_above` lines stand above the text whose lines are counted.
fn of_unclosed(unclosed: &[Unclosed], n_above: usize) -> Vec<Message> {
    let lines = |to_the_end: bool| {
        let mut of_kind = unclosed.iter().filter(move |u| u.to_the_end == to_the_end);
        let line = of_kind.next()?.line + n_above;
        Some((line, of_kind.count()))
    };
    let plain = lines(false).map(|(line, n_more)| match n_more {
        0 => say(id::LIBRARY_UNCLOSED_QUOTE).with("line", line),
        n => say(id::LIBRARY_UNCLOSED_QUOTES)
            .with("line", line)
            .with("n", n),
    });
    // What is read to the end is the last.
    let cut_off =
        lines(true).map(|(line, _)| say(id::LIBRARY_UNCLOSED_TO_THE_END).with("line", line));
    plain.into_iter().chain(cut_off).collect()
}

/// True where the cells behind the last column are further values of it, as MTG-Jamendo writes the
/// tags of a song: the column is called so, or a quarter of the rows go on.
fn last_goes_on(names: &[String], records: &[Record]) -> bool {
    let n_longer = records.iter().filter(|r| is_longer(r, names.len())).count();
    let is_of_tags = names
        .last()
        .is_some_and(|name| name.trim().eq_ignore_ascii_case("tags"));
    n_longer > 0 && names.len() > 1 && (is_of_tags || 4 * n_longer >= records.len())
}

/// Makes one cell, a list, of the last column's cell and all behind it.
fn gather_last(n_columns: usize, records: &mut [Record]) {
    for record in records.iter_mut().filter(|r| r.cells.len() >= n_columns) {
        let values = record.cells.drain(n_columns - 1..);
        let filled: Vec<String> = values.filter(|cell| !is_blank(cell)).collect();
        record.cells.push(lists::written(&filled));
    }
}

fn is_longer(record: &Record, n_columns: usize) -> bool {
    record.cells.iter().rposition(|c| !c.trim().is_empty()) >= Some(n_columns)
}

fn of_longer(records: &[Record], n_columns: usize, n_above: usize) -> Option<Message> {
    let mut longer = records.iter().filter(|r| is_longer(r, n_columns));
    let first = longer.next()?.line + n_above;
    let n = 1 + longer.count();
    Some(
        say(id::LIBRARY_N_ROW_S_HAVE_MORE)
            .with("n", n)
            .with("line", first),
    )
}

/// Trimmed names; an empty one gets its place, a repeated one a number.
fn unique_names(header: &[String]) -> Vec<String> {
    let mut names: HashMap<String, usize> = HashMap::with_capacity(header.len());
    let mut unique = Vec::with_capacity(header.len());
    for (i, cell) in header.iter().enumerate() {
        let base = match cell.split_whitespace().collect::<Vec<_>>().join(" ") {
            name if name.is_empty() => format!("column {}", i + 1),
            name => name,
        };
        let mut name = base.clone();
        while names.contains_key(&name) {
            let n = names.entry(base.clone()).or_insert(1);
            *n += 1;
            name = format!("{base} ({n})");
        }
        names.insert(name.clone(), 1);
        unique.push(name);
    }
    unique
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
        assert_eq!(table.marks.marks, super::super::cells::Marks::Comma);
    }

    #[test]
    fn ragged_rows_and_odd_headers() {
        let table = parse("x,,x\n1\n1,2,3,4\n", "t.csv");
        assert_eq!(table.names, ["x", "column 2", "x (2)"]);
        assert_eq!(table.rows, [["1", "", ""], ["1", "2", "3"]]);
        assert!(
            table.warnings.len() == 1 && table.warnings[0].cause.contains("the first in line 3")
        );
        let table = parse("a.mp3,rock\nb.mp3,pop\n", "t.csv");
        assert_eq!((table.names[0].as_str(), table.rows.len()), ("column 1", 2));
        assert!(parse("", "t.csv").names.is_empty());
        assert_eq!(parse("lyrics\nla la\nlo, lo\n", "t.csv").rows[0], ["la la"]);
    }

    #[test]
    fn the_separator_can_be_told_above_the_header() {
        for first in ["sep=;", "\"sep=;\"", "SEP=;;;", "\u{FEFF}sep=;\r"] {
            let table = parse(
                &format!("{first}\nfile;genre\na, b.wav;rock\nc.wav;\"pop\n"),
                "t.csv",
            );
            assert_eq!(table.names, ["file", "genre"], "{first:?}");
            assert_eq!(
                table.rows,
                [["a, b.wav", "rock"], ["c.wav", "\"pop"]],
                "{first:?}"
            );
            assert!(
                table.warnings[0].cause.starts_with("line 4: a quote opens"),
                "{:?}",
                table.warnings
            );
        }
        assert_eq!(parse("sep=\t\na\tb\n1\t2\n", "t.csv").names, ["a", "b"]);
        assert_eq!(parse("sep=,\na,b\n1,2\n", "t.csv").rows, [["1", "2"]]);
    }

    #[test]
    fn cells_behind_the_last_column_are_more_of_its_values_or_told() {
        let jamendo = "TRACK_ID\tPATH\tTAGS\nt1\t1/1.mp3\tgenre---rock\tinstrument---piano\nt2\t2/2.mp3\tgenre---pop\nt3\t3/3.mp3\n";
        let table = parse(jamendo, "autotagging.tsv");
        assert_eq!(table.names, ["TRACK_ID", "PATH", "TAGS"]);
        assert_eq!(table.rows[0][2], r#"["genre---rock","instrument---piano"]"#);
        assert_eq!(table.rows[1][2], r#"["genre---pop"]"#);
        assert_eq!(table.rows[2][2], "");
        assert!(table.warnings.is_empty(), "{:?}", table.warnings);
        let slip = "a\tb\n1\t2\n3\t4\n5\t6\n7\t8\n1\t2\t3\n";
        assert_eq!(parse(slip, "t.tsv").warnings.len(), 1);
        assert_eq!(parse(slip, "t.tsv").rows[4], ["1", "2"]);
    }

    #[test]
    fn thousands_of_columns_of_one_name_are_told_apart_at_once() {
        let n = 20_000;
        let text = format!("{}\n{}\n", vec!["x"; n].join(","), vec!["y"; n].join(","));
        let start = std::time::Instant::now();
        let table = parse(&text, "t.csv");
        assert!(start.elapsed().as_secs_f32() < 5.0, "{:?}", start.elapsed());
        assert_eq!(
            (table.names[1].as_str(), table.names[n - 1].as_str()),
            ("x (2)", "x (20000)")
        );
    }

    #[test]
    fn a_long_header_over_many_short_rows_stays_in_step_with_the_file() {
        let text = format!(
            "{}\n{}",
            vec!["x"; 20_000].join(","),
            "1,2\n".repeat(20_000)
        );
        let table = parse(&text, "t.csv");
        let n_cells: usize = table.rows.iter().map(Vec::len).sum();
        assert!(n_cells <= LEAST_CELLS.max(MOST_CELLS_PER_BYTE * text.len()));
        assert_eq!(
            (table.rows.len(), table.rows[0][..2].join(" ")),
            (20_000, "1 2".into())
        );
        assert!(
            table
                .warnings
                .iter()
                .any(|w| w.cause.contains("columns at the right"))
        );
        // As long as it can be filled, it is.
        let text = format!("{}\n1,2\n", vec!["x"; 20_000].join(","));
        assert_eq!(parse(&text, "t.csv").rows[0].len(), 20_000);
    }

    #[test]
    fn random_text_is_always_a_table() {
        let pieces = [
            ",",
            ";",
            "\t",
            "\"",
            "\n",
            "\r",
            "a",
            "ক্ষ",
            "\"\"",
            " ",
            "x.mp3",
            "\0",
            "|",
        ];
        let mut state = 3u64;
        for _ in 0..5_000 {
            let mut text = String::new();
            for _ in 0..40 {
                state = crate::random::splitmix64(state);
                text.push_str(pieces[(state % pieces.len() as u64) as usize]);
            }
            let table = parse(&text, "t.csv");
            assert!(
                table.rows.iter().all(|r| r.len() == table.names.len()),
                "{text:?}"
            );
        }
    }
}
