//! Colours that mean data: classes, numbers, silhouettes. Chosen to be told apart without full
//! colour vision.

use eframe::egui::Color32;
use rayon::prelude::*;

use crate::export::palette::{self, Ground};
use crate::session::{Class, Colouring, Values};

use crate::ui::ground::theme::Tokens;

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// The colour of class `class`, the same as in figures.
pub(crate) fn class_colour(class: u32, t: &Tokens) -> Color32 {
    colour(palette::categorical(class as usize, ground(t)))
}

/// Noise, and songs whose value is unknown.
pub(crate) fn unknown(t: &Tokens) -> Color32 {
    if t.dark { rgb(0x5A646B) } else { rgb(0xA8B1B8) }
}

pub(crate) fn sequential(share: f32) -> Color32 {
    colour(palette::sequential(share))
}

pub(crate) fn diverging(share: f32, t: &Tokens) -> Color32 {
    colour(palette::diverging(share, ground(t)))
}

pub(crate) fn mel(share: f32, t: &Tokens) -> Color32 {
    colour(palette::mel(share, ground(t)))
}

/// The colour of one song.
pub(crate) fn song_colour(colouring: &Colouring, song: usize, t: &Tokens) -> Color32 {
    match &colouring.values {
        Values::Classes { .. } => of_class(colouring.class(song), t),
        Values::Numbers {
            of_song,
            low,
            high,
            diverging,
        } => {
            let value = of_song.get(song).copied().unwrap_or(f32::NAN);
            number_colour(value, *low, *high, *diverging, t)
        }
    }
}

/// The colours of the first `n` songs, red to alpha.
pub(crate) fn song_colours(colouring: &Colouring, n: usize, t: &Tokens) -> Vec<[u8; 4]> {
    let Values::Classes { names, of_song, .. } = &colouring.values else {
        return (0..n)
            .map(|song| song_colour(colouring, song, t).to_array())
            .collect();
    };
    let of_class: Vec<[u8; 4]> = (0..names.len() as u32)
        .map(|class| class_colour(class, t).to_array())
        .collect();
    let unknown = unknown(t).to_array();
    let colour = |class: Class| {
        class
            .and_then(|class| of_class.get(class as usize).copied())
            .unwrap_or(unknown)
    };
    (0..n)
        .into_par_iter()
        .map(|song| colour(of_song.get(song).copied().flatten()))
        .collect()
}

pub(crate) fn of_class(class: Class, t: &Tokens) -> Color32 {
    class.map_or_else(|| unknown(t), |class| class_colour(class, t))
}

pub(crate) fn number_colour(
    value: f32,
    low: f32,
    high: f32,
    is_diverging: bool,
    t: &Tokens,
) -> Color32 {
    if !value.is_finite() {
        return unknown(t);
    }
    let share = if high > low {
        (value - low) / (high - low)
    } else {
        0.5
    };
    if is_diverging {
        diverging(share, t)
    } else {
        sequential(share)
    }
}

fn ground(t: &Tokens) -> Ground {
    if t.dark { Ground::Dark } else { Ground::Light }
}

fn colour([r, g, b]: [u8; 3]) -> Color32 {
    Color32::from_rgb(r, g, b)
}

pub(crate) fn mix(a: Color32, b: Color32, share: f32) -> Color32 {
    let channel =
        |x: u8, y: u8| (f32::from(x) + (f32::from(y) - f32::from(x)) * share).round() as u8;
    Color32::from_rgb(
        channel(a.r(), b.r()),
        channel(a.g(), b.g()),
        channel(a.b(), b.b()),
    )
}

#[cfg(test)]
mod tests {
    use eframe::egui::Theme;

    use super::*;
    use crate::ui::ground::theme::{self, Contrast, DARK, LIGHT};

    /// WCAG 2.2 relative luminance.
    fn luminance(c: Color32) -> f32 {
        let linear = |v: u8| {
            let v = f32::from(v) / 255.0;
            if v <= 0.04045 {
                v / 12.92
            } else {
                ((v + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(c.r()) + 0.7152 * linear(c.g()) + 0.0722 * linear(c.b())
    }

    fn contrast(a: Color32, b: Color32) -> f32 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_has_the_contrast_that_wcag_asks_for() {
        for t in [LIGHT, DARK] {
            for plane in [t.ground, t.surface, t.raised, t.sunken] {
                assert!(contrast(t.text, plane) >= 7.0);
                assert!(
                    contrast(t.muted, plane) >= 4.5,
                    "muted {}",
                    contrast(t.muted, plane)
                );
                assert!(
                    contrast(t.faint, plane) >= 3.0,
                    "faint {}",
                    contrast(t.faint, plane)
                );
                for colour in [t.accent, t.warning, t.error] {
                    assert!(
                        contrast(colour, plane) >= 4.5,
                        "{colour:?} {}",
                        contrast(colour, plane)
                    );
                }
            }
            assert!(contrast(t.on_accent, t.accent) >= 4.5);
            assert!(contrast(t.text, t.accent_soft) >= 7.0);
        }
    }

    #[test]
    fn high_contrast_is_high_in_both_themes() {
        for theme in [Theme::Light, Theme::Dark] {
            let t = theme::with_contrast(theme, Contrast::High);
            let normal = theme::of(theme);
            for plane in [t.ground, t.surface, t.raised, t.sunken] {
                for (colour, least) in [
                    (t.text, 12.0),
                    (t.muted, 7.0),
                    (t.accent, 7.0),
                    (t.second, 7.0),
                    (t.warning, 7.0),
                    (t.error, 7.0),
                    (t.faint, 4.5),
                    (t.line, 3.0),
                ] {
                    assert!(
                        contrast(colour, plane) >= least,
                        "{theme:?} {colour:?} {}",
                        contrast(colour, plane)
                    );
                }
            }
            assert!(
                contrast(t.on_accent, t.accent) >= 7.0 && contrast(t.text, t.accent_soft) >= 7.0
            );
            assert!(contrast(t.text, t.ground) > contrast(normal.text, normal.ground));
        }
    }

    #[test]
    fn classes_differ_from_each_other_and_from_the_ground() {
        for t in [LIGHT, DARK] {
            for a in 0..24 {
                let colour = class_colour(a, &t);
                assert!(
                    contrast(colour, t.ground) >= 2.0,
                    "class {a} {}",
                    contrast(colour, t.ground)
                );
                assert!((0..a).all(|b| class_colour(b, &t) != colour));
            }
        }
    }

    #[test]
    fn what_is_unknown_has_a_colour_of_its_own() {
        assert_ne!(sequential(0.5), unknown(&DARK));
        assert_eq!(
            number_colour(f32::NAN, 0.0, 1.0, false, &DARK),
            unknown(&DARK)
        );
    }
}
