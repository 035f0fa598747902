//! A difference between two settings as a sentence.

use std::fmt::Display;

use super::text::{digits, en};
use crate::reading::{Difference, Verdict};

/// What may be said of a difference in `what` between `a` and `b`. `corrected` as in
/// [`Difference::verdict`].
pub fn comparison(
    found: &Difference,
    corrected: Option<f64>,
    what: &str,
    a: &str,
    b: &str,
) -> String {
    let (of_a, of_b) = (digits(found.a), digits(found.b));
    let interval = interval(found, corrected);
    let values: [(&str, &dyn Display); 6] = [
        ("a", &a),
        ("b", &b),
        ("of_a", &of_a),
        ("of_b", &of_b),
        ("what", &what),
        ("interval", &interval),
    ];
    match found.verdict(corrected) {
        Verdict::Higher => en(
            "{a} has the higher {what}: {a} {of_a}, {b} {of_b}{interval}.",
            &values,
        ),
        Verdict::Lower => en(
            "{b} has the higher {what}: {a} {of_a}, {b} {of_b}{interval}.",
            &values,
        ),
        Verdict::WithinNoise => en(
            "In {what} there is no difference beyond noise: {a} {of_a}, {b} {of_b}{interval}.",
            &values,
        ),
        Verdict::OneOfMany => en(
            "In {what} there is no difference beyond noise, though by itself it would look like one; one of so many \
             comparisons does: {a} {of_a}, {b} {of_b}{interval}.",
            &values,
        ),
        Verdict::OneSong => en(
            "In {what} there is no difference that would stand without one single song: {a} {of_a}, {b} {of_b}{interval}.",
            &values,
        ),
        Verdict::TooFewSeeds if found.n_seeds == 1 => en(
            "In {what}, {a} {of_a}, {b} {of_b}; one seed decides nothing, so there is no verdict.",
            &values,
        ),
        Verdict::TooFewSeeds => en(
            "In {what}, {a} {of_a}, {b} {of_b}; two seeds decide nothing, so there is no verdict.",
            &values,
        ),
        Verdict::NotRepeated => en(
            "In {what}, {a} {of_a}, {b} {of_b}, the same at every seed: nothing was repeated, so there is no verdict.",
            &values,
        ),
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
        Some(_) => en(
            " (95 % interval of the difference {low} to {high}; p {p} corrected)",
            &values,
        ),
        None => en(
            " (95 % interval of the difference {low} to {high})",
            &values,
        ),
    }
}
