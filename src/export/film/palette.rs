//! The 256 colours of a GIF.

use std::collections::HashMap;

/// Colours and their steps towards the ground, for soft edges; found by the nearest.
pub(super) struct Palette {
    colours: Vec<[u8; 3]>,
    known: HashMap<[u8; 3], u8>,
}

impl Palette {
    const MOST: usize = 256;
    /// Steps from the ground to a colour, beyond which no eye sees an edge soften.
    const MOST_STEPS: usize = 6;
    /// Colours that are kept as they are; a scale of numbers has more, and gives the nearest of so
    /// many.
    const MOST_KEPT: usize = 96;

    /// The ground, the ink and the songs' colours are in it as they are, if those are few enough.
    pub(super) fn new(songs: &[[u8; 3]], ground: [u8; 3], ink: [u8; 3]) -> Self {
        let mut distinct: Vec<[u8; 3]> = songs.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        let n = distinct.len().min(Self::MOST_KEPT);
        let kept = (0..n).map(|i| distinct[i * distinct.len() / n]);
        let steps = ((Self::MOST - 1) / (n + 1)).min(Self::MOST_STEPS);
        let mut colours = vec![ground];
        for colour in std::iter::once(ink).chain(kept) {
            colours.extend(
                (1..=steps).map(|step| between(ground, colour, step as f32 / steps as f32)),
            );
        }
        Self {
            colours,
            known: HashMap::new(),
        }
    }

    /// Red, green and blue of each.
    pub(super) fn bytes(&self) -> Vec<u8> {
        self.colours.iter().flatten().copied().collect()
    }

    pub(super) fn nearest(&mut self, colour: [u8; 3]) -> u8 {
        let colours = &self.colours;
        *self.known.entry(colour).or_insert_with(|| {
            let distance = |other: &[u8; 3]| -> u32 {
                other
                    .iter()
                    .zip(colour)
                    .map(|(a, b)| u32::from(a.abs_diff(b)).pow(2))
                    .sum()
            };
            // There are 256 at most.
            (0..colours.len())
                .min_by_key(|&i| distance(&colours[i]))
                .unwrap_or(0) as u8
        })
    }
}

fn between(a: [u8; 3], b: [u8; 3], share: f32) -> [u8; 3] {
    std::array::from_fn(|c| {
        (f32::from(a[c]) + (f32::from(b[c]) - f32::from(a[c])) * share).round() as u8
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_classes_are_kept_and_scales_come_near() {
        let classes: Vec<[u8; 3]> = (0..24).map(|i| [10 * i, 255 - 10 * i, 7 * i]).collect();
        let mut palette = Palette::new(&classes, [0, 0, 0], [255, 255, 255]);
        assert!(palette.colours.len() <= 256);
        for colour in classes.iter().chain(&[[0; 3], [255; 3]]) {
            let found = palette.nearest(*colour) as usize;
            assert_eq!(palette.colours[found], *colour);
        }
        let scale: Vec<[u8; 3]> = (0..5000)
            .map(|i| [(i / 20) as u8, 128, 255 - (i / 20) as u8])
            .collect();
        let mut palette = Palette::new(&scale, [0, 0, 0], [255, 255, 255]);
        assert!(palette.colours.len() <= 256);
        for colour in &scale {
            let found = palette.nearest(*colour) as usize;
            let found = palette.colours[found];
            assert!(
                found.iter().zip(colour).all(|(a, b)| a.abs_diff(*b) <= 3),
                "{found:?} for {colour:?}"
            );
        }
    }
}
