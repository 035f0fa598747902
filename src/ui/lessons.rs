//! Settings that show what scores and maps must not be read as, each with what to look at before
//! and what was found.

use std::fmt::Display;

use crate::config::{BetaSchedule, Config, Keyed, Modality, ModelKind, ProjectionMethod};
use crate::features::{BlockId, BlockKind};
use crate::pipeline::Analysis;
use crate::reading::{Standing, Structure};
use crate::scores::{Caution, External, ExternalScores, Internal};
use crate::ui::tab::Tab;
use crate::words::{Text, fill, id, tr};

/// A misconception, and the run that shows it.
pub(super) struct Lesson {
    pub name: Text,
    /// One sentence of what to look at.
    pub look_at: Text,
    pub tab: Tab,
    /// Laid over the plain settings, a VAE and six clusters.
    settings: fn(&mut Config),
    found: fn(&Analysis) -> Finding,
}

/// What a run of a lesson gave.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Finding {
    /// False when these songs do not show what the lesson is about.
    pub shown: bool,
    /// One sentence with numbers of this run.
    pub text: String,
}

impl Lesson {
    /// The plain settings with those of the lesson, and the seed of `draft`.
    pub(super) fn config(&self, draft: &Config) -> Config {
        let mut config = Config {
            seed: draft.seed,
            ..Config::plain()
        };
        (self.settings)(&mut config);
        config
    }

    pub(super) fn finding(&self, analysis: &Analysis) -> Finding {
        (self.found)(analysis)
    }
}

pub(super) const LESSONS: [Lesson; 6] = [
    Lesson {
        name: id::TEACHING_BETA_TOO_HIGH,
        look_at: id::TEACHING_BETA_50_MAKES_EVERY_BIT,
        tab: Tab::Curves,
        settings: |config| config.model.beta = 50.0,
        found: beta_too_high,
    },
    Lesson {
        name: id::TEACHING_SILHOUETTE_LIES,
        look_at: id::TEACHING_BETA_20_SQUEEZES_LATENT_SPACE,
        tab: Tab::Scores,
        settings: |config| config.model.beta = 20.0,
        found: silhouette_lies,
    },
    Lesson {
        name: id::TEACHING_T_SNE_AT_PERPLEXITY_2,
        look_at: id::TEACHING_T_SNE_NOW_LOOKS_AT,
        tab: Tab::Trust,
        settings: |config| {
            config.projection.method = ProjectionMethod::Tsne;
            config.projection.perplexity = 2.0;
        },
        found: perplexity_two,
    },
    Lesson {
        name: id::TEACHING_LYRICS_SWAMP_AUDIO,
        look_at: id::TEACHING_LYRICS_NOW_WEIGH_TEN_TIMES,
        tab: Tab::Scores,
        settings: |config| config.fusion.lyrics_weight = 10.0,
        found: lyrics_swamp_audio,
    },
    Lesson {
        name: id::TEACHING_PURITY_GROWS_ITSELF,
        look_at: id::TEACHING_FORTY_CLUSTERS_SAME_SONGS_LOOK,
        tab: Tab::Scores,
        settings: |config| config.clustering.n_clusters = 40,
        found: purity_grows,
    },
    Lesson {
        name: id::TEACHING_PERFECT_NO_FINDING,
        look_at: id::TEACHING_ONLY_LYRICS_THREE_CLUSTERS_LOOK,
        tab: Tab::Scores,
        settings: |config| {
            config.fusion.modality = Modality::Lyrics;
            config.model.kind = ModelKind::Vae;
            config.model.schedule = BetaSchedule::Linear;
            config.clustering.n_clusters = 3;
        },
        found: perfect_and_no_finding,
    },
];

fn beta_too_high(analysis: &Analysis) -> Finding {
    let all = analysis.latents().n_cols();
    let active = analysis.model.diagnostics.n_active;
    let silhouette = analysis.scores[Internal::Silhouette];
    let collapsed = analysis.is_collapsed();
    let values: [(&str, &dyn Display); 4] = [
        ("quiet", &(all - active.min(all))),
        ("active", &active),
        ("all", &all),
        ("silhouette", &score(silhouette)),
    ];
    let text = if collapsed {
        fill(id::TEACHING_QUIET_ALL_DIMENSIONS_CARRY_NOTHING, &values)
    } else {
        fill(id::TEACHING_THESE_SONGS_ACTIVE_ALL_DIMENSIONS, &values)
    };
    Finding {
        shown: collapsed && silhouette.is_some_and(|s| Structure::of(s).is_parted()),
        text,
    }
}

fn silhouette_lies(analysis: &Analysis) -> Finding {
    let Some((features, worse)) =
        analysis
            .baselines
            .first()
            .map(|b| &b.scores)
            .and_then(|features| {
                let pairs = analysis.scores.external.iter().zip(&features.external);
                let fell = |(own, plain): &(&ExternalScores, &ExternalScores)| {
                    plain[External::Ari].value - own[External::Ari].value
                };
                Some((features, pairs.max_by(|a, b| fell(a).total_cmp(&fell(b)))?))
            })
    else {
        return without_labels();
    };
    let (own, plain) = worse;
    let shown = analysis.scores[Internal::Silhouette] > features[Internal::Silhouette]
        && own[External::Ari].value < plain[External::Ari].value;
    let values: [(&str, &dyn Display); 5] = [
        ("silhouette", &score(analysis.scores[Internal::Silhouette])),
        ("plain", &score(features[Internal::Silhouette])),
        ("column", &own.column),
        ("ari", &score(Some(own[External::Ari].value))),
        ("plain_ari", &score(Some(plain[External::Ari].value))),
    ];
    let text = if shown {
        fill(id::TEACHING_SILHOUETTE_SILHOUETTE_WHERE_FEATURES, &values)
    } else {
        fill(id::TEACHING_THESE_SONGS_DOES_NOT_LIE, &values)
    };
    Finding { shown, text }
}

fn perplexity_two(analysis: &Analysis) -> Finding {
    let Some(trust) = &analysis.trust else {
        return without_labels();
    };
    let shown = trust.continuity < trust.trustworthiness;
    let values: [(&str, &dyn Display); 3] = [
        ("silhouette", &score(analysis.scores[Internal::Silhouette])),
        ("continuity", &score(Some(trust.continuity))),
        ("trust", &score(Some(trust.trustworthiness))),
    ];
    let text = if shown {
        fill(id::TEACHING_KNOTS_MADE_METHOD_SILHOUETTE_LATENT, &values)
    } else {
        fill(id::TEACHING_THESE_SONGS_MAP_HOLDS_CONTINUITY, &values)
    };
    Finding { shown, text }
}

fn lyrics_swamp_audio(analysis: &Analysis) -> Finding {
    let blocks = &analysis.model.diagnostics.explained_blocks;
    let of = |audio: bool| {
        let own = blocks
            .iter()
            .filter(|(name, ..)| {
                let kind = BlockId::of_key(name).map(BlockId::kind);
                (kind == Some(BlockKind::Audio)) == audio
            })
            .map(|(_, train, _)| *train);
        own.max_by(f32::total_cmp)
    };
    let ari = |e: &&ExternalScores| e[External::Ari].value;
    let external = &analysis.scores.external;
    let best = external.iter().max_by(|a, b| ari(a).total_cmp(&ari(b)));
    // What is lost is what sound alone could have told: the column that the features agree with
    // less than the best.
    let lost = external
        .iter()
        .filter(|e| e.n_classes <= 8)
        .min_by(|a, b| ari(a).total_cmp(&ari(b)));
    let (Some(audio), Some(lyrics), Some(best), Some(lost)) = (of(true), of(false), best, lost)
    else {
        return without_labels();
    };
    let values: [(&str, &dyn Display); 6] = [
        ("audio", &percent(audio)),
        ("lyrics", &percent(lyrics)),
        ("best", &best.column),
        ("best_ari", &score(Some(best[External::Ari].value))),
        ("lost", &lost.column),
        ("lost_ari", &score(Some(lost[External::Ari].value))),
    ];
    let shown = audio < lyrics && best.column != lost.column;
    let text = fill(id::TEACHING_MODEL_GIVES_BACK_AUDIO_AUDIO, &values);
    Finding { shown, text }
}

fn purity_grows(analysis: &Analysis) -> Finding {
    let above_chance = |e: &&ExternalScores| e[External::Purity].value - e[External::Purity].chance;
    let external = analysis.scores.external.iter();
    let Some(e) = external.min_by(|a, b| above_chance(a).total_cmp(&above_chance(b))) else {
        return without_labels();
    };
    let by_chance = !Standing::from(e[External::Purity]).is_beyond();
    let values: [(&str, &dyn Display); 5] = [
        ("purity", &score(Some(e[External::Purity].value))),
        ("column", &e.column),
        ("majority", &score(Some(e.majority))),
        ("chance", &score(Some(e[External::Purity].chance))),
        ("ari", &score(Some(e[External::Ari].value))),
    ];
    let text = if by_chance {
        fill(id::TEACHING_PURITY_COLUMN_PURITY_WHERE_SINGLE, &values)
    } else {
        fill(id::TEACHING_PURITY_COLUMN_PURITY_SHUFFLED_LABELS, &values)
    };
    Finding {
        shown: by_chance && e[External::Purity].value > e.majority,
        text,
    }
}

fn perfect_and_no_finding(analysis: &Analysis) -> Finding {
    let external = &analysis.scores.external;
    let Some(i) = external
        .iter()
        .position(|e| e.cautions.contains(&Caution::Script))
    else {
        let text = tr(id::TEACHING_THESE_SONGS_HAVE_NO_LABEL);
        return Finding {
            shown: false,
            text: text.to_string(),
        };
    };
    let plain = analysis
        .baselines
        .first()
        .and_then(|b| b.scores.external.get(i))
        .map(|e| e[External::Ari].value);
    let values: [(&str, &dyn Display); 3] = [
        ("column", &external[i].column),
        ("ari", &score(Some(external[i][External::Ari].value))),
        ("plain", &score(plain)),
    ];
    let text = fill(id::TEACHING_ARI_COLUMN_ARI_BUT_BARE, &values);
    Finding {
        shown: external[i][External::Ari].value > 0.8 && plain.is_some_and(|p| p > 0.8),
        text,
    }
}

/// What a lesson says where it has nothing to show itself on.
fn without_labels() -> Finding {
    let text = tr(id::TEACHING_THESE_SONGS_HAVE_TOO_FEW);
    Finding {
        shown: false,
        text: text.to_string(),
    }
}

/// Two decimals, with a true minus sign.
fn score(value: Option<f64>) -> String {
    let text = value.map_or("–".to_string(), |v| format!("{v:.2}"));
    if text == "-0.00" {
        "0.00".to_string()
    } else {
        text.replace('-', "−")
    }
}

fn percent(share: f32) -> String {
    format!("{:.0} %", (share * 100.0).max(0.0))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::features::Cache;
    use crate::job::Reporter;
    use crate::library::{self, ColumnMap};
    use crate::pipeline;
    use crate::session::fixture;

    #[test]
    fn each_lesson_is_a_setting_that_can_be_run_and_says_numbers_of_its_run() {
        let draft = Config {
            seed: 7,
            ..Config::plain()
        };
        for lesson in &LESSONS {
            let config = lesson.config(&draft);
            assert!(config != draft && config.seed == 7, "{}", lesson.name);
            let checked = config.check().unwrap();
            let finding = lesson.finding(&fixture::analysis(&checked));
            assert!(
                !finding.text.contains('{'),
                "{}: {}",
                lesson.name,
                finding.text
            );
        }
    }

    #[test]
    fn what_a_run_does_not_show_is_not_claimed() {
        let analysis = fixture::analysis(&Config::plain().check().unwrap());
        let finding = beta_too_high(&analysis);
        assert_eq!(
            finding,
            Finding {
                shown: false,
                text: "With these songs 9 of 16 dimensions still carry something: try a larger β."
                    .to_string()
            }
        );
    }

    /// The real thing, with what the demo songs' features were found to be before.
    #[test]
    #[ignore = "needs minutes: the model of each lesson is trained on the demo songs"]
    fn the_demo_songs_show_every_lesson() {
        let reporter = Reporter::silent();
        let songs = library::demo::folder().unwrap();
        let songs = Arc::new(library::load(&songs, &ColumnMap::default(), &reporter).unwrap());
        let mut before: Option<Analysis> = None;
        for lesson in &LESSONS {
            let config = lesson.config(&Config::plain()).check().unwrap();
            let analysis = pipeline::analyze(
                songs.clone(),
                &config,
                before.as_ref(),
                &Cache::platform(),
                &reporter,
            )
            .unwrap();
            let finding = lesson.finding(&analysis);
            println!("{}: {}", lesson.name, finding.text);
            assert!(finding.shown, "{}: {}", lesson.name, finding.text);
            before = Some(analysis);
        }
    }
}
