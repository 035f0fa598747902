//! What each cluster of the first seed holds.

use plotters::prelude::*;

use super::{MARGIN, TOP, heading};
use crate::experiment::{Compared, Group};
use crate::export::figures::{INK, QUIET, colour, drawn, fitted, text, text_width};

const WIDTH: u32 = 1100;
const ROW: i32 = 24;
const LEFT: i32 = 330;
const RIGHT: i32 = 1000;
/// More than these classes share one colour: the last.
const MOST_CLASSES: usize = 12;
const MOST_BARS: usize = 80;

/// One bar a cluster, parted by class.
pub(super) fn distributions(compared: &Compared, title: &str, groups: &[&Group], column: &str) -> Option<String> {
    let label = compared.library.label(column)?;
    let n_classes = label.classes.len();
    let mut bars: Vec<(Option<String>, String, Vec<usize>)> = Vec::new();
    for group in groups {
        let Some((_, fit, clustered)) = group.runs.first() else { continue };
        let mut counts = vec![vec![0; n_classes]; clustered.n_clusters + 1];
        for (row, &cluster) in fit.rows.iter().zip(&clustered.labels) {
            if let Some(class) = label.of_song[*row] {
                let at = usize::try_from(cluster).unwrap_or(clustered.n_clusters);
                counts[at][class as usize] += 1;
            }
        }
        let has = |counts: &Vec<usize>| counts.iter().sum::<usize>() > 0;
        let mut title = Some(group.title());
        for (i, counts) in counts.into_iter().enumerate().filter(|(_, c)| has(c)) {
            let name = if i == clustered.n_clusters { "noise".to_string() } else { format!("cluster {}", i + 1) };
            bars.push((title.take(), name, counts));
        }
    }
    bars.truncate(MOST_BARS);
    if bars.is_empty() {
        return None;
    }
    let n_titles = bars.iter().filter(|b| b.0.is_some()).count() as i32;
    let height = TOP + 24 + ROW * (bars.len() as i32 + n_titles) + 24;
    let shade = |class: usize| if class < MOST_CLASSES { colour(class) } else { QUIET };
    Some(drawn((WIDTH, height as u32), |area| {
        heading(
            area,
            &format!("{title}: {column} of each cluster"),
            "of the first seed; at the right the number of songs",
        )?;
        let mut x = MARGIN;
        for (class, name) in label.classes.iter().enumerate().take(MOST_CLASSES) {
            let wide = 20 + text_width(name, 15).ceil() as i32 + 18;
            if x + wide > WIDTH as i32 - MARGIN {
                break;
            }
            area.draw(&Rectangle::new([(x, TOP - 4), (x + 12, TOP + 8)], shade(class).filled()))?;
            area.draw(&Text::new(name.clone(), (x + 18, TOP + 2), text(15, INK)))?;
            x += wide;
        }
        let mut y = TOP + 24;
        for (title, name, counts) in &bars {
            if let Some(title) = title {
                let title = fitted(title, 16, (WIDTH as i32 - 2 * MARGIN) as f32);
                area.draw(&Text::new(title, (MARGIN, y + ROW / 2 + 2), text(16, INK)))?;
                y += ROW;
            }
            let n: usize = counts.iter().sum();
            area.draw(&Text::new(name.clone(), (MARGIN + 24, y + ROW / 2), text(15, QUIET)))?;
            let place = |of: usize| LEFT + (of as f64 / n as f64 * f64::from(RIGHT - LEFT)).round() as i32;
            let mut before = 0;
            for (class, &count) in counts.iter().enumerate().filter(|(_, c)| **c > 0) {
                let part = [(place(before), y + 3), (place(before + count), y + ROW - 3)];
                area.draw(&Rectangle::new(part, shade(class).filled()))?;
                before += count;
            }
            area.draw(&Text::new(n.to_string(), (RIGHT + 12, y + ROW / 2), text(15, QUIET)))?;
            y += ROW;
        }
        Ok(())
    }))
}
