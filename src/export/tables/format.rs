//! The formats that a table can be written in: what each is called, and what writes it.

use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FloatType, Int64Type,
};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;
use strum::VariantArray;

use super::frame::{Column, Frame};
use crate::error::{Error, Result};
use crate::words::{Message, Text, id, same};

/// A format of tables whose columns have types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, VariantArray)]
pub enum TableFormat {
    #[default]
    Csv,
    Parquet,
}

impl TableFormat {
    pub(crate) const ALL: &[TableFormat] = Self::VARIANTS;

    pub(crate) fn label(self) -> &'static str {
        match self {
            TableFormat::Csv => "CSV",
            TableFormat::Parquet => "Parquet",
        }
    }

    /// Of its files, without the dot.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            TableFormat::Csv => "csv",
            TableFormat::Parquet => "parquet",
        }
    }

    /// What it is good for.
    pub(crate) fn hint(self) -> Text {
        match self {
            TableFormat::Csv => id::EXPORT_CSV_OPENS_ANY_SPREADSHEET,
            TableFormat::Parquet => id::EXPORT_PARQUET_KEEPS_TYPES_READ_PANDAS,
        }
    }

    /// The name of a file of this format.
    pub(crate) fn file_name(self, stem: &str) -> String {
        format!("{stem}.{}", self.extension())
    }

    /// A file of this format.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub(crate) fn bytes(self, frame: &Frame) -> Result<Vec<u8>> {
        match self {
            TableFormat::Csv => Ok(frame.to_csv()?.into_bytes()),
            TableFormat::Parquet => {
                parquet(frame).map_err(|e| Error::stage(same("parquet"), Message::verbatim(e)))
            }
        }
    }
}

/// Apache Parquet, one row group, compressed by Snappy.
fn parquet(frame: &Frame) -> parquet::errors::Result<Vec<u8>> {
    let field = |(name, column): &(String, Column)| {
        let (physical, logical, repetition) = kept_as(column);
        let field = Type::primitive_type_builder(name, physical);
        field
            .with_logical_type(logical)
            .with_repetition(repetition)
            .build()
            .map(Arc::new)
    };
    let fields = frame
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
    for (_, column) in &frame.columns {
        write(&mut group, column)?;
    }
    group.close()?;
    writer.into_inner()
}

/// How Parquet keeps a column.
fn kept_as(column: &Column) -> (Physical, Option<LogicalType>, Repetition) {
    match column {
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
        let text = TableFormat::Csv.bytes(&frame()).unwrap();
        let mut reader = csv::Reader::from_reader(text.as_slice());
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
        let bytes = TableFormat::Parquet.bytes(&frame()).unwrap();
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
