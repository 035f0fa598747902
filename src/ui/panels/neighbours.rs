//! The songs nearest to the chosen one in latent space; a click plays.

use eframe::egui::{
    Button, FontId, RichText, Role, Sense, Ui, WidgetInfo, pos2, text::LayoutJob,
    text::TextWrapping, vec2,
};

use crate::session::Command;

use crate::ui::cx::Cx;
use crate::ui::ground::palette;
use crate::ui::ground::theme::{CAPTION, tokens};
use crate::ui::ground::widgets::caption;
use crate::words::{fill, id, tr};

/// Of them `first` are listed as long as not all are asked for; `all` tells whether they are.
pub(crate) fn neighbours_ui(ui: &mut Ui, cx: &mut Cx, first: usize, all: &mut bool) {
    let t = tokens(ui.ctx());
    if cx.session.neighbours().is_empty() {
        ui.label(caption(tr(id::NEIGHBOURS_THEY_KNOWN_ONCE_MODEL_TRAINED), t));
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let farthest = cx
        .session
        .neighbours()
        .last()
        .map_or(1.0, |n| n.1)
        .max(f32::MIN_POSITIVE);
    let neighbours: Vec<(usize, f32)> = cx.session.neighbours().to_vec();
    let n_shown = if *all { neighbours.len() } else { first };
    for &(song, distance) in neighbours.iter().take(n_shown) {
        let told = (format!("{distance:.2}"), distance / farthest);
        let hint = tr(id::NEIGHBOURS_DISTANCE_LATENT_SPACE_CLICK_PLAY);
        song_row_ui(ui, cx, song, told, hint);
    }
    if neighbours.len() > first {
        let text = match *all {
            true => tr(id::NEIGHBOURS_FEWER).to_string(),
            false => fill(id::NEIGHBOURS_ALL_N, &[("n", &neighbours.len())]),
        };
        let text = RichText::new(text).size(CAPTION).color(t.accent);
        if ui.add(Button::new(text).frame(false)).clicked() {
            *all = !*all;
        }
    }
}

/// A song with a number and how far it fills a bar; a click plays it.
pub(super) fn song_row_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    index: usize,
    (number, share): (String, f32),
    hint: &str,
) {
    let t = tokens(ui.ctx());
    let Some(song) = cx.session.song(index) else {
        return;
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 40.0), Sense::click());
    if ui.is_rect_visible(rect) {
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, 6.0, t.hover);
        }
        let colour = palette::song_colour(cx.session.colouring(), index, t);
        ui.painter()
            .circle_filled(pos2(rect.left() + 12.0, rect.center().y), 4.5, colour);
        let room = rect.width() - 28.0 - 56.0;
        let write = |text: &str, size: f32, ink, y: f32| {
            let mut job =
                LayoutJob::simple_singleline(text.to_string(), FontId::proportional(size), ink);
            job.wrap = TextWrapping::truncate_at_width(room);
            let galley = ui.painter().layout_job(job);
            ui.painter().galley(
                pos2(rect.left() + 28.0, y - galley.size().y / 2.0),
                galley,
                ink,
            );
        };
        if song.artist.is_empty() {
            write(&song.title, 13.0, t.text, rect.center().y);
        } else {
            write(&song.title, 13.0, t.text, rect.top() + 13.0);
            write(&song.artist, CAPTION, t.muted, rect.top() + 29.0);
        }
        let galley = ui
            .painter()
            .layout_no_wrap(number, FontId::proportional(CAPTION), t.muted);
        let right = rect.right() - 8.0;
        ui.painter().galley(
            pos2(right - galley.size().x, rect.top() + 7.0),
            galley,
            t.muted,
        );
        let bar = eframe::egui::Rect::from_min_size(
            pos2(right - 40.0, rect.top() + 27.0),
            vec2(40.0, 3.0),
        );
        ui.painter().rect_filled(bar, 1.5, t.line);
        let filled = eframe::egui::Rect::from_min_size(bar.min, vec2(40.0 * share, 3.0));
        ui.painter().rect_filled(filled, 1.5, t.faint);
    }
    response.widget_info(|| {
        WidgetInfo::labeled(
            Role::Button,
            true,
            fill(id::COMMON_PLAY_TITLE, &[("title", &song.title)]),
        )
    });
    if response.clicked() {
        cx.push(Command::Play(index));
    }
    response.on_hover_text(hint);
}
