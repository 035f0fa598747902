//! Notes at the lower edge of the map.

use eframe::egui::{Align2, Area, Context, Id, Label, Order, RichText, vec2};

use crate::session::{Command, Level};

use crate::ui::cx::Cx;
use crate::ui::ground::icons::Icon;
use crate::ui::ground::place::{self, Place};
use crate::ui::ground::theme::{self, tokens};
use crate::ui::ground::widgets::{sentence, small_icon_button};
use crate::words::{id, tr};

pub(crate) fn toasts_ui(ctx: &Context, cx: &mut Cx) {
    if cx.session.messages().is_empty() {
        return;
    }
    let t = tokens(ctx);
    let area = Area::new(Id::unique("toasts"))
        .order(Order::Foreground)
        .pivot(Align2::CENTER_BOTTOM);
    area.fixed_pos(place::find(ctx, Place::Map).center_bottom() - vec2(0.0, 12.0))
        .show(ctx, |ui| {
            ui.set_max_width(480.0);
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
