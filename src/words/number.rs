//! Numbers as people read them.

/// So many digits after the point, with a true minus sign, and none before what rounds to 0.
pub(crate) fn decimal(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(digits) if digits.bytes().any(|b| b.is_ascii_digit() && b != b'0') => {
            format!("−{digits}")
        }
        Some(digits) => digits.to_string(),
        None => text,
    }
}

/// A number with so many digits after the point, and a plus before what is above 0.
pub(crate) fn signed(value: f64, decimals: usize) -> String {
    let text = decimal(value, decimals);
    let is_above = value > 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b));
    if is_above { format!("+{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rounds_to_nothing_has_no_sign() {
        for (value, decimals, text) in [
            (0.5, 2, "0.50"),
            (-0.006, 2, "−0.01"),
            (-0.004, 2, "0.00"),
            (-0.4, 0, "0"),
            (-1.5, 1, "−1.5"),
        ] {
            assert_eq!(decimal(value, decimals), text);
        }
    }
}
