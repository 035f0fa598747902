//! The formats that a table can be written in: what each is called, and what writes it.

use super::Frame;
use crate::error::Result;
use crate::words::{Text, id};

/// A format of tables whose columns have types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TableFormat {
    #[default]
    Csv,
    Parquet,
}

impl TableFormat {
    pub const ALL: [TableFormat; 2] = [TableFormat::Csv, TableFormat::Parquet];

    pub fn label(self) -> &'static str {
        match self {
            TableFormat::Csv => "CSV",
            TableFormat::Parquet => "Parquet",
        }
    }

    /// Of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            TableFormat::Csv => "csv",
            TableFormat::Parquet => "parquet",
        }
    }

    /// What it is good for.
    pub fn hint(self) -> Text {
        match self {
            TableFormat::Csv => id::EXPORT_CSV_OPENS_ANY_SPREADSHEET,
            TableFormat::Parquet => id::EXPORT_PARQUET_KEEPS_TYPES_READ_PANDAS,
        }
    }

    /// The name of a file of this format.
    pub fn file_name(self, stem: &str) -> String {
        format!("{stem}.{}", self.extension())
    }

    /// # Errors
    /// When there is no memory for it.
    pub fn bytes(self, frame: &Frame) -> Result<Vec<u8>> {
        match self {
            TableFormat::Csv => Ok(frame.to_csv()?.into_bytes()),
            TableFormat::Parquet => frame.to_parquet(),
        }
    }
}
