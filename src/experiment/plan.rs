//! What is compared with what.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::config::{Checked, ClusteringConfig, Config, MOST_BYTES, Overrides};
use crate::error::{Error, Result};
use crate::features;
use crate::file;
use crate::library::Library;
use crate::words::{Message, id, say};

/// More cells than a month of any machine computes: a file of four long lists would come to more
/// than its memory holds.
const MOST_CELLS: usize = 1_000_000;

/// Raised when a finished fit of an earlier version may not stand for one of this.
const FORMAT: u32 = 4;
/// Digits of a key.
const KEY_LENGTH: usize = 24;

/// A name and the settings that make it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct Variant {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) set: Overrides,
}

/// Every modality with every choice of features, model and clustering. An axis that is empty is
/// left as `base` has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Grid {
    /// What the grid is there to answer.
    pub(crate) name: String,
    pub(crate) modalities: Vec<Variant>,
    pub(crate) features: Vec<Variant>,
    pub(crate) models: Vec<Variant>,
    pub(crate) clusterings: Vec<Variant>,
}

/// Grids over common settings, each cell once for every seed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Plan {
    #[serde(default)]
    pub(crate) name: String,
    #[serde(default = "five_seeds")]
    pub(crate) seeds: Vec<u64>,
    #[serde(default)]
    pub(crate) base: Overrides,
    #[serde(rename = "grid")]
    pub(crate) grids: Vec<Grid>,
    /// What had to be left out of a preset, and why.
    #[serde(skip)]
    pub(crate) notes: Vec<String>,
}

fn five_seeds() -> Vec<u64> {
    (0..5).collect()
}

/// One row of the table before its scores are known.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cell {
    /// Index of its grid.
    pub(crate) grid: usize,
    pub(crate) modality: String,
    pub(crate) features: String,
    pub(crate) model: String,
    pub(crate) clustering: String,
    pub(crate) seed: u64,
    /// Key of its fit, and of the clustering within it.
    pub(crate) fit: String,
    pub(crate) clustering_key: String,
}

/// One model to train, and the clusterings of its latents.
#[derive(Debug, Clone)]
pub(crate) struct Fit {
    pub(crate) key: String,
    /// What a person reads while it runs.
    pub(crate) title: String,
    pub(crate) config: Checked,
    /// By key.
    pub(crate) clusterings: BTreeMap<String, ClusteringConfig>,
    /// The first seed's map is drawn.
    pub(crate) is_first_seed: bool,
}

impl Plan {
    /// Reads a grid file.
    ///
    /// # Errors
    /// When it cannot be read, is not TOML, names what does not exist, or has no grid or seed.
    pub(crate) fn load(path: &Path) -> Result<Self> {
        let text = file::read_given(path, MOST_BYTES)
            .map_err(|e| Error::io(id::ERROR_CANNOT_READ_GRID, path, e))?;
        let plan: Self =
            toml::from_str(&text).map_err(|e| Error::file(Message::of_others(e), path))?;
        if plan.grids.is_empty() || plan.seeds.is_empty() {
            return Err(Error::file(
                id::EXPERIMENT_COMPARISON_NEEDS_LEAST_ONE_GRID,
                path,
            ));
        }
        match plan.n_cells() {
            Some(n) if n <= MOST_CELLS => Ok(plan),
            _ => Err(Error::file(
                say(id::EXPERIMENT_TOO_MANY_CELLS).with("most", MOST_CELLS),
                path,
            )),
        }
    }

    /// How many cells all grids come to, with every seed; `None` beyond what can be counted.
    fn n_cells(&self) -> Option<usize> {
        let of_grid = |grid: &Grid| {
            [
                &grid.modalities,
                &grid.features,
                &grid.models,
                &grid.clusterings,
            ]
            .iter()
            .try_fold(1_usize, |n, axis| n.checked_mul(axis.len().max(1)))
        };
        let n = self
            .grids
            .iter()
            .try_fold(0_usize, |sum, grid| sum.checked_add(of_grid(grid)?))?;
        n.checked_mul(self.seeds.len())
    }

    /// The plan as TOML, as `load` reads it.
    ///
    /// # Errors
    /// Never, unless a number is none that TOML can hold.
    pub(crate) fn to_toml(&self) -> Result<String> {
        toml::to_string_pretty(self).map_err(|e| Error::stage(id::ERROR_PLAN, Message::verbatim(e)))
    }

    /// Every cell, and every fit once. `base` are the settings below the plan's own.
    ///
    /// # Errors
    /// The first cell whose settings do not exist or are out of range, by name.
    pub(crate) fn expanded(
        &self,
        base: &Config,
        library: &Library,
    ) -> Result<(Vec<Cell>, Vec<Fit>)> {
        let songs = fingerprint(library);
        let mut files: BTreeMap<[Option<PathBuf>; 2], Option<String>> = BTreeMap::new();
        let mut cells = Vec::new();
        let mut fits: BTreeMap<String, Fit> = BTreeMap::new();
        let mut order = Vec::new();
        for (index, grid) in self.grids.iter().enumerate() {
            for ([modality, features, model, clustering], seed) in grid.combinations(&self.seeds) {
                let set = [&modality, &features, &model, &clustering]
                    .into_iter()
                    .fold(self.base.clone(), |set, variant| set.and(&variant.set));
                let title = [&modality, &features, &model]
                    .map(|v| v.name.as_str())
                    .join(" · ");
                let title = format!("{} · seed {seed}", title.trim_matches([' ', '·']));
                let named = |e: Error| {
                    let which = Message::verbatim(format!("{title}, {}", clustering.name));
                    Error::config("grid", Message::joined([which, e.message()], ": "))
                };
                let config = Config {
                    seed,
                    ..base.with(&set).map_err(named)?
                }
                .check()
                .map_err(named)?;
                let files = files
                    .entry([config.embeddings.file.clone(), config.network.file.clone()])
                    .or_insert_with(|| features::files_hash(&config));
                let key = key_of(&config, &songs, files.as_deref());
                let clustering_key = hash(&[&Config {
                    clustering: config.clustering.clone(),
                    ..Config::default()
                }
                .to_toml()]);
                let fit = fits.entry(key.clone()).or_insert_with(|| {
                    order.push(key.clone());
                    let is_first_seed = seed == self.seeds[0];
                    Fit {
                        key: key.clone(),
                        title,
                        config: config.clone(),
                        clusterings: BTreeMap::new(),
                        is_first_seed,
                    }
                });
                fit.clusterings
                    .insert(clustering_key.clone(), config.clustering.clone());
                cells.push(Cell {
                    grid: index,
                    modality: modality.name,
                    features: features.name,
                    model: model.name,
                    clustering: clustering.name,
                    seed,
                    fit: key,
                    clustering_key,
                });
            }
        }
        Ok((
            cells,
            order.iter().filter_map(|key| fits.remove(key)).collect(),
        ))
    }
}

impl Grid {
    fn combinations(&self, seeds: &[u64]) -> Vec<([Variant; 4], u64)> {
        let as_is = [Variant::default()];
        fn axis<'a>(variants: &'a [Variant], as_is: &'a [Variant; 1]) -> &'a [Variant] {
            if variants.is_empty() { as_is } else { variants }
        }
        let mut all = Vec::new();
        // Seeds outermost: after the first of them the whole table is there, if with one seed.
        for &seed in seeds {
            for modality in axis(&self.modalities, &as_is) {
                for features in axis(&self.features, &as_is) {
                    for model in axis(&self.models, &as_is) {
                        for clustering in axis(&self.clusterings, &as_is) {
                            let variants =
                                [modality, features, model, clustering].map(Clone::clone);
                            all.push((variants, seed));
                        }
                    }
                }
            }
        }
        all
    }
}

/// What a fit depends on: everything but how it is clustered and drawn.
fn key_of(config: &Checked, songs: &str, files: Option<&str>) -> String {
    let fit = Config {
        clustering: ClusteringConfig::default(),
        ..Config::clone(config)
    };
    // VaDE's mixture has as many components as there are clusters.
    let n_components = config
        .model
        .resolved(&config.clustering)
        .n_components
        .to_string();
    hash(&[
        &FORMAT.to_string(),
        env!("CARGO_PKG_VERSION"),
        songs,
        &fit.to_toml(),
        &n_components,
        files.unwrap_or_default(),
    ])
}

/// Changes when a song, its sound, its words or a label does.
fn fingerprint(library: &Library) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    for song in &library.songs {
        add(&song.id);
        add(&song.artist);
        add(song.audio.as_ref().map_or("", |a| a.hash.as_str()));
        add(&song.lyrics.as_ref().map_or(String::new(), |l| l.text()));
    }
    for label in &library.labels {
        add(&label.name);
        (0..library.songs.len()).for_each(|i| add(label.value(i).unwrap_or("")));
    }
    for numbers in &library.numbers {
        add(&numbers.name);
        numbers
            .of_song
            .iter()
            .for_each(|v| add(&v.to_bits().to_string()));
    }
    hasher.finalize().to_hex().to_string()
}

fn hash(parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().to_hex()[..KEY_LENGTH].to_string()
}

/// Whether it looks like the key of a fit.
pub(super) fn is_key(text: &str) -> bool {
    text.len() == KEY_LENGTH && text.bytes().all(|c| c.is_ascii_hexdigit())
}
