//! Several tables as one: by the column that says in each whose a row is, one behind the other where
//! they are parts, and by numbers that stand for names.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;

use super::cells::is_blank;
use super::columns::is_key_name;
use super::files::whole_number;
use super::known::Codes;
use super::lists::{self, Listing};
use super::names::{Kind, bare, file_name, fold, kind, stem};
use super::table::Table;
use crate::error::Warning;
use crate::words::{id, say};

/// Cells that one table may add to another: a quarter of a gigabyte of empty ones.
const MOST_CELLS: usize = 10_000_000;
/// Columns that may say whose a row is are tried with each other: no table has more.
const MOST_KEYS: usize = 16;
/// Kinds of tags that a column is parted into; each is a column of its own.
const MOST_KINDS: usize = 64;
/// A mark between the kind of a tag and the tag, as MTG-Jamendo writes `genre---rock`.
const KIND_MARK: &str = "---";

/// Adds the columns of another table to the songs that it knows, and tells how many these are. False
/// where no column of both says whose a row is, or too few rows are of the same songs.
pub(super) fn join(table: &mut Table, other: &Table) -> bool {
    let Some(keys) = common_keys(table, other) else {
        return false;
    };
    let mut added: Vec<usize> = (0..other.names.len())
        .filter(|&i| i != keys.right)
        .collect();
    added.retain(|&i| !says_the_same(table, other, i, &keys.rows));
    if added.is_empty() {
        return false;
    }
    let n_known = keys.rows.iter().flatten().count();
    if table.rows.len() * added.len() > MOST_CELLS {
        let cause = say(id::LIBRARY_NOT_JOINED_TOO_LARGE)
            .with("name", table.name())
            .with("columns", added.len());
        table.warnings.push(Warning::path(&other.path, cause));
        return false;
    }
    let cause = say(id::LIBRARY_JOINED)
        .with("name", table.name())
        .with("column", &other.names[keys.right])
        .with("n", n_known)
        .with("all", table.rows.len());
    table.warnings.push(Warning::path(&other.path, cause));
    let names = added.iter().map(|&i| match &other.names[i] {
        name if table.names.contains(name) => format!("{}.{name}", stem(&other.path)),
        name => name.clone(),
    });
    let names: Vec<String> = names.collect();
    table.names.extend(names);
    for (row, found) in table.rows.iter_mut().zip(&keys.rows) {
        let cell = |&i: &usize| found.map_or(String::new(), |at: usize| other.rows[at][i].clone());
        row.extend(added.iter().map(cell));
    }
    table.warnings.extend(other.warnings.iter().cloned());
    table.joined.push(other.path.clone());
    true
}

/// Columns of two tables by which they know each other's rows.
struct Keys {
    right: usize,
    /// Row of the other table, for each of the one.
    rows: Vec<Option<usize>>,
}

/// The two columns by which most rows find each other: at least half of either table's.
fn common_keys(table: &Table, other: &Table) -> Option<Keys> {
    let named = |table: &Table| -> Vec<usize> {
        let all = 0..table.names.len();
        all.filter(|&i| is_key_name(&table.names[i]))
            .take(MOST_KEYS)
            .collect()
    };
    let mut best: Option<(usize, Keys)> = None;
    for right in named(other) {
        let mut place: HashMap<String, usize> = HashMap::new();
        let mut n_filled = 0;
        for (row, cell) in other
            .column(right)
            .enumerate()
            .filter(|(_, c)| !is_blank(c))
        {
            n_filled += 1;
            place.entry(key(cell)).or_insert(row);
        }
        // Of a column that says the same of several rows nobody knows which is meant.
        if 100 * place.len() < 99 * n_filled || place.is_empty() {
            continue;
        }
        for left in named(table) {
            let find = |cell: &str| (!is_blank(cell)).then(|| place.get(&key(cell)).copied())?;
            let rows: Vec<Option<usize>> = table.column(left).map(find).collect();
            let n = rows.iter().flatten().count();
            let is_enough = n > 0 && (2 * n >= table.rows.len() || 2 * n >= other.rows.len());
            if is_enough && best.as_ref().is_none_or(|(most, _)| n > *most) {
                best = Some((n, Keys { right, rows }));
            }
        }
    }
    best.map(|(_, keys)| keys)
}

/// What two spellings of one song's name or number have in common: `000/000002.mp3`, `000002` and `2`
/// are one.
fn key(cell: &str) -> String {
    let path = Path::new(cell);
    let name = match kind(path) {
        Kind::Audio | Kind::Lyrics => stem(path),
        Kind::Table | Kind::Other => cell.to_string(),
    };
    whole_number(&name).unwrap_or_else(|| fold(&name))
}

/// The table has a column of that name already, and it says nothing else.
fn says_the_same(table: &Table, other: &Table, column: usize, rows: &[Option<usize>]) -> bool {
    let Some(own) = table
        .names
        .iter()
        .position(|n| bare(n) == bare(&other.names[column]))
    else {
        return false;
    };
    let mut pairs = rows.iter().zip(&table.rows).filter_map(|(at, row)| {
        let cell = other.rows[(*at)?][column].trim();
        (!is_blank(cell)).then(|| row[own].trim() == cell)
    });
    pairs.all(|is_same| is_same)
}

/// Puts the rows of parts one behind the other, by the names of their columns, and says of each which
/// part it is of.
pub(super) fn one_behind_the_other(parts: Vec<(String, Table)>) -> Table {
    let mut parts = parts.into_iter();
    let Some((name, mut whole)) = parts.next() else {
        return Table::default();
    };
    let mut of_row = vec![name; whole.rows.len()];
    for (name, part) in parts {
        let mut columns: Vec<usize> = Vec::new();
        for column in &part.names {
            let own = whole.names.iter().position(|n| n == column);
            columns.push(own.unwrap_or_else(|| {
                whole.names.push(column.clone());
                whole.names.len() - 1
            }));
        }
        let width = whole.names.len();
        whole
            .rows
            .iter_mut()
            .for_each(|row| row.resize(width, String::new()));
        of_row.extend(vec![name; part.rows.len()]);
        for cells in part.rows {
            let mut row = vec![String::new(); width];
            for (column, cell) in columns.iter().zip(cells) {
                row[*column] = cell;
            }
            whole.rows.push(row);
        }
        whole.warnings.extend(part.warnings);
        whole.joined.push(part.path);
    }
    let are_different = of_row.iter().collect::<HashSet<_>>().len() > 1;
    if are_different && !whole.names.iter().any(|n| bare(n) == "split") {
        whole.names.push("split".to_string());
        for (row, name) in whole.rows.iter_mut().zip(of_row) {
            row.push(name);
        }
    }
    whole
}

/// Puts names for numbers into the cells of the columns that hold these.
pub(super) fn decode(table: &mut Table, codes: &Codes, names: &Table) {
    let column = |table: &Table, wanted: &str| table.names.iter().position(|n| n == wanted);
    let (Some(number), Some(name)) = (column(names, codes.number), column(names, codes.name))
    else {
        return;
    };
    let named: HashMap<&str, &str> = names.column(number).zip(names.column(name)).collect();
    let columns: Vec<usize> = codes
        .columns
        .iter()
        .filter_map(|c| column(table, c))
        .collect();
    for row in &mut table.rows {
        for &i in &columns {
            let numbers = Listing::Bracketed.values(&row[i]);
            let known = |n: &String| {
                named
                    .get(n.as_str())
                    .map_or(n.clone(), |n| (*n).to_string())
            };
            row[i] = lists::written(&numbers.iter().map(known).collect::<Vec<_>>());
        }
    }
    table.joined.push(names.path.clone());
}

/// Makes a column of each kind of tag where a column holds tags with their kinds: `genre---rock` is
/// `rock` of `genre`.
pub(super) fn part_by_kind(table: &mut Table) {
    for column in (0..table.names.len()).rev() {
        let cells = || table.column(column).filter(|cell| !is_blank(cell));
        if !cells().any(|cell| cell.contains(KIND_MARK)) {
            continue;
        }
        let of_row: Vec<Vec<String>> = table
            .column(column)
            .map(|cell| Listing::Bracketed.values(cell))
            .collect();
        let n_all = of_row.iter().flatten().count();
        let parted = || {
            of_row
                .iter()
                .flatten()
                .filter_map(|tag| tag.split_once(KIND_MARK))
        };
        if 20 * parted().count() < 19 * n_all {
            continue;
        }
        let kinds: BTreeSet<&str> = parted().map(|(kind, _)| kind).collect();
        if kinds.len() > MOST_KINDS {
            continue;
        }
        for kind in &kinds {
            let of_kind = |tag: &String| {
                let (own, tag) = tag.split_once(KIND_MARK)?;
                (own == *kind).then(|| tag.to_string())
            };
            let cells = of_row
                .iter()
                .map(|tags| lists::written(&tags.iter().filter_map(of_kind).collect::<Vec<_>>()));
            table
                .rows
                .iter_mut()
                .zip(cells)
                .for_each(|(row, cell)| row.push(cell));
            table
                .names
                .push(match table.names.iter().any(|n| n == kind) {
                    true => format!("{}.{kind}", table.names[column]),
                    false => (*kind).to_string(),
                });
        }
        table.names.remove(column);
        table
            .rows
            .iter_mut()
            .for_each(|row| drop(row.remove(column)));
    }
}

/// What a part is called: `train` of `train-00000-of-00002.parquet` and of `train/metadata.csv`.
pub(super) fn name_of_part(path: &Path) -> String {
    let own = stem(path);
    match own
        .split_once("-0")
        .filter(|(_, rest)| rest.contains("-of-"))
    {
        Some((name, _)) => name.to_string(),
        None => path.parent().map(file_name).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str, text: &str) -> Table {
        Table::parse(text, Path::new(name))
    }

    #[test]
    fn rows_are_joined_by_what_names_them_however_it_is_written() {
        let mut songs = table("songs.csv", "id,title\n002,Two\n140,Far\n5,Five\n9,Nine\n");
        let tags = table(
            "tags.csv",
            "file,genre,title\n000/000005.mp3,rock,Five\n2,pop,Two\n140.0,x,Far\n",
        );
        assert!(join(&mut songs, &tags));
        assert_eq!(
            songs.names,
            ["id", "title", "genre"],
            "a title that is the same is left out"
        );
        let genres: Vec<&str> = songs.column(2).collect();
        assert_eq!(genres, ["pop", "x", "rock", ""]);
        let told = songs.warnings[0].to_string();
        assert!(told.contains("3 of 4"), "{told}");
        // Several rows a song, none of the songs, nothing that names them.
        for other in [
            "id,user\n2,a\n2,b\n140,a\n140,c\n",
            "id,genre\n77,x\n78,y\n",
            "user,plays\na,5\nb,6\n",
        ] {
            assert!(!join(&mut songs, &table("other.csv", other)), "{other}");
        }
        let clash = table("spotify.csv", "id,genre\n2,POP\n5,folk\n");
        assert!(join(&mut songs, &clash));
        assert_eq!(songs.names[3], "spotify.genre");
    }

    #[test]
    fn parts_stand_behind_each_other_and_say_which_they_are() {
        let train = table("train/metadata.csv", "file_name,genre\na.wav,rock\n");
        let test = table("test/metadata.csv", "genre,file_name,bpm\npop,b.wav,90\n");
        let parts = [train, test].map(|t| (name_of_part(&t.path), t));
        let whole = one_behind_the_other(parts.into());
        assert_eq!(whole.names, ["file_name", "genre", "bpm", "split"]);
        assert_eq!(
            whole.rows,
            [
                ["a.wav", "rock", "", "train"],
                ["b.wav", "pop", "90", "test"]
            ]
        );
        assert_eq!(
            name_of_part(Path::new("data/train-00000-of-00002.parquet")),
            "train"
        );
    }

    #[test]
    fn tags_are_parted_by_kind_and_numbers_become_names() {
        let mut tags = table(
            "a.tsv",
            "ID\tTAGS\n1\tgenre---rock\tmood/theme---happy\n2\tgenre---pop\tgenre---rock\n",
        );
        part_by_kind(&mut tags);
        assert_eq!(tags.names, ["ID", "genre", "mood/theme"]);
        assert_eq!(tags.rows[0], ["1", r#"["rock"]"#, r#"["happy"]"#]);
        assert_eq!(tags.rows[1], ["2", r#"["pop","rock"]"#, ""]);
        // As many kinds as rows would be columns times rows of cells.
        let row = |i: usize| format!("{i}\tkind {i}---rock\n");
        let rows: String = (0..2 * MOST_KINDS).map(row).collect();
        let mut odd = table("b.tsv", &format!("ID\tTAGS\n{rows}"));
        part_by_kind(&mut odd);
        assert_eq!(odd.names, ["ID", "TAGS"]);
        let mut tracks = table("tracks.csv", "id,track.genres\n1,\"[21, 12]\"\n2,[77]\n");
        let genres = table("genres.csv", "genre_id,title\n12,Rock\n21,Hip-Hop\n");
        let codes = Codes {
            columns: &["track.genres"],
            table: "genres.csv",
            number: "genre_id",
            name: "title",
        };
        decode(&mut tracks, &codes, &genres);
        assert_eq!(tracks.rows[0][1], r#"["Hip-Hop","Rock"]"#);
        assert_eq!(
            tracks.rows[1][1], r#"["77"]"#,
            "a number without a name stays"
        );
    }
}
