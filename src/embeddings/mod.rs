//! Vectors of songs that any other program has made, read from the files in which such things are
//! kept, and given to the songs that they belong to.
//!
//! numpy's `.npy` and `.npz`, safetensors, Parquet with a column of lists or one column a
//! dimension, and tables of text with one column a dimension. Nothing in them is ever run: a
//! pickle is refused.

mod number;
mod npy;
mod zip;
mod archive;
mod npz;
mod tensors;
mod columns;
mod delimited;
mod matching;
#[cfg(test)]
mod tests;

use std::path::Path;

use crate::config::EmbeddingsConfig;
use crate::error::{Error, Result};
use crate::file;
use crate::job::Reporter;
use crate::matrix::Matrix;
use crate::words::{Message, id, say};

pub(crate) use matching::matched;

/// No network gives more numbers for a song.
const MOST_DIMS: usize = 1 << 16;
/// Numbers of all vectors together: a gigabyte in memory.
const MOST_NUMBERS: usize = 1 << 28;
/// Vectors of a file: no collection has more songs.
const MOST_ROWS: usize = 1 << 24;
/// Names in all columns of names together, of which an empty one takes nothing in the file.
const MOST_NAMES: usize = 1 << 25;

/// Endings of files that hold vectors and nothing else.
pub(crate) const ENDINGS: [&str; 4] = ["npy", "npz", "parquet", "safetensors"];

/// The vectors of a file, and what it says of whose they are.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Vectors {
    /// Each column that may name songs, a name for each row; none where the file names nothing.
    pub(crate) names: Vec<Vec<String>>,
    /// n × d; a vector that is missing is NaN.
    pub(crate) values: Matrix,
    /// What was made of the file, where that is not plain to see.
    pub(crate) notes: Vec<Message>,
}

/// What every reader needs to tell of faults and to be stopped.
struct Source<'a> {
    path: &'a Path,
    reporter: &'a Reporter,
}

impl Source<'_> {
    fn fault(&self, cause: impl Into<Message>) -> Error {
        Error::file(cause, self.path)
    }

    /// Of another's reader, which says what is wrong in its own words.
    fn damaged(&self, cause: impl std::fmt::Display) -> Error {
        let cause = Message::of_others(cause);
        self.fault(say(id::EMBEDDINGS_DAMAGED).with("cause", cause))
    }

    fn io(&self, cause: std::io::Error) -> Error {
        if cause.kind() == std::io::ErrorKind::UnexpectedEof {
            self.fault(id::EMBEDDINGS_ENDS_EARLY)
        } else {
            Error::io(id::ERROR_CANNOT_READ, self.path, cause)
        }
    }

    /// # Errors
    /// When so many vectors of so many numbers are none, or more than there is room for.
    fn check_size(&self, n_rows: usize, n_cols: usize) -> Result<()> {
        let n = n_rows.checked_mul(n_cols);
        if n_rows == 0 || n_cols == 0 {
            return Err(self.fault(id::EMBEDDINGS_EMPTY));
        }
        if n_rows > MOST_ROWS || n_cols > MOST_DIMS || n.is_none_or(|n| n > MOST_NUMBERS) {
            return Err(self.fault(
                say(id::EMBEDDINGS_TOO_LARGE)
                    .with("n", n_rows)
                    .with("d", n_cols)
                    .with("most_rows", MOST_ROWS)
                    .with("most_dims", MOST_DIMS)
                    .with("most", MOST_NUMBERS),
            ));
        }
        Ok(())
    }
}

/// Whether there is room for the names of another column beside these.
fn has_room(names: &[Vec<String>], n_rows: usize) -> bool {
    names.iter().map(Vec::len).sum::<usize>() + n_rows <= MOST_NAMES
}

/// The hash of the file of vectors, by which it is known that another stands in its place; `None`
/// without one, and where it cannot be read.
pub(crate) fn fingerprint(config: &EmbeddingsConfig) -> Option<String> {
    file::hash(config.file.as_ref()?).ok()
}

/// Reads the vectors of a file, whose layout its ending tells.
///
/// # Errors
/// [`Error::File`] with cause and path when it is none of these, damaged, larger than there is room
/// for, or holds something other than one vector a song; [`Error::Io`] when it cannot be read;
/// [`Error::Cancelled`].
pub(crate) fn read(path: &Path, reporter: &Reporter) -> Result<Vectors> {
    let source = Source { path, reporter };
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    match ending.to_lowercase().as_str() {
        "npy" => npy::read(&source),
        "npz" => npz::read(&source),
        "safetensors" => tensors::read(&source),
        "parquet" | "pq" => columns::read(&source),
        "csv" | "tsv" | "txt" => delimited::read(&source),
        _ => Err(source.fault(id::EMBEDDINGS_OF_WHAT_KIND)),
    }
}
