//! How loud a recording is to the ear: EBU R 128 (2020), which gates and weighs as ITU-R BS.1770-4
//! does.

use ebur128::{Channel, EbuR128, Mode};

/// True peaks stay below this, in dB re full scale: what EBU R 128 permits at most.
const CEILING_DBTP: f32 = -1.0;

/// The loudness of a whole recording.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Loudness {
    /// Integrated loudness in LUFS. `None` for silence, and for less than the 0.4 s of one gating
    /// block.
    pub(crate) integrated_lufs: Option<f32>,
    /// The largest true peak of any channel, as an amplitude: 1 is full scale.
    pub(crate) true_peak: f32,
}

/// Measures a whole recording. One channel counts as two, for that is how it is played.
///
/// # Shapes
/// `samples` interleaved frames × `n_channels`.
pub(crate) fn loudness(samples: &[f32], n_channels: usize, rate_hz: u32) -> Loudness {
    let measured = measure(samples, n_channels, rate_hz);
    // What the library refuses (no channels, a rate out of its range) is played as it is, if it can
    // be played at all.
    let sample_peak = || samples.iter().fold(0.0_f32, |peak, x| peak.max(x.abs()));
    measured.unwrap_or_else(|_| Loudness {
        integrated_lufs: None,
        true_peak: sample_peak(),
    })
}

fn measure(samples: &[f32], n_channels: usize, rate_hz: u32) -> Result<Loudness, ebur128::Error> {
    let mut meter = EbuR128::new(n_channels as u32, rate_hz, Mode::I | Mode::TRUE_PEAK)?;
    if n_channels == 1 {
        meter.set_channel(0, Channel::DualMono)?;
    }
    meter.add_frames_f32(samples)?;
    let lufs = meter.loudness_global()?;
    let mut true_peak = 0.0_f64;
    for channel in 0..n_channels as u32 {
        true_peak = true_peak.max(meter.true_peak(channel)?);
    }
    Ok(Loudness {
        integrated_lufs: lufs.is_finite().then_some(lufs as f32),
        true_peak: true_peak as f32,
    })
}

impl Loudness {
    /// The factor that brings a recording to `target_lufs`, less where its true peak would rise
    /// above −1 dBTP. 1 where the loudness is not known and nothing clips.
    pub(crate) fn gain_to(self, target_lufs: f32) -> f32 {
        let wanted = self
            .integrated_lufs
            .map_or(1.0, |lufs| decibels(target_lufs - lufs));
        if self.true_peak > 0.0 {
            wanted.min(decibels(CEILING_DBTP) / self.true_peak)
        } else {
            wanted
        }
    }
}

fn decibels(db: f32) -> f32 {
    10.0_f32.powf(db / 20.0)
}

#[cfg(test)]
mod tests {
    use std::f64::consts::TAU;

    use super::*;

    const RATE: u32 = 48_000;

    /// A 1 kHz sine on `n_channels`, its level in dBFS (peak), as in EBU Tech 3341 (2016), table 1.
    fn tone(dbfs: f64, secs: f64, n_channels: usize) -> Vec<f32> {
        let amplitude = 10.0_f64.powf(dbfs / 20.0);
        let n_frames = (secs * f64::from(RATE)) as usize;
        (0..n_frames)
            .map(|i| (amplitude * (TAU * 1000.0 * i as f64 / f64::from(RATE)).sin()) as f32)
            .flat_map(|x| std::iter::repeat_n(x, n_channels))
            .collect()
    }

    fn lufs(samples: &[f32], n_channels: usize) -> f32 {
        loudness(samples, n_channels, RATE).integrated_lufs.unwrap()
    }

    /// EBU Tech 3341, table 1, cases 1 to 5: what a meter must read, to 0.1 LU.
    #[test]
    fn the_test_signals_of_ebu_tech_3341_read_as_they_must() {
        let parts = |parts: &[(f64, f64)]| {
            parts
                .iter()
                .flat_map(|&(db, secs)| tone(db, secs, 2))
                .collect::<Vec<_>>()
        };
        let cases = [
            (parts(&[(-23.0, 20.0)]), -23.0),
            (parts(&[(-33.0, 20.0)]), -33.0),
            (parts(&[(-36.0, 10.0), (-23.0, 60.0), (-36.0, 10.0)]), -23.0),
            (
                parts(&[
                    (-72.0, 10.0),
                    (-36.0, 10.0),
                    (-23.0, 60.0),
                    (-36.0, 10.0),
                    (-72.0, 10.0),
                ]),
                -23.0,
            ),
            (parts(&[(-26.0, 20.0), (-20.0, 20.1), (-26.0, 20.0)]), -23.0),
        ];
        for (i, (samples, expected)) in cases.iter().enumerate() {
            let read = lufs(samples, 2);
            assert!(
                (read - expected).abs() <= 0.1,
                "case {}: {read} is not {expected}",
                i + 1
            );
        }
    }

    #[test]
    fn one_channel_is_as_loud_as_it_is_played() {
        assert!((lufs(&tone(-23.0, 5.0, 1), 1) - lufs(&tone(-23.0, 5.0, 2), 2)).abs() < 1e-3);
    }

    #[test]
    fn tones_12_db_apart_come_out_alike() {
        let levelled = [-30.0, -18.0].map(|dbfs| {
            let tone = tone(dbfs, 3.0, 2);
            let gain = loudness(&tone, 2, RATE).gain_to(-18.0);
            lufs(&tone.iter().map(|x| x * gain).collect::<Vec<_>>(), 2)
        });
        assert!((levelled[0] - levelled[1]).abs() < 0.05, "{levelled:?}");
        assert!((levelled[0] + 18.0).abs() < 0.1, "{levelled:?}");
    }

    #[test]
    fn a_faint_song_with_one_loud_moment_is_not_raised_until_it_clips() {
        let mut song = tone(-46.0, 10.0, 2);
        song.extend(tone(-3.0, 0.005, 2));
        song.extend(tone(-46.0, 10.0, 2));
        let measured = loudness(&song, 2, RATE);
        assert!(measured.integrated_lufs.unwrap() < -35.0);
        let gain = measured.gain_to(-18.0);
        let peak = song
            .iter()
            .fold(0.0_f32, |peak, x| peak.max((x * gain).abs()));
        assert!((0.85..=0.8913).contains(&peak), "{peak}");
    }

    /// A sine at a quarter of the rate, sampled beside its crests: its samples stay 3 dB below its
    /// true peak.
    #[test]
    fn peaks_between_samples_count() {
        let samples: Vec<f32> = (0..RATE)
            .map(|i| (TAU * (f64::from(i) / 4.0 + 0.125)).sin() as f32)
            .collect();
        let peak = loudness(&samples, 1, RATE).true_peak;
        assert!((0.97..1.05).contains(&peak), "{peak}");
    }

    #[test]
    fn silence_and_what_is_too_short_are_left_as_they_are() {
        for samples in [vec![0.0; 96_000], tone(-20.0, 0.2, 1), Vec::new()] {
            let measured = loudness(&samples, 1, RATE);
            assert_eq!(measured.integrated_lufs, None);
            assert_eq!(measured.gain_to(-18.0), 1.0);
        }
    }
}
