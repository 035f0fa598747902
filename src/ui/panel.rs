//! What every panel is.

use eframe::egui::Ui;

use crate::session::Session;

use super::action::Action;
use super::cx::Cx;

/// A number beside the name of a panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Badge {
    /// Things to look at.
    Remarks(usize),
    Songs(usize),
}

/// A part of the window with a state of its own. It reads the session and pushes commands and
/// actions; its name is in [`Tab`](super::tab::Tab).
pub(super) trait Panel {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx);

    fn badge(&self, _session: &Session) -> Option<Badge> {
        None
    }

    /// Does what of an action is this panel's to do.
    fn act(&mut self, _action: &Action, _cx: &mut Cx) {}

    /// Lets go of what was begun last in it, as Esc asks; false where nothing was begun.
    fn let_go(&mut self, _cx: &mut Cx) -> bool {
        false
    }
}
