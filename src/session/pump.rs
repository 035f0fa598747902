//! What threads have told since the last frame, taken in.

use std::sync::Arc;

use crate::error::Error;
use crate::job::{Job, Outcome};
use crate::library::Library;
use crate::pipeline::Analysis;

use super::message::Level;
use super::run::Source;
use super::{ColourBy, ColumnQuestion, Session, SoundState, search};

impl Session {
    /// Takes in progress and results of every thread. Called once a frame; never blocks.
    pub fn pump(&mut self) {
        self.pump_run();
        self.pump_index();
        self.pump_search();
        self.pump_sound();
        self.pump_selected();
        self.pump_listing();
        self.pump_reading();
        self.pump_listening();
        self.pump_learning();
        self.pump_comparing();
        self.pump_side_maps();
        self.pump_understanding();
        self.pump_naming();
        self.pump_sweeping();
        self.pump_keeping();
        if let Some(message) = self.playback.listen() {
            self.messages.tell(Level::Warning, message);
        }
        self.messages.drop_old();
    }

    fn pump_run(&mut self) {
        let Some(run) = &mut self.run else { return };
        if run.listen() {
            self.revisions.places += 1;
        }
        // The songs of a first run are shown as soon as they are read; those of a further one when
        // they move.
        let moving = self.analysis.is_none() || run.live.map.is_some();
        if let Some(library) = run.loaded.get().filter(|_| moving).cloned() {
            self.show_library(&library);
        }
        let Some(run) = &self.run else { return };
        if let Some(outcome) = run.poll() {
            let (source, elapsed) = (run.source.clone(), run.live.elapsed().as_secs_f32());
            let timeline = self
                .run
                .take()
                .map(|run| run.live.timeline)
                .unwrap_or_default();
            self.leave_replay();
            self.revisions.places += 1;
            let before = self.analysis.clone();
            self.end(outcome, source, elapsed);
            if let Some(now) = self
                .analysis
                .clone()
                .filter(|now| before.as_ref().is_none_or(|b| !Arc::ptr_eq(b, now)))
            {
                self.keep_timeline(timeline, before.as_deref(), &now);
            }
        }
    }

    fn end(&mut self, outcome: Outcome<Analysis>, source: Source, elapsed_secs: f32) {
        match outcome {
            Outcome::Done(analysis) => {
                return self.take_in(Arc::new(analysis), source, elapsed_secs);
            }
            Outcome::Cancelled if self.analysis.is_some() => {
                self.messages
                    .tell(Level::Info, "stopped; the analysis before is still here");
            }
            Outcome::Cancelled => self.messages.tell(Level::Info, "stopped"),
            Outcome::Failed(error) => self.fail(&error),
            Outcome::Panicked(message) => {
                let text = format!("the analysis broke off by a fault in the program: {message}");
                self.messages.tell(Level::Error, text);
            }
        }
        if let Some(analysis) = self.analysis.clone() {
            self.show_library(&analysis.library);
            self.source.clone_from(&self.analysed);
        }
    }

    fn fail(&mut self, error: &Error) {
        match error {
            Error::Columns {
                path,
                columns,
                cause,
                ..
            } => {
                self.question = Some(ColumnQuestion {
                    path: path.clone(),
                    columns: columns.clone(),
                    answered: self.columns.clone(),
                    cause: cause.clone(),
                });
            }
            error => self.messages.tell(Level::Error, error.to_string()),
        }
    }

    fn take_in(&mut self, analysis: Arc<Analysis>, source: Source, elapsed_secs: f32) {
        let (n_songs, n_clusters) = (analysis.library.songs.len(), analysis.clusters.n_clusters);
        self.analysis = Some(analysis.clone());
        self.analysed = Some(source);
        self.show_library(&analysis.library);
        let by = if self.colour_chosen {
            self.colouring.by
        } else {
            ColourBy::Cluster
        };
        self.recolour_as_filtered(by);
        self.selecting.history.forget_hidden_clusters();
        self.find_neighbours();
        let text = format!("{n_songs} songs in {n_clusters} clusters after {elapsed_secs:.1} s");
        self.messages.tell(Level::Info, text);
    }

    /// Puts the songs of `library` on show. What belonged to other songs is let go; what has a name
    /// stays.
    fn show_library(&mut self, library: &Arc<Library>) {
        if self
            .shown
            .as_ref()
            .is_some_and(|shown| Arc::ptr_eq(shown, library))
        {
            return;
        }
        let by = self
            .shown
            .replace(library.clone())
            .and_then(|old| same_column(self.colouring.by, &old, library));
        self.show(None);
        self.selecting = Default::default();
        self.side_maps.forget();
        self.walk = Default::default();
        self.listening.forget_songs();
        self.hovered = None;
        self.search.forget();
        self.search_job = None;
        let (songs, wake) = (library.clone(), self.wake.clone());
        self.index_job = Job::spawn(
            "index",
            move || wake(),
            move |_| Ok(search::Index::new(&songs)),
        )
        .ok();
        let language = library
            .labels
            .iter()
            .position(|l| l.name == "language")
            .map(ColourBy::Label);
        let by = match by.filter(|_| self.colour_chosen) {
            Some(by) => by,
            None if self.shown_analysis().is_none() => language.unwrap_or_default(),
            None => ColourBy::Cluster,
        };
        self.recolour(by);
        self.revisions.places += 1;
    }

    fn pump_index(&mut self) {
        let Some(outcome) = self.index_job.as_ref().and_then(|job| job.poll()) else {
            return;
        };
        self.index_job = None;
        if let Outcome::Done(index) = outcome {
            self.search.take_index(index);
            self.look();
        }
    }

    fn pump_search(&mut self) {
        let Some(outcome) = self.search_job.as_ref().and_then(|job| job.poll()) else {
            return;
        };
        self.search_job = None;
        if let Outcome::Done(matches) = outcome {
            self.search.take_matches(Some(matches));
            self.revisions.looks += 1;
        }
    }

    fn pump_sound(&mut self) {
        let Some(outcome) = self.sound_job.as_ref().and_then(|job| job.poll()) else {
            return;
        };
        self.sound_job = None;
        self.sound = match outcome {
            Outcome::Done(sound) => SoundState::Ready(Arc::new(sound)),
            Outcome::Failed(error) => SoundState::Failed(error.to_string()),
            Outcome::Cancelled => SoundState::None,
            Outcome::Panicked(message) => SoundState::Failed(message),
        };
    }
}

/// The column of the same name in another library.
fn same_column(by: ColourBy, old: &Library, new: &Library) -> Option<ColourBy> {
    match by {
        ColourBy::Cluster | ColourBy::Silhouette | ColourBy::Trust | ColourBy::Agreement => {
            Some(by)
        }
        ColourBy::Latent(_) => None,
        ColourBy::Label(i) => new
            .labels
            .iter()
            .position(|l| l.name == old.labels[i].name)
            .map(ColourBy::Label),
        ColourBy::Number(i) => new
            .numbers
            .iter()
            .position(|n| n.name == old.numbers[i].name)
            .map(ColourBy::Number),
    }
}
