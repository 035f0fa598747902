//! How well a few typed letters fit a name.

/// Higher is better; `None` when a word of `query` is not in `text`, letter by letter in its order.
/// Case does not count. A whole word beats the beginning of one, which beats letters within, which
/// beat letters far apart.
pub(super) fn score(query: &str, text: &str) -> Option<i32> {
    let text: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    query
        .split_whitespace()
        .map(|word| of_word(word, &text))
        .try_fold(0, |sum, score| Some(sum + score?))
}

fn of_word(word: &str, text: &[char]) -> Option<i32> {
    let word: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let starts = |at: usize| at == 0 || !text[at - 1].is_alphanumeric();
    let together = (0..text.len())
        .filter(|&at| text[at..].starts_with(&word))
        .map(|at| {
            let ends = text
                .get(at + word.len())
                .is_none_or(|c| !c.is_alphanumeric());
            100 + if starts(at) { 50 } else { 0 } + if starts(at) && ends { 30 } else { 0 }
                - (at as i32).min(20)
        });
    together.max().or_else(|| apart(&word, text))
}

/// Letters in order with others between them: each that begins a word counts, each that was passed
/// over costs.
fn apart(word: &[char], text: &[char]) -> Option<i32> {
    let (mut at, mut score) = (0, 40);
    for letter in word {
        let found = at + text[at..].iter().position(|c| c == letter)?;
        let begins = found == 0 || !text[found - 1].is_alphanumeric();
        score += if begins { 8 } else { 0 } - (found - at).min(6) as i32;
        at = found + 1;
    }
    Some(score)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best<'a>(query: &str, names: &[&'a str]) -> Vec<&'a str> {
        let mut hits: Vec<(i32, &str)> = names
            .iter()
            .filter_map(|&name| Some((score(query, name)?, name)))
            .collect();
        hits.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        hits.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn words_beat_beginnings_and_beginnings_beat_letters() {
        let names = ["Colour by cluster", "Clusters", "Close the window", "Run"];
        assert_eq!(
            best("cluster", &names)[..2],
            ["Colour by cluster", "Clusters"]
        );
        assert_eq!(best("CLU", &names)[..2], ["Clusters", "Colour by cluster"]);
        assert_eq!(best("cbc", &names), ["Colour by cluster"]);
        assert_eq!(best("by clu", &names), ["Colour by cluster"]);
        assert!(best("zz", &names).is_empty());
        assert_eq!(best("", &names).len(), 4);
    }

    #[test]
    fn bangla_is_found_as_it_is_typed() {
        assert!(score("গান", "সবচেয়ে কাছের গান").is_some());
        assert!(score("গান চালান", "গান").is_none());
    }
}
