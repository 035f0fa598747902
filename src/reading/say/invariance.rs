//! How far songs move when their recordings are altered, as a sentence.

use std::fmt::Display;

use super::text::percent;
use crate::audio::Alteration;
use crate::pipeline::{Invariance, Moving, Shift};
use crate::words::{fill, id};

/// Which alteration moves songs most in the latent space, and which least.
pub(crate) fn moves(found: &Invariance) -> String {
    let latent = found
        .spaces
        .iter()
        .position(|space| *space == Moving::Latent);
    let shift = |(way, shifts): &(Alteration, Vec<Shift>)| {
        let median = shifts.get(latent?)?.median;
        Some((*way, median))
    };
    let mut all: Vec<(Alteration, f64)> = found.rows.iter().filter_map(shift).collect();
    all.sort_by(|a, b| a.1.total_cmp(&b.1));
    let [Some(least), Some(most)] = [all.first(), all.last()] else {
        return String::new();
    };
    let shares = [least.1, most.1].map(percent);
    let values: [(&str, &dyn Display); 5] = [
        ("n", &found.songs.len()),
        ("least", &least.0.label()),
        ("few", &shares[0]),
        ("most", &most.0.label()),
        ("much", &shares[1]),
    ];
    fill(id::INVARIANCE_MOST_AND_LEAST, &values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Keyed;

    #[test]
    fn the_most_and_the_least_of_the_latent_space_are_told() {
        let shift = |median: f64| Shift {
            low: median / 2.0,
            median,
            high: median * 2.0,
        };
        let [first, second, third] = {
            let mut all = Alteration::all();
            [all.next(), all.next(), all.next()].map(Option::unwrap)
        };
        let block = crate::features::BlockId::Audio;
        let found = Invariance {
            songs: vec![0, 3, 4],
            spaces: vec![Moving::Latent, Moving::Block(block)],
            rows: vec![
                (first, vec![shift(0.31), shift(0.9)]),
                (second, vec![shift(0.52), shift(0.1)]),
                (third, vec![shift(0.04), shift(0.2)]),
            ],
        };
        let told = moves(&found);
        let names = [second, third].map(|way| way.label().to_string());
        assert!(told.contains(&format!("{} (52 %", names[0])), "{told}");
        assert!(told.contains(&format!("{} (4 %)", names[1])), "{told}");
        assert!(told.contains('3'), "{told}");
        let none = Invariance {
            rows: Vec::new(),
            ..found
        };
        assert_eq!(moves(&none), "");
    }
}
