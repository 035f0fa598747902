//! The fits of a plan, several at a time, each kept as soon as it is there.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::plan::{Cell, Fit, Plan};
use super::result::{Clustered, FitResult, Reconstruction, overlap};
use crate::config::{Checked, Compute, Config, Needs};
use crate::error::{Error, Result, Warning};
use crate::features::{self, Cache, FeatureSet, Kin};
use crate::job::{Reporter, Stage, Stop, fenced, memory, panic_message};
use crate::library::Library;
use crate::model::{self, Ended, Trained};
use crate::pipeline::{self, Grouping, Known, Prepared, fitting};
use crate::projection;
use crate::scores::Representation;
use crate::words::{Message, id, say};

/// Songs whose reconstruction is kept.
const N_RECONSTRUCTIONS: usize = 4;
/// Above so many songs the maps of a comparison are left out: they would take longer than the fits.
const MOST_ON_MAP: usize = 20_000;

/// A finished comparison.
#[derive(Debug, Clone)]
pub(crate) struct Compared {
    pub(crate) library: Arc<Library>,
    pub(crate) plan: Plan,
    pub(crate) cells: Vec<Cell>,
    /// By key.
    pub(crate) fits: BTreeMap<String, FitResult>,
    /// Fits that could not be made.
    pub(crate) failures: Vec<Failure>,
    /// Which songs of the library are copies, by words and files, and by sound where it was heard.
    pub(crate) kin: Arc<Kin>,
    /// Copies, settings that were lowered, and what library and features warned of, each once.
    pub(crate) warnings: Vec<Warning>,
    /// Those that tell of most recordings.
    pub(crate) features: Option<Arc<FeatureSet>>,
    /// How many fits were there from an earlier run.
    pub(crate) n_kept: usize,
    pub(crate) n_parallel: usize,
}

/// A fit that could not be made, and why.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Failure {
    pub(crate) title: String,
    pub(crate) cause: Message,
}

/// What the work needs besides a fit.
struct Shop<'a> {
    library: &'a Arc<Library>,
    kin: Arc<Kin>,
    features: BTreeMap<String, Arc<FeatureSet>>,
    cache: &'a Cache,
    folder: &'a Path,
}

impl Shop<'_> {
    /// Has the features that these settings ask for.
    fn extract(&mut self, config: &Checked, reporter: &Reporter) -> Result<()> {
        if let Entry::Vacant(missing) = self.features.entry(features_key(config)) {
            let found = features::extract(self.library, config, self.cache, reporter)?;
            missing.insert(Arc::new(found));
        }
        Ok(())
    }
}

/// Makes every fit of the plan that `folder` does not hold from an earlier run, and keeps each
/// there at once.
///
/// As many fits are made at the same time as there are cores and memory for; what each finds does
/// not depend on it. A fit that fails is told at the end, the others go on.
///
/// # Errors
/// When the plan has a setting that does not exist, no features can be extracted, `folder` cannot
/// be written, or every single fit fails; or [`Error::Cancelled`], with all finished fits kept.
pub(crate) fn run(
    plan: &Plan,
    base: &Config,
    library: &Arc<Library>,
    folder: &Path,
    cache: &Cache,
    reporter: &Reporter,
) -> Result<Compared> {
    let Made {
        cells,
        fits,
        done,
        failures,
        mut shop,
        n_kept,
        n_parallel,
    } = make_fits(plan, base, library, folder, cache, reporter, |_| true)?;
    if done.is_empty() {
        let first = failures
            .first()
            .map_or(Message::verbatim(""), |f| f.cause.clone());
        return Err(Error::stage(
            id::ERROR_COMPARISON,
            say(id::EXPERIMENT_NOT_ONE_FIT_COULD_MADE).with("first", first),
        ));
    }
    // Copies by sound, and what features warn of, are told of fits that were there before, too.
    for fit in &fits {
        shop.extract(&fit.config, reporter)?;
    }
    let kin = match shop.features.values().next() {
        Some(features) => Arc::new(shop.kin.and_by(&library.songs, features)),
        None => shop.kin.clone(),
    };
    let warnings = warnings(&shop, &kin, &fits, &done);
    let n_recordings = |features: &&Arc<FeatureSet>| features.recordings.iter().flatten().count();
    let features = shop.features.values().max_by_key(n_recordings).cloned();
    let (library, plan) = (library.clone(), plan.clone());
    Ok(Compared {
        library,
        plan,
        cells,
        fits: done,
        failures,
        kin,
        warnings,
        features,
        n_kept,
        n_parallel,
    })
}

/// A fit that was finished before. Other clusterings of it would need its latents again: it is made
/// anew.
pub(super) fn found(folder: &Path, fit: &Fit) -> Option<FitResult> {
    let found = FitResult::load(folder, &fit.key)?;
    let has = |key| found.clusterings.contains_key(key);
    fit.clusterings.keys().all(has).then_some(found)
}

/// Fits that are there, and what they were made with.
pub(super) struct Made<'a> {
    cells: Vec<Cell>,
    fits: Vec<Fit>,
    pub(crate) done: BTreeMap<String, FitResult>,
    pub(crate) failures: Vec<Failure>,
    shop: Shop<'a>,
    pub(crate) n_kept: usize,
    n_parallel: usize,
}

/// Makes the fits for which `is_ours` holds by their place in the plan.
pub(super) fn make_fits<'a>(
    plan: &Plan,
    base: &Config,
    library: &'a Arc<Library>,
    folder: &'a Path,
    cache: &'a Cache,
    reporter: &Reporter,
    is_ours: impl Fn(usize) -> bool,
) -> Result<Made<'a>> {
    std::fs::create_dir_all(folder)
        .map_err(|e| Error::io(id::ERROR_CANNOT_MAKE_FOLDER, folder, e))?;
    let (cells, fits) = plan.expanded(base, library)?;
    let mut done: BTreeMap<String, FitResult> = BTreeMap::new();
    let mut missing = Vec::new();
    let ours = (0..).zip(&fits).filter(|(i, _)| is_ours(*i));
    for (_, fit) in ours {
        match found(folder, fit) {
            Some(found) => {
                done.insert(fit.key.clone(), found);
            }
            None => missing.push(fit),
        }
    }
    let n_kept = done.len();
    let mut shop = Shop {
        library,
        kin: Arc::new(Kin::of_songs(&library.songs)),
        features: BTreeMap::new(),
        cache,
        folder,
    };
    for fit in &missing {
        shop.extract(&fit.config, reporter)?;
    }
    let n_parallel = n_parallel(&missing, &shop);
    let n_fits = done.len() + missing.len();
    let failures = work(&shop, missing, n_parallel, n_fits, &mut done, reporter)?;
    Ok(Made {
        cells,
        fits,
        done,
        failures,
        shop,
        n_kept,
        n_parallel,
    })
}

/// Copies, then settings that asked for more than the songs allow, then what library and features
/// warn of; each once.
fn warnings(
    shop: &Shop,
    kin: &Kin,
    fits: &[Fit],
    done: &BTreeMap<String, FitResult>,
) -> Vec<Warning> {
    let of_features = shop
        .features
        .values()
        .flat_map(|f| f.warnings.iter().cloned());
    let songs = &shop.library.songs;
    let copies = kin.warning(songs);
    let of_fits = fits
        .iter()
        .filter_map(|fit| done.get(&fit.key))
        .flat_map(|result| result.notes.iter().cloned());
    // What bears on the whole table stands before what bears on one song.
    let mut all: Vec<Warning> = copies
        .into_iter()
        .chain(of_fits)
        .chain(shop.library.warnings.iter().cloned())
        .chain(of_features)
        .collect();
    let mut seen = BTreeSet::new();
    all.retain(|warning| seen.insert(warning.to_string()));
    all
}

/// What of the settings features depend on.
fn features_key(config: &Checked) -> String {
    Config {
        audio: config.audio.clone(),
        text: config.text.clone(),
        embeddings: config.embeddings.clone(),
        ..Config::default()
    }
    .to_toml()
}

/// Cores, or as many as the memory that is free has room for.
fn n_parallel(fits: &[&Fit], shop: &Shop) -> usize {
    if fits.iter().any(|f| f.config.model.compute == Compute::Gpu) {
        return 1;
    }
    let n_songs = shop.library.songs.len();
    let widest = shop
        .features
        .values()
        .map(|f| f.blocks.iter().map(|b| b.columns.len()).sum::<usize>())
        .max();
    let models = fits.iter().map(|fit| &fit.config.model);
    let patch_bytes = models
        .filter(|model| model.kind.needs() == Needs::Patches)
        .map(|model| &model.patches)
        .map(|p| 4 * n_songs * p.n_crops * p.n_mels * p.n_frames);
    let patches = patch_bytes.max().unwrap_or(0);
    // The joined matrix, its training part, its reconstruction and a copy; the network, its
    // gradient and moments.
    let bytes = (64 << 20) + 4 * 4 * n_songs * widest.unwrap_or(0) + 2 * patches;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    cores
        .min(memory::free() * 3 / 4 / bytes)
        .clamp(1, fits.len().max(1))
}

type Answer<'a> = (&'a Fit, Result<FitResult>);

fn work(
    shop: &Shop,
    missing: Vec<&Fit>,
    n_parallel: usize,
    n_fits: usize,
    done: &mut BTreeMap<String, FitResult>,
    reporter: &Reporter,
) -> Result<Vec<Failure>> {
    let queue = Mutex::new(VecDeque::from(missing));
    let (tell, told) = mpsc::channel();
    let mut failures = Vec::new();
    reporter.step(Stage::Experiment, done.len(), n_fits, "");
    std::thread::scope(|scope| {
        let mut stops = Vec::new();
        for _ in 0..n_parallel {
            let (worker, _, stop) = Reporter::channel();
            stops.push(stop);
            let (tell, queue) = (tell.clone(), &queue);
            scope.spawn(move || worker_loop(shop, queue, &tell, &worker.without_maps()));
        }
        drop(tell);
        let mut outcome = Ok(());
        loop {
            if outcome.is_ok() && reporter.checkpoint().is_err() {
                outcome = Err(Error::Cancelled);
                end(&queue, &stops);
            }
            match told.recv_timeout(Duration::from_millis(50)) {
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return outcome,
                Ok((fit, Ok(found))) => {
                    done.insert(fit.key.clone(), found);
                    reporter.step(
                        Stage::Experiment,
                        done.len() + failures.len(),
                        n_fits,
                        fit.title.as_str(),
                    );
                }
                Ok((_, Err(Error::Cancelled))) => {}
                Ok((_, Err(error @ Error::Io { .. }))) if outcome.is_ok() => {
                    outcome = Err(error);
                    end(&queue, &stops);
                }
                Ok((fit, Err(error))) => {
                    failures.push(Failure {
                        title: fit.title.clone(),
                        cause: error.message(),
                    });
                }
            }
        }
    })?;
    failures.sort_by(|a, b| a.title.cmp(&b.title));
    Ok(failures)
}

fn end(queue: &Mutex<VecDeque<&Fit>>, stops: &[Stop]) {
    queue.lock().unwrap_or_else(PoisonError::into_inner).clear();
    stops.iter().for_each(Stop::cancel);
}

fn worker_loop<'a>(
    shop: &Shop,
    queue: &Mutex<VecDeque<&'a Fit>>,
    tell: &Sender<Answer<'a>>,
    reporter: &Reporter,
) {
    loop {
        let next = queue
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop_front();
        let Some(fit) = next else { return };
        let made = match fenced(|| make(fit, shop, reporter)) {
            Ok(made) => made,
            Err(panic) => Err(Error::stage(
                id::ERROR_FIT,
                say(id::EXPERIMENT_FAILED_BUG_CAUSE).with("cause", panic_message(&*panic)),
            )),
        };
        if tell.send((fit, made)).is_err() {
            return;
        }
    }
}

fn make(fit: &Fit, shop: &Shop, reporter: &Reporter) -> Result<FitResult> {
    let config = &fit.config;
    let Some(features) = shop.features.get(&features_key(config)) else {
        return Err(Error::stage(
            id::ERROR_FIT,
            id::EXPERIMENT_FEATURES_WERE_NOT_EXTRACTED,
        ));
    };
    let known = Known {
        whole: shop.library.clone(),
        kin: shop.kin.clone(),
        features: features.clone(),
    };
    let prepared = pipeline::prepare_from(known, config, shop.cache, reporter)?;
    let start = Instant::now();
    let seed = config.stream(Stage::Model);
    let model = prepared.model_config(config);
    let trained = model::train(&prepared.input(), &prepared.split, &model, seed, reporter)?;
    if trained.ended == Ended::Stopped {
        return Err(Error::Cancelled);
    }
    let mut result = described(fit, &prepared, &trained, start.elapsed());
    let mut notes = fitting::of_model(&prepared, config, &model, &trained);
    for (key, clustering) in &fit.clusterings {
        let clustering =
            pipeline::fitting_clusters(clustering, trained.latents.n_rows(), &mut notes);
        let mut grouping = Grouping::new(&prepared, config, clustering, reporter);
        grouping.choose_k(&trained.latents, &mut notes)?;
        let clusters = grouping.clusters(&trained.latents, trained.responsibilities.as_ref())?;
        notes.extend(fitting::of_clusters(grouping.clustering(), &clusters));
        let scores = grouping.scores(&trained.latents, &clusters)?;
        let stability = grouping.stability(&trained.latents, &[])?;
        result
            .clusterings
            .insert(key.clone(), Clustered::of(&clusters, &scores, stability));
    }
    let grouping = Grouping::new(&prepared, config, config.clustering.clone(), reporter);
    result.separation = grouping.separation(&trained.latents)?;
    result.label_aucs = grouping.label_aucs(&trained.latents)?;
    result.mig = grouping.disentanglement(&trained.latents)?.mig;
    let cross_modal = grouping.cross_modal()?;
    notes.extend(fitting::of_scores(
        cross_modal.as_ref(),
        &result.separation,
        &prepared.library,
        &config.scores,
    ));
    result.cross_modal = cross_modal.as_ref().map(overlap);
    if fit.is_first_seed && (4..=MOST_ON_MAP).contains(&trained.latents.n_rows()) {
        let seed = config.stream(Stage::Projection);
        let map = projection::project(&trained.latents, &config.projection, seed, reporter)?;
        let (asked, scores) = (&config.projection, &config.scores);
        notes.extend(fitting::of_map(asked, scores, &map, None));
        result.map_method = Some(map.method);
        result.map = Some(map.xy.rows().map(|p| [p[0], p[1]]).collect());
    }
    result.notes = notes;
    reporter.checkpoint()?;
    result.save(shop.folder)?;
    Ok(result)
}

fn described(fit: &Fit, prepared: &Prepared, trained: &Trained, took: Duration) -> FitResult {
    let d = &trained.diagnostics;
    FitResult {
        key: fit.key.clone(),
        rows: prepared.rows.to_vec(),
        n_latent: trained.latents.n_cols(),
        n_active: d.n_active,
        is_collapsed: d.is_collapsed(trained.latents.n_cols()),
        n_epochs: trained.history.len(),
        secs: took.as_secs_f64(),
        explained_train: f64::from(d.explained_train),
        explained_validation: d.explained_validation.map(f64::from),
        explained_blocks: d.explained_blocks.clone(),
        separation: Vec::new(),
        label_aucs: Vec::new(),
        mig: None,
        representation: Representation::of(&trained.latents, &d.kl_per_dim, &prepared.rows),
        cross_modal: None,
        clusterings: BTreeMap::new(),
        notes: Vec::new(),
        map: None,
        map_method: None,
        blocks: prepared
            .input()
            .blocks
            .iter()
            .map(|(name, _, columns)| (name.clone(), columns.len()))
            .collect(),
        reconstructions: if fit.is_first_seed {
            reconstructions(prepared, trained)
        } else {
            Vec::new()
        },
    }
}

/// A few songs, spread evenly, held-out ones where there are any: how a model does on what it has
/// seen says little.
fn reconstructions(prepared: &Prepared, trained: &Trained) -> Vec<Reconstruction> {
    let input = prepared.input();
    let everyone: Vec<usize> = (0..input.n_songs()).collect();
    let from = if prepared.split.validation.is_empty() {
        &everyone
    } else {
        &prepared.split.validation
    };
    let rows: Vec<usize> = (0..N_RECONSTRUCTIONS.min(from.len()))
        .map(|i| from[i * from.len() / N_RECONSTRUCTIONS.min(from.len())])
        .collect();
    let z = trained.latents.select_rows(&rows);
    let conditions = input.conditions.map(|c| c.one_hot.select_rows(&rows));
    let decoded = trained.decode(&z, conditions.as_ref());
    if decoded.n_cols() != input.x.n_cols() {
        // A convolutional VAE decodes a spectrogram, of which there is no row of features.
        return Vec::new();
    }
    let one = |(i, &row): (usize, &usize)| Reconstruction {
        song: prepared.library.songs[row].title.clone(),
        features: input.x.row(row).to_vec(),
        decoded: decoded.row(i).to_vec(),
    };
    rows.iter().enumerate().map(one).collect()
}
