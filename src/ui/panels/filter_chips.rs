//! The filters in force, a chip each: a click takes it away.

use eframe::egui::{Button, RichText, Role, Ui, WidgetInfo};

use crate::session::{Column, Command, Filter, Filtering};

use super::column;
use crate::ui::cx::Cx;
use crate::ui::ground::theme::tokens;
use crate::words::{fill, id, tr};

/// The chips, where there is a filter, in the row that is being laid out.
pub(crate) fn filter_chips_ui(ui: &mut Ui, cx: &mut Cx) {
    let filtering = cx.session.filtering();
    let Some(rows) = filtering.rows().cloned() else {
        return;
    };
    let filters = filtering.filters().iter();
    let filters: Vec<(Column, &Filter)> = filters.map(|(of, filter)| (*of, filter)).collect();
    let t = tokens(ui.ctx());
    for &(of, filter) in &filters {
        let text = column::filter_text(cx.session, &rows, of, filter);
        let label = RichText::new(format!("{text}  ×")).size(12.0).color(t.text);
        let chip = Button::new(label).fill(t.accent_soft).corner_radius(12.0);
        let chip = ui.add(chip);
        let name = fill(id::CHARTS_TAKE_FILTER_AWAY, &[("filter", &text)]);
        chip.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        let chip = chip.on_hover_text(tr(id::CHARTS_CLICK_TAKES_FILTER_AWAY));
        if chip.clicked() {
            cx.push(Command::Filtering(Filtering::Set(of, None)));
        }
    }
    if filters.len() > 1 && ui.button(tr(id::SONG_TABLE_CLEAR_FILTERS)).clicked() {
        cx.push(Command::Filtering(Filtering::Clear));
    }
}
