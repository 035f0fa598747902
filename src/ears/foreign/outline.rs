//! What an ONNX file says of itself: what goes in, what comes out, its operators, its metadata.
//!
//! Read before any engine sees the file, so that what is wrong with it is told in plain words.
//! Numbers of fields are those of `onnx.proto` (ONNX 1.20, IR version 13).

use std::collections::BTreeSet;

use super::whole;
use super::wire::{Broken, Field, Fields, numbers, text};
use crate::words::{Message, id, say};

/// Numbers of one tensor: two gigabytes in memory.
pub(super) const MOST_NUMBERS: u64 = 1 << 29;

/// The number of the type that is taken in and given out.
pub(super) const F32: u64 = 1;

/// The outline of a network.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Outline {
    /// Those that nobody but the user can fill.
    pub(crate) inputs: Vec<Port>,
    pub(crate) outputs: Vec<Port>,
    /// As its maker wrote it: key and value.
    pub(crate) metadata: Vec<(String, String)>,
    /// Names of all operators; those of other domains with theirs.
    pub(crate) operators: BTreeSet<String>,
}

/// An outline on its way, and what would be wrong with the file.
#[derive(Default)]
struct Reading {
    outline: Outline,
    /// Weights are in a file beside this one.
    has_other_files: bool,
    /// Names of tensors that the file holds.
    held: BTreeSet<String>,
    /// The shape of a tensor that no memory holds.
    too_large: Option<Vec<u64>>,
}

/// A tensor that goes in or comes out.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Port {
    pub(crate) name: String,
    /// The number of the type of its elements.
    pub(crate) element: u64,
    /// The size of each axis, `None` where it may be any; none of them where nothing is said.
    pub(crate) dims: Option<Vec<Option<usize>>>,
}

impl From<Broken> for Message {
    fn from(_: Broken) -> Self {
        id::NETWORK_DAMAGED.into()
    }
}

impl Outline {
    /// # Errors
    /// When the bytes are no ONNX file, or damaged; when it needs other files, or states a shape
    /// that no memory holds.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Message> {
        let mut reading = Reading::default();
        for field in Fields(bytes) {
            match field.map_err(|Broken| no_onnx(bytes))? {
                (7, Field::Bytes(graph)) => reading.graph(graph)?,
                (14, Field::Bytes(entry)) => reading.outline.metadata.push(pair(entry)?),
                _ => {}
            }
        }
        whole::check(bytes)?;
        let Reading {
            mut outline,
            has_other_files,
            held,
            too_large,
        } = reading;
        outline.inputs.retain(|port| !held.contains(&port.name));
        if outline.operators.is_empty() {
            return Err(id::NETWORK_NO_ONNX.into());
        }
        if has_other_files {
            return Err(id::NETWORK_OTHER_FILES.into());
        }
        match too_large {
            Some(shape) => Err(say(id::NETWORK_TOO_LARGE)
                .with("shape", by(&shape))
                .with("most", MOST_NUMBERS)),
            None => Ok(outline),
        }
    }
}

impl Reading {
    fn graph(&mut self, graph: &[u8]) -> Result<(), Broken> {
        for field in Fields(graph) {
            match field? {
                (1, Field::Bytes(node)) => self.node(node)?,
                (5, Field::Bytes(tensor)) => self.tensor(tensor)?,
                (11, Field::Bytes(port)) => {
                    let port = self.port(port)?;
                    self.outline.inputs.push(port);
                }
                (12, Field::Bytes(port)) => {
                    let port = self.port(port)?;
                    self.outline.outputs.push(port);
                }
                // What stands between the two says its shape as well.
                (13, Field::Bytes(port)) => drop(self.port(port)?),
                _ => {}
            }
        }
        Ok(())
    }

    fn node(&mut self, node: &[u8]) -> Result<(), Broken> {
        let (mut name, mut domain) = (String::new(), String::new());
        for field in Fields(node) {
            match field? {
                (4, value) => name = text(value),
                (7, value) => domain = text(value),
                _ => {}
            }
        }
        self.outline.operators.insert(match domain.as_str() {
            "" | "ai.onnx" => name,
            domain => format!("{domain}.{name}"),
        });
        Ok(())
    }

    fn tensor(&mut self, tensor: &[u8]) -> Result<(), Broken> {
        let mut dims = Vec::new();
        for field in Fields(tensor) {
            match field? {
                (1, value) => dims.extend(numbers(value)?),
                (8, value) => drop(self.held.insert(text(value))),
                (14, Field::Number(1)) => self.has_other_files = true,
                _ => {}
            }
        }
        self.hold(dims);
        Ok(())
    }

    fn port(&mut self, info: &[u8]) -> Result<Port, Broken> {
        let mut port = Port::default();
        for field in Fields(info) {
            match field? {
                (1, value) => port.name = text(value),
                (2, Field::Bytes(kind)) => {
                    for field in Fields(kind) {
                        if let (1, Field::Bytes(tensor)) = field? {
                            port.read_tensor(tensor)?;
                        }
                    }
                }
                _ => {}
            }
        }
        let dims = port.dims.iter().flatten().flatten();
        self.hold(dims.map(|&n| n as u64).collect());
        Ok(port)
    }

    fn hold(&mut self, dims: Vec<u64>) {
        let n = dims.iter().try_fold(1u64, |n, &dim| n.checked_mul(dim));
        if n.is_none_or(|n| n > MOST_NUMBERS) {
            self.too_large.get_or_insert(dims);
        }
    }
}

impl Port {
    fn read_tensor(&mut self, tensor: &[u8]) -> Result<(), Broken> {
        for field in Fields(tensor) {
            match field? {
                (1, Field::Number(element)) => self.element = element,
                (2, Field::Bytes(shape)) => {
                    let dims = Fields(shape).filter_map(|field| match field {
                        Ok((1, Field::Bytes(dim))) => Some(size(dim)),
                        Ok(_) => None,
                        Err(broken) => Some(Err(broken)),
                    });
                    self.dims = Some(dims.collect::<Result<_, _>>()?);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// `name (1 × 96 × ?)`.
    pub(super) fn told(&self) -> String {
        let Some(dims) = &self.dims else {
            return format!("`{}`", self.name);
        };
        let dims = dims.iter().map(|dim| match dim {
            Some(n) => n.to_string(),
            None => "?".to_string(),
        });
        format!("`{}` ({})", self.name, by(&dims.collect::<Vec<_>>()))
    }
}

/// `None` of an axis that may have any size, and of one that is said to have none.
fn size(dim: &[u8]) -> Result<Option<usize>, Broken> {
    let mut size = None;
    for field in Fields(dim) {
        if let (1, Field::Number(n)) = field? {
            size = usize::try_from(n as i64).ok().filter(|&n| n > 0);
        }
    }
    Ok(size)
}

fn pair(entry: &[u8]) -> Result<(String, String), Broken> {
    let (mut key, mut value) = (String::new(), String::new());
    for field in Fields(entry) {
        match field? {
            (1, field) => key = text(field),
            (2, field) => value = text(field),
            _ => {}
        }
    }
    Ok((key, value))
}

/// A file that begins as every ONNX file does, with the number of its version, is a damaged one.
fn no_onnx(bytes: &[u8]) -> Message {
    match bytes.first() {
        Some(0x08) => id::NETWORK_DAMAGED.into(),
        _ => id::NETWORK_NO_ONNX.into(),
    }
}

/// `1 × 96 × 64`.
pub(super) fn by(sizes: &[impl ToString]) -> String {
    let sizes: Vec<String> = sizes.iter().map(ToString::to_string).collect();
    sizes.join(" × ")
}
