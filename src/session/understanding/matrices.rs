//! How alike songs are by sound and by words, as two matrices in one order.

use std::ops::Range;

use super::super::colour::Class;
use super::answer::with_both;
use crate::error::Result;
use crate::features::BlockKind;
use crate::job::{Reporter, Stage};
use crate::matrix::Matrix;
use crate::pipeline::Analysis;
use crate::random::splitmix64;
use crate::scores;

/// What rows are ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Songs of one cluster stand together.
    #[default]
    Cluster,
    /// A label column of the library.
    Label(usize),
}

/// Above so many songs a sample of each group is shown: as many as a picture has room for.
pub(super) const MOST_SONGS: usize = 600;

/// Two similarity matrices of the same songs in the same order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Similarities {
    pub(crate) order: Order,
    /// The song of each row and column.
    pub(crate) songs: Vec<usize>,
    /// Songs with both modalities, of which these are all or a sample.
    pub(crate) n_with_both: usize,
    /// Rows of each class, in order; noise and unknown labels last.
    pub(crate) groups: Vec<(Class, Range<usize>)>,
    /// m × m cosine similarities.
    pub(crate) audio: Matrix,
    pub(crate) lyrics: Matrix,
    /// 98 % of all similarities of different songs, in both, are at most this far from 0: one scale
    /// for the two.
    pub(crate) scale: f32,
}

impl Similarities {
    /// `None` unless two songs have both modalities.
    ///
    /// # Errors
    /// [`crate::error::Error::Cancelled`] only.
    pub(crate) fn of(
        analysis: &Analysis,
        order: Order,
        reporter: &Reporter,
    ) -> Result<Option<Self>> {
        let both = with_both(analysis);
        if both.len() < 2 {
            return Ok(None);
        }
        let class = |song: usize| match order {
            Order::Cluster => analysis.clusters.labels[song],
            Order::Label(column) => analysis
                .library
                .labels
                .get(column)
                .and_then(|label| label.of_song[song]),
        };
        let (songs, groups) = ordered(&both, class, analysis.config.stream(Stage::Scores));
        let of = |kind| scores::similarity(&analysis.fused, kind, &songs, reporter);
        let (Some(audio), Some(lyrics)) = (of(BlockKind::Audio)?, of(BlockKind::Lyrics)?) else {
            return Ok(None);
        };
        let scale = scale([&audio, &lyrics]);
        Ok(Some(Self {
            order,
            songs,
            n_with_both: both.len(),
            groups,
            audio,
            lyrics,
            scale,
        }))
    }
}

type Grouped = (Vec<usize>, Vec<(Class, Range<usize>)>);

/// Songs by class; where there are too many, the same share of each class, at least one, drawn by
/// `seed`.
fn ordered(songs: &[usize], class: impl Fn(usize) -> Class, seed: u64) -> Grouped {
    let mut classes: Vec<Class> = songs.iter().map(|&song| class(song)).collect();
    // `None` stands before all others; here it comes last.
    classes.sort_by_key(|class| (class.is_none(), *class));
    classes.dedup();
    let share = (MOST_SONGS as f64 / songs.len() as f64).min(1.0);
    let (mut chosen, mut groups) = (Vec::new(), Vec::new());
    for of in classes {
        let mut members: Vec<usize> = songs
            .iter()
            .copied()
            .filter(|&song| class(song) == of)
            .collect();
        if share < 1.0 {
            let n = ((members.len() as f64 * share) as usize).max(1);
            members.sort_by_key(|&song| splitmix64(seed.wrapping_add(song as u64)));
            members.truncate(n);
            members.sort_unstable();
        }
        groups.push((of, chosen.len()..chosen.len() + members.len()));
        chosen.extend(members);
    }
    (chosen, groups)
}

fn scale(both: [&Matrix; 2]) -> f32 {
    let off_diagonal = |m: &Matrix| {
        let n = m.n_cols();
        m.as_slice()
            .iter()
            .enumerate()
            .filter(move |(i, _)| i / n != i % n)
            .map(|(_, v)| v.abs())
            .collect::<Vec<f32>>()
    };
    let mut all: Vec<f32> = both.into_iter().flat_map(off_diagonal).collect();
    all.sort_unstable_by(f32::total_cmp);
    all.get((all.len() as f64 * 0.98) as usize)
        .or(all.last())
        .copied()
        .unwrap_or(1.0)
        .max(1e-3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn songs_stand_by_class_with_the_unknown_last() {
        let class = |song: usize| (song != 4).then_some((song % 2) as u32);
        let (songs, groups) = ordered(&[1, 2, 3, 4, 6], class, 0);
        assert_eq!(songs, [2, 6, 1, 3, 4]);
        assert_eq!(groups, [(Some(0), 0..2), (Some(1), 2..4), (None, 4..5)]);
    }

    #[test]
    fn of_many_songs_each_class_keeps_its_share() {
        let all: Vec<usize> = (0..3000).collect();
        let class = |song: usize| {
            Some(if song == 0 {
                2
            } else {
                u32::from(song.is_multiple_of(3))
            })
        };
        let (songs, groups) = ordered(&all, class, 1);
        assert_eq!(
            groups
                .iter()
                .map(|(_, rows)| rows.len())
                .collect::<Vec<_>>(),
            [400, 199, 1]
        );
        assert!(
            songs.len() <= MOST_SONGS
                && groups
                    .iter()
                    .all(|(_, rows)| songs[rows.clone()].is_sorted())
        );
        assert_ne!(ordered(&all, class, 2).0, songs);
    }

    #[test]
    fn one_scale_leaves_the_diagonal_out() {
        let a = Matrix::from_rows(&[[1.0, 0.2], [0.2, 1.0]]);
        let b = Matrix::from_rows(&[[1.0, -0.4], [-0.4, 1.0]]);
        assert_eq!(scale([&a, &b]), 0.4);
    }
}
