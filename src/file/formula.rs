//! Cells of a table that a spreadsheet would calculate instead of showing.
//!
//! Source: OWASP, "CSV Injection": what begins with `=`, `+`, `-`, `@`, a tab or a line break gets
//! a single quote in front, which spreadsheets take for "this is text". Full-width forms are taken
//! for the same signs by some.

use std::borrow::Cow;

/// True for what a spreadsheet takes for a formula, however many quotes stand in front.
fn is_formula(cell: &str) -> bool {
    let begins = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    cell.trim_start_matches('\'').starts_with(begins)
}

/// The cell as it is safe to write; numbers stay what they are. [`original`] takes it back.
pub(crate) fn inert(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) && cell.parse::<f64>().is_err() {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// What was written by [`inert`]; other cells are themselves.
pub(crate) fn original(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text_and_come_back() {
        for formula in [
            "=HYPERLINK(\"http://x\")",
            "+1+1",
            "-la la",
            "@SUM(A1)",
            "\t=1",
            "\r\n=1",
            "'=1",
            "''-1",
            "'-1",
            "＝1",
            "-",
        ] {
            let written = inert(formula);
            assert!(written.starts_with('\''), "{formula}");
            assert_eq!(original(&written), formula);
        }
        for plain in [
            "",
            "song",
            "-1.5",
            "+3e-2",
            "-inf",
            "'tis the season",
            "a=b",
            "0",
            "গান",
        ] {
            assert_eq!(inert(plain), plain);
            assert_eq!(original(plain), plain);
        }
    }
}
