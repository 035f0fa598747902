//! A run that was made before, shown again: nothing is trained and nothing is drawn anew.

use std::sync::Arc;

use super::{Analysis, Clock, Prepared, assembled, group, prepare};
use crate::config::{Checked, ProjectionMethod};
use crate::error::{Error, Result, Warning};
use crate::features::{Cache, Scaler};
use crate::job::{Reporter, Stage};
use crate::library::Library;
use crate::model::Trained;
use crate::projection::{self, Projection};
use crate::words::{id, say};

/// What a run leaves that another run of the same settings need not give again: all else follows
/// from it.
pub(crate) struct Kept {
    pub(crate) trained: Trained,
    pub(crate) scaler: Scaler,
    /// Of each song that took part.
    pub(crate) ids: Vec<String>,
    /// Cluster of each song; `None` is noise.
    pub(crate) labels: Vec<Option<u32>>,
    pub(crate) map: Projection,
}

/// The analysis that left `kept`: features come from the cache or from `before`, the model and the
/// map are as they were, and clusters and scores follow from the model by the settings' own seeds.
///
/// # Errors
/// When the songs or their features are no longer those of the run; as [`super::analyze`]
/// otherwise.
pub(crate) fn restore(
    library: Arc<Library>,
    config: &Checked,
    kept: Kept,
    before: Option<&Analysis>,
    cache: &Cache,
    reporter: &Reporter,
) -> Result<Analysis> {
    let prepared = prepare(library, config, before, cache, reporter)?;
    check(&prepared, &kept)?;
    let mut clock = Clock {
        timings: prepared.timings.clone(),
    };
    let mut notes = prepared.notes.clone();
    notes.extend(super::of_one_class(&prepared.library));
    let model = Arc::new(kept.trained);
    let grouped = group(&prepared, config, &model, &mut clock, &mut notes, reporter)?;
    let n_moved = grouped
        .clusters
        .labels
        .iter()
        .zip(&kept.labels)
        .filter(|(now, then)| now != then)
        .count();
    if n_moved > 0 {
        let cause = say(id::PIPELINE_N_SONGS_ANOTHER_CLUSTER_THAN).with("n", n_moved);
        notes.push(Warning::new(id::EXPORT_CLUSTERS, cause));
    }
    let pca = Arc::new(projection::pca_2d(&model.latents));
    // A picture by PCA is one and the same with the other, as in a run.
    let map = if kept.map.method == ProjectionMethod::Pca {
        pca.clone()
    } else {
        Arc::new(kept.map)
    };
    let seed = config.stream(Stage::Projection);
    let trust = match model.latents.n_rows() {
        0..4 => None,
        _ => Some(projection::trust(
            &model.latents,
            &map.xy,
            config.scores.n_neighbors,
            seed,
            reporter,
        )?),
    };
    Ok(assembled(
        prepared,
        config,
        model,
        grouped,
        (map, trust.map(Arc::new), pca),
        notes,
        clock,
    ))
}

fn check(prepared: &Prepared, kept: &Kept) -> Result<()> {
    let same_songs = prepared
        .library
        .songs
        .iter()
        .map(|song| &song.id)
        .eq(&kept.ids);
    if !same_songs {
        let (now, then) = (prepared.library.songs.len(), kept.ids.len());
        return Err(Error::library(
            say(id::PIPELINE_RUN_MADE_THEN_OTHER_SONGS)
                .with("then", then)
                .with("now", now),
        ));
    }
    if prepared.fused.scaler != kept.scaler {
        return Err(Error::library(
            id::PIPELINE_SONGS_FEATURES_HAVE_CHANGED_SINCE,
        ));
    }
    Ok(())
}
