//! The lessons that travel with the program: files in `assets/lessons`, their words in the locales.

use std::sync::{Arc, LazyLock};

use super::lesson::Lesson;
use super::read::{Shell, read_shell};
use super::wording::{Telling, Wording};
use crate::words::{Text, id};

/// A file, and what is said around it.
struct Row {
    file: &'static str,
    title: Text,
    text: Text,
    answer: Text,
    /// Where the numbers do not show it.
    otherwise: Text,
}

const ROWS: [Row; 6] = [
    Row {
        file: include_str!("../../assets/lessons/beta_too_high.toml"),
        title: id::TEACHING_BETA_TOO_HIGH,
        text: id::TEACHING_BETA_50_MAKES_EVERY_BIT,
        answer: id::TEACHING_QUIET_ALL_DIMENSIONS_CARRY_NOTHING,
        otherwise: id::TEACHING_THESE_SONGS_ACTIVE_ALL_DIMENSIONS,
    },
    Row {
        file: include_str!("../../assets/lessons/silhouette_lies.toml"),
        title: id::TEACHING_SILHOUETTE_LIES,
        text: id::TEACHING_BETA_20_SQUEEZES_LATENT_SPACE,
        answer: id::TEACHING_SILHOUETTE_SILHOUETTE_WHERE_FEATURES,
        otherwise: id::TEACHING_THESE_SONGS_DOES_NOT_LIE,
    },
    Row {
        file: include_str!("../../assets/lessons/perplexity_two.toml"),
        title: id::TEACHING_T_SNE_AT_PERPLEXITY_2,
        text: id::TEACHING_T_SNE_NOW_LOOKS_AT,
        answer: id::TEACHING_KNOTS_MADE_METHOD_SILHOUETTE_LATENT,
        otherwise: id::TEACHING_THESE_SONGS_MAP_HOLDS_CONTINUITY,
    },
    Row {
        file: include_str!("../../assets/lessons/lyrics_swamp_audio.toml"),
        title: id::TEACHING_LYRICS_SWAMP_AUDIO,
        text: id::TEACHING_LYRICS_NOW_WEIGH_TEN_TIMES,
        answer: id::TEACHING_MODEL_GIVES_BACK_AUDIO_AUDIO,
        otherwise: id::TEACHING_MODEL_GIVES_BACK_AUDIO_AUDIO,
    },
    Row {
        file: include_str!("../../assets/lessons/purity_grows.toml"),
        title: id::TEACHING_PURITY_GROWS_ITSELF,
        text: id::TEACHING_FORTY_CLUSTERS_SAME_SONGS_LOOK,
        answer: id::TEACHING_PURITY_COLUMN_PURITY_WHERE_SINGLE,
        otherwise: id::TEACHING_PURITY_COLUMN_PURITY_SHUFFLED_LABELS,
    },
    Row {
        file: include_str!("../../assets/lessons/perfect_and_no_finding.toml"),
        title: id::TEACHING_PERFECT_NO_FINDING,
        text: id::TEACHING_ONLY_LYRICS_THREE_CLUSTERS_LOOK,
        answer: id::TEACHING_ARI_COLUMN_ARI_BUT_BARE,
        otherwise: id::TEACHING_ARI_COLUMN_ARI_BUT_BARE,
    },
];

static OURS: LazyLock<Vec<Arc<Lesson>>> =
    LazyLock::new(|| ROWS.iter().map(|row| Arc::new(row.lesson())).collect());

/// The lessons that travel with the program, in the order in which they are listed.
pub(crate) fn ours() -> &'static [Arc<Lesson>] {
    &OURS
}

impl Row {
    fn lesson(&self) -> Lesson {
        // Every row is read by a test.
        let shell = read_shell(self.file).expect("a lesson of ours can be read");
        let Shell {
            songs,
            sheet,
            promises,
            numbers,
            settings,
        } = shell;
        Lesson {
            title: Wording::Ours(self.title),
            text: Wording::Ours(self.text),
            question: None,
            songs,
            sheet,
            promises,
            numbers,
            answer: Telling::Ours(self.answer),
            otherwise: Some(Telling::Ours(self.otherwise)),
            settings,
        }
    }
}
