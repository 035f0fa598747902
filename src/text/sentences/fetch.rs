//! Named models from the Hugging Face hub into the cache.

use std::fmt::{self, Display, Formatter};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

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
/// A server that says nothing for so long is given up.
const SILENCE: Duration = Duration::from_secs(30);
/// Stop is looked for as often.
const MOMENT: Duration = Duration::from_millis(100);

/// Fetches the model `name` (`owner/model`) into the cache, and gives its folder. A model that is
/// there already is not fetched again. Files are told one by one with their size as they come.
///
/// Everything goes to a folder beside the model's place that is renamed when all is there, so an
/// interrupted fetch leaves no half of a model; files that were complete are kept for the next
/// attempt.
///
/// # Errors
/// In one sentence: without network, for a name that is not on the hub, a folder that cannot be
/// written; and [`Error::Cancelled`].
pub fn fetch(name: &str, reporter: &Reporter) -> Result<PathBuf> {
    let cache =
        cache_folder().ok_or_else(|| Error::stage("fetch", "this platform has no cache folder"))?;
    fetch_from(HUB, name, &cache, reporter)
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
        return Err(Error::stage(
            "fetch",
            format!("`{name}` is no name of a model; {}", advice()),
        ));
    }
    let folder = folder_of(cache, name);
    if folder.join("modules.json").is_file() {
        return Ok(folder);
    }
    let partial = folder.with_added_extension("partial");
    let source = Source {
        hub,
        name,
        partial: &partial,
        reporter,
    };
    for (file, may_miss) in FILES {
        source.fetch(file, may_miss)?;
    }
    let modules: Vec<Module> = read_json(&partial.join("modules.json"))?;
    for module in modules.iter().filter(|m| !m.path.is_empty()) {
        // The path comes from outside: it must not lead out of the folder.
        if !is_name(&module.path) {
            return Err(Error::stage(
                "fetch",
                format!("`{name}` has a module at an odd place, `{}`", module.path),
            ));
        }
        // A module without settings, such as Normalize, may have no folder at all.
        source.fetch(&format!("{}/config.json", module.path), true)?;
        if module.kind.ends_with("Dense") {
            source.fetch(&format!("{}/model.safetensors", module.path), false)?;
        }
    }
    fs::rename(&partial, &folder)
        .map_err(|e| Error::io("put the model in its place", &folder, e))?;
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
        let download = Download::start(format!("{}/{}/resolve/main/{file}", self.hub, self.name));
        self.reporter.step(
            Stage::Text,
            0,
            0,
            format!("{} {file}, waiting for an answer", self.name),
        );
        let size = match download.next(self.reporter)? {
            Ok(Part::Size(size)) => size,
            Ok(Part::Bytes(_) | Part::End) => None,
            Err(Cause::Status(404)) if may_miss => return Ok(()),
            Err(Cause::Status(code @ (401 | 404))) => {
                let cause = format!(
                    "`{}` is not on the hub, or has no {file} (status {code}); {}",
                    self.name,
                    advice()
                );
                return Err(Error::stage("fetch", cause));
            }
            Err(cause) => return Err(self.unreachable(&cause)),
        };
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent).map_err(|e| Error::io("write the model", parent, e))?;
        }
        let unfinished = to.with_added_extension("unfinished");
        let written = self.copy(&download, &unfinished, file, size);
        if written.is_err() {
            let _ = fs::remove_file(&unfinished);
        }
        written?;
        fs::rename(&unfinished, &to).map_err(|e| Error::io("write the model", &to, e))
    }

    fn copy(&self, download: &Download, to: &Path, file: &str, size: Option<u64>) -> Result<()> {
        let io = |e| Error::io("write the model", to, e);
        let mut out = File::create(to).map_err(io)?;
        let mut n_bytes = 0_u64;
        let megabytes = |bytes: u64| bytes.div_ceil(MEGABYTE as u64) as usize;
        let total = size.unwrap_or(0);
        let item = format!("{} {file}, {} MB", self.name, megabytes(total));
        loop {
            match download
                .next(self.reporter)?
                .map_err(|cause| self.unreachable(&cause))?
            {
                Part::Size(_) => {}
                Part::Bytes(bytes) => {
                    out.write_all(&bytes).map_err(io)?;
                    n_bytes += bytes.len() as u64;
                    self.reporter.step(
                        Stage::Text,
                        megabytes(n_bytes),
                        megabytes(total.max(n_bytes)),
                        &item,
                    );
                }
                Part::End => break,
            }
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

/// A file on its way, on a thread of its own: a server may be silent for minutes, and Stop means
/// now.
struct Download {
    parts: Receiver<std::result::Result<Part, Cause>>,
}

enum Part {
    /// In bytes, where the server tells it.
    Size(Option<u64>),
    Bytes(Vec<u8>),
    End,
}

/// Why nothing comes.
#[derive(Debug)]
enum Cause {
    Status(u16),
    Silent,
    Other(String),
}

impl Display for Cause {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Cause::Status(code) => write!(f, "status {code}"),
            Cause::Silent => write!(f, "no answer for {} s", SILENCE.as_secs()),
            Cause::Other(cause) => f.write_str(cause),
        }
    }
}

impl Download {
    fn start(address: String) -> Self {
        // Few parts wait: a slow disk holds the network up, and not the memory.
        let (sender, parts) = sync_channel(4);
        // The thread ends with its next part once nobody listens any more, or with its connection.
        thread::spawn(move || {
            let cause = |error: ureq::Error| match error {
                ureq::Error::StatusCode(code) => Cause::Status(code),
                error => Cause::Other(error.to_string()),
            };
            let agent: ureq::Agent = ureq::Agent::config_builder()
                .timeout_connect(Some(SILENCE))
                .timeout_recv_response(Some(SILENCE))
                .build()
                .into();
            let ended = agent
                .get(address)
                .call()
                .map_err(cause)
                .and_then(|response| {
                    let size = response
                        .headers()
                        .get("content-length")
                        .and_then(|v| v.to_str().ok()?.parse().ok());
                    let mut body = response.into_body().into_reader();
                    let mut part = Part::Size(size);
                    while sender.send(Ok(part)).is_ok() {
                        let mut bytes = vec![0; MEGABYTE / 4];
                        let n = body
                            .read(&mut bytes)
                            .map_err(|e| Cause::Other(e.to_string()))?;
                        bytes.truncate(n);
                        part = if n == 0 {
                            Part::End
                        } else {
                            Part::Bytes(bytes)
                        };
                        if let Part::End = part {
                            let _ = sender.send(Ok(part));
                            return Ok(());
                        }
                    }
                    Ok(())
                });
            if let Err(cause) = ended {
                let _ = sender.send(Err(cause));
            }
        });
        Self { parts }
    }

    /// Waits for the next part, no longer than a server may be silent, and no longer than a moment
    /// after Stop.
    fn next(&self, reporter: &Reporter) -> Result<std::result::Result<Part, Cause>> {
        let since = Instant::now();
        loop {
            reporter.checkpoint()?;
            match self.parts.recv_timeout(MOMENT) {
                Ok(part) => return Ok(part),
                Err(RecvTimeoutError::Timeout) if since.elapsed() < SILENCE => {}
                Err(RecvTimeoutError::Timeout) => return Ok(Err(Cause::Silent)),
                Err(RecvTimeoutError::Disconnected) => {
                    return Ok(Err(Cause::Other("the connection ended".into())));
                }
            }
        }
    }
}
