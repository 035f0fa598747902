//! The lesson under way: read from a file or one of the program's own, run, and left again; and a run
//! written down as one.

use std::path::PathBuf;
use std::sync::Arc;

use super::colour::ColourBy;
use super::cx::{Cx, Follow};
use super::picture::Picture;
use super::work::Source;
use crate::config::Config;
use crate::error::Error;
use crate::file::write_whole;
use crate::job::{Slot, Watch};
use crate::lessons::{self, Hue, Lesson};
use crate::library::Library;
use crate::pipeline::Analysis;
use crate::words::{id, say};

/// What can be asked of lessons.
#[derive(Debug, Clone, PartialEq)]
pub enum Teaching {
    /// Take up the lesson in a file.
    Open(PathBuf),
    Start(Arc<Lesson>),
    /// Put it away; its settings stay.
    Close,
    /// Put it away, and run with the settings that were there before, and the songs.
    MySettings,
    /// Write the settings of the run on show into the file of a lesson, replacing what is there.
    Save(PathBuf),
}

/// See the head of the file.
#[derive(Default)]
pub(crate) struct TeachingState {
    reading: Slot<(Lesson, PathBuf)>,
    writing: Slot<PathBuf>,
    under_way: Option<LessonUnderWay>,
    n_begun: u64,
    analysis: Watch<Analysis>,
}

/// A lesson that was taken up.
pub(crate) struct LessonUnderWay {
    pub(crate) lesson: Arc<Lesson>,
    /// The file it was read from; `None` of the program's own.
    pub(crate) path: Option<PathBuf>,
    /// How many were taken up before it.
    pub(crate) number: u64,
    config: Config,
    /// The settings of the person and the songs that were open, to go back to.
    mine: Config,
    songs: Option<Source>,
}

impl LessonUnderWay {
    /// Whether an analysis is a run by its settings.
    pub(crate) fn is_of(&self, analysis: &Analysis) -> bool {
        *analysis.config == self.config
    }
}

impl TeachingState {
    pub(crate) fn under_way(&self) -> Option<&LessonUnderWay> {
        self.under_way.as_ref()
    }

    pub(super) fn apply(&mut self, asked: Teaching, by: ColourBy, cx: &mut Cx) {
        match asked {
            Teaching::Open(path) => self.open(path, cx),
            Teaching::Start(lesson) => self.start(lesson, None, cx),
            Teaching::Close => self.under_way = None,
            Teaching::MySettings => {
                if let Some(lesson) = self.under_way.take() {
                    cx.draft = lesson.mine;
                    cx.then(match lesson.songs {
                        Some(songs) if cx.source.as_ref() != Some(&songs) => {
                            Follow::Open(songs, None)
                        }
                        Some(_) | None => Follow::Run,
                    });
                }
            }
            Teaching::Save(path) => self.save(path, by, cx),
        }
    }

    pub(super) fn open(&mut self, path: PathBuf, cx: &mut Cx) {
        self.reading
            .start(&cx.spawner, id::SESSION_OPENING, move |_| {
                Ok((lessons::load(&path)?, path))
            });
    }

    fn start(&mut self, lesson: Arc<Lesson>, path: Option<PathBuf>, cx: &mut Cx) {
        let before = self.under_way.as_ref();
        let mine = before.map_or_else(|| cx.draft.clone(), |before| before.mine.clone());
        let open = before.map_or_else(|| cx.source.clone(), |before| before.songs.clone());
        let Some(config) = cx.checked(lesson.config(&mine)) else {
            return;
        };
        let config = Config::clone(&config);
        cx.draft = config.clone();
        let songs = lesson.songs().map(|songs| Source::Path(songs.into()));
        let follow = match (songs, &cx.source) {
            (Some(songs), open) if open.as_ref() != Some(&songs) => Follow::Open(songs, None),
            (_, Some(_)) => Follow::Run,
            (_, None) => Follow::Open(Source::Demo, None),
        };
        cx.then(follow);
        self.n_begun += 1;
        self.under_way = Some(LessonUnderWay {
            lesson,
            path,
            number: self.n_begun,
            config,
            mine,
            songs: open,
        });
    }

    fn save(&mut self, path: PathBuf, by: ColourBy, cx: &mut Cx) {
        let Some(analysis) = cx.shown_analysis().cloned() else {
            return;
        };
        let colour = hue(by, &analysis.library);
        self.writing
            .start(&cx.spawner, id::SESSION_WRITING_LESSON, move |_| {
                let text = lessons::of_run(&analysis, colour);
                write_whole(&path, text.as_bytes())
                    .map_err(|e| Error::io(id::ERROR_CANNOT_WRITE, &path, e))?;
                Ok(path)
            });
    }

    pub(super) fn pump(&mut self, cx: &mut Cx) {
        if let Some((lesson, path)) = cx.take(&mut self.reading) {
            self.start(Arc::new(lesson), Some(path), cx);
        }
        if let Some(path) = cx.take(&mut self.writing) {
            cx.inform(say(id::LESSONS_WRITTEN).with("path", path.display()));
        }
        if self.analysis.is_new(cx.analysis.as_ref()) {
            self.show(cx);
        }
    }

    /// When a run of the lesson has ended, colours and picture are those that it asks for.
    fn show(&self, cx: &mut Cx) {
        let (Some(under_way), Some(analysis)) = (&self.under_way, cx.analysis.clone()) else {
            return;
        };
        if !under_way.is_of(&analysis) {
            return;
        }
        let sheet = under_way.lesson.sheet();
        cx.then(Follow::Picture(match sheet.is_pca {
            true => Picture::Pca,
            false => Picture::Map,
        }));
        let Some(colour) = &sheet.colour else { return };
        match colour_by(colour, &analysis.library) {
            Some(by) => cx.then(Follow::Recolour(by)),
            None => cx.inform(say(id::LESSONS_NO_COLOUR).with("name", colour.key())),
        }
    }
}

/// `None` where the songs have no such column.
fn colour_by(colour: &Hue, library: &Library) -> Option<ColourBy> {
    match colour {
        Hue::Cluster => Some(ColourBy::Cluster),
        Hue::Silhouette => Some(ColourBy::Silhouette),
        Hue::Trust => Some(ColourBy::Trust),
        Hue::Agreement => Some(ColourBy::Agreement),
        Hue::Column(name) => {
            let label = library.labels.iter().position(|label| label.name == *name);
            let number = || library.numbers.iter().position(|n| n.name == *name);
            label
                .map(ColourBy::Label)
                .or_else(|| number().map(ColourBy::Number))
        }
    }
}

/// `None` for what a lesson cannot ask for: a column of one's own, a latent dimension, a tag.
fn hue(by: ColourBy, library: &Library) -> Option<Hue> {
    match by {
        ColourBy::Cluster => Some(Hue::Cluster),
        ColourBy::Silhouette => Some(Hue::Silhouette),
        ColourBy::Trust => Some(Hue::Trust),
        ColourBy::Agreement => Some(Hue::Agreement),
        ColourBy::Label(column) => {
            let label = library.labels.get(column)?;
            Some(Hue::Column(label.name.clone()))
        }
        ColourBy::Number(column) => {
            let number = library.numbers.get(column)?;
            Some(Hue::Column(number.name.clone()))
        }
        ColourBy::Own(_) | ColourBy::Latent(_) | ColourBy::Tag(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::fixture::{self, settle};
    use crate::session::{Command, Session};

    fn ask(session: &mut Session, asked: Teaching) {
        session.apply(Command::Teaching(asked));
        settle(session);
    }

    const FILE: &str = "[lesson]\ntitle = \"t\"\ntext = \"x\"\ncolour = \"genre\"\npicture = \"pca\"\n\
        promises = [\"silhouette > 0.1\"]\nanswer = \"a\"\n[settings]\nmodel.beta = 7.0\n";

    #[test]
    fn a_lesson_from_a_file_is_run_shown_as_it_asks_and_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("seven.lesson.toml");
        std::fs::write(&path, FILE).unwrap();
        let mut session = fixture::session();
        let mine = session.draft().clone();
        // As a file that is dropped on the window, or named at the start.
        session.apply(Command::OpenFolder(path.clone()));
        settle(&mut session);
        let under_way = session.teaching().under_way().unwrap();
        assert_eq!(under_way.path, Some(path));
        assert!(under_way.is_of(session.analysis().unwrap()));
        assert_eq!(session.draft().model.beta, 7.0);
        assert_eq!(session.picture(), Picture::Pca);
        assert_eq!(session.colouring().by, ColourBy::Label(1));
        ask(&mut session, Teaching::MySettings);
        assert_eq!(*session.draft(), mine);
        assert!(session.teaching().under_way().is_none());
    }

    #[test]
    fn without_songs_a_lesson_begins_with_the_demo_songs() {
        let mut session = fixture::empty_session();
        ask(&mut session, Teaching::Start(lessons::ours()[0].clone()));
        assert_eq!(session.source(), Some(&Source::Demo));
        assert!(session.shown_analysis().is_some());
    }

    #[test]
    fn a_lesson_about_other_songs_gives_mine_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("other.toml");
        let about = FILE.replace("title", "songs = \"theirs\"\ntitle");
        std::fs::write(&path, about).unwrap();
        let mut session = fixture::session();
        ask(&mut session, Teaching::Open(path));
        let theirs = Source::Path(folder.path().join("theirs"));
        assert_eq!(session.source(), Some(&theirs));
        ask(&mut session, Teaching::MySettings);
        assert_eq!(session.source(), Some(&Source::Demo));
    }

    #[test]
    fn a_file_that_is_no_lesson_is_told_and_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("none.toml");
        std::fs::write(&path, FILE.replace("beta", "betta")).unwrap();
        let mut session = fixture::session();
        let mine = session.draft().clone();
        ask(&mut session, Teaching::Open(path));
        let told = session.messages().last().unwrap().text.to_string();
        assert!(told.contains("betta") && told.contains("line 9"), "{told}");
        assert_eq!(*session.draft(), mine);
    }

    #[test]
    fn a_run_is_written_as_a_lesson_that_opens() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.lesson.toml");
        let mut session = fixture::session();
        session.apply(Command::ColourBy(ColourBy::Label(0)));
        ask(&mut session, Teaching::Save(path.clone()));
        let lesson = lessons::load(&path).unwrap();
        assert_eq!(lesson.sheet().colour, Some(Hue::Column("language".into())));
        ask(&mut session, Teaching::Open(path));
        let outcome = lesson.outcome(session.analysis().unwrap());
        assert!(outcome.is_kept, "{outcome:?}");
    }
}
