//! The languages there are, and the one that a thread speaks.

use std::cell::Cell;
use std::fmt;

use serde::de::{self, Deserializer, EnumAccess, VariantAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use super::id;
use super::texts::{N_LOCALES, language};

/// A language: one of the folders in `assets/locales`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Locale(pub(super) usize);

thread_local! {
    static LOCALE: Cell<Locale> = const { Cell::new(Locale::EN) };
}

/// The language of every text that is written out on this thread.
pub fn locale() -> Locale {
    LOCALE.get()
}

/// The language of every text that is written out on this thread from now on.
pub fn set_locale(locale: Locale) {
    LOCALE.set(locale);
}

/// Does something in a language, and goes on in that of before.
pub(crate) fn with_locale<T>(locale: Locale, what: impl FnOnce() -> T) -> T {
    struct Before(Locale);
    impl Drop for Before {
        fn drop(&mut self) {
            set_locale(self.0);
        }
    }
    let _before = Before(LOCALE.replace(locale));
    what()
}

impl Locale {
    /// Every language, English first.
    pub fn all() -> impl ExactSizeIterator<Item = Locale> + Clone {
        (0..N_LOCALES).map(Locale)
    }

    /// Its code, by which its folder is called: `en`, `bn`.
    pub fn code(self) -> &'static str {
        language(self.0).0
    }

    /// Its own name for itself.
    pub fn name(self) -> &'static str {
        id::LANGUAGE_NAME.in_locale(self)
    }

    /// The language of a code; also by the two names that settings of before 0.2 gave.
    pub fn of(code: &str) -> Option<Locale> {
        let code = match code {
            "English" => "en",
            "Bangla" => "bn",
            code => code,
        };
        Locale::all().find(|locale| locale.code() == code)
    }
}

impl Default for Locale {
    fn default() -> Self {
        Locale::EN
    }
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Locale {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // As a variant, since the names of before were variants.
        serializer.serialize_unit_variant("Locale", self.0 as u32, self.code())
    }
}

impl<'de> Deserialize<'de> for Locale {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_enum("Locale", &[], Reader)
    }
}

/// Reads a locale by the name of a variant. A language that this program lacks reads as English.
struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Locale;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the code of a language")
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Locale, A::Error> {
        let (Code(locale), variant) = data.variant()?;
        variant.unit_variant()?;
        Ok(locale)
    }
}

struct Code(Locale);

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;
        impl Visitor<'_> for Name {
            type Value = Code;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the code of a language")
            }

            fn visit_str<E: de::Error>(self, code: &str) -> Result<Code, E> {
                Ok(Code(Locale::of(code).unwrap_or_default()))
            }
        }
        deserializer.deserialize_identifier(Name)
    }
}
