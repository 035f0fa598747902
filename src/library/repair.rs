//! Text that is no words as it stands, made into words where facts allow it, and told.

use crate::words::{Message, id, say};
use std::path::Path;

use encoding_rs::WINDOWS_1252;

use super::encoding::foreign;
use super::names::{Kind, kind};
use super::{bijoy, mojibake};

/// A text made readable, and what was done to it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Repaired {
    pub(crate) text: String,
    /// In words that go on from what it is of: "was UTF-8 …".
    cause: Message,
    /// Letters that were lost on the way.
    n_guessed: usize,
}

impl Repaired {
    /// What was done, of the whole text.
    pub(super) fn remark(&self) -> Message {
        let guess = (self.n_guessed > 0)
            .then(|| say(id::LIBRARY_LETTERS_ARE_A_GUESS).with("n", self.n_guessed));
        match guess {
            None => self.cause.clone(),
            some => Message::joined([self.cause.clone()].into_iter().chain(some), "; "),
        }
    }
}

/// The text as it was meant; `None` where it is readable as it stands.
pub(super) fn repaired(text: &str) -> Option<Repaired> {
    if let Some(restored) = mojibake::restored(text) {
        return Some(Repaired {
            text: restored.text,
            cause: id::LIBRARY_WAS_UTF_8.into(),
            n_guessed: restored.n_guessed,
        });
    }
    if let Some(text) = bijoy::converted(text) {
        return Some(Repaired {
            text,
            cause: id::LIBRARY_WAS_BIJOY.into(),
            n_guessed: 0,
        });
    }
    from_latin_1(text)
}

/// Makes the names of columns readable, each as its text alone tells.
pub(super) fn repair_names(names: &mut [String]) -> Vec<Message> {
    repair(names.iter_mut().map(|name| (None, name)))
}

/// Makes the cells of a table readable, each as its text alone tells; paths are left as they are on
/// the disk. Says what was done, to how many, and in which column and row the first of them is.
pub(super) fn repair_cells(names: &[String], rows: &mut [Vec<String>]) -> Vec<Message> {
    repair(rows.iter_mut().enumerate().flat_map(|(row, cells)| {
        let place = move |column: usize| names.get(column).map(|name| (name.as_str(), row + 1));
        cells
            .iter_mut()
            .enumerate()
            .map(move |(column, cell)| (place(column), cell))
    }))
}

/// Column and row of a cell.
type Place<'a> = Option<(&'a str, usize)>;

fn repair<'a, 'b>(cells: impl Iterator<Item = (Place<'a>, &'b mut String)>) -> Vec<Message> {
    let mut done: Vec<(Message, usize, Place<'_>)> = Vec::new();
    // Of millions of cells most are numbers, and nothing else has to be asked of them.
    let is_number = |cell: &str| {
        cell.bytes()
            .all(|b| matches!(b, b'0'..=b'9' | b'.' | b',' | b'-' | b'+'))
    };
    for (place, cell) in cells {
        if is_number(cell) {
            continue;
        }
        if !cell.contains('\n') && kind(Path::new(cell.trim())) != Kind::Other {
            continue;
        }
        let Some(Repaired { text, cause, .. }) = repaired(cell) else {
            continue;
        };
        *cell = text;
        match done.iter_mut().find(|(told, ..)| *told == cause) {
            Some((_, n, _)) => *n += 1,
            None => done.push((cause, 1, place)),
        }
    }
    let told = |(cause, n, place): (Message, usize, Place<'_>)| {
        let text = match place {
            None => say(id::LIBRARY_TEXT_OF_CELLS),
            Some((column, row)) => say(id::LIBRARY_TEXT_OF_CELLS_FROM)
                .with("column", column)
                .with("row", row),
        };
        text.with("n", n).with("cause", cause)
    };
    done.into_iter().map(told).collect()
}

/// Letters of Latin-1 that are the bytes of an encoding without Latin letters: "Êèíî" for "Кино".
fn from_latin_1(text: &str) -> Option<Repaired> {
    if text.is_ascii() {
        return None;
    }
    let bytes = one_byte_each(text)?;
    let encoding = foreign(&bytes)?;
    let (read, had_errors) = encoding.decode_without_bom_handling(&bytes);
    let cause = say(id::LIBRARY_WAS_LATIN_1).with("encoding", encoding.name());
    (!had_errors).then(|| Repaired {
        text: read.into_owned(),
        cause,
        n_guessed: 0,
    })
}

fn one_byte_each(text: &str) -> Option<Vec<u8>> {
    text.chars()
        .map(|c| match u8::try_from(u32::from(c)) {
            Ok(byte) => Some(byte),
            Err(_) => {
                let mut buffer = [0; 4];
                let (bytes, _, had_errors) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
                (!had_errors && bytes.len() == 1).then(|| bytes[0])
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_put_right_and_paths_left() {
        let misread = |text: &str| text.bytes().map(char::from).collect::<String>();
        let mut rows = vec![
            vec![misread("নদী"), misread("নদী.wav"), "Café".to_string()],
            vec![
                misread("আকাশ"),
                "b.wav".to_string(),
                "Avwg evsjvi Mvb MvB".to_string(),
            ],
        ];
        let path = rows[0][1].clone();
        let told = repair_cells(
            &["title".to_string(), "path".to_string(), "words".to_string()],
            &mut rows,
        );
        assert_eq!(
            rows,
            [
                ["নদী", path.as_str(), "Café"],
                ["আকাশ", "b.wav", "আমি বাংলার গান গাই"]
            ]
        );
        assert_eq!(told.len(), 2);
        assert!(
            told[0].starts_with("text of 2 cell(s), the first in column `title`, row 1, was UTF-8"),
            "{told:?}"
        );
        assert!(
            told[1].starts_with("text of 1 cell(s), the first in column `words`, row 2, was Bangla in the code of Bijoy"),
            "{told:?}"
        );
    }

    #[test]
    fn each_kind_is_told() {
        let latin_1 = |bytes: &[u8]| bytes.iter().map(|&b| char::from(b)).collect::<String>();
        let (cyrillic, ..) =
            encoding_rs::WINDOWS_1251.encode("Группа крови на рукаве, мой порядковый номер");
        let (chinese, ..) = encoding_rs::GBK.encode("爱你一万年 月亮代表我的心");
        for (text, meant, told) in [
            (latin_1("আমার গান".as_bytes()), "আমার গান", "was UTF-8"),
            ("Avwg evsjvi Mvb MvB".to_string(), "আমি বাংলার গান গাই", "Bijoy"),
            (
                latin_1(&cyrillic),
                "Группа крови на рукаве, мой порядковый номер",
                "windows-1251",
            ),
            (latin_1(&chinese), "爱你一万年 月亮代表我的心", "GBK"),
        ] {
            let found = repaired(&text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.text, meant);
            assert!(
                found.remark().to_string().contains(told),
                "{}",
                found.remark()
            );
        }
        for text in [
            "Sigur Rós",
            "Ñandú Ícaro",
            "Mötley Crüe à côté",
            "ÅÄÖ åäö",
            "ÇÖL ÇİÇEĞİ",
            "naïve café",
        ] {
            assert_eq!(repaired(text), None);
        }
    }
}
