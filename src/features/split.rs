//! Which songs a model learns from: whole artists at a time, so that a voice heard in training is not met in validation.

use std::collections::BTreeMap;

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use super::Split;
use crate::library::Song;

/// Holds out about `share` of the songs, whole artists at a time.
///
/// Songs without an artist are each their own group. Where artists are so few or so large that between half and twice
/// the share cannot be reached, single songs are held out and `by_artist` is false. Sorted; the same seed gives the same
/// split.
pub fn split(songs: &[Song], share: f32, seed: u64) -> Split {
    let n = songs.len();
    let target = (share * n as f32).round() as usize;
    let everyone = Split { train: (0..n).collect(), validation: Vec::new(), by_artist: true };
    // Two songs must remain to learn from, and one held-out song judges nothing.
    if target < 2 || n - target < 2 {
        return everyone;
    }
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut groups: Vec<Vec<usize>> = groups_by_artist(songs);
    groups.shuffle(&mut rng);
    let (validation, by_artist) = match take_groups(&groups, target) {
        Some(rows) => (rows, true),
        None => {
            let mut rows: Vec<usize> = (0..n).collect();
            rows.shuffle(&mut rng);
            rows.truncate(target);
            (rows, false)
        }
    };
    let mut held = vec![false; n];
    validation.iter().for_each(|&i| held[i] = true);
    let (validation, train) = (0..n).partition(|&i| held[i]);
    Split { train, validation, by_artist }
}

fn groups_by_artist(songs: &[Song]) -> Vec<Vec<usize>> {
    let mut named: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut groups = Vec::new();
    for (i, song) in songs.iter().enumerate() {
        match song.artist.trim().to_lowercase() {
            artist if artist.is_empty() => groups.push(vec![i]),
            artist => named.entry(artist).or_default().push(i),
        }
    }
    groups.extend(named.into_values());
    groups
}

/// Groups in order, each taken if it brings the count nearer to the target.
fn take_groups(groups: &[Vec<usize>], target: usize) -> Option<Vec<usize>> {
    let mut rows: Vec<usize> = Vec::new();
    for group in groups {
        let with = rows.len() + group.len();
        if with.abs_diff(target) < rows.len().abs_diff(target) {
            rows.extend(group);
        }
    }
    (2 * rows.len() >= target && rows.len() <= 2 * target).then_some(rows)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn songs(artists: &[&str]) -> Vec<Song> {
        let song = |(i, artist): (usize, &&str)| Song {
            id: i.to_string(),
            title: String::new(),
            artist: (*artist).to_string(),
            audio: None,
            lyrics: None,
            language: None,
        };
        artists.iter().enumerate().map(song).collect()
    }

    #[test]
    fn no_artist_is_on_both_sides() {
        let artists: Vec<String> = (0..100).map(|i| format!("artist {}", i % 23)).collect();
        let songs = songs(&artists.iter().map(String::as_str).collect::<Vec<_>>());
        for seed in 0..50 {
            let split = split(&songs, 0.2, seed);
            assert!(split.by_artist);
            assert_eq!(split.train.len() + split.validation.len(), 100);
            assert!((10..=40).contains(&split.validation.len()));
            let of = |rows: &[usize]| rows.iter().map(|&i| songs[i].artist.clone()).collect::<HashSet<_>>();
            assert!(of(&split.train).is_disjoint(&of(&split.validation)));
        }
    }

    #[test]
    fn one_artist_falls_back_to_songs_and_says_so() {
        let split = split(&songs(&["A"; 40]), 0.15, 1);
        assert!(!split.by_artist);
        assert_eq!(split.validation.len(), 6);
    }

    #[test]
    fn unknown_artists_count_one_by_one_and_few_songs_hold_out_none() {
        let many = split(&songs(&[""; 40]), 0.15, 1);
        assert!(many.by_artist && many.validation.len() == 6);
        assert!(split(&songs(&[""; 5]), 0.15, 1).validation.is_empty());
        assert!(split(&songs(&[""; 50]), 0.0, 1).validation.is_empty());
    }

    #[test]
    fn seeds_differ_and_repeat() {
        let artists: Vec<String> = (0..60).map(|i| format!("{}", i % 30)).collect();
        let songs = songs(&artists.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(split(&songs, 0.2, 3), split(&songs, 0.2, 3));
        assert_ne!(split(&songs, 0.2, 3), split(&songs, 0.2, 4));
    }
}
