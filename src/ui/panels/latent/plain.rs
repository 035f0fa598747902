//! What a decoded row of features says in plain quantities: a spectrum, qualities that rise and
//! fall, words gained and lost.

use eframe::egui::{
    Align2, FontId, Label, Painter, Pos2, Rect, RichText, Role, Sense, Stroke, Ui, WidgetInfo,
    pos2, vec2,
};

use crate::features::{BlockId, BlockKind};
use crate::reading::say::plain_name;
use crate::session::{BlockDifference, Difference, Portrait};

use super::mel::place_of;
use crate::ui::ground::theme::{CAPTION, S1, Tokens, tokens};
use crate::ui::ground::widgets::{bold, caption};
use crate::words::{decimal, fill, id, signed, tr};

/// A change below so many deviations is none that one would hear of.
const LEAST_DEVIATIONS: f32 = 0.02;
const BAR_ROW: f32 = 18.0;
const SPECTRUM_HEIGHT: f32 = 112.0;

/// Mean spectra of two rows, the first in grey, the second in the accent colour.
pub(super) fn spectrum_ui(ui: &mut Ui, centres_hz: &[f32], [from, to]: [(&Portrait, &str); 2]) {
    let spectrum = |portrait: &Portrait| match portrait {
        Portrait::Features { spectrum, .. } => spectrum.clone(),
        Portrait::LogMel(..) => None,
    };
    let (Some(a), Some(b)) = (spectrum(from.0), spectrum(to.0)) else {
        return;
    };
    let t = tokens(ui.ctx());
    ui.label(bold(tr(id::LATENT_MEAN_SPECTRUM)))
        .on_hover_text(tr(id::LATENT_MEAN_LEVEL_EACH_MEL_BAND));
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), SPECTRUM_HEIGHT), Sense::hover());
    let plot = Rect::from_min_max(rect.min + vec2(28.0, 2.0), rect.max - vec2(0.0, 42.0));
    let all = || a.iter().chain(&b).copied();
    let (low, high) = (
        all().fold(f32::INFINITY, f32::min),
        all().fold(f32::NEG_INFINITY, f32::max),
    );
    let (low, high) = ((low / 10.0).floor() * 10.0, (high / 10.0).ceil() * 10.0);
    let painter = ui.painter();
    painter.rect_filled(plot, 4.0, t.sunken);
    for (values, colour) in [(&a, t.faint), (&b, t.accent)] {
        let n = values.len() as f32;
        let at = |(i, v): (usize, &f32)| {
            let x = plot.left() + plot.width() * (i as f32 + 0.5) / n;
            pos2(
                x,
                plot.bottom() - plot.height() * (v - low) / (high - low).max(1.0),
            )
        };
        painter.line(
            values.iter().enumerate().map(at).collect(),
            Stroke::new(1.6, colour),
        );
    }
    spectrum_axes(painter, plot, (low, high), centres_hz, t);
    key(
        painter,
        pos2(plot.left(), rect.bottom() - 20.0),
        [(from.1, t.faint), (to.1, t.accent)],
        t,
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, tr(id::LATENT_MEAN_SPECTRUM)));
}

fn spectrum_axes(
    painter: &Painter,
    plot: Rect,
    (low, high): (f32, f32),
    centres_hz: &[f32],
    t: &Tokens,
) {
    let font = FontId::proportional(10.5);
    let left = |y, align, db: f32| {
        painter.text(
            pos2(plot.left() - 4.0, y),
            align,
            decimal(f64::from(db), 0),
            font.clone(),
            t.muted,
        );
    };
    left(plot.top() - 2.0, Align2::RIGHT_TOP, high);
    left(plot.bottom() + 2.0, Align2::RIGHT_BOTTOM, low);
    painter.text(
        pos2(plot.left() - 4.0, plot.center().y),
        Align2::RIGHT_CENTER,
        "dB",
        font.clone(),
        t.muted,
    );
    for (hz, text) in [(250.0, "250 Hz"), (1000.0, "1k"), (4000.0, "4k")] {
        let x = plot.left() + plot.width() * place_of(centres_hz, hz);
        painter.text(
            pos2(x, plot.bottom() + 1.0),
            Align2::CENTER_TOP,
            text,
            font.clone(),
            t.muted,
        );
    }
}

/// Which line is which; below one another where they would not fit side by side.
pub(super) fn key(
    painter: &Painter,
    at: Pos2,
    names: [(&str, eframe::egui::Color32); 2],
    t: &Tokens,
) {
    let (mut x, mut y) = (at.x, at.y);
    for (name, colour) in names {
        let galley =
            painter.layout_no_wrap(name.to_string(), FontId::proportional(CAPTION), t.muted);
        if x > at.x && x + 18.0 + galley.size().x > painter.clip_rect().right() {
            (x, y) = (at.x, y + galley.size().y);
        }
        painter.line_segment([pos2(x, y), pos2(x + 14.0, y)], Stroke::new(1.8, colour));
        let place = pos2(x + 18.0, y - galley.size().y / 2.0);
        x = place.x + galley.size().x + 12.0;
        painter.galley(place, galley, t.muted);
    }
}

/// What rises and falls but for the words, that which moves most first.
pub(super) fn by_deviations(changes: &[BlockDifference]) -> Vec<(&Difference, BlockKind)> {
    let of_sound = changes
        .iter()
        .filter(|block| block.kind != BlockKind::Lyrics);
    let mut found: Vec<(&Difference, BlockKind)> = of_sound
        .flat_map(|block| {
            let moves = block.rising.iter().chain(&block.falling);
            moves.map(|difference| (difference, block.kind))
        })
        .collect();
    found.sort_by(|a, b| b.0.deviations.abs().total_cmp(&a.0.deviations.abs()));
    found
}

/// The qualities of sound that rise and fall most, by deviations.
pub(super) fn sound_ui(ui: &mut Ui, changes: &[BlockDifference], n: usize) {
    let t = tokens(ui.ctx());
    if changes.iter().all(|block| block.kind == BlockKind::Lyrics) {
        return;
    }
    let mut found = by_deviations(changes);
    found.truncate(n);
    found.retain(|(d, _)| d.deviations.abs() >= LEAST_DEVIATIONS);
    ui.label(bold(tr(id::LATENT_SOUND_RISES_FALLS)))
        .on_hover_text(tr(id::LATENT_HOW_FAR_EACH_FEATURE_MOVES));
    if found.is_empty() {
        ui.label(caption(tr(id::LATENT_NOTHING_ONE_WOULD_HEAR), t));
        return;
    }
    let reach = found[0].0.deviations.abs().max(1.0);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        found
            .iter()
            .for_each(|(difference, kind)| bar_ui(ui, difference, *kind, reach));
    });
}

fn bar_ui(ui: &mut Ui, difference: &Difference, kind: BlockKind, reach: f32) {
    let t = tokens(ui.ctx());
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), BAR_ROW), Sense::hover());
    let name = plain_name(&difference.column, kind);
    let room = (rect.width() * 0.3).clamp(36.0, 96.0);
    let track = Rect::from_min_max(
        pos2(rect.right() - room, rect.top() + 5.0),
        pos2(rect.right(), rect.bottom() - 5.0),
    );
    let middle = track.center().x;
    let end = middle + track.width() / 2.0 * (difference.deviations / reach).clamp(-1.0, 1.0);
    let colour = if difference.deviations > 0.0 {
        t.accent
    } else {
        t.second
    };
    let bar = Rect::from_x_y_ranges(middle.min(end)..=middle.max(end), track.y_range());
    ui.painter().rect_filled(bar, 2.0, colour);
    ui.painter().vline(
        middle,
        rect.y_range().shrink(3.0),
        Stroke::new(1.0, t.faint),
    );
    let number = signed(f64::from(difference.deviations), 1);
    let font = FontId::proportional(CAPTION);
    let value = ui.painter().text(
        track.left_center() - vec2(6.0, 0.0),
        Align2::RIGHT_CENTER,
        &number,
        font,
        t.muted,
    );
    let width = value.left() - rect.left() - 6.0;
    write_within(ui, &name, rect.left_center(), width, t.text);
    let said = fill(
        id::LATENT_NAME_N_DEVIATIONS,
        &[("name", &name), ("n", &number)],
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    response.on_hover_text(format!(
        "{said}\n{}: {:.3} → {:.3}",
        difference.column, difference.from, difference.to
    ));
}

/// One line of the small size, ending in … where the room ends.
pub(super) fn write_within(
    ui: &Ui,
    text: &str,
    left_centre: Pos2,
    width: f32,
    colour: eframe::egui::Color32,
) {
    use eframe::egui::text::{LayoutJob, TextWrapping};
    let mut job =
        LayoutJob::simple_singleline(text.to_string(), FontId::proportional(12.0), colour);
    job.wrap = TextWrapping::truncate_at_width(width.max(8.0));
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(
        left_centre - vec2(0.0, galley.size().y / 2.0),
        galley,
        colour,
    );
}

/// The words, or groups of letters, that gain and lose most.
pub(super) fn words_ui(ui: &mut Ui, changes: &[BlockDifference], n: usize) {
    let t = tokens(ui.ctx());
    let of = |id: BlockId| changes.iter().find(|block| block.block == id.name());
    let lyrics = changes.iter().any(|block| block.kind == BlockKind::Lyrics);
    let (block, title) = match (of(BlockId::LyricWords), of(BlockId::LyricCharacters)) {
        (Some(block), _) => (block, tr(id::LATENT_WORDS_GAINED_LOST)),
        (None, Some(block)) => (block, tr(id::LATENT_LETTERS_GAINED_LOST)),
        (None, None) => {
            if lyrics {
                ui.label(bold(tr(id::COMMON_WORDS)));
                let text = tr(id::LATENT_LYRICS_VECTORS_HERE_THEIR_DIRECTIONS);
                ui.add(Label::new(caption(text, t)).wrap());
            }
            return;
        }
    };
    ui.label(bold(title))
        .on_hover_text(tr(id::LATENT_TERMS_WHOSE_DECODED_TF_IDF));
    for (sign, colour, found) in [
        ("+", t.accent, &block.rising),
        ("−", t.second, &block.falling),
    ] {
        if found.is_empty() {
            continue;
        }
        ui.spacing_mut().interact_size.y = 16.0;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(S1 * 2.0, 2.0);
            for word in found.iter().take(n) {
                let text = RichText::new(format!("{sign} {}", word.column))
                    .size(12.5)
                    .color(colour);
                ui.add(Label::new(text).extend())
                    .on_hover_text(format!("TF-IDF {:.3} → {:.3}", word.from, word.to));
            }
        });
    }
}
