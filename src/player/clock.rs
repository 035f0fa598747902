//! The position that is told: runs by the wall clock, so that it is smooth and needs no device, and
//! leans towards what the device is really playing where there is one.

use std::time::Instant;

/// Beyond this the clock is set, below it leans.
const JUMP_SECS: f64 = 0.15;
/// How much of the difference one correction takes away.
const LEAN: f64 = 0.1;

/// A position in seconds that stands or runs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    at_secs: f64,
    since: Option<Instant>,
    /// The position never reads less than this: where the present stretch began, heard or not yet.
    floor_secs: f64,
}

impl Clock {
    pub(super) fn standing(at_secs: f64) -> Self {
        Self {
            at_secs,
            since: None,
            floor_secs: at_secs,
        }
    }

    pub(super) fn position(&self, now: Instant) -> f64 {
        let run = self.since.map_or(0.0, |since| {
            now.saturating_duration_since(since).as_secs_f64()
        });
        (self.at_secs + run).max(self.floor_secs)
    }

    pub(super) fn start(&mut self, now: Instant) {
        if self.since.is_none() {
            self.since = Some(now);
        }
    }

    pub(super) fn stand(&mut self, now: Instant) {
        *self = Self::standing(self.position(now));
    }

    /// Takes note of what is heard at `now`, and runs from there.
    pub(super) fn hear(&mut self, heard_secs: f64, now: Instant) {
        let off = match self.since {
            Some(since) => {
                heard_secs - (self.at_secs + now.saturating_duration_since(since).as_secs_f64())
            }
            None => f64::INFINITY,
        };
        if off.abs() > JUMP_SECS {
            (self.at_secs, self.since) = (heard_secs, Some(now));
        } else {
            self.at_secs += LEAN * off;
        }
    }
}
