//! BLAKE3 hashes of files by their paths within a folder, in a list as the program `b3sum` writes
//! and checks it.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::io;
use std::path::{Path, PathBuf};

use super::foreign;

/// By the paths within the folder; hashes in hex.
#[derive(Default)]
pub(crate) struct Checksums(BTreeMap<PathBuf, String>);

impl FromIterator<(PathBuf, String)> for Checksums {
    fn from_iter<I: IntoIterator<Item = (PathBuf, String)>>(sums: I) -> Self {
        Self(sums.into_iter().collect())
    }
}

impl Checksums {
    /// What a line of a list says; `None` of what is no such line.
    pub(crate) fn line(line: &str) -> Option<(PathBuf, String)> {
        let (sum, path) = line.split_once("  ")?;
        Some((PathBuf::from(path), sum.to_string()))
    }

    /// The paths, in order.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.0.keys().map(PathBuf::as_path)
    }

    /// The hash of a file; `None` of one that is not in the list.
    pub(crate) fn get(&self, path: &Path) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// Whether the file is in the list, and in the folder, and is the one that was written.
    pub(crate) fn is_as_written(&self, folder: &Path, path: &Path) -> bool {
        let expected = self.get(path);
        expected.is_some() && hash(&folder.join(path)).ok().as_deref() == expected
    }
}

/// The list, with the same separators on every system.
impl Display for Checksums {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (path, sum) in &self.0 {
            let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
            writeln!(f, "{sum}  {}", parts.join("/"))?;
        }
        Ok(())
    }
}

/// The hash of a file as it is now.
///
/// # Errors
/// When it cannot be read, or is no file.
pub(crate) fn hash(path: &Path) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(foreign::open(path)?)?;
    Ok(hasher.finalize().to_hex().to_string())
}
