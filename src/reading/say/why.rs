//! What parts two songs, and what keeps one in its cluster, in words.

use std::fmt::Display;

use super::features::plain_name;
use crate::ears::Tag;
use crate::pipeline::{FeaturePart, InCluster, Placed};
use crate::words::{decimal, fill, id, signed};

/// Share of a whole, as one reads it.
pub(crate) fn share(share: f64) -> String {
    match 100.0 * share {
        p if p > 0.0 && p < 0.5 => "<\u{a0}1\u{a0}%".to_string(),
        p => format!("{p:.0}\u{a0}%"),
    }
}

/// The same of what speaks for and against.
pub(crate) fn signed_share(of: f64) -> String {
    match of < 0.0 {
        true => format!("{}\u{a0}%", signed(100.0 * of, 0)),
        false => share(of),
    }
}

/// How a distance stands among those of all pairs.
pub(crate) fn placed(placed: Placed) -> String {
    let share = match 100.0 * placed.nearer {
        p if p > 0.0 && p < 0.1 => "< 0.1 %".to_string(),
        p => format!("{p:.1} %"),
    };
    let distance = decimal(placed.distance, 2);
    fill(
        id::WHY_PAIRS_ARE_NEARER,
        &[("share", &share), ("distance", &distance)],
    )
}

/// A feature and how far both are from the mean of all songs.
pub(crate) fn feature_apart(part: &FeaturePart) -> String {
    let [a, b] = part.deviations.map(|deviations| signed(deviations, 1));
    let name = plain_name(&part.column, part.kind);
    fill(
        id::WHY_FEATURE_DEVIATIONS,
        &[("name", &name), ("a", &a), ("b", &b)],
    )
}

/// `None` where no dimension has a hundredth.
pub(crate) fn by_dimension(dimensions: &[(usize, f64)]) -> Option<String> {
    let shown = |(dimension, share): &(usize, f64)| {
        format!("z{}\u{a0}{}", dimension + 1, signed_share(*share))
    };
    let text: Vec<String> = dimensions
        .iter()
        .filter(|(_, s)| s.abs() >= 0.005)
        .map(shown)
        .collect();
    let told = || fill(id::WHY_BY_DIMENSION, &[("dimensions", &text.join(", "))]);
    (!text.is_empty()).then(told)
}

/// `None` where none fits both.
pub(crate) fn tags_in_common(tags: &[(Tag, [f32; 2])]) -> Option<String> {
    let tag = |(tag, guesses): &(Tag, [f32; 2])| {
        let [a, b] = guesses.map(f64::from);
        format!("{} {a:.2} / {b:.2}", tag.label())
    };
    let all: Vec<String> = tags.iter().map(tag).collect();
    let told = || fill(id::WHY_TAGS_IN_COMMON, &[("tags", &all.join(", "))]);
    (!all.is_empty()).then(told)
}

/// Where a song stands between the centres of two clusters, which `name` calls by name.
pub(crate) fn between_centres(within: &InCluster, name: impl Fn(u32) -> String) -> String {
    let [own, next] = within.distances.map(|distance| decimal(distance, 2));
    let text = match within.is_noise {
        true => id::WHY_NOISE_BETWEEN_CENTRES,
        false => id::WHY_BETWEEN_CENTRES,
    };
    let values: [(&str, &dyn Display); 4] = [
        ("cluster", &name(within.own)),
        ("own", &own),
        ("other", &name(within.next)),
        ("next", &next),
    ];
    fill(text, &values)
}
