"""Trains the parser and saves it for export.py. See README.md for the recipe."""

import argparse
import itertools
import math
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

import encoder
import treebank
import vectors
from network import Parser


def options():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--program", required=True, help="dragoman, for its features")
    p.add_argument("--treebanks", default="../shared/data/ud")
    p.add_argument("--glove", required=True, help="folder of the unpacked npm package")
    p.add_argument("--cache", default="glove.npz")
    p.add_argument("--out", default="parser.pt")
    p.add_argument("--width", type=int, default=128)
    p.add_argument("--hidden", type=int, default=128)
    p.add_argument("--layers", type=int, default=2)
    p.add_argument("--arc", type=int, default=64)
    p.add_argument("--label", type=int, default=96)
    p.add_argument("--words", type=int, default=50_000, help="vectors kept")
    p.add_argument("--epochs", type=float, default=8)
    p.add_argument("--rate", type=float, default=2.5e-3)
    p.add_argument("--batch", type=int, default=1200, help="words")
    p.add_argument("--dropout", type=float, default=.2)
    p.add_argument("--word-dropout", type=float, default=.08)
    p.add_argument("--noise", type=float, default=.1, help="share of sentences copied damaged")
    p.add_argument("--average", type=float, default=.998, help="decay of the weight average")
    p.add_argument("--integers-from", type=float, default=.85, help="share of the steps in floats")
    p.add_argument("--silver", help="CoNLL-U of silver.py, mixed in for --mixed-epochs first")
    p.add_argument("--mixed-epochs", type=float, default=0)
    p.add_argument("--encoder", help="folder of a pretrained encoder: a teacher")
    p.add_argument("--encoder-layers", type=int, default=4)
    p.add_argument("--encoder-rate", type=float, default=.08, help="times --rate")
    p.add_argument("--start", help="what train.py saved: begin with its weights")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=1)
    return p.parse_args()


def load(o):
    folder = o.treebanks
    train = [s for name in ("ewt/en_ewt-ud-train", "gum_open/gum_open-train")
             for s in treebank.read(f"{folder}/{name}.conllu")]
    train = [s for s in train if len(s) <= 90]  # 8 sentences; arcs cost the square
    dev = treebank.read(f"{folder}/ewt/en_ewt-ud-dev.conllu")
    labels = treebank.Labels(train)
    noisy = treebank.noise_copies(train, o.noise, o.seed)
    silver = treebank.read(o.silver) if o.silver else []
    silver += treebank.noise_copies(silver, o.noise, o.seed + 1)
    words, rows = vectors.load(o.glove, o.cache, o.words)
    forms = [f for s in train + noisy + silver + dev for f in s.forms]
    features = treebank.word_features(o.program, words + forms)
    vocabulary = treebank.Vocabulary([features[w][0] for w in words],
                                     [features[f][0] for s in train for f in s.forms],
                                     [features[f][0] for s in silver for f in s.forms])
    table = np.zeros((len(vocabulary), vectors.DIMENSIONS), np.float32)
    for word, row in reversed(list(zip(words, rows))):  # the most frequent spelling stays
        table[vocabulary.rows[features[word][0]]] = row
    pieces = encoder.WordPieces(o.encoder) if o.encoder else None
    for s in train + noisy + silver + dev:
        treebank.encode(s, features, vocabulary, labels)
        treebank.encode_soft(s, labels)
        if pieces:
            s.pieces = pieces.encode(s.forms)
    return train + noisy, silver, dev, labels, vocabulary, table / rows.std()


def batches(sentences, size, shuffle):
    order = sorted(range(len(sentences)),
                   key=lambda i: len(sentences[i]) + (random.random() * 3 if shuffle else 0))
    groups, now = [], []
    for i in order:
        if now and (len(now) + 1) * (len(sentences[i]) + 1) > size:
            groups.append(now)
            now = []
        now.append(i)
    groups.append(now)
    if shuffle:
        random.shuffle(groups)
    for group in groups:
        t = max(len(sentences[i]) for i in group) + 1
        x = np.zeros((len(group), t, 8), np.int64)
        x[:, :, 0] = treebank.PAD
        y = np.full((len(group), t, 4), -1, np.int64)
        mask = np.zeros((len(group), t), np.float32)
        for k, i in enumerate(group):
            n = len(sentences[i]) + 1
            x[k, :n], y[k, :n], mask[k, :n] = sentences[i].x, sentences[i].y, 1
        yield [sentences[i] for i in group], *map(torch.from_numpy, (x, y, mask))


def soft_targets(group, t):
    """Numbers and shares [sentences][t][3][SOFT_KEPT] of the answers for heads, labels and tags."""
    at = np.zeros((len(group), t, 3, treebank.SOFT_KEPT), np.int64)
    share = np.zeros(at.shape, np.float32)
    for k, s in enumerate(group):
        at[k, :len(s) + 1], share[k, :len(s) + 1] = s.at, s.share
    return torch.from_numpy(at), torch.from_numpy(share)


def loss_of(net, out, y, group):
    """Cross entropy with the teachers' answers; of gold, with what is right."""
    at, share = soft_targets(group, y.shape[1])
    labels = net.label_scores(out, y[..., 1].clamp(min=0))
    words = share[:, :, 0].sum()

    def entropy(scores, c):
        return -(scores.log_softmax(2).gather(2, at[:, :, c]) * share[:, :, c]).sum() / words

    xpos = F.cross_entropy(out["xpos"].flatten(0, 1), y[..., 3].flatten(), ignore_index=-1,
                           reduction="sum") / words
    return (entropy(out["arcs"], 0) + entropy(labels, 1) + .5 * entropy(out["tag"], 2) + .2 * xpos)


def evaluate(net, sentences, labels):
    """Tags, UAS and LAS (universal labels) with greedy arcs; the C program repairs trees."""
    net.eval()
    universal = [name.split(":")[0] for name in labels.labels]
    upos = [name.split("|")[0] for name in labels.tags]
    n = right_pos = right_tag = uas = las = 0
    with torch.no_grad():
        for group, x, y, mask in batches(sentences, 4000, False):
            out = net(x, mask, group)
            heads = out["arcs"].argmax(2)
            heads[:, 0] = 0
            chosen, tags = net.label_scores(out, heads).argmax(2), out["tag"].argmax(2)
            for k, s in enumerate(group):
                for j in range(len(s)):
                    n += 1
                    tag = int(tags[k, j + 1])
                    right_pos += upos[tag] == s.upos[j]
                    right_tag += tag == s.y[j + 1][0]
                    if int(heads[k, j + 1]) == s.heads[j]:
                        uas += 1
                        las += universal[chosen[k, j + 1]] == s.labels[j].split(":")[0]
    net.train()
    return "UPOS %.2f tags %.2f UAS %.2f LAS %.2f" % tuple(
        100 * v / n for v in (right_pos, right_tag, uas, las))


class Average:
    """An exponential average of the weights, used for evaluation and export."""

    def __init__(self, net, decay):
        self.net, self.decay, self.steps = net, decay, 0
        self.parameters = [p for p in net.parameters() if p.requires_grad]
        self.kept = [p.detach().clone() for p in self.parameters]

    def update(self):
        self.steps += 1
        decay = min(self.decay, self.steps / (self.steps + 10))
        torch._foreach_mul_(self.kept, decay)
        torch._foreach_add_(self.kept, [p.detach() for p in self.parameters], alpha=1 - decay)

    def swap(self):
        for p, kept in zip(self.parameters, self.kept):
            p.data, kept.data = kept.data.clone(), p.data.clone()


def calibrate(net, dev):
    net.eval()
    net.quantise("watch")
    with torch.no_grad():
        for i, (group, x, y, mask) in enumerate(batches(dev, 4000, False)):
            if i % 4 == 0:
                out = net(x, mask, group)
                net.label_scores(out, out["arcs"].argmax(2))
    net.settle()
    net.quantise("on")
    net.train()


NEW_ADD_NOTHING = ("out.weight", "arc_mix.weight", "arc_mix.bias", "label_out.weight")


def grow(net, state):
    """Pads weights of a smaller net (recurrences, arcs, labels): what is new is as `net` was made,
    but zero where it would change the answer."""
    blocks = {"gates.weight": (6, 1), "gates.bias": (6,), "out.weight": (1, 2)}
    for name, fresh in net.state_dict().items():
        old = state.get(name)
        if old is None or old.shape == fresh.shape:
            continue
        end = ".".join(name.split(".")[-2:])
        fresh = torch.zeros_like(fresh) if end in NEW_ADD_NOTHING else fresh.clone()
        counts = blocks.get(end, (1,) * old.dim())  # blocks of `hidden` grow one by one
        for at in itertools.product(*map(range, counts)):
            sizes = [n // c for n, c in zip(old.shape, counts)]
            ends = [n // c for n, c in zip(fresh.shape, counts)]
            source = tuple(slice(i * n, (i + 1) * n) for i, n in zip(at, sizes))
            target = tuple(slice(i * e, i * e + n) for i, e, n in zip(at, ends, sizes))
            fresh[target] = old[source]
        state[name] = fresh


def build(o, labels, vocabulary, table):
    trained = torch.zeros(len(vocabulary), dtype=torch.long)
    trained[treebank.ROOT] = 1
    for i, key in enumerate(vocabulary.trained):
        trained[vocabulary.rows[key]] = i + 2
    net = Parser(torch.from_numpy(table), trained, 1 + sum(treebank.BUCKETS), len(labels.tags),
                 len(labels.labels), len(labels.xpos), o,
                 encoder.Encoder(o.encoder, o.encoder_layers) if o.encoder else None)
    if o.start:
        saved = torch.load(o.start)
        own = ("glove.weight", "trained", "change.weight")      # follow the vocabulary
        state = {k: v for k, v in saved["state"].items() if k not in own and not k.endswith(".step")}
        grow(net, state)
        missing = net.load_state_dict(state, strict=False).missing_keys
        rows = {key: i + 2 for i, key in enumerate(vocabulary.trained)}
        change = saved["state"]["change.weight"]
        with torch.no_grad():
            net.change.weight[1] = change[1]
            for i, key in enumerate(saved["trained"]):
                if key in rows:
                    net.change.weight[rows[key]] = change[i + 2]
        for i, layer in enumerate(net.gated):   # a new recurrence begins by adding nothing
            if f"gated.{i}.norm.weight" in missing:
                torch.nn.init.zeros_(layer.norm.weight)
    return net


class Loop:
    """Steps of AdamW along a cosine; integers are imitated in the last part."""

    def __init__(self, o, net, total, dev, labels):
        self.o, self.net, self.total, self.dev, self.labels = o, net, total, dev, labels
        self.weights = [p for p in net.parameters() if p.requires_grad]
        pretrained = set(net.context.parameters()) if net.context else set()
        parts = [{"params": [p for p in self.weights if p not in pretrained], "share": 1},
                 {"params": [p for p in self.weights if p in pretrained],
                  "share": o.encoder_rate}]
        self.optimiser = torch.optim.AdamW([part for part in parts if part["params"]], lr=o.rate,
                                           betas=(.9, .98), weight_decay=1e-3, foreach=True)
        self.average, self.step, self.losses = Average(net, o.average), 0, []
        self.started = time.time()

    def rate(self):
        cosine = .5 * (1 + math.cos(math.pi * self.step / self.total))
        return self.o.rate * min(1, (self.step + 1) / 200) * (.02 + .98 * cosine)

    def integers_on(self):
        """The average is what will be used: calibrate it and go on from it."""
        self.average.swap()
        calibrate(self.net, self.dev)
        self.average = Average(self.net, self.o.average)
        self.report("integers on")

    def take(self, group, x, y, mask):
        if self.step == int(self.total * self.o.integers_from):
            self.integers_on()
        for part in self.optimiser.param_groups:
            part["lr"] = self.rate() * part["share"]
        loss = loss_of(self.net, self.net(x, mask, group), y, group)
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.weights, 5.0)
        self.optimiser.step()
        self.average.update()
        self.losses.append(float(loss.detach()))
        self.step += 1

    def report(self, what=""):
        self.average.swap()
        print(f"{self.step}/{self.total} loss {np.mean(self.losses):.3f} "
              f"{time.time() - self.started:.0f} s  dev {evaluate(self.net, self.dev, self.labels)}"
              f" {what}", flush=True)
        self.average.swap()
        self.losses = self.losses[-1:]


def main():
    o = options()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    random.seed(o.seed)
    train, silver, dev, labels, vocabulary, table = load(o)
    net = build(o, labels, vocabulary, table)
    print(f"sentences {len(train)} words {sum(map(len, train))} silver {len(silver)} vocabulary "
          f"{len(vocabulary)} tags {len(labels.tags)} labels {len(labels.labels)}", flush=True)
    count = lambda pool: sum(1 for _ in batches(pool, o.batch, True))
    per_epoch, mixed = count(train), int(o.mixed_epochs * count(train + silver))
    loop = Loop(o, net, mixed + int(per_epoch * o.epochs), dev, labels)
    while loop.step < loop.total:
        for taken in batches(train + silver if loop.step < mixed else train, o.batch, True):
            loop.take(*taken)
            if loop.step % per_epoch == 0 or loop.step == loop.total:
                loop.report()
            if loop.step in (mixed, loop.total):
                break
    loop.average.swap()
    torch.save({"state": net.state_dict(), "options": vars(o), "table_step": net.table_step,
                "keys": list(vocabulary.rows), "trained": vocabulary.trained,
                "tags": list(labels.tags), "labels": list(labels.labels),
                "xpos": len(labels.xpos)}, o.out)


if __name__ == "__main__":
    main()
