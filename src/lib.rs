//! Latentune: an explorer for the latent space of a collection of songs with lyrics.
//!
//! # The house, in reading order
//! A room imports only from rooms above it; a test holds every `use crate::…` against this order.
//! `player`, `session`, `ui` and `app` are built with the feature `window` only.
//!
//! | room | what happens there | the only home of |
//! | --- | --- | --- |
//! | [`words`] | every text that a person reads, in every language: Fluent files in `assets/locales`, a constant for each text; the locale of a thread | fluent-bundle |
//! | [`error`] | `Error` stops a run; `Warning` skips a song and is collected | |
//! | [`file`](mod@file) | files that are there whole or not at all, one or many; those of others within bounds | nix |
//! | [`matrix`] | n rows × d columns of f32, the one numeric shape that crosses rooms | |
//! | [`random`] | one seed, one stream per stage | |
//! | [`job`] | `Reporter` (progress, checkpoint), `Job` (named thread), `Outcome`; `Slot` and `Derived` for an owner that looks in once a frame | crossbeam-channel |
//! | [`config`] | every knob of every stage, and the seed; load, check once, save; the folders of the platform | toml, directories |
//! | [`fetch`] | models by name from the hub into the cache, and which may be fetched freely | ureq, ring |
//! | [`text`] | Unicode-safe tokens, TF-IDF, word vectors, sentence transformers, romanised Bangla, language detection; latent semantic analysis; one spelling for what looks the same | unicode-segmentation, unicode-normalization, whatlang, tokenizers, safetensors, half, pulp, faer |
//! | [`library`] | folders, tables of any kind, tags and lyric files become `Song`s, with a pairing report; published data sets recognised; tables of songs that were read elsewhere; the demo songs | lofty, flate2, encoding-rs, chardetng, unicode-normalization, csv, parquet |
//! | [`audio`] | decode, resample, mel, MFCC, spectral features, chroma, tempo; loudness; log-mel back to sound | symphonia, oxideav-aac, nanomp3-core, opus-pure, ebur128 |
//! | [`ears`] | a trained network hears what a recording is like: 200 numbers, and 50 words that it guesses; any other network out of an ONNX file | safetensors, faer, rten, rten-tensor |
//! | [`embeddings`] | vectors that other programs made, from their files, given to the songs | safetensors, parquet, csv, flate2, half |
//! | [`features`] | blocks, one row per song; standardise, weigh, fuse; split by artist; cache on disk | safetensors |
//! | [`shards`] | what is to be extracted parted among machines, and put together again: plan, parts, one table | |
//! | [`model`] | PCA, autoencoder, VAEs of several kinds; train; diagnose; encode, decode, explore; save, load | burn, burn-ndarray, matrixmultiply, pulp, faer, toml |
//! | [`projection`] | PCA, t-SNE, UMAP to 2-D; new songs placed; how far a picture can be trusted; nearest neighbours | bhtsne, faer |
//! | [`clustering`] | k-means, agglomerative, DBSCAN, HDBSCAN, Gaussian mixture, spectral | linfa, linfa-clustering, linfa-nn, kodama, faer |
//! | [`scores`] | every score once, with its facts, in `metric`; silhouette, CH, DB; agreement with labels beside chance; separation, disentanglement, stability, cross-modal agreement; sweeps over k; facts of clusters and selections | faer |
//! | [`pipeline`] | `analyze()`: the program in forty lines; `Analysis` | |
//! | [`curation`] | what a person makes of songs: labels and notes of their own, hidden songs, clusters edited by hand; kept by library, scored, two people's compared | |
//! | [`reading`] | every judgement of one run and of a comparison, as closed values by one set of rules, and their sentences | |
//! | [`lessons`] | lessons as files: settings, what to look at, a question, what the numbers must show; those that travel with the program; one made of a run | toml |
//! | [`experiment`] | many settings, one table: grids, presets, what follows from the numbers | toml |
//! | [`export`] | CSV, Parquet, figures, films of the map, the report with its page and notebook, and the palette they share with the window | plotters, resvg, gif, png, parquet, csv, base64 |
//! | [`runs`] | runs of a library kept on disk, shown again without training, and compared over seeds | |
//! | [`player`] | its own thread; commands in, state out; silent without a device | rodio, alsa, libloading, crossbeam-channel |
//! | [`session`] | what there is to show, and the closed list of what can be asked: a router over parts, each with its own state and work. No egui | crossbeam-channel |
//! | [`ui`] | one file per panel, a row each in `ui::tab`; panels read the session, push commands to it and actions to the window, and lie in tiles; `ui::action` is everything that can be asked for; shelves: `ui::ground` what everything is drawn with, `ui::map` the map, `ui::panels`, `ui::bars`, `ui::teaching` tour, lessons, glossary | eframe, egui-plot, egui-tiles |
//! | [`app`] | `logic()` pumps messages, `ui()` draws | eframe, rfd, ron |
//! | [`cli`] | the headless door | clap, indicatif |
//! | [`fuzzing`] | every reader of files that others made, by their bytes: for fuzzers, and for the test that replays what they found | |
//!
//! Below the house lies a package, `latentune_numeric` in `src/numeric`: Fourier transforms,
//! resampling and the affinities of t-SNE for the types of number used here (realfft, rustfft,
//! rubato, bhtsne), so that they are compiled once; and one mathematics library for the whole
//! program (libm), so that Linux and Windows calculate the same.
//!
//! # What flows
//! ```text
//! folder ─library→ Library (songs, labels, pairing report)        plan → parts ─shards→ one table ─library→ the same Library
//!  audio files ─audio→ summary features ┐
//!  lyrics      ─text→  TF-IDF           ┴─features→ FeatureSet → Fused (n × d); log-mel Patches for the conv VAE
//!  Fused   ─model→ latents (n × k), history, diagnostics
//!  latents ─clustering→ Clusters ─scores→ Scores, ClusterFacts      latents ─projection→ n × 2
//!  everything ─pipeline→ Analysis ─Arc→ Session → window | command line | tests
//! ```
//! Row i is song i in every table. An `Analysis` is immutable; a job makes the next one, which
//! shares every part whose settings did not change. Core rooms know nothing of threads beyond
//! `reporter`.

// What only the window uses stays in its room where there is none.
#![cfg_attr(
    not(feature = "window"),
    allow(dead_code, unreachable_pub, unused_imports)
)]
// What is added to an enum of ours is shown by the compiler wherever it is missing.
#![cfg_attr(not(test), warn(clippy::wildcard_enum_match_arm))]
#![warn(missing_docs)]

pub mod words;
pub mod error;
pub mod file;
pub mod matrix;
pub mod random;
pub mod job;
pub mod config;
pub(crate) mod fetch;
pub mod text;
pub mod library;
pub mod audio;
pub mod ears;
pub(crate) mod embeddings;
pub mod features;
pub(crate) mod shards;
pub mod model;
pub mod projection;
pub mod clustering;
pub mod scores;
pub mod pipeline;
pub(crate) mod curation;
pub(crate) mod reading;
pub mod lessons;
pub(crate) mod experiment;
pub mod export;
pub(crate) mod runs;
#[cfg(feature = "window")]
pub mod player;
#[cfg(feature = "window")]
pub mod session;
#[cfg(feature = "window")]
pub mod ui;
#[cfg(feature = "window")]
pub mod app;
pub mod cli;
#[doc(hidden)]
pub mod fuzzing;
