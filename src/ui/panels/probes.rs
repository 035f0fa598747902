//! What the latent space says beside its clusters: one line a question, its answer and what chance
//! gives.

use eframe::egui::{CollapsingHeader, Grid, Label, RichText, Ui};

use crate::pipeline::Analysis;
use crate::reading::say::{block_name, digits};
use crate::reading::{LabelVerdicts, Reading};
use crate::scores::{LabelAucs, Unseen};

use crate::ui::ground::theme::{self, tokens};
use crate::ui::ground::widgets::caption;
use crate::ui::words::glossary::{self, Term, scores};
use crate::words::{fill, id, tr};

/// So many labels of a column have a line.
const MOST_LABELS_SHOWN: usize = 60;

/// Question, what it means, answer, chance.
type Line = (String, &'static Term, String, String);

/// What is read from labels stands here as soon as somebody has read it: not in a frame.
pub(in crate::ui) fn probes_ui(ui: &mut Ui, analysis: &Analysis, reading: Option<&Reading>) {
    let t = tokens(ui.ctx());
    let label_verdicts = || {
        let told = reading.map_or(&[][..], |reading| &reading.multi_labels);
        analysis.probes.label_aucs.iter().zip(told)
    };
    ui.label(
        RichText::new(tr(id::PROBES_BESIDE_CLUSTERS))
            .font(theme::semibold(12.0))
            .color(t.muted),
    );
    Grid::new("probes")
        .num_columns(3)
        .spacing([16.0, 4.0])
        .show(ui, |ui| {
            for (question, term, answer, chance) in lines(analysis, label_verdicts()) {
                glossary::explain(ui.label(question), term);
                ui.label(RichText::new(answer).font(theme::semibold(13.0)));
                ui.add(Label::new(caption(chance, t)));
                ui.end_row();
            }
        });
    for (found, told) in label_verdicts() {
        let title = fill(id::MULTI_LABELS_OF, &[("column", &found.column)]);
        CollapsingHeader::new(title)
            .id_salt(("labels told", &found.column))
            .show(ui, |ui| labels_ui(ui, found, told));
    }
}

/// A line a label, the best told first.
fn labels_ui(ui: &mut Ui, found: &LabelAucs, told: &LabelVerdicts) {
    let t = tokens(ui.ctx());
    let all = told.best_first(found);
    Grid::new(("labels told", &found.column))
        .num_columns(5)
        .spacing([16.0, 4.0])
        .show(ui, |ui| {
            let heads = [
                id::EXPORT_LABEL,
                id::PAIRING_SONGS,
                id::MULTI_AUC,
                id::MULTI_CHANCE,
                id::MULTI_TOLD,
            ];
            for head in heads {
                ui.label(caption(tr(head), t));
            }
            ui.end_row();
            for (label, told, _) in all.iter().take(MOST_LABELS_SHOWN) {
                ui.label(&label.label);
                ui.label(label.n_songs.to_string());
                ui.label(RichText::new(digits(label.auc.value)).font(theme::semibold(13.0)));
                ui.label(caption(label.auc.band.map(digits).join("–"), t));
                ui.label(caption(tr(told.text()), t));
                ui.end_row();
            }
        });
    let n_more = all.len().saturating_sub(MOST_LABELS_SHOWN);
    if n_more > 0 {
        ui.label(caption(fill(id::MULTI_N_MORE, &[("n", &n_more)]), t));
    }
}

fn lines<'a>(
    analysis: &Analysis,
    label_verdicts: impl Iterator<Item = (&'a LabelAucs, &'a LabelVerdicts)>,
) -> Vec<Line> {
    // What rounds to 0 has no sign.
    let percent = |share: f64| format!("{:.0} %", (100.0 * share).round() + 0.0);
    let probes = &analysis.probes;
    let mut lines: Vec<Line> = Vec::new();
    for s in &probes.separation {
        let folds = match s.unseen {
            Unseen::Artists => "",
            Unseen::KnownArtists => tr(id::PROBES_NOT_EVERY_ARTIST_KNOWN),
            Unseen::Songs if s.by_artist => tr(id::PROBES_ARTISTS_NOT_KNOWN),
            Unseen::Songs => tr(id::PROBES_TOO_FEW_ARTISTS_KEEP_THEM),
        };
        let copies = if s.n_copies > 0 {
            let kept = fill(id::PROBES_COPIES_KEPT_TOGETHER_N, &[("n", &s.n_copies)]);
            kept + &s.apart.map_or(String::new(), |apart| {
                let [knn, linear] = [apart.knn, apart.logistic].map(percent);
                fill(
                    id::PROBES_COPIES_DEALT_APART,
                    &[("knn", &knn), ("linear", &linear)],
                )
            })
        } else {
            String::new()
        };
        let chance = fill(
            id::PROBES_MOST_FREQUENT_CLASS_SHARE,
            &[("share", &percent(s.majority))],
        ) + folds
            + &copies;
        let term = &scores::SEPARATION;
        let answer = format!("{} / {}", percent(s.knn.value), percent(s.logistic.value));
        lines.push((
            fill(
                id::PROBES_COLUMN_TOLD_NEIGHBOURS_LINEAR,
                &[("column", &s.column)],
            ),
            term,
            answer,
            chance,
        ));
    }
    for (found, told) in label_verdicts {
        let [chance, low, high] = found.mean.line().map(digits);
        let values: [(&str, &dyn std::fmt::Display); 5] = [
            ("chance", &chance),
            ("low", &low),
            ("high", &high),
            ("told", &told.n_told()),
            ("n", &found.labels.len()),
        ];
        lines.push((
            fill(id::MULTI_PROBE, &[("column", &found.column)]),
            &scores::LABELS_TOLD,
            digits(found.mean.value),
            fill(id::MULTI_CHANCE_AND_TOLD, &values),
        ));
    }
    if let Some(s) = &probes.stability {
        let term = &scores::STABILITY;
        let number = |v: Option<f64>| v.map_or("–".to_string(), |value| format!("{value:.3}"));
        let values = s.again.iter().map(|(what, _)| number(s.again.mean(what)));
        let answer = values.collect::<Vec<_>>().join(" / ");
        lines.push((
            tr(id::PROBES_CLUSTERING_AGAIN_SEEDS_SAMPLES).into(),
            term,
            answer,
            match s.n_sampled {
                Some(songs) => fill(
                    id::PROBES_N_RUNS_OF_SAMPLE,
                    &[("n", &s.n_runs), ("songs", &songs)],
                ),
                None => fill(id::PROBES_N_RUNS_EACH, &[("n", &s.n_runs)]),
            },
        ));
    }
    if let Some(mig) = probes.disentanglement.mig {
        let term = &scores::INFORMATION_GAP;
        lines.push((
            tr(id::PROBES_INFORMATION_GAP).into(),
            term,
            format!("{mig:.3}"),
            tr(id::PROBES_COMPARES_MODELS_NO_MORE).into(),
        ));
    }
    if let Some(c) = &probes.cross_modal {
        let term = &scores::CROSS_MODAL;
        let chance = fill(id::PROBES_CHANCE_SHARE, &[("share", &percent(c.chance))]);
        lines.push((
            tr(id::COMMON_SOUND_AGREES_WORDS).into(),
            term,
            percent(c.mean),
            chance,
        ));
    }
    if let Some(trust) = &analysis.trust {
        let term = &scores::TRUSTWORTHINESS;
        let answer = format!("{:.3} / {:.3}", trust.trustworthiness, trust.continuity);
        let values: [(&str, &dyn std::fmt::Display); 2] =
            [("method", &analysis.map.method.label()), ("n", &trust.k)];
        let note = fill(id::PROBES_METHOD_N_NEIGHBOURS, &values);
        lines.push((
            tr(id::PROBES_MAP_TRUSTWORTHINESS_CONTINUITY).into(),
            term,
            answer,
            note,
        ));
    }
    for (block, train, validation) in &analysis.model.diagnostics.explained_blocks {
        let term = &scores::EXPLAINED;
        let held_out =
            validation.map_or(String::new(), |v| format!(" / {}", percent(f64::from(v))));
        lines.push((
            fill(id::PROBES_BLOCK_EXPLAINED, &[("block", &block_name(block))]),
            term,
            format!("{}{held_out}", percent(f64::from(*train))),
            String::new(),
        ));
    }
    if let Some(sweep) = &analysis.sweep {
        let found = |k: Option<usize>| k.map_or(tr(id::COMMON_NONE).to_string(), |k| k.to_string());
        let term = &scores::SWEEP;
        let answer = [
            sweep.by_silhouette,
            sweep.by_calinski_harabasz,
            sweep.by_elbow,
            sweep.by_gap,
        ]
        .map(found)
        .join(" / ");
        lines.push((
            tr(id::PROBES_CLUSTERS_SWEEP).into(),
            term,
            answer,
            tr(id::PROBES_SILHOUETTE_CH_ELBOW_GAP).into(),
        ));
    }
    if analysis.scores.noise_share > 0.0 {
        let term = &scores::NOISE;
        lines.push((
            tr(id::COMMON_NOISE).into(),
            term,
            percent(analysis.scores.noise_share),
            String::new(),
        ));
    }
    lines
}
