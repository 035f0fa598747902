//! Files of several named arrays: one table and the names of its rows, or one array a song.

use super::npy::written;
use super::{MOST_DIMS, Source, Vectors, has_room};
use crate::error::Result;
use crate::matrix::Matrix;
use crate::words::{id, say};

/// So many arrays are named where a file has too many.
const NAMED: usize = 5;

/// What is known of an array before it is read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Array {
    pub(crate) name: String,
    pub(crate) shape: Vec<usize>,
    pub(crate) holds: Holds,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Numbers,
    /// Which may be names.
    WholeNumbers,
    Texts,
}

pub(super) trait Archive {
    fn arrays(&self) -> &[Array];

    /// The numbers of an array, the last axis fastest.
    fn numbers(&mut self, i: usize, source: &Source) -> Result<Vec<f32>>;

    /// The texts of an array, or its whole numbers as they are written.
    fn texts(&mut self, i: usize, source: &Source) -> Result<Vec<String>>;
}

/// The only array of two axes beside arrays of one is the table; else every array is a song's,
/// and what has an axis of frames stands for their mean.
///
/// # Errors
/// When the arrays are neither, and when they cannot be read.
pub(super) fn vectors(archive: &mut impl Archive, source: &Source) -> Result<Vectors> {
    let arrays = archive.arrays().to_vec();
    let is_table = |a: &&Array| a.holds != Holds::Texts && a.shape.len() == 2;
    let tables: Vec<&Array> = arrays.iter().filter(is_table).collect();
    let lists = arrays.iter().filter(|a| a.shape.len() == 1).count();
    match tables.as_slice() {
        [table] if lists + 1 == arrays.len() => table_of(archive, &arrays, table, source),
        _ => one_each(archive, &arrays, source),
    }
}

fn table_of(
    archive: &mut impl Archive,
    arrays: &[Array],
    table: &Array,
    source: &Source,
) -> Result<Vectors> {
    let (n_rows, n_cols) = (table.shape[0], table.shape[1]);
    source.check_size(n_rows, n_cols)?;
    let mut names = Vec::new();
    for (i, array) in arrays.iter().enumerate() {
        let may_name = array.holds != Holds::Numbers && array.shape == [n_rows];
        if may_name && has_room(&names, n_rows) {
            names.push(archive.texts(i, source)?);
        }
    }
    let at = arrays.iter().position(|a| a == table).unwrap_or(0);
    Ok(Vectors {
        names,
        values: Matrix::new(n_rows, n_cols, archive.numbers(at, source)?),
        notes: Vec::new(),
    })
}

fn one_each(archive: &mut impl Archive, arrays: &[Array], source: &Source) -> Result<Vectors> {
    let of_songs: Vec<usize> = (0..arrays.len())
        .filter(|&i| arrays[i].holds != Holds::Texts)
        .collect();
    let width = |a: &Array| a.shape.last().copied().unwrap_or(0);
    let n_cols = of_songs.first().map_or(0, |&i| width(&arrays[i]));
    let is_alike = |&i: &usize| {
        let n_axes = arrays[i].shape.len();
        (1..=2).contains(&n_axes) && width(&arrays[i]) == n_cols
    };
    if !of_songs.iter().all(is_alike) || n_cols > MOST_DIMS {
        let named: Vec<String> = of_songs
            .iter()
            .take(NAMED)
            .map(|&i| format!("{} {}", arrays[i].name, written(&arrays[i].shape)))
            .collect();
        return Err(source.fault(
            say(id::EMBEDDINGS_SEVERAL)
                .with("n", of_songs.len())
                .with("arrays", named.join(", ")),
        ));
    }
    source.check_size(of_songs.len(), n_cols)?;
    let mut values = Matrix::zeros(of_songs.len(), n_cols);
    let mut n_pooled = 0;
    for (row, &i) in of_songs.iter().enumerate() {
        if arrays[i].shape.len() == 2 {
            source.check_size(arrays[i].shape[0].max(1), n_cols)?;
            n_pooled += 1;
        }
        let frames = archive.numbers(i, source)?;
        values.row_mut(row).copy_from_slice(&mean(&frames, n_cols));
    }
    let pooled = say(id::EMBEDDINGS_POOLED).with("n", n_pooled);
    Ok(Vectors {
        names: vec![of_songs.iter().map(|&i| arrays[i].name.clone()).collect()],
        values,
        notes: if n_pooled > 0 {
            vec![pooled]
        } else {
            Vec::new()
        },
    })
}

/// NaN where there is no frame.
fn mean(frames: &[f32], n_cols: usize) -> Vec<f32> {
    let n = (frames.len() / n_cols.max(1)) as f64;
    let mut sum = vec![0.0; n_cols];
    for frame in frames.chunks_exact(n_cols.max(1)) {
        let both = sum.iter_mut().zip(frame);
        both.for_each(|(sum, v)| *sum += f64::from(*v));
    }
    sum.iter().map(|sum| (sum / n) as f32).collect()
}
