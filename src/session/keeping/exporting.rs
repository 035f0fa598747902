//! What can be taken home: a figure, a table, or the whole report. Each is made on a thread of its
//! own.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::AudioConfig;
use crate::curation::{OwnTable, own_scores};
use crate::error::{Error, Result, Warning};
use crate::export::{
    self, Colours, Figure, Format, MapAxes, MapFigure, MelFigure, Output, ReportOptions, Subject,
    TableFormat,
};
use crate::job::Reporter;
use crate::matrix::Matrix;
use crate::pipeline::{Analysis, Invariance};
use crate::words::{Message, id, say, tr};

use super::super::colour::Values;
use super::super::cx::Cx;
use super::super::depicting::SoundState;
use super::super::picture::Picture;
use super::super::side_maps::picture_label;
use super::super::sound::Sound;
use super::on_show::OnShow;

/// What one figure shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// The map as it stands: its colours, what is selected, what the legend leaves out.
    Map,
    /// What the analysis alone decides.
    Of(Figure),
    /// The mel spectrogram of the selected song.
    Song,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TableOf {
    /// A row a song, with everything there is on it.
    #[default]
    Songs,
    /// A row a space, label and score.
    Scores,
}

/// One thing to be written, and where.
#[derive(Debug, Clone, PartialEq)]
pub enum Export {
    /// A picture of what is on show.
    Figure {
        /// What is drawn.
        shown: Shown,
        /// Its format, size and ground.
        output: Output,
        /// Written whole, in place of what is there.
        path: PathBuf,
    },
    /// A table of what is on show.
    Table {
        /// What its rows are.
        of: TableOf,
        /// How it is written.
        format: TableFormat,
        /// Written whole, in place of what is there.
        path: PathBuf,
    },
    /// The report in a folder, with excerpts of the selected songs where they are asked for.
    Report {
        /// Made where it is not there.
        folder: PathBuf,
        /// What stands at the head of its page.
        title: String,
        /// With excerpts of the selected songs.
        with_clips: bool,
    },
}

impl Export {
    pub(crate) fn path(&self) -> &Path {
        match self {
            Export::Figure { path, .. } | Export::Table { path, .. } => path,
            Export::Report { folder, .. } => folder,
        }
    }
}

/// All that a thread needs, apart from the session.
pub(super) struct Ordered {
    export: Export,
    analysis: Arc<Analysis>,
    clusters: Vec<String>,
    selection: Vec<usize>,
    map: Option<MapParts>,
    song: Option<(String, Arc<Sound>)>,
    audio: AudioConfig,
    own: Arc<OwnTable>,
    invariance: Option<Arc<Invariance>>,
}

/// What the map shows, by value.
struct MapParts {
    title: String,
    note: String,
    xy: Matrix,
    axes: MapAxes,
    values: Values,
    faded: Vec<bool>,
    hidden: Vec<bool>,
}

impl Ordered {
    /// # Errors
    /// When what is asked for is not there.
    pub(super) fn new(export: Export, cx: &Cx, on_show: &OnShow) -> Result<Self> {
        let Some(analysis) = cx.shown_analysis().cloned() else {
            return Err(Error::library(id::SESSION_THERE_NO_ANALYSIS_EXPORT_YET));
        };
        let wants = |what| matches!(export, Export::Figure { shown, .. } if shown == what);
        let song = match on_show.focus.sound() {
            _ if !wants(Shown::Song) => None,
            SoundState::Ready(sound) => {
                let song = on_show.focus.selected().and_then(|song| cx.song(song));
                song.map(|s| (s.title.clone(), sound.clone()))
            }
            SoundState::None | SoundState::Reading | SoundState::Failed(_) => {
                return Err(Error::library(id::SESSION_SELECT_SONG_RECORDING_FIRST));
            }
        };
        let map = if wants(Shown::Map) {
            MapParts::of(&analysis, cx, on_show)
        } else {
            None
        };
        Ok(Self {
            clusters: on_show.cluster_names(cx),
            selection: on_show.selection.songs().to_vec(),
            audio: cx.draft.audio.clone(),
            own: cx.own.clone(),
            invariance: on_show
                .invariance
                .of(&analysis)
                .map(|measured| measured.found.clone()),
            export,
            analysis,
            map,
            song,
        })
    }

    /// Makes and writes it; tells what was left out.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn fulfil(&self, reporter: &Reporter) -> Result<Vec<Message>> {
        let subject = Subject {
            analysis: &self.analysis,
            clusters: &self.clusters,
        };
        match &self.export {
            Export::Figure {
                shown,
                output,
                path,
            } => {
                let (width, height) = output.units();
                let svg = match (shown, &self.map, &self.song) {
                    (Shown::Of(figure), ..) => figure.draw(subject, width, height, output.ground),
                    (Shown::Map, Some(map), _) => {
                        map.figure(|f| f.draw(width, height, output.ground))
                    }
                    (Shown::Song, _, Some((title, sound))) => mel(title, sound, &self.audio, |f| {
                        f.draw(width, height, output.ground)
                    }),
                    _ => return Err(Error::library(id::SESSION_THERE_NOTHING_DRAW)),
                };
                export::write_file(path, &output.encode(&svg)?).map(|()| Vec::new())
            }
            Export::Table { of, format, path } => {
                let frame = match of {
                    TableOf::Songs => {
                        let mut songs = export::songs(subject);
                        export::add_own(&mut songs, &self.own);
                        songs
                    }
                    TableOf::Scores if self.own.columns.is_empty() => {
                        export::scores(&self.analysis, None)
                    }
                    TableOf::Scores => {
                        let own = own_scores(&self.analysis, &self.own, reporter)?;
                        export::scores(&self.analysis, Some(&own))
                    }
                };
                export::write_file(path, &format.bytes(&frame)?).map(|()| Vec::new())
            }
            Export::Report {
                folder,
                title,
                with_clips,
            } => {
                export::make_folder(folder)?;
                let clips = if *with_clips {
                    self.selection.clone()
                } else {
                    Vec::new()
                };
                let options = ReportOptions {
                    title: title.clone(),
                    clusters: self.clusters.clone(),
                    clips,
                    own: self.own.clone(),
                    invariance: self.invariance.clone(),
                };
                let left_out = export::write_bundle(&self.analysis, &options, folder, reporter)?;
                Ok(left_out.iter().map(Warning::message).collect())
            }
        }
    }
}

impl MapParts {
    fn of(analysis: &Analysis, cx: &Cx, on_show: &OnShow) -> Option<Self> {
        let xy = on_show.map.places(cx)?.clone();
        let n = xy.n_rows();
        let (selection, filters) = (on_show.selection, on_show.filters);
        let colouring = filters.colouring;
        let is_faded = |i| {
            let is_left_out = !filters.search.matches(i) || !filters.filtering.passes(i);
            is_left_out || (!selection.is_empty() && !selection.contains(i))
        };
        let picture = picture_label(cx, on_show.map.picture);
        let chosen = match selection.len() {
            0 => String::new(),
            n => say(id::SESSION_N_SELECTED).with("n", n).to_string(),
        };
        let (note, axes) = match on_show.map.picture {
            Picture::Map => (export::map_note(analysis), MapAxes::of(&analysis.map)),
            Picture::Pca => (
                say(id::SESSION_N_SONGS_PCA_LATENTS_TWO)
                    .with("n", n)
                    .to_string(),
                MapAxes::of(&analysis.pca),
            ),
        };
        Some(Self {
            title: say(id::SESSION_PICTURE_COLOUR)
                .with("picture", picture)
                .with("colour", &colouring.title)
                .to_string(),
            note: note + &chosen,
            axes,
            values: colouring.values.clone(),
            faded: (0..n).map(is_faded).collect(),
            hidden: (0..n)
                .map(|i| !colouring.shows(i) || filters.own.is_hidden(i))
                .collect(),
            xy,
        })
    }

    fn figure<T>(&self, draw: impl FnOnce(&MapFigure) -> T) -> T {
        let colours = match &self.values {
            Values::Classes { names, of_song, .. } => Colours::Classes {
                names,
                of_song,
                unknown: tr(id::SESSION_UNKNOWN_NOISE),
            },
            Values::Numbers {
                of_song,
                low,
                high,
                diverging,
            } => Colours::Numbers {
                of_song,
                low: *low,
                high: *high,
                diverging: *diverging,
            },
        };
        draw(&MapFigure {
            title: &self.title,
            note: &self.note,
            xy: &self.xy,
            axes: &self.axes,
            colours,
            faded: &self.faded,
            hidden: &self.hidden,
            remark: "",
        })
    }
}

fn mel<T>(
    title: &str,
    sound: &Sound,
    audio: &AudioConfig,
    draw: impl FnOnce(&MelFigure) -> T,
) -> T {
    draw(&MelFigure {
        title,
        note: &say(id::SESSION_MEL_SPECTROGRAM_BANDS_BANDS_80)
            .with("bands", sound.n_mels)
            .to_string(),
        loudness: &sound.mel,
        n_mels: sound.n_mels,
        duration_secs: sound.duration_secs,
        highest_hz: audio.sample_rate_hz as f32 / 2.0,
    })
}

/// No file system takes a name of more than 255 bytes, and a letter has up to four.
const LONGEST_NAME: usize = 60;

/// A name for a file that says what is in it.
pub(crate) fn file_name(shown: Shown, analysis: &Analysis, colour: &str, format: Format) -> String {
    let name = match shown {
        Shown::Map => say(id::SESSION_MAP_COLOUR)
            .with("colour", colour)
            .to_string(),
        Shown::Song => tr(id::SESSION_MEL_SPECTROGRAM).to_string(),
        Shown::Of(Figure::Composition(column)) => {
            let label = analysis
                .library
                .labels
                .get(column)
                .map_or("label", |l| &l.name);
            say(id::SESSION_CLUSTERS_LABEL)
                .with("label", label)
                .to_string()
        }
        Shown::Of(figure) => match figure {
            Figure::Curves => tr(id::SESSION_TRAINING_CURVES),
            Figure::Kl => id::EXPORT_MENU_KL_EACH_DIMENSION.as_str(),
            Figure::Silhouettes => tr(id::SESSION_SILHOUETTES),
            Figure::Sweep => tr(id::SESSION_SWEEP_OVER_K),
            Figure::KDistances => tr(id::EXPORT_MENU_K_DISTANCES),
            Figure::Scores => tr(id::ERROR_SCORES),
            Figure::Agreement => tr(id::SESSION_AGREEMENT_LABELS),
            Figure::Information => tr(id::SESSION_DIMENSIONS_LABELS),
            Figure::Reconstructions => tr(id::FIGURES_RECONSTRUCTIONS),
            Figure::Distances | Figure::Composition(_) => tr(id::CLUSTERING_DISTANCES),
        }
        .to_string(),
    };
    let plain: String = name
        .chars()
        .map(|c| {
            if "/\\:*?\"<>|".contains(c) || c.is_control() {
                '_'
            } else {
                c
            }
        })
        .take(LONGEST_NAME)
        .collect();
    format!(
        "{plain}.{}",
        if format == Format::Png { "png" } else { "svg" }
    )
}
