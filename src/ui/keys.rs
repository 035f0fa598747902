//! The keyboard, where no field has it.

use eframe::egui::{Context, Key, Modifiers, Popup, Ui};

use crate::session::{Command, Group, How, Selecting};

use super::map::MapTool;
use super::words::{english, glossary};
use super::{Cx, View, export_menu, transport};

const SEEK_SECS: f32 = 5.0;

/// Keys that belong together: each with what it does.
pub type Shortcuts = (&'static str, &'static [(&'static str, &'static str)]);

/// What each key does, as the shortcuts window lists it.
pub const SHORTCUTS: &[Shortcuts] = &[
    (
        english("Listening"),
        &[
            ("Space", english("Play or pause")),
            ("← →", english("Back or on by 5 seconds")),
            ("↓ ↑", english("Next neighbour, song before")),
            (
                "Alt",
                english("Hear the song under the pointer for a moment"),
            ),
            ("R", english("Radio: play on to the nearest song")),
            ("O", english("Repeat: nothing, the song, the playlist")),
        ],
    ),
    (
        english("Map"),
        &[
            (english("Click"), english("Select a song and play it")),
            (english("Scroll, drag"), english("Zoom and pan the map")),
            ("F", english("Fit the map")),
            ("T", english("Replay how songs found their places")),
            ("1, 2, 3, 4", english("So many maps side by side")),
            ("/", english("Search")),
        ],
    ),
    (
        english("Selecting"),
        &[
            ("V, L, B, P", english("Pan, lasso, box, path")),
            (
                english("Shift, Alt + drag"),
                english("Add to the selection, take away from it"),
            ),
            (english("Ctrl + drag"), english("Lasso while panning")),
            (
                english("Shift + click"),
                english("Take a song into the selection, or out of it"),
            ),
            (
                "Ctrl+A, Ctrl+I, Ctrl+D",
                english("Select all, invert, select none"),
            ),
            ("Ctrl+Z, Ctrl+Shift+Z", english("Undo, redo")),
        ],
    ),
    (
        english("Window"),
        &[
            (
                "Ctrl+K, Ctrl+Shift+P",
                english("All commands, found by a few letters"),
            ),
            ("Ctrl+S", english("Save the session")),
            ("Ctrl+O", english("Open a session")),
            ("E", english("Enlarge the results, and back")),
            ("F1", english("Glossary, at the word under the pointer")),
            ("F5", english("Presenter mode")),
            (
                "Ctrl++, Ctrl+−, Ctrl+0",
                english("Larger, smaller, usual size"),
            ),
            (
                "Tab, Shift+Tab",
                english("On to the next button or field, or back"),
            ),
            (
                "Esc",
                english("Let go: the line being drawn, the search, the selection, the song"),
            ),
            ("?", english("This window")),
        ],
    ),
];

pub fn handle(ui: &Ui, cx: &mut Cx, view: &mut View) {
    let ctx = ui.ctx();
    anywhere(ctx, cx, view);
    if view.teaching.has_keys() {
        return;
    }
    let writing = ctx.text_edit_focused();
    export_menu::keys(ui, view);
    if ctx.input(|i| i.key_pressed(Key::Escape)) {
        escape(ctx, cx, view, writing);
    }
    if writing {
        return;
    }
    let focused = ctx.memory(|m| m.focused().is_some());
    let pressed = |key| ctx.input(|i| i.key_pressed(key) && i.modifiers.is_none());
    let typed = |text: &str| {
        ctx.input(|i| {
            i.events
                .iter()
                .any(|e| matches!(e, eframe::egui::Event::Text(typed) if typed == text))
        })
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
                cx.push(command);
            }
        }
    }
    if pressed(Key::E) {
        view.large_results = !view.large_results;
    }
    if pressed(Key::F) {
        view.map.fit();
    }
    selecting(ctx, cx);
    for (key, tool) in [
        (Key::V, MapTool::Pan),
        (Key::L, MapTool::Lasso),
        (Key::B, MapTool::Box),
        (Key::P, MapTool::Path),
    ] {
        if pressed(key) {
            view.map.tool = tool;
        }
    }
    for (i, key) in [Key::Num1, Key::Num2, Key::Num3, Key::Num4]
        .into_iter()
        .enumerate()
    {
        let sources = || cx.session.sources_for(i);
        if pressed(key) && sources().len() == i {
            let sources = sources();
            cx.push(Command::SideMaps(sources));
        }
    }
    if pressed(Key::R) {
        transport::toggle_radio(cx);
    }
    if pressed(Key::O) {
        transport::next_repeat(cx);
    }
    if pressed(Key::T) {
        let now = ctx.input(|i| i.time);
        view.timeline.play_or_hold(cx, now);
    }
    if typed("/") {
        view.focus_search = true;
    }
    if typed("?") {
        view.show_shortcuts = !view.show_shortcuts;
    }
}

/// Keys that work wherever the caret is.
fn anywhere(ctx: &Context, cx: &mut Cx, view: &mut View) {
    const SHIFTED: Modifiers = Modifiers {
        shift: true,
        ..Modifiers::COMMAND
    };
    let pressed = |modifiers, key| ctx.input_mut(|i| i.consume_key(modifiers, key));
    if pressed(SHIFTED, Key::P) || pressed(Modifiers::COMMAND, Key::K) {
        view.teaching.toggle_palette(cx.session);
    }
    if pressed(Modifiers::COMMAND, Key::Plus) || pressed(Modifiers::COMMAND, Key::Equals) {
        view.prefs.resize(true);
    }
    if pressed(Modifiers::COMMAND, Key::Minus) {
        view.prefs.resize(false);
    }
    if pressed(Modifiers::COMMAND, Key::Num0) {
        view.prefs.size_percent = 100;
    }
    if pressed(Modifiers::NONE, Key::F1) {
        view.teaching.open_glossary(glossary::under_pointer(ctx));
    }
    if pressed(Modifiers::NONE, Key::F5) {
        view.presenting = !view.presenting;
    }
}

/// Longer combinations first: a shorter one would take their keys.
fn selecting(ctx: &Context, cx: &mut Cx) {
    for (keys, key, what) in [
        (
            Modifiers::COMMAND | Modifiers::SHIFT,
            Key::Z,
            Selecting::Redo,
        ),
        (Modifiers::COMMAND, Key::Z, Selecting::Undo),
        (Modifiers::COMMAND, Key::Y, Selecting::Redo),
        (
            Modifiers::COMMAND,
            Key::A,
            Selecting::Group(Group::All, How::Replace),
        ),
        (Modifiers::COMMAND, Key::I, Selecting::Invert),
        (Modifiers::COMMAND, Key::D, Selecting::None),
    ] {
        if ctx.input_mut(|i| i.consume_key(keys, key)) {
            cx.push(Command::Selecting(what));
        }
    }
}

/// One thing a time, what was begun last first.
fn escape(ctx: &Context, cx: &mut Cx, view: &mut View, writing: bool) {
    // Menus close by themselves.
    if Popup::is_any_open(ctx) && !writing {
        return;
    }
    if view.show_shortcuts {
        view.show_shortcuts = false;
    } else if view.presenting {
        view.presenting = false;
    } else if view.waveform.wide {
        view.waveform.wide = false;
    } else if cx.session.question().is_some() {
        cx.push(Command::LeaveColumns);
    } else if !view.map.give_up_line() && !view.timeline.escape(cx) {
        let_go(cx, view, writing);
    }
}

fn let_go(cx: &mut Cx, view: &mut View, writing: bool) {
    if cx.session.search().is_active() {
        cx.push(Command::Search(String::new()));
        view.search.clear();
    } else if !writing && !cx.session.selection().is_empty() {
        cx.push(Command::Selecting(Selecting::None));
    } else if !writing {
        cx.push(Command::Select(None));
    }
}
