//! The kept runs of the library on show: every touch of the disk is a task on a thread, one after
//! the other.

use std::collections::VecDeque;
use std::sync::Arc;

use super::super::cx::Cx;
use crate::error::{Error, Result, Warning};
use crate::job::Slot;
use crate::library::Library;
use crate::pipeline::Analysis;
use crate::runs::{self, KeptRun, Marks, Store};
use crate::words::{Message, id, say};

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
    slot: Slot<Listed>,
    /// Id and title, the last at the end.
    deleted: Vec<(String, String)>,
    /// Runs that cannot be read are told of once.
    warned: Vec<Message>,
}

impl Shelf {
    /// Opens the shelf of a library; true when it is another than before.
    pub(super) fn open(&mut self, library: &Library, cx: &Cx) -> bool {
        let store = cx.runs_folder().map(|runs| Store::of(&runs, library));
        if store == self.store {
            return false;
        }
        *self = Self {
            store,
            revision: self.revision + 1,
            ..Self::default()
        };
        self.add(Task::Open, cx);
        true
    }

    pub(super) fn is_open(&self) -> bool {
        self.store.is_some()
    }

    pub(super) fn store(&self) -> Option<&Store> {
        self.store.as_ref()
    }

    pub(super) fn kept(&self) -> &[KeptRun] {
        &self.kept
    }

    pub(super) fn revision(&self) -> u64 {
        self.revision
    }

    pub(super) fn deleted(&self) -> Option<&str> {
        self.deleted.last().map(|(_, title)| title.as_str())
    }

    /// Without a folder there is nothing to be done.
    pub(super) fn add(&mut self, task: Task, cx: &Cx) {
        if self.store.is_some() {
            self.tasks.push_back(task);
            self.begin_next(cx);
        }
    }

    pub(super) fn delete(&mut self, id: &str, cx: &Cx) {
        if let Some(run) = self.kept.iter().find(|run| run.id() == id) {
            self.deleted.push((id.to_string(), run.title()));
            self.add(Task::Delete(id.to_string()), cx);
        }
    }

    pub(super) fn bring_back(&mut self, cx: &Cx) {
        if let Some((id, _)) = self.deleted.pop() {
            self.add(Task::BringBack(id), cx);
        }
    }

    /// Takes in what was done, and begins what is next.
    pub(super) fn pump(&mut self, cx: &mut Cx) {
        match self.slot.poll() {
            Some(Ok((kept, warnings))) => {
                self.kept = kept;
                self.revision += 1;
                for Warning { cause, .. } in warnings {
                    if !self.warned.contains(&cause) {
                        cx.warn(cause.clone());
                        self.warned.push(cause);
                    }
                }
            }
            Some(Err(error)) => {
                // What is there is still there.
                if !matches!(error, Error::Cancelled | Error::Fault { .. }) {
                    self.tasks.push_front(Task::List);
                }
                cx.warn(say(id::SESSION_LIST_RUNS_CAUSE).with("cause", error));
            }
            None => {}
        }
        self.begin_next(cx);
    }

    fn begin_next(&mut self, cx: &Cx) {
        if !self.slot.is_busy()
            && let Some(store) = self.store.clone()
            && let Some(task) = self.tasks.pop_front()
        {
            self.slot
                .start(&cx.spawner, id::SESSION_KEEPING_RUNS, move |_| {
                    task.done(&store)
                });
        }
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
        let (mut kept, warnings) = store.list();
        runs::rank(&mut kept);
        Ok((kept, warnings))
    }
}
