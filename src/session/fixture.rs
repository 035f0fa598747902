//! A small analysis made by hand, for tests of the session and of the window: 60 songs, English,
//! Bangla and mixed.

use crate::words::{id, say};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::audio::Recording;
use crate::clustering::Clusters;
use crate::config::{AudioConfig, Config, ModelConfig, ModelKind, ProjectionMethod};
use crate::error::{Error, Result, Warning};
use crate::features::{Block, BlockKind, Cache, FeatureSet, Fused, Kin, Scaler, Scaling, Split};
use crate::job::{Epoch, Losses, Progress, Reporter, Stage};
use crate::library::{
    AudioFile, LabelColumn, Language, Library, LyricLine, Lyrics, NumberColumn, PairingReport, Song,
};
use crate::matrix::{Matrix, squared_distance};
use crate::model::{self, Diagnostics, Ended, Trained};
use crate::pipeline::{Analysis, Baseline, Probes};
use crate::projection::Projection;
use crate::random::splitmix64;
use crate::scores::{
    AgainstChance, Caution, ClusterFacts, Disentanglement, External, ExternalScores, Internal,
    OwnK, ScoreMap, Scores,
};

use super::keeping::SessionFile;
use super::{Pictures, Raster, Request, Session, Sound, SpectraSettings, Work};

pub(crate) const N_SONGS: usize = 60;
const N_LATENT: usize = 16;
const N_CLUSTERS: u32 = 5;
const GENRES: [&str; 6] = ["ballad", "dance", "folk", "lullaby", "rap", "rock"];
const BANGLA_TITLES: [&str; 6] = [
    "নদীর কাছে চিঠি",
    "বৃষ্টির শ্রী",
    "চাঁদের স্কুল",
    "দুঃখের বিশ্ব",
    "কৌতূহলী পাখি",
    "জ্ঞানের ক্ষেত",
];
const ENGLISH_TITLES: [&str; 6] = [
    "River Letter",
    "Rain over Brick Lane",
    "Harvest Moon Road",
    "The Last Tram",
    "School Bell",
    "Sea without a Shore",
];
/// Words that are easily shaped wrong, in lines a singer could sing.
pub(crate) const BANGLA_LINES: [&str; 8] = [
    "কি কথা কো জানে, কৌতুকে হাসে নদী",
    "শ্রীহীন পথের ধারে র্ক ধ্বনি বাজে",
    "চাঁদ ওঠে, দুঃখ ভোলে সারা বিশ্ব",
    "স্কুল ছুটি হলে ক্ষেতের আলে দৌড়",
    "র‍্যাব হাঁটে না এখানে, জ্ঞান হাঁটে",
    "ক্ষমা করো বৃষ্টি, আমার জানালা খোলা",
    "তোমার চিঠি আসে নৌকার পালে",
    "শেষ গানে শুধু নীরব কৃষ্ণচূড়া",
];
pub(crate) const ENGLISH_LINES: [&str; 8] = [
    "The river keeps the letters that I never sent",
    "Lanterns lean together where the water bent",
    "I heard your name in every wheel of the train",
    "and wrote it on the window in the rain",
    "Carry me over, slow and low",
    "where the wide fields ripen and the mustard glows",
    "Nobody waits at the end of the line",
    "but the morning does, and the morning is mine",
];

struct Dice(u64);

impl Dice {
    fn uniform(&mut self) -> f32 {
        self.0 = splitmix64(self.0);
        (self.0 >> 40) as f32 / (1u64 << 24) as f32
    }

    /// Roughly normal: the sum of four uniforms.
    fn normal(&mut self) -> f32 {
        ((0..4).map(|_| self.uniform()).sum::<f32>() - 2.0) * 1.7
    }
}

fn language(i: usize) -> &'static str {
    ["english", "bangla", "english", "bangla", "mixed"][i % 5]
}

/// Words evenly over 2 s.
fn word_stamps(text: &str, start_secs: f32) -> Vec<(f32, usize)> {
    let begins: Vec<usize> = text
        .split(' ')
        .map(|word| word.as_ptr().addr() - text.as_ptr().addr())
        .collect();
    let n = begins.len() as f32;
    begins
        .into_iter()
        .enumerate()
        .map(|(i, at)| (start_secs + 2.0 * i as f32 / n, at))
        .collect()
}

fn song(i: usize) -> Song {
    let language = language(i);
    let titles = if language == "english" {
        ENGLISH_TITLES
    } else {
        BANGLA_TITLES
    };
    let lines = (0..8).map(|l| {
        let bangla = language == "bangla" || (language == "mixed" && l % 2 == 0);
        let text = if bangla {
            BANGLA_LINES[(l + i) % 8]
        } else {
            ENGLISH_LINES[(l + i) % 8]
        };
        let start = 1.0 + 2.0 * l as f32;
        let words = if i % 6 == 3 {
            word_stamps(text, start)
        } else {
            Vec::new()
        };
        LyricLine {
            start_secs: Some(start),
            text: text.to_string(),
            words,
        }
    });
    Song {
        id: format!("song-{i:03}"),
        title: format!("{} {}", titles[i / 2 % 6], i + 1),
        artist: ["Ayesha", "Rafiq", "Marian", "Jonas"][i % 4].to_string(),
        audio: (i % 12 != 11).then(|| AudioFile {
            path: PathBuf::from(format!("/songs/{i:03}.ogg")),
            hash: format!("{i:064x}"),
        }),
        lyrics: Some(Lyrics {
            lines: lines.collect(),
            source: None,
        }),
        language: Some(Language {
            name: language.to_string(),
            detected: i.is_multiple_of(7),
            of_words: Some(
                match language {
                    "bangla" => "bn",
                    "mixed" => "mixed",
                    _ => "en",
                }
                .to_string(),
            ),
            bangla_share: Some(match language {
                "bangla" => 1.0,
                "mixed" => 0.5,
                _ => 0.0,
            }),
        }),
    }
}

pub(crate) fn library() -> Library {
    let column =
        |name: &str, class: &dyn Fn(usize) -> usize, classes: &[&str], n_detected| LabelColumn {
            name: name.to_string(),
            classes: classes.iter().map(|c| (*c).to_string()).collect(),
            of_song: (0..N_SONGS).map(|i| Some(class(i) as u32)).collect(),
            n_detected,
        };
    Library {
        root: PathBuf::from("/songs"),
        songs: (0..N_SONGS).map(song).collect(),
        labels: vec![
            column(
                "language",
                &|i| [1, 0, 1, 0, 2][i % 5],
                &["bangla", "english", "mixed"],
                9,
            ),
            column("genre", &|i| i / 2 % 6, &GENRES, 0),
        ],
        numbers: vec![NumberColumn {
            name: "year".to_string(),
            of_song: (0..N_SONGS).map(|i| 1970.0 + i as f64).collect(),
            is_feature: true,
        }],
        report: PairingReport {
            n_songs: N_SONGS,
            n_audio: 55,
            n_lyrics: 60,
            n_both: 55,
            lyrics_without_audio: vec![
                PathBuf::from("/songs/lyrics/011.lrc"),
                PathBuf::from("/songs/lyrics/023.lrc"),
            ],
            duplicates: vec![vec![
                PathBuf::from("/songs/a.ogg"),
                PathBuf::from("/songs/copy of a.ogg"),
            ]],
            unreadable: vec![(
                PathBuf::from("/songs/broken.mp3"),
                crate::words::Message::verbatim("no sound that can be decoded"),
            )],
            ..PairingReport::default()
        },
        warnings: vec![Warning::new(
            "songs/007.ogg",
            crate::words::Message::verbatim("tags are in a legacy encoding, read as windows-1252"),
        )],
        ..Library::default()
    }
}

fn recording(i: usize, song: &Song) -> Option<Recording> {
    song.audio.as_ref().map(|_| Recording {
        codec: "vorbis".to_string(),
        sample_rate_hz: 44_100,
        n_channels: 2,
        secs: 18.0 + i as f64 / 100.0,
        peak: 0.75,
        rms: 0.125,
        loudness_lufs: (i != 40).then_some(-14.0 - i as f32 / 10.0),
        remark: (i == 41).then(|| say(id::AUDIO_DAMAGED_PACKETS).with("n", 3usize)),
    })
}

fn latents(dice: &mut Dice) -> (Matrix, Vec<Option<u32>>) {
    let centres: Vec<Vec<f32>> = (0..N_CLUSTERS)
        .map(|_| (0..N_LATENT).map(|_| dice.normal()).collect())
        .collect();
    let labels: Vec<Option<u32>> = (0..N_SONGS)
        .map(|i| Some((i * 7 % 13 % 5) as u32))
        .collect();
    let rows: Vec<Vec<f32>> = labels
        .iter()
        .map(|label| {
            centres[label.unwrap() as usize]
                .iter()
                .map(|c| c + 0.45 * dice.normal())
                .collect()
        })
        .collect();
    (Matrix::from_rows(&rows), labels)
}

fn picture(labels: &[Option<u32>], spread: f32, dice: &mut Dice) -> Matrix {
    let rows: Vec<[f32; 2]> = labels
        .iter()
        .map(|label| {
            let angle = label.unwrap() as f32 * std::f32::consts::TAU / N_CLUSTERS as f32 + 0.4;
            [
                14.0 * angle.cos() + spread * dice.normal(),
                10.0 * angle.sin() + spread * dice.normal(),
            ]
        })
        .collect();
    Matrix::from_rows(&rows)
}

pub(crate) fn epochs(n: usize) -> Vec<Epoch> {
    let losses = |e: f32, bump: f32| {
        let reconstruction = 14.0 + 40.0 * (-e / 25.0).exp() + bump + 0.3 * (e * 0.9).sin();
        let kl = 9.0 * (1.0 - (-e / 30.0).exp()) + 0.2 * (e * 0.5).cos();
        Losses {
            reconstruction,
            kl,
            total: reconstruction + kl,
        }
    };
    (1..=n)
        .map(|epoch| Epoch {
            epoch,
            beta: (epoch as f32 / 20.0).min(1.0),
            train: losses(epoch as f32, 0.0),
            validation: Some(losses(epoch as f32, 3.0 + epoch as f32 * 0.01)),
        })
        .collect()
}

fn scores(quality: f64, dice: &mut Dice) -> Scores {
    let against = |value: f64, chance: f64| AgainstChance {
        value,
        chance,
        band: [chance - 0.03, chance + 0.03],
    };
    let external = [("language", 3, 0.4, 9), ("genre", 6, 1.0 / 6.0, 0)].map(
        |(column, n_classes, majority, n_detected)| ExternalScores {
            column: column.to_string(),
            n_songs: N_SONGS,
            n_classes,
            n_detected,
            majority,
            scores: ScoreMap::from_fn(|score| match score {
                External::Ari => against(0.5 * quality, 0.001),
                External::Ami => against(0.55 * quality, 0.0),
                External::Homogeneity => against(0.62 * quality, 0.07),
                External::Completeness => against(0.58 * quality, 0.06),
                External::Purity => against(majority + 0.5 * quality, majority + 0.08),
                _ => against(0.6 * quality, 0.06),
            }),
            cautions: if n_detected > 0 {
                vec![Caution::Detected]
            } else {
                Vec::new()
            },
            own_k: None,
        },
    );
    let at_own_k = |scores: ExternalScores| {
        let own = OwnK {
            k: scores.n_classes,
            labels: vec![Some(0); N_SONGS],
            scores: Box::new(scores.clone()),
        };
        ExternalScores {
            own_k: Some(own),
            ..scores
        }
    };
    Scores {
        internal: ScoreMap::from_fn(|score| match score {
            Internal::Silhouette => Some(0.5 * quality),
            Internal::CalinskiHarabasz => Some(60.0 * quality),
            Internal::DaviesBouldin => (quality > 0.3).then_some(1.4 - quality),
        }),
        silhouette_of_song: (0..N_SONGS)
            .map(|_| (0.5 * quality as f32) + 0.3 * dice.normal())
            .map(|s| s.clamp(-1.0, 1.0))
            .collect(),
        silhouette_sample: None,
        noise_share: 0.0,
        external: external.map(at_own_k).into(),
        not_scored: Vec::new(),
    }
}

fn facts(latents: &Matrix, labels: &[Option<u32>]) -> Vec<ClusterFacts> {
    let words = [
        ["নদী", "চিঠি", "river"],
        ["চাঁদ", "দুঃখ", "বিশ্ব"],
        ["train", "window", "rain"],
        ["স্কুল", "ক্ষেত", "school"],
        ["morning", "line", "কৃষ্ণচূড়া"],
    ];
    (0..N_CLUSTERS)
        .map(|cluster| {
            let members: Vec<usize> = (0..N_SONGS)
                .filter(|&i| labels[i] == Some(cluster))
                .collect();
            let centre = latents.row(members[0]);
            let mut central = members.clone();
            central.sort_by(|&a, &b| {
                squared_distance(latents.row(a), centre)
                    .total_cmp(&squared_distance(latents.row(b), centre))
            });
            ClusterFacts {
                cluster,
                size: members.len(),
                shares: vec![
                    (
                        "language".to_string(),
                        vec![
                            ("bangla".to_string(), 0.62, 0.4),
                            ("english".to_string(), 0.3, 0.4),
                            ("mixed".to_string(), 0.08, 0.2),
                        ],
                    ),
                    (
                        "genre".to_string(),
                        vec![
                            ("folk".to_string(), 0.5, 0.17),
                            ("rap".to_string(), 0.3, 0.17),
                            ("rock".to_string(), 0.2, 0.17),
                        ],
                    ),
                ],
                silhouette: Some(0.31 - 0.05 * cluster as f32),
                nearest: Some(((cluster + 1) % N_CLUSTERS, 2.4)),
                shares_languages: true,
                words: words[cluster as usize]
                    .iter()
                    .map(|w| ((*w).to_string(), 4.2))
                    .collect(),
                border: central.iter().rev().take(3).copied().collect(),
                central: central.into_iter().take(4).collect(),
            }
        })
        .collect()
}

/// The one place where a [`Trained`] is made up: a PCA in truth, with the history and diagnostics
/// of a VAE.
fn trained(x: &Matrix) -> Trained {
    let split = Split {
        train: (0..x.n_rows()).collect(),
        validation: Vec::new(),
        by_artist: true,
    };
    let config = ModelConfig {
        kind: ModelKind::Pca,
        n_latent: N_LATENT,
        ..ModelConfig::default()
    };
    let mut trained = model::train(
        &model::Input::plain(x),
        &split,
        &config,
        0,
        &Reporter::silent(),
    )
    .unwrap();
    trained.history = epochs(120);
    trained.ended = Ended::Early { best_epoch: 80 };
    trained.diagnostics = Diagnostics {
        kl_per_dim: (0..N_LATENT)
            .map(|d| if d < 9 { 1.8 - 0.15 * d as f32 } else { 0.004 })
            .collect(),
        n_active: 9,
        explained_train: 0.61,
        explained_validation: Some(0.48),
        explained_blocks: vec![
            ("audio".to_string(), 0.58, Some(0.51)),
            ("lyric words".to_string(), 0.63, Some(0.45)),
        ],
        ..trained.diagnostics
    };
    trained
}

pub(crate) fn analysis(config: &Config) -> Analysis {
    let mut dice = Dice(7);
    let (latents, labels) = latents(&mut dice);
    let projection = |xy, method, perplexity, explained| Projection {
        xy,
        method,
        perplexity,
        kl_divergence: None,
        stopped: false,
        explained,
        n_neighbors: None,
        neighbours_found: None,
    };
    let scaler = Scaler {
        columns: (0..N_LATENT).map(|i| format!("mfcc_{i}_mean")).collect(),
        mean: vec![0.0; N_LATENT],
        factor: vec![1.0; N_LATENT],
        blocks: vec![("audio".to_string(), BlockKind::Audio, 0..N_LATENT)],
    };
    let baseline = |name: &'static str, quality, dice: &mut Dice| Baseline {
        name,
        n_dims: N_LATENT,
        labels: labels.clone(),
        scores: scores(quality, dice),
    };
    let library = Arc::new(library());
    let recordings = library
        .songs
        .iter()
        .enumerate()
        .map(|(i, song)| recording(i, song))
        .collect();
    let artists: Vec<&str> = library.songs.iter().map(|s| s.artist.as_str()).collect();
    let kin = Arc::new(Kin::of_artists(&artists));
    Analysis {
        occupancy: None,
        model_occupancy: None,
        whole: library.clone(),
        whole_kin: kin.clone(),
        kin,
        library,
        rows: Arc::new((0..N_SONGS).collect()),
        notes: Vec::new(),
        config: config.check().unwrap(),
        features: Arc::new(FeatureSet {
            blocks: Vec::new(),
            duration_secs: vec![18.0; N_SONGS],
            recordings,
            warnings: vec![Warning::new(
                "songs/041.ogg",
                crate::words::Message::verbatim("3 damaged packets skipped"),
            )],
            n_cached: 12,
            files_hash: None,
        }),
        split: Arc::new(Split {
            train: (0..51).collect(),
            validation: (51..60).collect(),
            by_artist: true,
        }),
        fused: Arc::new(Fused {
            x: latents.clone(),
            scaler,
            incomplete: (0..N_SONGS).map(|i| i % 12 == 11).collect(),
            views: Vec::new(),
        }),
        facts: Arc::new(facts(&latents, &labels)),
        map: Arc::new(projection(
            picture(&labels, 1.9, &mut dice),
            ProjectionMethod::Tsne,
            Some(15.0),
            None,
        )),
        patches: None,
        conditions: None,
        sweep: None,
        probes: Arc::new(Probes {
            separation: Vec::new(),
            label_aucs: Vec::new(),
            disentanglement: Disentanglement {
                columns: Vec::new(),
                mig: None,
            },
            stability: None,
            cross_modal: None,
        }),
        trust: None,
        pca: Arc::new(projection(
            picture(&labels, 3.4, &mut dice),
            ProjectionMethod::Pca,
            None,
            Some([0.31, 0.18]),
        )),
        scores: Arc::new(scores(0.62, &mut dice)),
        baselines: Arc::new(vec![
            baseline("features", 0.35, &mut dice),
            baseline("PCA", 0.28, &mut dice),
        ]),
        clusters: Arc::new(Clusters {
            labels,
            n_clusters: N_CLUSTERS as usize,
            inertia: Some(812.0),
            ..Clusters::default()
        }),
        model: Arc::new(trained(&latents)),
        timings: Stage::ALL
            .iter()
            .map(|&stage| (stage, Duration::from_millis(400)))
            .collect(),
    }
}

fn sound(path: &Path, _: &AudioConfig) -> Result<Sound> {
    let mut dice = Dice(3);
    let samples: Vec<f32> = (0..18 * 2000)
        .map(|i| {
            (i as f32 / 900.0).sin().powi(2)
                * (1.0 - (i % 2000) as f32 / 2600.0)
                * (2.0 * dice.uniform() - 1.0)
        })
        .collect();
    let rows: Vec<Vec<f32>> = (0..600)
        .map(|t| {
            let beat = 1.0 - (t % 33) as f32 / 40.0;
            (0..128)
                .map(|m| {
                    -30.0 - 0.35 * m as f32
                        + 18.0 * beat * ((m as f32 / 6.0 + t as f32 / 60.0).sin())
                        + 4.0 * dice.normal()
                })
                .collect()
        })
        .collect();
    Ok(Sound::from_parts(
        path,
        18.0,
        22_050,
        &samples,
        &Matrix::from_rows(&rows),
    ))
}

fn nearest(x: &Matrix, i: usize, k: usize) -> Vec<(usize, f32)> {
    let mut all: Vec<(usize, f32)> = (0..x.n_rows())
        .filter(|&j| j != i)
        .map(|j| (j, squared_distance(x.row(i), x.row(j)).sqrt()))
        .collect();
    all.sort_by(|a, b| a.1.total_cmp(&b.1));
    all.truncate(k);
    all
}

fn analyze(request: &Request, _: &Reporter) -> Result<Analysis> {
    let mut analysis = analysis(&request.config);
    if let Some(library) = &request.library {
        analysis.library = library.clone();
        analysis.whole = library.clone();
    }
    let _ = request.loaded.set(analysis.library.clone());
    Ok(analysis)
}

/// Work that needs no other room.
pub(crate) fn work() -> Work {
    Work {
        analyze,
        sound,
        spectra,
        nearest,
    }
}

/// A tone that rises, in the settings that are asked for.
fn spectra(_: &Path, settings: SpectraSettings, of_model: &AudioConfig) -> Result<Pictures> {
    let raster = |n_rows: usize| Raster {
        n_rows,
        n_columns: n_rows,
        shades: (0..n_rows * n_rows)
            .map(|i| if i / n_rows == i % n_rows { 255 } else { 40 })
            .collect(),
    };
    Ok(Pictures {
        start_secs: 4.0,
        secs: 8.0,
        rate_hz: of_model.sample_rate_hz,
        n_frames: 8 * of_model.sample_rate_hz as usize / settings.hop_samples,
        linear: raster(settings.n_fft / 16),
        mel: raster(settings.n_mels),
        mfcc: raster(settings.n_mfcc),
        settings,
    })
}

/// The songs on their way from one heap to their places, `share` of it done.
fn underway(to: &Matrix, share: f32) -> Arc<Matrix> {
    let heap = |i: usize, v: f32| {
        3.0 * (i as f32 * 1.7).sin() + share * (v - 3.0 * (i as f32 * 1.7).sin())
    };
    Arc::new(Matrix::new(
        to.n_rows(),
        2,
        to.as_slice()
            .iter()
            .enumerate()
            .map(|(i, &v)| heap(i, v))
            .collect(),
    ))
}

/// A look at the model after `epoch` epochs, of which 40 make a training: at first every dimension
/// carries something.
pub(crate) fn glimpse(epoch: usize, to: &Matrix) -> Progress {
    let n_active = if epoch < 10 { 16 } else { 9 };
    let kl = |d: usize| {
        if d < n_active {
            1.8 - 0.1 * d as f32
        } else {
            0.004
        }
    };
    Progress::Glimpse {
        epoch,
        xy: underway(to, epoch as f32 / 40.0),
        kl_per_dim: (0..N_LATENT).map(kl).collect(),
        n_active,
        n_latent: N_LATENT,
        mixture: None,
    }
}

/// A run of which every tenth epoch of 40 is seen, then three steps of the map; its model can be
/// trained further.
pub(crate) fn taught(request: &Request, reporter: &Reporter) -> Result<Analysis> {
    let mut analysis = analyze(request, reporter)?;
    let n_before = request
        .before
        .as_ref()
        .filter(|_| request.further)
        .map_or(0, |b| b.model.history.len());
    let n_epochs = if request.further {
        request.config.model.n_epochs
    } else {
        40
    };
    let history = epochs(n_epochs);
    for &epoch in &history[n_before..] {
        reporter.report(Progress::Epoch { epoch, n_epochs });
        if epoch.epoch.is_multiple_of(10) {
            reporter.report(glimpse(epoch.epoch, &analysis.pca.xy));
        }
    }
    reporter.step(Stage::Clustering, 1, 1, "");
    for step in 1..=3 {
        let xy = underway(&analysis.map.xy, 0.5 + step as f32 / 6.0);
        reporter.report(Progress::Map {
            xy,
            iteration: 100 * step,
            n_iterations: 300,
        });
    }
    let small = ModelConfig {
        hidden: vec![4],
        n_latent: 2,
        n_epochs: 1,
        patience: 0,
        ..ModelConfig::default()
    };
    let (latents, split) = (analysis.model.latents.clone(), analysis.split.clone());
    let mut model = model::train(
        &model::Input::plain(&latents),
        &split,
        &small,
        0,
        &Reporter::silent(),
    )?;
    model.diagnostics = analysis.model.diagnostics.clone();
    (model.latents, model.history, model.ended) = (latents, history, Ended::Finished);
    analysis.model = Arc::new(model);
    Ok(analysis)
}

/// A session whose analysis has a timeline and a model that can be trained further.
pub(crate) fn taught_session() -> Session {
    let mut session = session_with(Work {
        analyze: taught,
        ..work()
    });
    session.apply(super::Command::OpenDemo);
    settle(&mut session);
    session
}

/// A run that has trained, streams one map, and then goes on until it is stopped.
pub(crate) fn endless(request: &Request, reporter: &Reporter) -> Result<Analysis> {
    let analysis = analysis(&request.config);
    let _ = request.loaded.set(analysis.library.clone());
    reporter.step(Stage::Audio, N_SONGS, N_SONGS, "song-059");
    for epoch in epochs(60) {
        reporter.report(Progress::Epoch {
            epoch,
            n_epochs: 200,
        });
    }
    reporter.report(glimpse(60, &analysis.pca.xy));
    reporter.step(Stage::Clustering, 1, 1, "");
    let xy = Arc::new(analysis.pca.xy.clone());
    reporter.report(Progress::Map {
        xy,
        iteration: 320,
        n_iterations: 1000,
    });
    while !reporter.take_stop() {
        std::thread::sleep(Duration::from_millis(1));
    }
    Err(Error::Cancelled)
}

/// A first run under way, its songs on their way to their places.
pub(crate) fn live_session() -> Session {
    let mut session = Session::new(
        Config::plain(),
        Cache { folder: None },
        None,
        Work {
            analyze: endless,
            ..work()
        },
        Arc::new(|| {}),
    );
    session.apply(super::Command::OpenDemo);
    for _ in 0..2000 {
        session.pump();
        if session
            .live()
            .and_then(|live| live.map.as_ref())
            .is_some_and(|map| map.1 == 320)
        {
            return session;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    panic!("no map came");
}

/// Nothing open, no player.
pub(crate) fn empty_session() -> Session {
    Session::new(
        Config::plain(),
        Cache { folder: None },
        None,
        work(),
        Arc::new(|| {}),
    )
}

/// A session with the analysis above on show.
pub(crate) fn session() -> Session {
    let mut session = empty_session();
    session.apply(super::Command::OpenDemo);
    settle(&mut session);
    session
}

impl Session {
    /// Writes what was changed for the case of a crash, as it is else after some seconds.
    pub(super) fn keep_now(&mut self) {
        let on_show = self.on_show();
        let file = SessionFile::of(&self.cx, &on_show);
        self.keeping.write_now(file, &self.cx);
    }
}

/// Pumps until no thread works any more.
pub(crate) fn settle(session: &mut Session) {
    // A report takes seconds without optimisation on a machine that has other things to do.
    let until = Instant::now() + Duration::from_secs(60);
    while Instant::now() < until {
        session.pump();
        if !session.is_busy() {
            return;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    panic!("threads did not end");
}

/// Nothing open; runs do `work`.
pub(crate) fn session_with(work: Work) -> Session {
    let mut session = empty_session();
    session.cx.work = work;
    session
}

/// The same songs with features of sound, alike where genres are, and of words, alike where
/// languages are.
pub(crate) fn with_blocks(request: &Request, _: &Reporter) -> Result<Analysis> {
    let mut made = analysis(&request.config);
    if let Some(library) = &request.library {
        (made.library, made.whole) = (library.clone(), library.clone());
    }
    let mut dice = Dice(11);
    let mut block = |name: &str, kind, d: usize, column: usize| {
        let class = &made.library.labels[column].of_song;
        let near = |i: usize, j: usize| class[i].is_some_and(|class| j % 6 == class as usize);
        let row = |i: usize| {
            (0..d)
                .map(|j| if near(i, j) { 3.0 } else { 0.0 } + dice.normal())
                .collect::<Vec<_>>()
        };
        let values = Matrix::from_rows(&(0..N_SONGS).map(row).collect::<Vec<_>>());
        let columns = (0..d).map(|j| format!("{name} {j}")).collect();
        let (name, present) = (name.to_string(), vec![true; N_SONGS]);
        Block {
            name,
            kind,
            scaling: Scaling::Standardise,
            columns,
            values,
            units: Vec::new(),
            idf: Vec::new(),
            present,
        }
    };
    let blocks = vec![
        block("audio", BlockKind::Audio, 12, 1),
        block("lyric words", BlockKind::Lyrics, 24, 0),
    ];
    made.features = Arc::new(FeatureSet {
        blocks,
        ..FeatureSet::clone(&made.features)
    });
    let _ = request.loaded.set(made.library.clone());
    Ok(made)
}
/// As many songs as a table has to bear.
pub(crate) const N_MANY: usize = 100_000;

/// The analysis above with its songs again and again, without their words.
fn analyze_many(request: &Request, _: &Reporter) -> Result<Analysis> {
    let mut analysis = analysis(&request.config);
    let few = analysis.library.clone();
    let songs = (0..N_MANY).map(|i| {
        let song = Song {
            lyrics: None,
            ..few.songs[i % N_SONGS].clone()
        };
        Song {
            id: format!("song-{i}"),
            title: format!("{} no. {}", song.title, i * 7919 % N_MANY),
            ..song
        }
    });
    let label = |label: &LabelColumn| LabelColumn {
        of_song: again(&label.of_song),
        ..label.clone()
    };
    let library = Arc::new(Library {
        songs: songs.collect(),
        labels: few.labels.iter().map(label).collect(),
        numbers: few
            .numbers
            .iter()
            .map(|n| NumberColumn {
                of_song: again(&n.of_song),
                ..n.clone()
            })
            .collect(),
        ..(*few).clone()
    });
    let rows: Vec<usize> = (0..N_MANY).collect();
    let model = Arc::get_mut(&mut analysis.model).expect("nobody else has it yet");
    model.latents = model
        .latents
        .select_rows(&again(&(0..N_SONGS).collect::<Vec<_>>()));
    let scores = Arc::make_mut(&mut analysis.scores);
    scores.silhouette_of_song = again(&scores.silhouette_of_song);
    let clusters = Arc::make_mut(&mut analysis.clusters);
    clusters.labels = again(&clusters.labels);
    let features = Arc::make_mut(&mut analysis.features);
    (features.duration_secs, features.recordings) = (vec![18.0; N_MANY], vec![None; N_MANY]);
    for picture in [&mut analysis.map, &mut analysis.pca] {
        let picture = Arc::make_mut(picture);
        picture.xy = picture
            .xy
            .select_rows(&again(&(0..N_SONGS).collect::<Vec<_>>()));
    }
    (analysis.rows, analysis.whole, analysis.library) = (Arc::new(rows), library.clone(), library);
    let _ = request.loaded.set(analysis.library.clone());
    Ok(analysis)
}

fn again<T: Clone>(values: &[T]) -> Vec<T> {
    values.iter().cycle().take(N_MANY).cloned().collect()
}

/// A session with [`N_MANY`] songs on show.
pub(crate) fn session_of_many() -> Session {
    let mut session = session_with(Work {
        analyze: analyze_many,
        ..work()
    });
    session.apply(super::Command::OpenDemo);
    settle(&mut session);
    session
}

/// The analysis above with features that have names, the trust in its map, and a stability.
pub(crate) fn described(request: &Request, reporter: &Reporter) -> Result<Analysis> {
    use crate::features::{Block, BlockKind, Scaling};
    let mut made = analyze(request, reporter)?;
    let mut dice = Dice(5);
    let language = made.library.labels[0].of_song.clone();
    // Bangla songs are louder and slower; the other columns are chance.
    let row = |i: usize, dice: &mut Dice| {
        let bangla = f32::from(u8::from(language[i] == Some(0)));
        vec![
            0.1 + 0.03 * bangla + 0.01 * dice.normal(),
            2000.0 + 300.0 * dice.normal(),
            110.0 - 12.0 * bangla + 6.0 * dice.normal(),
            0.2 + 0.05 * dice.normal(),
            -200.0 + 40.0 * dice.normal(),
            0.4 + 0.1 * dice.normal(),
        ]
    };
    let sound: Vec<Vec<f32>> = (0..N_SONGS).map(|i| row(i, &mut dice)).collect();
    let terms = ["নদী", "চাঁদ", "river", "train", "la"];
    let words: Vec<Vec<f32>> = (0..N_SONGS)
        .map(|i| match language[i] {
            Some(0) => vec![(i % 4) as f32, (i % 3) as f32, 0.0, 0.0, 1.0],
            Some(1) => vec![0.0, 0.0, (i % 4) as f32, (i % 3) as f32, 1.0],
            _ => vec![1.0, 0.0, 1.0, 0.0, 1.0],
        })
        .collect();
    let block = |name: &str, kind, columns: &[&str], rows: &[Vec<f32>]| Block {
        name: name.to_string(),
        kind,
        scaling: Scaling::Standardise,
        columns: columns.iter().map(|c| (*c).to_string()).collect(),
        values: Matrix::from_rows(rows),
        units: Vec::new(),
        idf: Vec::new(),
        present: vec![true; N_SONGS],
    };
    let columns = [
        "rms_mean",
        "centroid_mean",
        "tempo_bpm",
        "flatness_mean",
        "mfcc_0_mean",
        "chroma_c#_mean",
    ];
    let blocks = vec![
        block("audio", BlockKind::Audio, &columns, &sound),
        block("lyric words", BlockKind::Lyrics, &terms, &words),
    ];
    made.features = Arc::new(FeatureSet {
        blocks,
        ..FeatureSet::clone(&made.features)
    });
    let trust = crate::projection::trust(made.latents(), &made.map.xy, 10, 0, &Reporter::silent())?;
    made.trust = Some(Arc::new(trust));
    let stability = crate::scores::Stability {
        n_runs: 10,
        n_sampled: None,
        again: crate::scores::Repeats::from_fn(|what| match what {
            crate::scores::Repeated::OverSeeds => Some(crate::scores::Again {
                mean: 0.91,
                sd: Some(0.04),
            }),
            crate::scores::Repeated::OverSamples => Some(crate::scores::Again {
                mean: 0.64,
                sd: Some(0.1),
            }),
        }),
        of_cluster: vec![Some(0.9), Some(0.7), Some(0.5), Some(0.8), None],
    };
    made.probes = Arc::new(Probes {
        stability: Some(stability),
        ..Probes::clone(&made.probes)
    });
    Ok(made)
}

/// A session with [`described`] on show, and no message.
pub(crate) fn described_session() -> Session {
    let mut session = session_with(Work {
        analyze: described,
        ..work()
    });
    session.apply(super::Command::OpenDemo);
    settle(&mut session);
    for message in session.messages().to_vec() {
        session.apply(super::Command::Dismiss(message.id));
    }
    session
}

/// A session with [`described`] on show of which no dimension carries anything.
pub(crate) fn collapsed_session() -> Session {
    let collapsed = |request: &Request, reporter: &Reporter| {
        let mut made = described(request, reporter)?;
        if let Some(model) = Arc::get_mut(&mut made.model) {
            model.diagnostics.n_active = 0;
        }
        Ok(made)
    };
    let mut session = session_with(Work {
        analyze: collapsed,
        ..work()
    });
    session.apply(super::Command::OpenDemo);
    settle(&mut session);
    session
}

/// A session in whose home another one has left itself by a crash.
pub(crate) fn after_crash(home: &Path) -> Session {
    let watched = || {
        let mut session = empty_session();
        session.keep_in(Some(home.to_path_buf()));
        session.watch_over();
        session
    };
    let mut first = watched();
    first.apply(super::Command::OpenDemo);
    first.keep_now();
    let written = || {
        std::fs::read_dir(home.join("recovery")).is_ok_and(|mut files| {
            files.any(|file| {
                file.is_ok_and(|file| file.path().extension().is_some_and(|e| e == "json"))
            })
        })
    };
    for _ in 0..2000 {
        if written() {
            break;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    drop(first);
    watched()
}
