//! A table whose columns have types.

use super::Table;
use crate::error::Result;

/// One value a row; what is unknown is an empty cell in CSV, and null elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Column {
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
pub(crate) struct Frame {
    pub(super) columns: Vec<(String, Column)>,
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
}

impl Frame {
    /// Adds a column; one whose name is taken gets another: no two columns of a table have one
    /// name.
    ///
    /// # Panics
    /// If it is not as long as those before: a bug of the caller.
    pub(crate) fn push(&mut self, name: impl Into<String>, column: Column) {
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

    pub(crate) fn n_rows(&self) -> usize {
        self.columns.first().map_or(0, |(_, c)| c.len())
    }

    /// # Errors
    /// When there is no memory for it.
    pub(crate) fn to_csv(&self) -> Result<String> {
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
}
