//! Blocks made comparable and joined (the rule stands at the top of the room).

use super::{Block, BlockId, BlockKind, FeatureSet, Fused, Scaler, Scaling, Split, View};
use crate::config::{FusionConfig, Keyed};
use crate::error::{Error, Result};
use crate::matrix::Matrix;
use crate::words::{id, say};

impl FusionConfig {
    /// The weight of a kind of block under the chosen modality; 0 when it is not in use.
    pub(crate) fn weight(&self, kind: BlockKind) -> f32 {
        let (in_use, weight) = match kind {
            BlockKind::Audio => (self.modality.has_audio(), self.audio_weight),
            BlockKind::Lyrics => (self.modality.has_lyrics(), self.lyrics_weight),
            BlockKind::Numbers => (true, self.numbers_weight),
            BlockKind::Vectors => (true, self.embeddings_weight),
        };
        if in_use { weight } else { 0.0 }
    }
}

/// Scales, weighs and joins the blocks that `config` asks for.
///
/// # Shapes
/// Blocks of n rows; result n × (columns of the blocks in use).
///
/// # Errors
/// When no block is in use, or none of them varies over the training songs.
pub(crate) fn fuse(features: &FeatureSet, config: &FusionConfig, split: &Split) -> Result<Fused> {
    let used: Vec<Used> = features
        .blocks
        .iter()
        .map(|block| Used {
            block,
            weight: config.weight(block.kind),
            own: BlockId::of_key(&block.name).map_or(1.0, |id| id.own_weight(config)),
        })
        .filter(|used| used.weight > 0.0 && used.own > 0.0)
        .collect();
    if used.is_empty() {
        return Err(Error::library(
            say(id::PIPELINE_NOTHING_ASKED_FOR).with("modality", config.modality.label()),
        ));
    }
    weighed(&used, split)
}

/// One block by itself, whatever it weighs.
///
/// # Shapes
/// As [`fuse`].
///
/// # Errors
/// When it does not vary over the training songs.
pub(crate) fn fuse_alone(block: &Block, split: &Split) -> Result<Fused> {
    let (weight, own) = (1.0, 1.0);
    weighed(&[Used { block, weight, own }], split)
}

/// A block that enters.
struct Used<'a> {
    block: &'a Block,
    /// Of its kind.
    weight: f32,
    /// What it counts beside the others of its kind.
    own: f32,
}

fn weighed(used: &[Used], split: &Split) -> Result<Fused> {
    let mut scaler = Scaler {
        columns: Vec::new(),
        mean: Vec::new(),
        factor: Vec::new(),
        blocks: Vec::new(),
    };
    for &Used { block, weight, own } in used {
        let of_kind = used.iter().filter(|other| other.block.kind == block.kind);
        let squares: f32 = of_kind.map(|other| other.own.powi(2)).sum();
        let weight = weight * own / squares.sqrt();
        let start = scaler.columns.len();
        let (mean, factor) = fit(block, weight, &split.train);
        scaler.columns.extend(block.columns.iter().cloned());
        scaler.mean.extend(mean);
        scaler.factor.extend(factor);
        scaler
            .blocks
            .push((block.name.clone(), block.kind, start..scaler.columns.len()));
    }
    let used: Vec<(&Block, f32)> = used.iter().map(|used| (used.block, used.weight)).collect();
    unit_mean_variance(&mut scaler, &used)?;
    let x = apply(&scaler, &used, used[0].0.present.len());
    Ok(joined(x, scaler, &used))
}

/// Joins the blocks as they were joined for a model that was trained before.
///
/// # Shapes
/// As [`fuse`].
///
/// # Errors
/// When a block of the model is not there, or has other columns.
pub(crate) fn fuse_as(features: &FeatureSet, scaler: &Scaler) -> Result<Fused> {
    let mut used = Vec::with_capacity(scaler.blocks.len());
    for (name, kind, range) in &scaler.blocks {
        let Some(block) = features.named(name) else {
            return Err(Error::library(
                say(id::FEATURES_MODEL_WAS_TRAINED_NAME_WHICH).with("name", name),
            ));
        };
        let wanted = &scaler.columns[range.clone()];
        if block.columns != wanted {
            return Err(other_columns(name, *kind, wanted, &block.columns));
        }
        used.push((block, 1.0));
    }
    let x = apply(scaler, &used, features.duration_secs.len());
    Ok(joined(x, scaler.clone(), &used))
}

fn joined(x: Matrix, scaler: Scaler, used: &[(&Block, f32)]) -> Fused {
    let n = x.n_rows();
    let mut views: Vec<View> = Vec::new();
    for ((block, _), (_, kind, columns)) in used.iter().zip(&scaler.blocks) {
        match views.last_mut().filter(|view| view.kind == *kind) {
            // A song has a modality when it has any of its blocks.
            Some(view) => {
                view.columns.end = columns.end;
                view.present
                    .iter_mut()
                    .zip(&block.present)
                    .for_each(|(has, &also)| *has |= also);
            }
            None => views.push(View {
                kind: *kind,
                columns: columns.clone(),
                present: block.present.clone(),
            }),
        }
    }
    let incomplete = (0..n)
        .map(|i| used.iter().any(|(b, _)| !b.present[i]))
        .collect();
    Fused {
        x,
        scaler,
        incomplete,
        views,
    }
}

fn other_columns(name: &str, kind: BlockKind, wanted: &[String], found: &[String]) -> Error {
    let n_shared = wanted.iter().filter(|w| found.contains(w)).count();
    let why = match kind {
        BlockKind::Audio => id::FEATURES_THEY_WERE_COMPUTED_OTHER_SETTINGS,
        BlockKind::Lyrics => id::FEATURES_TERMS_CHOSEN_ANEW_EVERY_LIBRARY,
        BlockKind::Numbers => id::FEATURES_MANIFEST_HAS_OTHER_NUMBER_COLUMNS,
        BlockKind::Vectors => id::FEATURES_VECTORS_ARE_OF_ANOTHER_KIND,
    };
    Error::library(
        say(id::FEATURES_MODEL_KNOWS_KNOWN_COLUMNS_NAME)
            .with("known", wanted.len())
            .with("name", name)
            .with("here", found.len())
            .with("n_shared", n_shared)
            .with("why", why),
    )
}

/// Mean and factor of each column, such that the block's total variance over the training songs is
/// `weight`².
fn fit(block: &Block, weight: f32, train: &[usize]) -> (Vec<f64>, Vec<f64>) {
    let rows: Vec<usize> = train
        .iter()
        .copied()
        .filter(|&i| block.present[i])
        .collect();
    let n = rows.len().max(1) as f64;
    let d = block.columns.len();
    let mut mean = vec![0.0f64; d];
    for &i in &rows {
        for (m, &v) in mean.iter_mut().zip(block.values.row(i)) {
            *m += f64::from(v) / n;
        }
    }
    let mut variance = vec![0.0f64; d];
    for &i in &rows {
        for ((s, m), &v) in variance.iter_mut().zip(&mean).zip(block.values.row(i)) {
            *s += (f64::from(v) - m).powi(2) / n;
        }
    }
    // A column is constant when its deviation is rounding noise beside its mean. What was computed
    // has such noise; what was read has none, however small its numbers are.
    let varies = |j: usize| match block.kind {
        BlockKind::Audio | BlockKind::Lyrics | BlockKind::Vectors => {
            variance[j].sqrt() > 1e-6 * mean[j].abs().max(1e-6)
        }
        BlockKind::Numbers => variance[j] > 0.0,
    };
    let own: Vec<f64> = (0..d)
        .map(|j| match block.scaling {
            _ if !varies(j) => 0.0,
            Scaling::Standardise => variance[j].sqrt().recip(),
            Scaling::UnitRows => 1.0,
        })
        .collect();
    let total: f64 = own.iter().zip(&variance).map(|(f, v)| f * f * v).sum();
    let scale = if total > 0.0 {
        f64::from(weight) / total.sqrt()
    } else {
        0.0
    };
    let raw_mean = |j: usize| block.unit(j).0 + block.unit(j).1 * mean[j];
    (
        (0..d).map(raw_mean).collect(),
        (0..d).map(|j| own[j] * scale / block.unit(j).1).collect(),
    )
}

/// Multiplies all factors by √(columns that vary / total variance), so that such a column has
/// variance 1 on average.
fn unit_mean_variance(scaler: &mut Scaler, used: &[(&Block, f32)]) -> Result<()> {
    let n_varying = scaler.factor.iter().filter(|f| **f > 0.0).count();
    if n_varying == 0 {
        return Err(Error::stage(
            id::CONFIG_FEATURES,
            id::FEATURES_ALL_SONGS_HAVE_SAME_FEATURES,
        ));
    }
    let weight_of = |kind| {
        used.iter()
            .find(|(b, _)| b.kind == kind)
            .map_or(0.0, |(_, weight)| *weight)
    };
    let total: f32 = BlockKind::all().map(|k| weight_of(k).powi(2)).sum();
    let overall = (n_varying as f64 / f64::from(total)).sqrt();
    scaler.factor.iter_mut().for_each(|f| *f *= overall);
    Ok(())
}

fn apply(scaler: &Scaler, used: &[(&Block, f32)], n_rows: usize) -> Matrix {
    let mut x = Matrix::zeros(n_rows, scaler.columns.len());
    for ((block, _), (_, _, columns)) in used.iter().zip(&scaler.blocks) {
        let (mean, factor) = (
            &scaler.mean[columns.clone()],
            &scaler.factor[columns.clone()],
        );
        // The same in the units of the values: they are centred before they are scaled, and no
        // digit is lost.
        let in_units: Vec<(f64, f64)> = (0..mean.len())
            .map(|j| {
                let (origin, size) = block.unit(j);
                ((mean[j] - origin) / size, factor[j] * size)
            })
            .collect();
        for i in (0..n_rows).filter(|&i| block.present[i]) {
            let target = &mut x.row_mut(i)[columns.clone()];
            for ((t, &v), (m, f)) in target.iter_mut().zip(block.values.row(i)).zip(&in_units) {
                *t = ((f64::from(v) - m) * f) as f32;
            }
        }
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Modality;

    /// 40 songs: 3 audio columns (one constant) of very different sizes, and 200 sparse unit-norm
    /// lyric columns; song 0 has no lyrics.
    fn features() -> FeatureSet {
        let n = 40;
        let mut audio = Matrix::zeros(n, 3);
        let mut words = Matrix::zeros(n, 200);
        for i in 0..n {
            let t = i as f32;
            audio
                .row_mut(i)
                .copy_from_slice(&[1e4 * (t * 0.7).sin(), 5.0, 1e-3 * (t * 1.3).cos()]);
            if i > 0 {
                words.row_mut(i)[(i * 7) % 200] = 0.8;
                words.row_mut(i)[(i * 7 + 3) % 200] = 0.6;
            }
        }
        let names = |d: usize| (0..d).map(|j| j.to_string()).collect();
        let mut has_words = vec![true; n];
        has_words[0] = false;
        let block = |kind, scaling, values: Matrix, present| Block {
            name: format!("{kind:?}"),
            kind,
            scaling,
            columns: names(values.n_cols()),
            values,
            units: Vec::new(),
            idf: Vec::new(),
            present,
        };
        FeatureSet {
            blocks: vec![
                block(BlockKind::Audio, Scaling::Standardise, audio, vec![true; n]),
                block(BlockKind::Lyrics, Scaling::UnitRows, words, has_words),
            ],
            duration_secs: vec![30.0; n],
            recordings: vec![None; n],
            warnings: vec![],
            n_cached: 0,
            files_hash: None,
        }
    }

    fn everyone() -> Split {
        Split {
            train: (0..40).collect(),
            validation: vec![],
            by_artist: true,
        }
    }

    /// Variance summed over the columns of a block, over the songs that have it.
    fn total_variance(fused: &Fused, block: usize, rows: &[usize]) -> f64 {
        let columns = fused.scaler.blocks[block].2.clone();
        let n = rows.len() as f64;
        columns
            .map(|j| {
                let values: Vec<f64> = rows.iter().map(|&i| f64::from(fused.x.row(i)[j])).collect();
                let mean = values.iter().sum::<f64>() / n;
                values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n
            })
            .sum()
    }

    #[test]
    fn two_hundred_lyric_columns_weigh_as_much_as_three_audio_ones() {
        let fused = fuse(&features(), &FusionConfig::default(), &everyone()).unwrap();
        let (all, with_words): (Vec<usize>, Vec<usize>) = ((0..40).collect(), (1..40).collect());
        let (audio, words) = (
            total_variance(&fused, 0, &all),
            total_variance(&fused, 1, &with_words),
        );
        assert!((audio / words - 1.0).abs() < 1e-4, "{audio} {words}");
        let n_varying = fused.scaler.factor.iter().filter(|f| **f > 0.0).count() as f64;
        assert!(((audio + words) / n_varying - 1.0).abs() < 1e-4);
    }

    #[test]
    fn weights_are_ratios_of_deviation() {
        let config = FusionConfig {
            audio_weight: 3.0,
            ..FusionConfig::default()
        };
        let fused = fuse(&features(), &config, &everyone()).unwrap();
        let (all, with_words): (Vec<usize>, Vec<usize>) = ((0..40).collect(), (1..40).collect());
        let ratio = total_variance(&fused, 0, &all) / total_variance(&fused, 1, &with_words);
        assert!((ratio.sqrt() - 3.0).abs() < 1e-3, "{ratio}");
    }

    #[test]
    fn another_library_is_joined_by_the_models_own_scale() {
        let fused = fuse(&features(), &FusionConfig::default(), &everyone()).unwrap();
        assert_eq!(fuse_as(&features(), &fused.scaler).unwrap(), fused);
        let louder = |mut f: FeatureSet| {
            f.blocks[0].values.row_mut(7)[0] += 100.0;
            f
        };
        let moved = fuse_as(&louder(features()), &fused.scaler)
            .unwrap()
            .x
            .row(7)[0]
            - fused.x.row(7)[0];
        assert!((f64::from(moved) - 100.0 * fused.scaler.factor[0]).abs() < 1e-4);
        let mut other = features();
        other.blocks[1].columns[5] = "rain".to_string();
        let error = fuse_as(&other, &fused.scaler).unwrap_err().to_string();
        assert!(
            error.contains("only 199 of them") && error.contains("`Lyrics`"),
            "{error}"
        );
        other.blocks.remove(1);
        assert!(
            fuse_as(&other, &fused.scaler)
                .unwrap_err()
                .to_string()
                .contains("do not have")
        );
    }

    #[test]
    fn a_missing_modality_stands_at_the_mean_and_is_marked() {
        let fused = fuse(&features(), &FusionConfig::default(), &everyone()).unwrap();
        let words = fused.scaler.blocks[1].2.clone();
        assert!(fused.x.row(0)[words].iter().all(|v| *v == 0.0));
        assert!(fused.incomplete[0] && !fused.incomplete[1]);
        let audio_only = FusionConfig {
            modality: Modality::Audio,
            ..FusionConfig::default()
        };
        let fused = fuse(&features(), &audio_only, &everyone()).unwrap();
        assert!(fused.x.n_cols() == 3 && !fused.incomplete[0]);
    }

    #[test]
    fn constant_columns_carry_nothing_and_never_nan() {
        let fused = fuse(&features(), &FusionConfig::default(), &everyone()).unwrap();
        assert!(fused.x.is_finite());
        assert!(fused.x.rows().all(|r| r[1] == 0.0));
    }

    #[test]
    fn held_out_songs_do_not_move_the_scaler() {
        let split = Split {
            train: (0..30).collect(),
            validation: (30..40).collect(),
            by_artist: true,
        };
        let before = fuse(&features(), &FusionConfig::default(), &split)
            .unwrap()
            .scaler;
        let mut changed = features();
        for i in 30..40 {
            changed.blocks[0].values.row_mut(i).fill(1e9);
        }
        assert_eq!(
            fuse(&changed, &FusionConfig::default(), &split)
                .unwrap()
                .scaler,
            before
        );
    }

    #[test]
    fn nothing_asked_for_or_nothing_varying_is_an_error() {
        let mut features = features();
        features.blocks.remove(0);
        let audio_only = FusionConfig {
            modality: Modality::Audio,
            ..FusionConfig::default()
        };
        assert!(fuse(&features, &audio_only, &everyone()).is_err());
        features.blocks[0].values = Matrix::zeros(40, 200);
        assert!(fuse(&features, &FusionConfig::default(), &everyone()).is_err());
    }
}
