//! The tables: one row a song, a file of sound, an epoch, a cluster, or a space and label.

mod copies;
mod distributions;
mod frame;
mod files;
mod format;
mod invariance;
mod own;
mod probes;
mod labels;
mod reconstructions;
mod songs;

use std::ops::Range;

use crate::config::ProjectionMethod;
use crate::error::{Error, Result};
use crate::file::inert;
use crate::pipeline::Analysis;
use crate::scores::{AgainstChance, Caution, External, Internal, Metric, Scores};
use crate::words::{Message, id};

pub(super) use copies::copies;
pub(super) use distributions::distributions;
pub(crate) use files::{files, place, sound_files};
pub(crate) use format::TableFormat;
pub(super) use invariance::invariance;
pub(crate) use invariance::write_invariance;
pub(super) use labels::{LABEL_AUC, label_aucs};
pub(crate) use own::add_own;
pub(super) use own::own_columns;
pub(super) use probes::{detail, probes, sweep};
pub(super) use reconstructions::{Block, blocks, reconstructions};
pub(crate) use songs::{scores, songs};

pub(super) struct Table(csv::Writer<Vec<u8>>);

impl Table {
    pub(super) fn new(header: &[&str]) -> Result<Self> {
        let mut table = Self(csv::Writer::from_writer(Vec::new()));
        table.row(header)?;
        Ok(table)
    }

    /// One row; no cell of it is a formula to a spreadsheet.
    pub(super) fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) -> Result<()> {
        for cell in cells {
            self.0
                .write_field(inert(cell.as_ref()).as_bytes())
                .map_err(|e| Error::stage(id::ERROR_TABLE, Message::verbatim(e)))?;
        }
        self.0
            .write_record(None::<&[u8]>)
            .map_err(|e| Error::stage(id::ERROR_TABLE, Message::verbatim(e)))
    }

    pub(super) fn finish(self) -> Result<String> {
        let bytes = self
            .0
            .into_inner()
            .map_err(|e| Error::stage(id::ERROR_TABLE, Message::verbatim(e)))?;
        String::from_utf8(bytes).map_err(|e| Error::stage(id::ERROR_TABLE, Message::verbatim(e)))
    }
}

/// What has no value is said to have none, rather than shown as 0 or NaN.
pub(super) fn or_undefined(value: Option<f64>) -> String {
    value
        .filter(|v| v.is_finite())
        .map_or_else(|| "undefined".to_string(), |v| format!("{v:.6}"))
}

pub(super) fn number(value: f32) -> String {
    if value.is_finite() {
        format!("{value:.6}")
    } else {
        String::new()
    }
}

/// What a table says of them, in one cell.
pub(super) fn in_words(cautions: &[Caution]) -> String {
    let words: Vec<&str> = cautions
        .iter()
        .map(|caution| caution.in_words().english())
        .collect();
    words.join("; ")
}

/// The external scores in the order of the tables of one run, which begin with the headlines.
fn external() -> impl Iterator<Item = External> {
    let others = External::ALL.iter().copied();
    let others = others.filter(|score| !External::HEADLINES.contains(score));
    External::HEADLINES.into_iter().chain(others)
}

/// One row for each space (the model, the features directly, their PCA) and label column.
pub(super) fn clustering_metrics(analysis: &Analysis) -> Result<String> {
    let mut header = vec![
        "space",
        "modality",
        "n_songs",
        "n_latent",
        "n_active",
        "collapsed",
        "n_clusters",
    ];
    header.extend(Internal::KEYS);
    header.extend([
        "noise_share",
        "label",
        "n_labelled",
        "n_detected",
        "n_classes",
        "majority",
    ]);
    let names: Vec<String> = external()
        .flat_map(|score| {
            ["", "_chance", "_chance_low", "_chance_high"].map(|of| format!("{}{of}", score.key()))
        })
        .collect();
    header.extend(names.iter().map(String::as_str));
    header.extend([
        "own_k",
        "ari_own_k",
        "ari_own_k_chance",
        "ari_own_k_chance_low",
        "ari_own_k_chance_high",
    ]);
    header.push("cautions");
    let mut table = Table::new(&header)?;

    let model = &analysis.config.model;
    let diagnostics = &analysis.model.diagnostics;
    let n_latent = analysis.latents().n_cols();
    let collapsed = analysis.is_collapsed().to_string();
    let own = [
        n_latent.to_string(),
        diagnostics.n_active.to_string(),
        collapsed,
    ];
    space_rows(&mut table, analysis, &model.label(), own, &analysis.scores)?;
    for baseline in analysis.baselines.iter() {
        let latent = [baseline.n_dims.to_string(), String::new(), String::new()];
        space_rows(
            &mut table,
            analysis,
            baseline.name,
            latent,
            &baseline.scores,
        )?;
    }
    table.finish()
}

fn space_rows(
    table: &mut Table,
    analysis: &Analysis,
    space: &str,
    latent: [String; 3],
    scores: &Scores,
) -> Result<()> {
    let mut start = vec![
        space.to_string(),
        analysis.modality_shown().label().english().to_string(),
    ];
    start.push(analysis.library.songs.len().to_string());
    start.extend(latent);
    start.push(analysis.clusters.n_clusters.to_string());
    start.extend(scores.internal.iter().map(|(_, &v)| or_undefined(v)));
    start.push(or_undefined(Some(scores.noise_share)));
    let width = start.len() + 5 + 4 * External::ALL.len() + 5 + 1;
    if scores.external.is_empty() && scores.not_scored.is_empty() {
        start.resize(width, String::new());
        return table.row(&start);
    }
    for column in &scores.not_scored {
        let mut cells = start.clone();
        cells.push(column.clone());
        cells.resize(width - 1, String::new());
        cells.push("not scored: the model was told this label".to_string());
        table.row(&cells)?;
    }
    for e in &scores.external {
        let mut cells = start.clone();
        cells.push(e.column.clone());
        cells.extend([e.n_songs, e.n_detected, e.n_classes].map(|n| n.to_string()));
        cells.push(or_undefined(Some(e.majority)));
        let four = |s: AgainstChance| {
            [s.value, s.chance, s.band[0], s.band[1]].map(|v| or_undefined(Some(v)))
        };
        cells.extend(external().flat_map(|score| four(e[score])));
        match &e.own_k {
            Some(own) => cells
                .extend(std::iter::once(own.k.to_string()).chain(four(own.scores[External::Ari]))),
            None => cells.extend(std::iter::repeat_n(String::new(), 5)),
        }
        cells.push(in_words(&e.cautions));
        table.row(&cells)?;
    }
    Ok(())
}

/// Columns that say which song a row is.
fn song_header(analysis: &Analysis) -> Vec<String> {
    let labels = analysis.library.labels.iter().map(|l| l.name.clone());
    ["id", "title", "artist"]
        .map(String::from)
        .into_iter()
        .chain(labels)
        .chain(["cluster".to_string()])
        .collect()
}

/// A column of the library called as one of ours is marked as a label, or what else `kind` says it
/// is, so that no two columns of a table have one name.
pub(super) fn distinct(
    mut header: Vec<String>,
    of_library: Range<usize>,
    kind: &str,
) -> Vec<String> {
    for i in of_library {
        while header
            .iter()
            .enumerate()
            .any(|(j, name)| j != i && *name == header[i])
        {
            header[i].push_str(kind);
        }
    }
    header
}

fn song_cells(analysis: &Analysis, i: usize) -> Vec<String> {
    let song = &analysis.library.songs[i];
    let labels = analysis
        .library
        .labels
        .iter()
        .map(|l| l.value(i).unwrap_or("").to_string());
    let cluster =
        analysis.clusters.labels[i].map_or_else(|| "noise".to_string(), |c| c.to_string());
    [song.id.clone(), song.title.clone(), song.artist.clone()]
        .into_iter()
        .chain(labels)
        .chain([cluster])
        .collect()
}

fn song_table(
    analysis: &Analysis,
    more: &[String],
    cells: impl Fn(usize) -> Vec<String>,
) -> Result<String> {
    let mut header = song_header(analysis);
    header.extend_from_slice(more);
    let header = distinct(header, 3..3 + analysis.library.labels.len(), " (label)");
    let mut table = Table::new(&header.iter().map(String::as_str).collect::<Vec<_>>())?;
    for i in 0..analysis.library.songs.len() {
        let mut row = song_cells(analysis, i);
        row.extend(cells(i));
        table.row(&row)?;
    }
    table.finish()
}

/// Posterior means, one row a song.
pub(super) fn latents(analysis: &Analysis) -> Result<String> {
    let z = analysis.latents();
    let mut more = vec![
        "incomplete".to_string(),
        "held_out".to_string(),
        "silhouette".to_string(),
    ];
    more.extend((0..z.n_cols()).map(|k| format!("z{k}")));
    let mut held_out = vec![false; z.n_rows()];
    analysis
        .split
        .validation
        .iter()
        .for_each(|&i| held_out[i] = true);
    song_table(analysis, &more, |i| {
        let mut cells = vec![
            analysis.fused.incomplete[i].to_string(),
            held_out[i].to_string(),
        ];
        cells.push(
            analysis
                .scores
                .silhouette_of_song
                .get(i)
                .map_or_else(String::new, |v| number(*v)),
        );
        // Shortest digits that give the same f32 again.
        cells.extend(z.row(i).iter().map(f32::to_string));
        cells
    })
}

/// The two pictures, one row a song, and how far the first can be trusted there.
pub(super) fn projection(analysis: &Analysis) -> Result<String> {
    let map = match analysis.map.method {
        ProjectionMethod::Tsne => "tsne",
        ProjectionMethod::Umap => "umap",
        ProjectionMethod::Pca => "map",
    };
    let more = [
        format!("{map}_x"),
        format!("{map}_y"),
        "pca_x".into(),
        "pca_y".into(),
    ];
    let more = more
        .into_iter()
        .chain(["trustworthiness", "continuity"].map(String::from))
        .collect::<Vec<_>>();
    song_table(analysis, &more, |i| {
        let places = analysis
            .map
            .xy
            .row(i)
            .iter()
            .chain(analysis.pca.xy.row(i))
            .map(f32::to_string);
        let trust = analysis.trust.as_ref();
        let of_song = trust.map_or([f32::NAN; 2], |t| {
            [t.trustworthiness_of_song[i], t.continuity_of_song[i]]
        });
        places.chain(of_song.map(number)).collect()
    })
}

/// One row an epoch; empty for models without epochs.
pub(super) fn training_history(analysis: &Analysis) -> Result<String> {
    let mut table = Table::new(&[
        "epoch",
        "beta",
        "train_reconstruction",
        "train_kl",
        "train_total",
        "validation_reconstruction",
        "validation_kl",
        "validation_total",
    ])?;
    for e in &analysis.model.history {
        let mut cells = vec![e.epoch.to_string(), e.beta.to_string()];
        cells.extend([e.train.reconstruction, e.train.kl, e.train.total].map(|v| v.to_string()));
        let validation = e
            .validation
            .map(|v| [v.reconstruction, v.kl, v.total].map(|v| v.to_string()));
        cells.extend(validation.unwrap_or_default());
        table.row(&cells)?;
    }
    table.finish()
}

/// One row a cluster and label class, with what sets the cluster apart.
pub(super) fn clusters(analysis: &Analysis) -> Result<String> {
    let mut table = Table::new(&[
        "cluster",
        "size",
        "silhouette",
        "nearest_cluster",
        "nearest_distance",
        "label",
        "class",
        "share",
        "share_overall",
        "words",
        "central_songs",
    ])?;
    for facts in analysis.facts.iter() {
        let words = facts
            .words
            .iter()
            .map(|(word, _)| word.as_str())
            .collect::<Vec<_>>()
            .join("; ");
        let central = facts
            .central
            .iter()
            .map(|&i| analysis.library.songs[i].id.as_str())
            .collect::<Vec<_>>()
            .join("; ");
        let start = [
            facts.cluster.to_string(),
            facts.size.to_string(),
            or_undefined(facts.silhouette.map(f64::from)),
            facts
                .nearest
                .map_or_else(String::new, |(c, _)| c.to_string()),
            facts.nearest.map_or_else(String::new, |(_, d)| number(d)),
        ];
        let mut row = |label: &str, class: &str, share: String, overall: String| {
            table.row(
                start
                    .iter()
                    .map(String::as_str)
                    .chain([label, class, &share, &overall, &words, &central]),
            )
        };
        if facts.shares.iter().all(|(_, classes)| classes.is_empty()) {
            row("", "", String::new(), String::new())?;
        }
        for (label, classes) in &facts.shares {
            for (class, share, overall) in classes {
                row(label, class, number(*share), number(*overall))?;
            }
        }
    }
    table.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_columns_have_one_name() {
        let header = [
            "id", "title", "artist", "cluster", "z0", "genre", "cluster", "z0",
        ]
        .map(String::from)
        .to_vec();
        let got = distinct(header, 3..6, " (label)");
        assert_eq!(
            got,
            [
                "id",
                "title",
                "artist",
                "cluster (label)",
                "z0 (label)",
                "genre",
                "cluster",
                "z0"
            ]
        );
    }

    #[test]
    fn cells_with_anything_in_them_come_back() {
        let cells = ["a,b", "say \"no\"", "two\nlines", "-1.5", "র‍্যাব", ""];
        let mut table = Table::new(&["1", "2", "3", "4", "5", "6"]).unwrap();
        table.row(cells).unwrap();
        let text = table.finish().unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(
            reader
                .records()
                .next()
                .unwrap()
                .unwrap()
                .iter()
                .collect::<Vec<_>>(),
            cells
        );
    }

    #[test]
    fn no_cell_is_a_formula_and_our_own_reader_takes_it_back() {
        let cells = ["=1+1", "+la", "-la la", "@x", "\t=1", "'=1"];
        let mut table = Table::new(&["=a", "b", "c", "d", "e", "f"]).unwrap();
        table.row(cells).unwrap();
        let text = table.finish().unwrap();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_bytes());
        let rows: Vec<_> = reader.records().map(|row| row.unwrap()).collect();
        assert_eq!(&rows[0][0], "'=a");
        assert!(rows[1].iter().all(|cell| cell.starts_with('\'')));
        let back: Vec<&str> = rows[1].iter().map(crate::file::original).collect();
        assert_eq!(back, cells);
    }

    #[test]
    fn what_has_no_value_says_so() {
        assert_eq!(or_undefined(None), "undefined");
        assert_eq!(or_undefined(Some(f64::NAN)), "undefined");
        assert_eq!(or_undefined(Some(0.5)), "0.500000");
    }
}
