//! What paired and what did not, and every warning.

use std::path::PathBuf;

use eframe::egui::{CollapsingHeader, Margin, RichText, ScrollArea, Ui};

use crate::session::Session;

use super::theme::{CAPTION, S2, S4, Tokens, tokens};
use super::widgets::{caption, empty_ui, figure, one_line};

/// Longer lists would cost a frame more than they tell.
const LISTED: usize = 200;

/// Files that could not be used, and warnings.
pub fn n_remarks(session: &Session) -> usize {
    let of_library = session.library().map_or(0, |l| l.report.unreadable.len() + l.warnings.len());
    of_library + session.shown_analysis().map_or(0, |a| a.features.warnings.len())
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
    let pairs = |list: &[(PathBuf, String)]| list.iter().map(|(p, c)| (p.display().to_string(), c.clone())).collect();
    list_ui(ui, "Unreadable", pairs(&report.unreadable), true, t);
    let mut warnings: Vec<(String, String)> =
        library.warnings.iter().map(|w| (w.subject.clone(), w.cause.clone())).collect();
    if let Some(analysis) = session.shown_analysis() {
        warnings.extend(analysis.features.warnings.iter().map(|w| (w.subject.clone(), w.cause.clone())));
    }
    list_ui(ui, "Warnings", warnings, true, t);
    let paths = |list: &[PathBuf]| list.iter().map(|p| (p.display().to_string(), String::new())).collect();
    list_ui(ui, "Recordings without lyrics", paths(&report.audio_without_lyrics), false, t);
    list_ui(ui, "Lyrics without a recording", paths(&report.lyrics_without_audio), false, t);
    let duplicates = report.duplicates.iter().map(|group| {
        let names: Vec<String> = group.iter().map(|p| p.display().to_string()).collect();
        (names.join("  =  "), "the same bytes; the first is kept".to_string())
    });
    list_ui(ui, "Duplicates", duplicates.collect(), false, t);
}

fn list_ui(ui: &mut Ui, title: &str, rows: Vec<(String, String)>, open: bool, t: &Tokens) {
    if rows.is_empty() {
        return;
    }
    let text = RichText::new(format!("{title}  ({})", rows.len()));
    CollapsingHeader::new(text).id_salt(title).default_open(open).show(ui, |ui| {
        for (subject, cause) in rows.iter().take(LISTED) {
            let line = if cause.is_empty() { subject.clone() } else { format!("{subject}  –  {cause}") };
            one_line(ui, RichText::new(line).size(12.0));
        }
        if rows.len() > LISTED {
            ui.label(caption(format!("and {} more", rows.len() - LISTED), t).size(CAPTION));
        }
    });
}
