//! A plain table of numbers as a library: no recordings, no words.

use std::collections::HashSet;
use std::path::Path;

use super::columns::{is_blank, number};
use super::names::fold;
use super::table::Table;
use super::{LabelColumn, Library, NumberColumn, PairingReport, Song};
use crate::error::{Result, Warning};

/// Names of columns that say which song a row is, as they are compared: folded.
const IDS: [&str; 8] = ["id", "songid", "trackid", "filename", "file", "path", "track", "name"];
/// A text column with more classes than this is no category.
const MOST_CLASSES: usize = 100;
/// A column is one of numbers when this share of its filled cells are.
const NUMERIC_SHARE: f32 = 0.9;

/// Reads a table of which each row is a song and each number column a feature, such as GTZAN's `features_30_sec.csv`.
///
/// `labels` names the category columns; they are no features. Without any, text columns of 2 to 100 classes are taken.
/// Rows are called by a column such as `id` or `filename`, by a text column in which no two cells are the same, or by
/// their place. A column `artist` keeps an artist's songs together where songs are held out.
///
/// # Errors
/// When the table cannot be read, a label is none of its columns, or no column holds numbers.
pub fn load_table(path: &Path, labels: &[String]) -> Result<Library> {
    let table = Table::read(path)?;
    if table.rows.len() < 2 {
        return Err(table.columns_error("a table of features needs at least two rows"));
    }
    if let Some(missing) = labels.iter().find(|l| !table.names.contains(l)) {
        return Err(table.columns_error(format!("no column is called `{missing}`")));
    }
    let mut library = Library {
        root: path.to_path_buf(),
        songs: Vec::new(),
        labels: Vec::new(),
        numbers: Vec::new(),
        report: PairingReport { n_songs: table.rows.len(), ..PairingReport::default() },
        warnings: table.warnings.clone(),
    };
    let id = id_column(&table, labels);
    let artist = table.names.iter().position(|name| fold(name) == "artist" && !labels.contains(name));
    let mut left_out = Vec::new();
    for (i, name) in table.names.iter().enumerate().filter(|&(i, _)| Some(i) != id && Some(i) != artist) {
        let numbers = numbers_of(&table, i);
        match (labels.contains(name), numbers) {
            (false, Some(of_song)) => library.numbers.push(NumberColumn { name: name.clone(), of_song }),
            (true, _) => library.labels.push(label(&table, i)),
            (false, None) => {
                let column = label(&table, i);
                if labels.is_empty() && (2..=MOST_CLASSES).contains(&column.classes.len()) {
                    library.labels.push(column);
                } else {
                    left_out.push(name.as_str());
                }
            }
        }
    }
    if library.numbers.is_empty() {
        return Err(table.columns_error("no column holds numbers"));
    }
    if !left_out.is_empty() {
        let cause = format!("columns that are neither numbers nor labels are left out: {}", left_out.join(", "));
        library.warnings.push(Warning::path(path, cause));
    }
    library.songs = songs(&table, id, artist);
    Ok(library)
}

fn label(table: &Table, i: usize) -> LabelColumn {
    let values: Vec<Option<String>> = table.column(i).map(|c| (!is_blank(c)).then(|| c.to_string())).collect();
    LabelColumn::new(&table.names[i], &values)
}

/// The numbers of a column, NaN in its gaps; `None` when it is one of words.
fn numbers_of(table: &Table, i: usize) -> Option<Vec<f32>> {
    let of_song: Vec<f32> =
        table.column(i).map(|c| number(c, table.decimal_comma).filter(|v| v.is_finite()).unwrap_or(f32::NAN)).collect();
    let n_filled = table.column(i).filter(|c| !is_blank(c)).count();
    let n_numbers = of_song.iter().filter(|v| v.is_finite()).count();
    (n_numbers > 0 && n_numbers as f32 >= NUMERIC_SHARE * n_filled as f32).then_some(of_song)
}

fn id_column(table: &Table, labels: &[String]) -> Option<usize> {
    let is_free = |i: &usize| !labels.contains(&table.names[*i]);
    let by_name = |wanted: &str| table.names.iter().position(|n| fold(n) == wanted).filter(is_free);
    let is_distinct = |i: usize| table.column(i).collect::<HashSet<_>>().len() == table.rows.len();
    IDS.iter()
        .find_map(|id| by_name(id))
        .or_else(|| (0..table.names.len()).filter(is_free).find(|&i| numbers_of(table, i).is_none() && is_distinct(i)))
}

fn songs(table: &Table, id: Option<usize>, artist: Option<usize>) -> Vec<Song> {
    let mut taken = HashSet::new();
    let cell = |row: usize, column: Option<usize>| column.map_or("", |i| table.rows[row][i].trim()).to_string();
    (0..table.rows.len())
        .map(|row| {
            let title = match cell(row, id) {
                name if name.is_empty() => format!("row {}", row + 1),
                name => name,
            };
            let mut id = title.clone();
            let mut n = 2;
            while !taken.insert(id.clone()) {
                id = format!("{title} ({n})");
                n += 1;
            }
            Song { id, title, artist: cell(row, artist), audio: None, lyrics: None, language: None }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str, labels: &[&str]) -> Result<Library> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("features.csv");
        std::fs::write(&path, text).unwrap();
        load_table(&path, &labels.iter().map(|l| (*l).to_string()).collect::<Vec<_>>())
    }

    const GTZAN: &str = "filename,length,tempo,mfcc1_mean,label\nblues.00000.wav,661794,123.0,-113.5,blues\n\
                         rock.00001.wav,661794,,-90.25,rock\nrock.00002.wav,661794,99.5,nan,rock\n";

    #[test]
    fn rows_are_songs_and_number_columns_features() {
        let library = load(GTZAN, &["label"]).unwrap();
        assert_eq!(library.songs.iter().map(|s| s.id.as_str()).collect::<Vec<_>>()[1], "rock.00001.wav");
        let names: Vec<&str> = library.numbers.iter().map(|n| n.name.as_str()).collect();
        assert_eq!(names, ["length", "tempo", "mfcc1_mean"]);
        assert!(library.numbers[1].of_song[1].is_nan() && library.numbers[2].of_song[2].is_nan());
        assert_eq!(library.labels[0].classes, ["blues", "rock"]);
        assert!(library.warnings.is_empty());
    }

    #[test]
    fn labels_are_guessed_where_none_is_named_and_are_no_features_where_one_is() {
        assert_eq!(load(GTZAN, &[]).unwrap().labels[0].name, "label");
        let years = "x,year,words\n1,1999,aa\n2,1999,bb\n3,2004,cc\n4,2004,aa\n";
        let library = load(years, &["year"]).unwrap();
        assert_eq!(library.labels[0].classes, ["1999", "2004"]);
        assert_eq!(library.numbers.len(), 1);
        assert!(library.warnings[0].cause.contains("words"), "{:?}", library.warnings);
        assert_eq!(library.songs[2].id, "row 3");
    }

    #[test]
    fn songs_called_alike_are_told_apart() {
        let library = load("id,v\na,1\na,2\n,3\n", &[]).unwrap();
        assert_eq!(library.songs.iter().map(|s| s.id.as_str()).collect::<Vec<_>>(), ["a", "a (2)", "row 3"]);
    }

    #[test]
    fn what_cannot_be_a_table_of_features_says_why() {
        for (text, labels, cause) in [
            ("a,b\nx,y\nz,w\n", vec![], "no column holds numbers"),
            ("a,b\n1,2\n3,4\n", vec!["genre"], "no column is called `genre`"),
            ("a,b\n1,2\n", vec![], "at least two rows"),
        ] {
            assert!(load(text, &labels).unwrap_err().to_string().contains(cause), "{text}");
        }
    }
}
