//! Figures of one analysis. Drawn once as SVG, at any size and on either ground; PNG is made from
//! that SVG.

mod field;
mod sheet;
mod axis;
mod marker;
mod scores;
mod agreement;
mod stacked;
mod composition;
mod losses;
mod curves;
mod heat;
mod kl;
mod map;
mod mel;
mod reconstructions;
mod silhouettes;

use std::collections::HashSet;
use std::path::Path;

use super::palette::Ground;
use crate::clustering::Detail;
use crate::error::Result;
use crate::library::LabelColumn;
use crate::pipeline::Analysis;

pub(super) use axis::{Across, ColourBar, zoomed};
pub(super) use field::Place;
pub(crate) use map::note as map_note;
pub(super) use map::{CLUSTER, cluster_name, note, on_a_map};
pub(crate) use map::{Colours, MapAxes, MapFigure};
pub(super) use marker::dot;
pub(crate) use mel::MelFigure;
pub(super) use reconstructions::MelPair;
pub(super) use sheet::{
    Area, Drawn, FONTS, HAIRLINE, INK, QUIET, Sheet, colour, drawn, fitted, options, text,
    text_about, text_left_of, text_width, themed, to_png, to_print, unknown, with_more,
};
pub(super) use stacked::{Bar, sheet_for, stacked};

/// File names of figures, before the column's name.
const MAP: &str = "map_by_";
const LOSSES: &str = "loss_curves";

/// An analysis, and what its clusters are called.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) analysis: &'a Analysis,
    /// Of each cluster.
    pub(crate) clusters: &'a [String],
}

/// What clusters are called before anyone names them.
pub(crate) fn plain_names(analysis: &Analysis) -> Vec<String> {
    (1..=analysis.clusters.n_clusters)
        .map(|c| format!("cluster {c}"))
        .collect()
}

/// A figure that an analysis alone decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    Curves,
    Kl,
    Silhouettes,
    Sweep,
    KDistances,
    Scores,
    /// ARI, NMI and purity with each label, beside chance.
    Agreement,
    /// What each cluster holds of the label column of this index.
    Composition(usize),
    /// What each latent dimension knows of each label.
    Information,
    Reconstructions,
    /// Distances between songs, ordered by cluster.
    Distances,
}

impl Figure {
    /// The figures that there is data for.
    pub(crate) fn of(analysis: &Analysis) -> Vec<Figure> {
        let has = |figure: &Figure| match figure {
            Figure::Curves => !analysis.model.history.is_empty(),
            Figure::Kl => !analysis.model.diagnostics.kl_per_dim.is_empty(),
            Figure::Silhouettes => analysis
                .scores
                .silhouette_of_song
                .iter()
                .any(|s| s.is_finite()),
            Figure::Sweep => analysis
                .sweep
                .as_ref()
                .is_some_and(|sweep| sweep.rows.len() > 1),
            Figure::KDistances => matches!(analysis.clusters.detail, Detail::Density(_)),
            Figure::Information => !analysis.probes.disentanglement.columns.is_empty(),
            Figure::Reconstructions => !analysis.model.diagnostics.explained_blocks.is_empty(),
            Figure::Agreement => !analysis.scores.external.is_empty(),
            Figure::Scores | Figure::Composition(_) => true,
            Figure::Distances => analysis.clusters.n_clusters > 0,
        };
        use Figure::*;
        let compositions = (0..analysis.library.labels.len()).map(Composition);
        [
            Curves,
            Kl,
            Silhouettes,
            Sweep,
            KDistances,
            Scores,
            Agreement,
        ]
        .into_iter()
        .chain(compositions)
        .chain([Information, Reconstructions, Distances])
        .filter(has)
        .collect()
    }

    /// At `width` × `height` units, in which text is about 17 high on a figure 1200 wide.
    pub(crate) fn draw(self, subject: Subject, width: u32, height: u32, ground: Ground) -> String {
        let sheet = Sheet::new(width, height, ground);
        match self {
            Figure::Curves => losses::draw(subject.analysis, &sheet),
            Figure::Kl => kl::draw(subject.analysis, &sheet),
            Figure::Silhouettes => silhouettes::draw(subject, &sheet),
            Figure::Sweep => curves::sweep(subject.analysis, &sheet),
            Figure::KDistances => curves::k_distances(subject.analysis, &sheet),
            Figure::Scores => scores::draw(subject.analysis, &sheet),
            Figure::Agreement => agreement::draw(subject.analysis, &sheet),
            Figure::Composition(column) => composition::draw(subject, column, &sheet),
            Figure::Information => heat::information(subject.analysis, &sheet),
            Figure::Reconstructions => reconstructions::draw(subject.analysis, &sheet),
            Figure::Distances => heat::distances(subject, &sheet),
        }
    }
}

/// The room in which a results folder and the report show a figure, in units.
pub(super) fn size_of(figure: Figure, subject: Subject) -> (u32, u32) {
    let sheet = match figure {
        Figure::Curves => losses::sheet(subject.analysis),
        Figure::Composition(column) => composition::sheet(subject, column),
        Figure::Silhouettes => Sheet::light(1000, 640),
        Figure::Scores => scores::sheet(subject.analysis),
        Figure::Agreement => agreement::sheet(subject.analysis),
        Figure::Information => Sheet::light(
            1000,
            200 + 60 * subject.analysis.probes.disentanglement.columns.len() as u32,
        ),
        Figure::Reconstructions => Sheet::light(
            1000,
            220 + 64 * subject.analysis.model.diagnostics.explained_blocks.len() as u32,
        ),
        Figure::Distances => Sheet::light(1000, 760),
        Figure::Kl | Figure::Sweep | Figure::KDistances => Sheet::light(1000, 420),
    };
    (sheet.width, sheet.height)
}

/// How a figure is to be written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Output {
    pub(crate) format: Format,
    /// In pixels.
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Pixels of one unit of the drawing; larger ones make larger letters.
    pub(crate) scale: f32,
    pub(crate) ground: Ground,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Format {
    #[default]
    Png,
    Svg,
}

impl Output {
    /// The room of the drawing in its own units.
    pub(crate) fn units(&self) -> (u32, u32) {
        let unit = |pixels: u32| (pixels as f32 / self.scale.max(0.1)).round() as u32;
        (unit(self.width), unit(self.height))
    }

    /// # Errors
    /// When there is no memory for the pixels.
    pub(crate) fn encode(&self, svg: &str) -> Result<Vec<u8>> {
        let svg = sheet::resized(svg, self.width, self.height);
        match self.format {
            Format::Svg => Ok(svg.into_bytes()),
            Format::Png => to_png(&svg),
        }
    }
}

/// Name and SVG of the figures of the latent space, and the curves of its learning.
pub(super) fn all(analysis: &Analysis) -> Vec<(String, String)> {
    let mut figures = maps(analysis);
    if !analysis.model.history.is_empty() {
        figures.push((
            LOSSES.to_string(),
            losses::draw(analysis, &losses::sheet(analysis)),
        ));
    }
    figures
}

/// The map by cluster and by every label.
fn maps(analysis: &Analysis) -> Vec<(String, String)> {
    let cluster_names: Vec<Option<String>> = analysis
        .clusters
        .labels
        .iter()
        .map(|c| c.map(cluster_name))
        .collect();
    let clusters = LabelColumn::new(CLUSTER, &cluster_names);
    let mut taken = HashSet::new();
    let columns = std::iter::once(&clusters).chain(&analysis.library.labels);
    columns
        .map(|c| {
            (
                free_name(MAP, &c.name, &mut taken),
                map::by_label(analysis, c, &map::SHEET),
            )
        })
        .collect()
}

/// True for a file that [`all`] could have named.
pub(super) fn is_ours(path: &Path) -> bool {
    let part = |part: Option<&std::ffi::OsStr>| {
        part.and_then(|p| p.to_str())
            .unwrap_or_default()
            .to_string()
    };
    let (stem, extension) = (part(path.file_stem()), part(path.extension()));
    (stem.starts_with(MAP) || stem == LOSSES) && matches!(extension.as_str(), "svg" | "png")
}

/// A file name for a column, short enough for any file system and not given before.
pub(super) fn free_name(prefix: &str, column: &str, taken: &mut HashSet<String>) -> String {
    // What some file system or shell would stumble over; vowel signs and the like stay.
    let is_hostile =
        |c: char| c.is_control() || c.is_whitespace() || (c.is_ascii_punctuation() && c != '-');
    let plain: String = column
        .chars()
        .map(|c| if is_hostile(c) { '_' } else { c })
        .take(50)
        .collect();
    let mut name = format!("{prefix}{plain}");
    let mut n = 2;
    while !taken.insert(name.to_lowercase()) {
        name = format!("{prefix}{plain}_{n}");
        n += 1;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_short_distinct_and_known_again() {
        let mut taken = HashSet::new();
        let long = "ধারা ".repeat(100);
        let names: Vec<String> = ["cluster", "a b", "a/b", "A b", "cluster", &long]
            .map(|n| free_name(MAP, n, &mut taken))
            .to_vec();
        assert_eq!(
            names[..5],
            [
                "map_by_cluster",
                "map_by_a_b",
                "map_by_a_b_2",
                "map_by_A_b_3",
                "map_by_cluster_2"
            ]
        );
        assert!(names[5].len() < 200);
        assert!(
            names
                .iter()
                .all(|n| is_ours(Path::new(&format!("x/{n}.png"))))
        );
        assert!(is_ours(Path::new("loss_curves.svg")) && !is_ours(Path::new("map.png")));
        assert!(!is_ours(Path::new("map_by_hand.txt")));
    }
}
