//! From the hidden states of a window's tokens to one vector: pooling, dense layers, normalising.

use std::path::Path;

use serde::Deserialize;

use super::encoder::Encoder;
use super::kernels::Linear;
use super::weights::Weights;
use crate::error::{Error, Result};
use crate::fetch::read_json;
use crate::words::{id, say};

/// What follows the encoder, in the order of `modules.json`.
pub(super) struct Head {
    steps: Vec<Step>,
    pub(crate) n_dims: usize,
}

enum Step {
    /// Several ways stand side by side.
    Pool(Vec<Pooling>),
    Dense {
        layer: Linear,
        tanh: bool,
    },
    Normalise,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pooling {
    /// The first token.
    Cls,
    Max,
    Mean,
    /// The sum over the square root of the number of tokens.
    MeanSqrt,
}

#[derive(Debug, Deserialize)]
struct Module {
    #[serde(default)]
    path: String,
    #[serde(rename = "type")]
    kind: String,
}

/// `1_Pooling/config.json`: a name in newer versions, a flag for each way in older ones.
#[derive(Debug, Deserialize)]
struct PoolingSettings {
    #[serde(default)]
    pooling_mode: Option<OneOrMore>,
    #[serde(default)]
    pooling_mode_cls_token: bool,
    #[serde(default)]
    pooling_mode_max_tokens: bool,
    #[serde(default)]
    pooling_mode_mean_tokens: bool,
    #[serde(default)]
    pooling_mode_mean_sqrt_len_tokens: bool,
    #[serde(default)]
    pooling_mode_weightedmean_tokens: bool,
    #[serde(default)]
    pooling_mode_lasttoken: bool,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

#[derive(Debug, Deserialize)]
struct DenseSettings {
    in_features: usize,
    out_features: usize,
    #[serde(default = "yes")]
    bias: bool,
    #[serde(default)]
    activation_function: String,
}

fn yes() -> bool {
    true
}

impl Head {
    /// As `modules.json` of a folder tells.
    ///
    /// # Errors
    /// For modules, or ways of pooling, that are not supported, and files that are missing or
    /// damaged.
    pub(super) fn open(folder: &Path, width: usize) -> Result<Self> {
        let path = folder.join("modules.json");
        let modules: Vec<Module> = read_json(&path)?;
        let (mut steps, mut n_dims) = (Vec::new(), width);
        for module in modules {
            let inside = folder.join(&module.path);
            // Versions differ in the path to the class, not in its name.
            match module.kind.rsplit('.').next().unwrap_or("") {
                "Transformer" if module.path.is_empty() && steps.is_empty() => {}
                "Pooling" => {
                    let ways = ways_of_pooling(&inside.join("config.json"))?;
                    // Whatever came before: it is the encoder's states that are pooled.
                    n_dims = width * ways.len();
                    steps.push(Step::Pool(ways));
                }
                "Dense" => {
                    let step = dense(&inside, n_dims)?;
                    if let Step::Dense { layer, .. } = &step {
                        n_dims = layer.n_out;
                    }
                    steps.push(step);
                }
                "Normalize" => steps.push(Step::Normalise),
                // It acts in training alone.
                "Dropout" => {}
                other => {
                    return Err(Error::file(
                        say(id::TEXT_NOT_SUPPORTED_MODULE_KIND_OTHER).with("other", other),
                        &path,
                    ));
                }
            }
        }
        match steps.first() {
            Some(Step::Pool(_)) => Ok(Self { steps, n_dims }),
            _ => Err(Error::file(id::TEXT_NOT_SENTENCE_MODEL_NO_POOLING, &path)),
        }
    }

    /// # Shapes
    /// `states` tokens × width.
    pub(super) fn apply(&self, states: &[f32], width: usize) -> Vec<f32> {
        let mut vector = Vec::new();
        for step in &self.steps {
            match step {
                Step::Pool(ways) => {
                    vector = ways
                        .iter()
                        .flat_map(|way| way.pool(states, width))
                        .collect()
                }
                Step::Dense { layer, tanh } => {
                    let mut out = Vec::new();
                    layer.apply(&vector, &mut out);
                    if *tanh {
                        out.iter_mut().for_each(|v| *v = v.tanh());
                    }
                    vector = out;
                }
                Step::Normalise => normalise(&mut vector),
            }
        }
        vector
    }
}

impl Pooling {
    fn pool(self, states: &[f32], width: usize) -> Vec<f32> {
        let mut tokens = states.chunks_exact(width);
        let n = tokens.len() as f32;
        let mut out = tokens
            .next()
            .map_or_else(|| vec![0.0; width], <[f32]>::to_vec);
        for token in tokens {
            for (out, v) in out.iter_mut().zip(token) {
                match self {
                    Self::Cls => {}
                    Self::Max => *out = out.max(*v),
                    Self::Mean | Self::MeanSqrt => *out += v,
                }
            }
        }
        let divisor = match self {
            Self::Cls | Self::Max => 1.0,
            Self::Mean => n,
            Self::MeanSqrt => n.sqrt(),
        };
        out.iter_mut().for_each(|v| *v /= divisor);
        out
    }
}

fn ways_of_pooling(path: &Path) -> Result<Vec<Pooling>> {
    let settings: PoolingSettings = read_json(path)?;
    let names = match settings.pooling_mode {
        Some(OneOrMore::One(name)) => vec![name],
        Some(OneOrMore::More(names)) => names,
        // In the order in which they are joined.
        None => [
            ("cls", settings.pooling_mode_cls_token),
            ("max", settings.pooling_mode_max_tokens),
            ("mean", settings.pooling_mode_mean_tokens),
            (
                "mean_sqrt_len_tokens",
                settings.pooling_mode_mean_sqrt_len_tokens,
            ),
            ("weightedmean", settings.pooling_mode_weightedmean_tokens),
            ("lasttoken", settings.pooling_mode_lasttoken),
        ]
        .into_iter()
        .filter(|&(_, on)| on)
        .map(|(name, _)| name.to_string())
        .collect(),
    };
    let way = |name: &String| match name.as_str() {
        "cls" => Ok(Pooling::Cls),
        "max" => Ok(Pooling::Max),
        "mean" => Ok(Pooling::Mean),
        "mean_sqrt_len_tokens" => Ok(Pooling::MeanSqrt),
        other => Err(Error::file(
            say(id::TEXT_NOT_SUPPORTED_POOLING_OTHER).with("other", other),
            path,
        )),
    };
    match names.is_empty() {
        true => Err(Error::file(id::TEXT_NAMES_NO_WAY_POOLING, path)),
        false => names.iter().map(way).collect(),
    }
}

fn dense(folder: &Path, n_in: usize) -> Result<Step> {
    let path = folder.join("config.json");
    let settings: DenseSettings = read_json(&path)?;
    let tanh = match settings
        .activation_function
        .rsplit('.')
        .next()
        .unwrap_or("")
    {
        "Tanh" => true,
        "Identity" | "" => false,
        other => {
            return Err(Error::file(
                say(id::TEXT_NOT_SUPPORTED_ACTIVATION_OTHER).with("other", other),
                &path,
            ));
        }
    };
    if settings.in_features != n_in {
        let cause = say(id::TEXT_TAKES_TAKES_NUMBERS_BUT_N)
            .with("takes", settings.in_features)
            .with("n_in", n_in);
        return Err(Error::file(cause, &path));
    }
    let n_out = settings.out_features;
    let mut weights = Weights::open(&folder.join("model.safetensors"))?;
    let weight = weights.tensor("linear.weight", &[n_out, n_in])?;
    let bias = if settings.bias {
        weights.tensor("linear.bias", &[n_out])?
    } else {
        vec![0.0; n_out]
    };
    Ok(Step::Dense {
        layer: Linear {
            n_in,
            n_out,
            weight,
            bias,
        },
        tanh,
    })
}

/// To L2 norm 1; a vector of zeros stays one.
pub(super) fn normalise(vector: &mut [f32]) {
    let norm = vector
        .iter()
        .map(|v| f64::from(*v).powi(2))
        .sum::<f64>()
        .sqrt();
    if norm > 0.0 {
        vector
            .iter_mut()
            .for_each(|v| *v = (f64::from(*v) / norm) as f32);
    }
}

/// Encoder and head over the windows of one text: the mean of the windows' vectors by their number
/// of tokens.
pub(super) fn embed(encoder: &Encoder, head: &Head, windows: &[Vec<u32>]) -> Vec<f32> {
    let width = encoder.width();
    let states = encoder.run(windows);
    let mut sum = vec![0.0_f32; head.n_dims];
    let (mut at, n_tokens) = (0, windows.iter().map(Vec::len).sum::<usize>());
    for window in windows {
        let end = at + window.len() * width;
        let vector = head.apply(&states[at..end], width);
        let share = window.len() as f32 / n_tokens as f32;
        sum.iter_mut()
            .zip(vector)
            .for_each(|(sum, v)| *sum += share * v);
        at = end;
    }
    sum
}
