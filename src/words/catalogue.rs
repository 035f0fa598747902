//! The texts of each language, read from its Fluent files when the first of them is asked for. A
//! text without values is then a row of a table; one with values is formatted by Fluent.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use super::Locale;
use super::texts::{N_LOCALES, key, keys, language, place};

/// One language.
pub(super) struct Catalogue {
    bundle: FluentBundle<FluentResource>,
    /// By the place of its key: what needs no values; `None` where it needs some, or is missing.
    plain: Vec<Option<Box<str>>>,
}

impl Catalogue {
    /// The language as it is embedded.
    pub(super) fn of(locale: Locale) -> &'static Catalogue {
        static ALL: [OnceLock<Catalogue>; N_LOCALES] = [const { OnceLock::new() }; N_LOCALES];
        ALL[locale.0].get_or_init(|| {
            let (code, files) = language(locale.0);
            let (catalogue, faults) = Catalogue::read(code, files);
            debug_assert!(faults.is_empty(), "{faults:#?}");
            catalogue
        })
    }

    /// The language of these files, and what is wrong with them: a syntax error, or a key that is
    /// there twice.
    pub(super) fn read(code: &str, files: &[&str]) -> (Self, Vec<String>) {
        let mut faults = Vec::new();
        let language = code.parse().unwrap_or_else(|_| {
            faults.push(format!("{code} is no code of a language"));
            Default::default()
        });
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Marks of direction around values: no text here mixes directions, and a copied path or
        // a table must not hold them.
        bundle.set_use_isolating(false);
        for file in files {
            let resource =
                FluentResource::try_new((*file).to_string()).unwrap_or_else(|(rest, errors)| {
                    faults.extend(errors.iter().map(|e| format!("{code}: {e}")));
                    rest
                });
            if let Err(errors) = bundle.add_resource(resource) {
                faults.extend(errors.iter().map(|e| format!("{code}: {e}")));
            }
        }
        let mut catalogue = Catalogue {
            bundle,
            plain: Vec::new(),
        };
        catalogue.plain = keys()
            .iter()
            .map(|(_, key)| catalogue.without_values(key))
            .collect();
        (catalogue, faults)
    }

    /// The text where it formats to the end with nothing filled in.
    fn without_values(&self, key: &str) -> Option<Box<str>> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, None, &mut errors);
        errors.is_empty().then(|| text.into())
    }

    #[cfg(test)]
    pub(super) fn has(&self, key: &str) -> bool {
        self.bundle
            .get_message(key)
            .is_some_and(|m| m.value().is_some())
    }

    /// `None` where this language lacks the text.
    pub(super) fn format(&self, key: &str, values: &FluentArgs) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(values), &mut errors);
        debug_assert!(errors.is_empty(), "{key}: {errors:?}");
        Some(text.into_owned())
    }
}

/// The text in a language, where that has it and it takes no values.
pub(super) fn without_values(text: u64, locale: Locale) -> Option<&'static str> {
    Catalogue::of(locale).plain[place(text)].as_deref()
}

/// The text in a language, or in English where that lacks it.
pub(super) fn plain(text: u64, locale: Locale) -> &'static str {
    let found = without_values(text, locale).or_else(|| without_values(text, Locale::EN));
    let key = key(text);
    debug_assert!(found.is_some(), "{key} is a text with values");
    found.unwrap_or(key)
}

/// The text with its values, in a language, or in English where that lacks it.
pub(super) fn filled<'a>(
    text: u64,
    locale: Locale,
    values: impl Iterator<Item = (&'a str, String)>,
) -> String {
    let values: FluentArgs = values
        .map(|(name, value)| (name, number_or_text(value)))
        .collect();
    let key = key(text);
    let said = Catalogue::of(locale).format(key, &values);
    said.or_else(|| Catalogue::of(Locale::EN).format(key, &values))
        .unwrap_or_else(|| key.to_string())
}

/// A count as the number it is, by which a text chooses its plural; all else as it is spelt.
pub(super) fn number_or_text(value: String) -> FluentValue<'static> {
    let is_count = !value.is_empty()
        && value.len() < 16
        && value.bytes().all(|b| b.is_ascii_digit())
        && (value == "0" || !value.starts_with('0'));
    match value.parse::<u64>() {
        Ok(count) if is_count => FluentValue::from(count),
        _ => FluentValue::from(value),
    }
}
