//! Where the songs on show lie on the maps of other runs.

use std::collections::HashMap;
use std::sync::Arc;

use super::super::cx::Cx;
use crate::error::Error;
use crate::job::Slot;
use crate::library::Library;
use crate::matrix::Matrix;
use crate::runs::{KeptRun, Songs};
use crate::words::{id, say};

/// The map of a kept run, row by row the songs on show.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct KeptPlaces {
    /// n × 2; NaN for songs that took no part in that run.
    pub(crate) xy: Matrix,
    /// Cluster of each song in that run; `None` is noise, or a song that took no part.
    pub(crate) labels: Vec<Option<u32>>,
}

/// Of the places that were read, those read last are kept until they take more than this…
const MOST_BYTES: usize = 64 << 20;
/// … but so many of any size.
const FEWEST: usize = 4;

#[derive(Default)]
pub(super) struct Places {
    /// By the id of their run, oldest first.
    read: Vec<(String, Arc<KeptPlaces>)>,
    reading: Vec<(String, Slot<KeptPlaces>)>,
}

impl Places {
    pub(super) fn of(&self, id: &str) -> Option<&Arc<KeptPlaces>> {
        self.read
            .iter()
            .find(|(other, _)| other == id)
            .map(|(_, places)| places)
    }

    /// Other songs may be on show.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Reads the places of a kept run, unless they are there or on their way.
    pub(super) fn read(&mut self, run: KeptRun, cx: &Cx) {
        let id = run.id().to_string();
        if self.of(&id).is_some() || self.reading.iter().any(|(other, _)| *other == id) {
            return;
        }
        let Some(library) = cx.library.clone() else {
            return;
        };
        let mut slot = Slot::default();
        slot.start(&cx.spawner, id::SESSION_READING_KEPT_RUN, move |_| {
            Ok(KeptPlaces::new(&run.songs()?, &library))
        });
        self.reading.push((id, slot));
    }

    pub(super) fn pump(&mut self, cx: &mut Cx) {
        self.reading.retain_mut(|(id, slot)| {
            match slot.poll() {
                None => return true,
                Some(Ok(found)) => self.read.push((id.clone(), Arc::new(found))),
                Some(Err(Error::Cancelled)) => {}
                Some(Err(error)) => {
                    cx.fail(say(id::SESSION_MAP_KEPT_RUN_CAUSE).with("cause", error))
                }
            }
            false
        });
        let mut held: usize = self.read.iter().map(|(_, places)| places.n_bytes()).sum();
        while held > MOST_BYTES && self.read.len() > FEWEST {
            held -= self.read.remove(0).1.n_bytes();
        }
    }
}

impl KeptPlaces {
    fn n_bytes(&self) -> usize {
        size_of_val(self.xy.as_slice()) + size_of_val(self.labels.as_slice())
    }

    fn new(songs: &Songs, library: &Library) -> Self {
        let row_of: HashMap<&str, usize> = songs
            .ids
            .iter()
            .enumerate()
            .map(|(i, id)| (id.as_str(), i))
            .collect();
        let rows: Vec<Option<usize>> = library
            .songs
            .iter()
            .map(|s| row_of.get(s.id.as_str()).copied())
            .collect();
        let xy: Vec<[f32; 2]> = rows
            .iter()
            .map(|row| row.map_or([f32::NAN; 2], |row| songs.places[row]))
            .collect();
        let clusters = songs.labels();
        Self {
            xy: Matrix::from_rows(&xy),
            labels: rows
                .iter()
                .map(|row| row.and_then(|row| clusters[row]))
                .collect(),
        }
    }
}
