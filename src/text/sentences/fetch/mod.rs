//! Named models from the Hugging Face hub into the cache.
//!
//! Every file is held against the size that the server states, and against its SHA-256 where the
//! hub announces one, as it does of weights. No list of sums comes with the program, so what the
//! hub itself gives is believed; what came is hashed, the sums are kept beside it, and each use of
//! the model checks them.

mod download;
mod sums;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use ring::digest;
use serde::Deserialize;

use super::{advice, read_json};
use crate::config::cache_folder;
use crate::error::{Error, Result};
use crate::file;
use crate::job::{Reporter, Stage};
use crate::words::{Message, id, say};
use download::{Cause, Download, Head, Held, Part};

pub(super) use sums::{check, sums_of};

const HUB: &str = "https://huggingface.co";

const MEGABYTE: u64 = 1 << 20;
/// The largest files that are fetched, in bytes: of settings and words, and of weights.
const MOST_TEXT: u64 = 256 << 20;
const MOST_WEIGHTS: u64 = 16 << 30;

/// Files of every model, and whether one may be missing.
const FILES: [(&str, bool); 6] = [
    ("modules.json", false),
    ("config.json", false),
    ("tokenizer.json", false),
    ("tokenizer_config.json", true),
    ("sentence_bert_config.json", true),
    ("model.safetensors", false),
];

/// Fetches the model `name` (`owner/model`) into the cache, and gives its folder. A model that is
/// there already, and whole, is not fetched again. Files are told one by one with their size as
/// they come.
///
/// Everything goes to a folder beside the model's place that is renamed when all is there, so an
/// interrupted fetch leaves no half of a model; files that were complete are kept for the next
/// attempt, and one that broke off goes on where it ended.
///
/// # Errors
/// In one sentence: without network, for a name that is not on the hub, bytes that are not those
/// that were announced, a folder that cannot be written; and [`Error::Cancelled`].
pub fn fetch(name: &str, reporter: &Reporter) -> Result<PathBuf> {
    let cache = cache_folder().ok_or_else(|| Error::stage(id::ERROR_FETCH, id::FETCH_NO_CACHE))?;
    fetch_from(&hub(), name, &cache, reporter)
}

/// The hub, or the mirror of it that `HF_ENDPOINT` names, as other programs take it.
fn hub() -> String {
    let named = std::env::var("HF_ENDPOINT").unwrap_or_default();
    let named = named.trim_end_matches('/');
    let is_address = ["https://", "http://"]
        .iter()
        .any(|scheme| named.starts_with(scheme));
    if is_address { named } else { HUB }.to_string()
}

/// True for what can be a model's name on the hub.
pub(super) fn is_name(name: &str) -> bool {
    let parts: Vec<&str> = name.split('/').collect();
    let ok = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    parts.len() <= 2
        && parts
            .iter()
            .all(|p| !p.is_empty() && !p.starts_with('.') && p.chars().all(ok))
}

pub(super) fn folder_of(cache: &Path, name: &str) -> PathBuf {
    name.split('/')
        .fold(cache.join("models"), |folder, part| folder.join(part))
}

#[derive(Deserialize)]
struct Module {
    #[serde(default)]
    path: String,
    #[serde(rename = "type")]
    kind: String,
}

pub(super) fn fetch_from(
    hub: &str,
    name: &str,
    cache: &Path,
    reporter: &Reporter,
) -> Result<PathBuf> {
    if !is_name(name) {
        let cause = say(id::FETCH_NO_NAME).with("name", name);
        return Err(Error::stage(
            id::ERROR_FETCH,
            cause.with("advice", advice()),
        ));
    }
    let folder = folder_of(cache, name);
    let partial = folder.with_added_extension("partial");
    if folder.join("modules.json").is_file() {
        let sums = sums_of(&folder)?;
        let spoilt = sums::spoilt(&sums, &folder);
        if spoilt.is_empty() {
            return Ok(folder);
        }
        take_back(&folder, &partial, &spoilt)?;
    }
    fs::create_dir_all(&partial)
        .map_err(|e| Error::io(id::ERROR_CANNOT_WRITE_MODEL, &partial, e))?;
    let lock = alone(&partial, name)?;
    let mut source = Source {
        hub,
        name,
        partial: &partial,
        reporter,
        files: Vec::new(),
    };
    for (file, may_miss) in FILES {
        source.fetch(file, may_miss)?;
    }
    let modules: Vec<Module> = read_json(&partial.join("modules.json"))?;
    for module in modules.iter().filter(|m| !m.path.is_empty()) {
        // The path comes from outside: it must not lead out of the folder.
        if !is_name(&module.path) {
            let cause = say(id::FETCH_ODD_MODULE)
                .with("name", name)
                .with("path", &module.path);
            return Err(Error::stage(id::ERROR_FETCH, cause));
        }
        // A module without settings, such as Normalize, may have no folder at all.
        source.fetch(&format!("{}/config.json", module.path), true)?;
        if module.kind.ends_with("Dense") {
            source.fetch(&format!("{}/model.safetensors", module.path), false)?;
        }
    }
    sums::note(&partial, &source.files)?;
    // Where a file that is open cannot be moved, its folder cannot either.
    drop(lock);
    let _ = fs::remove_file(partial.join(LOCK));
    file::rename(&partial, &folder)
        .map_err(|e| Error::io(id::ERROR_CANNOT_PUT_MODEL_PLACE, &folder, e))?;
    Ok(folder)
}

/// A model of which some files are spoilt becomes one that is not fetched whole yet.
fn take_back(folder: &Path, partial: &Path, spoilt: &[&Path]) -> Result<()> {
    let _ = fs::remove_dir_all(partial);
    file::rename(folder, partial)
        .map_err(|e| Error::io(id::ERROR_CANNOT_WRITE_MODEL, folder, e))?;
    for name in spoilt {
        // What is gone is as good.
        let _ = fs::remove_file(partial.join(name));
    }
    Ok(())
}

const LOCK: &str = ".lock";

/// Held as long as this program writes into a folder; it ends with the program however that ends.
fn alone(partial: &Path, name: &str) -> Result<File> {
    let path = partial.join(LOCK);
    let lock =
        File::create(&path).map_err(|e| Error::io(id::ERROR_CANNOT_WRITE_MODEL, &path, e))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(_) => Err(Error::stage(
            id::ERROR_FETCH,
            say(id::FETCH_BUSY).with("name", name),
        )),
    }
}

struct Source<'a> {
    hub: &'a str,
    name: &'a str,
    partial: &'a Path,
    reporter: &'a Reporter,
    /// What the model has, by paths within its folder.
    files: Vec<String>,
}

impl Source<'_> {
    /// One file into the partial folder, unless it is there from an attempt before.
    fn fetch(&mut self, file: &str, may_miss: bool) -> Result<()> {
        let to = self.partial.join(file);
        if !to.is_file() && !self.bring(file, &to, may_miss)? {
            return Ok(());
        }
        if !self.files.iter().any(|known| known == file) {
            self.files.push(file.to_string());
        }
        Ok(())
    }

    /// False for a file that may be missing, and is.
    fn bring(&self, file: &str, to: &Path, may_miss: bool) -> Result<bool> {
        let unfinished = Unfinished::of(to);
        let mut held = unfinished.held();
        let waiting = say(id::FETCH_WAITING)
            .with("name", self.name)
            .with("file", file);
        loop {
            let address = format!("{}/{}/resolve/main/{file}", self.hub, self.name);
            self.reporter.step(Stage::Text, 0, 0, waiting.clone());
            let mut download = Download::start(address, held.take());
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
        let most = match file.ends_with(".safetensors") {
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
                Stage::Text,
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
            .with("cause", cause);
        Error::stage(id::ERROR_FETCH, told)
    }
}

/// A file that has not come whole, and beside it what the server called it.
struct Unfinished {
    path: PathBuf,
    etag: PathBuf,
}

impl Unfinished {
    fn of(to: &Path) -> Self {
        Self {
            path: to.with_added_extension("unfinished"),
            etag: to.with_added_extension("etag"),
        }
    }

    /// `None` where there is nothing that could go on.
    fn held(&self) -> Option<Held> {
        let etag = file::read_text(&self.etag, MEGABYTE).ok()?;
        let n_bytes = fs::metadata(&self.path).ok()?.len();
        (n_bytes > 0 && !etag.is_empty()).then_some(Held { n_bytes, etag })
    }

    /// To be written from where the bytes begin that come.
    fn open(&self, head: &Head) -> io::Result<File> {
        fs::write(&self.etag, head.etag.as_deref().unwrap_or_default())?;
        let mut out = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&self.path)?;
        // What is there was asked to be gone on with, or is replaced.
        out.set_len(head.from)?;
        out.seek(SeekFrom::End(0))?;
        Ok(out)
    }

    fn drop_it(&self) {
        for path in [&self.path, &self.etag] {
            let _ = fs::remove_file(path);
        }
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
