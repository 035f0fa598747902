//! What a setting holds, how it is read and written, and what it accepts.

use crate::config::Config;
use crate::words::{Message, Text, id, say};

/// What a setting holds.
#[derive(Clone, Copy)]
pub(crate) enum Value {
    Number(Number),
    Switch {
        get: fn(&Config) -> bool,
        set: fn(&mut Config, bool),
    },
    /// One of a closed list.
    Choice(Choice),
    /// A name or a path; empty for none.
    Text {
        get: fn(&Config) -> String,
        set: fn(&mut Config, &str),
    },
    /// Widths of layers.
    Widths {
        get: fn(&Config) -> &Vec<usize>,
        set: fn(&mut Config, Vec<usize>),
        /// Least and most layers.
        layers: (usize, usize),
        widest: usize,
    },
    /// Shortest and longest; both 0 for none.
    Span {
        get: fn(&Config) -> [usize; 2],
        most: usize,
    },
    /// Names of label columns.
    Names {
        get: fn(&Config) -> &Vec<String>,
        set: fn(&mut Config, Vec<String>),
    },
}

/// Reads a number.
type Get = fn(&Config) -> f64;

/// A number, whatever its type.
#[derive(Clone, Copy)]
pub(crate) struct Number {
    pub(crate) get: Get,
    pub(crate) set: fn(&mut Config, f64),
    pub(crate) least: f64,
    pub(crate) most: f64,
    /// Another setting that it must not be above, and that one's name.
    pub(crate) at_most: Option<(Get, &'static str)>,
    /// What it changes by where somebody drags it.
    pub(crate) step: f64,
    pub(crate) is_whole: bool,
    /// What 0 is shown as, and to how many decimals other values are.
    pub(crate) zero: Option<(Text, usize)>,
}

/// One of a closed list.
#[derive(Clone, Copy)]
pub(crate) struct Choice {
    /// Key and label of each.
    pub(crate) all: fn() -> Vec<(&'static str, Text)>,
    /// The key of the one that is chosen.
    pub(crate) get: fn(&Config) -> &'static str,
    /// Takes one of the keys; others are no choice and change nothing.
    pub(crate) set: fn(&mut Config, &str),
    /// Whether a key is on offer beside the other settings.
    pub(crate) offers: fn(&Config, &str) -> bool,
}

impl Number {
    pub(crate) fn fits(&self, config: &Config) -> bool {
        let value = (self.get)(config);
        let most = self
            .at_most
            .map_or(self.most, |(other, _)| other(config).min(self.most));
        (self.least..=most).contains(&value)
    }
}

impl Value {
    pub(in crate::config) fn fits(&self, config: &Config) -> bool {
        match *self {
            Value::Number(number) => number.fits(config),
            Value::Widths {
                get,
                layers: (least, most),
                widest,
                ..
            } => {
                let widths = get(config);
                (least..=most).contains(&widths.len())
                    && widths.iter().all(|width| (1..=widest).contains(width))
            }
            Value::Span { get, most } => {
                let [low, high] = get(config);
                [low, high] == [0, 0] || (1 <= low && low <= high && high <= most)
            }
            // A text may be anything here; rooms that read a path or a name tell what is wrong
            // with it. What is on offer beside other settings is a rule between settings.
            Value::Switch { .. } | Value::Choice(_) | Value::Text { .. } | Value::Names { .. } => {
                true
            }
        }
    }

    /// What it accepts, as it follows "must be".
    pub(crate) fn accepts(&self) -> Message {
        match self {
            Value::Number(number) => {
                let most = number
                    .at_most
                    .map_or(number.most.to_string(), |(_, name)| name.to_string());
                say(id::CONFIG_BETWEEN_LEAST_MOST)
                    .with("least", number.least)
                    .with("most", most)
            }
            Value::Switch { .. } => say(id::CONFIG_TRUE_FALSE),
            Value::Choice(choice) => {
                let keys: Vec<&str> = (choice.all)().iter().map(|(key, _)| *key).collect();
                Message::verbatim(keys.join(", "))
            }
            Value::Text { .. } => say(id::CONFIG_TEXT),
            Value::Widths {
                layers: (least, most),
                widest,
                ..
            } => say(id::CONFIG_LEAST_MOST_WIDTHS_BETWEEN_1)
                .with("least", *least)
                .with("most", *most)
                .with("widest", *widest),
            Value::Span { most, .. } => {
                say(id::CONFIG_SHORTEST_LONGEST_FROM_1_MOST).with("most", *most)
            }
            Value::Names { .. } => say(id::CONFIG_NAMES_LABEL_COLUMNS),
        }
    }

    /// What `config` has, as it stands in a settings file; a text without its quotes.
    pub(crate) fn written(&self, config: &Config) -> String {
        match *self {
            Value::Number(number) => (number.get)(config).to_string(),
            Value::Switch { get, .. } => get(config).to_string(),
            Value::Choice(choice) => (choice.get)(config).to_string(),
            Value::Text { get, .. } => get(config),
            Value::Widths { get, .. } => format!("{:?}", get(config)),
            Value::Span { get, .. } => format!("{:?}", get(config)),
            Value::Names { get, .. } => format!("{:?}", get(config)),
        }
    }
}

/// Types of numbers that settings have.
pub(crate) trait Real: Copy {
    const IS_WHOLE: bool;

    fn real(self) -> f64;
}

impl Real for usize {
    const IS_WHOLE: bool = true;

    fn real(self) -> f64 {
        self as f64
    }
}

impl Real for u32 {
    const IS_WHOLE: bool = true;

    fn real(self) -> f64 {
        f64::from(self)
    }
}

impl Real for u64 {
    const IS_WHOLE: bool = true;

    fn real(self) -> f64 {
        self as f64
    }
}

impl Real for f64 {
    const IS_WHOLE: bool = false;

    fn real(self) -> f64 {
        self
    }
}

impl Real for f32 {
    const IS_WHOLE: bool = false;

    /// As it is written: 0.1 and not 0.10000000149.
    fn real(self) -> f64 {
        self.to_string().parse().unwrap_or(f64::from(self))
    }
}

/// The name of a field in a settings file.
macro_rules! dotted {
    ($first:ident $(. $rest:ident)*) => {
        concat!(stringify!($first) $(, ".", stringify!($rest))*)
    };
}

/// The row of a number: field, type, range, and what dragging changes it by.
macro_rules! number {
    ($($field:ident).+: $type:ty, $least:literal..=$most:literal, $step:literal) => {
        $crate::config::knob::Knob::new(
            $crate::config::knob::dotted!($($field).+),
            $crate::config::knob::Value::Number($crate::config::knob::Number {
                get: |config| $crate::config::knob::Real::real(config.$($field).+),
                set: |config, value| config.$($field).+ = value as $type,
                least: $least,
                most: $most,
                at_most: None,
                step: $step,
                is_whole: <$type as $crate::config::knob::Real>::IS_WHOLE,
                zero: None,
            }),
        )
    };
}

/// The row of a switch.
macro_rules! switch {
    ($($field:ident).+) => {
        $crate::config::knob::Knob::new(
            $crate::config::knob::dotted!($($field).+),
            $crate::config::knob::Value::Switch {
                get: |config| config.$($field).+,
                set: |config, on| config.$($field).+ = on,
            },
        )
    };
}

/// The row of a closed list.
macro_rules! choice {
    ($($field:ident).+: $type:ty) => {
        $crate::config::knob::Knob::new(
            $crate::config::knob::dotted!($($field).+),
            $crate::config::knob::Value::Choice($crate::config::knob::Choice {
                all: || {
                    <$type as $crate::config::Keyed>::all()
                        .map(|choice| ($crate::config::Keyed::key(choice), choice.label()))
                        .collect()
                },
                get: |config| $crate::config::Keyed::key(config.$($field).+),
                set: |config, key| {
                    if let Some(choice) = $crate::config::Keyed::of_key(key) {
                        config.$($field).+ = choice;
                    }
                },
                offers: |_, _| true,
            }),
        )
    };
}

/// The row of a text: how it is read, and how it is written.
macro_rules! text {
    ($($field:ident).+, $get:expr, $set:expr) => {
        $crate::config::knob::Knob::new(
            $crate::config::knob::dotted!($($field).+),
            $crate::config::knob::Value::Text { get: $get, set: $set },
        )
    };
}

/// The row of the widths of layers: least and most layers, and the widest.
macro_rules! widths {
    ($($field:ident).+, $least:literal..=$most:literal, $widest:literal) => {
        $crate::config::knob::Knob::new(
            $crate::config::knob::dotted!($($field).+),
            $crate::config::knob::Value::Widths {
                get: |config| &config.$($field).+,
                set: |config, widths| config.$($field).+ = widths,
                layers: ($least, $most),
                widest: $widest,
            },
        )
    };
}

/// The row of shortest and longest.
macro_rules! span {
    ($($field:ident).+, $most:literal) => {
        $crate::config::knob::Knob::new(
            $crate::config::knob::dotted!($($field).+),
            $crate::config::knob::Value::Span { get: |config| config.$($field).+, most: $most },
        )
    };
}

/// The row of names of label columns.
macro_rules! names {
    ($($field:ident).+) => {
        $crate::config::knob::Knob::new(
            $crate::config::knob::dotted!($($field).+),
            $crate::config::knob::Value::Names {
                get: |config| &config.$($field).+,
                set: |config, names| config.$($field).+ = names,
            },
        )
    };
}

pub(in crate::config) use {choice, dotted, names, number, span, switch, text, widths};
