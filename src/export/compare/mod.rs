//! What a comparison leaves: tables, figures and findings.

mod figures;
mod tables;

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::figures::to_print;
use super::tables::{LABEL_AUC, files};
use super::write_file;
use crate::error::{Error, Result};
use crate::experiment::{Compared, Group, Paragraph, findings, groups};
use crate::file::{Standing, exchange, standing};
use crate::job::{Reporter, Stage};
use crate::reading::FEWEST_SEEDS;
use crate::words::{fill, id, tr};

/// Where finished fits are kept, so that a run goes on where one before was ended.
pub(crate) const CELLS: &str = "cells";
const FIGURES: &str = "figures";
/// Where maps of latent spaces are, as in the results of one run.
const MAPS: &str = super::FIGURES;
/// The last holds seconds, and is the only one that two equal comparisons do not have in common.
const NAMES: [&str; 6] = [
    "clustering_metrics.csv",
    "clustering_metrics_by_seed.csv",
    "cluster_distributions.csv",
    "FINDINGS.md",
    "plan.toml",
    "timings.csv",
];

/// The table of recordings; where all cells were there already nothing is read anew, and the table
/// of the first time stays.
const FILES: &str = "files.csv";

/// What stands in `folder` where a comparison writes its results.
pub(crate) fn earlier_comparison(folder: &Path) -> Standing {
    let names = NAMES
        .iter()
        .chain([&FILES, &LABEL_AUC])
        .map(|name| (*name).to_string());
    standing(folder, names, of_a_version_before(folder))
}

/// Writes tables, figures and findings of a comparison into `folder`: all of them, or none.
///
/// # Errors
/// The first file that cannot be written; or [`Error::Cancelled`].
pub(crate) fn write_comparison(
    compared: &Compared,
    folder: &Path,
    reporter: &Reporter,
) -> Result<()> {
    exchange(folder, of_a_version_before(folder), &[FILES], |staging| {
        write_all(compared, staging, reporter)
    })
}

fn write_all(compared: &Compared, folder: &Path, reporter: &Reporter) -> Result<()> {
    let groups = groups(compared);
    let paragraphs = findings(compared);
    let figures = figures::all(compared, &groups);
    let maps = figures::maps(compared, &groups);
    for name in [FIGURES, MAPS] {
        let path = folder.join(name);
        fs::create_dir_all(&path).map_err(|e| Error::io(id::ERROR_CANNOT_MAKE_FOLDER, &path, e))?;
    }
    let drawn = figures
        .iter()
        .map(|f| (f.folder, &f.name, &f.svg))
        .chain(maps.iter().map(|(n, svg)| (MAPS, n, svg)));
    let drawn: Vec<(&str, &String, &String)> = drawn.collect();
    let done = AtomicUsize::new(0);
    drawn.par_iter().try_for_each(|(inner, name, svg)| {
        reporter.checkpoint()?;
        let path = folder.join(inner);
        write_file(&path.join(format!("{name}.svg")), svg.as_bytes())?;
        write_file(&path.join(format!("{name}.png")), &to_print(svg)?)?;
        reporter.step(
            Stage::Export,
            done.fetch_add(1, Ordering::Relaxed) + 1,
            drawn.len(),
            name.as_str(),
        );
        Ok(())
    })?;
    let texts = [
        tables::clustering_metrics(&groups)?,
        tables::by_seed(&groups)?,
        tables::distributions(compared, &groups)?,
        findings_text(compared, &groups, &paragraphs, &figures),
        compared.plan.to_toml()?,
        tables::timings(&groups)?,
    ];
    let has_sound = compared
        .library
        .songs
        .iter()
        .any(|song| song.audio.is_some());
    if let Some(features) = compared.features.as_ref().filter(|_| has_sound) {
        let files = files(&compared.library, features).to_csv()?;
        write_file(&folder.join(FILES), files.as_bytes())?;
    }
    if let Some(labels) = tables::label_aucs(&groups) {
        write_file(&folder.join(LABEL_AUC), labels?.as_bytes())?;
    }
    for (name, text) in NAMES.iter().zip(&texts) {
        write_file(&folder.join(name), text.as_bytes())?;
    }
    reporter.step(Stage::Export, drawn.len(), drawn.len(), "");
    Ok(())
}

/// Whether a file is an earlier comparison's, by its path within a folder that was written before
/// there were checksums.
fn of_a_version_before(folder: &Path) -> impl Fn(&Path) -> bool {
    let is_such_a_folder = ["plan.toml", "FINDINGS.md"]
        .iter()
        .all(|mark| folder.join(mark).is_file());
    move |path| is_such_a_folder && is_of_a_comparison(path)
}

/// By its name alone. Figures begin with the number of a grid.
fn is_of_a_comparison(path: &Path) -> bool {
    let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
    let is_figure = || {
        let number = name.split('_').next().unwrap_or_default();
        !number.is_empty()
            && number.chars().all(|c| c.is_ascii_digit())
            && name.ends_with(".svg") | name.ends_with(".png")
    };
    match path.parent().and_then(Path::to_str).unwrap_or_default() {
        "" => NAMES.contains(&name) || name == FILES,
        FIGURES | MAPS => is_figure(),
        _ => false,
    }
}

/// A drawing, where it is kept, and the grid that it belongs to.
struct Figure {
    name: String,
    caption: String,
    folder: &'static str,
    grid: usize,
    svg: String,
}

fn findings_text(
    compared: &Compared,
    groups: &[Group],
    paragraphs: &[Paragraph],
    figures: &[Figure],
) -> String {
    let (n_songs, seeds) = (compared.library.songs.len(), &compared.plan.seeds);
    let counts = fill(
        id::EXPORT_N_SONGS_CELLS_CELLS_OVER,
        &[
            ("n", &n_songs),
            ("cells", &groups.len()),
            ("seeds", &seeds.len()),
            ("models", &compared.fits.len()),
        ],
    );
    let mut text = format!(
        "# {}\n\n{counts} {}\n",
        tr(id::EXPORT_FINDINGS),
        tr(id::EXPORT_EVERY_SENTENCE_FOLLOWS_FROM_NUMBERS_2)
    );
    if seeds.len() < FEWEST_SEEDS {
        text.push_str(&format!(
            "\n{}\n",
            tr(id::EXPORT_FEWER_THAN_THREE_SEEDS_NOTHING)
        ));
    }
    for paragraph in paragraphs {
        text.push_str(&format!("\n## {}\n", paragraph.title));
        for sentence in &paragraph.sentences {
            text.push_str(&format!("\n{sentence}\n"));
        }
        for figure in figures.iter().filter(|f| f.grid == paragraph.grid) {
            text.push_str(&format!(
                "\n![{}]({}/{}.svg)\n",
                figure.caption, figure.folder, figure.name
            ));
        }
    }
    let not_run: Vec<String> = compared
        .failures
        .iter()
        .map(|f| format!("{}: {}", f.title, f.cause))
        .collect();
    let not_drawn = figures::not_drawn(groups);
    let no_figure: Option<String> = (!not_drawn.is_empty()).then(|| {
        fill(
            id::EXPORT_FIGURES_NAMES_THEY_TABLES_AS,
            &[("names", &not_drawn.join(", "))],
        )
    });
    let notes: Vec<&String> = compared
        .plan
        .notes
        .iter()
        .chain(&not_run)
        .chain(&no_figure)
        .collect();
    if !notes.is_empty() {
        text.push_str(&format!("\n## {}\n\n", tr(id::EXPORT_LEFT_OUT)));
        notes
            .iter()
            .for_each(|note| text.push_str(&format!("- {note}\n")));
    }
    if !compared.warnings.is_empty() {
        text.push_str(&format!(
            "\n## {}\n\n{}\n\n",
            tr(id::PAIRING_WARNINGS),
            fill(id::EXPORT_N_SONGS_FIRST, &[("n", &compared.warnings.len())])
        ));
        compared
            .warnings
            .iter()
            .take(10)
            .for_each(|w| text.push_str(&format!("- {w}\n")));
    }
    text
}
