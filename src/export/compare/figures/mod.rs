//! Figures of a comparison.

mod bars;
mod dots;
mod lines;
mod maps;
mod strips;

use plotters::prelude::*;

use super::Figure;
use crate::experiment::{Compared, Group, Preset, Score};
use crate::export::figures::{Area, Drawn, INK, QUIET, fitted, text};

/// Label columns that are drawn, the first of the library.
const MOST_COLUMNS: usize = 2;
const MARGIN: i32 = 32;
/// Height of the title and the line below it.
const TOP: i32 = 92;

/// Every figure: for a question the one that answers it; else scores by label, maps, and for the harder models
/// reconstructions and what the clusters hold.
pub(super) fn all(compared: &Compared, groups: &[Group]) -> Vec<Figure> {
    let mut figures = Vec::new();
    for (grid, plan) in compared.plan.grids.iter().enumerate() {
        let here: Vec<&Group> = groups.iter().filter(|g| g.grid == grid).collect();
        if here.is_empty() {
            continue;
        }
        let mut add = |name: String, caption: String, svg: Option<String>| {
            figures.extend(svg.map(|svg| Figure { name: format!("{}_{name}", grid + 1), caption, grid, svg }));
        };
        let columns = columns(&here);
        if compared.plan.name == Preset::Questions.name() {
            match plan.features.is_empty() {
                false => add("lyrics_weight".into(), plan.name.clone(), lines::weights(&plan.name, &here, &columns)),
                true if plan.models.len() > 4 => {
                    add("beta".into(), plan.name.clone(), lines::betas(&plan.name, &here));
                }
                true => {
                    let column = columns.first().copied();
                    add("agreement".into(), plan.name.clone(), dots::scores(&plan.name, &here, Score::Ari, column));
                }
            }
            continue;
        }
        for column in &columns {
            let name = format!("ari_{}", plain(column));
            add(name, format!("ARI with {column}"), dots::scores(&plan.name, &here, Score::Ari, Some(column)));
        }
        add("silhouette".into(), "silhouette".into(), dots::scores(&plan.name, &here, Score::Silhouette, None));
        let column = columns.first().copied();
        add("maps".into(), "maps of the first seed".into(), maps::draw(compared, &plan.name, &here, column));
        if compared.plan.name == Preset::Hard.name() {
            for column in &columns {
                let name = format!("clusters_by_{}", plain(column));
                let caption = format!("{column} of each cluster");
                add(name, caption, bars::distributions(compared, &plan.name, &here, column));
            }
            add("reconstructions".into(), "reconstructions".into(), strips::draw(&plan.name, &here));
        }
    }
    figures
}

fn columns<'a>(groups: &[&Group<'a>]) -> Vec<&'a str> {
    let mut columns: Vec<&str> = Vec::new();
    for column in groups.iter().flat_map(|g| g.columns()) {
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    columns.truncate(MOST_COLUMNS);
    columns
}

/// A column's name as part of a file's.
fn plain(name: &str) -> String {
    let is_hostile = |c: char| c.is_control() || c.is_whitespace() || (c.is_ascii_punctuation() && c != '-');
    name.chars().map(|c| if is_hostile(c) { '_' } else { c }).take(40).collect()
}

/// Title, and a quieter line below it.
fn heading(area: &Area<'_>, title: &str, note: &str) -> Drawn {
    let width = (area.dim_in_pixel().0 as i32 - 2 * MARGIN) as f32;
    area.draw(&Text::new(fitted(title, 26, width), (MARGIN, 34), text(26, INK)))?;
    area.draw(&Text::new(fitted(note, 16, width), (MARGIN, 66), text(16, QUIET)))?;
    Ok(())
}
