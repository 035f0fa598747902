//! Lays the syllables of a spoken line onto beats and notes: the time side of singing.

use crate::analyse::HOP;

/// Places `onsets.len()` syllables on the cells of a beat grid.
///
/// The first falls on cell 0, the last leaves `rest` cells to ring; between them the syllables keep as
/// near as they can to the rhythm of speech, with a liking for the beat (every `per_beat` cells).
/// `None` if they do not fit.
pub fn place(onsets: &[f32], cells: usize, rest: usize, per_beat: usize) -> Option<Vec<usize>> {
    let n = onsets.len();
    let top = cells.checked_sub(rest)?;
    if n - 1 > top {
        return None;
    }
    let span = (onsets[n - 1] - onsets[0]).max(0.01);
    let ideal = |i: usize| (onsets[i] - onsets[0]) / span * top as f32;
    let cost = |i: usize, c: usize| {
        let off = if c.is_multiple_of(per_beat) { 0.0 } else { 0.35 };
        (c as f32 - ideal(i)).powi(2) + off
    };
    // best[i][c]: least cost of the first i+1 syllables with syllable i on cell c, and where i-1 was.
    let mut best = vec![vec![(f32::INFINITY, 0); top + 1]; n];
    best[0][0] = (0.0, 0);
    for i in 1..n {
        for c in i..=top {
            let (before, from) = (0..c).map(|p| (best[i - 1][p].0, p)).min_by(|a, b| a.0.total_cmp(&b.0))?;
            best[i][c] = (before + cost(i, c), from);
        }
    }
    let mut cell = (0..=top).min_by(|&a, &b| best[n - 1][a].0.total_cmp(&best[n - 1][b].0))?;
    let mut placed = vec![0; n];
    for i in (0..n).rev() {
        placed[i] = cell;
        cell = best[i][cell].1;
    }
    Some(placed)
}

/// Which moment of the spoken line is heard at which moment of the sung one.
pub struct Warp {
    /// Sung time of each analysis frame, ascending.
    sung: Vec<f32>,
}

impl Warp {
    /// Puts each vowel (begin and end, in spoken seconds) on its note (in seconds from the start of the
    /// sung line), for a line of so many analysis frames.
    ///
    /// Vowels give way first: a stretched consonant smears, a stretched vowel is singing.
    pub fn new(frames: usize, vowels: &[(f32, f32)], notes: &[f32], end: f32) -> Self {
        let frame = |t: f32| ((t / HOP).round() as usize).min(frames - 1);
        let mut from = vec![0];
        from.extend(vowels.iter().map(|v| frame(v.0)));
        from.push(frames - 1);
        let mut to = vec![0.0];
        to.extend(notes);
        to.push(end);
        let mut sung = vec![0.0];
        for i in 0..from.len() - 1 {
            let vowel_end = if i == 0 { 0 } else { frame(vowels[i - 1].1) };
            let give: Vec<f32> = (from[i]..from[i + 1]).map(|f| if f < vowel_end { 1.0 } else { 0.06 }).collect();
            let natural = give.len() as f32 * HOP;
            let extra = (to[i + 1] - to[i]) - natural;
            let total: f32 = give.iter().sum();
            // When shortening, vowels alone give way up to this share, then all is shortened evenly.
            let by_give = extra.max(-0.4 * natural);
            for g in &give {
                let step = (HOP + by_give * g / total).max(HOP / 3.0);
                sung.push(sung.last().copied().unwrap_or(0.0) + step);
            }
            // Shortens evenly what is left, and meets the note exactly.
            let (start, reached) = (sung[from[i]], *sung.last().unwrap_or(&0.0));
            let scale = (to[i + 1] - start) / (reached - start).max(1e-6);
            for s in &mut sung[from[i] + 1..] {
                *s = start + (*s - start) * scale;
            }
        }
        Self { sung }
    }

    /// Length of the sung line in seconds.
    pub fn seconds(&self) -> f32 {
        self.sung.last().copied().unwrap_or(0.0)
    }

    /// The analysis frame (fractional) that sounds at a sung time.
    pub fn frame_at(&self, time: f32) -> f32 {
        let after = self.sung.partition_point(|&s| s <= time);
        if after == 0 || after >= self.sung.len() {
            return (after.min(self.sung.len() - 1)) as f32;
        }
        let (a, b) = (self.sung[after - 1], self.sung[after]);
        after as f32 - 1.0 + ((time - a) / (b - a).max(1e-6)).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_keep_their_order_and_leave_the_rest_free() {
        let placed = place(&[0.1, 0.3, 0.35, 0.9], 12, 3, 4).unwrap();
        assert_eq!(placed[0], 0);
        assert!(placed.windows(2).all(|w| w[0] < w[1]));
        assert!(placed[3] <= 9);
        assert!(place(&[0.0; 9], 10, 3, 4).is_none());
    }

    #[test]
    fn the_warp_meets_every_note_and_stretches_vowels() {
        let (vowels, notes) = ([(0.04, 0.1), (0.14, 0.2), (0.24, 0.4)], [0.05, 0.4, 0.45]);
        let warp = Warp::new(100, &vowels, &notes, 1.2);
        for (v, n) in vowels.iter().zip(notes) {
            assert!((warp.frame_at(n) - v.0 / HOP).abs() < 0.6);
        }
        assert!((warp.seconds() - 1.2).abs() < 1e-3);
        // The consonant before the second note keeps nearly its length, 40 ms.
        assert!((warp.frame_at(0.35) - 0.1 / HOP).abs() < 2.0);
    }
}
