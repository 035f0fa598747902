use super::*;
use crate::random::splitmix64;

/// Rows around a few directions, in noise, far from 0: `strength` falls from one to the next.
fn table(n: usize, d: usize, n_strong: usize, offset: f32) -> Matrix {
    let normal = |at: usize| {
        let uniform = |j: u64| splitmix64(at as u64 * 4 + j) as f64 / u64::MAX as f64;
        ((0..4).map(uniform).sum::<f64>() - 2.0) * 1.7
    };
    let weight = |i: usize, s: usize| normal(i * 16 + s + 1) * (8.0 - s as f64);
    let direction = |s: usize, j: usize| normal(usize::MAX / 64 - s * d - j) / (d as f64).sqrt();
    let number = |i: usize, j: usize| {
        let strong: f64 = (0..n_strong).map(|s| weight(i, s) * direction(s, j)).sum();
        offset + (4.0 * strong + 0.3 * normal(1_000_000 + i * d + j)) as f32
    };
    Matrix::new(n, d, (0..n * d).map(|at| number(at / d, at % d)).collect())
}

/// By few components, and by all in f64.
fn both(x: &Matrix, k: usize, most_products: usize) -> (Spectrum, Spectrum) {
    let rows: Vec<usize> = (0..x.n_rows()).filter(|i| i % 11 != 3).collect();
    let mean = column_means(x, &rows);
    let table = partial::Table::centred(x, &rows, &mean);
    let some = table.leading(k, most_products).expect("it settles");
    (some, exact::spectrum(x, &rows, &mean).unwrap())
}

/// The share of the variance within 1e-4 of all, and the strong directions the same.
fn assert_near(name: &str, (some, all): (Spectrum, Spectrum), k: usize, n_strong: usize) {
    assert!((some.total / all.total - 1.0).abs() < 1e-6, "{name}");
    let share = |s: &Spectrum| s.singular[..k].iter().map(|v| v * v).sum::<f64>() / s.total;
    let off = share(&all) - share(&some);
    println!(
        "{name}: {} of {}, {off:.1e} less",
        share(&some),
        share(&all)
    );
    assert!((-1e-6..1e-4).contains(&off), "{name}: {off}");
    assert_eq!(some.rank, k, "{name}");
    for c in 0..n_strong {
        let cosine: f64 = (0..some.directions.nrows())
            .map(|j| some.directions[(j, c)] * all.directions[(j, c)])
            .sum();
        assert!(cosine.abs() > 0.999, "{name}, component {c}: {cosine}");
    }
}

#[test]
fn a_few_components_of_a_large_table_explain_what_all_would() {
    for (name, n, d, offset) in [
        ("tall", 4_000, 240, 0.0),
        ("far from 0", 2_000, 240, 10_000.0),
        ("square", 500, 400, 3.0),
        ("wide", 300, 2_000, 3.0),
    ] {
        let x = table(n, d, 5, offset);
        for (way, most_products) in [("by products", 1024), ("over the table", 0)] {
            let name = format!("{name}, {way}");
            assert_near(&name, both(&x, 12, most_products), 12, 5);
        }
    }
}

#[test]
fn the_bytes_do_not_depend_on_the_threads() {
    let alone = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    for (n, d) in [(4_000, 240), (300, 2_600)] {
        let x = table(n, d, 5, 1.0);
        let rows: Vec<usize> = (0..n).collect();
        let found = Pca::fit(&x, &rows, 8).unwrap();
        assert_eq!(found, alone.install(|| Pca::fit(&x, &rows, 8).unwrap()));
        let z = found.transform(&x);
        assert_eq!(z, alone.install(|| found.transform(&x)));
    }
}

#[test]
fn what_f32_cannot_tell_is_left_to_all_components() {
    let is_partial = |x: &Matrix, k: usize| {
        let rows: Vec<usize> = (0..x.n_rows()).collect();
        partial::spectrum(x, &rows, &column_means(x, &rows), k).is_some()
    };
    let x = table(4_000, 240, 5, 0.0);
    assert!(is_partial(&x, 12));
    assert!(!is_partial(&x, 200), "most components");
    assert!(
        !is_partial(&x.select_rows(&(0..200).collect::<Vec<_>>()), 12),
        "few rows"
    );
    // One column as large as no other: the rest is a rounding of its square.
    let mut steep = x.clone();
    (0..4_000).for_each(|i| steep.row_mut(i)[7] *= 1e4);
    assert!(!is_partial(&steep, 12), "a steep spectrum");
    let mut broken = x;
    broken.row_mut(17)[3] = f32::NAN;
    assert!(!is_partial(&broken, 12), "not finite");
    let rows: Vec<usize> = (0..4_000).collect();
    assert!(Pca::fit(&broken, &rows, 12).is_err());
}
