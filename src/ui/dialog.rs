//! The one dialog over the window. Esc closes it.

use std::path::Path;

use eframe::egui::Context;

use super::cx::Cx;
use super::prefs::Prefs;
use super::teaching::{Glossary, Palette, glossary_ui, palette_ui};
use crate::ui::bars::export_menu::{ExportForm, export_ui};
use crate::ui::bars::shortcuts;
use crate::ui::panels::start;
use crate::ui::panels::timeline::{FilmForm, film_ui};

pub(super) enum Dialog {
    Shortcuts,
    /// What was looked at lately.
    Start,
    Palette(Palette),
    Glossary(Glossary),
    Export(Box<ExportForm>),
    Film(FilmForm),
}

impl Dialog {
    /// True where it has a field of its own for what is typed.
    pub(super) fn has_keys(&self) -> bool {
        match self {
            Self::Palette(_) | Self::Glossary(_) => true,
            Self::Shortcuts | Self::Start | Self::Export(_) | Self::Film(_) => false,
        }
    }

    /// Takes a path that a native dialog has given into its field, where it has one.
    pub(super) fn set_path(&mut self, path: &Path) {
        match self {
            Self::Export(form) => form.set_path(path),
            Self::Film(form) => form.set_path(path.to_path_buf()),
            Self::Shortcuts | Self::Start | Self::Palette(_) | Self::Glossary(_) => {}
        }
    }
}

/// Draws the dialog, if there is one. Where something was exported to is noted in `prefs`, and what
/// was chosen lately.
pub(super) fn dialog_ui(ctx: &Context, cx: &mut Cx, slot: &mut Option<Dialog>, prefs: &mut Prefs) {
    let Some(dialog) = slot else { return };
    let stays = match dialog {
        Dialog::Shortcuts => shortcuts::shortcuts_ui(ctx, cx),
        Dialog::Start => start::dialog_ui(ctx, cx),
        Dialog::Palette(palette) => palette_ui(ctx, cx, palette, &mut prefs.recent),
        Dialog::Glossary(glossary) => glossary_ui(ctx, glossary),
        Dialog::Export(form) => export_ui(ctx, cx, form, prefs),
        Dialog::Film(form) => film_ui(ctx, cx, form),
    };
    if !stays {
        *slot = None;
    }
}
