//! What may be fetched freely, by short names.

use std::path::Path;

use strum::{IntoStaticStr, VariantArray};

use crate::config::{Keyed, NETWORK_FILE};
use crate::job::Stage;
use crate::words::{Message, Text, id, say};

/// A model that anybody may fetch and use. Its key is what `latentune fetch` and the settings take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Known {
    Yamnet,
    ClapMusic,
    #[strum(serialize = "multilingual-e5-small")]
    E5Small,
    Minilm,
    Mpnet,
    #[strum(serialize = "labse")]
    LaBse,
}

/// What a model is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A sentence transformer.
    Sentences,
    /// A network of sound, of one file: at that place, or the only one that there is.
    Network(Option<&'static str>),
}

/// The facts of one of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct About {
    pub(crate) kind: Kind,
    /// Owner and name on the hub.
    pub(crate) repository: &'static str,
    /// By its identifier of SPDX, as the model's makers state it.
    pub(crate) licence: &'static str,
    /// About as many, counted from its parameters at four bytes each; `None` where that is not
    /// known.
    pub(crate) n_megabytes: Option<u32>,
    /// What it is good for.
    pub(crate) says: Text,
    /// How it listens: settings that its file does not tell, and their values.
    pub(crate) settings: &'static [(&'static str, &'static str)],
}

impl Known {
    pub(crate) fn about(self) -> About {
        let sentences = |repository, licence, n_megabytes, says| About {
            kind: Kind::Sentences,
            repository,
            licence,
            n_megabytes: Some(n_megabytes),
            says,
            settings: &[],
        };
        match self {
            Known::Yamnet => About {
                kind: Kind::Network(None),
                repository: "audiomagic/yamnet-onnx",
                licence: "Apache-2.0",
                n_megabytes: Some(15),
                says: id::FETCH_YAMNET,
                settings: &[("network.rate_hz", "16000")],
            },
            Known::ClapMusic => About {
                kind: Kind::Network(Some("onnx/audio_model.onnx")),
                repository: "Xenova/larger_clap_music_and_speech",
                licence: "Apache-2.0",
                n_megabytes: None,
                says: id::FETCH_CLAP,
                // Of its `preprocessor_config.json`.
                settings: &[
                    ("network.rate_hz", "48000"),
                    ("network.n_fft", "1024"),
                    ("network.hop_samples", "480"),
                    ("network.f_min_hz", "50"),
                    ("network.f_max_hz", "14000"),
                ],
            },
            Known::E5Small => sentences(
                "intfloat/multilingual-e5-small",
                "MIT",
                471,
                id::FETCH_E5_SMALL,
            ),
            Known::Minilm => sentences(
                "sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2",
                "Apache-2.0",
                471,
                id::FETCH_MINILM,
            ),
            Known::Mpnet => sentences(
                "sentence-transformers/paraphrase-multilingual-mpnet-base-v2",
                "Apache-2.0",
                1112,
                id::FETCH_MPNET,
            ),
            Known::LaBse => sentences(
                "sentence-transformers/LaBSE",
                "Apache-2.0",
                1884,
                id::FETCH_LABSE,
            ),
        }
    }

    /// By its key, or by its name on the hub.
    pub(crate) fn of(name: &str) -> Option<Self> {
        Self::all().find(|known| known.key() == name || known.about().repository == name)
    }
}

/// How a model of that name is used once it is there, as options of the command line. One that is not
/// known is a sentence transformer.
pub(crate) fn usage(name: &str) -> String {
    let about = Known::of(name).map(Known::about);
    let kind = about.map_or(Kind::Sentences, |about| about.kind);
    let own: &[(&str, &str)] = match kind {
        Kind::Sentences => &[("text.sentences.on", "true"), (MODEL, name)],
        Kind::Network(_) => &[(NETWORK_FILE, name)],
    };
    let all = own
        .iter()
        .chain(about.map_or(&[][..], |about| about.settings));
    let all: Vec<String> = all
        .map(|(name, value)| format!("--set {name}={value}"))
        .collect();
    all.join(" ")
}

/// The setting that takes a sentence transformer.
const MODEL: &str = "text.sentences.model";

impl Kind {
    /// The setting that takes a model of this kind, by name or path.
    pub(super) fn setting(self) -> &'static str {
        match self {
            Kind::Sentences => MODEL,
            Kind::Network(_) => NETWORK_FILE,
        }
    }

    /// What a model of this kind is used in.
    pub(super) fn stage(self) -> Stage {
        match self {
            Kind::Sentences => Stage::Text,
            Kind::Network(_) => Stage::Audio,
        }
    }
}

/// The name on the hub of what is asked for.
pub(super) fn full_name(name: &str) -> &str {
    Known::of(name).map_or(name, |known| known.about().repository)
}

/// What to do without a sentence transformer.
pub(crate) fn advice() -> Message {
    let sentences = Known::all().filter(|known| known.about().kind == Kind::Sentences);
    let models: Vec<String> = sentences
        .map(|known| {
            let size = known.about().n_megabytes;
            size.map_or(known.key().to_string(), |n| {
                format!("{} ({n} MB)", known.key())
            })
        })
        .collect();
    say(id::TEXT_FETCH_ONE_LATENTUNE_FETCH_NAME).with("models", models.join(", "))
}

/// True for a path that is one of these names and nothing else.
pub(super) fn is_network(named: &Path) -> bool {
    let known = named.to_str().and_then(Known::of);
    known.is_some_and(|known| known.about().kind != Kind::Sentences)
}
