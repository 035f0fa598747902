//! The closed list of what a session can be asked.

use std::path::PathBuf;

use crate::config::{Config, ProjectionMethod};
use crate::export::SelectionFile;
use crate::library::ColumnMap;
use crate::words;

use super::colour::{Class, ColourBy};
use super::comparing::Comparing;
use super::curating::Curating;
use super::filtering::Filtering;
use super::invariance::Measuring;
use super::keeping::Keeping;
use super::learning::Learning;
use super::listening::Listening;
use super::listing::Listing;
use super::meaning::Meaning;
use super::naming::Naming;
use super::parting::Parting;
use super::picture::{MapMarks, MapSource, Picture};
use super::placing::Placing;
use super::quiz::Quiz;
use super::selecting::Selecting;
use super::sweeping::Sweeping;
use super::teaching::Teaching;
use super::understanding::Understanding;
use super::viewing::Spectra;
use super::why::Why;

/// One wish of the person in front of the window. Panels push these; [`super::Session::apply`]
/// fulfils them.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Read a folder or manifest and analyse it. The analysis on show stays until the new one is
    /// there.
    OpenFolder(PathBuf),
    /// The same with the songs that come with the program.
    OpenDemo,
    /// Shows again what was looked at lately, by its place in [`super::Session::recent`].
    Reopen(usize),
    /// Analyse what is open with the draft settings.
    Run,
    /// End the present stage early and keep what there is, where the stage can; else end the run.
    Stop,
    /// Give the run up altogether.
    Cancel,
    /// These are the draft settings from now on; nothing runs.
    SetConfig(Box<Config>),
    /// The draft settings are the defaults again; nothing runs.
    ResetConfig,
    /// The setting of that name is a path: this one.
    SetPath(&'static str, PathBuf),
    /// The same for a file that the model is to be shown the vectors of; runs again.
    UseFile(&'static str, PathBuf),
    /// What the columns of a manifest hold, after it was asked; runs again.
    MapColumns(ColumnMap),
    /// Leave the question about columns unanswered.
    LeaveColumns,
    /// The one song that is looked at and can be played; `None` lets go of it.
    Select(Option<usize>),
    /// Select a song and play it from its beginning.
    Play(usize),
    /// The song under the pointer, wherever that is; `None` where it is on none.
    Hover(Option<usize>),
    /// Play the selected song, or pause it.
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
    /// What titles, artists and lyrics are searched for; empty searches for nothing.
    Search(String),
    /// What gives every song its colour.
    ColourBy(ColourBy),
    /// Which picture of the latent space the main map shows.
    Project(Picture),
    /// Draw the map anew by another method; all above it stays.
    DrawBy(ProjectionMethod),
    /// What the maps beside the main one show; as many as there are to be.
    SideMaps(Vec<MapSource>),
    /// What is written and drawn between the songs of every map.
    MapMarks(MapMarks),
    /// Show or hide the songs of one class.
    ToggleClass(Class),
    /// Show the songs of one class only; all of them again when that is so already.
    SoloClass(Class),
    /// Show the songs of every class again.
    ShowAllClasses,
    /// To the songs that are chosen together.
    Selecting(Selecting),
    /// Write the selected songs into a file, replacing what is there.
    SaveSelection(SelectionFile, PathBuf),
    /// To the playlist, and to how songs follow each other.
    Listening(Listening),
    /// To the table of songs.
    Listing(Listing),
    /// To what leaves songs out by their columns.
    Filtering(Filtering),
    /// To the training, and to its timeline.
    Learning(Learning),
    /// To the runs that are kept.
    Comparing(Comparing),
    /// To the model on show.
    Understanding(Understanding),
    /// To the names of clusters.
    Naming(Naming),
    /// To what a person makes of songs: labels, notes, hidden songs.
    Curating(Curating),
    /// To the scores of every number of clusters.
    Sweeping(Sweeping),
    /// To the search by what songs are about.
    Meaning(Meaning),
    /// To new songs on the map.
    Placing(Placing),
    /// To the spectra of the selected song.
    Spectra(Spectra),
    /// To the quiz of clusters by ear.
    Quiz(Quiz),
    /// To the analysis of a part of the songs.
    Parting(Parting),
    /// To why two songs are near each other.
    Why(Why),
    /// To how little latents change when recordings do.
    Measuring(Measuring),
    /// To the lesson.
    Teaching(Teaching),
    /// To the session file and to what is exported.
    Keeping(Keeping),
    /// Put a note in front of the person.
    Tell(words::Message),
    /// Take the note of that id away.
    Dismiss(u64),
}

impl Command {
    /// True when undo leads back to before it.
    pub(super) fn can_be_undone(&self) -> bool {
        self.changes() == Changes::Scene
    }

    /// True when a session file may say something else after it.
    pub(super) fn is_lasting(&self) -> bool {
        self.changes() != Changes::Nothing
    }

    fn changes(&self) -> Changes {
        match self {
            Command::Search(_)
            | Command::ColourBy(_)
            | Command::Project(_)
            | Command::SideMaps(_)
            | Command::MapMarks(_)
            | Command::ToggleClass(_)
            | Command::SoloClass(_)
            | Command::ShowAllClasses
            | Command::Filtering(_)
            | Command::Naming(_) => Changes::Scene,
            Command::Curating(what) if what.can_be_undone() => Changes::Scene,
            Command::Selecting(Selecting::Undo | Selecting::Redo) => Changes::Session,
            Command::Selecting(_) => Changes::Scene,
            Command::OpenFolder(_)
            | Command::OpenDemo
            | Command::Reopen(_)
            | Command::Run
            | Command::Stop
            | Command::Cancel
            | Command::SetConfig(_)
            | Command::ResetConfig
            | Command::SetPath(..)
            | Command::UseFile(..)
            | Command::MapColumns(_)
            | Command::LeaveColumns
            | Command::Select(_)
            | Command::Play(_)
            | Command::Next
            | Command::Previous
            | Command::DrawBy(_)
            | Command::SaveSelection(..)
            | Command::Listening(_)
            | Command::Listing(_)
            | Command::Learning(_)
            | Command::Comparing(_)
            | Command::Understanding(_)
            | Command::Curating(_)
            | Command::Sweeping(_)
            | Command::Placing(_)
            | Command::Parting(_)
            | Command::Teaching(_) => Changes::Session,
            Command::Hover(_)
            | Command::Seek(_)
            | Command::SeekBy(_)
            | Command::PlayPause
            | Command::Volume(_)
            | Command::Tell(_)
            | Command::Dismiss(_)
            | Command::Keeping(_)
            | Command::Meaning(_)
            | Command::Spectra(_)
            | Command::Quiz(_)
            | Command::Why(_)
            | Command::Measuring(_) => Changes::Nothing,
        }
    }
}

/// What a command leaves behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Changes {
    /// Nothing that a session file would tell.
    Nothing,
    /// What a session file tells, with no way back.
    Session,
    /// The same, and undo leads back.
    Scene,
}
