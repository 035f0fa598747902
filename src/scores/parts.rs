//! What parts of some songs could be called, by what sets each apart from the others.

use super::facts::{ClusterFacts, shares};
use super::name::{HEARD, NamePart, cluster_names};
use super::words::Vocabulary;
use crate::ears::Tag;
use crate::library::{LabelColumn, Library};
use crate::matrix::Matrix;

/// What is known of all songs, for naming.
pub(crate) struct Described<'a> {
    pub(crate) library: &'a Library,
    pub(crate) words: Option<Words<'a>>,
    /// As in [`cluster_names`].
    pub(crate) heard: &'a [Option<Vec<f32>>; HEARD.len()],
    pub(crate) tags: &'a [(Tag, Vec<f32>)],
}

/// TF-IDF of the lyrics.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a> {
    pub(crate) terms: &'a [String],
    /// Rows × terms, of zeros for songs without words.
    pub(crate) values: &'a Matrix,
    /// The row of each song.
    pub(crate) rows: &'a [usize],
}

/// A name for each of `parts` by the rule of [`cluster_names`], as if the songs `among` were all
/// there are: what all of them have in common names none.
///
/// # Shapes
/// Songs are indices into `known`; each part is some of `among`, which is ascending, and no song is
/// in two parts.
pub(crate) fn part_names(parts: &[&[u32]], among: &[u32], known: &Described) -> Vec<Vec<NamePart>> {
    let place = |song: &u32| among.binary_search(song).ok();
    let members: Vec<Vec<usize>> = parts
        .iter()
        .map(|part| part.iter().filter_map(place).collect())
        .collect();
    let mut labels = vec![None; among.len()];
    for (part, songs) in members.iter().enumerate() {
        songs
            .iter()
            .for_each(|&song| labels[song] = Some(part as u32));
    }
    let library = only_labels(known.library, among);
    let vocabulary = known.words.map(|words| {
        let row = |song: usize| words.values.row(words.rows[among[song] as usize]);
        Vocabulary::new(words.terms, row, &members, &library)
    });
    let facts: Vec<ClusterFacts> = members
        .iter()
        .enumerate()
        .map(|(part, songs)| ClusterFacts {
            cluster: part as u32,
            size: songs.len(),
            shares: library
                .labels
                .iter()
                .map(|label| (label.name.clone(), shares(label, songs)))
                .collect(),
            silhouette: None,
            nearest: None,
            words: vocabulary.as_ref().map_or_else(Vec::new, |v| v.apart(part)),
            shares_languages: vocabulary.as_ref().is_none_or(|v| v.shares_languages(part)),
            central: Vec::new(),
            border: Vec::new(),
        })
        .collect();
    let here = |values: &Vec<f32>| -> Vec<f32> {
        among.iter().map(|&song| values[song as usize]).collect()
    };
    let heard = std::array::from_fn(|i| known.heard[i].as_ref().map(here));
    let tags: Vec<(Tag, Vec<f32>)> = known
        .tags
        .iter()
        .map(|(tag, guesses)| (*tag, here(guesses)))
        .collect();
    cluster_names(&facts, &labels, &heard, &tags)
}

/// The label columns of some songs.
fn only_labels(library: &Library, songs: &[u32]) -> Library {
    let label = |label: &LabelColumn| LabelColumn {
        name: label.name.clone(),
        classes: label.classes.clone(),
        of_song: songs.iter().map(|&i| label.of_song[i as usize]).collect(),
        n_detected: 0,
    };
    Library {
        labels: library.labels.iter().map(label).collect(),
        ..Library::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scores::Trait;

    /// 80 songs, the first half in Bangla.
    fn library() -> Library {
        let language = LabelColumn {
            name: "language".to_string(),
            classes: vec!["bangla".to_string(), "english".to_string()],
            of_song: (0..80).map(|i| Some(u32::from(i >= 40))).collect(),
            n_detected: 0,
        };
        Library {
            labels: vec![language],
            ..Library::default()
        }
    }

    #[test]
    fn a_part_is_named_by_what_it_has_and_its_whole_has_not() {
        let library = library();
        let tempo = |i: usize| if i < 20 { 150.0 } else { 90.0 } + (i % 7) as f32;
        let none = || None;
        let heard = [
            Some((0..80).map(tempo).collect()),
            none(),
            none(),
            none(),
            none(),
        ];
        let mut words = vec![0.0; 80 * 2];
        // "nodi" is sung in the second quarter alone; "the" by all.
        for song in 0..80 {
            words[2 * song] = 0.5 + (song % 3) as f32 * 0.01;
            if (20..40).contains(&song) {
                words[2 * song + 1] = 0.7 + (song % 5) as f32 * 0.01;
            }
        }
        let terms = ["the", "nodi"].map(str::to_string);
        let values = Matrix::new(80, 2, words);
        let rows: Vec<usize> = (0..80).collect();
        let words = Words {
            terms: &terms,
            values: &values,
            rows: &rows,
        };
        let known = Described {
            library: &library,
            words: Some(words),
            heard: &heard,
            tags: &[],
        };
        let songs: Vec<u32> = (0..80).collect();
        let (bangla, english) = songs.split_at(40);
        let class = |name: &str| NamePart::Class(name.to_string());
        let names = part_names(&[bangla, english], &songs, &known);
        assert!(names[0].contains(&class("bangla")) && names[1].contains(&class("english")));
        // Within the Bangla songs the language says nothing any more.
        let (fast, slow) = bangla.split_at(20);
        let names = part_names(&[fast, slow], bangla, &known);
        assert_eq!(names[0], [NamePart::Trait(Trait::Fast)]);
        let nodi = NamePart::Word("nodi".to_string());
        assert_eq!(names[1], [NamePart::Trait(Trait::Slow), nodi]);
        // Songs drawn without regard to anything have no name.
        let [even, odd] = [0, 1].map(|r| {
            let mine = english.iter().copied().filter(move |i| i % 2 == r);
            mine.collect::<Vec<u32>>()
        });
        assert_eq!(
            part_names(&[&even, &odd], english, &known),
            [vec![], vec![]]
        );
    }
}
