//! Paths as people write them, in the window and on the command line.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use crate::words::{Message, id};

/// The path in a text as people type or paste it: with `~` for their own folder, in quotes, or as
/// the address that a file manager copies. `None` for an empty one.
pub(crate) fn typed_path(text: &str) -> Option<PathBuf> {
    let text = text.trim();
    let quoted = |quote: char| {
        text.strip_prefix(quote)
            .and_then(|rest| rest.strip_suffix(quote))
    };
    let text = quoted('"').or(quoted('\'')).unwrap_or(text);
    let path = if text.starts_with("file://") {
        let path = path_of_address(&text["file:".len()..]);
        PathBuf::from(percent_decoded(&path).unwrap_or_else(|| path.into_owned()))
    } else {
        PathBuf::from(text)
    };
    (!path.as_os_str().is_empty()).then(|| from_home(path))
}

/// A path of the command line: with `~` for one's own folder, which the shells of Windows leave to
/// the program.
///
/// # Errors
/// On Windows, where a backslash before the closing quote has swallowed what stood behind it.
pub(crate) fn shell_path(path: PathBuf) -> Result<PathBuf, Message> {
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
    match at_home(&path) {
        Some(below) if !path.exists() => below,
        Some(_) | None => path,
    }
}

/// `~/Music` in the folder of whoever runs the program; `None` of a path that does not begin so.
pub(crate) fn at_home(path: &Path) -> Option<PathBuf> {
    let below = path.strip_prefix("~").ok()?;
    Some(std::env::home_dir()?.join(below))
}

/// What follows `file:` as a path: `///home/me`, `//localhost/home/me`, `/home/me`, `///C:/Music`,
/// and `//server/share`.
pub(crate) fn path_of_address(rest: &str) -> Cow<'_, str> {
    let path = match rest.strip_prefix("//") {
        Some(behind) if behind.starts_with('/') => behind,
        Some(behind) => match behind
            .get(..10)
            .filter(|host| host.eq_ignore_ascii_case("localhost/"))
        {
            Some(_) => &behind[9..],
            // A server's share; but many write `file://` before a path of any kind.
            None if cfg!(windows) && !has_drive(behind) => {
                return Cow::Owned(format!("//{behind}"));
            }
            None => behind,
        },
        None => rest,
    };
    Cow::Borrowed(
        path.strip_prefix('/')
            .filter(|inner| has_drive(inner))
            .unwrap_or(path),
    )
}

fn has_drive(path: &str) -> bool {
    let bytes = path.as_bytes();
    bytes.len() > 1 && bytes[0].is_ascii_alphabetic() && matches!(bytes[1], b':' | b'|')
}

/// The text that percent signs with two hexadecimal digits stand for; `None` where there are none,
/// or it is no text.
pub(crate) fn percent_decoded(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let digit = |at: usize| char::from(*bytes.get(at)?).to_digit(16);
    let (mut decoded, mut at, mut is_other) = (Vec::with_capacity(bytes.len()), 0, false);
    while at < bytes.len() {
        match (bytes[at], digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                (at, is_other) = (at + 3, true);
            }
            (byte, ..) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).ok().filter(|_| is_other)
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
