//! What lies around the panels and over them: the bar at the top, menus, notes, questions.

pub mod columns;
pub mod drop;
pub mod export_menu;
pub mod menus;
pub mod preview;
pub mod shortcuts;
pub mod toasts;
pub mod top_bar;
