//! The silhouette plot (Rousseeuw 1987): a bar is a song, sorted within its cluster.

use plotters::prelude::*;

use super::Subject;
use super::sheet::{Sheet, fitted, text, text_left_of};

pub(super) fn draw(subject: Subject, sheet: &Sheet) -> String {
    let analysis = subject.analysis;
    let of_song = &analysis.scores.silhouette_of_song;
    let mut clusters: Vec<Vec<f32>> = vec![Vec::new(); analysis.clusters.n_clusters];
    for (cluster, &s) in analysis.clusters.labels.iter().zip(of_song) {
        if let Some(cluster) = cluster.filter(|_| s.is_finite()) {
            clusters[cluster as usize].push(s);
        }
    }
    clusters.iter_mut().for_each(|songs| songs.sort_by(|a, b| b.total_cmp(a)));
    let n: usize = clusters.iter().map(Vec::len).sum();
    let low = of_song.iter().copied().filter(|s| s.is_finite()).fold(0.0_f32, f32::min);
    let high = of_song.iter().copied().filter(|s| s.is_finite()).fold(0.5_f32, f32::max);
    let (low, high) = (((low * 10.0).floor() / 10.0).max(-1.0), ((high * 10.0).ceil() / 10.0).min(1.0));
    let (look, size) = (&sheet.look, sheet.body_size());
    let mean = analysis.scores.silhouette;
    let note = match (mean, n < of_song.len()) {
        (Some(mean), false) => {
            format!("a bar is a song; mean {mean:.3} (line); below 0 a song lies nearer to another cluster")
        }
        (Some(mean), true) => format!("a bar is one of the {n} songs that were looked at; mean {mean:.3} (line)"),
        (None, _) => String::new(),
    };
    sheet.titled("Silhouette of each song", &note, |area| {
        let (width, height) = area.dim_in_pixel();
        let (left, right, bottom) = (width as i32 * 2 / 10, width as i32, height as i32 - 2 * size);
        let x = |s: f32| left + ((s - low) / (high - low) * (right - left) as f32) as i32;
        let ends = [low, high].map(|s| (s * 10.0).round() as i32);
        for tenth in (ends[0]..=ends[1]).filter(|t| t % 5 == 0 || ends.contains(t)) {
            let at = x(tenth as f32 / 10.0);
            area.draw(&PathElement::new([(at, 0), (at, bottom)], look.hairline.stroke_width(1)))?;
            let name = format!("{:.1}", f64::from(tenth) / 10.0);
            area.draw(&Text::new(name, (at - size, bottom + size), text(size - 1, look.quiet)))?;
        }
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
                let (top, foot) = (y + tall * row as f32 / rows as f32, y + tall * (row + 1) as f32 / rows as f32);
                outline.extend([(x(s), top as i32), (x(s), foot as i32)]);
            }
            outline.push((x(0.0), (y + tall) as i32));
            area.draw(&Polygon::new(outline, look.colour(c).filled()))?;
            if tall >= size as f32 * 0.9 {
                let name = fitted(&subject.clusters[c], size - 1, (left - 12) as f32);
                let middle = (y + tall / 2.0) as i32;
                area.draw(&Text::new(name, (left - 12, middle), text_left_of(size - 1, look.quiet)))?;
            }
            y += tall + gap as f32;
        }
        if let Some(mean) = mean {
            let at = x(mean as f32);
            area.draw(&PathElement::new([(at, 0), (at, bottom)], look.ink.stroke_width(1)))?;
        }
        Ok(())
    })
}
