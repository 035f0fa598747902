//! What follows from the numbers, in words: over several seeds where that was asked for, and of the
//! one run on show.

use eframe::egui::{
    Align, Button, FontId, Label, Layout, ProgressBar, RichText, Ui, text::LayoutJob,
    text::TextFormat,
};

use crate::job::{ByAddress, Stage};
use crate::pipeline::Analysis;
use crate::reading::Reading;
use crate::reading::say::{Topic, topics};
use crate::session::{AgainstUnderWay, Command, Comparing};

use crate::ui::cx::Cx;
use crate::ui::ground::theme::{self, BODY, S1, S2, Tokens, tokens};
use crate::ui::ground::widgets::{bold, caption, clock};
use crate::words::{self, Locale, Text, fill, id, tr};

/// So many seeds make a verdict.
const N_SEEDS: usize = 5;

/// Height of a line.
const LINE: f32 = 19.0;

/// The topics of the run on show, made anew with another analysis, reading or language.
#[derive(Default)]
pub(super) struct Findings {
    made_for: Option<(ByAddress<Analysis>, ByAddress<Reading>, Locale)>,
    topics: Vec<Topic>,
}

/// What is asked first stands first: whether the clusters follow the labels, and more than PCA's.
fn rank(title: Text) -> usize {
    let first = [
        id::READING_BEFORE_ALL_ELSE,
        id::READING_CLUSTERS_LABELS,
        id::COMMON_CLUSTERS,
    ];
    let place = first.iter().position(|first| *first == title);
    place.unwrap_or(first.len())
}

pub(super) fn findings_ui(ui: &mut Ui, cx: &mut Cx, view: &mut Findings) {
    let (Some(analysis), Some(reading)) = (cx.session.analysis(), cx.session.reading()) else {
        return;
    };
    let key = (
        ByAddress(analysis.clone()),
        ByAddress(reading.clone()),
        words::locale(),
    );
    if view.made_for.as_ref() != Some(&key) {
        view.topics = topics(analysis, reading);
        // How many songs there are is no finding.
        view.topics.retain(|topic| topic.title != id::READING_SONGS);
        view.topics.sort_by_key(|topic| rank(topic.title));
        view.made_for = Some(key);
    }
    let t = tokens(ui.ctx());
    ui.horizontal(|ui| {
        ui.label(bold(tr(id::EXPORT_FINDINGS)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            seeds_ui(ui, cx, t)
        });
    });
    let over_seeds = cx.session.comparing().against().found(words::locale());
    for sentence in over_seeds {
        sentence_ui(ui, sentence, t.text, t);
    }
    if !over_seeds.is_empty() {
        ui.add_space(S1);
        ui.add(Label::new(caption(tr(id::FINDINGS_OF_THIS_RUN), t)).wrap());
    }
    for topic in &view.topics {
        ui.label(
            RichText::new(tr(topic.title))
                .font(theme::semibold(12.0))
                .color(t.muted),
        );
        for sentence in &topic.sentences {
            sentence_ui(ui, sentence, t.text, t);
        }
    }
    ui.add_space(S2);
}

/// Runs the model, PCA and the features from several seeds; while they run, how far they are.
fn seeds_ui(ui: &mut Ui, cx: &mut Cx, t: &Tokens) {
    let Some(now) = cx.session.comparing().against().under_way() else {
        let button = Button::new(fill(id::FINDINGS_RUN_OVER_N_SEEDS, &[("n", &N_SEEDS)]));
        let can = cx.session.can_compare();
        let button = ui
            .add_enabled(can, button)
            .on_hover_text(tr(id::FINDINGS_DOES_MODEL_BEAT_PCA))
            .on_disabled_hover_text(tr(id::FINDINGS_NOTHING_TO_COMPARE));
        if button.clicked() {
            cx.push(Command::Comparing(Comparing::Against(N_SEEDS)));
        }
        return;
    };
    if ui.button(tr(id::COMMON_STOP)).clicked() {
        cx.push(Command::Comparing(Comparing::StopAgainst));
    }
    let share = now.n_done as f32 / now.n.max(1) as f32;
    ui.add(
        ProgressBar::new(share)
            .desired_width(80.0)
            .desired_height(6.0),
    );
    ui.label(caption(progress(now), t));
}

fn progress(now: AgainstUnderWay) -> String {
    if now.n == 0 {
        return tr(Stage::Features.label()).to_string();
    }
    let counted = fill(
        id::FINDINGS_N_OF_ALL_FITS,
        &[("n", &now.n_done), ("all", &now.n)],
    );
    match now.left_secs {
        Some(secs) => {
            let left = fill(id::COMMON_TIME_LEFT, &[("time", &clock(secs))]);
            format!("{counted}  ·  {left}")
        }
        None => counted,
    }
}

/// A sentence with `**` and backticks, as Markdown has them.
fn sentence_ui(ui: &mut Ui, text: &str, ink: eframe::egui::Color32, t: &Tokens) {
    let mut job = LayoutJob::default();
    let plain = text.replace('`', "");
    for (i, part) in plain.split("**").enumerate() {
        let font = match i % 2 {
            0 => FontId::proportional(BODY),
            _ => theme::semibold(BODY),
        };
        let mut format = TextFormat::simple(font, ink);
        format.line_height = Some(LINE);
        job.append(part, 0.0, format);
    }
    ui.horizontal_top(|ui| {
        ui.label(RichText::new("•").line_height(Some(LINE)).color(t.muted));
        ui.add(Label::new(job).wrap());
    });
}
