//! How often a frame is drawn while a song plays and nothing else moves.
//!
//! What moves then is the playhead, the time, and the line of lyrics that is sung. A frame in which
//! none of them stands elsewhere is a frame for nothing, and without a GPU a frame of the whole
//! window takes a processor some 40 ms.

use std::time::Duration;

use eframe::CreationContext;
use eframe::wgpu::DeviceType;

/// The fastest that anything is drawn which moves by itself.
const FASTEST: Duration = Duration::from_millis(33);
/// The slowest that a playhead is drawn by a GPU.
const SLOWEST: Duration = Duration::from_millis(100);
/// The pace of a playhead that a processor draws.
const IN_SOFTWARE: Duration = Duration::from_millis(140);
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
    /// sung, in `to_next_line_secs`.
    pub(super) fn pace(self, duration_secs: f32, to_next_line_secs: Option<f32>) -> Duration {
        let step = match self {
            Self::ByGpu => {
                let step = Duration::try_from_secs_f32(duration_secs / STEPS);
                step.unwrap_or(FASTEST).clamp(FASTEST, SLOWEST)
            }
            Self::InSoftware => IN_SOFTWARE,
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
        let ms = |drawn: Drawn, duration, line| drawn.pace(duration, line).as_millis();
        assert_eq!(ms(Drawn::ByGpu, 12.0, None), 33);
        assert_eq!(ms(Drawn::ByGpu, 60.0, None), 50);
        assert_eq!(ms(Drawn::ByGpu, 600.0, None), 100);
        assert_eq!(ms(Drawn::ByGpu, 0.0, None), 33);
        assert_eq!(ms(Drawn::ByGpu, f32::NAN, None), 33);
        assert_eq!(ms(Drawn::InSoftware, 12.0, None), 140);
        // The line that is sung is marked when it begins.
        assert_eq!(ms(Drawn::InSoftware, 12.0, Some(0.125)), 125);
        assert_eq!(ms(Drawn::InSoftware, 12.0, Some(0.001)), 33);
        assert_eq!(ms(Drawn::InSoftware, 12.0, Some(4.0)), 140);
        assert_eq!(ms(Drawn::InSoftware, 12.0, Some(-1.0)), 140);
    }
}
