//! The settings, as their rows in [`crate::config::knob`] tell them, in the order of the form.

use std::sync::LazyLock;

use super::{Kind, Term};
use crate::config::knob::{Group, Knob};
use crate::config::knobs;

/// Of every setting that the window shows.
pub(super) static ALL: LazyLock<Vec<Term>> = LazyLock::new(|| shown().map(term).collect());

fn shown() -> impl Iterator<Item = &'static Knob> {
    knobs().filter(|knob| knob.group != Group::File)
}

fn term(knob: &'static Knob) -> Term {
    Term {
        name: knob.name,
        kind: Kind::Setting,
        says: knob.says,
        formula: knob.formula,
        source: knob.source,
    }
}

/// The settings of the form, and what each means.
pub(crate) fn of_form() -> impl Iterator<Item = (&'static Knob, &'static Term)> {
    shown().zip(ALL.iter())
}
