//! What findings state, as sentences. They may hold `**` and backticks, as Markdown has them.

use std::fmt::Display;

use super::statement::{
    AtSeeds, CollapsedCell, Comparison, Family, Head, Language, Quantity, Statement,
    TrivialLanguage, WithoutClusters,
};
use super::summary::Spread;
use crate::reading::Separability;
use crate::reading::say::{chance, comparison, digits, en};

/// `corrected` are p-values of comparisons that have one, in order.
pub(super) fn sentence(statement: &Statement, corrected: &mut impl Iterator<Item = f64>) -> String {
    match statement {
        Statement::Head(head) => self::head(head),
        Statement::Compared(Comparison { found, of, a, b }) => {
            let p = found.p.and_then(|_| corrected.next());
            comparison(found, p, &quantity(of), a, b)
        }
        Statement::NoneBeyondChance => en("Neither agrees more than shuffled labels do.", &[]),
        Statement::ThereIsNoLanguage => en(
            "There is no language label to hold the clusters against.",
            &[],
        ),
        Statement::Language(language) => self::language(language),
        Statement::Ranking { by, models } => ranking(by, models),
        Statement::ByBeta(family) => en(
            "By β: {models}.",
            &[("models", &joined(family.iter().map(by_beta), "; "))],
        ),
        Statement::OfDisentangling => en(
            "Stability over samples is that of the clustering of one latent space; over seeds it is that of the whole \
             run, the model trained anew, and has no verdict, as pairs of few seeds are not independent. The mutual \
             information gap takes label columns for factors; they are not known to be independent, so it compares these \
             models on these songs and nothing else.",
            &[],
        ),
        Statement::Collapsed(cells) => en(
            "**Collapsed:** {cells}. Their latents carry next to nothing, so a good silhouette of theirs is no finding.",
            &[("cells", &joined(cells.iter().map(collapsed), "; "))],
        ),
        Statement::WithCare(columns) => {
            let flagged = columns
                .iter()
                .map(|(column, caution)| format!("{column} ({caution})"));
            en(
                "**With care:** {columns}.",
                &[("columns", &joined(flagged, "; "))],
            )
        }
        Statement::NotScored(columns) => en(
            "**Not scored:** the conditional VAE was told {columns}, so its agreement with that is left out.",
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
        } if modality.is_empty() => en(
            "**{model} against {other}.**",
            &[("model", model), ("other", other)],
        ),
        Head::Against {
            model,
            other,
            modality,
        } => en(
            "**{model} against {other} on {modality}.**",
            &[("model", model), ("other", other), ("modality", modality)],
        ),
        Head::Weights { model, by, at } => {
            let one = |(score, weight): &(Spread, String)| {
                en(
                    "{score} at {weight}",
                    &[("score", &plus_minus(*score)), ("weight", weight)],
                )
            };
            en(
                "**{model}, {quantity}:** {scores}.",
                &[
                    ("model", model),
                    ("quantity", &quantity(by)),
                    ("scores", &joined(at.iter().map(one), ", ")),
                ],
            )
        }
        Head::Family(name) | Head::Place(name) if name.is_empty() => String::new(),
        Head::Family(name) | Head::Place(name) => format!("**{name}.**"),
        Head::Simpler { model, place } if place.is_empty() => {
            en("**{model} against simpler models.**", &[("model", model)])
        }
        Head::Simpler { model, place } => en(
            "**{model} against simpler models, {place}.**",
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
        Quantity::ThatAgreement => en("agreement", &[]),
        Quantity::Silhouette => en("silhouette, each in its own space and in no order", &[]),
        Quantity::StabilityOverSamples => {
            en("stability of the clustering over bootstrap samples", &[])
        }
        Quantity::InformationGap => en("mutual information gap", &[]),
    }
}

fn agreement(column: &str, own_k: Option<usize>) -> String {
    match own_k {
        Some(k) => en(
            "agreement with {column} (ARI, at {k} clusters, as many as it has classes)",
            &[("column", &column), ("k", &k)],
        ),
        None => en("agreement with {column} (ARI)", &[("column", &column)]),
    }
}

fn language(of: &Language) -> String {
    let at = of.own_k.map_or(String::new(), |k| {
        en(" at {k} clusters, as many as languages", &[("k", &k)])
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
        AtSeeds::None => en(
            "**{cell}.** Clusters do not agree with the language more than chance: ARI{at} {ari} ({chance}).",
            &values,
        ),
        AtSeeds::All => en(
            "**{cell}.** Clusters agree with the language: ARI{at} {ari} ({chance}).",
            &values,
        ),
        AtSeeds::Some { .. } => en(
            "**{cell}.** Clusters agree with the language at {n} of {of} seeds only: ARI{at} {ari} ({chance}).",
            &values,
        ),
    };
    if let Some(found) = &of.without_clusters {
        text.push_str(&without_clusters(found));
    }
    text.push_str(&match of.trivial {
        None => String::new(),
        Some(TrivialLanguage::Script) => en(
            " The languages are written in different scripts, so with lyrics this is trivial.",
            &[],
        ),
        Some(TrivialLanguage::Spelling) => en(
            " Spelling alone tells the languages, so with lyrics this is trivial.",
            &[],
        ),
    });
    text
}

fn without_clusters(found: &WithoutClusters) -> String {
    let [mean, low, high] = found.chance;
    let shares = [found.accuracy, mean, low, high, found.majority]
        .map(|share| format!("{:.0}", 100.0 * share));
    let values: [(&str, &dyn Display); 6] = [
        ("accuracy", &shares[0]),
        ("mean", &shares[1]),
        ("low", &shares[2]),
        ("high", &shares[3]),
        ("majority", &shares[4]),
        ("songs", &found.unseen.in_words()),
    ];
    let told = match found.means {
        Separability::Told => en(
            " Without clusters, a linear classifier tells it right in {accuracy} % of songs {songs} (chance {mean} %, 95 % \
             of it {low} to {high} %; the most frequent language: {majority} %).",
            &values,
        ),
        Separability::NoBetterThanGuessing => en(
            " Without clusters, a linear classifier tells it no better than guessing, of songs {songs} ({accuracy} %; \
             chance {mean} %, 95 % of it {low} to {high} %; the most frequent language: {majority} %).",
            &values,
        ),
    };
    match found.n_copies {
        0 => told,
        n => told + &en(" {n} of them are copies, kept together.", &[("n", &n)]),
    }
}

fn ranking(by: &Quantity, models: &[(String, bool, Spread)]) -> String {
    let by = match by {
        Quantity::Silhouette => en("silhouette, each in its own space and in no order", &[]),
        Quantity::Agreement { .. }
        | Quantity::AgreementOf { .. }
        | Quantity::ThatAgreement
        | Quantity::StabilityOverSamples
        | Quantity::InformationGap => quantity(by),
    };
    if models.is_empty() {
        return en("By {quantity}: undefined.", &[("quantity", &by)]);
    }
    let one = |(model, is_collapsed, score): &(String, bool, Spread)| {
        let score = plus_minus(*score);
        let values: [(&str, &dyn Display); 2] = [("model", model), ("score", &score)];
        if *is_collapsed {
            en("{model} (collapsed) {score}", &values)
        } else {
            en("{model} {score}", &values)
        }
    };
    en(
        "By {quantity}: {models}.",
        &[
            ("quantity", &by),
            ("models", &joined(models.iter().map(one), ", ")),
        ],
    )
}

fn by_beta(of: &Family) -> String {
    let undefined = || en("undefined", &[]);
    let spread = |s: Option<Spread>| s.map_or_else(undefined, plus_minus);
    en(
        "{model}: stability over samples {samples}, over seeds {seeds}, MIG {gap}, {active} active dimensions",
        &[
            ("model", &of.model),
            ("samples", &spread(of.over_samples)),
            (
                "seeds",
                &of.over_seeds.map_or_else(undefined, |s| digits(s.mean)),
            ),
            ("gap", &spread(of.information_gap)),
            (
                "active",
                &of.n_active
                    .map_or(String::new(), |s| format!("{:.1}", s.mean)),
            ),
        ],
    )
}

fn collapsed(cell: &CollapsedCell) -> String {
    en(
        "{title} ({n} of {all} runs)",
        &[
            ("title", &cell.title),
            ("n", &cell.n_collapsed),
            ("all", &cell.n_runs),
        ],
    )
}

fn verdicts(n_all: usize, n_here: usize) -> String {
    let values: [(&str, &dyn Display); 2] = [("all", &n_all), ("here", &n_here)];
    let made = match n_all {
        1 => en(
            "**Of verdicts:** this report makes 1 comparison, {here} of them here.",
            &values,
        ),
        _ => en(
            "**Of verdicts:** this report makes {all} comparisons, {here} of them here.",
            &values,
        ),
    };
    made + " "
        + &en(
            "Each that is told holds at 5 % after Holm's correction for all of them, over songs and seeds, and would stand \
             without any one song; the intervals beside them are each by itself.",
            &[],
        )
}

/// The mean, and the deviation where there is one.
pub fn plus_minus(spread: Spread) -> String {
    let (mean, n) = (digits(spread.mean), spread.n);
    match spread.sd {
        None => mean,
        Some(_) if spread.min == spread.max => en(
            "{mean} (the same at all {n} seeds)",
            &[("mean", &mean), ("n", &n)],
        ),
        Some(sd) => format!("{mean} ± {sd:.3}"),
    }
}
