//! The closed list of everything that can be chosen from the palette.

use crate::config::{ClusteringMethod, Config, Keyed, Modality, ModelKind, ProjectionMethod};
use crate::session::{
    Command, Comparing, Group, How, Learning, Listening, Picture, Remedy, Selecting, Session,
};
use crate::ui::export_menu::Want;
use crate::ui::map::MapTool;
use crate::ui::theme::Contrast;
use crate::ui::words::{Locale, english, fill, locale, set_locale, tr};
use crate::ui::{BottomTab, Cx, SideTab, View, bottom, map_bar, transport};

use super::lessons::LESSONS;
use crate::ui::words::glossary::TERMS;

/// What choosing an entry does.
#[derive(Debug, Clone)]
pub enum Act {
    Cx(Command),
    Change(fn(&mut Cx, &mut View)),
    Tab(BottomTab),
    Side(SideTab),
    SetLocale(Locale),
    Lesson(usize),
    /// A term of the glossary, by its index.
    Explain(usize),
}

/// A line of the palette.
#[derive(Debug, Clone)]
pub struct Entry {
    /// In the language of the window.
    pub name: String,
    /// The same in English: how it is remembered, and found as well.
    pub english: String,
    pub group: &'static str,
    /// The shortcut, where it has one.
    pub keys: &'static str,
    pub act: Act,
}

/// Collects entries, each named in both languages.
struct List {
    entries: Vec<Entry>,
}

impl List {
    fn add(
        &mut self,
        group: &'static str,
        keys: &'static str,
        act: Act,
        name: impl Fn() -> String,
    ) {
        let now = locale();
        let own = name();
        set_locale(Locale::English);
        let english = name();
        set_locale(now);
        self.entries.push(Entry {
            name: own,
            english,
            group,
            keys,
            act,
        });
    }

    fn ask(
        &mut self,
        group: &'static str,
        name: &'static str,
        keys: &'static str,
        command: Command,
    ) {
        self.add(group, keys, Act::Cx(command), || tr(name).to_string());
    }

    fn change(
        &mut self,
        group: &'static str,
        name: &'static str,
        keys: &'static str,
        change: fn(&mut Cx, &mut View),
    ) {
        self.add(group, keys, Act::Change(change), || tr(name).to_string());
    }
}

const SONGS: &str = english("Songs");
const RUN: &str = english("Run");
const LISTENING: &str = english("Listening");
const MAP: &str = english("Map");
const SELECTING: &str = english("Selecting");
const SHOW: &str = english("Show");
const SETTINGS: &str = english("Settings");
const LOOK: &str = english("Look");
const LESSON: &str = english("Lessons");
const HELP: &str = english("Help");
const EXPORT: &str = english("Export");

/// Every command that needs no more to be said, for the session as it is.
pub fn entries(session: &Session) -> Vec<Entry> {
    let mut list = List {
        entries: Vec::new(),
    };
    songs(&mut list);
    listening(&mut list);
    map(&mut list, session);
    selecting(&mut list, session);
    shown(&mut list);
    look(&mut list);
    settings(&mut list, session.draft());
    keeping(&mut list, session);
    help(&mut list);
    list.entries
}

fn songs(list: &mut List) {
    list.change(SONGS, english("Choose a folder…"), "", |_, view| {
        view.ask_folder = true
    });
    list.change(
        SONGS,
        english("Type the path of a folder"),
        "",
        |_, view| {
            (view.prefs.settings, view.focus_path) = (true, true);
        },
    );
    list.ask(SONGS, english("Open the demo songs"), "", Command::OpenDemo);
    list.change(SONGS, english("Search songs"), "/", |_, view| {
        view.focus_search = true
    });
    list.ask(RUN, english("Run"), "", Command::Run);
    list.ask(
        RUN,
        english("Stop, and keep what there is"),
        "",
        Command::Stop,
    );
    list.ask(RUN, english("Give the run up"), "", Command::Cancel);
    list.ask(
        RUN,
        english("Reset settings to defaults"),
        "",
        Command::ResetConfig,
    );
    list.ask(
        RUN,
        english("Pause or go on with training"),
        "",
        Command::Learning(Learning::PauseOrContinue),
    );
    list.ask(
        RUN,
        english("Train 50 epochs more"),
        "",
        Command::Learning(Learning::Further(50)),
    );
    list.ask(
        RUN,
        english("Against collapse: lower β"),
        "",
        Command::Learning(Learning::Remedy(Remedy::LowerBeta)),
    );
    list.ask(
        RUN,
        english("Against collapse: a longer warm-up"),
        "",
        Command::Learning(Learning::Remedy(Remedy::LongerWarmup)),
    );
    list.ask(
        RUN,
        english("Against collapse: free bits"),
        "",
        Command::Learning(Learning::Remedy(Remedy::FreeBits)),
    );
    list.ask(
        RUN,
        english("Back to the model's own clusters"),
        "",
        Command::Comparing(Comparing::Back),
    );
    list.ask(
        RUN,
        english("Bring back the run deleted last"),
        "",
        Command::Comparing(Comparing::BringBack),
    );
}

fn keeping(list: &mut List, session: &Session) {
    if session.shown_analysis().is_some() {
        list.change(EXPORT, english("Export a figure"), "", |_, view| {
            view.export.want(Want::Figure)
        });
        list.change(EXPORT, english("Export a table"), "", |_, view| {
            view.export.want(Want::Table)
        });
        list.change(EXPORT, english("Write the report"), "", |_, view| {
            view.export.want(Want::Report)
        });
    }
    list.change(EXPORT, english("Open a session"), "Ctrl+O", |_, view| {
        view.export.want(Want::Open)
    });
    list.change(EXPORT, english("Save the session"), "Ctrl+S", |_, view| {
        view.export.want(Want::Save)
    });
}

fn listening(list: &mut List) {
    list.ask(
        LISTENING,
        english("Play or pause"),
        "Space",
        Command::PlayPause,
    );
    list.ask(
        LISTENING,
        english("On to the next neighbour"),
        "↓",
        Command::Next,
    );
    list.ask(
        LISTENING,
        english("Back to the song before"),
        "↑",
        Command::Previous,
    );
    list.ask(
        LISTENING,
        english("Back by 5 seconds"),
        "←",
        Command::SeekBy(-5.0),
    );
    list.ask(
        LISTENING,
        english("On by 5 seconds"),
        "→",
        Command::SeekBy(5.0),
    );
    list.change(LISTENING, english("Radio, on or off"), "R", |cx, _| {
        transport::toggle_radio(cx)
    });
    list.change(
        LISTENING,
        english("Repeat: nothing, the song, the playlist"),
        "O",
        |cx, _| transport::next_repeat(cx),
    );
    list.ask(
        LISTENING,
        english("Forget the playlist"),
        "",
        Command::Listening(Listening::Clear),
    );
    list.ask(LISTENING, english("Mute"), "", Command::Volume(0.0));
    list.ask(LISTENING, english("Full volume"), "", Command::Volume(1.0));
}

fn map(list: &mut List, session: &Session) {
    list.change(MAP, english("Fit the map"), "F", |_, view| view.map.fit());
    list.change(MAP, english("Tool: pan"), "V", |_, view| {
        view.map.tool = MapTool::Pan
    });
    list.change(MAP, english("Tool: lasso"), "L", |_, view| {
        view.map.tool = MapTool::Lasso
    });
    list.change(MAP, english("Tool: box"), "B", |_, view| {
        view.map.tool = MapTool::Box
    });
    list.change(MAP, english("Tool: path"), "P", |_, view| {
        view.map.tool = MapTool::Path
    });
    for n in 0..4 {
        let act = Act::Cx(Command::SideMaps(session.sources_for(n)));
        list.add(MAP, "", act, || {
            fill("Maps side by side: {n}", &[("n", &(n + 1))])
        });
    }
    for picture in Picture::ALL {
        list.add(MAP, "", Act::Cx(Command::Project(picture)), || {
            fill(
                "Picture: {picture}",
                &[("picture", &tr(session.picture_label(picture)))],
            )
        });
    }
    for (i, (by, _)) in map_bar::choices(session).into_iter().enumerate() {
        list.add(MAP, "", Act::Cx(Command::ColourBy(by)), || {
            let name = map_bar::choices(session).swap_remove(i).1;
            fill("Colour by {what}", &[("what", &name)])
        });
    }
    list.ask(
        MAP,
        english("Show all classes"),
        "",
        Command::ShowAllClasses,
    );
}

fn selecting(list: &mut List, session: &Session) {
    let group = |group| Command::Selecting(Selecting::Group(group, How::Replace));
    list.ask(
        SELECTING,
        english("Select all songs"),
        "Ctrl+A",
        group(Group::All),
    );
    list.ask(
        SELECTING,
        english("Select what was found"),
        "",
        group(Group::Found),
    );
    let chosen = session.selection().songs();
    if !chosen.is_empty() {
        let play = Command::Listening(Listening::PlayList(chosen.to_vec()));
        list.ask(SELECTING, english("Play the selection"), "", play);
    }
    if let Some(song) = session.selected() {
        list.ask(
            SELECTING,
            english("Select the neighbours of this song"),
            "",
            group(Group::NeighboursOf(song)),
        );
    }
    list.ask(
        SELECTING,
        english("Invert the selection"),
        "Ctrl+I",
        Command::Selecting(Selecting::Invert),
    );
    list.ask(
        SELECTING,
        english("Select nothing"),
        "Ctrl+D",
        Command::Selecting(Selecting::None),
    );
    list.ask(
        SELECTING,
        english("Undo"),
        "Ctrl+Z",
        Command::Selecting(Selecting::Undo),
    );
    list.ask(
        SELECTING,
        english("Redo"),
        "Ctrl+Shift+Z",
        Command::Selecting(Selecting::Redo),
    );
}

fn shown(list: &mut List) {
    for (tab, name) in bottom::TABS {
        list.add(SHOW, "", Act::Tab(tab), || {
            fill("Tab: {name}", &[("name", &tr(name))])
        });
    }
    for (side, name) in [
        (SideTab::Song, english("Song")),
        (SideTab::Selection, english("Selection")),
    ] {
        list.add(SHOW, "", Act::Side(side), || {
            fill("Tab: {name}", &[("name", &tr(name))])
        });
    }
    list.change(SHOW, english("Settings panel"), "", |_, view| {
        view.prefs.settings = !view.prefs.settings
    });
    list.change(SHOW, english("Results panel"), "", |_, view| {
        view.prefs.results = !view.prefs.results
    });
    list.change(SHOW, english("Song panel"), "", |_, view| {
        view.prefs.song = !view.prefs.song
    });
    list.change(
        SHOW,
        english("Enlarge the results, and back"),
        "E",
        |_, view| view.large_results = !view.large_results,
    );
    list.change(SHOW, english("Presenter mode"), "F5", |_, view| {
        view.presenting = !view.presenting
    });
}

fn look(list: &mut List) {
    use eframe::egui::ThemePreference::{Dark, Light, System};
    for locale in Locale::ALL {
        list.add(LOOK, "", Act::SetLocale(locale), || {
            fill("Language: {name}", &[("name", &locale.name())])
        });
    }
    list.change(LOOK, english("Theme: light"), "", |_, view| {
        view.prefs.theme = Light
    });
    list.change(LOOK, english("Theme: dark"), "", |_, view| {
        view.prefs.theme = Dark
    });
    list.change(LOOK, english("Theme: as the system"), "", |_, view| {
        view.prefs.theme = System
    });
    list.change(LOOK, english("Contrast: normal"), "", |_, view| {
        view.prefs.contrast = Contrast::Normal
    });
    list.change(LOOK, english("Contrast: high"), "", |_, view| {
        view.prefs.contrast = Contrast::High
    });
    list.change(LOOK, english("Larger"), "Ctrl++", |_, view| {
        view.prefs.resize(true)
    });
    list.change(LOOK, english("Smaller"), "Ctrl+−", |_, view| {
        view.prefs.resize(false)
    });
    list.change(LOOK, english("Usual size"), "Ctrl+0", |_, view| {
        view.prefs.size_percent = 100
    });
    list.change(LOOK, english("Reduced motion, on or off"), "", |_, view| {
        view.prefs.still = !view.prefs.still
    });
}

/// Each sets one setting of the draft; nothing runs.
fn settings(list: &mut List, draft: &Config) {
    let mut set = |kind: &'static str, label: &'static str, change: &dyn Fn(&mut Config)| {
        let mut config = draft.clone();
        change(&mut config);
        let act = Act::Cx(Command::SetConfig(Box::new(config.settled(draft))));
        list.add(SETTINGS, "", act, || {
            fill(
                "{setting}: {choice}",
                &[("setting", &tr(kind)), ("choice", &tr(label))],
            )
        });
    };
    for kind in ModelKind::all() {
        set(english("Model"), kind.label(), &|config| {
            config.model.kind = kind
        });
    }
    for method in ClusteringMethod::all().filter(|m| *m != ClusteringMethod::Model) {
        set(english("Clusters"), method.label(), &|config| {
            config.clustering.method = method
        });
    }
    for method in ProjectionMethod::all() {
        set(english("Map by"), method.label(), &|config| {
            config.projection.method = method
        });
    }
    for modality in Modality::all() {
        set(english("Songs as"), modality.label(), &|config| {
            config.fusion.modality = modality
        });
    }
}

fn help(list: &mut List) {
    for (i, lesson) in LESSONS.iter().enumerate() {
        list.add(LESSON, "", Act::Lesson(i), || {
            fill("Lesson: {name}", &[("name", &tr(lesson.name))])
        });
    }
    list.change(HELP, english("Take the tour"), "", |_, view| {
        view.teaching.start_tour()
    });
    list.change(HELP, english("Glossary"), "F1", |_, view| {
        view.teaching.open_glossary("")
    });
    list.change(HELP, english("Shortcuts and about"), "?", |_, view| {
        view.show_shortcuts = true
    });
    for (i, term) in TERMS.iter().enumerate() {
        list.add(HELP, "", Act::Explain(i), || {
            fill("Explain: {name}", &[("name", &tr(term.name))])
        });
    }
}
