//! Agreement of neighbours by sound and by words.

use super::chance::{N_SHUFFLES, over_shuffles, quantile, sample};
use super::effort::{self, MOST_BY_TWO_MODALITIES};
use crate::error::Result;
use crate::features::{BlockKind, Fused, View};
use crate::job::{Reporter, Stage};
use crate::matrix::Matrix;
use crate::projection::nearest_of_some;
use crate::words::id;

/// Do songs that sound alike have words alike?
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CrossModal {
    /// Neighbours looked at: at most n − 2, as all others always agree.
    pub(crate) k: usize,
    /// Songs with both modalities; a sample of 10,000 where there are more, of 4,000 where they have
    /// 1,000 columns.
    pub(crate) n_songs: usize,
    /// How many songs were drawn where there are too many to take all.
    pub(crate) n_sampled: Option<usize>,
    /// Share of the k nearest by sound that are among the k nearest by words, both among these
    /// songs; NaN for songs that lack one, or are not in the sample.
    pub(crate) of_song: Vec<f32>,
    pub(crate) mean: f64,
    /// k / (n − 1): what random neighbours give.
    pub(crate) chance: f64,
    /// 2.5 % and 97.5 % quantiles of the mean over 200 shuffles of which words belong to which
    /// sound.
    pub(crate) band: [f64; 2],
}

impl CrossModal {
    /// Share of songs that have 0, 1, … k neighbours in common when neighbours are drawn at random:
    /// hypergeometric, k of n − 1 twice.
    pub(crate) fn by_chance(&self) -> Vec<f64> {
        let (k, others) = (self.k as f64, (self.n_songs - 1) as f64);
        // log C(n, r) by a sum, as k is small.
        let choose = |n: f64, r: usize| {
            (0..r)
                .map(|i| ((n - i as f64) / (i as f64 + 1.0)).ln())
                .sum::<f64>()
        };
        let all = choose(others, self.k);
        let share = |common: usize| {
            let rest = self.k - common;
            let possible = others - k >= rest as f64;
            if possible {
                (choose(k, common) + choose(others - k, rest) - all).exp()
            } else {
                0.0
            }
        };
        (0..=self.k).map(share).collect()
    }
}

/// `None` unless at least three songs have audio and lyrics.
///
/// Distances are Euclidean in the columns that a model sees of each modality.
///
/// # Errors
/// [`crate::error::Error::Cancelled`] only.
pub(crate) fn cross_modal(
    fused: &Fused,
    k: usize,
    seed: u64,
    reporter: &Reporter,
) -> Result<Option<CrossModal>> {
    let view = |kind| fused.views.iter().find(|view| view.kind == kind);
    let (Some(audio), Some(lyrics)) = (view(BlockKind::Audio), view(BlockKind::Lyrics)) else {
        return Ok(None);
    };
    let both: Vec<usize> = (0..fused.x.n_rows())
        .filter(|&song| audio.present[song] && lyrics.present[song])
        .collect();
    let n_columns = audio.columns.len() + lyrics.columns.len();
    let most = effort::among_themselves(both.len(), n_columns).min(MOST_BY_TWO_MODALITIES);
    let songs: Vec<usize> = sample(both.len(), most, seed)
        .into_iter()
        .map(|i| both[i])
        .collect();
    let n = songs.len();
    if n < 3 {
        return Ok(None);
    }
    let k = k.clamp(1, n - 2);
    reporter.step(Stage::Scores, 0, 2, id::SCORES_NEIGHBOURS_SOUND);
    let by_sound = nearest_of_some(&columns(fused, audio, &songs), k, |_, _| true, reporter)?;
    reporter.step(Stage::Scores, 1, 2, id::SCORES_NEIGHBOURS_WORDS);
    let by_words = nearest_of_some(&columns(fused, lyrics, &songs), k, |_, _| true, reporter)?;
    let as_they_are: Vec<u32> = (0..n as u32).collect();
    let shares = overlap(&by_sound, &by_words, &as_they_are);
    let mean = |shares: &[f64]| shares.iter().sum::<f64>() / n as f64;
    let mut shuffled = over_shuffles(&as_they_are, N_SHUFFLES, seed, reporter, |dealt| {
        mean(&overlap(&by_sound, &by_words, dealt))
    })?;
    shuffled.sort_unstable_by(f64::total_cmp);
    let mut of_song = vec![f32::NAN; fused.x.n_rows()];
    songs
        .iter()
        .zip(&shares)
        .for_each(|(&song, &share)| of_song[song] = share as f32);
    let chance = k as f64 / (n - 1) as f64;
    let band = [0.025, 0.975].map(|q| quantile(&shuffled, q));
    Ok(Some(CrossModal {
        k,
        n_songs: n,
        n_sampled: (n < both.len()).then_some(n),
        of_song,
        mean: mean(&shares),
        chance,
        band,
    }))
}

/// What is seen of one modality, with the columns that belong to it alone.
fn columns(fused: &Fused, view: &View, songs: &[usize]) -> Matrix {
    let rows: Vec<&[f32]> = songs
        .iter()
        .map(|&song| &fused.x.row(song)[view.columns.clone()])
        .collect();
    Matrix::from_rows(&rows)
}

/// Share of each song's neighbours by sound that are neighbours by words, when the words of song i
/// belong to `dealt[i]`.
fn overlap(by_sound: &[Vec<u32>], by_words: &[Vec<u32>], dealt: &[u32]) -> Vec<f64> {
    let mut shares = vec![0.0; dealt.len()];
    // The song that each song was last found near by sound.
    let mut near = vec![u32::MAX; dealt.len()];
    for (words, &song) in by_words.iter().zip(dealt) {
        let sound = &by_sound[song as usize];
        sound.iter().for_each(|&j| near[j as usize] = song);
        let n_both = words
            .iter()
            .filter(|&&j| near[dealt[j as usize] as usize] == song)
            .count();
        shares[song as usize] = n_both as f64 / sound.len() as f64;
    }
    shares
}
