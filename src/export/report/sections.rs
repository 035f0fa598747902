//! The parts of a report and their tables.

use std::borrow::Cow;

use super::{Section, Sheaf};
use crate::audio::Alteration;
use crate::ears;
use crate::export::figures::Subject;
use crate::export::tables::Block;
use crate::pipeline::{Invariance, Moving, Shift};
use crate::reading::say::{self, Beside, block_name, collapse_note, digits};
use crate::reading::{LabelVerdict, LabelVerdicts, is_dead};
use crate::scores::{
    AgainstChance, Caution, External, FEWEST_SONGS_OF_LABEL, Internal, LabelAuc, LabelAucs, Metric,
    NamePart, Scores,
};
use crate::words::{Text, fill, id, tr};

/// Songs named of each cluster.
const MOST_CENTRAL: usize = 3;
const MOST_WORDS: usize = 6;
/// Labels listed of a column of several a song.
const MOST_LABELS_LISTED: usize = 30;
/// Songs listed of those that come back worst.
const MOST_WORST: usize = 5;

pub(super) fn all(
    subject: Subject,
    blocks: &[Block],
    invariance: Option<&Invariance>,
) -> Vec<Section> {
    let analysis = subject.analysis;
    let collapsed = collapse_note(analysis.is_collapsed(), Beside::Tables);
    let mut sections = vec![
        Section {
            id: "scores",
            title: id::COMMON_SCORES,
            lead: format!(
                "{collapsed}{}",
                tr(id::EXPORT_EACH_SPACE_CLUSTERED_SCORED_SAME)
            ),
            tables: scores(subject),
        },
        Section {
            id: "clusters",
            title: id::COMMON_CLUSTERS,
            lead: tr(id::EXPORT_WORDS_THOSE_SET_CLUSTER_APART).to_string(),
            tables: std::iter::once(clusters(subject))
                .chain(mixture(subject))
                .collect(),
        },
    ];
    if !analysis.library.labels.is_empty() {
        sections.push(Section {
            id: "distributions",
            title: id::EXPORT_LABELS_EACH_CLUSTER,
            lead: tr(id::EXPORT_ALL_SONGS_STAND_FIRST_CLUSTER).to_string(),
            tables: Vec::new(),
        });
    }
    sections.push(Section {
        id: "learning",
        title: id::EXPORT_LEARNING,
        lead: tr(id::EXPORT_DIMENSION_WHOSE_KL_DIVERGENCE_NEAR).to_string(),
        tables: Vec::new(),
    });
    if !blocks.is_empty() {
        sections.push(Section {
            id: "reconstructions",
            title: id::EXPORT_RECONSTRUCTIONS,
            lead: tr(id::EXPORT_WHAT_COMES_BACK_EACH_BLOCK).to_string(),
            tables: vec![by_block(subject, blocks), worst(subject, blocks)],
        });
    }
    sections.extend(invariance.map(|found| Section {
        id: "invariance",
        title: id::INVARIANCE_TITLE,
        lead: format!("{} {}", say::moves(found), tr(id::INVARIANCE_HOW)),
        tables: vec![moves(found)],
    }));
    sections.push(Section {
        id: "files",
        title: id::EXPORT_HOW_MADE,
        lead: tr(id::EXPORT_SAME_SEED_SETTINGS_SAME_MACHINE).to_string(),
        tables: vec![settings(subject)],
    });
    sections
}

fn or_dash(value: Option<f64>, digits: usize) -> String {
    value.filter(|v| v.is_finite()).map_or_else(
        || tr(id::COMMON_UNDEFINED).to_string(),
        |v| format!("{v:.digits$}"),
    )
}

/// With what care an agreement is read.
fn cautions(of: &[Caution]) -> String {
    let words: Vec<&str> = of.iter().map(|caution| tr(caution.in_words())).collect();
    words.join("; ")
}

fn texts(cells: &[Text]) -> Vec<String> {
    cells.iter().map(Text::to_string).collect()
}

fn header(before: &[Text], scores: impl Iterator<Item = Text>, after: &[Text]) -> Vec<String> {
    let names = before.iter().copied().chain(scores);
    names
        .chain(after.iter().copied())
        .map(String::from)
        .collect()
}

fn scores(subject: Subject) -> Vec<Sheaf> {
    let analysis = subject.analysis;
    let own = analysis.config.model.name();
    let spaces: Vec<(&str, &Scores)> = std::iter::once((own.as_str(), &*analysis.scores))
        .chain(
            analysis
                .baselines
                .iter()
                .map(|b| (block_name(b.name), &b.scores)),
        )
        .collect();
    let points = spaces.iter().map(|(name, s)| {
        let internal = s.internal.iter();
        let internal = internal.map(|(score, &value)| or_dash(value, score.facts().decimals));
        std::iter::once((*name).to_string())
            .chain(internal)
            .chain([format!("{:.0} %", 100.0 * s.noise_share)])
            .collect()
    });
    let mut tables = vec![Sheaf {
        caption: tr(id::EXPORT_SCORES_CLUSTERS_ALONE).to_string(),
        header: header(
            &[id::COMMON_SPACE],
            Internal::ALL.iter().map(|s| s.facts().label),
            &[id::EXPORT_NOISE],
        ),
        rows: points.collect(),
        n_text: 1,
    }];
    let mut rows = Vec::new();
    for (name, scores) in &spaces {
        for e in &scores.external {
            let beside = |s: AgainstChance| {
                fill(
                    id::EXPORT_VALUE_CHANCE_LOW_HIGH,
                    &[
                        ("value", &digits(s.value)),
                        ("chance", &digits(s.chance)),
                        ("low", &digits(s.band[0])),
                        ("high", &digits(s.band[1])),
                    ],
                )
            };
            let mut row = vec![(*name).to_string(), e.column.clone(), cautions(&e.cautions)];
            row.extend(External::HEADLINES.map(|score| beside(e[score])));
            row.push(format!("{:.3}", e.majority));
            let own = e
                .own_k
                .as_ref()
                .map(|own| (own.k.to_string(), beside(own.scores[External::Ari])));
            let (k, ari) = own.unwrap_or_else(|| ("–".to_string(), "–".to_string()));
            row.extend([k, ari]);
            rows.push(row);
        }
    }
    if !rows.is_empty() {
        tables.push(Sheaf {
            caption: tr(id::EXPORT_AGREEMENT_LABELS_CHANCE_MEAN).to_string(),
            header: header(
                &[id::COMMON_SPACE, id::EXPORT_LABEL, id::EXPORT_CARE],
                External::HEADLINES
                    .into_iter()
                    .map(|score| score.facts().label),
                &[
                    id::EXPORT_MOST_FREQUENT_CLASS,
                    id::EXPORT_OWN_K,
                    id::EXPORT_ARI_AT_OWN_K,
                ],
            ),
            rows,
            n_text: 3,
        });
    }
    tables.extend(analysis.probes.label_aucs.iter().map(label_by_label));
    tables
}

/// Each of several labels a song, the best told first.
fn label_by_label(found: &LabelAucs) -> Sheaf {
    let all = LabelVerdicts::of(found).best_first(found);
    let n_more = all.len().saturating_sub(MOST_LABELS_LISTED);
    let row = |(label, told, p): (&LabelAuc, LabelVerdict, f64)| {
        vec![
            label.label.clone(),
            told.text().to_string(),
            label.n_songs.to_string(),
            digits(label.auc.value),
            label.auc.band.map(digits).join("–"),
            digits(p),
        ]
    };
    let mut caption = fill(
        id::MULTI_TABLE,
        &[("column", &found.column), ("least", &FEWEST_SONGS_OF_LABEL)],
    );
    if n_more > 0 {
        caption = format!("{caption}. {}", fill(id::MULTI_N_MORE, &[("n", &n_more)]));
    }
    Sheaf {
        caption,
        header: texts(&[
            id::EXPORT_LABEL,
            id::MULTI_TOLD,
            id::PAIRING_SONGS,
            id::MULTI_AUC,
            id::MULTI_CHANCE,
            id::MULTI_P,
        ]),
        rows: all.into_iter().take(MOST_LABELS_LISTED).map(row).collect(),
        n_text: 2,
    }
}

fn clusters(subject: Subject) -> Sheaf {
    let analysis = subject.analysis;
    let title = |&i: &usize| analysis.library.songs[i].title.clone();
    let apart = analysis.cluster_names();
    let rows = analysis.facts.iter().map(|f| {
        let name = subject
            .clusters
            .get(f.cluster as usize)
            .cloned()
            .unwrap_or_default();
        let apart: Vec<Cow<str>> = apart[f.cluster as usize]
            .iter()
            .map(NamePart::text)
            .collect();
        let words: Vec<&str> = f
            .words
            .iter()
            .take(MOST_WORDS)
            .map(|(word, _)| word.as_str())
            .collect();
        let central: Vec<String> = f.central.iter().take(MOST_CENTRAL).map(title).collect();
        let silhouette = or_dash(f.silhouette.map(f64::from), 3);
        vec![
            name,
            apart.join(", "),
            words.join(", "),
            central.join("; "),
            f.size.to_string(),
            silhouette,
        ]
    });
    let set_apart = if analysis.has_tags() {
        fill(
            id::EXPORT_SET_APART_GUESSED,
            &[("mark", &ears::MARK), ("network", &ears::NAME)],
        )
    } else {
        tr(id::EXPORT_SET_APART).to_string()
    };
    Sheaf {
        caption: tr(id::COMMON_CLUSTERS).to_string(),
        header: vec![
            tr(id::COMMON_CLUSTER).to_string(),
            set_apart,
            tr(id::CLUSTERS_WORDS_SET_APART).to_string(),
            tr(id::EXPORT_CENTRAL_SONGS).to_string(),
            tr(id::PAIRING_SONGS).to_string(),
            tr(id::MAP_BAR_SILHOUETTE).to_string(),
        ],
        rows: rows.collect(),
        n_text: 4,
    }
}

/// What each component of the mixture holds, where there is one.
fn mixture(subject: Subject) -> Option<Sheaf> {
    let occupancy = subject.analysis.occupancy.as_ref()?;
    let k = occupancy.n_components();
    let shares = occupancy.of_songs.iter().zip(&occupancy.of_weight);
    let row = |(component, (songs, weight)): (usize, (&f64, &f64))| {
        let state = match is_dead(*weight, k) {
            true => id::MIXTURE_DEAD_ONE,
            false => id::MIXTURE_IN_USE,
        };
        vec![
            (component + 1).to_string(),
            state.to_string(),
            or_dash(Some(*songs), 3),
            or_dash(Some(*weight), 3),
        ]
    };
    Some(Sheaf {
        caption: fill(
            id::MIXTURE_TABLE,
            &[("entropy", &or_dash(Some(occupancy.entropy), 3))],
        ),
        header: texts(&[
            id::MIXTURE_COMPONENT,
            id::EXPORT_WHAT,
            id::MIXTURE_SHARE_SONGS,
            id::MIXTURE_SHARE_WEIGHT,
        ]),
        rows: shares.enumerate().map(row).collect(),
        n_text: 2,
    })
}

/// A row an alteration: how far songs move, in each space.
fn moves(found: &Invariance) -> Sheaf {
    let percent = |share: f64| format!("{:.0} %", 100.0 * share);
    let row = |(way, shifts): &(Alteration, Vec<Shift>)| {
        let cells = shifts.iter().map(|shift| {
            let [low, median, high] = [shift.low, shift.median, shift.high].map(percent);
            let values: [(&str, &dyn std::fmt::Display); 3] =
                [("median", &median), ("low", &low), ("high", &high)];
            fill(id::INVARIANCE_MEDIAN_AND_HALF, &values)
        });
        std::iter::once(way.label().to_string())
            .chain(cells)
            .collect()
    };
    let spaces = found.spaces.iter().map(|space| match space {
        Moving::Latent => tr(id::GLOSSARY_LATENT_SPACE).to_string(),
        Moving::Block(block) => block.label().to_string(),
    });
    Sheaf {
        caption: fill(id::INVARIANCE_TABLE, &[("n", &found.songs.len())]),
        header: std::iter::once(tr(id::INVARIANCE_ALTERATION).to_string())
            .chain(spaces)
            .collect(),
        rows: found.rows.iter().map(row).collect(),
        n_text: 1,
    }
}

fn by_block(subject: Subject, blocks: &[Block]) -> Sheaf {
    let mut names: Vec<&str> = Vec::new();
    for block in blocks {
        if !names.contains(&block.name.as_str()) {
            names.push(&block.name);
        }
    }
    let held_out = |b: &&Block| subject.analysis.split.validation.contains(&b.song);
    let mut rows = Vec::new();
    for name in names {
        let (held, train): (Vec<&Block>, Vec<&Block>) =
            blocks.iter().filter(|b| b.name == name).partition(held_out);
        for (of, songs) in [
            (id::EXPORT_TRAINING_SONGS, train),
            (id::EXPORT_HELD_OUT_SONGS, held),
        ] {
            if songs.is_empty() {
                continue;
            }
            let mean = |pick: fn(&Block) -> f64| {
                songs.iter().map(|b| pick(b)).sum::<f64>() / songs.len() as f64
            };
            let (error, guess) = (mean(|b| b.error), mean(|b| b.error_of_mean));
            let explained = (guess > 0.0).then(|| 1.0 - error / guess);
            let numbers = [
                or_dash(Some(error), 4),
                or_dash(Some(guess), 4),
                or_dash(explained, 3),
            ];
            let mut row = vec![block_name(name).to_string(), of.to_string()];
            row.push(songs.len().to_string());
            row.extend(numbers);
            rows.push(row);
        }
    }
    Sheaf {
        caption: tr(id::EXPORT_ORIGINAL_AGAINST_RECONSTRUCTION).to_string(),
        header: texts(&[
            id::EXPORT_BLOCK,
            id::EXPORT_OF,
            id::PAIRING_SONGS,
            id::EXPORT_MEAN_SQUARED_ERROR,
            id::EXPORT_MEAN,
            id::EXPORT_EXPLAINED,
        ]),
        rows,
        n_text: 2,
    }
}

fn worst(subject: Subject, blocks: &[Block]) -> Sheaf {
    let mut sorted: Vec<&Block> = blocks.iter().filter(|b| b.explained().is_some()).collect();
    sorted.sort_by(|a, b| {
        a.explained()
            .unwrap_or(0.0)
            .total_cmp(&b.explained().unwrap_or(0.0))
    });
    let row = |b: &&Block| {
        let title = subject.analysis.library.songs[b.song].title.clone();
        vec![
            title,
            block_name(&b.name).to_string(),
            or_dash(Some(b.error), 4),
            or_dash(b.explained(), 3),
        ]
    };
    Sheaf {
        caption: tr(id::EXPORT_SONGS_COME_BACK_WORST).to_string(),
        header: texts(&[
            id::EXPORT_SONG,
            id::EXPORT_BLOCK,
            id::EXPORT_MEAN_SQUARED_ERROR,
            id::EXPORT_EXPLAINED,
        ]),
        rows: sorted.iter().take(MOST_WORST).map(row).collect(),
        n_text: 2,
    }
}

fn settings(subject: Subject) -> Sheaf {
    let analysis = subject.analysis;
    let config = &analysis.config;
    let rows = vec![
        vec![
            tr(id::EXPORT_PROGRAM).to_string(),
            format!("Latentune {}", env!("CARGO_PKG_VERSION")),
        ],
        vec![tr(id::EXPORT_SEED).to_string(), config.seed.to_string()],
        vec![
            tr(id::CONFIG_FEATURES).to_string(),
            analysis.modality_shown().label().to_string(),
        ],
        vec![
            tr(id::RUNS_MODEL).to_string(),
            fill(
                id::EXPORT_MODEL_N_DIMENSIONS,
                &[
                    ("model", &config.model.name()),
                    ("n", &analysis.latents().n_cols()),
                ],
            ),
        ],
        vec![
            tr(id::JOB_CLUSTERING).to_string(),
            config.clustering.method.label().to_string(),
        ],
        vec![
            tr(id::LABELS_MAP).to_string(),
            analysis.map.method.label().to_string(),
        ],
    ];
    Sheaf {
        caption: tr(id::EXPORT_SETTINGS_ALL_THEM_CONFIG_TOML).to_string(),
        header: texts(&[id::EXPORT_WHAT, id::EXPORT_VALUE]),
        rows,
        n_text: 2,
    }
}
