//! Values that follow from others and are made anew when those are others.

use std::sync::Arc;

use super::reporter::Reporter;
use super::slot::{Slot, Spawner};
use crate::error::Result;
use crate::words::Text;

/// An immutable value that equals another when it is the very same, and so is compared in no time.
/// It keeps the value alive, so that no other can come to lie at its address.
#[derive(Debug)]
pub(crate) struct ByAddress<T>(pub(crate) Arc<T>);

impl<T> Clone for ByAddress<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for ByAddress<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Notices when another value has taken the place of one.
#[derive(Debug)]
pub(crate) struct Watch<T>(Option<Arc<T>>);

impl<T> Default for Watch<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Watch<T> {
    /// What was there before, if that was another.
    pub(crate) fn replaced(&mut self, now: Option<&Arc<T>>) -> Option<Option<Arc<T>>> {
        let same = match (&self.0, now) {
            (Some(before), Some(now)) => Arc::ptr_eq(before, now),
            (None, None) => true,
            _ => false,
        };
        (!same).then(|| std::mem::replace(&mut self.0, now.cloned()))
    }

    /// True when `now` is another than at the last call.
    pub(crate) fn is_new(&mut self, now: Option<&Arc<T>>) -> bool {
        self.replaced(now).is_some()
    }
}

/// Where work is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// Here: it takes less than a frame.
    AtOnce,
    OnThread,
}

impl When {
    /// At once for as many as `most`.
    pub(crate) fn for_size(n: usize, most: usize) -> Self {
        if n <= most {
            Self::AtOnce
        } else {
            Self::OnThread
        }
    }
}

/// How far something is that takes its time.
#[derive(Debug)]
pub(crate) enum Pending<'a, V> {
    /// Nobody wants it.
    NotAsked,
    /// It is being found.
    Working,
    /// It could not be found; asked again, it would not be found again.
    Failed,
    /// It is found.
    Done(&'a Arc<V>),
}

impl<'a, V> Pending<'a, V> {
    /// What was found, if it was.
    #[cfg(test)]
    pub(crate) fn done(&self) -> Option<&'a Arc<V>> {
        match *self {
            Pending::Done(value) => Some(value),
            Pending::NotAsked | Pending::Working | Pending::Failed => None,
        }
    }

    pub(crate) fn is_asked(&self) -> bool {
        !matches!(self, Pending::NotAsked)
    }
}

/// The value of a key. One that is being made anew leaves the one before it there.
pub(crate) struct Derived<K, V> {
    key: Option<K>,
    value: Option<Arc<V>>,
    slot: Slot<V>,
}

impl<K, V> Default for Derived<K, V> {
    fn default() -> Self {
        Self {
            key: None,
            value: None,
            slot: Slot::default(),
        }
    }
}

impl<K, V> Derived<K, V> {
    /// Of what the value is, or is being made.
    pub(crate) fn key(&self) -> Option<&K> {
        self.key.as_ref()
    }

    /// The value that is there: of the key, or of the one before while this one's is being made.
    pub(crate) fn value(&self) -> Option<&Arc<V>> {
        self.value.as_ref()
    }

    pub(crate) fn is_busy(&self) -> bool {
        self.slot.is_busy()
    }

    pub(crate) fn pending(&self) -> Pending<'_, V> {
        match (&self.key, &self.value) {
            (None, _) => Pending::NotAsked,
            (Some(_), _) if self.is_busy() => Pending::Working,
            (Some(_), None) => Pending::Failed,
            (Some(_), Some(value)) => Pending::Done(value),
        }
    }

    /// Lets key, value and work go.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}

impl<K: PartialEq, V: Send + 'static> Derived<K, V> {
    /// True when the value is of this key, or is being made of it.
    pub(crate) fn is_of(&self, key: &K) -> bool {
        self.key.as_ref() == Some(key)
    }

    /// Makes the value of `key`. One that is made at once is there afterwards; of one that fails,
    /// [`Derived::poll`] tells either way. `what` as in [`Slot::start`].
    pub(crate) fn make(
        &mut self,
        spawner: &Spawner,
        (key, when): (K, When),
        what: Text,
        work: impl FnOnce(&Reporter) -> Result<V> + Send + 'static,
    ) {
        self.key = Some(key);
        self.slot.clear();
        match when {
            When::OnThread => self.slot.start(spawner, what, work),
            When::AtOnce => match work(&Reporter::silent()) {
                Ok(value) => self.value = Some(Arc::new(value)),
                Err(error) => {
                    self.value = None;
                    self.slot.fail(spawner, what, error);
                }
            },
        }
    }

    /// Takes in a value that was made, and returns true then; the error when there is none.
    ///
    /// # Errors
    /// Those of the work, once.
    pub(crate) fn poll(&mut self) -> Result<bool> {
        match self.slot.poll() {
            None => Ok(false),
            Some(Ok(value)) => {
                self.value = Some(Arc::new(value));
                Ok(true)
            }
            Some(Err(error)) => {
                self.value = None;
                Err(error)
            }
        }
    }
}
