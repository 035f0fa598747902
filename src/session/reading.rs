//! What may be read from the analysis on show, found once for each.

use std::sync::Arc;

use crate::job::{Job, Outcome};
use crate::pipeline::Analysis;
use crate::reading::{Reading, reading};

use super::Session;
use super::message::Level;

/// So many songs are looked at in less than a frame.
const AT_ONCE_SONGS: usize = 5_000;

#[derive(Default)]
pub(super) struct ReadingState {
    of: Option<Arc<Analysis>>,
    reading: Option<Arc<Reading>>,
    job: Option<Job<Reading>>,
}

impl ReadingState {
    pub fn is_busy(&self) -> bool {
        self.job.is_some()
    }
}

impl Session {
    /// What may be read from the analysis; `None` without one, or until it is found.
    pub fn reading(&self) -> Option<&Arc<Reading>> {
        self.reading.reading.as_ref()
    }

    pub(super) fn pump_reading(&mut self) {
        let state = &mut self.reading;
        let same = match (&state.of, &self.analysis) {
            (Some(of), Some(now)) => Arc::ptr_eq(of, now),
            (None, None) => true,
            _ => false,
        };
        if !same {
            *state = ReadingState {
                of: self.analysis.clone(),
                ..ReadingState::default()
            };
            self.read();
        }
        let Some(outcome) = self.reading.job.as_ref().and_then(Job::poll) else {
            return;
        };
        self.reading.job = None;
        match outcome {
            Outcome::Done(reading) => self.reading.reading = Some(Arc::new(reading)),
            Outcome::Failed(error) => self.messages.tell(Level::Error, error.to_string()),
            Outcome::Cancelled => {}
            Outcome::Panicked(message) => {
                self.messages.tell(
                    Level::Error,
                    format!("the map was not read, by a fault in the program: {message}"),
                );
            }
        }
    }

    fn read(&mut self) {
        let Some(analysis) = self.analysis.clone() else {
            return;
        };
        if analysis.library.songs.len() <= AT_ONCE_SONGS {
            self.reading.reading = Some(Arc::new(reading(&analysis)));
            return;
        }
        let wake = self.wake.clone();
        match Job::spawn("reading", move || wake(), move |_| Ok(reading(&analysis))) {
            Ok(job) => self.reading.job = Some(job),
            Err(error) => self.messages.tell(Level::Error, error.to_string()),
        }
    }
}
