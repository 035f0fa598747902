//! Remarks about scores as sentences.

use std::fmt::Display;

use crate::config::ChooseK;
use crate::features::BlockKind;
use crate::reading::{
    AgainstLabel, Disagreement, MixtureUse, Recall, Repeat, ScoreRemark, Structure,
};
use crate::words::{fill, id, tr};

use super::text::{block_name, percent, two};

/// A remark about scores, in the language of the thread.
pub(crate) fn sentence(remark: &ScoreRemark) -> String {
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
            tr(id::TRUST_EVERY_SONG_NOISE_THERE_NO).to_string()
        }
        ScoreRemark::OneCluster { .. } => tr(id::TRUST_THERE_ONLY_ONE_CLUSTER_SO).to_string(),
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
            id::TRUST_COLUMN_AGREEMENT_ARI_ARI_TRIVIAL,
            &[("column", column), ("ari", &two(*ari))],
        ),
        ScoreRemark::Spelling { column, ari } => fill(
            id::TRUST_COLUMN_AGREEMENT_ARI_ARI_TRIVIAL_2,
            &[("column", column), ("ari", &two(*ari))],
        ),
        ScoreRemark::InFeatures { column, ari } => fill(
            id::TRUST_COLUMN_ITSELF_AMONG_FEATURES_SO,
            &[("column", column), ("ari", &two(*ari))],
        ),
        ScoreRemark::Centred { column, ari } => fill(
            id::TRUST_COLUMN_CENTRED_BY_IT,
            &[("column", column), ("ari", &two(*ari))],
        ),
        ScoreRemark::Detected {
            column,
            n_detected,
            n_songs,
        } => {
            let values: [(&str, &dyn Display); 3] =
                [("column", column), ("n", n_detected), ("all", n_songs)];
            fill(id::TRUST_COLUMN_N_ALL_LABELS_WERE, &values)
        }
        ScoreRemark::NotScored { column } => fill(
            id::TRUST_COLUMN_NOT_SCORED_BECAUSE_MODEL,
            &[("column", column)],
        ),
        ScoreRemark::Drowned { kind, share } => {
            let share = percent(*share);
            let values: [(&str, &dyn Display); 1] = [("share", &share)];
            match kind {
                BlockKind::Audio => fill(id::TRUST_SOUND_HAS_SHARE_PERCENT_VARIANCE, &values),
                BlockKind::Lyrics => fill(id::TRUST_WORDS_HAVE_SHARE_PERCENT_VARIANCE, &values),
                BlockKind::Numbers => fill(id::TRUST_NUMBER_COLUMNS_HAVE_SHARE_PERCENT, &values),
                BlockKind::Vectors => fill(id::TRUST_READY_VECTORS_HAVE_SHARE_PERCENT, &values),
            }
        }
        ScoreRemark::KGiven { k } => fill(id::TRUST_NUMBER_CLUSTERS_K_GIVEN_NOT, &[("k", k)]),
        ScoreRemark::KChosen {
            k,
            by,
            others,
            n_agree,
        } => k_chosen(*k, *by, others, *n_agree),
        ScoreRemark::KStoodNotOut { k, by } => fill(
            id::TRUST_NO_NUMBER_CLUSTERS_STANDS_OUT,
            &[("k", k), ("by", &tr(by.label()))],
        ),
        ScoreRemark::KFound { k, method } => fill(
            id::TRUST_METHOD_FOUND_K_CLUSTERS_ITSELF,
            &[("k", k), ("method", &tr(method.label()))],
        ),
        ScoreRemark::Noise { n, share, much } => noise(*n, *share, *much),
        ScoreRemark::Stability {
            reseeded,
            over_bootstrap,
            n_runs,
            n_sampled,
            means,
        } => {
            let read = match reseeded {
                Some(reseeded) => stability(*reseeded, *over_bootstrap, *n_runs, *means),
                None => stability_without_seed(*over_bootstrap, *n_runs, *means),
            };
            of_sample(read, *n_sampled)
        }
        ScoreRemark::Incomplete { n, n_songs } => fill(
            id::TRUST_N_ALL_SONGS_LACK_SOUND,
            &[("n", n), ("all", n_songs)],
        ),
        ScoreRemark::Mixture(mixture) => {
            let values: [(&str, &dyn Display); 4] = [
                ("n", &mixture.n_dead),
                ("all", &mixture.n_components),
                ("largest", &percent(mixture.largest)),
                ("entropy", &percent(mixture.entropy)),
            ];
            let text = match mixture.means() {
                MixtureUse::OneTakesAll => id::MIXTURE_ONE_TAKES_ALL,
                MixtureUse::Dead => id::MIXTURE_N_DEAD,
                MixtureUse::Blurred => id::MIXTURE_BLURRED,
                MixtureUse::Sound => id::MIXTURE_SOUND,
            };
            fill(text, &values)
        }
    }
}

/// What is to be known before any score of a latent space is read; `None` where there is nothing.
pub(crate) fn doubt(collapsed: bool, structure: Option<Structure>) -> Option<&'static str> {
    match (collapsed, structure.is_some_and(Structure::is_parted)) {
        (true, true) => Some(tr(id::SCORES_SILHOUETTE_HIGH_BUT_LATENT_SPACE)),
        (true, false) => Some(tr(id::SCORES_LATENT_SPACE_HAS_COLLAPSED_SCORES)),
        (false, _) => None,
    }
}

/// How alike a cluster comes out of other samples, by its Jaccard index.
pub(crate) fn of_cluster(jaccard: f64, collapsed: bool) -> String {
    let value = format!("{jaccard:.2}");
    let values: [(&str, &dyn Display); 1] = [("value", &value)];
    match Repeat::of_cluster(jaccard) {
        _ if collapsed => fill(id::CLUSTERS_STABILITY_VALUE_COLLAPSED_SPACE_SAYS, &values),
        Repeat::Same => fill(id::CLUSTERS_STABILITY_VALUE_COMES_OUT_AGAIN, &values),
        Repeat::MuchTheSame => fill(id::CLUSTERS_STABILITY_VALUE_ROUGHLY_SAME_AGAIN, &values),
        Repeat::Otherwise => fill(id::CLUSTERS_STABILITY_VALUE_NOT_BE_TRUSTED, &values),
    }
}

/// What agreement of sound with words must not be read as.
pub(crate) fn languages_confound() -> &'static str {
    tr(id::AGREEMENT_SONGS_ONE_LANGUAGE_SHARE_WORDS)
}

fn collapsed(n_active: usize, n_latent: usize, silhouette: Option<f64>) -> String {
    let values: [(&str, &dyn Display); 2] = [("n", &n_active), ("all", &n_latent)];
    let collapsed = fill(id::TRUST_LATENT_SPACE_HAS_COLLAPSED_N, &values);
    match silhouette.filter(|s| Structure::of(*s).is_parted()) {
        Some(s) => {
            let looks = fill(id::TRUST_SILHOUETTE_S_LOOKS_GOOD_ONLY, &[("s", &two(s))]);
            format!("{collapsed} {looks}")
        }
        None => collapsed,
    }
}

fn reconstruction(train: f32, held_out: f32, means: Recall) -> String {
    let (train, seen) = (percent(f64::from(train)), percent(f64::from(held_out)));
    let values: [(&str, &dyn Display); 2] = [("train", &train), ("held", &seen)];
    match means {
        Recall::Mean => fill(id::TRUST_SONGS_HAS_NOT_SEEN_MODEL, &values),
        Recall::ByHeart => fill(id::TRUST_MODEL_EXPLAINS_TRAIN_PERCENT, &values),
        Recall::Learnt => fill(id::TRUST_MODEL_EXPLAINS_HELD_PERCENT_VARIANCE, &values),
    }
}

fn silhouette(value: f64, means: Structure, n_sampled: Option<usize>) -> String {
    let value = two(value);
    let values: [(&str, &dyn Display); 1] = [("s", &value)];
    let read = match means {
        Structure::Strong => fill(id::TRUST_SILHOUETTE_S_STANDS_CLUSTERS_CLEARLY, &values),
        Structure::Reasonable => fill(id::TRUST_SILHOUETTE_S_STANDS_CLUSTERS, &values),
        Structure::Weak => fill(id::TRUST_SILHOUETTE_S_WEAK_CLUSTERS_TOUCH, &values),
        Structure::None => fill(id::TRUST_SILHOUETTE_S_SAYS_CLUSTERS_HARDLY, &values),
    };
    of_sample(read, n_sampled)
}

/// `n_sampled` songs were drawn; `None` when all were looked at.
pub(super) fn of_sample(read: String, n_sampled: Option<usize>) -> String {
    match n_sampled {
        Some(n) => format!(
            "{read} {}",
            fill(id::TRUST_N_SONGS_DRAWN_AT_RANDOM, &[("n", &n)])
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
        AgainstLabel::Chance => fill(id::TRUST_COLUMN_CLUSTERS_AGREE_NO_BETTER, &values),
        AgainstLabel::NoBetterThanMajority => {
            fill(id::TRUST_COLUMN_AGREEMENT_BEYOND_CHANCE_ARI, &values)
        }
        // Its cautions say it.
        AgainstLabel::Trivial => String::new(),
        AgainstLabel::Beyond => fill(id::TRUST_COLUMN_CLUSTERS_AGREE_BEYOND_CHANCE, &values),
    }
}

fn beside_simpler(
    column: &str,
    (name, baseline): (&str, f64),
    model: f64,
    as_good: bool,
) -> String {
    let (baseline, model, name) = (two(baseline), two(model), block_name(name));
    let values: [(&str, &dyn Display); 4] = [
        ("column", &column),
        ("name", &name),
        ("baseline", &baseline),
        ("model", &model),
    ];
    if as_good {
        fill(id::TRUST_COLUMN_CLUSTERS_WITHOUT_MODEL_NAME, &values)
    } else {
        fill(id::TRUST_COLUMN_CLUSTERS_MODEL_AGREE_BETTER, &values)
    }
}

fn k_chosen(k: usize, by: ChooseK, others: &[Disagreement], n_agree: usize) -> String {
    let way = tr(by.label());
    let values: [(&str, &dyn Display); 3] = [("k", &k), ("by", &way), ("n", &n_agree)];
    let chosen = fill(id::TRUST_K_CLUSTERS_WERE_CHOSEN, &values);
    let agree = if n_agree > 0 {
        fill(id::TRUST_OTHER_WAYS_CHOOSE_AS_MANY, &values)
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
            id::TRUST_OTHERS_CHOOSE_OTHERWISE_WAYS,
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
        fill(id::TRUST_N_SONGS_SHARE_PERCENT_NO, &values)
    } else {
        fill(id::TRUST_N_SONGS_SHARE_PERCENT_NO_2, &values)
    }
}

fn stability_without_seed(over_bootstrap: f64, n_runs: usize, means: Repeat) -> String {
    let samples = two(over_bootstrap);
    let values: [(&str, &dyn Display); 2] = [("samples", &samples), ("n", &n_runs)];
    match means {
        Repeat::Same => fill(id::TRUST_CLUSTERING_WHICH_HAS_NO_SEED_3, &values),
        Repeat::MuchTheSame => fill(id::TRUST_CLUSTERING_WHICH_HAS_NO_SEED_2, &values),
        Repeat::Otherwise => fill(id::TRUST_CLUSTERING_WHICH_HAS_NO_SEED, &values),
    }
}

fn stability(reseeded: f64, over_bootstrap: f64, n_runs: usize, means: Repeat) -> String {
    let (seeds, samples) = (two(reseeded), two(over_bootstrap));
    let values: [(&str, &dyn Display); 3] =
        [("seeds", &seeds), ("samples", &samples), ("n", &n_runs)];
    match means {
        Repeat::Same => fill(id::TRUST_CLUSTERING_COMES_OUT_SAME_FROM, &values),
        Repeat::MuchTheSame => fill(id::TRUST_CLUSTERING_COMES_OUT_MUCH_SAME, &values),
        Repeat::Otherwise => fill(id::TRUST_CLUSTERING_COMES_OUT_OTHERWISE_FROM, &values),
    }
}
