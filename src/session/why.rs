//! Why two songs lie near to each other, why one is in its cluster, and which songs are one under
//! several names.

use std::sync::Arc;

use super::cx::Cx;
use super::depicting::{Depicted, SoundState};
use crate::features::CopiedSong;
use crate::job::{ByAddress, Derived, Pending, When};
use crate::pipeline::{Analysis, InCluster, Nearness};
use crate::words::id;

/// What is asked of two songs on show: the one in focus, and another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Why {
    pub(crate) song: usize,
    pub(crate) other: usize,
}

/// What was found of them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Explained {
    pub(crate) nearness: Nearness,
    /// Why the first is in its cluster; `None` where there are not two of them.
    pub(crate) in_cluster: Option<InCluster>,
}

type Key = (ByAddress<Analysis>, Why);

/// See the head of the file.
#[derive(Default)]
pub(crate) struct WhyState {
    explained: Derived<Key, Explained>,
    /// The picture of the other song's recording; that of the song in focus is the focus' own.
    sound: Depicted,
    copies: Derived<ByAddress<Analysis>, Vec<CopiedSong>>,
}

impl WhyState {
    /// What is asked of the songs on show.
    pub(crate) fn asked(&self) -> Option<Why> {
        self.explained.key().map(|(_, why)| *why)
    }

    pub(crate) fn explained(&self) -> Pending<'_, Explained> {
        self.explained.pending()
    }

    /// What the other song's recording looks like.
    pub(crate) fn sound(&self) -> &SoundState {
        self.sound.state()
    }

    /// The copies among the songs of the analysis; none until they are found.
    pub(crate) fn copies(&self) -> &[CopiedSong] {
        self.copies.value().map_or(&[], |found| found.as_slice())
    }

    /// Every song that is one with another.
    pub(crate) fn copied(&self) -> Vec<usize> {
        let copies = self.copies().iter();
        copies.flat_map(|copy| [copy.first, copy.song]).collect()
    }

    pub(super) fn apply(&mut self, why: Why, cx: &Cx) {
        let Some(analysis) = cx.shown_analysis().cloned() else {
            return;
        };
        let n = analysis.library.songs.len();
        let key = (ByAddress(analysis.clone()), why);
        if why.song >= n || why.other >= n || self.explained.is_of(&key) {
            return;
        }
        let is_other = self.asked().is_none_or(|before| before.other != why.other);
        let when = (key, When::OnThread);
        self.explained
            .make(&cx.spawner, when, id::SESSION_ANSWER, move |_| {
                Ok(Explained {
                    nearness: analysis.nearness([why.song, why.other]),
                    in_cluster: analysis.in_cluster(why.song),
                })
            });
        if is_other || matches!(self.sound.state(), SoundState::None) {
            self.sound.read(cx.recording(why.other), cx);
        }
    }

    pub(super) fn pump(&mut self, cx: &mut Cx) {
        cx.arrived(&mut self.explained);
        cx.arrived(&mut self.copies);
        self.sound.pump();
        let on_show = cx.shown_analysis();
        let is_other = |of: &Arc<Analysis>| !on_show.is_some_and(|a| Arc::ptr_eq(a, of));
        if self.explained.key().is_some_and(|(of, _)| is_other(&of.0)) {
            self.explained.clear();
            self.sound = Depicted::default();
        }
        let key = on_show.cloned().map(ByAddress);
        if self.copies.key() != key.as_ref() {
            self.copies.clear();
            if let Some(key) = key {
                let analysis = key.0.clone();
                let find = move |_: &_| Ok(analysis.copies());
                let when = (key, When::OnThread);
                self.copies
                    .make(&cx.spawner, when, id::SESSION_SEARCH, find);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::fixture::{self, settle};
    use crate::session::{Command, Session};

    fn asked(session: &mut Session, song: usize, other: usize) -> Arc<Explained> {
        session.apply(Command::Why(Why { song, other }));
        settle(session);
        session.why().explained().done().unwrap().clone()
    }

    #[test]
    fn shares_of_a_distance_come_to_all_of_it() {
        let mut session = fixture::session();
        let found = asked(&mut session, 3, 9);
        let near = &found.nearness;
        assert_eq!(near.songs, [3, 9]);
        let sum: f64 = near.blocks.iter().map(|block| block.share).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{sum}");
        let analysis = session.shown_analysis().unwrap().clone();
        let x = &analysis.fused.x;
        let apart = crate::matrix::squared_distance(x.row(3), x.row(9));
        assert!((near.input.distance.powi(2) - f64::from(apart)).abs() < 1e-3);
        // The largest first, each a share of the same sum.
        let first = &near.apart[0];
        let column = analysis
            .fused
            .scaler
            .columns
            .iter()
            .position(|c| *c == first.column)
            .unwrap();
        let square = f64::from(x.row(3)[column] - x.row(9)[column]).powi(2);
        assert!((first.share - square / f64::from(apart)).abs() < 1e-4);
        assert!(near.apart.windows(2).all(|w| w[0].share >= w[1].share));
        assert!((0.0..=1.0).contains(&near.map.nearer));
    }

    #[test]
    fn a_song_is_nearer_to_the_centre_of_its_cluster_and_the_dimensions_say_so() {
        let mut session = fixture::session();
        let labels = session.shown_analysis().unwrap().clusters.labels.clone();
        let song = labels.iter().position(Option::is_some).unwrap();
        let found = asked(&mut session, song, 7);
        let within = found.in_cluster.as_ref().unwrap();
        assert_eq!((Some(within.own), within.is_noise), (labels[song], false));
        assert_ne!(within.own, within.next);
        let for_it: f64 = within.blocks.iter().map(|block| block.share).sum();
        // The fixture's features are its latents.
        let [own, next] = within.distances;
        assert_eq!(for_it > 0.0, next > own);
        assert!(
            within
                .dimensions
                .iter()
                .all(|(_, share)| share.abs() <= 1.0)
        );
    }

    #[test]
    fn what_was_asked_is_let_go_with_its_analysis_and_nonsense_is_not_asked() {
        let mut session = fixture::session();
        asked(&mut session, 1, 2);
        assert!(!matches!(session.why().sound(), SoundState::None));
        let (song, other) = (1, 100_000);
        session.apply(Command::Why(Why { song, other }));
        assert_eq!(session.why().asked(), Some(Why { song: 1, other: 2 }));
        session.cx.analysis = Some(Arc::new(Analysis::clone(session.analysis().unwrap())));
        session.pump();
        assert_eq!(session.why().asked(), None);
        assert!(session.why().copies().is_empty());
    }
}
