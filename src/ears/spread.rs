//! Which patches of a recording a network is shown.

use std::ops::Range;

/// Patches of `size`, at most `most`, spread evenly over all parts and none over another: part and
/// place. Where no part is as long, all of the longest (of several the last), which is shorter then;
/// none where there is nothing at all.
///
/// # Shapes
/// `lengths` of each part, in samples or frames, as `size` is.
pub(super) fn spread(lengths: &[usize], size: usize, most: usize) -> Vec<(usize, Range<usize>)> {
    let n: usize = lengths.iter().map(|length| length / size).sum();
    if n == 0 {
        let longest = (0..lengths.len()).max_by_key(|&part| lengths[part]);
        let longest = longest.filter(|&part| lengths[part] > 0);
        return longest
            .map(|part| (part, 0..lengths[part]))
            .into_iter()
            .collect();
    }
    let n = n.min(most);
    // Where a patch can begin, in all parts one after another.
    let rooms: Vec<usize> = lengths
        .iter()
        .map(|length| (length + 1).saturating_sub(size))
        .collect();
    let last = rooms.iter().sum::<usize>() - 1;
    let begin = |i: usize| if n == 1 { last / 2 } else { last * i / (n - 1) };
    (0..n)
        .filter_map(|i| {
            let mut start = begin(i);
            let part = rooms.iter().position(|&room| {
                let is_here = start < room;
                start -= if is_here { 0 } else { room };
                is_here
            })?;
            Some((part, start..start + size))
        })
        .collect()
}

/// As many numbers as `n`: those that are there, again and again.
pub(super) fn filled(numbers: &[f32], n: usize) -> Vec<f32> {
    numbers.iter().copied().cycle().take(n).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patches_are_spread_from_the_first_to_the_last_place() {
        assert_eq!(spread(&[10], 10, 5), [(0, 0..10)]);
        assert_eq!(spread(&[100], 10, 1), [(0, 45..55)]);
        assert_eq!(
            spread(&[100], 10, 3),
            [(0, 0..10), (0, 45..55), (0, 90..100)]
        );
        assert_eq!(spread(&[12, 3, 11], 10, 5), [(0, 0..10), (2, 1..11)]);
    }

    #[test]
    fn what_is_too_short_is_there_whole_and_nothing_is_not_there() {
        assert_eq!(spread(&[4, 9, 9], 10, 5), [(2, 0..9)]);
        assert_eq!(spread(&[0, 0], 10, 5), []);
        assert_eq!(spread(&[], 10, 5), []);
        assert_eq!(filled(&[1.0, 2.0, 3.0], 5), [1.0, 2.0, 3.0, 1.0, 2.0]);
    }
}
