//! A short part of a recording, to be heard at once: only the packets that hold it are decoded, where the container lets
//! them be placed.

use std::ops::Range;
use std::path::Path;

use super::decode::{self, Channels};
use super::reader::Reader;
use super::{Pcm, resample};
use crate::error::Result;

/// `secs` of a recording, from `share` (0 to 1) of its length on, or as late as there is enough of it left; a recording
/// shorter than that is there whole. Mono, at the file's own rate.
///
/// # Errors
/// As [`super::decode`].
pub fn stretch(path: &Path, share: f32, secs: f32) -> Result<Pcm> {
    decode::fenced(path, || {
        if let Some((n_frames, rate_hz)) = decode::measure(Reader::open(path)?) {
            let wanted = place(n_frames, rate_hz, share, secs);
            let found = decode::stretches(Reader::open(path)?, rate_hz, &[wanted]);
            if let Some((samples, remark)) = found.and_then(|mut f| Some((f.samples.pop()?, f.remark))) {
                return Ok(Pcm { samples, n_channels: 1, sample_rate_hz: rate_hz, remark });
            }
        }
        decode::whole(Reader::open(path)?, path, Channels::Mix).map(|sound| cut(&sound.into(), share, secs))
    })
}

/// The same part of a recording that is decoded already.
pub(crate) fn cut(pcm: &Pcm, share: f32, secs: f32) -> Pcm {
    let wanted = place(pcm.n_frames() as u64, pcm.sample_rate_hz, share, secs);
    let n = pcm.n_channels;
    let samples = resample::mix(&pcm.samples[wanted.start as usize * n..wanted.end as usize * n], n);
    Pcm { samples, n_channels: 1, sample_rate_hz: pcm.sample_rate_hz, remark: pcm.remark.clone() }
}

fn place(n_frames: u64, rate_hz: u32, share: f32, secs: f32) -> Range<u64> {
    let length = ((f64::from(secs) * f64::from(rate_hz)).round() as u64).min(n_frames);
    let start = ((f64::from(share.clamp(0.0, 1.0)) * n_frames as f64) as u64).min(n_frames - length);
    start..start + length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_begins_where_asked_or_as_late_as_there_is_enough_left() {
        assert_eq!(place(100_000, 1000, 0.3, 6.0), 30_000..36_000);
        assert_eq!(place(7000, 1000, 0.3, 6.0), 1000..7000);
        assert_eq!(place(4000, 1000, 0.3, 6.0), 0..4000);
        assert_eq!(place(0, 1000, 0.3, 6.0), 0..0);
    }

    #[test]
    fn the_packets_of_a_demo_song_give_the_same_part_as_all_of_it() {
        let song = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/demo/audio/bn-01.ogg");
        let (part, whole) = (stretch(&song, 0.3, 2.0).unwrap(), cut(&super::super::decode(&song).unwrap(), 0.3, 2.0));
        assert_eq!((part.n_frames(), part.sample_rate_hz), (whole.n_frames(), whole.sample_rate_hz));
        assert_eq!(part.duration_secs(), 2.0);
        let off = part.samples.iter().zip(&whole.samples).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(off < 1e-4 && part.samples.iter().any(|x| x.abs() > 0.01), "{off}");
    }
}
