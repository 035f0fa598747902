//! The words: reads `songbook/*.toml` and refuses what the rest of the program could not sing.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use serde::Deserialize;

/// One song as its writer gave it.
#[derive(Debug, Clone, Deserialize)]
pub struct Song {
    pub id: String,
    pub title: String,
    pub language: Language,
    pub style: Style,
    pub theme: String,
    pub voice: Voice,
    pub lines: Vec<String>,
}

/// The language of the words; it chooses the speaker's language and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    En,
    Bn,
    Mixed,
}

impl Language {
    /// The value of the `language` column in the metadata.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Bn => "bn",
            Self::Mixed => "mixed",
        }
    }

    /// The value of the `[la:]` tag: a language code each, the language of the first words first.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Bn => "bn",
            Self::Mixed => "bn, en",
        }
    }
}

/// The kind of music; the `genre` column in the metadata.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    Folk,
    Ballad,
    Rock,
    Dance,
    Rap,
    Lullaby,
}

impl Style {
    pub fn name(self) -> &'static str {
        match self {
            Self::Folk => "folk",
            Self::Ballad => "ballad",
            Self::Rock => "rock",
            Self::Dance => "dance",
            Self::Rap => "rap",
            Self::Lullaby => "lullaby",
        }
    }
}

/// Who sings; the `artist` column in the metadata.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Voice {
    Soprano,
    Bright,
    Alto,
    Tenor,
    Baritone,
    Deep,
}

impl Voice {
    pub fn artist(self) -> &'static str {
        match self {
            Self::Soprano => "Soprano",
            Self::Bright => "Bright",
            Self::Alto => "Alto",
            Self::Tenor => "Tenor",
            Self::Baritone => "Baritone",
            Self::Deep => "Deep",
        }
    }
}

/// True where a line must be read by the Bangla speaker.
pub fn is_bangla(text: &str) -> bool {
    text.chars().any(|c| ('\u{0980}'..='\u{09ff}').contains(&c))
}

#[derive(Deserialize)]
struct Book {
    song: Vec<Song>,
}

/// Reads every book in the folder, sorted by song id.
pub fn load(folder: &Path) -> Result<Vec<Song>, String> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut songs = Vec::new();
    for entry in entries {
        let path = entry.map_err(|e| e.to_string())?.path();
        if path.extension().is_some_and(|e| e == "toml") {
            let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            let book: Book = toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
            songs.extend(book.song);
        }
    }
    songs.sort_by(|a, b| a.id.cmp(&b.id));
    check(&songs)?;
    Ok(songs)
}

fn check(songs: &[Song]) -> Result<(), String> {
    let mut seen = HashSet::new();
    for song in songs {
        let plain = song.id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if song.id.is_empty() || !plain {
            return Err(format!("song id {:?} cannot name a file", song.id));
        }
        if !seen.insert(song.id.as_str()) {
            return Err(format!("song id {} appears twice", song.id));
        }
        if song.lines.is_empty() || song.lines.iter().any(|l| l.trim().is_empty()) {
            return Err(format!("{}: a line without words", song.id));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn song(id: &str) -> Song {
        Song {
            id: id.into(),
            title: "A".into(),
            language: Language::En,
            style: Style::Folk,
            theme: "river".into(),
            voice: Voice::Alto,
            lines: vec!["a line".into()],
        }
    }

    #[test]
    fn ids_must_be_unique_and_safe_as_file_names() {
        assert!(check(&[song("en-01"), song("en-02")]).is_ok());
        assert!(check(&[song("en-01"), song("en-01")]).is_err());
        assert!(check(&[song("../en")]).is_err());
    }

    #[test]
    fn the_script_of_a_line_tells_its_language() {
        assert!(is_bangla("নদীর জলে"));
        assert!(!is_bangla("the river’s edge"));
    }
}
