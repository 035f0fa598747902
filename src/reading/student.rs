//! Student's t distribution, with any number of degrees of freedom.

/// Lanczos' series with g = 7 and nine terms (Press et al., Numerical Recipes; coefficients by
/// Godfrey 2001): 15 digits.
const LANCZOS: [f64; 9] = [
    0.999_999_999_999_809_9,
    676.520_368_121_885_1,
    -1_259.139_216_722_402_8,
    771.323_428_777_653_1,
    -176.615_029_162_140_6,
    12.507_343_278_686_905,
    -0.138_571_095_265_720_12,
    9.984_369_578_019_572e-6,
    1.505_632_735_149_311_6e-7,
];

/// How often |t| is at least `t` by chance.
pub(super) fn two_sided(t: f64, df: f64) -> f64 {
    if t == 0.0 {
        1.0
    } else {
        incomplete_beta(df / (df + t * t), df / 2.0, 0.5)
    }
}

/// What |t| reaches by chance in a share `p` of cases, 0 < p < 1.
pub(super) fn critical(p: f64, df: f64) -> f64 {
    // Both logarithms: the tail of few degrees of freedom is a power of t.
    let over = |log_t: f64| two_sided(log_t.exp(), df).ln() - p.ln();
    let (mut low, mut high) = (-1.0, 1.0);
    while over(low) < 0.0 && low > -700.0 {
        (low, high) = (2.0 * low, low);
    }
    while over(high) > 0.0 && high < 700.0 {
        (low, high) = (high, 2.0 * high);
    }
    falling_root(low, high, over).exp()
}

/// Where a falling function is 0, between where it is above and where it is below: false position
/// with the weight of an end that stays halved (Illinois; Dowell & Jarratt 1971).
pub(super) fn falling_root(mut low: f64, mut high: f64, f: impl Fn(f64) -> f64) -> f64 {
    let (mut at_low, mut at_high) = (f(low), f(high));
    if at_low <= 0.0 || at_high >= 0.0 {
        return if at_low <= 0.0 { low } else { high };
    }
    let mut stayed = 0;
    let mut middle = low;
    for _ in 0..100 {
        middle = (low * at_high - high * at_low) / (at_high - at_low);
        let found = f(middle);
        if found.abs() < 1e-13 || (high - low) < 1e-14 * (1.0 + middle.abs()) {
            break;
        }
        if found > 0.0 {
            (low, at_low) = (middle, found);
            at_high *= if stayed == 1 { 0.5 } else { 1.0 };
            stayed = 1;
        } else {
            (high, at_high) = (middle, found);
            at_low *= if stayed == -1 { 0.5 } else { 1.0 };
            stayed = -1;
        }
    }
    middle
}

/// Regularised, by its continued fraction (Press et al., section 6.4), with the modified method of
/// Lentz.
fn incomplete_beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p()).exp();
    if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(x, a, b) / a
    } else {
        1.0 - front * fraction(1.0 - x, b, a) / b
    }
}

fn fraction(x: f64, a: f64, b: f64) -> f64 {
    let away = |v: f64| if v.abs() < 1e-300 { 1e-300 } else { v };
    let (mut c, mut d) = (1.0, 1.0 / away(1.0 - (a + b) * x / (a + 1.0)));
    let mut value = d;
    for m in 1..10_000 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        for term in [even, odd] {
            d = 1.0 / away(1.0 + term * d);
            c = away(1.0 + term / c);
            value *= c * d;
        }
        if (c * d - 1.0).abs() < 1e-15 {
            break;
        }
    }
    value
}

fn ln_gamma(x: f64) -> f64 {
    let x = x - 1.0;
    let series: f64 = LANCZOS[0]
        + (1..)
            .zip(&LANCZOS[1..])
            .map(|(i, c)| c / (x + f64::from(i)))
            .sum::<f64>();
    let t = x + 7.5;
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x + 0.5) * t.ln() - t + series.ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `2 * scipy.stats.t.sf(t, df)` and `scipy.stats.t.ppf(1 - p / 2, df)` of SciPy 1.17.
    #[test]
    fn it_is_that_of_scipy() {
        for (t, df, expected) in SCIPY_TAILS {
            assert!(
                (two_sided(t, df) / expected - 1.0).abs() < 1e-8,
                "{t} {df}: {}",
                two_sided(t, df)
            );
        }
        for (p, df, expected) in SCIPY_QUANTILES {
            assert!(
                (critical(p, df) / expected - 1.0).abs() < 1e-8,
                "{p} {df}: {}",
                critical(p, df)
            );
        }
    }

    const SCIPY_TAILS: [(f64, f64, f64); 8] = [
        (0.5, 1.0, 7.048327646991e-01),
        (4.3, 2.0, 5.005715411709e-02),
        (2.0, 4.0, 1.161165235168e-01),
        (2.5, 7.3, 3.965023466560e-02),
        (1.96, 999.0, 5.027346273381e-02),
        (30.0, 3.0, 8.135280427164e-05),
        (0.01, 50.0, 9.920610813671e-01),
        (2.0, 100000.0, 4.550296345751e-02),
    ];
    const SCIPY_QUANTILES: [(f64, f64, f64); 8] = [
        (0.05, 1.0, 1.270620473617e+01),
        (0.05, 2.0, 4.302652729749e+00),
        (0.05, 4.0, 2.776445105198e+00),
        (0.05, 10.7, 2.208537614850e+00),
        (0.05, 999.0, 1.962341461133e+00),
        (1e-06, 2.0, 9.999992499998e+02),
        (0.9, 3.0, 1.365981993537e-01),
        (0.05, 1000000.0, 1.959966356814e+00),
    ];
}
