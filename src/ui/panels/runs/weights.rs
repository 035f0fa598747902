//! Sound against words: the slider, what comes of it, and the strip over the map that says what is
//! shown.

use eframe::egui::{
    Align, Align2, Button, CornerRadius, FontId, Frame, Label, Layout, Margin, Rect, Response,
    RichText, ScrollArea, Slider, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::pipeline::{Analysis, Space, Weighed, Weights};
use crate::scores::{Caution, External, Internal, Scores};
use crate::session::{ColourBy, Command, Comparing};

use super::RunsView;
use crate::ui::cx::Cx;
use crate::ui::ground::palette::mix;
use crate::ui::ground::theme::{self, S2, S3, S4, Tokens, tokens};
use crate::ui::ground::widgets::{caption, empty_ui};
use crate::ui::words::glossary::scores;
use crate::words::{Text, decimal, fill, id, tr};

/// Of the table of scores: a cell's width, a line's height.
const CELL: f32 = 64.0;
const LINE: f32 = 22.0;

pub(super) fn weights_ui(ui: &mut Ui, cx: &mut Cx, view: &mut RunsView) {
    let Some(analysis) = cx
        .session
        .shown_analysis()
        .cloned()
        .filter(|_| cx.session.can_weigh())
    else {
        let advice = tr(id::RUNS_SONGS_NEED_RECORDINGS_LYRICS_BE);
        return empty_ui(ui, tr(id::RUNS_NOTHING_WEIGH), advice);
    };
    let t = tokens(ui.ctx());
    let room = ui.available_rect_before_wrap();
    let left = (room.width() * 0.5).min(440.0);
    let halves = room.split_left_right_at_x(room.left() + left);
    let column = |ui: &mut Ui, place: Rect, contents: &mut dyn FnMut(&mut Ui)| {
        let mut column = ui.new_child(
            UiBuilder::new()
                .id_salt(place.left().to_bits())
                .max_rect(place),
        );
        column.shrink_clip_rect(place);
        ScrollArea::vertical()
            .auto_shrink(false)
            .show(&mut column, contents);
    };
    column(ui, halves.0.with_max_x(halves.0.right() - S4), &mut |ui| {
        slider_ui(ui, cx, view, &analysis);
        state_ui(ui, cx, &analysis, t);
    });
    let weighed = cx.session.comparing().balance().shown().cloned();
    column(ui, halves.1, &mut |ui| {
        scores_ui(ui, &analysis, weighed.as_deref(), t)
    });
}

fn slider_ui(ui: &mut Ui, cx: &mut Cx, view: &mut RunsView, analysis: &Analysis) {
    let t = tokens(ui.ctx());
    let asked = cx.session.comparing().balance().share();
    let of_model = Weights::of(&analysis.config.fusion).share();
    let mut share = view.share.take().or(asked).unwrap_or(of_model);
    ui.horizontal(|ui| {
        ui.label(caption(tr(id::RUNS_WORDS), t));
        let width = (ui.available_width() - 64.0).clamp(120.0, 420.0);
        ui.spacing_mut().slider_width = width;
        ui.visuals_mut().widgets.inactive.bg_fill = t.line;
        let slider = ui.add(
            Slider::new(&mut share, 0.0..=1.0)
                .step_by(0.05)
                .show_value(false)
                .trailing_fill(false),
        );
        slider.widget_info(|| {
            WidgetInfo::slider(
                true,
                f64::from(share),
                tr(id::RUNS_SHARE_SOUND_AGAINST_WORDS),
            )
        });
        if slider.changed() {
            view.share = Some(share);
            cx.push(Command::Comparing(Comparing::Weigh(share)));
        }
        // Where the model stands. The handle's middle keeps its radius from both ends.
        let radius = slider.rect.height() / 2.5;
        let x = slider.rect.left() + radius + (slider.rect.width() - 2.0 * radius) * of_model;
        let tick = (slider.rect.bottom() - 3.0)..=(slider.rect.bottom() + 3.0);
        ui.painter().vline(x, tick, Stroke::new(2.0, t.accent));
        let align = match of_model {
            share if share < 0.2 => Align2::LEFT_TOP,
            share if share > 0.8 => Align2::RIGHT_TOP,
            _ => Align2::CENTER_TOP,
        };
        let font = FontId::proportional(theme::CAPTION);
        ui.painter().text(
            pos2(x, slider.rect.bottom() + 3.0),
            align,
            tr(id::RUNS_MODEL),
            font,
            t.muted,
        );
        let hint = tr(id::RUNS_BLOCKS_FEATURES_STANDARDISED_EACH);
        slider.on_hover_text(hint);
        ui.label(caption(tr(id::RUNS_SOUND), t));
    });
    ui.add_space(S4);
}

/// `sound 0.60 : words 1.40`
fn ratio(weights: Weights) -> String {
    let (audio, lyrics) = (
        decimal(f64::from(weights.audio), 2),
        decimal(f64::from(weights.lyrics), 2),
    );
    fill(
        id::RUNS_SOUND_AUDIO_WORDS_LYRICS,
        &[("audio", &audio), ("lyrics", &lyrics)],
    )
}

/// Which of the two is shown, in plain words, and what can be done.
fn state_ui(ui: &mut Ui, cx: &mut Cx, analysis: &Analysis, t: &Tokens) {
    let balance = cx.session.comparing().balance();
    let trained = Weights::of(&analysis.config.fusion);
    let is_shown = balance.shown().is_some();
    let text = match balance.shown() {
        Some(weighed) => shown_words(weighed),
        None if balance.share().is_some() => {
            tr(id::RUNS_FEATURES_TAKEN_APART_THIS_DONE).to_string()
        }
        None => fill(
            id::RUNS_MAP_SHOWS_MODEL_OWN_CLUSTERS,
            &[("weights", &ratio(trained))],
        ),
    };
    let (is_busy, is_asked) = (balance.is_busy(), balance.share().is_some());
    ui.horizontal_wrapped(|ui| {
        let colour = if is_shown { t.warning } else { t.text };
        ui.add(
            Label::new(
                RichText::new(text)
                    .font(theme::semibold(13.0))
                    .color(colour),
            )
            .wrap(),
        );
        if is_busy {
            ui.spinner();
        }
    });
    if is_asked {
        ui.add_space(S2 / 2.0);
        ui.horizontal_wrapped(|ui| actions_ui(ui, cx));
    }
}

fn shown_words(weighed: &Weighed) -> String {
    let weights = ratio(weighed.weights);
    match weighed.space {
        Space::Features => fill(
            id::RUNS_WEIGHTED_FEATURES_NOT_MODEL_WEIGHTS,
            &[("weights", &weights)],
        ),
        Space::Latents => fill(
            id::RUNS_MODEL_LATENTS_WEIGHTED_NOT_RETRAINED,
            &[("weights", &weights)],
        ),
    }
}

fn actions_ui(ui: &mut Ui, cx: &mut Cx) {
    let t = tokens(ui.ctx());
    let train = RichText::new(tr(id::RUNS_TRAIN_THESE_WEIGHTS)).color(t.on_accent);
    let hint = tr(id::RUNS_MAKES_THESE_WEIGHTS_SETTINGS_RUNS);
    if ui
        .add(Button::new(train).fill(t.accent).stroke(Stroke::NONE))
        .on_hover_text(hint)
        .clicked()
    {
        cx.push(Command::Comparing(Comparing::TrainWeighed));
    }
    if ui
        .button(tr(id::COMMON_BACK))
        .on_hover_text(tr(id::RUNS_SHOWS_MODEL_OWN_CLUSTERS_AGAIN))
        .clicked()
    {
        cx.push(Command::Comparing(Comparing::Back));
    }
}

/// A score of the model's space, of what is weighed, and by chance.
struct Line {
    name: String,
    hint: Text,
    model: Option<f64>,
    now: Option<f64>,
    chance: Option<f64>,
}

fn scores_ui(ui: &mut Ui, analysis: &Analysis, weighed: Option<&Weighed>, t: &Tokens) {
    if let Some(with_model) = weighed.and_then(|weighed| weighed.with_model.as_ref()) {
        let (ari, nmi) = (
            decimal(with_model[External::Ari].value, 2),
            decimal(with_model[External::Nmi].value, 2),
        );
        let text = fill(
            id::RUNS_AGREEMENT_MODEL_CLUSTERS_ARI_ARI,
            &[("ari", &ari), ("nmi", &nmi)],
        );
        let hint = tr(id::RUNS_1_MEANS_SAME_SONGS_TOGETHER);
        ui.add(Label::new(RichText::new(text)).wrap())
            .on_hover_text(hint);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let name_width = (ui.available_width() - 3.0 * CELL - S3).clamp(80.0, 200.0);
    let heads = if weighed.is_some() {
        [
            tr(id::RUNS_MODEL),
            tr(id::RUNS_WEIGHTED),
            tr(id::COMMON_CHANCE),
        ]
    } else {
        [tr(id::RUNS_MODEL), "", tr(id::COMMON_CHANCE)]
    };
    line_ui(ui, name_width, "", heads.map(|head| caption(head, t)));
    for line in lines(&analysis.scores, weighed.map(|weighed| &weighed.scores)) {
        let number = |value: Option<f64>| value.map_or_else(|| "–".to_string(), |v| decimal(v, 3));
        let model = RichText::new(number(line.model)).color(if weighed.is_some() {
            t.muted
        } else {
            t.text
        });
        let now = if weighed.is_some() {
            number(line.now)
        } else {
            String::new()
        };
        let now = RichText::new(now).font(theme::semibold(13.0)).color(t.text);
        let chance = line.chance.map_or_else(String::new, |v| decimal(v, 2));
        line_ui(ui, name_width, &line.name, [model, now, caption(chance, t)])
            .on_hover_text(tr(line.hint));
    }
    let Some(weighed) = weighed else { return };
    for external in &weighed.scores.external {
        let column: &[(&str, &dyn std::fmt::Display)] = &[("column", &external.column)];
        let text = if external.cautions.contains(&Caution::Centred) {
            tr(id::SCORES_FEATURES_CENTRED_BY_IT).to_string()
        } else if external.cautions.contains(&Caution::Script) {
            fill(id::RUNS_COLUMN_TRIVIAL_WHEREVER_WORDS_WEIGH, column)
        } else if external.cautions.contains(&Caution::Spelling) {
            fill(id::RUNS_COLUMN_TRIVIAL_WHEREVER_WORDS_WEIGH_2, column)
        } else {
            continue;
        };
        ui.add(Label::new(RichText::new(text).size(theme::CAPTION).color(t.warning)).wrap());
    }
}

const APART: Text = id::RUNS_EACH_OWN_SPACE_SO_TWO;
const AGREEMENT: Text = id::RUNS_AGREEMENT_CLUSTERS_LABEL_COLUMN;

/// A name and three cells at the right.
fn line_ui(ui: &mut Ui, name_width: f32, name: &str, cells: [RichText; 3]) -> Response {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let left = Layout::left_to_right(Align::Center);
        let response = ui
            .allocate_ui_with_layout(vec2(name_width, LINE), left, |ui| {
                ui.set_width(name_width);
                ui.add(Label::new(name).truncate())
            })
            .inner;
        for cell in cells {
            ui.allocate_ui_with_layout(
                vec2(CELL, LINE),
                Layout::right_to_left(Align::Center),
                |ui| {
                    ui.set_width(CELL);
                    ui.label(cell);
                },
            );
        }
        response
    })
    .inner
}

/// Silhouette, then ARI and NMI with each label column: of the model, of what is weighed, of
/// chance.
fn lines(model: &Scores, now: Option<&Scores>) -> Vec<Line> {
    let silhouette = Internal::Silhouette;
    let mut lines = vec![Line {
        name: scores::heading(silhouette),
        hint: APART,
        model: model[silhouette],
        now: now.and_then(|scores| scores[silhouette]),
        chance: None,
    }];
    for external in &now.unwrap_or(model).external {
        let column = &external.column;
        for score in [External::Ari, External::Nmi] {
            let of = |scores: &Scores| {
                let found = scores.external.iter().find(|e| e.column == *column);
                found.map(|e| e[score].value)
            };
            lines.push(Line {
                name: format!("{} · {column}", scores::external(score).0),
                hint: AGREEMENT,
                model: of(model),
                now: now.and_then(of),
                chance: Some(external[score].chance),
            });
        }
    }
    lines
}

/// Over the map, while its colours are not the model's.
pub(crate) fn strip_ui(ui: &mut Ui, cx: &mut Cx) {
    let t = tokens(ui.ctx());
    let by_cluster = cx.session.colouring().by == ColourBy::Cluster;
    let shown = cx
        .session
        .comparing()
        .balance()
        .shown()
        .filter(|_| by_cluster);
    let Some(weighed) = shown.cloned() else {
        return;
    };
    let fill = mix(t.ground, t.warning, 0.1);
    let frame = Frame::new()
        .fill(fill)
        .corner_radius(CornerRadius::same(theme::RADIUS));
    Frame::new()
        .inner_margin(Margin {
            left: 12,
            right: 12,
            top: 4,
            bottom: 0,
        })
        .show(ui, |ui| {
            frame.inner_margin(Margin::symmetric(12, 4)).show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                        if ui
                            .button(tr(id::RUNS_BACK_MODEL))
                            .on_hover_text(tr(id::RUNS_SHOWS_MODEL_OWN_CLUSTERS_AGAIN))
                            .clicked()
                        {
                            cx.push(Command::Comparing(Comparing::Back));
                        }
                        ui.add_space(S3);
                        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                            let text = RichText::new(shown_words(&weighed))
                                .size(12.0)
                                .color(t.text);
                            ui.add(Label::new(text).truncate());
                        });
                    });
                });
            });
        });
}
