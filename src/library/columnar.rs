//! Tables in Parquet, as `datasets` of Hugging Face writes them too: classes by number with their
//! names in the metadata, and recordings as bytes in a cell.

use std::collections::HashMap;
use std::path::Path;

use parquet::errors::ParquetError;
use parquet::file::reader::FileReader;
use parquet::record::{Field, Row};
use serde_json::Value;

use super::lists;
use super::parquet_file::ParquetFile;
use super::table::{Columns, Table};
use super::unpack::Unpacker;
use crate::config::cache_folder;
use crate::error::{Error, Result, Warning};
use crate::file;
use crate::job::{Reporter, Stage, fenced, panic_message};
use crate::words::{Message, id, say};

/// Rows are decoded so many at a time: one may hold a whole recording.
const AT_ONCE: usize = 16;
/// Text of all cells together, in bytes.
const MOST_TEXT: usize = 1 << 30;
/// Cells, and rows beside them: 24 bytes each in memory where there is nothing in them, and next to
/// none in the file.
const MOST_CELLS: usize = 1 << 25;

/// The table, its recordings unpacked into the cache, from where songs are opened.
///
/// # Errors
/// When the file is damaged, packed in a way that is not read here, or larger than can be held; or
/// Stop was pressed.
pub(super) fn read(path: &Path, reporter: &Reporter) -> Result<Table> {
    let cache = cache_folder().map(|folder| folder.join("unpacked"));
    read_into(path, cache.as_deref(), reporter)
}

pub(super) fn read_into(path: &Path, cache: Option<&Path>, reporter: &Reporter) -> Result<Table> {
    let file = file::open(path).map_err(|e| Error::io(id::ERROR_CANNOT_READ_MANIFEST, path, e))?;
    // The crate believes what a file says of its pages.
    let read = || {
        let reader = ParquetFile::new(file).map_err(|e| fault(&e, path))?;
        let unpacker = Unpacker::new(path, cache);
        rows(&reader, path, unpacker, MOST_CELLS, reporter)
    };
    fenced(read).unwrap_or_else(|panic| Err(damaged(panic_message(panic.as_ref()), path)))
}

fn rows(
    reader: &dyn FileReader,
    path: &Path,
    unpacker: Unpacker,
    most_cells: usize,
    reporter: &Reporter,
) -> Result<Table> {
    let meta = reader.metadata().file_metadata();
    let n_rows = usize::try_from(meta.num_rows()).unwrap_or(0);
    let mut cells = Cells {
        columns: Columns::default(),
        classes: class_names(meta.key_value_metadata()),
        unpacker,
        n_vectors: 0,
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    let (mut n_bytes, mut n_cells) = (0, 0);
    let all = reader.get_row_iter(None).map_err(|e| fault(&e, path))?;
    for row in all.with_batch_size(AT_ONCE) {
        reporter.checkpoint()?;
        let row = row.map_err(|e| fault(&e, path))?;
        let row = cells.of(&row)?;
        n_bytes += row.iter().map(String::len).sum::<usize>();
        n_cells += 1 + row.len();
        if n_bytes > MOST_TEXT || n_cells > most_cells {
            let n_bytes = n_bytes + n_cells * size_of::<String>();
            let cause = say(id::LIBRARY_TOO_LARGE_MANIFEST_N_MB).with("n", n_bytes >> 20);
            return Err(Error::file(cause, path));
        }
        rows.push(row);
        if rows.len().is_multiple_of(AT_ONCE) {
            let name = super::names::file_name(path);
            reporter.step(Stage::Library, rows.len(), n_rows, name);
        }
    }
    let size = n_bytes + rows.len() * cells.columns.names.len();
    let mut table = Table::of_rows(path, &cells.columns.names, rows, size, b',');
    let vectors = (cells.n_vectors > 0).then(|| id::LIBRARY_PARQUET_VECTORS.into());
    let told = cells.unpacker.told().into_iter().chain(vectors);
    table
        .warnings
        .extend(told.map(|cause| Warning::path(path, cause)));
    Ok(table)
}

/// Turns rows into cells of text.
struct Cells {
    columns: Columns,
    /// Names of the classes of columns that hold numbers of them.
    classes: HashMap<String, Vec<String>>,
    unpacker: Unpacker,
    /// Cells that hold vectors.
    n_vectors: usize,
}

impl Cells {
    fn of(&mut self, row: &Row) -> Result<Vec<String>> {
        let mut cells = vec![String::new(); self.columns.names.len()];
        self.fill(row, "", &mut cells)?;
        Ok(cells)
    }

    fn fill(&mut self, row: &Row, above: &str, cells: &mut Vec<String>) -> Result<()> {
        for (name, field) in row.get_column_iter() {
            let name = match above {
                "" => name.clone(),
                above => format!("{above}.{name}"),
            };
            let cell = if let Field::Group(inner) = field {
                let Some((bytes, path)) = recording(inner) else {
                    self.fill(inner, &name, cells)?;
                    continue;
                };
                self.unpacker.put(bytes, path)?
            } else {
                self.cell(&name, field)
            };
            let column = self.columns.place(&name);
            cells.resize(cells.len().max(column + 1), String::new());
            cells[column] = cell;
        }
        Ok(())
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the format's kinds of numbers, dates and truth values are read alike"
    )]
    fn cell(&mut self, name: &str, field: &Field) -> String {
        match field {
            Field::Null => String::new(),
            Field::Str(text) => text.clone(),
            Field::Bytes(bytes) => std::str::from_utf8(bytes.data())
                .map(str::to_string)
                .unwrap_or_default(),
            Field::ListInternal(list) => {
                let is_measure =
                    |f: &Field| matches!(f, Field::Float(_) | Field::Double(_) | Field::Float16(_));
                if list.elements().iter().any(is_measure) {
                    self.n_vectors += 1;
                    return String::new();
                }
                let values = list.elements().iter().map(|field| self.cell(name, field));
                let filled: Vec<String> = values.filter(|cell| !cell.is_empty()).collect();
                lists::written(&filled)
            }
            Field::Group(_) | Field::MapInternal(_) => String::new(),
            Field::Float(number) => number.to_string(),
            Field::Double(number) => number.to_string(),
            other => self.class(name, other.to_string()),
        }
    }

    /// The name of a class that is kept by its number.
    fn class(&self, column: &str, number: String) -> String {
        let names = self.classes.get(column);
        let named = names.and_then(|names| names.get(number.parse::<usize>().ok()?));
        named.cloned().unwrap_or(number)
    }
}

/// A recording as `datasets` keeps it: its bytes, where they are in the file, and its name.
fn recording(group: &Row) -> Option<(Option<&[u8]>, &str)> {
    let field = |wanted: &str| group.get_column_iter().find(|(n, _)| *n == wanted);
    let (_, bytes) = field("bytes")?;
    let path = if let Field::Str(path) = field("path")?.1 {
        path.as_str()
    } else {
        ""
    };
    if let Field::Bytes(bytes) = bytes {
        Some((Some(bytes.data()), path))
    } else {
        (*bytes == Field::Null).then_some((None, path))
    }
}

/// The names of classes that `datasets` writes into the metadata: `ClassLabel`, also of lists.
fn class_names(
    meta: Option<&Vec<parquet::file::metadata::KeyValue>>,
) -> HashMap<String, Vec<String>> {
    let written = meta
        .into_iter()
        .flatten()
        .find(|entry| entry.key == "huggingface")
        .and_then(|entry| entry.value.as_ref());
    let parsed = written.and_then(|text| serde_json::from_str::<Value>(text).ok());
    let features = parsed
        .as_ref()
        .and_then(|v| v.pointer("/info/features")?.as_object());
    let names = |feature: &Value| -> Option<Vec<String>> {
        let inner = ["/names", "/feature/names"];
        let names = inner
            .iter()
            .find_map(|at| feature.pointer(at)?.as_array())?;
        names
            .iter()
            .map(|n| Some(n.as_str()?.to_string()))
            .collect()
    };
    let named = features
        .into_iter()
        .flatten()
        .filter_map(|(column, feature)| Some((column.clone(), names(feature)?)));
    named.collect()
}

fn damaged(cause: impl std::fmt::Display, path: &Path) -> Error {
    let cause = Message::of_others(cause);
    Error::file(say(id::LIBRARY_PARQUET_DAMAGED).with("cause", cause), path)
}

fn fault(error: &ParquetError, path: &Path) -> Error {
    match unknown_packing(error) {
        Some(what) => Error::file(say(id::EMBEDDINGS_PACKED).with("what", what), path),
        None => damaged(error, path),
    }
}

/// What a table is packed with that cannot be unpacked here; `None` where that is not the fault.
pub(crate) fn unknown_packing(error: &ParquetError) -> Option<&str> {
    /// As the crate begins what it says of a compression that it was built without.
    const LEFT_OUT: &str = "Disabled feature at compile time: ";
    if let ParquetError::NYI(what) = error {
        Some(what)
    } else if let ParquetError::General(what) = error {
        what.strip_prefix(LEFT_OUT)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn golden(name: &str) -> std::path::PathBuf {
        Path::new("tests/golden/library").join(name)
    }

    #[test]
    fn recordings_lie_in_the_cache_with_the_bytes_that_pyarrow_wrote() {
        let cache = tempfile::tempdir().unwrap();
        let read = || {
            read_into(
                &golden("audio.parquet"),
                Some(cache.path()),
                &Reporter::silent(),
            )
        };
        let table = read().unwrap();
        assert_eq!(table.names, ["audio", "genre", "tags", "tempo"]);
        let genres: Vec<&str> = table.column(1).collect();
        assert_eq!(genres, ["rock", "pop", "pop", ""], "names of ClassLabel");
        assert_eq!(table.rows[0][2], r#"["calm","wild"]"#);
        assert_eq!(table.rows[1][2], r#"["wild"]"#);
        let names: Vec<String> = table
            .column(0)
            .map(|p| super::super::names::file_name(Path::new(p)))
            .collect();
        assert_eq!(names[..3], ["a.wav", "b.wav", "a-2.wav"]);
        assert_eq!(names[3], "away.wav", "no bytes: the path as it is");
        let bytes = std::fs::read(&table.rows[0][0]).unwrap();
        assert_eq!(&bytes[..4], b"RIFF");
        assert_ne!(bytes, std::fs::read(&table.rows[2][0]).unwrap());
        // A second reading finds them there.
        let before = std::fs::metadata(&table.rows[0][0])
            .unwrap()
            .modified()
            .unwrap();
        assert_eq!(read().unwrap().rows, table.rows);
        let after = std::fs::metadata(&table.rows[0][0])
            .unwrap()
            .modified()
            .unwrap();
        assert_eq!(before, after);
    }

    #[test]
    fn without_a_cache_and_of_damaged_files_it_is_told() {
        let table = read_into(&golden("audio.parquet"), None, &Reporter::silent()).unwrap();
        assert!(
            table
                .warnings
                .iter()
                .any(|w| w.to_string().contains("3 recording(s)"))
        );
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cut.parquet");
        let whole = std::fs::read(golden("audio.parquet")).unwrap();
        for end in [0, 3, whole.len() / 2, whole.len() - 1] {
            std::fs::write(&path, &whole[..end]).unwrap();
            assert!(
                read_into(&path, None, &Reporter::silent()).is_err(),
                "{end}"
            );
        }
    }
}
