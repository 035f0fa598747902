//! A text with its values, to be written out later in the language of whoever reads it.

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::path;

use super::Text;

/// What is told to a person: a text of the catalogue with its values, or the words of another
/// program as they came. It is displayed in the locale of the thread.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Message(Said);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Said {
    Text(Text, Vec<(&'static str, Value)>),
    Verbatim(String),
    /// One behind the other, with what stands between them.
    Joined(Vec<Message>, &'static str),
}

/// What takes a place in a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// A name, a path, a number as it is to be written: the same in every language. Of digits
    /// alone it counts as a number, by which the text may choose its plural.
    Given(String),
    /// Words of ours, said in the language of the text.
    Said(Box<Message>),
}

/// Begins a message: `say(id::LIBRARY_FOUND_IN).with("folder", folder.display())`.
pub fn say(text: Text) -> Message {
    Message(Said::Text(text, Vec::new()))
}

impl Message {
    /// Gives the place `name` in the text its value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        match &mut self.0 {
            Said::Text(_, values) => values.push((name, value.into())),
            Said::Verbatim(_) | Said::Joined(..) => {
                debug_assert!(false, "{name}: there are no places in what others said");
            }
        }
        self
    }

    /// Several messages, one behind the other, with `between` between them.
    pub fn joined(messages: impl IntoIterator<Item = Message>, between: &'static str) -> Self {
        Message(Said::Joined(messages.into_iter().collect(), between))
    }

    /// Whether it says this text, whatever the values.
    pub fn says(&self, text: Text) -> bool {
        matches!(&self.0, Said::Text(said, _) if *said == text)
    }
}

impl Display for Message {
    // Messages are displayed in many places; the work of it is done in one.
    #[inline(never)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Said::Text(text, values) if values.is_empty() => f.write_str(text.as_str()),
            Said::Text(text, values) => {
                let values = values
                    .iter()
                    .map(|(name, value)| (*name, value.to_string()));
                f.write_str(&text.filled(values))
            }
            Said::Verbatim(words) => f.write_str(words),
            Said::Joined(messages, between) => {
                for (i, message) in messages.iter().enumerate() {
                    if i > 0 {
                        f.write_str(between)?;
                    }
                    message.fmt(f)?;
                }
                Ok(())
            }
        }
    }
}

impl Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Given(words) => f.write_str(words),
            Value::Said(message) => message.fmt(f),
        }
    }
}

impl From<Text> for Message {
    fn from(text: Text) -> Self {
        say(text)
    }
}

/// The words of another program, or of a person, as they are.
impl From<String> for Message {
    fn from(words: String) -> Self {
        Message(Said::Verbatim(words))
    }
}

impl From<&str> for Message {
    fn from(words: &str) -> Self {
        words.to_string().into()
    }
}

impl From<Message> for Value {
    fn from(message: Message) -> Self {
        Value::Said(Box::new(message))
    }
}

impl From<Text> for Value {
    fn from(text: Text) -> Self {
        say(text).into()
    }
}

macro_rules! given {
    ($($of:ty),*) => {$(
        impl From<$of> for Value {
            fn from(value: $of) -> Self {
                Value::Given(value.to_string())
            }
        }
    )*};
}

given!(
    &str,
    String,
    &String,
    Cow<'_, str>,
    char,
    u8,
    u16,
    u32,
    u64,
    usize,
    i32,
    i64,
    f32,
    f64,
    path::Display<'_>,
    fmt::Arguments<'_>,
    std::io::Error,
    &std::io::Error
);
