//! The finished run of the demo songs that travels with the program: the first start shows its map
//! and trains nothing.

use std::fs;
use std::path::Path;

use super::record::id_of;
use super::store::{RECORD, name_for, put, to_json};
use super::{Record, Store};
use crate::config::Config;
use crate::error::Error;
use crate::words::id;

/// As [`Store`] keeps a run. Made by the test below.
macro_rules! files {
    ($($name:literal),*) => {
        [$(($name, include_bytes!(concat!("../../assets/demo/run/", $name)))),*]
    };
}
const FILES: [(&str, &[u8]); 4] = files![
    "run.json",
    "songs.json",
    "model/model.toml",
    "model/model.safetensors"
];

impl Store {
    /// The id of the run that travels with the demo songs, which then is among the others. `None`
    /// where it is of other settings than these, or cannot be written.
    pub(crate) fn with_shipped(&self, config: &Config) -> Option<String> {
        let mut record: Record = serde_json::from_slice(FILES[0].1).ok()?;
        if record.config != *config {
            return None;
        }
        // Of settings that have come since, it has the default ones.
        record.id = id_of(config, false);
        if !self.has(&record.id) {
            let write = |folder: &Path| {
                FILES.iter().try_for_each(|(name, bytes)| {
                    let path = folder.join(name);
                    let parent = path.parent().unwrap_or(folder);
                    fs::create_dir_all(parent)
                        .map_err(|e| Error::io(id::ERROR_CANNOT_MAKE_FOLDER, parent, e))?;
                    match *name {
                        RECORD => put(&path, &to_json(&record, &path)?),
                        _ => put(&path, bytes),
                    }
                })
            };
            self.make(&name_for(&record), write).ok()?;
        }
        Some(record.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::features::Cache;
    use crate::job::Reporter;
    use crate::library::{self, Library};
    use crate::pipeline::{self, Analysis};
    use crate::scores::{Internal, Metric};

    fn demo() -> Arc<Library> {
        let (folder, columns) = (library::demo::folder().unwrap(), Default::default());
        Arc::new(library::load(&folder, &columns, &Reporter::silent()).unwrap())
    }

    /// With a cache, for only there is what travels of their features.
    fn made_anew(cache: &Path) -> Analysis {
        let cache = Cache {
            folder: Some(cache.into()),
        };
        let config = Config::default().check().unwrap();
        pipeline::analyze(demo(), &config, None, &cache, &Reporter::silent()).unwrap()
    }

    #[test]
    fn the_run_that_travels_is_of_the_default_settings_and_is_shown_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let library = demo();
        let store = Store::of(folder.path(), &library);
        let config = Config::default();
        let id = store.with_shipped(&config).expect("of these settings");
        assert_eq!(store.with_shipped(&config), Some(id.clone()), "only once");
        let (runs, warnings) = store.list();
        assert!(runs.len() == 1 && runs[0].id() == id && warnings.is_empty());
        let cache = Cache {
            folder: Some(folder.path().join("cache")),
        };
        let shown = runs[0].load(library, None, &cache, &Reporter::silent());
        let shown = shown.expect("of the features that travel too");
        let (songs, now) = (runs[0].songs().unwrap(), super::super::Songs::of(&shown));
        assert_eq!(songs, now, "no song is in another cluster or place");

        let other = Config {
            seed: 1,
            ..Config::default()
        };
        assert_eq!(store.with_shipped(&other), None);
    }

    #[test]
    #[ignore = "needs a minute: trains the model of the demo songs"]
    fn the_run_that_travels_is_what_the_program_finds() {
        let folder = tempfile::tempdir().unwrap();
        let anew = made_anew(folder.path());
        if std::env::var_os("UPDATE_DEMO").is_some() {
            let store = Store::of(folder.path(), &anew.whole);
            store.keep(&anew).unwrap();
            let (runs, _) = store.list();
            let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/run");
            fs::create_dir_all(assets.join("model")).unwrap();
            for (name, _) in FILES {
                fs::copy(runs[0].folder.join(name), assets.join(name)).unwrap();
            }
            return;
        }
        let shipped: Record = serde_json::from_slice(FILES[0].1).unwrap();
        let anew = Record::of(&anew, String::new());
        assert_eq!(
            (&anew.config, anew.n_active),
            (&shipped.config, shipped.n_active)
        );
        // Processors round matrix products differently, and training goes on from there.
        let near = |a: f64, b: f64| (a - b).abs() < 0.05;
        assert!(near(anew.explained_train, shipped.explained_train));
        assert_eq!(anew.n_clusters, shipped.n_clusters);
        for score in Internal::ALL {
            let (a, b) = (anew.internal[*score], shipped.internal[*score]);
            assert!(near(a.unwrap() / b.unwrap(), 1.0), "{score:?}: {a:?} {b:?}");
        }
    }
}
