//! Which songs a model learns from: whole artists at a time, so that a voice heard in training is
//! not met in validation, and copies of a song always together.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use super::{Kin, Split};

/// Holds out about `share` of the songs, whole artists at a time.
///
/// Songs without an artist are each their own group, or one with their copies. Where artists are so
/// few or so large that between half and twice the share cannot be reached, single songs with their
/// copies are held out and `by_artist` is false; where those are too large as well, none are.
/// Sorted; the same seed gives the same split.
pub(crate) fn split(kin: &Kin, share: f32, seed: u64) -> Split {
    let n = kin.n_songs();
    let songs: Vec<usize> = (0..n).collect();
    let target = (share * n as f32).round() as usize;
    // Two songs must remain to learn from, and one held-out song judges nothing.
    if target < 2 || n - target < 2 {
        return Split {
            train: songs,
            validation: Vec::new(),
            by_artist: true,
        };
    }
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut families = kin.families(&songs);
    families.shuffle(&mut rng);
    let (validation, by_artist) = match take_groups(&families, target) {
        Some(rows) => (rows, true),
        None => {
            let mut singles = kin.copies(&songs);
            singles.shuffle(&mut rng);
            (take_groups(&singles, target).unwrap_or_default(), false)
        }
    };
    let mut held = vec![false; n];
    validation.iter().for_each(|&i| held[i] = true);
    let (validation, train) = (0..n).partition(|&i| held[i]);
    Split {
        train,
        validation,
        by_artist,
    }
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
    use crate::library::{Lyrics, Song};

    #[test]
    fn no_artist_is_on_both_sides() {
        let artists: Vec<String> = (0..100).map(|i| format!("artist {}", i % 23)).collect();
        let kin = Kin::of_artists(&artists.iter().map(String::as_str).collect::<Vec<_>>());
        for seed in 0..50 {
            let split = split(&kin, 0.2, seed);
            assert!(split.by_artist);
            assert_eq!(split.train.len() + split.validation.len(), 100);
            assert!((10..=40).contains(&split.validation.len()));
            let of = |rows: &[usize]| {
                rows.iter()
                    .map(|&i| artists[i].clone())
                    .collect::<HashSet<_>>()
            };
            assert!(of(&split.train).is_disjoint(&of(&split.validation)));
        }
    }

    #[test]
    fn one_artist_falls_back_to_songs_and_says_so() {
        let split = split(&Kin::of_artists(&["A"; 40]), 0.15, 1);
        assert!(!split.by_artist);
        assert_eq!(split.validation.len(), 6);
    }

    #[test]
    fn unknown_artists_count_one_by_one_and_few_songs_hold_out_none() {
        let many = split(&Kin::of_artists(&[""; 40]), 0.15, 1);
        assert!(many.by_artist && many.validation.len() == 6);
        assert!(
            split(&Kin::of_artists(&[""; 5]), 0.15, 1)
                .validation
                .is_empty()
        );
        assert!(
            split(&Kin::of_artists(&[""; 50]), 0.0, 1)
                .validation
                .is_empty()
        );
    }

    #[test]
    fn seeds_differ_and_repeat() {
        let artists: Vec<String> = (0..60).map(|i| format!("{}", i % 30)).collect();
        let kin = Kin::of_artists(&artists.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(split(&kin, 0.2, 3), split(&kin, 0.2, 3));
        assert_ne!(split(&kin, 0.2, 3), split(&kin, 0.2, 4));
    }

    #[test]
    fn copies_are_on_one_side_whatever_the_artists() {
        let text = |i: usize| {
            (0..40)
                .map(|w| format!("w{} ", (i / 2) * 40 + w))
                .collect::<String>()
        };
        for artist in ["", "A"] {
            let song = |i: usize| Song {
                id: i.to_string(),
                title: String::new(),
                artist: artist.to_string(),
                audio: None,
                lyrics: Some(Lyrics::from_text(&text(i))),
                language: None,
            };
            let songs: Vec<Song> = (0..60).map(song).collect();
            let kin = Kin::of_songs(&songs);
            for seed in 0..20 {
                let split = split(&kin, 0.2, seed);
                assert_eq!(
                    (split.validation.len(), split.by_artist),
                    (12, artist.is_empty())
                );
                assert!(
                    split
                        .validation
                        .iter()
                        .all(|i| split.validation.contains(&(i ^ 1)))
                );
            }
        }
    }
}
