//! Excerpts of recordings, small enough to be part of a page.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::audio;
use crate::error::{Result, Warning};
use crate::job::{Reporter, Stage};
use crate::pipeline::Analysis;
use crate::words::{id, say};

const RATE_HZ: u32 = 22_050;
const CLIP_SECS: f32 = 12.0;
/// Where in a song the excerpt begins: behind most introductions.
const START: f32 = 0.25;
/// All excerpts of a page together; more make it slow to open.
const MOST_BYTES: usize = 24 << 20;
const FADE_SECS: f32 = 0.03;

/// What an excerpt adds to a page, in bytes.
pub(crate) const CLIP_BYTES: usize =
    (44 + 2 * (CLIP_SECS as usize) * RATE_HZ as usize).div_ceil(3) * 4;

/// Excerpts of the given songs as data URIs, by song; a warning for each that cannot be had.
///
/// # Errors
/// [`crate::error::Error::Cancelled`] only.
pub(super) fn of(
    analysis: &Analysis,
    songs: &[usize],
    reporter: &Reporter,
) -> Result<(BTreeMap<usize, String>, Vec<Warning>)> {
    let (mut clips, mut warnings, mut n_bytes) = (BTreeMap::new(), Vec::new(), 0);
    for (done, &i) in songs.iter().enumerate() {
        reporter.checkpoint()?;
        let Some(song) = analysis.library.songs.get(i) else {
            continue;
        };
        reporter.step(Stage::Export, done, songs.len(), &song.title);
        let Some(file) = &song.audio else { continue };
        if n_bytes + CLIP_BYTES > MOST_BYTES {
            let cause = say(id::EXPORT_EXCERPTS_N_SONGS_WERE_LEFT).with("n", songs.len() - done);
            warnings.push(Warning::new(id::ERROR_REPORT, cause));
            break;
        }
        match audio::decode(&file.path) {
            Ok(pcm) => {
                let uri = format!(
                    "data:audio/wav;base64,{}",
                    STANDARD.encode(audio::wav(
                        &excerpt(&audio::to_mono(&pcm, RATE_HZ)),
                        RATE_HZ
                    ))
                );
                n_bytes += uri.len();
                clips.insert(i, uri);
            }
            Err(error) => warnings.push(Warning::path(
                &file.path,
                say(id::EXPORT_NO_EXCERPT_ERROR).with("error", error),
            )),
        }
    }
    Ok((clips, warnings))
}

/// A part from the song's first half, faded at both ends.
fn excerpt(samples: &[f32]) -> Vec<f32> {
    let length = ((CLIP_SECS * RATE_HZ as f32) as usize).min(samples.len());
    let start = ((samples.len() as f32 * START) as usize).min(samples.len() - length);
    let mut clip = samples[start..start + length].to_vec();
    let fade = ((FADE_SECS * RATE_HZ as f32) as usize).min(length / 2);
    for i in 0..fade {
        let gain = i as f32 / fade as f32;
        clip[i] *= gain;
        clip[length - 1 - i] *= gain;
    }
    clip
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_a_sound_file_from_within_the_song() {
        let n = 60 * RATE_HZ as usize;
        let song: Vec<f32> = (0..n).map(|i| if i < n / 4 { 0.0 } else { 0.5 }).collect();
        let clip = excerpt(&song);
        assert_eq!(clip.len(), CLIP_SECS as usize * RATE_HZ as usize);
        assert_eq!(
            (clip[0], clip[clip.len() / 2], clip[clip.len() - 1]),
            (0.0, 0.5, 0.0)
        );
        assert_eq!(excerpt(&song[..100]).len(), 100);
        assert!(excerpt(&[]).is_empty());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("clip.wav");
        std::fs::write(&path, audio::wav(&clip, RATE_HZ)).unwrap();
        let back = audio::decode(&path).unwrap();
        assert_eq!(
            (back.sample_rate_hz, back.n_channels, back.samples.len()),
            (RATE_HZ, 1, clip.len())
        );
        assert!((back.samples[clip.len() / 2] - 0.5).abs() < 1e-3);
        assert_eq!(
            STANDARD.encode(audio::wav(&clip, RATE_HZ)).len(),
            CLIP_BYTES
        );
    }
}
