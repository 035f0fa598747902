//! A short part of a recording, to be heard at once: what lies before it is passed over and not
//! decoded.

use std::ops::Range;
use std::path::Path;

use super::decode::{self, Channels};
use super::source::{self, Step};
use super::{Pcm, resample};
use crate::error::Result;

/// Seconds decoded ahead of the part, so that the decoder has settled: an MP3 frame may borrow bits
/// from as far as nine frames back, Opus wants 80 ms, the others one packet.
const PREROLL_SECS: f32 = 0.5;

/// `secs` of a recording, from about `share` (0 to 1) of its bytes on; a recording that has less
/// than that from there on is decoded whole and cut as [`cut`] does. Mono, at the file's own rate.
///
/// # Errors
/// As [`super::decode()`].
pub(crate) fn stretch(path: &Path, share: f32, secs: f32) -> Result<Pcm> {
    decode::fenced(path, || {
        if let Some(part) = passing_over(path, share, secs)? {
            return Ok(part);
        }
        decode::whole(path, Channels::Keep).map(|sound| cut(&sound.into(), share, secs))
    })
}

/// `None` where only decoding everything is right: too little is left, damage, other kinds of sound
/// midway.
fn passing_over(path: &Path, share: f32, secs: f32) -> Result<Option<Pcm>> {
    let mut stream = source::open(path)?;
    while stream.share() < f64::from(share) {
        if !stream.pass() {
            return Ok(None);
        }
    }
    let (mut samples, mut packet, mut spec) = (Vec::new(), Vec::new(), None);
    loop {
        match stream.next(&mut packet) {
            Step::Sound(found) if spec.is_none_or(|known| known == found) => spec = Some(found),
            Step::Nothing => continue,
            Step::Sound(_) | Step::Partly(..) | Step::Damaged(_) | Step::End => return Ok(None),
        }
        samples.append(&mut packet);
        let Some(spec) = spec else { continue };
        let [preroll, length] = [PREROLL_SECS, secs]
            .map(|s| (s * spec.rate_hz as f32).round() as usize * spec.n_channels);
        if samples.len() >= preroll + length {
            let samples = resample::mix(&samples[preroll..preroll + length], spec.n_channels);
            let is_sound = samples.iter().all(|x| x.is_finite() && x.abs() <= 16.0);
            let pcm = Pcm {
                samples,
                n_channels: 1,
                sample_rate_hz: spec.rate_hz,
                remark: None,
            };
            return Ok(is_sound.then_some(pcm));
        }
    }
}

/// From `share` of a decoded recording's length on, or as late as there is enough of it left; all
/// of a shorter one.
pub(crate) fn cut(pcm: &Pcm, share: f32, secs: f32) -> Pcm {
    let wanted = place(pcm.n_frames() as u64, pcm.sample_rate_hz, share, secs);
    let n = pcm.n_channels;
    let samples = resample::mix(
        &pcm.samples[wanted.start as usize * n..wanted.end as usize * n],
        n,
    );
    Pcm {
        samples,
        n_channels: 1,
        sample_rate_hz: pcm.sample_rate_hz,
        remark: pcm.remark.clone(),
    }
}

fn place(n_frames: u64, rate_hz: u32, share: f32, secs: f32) -> Range<u64> {
    let length = ((f64::from(secs) * f64::from(rate_hz)).round() as u64).min(n_frames);
    let start =
        ((f64::from(share.clamp(0.0, 1.0)) * n_frames as f64) as u64).min(n_frames - length);
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

    /// Bytes are not seconds, so the part may begin a little earlier or later; but a part of the
    /// song it is, to the sample.
    #[test]
    fn the_packets_of_a_demo_song_give_a_part_of_it_from_about_there_on() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/demo/audio/bn-01.ogg");
        let (part, song) = (
            stretch(&path, 0.3, 2.0).unwrap(),
            super::super::decode(&path).unwrap(),
        );
        let mono = resample::mix(&song.samples, song.n_channels);
        assert_eq!(part.duration_secs(), 2.0);
        assert!(part.samples.iter().any(|x| x.abs() > 0.01));
        let n = part.samples.len();
        let off = |at: usize| {
            part.samples
                .iter()
                .zip(&mono[at..at + n])
                .map(|(a, b)| (a - b).abs())
                .fold(0.0, f32::max)
        };
        let is_near = |at: &usize| {
            (part.samples[0] - mono[*at]).abs() < 1e-4
                && (part.samples[500] - mono[at + 500]).abs() < 1e-4
        };
        let at = (0..mono.len() - n)
            .filter(is_near)
            .find(|&at| off(at) < 1e-4)
            .expect("no part of the song");
        let share = at as f32 / mono.len() as f32;
        assert!((0.2..0.5).contains(&share), "{share}");
    }
}
