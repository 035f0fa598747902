//! Selected songs as a table or as a playlist.

use std::path::{Path, PathBuf};

use super::tables::{Table, distinct, number, own_columns};
use super::write_file;
use crate::curation::OwnTable;
use crate::error::{Error, Result};
use crate::library::{Library, Song};
use crate::pipeline::Analysis;
use crate::words::id;

/// What a selection can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SelectionFile {
    /// CSV, one row a song.
    Table,
    /// M3U8: extended M3U in UTF-8.
    Playlist,
}

impl SelectionFile {
    /// Of its files, without the dot.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            SelectionFile::Table => "csv",
            SelectionFile::Playlist => "m3u8",
        }
    }
}

/// Writes the songs of `library` at the indices `songs`, and returns how many there are in the
/// file: songs without a recording are in no playlist.
///
/// `analysis`, where given, and `own` are of the same library.
///
/// # Errors
/// When no song can be in the file, or it cannot be written; what was there before then stays.
pub(crate) fn write_selection(
    file: SelectionFile,
    songs: &[usize],
    library: &Library,
    analysis: Option<&Analysis>,
    own: &OwnTable,
    path: &Path,
) -> Result<usize> {
    let (text, n_songs) = match file {
        SelectionFile::Table => (table(songs, library, analysis, own)?, songs.len()),
        SelectionFile::Playlist => playlist(songs, library, analysis, path)?,
    };
    write_file(path, text.as_bytes())?;
    Ok(n_songs)
}

/// Cluster and scores as in the other tables: clusters counted from 0, nothing where nothing is
/// known.
fn table(
    songs: &[usize],
    library: &Library,
    analysis: Option<&Analysis>,
    own: &OwnTable,
) -> Result<String> {
    let own = own_columns(own, library.songs.len());
    let (n_labels, n_numbers) = (library.labels.len(), library.numbers.len());
    let labels = library.labels.iter().map(|label| label.name.as_str());
    let numbers = library.numbers.iter().map(|column| column.name.as_str());
    let ours = [
        "cluster",
        "silhouette",
        "trustworthiness",
        "agreement",
        "duration_secs",
        "file",
    ];
    let header = ["id", "title", "artist"]
        .into_iter()
        .chain(labels)
        .chain(numbers)
        .chain(ours)
        .chain(own.iter().map(|(name, _)| name.as_str()));
    let header: Vec<String> = header.map(str::to_string).collect();
    let header = distinct(header, 3..3 + n_labels, " (label)");
    let header = distinct(header, 3 + n_labels..3 + n_labels + n_numbers, " (number)");
    let mut table = Table::new(&header.iter().map(String::as_str).collect::<Vec<_>>())?;
    for &i in songs {
        let song = &library.songs[i];
        let labels = library
            .labels
            .iter()
            .map(|label| label.value(i).unwrap_or("").to_string());
        let numbers = library
            .numbers
            .iter()
            .map(|column| finite(column.of_song[i]));
        let file = song
            .audio
            .as_ref()
            .map_or_else(String::new, |audio| audio.path.display().to_string());
        let cells = [song.id.clone(), song.title.clone(), song.artist.clone()]
            .into_iter()
            .chain(labels)
            .chain(numbers);
        let own = own.iter().map(|(_, texts)| texts[i].clone());
        table.row(cells.chain(found(analysis, i)).chain([file]).chain(own))?;
    }
    table.finish()
}

/// Shortest digits that give the same number again.
fn finite(value: f64) -> String {
    if value.is_finite() {
        value.to_string()
    } else {
        String::new()
    }
}

fn found(analysis: Option<&Analysis>, i: usize) -> [String; 5] {
    let Some(a) = analysis else {
        return Default::default();
    };
    let of = |values: Option<&Vec<f32>>| {
        values
            .and_then(|v| v.get(i))
            .map_or_else(String::new, |&v| number(v))
    };
    [
        a.clusters.labels[i].map_or_else(|| "noise".to_string(), |c| c.to_string()),
        of(Some(&a.scores.silhouette_of_song)),
        of(a.trust.as_ref().map(|trust| &trust.trustworthiness_of_song)),
        of(a.probes.cross_modal.as_ref().map(|found| &found.of_song)),
        duration_secs(a, i).map_or_else(String::new, |secs| secs.to_string()),
    ]
}

fn duration_secs(analysis: &Analysis, i: usize) -> Option<f32> {
    let row = analysis.rows.get(i)?;
    analysis
        .features
        .duration_secs
        .get(*row)
        .copied()
        .filter(|secs| secs.is_finite())
}

/// The text, and how many songs are in it.
fn playlist(
    songs: &[usize],
    library: &Library,
    analysis: Option<&Analysis>,
    path: &Path,
) -> Result<(String, usize)> {
    let folder = absolute(path)
        .parent()
        .map(Path::to_path_buf)
        .unwrap_or_default();
    let mut text = "#EXTM3U\n".to_string();
    let mut n_songs = 0;
    for &i in songs {
        let song = &library.songs[i];
        let Some(place) = song
            .audio
            .as_ref()
            .and_then(|audio| place(&audio.path, &folder))
        else {
            continue;
        };
        // −1 stands for a length that is not known.
        let secs = analysis
            .and_then(|a| duration_secs(a, i))
            .map_or(-1, |secs| secs.round() as i64);
        text.push_str(&format!(
            "#EXTINF:{secs},{}\n{place}\n",
            display_title(song)
        ));
        n_songs += 1;
    }
    if n_songs == 0 {
        return Err(Error::library(id::EXPORT_NONE_THESE_SONGS_HAS_RECORDING));
    }
    Ok((text, n_songs))
}

fn display_title(song: &Song) -> String {
    let title = if song.artist.is_empty() {
        song.title.clone()
    } else {
        format!("{} - {}", song.artist, song.title)
    };
    // An entry is one line.
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where a recording is, from the folder of the playlist when it lies below it. `None` for a name
/// that a line of UTF-8 cannot hold.
fn place(audio: &Path, folder: &Path) -> Option<String> {
    let audio = absolute(audio);
    let text = match audio.strip_prefix(folder) {
        Ok(inner) => {
            let parts: Option<Vec<&str>> = inner
                .components()
                .map(|part| part.as_os_str().to_str())
                .collect();
            parts?.join("/")
        }
        Err(_) => audio.to_str()?.to_string(),
    };
    if text.contains(['\n', '\r']) {
        return None;
    }
    // A line that begins with # is no entry.
    Some(if text.starts_with('#') {
        format!("./{text}")
    } else {
        text
    })
}

/// Without looking at the disk; as it is where that cannot be told.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{AudioFile, LabelColumn, NumberColumn};

    fn song(title: &str, artist: &str, audio: Option<&Path>) -> Song {
        Song {
            id: format!("id of {title}"),
            title: title.to_string(),
            artist: artist.to_string(),
            audio: audio.map(|path| AudioFile {
                path: path.to_path_buf(),
                hash: String::new(),
            }),
            lyrics: None,
            language: None,
        }
    }

    fn library(folder: &Path) -> Library {
        let songs = vec![
            song("নদীর কাছে চিঠি", "আয়েশা", Some(&folder.join("গান/নদী.ogg"))),
            song("Only words", "", None),
            song("Two\nlines, \"quoted\"", "", Some(&folder.join("#1.mp3"))),
            song("Elsewhere", "Jonas", Some(Path::new("/far/away.flac"))),
        ];
        Library {
            root: folder.to_path_buf(),
            labels: vec![LabelColumn::new(
                "cluster",
                &[
                    Some("a".into()),
                    None,
                    Some("b, c".into()),
                    Some("a".into()),
                ],
            )],
            numbers: vec![NumberColumn {
                name: "year".to_string(),
                of_song: vec![1999.0, f64::NAN, 2001.5, 1.0],
                is_feature: true,
            }],
            songs,
            ..Library::default()
        }
    }

    #[test]
    fn a_playlist_names_files_from_where_it_lies() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.m3u8");
        let library = library(folder.path());
        let n = write_selection(
            SelectionFile::Playlist,
            &[0, 1, 2, 3],
            &library,
            None,
            &OwnTable::default(),
            &path,
        )
        .unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(n, 3, "a song without a recording cannot be played");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines,
            [
                "#EXTM3U",
                "#EXTINF:-1,আয়েশা - নদীর কাছে চিঠি",
                "গান/নদী.ogg",
                "#EXTINF:-1,Two lines, \"quoted\"",
                "./#1.mp3",
                "#EXTINF:-1,Jonas - Elsewhere",
                "/far/away.flac",
            ]
        );
        assert_eq!(
            std::fs::read_dir(folder.path()).unwrap().count(),
            1,
            "no other file stays"
        );
    }

    #[test]
    fn a_table_holds_every_cell_and_no_two_columns_of_one_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.csv");
        let library = library(folder.path());
        assert_eq!(
            write_selection(
                SelectionFile::Table,
                &[1, 2],
                &library,
                None,
                &OwnTable::default(),
                &path
            )
            .unwrap(),
            2
        );
        let mut reader = csv::Reader::from_path(&path).unwrap();
        let header: Vec<String> = reader
            .headers()
            .unwrap()
            .iter()
            .map(str::to_string)
            .collect();
        assert_eq!(
            header[..6],
            [
                "id",
                "title",
                "artist",
                "cluster (label)",
                "year",
                "cluster"
            ]
        );
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.unwrap()).collect();
        assert_eq!(
            rows[0].iter().take(6).collect::<Vec<_>>(),
            ["id of Only words", "Only words", "", "", "", ""]
        );
        assert_eq!(&rows[1][1], "Two\nlines, \"quoted\"");
        assert_eq!((&rows[1][3], &rows[1][4]), ("b, c", "2001.5"));
        assert!(rows[1][10].ends_with("#1.mp3"));
    }

    #[test]
    fn what_cannot_be_written_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.m3u8");
        std::fs::write(&path, "before").unwrap();
        let error = write_selection(
            SelectionFile::Playlist,
            &[1],
            &library(folder.path()),
            None,
            &OwnTable::default(),
            &path,
        )
        .unwrap_err();
        assert!(error.to_string().contains("nothing to play"), "{error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "before");
    }
}
