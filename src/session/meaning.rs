//! Songs by what somebody asks for in words, and by other songs.

use std::sync::Arc;

use super::cx::Cx;
use crate::job::{ByAddress, Derived, Slot, When};
use crate::pipeline::{
    Analysis, Finder, FoundSongs, MeaningBy, nearest_to_mix, tags_of, with_tags,
};
use crate::words::id;

/// What can be asked of the songs on show.
#[derive(Debug, Clone, PartialEq)]
pub enum Meaning {
    /// Songs whose words are about this.
    Words(String),
    /// Songs near a place in latent space that others make.
    Mix(Mix),
}

/// Songs to be near to, and to be far from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mix {
    pub(crate) plus: Vec<usize>,
    pub(crate) minus: Vec<usize>,
}

impl Mix {
    /// Each song's weight, of sum 1: of n songs alone 1/n each, which is their mean, and of A + B − C
    /// 1, 1 and −1.
    fn weights(&self) -> Vec<(usize, f32)> {
        if self.plus.is_empty() {
            return Vec::new();
        }
        let plus = (1 + self.minus.len()) as f32 / self.plus.len() as f32;
        let weighed = |songs: &[usize], weight| -> Vec<(usize, f32)> {
            songs.iter().map(|&song| (song, weight)).collect()
        };
        [weighed(&self.plus, plus), weighed(&self.minus, -1.0)].concat()
    }

    /// The same with a song on one side, and not on the other.
    pub(crate) fn with(&self, song: usize, is_plus: bool) -> Self {
        let mut mix = self.without(song);
        match is_plus {
            true => mix.plus.push(song),
            false => mix.minus.push(song),
        }
        mix
    }

    pub(crate) fn without(&self, song: usize) -> Self {
        let others = |songs: &[usize]| songs.iter().copied().filter(|s| *s != song).collect();
        Self {
            plus: others(&self.plus),
            minus: others(&self.minus),
        }
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ranking {
    pub(crate) asked: Meaning,
    /// What was looked in; `None` where songs were asked with.
    pub(crate) by: Option<MeaningBy>,
    /// By words with their cosine, the highest first; by songs with their distance, the least
    /// first.
    pub(crate) found: FoundSongs,
}

/// See the head of the file.
#[derive(Default)]
pub(crate) struct MeaningState {
    /// What looks in the words of the songs: made when something is first asked.
    finder: Derived<ByAddress<Analysis>, Finder>,
    /// Asked of a finder that is being made.
    waiting: Option<String>,
    looking: Slot<(ByAddress<Analysis>, Ranking)>,
    shown: Option<(ByAddress<Analysis>, Arc<Ranking>)>,
}

impl MeaningState {
    /// What was found last among the songs of `analysis`.
    pub(super) fn ranking(&self, analysis: Option<&Arc<Analysis>>) -> Option<&Arc<Ranking>> {
        let (of, ranking) = self.shown.as_ref()?;
        let is_shown = analysis.is_some_and(|analysis| Arc::ptr_eq(&of.0, analysis));
        is_shown.then_some(ranking)
    }

    /// True while something is looked for.
    pub(crate) fn is_looking(&self) -> bool {
        self.waiting.is_some() || self.looking.is_busy()
    }

    pub(super) fn apply(&mut self, asked: Meaning, cx: &Cx) {
        let Some(analysis) = cx.shown_analysis().cloned() else {
            return;
        };
        self.waiting = None;
        self.looking.clear();
        match asked {
            Meaning::Words(text) => {
                self.waiting = Some(text);
                self.make_finder(analysis, cx);
                self.ask(cx);
            }
            Meaning::Mix(mix) => self.look(cx, analysis, move |analysis| {
                let songs = nearest_to_mix(analysis.latents(), &mix.weights());
                Ok(Ranking {
                    asked: Meaning::Mix(mix),
                    by: None,
                    found: FoundSongs {
                        songs,
                        unknown: Vec::new(),
                    },
                })
            }),
        }
    }

    fn make_finder(&mut self, analysis: Arc<Analysis>, cx: &Cx) {
        let key = ByAddress(analysis.clone());
        if self.finder.is_of(&key) {
            return;
        }
        self.finder.clear();
        let when = (key, When::OnThread);
        self.finder
            .make(&cx.spawner, when, id::SESSION_SEARCH, move |reporter| {
                let features = analysis.features.select(&analysis.rows);
                Finder::of(
                    &analysis.library,
                    Some(&features),
                    &analysis.config,
                    reporter,
                )
            });
    }

    /// Looks for what waits, where there is something to look with.
    fn ask(&mut self, cx: &Cx) {
        let (Some(finder), Some(ByAddress(analysis))) = (self.finder.value(), self.finder.key())
        else {
            return;
        };
        let (finder, analysis) = (finder.clone(), analysis.clone());
        if self.finder.is_busy() {
            return;
        }
        if let Some(text) = self.waiting.take() {
            self.look(cx, analysis, move |analysis| {
                let (by, found) = match tags_of(&text).filter(|_| analysis.has_tags()) {
                    Some(tags) => (Some(MeaningBy::Tags), with_tags(analysis, &tags)),
                    None => (finder.by(), finder.find(&text)?),
                };
                Ok(Ranking {
                    by,
                    found,
                    asked: Meaning::Words(text),
                })
            });
        }
    }

    fn look(
        &mut self,
        cx: &Cx,
        analysis: Arc<Analysis>,
        find: impl FnOnce(&Analysis) -> crate::error::Result<Ranking> + Send + 'static,
    ) {
        let spawner = &cx.spawner;
        self.looking.start(spawner, id::SESSION_SEARCH, move |_| {
            let ranking = find(&analysis)?;
            Ok((ByAddress(analysis), ranking))
        });
    }

    pub(super) fn pump(&mut self, cx: &mut Cx) {
        let was_busy = self.finder.is_busy();
        if cx.arrived(&mut self.finder) {
            self.ask(cx);
        } else if was_busy && !self.finder.is_busy() {
            // It could not be made, which was told.
            self.waiting = None;
            self.finder.clear();
        }
        if let Some((analysis, ranking)) = cx.take(&mut self.looking) {
            self.shown = Some((analysis, Arc::new(ranking)));
        }
        // Songs of another analysis are let go, with what looked in them.
        let on_show = cx.shown_analysis();
        let is_other = |of: &ByAddress<Analysis>| !on_show.is_some_and(|a| Arc::ptr_eq(a, &of.0));
        if self.finder.key().is_some_and(is_other) {
            self.finder.clear();
            self.waiting = None;
        }
        if self.shown.as_ref().is_some_and(|(of, _)| is_other(of)) {
            self.shown = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::fixture::{self, settle};
    use crate::session::{Command, Session};

    fn asked(session: &mut Session, meaning: Meaning) -> Arc<Ranking> {
        session.apply(Command::Meaning(meaning));
        assert!(session.meaning().is_looking());
        settle(session);
        assert!(!session.meaning().is_looking());
        session.ranking().unwrap().clone()
    }

    #[test]
    fn songs_are_found_by_their_words_in_both_scripts() {
        let mut session = fixture::session();
        assert!(session.ranking().is_none());
        let library = session.library().unwrap().clone();
        for song in [0, 1] {
            let words = library.songs[song].lyrics.as_ref().unwrap().text();
            let ranking = asked(&mut session, Meaning::Words(words.clone()));
            assert_eq!(ranking.by, Some(MeaningBy::Lsa));
            assert!(ranking.found.unknown.is_empty());
            let (first, cosine) = ranking.found.songs[0];
            let found = library.songs[first].lyrics.as_ref().unwrap().text();
            assert_eq!(found, words);
            assert!((cosine - 1.0).abs() < 1e-3, "{cosine}");
        }
        let ranking = asked(&mut session, Meaning::Words("qqqq".to_string()));
        assert!(ranking.found.songs.is_empty());
        assert_eq!(ranking.found.unknown, ["qqqq"]);
    }

    #[test]
    fn songs_are_found_near_others_and_let_go_with_their_analysis() {
        let mut session = fixture::session();
        let mix = Mix::default().with(3, true).with(8, true);
        let ranking = asked(&mut session, Meaning::Mix(mix.clone()));
        let latents = session.shown_analysis().unwrap().latents().clone();
        assert_eq!(
            ranking.found.songs,
            nearest_to_mix(&latents, &[(3, 0.5), (8, 0.5)])
        );
        assert_eq!(mix.with(8, false).weights(), [(3, 2.0), (8, -1.0)]);
        let arithmetic = mix.with(5, false);
        assert_eq!(arithmetic.weights(), [(3, 1.0), (8, 1.0), (5, -1.0)]);
        assert!(arithmetic.without(3).without(8).weights().is_empty());

        let other = crate::pipeline::Analysis::clone(session.analysis().unwrap());
        session.cx.analysis = Some(Arc::new(other));
        assert!(session.ranking().is_none());
        session.pump();
        assert!(session.meaning.shown.is_none());
    }
}
