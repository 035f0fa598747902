//! What a method is, in words, whatever its settings.

use crate::words::Text;

/// A kind of model, a clustering or a projection. The form, the glossary and the command line read
/// it and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct About {
    /// Its name in a list of its like.
    pub(crate) label: Text,
    /// Its name in the glossary, where it stands beside all others.
    pub(crate) name: Text,
    /// Two sentences: what it is, and how to read or choose it.
    pub(crate) says: Text,
    /// Empty where there is none.
    pub(crate) formula: Text,
    /// Paper and year; empty where it is common knowledge, or our own.
    pub(crate) source: &'static str,
}
