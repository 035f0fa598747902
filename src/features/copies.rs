//! Songs that are one under several names, each beside the first of its name.

use super::FeatureSet;
use super::kin::{Kin, words_in_common};
use super::near::Sounds;
use crate::library::Song;

/// A song that is taken for another one, and how alike the two are.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CopiedSong {
    pub(crate) song: usize,
    /// The first of those that it is one with.
    pub(crate) first: usize,
    /// Both files hold the same bytes.
    pub(crate) is_same_file: bool,
    /// Share of their runs of three words that both have (Jaccard); `None` where one has too few.
    pub(crate) words: Option<f64>,
    /// Squared distance of the pitch classes of the two recordings, as a share of that of two
    /// recordings drawn at random; `None` where one was not measured.
    pub(crate) sound: Option<f64>,
}

/// Every song that is a copy of one before it, in the order of the first ones.
///
/// # Shapes
/// `kin` of the songs that take part; `rows` the place of each among `songs` and the rows of
/// `features`.
pub(crate) fn copies(
    songs: &[Song],
    features: &FeatureSet,
    rows: &[usize],
    kin: &Kin,
) -> Vec<CopiedSong> {
    let everyone: Vec<usize> = (0..rows.len()).collect();
    let groups = kin.copies(&everyone);
    let groups: Vec<&Vec<usize>> = groups.iter().filter(|group| group.len() > 1).collect();
    if groups.is_empty() {
        return Vec::new();
    }
    let sounds = Sounds::of(features);
    let hash = |row: usize| songs[row].audio.as_ref().map(|audio| &audio.hash);
    let copy = |first: usize, song: usize| {
        let (a, b) = (rows[first], rows[song]);
        CopiedSong {
            song,
            first,
            is_same_file: hash(a).is_some() && hash(a) == hash(b),
            words: words_in_common(&songs[a], &songs[b]),
            sound: sounds.as_ref().and_then(|sounds| sounds.apart(a, b)),
        }
    };
    let of_group = |group: &&Vec<usize>| {
        let first = group[0];
        group[1..]
            .iter()
            .map(move |&song| (first, song))
            .collect::<Vec<_>>()
    };
    let pairs = groups.iter().flat_map(of_group);
    pairs.map(|(first, song)| copy(first, song)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::near::{NEAR, tests::features};
    use crate::library::{AudioFile, Lyrics};

    #[test]
    fn each_copy_stands_beside_the_first_with_what_they_have_in_common() {
        let words = "one two three four five six seven eight nine ten eleven twelve";
        let song = |i: usize| Song {
            id: i.to_string(),
            title: String::new(),
            artist: String::new(),
            audio: Some(AudioFile {
                path: format!("{i}.wav").into(),
                hash: if i == 7 { 2 } else { i }.to_string(),
            }),
            lyrics: i.is_multiple_of(5).then(|| Lyrics::from_text(words)),
            language: None,
        };
        // Songs 1 and 11 sound nearly the same, 2 and 7 are one file, 0, 5, 10 and 15 one text.
        let features = features(20, 0.1, |i| i == 1);
        let songs: Vec<Song> = (0..20).map(song).collect();
        let kin = Kin::of_songs(&songs).and_by(&songs, &features);
        // Song 0 takes no part.
        let rows: Vec<usize> = (1..20).collect();
        let found = copies(&songs, &features, &rows, &kin.select(&rows));
        let pairs: Vec<(usize, usize)> = found.iter().map(|c| (c.first, c.song)).collect();
        assert_eq!(pairs, [(0, 10), (1, 6), (4, 9), (4, 14)]);
        assert!(found[0].sound.unwrap() < NEAR && found[0].words.is_none());
        assert!(!found[0].is_same_file && found[1].is_same_file);
        assert_eq!(found[2].words, Some(1.0));
        assert!(found[2].sound.unwrap() > 0.1);
        assert!(copies(&songs, &features, &[3, 4], &kin.select(&[3, 4])).is_empty());
    }
}
