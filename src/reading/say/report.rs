//! The findings of a report on one run.
//!
//! One run has one seed, and one seed decides nothing: the simpler spaces stand beside the model
//! with their numbers, and no verdict is given. A comparison over seeds is another thing.

use std::fmt::Display;

use super::label_auc::label_verdicts;
use super::scores::{of_sample, sentence};
use super::separability::{WithoutClusters, without_clusters};
use super::text::{block_name, chance, digits, percent as hundredths};
use crate::config::{ModelKind, ProjectionMethod};
use crate::library::{LabelColumn, MultiLabel};
use crate::model::Ended;
use crate::pipeline::Analysis;
use crate::projection::Trust;
use crate::reading::{
    AgainstLabel, BlockReading, LabelReading, Reading, Recall, Repeat, ScoreRemark, Standing,
    Structure, languages_confound,
};
use crate::scores::{
    AgainstChance, CrossModal, External, ExternalScores, Internal, Repeated, Scores, Stability,
};
use crate::words::{Text, fill, id, tr};

/// Labels with more classes are not listed.
const MOST_CLASSES: usize = 8;

/// What is to be said of one thing. Sentences may hold `**` and backticks, as Markdown has them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Topic {
    pub(crate) title: Text,
    pub(crate) sentences: Vec<String>,
}

/// Findings of one run, the most sobering first. `reading` is of `analysis`.
pub(crate) fn topics(analysis: &Analysis, reading: &Reading) -> Vec<Topic> {
    let all = [
        (id::READING_BEFORE_ALL_ELSE, collapsed(analysis, reading)),
        (id::READING_SONGS, songs(analysis)),
        (id::READING_WHAT_MODEL_HAS_LEARNT, learnt(analysis, reading)),
        (id::COMMON_CLUSTERS, clusters(analysis, reading)),
        (id::READING_CLUSTERS_LABELS, labels(analysis, reading)),
        (id::BOTTOM_SOUND_WORDS, modalities(analysis, reading)),
        (id::READING_PICTURE, picture(analysis, reading)),
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
    vec![fill(
        id::READING_LATENT_SPACE_HAS_COLLAPSED_ACTIVE,
        &[
            ("active", &analysis.model.diagnostics.n_active),
            ("n", &n_latent),
        ],
    )]
}

fn songs(analysis: &Analysis) -> Vec<String> {
    let (whole, here) = (&analysis.whole, &analysis.library);
    let report = &whole.report;
    let all = fill(
        id::READING_N_SONGS_LIBRARY_AUDIO_SOUND,
        &[
            ("n", &whole.songs.len()),
            ("audio", &report.n_audio),
            ("lyrics", &report.n_lyrics),
            ("both", &report.n_both),
            ("here", &here.songs.len()),
        ],
    );
    // Columns of yes and no are those of labels that stand in a list already.
    let is_listed = |l: &&LabelColumn| {
        let mut several = here.multi_labels.iter();
        (1..=MOST_CLASSES).contains(&l.classes.len()) && !several.any(|s| s.has_column(&l.name))
    };
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
        line.push(fill(id::READING_N_UNKNOWN, &[("n", &n_unknown)]));
    }
    let values: [(&str, &dyn Display); 3] = [
        ("label", &label.name),
        ("classes", &line.join(", ")),
        ("n", &label.n_detected),
    ];
    match label.n_detected {
        0 => fill(id::READING_LABEL_CLASSES, &values),
        _ => fill(id::READING_LABEL_CLASSES_N_THEM_DETECTED, &values),
    }
}

fn learnt(analysis: &Analysis, reading: &Reading) -> Vec<String> {
    let config = &analysis.config.model;
    let mut sentences = vec![training(analysis)];
    if config.kind.is_variational() {
        sentences.push(fill(
            id::READING_ACTIVE_N_LATENT_DIMENSIONS_ACTIVE,
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
    let kind = model.name();
    let n_latent = analysis.latents().n_cols();
    let values: [(&str, &dyn Display); 4] = [
        ("model", &kind),
        ("n", &n_latent),
        ("features", &analysis.fused.x.n_cols()),
        ("epochs", &analysis.model.history.len()),
    ];
    match (model.kind, analysis.model.ended) {
        (ModelKind::Direct, _) => fill(id::READING_THERE_NO_MODEL_CLUSTERS_MADE, &values),
        (ModelKind::Pca, _) => fill(id::READING_MODEL_KEEPS_N_COMPONENTS_FEATURES, &values),
        (_, Ended::Finished) => fill(id::READING_MODEL_TRAINED_ALL_EPOCHS_EPOCHS, &values),
        (_, Ended::Early { best_epoch }) => fill(
            id::READING_MODEL_TRAINED_EPOCHS_EPOCHS_THOSE,
            &[values[0], values[3], ("best", &best_epoch)],
        ),
        (_, Ended::Stopped) => fill(id::READING_TRAINING_MODEL_STOPPED_HAND_AFTER, &values),
    }
}

fn explained(block: &BlockReading) -> String {
    let train = percent(block.train);
    let held_out = block.held_out.map_or(String::new(), percent);
    let values: [(&str, &dyn Display); 3] = [
        ("block", &block_name(&block.block)),
        ("train", &train),
        ("held_out", &held_out),
    ];
    match block.means {
        None => fill(id::READING_RECONSTRUCTION_EXPLAINS_TRAIN_BLOCK, &values),
        Some(Recall::Mean) => fill(id::READING_RECONSTRUCTION_EXPLAINS_TRAIN_BLOCK_4, &values),
        Some(Recall::ByHeart) => fill(id::READING_RECONSTRUCTION_EXPLAINS_TRAIN_BLOCK_3, &values),
        Some(Recall::Learnt) => fill(id::READING_RECONSTRUCTION_EXPLAINS_TRAIN_BLOCK_2, &values),
    }
}

fn percent(share: f32) -> String {
    format!("{} %", hundredths(f64::from(share)))
}

fn clusters(analysis: &Analysis, reading: &Reading) -> Vec<String> {
    let scores = &analysis.scores;
    let mut sentences = vec![parted(analysis, reading)];
    if scores.noise_share > 0.0 {
        sentences.push(fill(
            id::READING_SHARE_SONGS_NO_CLUSTER_LEFT,
            &[("share", &percent(scores.noise_share as f32))],
        ));
    }
    if !reading.collapsed {
        let of = |scores: &Scores| scores[Internal::Silhouette];
        sentences.extend(beside(
            analysis,
            tr(id::READING_SILHOUETTE_EACH_OWN_SPACE),
            of,
        ));
    }
    let stability = analysis.probes.stability.as_ref();
    let read = stability.zip(reading.repeat);
    sentences.extend(read.map(|(stability, means)| repeated(stability, means, reading)));
    let is_of_mixture = |remark: &&ScoreRemark| matches!(remark, ScoreRemark::Mixture { .. });
    let mixture = reading.scores.iter().find(is_of_mixture);
    sentences.extend(mixture.map(sentence));
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
        None => fill(id::READING_METHOD_MAKES_K_CLUSTERS_SO, &values),
        Some(_) if reading.collapsed => fill(id::READING_METHOD_MAKES_K_CLUSTERS_WHAT, &values),
        Some(Structure::Strong) => fill(id::READING_METHOD_MAKES_K_CLUSTERS_SILHOUETTE_4, &values),
        Some(Structure::Reasonable) => {
            fill(id::READING_METHOD_MAKES_K_CLUSTERS_SILHOUETTE_2, &values)
        }
        Some(Structure::Weak) => fill(id::READING_METHOD_MAKES_K_CLUSTERS_SILHOUETTE, &values),
        Some(Structure::None) => fill(id::READING_METHOD_MAKES_K_CLUSTERS_SILHOUETTE_3, &values),
    }
}

fn repeated(stability: &Stability, means: Repeat, reading: &Reading) -> String {
    let how = match means {
        _ if reading.collapsed => id::READING_THEY_SAY_NO_MORE_SONGS,
        Repeat::Same => id::READING_THEY_COME_OUT_MUCH_SAME,
        Repeat::MuchTheSame => id::READING_THEY_COME_OUT_ALIKE_NOT,
        Repeat::Otherwise => id::READING_THEY_COME_OUT_OTHERWISE_EACH,
    };
    let seeds = stability.again.mean(Repeated::OverSeeds);
    let seeds = seeds.map_or(String::new(), |r| {
        fill(
            id::READING_ARI_OVER_SEEDS_CLUSTERING,
            &[("ari", &digits(r))],
        )
    });
    let read = fill(
        id::READING_MADE_AGAIN_THIS_LATENT_SPACE,
        &[
            ("how", &how),
            ("seeds", &seeds),
            (
                "samples",
                &stability
                    .again
                    .mean(Repeated::OverSamples)
                    .map_or(String::new(), digits),
            ),
        ],
    );
    of_sample(read, stability.n_sampled)
}

/// The numbers of the model and of the simpler spaces, without a verdict. `None` where one of them
/// alone has any.
fn beside(analysis: &Analysis, what: &str, of: impl Fn(&Scores) -> Option<f64>) -> Option<String> {
    let own = analysis.config.model.name();
    let spaces = std::iter::once((own.as_str(), &*analysis.scores));
    let spaces = spaces.chain(
        analysis
            .baselines
            .iter()
            .map(|b| (block_name(b.name), &b.scores)),
    );
    let all: Vec<String> = spaces
        .filter_map(|(name, scores)| Some(format!("{name} {}", digits(of(scores)?))))
        .collect();
    (all.len() > 1).then(|| {
        fill(
            id::READING_WHAT_ALL_ONE_SEED_DECIDES,
            &[("what", &what), ("all", &all.join(", "))],
        )
    })
}

fn labels(analysis: &Analysis, reading: &Reading) -> Vec<String> {
    let scored = analysis.scores.external.iter().zip(&reading.labels);
    // A label of several a song has its AUC among theirs, and no paragraph of its own beside it.
    let has_auc = |several: &&MultiLabel| {
        let mut all = analysis.probes.label_aucs.iter();
        !reading.collapsed && all.any(|found| found.column == several.name)
    };
    let mut sentences: Vec<String> = scored
        .filter(|(external, _)| {
            let mut several = analysis.library.multi_labels.iter().filter(has_auc);
            !several.any(|several| several.has_column(&external.column))
        })
        .map(|(external, label)| agreement(analysis, reading, external, label))
        .collect();
    if !reading.collapsed {
        let found = analysis.probes.label_aucs.iter();
        let both = found.zip(&reading.multi_labels);
        sentences.extend(both.map(|(found, told)| label_verdicts(found, told, &analysis.scores)));
    }
    sentences.extend(analysis.scores.not_scored.iter().map(|column| {
        fill(
            id::READING_COLUMN_NOT_SCORED_MODEL_TOLD,
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
    let mut parts = vec![fill(
        id::READING_COLUMN_CLUSTERS_AGREE_PURITY_PURITY,
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
        parts.push(fill(
            id::READING_AS_MANY_CLUSTERS_AS_HAS,
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
        parts.extend(
            told.map(|(means, found)| without_clusters(&WithoutClusters::of(found, means))),
        );
    }
    if !external.cautions.is_empty() {
        let cautions: Vec<&str> = external.cautions.iter().map(|c| tr(c.in_words())).collect();
        parts.push(fill(
            id::READING_CARE_CAUTIONS,
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
        _ if reading.collapsed => fill(id::READING_COLLAPSED_LATENT_SPACE_SO_NO_2, &values),
        AgainstLabel::Beyond => fill(id::READING_AGREE_BEYOND_CHANCE_ARI_ARI, &values),
        AgainstLabel::Trivial => fill(id::READING_AGREE_AS_THOSE_ANY_MODEL, &values),
        AgainstLabel::NoBetterThanMajority => fill(id::READING_AGREE_BEYOND_CHANCE_BUT_NO, &values),
        AgainstLabel::Chance => fill(id::READING_AGREE_NO_MORE_THAN_SHUFFLED, &values),
    }
}

/// At as many clusters as the column has classes, where there are such.
fn beside_simpler(
    analysis: &Analysis,
    external: &ExternalScores,
    label: &LabelReading,
) -> Option<String> {
    let what = match label.own_k {
        Some((k, _)) => fill(id::READING_AGREEMENT_AT_K_CLUSTERS, &[("k", &k)]),
        None => fill(
            id::READING_AGREEMENT_COLUMN,
            &[("column", &external.column)],
        ),
    };
    let ari = |e: &ExternalScores| e.at_own_k()[External::Ari].value;
    let of = |scores: &Scores| {
        let mut columns = scores.external.iter();
        columns.find(|e| e.column == external.column).map(ari)
    };
    beside(analysis, &what, of)
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
        Standing::Beyond => fill(id::READING_MEAN_SONG_K_NEIGHBOURS_SOUND, &values),
        Standing::Within => fill(id::READING_MEAN_SONG_K_NEIGHBOURS_SOUND_3, &values),
        Standing::Below => fill(id::READING_MEAN_SONG_K_NEIGHBOURS_SOUND_2, &values),
    }
}

fn picture(analysis: &Analysis, reading: &Reading) -> Vec<String> {
    let mut sentences = Vec::new();
    if reading.collapsed {
        sentences.push(fill(id::READING_PICTURE_COLLAPSED_LATENT_SPACE, &[]));
    }
    let method = analysis.map.method;
    sentences.extend(analysis.trust.as_ref().map(|trust| kept(trust, method)));
    sentences.push(match (method, analysis.map.explained) {
        (ProjectionMethod::Tsne | ProjectionMethod::Umap, _) => fill(
            id::READING_METHOD_KEEPS_NEIGHBOURS_TOGETHER,
            &[("method", &method.label())],
        ),
        (ProjectionMethod::Pca, Some([x, y])) => fill(
            id::READING_PICTURE_SHOWS_SHARE_LATENT_VARIANCE,
            &[("share", &percent(x + y))],
        ),
        (ProjectionMethod::Pca, None) => fill(id::READING_PICTURE_PROJECTION_TWO_DIMENSIONS, &[]),
    });
    sentences
}

fn kept(trust: &Trust, method: ProjectionMethod) -> String {
    fill(
        id::READING_SONG_K_NEIGHBOURS_LATENT_SPACE,
        &[
            ("k", &trust.k),
            ("share", &percent(trust.neighbours_kept as f32)),
            ("method", &method.label()),
            ("trustworthiness", &digits(trust.trustworthiness)),
            ("continuity", &digits(trust.continuity)),
        ],
    )
}
