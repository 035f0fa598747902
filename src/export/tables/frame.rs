//! A table whose columns have types, written as CSV or as Parquet.

use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FloatType, Int64Type,
};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

use super::Table;
use crate::error::{Error, Result};
use crate::words::{Message, same};

/// One value a row; what is unknown is an empty cell in CSV, and null in Parquet.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    Text(Vec<Option<String>>),
    Whole(Vec<Option<i64>>),
    /// NaN is unknown.
    Single(Vec<f32>),
    /// NaN is unknown.
    Double(Vec<f64>),
    Flag(Vec<bool>),
}

/// Named columns of equal length.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Frame {
    columns: Vec<(String, Column)>,
}

impl Column {
    fn len(&self) -> usize {
        match self {
            Column::Text(v) => v.len(),
            Column::Whole(v) => v.len(),
            Column::Single(v) => v.len(),
            Column::Double(v) => v.len(),
            Column::Flag(v) => v.len(),
        }
    }

    fn cell(&self, row: usize) -> String {
        match self {
            Column::Text(v) => v[row].clone().unwrap_or_default(),
            Column::Whole(v) => v[row].map_or_else(String::new, |v| v.to_string()),
            // Shortest digits that give the same number again.
            Column::Single(v) if v[row].is_finite() => v[row].to_string(),
            Column::Double(v) if v[row].is_finite() => v[row].to_string(),
            Column::Single(_) | Column::Double(_) => String::new(),
            Column::Flag(v) => v[row].to_string(),
        }
    }

    fn kind(&self) -> (Physical, Option<LogicalType>, Repetition) {
        match self {
            Column::Text(_) => (
                Physical::BYTE_ARRAY,
                Some(LogicalType::String),
                Repetition::OPTIONAL,
            ),
            Column::Whole(_) => (Physical::INT64, None, Repetition::OPTIONAL),
            Column::Single(_) => (Physical::FLOAT, None, Repetition::OPTIONAL),
            Column::Double(_) => (Physical::DOUBLE, None, Repetition::OPTIONAL),
            Column::Flag(_) => (Physical::BOOLEAN, None, Repetition::REQUIRED),
        }
    }
}

impl Frame {
    /// Adds a column; one whose name is taken gets another: no two columns of a table have one
    /// name.
    ///
    /// # Panics
    /// If it is not as long as those before: a bug of the caller.
    pub fn push(&mut self, name: impl Into<String>, column: Column) {
        assert!(
            self.columns
                .first()
                .is_none_or(|(_, c)| c.len() == column.len()),
            "columns of one length"
        );
        let mut name = name.into();
        while self.columns.iter().any(|(n, _)| *n == name) {
            name.push_str(" (label)");
        }
        self.columns.push((name, column));
    }

    pub fn n_rows(&self) -> usize {
        self.columns.first().map_or(0, |(_, c)| c.len())
    }

    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|(n, _)| n == name).map(|(_, c)| c)
    }

    /// # Errors
    /// When there is no memory for it.
    pub fn to_csv(&self) -> Result<String> {
        let mut table = Table::new(
            &self
                .columns
                .iter()
                .map(|(name, _)| name.as_str())
                .collect::<Vec<_>>(),
        )?;
        for row in 0..self.n_rows() {
            table.row(self.columns.iter().map(|(_, column)| column.cell(row)))?;
        }
        table.finish()
    }

    /// Apache Parquet, one row group, compressed by Snappy.
    ///
    /// # Errors
    /// When the columns cannot be written, which would be a bug.
    pub fn to_parquet(&self) -> Result<Vec<u8>> {
        self.written()
            .map_err(|e| Error::stage(same("parquet"), Message::verbatim(e)))
    }

    fn written(&self) -> parquet::errors::Result<Vec<u8>> {
        let field = |(name, column): &(String, Column)| {
            let (physical, logical, repetition) = column.kind();
            let field = Type::primitive_type_builder(name, physical);
            field
                .with_logical_type(logical)
                .with_repetition(repetition)
                .build()
                .map(Arc::new)
        };
        let fields = self
            .columns
            .iter()
            .map(field)
            .collect::<parquet::errors::Result<Vec<_>>>()?;
        let schema = Arc::new(
            Type::group_type_builder("latentune")
                .with_fields(fields)
                .build()?,
        );
        let properties = Arc::new(
            WriterProperties::builder()
                .set_compression(Compression::SNAPPY)
                .build(),
        );
        let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties)?;
        let mut group = writer.next_row_group()?;
        for (_, column) in &self.columns {
            write(&mut group, column)?;
        }
        group.close()?;
        writer.into_inner()
    }
}

fn write(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    column: &Column,
) -> parquet::errors::Result<()> {
    let known_f32 = |v: &f32| v.is_finite().then_some(*v);
    let known_f64 = |v: &f64| v.is_finite().then_some(*v);
    match column {
        Column::Text(v) => {
            some::<ByteArrayType>(group, v.iter().map(|t| t.as_deref().map(ByteArray::from)))
        }
        Column::Whole(v) => some::<Int64Type>(group, v.iter().copied()),
        Column::Single(v) => some::<FloatType>(group, v.iter().map(known_f32)),
        Column::Double(v) => some::<DoubleType>(group, v.iter().map(known_f64)),
        Column::Flag(v) => {
            let Some(mut column) = group.next_column()? else {
                return Ok(());
            };
            column.typed::<BoolType>().write_batch(v, None, None)?;
            column.close()
        }
    }
}

/// A column of which some values are unknown.
fn some<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    values: impl Iterator<Item = Option<T::T>>,
) -> parquet::errors::Result<()> {
    let Some(mut column) = group.next_column()? else {
        return Ok(());
    };
    let (mut known, mut levels) = (Vec::new(), Vec::new());
    for value in values {
        levels.push(i16::from(value.is_some()));
        known.extend(value);
    }
    column
        .typed::<T>()
        .write_batch(&known, Some(&levels), None)?;
    column.close()
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;

    use super::*;

    fn frame() -> Frame {
        let mut frame = Frame::default();
        frame.push(
            "title",
            Column::Text(vec![Some("র‍্যাব, \"চাঁদ\"".into()), None, Some("=1+1".into())]),
        );
        frame.push("cluster", Column::Whole(vec![Some(3), None, Some(-1)]));
        frame.push("x", Column::Single(vec![0.1, f32::NAN, -2.5]));
        frame.push("x", Column::Double(vec![1.0 / 3.0, 2.0, f64::NAN]));
        frame.push("held_out", Column::Flag(vec![true, false, true]));
        frame
    }

    #[test]
    fn csv_has_every_digit_and_empty_cells() {
        let text = frame().to_csv().unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(
            reader.headers().unwrap(),
            vec!["title", "cluster", "x", "x (label)", "held_out"]
        );
        let rows: Vec<Vec<String>> = reader
            .records()
            .map(|r| r.unwrap().iter().map(str::to_string).collect())
            .collect();
        assert_eq!(
            rows[0],
            ["র‍্যাব, \"চাঁদ\"", "3", "0.1", "0.3333333333333333", "true"]
        );
        assert_eq!(rows[1], ["", "", "", "2", "false"]);
    }

    #[test]
    fn parquet_comes_back_with_its_types_and_nulls() {
        let bytes = frame().to_parquet().unwrap();
        let reader = SerializedFileReader::new(bytes_of(bytes)).unwrap();
        let meta = reader.metadata();
        assert_eq!(meta.file_metadata().num_rows(), 3);
        assert_eq!(
            meta.row_group(0).column(0).compression(),
            Compression::SNAPPY
        );
        let rows: Vec<_> = reader
            .get_row_iter(None)
            .unwrap()
            .map(|row| row.unwrap())
            .collect();
        assert_eq!(rows[0].get_string(0).unwrap(), "র‍্যাব, \"চাঁদ\"");
        assert_eq!(
            (rows[0].get_long(1).unwrap(), rows[0].get_float(2).unwrap()),
            (3, 0.1)
        );
        assert_eq!(rows[0].get_double(3).unwrap(), 1.0 / 3.0);
        assert!(
            rows[1].get_string(0).is_err()
                && rows[1].get_long(1).is_err()
                && rows[1].get_float(2).is_err()
        );
        assert!(!rows[1].get_bool(4).unwrap() && rows[2].get_bool(4).unwrap());
    }

    /// What the reader wants its bytes in.
    fn bytes_of(bytes: Vec<u8>) -> std::fs::File {
        use std::io::{Seek, Write};
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&bytes).unwrap();
        file.rewind().unwrap();
        file
    }
}
