//! Names on the map: which are written at a zoom, where, and how they appear.

use std::sync::Arc;

use eframe::egui::{Align2, Color32, FontId, Galley, Painter, Pos2, Rect, Vec2};

use super::camera::Camera;

/// Around the text of a name, both sides together.
pub(super) const MARGIN: Vec2 = Vec2::new(14.0, 4.0);
/// Half of the room of the chosen point.
const CHOSEN: f32 = 14.0;
/// Parts are named from this zoom on, against the whole map …
const PARTS_FROM: f64 = 1.4;
/// … where what they are parts of is as wide as this share of the shorter side of the map.
const PARTS_FILL: f64 = 0.5;
/// Seconds in which a name appears.
const APPEARS_SECS: f64 = 0.2;

/// A name written on the map, such as that of a cluster at its middle.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MapLabel {
    /// In units of the map; the middle of the text.
    pub(crate) at: [f64; 2],
    pub(crate) text: String,
    /// Stands in where the whole would lie over another name; nothing where that is empty.
    pub(crate) short: String,
    /// The zoom that it is written from, against the whole map.
    pub(crate) from_zoom: f64,
    /// How wide that is which it names a part of: it is written where that fills the map.
    pub(crate) part_of: Option<f64>,
    /// How wide that is which it names, where the names of parts take its place.
    pub(crate) until: Option<f64>,
}

impl MapLabel {
    /// True where it is to be written, if there is room.
    fn is_wanted(&self, camera: Camera, whole: Camera, frame: Rect) -> bool {
        let zoom = camera.scale / whole.scale;
        let fills = |width: f64| {
            let least = PARTS_FILL * f64::from(frame.size().min_elem());
            zoom >= PARTS_FROM && width * camera.scale >= least
        };
        zoom * (1.0 + 1e-9) >= self.from_zoom
            && self.part_of.is_none_or(fills)
            && !self.until.is_some_and(fills)
    }
}

/// A name with its place on the screen.
pub(super) struct Written {
    at: [f64; 2],
    pub(crate) rect: Rect,
    pub(crate) galley: Arc<Galley>,
}

/// The names that there is room for, the first ones first. None lies over another, or over the
/// chosen point, which is at `chosen`.
pub(super) fn place(
    painter: &Painter,
    labels: &[MapLabel],
    (font, ink): (&FontId, Color32),
    chosen: Option<Pos2>,
    (camera, whole, frame): (Camera, Camera, Rect),
) -> Vec<Written> {
    let mut written: Vec<Written> = Vec::new();
    let wanted = labels
        .iter()
        .filter(|label| label.is_wanted(camera, whole, frame));
    for label in wanted {
        let middle = camera.to_screen(frame, label.at);
        let is_free = |rect: Rect| written.iter().all(|other| !other.rect.intersects(rect));
        let fits = |text: &str| {
            let galley = painter.layout_no_wrap(text.to_string(), font.clone(), ink);
            let rect = Align2::CENTER_CENTER.anchor_size(middle, galley.size() + MARGIN);
            let rect = match chosen.filter(|chosen| rect.expand(CHOSEN).contains(*chosen)) {
                Some(chosen) => rect.translate(Vec2::new(0.0, chosen.y - CHOSEN - rect.bottom())),
                None => rect,
            };
            let at = label.at;
            is_free(rect).then_some(Written { at, rect, galley })
        };
        if !frame.contains(middle) {
            continue;
        }
        let short = || (!label.short.is_empty()).then(|| fits(&label.short))?;
        // One that does not fit appears where one zooms in.
        if let Some(name) = fits(&label.text).or_else(short) {
            written.push(name);
        }
    }
    written
}

/// Names that appear when one zooms in, softly. They go at once: others may take their room.
#[derive(Default)]
pub(super) struct Fades {
    /// Place and text of each name that is written, and since when.
    written: Vec<([f64; 2], String, f64)>,
    /// There was a frame before: names of a map that has just come are simply there.
    is_begun: bool,
}

impl Fades {
    /// How much of each name is to be seen, 0 to 1; and whether that is on its way.
    pub(super) fn step(&mut self, names: &[Written], now: f64) -> (Vec<f32>, bool) {
        let is_first = !std::mem::replace(&mut self.is_begun, true);
        let before = std::mem::take(&mut self.written);
        let since = |name: &Written| {
            let known = before
                .iter()
                .find(|(at, text, _)| *at == name.at && *text == name.galley.text());
            match known {
                Some((.., since)) => *since,
                None if is_first => f64::NEG_INFINITY,
                None => now,
            }
        };
        let record = |name: &Written| (name.at, name.galley.text().to_string(), since(name));
        self.written = names.iter().map(record).collect();
        let share = |(.., since): &(_, _, f64)| ((now - since) / APPEARS_SECS).clamp(0.0, 1.0);
        let shares: Vec<f32> = self.written.iter().map(|w| share(w) as f32).collect();
        let is_on_its_way = shares.iter().any(|&share| share < 1.0);
        (shares, is_on_its_way)
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Context, LayerId, RawInput, pos2};

    use super::*;

    fn frame() -> Rect {
        Rect::from_min_size(pos2(0.0, 0.0), Vec2::new(600.0, 400.0))
    }

    fn at_zoom(zoom: f64) -> (Camera, Camera, Rect) {
        let whole = Camera {
            center: [0.0; 2],
            scale: 10.0,
        };
        let camera = Camera {
            scale: zoom * whole.scale,
            ..whole
        };
        (camera, whole, frame())
    }

    /// Texts and boxes of what is written.
    fn written(labels: &[MapLabel], zoom: f64, chosen: Option<Pos2>) -> Vec<(String, Rect)> {
        let ctx = Context::default();
        let mut names = Vec::new();
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            let painter = ui.ctx().layer_painter(LayerId::background());
            let font = FontId::proportional(12.0);
            let found = place(
                &painter,
                labels,
                (&font, Color32::WHITE),
                chosen,
                at_zoom(zoom),
            );
            let told = |name: &Written| (name.galley.text().to_string(), name.rect);
            names = found.iter().map(told).collect();
        });
        output.textures_delta.clear();
        names
    }

    fn label(at: [f64; 2], text: &str) -> MapLabel {
        MapLabel {
            at,
            text: text.to_string(),
            ..MapLabel::default()
        }
    }

    #[test]
    fn no_name_lies_over_another_at_any_zoom_and_more_are_written_closer() {
        let labels: Vec<MapLabel> = (0..60)
            .map(|i| {
                let (x, y) = ((i * 37 % 53) as f64 - 26.0, (i * 23 % 37) as f64 - 18.0);
                MapLabel {
                    short: i.to_string(),
                    ..label([x * 0.5, y * 0.4], &format!("name of a group {i}"))
                }
            })
            .collect();
        let mut in_sight_before = 0.0;
        for zoom in [1.0, 1.3, 2.0, 3.0] {
            for chosen in [None, Some(pos2(300.0, 200.0))] {
                let names = written(&labels, zoom, chosen);
                for (i, (_, a)) in names.iter().enumerate() {
                    assert!(names[..i].iter().all(|(_, b)| !a.intersects(*b)), "{zoom}");
                    assert!(chosen.is_none_or(|chosen| !a.contains(chosen)));
                }
                let (camera, _, frame) = at_zoom(zoom);
                let in_sight = |l: &&MapLabel| frame.contains(camera.to_screen(frame, l.at));
                let n_in_sight = labels.iter().filter(in_sight).count();
                let share = names.len() as f64 / n_in_sight as f64;
                if chosen.is_none() {
                    assert!(share >= in_sight_before, "{share} of them at {zoom}");
                    in_sight_before = share;
                }
            }
        }
        assert!(in_sight_before > 0.5);
    }

    #[test]
    fn parts_are_named_where_their_whole_fills_the_map_and_take_its_place() {
        let whole = MapLabel {
            until: Some(10.0),
            ..label([0.0, 0.0], "whole")
        };
        let part = |x: f64, text: &str| MapLabel {
            part_of: Some(10.0),
            ..label([x, 0.0], text)
        };
        let far = MapLabel {
            from_zoom: 2.5,
            ..label([0.0, 8.0], "small")
        };
        let labels = [whole, part(-4.0, "left"), part(4.0, "right"), far];
        let texts = |zoom: f64| -> Vec<String> {
            let names = written(&labels, zoom, None);
            names.into_iter().map(|(text, _)| text).collect()
        };
        assert_eq!(texts(1.0), ["whole"]);
        assert_eq!(texts(1.5), ["whole"], "150 points wide of 400");
        assert_eq!(texts(2.0), ["left", "right"]);
        assert_eq!(texts(2.5), ["left", "right", "small"]);
    }

    #[test]
    fn new_names_appear_softly_and_those_of_a_new_map_at_once() {
        let ctx = Context::default();
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            let painter = ui.ctx().layer_painter(LayerId::background());
            let font = FontId::proportional(12.0);
            let of = |labels: &[MapLabel]| {
                place(
                    &painter,
                    labels,
                    (&font, Color32::WHITE),
                    None,
                    at_zoom(1.0),
                )
            };
            let (a, b) = (label([0.0, 0.0], "a"), label([9.0, 9.0], "b"));
            let mut fades = Fades::default();
            assert_eq!(
                fades.step(&of(std::slice::from_ref(&a)), 5.0),
                (vec![1.0], false)
            );
            let both = of(&[a, b]);
            assert_eq!(fades.step(&both, 6.0), (vec![1.0, 0.0], true));
            let (shares, on) = fades.step(&both, 6.1);
            assert!(shares[0] == 1.0 && (shares[1] - 0.5).abs() < 1e-3 && on);
            assert_eq!(fades.step(&both, 6.3), (vec![1.0, 1.0], false));
            assert_eq!(fades.step(&both[..1], 6.4), (vec![1.0], false));
            assert_eq!(fades.step(&both, 6.5).0, [1.0, 0.0]);
        });
        output.textures_delta.clear();
    }
}
