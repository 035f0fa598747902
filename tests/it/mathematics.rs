//! The mathematics library that the program brings along is as exact as a system's, and is the one
//! that is called.

use std::collections::BTreeMap;
use std::hint::black_box;

type Rows = Vec<Vec<u64>>;

macro_rules! functions {
    ($float:ident, $name:expr, $arguments:expr) => {{
        let x: Vec<$float> = black_box($arguments);
        match $name {
            "exp" => x[0].exp(),
            "exp2" => x[0].exp2(),
            "exp_m1" => x[0].exp_m1(),
            "ln" => x[0].ln(),
            "log2" => x[0].log2(),
            "log10" => x[0].log10(),
            "ln_1p" => x[0].ln_1p(),
            "cbrt" => x[0].cbrt(),
            "sin" => x[0].sin(),
            "cos" => x[0].cos(),
            "tan" => x[0].tan(),
            "asin" => x[0].asin(),
            "acos" => x[0].acos(),
            "atan" => x[0].atan(),
            "sinh" => x[0].sinh(),
            "cosh" => x[0].cosh(),
            "tanh" => x[0].tanh(),
            "powf" => x[0].powf(x[1]),
            "atan2" => x[0].atan2(x[1]),
            "hypot" => x[0].hypot(x[1]),
            other => panic!("{other}"),
        }
    }};
}

fn golden() -> BTreeMap<String, Rows> {
    serde_json::from_str(include_str!("../golden/numeric/mathematics.json")).unwrap()
}

/// Truth: mpmath 1.3 with 200 bits, rounded once.
#[test]
fn every_function_is_within_one_unit_of_the_last_place() {
    for (case, rows) in golden() {
        let (name, size) = case.split_once(' ').unwrap();
        for row in rows {
            let (&truth, arguments) = row.split_last().unwrap();
            let found = match size {
                "f64" => {
                    let arguments = arguments.iter().map(|&bits| f64::from_bits(bits));
                    functions!(f64, name, arguments.collect()).to_bits()
                }
                _ => {
                    let arguments = arguments.iter().map(|&bits| f32::from_bits(bits as u32));
                    u64::from(functions!(f32, name, arguments.collect()).to_bits())
                }
            };
            assert!(
                found.abs_diff(truth) <= 1,
                "{case} of {arguments:x?}: {found:x}, not {truth:x}"
            );
        }
    }
}

/// A sine and a cosine of one angle are asked for together where the C library is GNU's.
#[test]
#[cfg(any(target_os = "linux", all(windows, target_env = "gnu")))]
fn calls_reach_the_library_that_is_the_same_on_every_system() {
    assert_eq!(black_box(0.499_999_999_999_999_94_f64).round(), 0.0);
    for i in 1..10_000 {
        let x = black_box(f64::from(i) * 0.003_7);
        let y = black_box(x as f32);
        let pairs = [
            (x.exp(), libm::exp(x)),
            ((-x).exp(), libm::exp(-x)),
            (x.ln(), libm::log(x)),
            (x.sin(), libm::sin(x)),
            (x.sin_cos().0, libm::sin(x)),
            (x.sin_cos().1, libm::cos(x)),
            (x.tanh(), libm::tanh(x)),
            (x.powf(1.7), libm::pow(x, 1.7)),
            (x.mul_add(x, -1e-9), libm::fma(x, x, -1e-9)),
            (x.hypot(3.0), libm::hypot(x, 3.0)),
            (f64::from(y.exp()), f64::from(libm::expf(y))),
            (f64::from(y.ln()), f64::from(libm::logf(y))),
            (f64::from(y.sin_cos().1), f64::from(libm::cosf(y))),
            (f64::from(y.tanh()), f64::from(libm::tanhf(y))),
            (f64::from(y.powf(2.3)), f64::from(libm::powf(y, 2.3))),
        ];
        for (n, (called, own)) in pairs.into_iter().enumerate() {
            assert_eq!(called.to_bits(), own.to_bits(), "function {n} of {x}");
        }
    }
}
