//! What each latent dimension carries: a bar per dimension, and sentences.

use eframe::egui::{Align2, FontId, Rect, RichText, Sense, Stroke, Ui, pos2, vec2};

use crate::model::{Diagnostics, Ended, Trained};
use crate::session::{Latent, Session};

use crate::ui::ground::theme::{self, CAPTION, Tokens, tokens};
use crate::ui::ground::widgets::caption;
use crate::ui::words::{fill, tr};

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
            fill("Latent dimensions, epoch {n}", &[("n", &frame.at)])
        }
        _ => tr("Latent dimensions").to_string(),
    };
    ui.label(RichText::new(title).font(theme::semibold(12.0)));
    if !latent.kl_per_dim.is_empty() {
        bars_ui(ui, &latent, t);
    }
    let values: [(&str, &dyn std::fmt::Display); 2] =
        [("n", &latent.n_active), ("all", &latent.n_latent)];
    let text = fill("{n} of {all} dimensions carry something", &values);
    ui.label(caption(text, t)).on_hover_text(tr(
        "Dimensions whose posterior mean varies over songs by more than 0.01: Var(μ) > ε, with the ε of the settings. \
         The others are as the prior, whatever the song (Burda et al. 2016).",
    ));
    let learns = session.live().is_some_and(|live| !live.epochs.is_empty());
    if let Some(analysis) = session.analysis().filter(|_| !learns) {
        model_ui(ui, &analysis.model, t);
    }
}

fn model_ui(ui: &mut Ui, model: &Trained, t: &Tokens) {
    ui.label(caption(explained(&model.diagnostics), t)).on_hover_text(tr(
        "1 − Σ (x − x′)² / Σ (x − m)², from the posterior means: the share of what varies between songs that the \
         latent gives back. m is the mean of the training songs, for held-out ones too.",
    ));
    ui.label(caption(ended(model.ended, model.history.len()), t));
    if let Some(last) = model.continued_after.last() {
        ui.label(caption(
            fill("Trained further after epoch {n}", &[("n", last)]),
            t,
        ));
    }
}

fn explained(diagnostics: &Diagnostics) -> String {
    let train = percent(diagnostics.explained_train);
    match diagnostics.explained_validation.map(percent) {
        Some(held) => fill(
            "Variance explained: {share}, {held} held out",
            &[("share", &train), ("held", &held)],
        ),
        None => fill("Variance explained: {share}", &[("share", &train)]),
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
        Ended::Finished if n_epochs == 0 => tr("Closed form").to_string(),
        Ended::Finished => fill("All {n} epochs", &[("n", &n_epochs)]),
        Ended::Early { best_epoch } => {
            fill("Ended early; epoch {n} was best", &[("n", &best_epoch)])
        }
        Ended::Stopped => fill("Stopped at epoch {n}", &[("n", &n_epochs)]),
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
    let text = fill("{n} nats", &[("n", &format!("{most:.2}"))]);
    ui.painter().text(
        rect.right_top(),
        Align2::RIGHT_TOP,
        text,
        FontId::proportional(CAPTION),
        t.muted,
    );
    response.on_hover_text(tr(
        "KL divergence of each dimension from the prior, in nats, mean over songs; largest first. A dimension near 0 \
         says nothing of any song.",
    ));
}
