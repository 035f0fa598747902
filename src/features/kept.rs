//! Where what was computed before is found again: in the table that the songs came with, and in the
//! cache.

use super::cache::{Cache, VERSION};
use crate::library::{Extracted, Library};

/// What is kept of songs.
#[derive(Clone, Copy)]
pub(super) struct Kept<'a> {
    /// `None` where the songs did not come with one.
    pub(crate) table: Option<&'a Extracted>,
    pub(crate) cache: &'a Cache,
}

/// The settings of a block as a table has them: another version of the features finds none.
pub(super) fn stamped(settings: &str) -> String {
    format!("features {VERSION}: {settings}")
}

impl<'a> Kept<'a> {
    pub(super) fn of(library: &'a Library, cache: &'a Cache) -> Self {
        Self {
            table: library.extracted.as_deref(),
            cache,
        }
    }

    /// What the table says of the recording with this hash, as JSON.
    pub(super) fn sound(&self, hash: &str) -> Option<&'a str> {
        self.table?.sound(hash)
    }

    /// Whether the table has a block of these settings.
    pub(super) fn has(&self, settings: &str) -> bool {
        let settings = stamped(settings);
        self.table.is_some_and(|table| table.has(&settings))
    }

    /// What the table has of the content with this hash.
    pub(super) fn list(&self, hash: &str, settings: &str) -> Option<Vec<f32>> {
        let list = self.table?.list(&stamped(settings), hash);
        list.map(<[f32]>::to_vec)
    }

    /// The same, else what the cache has.
    pub(super) fn values(&self, hash: &str, settings: &str) -> Option<Vec<f32>> {
        let list = self.list(hash, settings);
        list.or_else(|| self.cache.get_values(hash, settings))
    }
}
