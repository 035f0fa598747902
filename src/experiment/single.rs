//! Sentences that follow from the numbers of one run, by the rules of `findings`.
//!
//! One run has one seed, and one seed decides nothing: the simpler spaces stand beside the model
//! with their numbers, and no verdict is given. A comparison over seeds is another thing.

use super::findings::{chance, digits};
use crate::config::{ModelKind, ProjectionMethod};
use crate::model::Ended;
use crate::pipeline::Analysis;
use crate::scores::{AgainstChance, ExternalScores, Scores, Separation};

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
    let some = topics
        .into_iter()
        .filter(|(_, sentences)| !sentences.is_empty());
    some.map(|(title, sentences)| Topic { title, sentences })
        .collect()
}

fn collapsed(analysis: &Analysis) -> Vec<String> {
    if !analysis.is_collapsed() {
        return Vec::new();
    }
    let (active, n) = (
        analysis.model.diagnostics.n_active,
        analysis.latents().n_cols(),
    );
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
    for label in here
        .labels
        .iter()
        .filter(|l| l.classes.len() <= 8 && !l.classes.is_empty())
    {
        let mut counts: Vec<(usize, &String)> = label.classes.iter().map(|c| (0, c)).collect();
        label
            .of_song
            .iter()
            .flatten()
            .for_each(|&c| counts[c as usize].0 += 1);
        counts.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
        let line: Vec<String> = counts
            .iter()
            .map(|(n, class)| format!("{n} {class}"))
            .collect();
        let unknown = label.of_song.iter().filter(|c| c.is_none()).count();
        let rest = if unknown > 0 {
            format!(", {unknown} unknown")
        } else {
            String::new()
        };
        let detected = match label.n_detected {
            0 => String::new(),
            n => format!(" ({n} of them detected from the words)"),
        };
        sentences.push(format!(
            "By `{}`: {}{rest}{detected}.",
            label.name,
            line.join(", ")
        ));
    }
    sentences
}

fn learnt(analysis: &Analysis) -> Vec<String> {
    let (model, d) = (&analysis.model, &analysis.model.diagnostics);
    let kind = analysis.config.model.label();
    let n = analysis.latents().n_cols();
    let mut sentences = vec![match (analysis.config.model.kind, model.ended) {
        (ModelKind::Direct, _) => {
            format!("There is no model: clusters are made of the {n} features themselves.")
        }
        (ModelKind::Pca, _) => format!(
            "The {kind} keeps {n} components of {} features.",
            analysis.fused.x.n_cols()
        ),
        (_, Ended::Finished) => format!(
            "The {kind} was trained for all of its {} epochs.",
            model.history.len()
        ),
        (_, Ended::Early { best_epoch }) => format!(
            "The {kind} was trained for {} epochs; those after epoch {best_epoch} did not help held-out songs, so its \
             weights are kept.",
            model.history.len()
        ),
        (_, Ended::Stopped) => {
            format!(
                "Training of the {kind} was stopped by hand after {} epochs.",
                model.history.len()
            )
        }
    }];
    if analysis.config.model.kind.is_variational() {
        sentences.push(format!(
            "{} of {n} latent dimensions are active.",
            d.n_active
        ));
    }
    if analysis.config.model.kind == ModelKind::Direct {
        return sentences;
    }
    for (block, train, validation) in &d.explained_blocks {
        let Some(validation) = validation else {
            sentences.push(format!(
                "Reconstruction explains {} of `{block}`.",
                percent(*train)
            ));
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
        Some(s) if analysis.is_collapsed() => {
            let s = digits(s);
            format!(
                "{method} makes {k} clusters of what is left, with a silhouette of {s}, which is no finding."
            )
        }
        Some(s) => format!(
            "{method} makes {k} clusters with a silhouette of {}: {}.",
            digits(s),
            grade(s)
        ),
        None => format!("{method} makes {k} clusters; with so few their silhouette is undefined."),
    }];
    if scores.noise_share > 0.0 {
        let share = percent(scores.noise_share as f32);
        sentences.push(format!(
            "{share} of the songs are in no cluster, and left out of the silhouette."
        ));
    }
    if !analysis.is_collapsed() {
        let of = |scores: &Scores| scores.silhouette;
        sentences.extend(beside(analysis, "silhouette (each in its own space)", of));
    }
    if let Some(s) = &analysis.probes.stability {
        let verdict = match s.reseeded.unwrap_or(1.0).min(s.over_bootstrap) {
            _ if analysis.is_collapsed() => "they say no more of the songs than before",
            low if low >= 0.8 => "they come out much the same",
            low if low >= 0.5 => "they come out alike, not the same",
            _ => "they come out otherwise each time, so do not lean on single songs' places",
        };
        let seeds = s.reseeded.map_or(String::new(), |r| {
            format!("{} over seeds of the clustering, ", digits(r))
        });
        sentences.push(format!(
            "Made again in this latent space, {verdict}: adjusted Rand index {seeds}{} over samples of the songs. What \
             another seed of the whole run gives is not seen here.",
            digits(s.over_bootstrap)
        ));
    }
    sentences
}

/// The numbers of the model and of the simpler spaces, without a verdict. `None` where one of them
/// alone has any.
fn beside(analysis: &Analysis, what: &str, of: impl Fn(&Scores) -> Option<f64>) -> Option<String> {
    let own = analysis.config.model.label();
    let spaces = std::iter::once((own.as_str(), &*analysis.scores));
    let spaces = spaces.chain(analysis.baselines.iter().map(|b| (b.name, &b.scores)));
    let all: Vec<String> = spaces
        .filter_map(|(name, scores)| Some(format!("{name} {}", digits(of(scores)?))))
        .collect();
    (all.len() > 1).then(|| {
        format!(
            "In {what}: {}. One seed decides nothing between them.",
            all.join(", ")
        )
    })
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
    let against = |ari: AgainstChance| {
        let (value, chance) = (
            digits(ari.value),
            chance([ari.chance, ari.band[0], ari.band[1]]),
        );
        match ari.value > ari.band[1] {
            _ if analysis.is_collapsed() => {
                format!(
                    "are of a collapsed latent space, so no agreement is a finding: ARI {value} ({chance})"
                )
            }
            true => format!("agree with it beyond chance: ARI {value} ({chance})"),
            false => {
                format!("agree with it no more than shuffled labels do: ARI {value} ({chance})")
            }
        }
    };
    let mut text = format!(
        "**{}.** Clusters {}; purity {}, where the most frequent class alone gives {}.",
        e.column,
        against(e.ari),
        digits(e.purity.value),
        digits(e.majority)
    );
    let own_k = e
        .own_k
        .as_ref()
        .filter(|own| own.k != analysis.clusters.n_clusters);
    if let Some(own) = own_k {
        text.push_str(&format!(
            " As many clusters as it has classes, {}, {}.",
            own.k,
            against(own.scores.ari)
        ));
    }
    if !analysis.is_collapsed() {
        let what = match own_k {
            Some(own) => format!("agreement at {} clusters", own.k),
            None => format!("agreement with {}", e.column),
        };
        let ari = |e: &ExternalScores| e.own_k.as_ref().map_or(e.ari, |own| own.scores.ari).value;
        let of = |scores: &Scores| {
            scores
                .external
                .iter()
                .find(|other| other.column == e.column)
                .map(ari)
        };
        if let Some(sentence) = beside(analysis, &what, of) {
            text.push_str(&format!(" {sentence}"));
        }
    }
    let separation = analysis
        .probes
        .separation
        .iter()
        .find(|s| s.column == e.column);
    if let Some(s) = separation.filter(|_| !analysis.is_collapsed()) {
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
    let [mean, low, high] = [s.logistic.chance, s.logistic.band[0], s.logistic.band[1]]
        .map(|share| percent(share as f32));
    let majority = percent(s.majority as f32);
    let beside =
        format!("chance {mean}, 95 % of it {low} to {high}; the most frequent class: {majority}");
    let songs = s.unseen().in_words();
    let copies = match s.n_copies {
        0 => String::new(),
        n => format!(" {n} of these songs are copies of one another, and were kept together."),
    };
    if s.logistic.value > line {
        format!(
            "Without clusters, a linear classifier tells it right in {accuracy} of songs {songs} ({beside}).{copies}"
        )
    } else {
        format!(
            "Without clusters, a linear classifier tells it no better than guessing, of songs {songs} ({accuracy}; \
             {beside}).{copies}"
        )
    }
}

fn modalities(analysis: &Analysis) -> Vec<String> {
    let Some(c) = &analysis.probes.cross_modal else {
        return Vec::new();
    };
    let [mean, chance, low, high] =
        [c.mean, c.chance, c.band[0], c.band[1]].map(|share| percent(share as f32));
    let numbers = format!(
        "{mean} of a song's {} neighbours by sound are its neighbours by words",
        c.k
    );
    vec![if c.mean > c.band[1] {
        format!(
            "{numbers}, more than the {chance} of chance (95 % of it {low} to {high}): songs that sound alike tell alike things somewhat more often."
        )
    } else {
        format!(
            "{numbers}, no more than chance gives ({chance}, 95 % of it {low} to {high}): here sound says nothing of words."
        )
    }]
}

fn picture(analysis: &Analysis) -> Vec<String> {
    let method = analysis.map.method.label();
    let mut sentences = Vec::new();
    if analysis.is_collapsed() {
        sentences.push(
            "The picture is of a collapsed latent space: however well it keeps neighbours, they are neighbours by chance."
                .to_string(),
        );
    }
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
