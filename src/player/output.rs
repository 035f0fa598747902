//! The device: opened through rodio at the song's rate where it takes it, with one voice in it and
//! nothing else.

use std::any::Any;
use std::num::NonZero;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rodio::DeviceSinkBuilder;
use rodio::cpal::traits::{DeviceTrait, HostTrait};
use rodio::cpal::{self, BufferSize};

use super::faults::{Faults, Verdict};
use super::voice::{Turns, VoiceHandle, voice};
use crate::words::{Message, id, say};

/// One period of the device's buffer; shorter ones run dry when training takes every core.
const PERIOD_SECS: f32 = 0.04;
/// ALSA plays one period while the next is filled. Elsewhere cpal takes a period for the whole
/// buffer, which Windows tops up every 10 ms and macOS swaps.
const PERIODS_IN_FLIGHT: u32 = if cfg!(target_os = "linux") { 2 } else { 1 };
/// cpal tries again at once after an error; what it waits for needs the processor too.
const REST: Duration = Duration::from_millis(1);
/// A device that has not asked for samples for so long is gone.
const DEAF: Duration = Duration::from_secs(3);

/// Tells that the device is gone, and why. May be called more than once, from any thread.
pub(super) type Lost = Box<dyn Fn(String) + Send>;
/// Opens a device for songs of this rate, at this volume; tests bring their own.
pub(super) type Open = Box<dyn FnMut(u32, f32, Lost) -> Result<Output, Message> + Send>;

/// The rates a device takes.
pub(super) struct Rates {
    pub(super) ranges: Vec<(u32, u32)>,
    /// What it runs at when none of them fits.
    pub(super) default: u32,
}

impl Rates {
    pub(super) fn best(&self, rate_hz: u32) -> u32 {
        let taken = self
            .ranges
            .iter()
            .any(|&(min, max)| (min..=max).contains(&rate_hz));
        if taken { rate_hz } else { self.default }
    }
}

/// An open device and the voice that plays in it. Dropping it closes the device.
pub(super) struct Output {
    pub(super) voice: VoiceHandle,
    pub(super) rate_hz: u32,
    pub(super) rates: Rates,
    /// From an order taken to the sound heard.
    pub(super) latency: Duration,
    pub(super) faults: Arc<Faults>,
    pub(super) _device: Box<dyn Any + Send>,
}

impl Output {
    /// The second of the song that is heard now; before its beginning while the buffer still holds
    /// what was before. `None` until the voice has come to the latest cue.
    pub(super) fn heard_secs(&self, now: Instant) -> Option<f64> {
        let (frame, since) = self.voice.place()?;
        // Right after the device has asked, its buffer is full; then it drains, by its whole length
        // at most.
        let drained = now.saturating_duration_since(since).min(self.latency);
        Some(
            frame as f64 / f64::from(self.rate_hz) + drained.as_secs_f64()
                - self.latency.as_secs_f64(),
        )
    }

    /// Why the device counts as lost, if it does although it has not said so.
    pub(super) fn fault(&self, now: Instant) -> Option<Message> {
        let turn = self.voice.turns().last();
        let is_deaf = now.saturating_duration_since(turn) > DEAF;
        self.faults
            .lasting(turn, now)
            .map(Message::verbatim)
            .or_else(|| is_deaf.then(|| say(id::PLAYER_ASKS_NO_MORE_SAMPLES)))
    }
}

/// Opens the system's default device.
///
/// # Errors
/// Why there is none, or why it does not open.
pub(super) fn open_default(rate_hz: u32, volume: f32, lost: Lost) -> Result<Output, Message> {
    #[cfg(target_os = "linux")]
    {
        super::libasound::load()?;
        keep_alsa_quiet();
    }
    let device = cpal::default_host()
        .default_output_device()
        .ok_or(say(id::PLAYER_THERE_NO_AUDIO_DEVICE))?;
    let config = device
        .default_output_config()
        .map_err(|e| Message::verbatim(cause(&e)))?;
    let ranges = device
        .supported_output_configs()
        .map_err(|e| Message::verbatim(cause(&e)))?
        .filter(|c| {
            c.channels() == config.channels() && c.sample_format() == config.sample_format()
        })
        .map(|c| (c.min_sample_rate(), c.max_sample_rate()))
        .collect();
    let rates = Rates {
        ranges,
        default: config.sample_rate(),
    };
    let best = rates.best(rate_hz);
    let lost = Arc::new(Mutex::new(lost));

    let mut first_error = None;
    for (rate, period) in [(best, true), (best, false), (rates.default, false)] {
        let (Some(rate_hz), Some(n_channels)) =
            (NonZero::new(rate), NonZero::new(config.channels()))
        else {
            continue;
        };
        let n_frames = (rate as f32 * PERIOD_SECS) as u32;
        let (source, handle) = voice(rate_hz, n_channels, volume);
        let faults = Arc::new(Faults::default());
        let on_error = on_error(lost.clone(), faults.clone(), handle.turns());
        let opened = DeviceSinkBuilder::from_device(device.clone()).and_then(|builder| {
            builder
                .with_sample_rate(rate_hz)
                .with_channels(n_channels)
                .with_buffer_size(if period {
                    BufferSize::Fixed(n_frames.max(1))
                } else {
                    BufferSize::Default
                })
                .with_error_callback(on_error)
                .open_stream()
        });
        match opened {
            Ok(mut sink) => {
                sink.log_on_drop(false);
                sink.mixer().add(source);
                // A device that did not open at a rate it had named is asked for that rate no more.
                let rates = if rate == best {
                    rates
                } else {
                    Rates {
                        ranges: Vec::new(),
                        ..rates
                    }
                };
                return Ok(Output {
                    voice: handle,
                    rate_hz: rate,
                    rates,
                    latency: latency(*sink.config().buffer_size(), rate_hz),
                    faults,
                    _device: Box::new(sink),
                });
            }
            Err(error) => first_error = first_error.or(Some(Message::verbatim(chain(&error)))),
        }
    }
    Err(first_error.unwrap_or_else(|| say(id::PLAYER_HAS_NO_SAMPLE_RATE)))
}

/// How long what is in the device's buffer sounds. Where the device chose the buffer it does not
/// tell, and most choose about as much as we ask for.
fn latency(buffer: BufferSize, rate_hz: NonZero<u32>) -> Duration {
    let period_secs = match buffer {
        BufferSize::Fixed(n_frames) => n_frames as f32 / rate_hz.get() as f32,
        BufferSize::Default => PERIOD_SECS,
    };
    PERIODS_IN_FLIGHT * Duration::from_secs_f32(period_secs)
}

/// ALSA writes what it tried in vain on stderr, eight lines for a machine without a sound card. The
/// error that comes back says as much. Holds for this thread, and lets go of what was written the
/// time before.
#[cfg(target_os = "linux")]
fn keep_alsa_quiet() {
    let _ = alsa::Output::local_error_handler();
}

/// Notes the errors of a stream, and tells of its end.
fn on_error(
    lost: Arc<Mutex<Lost>>,
    faults: Arc<Faults>,
    turns: Turns,
) -> impl FnMut(cpal::Error) + Send + 'static {
    move |error| match faults.note(error.kind(), &cause(&error), turns.last(), Instant::now()) {
        Verdict::Passes => {}
        Verdict::MayPass => thread::sleep(REST),
        Verdict::End => {
            if let Ok(lost) = lost.lock() {
                lost(cause(&error));
            }
            thread::sleep(REST);
        }
    }
}

fn cause(error: &cpal::Error) -> String {
    lower(error.to_string())
}

fn chain(error: &rodio::DeviceSinkError) -> String {
    let inner =
        std::error::Error::source(error).map(|inner| format!(": {}", lower(inner.to_string())));
    lower(error.to_string()) + &inner.unwrap_or_default()
}

/// As part of a sentence: no capital at its head (unless it is a name like ALSA), no stop at its
/// end.
fn lower(text: String) -> String {
    let text = text.trim_end_matches('.');
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(head), Some(second)) if !second.is_uppercase() => {
            head.to_lowercase().collect::<String>() + chars.as_str()
        }
        _ => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ordered_is_heard_when_the_buffer_has_sounded() {
        let rate = NonZero::new(22_050).unwrap();
        let latency = |buffer| latency(buffer, rate) / PERIODS_IN_FLIGHT;
        let told = latency(BufferSize::Fixed(441)).as_secs_f64();
        assert!((told - 0.02).abs() < 1e-6, "{told}");
        let asked_for = latency(BufferSize::Default).as_secs_f64();
        assert!((asked_for - 0.04).abs() < 1e-6, "{asked_for}");
    }
}
