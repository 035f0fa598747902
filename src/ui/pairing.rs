//! What paired and what did not, and every warning.

use eframe::egui::{CollapsingHeader, Margin, RichText, ScrollArea, Ui};

use crate::error::Warning;
use crate::session::Session;

use super::theme::{S2, S4, Tokens, tokens};
use super::widgets::{caption, empty_ui, figure, one_line};

/// Longer lists would cost a frame more than they tell.
const LISTED: usize = 200;

/// Files that could not be used, and warnings.
pub fn n_remarks(session: &Session) -> usize {
    session.library().map_or(0, |library| library.report.unreadable.len()) + warnings(session).count()
}

/// Of the analysis on show, or of the library while there is none.
fn warnings(session: &Session) -> impl Iterator<Item = &Warning> {
    let analysis = session.shown_analysis();
    let library = session.library().filter(|_| analysis.is_none());
    let of_analysis = analysis.into_iter().flat_map(|analysis| analysis.warnings());
    of_analysis.chain(library.into_iter().flat_map(|library| &library.warnings))
}

pub fn pairing_ui(ui: &mut Ui, session: &Session) {
    let t = tokens(ui.ctx());
    let Some(library) = session.library() else {
        empty_ui(ui, "No songs yet", "Open a folder, and this tells what was found in it and what was not");
        return;
    };
    let report = &library.report;
    ScrollArea::vertical().auto_shrink(false).content_margin(Margin { left: 0, right: 12, top: 4, bottom: 12 }).show(
        ui,
        |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = S4 * 2.0;
                figure(ui, &report.n_songs.to_string(), "songs", None);
                figure(ui, &report.n_both.to_string(), "with recording and lyrics", None);
                figure(ui, &report.n_audio.to_string(), "with a recording", None);
                figure(ui, &report.n_lyrics.to_string(), "with lyrics", None);
                let bad = report.unreadable.len();
                figure(ui, &bad.to_string(), "unreadable", (bad > 0).then_some(t.warning));
                if report.n_other_files > 0 {
                    figure(ui, &report.n_other_files.to_string(), "other files", None);
                }
                if let Some(analysis) = session.shown_analysis() {
                    figure(ui, &analysis.features.n_cached.to_string(), "features from the cache", None);
                }
            });
            ui.add_space(S2);
            lists_ui(ui, session, t);
        },
    );
}

fn lists_ui(ui: &mut Ui, session: &Session, t: &Tokens) {
    let Some(library) = session.library() else { return };
    let report = &library.report;
    ui.spacing_mut().item_spacing.y = 2.0;
    let unreadable = report.unreadable.iter().map(|(path, cause)| remark(path.display(), cause));
    list_ui(ui, "Unreadable", true, t, report.unreadable.len(), unreadable);
    let rows = warnings(session).map(|w| remark(&w.subject, &w.cause));
    list_ui(ui, "Warnings", true, t, warnings(session).count(), rows);
    for (title, paths) in [
        ("Recordings without lyrics", &report.audio_without_lyrics),
        ("Lyrics without a recording", &report.lyrics_without_audio),
    ] {
        list_ui(ui, title, false, t, paths.len(), paths.iter().map(|path| path.display().to_string()));
    }
    let duplicates = report.duplicates.iter().map(|group| {
        let names: Vec<String> = group.iter().map(|path| path.display().to_string()).collect();
        remark(names.join("  =  "), "the same bytes; the first is kept")
    });
    list_ui(ui, "Duplicates", false, t, report.duplicates.len(), duplicates);
}

fn remark(subject: impl std::fmt::Display, cause: &str) -> String {
    format!("{subject}  –  {cause}")
}

fn list_ui(ui: &mut Ui, title: &str, open: bool, t: &Tokens, n: usize, rows: impl Iterator<Item = String>) {
    if n == 0 {
        return;
    }
    let text = RichText::new(format!("{title}  ({n})"));
    CollapsingHeader::new(text).id_salt(title).default_open(open).show(ui, |ui| {
        for row in rows.take(LISTED) {
            one_line(ui, RichText::new(row).size(12.0));
        }
        if n > LISTED {
            ui.label(caption(format!("and {} more", n - LISTED), t));
        }
    });
}
