//! Bars parted by class.

use plotters::prelude::*;

use super::axis::Across;
use super::sheet::{Area, Drawn, Look, Sheet, fitted, text, text_width};
use crate::words::{id, say, tr};

/// More than these classes share one colour.
const MOST_CLASSES: usize = 12;
/// The widest that a name in the key may be.
const WIDEST_NAME: f32 = 260.0;

/// One bar, and a heading above it where a group begins.
pub(in crate::export) struct Bar {
    pub(crate) heading: Option<String>,
    pub(crate) name: String,
    /// Songs of each class.
    pub(crate) counts: Vec<usize>,
}

/// Height that a bar likes to have.
pub(in crate::export) const ROW: i32 = 24;

/// A bar a row, as wide as the sheet has room; at the right the number of songs. Bars beyond the
/// sheet's height are left out, and the note says how many.
pub(in crate::export) fn stacked(
    sheet: &Sheet,
    title: &str,
    note: &str,
    classes: &[String],
    bars: &[Bar],
) -> String {
    let look = &sheet.look;
    let size = sheet.body_size() - 1;
    let key = Key::of(classes, sheet);
    let n_rows =
        |bars: &[Bar]| (bars.len() + bars.iter().filter(|b| b.heading.is_some()).count()) as i32;
    let room =
        sheet.height as i32 - sheet.top() - sheet.margin() - key.height - Across::height(size);
    let row = (room / n_rows(bars).max(1)).clamp(size + 3, 2 * ROW);
    let mut shown = bars.len();
    while shown > 1 && n_rows(&bars[..shown]) * row > room {
        shown -= 1;
    }
    let note = match bars.len() - shown {
        0 => note.to_string(),
        n => say(id::FIGURES_NOTE_N_MORE_HAVE_NO)
            .with("note", note)
            .with("n", n)
            .to_string(),
    };
    sheet.titled(title, &note, |area| {
        let width = area.dim_in_pixel().0 as i32;
        let (left, right) = (width * 3 / 10, width - 4 * size);
        key.draw(area, sheet)?;
        let bottom = key.height + n_rows(&bars[..shown]) * row;
        let (range, title) = (0.0..100.0, tr(id::FIGURES_SHARE_SONGS));
        Across {
            range: &range,
            left,
            right,
            top: key.height,
            bottom,
            title,
            unit: " %",
        }
        .draw(area, sheet, size)?;
        let mut y = key.height;
        for bar in &bars[..shown] {
            if let Some(heading) = &bar.heading {
                let heading = fitted(heading, size + 1, width as f32);
                // A heading stands over the lines of the axis.
                let under = [(0, y), (right, y + row - 2)];
                area.draw(&Rectangle::new(under, look.paper.filled()))?;
                area.draw(&Text::new(
                    heading,
                    (0, y + row / 2 + 2),
                    text(size + 1, look.ink),
                ))?;
                y += row;
            }
            let n: usize = bar.counts.iter().sum();
            let name = fitted(&bar.name, size, (left - 3 * size) as f32);
            area.draw(&Text::new(
                name,
                (2 * size, y + row / 2),
                text(size, look.quiet),
            ))?;
            let place = |of: usize| {
                left + (of as f64 / n.max(1) as f64 * f64::from(right - left)).round() as i32
            };
            let mut before = 0;
            for (class, &count) in bar.counts.iter().enumerate().filter(|(_, c)| **c > 0) {
                let part = [(place(before), y + 3), (place(before + count), y + row - 3)];
                area.draw(&Rectangle::new(part, shade(class, look).filled()))?;
                before += count;
            }
            area.draw(&Text::new(
                n.to_string(),
                (right + 10, y + row / 2),
                text(size, look.quiet),
            ))?;
            y += row;
        }
        Ok(())
    })
}

fn shade(class: usize, look: &Look) -> RGBColor {
    if class < MOST_CLASSES {
        look.colour(class)
    } else {
        look.other
    }
}

/// Every class that has a colour, in as many lines as they want, and how many share the last.
struct Key {
    /// Place, colour, name.
    entries: Vec<((i32, i32), RGBColor, String)>,
    height: i32,
}

impl Key {
    fn of(classes: &[String], sheet: &Sheet) -> Self {
        let (look, size) = (&sheet.look, sheet.body_size() - 1);
        let width = sheet.width as i32 - 2 * sheet.margin();
        let mut named: Vec<(RGBColor, String)> = classes
            .iter()
            .enumerate()
            .take(MOST_CLASSES)
            .map(|(c, name)| (shade(c, look), name.clone()))
            .collect();
        if let n @ 1.. = classes.len().saturating_sub(MOST_CLASSES) {
            named.push((
                look.other,
                say(id::FIGURES_N_OTHER_CLASSES).with("n", n).to_string(),
            ));
        }
        let (line, mut x, mut y) = (size + 8, 0, 0);
        let mut entries = Vec::new();
        for (colour, name) in named {
            let name = fitted(&name, size, WIDEST_NAME.min(width as f32 - 20.0));
            let wide = 20 + text_width(&name, size).ceil() as i32 + 18;
            if x > 0 && x + wide > width {
                (x, y) = (0, y + line);
            }
            entries.push(((x, y), colour, name));
            x += wide;
        }
        Self {
            entries,
            height: y + size + 14,
        }
    }

    fn draw(&self, area: &Area<'_>, sheet: &Sheet) -> Drawn {
        for ((x, y), colour, name) in &self.entries {
            area.draw(&Rectangle::new(
                [(*x, *y), (x + 12, y + 12)],
                colour.filled(),
            ))?;
            let style = text(sheet.body_size() - 1, sheet.look.ink);
            area.draw(&Text::new(name.clone(), (x + 18, y + 6), style))?;
        }
        Ok(())
    }
}

/// A sheet on which so many rows of these classes have their height.
pub(in crate::export) fn sheet_for(width: u32, n_rows: usize, classes: &[String]) -> Sheet {
    let sheet = Sheet {
        width,
        height: 0,
        look: Look::LIGHT,
    };
    let size = sheet.body_size() - 1;
    let height = sheet.top()
        + sheet.margin()
        + Key::of(classes, &sheet).height
        + Across::height(size)
        + ROW * n_rows as i32;
    Sheet {
        height: height as u32,
        ..sheet
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bars(n: usize) -> Vec<Bar> {
        (1..=n)
            .map(|i| Bar {
                heading: None,
                name: format!("cluster {i}"),
                counts: vec![i, 2],
            })
            .collect()
    }

    #[test]
    fn bars_without_room_are_told_of() {
        let classes = ["bangla".to_string(), "english".to_string()];
        let all = stacked(
            &sheet_for(1100, 40, &classes),
            "t",
            "by cluster",
            &classes,
            &bars(40),
        );
        assert!(all.contains("cluster 40") && !all.contains("no room"));
        let few = stacked(
            &Sheet::light(600, 300),
            "t",
            "by cluster",
            &classes,
            &bars(40),
        );
        assert!(!few.contains("cluster 40") && few.contains("more have no room here"));
        assert!(
            all.contains("share of the songs") && all.contains("100 %"),
            "the axis says what it is"
        );
    }

    #[test]
    fn every_class_with_a_colour_is_in_the_key() {
        let classes: Vec<String> = (0..15)
            .map(|c| format!("a genre with a long name, {c}"))
            .collect();
        let svg = stacked(&sheet_for(1000, 3, &classes), "t", "n", &classes, &bars(3));
        for class in &classes[..12] {
            assert!(svg.contains(class.as_str()), "{class}");
        }
        assert!(svg.contains("3 other classes") && !svg.contains(", 12"));
    }
}
