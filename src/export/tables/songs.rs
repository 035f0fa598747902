//! Everything there is on each song in one wide table, and the scores in one long one.

use super::frame::{Column, Frame};
use super::own::marked;
use super::{external, in_words};
use crate::curation::OwnScores;
use crate::export::figures::Subject;
use crate::pipeline::Analysis;
use crate::scores::{AgainstChance, External, Metric, Scores};

/// A row a song: who it is, its labels and numbers, its cluster, its places on both pictures, its
/// latent.
pub(crate) fn songs(subject: Subject) -> Frame {
    let analysis = subject.analysis;
    let library = &analysis.library;
    let n = library.songs.len();
    let mut frame = Frame::default();
    frame.push(
        "id",
        Column::Text(library.songs.iter().map(|s| Some(s.id.clone())).collect()),
    );
    frame.push(
        "title",
        Column::Text(
            library
                .songs
                .iter()
                .map(|s| Some(s.title.clone()))
                .collect(),
        ),
    );
    let artist = |s: &crate::library::Song| Some(s.artist.clone()).filter(|a| !a.is_empty());
    frame.push(
        "artist",
        Column::Text(library.songs.iter().map(artist).collect()),
    );
    let clusters = &analysis.clusters.labels;
    frame.push(
        "cluster",
        Column::Whole(clusters.iter().map(|c| c.map(i64::from)).collect()),
    );
    let name = |c: &Option<u32>| c.and_then(|c| subject.clusters.get(c as usize).cloned());
    frame.push(
        "cluster_name",
        Column::Text(clusters.iter().map(name).collect()),
    );
    frame.push(
        "silhouette",
        Column::Single(analysis.scores.silhouette_of_song.clone()),
    );
    let mut held_out = vec![false; n];
    analysis
        .split
        .validation
        .iter()
        .for_each(|&i| held_out[i] = true);
    frame.push("held_out", Column::Flag(held_out));
    frame.push(
        "incomplete",
        Column::Flag(analysis.fused.incomplete.clone()),
    );
    for (name, xy) in [("map", &analysis.map.xy), ("pca", &analysis.pca.xy)] {
        for (axis, letter) in ["x", "y"].into_iter().enumerate() {
            frame.push(
                format!("{name}_{letter}"),
                Column::Single(xy.rows().map(|row| row[axis]).collect()),
            );
        }
    }
    if let Some(trust) = &analysis.trust {
        frame.push(
            "trustworthiness",
            Column::Single(trust.trustworthiness_of_song.clone()),
        );
    }
    let z = analysis.latents();
    for k in 0..z.n_cols() {
        frame.push(
            format!("z{k}"),
            Column::Single(z.rows().map(|row| row[k]).collect()),
        );
    }
    for label in &library.labels {
        let values = (0..n).map(|i| label.value(i).map(str::to_string));
        frame.push(label.name.clone(), Column::Text(values.collect()));
    }
    for number in &library.numbers {
        frame.push(number.name.clone(), Column::Double(number.of_song.clone()));
    }
    frame
}

/// A row a space, label and score, with what chance gives. Labels are empty for scores of the
/// points alone. With `own`, which is of the analysis, also what a person's own labels score, which
/// are marked, and clusters that they edited by hand.
pub(crate) fn scores(analysis: &Analysis, own: Option<&OwnScores>) -> Frame {
    let model = analysis.config.model.label();
    let mut spaces = vec![(model, own.map_or(&*analysis.scores, |own| &own.model))];
    for edited in own.into_iter().flat_map(|own| &own.edited) {
        let name = format!("{}, {} songs moved", marked(&edited.name), edited.n_moved);
        spaces.push((name, &edited.scores));
    }
    for (i, baseline) in analysis.baselines.iter().enumerate() {
        let of_own = own.and_then(|own| own.baselines.get(i));
        spaces.push((
            baseline.name.to_string(),
            of_own.unwrap_or(&baseline.scores),
        ));
    }
    let n_given = own.map_or(usize::MAX, |own| own.n_given);
    let mut rows = Rows::default();
    for (space, scores) in spaces {
        rows.space(&space, scores, n_given);
    }
    let modality = Some(analysis.modality_shown().label().english().to_string());
    let mut frame = Frame::default();
    frame.push("modality", Column::Text(vec![modality; rows.space.len()]));
    frame.push("space", Column::Text(rows.space));
    frame.push("label", Column::Text(rows.label));
    frame.push("score", Column::Text(rows.score));
    for (name, values) in ["value", "chance", "chance_low", "chance_high"]
        .into_iter()
        .zip(rows.values)
    {
        frame.push(name, Column::Double(values));
    }
    frame.push("cautions", Column::Text(rows.cautions));
    frame
}

#[derive(Default)]
struct Rows {
    space: Vec<Option<String>>,
    label: Vec<Option<String>>,
    score: Vec<Option<String>>,
    /// Value, chance, and the band of chance.
    values: [Vec<f64>; 4],
    cautions: Vec<Option<String>>,
}

impl Rows {
    /// Labels from the `n_given`-th on are a person's own.
    fn space(&mut self, space: &str, scores: &Scores, n_given: usize) {
        let none = f64::NAN;
        let internal = scores.internal.iter();
        let internal = internal.map(|(score, &value)| (score.key(), value));
        for (name, value) in internal.chain([("noise_share", Some(scores.noise_share))]) {
            self.row(
                space,
                None,
                name,
                [value.unwrap_or(none), none, none, none],
                None,
            );
        }
        for (i, e) in scores.external.iter().enumerate() {
            let label = match i < n_given {
                true => e.column.clone(),
                false => marked(&e.column),
            };
            let cautions = Some(in_words(&e.cautions)).filter(|c| !c.is_empty());
            let values = |s: AgainstChance| [s.value, s.chance, s.band[0], s.band[1]];
            for score in external() {
                let (name, values) = (score.key(), values(e[score]));
                self.row(space, Some(&label), name, values, cautions.clone());
            }
            if let Some(own) = &e.own_k {
                let name = format!("ari at own k, {}", own.k);
                let values = values(own.scores[External::Ari]);
                self.row(space, Some(&label), &name, values, cautions.clone());
            }
        }
    }

    fn row(
        &mut self,
        space: &str,
        label: Option<&str>,
        score: &str,
        values: [f64; 4],
        cautions: Option<String>,
    ) {
        self.space.push(Some(space.to_string()));
        self.label.push(label.map(str::to_string));
        self.score.push(Some(score.to_string()));
        self.values
            .iter_mut()
            .zip(values)
            .for_each(|(column, v)| column.push(v));
        self.cautions.push(cautions);
    }
}
