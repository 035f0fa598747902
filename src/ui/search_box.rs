//! The search field, and the songs it finds.

use eframe::egui::{
    Align2, Id, Key, Margin, Popup, PopupCloseBehavior, Rect, RectAlign, Response, RichText, Role, ScrollArea,
    TextEdit, Ui, WidgetInfo, vec2,
};

use crate::session::{Command, Session};

use super::icons::{self, Icon};
use super::theme::tokens;
use super::widgets::{caption, small_icon_button};
use super::words::{fill, tr};
use super::{Ask, View};

/// More would make a list longer than the map is high.
const LISTED: usize = 50;

pub fn search_box_ui(ui: &mut Ui, ask: &mut Ask, view: &mut View) {
    let t = tokens(ui.ctx());
    let active = ask.session.search().is_active();
    if active && small_icon_button(ui, Icon::Close, tr("Clear the search"), true).clicked() {
        view.search.clear();
        ask.push(Command::Search(String::new()));
    }
    if active {
        ui.label(caption(fill("{n} found", &[("n", &ask.session.search().found().len())]), t));
    }
    let field = field_ui(ui, view);
    if std::mem::take(&mut view.focus_search) {
        field.request_focus();
    }
    if field.changed() {
        ask.push(Command::Search(view.search.clone()));
    }
    let found = ask.session.search().found();
    if field.lost_focus()
        && ui.input(|i| i.key_pressed(Key::Enter))
        && let Some(&first) = found.first()
    {
        ask.push(Command::Play(first));
    }
    let popup_id = Id::unique("found songs");
    // A click on a found song takes the focus away, but must still find the list there.
    let open = active && !found.is_empty() && (field.has_focus() || view.over_found);
    let list = Popup::from_response(&field)
        .id(popup_id)
        .open(open)
        .align(RectAlign::BOTTOM_START)
        .close_behavior(PopupCloseBehavior::IgnoreClicks)
        .gap(4.0)
        .width(field.rect.width().max(240.0))
        .show(|ui| found_ui(ui, ask));
    view.over_found = list.is_some_and(|list| list.response.contains_pointer());
}

/// Named, not numbered: its neighbours come and go while one types.
fn field_ui(ui: &mut Ui, view: &mut View) -> Response {
    let t = tokens(ui.ctx());
    let width = (ui.available_width() - 8.0).clamp(80.0, 220.0);
    let field = ui.add(
        TextEdit::singleline(&mut view.search)
            .id(Id::unique("search"))
            .hint_text(tr("Title, artist, words"))
            .desired_width(width - 34.0)
            .align(Align2::LEFT_CENTER)
            .margin(Margin { left: 28, right: 8, top: 5, bottom: 5 }),
    );
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, tr("Search songs")));
    let lens = Rect::from_center_size(field.rect.left_center() + vec2(15.0, 0.0), vec2(16.0, 16.0));
    icons::paint(ui.painter(), lens, Icon::Search, t.faint);
    field
}

fn found_ui(ui: &mut Ui, ask: &mut Ask) {
    let t = tokens(ui.ctx());
    let found = ask.session.search().found();
    ScrollArea::vertical().max_height(280.0).show(ui, |ui| {
        for &song in found.iter().take(LISTED) {
            if found_song_ui(ui, ask.session, song) {
                ask.push(Command::Play(song));
            }
        }
        if found.len() > LISTED {
            ui.label(caption(fill("and {n} more", &[("n", &(found.len() - LISTED))]), t));
        }
    });
}

fn found_song_ui(ui: &mut Ui, session: &Session, index: usize) -> bool {
    let Some(song) = session.song(index) else { return false };
    let text = if song.artist.is_empty() { song.title.clone() } else { format!("{}  ·  {}", song.title, song.artist) };
    ui.selectable_label(session.selected() == Some(index), RichText::new(text)).clicked()
}
