//! Pretrained vectors from files: word2vec's text and binary layouts, and fastText's two.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::wanted::Wanted;
use super::{WordVectors, fasttext};
use crate::error::{Error, Result};
use crate::file;
use crate::job::Reporter;
use crate::words::{Message, Text, id, say};

/// No word in any published set of vectors comes near this many bytes: a longer one is a file of
/// another kind.
const LONGEST_WORD: usize = 4096;

const MOST_DIMS: usize = 10_000;

/// How often a long read looks whether Stop was pressed.
const WORDS_BETWEEN_CHECKS: usize = 10_000;

/// Reads the vectors of the words that occur in `documents`; nothing else of the file is kept in
/// memory.
///
/// The layout is told by the content, not the name: word2vec text (which is also fastText's `.vec`:
/// a line with the number of words and dimensions, then a word and its numbers a line), word2vec
/// binary (the same first line, then word, space, little-endian f32), and fastText `.bin` version
/// 12, which gives a vector to words it has never seen, from their letters. Words are compared in
/// NFC and lower case; of several spellings the exact one counts, else the first in the file.
///
/// # Errors
/// [`Error::File`] with cause and path when the file is none of these, ends early, or holds what is
/// not a number; [`Error::Io`] when it cannot be read; [`Error::Cancelled`].
pub(crate) fn load_vectors(
    path: &Path,
    documents: &[Vec<String>],
    reporter: &Reporter,
) -> Result<WordVectors> {
    let mut file = open(path)?;
    let mut wanted = Wanted::of(documents);
    if fasttext::is_fasttext(&mut file)
        .map_err(|e| Error::io(id::ERROR_CANNOT_READ_WORD_VECTORS, path, e))?
    {
        return fasttext::load(&mut file, path, wanted, reporter);
    }
    let mut reader = Source {
        file,
        path,
        line: Vec::new(),
    };
    let (n_words, n_dims) = reader.header()?;
    let begin = reader.file.stream_position().map_err(|e| reader.io(e))?;
    let is_text = reader.next_is_text(n_dims)?;
    reader
        .file
        .seek(SeekFrom::Start(begin))
        .map_err(|e| reader.io(e))?;
    for at in 0..n_words {
        if at.is_multiple_of(WORDS_BETWEEN_CHECKS) {
            reporter.checkpoint()?;
        }
        let place = || {
            say(id::TEXT_WORD_WORD_N_WORDS)
                .with("word", at + 1)
                .with("n_words", n_words)
        };
        if is_text {
            reader.text_row(n_dims, place, &mut wanted)
        } else {
            reader.binary_row(n_dims, place, &mut wanted)
        }?;
    }
    Ok(wanted.into_vectors(n_dims))
}

fn open(path: &Path) -> Result<BufReader<File>> {
    let file =
        file::open(path).map_err(|e| Error::io(id::ERROR_CANNOT_READ_WORD_VECTORS, path, e))?;
    Ok(BufReader::with_capacity(1 << 20, file))
}

struct Source<'a> {
    file: BufReader<File>,
    path: &'a Path,
    line: Vec<u8>,
}

impl Source<'_> {
    fn io(&self, cause: std::io::Error) -> Error {
        Error::io(id::ERROR_CANNOT_READ_WORD_VECTORS, self.path, cause)
    }

    fn wrong(&self, cause: impl Into<Message>) -> Error {
        Error::file(cause, self.path)
    }

    /// Bytes up to and without `end`; false at the end of the file, with what came before it.
    fn until(&mut self, end: u8, most: usize) -> Result<bool> {
        self.line.clear();
        let read = (&mut self.file)
            .take(most as u64)
            .read_until(end, &mut self.line);
        read.map_err(|e| Error::io(id::ERROR_CANNOT_READ_WORD_VECTORS, self.path, e))?;
        Ok(self.line.pop_if(|last| *last == end).is_some())
    }

    /// The number of words and of dimensions.
    fn header(&mut self) -> Result<(usize, usize)> {
        const WRONG: Text = id::TEXT_NOT_FILE_WORD_VECTORS_FIRST;
        self.until(b'\n', 100)?;
        let text = std::str::from_utf8(&self.line).map_err(|_| self.wrong(WRONG))?;
        let numbers: Vec<usize> = text
            .split_whitespace()
            .map_while(|n| n.parse().ok())
            .collect();
        match numbers[..] {
            [n, d] if text.split_whitespace().count() == 2 && (1..=MOST_DIMS).contains(&d) => {
                Ok((n, d))
            }
            _ => Err(self.wrong(WRONG)),
        }
    }

    /// True when the next line is a word and `n_dims` numbers that can be read.
    fn next_is_text(&mut self, n_dims: usize) -> Result<bool> {
        // A number takes less than 32 letters.
        self.until(b'\n', LONGEST_WORD + 32 * n_dims)?;
        let Ok(line) = std::str::from_utf8(&self.line) else {
            return Ok(false);
        };
        // One number suffices: the others, if they are wrong, are told of by place.
        Ok(line
            .split_whitespace()
            .nth(1)
            .is_some_and(|n| n.parse::<f32>().is_ok()))
    }

    fn text_row(
        &mut self,
        n_dims: usize,
        place: impl Fn() -> Message,
        wanted: &mut Wanted,
    ) -> Result<()> {
        if !self.until(b'\n', LONGEST_WORD + 32 * n_dims)? && self.line.is_empty() {
            return Err(self.wrong(say(id::TEXT_ENDS_BEFORE_PLACE).with("place", place())));
        }
        // Some old files hold a word cut within a letter; that word cannot be looked for, the
        // others can.
        let line = String::from_utf8_lossy(&self.line);
        let line = line.trim_end();
        // Words may hold spaces of other kinds, so the numbers are counted from the end.
        let fields: Vec<&str> = line.rsplitn(n_dims + 1, ' ').collect();
        if fields.len() != n_dims + 1 {
            return Err(self.wrong(
                say(id::TEXT_PLACE_HAS_N_NUMBERS_NOT)
                    .with("place", place())
                    .with("n", fields.len() - 1)
                    .with("n_dims", n_dims),
            ));
        }
        let Some(at) = wanted.place(fields[n_dims]) else {
            return Ok(());
        };
        let number = |text: &&str| text.parse().ok().filter(|v: &f32| v.is_finite());
        let vector: Option<Vec<f32>> = fields[..n_dims].iter().rev().map(number).collect();
        let vector = vector.ok_or_else(|| {
            self.wrong(say(id::TEXT_PLACE_HAS_SOMETHING_NOT_NUMBER).with("place", place()))
        })?;
        wanted.put(at, vector);
        Ok(())
    }

    fn binary_row(
        &mut self,
        n_dims: usize,
        place: impl Fn() -> Message,
        wanted: &mut Wanted,
    ) -> Result<()> {
        if !self.until(b' ', LONGEST_WORD)? {
            let cause = if self.line.len() < LONGEST_WORD {
                id::TEXT_ENDS_BEFORE_PLACE
            } else {
                id::TEXT_IS_DAMAGED_AT_PLACE
            };
            return Err(self.wrong(say(cause).with("place", place())));
        }
        let word = String::from_utf8_lossy(&self.line)
            .trim_start_matches('\n')
            .to_string();
        let mut bytes = vec![0; 4 * n_dims];
        self.file
            .read_exact(&mut bytes)
            .map_err(|_| self.wrong(say(id::TEXT_ENDS_WITHIN_PLACE).with("place", place())))?;
        let Some(at) = wanted.place(&word) else {
            return Ok(());
        };
        let vector: Vec<f32> = bytes
            .as_chunks::<4>()
            .0
            .iter()
            .map(|b| f32::from_le_bytes(*b))
            .collect();
        if vector.iter().any(|v| !v.is_finite()) {
            return Err(
                self.wrong(say(id::TEXT_PLACE_HAS_SOMETHING_NOT_NUMBER).with("place", place()))
            );
        }
        wanted.put(at, vector);
        Ok(())
    }
}
