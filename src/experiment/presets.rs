//! Comparisons that come with the program.

use strum::{IntoStaticStr, VariantArray};

use super::plan::{Grid, Plan, Variant};
use crate::config::{Config, Keyed, Overrides};
use crate::error::Result;
use crate::library::Library;
use crate::words::{Text, fill, id, tr};

/// What is usually asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Preset {
    Easy,
    Medium,
    Hard,
    Questions,
}

/// The four grids of [`Preset::Questions`], in this order.
pub(super) const QUESTIONS: [&str; 4] = [
    "Does a VAE beat PCA?",
    "What do lyrics add?",
    "Do languages separate without labels?",
    "Does disentangling make clusters more stable?",
];

/// What the grids of presets are called in findings.
const GRIDS: [Text; 10] = [
    id::EXPERIMENT_DOES_VAE_BEAT_PCA,
    id::EXPERIMENT_WHAT_DO_LYRICS_ADD,
    id::EXPERIMENT_DO_LANGUAGES_SEPARATE_WITHOUT_LABELS,
    id::EXPERIMENT_DOES_DISENTANGLING_MAKE_CLUSTERS,
    id::EXPERIMENT_VAE_AGAINST_PCA,
    id::EXPERIMENT_AUDIO_LYRICS_BOTH,
    id::EXPERIMENT_TWO_WAYS_JOINING,
    id::EXPERIMENT_SPECTROGRAMS,
    id::EXPERIMENT_ONE_LATENT_SOUND_WORDS,
    id::EXPERIMENT_BETA_VAE_CVAE_AGAINST_SIMPLER,
];

/// The name of a grid in the locale of the thread; a person's own as it is.
pub(crate) fn grid_title(name: &str) -> &str {
    let known = GRIDS.iter().find(|title| title.english() == name);
    known.map_or(name, |title| title.as_str())
}

impl Preset {
    pub(crate) fn name(self) -> &'static str {
        self.key()
    }

    /// What is compared.
    pub(crate) fn says(self) -> Text {
        match self {
            Preset::Easy => id::EXPERIMENT_VAE_LYRICS_AGAINST_PCA_K,
            Preset::Medium => id::EXPERIMENT_AUDIO_LYRICS_BOTH_CONVOLUTIONAL_JOINT,
            Preset::Hard => id::EXPERIMENT_VAE_CONDITIONAL_VAE_AGAINST_PCA,
            Preset::Questions => id::EXPERIMENT_DOES_VAE_BEAT_PCA_WHAT,
        }
    }

    /// The plan for a library: cells that its songs do not allow are left out, and said to be.
    ///
    /// # Errors
    /// Never, unless a setting of a preset does not exist: a bug.
    pub(crate) fn plan(self, library: &Library, n_seeds: usize) -> Result<Plan> {
        let have = Have::of(library);
        let mut plan = Plan {
            name: self.name().to_string(),
            seeds: (0..n_seeds.max(1) as u64).collect(),
            base: Overrides::default(),
            grids: Vec::new(),
            notes: Vec::new(),
        };
        plan.grids = match self {
            Preset::Easy => vec![easy(&have, &mut plan.notes)?],
            Preset::Medium => medium(&have, &mut plan.notes)?,
            Preset::Hard => hard(&have, &mut plan.notes)?,
            Preset::Questions => questions(&have, &mut plan.notes)?,
        };
        Ok(plan)
    }
}

/// What a library has, as far as presets ask.
struct Have {
    audio: bool,
    lyrics: bool,
    /// At least two songs have both.
    both: bool,
    bangla: bool,
    /// The label column that a conditional VAE is told.
    condition: Option<String>,
}

impl Have {
    fn of(library: &Library) -> Self {
        let report = &library.report;
        let condition = ["genre", "language"]
            .iter()
            .find_map(|name| library.label(name))
            .or(library.labels.first());
        let has_bangla = |song: &crate::library::Song| {
            song.language
                .as_ref()
                .and_then(|l| l.bangla_share)
                .is_some_and(|share| share > 0.5)
        };
        Self {
            audio: report.n_audio >= 2,
            lyrics: report.n_lyrics >= 2,
            both: report.n_both >= 2,
            bangla: library.songs.iter().any(has_bangla),
            condition: condition.map(|label| label.name.clone()),
        }
    }

    /// The modalities that can be compared; a table of numbers is one by itself.
    fn modalities(&self, notes: &mut Vec<String>) -> Result<Vec<Variant>> {
        let mut all = Vec::new();
        for (has, name, setting) in [
            (self.audio, "audio", "fusion.modality=audio"),
            (self.lyrics, "lyrics", "fusion.modality=lyrics"),
            (self.both, "audio + lyrics", "fusion.modality=both"),
        ] {
            if has {
                all.push(variant(name, &[setting])?);
            } else if self.audio || self.lyrics {
                notes.push(fill(
                    id::EXPERIMENT_NAME_LEFT_OUT_FEWER_THAN,
                    &[("name", &name)],
                ));
            }
        }
        Ok(all)
    }

    /// Audio and lyrics where there are both, else whatever there is.
    fn widest(&self) -> Result<Vec<Variant>> {
        Ok(self
            .modalities(&mut Vec::new())?
            .pop()
            .into_iter()
            .collect())
    }
}

impl Plan {
    /// The plan of a preset beside ready vectors: sound and words stay what they are called, without
    /// the vectors, which are one more where modalities are compared.
    ///
    /// # Errors
    /// Never, unless a setting does not exist: a bug.
    pub(crate) fn beside_vectors(mut self) -> Result<Plan> {
        let without = Overrides::parse("fusion.embeddings_weight=0")?;
        let alone = [
            "fusion.modality=both",
            "fusion.audio_weight=0",
            "fusion.lyrics_weight=0",
        ];
        for (i, grid) in self.grids.iter_mut().enumerate() {
            // What knows one modality only has its vectors in the first question.
            let compares = grid.modalities.len() > 1 || i == 0 && !grid.modalities.is_empty();
            for modality in &mut grid.modalities {
                modality.set = modality.set.and(&without);
            }
            if compares {
                grid.modalities.push(variant("ready vectors", &alone)?);
            }
        }
        Ok(self)
    }

    /// The model of `config` against PCA and the features themselves, in all else alike.
    ///
    /// # Errors
    /// Never, unless a setting does not exist: a bug.
    pub(crate) fn against_simpler(config: &Config, n_seeds: usize) -> Result<Plan> {
        Ok(Plan {
            name: String::new(),
            seeds: (0..n_seeds.max(1) as u64).collect(),
            base: Overrides::parse("scores.n_stability=0")?,
            grids: vec![Grid {
                models: vec![variant(&config.model.label(), &[])?, pca()?, direct()?],
                ..Grid::default()
            }],
            notes: Vec::new(),
        })
    }
}

fn variant(name: &str, settings: &[&str]) -> Result<Variant> {
    let mut set = Overrides::default();
    for setting in settings {
        set = set.and(&Overrides::parse(setting)?);
    }
    Ok(Variant {
        name: name.to_string(),
        set,
    })
}

fn pca() -> Result<Variant> {
    variant("PCA", &["model.kind=pca"])
}

fn direct() -> Result<Variant> {
    variant("features", &["model.kind=direct"])
}

fn vae() -> Result<Variant> {
    variant("VAE", &["model.kind=vae", "model.beta=1"])
}

fn beta_vae() -> Result<Variant> {
    variant("β-VAE, β = 4", &["model.kind=vae", "model.beta=4"])
}

/// What a trained network hears and next to nothing that is measured.
fn trained_ears() -> Result<Variant> {
    let settings = [
        "fusion.modality=audio",
        "audio.trained.on=true",
        "fusion.trained_weight=1000",
    ];
    variant("trained ears", &settings)
}

fn kmeans() -> Result<Variant> {
    variant("k-means", &["clustering.method=k-means"])
}

fn easy(have: &Have, notes: &mut Vec<String>) -> Result<Grid> {
    let modalities = match have.lyrics {
        true => vec![variant("lyrics", &["fusion.modality=lyrics"])?],
        false => {
            notes.push(tr(id::EXPERIMENT_THERE_NO_LYRICS_WHAT_THERE).to_string());
            have.widest()?
        }
    };
    Ok(Grid {
        name: "A VAE against PCA".to_string(),
        modalities,
        models: vec![vae()?, pca()?, direct()?],
        clusterings: vec![kmeans()?],
        ..Grid::default()
    })
}

fn medium(have: &Have, notes: &mut Vec<String>) -> Result<Vec<Grid>> {
    let clusterings = vec![
        kmeans()?,
        variant(
            "agglomerative",
            &["clustering.method=agglomerative", "clustering.linkage=ward"],
        )?,
        variant("DBSCAN", &["clustering.method=dbscan", "clustering.eps=0"])?,
    ];
    let mut grids = vec![Grid {
        name: "Audio, lyrics and both".to_string(),
        modalities: have.modalities(notes)?,
        models: vec![vae()?, pca()?, direct()?],
        clusterings: clusterings.clone(),
        ..Grid::default()
    }];
    if have.both {
        grids.push(Grid {
            name: "Two ways of joining".to_string(),
            modalities: have.widest()?,
            models: vec![
                variant("joint VAE", &["model.kind=joint"])?,
                variant("late fusion", &["model.kind=late"])?,
            ],
            clusterings: clusterings.clone(),
            ..Grid::default()
        });
    }
    match have.audio {
        true => grids.push(Grid {
            name: "Spectrograms".to_string(),
            modalities: vec![variant("audio", &["fusion.modality=audio"])?],
            models: vec![variant("conv VAE", &["model.kind=conv-vae"])?],
            clusterings,
            ..Grid::default()
        }),
        false => notes.push(tr(id::EXPERIMENT_CONV_VAE_LEFT_OUT_THERE).to_string()),
    }
    Ok(grids)
}

fn hard(have: &Have, notes: &mut Vec<String>) -> Result<Vec<Grid>> {
    let mut models = vec![
        beta_vae()?,
        vae()?,
        variant("autoencoder", &["model.kind=autoencoder"])?,
        pca()?,
        direct()?,
    ];
    match &have.condition {
        Some(column) => {
            let told = toml::Value::String(column.clone());
            let told = format!("model.conditions=[{told}]");
            let name = format!("CVAE given {column}");
            models.insert(
                1,
                variant(&name, &["model.kind=cvae", "model.beta=1", &told])?,
            );
        }
        None => notes.push(tr(id::EXPERIMENT_CVAE_LEFT_OUT_THERE_NO).to_string()),
    }
    if have.both {
        models.insert(
            1,
            variant("joint β-VAE, β = 4", &["model.kind=joint", "model.beta=4"])?,
        );
    }
    let mut modalities = have.widest()?;
    if have.both {
        modalities.insert(0, variant("audio", &["fusion.modality=audio"])?);
        // A joint VAE needs both.
        let joint = models
            .iter()
            .position(|m| m.name.starts_with("joint"))
            .map(|at| models.remove(at));
        let both = modalities.split_off(1);
        let joint_grid = Grid {
            name: "One latent for sound and words".to_string(),
            modalities: both.clone(),
            models: joint.into_iter().collect(),
            clusterings: vec![kmeans()?],
            ..Grid::default()
        };
        modalities.extend(both);
        return Ok(vec![hard_grid(modalities, models)?, joint_grid]);
    }
    Ok(vec![hard_grid(modalities, models)?])
}

fn hard_grid(modalities: Vec<Variant>, models: Vec<Variant>) -> Result<Grid> {
    Ok(Grid {
        name: "β-VAE and CVAE against simpler models".to_string(),
        modalities,
        models,
        clusterings: vec![kmeans()?],
        ..Grid::default()
    })
}

fn questions(have: &Have, notes: &mut Vec<String>) -> Result<Vec<Grid>> {
    let clusterings = vec![kmeans()?];
    let mut shown = have.modalities(notes)?;
    if have.audio {
        shown.insert(1, trained_ears()?);
    }
    let first = Grid {
        name: QUESTIONS[0].to_string(),
        modalities: shown.clone(),
        models: vec![vae()?, beta_vae()?, pca()?, direct()?],
        clusterings: clusterings.clone(),
        ..Grid::default()
    };
    let mut second = Grid {
        name: QUESTIONS[1].to_string(),
        clusterings: clusterings.clone(),
        ..Grid::default()
    };
    if have.both {
        second.modalities = have.widest()?;
        second.models = vec![vae()?, pca()?];
        for (weight, other) in [
            ("0", "1"),
            ("0.25", "0.75"),
            ("0.5", "0.5"),
            ("0.75", "0.25"),
            ("1", "0"),
        ] {
            let (lyrics, audio) = (
                format!("fusion.lyrics_weight={weight}"),
                format!("fusion.audio_weight={other}"),
            );
            second.features.push(variant(
                &format!("lyrics weight {weight}"),
                &[&lyrics, &audio],
            )?);
        }
    } else {
        notes.push(tr(id::EXPERIMENT_WHAT_LYRICS_ADD_LEFT_OUT).to_string());
    }
    let mut third = Grid {
        name: QUESTIONS[2].to_string(),
        modalities: shown,
        models: vec![vae()?, pca()?, direct()?],
        clusterings: clusterings.clone(),
        ..Grid::default()
    };
    if have.bangla && have.lyrics {
        third.modalities.push(variant(
            "lyrics, romanised",
            &["fusion.modality=lyrics", "text.romanise=true"],
        )?);
    }
    if have.lyrics {
        for (name, centred) in [
            ("lyric vectors", "fusion.centre_language=false"),
            ("lyric vectors, centred", "fusion.centre_language=true"),
        ] {
            let vectors = [
                "fusion.modality=lyrics",
                "text.tfidf=false",
                "text.vectors.on=true",
            ];
            third
                .modalities
                .push(variant(name, &[&vectors[..], &[centred]].concat())?);
        }
    }
    let mut fourth = Grid {
        name: QUESTIONS[3].to_string(),
        modalities: have.widest()?,
        clusterings,
        ..Grid::default()
    };
    for beta in ["0.5", "1", "2", "4", "8", "16"] {
        let set = format!("model.beta={beta}");
        fourth.models.push(variant(
            &format!("β-VAE, β = {beta}"),
            &["model.kind=vae", &set],
        )?);
        fourth.models.push(variant(
            &format!("β-TCVAE, β = {beta}"),
            &["model.kind=beta-tcvae", &set],
        )?);
    }
    let mut grids = vec![first, second, third, fourth];
    if !have.both {
        grids.remove(1);
    }
    Ok(grids)
}
