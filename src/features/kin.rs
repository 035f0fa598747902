//! Songs that a split must not part: those of one artist, clips of one song, and copies of one
//! another under other names.
//!
//! A copy is found by its words or by its sound. Words are copies when half of their runs of three
//! words are the same (Broder 1997); that is found without comparing every pair: 96 minima of
//! hashes stand for a song, 32 rows of three of them bring those together that could be alike
//! (Leskovec, Rajaraman & Ullman 2020, section 3.4: .986 of pairs with a half in common, one of
//! four million with two in a thousand), and these are compared. Sound is a copy when the file's
//! bytes or all features are the same, or when its pitch classes are as near as those of one
//! recording that was coded again, cut a little or made louder (see `near`).

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::near::Sounds;
use super::{BlockKind, FeatureSet};
use crate::error::Warning;
use crate::library::{Song, songs_of_clips};
use crate::random::splitmix64;
use crate::text::tokens;
use crate::words::{id, say};

/// Words in a run that is compared.
const RUN: usize = 3;
/// Texts with fewer different runs are too short to be copies: "la la la", "instrumental".
const FEWEST_RUNS: usize = 8;
/// Share of different runs that two copies have in common.
const ALIKE: f64 = 0.5;
const N_HASHES: usize = 96;
const ROWS: usize = 3;
/// Of songs that fall together without being alike, each is compared with so many.
const MOST_COMPARED: usize = 32;
/// Equal numbers are a copy only where they are so many that chance does not make them.
const FEWEST_NUMBERS: usize = 8;
/// What tags and tables say where no artist is known.
const NOBODY: [&str; 9] = [
    "unknown",
    "unknown artist",
    "<unknown>",
    "various",
    "various artists",
    "va",
    "n/a",
    "none",
    "-",
];

/// Which songs belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kin {
    /// Name of each song's artist as it is compared; `None` where unknown.
    artist: Vec<Option<String>>,
    /// First song of those that have the same words, itself where there is none before it.
    by_words: Vec<usize>,
    /// The same of those that sound the same.
    by_sound: Vec<usize>,
    /// The same of words and sound together.
    copy_of: Vec<usize>,
    /// The same of artists, clips of one song and copies together.
    family: Vec<usize>,
}

impl Kin {
    /// By their words and their files. This is what takes long: once for a library.
    pub(crate) fn of_songs(songs: &[Song]) -> Self {
        let mut by_sound = Union::new(songs.len());
        join_equal(
            songs
                .iter()
                .map(|song| song.audio.as_ref().map(|audio| audio.hash.clone())),
            &mut by_sound,
        );
        let artists = songs.iter().map(|song| known(&song.artist)).collect();
        let mut clips = Union::new(songs.len());
        join_equal(songs_of_clips(songs).into_iter(), &mut clips);
        Self::joined(artists, joined_words(songs), by_sound).together_with(&clips.roots())
    }

    /// And with families that are known otherwise, by the first song of each.
    fn together_with(mut self, first: &[usize]) -> Self {
        let mut families = Union(self.family);
        for (song, &first) in first.iter().enumerate() {
            families.join(song, first);
        }
        self.family = families.roots();
        self
    }

    /// By names alone.
    #[cfg(test)]
    pub(crate) fn of_artists(artists: &[&str]) -> Self {
        let none = || Union::new(artists.len());
        Self::joined(artists.iter().map(|a| known(a)).collect(), none(), none())
    }

    /// And by features that are the same, or nearly; row i of them is song i.
    #[must_use]
    pub(crate) fn and_by(&self, songs: &[Song], features: &FeatureSet) -> Self {
        let mut by_sound = Union(self.by_sound.clone());
        join_equal(
            songs
                .iter()
                .enumerate()
                .map(|(row, song)| fingerprint(song, features, row)),
            &mut by_sound,
        );
        if let Some(sounds) = Sounds::of(features) {
            let sounds = &sounds;
            let like = |song: usize| move |other: usize| sounds.are_near(song, other);
            sounds
                .tables()
                .for_each(|table| join_table(table, like, &mut by_sound));
        }
        let words = Union(self.by_words.clone());
        Self::joined(self.artist.clone(), words, by_sound).together_with(&self.family)
    }

    /// The same where no song is taken for a copy of another: what a split keeps together that does
    /// not look for copies.
    #[must_use]
    pub(crate) fn without_copies(&self) -> Self {
        let none = || Union::new(self.n_songs());
        Self::joined(self.artist.clone(), none(), none())
    }

    /// Of some of the songs, in ascending order. Two that belong together through one that is left
    /// out still do.
    #[must_use]
    pub(crate) fn select(&self, songs: &[usize]) -> Self {
        let first_of = |root: &[usize]| {
            let mut firsts = vec![0; songs.len()];
            for group in grouped(songs, root) {
                group.iter().for_each(|&at| firsts[at] = group[0]);
            }
            firsts
        };
        Self {
            artist: songs.iter().map(|&i| self.artist[i].clone()).collect(),
            by_words: first_of(&self.by_words),
            by_sound: first_of(&self.by_sound),
            copy_of: first_of(&self.copy_of),
            family: first_of(&self.family),
        }
    }

    fn joined(artist: Vec<Option<String>>, mut by_words: Union, mut by_sound: Union) -> Self {
        let mut copies = by_words.clone();
        by_sound
            .roots()
            .iter()
            .enumerate()
            .for_each(|(song, &first)| copies.join(song, first));
        let mut families = copies.clone();
        join_equal(artist.iter().cloned(), &mut families);
        Self {
            artist,
            by_words: by_words.roots(),
            by_sound: by_sound.roots(),
            copy_of: copies.roots(),
            family: families.roots(),
        }
    }

    pub(crate) fn n_songs(&self) -> usize {
        self.artist.len()
    }

    pub(crate) fn has_artist(&self, song: usize) -> bool {
        self.artist[song].is_some()
    }

    /// The first of the songs that this one is a copy of; itself where it is none, or the first.
    pub(crate) fn copy_of(&self, song: usize) -> usize {
        self.copy_of[song]
    }

    /// Songs that have a copy among `songs`.
    pub(crate) fn n_copies(&self, songs: &[usize]) -> usize {
        self.copies(songs)
            .iter()
            .map(Vec::len)
            .filter(|&n| n > 1)
            .sum()
    }

    /// `songs` by artist and copy, as places in `songs`: those of no known artist by their first
    /// song, then the others by the first name of theirs.
    pub(crate) fn families(&self, songs: &[usize]) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<(bool, &str, usize), Vec<usize>> = BTreeMap::new();
        for family in grouped(songs, &self.family) {
            let name = family
                .iter()
                .filter_map(|&at| self.artist[songs[at]].as_deref())
                .min();
            groups.insert((name.is_some(), name.unwrap_or(""), family[0]), family);
        }
        groups.into_values().collect()
    }

    /// `songs` by copy alone, as places in `songs`, by their first song.
    pub(crate) fn copies(&self, songs: &[usize]) -> Vec<Vec<usize>> {
        grouped(songs, &self.copy_of)
    }

    /// How many songs are copies, where there are any.
    pub(crate) fn warning(&self, songs: &[Song]) -> Option<Warning> {
        let everyone: Vec<usize> = (0..songs.len()).collect();
        let groups: Vec<Vec<usize>> = self
            .copies(&everyone)
            .into_iter()
            .filter(|group| group.len() > 1)
            .collect();
        let first = groups.first()?;
        let n: usize = groups.iter().map(Vec::len).sum();
        let cause = say(id::FEATURES_N_SONGS_WHAT_UNDER_SEVERAL)
            .with("n", n)
            .with("what", groups.len())
            .with("words", n_joined(&self.by_words))
            .with("sound", n_joined(&self.by_sound))
            .with("first", &songs[first[0]].id)
            .with("second", &songs[first[1]].id);
        Some(Warning::new(id::ERROR_COPIES, cause))
    }
}

fn known(artist: &str) -> Option<String> {
    Some(artist.trim().to_lowercase())
        .filter(|name| !name.is_empty() && !NOBODY.contains(&name.as_str()))
}

/// Places in `songs` of those that have the same root, by the first of each.
fn grouped(songs: &[usize], root: &[usize]) -> Vec<Vec<usize>> {
    let mut at: BTreeMap<usize, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (place, &song) in songs.iter().enumerate() {
        let group = *at.entry(root[song]).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(place);
    }
    groups
}

/// Disjoint sets; the root of each is its first song.
#[derive(Clone)]
struct Union(Vec<usize>);

impl Union {
    fn new(n: usize) -> Self {
        Self((0..n).collect())
    }

    fn root(&mut self, song: usize) -> usize {
        let mut at = song;
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }

    fn roots(&mut self) -> Vec<usize> {
        (0..self.0.len()).map(|song| self.root(song)).collect()
    }
}

/// Songs in sets of two and more.
fn n_joined(roots: &[usize]) -> usize {
    let mut sizes = vec![0usize; roots.len()];
    roots.iter().for_each(|&root| sizes[root] += 1);
    sizes.into_iter().filter(|&size| size > 1).sum()
}

/// Joins songs whose key is known and the same.
fn join_equal<K: Ord>(keys: impl Iterator<Item = Option<K>>, songs: &mut Union) {
    let mut first: BTreeMap<K, usize> = BTreeMap::new();
    for (song, key) in keys.enumerate() {
        if let Some(key) = key {
            let with = *first.entry(key).or_insert(song);
            songs.join(with, song);
        }
    }
}

/// Of the features of a song's sound, or of its numbers where it has neither sound nor words;
/// `None` where there are too few, or none that differs from 0.
fn fingerprint(song: &Song, features: &FeatureSet, row: usize) -> Option<[u8; 32]> {
    let kind = match (&song.audio, &song.lyrics) {
        (Some(_), _) => BlockKind::Audio,
        (None, None) => BlockKind::Numbers,
        (None, Some(_)) => return None,
    };
    let blocks = features
        .blocks
        .iter()
        .filter(|block| block.kind == kind && block.present[row]);
    let values: Vec<f32> = blocks
        .flat_map(|block| block.values.row(row).iter().copied())
        .collect();
    if values.len() < FEWEST_NUMBERS || values.iter().all(|&v| v == 0.0) {
        return None;
    }
    let bytes: Vec<u8> = values
        .iter()
        .flat_map(|v| v.to_bits().to_le_bytes())
        .collect();
    Some(*blake3::hash(&bytes).as_bytes())
}

/// Songs of the same words.
fn joined_words(songs: &[Song]) -> Union {
    let mut copies = Union::new(songs.len());
    let minima: Vec<Option<Vec<u32>>> = songs
        .par_iter()
        .map(|song| runs(song).map(|runs| minima_of(&runs)))
        .collect();
    for band in 0..N_HASHES / ROWS {
        let row =
            |minima: &[u32]| -> [u32; ROWS] { std::array::from_fn(|i| minima[band * ROWS + i]) };
        let table = minima
            .iter()
            .enumerate()
            .filter_map(|(song, minima)| Some((row(minima.as_ref()?), song)));
        let like = |song: usize| {
            let own = runs(&songs[song]);
            move |other: usize| are_alike(own.as_deref(), runs(&songs[other]).as_deref())
        };
        join_table(table.collect(), like, &mut copies);
    }
    copies
}

/// Joins songs that have the same key and are alike. `like` takes a song and tells of others
/// whether they are like it.
fn join_table<K: Ord, F: Fn(usize) -> bool>(
    mut table: Vec<(K, usize)>,
    like: impl Fn(usize) -> F,
    copies: &mut Union,
) {
    table.sort_unstable();
    let buckets = table.chunk_by(|a, b| a.0 == b.0);
    for bucket in buckets.filter(|bucket| bucket.len() > 1) {
        join_bucket(bucket.iter().map(|(_, song)| *song), &like, copies);
    }
}

fn join_bucket<F: Fn(usize) -> bool>(
    bucket: impl Iterator<Item = usize>,
    like: impl Fn(usize) -> F,
    copies: &mut Union,
) {
    // One song of each set so far.
    let mut apart: Vec<usize> = Vec::new();
    for song in bucket {
        let root = copies.root(song);
        if apart.iter().any(|&other| copies.root(other) == root) {
            continue;
        }
        let is_like = like(song);
        match apart
            .iter()
            .take(MOST_COMPARED)
            .find(|&&other| is_like(other))
        {
            Some(&other) => copies.join(song, other),
            None => apart.push(song),
        }
    }
}

/// Share of the runs of three words of two songs that both have (Jaccard); `None` where one has no
/// words, or too few.
pub(super) fn words_in_common(a: &Song, b: &Song) -> Option<f64> {
    let (a, b) = (runs(a)?, runs(b)?);
    Some(jaccard(&a, &b))
}

/// Hashes of a song's runs of words, each once, ascending; `None` of too few.
fn runs(song: &Song) -> Option<Vec<u64>> {
    let words: Vec<u64> = tokens(&song.lyrics.as_ref()?.text())
        .iter()
        .map(|word| hash(word))
        .collect();
    let run = |words: &[u64]| words.iter().fold(0, |run, &word| splitmix64(run ^ word));
    let mut runs: Vec<u64> = words.windows(RUN).map(run).collect();
    runs.sort_unstable();
    runs.dedup();
    (runs.len() >= FEWEST_RUNS).then_some(runs)
}

/// FNV-1a (Fowler, Noll & Vo), spread.
fn hash(word: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    splitmix64(word.bytes().fold(0xcbf2_9ce4_8422_2325, step))
}

/// The least of each of [`N_HASHES`] hashes over all runs.
fn minima_of(runs: &[u64]) -> Vec<u32> {
    let keys: [(u32, u32); N_HASHES] = std::array::from_fn(|i| {
        let key = splitmix64(i as u64 + 1);
        // An odd factor loses nothing.
        (key as u32 | 1, (key >> 32) as u32)
    });
    let mut minima = vec![u32::MAX; N_HASHES];
    for run in runs {
        let (low, high) = (*run as u32, (*run >> 32) as u32);
        for (least, (factor, shift)) in minima.iter_mut().zip(&keys) {
            let mixed = (low ^ shift).wrapping_mul(*factor);
            *least = (*least).min((mixed ^ (mixed >> 16) ^ high).wrapping_mul(0x9e37_79b1));
        }
    }
    minima
}

fn are_alike(a: Option<&[u64]>, b: Option<&[u64]>) -> bool {
    a.zip(b).is_some_and(|(a, b)| jaccard(a, b) >= ALIKE)
}

/// Of ascending hashes.
fn jaccard(a: &[u64], b: &[u64]) -> f64 {
    let (mut both, mut j) = (0, 0);
    for run in a {
        j += b[j..].partition_point(|other| other < run);
        both += usize::from(b.get(j) == Some(run));
    }
    both as f64 / (a.len() + b.len() - both) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::{Block, Scaling};
    use crate::library::{AudioFile, Lyrics};
    use crate::matrix::Matrix;

    /// `n` words that depend on `topic`.
    fn words(topic: u64, n: u64) -> Vec<String> {
        (0..n)
            .map(|i| format!("word{}", splitmix64(topic * 1000 + i) % 5000))
            .collect()
    }

    fn song(id: usize, artist: &str, words: &str) -> Song {
        Song {
            id: id.to_string(),
            title: String::new(),
            artist: artist.to_string(),
            audio: None,
            lyrics: (!words.is_empty()).then(|| Lyrics::from_text(words)),
            language: None,
        }
    }

    #[test]
    fn the_same_words_are_copies_however_they_are_written() {
        let text = words(1, 80);
        let mut changed = text.clone();
        (0..80)
            .step_by(13)
            .for_each(|i| changed[i] = "otherwise".to_string());
        let repeated = format!(
            "[Chorus]\n{}\n{}",
            text[..40].join("\n"),
            text.join(", ").to_uppercase()
        );
        let half: Vec<String> = text[..30].iter().cloned().chain(words(2, 50)).collect();
        let songs = [
            song(0, "", &text.join(" ")),
            song(1, "", &words(3, 80).join(" ")),
            song(2, "", &changed.join(" ")),
            song(3, "", &repeated),
            song(4, "", &half.join(" ")),
            song(5, "", "la la la la la la"),
            song(6, "", "la la la la la la"),
            song(7, "", ""),
            song(8, "", ""),
        ];
        let found = Kin::of_songs(&songs);
        assert_eq!(
            (0..9).map(|i| found.copy_of(i)).collect::<Vec<_>>(),
            [0, 1, 0, 0, 4, 5, 6, 7, 8]
        );
        let told = found.warning(&songs).unwrap().to_string();
        assert!(
            told.contains(
                "3 songs are 1 under several names (by their words 3, by their sound 0; the first are 0 and 2)"
            ),
            "{told}"
        );
        assert!(Kin::of_songs(&songs[4..]).warning(&songs[4..]).is_none());
    }

    #[test]
    fn a_large_library_with_many_copies_is_looked_through_without_comparing_every_pair() {
        // 3,000 songs, each third a copy of the one before, 600 more all the same, in far less than
        // 6 million comparisons.
        let first = |i: usize| if i % 3 == 2 { i - 1 } else { i };
        let mut songs: Vec<Song> = (0..3000)
            .map(|i| song(i, "", &words(first(i) as u64, 60).join(" ")))
            .collect();
        songs.extend((0..600).map(|i| song(3000 + i, "", &words(1_000_000, 60).join(" "))));
        let found = Kin::of_songs(&songs);
        (0..3000).for_each(|i| assert_eq!(found.copy_of(i), first(i), "song {i}"));
        assert!((3000..3600).all(|i| found.copy_of(i) == 3000));
    }

    #[test]
    fn the_same_bytes_and_the_same_features_are_copies() {
        let heard = |id: usize, hash: &str| Song {
            audio: Some(AudioFile {
                path: format!("{id}.wav").into(),
                hash: hash.to_string(),
            }),
            ..song(id, "", "")
        };
        let songs = [
            heard(0, "a"),
            heard(1, "b"),
            heard(2, "a"),
            heard(3, "c"),
            heard(4, "d"),
            heard(5, "e"),
        ];
        let row = |i: usize| -> [f32; 9] {
            // Songs 1 and 3 give the same numbers; 4 and 5 none at all.
            let like = if i == 3 { 1 } else { i };
            std::array::from_fn(|c| if i < 4 { (like * 10 + c) as f32 } else { 0.0 })
        };
        let features = FeatureSet {
            blocks: vec![Block {
                name: "audio".into(),
                kind: BlockKind::Audio,
                scaling: Scaling::Standardise,
                columns: (0..9).map(|c| c.to_string()).collect(),
                values: Matrix::from_rows(&(0..6).map(row).collect::<Vec<_>>()),
                present: vec![true; 6],
                units: Vec::new(),
                idf: Vec::new(),
            }],
            duration_secs: vec![1.0; 6],
            recordings: vec![None; 6],
            warnings: Vec::new(),
            n_cached: 0,
            files_hash: None,
        };
        let found = Kin::of_songs(&songs).and_by(&songs, &features);
        assert_eq!(
            (0..6).map(|i| found.copy_of(i)).collect::<Vec<_>>(),
            [0, 1, 0, 1, 4, 5]
        );
        assert_eq!(
            (n_joined(&found.by_words), n_joined(&found.by_sound)),
            (0, 4)
        );
        // Song 0 is left out: the copy of it has none any more.
        let some = found.select(&[1, 2, 3, 5]);
        assert_eq!(
            (0..4).map(|i| some.copy_of(i)).collect::<Vec<_>>(),
            [0, 1, 0, 3]
        );
        assert_eq!(n_joined(&some.by_sound), 2);
    }

    #[test]
    fn recordings_that_are_nearly_the_same_are_copies() {
        let features = super::super::near::tests::features(400, 0.12, |i| i % 3 == 0);
        let heard = |id: usize| Song {
            audio: Some(AudioFile {
                path: format!("{id}.wav").into(),
                hash: id.to_string(),
            }),
            ..song(id, "A", "")
        };
        let songs: Vec<Song> = (0..400).map(heard).collect();
        let found = Kin::of_songs(&songs).and_by(&songs, &features);
        for i in 0..200 {
            let first = if i % 3 == 0 { i } else { i + 200 };
            assert_eq!((found.copy_of(i), found.copy_of(i + 200)), (i, first));
        }
        let everyone: Vec<usize> = (0..400).collect();
        let apart = found.without_copies();
        assert_eq!(
            (apart.n_copies(&everyone), found.n_copies(&everyone)),
            (0, 134)
        );
        assert_eq!(apart.families(&everyone).len(), 1, "all are of one artist");
    }

    #[test]
    fn copies_join_the_artists_that_have_them() {
        let text = words(1, 80).join(" ");
        let songs = [
            song(0, "B", &text),
            song(1, " b ", ""),
            song(2, "A", &text),
            song(3, "", &text),
            song(4, "Unknown Artist", ""),
            song(5, "unknown artist", ""),
            song(6, "C", ""),
        ];
        let found = Kin::of_songs(&songs);
        let everyone: Vec<usize> = (0..7).collect();
        assert_eq!(
            found.families(&everyone),
            [vec![4], vec![5], vec![0, 1, 2, 3], vec![6]]
        );
        assert_eq!(
            found.copies(&everyone),
            [vec![0, 2, 3], vec![1], vec![4], vec![5], vec![6]]
        );
        assert_eq!(found.families(&[6, 3, 1]), [vec![1, 2], vec![0]]);
        assert_eq!((found.n_copies(&everyone), found.n_copies(&[0, 1])), (3, 0));
        assert!(found.has_artist(2) && !found.has_artist(3) && !found.has_artist(4));
    }

    #[test]
    fn clips_of_one_song_are_one_family_and_no_copies() {
        let clip = |i: usize| Song {
            audio: Some(AudioFile {
                path: format!("folk/folk.{:05}.{}.wav", i / 4, i % 4).into(),
                hash: i.to_string(),
            }),
            ..song(i, if i == 8 { "A" } else { "" }, "")
        };
        let songs: Vec<Song> = (0..12).map(clip).collect();
        let kin = Kin::of_songs(&songs);
        let all: Vec<usize> = (0..12).collect();
        let families: Vec<Vec<usize>> = kin.families(&all);
        let [a, b, c] = [0, 4, 8].map(|first| (first..first + 4).collect::<Vec<usize>>());
        assert_eq!(families, [a, b, c]);
        assert_eq!(kin.n_copies(&all), 0);
        assert!(!kin.has_artist(0));
        let features = FeatureSet {
            blocks: Vec::new(),
            duration_secs: Vec::new(),
            recordings: Vec::new(),
            warnings: Vec::new(),
            n_cached: 0,
            files_hash: None,
        };
        assert_eq!(kin.and_by(&songs, &features).families(&all).len(), 3);
    }
}
