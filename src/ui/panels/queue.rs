//! The playlist: a click on a song goes there.

use std::path::{Path, PathBuf};

use eframe::egui::{
    Align, FontId, Key, Layout, Margin, Rect, RichText, Role, ScrollArea, Sense, TextEdit, Ui,
    UiBuilder, WidgetInfo, pos2, text::LayoutJob, text::TextWrapping, vec2,
};

use crate::export::SelectionFile;
use crate::session::{Command, Listening};

use crate::ui::cx::Cx;
use crate::ui::ground::icons::{self, Icon};
use crate::ui::ground::look::{Look, Stands};
use crate::ui::ground::palette;
use crate::ui::ground::theme::{CAPTION, S1, S2, S4, tokens};
use crate::ui::ground::widgets::small_icon_button;
use crate::ui::panels::selection::with_extension;
use crate::words::{fill, id, tr};

const ROW_HEIGHT: f32 = 28.0;
/// A longer list scrolls by itself.
const MOST_HEIGHT: f32 = 9.5 * ROW_HEIGHT;

/// The path a playlist is to be written to, while it is typed.
#[derive(Default)]
pub(crate) struct QueueView {
    path: Option<String>,
    look: Look,
    /// Save was pressed, and a thread looks what stands there.
    pressed: bool,
    /// There is such a file, and it was said that a second press replaces it.
    warned: Option<PathBuf>,
}

/// What can be done with the playlist as a whole, from the right.
pub(crate) fn buttons_ui(ui: &mut Ui, cx: &mut Cx, view: &mut QueueView) {
    if small_icon_button(ui, Icon::Close, tr(id::QUEUE_CLEAR_PLAYLIST), true).clicked() {
        cx.push(Command::Listening(Listening::Clear));
        view.path = None;
    }
    if small_icon_button(ui, Icon::Save, tr(id::QUEUE_SAVE_PLAYLIST_AS_M3U8), true).clicked() {
        view.path = match view.path {
            Some(_) => None,
            None => Some(
                cx.prefs
                    .last_folder
                    .as_deref()
                    .unwrap_or(Path::new(""))
                    .join("playlist.m3u8")
                    .display()
                    .to_string(),
            ),
        };
        view.warned = None;
    }
}

pub(crate) fn queue_ui(ui: &mut Ui, cx: &mut Cx, view: &mut QueueView) {
    path_ui(ui, cx, view);
    let n = cx.session.listening().queue().songs().len();
    ScrollArea::vertical()
        .id_salt("queue")
        .max_height(MOST_HEIGHT)
        .auto_shrink([false, true])
        .content_margin(Margin {
            left: 0,
            right: 8,
            top: 0,
            bottom: S4 as i8,
        })
        .show_rows(ui, ROW_HEIGHT, n, |ui, places| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for place in places {
                row_ui(ui, cx, place);
            }
        });
}

fn path_ui(ui: &mut Ui, cx: &mut Cx, view: &mut QueueView) {
    let t = tokens(ui.ctx());
    let Some(text) = &mut view.path else { return };
    let mut save = false;
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(S2);
            save = ui.button(tr(id::COMMON_SAVE)).clicked();
            let field = ui.add(TextEdit::singleline(text).desired_width(ui.available_width()));
            field.widget_info(|| {
                WidgetInfo::labeled(Role::TextInput, true, tr(id::QUEUE_PATH_PLAYLIST))
            });
            save |= field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        });
    });
    if view.warned.is_some() {
        let text = tr(id::COMMON_THERE_SUCH_FILE_SAVE_AGAIN);
        ui.label(RichText::new(text).size(12.0).color(t.warning));
    }
    view.pressed |= save && !text.trim().is_empty();
    let path = with_extension(Path::new(text.trim()), SelectionFile::Playlist);
    let stands = view.look.at(ui.ctx(), &path, "").map(|(_, stands)| *stands);
    let Some(stands) = stands.filter(|_| view.pressed) else {
        return;
    };
    view.pressed = false;
    if stands != Stands::Nothing && view.warned.as_ref() != Some(&path) {
        view.warned = Some(path);
        return;
    }
    cx.push(Command::Listening(Listening::Save(path)));
    *view = QueueView::default();
}

fn row_ui(ui: &mut Ui, cx: &mut Cx, place: usize) {
    let t = tokens(ui.ctx());
    let queue = cx.session.listening().queue();
    let Some(&index) = queue.songs().get(place) else {
        return;
    };
    let Some(song) = cx.session.song(index) else {
        return;
    };
    let is_now = queue.at() == Some(place);
    let is_past = queue.next(false).is_none_or(|next| place < next) && !is_now;
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
    let is_pointed = ui.rect_contains_pointer(rect);
    if is_pointed || response.has_focus() {
        ui.painter().rect_filled(rect, 6.0, t.hover);
    } else if is_now {
        ui.painter().rect_filled(rect, 6.0, t.accent_soft);
    }
    let middle = rect.center().y;
    if is_now {
        let mark = Rect::from_center_size(pos2(rect.left() + 14.0, middle), vec2(16.0, 16.0));
        icons::paint(ui.painter(), mark, Icon::Play, t.accent);
    } else {
        let colour = palette::song_colour(cx.session.colouring(), index, t);
        let colour = if is_past {
            colour.gamma_multiply(0.4)
        } else {
            colour
        };
        ui.painter()
            .circle_filled(pos2(rect.left() + 14.0, middle), 4.0, colour);
    }
    let ink = if is_past { t.faint } else { t.text };
    let mut job = LayoutJob::simple_singleline(song.title.clone(), FontId::proportional(13.0), ink);
    if !song.artist.is_empty() {
        let format = eframe::egui::TextFormat::simple(
            FontId::proportional(CAPTION),
            if is_past { t.faint } else { t.muted },
        );
        job.append(&song.artist, S2, format);
    }
    job.wrap = TextWrapping::truncate_at_width(rect.width() - 28.0 - 32.0);
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(
        pos2(rect.left() + 28.0, middle - galley.size().y / 2.0),
        galley,
        ink,
    );
    let name = fill(id::QUEUE_GO_TITLE, &[("title", &song.title)]);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_now, &name));
    if response.clicked() {
        cx.push(Command::Listening(Listening::Jump(place)));
    }
    // Beside the row's own click; there for the keyboard even where it is not seen.
    let corner = Rect::from_min_max(pos2(rect.right() - 28.0, rect.top()), rect.max)
        .shrink2(vec2(S1 / 2.0, S1 / 2.0));
    ui.scope_builder(
        UiBuilder::new()
            .max_rect(corner)
            .layout(Layout::right_to_left(Align::Center)),
        |ui| {
            ui.set_opacity(if is_pointed { 1.0 } else { 0.35 });
            let name = fill(id::QUEUE_TAKE_TITLE_OUT_PLAYLIST, &[("title", &song.title)]);
            if small_icon_button(ui, Icon::Close, &name, true).clicked() {
                cx.push(Command::Listening(Listening::Remove(place)));
            }
        },
    );
}
