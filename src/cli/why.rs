//! `latentune why`: why two songs lie near to each other, or one in its cluster.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::analyze::{analysis_of, settings_and_model};
use super::{Ended, RunOptions, answer, path, run_job, songs_or_demo};
use crate::error::{Error, Result};
use crate::library::{self, Called, Library};
use crate::pipeline::{Analysis, BlockPart, FeaturePart, InCluster, Nearness};
use crate::reading::say::{self, block_name};
use crate::scores::NamePart;
use crate::words::{Text, fill, id, say as message, tr};

/// Songs named of those that a name may stand for.
const MOST_NAMED: usize = 5;

/// What `latentune why` is asked.
#[derive(Debug, Args)]
pub struct WhyOptions {
    #[arg(index = 1, display_order = 1, value_name = "SONG", help = tr(id::WHY_HELP_SONG))]
    pub song: String,
    #[arg(index = 2, display_order = 2, value_name = "OTHER", help = tr(id::WHY_HELP_OTHER))]
    pub other: Option<String>,
    #[arg(value_parser = path(), long, value_name = "SONGS", help = tr(id::CLI_HELP_FOLDER))]
    pub on: Option<PathBuf>,
    #[arg(value_parser = path(), long, value_name = "DIR", conflicts_with_all = ["model", "latent", "beta", "epochs", "modality"], help = tr(id::CLI_HELP_MODEL_FROM))]
    pub model_from: Option<PathBuf>,
    #[arg(long, short, help = tr(id::CLI_HELP_QUIET))]
    pub quiet: bool,
    #[command(flatten)]
    pub run: RunOptions,
}

/// Analyses songs as `analyze` does, or with the model of an earlier run, and tells what parts two
/// of them and what they share; of one song, why it is in its cluster.
///
/// # Errors
/// When settings or songs do not allow it, or a name stands for no song or for several.
pub fn why(ask: &WhyOptions) -> anyhow::Result<Ended> {
    let on = ask.on.as_deref();
    let (config, learned) = settings_and_model(ask.model_from.as_deref(), &ask.run, on)?;
    let (columns, cache) = (ask.run.columns(), ask.run.cache());
    let folder = songs_or_demo(on)?;
    let names: Vec<String> = [Some(ask.song.clone()), ask.other.clone()]
        .into_iter()
        .flatten()
        .collect();
    let told = run_job(id::SESSION_ANALYSIS, ask.quiet, move |reporter| {
        let reporter = &reporter.without_maps();
        let library = Arc::new(library::load(&folder, &columns, reporter)?);
        // Nobody waits for a run to learn that a name was mistyped.
        let ids: Vec<String> = names
            .iter()
            .map(|name| named(&library, name))
            .collect::<Result<_>>()?;
        let analysis = analysis_of(library, &config, learned, &cache, reporter)?;
        let songs: Vec<usize> = ids
            .iter()
            .map(|id| on_map(&analysis, id))
            .collect::<Result<_>>()?;
        told(&analysis, &songs)
    })?;
    let Some(lines) = told else {
        return Ok(Ended::Stopped);
    };
    lines.iter().for_each(answer);
    Ok(Ended::Done)
}

/// The id of the song that a name stands for.
fn named(library: &Library, name: &str) -> Result<String> {
    let cause = match library.called(name) {
        Called::One(song) => return Ok(library.songs[song].id.clone()),
        Called::None => message(id::WHY_NO_SUCH_SONG).with("name", name),
        Called::Several(songs) => {
            let named = songs.iter().take(MOST_NAMED);
            let ids: Vec<&str> = named.map(|&song| library.songs[song].id.as_str()).collect();
            message(id::WHY_SEVERAL_SONGS)
                .with("name", name)
                .with("n", songs.len())
                .with("ids", ids.join(", "))
        }
    };
    Err(Error::library(cause))
}

/// A song that has nothing the model is shown is in the library and not among those analysed.
fn on_map(analysis: &Analysis, id: &str) -> Result<usize> {
    let mut songs = analysis.library.songs.iter();
    let at = songs.position(|song| song.id == id);
    at.ok_or_else(|| Error::library(message(id::WHY_NOT_ON_MAP).with("name", id)))
}

/// Of two songs what parts them and why the first is in its cluster; of one the latter alone.
fn told(analysis: &Analysis, songs: &[usize]) -> Result<Vec<String>> {
    let title = |song: usize| song_line(&analysis.library, song);
    let mut lines = Vec::new();
    if let [song, other] = *songs {
        if song == other {
            return Err(Error::library(id::WHY_THE_SAME_SONG));
        }
        lines.push(tr(id::WHY_TITLE).to_string());
        lines.extend([song, other].map(|song| format!("  {}", title(song))));
        lines.extend(nearness(analysis, &analysis.nearness([song, other])));
    }
    let Some(&song) = songs.first() else {
        return Ok(lines);
    };
    lines.push(tr(id::WHY_IN_ITS_CLUSTER).to_string());
    lines.push(format!("  {}", title(song)));
    match analysis.in_cluster(song) {
        Some(within) => lines.extend(in_cluster(analysis, &within)),
        None => lines.push(format!("  {}", tr(id::TRUST_THERE_ONLY_ONE_CLUSTER_SO))),
    }
    Ok(lines)
}

fn song_line(library: &Library, song: usize) -> String {
    let song = &library.songs[song];
    let parts = [&song.title, &song.artist, &song.id];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.map(String::as_str).collect::<Vec<_>>().join("  ·  ")
}

fn nearness(analysis: &Analysis, near: &Nearness) -> Vec<String> {
    let mut lines = vec![tr(id::WHY_HOW_NEAR).to_string()];
    let places: [(Text, _); 3] = [
        (id::WHY_IN_FEATURES, near.input),
        (id::WHY_IN_LATENT_SPACE, near.latent),
        (id::COMMON_MAP_3, near.map),
    ];
    lines.extend(places.map(|(name, placed)| format!("  {name}: {}", say::placed(placed))));
    lines.push(tr(id::WHY_WHAT_PARTS_THEM).to_string());
    if near.blocks.is_empty() {
        lines.push(format!("  {}", tr(id::WHY_SAME_FEATURES)));
    }
    if analysis.patches.is_some() {
        lines.push(format!("  {}", tr(id::WHY_THE_MODEL_SAW_SPECTROGRAMS)));
    }
    lines.extend(near.blocks.iter().flat_map(|b| block(b, say::share)));
    lines.extend(near.apart.iter().map(feature));
    lines.extend(say::by_dimension(&near.dimensions).map(|text| format!("  {text}")));
    lines.push(tr(id::WHY_WHAT_THEY_SHARE).to_string());
    lines.extend(near.alike.iter().map(feature));
    lines.extend(say::tags_in_common(&near.tags).map(|text| format!("  {text}")));
    match near.n_lines {
        0 => lines.push(format!("  {}", tr(id::WHY_NO_LINE_IN_COMMON))),
        n => {
            let head = fill(id::WHY_LINES_IN_COMMON, &[("n", &n)]);
            lines.push(format!("  {head}"));
            lines.extend(near.lines.iter().map(|line| format!("    “{line}”")));
        }
    }
    lines
}

fn in_cluster(analysis: &Analysis, within: &InCluster) -> Vec<String> {
    let names = analysis.cluster_names();
    let name = |cluster: u32| {
        let short = fill(id::COMMON_CLUSTER_N, &[("n", &(cluster + 1))]);
        let apart: Vec<_> = names[cluster as usize].iter().map(NamePart::text).collect();
        match apart.is_empty() {
            true => short,
            false => format!("{short}: {}", apart.join(", ")),
        }
    };
    let mut lines = vec![format!("  {}", say::between_centres(within, name))];
    if within.distances[1] < within.distances[0] {
        lines.push(format!("  {}", tr(id::WHY_ANOTHER_CENTRE_IS_NEARER)));
    }
    let blocks = within.blocks.iter();
    lines.extend(blocks.flat_map(|b| block(b, say::signed_share)));
    lines.extend(within.features.iter().map(feature));
    lines.extend(say::by_dimension(&within.dimensions).map(|text| format!("  {text}")));
    lines
}

fn block(block: &BlockPart, share: fn(f64) -> String) -> Vec<String> {
    let name = block_name(&block.name);
    let mut lines = vec![format!("  {:>7}  {name}", share(block.share))];
    if block.present.contains(&false) {
        lines.push(format!(
            "           {}",
            fill(id::WHY_ONE_LACKS_IT, &[("block", &name)])
        ));
    }
    lines
}

fn feature(part: &FeaturePart) -> String {
    let number = say::share(part.share);
    format!("  {number:>7}  {}", say::feature_apart(part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Modality, ModelKind};
    use crate::features::Cache;
    use crate::job::Reporter;
    use crate::library::ColumnMap;
    use crate::pipeline::analyze;

    /// Twelve songs of words alone; the first two have a line in common.
    fn analysis() -> Analysis {
        let folder = tempfile::tempdir().unwrap();
        for song in 0..12usize {
            let words = [
                "rain on the river at night",
                "engines and neon in the city street",
            ][song % 2];
            let own = format!("{words}\nthe {song} bird sings {words}\n");
            let shared = if song < 2 {
                "and nobody knows why it is\n"
            } else {
                ""
            };
            let path = folder.path().join(format!("Song {song:02}.txt"));
            std::fs::write(path, own + shared).unwrap();
        }
        let silent = Reporter::silent();
        let library = library::load(folder.path(), &ColumnMap::default(), &silent).unwrap();
        let mut config = Config::plain();
        config.fusion.modality = Modality::Lyrics;
        (config.model.kind, config.model.n_latent) = (ModelKind::Pca, 3);
        (config.clustering.n_clusters, config.scores.n_stability) = (2, 0);
        let config = config.check().unwrap();
        let cache = Cache { folder: None };
        analyze(Arc::new(library), &config, None, &cache, &silent).unwrap()
    }

    #[test]
    fn two_songs_are_told_apart_and_one_in_its_cluster() {
        let analysis = analysis();
        let song = |name: &str| on_map(&analysis, &named(&analysis.library, name).unwrap());
        let (a, b) = (song("song 00").unwrap(), song("song 01").unwrap());
        let both = told(&analysis, &[a, b]).unwrap().join("\n");
        for part in [
            "Why are these two near?",
            "Song 00",
            "Song 01",
            "among the features: distance",
            "1 line of lyrics in common:",
            "“and nobody knows why it is”",
            "Why in its cluster",
            "from the centre of",
            "\u{a0}σ",
        ] {
            assert!(both.contains(part), "{part}: {both}");
        }
        let alone = told(&analysis, &[b]).unwrap();
        assert_eq!(alone[0], "Why in its cluster");
        assert!(alone[1].contains("Song 01"));
        let twice = told(&analysis, &[a, a]).unwrap_err().to_string();
        assert!(twice.contains("the two are one song"), "{twice}");
    }

    #[test]
    fn names_of_none_and_of_several_are_told() {
        let analysis = analysis();
        let fault = |name: &str| named(&analysis.library, name).unwrap_err().to_string();
        assert!(fault("nobody").contains("no song is called `nobody`"));
        let several = fault("song");
        assert!(several.contains("12 songs are called `song`"), "{several}");
        assert_eq!(several.matches("Song ").count(), MOST_NAMED, "{several}");
        let away = on_map(&analysis, "elsewhere").unwrap_err().to_string();
        assert!(away.contains("not on the map"), "{away}");
    }
}
