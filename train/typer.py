"""Trains the event typer (models/en.types) on sentences of our own. ORDER TYPER_FILE: src/model/typer.h

    train/typer.py --program build/src/cli/dragoman --glove PACKAGE --out models/en.types

One line of train/sentences/*.tsv is a type and a sentence with its parties marked: [Norway|A] shelled [Sudland|R].
First a file with the word vectors and no weights is written, then the program prints what it sees of each pair
(`relate --features`), then one linear layer learns from that. Seeded; minutes on one core.
"""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import torch
import xxhash

import export
import vectors

TYPES = ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
         "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "NONE"]
BUCKETS, WIDTH, SLOTS, WORDS = 1 << 15, 64, 11, 40_000
VECTOR_STEP = 1 / 40        # of a component; the largest are near 3
LEAST = .6                  # probability from which `code` proposes an event
MARK = re.compile(r"\[([^\[\]|]+)\|([AR])\]")


def read_line(line, where):
    """A type, and the question to `relate`: text and byte spans."""
    kind, _, marked = line.rstrip("\n").partition("\t")
    if kind not in TYPES or not marked:
        sys.exit(f"{where}: no known type before a tab")
    text, spans, at = b"", {}, 0
    for mark in MARK.finditer(marked):
        text += marked[at:mark.start()].encode()
        begin, at = len(text), mark.end()
        text += mark[1].encode()
        spans.setdefault(mark[2], [begin, len(text)])
    text += marked[at:].encode()
    if re.search(rb"[\[\]|]", text) or not spans:
        sys.exit(f"{where}: marks do not fit")
    return kind, {"text": text.decode(), "actor": spans.get("A"), "recipient": spans.get("R")}


def read_sentences(folder):
    rows = []
    for path in sorted(Path(folder).glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                rows.append((path.stem, *read_line(line, f"{path}:{number}")))
    return rows


def lines_of(program, command, records):
    lines = "".join(json.dumps({"id": i, **record}) + "\n" for i, record in enumerate(records))
    done = subprocess.run([program, *command, "-"], input=lines.encode(), capture_output=True, check=False)
    if done.returncode:
        sys.exit(done.stderr.decode())
    return [json.loads(line) for line in done.stdout.splitlines()]


def read_examples(program, folder):
    """The rules' own examples: "+ sentence => XNO TYPE XSU", and "=> none" where both countries stand."""
    texts, wanted = [], []
    for path in sorted(Path(folder).glob("*.rules")):
        for line in path.read_text(encoding="utf-8").splitlines():
            found = re.fullmatch(r"\s*[+-] (.*?)\s+=> (?:(\w{3}) (\w+) (\w{3})|(none))", line)
            if found and (found[5] or found[3] in TYPES):
                texts.append({"text": found[1]})
                wanted.append(("NONE", "XNO", "XSU") if found[5] else (found[3], found[2], found[4]))
    rows = []
    for record, (kind, *sides), seen in zip(texts, wanted, lines_of(program, ["annotate", "--from", "jsonl"], texts)):
        at = [next((m["span"] for m in seen["mentions"] if (m["code"] or "").startswith(side)), None) for side in sides]
        if all(at) and at[0] != at[1]:
            rows.append(("examples", kind, {**record, "actor": at[0], "recipient": at[1]}))
    return rows


def ask(program, questions):
    """What the typer sees of each pair: feature buckets and slot vectors."""
    answers = lines_of(program, ["relate", "--features"], questions)
    buckets = [sorted({f & (BUCKETS - 1) for f in a["features"]}) for a in answers]
    return buckets, np.array([a["slots"] for a in answers], np.float32)


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


def write(path, words, rows, sparse, dense, bias):
    keys, index = index_of(words)
    sparse, sparse_times = rounded(sparse)
    dense, dense_times = rounded(dense)
    export.write(path, {
        "sizes": np.array([len(TYPES), BUCKETS, WIDTH, len(words), sparse_times, dense_times,
                           round(LEAST * 65536)], np.uint32).tobytes(),
        "index": index.tobytes(), "keys": keys.tobytes(), "rows": rows.astype(np.int8).tobytes(),
        "sparse": sparse.astype(np.int8).tobytes(), "dense": dense.astype(np.int8).tobytes(),
        "bias": np.rint(np.asarray(bias) * 256).astype(np.int32).tobytes(), "names": "\n".join(TYPES).encode() + b"\n"})


class Layer(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.sparse = torch.nn.EmbeddingBag(BUCKETS, len(TYPES), mode="sum")
        self.dense = torch.nn.Linear(SLOTS * WIDTH, len(TYPES))
        torch.nn.init.zeros_(self.sparse.weight)
        torch.nn.init.zeros_(self.dense.weight)
        torch.nn.init.zeros_(self.dense.bias)

    def forward(self, bags, slots):
        flat = torch.tensor([f for bag in bags for f in bag])
        starts = torch.tensor([0, *np.cumsum([len(bag) for bag in bags])[:-1]])
        return self.sparse(flat, starts) + self.dense(slots * VECTOR_STEP)


def drop(bag, chance, random):
    """Some features go unseen, so that none is relied on alone."""
    kept = [f for f in bag if random.random() >= chance]
    return kept or bag


def fit(buckets, slots, gold, options, epochs):
    torch.manual_seed(options.seed)
    random = np.random.RandomState(options.seed)
    net = Layer()
    best = torch.optim.Adam([{"params": net.sparse.parameters(), "lr": options.rate},
                             {"params": net.dense.parameters(), "lr": options.rate / 4}])
    slots, gold = torch.tensor(slots), torch.tensor(gold)
    # How often a type was written says little about how often it happens.
    often = torch.bincount(gold, minlength=len(TYPES)).clamp(min=1)
    weight = (often.float().mean() / often) ** options.balance
    mean = [torch.zeros_like(p) for p in net.parameters()]
    steps, taken = 0, 0
    for epoch in range(epochs):
        order = random.permutation(len(gold))
        for at in range(0, len(order), 64):
            part = order[at:at + 64]
            scores = net([drop(buckets[i], options.drop, random) for i in part], slots[part])
            loss = torch.nn.functional.cross_entropy(scores, gold[part], weight=weight,
                                                     label_smoothing=options.smooth)
            loss = loss + options.decay * (net.sparse.weight.square().sum() + net.dense.weight.square().sum()) / len(gold) * 64
            best.zero_grad()
            loss.backward()
            best.step()
            if epoch >= epochs // 2:
                taken += 1
                for m, p in zip(mean, net.parameters()):
                    m += p.detach()
            steps += 1
    with torch.no_grad():
        for m, p in zip(mean, net.parameters()):
            p.copy_(m / taken)
    return net


def scores_of(net, buckets, slots):
    with torch.no_grad():
        return net(buckets, torch.tensor(slots)).numpy()


def figures(scores, gold, temperature=1.0):
    """Accuracy, macro-F1 over the types that occur, log loss."""
    guess = scores.argmax(1)
    found = []
    for c in sorted(set(gold)):
        hit = ((guess == c) & (gold == c)).sum()
        found.append(2 * hit / max(1, (guess == c).sum() + (gold == c).sum()))
    z = scores / temperature
    z -= z.max(1, keepdims=True)
    loss = (np.log(np.exp(z).sum(1)) - z[np.arange(len(gold)), gold]).mean()
    return (guess == gold).mean(), np.mean(found), loss


def folds_of(rows, n):
    """Parts of the data by blocks of 20 lines: pairs that differ in little stand side by side."""
    return np.array([i // 20 % n for i in range(len(rows))])


def cross_validate(rows, buckets, slots, gold, options):
    fold, out = folds_of(rows, 5), np.zeros((len(rows), len(TYPES)), np.float32)
    for k in range(5):
        seen = np.flatnonzero(fold != k)
        net = fit([buckets[i] for i in seen], slots[seen], gold[seen], options, options.epochs)
        held = np.flatnonzero(fold == k)
        out[held] = scores_of(net, [buckets[i] for i in held], slots[held])
    # One temperature, on sentences that were not learnt from.
    best = min(np.arange(.5, 3, .05), key=lambda t: figures(out, gold, t)[2])
    for name in sorted({row[0] for row in rows}):
        some = np.array([row[0] == name for row in rows])
        print(f"{name}: {some.sum()} sentences, accuracy {figures(out[some], gold[some])[0]:.3f}")
    accuracy, macro, loss = figures(out, gold, best)
    print(f"cross-validated: accuracy {accuracy:.3f} macro-F1 {macro:.3f} log loss {loss:.3f} temperature {best:.2f}")
    return best


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--glove", default="")
    parser.add_argument("--cache", required=True)
    parser.add_argument("--sentences", default=Path(__file__).parent / "sentences")
    parser.add_argument("--rules", default=Path(__file__).parent.parent / "codebook/en/rules")
    parser.add_argument("--out", required=True)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--rate", type=float, default=.01)
    parser.add_argument("--drop", type=float, default=.65)
    parser.add_argument("--smooth", type=float, default=.0)
    parser.add_argument("--balance", type=float, default=.7)
    parser.add_argument("--decay", type=float, default=.004)
    options = parser.parse_args()
    words, rows = word_rows(options.cache, options.glove)
    nothing = np.zeros
    write(options.out, words, rows, nothing((BUCKETS, len(TYPES))), nothing((SLOTS * WIDTH, len(TYPES))),
          nothing(len(TYPES)))
    data = read_sentences(options.sentences) + read_examples(options.program, options.rules)
    buckets, slots = ask(options.program, [q for _, _, q in data])
    gold = np.array([TYPES.index(kind) for _, kind, _ in data])
    temperature = cross_validate(data, buckets, slots, gold, options)
    net = fit(buckets, slots, gold, options, options.epochs)
    with torch.no_grad():
        write(options.out, words, rows, net.sparse.weight.numpy() / temperature,
              net.dense.weight.numpy().T * VECTOR_STEP / temperature, net.dense.bias.numpy() / temperature)


if __name__ == "__main__":
    main()
