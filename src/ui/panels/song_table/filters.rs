//! The filter of one column, by what stands in it.

use std::collections::BTreeSet;

use eframe::egui::{DragValue, Role, ScrollArea, TextEdit, Ui, WidgetInfo, vec2};

use crate::session::{Class, Column, Command, Filter, Filtering, Kind, Rows, Session};

use crate::ui::cx::Cx;
use crate::ui::ground::theme::{S2, tokens};
use crate::ui::ground::widgets::caption;
use crate::ui::panels::column::{class_name, name};
use crate::words::{fill, id, tr};

const WIDTH: f32 = 208.0;

pub(super) fn filter_ui(ui: &mut Ui, cx: &mut Cx, rows: &Rows, column: Column) {
    ui.set_width(WIDTH);
    // Heads have none.
    ui.spacing_mut().button_padding.x = S2;
    ui.spacing_mut().item_spacing.x = S2;
    let now = cx.session.filtering().filters().get(&column);
    let wished = match column.kind() {
        Kind::Text => text_ui(ui, rows, column, now),
        Kind::Classes => classes_ui(ui, cx.session, rows, column, now),
        Kind::Number => range_ui(ui, rows, column, now),
    };
    if let Some(filter) = wished {
        // Letters of a word and steps of a number are one step of the way back.
        let wish = match column.kind() {
            Kind::Classes => Filtering::Set(column, filter),
            Kind::Text | Kind::Number => Filtering::Further(column, filter),
        };
        cx.push(Command::Filtering(wish));
    }
}

/// Another filter, or none; `None` while it stays as it is.
type Wished = Option<Option<Filter>>;

fn text_ui(ui: &mut Ui, rows: &Rows, column: Column, now: Option<&Filter>) -> Wished {
    let mut text = if let Some(Filter::Contains(text)) = now {
        text.clone()
    } else {
        String::new()
    };
    let field = ui.add(
        TextEdit::singleline(&mut text)
            .hint_text(tr(id::SONG_TABLE_WORDS_CONTAINS))
            .desired_width(WIDTH - 16.0),
    );
    let label = fill(
        id::SONG_TABLE_COLUMN_CONTAINS,
        &[("column", &name(rows, column))],
    );
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, label.clone()));
    if !field.has_focus() && !field.lost_focus() && text.is_empty() {
        field.request_focus();
    }
    field
        .changed()
        .then(|| (!text.is_empty()).then_some(Filter::Contains(text)))
}

fn classes_ui(
    ui: &mut Ui,
    session: &Session,
    rows: &Rows,
    column: Column,
    now: Option<&Filter>,
) -> Wished {
    let all: BTreeSet<Class> = (0..rows.n_classes(column) as u32)
        .map(Some)
        .chain([None])
        .collect();
    let mut kept = if let Some(Filter::Classes(kept)) = now {
        kept.clone()
    } else {
        all.clone()
    };
    let mut changed = false;
    ui.horizontal(|ui| {
        for (name, to) in [
            (tr(id::COMMON_ALL), &all),
            (tr(id::COMMON_NONE_2), &BTreeSet::new()),
        ] {
            if ui.button(name).clicked() {
                kept.clone_from(to);
                changed = true;
            }
        }
    });
    ScrollArea::vertical().max_height(240.0).show(ui, |ui| {
        ui.set_width(WIDTH - 12.0);
        // Those without a class stand last.
        for &class in all.iter().skip(1).chain([&None]) {
            let label = class_name(session, rows, column, class);
            let mut on = kept.contains(&class);
            if ui.checkbox(&mut on, label).changed() {
                changed = true;
                if on {
                    kept.insert(class)
                } else {
                    kept.remove(&class)
                };
            }
        }
    });
    changed.then(|| (kept != all).then_some(Filter::Classes(kept)))
}

fn range_ui(ui: &mut Ui, rows: &Rows, column: Column, now: Option<&Filter>) -> Wished {
    let (low, high) = rows.range(column)?;
    let (mut from, mut to) = if let Some(Filter::Range(from, to)) = now {
        (*from, *to)
    } else {
        (low, high)
    };
    let mut changed = false;
    let speed = f64::from((high - low) / 200.0).max(1e-6);
    ui.horizontal(|ui| {
        let column = name(rows, column);
        for (text, label, value) in [
            (
                tr(id::SONG_TABLE_FROM),
                fill(id::SONG_TABLE_COLUMN_FROM, &[("column", &column)]),
                &mut from,
            ),
            (
                tr(id::SONG_TABLE_TO),
                fill(id::SONG_TABLE_COLUMN, &[("column", &column)]),
                &mut to,
            ),
        ] {
            ui.label(text);
            let field = DragValue::new(value)
                .range(low..=high)
                .speed(speed)
                .max_decimals(3);
            let field = ui.add_sized(vec2(64.0, 26.0), field);
            field.widget_info(|| WidgetInfo::labeled(Role::SpinButton, true, label.clone()));
            changed |= field.changed();
        }
    });
    let t = tokens(ui.ctx());
    ui.label(caption(
        fill(
            id::SONG_TABLE_KNOWN_FROM_LOW_HIGH,
            &[("low", &low), ("high", &high)],
        ),
        t,
    ));
    if now.is_some() {
        ui.label(caption(tr(id::SONG_TABLE_SONGS_WITHOUT_VALUE_LEFT_OUT), t));
        if ui.button(tr(id::COMMON_ALL)).clicked() {
            return Some(None);
        }
    }
    changed.then(|| (from > low || to < high).then(|| Filter::Range(from.min(to), to.max(from))))
}
