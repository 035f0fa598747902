//! Tables of text: one column a dimension, beside columns that name the songs.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use csv::{Position, Reader, ReaderBuilder, StringRecord};

use super::{Source, Vectors};
use crate::error::{Error, Result};
use crate::file;
use crate::library;
use crate::matrix::Matrix;
use crate::words::{id, say};

/// A first line that is longer is no line of a table.
const LONGEST_LINE: u64 = 16 << 20;
/// Longer cells are no names.
const LONGEST_NAME: usize = 4096;
/// So many lines are read between two looks whether Stop was pressed.
const BETWEEN_LOOKS: usize = 1024;

/// A cell as a number; an empty one is missing, and says so.
fn number(cell: &str) -> Option<f32> {
    match cell.trim() {
        "" => Some(f32::NAN),
        cell => cell.parse().ok(),
    }
}

/// # Errors
/// When it is no table, or a cell of a dimension is no number.
pub(super) fn read(source: &Source) -> Result<Vectors> {
    let mut records = records(source)?;
    let mut next = || -> Result<Option<StringRecord>> {
        let mut record = StringRecord::new();
        let has_one = records.read_record(&mut record);
        Ok(has_one.map_err(|e| source.damaged(e))?.then_some(record))
    };
    let mut ahead: VecDeque<StringRecord> = VecDeque::new();
    ahead.extend(next()?);
    ahead.extend(next()?);
    let has_header = match (ahead.front(), ahead.get(1)) {
        (Some(head), Some(body)) => is_header(head, body),
        _ => false,
    };
    let header = if has_header { ahead.pop_front() } else { None };
    let Some(sample) = ahead.front() else {
        return Err(source.fault(id::EMBEDDINGS_EMPTY));
    };
    let is_name = |&j: &usize| {
        let called = header.as_ref().and_then(|header| header.get(j));
        // As pandas writes the index of a frame.
        let is_index = called.is_some_and(|name| name.is_empty() || name == "Unnamed: 0");
        is_index
            || called.is_some_and(library::names_songs)
            || number(sample.get(j).unwrap_or("")).is_none()
    };
    let (names, dims): (Vec<usize>, Vec<usize>) = (0..sample.len()).partition(is_name);
    if dims.is_empty() {
        return Err(source.fault(id::EMBEDDINGS_NO_NUMBERS));
    }
    let mut columns: Vec<Vec<String>> = vec![Vec::new(); names.len()];
    let (mut values, mut n_rows) = (Vec::new(), 0);
    while let Some(record) = ahead.pop_front() {
        n_rows += 1;
        source.check_size(n_rows, dims.len())?;
        if n_rows % BETWEEN_LOOKS == 0 {
            source.reporter.checkpoint()?;
        }
        for (column, &j) in columns.iter_mut().zip(&names) {
            let name = record.get(j).unwrap_or("").trim();
            column.push(name.chars().take(LONGEST_NAME).collect());
        }
        for &j in &dims {
            let cell = record.get(j).unwrap_or("");
            let value = number(cell).ok_or_else(|| no_number(cell, &record, j, source))?;
            values.push(value);
        }
        if ahead.is_empty() {
            ahead.extend(next()?);
        }
    }
    Ok(Vectors {
        names: columns,
        values: Matrix::new(n_rows, dims.len(), values),
        notes: Vec::new(),
    })
}

/// The records of the file, behind a byte order mark, by the delimiter that its first line has most
/// of.
fn records(source: &Source) -> Result<Reader<BufReader<File>>> {
    let io = |e| source.io(e);
    let mut file = BufReader::new(file::open(source.path).map_err(io)?);
    let mut first = Vec::new();
    let mut line = file.by_ref().take(LONGEST_LINE);
    line.read_until(b'\n', &mut first).map_err(io)?;
    let n_of = |delimiter: &u8| first.iter().filter(|b| *b == delimiter).count();
    let delimiter = [b';', b',', b'\t'].into_iter().max_by_key(n_of);
    let begin = if first.starts_with(b"\xEF\xBB\xBF") {
        3
    } else {
        0
    };
    file.seek(SeekFrom::Start(begin)).map_err(io)?;
    Ok(ReaderBuilder::new()
        .has_headers(false)
        .delimiter(delimiter.unwrap_or(b','))
        .from_reader(file))
}

/// True where a column is text above and a number below, and where the numbers above only count
/// the columns, as pandas writes a frame whose columns nobody has named.
fn is_header(head: &StringRecord, body: &StringRecord) -> bool {
    let is_number = |cell: &str| number(cell).is_some_and(f32::is_finite);
    let differ = head
        .iter()
        .zip(body)
        .any(|(above, below)| number(above).is_none() && is_number(below));
    let counted: Vec<f32> = head
        .iter()
        .filter_map(|cell| cell.trim().parse().ok())
        .collect();
    let counts = counted.windows(2).all(|pair| pair[1] == pair[0] + 1.0);
    let begins = counted.first().is_some_and(|n| *n == 0.0 || *n == 1.0);
    differ || counted.len() > 2 && begins && counts
}

fn no_number(cell: &str, record: &StringRecord, column: usize, source: &Source) -> Error {
    const SHOWN: usize = 40;
    let cell: String = cell.chars().take(SHOWN).collect();
    source.fault(
        say(id::EMBEDDINGS_NO_NUMBER_IN_CELL)
            .with("cell", cell)
            .with("line", record.position().map_or(0, Position::line))
            .with("column", column + 1),
    )
}
