//! What a figure is drawn on: its room, its colours by role, its letters; and how it becomes SVG of
//! any size, and PNG.

use std::sync::{Arc, OnceLock};

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use resvg::usvg::fontdb;
use resvg::{tiny_skia, usvg};

use crate::error::{Error, Result};
use crate::export::palette::{self, Ground};
use crate::text::shortened;
use crate::words::{Message, id, tr};

pub(in crate::export) const FONTS: &str = "Inter, Noto Sans Bengali, sans-serif";
pub(in crate::export) const INK: RGBColor = RGBColor(0x22, 0x26, 0x2B);
pub(in crate::export) const QUIET: RGBColor = RGBColor(0x6B, 0x72, 0x7B);
pub(in crate::export) const HAIRLINE: RGBColor = RGBColor(0xD8, 0xDB, 0xDF);

/// Dots an inch that printers and journals ask for.
const DOTS_PER_INCH: f64 = 300.0;
/// Pixels of a unit in a figure that is to be printed: one 1200 wide is 8 inches wide.
const PRINT_SCALE: f32 = 2.0;

pub(in crate::export) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
pub(in crate::export) type Drawn = std::result::Result<(), Box<dyn std::error::Error>>;

/// Colours by role.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::export) struct Look {
    pub(crate) ground: Ground,
    pub(crate) paper: RGBColor,
    pub(crate) ink: RGBColor,
    pub(crate) quiet: RGBColor,
    pub(crate) hairline: RGBColor,
    /// What is not selected.
    pub(crate) faded: RGBColor,
    /// Classes that have no colour of their own.
    pub(crate) other: RGBColor,
}

impl Look {
    pub(crate) const LIGHT: Look = Look {
        ground: Ground::Light,
        paper: WHITE,
        ink: INK,
        quiet: QUIET,
        hairline: HAIRLINE,
        faded: RGBColor(0xE3, 0xE6, 0xE9),
        other: RGBColor(0xCD, 0xD1, 0xD6),
    };
    const DARK: Look = Look {
        ground: Ground::Dark,
        paper: RGBColor(0x15, 0x19, 0x1C),
        ink: RGBColor(0xE7, 0xEB, 0xED),
        quiet: RGBColor(0xA0, 0xAA, 0xB1),
        hairline: RGBColor(0x35, 0x3C, 0x42),
        faded: RGBColor(0x2B, 0x31, 0x36),
        other: RGBColor(0x52, 0x5B, 0x62),
    };

    pub(crate) fn of(ground: Ground) -> Self {
        match ground {
            Ground::Light => Self::LIGHT,
            Ground::Dark => Self::DARK,
        }
    }

    pub(crate) fn colour(&self, class: usize) -> RGBColor {
        rgb(palette::categorical(class, self.ground))
    }
}

pub(in crate::export) fn rgb([r, g, b]: [u8; 3]) -> RGBColor {
    RGBColor(r, g, b)
}

/// As SVG has it, and as plotters writes it.
pub(in crate::export) fn hex(RGBColor(r, g, b): RGBColor) -> String {
    format!("#{r:02X}{g:02X}{b:02X}")
}

/// Room and colours of one figure. Sizes are in units in which text is about 17 high on a figure
/// 1200 wide.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::export) struct Sheet {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) look: Look,
}

impl Sheet {
    pub(crate) fn new(width: u32, height: u32, ground: Ground) -> Self {
        Self {
            width: width.max(320),
            height: height.max(200),
            look: Look::of(ground),
        }
    }

    /// As a results folder and the report show it.
    pub(crate) fn light(width: u32, height: u32) -> Self {
        Self::new(width, height, Ground::Light)
    }

    /// Height of the title's letters; smaller on a narrow sheet.
    pub(crate) fn title_size(&self) -> i32 {
        (self.width as i32 / 38).clamp(18, 30)
    }

    /// Height of all other letters.
    pub(crate) fn body_size(&self) -> i32 {
        (self.width as i32 / 62).clamp(12, 17)
    }

    pub(crate) fn margin(&self) -> i32 {
        (self.width as i32 / 36).clamp(12, 32)
    }

    /// Height of title and note.
    pub(crate) fn top(&self) -> i32 {
        self.title_size() + self.body_size() * 2 + self.margin() - 2
    }

    /// Title, a quieter line below it, and whatever `draw` puts on the room that is left.
    pub(crate) fn titled(
        &self,
        title: &str,
        note: &str,
        draw: impl FnOnce(&Area<'_>) -> Drawn,
    ) -> String {
        let (large, small, margin) = (self.title_size(), self.body_size(), self.margin());
        let width = (self.width as i32 - 2 * margin) as f32;
        self.draw(|area| {
            let middle = margin / 2 + large / 2 + 4;
            area.draw(&Text::new(
                fitted(title, large, width),
                (margin, middle),
                text(large, self.look.ink),
            ))?;
            let below = middle + large / 2 + small;
            area.draw(&Text::new(
                fitted(note, small, width),
                (margin, below),
                text(small, self.look.quiet),
            ))?;
            draw(&area.margin(self.top(), margin / 2, margin, margin))
        })
    }

    pub(crate) fn draw(&self, draw: impl FnOnce(&Area<'_>) -> Drawn) -> String {
        drawn_on(self.look.paper, (self.width, self.height), draw)
    }
}

/// Text whose place is its left end, halfway up.
pub(in crate::export) fn text(size: i32, colour: RGBColor) -> TextStyle<'static> {
    (FONTS, size)
        .into_font()
        .color(&colour)
        .pos(Pos::new(HPos::Left, VPos::Center))
}

/// Text whose place is its right end, halfway up.
pub(in crate::export) fn text_left_of(size: i32, colour: RGBColor) -> TextStyle<'static> {
    (FONTS, size)
        .into_font()
        .color(&colour)
        .pos(Pos::new(HPos::Right, VPos::Center))
}

/// Text whose place is its middle.
pub(in crate::export) fn text_about(size: i32, colour: RGBColor) -> TextStyle<'static> {
    text(size, colour).pos(Pos::new(HPos::Center, VPos::Center))
}

/// What XML cannot hold, line ends among it, becomes a space; what is wider than `width` pixels is
/// cut.
pub(in crate::export) fn fitted(line: &str, size: i32, width: f32) -> String {
    let line: String = line
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
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
    usvg::Tree::from_str(&svg, &options())
        .map_or(0.0, |tree| tree.root().abs_bounding_box().width())
}

/// The colour of a class on white paper.
pub(in crate::export) fn colour(class: usize) -> RGBColor {
    Look::LIGHT.colour(class)
}

/// The colour of songs whose class is not known.
pub(in crate::export) fn unknown() -> RGBColor {
    rgb(palette::UNKNOWN)
}

/// On white paper.
pub(in crate::export) fn drawn(size: (u32, u32), draw: impl FnOnce(&Area<'_>) -> Drawn) -> String {
    drawn_on(WHITE, size, draw)
}

/// Drawing into a string cannot fail; plotters' signatures say it might.
fn drawn_on(paper: RGBColor, size: (u32, u32), draw: impl FnOnce(&Area<'_>) -> Drawn) -> String {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        let finished = area
            .fill(&paper)
            .map_err(Into::into)
            .and_then(|()| draw(&area));
        debug_assert!(finished.is_ok(), "{:?}", finished.err());
    }
    svg
}

/// The same drawing at another size in pixels; it keeps its proportions, and what is left stays
/// empty.
pub(in crate::export) fn resized(svg: &str, width: u32, height: u32) -> String {
    let Some((head, rest)) = svg.split_once(" viewBox=") else {
        return svg.to_string();
    };
    let Some((before, _)) = head.split_once(" width=") else {
        return svg.to_string();
    };
    format!("{before} width=\"{width}\" height=\"{height}\" viewBox={rest}")
}

/// A drawing on white paper for a page: its colours are the page's own, by role, so that it follows
/// the page's ground; it is as wide as there is room. `name` is escaped already.
pub(in crate::export) fn themed(svg: &str, name: &str) -> String {
    let look = &Look::LIGHT;
    let mut roles = vec![
        (look.paper, "paper".to_string()),
        (look.ink, "ink".to_string()),
        (look.quiet, "quiet".to_string()),
        (look.hairline, "hairline".to_string()),
        (look.faded, "faded".to_string()),
        (look.other, "other".to_string()),
    ];
    roles.extend((0..24).map(|i| (look.colour(i), format!("c{i}"))));
    let mut svg = svg.to_string();
    // Letters within a text cannot look like an attribute: its quotes are escaped.
    for (RGBColor(r, g, b), role) in roles {
        svg = svg.replace(
            &format!("=\"#{r:02X}{g:02X}{b:02X}\""),
            &format!("=\"var(--{role})\""),
        );
    }
    match svg.find("<svg ") {
        Some(at) => format!("<svg role=\"img\" aria-label=\"{name}\" {}", &svg[at + 5..]),
        None => svg,
    }
}

/// Puts more drawing behind what is there.
pub(in crate::export) fn with_more(svg: String, more: &str) -> String {
    match svg.rfind("</svg>") {
        Some(at) => format!("{}{more}{}", &svg[..at], &svg[at..]),
        None => svg,
    }
}

/// The picture of an SVG, a pixel a unit, with the program's own fonts only: the same on every
/// machine. It says of itself that it has 300 dots an inch.
///
/// # Errors
/// When the SVG is not one (it is always ours, so that would be a bug), or there is no memory for
/// its pixels.
pub(in crate::export) fn to_png(svg: &str) -> Result<Vec<u8>> {
    rendered(svg, 1.0)
}

/// As [`to_png`], with as many pixels as paper wants: 300 an inch on a figure whose letters are
/// then 8 points high.
///
/// # Errors
/// As [`to_png`].
pub(in crate::export) fn to_print(svg: &str) -> Result<Vec<u8>> {
    rendered(svg, PRINT_SCALE)
}

fn rendered(svg: &str, scale: f32) -> Result<Vec<u8>> {
    let fail = |cause: String| Error::stage(id::ERROR_FIGURE, Message::verbatim(cause));
    let tree = usvg::Tree::from_str(svg, &options()).map_err(|e| fail(e.to_string()))?;
    let side = |units: f32| (units * scale).round().max(1.0) as u32;
    let (width, height) = (side(tree.size().width()), side(tree.size().height()));
    let mut pixels = tiny_skia::Pixmap::new(width, height)
        .ok_or_else(|| fail(tr(id::EXPORT_NO_PIXELS).to_string()))?;
    resvg::render(
        &tree,
        tiny_skia::Transform::from_scale(scale, scale),
        &mut pixels.as_mut(),
    );
    encoded(pixels).map_err(|e| fail(e.to_string()))
}

fn encoded(pixels: tiny_skia::Pixmap) -> std::result::Result<Vec<u8>, png::EncodingError> {
    let (width, height) = (pixels.width(), pixels.height());
    let rgba = pixels.take_demultiplied();
    // Nearly all figures cover their paper, and need no fourth channel.
    let is_opaque = rgba.chunks_exact(4).all(|pixel| pixel[3] == u8::MAX);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_depth(png::BitDepth::Eight);
    let a_metre = (DOTS_PER_INCH / 0.0254).round() as u32;
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: a_metre,
        yppu: a_metre,
        unit: png::Unit::Meter,
    }));
    let (colour, data) = if is_opaque {
        let rgb = rgba
            .chunks_exact(4)
            .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
            .collect();
        (png::ColorType::Rgb, rgb)
    } else {
        (png::ColorType::Rgba, rgba)
    };
    encoder.set_color(colour);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&data)?;
    writer.finish()?;
    Ok(bytes)
}

pub(in crate::export) fn options() -> usvg::Options<'static> {
    usvg::Options {
        fontdb: fonts(),
        font_family: "Inter".to_string(),
        ..usvg::Options::default()
    }
}

fn fonts() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut database = fontdb::Database::new();
        database.load_font_data(include_bytes!("../../../assets/fonts/Inter-Regular.ttf").to_vec());
        database.load_font_data(
            include_bytes!("../../../assets/fonts/NotoSansBengali-Regular.ttf").to_vec(),
        );
        Arc::new(database)
    };
    FONTS.get_or_init(load).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_measured_as_shaped_and_cut_to_fit() {
        let (narrow, wide) = (text_width("iii", 18), text_width("WWW", 18));
        assert!(narrow > 5.0 && wide > 2.0 * narrow, "{narrow} {wide}");
        let name = fitted("রবীন্দ্রসঙ্গীত ও নজরুলগীতি", 18, 90.0);
        assert!(name.ends_with('…') && text_width(&name, 18) <= 90.0);
        assert!(fitted("a\u{1}b\nc & <d>", 18, 900.0) == "a b c & <d>");
    }

    /// Noto Sans Bengali from version 3 on has the forms below the line in contextual lookups, of
    /// which the shaper here (harfrust 0.12) finds none: the second letter then stands beside the
    /// first with a hasanta between.
    #[test]
    fn bangla_letters_below_the_line_are_drawn_there() {
        for (joined, first, second) in [("দ্র", "দ", "র"), ("শ্র", "শ", "র"), ("শ্ব", "শ", "ব")]
        {
            let apart = text_width(first, 30) + text_width(second, 30);
            assert!(text_width(joined, 30) < 0.8 * apart, "{joined}");
        }
    }

    #[test]
    fn a_themed_figure_has_roles_for_colours_and_leaves_words_alone() {
        let sheet = Sheet::light(500, 300);
        let svg = themed(&sheet.titled("x=\"#FFFFFF\" <b>", "", |_| Ok(())), "a name");
        assert!(
            svg.starts_with("<svg role=\"img\" aria-label=\"a name\" "),
            "{svg}"
        );
        assert!(
            svg.contains("fill=\"var(--paper)\"") && svg.contains("fill=\"var(--ink)\""),
            "{svg}"
        );
        assert!(
            svg.contains("#FFFFFF") && svg.contains("&lt;b&gt;") && !svg.contains("#22262B"),
            "{svg}"
        );
    }

    #[test]
    fn a_figure_has_the_pixels_that_were_asked_for() {
        let sheet = Sheet::new(500, 375, Ground::Dark);
        let svg = resized(&sheet.titled("T", "n", |_| Ok(())), 1004, 753);
        let png = to_png(&svg).unwrap();
        let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        assert_eq!((number(16), number(20)), (1004, 753));
        let print = to_print(&sheet.titled("T", "n", |_| Ok(()))).unwrap();
        let number = |at: usize| u32::from_be_bytes(print[at..at + 4].try_into().unwrap());
        assert_eq!((number(16), number(20)), (1000, 750), "twice its units");
        for png in [&png, &print] {
            let at = png
                .windows(4)
                .position(|chunk| chunk == b"pHYs")
                .expect("it says how large it is on paper");
            let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
            // 300 / 0.0254 dots a metre, both ways; 1 is the metre.
            assert_eq!(
                (number(at + 4), number(at + 8), png[at + 12]),
                (11_811, 11_811, 1)
            );
        }
        assert!(svg.contains("viewBox=\"0 0 500 375\"") && svg.contains("#15191C"));
    }
}
