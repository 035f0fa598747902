//! Which of the first records name the columns: one, several as pandas writes them, or none.

use crate::words::{Message, id, say};
use std::collections::HashSet;
use std::path::Path;

use super::cells::{Marks, is_blank};
use super::names::{Kind, is_one_line, kind};
use super::records::Record;

/// Most records that can name columns together.
const MOST_LEVELS: usize = 5;

/// What names the columns.
pub(super) struct Header {
    /// As they are written; two may be the same, and some empty.
    pub(crate) names: Vec<String>,
    /// How many of the first records are no songs.
    pub(crate) n_records: usize,
    pub(crate) remark: Option<Message>,
}

/// Looks at the first records of a table, of which there is at least one.
pub(super) fn header(records: &[Record]) -> Header {
    let n_above = titles_above(records);
    let rest = &records[n_above..];
    let mut header = levels(rest)
        .or_else(|| numbered(rest))
        .unwrap_or_else(|| Header {
            names: rest[0].cells.clone(),
            n_records: 1,
            remark: None,
        });
    if n_above > 0 {
        let cause = say(id::LIBRARY_N_LINE_S_ABOVE_NAMES).with("n", n_above);
        header.remark = Some(Message::joined(
            [cause].into_iter().chain(header.remark),
            "; ",
        ));
    }
    header.n_records += n_above;
    header
}

fn n_filled(record: &Record) -> usize {
    record.cells.iter().filter(|c| !c.trim().is_empty()).count()
}

/// Records of a single cell above a table of several columns: its title, or where it is from.
fn titles_above(records: &[Record]) -> usize {
    let seen = &records[..records.len().min(50)];
    let n_wide = seen.iter().filter(|r| n_filled(r) > 1).count();
    let n = seen
        .iter()
        .take_while(|r| n_filled(r) <= 1 && !holds_file(r))
        .count();
    let is_title = n > 0 && n <= MOST_LEVELS && 3 * n_wide >= 2 * seen.len() && n < seen.len();
    // The names of columns fill the first record behind a title.
    if is_title && n_filled(&seen[n]) == seen[n].cells.len() {
        n
    } else {
        0
    }
}

fn holds_file(record: &Record) -> bool {
    let is_file = |c: &String| {
        is_one_line(c) && matches!(kind(Path::new(c.trim())), Kind::Audio | Kind::Lyrics)
    };
    record.cells.iter().any(is_file)
}

fn is_number(cell: &str) -> bool {
    Marks::Dot.number(cell).is_some()
}

/// Several records that name the columns together, as pandas writes columns of several levels
/// (FMA's `tracks.csv` and `features.csv`): the names of a level are repeated, or stand over the
/// first of their columns only, and a record with the name of the index alone may follow. Column
/// `title` below `track` is `track.title`.
fn levels(records: &[Record]) -> Option<Header> {
    let first = records.first()?;
    let width = first.cells.len();
    let index = (1..records.len().min(MOST_LEVELS + 1)).find(|&i| is_index_name(&records[i]));
    let named_twice = has_repeats(first);
    let n_levels = match index {
        Some(at) if at >= 2 && named_twice => at,
        Some(1) if first.cells[0].trim().is_empty() => 1,
        _ if are_two_levels(records) => 2,
        _ => return None,
    };
    let n_records = n_levels + usize::from(index == Some(n_levels));
    let mut names: Vec<Vec<String>> = vec![Vec::new(); width];
    for (level, record) in records[..n_levels].iter().enumerate() {
        let mut last = "";
        for (i, name) in names.iter_mut().enumerate() {
            let cell = record.cells.get(i).map_or("", |c| c.trim());
            // pandas calls so what has no name.
            let cell = if cell.starts_with("Unnamed:") {
                ""
            } else {
                cell
            };
            // Above the last level, a name may stand over several columns.
            last = if cell.is_empty() && level + 1 < n_levels {
                last
            } else {
                cell
            };
            if !last.is_empty() {
                name.push(last.to_string());
            }
        }
    }
    let mut names: Vec<String> = names.into_iter().map(|parts| parts.join(".")).collect();
    if let Some(at) = index.filter(|&at| at == n_levels) {
        names[0] = records[at].cells[0].trim().to_string();
    }
    let remark = (n_levels > 1).then(|| {
        say(id::LIBRARY_N_LINES_NAME_COLUMNS_TOGETHER)
            .with("n", n_records)
            .with("name", names.last().map_or("", String::as_str))
    });
    Some(Header {
        names,
        n_records,
        remark,
    })
}

/// Only the first cell says something, and it is a word.
fn is_index_name(record: &Record) -> bool {
    let cell = record.cells[0].trim();
    record.cells.len() > 1
        && n_filled(record) == 1
        && !cell.is_empty()
        && !is_number(cell)
        && !holds_file(record)
        && cell.split_whitespace().count() <= 3
}

/// A name stands over two columns in a row.
fn has_repeats(record: &Record) -> bool {
    record
        .cells
        .windows(2)
        .any(|w| !w[0].trim().is_empty() && w[0] == w[1])
}

/// Two records name the columns, and nothing tells the index: names of the first repeat or have
/// gaps, those of the second are whole, and numbers or files stand only below both.
fn are_two_levels(records: &[Record]) -> bool {
    let [first, second, rest @ ..] = records else {
        return false;
    };
    let width = first.cells.len();
    let has_gaps = (2..width)
        .any(|i| first.cells[i].trim().is_empty() && !first.cells[i - 1].trim().is_empty());
    let is_upper = has_repeats(first) || has_gaps && n_filled(second) == width;
    let pair = |i: usize| {
        (
            first.cells[i].trim(),
            second.cells.get(i).map_or("", |c| c.trim()),
        )
    };
    let are_distinct = (0..width).map(pair).collect::<HashSet<_>>().len() == width;
    let is_value =
        |c: &String| is_number(c) || is_one_line(c) && kind(Path::new(c.trim())) != Kind::Other;
    let are_words = |r: &Record| !r.cells.iter().any(is_value);
    let sample = &rest[..rest.len().min(50)];
    let has_values = sample.iter().any(|r| r.cells.iter().any(is_value));
    width > 2
        && second.cells.len() == width
        && n_filled(second) + 1 >= width
        && is_upper
        && are_distinct
        && are_words(first)
        && are_words(second)
        && has_values
}

/// Columns without names: the first record holds files, or numbers where the others hold numbers.
fn numbered(records: &[Record]) -> Option<Header> {
    let first = records.first()?;
    if !holds_file(first) && !is_row_of_numbers(records) {
        return None;
    }
    let names = (1..=first.cells.len())
        .map(|i| format!("column {i}"))
        .collect();
    let remark = Some(id::LIBRARY_NO_HEADER_LINE_COLUMNS_CALLED.into());
    Some(Header {
        names,
        n_records: 0,
        remark,
    })
}

/// True when every column of numbers has one in the first record already. Columns that are called
/// 0, 1, 2, … are named.
fn is_row_of_numbers(records: &[Record]) -> bool {
    let [first, rest @ ..] = records else {
        return false;
    };
    let sample = &rest[..rest.len().min(200)];
    let is_column_of_numbers = |i: usize| {
        let filled = || {
            sample
                .iter()
                .filter_map(|r| r.cells.get(i))
                .filter(|c| !is_blank(c))
        };
        let n = filled().count();
        n > 0 && 10 * filled().filter(|c| is_number(c)).count() >= 9 * n
    };
    let columns: Vec<usize> = (0..first.cells.len())
        .filter(|&i| is_column_of_numbers(i))
        .collect();
    let numbers: Option<Vec<f64>> = columns
        .iter()
        .map(|&i| Marks::Dot.number(&first.cells[i]))
        .collect();
    let cells_below = || {
        columns
            .iter()
            .flat_map(|&i| sample.iter().filter_map(move |r| r.cells.get(i)))
    };
    let has_fractions = || {
        cells_below()
            .filter_map(|c| Marks::Dot.number(c))
            .any(|v| v.is_finite() && v.fract() != 0.0)
    };
    numbers.is_some_and(|n| {
        let counts_up = n.len() > 1 && n.windows(2).all(|w| w[1] == w[0] + 1.0);
        !n.is_empty() && !(counts_up && (n.len() > 2 || has_fractions()))
    })
}

#[cfg(test)]
mod tests {
    use super::super::records::records;
    use super::*;

    fn names(text: &str) -> (Vec<String>, usize) {
        let header = header(&records(text, b',', 99).0);
        (header.names, header.n_records)
    }

    #[test]
    fn levels_of_names_are_joined() {
        let tracks = ",album,album,artist,track,track\n,id,title,name,genre_top,title\ntrack_id,,,,,\n2,1,A,B,Rock,C\n";
        assert_eq!(
            names(tracks).0,
            [
                "track_id",
                "album.id",
                "album.title",
                "artist.name",
                "track.genre_top",
                "track.title"
            ]
        );
        assert_eq!(names(tracks).1, 3);
        let features = "feature,tonnetz,tonnetz,zcr\nstatistics,max,min,max\nnumber,01,01,01\ntrack_id,,,\n2,0.1,0.2,0.3\n";
        assert_eq!(
            names(features),
            (
                ["track_id", "tonnetz.max.01", "tonnetz.min.01", "zcr.max.01"]
                    .map(String::from)
                    .to_vec(),
                4
            )
        );
        let echonest = ",echonest,echonest,echonest\n,audio,audio,meta\n,energy,tempo,artist\ntrack_id,,,\n2,.1,.2,x\n";
        assert_eq!(
            names(echonest).0[1..],
            [
                "echonest.audio.energy",
                "echonest.audio.tempo",
                "echonest.meta.artist"
            ]
        );
        let merged = "song,,sound,\nfile,title,tempo,energy\na.wav,A,120,.5\nb.wav,B,90,.2\n";
        assert_eq!(
            names(merged).0,
            ["song.file", "song.title", "sound.tempo", "sound.energy"]
        );
        let pivot = ",rock,pop\nsong,,\na,1,2\n";
        assert_eq!(
            names(pivot),
            (["song", "rock", "pop"].map(String::from).to_vec(), 2)
        );
    }

    #[test]
    fn one_record_of_names_stays_one() {
        for text in [
            "title,lyrics,lyrics\na,la la,lo lo\nb,li,lu\n",
            "file,title,genre\na.wav,,\nb.wav,B,rock\n",
            "id,artist,genre\nx,,\ny,B,rock\n",
            "a,0,1,2\nx,0.5,0.2,0.1\n",
            "title,2019,2020,2021\nx,5,7,9\n",
            "lyrics\nla la\nlo lo\n",
            "a,b\nx,y\n",
        ] {
            let (names, n) = names(text);
            assert_eq!(
                (names.join(","), n),
                (text.lines().next().unwrap().to_string(), 1),
                "{text}"
            );
        }
    }

    #[test]
    fn a_first_record_of_numbers_or_files_is_a_song() {
        for text in [
            "0.5,1.25\n0.1,-2\n",
            "la la,0,1\nlo lo,1,0\n",
            "x,0.5,1\ny,0.3,0\n",
            "la la la,1\nlo lo,0\n",
            "a.wav,rock\nb.wav,pop\n",
            "1,5,9\n2,6,9\n",
        ] {
            let (names, n) = names(text);
            assert_eq!((names[0].as_str(), n), ("column 1", 0), "{text}");
        }
        assert_eq!(names("My songs\n\"made in May\"\nfile,genre\na.wav,rock\nb.wav,pop\nc.wav,pop\nd.wav,pop\n").1, 3);
    }
}
