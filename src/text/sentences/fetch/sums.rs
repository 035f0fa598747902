//! What the files of a fetched model were when they came: `BLAKE3SUMS` beside them, as the program
//! `b3sum` writes and checks it. A folder that somebody copied here has none, and is believed.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;

use crate::error::{Error, Result};
use crate::file;
use crate::words::id;

const NAME: &str = "BLAKE3SUMS";
const MOST_BYTES: u64 = 1 << 20;

/// BLAKE3 in hex of each file, by its path within the model's folder, with slashes.
pub(in super::super) struct Sums(BTreeMap<String, String>);

impl Sums {
    /// Of the files as they are now.
    ///
    /// # Errors
    /// When one cannot be read.
    pub(super) fn of(folder: &Path, files: &[String]) -> Result<Self> {
        let sum = |name: &String| {
            let path = folder.join(name);
            let sum =
                of_file(&path).map_err(|e| Error::io(id::ERROR_CANNOT_READ_MODEL, &path, e))?;
            Ok((name.clone(), sum))
        };
        files.iter().map(sum).collect::<Result<_>>().map(Self)
    }

    /// # Errors
    /// When the folder cannot be written.
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        let text: String = self
            .0
            .iter()
            .map(|(name, sum)| format!("{sum}  {name}\n"))
            .collect();
        let path = folder.join(NAME);
        file::write_whole(&path, text.as_bytes())
            .map_err(|e| Error::io(id::ERROR_CANNOT_WRITE_MODEL, path, e))
    }

    /// Those of a model; none of a folder that was not fetched.
    ///
    /// # Errors
    /// When there are such, and they cannot be read.
    pub(in super::super) fn read(folder: &Path) -> Result<Self> {
        let path = folder.join(NAME);
        let text = match file::read_text(&path, MOST_BYTES) {
            Ok(text) => text,
            Err(e) if e.kind() == io::ErrorKind::NotFound => String::new(),
            Err(e) => return Err(Error::io(id::ERROR_CANNOT_READ_MODEL, path, e)),
        };
        let line = |line: &str| {
            let (sum, name) = line.split_once("  ")?;
            Some((name.to_string(), sum.to_string()))
        };
        Ok(Self(text.lines().filter_map(line).collect()))
    }

    /// # Errors
    /// When a file is another than the one that was fetched.
    pub(in super::super) fn check(&self, name: &str, sum: &str, path: &Path) -> Result<()> {
        match self.0.get(name) {
            Some(fetched) if fetched != sum => Err(Error::file(id::FETCH_CHANGED, path)),
            _ => Ok(()),
        }
    }

    /// The files in `folder` that are not what they were, or are gone.
    pub(super) fn spoilt(&self, folder: &Path) -> Vec<&str> {
        let is_spoilt = |(name, sum): &(&String, &String)| {
            of_file(&folder.join(name)).ok().as_ref() != Some(*sum)
        };
        let spoilt = self.0.iter().filter(is_spoilt);
        spoilt.map(|(name, _)| name.as_str()).collect()
    }
}

fn of_file(path: &Path) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hash_into(&mut [&mut hasher], file::open(path)?)?;
    Ok(hasher.finalize().to_hex().to_string())
}

/// Feeds a file to several hashers in one reading.
pub(in super::super) fn hash_into(
    hashers: &mut [&mut blake3::Hasher],
    mut file: impl Read,
) -> io::Result<()> {
    let mut bytes = vec![0; 1 << 20];
    loop {
        match file.read(&mut bytes) {
            Ok(0) => return Ok(()),
            Ok(n) => {
                for hasher in hashers.iter_mut() {
                    hasher.update(&bytes[..n]);
                }
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
}
