//! The encoders of three families: BERT (Devlin et al. 2019), XLM-RoBERTa (Conneau et al. 2020) and
//! MPNet (Song et al. 2020), as Hugging Face transformers 5 computes them.

use std::ops::Range;
use std::path::Path;

use faer::{MatMut, MatRef};
use serde::Deserialize;

use super::kernels::{Activation, LayerNorm, Linear, attend};
use super::weights::Weights;
use crate::error::{Error, Result};
use crate::fetch;
use crate::words::{Message, id, say};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Bert,
    /// Positions are counted from behind that of the padding token.
    Roberta,
    /// The same, and attention depends on the distance of two tokens.
    Mpnet,
}

/// What is needed of `config.json`.
#[derive(Debug, Deserialize)]
struct Settings {
    model_type: String,
    vocab_size: usize,
    hidden_size: usize,
    num_hidden_layers: usize,
    num_attention_heads: usize,
    intermediate_size: usize,
    max_position_embeddings: usize,
    hidden_act: String,
    layer_norm_eps: f32,
    #[serde(default)]
    type_vocab_size: usize,
    pad_token_id: Option<u32>,
    #[serde(default)]
    position_embedding_type: Option<String>,
    #[serde(default)]
    relative_attention_num_buckets: Option<usize>,
}

struct Layer {
    /// Queries, keys and values side by side.
    qkv: Linear,
    out: Linear,
    attention_norm: LayerNorm,
    wide: Linear,
    narrow: Linear,
    norm: LayerNorm,
}

pub(super) struct Encoder {
    family: Family,
    n_heads: usize,
    width: usize,
    padding: u32,
    activation: Activation,
    words: Vec<f32>,
    positions: Vec<f32>,
    /// That of the first kind of token, where the family has kinds.
    token_type: Vec<f32>,
    embedding_norm: LayerNorm,
    layers: Vec<Layer>,
    /// MPNet: buckets of distance × heads.
    relative: Option<Vec<f32>>,
    /// The most tokens of a window, by its table of positions.
    pub(crate) max_tokens: usize,
}

/// Beyond this distance MPNet tells no distances apart.
const MAX_DISTANCE: f32 = 128.0;

impl Encoder {
    /// From `config.json` and `model.safetensors` of a folder.
    ///
    /// # Errors
    /// For another family, settings that are not supported, and files that are missing, damaged or
    /// do not fit each other.
    pub(super) fn open(folder: &Path) -> Result<Self> {
        let path = folder.join("config.json");
        let settings: Settings = fetch::read_json(&path)?;
        let unsupported =
            |what: Message| Error::file(say(id::TEXT_NOT_SUPPORTED_WHAT).with("what", what), &path);
        let family = match settings.model_type.as_str() {
            "bert" => Family::Bert,
            "xlm-roberta" | "roberta" => Family::Roberta,
            "mpnet" => Family::Mpnet,
            other => {
                return Err(unsupported(
                    say(id::TEXT_MODEL_FAMILY_OTHER_MUST_BERT).with("other", other),
                ));
            }
        };
        let activation = Activation::of(&settings.hidden_act).ok_or_else(|| {
            unsupported(say(id::TEXT_ACTIVATION_NAME).with("name", &settings.hidden_act))
        })?;
        if settings
            .position_embedding_type
            .as_deref()
            .is_some_and(|kind| kind != "absolute")
        {
            return Err(unsupported(say(id::TEXT_POSITIONS_NOT_ABSOLUTE)));
        }
        let (width, n_heads) = (settings.hidden_size, settings.num_attention_heads);
        if n_heads == 0 || width == 0 || !width.is_multiple_of(n_heads) {
            return Err(unsupported(
                say(id::TEXT_N_HEADS_HEADS_WIDTH_WIDTH)
                    .with("n_heads", n_heads)
                    .with("width", width),
            ));
        }
        let padding = settings
            .pad_token_id
            .unwrap_or(if family == Family::Bert { 0 } else { 1 });
        let taken = if family == Family::Bert {
            0
        } else {
            padding as usize + 1
        };
        let max_tokens = settings.max_position_embeddings.saturating_sub(taken);
        let n_types = settings.type_vocab_size;
        if family != Family::Mpnet && n_types == 0 {
            return Err(unsupported(say(id::TEXT_NO_KINDS_TOKENS_TYPE_VOCAB)));
        }

        let n_buckets = settings.relative_attention_num_buckets.unwrap_or(32);
        if family == Family::Mpnet && n_buckets < 2 {
            return Err(unsupported(
                say(id::TEXT_KINDS_OF_DISTANCE).with("n", n_buckets),
            ));
        }

        let mut weights = open_weights(folder)?;
        weights.find_prefix("embeddings.word_embeddings.weight");
        let words = weights.tensor(
            "embeddings.word_embeddings.weight",
            &[settings.vocab_size, width],
        )?;
        let rows = settings.max_position_embeddings;
        let positions = weights.tensor("embeddings.position_embeddings.weight", &[rows, width])?;
        let mut token_type = match family {
            Family::Mpnet => vec![0.0; width],
            Family::Bert | Family::Roberta => {
                weights.tensor("embeddings.token_type_embeddings.weight", &[n_types, width])?
            }
        };
        token_type.truncate(width);
        let embedding_norm =
            weights.layer_norm("embeddings.LayerNorm", width, settings.layer_norm_eps)?;
        let layers =
            (0..settings.num_hidden_layers).map(|i| layer(&mut weights, i, family, &settings));
        let layers = layers.collect::<Result<_>>()?;
        let relative = match family {
            Family::Mpnet => {
                let shape = [n_buckets, n_heads];
                Some(weights.tensor("encoder.relative_attention_bias.weight", &shape)?)
            }
            Family::Bert | Family::Roberta => None,
        };
        Ok(Self {
            family,
            n_heads,
            width,
            padding,
            activation,
            words,
            positions,
            token_type,
            embedding_norm,
            layers,
            relative,
            max_tokens,
        })
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Tokens are numbered below this.
    pub(super) fn n_tokens(&self) -> usize {
        self.words.len() / self.width
    }

    /// The last hidden state of each token of some windows, in which attention reaches over a
    /// window and not beyond.
    ///
    /// # Shapes
    /// (tokens of all windows) × width, window after window.
    pub(super) fn run(&self, windows: &[Vec<u32>]) -> Vec<f32> {
        let mut x = Vec::new();
        let mut ranges = Vec::new();
        for window in windows {
            let begin = x.len() / self.width;
            self.embed(window, &mut x);
            ranges.push(begin..x.len() / self.width);
        }
        self.embedding_norm.apply(&mut x);
        let distances: Vec<Option<Vec<Vec<f32>>>> = windows
            .iter()
            .map(|w| self.distance_bias(w.len()))
            .collect();
        let (mut qkv, mut context) = (Vec::new(), vec![0.0; x.len()]);
        let (mut wide, mut added, mut scores) = (Vec::new(), Vec::new(), Vec::new());
        for layer in &self.layers {
            layer.qkv.apply(&x, &mut qkv);
            for (range, bias) in ranges.iter().zip(&distances) {
                self.attention(&qkv, range, bias.as_deref(), &mut scores, &mut context);
            }
            layer.out.apply(&context, &mut added);
            layer.attention_norm.apply_to_sum(&mut x, &added);
            layer.wide.apply(&x, &mut wide);
            self.activation.apply(&mut wide);
            layer.narrow.apply(&wide, &mut added);
            layer.norm.apply_to_sum(&mut x, &added);
        }
        x
    }

    /// Sum of the embeddings of each token, its position and its kind.
    fn embed(&self, window: &[u32], x: &mut Vec<f32>) {
        let row = |i: usize| i * self.width..(i + 1) * self.width;
        let mut n_real = 0;
        for (i, &token) in window.iter().enumerate() {
            let position = match self.family {
                Family::Bert => i,
                Family::Roberta | Family::Mpnet if token == self.padding => self.padding as usize,
                Family::Roberta | Family::Mpnet => {
                    n_real += 1;
                    self.padding as usize + n_real
                }
            };
            let word = &self.words[row(token as usize)];
            let position = &self.positions[row(position)];
            x.extend(
                word.iter()
                    .zip(position)
                    .zip(&self.token_type)
                    .map(|((w, p), t)| w + t + p),
            );
        }
    }

    fn attention(
        &self,
        qkv: &[f32],
        range: &Range<usize>,
        bias: Option<&[Vec<f32>]>,
        scores: &mut Vec<f32>,
        context: &mut [f32],
    ) {
        let (t, head) = (range.len(), self.width / self.n_heads);
        let stride = 3 * self.width;
        let rows =
            MatRef::from_row_major_slice(&qkv[range.start * stride..range.end * stride], t, stride);
        let context = &mut context[range.start * self.width..range.end * self.width];
        let mut context = MatMut::from_row_major_slice_mut(context, t, self.width);
        for h in 0..self.n_heads {
            let part = |which: usize| rows.subcols(which * self.width + h * head, head);
            let out = context.as_mut().subcols_mut(h * head, head);
            let scale = 1.0 / (head as f32).sqrt();
            attend(
                [part(0), part(1), part(2)],
                scale,
                bias.map(|b| b[h].as_slice()),
                scores,
                out,
            );
        }
    }

    /// MPNet: what is added to the scores of two tokens by their distance, for each head t × t.
    fn distance_bias(&self, t: usize) -> Option<Vec<Vec<f32>>> {
        let table = self.relative.as_ref()?;
        let n_buckets = table.len() / self.n_heads;
        let of_head = |h: usize| {
            let cell = |at: usize| {
                table[bucket((at % t) as i32 - (at / t) as i32, n_buckets) * self.n_heads + h]
            };
            (0..t * t).map(cell).collect()
        };
        Some((0..self.n_heads).map(of_head).collect())
    }
}

/// The bucket of a distance, key less query: half of the buckets for each direction, of those half
/// one for each small distance and the others for ever wider ranges (transformers'
/// `MPNetEncoder.relative_position_bucket`). Of at least two buckets.
fn bucket(distance: i32, n_buckets: usize) -> usize {
    let half = n_buckets / 2;
    let direction = if distance > 0 { half } else { 0 };
    let n_exact = half / 2;
    let distance = distance.unsigned_abs() as usize;
    if distance < n_exact {
        return direction + distance;
    }
    let scale = (MAX_DISTANCE / n_exact as f32).ln();
    let beyond = (distance as f32 / n_exact as f32).ln() / scale * (half - n_exact) as f32;
    // Beyond all numbers where so many are exact that there are no ranges left.
    direction + n_exact.saturating_add(beyond as usize).min(half - 1)
}

fn open_weights(folder: &Path) -> Result<Weights> {
    let path = folder.join("model.safetensors");
    if path.is_file() {
        return Weights::open(&path);
    }
    let cause = if folder.join("model.safetensors.index.json").is_file() {
        say(id::TEXT_WEIGHTS_SEVERAL_FILES_THEY_MUST)
    } else if folder.join("pytorch_model.bin").is_file() {
        say(id::TEXT_WEIGHTS_PYTORCH_S_OWN_FORMAT)
    } else {
        say(id::TEXT_HAS_NO_MODEL_SAFETENSORS)
    };
    Err(Error::file(cause, folder))
}

fn layer(weights: &mut Weights, i: usize, family: Family, settings: &Settings) -> Result<Layer> {
    let (width, wide) = (settings.hidden_size, settings.intermediate_size);
    let name = |part: &str| format!("encoder.layer.{i}.{part}");
    let (parts, out, norm) = match family {
        Family::Mpnet => (
            ["attention.attn.q", "attention.attn.k", "attention.attn.v"],
            "attention.attn.o",
            "attention.LayerNorm",
        ),
        Family::Bert | Family::Roberta => (
            [
                "attention.self.query",
                "attention.self.key",
                "attention.self.value",
            ],
            "attention.output.dense",
            "attention.output.LayerNorm",
        ),
    };
    let mut qkv = Linear {
        n_in: width,
        n_out: 3 * width,
        weight: Vec::new(),
        bias: Vec::new(),
    };
    for part in parts {
        let part = weights.linear(&name(part), width, width)?;
        qkv.weight.extend(part.weight);
        qkv.bias.extend(part.bias);
    }
    Ok(Layer {
        qkv,
        out: weights.linear(&name(out), width, width)?,
        attention_norm: weights.layer_norm(&name(norm), width, settings.layer_norm_eps)?,
        wide: weights.linear(&name("intermediate.dense"), width, wide)?,
        narrow: weights.linear(&name("output.dense"), wide, width)?,
        norm: weights.layer_norm(&name("output.LayerNorm"), width, settings.layer_norm_eps)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_fall_into_mpnets_buckets() {
        // transformers 5.23: MPNetEncoder.relative_position_bucket(torch.tensor(distances), 32).
        let distances = [
            0, 1, -1, 7, 8, -8, 11, 12, 16, -16, 31, 32, 64, 127, 128, -500,
        ];
        let expected = [0, 17, 1, 23, 24, 8, 24, 25, 26, 10, 27, 28, 30, 31, 31, 15];
        assert_eq!(distances.map(|d| bucket(d, 32)), expected);
        // However many there are, none is beyond them: with 512 all ranges are one distance wide.
        for n_buckets in [2, 3, 4, 5, 512, 513, 1000] {
            let all = (-600..600).map(|d| bucket(d, n_buckets));
            assert!(all.max() < Some(n_buckets), "{n_buckets}");
        }
    }
}
