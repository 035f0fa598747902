//! Search by title, artist and words of the lyrics, and by own labels and notes.

use std::collections::HashMap;
use std::sync::Arc;

use super::cx::Cx;
use crate::curation::OwnTable;
use crate::error::Result;
use crate::job::{Reporter, Slot, Watch};
use crate::library::Library;
use crate::text::fold;
use crate::words::id;

/// Looking through so many bytes takes less than a frame; more are looked through on a thread.
const AT_ONCE_BYTES: usize = 2 << 20;
/// A search that has become another is given up after so many songs.
const SONGS_PER_CHECK: usize = 256;

/// Folded title, artist and lyrics of each song: made once a library, on a thread.
pub(super) struct Index {
    songs: Vec<String>,
    n_bytes: usize,
}

impl Index {
    pub(super) fn new(library: &Library) -> Self {
        let folded = library.songs.iter().map(|song| {
            let lyrics = song.lyrics.as_ref().map(|l| l.text()).unwrap_or_default();
            fold(&format!("{}\n{}\n{lyrics}", song.title, song.artist))
        });
        let songs: Vec<String> = folded.collect();
        let n_bytes = songs.iter().map(String::len).sum();
        Self { songs, n_bytes }
    }
}

/// Own labels and notes of songs, folded.
type OwnWords = HashMap<usize, String>;

/// What is to be looked for, and where.
struct Question {
    index: Arc<Index>,
    own: Arc<OwnWords>,
    /// Each is to be found in a song.
    needles: Vec<String>,
}

impl Question {
    fn is_quick(&self) -> bool {
        self.index.n_bytes <= AT_ONCE_BYTES
    }

    /// Whether each song matches.
    ///
    /// # Errors
    /// When it is cancelled.
    fn answer(&self, reporter: &Reporter) -> Result<Vec<bool>> {
        let found = |(i, song): (usize, &String)| {
            if i % SONGS_PER_CHECK == 0 {
                reporter.checkpoint()?;
            }
            let own = self.own.get(&i);
            let is_in = |needle: &String| {
                song.contains(needle.as_str())
                    || own.is_some_and(|own| own.contains(needle.as_str()))
            };
            Ok(self.needles.iter().all(is_in))
        };
        self.index.songs.iter().enumerate().map(found).collect()
    }
}

/// The search text and what it found. Matches are computed when the text or the songs change.
#[derive(Default)]
pub struct Search {
    text: String,
    library: Watch<Library>,
    indexing: Slot<Index>,
    looking: Slot<Vec<bool>>,
    /// `None` until it is made.
    index: Option<Arc<Index>>,
    of_own: Watch<OwnTable>,
    /// What the person made of the songs: what they hid is not found.
    table: Arc<OwnTable>,
    own: Arc<OwnWords>,
    /// Whether each song matches; `None` when nothing is searched for.
    matches: Option<Vec<bool>>,
    /// The songs that match, in order.
    found: Vec<usize>,
}

impl Search {
    pub(super) fn set_text(&mut self, text: String, cx: &mut Cx) {
        self.text = text;
        self.look(cx);
    }

    /// Looks for what is searched for: at once among few songs, else on a thread, and what was
    /// found before stays till then.
    fn look(&mut self, cx: &mut Cx) {
        self.looking.clear();
        cx.revisions.looks += 1;
        match self.question() {
            None => self.take_matches(None),
            Some(question) if question.is_quick() => {
                self.take_matches(question.answer(&Reporter::silent()).ok());
            }
            Some(question) => {
                self.looking
                    .start(&cx.spawner, id::SESSION_SEARCH, move |reporter| {
                        question.answer(reporter)
                    })
            }
        }
    }

    pub(super) fn pump(&mut self, cx: &mut Cx) {
        if self.library.is_new(cx.library.as_ref()) {
            self.begin_index(cx);
        }
        if self.of_own.is_new(Some(&cx.own)) {
            self.table = cx.own.clone();
            self.own = Arc::new(own_words(&cx.own));
            if self.is_active() {
                self.look(cx);
            }
        }
        if let Some(index) = cx.take(&mut self.indexing) {
            self.take_index(index);
            self.look(cx);
        }
        if let Some(matches) = cx.take(&mut self.looking) {
            self.take_matches(Some(matches));
            cx.revisions.looks += 1;
        }
    }

    /// Other songs: nothing is found until their index is there.
    fn begin_index(&mut self, cx: &Cx) {
        self.index = None;
        self.take_matches(None);
        self.looking.clear();
        self.indexing.clear();
        if let Some(songs) = cx.library.clone() {
            self.indexing
                .start(&cx.spawner, id::SESSION_SEARCH, move |_| {
                    Ok(Index::new(&songs))
                });
        }
    }

    pub(super) fn take_index(&mut self, index: Index) {
        self.index = Some(Arc::new(index));
    }

    /// What the text asks; `None` when it asks nothing, or of nobody.
    fn question(&self) -> Option<Question> {
        let needles: Vec<String> = fold(&self.text)
            .split_whitespace()
            .map(str::to_string)
            .collect();
        self.index
            .clone()
            .filter(|_| !needles.is_empty())
            .map(|index| Question {
                index,
                own: self.own.clone(),
                needles,
            })
    }

    fn take_matches(&mut self, matches: Option<Vec<bool>>) {
        self.found = matches
            .iter()
            .flatten()
            .enumerate()
            .filter(|(i, hit)| **hit && !self.table.is_hidden(*i))
            .map(|(i, _)| i)
            .collect();
        self.matches = matches;
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// True while something is searched for.
    pub fn is_active(&self) -> bool {
        self.matches.is_some()
    }

    /// True when nothing is searched for, or the song is found.
    pub(crate) fn matches(&self, song: usize) -> bool {
        self.matches
            .as_ref()
            .is_none_or(|m| m.get(song).copied().unwrap_or(false))
    }

    /// The songs found that nobody hid, in library order.
    pub(crate) fn found(&self) -> &[usize] {
        &self.found
    }
}

fn own_words(own: &OwnTable) -> OwnWords {
    let mut words = OwnWords::new();
    let mut add = |song: usize, text: &str| {
        let words = words.entry(song).or_default();
        words.push_str(&fold(text));
        words.push('\n');
    };
    for column in &own.columns {
        let label = &column.label;
        for (song, class) in label.of_song.iter().enumerate() {
            if let Some(class) = class {
                add(song, &label.classes[*class as usize]);
            }
        }
    }
    own.noted().for_each(|(song, note)| add(song, note));
    words
}
