//! The settings of runs in short: what differs from the default ones, and what differs between
//! several runs.

use serde_json::Value;

use crate::config::knob::Shown;
use crate::config::{Config, knobs};

/// What the title of a run tells, or the rows of a table. It has the number of clusters, whoever
/// chose it.
const TOLD: [&str; 10] = [
    "seed",
    "model.kind",
    "model.beta",
    "model.schedule",
    "model.free_bits",
    "model.conditions",
    "fusion.modality",
    "clustering.method",
    "clustering.n_clusters",
    "clustering.choose_k",
];

/// A setting by its path, and its value.
type Setting = (String, Value);

/// What differs from the default settings, beside what a title tells.
pub(super) fn settings(config: &Config) -> String {
    let plain = listed(&Config::default());
    let changed = listed(config).into_iter().filter(|setting| {
        let (path, _) = setting;
        !plain.contains(setting) && is_told_here(path, config)
    });
    joined(changed)
}

/// For each of several runs what it does otherwise than others of them, beside what titles tell.
pub(crate) fn differing(runs: &[&Config]) -> Vec<String> {
    let all: Vec<Vec<Setting>> = runs.iter().map(|config| listed(config)).collect();
    let differs = |setting: &Setting| !all.iter().all(|other| other.contains(setting));
    all.iter()
        .zip(runs)
        .map(|(settings, config)| {
            let of_run = settings.iter().filter(|setting| differs(setting));
            joined(
                of_run
                    .filter(|(path, _)| is_told_here(path, config))
                    .cloned(),
            )
        })
        .collect()
}

/// False of what a title tells, and of what has no meaning beside the other settings: ε without
/// DBSCAN.
fn is_told_here(path: &str, config: &Config) -> bool {
    let knob = knobs().find(|knob| knob.path == path);
    let matters = knob.is_none_or(|knob| match knob.shown {
        Shown::When(matters) => matters(config),
        Shown::Always | Shown::WithGpu => true,
    });
    matters && !TOLD.contains(&path)
}

fn joined(settings: impl Iterator<Item = Setting>) -> String {
    let one = |(path, value): Setting| {
        let name = path.rsplit('.').next().unwrap_or(&path);
        let value = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_string);
        format!("{name} {value}")
    };
    settings.map(one).collect::<Vec<_>>().join(", ")
}

/// Every setting, in the order of the file.
fn listed(config: &Config) -> Vec<Setting> {
    fn walk(path: &str, value: &Value, all: &mut Vec<Setting>) {
        let Value::Object(fields) = value else {
            return all.push((path.to_string(), value.clone()));
        };
        for (key, value) in fields {
            let path = match path {
                "" => key.clone(),
                path => format!("{path}.{key}"),
            };
            walk(&path, value, all);
        }
    }
    let mut all = Vec::new();
    if let Ok(value) = serde_json::to_value(config) {
        walk("", &value, &mut all);
    }
    all
}
