//! How often a frame is drawn while a song plays and nothing else moves.
//!
//! What moves then is the playhead, the time, and the line of lyrics that is sung. A frame in which
//! none of them stands elsewhere is a frame for nothing, and without a GPU each is dear: a processor
//! draws every pixel of the window anew.

use std::time::Duration;

use eframe::CreationContext;
use eframe::wgpu::DeviceType;

/// The fastest that anything is drawn which moves by itself.
const FASTEST: Duration = Duration::from_millis(33);
/// The slowest that a playhead is drawn by a GPU.
const SLOWEST: Duration = Duration::from_millis(100);
/// The pace of a playhead that a processor draws, for each million pixels of the window: a seventh of
/// one core (some 60 ms a million pixels with all that is laid out in them; llvmpipe of Mesa 22.3).
const IN_SOFTWARE: Duration = Duration::from_millis(400);
/// From there on a playhead would no longer seem to move.
const SLOWEST_IN_SOFTWARE: Duration = Duration::from_millis(500);
/// Steps that a playhead goes from the beginning of a song to its end: half a point each, where the
/// waveform is as wide as half a window.
const STEPS: f32 = 1200.0;

/// Who draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Drawn {
    ByGpu,
    InSoftware,
}

impl Drawn {
    /// OpenGL is what is left where wgpu finds no GPU, and so is drawn in software.
    pub(super) fn of(cc: &CreationContext<'_>) -> Self {
        match &cc.wgpu_render_state {
            Some(state) if state.adapter.get_info().device_type != DeviceType::Cpu => Self::ByGpu,
            Some(_) | None => Self::InSoftware,
        }
    }

    /// How long the next frame can wait: until the playhead has gone a step, or the next line is
    /// sung, in `to_next_line_secs`. The window has so many pixels.
    pub(super) fn pace(
        self,
        duration_secs: f32,
        to_next_line_secs: Option<f32>,
        n_pixels: f32,
    ) -> Duration {
        let step = match self {
            Self::ByGpu => {
                let step = Duration::try_from_secs_f32(duration_secs / STEPS);
                step.unwrap_or(FASTEST).clamp(FASTEST, SLOWEST)
            }
            Self::InSoftware => {
                let dear = f64::from(n_pixels / 1e6).max(1.0);
                IN_SOFTWARE.mul_f64(dear).min(SLOWEST_IN_SOFTWARE)
            }
        };
        let line = to_next_line_secs.and_then(|secs| Duration::try_from_secs_f32(secs).ok());
        line.map_or(step, |line| step.min(line.max(FASTEST)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_drawn_when_something_stands_elsewhere() {
        let ms = |drawn: Drawn, duration, line| drawn.pace(duration, line, 1e6).as_millis();
        assert_eq!(ms(Drawn::ByGpu, 12.0, None), 33);
        assert_eq!(ms(Drawn::ByGpu, 60.0, None), 50);
        assert_eq!(ms(Drawn::ByGpu, 600.0, None), 100);
        assert_eq!(ms(Drawn::ByGpu, 0.0, None), 33);
        assert_eq!(ms(Drawn::ByGpu, f32::NAN, None), 33);
        assert_eq!(ms(Drawn::InSoftware, 12.0, None), 400);
        // The line that is sung is marked when it begins.
        assert_eq!(ms(Drawn::InSoftware, 12.0, Some(0.125)), 125);
        assert_eq!(ms(Drawn::InSoftware, 12.0, Some(0.001)), 33);
        assert_eq!(ms(Drawn::InSoftware, 12.0, Some(4.0)), 400);
        assert_eq!(ms(Drawn::InSoftware, 12.0, Some(-1.0)), 400);
    }

    #[test]
    fn the_more_pixels_a_processor_draws_the_slower() {
        let ms = |size: [f32; 2]| {
            let pace = Drawn::InSoftware.pace(12.0, None, size[0] * size[1]);
            pace.as_millis()
        };
        assert_eq!(ms([640.0, 480.0]), 400);
        assert_eq!(ms([1366.0, 768.0]), 419);
        assert_eq!(ms([1920.0, 1080.0]), 500);
        assert_eq!(ms([3840.0, 2160.0]), 500);
        assert_eq!(ms([f32::NAN, 1.0]), 400);
        let by_gpu = Drawn::ByGpu.pace(60.0, None, 3840.0 * 2160.0);
        assert_eq!(by_gpu.as_millis(), 50);
    }
}
