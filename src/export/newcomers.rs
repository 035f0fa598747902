//! Songs that were placed on a map, as a table.

use super::tables::{Table, number};
use crate::error::Result;
use crate::pipeline::{Analysis, Newcomers};

/// CSV, one row a new song: what it is, the cluster it falls into (counted from 0, nothing for
/// noise), its nearest song with their distance in latent space, the share of the map's songs that
/// lie at least as far from the others and whether that is outside of what the model has seen, its
/// place on the map and in the principal components, and its latent.
///
/// # Errors
/// When the table cannot be written.
pub(crate) fn newcomers(analysis: &Analysis, newcomers: &Newcomers) -> Result<String> {
    let mut header: Vec<String> = [
        "id",
        "title",
        "artist",
        "file",
        "cluster",
        "nearest_song",
        "nearest_distance",
        "share_as_far",
        "outside",
        "map_x",
        "map_y",
        "pca_x",
        "pca_y",
    ]
    .map(str::to_string)
    .to_vec();
    header.extend((0..newcomers.latents.n_cols()).map(|d| format!("z{d}")));
    let mut table = Table::new(&header.iter().map(String::as_str).collect::<Vec<_>>())?;
    for (i, song) in newcomers.songs.iter().enumerate() {
        let words = song
            .lyrics
            .as_ref()
            .and_then(|lyrics| lyrics.source.clone());
        let file = song
            .audio
            .as_ref()
            .map(|audio| audio.path.clone())
            .or(words);
        let nearest = newcomers.nearest[i].first();
        let mut cells = vec![
            song.id.clone(),
            song.title.clone(),
            song.artist.clone(),
            file.map_or_else(String::new, |file| file.display().to_string()),
            newcomers.clusters[i].map_or_else(String::new, |c| c.to_string()),
            nearest.map_or_else(String::new, |(n, _)| analysis.library.songs[*n].id.clone()),
            nearest.map_or_else(String::new, |(_, distance)| number(*distance)),
            format!("{:.6}", newcomers.share_as_far[i]),
            newcomers.is_outside(i).to_string(),
        ];
        let places = [newcomers.on_map.row(i), newcomers.on_pca.row(i)];
        cells.extend(places.concat().into_iter().map(number));
        cells.extend(newcomers.latents.row(i).iter().copied().map(number));
        table.row(cells)?;
    }
    table.finish()
}
