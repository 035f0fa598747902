//! Names of others within our lines.

use std::borrow::Cow;
use std::path::Path;

/// A name as it can stand in one line: what would end the line, or move the cursor of a terminal,
/// is written as it is in programs, `\n`, `\u{1b}`.
pub(crate) fn one_line(name: &str) -> Cow<'_, str> {
    let tears = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if !name.contains(tears) {
        return Cow::Borrowed(name);
    }
    let mut line = String::with_capacity(name.len() + 8);
    for c in name.chars() {
        match tears(c) {
            true => line.extend(c.escape_default()),
            false => line.push(c),
        }
    }
    Cow::Owned(line)
}

/// A path as [`one_line`].
pub fn shown(path: &Path) -> String {
    one_line(&path.to_string_lossy()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_ends_a_line() {
        for (name, line) in [
            ("a b", "a b"),
            ("গান র‍্যাব", "গান র‍্যাব"),
            ("two\nlines", "two\\nlines"),
            ("\r\t", "\\r\\t"),
            ("\u{1b}[2J", "\\u{1b}[2J"),
            ("\u{2028}\u{85}", "\\u{2028}\\u{85}"),
        ] {
            assert_eq!(one_line(name), line);
        }
    }
}
