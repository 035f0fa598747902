//! Whether a text that nothing pairs with reads like words of a song, or like what comes along with
//! downloads.

use std::path::Path;

use super::encoding::decode;
use super::lrc;
use super::repair::repaired;
use crate::file;
use crate::text::tokens;

/// A text this long is looked at whole; songs are far shorter.
const MOST_BYTES: u64 = 1 << 20;
/// Fewer words are a note.
const LEAST_WORDS: usize = 12;

/// True where a file reads like words of a song: it has times, or lines of words that are no list,
/// report or prose.
pub(super) fn is_song(path: &Path) -> bool {
    let text = file::read(path, MOST_BYTES)
        .ok()
        .and_then(|bytes| decode(&bytes).ok())
        .map(|d| d.text);
    text.is_some_and(|text| reads_like_words(&repaired(&text).map_or(text, |r| r.text)))
}

fn reads_like_words(text: &str) -> bool {
    let (lyrics, _) = lrc::parse(text);
    if lyrics.is_timed() {
        return true;
    }
    let said = lyrics.text();
    let words = tokens(&said);
    let lines: Vec<&str> = said.lines().filter(|l| !l.trim().is_empty()).collect();
    let share = |fits: &dyn Fn(&str) -> bool| {
        lines.iter().filter(|l| fits(l)).count() as f32 / lines.len().max(1) as f32
    };
    let n_numbers = words
        .iter()
        .filter(|w| w.contains(|c: char| c.is_ascii_digit()))
        .count();
    let is_short = words.len() < LEAST_WORDS;
    let counts = 10 * n_numbers > words.len();
    let lists = share(&is_of_a_list) > 0.2;
    let names_files = share(&names_file) > 0.0 && lines.len() < 400;
    let is_prose = words.len() > 20 * lines.len() || share(&is_sentence) > 0.4;
    !(is_short || counts || lists || names_files || is_prose)
}

/// `Key : value`, columns, rules, addresses.
fn is_of_a_list(line: &str) -> bool {
    let key = line
        .split_once(": ")
        .or_else(|| line.split_once(":\t"))
        .or_else(|| line.strip_suffix(':').map(|k| (k, "")));
    let is_key = key.is_some_and(|(key, _)| key.split_whitespace().count() <= 4);
    let is_rule = line
        .split(|c: char| !matches!(c, '-' | '=' | '*' | '_' | '#' | '~' | '+'))
        .any(|run| run.len() >= 4);
    is_key
        || is_rule
        || line.contains(['\t', '|', '=', '@'])
        || line.contains("   ")
        || line.contains("://")
        || line.contains("www.")
}

fn names_file(line: &str) -> bool {
    let endings = [
        ".wav", ".flac", ".mp3", ".ogg", ".m4a", ".jpg", ".png", ".cue", ".log",
    ];
    let line = line.to_ascii_lowercase();
    endings.iter().any(|e| line.contains(e))
}

/// Prose goes on behind a full stop, or ends its line with one.
fn is_sentence(line: &str) -> bool {
    let line = line.trim();
    line.contains(". ") || line.ends_with('.') && !line.ends_with("..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_songs() {
        for text in [
            "I waited by the river until the morning came\nand walked alone back home\n\nla la la, oh yes",
            "[00:01.00]short",
            "নদীর ধারে বসে থাকি একা একা সারাদিন তোমার কথা ভেবে\nআকাশ ভরা তারার মেলা আজ রাতে তুমি কোথায় চলে গেলে",
            "Chorus:\none line of words here and there\nanother line of words that is sung\nand a third one of these\nand one\nand two more",
        ] {
            assert!(reads_like_words(text), "{text}");
        }
    }

    #[test]
    fn reports_lists_and_notes() {
        for text in [
            "front",
            "downloaded from a page of many pages of songs and more",
            "Exact Audio Copy V1.0 beta 3 from 29. August 2011\n\nEAC extraction logfile from 3. May 2014, 10:12\n\n\
             Used drive  : PLEXTOR DVDR\nRead mode : Secure\nTrack  1\n     Peak level 98.9 %\n     Copy CRC 9FAC1A2B\n     Copy OK",
            "foobar2000 1.3.3 / Dynamic Range Meter 1.1.1\n--------------------\nDR  Peak  RMS\nDR12 -0.10 dB -13.9 dB 3:20 01-Song",
            "Artist: Somebody\nAlbum: Something\nYear: 1999\nGenre: Folk and more words to make it long enough\nRipped with care",
            "01. First Song 3:20\n02. Second Song 4:10\n03. Third Song 2:59\n04. Fourth Song 3:00",
            "This album was recorded in the winter at home. It was mixed by friends of the band.\nAll songs were written there. Please \
             share it.",
            "d41d8cd98f00b204e9800998ecf8427e *01.flac\nd41d8cd98f00b204e9800998ecf8427e *02.flac",
        ] {
            assert!(!reads_like_words(text), "{text}");
        }
    }
}
