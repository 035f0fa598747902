//! Native dialogs that the window wants and the app shows.

use std::path::PathBuf;

use crate::export::SelectionFile;

/// What kind of native dialog is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileRequestKind {
    SaveFile,
    OpenFile,
    Folder,
}

/// What becomes of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileRequestFor {
    /// A folder of songs is opened.
    Songs,
    /// Songs are placed on the map.
    NewSongs,
    /// Where they are is written there.
    NewSongsTable,
    /// The selected songs are written there.
    Selection(SelectionFile),
    /// One's own labels are held against those of it.
    AnothersSession,
    /// The field of the dialog on show takes it.
    Field,
    /// The setting of that name takes it.
    Setting(&'static str),
}

/// A native dialog that is wanted.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FileRequest {
    pub(crate) what_for: FileRequestFor,
    pub(crate) kind: FileRequestKind,
    /// Where it begins, with the name that is offered.
    pub(crate) path: PathBuf,
    /// Without the dot; nothing for folders.
    pub(crate) extension: &'static str,
}
