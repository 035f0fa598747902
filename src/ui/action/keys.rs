//! Keys, and which actions were asked for with them.

use std::fmt;

use eframe::egui::{Context, Event, InputState, Key, Modifiers};

use super::Action;

const CTRL_SHIFT: Modifiers = Modifiers {
    shift: true,
    ..Modifiers::COMMAND
};

/// What is pressed. On macOS Ctrl is the command key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keys {
    Alone(Key),
    Ctrl(Key),
    CtrlShift(Key),
    /// A character, on whichever key it is.
    Typed(&'static str),
}

impl fmt::Display for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Keys::Alone(key) => f.write_str(symbol(*key)),
            Keys::Ctrl(key) => write!(f, "Ctrl+{}", symbol(*key)),
            Keys::CtrlShift(key) => write!(f, "Ctrl+Shift+{}", symbol(*key)),
            Keys::Typed(text) => f.write_str(text),
        }
    }
}

fn symbol(key: Key) -> &'static str {
    if key == Key::ArrowLeft {
        "←"
    } else if key == Key::ArrowRight {
        "→"
    } else if key == Key::ArrowUp {
        "↑"
    } else if key == Key::ArrowDown {
        "↓"
    } else if key == Key::Minus {
        "−"
    } else if key == Key::Plus {
        "+"
    } else if key == Key::Equals {
        "="
    } else if key == Key::Escape {
        "Esc"
    } else {
        key.name()
    }
}

impl Keys {
    /// Longer combinations first: a shorter one would take their keys.
    fn rank(self) -> u8 {
        match self {
            Keys::CtrlShift(_) => 0,
            Keys::Ctrl(_) => 1,
            Keys::Alone(_) | Keys::Typed(_) => 2,
        }
    }

    fn take(self, input: &mut InputState) -> bool {
        match self {
            Keys::CtrlShift(key) => input.consume_key(CTRL_SHIFT, key),
            Keys::Ctrl(key) => input.consume_key(Modifiers::COMMAND, key),
            // Buttons, fields and menus see plain keys too.
            Keys::Alone(key) => input.key_pressed(key) && input.modifiers.is_none(),
            Keys::Typed(text) => input
                .events
                .iter()
                .any(|event| matches!(event, Event::Text(typed) if typed == text)),
        }
    }
}

/// Who has the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keyboard {
    Window,
    /// A dialog lies over the window: what is behind it hears no key, and Esc closes it.
    Dialog,
    /// Something over the window that takes Esc too.
    Elsewhere,
}

/// What was asked for with keys in this frame.
pub(crate) fn pressed(ctx: &Context, keyboard: Keyboard) -> Vec<Action> {
    let writing = ctx.text_edit_focused();
    let focused = ctx.memory(|memory| memory.focused().is_some());
    let reaches = |action: &Action| match (action, keyboard) {
        (Action::LetGo, keyboard) => keyboard != Keyboard::Elsewhere,
        (action, _) if action.works_anywhere() => true,
        // The key that opened it closes it.
        (Action::Shortcuts, Keyboard::Dialog) => !writing,
        (_, Keyboard::Dialog | Keyboard::Elsewhere) => false,
        (action, Keyboard::Window) => {
            let gives_way = focused && action.gives_way_to_focus();
            !(writing || gives_way)
        }
    };
    let mut keys: Vec<(Keys, Action)> = Action::fixed()
        .into_iter()
        .filter(reaches)
        .flat_map(|action| {
            action
                .keys()
                .iter()
                .map(move |&keys| (keys, action.clone()))
        })
        .collect();
    keys.sort_by_key(|(keys, _)| keys.rank());
    ctx.input_mut(|input| {
        let asked = keys.into_iter().filter(|(keys, _)| keys.take(input));
        asked.map(|(_, action)| action).collect()
    })
}
