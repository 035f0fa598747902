//! `latentune settings`: every setting, as its row tells it.

use std::fmt::Write;

use super::{Ended, answer};
use crate::config::knob::{Group, Knob};
use crate::config::{Config, Keyed, knobs};
use crate::words::{id, tr};

/// Prints the list.
pub fn list_settings() -> Ended {
    answer(table());
    Ended::Done
}

/// Every setting by its place in the window: name, what it is where nobody says, what it accepts, and
/// what it means.
pub(super) fn table() -> String {
    let default = Config::default();
    let mut text = tr(id::CLI_SETTINGS_BY_PLACE).to_string();
    for group in Group::all() {
        let _ = write!(text, "\n\n{}", group.title());
        for knob in knobs().filter(|knob| knob.group == group) {
            let _ = write!(text, "\n{}", entry(knob, &default));
        }
    }
    text
}

fn entry(knob: &Knob, default: &Config) -> String {
    let now = match knob.value.written(default) {
        none if none.is_empty() => tr(id::COMMON_NONE).to_string(),
        now => now,
    };
    let unit = match knob.unit.as_str() {
        "" => String::new(),
        unit => format!(" {unit}"),
    };
    let accepts = knob.value.accepts();
    format!(
        "  {} = {now}{unit} ({accepts})\n      {}",
        knob.path, knob.says
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_listed_with_its_default_and_its_range() {
        let table = table();
        assert_eq!(table.matches(" = ").count(), knobs().count());
        assert!(
            table.contains("\n  model.beta = 4 (between 0 and 1000)\n"),
            "{table}"
        );
        assert!(table.contains("\n  audio.sample_rate_hz = 22050 Hz (between 8000 and 48000)\n"));
        assert!(table.contains("\n  audio.n_mfcc = 20 (between 2 and n_mels)\n"));
        assert!(table.contains("\n  projection.method = tsne (tsne, umap, pca)\n"));
    }
}
