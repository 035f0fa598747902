//! The mixture of VaDE over the epochs that were looked at: the weight of each component, and the
//! entropy of the songs' responsibilities.

use eframe::egui::{RichText, Stroke, Ui};
use egui_plot::{Line, LineStyle, PlotPoint, PlotPoints, VLine};

use super::charts::still_plot;
use crate::export::palette::{Ground, categorical};
use crate::job::{MixtureMoment, Stage};
use crate::session::{Frame, Session};

use crate::ui::ground::theme::{self, Tokens};
use crate::words::{fill, id, tr};

/// Points of the lines, made when a frame is added.
#[derive(Default)]
pub(super) struct MixtureCurves {
    made_for: (usize, usize),
    weights: Vec<Vec<PlotPoint>>,
    entropy: Vec<PlotPoint>,
}

impl MixtureCurves {
    /// True where there is a mixture whose course was seen.
    pub(super) fn follow(&mut self, session: &Session) -> bool {
        let frames = session.timeline().map_or(&[][..], |t| t.frames());
        let last = frames.last().map_or(0, |frame| frame.at);
        if self.made_for != (frames.len(), last) {
            self.made_for = (frames.len(), last);
            self.make(frames);
        }
        self.entropy.len() > 1
    }

    fn make(&mut self, frames: &[Frame]) {
        let moments: Vec<(f64, &MixtureMoment)> = frames
            .iter()
            .filter(|frame| frame.stage == Stage::Model)
            .filter_map(|frame| {
                let mixture = frame.latent.as_ref()?.mixture.as_ref()?;
                Some((frame.at as f64, mixture))
            })
            .collect();
        let k = moments.first().map_or(0, |(_, m)| m.weights.len());
        let line = |of: &dyn Fn(&MixtureMoment) -> f32| -> Vec<PlotPoint> {
            let point = |(at, m): &(f64, &MixtureMoment)| PlotPoint::new(*at, f64::from(of(m)));
            moments.iter().map(point).collect()
        };
        let weight = |component: usize| {
            line(&|m: &MixtureMoment| m.weights.get(component).copied().unwrap_or(0.0))
        };
        self.weights = (0..k).map(weight).collect();
        self.entropy = line(&|m: &MixtureMoment| m.entropy);
    }
}

/// `at` is the epoch that is replayed.
pub(super) fn mixture_chart_ui(ui: &mut Ui, curves: &MixtureCurves, at: Option<usize>, t: &Tokens) {
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.spacing_mut().interact_size.y = 16.0;
    ui.label(RichText::new(tr(id::MIXTURE_BY_EPOCH)).font(theme::semibold(12.0)))
        .on_hover_text(tr(id::MIXTURE_BY_EPOCH_SAYS));
    let ground = if t.dark { Ground::Dark } else { Ground::Light };
    let plot = still_plot("mixture", ui.available_height(), t)
        .include_y(0.0)
        .cursor_color(t.faint)
        .label_formatter(|at| match at {
            egui_plot::HoverPosition::NearDataPoint {
                plot_name,
                position,
                ..
            } => {
                let epoch = fill(id::CURVES_EPOCH_N, &[("n", &format!("{:.0}", position.x))]);
                Some(format!("{epoch}\n{plot_name} {:.2}", position.y))
            }
            egui_plot::HoverPosition::Elsewhere { .. } => None,
        });
    plot.show(ui, |plot| {
        if let Some(at) = at {
            plot.vline(
                VLine::new(tr(id::CURVES_REPLAYED), at as f64).stroke(Stroke::new(1.0, t.second)),
            );
        }
        for (component, points) in curves.weights.iter().enumerate() {
            let name = fill(id::MIXTURE_COMPONENT_N, &[("n", &(component + 1))]);
            let [r, g, b] = categorical(component, ground);
            let colour = eframe::egui::Color32::from_rgb(r, g, b);
            let line = Line::new(name, PlotPoints::Borrowed(points));
            plot.line(line.stroke(Stroke::new(1.2, colour)));
        }
        let name = tr(id::MIXTURE_ENTROPY);
        let line = Line::new(name, PlotPoints::Borrowed(&curves.entropy));
        let line = line.style(LineStyle::dashed_dense());
        plot.line(line.stroke(Stroke::new(1.8, t.text)));
    });
}
