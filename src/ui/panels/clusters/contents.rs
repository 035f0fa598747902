//! The contents of the map: clusters and their parts, each in the one it is in. A click flies there.

use eframe::egui::{Align, Button, Layout, RichText, ScrollArea, Sense, Spinner, Ui, vec2};

use crate::pipeline::{Contents, Part};
use crate::session::{Command, How, Selecting, Session};

use super::full_name;
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::palette;
use crate::ui::ground::theme::{S2, tokens};
use crate::ui::ground::widgets::{beside_bar, caption, empty_ui, small_icon_button};
use crate::ui::panels::map_names::name_of_part;
use crate::words::{fill, id, tr};

const ROW: f32 = 24.0;
/// How far a part stands to the right of what it is in.
const INDENT: f32 = 18.0;
/// No row is wider: a name and its number of songs are read together.
const WIDTH: f32 = 520.0;
/// Between two rows.
const GAP: f32 = 1.0;

pub(super) fn contents_ui(ui: &mut Ui, cx: &mut Cx) {
    let Some(contents) = cx.session.contents().cloned() else {
        ui.horizontal(|ui| {
            ui.add(Spinner::new().size(12.0));
            ui.label(caption(tr(id::CONTENTS_BEING_FOUND), tokens(ui.ctx())));
        });
        return;
    };
    if contents.parts.is_empty() {
        return empty_ui(ui, tr(id::CONTENTS_NOTHING), tr(id::CONTENTS_NO_CLUSTERS));
    }
    let scroll = ScrollArea::vertical().auto_shrink(false);
    ui.spacing_mut().item_spacing.y = GAP;
    let scroll = scroll.content_margin(beside_bar(12));
    // Only the rows in sight are drawn.
    scroll.show_rows(ui, ROW, contents.parts.len(), |ui, rows| {
        for at in rows {
            row_ui(ui, cx, &contents, at);
        }
    });
}

fn row_ui(ui: &mut Ui, cx: &mut Cx, contents: &Contents, at: usize) {
    let t = tokens(ui.ctx());
    let part = &contents.parts[at];
    let name = name(cx.session, part);
    ui.allocate_ui_with_layout(
        vec2(ui.available_width().min(WIDTH), ROW),
        Layout::left_to_right(Align::Center),
        |ui| {
            ui.spacing_mut().item_spacing.x = S2;
            ui.spacing_mut().interact_size.y = ROW - 2.0;
            ui.add_space(INDENT * part.depth as f32);
            let (rect, _) = ui.allocate_exact_size(vec2(10.0, 10.0), Sense::hover());
            let radius = if part.cluster.is_some() { 5.0 } else { 3.5 };
            let colour = palette::of_class(part.within, t);
            ui.painter().circle_filled(rect.center(), radius, colour);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let take = fill(id::CONTENTS_SELECT, &[("name", &name)]);
                if small_icon_button(ui, Icon::Take, &take, true).clicked() {
                    let songs = part.songs.iter().map(|&song| song as usize).collect();
                    cx.push(Command::Selecting(Selecting::Songs(songs, How::Replace)));
                }
                let n = part.songs.len();
                ui.label(caption(fill(id::COMMON_N_SONGS, &[("n", &n)]), t));
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    fly_ui(ui, cx, &name, at);
                });
            });
        },
    );
}

fn fly_ui(ui: &mut Ui, cx: &mut Cx, name: &str, at: usize) {
    let t = tokens(ui.ctx());
    let text = RichText::new(name).size(12.5).color(t.text);
    let button = ui.add(Button::new(text).frame(false).truncate());
    let told = fill(id::CONTENTS_FLY_TO_NAME, &[("name", &name)]);
    button
        .widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Button, true, &told));
    if button.on_hover_text(tr(id::CONTENTS_FLY_TO)).clicked() {
        cx.act(Action::FlyTo(at));
    }
}

fn name(session: &Session, part: &Part) -> String {
    match part.cluster {
        Some(cluster) => full_name(session, cluster),
        None => name_of_part(part),
    }
}
