//! A song by what a person calls it.

use std::path::Path;

use super::names::fold;
use super::{Library, Song};

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Called {
    One(usize),
    /// More songs than one, in their order.
    Several(Vec<usize>),
    None,
}

impl Library {
    /// The song of this id, or else of the recording at this path, or else of this title, whatever
    /// its case, or else the one whose artist and title have the name in them.
    pub fn called(&self, name: &str) -> Called {
        let whole = std::path::absolute(name).ok();
        let path = |song: &Song| {
            let own = song.audio.as_ref().map(|audio| audio.path.as_path());
            own.is_some_and(|own| {
                own == Path::new(name) || std::path::absolute(own).ok() == whole && whole.is_some()
            })
        };
        let asked = fold(name.trim());
        let has = |song: &Song| {
            let known = fold(&format!("{} {}", song.artist, song.title));
            !asked.is_empty() && known.contains(&asked)
        };
        let ways: [&dyn Fn(&Song) -> bool; 4] = [
            &|song| song.id == name,
            &path,
            &|song| fold(&song.title) == asked,
            &has,
        ];
        let found = ways.iter().map(|fits| self.those(fits));
        match found.into_iter().find(|songs| !songs.is_empty()) {
            None => Called::None,
            Some(songs) => match songs[..] {
                [song] => Called::One(song),
                _ => Called::Several(songs),
            },
        }
    }

    fn those(&self, fits: &dyn Fn(&Song) -> bool) -> Vec<usize> {
        (0..self.songs.len())
            .filter(|&song| fits(&self.songs[song]))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::AudioFile;

    fn library(songs: &[(&str, &str, &str)]) -> Library {
        let song = |(id, artist, title): &(&str, &str, &str)| Song {
            id: (*id).to_string(),
            title: (*title).to_string(),
            artist: (*artist).to_string(),
            audio: Some(AudioFile {
                path: Path::new("/music").join(id),
                hash: (*id).to_string(),
            }),
            lyrics: None,
            language: None,
        };
        Library {
            root: "/music".into(),
            songs: songs.iter().map(song).collect(),
            ..Library::default()
        }
    }

    #[test]
    fn a_song_is_known_by_id_path_title_and_a_part_of_its_name() {
        let library = library(&[
            ("a.ogg", "Ann", "Rain"),
            ("b.ogg", "Ben", "Rain on the river"),
            ("c.ogg", "Ben", "চাঁদ"),
            ("rain", "Cem", "Sun"),
        ]);
        for (name, song) in [
            ("b.ogg", 1),
            ("/music/b.ogg", 1),
            ("RAIN", 0),
            ("চাঁদ", 2),
            ("the river", 1),
            ("ben rain", 1),
            // An id stands above a title.
            ("rain", 3),
        ] {
            assert_eq!(library.called(name), Called::One(song), "{name}");
        }
        assert_eq!(library.called("ben"), Called::Several(vec![1, 2]));
        for nothing in ["", " ", "nobody"] {
            assert_eq!(library.called(nothing), Called::None, "{nothing:?}");
        }
    }
}
