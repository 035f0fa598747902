//! What one frame of the map costs the processor: laying out the ui and tessellating, with the
//! pointer moving over the points, without a window and without a graphics card.
//!
//! `cargo bench --bench frames` measures the map drawn by a paint callback, the map drawn as a
//! mesh, and egui_plot's own `Points` of the same points (one series a colour, borrowed, so that
//! nothing is copied), in turn, frame by frame. `-- --busy` does so while every core computes on
//! another thread, as in training. Further arguments are numbers of points. Times are by the clock
//! on the wall, with the time on the processor beside them: with all cores busy the former includes
//! waiting for one. "stream" is the callback with new positions in every frame, as t-SNE sends them
//! (in truth less often), and includes what the upload costs the processor, on whatever graphics
//! card there is. The first frames of a case, which build what is built once, are shown apart,
//! under "first".
//!
//! Last comes the whole window against its goals (see [`goals`]); `-- --goals` measures nothing
//! else.

mod case;
mod goals;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use eframe::egui::{Color32, Ui};
use egui_plot::{Plot, PlotPoint, PlotPoints, Points};
use latentune::matrix::Matrix;
use latentune::ui::map::{MapOverlay, MapRenderer, MapView, PointCloud};

use case::{Case, clumps};

fn main() {
    // Cargo itself passes `--bench`.
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    let mut sizes: Vec<usize> = arguments.iter().filter_map(|a| a.parse().ok()).collect();
    if arguments.iter().any(|a| a == "--goals") {
        return goals::measure();
    }
    if sizes.is_empty() {
        sizes = vec![1_000, 20_000, 100_000, 1_000_000];
    }
    let busy = arguments
        .iter()
        .any(|a| a == "--busy")
        .then(BusyCores::start);
    println!(
        "ms a frame{}",
        if busy.is_some() {
            ", every core busy"
        } else {
            ""
        }
    );
    println!(
        "   points  drawn by             median      p95      max    first  mean CPU   Points / this"
    );
    for n in sizes {
        measure(n);
    }
    goals::measure();
}

/// As many threads as cores, computing until dropped.
struct BusyCores(Arc<AtomicBool>);

impl BusyCores {
    fn start() -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        for _ in 0..std::thread::available_parallelism().map_or(4, usize::from) {
            let stop = stop.clone();
            std::thread::spawn(move || {
                // Sums over more than a cache holds, as matrix products of a training are.
                let mut weights = vec![1.0001_f32; 1 << 20];
                while !stop.load(Ordering::Relaxed) {
                    weights.iter_mut().for_each(|w| *w = *w * 0.999 + 0.001);
                    std::hint::black_box(&weights);
                }
            });
        }
        Self(stop)
    }
}

impl Drop for BusyCores {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn measure(n: usize) {
    let (cloud, series) = clumps(n);
    let n_frames = if n >= 1_000_000 { 60 } else { 200 };
    let wgpu = MapRenderer::Wgpu {
        target_format: eframe::wgpu::TextureFormat::Bgra8Unorm,
    };
    let mut cases = [
        Case::new("callback", map(&cloud, wgpu)),
        Case::new("callback, stream", stream(&cloud, wgpu)).with_upload(),
        Case::new("mesh", map(&cloud, MapRenderer::Mesh)),
        Case::new("egui_plot Points", plot(&series)),
    ];
    for frame in 0..n_frames {
        for case in &mut cases {
            case.frame(frame);
        }
    }
    let peer = cases[3].quantiles()[0];
    for case in &cases {
        let [median, p95, max] = case.quantiles();
        let ratio = peer / median;
        let cpu = case.cpu_sum.map_or("?".to_string(), |sum| {
            format!("{:.3}", sum / case.frame_ms.len() as f64)
        });
        println!(
            "{n:>9}  {:<18} {median:>8.3} {p95:>8.3} {max:>8.3} {:>8.3}  {cpu:>8}   {ratio:.1}",
            case.name, case.first
        );
    }
}

fn map(cloud: &PointCloud, renderer: MapRenderer) -> impl FnMut(&mut Ui) {
    let mut view = MapView::new(renderer);
    move |ui| {
        let hover_ui = |ui: &mut Ui, i: usize| {
            ui.label(format!("song {i}"));
        };
        let neighbors = [1, 2, 3, 4, 5];
        let overlay = MapOverlay {
            selected: Some(0),
            neighbors: &neighbors,
            hover_ui: Some(&hover_ui),
            ..MapOverlay::default()
        };
        view.show(ui, cloud, &overlay);
    }
}

/// The map, its points in one of two places by turns.
fn stream(cloud: &PointCloud, renderer: MapRenderer) -> impl FnMut(&mut Ui) {
    let mut view = MapView::new(renderer);
    let places: [Arc<Matrix>; 2] = [1.0, 1.1].map(|scale| {
        let xy = (0..cloud.len())
            .flat_map(|i| cloud.position(i))
            .map(|v| v as f32 * scale)
            .collect();
        Arc::new(Matrix::new(cloud.len(), 2, xy))
    });
    let mut frame = 0;
    move |ui| {
        frame += 1;
        view.show(
            ui,
            &cloud.with_xy(places[frame % 2].clone()),
            &MapOverlay::default(),
        );
    }
}

fn plot(series: &[Vec<PlotPoint>]) -> impl FnMut(&mut Ui) {
    move |ui| {
        Plot::new("peer")
            .data_aspect(1.0)
            .show_axes(false)
            .show(ui, |plot_ui| {
                for (c, points) in series.iter().enumerate() {
                    let color = Color32::from_rgb(30 * c as u8, 200 - 20 * c as u8, 120);
                    plot_ui.points(
                        Points::new(c.to_string(), PlotPoints::Borrowed(points))
                            .color(color)
                            .radius(2.0),
                    );
                }
            });
    }
}
