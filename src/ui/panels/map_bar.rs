//! The bar over the map: which picture, which colours, search, fit.

use eframe::egui::{
    Align, ComboBox, Frame, Layout, Margin, Popup, PopupCloseBehavior, RichText, Role, Stroke, Ui,
    WidgetInfo,
};

use crate::config::{Keyed as _, ProjectionMethod};
use crate::session::{ColourBy, Command, Picture};

use crate::ui::action::{Action, colours};
use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::place::{self, Place};
use crate::ui::ground::theme::{S2, tokens};
use crate::ui::ground::widgets::{caption, icon_button, icon_toggle, segments};
use crate::ui::map::MapTool;
use crate::ui::panels::maps::MapState;
use crate::ui::panels::search_box::{self, SearchBox};
use crate::ui::words::glossary::{self, pictures};
use crate::words::{id, tr};

/// A bar wider than this has room for every caption.
const WIDE: f32 = 700.0;
/// A bar narrower than this has no room for colours and search beside the rest: they have a row of
/// their own.
const ONE_ROW: f32 = 600.0;
/// With the room beside it.
const BUTTON: f32 = 36.0;

/// Of the list of what songs can be coloured by.
const COLOURS: f32 = 112.0;

pub(crate) fn map_bar_ui(ui: &mut Ui, cx: &mut Cx, maps: &mut MapState, search: &mut SearchBox) {
    let t = tokens(ui.ctx());
    let frame = Frame::new().inner_margin(Margin::symmetric(12, 4));
    let bar = frame.show(ui, |ui| {
        let replay = cx.session.timeline().is_some() && !cx.prefs.timeline;
        let room = ui.available_width() - if replay { BUTTON } else { 0.0 };
        let narrow = room < ONE_ROW;
        ui.horizontal(|ui| {
            ui.set_min_height(32.0);
            tools_ui(ui, cx, maps.tool);
            pictures_ui(ui, cx);
            if !narrow {
                ui.add_space(S2);
                colour_by_ui(ui, cx, room > WIDE);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icon_button(ui, Icon::Fit, &Action::Fit.hint(cx.session)).clicked() {
                    maps.fit();
                }
                n_maps_ui(ui, cx, maps);
                let name = tr(id::TIMELINE_REPLAY_HOW_SONGS_FOUND_THEIR);
                if replay && icon_button(ui, Icon::Replay, name).clicked() {
                    cx.act(Action::Replay);
                }
                if !narrow {
                    search_box::search_box_ui(ui, cx, search);
                }
            });
        });
        if narrow {
            ui.horizontal(|ui| {
                ui.set_min_height(32.0);
                colour_by_ui(ui, cx, true);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    search_box::search_box_ui(ui, cx, search);
                });
            });
        }
    });
    let rect = bar.response.rect;
    place::mark(ui.ctx(), Place::MapBar, rect);
    ui.painter()
        .hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, t.line));
}

/// The methods that a map is drawn by: one that is not drawn yet is when it is chosen.
fn pictures_ui(ui: &mut Ui, cx: &mut Cx) {
    let drawn = cx.session.shown_analysis().map(|a| a.map.method);
    let now = match cx.session.picture() {
        Picture::Map => drawn.unwrap_or(cx.session.draft().projection.method),
        Picture::Pca => ProjectionMethod::Pca,
    };
    let choices: Vec<_> = ProjectionMethod::all()
        .map(|method| (method, tr(method.label())))
        .collect();
    match segments(ui, now, &choices) {
        None => {}
        Some(ProjectionMethod::Pca) => cx.push(Command::Project(Picture::Pca)),
        Some(method) if drawn == Some(method) => cx.push(Command::Project(Picture::Map)),
        Some(method) if drawn.is_some() => cx.push(Command::DrawBy(method)),
        // Nothing is drawn yet: the next run draws it so.
        Some(method) => cx.act(Action::MapBy(method)),
    }
}

/// What a drag on the map does.
fn tools_ui(ui: &mut Ui, cx: &mut Cx, now: MapTool) {
    let tip = |tool| match tool {
        MapTool::Pan => tr(id::MAP_BAR_DRAG_MOVE_MAP_CTRL_DRAG),
        MapTool::Lasso => tr(id::MAP_BAR_DRAG_AROUND_SONGS_SELECT_THEM),
        MapTool::Box => tr(id::MAP_BAR_DRAG_OVER_SONGS_SELECT_THEM),
        MapTool::Path => tr(id::MAP_BAR_DRAW_PATH_OVER_MAP_SONGS),
    };
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for &tool in MapTool::ALL {
            let (icon, name) = match tool {
                MapTool::Pan => (Icon::Hand, tr(id::MAP_BAR_PAN_V)),
                MapTool::Lasso => (Icon::Lasso, tr(id::MAP_BAR_LASSO_L)),
                MapTool::Box => (Icon::Box, tr(id::MAP_BAR_BOX_B)),
                MapTool::Path => (Icon::Path, tr(id::MAP_BAR_PATH_P)),
            };
            let button = icon_toggle(ui, icon, name, now == tool);
            if button.on_hover_text(tip(tool)).clicked() {
                cx.act(Action::Tool(tool));
            }
        }
    });
}

/// How many maps there are, and whether songs fly between them.
fn n_maps_ui(ui: &mut Ui, cx: &mut Cx, maps: &mut MapState) {
    let session = cx.session;
    let n = 1 + session.side_maps().len();
    let button = icon_toggle(ui, Icon::Maps, tr(id::MAP_BAR_MAPS_SIDE_SIDE), n > 1);
    let button = button.on_hover_text(tr(id::MAP_BAR_TWO_FOUR_MAPS_SHARE_SELECTION));
    Popup::menu(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_min_width(200.0);
            ui.spacing_mut().item_spacing.y = 2.0;
            let names = [
                tr(id::MAP_BAR_ONE_MAP),
                tr(id::MAP_BAR_TWO_MAPS),
                tr(id::MAP_BAR_THREE_MAPS),
                tr(id::MAP_BAR_FOUR_MAPS),
            ];
            for (i, name) in names.into_iter().enumerate() {
                let sources = session.sources_for(i);
                ui.add_enabled_ui(sources.len() == i, |ui| {
                    if ui.selectable_label(n == i + 1, name).clicked() && n != i + 1 {
                        cx.push(Command::SideMaps(sources));
                    }
                });
            }
            ui.separator();
            ui.checkbox(
                &mut maps.flow.on,
                tr(id::MAP_BAR_SHOW_WHERE_SELECTED_SONGS_WENT),
            )
            .on_hover_text(tr(id::MAP_BAR_WHEN_YOU_SELECT_SONGS_ONE));
            ui.separator();
            marks_ui(ui, cx);
        });
}

/// What is written and drawn between the songs.
fn marks_ui(ui: &mut Ui, cx: &mut Cx) {
    let before = cx.session.map_marks();
    let mut marks = before;
    ui.checkbox(&mut marks.finer_names, tr(id::MAP_BAR_FINER_NAMES))
        .on_hover_text(tr(id::MAP_BAR_FINER_NAMES_WHERE_ONE_ZOOMS));
    ui.checkbox(&mut marks.contours, tr(id::MAP_BAR_CONTOURS))
        .on_hover_text(tr(id::MAP_BAR_CONTOURS_AROUND_HALF));
    if marks != before {
        cx.push(Command::MapMarks(marks));
    }
}

fn colour_by_ui(ui: &mut Ui, cx: &mut Cx, with_caption: bool) {
    let t = tokens(ui.ctx());
    if with_caption {
        glossary::explain(
            ui.label(caption(tr(id::COMMON_COLOUR), t)),
            &pictures::COLOUR_BY,
        );
    }
    let now = cx.session.colouring().by;
    let choices = colours(cx.session);
    let title = choices
        .iter()
        .find(|(by, _)| *by == now)
        .map_or(tr(id::COMMON_CLUSTER), |(_, name)| name)
        .to_string();
    let is_own = matches!(now, ColourBy::Own(_));
    let chosen = |ui: &mut Ui| {
        let mut list = ComboBox::from_id_salt("colour by").selected_text(title);
        if is_own {
            // A name that a person gave may be of any length.
            ui.set_max_width(COLOURS);
            list = list.truncate();
        }
        list.width(COLOURS).show_ui(ui, |ui| {
            for (by, name) in choices {
                if ui
                    .selectable_label(by == now, RichText::new(name))
                    .clicked()
                {
                    cx.push(Command::ColourBy(by));
                }
            }
        })
    };
    let list = ui.scope(chosen).inner;
    list.response
        .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, tr(id::COMMON_COLOUR)));
    list.response.on_hover_text(tr(id::COMMON_COLOUR));
}
