//! Maps beside the main one: other pictures of the same songs, drawn on threads.

use std::sync::Arc;

use crate::config::{ProjectionConfig, ProjectionMethod};
use crate::error::{Error, Result};
use crate::features::BlockKind;
use crate::job::{Job, Outcome, Reporter, Stage};
use crate::matrix::Matrix;
use crate::pipeline::Analysis;
use crate::projection;

use super::{Comparing, KeptPlaces, Picture, Session, Wake};

/// Most maps beside the main one.
pub const MOST_SIDE_MAPS: usize = 3;

/// What a map shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MapSource {
    /// A picture of the run itself.
    Picture(Picture),
    /// Two dimensions of the latent space as they are, counted from 0.
    Latents(usize, usize),
    /// PCA of one kind of features alone, without the model.
    Features(BlockKind),
    /// The latent space drawn once more: by another method, or by the same one from another seed.
    Redrawn(ProjectionMethod),
    /// The map of a kept run of the same library, by its id.
    Kept(String),
}

/// A map beside the main one.
pub struct SideMap {
    source: MapSource,
    /// Of which analysis `xy`, `error` or `job` is.
    of: Option<Arc<Analysis>>,
    xy: Option<Arc<Matrix>>,
    error: Option<String>,
    job: Option<Job<Matrix>>,
    /// The places of a kept run were asked for: once, for a run that cannot be read says so.
    asked: bool,
}

impl SideMap {
    fn new(source: MapSource) -> Self {
        Self {
            source,
            of: None,
            xy: None,
            error: None,
            job: None,
            asked: false,
        }
    }

    pub fn source(&self) -> &MapSource {
        &self.source
    }

    /// n × 2, in the order of the songs on show; a song that is not on this map is NaN. `None`
    /// until it is drawn.
    pub fn xy(&self) -> Option<&Arc<Matrix>> {
        self.xy.as_ref()
    }

    /// Why it cannot be drawn.
    pub fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// True until it is drawn, or being drawn, for this analysis.
    fn is_old(&self, analysis: &Arc<Analysis>) -> bool {
        self.of.as_ref().is_none_or(|of| !Arc::ptr_eq(of, analysis))
    }

    /// Draws anew; what it showed before stays till then. `kept` are the places of the kept run it
    /// shows.
    fn draw(&mut self, analysis: &Arc<Analysis>, kept: Option<Arc<KeptPlaces>>, wake: Wake) {
        self.of = Some(analysis.clone());
        self.error = None;
        self.asked = false;
        let (source, of) = (self.source.clone(), analysis.clone());
        let work = move |reporter: &Reporter| match kept {
            Some(kept) => Ok(turned(&kept.xy, &of.map.xy)),
            None => draw(&source, &of, reporter),
        };
        match Job::spawn("side map", move || wake(), work) {
            Ok(job) => self.job = Some(job),
            Err(error) => self.error = Some(error.to_string()),
        }
    }

    fn listen(&mut self) {
        let Some(outcome) = self.job.as_ref().and_then(|job| job.poll()) else {
            return;
        };
        self.job = None;
        match outcome {
            Outcome::Done(xy) => self.xy = Some(Arc::new(xy)),
            Outcome::Failed(error) => self.error = Some(error.to_string()),
            Outcome::Panicked(message) => self.error = Some(message),
            Outcome::Cancelled => {}
        }
    }
}

/// Maps beside the main one.
#[derive(Default)]
pub(super) struct SideMaps(Vec<SideMap>);

impl SideMaps {
    pub fn is_busy(&self) -> bool {
        self.0.iter().any(|map| map.job.is_some())
    }

    /// Other songs are on show.
    pub fn forget(&mut self) {
        self.0
            .iter_mut()
            .for_each(|map| *map = SideMap::new(map.source.clone()));
    }

    pub fn sources(&self) -> Vec<MapSource> {
        self.0.iter().map(|map| map.source.clone()).collect()
    }

    /// Maps whose source stays in its place are not drawn anew.
    pub fn set(&mut self, sources: &[MapSource]) {
        self.0.truncate(sources.len());
        for (i, source) in sources.iter().enumerate().take(MOST_SIDE_MAPS) {
            match self.0.get_mut(i) {
                Some(map) if map.source == *source => {}
                Some(map) => *map = SideMap::new(source.clone()),
                None => self.0.push(SideMap::new(source.clone())),
            }
        }
    }
}

impl Session {
    /// The maps beside the main one.
    pub fn side_maps(&self) -> &[SideMap] {
        &self.side_maps.0
    }

    /// What a map can show of the songs on show.
    pub fn map_sources(&self) -> Vec<MapSource> {
        let Some(analysis) = self.shown_analysis() else {
            return Vec::new();
        };
        let mut sources = vec![
            MapSource::Picture(Picture::Map),
            MapSource::Picture(Picture::Pca),
        ];
        sources.extend(
            analysis
                .fused
                .views
                .iter()
                .map(|view| MapSource::Features(view.kind)),
        );
        if analysis.latents().n_cols() > 1 {
            sources.push(MapSource::Latents(0, 1));
        }
        sources.extend([ProjectionMethod::Tsne, ProjectionMethod::Umap].map(MapSource::Redrawn));
        let (comparing, present) = (self.comparing(), self.comparing().present());
        let others = comparing
            .kept()
            .iter()
            .filter(|run| Some(run.id()) != present);
        sources.extend(others.map(|run| MapSource::Kept(run.id().to_string())));
        sources
    }

    /// What `n` maps beside the main one would show: the present ones, and then the first that are
    /// not on show yet.
    pub fn sources_for(&self, n: usize) -> Vec<MapSource> {
        let mut sources = self.side_maps.sources();
        sources.truncate(n);
        for source in self.map_sources() {
            let is_new = source != MapSource::Picture(self.picture) && !sources.contains(&source);
            if is_new && sources.len() < n {
                sources.push(source);
            }
        }
        sources
    }

    pub(super) fn pump_side_maps(&mut self) {
        self.side_maps.0.iter_mut().for_each(SideMap::listen);
        let Some(analysis) = self.shown_analysis().cloned() else {
            return;
        };
        for i in 0..self.side_maps.0.len() {
            let map = &mut self.side_maps.0[i];
            if !map.is_old(&analysis) {
                continue;
            }
            let MapSource::Kept(id) = &map.source else {
                map.draw(&analysis, None, self.wake.clone());
                continue;
            };
            if let Some(kept) = self.comparing.places(id).cloned() {
                map.draw(&analysis, Some(kept), self.wake.clone());
            } else if !std::mem::replace(&mut map.asked, true) {
                let id = id.clone();
                self.apply_comparing(Comparing::Places(id));
            }
        }
    }
}

fn draw(source: &MapSource, analysis: &Analysis, reporter: &Reporter) -> Result<Matrix> {
    match *source {
        MapSource::Picture(Picture::Map) => Ok(analysis.map.xy.clone()),
        MapSource::Picture(Picture::Pca) => Ok(analysis.pca.xy.clone()),
        MapSource::Latents(across, up) => {
            let latents = analysis.latents();
            let value = |row: &[f32], d: usize| row.get(d).copied().unwrap_or(f32::NAN);
            let data = latents
                .rows()
                .flat_map(|row| [value(row, across), value(row, up)])
                .collect();
            Ok(Matrix::new(latents.n_rows(), 2, data))
        }
        MapSource::Features(kind) => Ok(features_alone(analysis, kind)),
        MapSource::Redrawn(method) => redrawn(analysis, method, reporter),
        MapSource::Kept(_) => Err(Error::stage("map", "the places of that run are not known")),
    }
}

/// PCA of the columns of one kind, over the songs that have it; the others are NaN.
fn features_alone(analysis: &Analysis, kind: BlockKind) -> Matrix {
    let n = analysis.fused.x.n_rows();
    let mut xy = Matrix::new(n, 2, vec![f32::NAN; 2 * n]);
    let Some(view) = analysis.fused.views.iter().find(|view| view.kind == kind) else {
        return xy;
    };
    let songs: Vec<usize> = (0..n).filter(|&i| view.present[i]).collect();
    let values: Vec<f32> = songs
        .iter()
        .flat_map(|&i| &analysis.fused.x.row(i)[view.columns.clone()])
        .copied()
        .collect();
    let plane = projection::pca_2d(&Matrix::new(songs.len(), view.columns.len(), values)).xy;
    for (&song, at) in songs.iter().zip(plane.rows()) {
        xy.row_mut(song).copy_from_slice(at);
    }
    xy
}

/// From another seed than the run's, and turned as the run's picture.
fn redrawn(analysis: &Analysis, method: ProjectionMethod, reporter: &Reporter) -> Result<Matrix> {
    let config = ProjectionConfig {
        method,
        ..analysis.config.projection.clone()
    };
    let seed = analysis.config.stream(Stage::Projection).wrapping_add(1);
    let xy = projection::project(analysis.latents(), &config, seed, &reporter.without_maps())?.xy;
    Ok(turned(&xy, &analysis.map.xy))
}

/// A picture whose directions mean nothing, turned as another one so that songs are found again.
/// NaN stays NaN.
fn turned(xy: &Matrix, to: &Matrix) -> Matrix {
    let songs: Vec<usize> = (0..xy.n_rows())
        .filter(|&i| xy.row(i).iter().chain(to.row(i)).all(|v| v.is_finite()))
        .collect();
    let aligned = projection::aligned(
        &centred(&xy.select_rows(&songs)),
        &centred(&to.select_rows(&songs)),
    );
    let mut out = Matrix::new(xy.n_rows(), 2, vec![f32::NAN; 2 * xy.n_rows()]);
    for (&song, at) in songs.iter().zip(aligned.rows()) {
        out.row_mut(song).copy_from_slice(at);
    }
    out
}

fn centred(xy: &Matrix) -> Matrix {
    let n = xy.n_rows().max(1) as f64;
    let mean = [0, 1].map(|d| xy.rows().map(|row| f64::from(row[d])).sum::<f64>() / n);
    let data = xy
        .rows()
        .flat_map(|row| [0, 1].map(|d| (f64::from(row[d]) - mean[d]) as f32))
        .collect();
    Matrix::new(xy.n_rows(), 2, data)
}
