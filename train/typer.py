"""Trains the event typer (models/en.types). ORDER TYPER_FILE: src/model/typer.h

    train/typer.py --program build/src/cli/dragoman --glove PACKAGE --cache FILE --silver FILE --out models/en.types

First a file with the word vectors and no weights is written, then the program prints what it sees of each pair
(typer_pairs.py), then one linear layer learns from our sentences, from ordinary news as from pairs without an event,
and from what a teacher says of other pairs (typer_silver.py). Seeded; minutes on one core.
"""

import argparse
import json
import re
from pathlib import Path

import numpy as np
import torch
import xxhash

import export
import typer_pairs as pairs
import vectors
from typer_pairs import NONE, TYPES

BUCKETS, WIDTH, SLOTS, WORDS = 1 << 15, 64, 11, 40_000
VECTOR_STEP = 1 / 40        # of a component; the largest are near 3
# Least probability of an event of the model: with .25 to .35, by type, the pages' F1 was .004 less and two more events
# of the seed page were wrong.
BOUND = .42
STEP = 192                  # rows of one step of learning
FAR = 1e4                   # a score that no class comes near
SAMPLE = .4                 # of the rows that nobody marked, each epoch
SEEDS = 3                   # layers learnt in another order each, of which the mean ships


def word_rows(cache, package):
    """GloVe, its mean taken away, turned to its 64 strongest directions."""
    words, rows = vectors.load(package, cache, WORDS * 2)
    keep = [i for i, w in enumerate(words) if re.fullmatch(r"[a-z][a-z'-]*", w)][:WORDS]
    rows = np.asarray(rows)[keep].astype(np.float64)
    rows -= rows.mean(0)
    _, _, axes = np.linalg.svd(rows[:10_000], full_matrices=False)
    axes = axes[:WIDTH] * np.sign(axes[:WIDTH].sum(1, keepdims=True))
    return [words[i] for i in keep], np.clip(np.rint(rows @ axes.T / VECTOR_STEP), -127, 127)


def index_of(words):
    """Keys, and the open table that finds them."""
    keys = [xxhash.xxh3_64_intdigest(w.encode()) for w in words]
    slots = export.power_of_two(len(words) * 2)
    index = np.zeros(slots, np.uint32)
    for row, key in enumerate(keys):
        at = key & (slots - 1)
        while index[at]:
            at = (at + 1) & (slots - 1)
        index[at] = row + 1
    return np.array(keys, np.uint64), index


def rounded(weight):
    """Eight-bit numbers and their step, in 1/65536 of 1/256 nat."""
    step = max(float(np.abs(weight).max()) / 127, 1e-6)
    times = max(1, round(step * 256 * 65536))
    return np.clip(np.rint(weight * 256 * 65536 / times), -127, 127), times


def write(path, words, rows, sparse, dense, bias, least):
    """`least`: for each type the probability from which `code` proposes it."""
    keys, index = index_of(words)
    sparse, sparse_times = rounded(sparse)
    dense, dense_times = rounded(dense)
    export.write(path, {
        "sizes": np.array([len(TYPES), BUCKETS, WIDTH, len(words), sparse_times, dense_times],
                          np.uint32).tobytes(),
        "index": index.tobytes(), "keys": keys.tobytes(), "rows": rows.astype(np.int8).tobytes(),
        "sparse": sparse.astype(np.int8).tobytes(), "dense": dense.astype(np.int8).tobytes(),
        "bias": np.rint(np.asarray(bias) * 256).astype(np.int32).tobytes(),
        "least": np.rint(np.asarray(least) * 65536).astype(np.uint32).tobytes(),
        "names": "\n".join(TYPES).encode() + b"\n"})


class Layer(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.sparse = torch.nn.EmbeddingBag(BUCKETS, len(TYPES), mode="sum")
        self.dense = torch.nn.Linear(SLOTS * WIDTH, len(TYPES))
        torch.nn.init.zeros_(self.sparse.weight)
        torch.nn.init.zeros_(self.dense.weight)
        torch.nn.init.zeros_(self.dense.bias)

    def forward(self, flat, sizes, slots, scale=1.):
        starts = torch.from_numpy(np.cumsum(sizes) - sizes)
        return self.sparse(torch.from_numpy(flat), starts) * scale + self.dense(torch.from_numpy(slots) * VECTOR_STEP)


def drop(flat, sizes, chance, random):
    """Some features go unseen, so that none is relied on alone."""
    kept = random.rand(len(flat)) >= chance
    return flat[kept], np.bincount(np.repeat(np.arange(len(sizes)), sizes)[kept], minlength=len(sizes))


def fit(data, rows, options, seed):
    random = np.random.RandomState(seed)
    net, taken = Layer(), 0
    best = torch.optim.Adam([{"params": net.sparse.parameters(), "lr": options.rate},
                             {"params": net.dense.parameters(), "lr": options.rate / 4}])
    mean = [torch.zeros_like(p) for p in net.parameters()]
    # How often a type was written says little about how often it happens.
    often = np.bincount(data.gold[:data.n_marked], minlength=len(TYPES)).clip(1)
    of_type = (often[:NONE].mean() / often) ** options.balance
    of_type[NONE] = 1
    weight = (data.weight * of_type[data.gold]).astype(np.float32)
    rows = rows[weight[rows] > 0]
    chance = np.where(data.told[rows] | (data.source[rows] == "news"), SAMPLE, 1)
    for epoch in range(options.epochs):
        for group in best.param_groups if epoch == options.epochs * 3 // 4 else []:
            group["lr"] *= .4
        order = random.permutation(np.flatnonzero(random.rand(len(rows)) < chance))
        for at in range(0, len(order), STEP):
            part = rows[order[at:at + STEP]]
            flat, sizes = drop(*data.bags.take(part), options.drop, random)
            scores = net(flat, sizes, data.slots[part].astype(np.float32), 1 / (1 - options.drop))
            # A teacher's row tells one type from another, not a deed from none.
            hidden = torch.from_numpy(data.told[part][:, None] & (np.arange(len(TYPES)) == NONE))
            scores = scores.masked_fill(hidden, -FAR)
            losses = -(torch.from_numpy(data.soft[part]) * torch.log_softmax(scores, 1)).sum(1)
            loss = (losses * torch.from_numpy(weight[part] / chance[order[at:at + STEP]]).float()).mean()
            loss = loss + options.decay * (net.sparse.weight.square().sum() + net.dense.weight.square().sum()) / 100
            best.zero_grad()
            loss.backward()
            best.step()
            if epoch >= options.epochs // 2:
                taken += 1
                for m, p in zip(mean, net.parameters()):
                    m += p.detach()
    with torch.no_grad():
        for m, p in zip(mean, net.parameters()):
            p.copy_(m / taken)
    return net


def learn(data, rows, options):
    """On the read half of PLV one layer has macro-F1 .711 to .714, the mean of three .720."""
    nets = [fit(data, rows, options, options.seed + i) for i in range(SEEDS)]
    with torch.no_grad():
        for first, *others in zip(*(net.parameters() for net in nets)):
            first.copy_((first + sum(others)) / SEEDS)
    return nets[0]


def scores_of(net, data, rows):
    out = np.zeros((len(rows), len(TYPES)), np.float32)
    with torch.no_grad():
        for at in range(0, len(rows), 2000):
            part = rows[at:at + 2000]
            out[at:at + 2000] = net(*data.bags.take(part), data.slots[part].astype(np.float32)).numpy()
    return out


def chances(scores):
    z = np.exp(scores - scores.max(1, keepdims=True))
    return z / z.sum(1, keepdims=True)


def figures(scores, gold):
    """Accuracy, and macro-F1 over the types that occur."""
    guess, found = scores.argmax(1), []
    for c in sorted(set(gold)):
        hit = ((guess == c) & (gold == c)).sum()
        found.append(2 * hit / max(1, (guess == c).sum() + (gold == c).sum()))
    return (guess == gold).mean(), np.mean(found)


def log_loss(scores, soft, weight, temperature):
    z = scores / temperature
    z = z - z.max(1, keepdims=True)
    return (weight * (np.log(np.exp(z).sum(1)) - (soft * z).sum(1))).sum() / weight.sum()


def report(name, data, given, rows, least):
    """Of a file that was not learnt from: the type of marked events; what `code` would propose."""
    some = data.source[rows] == name
    marked = some & (rows < data.n_marked) & (data.gold[rows] != NONE)
    accuracy, macro = figures(given[marked][:, :NONE], data.gold[rows][marked])
    asked = some & (rows >= data.n_marked)
    found = asked & (given[:, :NONE] >= least[:NONE]).any(1)
    right = found & (given.argmax(1) == data.gold[rows])
    third = data.weight[rows] == np.float32(pairs.THIRD)
    asked_about = (asked & (data.gold[rows] != NONE)).sum()
    print(f"{name}: {marked.sum()} events, accuracy {accuracy:.3f} macro-F1 {macro:.3f}; of {asked_about} asked about "
          f"{right.sum()} right, {(found & ~right & ~third).sum()} wrong, "
          f"{(found & ~right & third).sum()} of parties nobody marked", flush=True)


def cross_validate(data, options):
    """By file: whoever wrote one wrote none of the others. One temperature, from rows not learnt from."""
    out = np.zeros((len(data.gold), len(TYPES)), np.float32)
    names = sorted(set(data.source) - {"news", "silver", "examples"})
    news, half = data.source == "news", np.arange(len(data.gold)) % 2 == 0
    for name in names:
        held = data.source == name
        net = fit(data, np.flatnonzero(~held & ~(news & half) & (data.of != name)), options, options.seed)
        rows = np.flatnonzero(held | (news & half)) if name == names[-1] else np.flatnonzero(held)
        out[rows] = scores_of(net, data, rows)
    rows = np.flatnonzero((~news | half) & (data.source != "silver"))
    best = min(np.arange(.5, 3, .05), key=lambda t: log_loss(out[rows], data.soft[rows], data.weight[rows], t))
    given = chances(out[rows] / best)
    least = np.full(len(TYPES), BOUND)
    least[NONE] = 1
    for name in names:
        report(name, data, given, rows, least)
    ordinary = data.source[rows] == "news"
    many = (given[ordinary][:, :NONE] >= least[:NONE]).any(1).sum()
    print(f"temperature {best:.2f}; ordinary news: {many} proposals of {ordinary.sum()} pairs", flush=True)
    return best, least


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def main():
    here = Path(__file__).parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--glove", default="")
    parser.add_argument("--cache", required=True)
    parser.add_argument("--sentences", default=pairs.SENTENCES)
    parser.add_argument("--rules", default=pairs.RULES)
    parser.add_argument("--news", default=here.parent.parent / "shared/data/news-text/wcxb-dev-articles.jsonl")
    parser.add_argument("--silver", help="pairs that a teacher has labelled")
    parser.add_argument("--out", required=True)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--rate", type=float, default=.01)
    parser.add_argument("--drop", type=float, default=.4)
    parser.add_argument("--balance", type=float, default=.5)
    parser.add_argument("--decay", type=float, default=.002)
    options = parser.parse_args()
    torch.set_num_threads(1)
    words, rows = word_rows(options.cache, options.glove)
    write(options.out, words, rows, np.zeros((BUCKETS, len(TYPES))), np.zeros((SLOTS * WIDTH, len(TYPES))),
          np.zeros(len(TYPES)), np.ones(len(TYPES)))
    learnt = pairs.read_sentences(options.sentences) + pairs.read_examples(options.program, options.rules)
    news = [{"text": x["text"]} for x in read_lines(options.news) if x["text"].strip()]
    data = pairs.Data(options.program, learnt, news, read_lines(options.silver) if options.silver else [], BUCKETS)
    temperature, least = cross_validate(data, options)
    net = learn(data, np.arange(len(data.gold)), options)
    with torch.no_grad():
        write(options.out, words, rows, net.sparse.weight.numpy() / temperature,
              net.dense.weight.numpy().T * VECTOR_STEP / temperature, net.dense.bias.numpy() / temperature, least)


if __name__ == "__main__":
    main()
