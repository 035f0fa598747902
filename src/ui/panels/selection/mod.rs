//! The selection: how many songs, of what kinds, what sets them apart, and the ways to take them
//! along.

mod apart;
mod composition;
mod cross;
mod save;
#[cfg(test)]
mod tests;

use eframe::egui::{ScrollArea, Spinner, Ui};

use crate::export::SelectionFile;
use crate::session::{Command, Listening, Selecting, Session};

use crate::ui::action::Action;
use crate::ui::action_button::action_button_ui;
use crate::ui::cx::Cx;
use crate::ui::ground::theme::{S2, S3, S4, tokens};
use crate::ui::ground::widgets::{beside_bar, bold, caption, empty_ui, figure};
use crate::ui::panel::{Badge, Panel};
use crate::ui::request::{FileRequest, FileRequestFor, FileRequestKind};
use crate::words::{fill, id, tr};

pub(crate) use save::{default_name, with_extension};

/// What the panel remembers between frames.
#[derive(Default)]
pub(crate) struct SelectionView {
    /// Where no dialog opens: what is to be written, and the path as typed so far.
    pub(in crate::ui) path: Option<save::PathField>,
    /// The label that clusters are crossed with, by its place in the facts.
    crossed: usize,
}

impl Panel for SelectionView {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) {
        selection_ui(ui, cx, self);
    }

    fn badge(&self, session: &Session) -> Option<Badge> {
        Some(Badge::Songs(session.selection().len()))
    }
}

fn selection_ui(ui: &mut Ui, cx: &mut Cx, view: &mut SelectionView) {
    let t = tokens(ui.ctx());
    if cx.session.selection().is_empty() {
        let advice = tr(id::SELECTION_DRAW_AROUND_SONGS_MAP_LASSO);
        empty_ui(ui, tr(id::SELECTION_NOTHING_SELECTED), advice);
        return;
    }
    let scroll = ScrollArea::vertical().auto_shrink(false);
    scroll.content_margin(beside_bar(16)).show(ui, |ui| {
        head_ui(ui, cx);
        ui.add_space(S2);
        buttons_ui(ui, cx);
        save::path_ui(ui, cx, view);
        ui.add_space(S3);
        let Some(facts) = cx.session.selection_facts().cloned() else {
            ui.horizontal(|ui| {
                ui.add(Spinner::new().size(12.0));
                ui.label(caption(tr(id::SELECTION_COMPARING_ALL_SONGS), t));
            });
            return;
        };
        let Some(library) = cx.session.library().cloned() else {
            return;
        };
        for composition in &facts.compositions {
            composition::composition_ui(ui, composition, cx.session, t);
            ui.add_space(S3);
        }
        cross::cross_ui(ui, &facts, cx.session, &mut view.crossed, t);
        apart::words_ui(ui, &facts, t);
        apart::features_ui(ui, &facts, t);
        apart::numbers_ui(ui, &facts, &library, t);
    });
}

fn head_ui(ui: &mut Ui, cx: &Cx) {
    let n = cx.session.selection().len();
    let all = cx
        .session
        .library()
        .map_or(0, |library| library.songs.len());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = S4 * 2.0;
        figure(
            ui,
            &n.to_string(),
            &fill(id::SELECTION_ALL_SONGS, &[("all", &all)]),
            None,
        );
        figure(
            ui,
            &percent(n as f32 / all.max(1) as f32),
            tr(id::SELECTION_LIBRARY),
            None,
        );
    });
}

fn buttons_ui(ui: &mut Ui, cx: &mut Cx) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = eframe::egui::vec2(S2, S2);
        let playable = playable(cx);
        let play = ui.add_enabled(
            !playable.is_empty(),
            eframe::egui::Button::new(tr(id::SELECTION_PLAY_ALL)),
        );
        if play
            .on_hover_text(tr(id::SELECTION_PLAY_THESE_SONGS_ONE_AFTER))
            .clicked()
        {
            cx.push(Command::Listening(Listening::PlayList(playable)));
        }
        action_button_ui(ui, cx, Action::AnalyseSelection);
        let invert = ui.button(tr(id::SELECTION_INVERT));
        if invert
            .on_hover_text(tr(id::SELECTION_SELECT_SONGS_NOT_SELECTED_LET))
            .clicked()
        {
            cx.push(Command::Selecting(Selecting::Invert));
        }
        if ui
            .button(tr(id::COMMON_NONE_2))
            .on_hover_text(tr(id::SELECTION_SELECT_NOTHING))
            .clicked()
        {
            cx.push(Command::Selecting(Selecting::None));
        }
        let table = ui.button(tr(id::SELECTION_SAVE_AS_TABLE));
        if table
            .on_hover_text(tr(id::SELECTION_WRITE_CSV_FILE_ROW_SONG))
            .clicked()
        {
            let ask = ask(cx, SelectionFile::Table);
            cx.act(ask);
        }
        let playlist = ui.button(tr(id::SELECTION_SAVE_AS_PLAYLIST));
        if playlist
            .on_hover_text(tr(id::SELECTION_WRITE_M3U8_FILE_MUSIC_PLAYERS))
            .clicked()
        {
            let ask = ask(cx, SelectionFile::Playlist);
            cx.act(ask);
        }
    });
}

/// Asks where the selection is to be written.
fn ask(cx: &Cx, file: SelectionFile) -> Action {
    let folder = cx.prefs.last_folder.clone().unwrap_or_default();
    Action::ChooseFile(FileRequest {
        what_for: FileRequestFor::Selection(file),
        kind: FileRequestKind::SaveFile,
        path: folder.join(default_name(file)),
        extension: file.extension(),
    })
}

fn playable(cx: &Cx) -> Vec<usize> {
    let songs = cx.session.selection().songs().iter().copied();
    songs
        .filter(|&song| {
            cx.session
                .song(song)
                .is_some_and(|song| song.audio.is_some())
        })
        .collect()
}

fn heading_ui(ui: &mut Ui, text: &str, hint: &str) {
    ui.label(bold(text)).on_hover_text(hint);
}

/// Whole percents; what is there at all is not 0.
fn percent(share: f32) -> String {
    match share * 100.0 {
        p if p > 0.0 && p < 0.5 => "< 1 %".to_string(),
        p => format!("{p:.0} %"),
    }
}
