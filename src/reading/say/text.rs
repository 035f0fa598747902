//! Texts with values in them, and how numbers are written.

use crate::config::Keyed;
use crate::features::{BlockId, BlockKind};
use crate::words::{decimal, fill, id};

/// What a block of features, or the baseline of all of them, is called; others by their own name.
pub(crate) fn block_name(key: &str) -> &str {
    let block = BlockId::of_key(key).map(BlockId::label);
    let kind = || BlockKind::of_key(key).map(BlockKind::label);
    let all = || (key == "features").then_some(id::CONFIG_FEATURES);
    block
        .or_else(kind)
        .or_else(all)
        .map_or(key, |name| name.as_str())
}

/// Three digits, without the sign of what rounds to 0.
pub(crate) fn digits(value: f64) -> String {
    let text = format!("{value:.3}");
    if text == "-0.000" {
        "0.000".to_string()
    } else {
        text
    }
}

/// The mean of chance, with the band that 95 % of it lie in.
pub(crate) fn chance([mean, low, high]: [f64; 3]) -> String {
    fill(
        id::READING_CHANCE_MEAN_95_PERCENT_LOW,
        &[
            ("mean", &digits(mean)),
            ("low", &digits(low)),
            ("high", &digits(high)),
        ],
    )
}

/// A score with two digits and a proper minus.
pub(super) fn two(value: f64) -> String {
    decimal(value, 2)
}

/// A share in hundredths, without the sign for it.
pub(super) fn percent(share: f64) -> String {
    decimal(100.0 * share, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rounds_to_nothing_has_no_sign() {
        assert_eq!(
            [-0.0004, -0.0006, 0.5].map(digits),
            ["0.000", "-0.001", "0.500"]
        );
        assert_eq!([-0.004, -0.006, 0.5].map(percent), ["0", "−1", "50"]);
    }
}
