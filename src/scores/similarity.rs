//! How alike songs are in one modality.

use rayon::prelude::*;

use crate::error::Result;
use crate::features::{BlockKind, Fused};
use crate::job::Reporter;
use crate::matrix::{Matrix, squared_distance};

/// Cosine similarity of songs in the columns that a model sees of one modality, −1 to 1: those are
/// centred, so 0 is what two songs have that differ from the mean in unrelated ways. 0, too, with a
/// song that is at the mean itself. `None` when the modality is not in use.
///
/// # Shapes
/// Result m × m for the m `songs`, in their order.
///
/// # Errors
/// [`crate::error::Error::Cancelled`] only.
pub(crate) fn similarity(
    fused: &Fused,
    kind: BlockKind,
    songs: &[usize],
    reporter: &Reporter,
) -> Result<Option<Matrix>> {
    let Some(view) = fused.views.iter().find(|view| view.kind == kind) else {
        return Ok(None);
    };
    let unit = |&song: &usize| {
        let row = &fused.x.row(song)[view.columns.clone()];
        let norm = row
            .iter()
            .map(|&v| f64::from(v).powi(2))
            .sum::<f64>()
            .sqrt();
        let factor = if norm > 0.0 { 1.0 / norm } else { 0.0 };
        row.iter()
            .map(|&v| (f64::from(v) * factor) as f32)
            .collect::<Vec<f32>>()
    };
    let units: Vec<Vec<f32>> = songs.par_iter().map(unit).collect();
    let row = |a: &Vec<f32>| -> Result<Vec<f32>> {
        reporter.checkpoint()?;
        let with = |b: &Vec<f32>| {
            a.iter()
                .zip(b)
                .map(|(a, b)| a * b)
                .sum::<f32>()
                .clamp(-1.0, 1.0)
        };
        Ok(units.iter().map(with).collect())
    };
    let rows: Vec<Vec<f32>> = units.par_iter().map(row).collect::<Result<_>>()?;
    Ok(Some(Matrix::new(songs.len(), songs.len(), rows.concat())))
}

/// The `k` songs of `among` that are nearest to `song` in one modality with their Euclidean
/// distance, nearest first: as [`super::cross_modal()`] counts neighbours. Empty when the modality is
/// not in use.
pub(crate) fn nearest_to(
    fused: &Fused,
    kind: BlockKind,
    song: usize,
    among: &[usize],
    k: usize,
) -> Vec<(usize, f32)> {
    let Some(view) = fused.views.iter().find(|view| view.kind == kind) else {
        return Vec::new();
    };
    let columns = |i: usize| &fused.x.row(i)[view.columns.clone()];
    let mut found: Vec<(usize, f32)> = among
        .par_iter()
        .filter(|&&other| other != song)
        .map(|&other| (other, squared_distance(columns(song), columns(other))))
        .collect();
    found.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    found.truncate(k);
    found
        .iter_mut()
        .for_each(|(_, distance)| *distance = distance.sqrt());
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::{Scaler, View};

    fn fused() -> Fused {
        let x = Matrix::from_rows(&[
            [3.0, 4.0, 1.0],
            [6.0, 8.0, -2.0],
            [-4.0, 3.0, 5.0],
            [0.0, 0.0, 2.0],
        ]);
        let view = |kind, columns| View {
            kind,
            columns,
            present: vec![true; 4],
        };
        let views = vec![view(BlockKind::Audio, 0..2), view(BlockKind::Lyrics, 2..3)];
        let scaler = Scaler {
            columns: Vec::new(),
            mean: Vec::new(),
            factor: Vec::new(),
            blocks: Vec::new(),
        };
        Fused {
            x,
            scaler,
            incomplete: vec![false; 4],
            views,
        }
    }

    #[test]
    fn similarity_is_the_cosine_in_one_modality_and_in_the_order_asked_for() {
        let of = |kind| similarity(&fused(), kind, &[2, 0, 1, 3], &Reporter::silent()).unwrap();
        let audio = of(BlockKind::Audio).unwrap();
        assert_eq!(
            audio.as_slice(),
            [
                1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0
            ]
        );
        let words = of(BlockKind::Lyrics).unwrap();
        assert_eq!(words.row(0), [1.0, 1.0, -1.0, 1.0]);
        assert_eq!(of(BlockKind::Numbers), None);
    }

    #[test]
    fn the_nearest_are_found_among_those_allowed() {
        assert_eq!(
            nearest_to(&fused(), BlockKind::Audio, 0, &[0, 1, 2, 3], 2),
            [(1, 5.0), (3, 5.0)]
        );
        assert_eq!(
            nearest_to(&fused(), BlockKind::Lyrics, 0, &[0, 1, 2], 9),
            [(1, 3.0), (2, 4.0)]
        );
        assert!(nearest_to(&fused(), BlockKind::Numbers, 0, &[1], 2).is_empty());
    }
}
