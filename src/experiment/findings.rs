//! Sentences that follow from the numbers by rules.
//!
//! A difference is told only when it is more than noise over songs and seeds (see `difference`),
//! still is when corrected for all that the report compares, and is larger than what one song
//! moves; else the sentence says why nothing is concluded. An agreement within the band of shuffled
//! labels is told to be no more than chance.

use std::collections::HashMap;

use super::presets::QUESTIONS;
use super::result::{Agreement, Clustered, FitResult};
use super::run::Compared;
use super::summary::{Group, Score, Spread, groups};
use crate::features::Kin;
use crate::reading::say::{self, chance, digits};
use crate::reading::{Difference, Standing, Taken, difference, difference_of_seeds, holm};
use crate::scores::Caution;

/// Label columns that sentences are written on, the first of the library.
const MOST_COLUMNS: usize = 3;
/// Models that the others are held against: what they find needs no generative model.
const SIMPLER: [&str; 3] = ["autoencoder", "PCA", "features"];

/// What is to be said on one grid of a comparison.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Paragraph {
    /// Index of the grid.
    pub grid: usize,
    pub title: String,
    pub sentences: Vec<String>,
}

/// A sentence whose verdicts wait until all that are made are known.
#[derive(Default)]
struct Draft(Vec<Part>);

enum Part {
    Text(String),
    Compared(Comparison),
}

/// Two cells by one score.
struct Comparison {
    found: Difference,
    what: String,
    a: String,
    b: String,
}

impl Draft {
    fn of(text: impl Into<String>) -> Self {
        Self(vec![Part::Text(text.into())])
    }

    fn text(&mut self, text: impl Into<String>) {
        self.0.push(Part::Text(text.into()));
    }

    fn compared(
        &mut self,
        found: Difference,
        what: impl Into<String>,
        a: impl Into<String>,
        b: impl Into<String>,
    ) {
        self.0.push(Part::Compared(Comparison {
            found,
            what: what.into(),
            a: a.into(),
            b: b.into(),
        }));
    }

    fn comparisons(&self) -> impl Iterator<Item = &Comparison> {
        self.0.iter().filter_map(|part| match part {
            Part::Text(_) => None,
            Part::Compared(comparison) => Some(comparison),
        })
    }

    /// `corrected` are the p-values of its comparisons that have one, in order.
    fn written(&self, corrected: &mut impl Iterator<Item = f64>) -> String {
        let part = |part: &Part| match part {
            Part::Text(text) => text.trim().to_string(),
            Part::Compared(Comparison { found, what, a, b }) => {
                say::comparison(found, found.p.and_then(|_| corrected.next()), what, a, b)
            }
        };
        let parts: Vec<String> = self
            .0
            .iter()
            .map(part)
            .filter(|text| !text.is_empty())
            .collect();
        parts.join(" ")
    }
}

/// A paragraph for each grid that has a finished cell.
pub fn findings(compared: &Compared) -> Vec<Paragraph> {
    let all = groups(compared);
    let kin = Kin::of_songs(&compared.library.songs);
    let mut drafts: Vec<(usize, &str, Vec<Draft>)> = Vec::new();
    for (grid, plan) in compared.plan.grids.iter().enumerate() {
        let groups: Vec<&Group> = all.iter().filter(|g| g.grid == grid).collect();
        if groups.is_empty() {
            continue;
        }
        let teller = Teller {
            compared,
            groups,
            all: &all,
            kin: &kin,
        };
        let mut sentences = match QUESTIONS.iter().position(|q| *q == plan.name) {
            Some(0) => teller.against("VAE", "PCA"),
            Some(1) => teller.weights(),
            Some(2) => teller.languages(),
            Some(3) => teller.disentangling(),
            _ => teller.rankings(),
        };
        sentences.extend(teller.cautions().into_iter().map(Draft::of));
        drafts.push((grid, &plan.name, sentences));
    }
    written(&drafts)
}

/// All sentences, their verdicts corrected for how many there are in all paragraphs together.
fn written(drafts: &[(usize, &str, Vec<Draft>)]) -> Vec<Paragraph> {
    let p: Vec<f64> = drafts
        .iter()
        .flat_map(|(_, _, of)| of)
        .flat_map(Draft::comparisons)
        .filter_map(|c| c.found.p)
        .collect();
    let mut corrected = holm(&p).into_iter();
    let paragraph = |(grid, title, sentences): &(usize, &str, Vec<Draft>)| {
        let n = sentences
            .iter()
            .flat_map(Draft::comparisons)
            .filter(|c| c.found.p.is_some())
            .count();
        let mut sentences: Vec<String> = sentences
            .iter()
            .map(|draft| draft.written(&mut corrected))
            .collect();
        if n > 0 {
            sentences.push(format!(
                "**Of verdicts:** this report makes {}, {n} of them here. Each that is told holds at 5 % after Holm's \
                 correction for all of them, over songs and seeds, and would stand without any one song; the intervals \
                 beside them are each by itself.",
                counted(p.len(), "comparison")
            ));
        }
        Paragraph {
            grid: *grid,
            title: (*title).to_string(),
            sentences,
        }
    };
    drafts.iter().map(paragraph).collect()
}

struct Teller<'a> {
    compared: &'a Compared,
    /// Of the grid.
    groups: Vec<&'a Group<'a>>,
    /// Of all grids.
    all: &'a [Group<'a>],
    /// Which songs of the library are copies.
    kin: &'a Kin,
}

impl<'a> Teller<'a> {
    fn columns(&self) -> Vec<&'a str> {
        let mut columns: Vec<&str> = Vec::new();
        for column in self.groups.iter().flat_map(|g| g.columns()) {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        columns.truncate(MOST_COLUMNS);
        columns
    }

    fn modalities(&self) -> Vec<&'a str> {
        distinct(self.groups.iter().map(|g| g.modality))
    }

    fn find(&self, modality: &str, features: Option<&str>, model: &str) -> Option<&'a Group<'a>> {
        self.groups
            .iter()
            .find(|g| {
                g.modality == modality
                    && g.model == model
                    && features.is_none_or(|f| g.features == f)
            })
            .copied()
    }

    /// One model against another, for each modality.
    fn against(&self, model: &str, other: &str) -> Vec<Draft> {
        let mut sentences = Vec::new();
        for modality in self.modalities() {
            let (Some(a), Some(b)) = (
                self.find(modality, None, model),
                self.find(modality, None, other),
            ) else {
                continue;
            };
            let place = if modality.is_empty() {
                String::new()
            } else {
                format!(" on {modality}")
            };
            let mut draft = Draft::of(format!("**{model} against {other}{place}.**"));
            for column in self.columns() {
                self.compare_agreement(&mut draft, a, b, column);
            }
            if let Some(found) = silhouette_difference(a, b, self.kin) {
                draft.compared(
                    found,
                    "silhouette (each in its own space)",
                    a.model,
                    b.model,
                );
            }
            if draft.comparisons().next().is_some() {
                sentences.push(draft);
            }
        }
        sentences
    }

    fn compare_agreement(&self, draft: &mut Draft, a: &Group, b: &Group, column: &str) {
        let Some(found) = self.ari_difference(a, b, column) else {
            return;
        };
        draft.compared(found, agreement_with(column, a), a.model, b.model);
        let within = |g: &Group| {
            let (mean, band) = (
                g.at_own_k(Score::Ari, column)?.mean,
                g.chance_at_own_k(Score::Ari, column)?,
            );
            Some(!Standing::of(mean, [band[1], band[2]]).is_beyond())
        };
        if let (Some(true), Some(true)) = (within(a), within(b)) {
            draft.text("Neither agrees more than shuffled labels do.");
        }
    }

    /// Over songs and seeds.
    fn ari_difference(&self, a: &Group, b: &Group, column: &str) -> Option<Difference> {
        // A conditional VAE that was told the label is not compared by it.
        if ![a, b].iter().all(|group| group.columns().contains(&column)) {
            return None;
        }
        let classes = &self.compared.library.label(column)?.of_song;
        let (mut of_a, mut of_b, mut copies) = (Vec::new(), Vec::new(), None);
        for ((fit_a, cell_a), (fit_b, cell_b)) in paired(a, b) {
            let at_b: HashMap<usize, usize> = fit_b
                .rows
                .iter()
                .enumerate()
                .map(|(i, &row)| (row, i))
                .collect();
            let mut pair = Pair::default();
            for (i, row) in fit_a.rows.iter().enumerate() {
                if let (Some(&j), Some(class)) =
                    (at_b.get(row), classes.get(*row).copied().flatten())
                {
                    pair.a
                        .push(u32::try_from(cell_a.labels_for(column)[i]).ok());
                    pair.b
                        .push(u32::try_from(cell_b.labels_for(column)[j]).ok());
                    pair.classes.push(Some(class));
                    pair.copy_of.push(self.kin.copy_of(*row));
                }
            }
            copies = Some(pair.copy_of);
            of_a.push(Taken::ari(&pair.a, &pair.classes)?);
            of_b.push(Taken::ari(&pair.b, &pair.classes)?);
        }
        difference(&of_a, &of_b, &copies?)
    }

    /// What happens as words weigh more.
    fn weights(&self) -> Vec<Draft> {
        let mut sentences = Vec::new();
        let weights = distinct(self.groups.iter().map(|g| g.features));
        let (Some(&sound), Some(&words)) = (weights.first(), weights.last()) else {
            return sentences;
        };
        for model in distinct(self.groups.iter().map(|g| g.model)) {
            for column in self.columns() {
                let at = |features: &str| {
                    self.groups
                        .iter()
                        .find(|g| g.model == model && g.features == features)
                };
                let line: Vec<String> = weights
                    .iter()
                    .filter_map(|w| {
                        Some(format!(
                            "{} at {w}",
                            at(w)?.at_own_k(Score::Ari, column).map(plus_minus)?
                        ))
                    })
                    .collect();
                if line.is_empty() {
                    continue;
                }
                let name = at(sound).map_or(String::new(), |g| agreement_with(column, g));
                let mut draft = Draft::of(format!("**{model}, {name}:** {}.", line.join(", ")));
                for (from, to) in [
                    (sound, words),
                    (sound, "lyrics weight 0.5"),
                    (words, "lyrics weight 0.5"),
                ] {
                    if let (Some(a), Some(b)) = (at(to), at(from))
                        && let Some(found) = self.ari_difference(a, b, column)
                    {
                        draft.compared(found, "agreement", format!("`{to}`"), format!("`{from}`"));
                    }
                }
                sentences.push(draft);
            }
        }
        sentences
    }

    /// Is the language in the space, with clusters and without?
    fn languages(&self) -> Vec<Draft> {
        let Some(column) = self
            .compared
            .library
            .label("language")
            .map(|l| l.name.as_str())
        else {
            return vec![Draft::of(
                "There is no language label to hold the clusters against.",
            )];
        };
        let mut sentences = Vec::new();
        for group in &self.groups {
            let (Some(ari), Some(band)) = (
                group.at_own_k(Score::Ari, column),
                group.chance_at_own_k(Score::Ari, column),
            ) else {
                continue;
            };
            let name = [group.modality, group.features, group.model]
                .into_iter()
                .filter(|n| !n.is_empty());
            let mut text = format!("**{}.** ", name.collect::<Vec<_>>().join(", "));
            let n_seeds = group.runs.len();
            let is_above = |c: &Clustered| {
                c.with(column)
                    .map(Agreement::at_own_k)
                    .is_some_and(|a| Standing::of(a.ari.value, [a.ari.low, a.ari.high]).is_beyond())
            };
            let how = match group.runs.iter().filter(|(_, _, c)| is_above(c)).count() {
                0 => "Clusters do not agree with the language more than chance".to_string(),
                n if n == n_seeds => "Clusters agree with the language".to_string(),
                n => format!("Clusters agree with the language at {n} of {n_seeds} seeds only"),
            };
            let at = group.own_k(column).map_or(String::new(), |k| {
                format!(" at {k} clusters, as many as languages")
            });
            text.push_str(&format!(
                "{how}: ARI{at} {} ({}).",
                plus_minus(ari),
                chance(band)
            ));
            let told = |fit: &FitResult| {
                fit.told
                    .iter()
                    .find(|t| t.column == column)
                    .map(|t| t.logistic.value)
            };
            let first = group
                .runs
                .iter()
                .find_map(|(_, f, _)| f.told.iter().find(|t| t.column == column));
            if let (Some(accuracy), Some(beside)) = (group.of_fits(told), first) {
                text.push_str(&format!(
                    " Without clusters, a linear classifier tells it right in {:.0} % of songs {} (chance {:.0} %, \
                     95 % of it {:.0} to {:.0} %; the most frequent language: {:.0} %).",
                    100.0 * accuracy.mean,
                    beside.unseen().in_words(),
                    100.0 * beside.logistic.chance,
                    100.0 * beside.logistic.low,
                    100.0 * beside.logistic.high,
                    100.0 * beside.majority
                ));
                if beside.n_copies > 0 {
                    text.push_str(&format!(
                        " {} of them are copies, kept together.",
                        beside.n_copies
                    ));
                }
            }
            let has = |caution: Caution| {
                group
                    .agreement(column)
                    .is_some_and(|a| a.cautions.iter().any(|c| c == caution.in_words()))
            };
            if has(Caution::Script) {
                text.push_str(" The languages are written in different scripts, so with lyrics this is trivial.");
            } else if has(Caution::Spelling) {
                text.push_str(
                    " Spelling alone tells the languages, so with lyrics this is trivial.",
                );
            }
            sentences.push(Draft::of(text));
        }
        sentences
    }

    /// β against stability and the mutual information gap.
    fn disentangling(&self) -> Vec<Draft> {
        let mut sentences = Vec::new();
        for family in ["β-VAE", "β-TCVAE"] {
            let of_family: Vec<&&Group> = self
                .groups
                .iter()
                .filter(|g| g.model.split(',').next() == Some(family))
                .collect();
            let (Some(first), Some(last)) = (of_family.first(), of_family.last()) else {
                continue;
            };
            let mut draft = Draft::of(format!("**{family}.**"));
            let mut compare = |of: &dyn Fn(Run) -> Option<f64>, what: &str| {
                let pairs = paired(last, first);
                let values: Vec<(f64, f64)> = pairs
                    .iter()
                    .filter_map(|(a, b)| Some((of(*a)?, of(*b)?)))
                    .collect();
                let (a, b): (Vec<f64>, Vec<f64>) = values.into_iter().unzip();
                if let Some(found) = difference_of_seeds(&a, &b) {
                    draft.compared(found, what, last.model, first.model);
                }
            };
            compare(
                &|(_, c)| c.over_bootstrap(),
                "stability of the clustering over bootstrap samples",
            );
            compare(&|(fit, _)| fit.mig, "mutual information gap");
            let lines: Vec<String> = of_family
                .iter()
                .map(|g| {
                    let spread = |s: Option<Spread>| s.map_or("undefined".to_string(), plus_minus);
                    format!(
                        "{}: stability over samples {}, over seeds {}, MIG {}, {} active dimensions",
                        g.model,
                        spread(g.of_clusterings(Clustered::over_bootstrap)),
                        g.stability_over_seeds().map_or("undefined".to_string(), |s| digits(s.mean)),
                        spread(g.of_fits(|f| f.mig)),
                        g.of_fits(|f| Some(f.n_active as f64)).map_or(String::new(), |s| format!("{:.1}", s.mean))
                    )
                })
                .collect();
            draft.text(format!("By β: {}.", lines.join("; ")));
            sentences.push(draft);
        }
        if !sentences.is_empty() {
            sentences.push(Draft::of(
                "Stability over samples is that of the clustering of one latent space; over seeds it is that of the \
                 whole run, the model trained anew, and has no verdict, as pairs of few seeds are not independent. The \
                 mutual information gap takes label columns for factors; they are not known to be independent, so it \
                 compares these models on these songs and nothing else.",
            ));
        }
        sentences
    }

    /// All models by each score, and each that is no simpler one against each that is.
    fn rankings(&self) -> Vec<Draft> {
        let mut sentences = Vec::new();
        let places = distinct(
            self.groups
                .iter()
                .map(|g| (g.modality, g.features, g.clustering)),
        );
        for (modality, features, clustering) in places {
            let is_here = |g: &&&Group| {
                (g.modality, g.features, g.clustering) == (modality, features, clustering)
            };
            let here: Vec<&Group> = self.groups.iter().filter(is_here).copied().collect();
            let place = [modality, features, clustering]
                .into_iter()
                .filter(|n| !n.is_empty())
                .collect::<Vec<_>>();
            let place = place.join(" · ");
            let mut draft = Draft::of(if place.is_empty() {
                String::new()
            } else {
                format!("**{place}.**")
            });
            draft.text(
                self.ranking(&here, "silhouette, each in its own space", |g| {
                    g.internal(Score::Silhouette)
                }),
            );
            for column in self.columns() {
                let name = here
                    .first()
                    .map_or(String::new(), |g| agreement_with(column, g));
                draft.text(self.ranking(&here, &name, |g| g.at_own_k(Score::Ari, column)));
            }
            sentences.push(draft);
            for group in here.iter().filter(|g| !SIMPLER.contains(&g.model)) {
                sentences.extend(self.against_simpler(group, &place));
            }
        }
        sentences.extend(self.joined_against_lyrics());
        sentences
    }

    /// One model against every simpler one of the same modality, features and clustering, in
    /// whichever grid it is.
    fn against_simpler(&self, group: &Group, place: &str) -> Option<Draft> {
        let on = if place.is_empty() {
            String::new()
        } else {
            format!(", {place}")
        };
        let mut draft = Draft::of(format!("**{} against simpler models{on}.**", group.model));
        let alike = |g: &&Group| {
            (g.modality, g.features, g.clustering)
                == (group.modality, group.features, group.clustering)
        };
        for column in self.columns() {
            for simpler in SIMPLER {
                let own_grid = self
                    .groups
                    .iter()
                    .copied()
                    .find(|g| g.model == simpler && alike(g));
                if let Some(other) =
                    own_grid.or_else(|| self.all.iter().find(|g| g.model == simpler && alike(g)))
                {
                    self.compare_agreement(&mut draft, group, other, column);
                }
            }
        }
        let has_any = draft.comparisons().next().is_some();
        has_any.then_some(draft)
    }

    fn ranking(
        &self,
        here: &[&Group],
        name: &str,
        of: impl Fn(&Group) -> Option<Spread>,
    ) -> String {
        let mut found: Vec<(&Group, Spread)> =
            here.iter().filter_map(|g| Some((*g, of(g)?))).collect();
        // What has collapsed ranks behind all others, whatever its scores.
        let is_collapsed = |g: &Group| g.n_collapsed() > 0;
        found.sort_by(|(a, x), (b, y)| {
            is_collapsed(a)
                .cmp(&is_collapsed(b))
                .then(y.mean.total_cmp(&x.mean))
        });
        if found.is_empty() {
            return format!("By {name}: undefined.");
        }
        let collapsed = |g: &Group| if is_collapsed(g) { " (collapsed)" } else { "" };
        let line: Vec<String> = found
            .iter()
            .map(|(g, s)| format!("{}{} {}", g.model, collapsed(g), plus_minus(*s)))
            .collect();
        format!("By {name}: {}.", line.join(", "))
    }

    /// What sound adds to words, model by model.
    fn joined_against_lyrics(&self) -> Vec<Draft> {
        let mut sentences = Vec::new();
        for joined in self
            .groups
            .iter()
            .filter(|g| g.modality == "audio + lyrics")
        {
            let lyrics = self.groups.iter().find(|g| {
                (g.modality, g.features, g.model, g.clustering)
                    == ("lyrics", joined.features, joined.model, joined.clustering)
            });
            let Some(lyrics) = lyrics else { continue };
            for column in self.columns() {
                if let Some(found) = self.ari_difference(joined, lyrics, column) {
                    let what = format!(
                        "{}, {}, {}",
                        agreement_with(column, joined),
                        joined.model,
                        joined.clustering
                    );
                    let mut draft = Draft::default();
                    draft.compared(found, what, "audio + lyrics", "lyrics alone");
                    sentences.push(draft);
                }
            }
        }
        sentences
    }

    /// What none of the sentences above may be read without.
    fn cautions(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        let collapsed: Vec<String> = self
            .groups
            .iter()
            .filter(|g| g.n_collapsed() > 0)
            .map(|g| {
                format!(
                    "{} ({} of {} runs)",
                    g.title(),
                    g.n_collapsed(),
                    g.runs.len()
                )
            })
            .collect();
        if !collapsed.is_empty() {
            sentences.push(format!(
                "**Collapsed:** {}. Their latents carry next to nothing, so a good silhouette of theirs is no finding.",
                collapsed.join("; ")
            ));
        }
        let mut flagged: Vec<String> = Vec::new();
        for group in &self.groups {
            for agreement in group
                .runs
                .first()
                .map_or(&[][..], |(_, _, c)| &c.agreements)
            {
                for caution in &agreement.cautions {
                    let line = format!("{} ({caution})", agreement.column);
                    if !flagged.contains(&line) {
                        flagged.push(line);
                    }
                }
            }
        }
        if !flagged.is_empty() {
            sentences.push(format!("**With care:** {}.", flagged.join("; ")));
        }
        let told: Vec<&str> = distinct(
            self.groups
                .iter()
                .filter_map(|g| g.runs.first())
                .flat_map(|(_, _, c)| c.not_scored.iter().map(String::as_str)),
        );
        if !told.is_empty() {
            sentences.push(format!(
                "**Not scored:** the conditional VAE was told {}, so its agreement with that is left out.",
                told.join(", ")
            ));
        }
        sentences
    }
}

/// Clusters of two cells and the classes, over the songs that are in both and have a class.
#[derive(Default)]
struct Pair {
    a: Vec<Option<u32>>,
    b: Vec<Option<u32>>,
    classes: Vec<Option<u32>>,
    copy_of: Vec<usize>,
}

type Run<'a> = (&'a FitResult, &'a Clustered);

/// The runs of two cells that have the same seed; noise is not compared, so collapsed ones are not
/// among them.
fn paired<'a>(a: &Group<'a>, b: &Group<'a>) -> Vec<(Run<'a>, Run<'a>)> {
    let of_b = |seed| b.runs.iter().find(|(s, _, _)| *s == seed);
    let pair = |&(seed, fit, c): &(
        u64,
        &'a super::result::FitResult,
        &'a super::result::Clustered,
    )| { of_b(seed).map(|&(_, fit_b, c_b)| ((fit, c), (fit_b, c_b))) };
    a.runs
        .iter()
        .filter_map(pair)
        .filter(|((a, _), (b, _))| !a.is_collapsed && !b.is_collapsed)
        .collect()
}

/// Over seeds and songs, where both cells have the same songs.
fn silhouette_difference(a: &Group, b: &Group, kin: &Kin) -> Option<Difference> {
    let pairs = paired(a, b);
    if pairs
        .iter()
        .any(|((fit_a, _), (fit_b, _))| fit_a.rows != fit_b.rows)
    {
        return None;
    }
    let mean = |(_, cell): &Run| {
        Taken::mean(
            &cell
                .silhouette_of_song
                .iter()
                .map(|s| s.map(f64::from))
                .collect::<Vec<_>>(),
        )
    };
    let taken = pairs
        .iter()
        .map(|(a, b)| Some((mean(a)?, mean(b)?)))
        .collect::<Option<Vec<_>>>()?;
    let (of_a, of_b): (Vec<Taken>, Vec<Taken>) = taken.into_iter().unzip();
    let copies: Vec<usize> = pairs
        .first()?
        .0
        .0
        .rows
        .iter()
        .map(|&row| kin.copy_of(row))
        .collect();
    difference(&of_a, &of_b, &copies)
}

fn agreement_with(column: &str, group: &Group) -> String {
    match group.own_k(column) {
        Some(k) => {
            format!("agreement with {column} (ARI, at {k} clusters, as many as it has classes)")
        }
        None => format!("agreement with {column} (ARI)"),
    }
}

fn distinct<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = Vec::new();
    for item in items {
        if !seen.contains(&item) {
            seen.push(item);
        }
    }
    seen
}

/// The mean, and the deviation where there is one.
pub fn plus_minus(spread: Spread) -> String {
    match spread.sd {
        None => digits(spread.mean),
        Some(_) if spread.min == spread.max => format!(
            "{} (the same at all {} seeds)",
            digits(spread.mean),
            spread.n
        ),
        Some(sd) => format!("{} ± {sd:.3}", digits(spread.mean)),
    }
}

fn counted(n: usize, what: &str) -> String {
    if n == 1 {
        format!("1 {what}")
    } else {
        format!("{n} {what}s")
    }
}
