//! A results folder: what an analysis leaves in it, written as one.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rayon::prelude::*;

use super::figures::Subject;
use super::report::{self, Drawing, Report, ReportOptions};
use super::tables::{LABEL_AUC, TableFormat};
use super::{FIGURES, figures, notebook, tables, write_file};
use crate::error::{Error, Result, Warning};
use crate::file::{Standing, clear_left, exchange, standing};
use crate::job::{Reporter, Stage};
use crate::model;
use crate::pipeline::Analysis;
use crate::words::id;

/// What [`write()`] makes in its folder.
const NAMES: [&str; 12] = [
    "clustering_metrics.csv",
    "clusters.csv",
    "latents.csv",
    "projection.csv",
    "training_history.csv",
    "probes.csv",
    "files.csv",
    "config.toml",
    "pairing_report.txt",
    "warnings.txt",
    FIGURES,
    MODEL,
];
/// What it makes when there is something to tell.
const SOMETIMES: [&str; 5] = [
    LABEL_AUC,
    "sweep.csv",
    "k_distances.csv",
    "dendrogram.csv",
    "near_duplicates.csv",
];
/// What [`write_bundle`] makes besides, and the table of all songs.
const OF_REPORT: [&str; 5] = [
    CLUSTER_DISTRIBUTIONS,
    RECONSTRUCTIONS,
    INVARIANCE,
    REPORT,
    PAGE,
];
/// A file that tells whether a folder can be written into, but for the number of the process.
const TRIAL: (&str, &str) = (".latentune-", ".trial");
/// Where it was measured.
const INVARIANCE: &str = "invariance.csv";
const CLUSTER_DISTRIBUTIONS: &str = "cluster_distributions.csv";
const RECONSTRUCTIONS: &str = "reconstructions.csv";
/// The table of all songs, in every format.
const SONGS: &str = "songs";
const REPORT: &str = "REPORT.md";
const PAGE: &str = "report.html";
/// The folder of the trained model.
pub(crate) const MODEL: &str = "model";

/// What stands in `folder` where a run writes its results, with a report or without one.
pub(crate) fn earlier_results(folder: &Path, has_report: bool) -> Standing {
    let of_report = |name: &String| OF_REPORT.contains(&name.as_str()) || is_of_songs(name);
    let notebook = has_report.then(|| format!("{}/{}", notebook::FOLDER, notebook::NAME));
    let names = names()
        .filter(|name| has_report || !of_report(name))
        .chain(notebook);
    standing(folder, names, of_a_version_before(folder))
}

/// Every file that a run may make.
fn names() -> impl Iterator<Item = String> {
    let fixed = NAMES
        .iter()
        .chain(&SOMETIMES)
        .chain(&OF_REPORT)
        .map(|name| (*name).to_string());
    let tables = TableFormat::ALL.iter();
    fixed.chain(tables.map(|format| format.file_name(SONGS)))
}

fn is_of_songs(name: &str) -> bool {
    TableFormat::ALL
        .iter()
        .any(|format| format.file_name(SONGS) == name)
}

/// Makes sure, before hours of work, that results can be written into `folder`; true when it had to
/// be made.
///
/// # Errors
/// When it cannot be made or written into.
pub(crate) fn make_folder(folder: &Path) -> Result<bool> {
    let is_new = !folder.exists();
    if !is_new && !folder.is_dir() {
        return Err(Error::file(id::EXPORT_FILE_NO_RESULTS_CAN_PUT, folder));
    }
    fs::create_dir_all(folder).map_err(|e| Error::io(id::ERROR_CANNOT_MAKE_FOLDER, folder, e))?;
    let (begins, ends) = TRIAL;
    // Of a program that was ended meanwhile.
    clear_left(folder, TRIAL, Duration::ZERO);
    let trial = folder.join(format!("{begins}{}{ends}", std::process::id()));
    fs::write(&trial, b"").map_err(|e| Error::io(id::ERROR_CANNOT_WRITE_INTO, folder, e))?;
    if let Err(e) = fs::remove_file(&trial)
        && e.kind() != ErrorKind::NotFound
    {
        return Err(Error::io(id::ERROR_CANNOT_WRITE_INTO, folder, e));
    }
    Ok(is_new)
}

/// Writes tables, figures, settings and model of an analysis into `folder`, making it if need be.
///
/// They come as one, or not at all: a full disk, an error, a Stop or a kill leaves the results of
/// an earlier run as they were, all of them.
///
/// # Errors
/// The first file that cannot be written; or [`Error::Cancelled`].
pub fn write(analysis: &Analysis, folder: &Path, reporter: &Reporter) -> Result<()> {
    exchange(folder, of_a_version_before(folder), &[], |staging| {
        write_all(analysis, staging, reporter)
    })
}

/// Writes all that [`write()`] does, and the report: reconstructions, what clusters hold, curves of
/// training, one table of all songs, `REPORT.md`, and `report.html`, which opens in any browser
/// without a network. Tells what was left out.
///
/// # Errors
/// As [`write()`].
pub(crate) fn write_bundle(
    analysis: &Analysis,
    options: &ReportOptions,
    folder: &Path,
    reporter: &Reporter,
) -> Result<Vec<Warning>> {
    exchange(folder, of_a_version_before(folder), &[], |staging| {
        write_all(analysis, staging, reporter)?;
        write_report(analysis, options, staging, reporter)
    })
}

fn write_all(analysis: &Analysis, folder: &Path, reporter: &Reporter) -> Result<()> {
    let figures = folder.join(FIGURES);
    fs::create_dir_all(&figures)
        .map_err(|e| Error::io(id::ERROR_CANNOT_MAKE_FOLDER, &figures, e))?;
    let whole = &analysis.whole;
    let mut tables = vec![
        (
            "clustering_metrics.csv",
            tables::clustering_metrics(analysis)?,
        ),
        ("clusters.csv", tables::clusters(analysis)?),
        ("latents.csv", tables::latents(analysis)?),
        ("projection.csv", tables::projection(analysis)?),
        ("training_history.csv", tables::training_history(analysis)?),
        ("probes.csv", tables::probes(analysis)?),
        (
            "files.csv",
            tables::files(whole, &analysis.features).to_csv()?,
        ),
        ("config.toml", analysis.config.to_toml()),
        (
            "pairing_report.txt",
            whole.report.text(&whole.root, usize::MAX),
        ),
        ("warnings.txt", warnings(analysis.warnings())),
    ];
    if let Some(labels) = tables::label_aucs(analysis) {
        tables.push((LABEL_AUC, labels?));
    }
    if let Some(sweep) = tables::sweep(analysis) {
        tables.push(("sweep.csv", sweep?));
    }
    if let Some(copies) = tables::copies(analysis) {
        tables.push(("near_duplicates.csv", copies?));
    }
    if let Some((name, detail)) = tables::detail(analysis) {
        tables.push((name, detail?));
    }
    for (name, text) in &tables {
        write_file(&folder.join(name), text.as_bytes())?;
    }
    analysis.model.save(
        &folder.join(MODEL),
        &analysis.model_config(),
        &analysis.fused.scaler,
    )?;
    let drawn = figures::all(analysis);
    let all: Vec<(&Path, &str, &str)> = drawn
        .iter()
        .map(|(name, svg)| (&*figures, name.as_str(), svg.as_str()))
        .collect();
    write_figures(&all, reporter)
}

/// Folder, name and drawing of each; side by side, for pixels take longer than all else.
fn write_figures(all: &[(&Path, &str, &str)], reporter: &Reporter) -> Result<()> {
    let done = AtomicUsize::new(0);
    all.par_iter().try_for_each(|(folder, name, svg)| {
        reporter.checkpoint()?;
        write_figure(folder, name, svg)?;
        reporter.step(
            Stage::Export,
            done.fetch_add(1, Ordering::Relaxed) + 1,
            all.len(),
            *name,
        );
        Ok(())
    })
}

fn write_figure(folder: &Path, name: &str, svg: &str) -> Result<()> {
    write_file(&folder.join(format!("{name}.svg")), svg.as_bytes())?;
    write_file(
        &folder.join(format!("{name}.png")),
        &figures::to_print(svg)?,
    )
}

fn write_report(
    analysis: &Analysis,
    options: &ReportOptions,
    folder: &Path,
    reporter: &Reporter,
) -> Result<Vec<Warning>> {
    let names = report::names(analysis, options);
    let subject = Subject {
        analysis,
        clusters: &names,
    };
    // Tables are read by programs, the report by a person.
    let shown = report::shown_names(&names);
    let report = Report::new(analysis, options, &shown, reporter)?;
    let (page, left_out) = report.page(options, reporter)?;
    let mut songs = tables::songs(subject);
    tables::add_own(&mut songs, &options.own);
    for (name, bytes) in [
        (
            CLUSTER_DISTRIBUTIONS,
            tables::distributions(subject)?.into_bytes(),
        ),
        (
            RECONSTRUCTIONS,
            tables::reconstructions(analysis, &report.blocks)?.into_bytes(),
        ),
        (REPORT, report.markdown().into_bytes()),
        (PAGE, page.into_bytes()),
    ] {
        write_file(&folder.join(name), &bytes)?;
    }
    if let Some(found) = &options.invariance {
        let table = tables::invariance(found)?;
        write_file(&folder.join(INVARIANCE), table.as_bytes())?;
    }
    for &format in TableFormat::ALL {
        write_file(
            &folder.join(format.file_name(SONGS)),
            &format.bytes(&songs)?,
        )?;
    }
    let inner: Vec<PathBuf> = report
        .drawings
        .iter()
        .map(|drawing| folder.join(drawing.folder))
        .collect();
    for inner in &inner {
        fs::create_dir_all(inner).map_err(|e| Error::io(id::ERROR_CANNOT_MAKE_FOLDER, inner, e))?;
    }
    let notebooks = folder.join(notebook::FOLDER);
    fs::create_dir_all(&notebooks)
        .map_err(|e| Error::io(id::ERROR_CANNOT_MAKE_FOLDER, &notebooks, e))?;
    write_file(
        &notebooks.join(notebook::NAME),
        &notebook::write(&report.title)?,
    )?;
    let drawings = report.drawings.iter().zip(&inner);
    let all: Vec<(&Path, &str, &str)> = drawings
        .map(|(Drawing { name, svg, .. }, inner)| (&**inner, name.as_str(), svg.as_str()))
        .collect();
    write_figures(&all, reporter)?;
    Ok(left_out)
}

/// Whether a file is an earlier run's, by its path within a folder that was written before there
/// were checksums. Such a folder is known by what every run has left; in another one all is
/// somebody's own, whatever its name.
fn of_a_version_before(folder: &Path) -> impl Fn(&Path) -> bool {
    let marks = ["config.toml", "latents.csv", "model/model.toml"];
    let is_such_a_folder = marks.iter().all(|mark| folder.join(mark).is_file());
    move |path| is_such_a_folder && is_of_a_run(path)
}

/// By its name alone.
fn is_of_a_run(path: &Path) -> bool {
    let inner = path.parent().and_then(Path::to_str).unwrap_or_default();
    match inner {
        "" => path
            .to_str()
            .is_some_and(|name| names().any(|ours| ours == name)),
        FIGURES => figures::is_ours(path),
        notebook::FOLDER => path.ends_with(notebook::NAME),
        MODEL => path
            .file_name()
            .is_some_and(|name| model::FILES.iter().any(|ours| name == *ours)),
        inner => report::FOLDERS.contains(&inner) && report::is_ours(path),
    }
}

fn warnings<'a>(warnings: impl Iterator<Item = &'a Warning>) -> String {
    warnings.map(|w| format!("{w}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_as_one_and_old_figures_go() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let put = |root: &Path, name: &str, text: &str| {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        for old in [
            "latents.csv",
            "config.toml",
            "model/model.toml",
            "my notes.txt",
            "latent_visualization/map_by_cluster.png",
        ] {
            put(&out, old, "old");
        }
        put(
            &out,
            "latent_visualization/loss_curves.png",
            "of a model that had some",
        );
        put(&out, "latent_visualization/mine.png", "not ours");
        // Of a run with a report, where this one has none.
        for old in [
            "REPORT.md",
            "report.html",
            "reconstructions/by_block.svg",
            "training_curves/losses.png",
            "notebooks/exploratory.ipynb",
        ] {
            put(&out, old, "old");
        }
        put(&out, "training_curves/mine.csv", "not ours");
        let make = |staging: &Path| {
            for name in NAMES.iter().filter(|n| **n != FIGURES && **n != MODEL) {
                put(staging, name, "new");
            }
            put(staging, "model/model.toml", "new");
            put(staging, "latent_visualization/map_by_cluster.png", "new");
            Ok(())
        };
        exchange(&out, of_a_version_before(&out), &[], make).unwrap();
        let read = |name: &str| fs::read_to_string(out.join(name)).ok();
        assert!(NAMES.iter().all(|name| out.join(name).exists()));
        assert_eq!(read("latents.csv").as_deref(), Some("new"));
        assert_eq!(
            read("latent_visualization/map_by_cluster.png").as_deref(),
            Some("new")
        );
        assert_eq!(read("latent_visualization/loss_curves.png"), None);
        for old in [
            "REPORT.md",
            "report.html",
            "reconstructions",
            "training_curves/losses.png",
            "notebooks",
        ] {
            assert!(!out.join(old).exists(), "{old} is of another run");
        }
        assert!(read("training_curves/mine.csv").is_some());
        assert!(read("latent_visualization/mine.png").is_some() && read("my notes.txt").is_some());
    }

    #[test]
    fn what_no_run_has_written_is_told_apart_whatever_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let stands = |has_report| earlier_results(folder.path(), has_report);
        assert_eq!(stands(true), Standing::Nothing);
        fs::write(at("songs.csv"), "a list of songs").unwrap();
        assert_eq!(stands(false), Standing::Nothing);
        assert_eq!(stands(true), Standing::Own(at("songs.csv")));
        exchange(
            folder.path(),
            of_a_version_before(folder.path()),
            &[],
            |staging| {
                fs::create_dir_all(staging).unwrap();
                fs::write(staging.join("latents.csv"), "new").unwrap();
                Ok(())
            },
        )
        .unwrap();
        assert_eq!(stands(false), Standing::Earlier(at("latents.csv")));
        assert_eq!(stands(true), Standing::Own(at("songs.csv")));
        assert_eq!(
            fs::read_to_string(at("songs.csv")).unwrap(),
            "a list of songs"
        );
    }

    #[test]
    fn a_file_is_no_folder_for_results() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "x").unwrap();
        assert!(
            make_folder(&folder.path().join("file"))
                .unwrap_err()
                .to_string()
                .starts_with("a file, so")
        );
        assert!(make_folder(&folder.path().join("file/in")).is_err());
        assert!(make_folder(&folder.path().join("new")).unwrap());
        assert!(!make_folder(&folder.path().join("new")).unwrap());
        assert_eq!(fs::read_dir(folder.path().join("new")).unwrap().count(), 0);
    }
}
