//! Songs that are one under several names.

use super::{Table, or_undefined};
use crate::error::Result;
use crate::pipeline::Analysis;

/// One row a song that is another one before it, with the first of its name; `None` where there is
/// no such song. `words_in_common` is the Jaccard index of runs of three words, `sound_apart` the
/// squared distance of pitch classes as a share of that of two songs drawn at random.
pub(in crate::export) fn copies(analysis: &Analysis) -> Option<Result<String>> {
    let copies = analysis.copies();
    (!copies.is_empty()).then(|| {
        let mut table = Table::new(&[
            "id",
            "title",
            "artist",
            "first_id",
            "first_title",
            "first_artist",
            "same_file",
            "words_in_common",
            "sound_apart",
            "cluster",
            "first_cluster",
        ])?;
        let songs = &analysis.library.songs;
        let cluster = |song: usize| {
            analysis.clusters.labels[song]
                .map_or("noise".to_string(), |cluster| cluster.to_string())
        };
        for copy in &copies {
            let (song, first) = (&songs[copy.song], &songs[copy.first]);
            table.row([
                song.id.as_str(),
                &song.title,
                &song.artist,
                &first.id,
                &first.title,
                &first.artist,
                if copy.is_same_file { "true" } else { "false" },
                &or_undefined(copy.words),
                &or_undefined(copy.sound),
                &cluster(copy.song),
                &cluster(copy.first),
            ])?;
        }
        table.finish()
    })
}
