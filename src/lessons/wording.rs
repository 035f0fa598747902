//! Words of a lesson: a teacher's own, or ours in every language.

use std::collections::BTreeMap;

use super::measure::Measure;
use crate::pipeline::Analysis;
use crate::words::{Message, Text, fill, id, say, tr};

/// Names that a lesson gives to numbers, to be used in its words.
pub(super) type Numbers = BTreeMap<String, Measure>;

/// The place of the column that `*` stands for.
const COLUMN: &str = "column";

/// A text without numbers.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Wording {
    Ours(Text),
    Written(String),
}

impl Wording {
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Ours(text) => tr(*text),
            Self::Written(text) => text,
        }
    }
}

/// A text with numbers of a run in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Telling {
    /// Its places are names of numbers.
    Ours(Text),
    /// As it stands in a file, and its pieces.
    Written(String, Vec<Piece>),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    Words(String),
    Number(Measure),
    Column,
}

impl Telling {
    /// Reads `ARI is {ari.language}`; between braces stands a number's key, a name among `numbers`,
    /// or `column`. A brace that is meant is written twice.
    ///
    /// # Errors
    /// When a brace is left open, or there is no such number.
    pub(super) fn parse(text: &str, numbers: &Numbers) -> Result<Self, Message> {
        let mut pieces = Vec::new();
        let mut words = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            words.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix(brace) {
                words.push_str(brace);
                rest = after;
                continue;
            }
            let open = || say(id::LESSONS_OPEN_BRACE).with("text", text);
            let (name, after) = match brace {
                "{" => rest.split_once('}').ok_or_else(open)?,
                _ => return Err(open()),
            };
            pieces.push(Piece::Words(std::mem::take(&mut words)));
            pieces.push(match (name.trim(), numbers.get(name.trim())) {
                (_, Some(measure)) => Piece::Number(measure.clone()),
                (COLUMN, None) => Piece::Column,
                (name, None) => Piece::Number(Measure::parse(name)?),
            });
            rest = after;
        }
        words.push_str(rest);
        pieces.push(Piece::Words(words));
        pieces.retain(|piece| !matches!(piece, Piece::Words(words) if words.is_empty()));
        Ok(Self::Written(text.to_string(), pieces))
    }

    /// As it stands in a file, where it is no text of ours.
    pub(super) fn source(&self) -> Option<&str> {
        match self {
            Self::Ours(_) => None,
            Self::Written(text, _) => Some(text),
        }
    }

    /// With the numbers of a run; `any` is the column that `*` stands for.
    pub(super) fn told(&self, numbers: &Numbers, analysis: &Analysis, any: Option<&str>) -> String {
        let number = |measure: &Measure| {
            let value = measure.value(analysis, any);
            value.map_or_else(|| "–".to_string(), |value| measure.in_words(value))
        };
        match self {
            Self::Ours(text) => {
                let named = numbers.iter();
                let mut values: Vec<(&str, String)> = named
                    .map(|(name, measure)| (name.as_str(), number(measure)))
                    .collect();
                values.push((COLUMN, any.unwrap_or("–").to_string()));
                let values: Vec<(&str, &dyn std::fmt::Display)> = values
                    .iter()
                    .map(|(name, value)| (*name, value as &dyn std::fmt::Display))
                    .collect();
                fill(*text, &values)
            }
            Self::Written(_, pieces) => pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Words(words) => words.clone(),
                    Piece::Number(measure) => number(measure),
                    Piece::Column => any.unwrap_or("–").to_string(),
                })
                .collect(),
        }
    }
}
