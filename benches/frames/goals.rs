//! The whole window against what it is meant to reach: a frame of 100,000 songs with colours,
//! legend and half of them selected in 8 ms, one of 1,000,000 songs in 16 ms, a lasso over as many in
//! 100 ms, and a brush over a chart of 100,000 in a frame.
//!
//! The songs are made up and on show as those of a run under way, so that nothing is trained; every
//! panel is open. "lasso" is what lies between the hand's release and the songs being known, "lasso
//! to picture" what lies between it and the next frame being ready to be drawn. "brush to picture"
//! is the same from a movement of the hand over a histogram, with map, charts and legend drawn.

#![allow(dead_code, reason = "each benchmark takes what it needs of this")]

use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::Ui;
use latentune::config::Config;
use latentune::error::{Error, Result};
use latentune::features::Cache;
use latentune::job::{Progress, Reporter, Stage};
use latentune::library::{LabelColumn, Library, NumberColumn, PairingReport, Song};
use latentune::matrix::Matrix;
use latentune::pipeline::Analysis;
use latentune::session::{
    Column, Command, Filter, Filtering, How, Request, Selecting, Session, Work,
};
use latentune::ui::ground::theme;
use latentune::ui::map::{Appearance, MapRenderer, PointCloud};
use latentune::ui::{Prefs, Tab, View, window_ui};

use super::case::{Case, clumps};

const LANGUAGES: [&str; 8] = [
    "bangla",
    "english",
    "hindi",
    "tamil",
    "urdu",
    "nepali",
    "mixed",
    "instrumental",
];

pub(crate) fn measure() {
    println!("\nthe whole window, ms                          median      max   goal");
    for (n, goal_ms) in [(100_000, 8.0), (1_000_000, 16.0)] {
        let (desk, mut window) = half_selected(n);
        let [median, _, max] = window.quantiles();
        tell(
            &format!("{n} songs, half of them selected"),
            median,
            max,
            goal_ms,
        );
        match n {
            100_000 => brush(&desk, &mut window),
            _ => {
                recolour(&desk, &mut window);
                lasso(&desk, &mut window);
            }
        }
    }
}

/// Median and most of a frame's milliseconds with `n` songs on show and half of them selected.
pub(crate) fn frame_ms(n: usize) -> [f64; 2] {
    let [median, _, max] = half_selected(n).1.quantiles();
    [median, max]
}

/// A window that has drawn 300 frames.
fn half_selected<'a>(n: usize) -> (Rc<RefCell<Desk>>, Case<'a>) {
    let desk = Rc::new(RefCell::new(Desk::open(n)));
    let mut window = Case::new("window", frame(desk.clone()));
    theme::install(&window.ctx);
    let half = choose((0..n).step_by(2).collect());
    desk.borrow_mut().session.apply(half);
    (0..300).for_each(|i| window.frame(i));
    (desk, window)
}

/// A drag over the years, a year more in each frame, while other charts and a label filter too.
fn brush(desk: &Rc<RefCell<Desk>>, window: &mut Case<'_>) {
    desk.borrow_mut().view.show(Tab::Charts);
    let filter = |column, filter| Command::Filtering(Filtering::Set(column, Some(filter)));
    let languages = Filter::Classes([0, 1, 2].map(Some).into());
    let session = |command| desk.borrow_mut().session.apply(command);
    session(filter(Column::Label(0), languages));
    (0..10).for_each(|i| window.frame(2000 + i));
    let mut to_picture = Vec::new();
    for i in 0..60 {
        let range = Filter::Range(1950.0, 1955.0 + i as f32);
        let start = Instant::now();
        session(Command::Filtering(Filtering::Further(
            Column::Number(0),
            Some(range),
        )));
        window.frame(2010 + i);
        to_picture.push(start.elapsed().as_secs_f64() * 1e3);
    }
    to_picture.sort_by(f64::total_cmp);
    let (median, most) = (to_picture[30], to_picture[59]);
    tell("100000 songs, brush to picture", median, most, 16.7);
    session(Command::Filtering(Filtering::Clear));
}

/// The frame after other songs were chosen, in which every colour is made anew.
fn recolour(desk: &Rc<RefCell<Desk>>, window: &mut Case<'_>) {
    let n = desk.borrow().session.places().map_or(0, Matrix::n_rows);
    let mut ms: Vec<f64> = (0..30)
        .map(|i| {
            let songs = (0..n).skip(i % 2).step_by(2 + i % 3).collect();
            desk.borrow_mut().session.apply(choose(songs));
            let start = Instant::now();
            window.frame(500 + i);
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    ms.sort_by(f64::total_cmp);
    let what = format!("{n} songs, colours made anew");
    tell(&what, ms[ms.len() / 2], ms[ms.len() - 1], 16.0);
}

/// A lasso of 400 corners, as concave as a star, around about half of the songs.
fn lasso(desk: &Rc<RefCell<Desk>>, window: &mut Case<'_>) {
    let xy = desk
        .borrow()
        .session
        .places()
        .expect("songs are on show")
        .clone();
    let n = xy.n_rows();
    let cloud = PointCloud::new(Arc::new(xy), Appearance::new(vec![[255; 4]; n]));
    let star = |turned: f64| -> Vec<[f64; 2]> {
        let corner = |i: usize| {
            let (turn, radius) = (
                i as f64 / 400.0 * std::f64::consts::TAU + turned,
                [4.2, 5.4][i % 2],
            );
            [radius * turn.cos(), 0.8 * radius * turn.sin()]
        };
        (0..400).map(corner).collect()
    };
    let (mut alone, mut to_picture) = (Vec::new(), Vec::new());
    for i in 0..20 {
        let corners = star(f64::from(i) * 0.05);
        let start = Instant::now();
        let points = cloud.within(&corners);
        alone.push(start.elapsed());
        assert!(
            points.len() > n / 10 && points.len() < n,
            "the lasso takes {} of {n} points",
            points.len()
        );
        desk.borrow_mut().session.apply(choose(points));
        window.frame(1000 + i as usize);
        to_picture.push(start.elapsed());
    }
    for (name, times) in [("lasso", alone), ("lasso to picture", to_picture)] {
        let mut ms: Vec<f64> = times.iter().map(|t| t.as_secs_f64() * 1e3).collect();
        ms.sort_by(f64::total_cmp);
        tell(
            &format!("{n} songs, {name}"),
            ms[ms.len() / 2],
            ms[ms.len() - 1],
            100.0,
        );
    }
}

fn tell(what: &str, median: f64, max: f64, goal_ms: f64) {
    let verdict = if median <= goal_ms {
        "reached"
    } else {
        "missed"
    };
    println!("{what:<42} {median:>9.2} {max:>8.2}   {goal_ms:.0} {verdict}");
}

fn choose(songs: Vec<usize>) -> Command {
    Command::Selecting(Selecting::Songs(songs, How::Replace))
}

struct Desk {
    session: Session,
    view: View,
}

impl Desk {
    /// A window with `n` songs on show, searched through and at rest.
    fn open(n: usize) -> Self {
        let work = Work {
            analyze: match n {
                ..=1_000 => endless::<1_000>,
                1_001..=10_000 => endless::<10_000>,
                10_001..=100_000 => endless::<100_000>,
                _ => endless::<1_000_000>,
            },
            ..Work::default()
        };
        let cache = Cache { folder: None };
        let mut session = Session::new(Config::plain(), cache, None, work, Arc::new(|| {}));
        session.apply(Command::OpenDemo);
        wait(&mut session, |session| session.places().is_some());
        session.apply(Command::Search("song 7".to_string()));
        wait(&mut session, |session| session.search().is_active());
        session.apply(Command::Search(String::new()));
        let format = eframe::wgpu::TextureFormat::Bgra8Unorm;
        Self {
            session,
            view: View::new(
                Prefs::default(),
                MapRenderer::Wgpu {
                    target_format: format,
                },
            ),
        }
    }
}

fn wait(session: &mut Session, is_there: impl Fn(&Session) -> bool) {
    let start = Instant::now();
    while !is_there(session) {
        assert!(
            start.elapsed() < Duration::from_secs(120),
            "the songs do not come"
        );
        session.pump();
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn frame(desk: Rc<RefCell<Desk>>) -> impl FnMut(&mut Ui) {
    move |ui| {
        let mut commands = Vec::new();
        let Desk { session, view } = &mut *desk.borrow_mut();
        session.pump();
        window_ui(ui, session, view, &mut commands);
        commands
            .into_iter()
            .for_each(|command| session.apply(command));
    }
}

/// A run whose songs are on their map, and which then goes on until it is given up.
fn endless<const N: usize>(request: &Request, reporter: &Reporter) -> Result<Analysis> {
    let _ = request.loaded.set(Arc::new(library(N)));
    let (cloud, _) = clumps(N);
    let places = (0..N)
        .flat_map(|i| cloud.position(i))
        .map(|v| v as f32)
        .collect();
    reporter.step(Stage::Clustering, 1, 1, "");
    reporter.report(Progress::Map {
        xy: Arc::new(Matrix::new(N, 2, places)),
        iteration: 1,
        n_iterations: 1000,
    });
    while !reporter.take_stop() {
        std::thread::sleep(Duration::from_millis(20));
    }
    Err(Error::Cancelled)
}

fn library(n: usize) -> Library {
    let song = |i: usize| Song {
        id: i.to_string(),
        title: format!("song {i}"),
        artist: format!("artist {}", i % 997),
        audio: None,
        lyrics: None,
        language: None,
    };
    Library {
        root: PathBuf::from("songs"),
        songs: (0..n).map(song).collect(),
        labels: vec![LabelColumn {
            name: "language".to_string(),
            classes: LANGUAGES.map(str::to_string).to_vec(),
            of_song: (0..n).map(|i| Some((i % LANGUAGES.len()) as u32)).collect(),
            n_detected: 0,
        }],
        numbers: [("year", 1950, 75), ("plays", 0, 9_973), ("bpm", 60, 131)]
            .map(|(name, least, n_values)| NumberColumn {
                name: name.to_string(),
                of_song: (0..n).map(|i| (least + i * 7 % n_values) as f64).collect(),
                is_feature: false,
            })
            .to_vec(),
        report: PairingReport {
            n_songs: n,
            ..PairingReport::default()
        },
        ..Library::default()
    }
}
