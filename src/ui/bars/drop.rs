//! Folders, manifests, files of vectors and networks dropped on the window.

use std::path::PathBuf;

use eframe::egui::{Align2, Color32, Context, FontId, Id, LayerId, Order, Stroke, StrokeKind};

use crate::config::{NETWORK_ENDING, NETWORK_FILE, VECTORS_FILE};
use crate::embeddings::ENDINGS;
use crate::library::is_file_of_songs;
use crate::session::{Command, Placing};

use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::ground::theme::{self, tokens};
use crate::ui::tab::Tab;
use crate::words::{id, tr};

pub(crate) fn drop_ui(ctx: &Context, cx: &mut Cx) {
    let (hovering, dropped) = ctx.input(|i| {
        let dropped = i.raw.dropped_files.iter();
        let paths: Vec<PathBuf> = dropped.map(|file| file.path().to_path_buf()).collect();
        (!i.raw.hovered_files.is_empty(), paths)
    });
    let has_map = cx.session.shown_analysis().is_some();
    if let Some(wish) = wish(dropped, has_map) {
        if matches!(wish, Command::Placing(_)) {
            cx.act(Action::Show(Tab::Newcomers));
        }
        cx.push(wish);
    }
    if hovering {
        target(ctx, has_map);
    }
}

/// Files that hold vectors and nothing else, and networks, are for the songs that are open; recordings
/// and words are further songs for their map. Anything else is opened.
fn wish(dropped: Vec<PathBuf>, has_map: bool) -> Option<Command> {
    let first = dropped.first()?;
    let ending = first.extension().unwrap_or_default().to_string_lossy();
    let ending = ending.to_lowercase();
    let setting = match ending.as_str() {
        NETWORK_ENDING => Some(NETWORK_FILE),
        ending => ENDINGS.contains(&ending).then_some(VECTORS_FILE),
    };
    if let Some(name) = setting.filter(|_| has_map) {
        return Some(Command::UseFile(name, first.clone()));
    }
    let are_songs = dropped.iter().all(|path| is_file_of_songs(path));
    Some(match has_map && are_songs {
        true => Command::Placing(Placing::Place(dropped)),
        false => Command::OpenFolder(first.clone()),
    })
}

fn target(ctx: &Context, has_map: bool) {
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
    let hint = tr(match has_map {
        true => id::DROP_FOLDER_OR_FURTHER_SONGS,
        false => id::DROP_FOLDER_SONGS_OR_CSV_OR,
    });
    let below = rect.center() + eframe::egui::vec2(0.0, 8.0);
    painter.text(
        below,
        Align2::CENTER_TOP,
        hint,
        FontId::proportional(theme::BODY),
        t.muted,
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_dropped_goes_where_it_belongs() {
        let dropped = |name: &str| wish(vec![PathBuf::from(name)], true);
        let of = |name: &'static str, path: &str| Some(Command::UseFile(name, path.into()));
        assert_eq!(dropped("a/clap.ONNX"), of(NETWORK_FILE, "a/clap.ONNX"));
        assert_eq!(dropped("clap.npz"), of(VECTORS_FILE, "clap.npz"));
        let opened = Some(Command::OpenFolder("clap.onnx".into()));
        assert_eq!(wish(vec!["clap.onnx".into()], false), opened);
        assert_eq!(wish(Vec::new(), true), None);
    }
}
