//! Lyrics whose times stand in tables beside them, as JamendoLyrics has them: `annotations/lines/NAME.csv`
//! says when lines begin and what they are, `annotations/words/NAME.csv` when words do.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::cells::Marks;
use super::names::{bare, file_name, fold, stem};
use super::plan::{Entry, Words};
use super::table::Table;
use super::walk::Files;
use crate::error::Result;
use crate::words::id;

/// No song has more lines, nor words, that are looked for among each other.
const MOST_TIMES: usize = 1 << 14;

/// Gives songs the tables of their lines and words, where they lie in folders of these names and are
/// called like the song's words or recording.
pub(super) fn add(files: &Files, entries: &mut [Entry]) {
    let in_folder = |wanted: &str| -> HashMap<String, &PathBuf> {
        let is_there = |p: &&PathBuf| p.parent().is_some_and(|f| fold(&file_name(f)) == wanted);
        let tables = files.tables.iter().filter(is_there);
        tables.map(|path| (fold(&stem(path)), path)).collect()
    };
    let (lines, words) = (in_folder("lines"), in_folder("words"));
    if lines.is_empty() {
        return;
    }
    for entry in entries {
        let text = match &entry.words {
            Some(Words::File(path)) => Some(path.clone()),
            Some(Words::Text(_) | Words::Timed { .. }) => continue,
            None => None,
        };
        let Some(name) = text
            .as_ref()
            .or(entry.audio.as_ref())
            .map(|p| fold(&stem(p)))
        else {
            continue;
        };
        if let Some(table) = lines.get(&name) {
            entry.words = Some(Words::Timed {
                text,
                lines: table.to_path_buf(),
                words: words.get(&name).map(|path| path.to_path_buf()),
            });
        }
    }
}

/// The lines as enhanced LRC: each with its time, and words with theirs where the tables agree on
/// how many a line has.
///
/// # Errors
/// When the table of lines cannot be read.
pub(super) fn as_lrc(lines: &Path, words: Option<&Path>) -> Result<String> {
    let lines = Table::read(lines)?;
    let column = |table: &Table, wanted: &[&str]| {
        let is_wanted = |name: &String| wanted.contains(&bare(name).as_str());
        table.names.iter().position(is_wanted)
    };
    let (Some(start), Some(text)) = (
        column(&lines, &["starttime", "linestart", "start", "onset"]),
        column(&lines, &["lyricsline", "line", "lyrics", "text"]),
    ) else {
        return Err(lines.columns_error(id::LIBRARY_NO_TIMED_LINES, Vec::new()));
    };
    let starts = |table: &Table, column: usize| -> Vec<Option<f64>> {
        let cells = table.column(column).take(MOST_TIMES);
        cells.map(|c| Marks::Dot.number(c)).collect()
    };
    let of_words: Vec<f64> = words
        .and_then(|path| Table::read(path).ok())
        .and_then(|t| Some(starts(&t, column(&t, &["wordstart", "start", "onset"])?)))
        .into_iter()
        .flatten()
        .flatten()
        .collect();
    let begins = starts(&lines, start);
    let mut out = String::new();
    for (row, line) in lines.column(text).take(MOST_TIMES).enumerate() {
        let Some(begin) = begins[row] else { continue };
        let end = begins[row + 1..].iter().flatten().next().copied();
        // Tables are rounded to some milliseconds.
        let is_of_line = |t: &&f64| **t >= begin - 0.005 && end.is_none_or(|end| **t < end - 0.005);
        let times: Vec<f64> = of_words.iter().filter(is_of_line).copied().collect();
        let parts: Vec<&str> = line.split_whitespace().collect();
        // Writing to a string cannot fail.
        let _ = write!(out, "[{}]", stamp(begin));
        let _ = match times.len() == parts.len() {
            true => parts
                .iter()
                .zip(times)
                .try_for_each(|(part, time)| write!(out, "<{}>{part} ", stamp(time)))
                .and_then(|()| writeln!(out)),
            false => writeln!(out, "{}", parts.join(" ")),
        };
    }
    Ok(out)
}

/// `mm:ss.mmm`.
fn stamp(seconds: f64) -> String {
    let millis = (seconds.max(0.0) * 1000.0).round() as u64;
    format!(
        "{:02}:{:02}.{:03}",
        millis / 60_000,
        millis / 1000 % 60,
        millis % 1000
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_words_become_enhanced_lrc() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        let lines = put(
            "l.csv",
            "start_time,end_time,lyrics_line\n1.5,2.0,hello world\n61.25,63,\"one, two three\"\n",
        );
        let words = put(
            "w.csv",
            "word_start,word_end,line_end\n1.5,1.7,\n1.75,2,2\n61.25,62,\n62,63,63\n",
        );
        assert_eq!(
            as_lrc(&lines, Some(&words)).unwrap(),
            "[00:01.500]<00:01.500>hello <00:01.750>world \n[01:01.250]one, two three\n"
        );
        assert!(
            as_lrc(&lines, None)
                .unwrap()
                .starts_with("[00:01.500]hello world\n")
        );
        let other = put("o.csv", "a,b\n1,2\n");
        assert!(as_lrc(&other, None).is_err());
    }
}
