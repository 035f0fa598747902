//! The scores of clusters, each a row of facts, in the order in which tables show them.
//!
//! What computes them stands where their input is made, matched without a wildcard: of points in
//! `internal`, of labels in `agreement`. Tables, figures, kept runs, windows, glossary and the
//! command line iterate these lists, so that a score is added here and there.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use strum::{VariantArray, VariantNames};

use crate::words::{Text, id, same};

/// Scores of clusters by the points alone. `None` is "undefined" (fewer than two clusters), never
/// 0. Noise is left out. Like scikit-learn's, all are also undefined when every song is a cluster
/// of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum Internal {
    /// Mean over songs of −1 to 1; a song alone in its cluster counts as 0.
    Silhouette,
    /// Spread between clusters over spread within them. Undefined, too, when there is no spread
    /// within, where scikit-learn says 1.
    CalinskiHarabasz,
    /// Mean likeness of each cluster to the one most like it; 0 is best.
    DaviesBouldin,
}

/// Scores of clusters by a label column. Noise is a cluster of its own.
///
/// Definitions, also of the limits where 0 is divided by 0, are scikit-learn 1.7's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum External {
    /// Rand index adjusted for chance.
    Ari,
    /// Mutual information, normalised by the arithmetic mean of the entropies.
    Nmi,
    /// Mutual information adjusted for chance, by the arithmetic mean.
    Ami,
    /// Each cluster holds one class only.
    Homogeneity,
    /// Each class is in one cluster only.
    Completeness,
    /// Harmonic mean of the two.
    VMeasure,
    /// Share of songs that belong to the most frequent class of their cluster.
    Purity,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Better {
    Higher,
    Lower,
}

impl Better {
    pub(crate) fn arrow(self) -> char {
        match self {
            Better::Higher => '↑',
            Better::Lower => '↓',
        }
    }
}

/// What is known of a score whatever its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Facts {
    /// As it is read within a sentence.
    pub(crate) label: Text,
    /// As it stands over a column.
    pub(crate) heading: Text,
    /// In full, as the glossary has it.
    pub(crate) name: Text,
    /// Two sentences: what it is, and how to read it.
    pub(crate) says: Text,
    pub(crate) better: Better,
    /// Digits after the point.
    pub(crate) decimals: usize,
    pub(crate) formula: Text,
    pub(crate) source: &'static str,
    /// False where the value depends on the space it is taken in (its dimensions, its scale, how
    /// little is left in it), so that nothing may be ranked by it between spaces.
    pub(crate) compares_spaces: bool,
}

impl Internal {
    pub(crate) const fn facts(self) -> Facts {
        match self {
            Internal::Silhouette => Facts {
                label: id::MAP_BAR_SILHOUETTE,
                heading: id::COMMON_SILHOUETTE,
                name: id::COMMON_SILHOUETTE,
                says: id::GLOSSARY_HOW_MUCH_NEARER_SONG_OWN,
                better: Better::Higher,
                decimals: 3,
                formula: same("s = (b − a) / max(a, b)"),
                source: "Rousseeuw 1987",
                compares_spaces: false,
            },
            Internal::CalinskiHarabasz => Facts {
                label: id::COMMON_CALINSKI_HARABASZ,
                heading: id::COMMON_CALINSKI_HARABASZ,
                name: id::GLOSSARY_CALINSKI_HARABASZ_INDEX,
                says: id::GLOSSARY_HOW_FAR_CLUSTERS_SPREAD_AROUND,
                better: Better::Higher,
                decimals: 1,
                formula: same("CH = [B / (k − 1)] / [W / (n − k)]"),
                source: "Caliński & Harabasz 1974",
                compares_spaces: false,
            },
            Internal::DaviesBouldin => Facts {
                label: id::COMMON_DAVIES_BOULDIN,
                heading: id::COMMON_DAVIES_BOULDIN,
                name: id::GLOSSARY_DAVIES_BOULDIN_INDEX,
                says: id::GLOSSARY_EACH_CLUSTER_LIKENESS_ONE_MOST,
                better: Better::Lower,
                decimals: 3,
                formula: id::GLOSSARY_DB_MEAN_OVER_I_MAX,
                source: "Davies & Bouldin 1979",
                compares_spaces: false,
            },
        }
    }
}

impl External {
    pub(crate) const fn facts(self) -> Facts {
        /// Labels are the same in every space.
        const AGREEMENT: Facts = Facts {
            label: same(""),
            heading: same(""),
            name: same(""),
            says: same(""),
            better: Better::Higher,
            decimals: 3,
            formula: same(""),
            source: "",
            compares_spaces: true,
        };
        match self {
            External::Ari => Facts {
                label: id::COMMON_ARI,
                heading: id::COMMON_ARI,
                name: id::GLOSSARY_ADJUSTED_RAND_INDEX_ARI,
                says: id::GLOSSARY_SHARE_PAIRS_SONGS_WHICH_CLUSTERS,
                formula: same("ARI = (RI − E[RI]) / (max RI − E[RI])"),
                source: "Hubert & Arabie 1985",
                ..AGREEMENT
            },
            External::Nmi => Facts {
                label: id::COMMON_NMI,
                heading: id::COMMON_NMI,
                name: id::GLOSSARY_NORMALISED_MUTUAL_INFORMATION_NMI,
                says: id::GLOSSARY_HOW_MUCH_KNOWING_CLUSTER_TELLS,
                formula: same("NMI = 2 I(C; L) / (H(C) + H(L))"),
                source: "Vinh, Epps & Bailey 2010",
                ..AGREEMENT
            },
            External::Ami => Facts {
                label: id::COMMON_AMI,
                heading: id::COMMON_AMI,
                name: id::GLOSSARY_ADJUSTED_MUTUAL_INFORMATION_AMI,
                says: id::GLOSSARY_SAME_INFORMATION_WHAT_CHANCE_GIVES,
                formula: same("AMI = (I − E[I]) / (mean H − E[I])"),
                source: "Vinh, Epps & Bailey 2010",
                ..AGREEMENT
            },
            External::Homogeneity => Facts {
                label: id::SCORES_HOMOGENEITY,
                heading: id::COMMON_HOMOGENEITY,
                name: id::COMMON_HOMOGENEITY,
                says: id::GLOSSARY_1_WHEN_EACH_CLUSTER_HOLDS,
                formula: same("h = 1 − H(L | C) / H(L)"),
                source: "Rosenberg & Hirschberg 2007",
                ..AGREEMENT
            },
            External::Completeness => Facts {
                label: id::SCORES_COMPLETENESS,
                heading: id::COMMON_COMPLETENESS,
                name: id::COMMON_COMPLETENESS,
                says: id::GLOSSARY_1_WHEN_ALL_SONGS_CLASS,
                formula: same("c = 1 − H(C | L) / H(C)"),
                source: "Rosenberg & Hirschberg 2007",
                ..AGREEMENT
            },
            External::VMeasure => Facts {
                label: id::COMMON_V_MEASURE,
                heading: id::COMMON_V_MEASURE,
                name: id::COMMON_V_MEASURE,
                says: id::GLOSSARY_HARMONIC_MEAN_HOMOGENEITY,
                formula: same("V = 2 h c / (h + c)"),
                source: "Rosenberg & Hirschberg 2007",
                ..AGREEMENT
            },
            External::Purity => Facts {
                label: id::SCORES_PURITY,
                heading: id::COMMON_PURITY,
                name: id::COMMON_PURITY,
                says: id::GLOSSARY_SHARE_SONGS_BELONG_MOST_FREQUENT,
                formula: id::GLOSSARY_PURITY_1_N_OVER_CLUSTERS,
                source: "Manning, Raghavan & Schütze 2008",
                ..AGREEMENT
            },
        }
    }

    /// Those that figures and short tables have room for, and that are told at as many clusters as
    /// a column has classes: adjusted for chance, in nats, and in songs.
    pub(crate) const HEADLINES: [External; 3] = [External::Ari, External::Nmi, External::Purity];
}

/// A closed list of scores, each with the key that files call it by.
pub(crate) trait Metric: Copy + PartialEq + 'static {
    /// In the order in which tables show them.
    const ALL: &'static [Self];
    const KEYS: &'static [&'static str];

    fn index(self) -> usize {
        // Every value is in the list of all, so the end of it is never reached.
        Self::ALL.iter().take_while(|other| **other != self).count()
    }

    /// Name of a column, of a field, of a file.
    fn key(self) -> &'static str {
        Self::KEYS[self.index()]
    }

    fn of_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|score| score.key() == key)
    }
}

impl<M: Copy + PartialEq + VariantArray + VariantNames> Metric for M {
    const ALL: &'static [Self] = <M as VariantArray>::VARIANTS;
    const KEYS: &'static [&'static str] = <M as VariantNames>::VARIANTS;
}

/// A value for each score of a list.
///
/// In files it is a field a score, by its key. A score that a file has not, as it was written by a
/// version without it, is read as the default.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ScoreMap<M, V> {
    values: Vec<V>,
    of: PhantomData<M>,
}

impl<M: Metric, V> ScoreMap<M, V> {
    pub(crate) fn from_fn(value: impl FnMut(M) -> V) -> Self {
        Self {
            values: M::ALL.iter().copied().map(value).collect(),
            of: PhantomData,
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (M, &V)> {
        M::ALL.iter().copied().zip(&self.values)
    }
}

impl<M: Metric, V: Default> Default for ScoreMap<M, V> {
    fn default() -> Self {
        Self::from_fn(|_| V::default())
    }
}

impl<M: Metric, V> Index<M> for ScoreMap<M, V> {
    type Output = V;

    fn index(&self, score: M) -> &V {
        &self.values[score.index()]
    }
}

impl<M: Metric, V> IndexMut<M> for ScoreMap<M, V> {
    fn index_mut(&mut self, score: M) -> &mut V {
        &mut self.values[score.index()]
    }
}

impl<M: Metric, V: Serialize> Serialize for ScoreMap<M, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(M::KEYS.iter().zip(&self.values))
    }
}

impl<'de, M: Metric, V: Default + Deserialize<'de>> Deserialize<'de> for ScoreMap<M, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // As a structure of these fields: what it is flattened into then keeps the others.
        deserializer.deserialize_struct("ScoreMap", M::KEYS, ByKey(PhantomData))
    }
}

struct ByKey<M, V>(PhantomData<(M, V)>);

impl<'de, M: Metric, V: Default + Deserialize<'de>> Visitor<'de> for ByKey<M, V> {
    type Value = ScoreMap<M, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "scores by name: {}", M::KEYS.join(", "))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = ScoreMap::default();
        while let Some(key) = map.next_key::<String>()? {
            match M::KEYS.iter().position(|known| *known == key) {
                Some(at) => found.values[at] = map.next_value()?,
                None => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_those_that_tables_have_always_had() {
        assert_eq!(
            Internal::KEYS,
            ["silhouette", "calinski_harabasz", "davies_bouldin"]
        );
        let external = [
            "ari",
            "nmi",
            "ami",
            "homogeneity",
            "completeness",
            "v_measure",
            "purity",
        ];
        assert_eq!(External::KEYS[..7], external);
        assert_eq!(External::VMeasure.key(), "v_measure");
    }

    #[test]
    fn a_score_that_a_file_has_not_is_the_default_and_others_are_left_to_whom_they_belong() {
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Kept {
            n: usize,
            #[serde(flatten)]
            scores: ScoreMap<Internal, Option<f64>>,
        }
        let text = r#"{"n":3,"silhouette":0.5,"calinski_harabasz":null,"davies_bouldin":1.25}"#;
        let kept: Kept = serde_json::from_str(text).unwrap();
        assert_eq!(kept.scores[Internal::DaviesBouldin], Some(1.25));
        assert_eq!(serde_json::to_string(&kept).unwrap(), text);
        let older: Kept = serde_json::from_str(r#"{"n":3,"silhouette":0.5}"#).unwrap();
        assert_eq!(older.scores[Internal::Silhouette], Some(0.5));
        assert_eq!(older.scores[Internal::DaviesBouldin], None);
        let spoilt = serde_json::from_str::<Kept>(r#"{"n":3,"silhoutte":0.5}"#);
        assert!(spoilt.unwrap_err().to_string().contains("silhoutte"));
    }

    #[test]
    fn what_an_earlier_version_did_not_score_is_unknown_and_can_be_kept_again() {
        type Scored = ScoreMap<External, crate::scores::AgainstChance>;
        let text = r#"{"ari": {"value": 0.5, "chance": 0.0, "low": -0.1, "high": 0.1}}"#;
        let read: Scored = serde_json::from_str(text).unwrap();
        let again: Scored = serde_json::from_str(&serde_json::to_string(&read).unwrap()).unwrap();
        for scored in [&read, &again] {
            assert_eq!(scored[External::Ari].line(), [0.0, -0.1, 0.1]);
            assert_eq!(scored[External::Ari].value, 0.5);
            assert!(scored[External::Purity].value.is_nan());
            assert!(scored[External::Purity].line().iter().all(|v| v.is_nan()));
        }
    }
}
