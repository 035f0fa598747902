//! Latentune: an explorer for the latent space of a collection of songs with lyrics.
//!
//! # The house, in reading order
//! A room imports only from rooms above it; a test holds every `use crate::…` against this order.
//!
//! | room | what happens there | the only home of |
//! | --- | --- | --- |
//! | [`error`] | `Error` stops a run; `Warning` skips a song and is collected | thiserror |
//! | [`matrix`] | n rows × d columns of f32, the one numeric shape that crosses rooms | |
//! | [`job`] | `Reporter` (progress, checkpoint), `Job` (named thread), `Outcome` | crossbeam-channel |
//! | [`config`] | every knob of every stage, and the seed; load, check once, save | toml |
//! | [`text`] | Unicode-safe tokens, TF-IDF, language detection | unicode-segmentation, whatlang |
//! | [`library`] | folders, manifests, tags and lyric files become `Song`s, with a pairing report | lofty, csv, encoding_rs |
//! | [`audio`] | decode, resample, mel, MFCC, spectral features | symphonia, rubato, realfft |
//! | [`features`] | blocks, one row per song; standardise, weigh, fuse; cache on disk | directories |
//! | [`model`] | PCA, autoencoder, VAE; train; diagnose; decode | burn, faer |
//! | [`projection`] | PCA, t-SNE to 2-D; nearest neighbours | bhtsne |
//! | [`clustering`] | k-means | linfa |
//! | [`scores`] | silhouette, CH, DB, ARI, NMI, purity, chance lines, cluster facts | |
//! | [`pipeline`] | `analyze()`: the program in forty lines; `Analysis` | |
//! | [`export`] | CSV and figures | plotters, resvg |
//! | [`player`] | its own thread; commands in, state out; silent without a device | rodio, alsa |
//! | [`session`] | what there is to show, and the closed list of what can be asked. No egui | |
//! | [`ui`] | one file per panel; panels read the session and push commands | egui, egui_plot |
//! | [`app`] | `logic()` pumps messages, `ui()` draws | eframe, rfd |
//! | [`cli`] | the headless door | clap, indicatif |

pub mod error;
pub mod matrix;
pub mod job;
pub mod config;
pub mod text;
pub mod library;
pub mod audio;
pub mod features;
pub mod model;
pub mod projection;
pub mod clustering;
pub mod scores;
pub mod pipeline;
pub mod export;
pub mod player;
pub mod session;
pub mod ui;
pub mod app;
pub mod cli;
