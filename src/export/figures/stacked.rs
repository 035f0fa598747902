//! Bars parted by class.

use plotters::prelude::*;

use super::sheet::{Look, Sheet, fitted, text, text_width};

/// More than these classes share one colour: the last.
const MOST_CLASSES: usize = 12;

/// One bar, and a heading above it where a group begins.
pub(in crate::export) struct Bar {
    pub heading: Option<String>,
    pub name: String,
    /// Songs of each class.
    pub counts: Vec<usize>,
}

/// Height that a bar likes to have.
pub(in crate::export) const ROW: i32 = 24;

/// A bar a row, as wide as the sheet has room; at the right the number of songs. Bars beyond the sheet's height are left
/// out, and the note says how many.
pub(in crate::export) fn stacked(sheet: &Sheet, title: &str, note: &str, classes: &[String], bars: &[Bar]) -> String {
    let look = &sheet.look;
    let size = sheet.body_size() - 1;
    let key_height = size + 14;
    let n_rows = |bars: &[Bar]| (bars.len() + bars.iter().filter(|b| b.heading.is_some()).count()) as i32;
    let room = sheet.height as i32 - sheet.top() - sheet.margin() - key_height;
    let row = (room / n_rows(bars).max(1)).clamp(size + 3, 2 * ROW);
    let mut shown = bars.len();
    while shown > 1 && n_rows(&bars[..shown]) * row > room {
        shown -= 1;
    }
    let note = match bars.len() - shown {
        0 => note.to_string(),
        n => format!("{note}; {n} more have no room here"),
    };
    let shade = |class: usize| if class < MOST_CLASSES { look.colour(class) } else { look.quiet };
    sheet.titled(title, &note, |area| {
        let width = area.dim_in_pixel().0 as i32;
        let (left, right) = (width * 3 / 10, width - 4 * size);
        let mut x = 0;
        for (class, name) in classes.iter().enumerate().take(MOST_CLASSES) {
            let wide = 20 + text_width(name, size).ceil() as i32 + 18;
            if x + wide > width {
                break;
            }
            area.draw(&Rectangle::new([(x, 0), (x + 12, 12)], shade(class).filled()))?;
            area.draw(&Text::new(name.clone(), (x + 18, 6), text(size, look.ink)))?;
            x += wide;
        }
        let mut y = key_height;
        for bar in &bars[..shown] {
            if let Some(heading) = &bar.heading {
                let heading = fitted(heading, size + 1, width as f32);
                area.draw(&Text::new(heading, (0, y + row / 2 + 2), text(size + 1, look.ink)))?;
                y += row;
            }
            let n: usize = bar.counts.iter().sum();
            let name = fitted(&bar.name, size, (left - 3 * size) as f32);
            area.draw(&Text::new(name, (2 * size, y + row / 2), text(size, look.quiet)))?;
            let place = |of: usize| left + (of as f64 / n.max(1) as f64 * f64::from(right - left)).round() as i32;
            let mut before = 0;
            for (class, &count) in bar.counts.iter().enumerate().filter(|(_, c)| **c > 0) {
                let part = [(place(before), y + 3), (place(before + count), y + row - 3)];
                area.draw(&Rectangle::new(part, shade(class).filled()))?;
                before += count;
            }
            area.draw(&Text::new(n.to_string(), (right + 10, y + row / 2), text(size, look.quiet)))?;
            y += row;
        }
        Ok(())
    })
}

/// A sheet on which so many rows have their height.
pub(in crate::export) fn sheet_for(width: u32, n_rows: usize) -> Sheet {
    let sheet = Sheet { width, height: 0, look: Look::LIGHT };
    let height = sheet.top() + sheet.margin() + sheet.body_size() + 14 + ROW * n_rows as i32;
    Sheet { height: height as u32, ..sheet }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_without_room_are_told_of() {
        let bar = |i: usize| Bar { heading: None, name: format!("cluster {i}"), counts: vec![i, 2] };
        let bars: Vec<Bar> = (1..=40).map(bar).collect();
        let classes = ["bangla".to_string(), "english".to_string()];
        let all = stacked(&sheet_for(1100, 40), "t", "by cluster", &classes, &bars);
        assert!(all.contains("cluster 40") && !all.contains("no room"));
        let few = stacked(&Sheet::light(600, 300), "t", "by cluster", &classes, &bars);
        assert!(!few.contains("cluster 40") && few.contains("more have no room here"));
    }
}
