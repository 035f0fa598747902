//! Time stamps of lyrics in all the ways they are written, and the words between them.

/// The longest stamp that is looked for, in bytes.
const LONGEST: usize = 48;

/// A stamp at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stamp {
    pub(crate) secs: f64,
    /// How many bytes it takes.
    pub(crate) length: usize,
    /// `[start,length]` in milliseconds, as KRC, QRC and YRC have it: the words of such a line are
    /// marked in the same way.
    pub(crate) in_ms: bool,
}

/// `[mm:ss.xx]` at the start of `text`, in any of its variants.
pub(super) fn stamp(text: &str) -> Option<Stamp> {
    let (inner, length) = bracketed(text, '[', ']')?;
    if let Some(secs) = seconds(inner) {
        return Some(Stamp {
            secs,
            length,
            in_ms: false,
        });
    }
    Some(Stamp {
        secs: milliseconds(inner)?,
        length,
        in_ms: true,
    })
}

/// A text whose lines begin with times that stand in no square brackets (`0:05 words`, `(0:05)
/// words`, `00:05.20 - words`), with brackets around them; `None` where most lines do not.
pub(super) fn bracketed_lines(text: &str) -> Option<String> {
    const LEAST: usize = 3;
    let is_said = |line: &&str| !line.trim().is_empty();
    let n_lines = text.lines().filter(is_said).count();
    let n_bare = text.lines().filter(|line| bare(line).is_some()).count();
    if n_bare < LEAST || 3 * n_bare < 2 * n_lines {
        return None;
    }
    let lines = text.lines().map(|line| match bare(line) {
        Some((time, words)) => format!("[{time}]{words}"),
        None => line.to_string(),
    });
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// The time that a line begins with, and the words behind it.
fn bare(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let (time, rest) = match line.strip_prefix('(') {
        Some(inner) => inner.split_once(')')?,
        None => line.split_once([' ', '\t'])?,
    };
    let is_time = time.len() <= 12
        && time.contains(':')
        && time.starts_with(|c: char| c.is_ascii_digit())
        && seconds(time).is_some();
    let words = rest.trim_start_matches(['-', '–', '—', ' ', '\t']);
    (is_time && !words.is_empty()).then_some((time, words))
}

/// What stands between two brackets at the start of a text, and how many bytes it takes with them.
fn bracketed(text: &str, open: char, close: char) -> Option<(&str, usize)> {
    let inner = text.strip_prefix(open)?;
    let end = inner[..inner.floor_char_boundary(LONGEST)].find(close)?;
    Some((&inner[..end], end + 2))
}

/// `mm:ss`, `mm:ss.xx`, `mm:ss.xxx`, `mm:ss:xx` (hundredths), `mm.ss.xx`, `h:mm:ss.xx`, with `,`
/// for the point and `;` for the colon; of a range (`00:01.00-00:03.00`, `00:01 --> 00:03`) the
/// beginning. Before 0 is 0.
pub(super) fn seconds(stamp: &str) -> Option<f64> {
    let stamp = stamp.trim();
    let (stamp, is_negative) = stamp
        .strip_prefix('-')
        .map_or((stamp, false), |rest| (rest, true));
    let range = [" --> ", "-->", "->", "-", "–", "~", ","]
        .into_iter()
        .find_map(|mark| stamp.split_once(mark));
    let first = match range {
        Some((first, last)) if first.contains([':', ';']) && point_of_time(last).is_some() => first,
        _ => stamp,
    };
    point_of_time(first).map(|secs| if is_negative { 0.0 } else { secs })
}

fn point_of_time(stamp: &str) -> Option<f64> {
    let stamp = stamp.trim().replace(',', ".").replace(';', ":");
    let parts: Vec<&str> = stamp.split(':').map(str::trim).collect();
    let whole = |s: &str| (s.len() <= 4).then(|| digits_value(s)).flatten();
    let (hours, minutes, secs) = match parts[..] {
        [dotted] => {
            let parts: Vec<&str> = dotted.split('.').collect();
            let [minutes, secs, hundredths] = parts[..] else {
                return None;
            };
            if minutes.len() > 2 || secs.len() != 2 || !(2..=3).contains(&hundredths.len()) {
                return None;
            }
            (
                0.0,
                whole(minutes)?,
                decimal(&format!("{secs}.{hundredths}"))?,
            )
        }
        [minutes, secs] => (0.0, whole(minutes)?, decimal(secs)?),
        [minutes, secs, hundredths] if hundredths.len() == 2 && !hundredths.contains('.') => (
            0.0,
            whole(minutes)?,
            whole(secs)? + whole(hundredths)? / 100.0,
        ),
        [hours, minutes, secs] => (whole(hours)?, whole(minutes)?, decimal(secs)?),
        _ => return None,
    };
    (secs < 100.0).then_some(hours * 3600.0 + minutes * 60.0 + secs)
}

/// `start,length` in whole milliseconds; small numbers are something else.
fn milliseconds(inner: &str) -> Option<f64> {
    let (start, length) = inner.split_once(',')?;
    let is_number = |s: &str| s.len() <= 8 && digits_value(s).is_some();
    let is_long = start.len() >= 3 || length.len() >= 3;
    (is_long && is_number(start) && is_number(length))
        .then(|| digits_value(start))
        .flatten()
        .map(|ms| ms / 1000.0)
}

/// Digits, and at most one point among them. `str::parse` alone would take `inf`, `1e9` and signs
/// too.
fn decimal(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |s: &str| s.len() <= 9 && s.bytes().all(|b| b.is_ascii_digit());
    (!whole.is_empty() && is_number(whole) && is_number(fraction))
        .then(|| text.parse().ok())
        .flatten()
}

fn digits_value(text: &str) -> Option<f64> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// The stamps a line begins with, each once, and the rest of the line.
pub(super) fn leading(line: &str) -> (Vec<Stamp>, &str) {
    let mut stamps: Vec<Stamp> = Vec::new();
    let mut rest = line;
    while let Some(found) = stamp(rest) {
        stamps.push(found);
        rest = rest[found.length..].trim_start();
    }
    let mut seen = std::collections::HashSet::new();
    stamps.retain(|s| seen.insert(s.secs.to_bits()));
    (stamps, rest.trim())
}

/// The words of a line without the stamps among them, and where each stamped word begins.
pub(super) fn of_words(line: &str) -> (String, Vec<(f64, usize)>) {
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
    if let Some(found) = stamp(text).filter(|s| !s.in_ms) {
        return Some((found.secs, found.length));
    }
    let (inner, length) = bracketed(text, '<', '>')?;
    Some((seconds(inner)?, length))
}

/// A line of KRC, QRC or YRC without the marks of its words: `<0,300,0>`, `(12345,300)`,
/// `(12345,300,0)`.
pub(super) fn without_ms_marks(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['<', '(']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let found = bracketed(rest, '<', '>').or_else(|| bracketed(rest, '(', ')'));
        let is_mark = |inner: &str| {
            (2..=3).contains(&inner.split(',').count())
                && inner.split(',').all(|n| digits_value(n).is_some())
        };
        let length = found.filter(|(inner, _)| is_mark(inner)).map_or_else(
            || {
                out.push_str(&rest[..1]);
                1
            },
            |(_, length)| length,
        );
        rest = &rest[length..];
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_of_every_kind() {
        for (text, secs) in [
            ("[00:12.34]", Some(12.34)),
            ("[00:12.345]", Some(12.345)),
            ("[00:12.3456]", Some(12.3456)),
            ("[01:02]", Some(62.0)),
            ("[1:2.5]", Some(62.5)),
            ("[00:12:50]", Some(12.5)),
            ("[00:12,50]", Some(12.5)),
            ("[00;12.50]", Some(12.5)),
            ("[00.12.34]", Some(12.34)),
            ("[1:00:01.25]", Some(3601.25)),
            ("[100:00.00]", Some(6000.0)),
            ("[ 00:01.00 ]", Some(1.0)),
            ("[00 : 05.00]", Some(5.0)),
            ("[00:01.00-00:03.00]", Some(1.0)),
            ("[00:01.00 --> 00:03.00]", Some(1.0)),
            ("[00:01.00,00:03.00]", Some(1.0)),
            ("[-00:01.00]", Some(0.0)),
            ("[12345,2000]", Some(12.345)),
            ("[1.5]", None),
            ("[1,2]", None),
            ("[1-2]", None),
            ("[00.12]", None),
            ("[99:99999]", None),
            ("[00:1e3]", None),
            ("[00:inf]", None),
            ("[ti:me]", None),
            ("[Chorus]", None),
        ] {
            assert_eq!(stamp(text).map(|s| s.secs), secs, "{text}");
            assert!(stamp(text).is_none_or(|s| s.length == text.len()), "{text}");
        }
    }

    #[test]
    fn marks_in_milliseconds_go() {
        assert_eq!(
            without_ms_marks("<0,300,0>I <300,200,0>am (so)"),
            "I am (so)"
        );
        assert_eq!(
            without_ms_marks("(190871,361,0)For (191232,172,0)all"),
            "For all"
        );
    }

    #[test]
    fn brackets_that_never_close_take_no_longer_than_their_number() {
        for piece in ["[", "<", "[0", "(", "<1,"] {
            let text = piece.repeat(400_000);
            assert!(leading(&text).0.is_empty() && of_words(&text).1.is_empty());
            assert!(without_ms_marks(&text).len() <= text.len());
        }
    }
}
