//! Where the songs on show lie on the maps of other runs.

use std::collections::HashMap;
use std::sync::Arc;

use super::super::message::Level;
use super::Session;
use crate::job::{Job, Outcome};
use crate::library::Library;
use crate::matrix::Matrix;
use crate::runs::Songs;

/// The map of a kept run, row by row the songs on show.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptPlaces {
    /// n × 2; NaN for songs that took no part in that run.
    pub xy: Matrix,
    /// Cluster of each song in that run; `None` is noise, or a song that took no part.
    pub labels: Vec<Option<u32>>,
}

#[derive(Default)]
pub(super) struct Places {
    read: HashMap<String, Arc<KeptPlaces>>,
    jobs: Vec<(String, Job<KeptPlaces>)>,
}

impl Places {
    pub fn of(&self, id: &str) -> Option<&Arc<KeptPlaces>> {
        self.read.get(id)
    }

    pub fn is_busy(&self) -> bool {
        !self.jobs.is_empty()
    }

    /// Other songs may be on show.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

impl KeptPlaces {
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

impl Session {
    pub(super) fn read_places(&mut self, id: &str) {
        let places = &self.comparing.places;
        if places.read.contains_key(id) || places.jobs.iter().any(|(other, _)| other == id) {
            return;
        }
        let (Some(run), Some(library)) = (self.comparing.run(id).cloned(), self.shown.clone())
        else {
            return;
        };
        let wake = self.wake.clone();
        let read = move |_: &_| Ok(KeptPlaces::new(&run.songs()?, &library));
        match Job::spawn("places", move || wake(), read) {
            Ok(job) => self.comparing.places.jobs.push((id.to_string(), job)),
            Err(error) => self.messages.tell(Level::Error, error.to_string()),
        }
    }

    pub(super) fn pump_places(&mut self) {
        let places = &mut self.comparing.places;
        let mut failed = Vec::new();
        places.jobs.retain(|(id, job)| match job.poll() {
            None => true,
            Some(outcome) => {
                match outcome {
                    Outcome::Done(found) => drop(places.read.insert(id.clone(), Arc::new(found))),
                    Outcome::Failed(error) => failed.push(error.to_string()),
                    Outcome::Panicked(message) => failed.push(message),
                    Outcome::Cancelled => {}
                }
                false
            }
        });
        for cause in failed {
            self.messages
                .tell(Level::Error, format!("the map of a kept run: {cause}"));
        }
    }
}
