//! Notes at the lower edge of the map, or where they cover no card that lies over it.

use eframe::egui::{Align2, Area, Context, Id, Label, Order, Rect, RichText, Vec2, vec2};

use crate::session::{Command, Level};

use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::place::{self, Place};
use crate::ui::ground::theme::{self, tokens};
use crate::ui::ground::widgets::{sentence, small_icon_button};
use crate::words::{id, tr};

const WIDTH: f32 = 480.0;
const MARGIN: f32 = 12.0;

pub(crate) fn toasts_ui(ctx: &Context, cx: &mut Cx) {
    if cx.session.messages().is_empty() {
        return;
    }
    let t = tokens(ctx);
    let own = Id::unique("toasts");
    let size = ctx
        .memory(|memory| memory.area_rect(own))
        .map_or(vec2(WIDTH, 48.0), |last| last.size());
    let map = Some(place::find(ctx, Place::Map)).filter(|map| map.is_positive());
    let (pivot, rect) = free_place(map, ctx.content_rect(), size, &cards(ctx, own));
    Area::new(own)
        .order(Order::Foreground)
        .pivot(pivot)
        .fixed_pos(pivot.pos_in_rect(&rect))
        .show(ctx, |ui| {
            ui.set_max_width(WIDTH);
            for message in cx.session.messages().to_vec() {
                let colour = match message.level {
                    Level::Info => t.accent,
                    Level::Warning => t.warning,
                    Level::Error => t.error,
                };
                theme::card(t)
                    .shadow(ui.visuals().popup_shadow)
                    .inner_margin(8.0)
                    .show(ui, |ui| {
                        ui.horizontal(|ui| {
                            ui.add_space(4.0);
                            let (rect, _) = ui
                                .allocate_exact_size(vec2(8.0, 8.0), eframe::egui::Sense::hover());
                            ui.painter().circle_filled(rect.center(), 4.0, colour);
                            let room = 400.0;
                            ui.scope(|ui| {
                                ui.set_max_width(room);
                                ui.add(Label::new(RichText::new(sentence(&message.text))).wrap());
                            });
                            if small_icon_button(ui, Icon::Close, tr(id::TOASTS_DISMISS), true)
                                .clicked()
                            {
                                cx.push(Command::Dismiss(message.id));
                            }
                        });
                    });
            }
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

/// The first place at the edges of the map, then of the window, where no card is covered; where
/// there is none, the one that covers least. With the corner or edge that stays where it is while
/// notes come and go.
fn free_place(map: Option<Rect>, window: Rect, size: Vec2, cards: &[Rect]) -> (Align2, Rect) {
    let edges = [
        Align2::CENTER_BOTTOM,
        Align2::CENTER_TOP,
        Align2::LEFT_BOTTOM,
        Align2::RIGHT_BOTTOM,
        Align2::LEFT_TOP,
        Align2::RIGHT_TOP,
    ];
    let rooms = map.into_iter().chain([window]);
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
    fn notes_stand_at_the_foot_of_the_map_unless_a_card_is_there() {
        let window = Rect::from_min_size(pos2(0.0, 0.0), vec2(1280.0, 800.0));
        let map = Rect::from_min_max(pos2(300.0, 90.0), pos2(900.0, 500.0));
        let size = vec2(480.0, 60.0);
        let place = |cards: &[Rect]| free_place(Some(map), window, size, cards);

        let (edge, free) = place(&[]);
        assert_eq!(edge, Align2::CENTER_BOTTOM);
        assert_eq!(free.center_bottom(), map.center_bottom() - vec2(0.0, 12.0));

        // The card of the tour, beside the map and over its foot; then one over all of the map.
        let tour = Rect::from_min_size(pos2(480.0, 380.0), vec2(360.0, 200.0));
        for cards in [vec![tour], vec![tour, map]] {
            let (_, place) = place(&cards);
            assert!(cards.iter().all(|card| !card.intersects(place)), "{place}");
            assert!(window.contains_rect(place));
        }
        // Nowhere is free: at the usual place.
        assert_eq!(place(&[window]).0, Align2::CENTER_BOTTOM);
    }
}
