//! Run and Stop, and how far a run is.

use eframe::egui::{RichText, Sense, Ui, vec2};

use crate::job::Stage;
use crate::session::{Command, Live};

use crate::ui::bars::run_control::Ending;
use crate::ui::cx::Cx;
use crate::ui::ground::theme::{self, S1, Tokens, tokens};
use crate::ui::ground::widgets::{caption, clock, one_line, primary_button, sentence, wide_button};
use crate::ui::panels::curves;
use crate::words::{fill, id, tr};

pub(crate) fn run_card_ui(ui: &mut Ui, cx: &mut Cx) {
    let t = tokens(ui.ctx());
    ui.spacing_mut().item_spacing.y = S1;
    let Some(live) = cx.session.live() else {
        idle_ui(ui, cx, t);
        return;
    };
    ui.horizontal(|ui| {
        ui.label(RichText::new(sentence(tr(live.stage.label()))).font(theme::semibold(13.0)));
        ui.with_layout(
            eframe::egui::Layout::right_to_left(eframe::egui::Align::Center),
            |ui| {
                ui.label(caption(clock(live.elapsed().as_secs_f32()), t));
            },
        );
    });
    progress_bar_ui(ui, live, t);
    one_line(ui, caption(detail(live), t));
    ui.add_space(S1);
    let ending = Ending::of(live);
    ui.horizontal(|ui| {
        curves::pause_button_ui(ui, cx, 36.0);
        let stop = wide_button(ui, ending.text());
        ending.ui(cx, stop);
    });
}

fn idle_ui(ui: &mut Ui, cx: &mut Cx, t: &Tokens) {
    if cx.session.is_changed() {
        ui.label(caption(
            tr(id::RUN_CARD_SETTINGS_DIFFER_FROM_ANALYSIS_SHOW),
            t,
        ));
    }
    let open = cx.session.source().is_some();
    ui.add_enabled_ui(open, |ui| {
        if primary_button(ui, tr(id::COMMON_RUN))
            .on_disabled_hover_text(tr(id::RUN_CARD_OPEN_FOLDER_SONGS_FIRST))
            .clicked()
        {
            cx.push(Command::Run);
        }
    });
}

fn detail(live: &Live) -> String {
    let counted = counted(live);
    match live.left_secs() {
        Some(secs) => {
            let left = fill(id::COMMON_TIME_LEFT, &[("time", &clock(secs))]);
            format!("{left}  ·  {counted}")
        }
        None => counted,
    }
}

fn counted(live: &Live) -> String {
    if live.is_between() {
        return tr(id::RUN_CARD_DONE_NEXT).to_string();
    }
    match (live.total, live.item.as_str()) {
        (0, "") => tr(id::RUN_CARD_STARTING).to_string(),
        (0, item) => item.to_string(),
        (total, "") => fill(id::COMMON_N_ALL, &[("n", &live.done), ("all", &total)]),
        (_, item) if matches!(live.stage, Stage::Model | Stage::Projection) => item.to_string(),
        (total, item) => fill(
            id::RUN_CARD_N_ALL_ITEM,
            &[("n", &live.done), ("all", &total), ("item", &item)],
        ),
    }
}

/// One segment a stage, so that one sees how much is still to come.
fn progress_bar_ui(ui: &mut Ui, live: &Live, t: &Tokens) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 8.0), Sense::hover());
    let stages = &Stage::ALL[..Stage::ALL.len() - 2];
    let gap = 2.0;
    let width = (rect.width() - gap * (stages.len() - 1) as f32) / stages.len() as f32;
    for (i, &stage) in stages.iter().enumerate() {
        let left = rect.left() + i as f32 * (width + gap);
        let cell = eframe::egui::Rect::from_min_size(
            eframe::egui::pos2(left, rect.top() + 1.0),
            vec2(width, 6.0),
        );
        ui.painter().rect_filled(cell, 3.0, t.hover);
        let share = match stage.cmp(&live.stage) {
            std::cmp::Ordering::Less => 1.0,
            std::cmp::Ordering::Equal => live.fraction().unwrap_or(0.15),
            std::cmp::Ordering::Greater => 0.0,
        };
        let filled =
            eframe::egui::Rect::from_min_size(cell.min, vec2(width * share.clamp(0.0, 1.0), 6.0));
        ui.painter().rect_filled(filled, 3.0, t.accent);
    }
    let percent = live.fraction().map(f64::from);
    response.widget_info(|| {
        let mut info = eframe::egui::WidgetInfo::labeled(
            eframe::egui::Role::ProgressIndicator,
            true,
            tr(id::RUN_CARD_PROGRESS),
        );
        info.value = percent;
        info
    });
}
