//! Whether every message of an ONNX file ends within the one that holds it.
//!
//! rten (0.27) reserves as much memory as a length says before it looks whether that is there, and
//! where no machine has so much, the program ends: no fence around it helps. So no file with such a
//! length comes as far as that. Found by the fuzzer `network`.

use super::wire::{Broken, Field, Fields};

/// A message of `onnx.proto` (ONNX 1.20).
#[derive(Debug, Clone, Copy)]
enum Kind {
    Model,
    Graph,
    Node,
    Attribute,
    Tensor,
    SparseTensor,
    Value,
    Type,
    TensorType,
    /// Of a sequence, or of what may be missing.
    OneType,
    MapType,
    Shape,
    Annotation,
    Training,
    Function,
    /// Holds none.
    Leaf,
}

impl Kind {
    /// Its fields that hold messages, and of which kind these are.
    fn fields(self) -> &'static [(u64, Self)] {
        match self {
            Self::Model => &[
                (7, Self::Graph),
                (8, Self::Leaf),
                (14, Self::Leaf),
                (20, Self::Training),
                (25, Self::Function),
                (26, Self::Leaf),
            ],
            Self::Graph => &[
                (1, Self::Node),
                (5, Self::Tensor),
                (11, Self::Value),
                (12, Self::Value),
                (13, Self::Value),
                (14, Self::Annotation),
                (15, Self::SparseTensor),
                (16, Self::Leaf),
            ],
            Self::Node => &[(5, Self::Attribute), (9, Self::Leaf), (10, Self::Leaf)],
            Self::Attribute => &[
                (5, Self::Tensor),
                (6, Self::Graph),
                (10, Self::Tensor),
                (11, Self::Graph),
                (14, Self::Type),
                (15, Self::Type),
                (22, Self::SparseTensor),
                (23, Self::SparseTensor),
            ],
            Self::Tensor => &[(3, Self::Leaf), (13, Self::Leaf), (16, Self::Leaf)],
            Self::SparseTensor => &[(1, Self::Tensor), (2, Self::Tensor)],
            Self::Value => &[(2, Self::Type), (4, Self::Leaf)],
            Self::Type => &[
                (1, Self::TensorType),
                (4, Self::OneType),
                (5, Self::MapType),
                (8, Self::TensorType),
                (9, Self::OneType),
            ],
            Self::TensorType => &[(2, Self::Shape)],
            Self::OneType => &[(1, Self::Type)],
            Self::MapType => &[(2, Self::Type)],
            Self::Shape => &[(1, Self::Leaf)],
            Self::Annotation => &[(2, Self::Leaf)],
            Self::Training => &[
                (1, Self::Graph),
                (2, Self::Graph),
                (3, Self::Leaf),
                (4, Self::Leaf),
            ],
            Self::Function => &[
                (7, Self::Node),
                (9, Self::Leaf),
                (11, Self::Attribute),
                (12, Self::Value),
                (14, Self::Leaf),
            ],
            Self::Leaf => &[],
        }
    }
}

/// Networks within networks within networks; what is deeper is none.
const DEEPEST: usize = 64;

/// # Errors
/// When one does not.
pub(super) fn check(model: &[u8]) -> Result<(), Broken> {
    walk(Kind::Model, model, 0)
}

fn walk(kind: Kind, message: &[u8], depth: usize) -> Result<(), Broken> {
    if depth > DEEPEST {
        return Err(Broken);
    }
    for field in Fields(message) {
        let (number, value) = field?;
        let held = kind.fields().iter().find(|(own, _)| *own == number);
        if let (Some(&(_, held)), Field::Bytes(bytes)) = (held, value) {
            walk(held, bytes, depth + 1)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
        [&[number << 3 | 2, bytes.len() as u8], bytes].concat()
    }

    #[test]
    fn a_length_that_is_not_true_is_found_however_deep() {
        let model = |name: &[u8]| {
            let attribute = field(5, name);
            field(7, &field(1, &attribute))
        };
        assert_eq!(check(&model(&field(1, b"axes"))), Ok(()));
        // A name of 2⁶² bytes in an attribute of a node.
        let long = [&[1 << 3 | 2][..], &[0x80; 8], &[0x40], b"axes"].concat();
        assert_eq!(check(&model(&long)), Err(Broken));
        let mut deep = field(1, b"name");
        for _ in 0..30 {
            // An attribute that holds a graph, whose node has an attribute.
            let graph = field(1, &field(5, &deep));
            deep = field(6, &graph);
            if deep.len() > 100 {
                break;
            }
        }
        assert_eq!(check(&model(&deep)), Ok(()));
    }
}
