//! What pages of lyrics, and the programs that copy them, put around the words: counts, titles,
//! advertisements and buttons of Genius, addresses, notices of copyright, and who made the song.

use crate::text::fold;

/// What a text says of its song before the words begin.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct PageHead {
    pub(crate) title: Option<String>,
    pub(crate) artist: Option<String>,
}

const TITLES: &[&str] = &[
    "title",
    "song",
    "song title",
    "track",
    "শিরোনাম",
    "গান",
    "গানের নাম",
];
const ARTISTS: &[&str] = &[
    "artist",
    "singer",
    "singers",
    "band",
    "performed by",
    "sung by",
    "শিল্পী",
    "কণ্ঠ",
    "গায়ক",
    "ব্যান্ড",
];
/// Whatever else stands before a colon at the head of a text.
const FURTHER: &[&str] = &[
    "album",
    "year",
    "genre",
    "language",
    "label",
    "movie",
    "film",
    "released",
    "release date",
    "tune",
    "music",
    "lyrics",
    "অ্যালবাম",
    "এলবাম",
    "ছবি",
    "ছায়াছবি",
    "সাল",
    "ধরন",
    "লেবেল",
];
/// Who made a song, before a colon; a stamped line may begin with it as well.
const MAKERS: &[&str] = &[
    "作词",
    "作詞",
    "作曲",
    "编曲",
    "編曲",
    "词",
    "曲",
    "制作人",
    "製作人",
    "监制",
    "混音",
    "录音",
    "母带",
    "和声",
    "出品",
    "发行",
    "lyrics by",
    "written by",
    "composed by",
    "produced by",
    "arranged by",
    "music by",
    "words by",
    "lyricist",
    "composer",
    "arranger",
    "producer",
    "কথা",
    "সুর",
    "কথা ও সুর",
    "কথা এবং সুর",
    "সঙ্গীত",
    "সংগীত",
    "গীতিকার",
    "সুরকার",
    "রচনা",
];

/// Plain words without what stands around them, and what was told there.
pub(super) fn without(text: &str) -> (String, PageHead) {
    let text = without_genius(text);
    let mut told = PageHead::default();
    let mut is_head = true;
    let mut kept = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        if is_notice(line) || is_credit(line) {
            continue;
        }
        is_head = is_head && (line.is_empty() || read_head(line, &mut told));
        if !is_head {
            kept.push(line);
        }
    }
    (kept.join("\n"), told)
}

/// `作词 : somebody`, `কথা: লালন`.
pub(super) fn is_credit(line: &str) -> bool {
    key_of(line).is_some_and(|(key, _)| is_among(&key, MAKERS))
}

/// An address and nothing else, or whose rights are reserved.
pub(super) fn is_notice(line: &str) -> bool {
    let is_address = |word: &str| word.contains("://") || word.starts_with("www.");
    let mut words = line.split_whitespace().peekable();
    let is_of_addresses = words.peek().is_some() && words.all(is_address);
    let small = || line.to_lowercase();
    is_of_addresses
        || line.starts_with(['©', '℗'])
        || line.len() < 200 && small().contains("all rights reserved")
}

/// True of a line that tells of the song.
fn read_head(line: &str, told: &mut PageHead) -> bool {
    let Some((key, value)) = key_of(line) else {
        return false;
    };
    let is = |keys: &[&str]| is_among(&key, keys);
    let place = if is(TITLES) {
        &mut told.title
    } else if is(ARTISTS) {
        &mut told.artist
    } else {
        return is(FURTHER);
    };
    // `Song:` alone may stand before its words.
    if value.is_empty() {
        return false;
    }
    place.get_or_insert_with(|| value.to_string());
    true
}

fn is_among(key: &str, keys: &[&str]) -> bool {
    keys.iter().any(|k| fold(k) == key)
}

/// What stands before a colon, folded, and behind it.
fn key_of(line: &str) -> Option<(String, &str)> {
    // No key is longer.
    const MOST_BYTES: usize = 64;
    let (key, value) = line.split_once([':', '：'])?;
    (key.len() <= MOST_BYTES).then(|| (fold(key.trim()), value.trim()))
}

/// What lyricsgenius and its like have of a page of Genius: `12 ContributorsTranslations … Title
/// Lyrics` before the first words, offers among them, and `12Embed` behind the last.
fn without_genius(text: &str) -> String {
    const BUTTONS: [&str; 3] = [
        "EmbedShare URLCopyEmbedCopy",
        "EmbedShare Url:CopyEmbed:Copy",
        "Embed",
    ];
    let all = text.trim();
    let first = all.lines().next().unwrap_or_default();
    let before_button = BUTTONS.iter().find_map(|button| all.strip_suffix(button));
    let is_counted = first
        .split_once(" Contributor")
        .is_some_and(|(n, _)| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    // The heading stands before the first words without a space.
    let title_end = first.find(" Lyrics").map(|at| at + " Lyrics".len());
    let title_end = title_end.filter(|&end| {
        let is_glued = first[end..].starts_with(|c: char| !c.is_whitespace());
        is_counted || first[end..].starts_with('[') || is_glued && before_button.is_some()
    });
    let ends = before_button.map(|words| (words.len(), without_count(words).len()));
    let ends = ends.and_then(|(n, end)| (title_end.is_some() || end < n).then_some(end));
    if title_end.is_none() && ends.is_none() {
        return text.to_string();
    }
    let begins = title_end.unwrap_or(0);
    let words = &all[begins..ends.unwrap_or(all.len()).max(begins)];
    let lines: Vec<&str> = words.lines().map(without_offers).collect();
    lines.join("\n").trim().to_string()
}

/// Without the number that stands on the button: `12`, `1.2K`.
fn without_count(words: &str) -> &str {
    let is_digit = |c: char| c.is_ascii_digit();
    let thousands = words.strip_suffix('K').filter(|w| w.ends_with(is_digit));
    let bare = thousands.unwrap_or(words).trim_end_matches(is_digit);
    let whole = bare.strip_suffix('.').filter(|w| w.ends_with(is_digit));
    whole.map_or(bare, |whole| whole.trim_end_matches(is_digit))
}

/// `See Somebody LiveGet tickets as low as $95You might also likewords`.
fn without_offers(line: &str) -> &str {
    const ALIKE: &str = "You might also like";
    let line = match line.split_once("LiveGet tickets as low as $") {
        Some((_, behind)) => behind.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => line,
    };
    let line = line.strip_prefix(ALIKE).unwrap_or(line);
    line.strip_suffix(ALIKE).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_left() {
        let genius = "12 ContributorsTranslationsEspañolMy Song Lyrics[Verse 1]\nfirst words\n\n\
                      [Chorus]\nYou might also like\nYou might also like[Outro]\nlast words5Embed";
        let bare = "[Verse 1]\nfirst words\n\n[Chorus]\n\n[Outro]\nlast words";
        for (text, words) in [
            (genius, bare),
            ("1 ContributorA Lyricssung hereEmbed", "sung here"),
            ("Title Lyrics[Intro]\nso1.2KEmbed", "[Intro]\nso"),
            ("words\nnight9EmbedShare URLCopyEmbedCopy", "words\nnight"),
            ("A Lyrics[Verse]\nthat is OK12Embed", "[Verse]\nthat is OK"),
            (
                "My Title LyricsSung at once\nto the endEmbed",
                "Sung at once\nto the end",
            ),
            (
                "A Lyrics[Verse]\none\nSee A LiveGet tickets as low as $95You might also liketwo\n3Embed",
                "[Verse]\none\ntwo",
            ),
            (
                "Title: A\nArtist: B\nAlbum: C\n\nwords: of\nall",
                "words: of\nall",
            ),
            ("কথা: লালন\nসুর: লালন\n\nআমি\nশিল্পী: কেউ", "আমি\nশিল্পী: কেউ"),
            ("আমি\nকথা ও সুর: লালন", "আমি"),
            ("https://a.example/b\nsung\nwww.a.example\n© 2010 A", "sung"),
            ("sung\nCopyright 2010 A. All rights reserved.", "sung"),
            // no pages
            ("Song:\nla la", "Song:\nla la"),
            (
                "I read the Lyrics of love\nEmbed",
                "I read the Lyrics of love\nEmbed",
            ),
            ("Contributors of love", "Contributors of love"),
            (
                "I said: go\nsee www.a.example now",
                "I said: go\nsee www.a.example now",
            ),
            ("", ""),
        ] {
            assert_eq!(without(text).0, words, "{text}");
        }
        let (_, told) = without("Title: A b\nArtist : B\n\nTitle: words");
        let value = |s: &str| Some(s.to_string());
        assert_eq!((told.title, told.artist), (value("A b"), value("B")));
    }
}
