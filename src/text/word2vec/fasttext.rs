//! fastText's own files (`.bin`, version 12): vectors of words and of the letters within them.
//!
//! Layout and hashing as fastText 0.9.2 writes them (`args.cc`, `dictionary.cc`, `densematrix.cc`).
//! The input matrix has a row for each word and one for each bucket of letter n-grams; a word's
//! vector is the mean of its own row, if it has one, and those of its n-grams.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::path::Path;

use super::WordVectors;
use super::wanted::Wanted;
use crate::error::{Error, Result};
use crate::job::Reporter;
use crate::words::{Message, id, say};

const MAGIC: i32 = 793_712_314;
const VERSION: i32 = 12;

/// Looks at the first bytes, and takes none.
pub(super) fn is_fasttext(file: &mut BufReader<File>) -> io::Result<bool> {
    Ok(file.fill_buf()?.starts_with(&MAGIC.to_le_bytes()))
}

/// What of the settings decides which rows a word has.
struct Subwords {
    n_dims: usize,
    n_words: usize,
    n_buckets: u32,
    /// Shortest and longest n-gram, in letters.
    lengths: [usize; 2],
}

pub(super) fn load(
    file: &mut BufReader<File>,
    path: &Path,
    mut wanted: Wanted,
    reporter: &Reporter,
) -> Result<WordVectors> {
    let truncated = |e: io::Error| {
        if e.kind() == io::ErrorKind::UnexpectedEof {
            Error::file(say(id::TEXT_ENDS_EARLY_FASTTEXT_FILE_TRUNCATED), path)
        } else {
            Error::io(id::ERROR_CANNOT_READ_WORD_VECTORS, path, e)
        }
    };
    let (subwords, pruned) = read_settings(file)
        .map_err(truncated)?
        .map_err(|cause| Error::file(cause, path))?;
    let n_words = subwords.n_words;
    let mut own_rows: Vec<Option<(u64, String, bool)>> = vec![None; wanted.words().len()];
    for row in 0..n_words {
        if row.is_multiple_of(10_000) {
            reporter.checkpoint()?;
        }
        let word = read_entry(file).map_err(truncated)?;
        let Some((at, exact)) = wanted.place(&word) else {
            continue;
        };
        if exact || own_rows[at].is_none() {
            own_rows[at] = Some((row as u64, word, exact));
        }
    }
    // The rows that a pruned model kept of its buckets; they follow the words in this order.
    let mut kept = BTreeMap::new();
    for _ in 0..pruned.unwrap_or(0) {
        let (bucket, row) = (
            read_i32(file).map_err(truncated)?,
            read_i32(file).map_err(truncated)?,
        );
        let row = u64::try_from(row)
            .map_err(|_| Error::file(id::TEXT_DAMAGED_FASTTEXT_FILE_TABLE_LACKS, path))?;
        kept.insert(bucket as u32, row);
    }
    let mut flag = [0];
    file.read_exact(&mut flag).map_err(truncated)?;
    if flag[0] != 0 {
        return Err(Error::file(
            say(id::TEXT_QUANTISED_FASTTEXT_MODEL_FTZ_TAKE),
            path,
        ));
    }
    let (n_rows, width) = (
        read_i64(file).map_err(truncated)?,
        read_i64(file).map_err(truncated)?,
    );
    if width != subwords.n_dims as i64 || n_rows < n_words as i64 {
        return Err(Error::file(
            say(id::TEXT_DAMAGED_FASTTEXT_FILE_TABLE_N)
                .with("n_rows", n_rows)
                .with("width", width),
            path,
        ));
    }
    let n_bytes = file.get_ref().metadata().map_err(truncated)?.len();
    let begin = file.stream_position().map_err(truncated)?;
    if n_bytes.saturating_sub(begin) / (4 * subwords.n_dims as u64) < n_rows as u64 {
        return Err(truncated(io::ErrorKind::UnexpectedEof.into()));
    }

    // Which words need each row, in the order of the file, so that it is read once and forwards.
    let mut needed: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    let mut n_parts = vec![0_u32; wanted.words().len()];
    for (at, own) in own_rows.iter().enumerate() {
        let spelt = own
            .as_ref()
            .map_or(wanted.words()[at].as_str(), |(_, word, _)| word);
        let grams = subwords
            .buckets(spelt)
            .into_iter()
            .filter_map(|bucket| match pruned {
                None => Some(u64::from(bucket)),
                Some(_) => kept.get(&bucket).copied(),
            });
        let grams: Vec<u64> = grams.map(|bucket| n_words as u64 + bucket).collect();
        for row in own.iter().map(|(row, ..)| *row).chain(grams) {
            if row >= n_rows as u64 {
                return Err(Error::file(
                    say(id::TEXT_DAMAGED_FASTTEXT_FILE_TABLE_LACKS),
                    path,
                ));
            }
            needed.entry(row).or_default().push(at);
            n_parts[at] += 1;
        }
    }
    let sums = sum_rows(
        file,
        &needed,
        subwords.n_dims,
        n_parts.len(),
        reporter,
        truncated,
    )?;
    for (at, sum) in sums.into_iter().enumerate() {
        if n_parts[at] > 0 {
            let vector: Vec<f32> = sum.iter().map(|s| s / n_parts[at] as f32).collect();
            if vector.iter().any(|v| !v.is_finite()) {
                return Err(Error::file(
                    say(id::TEXT_DAMAGED_FASTTEXT_FILE_SOMETHING_NOT),
                    path,
                ));
            }
            wanted.put((at, true), vector);
        }
    }
    Ok(wanted.into_vectors(subwords.n_dims))
}

/// Adds each needed row to the words that need it.
fn sum_rows(
    file: &mut BufReader<File>,
    needed: &BTreeMap<u64, Vec<usize>>,
    n_dims: usize,
    n_words: usize,
    reporter: &Reporter,
    truncated: impl Fn(io::Error) -> Error,
) -> Result<Vec<Vec<f32>>> {
    let begin = file.stream_position().map_err(&truncated)?;
    // Of words without a part there is nothing to sum, however wide the file says its rows are.
    let mut sums = vec![Vec::new(); n_words];
    for &word in needed.values().flatten() {
        sums[word].resize(n_dims, 0.0_f32);
    }
    let mut bytes = vec![0; 4 * n_dims];
    let mut position = begin;
    for (i, (row, users)) in needed.iter().enumerate() {
        if i.is_multiple_of(10_000) {
            reporter.checkpoint()?;
        }
        let at = begin + row * bytes.len() as u64;
        file.seek_relative((at - position) as i64)
            .map_err(&truncated)?;
        file.read_exact(&mut bytes).map_err(&truncated)?;
        position = at + bytes.len() as u64;
        for &word in users {
            for (sum, value) in sums[word].iter_mut().zip(bytes.as_chunks::<4>().0) {
                *sum += f32::from_le_bytes(*value);
            }
        }
    }
    Ok(sums)
}

type Settings = std::result::Result<(Subwords, Option<u64>), Message>;

/// From the magic number to the beginning of the dictionary's entries; how many buckets a pruned
/// model kept.
fn read_settings(file: &mut BufReader<File>) -> io::Result<Settings> {
    let _magic = read_i32(file)?;
    let version = read_i32(file)?;
    if version != VERSION {
        return Ok(Err(say(id::TEXT_FASTTEXT_FILE_VERSION_VERSION_ONLY)
            .with("version", version)
            .with("VERSION", VERSION)));
    }
    // dim, ws, epoch, minCount, neg, wordNgrams, loss, model, bucket, minn, maxn, lrUpdateRate;
    // then t.
    let mut settings = [0; 12];
    for setting in &mut settings {
        *setting = read_i32(file)?;
    }
    file.seek_relative(8)?;
    let [size, n_words, n_labels] = [read_i32(file)?, read_i32(file)?, read_i32(file)?];
    let _n_tokens = read_i64(file)?;
    let n_kept = read_i64(file)?;
    let [n_dims, n_buckets, shortest, longest] =
        [settings[0], settings[8], settings[9], settings[10]];
    let sane = (1..=10_000).contains(&n_dims)
        && n_buckets >= 0
        && (0..=100).contains(&shortest)
        && (0..=100).contains(&longest)
        && n_words >= 0
        && (size == n_words || n_labels > 0);
    if !sane {
        return Ok(Err(say(id::TEXT_DAMAGED_FASTTEXT_FILE_SETTINGS_MAKE)));
    }
    if n_labels > 0 {
        return Ok(Err(say(id::TEXT_FASTTEXT_CLASSIFIER_NOT_FILE_WORD)));
    }
    let lengths = [shortest as usize, longest as usize];
    let subwords = Subwords {
        n_dims: n_dims as usize,
        n_words: n_words as usize,
        n_buckets: n_buckets as u32,
        lengths,
    };
    Ok(Ok((subwords, u64::try_from(n_kept).ok())))
}

/// A word of the dictionary; its count and kind are read over.
fn read_entry(file: &mut BufReader<File>) -> io::Result<String> {
    let mut word = Vec::new();
    file.take(1 << 16).read_until(0, &mut word)?;
    if word.pop() != Some(0) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    file.seek_relative(9)?;
    Ok(String::from_utf8_lossy(&word).into_owned())
}

fn read_i32(file: &mut impl Read) -> io::Result<i32> {
    let mut bytes = [0; 4];
    file.read_exact(&mut bytes)?;
    Ok(i32::from_le_bytes(bytes))
}

fn read_i64(file: &mut impl Read) -> io::Result<i64> {
    let mut bytes = [0; 8];
    file.read_exact(&mut bytes)?;
    Ok(i64::from_le_bytes(bytes))
}

impl Subwords {
    /// The buckets of a word's letter n-grams, with `<` before and `>` behind it, as often as they
    /// occur.
    fn buckets(&self, word: &str) -> Vec<u32> {
        let [shortest, longest] = self.lengths;
        // The end of a sentence stands for itself.
        if self.n_buckets == 0 || longest == 0 || word == "</s>" {
            return Vec::new();
        }
        let marked = format!("<{word}>");
        let ends: Vec<usize> = marked
            .char_indices()
            .map(|(at, _)| at)
            .chain([marked.len()])
            .collect();
        let n_chars = ends.len() - 1;
        let mut buckets = Vec::new();
        for from in 0..n_chars {
            for n in shortest.max(1)..=longest.min(n_chars - from) {
                // A mark alone says nothing.
                if n == 1 && (from == 0 || from + 1 == n_chars) {
                    continue;
                }
                buckets.push(hash(&marked[ends[from]..ends[from + n]]) % self.n_buckets);
            }
        }
        buckets
    }
}

/// FNV-1a of 32 bits over *signed* bytes, as fastText has it.
fn hash(text: &str) -> u32 {
    text.bytes().fold(2_166_136_261, |hash, byte| {
        (hash ^ (byte as i8 as u32)).wrapping_mul(16_777_619)
    })
}
