//! The files of one model, one by one, from the hub into a folder.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;

use ring::digest;
use serde::Deserialize;

use super::download::{Cause, Download, Head, Part};
use super::known::advice;
use super::unfinished::Unfinished;
use super::{holds_network, is_name, read_json};
use crate::error::{Error, Result};
use crate::file;
use crate::job::{Reporter, Stage};
use crate::words::{Message, id, say};

const MEGABYTE: u64 = 1 << 20;
/// The largest files that are fetched, in bytes: of settings and words, and of weights.
const MOST_TEXT: u64 = 256 << 20;
const MOST_WEIGHTS: u64 = 16 << 30;

/// What the hub says of a model: names of its files.
#[derive(Deserialize)]
struct Listing {
    siblings: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    rfilename: String,
}

/// Where a model comes from, and where it goes.
pub(super) struct Source<'a> {
    pub(crate) hub: &'a str,
    /// As the hub has it.
    pub(crate) name: &'a str,
    /// The setting that takes a path to it.
    pub(crate) setting: &'static str,
    /// What fetching it is told as a part of.
    pub(crate) stage: Stage,
    pub(crate) partial: &'a Path,
    pub(crate) reporter: &'a Reporter,
    /// What the model has, by paths within its folder.
    pub(crate) files: Vec<String>,
}

impl Source<'_> {
    /// The path of the only network that the hub has under this name; of several the one with the
    /// shortest name, as those that are made of it have more in theirs.
    ///
    /// # Errors
    /// When there is none, or it lies at an odd place.
    pub(super) fn network(&self) -> Result<String> {
        const LIST: &str = "files.json";
        let to = self.partial.join(LIST);
        let _ = fs::remove_file(&to);
        let address = format!("{}/api/models/{}", self.hub, self.name);
        self.bring(&address, LIST, &to, false)?;
        let listing: Listing = read_json(&to)?;
        let _ = fs::remove_file(&to);
        let names = listing.siblings.into_iter().map(|file| file.rfilename);
        let networks = names.filter(|name| holds_network(Path::new(name)) && is_name(name));
        networks
            .min_by_key(|name| (name.len(), name.clone()))
            .ok_or_else(|| {
                let cause = say(id::FETCH_NO_NETWORK).with("name", self.name);
                Error::stage(id::ERROR_FETCH, cause)
            })
    }

    /// One file into the partial folder, unless it is there from an attempt before.
    pub(super) fn fetch(&mut self, file: &str, may_miss: bool) -> Result<()> {
        let to = self.partial.join(file);
        let address = format!("{}/{}/resolve/main/{file}", self.hub, self.name);
        if !to.is_file() && !self.bring(&address, file, &to, may_miss)? {
            return Ok(());
        }
        if !self.files.iter().any(|known| known == file) {
            self.files.push(file.to_string());
        }
        Ok(())
    }

    /// False for a file that may be missing, and is.
    fn bring(&self, address: &str, file: &str, to: &Path, may_miss: bool) -> Result<bool> {
        let unfinished = Unfinished::of(to);
        let mut held = unfinished.held();
        let waiting = say(id::FETCH_WAITING)
            .with("name", self.name)
            .with("file", file);
        loop {
            self.reporter.step(self.stage, 0, 0, waiting.clone());
            let mut download = Download::start(address.to_string(), held.take(), self.stage);
            let head = match download.next(&waiting, self.reporter)? {
                Ok(Part::Head(head)) => head,
                Ok(Part::Bytes(_) | Part::End) => Head::default(),
                Err(Cause::Status(404)) if may_miss => return Ok(false),
                // What is there is not a part of what the server has.
                Err(Cause::Status(416)) if unfinished.path.is_file() => {
                    unfinished.drop_it();
                    continue;
                }
                Err(Cause::Status(code @ (401 | 404))) => {
                    let cause = say(id::FETCH_NOT_THERE)
                        .with("name", self.name)
                        .with("file", file)
                        .with("code", code)
                        .with("advice", advice());
                    return Err(Error::stage(id::ERROR_FETCH, cause));
                }
                Err(cause) => return Err(self.unreachable(cause)),
            };
            if let Some(parent) = to.parent() {
                fs::create_dir_all(parent)
                    .map_err(|e| Error::io(id::ERROR_CANNOT_WRITE_MODEL, parent, e))?;
            }
            self.copy(&mut download, &unfinished, file, &head)?;
            file::rename(&unfinished.path, to)
                .map_err(|e| Error::io(id::ERROR_CANNOT_WRITE_MODEL, to, e))?;
            unfinished.drop_it();
            return Ok(true);
        }
    }

    /// What comes, behind what is there; what breaks off stays for the next attempt, and what is
    /// wrong goes.
    fn copy(
        &self,
        download: &mut Download,
        to: &Unfinished,
        file: &str,
        head: &Head,
    ) -> Result<()> {
        let io = |e| Error::io(id::ERROR_CANNOT_WRITE_MODEL, &to.path, e);
        let most = match file.ends_with(".safetensors") || holds_network(Path::new(file)) {
            true => MOST_WEIGHTS,
            false => MOST_TEXT,
        };
        let mut out = to.open(head).map_err(io)?;
        let mut n_bytes = head.from;
        let total = head.size.unwrap_or(0);
        let item = say(id::FETCH_ITEM)
            .with("name", self.name)
            .with("file", file)
            .with("n", total.div_ceil(MEGABYTE));
        let megabytes = |bytes: u64| bytes.div_ceil(MEGABYTE) as usize;
        loop {
            let part = download
                .next(&item, self.reporter)?
                .map_err(|cause| self.unreachable(cause))?;
            let bytes = match part {
                Part::Head(_) => continue,
                Part::Bytes(bytes) => bytes,
                Part::End => break,
            };
            n_bytes += bytes.len() as u64;
            if n_bytes > most || head.size.is_some_and(|size| n_bytes > size) {
                to.drop_it();
                let cause = say(id::FETCH_TOO_LARGE).with("file", file);
                return Err(self.unreachable(cause.with("n", n_bytes.div_ceil(MEGABYTE))));
            }
            out.write_all(&bytes).map_err(io)?;
            self.reporter.step(
                self.stage,
                megabytes(n_bytes),
                megabytes(total.max(n_bytes)),
                item.clone(),
            );
        }
        if head.size.is_some_and(|size| size != n_bytes) {
            let cause = say(id::FETCH_SHORT)
                .with("n", n_bytes)
                .with("total", total)
                .with("file", file);
            return Err(self.unreachable(cause));
        }
        out.sync_all().map_err(io)?;
        if let Some(announced) = &head.sha256
            && sha256_of(&to.path, self.reporter)? != *announced
        {
            to.drop_it();
            return Err(self.unreachable(say(id::FETCH_WRONG_SUM).with("file", file)));
        }
        Ok(())
    }

    /// What to do when the network does not give the model.
    fn unreachable(&self, cause: impl Into<Message>) -> Error {
        let cause: Message = cause.into();
        let told = say(id::FETCH_CANNOT)
            .with("name", self.name)
            .with("hub", self.hub)
            .with("cause", cause)
            .with("setting", self.setting);
        Error::stage(id::ERROR_FETCH, told)
    }
}

/// In hex.
fn sha256_of(path: &Path, reporter: &Reporter) -> Result<String> {
    let io = |e| Error::io(id::ERROR_CANNOT_READ_MODEL, path, e);
    let mut file = file::open(path).map_err(io)?;
    let mut hash = digest::Context::new(&digest::SHA256);
    let mut bytes = vec![0; MEGABYTE as usize];
    loop {
        reporter.checkpoint()?;
        match file.read(&mut bytes).map_err(io)? {
            0 => break,
            n => hash.update(&bytes[..n]),
        }
    }
    let hex = |byte: &u8| format!("{byte:02x}");
    Ok(hash.finish().as_ref().iter().map(hex).collect())
}
