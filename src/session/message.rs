//! What the session has to tell the person.

use std::time::{Duration, Instant};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Info,
    Warning,
    Error,
}

/// A note on show until it is dismissed; an `Info` goes by itself.
#[derive(Debug, Clone)]
pub struct Message {
    pub id: u64,
    pub level: Level,
    pub text: String,
    since: Instant,
}

const INFO_STAYS: Duration = Duration::from_secs(8);
/// More than these would hide the map; the oldest goes.
const AT_MOST: usize = 4;

#[derive(Debug, Default)]
pub(super) struct Messages {
    list: Vec<Message>,
    next_id: u64,
}

impl Messages {
    pub fn list(&self) -> &[Message] {
        &self.list
    }

    /// A text that is on show already is not shown twice.
    pub fn tell(&mut self, level: Level, text: impl Into<String>) {
        let text = text.into();
        if self.list.iter().any(|m| m.text == text) {
            return;
        }
        self.next_id += 1;
        self.list.push(Message { id: self.next_id, level, text, since: Instant::now() });
        if self.list.len() > AT_MOST {
            self.list.remove(0);
        }
    }

    pub fn dismiss(&mut self, id: u64) {
        self.list.retain(|m| m.id != id);
    }

    pub fn drop_old(&mut self) {
        self.list.retain(|m| m.level != Level::Info || m.since.elapsed() < INFO_STAYS);
    }

    /// True while one is on show that will go by itself.
    pub fn fading(&self) -> bool {
        self.list.iter().any(|m| m.level == Level::Info)
    }
}
