use std::sync::Arc;

use crate::config::{Config, ModelKind, ProjectionMethod};
use crate::error::Result;
use crate::features::{BlockKind, Cache, Fused, Split, View};
use crate::job::Reporter;
use crate::matrix::Matrix;
use crate::model::{self, Input};
use crate::pipeline::Analysis;
use crate::projection;

use super::super::fixture::{self, N_SONGS, settle};
use super::super::picture::MOST_SIDE_MAPS;
use super::super::*;

/// The fixture's analysis with features: four columns of sound, three of words; every third song
/// has no words.
fn with_features(request: &Request, reporter: &Reporter) -> Result<Analysis> {
    let mut analysis = (fixture::work().analyze)(request, reporter)?;
    let has_words = |i: usize| !i.is_multiple_of(3);
    let value = |i: usize, d: usize| ((i * 37 + d * 101) % 64) as f32 / 8.0 * (d + 1) as f32;
    let rows: Vec<Vec<f32>> = (0..N_SONGS)
        .map(|i| {
            (0..7)
                .map(|d| {
                    if d < 4 || has_words(i) {
                        value(i, d)
                    } else {
                        0.0
                    }
                })
                .collect()
        })
        .collect();
    let view = |kind, columns, present: Vec<bool>| View {
        kind,
        columns,
        present,
    };
    analysis.fused = Arc::new(Fused {
        x: Matrix::from_rows(&rows),
        views: vec![
            view(BlockKind::Audio, 0..4, vec![true; N_SONGS]),
            view(
                BlockKind::Lyrics,
                4..7,
                (0..N_SONGS).map(has_words).collect(),
            ),
        ],
        ..(*analysis.fused).clone()
    });
    Ok(analysis)
}

fn session() -> Session {
    let mut session = fixture::session_with(Work {
        analyze: with_features,
        ..fixture::work()
    });
    session.apply(Command::OpenDemo);
    settle(&mut session);
    session
}

fn show(session: &mut Session, sources: &[MapSource]) -> Vec<Arc<Matrix>> {
    session.apply(Command::SideMaps(sources.to_vec()));
    session.pump();
    settle(session);
    session
        .side_maps()
        .iter()
        .map(|map| map.xy().unwrap().clone())
        .collect()
}

#[test]
fn each_source_is_what_it_says() {
    let mut session = session();
    let maps = show(
        &mut session,
        &[MapSource::Picture(Picture::Pca), MapSource::Latents(3, 0)],
    );
    let analysis = session.analysis().unwrap().clone();
    assert_eq!(*maps[0], analysis.pca.xy);
    assert_eq!(
        maps[1].row(17),
        [analysis.latents().row(17)[3], analysis.latents().row(17)[0]]
    );

    let maps = show(
        &mut session,
        &[
            MapSource::Features(BlockKind::Audio),
            MapSource::Features(BlockKind::Lyrics),
        ],
    );
    let x = &analysis.fused.x;
    let sound = Matrix::from_rows(&x.rows().map(|row| row[..4].to_vec()).collect::<Vec<_>>());
    assert_eq!(*maps[0], projection::pca_2d(&sound).xy);
    let with_words: Vec<usize> = (0..N_SONGS)
        .filter(|i: &usize| !i.is_multiple_of(3))
        .collect();
    let words: Vec<Vec<f32>> = with_words.iter().map(|&i| x.row(i)[4..].to_vec()).collect();
    let plane = projection::pca_2d(&Matrix::from_rows(&words)).xy;
    for (row, &song) in with_words.iter().enumerate() {
        assert_eq!(maps[1].row(song), plane.row(row));
    }
    assert!(
        (0..N_SONGS).step_by(3).all(|i| maps[1].row(i)[0].is_nan()),
        "a song without words is not on it"
    );
}

#[test]
fn a_picture_drawn_again_has_every_song_and_lies_as_the_first() {
    let mut session = session();
    let umap = show(&mut session, &[MapSource::Redrawn(ProjectionMethod::Umap)]).remove(0);
    assert!(umap.n_rows() == N_SONGS && umap.is_finite());
    let map = &session.analysis().unwrap().map.xy;
    let agreement: f32 = umap
        .rows()
        .zip(map.rows())
        .map(|(a, b)| a[0] * b[0] + a[1] * b[1])
        .sum();
    assert!(agreement > 0.0, "it is turned as the map is");
}

#[test]
fn what_stays_in_its_place_is_not_drawn_again_and_a_run_draws_all_anew() {
    let mut session = session();
    let [a, b] = [
        MapSource::Latents(0, 1),
        MapSource::Features(BlockKind::Audio),
    ];
    let before = show(&mut session, &[a.clone(), b.clone()]);
    let after = show(&mut session, &[a.clone(), MapSource::Latents(1, 2)]);
    assert!(Arc::ptr_eq(&before[0], &after[0]));
    assert_ne!(before[1], after[1]);
    assert_eq!(show(&mut session, std::slice::from_ref(&a)).len(), 1);

    session.apply(Command::Run);
    settle(&mut session);
    session.pump();
    assert!(
        session.side_maps()[0].xy().is_some(),
        "the map before stays while the new one is drawn"
    );
    settle(&mut session);
    assert!(!Arc::ptr_eq(
        session.side_maps()[0].xy().unwrap(),
        &before[0]
    ));
    session.apply(Command::Selecting(Selecting::Undo));
    assert_eq!(
        session.side_maps().len(),
        2,
        "how many maps there are is undone too"
    );
}

#[test]
fn one_more_map_shows_something_new() {
    let mut session = session();
    let mut sources = Vec::new();
    for n in 1..=MOST_SIDE_MAPS {
        sources = session.sources_for(n);
        session.apply(Command::SideMaps(sources.clone()));
    }
    assert_eq!(
        sources,
        [
            MapSource::Picture(Picture::Pca),
            MapSource::Features(BlockKind::Audio),
            MapSource::Features(BlockKind::Lyrics)
        ]
    );
    assert_eq!(session.sources_for(1), sources[..1]);
    session.apply(Command::SideMaps(vec![MapSource::Latents(0, 1); 9]));
    assert_eq!(session.side_maps().len(), MOST_SIDE_MAPS);
    let mut empty = fixture::empty_session();
    assert_eq!(empty.sources_for(2), []);
    empty.apply(Command::SideMaps(vec![MapSource::Latents(0, 1)]));
    empty.pump();
    assert!(empty.side_maps()[0].xy().is_none() && !empty.is_busy());
}

#[test]
fn a_kept_run_lies_beside_the_present_one_turned_as_it() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache {
        folder: Some(folder.path().join("features")),
    };
    let work = Work {
        analyze: turned_by_seed,
        ..fixture::work()
    };
    let mut config = Config::plain();
    (config.model.kind, config.model.n_latent) = (ModelKind::Pca, 2);
    let mut session = Session::new(config, cache, None, work, Arc::new(|| {}));
    session.keep_in(Some(folder.path().join("home")));
    session.apply(Command::OpenDemo);
    settle(&mut session);
    let first = session.analysis().unwrap().clone();
    let id = session.comparing().present().unwrap().to_string();
    assert!(
        !session.map_sources().contains(&MapSource::Kept(id.clone())),
        "the run on show is no other map"
    );
    session.apply(Command::SetConfig(Box::new(Config {
        seed: 7,
        ..session.draft().clone()
    })));
    session.apply(Command::Run);
    settle(&mut session);
    assert!(session.map_sources().contains(&MapSource::Kept(id.clone())));
    session.apply(Command::SideMaps(vec![MapSource::Kept(id)]));
    for _ in 0..3 {
        session.pump();
        settle(&mut session);
    }
    let xy = session.side_maps()[0]
        .xy()
        .expect("the kept map is read")
        .clone();
    let now = &session.analysis().unwrap().map.xy;
    assert_ne!(first.map.xy, *now);
    for i in 1..N_SONGS {
        // Both are the same picture, one of them turned by a quarter.
        let from_first = |m: &Matrix| [m.row(i)[0] - m.row(0)[0], m.row(i)[1] - m.row(0)[1]];
        let (kept, shown) = (from_first(&xy), from_first(now));
        assert!(
            (kept[0] - shown[0]).abs() < 1e-3 && (kept[1] - shown[1]).abs() < 1e-3,
            "{kept:?} {shown:?}"
        );
    }
}

/// The same map for every seed, turned by a quarter for all but the first.
fn turned_by_seed(request: &Request, reporter: &Reporter) -> Result<Analysis> {
    let mut analysis = (fixture::work().analyze)(request, reporter)?;
    // Only a real model can be kept.
    let split = Split {
        train: (0..N_SONGS).collect(),
        validation: Vec::new(),
        by_artist: true,
    };
    let input = Input::plain(analysis.latents());
    analysis.model = Arc::new(model::train(
        &input,
        &split,
        &request.config.model,
        0,
        reporter,
    )?);
    if request.config.seed == 7 {
        let map = Arc::make_mut(&mut analysis.map);
        map.xy = Matrix::new(
            N_SONGS,
            2,
            map.xy.rows().flat_map(|p| [-p[1], p[0]]).collect(),
        );
    }
    Ok(analysis)
}
