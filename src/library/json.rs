//! Tables as JSON has them: JSON Lines (an object a line), one list of objects, or one object of
//! objects by their ids.

use std::path::Path;

use serde_json::{Map, Value};

use super::lists;
use super::names::extension;
use super::table::{Columns, MOST_BYTES, MOST_MARKS, Table};
use crate::error::{Error, Result, Warning};
use crate::file;
use crate::words::{id, say};

/// A document that is parsed as a whole takes up to twenty times its bytes.
const MOST_BYTES_AT_ONCE: u64 = 64 << 20;
/// Objects within objects become columns `a.b`, down to so many levels.
const MOST_LEVELS: usize = 4;

/// # Errors
/// When the file cannot be read, is larger than can be held, or holds no objects.
pub(super) fn read(path: &Path) -> Result<Table> {
    let is_document = extension(path).as_deref() == Some("json");
    let most = if is_document {
        MOST_BYTES_AT_ONCE
    } else {
        MOST_BYTES
    };
    let text = file::read_text(path, most)
        .map_err(|e| Error::io(id::ERROR_CANNOT_READ_MANIFEST, path, e))?;
    if text.bytes().filter(|b| *b == b':').count() > MOST_MARKS {
        let cause = say(id::LIBRARY_TOO_LARGE_MANIFEST_N_MB).with("n", text.len() >> 20);
        return Err(Error::file(cause, path));
    }
    let text = text.trim_start_matches('\u{FEFF}');
    let mut rows = Rows::default();
    match is_document {
        true => rows.add_document(text),
        false => rows.add_lines(text),
    }
    if rows.cells.is_empty() {
        return Err(Error::file(id::LIBRARY_JSON_NO_OBJECTS, path));
    }
    Ok(rows.into_table(path, text.len()))
}

/// Rows whose columns become known as they come.
#[derive(Default)]
struct Rows {
    columns: Columns,
    /// Of each row the cells that are filled, with their columns.
    cells: Vec<Vec<(usize, String)>>,
    /// Of each column, the row that filled it last, counted from 1: an object may have as many keys as
    /// there is room for.
    filled_by: Vec<usize>,
    /// Lines that are no objects: how many, and the first.
    odd: Option<(usize, usize)>,
}

impl Rows {
    fn add_lines(&mut self, text: &str) {
        let lines = text.lines().enumerate();
        for (i, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            match serde_json::from_str::<Value>(line) {
                Ok(Value::Object(object)) => self.add(&object),
                _ => {
                    let (n, first) = self.odd.unwrap_or((0, i + 1));
                    self.odd = Some((n + 1, first));
                }
            }
        }
    }

    fn add_document(&mut self, text: &str) {
        match serde_json::from_str::<Value>(text) {
            Ok(Value::Array(all)) => all
                .iter()
                .filter_map(Value::as_object)
                .for_each(|object| self.add(object)),
            Ok(Value::Object(all)) => self.add_by_id(&all),
            // Some call JSON Lines so.
            _ => self.add_lines(text),
        }
    }

    /// Objects by their ids; an object that holds values is one row.
    fn add_by_id(&mut self, all: &Map<String, Value>) {
        if !all.values().all(Value::is_object) {
            return self.add(all);
        }
        for (id, object) in all.iter().filter_map(|(id, v)| Some((id, v.as_object()?))) {
            self.cells.push(Vec::new());
            self.put("id", id.clone());
            self.fill(object, "", 0);
        }
    }

    fn add(&mut self, object: &Map<String, Value>) {
        self.cells.push(Vec::new());
        self.fill(object, "", 0);
    }

    /// Puts what an object holds into the last row.
    fn fill(&mut self, object: &Map<String, Value>, above: &str, level: usize) {
        for (key, value) in object {
            let name = match above {
                "" => key.clone(),
                above => format!("{above}.{key}"),
            };
            if let Value::Object(inner) = value
                && level < MOST_LEVELS
            {
                self.fill(inner, &name, level + 1);
                continue;
            }
            let cell = cell(value);
            if !cell.is_empty() {
                self.put(&name, cell);
            }
        }
    }

    /// Of several cells of one column, as of `{"a.b": 1, "a": {"b": 2}}`, the first by name stays.
    fn put(&mut self, name: &str, cell: String) {
        let (column, row) = (self.columns.place(name), self.cells.len());
        self.filled_by.resize(self.columns.names.len(), 0);
        if self.filled_by[column] != row
            && let Some(cells) = self.cells.last_mut()
        {
            cells.push((column, cell));
            self.filled_by[column] = row;
        }
    }

    fn into_table(self, path: &Path, n_bytes: usize) -> Table {
        let width = Table::most_columns(self.cells.len(), n_bytes).min(self.columns.names.len());
        let row = |cells: Vec<(usize, String)>| {
            let mut row = vec![String::new(); width];
            for (column, cell) in cells.into_iter().filter(|(column, _)| *column < width) {
                row[column] = cell;
            }
            row
        };
        let rows = self.cells.into_iter().map(row).collect();
        let mut table = Table::of_rows(path, &self.columns.names, rows, n_bytes, b',');
        table.warnings.extend(self.odd.map(|(n, first)| {
            let cause = say(id::LIBRARY_JSON_ODD_LINES)
                .with("n", n)
                .with("line", first);
            Warning::path(path, cause)
        }));
        table
    }
}

/// A value as the cell of a table of text; lists as [`lists`] reads them.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(all) if all.iter().all(|v| !v.is_array() && !v.is_object()) => {
            let values: Vec<String> = all.iter().map(cell).filter(|c| !c.is_empty()).collect();
            lists::written(&values)
        }
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_as(name: &str, text: &str) -> Result<Table> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        read(&path)
    }

    /// As where a file has the words of each song under its id, and nothing else.
    #[test]
    fn an_object_of_many_values_is_one_row_at_once() {
        let pair = |i: u32| format!("\"song {i}\":\"words {i}\"");
        let pairs: Vec<String> = (0..200_000).map(pair).collect();
        let start = std::time::Instant::now();
        let table = read_as("a.json", &format!("{{{}}}", pairs.join(","))).unwrap();
        assert_eq!((table.rows.len(), table.names.len()), (1, 200_000));
        // Each looked for among those before it would be 20 thousand million steps.
        assert!(start.elapsed() < std::time::Duration::from_secs(120));
        let twice = read_as("b.jsonl", r#"{"a.b": 1, "a": {"b": 2}}"#).unwrap();
        assert_eq!(twice.rows, [["2"]]);
    }

    #[test]
    fn lines_lists_and_objects_are_tables() {
        let lines = "{\"file_name\": \"a.wav\", \"tags\": [\"x\", \"y\"], \"of\": {\"bpm\": 1.5}}\n\n\
                     {\"genre\": null, \"file_name\": \"b.wav\", \"live\": true}\n[1]\nbroken\n";
        let table = read_as("metadata.jsonl", lines).unwrap();
        let cells = |name: &str| -> Vec<&str> {
            let column = table.names.iter().position(|n| n == name).unwrap();
            table.column(column).collect()
        };
        assert_eq!(table.names.len(), 4, "{:?}", table.names);
        assert_eq!(cells("file_name"), ["a.wav", "b.wav"]);
        assert_eq!(cells("tags"), [r#"["x","y"]"#, ""]);
        assert_eq!(cells("of.bpm"), ["1.5", ""]);
        assert_eq!(cells("live"), ["", "true"]);
        let told = table.warnings[0].to_string();
        assert!(
            told.contains("2 line(s) are no JSON objects") && told.contains("line 4"),
            "{told}"
        );

        let list = r#"[{"id": 1, "title": "নদী"}, {"id": 2}]"#;
        assert_eq!(
            read_as("a.json", list).unwrap().rows,
            [["1", "নদী"], ["2", ""]]
        );
        let by_id = r#"{"h1": {"genre": ["pop"]}, "h2": {"genre": []}}"#;
        let table = read_as("a.json", by_id).unwrap();
        assert_eq!(table.names, ["id", "genre"]);
        assert_eq!(table.rows, [["h1", r#"["pop"]"#], ["h2", ""]]);
    }

    #[test]
    fn what_is_no_table_says_so() {
        for (name, text) in [("a.jsonl", "x\n"), ("a.json", "[1, 2]"), ("a.json", "3")] {
            let told = read_as(name, text).unwrap_err().to_string();
            assert!(told.starts_with("holds no JSON objects"), "{told}");
        }
    }

    /// Every row with a key of its own would come to the product of both.
    #[test]
    fn many_keys_over_many_rows_stay_in_step_with_the_file() {
        let text: String = (0..20_000).map(|i| format!("{{\"k{i}\": 1}}\n")).collect();
        let table = read_as("a.jsonl", &text).unwrap();
        let n_cells: usize = table.rows.iter().map(Vec::len).sum();
        assert!(n_cells <= 4_000_000, "{n_cells}");
        assert!(
            table
                .warnings
                .iter()
                .any(|w| w.cause.contains("columns at the right"))
        );
    }
}
