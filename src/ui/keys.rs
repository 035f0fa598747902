//! The keyboard, where no field has it.

use eframe::egui::{Key, Ui};

use crate::session::Command;

use super::words::english;
use super::{Ask, View, export_menu};

const SEEK_SECS: f32 = 5.0;

/// What each key does, as the shortcuts window lists it.
pub const SHORTCUTS: [(&str, &str); 13] = [
    ("Space", english("Play or pause")),
    ("← →", english("Back or on by 5 seconds")),
    ("↓ ↑", english("Next neighbour, song before")),
    ("F", english("Fit the map")),
    ("E", english("Enlarge the results, and back")),
    ("/", english("Search")),
    ("Esc", english("Clear the search, then the selection")),
    (english("Click"), english("Select a song and play it")),
    (english("Scroll, drag"), english("Zoom and pan the map")),
    ("?", english("This window")),
    ("T", english("Replay how songs found their places")),
    ("Ctrl+S", english("Save the session")),
    ("Ctrl+O", english("Open a session")),
];

pub fn handle(ui: &Ui, ask: &mut Ask, view: &mut View) {
    let ctx = ui.ctx();
    let writing = ctx.text_edit_focused();
    export_menu::keys(ui, ask, view);
    if ctx.input(|i| i.key_pressed(Key::Escape)) {
        escape(ask, view, writing);
    }
    if writing {
        return;
    }
    let focused = ctx.memory(|m| m.focused().is_some());
    let pressed = |key| ctx.input(|i| i.key_pressed(key) && i.modifiers.is_none());
    let typed = |text: &str| {
        ctx.input(|i| i.events.iter().any(|e| matches!(e, eframe::egui::Event::Text(typed) if typed == text)))
    };
    // Space presses the button that has the focus, and arrows move its focus or value.
    if !focused {
        for (key, command) in [
            (Key::Space, Command::PlayPause),
            (Key::ArrowLeft, Command::SeekBy(-SEEK_SECS)),
            (Key::ArrowRight, Command::SeekBy(SEEK_SECS)),
            (Key::ArrowDown, Command::Next),
            (Key::ArrowUp, Command::Previous),
        ] {
            if pressed(key) {
                ask.push(command);
            }
        }
    }
    if pressed(Key::E) {
        view.large_results = !view.large_results;
    }
    if pressed(Key::F) {
        view.map.fit();
    }
    if pressed(Key::T) {
        let now = ctx.input(|i| i.time);
        view.timeline.play_or_hold(ask, now);
    }
    if typed("/") {
        view.focus_search = true;
    }
    if typed("?") {
        view.show_shortcuts = !view.show_shortcuts;
    }
}

fn escape(ask: &mut Ask, view: &mut View, writing: bool) {
    if view.show_shortcuts {
        view.show_shortcuts = false;
    } else if ask.session.question().is_some() {
        ask.push(Command::LeaveColumns);
    } else if view.timeline.escape(ask) {
    } else if ask.session.search().is_active() {
        ask.push(Command::Search(String::new()));
        view.search.clear();
    } else if !writing {
        ask.push(Command::Select(None));
    }
}
