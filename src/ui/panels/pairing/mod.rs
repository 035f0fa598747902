//! What paired and what did not, every warning, and what was read of each recording.

mod recordings;
#[cfg(test)]
mod tests;

use crate::words::{Message, Text, fill, id, tr};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};

use eframe::egui::{CollapsingHeader, Margin, RichText, ScrollArea, Ui};

use crate::error::Warning;
use crate::library::Library;
use crate::pipeline::Analysis;
use crate::session::Session;

use crate::ui::cx::Cx;
use crate::ui::ground::theme::{S1, S2, S4, Tokens, tokens};
use crate::ui::ground::widgets::{caption, empty_ui, figure, one_line, segments, sentence};
use crate::ui::panel::{Badge, Panel};

use recordings::{Recordings, recordings_ui};

/// Longer lists would cost a frame more than they tell.
const LISTED: usize = 200;

/// Files that could not be used, and warnings.
fn n_remarks(session: &Session) -> usize {
    session
        .library()
        .map_or(0, |library| library.report.unreadable.len())
        + warnings(session).count()
}

/// Of the analysis on show, or of the library while there is none.
fn warnings(session: &Session) -> impl Iterator<Item = &Warning> {
    let analysis = session.shown_analysis();
    let library = session.library().filter(|_| analysis.is_none());
    let of_analysis = analysis
        .into_iter()
        .flat_map(|analysis| analysis.warnings());
    of_analysis.chain(library.into_iter().flat_map(|library| &library.warnings))
}

impl Panel for PairingCache {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) {
        pairing_ui(ui, cx, self);
    }

    fn badge(&self, session: &Session) -> Option<Badge> {
        Some(Badge::Remarks(n_remarks(session)))
    }
}

fn pairing_ui(ui: &mut Ui, cx: &mut Cx, cache: &mut PairingCache) {
    let session = cx.session;
    let Some(library) = session.library() else {
        empty_ui(
            ui,
            tr(id::COMMON_NO_SONGS_YET),
            tr(id::PAIRING_OPEN_FOLDER_THIS_TELLS_WHAT),
        );
        return;
    };
    cache.follow(session, library);
    ui.horizontal(|ui| {
        let choices = [
            (Shown::Found, tr(id::PAIRING_WHAT_FOUND)),
            (Shown::Recordings, tr(id::PAIRING_RECORDINGS)),
        ];
        cache.shown = segments(ui, cache.shown, &choices).unwrap_or(cache.shown);
    });
    ui.add_space(S1);
    match cache.shown {
        Shown::Found => found_ui(ui, session, library, &cache.sections),
        Shown::Recordings => recordings_ui(ui, cx, &mut cache.recordings),
    }
}

fn found_ui(ui: &mut Ui, session: &Session, library: &Library, sections: &[Section]) {
    let t = tokens(ui.ctx());
    let report = &library.report;
    ScrollArea::vertical()
        .auto_shrink(false)
        .content_margin(Margin {
            left: 0,
            right: 12,
            top: 4,
            bottom: 12,
        })
        .show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = S4 * 2.0;
                figure(ui, &report.n_songs.to_string(), tr(id::PAIRING_SONGS), None);
                figure(
                    ui,
                    &report.n_both.to_string(),
                    tr(id::PAIRING_RECORDING_LYRICS),
                    None,
                );
                figure(
                    ui,
                    &report.n_audio.to_string(),
                    tr(id::PAIRING_RECORDING),
                    None,
                );
                figure(
                    ui,
                    &report.n_lyrics.to_string(),
                    tr(id::PAIRING_LYRICS),
                    None,
                );
                let bad = report.unreadable.len();
                figure(
                    ui,
                    &bad.to_string(),
                    tr(id::PAIRING_UNREADABLE_2),
                    (bad > 0).then_some(t.warning),
                );
                if report.n_other_files > 0 {
                    figure(
                        ui,
                        &report.n_other_files.to_string(),
                        tr(id::PAIRING_OTHER_FILES),
                        None,
                    );
                }
                if let Some(analysis) = session.shown_analysis() {
                    if analysis.library.songs.len() < report.n_songs {
                        figure(
                            ui,
                            &analysis.library.songs.len().to_string(),
                            tr(id::COMMON_MAP_3),
                            None,
                        );
                    }
                    figure(
                        ui,
                        &analysis.features.n_cached.to_string(),
                        tr(id::PAIRING_FEATURES_FROM_CACHE),
                        None,
                    );
                }
            });
            if let Some(set) = report.set {
                ui.add_space(S2);
                ui.label(caption(sentence(&set.recognised().to_string()), t));
            }
            ui.add_space(S2);
            ui.spacing_mut().item_spacing.y = 2.0;
            for section in sections {
                section_ui(ui, section, t);
            }
        });
}

/// So many rows are shown with their remark at once.
const FEW: usize = 4;

/// One list of the report, its rows with the same remark together.
struct Section {
    /// In English.
    title: Text,
    n_rows: usize,
    open: bool,
    groups: Vec<Group>,
}

/// Rows that share a remark.
struct Group {
    remark: Message,
    n_rows: usize,
    /// At most [`LISTED`] of them.
    rows: Vec<String>,
}

/// Which half of the panel is on show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Shown {
    #[default]
    Found,
    Recordings,
}

/// The lists as text, made when there are other songs or another analysis.
#[derive(Default)]
pub(crate) struct PairingCache {
    made_for: Option<(Weak<Library>, Weak<Analysis>)>,
    sections: Vec<Section>,
    recordings: Recordings,
    shown: Shown,
}

impl PairingCache {
    #[cfg(test)]
    pub(in crate::ui) fn show_recordings(&mut self) {
        self.shown = Shown::Recordings;
    }

    fn follow(&mut self, session: &Session, library: &Arc<Library>) {
        let now = (
            Arc::downgrade(library),
            session.shown_analysis().map_or(Weak::new(), Arc::downgrade),
        );
        let same = |(library, analysis): &(Weak<Library>, Weak<Analysis>)| {
            library.ptr_eq(&now.0) && analysis.ptr_eq(&now.1)
        };
        if !self.made_for.as_ref().is_some_and(same) {
            self.made_for = Some(now);
            self.sections = sections(session, library);
            self.recordings
                .fill(session.shown_analysis().map(Arc::as_ref));
        }
    }
}

fn sections(session: &Session, library: &Library) -> Vec<Section> {
    let report = &library.report;
    let plain = |paths: &[PathBuf]| -> Vec<(String, Message)> {
        paths
            .iter()
            .map(|path| {
                (
                    within(&path.display().to_string(), &library.root),
                    Message::verbatim(""),
                )
            })
            .collect()
    };
    let unreadable = report
        .unreadable
        .iter()
        .map(|(path, cause)| (path.display().to_string(), cause.clone()));
    let unreadable = unreadable
        .map(|(path, cause)| (within(&path, &library.root), cause))
        .collect();
    let warned = warnings(session)
        .map(|w| {
            (
                within(&w.subject.to_string(), &library.root),
                w.cause.clone(),
            )
        })
        .collect();
    let duplicates = report.duplicates.iter().map(|group| {
        let names: Vec<String> = group
            .iter()
            .map(|path| within(&path.display().to_string(), &library.root))
            .collect();
        (
            names.join("  =  "),
            Message::from(id::PAIRING_SAME_BYTES_FIRST_KEPT),
        )
    });
    let all = [
        (id::PAIRING_UNREADABLE, true, unreadable),
        (id::PAIRING_WARNINGS, true, warned),
        (id::PAIRING_DUPLICATES, false, duplicates.collect()),
        (
            id::PAIRING_RECORDINGS_WITHOUT_LYRICS,
            false,
            plain(&report.audio_without_lyrics),
        ),
        (
            id::PAIRING_LYRICS_WITHOUT_RECORDING,
            false,
            plain(&report.lyrics_without_audio),
        ),
        (
            id::PAIRING_FILES_MANIFEST_DOES_NOT_LIST,
            false,
            plain(&report.unlisted),
        ),
    ];
    all.into_iter()
        .filter(|(_, _, rows)| !rows.is_empty())
        .map(|(title, open, rows)| section(title, open, rows))
        .collect()
}

/// `rows` are subjects with their remarks. The most frequent remark comes first.
fn section(title: Text, open: bool, rows: Vec<(String, Message)>) -> Section {
    let n_rows = rows.len();
    let mut groups: Vec<Group> = Vec::new();
    let mut at: HashMap<Message, usize> = HashMap::new();
    for (subject, remark) in rows {
        let i = *at.entry(remark.clone()).or_insert_with(|| {
            groups.push(Group {
                remark,
                n_rows: 0,
                rows: Vec::new(),
            });
            groups.len() - 1
        });
        groups[i].n_rows += 1;
        if groups[i].rows.len() < LISTED {
            groups[i].rows.push(subject);
        }
    }
    groups.sort_by_key(|group| Reverse(group.n_rows));
    Section {
        title,
        n_rows,
        open,
        groups,
    }
}

/// Without the folder that everything lies in.
fn within(subject: &str, root: &Path) -> String {
    let folder = if root.extension().is_some() {
        root.parent().unwrap_or(root)
    } else {
        root
    };
    Path::new(subject)
        .strip_prefix(folder)
        .map_or(subject.to_string(), |inner| inner.display().to_string())
}

fn section_ui(ui: &mut Ui, section: &Section, t: &Tokens) {
    let title = format!("{}  ({})", tr(section.title), section.n_rows);
    CollapsingHeader::new(title)
        .id_salt(section.title.english())
        .default_open(section.open)
        .show(ui, |ui| {
            for group in section.groups.iter().take(LISTED) {
                match group.rows.as_slice() {
                    [row] if group.remark.is_empty() => {
                        row_ui(ui, row.clone());
                    }
                    [row] => row_ui(ui, format!("{row}  –  {}", group.remark)),
                    rows if group.remark.is_empty() => rows_ui(ui, group, rows, t),
                    rows => {
                        let title = format!(
                            "{}  ({})",
                            sentence(&group.remark.to_string()),
                            group.n_rows
                        );
                        let header = CollapsingHeader::new(RichText::new(title).size(12.0))
                            .id_salt(&group.remark);
                        header
                            .default_open(group.n_rows <= FEW)
                            .show(ui, |ui| rows_ui(ui, group, rows, t));
                    }
                }
            }
        });
}

fn rows_ui(ui: &mut Ui, group: &Group, rows: &[String], t: &Tokens) {
    for row in rows {
        row_ui(ui, row.clone());
    }
    if group.n_rows > rows.len() {
        ui.label(caption(
            fill(id::COMMON_N_MORE, &[("n", &(group.n_rows - rows.len()))]),
            t,
        ));
    }
}

fn row_ui(ui: &mut Ui, row: String) {
    one_line(ui, RichText::new(row).size(12.0));
}
