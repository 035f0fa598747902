//! Text of a table to records of cells: RFC 4180, and what people's files make of it.

/// Words of more lines than this are no cell that was cut off.
const MOST_LINES_OF_WORDS: usize = 500;
/// So many quotes that are never closed are looked for; in a file with more, quotes are plain
/// characters from there on.
const MOST_UNCLOSED: usize = 200;

/// One record, and the line it begins in, counted from 1.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Record {
    pub(crate) line: usize,
    pub(crate) cells: Vec<String>,
}

impl Record {
    /// True when it holds anything but spaces.
    pub(super) fn is_filled(&self) -> bool {
        self.cells.iter().any(|c| !c.trim().is_empty())
    }
}

/// A quote that opens and is never closed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Unclosed {
    pub(crate) line: usize,
    /// All that follows is its cell, as in a file that was cut off; else it is a plain character.
    pub(crate) to_the_end: bool,
}

/// Up to `most` records that hold anything, and the quotes that are never closed.
///
/// Cells are quoted by `"`, which is doubled inside; a quote may follow spaces. A line ends at
/// `\n`, `\r` or both. A quote that no other closes, or that swallows whole records up to a quote
/// that opens another cell, is a plain character.
pub(super) fn records(text: &str, delimiter: u8, most: usize) -> (Vec<Record>, Vec<Unclosed>) {
    let mut reader = Reader {
        text,
        delimiter,
        at: 0,
        line: 1,
        width: None,
        unclosed: Vec::new(),
    };
    let mut all = Vec::new();
    while all.len() < most
        && let Some(record) = reader.record()
    {
        if record.is_filled() {
            reader.width.get_or_insert(record.cells.len());
            all.push(record);
        }
    }
    (all, reader.unclosed)
}

struct Reader<'a> {
    text: &'a str,
    /// An ASCII character, as are quotes and line ends: looking at bytes never cuts a letter.
    delimiter: u8,
    at: usize,
    line: usize,
    /// Cells of the first record.
    width: Option<usize>,
    unclosed: Vec<Unclosed>,
}

/// Where a quoted cell ends.
enum Quoted {
    /// The cell, and the place behind its closing quote and the spaces that follow.
    Closed(String, usize),
    /// The quote is no more than a character.
    Plain,
}

impl Reader<'_> {
    fn record(&mut self) -> Option<Record> {
        if self.at >= self.text.len() {
            return None;
        }
        let line = self.line;
        // No more than the line can hold: short ones may follow a long first one.
        let n_bytes = self.text.as_bytes()[self.at..]
            .iter()
            .position(|b| matches!(b, b'\n' | b'\r'))
            .map_or(self.text.len() - self.at, |n| n + 1);
        let mut cells = Vec::with_capacity(self.width.unwrap_or(1).min(n_bytes));
        loop {
            cells.push(self.cell(cells.len()));
            match self.byte(self.at) {
                Some(b) if b == self.delimiter => self.at += 1,
                Some(b'\r') => {
                    self.at += if self.byte(self.at + 1) == Some(b'\n') {
                        2
                    } else {
                        1
                    };
                    self.line += 1;
                    break;
                }
                Some(_) => {
                    self.at += 1;
                    self.line += 1;
                    break;
                }
                None => break,
            }
        }
        Some(Record { line, cells })
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn ends_cell(&self, at: usize) -> bool {
        self.byte(at)
            .is_none_or(|b| b == self.delimiter || b == b'\n' || b == b'\r')
    }

    /// The cell at hand, the one after `n_before` of its record; it ends before a delimiter, a line
    /// end or the end.
    fn cell(&mut self, n_before: usize) -> String {
        let quote = self.behind_spaces(self.at);
        if self.byte(quote) == Some(b'"')
            && let Quoted::Closed(mut cell, end) = self.quoted(quote, n_before)
        {
            self.line += line_ends(&self.text[quote..end]);
            // What follows a closing quote belongs to the cell.
            let behind = self.end_of_plain(end);
            cell.push_str(&self.text[end..behind]);
            self.at = behind;
            return cell;
        }
        let end = self.end_of_plain(self.at);
        let cell = self.text[self.at..end].to_string();
        self.at = end;
        cell
    }

    fn behind_spaces(&self, mut at: usize) -> usize {
        while self.byte(at) == Some(b' ') && self.delimiter != b' ' {
            at += 1;
        }
        at
    }

    fn end_of_plain(&self, from: usize) -> usize {
        let ends = |&b: &u8| b == self.delimiter || b == b'\n' || b == b'\r';
        let mut rest = self.text.as_bytes()[from..].iter();
        rest.position(ends).map_or(self.text.len(), |n| from + n)
    }

    /// The cell whose opening quote is at `open`.
    fn quoted(&mut self, open: usize, n_before: usize) -> Quoted {
        if self.unclosed.len() >= MOST_UNCLOSED {
            return Quoted::Plain;
        }
        let (mut cell, mut from) = (String::new(), open + 1);
        let mut is_checked = false;
        while let Some(found) = self.text[from..].find('"') {
            let quote = from + found;
            cell.push_str(&self.text[from..quote]);
            let behind = self.behind_spaces(quote + 1);
            let is_doubled = self.byte(quote + 1) == Some(b'"');
            // A delimiter or a line end before the quote: it may as well open a cell, of which this
            // one knows nothing.
            let may_open = self.ends_cell(quote - 1) && quote > open + 1;
            if self.ends_cell(behind) {
                return Quoted::Closed(cell, behind);
            }
            let is_odd = !is_doubled || may_open && self.ends_cell(quote + 2);
            if is_odd && !is_checked && cell.contains(['\n', '\r']) {
                is_checked = true;
                if self.parts_records(open, n_before) {
                    self.unclosed.push(Unclosed {
                        line: self.line,
                        to_the_end: false,
                    });
                    return Quoted::Plain;
                }
            }
            cell.push('"');
            from = quote + if is_doubled { 2 } else { 1 };
        }
        cell.push_str(&self.text[from..]);
        let rest = || self.lines_behind(open);
        let fitting = rest()
            .filter(|line| Some(self.n_cells(line)) == self.width)
            .count();
        // The last cell of a file that was cut off, unless the lines behind it are records
        // themselves.
        let n_lines = rest().count();
        let is_plain = self.parts_records(open, n_before)
            || 2 * fitting > n_lines
            || n_lines > MOST_LINES_OF_WORDS;
        self.unclosed.push(Unclosed {
            line: self.line,
            to_the_end: !is_plain,
        });
        if is_plain {
            Quoted::Plain
        } else {
            Quoted::Closed(cell, self.text.len())
        }
    }

    /// True when the record is as wide as the first where it ends with the line of the quote at
    /// `open`, and the line behind it is so too. The first itself has the line behind it to go by.
    fn parts_records(&self, open: usize, n_before: usize) -> bool {
        let line = self.text[open + 1..]
            .split(['\n', '\r'])
            .next()
            .unwrap_or_default();
        let next = self
            .lines_behind(open)
            .next()
            .map(|next| self.n_cells(next));
        let Some(width) = self.width.or(next) else {
            return false;
        };
        n_before + self.n_cells(line) == width && next.is_none_or(|next| next == width)
    }

    /// The filled lines behind that of the quote at `open`, as if no cell had several.
    fn lines_behind(&self, open: usize) -> impl Iterator<Item = &str> {
        self.text[open..]
            .split(['\n', '\r'])
            .skip(1)
            .filter(|line| !line.trim().is_empty())
    }

    /// Cells of a line by itself.
    fn n_cells(&self, line: &str) -> usize {
        let (mut n, mut is_quoted, mut last) = (1, false, self.delimiter);
        for b in line.bytes() {
            // A quote within a cell that has none at its start is a plain character.
            is_quoted ^= b == b'"' && (is_quoted || last == self.delimiter);
            n += usize::from(b == self.delimiter && !is_quoted);
            last = b;
        }
        n
    }
}

fn line_ends(text: &str) -> usize {
    text.matches('\n').count() + text.matches('\r').count() - text.matches("\r\n").count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        records(text, b',', usize::MAX)
            .0
            .into_iter()
            .map(|r| r.cells)
            .collect()
    }

    #[test]
    fn short_lines_behind_a_long_one_are_given_no_room_for_its_cells() {
        let text = format!("{}\n{}", vec!["x"; 9_000].join(","), "1,2\n".repeat(9_000));
        let (found, _) = records(&text, b',', usize::MAX);
        let room: usize = found.iter().map(|record| record.cells.capacity()).sum();
        assert!(found.len() == 9_001 && room <= text.len(), "{room}");
    }

    #[test]
    fn cells_are_parted_as_rfc_4180_has_it() {
        let text = "a,\"b, c\",\"d \"\"e\"\"\"\r\n\n\"1\n2\", \"x, y\" ,\rz,\"\",last";
        assert_eq!(
            cells(text),
            [
                ["a", "b, c", "d \"e\""],
                ["1\n2", "x, y", ""],
                ["z", "", "last"]
            ]
        );
        let lines: Vec<usize> = records(text, b',', 9).0.iter().map(|r| r.line).collect();
        assert_eq!(lines, [1, 3, 5]);
    }

    #[test]
    fn a_quote_that_is_never_closed_swallows_no_record() {
        let to_the_end = "id,title,genre\n1,a,pop\n2,\"Heroes,rock\n3,c,pop\n4,d,rock\n";
        let to_the_next =
            "id,title,genre\n1,a,pop\n2,\"Heroes,rock\n3,\"c, or d\",pop\n4,\"\",rock\n";
        let header = records("id,\"title,genre\n1,a,pop\n2,b,rock\n", b',', 9);
        assert_eq!((header.0.len(), header.1[0].line), (3, 1));
        let to_an_empty_one = "id,title,genre\n1,a,pop\n2,\"Heroes,rock\n3,\"\",pop\n4,d,rock\n";
        for text in [to_the_end, to_the_next, to_an_empty_one] {
            let (all, unclosed) = records(text, b',', usize::MAX);
            assert_eq!(
                unclosed,
                [Unclosed {
                    line: 3,
                    to_the_end: false
                }],
                "{text}"
            );
            assert_eq!(all.len(), 5, "{text}");
            assert!(all.iter().all(|r| r.cells.len() == 3), "{all:?}");
            assert_eq!(all[2].cells, ["2", "\"Heroes", "rock"]);
        }
        assert_eq!(records(to_the_next, b',', 9).0[3].cells[1], "c, or d");
    }

    #[test]
    fn words_of_several_lines_keep_their_quotes() {
        let doubled =
            "id,lyrics,genre\n1,\"he said \"\"go\"\",\nand \"\"stay\"\"\",rock\n2,b,pop\n";
        assert_eq!(cells(doubled)[1][1], "he said \"go\",\nand \"stay\"");
        let not_doubled = "id,lyrics,genre\n1,\"la la\nhe said \"go\" again\nbye\",rock\n2,b,pop\n";
        assert_eq!(
            cells(not_doubled)[1],
            ["1", "la la\nhe said \"go\" again\nbye", "rock"]
        );
        let one_line = "id,lyrics\n1,\"he said \"go\" to me\"\n";
        assert_eq!(cells(one_line)[1][1], "he said \"go\" to me");
        for text in [doubled, not_doubled, one_line] {
            assert!(records(text, b',', 9).1.is_empty(), "{text}");
        }
        // The download broke off within the last words.
        let (all, unclosed) = records("id,lyrics\n1,\"la\nlo\"\n2,\"la la\nlo lo\nli", b',', 9);
        assert_eq!(
            (all.len(), all[2].cells[1].as_str()),
            (3, "la la\nlo lo\nli")
        );
        assert_eq!(
            unclosed,
            [Unclosed {
                line: 4,
                to_the_end: true
            }]
        );
    }

    #[test]
    fn many_quotes_that_nothing_closes_take_no_time_in_step_with_their_square() {
        let text = "a,b\n".to_string() + &"x \"y,\"z\n1,\"q w\n".repeat(60_000);
        let start = std::time::Instant::now();
        assert!(records(&text, b',', usize::MAX).0.len() > 100_000);
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }
}
