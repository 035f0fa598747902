//! All parts in one table, which opens as a library and which others read without this program.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::part::{CAUSE, LYRICS, SECS, STATUS, status};
use super::parts::{self, Parts};
use super::plan::Plan;
use crate::error::{Error, Result};
use crate::job::{Reporter, Stage};
use crate::library::{
    Cells, ENTRY, ID, Key, LabelColumn, Library, Listing, NumberColumn, OPENED, OpenedSong, SOUND,
    Sheet, StoredBlock, fact,
};
use crate::words::{Locale, Message, id, say, with_locale};

/// The table of all songs.
#[derive(Debug)]
pub(crate) struct Merged {
    sheet: Sheet,
    pub(crate) n_songs: usize,
    /// Of those, songs of which a file could not be read.
    pub(crate) n_failed: usize,
    /// Songs that are another one's copies.
    pub(crate) n_duplicates: usize,
    pub(crate) n_parts: usize,
}

impl Merged {
    /// # Errors
    /// When it cannot be written; what stood at `path` before stands there still.
    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        self.sheet.write(path)
    }
}

/// Puts the parts in `folder` together, in the order of the plan at `plan_path`. The table is the
/// same to the byte, into however many parts the songs were parted.
///
/// # Errors
/// When the plan or a part cannot be read, a part is of other settings, songs or another version,
/// or a song is in two parts or in none; the message names the commands that make what is missing.
pub(crate) fn merge(plan_path: &Path, folder: &Path, reporter: &Reporter) -> Result<Merged> {
    let plan = Plan::read(plan_path)?;
    let parts = parts::read(&plan, plan_path, folder, reporter)?;
    reporter.step(Stage::Export, 0, 1, "");
    let blocks = blocks(&parts, folder)?;
    let gathered = Gathered {
        parts: &parts,
        folder,
    };
    let opened = gathered.texts(OPENED)?;
    let library = library(&plan, &opened, plan_path)?;
    let settled = settled(&plan, &gathered, library)?;
    let (n_failed, n_duplicates) = (settled.n(status::FAILED), settled.n(status::DUPLICATE));

    let mut facts = plan.facts(fact::SONGS);
    let about = serde_json::to_string(&blocks);
    let about = about.map_err(|e| Error::file(Message::verbatim(e), folder))?;
    facts.insert(fact::BLOCKS.into(), about);
    let mut sheet = Sheet {
        facts,
        columns: settled.columns(&plan, &blocks),
    };
    for hash in [Key::ContentHash, Key::WordsHash] {
        let texts = gathered.texts(hash.column())?;
        sheet
            .columns
            .push((hash.column().into(), Cells::Text(texts)));
    }
    sheet
        .columns
        .push((LYRICS.into(), Cells::Text(gathered.texts(LYRICS)?)));
    sheet
        .columns
        .push((SECS.into(), Cells::Double(gathered.doubles(SECS)?)));
    for block in &blocks {
        let lists = Cells::List(gathered.lists(&block.name)?);
        sheet.columns.push((block.name.clone(), lists));
    }
    sheet
        .columns
        .push((SOUND.into(), Cells::Text(gathered.texts(SOUND)?)));
    sheet.columns.push((ENTRY.into(), plan.entry_cells()));
    sheet.columns.push((OPENED.into(), Cells::Text(opened)));
    Ok(Merged {
        sheet,
        n_songs: plan.songs.len(),
        n_failed,
        n_duplicates,
        n_parts: parts.sheets.len(),
    })
}

/// What the parts say of their blocks, which is the same in all that have any songs.
fn blocks(parts: &Parts, folder: &Path) -> Result<Vec<StoredBlock>> {
    let told = parts
        .sheets
        .iter()
        .filter_map(|part| part.facts.get(fact::BLOCKS));
    let mut told: Vec<&String> = told.collect();
    told.dedup();
    match told.as_slice() {
        [one] => serde_json::from_str(one).map_err(|e| Error::file(Message::verbatim(e), folder)),
        // The settings are the same: a sentence model of the same name is another on some machine.
        _ => Err(Error::file(id::SHARDS_OTHER_BLOCKS, folder)),
    }
}

/// Columns of the parts, in the order of the plan.
struct Gathered<'a> {
    parts: &'a Parts,
    folder: &'a Path,
}

impl Gathered<'_> {
    fn gather<T: Clone>(
        &self,
        name: &str,
        of: impl Fn(&Cells) -> Option<&Vec<T>>,
    ) -> Result<Vec<T>> {
        let places = self.parts.places.iter();
        let cell = |place: &parts::Place| {
            let column = self.parts.sheets[place.part].column(name)?;
            of(column)?.get(place.row).cloned()
        };
        let cells: Option<Vec<T>> = places.map(cell).collect();
        cells.ok_or_else(|| {
            let cause = say(id::LIBRARY_TABLE_LACKS_COLUMN).with("name", name);
            Error::file(cause, self.folder)
        })
    }

    fn texts(&self, name: &str) -> Result<Vec<Option<String>>> {
        self.gather(name, |cells| match cells {
            Cells::Text(all) => Some(all),
            Cells::Whole(_) | Cells::Double(_) | Cells::List(_) => None,
        })
    }

    fn doubles(&self, name: &str) -> Result<Vec<f64>> {
        self.gather(name, |cells| match cells {
            Cells::Double(all) => Some(all),
            Cells::Text(_) | Cells::Whole(_) | Cells::List(_) => None,
        })
    }

    fn lists(&self, name: &str) -> Result<Vec<Option<Vec<f32>>>> {
        self.gather(name, |cells| match cells {
            Cells::List(all) => Some(all),
            Cells::Text(_) | Cells::Whole(_) | Cells::Double(_) => None,
        })
    }
}

/// The library as one machine would have read it, and the row that each of its songs came from.
fn library(plan: &Plan, opened: &[Option<String>], path: &Path) -> Result<(Library, Vec<usize>)> {
    let (whole, rows) = plan.listing.to_json()?;
    let rows = rows.iter().map(String::as_str);
    let listing = Listing::of_json(plan.listing.root(), &whole, rows, path)?;
    let opened = opened
        .iter()
        .flatten()
        .map(|json| serde_json::from_str(json));
    let opened: Vec<OpenedSong> = opened
        .collect::<serde_json::Result<_>>()
        .map_err(|e| Error::file(Message::verbatim(e), path))?;
    Ok(listing.library(opened))
}

/// What is known of each row of the plan once all songs are.
struct Settled {
    ids: Vec<Option<String>>,
    titles: Vec<Option<String>>,
    artists: Vec<Option<String>>,
    status: Vec<Option<String>>,
    causes: Vec<Option<String>>,
    labels: Vec<(String, Cells)>,
}

fn settled(
    plan: &Plan,
    gathered: &Gathered<'_>,
    (library, rows): (Library, Vec<usize>),
) -> Result<Settled> {
    let n = plan.songs.len();
    let mut settled = Settled {
        ids: vec![None; n],
        titles: vec![None; n],
        artists: vec![None; n],
        status: gathered.texts(STATUS)?,
        causes: gathered.texts(CAUSE)?,
        labels: labels(&library, &rows, n),
    };
    for (song, &row) in library.songs.iter().zip(&rows) {
        settled.ids[row] = Some(song.id.clone());
        settled.titles[row] = Some(song.title.clone());
        settled.artists[row] = (!song.artist.is_empty()).then(|| song.artist.clone());
    }
    let originals: HashMap<&PathBuf, &PathBuf> = library
        .report
        .duplicates
        .iter()
        .filter_map(|group| group.split_first())
        .flat_map(|(first, copies)| copies.iter().map(move |copy| (copy, first)))
        .collect();
    let mut taken: HashSet<String> = settled.ids.iter().flatten().cloned().collect();
    for (row, song) in plan.songs.iter().enumerate() {
        if settled.ids[row].is_some() {
            continue;
        }
        let mut id = song.id.clone();
        while !taken.insert(id.clone()) {
            id.push('\'');
        }
        settled.ids[row] = Some(id);
        let path = song
            .path
            .as_ref()
            .map(|path| plan.listing.folder().join(path));
        if let Some(original) = path.and_then(|path| originals.get(&path)) {
            let cause = say(id::EXPORT_SAME_BYTES_AS_PATH_LEFT).with("path", original.display());
            settled.status[row] = Some(status::DUPLICATE.to_string());
            settled.causes[row] = Some(with_locale(Locale::EN, || cause.to_string()));
        }
    }
    Ok(settled)
}

/// What is told of each song beside its name: categories as texts, numbers as such.
fn labels(library: &Library, rows: &[usize], n: usize) -> Vec<(String, Cells)> {
    let label = |label: &LabelColumn| {
        let mut cells = vec![None; n];
        for (song, &row) in rows.iter().enumerate() {
            cells[row] = label.value(song).map(str::to_string);
        }
        (label.name.clone(), Cells::Text(cells))
    };
    let number = |number: &NumberColumn| {
        let mut cells = vec![f64::NAN; n];
        for (song, &row) in rows.iter().enumerate() {
            cells[row] = number.of_song[song];
        }
        (number.name.clone(), Cells::Double(cells))
    };
    let labels = library.labels.iter().map(label);
    labels.chain(library.numbers.iter().map(number)).collect()
}

impl Settled {
    fn n(&self, status: &str) -> usize {
        let all = self.status.iter().flatten();
        all.filter(|own| *own == status).count()
    }

    /// No label has the name of a column of ours.
    fn columns(self, plan: &Plan, blocks: &[StoredBlock]) -> Vec<(String, Cells)> {
        let mut columns = vec![
            (ID.into(), Cells::Text(self.ids)),
            ("path".into(), plan.paths()),
            ("title".into(), Cells::Text(self.titles)),
            ("artist".into(), Cells::Text(self.artists)),
            (STATUS.into(), Cells::Text(self.status)),
            (CAUSE.into(), Cells::Text(self.causes)),
        ];
        let ours = [LYRICS, SECS, SOUND, ENTRY, OPENED];
        let hashes = [Key::ContentHash, Key::WordsHash].map(Key::column);
        let ours = ours.into_iter().chain(hashes);
        let ours = ours.chain(blocks.iter().map(|block| block.name.as_str()));
        let ours: Vec<&str> = ours.collect();
        for (mut name, cells) in self.labels {
            while ours.contains(&name.as_str()) || columns.iter().any(|(n, _)| *n == name) {
                name.push_str(" (label)");
            }
            columns.push((name, cells));
        }
        columns
    }
}
