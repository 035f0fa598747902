//! Which script a text is written in.

/// True for letters, signs and digits of the Bengali block.
pub(crate) fn is_bengali(c: char) -> bool {
    ('\u{0980}'..='\u{09FF}').contains(&c)
}

/// English name of the script of most of a text's letters; `None` without letters of a known one.
pub(crate) fn main_script(text: &str) -> Option<&'static str> {
    whatlang::detect_script(text).map(|found| {
        // The name borrows from the value: look the same one up in the list that lives for ever.
        whatlang::Script::all()
            .iter()
            .find(|script| **script == found)
            .map_or("", whatlang::Script::name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_of_songs() {
        for (text, script) in [
            ("Yesterday, all my troubles", Some("Latin")),
            ("আমার সোনার বাংলা", Some("Bengali")),
            ("আমার সোনার বাংলা, oh baby", Some("Bengali")),
            ("Подмосковные вечера", Some("Cyrillic")),
            ("♪ 1, 2, 3 …", None),
        ] {
            assert_eq!(main_script(text), script, "{text}");
        }
    }
}
