//! A setting's one row: its name in a settings file, what it accepts, how it is edited, and what it
//! means. Each row stands beside its field, in the file of its section; [`knobs`] has them all.
//! The check, the form of the window, `--set`, the list of `latentune help settings` and the
//! glossary read them and nothing else.
//!
//! [`knobs`]: super::knobs

mod value;

use strum::{IntoStaticStr, VariantArray};

use super::Config;
use crate::error::{Error, Result};
use crate::words::{Text, id, same, say};

pub(crate) use value::{Choice, Number, Real, Value};
pub(super) use value::{choice, dotted, names, number, span, switch, text, widths};

/// One setting.
pub(crate) struct Knob {
    /// Its name in a settings file and for `--set`: `model.beta`.
    pub(crate) path: &'static str,
    pub(crate) value: Value,
    pub(crate) group: Group,
    /// Its name in the form.
    pub(crate) label: Text,
    /// Its name in the glossary, where it stands beside all others.
    pub(crate) name: Text,
    /// What it is, and how to choose it.
    pub(crate) says: Text,
    /// Empty where there is none.
    pub(crate) formula: Text,
    /// Paper and year; empty where it is common knowledge, or our own.
    pub(crate) source: &'static str,
    /// What it is counted in; empty for plain numbers.
    pub(crate) unit: Text,
    /// A text that names a file, for which a dialog can be asked.
    pub(crate) is_file: bool,
    pub(crate) shown: Shown,
}

/// Where on the form a setting stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Group {
    Features,
    Model,
    Clusters,
    Map,
    Training,
    Audio,
    Lyrics,
    /// Nowhere: seldom needed, so it is set in a settings file or by `--set` alone.
    File,
}

impl Group {
    pub(crate) fn title(self) -> Text {
        match self {
            Group::Features => id::FIELDS_FEATURES,
            Group::Model => id::COMMON_MODEL,
            Group::Clusters => id::COMMON_CLUSTERS,
            Group::Map => id::FIELDS_MAP_SCORES,
            Group::Training => id::FIELDS_TRAINING_DETAIL,
            Group::Audio => id::FIELDS_AUDIO_DETAIL,
            Group::Lyrics => id::FIELDS_LYRICS_DETAIL,
            Group::File => id::CONFIG_NOT_WINDOW,
        }
    }

    /// False for what is folded away until somebody asks for it.
    pub(crate) fn is_basic(self) -> bool {
        match self {
            Group::Features | Group::Model | Group::Clusters | Group::Map => true,
            Group::Training | Group::Audio | Group::Lyrics | Group::File => false,
        }
    }
}

/// When the form shows a setting of its group.
#[derive(Clone, Copy)]
pub(crate) enum Shown {
    Always,
    /// Where other settings make it matter.
    When(fn(&Config) -> bool),
    /// Where the machine has a graphics card, or the setting already asks for one.
    WithGpu,
}

impl Knob {
    pub(super) const fn new(path: &'static str, value: Value) -> Self {
        Self {
            path,
            value,
            group: Group::File,
            label: same(""),
            name: same(""),
            says: same(""),
            formula: same(""),
            source: "",
            unit: same(""),
            is_file: false,
            shown: Shown::Always,
        }
    }

    pub(super) const fn of_file(mut self) -> Self {
        self.is_file = true;
        self
    }

    /// Its place and name in the form; the glossary has the same name, unless it is [called]
    /// otherwise there.
    ///
    /// [called]: Knob::called
    pub(super) const fn on(mut self, group: Group, label: Text) -> Self {
        (self.group, self.label, self.name) = (group, label, label);
        self
    }

    pub(super) const fn called(mut self, name: Text) -> Self {
        self.name = name;
        self
    }

    pub(super) const fn says(mut self, says: Text) -> Self {
        self.says = says;
        self
    }

    pub(super) const fn formula(mut self, formula: Text) -> Self {
        self.formula = formula;
        self
    }

    pub(super) const fn source(mut self, source: &'static str) -> Self {
        self.source = source;
        self
    }

    pub(super) const fn unit(mut self, unit: Text) -> Self {
        self.unit = unit;
        self
    }

    pub(super) const fn when(mut self, matters: fn(&Config) -> bool) -> Self {
        self.shown = Shown::When(matters);
        self
    }

    pub(super) const fn with_gpu(mut self) -> Self {
        self.shown = Shown::WithGpu;
        self
    }

    /// Of a number: no more than another setting is, which has that name.
    pub(super) const fn at_most(mut self, other: fn(&Config) -> f64, name: &'static str) -> Self {
        if let Value::Number(number) = &mut self.value {
            number.at_most = Some((other, name));
        }
        self
    }

    /// Of a number: what 0 is shown as, and to how many decimals other values are.
    pub(super) const fn zero_is(mut self, zero: Text, decimals: usize) -> Self {
        if let Value::Number(number) = &mut self.value {
            number.zero = Some((zero, decimals));
        }
        self
    }

    /// Of a choice: what is on offer beside other settings.
    pub(super) const fn offers(mut self, offers: fn(&Config, &str) -> bool) -> Self {
        if let Value::Choice(choice) = &mut self.value {
            choice.offers = offers;
        }
        self
    }

    /// # Errors
    /// [`Error::Config`] with what it accepts, where `config` has something else.
    pub(super) fn check(&self, config: &Config) -> Result<()> {
        if self.value.fits(config) {
            return Ok(());
        }
        let accepts = self.value.accepts();
        Err(Error::config(
            self.path,
            say(id::CONFIG_MUST_ACCEPTS).with("accepts", accepts),
        ))
    }

    /// True when the two have other values of it.
    pub(crate) fn differs(&self, a: &Config, b: &Config) -> bool {
        self.value.written(a) != self.value.written(b)
    }
}
