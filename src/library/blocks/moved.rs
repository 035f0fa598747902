//! The same paths below another folder: a data set has another mount point on every machine.

use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::{Error, Result};
use crate::words::{Message, id};

/// A value of which every text that is a path below `from` is one below `to`.
///
/// # Errors
/// When the value holds a path that is not Unicode.
pub(super) fn moved<T: Serialize + DeserializeOwned>(
    value: T,
    from: &Path,
    to: &Path,
) -> Result<T> {
    if from == to {
        return Ok(value);
    }
    let fault = |e: serde_json::Error| Error::file(Message::verbatim(e), from);
    let mut json = serde_json::to_value(value).map_err(fault)?;
    let [from_text, to_text] = [utf8(from)?, utf8(to)?];
    rename(&mut json, from_text, to_text);
    serde_json::from_value(json).map_err(fault)
}

/// # Errors
/// When the path is not Unicode: it could not be written into a table.
pub(super) fn utf8(path: &Path) -> Result<&str> {
    let text = path.to_str();
    text.ok_or_else(|| Error::file(id::LIBRARY_NAME_NOT_UNICODE, path))
}

fn rename(json: &mut Value, from: &str, to: &str) {
    match json {
        Value::String(text) => {
            let inner = text.strip_prefix(from);
            let is_below = |inner: &&str| inner.is_empty() || inner.starts_with(['/', '\\']);
            if let Some(inner) = inner.filter(is_below) {
                *text = format!("{to}{inner}");
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|one| rename(one, from, to)),
        Value::Object(all) => all.values_mut().for_each(|one| rename(one, from, to)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
