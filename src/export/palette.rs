//! Colours of the map and of the figures: far apart for up to twelve classes with any colour
//! vision, on light and on dark.

/// What is behind the colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// White or nearly: the light theme, and what is printed.
    Light,
    /// Nearly black: the dark theme.
    Dark,
}

/// Twelve colours found by simulated annealing: of all pairs the two that are most alike stay as
/// far apart as they can, by CIEDE2000 and in Oklab, and in Oklab under simulated protanopia,
/// deuteranopia and tritanopia, the first ones more so than the last; each stands on its ground and
/// apart from ink and grey. The tests below measure it.
const ON_LIGHT: [[u8; 3]; 12] = [
    [0x00, 0xB1, 0xFF], // sky
    [0xFB, 0x89, 0x00], // orange
    [0x4C, 0x8E, 0x86], // teal
    [0x90, 0x15, 0x63], // wine
    [0x00, 0x3F, 0xC0], // blue
    [0xDD, 0x33, 0x27], // red
    [0xA8, 0xAA, 0x83], // sand
    [0x9A, 0x56, 0xC5], // violet
    [0x6D, 0x43, 0x26], // brown
    [0x0B, 0x7F, 0x00], // green
    [0xD8, 0x8D, 0xC9], // pink
    [0x1E, 0x78, 0xF9], // azure
];

/// The same for a dark ground, each within 28 degrees of the hue that it has on light.
const ON_DARK: [[u8; 3]; 12] = [
    [0x35, 0xB7, 0xF5], // sky
    [0xFF, 0xC3, 0x06], // orange
    [0x23, 0xFD, 0xD0], // teal
    [0xBC, 0x13, 0x6E], // wine
    [0x00, 0x5E, 0xDE], // blue
    [0xFF, 0x7A, 0x72], // red
    [0x31, 0x70, 0x00], // sand
    [0x80, 0x56, 0xA5], // violet
    [0xA8, 0x71, 0x55], // brown
    [0x93, 0x9D, 0x00], // green
    [0xD8, 0x62, 0xBA], // pink
    [0x8C, 0x82, 0xFF], // azure
];

/// Songs of no class: noise, or a label that is not known.
pub(crate) const UNKNOWN: [u8; 3] = [0x94, 0x97, 0x9C];

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
const DIVERGING_DARK: [[u8; 3]; 5] = [
    [0xF0, 0x84, 0x3C],
    [0xB5, 0x76, 0x4E],
    [0x6B, 0x72, 0x78],
    [0x4D, 0x93, 0xC4],
    [0x4F, 0xC3, 0xF7],
];
const DIVERGING_LIGHT: [[u8; 3]; 5] = [
    [0xB8, 0x4A, 0x00],
    [0xDB, 0x93, 0x60],
    [0xA9, 0xB1, 0xB7],
    [0x5F, 0xA0, 0xCF],
    [0x00, 0x66, 0x9E],
];

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
pub(crate) fn sequential(share: f32) -> [u8; 3] {
    ramp(&VIRIDIS, share)
}

/// Numbers from bad (0) through indifferent (0.5) to good (1).
pub(crate) fn diverging(share: f32, ground: Ground) -> [u8; 3] {
    ramp(
        if ground == Ground::Dark {
            &DIVERGING_DARK
        } else {
            &DIVERGING_LIGHT
        },
        share,
    )
}

/// Loudness from silent (0) to loudest (1).
pub(crate) fn mel(share: f32, ground: Ground) -> [u8; 3] {
    ramp(
        if ground == Ground::Dark {
            &MEL_DARK
        } else {
            &MEL_LIGHT
        },
        share,
    )
}

fn ramp(stops: &[[u8; 3]], share: f32) -> [u8; 3] {
    let at = share.clamp(0.0, 1.0) * (stops.len() - 1) as f32;
    let i = (at as usize).min(stops.len() - 2);
    let between = |c: usize| {
        f32::from(stops[i][c])
            + (f32::from(stops[i + 1][c]) - f32::from(stops[i][c])) * (at - i as f32)
    };
    [0, 1, 2].map(|c| between(c).round() as u8)
}

/// The colour of class `i`; after twelve the same hues come again, nearer to the ink of their
/// ground.
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
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_82, 0.042_94, 0.968_881],
        ],
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_9],
        ],
    ];

    fn linear(c: [u8; 3]) -> [f32; 3] {
        c.map(|v| {
            let v = f32::from(v) / 255.0;
            if v <= 0.040_45 {
                v / 12.92
            } else {
                ((v + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    /// Distance in Oklab (Ottosson 2020).
    fn distance(a: [f32; 3], b: [f32; 3]) -> f32 {
        let lab = |[r, g, b]: [f32; 3]| {
            let l = (0.412_221_46 * r + 0.536_332_55 * g + 0.051_445_995 * b)
                .max(0.0)
                .cbrt();
            let m = (0.211_903_5 * r + 0.680_699_5 * g + 0.107_396_96 * b)
                .max(0.0)
                .cbrt();
            let s = (0.088_302_46 * r + 0.281_718_85 * g + 0.629_978_7 * b)
                .max(0.0)
                .cbrt();
            [
                0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_047 * s,
                1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s,
                0.025_904_037 * l + 0.782_771_77 * m - 0.808_675_77 * s,
            ]
        };
        lab(a)
            .iter()
            .zip(lab(b))
            .map(|(x, y)| (x - y).powi(2))
            .sum::<f32>()
            .sqrt()
    }

    #[test]
    fn ramps_begin_and_end_where_they_should() {
        assert_eq!(
            (sequential(-1.0), sequential(2.0)),
            (VIRIDIS[0], VIRIDIS[8])
        );
        assert_eq!(diverging(0.5, Ground::Dark), DIVERGING_DARK[2]);
        assert_eq!(mel(0.1, Ground::Light), [0xD8, 0xE7, 0xE7]);
    }

    /// CIELAB of linear RGB, for D65.
    fn cielab(rgb: [f64; 3]) -> [f64; 3] {
        const XYZ: [[f64; 3]; 3] = [
            [0.412_456_4, 0.357_576_1, 0.180_437_5],
            [0.212_672_9, 0.715_152_2, 0.072_175_0],
            [0.019_333_9, 0.119_192_0, 0.950_304_1],
        ];
        const WHITE: [f64; 3] = [0.950_47, 1.0, 1.088_83];
        let xyz = XYZ.map(|row| row.iter().zip(rgb).map(|(a, b)| a * b).sum::<f64>());
        let f = |i: usize| match xyz[i] / WHITE[i] {
            t if t > 216.0 / 24_389.0 => t.cbrt(),
            t => (24_389.0 / 27.0 * t + 16.0) / 116.0,
        };
        [
            116.0 * f(1) - 16.0,
            500.0 * (f(0) - f(1)),
            200.0 * (f(1) - f(2)),
        ]
    }

    /// CIEDE2000 as Sharma, Wu & Dalal (2005) write it.
    fn ciede2000([l1, a1, b1]: [f64; 3], [l2, a2, b2]: [f64; 3]) -> f64 {
        let chroma_7 = |c: f64| (c.powi(7) / (c.powi(7) + 25.0_f64.powi(7))).sqrt();
        let g = 1.5 - 0.5 * chroma_7((a1.hypot(b1) + a2.hypot(b2)) / 2.0);
        let (a1, a2) = (g * a1, g * a2);
        let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
        let hue = |a: f64, b: f64| {
            if a == 0.0 && b == 0.0 {
                0.0
            } else {
                b.atan2(a).to_degrees().rem_euclid(360.0)
            }
        };
        let (h1, h2) = (hue(a1, b1), hue(a2, b2));
        let turn = match h2 - h1 {
            _ if c1 * c2 == 0.0 => 0.0,
            d if d > 180.0 => d - 360.0,
            d if d < -180.0 => d + 360.0,
            d => d,
        };
        let mean_hue = match h1 + h2 {
            sum if c1 * c2 == 0.0 => sum,
            sum if (h1 - h2).abs() <= 180.0 => sum / 2.0,
            sum if sum < 360.0 => (sum + 360.0) / 2.0,
            sum => (sum - 360.0) / 2.0,
        };
        let (l, c) = ((l1 + l2) / 2.0 - 50.0, (c1 + c2) / 2.0);
        let cos = |degrees: f64| degrees.to_radians().cos();
        let t = 1.0 - 0.17 * cos(mean_hue - 30.0)
            + 0.24 * cos(2.0 * mean_hue)
            + 0.32 * cos(3.0 * mean_hue + 6.0)
            - 0.2 * cos(4.0 * mean_hue - 63.0);
        let lightness = (l2 - l1) / (1.0 + 0.015 * l * l / (20.0 + l * l).sqrt());
        let chroma = (c2 - c1) / (1.0 + 0.045 * c);
        let hue = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin() / (1.0 + 0.015 * c * t);
        let blue = 60.0 * (-((mean_hue - 275.0) / 25.0).powi(2)).exp();
        let rotated = -2.0 * chroma_7(c) * blue.to_radians().sin() * chroma * hue;
        (lightness.powi(2) + chroma.powi(2) + hue.powi(2) + rotated).sqrt()
    }

    #[test]
    fn colour_differences_are_those_of_the_published_table() {
        // Pairs 1, 7, 17 and 25 of Sharma, Wu & Dalal (2005), table 1.
        for (a, b, expected) in [
            ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
            ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
            ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
            (
                [60.2574, -34.0099, 36.2677],
                [60.4626, -34.1751, 39.4387],
                1.2644,
            ),
        ] {
            let found = ciede2000(a, b);
            assert!((found - expected).abs() < 1e-4, "{a:?} {b:?}: {found}");
            assert!((ciede2000(b, a) - expected).abs() < 1e-4, "either way");
        }
    }

    const GROUNDS: [Ground; 2] = [Ground::Light, Ground::Dark];

    fn pairs(n: usize) -> impl Iterator<Item = (usize, usize)> {
        (0..n).flat_map(|i| (0..i).map(move |j| (i, j)))
    }

    #[test]
    fn twelve_colours_are_far_apart() {
        for ground in GROUNDS {
            for (i, j) in pairs(12) {
                let [a, b] = [i, j].map(|i| linear(categorical(i, ground)));
                let [c, d] = [a, b].map(|c| cielab(c.map(f64::from)));
                // 1 is just noticeable side by side; scattered dots want far more.
                assert!(
                    ciede2000(c, d) > 18.0,
                    "{ground:?}: {i} and {j} are {} apart",
                    ciede2000(c, d)
                );
                assert!(
                    distance(a, b) > 0.14,
                    "{ground:?}: {i} and {j} are {} apart",
                    distance(a, b)
                );
            }
        }
    }

    #[test]
    fn they_differ_with_every_colour_vision() {
        let seen = |m: [[f32; 3]; 3], c: [f32; 3]| {
            m.map(|row| row.iter().zip(c).map(|(a, b)| a * b).sum::<f32>())
        };
        for ground in GROUNDS {
            for (kind, m) in DICHROMACIES.into_iter().enumerate() {
                // About 0.02 is just noticeable. Two dimensions of colour hold fewer than three do.
                for (n, least) in [(4, 0.14), (8, 0.1), (12, 0.08)] {
                    for (i, j) in pairs(n) {
                        let [a, b] = [i, j].map(|i| seen(m, linear(categorical(i, ground))));
                        let apart = distance(a, b);
                        assert!(
                            apart > least,
                            "{ground:?}, kind {kind}: {i} and {j} are {apart} apart"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn each_stands_on_its_ground() {
        let luminance = |c: [u8; 3]| {
            linear(c)
                .iter()
                .zip([0.2126, 0.7152, 0.0722])
                .map(|(v, w)| v * w)
                .sum::<f32>()
        };
        for (ground, paper, least) in [
            (Ground::Light, [0xFF; 3], 2.3),
            (Ground::Dark, [0x15, 0x19, 0x1C], 2.8),
        ] {
            for i in 0..12 {
                let [a, b] = [categorical(i, ground), paper].map(luminance);
                let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                assert!(contrast > least, "{ground:?}: {i} has {contrast}");
            }
        }
    }
}
