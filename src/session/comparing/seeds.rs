//! The same settings from other seeds, one run after the other, so that a score is seen with its
//! spread.

use std::collections::VecDeque;
use std::sync::{Arc, OnceLock};

use super::super::cx::Cx;
use super::super::work::{Request, Source};
use super::shelf::Shelf;
use crate::config::Config;
use crate::error::Result;
use crate::job::{Progress, Slot, Ticket};
use crate::pipeline::Analysis;
use crate::runs::{self, KeptRun};
use crate::words::{self, id, say};

/// Runs that wait, and the one under way.
pub(super) struct Seeds {
    config: Config,
    analysis: Arc<Analysis>,
    left: VecDeque<u64>,
    n_done: usize,
    n: usize,
    now: Option<u64>,
    slot: Slot<()>,
    fraction: f32,
    _open: Ticket,
}

/// What is told of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SeedsUnderWay {
    pub(crate) seed: u64,
    pub(crate) n_done: usize,
    pub(crate) n: usize,
    /// Of training, in the run under way.
    pub(crate) fraction: f32,
}

impl Seeds {
    pub(super) fn under_way(&self) -> SeedsUnderWay {
        SeedsUnderWay {
            seed: self.now.or(self.left.front().copied()).unwrap_or(0),
            n_done: self.n_done,
            n: self.n,
            fraction: self.fraction,
        }
    }

    /// The settings of a kept run from so many more seeds that there are `n`.
    pub(super) fn of(kept: &[KeptRun], id: &str, n: usize, cx: &mut Cx) -> Option<Self> {
        let row = runs::rows(kept)
            .into_iter()
            .find(|row| row.runs.iter().any(|&i| kept[i].id() == id))?;
        let analysis = cx.analysis.clone()?;
        let config = row.first(kept).record.config.clone();
        let seed = |&i: &usize| kept[i].record.config.seed;
        let there: Vec<u64> = row.runs.iter().map(seed).collect();
        let wanted = n.saturating_sub(there.len());
        let left: VecDeque<u64> = (0..)
            .filter(|seed| !there.contains(seed))
            .take(wanted)
            .collect();
        if left.is_empty() {
            cx.inform(say(id::SESSION_THERE_N_RUNS_THESE_SETTINGS).with("n", there.len()));
            return None;
        }
        Some(Self {
            config,
            analysis,
            n: left.len(),
            left,
            n_done: 0,
            now: None,
            slot: Slot::default(),
            fraction: 0.0,
            _open: cx.spawner.ticket(),
        })
    }

    /// True when a run has ended and is on the shelf.
    ///
    /// # Errors
    /// Why a run was given up, in words.
    pub(super) fn poll(&mut self) -> std::result::Result<bool, words::Message> {
        let Some(seed) = self.now else {
            return Ok(false);
        };
        let fraction = &mut self.fraction;
        let ended = self.slot.poll_with(|progress| {
            if let Progress::Epoch { epoch, n_epochs } = progress {
                *fraction = epoch.epoch as f32 / n_epochs.max(1) as f32;
            }
        });
        match ended {
            None => Ok(false),
            Some(Ok(())) => {
                (self.now, self.fraction) = (None, 0.0);
                self.n_done += 1;
                Ok(true)
            }
            Some(Err(error)) => Err(say(id::SESSION_RUN_FROM_SEED_SEED_GIVEN)
                .with("seed", seed)
                .with("cause", error)),
        }
    }

    /// Begins the next run where none is under way; false when there is none left.
    ///
    /// # Errors
    /// When the settings do not fit each other.
    pub(super) fn begin_next(&mut self, shelf: &Shelf, cx: &Cx) -> Result<bool> {
        if self.now.is_some() {
            return Ok(true);
        }
        let (Some(seed), Some(store)) = (self.left.pop_front(), shelf.store().cloned()) else {
            return Ok(false);
        };
        let config = Config {
            seed,
            ..self.config.clone()
        };
        let request = Request {
            kept: None,
            source: cx.analysed.clone().unwrap_or(Source::Demo),
            columns: cx.columns.clone(),
            library: Some(self.analysis.whole.clone()),
            config: config.check()?,
            cache: cx.cache.clone(),
            runs: cx.runs_folder(),
            before: Some(self.analysis.clone()),
            further: false,
            part: None,
            loaded: Arc::new(OnceLock::new()),
        };
        let analyze = cx.work.analyze;
        self.now = Some(seed);
        self.slot
            .start(&cx.spawner, id::SESSION_ANALYSIS, move |reporter| {
                let analysis = analyze(&request, &reporter.without_maps())?;
                store.keep(&analysis).map(drop)
            });
        Ok(true)
    }
}
