//! Sentences that follow from the numbers by rules.
//!
//! A difference is told only when its 95 % interval (see `resample`) leaves out 0; else the sentence says that there is
//! no difference beyond noise. An agreement within the band of shuffled labels is told to be no more than chance.

use std::collections::HashMap;

use super::presets::QUESTIONS;
use super::resample::{Difference, Verdict, difference};
use super::run::Compared;
use super::summary::{Group, Score, Spread, groups};
use crate::config::splitmix64;
use crate::scores;

/// Label columns that sentences are written on, the first of the library.
const MOST_COLUMNS: usize = 3;

/// What is to be said on one grid of a comparison.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Paragraph {
    /// Index of the grid.
    pub grid: usize,
    pub title: String,
    pub sentences: Vec<String>,
}

/// A paragraph for each grid that has a finished cell.
pub fn findings(compared: &Compared) -> Vec<Paragraph> {
    let all = groups(compared);
    let mut paragraphs = Vec::new();
    for (grid, plan) in compared.plan.grids.iter().enumerate() {
        let groups: Vec<&Group> = all.iter().filter(|g| g.grid == grid).collect();
        if groups.is_empty() {
            continue;
        }
        let teller = Teller { compared, groups };
        let mut sentences = match QUESTIONS.iter().position(|q| *q == plan.name) {
            Some(0) => teller.against("VAE", "PCA"),
            Some(1) => teller.weights(),
            Some(2) => teller.languages(),
            Some(3) => teller.disentangling(),
            _ => teller.rankings(),
        };
        sentences.extend(teller.cautions());
        paragraphs.push(Paragraph { grid, title: plan.name.clone(), sentences });
    }
    paragraphs
}

struct Teller<'a> {
    compared: &'a Compared,
    groups: Vec<&'a Group<'a>>,
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
            .find(|g| g.modality == modality && g.model == model && features.is_none_or(|f| g.features == f))
            .copied()
    }

    /// One model against another, for each modality.
    fn against(&self, model: &str, other: &str) -> Vec<String> {
        let mut sentences = Vec::new();
        for modality in self.modalities() {
            let (Some(a), Some(b)) = (self.find(modality, None, model), self.find(modality, None, other)) else {
                continue;
            };
            let mut parts = Vec::new();
            for column in self.columns() {
                parts.extend(self.agreement_difference(a, b, column));
            }
            parts.extend(silhouette_difference(a, b));
            let place = if modality.is_empty() { String::new() } else { format!(" on {modality}") };
            if !parts.is_empty() {
                sentences.push(format!("**{model} against {other}{place}.** {}", parts.join(" ")));
            }
        }
        sentences
    }

    fn agreement_difference(&self, a: &Group, b: &Group, column: &str) -> Option<String> {
        let found = self.ari_difference(a, b, column)?;
        let text = told(&found, &format!("agreement with {column} (ARI)"), a.model, b.model);
        let within = |g: &Group| {
            let (mean, band) = (g.external(Score::Ari, column)?.mean, g.chance(Score::Ari, column)?);
            Some(mean <= band[2])
        };
        Some(match (within(a), within(b)) {
            (Some(true), Some(true)) => format!("{text} Neither agrees more than shuffled labels do."),
            _ => text,
        })
    }

    /// Drawn over seeds and songs.
    fn ari_difference(&self, a: &Group, b: &Group, column: &str) -> Option<Difference> {
        let classes = &self.compared.library.label(column)?.of_song;
        let pairs = paired(a, b);
        let prepared: Vec<Pair> = pairs
            .iter()
            .filter_map(|&((fit_a, of_a), (fit_b, of_b))| {
                let at_b: HashMap<usize, usize> = fit_b.rows.iter().enumerate().map(|(i, &row)| (row, i)).collect();
                let mut pair = Pair::default();
                for (i, row) in fit_a.rows.iter().enumerate() {
                    if let (Some(&j), Some(class)) = (at_b.get(row), classes.get(*row).copied().flatten()) {
                        pair.a.push(u32::try_from(of_a.labels[i]).ok());
                        pair.b.push(u32::try_from(of_b.labels[j]).ok());
                        pair.classes.push(Some(class));
                    }
                }
                (!pair.classes.is_empty()).then_some(pair)
            })
            .collect();
        let n_songs = prepared.iter().map(|p| p.classes.len()).min()?;
        let score = |labels: fn(&Pair) -> &Vec<Option<u32>>| {
            let prepared = &prepared;
            move |seed: usize, songs: &[usize]| {
                let pair = &prepared[seed];
                let drawn = |of: &[Option<u32>]| songs.iter().map(|&i| of[i]).collect::<Vec<_>>();
                (songs.len() > 1).then(|| scores::ari(&drawn(labels(pair)), &drawn(&pair.classes)))
            }
        };
        difference(
            prepared.len(),
            n_songs,
            score(|p| &p.a),
            score(|p| &p.b),
            seed_of(&[&a.title(), &b.title(), column]),
        )
    }

    /// What happens as words weigh more.
    fn weights(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        let weights = distinct(self.groups.iter().map(|g| g.features));
        let (Some(&sound), Some(&words)) = (weights.first(), weights.last()) else { return sentences };
        for model in distinct(self.groups.iter().map(|g| g.model)) {
            for column in self.columns() {
                let at = |features: &str| self.groups.iter().find(|g| g.model == model && g.features == features);
                let line: Vec<String> = weights
                    .iter()
                    .filter_map(|w| Some(format!("{} at {w}", at(w)?.external(Score::Ari, column).map(plus_minus)?)))
                    .collect();
                if line.is_empty() {
                    continue;
                }
                let mut text = format!("**{model}, agreement with {column} (ARI):** {}.", line.join(", "));
                for (from, to) in [(sound, words), (sound, "lyrics weight 0.5"), (words, "lyrics weight 0.5")] {
                    if let (Some(a), Some(b)) = (at(to), at(from))
                        && let Some(found) = self.ari_difference(a, b, column)
                    {
                        text.push(' ');
                        text.push_str(&told(&found, "agreement", &format!("`{to}`"), &format!("`{from}`")));
                    }
                }
                sentences.push(text);
            }
        }
        sentences
    }

    /// Is the language in the space, with clusters and without?
    fn languages(&self) -> Vec<String> {
        let Some(column) = self.compared.library.label("language").map(|l| l.name.as_str()) else {
            return vec!["There is no language label to hold the clusters against.".to_string()];
        };
        let mut sentences = Vec::new();
        for group in &self.groups {
            let (Some(ari), Some(band)) = (group.external(Score::Ari, column), group.chance(Score::Ari, column)) else {
                continue;
            };
            let name = [group.modality, group.features, group.model].into_iter().filter(|n| !n.is_empty());
            let mut text = format!("**{}.** ", name.collect::<Vec<_>>().join(", "));
            let n_seeds = group.runs.len();
            let is_above = |c: &super::result::Clustered| c.with(column).is_some_and(|a| a.ari.value > a.ari.high);
            let how = match group.runs.iter().filter(|(_, _, c)| is_above(c)).count() {
                0 => "Clusters do not agree with the language more than chance".to_string(),
                n if n == n_seeds => "Clusters agree with the language".to_string(),
                n => format!("Clusters agree with the language at {n} of {n_seeds} seeds only"),
            };
            text.push_str(&format!("{how}: ARI {} (chance up to {}).", plus_minus(ari), digits(band[2])));
            let told =
                |fit: &super::result::FitResult| fit.told.iter().find(|t| t.column == column).map(|t| t.logistic.value);
            let majority = group.runs.iter().find_map(|(_, f, _)| f.told.iter().find(|t| t.column == column));
            if let (Some(accuracy), Some(beside)) = (group.of_fits(told), majority) {
                text.push_str(&format!(
                    " Without clusters, a linear classifier tells it right in {:.0} % of songs of artists it has not \
                     seen (the most frequent language: {:.0} %).",
                    100.0 * accuracy.mean,
                    100.0 * beside.majority
                ));
            }
            let is_trivial = group.agreement(column).is_some_and(|a| a.cautions.iter().any(|c| c.contains("scripts")));
            if is_trivial {
                text.push_str(" The languages are written in different scripts, so with lyrics this is trivial.");
            }
            sentences.push(text);
        }
        sentences
    }

    /// β against stability and the mutual information gap.
    fn disentangling(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        for family in ["β-VAE", "β-TCVAE"] {
            let of_family: Vec<&&Group> =
                self.groups.iter().filter(|g| g.model.split(',').next() == Some(family)).collect();
            let (Some(first), Some(last)) = (of_family.first(), of_family.last()) else { continue };
            let mut text = format!("**{family}.** ");
            let seeds = |of: &dyn Fn(&Group, usize) -> Option<f64>, name: &str| {
                let n = first.runs.len().min(last.runs.len());
                let found = difference(n, 1, |s, _| of(last, s), |s, _| of(first, s), seed_of(&[family, name]))?;
                Some(told(&found, name, last.model, first.model))
            };
            let stability = |g: &Group, s: usize| g.runs[s].2.stability.map(|s| s[2]);
            let mig = |g: &Group, s: usize| g.runs[s].1.mig;
            text.push_str(&seeds(&stability, "stability over bootstrap samples").unwrap_or_default());
            text.push(' ');
            text.push_str(&seeds(&mig, "mutual information gap").unwrap_or_default());
            let lines: Vec<String> = of_family
                .iter()
                .map(|g| {
                    let spread = |s: Option<Spread>| s.map_or("undefined".to_string(), plus_minus);
                    format!(
                        "{}: stability {}, MIG {}, {} active dimensions",
                        g.model,
                        spread(g.of_clusterings(|c| c.stability.map(|s| s[2]))),
                        spread(g.of_fits(|f| f.mig)),
                        g.of_fits(|f| Some(f.n_active as f64)).map_or(String::new(), |s| format!("{:.1}", s.mean))
                    )
                })
                .collect();
            text.push_str(&format!(" By β: {}.", lines.join("; ")));
            sentences.push(text);
        }
        if !sentences.is_empty() {
            sentences.push(
                "The mutual information gap takes label columns for factors; they are not known to be independent, so \
                 it compares these models on these songs and nothing else."
                    .to_string(),
            );
        }
        sentences
    }

    /// All models by each score, and the best against PCA and direct features.
    fn rankings(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        let places = distinct(self.groups.iter().map(|g| (g.modality, g.features, g.clustering)));
        for (modality, features, clustering) in places {
            let here: Vec<&Group> = self
                .groups
                .iter()
                .filter(|g| (g.modality, g.features, g.clustering) == (modality, features, clustering))
                .copied()
                .collect();
            let place = [modality, features, clustering].into_iter().filter(|n| !n.is_empty()).collect::<Vec<_>>();
            let mut text = format!("**{}.** ", place.join(" · "));
            text.push_str(&self.ranking(&here, "silhouette, each in its own space", |g| g.internal(Score::Silhouette)));
            for column in self.columns() {
                let name = format!("agreement with {column} (ARI)");
                text.push_str(&self.ranking(&here, &name, |g| g.external(Score::Ari, column)));
                let best = here
                    .iter()
                    .filter_map(|g| Some((g, g.external(Score::Ari, column)?.mean)))
                    .max_by(|a, b| a.1.total_cmp(&b.1));
                for other in ["PCA", "features"] {
                    let other = here.iter().find(|g| g.model == other);
                    if let (Some((best, _)), Some(other)) = (best, other)
                        && best.model != other.model
                        && let Some(sentence) = self.agreement_difference(best, other, column)
                    {
                        text.push_str(&sentence);
                        text.push(' ');
                    }
                }
            }
            sentences.push(text.trim_end().to_string());
        }
        sentences.extend(self.joined_against_lyrics());
        sentences
    }

    fn ranking(&self, here: &[&Group], name: &str, of: impl Fn(&Group) -> Option<Spread>) -> String {
        let mut found: Vec<(&str, Spread)> = here.iter().filter_map(|g| Some((g.model, of(g)?))).collect();
        found.sort_by(|a, b| b.1.mean.total_cmp(&a.1.mean));
        if found.is_empty() {
            return format!("By {name}: undefined. ");
        }
        let line: Vec<String> = found.iter().map(|(model, s)| format!("{model} {}", plus_minus(*s))).collect();
        format!("By {name}: {}. ", line.join(", "))
    }

    /// What sound adds to words, model by model.
    fn joined_against_lyrics(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        for joined in self.groups.iter().filter(|g| g.modality == "audio + lyrics") {
            let lyrics = self.groups.iter().find(|g| {
                (g.modality, g.features, g.model, g.clustering)
                    == ("lyrics", joined.features, joined.model, joined.clustering)
            });
            let Some(lyrics) = lyrics else { continue };
            for column in self.columns() {
                if let Some(found) = self.ari_difference(joined, lyrics, column) {
                    let what = format!("agreement with {column} (ARI), {}, {}", joined.model, joined.clustering);
                    sentences.push(told(&found, &what, "audio + lyrics", "lyrics alone"));
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
            .map(|g| format!("{} ({} of {} runs)", g.title(), g.n_collapsed(), g.runs.len()))
            .collect();
        if !collapsed.is_empty() {
            sentences.push(format!(
                "**Collapsed:** {}. Their latents carry next to nothing, so a good silhouette of theirs is no finding.",
                collapsed.join("; ")
            ));
        }
        let mut flagged: Vec<String> = Vec::new();
        for group in &self.groups {
            for agreement in group.runs.first().map_or(&[][..], |(_, _, c)| &c.agreements) {
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
}

type Run<'a> = (&'a super::result::FitResult, &'a super::result::Clustered);

/// The runs of two cells that have the same seed.
fn paired<'a>(a: &Group<'a>, b: &Group<'a>) -> Vec<(Run<'a>, Run<'a>)> {
    let of_b = |seed| b.runs.iter().find(|(s, _, _)| *s == seed);
    a.runs.iter().filter_map(|&(seed, fit, c)| of_b(seed).map(|&(_, fit_b, c_b)| ((fit, c), (fit_b, c_b)))).collect()
}

/// Drawn over seeds and, where both cells have the same songs, over songs.
fn silhouette_difference(a: &Group, b: &Group) -> Option<String> {
    let pairs = paired(a, b);
    if pairs.iter().any(|((fit_a, _), (fit_b, _))| fit_a.rows != fit_b.rows) {
        return None;
    }
    let n_songs = pairs.first()?.0.0.rows.len();
    let mean = |of: &[Option<f32>], songs: &[usize]| {
        Spread::of(songs.iter().filter_map(|&i| of[i].map(f64::from))).map(|s| s.mean)
    };
    let found = difference(
        pairs.len(),
        n_songs,
        |seed, songs| mean(&pairs[seed].0.1.silhouette_of_song, songs),
        |seed, songs| mean(&pairs[seed].1.1.silhouette_of_song, songs),
        seed_of(&[&a.title(), &b.title()]),
    )?;
    Some(told(&found, "silhouette (each in its own space)", a.model, b.model))
}

/// One sentence on a difference.
pub(super) fn told(found: &Difference, what: &str, a: &str, b: &str) -> String {
    let interval = format!("95 % interval of the difference {} to {}", digits(found.low), digits(found.high));
    let values = format!("{} {}, {} {}", a, digits(found.a), b, digits(found.b));
    match found.verdict() {
        Verdict::Higher => format!("{a} has the higher {what}: {values} ({interval})."),
        Verdict::Lower => format!("{b} has the higher {what}: {values} ({interval})."),
        Verdict::NoDifference => format!("In {what} there is no difference beyond noise: {values} ({interval})."),
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

/// The same for the same names, so that a table and its findings come out the same again.
pub(super) fn seed_of(names: &[&str]) -> u64 {
    names.iter().flat_map(|n| n.bytes()).fold(1, |seed, byte| splitmix64(seed ^ u64::from(byte)))
}

/// Three digits, without the sign of what rounds to 0.
pub fn digits(value: f64) -> String {
    let text = format!("{value:.3}");
    if text == "-0.000" { "0.000".to_string() } else { text }
}

fn plus_minus(spread: Spread) -> String {
    match spread.n {
        1 => digits(spread.mean),
        _ => format!("{} ± {:.3}", digits(spread.mean), spread.sd),
    }
}
