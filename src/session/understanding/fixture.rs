//! Small models that were really trained, on made-up songs: for tests that decode.

use std::sync::{Arc, OnceLock};

use crate::config::{AudioConfig, Config, ModelKind, PatchConfig, ProjectionMethod};
use crate::error::Result;
use crate::features::{self, Block, BlockKind, Cache, FeatureSet, Patches, Scaling};
use crate::job::Reporter;
use crate::library::Library;
use crate::matrix::Matrix;
use crate::pipeline::{self, Analysis};
use crate::random::splitmix64;
use crate::session::fixture::{self, settle, work};
use crate::session::{Command, Request, Session, Work};

const NO_CACHE: Cache = Cache { folder: None };

/// −1 to 1.
fn noise(at: usize) -> f32 {
    2.0 * (splitmix64(at as u64) as f32 / u64::MAX as f32) - 1.0
}

/// What songs differ by: their language and their genre.
fn factors(library: &Library, song: usize) -> [f32; 2] {
    let class = |column: usize| library.labels[column].of_song[song].unwrap_or(0) as f32;
    [class(0) - 0.8, class(1) / 2.5 - 1.0]
}

/// Features by the names that recordings have, each following one of the two factors.
fn audio_block(library: &Library) -> Block {
    let columns = crate::audio::feature_names(&AudioConfig::default());
    let n = library.songs.len();
    let value = |song: usize, j: usize| {
        let [language, genre] = factors(library, song);
        let own = if j.is_multiple_of(2) { language } else { genre };
        let size = 20.0 / (1.0 + (j / 2) as f32);
        let start = if j == 0 { -180.0 } else { 0.0 };
        start + size * (own + 0.35 * noise(song * 1000 + j))
    };
    let present: Vec<bool> = library
        .songs
        .iter()
        .map(|song| song.audio.is_some())
        .collect();
    let row = |song: usize| {
        (0..columns.len())
            .map(|j| if present[song] { value(song, j) } else { 0.0 })
            .collect()
    };
    let rows: Vec<Vec<f32>> = (0..n).map(row).collect();
    let (values, name) = (Matrix::from_rows(&rows), "audio".to_string());
    Block {
        name,
        kind: BlockKind::Audio,
        scaling: Scaling::Standardise,
        columns,
        values,
        units: Vec::new(),
        idf: Vec::new(),
        present,
    }
}

/// Two crops of each recording: one band loud by language, beating in the rhythm of the genre.
fn made_patches(library: &Library, config: &PatchConfig) -> Patches {
    let (n_mels, n_frames) = (config.n_mels, config.n_frames);
    let (mut values, mut of_song, mut n) = (Vec::new(), Vec::new(), 0);
    for (song, of) in library.songs.iter().enumerate() {
        let crops = if of.audio.is_some() {
            config.n_crops
        } else {
            0
        };
        let [language, genre] = factors(library, song);
        for crop in 0..crops {
            for band in 0..n_mels {
                let centre = 5.0 + 4.0 * language;
                let loud = 6.0 * (-(band as f32 - centre).powi(2) / 8.0).exp();
                values.extend((0..n_frames).map(|t| {
                    let beat = (t as f32 * (0.5 + 0.2 * genre)).sin();
                    -8.0 + loud
                        + 1.5 * beat
                        + 0.5 * noise((song * 7 + crop) * 10_000 + band * 100 + t)
                }));
            }
        }
        of_song.push(n..n + crops);
        n += crops;
    }
    Patches {
        n_mels,
        n_frames,
        of_song,
        values: Matrix::new(n, n_mels * n_frames, values),
    }
}

fn config(kind: ModelKind) -> Config {
    let mut config = Config::plain();
    config.text.max_words = 80;
    config.text.char_ngrams = [0, 0];
    config.projection.method = ProjectionMethod::Pca;
    config.scores.n_stability = 0;
    config.model.kind = kind;
    config.model.n_latent = 6;
    config.model.hidden = vec![32];
    config.model.n_epochs = 60;
    config.model.kl_warmup_epochs = 10;
    config.model.patience = 0;
    config.model.learning_rate = 3e-3;
    if kind == ModelKind::ConvVae {
        config.model.n_epochs = 30;
        config.model.n_latent = 4;
        // Short windows, so that spectrograms become sound quickly.
        (config.audio.n_fft, config.audio.hop_samples) = (512, 256);
        config.model.patches = PatchConfig {
            n_crops: 2,
            n_mels: 16,
            n_frames: 32,
            hop_samples: 128,
            channels: vec![4, 8],
        };
    }
    config
}

fn train(kind: ModelKind) -> Analysis {
    let config = config(kind).check().unwrap();
    let library = Arc::new(fixture::library());
    let reporter = Reporter::silent();
    let words = Library {
        songs: library
            .songs
            .iter()
            .map(|s| crate::library::Song {
                audio: None,
                ..s.clone()
            })
            .collect(),
        ..(*library).clone()
    };
    let of_words = features::extract(&words, &config, &NO_CACHE, &reporter).unwrap();
    let mut blocks = vec![audio_block(&library)];
    blocks.extend(of_words.blocks);
    let duration_secs = vec![18.0; library.songs.len()];
    let recordings = vec![None; library.songs.len()];
    let features = FeatureSet {
        blocks,
        duration_secs,
        recordings,
        warnings: Vec::new(),
        n_cached: 0,
        files_hash: None,
    };
    let mut prepared = pipeline::prepare_from(
        pipeline::Known::of(library.clone(), Arc::new(features)),
        &config,
        &NO_CACHE,
        &reporter,
    )
    .unwrap();
    if kind == ModelKind::ConvVae {
        prepared.patches = Some(Arc::new(made_patches(&library, &config.model.patches)));
    }
    pipeline::learn(prepared, &config, None, &reporter).unwrap()
}

/// A VAE of features, trained once for all tests.
pub(crate) fn vae() -> &'static Analysis {
    static VAE: OnceLock<Analysis> = OnceLock::new();
    VAE.get_or_init(|| train(ModelKind::Vae))
}

/// A convolutional one.
pub(crate) fn conv() -> &'static Analysis {
    static CONV: OnceLock<Analysis> = OnceLock::new();
    CONV.get_or_init(|| train(ModelKind::ConvVae))
}

/// A joint one of audio and lyrics.
pub(crate) fn joint() -> &'static Analysis {
    static JOINT: OnceLock<Analysis> = OnceLock::new();
    JOINT.get_or_init(|| train(ModelKind::Joint))
}

fn show(request: &Request, analysis: &Analysis) -> Result<Analysis> {
    let _ = request.loaded.set(analysis.library.clone());
    Ok(analysis.clone())
}

fn session(analyze: fn(&Request, &Reporter) -> Result<Analysis>) -> Session {
    let mut session = fixture::session_with(Work { analyze, ..work() });
    session.apply(Command::OpenDemo);
    settle(&mut session);
    for message in session.messages().to_vec() {
        session.apply(Command::Dismiss(message.id));
    }
    session
}

/// A session with [`vae`] on show.
pub(crate) fn vae_session() -> Session {
    session(|request, _| show(request, vae()))
}

/// A session with [`conv`] on show.
pub(crate) fn conv_session() -> Session {
    session(|request, _| show(request, conv()))
}

/// A session with [`joint`] on show.
pub(crate) fn joint_session() -> Session {
    session(|request, _| show(request, joint()))
}
