//! What each latent dimension carries: a bar per dimension, and sentences.

use eframe::egui::{Align2, FontId, Rect, RichText, Sense, Stroke, Ui, pos2, vec2};

use crate::model::{Diagnostics, Ended, Trained};
use crate::session::{Latent, Session};

use crate::ui::ground::theme::{self, CAPTION, Tokens, tokens};
use crate::ui::ground::widgets::caption;
use crate::words::{fill, id, tr};

/// A dimension with less, in nats, carries nothing that could be seen.
const NEXT_TO_NOTHING: f32 = 0.01;

/// The bars follow the training and the replay; the sentences are of the model on show.
pub(super) fn latent_ui(ui: &mut Ui, session: &Session) {
    let t = tokens(ui.ctx());
    let Some(latent) = session.latent() else {
        return;
    };
    let title = match session.replayed() {
        Some((_, frame)) if frame.latent.is_some() => {
            fill(id::CURVES_LATENT_DIMENSIONS_EPOCH_N, &[("n", &frame.at)])
        }
        _ => tr(id::COMMON_LATENT_DIMENSIONS).to_string(),
    };
    ui.label(RichText::new(title).font(theme::semibold(12.0)));
    if !latent.kl_per_dim.is_empty() {
        bars_ui(ui, &latent, t);
    }
    let values: [(&str, &dyn std::fmt::Display); 2] =
        [("n", &latent.n_active), ("all", &latent.n_latent)];
    let text = fill(id::CURVES_N_ALL_DIMENSIONS_CARRY_SOMETHING, &values);
    ui.label(caption(text, t))
        .on_hover_text(tr(id::CURVES_DIMENSIONS_WHOSE_POSTERIOR_MEAN));
    let learns = session.live().is_some_and(|live| !live.epochs.is_empty());
    if let Some(analysis) = session.analysis().filter(|_| !learns) {
        model_ui(ui, &analysis.model, t);
    }
}

fn model_ui(ui: &mut Ui, model: &Trained, t: &Tokens) {
    ui.label(caption(explained(&model.diagnostics), t))
        .on_hover_text(tr(id::CURVES_1_MINUS_X_MINUS_X));
    ui.label(caption(ended(model.ended, model.history.len()), t));
    if let Some(last) = model.continued_after.last() {
        ui.label(caption(
            fill(id::CURVES_TRAINED_FURTHER_AFTER_EPOCH_N, &[("n", last)]),
            t,
        ));
    }
}

fn explained(diagnostics: &Diagnostics) -> String {
    let train = percent(diagnostics.explained_train);
    match diagnostics.explained_validation.map(percent) {
        Some(held) => fill(
            id::CURVES_VARIANCE_EXPLAINED_SHARE_HELD_HELD,
            &[("share", &train), ("held", &held)],
        ),
        None => fill(id::CURVES_VARIANCE_EXPLAINED_SHARE, &[("share", &train)]),
    }
}

fn percent(share: f32) -> String {
    let percent = (share * 100.0).round();
    // Minus nought.
    if percent == 0.0 {
        "0 %".to_string()
    } else {
        format!("{percent:.0} %")
    }
}

fn ended(ended: Ended, n_epochs: usize) -> String {
    match ended {
        Ended::Finished if n_epochs == 0 => tr(id::CURVES_CLOSED_FORM).to_string(),
        Ended::Finished => fill(id::CURVES_ALL_N_EPOCHS, &[("n", &n_epochs)]),
        Ended::Early { best_epoch } => {
            fill(id::CURVES_ENDED_EARLY_EPOCH_N_BEST, &[("n", &best_epoch)])
        }
        Ended::Stopped => fill(id::CURVES_STOPPED_AT_EPOCH_N, &[("n", &n_epochs)]),
    }
}

fn bars_ui(ui: &mut Ui, latent: &Latent, t: &Tokens) {
    let mut sorted: Vec<f32> = latent.kl_per_dim.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 44.0), Sense::hover());
    let most = sorted.first().copied().unwrap_or(0.0).max(1e-3);
    let step = rect.width() / sorted.len() as f32;
    for (i, &kl) in sorted.iter().enumerate() {
        let height = (rect.height() * (kl / most).clamp(0.0, 1.0)).max(1.0);
        let left = rect.left() + i as f32 * step;
        let gap = if step > 4.0 { 2.0 } else { 0.0 };
        let bar = Rect::from_min_max(
            pos2(left, rect.bottom() - height),
            pos2(left + step - gap, rect.bottom()),
        );
        let colour = if kl > NEXT_TO_NOTHING {
            t.accent
        } else {
            t.faint
        };
        ui.painter().rect_filled(bar, 1.0, colour);
    }
    ui.painter()
        .hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, t.line));
    let text = fill(id::CURVES_N_NATS, &[("n", &format!("{most:.2}"))]);
    ui.painter().text(
        rect.right_top(),
        Align2::RIGHT_TOP,
        text,
        FontId::proportional(CAPTION),
        t.muted,
    );
    response.on_hover_text(tr(id::CURVES_KL_DIVERGENCE_EACH_DIMENSION_FROM));
}
