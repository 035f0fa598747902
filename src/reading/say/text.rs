//! Texts with values in them, and how numbers are written.

use std::cell::Cell;
use std::fmt::Display;

type Translate = fn(&str) -> &str;

thread_local! {
    /// What the thread that draws the window looks its texts up with.
    static TRANSLATE: Cell<Translate> = const { Cell::new(|english| english) };
}

/// From now on sentences that this thread asks for are put through `translate`.
pub fn translate_with(translate: Translate) {
    TRANSLATE.set(translate);
}

pub(super) fn tr(english: &str) -> &str {
    TRANSLATE.get()(english)
}

/// A text with values in it, in the language of the thread.
pub(super) fn fill(english: &str, values: &[(&str, &dyn Display)]) -> String {
    placed(tr(english), values)
}

/// A text with values in it, in English.
pub(crate) fn en(english: &str, values: &[(&str, &dyn Display)]) -> String {
    placed(english, values)
}

/// What a value holds is never taken for a place.
fn placed(text: &str, values: &[(&str, &dyn Display)]) -> String {
    let (mut placed, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, (name, after))) = next_place(rest) {
        placed.push_str(before);
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => placed.push_str(&value.to_string()),
            None => placed.extend(["{", name, "}"]),
        }
        rest = after;
    }
    placed + rest
}

fn next_place(text: &str) -> Option<(&str, (&str, &str))> {
    let (before, after) = text.split_once('{')?;
    Some((before, after.split_once('}')?))
}

/// Three digits, without the sign of what rounds to 0.
pub fn digits(value: f64) -> String {
    let text = format!("{value:.3}");
    if text == "-0.000" {
        "0.000".to_string()
    } else {
        text
    }
}

/// The mean of chance, with the band that 95 % of it lie in.
pub fn chance([mean, low, high]: [f64; 3]) -> String {
    format!(
        "chance {}, 95 % of it {} to {}",
        digits(mean),
        digits(low),
        digits(high)
    )
}

/// A score with two digits and a proper minus.
pub(super) fn two(value: f64) -> String {
    let text = format!("{value:.2}");
    if text == "-0.00" {
        "0.00".to_string()
    } else {
        text.replace('-', "−")
    }
}

/// A share in hundredths, without the sign for it.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0}", 100.0 * share).replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_take_their_places_and_are_no_patterns() {
        let values: [(&str, &dyn Display); 2] = [("a", &"{b}"), ("b", &2)];
        assert_eq!(en("{a} of {b}, {c}{", &values), "{b} of 2, {c}{");
    }

    #[test]
    fn what_rounds_to_nothing_has_no_sign() {
        assert_eq!(
            [-0.0004, -0.0006, 0.5].map(digits),
            ["0.000", "-0.001", "0.500"]
        );
    }
}
