//! Folders, manifests and files of vectors dropped on the window.

use std::path::PathBuf;

use eframe::egui::{Align2, Color32, Context, FontId, Id, LayerId, Order, Stroke, StrokeKind};

use crate::embeddings::ENDINGS;
use crate::session::Command;

use crate::ui::cx::Cx;
use crate::ui::ground::theme::{self, tokens};
use crate::words::{id, tr};

pub(crate) fn drop_ui(ctx: &Context, cx: &mut Cx) {
    let (hovering, dropped) = ctx.input(|i| {
        (
            !i.raw.hovered_files.is_empty(),
            i.raw.dropped_files.first().cloned(),
        )
    });
    if let Some(path) = dropped.map(|file| file.path().to_path_buf()) {
        cx.push(wish(path, cx.session.library().is_some()));
    }
    if hovering {
        target(ctx);
    }
}

/// Files that hold vectors and nothing else are for the songs that are open.
fn wish(path: PathBuf, has_songs: bool) -> Command {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let is_of_vectors = ENDINGS.contains(&ending.to_lowercase().as_str());
    match has_songs && is_of_vectors {
        true => Command::UseVectors(path),
        false => Command::OpenFolder(path),
    }
}

fn target(ctx: &Context) {
    let t = tokens(ctx);
    let painter = ctx.layer_painter(LayerId::new(Order::Foreground, Id::unique("drop target")));
    let window = ctx.content_rect();
    painter.rect_filled(
        window,
        0.0,
        Color32::from_black_alpha(if t.dark { 150 } else { 90 }),
    );
    let rect = window.shrink(24.0);
    painter.rect(
        rect,
        16.0,
        t.surface.gamma_multiply(0.92),
        Stroke::new(2.0, t.accent),
        StrokeKind::Inside,
    );
    painter.text(
        rect.center(),
        Align2::CENTER_BOTTOM,
        tr(id::DROP_OPEN),
        theme::semibold(theme::TITLE),
        t.text,
    );
    let hint = tr(id::DROP_FOLDER_SONGS_OR_CSV_OR);
    let below = rect.center() + eframe::egui::vec2(0.0, 8.0);
    painter.text(
        below,
        Align2::CENTER_TOP,
        hint,
        FontId::proportional(theme::BODY),
        t.muted,
    );
}
