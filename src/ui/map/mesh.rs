//! The points as a triangle mesh, for renderers without wgpu. Each point is a square of a texture
//! that holds a disc.
//!
//! The mesh is kept until points or view change. From [`MAX_DISCS`] visible points on, points that
//! fall into one small cell of the screen become one, more opaque the more they are: what is seen
//! hardly changes, and a frame stays cheap.

use std::sync::Arc;

use eframe::egui::{
    Color32, ColorImage, Context, Mesh, Pos2, Rect, Shape, TextureHandle, TextureOptions, Vec2,
    epaint::Vertex, pos2,
};

use super::PointCloud;
use super::camera::Camera;
use super::look::{Look, Shot};

/// Most discs drawn one by one.
const MAX_DISCS: usize = 50_000;

/// The mesh of the last frame, and what it was made from.
#[derive(Default)]
pub(super) struct MeshCache {
    made_from: Option<MadeFrom>,
    mesh: Arc<Mesh>,
    sprite: Option<Sprite>,
}

#[derive(Clone, Copy, PartialEq)]
struct MadeFrom {
    layout: u64,
    paint: u64,
    origin: Option<u64>,
    progress: f32,
    camera: Camera,
    frame: Rect,
    look: Look,
    pixels_per_point: f32,
}

/// A point within the frame.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Dot {
    index: u32,
    at: Pos2,
    /// How many points it stands for.
    count: u32,
}

impl MeshCache {
    /// The shape that draws a shot.
    pub(super) fn shape(&mut self, ctx: &Context, shot: &Shot<'_>) -> Shape {
        let Shot {
            cloud,
            glide,
            progress,
            camera,
            frame,
            look,
        } = *shot;
        let made_from = MadeFrom {
            layout: cloud.layout.id,
            paint: cloud.paint.id,
            origin: glide.from.as_ref().map(|from| from.id),
            progress,
            camera,
            frame,
            look,
            pixels_per_point: ctx.pixels_per_point(),
        };
        if self.made_from != Some(made_from) {
            let sprite = Sprite::keep(&mut self.sprite, ctx, look);
            self.mesh = Arc::new(mesh(
                cloud,
                &thin_out(dots(shot), frame, MAX_DISCS),
                look,
                sprite,
            ));
            self.made_from = Some(made_from);
        }
        Shape::Mesh(self.mesh.clone())
    }
}

/// The points in the frame, in the order in which they are drawn.
fn dots(shot: &Shot<'_>) -> Vec<Dot> {
    let visible = shot.frame.expand(shot.look.radius + 1.0);
    let place = |&index: &u32| {
        let at = shot.place(index as usize);
        visible.contains(at).then_some(Dot {
            index,
            at,
            count: 1,
        })
    };
    shot.cloud.paint.order.iter().filter_map(place).collect()
}

/// Keeps the topmost dot of each cell, in the order given, with cells chosen so that about `most`
/// remain at most.
fn thin_out(dots: Vec<Dot>, frame: Rect, most: usize) -> Vec<Dot> {
    if dots.len() <= most {
        return dots;
    }
    let cell = (frame.area() / most as f32).sqrt().max(1.0);
    let n_columns = (frame.width() / cell) as usize + 1;
    let n_rows = (frame.height() / cell) as usize + 1;
    let cell_of = |at: Pos2| {
        let offset = ((at - frame.min) / cell).max(Vec2::ZERO);
        (offset.y as usize).min(n_rows - 1) * n_columns + (offset.x as usize).min(n_columns - 1)
    };
    let mut counts = vec![(0u32, 0u32); n_columns * n_rows];
    for dot in &dots {
        let (count, top) = &mut counts[cell_of(dot.at)];
        *count += 1;
        *top = dot.index;
    }
    let keep = |dot: Dot| {
        let (count, top) = counts[cell_of(dot.at)];
        (top == dot.index).then_some(Dot { count, ..dot })
    };
    dots.into_iter().filter_map(keep).collect()
}

fn mesh(cloud: &PointCloud, dots: &[Dot], look: Look, sprite: &Sprite) -> Mesh {
    let mut mesh = Mesh::with_texture(sprite.texture.id());
    let n_quads = if look.outline > 0.0 {
        2 * dots.len()
    } else {
        dots.len()
    };
    mesh.vertices.reserve(4 * n_quads);
    mesh.indices.reserve(6 * n_quads);
    for dot in dots {
        let i = dot.index as usize;
        if !cloud.is_bright(i) {
            let color = opaquer(look.greyed.to_srgba_unmultiplied(), 1.0, dot);
            stamp(
                &mut mesh,
                sprite,
                Tile::Disc,
                dot.at,
                look.greyed_radius,
                color,
            );
            continue;
        }
        let fill = opaquer(cloud.color(i), look.opacity, dot);
        if look.outline > 0.0 {
            let outline = opaquer(look.outline_of(cloud.color(i)), look.opacity, dot);
            stamp(&mut mesh, sprite, Tile::Inner, dot.at, look.radius, fill);
            stamp(&mut mesh, sprite, Tile::Ring, dot.at, look.radius, outline);
        } else {
            stamp(&mut mesh, sprite, Tile::Disc, dot.at, look.radius, fill);
        }
    }
    mesh
}

/// The colour of as many discs upon each other as the dot stands for.
fn opaquer([r, g, b, a]: [u8; 4], opacity: f32, dot: &Dot) -> Color32 {
    let through = 1.0 - f32::from(a) / 255.0 * opacity;
    let alpha = 1.0 - through.powi(dot.count as i32);
    Color32::from_rgba_unmultiplied(r, g, b, (alpha * 255.0).round() as u8)
}

/// A square with one tile of the sprite in it, tinted.
fn stamp(mesh: &mut Mesh, sprite: &Sprite, tile: Tile, at: Pos2, radius: f32, color: Color32) {
    let half = sprite.half_side * radius / sprite.radius;
    let first = mesh.vertices.len() as u32;
    for (x, y) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
        let pos = pos2(at.x + (2.0 * x - 1.0) * half, at.y + (2.0 * y - 1.0) * half);
        mesh.vertices.push(Vertex {
            pos,
            uv: pos2((tile as u8 as f32 + x) / N_TILES as f32, y),
            color,
        });
    }
    mesh.indices
        .extend([0, 1, 2, 2, 1, 3].map(|corner| first + corner));
}

/// What the sprite holds, from left to right. Inner and ring together are the disc.
#[derive(Clone, Copy)]
enum Tile {
    Disc,
    Inner,
    Ring,
}

const N_TILES: usize = 3;

/// A texture of white antialiased discs, drawn for the size at which they are shown.
struct Sprite {
    texture: TextureHandle,
    radius_px: f32,
    outline_px: f32,
    /// Points of screen.
    radius: f32,
    half_side: f32,
}

impl Sprite {
    fn keep<'a>(slot: &'a mut Option<Self>, ctx: &Context, look: Look) -> &'a Self {
        let ppp = ctx.pixels_per_point();
        // Quarters of a pixel: a zoom through all sizes draws the texture some dozen times.
        let radius_px = ((look.radius * ppp * 4.0).round() / 4.0).max(0.5);
        let (radius, outline_px) = (radius_px / ppp, look.outline * ppp);
        let fits =
            |s: &Self| s.radius_px == radius_px && s.outline_px == outline_px && s.radius == radius;
        let sprite = slot.take().filter(fits).unwrap_or_else(|| {
            let side = 2 * (radius_px + 1.5).ceil() as usize;
            let texture = ctx.load_texture(
                "map point",
                sprite_image(side, radius_px, outline_px),
                TextureOptions::LINEAR,
            );
            Self {
                texture,
                radius_px,
                outline_px,
                radius,
                half_side: side as f32 / 2.0 / ppp,
            }
        });
        slot.insert(sprite)
    }
}

fn sprite_image(side: usize, radius: f32, outline: f32) -> ColorImage {
    let middle = side as f32 / 2.0;
    let width = N_TILES * side;
    let pixels = (0..width * side).map(|i| {
        let (column, y) = (i % width, (i / width) as f32 + 0.5 - middle);
        let distance = ((column % side) as f32 + 0.5 - middle).hypot(y);
        let covered = |radius: f32| (radius + 0.5 - distance).clamp(0.0, 1.0);
        let (disc, inner) = (covered(radius), covered(radius - outline));
        let coverage = [disc, inner, disc - inner][column / side];
        Color32::from_white_alpha((coverage * 255.0).round() as u8)
    });
    ColorImage::new([width, side], pixels.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thinning_keeps_the_top_of_each_cell_and_counts_the_rest() {
        let frame = Rect::from_min_size(pos2(10.0, 10.0), Vec2::new(100.0, 50.0));
        let at = |x: f32, y: f32, index| Dot {
            index,
            at: pos2(x, y),
            count: 1,
        };
        // 50 dots wanted in 5000 square points: cells of 10 x 10.
        let mut dots: Vec<Dot> = (0..60).map(|i| at(15.0, 15.0, i)).collect();
        dots.push(at(10.0 + 99.9, 10.0 + 49.9, 60));
        dots.push(at(9.0, 12.0, 61));
        let thin = thin_out(dots.clone(), frame, 50);
        assert_eq!(
            thin,
            [
                Dot {
                    count: 1,
                    ..dots[60]
                },
                Dot {
                    count: 61,
                    ..dots[61]
                }
            ]
        );
        assert_eq!(thin_out(dots.clone(), frame, 62), dots);
    }

    #[test]
    fn a_million_points_become_a_mesh_of_bounded_size() {
        let frame = Rect::from_min_size(Pos2::ZERO, Vec2::new(800.0, 600.0));
        let dots: Vec<Dot> = (0..1_000_000u32)
            .map(|i| Dot {
                index: i,
                at: pos2((i % 997) as f32 * 0.8, (i / 997) as f32 * 0.59),
                count: 1,
            })
            .collect();
        let thin = thin_out(dots, frame, MAX_DISCS);
        assert!(
            thin.len() <= MAX_DISCS * 11 / 10 && thin.len() > MAX_DISCS / 2,
            "{}",
            thin.len()
        );
        assert_eq!(thin.iter().map(|d| d.count).sum::<u32>(), 1_000_000);
    }
}
