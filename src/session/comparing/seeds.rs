//! The same settings from other seeds, one run after the other, so that a score is seen with its
//! spread.

use std::collections::VecDeque;
use std::sync::{Arc, OnceLock};

use super::super::message::Level;
use super::super::run::Request;
use super::shelf::Task;
use super::{Analysis, Session};
use crate::config::Config;
use crate::job::{Job, Outcome, Progress};
use crate::runs;

/// Runs that wait, and the one under way.
pub(super) struct Seeds {
    config: Config,
    analysis: Arc<Analysis>,
    left: VecDeque<u64>,
    n_done: usize,
    n: usize,
    now: Option<(u64, Job<()>)>,
    fraction: f32,
}

/// What is told of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SeedsUnderWay {
    pub seed: u64,
    pub n_done: usize,
    pub n: usize,
    /// Of training, in the run under way.
    pub fraction: f32,
}

impl Seeds {
    pub fn told(&self) -> SeedsUnderWay {
        let seed = self
            .now
            .as_ref()
            .map(|(seed, _)| *seed)
            .or(self.left.front().copied())
            .unwrap_or(0);
        SeedsUnderWay {
            seed,
            n_done: self.n_done,
            n: self.n,
            fraction: self.fraction,
        }
    }
}

impl Session {
    /// Runs the settings of a kept run from so many more seeds that there are `n`.
    pub(super) fn run_seeds(&mut self, id: &str, n: usize) {
        let kept = self.comparing.kept();
        let row = runs::rows(kept)
            .into_iter()
            .find(|row| row.runs.iter().any(|&i| kept[i].id() == id));
        let (Some(row), Some(analysis)) = (row, self.analysis.clone()) else {
            return;
        };
        let config = row.first(kept).record.config.clone();
        let there: Vec<u64> = row
            .runs
            .iter()
            .map(|&i| kept[i].record.config.seed)
            .collect();
        let wanted = n.saturating_sub(there.len());
        let left: VecDeque<u64> = (0..)
            .filter(|seed| !there.contains(seed))
            .take(wanted)
            .collect();
        if left.is_empty() {
            let text = format!("there are {} runs of these settings already", there.len());
            return self.messages.tell(Level::Info, text);
        }
        let n = left.len();
        self.comparing.seeds = Some(Seeds {
            config,
            analysis,
            left,
            n_done: 0,
            n,
            now: None,
            fraction: 0.0,
        });
    }

    pub(super) fn pump_seeds(&mut self) {
        let Some(seeds) = &mut self.comparing.seeds else {
            return;
        };
        if let Some((seed, job)) = &seeds.now {
            for progress in job.progress() {
                if let Progress::Epoch { epoch, n_epochs } = progress {
                    seeds.fraction = epoch.epoch as f32 / n_epochs.max(1) as f32;
                }
            }
            let Some(outcome) = job.poll() else { return };
            let failure = match outcome {
                Outcome::Done(()) => None,
                Outcome::Failed(error) => Some(error.to_string()),
                Outcome::Panicked(message) => Some(message),
                Outcome::Cancelled => Some("stopped".to_string()),
            };
            if let Some(cause) = failure {
                let text = format!("the run from seed {seed} was given up: {cause}");
                self.comparing.seeds = None;
                return self.messages.tell(Level::Error, text);
            }
            (seeds.now, seeds.fraction) = (None, 0.0);
            seeds.n_done += 1;
            self.comparing.shelf.ask(Task::List);
        }
        self.next_seed();
    }

    fn next_seed(&mut self) {
        let runs = self.runs_folder();
        let Some(seeds) = &mut self.comparing.seeds else {
            return;
        };
        let store = self.comparing.shelf.store().cloned();
        let (Some(seed), Some(store)) = (seeds.left.pop_front(), store) else {
            self.comparing.seeds = None;
            return;
        };
        let config = Config {
            seed,
            ..seeds.config.clone()
        };
        let request = config.check().map(|config| Request {
            kept: None,
            source: self.analysed.clone().unwrap_or(super::super::Source::Demo),
            columns: self.columns.clone(),
            library: Some(seeds.analysis.whole.clone()),
            config,
            cache: self.cache.clone(),
            runs,
            before: Some(seeds.analysis.clone()),
            further: false,
            loaded: Arc::new(OnceLock::new()),
        });
        let (wake, analyze) = (self.wake.clone(), self.work.analyze);
        let job = request.and_then(|request| {
            Job::spawn(
                "seeds",
                move || wake(),
                move |reporter| {
                    let analysis = analyze(&request, &reporter.without_maps())?;
                    store.keep(&analysis).map(drop)
                },
            )
        });
        match job {
            Ok(job) => seeds.now = Some((seed, job)),
            Err(error) => {
                self.comparing.seeds = None;
                self.messages.tell(Level::Error, error.to_string());
            }
        }
    }
}
