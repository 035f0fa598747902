//! What a lesson promises of the numbers of its run.

use std::fmt;

use super::measure::Measure;
use crate::pipeline::Analysis;
use crate::words::{Message, Text, fill, id, say};

/// A number of the run stands so to another, or to one that is given: `nmi.language >= 0.5`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Promise {
    pub(crate) left: Measure,
    pub(crate) relation: Relation,
    pub(crate) right: Bound,
}

/// How one number stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    AtLeast,
    AtMost,
    Above,
    Below,
    Equal,
}

/// What a number is held against.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Bound {
    Given(f64),
    Measured(Measure),
}

/// A promise beside what was found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Judged {
    /// In the language of the thread.
    pub(crate) promised: String,
    /// `None` where the run has no such number.
    pub(crate) found: Option<String>,
    /// `None` where it cannot be told.
    pub(crate) kept: Option<bool>,
}

impl Judged {
    pub(crate) fn verdict(&self) -> Text {
        match self.kept {
            Some(true) => id::LESSONS_KEPT,
            Some(false) => id::LESSONS_NOT_KEPT,
            None => id::LESSONS_CANNOT_TELL,
        }
    }

    /// What was found, in the language of the thread; `None` where the run has no such number.
    pub(crate) fn found_in_words(&self) -> Option<String> {
        let found = self.found.as_ref()?;
        Some(fill(id::LESSONS_FOUND, &[("found", found)]))
    }
}

impl Relation {
    /// The longer signs first: what one begins with must not be taken for it.
    const SIGNS: [(&str, Self); 8] = [
        (">=", Self::AtLeast),
        ("≥", Self::AtLeast),
        ("<=", Self::AtMost),
        ("≤", Self::AtMost),
        ("==", Self::Equal),
        (">", Self::Above),
        ("<", Self::Below),
        ("=", Self::Equal),
    ];

    fn holds(self, left: f64, right: f64) -> bool {
        match self {
            Self::AtLeast => left >= right,
            Self::AtMost => left <= right,
            Self::Above => left > right,
            Self::Below => left < right,
            Self::Equal => left == right,
        }
    }

    /// As people write it.
    fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::AtMost => "≤",
            Self::Above => ">",
            Self::Below => "<",
            Self::Equal => "=",
        }
    }
}

impl Promise {
    /// Reads `nmi.language >= 0.5` or `silhouette > features.silhouette`.
    ///
    /// # Errors
    /// When there is no sign in it, or a side is no number.
    pub(crate) fn parse(text: &str) -> Result<Self, Message> {
        let first = |(sign, relation): &(&'static str, Relation)| {
            Some((text.find(*sign)?, *sign, *relation))
        };
        // Of signs that begin at one place the longest, which stands first.
        let found = Relation::SIGNS.iter().filter_map(first);
        let (at, sign, relation) = found
            .min_by_key(|(at, ..)| *at)
            .ok_or_else(|| say(id::LESSONS_NO_SIGN).with("promise", text))?;
        let (left, right) = (text[..at].trim(), text[at + sign.len()..].trim());
        let number = right.replace('−', "-").parse::<f64>();
        let right = match number.ok().filter(|v| v.is_finite()) {
            Some(number) => Bound::Given(number),
            None => Bound::Measured(Measure::parse(right)?),
        };
        Ok(Self {
            left: Measure::parse(left)?,
            relation,
            right,
        })
    }

    pub(super) fn measures(&self) -> impl Iterator<Item = &Measure> {
        let right = match &self.right {
            Bound::Measured(measure) => Some(measure),
            Bound::Given(_) => None,
        };
        std::iter::once(&self.left).chain(right)
    }

    /// Whether it is kept, `*` standing for the column `any`; `None` where a number is missing.
    pub(super) fn is_kept(&self, analysis: &Analysis, any: Option<&str>) -> Option<bool> {
        let left = self.left.value(analysis, any)?;
        let right = match &self.right {
            Bound::Given(number) => *number,
            Bound::Measured(measure) => measure.value(analysis, any)?,
        };
        Some(self.relation.holds(left, right))
    }

    /// What is promised beside what was found.
    pub(super) fn judged(&self, analysis: &Analysis, any: Option<&str>) -> Judged {
        let number = |measure: &Measure| {
            let value = measure.value(analysis, any)?;
            Some(measure.digits(value))
        };
        let found = match (&self.right, number(&self.left)) {
            (Bound::Measured(other), Some(left)) => {
                number(other).map(|right| format!("{left}, {right}"))
            }
            (Bound::Given(_), left) => left,
            (Bound::Measured(_), None) => None,
        };
        Judged {
            promised: self.in_words(any),
            found,
            kept: self.is_kept(analysis, any),
        }
    }

    /// In the language of the thread.
    pub(crate) fn in_words(&self, any: Option<&str>) -> String {
        let right = match &self.right {
            Bound::Given(number) => number.to_string().replace('-', "−"),
            Bound::Measured(measure) => measure.title(any),
        };
        let (left, sign) = (self.left.title(any), self.relation.sign());
        format!("{left} {sign} {right}")
    }
}

/// As a lesson's file has it.
impl fmt::Display for Promise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.relation {
            Relation::AtLeast => ">=",
            Relation::AtMost => "<=",
            Relation::Above | Relation::Below | Relation::Equal => self.relation.sign(),
        };
        match &self.right {
            Bound::Given(number) => write!(f, "{} {sign} {number}", self.left),
            Bound::Measured(measure) => write!(f, "{} {sign} {measure}", self.left),
        }
    }
}
