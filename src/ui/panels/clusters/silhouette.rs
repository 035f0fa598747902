//! The silhouette of every song: a bar a song, sorted within its cluster.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::{
    Align2, FontId, Mesh, Rect, Response, RichText, Role, Sense, Shape, Stroke, Ui, WidgetInfo,
    pos2, vec2,
};

use crate::pipeline::Analysis;
use crate::scores::{Internal, Scores};
use crate::session::Command;

use super::short_name;
use crate::ui::cx::Cx;
use crate::ui::ground::palette;
use crate::ui::ground::theme::{self, CAPTION, S3, Tokens, tokens};
use crate::ui::ground::widgets::{caption, empty_ui};
use crate::words::{fill, id, tr};

/// Between two clusters, in points of screen.
const GAP: f32 = 4.0;
/// Room for the numbers of the scale, and of clusters.
const LEFT: f32 = 40.0;
const BOTTOM: f32 = 16.0;
/// A cluster that is narrower has no room for its number.
const NARROWEST_NAMED: f32 = 16.0;

/// The songs in the order of their bars, made when scores change, and the bars, made when the room
/// does.
#[derive(Default)]
pub(super) struct SilhouettePlot {
    made_for: Option<Arc<Scores>>,
    /// Songs whose silhouette is known.
    songs: Vec<usize>,
    /// Largest first within each part.
    values: Vec<f32>,
    /// The part of `songs` that each cluster has, by cluster.
    parts: Vec<(u32, Range<usize>)>,
    mesh: Option<(Rect, bool, Arc<Mesh>)>,
}

/// Where bars are: x by song, y by silhouette.
struct Scale {
    rect: Rect,
    /// Width of a bar.
    bar: f32,
    low: f32,
    high: f32,
}

impl SilhouettePlot {
    fn follow(&mut self, analysis: &Analysis) {
        if self
            .made_for
            .as_ref()
            .is_some_and(|made| Arc::ptr_eq(made, &analysis.scores))
        {
            return;
        }
        let (of_song, labels) = (
            &analysis.scores.silhouette_of_song,
            &analysis.clusters.labels,
        );
        let known = |&i: &usize| labels[i].is_some() && of_song[i].is_finite();
        let mut songs: Vec<usize> = (0..labels.len()).filter(known).collect();
        songs.sort_by(|&a, &b| {
            labels[a]
                .cmp(&labels[b])
                .then(of_song[b].total_cmp(&of_song[a]))
        });
        self.parts.clear();
        for (at, &song) in songs.iter().enumerate() {
            let Some(cluster) = labels[song] else {
                continue;
            };
            match self.parts.last_mut() {
                Some((last, part)) if *last == cluster => part.end = at + 1,
                _ => self.parts.push((cluster, at..at + 1)),
            }
        }
        self.values = songs.iter().map(|&song| of_song[song]).collect();
        self.songs = songs;
        self.mesh = None;
        self.made_for = Some(analysis.scores.clone());
    }

    /// Returns the song whose bar is pointed at.
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &mut Cx, analysis: &Analysis) -> Option<usize> {
        self.follow(analysis);
        if self.songs.is_empty() {
            let advice = tr(id::CLUSTERS_TAKES_TWO_CLUSTERS_MORE_SONGS);
            empty_ui(ui, tr(id::CLUSTERS_SILHOUETTES_UNDEFINED_HERE), advice);
            return None;
        }
        let t = tokens(ui.ctx());
        heading_ui(ui, analysis, t);
        let size = vec2(ui.available_width(), (ui.available_height() - S3).max(60.0));
        let (room, response) = ui.allocate_exact_size(size, Sense::click());
        let scale = self.scale(room);
        ui.painter().add(Shape::mesh(self.bars(&scale, t)));
        self.marks_ui(ui, &scale, analysis, t);
        response.widget_info(|| {
            WidgetInfo::labeled(Role::Canvas, true, tr(id::CLUSTERS_SILHOUETTE_EACH_SONG))
        });
        self.pointer_ui(ui, cx, &scale, response, t)
    }

    fn scale(&self, room: Rect) -> Scale {
        let rect = Rect::from_min_max(room.min + vec2(LEFT, 4.0), room.max - vec2(4.0, BOTTOM));
        let gaps = GAP * self.parts.len().saturating_sub(1) as f32;
        let low = self.values.iter().copied().fold(0.0, f32::min);
        let high = self
            .values
            .iter()
            .copied()
            .fold(0.0, f32::max)
            .max(low + 0.1);
        Scale {
            rect,
            bar: (rect.width() - gaps).max(1.0) / self.songs.len() as f32,
            low,
            high,
        }
    }

    /// One mesh, kept while nothing changes: many songs cost a frame no more than few. Where songs
    /// are more than pixels, a bar is the mean of those it stands for.
    fn bars(&mut self, scale: &Scale, t: &Tokens) -> Arc<Mesh> {
        if let Some((_, _, mesh)) = self
            .mesh
            .as_ref()
            .filter(|(rect, dark, _)| *rect == scale.rect && *dark == t.dark)
        {
            return mesh.clone();
        }
        let mut mesh = Mesh::default();
        for (i, (cluster, part)) in self.parts.iter().enumerate() {
            let colour = palette::class_colour(*cluster, t);
            let n_bars = part
                .len()
                .min((part.len() as f32 * scale.bar).ceil() as usize)
                .max(1);
            for bar in 0..n_bars {
                let songs = part.start + bar * part.len() / n_bars
                    ..part.start + (bar + 1) * part.len() / n_bars;
                let mean = self.values[songs.clone()].iter().sum::<f32>() / songs.len() as f32;
                let (left, right) = (scale.x(i, songs.start), scale.x(i, songs.end));
                // Wide bars stand apart from each other.
                let right = if right - left > 4.0 {
                    right - 1.0
                } else {
                    right
                };
                mesh.add_colored_rect(
                    Rect::from_two_pos(pos2(left, scale.y(0.0)), pos2(right, scale.y(mean))),
                    colour,
                );
            }
        }
        let mesh = Arc::new(mesh);
        self.mesh = Some((scale.rect, t.dark, mesh.clone()));
        mesh
    }

    fn marks_ui(&self, ui: &Ui, scale: &Scale, analysis: &Analysis, t: &Tokens) {
        let painter = ui.painter();
        let font = FontId::proportional(10.5);
        for value in [scale.low, 0.0, scale.high] {
            let y = scale.y(value);
            painter.hline(scale.rect.x_range(), y, Stroke::new(1.0, t.line));
            let text = format!("{value:.1}").replace('-', "−");
            painter.text(
                pos2(scale.rect.left() - 6.0, y),
                Align2::RIGHT_CENTER,
                text,
                font.clone(),
                t.muted,
            );
        }
        if let Some(mean) = analysis.scores[Internal::Silhouette] {
            let y = scale.y(mean as f32);
            let line = [pos2(scale.rect.left(), y), pos2(scale.rect.right(), y)];
            painter.extend(Shape::dashed_line(
                &line,
                Stroke::new(1.2, t.text),
                5.0,
                4.0,
            ));
        }
        for (i, (cluster, part)) in self.parts.iter().enumerate() {
            let (left, right) = (scale.x(i, part.start), scale.x(i, part.end));
            if right - left >= NARROWEST_NAMED {
                let at = pos2((left + right) / 2.0, scale.rect.bottom() + 2.0);
                painter.text(at, Align2::CENTER_TOP, cluster + 1, font.clone(), t.muted);
            }
        }
    }

    fn pointer_ui(
        &self,
        ui: &Ui,
        cx: &mut Cx,
        scale: &Scale,
        response: Response,
        t: &Tokens,
    ) -> Option<usize> {
        let (part, at) = self.at(scale, response.hover_pos()?.x)?;
        // Bars are of the analysis' songs, which others may stand in for while a run is under way.
        cx.session.shown_analysis()?;
        let song = self.songs[at];
        let left = scale.x(part, at);
        let bar = Rect::from_x_y_ranges(left..=left + scale.bar.max(2.0), scale.rect.y_range());
        ui.painter()
            .rect_filled(bar, 0.0, t.text.gamma_multiply(0.25));
        if response.clicked() {
            cx.push(Command::Play(song));
        }
        let title = cx
            .session
            .song(song)
            .map_or(String::new(), |song| song.title.clone());
        let name = short_name(cx.session, self.parts[part].0);
        let value = format!("{:.2}", self.values[at]).replace('-', "−");
        response.on_hover_ui_at_pointer(|ui| {
            ui.label(RichText::new(title).font(theme::semibold(13.0)));
            ui.label(caption(
                format!(
                    "{name}  ·  {}",
                    fill(id::CLUSTERS_SILHOUETTE_VALUE, &[("value", &value)])
                ),
                t,
            ));
        });
        Some(song)
    }

    /// The part and the bar at an x.
    fn at(&self, scale: &Scale, x: f32) -> Option<(usize, usize)> {
        let part = (0..self.parts.len()).find(|&i| x < scale.x(i, self.parts[i].1.end) + GAP)?;
        let songs = &self.parts[part].1;
        let within = ((x - scale.x(part, songs.start)) / scale.bar).floor() as isize;
        Some((
            part,
            songs
                .start
                .saturating_add_signed(within)
                .clamp(songs.start, songs.end - 1),
        ))
    }
}

impl Scale {
    /// The left edge of a bar; that after the last of a part is its right end.
    fn x(&self, part: usize, at: usize) -> f32 {
        self.rect.left() + at as f32 * self.bar + part as f32 * GAP
    }

    fn y(&self, value: f32) -> f32 {
        self.rect.bottom() - (value - self.low) / (self.high - self.low) * self.rect.height()
    }
}

fn heading_ui(ui: &mut Ui, analysis: &Analysis, t: &Tokens) {
    let scores = &analysis.scores;
    let mean =
        scores[Internal::Silhouette].map_or_else(|| "–".to_string(), |mean| format!("{mean:.2}"));
    let text = match scores.silhouette_sample {
        Some((n, _)) => fill(
            id::CLUSTERS_BAR_SONG_N_DRAWN_AT,
            &[("n", &n as &dyn std::fmt::Display), ("mean", &mean)],
        ),
        None => fill(id::CLUSTERS_BAR_SONG_DASHED_MEAN_ALL, &[("mean", &mean)]),
    };
    ui.label(RichText::new(text).size(CAPTION).color(t.muted))
        .on_hover_text(tr(id::CLUSTERS_B_MINUS_MAX_B_SONG));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot(sizes: &[usize]) -> SilhouettePlot {
        let mut plot = SilhouettePlot::default();
        for (cluster, &size) in sizes.iter().enumerate() {
            let start = plot.songs.len();
            plot.songs.extend(start..start + size);
            plot.values
                .extend((0..size).map(|i| 0.8 - i as f32 / size as f32));
            plot.parts.push((cluster as u32, start..start + size));
        }
        plot
    }

    #[test]
    fn the_bar_under_the_pointer_is_the_one_drawn_there() {
        let plot = plot(&[3, 40, 1]);
        let scale = plot.scale(Rect::from_min_size(pos2(100.0, 50.0), vec2(700.0, 120.0)));
        for (part, (_, songs)) in plot.parts.iter().enumerate() {
            for at in songs.clone() {
                assert_eq!(
                    plot.at(&scale, scale.x(part, at) + 0.5 * scale.bar),
                    Some((part, at))
                );
            }
        }
        assert_eq!(plot.at(&scale, 0.0), Some((0, 0)));
        assert_eq!(plot.at(&scale, 5000.0), None);
    }

    #[test]
    fn twenty_thousand_songs_are_no_more_bars_than_pixels_and_made_once() {
        let mut plot = plot(&[12_000, 8_000]);
        let scale = plot.scale(Rect::from_min_size(pos2(0.0, 0.0), vec2(800.0, 120.0)));
        let mesh = plot.bars(&scale, &theme::DARK);
        assert!(mesh.vertices.len() <= 4 * 802, "{}", mesh.vertices.len());
        assert!(Arc::ptr_eq(&mesh, &plot.bars(&scale, &theme::DARK)));
        assert!(!Arc::ptr_eq(&mesh, &plot.bars(&scale, &theme::LIGHT)));
        // The first bar reaches up to the largest silhouette, the last down to the lowest.
        let ys = mesh.vertices.iter().map(|v| v.pos.y);
        assert!(ys.clone().fold(f32::INFINITY, f32::min) < scale.rect.top() + 2.0);
        assert!(ys.fold(0.0, f32::max) > scale.rect.bottom() - 2.0);
    }
}
