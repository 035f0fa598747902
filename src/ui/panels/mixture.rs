//! How much use a mixture makes of its components: a bar each, the numbers, and their spread over
//! seeds where there are runs from others.

use eframe::egui::{Rect, RichText, Sense, Stroke, Ui, pos2, vec2};

use crate::clustering::Occupancy;
use crate::job::MixtureMoment;
use crate::reading::{Mixture, Weight, is_dead};
use crate::runs::{self, Measure, RunMeasure};
use crate::session::Session;

use crate::ui::ground::theme::{self, S1, Tokens, tokens};
use crate::ui::ground::widgets::caption;
use crate::words::{fill, id, tr};

const HEIGHT: f32 = 44.0;

/// The run on show, and the state of the shelf that others lie on.
type Of = (Option<String>, u64);

/// What is remembered of runs from other seeds.
#[derive(Default)]
pub(crate) struct MixtureView {
    /// The sentence on them, where there are any.
    seeds: Option<(Of, Option<String>)>,
}

impl MixtureView {
    fn seeds(&mut self, session: &Session) -> Option<&str> {
        let comparing = session.comparing();
        let key = (
            comparing.present().map(str::to_string),
            comparing.revision(),
        );
        if self.seeds.as_ref().is_none_or(|(of, _)| *of != key) {
            self.seeds = Some((key, over_seeds(session)));
        }
        self.seeds.as_ref()?.1.as_deref()
    }
}

/// Bars and numbers of a mixture of the run on show.
pub(crate) fn mixture_ui(
    ui: &mut Ui,
    session: &Session,
    view: &mut MixtureView,
    occupancy: &Occupancy,
) {
    let t = tokens(ui.ctx());
    let weights: Vec<f32> = occupancy.of_weight.iter().map(|&w| w as f32).collect();
    let mixture = Mixture::of(occupancy);
    let colour = match mixture.means().weight() {
        Weight::Caution => t.warning,
        Weight::Note | Weight::Good => t.muted,
    };
    title_ui(ui, t);
    bars_ui(ui, &weights, t);
    ui.label(caption(in_short(mixture), t).color(colour))
        .on_hover_text(tr(id::MIXTURE_ENTROPY_SAYS));
    if let Some(seeds) = view.seeds(session) {
        ui.label(caption(seeds, t));
    }
}

/// The same of a mixture while it learns.
pub(crate) fn moment_ui(ui: &mut Ui, moment: &MixtureMoment) {
    let t = tokens(ui.ctx());
    let weights = moment.weights.iter().map(|&weight| f64::from(weight));
    let mixture = Mixture::of_weights(weights, f64::from(moment.entropy));
    title_ui(ui, t);
    bars_ui(ui, &moment.weights, t);
    ui.label(caption(in_short(mixture), t));
}

fn title_ui(ui: &mut Ui, t: &Tokens) {
    ui.add_space(S1);
    let title = RichText::new(tr(id::MIXTURE_OCCUPANCY));
    ui.label(title.font(theme::semibold(12.0)).color(t.text))
        .on_hover_text(tr(id::MIXTURE_OCCUPANCY_SAYS));
}

fn in_short(mixture: Mixture) -> String {
    let percent = |share: f64| format!("{:.0}", 100.0 * share);
    fill(
        id::MIXTURE_IN_SHORT,
        &[
            ("dead", &mixture.n_dead),
            ("all", &mixture.n_components),
            ("largest", &percent(mixture.largest)),
            ("entropy", &percent(mixture.entropy)),
        ],
    )
}

/// A bar for each component, with a line where an even share would be.
fn bars_ui(ui: &mut Ui, weights: &[f32], t: &Tokens) {
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let k = weights.len();
    let even = 1.0 / k.max(1) as f32;
    let most = weights.iter().copied().fold(even, f32::max);
    let step = rect.width() / k.max(1) as f32;
    let top = |share: f32| rect.bottom() - rect.height() * (share / most).clamp(0.0, 1.0);
    for (component, &weight) in weights.iter().enumerate() {
        let left = rect.left() + component as f32 * step;
        let gap = if step > 4.0 { 2.0 } else { 0.0 };
        let bar = Rect::from_min_max(
            pos2(left, top(weight).min(rect.bottom() - 1.0)),
            pos2(left + step - gap, rect.bottom()),
        );
        let colour = match is_dead(f64::from(weight), k) {
            true => t.warning,
            false => t.accent,
        };
        ui.painter().rect_filled(bar, 1.0, colour);
    }
    let line = Stroke::new(1.0, t.muted);
    ui.painter().hline(rect.x_range(), top(even), line);
    let base = Stroke::new(1.0, t.line);
    ui.painter().hline(rect.x_range(), rect.bottom(), base);
    let pointed = response
        .hover_pos()
        .map(|at| ((at.x - rect.left()) / step) as usize);
    if let Some((component, weight)) = pointed.and_then(|c| Some((c, weights.get(c)?))) {
        let name = fill(id::MIXTURE_COMPONENT_N, &[("n", &(component + 1))]);
        response.on_hover_text(format!("{name}: {:.1} %", 100.0 * weight));
    }
}

/// Of the runs that differ from the one on show by their seeds alone, where there are some.
fn over_seeds(session: &Session) -> Option<String> {
    let comparing = session.comparing();
    let (kept, present) = (comparing.kept(), comparing.present()?);
    let rows = runs::rows(kept);
    let is_present = |&run: &usize| kept[run].id() == present;
    let row = rows.iter().find(|row| row.runs.iter().any(is_present))?;
    let over = |measure| row.over(&Measure::Run(measure), kept);
    let dead = over(RunMeasure::DeadComponents)?.spread;
    let entropy = over(RunMeasure::ComponentEntropy)?.spread;
    let sd = entropy.sd?;
    let sd = fill(id::MIXTURE_PLUS_MINUS, &[("sd", &format!("{sd:.2}"))]);
    Some(fill(
        id::MIXTURE_OVER_SEEDS,
        &[
            ("n", &dead.n),
            ("low", &dead.min),
            ("high", &dead.max),
            ("mean", &format!("{:.2}", entropy.mean)),
            ("sd", &sd),
        ],
    ))
}
