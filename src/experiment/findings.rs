//! What follows from the numbers of a grid by rules.
//!
//! A difference is told only when it is more than noise over songs and seeds (see `difference`),
//! still is when corrected for all that the report compares, and is larger than what one song
//! moves; else the sentence says why nothing is concluded. An agreement within the band of shuffled
//! labels is told to be no more than chance.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::presets::{QUESTIONS, grid_title};
use super::result::{Clustered, FitResult};
use super::run::Compared;
use super::say::sentence;
use super::statement::{
    AtSeeds, ByModality, CollapsedCell, Comparison, Family, Head, LabelsOfCell, Language, Quantity,
    Statement, TrivialLanguage,
};
use super::summary::{Group, Spread, groups};
use crate::features::Kin;
use crate::reading::say::{Leak, WithoutClusters};
use crate::reading::{
    Difference, LabelVerdicts, Separability, Standing, Taken, Verdict, difference,
    difference_of_seeds, holm,
};
use crate::scores::{Caution, External, ExternalScores, Internal, Separation};

/// Label columns that sentences are written on, the first of the library.
const MOST_COLUMNS: usize = 3;
/// Models that the others are held against: what they find needs no generative model.
const SIMPLER: [&str; 3] = ["autoencoder", "PCA", "features"];

/// What is to be said on one grid of a comparison.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Paragraph {
    /// Index of the grid.
    pub(crate) grid: usize,
    pub(crate) title: String,
    pub(crate) sentences: Vec<String>,
}

/// Statements whose verdicts wait until all that are made are known.
#[derive(Default)]
struct Draft(Vec<Statement>);

impl Draft {
    fn of(statement: Statement) -> Self {
        Self(vec![statement])
    }

    fn push(&mut self, statement: Statement) {
        self.0.push(statement);
    }

    fn compared(&mut self, found: Difference, of: Quantity, a: &str, b: &str) {
        let (a, b) = (a.to_string(), b.to_string());
        self.push(Statement::Compared(Comparison { found, of, a, b }));
    }

    fn comparisons(&self) -> impl Iterator<Item = &Comparison> {
        self.0.iter().filter_map(|statement| {
            if let Statement::Compared(comparison) = statement {
                Some(comparison)
            } else {
                None
            }
        })
    }

    /// `corrected` are the p-values of its comparisons that have one, in order.
    fn written(&self, corrected: &mut impl Iterator<Item = f64>) -> String {
        let sentences = self
            .0
            .iter()
            .map(|statement| sentence(statement, corrected));
        sentences
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// A paragraph for each grid that has a finished cell.
pub(crate) fn findings(compared: &Compared) -> Vec<Paragraph> {
    let all = groups(compared);
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
            kin: &compared.kin,
        };
        let mut sentences = match QUESTIONS.iter().position(|q| *q == plan.name) {
            Some(0) => teller.against("VAE", "PCA"),
            Some(1) => teller.weights(),
            Some(2) => teller.languages(),
            Some(3) => teller.disentangling(),
            _ => teller.rankings(),
        };
        if plan.name != QUESTIONS[2] {
            sentences.extend(teller.labels().map(Draft::of));
        }
        sentences.extend(teller.cautions().map(Draft::of));
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
        let verdicts = verdicts(sentences, corrected.clone());
        let mut sentences: Vec<String> = sentences
            .iter()
            .map(|draft| draft.written(&mut corrected))
            .collect();
        if *title == QUESTIONS[0]
            && let Some(beats) = beats(&verdicts)
        {
            sentences.push(sentence(&beats, &mut corrected));
        }
        if n > 0 {
            let n_all = p.len();
            sentences.push(sentence(
                &Statement::Verdicts { n_all, n_here: n },
                &mut corrected,
            ));
        }
        Paragraph {
            grid: *grid,
            title: grid_title(title).to_string(),
            sentences,
        }
    };
    drafts.iter().map(paragraph).collect()
}

/// Of every comparison, in order.
fn verdicts(drafts: &[Draft], mut corrected: impl Iterator<Item = f64>) -> Vec<Verdict> {
    let comparisons = drafts.iter().flat_map(Draft::comparisons);
    let verdict = |c: &Comparison| c.found.verdict(c.found.p.and_then(|_| corrected.next()));
    comparisons.map(verdict).collect()
}

/// Whether the VAE has more of the labels than PCA; `None` where nothing may be concluded.
fn beats(verdicts: &[Verdict]) -> Option<Statement> {
    let told = |verdict: &&Verdict| !matches!(verdict, Verdict::TooFewSeeds | Verdict::NotRepeated);
    let n_of = |wanted: Verdict| verdicts.iter().filter(|v| **v == wanted).count();
    let n_all = verdicts.iter().filter(told).count();
    (n_all > 0).then(|| Statement::Beats {
        model: "VAE".to_string(),
        other: "PCA".to_string(),
        n_more: n_of(Verdict::Higher),
        n_less: n_of(Verdict::Lower),
        n_all,
    })
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
            let mut draft = Draft::of(Statement::Head(Head::Against {
                model: model.to_string(),
                other: other.to_string(),
                modality: modality.to_string(),
            }));
            for column in self.columns() {
                self.compare_agreement(&mut draft, a, b, column);
            }
            draft.push(silhouettes(&[a, b]));
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
        let of = Quantity::Agreement {
            column: column.to_string(),
            own_k: a.own_k(column),
        };
        draft.compared(found, of, a.model, b.model);
        let within = |g: &Group| {
            let (mean, band) = (
                g.at_own_k(External::Ari, column)?.mean,
                g.chance_at_own_k(External::Ari, column)?,
            );
            Some(!Standing::of(mean, [band[1], band[2]]).is_beyond())
        };
        if let (Some(true), Some(true)) = (within(a), within(b)) {
            draft.push(Statement::NoneBeyondChance);
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
                let scores: Vec<(Spread, String)> = weights
                    .iter()
                    .filter_map(|w| {
                        let score = at(w)?.at_own_k(External::Ari, column)?;
                        Some((score, (*w).to_string()))
                    })
                    .collect();
                if scores.is_empty() {
                    continue;
                }
                let own_k = at(sound).and_then(|g| g.own_k(column));
                let mut draft = Draft::of(Statement::Head(Head::Weights {
                    model: model.to_string(),
                    by: Quantity::Agreement {
                        column: column.to_string(),
                        own_k,
                    },
                    at: scores,
                }));
                for (from, to) in [
                    (sound, words),
                    (sound, "lyrics weight 0.5"),
                    (words, "lyrics weight 0.5"),
                ] {
                    if let (Some(a), Some(b)) = (at(to), at(from))
                        && let Some(found) = self.ari_difference(a, b, column)
                    {
                        let (to, from) = (format!("`{to}`"), format!("`{from}`"));
                        draft.compared(found, Quantity::ThatAgreement, &to, &from);
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
            return vec![Draft::of(Statement::ThereIsNoLanguage)];
        };
        let of = |group: &&Group| language(group, column);
        let stated: Vec<(&str, Language)> = self
            .groups
            .iter()
            .filter_map(|group| Some((group.modality, of(group)?)))
            .collect();
        let in_short = Statement::LanguageInShort(by_modality(&stated));
        let stated = stated
            .into_iter()
            .map(|(_, language)| Statement::Language(language));
        stated.chain([in_short]).map(Draft::of).collect()
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
            let mut draft = Draft::of(Statement::Head(Head::Family(family.to_string())));
            let mut compare = |of: &dyn Fn(Run) -> Option<f64>, quantity: Quantity| {
                let pairs = paired(last, first);
                let values: Vec<(f64, f64)> = pairs
                    .iter()
                    .filter_map(|(a, b)| Some((of(*a)?, of(*b)?)))
                    .collect();
                let (a, b): (Vec<f64>, Vec<f64>) = values.into_iter().unzip();
                if let Some(found) = difference_of_seeds(&a, &b) {
                    draft.compared(found, quantity, last.model, first.model);
                }
            };
            compare(&|(_, c)| c.over_bootstrap(), Quantity::StabilityOverSamples);
            compare(&|(fit, _)| fit.mig, Quantity::InformationGap);
            let by_beta = of_family.iter().map(|g| Family {
                model: g.model.to_string(),
                over_samples: g.of_clusterings(Clustered::over_bootstrap),
                over_seeds: g.stability_over_seeds(),
                information_gap: g.of_fits(|f| f.mig),
                udr: g.udr(),
                n_active: g.of_fits(|f| Some(f.n_active as f64)),
            });
            draft.push(Statement::ByBeta(by_beta.collect()));
            sentences.push(draft);
        }
        if !sentences.is_empty() {
            sentences.push(Draft::of(Statement::OfDisentangling));
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
            let mut draft = Draft::of(Statement::Head(Head::Place(place.clone())));
            draft.push(silhouettes(&here));
            for column in self.columns() {
                let by = Quantity::Agreement {
                    column: column.to_string(),
                    own_k: here.first().and_then(|g| g.own_k(column)),
                };
                let compares = External::Ari.facts().compares_spaces;
                draft.push(ranking(&here, by, compares, |g| {
                    g.at_own_k(External::Ari, column)
                }));
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
        let mut draft = Draft::of(Statement::Head(Head::Simpler {
            model: group.model.to_string(),
            place: place.to_string(),
        }));
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
                    let of = Quantity::AgreementOf {
                        column: column.to_string(),
                        own_k: joined.own_k(column),
                        model: joined.model.to_string(),
                        clustering: joined.clustering.to_string(),
                    };
                    let mut draft = Draft::default();
                    draft.compared(found, of, "audio + lyrics", "lyrics alone");
                    sentences.push(draft);
                }
            }
        }
        sentences
    }

    /// Each of several labels a song, by every cell: clusterings of one model tell them alike.
    fn labels(&self) -> impl Iterator<Item = Statement> {
        let columns = distinct(self.groups.iter().flat_map(|g| g.label_columns()));
        let mut groups: Vec<&Group> = Vec::new();
        for &group in &self.groups {
            let is_same = |g: &&Group| {
                (g.modality, g.features, g.model) == (group.modality, group.features, group.model)
            };
            if !groups.iter().any(is_same) {
                groups.push(group);
            }
        }
        let columns = columns.into_iter().take(MOST_COLUMNS);
        columns.filter_map(move |column| labels(&groups, column))
    }

    /// What none of the statements above may be read without.
    fn cautions(&self) -> impl Iterator<Item = Statement> {
        let collapsed: Vec<CollapsedCell> = self
            .groups
            .iter()
            .filter(|g| g.n_collapsed() > 0)
            .map(|g| CollapsedCell {
                title: g.title(),
                n_collapsed: g.n_collapsed(),
                n_runs: g.runs.len(),
            })
            .collect();
        let first = || self.groups.iter().filter_map(|g| g.runs.first());
        let agreements = first().flat_map(|(_, _, c)| &c.agreements);
        let flagged = distinct(agreements.flat_map(|a| {
            let of = |caution: &Caution| (a.column.clone(), caution.in_words().to_string());
            a.cautions.iter().map(of)
        }));
        let told = distinct(first().flat_map(|(_, _, c)| c.not_scored.iter().cloned()));
        [
            (!collapsed.is_empty()).then_some(Statement::Collapsed(collapsed)),
            (!flagged.is_empty()).then_some(Statement::WithCare(flagged)),
            (!told.is_empty()).then_some(Statement::NotScored(told)),
        ]
        .into_iter()
        .flatten()
    }
}

/// Told and not compared: each is taken in a space of its own.
fn silhouettes(here: &[&Group]) -> Statement {
    let score = Internal::Silhouette;
    let compares = score.facts().compares_spaces;
    ranking(here, Quantity::Silhouette, compares, |g| g.internal(score))
}

/// All models by one quantity, the best first; in the order of the plan by one that does not
/// compare them.
fn ranking(
    here: &[&Group],
    by: Quantity,
    compares: bool,
    of: impl Fn(&Group) -> Option<Spread>,
) -> Statement {
    let is_collapsed = |g: &Group| g.n_collapsed() > 0;
    let mut models: Vec<(String, bool, Spread)> = here
        .iter()
        .filter_map(|g| Some((g.model.to_string(), is_collapsed(g), of(g)?)))
        .collect();
    // What has collapsed ranks behind all others, whatever its scores.
    models.sort_by(|(_, a, x), (_, b, y)| {
        let better = if compares {
            y.mean.total_cmp(&x.mean)
        } else {
            Ordering::Equal
        };
        a.cmp(b).then(better)
    });
    Statement::Ranking { by, models }
}

/// `None` where no cell tells the labels of the column.
fn labels(groups: &[&Group], column: &str) -> Option<Statement> {
    let of_cell = |group: &&Group| {
        let names = [group.modality, group.features, group.model].into_iter();
        let n_told = group
            .label_aucs(column)
            .map(|found| LabelVerdicts::of(found).n_told());
        Some(LabelsOfCell {
            cell: names
                .filter(|n| !n.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
            is_collapsed: group.n_collapsed() > 0,
            auc: Spread::of(group.label_aucs(column).map(|found| found.mean.value))?,
            n_told: Spread::of(n_told.map(|n| n as f64))?.mean,
        })
    };
    let all = || groups.iter().flat_map(|group| group.label_aucs(column));
    let first = all().next()?;
    let bands = || all().map(|found| found.mean.band);
    Some(Statement::LabelsTold {
        column: column.to_string(),
        n_labels: first.labels.len(),
        unseen: first.unseen,
        band: [
            bands().map(|[low, _]| low).fold(f64::INFINITY, f64::min),
            bands()
                .map(|[_, high]| high)
                .fold(f64::NEG_INFINITY, f64::max),
        ],
        cells: groups.iter().filter_map(of_cell).collect(),
    })
}

/// `None` where the cell is not scored on the column.
fn language(group: &Group, column: &str) -> Option<Language> {
    let cell = [group.modality, group.features, group.model]
        .into_iter()
        .filter(|n| !n.is_empty());
    let is_above = |c: &Clustered| {
        c.with(column)
            .map(ExternalScores::at_own_k)
            .is_some_and(|a| Standing::from(a[External::Ari]).is_beyond())
    };
    let n_seeds = group.runs.len();
    let beyond_chance = match group.runs.iter().filter(|(_, _, c)| is_above(c)).count() {
        0 => AtSeeds::None,
        n if n == n_seeds => AtSeeds::All,
        n => AtSeeds::Some { n, of: n_seeds },
    };
    Some(Language {
        cell: cell.collect::<Vec<_>>().join(", "),
        beyond_chance,
        own_k: group.own_k(column),
        ari: group.at_own_k(External::Ari, column)?,
        chance: group.chance_at_own_k(External::Ari, column)?,
        without_clusters: without_clusters(group, column),
        trivial: trivial(group, column),
    })
}

/// A modality has the language where any cell of it has: by clusters at every seed, or without.
fn by_modality(stated: &[(&str, Language)]) -> ByModality {
    let mut all = ByModality::default();
    for modality in distinct(stated.iter().map(|(modality, _)| *modality)) {
        let mut cells = stated
            .iter()
            .filter(|(of, _)| *of == modality)
            .map(|(_, l)| l);
        let is_found = |language: &Language| {
            let told = language.without_clusters.as_ref().map(|found| found.means);
            matches!(language.beyond_chance, AtSeeds::All) || told == Some(Separability::Separable)
        };
        let names = match () {
            () if cells.clone().any(|language| language.trivial.is_some()) => &mut all.trivial,
            () if cells.any(is_found) => &mut all.found,
            () => &mut all.by_chance,
        };
        names.push(modality.to_string());
    }
    all
}

fn without_clusters(group: &Group, column: &str) -> Option<WithoutClusters> {
    let told = |fit: &FitResult| fit.separation(column).map(|s| s.logistic.value);
    let mut fits = group.runs.iter().map(|(_, fit, _)| fit);
    let first = fits.find_map(|fit| fit.separation(column))?;
    let accuracy = group.of_fits(told)?.mean;
    let line = first.logistic;
    Some(WithoutClusters {
        means: Separability::of(accuracy, line.band[1], first.majority),
        accuracy,
        chance: [line.chance, line.band[0], line.band[1]],
        majority: first.majority,
        unseen: first.unseen,
        n_copies: first.n_copies,
        apart: leak(group, column),
    })
}

/// Means over seeds.
fn leak(group: &Group, column: &str) -> Option<Leak> {
    let mean = |pick: fn(&Separation) -> Option<f64>| {
        let of_fit = |fit: &FitResult| pick(fit.separation(column)?);
        group.of_fits(of_fit).map(|spread| spread.mean)
    };
    Some(Leak {
        linear: mean(|s| s.apart.map(|apart| apart.logistic))?,
        neighbours: mean(|s| s.apart.map(|apart| apart.knn))?,
        neighbours_honest: mean(|s| Some(s.knn.value))?,
    })
}

fn trivial(group: &Group, column: &str) -> Option<TrivialLanguage> {
    let agreement = group.agreement(column)?;
    let has = |caution: Caution| agreement.cautions.contains(&caution);
    match () {
        () if has(Caution::Centred) => Some(TrivialLanguage::Centred),
        () if has(Caution::Script) => Some(TrivialLanguage::Script),
        () if has(Caution::Spelling) => Some(TrivialLanguage::Spelling),
        () => None,
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

fn distinct<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = Vec::new();
    for item in items {
        if !seen.contains(&item) {
            seen.push(item);
        }
    }
    seen
}
