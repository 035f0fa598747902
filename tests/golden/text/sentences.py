"""Writes sentences/: three tiny random sentence transformers, one of each family, and what they make of a few texts.

    python sentences.py                        the three models
    python sentences.py MODEL LYRICS.csv OUT   what a real model in a folder makes of 200 lines of real lyrics, as JSON

Versions: requirements-sentences.txt beside this file. The second form is for the test that looks for a model in
LATENTUNE_SENTENCE_MODEL and for OUT in LATENTUNE_SENTENCE_GOLDEN.
"""

import csv
import json
import shutil
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from sentence_transformers import SentenceTransformer
from sentence_transformers import models as modules
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    BertConfig, BertModel, MPNetConfig, MPNetModel, PreTrainedTokenizerFast, XLMRobertaConfig, XLMRobertaModel,
)

HERE = Path(__file__).parent / "sentences"

TEXTS = [
    "the river carries the lantern and the lantern carries the river",
    "নদীর জলে চাঁদ ভাসে, চাঁদ হাসে নদীর ঘাটে",
    "rain on the tin roof; rain in my shoes, rain again!",
    "বৃষ্টি নামে টিনের চালে বৃষ্টি নামে আমার মনে",
    "Über die Straße zum Fluss, und zurück",
    "a",
    "The  SEA\nthe sea\n\nthe wide wide sea  ",
    "দুঃখ ভোলে র‍্যাব ক্ষণিক জ্ঞান শ্রী",
    "日本 ☃ unknown letters",
]
SIZES = dict(hidden_size=24, num_hidden_layers=2, num_attention_heads=3, intermediate_size=40, initializer_range=0.4)


def wordpiece(lowercase):
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=lowercase)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(TEXTS, trainers.WordPieceTrainer(vocab_size=160, special_tokens=special, show_progress=False))
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]",
        mask_token="[MASK]", model_max_length=48,
    )


def mpnet_tokens():
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["<s>", "<pad>", "</s>", "[UNK]", "<mask>"]
    tokenizer.train_from_iterator(TEXTS, trainers.WordPieceTrainer(vocab_size=160, special_tokens=special, show_progress=False))
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0))
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="<pad>", unk_token="[UNK]", cls_token="<s>", sep_token="</s>",
        bos_token="<s>", eos_token="</s>", mask_token="<mask>", model_max_length=48,
    )


def unigram():
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(" {2,}", " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trainer = trainers.UnigramTrainer(vocab_size=160, special_tokens=special, unk_token="<unk>", show_progress=False)
    tokenizer.train_from_iterator(TEXTS, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="<pad>", unk_token="<unk>", cls_token="<s>", sep_token="</s>",
        bos_token="<s>", eos_token="</s>", mask_token="<mask>", model_max_length=48,
    )


def make(name, tokens, encoder, head):
    temporary, folder = HERE / f"{name}.tmp", HERE / name
    tokens.save_pretrained(temporary)
    # Halves are rounded before the encoder runs in full precision, as it will here.
    encoder.half().float().save_pretrained(temporary)
    transformer = modules.Transformer(str(temporary), max_seq_length=48)
    model = SentenceTransformer(modules=[transformer, *head], device="cpu")
    shutil.rmtree(folder, ignore_errors=True)
    model.save(str(folder), create_model_card=False)
    shutil.rmtree(temporary)
    weights = folder / "model.safetensors"
    save_file({k: v.half() for k, v in load_file(weights).items()}, weights, metadata={"format": "pt"})
    vectors = model.encode(TEXTS, normalize_embeddings=False, convert_to_numpy=True, batch_size=1)
    return [[float(f"{x:.8g}") for x in v] for v in vectors]


def tiny_models():
    HERE.mkdir(exist_ok=True)
    torch.manual_seed(3)
    golden = dict(texts=TEXTS)
    tokens = wordpiece(lowercase=True)
    config = BertConfig(vocab_size=len(tokens), max_position_embeddings=64, pad_token_id=0, **SIZES)
    head = [modules.Pooling(24, pooling_mode="mean"), modules.Normalize()]
    golden["bert"] = make("bert", tokens, BertModel(config, add_pooling_layer=False), head)
    tokens = mpnet_tokens()
    config = MPNetConfig(vocab_size=len(tokens), max_position_embeddings=66, pad_token_id=1, **SIZES)
    dense = modules.Dense(24, 16, activation_function=torch.nn.Tanh())
    head = [modules.Pooling(24, pooling_mode="cls"), dense, modules.Normalize()]
    golden["mpnet"] = make("mpnet", tokens, MPNetModel(config, add_pooling_layer=False), head)
    tokens = unigram()
    config = XLMRobertaConfig(vocab_size=len(tokens), max_position_embeddings=66, pad_token_id=1, type_vocab_size=1, **SIZES)
    head = [modules.Pooling(24, pooling_mode="max")]
    golden["xlm-roberta"] = make("xlm-roberta", tokens, XLMRobertaModel(config, add_pooling_layer=False), head)
    (HERE / "golden.json").write_text(json.dumps(golden, ensure_ascii=False, separators=(",", ":")) + "\n")


def real_model(folder, lyrics, out):
    csv.field_size_limit(10**9)
    songs = {"bn": [], "en": []}
    # Lines that fit into a window: a longer one Python would cut off.
    for row in csv.DictReader(open(lyrics, encoding="utf-8")):
        line = next((line.strip() for line in row["lyrics"].split("\n") if 4 <= len(line.split()) <= 20), None)
        if line and len(songs[row["language"]]) < 100:
            songs[row["language"]].append(line)
    lines = songs["bn"] + songs["en"]
    vectors = SentenceTransformer(folder, device="cpu").encode(lines, convert_to_numpy=True)
    Path(out).write_text(json.dumps(dict(texts=lines, vectors=[[float(x) for x in v] for v in vectors]), ensure_ascii=False))


if len(sys.argv) == 4:
    real_model(*sys.argv[1:])
else:
    tiny_models()
