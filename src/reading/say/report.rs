//! The findings of a report on one run.
//!
//! One run has one seed, and one seed decides nothing: the simpler spaces stand beside the model
//! with their numbers, and no verdict is given. A comparison over seeds is another thing.

use std::fmt::Display;

use super::text::{chance, digits, en};
use crate::config::{ModelKind, ProjectionMethod};
use crate::library::LabelColumn;
use crate::model::Ended;
use crate::pipeline::Analysis;
use crate::projection::Trust;
use crate::reading::{
    AgainstLabel, BlockReading, LabelReading, Reading, Recall, Repeat, Separability, Standing,
    Structure, languages_confound,
};
use crate::scores::{
    AgainstChance, CrossModal, External, ExternalScores, Internal, Scores, Separation, Stability,
};

/// Labels with more classes are not listed.
const MOST_CLASSES: usize = 8;

/// What is to be said of one thing. Sentences may hold `**` and backticks, as Markdown has them.
#[derive(Debug, Clone, PartialEq)]
pub struct Topic {
    pub title: &'static str,
    pub sentences: Vec<String>,
}

/// Findings of one run, the most sobering first. `reading` is of `analysis`.
pub fn topics(analysis: &Analysis, reading: &Reading) -> Vec<Topic> {
    let all = [
        ("Before all else", collapsed(analysis, reading)),
        ("The songs", songs(analysis)),
        ("What the model has learnt", learnt(analysis, reading)),
        ("Clusters", clusters(analysis, reading)),
        ("Clusters and labels", labels(analysis, reading)),
        ("Sound and words", modalities(analysis, reading)),
        ("The picture", picture(analysis, reading)),
    ];
    let some = all
        .into_iter()
        .filter(|(_, sentences)| !sentences.is_empty());
    some.map(|(title, sentences)| Topic { title, sentences })
        .collect()
}

fn collapsed(analysis: &Analysis, reading: &Reading) -> Vec<String> {
    if !reading.collapsed {
        return Vec::new();
    }
    let n_latent = analysis.latents().n_cols();
    vec![en(
        "**The latent space has collapsed:** {active} of {n} dimensions carry anything. Scores, clusters and pictures \
         below are of noise, and a good silhouette among them is no finding. A lower β, a longer warm-up or fewer \
         dimensions may help.",
        &[
            ("active", &analysis.model.diagnostics.n_active),
            ("n", &n_latent),
        ],
    )]
}

fn songs(analysis: &Analysis) -> Vec<String> {
    let (whole, here) = (&analysis.whole, &analysis.library);
    let report = &whole.report;
    let all = en(
        "{n} songs are in the library: {audio} with sound, {lyrics} with words, {both} with both. {here} of them are in \
         this analysis.",
        &[
            ("n", &whole.songs.len()),
            ("audio", &report.n_audio),
            ("lyrics", &report.n_lyrics),
            ("both", &report.n_both),
            ("here", &here.songs.len()),
        ],
    );
    let is_listed = |l: &&LabelColumn| (1..=MOST_CLASSES).contains(&l.classes.len());
    let by_label = here.labels.iter().filter(is_listed).map(classes);
    std::iter::once(all).chain(by_label).collect()
}

fn classes(label: &LabelColumn) -> String {
    let mut counts: Vec<(usize, &String)> = label.classes.iter().map(|c| (0, c)).collect();
    label
        .of_song
        .iter()
        .flatten()
        .for_each(|&c| counts[c as usize].0 += 1);
    counts.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    let mut line: Vec<String> = counts
        .iter()
        .map(|(n, class)| format!("{n} {class}"))
        .collect();
    let n_unknown = label.of_song.iter().filter(|c| c.is_none()).count();
    if n_unknown > 0 {
        line.push(en("{n} unknown", &[("n", &n_unknown)]));
    }
    let values: [(&str, &dyn Display); 3] = [
        ("label", &label.name),
        ("classes", &line.join(", ")),
        ("n", &label.n_detected),
    ];
    match label.n_detected {
        0 => en("By `{label}`: {classes}.", &values),
        _ => en(
            "By `{label}`: {classes} ({n} of them detected from the words).",
            &values,
        ),
    }
}

fn learnt(analysis: &Analysis, reading: &Reading) -> Vec<String> {
    let config = &analysis.config.model;
    let mut sentences = vec![training(analysis)];
    if config.kind.is_variational() {
        sentences.push(en(
            "{active} of {n} latent dimensions are active.",
            &[
                ("active", &analysis.model.diagnostics.n_active),
                ("n", &analysis.latents().n_cols()),
            ],
        ));
    }
    sentences.extend(reading.blocks.iter().map(explained));
    sentences
}

fn training(analysis: &Analysis) -> String {
    let model = &analysis.config.model;
    let kind = model.label();
    let n_latent = analysis.latents().n_cols();
    let values: [(&str, &dyn Display); 4] = [
        ("model", &kind),
        ("n", &n_latent),
        ("features", &analysis.fused.x.n_cols()),
        ("epochs", &analysis.model.history.len()),
    ];
    match (model.kind, analysis.model.ended) {
        (ModelKind::Direct, _) => en(
            "There is no model: clusters are made of the {n} features themselves.",
            &values,
        ),
        (ModelKind::Pca, _) => en(
            "The {model} keeps {n} components of {features} features.",
            &values,
        ),
        (_, Ended::Finished) => en(
            "The {model} was trained for all of its {epochs} epochs.",
            &values,
        ),
        (_, Ended::Early { best_epoch }) => en(
            "The {model} was trained for {epochs} epochs; those after epoch {best} did not help held-out songs, so its \
             weights are kept.",
            &[values[0], values[3], ("best", &best_epoch)],
        ),
        (_, Ended::Stopped) => en(
            "Training of the {model} was stopped by hand after {epochs} epochs.",
            &values,
        ),
    }
}

fn explained(block: &BlockReading) -> String {
    let train = percent(block.train);
    let held_out = block.held_out.map_or(String::new(), percent);
    let values: [(&str, &dyn Display); 3] = [
        ("block", &block.block),
        ("train", &train),
        ("held_out", &held_out),
    ];
    match block.means {
        None => en("Reconstruction explains {train} of `{block}`.", &values),
        Some(Recall::Mean) => en(
            "Reconstruction explains {train} of `{block}` in training songs and {held_out} in songs it has not seen: of \
             those it knows no more than their mean.",
            &values,
        ),
        Some(Recall::ByHeart) => en(
            "Reconstruction explains {train} of `{block}` in training songs and {held_out} in songs it has not seen: much \
             of it is learnt by heart.",
            &values,
        ),
        Some(Recall::Learnt) => en(
            "Reconstruction explains {train} of `{block}` in training songs and {held_out} in songs it has not seen.",
            &values,
        ),
    }
}

fn percent(share: f32) -> String {
    format!("{:.0} %", 100.0 * share)
}

fn clusters(analysis: &Analysis, reading: &Reading) -> Vec<String> {
    let scores = &analysis.scores;
    let mut sentences = vec![parted(analysis, reading)];
    if scores.noise_share > 0.0 {
        sentences.push(en(
            "{share} of the songs are in no cluster, and left out of the silhouette.",
            &[("share", &percent(scores.noise_share as f32))],
        ));
    }
    if !reading.collapsed {
        let of = |scores: &Scores| scores[Internal::Silhouette];
        sentences.extend(beside(analysis, "silhouette (each in its own space)", of));
    }
    let stability = analysis.probes.stability.as_ref();
    let read = stability.zip(reading.repeat);
    sentences.extend(read.map(|(stability, means)| repeated(stability, means, reading)));
    sentences
}

fn parted(analysis: &Analysis, reading: &Reading) -> String {
    let method = analysis.config.clustering.method.label();
    let silhouette = analysis.scores[Internal::Silhouette];
    let text = silhouette.map_or(String::new(), digits);
    let values: [(&str, &dyn Display); 3] = [
        ("method", &method),
        ("k", &analysis.clusters.n_clusters),
        ("s", &text),
    ];
    match reading.structure {
        None => en(
            "{method} makes {k} clusters; with so few their silhouette is undefined.",
            &values,
        ),
        Some(_) if reading.collapsed => en(
            "{method} makes {k} clusters of what is left, with a silhouette of {s}, which is no finding.",
            &values,
        ),
        Some(Structure::Strong) => en(
            "{method} makes {k} clusters with a silhouette of {s}: a strong structure, by the usual reading.",
            &values,
        ),
        Some(Structure::Reasonable) => en(
            "{method} makes {k} clusters with a silhouette of {s}: a reasonable structure, by the usual reading.",
            &values,
        ),
        Some(Structure::Weak) => en(
            "{method} makes {k} clusters with a silhouette of {s}: a weak structure that could be artificial, by the usual \
             reading.",
            &values,
        ),
        Some(Structure::None) => en(
            "{method} makes {k} clusters with a silhouette of {s}: no substantial structure, by the usual reading.",
            &values,
        ),
    }
}

fn repeated(stability: &Stability, means: Repeat, reading: &Reading) -> String {
    let how = match means {
        _ if reading.collapsed => "they say no more of the songs than before",
        Repeat::Same => "they come out much the same",
        Repeat::MuchTheSame => "they come out alike, not the same",
        Repeat::Otherwise => {
            "they come out otherwise each time, so do not lean on single songs' places"
        }
    };
    let seeds = stability.reseeded.map_or(String::new(), |r| {
        en(
            "{ari} over seeds of the clustering, ",
            &[("ari", &digits(r))],
        )
    });
    en(
        "Made again in this latent space, {how}: adjusted Rand index {seeds}{samples} over samples of the songs. What \
         another seed of the whole run gives is not seen here.",
        &[
            ("how", &how),
            ("seeds", &seeds),
            ("samples", &digits(stability.over_bootstrap)),
        ],
    )
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
        en(
            "In {what}: {all}. One seed decides nothing between them.",
            &[("what", &what), ("all", &all.join(", "))],
        )
    })
}

fn labels(analysis: &Analysis, reading: &Reading) -> Vec<String> {
    let scored = analysis.scores.external.iter().zip(&reading.labels);
    let mut sentences: Vec<String> = scored
        .map(|(external, label)| agreement(analysis, reading, external, label))
        .collect();
    sentences.extend(analysis.scores.not_scored.iter().map(|column| {
        en(
            "**{column}.** Not scored: the model was told it.",
            &[("column", column)],
        )
    }));
    sentences
}

fn agreement(
    analysis: &Analysis,
    reading: &Reading,
    external: &ExternalScores,
    label: &LabelReading,
) -> String {
    let mut parts = vec![en(
        "**{column}.** Clusters {agree}; purity {purity}, where the most frequent class alone gives {majority}.",
        &[
            ("column", &external.column),
            (
                "agree",
                &against(external[External::Ari], label.means, reading),
            ),
            ("purity", &digits(external[External::Purity].value)),
            ("majority", &digits(external.majority)),
        ],
    )];
    if let (Some((k, means)), Some(own)) = (label.own_k, &external.own_k) {
        parts.push(en(
            "As many clusters as it has classes, {k}, {agree}.",
            &[
                ("k", &k),
                ("agree", &against(own.scores[External::Ari], means, reading)),
            ],
        ));
    }
    if !reading.collapsed {
        parts.extend(beside_simpler(analysis, external, label));
        let separation = &analysis.probes.separation;
        let found = separation.iter().find(|s| s.column == external.column);
        let told = label.separability.zip(found);
        parts.extend(told.map(|(means, found)| separated(found, means)));
    }
    if !external.cautions.is_empty() {
        let cautions: Vec<&str> = external.cautions.iter().map(|c| c.in_words()).collect();
        parts.push(en(
            "**With care:** {cautions}.",
            &[("cautions", &cautions.join("; "))],
        ));
    }
    parts.join(" ")
}

/// As it follows "clusters".
fn against(ari: AgainstChance, means: AgainstLabel, reading: &Reading) -> String {
    let band = chance([ari.chance, ari.band[0], ari.band[1]]);
    let ari = digits(ari.value);
    let values: [(&str, &dyn Display); 2] = [("ari", &ari), ("chance", &band)];
    match means {
        _ if reading.collapsed => en(
            "are of a collapsed latent space, so no agreement is a finding: ARI {ari} ({chance})",
            &values,
        ),
        AgainstLabel::Beyond => en("agree with it beyond chance: ARI {ari} ({chance})", &values),
        AgainstLabel::Trivial => en(
            "agree with it, as those of any model would: ARI {ari} ({chance})",
            &values,
        ),
        AgainstLabel::NoBetterThanMajority => en(
            "agree with it beyond chance, but are no purer than one single cluster would be: ARI {ari} ({chance})",
            &values,
        ),
        AgainstLabel::Chance => en(
            "agree with it no more than shuffled labels do: ARI {ari} ({chance})",
            &values,
        ),
    }
}

/// At as many clusters as the column has classes, where there are such.
fn beside_simpler(
    analysis: &Analysis,
    external: &ExternalScores,
    label: &LabelReading,
) -> Option<String> {
    let what = match label.own_k {
        Some((k, _)) => en("agreement at {k} clusters", &[("k", &k)]),
        None => en("agreement with {column}", &[("column", &external.column)]),
    };
    let ari = |e: &ExternalScores| e.at_own_k()[External::Ari].value;
    let of = |scores: &Scores| {
        let mut columns = scores.external.iter();
        columns.find(|e| e.column == external.column).map(ari)
    };
    beside(analysis, &what, of)
}

fn separated(found: &Separation, means: Separability) -> String {
    let logistic = found.logistic;
    let shares = [
        logistic.value,
        logistic.chance,
        logistic.band[0],
        logistic.band[1],
        found.majority,
    ]
    .map(|share| percent(share as f32));
    let values: [(&str, &dyn Display); 6] = [
        ("accuracy", &shares[0]),
        ("mean", &shares[1]),
        ("low", &shares[2]),
        ("high", &shares[3]),
        ("majority", &shares[4]),
        ("songs", &found.unseen.in_words()),
    ];
    let told = match means {
        Separability::Told => en(
            "Without clusters, a linear classifier tells it right in {accuracy} of songs {songs} (chance {mean}, 95 % of it \
             {low} to {high}; the most frequent class: {majority}).",
            &values,
        ),
        Separability::NoBetterThanGuessing => en(
            "Without clusters, a linear classifier tells it no better than guessing, of songs {songs} ({accuracy}; chance \
             {mean}, 95 % of it {low} to {high}; the most frequent class: {majority}).",
            &values,
        ),
    };
    let copies = match found.n_copies {
        0 => String::new(),
        n => en(
            " {n} of these songs are copies of one another, and were kept together.",
            &[("n", &n)],
        ),
    };
    told + &copies
}

fn modalities(analysis: &Analysis, reading: &Reading) -> Vec<String> {
    let found = analysis.probes.cross_modal.as_ref();
    let Some((found, standing)) = found.zip(reading.modalities) else {
        return Vec::new();
    };
    let mut sentences = vec![overlap(found, standing)];
    if languages_confound(&analysis.library) {
        sentences.push(super::scores::languages_confound().to_string());
    }
    sentences
}

fn overlap(found: &CrossModal, standing: Standing) -> String {
    let shares =
        [found.mean, found.chance, found.band[0], found.band[1]].map(|share| percent(share as f32));
    let values: [(&str, &dyn Display); 5] = [
        ("mean", &shares[0]),
        ("chance", &shares[1]),
        ("low", &shares[2]),
        ("high", &shares[3]),
        ("k", &found.k),
    ];
    match standing {
        Standing::Beyond => en(
            "{mean} of a song's {k} neighbours by sound are its neighbours by words, more than the {chance} of chance \
             (95 % of it {low} to {high}): songs that sound alike tell alike things somewhat more often.",
            &values,
        ),
        Standing::Within => en(
            "{mean} of a song's {k} neighbours by sound are its neighbours by words, no more than chance gives ({chance}, \
             95 % of it {low} to {high}): here sound says nothing of words.",
            &values,
        ),
        Standing::Below => en(
            "{mean} of a song's {k} neighbours by sound are its neighbours by words, less than chance gives ({chance}, \
             95 % of it {low} to {high}): songs that sound alike tell alike things less often than shuffled songs.",
            &values,
        ),
    }
}

fn picture(analysis: &Analysis, reading: &Reading) -> Vec<String> {
    let mut sentences = Vec::new();
    if reading.collapsed {
        sentences.push(en(
            "The picture is of a collapsed latent space: however well it keeps neighbours, they are neighbours by chance.",
            &[],
        ));
    }
    let method = analysis.map.method;
    sentences.extend(analysis.trust.as_ref().map(|trust| kept(trust, method)));
    sentences.push(match (method, analysis.map.explained) {
        (ProjectionMethod::Tsne | ProjectionMethod::Umap, _) => en(
            "{method} keeps neighbours together and nothing else: distances between groups, their sizes and their shapes \
             may not be read from it. No score here was taken on the picture.",
            &[("method", &method.label())],
        ),
        (ProjectionMethod::Pca, Some([x, y])) => en(
            "The picture shows {share} of the latent variance; groups that lie over each other may be apart in what it \
             leaves out.",
            &[("share", &percent(x + y))],
        ),
        (ProjectionMethod::Pca, None) => en(
            "The picture is a projection to two dimensions; what lies over each other may be apart.",
            &[],
        ),
    });
    sentences
}

fn kept(trust: &Trust, method: ProjectionMethod) -> String {
    en(
        "Of a song's {k} neighbours in the latent space, {share} are its neighbours on the {method} map \
         (trustworthiness {trustworthiness}, continuity {continuity}).",
        &[
            ("k", &trust.k),
            ("share", &percent(trust.neighbours_kept as f32)),
            ("method", &method.label()),
            ("trustworthiness", &digits(trust.trustworthiness)),
            ("continuity", &digits(trust.continuity)),
        ],
    )
}
