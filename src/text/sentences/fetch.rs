//! Named models from the Hugging Face hub into the cache.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;

use super::{advice, read_json};
use crate::config::cache_folder;
use crate::error::{Error, Result};
use crate::job::{Reporter, Stage};

const HUB: &str = "https://huggingface.co";

/// Files of every model, and whether one may be missing.
const FILES: [(&str, bool); 6] = [
    ("modules.json", false),
    ("config.json", false),
    ("tokenizer.json", false),
    ("tokenizer_config.json", true),
    ("sentence_bert_config.json", true),
    ("model.safetensors", false),
];

const MEGABYTE: usize = 1 << 20;

/// Fetches the model `name` (`owner/model`) into the cache, and gives its folder. A model that is there already is not
/// fetched again. Files are told one by one with their size as they come.
///
/// Everything goes to a folder beside the model's place that is renamed when all is there, so an interrupted fetch leaves no
/// half of a model; files that were complete are kept for the next attempt.
///
/// # Errors
/// In one sentence: without network, for a name that is not on the hub, a folder that cannot be written; and
/// [`Error::Cancelled`].
pub fn fetch(name: &str, reporter: &Reporter) -> Result<PathBuf> {
    let cache = cache_folder().ok_or_else(|| Error::stage("fetch", "this platform has no cache folder"))?;
    fetch_from(HUB, name, &cache, reporter)
}

/// True for what can be a model's name on the hub.
pub(super) fn is_name(name: &str) -> bool {
    let parts: Vec<&str> = name.split('/').collect();
    let ok = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    parts.len() <= 2 && parts.iter().all(|p| !p.is_empty() && !p.starts_with('.') && p.chars().all(ok))
}

pub(super) fn folder_of(cache: &Path, name: &str) -> PathBuf {
    name.split('/').fold(cache.join("models"), |folder, part| folder.join(part))
}

#[derive(Deserialize)]
struct Module {
    #[serde(default)]
    path: String,
    #[serde(rename = "type")]
    kind: String,
}

pub(super) fn fetch_from(hub: &str, name: &str, cache: &Path, reporter: &Reporter) -> Result<PathBuf> {
    if !is_name(name) {
        return Err(Error::stage("fetch", format!("`{name}` is no name of a model; {}", advice())));
    }
    let folder = folder_of(cache, name);
    if folder.join("modules.json").is_file() {
        return Ok(folder);
    }
    let partial = folder.with_added_extension("partial");
    let source = Source { hub, name, partial: &partial, reporter };
    for (file, may_miss) in FILES {
        source.fetch(file, may_miss)?;
    }
    let modules: Vec<Module> = read_json(&partial.join("modules.json"))?;
    for module in modules.iter().filter(|m| !m.path.is_empty()) {
        // The path comes from outside: it must not lead out of the folder.
        if !is_name(&module.path) {
            return Err(Error::stage("fetch", format!("`{name}` has a module at an odd place, `{}`", module.path)));
        }
        // A module without settings, such as Normalize, may have no folder at all.
        source.fetch(&format!("{}/config.json", module.path), true)?;
        if module.kind.ends_with("Dense") {
            source.fetch(&format!("{}/model.safetensors", module.path), false)?;
        }
    }
    fs::rename(&partial, &folder).map_err(|e| Error::io("put the model in its place", &folder, e))?;
    Ok(folder)
}

struct Source<'a> {
    hub: &'a str,
    name: &'a str,
    partial: &'a Path,
    reporter: &'a Reporter,
}

impl Source<'_> {
    /// One file into the partial folder, unless it is there from an attempt before.
    fn fetch(&self, file: &str, may_miss: bool) -> Result<()> {
        let to = self.partial.join(file);
        if to.is_file() {
            return Ok(());
        }
        self.reporter.checkpoint()?;
        let agent: ureq::Agent =
            ureq::Agent::config_builder().timeout_connect(Some(Duration::from_secs(20))).build().into();
        let response = match agent.get(format!("{}/{}/resolve/main/{file}", self.hub, self.name)).call() {
            Ok(response) => response,
            Err(ureq::Error::StatusCode(404)) if may_miss => return Ok(()),
            Err(ureq::Error::StatusCode(code @ (401 | 404))) => {
                let cause =
                    format!("`{}` is not on the hub, or has no {file} (status {code}); {}", self.name, advice());
                return Err(Error::stage("fetch", cause));
            }
            Err(cause) => return Err(self.unreachable(&cause)),
        };
        let size = response.headers().get("content-length").and_then(|v| v.to_str().ok()?.parse::<u64>().ok());
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent).map_err(|e| Error::io("write the model", parent, e))?;
        }
        let unfinished = to.with_added_extension("unfinished");
        let written = self.copy(response.into_body().into_reader(), &unfinished, file, size);
        if written.is_err() {
            let _ = fs::remove_file(&unfinished);
        }
        written?;
        fs::rename(&unfinished, &to).map_err(|e| Error::io("write the model", &to, e))
    }

    fn copy(&self, mut body: impl Read, to: &Path, file: &str, size: Option<u64>) -> Result<()> {
        let io = |e| Error::io("write the model", to, e);
        let mut out = File::create(to).map_err(io)?;
        let mut buffer = vec![0; MEGABYTE];
        let mut n_bytes = 0_u64;
        let megabytes = |bytes: u64| bytes.div_ceil(MEGABYTE as u64) as usize;
        let total = size.unwrap_or(0);
        let item = format!("{} {file}, {} MB", self.name, megabytes(total));
        loop {
            self.reporter.checkpoint()?;
            let n = body.read(&mut buffer).map_err(|e| self.unreachable(&e))?;
            if n == 0 {
                break;
            }
            out.write_all(&buffer[..n]).map_err(io)?;
            n_bytes += n as u64;
            self.reporter.step(Stage::Text, megabytes(n_bytes), megabytes(total.max(n_bytes)), &item);
        }
        if size.is_some_and(|size| size != n_bytes) {
            return Err(self.unreachable(&format!("{n_bytes} of {total} bytes of {file} came")));
        }
        out.sync_all().map_err(io)
    }

    /// What to do when the network does not give the model.
    fn unreachable(&self, cause: &dyn std::fmt::Display) -> Error {
        let Self { hub, name, .. } = self;
        let cause = format!(
            "cannot fetch `{name}` from {hub} ({cause}): try again with a network, or copy the model's folder from \
             elsewhere and give its path as text.sentences.model"
        );
        Error::stage("fetch", cause)
    }
}
