//! Which column of a manifest holds what: by its name, checked against what is in it.

use crate::words::{id, say};
use std::collections::BTreeSet;

use rayon::prelude::*;

use super::ColumnMap;
use super::artefacts::is_id;
use super::files::{FileIndex, Found};
use super::lists::Listing;
use super::names::{Kind, bare};
use super::plan::ColumnKind;
use super::profile::Cells;
use super::table::Table;
use crate::error::{Error, Result, Warning, listed};

/// Names a column goes by when it surely holds paths of recordings.
const AUDIO: &[&str] = &[
    "audio",
    "audiopath",
    "audiofile",
    "audiofilepath",
    "audiofilename",
    "audioname",
    "songpath",
    "songfile",
    "trackpath",
    "trackfile",
    "wav",
    "wavpath",
    "wavfile",
    "mp3",
    "mp3path",
    "mp3file",
    "soundfile",
    "musicfile",
    "musicpath",
];
/// Names that may mean recordings, words or something else: the cells tell.
const FILE: &[&str] = &[
    "filepath",
    "path",
    "file",
    "filename",
    "fname",
    "fullpath",
    "relativepath",
    "clip",
    "clippath",
    "recording",
    "track",
    "song",
    "music",
    "location",
    "uri",
];
const LYRICS: &[&str] = &[
    "lyrics",
    "lyric",
    "lyricspath",
    "lyricpath",
    "lyricsfile",
    "lyricfile",
    "lyricstext",
    "lyrictext",
    "songlyrics",
    "lyricsfilename",
    "lrc",
    "lrcpath",
    "lrcfile",
    "songtext",
    "cleanlyrics",
    "cleanedlyrics",
    "lyricsclean",
    "lyricscleaned",
    "গানেরকথা",
    "লিরিক্স",
    "লিরিক",
];
/// Names that mean words when the cells hold text or paths of text files.
const TEXT: &[&str] = &[
    "text",
    "texts",
    "words",
    "transcript",
    "transcription",
    "transcriptpath",
    "textpath",
    "textfile",
    "txt",
    "txtpath",
    "content",
    "body",
    "verse",
    "path",
    "file",
    "filename",
    "filepath",
];
const LANGUAGE: &[&str] = &[
    "language",
    "lang",
    "languagename",
    "languagecode",
    "langcode",
    "songlanguage",
    "locale",
    "ভাষা",
];
const GENRE: &[&str] = &[
    "genre",
    "maingenre",
    "primarygenre",
    "topgenre",
    "genretop",
    "trackgenre",
    "musicgenre",
    "songgenre",
    "genrename",
    "genres",
    "ধরন",
    "ধারা",
];
const ID: &[&str] = &[
    "id",
    "songid",
    "trackid",
    "uid",
    "uuid",
    "sid",
    "clipid",
    "identifier",
];
const TITLE: &[&str] = &[
    "title",
    "songtitle",
    "tracktitle",
    "songname",
    "trackname",
    "name",
    "song",
    "track",
    "শিরোনাম",
    "গান",
    "গানেরনাম",
];
const ARTIST: &[&str] = &[
    "artist",
    "artists",
    "artistname",
    "trackartist",
    "singer",
    "singers",
    "performer",
    "band",
    "musician",
    "albumartist",
    "vocalist",
    "শিল্পী",
    "গায়ক",
];
/// Numbers under such a name count classes and measure nothing.
const CLASS: &[&str] = &[
    "label", "labels", "class", "category", "target", "mood", "emotion", "theme", "style", "split",
    "fold", "subset", "cluster",
];

/// Text under such a name is about songs, however many lines it has.
const ABOUT: &[&str] = &[
    "about",
    "bio",
    "biography",
    "comment",
    "comments",
    "description",
    "info",
    "information",
    "license",
    "note",
    "notes",
    "review",
    "summary",
    "tags",
    "wiki",
];

/// The roles a column can be given by `--map`.
const ROLES: &[&str] = &[
    "audio", "lyrics", "language", "genre", "id", "title", "artist", "label", "number", "ignore",
];

/// Place of each role's column, and what becomes of the others.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Roles {
    pub(crate) audio: Option<usize>,
    pub(crate) lyrics: Option<usize>,
    pub(crate) language: Option<usize>,
    pub(crate) genre: Option<usize>,
    pub(crate) id: Option<usize>,
    pub(crate) title: Option<usize>,
    pub(crate) artist: Option<usize>,
    pub(crate) further: Vec<(usize, ColumnKind)>,
    /// Columns that the caller's map names.
    pub(crate) asked: BTreeSet<usize>,
    /// What else the caller could answer: (role, column).
    pub(crate) answers: Vec<(&'static str, String)>,
}

/// Roles from the names, the cells and the caller's own map; columns that are left out are named in
/// warnings.
///
/// # Errors
/// [`Error::Columns`] when the map names a column that does not exist, or nothing tells where audio
/// or lyrics are.
pub(super) fn recognise(
    table: &Table,
    index: &FileIndex<'_>,
    map: &ColumnMap,
) -> Result<(Roles, Vec<Warning>)> {
    let cells: Vec<Cells<'_>> = (0..table.names.len())
        .into_par_iter()
        .map(|i| Cells::of(table, i, index))
        .collect();
    let names: Vec<String> = table.names.iter().map(|n| bare(n)).collect();
    let last_names: Vec<String> = table.names.iter().map(|n| last_name(n)).collect();
    let mut roles = Roles::default();
    let mut warnings = Vec::new();
    let mut taken = apply_map(&mut roles, table, map)?;
    roles.asked = taken.clone();
    let is_told = |role: &str| map.pairs.iter().any(|(r, _)| bare(r) == role);

    let among = |names: &[String],
                 wanted: &[&str],
                 taken: &BTreeSet<usize>,
                 fits: &dyn Fn(&Cells<'_>) -> bool| {
        let column = |name: &&str| {
            (0..names.len()).find(|&i| names[i] == *name && !taken.contains(&i) && fits(&cells[i]))
        };
        wanted.iter().find_map(column)
    };
    let whole = |wanted: &[&str], taken: &BTreeSet<usize>, fits: &dyn Fn(&Cells<'_>) -> bool| {
        among(&names, wanted, taken, fits)
    };
    let find = |wanted: &[&str], taken: &BTreeSet<usize>, fits: &dyn Fn(&Cells<'_>) -> bool| {
        whole(wanted, taken, fits).or_else(|| among(&last_names, wanted, taken, fits))
    };
    roles.audio = roles
        .audio
        .or_else(|| whole(AUDIO, &taken, &|c| c.lyric_files < 0.5));
    roles.audio = roles
        .audio
        .or_else(|| whole(FILE, &taken, &|c| c.audio_files >= 0.5));
    taken.extend(roles.audio);
    roles.lyrics = roles.lyrics.or_else(|| find(LYRICS, &taken, &|_| true));
    roles.lyrics = roles.lyrics.or_else(|| {
        find(TEXT, &taken, &|c| {
            c.lyric_files >= 0.5 || c.mean_words >= 4.0
        })
    });
    taken.extend(roles.lyrics);
    roles.language = roles.language.or_else(|| find(LANGUAGE, &taken, &|_| true));
    roles.language = roles
        .language
        .or_else(|| find(CLASS, &taken, &|c| c.are_languages));
    taken.extend(roles.language);
    roles.genre = roles.genre.or_else(|| find(GENRE, &taken, &|_| true));
    taken.extend(roles.genre);
    // An id parts the rows; one of few values says something else.
    let parts_all = |c: &Cells<'_>| c.n_distinct() == c.n_filled;
    let parts_most = |c: &Cells<'_>| 2 * c.n_distinct() >= c.n_filled;
    roles.id = roles.id.or_else(|| find(ID, &taken, &parts_all));
    roles.id = roles.id.or_else(|| find(ID, &taken, &parts_most));
    taken.extend(roles.id);
    roles.artist = roles.artist.or_else(|| find(ARTIST, &taken, &|_| true));
    taken.extend(roles.artist);
    // Musical keys are numbers, or few.
    roles.id = roles
        .id
        .or_else(|| find(&["key"], &taken, &|c| c.numbers < 0.5 && parts_all(c)));
    taken.extend(roles.id);
    roles.title = roles
        .title
        .or_else(|| find(TITLE, &taken, &|c| c.numbers < 0.9));
    taken.extend(roles.title);

    if roles.audio.is_none() && !is_told("audio") {
        // No name tells: any column whose cells are files of this folder, ids and titles included.
        // A class of few values is none, though files may be called so too.
        let are_files = |c: &Cells<'_>| c.audio_files >= 0.5 && 2 * c.n_distinct() > c.n_filled;
        roles.audio = (0..cells.len()).find(|&i| are_files(&cells[i]) && roles.lyrics != Some(i));
        taken.extend(roles.audio);
    }
    if roles.lyrics.is_none() && !is_told("lyrics") {
        let is_about = |i: usize| {
            ABOUT.contains(&names[i].as_str()) || ABOUT.contains(&last_names[i].as_str())
        };
        let are_words =
            |i: usize| cells[i].lyric_files >= 0.5 || cells[i].several_lines >= 0.5 && !is_about(i);
        let may = |i: &usize| !taken.contains(i) && are_words(*i);
        roles.lyrics = (0..cells.len()).find(may);
        if let Some(i) = roles.lyrics.filter(|&i| cells[i].lyric_files < 0.5) {
            let cause = id::LIBRARY_TAKEN_LYRICS_AS_CELLS_HOLD;
            warnings.push(Warning::column(&table.names[i], cause));
        }
        taken.extend(roles.lyrics);
    }
    roles.answers = answers(table, &cells, &roles);
    if roles.audio.is_none()
        && roles.lyrics.is_none()
        && !roles.id.is_some_and(|i| leads_to_songs(table, i, index))
    {
        let cause = id::LIBRARY_CANNOT_TELL_WHICH_COLUMN_HOLDS;
        return Err(table.columns_error(cause, roles.answers));
    }
    let listing = |i: usize| {
        let by_name = |name: &String| Listing::of(name, table.column(i));
        by_name(&names[i]).or_else(|| by_name(&last_names[i]))
    };
    for (i, kind) in &mut roles.further {
        if let (ColumnKind::Label, Some(listing)) = (*kind, listing(*i)) {
            *kind = ColumnKind::Labels(listing);
        }
    }
    let genres = roles.genre.and_then(|i| Some((i, listing(i)?)));
    roles
        .further
        .extend(genres.map(|(i, listing)| (i, ColumnKind::Labels(listing))));
    for i in (0..names.len()).filter(|i| !taken.contains(i)) {
        if let Some(listing) = listing(i) {
            roles.further.push((i, ColumnKind::Labels(listing)));
            continue;
        }
        match cells[i].kind(is_class_name(&table.names[i]), is_id(&table.names[i])) {
            Ok(kind) => roles.further.push((i, kind)),
            Err(why) => warnings.push(Warning::column(
                &table.names[i],
                say(id::LIBRARY_LEFT_OUT).with("why", why),
            )),
        }
    }
    roles.further.sort_by_key(|(i, _)| *i);
    Ok((roles, warnings))
}

/// Columns that may hold recordings or words, though their names do not tell: those whose cells
/// lead to files, or are text.
fn answers(table: &Table, cells: &[Cells<'_>], roles: &Roles) -> Vec<(&'static str, String)> {
    let best = |not: Option<usize>, of: &dyn Fn(&Cells<'_>) -> f32| {
        let rated = (0..cells.len())
            .filter(|i| Some(*i) != not)
            .map(|i| (of(&cells[i]), i));
        let best = rated
            .filter(|(share, _)| *share > 0.0)
            .rev()
            .max_by(|a, b| a.0.total_cmp(&b.0));
        best.map(|(_, i)| table.names[i].clone())
    };
    let words = |c: &Cells<'_>| {
        if c.mean_words >= 2.0 && c.numbers < 0.5 {
            c.mean_words
        } else {
            c.found_lyrics
        }
    };
    let audio = best(roles.audio, &|c| c.found_audio).map(|name| ("audio", name));
    audio
        .into_iter()
        .chain(best(roles.lyrics, &words).map(|name| ("lyrics", name)))
        .collect()
}

/// True when half of the rows are called like recordings or lyrics, or half of the recordings like
/// rows: FMA's table has 106,574 rows, its smallest set 8,000 recordings.
fn leads_to_songs(table: &Table, id: usize, index: &FileIndex<'_>) -> bool {
    let n_led = |wanted| {
        table
            .column(id)
            .filter(|c| matches!(index.find(c, wanted), Found::File(_)))
            .count()
    };
    let (n_audio, n_lyrics) = (n_led(Kind::Audio), n_led(Kind::Lyrics));
    n_audio > 0 && 2 * n_audio >= index.n_audio() || 2 * n_audio.max(n_lyrics) >= table.rows.len()
}

/// Gives columns the roles the caller names. Returns the columns that are spoken for.
fn apply_map(roles: &mut Roles, table: &Table, map: &ColumnMap) -> Result<BTreeSet<usize>> {
    let mut taken = BTreeSet::new();
    for (role, column) in &map.pairs {
        let at = table.names.iter().position(|n| n == column.trim());
        let at = at.or_else(|| table.names.iter().position(|n| bare(n) == bare(column)));
        let Some(i) = at else {
            return Err(table.columns_error(
                say(id::LIBRARY_THERE_NO_COLUMN_COLUMN).with("column", column),
                Vec::new(),
            ));
        };
        match bare(role).as_str() {
            "audio" => roles.audio = Some(i),
            "lyrics" => roles.lyrics = Some(i),
            "language" => roles.language = Some(i),
            "genre" => roles.genre = Some(i),
            "id" => roles.id = Some(i),
            "title" => roles.title = Some(i),
            "artist" => roles.artist = Some(i),
            "label" => roles.further.push((i, ColumnKind::Label)),
            "number" => roles.further.push((i, ColumnKind::Number)),
            "ignore" => {}
            _ => {
                return Err(Error::library(
                    say(id::LIBRARY_COLUMN_CANNOT_MAPPED_ROLE_ONLY)
                        .with("role", role)
                        .with("roles", listed(ROLES)),
                ));
            }
        }
        taken.insert(i);
    }
    Ok(taken)
}

/// True for the names that a column goes by which says whose a row is: ids, titles and files of
/// songs.
pub(crate) fn names_songs(column: &str) -> bool {
    let name = bare(column);
    let known = [ID, FILE, AUDIO, TITLE];
    known.iter().any(|names| names.contains(&name.as_str()))
}

/// True for the names that a column goes by which says which song or which recording a row is of;
/// also as the last part of a name of several levels.
pub(super) fn is_key_name(column: &str) -> bool {
    let is_among = |name: String| {
        let known = [ID, AUDIO, FILE];
        let may_be_title = TITLE.contains(&name.as_str()) && !ID.contains(&name.as_str());
        known.iter().any(|names| names.contains(&name.as_str())) && !may_be_title
    };
    is_among(bare(column)) || is_among(last_name(column))
}

/// True for `label`, `mood` and their kind, also as the last part of a name of several levels.
pub(super) fn is_class_name(name: &str) -> bool {
    CLASS.contains(&bare(name).as_str()) || CLASS.contains(&last_name(name).as_str())
}

/// The last part of a name of several levels (`track.title`), where it is not an album's.
fn last_name(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((above, last)) if bare(above) != "album" => bare(last),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name in another Unicode form, or with a space, would never be found.
    #[test]
    fn known_names_are_written_as_they_are_looked_up() {
        for names in [
            AUDIO, FILE, LYRICS, TEXT, LANGUAGE, GENRE, ID, TITLE, ARTIST, CLASS, ABOUT, ROLES,
        ] {
            for name in names {
                assert_eq!(bare(name), *name);
            }
        }
        assert_eq!(bare(" Audio_File path"), "audiofilepath");
    }
}
