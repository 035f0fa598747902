//! LRC, the line-timed lyrics format, with its common extensions; and plain text told apart from
//! it.
//!
//! There is no standard; this reads what players write: several stamps a line, `[offset:]`,
//! metadata tags, word stamps in angle brackets (enhanced LRC, "A2") or in square brackets inside a
//! line, times without brackets, voices and background vocals, subtitles (SRT, WebVTT), and what
//! comes along when words are copied from pages.

use serde::{Deserialize, Serialize};

use crate::text::SONG_PARTS;
use crate::words::{Message, id, say};

use super::stamps::{self, Stamp};
use super::{LyricLine, Lyrics, markup, pages, subtitles};

/// What a file of lyrics tells about its song.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Header {
    pub(crate) title: Option<String>,
    pub(crate) artist: Option<String>,
    pub(crate) language: Option<String>,
    /// It says that there are no words, as `[au: instrumental]` does.
    pub(crate) is_instrumental: bool,
    /// What was left out, for a warning.
    pub(crate) remark: Option<Message>,
}

/// `[key:value]` lines that are no words, wherever they stand.
const KEYS: &[&str] = &[
    "ti",
    "ar",
    "al",
    "au",
    "lr",
    "la",
    "by",
    "re",
    "tool",
    "ve",
    "ver",
    "version",
    "length",
    "offset",
    "id",
    "hash",
    "sign",
    "total",
    "qq",
    "kana",
    "encoding",
    "encoder",
    "lang",
    "language",
    "title",
    "artist",
    "album",
    "author",
    "t_time",
    "lrc_by",
    "rating",
    "app",
    "comment",
    "isrc",
    "cover",
    "genre",
    "year",
    "date",
    "url",
    "source",
    "website",
    "creator",
    "editor",
    "manualoffset",
    "krc",
    "musicid",
    "singerid",
    "type",
    "format",
];
/// Beside [`SONG_PARTS`]: what may have a name behind a colon, as in `[Verse 2: X]`.
const FURTHER_PARTS: &[&str] = &[
    "part", "break", "rap", "coda", "drop", "skit", "both", "all",
];
/// The whole of what is said of a song without words.
const WORDLESS: &[&str] = &[
    "instrumental",
    "instrumental track",
    "this song is instrumental",
    "instrumental music",
    "纯音乐，请欣赏",
    "纯音乐请欣赏",
    "纯音乐",
    "此歌曲为没有填词的纯音乐，请您欣赏",
    "インストゥルメンタル",
];

/// A line is repeated at so many stamps at most: a song has no more choruses.
const MOST_REPEATS: usize = 64;
/// What all lines are repeated to, in bytes: as many times the text as here, or so many where that
/// is more. With the times of words, a text takes no more than three times that in memory, and
/// counted word by word a dozen times.
const MOST_TIMES_ITS_SIZE: usize = 2;
const LEAST_BYTES: usize = 4 << 20;

/// Lyrics from the text of a file, a tag or a cell: subtitles, LRC when at least one line begins
/// with a time stamp, else plain. Markup is left out. With times the lines are in order of time; a
/// line without words is a pause.
pub(super) fn parse(text: &str) -> (Lyrics, Header) {
    let text = text
        .trim_start_matches('\u{FEFF}')
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let text = markup::without(&text);
    let mut header = Header::default();
    let mut lyrics = if let Some(lyrics) = subtitles::parse(&text) {
        lyrics
    } else if text
        .lines()
        .any(|line| stamps::stamp(without_background(line.trim())).is_some())
    {
        parse_lrc(&text, &mut header)
    } else if let Some(stamped) = stamps::bracketed_lines(&text) {
        parse_lrc(&stamped, &mut header)
    } else {
        let (text, told) = pages::without(&text);
        (header.title, header.artist) = (told.title, told.artist);
        let is_words = |line: &&str| !is_record(line) && read_tag(line, &mut header).is_none();
        plain(
            &text
                .lines()
                .map(str::trim)
                .filter(is_words)
                .map(without_voice)
                .collect::<Vec<_>>(),
        )
    };
    let mut said = lyrics
        .lines
        .iter()
        .map(|l| l.text.as_str())
        .filter(|t| t.chars().any(char::is_alphanumeric))
        .peekable();
    let is_told = header.is_instrumental || said.peek().is_some();
    header.is_instrumental = is_told && said.all(is_wordless);
    if header.is_instrumental {
        lyrics.lines.clear();
    }
    (lyrics, header)
}

fn is_wordless(line: &str) -> bool {
    let bare = line
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    WORDLESS.contains(&bare.as_str())
}

/// Plain lines: stanzas stay apart by one blank line, none at either end.
fn plain(lines: &[&str]) -> Lyrics {
    let mut kept: Vec<&str> = Vec::with_capacity(lines.len());
    for &line in lines {
        if !line.is_empty() || kept.last().is_some_and(|last| !last.is_empty()) {
            kept.push(line);
        }
    }
    Lyrics::from_text(kept.join("\n").trim_end())
}

fn parse_lrc(text: &str, header: &mut Header) -> Lyrics {
    let mut offset_secs = 0.0;
    let mut n_left_out = 0;
    let mut bytes_left = LEAST_BYTES.max(MOST_TIMES_ITS_SIZE * text.len());
    // (time it sorts by, line); lines without a stamp stay behind the line before them.
    let mut timed: Vec<(f64, LyricLine)> = Vec::new();
    for line in text.lines().map(str::trim) {
        let line = without_background(line);
        let (found, rest) = stamps::leading(line);
        if found.is_empty() {
            let is_header = || timed.is_empty() && is_unknown_tag(line);
            if let Some(tag) = read_tag(line, header) {
                offset_secs = tag.offset_secs.unwrap_or(offset_secs);
            } else if !line.is_empty()
                && !is_record(line)
                && !is_header()
                && !pages::is_notice(line)
            {
                timed.push(unstamped(line, timed.last().map(|(time, _)| *time)));
            }
            continue;
        }
        let rest = without_voice(rest);
        let n_affordable = 1 + bytes_left / rest.len().max(1);
        let n_repeats = found.len().min(MOST_REPEATS).min(n_affordable);
        n_left_out += found.len() - n_repeats;
        bytes_left = bytes_left.saturating_sub((n_repeats - 1) * rest.len());
        if !pages::is_credit(rest) && !pages::is_notice(rest) {
            timed.extend(repeated(&found[..n_repeats], rest));
        }
    }
    if n_left_out > 0 {
        let cause = say(id::LIBRARY_N_TIME_STAMP_S_LEFT)
            .with("n", n_left_out)
            .with("most", MOST_REPEATS);
        header.remark = Some(cause);
    }
    timed.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut lines: Vec<LyricLine> = timed.into_iter().map(|(_, line)| line).collect();
    // A second pause in a row says nothing new.
    lines.dedup_by(|next, before| next.text.is_empty() && before.text.is_empty());
    for line in &mut lines {
        shift_line(line, offset_secs as f32);
    }
    Lyrics {
        lines,
        source: None,
    }
}

/// A line with no stamp before it, though its words may have some: it begins with its first word,
/// or comes after `before`.
fn unstamped(line: &str, before: Option<f64>) -> (f64, LyricLine) {
    let (text, words) = stamps::of_words(line);
    let Some(&(start, _)) = words.first() else {
        let line = LyricLine {
            text: without_voice(line).to_string(),
            ..LyricLine::default()
        };
        return (before.unwrap_or(f64::NEG_INFINITY), line);
    };
    let words = words
        .into_iter()
        .map(|(secs, at)| (secs as f32, at))
        .collect();
    (
        start,
        LyricLine {
            start_secs: Some(start as f32),
            text,
            words,
        },
    )
}

/// The line at each of its stamps.
fn repeated(stamps: &[Stamp], rest: &str) -> Vec<(f64, LyricLine)> {
    let (text, words) = match stamps.iter().any(|s| s.in_ms) {
        true => (stamps::without_ms_marks(rest), Vec::new()),
        false => stamps::of_words(rest),
    };
    let first = stamps.first().map_or(0.0, |s| s.secs);
    let at = |stamp: &Stamp| {
        let shift = stamp.secs - first;
        let moved = words
            .iter()
            .map(|&(secs, at)| ((secs + shift) as f32, at))
            .collect();
        (
            stamp.secs,
            LyricLine {
                start_secs: Some(stamp.secs as f32),
                text: text.clone(),
                words: moved,
            },
        )
    };
    stamps.iter().map(at).collect()
}

/// A positive offset lets the words appear sooner.
fn shift_line(line: &mut LyricLine, offset_secs: f32) {
    line.start_secs = line.start_secs.map(|s| (s - offset_secs).max(0.0));
    for (secs, _) in &mut line.words {
        *secs = (*secs - offset_secs).max(0.0);
    }
}

/// Background vocals, `[bg: … ]`, are a line of their own.
fn without_background(line: &str) -> &str {
    line.strip_prefix("[bg:")
        .and_then(|rest| rest.strip_suffix(']'))
        .map_or(line, str::trim)
}

/// `v1: words`, or `F: words` as the Walaoke extension has it: who sings is not sung.
fn without_voice(line: &str) -> &str {
    let Some((voice, words)) = line.split_once(':') else {
        return line;
    };
    let is_number =
        |n: &str| !n.is_empty() && n.len() <= 2 && n.bytes().all(|b| b.is_ascii_digit());
    let is_voice = matches!(
        voice,
        "M" | "F" | "D" | "Male" | "Female" | "Both" | "All" | "Duet"
    ) || voice.strip_prefix(['v', 'V']).is_some_and(is_number);
    if is_voice && words.starts_with([' ', '<']) {
        words.trim_start()
    } else {
        line
    }
}

/// A line of JSON in which a service tells who made the song.
fn is_record(line: &str) -> bool {
    line.starts_with("{\"") && line.ends_with('}')
}

/// `[some_key:value]` that is no part of a song, as it stands before the first stamp.
fn is_unknown_tag(line: &str) -> bool {
    let Some((key, _)) = line
        .strip_prefix('[')
        .and_then(|l| l.strip_suffix(']'))
        .and_then(|l| l.split_once(':'))
    else {
        return false;
    };
    let bare = key.trim().to_ascii_lowercase().replace(['-', '_'], "");
    let is_part = SONG_PARTS
        .iter()
        .chain(FURTHER_PARTS)
        .any(|part| bare.trim_end_matches(|c: char| c.is_ascii_digit()) == *part);
    !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_alphanumeric()) && !is_part
}

struct Tag {
    offset_secs: Option<f64>,
}

/// A line that is `[key:value]` and nothing else, with a known key.
fn read_tag(line: &str, header: &mut Header) -> Option<Tag> {
    let inner = line.strip_prefix('[')?.strip_suffix(']')?;
    if inner.starts_with('#') {
        return Some(Tag { offset_secs: None });
    }
    let (key, value) = inner.split_once(':')?;
    let key = key.trim().to_ascii_lowercase();
    if !KEYS.contains(&key.as_str()) {
        return None;
    }
    let told = || Some(value.trim().to_string()).filter(|v| !v.is_empty());
    match key.as_str() {
        "ti" | "title" => header.title = told(),
        "ar" | "artist" => header.artist = told(),
        "la" | "lang" | "language" => header.language = told(),
        "au" | "author" => header.is_instrumental = is_wordless(value),
        _ => {}
    }
    let offset_ms = (key == "offset")
        .then(|| value.trim().trim_start_matches('+').parse::<f64>().ok())
        .flatten();
    Some(Tag {
        offset_secs: offset_ms
            .filter(|ms| ms.abs() < 3.6e6)
            .map(|ms| ms / 1000.0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each line as `start|text`, with `-` for no time.
    fn lines(text: &str) -> Vec<String> {
        let show = |l: &LyricLine| match l.start_secs {
            Some(s) => format!("{s:.3}|{}", l.text),
            None => format!("-|{}", l.text),
        };
        parse(text).0.lines.iter().map(show).collect()
    }

    #[test]
    fn stamps_of_every_kind() {
        for (text, expected) in [
            ("[00:12.34]a", vec!["12.340|a"]),
            ("[00:12.345]a", vec!["12.345|a"]),
            ("[01:02]a", vec!["62.000|a"]),
            ("[1:2.5]a", vec!["62.500|a"]),
            ("[00:12:50]a", vec!["12.500|a"]),
            ("[00:12,50]a", vec!["12.500|a"]),
            ("[1:00:01.25]a", vec!["3601.250|a"]),
            ("[100:00.00]a", vec!["6000.000|a"]),
            (
                "\u{FEFF}[00:01.00]a\r\n[00:02.00] b \r\n",
                vec!["1.000|a", "2.000|b"],
            ),
            ("[00:01.00]a\r[00:02.00]b", vec!["1.000|a", "2.000|b"]),
            (
                "[00:01.00][00:05.00] [00:03.00]chorus\n[00:02.00]verse",
                vec![
                    "1.000|chorus",
                    "2.000|verse",
                    "3.000|chorus",
                    "5.000|chorus",
                ],
            ),
            (
                "[00:01.00]a\n[00:02.00]\n[00:03.00]\n[00:04.00]b",
                vec!["1.000|a", "2.000|", "4.000|b"],
            ),
            (
                "[ti:T]\n[ar:A]\n[00:05.00]a\n[offset:+500]",
                vec!["4.500|a"],
            ),
            ("[offset:-500]\n[00:05.00]a", vec!["5.500|a"]),
            ("[offset:9000]\n[00:05.00]a", vec!["0.000|a"]),
            ("[offset:junk]\n[00:05.00]a", vec!["5.000|a"]),
            (
                "[00:09.00]b\nsecond half\n[00:01.00]a\n\n",
                vec!["1.000|a", "9.000|b", "-|second half"],
            ),
            (
                "[Chorus]\n[00:01.00]a\n[Verse 2: X]",
                vec!["-|[Chorus]", "1.000|a", "-|[Verse 2: X]"],
            ),
            ("[ver:v1.0]\n[x_time:(03:41)]\n[00:01.00]a", vec!["1.000|a"]),
            (
                "{\"t\":0,\"c\":[{\"tx\":\"x\"}]}\n[00:00.50]作词 : x\n[00:01.00]a",
                vec!["1.000|a"],
            ),
            (
                "[00.12.34]a\n[ 00 : 13.00 ]b\n[00:14.00-00:16.00]c",
                vec!["12.340|a", "13.000|b", "14.000|c"],
            ),
            ("[00:12.00]a[00:15.00]", vec!["12.000|a"]),
            (
                "[00:01.00]Don&apos;t <i>go</i><br>\n[00:02.00]&#39;b",
                vec!["1.000|Don't go", "2.000|'b"],
            ),
            ("[12345,2000]<0,300,0>I <300,200,0>am", vec!["12.345|I am"]),
            (
                "[00:01.50]v1: <00:01.50>Seven <00:01.57>days\n[bg:[00:03.50]<00:03.50>(Big <00:03.75>one)<00:04.14>]\n[bg:<00:05.00>oh]",
                vec!["1.500|Seven days", "3.500|(Big one)", "5.000|oh"],
            ),
            (
                "v1: a\nF: b\nBoth: d\nNo: c",
                vec!["-|a", "-|b", "-|d", "-|No: c"],
            ),
            (
                "0:05 a\n(0:12) b\n01:02.50 - c\nd",
                vec!["5.000|a", "12.000|b", "62.500|c", "-|d"],
            ),
            ("[00:01.00]a\n[00:02.00]www.a.example", vec!["1.000|a"]),
            ("1\n00:00:01,000 --> 00:00:04,000\na\n", vec!["1.000|a"]),
            ("[00:01.00]আমি [তুমি] গাই", vec!["1.000|আমি [তুমি] গাই"]),
            ("[99:99999]a", vec!["-|[99:99999]a"]),
            ("[-1:00]a", vec!["0.000|a"]),
            ("[00:1e3]a", vec!["-|[00:1e3]a"]),
            ("[00:inf]a", vec!["-|[00:inf]a"]),
            ("plain\n\n\n  words  \n\n", vec!["-|plain", "-|", "-|words"]),
            ("", vec![]),
        ] {
            assert_eq!(lines(text), expected, "{text:?}");
        }
    }

    #[test]
    fn metadata_is_no_lyric() {
        let (lyrics, header) =
            parse("[ti: গান ]\n[ar:শিল্পী]\n[la:bn]\n[by:x]\n[#: note]\n[00:01.00]ক");
        assert_eq!(lyrics.text(), "ক");
        let told = |s: &str| Some(s.to_string());
        let expected = Header {
            title: told("গান"),
            artist: told("শিল্পী"),
            language: told("bn"),
            ..Header::default()
        };
        assert_eq!(header, expected);
    }

    #[test]
    fn songs_without_words_say_so() {
        for text in [
            "[au: instrumental]",
            "[00:00.00](Instrumental)",
            "Instrumental",
            "[00:01.00]纯音乐，请欣赏",
            "[Instrumental]\n♪",
        ] {
            let (lyrics, header) = parse(text);
            assert!(
                header.is_instrumental && lyrics.lines.is_empty(),
                "{text}: {lyrics:?}"
            );
        }
        let (lyrics, header) = parse("[00:00.00](Instrumental)\n[00:09.00]and then words");
        assert!(!header.is_instrumental && lyrics.lines.len() == 2);
        assert!(!parse("[00:00.00]\n[00:10.00]").1.is_instrumental);
    }

    #[test]
    fn stamps_times_words_stay_in_step_with_the_file() {
        let stamps: String = (0..3_000)
            .map(|i| format!("[{:02}:{:02}.00]", i / 60, i % 60))
            .collect();
        let (lyrics, header) = parse(&(stamps + &"<00:01.00>a ".repeat(3_000)));
        assert_eq!(lyrics.lines.len(), MOST_REPEATS);
        assert!(
            header
                .remark
                .unwrap()
                .starts_with("2936 time stamp(s) left out")
        );
        // Many such lines in one file: what they come to is in step with it too.
        let stamps: String = (0..60).map(|i| format!("[00:{i:02}.00]")).collect();
        let text = format!("{stamps}{}\n", "word ".repeat(2_000)).repeat(100);
        let (lyrics, header) = parse(&text);
        let bytes: usize = lyrics.lines.iter().map(|line| line.text.len()).sum();
        let most = text.len() + LEAST_BYTES.max(MOST_TIMES_ITS_SIZE * text.len());
        assert!(bytes <= most, "{bytes}");
        assert!(lyrics.lines.len() >= 100 && header.remark.is_some());
        // One stamp many times is one stamp.
        assert_eq!(parse(&("[00:01.00]".repeat(9_000) + "a")).0.lines.len(), 1);
    }

    #[test]
    fn word_stamps_point_at_their_words() {
        let expect = |text: &str, expected: &[(f32, &str)]| {
            let (lyrics, _) = parse(text);
            let line = &lyrics.lines[0];
            let found: Vec<(f32, &str)> = line
                .words
                .iter()
                .map(|&(s, at)| (s, &line.text[at..]))
                .collect();
            assert_eq!(found, expected, "{text:?}");
        };
        expect(
            "[00:01.00]<00:01.00>I <00:01.50>am <00:02.00>",
            &[(1.0, "I am"), (1.5, "am")],
        );
        expect(
            "[00:01.00] <00:01.00> আমি <00:01.50> গাই",
            &[(1.0, "আমি গাই"), (1.5, "গাই")],
        );
        expect(
            "[00:01.00]so [00:01.50]be [00:02.00]it",
            &[(1.5, "be it"), (2.0, "it")],
        );
        expect("[00:01.00]<00:03.00>a <00:02.00>b", &[(3.0, "a b")]);
        expect("[offset:1000]\n[00:02.00]<00:02.50>a", &[(1.5, "a")]);
        expect("[00:01.00]a < b <c> d", &[]);
        let repeated = parse("[00:01.00][00:11.00]<00:01.50>a").0;
        assert_eq!(repeated.lines[1].words, [(11.5, 0)]);
    }

    #[test]
    fn random_bytes_keep_the_laws() {
        let mut state = 7u64;
        let pieces = [
            "[",
            "]",
            "<",
            ">",
            ":",
            ".",
            "0",
            "59",
            "00:01.00",
            "[00:02.00]",
            "<00:03>",
            "\n",
            " ",
            "ক্ষ",
            "é",
            "a",
            "offset:",
        ];
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..24 {
                state = crate::random::splitmix64(state);
                text.push_str(pieces[(state % pieces.len() as u64) as usize]);
            }
            let (lyrics, _) = parse(&text);
            let starts: Vec<f32> = lyrics.lines.iter().filter_map(|l| l.start_secs).collect();
            assert!(
                starts.is_sorted() && starts.iter().all(|s| *s >= 0.0),
                "{text:?}"
            );
            for line in &lyrics.lines {
                assert!(
                    line.words.is_sorted_by(|a, b| a.0 <= b.0 && a.1 <= b.1),
                    "{text:?}"
                );
                assert!(
                    line.words
                        .iter()
                        .all(|w| line.text.is_char_boundary(w.1) && w.1 < line.text.len()),
                    "{text:?}"
                );
            }
        }
    }
}
