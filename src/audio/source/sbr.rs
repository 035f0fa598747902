//! HE-AAC that calls itself AAC-LC: in ADTS always, in MP4 and Matroska where a header says no more
//! than it must. What stands beside the core (spectral band replication: the upper half of the
//! frequencies) hides in an element that AAC-LC passes over, so that such a song would be read at
//! half its rate, dull, and without a word.
//!
//! No decoder that is used here says whether it passed one over, and without decoding a frame its
//! elements cannot be found from the front. From the back they can: a frame ends with its fill
//! elements, each of which says how long it is, with END and with less than a byte of zeros. Of
//! frames of music that a free encoder made as AAC-LC, 8 in 672 seem to end so; of HE-AAC all do.

/// Frames from the first on that tell.
pub(super) const N_FRAMES: usize = 16;

/// Elements of a frame, of three bits (ISO 14496-3, table 4.71).
const FILL: u32 = 0b110;
const END: u32 = 0b111;
/// What a fill element may hold, of four bits (ISO 14496-3, table 4.105): replication, without and
/// with a checksum.
const SBR_DATA: [u32; 2] = [0b1101, 0b1110];

/// Whether the first frames of a stream are of HE-AAC: three of four of them, and no fewer than
/// four.
pub(super) fn is_he_aac<'a>(frames: impl Iterator<Item = &'a [u8]>) -> bool {
    let (mut n, mut n_with) = (0, 0);
    for frame in frames.take(N_FRAMES) {
        n += 1;
        n_with += usize::from(has_sbr(frame));
    }
    n_with >= 4 && 4 * n_with >= 3 * n
}

/// Whether a raw data block ends with fill elements, of which one with replication is the first.
fn has_sbr(frame: &[u8]) -> bool {
    let n_bits = 8 * frame.len();
    (0..n_bits).any(|at| begins_with_sbr(frame, at) && ends_with_fill(frame, at))
}

fn begins_with_sbr(frame: &[u8], at: usize) -> bool {
    bits(frame, at, 3) == Some(FILL)
        && fill(frame, at).is_some_and(|(body, end)| {
            end > body && bits(frame, body, 4).is_some_and(|kind| SBR_DATA.contains(&kind))
        })
}

/// Whether nothing but fill elements, END and padding follow.
fn ends_with_fill(frame: &[u8], mut at: usize) -> bool {
    while bits(frame, at, 3) == Some(FILL) {
        match fill(frame, at) {
            Some((_, end)) => at = end,
            None => return false,
        }
    }
    let n_left = (8 * frame.len()).saturating_sub(at + 3);
    bits(frame, at, 3) == Some(END) && n_left < 8 && bits(frame, at + 3, n_left) == Some(0)
}

/// Where the body of a fill element begins and ends, in bits.
fn fill(frame: &[u8], at: usize) -> Option<(usize, usize)> {
    const ESCAPE: u32 = 15;
    let (n_bytes, body) = match bits(frame, at + 3, 4)? {
        ESCAPE => (ESCAPE + bits(frame, at + 7, 8)? - 1, at + 15),
        n_bytes => (n_bytes, at + 7),
    };
    let end = body + 8 * n_bytes as usize;
    (end <= 8 * frame.len()).then_some((body, end))
}

/// `n` bits, at most 8, the highest first; `None` beyond the end.
fn bits(frame: &[u8], at: usize, n: usize) -> Option<u32> {
    (at + n <= 8 * frame.len()).then(|| {
        (at..at + n).fold(0, |value, i| {
            value << 1 | u32::from(frame[i / 8] >> (7 - i % 8) & 1)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A frame by its fields.
    fn frame(fields: &[(u32, usize)]) -> Vec<u8> {
        let bits: Vec<bool> = fields
            .iter()
            .flat_map(|&(value, n)| (0..n).rev().map(move |i| value >> i & 1 == 1))
            .collect();
        let byte = |part: &[bool]| {
            let all = (0..8).map(|i| u8::from(part.get(i).copied().unwrap_or(false)));
            all.fold(0, |byte, bit| byte << 1 | bit)
        };
        bits.chunks(8).map(byte).collect()
    }

    const CORE: (u32, usize) = (0b0_0101_1010_0101, 13);

    #[test]
    fn replication_is_found_before_the_end() {
        let sbr = [(FILL, 3), (2, 4), (SBR_DATA[0], 4), (0xABC, 12)];
        let stuffing = [(FILL, 3), (1, 4), (0, 8)];
        let with = |parts: &[&[(u32, usize)]]| frame(&parts.concat());
        assert!(has_sbr(&with(&[&[CORE], &sbr, &[(END, 3)]])));
        assert!(has_sbr(&with(&[&[CORE], &sbr, &stuffing, &[(END, 3)]])));
        assert!(!has_sbr(&with(&[&[CORE], &stuffing, &[(END, 3)]])));
        assert!(!has_sbr(&with(&[&[CORE], &sbr])));
        assert!(!has_sbr(&with(&[&[CORE], &sbr, &[(END, 3), (1, 1)]])));
        for n in 0..4 {
            assert!(!has_sbr(&vec![0xFF; n]) && !has_sbr(&vec![0; n]));
        }
    }
}
