//! The guided tour: a light on one part of the window after the other, and a card that says what it
//! is for.

use eframe::egui::{
    Align, Align2, Area, Button, Color32, Context, Id, Key, Label, LayerId, Layout, Modifiers,
    Order, Rect, RichText, Stroke, StrokeKind, Ui, Vec2, pos2, vec2,
};

use crate::session::{Command, Session};
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::ground::place::{self, Place};
use crate::ui::ground::theme::{self, S1, S2, S3, SUBTITLE, tokens};
use crate::ui::ground::widgets::caption;
use crate::ui::tab::Tab;
use crate::words::{Text, fill, id, tr};

const CARD_WIDTH: f32 = 320.0;
/// Between the card and what it is about.
const GAP: f32 = 16.0;

/// One station.
struct Step {
    title: Text,
    text: Text,
    /// What the light falls on; `None` for the whole window.
    place: Option<Place>,
    /// What is to be shown.
    shows: Option<Tab>,
    /// Going on waits for this.
    ready: fn(&Session) -> bool,
}

/// A tour under way.
#[derive(Debug, Default)]
pub(crate) struct Tour {
    step: usize,
    entered: Option<usize>,
    /// Of the card, in the frame before.
    size: Vec2,
}

const STEPS: [Step; 10] = [
    Step {
        title: id::TEACHING_WELCOME,
        text: id::TEACHING_LATENTUNE_TURNS_SONGS_INTO_NUMBERS,
        place: None,
        shows: None,
        ready: |_| true,
    },
    Step {
        title: id::TEACHING_WHERE_SONGS_COME_FROM,
        text: id::TEACHING_OPEN_FOLDER_OR_TABLE_SONGS,
        place: Some(Place::Source),
        shows: Some(Tab::Settings),
        ready: |_| true,
    },
    Step {
        title: id::COMMON_RUN,
        text: id::TEACHING_RUN_MEASURES_SONGS_TRAINS_MODEL,
        place: Some(Place::Run),
        shows: Some(Tab::Settings),
        ready: |session| session.analysis().is_some(),
    },
    Step {
        title: id::TEACHING_MAP,
        text: id::TEACHING_EACH_POINT_SONG_SONGS_MODEL,
        place: Some(Place::Map),
        shows: None,
        ready: |_| true,
    },
    Step {
        title: id::TEACHING_CHOSEN_SONG,
        text: id::TEACHING_WORDS_FOLLOW_SOUND_CLICK_LINE,
        place: Some(Place::Side),
        shows: Some(Tab::Song),
        ready: |_| true,
    },
    Step {
        title: id::TEACHING_COLOURS,
        text: id::TEACHING_COLOUR_SONGS_CLUSTER_LANGUAGE_GENRE,
        place: Some(Place::MapBar),
        shows: None,
        ready: |_| true,
    },
    Step {
        title: id::TEACHING_DID_LEARN,
        text: id::TEACHING_LOSSES_EPOCH_EPOCH_WHAT_EACH,
        place: Some(Place::Results),
        shows: Some(Tab::Curves),
        ready: |_| true,
    },
    Step {
        title: id::TEACHING_FINDING,
        text: id::TEACHING_EVERY_SCORE_STANDS_BESIDE_CHANCE,
        place: Some(Place::Results),
        shows: Some(Tab::Scores),
        ready: |_| true,
    },
    Step {
        title: id::TEACHING_MAY_MAP_BE_TRUSTED,
        text: id::TEACHING_MAP_TWO_DIMENSIONS_BENDS_WHAT,
        place: Some(Place::Results),
        shows: Some(Tab::Trust),
        ready: |_| true,
    },
    Step {
        title: id::TEACHING_GO_YOURSELF,
        text: id::TEACHING_LESSONS_SHOWS_SIX_WAYS_BE,
        place: Some(Place::Top),
        shows: None,
        ready: |_| true,
    },
];

enum Way {
    Next,
    Back,
    Leave,
}

/// True in the frame in which it ends.
pub(crate) fn tour_ui(ctx: &Context, cx: &mut Cx, slot: &mut Option<Tour>) -> bool {
    let Some(tour) = slot else { return false };
    if tour.entered != Some(tour.step) {
        tour.entered = Some(tour.step);
        enter(STEPS[tour.step].shows, cx);
        ctx.request_repaint();
    }
    let step = &STEPS[tour.step];
    let window = ctx.content_rect();
    let light = step
        .place
        .map(|place| place::find(ctx, place))
        .filter(|rect| rect.is_positive());
    dim(ctx, window, light);
    let mut way = keys(ctx);
    let at = beside(window, light, tour.size);
    let shown = Area::new(Id::unique("tour"))
        .order(Order::Foreground)
        .fixed_pos(at)
        .show(ctx, |ui| {
            let t = tokens(ctx);
            theme::card(t)
                .shadow(ui.visuals().window_shadow)
                .inner_margin(16.0)
                .show(ui, |ui| {
                    ui.set_width(CARD_WIDTH);
                    way = card_ui(ui, cx, tour).or(way.take());
                });
        });
    if std::mem::replace(&mut tour.size, shown.response.rect.size()) != shown.response.rect.size() {
        ctx.request_repaint();
    }
    match way {
        Some(Way::Next) if tour.step + 1 == STEPS.len() => *slot = None,
        Some(Way::Next) if (step.ready)(cx.session) => tour.step += 1,
        Some(Way::Back) => tour.step = tour.step.saturating_sub(1),
        Some(Way::Leave) => *slot = None,
        Some(Way::Next) | None => {}
    }
    slot.is_none()
}

/// Opens what a step shows. Where that is the song, one is chosen, so that there is something to be
/// seen.
fn enter(shows: Option<Tab>, cx: &mut Cx) {
    let Some(tab) = shows else { return };
    cx.act(Action::Show(tab));
    let has_songs = cx
        .session
        .library()
        .is_some_and(|library| !library.songs.is_empty());
    if tab == Tab::Song && cx.session.selected().is_none() && has_songs {
        cx.push(Command::Select(Some(0)));
    }
}

fn card_ui(ui: &mut Ui, cx: &mut Cx, tour: &Tour) -> Option<Way> {
    let t = tokens(ui.ctx());
    let step = &STEPS[tour.step];
    let ready = (step.ready)(cx.session);
    let mut way = None;
    ui.spacing_mut().item_spacing.y = S2;
    ui.horizontal(|ui| {
        ui.label(
            RichText::new(tr(step.title))
                .font(theme::semibold(SUBTITLE))
                .color(t.text),
        );
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let count = fill(
                id::COMMON_N_ALL,
                &[("n", &(tour.step + 1)), ("all", &STEPS.len())],
            );
            ui.label(caption(count, t));
        });
    });
    ui.add(Label::new(super::prose(tr(step.text), t)).wrap());
    if !ready {
        waiting_ui(ui, cx);
    }
    ui.add_space(S1);
    ui.horizontal(|ui| {
        if ui.button(tr(id::TEACHING_SKIP_TOUR)).clicked() {
            way = Some(Way::Leave);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let last = tour.step + 1 == STEPS.len();
            let text = RichText::new(if last {
                tr(id::TEACHING_DONE)
            } else {
                tr(id::TEACHING_NEXT)
            })
            .color(t.on_accent);
            let next = Button::new(text).fill(t.accent).min_size(vec2(72.0, 28.0));
            if ui.add_enabled(ready, next).clicked() {
                way = Some(Way::Next);
            }
            if tour.step > 0 && ui.button(tr(id::COMMON_BACK)).clicked() {
                way = Some(Way::Back);
            }
        });
    });
    way
}

/// While the tour waits for a result: how far it is, or what makes one.
fn waiting_ui(ui: &mut Ui, cx: &mut Cx) {
    let t = tokens(ui.ctx());
    match cx.session.live() {
        Some(live) => {
            ui.horizontal(|ui| {
                ui.spinner();
                ui.label(caption(tr(live.stage.label()), t));
            });
        }
        None => {
            ui.horizontal(|ui| {
                if ui.button(tr(id::TEACHING_OPEN_DEMO_SONGS)).clicked() {
                    cx.push(Command::OpenDemo);
                }
                ui.add_space(S3);
            });
        }
    }
}

/// Arrows and Enter go on, Esc leaves; where a field has the keyboard only Esc.
fn keys(ctx: &Context) -> Option<Way> {
    let writing = ctx.text_edit_focused();
    let focused = ctx.memory(|m| m.focused().is_some());
    ctx.input_mut(|i| {
        let mut pressed = |key| i.consume_key(Modifiers::NONE, key);
        if pressed(Key::Escape) {
            return Some(Way::Leave);
        }
        if writing {
            return None;
        }
        // Enter presses the button that has the focus.
        if pressed(Key::ArrowRight) || (!focused && pressed(Key::Enter)) {
            return Some(Way::Next);
        }
        pressed(Key::ArrowLeft).then_some(Way::Back)
    })
}

/// All but the light, a little darker; the light itself has a ring. The window below can still be
/// used.
fn dim(ctx: &Context, window: Rect, light: Option<Rect>) {
    let t = tokens(ctx);
    let painter = ctx.layer_painter(LayerId::new(Order::Middle, Id::unique("tour light")));
    let shade = Color32::from_black_alpha(if t.dark { 130 } else { 70 });
    let Some(light) = light.map(|light| light.intersect(window)) else {
        painter.rect_filled(window, 0.0, shade);
        return;
    };
    let (w, l) = (window, light);
    for dark in [
        Rect::from_min_max(w.min, pos2(w.right(), l.top())),
        Rect::from_min_max(pos2(w.left(), l.bottom()), w.max),
        Rect::from_min_max(pos2(w.left(), l.top()), l.left_bottom()),
        Rect::from_min_max(l.right_top(), pos2(w.right(), l.bottom())),
    ] {
        painter.rect_filled(dark, 0.0, shade);
    }
    painter.rect_stroke(light, 8.0, Stroke::new(2.0, t.accent), StrokeKind::Inside);
}

/// The upper left corner of a card of `size` that leaves the light free, where there is room for
/// that.
fn beside(window: Rect, light: Option<Rect>, size: Vec2) -> eframe::egui::Pos2 {
    let within = window.shrink(GAP);
    let Some(light) = light else {
        return Align2::CENTER_CENTER
            .align_size_within_rect(size, window)
            .min;
    };
    let y = light.center().y - size.y / 2.0;
    let x = light.center().x - size.x / 2.0;
    let free = [
        pos2(light.right() + GAP, y),
        pos2(light.left() - GAP - size.x, y),
        pos2(x, light.top() - GAP - size.y),
        pos2(x, light.bottom() + GAP),
    ];
    let placed = |at: eframe::egui::Pos2| {
        let slid = at.clamp(within.min, (within.max - size).max(within.min));
        Rect::from_min_size(slid, size)
    };
    let fits = free
        .map(placed)
        .into_iter()
        .find(|card| !card.intersects(light.shrink(1.0)));
    fits.map_or_else(
        || light.right_bottom() - size - Vec2::splat(GAP),
        |card| card.min,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_card_leaves_the_light_free_and_stays_in_the_window() {
        let window = Rect::from_min_size(pos2(0.0, 0.0), vec2(1280.0, 800.0));
        let size = vec2(352.0, 190.0);
        for light in [
            Rect::from_min_max(pos2(0.0, 48.0), pos2(292.0, 200.0)),
            Rect::from_min_max(pos2(936.0, 48.0), pos2(1280.0, 800.0)),
            Rect::from_min_max(pos2(292.0, 532.0), pos2(936.0, 800.0)),
            Rect::from_min_max(pos2(0.0, 0.0), pos2(1280.0, 48.0)),
        ] {
            let card = Rect::from_min_size(beside(window, Some(light), size), size);
            assert!(
                window.contains_rect(card) && !card.intersects(light),
                "{light:?} {card:?}"
            );
        }
        let all = Rect::from_min_size(beside(window, Some(window), size), size);
        assert!(window.contains_rect(all));
    }
}
