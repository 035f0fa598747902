//! The kept runs of the library on show: every touch of the disk is a task on a thread, one after
//! the other.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;

use crate::error::{Result, Warning};
use crate::job::{Job, Outcome};
use crate::library::Library;
use crate::pipeline::Analysis;
use crate::runs::{KeptRun, Marks, Store};
use crate::session::Wake;

/// Something to be done on disk; the list is read anew after it.
pub(super) enum Task {
    Open,
    Keep(Arc<Analysis>),
    Mark(String, Marks),
    Delete(String),
    BringBack(String),
    List,
}

type Listed = (Vec<KeptRun>, Vec<Warning>);

#[derive(Default)]
pub(super) struct Shelf {
    store: Option<Store>,
    kept: Vec<KeptRun>,
    revision: u64,
    tasks: VecDeque<Task>,
    job: Option<Job<Listed>>,
    /// Id and title, the last at the end.
    deleted: Vec<(String, String)>,
    /// Runs that cannot be read are told of once.
    told: Vec<String>,
}

impl Shelf {
    /// Opens the shelf of a library; true when it is another than before.
    ///
    /// `runs` is the folder of all libraries' runs.
    pub fn open(&mut self, runs: Option<&Path>, library: &Library) -> bool {
        let store = runs.map(|runs| Store::of(runs, library));
        if store == self.store {
            return false;
        }
        *self = Self {
            store,
            revision: self.revision + 1,
            ..Self::default()
        };
        self.ask(Task::Open);
        true
    }

    pub fn is_open(&self) -> bool {
        self.store.is_some()
    }

    pub fn store(&self) -> Option<&Store> {
        self.store.as_ref()
    }

    pub fn kept(&self) -> &[KeptRun] {
        &self.kept
    }

    pub fn revision(&self) -> u64 {
        self.revision
    }

    pub fn deleted(&self) -> Option<&str> {
        self.deleted.last().map(|(_, title)| title.as_str())
    }

    pub fn is_busy(&self) -> bool {
        self.job.is_some() || !self.tasks.is_empty()
    }

    /// Without a folder there is nothing to be done.
    pub fn ask(&mut self, task: Task) {
        if self.store.is_some() {
            self.tasks.push_back(task);
        }
    }

    pub fn delete(&mut self, id: &str) {
        if let Some(run) = self.kept.iter().find(|run| run.id() == id) {
            self.deleted.push((id.to_string(), run.title()));
            self.ask(Task::Delete(id.to_string()));
        }
    }

    pub fn bring_back(&mut self) {
        if let Some((id, _)) = self.deleted.pop() {
            self.ask(Task::BringBack(id));
        }
    }

    /// Takes in what was done, and begins what is next. Returns what went wrong, in words.
    pub fn pump(&mut self, wake: &Wake) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some(outcome) = self.job.as_ref().and_then(Job::poll) {
            self.job = None;
            match outcome {
                Outcome::Done((kept, warnings)) => {
                    self.kept = kept;
                    self.revision += 1;
                    let new = warnings
                        .into_iter()
                        .map(|warning| warning.cause)
                        .filter(|w| !self.told.contains(w));
                    notes.extend(new);
                    self.told.extend(notes.iter().cloned());
                }
                Outcome::Failed(error) => {
                    notes.push(format!("the list of runs: {error}"));
                    // What is there is still there.
                    self.tasks.push_front(Task::List);
                }
                Outcome::Panicked(message) => notes.push(format!("the list of runs: {message}")),
                Outcome::Cancelled => {}
            }
        }
        if self.job.is_none()
            && let (Some(task), Some(store)) = (self.tasks.pop_front(), self.store.clone())
        {
            let wake = wake.clone();
            match Job::spawn("runs", move || wake(), move |_| task.done(&store)) {
                Ok(job) => self.job = Some(job),
                Err(error) => notes.push(error.to_string()),
            }
        }
        notes
    }
}

impl Task {
    fn done(self, store: &Store) -> Result<Listed> {
        match self {
            Task::Open => store.clear(),
            Task::Keep(analysis) => drop(store.keep(&analysis)?),
            Task::Mark(id, marks) => store.mark(&id, &marks)?,
            Task::Delete(id) => store.delete(&id)?,
            Task::BringBack(id) => store.bring_back(&id)?,
            Task::List => {}
        }
        Ok(store.list())
    }
}
