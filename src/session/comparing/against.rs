//! Does the model beat PCA here? The settings on show, PCA and the features themselves from several
//! seeds, in the background, and what follows from their numbers.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::super::cx::Cx;
use crate::config::{Config, ModelKind};
use crate::experiment::{self, Plan, findings};
use crate::job::{Progress, Slot, Stage, Watch};
use crate::pipeline::Analysis;
use crate::words::{Locale, id, with_locale};

/// Finished fits of earlier comparisons that are kept: what was broken off goes on from them.
const MOST_KEPT: usize = 300;
/// Where they are, in the home of the session.
const FOLDER: &str = "against";

/// What follows from the numbers, in each language.
type Found = Vec<(Locale, Vec<String>)>;

/// A comparison under way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct AgainstUnderWay {
    pub(crate) n_done: usize,
    /// 0 until it is known.
    pub(crate) n: usize,
    /// How long it goes on, as far as one can tell from those that are done.
    pub(crate) left_secs: Option<f32>,
}

/// See the head of the file.
#[derive(Default)]
pub(crate) struct Against {
    analysis: Watch<Analysis>,
    slot: Slot<Found>,
    told: (usize, usize),
    /// When it began, and how many were there by then.
    since: Option<(Instant, usize)>,
    found: Found,
}

impl Against {
    pub(crate) fn under_way(&self) -> Option<AgainstUnderWay> {
        let (n_done, n) = self.told;
        let left_secs = self.since.and_then(|(since, before)| {
            let made = n_done.checked_sub(before).filter(|made| *made > 0)?;
            Some(since.elapsed().as_secs_f32() / made as f32 * n.saturating_sub(n_done) as f32)
        });
        self.slot.is_busy().then_some(AgainstUnderWay {
            n_done,
            n,
            left_secs,
        })
    }

    /// The sentences in a language; nothing until it was compared. They may hold `**` and
    /// backticks, as Markdown has them.
    pub(crate) fn found(&self, locale: Locale) -> &[String] {
        let found = self.found.iter().find(|(of, _)| *of == locale);
        found.map_or(&[], |(_, sentences)| sentences)
    }

    pub(super) fn start(&mut self, n_seeds: usize, cx: &mut Cx) {
        let Some(analysis) = cx.shown_analysis().cloned() else {
            return;
        };
        let Some(folder) = cx.home.as_ref().map(|home| home.join(FOLDER)) else {
            return cx.inform(id::RUNS_THERE_NO_FOLDER_THEM_THIS);
        };
        let (library, cache) = (analysis.whole.clone(), cx.cache.clone());
        let config = Config::clone(&analysis.config);
        (self.told, self.since) = ((0, 0), None);
        self.slot
            .start(&cx.spawner, id::SESSION_COMPARISON, move |reporter| {
                let plan = Plan::against_simpler(&config, n_seeds)?;
                let compared =
                    experiment::run(&plan, &config, &library, &folder, &cache, reporter)?;
                forget_the_oldest(&folder);
                Ok(in_each_language(&compared))
            });
    }

    pub(super) fn stop(&mut self) {
        self.slot.clear();
    }

    /// What was found is of the analysis it was found for.
    pub(super) fn pump(&mut self, cx: &mut Cx) {
        if self.analysis.is_new(cx.analysis.as_ref()) {
            self.slot.clear();
            self.found.clear();
        }
        let (told, since) = (&mut self.told, &mut self.since);
        let ended = self.slot.poll_with(|progress| {
            if let Progress::Step {
                stage: Stage::Experiment,
                done,
                total,
                ..
            } = progress
            {
                *told = (done, total);
                since.get_or_insert((Instant::now(), done));
            }
        });
        if let Some(ended) = ended
            && let Some(found) = cx.checked(ended)
        {
            self.found = found;
        }
    }
}

/// True where there is a model that simpler ones can be held against.
pub(in crate::session) fn can_compare(analysis: &Arc<Analysis>) -> bool {
    !matches!(
        analysis.config.model.kind,
        ModelKind::Pca | ModelKind::Direct | ModelKind::Autoencoder
    )
}

fn in_each_language(compared: &experiment::Compared) -> Found {
    let sentences = || findings(compared).into_iter().flat_map(|p| p.sentences);
    Locale::all()
        .map(|locale| (locale, with_locale(locale, || sentences().collect())))
        .collect()
}

/// What cannot be removed stays: nothing depends on it.
fn forget_the_oldest(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut files: Vec<(std::time::SystemTime, PathBuf)> = entries
        .flatten()
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    files.sort();
    for (_, path) in files.iter().rev().skip(MOST_KEPT) {
        let _ = std::fs::remove_file(path);
    }
}
