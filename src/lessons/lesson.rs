//! A lesson, and what a run of it gave.

use std::path::{Path, PathBuf};

use strum::{IntoStaticStr, VariantArray};

use super::promise::{Judged, Promise};
use super::wording::{Numbers, Telling, Wording};
use crate::config::{Checked, Config, Overrides};
use crate::error::Result;
use crate::pipeline::Analysis;
use crate::words::{fill, id, tr};

/// Settings, what to look at, a question, and what the numbers must show.
#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    pub(super) title: Wording,
    pub(super) text: Wording,
    pub(super) question: Option<Wording>,
    pub(super) songs: Option<PathBuf>,
    pub(super) sheet: Sheet,
    pub(super) promises: Vec<Promise>,
    pub(super) numbers: Numbers,
    pub(super) answer: Telling,
    pub(super) otherwise: Option<Telling>,
    pub(super) settings: Overrides,
}

/// What comes to be seen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Sheet {
    /// What comes to the front.
    pub(crate) panel: Panel,
    /// What the songs are coloured by; `None` leaves that as it is.
    pub(crate) colour: Option<Hue>,
    /// Which picture of the latent space the map shows.
    pub(crate) is_pca: bool,
}

/// What of the window a lesson can bring to the front.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, VariantArray, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Panel {
    Settings,
    Map,
    Song,
    Training,
    #[default]
    Scores,
    Clusters,
    Songs,
    Charts,
    Latent,
    SoundAndWords,
    Spectrograms,
    Runs,
    Trust,
    Files,
    Quiz,
}

/// What songs are coloured by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Hue {
    Cluster,
    Silhouette,
    Trust,
    Agreement,
    /// A column of labels or numbers, by its name.
    Column(String),
}

/// What a run of a lesson gave, in the language of the thread.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) promises: Vec<Judged>,
    /// False when these songs do not show what the lesson is about.
    pub(crate) is_kept: bool,
    /// The answer with numbers of this run, or what to say in its place.
    pub(crate) says: String,
}

impl Hue {
    /// Those that every run has.
    pub(super) const OWN: [Self; 4] = [
        Self::Cluster,
        Self::Silhouette,
        Self::Trust,
        Self::Agreement,
    ];

    pub(super) fn of(text: &str) -> Self {
        let own = Self::OWN.into_iter().find(|hue| hue.key() == text);
        own.unwrap_or_else(|| Self::Column(text.to_string()))
    }

    /// As a lesson's file has it.
    pub(crate) fn key(&self) -> &str {
        match self {
            Self::Cluster => "cluster",
            Self::Silhouette => "silhouette",
            Self::Trust => "trust",
            Self::Agreement => "agreement",
            Self::Column(name) => name,
        }
    }
}

impl Lesson {
    /// What it is called, in the language of the thread where it is one of ours.
    pub(crate) fn title(&self) -> &str {
        self.title.as_str()
    }

    /// What to look at.
    pub(crate) fn text(&self) -> &str {
        self.text.as_str()
    }

    pub(crate) fn question(&self) -> Option<&str> {
        self.question.as_ref().map(Wording::as_str)
    }

    pub(crate) fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// The songs it is about, where it names some.
    pub(crate) fn songs(&self) -> Option<&Path> {
        self.songs.as_deref()
    }

    pub(crate) fn promises(&self) -> &[Promise] {
        &self.promises
    }

    /// The plain settings with those of the lesson. The seed is that of `draft`, unless the lesson
    /// tells one.
    ///
    /// # Errors
    /// Never for a lesson that was read: its settings were tried then.
    pub(crate) fn config(&self, draft: &Config) -> Result<Checked> {
        let plain = Config {
            seed: draft.seed,
            ..Config::plain()
        };
        plain.with(&self.settings)?.check()
    }

    /// What a run by its settings shows.
    pub(crate) fn outcome(&self, analysis: &Analysis) -> Outcome {
        let any = self.any(analysis);
        let any = any.as_deref();
        let judged = self.promises.iter().map(|p| p.judged(analysis, any));
        let promises: Vec<Judged> = judged.collect();
        let is_kept = promises.iter().all(|judged| judged.kept == Some(true));
        let missing = promises.iter().find(|judged| judged.kept.is_none());
        let tell = |telling: &Telling| telling.told(&self.numbers, analysis, any);
        let says = match (missing, &self.otherwise) {
            (Some(missing), _) => fill(id::LESSONS_NOT_TOLD, &[("what", &missing.promised)]),
            (None, _) if is_kept => tell(&self.answer),
            (None, Some(otherwise)) => tell(otherwise),
            (None, None) => tr(id::LESSONS_NOT_SHOWN).to_string(),
        };
        Outcome {
            promises,
            is_kept,
            says,
        }
    }

    /// The label column that `*` stands for: the first with which all that is promised of any is
    /// kept, else the first.
    fn any(&self, analysis: &Analysis) -> Option<String> {
        let columns = || analysis.scores.external.iter().map(|e| &e.column);
        let of_any = |promise: &&Promise| promise.measures().any(|m| m.is_of_any());
        let is_kept = |column: &&String| {
            let mut promises = self.promises.iter().filter(of_any);
            promises.all(|p| p.is_kept(analysis, Some(column.as_str())) == Some(true))
        };
        columns()
            .find(is_kept)
            .or_else(|| columns().next())
            .cloned()
    }
}
