//! What a person makes of songs: labels in columns of their own, notes, songs that are hidden,
//! clusters edited by hand, and how far another person agrees.

mod columns;
mod values;
mod note;
mod other;
#[cfg(test)]
mod tests;

use eframe::egui::{Label, ScrollArea, Ui};

use crate::session::Session;

use crate::ui::action::Action;
use crate::ui::action_button::action_button_ui;
use crate::ui::cx::Cx;
use crate::ui::ground::theme::{S1, S2, S3, tokens};
use crate::ui::ground::widgets::{beside_bar, bold, caption, empty_ui, one_line};
use crate::ui::panel::Panel;
use crate::words::{fill, id, tr};

/// What the panel remembers between frames.
#[derive(Default)]
pub(crate) struct OwnView {
    columns: columns::ColumnsView,
    values: values::ValuesView,
    note: note::NoteView,
    other: other::OtherView,
}

impl Panel for OwnView {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) {
        if cx.session.library().is_none() {
            let advice = tr(id::SONG_SONGS_APPEAR_HERE_ONCE_THEY);
            return empty_ui(ui, tr(id::OWN_TAB), advice);
        }
        ScrollArea::vertical()
            .auto_shrink(false)
            .content_margin(beside_bar(16))
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = S1;
                target_ui(ui, cx.session);
                ui.add_space(S1);
                if columns::columns_ui(ui, cx, &mut self.columns) {
                    self.values.await_value();
                }
                if let Some(key) = cx.session.curating().column() {
                    values::values_ui(ui, cx, &mut self.values, key);
                }
                ui.add_space(S2);
                note::note_ui(ui, cx, &mut self.note);
                ui.add_space(S2);
                hiding_ui(ui, cx);
                ui.add_space(S3);
                other::other_ui(ui, cx, &mut self.other);
            });
    }
}

/// To which songs what is clicked below is given.
fn target_ui(ui: &mut Ui, session: &Session) {
    let t = tokens(ui.ctx());
    let songs = session.songs_to_label();
    match (songs.as_ref(), session.selection().is_empty()) {
        ([], _) => {
            let advice = caption(tr(id::OWN_CHOOSE_SONGS_FIRST), t);
            ui.add(Label::new(advice).wrap());
        }
        (&[song], true) => {
            let title = session.song(song).map_or("", |song| song.title.as_str());
            one_line(ui, bold(title));
        }
        (songs, _) => {
            let text = fill(id::OWN_N_SELECTED_SONGS, &[("n", &songs.len())]);
            ui.label(bold(text));
        }
    }
}

fn hiding_ui(ui: &mut Ui, cx: &mut Cx) {
    let t = tokens(ui.ctx());
    let n_hidden = cx.session.own().n_hidden();
    ui.horizontal_wrapped(|ui| {
        action_button_ui(ui, cx, Action::HideSongs);
        if n_hidden > 0 {
            action_button_ui(ui, cx, Action::ShowHidden);
            action_button_ui(ui, cx, Action::WithoutHidden);
        }
    });
    if n_hidden > 0 {
        let text = fill(id::OWN_N_HIDDEN_STAY_IN_MODEL, &[("n", &n_hidden)]);
        ui.add(Label::new(caption(text, t)).wrap());
    }
}
