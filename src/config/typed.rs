//! Paths as people write them, in the window and on the command line.

use std::path::PathBuf;

use crate::words::{Message, id};

/// The path in a text as people type or paste it: with `~` for their own folder, in quotes, or as
/// the address that a file manager copies. `None` for an empty one.
pub fn typed_path(text: &str) -> Option<PathBuf> {
    let text = text.trim();
    let quoted = |quote: char| {
        text.strip_prefix(quote)
            .and_then(|rest| rest.strip_suffix(quote))
    };
    let text = quoted('"').or(quoted('\'')).unwrap_or(text);
    let path = match text.strip_prefix("file://") {
        Some(address) => PathBuf::from(without_root_of_a_drive(&percent_decoded(address))),
        None => PathBuf::from(text),
    };
    (!path.as_os_str().is_empty()).then(|| from_home(path))
}

/// A path of the command line: with `~` for one's own folder, which the shells of Windows leave to
/// the program.
///
/// # Errors
/// On Windows, where a backslash before the closing quote has swallowed what stood behind it.
pub fn shell_path(path: PathBuf) -> Result<PathBuf, Message> {
    checked(path, cfg!(windows)).map(from_home)
}

fn checked(path: PathBuf, is_windows: bool) -> Result<PathBuf, Message> {
    // No name on Windows can hold one.
    if is_windows && path.as_os_str().to_string_lossy().contains('"') {
        return Err(id::CLI_BACKSLASH_BEFORE_QUOTE.into());
    }
    Ok(path)
}

/// With the own folder for a leading `~`, unless there is something of that very name.
fn from_home(path: PathBuf) -> PathBuf {
    match (path.strip_prefix("~"), std::env::home_dir()) {
        (Ok(below), Some(home)) if !path.exists() => home.join(below),
        _ => path,
    }
}

/// `C:/music` of `/C:/music`, as addresses have it.
fn without_root_of_a_drive(address: &str) -> &str {
    match address.as_bytes() {
        [b'/', letter, b':', ..] if letter.is_ascii_alphabetic() => &address[1..],
        _ => address,
    }
}

/// `%20` and its like as the bytes they stand for.
fn percent_decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match digits
            .filter(|_| first == b'%')
            .and_then(|digits| u8::from_str_radix(digits, 16).ok())
        {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_as_people_write_them() {
        let path = |text| typed_path(text).map(|path| path.display().to_string());
        assert_eq!(path("  /music/a b ").as_deref(), Some("/music/a b"));
        assert_eq!(path("\"/music/a b\"").as_deref(), Some("/music/a b"));
        assert_eq!(
            path("file:///music/a%20b/%E0%A6%97%E0%A6%BE%E0%A6%A8").as_deref(),
            Some("/music/a b/গান")
        );
        assert_eq!(path("file:///100%/x").as_deref(), Some("/100%/x"));
        assert_eq!(
            path("file:///C:/Users/Mita/My%20Music").as_deref(),
            Some("C:/Users/Mita/My Music")
        );
        assert_eq!(
            path("\"C:\\My Music\\\"").as_deref(),
            Some("C:\\My Music\\")
        );
        assert_eq!(
            typed_path("~/songs"),
            Some(std::env::home_dir().unwrap().join("songs"))
        );
        assert_eq!(path("  "), None);
    }

    #[test]
    fn a_path_of_the_command_line_is_taken_as_it_stands_but_for_a_swallowed_quote() {
        let of_home = std::env::home_dir().unwrap().join("songs");
        assert_eq!(shell_path("~/songs".into()).unwrap(), of_home);
        assert_eq!(
            shell_path("~songs".into()).unwrap(),
            PathBuf::from("~songs")
        );
        // "C:\My Music\" --out r, as Windows hands it over.
        let swallowed = PathBuf::from("C:\\My Music\" --out r");
        assert!(checked(swallowed.clone(), false).is_ok());
        let error = checked(swallowed, true).unwrap_err().to_string();
        assert!(error.contains("backslash"), "{error}");
    }
}
