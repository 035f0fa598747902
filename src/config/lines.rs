//! What is wrong with a file of TOML, at its line.

use std::ops::Range;

use crate::words::{Message, id, say};

/// The text of a file, by whose lines is told what is wrong.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lines<'a>(pub(crate) &'a str);

impl Lines<'_> {
    /// A cause, with the line where `span` begins.
    pub(crate) fn at(self, span: &Range<usize>, cause: impl Into<Message>) -> Message {
        let before = &self.0[..span.start.min(self.0.len())];
        say(id::CONFIG_LINE_CAUSE)
            .with("line", 1 + before.matches('\n').count())
            .with("cause", cause.into())
    }

    /// What the reader of TOML says of this text.
    pub(crate) fn fault(self, error: &toml::de::Error) -> Message {
        let cause = Message::of_others(error.message());
        match error.span() {
            Some(span) => self.at(&span, cause),
            None => cause,
        }
    }
}
