//! Closed lists with a key for each entry.

use strum::VariantArray;

/// A closed list whose entries have a key: what stands in a settings file, and what the command line
/// takes.
pub trait Keyed: VariantArray + Copy + Into<&'static str> {
    /// Every entry, in the order in which they are offered.
    fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator + Clone {
        Self::VARIANTS.iter().copied()
    }

    /// What stands for it in a settings file.
    fn key(self) -> &'static str {
        self.into()
    }

    /// The entry of that key; `None` where there is none.
    fn of_key(key: &str) -> Option<Self> {
        Self::all().find(|entry| entry.key() == key)
    }
}

impl<T: VariantArray + Copy + Into<&'static str>> Keyed for T {}
