//! LRC, the line-timed lyrics format, with its common extensions; and plain text told apart from it.
//!
//! There is no standard; this reads what players write: several stamps a line, `[offset:]`, metadata tags, word stamps
//! in angle brackets (enhanced LRC, "A2") or in square brackets inside a line.

use super::{LyricLine, Lyrics};

/// Metadata that a file of lyrics tells about its song.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Header {
    pub title: Option<String>,
    pub artist: Option<String>,
    pub language: Option<String>,
}

/// `[key:value]` lines that are no words.
const KEYS: &[&str] = &[
    "ti", "ar", "al", "au", "lr", "la", "by", "re", "tool", "ve", "length", "offset", "id", "hash", "sign", "total",
    "qq", "kana", "encoding", "lang", "language", "title", "artist", "album", "author",
];

/// Lyrics from the text of a file, a tag or a cell: LRC when at least one line begins with a time stamp, else plain.
/// In LRC the lines are in order of time; a line without words is a pause.
pub(super) fn parse(text: &str) -> (Lyrics, Header) {
    let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n").replace('\r', "\n");
    if text.lines().any(|line| stamp(line.trim_start()).is_some()) {
        parse_lrc(&text)
    } else {
        let mut header = Header::default();
        let words: Vec<&str> = text.lines().filter(|line| read_tag(line.trim(), &mut header).is_none()).collect();
        (plain(&words), header)
    }
}

/// Plain lines: stanzas stay apart by one blank line, none at either end.
fn plain(lines: &[&str]) -> Lyrics {
    let mut kept: Vec<&str> = Vec::with_capacity(lines.len());
    for line in lines.iter().map(|l| l.trim()) {
        if !line.is_empty() || kept.last().is_some_and(|last| !last.is_empty()) {
            kept.push(line);
        }
    }
    Lyrics::from_text(kept.join("\n").trim_end())
}

fn parse_lrc(text: &str) -> (Lyrics, Header) {
    let mut header = Header::default();
    let mut offset_secs = 0.0;
    // (time it sorts by, line); lines without a stamp stay behind the line before them.
    let mut timed: Vec<(f64, LyricLine)> = Vec::new();
    for line in text.lines().map(str::trim) {
        let (stamps, rest) = leading_stamps(line);
        if stamps.is_empty() {
            if let Some(tag) = read_tag(line, &mut header) {
                offset_secs = tag.offset_secs.unwrap_or(offset_secs);
            } else if !line.is_empty() {
                let after = timed.last().map_or(f64::NEG_INFINITY, |(time, _)| *time);
                timed.push((after, LyricLine { text: line.to_string(), ..LyricLine::default() }));
            }
            continue;
        }
        let (words_text, words) = word_stamps(rest);
        for &start in &stamps {
            let shift = start - stamps[0];
            let moved = words.iter().map(|&(secs, at)| ((secs + shift) as f32, at)).collect();
            let line = LyricLine { start_secs: Some(start as f32), text: words_text.clone(), words: moved };
            timed.push((start, line));
        }
    }
    timed.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut lines: Vec<LyricLine> = timed.into_iter().map(|(_, line)| line).collect();
    // A second pause in a row says nothing new.
    lines.dedup_by(|next, before| next.text.is_empty() && before.text.is_empty());
    for line in &mut lines {
        shift_line(line, offset_secs as f32);
    }
    (Lyrics { lines, source: None }, header)
}

/// A positive offset lets the words appear sooner.
fn shift_line(line: &mut LyricLine, offset_secs: f32) {
    line.start_secs = line.start_secs.map(|s| (s - offset_secs).max(0.0));
    for (secs, _) in &mut line.words {
        *secs = (*secs - offset_secs).max(0.0);
    }
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
        _ => {}
    }
    let offset_ms = (key == "offset").then(|| value.trim().trim_start_matches('+').parse::<f64>().ok()).flatten();
    Some(Tag { offset_secs: offset_ms.filter(|ms| ms.abs() < 3.6e6).map(|ms| ms / 1000.0) })
}

fn leading_stamps(line: &str) -> (Vec<f64>, &str) {
    let mut stamps = Vec::new();
    let mut rest = line;
    while let Some((secs, length)) = stamp(rest) {
        stamps.push(secs);
        rest = rest[length..].trim_start();
    }
    (stamps, rest.trim())
}

/// `[mm:ss.xx]` at the start of `text`: seconds, and how many bytes it takes.
fn stamp(text: &str) -> Option<(f64, usize)> {
    let inner = text.strip_prefix('[')?;
    let end = inner.find(']')?;
    Some((seconds(&inner[..end])?, end + 2))
}

/// `mm:ss`, `mm:ss.xx`, `mm:ss.xxx`, `mm:ss:xx` (hundredths) or `h:mm:ss.xx`, in seconds.
fn seconds(stamp: &str) -> Option<f64> {
    let stamp = stamp.trim().replace(',', ".");
    let parts: Vec<&str> = stamp.split(':').map(str::trim).collect();
    let whole = |s: &str| (s.len() <= 4).then(|| digits_value(s)).flatten();
    let (hours, minutes, secs) = match parts[..] {
        [minutes, secs] => (0.0, whole(minutes)?, decimal(secs)?),
        [minutes, secs, hundredths] if hundredths.len() == 2 && !hundredths.contains('.') => {
            (0.0, whole(minutes)?, whole(secs)? + whole(hundredths)? / 100.0)
        }
        [hours, minutes, secs] => (whole(hours)?, whole(minutes)?, decimal(secs)?),
        _ => return None,
    };
    (secs < 100.0).then_some(hours * 3600.0 + minutes * 60.0 + secs)
}

/// Digits, and at most one point among them. `str::parse` alone would take `inf`, `1e9` and signs too.
fn decimal(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |s: &str| s.len() <= 9 && s.bytes().all(|b| b.is_ascii_digit());
    (!whole.is_empty() && is_number(whole) && is_number(fraction)).then(|| text.parse().ok()).flatten()
}

fn digits_value(text: &str) -> Option<f64> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// The words of a line without the stamps among them, and where each stamped word begins.
fn word_stamps(line: &str) -> (String, Vec<(f64, usize)>) {
    let mut text = String::with_capacity(line.len());
    let mut words: Vec<(f64, usize)> = Vec::new();
    let mut pending: Option<f64> = None;
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        if let Some((secs, length)) = inner_stamp(rest) {
            pending = Some(secs);
            rest = &rest[length..];
            continue;
        }
        let is_space = c.is_whitespace();
        // Spaces on both sides of a stamp are one space.
        if !(is_space && (text.is_empty() || text.ends_with(char::is_whitespace))) {
            if let Some(secs) = pending.filter(|_| !is_space) {
                words.push((secs, text.len()));
                pending = None;
            }
            text.push(c);
        }
        rest = &rest[c.len_utf8()..];
    }
    text.truncate(text.trim_end().len());
    // A stamp after the last word says when it ends; only ascending ones can be followed.
    let mut last = f64::NEG_INFINITY;
    words.retain(|&(secs, _)| {
        let ascends = secs >= last;
        last = last.max(secs);
        ascends
    });
    (text, words)
}

fn inner_stamp(text: &str) -> Option<(f64, usize)> {
    if let Some(found) = stamp(text) {
        return Some(found);
    }
    let inner = text.strip_prefix('<')?;
    let end = inner.find('>')?;
    Some((seconds(&inner[..end])?, end + 2))
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
            ("\u{FEFF}[00:01.00]a\r\n[00:02.00] b \r\n", vec!["1.000|a", "2.000|b"]),
            ("[00:01.00]a\r[00:02.00]b", vec!["1.000|a", "2.000|b"]),
            (
                "[00:01.00][00:05.00] [00:03.00]chorus\n[00:02.00]verse",
                vec!["1.000|chorus", "2.000|verse", "3.000|chorus", "5.000|chorus"],
            ),
            ("[00:01.00]a\n[00:02.00]\n[00:03.00]\n[00:04.00]b", vec!["1.000|a", "2.000|", "4.000|b"]),
            ("[ti:T]\n[ar:A]\n[00:05.00]a\n[offset:+500]", vec!["4.500|a"]),
            ("[offset:-500]\n[00:05.00]a", vec!["5.500|a"]),
            ("[offset:9000]\n[00:05.00]a", vec!["0.000|a"]),
            ("[offset:junk]\n[00:05.00]a", vec!["5.000|a"]),
            ("[00:09.00]b\nsecond half\n[00:01.00]a\n\n", vec!["1.000|a", "9.000|b", "-|second half"]),
            ("[Chorus]\n[00:01.00]a\n[Verse 2: X]", vec!["-|[Chorus]", "1.000|a", "-|[Verse 2: X]"]),
            ("[00:01.00]আমি [তুমি] গাই", vec!["1.000|আমি [তুমি] গাই"]),
            ("[99:99999]a", vec!["-|[99:99999]a"]),
            ("[-1:00]a", vec!["-|[-1:00]a"]),
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
        let (lyrics, header) = parse("[ti: গান ]\n[ar:শিল্পী]\n[la:bn]\n[by:x]\n[#: note]\n[00:01.00]ক");
        assert_eq!(lyrics.text(), "ক");
        let told = |s: &str| Some(s.to_string());
        assert_eq!(header, Header { title: told("গান"), artist: told("শিল্পী"), language: told("bn") });
    }

    #[test]
    fn word_stamps_point_at_their_words() {
        let expect = |text: &str, expected: &[(f32, &str)]| {
            let (lyrics, _) = parse(text);
            let line = &lyrics.lines[0];
            let found: Vec<(f32, &str)> = line.words.iter().map(|&(s, at)| (s, &line.text[at..])).collect();
            assert_eq!(found, expected, "{text:?}");
        };
        expect("[00:01.00]<00:01.00>I <00:01.50>am <00:02.00>", &[(1.0, "I am"), (1.5, "am")]);
        expect("[00:01.00] <00:01.00> আমি <00:01.50> গাই", &[(1.0, "আমি গাই"), (1.5, "গাই")]);
        expect("[00:01.00]so [00:01.50]be [00:02.00]it", &[(1.5, "be it"), (2.0, "it")]);
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
                state = crate::config::splitmix64(state);
                text.push_str(pieces[(state % pieces.len() as u64) as usize]);
            }
            let (lyrics, _) = parse(&text);
            let starts: Vec<f32> = lyrics.lines.iter().filter_map(|l| l.start_secs).collect();
            assert!(starts.is_sorted() && starts.iter().all(|s| *s >= 0.0), "{text:?}");
            for line in &lyrics.lines {
                assert!(line.words.is_sorted_by(|a, b| a.0 <= b.0 && a.1 <= b.1), "{text:?}");
                assert!(
                    line.words.iter().all(|w| line.text.is_char_boundary(w.1) && w.1 < line.text.len()),
                    "{text:?}"
                );
            }
        }
    }
}
