//! What the cells of a column look like, and what such a column is good for.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::path::Path;

use crate::words::{Message, id, say};

use super::cells::{Marks, is_blank, is_truth, short};
use super::files::{FileIndex, Found};
use super::names::{Kind, is_one_line, kind, language_code};
use super::plan::ColumnKind;
use super::table::Table;

/// What the filled cells of one column look like. Shares are of the filled cells.
pub(super) struct Cells<'a> {
    filled: Vec<&'a str>,
    pub(crate) n_filled: usize,
    /// How many of them differ, once it was asked for.
    n_distinct: OnceCell<usize>,
    are_all_one: bool,
    /// Share that are, or are named like, recordings.
    pub(crate) audio_files: f32,
    pub(crate) lyric_files: f32,
    /// Share that are there.
    pub(crate) found_audio: f32,
    pub(crate) found_lyrics: f32,
    pub(crate) numbers: f32,
    /// The first cell that is no number.
    no_number: String,
    are_truths: bool,
    urls: f32,
    pub(crate) several_lines: f32,
    pub(crate) mean_words: f32,
    mean_chars: f32,
    pub(crate) are_languages: bool,
    /// Each cell is the whole number after the one before.
    count_rows: bool,
}

impl<'a> Cells<'a> {
    pub(super) fn of(table: &'a Table, column: usize, index: &FileIndex<'_>) -> Self {
        let filled: Vec<&str> = table.column(column).filter(|c| !is_blank(c)).collect();
        // Looking for files is slow over many rows, and a few hundred tell as much.
        let sample: Vec<&str> = filled
            .iter()
            .copied()
            .step_by(filled.len() / 300 + 1)
            .collect();
        let share = |cells: &[&str], fits: &dyn Fn(&str) -> bool| {
            cells.iter().filter(|c| fits(c)).count() as f32 / cells.len().max(1) as f32
        };
        let is_there = |cell: &str, wanted: Kind| {
            is_one_line(cell)
                && matches!(index.find(cell, wanted), Found::File(path) if kind(&path) == wanted)
        };
        let is_file = |cell: &str, wanted: Kind| {
            is_one_line(cell) && kind(Path::new(cell)) == wanted || is_there(cell, wanted)
        };
        let marks = Marks::of(filled.iter().copied(), table.marks);
        let integers: Option<Vec<i64>> = filled.iter().map(|c| c.parse().ok()).collect();
        let mean = |of: &dyn Fn(&str) -> usize| {
            sample.iter().map(|c| of(c)).sum::<usize>() as f32 / sample.len().max(1) as f32
        };
        Self {
            n_filled: filled.len(),
            n_distinct: OnceCell::new(),
            are_all_one: filled.windows(2).all(|pair| pair[0] == pair[1]),
            audio_files: share(&sample, &|c| is_file(c, Kind::Audio)),
            lyric_files: share(&sample, &|c| is_file(c, Kind::Lyrics)),
            found_audio: share(&sample, &|c| is_there(c, Kind::Audio)),
            found_lyrics: share(&sample, &|c| is_there(c, Kind::Lyrics)),
            numbers: share(&filled, &|c| marks.number(c).is_some()),
            no_number: filled
                .iter()
                .find(|c| marks.number(c).is_none())
                .map(|c| short(c))
                .unwrap_or_default(),
            are_truths: filled.iter().all(|c| is_truth(c)),
            urls: share(&sample, &|c| {
                c.starts_with("http://") || c.starts_with("https://") || c.starts_with("www.")
            }),
            several_lines: share(&sample, &|c| c.contains('\n')),
            mean_words: mean(&|c| c.split_whitespace().count()),
            mean_chars: mean(&|c| c.chars().count()),
            are_languages: !filled.is_empty() && filled.iter().all(|c| language_code(c).is_some()),
            count_rows: integers.is_some_and(|n| {
                n.len() > 2 && n.windows(2).all(|w| w[0].checked_add(1) == Some(w[1]))
            }),
            filled,
        }
    }

    /// How many filled cells differ. Of numbers it is hardly ever asked, and it takes long to count.
    pub(super) fn n_distinct(&self) -> usize {
        let count = || self.filled.iter().collect::<HashSet<_>>().len();
        *self.n_distinct.get_or_init(count)
    }

    /// What a column without a role is good for, or why for nothing.
    pub(super) fn kind(
        &self,
        is_class: bool,
        is_id: bool,
    ) -> std::result::Result<ColumnKind, Message> {
        let n = self.n_filled;
        if n == 0 {
            return Err(id::LIBRARY_CELLS_EMPTY.into());
        }
        if self.are_all_one {
            return Err(id::LIBRARY_SAME_OF_EVERY_SONG.into());
        }
        if self.urls >= 0.5 {
            return Err(id::LIBRARY_HOLDS_WEB_ADDRESSES.into());
        }
        if self.count_rows {
            return Err(id::LIBRARY_COUNTS_THE_ROWS.into());
        }
        if is_id && self.n_distinct() == n {
            return Err(id::LIBRARY_VALUE_OF_ITS_OWN.into());
        }
        if self.numbers >= 0.9 && !is_class && !self.are_truths {
            return Ok(ColumnKind::Number);
        }
        if self.mean_chars > 60.0 {
            return Err(id::LIBRARY_FREE_TEXT.into());
        }
        let n_distinct = self.n_distinct();
        let is_category = n_distinct <= 100 && n_distinct <= (n / 2).max(2) && n_distinct < n;
        if !is_category && self.numbers >= 0.5 && !is_class {
            let n_others = n - (self.numbers * n as f32).round() as usize;
            return Err(say(id::LIBRARY_CELLS_NO_NUMBERS)
                .with("n", n_others)
                .with("all", n)
                .with("cell", &self.no_number));
        }
        if !is_category {
            return Err(say(id::LIBRARY_TOO_MANY_CLASSES)
                .with("n", n_distinct)
                .with("songs", n));
        }
        Ok(ColumnKind::Label)
    }
}
