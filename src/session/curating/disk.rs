//! What is on disk of the library on show: read when it is opened, written as soon as something is
//! changed.

use std::thread;
use std::time::Duration;

use crate::curation::{Curation, Store};
use crate::error::Result;
use crate::job::Slot;
use crate::words::{Message, id, say};

use super::super::cx::Cx;

#[derive(Default)]
pub(super) struct Disk {
    pub(crate) store: Option<Store>,
    /// As it stands there.
    kept: Curation,
    /// What a session file has said in its place: what stands there stays until something is
    /// changed.
    lent: Option<Curation>,
    /// It could not be read or written: it is not tried again, and nothing is written over.
    is_out_of_use: bool,
    reading: Slot<Curation>,
    writing: Slot<Curation>,
}

impl Disk {
    /// Begins to read.
    pub(super) fn open(store: Store, cx: &Cx) -> Self {
        let mut disk = Self {
            store: Some(store.clone()),
            ..Self::default()
        };
        disk.reading
            .start(&cx.spawner, id::SESSION_OPENING, move |_| store.read());
        disk
    }

    pub(super) fn is_reading(&self) -> bool {
        self.reading.is_busy()
    }

    /// What was read, once it is.
    pub(super) fn read(&mut self, cx: &mut Cx) -> Option<Curation> {
        match self.reading.poll()? {
            Ok(made) => {
                self.kept = made.clone();
                Some(made)
            }
            Err(error) => {
                self.is_out_of_use = true;
                cx.fail(say(id::OWN_NOT_READ).with("cause", Message::from(error)));
                None
            }
        }
    }

    /// A session file has said this in the place of what is there.
    pub(super) fn lend(&mut self, made: Curation) {
        self.lent = Some(made);
    }

    fn is_to_be_written(&self, now: &Curation) -> bool {
        let is_lent = self.lent.as_ref() == Some(now);
        !self.is_out_of_use && !self.is_reading() && !is_lent && *now != self.kept
    }

    /// Writes what has changed, one change after the other.
    pub(super) fn write(&mut self, now: &Curation, cx: &mut Cx) {
        if let Some(Err(error)) = self.written() {
            // The session file has it.
            self.is_out_of_use = true;
            cx.fail(error);
        }
        if self.writing.is_busy() || !self.is_to_be_written(now) {
            return;
        }
        if let Some(store) = self.store.clone() {
            let (now, known) = (now.clone(), self.known());
            self.writing
                .start(&cx.spawner, id::SESSION_WRITING, move |_| {
                    put(&store, &now, known.as_ref()).map(|()| now)
                });
        }
    }

    /// What may be written over; `None` where what stands there is to be kept beside.
    fn known(&self) -> Option<Curation> {
        self.lent.is_none().then(|| self.kept.clone())
    }

    /// What came of the writing under way, once it has ended.
    fn written(&mut self) -> Option<Result<()>> {
        let ended = self.writing.poll()?;
        Some(ended.map(|made| (self.kept, self.lent) = (made, None)))
    }

    /// What is not there yet is written before another library comes, or the program ends.
    pub(super) fn leave(&mut self, now: &Curation, cx: &mut Cx) {
        // What is being written must not come to lie over what is written later.
        const MOST_LOOKS: usize = 400;
        for _ in 0..MOST_LOOKS {
            if !self.writing.is_busy() {
                break;
            }
            if self.written().is_none() {
                thread::sleep(Duration::from_millis(5));
            }
        }
        if self.is_to_be_written(now)
            && let Some(store) = &self.store
            && let Err(error) = put(store, now, self.known().as_ref())
        {
            cx.fail(error);
        }
    }
}

/// What stands there and is not what is known, another window's perhaps, is kept beside.
fn put(store: &Store, made: &Curation, known: Option<&Curation>) -> Result<()> {
    let stands = store.read().ok();
    match known {
        Some(known) if stands.is_some_and(|stands| stands.says_what(known)) => store.write(made),
        Some(_) | None => store.replace(made),
    }
}
