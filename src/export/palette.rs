//! Colours of the map and of the figures: distinguishable with any colour vision, on light and on dark.

/// After Okabe and Ito's scheme, shifted until the first eight stay apart under simulated protanopia, deuteranopia and
/// tritanopia (the test below measures it) and stand on white as on black.
const CATEGORICAL: [[u8; 3]; 12] = [
    [0x1F, 0x77, 0xC4], // blue
    [0xEE, 0x94, 0x14], // orange
    [0x00, 0x9E, 0x73], // green
    [0xD6, 0x82, 0xB4], // pink
    [0x6F, 0xC6, 0xF0], // sky
    [0xC8, 0x40, 0x1E], // vermilion
    [0xE6, 0xD2, 0x45], // yellow
    [0x6B, 0x4A, 0xBE], // violet
    [0x8C, 0x6A, 0x3C], // brown
    [0x9A, 0xD0, 0x8C], // leaf
    [0x9C, 0x2F, 0x66], // wine
    [0x5F, 0x7D, 0x95], // slate
];

/// Songs of no class: noise, or a label that is not known.
pub const UNKNOWN: [u8; 3] = [0x94, 0x97, 0x9C];

/// The colour of class `i`; after twelve the same hues come again, lighter then darker.
pub fn categorical(i: usize) -> [u8; 3] {
    let base = CATEGORICAL[i % CATEGORICAL.len()];
    match (i / CATEGORICAL.len()) % 3 {
        0 => base,
        1 => base.map(|c| c + (255 - c) / 2),
        _ => base.map(|c| c / 5 * 3),
    }
}

/// Anchors of viridis (van der Walt and Smith 2015), whose lightness rises evenly.
const SEQUENTIAL: [[u8; 3]; 7] =
    [[68, 1, 84], [70, 50, 127], [54, 92, 141], [39, 127, 142], [53, 183, 121], [143, 215, 68], [253, 231, 37]];

/// Blue through grey to orange: for numbers with a middle, such as a silhouette.
const DIVERGING: [[u8; 3]; 5] = [[196, 78, 20], [226, 160, 112], [158, 160, 165], [100, 158, 210], [24, 96, 176]];

/// Colour of `t` in 0 to 1 from dark to bright.
pub fn sequential(t: f32) -> [u8; 3] {
    along(&SEQUENTIAL, t)
}

/// Colour of `t` in -1 to 1: orange below, grey at 0, blue above.
pub fn diverging(t: f32) -> [u8; 3] {
    along(&DIVERGING, (t + 1.0) / 2.0)
}

fn along(anchors: &[[u8; 3]], t: f32) -> [u8; 3] {
    if !t.is_finite() {
        return UNKNOWN;
    }
    let place = t.clamp(0.0, 1.0) * (anchors.len() - 1) as f32;
    let (low, share) =
        ((place as usize).min(anchors.len() - 2), place - (place as usize).min(anchors.len() - 2) as f32);
    std::array::from_fn(|c| {
        let (a, b) = (f32::from(anchors[low][c]), f32::from(anchors[low + 1][c]));
        (a + (b - a) * share).round() as u8
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_and_middles_are_the_anchors() {
        assert_eq!(sequential(0.0), SEQUENTIAL[0]);
        assert_eq!(sequential(1.0), SEQUENTIAL[6]);
        assert_eq!(diverging(0.0), DIVERGING[2]);
        assert_eq!(sequential(f32::NAN), UNKNOWN);
        assert_eq!(sequential(7.0), SEQUENTIAL[6]);
    }

    /// Machado et al. 2009 at full severity, in linear RGB.
    const DICHROMACIES: [[[f32; 3]; 3]; 3] = [
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_82, 0.042_94, 0.968_881]],
        [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_9]],
    ];

    fn linear(c: [u8; 3]) -> [f32; 3] {
        c.map(|v| {
            let v = f32::from(v) / 255.0;
            if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// Distance in Oklab (Ottosson 2020).
    fn distance(a: [f32; 3], b: [f32; 3]) -> f32 {
        let lab = |[r, g, b]: [f32; 3]| {
            let l = (0.412_221_46 * r + 0.536_332_55 * g + 0.051_445_995 * b).max(0.0).cbrt();
            let m = (0.211_903_5 * r + 0.680_699_5 * g + 0.107_396_96 * b).max(0.0).cbrt();
            let s = (0.088_302_46 * r + 0.281_718_85 * g + 0.629_978_7 * b).max(0.0).cbrt();
            [
                0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_047 * s,
                1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s,
                0.025_904_037 * l + 0.782_771_77 * m - 0.808_675_77 * s,
            ]
        };
        lab(a).iter().zip(lab(b)).map(|(x, y)| (x - y).powi(2)).sum::<f32>().sqrt()
    }

    #[test]
    fn the_first_eight_differ_under_every_colour_blindness() {
        let seen = |m: [[f32; 3]; 3], c: [f32; 3]| m.map(|row| row.iter().zip(c).map(|(a, b)| a * b).sum::<f32>());
        for (kind, m) in DICHROMACIES.into_iter().enumerate() {
            for i in 0..8 {
                for j in 0..i {
                    let (a, b) = (seen(m, linear(categorical(i))), seen(m, linear(categorical(j))));
                    // 0.02 is about one just noticeable difference.
                    assert!(distance(a, b) > 0.05, "kind {kind}: colours {i} and {j} are {} apart", distance(a, b));
                }
            }
        }
    }
}
