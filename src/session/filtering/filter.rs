//! What a column lets through.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::job::Reporter;
use crate::text::fold;

use super::super::colour::Class;
use super::bits::Bits;
use super::rows::{Column, Rows};

/// A look through words that has become another is given up after so many songs.
const SONGS_PER_CHECK: usize = 4096;

/// Which songs a column lets through.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// Text in which each of these words occurs, whatever the case.
    Contains(String),
    /// Songs of these classes; `None` is noise or unknown.
    Classes(BTreeSet<Class>),
    /// Numbers from the one to the other, both included; unknown ones are left out.
    Range(f32, f32),
}

impl Filter {
    /// True when it lets every song through.
    pub(super) fn is_open(&self) -> bool {
        matches!(self, Filter::Contains(text) if text.trim().is_empty())
    }

    /// True where a look at each song is a comparison of numbers.
    pub(super) fn is_quick(&self) -> bool {
        match self {
            Filter::Contains(_) => false,
            Filter::Classes(_) | Filter::Range(..) => true,
        }
    }

    /// True where it means the same of other songs.
    pub(super) fn outlives_its_library(&self) -> bool {
        match self {
            Filter::Contains(_) | Filter::Range(..) => true,
            // Classes are other classes there.
            Filter::Classes(_) => false,
        }
    }

    /// The songs that it lets through. `numbers` are those of the column, where they lie ready.
    ///
    /// # Errors
    /// [`crate::error::Error::Cancelled`] only.
    pub(super) fn sift(
        &self,
        rows: &Rows,
        column: Column,
        numbers: Option<&[f32]>,
        reporter: &Reporter,
    ) -> Result<Bits> {
        let n = rows.len();
        match (self, numbers) {
            (Filter::Range(low, high), Some(numbers)) => {
                Ok(Bits::of(n, |song| (*low..=*high).contains(&numbers[song])))
            }
            (Filter::Range(low, high), None) => Ok(Bits::of(n, |song| {
                (*low..=*high).contains(&rows.number(column, song))
            })),
            (Filter::Classes(kept), _) => Ok(of_classes(kept, rows, column)),
            (Filter::Contains(text), _) => containing(text, rows, column, reporter),
        }
    }
}

fn of_classes(kept: &BTreeSet<Class>, rows: &Rows, column: Column) -> Bits {
    let mut keeps = vec![false; rows.n_classes(column)];
    for class in kept.iter().flatten() {
        if let Some(keeps) = keeps.get_mut(*class as usize) {
            *keeps = true;
        }
    }
    let keeps_unknown = kept.contains(&None);
    Bits::of(rows.len(), |song| match rows.class(column, song) {
        None => keeps_unknown,
        Some(class) => keeps.get(class as usize).copied().unwrap_or(false),
    })
}

fn containing(text: &str, rows: &Rows, column: Column, reporter: &Reporter) -> Result<Bits> {
    let text = fold(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found = vec![false; rows.len()];
    for (song, found) in found.iter_mut().enumerate() {
        if song % SONGS_PER_CHECK == 0 {
            reporter.checkpoint()?;
        }
        *found = rows.text(column, song).is_some_and(|text| {
            let text = fold(&text);
            words.iter().all(|word| text.contains(word))
        });
    }
    Ok(Bits::of(rows.len(), |song| found[song]))
}
