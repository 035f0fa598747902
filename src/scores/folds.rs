//! Which songs are told from which: folds that keep artists and copies together.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use crate::features::Kin;

/// Parts of about equal size, each of which is told from all the others.
pub(super) struct Folds {
    /// Fold of each song.
    pub(crate) of_song: Vec<usize>,
    /// True when all songs of an artist are in one fold; those of unknown artists are each by
    /// itself.
    pub(crate) by_artist: bool,
}

/// Deals whole artists into `n_folds` folds, so that each fold has its part of each class as far as
/// they allow.
///
/// The largest artists are dealt first (equals in random order), each to the fold that has the
/// smallest share of the artist's classes so far, then the fewest songs. Songs without an artist
/// are each their own, and copies always stay together. Single songs with their copies are dealt in
/// the same way where artists do not allow for folds: when a fold would be less than half or more
/// than twice its part, or when most songs are of a class that a single artist has, so that no
/// other artist could teach it.
///
/// A song may have several classes, as of many labels; then each class has its part in each fold as
/// far as all of them allow, the rarest first, as in iterative stratification (Sechidis, Tsoumakas &
/// Vlahavas 2011).
///
/// # Shapes
/// `songs` are songs of `kin`; `classes` as many, those of each song.
pub(super) fn folds<C: AsRef<[u32]>>(
    kin: &Kin,
    songs: &[usize],
    classes: &[C],
    n_folds: usize,
    seed: u64,
) -> Folds {
    let n = songs.len();
    let families = kin.families(songs);
    if can_be_taught(&families, classes) {
        let of_song = deal(families, classes, n_folds, seed);
        let mut sizes = vec![0; n_folds];
        of_song.iter().for_each(|&fold| sizes[fold] += 1);
        if sizes
            .iter()
            .all(|size| 2 * size * n_folds >= n && size * n_folds <= 2 * n)
        {
            return Folds {
                of_song,
                by_artist: true,
            };
        }
    }
    Folds {
        of_song: deal(kin.copies(songs), classes, n_folds, seed),
        by_artist: false,
    }
}

/// True when at least half of the songs are of a class that two artists have.
fn can_be_taught<C: AsRef<[u32]>>(groups: &[Vec<usize>], classes: &[C]) -> bool {
    let n_classes = n_classes(classes);
    let (mut n_artists, mut n_songs) = (vec![0; n_classes], vec![0; n_classes]);
    for group in groups {
        for (class, n) in counts(group, classes) {
            n_artists[class] += 1;
            n_songs[class] += n;
        }
    }
    let taught: usize = n_artists
        .iter()
        .zip(&n_songs)
        .filter(|(artists, _)| **artists >= 2)
        .map(|(_, n)| n)
        .sum();
    2 * taught >= n_songs.iter().sum()
}

fn n_classes<C: AsRef<[u32]>>(classes: &[C]) -> usize {
    let all = classes.iter().flat_map(AsRef::as_ref);
    all.max().map_or(0, |&last| last as usize + 1)
}

fn counts<C: AsRef<[u32]>>(group: &[usize], classes: &[C]) -> BTreeMap<usize, usize> {
    let mut counts = BTreeMap::new();
    let all = group.iter().flat_map(|&song| classes[song].as_ref());
    all.for_each(|&class| *counts.entry(class as usize).or_default() += 1);
    counts
}

fn deal<C: AsRef<[u32]>>(
    mut groups: Vec<Vec<usize>>,
    classes: &[C],
    n_folds: usize,
    seed: u64,
) -> Vec<usize> {
    groups.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
    groups.sort_by_key(|group| Reverse(group.len()));
    let n_classes = n_classes(classes);
    let mut class_sizes = vec![0.0; n_classes];
    let all = classes.iter().flat_map(AsRef::as_ref);
    all.for_each(|&class| class_sizes[class as usize] += 1.0);
    let mut of_class = vec![vec![0.0; n_classes]; n_folds];
    let mut sizes = vec![0; n_folds];
    let mut of_song = vec![0; classes.len()];
    for group in &groups {
        let counts = counts(group, classes);
        // What the group would add to the sum of squared shares of classes in folds, less what is
        // the same for all folds.
        let crowd = |fold: usize| -> f64 {
            counts
                .iter()
                .map(|(&c, &n)| of_class[fold][c] * n as f64 / (class_sizes[c] * class_sizes[c]))
                .sum()
        };
        let order =
            |&a: &usize, &b: &usize| crowd(a).total_cmp(&crowd(b)).then(sizes[a].cmp(&sizes[b]));
        let fold = (0..n_folds).min_by(order).unwrap_or(0);
        counts
            .iter()
            .for_each(|(&c, &n)| of_class[fold][c] += n as f64);
        sizes[fold] += group.len();
        group.iter().for_each(|&song| of_song[song] = fold);
    }
    of_song
}
