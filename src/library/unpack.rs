//! Recordings that lie as bytes within another file, put into the cache as files of their own.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::names::{Kind, extension, fold, kind};
use crate::error::{Error, Result};
use crate::file::write_again;
use crate::words::{Message, id, say};

/// Bytes of all recordings of a file that are unpacked: a day of uncompressed sound.
const MOST_BYTES: u64 = 16 << 30;

/// Where the recordings of one file go.
pub(super) struct Unpacker {
    /// A folder that belongs to this state of the file alone; `None` where there is no cache.
    folder: Option<PathBuf>,
    /// It was not there before.
    is_new: bool,
    /// Names that are taken, and how many recordings have asked for each.
    taken: HashMap<String, usize>,
    n_bytes: u64,
    /// Recordings that stayed where they are.
    n_left: usize,
    /// And those of a kind that is not known.
    n_unknown: usize,
}

impl Unpacker {
    /// `cache` is the folder in which that of the file at `path` lies.
    pub(super) fn new(path: &Path, cache: Option<&Path>) -> Self {
        Self {
            folder: cache.map(|cache| cache.join(state_of(path))),
            is_new: false,
            taken: HashMap::new(),
            n_bytes: 0,
            n_left: 0,
            n_unknown: 0,
        }
    }

    /// The path of a recording: in the cache where its bytes are here, else the one it names.
    ///
    /// # Errors
    /// When the cache cannot be written, as on a full disk.
    pub(super) fn put(&mut self, bytes: Option<&[u8]>, named: &str) -> Result<String> {
        let Some(bytes) = bytes.filter(|bytes| !bytes.is_empty()) else {
            return Ok(named.to_string());
        };
        self.n_bytes += bytes.len() as u64;
        let Some(folder) = self.folder.clone().filter(|_| self.n_bytes <= MOST_BYTES) else {
            self.n_left += 1;
            return Ok(String::new());
        };
        let Some(name) = self.name(bytes, named) else {
            self.n_unknown += 1;
            return Ok(String::new());
        };
        let path = folder.join(name);
        let has_it = fs::metadata(&path).is_ok_and(|meta| meta.len() == bytes.len() as u64);
        if has_it {
            return Ok(path.to_string_lossy().into_owned());
        }
        self.is_new |= !folder.exists();
        let written = fs::create_dir_all(&folder).and_then(|()| write_again(&path, bytes));
        match written {
            Ok(()) => Ok(path.to_string_lossy().into_owned()),
            Err(error) => {
                // A full disk is not kept full.
                if self.is_new {
                    let _ = fs::remove_dir_all(&folder);
                }
                Err(Error::io(id::ERROR_CANNOT_WRITE, &path, error))
            }
        }
    }

    /// A name that no other recording of the file has; `None` of what is no recording.
    fn name(&mut self, bytes: &[u8], named: &str) -> Option<String> {
        let last = named.rsplit(['/', '\\']).next().unwrap_or(named);
        let safe = |c: char| match c {
            '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
            c if c.is_control() => '_',
            c => c,
        };
        let last: String = last.chars().map(safe).take(120).collect();
        let (stem, ending) = match kind(Path::new(&last)) {
            Kind::Audio => {
                let ending = extension(Path::new(&last))?;
                (last[..last.len() - ending.len() - 1].to_string(), ending)
            }
            Kind::Lyrics | Kind::Table | Kind::Other => (last, sniffed(bytes)?.to_string()),
        };
        let stem = match stem.trim_matches(['.', ' ']) {
            "" => "song",
            stem => stem,
        };
        let wanted = format!("{stem}.{ending}");
        let mut name = wanted.clone();
        // All recordings may have one name: none is tried twice.
        while self.taken.contains_key(&fold(&name)) {
            let n = self.taken.entry(fold(&wanted)).or_insert(1);
            *n += 1;
            name = format!("{stem}-{n}.{ending}");
        }
        self.taken.insert(fold(&name), 1);
        Some(name)
    }

    /// What could not be unpacked.
    pub(super) fn told(&self) -> Vec<Message> {
        let mut all = Vec::new();
        if self.n_left > 0 {
            let text = match self.folder {
                Some(_) => id::LIBRARY_NOT_UNPACKED_MANY,
                None => id::LIBRARY_NOT_UNPACKED_NO_CACHE,
            };
            all.push(say(text).with("n", self.n_left));
        }
        if self.n_unknown > 0 {
            all.push(say(id::LIBRARY_NOT_UNPACKED_UNKNOWN).with("n", self.n_unknown));
        }
        all
    }
}

/// A name for a file as it is now: by its place, length and time.
fn state_of(path: &Path) -> String {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let meta = fs::metadata(path);
    let changed = meta.as_ref().ok().and_then(|m| m.modified().ok());
    let state = format!(
        "{} {:?} {changed:?}",
        whole.display(),
        meta.map(|m| m.len()).ok()
    );
    blake3::hash(state.as_bytes()).to_hex()[..24].to_string()
}

/// The ending of a recording by its first bytes.
fn sniffed(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [b'R', b'I', b'F', b'F' | b'X', ..] => Some("wav"),
        [b'f', b'L', b'a', b'C', ..] => Some("flac"),
        [b'O', b'g', b'g', b'S', ..] => Some("ogg"),
        [b'F', b'O', b'R', b'M', ..] => Some("aiff"),
        [b'.', b's', b'n', b'd', ..] => Some("au"),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Some("m4a"),
        [b'I', b'D', b'3', ..] => Some("mp3"),
        [0xFF, second, ..] if second & 0xE0 == 0xE0 => Some("mp3"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::names::file_name;
    use super::*;

    #[cfg(unix)]
    #[test]
    fn what_cannot_be_written_leaves_nothing_behind() {
        let cache = tempfile::tempdir().unwrap();
        let mut unpacker = Unpacker::new(Path::new("x.parquet"), Some(cache.path()));
        let put = |unpacker: &mut Unpacker, name: &str| unpacker.put(Some(b"RIFF"), name);
        assert!(put(&mut unpacker, "a.wav").is_ok());
        // A folder stands where the recording is to be.
        let inside = fs::read_dir(cache.path()).unwrap().next().unwrap().unwrap();
        fs::create_dir(inside.path().join("b.wav")).unwrap();
        let told = put(&mut unpacker, "b.wav").unwrap_err().to_string();
        assert!(told.starts_with("cannot write"), "{told}");
        assert_eq!(fs::read_dir(cache.path()).unwrap().count(), 0);
    }

    /// As where a column of recordings has bytes and no names: each would be tried under the names of
    /// all before it, thousands of millions here.
    #[test]
    fn many_recordings_of_one_name_are_named_at_once() {
        let mut unpacker = Unpacker::new(Path::new("x.parquet"), None);
        let names = (0..100_000).map(|_| unpacker.name(b"RIFF", ""));
        assert_eq!(names.last().flatten().as_deref(), Some("song-100000.wav"));
    }

    #[test]
    fn names_are_safe_and_of_their_own() {
        let cache = tempfile::tempdir().unwrap();
        let mut unpacker = Unpacker::new(Path::new("x.parquet"), Some(cache.path()));
        let mut put = |bytes: &[u8], named: &str| {
            let path = unpacker.put(Some(bytes), named).unwrap();
            file_name(Path::new(&path))
        };
        assert_eq!(put(b"RIFF1", "../../etc/a.wav"), "a.wav");
        assert_eq!(put(b"RIFF2", "b/A.WAV"), "A-2.wav");
        assert_eq!(put(b"RIFF3", "a-3.wav"), "a-3.wav");
        assert_eq!(put(b"RIFF4", "a.wav"), "a-4.wav");
        assert_eq!(put(b"fLaC", ""), "song.flac");
        assert_eq!(put(b"OggS", "what: is \"it\"?"), "what_ is _it__.ogg");
        assert_eq!(put(b"ID3", ".."), "song.mp3");
        assert_eq!(put(b"\0\0\0\0", "x"), "");
        assert_eq!(unpacker.told().len(), 1);
        assert_eq!(unpacker.put(None, "there.mp3").unwrap(), "there.mp3");
        let inside = fs::read_dir(cache.path()).unwrap().count();
        assert_eq!(inside, 1, "all in one folder");
    }
}
