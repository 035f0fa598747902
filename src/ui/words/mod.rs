//! The window's words in the language that was chosen. Panels write English through [`tr`] and [`fill`]; the other
//! language has its table, [`bangla::BANGLA`], and a test finds what it lacks.

mod bangla;

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// A language of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Tongue {
    #[default]
    English,
    Bangla,
}

impl Tongue {
    pub const ALL: [Tongue; 2] = [Tongue::English, Tongue::Bangla];

    /// Its own name for itself.
    pub fn name(self) -> &'static str {
        match self {
            Tongue::English => "English",
            Tongue::Bangla => "বাংলা",
        }
    }
}

thread_local! {
    /// The language of the frame that is being drawn: set at its start, and windows in tests have a thread each.
    static TONGUE: Cell<Tongue> = const { Cell::new(Tongue::English) };
}

static IN_BANGLA: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| bangla::BANGLA.iter().copied().collect());

/// The language of everything drawn on this thread from now on.
pub fn speak(tongue: Tongue) {
    TONGUE.set(tongue);
}

pub fn spoken() -> Tongue {
    TONGUE.get()
}

/// An English text in the language of the window; the English itself where the table lacks it.
pub fn tr(english: &str) -> &str {
    match spoken() {
        Tongue::English => english,
        Tongue::Bangla => IN_BANGLA.get(english).copied().unwrap_or(english),
    }
}

/// A text with values in it: `fill("{n} songs", &[("n", &n)])`.
pub fn fill(english: &str, values: &[(&str, &dyn std::fmt::Display)]) -> String {
    let mut text = tr(english).to_string();
    for (name, value) in values {
        text = text.replace(&format!("{{{name}}}"), &value.to_string());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_take_their_places_in_either_language() {
        assert_eq!(fill("{n} of {all} songs", &[("n", &3), ("all", &"ten")]), "3 of ten songs");
        speak(Tongue::Bangla);
        assert_eq!(tr("No songs yet"), "এখনও কোনো গান নেই");
        assert_eq!(tr("not in any table"), "not in any table");
        speak(Tongue::English);
    }
}
