//! Where the parts of a map's contents lie on it, and from where to where one zooms in each is named
//! there.

use super::contents::Contents;
use crate::matrix::Matrix;

/// Songs that tell where a part lies.
const ASKED: usize = 64;
/// The share of its songs within which a part is as wide as it is said to be.
const WITHIN: f64 = 0.8;

/// Where a part is named.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct NamedPlace {
    /// The medians of its songs.
    pub(crate) at: [f64; 2],
    /// It is named where what is so wide fills the map: what it is in. `None` for everywhere.
    pub(crate) part_of: Option<f64>,
    /// It is named until what is so wide fills the map: itself, where its own parts are then named.
    pub(crate) until: Option<f64>,
}

/// A place for each part; `None` for one that is in no cluster, or has no song with a place.
///
/// # Shapes
/// `xy` n × 2, a row a song.
pub(crate) fn places(contents: &Contents, xy: &Matrix) -> Vec<Option<NamedPlace>> {
    let parts = &contents.parts;
    let widths: Vec<Option<f64>> = parts
        .iter()
        .map(|part| width(xy, &asked(&part.songs)).filter(|_| part.within.is_some()))
        .collect();
    // The least width of all that a part is in: that of its whole fills the map last.
    let mut above: Vec<Option<f64>> = vec![None; parts.len()];
    let mut covered = vec![0usize; parts.len()];
    for (i, part) in parts.iter().enumerate() {
        let parent = part.parent.filter(|&at| parts[at].within.is_some());
        let Some(parent) = parent else { continue };
        covered[parent] += part.songs.len();
        above[i] = match (above[parent], widths[parent]) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
    let place = |(i, part): (usize, &super::Part)| {
        let at = middle(xy, &asked(&part.songs)).filter(|_| part.within.is_some())?;
        let is_covered = 2 * covered[i] >= part.songs.len();
        Some(NamedPlace {
            at,
            part_of: above[i].filter(|_| part.cluster.is_none()),
            until: widths[i].filter(|_| is_covered),
        })
    };
    parts.iter().enumerate().map(place).collect()
}

/// Songs that tell where all of them lie.
fn asked(songs: &[u32]) -> Vec<u32> {
    let step = songs.len().div_ceil(ASKED).max(1);
    songs.iter().copied().step_by(step).collect()
}

/// The medians of songs to both directions; `None` where none has a place.
pub(crate) fn middle(xy: &Matrix, songs: &[u32]) -> Option<[f64; 2]> {
    let mut at = [0.0; 2];
    for (d, at) in at.iter_mut().enumerate() {
        let value = |song: &u32| xy.row(*song as usize)[d];
        let mut values: Vec<f32> = songs.iter().map(value).filter(|v| v.is_finite()).collect();
        let half = values.len() / 2;
        if values.is_empty() {
            return None;
        }
        *at = f64::from(*values.select_nth_unstable_by(half, f32::total_cmp).1);
    }
    Some(at)
}

/// Twice the distance from their middle within which four fifths of them lie.
fn width(xy: &Matrix, songs: &[u32]) -> Option<f64> {
    let middle = middle(xy, songs)?;
    let distance = |song: &u32| {
        let at = xy.row(*song as usize);
        let [x, y] = [0, 1].map(|d| f64::from(at[d]) - middle[d]);
        x.hypot(y)
    };
    let mut far: Vec<f64> = songs
        .iter()
        .map(distance)
        .filter(|d| d.is_finite())
        .collect();
    let at = ((far.len() as f64 - 1.0) * WITHIN) as usize;
    Some(2.0 * *far.select_nth_unstable_by(at, f64::total_cmp).1)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_songs_that_are_asked_are_spread_over_all() {
        let songs: Vec<u32> = (0..1000).collect();
        let asked = asked(&songs);
        assert!(asked.len() <= ASKED && asked.len() > ASKED / 2);
        let steps: BTreeSet<u32> = asked.windows(2).map(|w| w[1] - w[0]).collect();
        assert_eq!(steps.len(), 1);
    }

    #[test]
    fn a_part_is_as_wide_as_four_fifths_of_it() {
        let rows: Vec<[f32; 2]> = (0..11).map(|i| [i as f32, 0.0]).collect();
        let xy = Matrix::from_rows(&rows);
        let songs: Vec<u32> = (0..11).collect();
        assert_eq!(middle(&xy, &songs), Some([5.0, 0.0]));
        assert_eq!(width(&xy, &songs), Some(8.0));
    }
}
