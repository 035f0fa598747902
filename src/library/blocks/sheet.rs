//! Tables on disk whose columns have types: Apache Parquet, whole in memory, whole on disk or not at
//! all.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::column::reader::get_typed_column_reader;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, FloatType, Int64Type};
use parquet::errors::{ParquetError, Result as Parsed};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::FileReader;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{ColumnPath, Type};

use crate::error::{Error, Result};
use crate::file;
use crate::job::{fenced, panic_message};
use crate::library::parquet_file::ParquetFile;
use crate::words::{Message, id, say};

/// So many rows are packed together, and read at a time by whoever reads in parallel.
const GROUP: usize = 16_384;
/// So many rows are read at once.
const AT_ONCE: usize = 4096;

/// A table: one row a song.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Sheet {
    /// What is said of the whole table, by names.
    pub(crate) facts: BTreeMap<String, String>,
    /// Columns of equal length, in order.
    pub(crate) columns: Vec<(String, Cells)>,
}

/// A column: one cell a row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cells {
    Text(Vec<Option<String>>),
    Whole(Vec<Option<i64>>),
    /// NaN is unknown.
    Double(Vec<f64>),
    /// Lists, in a table of songs all of one length; `None` of a song that has none.
    List(Vec<Option<Vec<f32>>>),
}

impl Cells {
    fn len(&self) -> usize {
        match self {
            Cells::Text(cells) => cells.len(),
            Cells::Whole(cells) => cells.len(),
            Cells::Double(cells) => cells.len(),
            Cells::List(cells) => cells.len(),
        }
    }
}

impl Sheet {
    pub(crate) fn n_rows(&self) -> usize {
        self.columns.first().map_or(0, |(_, cells)| cells.len())
    }

    pub(crate) fn column(&self, name: &str) -> Option<&Cells> {
        let mut columns = self.columns.iter();
        columns.find(|(n, _)| n == name).map(|(_, cells)| cells)
    }

    /// The texts of a column that every row has.
    ///
    /// # Errors
    /// When there is no such column; `path` is where the table was read.
    pub(crate) fn texts(&self, name: &str, path: &Path) -> Result<&[Option<String>]> {
        match self.column(name) {
            Some(Cells::Text(cells)) => Ok(cells),
            Some(Cells::Whole(_) | Cells::Double(_) | Cells::List(_)) | None => Err(Error::file(
                say(id::LIBRARY_TABLE_LACKS_COLUMN).with("name", name),
                path,
            )),
        }
    }

    /// # Errors
    /// When it cannot be written; what stood at `path` before stands there still.
    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        let bytes = self
            .to_parquet()
            .map_err(|e| Error::file(Message::verbatim(e), path))?;
        file::write_whole(path, &bytes).map_err(|e| Error::io(id::ERROR_CANNOT_WRITE, path, e))
    }

    /// # Errors
    /// When it cannot be read, or is no whole table.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        parsed(path, |reader| {
            let n = reader
                .metadata()
                .file_metadata()
                .schema_descr()
                .num_columns();
            let columns = (0..n).filter_map(|i| column(reader, i).transpose());
            Ok(Sheet {
                facts: facts(reader),
                columns: columns.collect::<Parsed<_>>()?,
            })
        })
    }

    /// What is said of the whole table at `path`, and no more read than that.
    ///
    /// # Errors
    /// As [`Sheet::read`].
    pub(crate) fn facts_of(path: &Path) -> Result<BTreeMap<String, String>> {
        parsed(path, |reader| Ok(facts(reader)))
    }

    /// The same bytes for the same table.
    fn to_parquet(&self) -> Parsed<Vec<u8>> {
        let fields = self.columns.iter().map(|(name, cells)| field(name, cells));
        let schema = Type::group_type_builder("latentune")
            .with_fields(fields.collect::<Parsed<_>>()?)
            .build()?;
        let facts = self.facts.iter();
        let facts = facts.map(|(name, fact)| KeyValue::new(name.clone(), fact.clone()));
        let mut properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_key_value_metadata(Some(facts.collect()));
        for (name, cells) in &self.columns {
            if matches!(cells, Cells::List(_)) {
                // No number comes twice.
                let path = ["list", "element"].map(str::to_string);
                let path = [vec![name.clone()], path.to_vec()].concat();
                properties =
                    properties.set_column_dictionary_enabled(ColumnPath::from(path), false);
            }
        }
        let properties = Arc::new(properties.build());
        let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), properties)?;
        let n_rows = self.n_rows();
        for start in (0..n_rows).step_by(GROUP) {
            let mut group = writer.next_row_group()?;
            for (_, cells) in &self.columns {
                write(&mut group, cells, start..n_rows.min(start + GROUP))?;
            }
            group.close()?;
        }
        writer.into_inner()
    }
}

fn field(name: &str, cells: &Cells) -> Parsed<Arc<Type>> {
    let (physical, logical) = match cells {
        Cells::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Cells::Whole(_) => (Physical::INT64, None),
        Cells::Double(_) => (Physical::DOUBLE, None),
        Cells::List(_) => return list_field(name),
    };
    let field = Type::primitive_type_builder(name, physical)
        .with_logical_type(logical)
        .with_repetition(Repetition::OPTIONAL);
    field.build().map(Arc::new)
}

/// As the format has lists: three levels.
fn list_field(name: &str) -> Parsed<Arc<Type>> {
    let element = Type::primitive_type_builder("element", Physical::FLOAT)
        .with_repetition(Repetition::REQUIRED)
        .build()?;
    let list = Type::group_type_builder("list")
        .with_repetition(Repetition::REPEATED)
        .with_fields(vec![Arc::new(element)])
        .build()?;
    let field = Type::group_type_builder(name)
        .with_logical_type(Some(LogicalType::List))
        .with_repetition(Repetition::OPTIONAL)
        .with_fields(vec![Arc::new(list)]);
    field.build().map(Arc::new)
}

type Group<'a> = SerializedRowGroupWriter<'a, Vec<u8>>;

fn write(group: &mut Group<'_>, cells: &Cells, rows: Range<usize>) -> Parsed<()> {
    match cells {
        Cells::Text(cells) => {
            let texts = cells[rows].iter().map(Option::as_deref);
            some::<ByteArrayType>(group, texts.map(|text| text.map(ByteArray::from)))
        }
        Cells::Whole(cells) => some::<Int64Type>(group, cells[rows].iter().copied()),
        Cells::Double(cells) => {
            let known = |v: &f64| (!v.is_nan()).then_some(*v);
            some::<DoubleType>(group, cells[rows].iter().map(known))
        }
        Cells::List(cells) => lists(group, &cells[rows]),
    }
}

/// A column of which some cells are unknown.
fn some<T: DataType>(
    group: &mut Group<'_>,
    cells: impl Iterator<Item = Option<T::T>>,
) -> Parsed<()> {
    let (mut known, mut defined) = (Vec::new(), Vec::new());
    for cell in cells {
        defined.push(i16::from(cell.is_some()));
        known.extend(cell);
    }
    levelled::<T>(group, &known, &defined, None)
}

fn lists(group: &mut Group<'_>, cells: &[Option<Vec<f32>>]) -> Parsed<()> {
    let (mut values, mut defined, mut repeated) = (Vec::new(), Vec::new(), Vec::new());
    for cell in cells {
        let list = cell.as_deref().unwrap_or_default();
        match list.is_empty() {
            true => {
                defined.push(i16::from(cell.is_some()));
                repeated.push(0);
            }
            false => {
                defined.extend(list.iter().map(|_| 2));
                repeated.extend((0..list.len()).map(|i| i16::from(i > 0)));
                values.extend_from_slice(list);
            }
        }
    }
    levelled::<FloatType>(group, &values, &defined, Some(&repeated))
}

fn levelled<T: DataType>(
    group: &mut Group<'_>,
    values: &[T::T],
    defined: &[i16],
    repeated: Option<&[i16]>,
) -> Parsed<()> {
    let Some(mut column) = group.next_column()? else {
        return Ok(());
    };
    column
        .typed::<T>()
        .write_batch(values, Some(defined), repeated)?;
    column.close()
}

/// What `read` finds in the file at `path`.
fn parsed<T>(path: &Path, read: impl FnOnce(&ParquetFile) -> Parsed<T>) -> Result<T> {
    let file = file::open(path).map_err(|e| Error::io(id::ERROR_CANNOT_READ, path, e))?;
    // The crate believes what a file says of its pages.
    let found = fenced(|| ParquetFile::new(file).and_then(|reader| read(&reader)));
    let damaged = |cause: String| {
        let cause = Message::of_others(cause);
        Error::file(say(id::LIBRARY_TABLE_DAMAGED).with("cause", cause), path)
    };
    match found {
        Ok(read) => read.map_err(|e| damaged(e.to_string())),
        Err(panic) => Err(damaged(panic_message(panic.as_ref()))),
    }
}

fn facts(reader: &ParquetFile) -> BTreeMap<String, String> {
    let all = reader.metadata().file_metadata().key_value_metadata();
    let all = all.into_iter().flatten();
    all.map(|fact| (fact.key.clone(), fact.value.clone().unwrap_or_default()))
        .collect()
}

/// A column with its name; `None` of a kind that this program does not write.
fn column(reader: &ParquetFile, i: usize) -> Parsed<Option<(String, Cells)>> {
    let schema = reader.metadata().file_metadata().schema_descr_ptr();
    let described = schema.column(i);
    let name = described.path().parts().first().cloned();
    let cells = match (described.physical_type(), described.max_rep_level()) {
        (Physical::BYTE_ARRAY, 0) => {
            let text = |bytes: ByteArray| String::from_utf8(bytes.data().to_vec()).ok();
            Cells::Text(flat::<ByteArrayType, _>(reader, i, text)?)
        }
        (Physical::INT64, 0) => Cells::Whole(flat::<Int64Type, _>(reader, i, Some)?),
        (Physical::DOUBLE, 0) => {
            let cells = flat::<DoubleType, _>(reader, i, Some)?;
            Cells::Double(cells.into_iter().map(|v| v.unwrap_or(f64::NAN)).collect())
        }
        (Physical::FLOAT, 1) => Cells::List(nested(reader, i)?),
        _ => return Ok(None),
    };
    Ok(name.map(|name| (name, cells)))
}

fn flat<T: DataType, C>(
    reader: &ParquetFile,
    column: usize,
    cell: impl Fn(T::T) -> Option<C>,
) -> Parsed<Vec<Option<C>>> {
    let mut cells = Vec::new();
    each::<T>(reader, column, |defined, _, values| {
        let mut values = values.into_iter();
        let cell = |d: &i16| (*d == 1).then(|| values.next()).flatten().and_then(&cell);
        cells.extend(defined.iter().map(cell));
    })?;
    Ok(cells)
}

fn nested(reader: &ParquetFile, column: usize) -> Parsed<Vec<Option<Vec<f32>>>> {
    let mut cells: Vec<Option<Vec<f32>>> = Vec::new();
    each::<FloatType>(reader, column, |defined, repeated, values| {
        let mut values = values.into_iter();
        for (&defined, &repeated) in defined.iter().zip(repeated) {
            if repeated == 0 {
                cells.push((defined > 0).then(Vec::new));
            }
            if defined == 2
                && let Some(Some(list)) = cells.last_mut()
            {
                list.extend(values.next());
            }
        }
    })?;
    Ok(cells)
}

/// Calls `take` with definitions, repetitions and values of some rows after another.
fn each<T: DataType>(
    reader: &ParquetFile,
    column: usize,
    mut take: impl FnMut(&[i16], &[i16], Vec<T::T>),
) -> Parsed<()> {
    for group in 0..reader.num_row_groups() {
        let part = reader.get_row_group(group)?.get_column_reader(column)?;
        let mut part = get_typed_column_reader::<T>(part);
        loop {
            let (mut defined, mut repeated, mut values) = (Vec::new(), Vec::new(), Vec::new());
            let (n_rows, ..) = part.read_records(
                AT_ONCE,
                Some(&mut defined),
                Some(&mut repeated),
                &mut values,
            )?;
            if n_rows == 0 {
                break;
            }
            if defined.is_empty() {
                return Err(ParquetError::General("a column without definitions".into()));
            }
            take(&defined, &repeated, values);
        }
    }
    Ok(())
}
