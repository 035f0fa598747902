//! Named models from the Hugging Face hub into the cache: sentence transformers, and networks of
//! sound.
//!
//! Every file is held against the size that the server states, and against its SHA-256 where the
//! hub announces one, as it does of weights. No list of sums comes with the program, so what the
//! hub itself gives is believed; what came is hashed, the sums are kept beside it, and each use of
//! the model checks them.
//!
//! | file | what |
//! | --- | --- |
//! | `known` | what may be fetched freely, by short names |
//! | `download`, `unfinished` | one file on its way: on a thread of its own; on disk |
//! | `source` | the files of one model |
//! | `sums` | what they were when they came |

mod known;
mod download;
mod unfinished;
mod sums;
mod source;
#[cfg(test)]
pub(crate) mod test_kit;
#[cfg(test)]
mod tests;

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::config::{NETWORK_ENDING, cache_folder};
use crate::error::{Error, Result};
use crate::file;
use crate::job::Reporter;
use crate::words::{id, say};
use source::Source;

pub(crate) use known::advice;
pub(crate) use known::{Kind, Known, usage};
pub(crate) use sums::{check, holds, sums_of};

const HUB: &str = "https://huggingface.co";

/// Files of every sentence transformer, and whether one may be missing.
const FILES: [(&str, bool); 6] = [
    ("modules.json", false),
    ("config.json", false),
    ("tokenizer.json", false),
    ("tokenizer_config.json", true),
    ("sentence_bert_config.json", true),
    ("model.safetensors", false),
];

/// Fetches a model into the cache, and gives its folder: one that is [`Known`], or a sentence
/// transformer by its name on the hub (`owner/model`). A model that is there already, and whole, is
/// not fetched again. Files are told one by one with their size as they come.
///
/// Everything goes to a folder beside the model's place that is renamed when all is there, so an
/// interrupted fetch leaves no half of a model; files that were complete are kept for the next
/// attempt, and one that broke off goes on where it ended.
///
/// # Errors
/// In one sentence: without network, for a name that is not on the hub, bytes that are not those
/// that were announced, a folder that cannot be written; and [`Error::Cancelled`].
pub(crate) fn fetch(name: &str, reporter: &Reporter) -> Result<PathBuf> {
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

/// Where a model comes from.
pub(crate) fn address(known: Known) -> String {
    format!("{}/{}", hub(), known.about().repository)
}

/// True for what can be a model's name on the hub.
pub(crate) fn is_name(name: &str) -> bool {
    let parts: Vec<&str> = name.split('/').collect();
    let ok = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    parts.len() <= 2
        && parts
            .iter()
            .all(|p| !p.is_empty() && !p.starts_with('.') && p.chars().all(ok))
}

fn folder_of(cache: &Path, name: &str) -> PathBuf {
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

/// The same from a hub of one's own into a cache of one's own.
///
/// # Errors
/// As [`fetch`].
pub(crate) fn fetch_from(
    hub: &str,
    asked: &str,
    cache: &Path,
    reporter: &Reporter,
) -> Result<PathBuf> {
    let (kind, name) = (kind_of(asked), known::full_name(asked));
    if !is_name(name) {
        let cause = say(id::FETCH_NO_NAME).with("name", name);
        return Err(Error::stage(
            id::ERROR_FETCH,
            cause.with("advice", advice()),
        ));
    }
    let folder = folder_of(cache, name);
    let partial = folder.with_added_extension("partial");
    if is_there(&folder) {
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
        setting: kind.setting(),
        stage: kind.stage(),
        partial: &partial,
        reporter,
        files: Vec::new(),
    };
    match kind {
        Kind::Sentences => bring_sentences(&mut source)?,
        Kind::Network(Some(file)) => source.fetch(file, false)?,
        Kind::Network(None) => {
            let file = source.network()?;
            source.fetch(&file, false)?;
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

/// What is not known is taken for a sentence transformer.
fn kind_of(asked: &str) -> Kind {
    Known::of(asked).map_or(Kind::Sentences, |known| known.about().kind)
}

fn bring_sentences(source: &mut Source) -> Result<()> {
    for (file, may_miss) in FILES {
        source.fetch(file, may_miss)?;
    }
    let modules: Vec<Module> = read_json(&source.partial.join("modules.json"))?;
    for module in modules.iter().filter(|m| !m.path.is_empty()) {
        // The path comes from outside: it must not lead out of the folder.
        if !is_name(&module.path) {
            let cause = say(id::FETCH_ODD_MODULE)
                .with("name", source.name)
                .with("path", &module.path);
            return Err(Error::stage(id::ERROR_FETCH, cause));
        }
        // A module without settings, such as Normalize, may have no folder at all.
        source.fetch(&format!("{}/config.json", module.path), true)?;
        if module.kind.ends_with("Dense") {
            source.fetch(&format!("{}/model.safetensors", module.path), false)?;
        }
    }
    Ok(())
}

/// True for the folder of a model that was fetched whole, or copied there.
fn is_there(folder: &Path) -> bool {
    folder.join("modules.json").is_file() || folder.join(sums::NAME).is_file()
}

/// Where the model of that name lies, if it was fetched.
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    let name = known::full_name(name);
    let folder = folder_of(&cache_folder()?, name);
    (is_name(name) && is_there(&folder)).then_some(folder)
}

/// The file of the network of that name, if it was fetched.
pub(crate) fn network(named: &Path) -> Option<PathBuf> {
    if !known::is_network(named) {
        return None;
    }
    let folder = folder(named.to_str()?)?;
    let sums = sums_of(&folder).ok()?;
    let mut paths = sums.paths();
    paths
        .find(|path| holds_network(path))
        .map(|path| folder.join(path))
}

/// Whether a path is that of a network, by its name.
fn holds_network(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == NETWORK_ENDING)
}

/// Files of a model that was fetched, each with its size in bytes and its BLAKE3 hash; none of one
/// that was copied there.
pub(crate) fn fetched_files(folder: &Path) -> Vec<(PathBuf, u64, String)> {
    let sums = sums_of(folder).unwrap_or_default();
    let file = |path: &Path| {
        let size = fs::metadata(folder.join(path)).map_or(0, |meta| meta.len());
        Some((path.to_path_buf(), size, sums.get(path)?.to_string()))
    };
    sums.paths().filter_map(file).collect()
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

/// The largest file of words or settings of a model that is read, in bytes.
const MOST_JSON_BYTES: u64 = 256 << 20;

/// A JSON file of a model.
///
/// # Errors
/// When it cannot be read, or is not as it should be.
pub(crate) fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let bytes = file::read(path, MOST_JSON_BYTES)
        .map_err(|e| Error::io(id::ERROR_CANNOT_READ_MODEL, path, e))?;
    serde_json::from_slice(&bytes)
        .map_err(|e| Error::file(say(id::TEXT_NOT_SHOULD_E).with("e", e.to_string()), path))
}
