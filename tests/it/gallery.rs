//! The pictures in `screenshots/`: every view over the demo songs, light and dark, English and Bangla, at two sizes.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Theme, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use latentune::config::{Config, ModelKind};
use latentune::features::Cache;
use latentune::session::{ColourBy, Command, Group, How, Learning, Selecting, Session};
use latentune::ui::words::{speak, tr};
use latentune::ui::{BottomTab, SideTab, Tongue};

use crate::window::{Desk, open, rest, session, session_with, wait};

const SIZES: [(u32, u32); 2] = [(1280, 800), (1920, 1080)];

/// A view, by the name of its file, and what a person does to see it.
type View = (&'static str, fn(&mut Harness<'static, Desk>));

const VIEWS: [View; 19] = [
    ("explore", |h| tab(h, BottomTab::Scores)),
    ("training-curves", |h| tab(h, BottomTab::Curves)),
    ("clusters", |h| {
        h.state_mut().session.apply(Command::ColourBy(ColourBy::Cluster));
        large(h, BottomTab::Clusters);
    }),
    ("songs", |h| tab(h, BottomTab::Songs)),
    ("latent", |h| {
        large(h, BottomTab::Latent);
        settle(h);
        click(h, "Random sample");
    }),
    ("sound-and-words", |h| large(h, BottomTab::Agreement)),
    ("runs", |h| large(h, BottomTab::Runs)),
    ("trust", |h| {
        h.state_mut().session.apply(Command::ColourBy(ColourBy::Trust));
        tab(h, BottomTab::Trust);
    }),
    ("files", |h| tab(h, BottomTab::Pairing)),
    ("selection", |h| {
        let group = Group::Cluster(Some(0));
        h.state_mut().session.apply(Command::Selecting(Selecting::Group(group, How::Replace)));
        h.state_mut().view.prefs.side = SideTab::Selection;
        tab(h, BottomTab::Songs);
    }),
    ("side-by-side", |h| {
        h.key_press(Key::Num3);
        h.state_mut().view.prefs.settings = false;
        h.state_mut().view.prefs.results = false;
    }),
    ("tour", |h| h.state_mut().view.start_tour()),
    ("presenter", |h| h.state_mut().view.presenting = true),
    ("lessons", |h| click(h, "Lessons")),
    ("look", |h| click(h, "View")),
    ("export", |h| click(h, "Export")),
    ("glossary", |h| h.key_press(Key::F1)),
    ("shortcuts", |h| h.state_mut().view.show_shortcuts = true),
    ("palette", |h| h.key_press_modifiers(Modifiers::COMMAND, Key::K)),
];

/// Presses the button of this English name.
fn click(harness: &mut Harness<'static, Desk>, name: &str) {
    harness.get_by(|n| n.role() == Role::Button && n.label().as_deref() == Some(tr(name))).click();
}

fn tab(harness: &mut Harness<'static, Desk>, tab: BottomTab) {
    harness.state_mut().view.prefs.tab = tab;
}

fn large(harness: &mut Harness<'static, Desk>, wanted: BottomTab) {
    harness.state_mut().view.large_results = true;
    tab(harness, wanted);
}

/// Writes `screenshots/`: `LATENTUNE_SCREENSHOTS=1 cargo test --test it screenshots`. A part of it where the variable names
/// views: `LATENTUNE_SCREENSHOTS=runs,trust`.
#[test]
fn screenshots() {
    let Ok(wanted) = std::env::var("LATENTUNE_SCREENSHOTS") else {
        eprintln!("skipped: set LATENTUNE_SCREENSHOTS to write screenshots/");
        return;
    };
    let wants = |name: &str| wanted == "1" || wanted.split(',').any(|w| w == name);
    let folder = tempfile::tempdir().unwrap();
    let mut config = Config::default();
    config.model.kind = ModelKind::Pca;
    let mut songs = session_with(config, Cache { folder: Some(folder.path().join("features")) });
    songs.apply(Command::OpenDemo);
    let mut harness = open(songs, Theme::Dark, vec2(1280.0, 800.0));
    // A first run, so that there is something to compare with.
    wait(&mut harness, "the first run", |s| s.analysis().is_some() && s.live().is_none());
    harness.state_mut().session.apply(Command::SetConfig(Box::default()));
    harness.state_mut().session.apply(Command::Run);
    wait(&mut harness, "a good part of the training", |s| {
        s.live().is_some_and(|live| live.epochs.len() >= 30 && live.map.is_some())
    });
    harness.state_mut().session.apply(Command::Learning(Learning::PauseOrContinue));
    if wants("training") {
        harness = everywhere(harness, "training", |h| tab(h, BottomTab::Curves));
    }
    harness.state_mut().session.apply(Command::Learning(Learning::PauseOrContinue));
    wait(&mut harness, "the end of the run", |s| s.live().is_none());
    for message in harness.state().session.messages().to_vec() {
        harness.state_mut().session.apply(Command::Dismiss(message.id));
    }
    choose(&mut harness, "bn-03", 9.0);
    for (name, set) in VIEWS.into_iter().filter(|(name, _)| wants(name)) {
        let language = harness.state().session.library().unwrap().labels.iter().position(|l| l.name == "language");
        harness.state_mut().session.apply(Command::ColourBy(ColourBy::Label(language.unwrap())));
        harness.state_mut().session.apply(Command::Selecting(Selecting::None));
        harness.state_mut().session.apply(Command::SideMaps(Vec::new()));
        harness = everywhere(harness, name, set);
    }
}

/// One view in both themes and languages at both sizes, and the session for the next.
fn everywhere(
    mut harness: Harness<'static, Desk>,
    name: &str,
    set: fn(&mut Harness<'static, Desk>),
) -> Harness<'static, Desk> {
    for tongue in Tongue::ALL {
        for theme in [Theme::Dark, Theme::Light] {
            for (width, height) in SIZES {
                harness = reopened(harness, theme, vec2(width as f32, height as f32));
                harness.state_mut().view.prefs.tongue = tongue;
                speak(tongue);
                rest(&mut harness);
                set(&mut harness);
                settle(&mut harness);
                let language = if tongue == Tongue::English { "english" } else { "bangla" };
                let theme = if theme == Theme::Dark { "dark" } else { "light" };
                photograph(&mut harness, &format!("{language}-{theme}-{width}x{height}/{name}.png"));
            }
        }
    }
    harness
}

/// The same session in a window of its own.
fn reopened(mut harness: Harness<'static, Desk>, theme: Theme, size: Vec2) -> Harness<'static, Desk> {
    let kept = std::mem::replace(&mut harness.state_mut().session, session(Config::default()));
    open(kept, theme, size)
}

/// What a view asks of threads comes, panels open, points rest.
fn settle(harness: &mut Harness<'static, Desk>) {
    for _ in 0..80 {
        harness.step();
        if harness.state().session.is_busy() {
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// Chooses a song at a place in it.
fn choose(harness: &mut Harness<'static, Desk>, id: &str, secs: f32) {
    let song = harness.state().session.library().unwrap().songs.iter().position(|s| s.id.starts_with(id)).unwrap();
    harness.state_mut().session.apply(Command::Play(song));
    harness.state_mut().session.apply(Command::Seek(secs));
    wait(harness, "the picture of the recording", |s: &Session| !s.is_busy());
}

/// In 256 colours, which is a quarter of the size and looks the same.
fn photograph(harness: &mut Harness<'static, Desk>, name: &str) {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots").join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let picture = harness.render().expect("software Vulkan draws");
    let pixels: Vec<Colour> = picture.pixels().map(|p| [p.0[0], p.0[1], p.0[2]]).collect();
    let (palette, indices) = indexed(&pixels);
    let file = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    let mut png = png::Encoder::new(file, picture.width(), picture.height());
    png.set_color(png::ColorType::Indexed);
    png.set_depth(png::BitDepth::Eight);
    png.set_palette(palette.concat());
    png.set_compression(png::Compression::High);
    png.set_filter(png::Filter::NoFilter);
    png.write_header().unwrap().write_image_data(&indices).unwrap();
    eprintln!("wrote {}", path.display());
}

type Colour = [u8; 3];

/// The most frequent colours that can be told apart, and the nearest of them for each pixel. Flat colours, which mean
/// something, are frequent and stay as they are; edges and spectrograms are what is rounded.
fn indexed(pixels: &[Colour]) -> (Vec<Colour>, Vec<u8>) {
    const ALIKE: u32 = 40;
    let mut counts: HashMap<Colour, usize> = HashMap::new();
    pixels.iter().for_each(|&colour| *counts.entry(colour).or_default() += 1);
    let mut by_count: Vec<(Colour, usize)> = counts.into_iter().collect();
    by_count.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut palette: Vec<Colour> = Vec::new();
    for (colour, _) in &by_count {
        if palette.len() < 256 && palette.iter().all(|other| apart(colour, other) > ALIKE) {
            palette.push(*colour);
        }
    }
    let nearest = |colour: &Colour| (0..palette.len()).min_by_key(|&i| apart(colour, &palette[i])).unwrap() as u8;
    let index: HashMap<Colour, u8> = by_count.iter().map(|(colour, _)| (*colour, nearest(colour))).collect();
    let indices = pixels.iter().map(|colour| index[colour]).collect();
    (palette, indices)
}

/// Squared distance of two colours.
fn apart(a: &Colour, b: &Colour) -> u32 {
    a.iter().zip(b).map(|(&a, &b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}
