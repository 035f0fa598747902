//! A quiz: songs of a cluster are heard, and the class that most of its songs are of is guessed by
//! ear. What clusters are called is hidden meanwhile.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::colour::ColourBy;
use super::cx::{Cx, Follow};
use crate::job::ByAddress;
use crate::pipeline::Analysis;
use crate::random::splitmix64;

/// Labels of more classes are no choice.
const MOST_CLASSES: usize = 12;

/// What can be asked of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quiz {
    /// Ask for the classes of a label, by its index.
    Begin(usize),
    /// Another song of the cluster.
    Hear,
    /// The class that most of its songs are of, by its index.
    Guess(u32),
    /// Another cluster.
    Next,
    End,
}

/// A cluster whose class is guessed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Question {
    pub(crate) cluster: u32,
    /// Index of the label.
    pub(crate) label: usize,
    /// Songs of the cluster that can be heard, in the order in which they are.
    songs: Vec<usize>,
    /// How many were heard.
    pub(crate) n_heard: usize,
    /// The class that most of the cluster's songs are of, and their share of those whose class is
    /// known.
    pub(crate) answer: u32,
    pub(crate) share: f32,
    pub(crate) guessed: Option<u32>,
}

/// See the head of the file.
#[derive(Default)]
pub(crate) struct QuizState {
    of: Option<ByAddress<Analysis>>,
    question: Option<Question>,
    asked: Vec<u32>,
    pub(crate) n_right: usize,
    pub(crate) n_guessed: usize,
    dice: u64,
}

impl QuizState {
    pub(crate) fn question(&self) -> Option<&Question> {
        self.question.as_ref()
    }

    /// True while nobody has guessed: what gives the answer away is hidden.
    pub(crate) fn is_open(&self) -> bool {
        self.question.as_ref().is_some_and(|q| q.guessed.is_none())
    }

    pub(super) fn apply(&mut self, asked: &Quiz, cx: &mut Cx) {
        // Names on the map come and go.
        cx.revisions.looks += 1;
        match *asked {
            Quiz::Begin(label) => self.begin(label, cx),
            Quiz::Hear => self.hear(cx),
            Quiz::Guess(class) => self.guess(class),
            Quiz::Next => {
                if let Some(label) = self.question.as_ref().map(|q| q.label) {
                    self.ask(label, cx);
                }
            }
            Quiz::End => {
                *self = Self::default();
                cx.then(Follow::StopPlaying);
            }
        }
    }

    fn begin(&mut self, label: usize, cx: &mut Cx) {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        *self = Self {
            of: cx.shown_analysis().cloned().map(ByAddress),
            dice: now.map_or(1, |now| now.as_nanos() as u64),
            ..Self::default()
        };
        // Colours of a label would tell.
        cx.then(Follow::Recolour(ColourBy::Cluster));
        cx.then(Follow::Deselect);
        self.ask(label, cx);
    }

    /// A cluster that was not asked yet, as long as there is one.
    fn ask(&mut self, label: usize, cx: &mut Cx) {
        let Some(analysis) = cx.shown_analysis() else {
            return;
        };
        let all = questions(analysis, label);
        if all.iter().all(|q| self.asked.contains(&q.cluster)) {
            self.asked.clear();
        }
        let mut left: Vec<Question> = all;
        left.retain(|q| !self.asked.contains(&q.cluster));
        self.dice = splitmix64(self.dice);
        let n = left.len().max(1) as u64;
        let mut question = left.into_iter().nth((self.dice % n) as usize);
        if let Some(question) = &mut question {
            shuffle(&mut question.songs, self.dice);
            self.asked.push(question.cluster);
        }
        self.question = question;
        self.hear(cx);
    }

    fn hear(&mut self, cx: &mut Cx) {
        let Some(question) = &mut self.question else {
            return;
        };
        let song = question.songs[question.n_heard % question.songs.len()];
        question.n_heard += 1;
        if let Some(path) = cx.recording(song) {
            cx.then(Follow::PlayFile(path));
        }
    }

    fn guess(&mut self, class: u32) {
        if let Some(question) = self.question.as_mut().filter(|q| q.guessed.is_none()) {
            question.guessed = Some(class);
            self.n_guessed += 1;
            self.n_right += usize::from(class == question.answer);
        }
    }

    pub(super) fn pump(&mut self, cx: &Cx) {
        let on_show = cx.shown_analysis();
        let is_other = |of: &ByAddress<Analysis>| !on_show.is_some_and(|a| Arc::ptr_eq(a, &of.0));
        if self.of.as_ref().is_some_and(is_other) {
            *self = Self::default();
        }
    }
}

/// The labels that can be asked for: of two classes to a dozen.
pub(super) fn labels(analysis: &Analysis) -> impl Iterator<Item = usize> + '_ {
    let labels = analysis.library.labels.iter().enumerate();
    labels
        .filter(|(_, label)| (2..=MOST_CLASSES).contains(&label.classes.len()))
        .map(|(i, _)| i)
}

/// Every cluster of which a song can be heard and a class is known.
fn questions(analysis: &Analysis, label: usize) -> Vec<Question> {
    let library = &analysis.library;
    let Some(column) = library.labels.get(label) else {
        return Vec::new();
    };
    let of_cluster = |cluster: u32| {
        let clusters = analysis.clusters.labels.iter().enumerate();
        let members: Vec<usize> = clusters
            .filter(|(_, of)| **of == Some(cluster))
            .map(|(song, _)| song)
            .collect();
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        for class in members.iter().filter_map(|&song| column.of_song[song]) {
            *counts.entry(class).or_default() += 1;
        }
        // Of several that are as frequent the first.
        let (&answer, &n) = counts.iter().rev().max_by_key(|(_, n)| **n)?;
        let n_known: usize = counts.values().sum();
        let mut songs = members;
        songs.retain(|&song| library.songs[song].audio.is_some());
        (!songs.is_empty()).then(|| Question {
            cluster,
            label,
            songs,
            n_heard: 0,
            answer,
            share: n as f32 / n_known as f32,
            guessed: None,
        })
    };
    (0..analysis.clusters.n_clusters as u32)
        .filter_map(of_cluster)
        .collect()
}

/// Fisher and Yates.
fn shuffle(songs: &mut [usize], seed: u64) {
    let mut state = seed;
    for i in (1..songs.len()).rev() {
        state = splitmix64(state);
        songs.swap(i, (state % (i as u64 + 1)) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Command;
    use crate::session::fixture;

    #[test]
    fn every_cluster_is_asked_once_and_its_frequent_class_is_the_answer() {
        let mut session = fixture::session();
        let analysis = session.shown_analysis().unwrap().clone();
        let labels: Vec<usize> = labels(&analysis).collect();
        assert!(labels.contains(&0));
        session.apply(Command::Select(Some(3)));
        session.apply(Command::Quiz(Quiz::Begin(0)));
        assert_eq!(session.selected(), None, "its panel would tell");
        let n = questions(&analysis, 0).len();
        let mut asked = Vec::new();
        for i in 0..n {
            let question = session.quiz().question().unwrap().clone();
            assert!(session.quiz().is_open());
            assert!(session.named_on_map(question.cluster).is_empty());
            let column = &analysis.library.labels[0];
            let n_of = |class: u32| {
                let songs = analysis.clusters.labels.iter().zip(&column.of_song);
                songs
                    .filter(|(c, of)| **c == Some(question.cluster) && **of == Some(class))
                    .count()
            };
            let most = (0..column.classes.len() as u32).map(n_of).max();
            assert_eq!(Some(n_of(question.answer)), most);
            asked.push(question.cluster);
            session.apply(Command::Quiz(Quiz::Hear));
            assert_eq!(session.quiz().question().unwrap().n_heard, 2);
            let guess = if i == 0 { question.answer } else { 99 };
            session.apply(Command::Quiz(Quiz::Guess(guess)));
            // The first word counts.
            session.apply(Command::Quiz(Quiz::Guess(question.answer)));
            assert!(!session.quiz().is_open());
            session.apply(Command::Quiz(Quiz::Next));
        }
        asked.sort_unstable();
        asked.dedup();
        assert_eq!(asked.len(), n);
        assert_eq!((session.quiz().n_right, session.quiz().n_guessed), (1, n));
        session.apply(Command::Quiz(Quiz::End));
        assert!(session.quiz().question().is_none());
    }
}
