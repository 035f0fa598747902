//! What stands at a path, looked at by a thread: a folder on a slow disk must not hold up a frame.

use std::path::{Path, PathBuf};

use eframe::egui::Context;

use crate::job::{Job, Outcome};

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stands {
    Nothing,
    File,
    Folder,
    /// A folder with something in it.
    FullFolder,
}

/// The path that is meant, and what stands there.
pub(crate) type Found = (PathBuf, Stands);

/// Looks at one path at a time.
#[derive(Default)]
pub(crate) struct Look {
    asked: Option<(PathBuf, &'static str)>,
    job: Option<Job<Found>>,
    found: Option<Found>,
}

impl Look {
    /// What stands at `path`, as soon as it is known. Where the path has no ending and is no
    /// folder, `extension`, without the dot, is added.
    pub(crate) fn at(
        &mut self,
        ctx: &Context,
        path: &Path,
        extension: &'static str,
    ) -> Option<&Found> {
        let asked = self.asked.as_ref();
        if asked.is_none_or(|(at, ending)| at != path || *ending != extension) {
            self.asked = Some((path.to_path_buf(), extension));
            self.found = None;
            let (path, wake) = (path.to_path_buf(), ctx.clone());
            let look = move |_: &_| Ok(look(&path, extension));
            self.job = Job::spawn("look", move || wake.request_repaint(), look).ok();
        }
        if let Some(outcome) = self.job.as_ref().and_then(Job::poll) {
            self.job = None;
            if let Outcome::Done(found) = outcome {
                self.found = Some(found);
            }
        }
        if self.job.is_some() {
            ctx.request_repaint();
        }
        self.found.as_ref()
    }

    /// A thread is looking.
    pub(crate) fn is_looking(&self) -> bool {
        self.job.is_some()
    }
}

fn look(path: &Path, extension: &str) -> Found {
    let is_whole = extension.is_empty() || path.extension().is_some() || path.is_dir();
    let path = match is_whole {
        true => path.to_path_buf(),
        false => path.with_extension(extension),
    };
    let is_full = || std::fs::read_dir(&path).is_ok_and(|mut entries| entries.next().is_some());
    let stands = match () {
        () if path.is_file() => Stands::File,
        () if path.is_dir() && is_full() => Stands::FullFolder,
        () if path.is_dir() => Stands::Folder,
        () if path.exists() => Stands::File,
        () => Stands::Nothing,
    };
    (path, stands)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is known after a while.
    fn found(path: &Path, extension: &'static str) -> Found {
        let (ctx, mut looks) = (Context::default(), Look::default());
        loop {
            if let Some(found) = looks.at(&ctx, path, extension) {
                return found.clone();
            }
            std::thread::yield_now();
        }
    }

    #[test]
    fn files_folders_and_endings_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        assert_eq!(
            found(folder.path(), "csv"),
            (folder.path().to_path_buf(), Stands::Folder)
        );
        assert_eq!(found(&at("a"), "csv"), (at("a.csv"), Stands::Nothing));
        std::fs::write(at("a.csv"), "x").unwrap();
        assert_eq!(found(&at("a"), "csv"), (at("a.csv"), Stands::File));
        assert_eq!(found(&at("a.csv"), "csv"), (at("a.csv"), Stands::File));
        assert_eq!(found(folder.path(), "").1, Stands::FullFolder);
    }
}
