//! The window's contents: one file per panel. Panels read the [`Session`], keep their own view
//! state in [`View`], and push [`Command`]s, which the caller drains once a frame. Nothing here
//! computes in a frame what did not change.

mod about;
mod agreement;
mod bottom;
mod clusters;
mod columns;
mod curves;
mod drop;
mod export_menu;
mod fonts;
mod hover_card;
mod icons;
mod keys;
mod latent;
mod legend;
mod lyrics;
mod map_bar;
pub mod map;
mod map_menu;
mod maps;
mod menus;
mod neighbours;
mod pairing;
mod palette;
mod presenter;
mod preview;
mod probes;
mod queue;
mod run_card;
mod runs;
mod scores;
mod search_box;
mod selection;
mod settings;
mod side;
mod fields;
#[cfg(test)]
mod snapshots;
mod song;
mod song_table;
mod teaching;
#[cfg(test)]
mod tests;
pub mod theme;
mod timeline;
mod toasts;
mod top_bar;
mod transport;
mod trust;
mod view;
mod waveform;
mod widgets;
pub mod words;

use eframe::egui::{CentralPanel, Frame, Margin, Panel, Rect, Ui};

use crate::session::{Command, Session};

pub use export_menu::{FileRequest, FileRequestKind};
pub use selection::{default_name, with_extension};
pub use timeline::NAME as FILM_NAME;
pub use view::{BottomTab, Prefs, SideTab, View};
pub use words::Locale;

use teaching::Places;
use theme::tokens;

/// Share of the height that large results take.
const LARGE_RESULTS: f32 = 0.64;

/// What a panel is given: the session to read, and where its wishes go.
pub struct Cx<'a> {
    pub session: &'a Session,
    pub commands: &'a mut Vec<Command>,
}

impl Cx<'_> {
    fn push(&mut self, command: Command) {
        self.commands.push(command);
    }
}

/// The whole window.
pub fn window_ui(ui: &mut Ui, session: &Session, view: &mut View, commands: &mut Vec<Command>) {
    let mut cx = Cx { session, commands };
    words::set_locale(view.prefs.locale);
    let style = view.style();
    theme::apply(ui.ctx(), style, view.styled.replace(style));
    keys::handle(ui, &mut cx, view);
    if view.presenting {
        presenter::presenter_ui(ui, &mut cx, view);
    } else {
        panels_ui(ui, &mut cx, view);
    }
    preview::follow(ui.ctx(), &mut cx, &mut view.preview);
    waveform::wide_ui(ui.ctx(), &mut cx, view);
    columns::columns_ui(ui.ctx(), &mut cx, view);
    about::about_ui(ui.ctx(), view);
    export_menu::window_ui(ui.ctx(), &mut cx, view);
    teaching::teaching_ui(ui.ctx(), &mut cx, view);
    toasts::toasts_ui(ui.ctx(), &mut cx, view.map.room());
    drop::drop_ui(ui.ctx(), &mut cx);
}

/// Every panel, each open or closed as it was left.
fn panels_ui(ui: &mut Ui, cx: &mut Cx, view: &mut View) {
    let t = tokens(ui.ctx());
    view.teaching.places = Places::default();
    let top = Panel::top("top bar")
        .exact_size(48.0)
        .frame(theme::panel(t, Margin::symmetric(12, 0)))
        .show(ui, |ui| {
            top_bar::top_bar_ui(ui, cx, view);
        });
    view.teaching.places.top = top.response.rect;
    // Scroll areas within keep another 8 for their bars.
    let edge = Margin {
        left: 16,
        right: 8,
        top: 12,
        bottom: 0,
    };
    // Results that are read rather than glanced at take the room of the panels beside them.
    let large = view.large_results && view.prefs.results;
    let mut open = view.prefs.settings && !large;
    Panel::left("settings")
        .default_size(292.0)
        .size_range(260.0..=420.0)
        .frame(theme::panel(t, edge))
        .show_collapsible(ui, &mut open, |ui| settings::settings_ui(ui, cx, view));
    if !large {
        view.prefs.settings = open;
    }
    let mut open = view.prefs.song && !large;
    let side = Panel::right("song")
        .default_size(344.0)
        .size_range(300.0..=560.0)
        .frame(theme::panel(t, edge))
        .show_collapsible(ui, &mut open, |ui| side::side_ui(ui, cx, view));
    if !large {
        view.prefs.song = open;
    }
    view.teaching.places.side = side.map_or(Rect::NOTHING, |side| side.response.rect);
    let mut open = view.prefs.results;
    let panel = if large {
        Panel::bottom("large results").exact_size(ui.available_height() * LARGE_RESULTS)
    } else {
        Panel::bottom("results")
            .resizable(true)
            .default_size(268.0)
            .size_range(160.0..=560.0)
    };
    let results = panel
        .frame(theme::panel(
            t,
            Margin {
                left: 16,
                right: 16,
                top: 8,
                bottom: 0,
            },
        ))
        .show_collapsible(ui, &mut open, |ui| bottom::bottom_ui(ui, cx, view));
    view.prefs.results = open;
    view.teaching.places.results = results.map_or(Rect::NOTHING, |results| results.response.rect);
    if cx.session.timeline().is_some() && !large {
        Panel::bottom("timeline")
            .frame(theme::panel(t, Margin::ZERO))
            .show_separator_line(false)
            .resizable(false)
            .show(ui, |ui| timeline::timeline_ui(ui, cx, view));
    }
    CentralPanel::default()
        .frame(Frame::new().fill(t.ground))
        .show(ui, |ui| {
            maps::maps_ui(ui, cx, view);
        });
    view.teaching.places.map = view.map.room();
}
