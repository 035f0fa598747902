//! What the session has to tell the person.

use std::time::{Duration, Instant};

use crate::words;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    Info,
    Warning,
    Error,
}

/// A note on show until it is dismissed; all but errors go by themselves.
#[derive(Debug, Clone)]
pub struct Message {
    pub id: u64,
    pub(crate) level: Level,
    pub text: words::Message,
    since: Instant,
}

impl Level {
    /// `None` stays until it is dismissed.
    fn stays(self) -> Option<Duration> {
        match self {
            Level::Info => Some(Duration::from_secs(8)),
            Level::Warning => Some(Duration::from_secs(16)),
            Level::Error => None,
        }
    }
}

/// More than these would hide the map; the oldest goes.
const AT_MOST: usize = 4;

#[derive(Debug, Default)]
pub(super) struct Messages {
    list: Vec<Message>,
    next_id: u64,
}

impl Messages {
    pub(super) fn list(&self) -> &[Message] {
        &self.list
    }

    /// A text that is on show already is not shown twice.
    pub(super) fn add(&mut self, level: Level, text: impl Into<words::Message>) {
        let text = text.into();
        if self.list.iter().any(|m| m.text == text) {
            return;
        }
        self.next_id += 1;
        self.list.push(Message {
            id: self.next_id,
            level,
            text,
            since: Instant::now(),
        });
        if self.list.len() > AT_MOST {
            self.list.remove(0);
        }
    }

    pub(super) fn dismiss(&mut self, id: u64) {
        self.list.retain(|m| m.id != id);
    }

    pub(super) fn drop_errors(&mut self) {
        self.list.retain(|m| m.level != Level::Error);
    }

    pub(super) fn drop_old(&mut self) {
        self.list.retain(|m| {
            m.level
                .stays()
                .is_none_or(|stays| m.since.elapsed() < stays)
        });
    }

    /// True while one is on show that will go by itself.
    pub(super) fn fading(&self) -> bool {
        self.list.iter().any(|m| m.level.stays().is_some())
    }
}
