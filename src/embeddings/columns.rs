//! Parquet: a column of lists, or one column a dimension, beside columns that name the songs.

use std::fs::File;

use parquet::basic::{LogicalType, Type};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::errors::ParquetError;
use parquet::file::reader::FileReader;
use parquet::schema::types::ColumnDescriptor;

use super::{MOST_DIMS, Source, Vectors, has_room};
use crate::error::{Error, Result};
use crate::file;
use crate::job::{fenced, panic_message};
use crate::library::{self, ParquetFile, unknown_packing};
use crate::matrix::Matrix;
use crate::words::{id, say};

/// So many rows are read between two looks whether Stop was pressed.
const AT_ONCE: usize = 4096;
/// Longer cells are no names.
const LONGEST_NAME: usize = 4096;

/// # Errors
/// When it is damaged, packed in a way that is not read here, or its columns are no vectors of
/// songs.
pub(super) fn read(source: &Source) -> Result<Vectors> {
    let file = file::open(source.path).map_err(|e| source.io(e))?;
    // The crate believes what a file says of its pages.
    fenced(|| columns(file, source))
        .unwrap_or_else(|panic| Err(source.damaged(panic_message(panic.as_ref()))))
}

/// What a column may be for us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Names,
    List,
    Dimension,
    Other,
}

fn role(column: &ColumnDescriptor) -> Role {
    let is_number = match column.physical_type() {
        Type::FLOAT | Type::DOUBLE => true,
        Type::FIXED_LEN_BYTE_ARRAY => column.logical_type_ref() == Some(&LogicalType::Float16),
        Type::BOOLEAN | Type::INT32 | Type::INT64 | Type::INT96 | Type::BYTE_ARRAY => false,
    };
    let is_text = column.physical_type() == Type::BYTE_ARRAY;
    let is_whole = matches!(column.physical_type(), Type::INT32 | Type::INT64);
    match column.max_rep_level() {
        1 if is_number => Role::List,
        0 if is_number => Role::Dimension,
        0 if is_text || is_whole && library::names_songs(column.name()) => Role::Names,
        _ => Role::Other,
    }
}

fn columns(file: File, source: &Source) -> Result<Vectors> {
    let reader = ParquetFile::new(file).map_err(|e| fault(e, source))?;
    let schema = reader.metadata().file_metadata().schema_descr_ptr();
    let of_role = |wanted| {
        let all = 0..schema.num_columns();
        let found = all.filter(|&i| role(&schema.column(i)) == wanted);
        found.collect::<Vec<usize>>()
    };
    let schema = reader.metadata().file_metadata().schema_descr();
    let named = |columns: &[usize]| -> String {
        let names = columns.iter().map(|&i| schema.column(i).path().string());
        names.collect::<Vec<_>>().join(", ")
    };
    let n_rows = reader.metadata().file_metadata().num_rows();
    let n_rows = usize::try_from(n_rows).unwrap_or(0);
    let mut notes = Vec::new();
    let values = match (of_role(Role::List).as_slice(), of_role(Role::Dimension)) {
        (&[list], _) => lists(&reader, list, n_rows, source)?,
        ([], dimensions) if !dimensions.is_empty() => {
            source.check_size(n_rows, dimensions.len())?;
            side_by_side(&reader, &dimensions, n_rows, source)?
        }
        ([], _) => return Err(source.fault(id::EMBEDDINGS_NO_NUMBERS)),
        (several, _) => {
            return Err(source.fault(
                say(id::EMBEDDINGS_SEVERAL_LISTS)
                    .with("n", several.len())
                    .with("columns", named(several)),
            ));
        }
    };
    let (mut names, mut left) = (Vec::new(), of_role(Role::Other));
    for column in of_role(Role::Names) {
        match has_room(&names, values.n_rows()) {
            true => names.push(texts(&reader, column, values.n_rows(), source)?),
            false => left.push(column),
        }
    }
    if !left.is_empty() {
        notes.push(say(id::EMBEDDINGS_COLUMNS_LEFT).with("columns", named(&left)));
    }
    Ok(Vectors {
        names,
        values,
        notes,
    })
}

fn fault(error: ParquetError, source: &Source) -> Error {
    match unknown_packing(&error) {
        Some(what) => source.fault(say(id::EMBEDDINGS_PACKED).with("what", what)),
        None => source.damaged(error),
    }
}

/// The parts that a column is in, one for each group of rows.
fn parts<'a>(
    reader: &'a ParquetFile,
    column: usize,
    source: &'a Source,
) -> impl Iterator<Item = Result<ColumnReader>> + 'a {
    (0..reader.num_row_groups()).map(move |group| {
        let group = reader.get_row_group(group);
        let part = group.and_then(|group| group.get_column_reader(column));
        part.map_err(|e| fault(e, source))
    })
}

/// Calls `take` with the column's levels and numbers, some rows at a time.
fn each_number(
    reader: &ParquetFile,
    column: usize,
    source: &Source,
    mut take: impl FnMut(Levels, &[f32]) -> Result<()>,
) -> Result<()> {
    for part in parts(reader, column, source) {
        match part? {
            ColumnReader::FloatColumnReader(mut r) => {
                each(&mut r, source, |levels, values| take(levels, values))?
            }
            ColumnReader::DoubleColumnReader(mut r) => each(&mut r, source, |levels, values| {
                let values: Vec<f32> = values.iter().map(|v| *v as f32).collect();
                take(levels, &values)
            })?,
            ColumnReader::FixedLenByteArrayColumnReader(mut r) => {
                each(&mut r, source, |levels, values| {
                    let half = |v: &parquet::data_type::FixedLenByteArray| match v.data() {
                        &[a, b] => half::f16::from_le_bytes([a, b]).to_f32(),
                        _ => f32::NAN,
                    };
                    take(levels, &values.iter().map(half).collect::<Vec<f32>>())
                })?;
            }
            ColumnReader::BoolColumnReader(_)
            | ColumnReader::Int32ColumnReader(_)
            | ColumnReader::Int64ColumnReader(_)
            | ColumnReader::Int96ColumnReader(_)
            | ColumnReader::ByteArrayColumnReader(_) => {
                return Err(source.fault(id::EMBEDDINGS_NO_NUMBERS));
            }
        }
    }
    Ok(())
}

/// Definition and repetition of each place of a column; both empty where every row has one value.
struct Levels<'a> {
    defined: &'a [i16],
    repeated: &'a [i16],
}

impl Levels<'_> {
    /// The value of each row of a column that is no list, `None` where there is none; `present` is
    /// the definition of one that is there.
    fn cells<'v, T>(&self, present: i16, values: &'v [T]) -> impl Iterator<Item = Option<&'v T>> {
        let n = self.defined.len().max(values.len());
        let mut values = values.iter();
        (0..n).map(move |k| {
            let is_there = self.defined.get(k).is_none_or(|d| *d == present);
            is_there.then(|| values.next()).flatten()
        })
    }
}

fn each<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    source: &Source,
    mut take: impl FnMut(Levels, &[T::T]) -> Result<()>,
) -> Result<()> {
    let (mut defined, mut repeated, mut values) = (Vec::new(), Vec::new(), Vec::new());
    loop {
        source.reporter.checkpoint()?;
        defined.clear();
        repeated.clear();
        values.clear();
        let (n_rows, ..) = reader
            .read_records(
                AT_ONCE,
                Some(&mut defined),
                Some(&mut repeated),
                &mut values,
            )
            .map_err(|e| fault(e, source))?;
        if n_rows == 0 {
            return Ok(());
        }
        let levels = Levels {
            defined: &defined,
            repeated: &repeated,
        };
        take(levels, &values)?;
    }
}

/// A column of lists, each a vector; one that is empty or null is missing.
fn lists(reader: &ParquetFile, column: usize, n_rows: usize, source: &Source) -> Result<Matrix> {
    let schema = reader.metadata().file_metadata().schema_descr();
    let present = schema.column(column).max_def_level();
    // A null inside a list is defined one level less, where the file allows for it.
    let in_list = match schema.column(column).self_type().is_optional() {
        true => present - 1,
        false => present,
    };
    let mut rows: Vec<Option<usize>> = Vec::new();
    let mut flat: Vec<f32> = Vec::new();
    let mut width = None;
    let mut close = |rows: &mut Vec<Option<usize>>, n: usize| -> Result<()> {
        match (n, rows.last_mut()) {
            (_, None) => Ok(()),
            (0, Some(last)) => {
                *last = None;
                Ok(())
            }
            (n, Some(_)) => {
                let wanted = *width.get_or_insert(n);
                source.check_size(n_rows.max(rows.len()), wanted)?;
                if n == wanted {
                    return Ok(());
                }
                Err(source.fault(
                    say(id::EMBEDDINGS_UNEVEN)
                        .with("row", rows.len())
                        .with("n", n)
                        .with("wanted", wanted),
                ))
            }
        }
    };
    let mut n = 0;
    each_number(reader, column, source, |levels, values| {
        let mut values = values.iter();
        for (&defined, &repeated) in levels.defined.iter().zip(levels.repeated) {
            if repeated == 0 {
                close(&mut rows, n)?;
                source.check_size(rows.len() + 1, 1)?;
                rows.push(Some(flat.len()));
                n = 0;
            }
            if n > MOST_DIMS {
                source.check_size(rows.len(), n)?;
            }
            if defined == present {
                flat.extend(values.next());
                n += 1;
            } else if defined == in_list {
                flat.push(f32::NAN);
                n += 1;
            }
        }
        Ok(())
    })?;
    close(&mut rows, n)?;
    let d = width.unwrap_or(0);
    source.check_size(rows.len(), d)?;
    let mut x = Matrix::new(rows.len(), d, vec![f32::NAN; rows.len() * d]);
    for (row, begin) in rows.iter().enumerate() {
        if let Some(vector) = begin.and_then(|begin| flat.get(begin..begin + d)) {
            x.row_mut(row).copy_from_slice(vector);
        }
    }
    Ok(x)
}

/// Columns of numbers, each a dimension.
fn side_by_side(
    reader: &ParquetFile,
    columns: &[usize],
    n_rows: usize,
    source: &Source,
) -> Result<Matrix> {
    let mut x = Matrix::new(
        n_rows,
        columns.len(),
        vec![f32::NAN; n_rows * columns.len()],
    );
    let schema = reader.metadata().file_metadata().schema_descr();
    for (j, &column) in columns.iter().enumerate() {
        let present = schema.column(column).max_def_level();
        let mut row = 0;
        each_number(reader, column, source, |levels, values| {
            for value in levels.cells(present, values) {
                if let Some(&value) = value.filter(|_| row < n_rows) {
                    x.row_mut(row)[j] = value;
                }
                row += 1;
            }
            Ok(())
        })?;
    }
    Ok(x)
}

/// A column of names, as many as there are vectors; those that are missing are empty.
fn texts(
    reader: &ParquetFile,
    column: usize,
    n_rows: usize,
    source: &Source,
) -> Result<Vec<String>> {
    let schema = reader.metadata().file_metadata().schema_descr();
    let present = schema.column(column).max_def_level();
    let mut all: Vec<String> = Vec::new();
    fn take<T>(
        all: &mut Vec<String>,
        (levels, present, n_rows): (Levels, i16, usize),
        values: &[T],
        text: impl Fn(&T) -> String,
    ) {
        let room = n_rows.saturating_sub(all.len());
        let cells = levels.cells(present, values).take(room);
        all.extend(cells.map(|value| value.map_or_else(String::new, &text)));
    }
    for part in parts(reader, column, source) {
        match part? {
            ColumnReader::ByteArrayColumnReader(mut r) => {
                each(&mut r, source, |levels, values| {
                    take(&mut all, (levels, present, n_rows), values, |v| {
                        let bytes = v.data();
                        String::from_utf8_lossy(&bytes[..bytes.len().min(LONGEST_NAME)])
                            .into_owned()
                    });
                    Ok(())
                })?
            }
            ColumnReader::Int32ColumnReader(mut r) => each(&mut r, source, |levels, values| {
                take(&mut all, (levels, present, n_rows), values, i32::to_string);
                Ok(())
            })?,
            ColumnReader::Int64ColumnReader(mut r) => each(&mut r, source, |levels, values| {
                take(&mut all, (levels, present, n_rows), values, i64::to_string);
                Ok(())
            })?,
            ColumnReader::BoolColumnReader(_)
            | ColumnReader::Int96ColumnReader(_)
            | ColumnReader::FloatColumnReader(_)
            | ColumnReader::DoubleColumnReader(_)
            | ColumnReader::FixedLenByteArrayColumnReader(_) => {
                return Err(source.fault(id::EMBEDDINGS_NO_NUMBERS));
            }
        }
    }
    all.resize(n_rows, String::new());
    Ok(all)
}
