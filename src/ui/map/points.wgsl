// One quad per point, with an antialiased disc and its outline in it. Colours are in gamma space, as egui's are.

struct View {
    // Size of the whole target, and the place on it where `center` is drawn; physical pixels.
    screen: vec2<f32>,
    origin: vec2<f32>,
    // In units of the map.
    center: vec2<f32>,
    // Physical pixels per unit of the map; y is negative.
    scale: vec2<f32>,
    // Straight alpha.
    greyed_color: vec4<f32>,
    // Colour that outlines lean to, and by which share.
    outline_toward: vec4<f32>,
    // Physical pixels.
    radius: f32,
    greyed_radius: f32,
    outline: f32,
    opacity: f32,
    // 0: at `origin_xy`; 1: at `xy`.
    progress: f32,
    n_greyed: u32,
    padding: vec2<f32>,
};

@group(0) @binding(0) var<uniform> view: View;

struct Disc {
    @builtin(position) position: vec4<f32>,
    // From the middle of the disc, in physical pixels.
    @location(0) offset: vec2<f32>,
    @location(1) @interpolate(flat) color: vec4<f32>,
    @location(2) @interpolate(flat) radius: f32,
};

@vertex
fn vertex(
    @builtin(vertex_index) corner: u32,
    @builtin(instance_index) instance: u32,
    @location(0) origin_xy: vec2<f32>,
    @location(1) xy: vec2<f32>,
    @location(2) color: vec4<f32>,
) -> Disc {
    let greyed = instance < view.n_greyed;
    var disc: Disc;
    disc.radius = select(view.radius, view.greyed_radius, greyed);
    disc.color = select(color * vec4(1.0, 1.0, 1.0, view.opacity), view.greyed_color, greyed);
    // One pixel more than the disc, for its soft edge.
    let side = vec2(f32(corner & 1u), f32(corner >> 1u)) * 2.0 - 1.0;
    disc.offset = side * (disc.radius + 1.0);
    let at = origin_xy * (1.0 - view.progress) + xy * view.progress;
    let pixel = view.origin + (at - view.center) * view.scale + disc.offset;
    disc.position = vec4(pixel.x / view.screen.x * 2.0 - 1.0, 1.0 - pixel.y / view.screen.y * 2.0, 0.0, 1.0);
    return disc;
}

// Premultiplied alpha.
fn disc_color(disc: Disc) -> vec4<f32> {
    let distance = length(disc.offset);
    let coverage = clamp(disc.radius + 0.5 - distance, 0.0, 1.0);
    let is_outline = clamp(distance - (disc.radius - view.outline) + 0.5, 0.0, 1.0) * min(view.outline, 1.0);
    let share = is_outline * view.outline_toward.a;
    let alpha = disc.color.a * coverage;
    return vec4(mix(disc.color.rgb, view.outline_toward.rgb, share) * alpha, alpha);
}

@fragment
fn fragment_gamma(disc: Disc) -> @location(0) vec4<f32> {
    return disc_color(disc);
}

// For a target that converts to sRGB by itself.
@fragment
fn fragment_linear(disc: Disc) -> @location(0) vec4<f32> {
    let color = disc_color(disc);
    let low = color.rgb / 12.92;
    let high = pow((color.rgb + 0.055) / 1.055, vec3(2.4));
    return vec4(select(high, low, color.rgb < vec3(0.04045)), color.a);
}
