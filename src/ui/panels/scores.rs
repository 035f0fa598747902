//! Scores of the model's clusters beside what needs no model: the features themselves, PCA, chance,
//! the majority.

use std::fmt::Display;
use std::sync::Arc;

use eframe::egui::{
    Align, Label, Layout, Margin, Response, RichText, ScrollArea, Sense, Stroke, Ui, vec2,
};

use crate::curation::{OwnScores, marked_own};
use crate::pipeline::Analysis;
use crate::reading::say::block_name;
use crate::reading::{Standing, Structure, say};
use crate::scores::{
    AgainstChance, Caution, External, ExternalScores, Internal, Metric, OwnK, Scores,
};

use crate::ui::cx::Cx;
use crate::ui::ground::theme::{self, S2, Tokens, tokens};
use crate::ui::ground::widgets::{caption, empty_ui, remark_ui};
use crate::ui::panel::Panel;
use crate::ui::panels::findings::{self, Findings};
use crate::ui::panels::probes;
use crate::ui::words::glossary::{self, Term, pictures, scores};
use crate::words::{Text, decimal, fill, id, tr};

const ROW_HEIGHT: f32 = 24.0;

const NOTE: Text = id::SCORES_TAKEN_SPACE_CLUSTERED_NEVER;
const CHANCE: Text = id::SCORES_CHANCE_WHAT_SAME_CLUSTERS_SCORE;
const MAJORITY: Text = id::SCORES_MAJORITY_PURITY_ONE_SINGLE_CLUSTER;

/// What follows from the scores is made once for each run.
#[derive(Default)]
pub(crate) struct ScoresPanel {
    findings: Findings,
}

impl Panel for ScoresPanel {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx) {
        scores_ui(ui, cx, &mut self.findings);
    }
}

fn scores_ui(ui: &mut Ui, cx: &mut Cx, found: &mut Findings) {
    let t = tokens(ui.ctx());
    let Some(analysis) = cx.session.analysis() else {
        empty_ui(
            ui,
            tr(id::SCORES_NO_SCORES_YET),
            tr(id::SCORES_RUN_CLUSTERS_SCORED_HERE_BESIDE),
        );
        return;
    };
    ScrollArea::both()
        .auto_shrink(false)
        .content_margin(Margin {
            left: 0,
            right: 12,
            top: 0,
            bottom: 12,
        })
        .show(ui, |ui| {
            let structure = analysis.scores[Internal::Silhouette].map(Structure::of);
            if let Some(text) = say::doubt(analysis.is_collapsed(), structure) {
                remark_ui(ui, text, t.warning);
                ui.add_space(S2);
            }
            findings::findings_ui(ui, cx, found);
            ui.scope(|ui| {
                ui.spacing_mut().interact_size.y = ROW_HEIGHT;
                table_ui(ui, analysis, cx.session.own_scores().map(Arc::as_ref), t);
            });
            ui.add_space(S2);
            probes::probes_ui(ui, analysis, cx.session.reading().map(Arc::as_ref));
            ui.add_space(S2);
            ui.spacing_mut().item_spacing.y = 2.0;
            for note in [NOTE, CHANCE, MAJORITY] {
                ui.add(Label::new(caption(tr(note), t)).wrap());
            }
        });
}

/// Widths of the columns: the name, one a space, chance, majority.
#[derive(Clone, Copy)]
struct Columns {
    name: f32,
    space: f32,
    line: f32,
}

impl Columns {
    /// No space has less room than the widest of their names; a table that is wider than the panel
    /// is scrolled.
    fn within(width: f32, n_spaces: usize, widest: f32) -> Self {
        const GAP: f32 = 16.0;
        let line = 64.0;
        let name = 148.0;
        let space = ((width - name - 2.0 * line) / n_spaces as f32).clamp(96.0, 148.0);
        let space = space.max(widest + GAP);
        Self { name, space, line }
    }
}

/// The spaces that are scored, the model's first; behind it the same space with clusters that were
/// edited by hand.
fn spaces<'a>(analysis: &'a Analysis, own: Option<&'a OwnScores>) -> Vec<(String, &'a Scores)> {
    let model = fill(
        id::SCORES_MODEL_LATENT,
        &[("model", &analysis.config.model.name())],
    );
    let mut spaces = vec![(model, own.map_or(&*analysis.scores, |own| &own.model))];
    for edited in own.into_iter().flat_map(|own| &own.edited) {
        let name = fill(
            id::OWN_EDITED_IN_TABLE,
            &[("name", &edited.name), ("n", &edited.n_moved)],
        );
        spaces.push((name, &edited.scores));
    }
    for (i, baseline) in analysis.baselines.iter().enumerate() {
        let scores = own.and_then(|own| own.baselines.get(i));
        let name = block_name(baseline.name).to_string();
        spaces.push((name, scores.unwrap_or(&baseline.scores)));
    }
    spaces
}

fn table_ui(ui: &mut Ui, analysis: &Analysis, own: Option<&OwnScores>, t: &Tokens) {
    let spaces = spaces(analysis, own);
    let width = |name: &String| {
        let font = theme::semibold(12.0);
        let galley = ui.painter().layout_no_wrap(name.clone(), font, t.text);
        galley.size().x
    };
    let widest = spaces.iter().map(|(name, _)| width(name));
    let widest = widest.fold(0.0, f32::max);
    let columns = Columns::within(ui.available_width(), spaces.len(), widest);
    ui.spacing_mut().item_spacing.y = 0.0;
    row_ui(ui, |ui| {
        cell_ui(ui, columns.name, false, caption("", t));
        for (i, (name, _)) in spaces.iter().enumerate() {
            let colour = if i == 0 { t.accent } else { t.muted };
            let head = RichText::new(name)
                .font(theme::semibold(12.0))
                .color(colour);
            let term = if i == 0 {
                &pictures::LATENT_SPACE
            } else {
                &scores::BASELINES
            };
            glossary::explain(cell_ui(ui, columns.space, true, head), term);
        }
        glossary::explain(
            cell_ui(ui, columns.line, true, caption(tr(id::COMMON_CHANCE), t)),
            &scores::CHANCE,
        );
        glossary::explain(
            cell_ui(ui, columns.line, true, caption(tr(id::SCORES_MAJORITY), t)),
            &scores::MAJORITY,
        );
    });
    rule_ui(ui, t);
    internal_ui(ui, &spaces, columns, t);
    for column in &analysis.scores.not_scored {
        rule_ui(ui, t);
        let note = fill(
            id::SCORES_COLUMN_NOT_SCORED_MODEL_TOLD,
            &[("column", column)],
        );
        ui.label(RichText::new(note).size(theme::CAPTION).color(t.warning));
    }
    let n_given = own.map_or(usize::MAX, |own| own.n_given);
    for (i, external) in spaces[0].1.external.iter().enumerate() {
        rule_ui(ui, t);
        let name = match i < n_given {
            true => external.column.clone(),
            false => marked_own(&external.column),
        };
        external_ui(ui, &spaces, i, (&name, external), columns, t);
        let own_k = external
            .own_k
            .as_ref()
            .filter(|own| own.k != analysis.clusters.n_clusters);
        if let Some(own) = own_k {
            own_k_ui(ui, &spaces, i, own, columns, t);
        }
    }
}

fn row_ui(ui: &mut Ui, cells: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        cells(ui);
    });
}

fn rule_ui(ui: &mut Ui, t: &Tokens) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 5.0), Sense::hover());
    ui.painter()
        .hline(rect.x_range(), rect.center().y, Stroke::new(1.0, t.line));
}

fn cell_ui(ui: &mut Ui, width: f32, at_right: bool, text: RichText) -> Response {
    let align = if at_right {
        Layout::right_to_left(Align::Center)
    } else {
        Layout::left_to_right(Align::Center)
    };
    ui.allocate_ui_with_layout(vec2(width, ROW_HEIGHT), align, |ui| {
        ui.set_width(width);
        ui.label(text)
    })
    .inner
}

fn internal_ui(ui: &mut Ui, spaces: &[(String, &Scores)], columns: Columns, t: &Tokens) {
    for &score in Internal::ALL {
        let (name, term) = (scores::heading(score), scores::internal(score).1);
        row_ui(ui, |ui| {
            glossary::explain(cell_ui(ui, columns.name, false, RichText::new(name)), term);
            for (i, (_, scores)) in spaces.iter().enumerate() {
                cell_ui(
                    ui,
                    columns.space,
                    true,
                    figure(scores[score], score.facts().decimals, i == 0, t),
                );
            }
        });
    }
}

fn external_ui(
    ui: &mut Ui,
    spaces: &[(String, &Scores)],
    index: usize,
    (name, first): (&str, &ExternalScores),
    columns: Columns,
    t: &Tokens,
) {
    let detected = if first.n_detected > 0 {
        fill(id::SCORES_N_THEM_DETECTED, &[("n", &first.n_detected)])
    } else {
        String::new()
    };
    row_ui(ui, |ui| {
        ui.label(RichText::new(name).font(theme::semibold(12.0)));
        let values: [(&str, &dyn Display); 2] =
            [("classes", &first.n_classes), ("n", &first.n_songs)];
        ui.label(caption(
            format!(
                "   {}{detected}",
                fill(id::SCORES_CLASSES_CLASSES_N_SONGS, &values)
            ),
            t,
        ));
    });
    for caution in &first.cautions {
        let note = match caution {
            Caution::Script => tr(id::SCORES_TRIVIAL_LYRICS_THESE_CLASSES_WRITTEN),
            Caution::Spelling => tr(id::SCORES_TRIVIAL_LYRICS_THESE_CLASSES),
            Caution::InFeatures => tr(id::SCORES_THIS_COLUMN_ITSELF_AMONG_FEATURES),
            Caution::Centred => tr(id::SCORES_FEATURES_CENTRED_BY_IT),
            Caution::Detected => continue,
        };
        ui.label(RichText::new(note).size(theme::CAPTION).color(t.warning));
    }
    for &score in External::ALL {
        let (name, term) = scores::external(score);
        let values = spaces
            .iter()
            .map(|(_, scores)| scores.external.get(index).map(|e| e[score]));
        agreement_ui(ui, (name, term), values, (score, first), columns, t);
    }
}

/// The same label against clusters that are as many as its classes: in other numbers it could not
/// be found again.
fn own_k_ui(
    ui: &mut Ui,
    spaces: &[(String, &Scores)],
    index: usize,
    own: &OwnK,
    columns: Columns,
    t: &Tokens,
) {
    for score in External::HEADLINES {
        let of = |scores: &&Scores| Some(scores.external.get(index)?.own_k.as_ref()?.scores[score]);
        let values = spaces.iter().map(|(_, scores)| of(scores));
        let (name, term) = scores::external(score);
        let name = fill(id::SCORES_SCORE_OWN_K_K, &[("score", &name), ("k", &own.k)]);
        agreement_ui(ui, (&name, term), values, (score, &own.scores), columns, t);
    }
}

/// One score of a label, a column a space.
fn agreement_ui(
    ui: &mut Ui,
    (name, term): (&str, &'static Term),
    scores: impl Iterator<Item = Option<AgainstChance>>,
    (score, first): (External, &ExternalScores),
    columns: Columns,
    t: &Tokens,
) {
    let chance = first[score];
    // It is the purity of one single cluster, and says nothing of other scores.
    let majority = (score == External::Purity).then_some(first.majority);
    row_ui(ui, |ui| {
        glossary::explain(cell_ui(ui, columns.name, false, RichText::new(name)), term);
        for (i, score) in scores.enumerate() {
            cell_ui(ui, columns.space, true, beside_chance(score, i == 0, t));
        }
        let [low, high] = chance.band.map(|bound| decimal(bound, 3));
        let band = fill(
            id::SCORES_LOW_HIGH_95_PERCENT_SHUFFLES,
            &[("low", &low), ("high", &high)],
        );
        cell_ui(
            ui,
            columns.line,
            true,
            caption(decimal(chance.chance, 3), t),
        )
        .on_hover_text(band);
        cell_ui(
            ui,
            columns.line,
            true,
            caption(majority.map_or(String::new(), |m| decimal(m, 3)), t),
        );
    });
}

/// A score; quiet, with ≈, where chance gives as much.
fn beside_chance(score: Option<AgainstChance>, strong: bool, t: &Tokens) -> RichText {
    match score.filter(|s| Standing::from(*s) == Standing::Within) {
        Some(score) => RichText::new(format!("≈ {}", decimal(score.value, 3))).color(t.muted),
        None => figure(score.map(|s| s.value), 3, strong, t),
    }
}

fn figure(value: Option<f64>, decimals: usize, strong: bool, t: &Tokens) -> RichText {
    match value.filter(|v| v.is_finite()) {
        Some(value) if strong => RichText::new(decimal(value, decimals))
            .font(theme::semibold(13.0))
            .color(t.text),
        Some(value) => RichText::new(decimal(value, decimals)).color(t.text),
        None => RichText::new(tr(id::COMMON_UNDEFINED)).color(t.muted),
    }
}
