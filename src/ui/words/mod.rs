//! The window's words in the language that was chosen. Panels write English through [`tr`],
//! [`fill`] and [`pair`]; what is written elsewhere for a panel to show is marked with [`english`],
//! and what the session tells goes through [`told`]. The other language has its table,
//! [`bangla::BANGLA`], and a test finds what it lacks.

mod bangla;
pub mod glossary;
mod messages;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

pub use crate::words::{Locale, locale, set_locale};

static IN_BANGLA: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| bangla::all().copied().collect());

/// Marks an English text that a panel puts through [`tr`] when it shows it.
pub const fn english(text: &'static str) -> &'static str {
    text
}

/// An English text in the language of the window; the English itself where the table lacks it.
// Never inlined, as the next two: a text in a table would else make every panel anew.
#[inline(never)]
pub fn tr(english: &str) -> &str {
    if locale() == Locale::BN {
        return IN_BANGLA.get(english).copied().unwrap_or(english);
    }
    english
}

/// Two texts that belong together, such as a name and what explains it.
pub fn pair(name: &'static str, hint: &'static str) -> (&'static str, &'static str) {
    (tr(name), tr(hint))
}

/// A text with values in it: `fill("{n} songs", &[("n", &n)])`.
#[inline(never)]
pub fn fill(english: &str, values: &[(&str, &dyn std::fmt::Display)]) -> String {
    let mut text = tr(english).to_string();
    for (name, value) in values {
        text = text.replace(&format!("{{{name}}}"), &value.to_string());
    }
    text
}

/// What another room tells, in the language of the window. It is told in English with its values
/// filled in, which are found again by [`messages::MESSAGES`]; what is not among them, such as the
/// cause of an error, stays English. Sentences that a semicolon joins are told each for itself.
#[inline(never)]
pub fn told(text: &str) -> Cow<'_, str> {
    if locale() == Locale::EN {
        return Cow::Borrowed(text);
    }
    match told_whole(text) {
        Cow::Borrowed(same) if same == text && text.contains("; ") => Cow::Owned(
            text.split("; ")
                .map(told_whole)
                .collect::<Vec<_>>()
                .join("; "),
        ),
        told => told,
    }
}

fn told_whole(text: &str) -> Cow<'_, str> {
    if let Some(known) = IN_BANGLA.get(text) {
        return Cow::Borrowed(known);
    }
    let told = messages::MESSAGES.iter().find_map(|key| {
        let values = values_of(key, text)?;
        let said = |value: &str| match messages::TASKS.iter().find(|task| **task == value) {
            Some(task) => tr(task).to_string(),
            None => value.to_string(),
        };
        let place = |text: String, (name, value): (&str, &str)| {
            text.replace(&format!("{{{name}}}"), &said(value))
        };
        Some(values.into_iter().fold(tr(key).to_string(), place))
    });
    told.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The values that make `pattern` the text; `None` where it is another text. Fixed parts are taken
/// at their first place.
fn values_of<'a>(pattern: &'a str, text: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    let (first, mut rest) = pattern.split_once('{')?;
    let mut text = text.strip_prefix(first)?;
    let mut values = Vec::new();
    loop {
        let (name, after) = rest.split_once('}')?;
        let (fixed, next) = match after.split_once('{') {
            Some((fixed, next)) => (fixed, Some(next)),
            None => (after, None),
        };
        let value = match next {
            Some(_) if fixed.is_empty() => return None,
            Some(_) => text.split_once(fixed)?.0,
            None => text.strip_suffix(fixed)?,
        };
        if value.is_empty() {
            return None;
        }
        values.push((name, value));
        match next {
            Some(next) => (text, rest) = (&text[value.len() + fixed.len()..], next),
            None => return Some(values),
        }
    }
}
