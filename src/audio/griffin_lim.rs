//! From a log-mel spectrogram back to sound: power of each bin by non-negative least squares,
//! phases by Griffin-Lim.

use latentune_numeric::fft::num_complex::Complex;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::filters::mel::Filterbank;
use super::plan::Plan;
use super::stft::Stft;
use crate::config::AudioConfig;
use crate::error::Result;
use crate::job::Reporter;
use crate::matrix::Matrix;

/// How phases are found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct GriffinLim {
    pub(crate) n_iterations: usize,
    /// 0 for the algorithm of Griffin & Lim 1984; towards 1 the fast one of Perraudin et al. 2013.
    pub(crate) momentum: f64,
    /// Of the phases it starts from.
    pub(crate) seed: u64,
}

impl Default for GriffinLim {
    /// As `librosa.griffinlim` 0.11.
    fn default() -> Self {
        Self {
            n_iterations: 32,
            momentum: 0.99,
            seed: 0,
        }
    }
}

/// Sound with about the given log-mel spectrogram, as `librosa.feature.inverse.mel_to_audio` makes
/// it. Mel bands do not say where within them the power lay, and nothing says its phase: it sounds
/// hoarse, but at its pitch.
///
/// # Shapes
/// `log_mel` frames × `n_mels` in dB, as [`super::log_mel`] gives it; result (frames − 1) ·
/// `hop_samples` samples at `config.sample_rate_hz`.
///
/// # Errors
/// [`crate::error::Error::Cancelled`].
pub(crate) fn griffin_lim(
    log_mel: &Matrix,
    config: &AudioConfig,
    how: &GriffinLim,
    reporter: &Reporter,
) -> Result<Vec<f32>> {
    let plan = Plan::of(&AudioConfig {
        n_mels: log_mel.n_cols(),
        ..config.clone()
    });
    let mut magnitudes = Vec::with_capacity(log_mel.n_rows());
    for row in log_mel.rows() {
        reporter.checkpoint()?;
        let mel: Vec<f64> = row
            .iter()
            .map(|&db| 10.0_f64.powf(f64::from(db) / 10.0))
            .collect();
        magnitudes.push(
            powers(&plan.mel, &mel, plan.n_bins())
                .iter()
                .map(|p| p.sqrt())
                .collect(),
        );
    }
    let stft = Stft::new(plan.n_fft, plan.hop_samples);
    let samples = with_phases(&stft, &magnitudes, how, reporter)?;
    Ok(samples.iter().map(|&x| x as f32).collect())
}

/// Steps of the least squares; by then mel spectra are met to a few per mille.
const N_STEPS: usize = 60;

/// The power of each bin, not below 0, whose mel spectrum is nearest to `mel`: FISTA (Beck &
/// Teboulle 2009) from an interpolation of the bands, which is smooth, so that what bands leave
/// open stays smooth.
///
/// Bands are first scaled so that the weights of each add up to 1: in the filterbank itself low
/// ones weigh a hundred times as much as high ones.
fn powers(filterbank: &Filterbank, mel: &[f64], n_bins: usize) -> Vec<f64> {
    let widths = filterbank.weight_sums();
    let density: Vec<f64> = mel.iter().zip(&widths).map(|(m, w)| m / w).collect();
    let back = |bands: &[f64], bins: &mut [f64]| {
        let scaled: Vec<f64> = bands.iter().zip(&widths).map(|(b, w)| b / w).collect();
        bins.fill(0.0);
        filterbank.add_transposed(&scaled, bins);
    };
    let mut shares = vec![0.0; n_bins];
    back(&vec![1.0; mel.len()], &mut shares);
    let mut power = vec![0.0; n_bins];
    back(&density, &mut power);
    power
        .iter_mut()
        .zip(&shares)
        .for_each(|(p, s)| *p = if *s > 0.0 { *p / s } else { 0.0 });
    // Rows of the scaled filterbank sum to 1, so the largest sum of a column bounds its squared
    // norm.
    let rate = 1.0 / shares.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let (mut ahead, mut speed) = (power.clone(), 1.0_f64);
    let (mut bands, mut gradient) = (vec![0.0; mel.len()], vec![0.0; n_bins]);
    for _ in 0..N_STEPS {
        filterbank.apply(&ahead, &mut bands);
        bands
            .iter_mut()
            .zip(&widths)
            .zip(&density)
            .for_each(|((b, w), d)| *b = *b / w - d);
        back(&bands, &mut gradient);
        let next_speed = 0.5 * (1.0 + (1.0 + 4.0 * speed * speed).sqrt());
        let momentum = (speed - 1.0) / next_speed;
        for ((p, a), g) in power.iter_mut().zip(&mut ahead).zip(&gradient) {
            let next = (*a - rate * g).max(0.0);
            *a = next + momentum * (next - *p);
            *p = next;
        }
        speed = next_speed;
    }
    power
}

/// Fast Griffin-Lim (Perraudin, Balazs & Søndergaard 2013), with the step of `librosa.griffinlim`.
fn with_phases(
    stft: &Stft,
    magnitudes: &[Vec<f64>],
    how: &GriffinLim,
    reporter: &Reporter,
) -> Result<Vec<f64>> {
    let mut rng = ChaCha8Rng::seed_from_u64(how.seed);
    let mut phases: Vec<Vec<Complex<f64>>> = magnitudes
        .iter()
        .map(|frame| {
            frame
                .iter()
                .map(|_| Complex::cis(std::f64::consts::TAU * rng.random::<f64>()))
                .collect()
        })
        .collect();
    let weight = how.momentum / (1.0 + how.momentum);
    let mut before: Option<Vec<Vec<Complex<f64>>>> = None;
    for _ in 0..how.n_iterations {
        reporter.checkpoint()?;
        let rebuilt = stft.forward(&stft.inverse(magnitudes, &phases), magnitudes.len());
        for (t, (phases, rebuilt)) in phases.iter_mut().zip(&rebuilt).enumerate() {
            for (k, (phase, z)) in phases.iter_mut().zip(rebuilt).enumerate() {
                let z = before
                    .as_ref()
                    .map_or(*z, |before| z - before[t][k] * weight);
                *phase = z / (z.norm() + f64::MIN_POSITIVE);
            }
        }
        before = Some(rebuilt);
    }
    Ok(stft.inverse(magnitudes, &phases))
}
