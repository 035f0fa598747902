//! Parts of a distance: blocks, features and dimensions with their shares; tags and lines that two
//! songs have in common.

use eframe::egui::{Label, RichText, Ui};

use crate::config::Keyed;
use crate::ears::Tag;
use crate::features::BlockId;
use crate::pipeline::{BlockPart, FeaturePart, Nearness};

use super::{BAR, wrapped_ui};
use crate::ui::ground::theme::{S2, tokens};
use crate::ui::ground::widgets::{caption, share_bar, signed};
use crate::ui::panels::latent::plain_name;
use crate::words::{Text, fill, id, tr};

/// Share of a whole, as one reads it.
fn percent(share: f64) -> String {
    match 100.0 * share {
        p if p > 0.0 && p < 0.5 => "<\u{a0}1\u{a0}%".to_string(),
        p => format!("{p:.0}\u{a0}%"),
    }
}

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

fn block_name(name: &str) -> String {
    BlockId::of_key(name).map_or_else(|| name.to_string(), |id| id.label().to_string())
}

pub(super) fn blocks_ui(ui: &mut Ui, blocks: &[BlockPart]) {
    for block in blocks {
        row_ui(
            ui,
            block.share,
            &percent(block.share),
            &block_name(&block.name),
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
        row_ui(ui, block.share, &number, &block_name(&block.name), "");
    }
}

/// `hint` takes both deviations.
pub(super) fn features_ui(ui: &mut Ui, features: &[FeaturePart], hint: Text) {
    for part in features {
        let [a, b] = part.deviations.map(|deviations| signed(deviations, 1));
        let name = plain_name(&part.column, part.kind);
        let text = fill(
            id::WHY_FEATURE_DEVIATIONS,
            &[("name", &name), ("a", &a), ("b", &b)],
        );
        row_ui(ui, part.share, &percent(part.share), &text, tr(hint));
    }
}

pub(super) fn dimensions_ui(ui: &mut Ui, dimensions: &[(usize, f64)]) {
    let shown = |(dimension, share): &(usize, f64)| {
        format!("z{}\u{a0}{}", dimension + 1, signed_percent(*share))
    };
    let text: Vec<String> = dimensions
        .iter()
        .filter(|(_, s)| s.abs() >= 0.005)
        .map(shown)
        .collect();
    if !text.is_empty() {
        let values = [("dimensions", &text.join(", ") as &dyn std::fmt::Display)];
        wrapped_ui(ui, &fill(id::WHY_BY_DIMENSION, &values));
    }
}

fn signed_percent(share: f64) -> String {
    match share < 0.0 {
        true => format!("{}\u{a0}%", signed(100.0 * share, 0)),
        false => percent(share),
    }
}

pub(super) fn tags_ui(ui: &mut Ui, tags: &[(Tag, [f32; 2])]) {
    if tags.is_empty() {
        return;
    }
    let tag = |(tag, guesses): &(Tag, [f32; 2])| {
        let [a, b] = guesses.map(f64::from);
        format!("{} {a:.2} / {b:.2}", tag.label())
    };
    let all: Vec<String> = tags.iter().map(tag).collect();
    wrapped_ui(
        ui,
        &fill(id::WHY_TAGS_IN_COMMON, &[("tags", &all.join(", "))]),
    );
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
