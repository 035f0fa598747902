//! Every text that a person reads, in every language: the Fluent files in `assets/locales`, a
//! folder for each language, and a constant in [`id`] for each text.
//!
//! A text is a closed value: [`Text`] where nothing is filled in, [`Message`] with its values
//! otherwise. Both are written out in the [`locale()`] of the thread, which is English until
//! [`set_locale`] says otherwise; so an error made in one language can be read in another, and
//! what formats a text need not be handed its language. A job takes the locale of who spawns it.
//!
//! A new language is a new folder. What it lacks is told in English.

mod texts;
mod locale;
mod catalogue;
mod line;
mod number;
mod message;
#[cfg(test)]
pub(crate) mod test_kit;
#[cfg(test)]
mod tests;

pub(crate) use line::one_line;
pub use line::shown;
pub(crate) use locale::with_locale;
pub use locale::{Locale, locale, set_locale};
pub use message::{Message, Value, say};
pub(crate) use number::{decimal, signed};

use std::fmt::{self, Display};

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// A text, whatever the language: one of [`id`], or what is the [`same`] in all of them.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Text(Kind);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    /// By the hash of its key.
    Key(u64),
    Same(&'static str),
}

/// What is written alike in every language: a name, a formula, a key of the keyboard.
pub const fn same(words: &'static str) -> Text {
    Text(Kind::Same(words))
}

impl Text {
    const fn keyed(hash: u64) -> Self {
        Text(Kind::Key(hash))
    }

    /// The text in the locale of the thread. It must be one without values.
    // Never inlined: a change to a text would else make every panel anew.
    #[inline(never)]
    pub fn as_str(self) -> &'static str {
        self.in_locale(locale())
    }

    /// The text in English, as programs that read our output know it.
    pub fn english(self) -> &'static str {
        self.in_locale(Locale::EN)
    }

    #[inline(never)]
    pub(crate) fn in_locale(self, locale: Locale) -> &'static str {
        match self.0 {
            Kind::Key(hash) => catalogue::plain(hash, locale),
            Kind::Same(words) => words,
        }
    }

    /// The text where a language has it and it takes no values.
    fn plain(self, locale: Locale) -> Option<&'static str> {
        match self.0 {
            Kind::Key(hash) => catalogue::without_values(hash, locale),
            Kind::Same(words) => Some(words),
        }
    }

    /// The text with its values, in the locale of the thread.
    fn filled<'a>(self, values: impl Iterator<Item = (&'a str, String)>) -> String {
        match self.0 {
            Kind::Key(hash) => catalogue::filled(hash, locale(), values),
            Kind::Same(words) => words.to_string(),
        }
    }

    /// The text without values that reads so in English, for who finds a button by its name.
    pub fn of_english(english: &str) -> Option<Text> {
        texts::keys()
            .iter()
            .map(|(hash, _)| Text::keyed(*hash))
            .find(|text| text.plain(Locale::EN) == Some(english))
    }

    /// True for no text at all, `same("")`.
    pub fn is_empty(self) -> bool {
        matches!(self.0, Kind::Same(""))
    }
}

impl Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Kind::Key(hash) => f.write_str(texts::key(hash)),
            Kind::Same(words) => write!(f, "{words:?}"),
        }
    }
}

/// A text in the locale of the thread.
pub(crate) fn tr(text: Text) -> &'static str {
    text.as_str()
}

/// A text with values in it, in the locale of the thread: `fill(id::N_SONGS, &[("n", &n)])`. Values
/// are written as they are displayed; one of digits alone counts as a number, by which the text
/// may choose its plural.
#[inline(never)]
pub(crate) fn fill(text: Text, values: &[(&str, &dyn Display)]) -> String {
    let values = values
        .iter()
        .map(|(name, value)| (*name, value.to_string()));
    text.filled(values)
}

/// Two texts that belong together, such as a name and what explains it.
pub fn pair(name: Text, hint: Text) -> (&'static str, &'static str) {
    (tr(name), tr(hint))
}
