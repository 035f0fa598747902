//! The points drawn by the graphics card: positions and colours are uploaded when they change, and
//! a frame costs the processor one small uniform and one draw call, however many points there are.

use std::collections::HashMap;
use std::sync::{Arc, Weak};

use bytemuck::{Pod, Zeroable};
use eframe::egui::{PaintCallbackInfo, Rect, Shape};
use eframe::egui_wgpu::{Callback, CallbackResources, CallbackTrait, ScreenDescriptor};
use eframe::wgpu;

use super::camera::Camera;
use super::cloud::{Layout, Paint};
use super::glide::{Origin, between};
use super::look::{Look, Shot};

/// Lies far outside every view, yet not so far that the shader's arithmetic overflows.
const NOWHERE: f32 = 1e18;

/// Who is drawn: one map has its buffers from its first frame until it is dropped.
#[derive(Clone)]
pub(super) struct MapKey(Arc<()>);

impl MapKey {
    pub(super) fn new() -> Self {
        Self(Arc::new(()))
    }

    fn id(&self) -> usize {
        Arc::as_ptr(&self.0) as usize
    }
}

/// One frame of one map.
struct Points {
    key: MapKey,
    target_format: wgpu::TextureFormat,
    layout: Arc<Layout>,
    paint: Arc<Paint>,
    origin: Option<Origin>,
    progress: f32,
    camera: Camera,
    frame: Rect,
    look: Look,
}

/// The shape that draws a shot.
pub(super) fn shape(key: &MapKey, target_format: wgpu::TextureFormat, shot: &Shot<'_>) -> Shape {
    let points = Points {
        key: key.clone(),
        target_format,
        layout: shot.cloud.layout.clone(),
        paint: shot.cloud.paint.clone(),
        origin: shot.glide.from.clone(),
        progress: shot.progress,
        camera: shot.camera,
        frame: shot.frame,
        look: shot.look,
    };
    Shape::Callback(Callback::new_paint_callback(shot.frame, points))
}

impl CallbackTrait for Points {
    fn prepare(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        screen: &ScreenDescriptor,
        _encoder: &mut wgpu::CommandEncoder,
        resources: &mut CallbackResources,
    ) -> Vec<wgpu::CommandBuffer> {
        let resources = resources
            .entry()
            .or_insert_with(|| Resources::new(device, self.target_format));
        resources.maps.retain(|_, map| map.owner.strong_count() > 0);
        let pipeline = &resources.pipeline;
        let map = resources
            .maps
            .entry(self.key.id())
            .or_insert_with(|| MapBuffers::new(device, pipeline, &self.key));
        map.update(device, queue, self, screen);
        Vec::new()
    }

    fn paint(
        &self,
        info: PaintCallbackInfo,
        pass: &mut wgpu::RenderPass<'static>,
        resources: &CallbackResources,
    ) {
        let Some(resources) = resources.get::<Resources>() else {
            return;
        };
        let Some(map) = resources.maps.get(&self.key.id()) else {
            return;
        };
        let (Some(xy), Some(colors)) = (&map.xy, &map.colors) else {
            return;
        };
        let origin = map.origin.as_ref().unwrap_or(xy);
        // egui clips to the frame; the whole target as viewport keeps discs at fractions of a pixel
        // where they belong.
        pass.set_viewport(
            0.0,
            0.0,
            info.screen_size_px[0] as f32,
            info.screen_size_px[1] as f32,
            0.0,
            1.0,
        );
        pass.set_pipeline(&resources.pipeline);
        pass.set_bind_group(0, &map.bind_group, &[]);
        pass.set_vertex_buffer(0, origin.buffer.slice(..));
        pass.set_vertex_buffer(1, xy.buffer.slice(..));
        pass.set_vertex_buffer(2, colors.buffer.slice(..));
        pass.draw(0..4, 0..colors.len.min(xy.len).min(origin.len));
    }
}

/// What all maps of one window share, and the buffers of each.
struct Resources {
    pipeline: wgpu::RenderPipeline,
    maps: HashMap<usize, MapBuffers>,
}

impl Resources {
    fn new(device: &wgpu::Device, target_format: wgpu::TextureFormat) -> Self {
        let module = device.create_shader_module(wgpu::include_wgsl!("points.wgsl"));
        let per_point = |attributes, array_stride| {
            Some(wgpu::VertexBufferLayout {
                array_stride,
                step_mode: wgpu::VertexStepMode::Instance,
                attributes,
            })
        };
        // As egui blends its own premultiplied colours.
        let blend = wgpu::BlendState {
            color: wgpu::BlendComponent {
                src_factor: wgpu::BlendFactor::One,
                dst_factor: wgpu::BlendFactor::OneMinusSrcAlpha,
                operation: wgpu::BlendOperation::Add,
            },
            alpha: wgpu::BlendComponent {
                src_factor: wgpu::BlendFactor::OneMinusDstAlpha,
                dst_factor: wgpu::BlendFactor::One,
                operation: wgpu::BlendOperation::Add,
            },
        };
        let pipeline = device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
            label: Some("map points"),
            layout: None,
            vertex: wgpu::VertexState {
                module: &module,
                entry_point: Some("vertex"),
                compilation_options: wgpu::PipelineCompilationOptions::default(),
                buffers: &[
                    per_point(&wgpu::vertex_attr_array![0 => Float32x2], 8),
                    per_point(&wgpu::vertex_attr_array![1 => Float32x2], 8),
                    per_point(&wgpu::vertex_attr_array![2 => Unorm8x4], 4),
                ],
            },
            primitive: wgpu::PrimitiveState {
                topology: wgpu::PrimitiveTopology::TriangleStrip,
                ..wgpu::PrimitiveState::default()
            },
            depth_stencil: None,
            multisample: wgpu::MultisampleState::default(),
            fragment: Some(wgpu::FragmentState {
                module: &module,
                entry_point: Some(if target_format.is_srgb() {
                    "fragment_linear"
                } else {
                    "fragment_gamma"
                }),
                compilation_options: wgpu::PipelineCompilationOptions::default(),
                targets: &[Some(wgpu::ColorTargetState {
                    format: target_format,
                    blend: Some(blend),
                    write_mask: wgpu::ColorWrites::ALL,
                })],
            }),
            multiview_mask: None,
            cache: None,
        });
        Self {
            pipeline,
            maps: HashMap::new(),
        }
    }
}

/// The uniform, laid out as `View` in the shader.
#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
struct View {
    screen: [f32; 2],
    origin: [f32; 2],
    center: [f32; 2],
    scale: [f32; 2],
    greyed_color: [f32; 4],
    outline_toward: [f32; 4],
    radius: f32,
    greyed_radius: f32,
    outline: f32,
    opacity: f32,
    progress: f32,
    n_greyed: u32,
    padding: [f32; 2],
}

impl View {
    fn new(points: &Points, screen: &ScreenDescriptor) -> Self {
        let Points { camera, look, .. } = points;
        let ppp = screen.pixels_per_point;
        let middle = points.frame.center();
        let scale = (camera.scale * f64::from(ppp)) as f32;
        let toward = if look.dark_mode { 1.0 } else { 0.0 };
        Self {
            screen: screen.size_in_pixels.map(|v| v as f32),
            origin: [middle.x * ppp, middle.y * ppp],
            center: camera.center.map(|v| v as f32),
            scale: [scale, -scale],
            greyed_color: look
                .greyed
                .to_srgba_unmultiplied()
                .map(|v| f32::from(v) / 255.0),
            outline_toward: [toward, toward, toward, look.outline_share],
            radius: look.radius * ppp,
            greyed_radius: look.greyed_radius * ppp,
            outline: look.outline * ppp,
            opacity: look.opacity,
            progress: points.progress,
            n_greyed: points.paint.n_greyed as u32,
            padding: [0.0; 2],
        }
    }
}

/// The buffers of one map.
struct MapBuffers {
    owner: Weak<()>,
    uniform: wgpu::Buffer,
    bind_group: wgpu::BindGroup,
    xy: Option<PointBuffer>,
    /// `None` while nothing glides.
    origin: Option<PointBuffer>,
    colors: Option<PointBuffer>,
    /// Memory in which uploads are put together, kept because a stream of positions needs it often.
    scratch: Vec<u8>,
}

impl MapBuffers {
    fn new(device: &wgpu::Device, pipeline: &wgpu::RenderPipeline, key: &MapKey) -> Self {
        let uniform = device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("map view"),
            size: size_of::<View>() as u64,
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        let bind_group = device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("map view"),
            layout: &pipeline.get_bind_group_layout(0),
            entries: &[wgpu::BindGroupEntry {
                binding: 0,
                resource: uniform.as_entire_binding(),
            }],
        });
        let owner = Arc::downgrade(&key.0);
        Self {
            owner,
            uniform,
            bind_group,
            xy: None,
            origin: None,
            colors: None,
            scratch: Vec::new(),
        }
    }

    fn update(
        &mut self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        points: &Points,
        screen: &ScreenDescriptor,
    ) {
        let Points { layout, paint, .. } = points;
        queue.write_buffer(
            &self.uniform,
            0,
            bytemuck::bytes_of(&View::new(points, screen)),
        );
        let order = &paint.order;
        let place = |xy: [f32; 2]| {
            if xy.iter().all(|v| v.is_finite()) {
                xy
            } else {
                [NOWHERE; 2]
            }
        };
        let mut upload = Upload {
            device,
            queue,
            order,
            scratch: &mut self.scratch,
        };
        upload.update(&mut self.xy, (layout.id, paint.id), |i| place(layout.at(i)));
        upload.update(&mut self.colors, (0, paint.id), |i| paint.colors[i]);
        let Some(origin) = &points.origin else {
            self.origin = None;
            return;
        };
        upload.update(&mut self.origin, (origin.id, paint.id), |i| {
            let from = origin.xy.row(i);
            place(between([from[0], from[1]], layout.at(i), 0.0))
        });
    }
}

/// One value per point, in the order in which points are drawn, and what it was made from.
struct PointBuffer {
    made_from: (u64, u64),
    buffer: wgpu::Buffer,
    len: u32,
}

/// What an upload needs.
struct Upload<'a> {
    device: &'a wgpu::Device,
    queue: &'a wgpu::Queue,
    order: &'a [u32],
    scratch: &'a mut Vec<u8>,
}

impl Upload<'_> {
    /// Uploads the value of each point where the buffer in `slot` was made from something else,
    /// into the same memory if it fits.
    fn update<T: Pod>(
        &mut self,
        slot: &mut Option<PointBuffer>,
        made_from: (u64, u64),
        value: impl Fn(usize) -> T,
    ) {
        if slot.as_ref().is_some_and(|b| b.made_from == made_from) {
            return;
        }
        // Beyond what the card can hold in one buffer (some ten million points), the last points
        // are not drawn.
        let len = self
            .order
            .len()
            .min((self.device.limits().max_buffer_size / size_of::<T>() as u64) as usize);
        self.scratch.clear();
        for &i in &self.order[..len] {
            self.scratch
                .extend_from_slice(bytemuck::bytes_of(&value(i as usize)));
        }
        let size = self.scratch.len() as u64;
        let reusable = |old: &PointBuffer| (size..=4 * size).contains(&old.buffer.size());
        let buffer = match slot.take().filter(reusable) {
            Some(old) => old.buffer,
            None => self.device.create_buffer(&wgpu::BufferDescriptor {
                label: Some("map points"),
                size: size.max(8),
                usage: wgpu::BufferUsages::VERTEX | wgpu::BufferUsages::COPY_DST,
                mapped_at_creation: false,
            }),
        };
        self.queue.write_buffer(&buffer, 0, self.scratch);
        *slot = Some(PointBuffer {
            made_from,
            buffer,
            len: len as u32,
        });
    }
}
