//! How the songs of a column are shared among the bars of its chart.

use super::bits::Bits;
use super::filter::Filter;
use super::rows::{Column, Kind, Rows};
use crate::text::fold;

/// Bars of a chart of numbers.
const MOST_BARS: f64 = 30.0;
/// Bars of a line of years: a century by the year.
const MOST_YEARS: f64 = 120.0;
/// A chart of more classes would take more room than a song has in memory for its bar.
const MOST_CLASSES: usize = u16::MAX as usize - 1;
/// Of a song whose number is unknown.
const NO_BAR: u16 = u16::MAX;
/// Numbers that can be years.
const YEARS: std::ops::RangeInclusive<f32> = 1000.0..=2200.0;
/// How a column of years is called, folded, in whole or in part.
const NAMES_OF_YEARS: [&str; 3] = ["year", "সাল", "বছর"];

/// What a bar of a chart stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Bars {
    /// Bar i is class i; the last is what has no class.
    Classes,
    /// Bar i is from `low + i · width` up to, and without, the next.
    Numbers {
        low: f64,
        width: f64,
        /// No number has a fraction.
        whole: bool,
        /// They are years.
        years: bool,
    },
}

/// A column as bars, made once for its songs.
pub(crate) struct Chart {
    pub(crate) column: Column,
    pub(crate) bars: Bars,
    /// Songs in each bar.
    pub(crate) totals: Vec<u32>,
    /// Songs whose number is unknown: they are in no bar.
    pub(crate) n_unknown: usize,
    bar_of: Vec<u16>,
    /// Of a column of numbers.
    numbers: Vec<f32>,
}

impl Chart {
    /// `None` of a column of text, or one in which nothing is known.
    pub(super) fn new(rows: &Rows, column: Column) -> Option<Self> {
        match column.kind() {
            Kind::Text => None,
            Kind::Classes => Self::of_classes(rows, column),
            Kind::Number => Self::of_numbers(rows, column),
        }
    }

    fn of_classes(rows: &Rows, column: Column) -> Option<Self> {
        let n = rows.n_classes(column);
        if n == 0 || n > MOST_CLASSES {
            return None;
        }
        let bar = |song| rows.class(column, song).map_or(n, |class| class as usize);
        let bar_of: Vec<u16> = (0..rows.len()).map(|song| bar(song) as u16).collect();
        Some(Self::with(column, Bars::Classes, n + 1, bar_of, Vec::new()))
    }

    fn of_numbers(rows: &Rows, column: Column) -> Option<Self> {
        let (least, most) = rows.range(column)?;
        let numbers: Vec<f32> = (0..rows.len())
            .map(|song| rows.number(column, song))
            .collect();
        let known = || numbers.iter().filter(|v| v.is_finite());
        let whole = known().all(|v| v.fract() == 0.0);
        let years = whole
            && rows.name(column).is_some_and(is_name_of_years)
            && YEARS.contains(&least)
            && YEARS.contains(&most);
        let n_bars = if years { MOST_YEARS } else { MOST_BARS };
        let width = width(f64::from(most) - f64::from(least), whole, n_bars);
        let low = (f64::from(least) / width).floor() * width;
        let last = bar_at(low, width, most);
        let bar = |&v: &f32| match v.is_finite() {
            true => bar_at(low, width, v).clamp(0, last) as u16,
            false => NO_BAR,
        };
        let bar_of = numbers.iter().map(bar).collect();
        let bars = Bars::Numbers {
            low,
            width,
            whole,
            years,
        };
        Some(Self::with(column, bars, last as usize + 1, bar_of, numbers))
    }

    fn with(
        column: Column,
        bars: Bars,
        n_bars: usize,
        bar_of: Vec<u16>,
        numbers: Vec<f32>,
    ) -> Self {
        let mut chart = Self {
            column,
            bars,
            totals: Vec::new(),
            n_unknown: bar_of.iter().filter(|&&bar| bar == NO_BAR).count(),
            bar_of,
            numbers,
        };
        let mut totals = vec![0; n_bars];
        chart.add(0..chart.bar_of.len(), &mut totals);
        chart.totals = totals;
        chart
    }

    fn add(&self, songs: impl Iterator<Item = usize>, counts: &mut [u32]) {
        for song in songs {
            // A song without a number is beyond the last bar.
            if let Some(count) = counts.get_mut(usize::from(self.bar_of[song])) {
                *count += 1;
            }
        }
    }

    /// How many of `songs` are in each bar.
    pub(super) fn count(&self, songs: &Bits) -> Vec<u32> {
        let mut counts = vec![0; self.totals.len()];
        self.add(songs.songs(), &mut counts);
        counts
    }

    /// The numbers of the column, where it is one of numbers; NaN where unknown.
    pub(super) fn numbers(&self) -> Option<&[f32]> {
        (!self.numbers.is_empty()).then_some(self.numbers.as_slice())
    }

    /// Where bar `i` begins, and the one before it ends; 0 of classes.
    pub(crate) fn edge(&self, i: usize) -> f64 {
        match self.bars {
            Bars::Classes => 0.0,
            Bars::Numbers { low, width, .. } => low + width * i as f64,
        }
    }

    /// What lets through the songs of the bars from `a` to `b`, both included, and no other; of a
    /// chart of numbers.
    pub(crate) fn brushed(&self, a: usize, b: usize) -> Option<Filter> {
        let Bars::Numbers { whole, .. } = self.bars else {
            return None;
        };
        let (first, last) = (a.min(b), a.max(b));
        let (low, end) = (self.edge(first) as f32, self.edge(last + 1) as f32);
        let high = if whole { end - 1.0 } else { end.next_down() };
        Some(Filter::Range(low, high.max(low)))
    }

    /// The bars that a range of numbers reaches into, first and last; `None` where it lies beside
    /// them all.
    pub(crate) fn bars_of(&self, filter: &Filter) -> Option<(usize, usize)> {
        let (Bars::Numbers { low, width, .. }, Filter::Range(from, to)) = (self.bars, filter)
        else {
            return None;
        };
        let [first, end] = [*from, *to].map(|v| bar_at(low, width, v));
        let last = self.totals.len() as i64 - 1;
        let within = |bar: i64| bar.clamp(0, last) as usize;
        (end >= 0 && first <= last && from <= to).then(|| (within(first), within(end)))
    }
}

/// Which bar a number is in, whether or not there is such a bar: the last whose edge is not above
/// it, in f32 as the numbers are, so that .7 begins a bar that begins at .7.
fn bar_at(low: f64, width: f64, v: f32) -> i64 {
    let edge = |bar: i64| (low + width * bar as f64) as f32;
    let near = ((f64::from(v) - low) / width).floor() as i64;
    match near {
        bar if v < edge(bar) => bar - 1,
        bar if v >= edge(bar + 1) => bar + 1,
        bar => bar,
    }
}

fn is_name_of_years(name: &str) -> bool {
    let name = fold(name);
    NAMES_OF_YEARS.iter().any(|year| name.contains(year))
}

/// A width of bars that reads well, 1, 2, 2.5 or 5 times a power of ten, so that at most `most` of
/// them cover `span`; a whole number for whole ones.
fn width(span: f64, whole: bool, most: f64) -> f64 {
    if span <= 0.0 {
        return 1.0;
    }
    let power = 10f64.powi((span / most).log10().floor() as i32);
    let steps = [1.0, 2.0, 2.5, 5.0, 10.0].map(|step| step * power);
    let fits = |width: &f64| span / width < most && (!whole || width.fract() == 0.0);
    let found = steps.into_iter().find(fits).unwrap_or(10.0 * power);
    if whole { found.max(1.0).ceil() } else { found }
}
