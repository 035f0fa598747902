//! Figures: the map by cluster and by every label, and the loss curves. Drawn once as SVG; PNG is made from that SVG.

mod losses;
mod map;

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use resvg::usvg::fontdb;
use resvg::{tiny_skia, usvg};

use super::palette;
use crate::error::{Error, Result};
use crate::library::LabelColumn;
use crate::pipeline::Analysis;
use crate::text::shortened;

pub(in crate::export) const FONTS: &str = "Inter, Noto Sans Bengali, sans-serif";
pub(in crate::export) const INK: RGBColor = RGBColor(0x22, 0x26, 0x2B);
pub(in crate::export) const QUIET: RGBColor = RGBColor(0x6B, 0x72, 0x7B);
pub(in crate::export) const HAIRLINE: RGBColor = RGBColor(0xD8, 0xDB, 0xDF);
/// File names of figures, before the column's name.
const MAP: &str = "map_by_";
const LOSSES: &str = "loss_curves";

pub(in crate::export) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
pub(in crate::export) type Drawn = std::result::Result<(), Box<dyn std::error::Error>>;

/// Name and SVG of every figure of an analysis.
pub(super) fn all(analysis: &Analysis) -> Vec<(String, String)> {
    let mut figures = Vec::new();
    let cluster_names: Vec<Option<String>> =
        analysis.clusters.labels.iter().map(|c| c.map(|c| format!("cluster {:02}", c + 1))).collect();
    let clusters = LabelColumn::new("cluster", &cluster_names);
    let mut taken = HashSet::new();
    for column in std::iter::once(&clusters).chain(&analysis.library.labels) {
        figures.push((free_name(&column.name, &mut taken), map::draw(analysis, column)));
    }
    if !analysis.model.history.is_empty() {
        figures.push((LOSSES.to_string(), losses::draw(analysis)));
    }
    figures
}

/// True for a file that [`all`] could have named.
pub(super) fn is_ours(path: &Path) -> bool {
    let part = |part: Option<&std::ffi::OsStr>| part.and_then(|p| p.to_str()).unwrap_or_default().to_string();
    let (stem, extension) = (part(path.file_stem()), part(path.extension()));
    (stem.starts_with(MAP) || stem == LOSSES) && matches!(extension.as_str(), "svg" | "png")
}

/// A file name for a column, short enough for any file system and not given before.
fn free_name(column: &str, taken: &mut HashSet<String>) -> String {
    // What some file system or shell would stumble over; vowel signs and the like stay.
    let is_hostile = |c: char| c.is_control() || c.is_whitespace() || (c.is_ascii_punctuation() && c != '-');
    let plain: String = column.chars().map(|c| if is_hostile(c) { '_' } else { c }).take(50).collect();
    let mut name = format!("{MAP}{plain}");
    let mut n = 2;
    while !taken.insert(name.to_lowercase()) {
        name = format!("{MAP}{plain}_{n}");
        n += 1;
    }
    name
}

/// Text whose place is its left end, halfway up.
pub(in crate::export) fn text(size: i32, colour: RGBColor) -> TextStyle<'static> {
    (FONTS, size).into_font().color(&colour).pos(Pos::new(HPos::Left, VPos::Center))
}

/// What XML cannot hold, line ends among it, becomes a space; what is wider than `width` pixels is cut.
pub(in crate::export) fn fitted(line: &str, size: i32, width: f32) -> String {
    let line: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    shortened(line.trim(), |s| text_width(s, size) <= width)
}

/// Width in pixels of a text as it will be drawn, shaped.
pub(in crate::export) fn text_width(line: &str, size: i32) -> f32 {
    let escaped = line.replace('&', "&amp;").replace('<', "&lt;");
    // plotters writes its sizes divided by this.
    let size = f64::from(size) / 1.24;
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text y='9' font-family='{FONTS}' \
         font-size='{size}'>{escaped}</text></svg>"
    );
    usvg::Tree::from_str(&svg, &options()).map_or(0.0, |tree| tree.root().abs_bounding_box().width())
}

pub(in crate::export) fn colour(class: usize) -> RGBColor {
    let [r, g, b] = palette::categorical(class, palette::Ground::Light);
    RGBColor(r, g, b)
}

/// The colour of songs whose class is not known.
pub(in crate::export) fn unknown() -> RGBColor {
    let [r, g, b] = palette::UNKNOWN;
    RGBColor(r, g, b)
}

/// Drawing into a string cannot fail; plotters' signatures say it might.
pub(in crate::export) fn drawn(size: (u32, u32), draw: impl FnOnce(&Area<'_>) -> Drawn) -> String {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        let finished = area.fill(&WHITE).map_err(Into::into).and_then(|()| draw(&area));
        debug_assert!(finished.is_ok(), "{:?}", finished.err());
    }
    svg
}

/// The picture of an SVG, with the program's own fonts only: the same on every machine.
///
/// # Errors
/// When the SVG is not one (it is always ours, so that would be a bug).
pub(in crate::export) fn to_png(svg: &str) -> Result<Vec<u8>> {
    let fail = |cause: String| Error::stage("figure", cause);
    let tree = usvg::Tree::from_str(svg, &options()).map_err(|e| fail(e.to_string()))?;
    let size = tree.size().to_int_size();
    let mut pixels = tiny_skia::Pixmap::new(size.width(), size.height()).ok_or_else(|| fail("no pixels".into()))?;
    resvg::render(&tree, tiny_skia::Transform::default(), &mut pixels.as_mut());
    pixels.encode_png().map_err(|e| fail(e.to_string()))
}

pub(in crate::export) fn options() -> usvg::Options<'static> {
    usvg::Options { fontdb: fonts(), font_family: "Inter".to_string(), ..usvg::Options::default() }
}

fn fonts() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut database = fontdb::Database::new();
        database.load_font_data(include_bytes!("../../../assets/fonts/Inter-Regular.ttf").to_vec());
        database.load_font_data(include_bytes!("../../../assets/fonts/NotoSansBengali-Regular.ttf").to_vec());
        Arc::new(database)
    };
    FONTS.get_or_init(load).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_short_distinct_and_known_again() {
        let mut taken = HashSet::new();
        let long = "ধারা ".repeat(100);
        let names: Vec<String> =
            ["cluster", "a b", "a/b", "A b", "cluster", &long].map(|n| free_name(n, &mut taken)).to_vec();
        assert_eq!(names[..5], ["map_by_cluster", "map_by_a_b", "map_by_a_b_2", "map_by_A_b_3", "map_by_cluster_2"]);
        assert!(names[5].len() < 200);
        assert!(names.iter().all(|n| is_ours(Path::new(&format!("x/{n}.png")))));
        assert!(is_ours(Path::new("loss_curves.svg")) && !is_ours(Path::new("map.png")));
        assert!(!is_ours(Path::new("map_by_hand.txt")));
    }

    #[test]
    fn text_is_measured_as_shaped_and_cut_to_fit() {
        let (narrow, wide) = (text_width("iii", 18), text_width("WWW", 18));
        assert!(narrow > 5.0 && wide > 2.0 * narrow, "{narrow} {wide}");
        let name = fitted("রবীন্দ্রসঙ্গীত ও নজরুলগীতি", 18, 90.0);
        assert!(name.ends_with('…') && text_width(&name, 18) <= 90.0);
        assert!(fitted("a\u{1}b\nc & <d>", 18, 900.0) == "a b c & <d>");
    }

    /// Noto Sans Bengali from version 3 on has the forms below the line in contextual lookups, of which the shaper here
    /// (harfrust 0.12) finds none: the second letter then stands beside the first with a hasanta between.
    #[test]
    fn bangla_letters_below_the_line_are_drawn_there() {
        for (joined, first, second) in [("দ্র", "দ", "র"), ("শ্র", "শ", "র"), ("শ্ব", "শ", "ব")]
        {
            let apart = text_width(first, 30) + text_width(second, 30);
            assert!(text_width(joined, 30) < 0.8 * apart, "{joined}");
        }
    }
}
