//! The pictures of the songs: which one the map shows, and maps beside it, drawn on threads.

use std::collections::HashMap;
use std::sync::Arc;

use super::comparing::ComparingState;
use super::cx::{Cx, Follow};
use super::part::Part;
use super::picture::{MOST_SIDE_MAPS, MapMarks, MapSource, Picture};
use crate::config::{ProjectionConfig, ProjectionMethod};
use crate::error::{Error, Result};
use crate::features::BlockKind;
use crate::job::{ByAddress, Derived, Reporter, Stage, Watch, When};
use crate::library::{Library, Song};
use crate::matrix::Matrix;
use crate::pipeline::Analysis;
use crate::projection;
use crate::words::{Text, id};

/// A map beside the main one.
pub(crate) struct SideMap {
    source: MapSource,
    drawn: Derived<ByAddress<Analysis>, Matrix>,
    error: Option<String>,
    /// The places of a kept run were asked for: once, for a run that cannot be read says so.
    asked: bool,
}

impl SideMap {
    fn new(source: MapSource) -> Self {
        Self {
            source,
            drawn: Derived::default(),
            error: None,
            asked: false,
        }
    }

    pub(crate) fn source(&self) -> &MapSource {
        &self.source
    }

    /// n × 2, in the order of the songs on show; a song that is not on this map is NaN. `None`
    /// until it is drawn.
    pub(crate) fn xy(&self) -> Option<&Arc<Matrix>> {
        self.drawn.value()
    }

    /// Why it cannot be drawn.
    pub(crate) fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    fn pump(&mut self, cx: &mut Cx, comparing: &ComparingState) {
        match self.drawn.poll() {
            Ok(_) | Err(Error::Cancelled) => {}
            Err(error) => self.error = Some(error.to_string()),
        }
        let Some(analysis) = cx.shown_analysis().cloned() else {
            return;
        };
        let key = ByAddress(analysis.clone());
        if self.drawn.is_of(&key) {
            return;
        }
        let source = self.source.clone();
        if let (MapSource::Whole, Some(part)) = (&source, cx.parts.last()) {
            let part = part.clone();
            return self.draw(key, cx, move |_| among_all(&analysis, &part));
        }
        let MapSource::Kept(id) = &source else {
            return self.draw(key, cx, move |reporter| draw(&source, &analysis, reporter));
        };
        if let Some(kept) = comparing.places(id).cloned() {
            self.draw(key, cx, move |_| Ok(turned(&kept.xy, &analysis.map.xy)));
        } else if !std::mem::replace(&mut self.asked, true) {
            cx.then(Follow::ReadPlaces(id.clone()));
        }
    }

    /// Draws anew; what it showed before stays till then.
    fn draw(
        &mut self,
        key: ByAddress<Analysis>,
        cx: &Cx,
        work: impl FnOnce(&Reporter) -> Result<Matrix> + Send + 'static,
    ) {
        (self.error, self.asked) = (None, false);
        self.drawn
            .make(&cx.spawner, (key, When::OnThread), id::SESSION_MAP, work);
    }
}

/// The picture of the map, and maps beside it.
#[derive(Default)]
pub(super) struct MapsState {
    picture: Picture,
    marks: MapMarks,
    beside: Vec<SideMap>,
    library: Watch<Library>,
}

impl MapsState {
    pub(super) fn picture(&self) -> Picture {
        self.picture
    }

    pub(super) fn marks(&self) -> MapMarks {
        self.marks
    }

    pub(super) fn mark(&mut self, marks: MapMarks, cx: &mut Cx) {
        if self.marks != marks {
            self.marks = marks;
            cx.revisions.looks += 1;
        }
    }

    pub(super) fn beside(&self) -> &[SideMap] {
        &self.beside
    }

    pub(super) fn project(&mut self, picture: Picture, cx: &mut Cx) {
        if self.picture != picture {
            self.picture = picture;
            cx.revisions.places += 1;
        }
    }

    pub(super) fn sources(&self) -> Vec<MapSource> {
        self.beside.iter().map(|map| map.source.clone()).collect()
    }

    /// Maps whose source stays in its place are not drawn anew.
    pub(super) fn set(&mut self, sources: &[MapSource]) {
        self.beside.truncate(sources.len());
        for (i, source) in sources.iter().enumerate().take(MOST_SIDE_MAPS) {
            match self.beside.get_mut(i) {
                Some(map) if map.source == *source => {}
                Some(map) => *map = SideMap::new(source.clone()),
                None => self.beside.push(SideMap::new(source.clone())),
            }
        }
    }

    /// What `n` maps beside the main one would show: the present ones, and then the first that are
    /// not on show yet.
    pub(super) fn sources_for(
        &self,
        n: usize,
        cx: &Cx,
        comparing: &ComparingState,
    ) -> Vec<MapSource> {
        let mut sources = self.sources();
        sources.truncate(n);
        for source in map_sources(cx, comparing) {
            let is_new = source != MapSource::Picture(self.picture) && !sources.contains(&source);
            if is_new && sources.len() < n {
                sources.push(source);
            }
        }
        sources
    }

    pub(super) fn pump(&mut self, cx: &mut Cx, comparing: &ComparingState) {
        if self.library.is_new(cx.library.as_ref()) {
            for map in &mut self.beside {
                *map = SideMap::new(map.source.clone());
            }
        }
        if cx.parts.is_all() {
            self.beside.retain(|map| map.source != MapSource::Whole);
        }
        for map in &mut self.beside {
            map.pump(cx, comparing);
        }
    }
}

/// What a picture is called: the map by the method that drew it, or is to draw it.
pub(super) fn picture_label(cx: &Cx, picture: Picture) -> Text {
    let method = cx.shown_analysis().map(|a| a.map.method);
    let method = method.unwrap_or(cx.draft.projection.method);
    match picture {
        Picture::Map if method == ProjectionMethod::Pca => id::LABELS_MAP,
        Picture::Map => method.label(),
        Picture::Pca => ProjectionMethod::Pca.label(),
    }
}

/// What a map can show of the songs on show.
pub(super) fn map_sources(cx: &Cx, comparing: &ComparingState) -> Vec<MapSource> {
    let Some(analysis) = cx.shown_analysis() else {
        return Vec::new();
    };
    let pictures = Picture::ALL.iter().copied();
    let mut sources: Vec<MapSource> = pictures.map(MapSource::Picture).collect();
    let views = analysis.fused.views.iter();
    sources.extend(views.map(|view| MapSource::Features(view.kind)));
    if !cx.parts.is_all() {
        sources.push(MapSource::Whole);
    }
    if analysis.latents().n_cols() > 1 {
        sources.push(MapSource::Latents(0, 1));
    }
    sources.extend([ProjectionMethod::Tsne, ProjectionMethod::Umap].map(MapSource::Redrawn));
    let present = comparing.present();
    let others = comparing
        .kept()
        .iter()
        .filter(|run| Some(run.id()) != present);
    sources.extend(others.map(|run| MapSource::Kept(run.id().to_string())));
    sources
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
        MapSource::Kept(_) | MapSource::Whole => Err(Error::stage(
            id::LABELS_MAP,
            id::SESSION_PLACES_RUN_NOT_KNOWN,
        )),
    }
}

/// Places on the map that the part was taken from, by the songs' ids: some of it may have been left
/// out of the run.
fn among_all(analysis: &Analysis, part: &Part) -> Result<Matrix> {
    let of = &part.of;
    let places: HashMap<&str, usize> = part
        .songs
        .iter()
        .map(|&song| (of.library.songs[song].id.as_str(), song))
        .collect();
    let place = |song: &Song| match places.get(song.id.as_str()) {
        Some(&song) => of.map.xy.row(song).to_vec(),
        None => vec![f32::NAN; 2],
    };
    let rows: Vec<Vec<f32>> = analysis.library.songs.iter().map(place).collect();
    Ok(Matrix::from_rows(&rows))
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
