//! One file on its way, on a thread of its own: a server may be silent for minutes, and Stop means
//! now.
//!
//! Names, connections, answers and each part of a body wait no longer than [`SILENCE`]; a body that
//! only trickles ends as well. A file that broke off is asked for from where it ended, if the
//! server says that it is the same file still.

use std::io::Read;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::Result;
use crate::job::{Reporter, Stage};
use crate::words::{Message, id, say};

/// A server that says nothing for so long is given up.
const SILENCE: Duration = Duration::from_secs(30);
/// Less than so many bytes in so long is nothing as well.
const LEAST_BYTES: u64 = 60 << 10;
const WITHIN: Duration = Duration::from_secs(60);
/// Silence is told of after so long.
const TOLD_AFTER: Duration = Duration::from_secs(2);
/// Stop is looked for as often.
const MOMENT: Duration = Duration::from_millis(100);
const MOST_REDIRECTS: usize = 5;
const BYTES_AT_ONCE: usize = 1 << 18;

/// What of a file is there from an attempt before.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Held {
    pub(crate) n_bytes: u64,
    /// By which the server knows whether it is the same file still.
    pub(crate) etag: String,
}

/// What the server says before the bytes come.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Head {
    /// Where in the file the bytes begin.
    pub(crate) from: u64,
    /// Of the whole file, in bytes, where it says so.
    pub(crate) size: Option<u64>,
    pub(crate) etag: Option<String>,
    /// In hex: the hub announces it of every large file.
    pub(crate) sha256: Option<String>,
}

pub(super) enum Part {
    Head(Head),
    Bytes(Vec<u8>),
    End,
}

/// Why nothing comes.
#[derive(Debug)]
pub(super) enum Cause {
    Status(u16),
    Silent,
    Slow,
    Ended,
    Other(Message),
}

impl From<Cause> for Message {
    fn from(cause: Cause) -> Self {
        match cause {
            Cause::Status(code) => say(id::FETCH_STATUS).with("code", code),
            Cause::Silent => say(id::FETCH_SILENT).with("secs", SILENCE.as_secs()),
            Cause::Slow => say(id::FETCH_SLOW)
                .with("n", LEAST_BYTES >> 10)
                .with("secs", WITHIN.as_secs()),
            Cause::Ended => id::FETCH_ENDED.into(),
            Cause::Other(cause) => cause,
        }
    }
}

type PartResult = std::result::Result<Part, Cause>;

pub(super) struct Download {
    parts: Receiver<PartResult>,
    /// What it is told as a part of.
    stage: Stage,
    /// What came since when.
    n_bytes: u64,
    since: Instant,
}

impl Download {
    pub(super) fn start(address: String, held: Option<Held>, stage: Stage) -> Self {
        // Few parts wait: a slow disk holds the network up, and not the memory.
        let (sender, parts) = sync_channel(4);
        // The thread ends with its next part once nobody listens any more, or with its connection.
        thread::spawn(move || {
            if let Err(cause) = send(address, held, &sender) {
                let _ = sender.send(Err(cause));
            }
        });
        Self {
            parts,
            stage,
            n_bytes: 0,
            since: Instant::now(),
        }
    }

    /// Waits for the next part, no longer than a server may be silent, and no longer than a moment
    /// after Stop. While nothing comes, that is told of `item`.
    ///
    /// # Errors
    /// [`crate::error::Error::Cancelled`].
    pub(super) fn next(&mut self, item: &Message, reporter: &Reporter) -> Result<PartResult> {
        let (since, mut told) = (Instant::now(), 0);
        loop {
            reporter.checkpoint()?;
            let silent = since.elapsed();
            match self.parts.recv_timeout(MOMENT) {
                Ok(Ok(Part::Bytes(bytes))) => {
                    self.n_bytes += bytes.len() as u64;
                    return Ok(self.fast_enough().map(|()| Part::Bytes(bytes)));
                }
                Ok(told) => return Ok(told),
                Err(RecvTimeoutError::Timeout) if silent < SILENCE => {
                    if silent > TOLD_AFTER && silent.as_secs() > told {
                        told = silent.as_secs();
                        let waiting = say(id::FETCH_WAITING_SECS)
                            .with("what", item.clone())
                            .with("secs", told)
                            .with("most", SILENCE.as_secs());
                        reporter.step(self.stage, 0, 0, waiting);
                    }
                }
                Err(RecvTimeoutError::Timeout) => return Ok(Err(Cause::Silent)),
                Err(RecvTimeoutError::Disconnected) => return Ok(Err(Cause::Ended)),
            }
        }
    }

    fn fast_enough(&mut self) -> std::result::Result<(), Cause> {
        if self.since.elapsed() < WITHIN {
            return Ok(());
        }
        let n_bytes = std::mem::take(&mut self.n_bytes);
        self.since = Instant::now();
        if n_bytes < LEAST_BYTES {
            Err(Cause::Slow)
        } else {
            Ok(())
        }
    }
}

fn send(
    mut address: String,
    held: Option<Held>,
    sender: &SyncSender<PartResult>,
) -> std::result::Result<(), Cause> {
    let is_secure = address.starts_with("https://");
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_resolve(Some(SILENCE))
        .timeout_connect(Some(SILENCE))
        .timeout_recv_response(Some(SILENCE))
        .timeout_per_read(Some(SILENCE))
        .https_only(is_secure)
        .max_redirects(0)
        .build()
        .into();
    let mut sha256 = None;
    for _ in 0..=MOST_REDIRECTS {
        let mut request = agent.get(address.as_str());
        if let Some(held) = &held {
            request = request
                .header("Range", format!("bytes={}-", held.n_bytes))
                .header("If-Range", held.etag.as_str());
        }
        let response = request.call().map_err(|error| {
            if let ureq::Error::StatusCode(code) = error {
                Cause::Status(code)
            } else {
                Cause::Other(Message::verbatim(error))
            }
        })?;
        let header = |name: &str| response.headers().get(name)?.to_str().ok();
        sha256 = sha256.or_else(|| header("x-linked-etag").and_then(sha256_in));
        if response.status().is_redirection() {
            address = header("location")
                .and_then(|to| redirected(&address, to))
                .ok_or(Cause::Status(response.status().as_u16()))?;
            continue;
        }
        let length = header("content-length").and_then(|n| n.parse::<u64>().ok());
        let range = header("content-range").and_then(range_of);
        let (from, size) = match (response.status().as_u16(), range) {
            (206, Some((from, size))) => (from, size.or_else(|| Some(from + length?))),
            (206, None) => return Err(Cause::Status(206)),
            _ => (0, length),
        };
        let etag = header("etag").filter(|etag| !etag.starts_with("W/"));
        let head = Head {
            from,
            size,
            etag: etag.map(str::to_string),
            sha256,
        };
        return pass_on(head, response.into_body().into_reader(), sender);
    }
    Err(Cause::Ended)
}

fn pass_on(
    head: Head,
    mut body: impl Read,
    sender: &SyncSender<PartResult>,
) -> std::result::Result<(), Cause> {
    let mut part = Part::Head(head);
    // Whoever does not listen any more wants nothing any more.
    while sender.send(Ok(part)).is_ok() {
        let mut bytes = vec![0; BYTES_AT_ONCE];
        let n = body
            .read(&mut bytes)
            .map_err(|e| Cause::Other(Message::verbatim(e)))?;
        if n == 0 {
            let _ = sender.send(Ok(Part::End));
            break;
        }
        bytes.truncate(n);
        part = Part::Bytes(bytes);
    }
    Ok(())
}

/// A SHA-256 among the marks of a file; the hub's are of 64 hexadecimal digits in quotes.
fn sha256_in(etag: &str) -> Option<String> {
    let bare = etag.trim().trim_matches('"');
    let is_hash = bare.len() == 64 && bare.bytes().all(|b| b.is_ascii_hexdigit());
    is_hash.then(|| bare.to_ascii_lowercase())
}

/// The address that `to` means, seen from `address`.
fn redirected(address: &str, to: &str) -> Option<String> {
    if to.starts_with("https://") || to.starts_with("http://") {
        return Some(to.to_string());
    }
    let host_from = address.find("://")? + 3;
    let host_to = address[host_from..]
        .find('/')
        .map_or(address.len(), |at| host_from + at);
    (to.starts_with('/') && !to.starts_with("//")).then(|| format!("{}{to}", &address[..host_to]))
}

/// First byte and size of the whole, of `bytes 5-9/10`.
fn range_of(header: &str) -> Option<(u64, Option<u64>)> {
    let (range, size) = header.strip_prefix("bytes ")?.split_once('/')?;
    let (from, _) = range.split_once('-')?;
    Some((from.parse().ok()?, size.parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_as_they_are_meant() {
        assert_eq!(range_of("bytes 5-9/10"), Some((5, Some(10))));
        assert_eq!(range_of("bytes 0-9/*"), Some((0, None)));
        assert_eq!(range_of("bytes */10"), None);
        let sum = "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855";
        assert_eq!(
            sha256_in(&format!("\"{sum}\"")),
            Some(sum.to_ascii_lowercase())
        );
        assert_eq!(sha256_in("\"0123456789abcdef\""), None);
        let from = "https://hub.example/a/b?c";
        for (to, address) in [
            ("/x/y", Some("https://hub.example/x/y")),
            ("https://cdn.example/z", Some("https://cdn.example/z")),
            ("//cdn.example/z", None),
            ("file:///etc/passwd", None),
        ] {
            assert_eq!(redirected(from, to).as_deref(), address);
        }
    }
}
