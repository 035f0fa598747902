//! A difference between two settings as a sentence.

use std::fmt::Display;

use super::text::digits;
use crate::reading::{Difference, Verdict};
use crate::words::{fill, id};

/// What may be said of a difference in `what` between `a` and `b`. `corrected` as in
/// [`Difference::verdict`].
pub(crate) fn comparison(
    found: &Difference,
    corrected: Option<f64>,
    what: &str,
    a: &str,
    b: &str,
) -> String {
    let (a_has, b_has) = (scored(a, &digits(found.a)), scored(b, &digits(found.b)));
    let interval = interval(found, corrected);
    let values: [(&str, &dyn Display); 6] = [
        ("a", &a),
        ("b", &b),
        ("a_has", &a_has),
        ("b_has", &b_has),
        ("what", &what),
        ("interval", &interval),
    ];
    match found.verdict(corrected) {
        Verdict::Higher => fill(id::READING_HAS_HIGHER_WHAT_B_B, &values),
        Verdict::Lower => fill(id::READING_B_HAS_HIGHER_WHAT_B, &values),
        Verdict::WithinNoise => fill(id::READING_WHAT_THERE_NO_DIFFERENCE_BEYOND_2, &values),
        Verdict::OneOfMany => fill(id::READING_WHAT_THERE_NO_DIFFERENCE_BEYOND, &values),
        Verdict::OneSong => fill(id::READING_WHAT_THERE_NO_DIFFERENCE_WOULD, &values),
        Verdict::TooFewSeeds if found.n_seeds == 1 => fill(id::READING_WHAT_B_B_ONE_SEED, &values),
        Verdict::TooFewSeeds => fill(id::READING_WHAT_B_B_TWO_SEEDS, &values),
        Verdict::NotRepeated => fill(id::READING_WHAT_B_B_SAME_AT, &values),
    }
}

/// A name with its score. One that holds a comma is put in quotes, or the score would seem to go on
/// with it: “joint VAE, β = 4” 0.505.
pub(crate) fn scored(name: &str, score: &str) -> String {
    match name.contains(',') {
        true => format!("“{name}” {score}"),
        false => format!("{name} {score}"),
    }
}

/// Empty where there is nothing to tell the difference from.
fn interval(found: &Difference, corrected: Option<f64>) -> String {
    let Some([low, high]) = found.interval.map(|ends| ends.map(digits)) else {
        return String::new();
    };
    let p = match corrected {
        Some(p) if p < 0.001 => "< 0.001".to_string(),
        Some(p) => digits(p),
        None => String::new(),
    };
    let values: [(&str, &dyn Display); 3] = [("low", &low), ("high", &high), ("p", &p)];
    match corrected {
        Some(_) => fill(id::READING_95_PERCENT_INTERVAL_DIFFERENCE_LOW_2, &values),
        None => fill(id::READING_95_PERCENT_INTERVAL_DIFFERENCE_LOW, &values),
    }
}
