//! What findings state, as sentences. They may hold `**` and backticks, as Markdown has them.

use std::fmt::Display;

use super::statement::{
    AtSeeds, ByModality, CollapsedCell, Comparison, Family, Head, LabelsOfCell, Language, Quantity,
    Statement, TrivialLanguage,
};
use super::summary::Spread;
use crate::reading::say::{chance, comparison, digits, scored, without_clusters};
use crate::words::{fill, id};

/// `corrected` are p-values of comparisons that have one, in order.
pub(super) fn sentence(statement: &Statement, corrected: &mut impl Iterator<Item = f64>) -> String {
    match statement {
        Statement::Head(head) => self::head(head),
        Statement::Compared(Comparison { found, of, a, b }) => {
            let p = found.p.and_then(|_| corrected.next());
            comparison(found, p, &quantity(of), a, b)
        }
        Statement::NoneBeyondChance => fill(id::EXPERIMENT_NEITHER_AGREES_MORE_THAN_SHUFFLED, &[]),
        Statement::ThereIsNoLanguage => fill(id::EXPERIMENT_THERE_NO_LANGUAGE_LABEL_HOLD, &[]),
        Statement::Language(language) => self::language(language),
        Statement::LanguageInShort(by) => language_in_short(by),
        Statement::Beats {
            model,
            other,
            n_more,
            n_less,
            n_all,
        } => beats((model, other), [*n_more, *n_less, *n_all]),
        Statement::Ranking { by, models } => ranking(by, models),
        Statement::LabelsTold {
            column,
            n_labels,
            unseen,
            band,
            cells,
        } => {
            let [low, high] = band.map(digits);
            let told = joined(cells.iter().map(|cell| labels_of(cell, *n_labels)), "; ");
            let values: [(&str, &dyn Display); 6] = [
                ("column", column),
                ("n", n_labels),
                ("songs", &unseen.in_words()),
                ("low", &low),
                ("high", &high),
                ("cells", &told),
            ];
            fill(id::EXPERIMENT_LABELS_TOLD, &values)
        }
        Statement::ByBeta(family) => fill(
            id::EXPERIMENT_BETA_MODELS,
            &[("models", &joined(family.iter().map(by_beta), "; "))],
        ),
        Statement::OfDisentangling => fill(id::EXPERIMENT_STABILITY_OVER_SAMPLES_CLUSTERING, &[]),
        Statement::Collapsed(cells) => fill(
            id::EXPERIMENT_COLLAPSED_CELLS_THEIR_LATENTS_CARRY,
            &[("cells", &joined(cells.iter().map(collapsed), "; "))],
        ),
        Statement::WithCare(columns) => {
            let flagged = columns
                .iter()
                .map(|(column, caution)| format!("{column} ({caution})"));
            fill(
                id::EXPERIMENT_CARE_COLUMNS,
                &[("columns", &joined(flagged, "; "))],
            )
        }
        Statement::NotScored(columns) => fill(
            id::EXPERIMENT_NOT_SCORED_CONDITIONAL_VAE_TOLD,
            &[("columns", &columns.join(", "))],
        ),
        Statement::Verdicts { n_all, n_here } => verdicts(*n_all, *n_here),
    }
}

fn joined(parts: impl Iterator<Item = String>, with: &str) -> String {
    parts.collect::<Vec<_>>().join(with)
}

fn head(head: &Head) -> String {
    match head {
        Head::Against {
            model,
            other,
            modality,
        } if modality.is_empty() => fill(
            id::EXPERIMENT_MODEL_AGAINST_OTHER,
            &[("model", model), ("other", other)],
        ),
        Head::Against {
            model,
            other,
            modality,
        } => fill(
            id::EXPERIMENT_MODEL_AGAINST_OTHER_MODALITY,
            &[("model", model), ("other", other), ("modality", modality)],
        ),
        Head::Weights { model, by, at } => {
            let one = |(score, weight): &(Spread, String)| {
                fill(
                    id::EXPERIMENT_SCORE_AT_WEIGHT,
                    &[("score", &plus_minus(*score)), ("weight", weight)],
                )
            };
            fill(
                id::EXPERIMENT_MODEL_QUANTITY_SCORES,
                &[
                    ("model", model),
                    ("quantity", &quantity(by)),
                    ("scores", &joined(at.iter().map(one), ", ")),
                ],
            )
        }
        Head::Family(name) | Head::Place(name) if name.is_empty() => String::new(),
        Head::Family(name) | Head::Place(name) => format!("**{name}.**"),
        Head::Simpler { model, place } if place.is_empty() => fill(
            id::EXPERIMENT_MODEL_AGAINST_SIMPLER_MODELS,
            &[("model", model)],
        ),
        Head::Simpler { model, place } => fill(
            id::EXPERIMENT_MODEL_AGAINST_SIMPLER_MODELS_PLACE,
            &[("model", model), ("place", place)],
        ),
    }
}

fn quantity(of: &Quantity) -> String {
    match of {
        Quantity::Agreement { column, own_k } => agreement(column, *own_k),
        Quantity::AgreementOf {
            column,
            own_k,
            model,
            clustering,
        } => format!("{}, {model}, {clustering}", agreement(column, *own_k)),
        Quantity::ThatAgreement => fill(id::EXPERIMENT_AGREEMENT, &[]),
        Quantity::Silhouette => fill(id::EXPERIMENT_SILHOUETTE_EACH_OWN_SPACE_NO, &[]),
        Quantity::StabilityOverSamples => {
            fill(id::EXPERIMENT_STABILITY_CLUSTERING_OVER_BOOTSTRAP, &[])
        }
        Quantity::InformationGap => fill(id::EXPERIMENT_MUTUAL_INFORMATION_GAP, &[]),
    }
}

fn agreement(column: &str, own_k: Option<usize>) -> String {
    match own_k {
        Some(k) => fill(
            id::EXPERIMENT_AGREEMENT_COLUMN_ARI_AT_K,
            &[("column", &column), ("k", &k)],
        ),
        None => fill(id::EXPERIMENT_AGREEMENT_COLUMN_ARI, &[("column", &column)]),
    }
}

fn language(of: &Language) -> String {
    let at = of.own_k.map_or(String::new(), |k| {
        fill(id::EXPERIMENT_AT_K_CLUSTERS_AS_MANY, &[("k", &k)])
    });
    let ari = plus_minus(of.ari);
    let band = chance(of.chance);
    let (n, n_seeds) = match of.beyond_chance {
        AtSeeds::Some { n, of } => (n, of),
        AtSeeds::None | AtSeeds::All => (0, 0),
    };
    let values: [(&str, &dyn Display); 6] = [
        ("cell", &of.cell),
        ("at", &at),
        ("ari", &ari),
        ("chance", &band),
        ("n", &n),
        ("of", &n_seeds),
    ];
    let mut text = match of.beyond_chance {
        AtSeeds::None => fill(id::EXPERIMENT_CELL_CLUSTERS_DO_NOT_AGREE, &values),
        AtSeeds::All => fill(id::EXPERIMENT_CELL_CLUSTERS_AGREE_LANGUAGE_ARI, &values),
        AtSeeds::Some { .. } => fill(id::EXPERIMENT_CELL_CLUSTERS_AGREE_LANGUAGE_AT, &values),
    };
    if let Some(found) = &of.without_clusters {
        text.push(' ');
        text.push_str(&without_clusters(found));
    }
    text.push_str(&match of.trivial {
        None => String::new(),
        Some(TrivialLanguage::Script) => {
            fill(id::EXPERIMENT_LANGUAGES_WRITTEN_DIFFERENT_SCRIPTS, &[])
        }
        Some(TrivialLanguage::Centred) => fill(id::EXPERIMENT_CENTRED_BY_LANGUAGE, &[]),
        Some(TrivialLanguage::Spelling) => {
            fill(id::EXPERIMENT_SPELLING_ALONE_TELLS_LANGUAGES_SO, &[])
        }
    });
    text
}

fn language_in_short(by: &ByModality) -> String {
    let parts = [
        (id::EXPERIMENT_LANGUAGE_FOUND_IN, &by.found),
        (id::EXPERIMENT_LANGUAGE_BY_CHANCE_IN, &by.by_chance),
        (id::EXPERIMENT_LANGUAGE_TRIVIAL_IN, &by.trivial),
    ];
    let told = parts.into_iter().filter(|(_, names)| !names.is_empty());
    let told = told.map(|(text, names)| fill(text, &[("names", &names.join(", "))]));
    let in_none = by.found.is_empty();
    let in_none = in_none.then(|| fill(id::EXPERIMENT_LANGUAGE_FOUND_IN_NONE, &[]));
    joined(in_none.into_iter().chain(told), " ")
}

fn beats((model, other): (&str, &str), [n_more, n_less, n_all]: [usize; 3]) -> String {
    let values: [(&str, &dyn Display); 5] = [
        ("model", &model),
        ("other", &other),
        ("more", &n_more),
        ("less", &n_less),
        ("all", &n_all),
    ];
    fill(
        match n_more {
            0 => id::EXPERIMENT_DOES_NOT_BEAT,
            _ => id::EXPERIMENT_BEATS_IN_SOME,
        },
        &values,
    )
}

fn ranking(by: &Quantity, models: &[(String, bool, Spread)]) -> String {
    let by = match by {
        Quantity::Silhouette => fill(id::EXPERIMENT_SILHOUETTE_EACH_OWN_SPACE_NO, &[]),
        Quantity::Agreement { .. }
        | Quantity::AgreementOf { .. }
        | Quantity::ThatAgreement
        | Quantity::StabilityOverSamples
        | Quantity::InformationGap => quantity(by),
    };
    if models.is_empty() {
        return fill(id::EXPERIMENT_QUANTITY_UNDEFINED, &[("quantity", &by)]);
    }
    let one = |(model, is_collapsed, score): &(String, bool, Spread)| {
        let score = plus_minus(*score);
        let values: [(&str, &dyn Display); 2] = [("model", model), ("score", &score)];
        if *is_collapsed {
            fill(id::EXPERIMENT_MODEL_COLLAPSED_SCORE, &values)
        } else {
            scored(model, &score)
        }
    };
    fill(
        id::EXPERIMENT_QUANTITY_MODELS,
        &[
            ("quantity", &by),
            ("models", &joined(models.iter().map(one), ", ")),
        ],
    )
}

fn labels_of(of: &LabelsOfCell, n_labels: usize) -> String {
    let told = match of.n_told {
        n if n.fract() == 0.0 => format!("{n:.0}"),
        n => format!("{n:.1}"),
    };
    let score = plus_minus(of.auc);
    let values: [(&str, &dyn Display); 4] = [
        ("cell", &of.cell),
        ("score", &score),
        ("told", &told),
        ("n", &n_labels),
    ];
    fill(
        match of.is_collapsed {
            true => id::EXPERIMENT_LABELS_OF_COLLAPSED_CELL,
            false => id::EXPERIMENT_LABELS_OF_CELL,
        },
        &values,
    )
}

fn by_beta(of: &Family) -> String {
    let undefined = || fill(id::COMMON_UNDEFINED, &[]);
    let spread = |s: Option<Spread>| s.map_or_else(undefined, plus_minus);
    fill(
        id::EXPERIMENT_MODEL_STABILITY_OVER_SAMPLES_SAMPLES,
        &[
            ("model", &of.model),
            ("samples", &spread(of.over_samples)),
            (
                "seeds",
                &of.over_seeds.map_or_else(undefined, |s| digits(s.mean)),
            ),
            ("gap", &spread(of.information_gap)),
            ("udr", &spread(of.udr)),
            (
                "active",
                &of.n_active
                    .map_or(String::new(), |s| format!("{:.1}", s.mean)),
            ),
        ],
    )
}

fn collapsed(cell: &CollapsedCell) -> String {
    fill(
        id::EXPERIMENT_TITLE_N_ALL_RUNS,
        &[
            ("title", &cell.title),
            ("n", &cell.n_collapsed),
            ("all", &cell.n_runs),
        ],
    )
}

fn verdicts(n_all: usize, n_here: usize) -> String {
    let values: [(&str, &dyn Display); 2] = [("all", &n_all), ("here", &n_here)];
    let made = fill(id::EXPERIMENT_VERDICTS_THIS_REPORT_MAKES_ALL, &values);
    made + " " + &fill(id::EXPERIMENT_EACH_TOLD_HOLDS_AT_5, &[])
}

/// The mean, and the deviation where there is one.
pub(crate) fn plus_minus(spread: Spread) -> String {
    let (mean, n) = (digits(spread.mean), spread.n);
    match spread.sd {
        None => mean,
        Some(_) if spread.min == spread.max => fill(
            id::EXPERIMENT_MEAN_SAME_AT_ALL_N,
            &[("mean", &mean), ("n", &n)],
        ),
        Some(sd) => format!("{mean} ± {sd:.3}"),
    }
}
