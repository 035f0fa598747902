//! What sets the selection apart: words, sound, numbers.

use eframe::egui::{
    Align, CollapsingHeader, Label, Layout, Rect, RichText, Sense, Stroke, Ui, pos2, vec2,
};

use crate::library::Library;
use crate::scores::{FeatureDifference, Plain, SelectionFacts};

use super::heading_ui;
use crate::ui::ground::theme::{S2, S3, Tokens};
use crate::ui::ground::widgets::{caption, one_line};
use crate::words::{fill, id, tr};

const ROW: f32 = 20.0;
const BAR: f32 = 88.0;
const NUMBER: f32 = 52.0;
/// Deviations at the ends of a bar.
const REACH: f64 = 2.0;
/// So many features are listed of each kind.
const SHOWN: usize = 8;

pub(super) fn words_ui(ui: &mut Ui, facts: &SelectionFacts, t: &Tokens) {
    if facts.words.is_empty() {
        return;
    }
    heading_ui(
        ui,
        tr(id::COMMON_WORDS_SET_APART),
        tr(id::SELECTION_WORDS_THESE_SONGS_USE_MORE),
    );
    let words: Vec<&str> = facts.words.iter().map(|(word, _)| word.as_str()).collect();
    ui.add(Label::new(RichText::new(words.join(",  ")).color(t.text)).wrap());
    ui.add_space(S3);
}

pub(super) fn features_ui(ui: &mut Ui, facts: &SelectionFacts, t: &Tokens) {
    if facts.features.is_empty() {
        return;
    }
    heading_ui(
        ui,
        tr(id::SELECTION_SOUND_AGAINST_ALL_SONGS),
        tr(id::SELECTION_DIFFERENCE_MEANS_STANDARD_DEVIATIONS),
    );
    ui.spacing_mut().item_spacing.y = 0.0;
    let (plain, other): (Vec<_>, Vec<_>) = facts
        .features
        .iter()
        .partition(|f| Plain::of(&f.column).is_some());
    plain
        .into_iter()
        .take(SHOWN)
        .for_each(|feature| feature_ui(ui, feature, t));
    if !other.is_empty() {
        let head = RichText::new(tr(id::SELECTION_MEASURES_TIMBRE_WITHOUT_PLAIN_WORD))
            .size(12.0)
            .color(t.muted);
        CollapsingHeader::new(head).show_unindented(ui, |ui| {
            other
                .into_iter()
                .take(SHOWN)
                .for_each(|feature| feature_ui(ui, feature, t));
        });
    }
    ui.add_space(S3);
}

fn feature_ui(ui: &mut Ui, feature: &FeatureDifference, t: &Tokens) {
    let sure = feature.beyond_chance;
    let ink = if sure { t.text } else { t.muted };
    let up = feature.deviations >= 0.0;
    let name = match Plain::of(&feature.column) {
        Some(plain) => in_words(plain, up),
        None => format!("{} {}", feature.column, if up { "↑" } else { "↓" }),
    };
    let row = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = S2;
        ui.spacing_mut().interact_size.y = ROW;
        let room = (ui.available_width() - BAR - NUMBER - 2.0 * S2).max(40.0);
        ui.allocate_ui(vec2(room, ROW), |ui| {
            ui.set_width(room);
            one_line(ui, RichText::new(name).size(12.5).color(ink));
        });
        both_ways_ui(
            ui,
            feature.deviations,
            if sure { t.accent } else { t.faint },
            t,
        );
        ui.allocate_ui_with_layout(
            vec2(NUMBER, ROW),
            Layout::right_to_left(Align::Center),
            |ui| {
                ui.set_width(NUMBER);
                let about = if sure { "" } else { "≈ " };
                ui.label(
                    RichText::new(format!("{about}{} σ", signed(feature.deviations)))
                        .size(12.0)
                        .color(ink),
                );
            },
        );
    });
    let values: [(&str, &dyn std::fmt::Display); 3] = [
        ("column", &feature.column),
        ("here", &digits(feature.here)),
        ("overall", &digits(feature.overall)),
    ];
    row.response
        .on_hover_text(fill(id::SELECTION_COLUMN_MEAN_HERE_HERE_OVERALL, &values));
}

/// What is heard when a feature is high, or low.
fn in_words(plain: Plain, up: bool) -> String {
    let text = match (plain, up) {
        (Plain::Loudness, true) => tr(id::SELECTION_LOUDER),
        (Plain::Loudness, false) => tr(id::SELECTION_QUIETER),
        (Plain::Dynamics, true) => tr(id::SELECTION_MORE_CHANGING_LOUDNESS),
        (Plain::Dynamics, false) => tr(id::SELECTION_MORE_EVEN_LOUDNESS),
        (Plain::Brightness, true) => tr(id::SELECTION_BRIGHTER),
        (Plain::Brightness, false) => tr(id::SELECTION_DARKER),
        (Plain::Treble, true) => tr(id::SELECTION_MORE_TREBLE),
        (Plain::Treble, false) => tr(id::SELECTION_LESS_TREBLE),
        (Plain::Breadth, true) => tr(id::SELECTION_WIDER_SPECTRUM),
        (Plain::Breadth, false) => tr(id::SELECTION_NARROWER_SPECTRUM),
        (Plain::Noise, true) => tr(id::SELECTION_NOISIER),
        (Plain::Noise, false) => tr(id::SELECTION_MORE_TONAL),
        (Plain::Sharpness, true) => tr(id::SELECTION_SHARPER),
        (Plain::Sharpness, false) => tr(id::SELECTION_SOFTER),
        (Plain::Tempo, true) => tr(id::SELECTION_FASTER),
        (Plain::Tempo, false) => tr(id::SELECTION_SLOWER),
        (Plain::Pitch(class), true) => {
            return fill(
                id::SELECTION_MORE_NOTE_NOTE,
                &[("note", &Plain::pitch_name(class))],
            );
        }
        (Plain::Pitch(class), false) => {
            return fill(
                id::SELECTION_LESS_NOTE_NOTE,
                &[("note", &Plain::pitch_name(class))],
            );
        }
    };
    text.to_string()
}

/// A bar from the middle to one side.
fn both_ways_ui(ui: &mut Ui, deviations: f64, colour: eframe::egui::Color32, t: &Tokens) {
    let (rect, _) = ui.allocate_exact_size(vec2(BAR, 6.0), Sense::hover());
    ui.painter().rect_filled(rect, 3.0, t.sunken);
    let share = (deviations / REACH).clamp(-1.0, 1.0) as f32;
    let (middle, end) = (
        rect.center().x,
        rect.center().x + share * rect.width() / 2.0,
    );
    let bar = Rect::from_min_max(
        pos2(middle.min(end), rect.top()),
        pos2(middle.max(end), rect.bottom()),
    );
    ui.painter().rect_filled(bar, 3.0, colour);
    ui.painter().vline(
        middle,
        rect.y_range().expand(2.0),
        Stroke::new(1.0, t.faint),
    );
}

pub(super) fn numbers_ui(ui: &mut Ui, facts: &SelectionFacts, library: &Library, t: &Tokens) {
    if facts.numbers.is_empty() {
        return;
    }
    heading_ui(
        ui,
        tr(id::SELECTION_NUMBERS_MEANS),
        tr(id::SELECTION_MEAN_EACH_NUMBER_COLUMN_OVER),
    );
    for number in &facts.numbers {
        let Some(column) = library.numbers.get(number.column) else {
            continue;
        };
        let row = ui.horizontal(|ui| {
            ui.spacing_mut().interact_size.y = ROW;
            ui.label(RichText::new(&column.name).size(12.5));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.label(caption(
                    fill(
                        id::SELECTION_MEAN_OVERALL,
                        &[("mean", &digits(number.overall))],
                    ),
                    t,
                ));
                ui.label(RichText::new(digits(number.here)).size(12.5));
            });
        });
        let values: [(&str, &dyn std::fmt::Display); 2] = [
            ("n", &number.n_here),
            ("deviations", &signed(number.deviations)),
        ];
        row.response.on_hover_text(fill(
            id::SELECTION_KNOWN_N_SELECTED_SONGS_DEVIATIONS,
            &values,
        ));
    }
}

fn signed(value: f64) -> String {
    let text = format!("{:.1}", value.abs());
    let sign = if text == "0.0" {
        ""
    } else if value < 0.0 {
        "−"
    } else {
        "+"
    };
    format!("{sign}{text}")
}

/// Four digits that mean something.
fn digits(value: f64) -> String {
    let text = match value.abs() {
        0.0 => "0".to_string(),
        size if !(1e-3..1e6).contains(&size) => format!("{value:.2e}"),
        size => format!(
            "{value:.*}",
            (3 - size.log10().floor() as i32).clamp(0, 6) as usize
        ),
    };
    text.replace('-', "−")
}
