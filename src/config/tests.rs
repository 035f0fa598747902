use std::collections::BTreeMap;

use super::knob::{Number, Value};
use super::*;

#[test]
fn toml_there_and_back() {
    let mut config = Config {
        seed: 7,
        ..Config::default()
    };
    config.model.hidden = vec![9, 8];
    config.audio.window = Window::Several;
    let back: Config = toml::from_str(&config.to_toml()).unwrap();
    assert_eq!(back, config);
}

#[test]
fn a_section_that_a_file_begins_is_filled_up_from_plain_settings() {
    let read = |text: &str| toml::from_str::<Config>(text).unwrap();
    let whole = read("seed = 3");
    assert_eq!(
        (whole.model.kind, whole.model.beta),
        (ModelKind::Joint, 4.0)
    );
    assert_eq!(whole.clustering.choose_k, ChooseK::Silhouette);
    let few = read("[clustering]\nn_clusters = 4");
    assert_eq!(
        (few.clustering.n_clusters, few.clustering.choose_k),
        (4, ChooseK::Given),
        "four are asked for"
    );
    assert_eq!(few.model, whole.model);
    let small = read("[model]\nn_latent = 3");
    assert_eq!(
        small.model,
        ModelConfig {
            n_latent: 3,
            ..ModelConfig::default()
        }
    );
    assert_eq!((small.model.kind, small.model.beta), (ModelKind::Vae, 1.0));
}

#[test]
fn a_misspelt_setting_is_named() {
    let error = toml::from_str::<Config>("[model]\nn_latents = 3")
        .unwrap_err()
        .to_string();
    assert!(error.contains("n_latents"), "{error}");
}

#[test]
fn a_settings_file_is_told_by_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("c.toml");
    std::fs::write(&path, "seed = 1\n\n[model]\nn_latents = 3\n").unwrap();
    let error = Config::load(&path).unwrap_err().to_string();
    assert!(
        error.starts_with("line 4: unknown field `n_latents`, expected one of"),
        "{error}"
    );
    assert!(
        error.ends_with("c.toml") && !error.contains('\n'),
        "{error}"
    );
}

#[test]
fn out_of_range_names_the_setting() {
    let mut config = Config::default();
    assert!(config.check().is_ok());
    config.clustering.n_clusters = 1;
    assert_eq!(
        config.check().unwrap_err().to_string(),
        "setting clustering.n_clusters: must be between 2 and 1000"
    );
    config = Config::default();
    config.model.learning_rate = f64::NAN;
    assert!(config.check().is_err());
}

#[test]
fn settings_of_the_loss_fit_the_kind_and_the_epochs() {
    let message = |change: fn(&mut ModelConfig)| {
        let mut config = Config::default();
        change(&mut config.model);
        config.check().err().map(|e| e.to_string())
    };
    let cyclical = |m: &mut ModelConfig| (m.schedule, m.n_cycles) = (BetaSchedule::Cyclical, 101);
    assert_eq!(
        message(cyclical).unwrap(),
        "setting model.n_cycles: must be at most half of n_epochs"
    );
    let tcvae =
        |m: &mut ModelConfig| (m.kind, m.schedule) = (ModelKind::BetaTcvae, BetaSchedule::Capacity);
    assert_eq!(
        message(tcvae).unwrap(),
        "setting model.schedule: must be another than `capacity` for a β-TCVAE"
    );
    let tcvae = |m: &mut ModelConfig| (m.kind, m.free_bits) = (ModelKind::BetaTcvae, 0.1);
    assert_eq!(
        message(tcvae).unwrap(),
        "setting model.free_bits: must be 0 for a β-TCVAE"
    );
    assert_eq!(
        message(|m| (m.kind, m.n_cycles) = (ModelKind::Pca, 101)),
        None
    );
}

#[test]
fn streams_differ_between_stages_and_seeds() {
    let (a, b) = (
        Config::default(),
        Config {
            seed: 1,
            ..Config::default()
        },
    );
    assert_ne!(a.stream(Stage::Model), a.stream(Stage::Clustering));
    assert_ne!(a.stream(Stage::Model), b.stream(Stage::Model));
}

/// Every setting as it stands in a settings file, by its name.
fn settings(config: &Config) -> BTreeMap<String, toml::Value> {
    fn walk(table: &toml::Table, above: &str, all: &mut BTreeMap<String, toml::Value>) {
        for (name, value) in table {
            let path = format!("{above}{name}");
            match value {
                toml::Value::Table(below) => walk(below, &format!("{path}."), all),
                value => drop(all.insert(path, value.clone())),
            }
        }
    }
    let mut all = BTreeMap::new();
    walk(&toml::Table::try_from(config).unwrap(), "", &mut all);
    all
}

#[test]
fn every_setting_has_one_row_and_every_row_its_setting() {
    let mut config = Config::default();
    config.text.vectors.file = Some("vectors.bin".into());
    config.embeddings.file = Some("vectors.npy".into());
    config.network.file = Some("ears.onnx".into());
    let wanted: Vec<String> = settings(&config).into_keys().collect();
    let mut rows: Vec<&str> = knobs().map(|knob| knob.path).collect();
    rows.sort_unstable();
    assert_eq!(rows, wanted);
    for knob in knobs() {
        assert!(knob.says.as_str().ends_with('.'), "{}", knob.path);
        assert_eq!(
            knob.label.is_empty(),
            knob.group == Group::File,
            "{}",
            knob.path
        );
    }
}

#[test]
fn rows_read_and_write_their_own_field_and_no_other() {
    for knob in knobs() {
        let (before, mut config) = (Config::default(), Config::default());
        match knob.value {
            Value::Number(number) => {
                for value in [number.most, number.least] {
                    (number.set)(&mut config, value);
                    assert_eq!((number.get)(&config), value, "{}", knob.path);
                }
                let is_whole = settings(&config)[knob.path].is_integer();
                assert_eq!(number.is_whole, is_whole, "{}", knob.path);
            }
            Value::Switch { get, set } => {
                set(&mut config, !get(&before));
                assert_eq!(get(&config), !get(&before), "{}", knob.path);
            }
            Value::Choice(choice) => {
                for (key, label) in (choice.all)() {
                    (choice.set)(&mut config, key);
                    assert_eq!((choice.get)(&config), key, "{}", knob.path);
                    let written = settings(&config)[knob.path].clone();
                    assert_eq!(written.as_str(), Some(key), "{} {label}", knob.path);
                }
            }
            Value::Text { get, set } => {
                set(&mut config, "a/b");
                assert_eq!(get(&config), "a/b", "{}", knob.path);
            }
            Value::Widths { get, set, .. } => {
                set(&mut config, vec![7]);
                assert_eq!(get(&config), &[7], "{}", knob.path);
            }
            Value::Names { get, set } => {
                set(&mut config, vec!["genre".to_string()]);
                assert_eq!(get(&config), &["genre"], "{}", knob.path);
            }
            Value::Span { get, .. } => assert_eq!(get(&config), get(&before)),
        }
        let (now, then) = (settings(&config), settings(&before));
        let changed: Vec<&String> = now
            .iter()
            .filter(|(path, value)| then.get(*path) != Some(*value))
            .map(|(path, _)| path)
            .collect();
        assert!(changed.iter().all(|path| *path == knob.path), "{changed:?}");
        assert_eq!(
            knob.differs(&config, &before),
            !changed.is_empty(),
            "{}",
            knob.path
        );
    }
}

#[test]
fn every_number_has_ends_that_a_machine_can_do() {
    for knob in knobs() {
        let Value::Number(number) = knob.value else {
            continue;
        };
        // What only matters beside another setting is looked at without it.
        let alone = Value::Number(Number {
            at_most: None,
            ..number
        });
        let fits = |value: f64| {
            let mut config = Config::default();
            (number.set)(&mut config, value);
            alone.fits(&config)
        };
        assert!(fits(number.least) && fits(number.most), "{}", knob.path);
        let beyond = number.most * 1.001 + 1.0;
        assert!(!fits(beyond) && !fits(f64::INFINITY), "{}", knob.path);
        if !number.is_whole {
            assert!(
                !fits(f64::NAN) && !fits(number.least - 1.0),
                "{}",
                knob.path
            );
        } else if number.least > 0.0 {
            assert!(!fits(number.least - 1.0), "{}", knob.path);
        }
    }
    let refused = |set: &str| {
        let config = Config::default().with(&Overrides::parse(set).unwrap());
        config.unwrap().check().unwrap_err().to_string()
    };
    assert_eq!(
        refused("audio.n_windows=4294967296"),
        "setting audio.n_windows: must be between 1 and 64"
    );
    assert_eq!(
        refused("audio.n_mfcc=129"),
        "setting audio.n_mfcc: must be between 2 and n_mels"
    );
    assert_eq!(
        refused("model.hidden=[0]"),
        "setting model.hidden: must be 0 to 16 widths between 1 and 8192"
    );
}

#[test]
fn the_largest_seed_can_be_saved() {
    let mut config = Config {
        seed: 9_000_000_000_000_000_000,
        ..Config::default()
    };
    assert!(config.check().is_ok());
    assert_eq!(toml::from_str::<Config>(&config.to_toml()).unwrap(), config);
    config.seed = u64::MAX;
    assert!(config.check().is_err());
}

#[test]
fn what_goes_with_a_change_is_changed() {
    let before = Config::default();
    let changed = |change: fn(&mut Config)| {
        let mut config = before.clone();
        change(&mut config);
        config.settled(&before)
    };
    let clustering = changed(|c| c.clustering.n_clusters = 3).clustering;
    assert_eq!(
        (clustering.n_clusters, clustering.choose_k),
        (3, ChooseK::Given)
    );
    assert_eq!(changed(|c| c.model.kind = ModelKind::Vae).model.beta, 1.0);
    let both = changed(|c| (c.model.kind, c.model.beta) = (ModelKind::Vae, 2.0));
    assert_eq!(both.model.beta, 2.0);
    let own = changed(|c| c.clustering.method = ClusteringMethod::Model);
    assert_eq!(own.clustering.method, ClusteringMethod::KMeans);
    assert_eq!(changed(|_| {}), before);
}
