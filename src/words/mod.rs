//! Every text that a person reads, in every language: the Fluent files in `assets/locales`, a
//! folder for each language, and a constant in [`id`] for each text.
//!
//! A text is a closed value: [`Text`] where nothing is filled in, [`Message`] with its values
//! otherwise. Both are written out in the [`locale`] of the thread, which is English until
//! [`set_locale`] says otherwise; so an error made in one language can be read in another, and
//! what formats a text need not be handed its language. A job takes the locale of who spawns it.
//!
//! A new language is a new folder. What it lacks is told in English.

mod catalogue;
mod locale;
mod message;
#[cfg(test)]
mod tests;

pub use locale::{Locale, locale, set_locale, with_locale};
pub use message::{Message, Value, say};

use std::fmt::{self, Display};

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// A text of the catalogue, whatever the language: one of [`id`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Text(u16);

impl Text {
    /// What names it in the files.
    pub fn key(self) -> &'static str {
        KEYS[usize::from(self.0)]
    }

    /// The text in the locale of the thread. It must be one without values.
    // Never inlined: a change to a text would else make every panel anew.
    #[inline(never)]
    pub fn as_str(self) -> &'static str {
        catalogue::plain(self, locale())
    }

    /// The text in English, as programs that read our output know it.
    pub fn english(self) -> &'static str {
        catalogue::plain(self, Locale::EN)
    }
}

impl Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// A text in the locale of the thread.
pub fn tr(text: Text) -> &'static str {
    text.as_str()
}

/// A text with values in it, in the locale of the thread: `fill(id::N_SONGS, &[("n", &n)])`. Values
/// are written as they are displayed; one of digits alone counts as a number, by which the text
/// may choose its plural.
#[inline(never)]
pub fn fill(text: Text, values: &[(&str, &dyn Display)]) -> String {
    let values = values
        .iter()
        .map(|(name, value)| (*name, value.to_string()));
    catalogue::filled(text, locale(), values)
}
