//! Each part takes in what its threads have done.

use super::Session;
use super::given::given;

impl Session {
    /// Takes in progress and results of every thread. Called once a frame; never blocks.
    pub fn pump(&mut self) {
        for pump in Self::PUMPS {
            pump(self);
            self.follow();
        }
        self.cx.messages.drop_old();
    }

    /// One for each part, in the order in which they follow from each other.
    const PUMPS: [fn(&mut Self); 28] = [
        |s| {
            if let Some(replay) = s.run.pump(&mut s.cx) {
                s.learning.keep(replay);
            }
        },
        |s| s.curating.pump(&mut s.cx),
        |s| s.search.pump(&mut s.cx),
        |s| s.filtering.pump(&mut s.cx),
        |s| s.naming.pump(&s.cx),
        |s| s.history.pump(&s.cx, s.naming.given()),
        |s| {
            let by = s.colour.colouring().by;
            s.comparing.pump(&mut s.cx, &s.run, by);
        },
        |s| s.colour.pump(&mut s.cx, given!(s, of_clusters)),
        |s| s.selecting.pump(&mut s.cx),
        |s| s.facts.pump(&mut s.cx, s.selecting.selection()),
        |s| s.focus.pump(&mut s.cx),
        |s| s.viewing.pump(&mut s.cx),
        |s| s.listening.pump(&mut s.cx, &s.focus),
        |s| {
            let selection = s.selecting.selection();
            s.listing.pump(&mut s.cx, selection, given!(s, filters));
        },
        |s| s.learning.pump(&mut s.cx),
        |s| s.maps.pump(&mut s.cx, &s.comparing),
        |s| s.understanding.pump(&mut s.cx),
        |s| s.sweeping.pump(&mut s.cx),
        |s| s.meaning.pump(&mut s.cx),
        |s| s.placing.pump(&mut s.cx),
        |s| s.quiz.pump(&s.cx),
        |s| s.why.pump(&mut s.cx),
        |s| s.invariance.pump(&mut s.cx),
        |s| s.teaching.pump(&mut s.cx),
        |s| s.reading.pump(&mut s.cx),
        |s| s.contents.pump(&mut s.cx),
        |s| {
            let on_show = given!(s, on_show);
            if let Some(file) = s.keeping.pump(&mut s.cx, &on_show, &s.run) {
                s.restore(&file);
            }
        },
        |s| s.recent.pump(&mut s.cx, s.keeping.path()),
    ];
}
