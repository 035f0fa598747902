//! Songs into memory: decoded, folded to at most two channels, at the device's rate; the last ones
//! kept.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use crate::audio::{self, Pcm};
use crate::error::{Error, Result};
use crate::features;
use crate::file;
use crate::job::{fenced, panic_message};
use crate::words::{Message, id, say};

use super::fade::{CROSS_SECS, raised_cosine};
use super::level::{self, Level};

/// Decoded songs are kept until they take more than this: three minutes in stereo. What plays is
/// held beside them, and the one decoded last is kept however large it is.
pub(super) const CACHE_BYTES: usize = 64 << 20;
/// The same for previews, of which each takes 1 MiB.
pub(super) const PREVIEW_BYTES: usize = 64 << 20;

/// The part of a song that is heard as its preview: its share of the song that comes before, and
/// its length.
const PREVIEW_SHARE: f32 = 0.3;
const PREVIEW_SECS: f32 = 6.0;

/// What is kept of a recording in the cache of features: where its most typical part begins.
const TYPICAL: &str = "share of the recording before its most typical 6 s, by median log-mel, 2";

type DecodeFile = Arc<dyn Fn(&Path) -> Result<Pcm> + Send + Sync>;

/// Decodes files; tests bring their own.
#[derive(Clone)]
pub(super) struct Decode {
    song: DecodeFile,
    preview: DecodeFile,
}

impl Decode {
    /// By the audio room. Previews are of the most typical part while `typical` says so, which is
    /// kept in `features` once it is known.
    pub(super) fn files(features: features::Cache, typical: Arc<AtomicBool>) -> Self {
        let preview = move |path: &Path| match typical.load(Ordering::Relaxed) {
            true => typical_part(path, &features),
            false => audio::stretch(path, PREVIEW_SHARE, PREVIEW_SECS),
        };
        Self {
            song: Arc::new(audio::decode),
            preview: Arc::new(preview),
        }
    }

    /// By a decoder of whole songs.
    pub(super) fn by(song: impl Fn(&Path) -> Result<Pcm> + Send + Sync + 'static) -> Self {
        let song: DecodeFile = Arc::new(song);
        let whole = song.clone();
        let preview =
            move |path: &Path| whole(path).map(|pcm| audio::cut(&pcm, PREVIEW_SHARE, PREVIEW_SECS));
        Self {
            song,
            preview: Arc::new(preview),
        }
    }
}

/// The most typical part of a recording. Where it is not known where that is, all of it is decoded, and
/// then it is.
fn typical_part(path: &Path, features: &features::Cache) -> Result<Pcm> {
    let hash = file::hash(path).ok();
    let kept = hash
        .as_ref()
        .and_then(|hash| features.get_values(hash, TYPICAL));
    let known = kept.and_then(|kept| kept.first().copied());
    if let Some(share) = known.filter(|share| (0.0..=1.0).contains(share)) {
        return audio::stretch(path, share, PREVIEW_SECS);
    }
    let pcm = audio::decode(path)?;
    let share = audio::typical_share(&pcm, PREVIEW_SECS);
    if let Some(hash) = hash {
        // What cannot be kept is found again.
        let _ = features.put_values(&hash, TYPICAL, &[share]);
    }
    Ok(audio::cut(&pcm, share, PREVIEW_SECS))
}

/// A song ready to be played.
#[derive(Debug)]
pub(super) struct Track {
    /// Interleaved.
    samples: Vec<f32>,
    n_channels: usize,
    pub(super) rate_hz: u32,
    /// The rate in the file.
    pub(super) file_rate_hz: u32,
    level: Arc<Level>,
}

impl Track {
    /// # Errors
    /// When there is no sound in it.
    pub(super) fn new(pcm: Pcm, path: &Path) -> Result<Self> {
        if pcm.n_frames() == 0 || pcm.n_channels == 0 || pcm.sample_rate_hz == 0 {
            return Err(Error::file(id::PLAYER_NO_SOUND, path));
        }
        let rate_hz = pcm.sample_rate_hz;
        let (samples, n_channels) = fold(pcm.samples, pcm.n_channels);
        Ok(Self {
            samples,
            n_channels,
            rate_hz,
            file_rate_hz: rate_hz,
            level: Arc::default(),
        })
    }

    /// A short part of a song, at `rate_hz` if it is known: levelled, and with soft edges, so that
    /// wherever it begins or ends it does not crack.
    pub(super) fn preview(pcm: Pcm, path: &Path, rate_hz: Option<u32>) -> Result<Self> {
        let mut track = Self::new(pcm, path)?;
        let peak = track
            .samples
            .iter()
            .fold(1.0_f32, |peak, x| peak.max(x.abs()));
        track.samples.iter_mut().for_each(|x| *x /= peak);
        track.measure();
        if let Some(rate_hz) = rate_hz.filter(|&rate_hz| rate_hz != track.rate_hz) {
            track = track.at_rate(rate_hz);
        }
        let n_soft = (track.rate_hz as f32 * CROSS_SECS) as usize;
        let (n_frames, n_channels) = (track.n_frames(), track.n_channels);
        for (i, frame) in track.samples.chunks_exact_mut(n_channels).enumerate() {
            let gain = raised_cosine(i.min(n_frames - 1 - i) as u32, n_soft as u32);
            frame.iter_mut().for_each(|x| *x *= gain);
        }
        Ok(track)
    }

    /// What its samples are multiplied by to be as loud as others; changes once the song has been
    /// measured as a whole.
    pub(super) fn gain(&self) -> f32 {
        self.level.gain()
    }

    /// Measures the loudness by some parts, in no time.
    fn guess(&self) {
        self.level
            .set(level::guess(&self.samples, self.n_channels, self.rate_hz));
    }

    /// Measures the loudness of the whole, which takes a thousandth of its length.
    pub(super) fn measure(&self) {
        self.level.set(audio::loudness(
            &self.samples,
            self.n_channels,
            self.rate_hz,
        ));
    }

    fn at_rate(&self, rate_hz: u32) -> Self {
        let samples =
            audio::resample_interleaved(&self.samples, self.n_channels, self.rate_hz, rate_hz);
        Self {
            samples,
            n_channels: self.n_channels,
            rate_hz,
            file_rate_hz: self.file_rate_hz,
            level: self.level.clone(),
        }
    }

    pub(super) fn n_frames(&self) -> usize {
        self.samples.len() / self.n_channels
    }

    pub(super) fn duration_secs(&self) -> f64 {
        self.n_frames() as f64 / f64::from(self.rate_hz)
    }

    /// The frame at a time, the end at most.
    pub(super) fn frame_at(&self, secs: f64) -> usize {
        ((secs * f64::from(self.rate_hz)).round() as usize).min(self.n_frames())
    }

    /// Left and right.
    pub(super) fn frame(&self, index: usize) -> [f32; 2] {
        let at = index * self.n_channels;
        [self.samples[at], self.samples[at + self.n_channels - 1]]
    }

    fn n_bytes(&self) -> usize {
        self.samples.len() * size_of::<f32>()
    }
}

/// Mono and stereo as they are; more channels to stereo.
///
/// Six channels are taken as 5.1 (L R C LFE Ls Rs) and folded as ITU-R BS.775 has it, scaled so
/// that nothing clips that did not before; other layouts as left and right in turn.
fn fold(samples: Vec<f32>, n_channels: usize) -> (Vec<f32>, usize) {
    use std::f32::consts::FRAC_1_SQRT_2 as HALF_POWER;
    if n_channels <= 2 {
        return (samples, n_channels);
    }
    let fold_frame = |frame: &[f32]| -> [f32; 2] {
        if let &[l, r, c, _lfe, ls, rs] = frame {
            let scale = 1.0 / (1.0 + 2.0 * HALF_POWER);
            return [
                (l + HALF_POWER * (c + ls)) * scale,
                (r + HALF_POWER * (c + rs)) * scale,
            ];
        }
        let side = |first: usize| {
            let n = frame.iter().skip(first).step_by(2).count() as f32;
            frame.iter().skip(first).step_by(2).sum::<f32>() / n
        };
        [side(0), side(1)]
    };
    (
        samples
            .chunks_exact(n_channels)
            .flat_map(fold_frame)
            .collect(),
        2,
    )
}

/// Work for a loading thread.
pub(super) enum Load {
    Decode,
    /// The part that is heard as a preview, at this rate if one is known.
    Preview(Option<u32>),
    /// A decoded song whose rate the device does not take.
    Resample(Arc<Track>, u32),
}

/// Does the work; a panic in a decoder is an error like any other.
///
/// # Errors
/// What is to be told to the listener.
pub(super) fn load(
    path: &Path,
    work: &Load,
    decode: &Decode,
) -> std::result::Result<Arc<Track>, Message> {
    let track = fenced(|| match work {
        Load::Decode => (decode.song)(path)
            .and_then(|pcm| Track::new(pcm, path))
            .inspect(Track::guess),
        Load::Preview(rate_hz) => {
            (decode.preview)(path).and_then(|pcm| Track::preview(pcm, path, *rate_hz))
        }
        Load::Resample(track, rate_hz) => Ok(track.at_rate(*rate_hz)),
    });
    match track {
        Ok(Ok(track)) => Ok(Arc::new(track)),
        Ok(Err(error)) => Err(error.message()),
        Err(payload) => Err(say(id::PLAYER_DECODER_FAILED)
            .with("cause", panic_message(payload.as_ref()))
            .with("path", path.display())),
    }
}

/// When a file was written last, and its length; `None` where there is none.
type Stamp = Option<(SystemTime, u64)>;

fn stamp(path: &Path) -> Stamp {
    let file = std::fs::metadata(path).ok()?;
    Some((file.modified().ok()?, file.len()))
}

struct Kept {
    path: PathBuf,
    stamp: Stamp,
    track: Arc<Track>,
}

/// The songs played last, the latest at the end.
pub(super) struct Cache {
    songs: Vec<Kept>,
    max_bytes: usize,
}

impl Cache {
    pub(super) fn new(max_bytes: usize) -> Self {
        Self {
            songs: Vec::new(),
            max_bytes,
        }
    }

    /// The song, unless its file has been written anew.
    pub(super) fn get(&mut self, path: &Path) -> Option<Arc<Track>> {
        let at = self.songs.iter().position(|kept| kept.path == path)?;
        let kept = self.songs.remove(at);
        if kept.stamp != stamp(path) {
            return None;
        }
        let track = kept.track.clone();
        self.songs.push(kept);
        Some(track)
    }

    pub(super) fn has(&self, path: &Path, is_fit: impl Fn(&Track) -> bool) -> bool {
        self.songs
            .iter()
            .any(|kept| kept.path == path && is_fit(&kept.track))
    }

    /// Keeps a song in place of an older copy of it, and lets go of those not heard for longest. The
    /// song itself stays: it may be the one that is to follow.
    pub(super) fn put(&mut self, path: PathBuf, track: Arc<Track>) {
        self.songs.retain(|kept| kept.path != path);
        self.songs.push(Kept {
            stamp: stamp(&path),
            path,
            track,
        });
        let mut n_bytes: usize = self.songs.iter().map(|kept| kept.track.n_bytes()).sum();
        while n_bytes > self.max_bytes && self.songs.len() > 1 {
            n_bytes -= self.songs.remove(0).track.n_bytes();
        }
    }
}
