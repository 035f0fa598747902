//! Remarks about scores as sentences.

use std::fmt::Display;

use crate::config::ChooseK;
use crate::features::BlockKind;
use crate::pipeline::reading::{AgainstLabel, ScoreRemark, Structure, Weight};

use super::super::words::{fill, tr};
use super::{percent, two};

/// From here on a silhouette looks like a finding.
const LOOKS_GOOD: f64 = 0.5;

pub(super) fn sentence(remark: &ScoreRemark) -> String {
    match remark {
        ScoreRemark::Collapsed { .. } | ScoreRemark::Reconstruction { .. } => of_model(remark),
        ScoreRemark::Silhouette { .. } | ScoreRemark::OneCluster { .. } => silhouette(remark),
        ScoreRemark::Label { .. } | ScoreRemark::Baseline { .. } => agreement(remark),
        ScoreRemark::Trivial { column, ari } => fill(
            "{column}: agreement with it (ARI {ari}) is trivial, for its classes are written in different scripts and the \
             model saw letters.",
            &[("column", column), ("ari", &two(*ari))],
        ),
        ScoreRemark::Spelling { column, ari } => fill(
            "{column}: agreement with it (ARI {ari}) is trivial, for its classes are different languages and the model saw \
             how they are spelled.",
            &[("column", column), ("ari", &two(*ari))],
        ),
        ScoreRemark::InFeatures { column, ari } => fill(
            "{column}: it is itself among the features, so agreement with it (ARI {ari}) is no finding.",
            &[("column", column), ("ari", &two(*ari))],
        ),
        ScoreRemark::Detected {
            column,
            n_detected,
            n_songs,
        } => {
            let values: [(&str, &dyn Display); 3] =
                [("column", column), ("n", n_detected), ("all", n_songs)];
            fill(
                "{column}: {n} of {all} labels were detected from the words, not given.",
                &values,
            )
        }
        ScoreRemark::NotScored { column } => fill(
            "{column}: not scored, because the model was told it.",
            &[("column", column)],
        ),
        ScoreRemark::Drowned { kind, share } => {
            let share = percent(*share);
            let values: [(&str, &dyn Display); 1] = [("share", &share)];
            match kind {
                BlockKind::Audio => fill(
                    "Sound has {share} % of the variance of the latents side by side: distances and clusters follow the \
                     words.",
                    &values,
                ),
                BlockKind::Lyrics => fill(
                    "Words have {share} % of the variance of the latents side by side: distances and clusters follow the \
                     sound.",
                    &values,
                ),
                BlockKind::Numbers => fill(
                    "Number columns have {share} % of the variance of the latents side by side: distances and clusters \
                     follow sound and words.",
                    &values,
                ),
            }
        }
        ScoreRemark::KGiven { .. }
        | ScoreRemark::KChosen { .. }
        | ScoreRemark::KStoodNotOut { .. }
        | ScoreRemark::KFound { .. } => number_of_clusters(remark),
        ScoreRemark::Noise { .. }
        | ScoreRemark::Stability { .. }
        | ScoreRemark::Incomplete { .. } => songs(remark),
    }
}

fn of_model(remark: &ScoreRemark) -> String {
    match remark {
        ScoreRemark::Collapsed {
            n_active,
            n_latent,
            silhouette,
        } => {
            let values: [(&str, &dyn Display); 2] = [("n", n_active), ("all", n_latent)];
            let collapsed = fill(
                "The latent space has collapsed, {n} of {all} dimensions carry anything: scores and map are of noise.",
                &values,
            );
            match silhouette.filter(|s| *s >= LOOKS_GOOD) {
                Some(s) => {
                    let looks = fill(
                        "The silhouette of {s} looks good only because hardly anything is left to differ.",
                        &[("s", &two(s))],
                    );
                    format!("{collapsed} {looks}")
                }
                None => collapsed,
            }
        }
        ScoreRemark::Reconstruction {
            train,
            held_out,
            by_heart,
        } => {
            let (train, seen) = (percent(f64::from(*train)), percent(f64::from(*held_out)));
            let values: [(&str, &dyn Display); 2] = [("train", &train), ("held", &seen)];
            match () {
                () if *held_out <= 0.0 => fill(
                    "Of songs it has not seen the model knows no more than the mean: it explains {held} % of their \
                     variance, and {train} % in training.",
                    &values,
                ),
                () if *by_heart => fill(
                    "The model explains {train} % of the variance in training and {held} % in songs it has not seen: much \
                     is learnt by heart.",
                    &values,
                ),
                () => fill(
                    "The model explains {held} % of the variance of songs it has not seen, {train} % in training.",
                    &values,
                ),
            }
        }
        _ => String::new(),
    }
}

fn silhouette(remark: &ScoreRemark) -> String {
    let (value, means, n_sampled) = match remark {
        ScoreRemark::Silhouette {
            value,
            means,
            n_sampled,
        } => (two(*value), means, n_sampled),
        ScoreRemark::OneCluster { n_clusters: 0 } => {
            return tr("Every song is noise: there is no cluster, so nothing can be scored.")
                .to_string();
        }
        _ => return tr("There is only one cluster, so there is nothing to be parted.").to_string(),
    };
    let values: [(&str, &dyn Display); 1] = [("s", &value)];
    let read = match means {
        Structure::Strong => fill(
            "A silhouette of {s} stands for clusters that are clearly parted.",
            &values,
        ),
        Structure::Reasonable => fill(
            "A silhouette of {s} stands for clusters that are reasonably parted.",
            &values,
        ),
        Structure::Weak => fill(
            "A silhouette of {s} is weak: clusters touch, and songs at their borders could be in another.",
            &values,
        ),
        Structure::None => fill(
            "A silhouette of {s} says that clusters hardly part: they are slices of one cloud.",
            &values,
        ),
    };
    match n_sampled {
        Some(n) => format!(
            "{read} {}",
            fill("It is of {n} songs drawn at random.", &[("n", n)])
        ),
        None => read,
    }
}

fn agreement(remark: &ScoreRemark) -> String {
    match remark {
        ScoreRemark::Label {
            column,
            ari,
            band,
            purity,
            majority,
            means,
        } => {
            let texts = [*ari, band[0], band[1], *purity, *majority].map(two);
            let values: [(&str, &dyn Display); 6] = [
                ("column", column),
                ("ari", &texts[0]),
                ("low", &texts[1]),
                ("high", &texts[2]),
                ("purity", &texts[3]),
                ("majority", &texts[4]),
            ];
            match means {
                AgainstLabel::Chance => fill(
                    "{column}: clusters agree with it no better than with shuffled labels (ARI {ari}; 95 % of shuffles give \
                     {low} to {high}).",
                    &values,
                ),
                AgainstLabel::NoBetterThanMajority => fill(
                    "{column}: the agreement is beyond chance (ARI {ari}), but a purity of {purity} is what one single \
                     cluster would have (majority {majority}).",
                    &values,
                ),
                AgainstLabel::Beyond => fill(
                    "{column}: clusters agree with it beyond chance (ARI {ari}, shuffles at most {high}; purity {purity}, \
                     majority {majority}).",
                    &values,
                ),
            }
        }
        ScoreRemark::Baseline {
            column,
            name,
            baseline,
            model,
            as_good,
        } => {
            let (baseline, model, name) = (two(*baseline), two(*model), tr(name));
            let values: [(&str, &dyn Display); 4] = [
                ("column", column),
                ("name", &name),
                ("baseline", &baseline),
                ("model", &model),
            ];
            if *as_good {
                fill(
                    "{column}: clusters without the model ({name}, ARI {baseline}) agree as well as with it ({model}): here \
                     it adds nothing.",
                    &values,
                )
            } else {
                fill(
                    "{column}: clusters of the model agree better (ARI {model}) than those of the best simpler space \
                     ({name}, {baseline}). One run is no proof: compare several seeds.",
                    &values,
                )
            }
        }
        _ => String::new(),
    }
}

fn number_of_clusters(remark: &ScoreRemark) -> String {
    match remark {
        ScoreRemark::KGiven { k } => fill(
            "The number of clusters, {k}, was given and not found: another would cut elsewhere.",
            &[("k", k)],
        ),
        ScoreRemark::KChosen {
            k,
            by,
            others,
            n_agree,
        } => {
            let way = tr(by.label());
            let values: [(&str, &dyn Display); 3] = [("k", k), ("by", &way), ("n", n_agree)];
            let chosen = fill("{k} clusters were chosen by {by}.", &values);
            let agree = if *n_agree > 0 {
                fill("Other ways that choose as many: {n}.", &values)
            } else {
                String::new()
            };
            let differ = if others.is_empty() {
                String::new()
            } else {
                let named: Vec<String> = others
                    .iter()
                    .map(|(way, k)| way_and_number(*way, *k))
                    .collect();
                fill(
                    "Others choose otherwise: {ways}.",
                    &[("ways", &named.join(", "))],
                )
            };
            [chosen, agree, differ]
                .join(" ")
                .replace("  ", " ")
                .trim_end()
                .to_string()
        }
        ScoreRemark::KStoodNotOut { k, by } => {
            let way = tr(by.label());
            let values: [(&str, &dyn Display); 2] = [("k", k), ("by", &way)];
            fill(
                "No number of clusters stands out by {by}, so the given {k} were made: there may be no clusters.",
                &values,
            )
        }
        ScoreRemark::KFound { k, method } => {
            let method = tr(method.label());
            let values: [(&str, &dyn Display); 2] = [("k", k), ("method", &method)];
            fill(
                "{method} found {k} clusters by itself; its own settings decide how many.",
                &values,
            )
        }
        _ => String::new(),
    }
}

fn way_and_number(way: ChooseK, k: usize) -> String {
    format!("{} {k}", tr(way.label()))
}

fn songs(remark: &ScoreRemark) -> String {
    match remark {
        ScoreRemark::Noise { n, share } => {
            let share = percent(*share);
            let values: [(&str, &dyn Display); 2] = [("n", n), ("share", &share)];
            match remark.weight() {
                Weight::Caution => fill(
                    "{n} songs ({share} %) are in no cluster and left out of the silhouette: it tells of the others only, \
                     and looks better for it.",
                    &values,
                ),
                _ => fill(
                    "{n} songs ({share} %) are in no cluster and left out of the silhouette.",
                    &values,
                ),
            }
        }
        ScoreRemark::Stability {
            reseeded: None,
            over_bootstrap,
            n_runs,
        } => {
            let samples = two(*over_bootstrap);
            let values: [(&str, &dyn Display); 2] = [("samples", &samples), ("n", n_runs)];
            match remark.weight() {
                Weight::Good => fill(
                    "The clustering, which has no seed, comes out the same from other samples of the songs (ARI \
                     {samples}, {n} runs).",
                    &values,
                ),
                Weight::Note => fill(
                    "The clustering, which has no seed, comes out much the same from other samples of the songs (ARI \
                     {samples}, {n} runs): single songs change sides.",
                    &values,
                ),
                Weight::Caution => fill(
                    "The clustering, which has no seed, comes out otherwise from other samples of the songs (ARI \
                     {samples}, {n} runs): do not build on it.",
                    &values,
                ),
            }
        }
        ScoreRemark::Stability {
            reseeded: Some(reseeded),
            over_bootstrap,
            n_runs,
        } => {
            let (seeds, samples) = (two(*reseeded), two(*over_bootstrap));
            let values: [(&str, &dyn Display); 3] =
                [("seeds", &seeds), ("samples", &samples), ("n", n_runs)];
            match remark.weight() {
                Weight::Good => fill(
                    "The clustering comes out the same from other seeds of its own (ARI {seeds}) and other samples of the \
                     songs ({samples}), {n} runs each.",
                    &values,
                ),
                Weight::Note => fill(
                    "The clustering comes out much the same from other seeds of its own (ARI {seeds}) and other samples of \
                     the songs ({samples}), {n} runs each: single songs change sides.",
                    &values,
                ),
                Weight::Caution => fill(
                    "The clustering comes out otherwise from other seeds of its own (ARI {seeds}) or other samples of the \
                     songs ({samples}), {n} runs each: do not build on it.",
                    &values,
                ),
            }
        }
        ScoreRemark::Incomplete { n, n_songs } => {
            let values: [(&str, &dyn Display); 2] = [("n", n), ("all", n_songs)];
            fill(
                "{n} of {all} songs lack sound or words and stand at the mean of what they lack.",
                &values,
            )
        }
        _ => String::new(),
    }
}
