//! The bundled typefaces: Inter for Latin, Noto Sans Bengali for Bangla, both under the SIL Open
//! Font License.

use std::sync::Arc;

use eframe::egui::{FontData, FontDefinitions, FontFamily, FontTweak};

const INTER: &[u8] = include_bytes!("../../../assets/fonts/Inter-Regular.ttf");
const INTER_SEMIBOLD: &[u8] = include_bytes!("../../../assets/fonts/Inter-SemiBold.ttf");
const BENGALI: &[u8] = include_bytes!("../../../assets/fonts/NotoSansBengali-Regular.ttf");
const BENGALI_SEMIBOLD: &[u8] =
    include_bytes!("../../../assets/fonts/NotoSansBengali-SemiBold.ttf");

/// egui centres fonts of unlike height on each other. This puts Bangla back on Inter's baseline:
/// Inter's ascent is 0.969 of 1.210 em, Noto Sans Bengali's 0.917 of 1.325.
const BENGALI_LOWER: f32 = 0.969 - (0.5 * (1.210 - 1.325) + 0.917);

/// The heavier of the two weights.
pub(crate) fn semibold() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// Latin first, then Bangla, then egui's own fonts for symbols.
pub(crate) fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    for (name, bytes) in [
        ("inter", INTER),
        ("inter-semibold", INTER_SEMIBOLD),
        ("bengali", BENGALI),
        ("bengali-semibold", BENGALI_SEMIBOLD),
    ] {
        let mut tweak = FontTweak::default();
        if name.starts_with("bengali") {
            tweak.y_offset_factor = BENGALI_LOWER;
        }
        fonts.font_data.insert(
            name.to_string(),
            Arc::new(FontData::from_static(bytes).tweak(tweak)),
        );
    }
    let fallback = fonts
        .families
        .get(&FontFamily::Proportional)
        .cloned()
        .unwrap_or_default();
    let family = |first: [&str; 2]| {
        first
            .iter()
            .map(|s| (*s).to_string())
            .chain(fallback.iter().cloned())
            .collect()
    };
    let (regular, heavy) = (
        family(["inter", "bengali"]),
        family(["inter-semibold", "bengali-semibold"]),
    );
    fonts.families.insert(FontFamily::Proportional, regular);
    fonts.families.insert(semibold(), heavy);
    if let Some(mono) = fonts.families.get_mut(&FontFamily::Monospace) {
        mono.insert(1, "bengali".to_string());
    }
    fonts
}
