//! What saves a session from a crash: a file in the cache folder, written after each change and removed when the window is
//! closed as it should be. Each program that runs has one of its own, under a lock that ends with it however it ends.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::job::Job;

use super::file::SessionFile;

pub(super) struct Recovery {
    own: PathBuf,
    lock_path: PathBuf,
    /// Held as long as this program runs.
    _lock: File,
    /// What a program that ended badly has left, newest of all.
    left: Option<(PathBuf, SessionFile)>,
    last: Option<Arc<SessionFile>>,
    writing: Option<Job<()>>,
}

impl Recovery {
    /// `None` where the folder cannot be written: the program goes on without.
    pub fn start(folder: &Path) -> Option<Self> {
        fs::create_dir_all(folder).ok()?;
        let left = left_behind(folder);
        let name = format!("{}-{:08x}", std::process::id(), fastened());
        let lock_path = folder.join(format!("{name}.lock"));
        let lock = File::create(&lock_path).ok()?;
        lock.try_lock().ok()?;
        let own = folder.join(format!("{name}.json"));
        Some(Self { own, lock_path, _lock: lock, left, last: None, writing: None })
    }

    pub fn offer(&self) -> Option<&SessionFile> {
        self.left.as_ref().map(|(_, file)| file)
    }

    /// What was left, which is then left no longer.
    pub fn take(&mut self) -> Option<SessionFile> {
        let (path, file) = self.left.take()?;
        let _ = fs::remove_file(path);
        Some(file)
    }

    /// Writes in the background; what is the same as before is not written.
    pub fn write(&mut self, now: SessionFile) {
        if now.source().is_none() || self.last.as_deref() == Some(&now) {
            return;
        }
        let file = Arc::new(now);
        self.last = Some(file.clone());
        let path = self.own.clone();
        // The one before has long ended: seconds lie between them.
        self.writing = Job::spawn("recovery", || (), move |_| file.write(&path)).ok();
    }

    /// Nothing has to be recovered of this program.
    pub fn end(mut self) {
        if let Some(writing) = self.writing.take() {
            // Else its file could come after ours is gone.
            while writing.poll().is_none() {
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
        }
        let _ = fs::remove_file(&self.own);
        let _ = fs::remove_file(&self.lock_path);
    }
}

/// Another number each time: two sessions of one program have files of their own.
fn fastened() -> u32 {
    static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
}

/// The newest session whose program runs no more; older ones and what cannot be read go.
fn left_behind(folder: &Path) -> Option<(PathBuf, SessionFile)> {
    let mut found: Vec<(std::time::SystemTime, PathBuf)> = Vec::new();
    for entry in fs::read_dir(folder).ok()?.flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|e| e != "lock") || is_held(&path) {
            continue;
        }
        let _ = fs::remove_file(&path);
        let file = path.with_extension("json");
        if let Ok(written) = fs::metadata(&file).and_then(|meta| meta.modified()) {
            found.push((written, file));
        }
    }
    // What was offered and neither taken nor let go, as the program was closed meanwhile, has no lock any more.
    let known: Vec<PathBuf> = found.iter().map(|(_, path)| path.clone()).collect();
    for entry in fs::read_dir(folder).ok()?.flatten() {
        let path = entry.path();
        let is_free = path.extension().is_some_and(|e| e == "json") && !path.with_extension("lock").exists();
        if is_free && !known.contains(&path) {
            found.extend(entry.metadata().and_then(|meta| meta.modified()).ok().map(|written| (written, path)));
        }
    }
    found.sort();
    let newest = found.pop()?;
    found.iter().for_each(|(_, path)| {
        let _ = fs::remove_file(path);
    });
    match SessionFile::read(&newest.1) {
        Ok(file) => Some((newest.1, file)),
        Err(_) => {
            let _ = fs::remove_file(newest.1);
            None
        }
    }
}

fn is_held(lock: &Path) -> bool {
    File::open(lock).is_ok_and(|file| file.try_lock().is_err())
}
