//! The arithmetic of a strided convolution on the CPU, and of its mirror image.
//!
//! Every kernel is 4 × 4 with stride 2 and one row of zeros around: bands and frames are halved
//! going down and doubled going up, and as the stride divides the kernel every pixel of the larger
//! side is covered by equally many weights, which leaves no checkerboard (Odena et al. 2016). With
//! the patches of one larger image laid out as columns both directions are one matrix product each:
//!
//! - down: small = W · columns(large), as `torch.nn.Conv2d(a, b, 4, 2, 1)`,
//! - up: large = scatter(Wᵀ · small), as `torch.nn.ConvTranspose2d(b, a, 4, 2, 1)`.
//!
//! Each is the other's derivative by its input, and ∂W = ∂small · columns(large)ᵀ for both. Bias
//! and leaky ReLU are part of the operation: by themselves they would read and write every pixel
//! several times more.
//!
//! Images are shared among threads. Sums over a batch are taken in groups that depend on the batch
//! alone and are then added in order, so results are the same to the bit whatever the number of
//! threads.

use faer::linalg::matmul::matmul;
use faer::{Accum, MatMut, MatRef, Par};
use rayon::prelude::*;

use crate::model::device;
use crate::model::values::Slope;

/// Rows, and columns, of a kernel.
pub(super) const SIDE: usize = 4;
/// Weights of a kernel.
const AREA: usize = SIDE * SIDE;
/// At most so many groups sum a gradient over a batch.
const MAX_GROUPS: usize = 16;

/// Sizes of one layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layer {
    /// Images in the batch.
    pub(crate) n: usize,
    /// Channels of the large side.
    pub(crate) large: usize,
    /// Channels of the small side.
    pub(crate) small: usize,
    /// Rows and columns of the small side; the large side has twice as many.
    pub(crate) height: usize,
    pub(crate) width: usize,
}

impl Layer {
    fn small_pixels(&self) -> usize {
        self.height * self.width
    }

    /// Values of one image, either side.
    fn small_len(&self) -> usize {
        self.small * self.small_pixels()
    }

    fn large_len(&self) -> usize {
        self.large * 4 * self.small_pixels()
    }

    /// Rows of the column matrix.
    fn depth(&self) -> usize {
        self.large * AREA
    }

    fn columns_len(&self) -> usize {
        self.depth() * self.small_pixels()
    }

    fn weights_len(&self) -> usize {
        self.small * self.depth()
    }
}

/// Gradients of one layer; that of the input only where asked for.
pub(super) struct Gradients {
    pub(crate) input: Option<Vec<f32>>,
    pub(crate) weight: Vec<f32>,
    pub(crate) bias: Vec<f32>,
}

/// # Shapes
/// `large` n × large × 2·height × 2·width, `weight` small × large × 4 × 4, `bias` small; result n ×
/// small × height × width.
pub(super) fn down(
    layer: Layer,
    large: &[f32],
    weight: &[f32],
    bias: &[f32],
    slope: Slope,
) -> Vec<f32> {
    let mut out = vec![0.0; layer.n * layer.small_len()];
    device::on_all_threads(|| {
        let images = out
            .par_chunks_mut(layer.small_len())
            .zip(large.par_chunks(layer.large_len()));
        images.for_each_init(
            || vec![0.0; layer.columns_len()],
            |columns, (small, large)| {
                gather(layer, large, columns);
                let product = Product {
                    rows: layer.small,
                    inner: layer.depth(),
                    columns: layer.small_pixels(),
                };
                product.plain(small, weight, columns, Accum::Replace);
                activate(small, bias, slope);
            },
        );
    });
    out
}

/// # Shapes
/// `small` n × small × height × width, `weight` small × large × 4 × 4, `bias` large; result n ×
/// large × 2·height × 2·width.
pub(super) fn up(
    layer: Layer,
    small: &[f32],
    weight: &[f32],
    bias: &[f32],
    slope: Slope,
) -> Vec<f32> {
    let mut out = vec![0.0; layer.n * layer.large_len()];
    device::on_all_threads(|| {
        let images = out
            .par_chunks_mut(layer.large_len())
            .zip(small.par_chunks(layer.small_len()));
        images.for_each_init(
            || vec![0.0; layer.columns_len()],
            |columns, (large, small)| {
                let product = Product {
                    rows: layer.depth(),
                    inner: layer.small,
                    columns: layer.small_pixels(),
                };
                product.left_transposed(columns, weight, small, Accum::Replace);
                scatter(layer, columns, large);
                activate(large, bias, slope);
            },
        );
    });
    out
}

/// Gradients of [`down`] from its input, its result and the gradient of the result.
pub(super) fn down_gradients(
    layer: Layer,
    large: &[f32],
    weight: &[f32],
    result: &[f32],
    gradient: &[f32],
    slope: Slope,
    wants_input: bool,
) -> Gradients {
    let (small_len, large_len) = (layer.small_len(), layer.large_len());
    gradients(
        layer,
        layer.small,
        large_len,
        wants_input,
        |i, sums, scratch, input| {
            let small = &mut scratch.pixels;
            small.clear();
            deactivate(
                small,
                &result[i * small_len..][..small_len],
                &gradient[i * small_len..][..small_len],
                slope,
            );
            add_channel_sums(&mut sums.bias, small);
            gather(
                layer,
                &large[i * large_len..][..large_len],
                &mut scratch.columns,
            );
            let product = Product {
                rows: layer.small,
                inner: layer.small_pixels(),
                columns: layer.depth(),
            };
            product.right_transposed(&mut sums.weight, small, &scratch.columns, Accum::Add);
            if let Some(input) = input {
                let product = Product {
                    rows: layer.depth(),
                    inner: layer.small,
                    columns: layer.small_pixels(),
                };
                product.left_transposed(&mut scratch.columns, weight, small, Accum::Replace);
                scatter(layer, &scratch.columns, input);
            }
        },
    )
}

/// Gradients of [`up`] from its input, its result and the gradient of the result.
pub(super) fn up_gradients(
    layer: Layer,
    small: &[f32],
    weight: &[f32],
    result: &[f32],
    gradient: &[f32],
    slope: Slope,
    wants_input: bool,
) -> Gradients {
    let (small_len, large_len) = (layer.small_len(), layer.large_len());
    gradients(
        layer,
        layer.large,
        small_len,
        wants_input,
        |i, sums, scratch, input| {
            let large = &mut scratch.pixels;
            large.clear();
            deactivate(
                large,
                &result[i * large_len..][..large_len],
                &gradient[i * large_len..][..large_len],
                slope,
            );
            add_channel_sums(&mut sums.bias, large);
            gather(layer, large, &mut scratch.columns);
            let small = &small[i * small_len..][..small_len];
            let product = Product {
                rows: layer.small,
                inner: layer.small_pixels(),
                columns: layer.depth(),
            };
            product.right_transposed(&mut sums.weight, small, &scratch.columns, Accum::Add);
            if let Some(input) = input {
                let product = Product {
                    rows: layer.small,
                    inner: layer.depth(),
                    columns: layer.small_pixels(),
                };
                product.plain(input, weight, &scratch.columns, Accum::Replace);
            }
        },
    )
}

struct Sums {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

struct Scratch {
    columns: Vec<f32>,
    pixels: Vec<f32>,
}

/// Runs `one` for every image, with the sums of its group, scratch, and where the gradient of its
/// input goes.
fn gradients(
    layer: Layer,
    n_bias: usize,
    input_len: usize,
    wants_input: bool,
    one: impl Fn(usize, &mut Sums, &mut Scratch, Option<&mut [f32]>) + Sync,
) -> Gradients {
    let group_len = layer.n.div_ceil(MAX_GROUPS).max(1);
    let mut input = vec![0.0; if wants_input { layer.n * input_len } else { 0 }];
    let group = |scratch: &mut Scratch, (g, mut inputs): (usize, Option<&mut [f32]>)| {
        let mut sums = Sums {
            weight: vec![0.0; layer.weights_len()],
            bias: vec![0.0; n_bias],
        };
        for (at, i) in (g * group_len..((g + 1) * group_len).min(layer.n)).enumerate() {
            let input = inputs
                .as_deref_mut()
                .map(|inputs| &mut inputs[at * input_len..][..input_len]);
            one(i, &mut sums, scratch, input);
        }
        sums
    };
    let scratch = || Scratch {
        columns: vec![0.0; layer.columns_len()],
        pixels: Vec::new(),
    };
    let of_groups: Vec<Sums> = device::on_all_threads(|| {
        if wants_input {
            let groups = input
                .par_chunks_mut(group_len * input_len)
                .map(Some)
                .enumerate();
            groups.map_init(scratch, group).collect()
        } else {
            let groups = (0..layer.n.div_ceil(group_len))
                .into_par_iter()
                .map(|g| (g, None));
            groups.map_init(scratch, group).collect()
        }
    });
    let mut weight = vec![0.0; layer.weights_len()];
    let mut bias = vec![0.0; n_bias];
    for sums in &of_groups {
        add(&mut weight, &sums.weight);
        add(&mut bias, &sums.bias);
    }
    Gradients {
        input: wants_input.then_some(input),
        weight,
        bias,
    }
}

fn add(sums: &mut [f32], values: &[f32]) {
    sums.iter_mut().zip(values).for_each(|(s, v)| *s += v);
}

/// Adds each channel's bias, then the leaky ReLU.
fn activate(image: &mut [f32], bias: &[f32], Slope(slope): Slope) {
    for (channel, b) in image.chunks_exact_mut(image.len() / bias.len()).zip(bias) {
        for v in channel {
            let x = *v + b;
            *v = if x > 0.0 { x } else { slope * x };
        }
    }
}

/// The gradient before the leaky ReLU from that after it; the sign of the result is that of what
/// went in.
fn deactivate(out: &mut Vec<f32>, result: &[f32], gradient: &[f32], Slope(slope): Slope) {
    out.extend(
        result
            .iter()
            .zip(gradient)
            .map(|(&y, &g)| if y > 0.0 { g } else { slope * g }),
    );
}

fn add_channel_sums(sums: &mut [f32], image: &[f32]) {
    let pixels = image.len() / sums.len();
    for (sum, channel) in sums.iter_mut().zip(image.chunks_exact(pixels)) {
        let mut lanes = [0.0_f32; 16];
        let (chunks, rest) = channel.as_chunks::<16>();
        for chunk in chunks {
            lanes.iter_mut().zip(chunk).for_each(|(lane, v)| *lane += v);
        }
        *sum += lanes.iter().sum::<f32>() + rest.iter().sum::<f32>();
    }
}

/// Where row `y` of the large side is seen: (kernel row, row of the small side), at most two.
fn seen_at(y: usize, height: usize) -> impl Iterator<Item = (usize, usize)> {
    // Kernel row k of small row s sees large row 2 s + k − 1.
    (0..SIDE).filter_map(move |k| {
        let twice = (y + 1).checked_sub(k)?;
        (twice.is_multiple_of(2) && twice / 2 < height).then_some((k, twice / 2))
    })
}

/// Lays out what each kernel sees of one image: row (channel, kernel row, kernel column), column
/// (row, column of the small side).
///
/// A row of the large side is parted into its even and odd columns, after which all that is left is
/// to copy runs.
fn gather(layer: Layer, large: &[f32], columns: &mut [f32]) {
    let (height, width, pixels) = (layer.height, layer.width, layer.small_pixels());
    let mut even = vec![0.0; width];
    let mut odd = vec![0.0; width];
    for (channel, columns) in large
        .chunks_exact(4 * pixels)
        .zip(columns.chunks_exact_mut(AREA * pixels))
    {
        // Above the first row and below the last there are zeros.
        for (k, s) in [(0, 0), (SIDE - 1, height - 1)] {
            (0..SIDE)
                .for_each(|j| columns[(k * SIDE + j) * pixels + s * width..][..width].fill(0.0));
        }
        for (y, row) in channel.chunks_exact(2 * width).enumerate() {
            for ((pair, e), o) in row.as_chunks::<2>().0.iter().zip(&mut even).zip(&mut odd) {
                [*e, *o] = *pair;
            }
            for (k, s) in seen_at(y, height) {
                let run = |j: usize| (k * SIDE + j) * pixels + s * width;
                let (from, at) = (width - 1, run(0));
                columns[at] = 0.0;
                columns[at + 1..at + width].copy_from_slice(&odd[..from]);
                columns[run(1)..][..width].copy_from_slice(&even);
                columns[run(2)..][..width].copy_from_slice(&odd);
                let at = run(3);
                columns[at..at + from].copy_from_slice(&even[1..]);
                columns[at + from] = 0.0;
            }
        }
    }
}

/// The transpose of [`gather`]: sums what lies over each pixel.
fn scatter(layer: Layer, columns: &[f32], large: &mut [f32]) {
    let (height, width, pixels) = (layer.height, layer.width, layer.small_pixels());
    let mut even = vec![0.0; width];
    let mut odd = vec![0.0; width];
    for (channel, columns) in large
        .chunks_exact_mut(4 * pixels)
        .zip(columns.chunks_exact(AREA * pixels))
    {
        for (y, row) in channel.chunks_exact_mut(2 * width).enumerate() {
            even.fill(0.0);
            odd.fill(0.0);
            for (k, s) in seen_at(y, height) {
                let run = |j: usize| &columns[(k * SIDE + j) * pixels + s * width..][..width];
                add(&mut odd, &run(0)[1..]);
                add(&mut even, run(1));
                add(&mut odd, run(2));
                add(&mut even[1..], &run(3)[..width - 1]);
            }
            for ((pair, e), o) in row.as_chunks_mut::<2>().0.iter_mut().zip(&even).zip(&odd) {
                *pair = [*e, *o];
            }
        }
    }
}

/// A product of row-major matrices, rows × inner by inner × columns.
struct Product {
    rows: usize,
    inner: usize,
    columns: usize,
}

impl Product {
    fn plain(&self, out: &mut [f32], left: &[f32], right: &[f32], accum: Accum) {
        let left = MatRef::from_row_major_slice(left, self.rows, self.inner);
        let right = MatRef::from_row_major_slice(right, self.inner, self.columns);
        self.run(out, left, right, accum);
    }

    /// `left` is stored inner × rows.
    fn left_transposed(&self, out: &mut [f32], left: &[f32], right: &[f32], accum: Accum) {
        let left = MatRef::from_column_major_slice(left, self.rows, self.inner);
        let right = MatRef::from_row_major_slice(right, self.inner, self.columns);
        self.run(out, left, right, accum);
    }

    /// `right` is stored columns × inner.
    fn right_transposed(&self, out: &mut [f32], left: &[f32], right: &[f32], accum: Accum) {
        let left = MatRef::from_row_major_slice(left, self.rows, self.inner);
        let right = MatRef::from_column_major_slice(right, self.inner, self.columns);
        self.run(out, left, right, accum);
    }

    fn run(&self, out: &mut [f32], left: MatRef<'_, f32>, right: MatRef<'_, f32>, accum: Accum) {
        let out = MatMut::from_row_major_slice_mut(out, self.rows, self.columns);
        matmul(out, accum, left, right, 1.0, Par::Seq);
    }
}
