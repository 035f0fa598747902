//! Colours of the map and of the figures: distinguishable with any colour vision, on light and on dark.

/// What is behind the colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    Light,
    Dark,
}

/// The hues of Okabe and Ito's scheme and a few more, moved (each within 20 degrees of its hue) until the first eight stay
/// furthest apart under simulated protanopia, deuteranopia and tritanopia while each stands on its ground; the tests
/// below measure both.
const ON_LIGHT: [[u8; 3]; 12] = [
    [0x0C, 0x88, 0xDD], // blue
    [0xFA, 0x91, 0x07], // orange
    [0x54, 0x79, 0x68], // green
    [0xCA, 0x9F, 0xAB], // pink
    [0x43, 0xB1, 0xFF], // sky
    [0xDC, 0x0A, 0x03], // red
    [0x8E, 0x94, 0x68], // yellow
    [0x4F, 0x3B, 0xB6], // violet
    [0x80, 0x66, 0x2F], // brown
    [0x7E, 0xB9, 0x68], // leaf
    [0x8C, 0x1F, 0x58], // wine
    [0x15, 0x63, 0x94], // slate
];

/// The same for a dark ground.
const ON_DARK: [[u8; 3]; 12] = [
    [0x0D, 0x79, 0xCC], // blue
    [0xFE, 0xAC, 0x26], // orange
    [0x40, 0xA5, 0x67], // green
    [0xCB, 0x98, 0xB7], // pink
    [0x49, 0xBC, 0xFF], // sky
    [0xD1, 0x0D, 0x00], // red
    [0xFE, 0xEF, 0x74], // yellow
    [0x4B, 0x42, 0xCF], // violet
    [0x79, 0x62, 0x46], // brown
    [0x9A, 0xD0, 0x8C], // leaf
    [0x95, 0x2C, 0x81], // wine
    [0x62, 0x7D, 0x97], // slate
];

/// Songs of no class: noise, or a label that is not known.
pub const UNKNOWN: [u8; 3] = [0x94, 0x97, 0x9C];

/// Viridis (Smith & van der Walt 2015) at nine places.
const VIRIDIS: [[u8; 3]; 9] = [
    [0x44, 0x01, 0x54],
    [0x47, 0x2D, 0x7B],
    [0x3B, 0x52, 0x8B],
    [0x2C, 0x72, 0x8E],
    [0x21, 0x91, 0x8C],
    [0x28, 0xAE, 0x80],
    [0x5E, 0xC9, 0x62],
    [0xAD, 0xDC, 0x30],
    [0xFD, 0xE7, 0x25],
];

/// Bad to good through the ground's own grey: orange, grey, blue.
const DIVERGING_DARK: [[u8; 3]; 5] =
    [[0xF0, 0x84, 0x3C], [0xB5, 0x76, 0x4E], [0x6B, 0x72, 0x78], [0x4D, 0x93, 0xC4], [0x4F, 0xC3, 0xF7]];
const DIVERGING_LIGHT: [[u8; 3]; 5] =
    [[0xB8, 0x4A, 0x00], [0xDB, 0x93, 0x60], [0xA9, 0xB1, 0xB7], [0x5F, 0xA0, 0xCF], [0x00, 0x66, 0x9E]];

/// From the night side to bright, for mel spectrograms: quiet bands sink into the panel.
const MEL_DARK: [[u8; 3]; 6] = [
    [0x0F, 0x13, 0x15],
    [0x13, 0x34, 0x3A],
    [0x12, 0x60, 0x5F],
    [0x1F, 0x9A, 0x8C],
    [0x8E, 0xD6, 0xA0],
    [0xFB, 0xF3, 0xC0],
];
const MEL_LIGHT: [[u8; 3]; 6] = [
    [0xED, 0xF0, 0xF2],
    [0xC2, 0xDE, 0xDB],
    [0x7F, 0xBD, 0xB6],
    [0x2E, 0x91, 0x8A],
    [0x12, 0x57, 0x5E],
    [0x0A, 0x25, 0x30],
];

/// Numbers from low (0) to high (1).
pub fn sequential(share: f32) -> [u8; 3] {
    ramp(&VIRIDIS, share)
}

/// Numbers from bad (0) through indifferent (0.5) to good (1).
pub fn diverging(share: f32, ground: Ground) -> [u8; 3] {
    ramp(if ground == Ground::Dark { &DIVERGING_DARK } else { &DIVERGING_LIGHT }, share)
}

/// Loudness from silent (0) to loudest (1).
pub fn mel(share: f32, ground: Ground) -> [u8; 3] {
    ramp(if ground == Ground::Dark { &MEL_DARK } else { &MEL_LIGHT }, share)
}

fn ramp(stops: &[[u8; 3]], share: f32) -> [u8; 3] {
    let at = share.clamp(0.0, 1.0) * (stops.len() - 1) as f32;
    let i = (at as usize).min(stops.len() - 2);
    let between =
        |c: usize| f32::from(stops[i][c]) + (f32::from(stops[i + 1][c]) - f32::from(stops[i][c])) * (at - i as f32);
    [0, 1, 2].map(|c| between(c).round() as u8)
}

/// The colour of class `i`; after twelve the same hues come again, nearer to the ink of their ground.
pub fn categorical(i: usize, ground: Ground) -> [u8; 3] {
    let (colours, ink) = match ground {
        Ground::Light => (&ON_LIGHT, 0.0),
        Ground::Dark => (&ON_DARK, 255.0),
    };
    let (round, i) = (i / colours.len(), i % colours.len());
    let share = (0.3 * round as f32).min(0.75);
    colours[i].map(|c| (f32::from(c) + (ink - f32::from(c)) * share).round() as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn ramps_begin_and_end_where_they_should() {
        assert_eq!((sequential(-1.0), sequential(2.0)), (VIRIDIS[0], VIRIDIS[8]));
        assert_eq!(diverging(0.5, Ground::Dark), DIVERGING_DARK[2]);
        assert_eq!(mel(0.1, Ground::Light), [0xD8, 0xE7, 0xE7]);
    }

    #[test]
    fn the_first_eight_differ_with_every_colour_vision() {
        let seen = |m: [[f32; 3]; 3], c: [f32; 3]| m.map(|row| row.iter().zip(c).map(|(a, b)| a * b).sum::<f32>());
        let full = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
        for ground in [Ground::Light, Ground::Dark] {
            for (kind, m) in DICHROMACIES.into_iter().chain([full]).enumerate() {
                for (i, j) in (0..8).flat_map(|i| (0..i).map(move |j| (i, j))) {
                    let [a, b] = [i, j].map(|i| seen(m, linear(categorical(i, ground))));
                    // About 0.02 is just noticeable.
                    assert!(distance(a, b) > 0.09, "{ground:?}, kind {kind}: {i} and {j} are {} apart", distance(a, b));
                }
            }
        }
    }
}
