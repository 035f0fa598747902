//! What lies around the panels and over them: the bar at the top, menus, notes, questions.

pub(super) mod columns;
pub(super) mod drop;
pub(super) mod export_menu;
pub(super) mod menus;
pub(super) mod player_line;
pub(super) mod preview;
pub(super) mod run_control;
pub(super) mod shortcuts;
pub(super) mod toasts;
pub(super) mod top_bar;
