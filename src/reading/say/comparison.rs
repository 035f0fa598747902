//! A difference between two settings as a sentence.

use std::fmt::Display;

use super::text::digits;
use crate::reading::{Difference, Verdict};
use crate::words::{fill, id};

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
