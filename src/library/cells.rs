//! What single cells say: nothing, a number as any country writes it, true or false.

use crate::words::{Message, id, say};
use std::borrow::Cow;
use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

/// No number is written with more bytes.
const MOST_NUMBER_BYTES: usize = 64;

/// A cell that says nothing: what pandas, R, SQL and Excel write for a gap.
pub(super) fn is_blank(cell: &str) -> bool {
    let cell = cell.trim().as_bytes();
    let mut lower = [0; 12];
    let Some(lower) = lower.get_mut(..cell.len()) else {
        return false;
    };
    lower.copy_from_slice(cell);
    lower.make_ascii_lowercase();
    matches!(
        &*lower,
        b"" | b"nan"
            | b"+nan"
            | b"-nan"
            | b"null"
            | b"none"
            | b"n/a"
            | b"na"
            | b"-"
            | b"--"
            | b"?"
            | b"<na>"
            | b"nat"
            | b"\\n"
            | b"#n/a"
            | b"#na"
            | b"#n/a n/a"
            | b"1.#ind"
            | b"-1.#ind"
            | b"1.#qnan"
            | b"-1.#qnan"
            | b"#div/0!"
            | b"#value!"
            | b"#ref!"
            | b"#num!"
            | b"#name?"
            | b"#null!"
    )
}

/// Which marks the numbers of a column are written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) enum Marks {
    /// `1,234.5`
    #[default]
    Dot,
    /// `1.234,5`
    Comma,
}

/// The marks that a table's numbers are written with for the most part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct TableMarks {
    pub(crate) marks: Marks,
    /// True when cells show them, false when they are only those that go with the table's
    /// separator.
    pub(crate) are_shown: bool,
}

impl TableMarks {
    /// Of the given cells; where they do not tell, a comma parts fractions unless it parts the
    /// cells.
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a str>, delimiter: u8) -> Self {
        let (mut dots, mut commas) = (0usize, 0usize);
        for cell in cells {
            match shown_by(cell) {
                Shown::Marks(Marks::Dot) => dots += 1,
                Shown::Marks(Marks::Comma) => commas += 1,
                Shown::EitherWay | Shown::Nothing => {}
            }
        }
        match dots.cmp(&commas) {
            Ordering::Greater => Self {
                marks: Marks::Dot,
                are_shown: true,
            },
            Ordering::Less => Self {
                marks: Marks::Comma,
                are_shown: true,
            },
            Ordering::Equal if delimiter == b',' => Self {
                marks: Marks::Dot,
                are_shown: false,
            },
            Ordering::Equal => Self {
                marks: Marks::Comma,
                are_shown: false,
            },
        }
    }
}

impl Marks {
    /// The marks of a column's cells; those of its table where each could be read both ways, as
    /// `1,234` can.
    ///
    /// A number such as `1.234` with a dot alone is a fraction, unless a cell of the column or of
    /// the table shows otherwise.
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a str>, table: TableMarks) -> Self {
        let (mut dots, mut commas, mut is_open, mut has_dots) = (0usize, 0usize, false, false);
        for cell in cells {
            match shown_by(cell) {
                Shown::Marks(Marks::Dot) => dots += 1,
                Shown::Marks(Marks::Comma) => commas += 1,
                Shown::EitherWay => {
                    is_open = true;
                    has_dots |= cell.contains('.');
                }
                Shown::Nothing => {}
            }
        }
        match dots.cmp(&commas) {
            Ordering::Greater => Marks::Dot,
            Ordering::Less => Marks::Comma,
            Ordering::Equal if is_open && has_dots && !table.are_shown => Marks::Dot,
            Ordering::Equal => table.marks,
        }
    }

    /// The number of a cell: infinite where it is so or is beyond the largest `f64`, `None` where
    /// it is none.
    ///
    /// Thousands may be grouped, also by spaces, apostrophes and underscores, and as lakhs and
    /// crores are. A percentage is a share, what stands in brackets is negative, true is 1 and
    /// false is 0. Digits are those of any script.
    pub(super) fn number(self, cell: &str) -> Option<f64> {
        let cell = cell.trim();
        if cell.len() > MOST_NUMBER_BYTES {
            return None;
        }
        if self == Marks::Dot && cell.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'-')) {
            // Most numbers need no more than that.
            return cell.parse::<f64>().ok().or_else(|| self.any_number(cell));
        }
        self.any_number(cell)
    }

    fn any_number(self, cell: &str) -> Option<f64> {
        let text = plain(cell);
        if let Some(value) = truth(&text) {
            return Some(value);
        }
        // Divided by a hundred and not multiplied by a hundredth, which no double is.
        let (text, parts) = match text.strip_suffix('%') {
            Some(share) => (share.trim_end(), 100.0),
            None => (&*text, 1.0),
        };
        let (text, sign) = match text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
            Some(inner) => (inner, -1.0),
            None => match text.strip_prefix('-') {
                Some(rest) => (rest, -1.0),
                None => (text.strip_prefix('+').unwrap_or(text), 1.0),
            },
        };
        let text = text.trim_start();
        if ["inf", "infinity", "∞"]
            .iter()
            .any(|name| text.eq_ignore_ascii_case(name))
        {
            return Some(sign * f64::INFINITY);
        }
        let own = match self {
            Marks::Dot => digits(text, ',', '.').or_else(|| digits(text, '.', ',')),
            Marks::Comma => digits(text, '.', ',').or_else(|| digits(text, ',', '.')),
        };
        let value = own?.parse::<f64>().ok()? / parts;
        Some(sign * value)
    }
}

/// What a cell shows of the marks in use.
enum Shown {
    Marks(Marks),
    /// There is a mark that may group or part.
    EitherWay,
    Nothing,
}

fn shown_by(cell: &str) -> Shown {
    if cell.len() > MOST_NUMBER_BYTES {
        return Shown::Nothing;
    }
    if let Some(shown) = shown_by_plain(cell) {
        return shown;
    }
    let text = plain(cell);
    let text = text.trim_matches(['-', '+', '(', ')', '%', ' ']);
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\'' | '_');
    let body = text.split(['e', 'E']).next().unwrap_or_default();
    if !body.chars().all(is_part) || !body.contains(|c: char| c.is_ascii_digit()) {
        return Shown::Nothing;
    }
    let marks_if_parting = |mark: char| {
        if mark == '.' {
            Marks::Dot
        } else {
            Marks::Comma
        }
    };
    let other = |marks: Marks| {
        if marks == Marks::Dot {
            Marks::Comma
        } else {
            Marks::Dot
        }
    };
    let Some(last) = body.rfind(['.', ',']) else {
        return Shown::Nothing;
    };
    let (mark, behind) = (
        if body[last..].starts_with('.') {
            '.'
        } else {
            ','
        },
        &body[last + 1..],
    );
    let before = &body[..last];
    let (same, another) = (
        before.contains(mark),
        before.contains(['.', ',']) && !before.contains(mark),
    );
    if another {
        return Shown::Marks(marks_if_parting(mark));
    }
    if same {
        // Fractions do not come in several parts.
        return Shown::Marks(other(marks_if_parting(mark)));
    }
    let may_group = behind.len() == 3
        && (1..=3).contains(&before.len())
        && (!before.starts_with('0') || behind == "000");
    if may_group {
        Shown::EitherWay
    } else {
        Shown::Marks(marks_if_parting(mark))
    }
}

/// The same of digits with at most one dot, and a minus before them: of millions of cells most are so.
fn shown_by_plain(cell: &str) -> Option<Shown> {
    let digits = cell.strip_prefix('-').unwrap_or(cell).as_bytes();
    let (mut dot, mut n_dots) = (None, 0);
    for (at, b) in digits.iter().enumerate() {
        match b {
            b'0'..=b'9' => {}
            b'.' => (dot, n_dots) = (Some(at), n_dots + 1),
            _ => return None,
        }
    }
    let Some(before) = dot.filter(|_| n_dots == 1 && digits.len() > 1) else {
        return (n_dots == 0).then_some(Shown::Nothing);
    };
    let behind = digits.len() - before - 1;
    let may_group = behind == 3 && (1..=3).contains(&before) && digits[0] != b'0';
    // `0.000` is left to the rule for all.
    let is_odd = digits[0] == b'0' && behind == 3;
    (!is_odd).then_some(match may_group {
        true => Shown::EitherWay,
        false => Shown::Marks(Marks::Dot),
    })
}

/// ASCII digits, one kind of minus and one of space.
fn plain(cell: &str) -> Cow<'_, str> {
    let cell = cell.trim();
    if cell.is_ascii() {
        return Cow::Borrowed(cell);
    }
    cell.chars()
        .filter_map(|c| match c {
            '\u{2212}' | '\u{2012}' | '\u{2013}' => Some('-'),
            '\u{A0}' | '\u{2009}' | '\u{202F}' | '\u{2007}' => Some(' '),
            '\u{2019}' => Some('\''),
            '\u{66B}' => Some('.'),
            '\u{66C}' => Some(','),
            '\u{66A}' | '\u{FF05}' => Some('%'),
            '\u{200E}' | '\u{200F}' | '\u{FEFF}' => None,
            c => Some(digit(c).map_or(c, |d| char::from(b'0' + d))),
        })
        .collect()
}

/// The value of a decimal digit of the scripts that songs come in.
fn digit(c: char) -> Option<u8> {
    if c.is_ascii() {
        return None;
    }
    const ZEROS: [u32; 12] = [
        0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xE50, 0xFF10,
    ];
    ZEROS.iter().find_map(|zero| {
        u8::try_from(u32::from(c).checked_sub(*zero)?)
            .ok()
            .filter(|d| *d < 10)
    })
}

fn truth(text: &str) -> Option<f64> {
    match text {
        _ if text.eq_ignore_ascii_case("true") => Some(1.0),
        _ if text.eq_ignore_ascii_case("false") => Some(0.0),
        _ => None,
    }
}

/// True for cells that only say true or false.
pub(super) fn is_truth(cell: &str) -> bool {
    truth(cell.trim()).is_some()
}

/// The digits of an unsigned number as `f64` reads them; `None` where groups or fraction are none.
fn digits(text: &str, group: char, point: char) -> Option<String> {
    let (body, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    };
    let is_whole = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if body.len() < text.len() && !is_whole(exponent.strip_prefix(['-', '+']).unwrap_or(exponent)) {
        return None;
    }
    let (whole, fraction) = match body.split_once(point) {
        Some((whole, fraction)) => (whole, fraction),
        None => (body, ""),
    };
    if !fraction.bytes().all(|b| b.is_ascii_digit()) || whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mark = whole.chars().find(|c| !c.is_ascii_digit());
    let whole = match mark {
        None => whole.to_string(),
        Some(mark) if mark == group || matches!(mark, ' ' | '\'' | '_') => {
            let groups: Vec<&str> = whole.split(mark).collect();
            let (first, last) = (groups[0], groups[groups.len() - 1]);
            // In thousands, or in lakhs and crores: 1,23,45,678.
            let are_groups = (1..=3).contains(&first.len())
                && last.len() == 3
                && groups[1..groups.len() - 1]
                    .iter()
                    .all(|g| (2..=3).contains(&g.len()))
                && groups.iter().all(|g| is_whole(g));
            if !are_groups {
                return None;
            }
            groups.concat()
        }
        Some(_) => return None,
    };
    let exponent = if exponent.is_empty() {
        String::new()
    } else {
        format!("e{exponent}")
    };
    Some(format!("{whole}.{fraction}0{exponent}"))
}

/// The numbers of a column, NaN where there is none that is finite; and what is to be told of
/// those.
pub(super) fn numbers<'a>(
    cells: impl Iterator<Item = &'a str> + Clone,
    marks: Marks,
) -> (Vec<f64>, Option<Message>) {
    let mut of_song = Vec::new();
    let (mut n_infinite, mut n_odd, mut odd) = (0usize, 0usize, "");
    for cell in cells {
        let value = if is_blank(cell) {
            None
        } else {
            marks.number(cell)
        };
        match value {
            Some(v) if v.is_finite() => {}
            Some(_) => n_infinite += 1,
            None if is_blank(cell) => {}
            None => {
                n_odd += 1;
                odd = if odd.is_empty() { cell } else { odd };
            }
        }
        of_song.push(value.filter(|v| v.is_finite()).unwrap_or(f64::NAN));
    }
    let remark = match (n_odd, n_infinite) {
        (0, 0) => None,
        (n, 0) => Some(
            say(id::LIBRARY_N_CELL_S_NO_NUMBERS)
                .with("n", n)
                .with("cell", short(odd)),
        ),
        (0, n) => Some(say(id::LIBRARY_N_CELL_S_INFINITE_COUNT).with("n", n)),
        (odds, infinite) => Some(
            say(id::LIBRARY_N_CELL_S_NO_NUMBERS_2)
                .with("n", odds)
                .with("cell", short(odd))
                .with("m", infinite),
        ),
    };
    (of_song, remark)
}

/// A cell to be shown in a sentence.
pub(super) fn short(cell: &str) -> String {
    const MOST_CHARS: usize = 30;
    let line = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST_CHARS {
        return line;
    }
    line.chars().take(MOST_CHARS).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cells: &[&str], marks: Marks) -> Vec<Option<f64>> {
        let marks = Marks::of(
            cells.iter().copied(),
            TableMarks {
                marks,
                are_shown: false,
            },
        );
        cells.iter().map(|c| marks.number(c)).collect()
    }

    #[test]
    fn numbers_as_countries_write_them() {
        let some = |values: &[f64]| values.iter().map(|v| Some(*v)).collect::<Vec<_>>();
        for (cells, otherwise, values) in [
            (
                ["1,234.5", "-12", "0.25"],
                Marks::Comma,
                [1234.5, -12.0, 0.25],
            ),
            (
                ["1.234,5", "-12", "0,25"],
                Marks::Dot,
                [1234.5, -12.0, 0.25],
            ),
            (
                ["1,234", "5,678", "12,345,678"],
                Marks::Comma,
                [1234.0, 5678.0, 12_345_678.0],
            ),
            (["1,234", "5,678", "9"], Marks::Dot, [1234.0, 5678.0, 9.0]),
            (["1,234", "5,678", "9"], Marks::Comma, [1.234, 5.678, 9.0]),
            (["1.234", "5.678", "9"], Marks::Comma, [1.234, 5.678, 9.0]),
            (
                ["1.234", "5.678", "1.234.567"],
                Marks::Dot,
                [1234.0, 5678.0, 1_234_567.0],
            ),
            (["0,500", "1,250", "7"], Marks::Dot, [0.5, 1.25, 7.0]),
            (
                ["1 234", "12\u{A0}345,5", "1\u{202F}234\u{202F}567"],
                Marks::Dot,
                [1234.0, 12_345.5, 1_234_567.0],
            ),
            (
                ["1'234.5", "1\u{2019}000", "1_000"],
                Marks::Dot,
                [1234.5, 1000.0, 1000.0],
            ),
            (
                ["12,34,567", "1,23,456", "7"],
                Marks::Dot,
                [1_234_567.0, 123_456.0, 7.0],
            ),
            (["5 %", "12.5%", "-3%"], Marks::Dot, [0.05, 0.125, -0.03]),
            (["True", "false", "TRUE"], Marks::Dot, [1.0, 0.0, 1.0]),
            (
                ["(1,234)", "\u{2212}2", "+3"],
                Marks::Dot,
                [-1234.0, -2.0, 3.0],
            ),
            (["১২০", "৯৮.৫", "1e3"], Marks::Dot, [120.0, 98.5, 1000.0]),
            ([".5", "5.", "-1.5E-30"], Marks::Dot, [0.5, 5.0, -1.5e-30]),
        ] {
            assert_eq!(read(&cells, otherwise), some(&values), "{cells:?}");
        }
        let shown = TableMarks::of(["1.234", "0,5", "x, y"].into_iter(), b',');
        assert_eq!(
            shown,
            TableMarks {
                marks: Marks::Comma,
                are_shown: true
            }
        );
        assert_eq!(
            Marks::of(["1.234", "5.678"].into_iter(), shown).number("1.234"),
            Some(1234.0)
        );
    }

    #[test]
    fn what_is_no_number_and_what_is_infinite() {
        for cell in [
            "3:45",
            "1,2,3",
            "12.05.2020",
            "abc",
            "1e",
            "--1",
            ".",
            ",",
            "",
            "1 2",
            "120 bpm",
            "0x10",
            "nan",
        ] {
            assert_eq!(Marks::Dot.number(cell), None, "{cell}");
        }
        for (cell, value) in [
            ("inf", 1.0),
            ("-Infinity", -1.0),
            ("1e400", 1.0),
            ("-1e999", -1.0),
            ("∞", 1.0),
        ] {
            assert_eq!(
                Marks::Dot.number(cell),
                Some(value * f64::INFINITY),
                "{cell}"
            );
        }
        let cells = ["1.5", "inf", "-inf", "x", "", "NaN", "-1.#IND", "2"];
        let (values, remark) = numbers(cells.iter().copied(), Marks::Dot);
        assert_eq!(
            values
                .iter()
                .filter(|v| v.is_finite())
                .copied()
                .collect::<Vec<_>>(),
            [1.5, 2.0]
        );
        let remark = remark.unwrap();
        assert!(
            remark
                .to_string()
                .contains("1 cell(s) are no numbers, such as `x`, 2 are infinite"),
            "{remark}"
        );
        assert!(
            is_blank(" N/A ")
                && is_blank("NaN")
                && is_blank("\\N")
                && !is_blank("0")
                && !is_blank("no")
        );
    }

    /// Doubles keep what singles cannot: a large offset, and every number written shortest.
    #[test]
    fn numbers_are_read_as_they_are_written() {
        assert_eq!(Marks::Dot.number("1000000000.4204"), Some(1e9 + 0.4204));
        let mut state = 5u64;
        for _ in 0..2000 {
            state = crate::random::splitmix64(state);
            let value = (state as i64 >> 20) as f64 / 1024.0;
            assert_eq!(Marks::Dot.number(&value.to_string()), Some(value));
            assert_eq!(
                Marks::Comma.number(&value.to_string().replace('.', ",")),
                Some(value)
            );
        }
    }
}
