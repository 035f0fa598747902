//! Where each of one to four maps lies.

use eframe::egui::{Rect, pos2};

/// Rooms wider than this many heights hold three maps in a row.
const WIDE: f32 = 2.2;

/// The rooms of `n` maps, the main one first: side by side, or one above the other where the room
/// is higher than wide.
pub(super) fn rooms(room: Rect, n: usize) -> Vec<Rect> {
    let wide = room.width() >= room.height();
    match n {
        0 | 1 => vec![room],
        2 => split(room, 2, wide),
        3 if room.width() > WIDE * room.height() => split(room, 3, true),
        3 => {
            let halves = split(room, 2, wide);
            let mut rooms = vec![halves[0]];
            rooms.extend(split(halves[1], 2, !wide));
            rooms
        }
        _ => split(room, 2, false)
            .into_iter()
            .flat_map(|row| split(row, 2, true))
            .collect(),
    }
}

/// Equal parts, beside or below each other.
fn split(room: Rect, n: usize, beside: bool) -> Vec<Rect> {
    let at = |i: usize, low: f32, high: f32| low + (high - low) * i as f32 / n as f32;
    let part = |i: usize| {
        if beside {
            let [left, right] = [i, i + 1].map(|i| at(i, room.left(), room.right()));
            Rect::from_min_max(pos2(left, room.top()), pos2(right, room.bottom()))
        } else {
            let [top, bottom] = [i, i + 1].map(|i| at(i, room.top(), room.bottom()));
            Rect::from_min_max(pos2(room.left(), top), pos2(room.right(), bottom))
        }
    };
    (0..n).map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::vec2;

    #[test]
    fn maps_fill_the_room_and_do_not_overlap() {
        for size in [vec2(640.0, 400.0), vec2(1400.0, 500.0), vec2(300.0, 900.0)] {
            let room = Rect::from_min_size(pos2(20.0, 90.0), size);
            for n in 1..=4 {
                let rooms = rooms(room, n);
                assert_eq!(rooms.len(), n);
                assert!(rooms.iter().all(|r| room.expand(0.1).contains_rect(*r)));
                let area: f32 = rooms.iter().map(|r| r.area()).sum();
                assert!(
                    (area - room.area()).abs() < 1.0,
                    "{n} maps in {size:?} cover {area}"
                );
                for (i, a) in rooms.iter().enumerate() {
                    assert!(
                        rooms[..i]
                            .iter()
                            .all(|b| a.shrink(0.5).intersect(b.shrink(0.5)).area() <= 0.0)
                    );
                }
            }
        }
    }
}
