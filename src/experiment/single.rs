//! Sentences that follow from the numbers of one run, by the rules of `findings`.
//!
//! One run has one seed: what another seed would give is told only by the stability of the clusters. So a difference to
//! the simpler spaces is taken over halves of the songs alone, and the sentences say that a comparison over seeds is
//! another thing.

use super::findings::{digits, seed_of, told};
use super::resample::{Difference, difference};
use crate::config::{ModelKind, ProjectionMethod};
use crate::library::LabelColumn;
use crate::model::Ended;
use crate::pipeline::{Analysis, Baseline};
use crate::scores::{self, ExternalScores, Separation};

/// What is to be said of one thing. Sentences may hold `**` and backticks, as Markdown has them.
#[derive(Debug, Clone, PartialEq)]
pub struct Topic {
    pub title: &'static str,
    pub sentences: Vec<String>,
}

/// Findings of one run, the most sobering first.
pub fn findings_of_one(analysis: &Analysis) -> Vec<Topic> {
    let topics = [
        ("Before all else", collapsed(analysis)),
        ("The songs", songs(analysis)),
        ("What the model has learnt", learnt(analysis)),
        ("Clusters", clusters(analysis)),
        ("Clusters and labels", labels(analysis)),
        ("Sound and words", modalities(analysis)),
        ("The picture", picture(analysis)),
    ];
    let some = topics.into_iter().filter(|(_, sentences)| !sentences.is_empty());
    some.map(|(title, sentences)| Topic { title, sentences }).collect()
}

fn is_collapsed(analysis: &Analysis) -> bool {
    analysis.model.diagnostics.is_collapsed(analysis.latents().n_cols())
}

fn collapsed(analysis: &Analysis) -> Vec<String> {
    if !is_collapsed(analysis) {
        return Vec::new();
    }
    let (active, n) = (analysis.model.diagnostics.n_active, analysis.latents().n_cols());
    vec![format!(
        "**The latent space has collapsed:** {active} of {n} dimensions carry anything. Scores, clusters and pictures \
         below are of noise, and a good silhouette among them is no finding. A lower β, a longer warm-up or fewer \
         dimensions may help."
    )]
}

fn songs(analysis: &Analysis) -> Vec<String> {
    let (whole, here) = (&analysis.whole, &analysis.library);
    let report = &whole.report;
    let mut sentences = vec![format!(
        "{} songs are in the library: {} with sound, {} with words, {} with both. {} of them are in this analysis.",
        whole.songs.len(),
        report.n_audio,
        report.n_lyrics,
        report.n_both,
        here.songs.len()
    )];
    for label in here.labels.iter().filter(|l| l.classes.len() <= 8 && !l.classes.is_empty()) {
        let mut counts: Vec<(usize, &String)> = label.classes.iter().map(|c| (0, c)).collect();
        label.of_song.iter().flatten().for_each(|&c| counts[c as usize].0 += 1);
        counts.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
        let line: Vec<String> = counts.iter().map(|(n, class)| format!("{n} {class}")).collect();
        let unknown = label.of_song.iter().filter(|c| c.is_none()).count();
        let rest = if unknown > 0 { format!(", {unknown} unknown") } else { String::new() };
        let detected = match label.n_detected {
            0 => String::new(),
            n => format!(" ({n} of them detected from the words)"),
        };
        sentences.push(format!("By `{}`: {}{rest}{detected}.", label.name, line.join(", ")));
    }
    sentences
}

fn learnt(analysis: &Analysis) -> Vec<String> {
    let (model, d) = (&analysis.model, &analysis.model.diagnostics);
    let kind = analysis.config.model.label();
    let n = analysis.latents().n_cols();
    let mut sentences = vec![match (analysis.config.model.kind, model.ended) {
        (ModelKind::Direct, _) => format!("There is no model: clusters are made of the {n} features themselves."),
        (ModelKind::Pca, _) => format!("The {kind} keeps {n} components of {} features.", analysis.fused.x.n_cols()),
        (_, Ended::Finished) => format!("The {kind} was trained for all of its {} epochs.", model.history.len()),
        (_, Ended::Early { best_epoch }) => format!(
            "The {kind} was trained for {} epochs; those after epoch {best_epoch} did not help held-out songs, so its \
             weights are kept.",
            model.history.len()
        ),
        (_, Ended::Stopped) => {
            format!("Training of the {kind} was stopped by hand after {} epochs.", model.history.len())
        }
    }];
    if analysis.config.model.kind.is_variational() {
        sentences.push(format!("{} of {n} latent dimensions are active.", d.n_active));
    }
    if analysis.config.model.kind == ModelKind::Direct {
        return sentences;
    }
    for (block, train, validation) in &d.explained_blocks {
        let Some(validation) = validation else {
            sentences.push(format!("Reconstruction explains {} of `{block}`.", percent(*train)));
            continue;
        };
        let of = format!(
            "Reconstruction explains {} of `{block}` in training songs and {} in songs it has not seen",
            percent(*train),
            percent(*validation)
        );
        sentences.push(match () {
            () if *validation <= 0.0 => format!("{of}: of those it knows no more than their mean."),
            () if train - validation > 0.2 => format!("{of}: much of it is learnt by heart."),
            () => format!("{of}."),
        });
    }
    sentences
}

fn percent(share: f32) -> String {
    format!("{:.0} %", 100.0 * share)
}

fn clusters(analysis: &Analysis) -> Vec<String> {
    let (found, scores) = (&analysis.clusters, &analysis.scores);
    let method = analysis.config.clustering.method.label();
    let k = found.n_clusters;
    let mut sentences = vec![match scores.silhouette {
        Some(s) => format!("{method} makes {k} clusters with a silhouette of {}: {}.", digits(s), grade(s)),
        None => format!("{method} makes {k} clusters; with so few their silhouette is undefined."),
    }];
    if scores.noise_share > 0.0 {
        let share = percent(scores.noise_share as f32);
        sentences.push(format!("{share} of the songs are in no cluster, and left out of the silhouette."));
    }
    if !is_collapsed(analysis) {
        let own = analysis.config.model.label();
        sentences.extend(analysis.baselines.iter().filter_map(|b| {
            let what = "silhouette (each in its own space)";
            Some(told(&silhouette_difference(analysis, b)?, what, &own, b.name))
        }));
    }
    if let Some(s) = &analysis.probes.stability {
        let verdict = match s.over_seeds.min(s.over_bootstrap) {
            low if low >= 0.8 => "they come out much the same",
            low if low >= 0.5 => "they come out alike, not the same",
            _ => "they come out otherwise each time, so do not lean on single songs' places",
        };
        sentences.push(format!(
            "Made again, {verdict}: adjusted Rand index {} over seeds, {} over samples of the songs.",
            digits(s.over_seeds),
            digits(s.over_bootstrap)
        ));
    }
    sentences
}

/// The words of Kaufman & Rousseeuw (1990), table 4 of chapter 2, for a silhouette.
fn grade(silhouette: f64) -> &'static str {
    match silhouette {
        s if s > 0.7 => "a strong structure, by the usual reading",
        s if s > 0.5 => "a reasonable structure, by the usual reading",
        s if s > 0.25 => "a weak structure that could be artificial, by the usual reading",
        _ => "no substantial structure, by the usual reading",
    }
}

fn silhouette_difference(analysis: &Analysis, other: &Baseline) -> Option<Difference> {
    let (a, b) = (&analysis.scores.silhouette_of_song, &other.scores.silhouette_of_song);
    let mean = |of: &[f32], songs: &[usize]| {
        let known: Vec<f64> = songs.iter().map(|&i| f64::from(of[i])).filter(|s| s.is_finite()).collect();
        (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
    };
    (a.len() == b.len()).then_some(())?;
    difference(1, a.len(), |_, songs| mean(a, songs), |_, songs| mean(b, songs), seed_of(&[other.name, "silhouette"]))
}

fn labels(analysis: &Analysis) -> Vec<String> {
    let mut sentences = Vec::new();
    for external in &analysis.scores.external {
        sentences.push(agreement(analysis, external));
    }
    for column in &analysis.scores.not_scored {
        sentences.push(format!("**{column}.** Not scored: the model was told it."));
    }
    sentences
}

fn agreement(analysis: &Analysis, e: &ExternalScores) -> String {
    let (ari, high) = (e.ari.value, e.ari.band[1]);
    let verdict = if ari > high {
        format!(
            "Clusters agree with it beyond chance: ARI {} (shuffled labels stay below {})",
            digits(ari),
            digits(high)
        )
    } else {
        format!(
            "Clusters agree with it no more than shuffled labels do: ARI {} (chance up to {})",
            digits(ari),
            digits(high)
        )
    };
    let mut text = format!(
        "**{}.** {verdict}; purity {}, where the most frequent class alone gives {}.",
        e.column,
        digits(e.purity.value),
        digits(e.majority)
    );
    if !is_collapsed(analysis)
        && let Some(label) = analysis.library.label(&e.column)
    {
        let own = analysis.config.model.label();
        for baseline in analysis.baselines.iter() {
            let what = format!("agreement with {}", e.column);
            if let Some(found) = ari_difference(analysis, baseline, label) {
                text.push_str(&format!(" {}", told(&found, &what, &own, baseline.name)));
            }
        }
    }
    if let Some(s) = analysis.probes.separation.iter().find(|s| s.column == e.column) {
        text.push_str(&format!(" {}", separated(s)));
    }
    if !e.cautions.is_empty() {
        let cautions: Vec<&str> = e.cautions.iter().map(|c| c.in_words()).collect();
        text.push_str(&format!(" **With care:** {}.", cautions.join("; ")));
    }
    text
}

fn separated(s: &Separation) -> String {
    let accuracy = percent(s.logistic.value as f32);
    let line = s.logistic.band[1].max(s.majority);
    let beside = format!("the most frequent class: {}", percent(s.majority as f32));
    if s.logistic.value > line {
        format!("Without clusters, a linear classifier tells it right in {accuracy} of songs ({beside}).")
    } else {
        format!("Without clusters, a linear classifier tells it no better than guessing ({accuracy}; {beside}).")
    }
}

fn ari_difference(analysis: &Analysis, other: &Baseline, label: &LabelColumn) -> Option<Difference> {
    let known: Vec<usize> = (0..label.of_song.len()).filter(|&i| label.of_song[i].is_some()).collect();
    let score = |clusters: &[Option<u32>], songs: &[usize]| {
        let pick = |of: &[Option<u32>]| songs.iter().map(|&i| of[known[i]]).collect::<Vec<_>>();
        (songs.len() > 1).then(|| scores::ari(&pick(clusters), &pick(&label.of_song)))
    };
    difference(
        1,
        known.len(),
        |_, songs| score(&analysis.clusters.labels, songs),
        |_, songs| score(&other.labels, songs),
        seed_of(&[other.name, &label.name]),
    )
}

fn modalities(analysis: &Analysis) -> Vec<String> {
    let Some(c) = &analysis.probes.cross_modal else { return Vec::new() };
    let (mean, chance) = (percent(c.mean as f32), percent(c.chance as f32));
    let numbers = format!("{mean} of a song's {} neighbours by sound are its neighbours by words", c.k);
    vec![if c.mean > c.chance_high {
        format!(
            "{numbers}, more than the {chance} of chance: songs that sound alike tell alike things somewhat more often."
        )
    } else {
        format!("{numbers}, no more than chance gives ({chance}): here sound says nothing of words.")
    }]
}

fn picture(analysis: &Analysis) -> Vec<String> {
    let method = analysis.map.method.label();
    let mut sentences = Vec::new();
    if let Some(t) = &analysis.trust {
        let line = format!(
            "Of a song's {} neighbours in the latent space, {} are its neighbours on the {method} map \
             (trustworthiness {}, continuity {}).",
            t.k,
            percent(t.neighbours_kept as f32),
            digits(t.trustworthiness),
            digits(t.continuity)
        );
        sentences.push(line);
    }
    sentences.push(match analysis.map.method {
        ProjectionMethod::Tsne | ProjectionMethod::Umap => format!(
            "{method} keeps neighbours together and nothing else: distances between groups, their sizes and their \
             shapes may not be read from it. No score here was taken on the picture."
        ),
        ProjectionMethod::Pca => match analysis.map.explained {
            Some([x, y]) => format!(
                "The picture shows {} of the latent variance; groups that lie over each other may be apart in what it \
                 leaves out.",
                percent(x + y)
            ),
            None => {
                "The picture is a projection to two dimensions; what lies over each other may be apart.".to_string()
            }
        },
    });
    sentences
}
