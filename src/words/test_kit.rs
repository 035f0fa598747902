//! What tests of other rooms look for in what is told in another language.

/// Words of a text in small Latin letters, as English has them, but for these names.
pub(crate) fn english_left<'a>(text: &'a str, names: &[&str]) -> Vec<&'a str> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    let is_english = |word: &&str| {
        word.len() > 2 && word.chars().all(|c| c.is_ascii_lowercase()) && !names.contains(word)
    };
    words.filter(is_english).collect()
}
