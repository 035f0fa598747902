//! Remarks about scores as sentences.

use std::fmt::Display;

use crate::config::ChooseK;
use crate::features::BlockKind;
use crate::reading::{AgainstLabel, Disagreement, Recall, Repeat, ScoreRemark, Structure};

use super::text::{fill, percent, tr, two};

/// A remark about scores, in the language of the thread.
pub fn sentence(remark: &ScoreRemark) -> String {
    match remark {
        ScoreRemark::Collapsed {
            n_active,
            n_latent,
            silhouette,
        } => collapsed(*n_active, *n_latent, *silhouette),
        ScoreRemark::Reconstruction {
            train,
            held_out,
            means,
        } => reconstruction(*train, *held_out, *means),
        ScoreRemark::Silhouette {
            value,
            means,
            n_sampled,
        } => silhouette(*value, *means, *n_sampled),
        ScoreRemark::OneCluster { n_clusters: 0 } => {
            tr("Every song is noise: there is no cluster, so nothing can be scored.").to_string()
        }
        ScoreRemark::OneCluster { .. } => {
            tr("There is only one cluster, so there is nothing to be parted.").to_string()
        }
        ScoreRemark::Label {
            column,
            ari,
            band,
            purity,
            majority,
            means,
        } => label(column, *ari, *band, *purity, *majority, *means),
        ScoreRemark::Baseline {
            column,
            name,
            baseline,
            model,
            as_good,
        } => beside_simpler(column, (name, *baseline), *model, *as_good),
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
        ScoreRemark::KGiven { k } => fill(
            "The number of clusters, {k}, was given and not found: another would cut elsewhere.",
            &[("k", k)],
        ),
        ScoreRemark::KChosen {
            k,
            by,
            others,
            n_agree,
        } => k_chosen(*k, *by, others, *n_agree),
        ScoreRemark::KStoodNotOut { k, by } => fill(
            "No number of clusters stands out by {by}, so the given {k} were made: there may be no clusters.",
            &[("k", k), ("by", &tr(by.label()))],
        ),
        ScoreRemark::KFound { k, method } => fill(
            "{method} found {k} clusters by itself; its own settings decide how many.",
            &[("k", k), ("method", &tr(method.label()))],
        ),
        ScoreRemark::Noise { n, share, much } => noise(*n, *share, *much),
        ScoreRemark::Stability {
            reseeded,
            over_bootstrap,
            n_runs,
            means,
        } => match reseeded {
            Some(reseeded) => stability(*reseeded, *over_bootstrap, *n_runs, *means),
            None => stability_without_seed(*over_bootstrap, *n_runs, *means),
        },
        ScoreRemark::Incomplete { n, n_songs } => fill(
            "{n} of {all} songs lack sound or words and stand at the mean of what they lack.",
            &[("n", n), ("all", n_songs)],
        ),
    }
}

/// What is to be known before any score of a latent space is read; `None` where there is nothing.
pub fn doubt(collapsed: bool, structure: Option<Structure>) -> Option<&'static str> {
    match (collapsed, structure.is_some_and(Structure::is_parted)) {
        (true, true) => Some(tr(
            "The silhouette is high, but the latent space has collapsed: clusters in it are tight because almost \
             nothing of the songs is left. Do not trust it.",
        )),
        (true, false) => Some(tr(
            "The latent space has collapsed: scores taken in it say little about the songs.",
        )),
        (false, _) => None,
    }
}

/// How alike a cluster comes out of other samples, by its Jaccard index.
pub fn of_cluster(jaccard: f64, collapsed: bool) -> String {
    let value = format!("{jaccard:.2}");
    let values: [(&str, &dyn Display); 1] = [("value", &value)];
    match Repeat::of_cluster(jaccard) {
        _ if collapsed => fill(
            "stability {value}, of a collapsed space: it says nothing",
            &values,
        ),
        Repeat::Same => fill("stability {value}: it comes out again", &values),
        Repeat::MuchTheSame => fill("stability {value}: roughly the same again", &values),
        Repeat::Otherwise => fill("stability {value}: not to be trusted", &values),
    }
}

/// What agreement of sound with words must not be read as.
pub fn languages_confound() -> &'static str {
    tr(
        "Songs of one language share words whatever they sound like, so a part of any agreement may be language alone.",
    )
}

fn collapsed(n_active: usize, n_latent: usize, silhouette: Option<f64>) -> String {
    let values: [(&str, &dyn Display); 2] = [("n", &n_active), ("all", &n_latent)];
    let collapsed = fill(
        "The latent space has collapsed, {n} of {all} dimensions carry anything: scores and map are of noise.",
        &values,
    );
    match silhouette.filter(|s| Structure::of(*s).is_parted()) {
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

fn reconstruction(train: f32, held_out: f32, means: Recall) -> String {
    let (train, seen) = (percent(f64::from(train)), percent(f64::from(held_out)));
    let values: [(&str, &dyn Display); 2] = [("train", &train), ("held", &seen)];
    match means {
        Recall::Mean => fill(
            "Of songs it has not seen the model knows no more than the mean: it explains {held} % of their \
                     variance, and {train} % in training.",
            &values,
        ),
        Recall::ByHeart => fill(
            "The model explains {train} % of the variance in training and {held} % in songs it has not seen: much \
                     is learnt by heart.",
            &values,
        ),
        Recall::Learnt => fill(
            "The model explains {held} % of the variance of songs it has not seen, {train} % in training.",
            &values,
        ),
    }
}

fn silhouette(value: f64, means: Structure, n_sampled: Option<usize>) -> String {
    let value = two(value);
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
            fill("It is of {n} songs drawn at random.", &[("n", &n)])
        ),
        None => read,
    }
}

fn label(
    column: &str,
    ari: f64,
    band: [f64; 2],
    purity: f64,
    majority: f64,
    means: AgainstLabel,
) -> String {
    let texts = [ari, band[0], band[1], purity, majority].map(two);
    let values: [(&str, &dyn Display); 6] = [
        ("column", &column),
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
        // Its cautions say it.
        AgainstLabel::Trivial => String::new(),
        AgainstLabel::Beyond => fill(
            "{column}: clusters agree with it beyond chance (ARI {ari}, shuffles at most {high}; purity {purity}, \
                     majority {majority}).",
            &values,
        ),
    }
}

fn beside_simpler(
    column: &str,
    (name, baseline): (&str, f64),
    model: f64,
    as_good: bool,
) -> String {
    let (baseline, model, name) = (two(baseline), two(model), tr(name));
    let values: [(&str, &dyn Display); 4] = [
        ("column", &column),
        ("name", &name),
        ("baseline", &baseline),
        ("model", &model),
    ];
    if as_good {
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

fn k_chosen(k: usize, by: ChooseK, others: &[Disagreement], n_agree: usize) -> String {
    let way = tr(by.label());
    let values: [(&str, &dyn Display); 3] = [("k", &k), ("by", &way), ("n", &n_agree)];
    let chosen = fill("{k} clusters were chosen by {by}.", &values);
    let agree = if n_agree > 0 {
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

fn way_and_number(way: ChooseK, k: usize) -> String {
    format!("{} {k}", tr(way.label()))
}

fn noise(n: usize, share: f64, much: bool) -> String {
    let share = percent(share);
    let values: [(&str, &dyn Display); 2] = [("n", &n), ("share", &share)];
    if much {
        fill(
            "{n} songs ({share} %) are in no cluster and left out of the silhouette: it tells of the others only, \
                     and looks better for it.",
            &values,
        )
    } else {
        fill(
            "{n} songs ({share} %) are in no cluster and left out of the silhouette.",
            &values,
        )
    }
}

fn stability_without_seed(over_bootstrap: f64, n_runs: usize, means: Repeat) -> String {
    let samples = two(over_bootstrap);
    let values: [(&str, &dyn Display); 2] = [("samples", &samples), ("n", &n_runs)];
    match means {
        Repeat::Same => fill(
            "The clustering, which has no seed, comes out the same from other samples of the songs (ARI \
                     {samples}, {n} runs).",
            &values,
        ),
        Repeat::MuchTheSame => fill(
            "The clustering, which has no seed, comes out much the same from other samples of the songs (ARI \
                     {samples}, {n} runs): single songs change sides.",
            &values,
        ),
        Repeat::Otherwise => fill(
            "The clustering, which has no seed, comes out otherwise from other samples of the songs (ARI \
                     {samples}, {n} runs): do not build on it.",
            &values,
        ),
    }
}

fn stability(reseeded: f64, over_bootstrap: f64, n_runs: usize, means: Repeat) -> String {
    let (seeds, samples) = (two(reseeded), two(over_bootstrap));
    let values: [(&str, &dyn Display); 3] =
        [("seeds", &seeds), ("samples", &samples), ("n", &n_runs)];
    match means {
        Repeat::Same => fill(
            "The clustering comes out the same from other seeds of its own (ARI {seeds}) and other samples of the \
                     songs ({samples}), {n} runs each.",
            &values,
        ),
        Repeat::MuchTheSame => fill(
            "The clustering comes out much the same from other seeds of its own (ARI {seeds}) and other samples of \
                     the songs ({samples}), {n} runs each: single songs change sides.",
            &values,
        ),
        Repeat::Otherwise => fill(
            "The clustering comes out otherwise from other seeds of its own (ARI {seeds}) or other samples of the \
                     songs ({samples}), {n} runs each: do not build on it.",
            &values,
        ),
    }
}
