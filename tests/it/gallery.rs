//! The pictures in `screenshots/`: every view over the demo songs, light and dark, English and Bangla, at two sizes.

use std::path::{Path, PathBuf};
use std::time::Duration;

use color_quant::NeuQuant;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Theme, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use latentune::config::Config;
use latentune::session::{ColourBy, Command, Group, How, Learning, Selecting, Session};
use latentune::ui::words::{speak, tr};
use latentune::ui::{BottomTab, SideTab, Tongue};

use crate::window::{Desk, open, rest, session, wait};

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
    ("latent", |h| large(h, BottomTab::Latent)),
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
    let mut songs = session(Config::default());
    songs.apply(Command::OpenDemo);
    let mut harness = open(songs, Theme::Dark, vec2(1280.0, 800.0));
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
    choose(&mut harness, "ধানের জন্মদিন", 9.0);
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

/// Chooses the song of this title at a place in it.
fn choose(harness: &mut Harness<'static, Desk>, title: &str, secs: f32) {
    let song = harness.state().session.library().unwrap().songs.iter().position(|s| s.title == title).unwrap();
    harness.state_mut().session.apply(Command::Play(song));
    harness.state_mut().session.apply(Command::Seek(secs));
    wait(harness, "the picture of the recording", |s: &Session| !s.is_busy());
}

/// In 256 colours, which is a third of the size and looks the same.
fn photograph(harness: &mut Harness<'static, Desk>, name: &str) {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots").join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let picture = harness.render().expect("software Vulkan draws");
    let colours = NeuQuant::new(10, 256, picture.as_raw());
    let indices: Vec<u8> = picture.pixels().map(|p| colours.index_of(&p.0) as u8).collect();
    let file = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    let mut png = png::Encoder::new(file, picture.width(), picture.height());
    png.set_color(png::ColorType::Indexed);
    png.set_depth(png::BitDepth::Eight);
    png.set_palette(colours.color_map_rgb());
    png.set_compression(png::Compression::High);
    png.set_filter(png::Filter::NoFilter);
    png.write_header().unwrap().write_image_data(&indices).unwrap();
    eprintln!("wrote {}", path.display());
}
