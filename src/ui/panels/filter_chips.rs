//! The filters in force and the songs that are hidden, a chip each: a click takes it away.

use eframe::egui::{Button, Response, RichText, Role, Ui, WidgetInfo};

use crate::session::{Column, Command, Curating, Filter, Filtering};

use super::column;
use crate::ui::cx::Cx;
use crate::ui::ground::theme::tokens;
use crate::words::{fill, id, tr};

/// The chips, where there is a filter, in the row that is being laid out.
pub(crate) fn filter_chips_ui(ui: &mut Ui, cx: &mut Cx) {
    hidden_ui(ui, cx);
    let filtering = cx.session.filtering();
    let Some(rows) = filtering.rows().cloned() else {
        return;
    };
    let filters = filtering.filters().iter();
    let filters: Vec<(Column, &Filter)> = filters.map(|(of, filter)| (*of, filter)).collect();
    for &(of, filter) in &filters {
        let text = column::filter_text(cx.session, &rows, of, filter);
        let name = fill(id::CHARTS_TAKE_FILTER_AWAY, &[("filter", &text)]);
        let chip = chip_ui(ui, &format!("{text}  ×"), &name);
        let chip = chip.on_hover_text(tr(id::CHARTS_CLICK_TAKES_FILTER_AWAY));
        if chip.clicked() {
            cx.push(Command::Filtering(Filtering::Set(of, None)));
        }
    }
    if filters.len() > 1 && ui.button(tr(id::SONG_TABLE_CLEAR_FILTERS)).clicked() {
        cx.push(Command::Filtering(Filtering::Clear));
    }
}

fn chip_ui(ui: &mut Ui, text: &str, name: &str) -> Response {
    let t = tokens(ui.ctx());
    let label = RichText::new(text).size(12.0).color(t.text);
    let chip = Button::new(label).fill(t.accent_soft).corner_radius(12.0);
    let chip = ui.add(chip);
    chip.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    chip
}

/// How many songs the person hid.
fn hidden_ui(ui: &mut Ui, cx: &mut Cx) {
    let n_hidden = cx.session.own().n_hidden();
    if n_hidden > 0 {
        let text = fill(id::OWN_N_HIDDEN_SHOW, &[("n", &n_hidden)]);
        let chip = chip_ui(ui, &text, &text).on_hover_text(tr(id::OWN_HIDDEN_HINT));
        if chip.clicked() {
            cx.push(Command::Curating(Curating::ShowHidden));
        }
    }
}
