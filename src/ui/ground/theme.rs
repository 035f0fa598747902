//! The look: tokens of colour, type and space, and how they become egui's style. Light and dark are
//! equals.

use std::cell::Cell;

use eframe::egui::{
    self, Color32, Context, CornerRadius, FontFamily, FontId, Frame, Margin, Shadow, Stroke,
    TextStyle, Theme, ThemePreference, Visuals, style::WidgetVisuals, vec2,
};

use serde::{Deserialize, Serialize};
use strum::VariantArray;

use crate::ui::ground::fonts;

/// Colours by role. One accent; everything else is quiet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Tokens {
    pub(crate) dark: bool,
    /// Behind the map, the deepest plane.
    pub(crate) ground: Color32,
    /// Side panels and bars.
    pub(crate) surface: Color32,
    /// Cards, popups, and buttons.
    pub(crate) raised: Color32,
    /// Under the pointer.
    pub(crate) hover: Color32,
    /// Fields one writes in, tracks of bars.
    pub(crate) sunken: Color32,
    pub(crate) line: Color32,
    pub(crate) text: Color32,
    pub(crate) muted: Color32,
    pub(crate) faint: Color32,
    pub(crate) accent: Color32,
    /// Text on the accent.
    pub(crate) on_accent: Color32,
    /// Accent as a wash behind text.
    pub(crate) accent_soft: Color32,
    /// The second series of a chart.
    pub(crate) second: Color32,
    pub(crate) warning: Color32,
    pub(crate) error: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

pub(crate) const LIGHT: Tokens = Tokens {
    dark: false,
    ground: rgb(0xF3F5F6),
    surface: rgb(0xFAFBFB),
    raised: rgb(0xFFFFFF),
    hover: rgb(0xEAEEEF),
    sunken: rgb(0xEDF0F2),
    line: rgb(0xDDE2E6),
    text: rgb(0x182026),
    muted: rgb(0x566069),
    faint: rgb(0x7B868F),
    accent: rgb(0x0B7A75),
    on_accent: rgb(0xFFFFFF),
    accent_soft: rgb(0xD5ECEA),
    second: rgb(0xC25E12),
    warning: rgb(0x9A5B00),
    error: rgb(0xB3261E),
};

pub(crate) const DARK: Tokens = Tokens {
    dark: true,
    ground: rgb(0x0F1214),
    surface: rgb(0x15191C),
    raised: rgb(0x1D2226),
    hover: rgb(0x272D32),
    sunken: rgb(0x0F1315),
    line: rgb(0x292F34),
    text: rgb(0xE7EBED),
    muted: rgb(0xA0AAB1),
    faint: rgb(0x737E86),
    accent: rgb(0x45CFC1),
    on_accent: rgb(0x04211E),
    accent_soft: rgb(0x153B38),
    second: rgb(0xF0A35C),
    warning: rgb(0xE9B14C),
    error: rgb(0xF2877F),
};

/// How far text and lines stand out from what is behind them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, VariantArray)]
pub enum Contrast {
    /// As the theme has it.
    #[default]
    Normal,
    /// Text and lines stand out further.
    High,
}

impl Contrast {
    pub(crate) const ALL: &[Contrast] = Self::VARIANTS;
}

const LIGHT_HIGH: Tokens = Tokens {
    ground: rgb(0xFFFFFF),
    surface: rgb(0xFFFFFF),
    hover: rgb(0xDFE6E8),
    sunken: rgb(0xF3F5F6),
    line: rgb(0x66717A),
    text: rgb(0x000000),
    muted: rgb(0x333B42),
    faint: rgb(0x4D575F),
    accent: rgb(0x00524E),
    accent_soft: rgb(0xC6E6E3),
    second: rgb(0x7D3800),
    warning: rgb(0x633A00),
    error: rgb(0x8F120C),
    ..LIGHT
};

const DARK_HIGH: Tokens = Tokens {
    ground: rgb(0x000000),
    surface: rgb(0x08090A),
    raised: rgb(0x121517),
    hover: rgb(0x2A3136),
    sunken: rgb(0x000000),
    line: rgb(0x808B93),
    text: rgb(0xFFFFFF),
    muted: rgb(0xD3DADF),
    faint: rgb(0xA9B3BA),
    accent: rgb(0x6FEBDD),
    on_accent: rgb(0x00100E),
    second: rgb(0xFFBF82),
    warning: rgb(0xFFCB6B),
    error: rgb(0xFFA8A1),
    ..DARK
};

thread_local! {
    /// The contrast of the frame that is being drawn, as the language is: windows in tests have a
    /// thread each.
    static CONTRAST: Cell<Contrast> = const { Cell::new(Contrast::Normal) };
    static STILL: Cell<bool> = const { Cell::new(false) };
}

/// The tokens of the theme and contrast in force.
pub(crate) fn tokens(ctx: &Context) -> &'static Tokens {
    with_contrast(ctx.theme(), CONTRAST.get())
}

/// The tokens of a theme at its usual contrast.
pub(crate) fn of(theme: Theme) -> &'static Tokens {
    with_contrast(theme, Contrast::Normal)
}

pub(crate) fn with_contrast(theme: Theme, contrast: Contrast) -> &'static Tokens {
    match (theme, contrast) {
        (Theme::Dark, Contrast::Normal) => &DARK,
        (Theme::Dark, Contrast::High) => &DARK_HIGH,
        (Theme::Light, Contrast::Normal) => &LIGHT,
        (Theme::Light, Contrast::High) => &LIGHT_HIGH,
    }
}

/// What the whole window is cleared to: the plane behind the map.
pub(crate) fn ground(visuals: &Visuals) -> Color32 {
    let theme = if visuals.dark_mode {
        Theme::Dark
    } else {
        Theme::Light
    };
    with_contrast(theme, CONTRAST.get()).ground
}

/// Whether nothing is to glide in the frame that is being drawn.
pub(crate) fn is_still() -> bool {
    STILL.get()
}

/// What the preferences change of the look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Style {
    pub(crate) theme: ThemePreference,
    pub(crate) contrast: Contrast,
    /// Nothing glides or fades.
    pub(crate) still: bool,
    /// Of everything, against its usual size.
    pub(crate) size_percent: u16,
}

/// Takes on a style; `before` is the one that stands.
pub(crate) fn apply(ctx: &Context, style: Style, before: Option<Style>) {
    CONTRAST.set(style.contrast);
    STILL.set(style.still);
    if before == Some(style) {
        return;
    }
    if before.is_some_and(|before| before.theme != style.theme) {
        ctx.set_theme(style.theme);
    }
    ctx.set_zoom_factor(f32::from(style.size_percent) / 100.0);
    for theme in [Theme::Light, Theme::Dark] {
        ctx.style_mut_of(theme, |of_egui| {
            of_egui.visuals = visuals(with_contrast(theme, style.contrast));
            of_egui.animation_time = if style.still { 0.0 } else { ANIMATION_SECS };
        });
    }
}

/// Type scale in points: caption, body, subtitle, title.
pub(crate) const CAPTION: f32 = 11.5;
pub(crate) const BODY: f32 = 13.0;
pub(crate) const SUBTITLE: f32 = 15.0;
pub(crate) const TITLE: f32 = 20.0;

/// Steps of the 4 px grid.
pub(crate) const S1: f32 = 4.0;
pub(crate) const S2: f32 = 8.0;
pub(crate) const S3: f32 = 12.0;
pub(crate) const S4: f32 = 16.0;

pub(crate) const RADIUS: u8 = 6;

/// Semi-bold type of a size.
pub(crate) fn semibold(size: f32) -> FontId {
    FontId::new(size, fonts::semibold())
}

const ANIMATION_SECS: f32 = 0.12;

/// Fonts and both styles, once at the start.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts::definitions());
    // Sizes are kept with the preferences, and so changed by the window itself.
    ctx.options_mut(|options| options.zoom_with_keyboard = false);
    for theme in [Theme::Light, Theme::Dark] {
        let t = *of(theme);
        ctx.style_mut_of(theme, |style| {
            style.visuals = visuals(&t);
            style.text_styles = [
                (
                    TextStyle::Small,
                    FontId::new(CAPTION, FontFamily::Proportional),
                ),
                (TextStyle::Body, FontId::new(BODY, FontFamily::Proportional)),
                (
                    TextStyle::Button,
                    FontId::new(BODY, FontFamily::Proportional),
                ),
                (TextStyle::Heading, semibold(TITLE)),
                (
                    TextStyle::Monospace,
                    FontId::new(12.0, FontFamily::Monospace),
                ),
            ]
            .into();
            spacing(&mut style.spacing);
            style.interaction.selectable_labels = false;
            style.interaction.tooltip_delay = 0.35;
            style.animation_time = ANIMATION_SECS;
        });
    }
}

fn spacing(spacing: &mut egui::style::Spacing) {
    spacing.item_spacing = vec2(S2, S2);
    spacing.button_padding = vec2(S2 + 2.0, S1);
    spacing.interact_size = vec2(32.0, 28.0);
    spacing.window_margin = Margin::same(16);
    spacing.menu_margin = Margin::same(6);
    spacing.icon_width = 16.0;
    spacing.icon_width_inner = 8.0;
    spacing.icon_spacing = 6.0;
    spacing.slider_rail_height = 4.0;
    spacing.combo_width = 96.0;
    // Ten entries: lists are mostly seen whole.
    spacing.combo_height = 360.0;
    spacing.tooltip_width = 320.0;
    spacing.scroll.bar_width = 6.0;
    spacing.scroll.floating_allocated_width = 0.0;
    // What goes on beyond an edge vanishes there; half faded it looks cut.
    spacing.scroll.fade.strength = 1.0;
}

fn visuals(t: &Tokens) -> Visuals {
    let base = if t.dark {
        Visuals::dark()
    } else {
        Visuals::light()
    };
    let widget = |fill: Color32, line: Color32, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, line),
        fg_stroke: Stroke::new(1.0, text),
        corner_radius: CornerRadius::same(RADIUS),
        expansion: 0.0,
    };
    let shadow = |blur| Shadow {
        offset: [0, 4],
        blur,
        spread: 0,
        color: Color32::from_black_alpha(if t.dark { 110 } else { 28 }),
    };
    Visuals {
        widgets: egui::style::Widgets {
            noninteractive: widget(t.surface, t.line, t.text),
            inactive: widget(t.raised, t.line, t.text),
            hovered: widget(t.hover, t.faint, t.text),
            active: widget(t.accent_soft, t.accent, t.text),
            open: widget(t.hover, t.line, t.text),
        },
        selection: egui::style::Selection {
            bg_fill: t.accent_soft,
            stroke: Stroke::new(1.0, t.accent),
        },
        hyperlink_color: t.accent,
        weak_text_color: Some(t.muted),
        faint_bg_color: t.sunken,
        extreme_bg_color: t.sunken,
        text_edit_bg_color: Some(t.sunken),
        code_bg_color: t.sunken,
        warn_fg_color: t.warning,
        error_fg_color: t.error,
        window_corner_radius: CornerRadius::same(10),
        window_shadow: shadow(24),
        window_fill: t.raised,
        window_stroke: Stroke::new(1.0, t.line),
        menu_corner_radius: CornerRadius::same(8),
        popup_shadow: shadow(16),
        panel_fill: t.surface,
        slider_trailing_fill: true,
        handle_shape: egui::style::HandleShape::Circle,
        indent_has_left_vline: false,
        ..base
    }
}

/// A quiet box for things that belong together.
pub(crate) fn card(t: &Tokens) -> Frame {
    Frame::new()
        .fill(t.raised)
        .stroke(Stroke::new(1.0, t.line))
        .corner_radius(CornerRadius::same(8))
        .inner_margin(Margin::same(12))
}

/// A panel at the edge of the window.
pub(crate) fn panel(t: &Tokens, margin: Margin) -> Frame {
    Frame::new().fill(t.surface).inner_margin(margin)
}
