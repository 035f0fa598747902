//! Arrays as numpy saves them, format versions 1 to 3
//! (<https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>). By hand: a crate
//! would bring its own arrays, and most read a whole file into memory.

use std::io::{BufReader, Read};

use super::number::{Number, Stored};
use super::{Source, Vectors};
use crate::error::Result;
use crate::file;
use crate::matrix::Matrix;
use crate::words::{Message, id, say};

const MAGIC: &[u8; 6] = b"\x93NUMPY";
/// numpy itself refuses longer ones where it does not trust a file.
const LONGEST_HEADER: usize = 10_000;
/// Letters of a name, and numbers of a shape.
const LONGEST_NAME: usize = 4096;
const MOST_AXES: usize = 32;

/// What an array holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Items {
    Numbers(Stored),
    /// Text of at most so many letters, in UTF-32.
    Letters {
        n: usize,
        big_end_first: bool,
    },
    /// Text of at most so many bytes.
    Bytes {
        n: usize,
    },
}

/// What stands before the numbers of an array.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Header {
    pub(crate) shape: Vec<usize>,
    pub(crate) items: Items,
    /// The first axis varies fastest.
    is_fortran: bool,
    /// Its own length, in bytes.
    length: usize,
}

/// # Errors
/// When it is damaged, its array is of objects, or not of one row a song.
pub(super) fn read(source: &Source) -> Result<Vectors> {
    let file = file::open(source.path).map_err(|e| source.io(e))?;
    let n_bytes = file.metadata().map_err(|e| source.io(e))?.len();
    let mut reader = BufReader::new(file);
    let header = Header::read(&mut reader, source)?;
    let &[n_rows, n_cols] = header.shape.as_slice() else {
        let shape = written(&header.shape);
        return Err(source.fault(say(id::EMBEDDINGS_SHAPE).with("shape", shape)));
    };
    source.check_size(n_rows, n_cols)?;
    if header.n_bytes().is_none_or(|n| n > n_bytes) {
        return Err(source.fault(id::EMBEDDINGS_ENDS_EARLY));
    }
    Ok(Vectors {
        names: Vec::new(),
        values: Matrix::new(n_rows, n_cols, header.numbers(&mut reader, source)?),
        notes: Vec::new(),
    })
}

/// A shape as numpy writes it.
pub(super) fn written(shape: &[usize]) -> String {
    let axes: Vec<String> = shape.iter().map(usize::to_string).collect();
    axes.join(" × ")
}

impl Header {
    /// # Errors
    /// When it is none, or of what is not read here: objects, records, complex numbers, dates.
    pub(super) fn read(from: &mut impl Read, source: &Source) -> Result<Self> {
        let mut begin = [0; 8];
        from.read_exact(&mut begin).map_err(|e| source.io(e))?;
        if !begin.starts_with(MAGIC) {
            return Err(source.fault(id::EMBEDDINGS_NO_ARRAY));
        }
        let n_length = if begin[6] == 1 { 2 } else { 4 };
        let mut length = [0; 4];
        from.read_exact(&mut length[..n_length])
            .map_err(|e| source.io(e))?;
        let length = u32::from_le_bytes(length) as usize;
        if length > LONGEST_HEADER {
            return Err(source.fault(id::EMBEDDINGS_NO_ARRAY));
        }
        let mut text = vec![0; length];
        from.read_exact(&mut text).map_err(|e| source.io(e))?;
        let text = String::from_utf8_lossy(&text);
        let (shape, descr, is_fortran) =
            parsed(&text).ok_or_else(|| source.fault(id::EMBEDDINGS_NO_ARRAY))?;
        Ok(Self {
            shape,
            items: items(descr).map_err(|cause| source.fault(cause))?,
            is_fortran,
            length: begin.len() + n_length + length,
        })
    }

    /// Of header and items together; `None` where that is no number.
    pub(super) fn n_bytes(&self) -> Option<u64> {
        let size = match self.items {
            Items::Numbers(stored) => stored.number.n_bytes(),
            Items::Letters { n, .. } => 4 * n,
            Items::Bytes { n } => n,
        };
        let n = self.n_items()?.checked_mul(size)?;
        Some(n.checked_add(self.length)? as u64)
    }

    fn n_items(&self) -> Option<usize> {
        let mut axes = self.shape.iter();
        axes.try_fold(1_usize, |n, axis| n.checked_mul(*axis))
    }

    /// The numbers, the last axis fastest.
    ///
    /// # Errors
    /// When they are text, or fewer than the shape tells.
    pub(super) fn numbers(&self, from: &mut impl Read, source: &Source) -> Result<Vec<f32>> {
        let (Items::Numbers(stored), Some(n)) = (self.items, self.n_items()) else {
            return Err(source.fault(id::EMBEDDINGS_NO_ARRAY));
        };
        let values = stored.read(from, n, source)?;
        match (self.is_fortran, self.shape.as_slice()) {
            (true, &[n_rows, n_cols]) => {
                let item = |k: usize| values[(k % n_cols) * n_rows + k / n_cols];
                Ok((0..n).map(item).collect())
            }
            _ => Ok(values),
        }
    }

    /// The texts, or whole numbers as they are written.
    ///
    /// # Errors
    /// When they are other numbers, or fewer than the shape tells.
    pub(super) fn texts(&self, from: &mut impl Read, source: &Source) -> Result<Vec<String>> {
        let n = self.n_items().unwrap_or(0);
        let size = match self.items {
            Items::Numbers(stored) => return stored.written(from, n, source),
            Items::Letters { n, .. } => 4 * n,
            Items::Bytes { n } => n,
        };
        let mut texts = Vec::new();
        let mut bytes = vec![0; size];
        for _ in 0..n {
            from.read_exact(&mut bytes).map_err(|e| source.io(e))?;
            texts.push(self.text(&bytes));
        }
        Ok(texts)
    }

    fn text(&self, bytes: &[u8]) -> String {
        let text: String = match self.items {
            Items::Letters { big_end_first, .. } => {
                let letter = |b: &[u8; 4]| match big_end_first {
                    true => u32::from_be_bytes(*b),
                    false => u32::from_le_bytes(*b),
                };
                let letters = bytes.as_chunks::<4>().0.iter().map(letter);
                letters.filter_map(char::from_u32).collect()
            }
            Items::Bytes { .. } | Items::Numbers(_) => String::from_utf8_lossy(bytes).into_owned(),
        };
        text.trim_end_matches('\0').to_string()
    }
}

/// Shape, description of the items, and whether the first axis varies fastest: a header is a
/// Python dictionary, of which numpy writes these three alone.
fn parsed(text: &str) -> Option<(Vec<usize>, &str, bool)> {
    let value = |key: &str| {
        let at = text.find(&format!("'{key}'"))?;
        Some(text[at..].split_once(':')?.1.trim_start())
    };
    let shape = value("shape")?.strip_prefix('(')?.split_once(')')?.0;
    let axes = shape.split(',').map(str::trim).filter(|a| !a.is_empty());
    let shape: Vec<usize> = axes
        .map(|axis| axis.trim_end_matches('L').parse().ok())
        .collect::<Option<_>>()?;
    let descr = value("descr")?;
    let descr = match descr.strip_prefix('\'') {
        Some(quoted) => quoted.split_once('\'')?.0,
        // Records have a list of fields.
        None => "",
    };
    let is_fortran = value("fortran_order")?.starts_with("True");
    (shape.len() <= MOST_AXES).then_some((shape, descr, is_fortran))
}

/// What `<f4` and its kind stand for.
fn items(descr: &str) -> std::result::Result<Items, Message> {
    let other = || {
        let kind = if descr.is_empty() { "[…]" } else { descr };
        say(id::EMBEDDINGS_ITEMS).with("kind", kind)
    };
    let mut letters = descr.chars();
    let (order, kind) = (letters.next(), letters.next());
    let size: usize = letters.as_str().parse().unwrap_or(0);
    let big_end_first = match order {
        Some('>') => true,
        Some('<' | '|' | '=') => false,
        _ => return Err(other()),
    };
    let number = match (kind, size) {
        (Some('O'), _) => return Err(id::EMBEDDINGS_PICKLED.into()),
        (Some('U'), n) if n <= LONGEST_NAME => return Ok(Items::Letters { n, big_end_first }),
        (Some('S'), n) if n <= LONGEST_NAME => return Ok(Items::Bytes { n }),
        (Some('f'), 2) => Number::F16,
        (Some('f'), 4) => Number::F32,
        (Some('f'), 8) => Number::F64,
        (Some('i'), 1) => Number::I8,
        (Some('i'), 2) => Number::I16,
        (Some('i'), 4) => Number::I32,
        (Some('i'), 8) => Number::I64,
        (Some('u'), 1) => Number::U8,
        (Some('u'), 2) => Number::U16,
        (Some('u'), 4) => Number::U32,
        (Some('u'), 8) => Number::U64,
        _ => return Err(other()),
    };
    Ok(Items::Numbers(Stored {
        number,
        big_end_first,
    }))
}
