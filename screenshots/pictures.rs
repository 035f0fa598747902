//! Takes the pictures in this folder: every view over the demo songs, light and dark, English and
//! Bangla, at two sizes, and what lies behind some of them, once in each language.
//!
//! ```text
//! cargo run --example pictures -- [VIEW]... [--out FOLDER]
//! ```
//!
//! Takes every view unless some are named; FOLDER is this one unless given. The view `report` needs
//! Chromium.

#[path = "../tests/it/browser.rs"]
mod browser;
#[path = "../tests/it/desk.rs"]
mod desk;

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Theme, Ui, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use latentune::config::{Config, ModelKind};
use latentune::export::palette::{Ground, categorical};
use latentune::features::Cache;
use latentune::matrix::Matrix;
use latentune::session::{
    ColourBy, Column, Command, Export, Filter, Filtering, Group, How, Keeping, Learning, MapMarks,
    Selecting, Session, Sweeping,
};
use latentune::ui::ground::theme::{self, Contrast};
use latentune::ui::map::{Appearance, MapOverlay, MapRenderer, MapView, PointCloud};
use latentune::ui::{Area, Arrangement, Layout, Locale, Tab};
use latentune::words::{Text, set_locale};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use desk::{Desk, open, rest, session, session_with, wait};

type Result<T> = std::result::Result<T, Box<dyn Error>>;
type Window = Harness<'static, Desk>;

/// A view, by the name of its file, and what a person does to see it.
type View = (&'static str, fn(&mut Window));

/// Where a view is looked at: the language, the theme, and the size of the window.
type Place = (Locale, Theme, [u32; 2]);

const SMALL: [u32; 2] = [1280, 800];
const LARGE: [u32; 2] = [1920, 1080];

/// Places for what is looked at once in each language.
const ONCE: [Place; 2] = [
    (Locale::EN, Theme::Dark, SMALL),
    (Locale::BN, Theme::Light, SMALL),
];

static VIEWS: [View; 21] = [
    ("explore", |_| {}),
    ("scores", |h| tab(h, Tab::Scores)),
    ("training-curves", |h| tab(h, Tab::Curves)),
    ("clusters", |h| {
        h.state_mut()
            .session
            .apply(Command::ColourBy(ColourBy::Cluster));
        large(h, Tab::Clusters);
    }),
    ("songs", |h| tab(h, Tab::Songs)),
    ("charts", |h| {
        let bangla = Filter::Classes([Some(0)].into());
        let filter = Filtering::Set(Column::Label(0), Some(bangla));
        h.state_mut().session.apply(Command::Filtering(filter));
        large(h, Tab::Charts);
    }),
    ("latent", |h| within(h, Tab::Latent, "Random sample")),
    ("sound-and-words", |h| large(h, Tab::Agreement)),
    ("runs", |h| large(h, Tab::Runs)),
    ("trust", |h| {
        h.state_mut()
            .session
            .apply(Command::ColourBy(ColourBy::Trust));
        tab(h, Tab::Trust);
    }),
    ("files", |h| tab(h, Tab::Pairing)),
    ("selection", |h| {
        let group = Group::Cluster(Some(0));
        h.state_mut()
            .session
            .apply(Command::Selecting(Selecting::Group(group, How::Replace)));
        h.state_mut().view.show(Tab::Selection);
        tab(h, Tab::Songs);
    }),
    ("side-by-side", |h| {
        h.key_press(Key::Num3);
        let layout = &mut h.state_mut().view.prefs.layout;
        layout.set_area_open(Area::Settings, false);
        layout.set_area_open(Area::Results, false);
    }),
    ("tour", |h| h.state_mut().view.start_tour()),
    ("presenter", |h| h.state_mut().view.present(true)),
    ("lessons", |h| click(h, "Lessons")),
    ("look", |h| click(h, "View")),
    ("export", |h| click(h, "Export")),
    ("glossary", |h| h.key_press(Key::F1)),
    ("shortcuts", |h| h.state_mut().view.show_shortcuts()),
    ("palette", |h| {
        h.key_press_modifiers(Modifiers::COMMAND, Key::K)
    }),
];

/// What lies behind some of them.
static DETAILS: [View; 12] = [
    ("settings", |h| {
        let layout = &mut h.state_mut().view.prefs.layout;
        layout.set_area_open(Area::Settings, true);
    }),
    ("silhouettes", |h| within(h, Tab::Clusters, "Silhouette")),
    ("contents", |h| {
        let marks = MapMarks {
            contours: true,
            ..MapMarks::default()
        };
        h.state_mut().session.apply(Command::MapMarks(marks));
        within(h, Tab::Clusters, "Contents");
    }),
    ("how-many", |h| {
        if h.state().session.sweep().is_none() {
            h.state_mut()
                .session
                .apply(Command::Sweeping(Sweeping::Start { with_gap: false }));
            wait(h, "the sweep", |s| s.sweeping().progress().is_none());
        }
        within(h, Tab::Clusters, "How many?");
    }),
    ("given-back", |h| within(h, Tab::Latent, "Given back")),
    ("dimensions", |h| {
        within(h, Tab::Latent, "What dimensions tell")
    }),
    ("matrices", |h| {
        within(h, Tab::Agreement, "Similarity matrices")
    }),
    ("runs-chart", |h| within(h, Tab::Runs, "Chart")),
    ("search", |h| {
        h.state_mut()
            .session
            .apply(Command::Search("চাঁদ".to_string()));
        h.state_mut().view.focus_search();
        tab(h, Tab::Songs);
    }),
    ("replay", |h| {
        h.state_mut()
            .session
            .apply(Command::Learning(Learning::Show(Some(2))))
    }),
    ("contrast", |h| {
        h.state_mut().view.prefs.contrast = Contrast::High
    }),
    ("figure", |h| {
        click(h, "Export");
        rest(h);
        click(h, "Export a figure");
    }),
];

/// Views that are taken before there are songs, and between and after runs of their own.
const WITHOUT_SONGS: [&str; 2] = ["crowd", "empty"];
const OF_RUNS: [&str; 4] = ["training", "report", "collapse", "convolutional"];

/// What was asked for on the command line.
struct Asked {
    views: Vec<String>,
    out: PathBuf,
}

impl Asked {
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self> {
        let mut asked = Self {
            views: Vec::new(),
            out: Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots"),
        };
        let of_tables = VIEWS.iter().chain(&DETAILS).map(|(name, _)| *name);
        let known: Vec<&str> = WITHOUT_SONGS
            .into_iter()
            .chain(OF_RUNS)
            .chain(of_tables)
            .collect();
        while let Some(argument) = arguments.next() {
            if argument == "--out" {
                asked.out = arguments.next().ok_or("--out needs a folder")?.into();
            } else if known.contains(&argument.as_str()) {
                asked.views.push(argument);
            } else {
                return Err(format!(
                    "there is no view `{argument}`; there are {}",
                    known.join(", ")
                )
                .into());
            }
        }
        if asked.views.is_empty() {
            asked.views = known.into_iter().map(str::to_string).collect();
        }
        Ok(asked)
    }

    fn wants(&self, view: &str) -> bool {
        self.views.iter().any(|wanted| wanted == view)
    }
}

fn main() -> Result<()> {
    let asked = Asked::read(std::env::args().skip(1))?;
    if asked.wants("crowd") {
        crowd(&asked)?;
    }
    if asked.wants("empty") {
        let empty = open(session(Config::default()), Theme::Dark, vec2(1280.0, 800.0));
        each(empty, &asked, "empty", |_| {}, &ONCE)?;
    }
    if asked
        .views
        .iter()
        .all(|view| WITHOUT_SONGS.contains(&view.as_str()))
    {
        return Ok(());
    }
    let cache = tempfile::tempdir()?;
    let mut harness = first_run(cache.path());
    harness = second_run(harness, &asked)?;
    choose(&mut harness, "bn-03", 9.0);
    for (views, places) in [(&VIEWS[..], every_place()), (&DETAILS[..], ONCE.to_vec())] {
        for &(name, set) in views.iter().filter(|(name, _)| asked.wants(name)) {
            tidy(&mut harness);
            harness = each(harness, &asked, name, set, &places)?;
        }
    }
    // A machine without a browser still gets the pictures below.
    let reported = if asked.wants("report") {
        report(&mut harness, &asked)
    } else {
        Ok(())
    };
    tidy(&mut harness);
    if asked.wants("collapse") {
        train(&mut harness, |config| config.model.beta = 50.0);
        harness = each(harness, &asked, "collapse", |h| tab(h, Tab::Curves), &ONCE)?;
    }
    if asked.wants("convolutional") {
        train(&mut harness, |config| {
            (config.model.kind, config.model.n_epochs) = (ModelKind::ConvVae, 20)
        });
        each(
            harness,
            &asked,
            "convolutional",
            |h| within(h, Tab::Latent, "Given back"),
            &ONCE,
        )?;
    }
    reported
}

/// The demo songs with a quick model, so that the next run has something to be compared with.
fn first_run(cache: &Path) -> Window {
    let mut config = Config::plain();
    config.model.kind = ModelKind::Pca;
    let mut songs = session_with(
        config,
        Cache {
            folder: Some(cache.join("features")),
        },
    );
    songs.keep_in(Some(cache.join("home")));
    songs.apply(Command::OpenDemo);
    let mut harness = open(songs, Theme::Dark, vec2(1280.0, 800.0));
    wait(&mut harness, "the first run", |s| {
        s.analysis().is_some() && s.live().is_none()
    });
    harness
}

/// The usual model, looked at while it learns.
fn second_run(mut harness: Window, asked: &Asked) -> Result<Window> {
    start(&mut harness, Config::default());
    wait(&mut harness, "a good part of the training", |s| {
        s.live()
            .is_some_and(|live| live.epochs.len() >= 30 && live.map.is_some())
    });
    harness
        .state_mut()
        .session
        .apply(Command::Learning(Learning::PauseOrContinue));
    if asked.wants("training") {
        harness = each(
            harness,
            asked,
            "training",
            |h| tab(h, Tab::Curves),
            &every_place(),
        )?;
    }
    harness
        .state_mut()
        .session
        .apply(Command::Learning(Learning::PauseOrContinue));
    end(&mut harness);
    Ok(harness)
}

/// A whole run with one of the usual settings changed.
fn train(harness: &mut Window, change: impl FnOnce(&mut Config)) {
    let mut config = Config::plain();
    change(&mut config);
    start(harness, config);
    end(harness);
}

fn start(harness: &mut Window, config: Config) {
    harness
        .state_mut()
        .session
        .apply(Command::SetConfig(Box::new(config)));
    harness.state_mut().session.apply(Command::Run);
}

fn end(harness: &mut Window) {
    wait(harness, "the end of the run", |s| s.live().is_none());
    for message in harness.state().session.messages().to_vec() {
        harness
            .state_mut()
            .session
            .apply(Command::Dismiss(message.id));
    }
}

/// Chooses a song at a place in it.
fn choose(harness: &mut Window, id: &str, secs: f32) {
    let library = harness
        .state()
        .session
        .library()
        .expect("the demo songs are open");
    let song = library
        .songs
        .iter()
        .position(|s| s.id.starts_with(id))
        .expect("it is one of the demo songs");
    harness.state_mut().session.apply(Command::Play(song));
    harness.state_mut().session.apply(Command::Seek(secs));
    wait(harness, "the picture of the recording", |s: &Session| {
        !s.is_busy()
    });
}

/// Takes back what the view before has changed in the session.
fn tidy(harness: &mut Window) {
    let session = &mut harness.state_mut().session;
    let language = session
        .library()
        .and_then(|library| library.labels.iter().position(|l| l.name == "language"));
    session.apply(Command::ColourBy(
        language.map_or(ColourBy::Cluster, ColourBy::Label),
    ));
    session.apply(Command::Selecting(Selecting::None));
    session.apply(Command::SideMaps(Vec::new()));
    session.apply(Command::Search(String::new()));
    session.apply(Command::Filtering(Filtering::Clear));
    session.apply(Command::MapMarks(MapMarks::default()));
    session.apply(Command::Learning(Learning::Show(None)));
}

fn every_place() -> Vec<Place> {
    let mut places = Vec::new();
    for locale in Locale::all() {
        for theme in [Theme::Dark, Theme::Light] {
            places.extend([SMALL, LARGE].map(|size| (locale, theme, size)));
        }
    }
    places
}

/// One view at every one of `places`, and the session for the next.
fn each(
    mut harness: Window,
    asked: &Asked,
    name: &str,
    set: fn(&mut Window),
    places: &[Place],
) -> Result<Window> {
    for &(locale, theme, [width, height]) in places {
        harness = reopened(harness, theme, vec2(width as f32, height as f32));
        harness.state_mut().view.prefs.locale = locale;
        set_locale(locale);
        rest(&mut harness);
        set(&mut harness);
        settle(&mut harness);
        let language = if locale == Locale::EN {
            "english"
        } else {
            "bangla"
        };
        let theme = if theme == Theme::Dark {
            "dark"
        } else {
            "light"
        };
        let folder = asked
            .out
            .join(format!("{language}-{theme}-{width}x{height}"));
        photograph(&mut harness, &folder.join(format!("{name}.png")))?;
    }
    Ok(harness)
}

/// The same session in a window of its own, arranged as at first.
fn reopened(mut harness: Window, theme: Theme, size: Vec2) -> Window {
    let kept = std::mem::replace(&mut harness.state_mut().session, session(Config::default()));
    let mut harness = open(kept, theme, size);
    harness.state_mut().view.prefs.layout = Layout::of(Arrangement::Explore);
    harness
}

/// What a view asks of threads comes, panels open, points rest.
fn settle(harness: &mut Window) {
    for _ in 0..80 {
        harness.step();
        if harness.state().session.is_busy() {
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// Presses the button of this English name.
fn click(harness: &mut Window, name: &str) {
    let label = Text::of_english(name).map_or(name, |text| text.as_str());
    harness
        .get_by(|n| n.role() == Role::Button && n.label().as_deref() == Some(label))
        .click();
}

fn tab(harness: &mut Window, tab: Tab) {
    harness.state_mut().view.show(tab);
}

fn large(harness: &mut Window, wanted: Tab) {
    harness.state_mut().view.enlarge(true);
    tab(harness, wanted);
}

/// Presses a button in large results, once they are there.
fn within(harness: &mut Window, wanted: Tab, name: &str) {
    large(harness, wanted);
    settle(harness);
    wait(harness, name, |s| !s.is_busy());
    rest(harness);
    click(harness, name);
}

/// The map alone, with far more points than have room side by side.
fn crowd(asked: &Asked) -> Result<()> {
    const N: usize = 100_000;
    const N_CLOUDS: usize = 8;
    let mut rng = ChaCha8Rng::seed_from_u64(9);
    let mut spread = || {
        (0..6)
            .map(|_| rng.random_range(-0.65..0.65_f32))
            .sum::<f32>()
    };
    let xy: Vec<f32> = (0..N)
        .flat_map(|i| {
            let turn = (i % N_CLOUDS) as f32 * 0.8;
            [turn.cos() * 4.0 + spread(), turn.sin() * 3.0 + spread()]
        })
        .collect();
    let xy = Arc::new(Matrix::new(N, 2, xy));
    for (theme, ground, name) in [
        (Theme::Dark, Ground::Dark, "dark"),
        (Theme::Light, Ground::Light, "light"),
    ] {
        let colour = |i: usize| {
            let [r, g, b] = categorical(i % N_CLOUDS, ground);
            [r, g, b, 255]
        };
        let cloud = PointCloud::new(xy.clone(), Appearance::new((0..N).map(colour).collect()));
        let show = move |ui: &mut Ui, view: &mut MapView| {
            let overlay = MapOverlay {
                selected: Some(17),
                neighbors: &[25, 33, 41, 49, 57],
                ..MapOverlay::default()
            };
            view.show(ui, &cloud, &overlay);
        };
        let mut harness = Harness::builder()
            .with_size(vec2(1280.0, 800.0))
            .with_theme(theme)
            .with_context_setup(theme::install)
            .build_ui_state(show, MapView::new(MapRenderer::Mesh));
        harness.run_steps(20);
        photograph(&mut harness, &asked.out.join(format!("crowd-{name}.png")))?;
    }
    Ok(())
}

/// The page of the report from top to bottom, as a browser shows it.
fn report(harness: &mut Window, asked: &Asked) -> Result<()> {
    let browser = browser::chromium().ok_or("the view `report` needs Chromium")?;
    let folder = tempfile::tempdir()?;
    let (results, page) = (
        folder.path().join("results"),
        folder.path().join("results/report.html"),
    );
    let export = Export::Report {
        folder: results,
        title: "Demo songs".to_string(),
        with_clips: false,
    };
    harness
        .state_mut()
        .session
        .apply(Command::Keeping(Keeping::Export(export)));
    wait(harness, "the report", |s| !s.is_busy());
    if !page.is_file() {
        let said = harness
            .state()
            .session
            .messages()
            .last()
            .map(|message| message.text.to_string());
        return Err(format!("the report was not written: {}", said.unwrap_or_default()).into());
    }
    fs::create_dir_all(&asked.out)?;
    for (name, more) in [
        ("light", None),
        ("dark", Some("--blink-settings=preferredColorScheme=0")),
    ] {
        let taken = folder.path().join(format!("{name}.png"));
        let screenshot = format!("--screenshot={}", taken.display());
        let options: Vec<&str> = [screenshot.as_str(), "--window-size=1280,4600"]
            .into_iter()
            .chain(more)
            .collect();
        let (_, console) = browser::open(browser, &page, &options);
        let path = asked.out.join(format!("report-{name}.png"));
        fs::copy(&taken, &path).map_err(|e| format!("no picture of the report: {e}\n{console}"))?;
        println!("wrote {}", path.display());
    }
    Ok(())
}

/// In 256 colours, which is a quarter of the size and looks the same.
fn photograph<S>(harness: &mut Harness<'_, S>, path: &Path) -> Result<()> {
    let picture = harness.render()?;
    let pixels: Vec<Colour> = picture.pixels().map(|p| [p.0[0], p.0[1], p.0[2]]).collect();
    write_png(path, [picture.width(), picture.height()], &pixels)
        .map_err(|e| format!("cannot write {}: {e}", path.display()))?;
    println!("wrote {}", path.display());
    Ok(())
}

fn write_png(path: &Path, [width, height]: [u32; 2], pixels: &[Colour]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let (palette, indices) = indexed(pixels);
    let mut png = png::Encoder::new(BufWriter::new(fs::File::create(path)?), width, height);
    png.set_color(png::ColorType::Indexed);
    png.set_depth(png::BitDepth::Eight);
    png.set_palette(palette.concat());
    png.set_compression(png::Compression::High);
    png.set_filter(png::Filter::NoFilter);
    png.write_header()?.write_image_data(&indices)?;
    Ok(())
}

type Colour = [u8; 3];

/// The most frequent colours that can be told apart, and the nearest of them for each pixel. Flat
/// colours, which mean something, are frequent and stay as they are; edges and spectrograms are
/// what is rounded.
fn indexed(pixels: &[Colour]) -> (Vec<Colour>, Vec<u8>) {
    const ALIKE: u32 = 40;
    let mut counts: HashMap<Colour, usize> = HashMap::new();
    pixels
        .iter()
        .for_each(|&colour| *counts.entry(colour).or_default() += 1);
    let mut by_count: Vec<(Colour, usize)> = counts.into_iter().collect();
    by_count.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut palette: Vec<Colour> = Vec::new();
    for (colour, _) in &by_count {
        if palette.len() < 256 && palette.iter().all(|other| apart(colour, other) > ALIKE) {
            palette.push(*colour);
        }
    }
    let nearest = |colour: &Colour| {
        (0..palette.len())
            .min_by_key(|&i| apart(colour, &palette[i]))
            .unwrap_or(0) as u8
    };
    let index: HashMap<Colour, u8> = by_count
        .iter()
        .map(|(colour, _)| (*colour, nearest(colour)))
        .collect();
    let indices = pixels.iter().map(|colour| index[colour]).collect();
    (palette, indices)
}

/// Squared distance of two colours.
fn apart(a: &Colour, b: &Colour) -> u32 {
    a.iter()
        .zip(b)
        .map(|(&a, &b)| u32::from(a.abs_diff(b)).pow(2))
        .sum()
}
