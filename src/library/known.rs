//! Data sets that people in the field have, recognised by their files, and what is known of each.
//!
//! A row of facts a set, which everything iterates; how a set is read is nowhere told by its name
//! but by the shape of its files. Layouts, columns and bad files are those of the sets' own
//! repositories (mdeff/fma, mirdata, MTG/mtg-jamendo-dataset, f90/jamendolyrics, audioshake/jam-alt)
//! and cards, 2026.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use strum::VariantArray;

use super::names::{bare, file_name, fold, stem};
use super::table::Table;
use super::walk::Files;
use crate::words::{Message, Text, id, same, say};

/// A published data set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KnownSet {
    Fma,
    Gtzan,
    MtgJamendo,
    Music4All,
    JamendoLyrics,
    JamAlt,
    BanglaBeats,
    Genius,
    Dali,
}

/// What is known of a set whatever lies in a folder of it.
pub(crate) struct SetFacts {
    pub(crate) name: &'static str,
    /// The files and columns that prove it.
    pub(crate) proof: Text,
    /// What a reader of scores must know: whose songs are kept together, and what is missing.
    pub(crate) says: Text,
    /// Names of the table of its songs, the best first.
    pub(super) tables: &'static [&'static str],
    /// (role, column), where the column's name alone does not tell; of several the first that is
    /// there.
    pub(super) roles: &'static [(&'static str, &'static str)],
    /// Columns of numbers that stand for names, and the table that has these.
    pub(super) codes: Option<Codes>,
    /// Recordings, by their names without extensions, that are published damaged, and how.
    pub(super) bad: &'static [(&'static str, Text)],
}

/// Numbers that stand for names.
pub(super) struct Codes {
    pub(crate) columns: &'static [&'static str],
    pub(crate) table: &'static str,
    pub(crate) number: &'static str,
    pub(crate) name: &'static str,
}

const NOTHING: SetFacts = SetFacts {
    name: "",
    proof: same(""),
    says: same(""),
    tables: &[],
    roles: &[],
    codes: None,
    bad: &[],
};

impl KnownSet {
    pub(crate) const fn facts(self) -> SetFacts {
        match self {
            KnownSet::Fma => SetFacts {
                name: "FMA",
                proof: same("tracks.csv (set.subset, track.genre_top)"),
                says: id::LIBRARY_SET_HAS_ARTISTS,
                tables: &["tracks.csv"],
                codes: Some(Codes {
                    columns: &["track.genres", "track.genres_all"],
                    table: "genres.csv",
                    number: "genre_id",
                    name: "title",
                }),
                bad: &[
                    ("099134", id::LIBRARY_BAD_NO_SOUND),
                    ("108925", id::LIBRARY_BAD_NO_SOUND),
                    ("133297", id::LIBRARY_BAD_NO_SOUND),
                ],
                ..NOTHING
            },
            KnownSet::Gtzan => SetFacts {
                name: "GTZAN",
                proof: same("blues/blues.00000 … rock/rock.00099"),
                says: id::LIBRARY_SET_GTZAN,
                tables: &["features_30_sec.csv"],
                roles: &[("genre", "label")],
                bad: &[("jazz.00054", id::LIBRARY_BAD_NO_RIFF)],
                ..NOTHING
            },
            KnownSet::MtgJamendo => SetFacts {
                name: "MTG-Jamendo",
                proof: same("autotagging.tsv (TRACK_ID, ARTIST_ID, PATH, TAGS)"),
                says: id::LIBRARY_SET_MTG_JAMENDO,
                tables: &[
                    "autotagging.tsv",
                    "autotagging_top50tags.tsv",
                    "raw_30s_cleantags_50artists.tsv",
                    "raw_30s_cleantags.tsv",
                    "raw_30s.tsv",
                    "raw.tsv",
                    "autotagging_genre.tsv",
                    "autotagging_instrument.tsv",
                    "autotagging_moodtheme.tsv",
                ],
                roles: &[
                    ("artist", "ARTIST_NAME"),
                    ("artist", "ARTIST_ID"),
                    ("ignore", "ARTIST_ID"),
                ],
                ..NOTHING
            },
            KnownSet::Music4All => SetFacts {
                name: "Music4All",
                proof: same("id_information.csv (id, artist, song, album_name)"),
                says: id::LIBRARY_SET_HAS_ARTISTS,
                tables: &["id_information.csv"],
                ..NOTHING
            },
            KnownSet::JamendoLyrics => SetFacts {
                name: "JamendoLyrics",
                proof: same("JamendoLyrics.csv (Filepath, LyricOverlap, NonLexical)"),
                says: id::LIBRARY_SET_JAMENDO_LYRICS,
                tables: &["JamendoLyrics.csv"],
                ..NOTHING
            },
            KnownSet::JamAlt => SetFacts {
                name: "Jam-ALT",
                proof: same("metadata.csv (Filepath, LyricOverlap, NonLexical), audio/"),
                says: id::LIBRARY_SET_JAMENDO_LYRICS,
                tables: &["metadata.csv"],
                ..NOTHING
            },
            KnownSet::BanglaBeats => SetFacts {
                name: "BanglaBeats",
                proof: same("adhunik/, folk/, hiphop/, indie/, islamic/ …"),
                says: id::LIBRARY_SET_BANGLA_BEATS,
                roles: &[("genre", "label")],
                ..NOTHING
            },
            KnownSet::Genius => SetFacts {
                name: "Genius",
                proof: same("song_lyrics.csv (title, tag, artist, views, lyrics)"),
                says: id::LIBRARY_SET_GENIUS,
                tables: &["song_lyrics.csv"],
                roles: &[("genre", "tag")],
                ..NOTHING
            },
            KnownSet::Dali => SetFacts {
                name: "DALI",
                proof: same("annot_tismir/*.gz, DALI_DATA_INFO.gz"),
                says: id::LIBRARY_SET_DALI,
                tables: &["dali_metadata.json"],
                ..NOTHING
            },
        }
    }

    /// What it was recognised as, by what, and what that means for scores.
    pub(crate) fn recognised(self) -> Message {
        let facts = self.facts();
        say(id::LIBRARY_RECOGNISED)
            .with("name", facts.name)
            .with("proof", facts.proof)
            .with("says", facts.says)
    }

    /// Whether what lies below a folder is this set.
    fn is_proved_by(self, files: &Files) -> bool {
        match self {
            KnownSet::Fma => {
                has_columns(files, "tracks.csv", &["trackgenretop", "setsubset"])
                    || folders(files)
                        .any(|f| matches!(f, "fma_small" | "fma_medium" | "fma_large" | "fma_full"))
            }
            KnownSet::Gtzan => has_classes(files, &GTZAN_GENRES, 2, true),
            KnownSet::MtgJamendo => self.facts().tables.iter().any(|table| {
                has_columns(
                    files,
                    table,
                    &["trackid", "artistid", "albumid", "path", "tags"],
                )
            }),
            KnownSet::Music4All => {
                has_columns(files, "id_information.csv", &["id", "artist", "song"])
            }
            KnownSet::JamendoLyrics => {
                has_columns(files, "JamendoLyrics.csv", &["filepath", "lyricoverlap"])
            }
            KnownSet::JamAlt => has_columns(
                files,
                "metadata.csv",
                &["filepath", "lyricoverlap", "nonlexical"],
            ),
            KnownSet::BanglaBeats => {
                folders(files).any(|f| f == "adhunik")
                    && has_classes(files, &BANGLA_GENRES, 3, false)
            }
            KnownSet::Genius => has_columns(
                files,
                "song_lyrics.csv",
                &["tag", "artist", "views", "lyrics"],
            ),
            KnownSet::Dali => files.pickles.iter().any(|path| {
                let folder = path.parent().map(file_name);
                folder.as_deref() == Some("annot_tismir") || file_name(path).starts_with("DALI_")
            }),
        }
    }
}

const GTZAN_GENRES: [&str; 10] = [
    "blues",
    "classical",
    "country",
    "disco",
    "hiphop",
    "jazz",
    "metal",
    "pop",
    "reggae",
    "rock",
];
const BANGLA_GENRES: [&str; 8] = [
    "adhunik", "folk", "hiphop", "indie", "islamic", "metal", "pop", "rock",
];

/// The set that lies below a folder, if it is a known one.
pub(super) fn recognise(files: &Files) -> Option<KnownSet> {
    let mut all = KnownSet::VARIANTS.iter().copied();
    all.find(|set| set.is_proved_by(files))
}

/// The recordings among these that are published damaged, and how.
pub(super) fn bad_files<'a>(
    set: KnownSet,
    recordings: impl Iterator<Item = &'a Path>,
) -> Vec<(&'a Path, Text)> {
    let bad = set.facts().bad;
    let found = recordings.filter_map(|path| {
        let name = fold(&stem(path));
        let (_, how) = bad.iter().find(|(bad, _)| *bad == name)?;
        Some((path, *how))
    });
    found.collect()
}

/// A table of that name has all these columns, whose names are compared without case and marks.
fn has_columns(files: &Files, table: &str, wanted: &[&str]) -> bool {
    let named = |path: &&PathBuf| fold(&file_name(path)) == fold(table);
    files.tables.iter().filter(named).take(4).any(|path| {
        let names: Vec<String> = Table::head(path).names.iter().map(|n| bare(n)).collect();
        wanted.iter().all(|w| names.iter().any(|n| n == w))
    })
}

/// Names of the folders above recordings, folded.
fn folders(files: &Files) -> impl Iterator<Item = &str> {
    files.audio.iter().flat_map(|path| {
        let above = path.ancestors().skip(1).take(3);
        above.filter_map(|folder| folder.file_name()?.to_str())
    })
}

/// At least `least` of the classes are folders with recordings, which `are_named` says begin with
/// the class and a number, and most recordings lie in them.
fn has_classes(files: &Files, classes: &[&str], least: usize, are_named: bool) -> bool {
    let class = |path: &PathBuf| -> Option<&str> {
        let folder = fold(&path.parent().map(file_name)?);
        let class = classes.iter().find(|class| **class == folder)?;
        let name = fold(&file_name(path));
        let number = name.strip_prefix(&format!("{class}.")).unwrap_or_default();
        let is_named = number.len() > 5 && number.bytes().take(5).all(|b| b.is_ascii_digit());
        (is_named || !are_named).then_some(*class)
    };
    let found: Vec<&str> = files.audio.iter().filter_map(class).collect();
    let different = found.iter().collect::<HashSet<_>>().len();
    different >= least && 10 * found.len() >= 9 * files.audio.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_whole_and_written_as_they_are_looked_up() {
        let mut names = HashSet::new();
        for set in KnownSet::VARIANTS {
            let facts = set.facts();
            assert!(names.insert(facts.name) && !facts.proof.is_empty() && !facts.says.is_empty());
            for (stem, how) in facts.bad {
                assert!(fold(stem) == *stem && !how.is_empty(), "{stem}");
            }
        }
    }
}
