//! SubRip (SRT) and WebVTT as lyrics: the text of each cue, and when it begins.

use super::stamps::{of_words, seconds};
use super::{LyricLine, Lyrics};

/// Lyrics of a text that has the times of subtitles; `None` for any other text.
pub(super) fn parse(text: &str) -> Option<Lyrics> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let starts: Vec<Option<f64>> = lines.iter().map(|line| cue_start(line)).collect();
    if starts.iter().all(Option::is_none) {
        return None;
    }
    let mut cues: Vec<(f64, LyricLine)> = Vec::new();
    // When the cue began whose first line is still to come.
    let mut begins: Option<f64> = None;
    let mut is_note = true;
    for (i, line) in lines.iter().enumerate() {
        let is_first = i == 0 || lines[i - 1].is_empty();
        if let Some(secs) = starts[i] {
            begins = Some(secs);
            is_note = false;
            continue;
        }
        // Blocks that are shown nowhere, and all that stands before the first cue.
        is_note = is_note && (!is_first || cues.is_empty()) || is_first && is_hidden_block(line);
        let is_name_of_cue = starts.get(i + 1).is_some_and(Option::is_some)
            && (is_first || line.bytes().all(|b| b.is_ascii_digit()));
        if line.is_empty() || is_note || is_name_of_cue {
            continue;
        }
        let (text, words) = of_words(line);
        let words = words
            .into_iter()
            .map(|(secs, at)| (secs as f32, at))
            .collect();
        let start = begins.take();
        let time = start
            .or_else(|| cues.last().map(|(time, _)| *time))
            .unwrap_or(0.0);
        cues.push((
            time,
            LyricLine {
                start_secs: start.map(|s| s as f32),
                text,
                words,
            },
        ));
    }
    cues.sort_by(|a, b| a.0.total_cmp(&b.0));
    Some(Lyrics {
        lines: cues.into_iter().map(|(_, line)| line).collect(),
        source: None,
    })
}

/// `00:00:01,000 --> 00:00:04,000`, with settings of its place behind it or not.
fn cue_start(line: &str) -> Option<f64> {
    let (start, end) = line.split_once("-->")?;
    seconds(end.split_whitespace().next()?)?;
    seconds(start)
}

fn is_hidden_block(line: &str) -> bool {
    ["WEBVTT", "NOTE", "STYLE", "REGION"].iter().any(|name| {
        line.strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let show = |l: &LyricLine| {
            format!(
                "{}|{}",
                l.start_secs.map_or("-".to_string(), |s| format!("{s:.2}")),
                l.text
            )
        };
        parse(text).unwrap().lines.iter().map(show).collect()
    }

    #[test]
    fn subrip_cues() {
        let text = "1\n00:00:01,000 --> 00:00:04,000\nHello from\ntwo lines\n\n2\n00:00:05,500 --> 00:00:08,000\n1999\n";
        assert_eq!(shown(text), ["1.00|Hello from", "-|two lines", "5.50|1999"]);
        // Without blank lines between.
        let text = "1\n00:00:01,000 --> 00:00:04,000\na\n2\n00:00:05,000 --> 00:00:06,000\nb";
        assert_eq!(shown(text), ["1.00|a", "5.00|b"]);
    }

    #[test]
    fn web_vtt_cues() {
        let text = "WEBVTT - title\nKind: captions\n\nNOTE made by hand\nover two lines\n\nintro\n00:01.000 --> 00:04.000 align:start\nHello\n\nNOTE\nhidden\n\n\
                    00:05.000 --> 00:06.000\n<00:05.000>two <00:05.500>words";
        assert_eq!(shown(text), ["1.00|Hello", "5.00|two words"]);
        assert_eq!(parse(text).unwrap().lines[1].words, [(5.0, 0), (5.5, 4)]);
        assert_eq!(parse("a --> b\n[00:01.00]c"), None);
    }
}
