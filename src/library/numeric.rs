//! A plain table of numbers as a library: no recordings, no words.

use crate::words::{Message, id, say};
use std::collections::{HashMap, HashSet};
use std::path::Path;

use rayon::prelude::*;

use super::cells::{Marks, is_blank, is_truth, numbers};
use super::columns::is_class_name;
use super::names::bare;
use super::reader;
use super::table::Table;
use super::{ColumnMap, LabelColumn, Library, NumberColumn, PairingReport, Song, artefacts};
use crate::error::{Error, Result, Warning, listed, map_option};
use crate::job::Reporter;

/// Names of columns that say which song a row is, as they are compared: without case and marks.
const IDS: [&str; 9] = [
    "id",
    "songid",
    "trackid",
    "filename",
    "file",
    "path",
    "track",
    "trackname",
    "name",
];
/// A text column with more classes than this is no category.
const MOST_CLASSES: usize = 100;
/// A column is one of numbers when this share of its filled cells are.
const NUMERIC_SHARE: f32 = 0.9;
/// The roles of columns in a table of numbers.
const ROLES: [&str; 6] = ["id", "title", "artist", "label", "number", "ignore"];

/// Reads a table of which each row is a song and each number column a feature, such as GTZAN's
/// `features_30_sec.csv`.
///
/// `labels` names the category columns; they are no features. Without any, text columns of 2 to 100
/// classes are taken, and numbers below a name such as `label`. Rows are called by a column such as
/// `id` or `filename` that parts them, by a text column in which no two cells are the same, or by
/// their place. A
/// column `artist` keeps an artist's songs together where songs are held out. `map` gives columns
/// other roles: `id`, `title`, `artist`, `label`, `number` or `ignore`.
///
/// Numbers that tell of the file and not of the music, such as GTZAN's `length`, and those that
/// count rows or classes are no features unless `map` calls them numbers. Each is told.
///
/// # Errors
/// When the table cannot be read, a label is none of its columns, or no column holds numbers.
pub(crate) fn load_table(path: &Path, labels: &[String], map: &ColumnMap) -> Result<Library> {
    read(&reader::read(path, &Reporter::silent())?, labels, map)
}

/// True of a table that can only be meant as one of numbers: most of its columns are, and nobody
/// says otherwise.
pub(super) fn is_meant(table: &Table, map: &ColumnMap) -> bool {
    let is_other = map
        .pairs
        .iter()
        .any(|(role, _)| !ROLES.contains(&bare(role).as_str()));
    let n = (0..table.names.len())
        .into_par_iter()
        .filter(|&i| is_numeric(table, i))
        .count();
    !is_other && table.rows.len() >= 2 && n >= 2 && 2 * n >= table.names.len()
}

/// The library of a table's numbers, as [`load_table`] has it.
pub(super) fn read(table: &Table, labels: &[String], map: &ColumnMap) -> Result<Library> {
    if table.rows.len() < 2 {
        return Err(Error::file(
            id::LIBRARY_TABLE_FEATURES_NEEDS_AT_LEAST,
            &table.path,
        ));
    }
    let roles = Roles::new(table, labels, map)?;
    let mut library = Library {
        root: table.path.clone(),
        songs: Vec::new(),
        labels: Vec::new(),
        numbers: Vec::new(),
        report: PairingReport {
            n_songs: table.rows.len(),
            ..PairingReport::default()
        },
        warnings: table.warnings.clone(),
        extracted: None,
        multi_labels: Vec::new(),
    };
    let free = |i: &usize| !roles.spoken_for.contains(i);
    let columns: Vec<usize> = (0..table.names.len()).filter(free).collect();
    let found: Vec<Found> = columns
        .par_iter()
        .map(|&i| Found::in_column(table, i, &roles))
        .collect();
    for (i, found) in columns.into_iter().zip(found) {
        match found {
            Found::Label(column) => library.labels.push(column),
            Found::Number(column, told) => {
                library.warnings.extend(told);
                library.numbers.push(column);
            }
            Found::Nothing(why) => library.warnings.push(Warning::column(
                &table.names[i],
                say(id::LIBRARY_LEFT_OUT).with("why", why),
            )),
        }
    }
    if !library.numbers.iter().any(|n| n.is_feature) {
        return Err(table.columns_error(id::LIBRARY_NO_COLUMN_HOLDS_NUMBERS_COULD, Vec::new()));
    }
    let (songs, n_renamed) = songs(table, &roles);
    library.songs = songs;
    if n_renamed > 0 {
        let cause = say(id::LIBRARY_N_ROW_S_CALLED_LIKE).with("n", n_renamed);
        library.warnings.push(Warning::path(&table.path, cause));
    }
    Ok(library)
}

/// Which columns are what, by name or because someone said so.
struct Roles {
    id: Option<usize>,
    title: Option<usize>,
    artist: Option<usize>,
    labels: Vec<usize>,
    /// Asked for as features.
    numbers: Vec<usize>,
    /// Columns of the first three, and those that are not wanted.
    spoken_for: HashSet<usize>,
    /// Nobody said which columns are labels.
    guesses_labels: bool,
}

impl Roles {
    fn new(table: &Table, labels: &[String], map: &ColumnMap) -> Result<Self> {
        let place = |wanted: &str| {
            let exact = table.names.iter().position(|n| n == wanted.trim());
            exact.or_else(|| table.names.iter().position(|n| bare(n) == bare(wanted)))
        };
        let of_name = |wanted: &String| {
            place(wanted).ok_or_else(|| {
                table.columns_error(
                    say(id::LIBRARY_THERE_NO_COLUMN_COLUMN).with("column", wanted),
                    Vec::new(),
                )
            })
        };
        let mut roles = Self {
            id: None,
            title: None,
            artist: None,
            labels: labels.iter().map(of_name).collect::<Result<_>>()?,
            numbers: Vec::new(),
            spoken_for: HashSet::new(),
            guesses_labels: false,
        };
        for (role, column) in &map.pairs {
            let i = of_name(column)?;
            match bare(role).as_str() {
                "id" => roles.id = Some(i),
                "title" => roles.title = Some(i),
                "artist" => roles.artist = Some(i),
                "label" => roles.labels.push(i),
                "number" => roles.numbers.push(i),
                "ignore" => {
                    roles.spoken_for.insert(i);
                }
                _ => {
                    let cause = say(id::LIBRARY_COLUMN_TABLE_NUMBERS_CANNOT_MAPPED)
                        .with("role", role)
                        .with("roles", listed(&ROLES));
                    return Err(Error::library(cause));
                }
            }
        }
        roles.guesses_labels = roles.labels.is_empty();
        let is_free = |i: &usize| {
            !roles.labels.contains(i) && !roles.numbers.contains(i) && !roles.spoken_for.contains(i)
        };
        let artist = table
            .names
            .iter()
            .position(|n| bare(n) == "artist")
            .filter(is_free);
        let id = id_column(table, &is_free);
        roles.artist = roles.artist.or(artist);
        roles.id = roles.id.or(id);
        roles
            .spoken_for
            .extend([roles.id, roles.title, roles.artist].into_iter().flatten());
        Ok(roles)
    }
}

/// What a column is, with what is to be told of it.
enum Found {
    Label(LabelColumn),
    Number(NumberColumn, Vec<Warning>),
    /// Why it is neither.
    Nothing(Message),
}

impl Found {
    fn in_column(table: &Table, i: usize, roles: &Roles) -> Self {
        if roles.labels.contains(&i) {
            return Self::Label(label(table, i));
        }
        let n_filled = table.column(i).filter(|c| !is_blank(c)).count();
        if n_filled == 0 {
            return Self::Nothing(id::LIBRARY_CELLS_EMPTY.into());
        }
        let is_asked_for = roles.numbers.contains(&i);
        if is_asked_for || is_numeric(table, i) {
            Self::of_numbers(table, i, roles, n_filled)
        } else {
            Self::of_words(table, i, roles, n_filled)
        }
    }

    fn of_words(table: &Table, i: usize, roles: &Roles, n_filled: usize) -> Self {
        let column = label(table, i);
        Self::Nothing(match (roles.guesses_labels, column.classes.len()) {
            (_, 1) => id::LIBRARY_SAME_OF_EVERY_SONG.into(),
            (true, 2..=MOST_CLASSES) => return Self::Label(column),
            (true, n) => say(id::LIBRARY_TOO_MANY_CLASSES)
                .with("n", n)
                .with("songs", n_filled),
            (false, _) => say(id::LIBRARY_NO_NUMBERS_LABEL)
                .with("option", map_option("label", &table.names[i])),
        })
    }

    fn of_numbers(table: &Table, i: usize, roles: &Roles, n_filled: usize) -> Self {
        let name = &table.names[i];
        let is_asked_for = roles.numbers.contains(&i);
        let marks = Marks::of(table.column(i), table.marks);
        let (of_song, remark) = numbers(table.column(i), marks);
        let is_class =
            is_class_name(name) && of_song.iter().all(|v| v.is_nan() || v.fract() == 0.0);
        if is_class && roles.guesses_labels && !is_asked_for {
            let column = label(table, i);
            if (2..=MOST_CLASSES).contains(&column.classes.len()) && column.classes.len() < n_filled
            {
                return Self::Label(column);
            }
        }
        let why = if is_class {
            Some(id::LIBRARY_NO_FEATURE_CLASSES)
        } else {
            artefacts::of_column(name, &of_song)
        };
        let why = why.filter(|_| !is_asked_for);
        let remark = remark.map(|cause| Warning::new(format!("column `{name}`"), cause));
        let told = remark
            .into_iter()
            .chain(why.map(|why| super::no_feature(name, why)));
        let column = NumberColumn {
            name: name.clone(),
            of_song,
            is_feature: why.is_none(),
        };
        Self::Number(column, told.collect())
    }
}

fn label(table: &Table, i: usize) -> LabelColumn {
    let values: Vec<Option<String>> = table
        .column(i)
        .map(|c| (!is_blank(c)).then(|| c.to_string()))
        .collect();
    LabelColumn::new(&table.names[i], &values)
}

/// True when most filled cells of a column are numbers.
fn is_numeric(table: &Table, i: usize) -> bool {
    let filled = || table.column(i).filter(|c| !is_blank(c));
    let marks = Marks::of(filled(), table.marks);
    let n = filled().count();
    let n_numbers = filled().filter(|c| marks.number(c).is_some()).count();
    let are_classes = is_class_name(&table.names[i]) && filled().all(is_truth);
    n > 0 && n_numbers as f32 >= NUMERIC_SHARE * n as f32 && !are_classes
}

/// Of the columns that are called so, the first in which every row has a name of its own; where
/// none has, the first that parts at least half of the rows; else a text column in which no two
/// cells are the same. What is called so and parts few rows (a `track` of 1 to 12) says something
/// else.
fn id_column(table: &Table, is_free: &impl Fn(&usize) -> bool) -> Option<usize> {
    let by_name = |wanted: &str| {
        table
            .names
            .iter()
            .position(|n| bare(n) == wanted)
            .filter(is_free)
    };
    let n_distinct = |i: usize| table.column(i).collect::<HashSet<_>>().len();
    let named: Vec<(usize, usize)> = IDS
        .iter()
        .filter_map(|id| by_name(id))
        .map(|i| (i, n_distinct(i)))
        .collect();
    let n_rows = table.rows.len();
    let parting = |least: usize| named.iter().find(|(_, n)| *n >= least).map(|(i, _)| *i);
    parting(n_rows)
        .or_else(|| parting(n_rows.div_ceil(2)))
        .or_else(|| {
            (0..table.names.len())
                .filter(is_free)
                .find(|&i| !is_numeric(table, i) && n_distinct(i) == n_rows)
        })
}

/// A song each row, and how many of them had the name of another.
fn songs(table: &Table, roles: &Roles) -> (Vec<Song>, usize) {
    let (mut taken, mut next) = (HashSet::new(), HashMap::new());
    let mut n_renamed = 0;
    let cell = |row: usize, column: Option<usize>| {
        column.map_or("", |i| table.rows[row][i].trim()).to_string()
    };
    let songs = (0..table.rows.len())
        .map(|row| {
            let name = match cell(row, roles.id) {
                name if name.is_empty() => format!("row {}", row + 1),
                name => name,
            };
            let title = Some(cell(row, roles.title))
                .filter(|t| !t.is_empty())
                .unwrap_or_else(|| name.clone());
            let mut id = name.clone();
            while !taken.insert(id.clone()) {
                let n = next.entry(name.clone()).or_insert(1);
                *n += 1;
                id = format!("{name} ({n})");
            }
            n_renamed += usize::from(id != name);
            Song {
                id,
                title,
                artist: cell(row, roles.artist),
                audio: None,
                lyrics: None,
                language: None,
            }
        })
        .collect();
    (songs, n_renamed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load_as(text: &str, labels: &[&str], map: &[(&str, &str)]) -> Result<Library> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("features.csv");
        std::fs::write(&path, text).unwrap();
        let pairs = map
            .iter()
            .map(|(role, column)| (role.to_string(), column.to_string()))
            .collect();
        load_table(
            &path,
            &labels.iter().map(|l| (*l).to_string()).collect::<Vec<_>>(),
            &ColumnMap { pairs },
        )
    }

    fn load(text: &str, labels: &[&str]) -> Result<Library> {
        load_as(text, labels, &[])
    }

    fn features(library: &Library) -> Vec<&str> {
        library
            .numbers
            .iter()
            .filter(|n| n.is_feature)
            .map(|n| n.name.as_str())
            .collect()
    }

    const GTZAN: &str = "filename,length,tempo,mfcc1_mean,label\nblues.00000.wav,661794,123.0,-113.5,blues\n\
                         rock.00001.wav,661794,,-90.25,rock\nrock.00002.wav,661794,99.5,nan,rock\n";

    #[test]
    fn rows_are_songs_and_number_columns_features() {
        let library = load(GTZAN, &["label"]).unwrap();
        assert_eq!(
            library
                .songs
                .iter()
                .map(|s| s.id.as_str())
                .collect::<Vec<_>>()[1],
            "rock.00001.wav"
        );
        let names: Vec<&str> = library.numbers.iter().map(|n| n.name.as_str()).collect();
        assert_eq!(names, ["length", "tempo", "mfcc1_mean"]);
        assert!(library.numbers[1].of_song[1].is_nan() && library.numbers[2].of_song[2].is_nan());
        assert_eq!(library.labels[0].classes, ["blues", "rock"]);
    }

    #[test]
    fn what_tells_of_files_is_no_feature_unless_asked_for() {
        let library = load(GTZAN, &["label"]).unwrap();
        assert_eq!(features(&library), ["tempo", "mfcc1_mean"]);
        let told: Vec<String> = library.warnings.iter().map(Warning::to_string).collect();
        let expected = "column `length`: no feature, as it tells of the file and not of the music; --map \"number=length\" makes it one";
        assert_eq!(told, [expected]);
        let library = load_as(GTZAN, &["label"], &[("number", "length")]).unwrap();
        assert_eq!(features(&library), ["length", "tempo", "mfcc1_mean"]);
        assert!(library.warnings.is_empty());
        let library = load(
            ",filename,v,album_id,label\n0,a,.5,7,x\n1,b,.25,7,x\n2,c,.1,9,y\n",
            &[],
        )
        .unwrap();
        assert_eq!(features(&library), ["v"]);
        assert_eq!(library.warnings.len(), 2);
    }

    #[test]
    fn labels_are_guessed_where_none_is_named_and_are_no_features_where_one_is() {
        assert_eq!(load(GTZAN, &[]).unwrap().labels[0].name, "label");
        let years = "x,year,words\n1.5,1999,aa\n2.5,1999,bb\n3,2004,cc\n4,2004,aa\n";
        let library = load(years, &["year"]).unwrap();
        assert_eq!(library.labels[0].classes, ["1999", "2004"]);
        assert_eq!(library.numbers.len(), 1);
        let told = library.warnings[0].to_string();
        assert_eq!(
            told,
            "column `words`: left out: its cells are no numbers; --map \"label=words\" would make it a label"
        );
        assert_eq!(
            load_as(years, &["year"], &[("label", "words")])
                .unwrap()
                .labels
                .len(),
            2
        );
        assert_eq!(library.songs[2].id, "row 3");
        // Numbers below such a name are classes, and would tell themselves.
        let library = load("v,label\n.5,0\n.25,0\n.75,1\n", &[]).unwrap();
        assert_eq!(
            (library.labels[0].classes.len(), library.numbers.len()),
            (2, 1)
        );
    }

    #[test]
    fn numbers_come_in_all_spellings() {
        let text = "file,a,b,c,d,e\nx,\"1,234.5\",5 %,True,inf,১২\ny,\"-12,345.0\",7.5%,False,1.5,3\nz,\"1,000.25\",-3%,True,2.5,4\n";
        let library = load(text, &[]).unwrap();
        let column = |i: usize| library.numbers[i].of_song.clone();
        assert_eq!(column(0), [1234.5, -12345.0, 1000.25]);
        assert_eq!(column(1), [0.05, 0.075, -0.03]);
        assert_eq!(column(2), [1.0, 0.0, 1.0]);
        assert!(column(3)[0].is_nan() && column(3)[1..] == [1.5, 2.5]);
        assert_eq!(column(4), [12.0, 3.0, 4.0]);
        assert!(library.labels.is_empty());
        assert_eq!(
            library.warnings[0].to_string(),
            "column `d`: 1 cell(s) are infinite and count as unknown"
        );
        let german = "datei;a;b\nx;1.234,5;0,25\ny;2.000,0;1.500\nz;7;2,75\n";
        let library = load(german, &[]).unwrap();
        assert_eq!(library.numbers[0].of_song, [1234.5, 2000.0, 7.0]);
        assert_eq!(library.numbers[1].of_song, [0.25, 1500.0, 2.75]);
    }

    #[test]
    fn a_table_without_names_keeps_its_first_row() {
        let library = load("-0.8\t1.25\n0.5\t-2\n0.75\t3.5\n", &[]).unwrap();
        assert_eq!(
            (library.songs.len(), library.numbers[0].of_song[0]),
            (3, -0.8)
        );
        assert_eq!(library.numbers[1].name, "column 2");
        assert!(library.warnings[0].cause.starts_with("no header line"));
    }

    #[test]
    fn songs_called_alike_are_told_apart() {
        let library = load("id,v\na,1\na,2.5\n,3\n", &[]).unwrap();
        assert_eq!(
            library
                .songs
                .iter()
                .map(|s| s.id.as_str())
                .collect::<Vec<_>>(),
            ["a", "a (2)", "row 3"]
        );
        assert!(
            library.warnings[0]
                .cause
                .to_string()
                .starts_with("1 row(s) are called like another")
        );
    }

    #[test]
    fn ids_are_what_parts_the_rows() {
        let ids = |text: &str| -> Vec<String> {
            let library = load(text, &[]).unwrap();
            library.songs.into_iter().map(|song| song.id).collect()
        };
        // The place on its album, and the key, part few rows.
        let few = "track,key,v\n1,0,.5\n2,7,.25\n1,0,.1\n2,7,.3\n1,4,.9\n";
        assert_eq!(ids(few)[..2], ["row 1", "row 2"]);
        let with_names = "track,key,v,file\n1,0,.5,a\n2,7,.25,b\n1,0,.1,c\n2,7,.3,d\n1,4,.9,e\n";
        assert_eq!(ids(with_names), ["a", "b", "c", "d", "e"]);
        let other_name = "track,key,v,mbid\n1,0,.5,a\n2,7,.25,b\n1,0,.1,c\n2,7,.3,d\n1,4,.9,e\n";
        assert_eq!(ids(other_name), ["a", "b", "c", "d", "e"]);
    }

    #[test]
    fn what_cannot_be_a_table_of_features_says_why() {
        for (text, labels, cause) in [
            ("a,b\nx,y\nz,w\n", vec![], "no column holds numbers"),
            (
                "a,b\n1,2\n3,4\n",
                vec!["genre"],
                "there is no column `genre`; its columns are `a`, `b`: ",
            ),
            ("a,b\n1,2\n", vec![], "at least two rows"),
            (
                "file,length\nx,5\nz,7\n",
                vec![],
                "no column holds numbers that could be features",
            ),
        ] {
            let error = load(text, &labels).unwrap_err().to_string();
            assert!(error.contains(cause) && !error.contains("--map"), "{error}");
        }
        let error = load_as(GTZAN, &[], &[("audio", "filename")])
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("a column of a table of numbers cannot be mapped to `audio`"),
            "{error}"
        );
    }
}
