//! Clips of one song: recordings that were cut into pieces and numbered, `adhunik12_0.wav` to
//! `adhunik12_9.wav`.
//!
//! Two clips of a song sound alike whatever they are of, so that a model is told what it has seen
//! where one of them is learnt from and the other held out.

use std::collections::BTreeMap;
use std::path::Path;

use super::Song;
use super::names::{fold, stem};

/// A song is cut into at least so many, as a median over songs.
const FEWEST_CLIPS: usize = 3;
/// Digits of a clip's number.
const MOST_DIGITS: usize = 3;

/// The song of each recording that is a clip of one; none of any where the names of a library's
/// recordings do not say that most of them are clips.
pub(crate) fn songs_of_clips(songs: &[Song]) -> Vec<Option<String>> {
    let parted: Vec<Option<(String, usize)>> = songs
        .iter()
        .map(|song| parted(&song.audio.as_ref()?.path))
        .collect();
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (base, number) in parted.iter().flatten() {
        groups.entry(base).or_default().push(*number);
    }
    groups.retain(|_, numbers| are_in_a_row(numbers));
    let mut sizes: Vec<usize> = groups.values().map(Vec::len).collect();
    sizes.sort_unstable();
    let n_audio = songs.iter().filter(|song| song.audio.is_some()).count();
    let are_most = 4 * sizes.iter().sum::<usize>() >= 3 * n_audio;
    let is_cut = sizes.len() > 1 && are_most && sizes[sizes.len() / 2] >= FEWEST_CLIPS;
    let of = |parted: &Option<(String, usize)>| {
        let (base, _) = parted.as_ref()?;
        (is_cut && groups.contains_key(base.as_str())).then(|| base.clone())
    };
    parted.iter().map(of).collect()
}

/// A recording's folder and name without the number at its end, and that number. A name that has
/// no other digit is that of a class, as in `blues.00012`.
fn parted(path: &Path) -> Option<(String, usize)> {
    let stem = fold(&stem(path));
    let base = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = &stem[base.len()..];
    let name = base.strip_suffix(['_', '-', '.', ' '])?;
    let is_song = name.contains(|c: char| c.is_ascii_digit());
    let folder = path
        .parent()
        .map(|p| p.to_string_lossy())
        .unwrap_or_default();
    let number = (1..=MOST_DIGITS)
        .contains(&number.len())
        .then(|| number.parse().ok())??;
    is_song.then(|| (format!("{folder}/{name}"), number))
}

/// From 0 or 1 on, without a repetition and with few gaps.
fn are_in_a_row(numbers: &[usize]) -> bool {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    let n = sorted.len();
    sorted.dedup();
    let span = sorted.last().map_or(0, |last| last + 1);
    n > 1 && sorted.len() == n && sorted[0] <= 1 && 5 * n >= 4 * (span - sorted[0])
}

#[cfg(test)]
mod tests {
    use super::super::AudioFile;
    use super::*;

    fn of(names: &[String]) -> Vec<Option<String>> {
        let song = |name: &String| Song {
            id: name.clone(),
            title: String::new(),
            artist: String::new(),
            audio: Some(AudioFile {
                path: name.into(),
                hash: String::new(),
            }),
            lyrics: None,
            language: None,
        };
        songs_of_clips(&names.iter().map(song).collect::<Vec<_>>())
    }

    #[test]
    fn numbered_pieces_of_numbered_songs_are_clips() {
        for name in [
            |song: usize, clip: usize| format!("folk/folk.{song:05}.{clip}.wav"),
            |song, clip| format!("BA{song:03}_{clip:02}.ogg"),
            |song, clip| format!("song {song}-{}.mp3", clip + 1),
        ] {
            let names: Vec<String> = (0..3)
                .flat_map(|song| (0..10).map(move |clip| name(song, clip)))
                .collect();
            let found = of(&names);
            assert!(found.iter().all(Option::is_some), "{names:?}");
            assert!(found[0] == found[9] && found[9] != found[10], "{found:?}");
        }
    }

    #[test]
    fn other_numbers_are_none() {
        let none =
            |names: Vec<String>| assert!(of(&names).iter().all(Option::is_none), "{names:?}");
        none((0..30).map(|i| format!("blues/blues.{i:05}.wav")).collect());
        none((0..30).map(|i| format!("000/{:06}.mp3", i * 7)).collect());
        none((0..30).map(|i| format!("song_{i}.mp3")).collect());
        // Of a single song nothing could be held out.
        none((0..10).map(|i| format!("a1_{i}.wav")).collect());
        // Some clips among many songs.
        none(
            (0..60)
                .map(|i| {
                    if i < 6 {
                        format!("a{}_{}.wav", i / 3, i % 3)
                    } else {
                        format!("x{i}.wav")
                    }
                })
                .collect(),
        );
        // Years.
        none((0..30).map(|i| format!("live2_{}.wav", 1970 + i)).collect());
    }
}
