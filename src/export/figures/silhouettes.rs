//! The silhouette plot (Rousseeuw 1987): a bar is a song, sorted within its cluster.

use plotters::prelude::*;

use super::Subject;
use super::axis::{Across, zoomed};
use super::sheet::{Sheet, fitted, text_left_of};
use crate::reading::say::{Beside, collapse_note};
use crate::scores::Internal;
use crate::words::{id, say, tr};

pub(super) fn draw(subject: Subject, sheet: &Sheet) -> String {
    let analysis = subject.analysis;
    let of_song = &analysis.scores.silhouette_of_song;
    let mut clusters: Vec<Vec<f32>> = vec![Vec::new(); analysis.clusters.n_clusters];
    for (cluster, &s) in analysis.clusters.labels.iter().zip(of_song) {
        if let Some(cluster) = cluster.filter(|_| s.is_finite()) {
            clusters[cluster as usize].push(s);
        }
    }
    clusters
        .iter_mut()
        .for_each(|songs| songs.sort_by(|a, b| b.total_cmp(a)));
    let n: usize = clusters.iter().map(Vec::len).sum();
    // Bars begin at 0.
    let range = zoomed(
        of_song.iter().map(|s| f64::from(*s)).chain([0.0]),
        -1.0..1.0,
    );
    let (look, size) = (&sheet.look, sheet.body_size());
    let mean = analysis.scores[Internal::Silhouette];
    let note = match (mean, n < of_song.len()) {
        (Some(mean), false) => say(id::FIGURES_BAR_SONG_MEAN_MEAN_LINE)
            .with("mean", format!("{mean:.3}"))
            .to_string(),
        (Some(mean), true) => say(id::FIGURES_BAR_ONE_N_SONGS_WERE)
            .with("n", n)
            .with("mean", format!("{mean:.3}"))
            .to_string(),
        (None, _) => String::new(),
    };
    let collapsed = collapse_note(analysis.is_collapsed(), Beside::Silhouettes).as_str();
    let note = format!("{note}{collapsed}");
    sheet.titled(tr(id::CLUSTERS_SILHOUETTE_EACH_SONG), &note, |area| {
        let (width, height) = area.dim_in_pixel();
        let (left, right) = (width as i32 * 2 / 10, width as i32 - size);
        let bottom = height as i32 - Across::height(size);
        let title = tr(id::FIGURES_SILHOUETTE_SONG);
        let axis = Across {
            range: &range,
            left,
            right,
            top: 0,
            bottom,
            title,
            unit: "",
        };
        axis.draw(area, sheet, size)?;
        let x = |s: f32| axis.place(f64::from(s)) as i32;
        let gap = (bottom / 60).clamp(1, 8);
        let room = (bottom - gap * clusters.len() as i32).max(1) as f32;
        let mut y = 0.0;
        for (c, songs) in clusters.iter().enumerate() {
            let tall = room * songs.len() as f32 / n.max(1) as f32;
            // The outline of all bars: as sharp as single bars, and small with any number of songs.
            let rows = (tall.ceil() as usize).clamp(1, songs.len().max(1));
            let mut outline = vec![(x(0.0), y as i32)];
            for row in 0..rows.min(songs.len()) {
                let s = songs[row * songs.len() / rows];
                let (top, foot) = (
                    y + tall * row as f32 / rows as f32,
                    y + tall * (row + 1) as f32 / rows as f32,
                );
                outline.extend([(x(s), top as i32), (x(s), foot as i32)]);
            }
            outline.push((x(0.0), (y + tall) as i32));
            area.draw(&Polygon::new(outline, look.colour(c).filled()))?;
            if tall >= size as f32 * 0.9 {
                let name = fitted(&subject.clusters[c], size - 1, (left - 12) as f32);
                let middle = (y + tall / 2.0) as i32;
                area.draw(&Text::new(
                    name,
                    (left - 12, middle),
                    text_left_of(size - 1, look.quiet),
                ))?;
            }
            y += tall + gap as f32;
        }
        if let Some(mean) = mean {
            let at = x(mean as f32);
            area.draw(&PathElement::new(
                [(at, 0), (at, bottom)],
                look.ink.stroke_width(1),
            ))?;
        }
        Ok(())
    })
}
