//! The parts of a report and their tables.

use super::{Section, Sheaf};
use crate::export::figures::Subject;
use crate::export::tables::{Block, in_words};
use crate::reading::say::{Beside, collapse_note, digits};
use crate::scores::{AgainstChance, External, Internal, Metric, Scores};

/// Songs named of each cluster.
const MOST_CENTRAL: usize = 3;
const MOST_WORDS: usize = 6;
/// Songs listed of those that come back worst.
const MOST_WORST: usize = 5;

pub(super) fn all(subject: Subject, blocks: &[Block]) -> Vec<Section> {
    let analysis = subject.analysis;
    let collapsed = collapse_note(analysis.is_collapsed(), Beside::Tables);
    let mut sections = vec![
        Section {
            id: "scores",
            title: "Scores",
            lead: format!(
                "{collapsed}Each space is clustered and scored in the same way. Agreement with labels stands beside what \
                 shuffled labels reach: their mean, and the value that 97.5 % of shuffles stay below."
            ),
            tables: scores(subject),
        },
        Section {
            id: "clusters",
            title: "Clusters",
            lead: "Words are those that set a cluster apart from other clusters' songs in the same language; central \
                   songs are nearest to its middle."
                .to_string(),
            tables: vec![clusters(subject)],
        },
    ];
    if !analysis.library.labels.is_empty() {
        sections.push(Section {
            id: "distributions",
            title: "Labels of each cluster",
            lead:
                "All songs stand first: a cluster tells something only where it differs from them."
                    .to_string(),
            tables: Vec::new(),
        });
    }
    sections.push(Section {
        id: "learning",
        title: "Learning",
        lead: "A dimension whose KL divergence is near 0 carries nothing of a song.".to_string(),
        tables: Vec::new(),
    });
    if !blocks.is_empty() {
        sections.push(Section {
            id: "reconstructions",
            title: "Reconstructions",
            lead: "What comes back of each block of features from a song's latent. The mean squared error is in the \
                   units that the model sees; that of the mean is what a guess of the mean would miss."
                .to_string(),
            tables: vec![by_block(subject, blocks), worst(subject, blocks)],
        });
    }
    sections.push(Section {
        id: "files",
        title: "How it was made",
        lead: "The same seed and settings on the same machine give the same bytes.".to_string(),
        tables: vec![settings(subject)],
    });
    sections
}

fn or_dash(value: Option<f64>, digits: usize) -> String {
    value
        .filter(|v| v.is_finite())
        .map_or("undefined".to_string(), |v| format!("{v:.digits$}"))
}

fn texts(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|c| (*c).to_string()).collect()
}

fn header(
    before: &[&'static str],
    scores: impl Iterator<Item = &'static str>,
    after: &[&'static str],
) -> Vec<String> {
    let names = before.iter().copied().chain(scores);
    names
        .chain(after.iter().copied())
        .map(String::from)
        .collect()
}

fn scores(subject: Subject) -> Vec<Sheaf> {
    let analysis = subject.analysis;
    let own = analysis.config.model.label();
    let spaces: Vec<(&str, &Scores)> = std::iter::once((own.as_str(), &*analysis.scores))
        .chain(analysis.baselines.iter().map(|b| (b.name, &b.scores)))
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
        caption: "Scores of the clusters alone".to_string(),
        header: header(
            &["space"],
            Internal::ALL.iter().map(|s| s.facts().label.as_str()),
            &["noise"],
        ),
        rows: points.collect(),
        n_text: 1,
    }];
    let mut rows = Vec::new();
    for (name, scores) in &spaces {
        for e in &scores.external {
            let beside = |s: AgainstChance| {
                format!(
                    "{} ({}; {} to {})",
                    digits(s.value),
                    digits(s.chance),
                    digits(s.band[0]),
                    digits(s.band[1])
                )
            };
            let mut row = vec![(*name).to_string(), e.column.clone(), in_words(&e.cautions)];
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
            caption: "Agreement with labels (chance: mean of shuffled labels; where 95 % of them lie), and at as many clusters as \
                      the label has classes".to_string(),
            header: header(
                &["space", "label", "with care"],
                External::HEADLINES.into_iter().map(|score| score.facts().label.as_str()),
                &["most frequent class", "own k", "ARI at own k"],
            ),
            rows,
            n_text: 3,
        });
    }
    tables
}

fn clusters(subject: Subject) -> Sheaf {
    let analysis = subject.analysis;
    let title = |&i: &usize| analysis.library.songs[i].title.clone();
    let rows = analysis.facts.iter().map(|f| {
        let name = subject
            .clusters
            .get(f.cluster as usize)
            .cloned()
            .unwrap_or_default();
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
            words.join(", "),
            central.join("; "),
            f.size.to_string(),
            silhouette,
        ]
    });
    Sheaf {
        caption: "Clusters".to_string(),
        header: texts(&[
            "cluster",
            "words that set it apart",
            "central songs",
            "songs",
            "silhouette",
        ]),
        rows: rows.collect(),
        n_text: 3,
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
        for (of, songs) in [("training songs", train), ("held-out songs", held)] {
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
            let mut row = texts(&[name, of]);
            row.push(songs.len().to_string());
            row.extend(numbers);
            rows.push(row);
        }
    }
    Sheaf {
        caption: "Original against reconstruction, block by block".to_string(),
        header: texts(&[
            "block",
            "of",
            "songs",
            "mean squared error",
            "of the mean",
            "explained",
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
            b.name.clone(),
            or_dash(Some(b.error), 4),
            or_dash(b.explained(), 3),
        ]
    };
    Sheaf {
        caption: "Songs that come back worst".to_string(),
        header: texts(&["song", "block", "mean squared error", "explained"]),
        rows: sorted.iter().take(MOST_WORST).map(row).collect(),
        n_text: 2,
    }
}

fn settings(subject: Subject) -> Sheaf {
    let analysis = subject.analysis;
    let config = &analysis.config;
    let rows = vec![
        vec![
            "program".to_string(),
            format!("Latentune {}", env!("CARGO_PKG_VERSION")),
        ],
        vec!["seed".to_string(), config.seed.to_string()],
        vec![
            "features".to_string(),
            analysis.modality_shown().label().to_string(),
        ],
        vec![
            "model".to_string(),
            format!(
                "{}, {} dimensions",
                config.model.label(),
                analysis.latents().n_cols()
            ),
        ],
        vec![
            "clustering".to_string(),
            config.clustering.method.label().to_string(),
        ],
        vec!["map".to_string(), analysis.map.method.label().to_string()],
    ];
    Sheaf {
        caption: "Settings; all of them are in config.toml".to_string(),
        header: texts(&["what", "value"]),
        rows,
        n_text: 2,
    }
}
