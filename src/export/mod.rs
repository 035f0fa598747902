//! Results to take home: tables as CSV, figures as SVG and PNG, the settings, the model.
//!
//! All files are written beside their places and then renamed into them, so that a full disk or a kill never leaves half
//! a file where a whole one was, nor half of one run among the results of another.

mod compare;
mod figures;
pub mod palette;
mod selection;
mod tables;

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result, Warning};
use crate::file;
use crate::job::{Reporter, Stage};
use crate::pipeline::Analysis;

pub use compare::{CELLS, earlier_comparison, write_comparison};
pub use selection::{SelectionFile, write_selection};

/// What [`write`] makes in its folder.
const NAMES: [&str; 11] = [
    "clustering_metrics.csv",
    "clusters.csv",
    "latents.csv",
    "projection.csv",
    "training_history.csv",
    "probes.csv",
    "config.toml",
    "pairing_report.txt",
    "warnings.txt",
    FIGURES,
    MODEL,
];
/// What it makes when there is something to tell.
const SOMETIMES: [&str; 3] = ["sweep.csv", "k_distances.csv", "dendrogram.csv"];
const FIGURES: &str = "latent_visualization";
const MODEL: &str = "model";
/// Where results are written before they are moved to their places.
const STAGING: &str = ".latentune-unfinished";

/// What of an earlier run stands in `folder` and would be replaced.
pub fn earlier_results(folder: &Path) -> Vec<PathBuf> {
    NAMES.iter().chain(&SOMETIMES).map(|name| folder.join(name)).filter(|path| path.exists()).collect()
}

/// Makes sure, before hours of work, that results can be written into `folder`; true when it had to be made.
///
/// # Errors
/// When it cannot be made or written into.
pub fn make_folder(folder: &Path) -> Result<bool> {
    let is_new = !folder.exists();
    if !is_new && !folder.is_dir() {
        return Err(Error::file("a file, so no results can be put there", folder));
    }
    fs::create_dir_all(folder).map_err(|e| Error::io("make the folder", folder, e))?;
    let trial = folder.join(format!(".latentune-{}.trial", std::process::id()));
    fs::write(&trial, b"").and_then(|()| fs::remove_file(&trial)).map_err(|e| Error::io("write into", folder, e))?;
    Ok(is_new)
}

/// Writes tables, figures, settings and model of an analysis into `folder`, making it if need be.
///
/// All files are written beside their places first and then moved: a full disk, an error or a Stop leaves the results of
/// an earlier run as they were, all of them.
///
/// # Errors
/// The first file that cannot be written; or [`Error::Cancelled`].
pub fn write(analysis: &Analysis, folder: &Path, reporter: &Reporter) -> Result<()> {
    let staging = folder.join(STAGING);
    // One that was killed while writing leaves its own behind.
    let _ = fs::remove_dir_all(&staging);
    let written = write_all(analysis, &staging, reporter).and_then(|()| put_in_place(&staging, folder));
    let _ = fs::remove_dir_all(&staging);
    written
}

fn write_all(analysis: &Analysis, folder: &Path, reporter: &Reporter) -> Result<()> {
    let figures = folder.join(FIGURES);
    fs::create_dir_all(&figures).map_err(|e| Error::io("make the folder", &figures, e))?;
    let whole = &analysis.whole;
    let mut tables = vec![
        ("clustering_metrics.csv", tables::clustering_metrics(analysis)?),
        ("clusters.csv", tables::clusters(analysis)?),
        ("latents.csv", tables::latents(analysis)?),
        ("projection.csv", tables::projection(analysis)?),
        ("training_history.csv", tables::training_history(analysis)?),
        ("probes.csv", tables::probes(analysis)?),
        ("config.toml", analysis.config.to_toml()),
        ("pairing_report.txt", whole.report.text(&whole.root, usize::MAX)),
        ("warnings.txt", warnings(analysis.warnings())),
    ];
    if let Some(sweep) = tables::sweep(analysis) {
        tables.push(("sweep.csv", sweep?));
    }
    if let Some((name, detail)) = tables::detail(analysis) {
        tables.push((name, detail?));
    }
    for (name, text) in &tables {
        write_file(&folder.join(name), text.as_bytes())?;
    }
    analysis.model.save(&folder.join(MODEL), &analysis.model_config(), &analysis.fused.scaler)?;
    let drawn = figures::all(analysis);
    for (i, (name, svg)) in drawn.iter().enumerate() {
        reporter.checkpoint()?;
        reporter.step(Stage::Export, i, drawn.len(), name);
        write_file(&figures.join(format!("{name}.svg")), svg.as_bytes())?;
        write_file(&figures.join(format!("{name}.png")), &figures::to_png(svg)?)?;
    }
    reporter.step(Stage::Export, drawn.len(), drawn.len(), "");
    Ok(())
}

/// Moves every file to its place. Figures of an earlier run that this one does not have go: they would show other songs.
fn put_in_place(staging: &Path, folder: &Path) -> Result<()> {
    let old = folder.join(FIGURES);
    for path in entries(&old).unwrap_or_default().iter().filter(|path| figures::is_ours(path)) {
        if !staging.join(FIGURES).join(path.file_name().unwrap_or_default()).exists() {
            fs::remove_file(path).map_err(|e| Error::io("remove", path, e))?;
        }
    }
    for name in SOMETIMES {
        let (from, to) = (staging.join(name), folder.join(name));
        if from.exists() {
            move_file(&from, &to)?;
        } else if to.exists() {
            fs::remove_file(&to).map_err(|e| Error::io("remove", to, e))?;
        }
    }
    for name in NAMES {
        let from = staging.join(name);
        match entries(&from) {
            Ok(files) => {
                fs::create_dir_all(folder.join(name))
                    .map_err(|e| Error::io("make the folder", folder.join(name), e))?;
                for file in files {
                    move_file(&file, &folder.join(name).join(file.file_name().unwrap_or_default()))?;
                }
            }
            Err(_) => move_file(&from, &folder.join(name))?,
        }
    }
    Ok(())
}

fn entries(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}

fn move_file(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).map_err(|e| Error::io("write", to, e))
}

fn warnings<'a>(warnings: impl Iterator<Item = &'a Warning>) -> String {
    warnings.map(|w| format!("{w}\n")).collect()
}

/// Writes beside `path` and renames into place.
///
/// # Errors
/// When the folder cannot be written or the disk is full; what stood at `path` is then still there.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    file::write_whole(path, bytes).map_err(|e| Error::io("write", path, e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_moved_as_one_and_old_figures_go() {
        let folder = tempfile::tempdir().unwrap();
        let (staging, out) = (folder.path().join("staging"), folder.path().join("out"));
        let put = |root: &Path, name: &str, text: &str| {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        for name in NAMES.iter().filter(|n| **n != FIGURES && **n != MODEL) {
            put(&staging, name, "new");
        }
        put(&staging, "model/model.toml", "new");
        put(&staging, "latent_visualization/map_by_cluster.png", "new");
        for old in ["latents.csv", "my notes.txt", "latent_visualization/map_by_cluster.png"] {
            put(&out, old, "old");
        }
        put(&out, "latent_visualization/loss_curves.png", "of a model that had some");
        put(&out, "latent_visualization/mine.png", "not ours");
        put_in_place(&staging, &out).unwrap();
        let read = |name: &str| fs::read_to_string(out.join(name)).ok();
        assert!(NAMES.iter().all(|name| out.join(name).exists()));
        assert_eq!(read("latents.csv").as_deref(), Some("new"));
        assert_eq!(read("latent_visualization/map_by_cluster.png").as_deref(), Some("new"));
        assert_eq!(read("latent_visualization/loss_curves.png"), None);
        assert!(read("latent_visualization/mine.png").is_some() && read("my notes.txt").is_some());
    }

    #[test]
    fn a_file_is_no_folder_for_results() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "x").unwrap();
        assert!(make_folder(&folder.path().join("file")).unwrap_err().to_string().starts_with("a file, so"));
        assert!(make_folder(&folder.path().join("file/in")).is_err());
        assert!(make_folder(&folder.path().join("new")).unwrap());
        assert!(!make_folder(&folder.path().join("new")).unwrap());
        assert_eq!(fs::read_dir(folder.path().join("new")).unwrap().count(), 0);
    }

    #[test]
    fn a_failed_write_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.csv");
        write_file(&path, b"first").unwrap();
        write_file(&path, b"second").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        // A folder stands where the temporary file would be renamed to.
        let blocked = folder.path().join("d");
        fs::create_dir_all(blocked.join("inside")).unwrap();
        assert!(write_file(&blocked, b"x").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "no temporary file stays");
    }
}
