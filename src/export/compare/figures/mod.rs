//! Figures of a comparison.

mod bars;
mod dots;
mod lines;
mod maps;
mod strips;

use plotters::prelude::*;

use super::{FIGURES, Figure, MAPS};
use crate::experiment::{Compared, Group, Preset, grid_title};
use crate::export::figures::{Area, Drawn, INK, QUIET, fitted, text};
use crate::scores::{External, Metric};
use crate::words::{id, say, tr};

/// Label columns that are drawn, the first of the library; the tables have all.
const MOST_COLUMNS: usize = 6;
/// Label columns that each map is coloured by, one after the other.
const MOST_OF_A_MAP: usize = 2;
const MARGIN: i32 = 32;
/// Height of the title and the line below it.
const TOP: i32 = 92;

/// Every figure that the findings show: for a question the one that answers it; else scores by
/// label, maps side by side, and for the harder models reconstructions and what the clusters hold.
pub(super) fn all(compared: &Compared, groups: &[Group]) -> Vec<Figure> {
    grids(compared, groups)
        .flat_map(|grid| grid.figures(compared))
        .collect()
}

/// The maps of all spaces, each on a sheet of its own: name and drawing.
pub(super) fn maps(compared: &Compared, groups: &[Group]) -> Vec<(String, String)> {
    let mut drawn = Vec::new();
    grids(compared, groups)
        .flat_map(|grid| maps::each(compared, &grid, &mut drawn))
        .collect()
}

/// Label columns of which there is no figure.
pub(super) fn not_drawn<'a>(groups: &'a [Group<'a>]) -> Vec<&'a str> {
    columns(&groups.iter().collect::<Vec<_>>())
        .into_iter()
        .skip(MOST_COLUMNS)
        .collect()
}

/// One grid of a comparison, of which at least one cell is finished.
struct Grid<'a> {
    index: usize,
    title: &'a str,
    groups: Vec<&'a Group<'a>>,
    columns: Vec<&'a str>,
}

fn grids<'a>(compared: &'a Compared, groups: &'a [Group<'a>]) -> impl Iterator<Item = Grid<'a>> {
    let one = |(index, plan): (usize, &'a crate::experiment::Grid)| {
        let groups: Vec<&Group> = groups.iter().filter(|g| g.grid == index).collect();
        let mut columns = columns(&groups);
        columns.truncate(MOST_COLUMNS);
        (!groups.is_empty()).then_some(Grid {
            index,
            title: grid_title(&plan.name),
            groups,
            columns,
        })
    };
    compared.plan.grids.iter().enumerate().filter_map(one)
}

impl Grid<'_> {
    fn figures(&self, compared: &Compared) -> Vec<Figure> {
        let plan = &compared.plan.grids[self.index];
        if compared.plan.name != Preset::Questions.name() {
            return self.of_a_grid(compared);
        }
        let answer = |name, svg| {
            self.figure(name, self.title.to_string(), svg)
                .into_iter()
                .collect()
        };
        match plan.features.is_empty() {
            false => answer(
                "lyrics_weight",
                lines::weights(self.title, &self.groups, self.first_columns()),
            ),
            true if plan.models.len() > 4 => answer("beta", lines::betas(self.title, &self.groups)),
            true => self.agreements(&self.columns[..self.columns.len().min(1)]),
        }
    }

    /// `None` without a drawing.
    fn figure(&self, name: &str, caption: String, svg: Option<String>) -> Option<Figure> {
        let name = format!("{}_{name}", self.index + 1);
        svg.map(|svg| Figure {
            name,
            caption,
            folder: FIGURES,
            grid: self.index,
            svg,
        })
    }

    /// The headline scores with each of these.
    fn agreements(&self, columns: &[&str]) -> Vec<Figure> {
        let one = |column: &str, score: External| {
            let (name, caption) = (
                format!("{}_{}", score.key(), plain(column)),
                say(id::FIGURES_SCORE_COLUMN)
                    .with("score", score.facts().label.as_str())
                    .with("column", column)
                    .to_string(),
            );
            self.figure(
                &name,
                caption,
                dots::agreement(self.title, &self.groups, score, column),
            )
        };
        columns
            .iter()
            .flat_map(|column| {
                External::HEADLINES
                    .into_iter()
                    .filter_map(move |score| one(column, score))
            })
            .collect()
    }

    fn of_a_grid(&self, compared: &Compared) -> Vec<Figure> {
        let (title, groups) = (self.title, &self.groups);
        let mut all = self.agreements(&self.columns);
        let silhouette = dots::silhouettes(title, groups);
        all.extend(self.figure("silhouette", tr(id::MAP_BAR_SILHOUETTE).into(), silhouette));
        let maps = maps::side_by_side(compared, title, groups, self.columns.first().copied());
        let maps = self.figure("maps", tr(id::FIGURES_MAPS_FIRST_SEED).into(), maps);
        all.extend(maps.map(|figure| Figure {
            folder: MAPS,
            ..figure
        }));
        if compared.plan.name == Preset::Hard.name() {
            for column in &self.columns {
                let (name, caption) = (
                    format!("clusters_by_{}", plain(column)),
                    say(id::EXPORT_LABEL_EACH_CLUSTER)
                        .with("label", *column)
                        .to_string(),
                );
                all.extend(self.figure(
                    &name,
                    caption,
                    bars::distributions(compared, title, groups, column),
                ));
            }
            all.extend(self.figure(
                "reconstructions",
                tr(id::FIGURES_RECONSTRUCTIONS).into(),
                strips::draw(title, groups),
            ));
        }
        all
    }

    fn first_columns(&self) -> &[&str] {
        &self.columns[..self.columns.len().min(MOST_OF_A_MAP)]
    }
}

fn columns<'a>(groups: &[&Group<'a>]) -> Vec<&'a str> {
    let mut columns: Vec<&str> = Vec::new();
    for column in groups.iter().flat_map(|g| g.columns()) {
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    columns
}

/// A column's name as part of a file's.
fn plain(name: &str) -> String {
    let is_hostile =
        |c: char| c.is_control() || c.is_whitespace() || (c.is_ascii_punctuation() && c != '-');
    name.chars()
        .map(|c| if is_hostile(c) { '_' } else { c })
        .take(60)
        .collect()
}

/// Title, and a quieter line below it.
fn heading(area: &Area<'_>, title: &str, note: &str) -> Drawn {
    let width = (area.dim_in_pixel().0 as i32 - 2 * MARGIN) as f32;
    area.draw(&Text::new(
        fitted(title, 26, width),
        (MARGIN, 34),
        text(26, INK),
    ))?;
    area.draw(&Text::new(
        fitted(note, 16, width),
        (MARGIN, 66),
        text(16, QUIET),
    ))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use serde_json::json;

    use super::*;
    use crate::experiment::{Cell, FitResult, Plan, groups};
    use crate::features::Kin;
    use crate::library::{LabelColumn, Library};

    const N_SONGS: usize = 24;

    fn fit(i: usize) -> FitResult {
        let score = json!({"value": 0.9, "chance": 0.0, "low": -0.05, "high": 0.05});
        let agreement = json!({
            "column": "language", "n_songs": N_SONGS, "n_classes": 2, "majority": 0.5, "ari": score, "nmi": score,
            "ami": score, "homogeneity": score, "completeness": score, "v_measure": score, "purity": score,
            "cautions": [],
        });
        let clustered = json!({
            "n_clusters": 2, "noise_share": 0.0, "silhouette": 0.5 + 0.01 * i as f64, "calinski_harabasz": null,
            "davies_bouldin": null, "stability": null, "labels": (0..N_SONGS).map(|s| s % 2).collect::<Vec<_>>(),
            "silhouette_of_song": vec![0.5; N_SONGS], "agreements": [agreement], "not_scored": [],
        });
        let song = json!({"song": "গান", "features": vec![1.0; 12], "decoded": vec![-1.0; 12]});
        serde_json::from_value(json!({
            "key": format!("fit {i}"), "rows": (0..N_SONGS).collect::<Vec<_>>(), "n_latent": 4, "n_active": 4,
            "is_collapsed": false, "n_epochs": 3, "secs": 1.5, "explained_train": 0.5, "explained_validation": null,
            "explained_blocks": [], "told": [], "mig": null, "cross_modal": null, "clusterings": {"c": clustered},
            "map": (0..N_SONGS).map(|s| [s, s * s % 7]).collect::<Vec<_>>(), "map_method": "tsne",
            "blocks": [["audio", 4], ["lyric words", 8]], "reconstructions": [song],
        }))
        .unwrap()
    }

    /// A grid of so many spaces, one seed each.
    fn compared(n_spaces: usize) -> Compared {
        let language: Vec<Option<String>> = (0..N_SONGS)
            .map(|s| Some(["bn", "en"][s % 2].to_string()))
            .collect();
        let library = Library {
            root: "songs".into(),
            labels: vec![LabelColumn::new("language", &language)],
            ..Library::default()
        };
        let cell = |i: usize| Cell {
            grid: 0,
            modality: "lyrics".into(),
            features: String::new(),
            model: format!("model {i}"),
            clustering: "k-means".into(),
            seed: 0,
            fit: format!("fit {i}"),
            clustering_key: "c".into(),
        };
        let grid = crate::experiment::Grid {
            name: "many spaces".into(),
            ..Default::default()
        };
        let plan = Plan {
            name: Preset::Hard.name().to_string(),
            seeds: vec![0],
            base: Default::default(),
            grids: vec![grid],
            notes: Vec::new(),
        };
        Compared {
            kin: Arc::new(Kin::of_songs(&library.songs)),
            library: Arc::new(library),
            plan,
            cells: (0..n_spaces).map(cell).collect(),
            fits: (0..n_spaces)
                .map(|i| (format!("fit {i}"), fit(i)))
                .collect::<BTreeMap<_, _>>(),
            failures: Vec::new(),
            warnings: Vec::new(),
            features: None,
            n_kept: 0,
            n_parallel: 1,
        }
    }

    #[test]
    fn every_space_is_drawn_and_every_axis_has_a_title() {
        let compared = compared(12);
        let groups = groups(&compared);
        let figures = all(&compared, &groups);
        let named = |name: &str| {
            figures
                .iter()
                .find(|f| f.name == name)
                .unwrap_or_else(|| panic!("{name}"))
        };
        let spaces = |svg: &str| {
            (0..12)
                .filter(|i| {
                    svg.contains(&format!("model {i}<")) || svg.contains(&format!("model {i} "))
                })
                .count()
        };
        for (name, title) in [
            ("1_ari_language", "ARI with language"),
            ("1_nmi_language", "NMI with language"),
            ("1_purity_language", "purity with language"),
            ("1_silhouette", "silhouette"),
        ] {
            let svg = &named(name).svg;
            assert_eq!(spaces(&svg.replace('\n', "")), 12, "{name}");
            // In the title of the figure, and below the axis.
            assert!(svg.matches(title).count() >= 2, "{name}: {title}");
        }
        let maps = named("1_maps");
        assert_eq!(
            (maps.folder, spaces(&maps.svg.replace('\n', ""))),
            (MAPS, 12),
            "not nine"
        );
        assert!(maps.svg.contains("no axis has a unit"));
        let strips = &named("1_reconstructions").svg;
        for said in [
            "audio (4)",
            "lyric words (8)",
            "columns of features",
            "standard deviations",
            "decoded",
            "গান",
        ] {
            assert!(strips.contains(said), "{said}");
        }
        let each = super::maps(&compared, &groups);
        assert_eq!(each.len(), 12 * 2, "by cluster and by language");
        assert!(
            each[1].0 == "1_lyrics_model_0_by_language" && each[1].1.contains("t-SNE 2 (no unit)"),
            "{}",
            each[1].0
        );
    }

    #[test]
    fn an_axis_is_zoomed_to_what_it_shows() {
        let compared = compared(3);
        let groups = groups(&compared);
        let figures = all(&compared, &groups);
        // Silhouettes from 0.50 to 0.52 have no need of 0 or 1.
        let silhouette = &figures
            .iter()
            .find(|f| f.name == "1_silhouette")
            .unwrap()
            .svg
            .replace('\n', "");
        assert!(
            silhouette.contains("0.505<")
                && !silhouette.contains("0.0<")
                && !silhouette.contains("1.0<")
        );
    }
}
