//! A text with its values, to be written out later in the language of whoever reads it.

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::path;

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Kind, Text, one_line, texts};

/// What is told to a person: a text of the catalogue with its values, or the words of another
/// program as they came. It is displayed in the locale of the thread.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Message(Said);

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
enum Said {
    // What was kept before there were keys is the words themselves.
    Verbatim(String),
    Text(Text, Vec<(Cow<'static, str>, Value)>),
    /// One behind the other, with what stands between them.
    Joined(Vec<Message>, Cow<'static, str>),
}

/// What takes a place in a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// The words of another program, or of a person, as they are. What this program says is a text
    /// of the catalogue.
    pub fn verbatim(words: impl Display) -> Self {
        Message(Said::Verbatim(words.to_string()))
    }

    /// What a library says is wrong, in its own words: its lines become one.
    pub fn of_others(cause: impl Display) -> Self {
        Self::verbatim(cause.to_string().trim_end().replace('\n', "; "))
    }

    /// Gives the place `name` in the text its value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        match &mut self.0 {
            Said::Text(_, values) => values.push((name.into(), value.into())),
            Said::Verbatim(_) | Said::Joined(..) => {
                debug_assert!(false, "{name}: there are no places in what others said");
            }
        }
        self
    }

    /// Several messages, one behind the other, with `between` between them.
    pub(crate) fn joined(
        messages: impl IntoIterator<Item = Message>,
        between: &'static str,
    ) -> Self {
        Message(Said::Joined(messages.into_iter().collect(), between.into()))
    }

    /// True where nothing is said.
    pub fn is_empty(&self) -> bool {
        match &self.0 {
            Said::Text(text, _) => text.is_empty(),
            Said::Verbatim(words) => words.is_empty(),
            Said::Joined(messages, _) => messages.is_empty(),
        }
    }

    /// Whether it says this text, whatever the values.
    pub fn says(&self, text: Text) -> bool {
        matches!(&self.0, Said::Text(said, _) if *said == text)
    }
}

impl Value {
    /// As [`one_line`], where it is a name that others gave.
    pub(crate) fn in_one_line(self) -> Self {
        match self {
            Value::Given(words) => Value::Given(one_line(&words).into_owned()),
            Value::Said(_) => self,
        }
    }

    /// Whether it is this text, whatever the values in it.
    pub fn says(&self, text: Text) -> bool {
        matches!(self, Value::Said(message) if message.says(text))
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
                    .map(|(name, value)| (&**name, value.to_string()));
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

#[cfg(test)]
impl Message {
    pub(crate) fn contains(&self, words: &str) -> bool {
        self.to_string().contains(words)
    }

    pub(crate) fn starts_with(&self, words: &str) -> bool {
        self.to_string().starts_with(words)
    }
}

/// By what is displayed.
#[cfg(test)]
impl PartialEq<&str> for Message {
    fn eq(&self, other: &&str) -> bool {
        let displayed = self.to_string();
        displayed == *other
    }
}

impl From<Text> for Message {
    fn from(text: Text) -> Self {
        match text.0 {
            Kind::Key(_) => say(text),
            // The same in every language: without a key, and kept as it stands.
            Kind::Same(words) => Message::verbatim(words),
        }
    }
}

/// By its key, which must stay as it is where messages are kept on disk.
impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Kind::Key(hash) => serializer.serialize_str(texts::key(hash)),
            Kind::Same(words) => Err(S::Error::custom(format!("{words} has no key"))),
        }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = String::deserialize(deserializer)?;
        texts::hash(&key)
            .map(Text::keyed)
            .ok_or_else(|| D::Error::custom(format!("there is no text {key}")))
    }
}

impl From<&Message> for Message {
    fn from(message: &Message) -> Self {
        message.clone()
    }
}

/// In the locale of this thread, for what is shown at once and then gone.
impl From<Message> for String {
    fn from(message: Message) -> Self {
        message.to_string()
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.as_str().to_string()
    }
}

impl From<Message> for Value {
    fn from(message: Message) -> Self {
        Value::Said(Box::new(message))
    }
}

impl From<Text> for Value {
    fn from(text: Text) -> Self {
        Message::from(text).into()
    }
}

/// In one line, whatever the path's names hold.
impl From<path::Display<'_>> for Value {
    fn from(path: path::Display<'_>) -> Self {
        Value::Given(one_line(&path.to_string()).into_owned())
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
    fmt::Arguments<'_>,
    std::io::Error,
    &std::io::Error
);
