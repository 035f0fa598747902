//! How alike songs are by sound and by words: two matrices, one order, one scale.

use std::sync::Arc;

use eframe::egui::{
    Align2, Color32, ColorImage, ComboBox, CornerRadius, FontId, Label, Pos2, Rect, Role, Sense,
    Stroke, StrokeKind, TextureHandle, TextureOptions, Ui, WidgetInfo, pos2, vec2,
};

use crate::matrix::Matrix;
use crate::pipeline::Analysis;
use crate::session::{Command, How, Order, Pending, Selecting, Similarities, Understanding};

use super::AgreementView;
use crate::ui::cx::Cx;
use crate::ui::ground::palette;
use crate::ui::ground::theme::{CAPTION, S4, Tokens, tokens};
use crate::ui::ground::widgets::{bold, caption, empty_ui};
use crate::words::{fill, id, tr};

/// Colours of the groups along the edge.
const STRIP: f32 = 5.0;
const LEGEND: f32 = 132.0;

/// Textures of the two matrices, made once an answer and theme.
#[derive(Default)]
pub(super) struct MatrixCache {
    of: Option<(Arc<Option<Similarities>>, bool)>,
    textures: Vec<TextureHandle>,
    /// Row and column under the pointer, in whichever matrix it is.
    hovered: Option<(usize, usize)>,
}

pub(super) fn matrices_ui(ui: &mut Ui, cx: &mut Cx, view: &mut AgreementView, analysis: &Analysis) {
    let t = tokens(ui.ctx());
    let asked = view.asked_order.as_ref();
    if !asked.is_some_and(|(of, order)| Arc::ptr_eq(of, &analysis.probes) && *order == view.order) {
        view.asked_order = Some((analysis.probes.clone(), view.order));
        cx.push(Command::Understanding(Understanding::Similarities(
            view.order,
        )));
    }
    let answer = match cx.session.understanding().similarities() {
        Pending::Failed => {
            return empty_ui(
                ui,
                tr(id::AGREEMENT_SONGS_COULD_NOT_BE_COMPARED),
                tr(id::COMMON_RUN_AGAIN),
            );
        }
        Pending::Done(answer)
            if Option::as_ref(answer).is_none_or(|found| found.order == view.order) =>
        {
            answer.clone()
        }
        Pending::NotAsked | Pending::Working | Pending::Done(_) => {
            ui.label(caption(
                tr(id::AGREEMENT_COMPARING_EVERY_SONG_EVERY_OTHER),
                t,
            ));
            return;
        }
    };
    let Some(found) = Option::as_ref(&answer) else {
        empty_ui(
            ui,
            tr(id::AGREEMENT_NOTHING_COMPARE),
            tr(id::AGREEMENT_TWO_SONGS_RECORDING_WORDS_NEEDED),
        );
        return;
    };
    view.matrices.follow(ui, &answer, found, t);
    let room = ui.available_size();
    let side = ((room.x - LEGEND - 2.0 * S4) / 2.0)
        .min(room.y - 26.0)
        .clamp(96.0, 640.0);
    let mut hovered = None;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = S4;
        let names = [
            (tr(id::AGREEMENT_SOUND), tr(id::AGREEMENT_SIMILARITY_SOUND)),
            (tr(id::COMMON_WORDS), tr(id::AGREEMENT_SIMILARITY_WORDS)),
        ];
        for (place, (title, name)) in names.into_iter().enumerate() {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.label(bold(title))
                    .on_hover_text(tr(id::AGREEMENT_COSINE_SIMILARITY_EVERY_TWO_SONGS));
                let at = matrix_ui(ui, cx, (&view.matrices, place), found, name, side);
                hovered = hovered.or(at);
            });
        }
        legend_ui(ui, found, side, t);
    });
    view.matrices.hovered = hovered;
}

impl MatrixCache {
    fn follow(
        &mut self,
        ui: &Ui,
        answer: &Arc<Option<Similarities>>,
        found: &Similarities,
        t: &Tokens,
    ) {
        let same = self
            .of
            .as_ref()
            .is_some_and(|(of, dark)| Arc::ptr_eq(of, answer) && *dark == t.dark);
        if !same {
            let texture = |matrix: &Matrix| {
                ui.ctx().load_texture(
                    "similarities",
                    image(matrix, found.scale, t),
                    TextureOptions::NEAREST,
                )
            };
            self.textures = vec![texture(&found.audio), texture(&found.lyrics)];
            self.of = Some((answer.clone(), t.dark));
        }
    }
}

/// What rows and columns are ordered by.
pub(super) fn order_ui(ui: &mut Ui, view: &mut AgreementView, analysis: &Analysis) {
    let label = ui
        .label(caption(tr(id::AGREEMENT_ORDERED), tokens(ui.ctx())))
        .id;
    let mut choices = vec![(Order::Cluster, tr(id::COMMON_CLUSTER).to_string())];
    choices.extend(
        analysis
            .library
            .labels
            .iter()
            .enumerate()
            .map(|(i, l)| (Order::Label(i), l.name.clone())),
    );
    let now = choices.iter().find(|(order, _)| *order == view.order);
    let now = now.map_or_else(String::new, |(_, name)| name.clone());
    ui.label_inputs_by(label, |ui| {
        ComboBox::from_id_salt("matrix order")
            .selected_text(now)
            .width(112.0)
            .show_ui(ui, |ui| {
                for (order, name) in choices {
                    ui.selectable_value(&mut view.order, order, name);
                }
            });
    });
}

/// Row and column under the pointer.
fn matrix_ui(
    ui: &mut Ui,
    cx: &mut Cx,
    (cache, place): (&MatrixCache, usize),
    found: &Similarities,
    name: &str,
    side: f32,
) -> Option<(usize, usize)> {
    let t = tokens(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::click());
    let square = Rect::from_min_max(rect.min + vec2(STRIP + 1.0, STRIP + 1.0), rect.max);
    let n = found.songs.len();
    let cell = square.width() / n as f32;
    let painter = ui.painter();
    if let Some(texture) = cache.textures.get(place) {
        let uv = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
        painter.image(texture.id(), square, uv, Color32::WHITE);
    }
    for (class, rows) in &found.groups {
        let (from, to) = (rows.start as f32 * cell, rows.end as f32 * cell);
        let colour = palette::of_class(*class, t);
        let top = Rect::from_min_max(
            pos2(square.left() + from, rect.top()),
            pos2(square.left() + to, rect.top() + STRIP),
        );
        let left = Rect::from_min_max(
            pos2(rect.left(), square.top() + from),
            pos2(rect.left() + STRIP, square.top() + to),
        );
        painter.rect_filled(top, 0.0, colour);
        painter.rect_filled(left, 0.0, colour);
        if rows.end < n {
            let line = Stroke::new(1.0, t.text.gamma_multiply(0.55));
            painter.vline(square.left() + to, square.y_range(), line);
            painter.hline(square.x_range(), square.top() + to, line);
        }
    }
    painter.rect_stroke(
        square,
        CornerRadius::ZERO,
        Stroke::new(1.0, t.line),
        StrokeKind::Outside,
    );
    if let Some((row, column)) = cache.hovered {
        let at = square.min + vec2(column as f32 * cell, row as f32 * cell);
        let mark = Rect::from_min_size(at, vec2(cell, cell)).expand(2.0);
        painter.rect_stroke(mark, 1.0, Stroke::new(1.5, t.text), StrokeKind::Outside);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    let at = response.hover_pos().filter(|at| square.contains(*at))?;
    let index = |distance: f32| ((distance / cell) as usize).min(n - 1);
    let (row, column) = (index(at.y - square.top()), index(at.x - square.left()));
    let (a, b) = (found.songs[row], found.songs[column]);
    if response.clicked() {
        cx.push(Command::Select(Some(a)));
        cx.push(Command::Selecting(Selecting::Songs(
            vec![a, b],
            How::Replace,
        )));
    }
    response.on_hover_text_at_pointer(said(cx, found, row, column));
    Some((row, column))
}

fn said(cx: &Cx, found: &Similarities, row: usize, column: usize) -> String {
    let title = |i: usize| {
        cx.session
            .song(found.songs[i])
            .map_or_else(String::new, |song| song.title.clone())
    };
    fill(
        id::AGREEMENT_B_SOUND_SOUND_WORDS_WORDS,
        &[
            ("a", &title(row)),
            ("b", &title(column)),
            ("sound", &format!("{:+.2}", found.audio.row(row)[column])),
            ("words", &format!("{:+.2}", found.lyrics.row(row)[column])),
        ],
    )
}

/// Which songs these are.
fn told(found: &Similarities) -> String {
    let (n, all) = (found.songs.len(), found.n_with_both);
    if n == all {
        return fill(id::AGREEMENT_ALL_N_SONGS_RECORDING_WORDS, &[("n", &n)]);
    }
    fill(
        id::AGREEMENT_N_ALL_SONGS_BOTH_DRAWN,
        &[("n", &n), ("all", &all)],
    )
}

fn legend_ui(ui: &mut Ui, found: &Similarities, side: f32, t: &Tokens) {
    ui.vertical(|ui| {
        ui.set_width(LEGEND);
        ui.add(Label::new(caption(told(found), t)).wrap());
        let height = (side - 54.0).clamp(48.0, 140.0);
        let (rect, response) = ui.allocate_exact_size(vec2(LEGEND, height), Sense::hover());
        let bar = Rect::from_min_size(rect.min, vec2(8.0, rect.height()));
        for i in 0..32 {
            let top = bar.top() + bar.height() * i as f32 / 32.0;
            let strip = Rect::from_min_max(
                pos2(bar.left(), top),
                pos2(bar.right(), top + bar.height() / 32.0 + 0.5),
            );
            ui.painter().rect_filled(
                strip,
                0.0,
                palette::diverging(1.0 - (i as f32 + 0.5) / 32.0, t),
            );
        }
        let write = |y: f32, align, value: f32| {
            let text = if value == 0.0 {
                "0".to_string()
            } else {
                format!("{value:+.2}")
            };
            ui.painter().text(
                pos2(bar.right() + 4.0, y),
                align,
                text,
                FontId::proportional(CAPTION),
                t.muted,
            );
        };
        write(bar.top(), Align2::LEFT_TOP, found.scale);
        write(bar.center().y, Align2::LEFT_CENTER, 0.0);
        write(bar.bottom(), Align2::LEFT_BOTTOM, -found.scale);
        response.on_hover_text(tr(id::AGREEMENT_COSINE_SIMILARITY_ONE_SCALE_BOTH));
    });
}

fn image(matrix: &Matrix, scale: f32, t: &Tokens) -> ColorImage {
    let shades: Vec<Color32> = (0..=255)
        .map(|v| palette::diverging(v as f32 / 255.0, t))
        .collect();
    let shade = |v: &f32| shades[((v / scale).clamp(-1.0, 1.0) * 127.5 + 127.5) as usize];
    ColorImage::new(
        [matrix.n_cols(), matrix.n_rows()],
        matrix.as_slice().iter().map(shade).collect(),
    )
}
