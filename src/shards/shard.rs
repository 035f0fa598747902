//! Which songs are a worker's, and what its part is called.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use crate::words::{Text, id};

/// More workers than any cluster has.
const MOST: usize = 99_999;

/// One of so many parts: `17/400`, the first is 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Shard {
    number: usize,
    of: usize,
}

impl Shard {
    /// `None` of a number that is not from 1 to `of`, and of more parts than there can be.
    pub(crate) fn new(number: usize, of: usize) -> Option<Self> {
        let fits = (1..=of).contains(&number) && of <= MOST;
        fits.then_some(Self { number, of })
    }

    /// Which part it is, from 1.
    pub(crate) fn number(self) -> usize {
        self.number
    }

    /// How many parts there are.
    pub(crate) fn of(self) -> usize {
        self.of
    }

    /// The shard of a row, of so many.
    pub(crate) fn of_row(row: usize, of: usize) -> Option<Self> {
        Self::new(row % of.max(1) + 1, of)
    }

    /// Its rows: every `of`-th one, as neighbours in a list are often alike in length.
    pub(crate) fn rows(self, n_rows: usize) -> Vec<usize> {
        (self.number - 1..n_rows).step_by(self.of).collect()
    }

    /// The name of its part.
    pub(crate) fn file_name(self) -> String {
        format!("part-{:05}-of-{:05}.parquet", self.number, self.of)
    }

    /// The shard whose part has this name.
    pub(super) fn of_file_name(name: &str) -> Option<Self> {
        let inner = name.strip_prefix("part-")?.strip_suffix(".parquet")?;
        let (number, of) = inner.split_once("-of-")?;
        let shard = Self::new(number.parse().ok()?, of.parse().ok()?)?;
        (shard.file_name() == name).then_some(shard)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl FromStr for Shard {
    type Err = Text;

    fn from_str(text: &str) -> Result<Self, Text> {
        let shard = || {
            let (number, of) = text.split_once('/')?;
            Self::new(number.trim().parse().ok()?, of.trim().parse().ok()?)
        };
        shard().ok_or(id::SHARDS_GIVE_SHARD)
    }
}

/// Numbers as a job array takes them: `3,17-19`.
///
/// # Shapes
/// `numbers` ascending.
pub(crate) fn ranges(numbers: impl Iterator<Item = usize>) -> String {
    let mut all: Vec<RangeInclusive<usize>> = Vec::new();
    for n in numbers {
        match all.last_mut() {
            Some(last) if *last.end() + 1 == n => *last = *last.start()..=n,
            Some(_) | None => all.push(n..=n),
        }
    }
    let written = all.iter().map(|range| match range.start() == range.end() {
        true => range.start().to_string(),
        false => format!("{}-{}", range.start(), range.end()),
    });
    written.collect::<Vec<_>>().join(",")
}
