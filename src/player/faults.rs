//! Which errors of a stream are its end, and which pass.
//!
//! cpal goes on after every error but the loss of its device, and asks again at once. Some errors
//! are none: ALSA's plugin for PulseAudio answers `snd_pcm_avail_delay` with an I/O error until the
//! server has told a stream's latency for the first time. (Its `pulse_delay` means to wait for
//! that, but compares libpulse's negative answer with the positive `PA_ERR_NODATA`; alsa-plugins
//! 1.2.7.1 at least.) Of 40 streams opened on a quiet machine 31 answered so when they were asked
//! at once, and all were well 3 ms later; the same happens after every underrun, which begins the
//! stream anew.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use rodio::cpal::ErrorKind;

/// A stream that has asked for nothing for so long since an error is lost.
const PATIENCE: Duration = Duration::from_millis(500);
/// So many buffers that fail within [`SERIES`] are a stream's end: the voice is asked for one after
/// the other at once, and the song would rush by unheard.
const MAX_FAILED: u32 = 20;
const SERIES: Duration = Duration::from_secs(1);

/// What one error says of its stream.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Verdict {
    Passes,
    /// It may pass, and is to be asked again after a moment.
    MayPass,
    End,
}

/// The errors of one stream, noted by the device's thread and read by the player's.
#[derive(Debug, Default)]
pub(super) struct Faults(Mutex<Option<Noted>>);

#[derive(Debug)]
struct Noted {
    cause: String,
    /// When the stream had last asked for samples, and the first error since then.
    turn: Instant,
    since: Instant,
    /// The first error of the series, and how many buffers have failed in it.
    began: Instant,
    n_failed: u32,
}

impl Faults {
    /// Takes note of an error that came at `now` to a stream that last asked for samples at `turn`.
    pub(super) fn note(
        &self,
        kind: ErrorKind,
        cause: &str,
        turn: Instant,
        now: Instant,
    ) -> Verdict {
        use ErrorKind::*;
        if matches!(kind, Xrun | DeviceChanged | RealtimeDenied) {
            return Verdict::Passes;
        }
        if matches!(
            kind,
            DeviceNotAvailable | HostUnavailable | StreamInvalidated
        ) {
            return Verdict::End;
        }
        let mut place = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = || Noted {
            cause: String::new(),
            turn,
            since: now,
            began: now,
            n_failed: 1,
        };
        let noted = place.get_or_insert_with(fresh);
        if now.saturating_duration_since(noted.began) > SERIES {
            (noted.began, noted.n_failed) = (now, 1);
        }
        if noted.turn != turn {
            (noted.turn, noted.since) = (turn, now);
            noted.n_failed += 1;
        }
        cause.clone_into(&mut noted.cause);
        if noted.n_failed > MAX_FAILED {
            Verdict::End
        } else {
            Verdict::MayPass
        }
    }

    /// What a stream fails by that last asked for samples at `turn`, if that is no passing error.
    pub(super) fn lasting(&self, turn: Instant, now: Instant) -> Option<String> {
        let noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let noted = noted.as_ref()?;
        let is_lasting =
            noted.turn == turn && now.saturating_duration_since(noted.since) > PATIENCE;
        is_lasting.then(|| noted.cause.clone())
    }
}
