//! Settings laid over others.

use serde::{Deserialize, Serialize};

use super::{ChooseK, ClusteringMethod, Config};
use crate::error::{Error, Result};
use crate::words::{Message, Text, id, say};

/// Some settings and no others, as they stand in a settings file: `model.beta = 4.0`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(transparent)]
pub(crate) struct Overrides(toml::Table);

impl Overrides {
    /// Reads `model.beta=4`; a value that is no TOML is taken for a text, so that `model.kind=vae`
    /// needs no quotes, and so are the parts of `[language, genre]`, whose quotes a shell takes
    /// away.
    ///
    /// # Errors
    /// When there is no `=`, or the name is none.
    pub(crate) fn parse(assignment: &str) -> Result<Self> {
        let refuse = |cause: Text| {
            Error::config(
                "--set",
                say(id::CONFIG_CAUSE_MODEL_BETA_4_GOT)
                    .with("cause", cause)
                    .with("assignment", assignment),
            )
        };
        let (name, value) = assignment
            .split_once('=')
            .ok_or_else(|| refuse(id::CONFIG_MUST_NAME_VALUE))?;
        let (name, value) = (name.trim(), value.trim());
        let text = |text: &str| toml::Value::String(text.trim().to_string());
        let quoted = match value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
            Some(parts) => toml::Value::Array(
                parts
                    .split(',')
                    .filter(|p| !p.trim().is_empty())
                    .map(text)
                    .collect(),
            ),
            None => text(value),
        };
        let read = toml::from_str(&format!("{name} = {value}"))
            .or_else(|_| toml::from_str(&format!("{name} = {quoted}")));
        read.map(Self)
            .map_err(|_| refuse(id::CONFIG_MUST_NAME_VALUE))
    }

    /// One setting that is a text, whatever the text looks like.
    ///
    /// # Errors
    /// When the name is none.
    pub(crate) fn of_text(name: &str, text: &str) -> Result<Self> {
        let value = toml::Value::String(text.to_string());
        Self::parse(&format!("{name} = {value}"))
    }

    fn tells(&self, section: &str, name: &str) -> bool {
        self.0
            .get(section)
            .and_then(toml::Value::as_table)
            .is_some_and(|section| section.contains_key(name))
    }

    /// Every setting of `config`.
    pub(crate) fn of(config: &Config) -> Self {
        let table = toml::Table::try_from(config);
        Self(table.expect("plain numbers, strings and lists are always TOML"))
    }

    /// Each setting by itself, with its path.
    pub(crate) fn each(&self) -> Vec<(String, Self)> {
        let mut all = Vec::new();
        each(&self.0, &mut Vec::new(), &mut all);
        let alone = |(path, value): (Vec<String>, toml::Value)| {
            let mut names = path.iter().rev();
            let last = names.next().cloned().unwrap_or_default();
            let table = names.fold(toml::Table::from_iter([(last, value)]), |inner, name| {
                toml::Table::from_iter([(name.clone(), toml::Value::Table(inner))])
            });
            (path.join("."), Self(table))
        };
        all.into_iter().map(alone).collect()
    }

    /// Those that `others` has not, or has otherwise.
    pub(crate) fn without(&self, others: &Self) -> Self {
        let others = others.each();
        let all = self.each().into_iter();
        let kept = all.filter(|setting| !others.contains(setting));
        kept.fold(Self::default(), |all, (_, one)| all.and(&one))
    }

    /// Those at these paths.
    pub(crate) fn only(&self, paths: &[&str]) -> Self {
        let all = self.each().into_iter();
        let kept = all.filter(|(path, _)| paths.contains(&path.as_str()));
        kept.fold(Self::default(), |all, (_, one)| all.and(&one))
    }

    /// These settings, and on top of them `others`.
    pub(crate) fn and(&self, others: &Self) -> Self {
        let mut table = self.0.clone();
        lay(&mut table, &others.0);
        Self(table)
    }
}

impl Config {
    /// These settings with some others in their place. A number of clusters that is told without
    /// how it is chosen is the number that is made, and a kind of model that is told without a β
    /// has the usual one of its kind ([`super::ModelConfig::of_kind`]).
    ///
    /// # Errors
    /// When a setting does not exist, or is of another kind. Ranges are checked by
    /// [`Config::check`].
    pub(crate) fn with(&self, overrides: &Overrides) -> Result<Self> {
        let refuse = |cause: String| Error::config("settings", Message::of_others(cause));
        let mut table = toml::Table::try_from(self).map_err(|e| refuse(e.to_string()))?;
        lay(&mut table, &overrides.0);
        let mut config: Self = table
            .try_into()
            .map_err(|e: toml::de::Error| refuse(e.message().to_string()))?;
        if overrides.tells("clustering", "n_clusters") && !overrides.tells("clustering", "choose_k")
        {
            config.clustering.choose_k = ChooseK::Given;
        }
        if overrides.tells("model", "kind") && !overrides.tells("model", "beta") {
            config.model.beta = self.model.of_kind(config.model.kind).beta;
        }
        Ok(config)
    }
}

impl Config {
    /// These settings, which somebody has changed from `before`, with what goes with the change: a
    /// number of clusters is the number that is made; β goes with the kind of model where it is
    /// still the usual one; and clusters of the model's own go where it has none.
    pub(crate) fn settled(mut self, before: &Self) -> Self {
        if self.clustering.n_clusters != before.clustering.n_clusters {
            self.clustering.choose_k = ChooseK::Given;
        }
        if self.model.kind != before.model.kind && self.model.beta == before.model.beta {
            self.model.beta = before.model.of_kind(self.model.kind).beta;
        }
        if !self.clustering.method.suits(self.model.kind) {
            self.clustering.method = ClusteringMethod::KMeans;
        }
        self
    }
}

/// Every value that is no table, with the names that lead to it.
fn each(table: &toml::Table, path: &mut Vec<String>, all: &mut Vec<(Vec<String>, toml::Value)>) {
    for (name, value) in table {
        path.push(name.clone());
        if let toml::Value::Table(inner) = value {
            each(inner, path, all);
        } else {
            all.push((path.clone(), value.clone()));
        }
        path.pop();
    }
}

fn lay(below: &mut toml::Table, above: &toml::Table) {
    for (name, value) in above {
        match (below.get_mut(name), value) {
            (Some(toml::Value::Table(below)), toml::Value::Table(above)) => lay(below, above),
            // `beta = 4` is as good as `beta = 4.0`.
            (Some(toml::Value::Float(below)), toml::Value::Integer(above)) => {
                *below = *above as f64
            }
            // And one label as good as a list of one.
            (Some(toml::Value::Array(below)), toml::Value::String(_)) => {
                *below = vec![value.clone()]
            }
            _ => drop(below.insert(name.clone(), value.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Modality, ModelKind};

    #[test]
    fn settings_are_laid_over_others_one_by_one() {
        let set = |text: &str| Overrides::parse(text).unwrap();
        let both = set("model.beta=4")
            .and(&set("model.kind=beta-tcvae"))
            .and(&set("fusion.modality = \"audio\""));
        let both = both
            .and(&set("text.vectors.on=true"))
            .and(&set("model.conditions=[\"genre\"]"));
        let config = Config::default().with(&both).unwrap();
        assert_eq!(
            (config.model.beta, config.model.kind),
            (4.0, ModelKind::BetaTcvae)
        );
        assert_eq!(
            (config.fusion.modality, config.text.vectors.on),
            (Modality::Audio, true)
        );
        assert_eq!(config.model.conditions, ["genre"]);
        for (typed, read) in [
            ("[genre, my mood]", vec!["genre", "my mood"]),
            ("genre", vec!["genre"]),
            ("[]", vec![]),
        ] {
            let config = Config::default()
                .with(&set(&format!("model.conditions={typed}")))
                .unwrap();
            assert_eq!(config.model.conditions, read, "{typed}");
        }
        assert_eq!(config.model.n_latent, Config::default().model.n_latent);
    }

    #[test]
    fn what_goes_with_a_setting_goes_with_it() {
        let with = |texts: &[&str]| {
            let set = texts.iter().fold(Overrides::default(), |all, text| {
                all.and(&Overrides::parse(text).unwrap())
            });
            Config::default().with(&set).unwrap()
        };
        let told = with(&["clustering.n_clusters=3"]).clustering;
        assert_eq!((told.n_clusters, told.choose_k), (3, ChooseK::Given));
        let both = ["clustering.n_clusters=3", "clustering.choose_k=gap"];
        assert_eq!(with(&both).clustering.choose_k, ChooseK::Gap);
        assert_eq!(
            with(&["clustering.method=spectral"]).clustering.choose_k,
            ChooseK::Silhouette
        );
        assert_eq!(
            (with(&[]).model.kind, with(&[]).model.beta),
            (ModelKind::Joint, 4.0)
        );
        assert_eq!(with(&["model.kind=vae"]).model.beta, 1.0);
        assert_eq!(with(&["model.kind=vae", "model.beta=4"]).model.beta, 4.0);
        assert_eq!(with(&["model.beta=4", "model.kind=vae"]).model.beta, 4.0);
        assert_eq!(with(&["model.n_latent=8"]).model.beta, 4.0);
    }

    #[test]
    fn settings_are_told_one_by_one_and_what_differs_makes_the_others_of_plain_ones() {
        let set = |text: &str| Overrides::parse(text).unwrap();
        let both = set("model.beta=4").and(&set("text.vectors.on=true"));
        let paths: Vec<String> = both.each().into_iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["model.beta", "text.vectors.on"]);
        assert_eq!(both.only(&["model.beta"]), set("model.beta=4"));
        let (whole, plain) = (Config::default(), Config::plain());
        let differing = Overrides::of(&whole).without(&Overrides::of(&plain));
        assert_eq!(plain.with(&differing).unwrap(), whole);
        assert!(differing.each().len() < 5, "{differing:?}");
    }

    #[test]
    fn what_is_no_setting_is_named() {
        let refused = |text: &str| {
            Config::default()
                .with(&Overrides::parse(text).unwrap())
                .unwrap_err()
                .to_string()
        };
        assert!(refused("model.betta=4").contains("betta"));
        assert!(refused("model.kind=vea").contains("vea"));
        assert!(refused("model.n_latent=many").contains("string"));
        assert!(
            Overrides::parse("model.beta")
                .unwrap_err()
                .to_string()
                .contains("NAME=VALUE")
        );
    }
}
