//! Notes, where they lie over no song and cover no card: over the results, or one a time over the
//! numbers in their bar where they are folded.

use eframe::egui::{
    Align, Align2, Area, Context, Id, Label, Layout, Order, Rect, RichText, Sense, TextStyle, Ui,
    Vec2, text::LayoutJob, vec2,
};

use crate::session::{Command, Level, Message};

use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::place::{self, Place};
use crate::ui::ground::theme::{self, S1, tokens};
use crate::ui::ground::widgets::{caption, sentence, small_icon_button};
use crate::words::{fill, id, tr};

const WIDTH: f32 = 480.0;
const MARGIN: f32 = 12.0;
/// Beside the text of a line: its dot, how many more there are, its cross, and gaps.
const AROUND: f32 = 140.0;
/// A room that is lower than this holds one line.
const ROOM_FOR_ALL: f32 = 120.0;

pub(crate) fn toasts_ui(ctx: &Context, cx: &mut Cx) {
    let messages = cx.session.messages().to_vec();
    let Some((last, earlier)) = messages.split_last() else {
        return;
    };
    let own = Id::unique("toasts");
    let cards = cards(ctx, own);
    let results = place::find(ctx, Place::Results);
    if results.height() >= ROOM_FOR_ALL {
        let size = ctx
            .memory(|memory| memory.area_rect(own))
            .map_or(vec2(WIDTH, 48.0), |last| last.size());
        let (pivot, rect) = free_place(Some(results), ctx.content_rect(), size, &cards);
        let area = area(own, pivot).fixed_pos(pivot.pos_in_rect(&rect));
        area.show(ctx, |ui| {
            ui.set_max_width(WIDTH);
            messages.iter().for_each(|message| card_ui(ui, cx, message));
        });
        return;
    }
    // The bar of the results, beside its tabs; where there is none, or little of it, or a card lies
    // there, that at the top.
    let is_free = |bar: &Rect| {
        bar.is_positive()
            && bar.width() > 2.0 * AROUND
            && !cards.iter().any(|card| card.intersects(*bar))
    };
    let bar = Some(place::find(ctx, Place::BesideTabs)).filter(is_free);
    let bar = bar.unwrap_or_else(|| place::find(ctx, Place::Top));
    let area = area(own, Align2::CENTER_CENTER).fixed_pos(bar.center());
    area.show(ctx, |ui| line_ui(ui, cx, last, earlier.len(), bar));
}

fn area(own: Id, pivot: Align2) -> Area {
    Area::new(own).order(Order::Foreground).pivot(pivot)
}

fn dot_ui(ui: &mut Ui, level: Level) {
    let t = tokens(ui.ctx());
    let colour = match level {
        Level::Info => t.accent,
        Level::Warning => t.warning,
        Level::Error => t.error,
    };
    let (rect, _) = ui.allocate_exact_size(vec2(8.0, 8.0), Sense::hover());
    ui.painter().circle_filled(rect.center(), 4.0, colour);
}

fn card_ui(ui: &mut Ui, cx: &mut Cx, message: &Message) {
    let t = tokens(ui.ctx());
    theme::card(t)
        .shadow(ui.visuals().popup_shadow)
        .inner_margin(8.0)
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.add_space(4.0);
                dot_ui(ui, message.level);
                ui.scope(|ui| {
                    ui.set_max_width(400.0);
                    ui.add(Label::new(RichText::new(sentence(&message.text.to_string()))).wrap());
                });
                if small_icon_button(ui, Icon::Close, tr(id::TOASTS_DISMISS), true).clicked() {
                    cx.push(Command::Dismiss(message.id));
                }
            });
        });
}

/// The last one in one line, or in two small ones; all of it under the pointer.
fn line_ui(ui: &mut Ui, cx: &mut Cx, message: &Message, n_earlier: usize, bar: Rect) {
    let t = tokens(ui.ctx());
    let text = sentence(&message.text.to_string());
    let font = TextStyle::Body.resolve(ui.style());
    let painter = ui.painter();
    let wanted = painter.layout_no_wrap(text.clone(), font, t.text).size().x + AROUND;
    // As wide as what it says, where the bar is.
    let most = bar.width() - 2.0 * MARGIN;
    let size = vec2(wanted.clamp(WIDTH.min(most), most), bar.height() - 6.0);
    let (style, n_rows) = match wanted <= most {
        true => (TextStyle::Body, 1),
        false => (TextStyle::Small, 2),
    };
    theme::card(t)
        .shadow(ui.visuals().popup_shadow)
        .inner_margin(eframe::egui::Margin::symmetric(8, 0))
        .show(ui, |ui| {
            ui.set_min_size(size);
            ui.set_max_size(size);
            ui.horizontal_centered(|ui| {
                dot_ui(ui, message.level);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = S1;
                    if small_icon_button(ui, Icon::Close, tr(id::TOASTS_DISMISS), true).clicked() {
                        cx.push(Command::Dismiss(message.id));
                    }
                    if n_earlier > 0 {
                        let more = fill(id::COMMON_N_MORE, &[("n", &n_earlier)]);
                        ui.label(caption(more, t));
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        let mut job = LayoutJob::simple(
                            text.clone(),
                            style.resolve(ui.style()),
                            t.text,
                            ui.available_width(),
                        );
                        job.wrap.max_rows = n_rows;
                        ui.add(Label::new(job).wrap()).on_hover_text(text);
                    });
                });
            });
        });
}

/// Where cards and dialogs lie over the window.
fn cards(ctx: &Context, own: Id) -> Vec<Rect> {
    ctx.memory(|memory| {
        memory
            .areas()
            .visible_layer_ids()
            .into_iter()
            .filter(|layer| matches!(layer.order, Order::Middle | Order::Foreground))
            .filter_map(|layer| memory.area_rect(layer.id).filter(|_| layer.id != own))
            .collect()
    })
}

/// The first place at the edges of a room, then of the window, where no card is covered; where
/// there is none, the one that covers least. With the corner or edge that stays where it is while
/// notes come and go.
fn free_place(room: Option<Rect>, window: Rect, size: Vec2, cards: &[Rect]) -> (Align2, Rect) {
    let edges = [
        Align2::CENTER_BOTTOM,
        Align2::CENTER_TOP,
        Align2::LEFT_BOTTOM,
        Align2::RIGHT_BOTTOM,
        Align2::LEFT_TOP,
        Align2::RIGHT_TOP,
    ];
    let rooms = room.into_iter().chain([window]);
    let places = rooms.flat_map(|room| {
        edges.map(|edge| (edge, edge.align_size_within_rect(size, room.shrink(MARGIN))))
    });
    let covered = |place: &Rect| -> f32 {
        let shared = cards.iter().map(|card| card.intersect(*place));
        shared.filter(|r| r.is_positive()).map(|r| r.area()).sum()
    };
    let first = (edges[0], edges[0].align_size_within_rect(size, window));
    places
        .map(|(edge, place)| (covered(&place), edge, place))
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map_or(first, |(_, edge, place)| (edge, place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::pos2;

    #[test]
    fn notes_stand_at_the_foot_of_their_room_unless_a_card_is_there() {
        let window = Rect::from_min_size(pos2(0.0, 0.0), vec2(1280.0, 800.0));
        let room = Rect::from_min_max(pos2(300.0, 90.0), pos2(900.0, 500.0));
        let size = vec2(480.0, 60.0);
        let place = |cards: &[Rect]| free_place(Some(room), window, size, cards);

        let (edge, free) = place(&[]);
        assert_eq!(edge, Align2::CENTER_BOTTOM);
        assert_eq!(free.center_bottom(), room.center_bottom() - vec2(0.0, 12.0));

        // The card of the tour, beside the room and over its foot; then one over all of it.
        let tour = Rect::from_min_size(pos2(480.0, 380.0), vec2(360.0, 200.0));
        for cards in [vec![tour], vec![tour, room]] {
            let (_, place) = place(&cards);
            assert!(cards.iter().all(|card| !card.intersects(place)), "{place}");
            assert!(window.contains_rect(place));
        }
        // Nowhere is free: at the usual place.
        assert_eq!(place(&[window]).0, Align2::CENTER_BOTTOM);
    }
}
