//! `latentune fetch`: models by name into the cache, and the list of those that may be fetched
//! freely.

use std::fmt::Write;
use std::path::Path;

use super::{Ended, answer, note, run_job};
use crate::config::Keyed;
use crate::fetch::{self, Known};
use crate::words::{fill, id, tr};

/// Fetches a model into the cache; without a name, lists those that are known.
///
/// # Errors
/// When it cannot be fetched; the message says what to do.
pub fn fetch_model(name: Option<&str>) -> anyhow::Result<Ended> {
    let Some(name) = name else {
        answer(list());
        return Ok(Ended::Done);
    };
    let wanted = name.to_string();
    let folder = run_job(id::CLI_DOWNLOAD, false, move |reporter| {
        fetch::fetch(&wanted, reporter)
    })?;
    let Some(folder) = folder else {
        return Ok(Ended::Stopped);
    };
    note(fill(
        id::CLI_FETCHED,
        &[("name", &name), ("folder", &folder.display())],
    ));
    note(files(&folder).trim_end());
    note(fill(id::FETCH_USE_BY, &[("settings", &fetch::usage(name))]));
    Ok(Ended::Done)
}

/// Every model that is known: licence, size, what it is good for, from where, how it is used, and
/// what is there of it.
pub(super) fn list() -> String {
    let mut text = tr(id::FETCH_LIST).to_string();
    for known in Known::all() {
        let _ = write!(text, "\n\n{}", entry(known));
    }
    text
}

fn entry(known: Known) -> String {
    let about = known.about();
    let size = match about.n_megabytes {
        Some(n) => fill(id::FETCH_ABOUT_MEGABYTES, &[("n", &n)]),
        None => tr(id::FETCH_SIZE_UNKNOWN).to_string(),
    };
    let folder = fetch::folder(known.key());
    let sum = match &folder {
        Some(_) => id::FETCH_SUMS_NOTED,
        None => id::FETCH_NO_SUM,
    };
    let address = fetch::address(known);
    let mut text = format!(
        "{}  ·  {}  ·  {size}  ·  {}\n    {}\n    {address}\n    {}",
        known.key(),
        about.licence,
        tr(sum),
        about.says,
        fetch::usage(known.key()),
    );
    if let Some(folder) = folder {
        let there = fill(id::FETCH_IS_IN, &[("folder", &folder.display())]);
        let _ = write!(text, "\n    {there}\n{}", files(&folder).trim_end());
    }
    text
}

/// A line for each file of a model that is there, with its size and its sum.
fn files(folder: &Path) -> String {
    let mut text = String::new();
    for (path, size, sum) in fetch::fetched_files(folder) {
        let megabytes = size as f64 / 1e6;
        let _ = writeln!(
            text,
            "      {}  {megabytes:.1} MB  BLAKE3 {sum}",
            path.display()
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_known_is_listed_with_licence_size_and_address() {
        let list = list();
        for known in Known::all() {
            let about = known.about();
            for part in [known.key(), about.licence, about.repository] {
                assert!(list.contains(part), "{part}");
            }
        }
        assert!(list.contains("--set network.file=yamnet --set network.rate_hz=16000"));
    }
}
