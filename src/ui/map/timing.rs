//! When a movement began, how long it takes, and how far it has come.

/// One movement of points or of the view.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Timing {
    start: f64,
    secs: f64,
    pace: Pace,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    /// Starts and ends gently: a single change.
    Gentle,
    /// Constant speed, so that one step of a stream runs into the next.
    Steady,
}

impl Timing {
    /// Seconds a single change takes.
    pub(super) const SINGLE_SECS: f64 = 0.25;
    /// Longest and shortest time one step of a stream is given.
    const STREAM_SECS: [f64; 2] = [0.15, 0.25];

    pub(super) fn single(now: f64) -> Self {
        Self {
            start: now,
            secs: Self::SINGLE_SECS,
            pace: Pace::Gentle,
        }
    }

    /// For a change `since` seconds after the one before: changes that follow each other closely
    /// are one stream.
    pub(super) fn following(now: f64, since: f64) -> Self {
        let [least, most] = Self::STREAM_SECS;
        if since > 2.0 * most {
            return Self::single(now);
        }
        Self {
            start: now,
            secs: since.clamp(least, most),
            pace: Pace::Steady,
        }
    }

    pub(super) fn start(&self) -> f64 {
        self.start
    }

    /// 0 at the start; exactly 1 from the end on.
    pub(super) fn progress(&self, now: f64) -> f64 {
        let t = ((now - self.start) / self.secs).clamp(0.0, 1.0);
        match self.pace {
            Pace::Gentle => t * t * (3.0 - 2.0 * t),
            Pace::Steady => t,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pace_starts_at_0_and_ends_at_exactly_1() {
        for timing in [
            Timing::single(3.0),
            Timing::following(3.0, 0.2),
            Timing::following(3.0, 9.0),
        ] {
            assert_eq!(timing.progress(3.0), 0.0);
            assert_eq!(timing.progress(3.25), 1.0);
            assert_eq!(timing.progress(1e9), 1.0);
            let steps: Vec<f64> = (0..=20)
                .map(|i| timing.progress(3.0 + f64::from(i) * 0.0125))
                .collect();
            assert!(steps.windows(2).all(|w| w[0] <= w[1]), "{steps:?}");
        }
    }
}
