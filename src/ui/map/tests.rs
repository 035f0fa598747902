//! The map as it is seen and touched: rendered by wgpu on whatever adapter there is (a software one
//! will do), its pixels read; and driven by a pointer.

use std::sync::Arc;

use eframe::egui::{
    Color32, Event, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, Rect, Theme,
    TouchPhase, Vec2, pos2, vec2,
};
use egui_kittest::Harness;
use egui_kittest::wgpu::{WgpuTestRenderer, create_render_state, default_wgpu_setup};

use super::camera::Camera;
use super::look::Look;
use super::*;
use crate::matrix::Matrix;

/// Blue, orange, green, purple.
const PALETTE: [[u8; 4]; 4] = [
    [31, 119, 180, 255],
    [240, 140, 20, 255],
    [40, 160, 60, 255],
    [150, 90, 200, 255],
];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Drawing {
    Callback,
    Mesh,
}

struct Scene {
    view: MapView,
    cloud: PointCloud,
    selected: Option<usize>,
    neighbors: Vec<usize>,
    axes: MapAxes<'static>,
    response: Option<MapResponse>,
}

impl Scene {
    fn frame(&self) -> Rect {
        self.response.as_ref().unwrap().response.rect
    }

    /// Where a point is once everything has come to rest on the whole map.
    fn at(&self, i: usize) -> Pos2 {
        Camera::fit(&self.cloud.bounds(), self.frame())
            .to_screen(self.frame(), self.cloud.position(i))
    }

    fn picked(&self) -> (Option<usize>, Option<usize>) {
        let r = self.response.as_ref().unwrap();
        (r.hovered, r.clicked)
    }
}

fn harness(cloud: PointCloud, drawing: Drawing, theme: Theme) -> Harness<'static, Scene> {
    harness_at(1.0, cloud, drawing, theme)
}

fn harness_at(
    pixels_per_point: f32,
    cloud: PointCloud,
    drawing: Drawing,
    theme: Theme,
) -> Harness<'static, Scene> {
    let render_state = create_render_state(
        default_wgpu_setup(),
        eframe::egui_wgpu::RendererOptions::PREDICTABLE,
    );
    let renderer = match drawing {
        Drawing::Callback => MapRenderer::of(Some(&render_state)),
        Drawing::Mesh => MapRenderer::of(None),
    };
    let scene = Scene {
        view: MapView::new(renderer),
        cloud,
        selected: None,
        neighbors: Vec::new(),
        axes: MapAxes::Hidden,
        response: None,
    };
    Harness::builder()
        .with_size(Vec2::new(800.0, 600.0))
        .with_theme(theme)
        .with_pixels_per_point(pixels_per_point)
        .with_step_dt(0.1)
        .with_max_steps(40)
        .with_render_cursor(false)
        .renderer(WgpuTestRenderer::from_render_state(render_state))
        .build_ui_state(
            |ui, scene: &mut Scene| {
                let hover_ui = |ui: &mut Ui, i: usize| {
                    ui.label(format!("song {i}"));
                };
                let overlay = MapOverlay {
                    selected: scene.selected,
                    neighbors: &scene.neighbors,
                    axes: scene.axes,
                    hover_ui: Some(&hover_ui),
                    ..MapOverlay::default()
                };
                scene.response = Some(scene.view.show(ui, &scene.cloud, &overlay));
            },
            scene,
        )
}

/// 50 × 40 points on a lattice pushed about a little, so that no disc touches another.
fn lattice(appearance: impl Fn(usize) -> [u8; 4]) -> PointCloud {
    let n = 2000;
    let push = |i: usize, k: usize| ((i * k) % 17) as f32 / 17.0 * 0.2;
    let xy = (0..n)
        .flat_map(|i| {
            [
                (i % 50) as f32 + push(i, 5),
                (i / 50) as f32 * 0.95 + push(i, 11),
            ]
        })
        .collect();
    PointCloud::new(
        Arc::new(Matrix::new(n, 2, xy)),
        Appearance::new((0..n).map(appearance).collect()),
    )
}

fn over(fill: [u8; 4], opacity: f32, ground: Color32) -> [u8; 3] {
    std::array::from_fn(|c| {
        let alpha = f32::from(fill[3]) / 255.0 * opacity;
        (f32::from(fill[c]) * alpha + f32::from(ground[c]) * (1.0 - alpha)).round() as u8
    })
}

fn differ(a: [u8; 3], b: [u8; 3]) -> u8 {
    (0..3).map(|c| a[c].abs_diff(b[c])).max().unwrap()
}

fn look(scene: &Scene, theme: Theme) -> (Look, Color32) {
    let frame = scene.frame();
    let visuals = theme.default_visuals();
    let camera = Camera::fit(&scene.cloud.bounds(), frame);
    (
        Look::new(&scene.cloud, camera, frame, &visuals),
        visuals.extreme_bg_color,
    )
}

/// Every disc is there in its colour, and right outside of every disc there is ground.
fn check_discs(harness: &mut Harness<'static, Scene>, theme: Theme, name: &str) {
    let image = harness.render().unwrap();
    let ppp = harness.ctx.pixels_per_point();
    let scene = harness.state();
    let (look, ground) = look(scene, theme);
    let pixel = |at: Pos2| {
        let at = at * ppp;
        let [r, g, b, _] = image.get_pixel(at.x.floor() as u32, at.y.floor() as u32).0;
        [r, g, b]
    };
    assert!(look.radius > 3.0 && look.radius < 6.0, "{}", look.radius);
    for i in 0..scene.cloud.len() {
        let (at, fill) = (
            scene.at(i),
            over(scene.cloud.color(i), look.opacity, ground),
        );
        assert!(
            differ(pixel(at), fill) <= 12,
            "{name}: point {i} at {at:?} is {:?}, not {fill:?}",
            pixel(at)
        );
        for direction in [
            vec2(1.0, 0.0),
            vec2(-1.0, 0.0),
            vec2(0.0, 1.0),
            vec2(0.0, -1.0),
        ] {
            let outside = pixel(at + direction * (look.radius + 1.6));
            let chroma = outside.iter().max().unwrap() - outside.iter().min().unwrap();
            let near = differ(outside, [ground[0], ground[1], ground[2]]);
            // Grid lines are grey.
            assert!(
                chroma <= 15 && near <= 60,
                "{name}: beside {i}: {outside:?}"
            );
        }
    }
}

#[test]
fn two_thousand_discs_are_where_they_belong_and_change_colour() {
    for (drawing, theme, ppp) in [
        (Drawing::Callback, Theme::Dark, 1.0),
        (Drawing::Callback, Theme::Light, 1.0),
        (Drawing::Callback, Theme::Light, 1.5),
        (Drawing::Mesh, Theme::Dark, 1.0),
        (Drawing::Mesh, Theme::Light, 1.5),
    ] {
        let mut harness = harness_at(ppp, lattice(|i| PALETTE[i % 4]), drawing, theme);
        harness.run();
        check_discs(
            &mut harness,
            theme,
            &format!("discs-{drawing:?}-{theme:?}-{ppp}-before"),
        );
        let recolored = Appearance::new((0..2000).map(|i| PALETTE[(i / 500 + 1) % 4]).collect());
        let cloud = harness.state().cloud.repainted(&MapPaint::new(recolored));
        harness.state_mut().cloud = cloud;
        harness.run();
        check_discs(
            &mut harness,
            theme,
            &format!("discs-{drawing:?}-{theme:?}-{ppp}-after"),
        );
    }
}

#[test]
fn a_disc_is_round_soft_edged_and_of_its_size() {
    for drawing in [Drawing::Callback, Drawing::Mesh] {
        // The outline is as the fill, so that the whole disc can be measured by one colour.
        let xy = Arc::new(Matrix::from_rows(&[
            [0.0, 0.0],
            [1.0, 0.0],
            [0.0, 1.013],
            [1.017, 1.0],
        ]));
        let cloud = PointCloud::new(
            xy,
            Appearance {
                point_scale: 3.0,
                ..Appearance::new(vec![[255; 4]; 4])
            },
        );
        let mut harness = harness(cloud, drawing, Theme::Dark);
        harness.run();
        let image = harness.render().unwrap();
        let scene = harness.state();
        let (look, ground) = look(scene, Theme::Dark);
        for i in 0..4 {
            let at = scene.at(i);
            let (mut area, mut middle, mut soft, mut spread) = (0.0, [0.0f32; 2], 0, [0.0f32; 3]);
            for (x, y) in
                (0..50 * 50).map(|k| (at.x as i32 - 25 + k % 50, at.y as i32 - 25 + k / 50))
            {
                let level = f32::from(image.get_pixel(x as u32, y as u32).0[0]);
                let coverage = ((level - f32::from(ground[0]))
                    / (255.0 - f32::from(ground[0]))
                    / look.opacity)
                    .max(0.0);
                let (dx, dy) = (x as f32 + 0.5 - at.x, y as f32 + 0.5 - at.y);
                // The grid's lines are not the disc's.
                let coverage = if dx.hypot(dy) > look.radius + 1.5 {
                    0.0
                } else {
                    coverage
                };
                area += coverage;
                middle = [middle[0] + coverage * dx, middle[1] + coverage * dy];
                spread = [
                    spread[0] + coverage * dx * dx,
                    spread[1] + coverage * dy * dy,
                    spread[2] + coverage * dx * dy,
                ];
                soft += usize::from(coverage > 0.15 && coverage < 0.85);
            }
            let expected = std::f32::consts::PI * look.radius * look.radius;
            assert!(
                (area / expected - 1.0).abs() < 0.04,
                "{drawing:?} {i}: area {area}, not {expected}"
            );
            assert!(
                middle.iter().all(|m| (m / area).abs() < 0.15),
                "{drawing:?} {i}: middle off by {middle:?} / {area}"
            );
            // Second moments of a disc: r²/4 along each axis, nothing across.
            let moments = spread.map(|s| s / area / (look.radius * look.radius / 4.0));
            assert!(
                (moments[0] - 1.0).abs() < 0.06 && (moments[1] - 1.0).abs() < 0.06,
                "{drawing:?} {moments:?}"
            );
            assert!(moments[2].abs() < 0.03, "{drawing:?} {moments:?}");
            assert!(soft > 20, "{drawing:?} {i}: {soft} soft pixels");
        }
    }
}

#[test]
fn points_glide_to_new_places_and_the_view_goes_with_them() {
    for drawing in [Drawing::Callback, Drawing::Mesh] {
        let mut harness = harness(lattice(|i| PALETTE[i % 4]), drawing, Theme::Dark);
        harness.run();
        let xy = harness.state().cloud.layout.xy.clone();
        let moved = (0..2000)
            .rev()
            .flat_map(|i| [xy.row(i)[0] * 30.0 - 7.0, xy.row(i)[1] * 30.0])
            .collect();
        let cloud = harness
            .state()
            .cloud
            .with_xy(Arc::new(Matrix::new(2000, 2, moved)));
        let before = harness.render().unwrap();
        harness.state_mut().cloud = cloud;
        harness.step();
        harness.step();
        let midway = harness.render().unwrap();
        assert!(midway != before && harness.state().view.glide.as_ref().unwrap().from.is_some());
        harness.run();
        check_discs(&mut harness, Theme::Dark, &format!("glided-{drawing:?}"));
    }
}

#[test]
fn another_library_is_there_at_once_and_an_empty_one_does_no_harm() {
    for drawing in [Drawing::Callback, Drawing::Mesh] {
        let none = PointCloud::new(Arc::new(Matrix::zeros(0, 2)), Appearance::new(Vec::new()));
        let mut harness = harness(none.clone(), drawing, Theme::Dark);
        harness.run();
        harness.hover_at(pos2(300.0, 300.0));
        harness.run();
        let empty = harness.render().unwrap();
        let full = lattice(|i| PALETTE[i % 4]);
        for cloud in [full.clone(), none, full] {
            harness.state_mut().cloud = cloud;
            harness.remove_cursor();
            harness.step();
            assert_eq!(
                harness.render().unwrap() == empty,
                harness.state().cloud.is_empty()
            );
        }
        check_discs(&mut harness, Theme::Dark, &format!("library-{drawing:?}"));
    }
}

#[test]
fn greyed_points_are_grey_and_bright_ones_lie_upon_them() {
    for drawing in [Drawing::Callback, Drawing::Mesh] {
        // Pairs in one place; of each pair the first is bright.
        let places: Vec<[f32; 2]> = (0..200)
            .map(|i| [((i / 2) % 10) as f32, (i / 20) as f32])
            .collect();
        let appearance =
            Appearance::new(vec![PALETTE[1]; 200]).keep_bright(|i| i % 2 == 0 && i < 100);
        let cloud = PointCloud::new(Arc::new(Matrix::from_rows(&places)), appearance);
        let mut harness = harness(cloud, drawing, Theme::Light);
        harness.run();
        let image = harness.render().unwrap();
        for i in (0..200).step_by(2) {
            let at = harness.state().at(i);
            let [r, g, b, _] = image.get_pixel(at.x as u32, at.y as u32).0;
            let colorful = r.abs_diff(b) > 100;
            assert_eq!(
                colorful,
                i < 100,
                "{drawing:?}: point {i} is {:?}",
                [r, g, b]
            );
            assert!(r < 250, "there is a disc at all");
        }
    }
}

#[test]
fn the_pointer_hovers_clicks_and_lets_go() {
    let mut harness = harness(lattice(|i| PALETTE[i % 4]), Drawing::Callback, Theme::Dark);
    harness.run();
    let at = harness.state().at(777) + vec2(2.0, 1.0);
    harness.hover_at(at);
    harness.run();
    assert_eq!(harness.state().picked(), (Some(777), None));
    {
        use egui_kittest::kittest::Queryable as _;
        harness.get_by_label("song 777");
        harness.get_by_label("map of songs");
    }
    click(&mut harness, at);
    assert_eq!(harness.state().picked().1, Some(777));
    let corner = harness.state().frame().left_top() + vec2(4.0, 4.0);
    click(&mut harness, corner);
    assert_eq!(harness.state().picked(), (None, None));
}

fn click(harness: &mut Harness<'static, Scene>, at: Pos2) {
    for pressed in [true, false] {
        harness.hover_at(at);
        harness.event(Event::PointerButton {
            pos: at,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        // Both events arrive in frames of their own; what the last one did is what is read.
        harness.step();
    }
}

fn drag(harness: &mut Harness<'static, Scene>, button: PointerButton, from: Pos2, to: Pos2) {
    let press = |pos, pressed| Event::PointerButton {
        pos,
        button,
        pressed,
        modifiers: Modifiers::NONE,
    };
    harness.hover_at(from);
    harness.step();
    harness.event(press(from, true));
    harness.step();
    for part in [0.3, 0.7, 1.0] {
        harness.hover_at(from + (to - from) * part);
        harness.step();
    }
    harness.event(press(to, false));
    harness.run();
}

fn camera(harness: &mut Harness<'static, Scene>) -> Camera {
    let scene = harness.state_mut();
    let (frame, bounds) = (scene.frame(), scene.cloud.bounds());
    scene.view.navigator.step(&bounds, frame, f64::MAX)
}

#[test]
fn hands_pan_zoom_box_and_fit() {
    let mut harness = harness(lattice(|i| PALETTE[i % 4]), Drawing::Callback, Theme::Dark);
    harness.run();
    let frame = harness.state().frame();
    let whole = camera(&mut harness);
    let held = whole.to_map(frame, pos2(300.0, 300.0));

    drag(
        &mut harness,
        PointerButton::Primary,
        pos2(300.0, 300.0),
        pos2(420.0, 260.0),
    );
    let panned = camera(&mut harness);
    assert!((panned.to_screen(frame, held) - pos2(420.0, 260.0)).length() < 0.01);
    assert!(!harness.state().view.is_fitted());

    harness.hover_at(pos2(420.0, 260.0));
    let wheel = Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        source: MouseWheelSource::Wheel,
        delta: vec2(0.0, 120.0),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
    };
    harness.event(wheel);
    harness.run();
    let zoomed = camera(&mut harness);
    assert!(
        zoomed.scale > 1.3 * panned.scale,
        "{} {}",
        zoomed.scale,
        panned.scale
    );
    assert!((zoomed.to_screen(frame, held) - pos2(420.0, 260.0)).length() < 0.01);

    harness.state_mut().view.fit();
    harness.run();
    assert_eq!(camera(&mut harness), whole);
    assert!(harness.state().view.is_fitted());

    let corner = whole.to_map(frame, pos2(200.0, 150.0));
    drag(
        &mut harness,
        PointerButton::Secondary,
        pos2(200.0, 150.0),
        pos2(400.0, 300.0),
    );
    let boxed = camera(&mut harness);
    assert!(
        boxed.to_screen(frame, corner).distance(frame.left_top()) < 8.0
            && boxed.scale > 3.5 * whole.scale
    );
}

#[test]
fn a_chosen_song_stands_out() {
    let blobs = |n: usize, theme: Theme| {
        let mut state = 9_u64;
        let mut normal = || {
            (0..6).fold(0.0, |sum, _| {
                state = crate::random::splitmix64(state);
                sum + (state >> 40) as f32 / (1u64 << 24) as f32 - 0.5
            })
        };
        let xy = (0..n)
            .flat_map(|i| {
                let turn = (i % 8) as f32 * 0.8;
                [
                    turn.cos() * 4.0 + normal() * 1.3,
                    turn.sin() * 3.0 + normal() * 1.3,
                ]
            })
            .collect();
        let colors = [
            [68, 1, 84, 255],
            [230, 159, 0, 255],
            [86, 180, 233, 255],
            [0, 158, 115, 255],
            [240, 228, 66, 255],
            [0, 114, 178, 255],
            [213, 94, 0, 255],
            [204, 121, 167, 255],
        ];
        let appearance = Appearance::new((0..n).map(|i| colors[i % 8]).collect());
        harness(
            PointCloud::new(Arc::new(Matrix::new(n, 2, xy)), appearance),
            Drawing::Callback,
            theme,
        )
    };
    for (n, theme) in [
        (120, Theme::Dark),
        (120, Theme::Light),
        (3000, Theme::Light),
        (3000, Theme::Dark),
        (100_000, Theme::Dark),
        (100_000, Theme::Light),
    ] {
        let mut harness = blobs(n, theme);
        harness.run();
        harness.state_mut().selected = Some(17);
        harness.state_mut().neighbors = vec![25, 33, 41, 49, 57];
        harness.state_mut().axes = MapAxes::Named {
            x: "first component",
            y: "second component",
        };
        harness.run();
        let marked = harness.render().unwrap();
        let (at, ink) = (
            harness.state().at(17),
            theme.default_visuals().strong_text_color(),
        );
        let ring = (0..30).any(|dx| {
            let [r, g, b, _] = marked.get_pixel(at.x as u32 + dx, at.y as u32).0;
            differ([r, g, b], [ink[0], ink[1], ink[2]]) <= 30
        });
        assert!(ring, "{n} {theme:?}");
    }
}
