//! The figures of a report: where each is kept, and which part of the report shows it.

use std::path::Path;

use crate::error::Result;
use crate::export::figures::{self, Figure, Subject};
use crate::export::palette::Ground;
use crate::job::Reporter;
use crate::words::{fill, id, tr};

pub(in crate::export) const CURVES: &str = "training_curves";
pub(in crate::export) const DISTRIBUTIONS: &str = "cluster_distributions";
pub(in crate::export) const RECONSTRUCTIONS: &str = "reconstructions";
pub(in crate::export) const CLUSTERS: &str = "cluster_figures";
/// The folders of figures that only a report has.
pub(in crate::export) const FOLDERS: [&str; 4] = [CURVES, DISTRIBUTIONS, RECONSTRUCTIONS, CLUSTERS];

/// A figure in its folder.
pub(in crate::export) struct Drawing {
    pub(crate) folder: &'static str,
    pub(crate) name: String,
    pub(crate) caption: String,
    /// The part of the report that shows it.
    pub(crate) section: &'static str,
    /// On white paper.
    pub(crate) svg: String,
    /// The same on dark paper, where its colours are not by role: it is shown as a picture.
    pub(crate) dark: Option<String>,
}

/// True for a file that [`all`] could have named.
pub(in crate::export) fn is_ours(path: &Path) -> bool {
    let part = |part: Option<&std::ffi::OsStr>| {
        part.and_then(|p| p.to_str())
            .unwrap_or_default()
            .to_string()
    };
    let (stem, extension) = (part(path.file_stem()), part(path.extension()));
    let ours = [
        "losses",
        "kl_per_dimension",
        "by_",
        "mel_",
        "silhouettes",
        "scores",
        "sweep",
        "k_distances",
    ];
    let more = ["information", "distances", "agreement"];
    matches!(extension.as_str(), "svg" | "png")
        && ours.iter().chain(&more).any(|name| stem.starts_with(name))
}

/// Every figure but the maps.
pub(in crate::export) fn all(subject: Subject, reporter: &Reporter) -> Result<Vec<Drawing>> {
    let mut drawings = Vec::new();
    let mut taken = std::collections::HashSet::new();
    for figure in Figure::of(subject.analysis) {
        reporter.checkpoint()?;
        drawings.push(one(subject, figure, &mut taken));
    }
    drawings.extend(spectrograms(subject));
    Ok(drawings)
}

fn one(subject: Subject, figure: Figure, taken: &mut std::collections::HashSet<String>) -> Drawing {
    let label = |c: usize| subject.analysis.library.labels[c].name.clone();
    let (folder, name, section, caption) = match figure {
        Figure::Curves => (
            CURVES,
            "losses".to_string(),
            "learning",
            tr(id::EXPORT_LOSSES_OVER_EPOCHS_TRAINING).to_string(),
        ),
        Figure::Kl => (
            CURVES,
            "kl_per_dimension".into(),
            "learning",
            tr(id::EXPORT_KL_DIVERGENCE_EACH_LATENT_DIMENSION).to_string(),
        ),
        Figure::Silhouettes => (
            CLUSTERS,
            "silhouettes".into(),
            "clusters",
            tr(id::CLUSTERS_SILHOUETTE_EACH_SONG).to_string(),
        ),
        Figure::Sweep => (
            CLUSTERS,
            "sweep".into(),
            "clusters",
            tr(id::EXPORT_SILHOUETTE_INERTIA_NUMBER_CLUSTERS).to_string(),
        ),
        Figure::KDistances => (
            CLUSTERS,
            "k_distances".into(),
            "clusters",
            tr(id::EXPORT_K_DISTANCES_EPS_READ_FROM).to_string(),
        ),
        Figure::Scores => (
            CLUSTERS,
            "scores".into(),
            "files",
            tr(id::EXPORT_SCORES_EACH_SPACE).to_string(),
        ),
        Figure::Agreement => (
            CLUSTERS,
            "agreement".into(),
            "scores",
            tr(id::EXPORT_ARI_NMI_PURITY_EACH_SPACE).to_string(),
        ),
        Figure::Composition(column) => {
            let name = figures::free_name("by_", &label(column), taken);
            (
                DISTRIBUTIONS,
                name,
                "distributions",
                fill(id::EXPORT_LABEL_EACH_CLUSTER, &[("label", &label(column))]),
            )
        }
        Figure::Information => (
            CLUSTERS,
            "information".into(),
            "learning",
            tr(id::EXPORT_WHAT_DIMENSIONS_KNOW_LABELS).to_string(),
        ),
        Figure::Reconstructions => (
            RECONSTRUCTIONS,
            "by_block".into(),
            "reconstructions",
            tr(id::EXPORT_VARIANCE_EXPLAINED_EACH_BLOCK).to_string(),
        ),
        Figure::Distances => (
            CLUSTERS,
            "distances".into(),
            "clusters",
            tr(id::EXPORT_DISTANCES_BETWEEN_SONGS_CLUSTER).to_string(),
        ),
    };
    let (width, height) = figures::size_of(figure, subject);
    let svg = figure.draw(subject, width, height, Ground::Light);
    let dark = matches!(figure, Figure::Distances | Figure::Information);
    let dark = dark.then(|| figure.draw(subject, width, height, Ground::Dark));
    Drawing {
        folder,
        name,
        caption,
        section,
        svg,
        dark,
    }
}

/// Of a convolutional VAE: a few crops as it heard them, beside what it gives back.
fn spectrograms(subject: Subject) -> Vec<Drawing> {
    const MOST: usize = 4;
    let analysis = subject.analysis;
    let Some(patches) = &analysis.patches else {
        return Vec::new();
    };
    let everyone: Vec<usize> = (0..analysis.library.songs.len()).collect();
    let held_out = &analysis.split.validation;
    let from = if held_out.is_empty() {
        &everyone
    } else {
        held_out
    };
    let heard: Vec<usize> = from
        .iter()
        .copied()
        .filter(|&i| !patches.of_song[i].is_empty())
        .collect();
    let n = MOST.min(heard.len());
    let songs: Vec<usize> = (0..n).map(|i| heard[i * heard.len() / n]).collect();
    let decoded = analysis.model.reconstruct(&analysis.input(), &songs);
    let draw = |(i, (&song, x_hat)): (usize, (&usize, &[f32]))| {
        let crop = patches.values.row(patches.of_song[song].start);
        let title = &analysis.library.songs[song].title;
        let (config, rate) = (
            &analysis.config.model.patches,
            analysis.config.audio.sample_rate_hz as f32,
        );
        let pair = figures::MelPair {
            title,
            heard: crop,
            decoded: x_hat,
            n_mels: patches.n_mels,
            frame_secs: config.hop_samples as f32 / rate,
            highest_hz: rate / 2.0,
        };
        let on = |ground| pair.draw(ground);
        Drawing {
            folder: RECONSTRUCTIONS,
            name: format!("mel_{}", i + 1),
            caption: fill(id::EXPORT_TITLE_LOG_MEL_AS_HEARD, &[("title", &title)]),
            section: "reconstructions",
            svg: on(Ground::Light),
            dark: Some(on(Ground::Dark)),
        }
    };
    songs
        .iter()
        .zip(decoded.rows())
        .enumerate()
        .map(draw)
        .collect()
}
