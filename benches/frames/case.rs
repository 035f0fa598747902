//! One way of drawing, measured frame by frame, and points to draw.

#![allow(dead_code, reason = "each benchmark takes what it needs of this")]

use std::sync::Arc;
use std::time::Instant;

use eframe::egui::{Context, Event, Pos2, RawInput, Rect, Ui, Vec2, pos2};
use eframe::egui_wgpu::{RenderState, ScreenDescriptor};
use eframe::wgpu::CommandEncoderDescriptor;
use egui_plot::PlotPoint;
use latentune::matrix::Matrix;
use latentune::ui::map::{Appearance, PointCloud};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const SIZE: Vec2 = Vec2::new(1280.0, 800.0);
const N_COLORS: usize = 8;

/// Eight clumps that overlap, and the same points as one series a colour.
pub(crate) fn clumps(n: usize) -> (PointCloud, Vec<Vec<PlotPoint>>) {
    let mut rng = ChaCha8Rng::seed_from_u64(n as u64);
    let mut series = vec![Vec::new(); N_COLORS];
    let (mut xy, mut colors) = (Vec::with_capacity(2 * n), Vec::with_capacity(n));
    for i in 0..n {
        let c = i % N_COLORS;
        let mut normal = || (0..6).map(|_| rng.random::<f32>() - 0.5).sum::<f32>();
        let turn = c as f32 * 0.8;
        let at = [
            turn.cos() * 4.0 + normal() * 1.3,
            turn.sin() * 3.0 + normal() * 1.3,
        ];
        xy.extend(at);
        colors.push([30 * c as u8, 200 - 20 * c as u8, 120, 255]);
        series[c].push(PlotPoint::new(at[0], at[1]));
    }
    (
        PointCloud::new(Arc::new(Matrix::new(n, 2, xy)), Appearance::new(colors)),
        series,
    )
}

/// How long this thread has computed, where Linux counts it. In steps of a scheduler tick on some
/// kernels, so only sums over many frames mean something.
fn cpu_ms() -> Option<f64> {
    let schedstat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(schedstat.split(' ').next()?.parse::<f64>().ok()? / 1e6)
}

/// One way of drawing, with an egui of its own.
pub(crate) struct Case<'a> {
    pub name: &'static str,
    pub ctx: Context,
    ui: Box<dyn FnMut(&mut Ui) + 'a>,
    /// Where given, what paint callbacks do before a frame is drawn is done and counted.
    upload: Option<RenderState>,
    /// The dearest of the first three frames.
    pub first: f64,
    pub frame_ms: Vec<f64>,
    pub cpu_sum: Option<f64>,
}

impl<'a> Case<'a> {
    pub(crate) fn new(name: &'static str, ui: impl FnMut(&mut Ui) + 'a) -> Self {
        Self {
            name,
            ctx: Context::default(),
            ui: Box::new(ui),
            upload: None,
            first: 0.0,
            frame_ms: Vec::new(),
            cpu_sum: Some(0.0),
        }
    }

    pub(crate) fn with_upload(self) -> Self {
        let setup = egui_kittest::wgpu::default_wgpu_setup();
        let state = egui_kittest::wgpu::create_render_state(
            setup,
            eframe::egui_wgpu::RendererOptions::default(),
        );
        Self {
            upload: Some(state),
            ..self
        }
    }

    pub(crate) fn frame(&mut self, frame: usize) {
        // The pointer draws a figure over the middle of the map.
        let turn = frame as f32 * 0.21;
        let pointer = pos2(
            SIZE.x * (0.5 + 0.3 * turn.sin()),
            SIZE.y * (0.5 + 0.3 * (1.7 * turn).cos()),
        );
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SIZE)),
            time: Some(frame as f64 / 60.0),
            events: vec![Event::PointerMoved(pointer)],
            ..RawInput::default()
        };
        let (start, cpu_start) = (Instant::now(), cpu_ms());
        let mut output = self.ctx.run_ui(input, &mut self.ui);
        let shapes = std::mem::take(&mut output.shapes);
        let primitives = self.ctx.tessellate(shapes, output.pixels_per_point);
        if let Some(state) = &self.upload {
            let screen = ScreenDescriptor {
                size_in_pixels: [SIZE.x as u32, SIZE.y as u32],
                pixels_per_point: 1.0,
            };
            let mut encoder = state
                .device
                .create_command_encoder(&CommandEncoderDescriptor::default());
            state.renderer.write().update_buffers(
                &state.device,
                &state.queue,
                &mut encoder,
                &primitives,
                &screen,
            );
            state.queue.submit([encoder.finish()]);
        }
        std::hint::black_box(primitives);
        let ms = start.elapsed().as_secs_f64() * 1e3;
        let cpu = cpu_ms().zip(cpu_start).map(|(end, start)| end - start);
        output.drop_without_applying_deltas();
        if frame < 3 {
            self.first = self.first.max(ms);
        } else {
            self.frame_ms.push(ms);
            self.cpu_sum = self.cpu_sum.zip(cpu).map(|(sum, cpu)| sum + cpu);
        }
    }

    /// Median, 95th percentile, maximum.
    pub(crate) fn quantiles(&self) -> [f64; 3] {
        let mut ms = self.frame_ms.clone();
        ms.sort_by(f64::total_cmp);
        [0.5, 0.95, 1.0].map(|q| ms[((ms.len() - 1) as f64 * q).round() as usize])
    }
}
