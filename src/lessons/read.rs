//! Lessons from files and into them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::lesson::{Hue, Lesson, Panel, Sheet};
use super::measure::Measure;
use super::promise::Promise;
use super::wording::{Numbers, Telling, Wording};
use crate::config::{Config, Keyed, Lines, MOST_BYTES, Overrides};
use crate::error::{Error, Result};
use crate::file;
use crate::words::{Message, id, say};

/// A file of a lesson.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Raw {
    pub(crate) lesson: Spanned<RawLesson>,
    #[serde(default)]
    numbers: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    settings: Overrides,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLesson {
    title: Option<String>,
    text: Option<String>,
    question: Option<String>,
    songs: Option<PathBuf>,
    panel: Option<Spanned<String>>,
    colour: Option<String>,
    picture: Option<Spanned<String>>,
    promises: Vec<Spanned<String>>,
    answer: Option<Spanned<String>>,
    otherwise: Option<Spanned<String>>,
}

/// The same as it is written.
#[derive(Serialize)]
struct Written<'a> {
    lesson: WrittenLesson<'a>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    numbers: BTreeMap<&'a str, String>,
    settings: &'a Overrides,
}

#[derive(Serialize)]
struct WrittenLesson<'a> {
    title: &'a str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    songs: Option<&'a Path>,
    panel: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    colour: Option<&'a str>,
    picture: &'static str,
    promises: Vec<String>,
    answer: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    otherwise: Option<&'a str>,
}

/// The two pictures of the latent space, by their keys: as the map was drawn, and its principal
/// components.
const PICTURES: [&str; 2] = ["map", "pca"];

/// Whether a path is that of a lesson, by its name: no songs are in such files.
pub fn is_lesson(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    ending.eq_ignore_ascii_case("toml")
}

/// Reads a lesson. Songs that it names are found from its folder.
///
/// # Errors
/// When the file cannot be read, or something in it is no part of a lesson, no setting or no number:
/// with its line.
pub(crate) fn load(path: &Path) -> Result<Lesson> {
    let text = file::read_given(path, MOST_BYTES)
        .map_err(|e| Error::io(id::LESSONS_CANNOT_READ, path, e))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    read(&text, folder).map_err(|cause| Error::file(cause, path))
}

/// # Errors
/// What is wrong, with its line.
pub(super) fn read(text: &str, folder: &Path) -> std::result::Result<Lesson, Message> {
    let Parts { file, lines } = parts(text)?;
    let at = file.lesson.span();
    let raw = file.lesson.into_inner();
    let lacks = |name: &'static str| lines.at(&at, say(id::LESSONS_LACKS).with("name", name));
    let written = |text: Option<String>, name| {
        let text = text.map(|text| text.trim().to_string());
        let text = text.filter(|text| !text.is_empty());
        text.ok_or_else(|| lacks(name))
    };
    let shell = shell(&raw, &file.numbers, &file.settings, folder, lines, &at)?;
    let telling = |text: &Spanned<String>| {
        Telling::parse(text.get_ref().trim(), &shell.numbers)
            .map_err(|cause| lines.at(&text.span(), cause))
    };
    let answer = raw.answer.as_ref().ok_or_else(|| lacks("answer"))?;
    Ok(Lesson {
        answer: telling(answer)?,
        otherwise: raw.otherwise.as_ref().map(telling).transpose()?,
        title: Wording::Written(written(raw.title, "title")?),
        text: Wording::Written(written(raw.text, "text")?),
        question: raw.question.map(Wording::Written),
        songs: shell.songs,
        sheet: shell.sheet,
        promises: shell.promises,
        numbers: shell.numbers,
        settings: shell.settings,
    })
}

/// A lesson without its words.
pub(super) struct Shell {
    pub(crate) songs: Option<PathBuf>,
    pub(crate) sheet: Sheet,
    pub(crate) promises: Vec<Promise>,
    pub(crate) numbers: Numbers,
    pub(crate) settings: Overrides,
}

/// Reads a lesson whose words are ours.
///
/// # Errors
/// As [`read`].
pub(super) fn read_shell(text: &str) -> std::result::Result<Shell, Message> {
    let Parts { file, lines } = parts(text)?;
    let at = file.lesson.span();
    let (raw, numbers) = (file.lesson.get_ref(), &file.numbers);
    shell(raw, numbers, &file.settings, Path::new(""), lines, &at)
}

struct Parts<'a> {
    file: Raw,
    lines: Lines<'a>,
}

fn parts(text: &str) -> std::result::Result<Parts<'_>, Message> {
    let lines = Lines(text);
    let file = toml::from_str(text).map_err(|e| lines.fault(&e))?;
    Ok(Parts { file, lines })
}

fn shell(
    raw: &RawLesson,
    numbers: &BTreeMap<String, Spanned<String>>,
    settings: &Overrides,
    folder: &Path,
    lines: Lines,
    at: &Range<usize>,
) -> std::result::Result<Shell, Message> {
    let measure = |(name, key): (&String, &Spanned<String>)| {
        let read = Measure::parse(key.get_ref().trim());
        read.map(|measure| (name.clone(), measure))
            .map_err(|cause| lines.at(&key.span(), cause))
    };
    let promise = |text: &Spanned<String>| {
        Promise::parse(text.get_ref()).map_err(|cause| lines.at(&text.span(), cause))
    };
    if raw.promises.is_empty() {
        return Err(lines.at(at, say(id::LESSONS_LACKS).with("name", "promises")));
    }
    check(settings, lines)?;
    Ok(Shell {
        songs: raw.songs.as_ref().map(|songs| folder.join(songs)),
        sheet: sheet(raw, lines)?,
        promises: raw
            .promises
            .iter()
            .map(promise)
            .collect::<std::result::Result<_, Message>>()?,
        numbers: numbers
            .iter()
            .map(measure)
            .collect::<std::result::Result<_, Message>>()?,
        settings: settings.clone(),
    })
}

fn sheet(raw: &RawLesson, lines: Lines) -> std::result::Result<Sheet, Message> {
    let refused = |at: Range<usize>, given: &str, keys: Vec<&str>| {
        let cause = say(id::LESSONS_NOT_AMONG)
            .with("given", given)
            .with("known", keys.join(", "));
        lines.at(&at, cause)
    };
    let panel = |key: &Spanned<String>| {
        let all = || Panel::all().map(Keyed::key).collect();
        Panel::of_key(key.get_ref()).ok_or_else(|| refused(key.span(), key.get_ref(), all()))
    };
    let picture = |key: &Spanned<String>| match PICTURES.iter().position(|p| p == key.get_ref()) {
        Some(at) => Ok(at == 1),
        None => Err(refused(key.span(), key.get_ref(), PICTURES.to_vec())),
    };
    Ok(Sheet {
        panel: raw.panel.as_ref().map_or(Ok(Panel::default()), panel)?,
        colour: raw.colour.as_deref().map(Hue::of),
        is_pca: raw.picture.as_ref().map_or(Ok(false), picture)?,
    })
}

/// Tries each setting by itself, so that the one that is none is found, and then all together.
fn check(settings: &Overrides, lines: Lines) -> std::result::Result<(), Message> {
    let plain = Config::plain();
    let cause = |error: Error| {
        if let Error::Config { cause, .. } = error {
            cause
        } else {
            error.message()
        }
    };
    for (path, alone) in settings.each() {
        if let Err(error) = plain.with(&alone) {
            let cause = say(id::LESSONS_NO_SETTING)
                .with("name", path.as_str())
                .with("cause", cause(error));
            return Err(of_setting(lines, &path, cause));
        }
    }
    let whole = plain.with(settings).and_then(|config| config.check());
    let Err(error) = whole else { return Ok(()) };
    Err(if let Error::Config { field, .. } = error {
        of_setting(lines, field, error.message())
    } else {
        error.message()
    })
}

/// At the line of a setting; where the file does not tell that one, at that of what it is in.
fn of_setting(lines: Lines, path: &str, cause: Message) -> Message {
    let read = toml::de::DeTable::parse(lines.0);
    let Ok(table) = read else { return cause };
    let (mut table, mut span) = (table.get_ref(), None);
    for name in std::iter::once("settings").chain(path.split('.')) {
        let Some((key, value)) = table.get_key_value(name) else {
            break;
        };
        span = Some(key.span());
        match value.get_ref().as_table() {
            Some(inner) => table = inner,
            None => break,
        }
    }
    span.map_or(cause.clone(), |span| lines.at(&span, cause))
}

impl Lesson {
    /// The lesson as a file that [`load`] reads; one of ours in the language of the thread, without
    /// its answers.
    pub(crate) fn to_toml(&self) -> String {
        let numbers = self.numbers.iter();
        let file = Written {
            lesson: WrittenLesson {
                title: self.title(),
                text: self.text(),
                question: self.question(),
                songs: self.songs(),
                panel: self.sheet.panel.key(),
                colour: self.sheet.colour.as_ref().map(Hue::key),
                picture: PICTURES[usize::from(self.sheet.is_pca)],
                promises: self.promises.iter().map(ToString::to_string).collect(),
                answer: self.answer.source().unwrap_or_default(),
                otherwise: self.otherwise.as_ref().and_then(Telling::source),
            },
            numbers: numbers
                .map(|(name, measure)| (name.as_str(), measure.to_string()))
                .collect(),
            settings: &self.settings,
        };
        toml::to_string_pretty(&file).expect("texts, numbers and lists are always TOML")
    }
}
