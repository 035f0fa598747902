//! What a run has written into its folder, with a BLAKE3 hash each. `b3sum --check
//! latentune-checksums.txt` checks it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::super::write_whole;
use crate::error::{Error, Result};
use crate::words::id;

/// The file they stand in.
pub(super) const CHECKSUMS: &str = "latentune-checksums.txt";

/// By the paths within the folder.
pub(super) struct Checksums(BTreeMap<PathBuf, String>);

impl Checksums {
    /// `None` where there are none, or no such ones.
    pub(super) fn read(folder: &Path) -> Option<Self> {
        let text = fs::read_to_string(folder.join(CHECKSUMS)).ok()?;
        let lines = text.lines().map(|line| {
            let (hash, path) = line.split_once("  ")?;
            Some((PathBuf::from(path), hash.to_string()))
        });
        lines.collect::<Option<_>>().map(Self)
    }

    /// Of files by their paths within a folder, of several folders.
    ///
    /// # Errors
    /// When one cannot be read.
    pub(super) fn of(folders: &[(&Path, &[PathBuf])]) -> Result<Self> {
        let mut sums = BTreeMap::new();
        for (folder, path) in folders
            .iter()
            .flat_map(|(folder, paths)| paths.iter().map(move |path| (folder, path)))
        {
            let file = folder.join(path);
            let hash = hash(&file).map_err(|e| Error::io(id::ERROR_CANNOT_READ, &file, e))?;
            sums.insert(path.clone(), hash);
        }
        Ok(Self(sums))
    }

    /// # Errors
    /// When the folder cannot be written.
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        let line = |(path, hash): (&PathBuf, &String)| {
            // With the same separators on every system.
            let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
            format!("{hash}  {}\n", parts.join("/"))
        };
        let text: String = self.0.iter().map(line).collect();
        let path = folder.join(CHECKSUMS);
        write_whole(&path, text.as_bytes()).map_err(|e| Error::io(id::ERROR_CANNOT_WRITE, &path, e))
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.0.keys().map(PathBuf::as_path)
    }

    /// The file itself, or files in the folder of that name.
    pub(super) fn has_within(&self, path: &Path) -> bool {
        self.paths().any(|ours| ours.starts_with(path)) || path == Path::new(CHECKSUMS)
    }

    /// Whether the file is there and is the one that was written.
    pub(super) fn is_as_written(&self, folder: &Path, path: &Path) -> bool {
        let expected = self.0.get(path);
        expected.is_some() && hash(&folder.join(path)).ok().as_ref() == expected
    }
}

fn hash(path: &Path) -> std::io::Result<String> {
    Ok(blake3::hash(&fs::read(path)?).to_hex().to_string())
}
