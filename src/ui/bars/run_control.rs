//! Run and Stop in the bar at the top, where the settings with their own are not in sight.

use eframe::egui::{
    Button, Popup, ProgressBar, Response, RichText, Role, Stroke, Ui, WidgetInfo, vec2,
};

use crate::job::Stage;
use crate::session::{Command, Live};

use crate::ui::cx::Cx;
use crate::ui::ground::theme::{self, tokens};
use crate::words::{fill, id, tr};

/// From right to left: Run, or Stop and how far the stage is.
pub(crate) fn run_control_ui(ui: &mut Ui, cx: &mut Cx) {
    let t = tokens(ui.ctx());
    let Some(live) = cx.session.live() else {
        let open = cx.session.source().is_some();
        let text = RichText::new(tr(id::COMMON_RUN))
            .font(theme::semibold(13.0))
            .color(t.on_accent);
        let run = Button::new(text).fill(t.accent).stroke(Stroke::NONE);
        let hint = match cx.session.is_changed() {
            true => tr(id::RUN_CARD_SETTINGS_DIFFER_FROM_ANALYSIS_SHOW),
            false => tr(id::RUN_CONTROL_RUN_AGAIN),
        };
        let button = ui
            .add_enabled(open, run.min_size(vec2(52.0, 28.0)))
            .on_hover_text(hint)
            .on_disabled_hover_text(tr(id::RUN_CARD_OPEN_FOLDER_SONGS_FIRST));
        if button.clicked() {
            cx.push(Command::Run);
        }
        return;
    };
    let (ending, stage) = (Ending::of(live), live.stage);
    let share = live.fraction().unwrap_or(0.0);
    let stop = ui.add(Button::new(ending.text()).min_size(vec2(52.0, 28.0)));
    ending.ui(cx, stop);
    let bar = ProgressBar::new(share)
        .desired_width(56.0)
        .desired_height(6.0);
    let bar = ui.add(bar);
    bar.widget_info(|| {
        let name = tr(id::RUN_CARD_PROGRESS);
        let mut info = WidgetInfo::labeled(Role::ProgressIndicator, true, name);
        info.value = Some(f64::from(share));
        info
    });
    bar.on_hover_text(tr(stage.label()));
}

/// The button that ends the run under way.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Ending {
    stage: Stage,
    /// Of the stage.
    n_done: usize,
    stopping: bool,
}

impl Ending {
    pub(in crate::ui) fn of(live: &Live) -> Self {
        Self {
            stage: live.stage,
            n_done: live.done,
            stopping: live.stopping,
        }
    }

    /// What stands on it.
    pub(in crate::ui) fn text(self) -> &'static str {
        match self.stopping {
            true => tr(id::RUN_CARD_STOPPING_GIVE_UP),
            false => tr(id::COMMON_STOP),
        }
    }

    /// What a click on it does. Where what is kept would take the place of a finished analysis, it
    /// asks first.
    pub(in crate::ui) fn ui(self, cx: &mut Cx, button: Response) {
        let keeps = self.stage.keeps_what_there_is() && !self.stopping;
        let has_before = cx.session.analysis().is_some();
        let hint = match (self.stopping, keeps, has_before) {
            (true, _, true) => id::RUN_CONTROL_GIVES_UP_BEFORE_STAYS,
            (true, _, false) => id::RUN_CONTROL_GIVES_UP_ALL,
            (false, true, _) => id::RUN_CARD_ENDS_THIS_STAGE_KEEPS_WHAT,
            (false, false, _) => id::RUN_CARD_ENDS_RUN,
        };
        let button = button.on_hover_text(tr(hint));
        if keeps && has_before {
            Popup::menu(&button).gap(4.0).show(|ui| {
                ui.set_min_width(220.0);
                let kept = match self.stage == Stage::Model {
                    true => fill(id::RUN_CONTROL_KEEP_N_EPOCHS, &[("n", &self.n_done)]),
                    false => tr(id::RUN_CONTROL_KEEP_MAP).to_string(),
                };
                if ui.button(kept).clicked() {
                    cx.push(Command::Stop);
                }
                if ui.button(tr(id::RUN_CONTROL_BACK_TO_BEFORE)).clicked() {
                    cx.push(Command::Cancel);
                }
            });
        } else if button.clicked() {
            cx.push(match self.stopping {
                true => Command::Cancel,
                false => Command::Stop,
            });
        }
    }
}
