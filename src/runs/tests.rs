//! Tests of the store and of the table.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;

use super::*;
use crate::config::{Config, ModelKind};
use crate::error::Result;
use crate::experiment::FitResult;
use crate::features::Cache;
use crate::job::{Progress, Reporter};
use crate::library::{ColumnMap, Library, load_table};
use crate::model::Ended;
use crate::pipeline::{Analysis, analyze};
use crate::random::splitmix64;
use crate::reading::Mixture;
use crate::scores::{Better, Caution, External, Internal, Metric, ScoreMap};

const NO_CACHE: Cache = Cache { folder: None };

/// 48 songs of four numbers in three clouds, a label that says which, and one that says nothing.
fn library(folder: &Path) -> Arc<Library> {
    let mut text = "id,a,b,c,d,cloud,coin\n".to_string();
    let mut state = 1u64;
    let mut noise = || {
        state = splitmix64(state);
        (state >> 40) as f64 / (1u64 << 24) as f64 - 0.5
    };
    for i in 0..48 {
        let centre = [[4.0, 0.0], [0.0, 4.0], [-4.0, -4.0]][i % 3];
        let numbers: Vec<String> = (0..4)
            .map(|j| (centre[j % 2] * if j < 2 { 1.0 } else { -1.0 } + noise()).to_string())
            .collect();
        let coin = if noise() > 0.0 { "heads" } else { "tails" };
        text.push_str(&format!(
            "s{i},{},{},{coin}\n",
            numbers.join(","),
            ["x", "y", "z"][i % 3]
        ));
    }
    let path = folder.join("table.csv");
    fs::write(&path, text).unwrap();
    Arc::new(
        load_table(
            &path,
            &["cloud".to_string(), "coin".to_string()],
            &ColumnMap::default(),
        )
        .unwrap(),
    )
}

fn config(kind: ModelKind, seed: u64) -> Config {
    let mut config = Config {
        seed,
        ..Config::plain()
    };
    config.clustering.n_clusters = 3;
    config.clustering.n_init = 2;
    (
        config.model.kind,
        config.model.n_latent,
        config.model.n_epochs,
    ) = (kind, 2, 3);
    config.model.hidden = vec![8];
    config.scores.n_stability = 2;
    config.projection.n_iterations = 50;
    config
}

fn analysis(library: &Arc<Library>, config: &Config) -> Analysis {
    analyze(
        library.clone(),
        &config.check().unwrap(),
        None,
        &NO_CACHE,
        &Reporter::silent(),
    )
    .unwrap()
}

fn store(folder: &Path, library: &Library) -> Store {
    Store::of(&folder.join("runs"), library)
}

fn load(run: &KeptRun, library: &Arc<Library>) -> Result<Analysis> {
    run.load(library.clone(), None, &NO_CACHE, &Reporter::silent())
}

#[test]
fn a_run_comes_back_with_the_same_scores_and_the_same_picture_and_nothing_is_trained() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path());
    let made = analysis(&library, &config(ModelKind::Vae, 3));
    store(folder.path(), &library).keep(&made).unwrap();
    // As another start of the program finds it.
    let (runs, warnings) = store(folder.path(), &library).list();
    assert!(runs.len() == 1 && warnings.is_empty(), "{warnings:?}");
    let (reporter, progress, _stop) = Reporter::channel();
    let again = runs[0]
        .load(library.clone(), None, &NO_CACHE, &reporter)
        .unwrap();
    let made_anew = |p: &Progress| matches!(p, Progress::Epoch { .. } | Progress::Map { .. });
    assert_eq!(
        progress.try_iter().filter(made_anew).count(),
        0,
        "no epoch, and no step of a picture"
    );
    assert_eq!(again.model.latents, made.model.latents);
    assert_eq!(again.model.history, made.model.history);
    assert_eq!(again.map, made.map);
    assert_eq!(again.pca, made.pca);
    assert_eq!(again.clusters, made.clusters);
    assert_eq!(again.scores, made.scores);
    assert_eq!(again.probes, made.probes);
    assert_eq!(again.trust, made.trust);
    assert_eq!(again.baselines, made.baselines);
    assert_eq!(again.facts, made.facts);
    assert_eq!(*again.config, *made.config);
    assert!(
        again
            .notes
            .iter()
            .all(|note| !note.subject.says(crate::words::id::EXPORT_CLUSTERS))
    );
}

#[test]
fn a_record_tells_what_the_analysis_found() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path());
    let made = analysis(&library, &config(ModelKind::Vae, 3));
    let store = store(folder.path(), &library);
    let id = store.keep(&made).unwrap();
    let run = store.list().0.remove(0);
    assert_eq!((run.id(), Record::id_of(&made)), (id.as_str(), id.clone()));
    let record = &run.record;
    assert_eq!(record.internal, made.scores.internal);
    let cloud = made
        .scores
        .external
        .iter()
        .find(|e| e.column == "cloud")
        .unwrap();
    let ari = Measure::External(External::Ari, "cloud".to_string())
        .of(record)
        .unwrap();
    assert_eq!(
        (ari.value, ari.chance),
        (
            cloud[External::Ari].value,
            Some(cloud[External::Ari].line())
        )
    );
    // A coin has two sides and there are three clusters; there are as many clouds.
    let own = |column: &str| {
        Measure::OwnK(External::Ari, column.to_string())
            .of(record)
            .unwrap()
    };
    let coin = made
        .scores
        .external
        .iter()
        .find(|e| e.column == "coin")
        .unwrap()
        .own_k
        .as_ref()
        .unwrap();
    assert_eq!(
        (coin.k, own("coin").value),
        (2, coin.scores[External::Ari].value)
    );
    assert_eq!(own("cloud").value, ari.value);
    assert_eq!(
        (record.n_songs, record.n_epochs, record.n_latent),
        (48, 3, 2)
    );
    assert_eq!(run.title(), "VAE · audio and lyrics · k-means, 3");
    for told in ["n_latent 2", "hidden [8]", "n_epochs 3", "n_iterations 50"] {
        assert!(
            run.settings.contains(told),
            "{told} is not in: {}",
            run.settings
        );
    }
    assert!(
        !run.settings.contains("seed") && !run.settings.contains("kind"),
        "{}",
        run.settings
    );
    let songs = run.songs().unwrap();
    assert_eq!(songs.ids[7], library.songs[7].id);
    assert_eq!(songs.labels(), made.clusters.labels);
    assert_eq!(
        songs.places[7],
        [made.map.xy.row(7)[0], made.map.xy.row(7)[1]]
    );
}

#[test]
fn a_run_of_the_version_before_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path());
    let store = store(folder.path(), &library);
    let mut tree = config(ModelKind::Pca, 0);
    tree.clustering.method = crate::config::ClusteringMethod::Agglomerative;
    store
        .keep(&analysis(&library, &config(ModelKind::Pca, 0)))
        .unwrap();
    store.keep(&analysis(&library, &tree)).unwrap();
    for entry in fs::read_dir(store.folder()).unwrap() {
        let path = entry.unwrap().path().join("run.json");
        let mut json: serde_json::Value =
            serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        json.as_object_mut()
            .unwrap()
            .remove("cross_modal_low")
            .unwrap();
        for agreement in json["agreements"].as_array_mut().unwrap() {
            agreement.as_object_mut().unwrap().remove("own_k").unwrap();
        }
        for told in json["told"].as_array_mut().unwrap() {
            told.as_object_mut().unwrap().remove("unseen").unwrap();
            told.as_object_mut().unwrap().remove("n_copies").unwrap();
        }
        // It had a number where nothing was repeated.
        json["stability"] = serde_json::json!([1.0, 0.0, 0.75, 0.125]);
        json["cross_modal"] = serde_json::json!([0.5, 0.25, 0.375]);
        fs::write(&path, serde_json::to_vec(&json).unwrap()).unwrap();
    }
    let (runs, warnings) = store.list();
    assert!(runs.len() == 2 && warnings.is_empty(), "{warnings:?}");
    for run in &runs {
        let value = |measure: &Measure| measure.of(&run.record);
        let is_seeded = run.record.config.clustering.method.is_seeded();
        assert_eq!(
            value(&Measure::Run(RunMeasure::Reseeded)).map(|cell| cell.value),
            is_seeded.then_some(1.0)
        );
        assert_eq!(
            value(&Measure::Run(RunMeasure::StabilityBootstrap))
                .unwrap()
                .value,
            0.75
        );
        assert_eq!(
            value(&Measure::Run(RunMeasure::CrossModal)).unwrap().chance,
            Some([0.25, 0.0, 0.375])
        );
        assert!(value(&Measure::External(External::Ari, "cloud".into())).is_some());
        assert_eq!(value(&Measure::OwnK(External::Ari, "cloud".into())), None);
        load(run, &library).unwrap();
    }
}

#[test]
fn the_same_settings_replace_a_run_and_keep_its_marks_and_other_settings_stand_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path());
    let store = store(folder.path(), &library);
    let pca = analysis(&library, &config(ModelKind::Pca, 0));
    let id = store.keep(&pca).unwrap();
    let marks = Marks {
        name: "the plain one".into(),
        note: "for class".into(),
        pinned: true,
    };
    store.mark(&id, &marks).unwrap();
    assert_eq!(store.keep(&pca).unwrap(), id);
    let (runs, _) = store.list();
    assert_eq!(runs.len(), 1);
    assert_eq!(
        (runs[0].title().as_str(), &runs[0].marks),
        ("the plain one", &marks)
    );
    assert_eq!(
        fs::read_dir(store.folder()).unwrap().count(),
        1,
        "nothing of the earlier one is left"
    );
    store
        .keep(&analysis(&library, &config(ModelKind::Pca, 1)))
        .unwrap();
    let mut stopped = pca.clone();
    let mut model = Arc::try_unwrap(load(&runs[0], &library).unwrap().model)
        .ok()
        .unwrap();
    model.ended = Ended::Stopped;
    stopped.model = Arc::new(model);
    store.keep(&stopped).unwrap();
    assert_eq!(
        store.list().0.len(),
        3,
        "another seed, and one that was stopped, are other runs"
    );
}

#[test]
fn what_a_kill_leaves_half_written_is_not_a_run() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path());
    let store = store(folder.path(), &library);
    let id = store
        .keep(&analysis(&library, &config(ModelKind::Pca, 0)))
        .unwrap();
    let whole = fs::read_dir(store.folder())
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    // Cut off in the middle of writing: some files, under the name of a run that is not finished.
    let half = store.folder().join(format!(".{id}-000000000000099.77.tmp"));
    fs::create_dir(&half).unwrap();
    fs::copy(whole.join("songs.json"), half.join("songs.json")).unwrap();
    // Cut off between the new run's place and the removal of the one before.
    let older = store.folder().join(format!("{id}-000000000000001"));
    fs::create_dir(&older).unwrap();
    for name in ["run.json", "songs.json"] {
        fs::copy(whole.join(name), older.join(name)).unwrap();
    }
    let (runs, warnings) = store.list();
    assert!(runs.len() == 1 && warnings.is_empty(), "{warnings:?}");
    assert!(
        load(&runs[0], &library).is_ok(),
        "the newer of the two has a model"
    );
    store.clear();
    assert!(half.exists(), "another window may still be writing it");
}

#[test]
fn a_damaged_run_is_skipped_with_a_warning_and_others_stay() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path());
    let store = store(folder.path(), &library);
    store
        .keep(&analysis(&library, &config(ModelKind::Pca, 0)))
        .unwrap();
    let id = store
        .keep(&analysis(&library, &config(ModelKind::Pca, 1)))
        .unwrap();
    let find = |file: &str| {
        let folders = fs::read_dir(store.folder())
            .unwrap()
            .map(|entry| entry.unwrap().path());
        folders
            .into_iter()
            .find(|path| path.to_string_lossy().contains(&id))
            .unwrap()
            .join(file)
    };
    let songs = fs::read_to_string(find("songs.json")).unwrap();
    fs::write(find("songs.json"), songs.replacen("0.", "1.", 1)).unwrap();
    let run = store
        .list()
        .0
        .into_iter()
        .find(|run| run.id() == id)
        .unwrap();
    assert!(run.songs().unwrap_err().to_string().contains("damaged"));
    assert!(load(&run, &library).is_err());
    let record = fs::read(find("run.json")).unwrap();
    fs::write(find("run.json"), &record[..record.len() / 2]).unwrap();
    let (runs, warnings) = store.list();
    assert_eq!((runs.len(), warnings.len()), (1, 1));
    assert!(
        warnings[0].cause.contains("a kept run was skipped")
            && warnings[0].cause.contains("run.json")
    );
    fs::write(
        find("run.json"),
        String::from_utf8(record)
            .unwrap()
            .replacen("\"format\":1", "\"format\":9", 1),
    )
    .unwrap();
    assert!(
        store.list().1[0]
            .cause
            .to_string()
            .contains("format 9 of a kept run, expected 1")
    );
}

#[test]
fn a_deleted_run_can_be_brought_back_until_it_is_cleared_away() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path());
    let store = store(folder.path(), &library);
    let id = store
        .keep(&analysis(&library, &config(ModelKind::Pca, 0)))
        .unwrap();
    store.delete(&id).unwrap();
    assert!(store.list().0.is_empty() && store.delete(&id).is_err());
    store.bring_back(&id).unwrap();
    assert_eq!(store.list().0.len(), 1);
    store.delete(&id).unwrap();
    store.clear();
    assert!(store.bring_back(&id).is_err());
    assert_eq!(fs::read_dir(store.folder()).unwrap().count(), 0);
}

#[test]
fn the_oldest_run_that_nobody_pinned_makes_room() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path());
    let store = store(folder.path(), &library).bounded(2);
    let mut ids = Vec::new();
    for seed in 0..4 {
        ids.push(
            store
                .keep(&analysis(&library, &config(ModelKind::Pca, seed)))
                .unwrap(),
        );
        if seed == 0 {
            store
                .mark(
                    &ids[0],
                    &Marks {
                        pinned: true,
                        ..Marks::default()
                    },
                )
                .unwrap();
        }
    }
    let left: Vec<String> = store
        .list()
        .0
        .iter()
        .map(|run| run.id().to_string())
        .collect();
    assert_eq!(left, [ids[0].clone(), ids[3].clone()]);
}

#[test]
fn other_songs_have_a_shelf_of_their_own_and_a_run_of_others_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path());
    let store = store(folder.path(), &library);
    store
        .keep(&analysis(&library, &config(ModelKind::Pca, 0)))
        .unwrap();
    let fewer = Arc::new(library.select(&(0..40).collect::<Vec<_>>()));
    assert!(
        Store::of(&folder.path().join("runs"), &fewer)
            .list()
            .0
            .is_empty()
    );
    let run = store.list().0.remove(0);
    let error = load(&run, &fewer).err().unwrap().to_string();
    assert!(error.contains("48 other songs than the 40"), "{error}");
    let mut changed = (*library).clone();
    changed.numbers[0].of_song[5] += 3.0;
    let error = load(&run, &Arc::new(changed)).err().unwrap().to_string();
    assert!(error.contains("features have changed"), "{error}");
}

/// Runs that differ from the first in what `change` does to the i-th of them.
fn kept(n: usize, change: impl Fn(usize, &mut Record)) -> Vec<KeptRun> {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path());
    let store = store(folder.path(), &library);
    store
        .keep(&analysis(&library, &config(ModelKind::Pca, 0)))
        .unwrap();
    let run = store.list().0.remove(0);
    let changed = |i| {
        let mut run = run.clone();
        change(i, &mut run.record);
        run
    };
    (0..n).map(changed).collect()
}

#[test]
fn runs_that_differ_in_the_seed_alone_are_one_row_with_their_spread() {
    let runs = kept(6, |i, record| {
        record.config.seed = 9 - i as u64;
        record.internal[Internal::Silhouette] =
            [Some(0.1), Some(0.3), Some(0.8), None, Some(0.5), Some(0.5)][i];
        record.config.model.n_latent = if i == 2 { 8 } else { 2 };
        record.is_stopped = i == 5;
    });
    let rows = rows(&runs);
    assert_eq!(
        rows,
        [
            Row {
                runs: vec![4, 3, 1, 0]
            },
            Row { runs: vec![2] },
            Row { runs: vec![5] }
        ]
    );
    let over = rows[0]
        .over(&Measure::Internal(Internal::Silhouette), &runs)
        .unwrap();
    assert_eq!(over.spread.n, 3, "undefined is not 0");
    assert!(
        (over.spread.mean - 0.3).abs() < 1e-12 && (over.spread.sd.unwrap() - 0.2).abs() < 1e-12
    );
    assert_eq!(rows[0].first(&runs).record.config.seed, 5);
    let over = rows[0]
        .over(&Measure::External(External::Ari, "cloud".into()), &runs)
        .unwrap();
    let chance = runs[0].record.agreement("cloud").unwrap()[External::Ari];
    let line = over.chance.unwrap();
    assert!((line[0] - chance.chance).abs() < 1e-12 && (line[2] - chance.band[1]).abs() < 1e-12);
}

#[test]
fn the_use_of_a_mixture_is_told_with_its_spread_over_seeds() {
    let runs = kept(3, |i, record| {
        record.config.seed = i as u64;
        record.mixture = Some(Mixture {
            n_components: 4,
            n_dead: [0, 2, 1][i],
            largest: 0.4,
            entropy: [0.1, 0.3, 0.2][i],
        });
    });
    let row = rows(&runs).remove(0);
    let over = |measure| row.over(&Measure::Run(measure), &runs).unwrap().spread;
    let dead = over(RunMeasure::DeadComponents);
    assert_eq!((dead.n, dead.min, dead.max), (3, 0.0, 2.0));
    let entropy = over(RunMeasure::ComponentEntropy);
    assert!((entropy.mean - 0.2).abs() < 1e-12 && (entropy.sd.unwrap() - 0.1).abs() < 1e-12);
    // A run without a mixture, or of a version before, has no such column.
    let none = kept(1, |_, _| ());
    let records = none.iter().map(|run| &run.record);
    let all = Measure::of_all(records);
    assert!(!all.contains(&Measure::Run(RunMeasure::DeadComponents)));
}

#[test]
fn the_best_is_the_best_of_what_can_be_believed() {
    let ari = Measure::External(External::Ari, "cloud".to_string());
    let best = |measure: &Measure, change: &dyn Fn(usize, &mut Record)| {
        let runs = kept(4, change);
        let cells: Vec<Option<Over>> = runs
            .iter()
            .map(|run| measure.over([&run.record].into_iter()))
            .collect();
        (measure.best(&cells), cells)
    };
    let give = |values: [f64; 4]| {
        move |i: usize, record: &mut Record| record.agreements[0][External::Ari].value = values[i]
    };
    assert_eq!(best(&ari, &give([0.4, 0.9, 0.6, 0.5])).0, Some(1));
    // Collapsed, told by script, no better than shuffled labels: never the best, and marked.
    let (found, cells) = best(&ari, &|i, record| {
        give([0.4, 0.9, 0.8, 0.0])(i, record);
        record.is_collapsed = i == 1;
        record.trivial = if i == 2 {
            vec!["cloud".to_string()]
        } else {
            Vec::new()
        };
    });
    let doubts: Vec<Option<Doubt>> = cells.iter().map(|cell| cell.unwrap().doubt).collect();
    assert_eq!(
        doubts,
        [
            None,
            Some(Doubt::Collapsed),
            Some(Doubt::Trivial),
            Some(Doubt::Chance)
        ]
    );
    assert_eq!(found, Some(0));
    let mig = Measure::Run(RunMeasure::Mig);
    let some =
        |i: usize, record: &mut Record| record.mig = [Some(-0.9), None, Some(-0.4), Some(-0.7)][i];
    assert_eq!(best(&mig, &some).0, Some(2), "undefined is not 0");
    let alone = |i: usize, record: &mut Record| record.mig = (i == 1).then_some(0.2);
    assert_eq!(
        best(&mig, &alone).0,
        None,
        "there is nothing it could be better than"
    );
    let units = |i: usize, record: &mut Record| record.n_active = i;
    assert_eq!(
        best(&Measure::Run(RunMeasure::ActiveUnits), &units).0,
        None,
        "it is told and not judged"
    );
}

#[test]
fn a_score_that_each_run_has_in_a_space_of_its_own_makes_none_the_best() {
    // Stopped after two epochs, tight clusters of next to nothing.
    let runs = kept(3, |i, record| {
        (record.is_stopped, record.n_epochs) = (i == 1, if i == 1 { 2 } else { 200 });
        record.internal = ScoreMap::from_fn(|score: Internal| {
            let value = if i == 1 { 0.95 } else { 0.4 + 0.01 * i as f64 };
            Some(match score.facts().better {
                Better::Higher => value,
                Better::Lower => 1.0 - value,
            })
        });
    });
    let best = |measure: &Measure| {
        let overs: Vec<Option<Over>> = runs
            .iter()
            .map(|run| measure.over([&run.record].into_iter()))
            .collect();
        assert!(overs.iter().flatten().all(|over| over.doubt.is_none()));
        measure.best(&overs)
    };
    for &score in Internal::ALL {
        let measure = Measure::Internal(score);
        assert!(!measure.compares_runs() && measure.better().is_some());
        assert_eq!(best(&measure), None, "{score:?}");
    }
    for &score in External::ALL {
        assert!(Measure::External(score, "cloud".into()).compares_runs());
    }
}

/// Every part of what was written is in what is written now, but for cautions, which have a key
/// now where they had a sentence.
fn assert_within(was: &Value, is: &Value, path: &str) {
    match (was, is) {
        (Value::Object(was), Value::Object(is)) => {
            for (key, value) in was.iter().filter(|(key, _)| *key != "cautions") {
                let there = is
                    .get(key)
                    .unwrap_or_else(|| panic!("{path}.{key} is gone"));
                assert_within(value, there, &format!("{path}.{key}"));
            }
        }
        // Four numbers in a row, now by what was repeated.
        (Value::Array(was), Value::Object(_)) if path.ends_with(".stability") => {
            let places = [
                "/over_seeds/mean",
                "/over_seeds/sd",
                "/over_samples/mean",
                "/over_samples/sd",
            ];
            for (was, place) in was.iter().zip(places) {
                assert_eq!(Some(was), is.pointer(place), "{path}{place}");
            }
        }
        (Value::Array(was), Value::Array(is)) => {
            assert_eq!(was.len(), is.len(), "{path}");
            let pairs = was.iter().zip(is).enumerate();
            pairs.for_each(|(i, (was, is))| assert_within(was, is, &format!("{path}[{i}]")));
        }
        _ => assert_eq!(was, is, "{path}"),
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Kept by version 0.1.0 itself; see tests/golden/runs/README.md.
#[test]
fn what_the_first_version_kept_is_read_with_every_number() {
    let text = include_str!("../../tests/golden/runs/run.json");
    let record: Record = serde_json::from_str(text).unwrap();
    let shown: Vec<String> = Measure::of_all([&record].into_iter())
        .iter()
        .map(|measure| {
            let cell = measure.of(&record).unwrap();
            format!("{measure:?}\t{}\t{:?}", cell.value, cell.chance)
        })
        .collect();
    let was: Vec<&str> = include_str!("../../tests/golden/runs/values.tsv")
        .lines()
        .collect();
    assert_eq!(shown, was);
    assert_within(
        &json(text),
        &json(&serde_json::to_string(&record).unwrap()),
        "run",
    );
    let coin = record.agreement("coin").unwrap();
    use Caution::{Detected, InFeatures, Script, Spelling};
    assert_eq!(coin.cautions, [InFeatures, Script, Spelling, Detected]);

    let text = include_str!("../../tests/golden/runs/cell.json");
    let cell: FitResult = serde_json::from_str(text).unwrap();
    assert!(cell.clusterings.values().all(|c| c.with("cloud").is_some()));
    assert_within(
        &json(text),
        &json(&serde_json::to_string(&cell).unwrap()),
        "cell",
    );
}

#[test]
fn columns_are_those_that_have_a_value_and_a_told_label_is_flagged() {
    let runs = kept(2, |i, record| {
        record.mig = None;
        if i == 1 {
            record
                .agreements
                .retain(|agreement| agreement.column != "cloud");
            record.not_scored = vec!["cloud".to_string()];
        }
    });
    let measures = Measure::of_all(runs.iter().map(|run| &run.record));
    let ari = Measure::External(External::Ari, "cloud".to_string());
    assert!(measures.contains(&ari) && !measures.contains(&Measure::Run(RunMeasure::Mig)));
    assert!(
        !measures.contains(&Measure::Run(RunMeasure::Epochs)),
        "PCA has none"
    );
    assert!(!ari.is_told(&runs[0].record) && ari.is_told(&runs[1].record));
    assert_eq!(ari.of(&runs[1].record), None);
}

/// Keeps, names and looks at a run, each step told; for `tests/trials/kill.py`, which ends it at any
/// moment.
#[test]
#[ignore = "needs steps in LATENTUNE_TRIAL, from tests/trials/kill.py"]
fn trial() {
    let trial: Value = serde_json::from_str(&std::env::var("LATENTUNE_TRIAL").unwrap()).unwrap();
    let home = Path::new(trial["home"].as_str().unwrap());
    let tell = |line: String| println!("TRIAL {line}");
    let library = library(home);
    let store = store(home, &library);
    for step in trial["steps"].as_array().unwrap() {
        let step = step.as_str().unwrap();
        match step.split_once(' ').unwrap_or((step, "")) {
            ("keep", _) => {
                store
                    .keep(&analysis(&library, &config(ModelKind::Pca, 1)))
                    .unwrap();
                tell("kept".into());
            }
            ("mark", name) => {
                let id = store.list().0[0].id().to_string();
                let marks = Marks {
                    name: name.into(),
                    ..Marks::default()
                };
                store.mark(&id, &marks).unwrap();
                tell("marked".into());
            }
            ("look", _) => {
                let (runs, warnings) = store.list();
                for run in runs {
                    let shown = run.load(library.clone(), None, &NO_CACHE, &Reporter::silent());
                    let state = if shown.is_ok() { "whole" } else { "broken" };
                    tell(format!("run {state} {}", run.marks.name));
                }
                warnings.iter().for_each(|w| tell(format!("warning {w}")));
            }
            (other, _) => panic!("{other}"),
        }
    }
    tell("end".into());
}
