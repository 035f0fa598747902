//! Tables of text that are too large to be held: read once from end to end, and a sample is kept.
//!
//! Each row gets a random number from its place and a fixed seed, and the rows with the least numbers
//! stay: any set of so many rows is as likely as any other, whatever the order of the file, and two
//! readings keep the same (bottom-k sampling, Cohen & Kaplan 2007).

use std::cell::Cell;
use std::collections::BinaryHeap;
use std::io::{self, Read};
use std::path::Path;
use std::rc::Rc;

use csv::{ByteRecord, ReaderBuilder};

use super::header::header;
use super::records::records;
use super::table::{Table, delimiter};
use crate::error::{Error, Result, Warning};
use crate::file;
use crate::job::{Reporter, Stage};
use crate::random::splitmix64;
use crate::words::{id, say};

/// How much is kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(crate) rows: usize,
    /// Bytes of all rows together.
    pub(crate) bytes: usize,
    /// Bytes of one row: where a quote is never closed, all that follows is one.
    pub(crate) row_bytes: u64,
}

/// So many songs are learnt from and drawn in minutes.
pub(super) const LIMITS: Limits = Limits {
    rows: 20_000,
    bytes: 1 << 29,
    row_bytes: 16 << 20,
};
const SEED: u64 = 0x6c61_7465_6e74;
/// So much of the file shows what parts its cells and what its columns are called.
const HEAD_BYTES: u64 = 1 << 16;
/// Rows between two looks whether Stop was pressed.
const BETWEEN_LOOKS: u64 = 4096;

/// A row that stays while there are fewer with lesser numbers than rows are kept.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Kept {
    number: u64,
    row: u64,
    cells: Vec<String>,
}

impl Kept {
    fn n_bytes(&self) -> usize {
        self.cells.iter().map(|cell| cell.len() + 24).sum()
    }
}

/// The rows that stay so far.
struct Sample {
    rows: BinaryHeap<Kept>,
    n_bytes: usize,
    limits: Limits,
}

impl Sample {
    fn offer(&mut self, row: u64, record: &ByteRecord) {
        let number = splitmix64(SEED ^ row);
        let is_full = self.rows.len() >= self.limits.rows || self.n_bytes >= self.limits.bytes;
        if is_full && self.rows.peek().is_some_and(|last| number >= last.number) {
            return;
        }
        let text = |cell: &[u8]| String::from_utf8_lossy(cell).into_owned();
        let cells = record.iter().map(text).collect();
        let kept = Kept { number, row, cells };
        self.n_bytes += kept.n_bytes();
        self.rows.push(kept);
        while self.rows.len() > self.limits.rows || self.n_bytes > self.limits.bytes {
            let Some(last) = self.rows.pop() else { break };
            self.n_bytes -= last.n_bytes();
        }
    }

    /// In the order of the file.
    fn into_rows(self) -> Vec<Vec<String>> {
        let mut rows = self.rows.into_vec();
        rows.sort_unstable_by_key(|kept| kept.row);
        rows.into_iter().map(|kept| kept.cells).collect()
    }
}

/// A file of which no row may be longer than so many bytes.
struct Bounded<R> {
    inner: R,
    most: u64,
    /// Bytes since the last row.
    since: Rc<Cell<u64>>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since.get() > self.most {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let n = self.inner.read(buffer)?;
        self.since.set(self.since.get() + n as u64);
        Ok(n)
    }
}

/// The table of a sample of a file's rows, and a warning that says so.
///
/// # Errors
/// When the file cannot be read, a row has no end, or Stop was pressed.
pub(super) fn read(path: &Path, limits: Limits, reporter: &Reporter) -> Result<Table> {
    let io = |e| Error::io(id::ERROR_CANNOT_READ_MANIFEST, path, e);
    let file = file::open(path).map_err(io)?;
    let size = file.metadata().map_err(io)?.len();
    let (delimiter, names, n_above) = head(path).map_err(io)?;
    let since = Rc::new(Cell::new(0));
    let bounded = Bounded {
        inner: file,
        most: limits.row_bytes,
        since: since.clone(),
    };
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(bounded);
    let mut sample = Sample {
        rows: BinaryHeap::new(),
        n_bytes: 0,
        limits,
    };
    let mut record = ByteRecord::new();
    let (mut at, mut n_rows) = (0_u64, 0_u64);
    while reader
        .read_byte_record(&mut record)
        .map_err(|e| fault(e, path))?
    {
        since.set(0);
        if at.is_multiple_of(BETWEEN_LOOKS) {
            reporter.checkpoint()?;
            let done = reader.position().byte() >> 20;
            let name = super::names::file_name(path);
            reporter.step(Stage::Library, done as usize, (size >> 20) as usize, name);
        }
        at += 1;
        if at > n_above {
            n_rows += 1;
            sample.offer(at, &record);
        }
    }
    let rows = sample.into_rows();
    let n_kept = rows.len();
    let mut table = Table::of_rows(path, &names, rows, limits.bytes, delimiter);
    if (n_kept as u64) < n_rows {
        let cause = say(id::LIBRARY_SAMPLED)
            .with("rows", n_rows)
            .with("n", n_kept);
        table.warnings.push(Warning::path(path, cause));
    }
    Ok(table)
}

/// What parts the cells, what the columns are called, and how many records say so.
fn head(path: &Path) -> io::Result<(u8, Vec<String>, u64)> {
    let mut bytes = Vec::new();
    file::open(path)?.take(HEAD_BYTES).read_to_end(&mut bytes)?;
    let end = bytes
        .iter()
        .rposition(|b| *b == b'\n')
        .map_or(0, |at| at + 1);
    let text = String::from_utf8_lossy(&bytes[..end]);
    let text = text.trim_start_matches('\u{FEFF}');
    let delimiter = delimiter(text, path);
    let (first, _) = records(text, delimiter, usize::MAX);
    if first.is_empty() {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let header = header(&first);
    Ok((delimiter, header.names, header.n_records as u64))
}

fn fault(error: csv::Error, path: &Path) -> Error {
    let kind = error.into_kind();
    let csv::ErrorKind::Io(e) = kind else {
        return Error::file(crate::words::Message::verbatim(format!("{kind:?}")), path);
    };
    if e.kind() == io::ErrorKind::InvalidData {
        Error::file(id::LIBRARY_ROW_WITHOUT_END, path)
    } else {
        Error::io(id::ERROR_CANNOT_READ_MANIFEST, path, e)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Limits = Limits {
        rows: 50,
        bytes: 1 << 20,
        row_bytes: 4096,
    };

    fn read_text(text: &str, limits: Limits) -> Result<Table> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("songs.csv");
        std::fs::write(&path, text).unwrap();
        read(&path, limits, &Reporter::silent())
    }

    fn songs(n: usize) -> String {
        let row = |i: usize| format!("T{i},\"a, b\nla \"\"la\"\" {i}\"\n");
        "title,lyrics\n".to_string() + &(0..n).map(row).collect::<String>()
    }

    #[test]
    fn a_sample_is_even_repeats_and_is_told() {
        let table = read_text(&songs(5_000), SMALL).unwrap();
        assert_eq!((table.names.len(), table.rows.len()), (2, 50));
        let places: Vec<usize> = table
            .rows
            .iter()
            .map(|r| r[0][1..].parse().unwrap())
            .collect();
        assert!(places.is_sorted(), "{places:?}");
        assert_eq!(table.rows[0][1], format!("a, b\nla \"la\" {}", places[0]));
        // The mean place of 50 of 5,000 lies within 5 standard errors of the middle.
        let mean = places.iter().sum::<usize>() as f64 / 50.0;
        let error = 5_000.0 / 12_f64.sqrt() / 50_f64.sqrt();
        assert!((mean - 2_499.5).abs() < 5.0 * error, "{mean}");
        assert_eq!(read_text(&songs(5_000), SMALL).unwrap().rows, table.rows);
        let told = table.warnings[0].to_string();
        assert!(
            told.contains("5000 rows") && told.contains("50 of them"),
            "{told}"
        );
        let whole = read_text(&songs(40), SMALL).unwrap();
        assert_eq!((whole.rows.len(), whole.warnings.len()), (40, 0));
    }

    #[test]
    fn what_is_kept_stays_within_its_bytes_and_rows_end() {
        let few = Limits {
            bytes: 900,
            ..SMALL
        };
        let table = read_text(&songs(1_000), few).unwrap();
        assert!((1..15).contains(&table.rows.len()), "{}", table.rows.len());
        let open = "title,lyrics\na,b\n".to_string() + "c,\"" + &"x y\n".repeat(60_000);
        let told = read_text(&open, SMALL).unwrap_err().to_string();
        assert!(told.starts_with("a row has no end"), "{told}");
    }

    #[test]
    #[ignore = "needs a table of more than a gigabyte, which LATENTUNE_LARGE_TABLE names"]
    fn a_large_table_is_read_in_little_memory() {
        let path = std::env::var_os("LATENTUNE_LARGE_TABLE").expect("LATENTUNE_LARGE_TABLE");
        let start = std::time::Instant::now();
        let table = super::super::reader::read(Path::new(&path), &Reporter::silent()).unwrap();
        println!("{:?}, {} rows", start.elapsed(), table.rows.len());
        table.warnings.iter().for_each(|w| println!("{w}"));
        assert_eq!(table.rows.len(), LIMITS.rows);
        assert!(table.warnings[0].to_string().contains("drawn evenly"));
    }

    #[test]
    fn stop_ends_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("songs.csv");
        std::fs::write(&path, songs(10)).unwrap();
        let (reporter, _progress, stop) = Reporter::channel();
        stop.cancel();
        assert!(matches!(
            read(&path, SMALL, &reporter),
            Err(Error::Cancelled)
        ));
    }
}
