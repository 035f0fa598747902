//! The window's contents. A panel is a file with a state of its own that reads the [`Session`] and
//! pushes [`Command`]s; what it wants of the window it asks for by an action. Nothing here computes
//! in a frame what did not change, and nothing reads or writes a file in one.
//!
//! | file, shelf | what is there |
//! | --- | --- |
//! | `ground`, `words` | what everything is drawn with, and every text |
//! | `map` | the map, which knows nothing of songs |
//! | `tab`, `panel`, `panels` | the list of panels, what each is, and a file for each |
//! | `bars`, `teaching` | what lies around and over the panels |
//! | `action`, `run` | the list of everything that can be asked for, and what each does |
//! | `layout`, `tiles`, `stage` | where panels lie, how they are drawn, arrangements for a while |
//! | `dialog` | the one dialog over the window |

pub mod ground;
pub(crate) mod words;
mod tab;
mod layout;
mod prefs;
mod request;
pub mod map;
mod action;
mod cx;
mod action_button;
mod bars;
mod panel;
mod panels;
mod teaching;
mod stage;
mod dialog;
mod tiles;
mod run;
mod view;
#[cfg(test)]
mod snapshots;
#[cfg(test)]
mod tests;

use eframe::egui::{Align, Layout as Row, Margin, Panel, RichText, Ui};

use crate::session::{Command, Session};
use crate::words::{id, tr};

pub use crate::words::Locale;
pub use layout::{Arrangement, Layout};
pub use prefs::Prefs;
pub(crate) use request::{FileRequest, FileRequestFor, FileRequestKind};
pub use tab::{Area, Tab};
pub use view::View;

use action::Action;
use bars::export_menu::ExportMenu;
use bars::player_line::PlayerLine;
use cx::{Cx, Stance};
use ground::place::Place;
use ground::theme::{SUBTITLE, tokens};
use run::Reach;

/// The whole window. The only function that knows all of the view: it hands every part its own.
pub fn window_ui(ui: &mut Ui, session: &Session, view: &mut View, commands: &mut Vec<Command>) {
    let ctx = ui.ctx().clone();
    crate::words::set_locale(view.prefs.locale);
    let mut asked = std::mem::take(&mut view.asked);
    asked.extend(action::pressed(&ctx, view.keyboard(session)));
    let mut reach = Reach {
        prefs: &mut view.prefs,
        stage: &mut view.stage,
        dialog: &mut view.dialog,
        tour: &mut view.tour,
        request: &mut view.request,
    };
    reach.perform(asked, &ctx, session, &mut view.panels, commands);
    view.prefs.follow(session);
    let style = view.style();
    ground::theme::apply(&ctx, style, view.styled.replace(style));
    let prefs = view.prefs.clone();
    let mut cx = Cx {
        session,
        prefs: &prefs,
        stance: Stance {
            covered: view.dialog.is_some(),
            cleared: view.is_cleared,
            ..view.stage.stance(view.dialog_open)
        },
        commands,
        actions: &mut view.asked,
    };
    let bare = cx.stance.presenting;
    let layout = view.stage.layout(&mut view.prefs);
    layout.suit(ctx.content_rect().size());
    top_ui(ui, &mut cx, layout, &mut view.export);
    player_ui(ui, &mut cx, &mut view.player);
    tiles::tiles_ui(ui, &mut cx, layout, &mut view.panels, bare);
    bars::preview::follow(&ctx, &mut cx, &mut view.preview);
    panels::waveform::wide_ui(&ctx, &mut cx, &mut view.panels.song.waveform);
    bars::columns::columns_ui(&ctx, &mut cx, &mut view.roles);
    bars::export_menu::offer_ui(&ctx, &mut cx);
    teaching::lesson_card_ui(&ctx, &mut cx, &mut view.lesson);
    if teaching::tour_ui(&ctx, &mut cx, &mut view.tour) {
        view.prefs.tour_seen = true;
        view.stage.tour(false, &view.prefs);
    }
    dialog::dialog_ui(&ctx, &mut cx, &mut view.dialog, &mut view.prefs);
    bars::toasts::toasts_ui(&ctx, &mut cx);
    bars::drop::drop_ui(&ctx, &mut cx);
    // What was asked for is done when the next frame begins.
    if !view.asked.is_empty() {
        ctx.request_repaint();
    }
}

/// The bar at the top; before a class, a title.
fn top_ui(ui: &mut Ui, cx: &mut Cx, layout: &Layout, export: &mut ExportMenu) {
    let t = tokens(ui.ctx());
    let bar = Panel::top("top bar")
        .exact_size(layout::TOP_BAR)
        .frame(ground::theme::panel(t, Margin::symmetric(12, 0)))
        .show(ui, |ui| {
            if cx.stance.presenting {
                title_ui(ui, cx);
            } else {
                bars::top_bar::top_bar_ui(ui, cx, layout, export);
            }
        });
    ground::place::mark(ui.ctx(), Place::Top, bar.response.rect);
}

/// The song that is heard, at the bottom of the window.
fn player_ui(ui: &mut Ui, cx: &mut Cx, line: &mut PlayerLine) {
    let t = tokens(ui.ctx());
    Panel::bottom("player")
        .exact_size(layout::PLAYER_BAR)
        .frame(ground::theme::panel(t, Margin::symmetric(12, 0)))
        .show(ui, |ui| bars::player_line::player_line_ui(ui, cx, line));
}

fn title_ui(ui: &mut Ui, cx: &mut Cx) {
    let t = tokens(ui.ctx());
    ui.horizontal_centered(|ui| {
        ui.label(
            RichText::new("Latentune")
                .font(ground::theme::semibold(SUBTITLE))
                .color(t.accent),
        );
        ui.label(ground::widgets::caption(
            bars::top_bar::headline(cx.session),
            t,
        ));
        ui.with_layout(Row::right_to_left(Align::Center), |ui| {
            if ui
                .button(tr(id::PRESENTER_LEAVE_PRESENTER_MODE_ESC))
                .clicked()
            {
                cx.act(Action::Present);
            }
        });
    });
}
