"""Writes the trained parser as one model file in integers. ORDER MODEL_FILE: src/model/model.h"""

import argparse
import struct
from pathlib import Path

import numpy as np
import torch
import xxhash

import lemma
import treebank
from network import Parser

VERSION = 1
RESIDUAL, CELL, LOGIT = 1 / 1024, 1 / 8192, 1 / 512     # units; see src/model/kernel.h
GAIN, SHOWN = 1 / 2048, 1 / 32768
NORM_LIMIT = 4095
ZERO = 64       # stands for nought in signed 7-bit inputs


def bytes_of(array, kind):
    info = np.iinfo(kind)
    return np.clip(np.rint(np.asarray(array, np.float64)), info.min, info.max).astype(kind).tobytes()


class Dense:
    """One integer layer: what C multiplies, and the exact steps that come of it."""

    def __init__(self, weight, bias, step, unit_in, unit_out, signed, doublings):
        weight, bias = weight.double().numpy(), bias.double().numpy()
        pad = -len(weight) % 16
        self.outputs, self.inputs = len(weight) + pad, weight.shape[1]
        self.times = max(1, round(32768 * unit_in / step))
        step = 32768 * unit_in / self.times
        scale = np.maximum(np.abs(weight).max(1, keepdims=True), 1e-8) / 63
        # A row far weaker than the strongest would leave no digits to its scale.
        scale = np.maximum(scale, scale.max() / 16)
        q = np.rint(weight / scale).astype(np.int64)
        start = bias / (scale[:, 0] * step) - (ZERO * q.sum(1) if signed else 0)
        factor = scale[:, 0] * step / unit_out
        self.doublings, self.shift = doublings, 0
        while factor.max() / 2 ** self.doublings >= .9999:
            self.doublings += 1
        while factor.max() * 2 ** (self.shift + 1) / 2 ** self.doublings < .9999:
            self.shift += 1
        factor = factor * 2 ** self.shift / 2 ** self.doublings * 32768
        start = np.rint(start) + (1 << self.shift >> 1)     # rounds the shift
        self.bias = np.concatenate([start, np.zeros(pad)])
        self.scale = np.concatenate([np.rint(factor), np.zeros(pad)])
        self.weight = np.concatenate([q, np.zeros((pad, self.inputs), np.int64)])

    def bytes(self):
        head = struct.pack("<5I", self.inputs, self.outputs, self.shift, self.doublings, self.times)
        packed = self.weight.reshape(self.outputs // 16, 16, self.inputs // 4, 4).swapaxes(1, 2)
        return (head.ljust(64, b"\0") + bytes_of(self.bias, np.int32)
                + bytes_of(self.scale, np.int16) + bytes_of(packed, np.int8))


def norm(layer):
    return (bytes_of(layer.weight / GAIN, np.int16) + bytes_of(layer.bias / RESIDUAL, np.int16))


def norm_unit(weight, bias, step):
    """A unit in which no output before a norm passes 13 bits, seven deviations allowed."""
    spread = torch.sqrt((weight ** 2).sum(1) * (step * 25) ** 2 + bias ** 2)
    return float(spread.max()) * 7 / NORM_LIMIT


def table(size, entries, width):
    """Open addressing; entries are (slot hint, bytes)."""
    out = [b"\0" * width] * size
    for at, entry in entries:
        at %= size
        while any(out[at]):
            at = (at + 1) % size
        out[at] = entry
    return b"".join(out)


def power_of_two(n):
    return 1 << (n - 1).bit_length()


def key_hash(key):
    """feature_hash in src/model/feature.c."""
    h = 2166136261
    for byte in key.encode():
        h = (h ^ byte) * 16777619 & 0xffffffff
    h ^= h >> 15
    h = h * 0x2C1B3C6D & 0xffffffff
    return h ^ h >> 12


def vocabulary_sections(keys):
    blobs = [b"", b"", b"", *[k.encode() for k in keys]]    # unknown, root, padding
    offsets = np.cumsum([0, *map(len, blobs)])
    entries = [(key_hash(k), struct.pack("<I", 3 + i)) for i, k in enumerate(keys)]
    return {"word_hash": table(power_of_two(2 * len(keys)), entries, 4),
            "word_offsets": bytes_of(offsets, np.uint32), "word_keys": b"".join(blobs)}


def lemma_sections(rules, classes):
    numbers, text, listed = {}, b"", b""
    for rule in sorted({r for entry in rules.values() for r in entry if r}):
        lower, strip, add = rule
        numbers[rule] = len(numbers)
        listed += struct.pack("<BBBBI", min(strip, 255), lower, len(add), 0, len(text))
        text += add
    entries = []
    for (kind, sort, part), (rule, second) in sorted(rules.items(), key=lambda x: x[0]):
        h = lemma.hash_of(classes[kind], sort, part)
        other = numbers[second] if second else numbers[rule]
        entries.append((h >> 32, struct.pack("<QII", h, numbers[rule], other)))
    return {"lemma_hash": table(power_of_two(2 * len(entries)), entries, 16),
            "lemma_rules": listed, "lemma_text": text}


def network_sections(net):
    """Everything with weights. Returns the sections and the two loose factors."""
    step = lambda s: float(s.step)
    layer = lambda d, unit_in, unit_out, signed, doublings: Dense(
        d.weight, d.bias, step(d.input), unit_in, unit_out, signed, doublings)
    before_norm = lambda d, unit_in: layer(
        d, unit_in, norm_unit(d.weight, d.bias, step(d.input)), True, 1)
    out = {"norm_input": norm(net.norm)}
    out["window"] = before_norm(net.windows[0].dense, RESIDUAL).bytes()
    out["norm_window"] = norm(net.windows[0].norm)
    for i, g in enumerate(net.gated):
        out[f"gates{i}"] = layer(g.gates, RESIDUAL, CELL, True, 3).bytes()
        out[f"out{i}"] = before_norm(g.out, SHOWN).bytes()
        out[f"norm{i}"] = norm(g.norm)
    top = step(net.top)
    head = lambda weight, bias, unit: Dense(weight, bias, top, RESIDUAL, unit, True, 2)
    four = [net.arc_dep, net.arc_head, net.label_dep, net.label_head]
    out["tag"] = head(net.tag.weight, net.tag.bias, LOGIT).bytes()
    out["tree"] = head(torch.cat([l.weight for l in four]), torch.cat([l.bias for l in four]),
                       RESIDUAL).bytes()
    # Arc scores are sums of products of these two steps.
    head_times = round(32768 * RESIDUAL / step(net.arc_heads))
    mixed_unit = step(net.arc_mixed) / 128     # 127 steps fill the 16 bits half
    mixed_times = round(32768 * mixed_unit / step(net.arc_mixed))
    score = 32768 * RESIDUAL / head_times * 32768 * mixed_unit / mixed_times
    out["distance"] = head(net.distance.weight, net.distance.bias, score).bytes()
    out["arc_mix"] = layer(net.arc_mix, RESIDUAL, mixed_unit, False, 2).bytes()
    out["label_out"] = layer(net.label_out, RESIDUAL, LOGIT, False, 2).bytes()
    out["label_distance"] = bytes_of(net.label_distance.weight / RESIDUAL, np.int16)
    out["word_rows"] = bytes_of(net.word_table() / net.table_step, np.int8)
    out["slot_rows"] = bytes_of(net.slots.weight / net.table_step, np.int8)
    return out, head_times, mixed_times


def sections(options, network, times, keys, tags, labels, rules, classes, about):
    """All sections of the file in order."""
    sizes = [options.width, options.hidden, options.layers, options.arc, options.label,
             3 + len(keys), 1 + sum(treebank.BUCKETS), len(tags), len(labels),
             lemma.SUFFIX_MAX, *times]     # ORDER MODEL_SIZES
    tag_lines = "".join("%d\t%s\t%s\n" % (classes[lemma.class_of(t)], *t.split("|", 1))
                        for t in tags)
    return {"sizes": struct.pack(f"<{len(sizes)}I", *sizes),
            "buckets": struct.pack("<7I", *treebank.BUCKETS), **network,
            **vocabulary_sections(keys), **lemma_sections(rules, classes),
            "tags": tag_lines.encode(), "labels": ("\n".join(labels) + "\n").encode(),
            "about": about.encode()}


def write(path, sections):
    at, entries, body = 64 + 32 * len(sections), b"", b""
    start = at
    for name, data in sections.items():
        body += b"\0" * (-(start + len(body)) % 64)
        entries += name.encode().ljust(16, b"\0") + struct.pack("<QQ", start + len(body), len(data))
        body += data
    rest = entries + body
    header = b"DGMODEL\n" + struct.pack("<IIQQ", VERSION, len(sections), 64 + len(rest),
                                        xxhash.xxh64(rest).intdigest())
    Path(path).write_bytes(header.ljust(64, b"\0") + rest)
    print(f"{path}: {64 + len(rest)} bytes")


def read(path):
    """{name: bytes} of a model file's sections in their order."""
    data = Path(path).read_bytes()
    entries = [struct.unpack_from("<16sQQ", data, 64 + 32 * i) for i in range(*struct.unpack_from("<I", data, 12))]
    return {name.rstrip(b"\0").decode(): data[at:at + size] for name, at, size in entries}


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("parser", help="what train.py saved")
    p.add_argument("--treebanks", default="../shared/data/ud")
    p.add_argument("--out", default="models/en.dgm")
    p.add_argument("--name", default="en-1")
    o = p.parse_args()
    saved = torch.load(o.parser)
    options = argparse.Namespace(**saved["options"])
    state, keys, tags = saved["state"], saved["keys"], saved["tags"]
    net = Parser(state["glove.weight"], state["trained"], 1 + sum(treebank.BUCKETS), len(tags),
                 len(saved["labels"]), saved["xpos"], options)
    net.load_state_dict(state)
    net.table_step = saved["table_step"]
    train = [s for name in ("ewt/en_ewt-ud-train", "gum_open/gum_open-train")
             for s in treebank.read(f"{o.treebanks}/{name}.conllu")]
    lemmas = lemma.Rules(train, set(keys))
    rules = lemmas.table
    dev = treebank.read(f"{o.treebanks}/ewt/en_ewt-ud-dev.conllu")
    right = [lemmas.lemma(f, t) == l for s in dev
             for f, t, l in zip(s.forms, s.tags, s.lemmas) if l != "_"]
    print(f"lemma rules {len(rules)}, right on dev with gold tags {100 * np.mean(right):.2f}")
    classes = {c: i for i, c in enumerate(sorted({lemma.class_of(t) for t in tags}
                                                 | {k[0] for k in rules}))}
    with torch.no_grad():
        network, head_times, mixed_times = network_sections(net)
    about = (f"name {o.name}\nlanguage en\nlicence CC-BY-SA-4.0\n"
             "sources UD_English-EWT UD_English-GUM GloVe-6B-100d\n")
    write(o.out, sections(options, network, (head_times, mixed_times), keys, tags,
                          saved["labels"], rules, classes, about))


if __name__ == "__main__":
    main()
