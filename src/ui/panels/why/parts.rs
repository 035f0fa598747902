//! Parts of a distance: blocks, features and dimensions with their shares; tags and lines that two
//! songs have in common.

use eframe::egui::{Label, RichText, Ui};

use crate::ears::Tag;
use crate::pipeline::{BlockPart, FeaturePart, Nearness};
use crate::reading::say::{self, block_name};

use super::{BAR, wrapped_ui};
use crate::ui::ground::theme::{S2, tokens};
use crate::ui::ground::widgets::{caption, share_bar};
use crate::words::{Text, fill, id, signed, tr};

/// A bar, its number, and what it is of, which may take a second line.
fn row_ui(ui: &mut Ui, share: f64, number: &str, name: &str, hint: &str) {
    let t = tokens(ui.ctx());
    let colour = if share < 0.0 { t.second } else { t.accent };
    let row = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = S2;
        ui.vertical(|ui| {
            ui.set_width(BAR);
            ui.add_space(5.0);
            share_bar(ui, BAR, share.abs() as f32, None, colour);
        });
        let text = format!("{number}  {name}");
        ui.add(Label::new(RichText::new(text).size(12.0).color(t.text)).wrap());
    });
    if !hint.is_empty() {
        row.response.on_hover_text(hint);
    }
}

pub(super) fn blocks_ui(ui: &mut Ui, blocks: &[BlockPart]) {
    for block in blocks {
        row_ui(
            ui,
            block.share,
            &say::share(block.share),
            block_name(&block.name),
            "",
        );
        if block.present.contains(&false) {
            let values = [("block", &block_name(&block.name) as &dyn std::fmt::Display)];
            wrapped_ui(ui, &fill(id::WHY_ONE_LACKS_IT, &values));
        }
    }
}

/// For and against.
pub(super) fn signed_blocks_ui(ui: &mut Ui, blocks: &[BlockPart]) {
    for block in blocks {
        let number = format!("{}\u{a0}%", signed(100.0 * block.share, 0));
        row_ui(ui, block.share, &number, block_name(&block.name), "");
    }
}

/// `hint` takes both deviations.
pub(super) fn features_ui(ui: &mut Ui, features: &[FeaturePart], hint: Text) {
    for part in features {
        let (number, text) = (say::share(part.share), say::feature_apart(part));
        row_ui(ui, part.share, &number, &text, tr(hint));
    }
}

pub(super) fn dimensions_ui(ui: &mut Ui, dimensions: &[(usize, f64)]) {
    if let Some(text) = say::by_dimension(dimensions) {
        wrapped_ui(ui, &text);
    }
}

pub(super) fn tags_ui(ui: &mut Ui, tags: &[(Tag, [f32; 2])]) {
    if let Some(text) = say::tags_in_common(tags) {
        wrapped_ui(ui, &text);
    }
}

pub(super) fn lines_ui(ui: &mut Ui, near: &Nearness) {
    let t = tokens(ui.ctx());
    if near.n_lines == 0 {
        return wrapped_ui(ui, tr(id::WHY_NO_LINE_IN_COMMON));
    }
    wrapped_ui(ui, &fill(id::WHY_LINES_IN_COMMON, &[("n", &near.n_lines)]));
    for line in &near.lines {
        // A caret would wander in Bangla that can be selected.
        let line = Label::new(caption(format!("“{line}”"), t))
            .wrap()
            .selectable(false);
        ui.add(line);
    }
}
