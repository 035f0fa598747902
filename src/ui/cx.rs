//! What a panel is given beside its own state.

use crate::session::{Command, Session};

use super::action::Action;
use super::prefs::Prefs;

/// How the window stands, as far as a panel has to know.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Stance {
    /// Large type, and only the map, the song and the curves.
    pub(crate) presenting: bool,
    /// The results take the room of the panels beside the map.
    pub(crate) enlarged: bool,
    /// A native dialog is on show.
    pub(crate) dialog_open: bool,
    /// A dialog of the window's own lies over it: nothing of what it covers may lie over that.
    pub(crate) covered: bool,
    /// What draws has cleared the window to the ground: nothing fills it with that again.
    pub(crate) cleared: bool,
}

/// The session and the preferences to read, and where wishes go: those to the session as
/// commands, those to the window as actions.
pub(super) struct Cx<'a> {
    pub(crate) session: &'a Session,
    /// As they were when the frame began.
    pub(crate) prefs: &'a Prefs,
    pub(crate) stance: Stance,
    pub(crate) commands: &'a mut Vec<Command>,
    pub(crate) actions: &'a mut Vec<Action>,
}

impl Cx<'_> {
    pub(super) fn push(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// Asks the window for something, which it does when all is drawn.
    pub(super) fn act(&mut self, action: Action) {
        self.actions.push(action);
    }
}

/// Calls with a context outside a window; what was pushed.
#[cfg(test)]
pub(super) fn with_cx(
    session: &Session,
    draw: impl FnOnce(&mut Cx),
) -> (Vec<Command>, Vec<Action>) {
    let (mut commands, mut actions) = (Vec::new(), Vec::new());
    draw(&mut Cx {
        session,
        prefs: &Prefs::default(),
        stance: Stance::default(),
        commands: &mut commands,
        actions: &mut actions,
    });
    (commands, actions)
}
