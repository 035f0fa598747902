//! A note on the chosen song.

use eframe::egui::{Id, Role, TextEdit, Ui, WidgetInfo};

use crate::session::{Command, Curating};

use crate::ui::cx::Cx;
use crate::ui::ground::theme::tokens;
use crate::ui::ground::widgets::caption;
use crate::words::{id, tr};

/// What is being written.
#[derive(Default)]
pub(super) struct NoteView {
    song: Option<usize>,
    text: String,
    /// As it was when writing began, or was last taken over.
    seen: String,
}

/// It is the song's as soon as one writes elsewhere.
pub(super) fn note_ui(ui: &mut Ui, cx: &mut Cx, view: &mut NoteView) {
    let song = cx.session.selected();
    let noted = |song: usize| cx.session.own().note(song).unwrap_or("").to_string();
    if song != view.song {
        keep(cx, view);
        (view.song, view.seen) = (song, song.map(noted).unwrap_or_default());
        view.text.clone_from(&view.seen);
    }
    let Some(song) = song else { return };
    // Undone, or said elsewhere.
    let now = cx.session.own().note(song).unwrap_or("");
    if now != view.seen {
        (view.seen, view.text) = (now.to_string(), now.to_string());
    }
    ui.label(caption(tr(id::OWN_NOTE), tokens(ui.ctx())));
    let field = ui.add(
        TextEdit::multiline(&mut view.text)
            .id(Id::unique("own note"))
            .hint_text(tr(id::OWN_NOTE_HINT))
            .desired_rows(2)
            .desired_width(ui.available_width() - 8.0),
    );
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, tr(id::OWN_NOTE)));
    if field.lost_focus() {
        keep(cx, view);
    }
}

fn keep(cx: &mut Cx, view: &mut NoteView) {
    if let Some(song) = view.song
        && view.text.trim() != view.seen
    {
        let note = Curating::Note(song, view.text.clone());
        view.seen = view.text.trim().to_string();
        cx.push(Command::Curating(note));
    }
}
