//! Results to take home: tables as CSV, figures as SVG and PNG, the settings, the model.
//!
//! Every file is written beside its place and renamed into it, so that a full disk or a kill never leaves half a file
//! where a whole one was.

mod figures;
pub mod palette;
mod tables;

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result, Warning};
use crate::job::{Reporter, Stage};
use crate::pipeline::Analysis;

/// What [`write`] makes in its folder, beside the figures.
const FILES: [&str; 9] = [
    "clustering_metrics.csv",
    "clusters.csv",
    "latents.csv",
    "projection.csv",
    "training_history.csv",
    "config.toml",
    "pairing_report.txt",
    "warnings.txt",
    "latent_visualization",
];

/// What of an earlier run stands in `folder` and would be replaced.
pub fn earlier_results(folder: &Path) -> Vec<PathBuf> {
    FILES.iter().chain(&["model"]).map(|name| folder.join(name)).filter(|path| path.exists()).collect()
}

/// Writes tables, figures, settings and model of an analysis into `folder`, making it if need be.
///
/// # Errors
/// The first file that cannot be written; or [`Error::Cancelled`].
pub fn write(analysis: &Analysis, folder: &Path, reporter: &Reporter) -> Result<()> {
    let figures = folder.join("latent_visualization");
    fs::create_dir_all(&figures).map_err(|e| Error::io("make the folder", &figures, e))?;
    let tables: [(&str, String); 8] = [
        ("clustering_metrics.csv", tables::clustering_metrics(analysis)?),
        ("clusters.csv", tables::clusters(analysis)?),
        ("latents.csv", tables::latents(analysis)?),
        ("projection.csv", tables::projection(analysis)?),
        ("training_history.csv", tables::training_history(analysis)?),
        ("config.toml", analysis.config.to_toml()),
        ("pairing_report.txt", analysis.whole.report.to_string()),
        ("warnings.txt", warnings(analysis.warnings())),
    ];
    for (name, text) in &tables {
        write_file(&folder.join(name), text.as_bytes())?;
    }
    analysis.model.save(&folder.join("model"), &analysis.config.model, &analysis.fused.scaler)?;
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

fn warnings<'a>(warnings: impl Iterator<Item = &'a Warning>) -> String {
    warnings.map(|w| format!("{w}\n")).collect()
}

/// Writes beside `path` and renames into place.
///
/// # Errors
/// When the folder cannot be written or the disk is full; what stood at `path` is then still there.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = path.with_file_name(name);
    fs::write(&temporary, bytes).and_then(|()| fs::rename(&temporary, path)).map_err(|e| {
        let _ = fs::remove_file(&temporary);
        Error::io("write", path, e)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
