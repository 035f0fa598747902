//! The closed list of what a session can be asked.

use std::path::PathBuf;

use crate::config::Config;
use crate::export::SelectionFile;
use crate::library::ColumnMap;

use super::colour::{Class, ColourBy};
use super::{
    Comparing, Keeping, Learning, Listening, Listing, MapSource, Naming, Selecting, Sweeping,
    Understanding,
};

/// One wish of the person in front of the window. Panels push these; [`super::Session::apply`]
/// fulfils them.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Read a folder or manifest and analyse it. The analysis on show stays until the new one is
    /// there.
    OpenFolder(PathBuf),
    /// The same with the songs that come with the program.
    OpenDemo,
    /// Analyse what is open with the draft settings.
    Run,
    /// End the present stage early and keep what there is, where the stage can; else end the run.
    Stop,
    /// Give the run up altogether.
    Cancel,
    SetConfig(Box<Config>),
    ResetConfig,
    /// What the columns of a manifest hold, after it was asked; runs again.
    MapColumns(ColumnMap),
    /// Leave the question about columns unanswered.
    LeaveColumns,
    Select(Option<usize>),
    /// Select a song and play it from its beginning.
    Play(usize),
    Hover(Option<usize>),
    PlayPause,
    /// Seconds from the beginning of the selected song.
    Seek(f32),
    /// Seconds from where the selected song is now.
    SeekBy(f32),
    /// 0 to 1.
    Volume(f32),
    /// On to the nearest neighbour that was not visited yet, and play it.
    Next,
    /// Back to the song before, and play it.
    Previous,
    Search(String),
    ColourBy(ColourBy),
    Project(Picture),
    /// What the maps beside the main one show; as many as there are to be.
    SideMaps(Vec<MapSource>),
    /// Show or hide the songs of one class.
    ToggleClass(Class),
    /// Show the songs of one class only; all of them again when that is so already.
    SoloClass(Class),
    ShowAllClasses,
    Selecting(Selecting),
    /// Write the selected songs into a file, replacing what is there.
    SaveSelection(SelectionFile, PathBuf),
    Listening(Listening),
    Listing(Listing),
    Learning(Learning),
    Comparing(Comparing),
    Understanding(Understanding),
    Naming(Naming),
    Sweeping(Sweeping),
    Keeping(Keeping),
    /// Put a note in front of the person.
    Tell(String),
    Dismiss(u64),
}

/// Which picture of the latent space the map shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Picture {
    #[default]
    Map,
    Pca,
}

impl Picture {
    pub const ALL: [Picture; 2] = [Picture::Map, Picture::Pca];
}
