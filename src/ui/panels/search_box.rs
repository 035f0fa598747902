//! The search field, and the songs it finds.

use eframe::egui::{
    Align2, Id, Key, Margin, Popup, PopupCloseBehavior, Rect, RectAlign, Response, RichText, Role,
    ScrollArea, TextEdit, Ui, WidgetInfo, vec2,
};

use crate::session::{Command, Group, How, Selecting, Session};

use crate::ui::cx::Cx;
use crate::ui::ground::icons::{self, Icon};
use crate::ui::ground::theme::tokens;
use crate::ui::ground::widgets::{caption, small_icon_button};
use crate::words::{fill, id, tr};

/// More would make a list longer than the map is high.
const LISTED: usize = 50;
/// Of the field.
const LEAST_WIDTH: f32 = 80.0;
/// A field less wide has no room to say what is searched.
const NARROW: f32 = 190.0;

/// What the field remembers between frames.
#[derive(Default)]
pub(crate) struct SearchBox {
    text: String,
    /// The session's search that `text` was last filled from.
    seen: String,
    /// The pointer is over the list of found songs.
    over_found: bool,
    /// Put the caret into the field in the next frame.
    focus: bool,
}

impl SearchBox {
    pub(crate) fn focus(&mut self) {
        self.focus = true;
    }
}

pub(crate) fn search_box_ui(ui: &mut Ui, cx: &mut Cx, view: &mut SearchBox) {
    let t = tokens(ui.ctx());
    let active = cx.session.search().is_active();
    follow(cx.session, view);
    if active && small_icon_button(ui, Icon::Close, tr(id::SEARCH_BOX_CLEAR_SEARCH), true).clicked()
    {
        view.text.clear();
        cx.push(Command::Search(String::new()));
    }
    let n_found = cx.session.search().found().len();
    if active
        && small_icon_button(
            ui,
            Icon::Take,
            tr(id::SEARCH_BOX_SELECT_FOUND_SONGS),
            n_found > 0,
        )
        .clicked()
    {
        cx.push(Command::Selecting(Selecting::Group(
            Group::Found,
            How::Replace,
        )));
    }
    if active && ui.available_width() > LEAST_WIDTH + 64.0 {
        ui.label(caption(fill(id::SEARCH_BOX_N_FOUND, &[("n", &n_found)]), t));
    }
    let field = field_ui(ui, view);
    if std::mem::take(&mut view.focus) {
        field.request_focus();
    }
    if field.changed() {
        cx.push(Command::Search(view.text.clone()));
    }
    let found = cx.session.search().found();
    if field.lost_focus()
        && ui.input(|i| i.key_pressed(Key::Enter))
        && let Some(&first) = found.first()
    {
        cx.push(Command::Play(first));
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
        .show(|ui| found_ui(ui, cx));
    view.over_found = list.is_some_and(|list| list.response.contains_pointer());
}

/// A search that was undone, or asked for elsewhere, stands in the field too.
fn follow(session: &Session, view: &mut SearchBox) {
    let text = session.search().text();
    if view.seen != text {
        view.seen = text.to_string();
        view.text = text.to_string();
    }
}

/// Named, not numbered: its neighbours come and go while one types.
fn field_ui(ui: &mut Ui, view: &mut SearchBox) -> Response {
    let t = tokens(ui.ctx());
    let width = (ui.available_width() - 8.0).clamp(LEAST_WIDTH, 220.0);
    let field = ui.add(
        TextEdit::singleline(&mut view.text)
            .id(Id::unique("search"))
            .hint_text(if width < NARROW {
                tr(id::COMMON_SEARCH)
            } else {
                tr(id::SEARCH_BOX_TITLE_ARTIST_WORDS)
            })
            .desired_width(width - 34.0)
            .align(Align2::LEFT_CENTER)
            .margin(Margin {
                left: 28,
                right: 8,
                top: 5,
                bottom: 5,
            }),
    );
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, tr(id::COMMON_SEARCH_SONGS)));
    let lens = Rect::from_center_size(field.rect.left_center() + vec2(15.0, 0.0), vec2(16.0, 16.0));
    icons::paint(ui.painter(), lens, Icon::Search, t.faint);
    field
}

fn found_ui(ui: &mut Ui, cx: &mut Cx) {
    let t = tokens(ui.ctx());
    let found = cx.session.search().found();
    ScrollArea::vertical().max_height(280.0).show(ui, |ui| {
        for &song in found.iter().take(LISTED) {
            if found_song_ui(ui, cx.session, song) {
                cx.push(Command::Play(song));
            }
        }
        if found.len() > LISTED {
            ui.label(caption(
                fill(id::COMMON_N_MORE, &[("n", &(found.len() - LISTED))]),
                t,
            ));
        }
    });
}

fn found_song_ui(ui: &mut Ui, session: &Session, index: usize) -> bool {
    let Some(song) = session.song(index) else {
        return false;
    };
    let text = if song.artist.is_empty() {
        song.title.clone()
    } else {
        format!("{}  ·  {}", song.title, song.artist)
    };
    ui.selectable_label(session.selected() == Some(index), RichText::new(text))
        .clicked()
}
