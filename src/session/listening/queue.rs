//! Songs to be played in order, and the place of the one that plays.

use std::sync::Arc;

/// A playlist under way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Queue {
    /// Shared, so that a copy costs nothing.
    songs: Arc<Vec<usize>>,
    /// The place of the song played last of them.
    at: usize,
    /// The song of that place was taken out: what is there now has not been played.
    is_gone: bool,
}

impl Queue {
    /// From the first of `songs`, by index into the library.
    pub(crate) fn new(songs: Vec<usize>) -> Self {
        Self {
            songs: Arc::new(songs),
            at: 0,
            is_gone: false,
        }
    }

    pub(crate) fn songs(&self) -> &[usize] {
        &self.songs
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.songs.is_empty()
    }

    /// The place of the song played last, unless it was taken out.
    pub(crate) fn at(&self) -> Option<usize> {
        (!self.is_gone && self.at < self.songs.len()).then_some(self.at)
    }

    /// The place that comes next; from the first again after the last one where the list is
    /// repeated.
    pub(crate) fn next(&self, repeat: bool) -> Option<usize> {
        let next = if self.is_gone { self.at } else { self.at + 1 };
        match next < self.songs.len() {
            true => Some(next),
            false => (repeat && !self.songs.is_empty()).then_some(0),
        }
    }

    /// How many songs come after the one that plays.
    pub(crate) fn n_left(&self) -> usize {
        self.songs.len() - self.next(false).unwrap_or(self.songs.len())
    }

    /// Goes to a place; gives its song.
    pub(super) fn go_to(&mut self, place: usize) -> Option<usize> {
        let song = *self.songs.get(place)?;
        (self.at, self.is_gone) = (place, false);
        Some(song)
    }

    /// Takes out the songs for which `stays` does not hold.
    pub(super) fn retain(&mut self, stays: impl Fn(usize) -> bool) {
        for place in (0..self.songs.len()).rev() {
            if !stays(self.songs[place]) {
                self.remove(place);
            }
        }
    }

    pub(super) fn remove(&mut self, place: usize) {
        if place >= self.songs.len() {
            return;
        }
        Arc::make_mut(&mut self.songs).remove(place);
        if place < self.at {
            self.at -= 1;
        } else if place == self.at && !self.is_gone {
            self.is_gone = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_through_its_songs_once_or_round() {
        let mut queue = Queue::new(vec![7, 3, 9]);
        assert_eq!(
            (queue.at(), queue.next(false), queue.n_left()),
            (Some(0), Some(1), 2)
        );
        assert_eq!(queue.go_to(2), Some(9));
        assert_eq!(
            (queue.next(false), queue.next(true), queue.n_left()),
            (None, Some(0), 0)
        );
        assert_eq!(queue.go_to(3), None);
        assert_eq!(queue.at(), Some(2));
        assert_eq!(
            (Queue::default().next(true), Queue::default().at()),
            (None, None)
        );
    }

    #[test]
    fn what_is_taken_out_changes_neither_what_plays_nor_what_follows() {
        let mut queue = Queue::new(vec![7, 3, 9, 4]);
        queue.go_to(1);
        queue.remove(0);
        assert_eq!((queue.at(), queue.next(false)), (Some(0), Some(1)));
        queue.remove(1);
        assert_eq!(
            (queue.songs(), queue.next(false)),
            ([3, 4].as_slice(), Some(1))
        );
        queue.remove(0);
        assert_eq!(
            (queue.at(), queue.next(false), queue.n_left()),
            (None, Some(0), 1)
        );
        queue.remove(5);
        queue.retain(|song| song != 4);
        assert_eq!(
            (queue.is_empty(), queue.next(true), queue.n_left()),
            (true, None, 0)
        );
    }
}
