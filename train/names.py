"""Teaches a trained parser to find names of persons, places and organisations.

    names.py student.pt models/en.dgm --program BIN --silver FILE...

The parser stays as it is: a small layer over three words' last vectors and the word's first one is
learnt and put into its model file. It learns from GUM's entities, from the names of UNER's EWT dev and from words that
spacy_names.py labelled.
"""

import argparse
import random
import re

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import export
import quant
import treebank
from silver import Teacher
from train import batches

# ORDER NAME_TAGS: src/parse/names.c
TAGS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"]
KINDS = {"person": "PER", "place": "LOC", "organization": "ORG"}
TITLES = {"Mr", "Mrs", "Ms", "Dr", "President", "Professor", "Prof", "Queen", "King", "Judge", "Justice",
          "Senator"}
BATCH = 512     # words


def read_iob(path):
    """(words, tags) of sentences: UNER's columns (number, word, tag) or spacy_names.py's (word, tag)."""
    sentences, words, tags = [], [], []
    for line in open(path, encoding="utf-8"):
        row = line.rstrip("\n").split("\t")
        if len(row) >= 2 and not line.startswith("# "):
            word, tag = row[1:3] if len(row) > 2 else row
            words.append(word)
            tags.append(tag if tag in TAGS else "O")
        elif line == "\n" and words:
            sentences.append((words, tags))
            words, tags = [], []
    return sentences


def entities(rows):
    """(first, last, type) of the entities that open and close in a sentence of GUM."""
    found, open_now = [], []
    for i, row in enumerate(rows):
        given = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
        for part in re.findall(r"\([^()]*\)?|[^()]+\)", given.group(1)) if given else ():
            fields = part.strip("()").split("-")
            if part.startswith("("):
                open_now.append((fields[0], i, fields[1]))
            if part.endswith(")"):
                at = max((k for k, e in enumerate(open_now) if e[0] == fields[0]), default=-1)
                if at >= 0:
                    _, first, kind = open_now.pop(at)
                    found.append((first, i, kind))
    return found


def name_in(rows, first, last):
    """The proper nouns around the head of an entity, or None: GUM marks whole phrases."""
    proper = lambda i: first <= i <= last and rows[i][3] == "PROPN"
    heads = [i for i in range(first, last + 1) if not first <= int(rows[i][6]) - 1 <= last]
    if not heads or not proper(heads[0]):
        return None
    x = y = heads[0]
    while proper(x - 1) or (proper(x - 2) and rows[x - 1][1] in ("of", "-", "&")):
        x -= 1
    while proper(y + 1) or (proper(y + 2) and rows[y + 1][1] in ("of", "and", "for", "the", "&", "-")):
        y += 1
    return x + (rows[x][1].rstrip(".") in TITLES and x < heads[0]), y


def read_gum(path):
    sentences = []
    for block in open(path, encoding="utf-8").read().split("\n\n"):
        rows = [row for row in (line.split("\t") for line in block.split("\n"))
                if len(row) == 10 and row[0].isdigit()]
        tags = ["O"] * len(rows)
        for first, last, kind in sorted(entities(rows), key=lambda e: e[0] - e[1]):
            name = name_in(rows, first, last) if kind in KINDS else None
            if name and all(tags[i] == "O" for i in range(name[0], name[1] + 1)):
                tags[name[0]:name[1] + 1] = ["B-" + KINDS[kind]] + ["I-" + KINDS[kind]] * (name[1] - name[0])
        if rows:
            sentences.append(([row[1] for row in rows], tags))
    return sentences


class Finder(nn.Module):
    """Three words' last vectors and one's first -> hidden, cut at nought -> tags.
    net_names in src/parse/net.c"""

    def __init__(self, width, hidden):
        super().__init__()
        self.hidden, self.out = nn.Linear(3 * width, hidden), nn.Linear(hidden, len(TAGS))
        self.word = nn.Linear(width, hidden)
        self.step = quant.Step(quant.POSITIVE)
        self.drop = nn.Dropout(.2)

    def forward(self, x):
        three, own = x[:, :self.hidden.in_features], x[:, self.hidden.in_features:]
        return self.out(self.drop(self.step(F.relu(self.hidden(three) + self.word(own)))))

    def round(self, x):
        """Weights and the hidden layer's step as the file will have them."""
        with torch.no_grad():
            self.step.mode = "watch"
            self.eval()(x)
            self.step.settle()
            self.step.mode = "on"
            for layer in (self.hidden, self.word, self.out):
                layer.weight.copy_(quant.weight(layer.weight))


def sections(finder, top, first):
    """What the model file has of it; `top` and `first` are the steps of the parser's last and first
    vectors."""
    hidden = export.Dense(finder.hidden.weight, finder.hidden.bias, top, export.RESIDUAL, export.RESIDUAL, True, 2)
    out = export.Dense(finder.out.weight, finder.out.bias, float(finder.step.step), export.RESIDUAL,
                       export.LOGIT, False, 2)
    word = export.Dense(finder.word.weight, finder.word.bias, first, export.RESIDUAL, export.RESIDUAL, True, 2)
    return {"name_hidden": hidden.bytes(), "name_word": word.bytes(), "name_out": out.bytes()}


class Words:
    """All words of many sentences: vectors with ROOT and a blank around each sentence."""

    def __init__(self, parser, program, sources):
        self.weights, self.tags, self.at, rows, own, n = [], [], [], [], [], 0
        tops, firsts = [], []
        hooks = [parser.net.top.register_forward_hook(lambda module, given, out: tops.append(out)),
                 parser.net.norm.register_forward_hook(lambda module, given, out: firsts.append(out))]
        for path, weight, pairs in sources:
            sentences = [sentence_of(words, tags) for words, tags in pairs]
            features = treebank.word_features(program, (f for s in sentences for f in s.forms))
            for s in sentences:
                parser.encode(s, features)
            with torch.no_grad():
                for group, x, _, mask in batches(sentences, 4000, False):
                    tops.clear()
                    firsts.clear()
                    parser.net(x, mask, group)
                    for k, s in enumerate(group):
                        rows += [tops[0][k, :len(s) + 1].half(), torch.zeros(1, tops[0].shape[2]).half()]
                        own += [firsts[0][k, :len(s) + 1].half(), torch.zeros(1, tops[0].shape[2]).half()]
                        self.at += range(n + 1, n + 1 + len(s))
                        self.tags += [TAGS.index(t) for t in s.names]
                        self.weights += [weight] * len(s)
                        n += len(s) + 2
            print(f"{path}: {len(sentences)} sentences", flush=True)
        for hook in hooks:
            hook.remove()
        self.rows, self.own = torch.cat(rows), torch.cat(own)
        self.at, self.tags = torch.tensor(self.at), torch.tensor(self.tags)
        self.weights = torch.tensor(self.weights)

    def inputs(self, which):
        at = self.at[which]
        return torch.cat([self.rows[at - 1], self.rows[at], self.rows[at + 1], self.own[at]], 1).float()


def sentence_of(words, tags):
    s = treebank.Sentence()
    n = len(words)
    s.forms, s.names, s.tags, s.upos, s.xpos = words, tags, ["X|_"] * n, ["X"] * n, ["_"] * n
    s.heads, s.labels, s.lemmas = [0] * n, ["dep"] * n, ["_"] * n
    return s


def spans(tags):
    """(first, end, type) of the names in a list of tags, in which all are well formed."""
    found = []
    for i, tag in enumerate(tags):
        if tag.startswith("B"):
            found.append([i, i + 1, tag[2:]])
        elif tag.startswith("I"):
            found[-1][1] = i + 1
    return set(map(tuple, found))


def decode(scores):
    """names_decode in src/parse/names.c."""
    allowed = torch.tensor([[tag[0] != "I" or before[2:] == tag[2:] for tag in TAGS] for before in TAGS])
    forbid = torch.where(allowed, 0., -1e9)
    sums, ways = scores[0] + forbid[0], []
    for row in scores[1:]:
        best, way = (sums[:, None] + forbid).max(0)
        ways.append(way)
        sums = best + row
    path = [int(sums.argmax())]
    for way in reversed(ways):
        path.append(int(way[path[-1]]))
    return [TAGS[t] for t in reversed(path)]


def check(finder, words):
    """Prints F1 over sentences not learnt from, before the program settles names."""
    finder.eval()
    with torch.no_grad():
        scores = finder(words.inputs(torch.arange(len(words.at))))
    firsts = [0] + (torch.nonzero(words.at[1:] - words.at[:-1] > 1)[:, 0] + 1).tolist() + [len(words.at)]
    right = found = gold = 0
    for first, end in zip(firsts, firsts[1:]):
        got, want = spans(decode(scores[first:end])), spans([TAGS[t] for t in words.tags[first:end]])
        right, found, gold = right + len(got & want), found + len(got), gold + len(want)
    print(f"P {right / max(found, 1):.3f} R {right / gold:.3f} F1 {2 * right / (found + gold):.3f}")


def learn(finder, words, o):
    optimiser = torch.optim.AdamW(finder.parameters(), lr=o.rate, weight_decay=.02)
    n = len(words.at)
    total, step = o.epochs * -(-n // BATCH), 0
    for epoch in range(o.epochs):
        losses = []
        for which in torch.randperm(n).split(BATCH):
            for part in optimiser.param_groups:
                part["lr"] = o.rate * (1 - step / total)
            wrong = F.cross_entropy(finder(words.inputs(which)), words.tags[which], reduction="none")
            weight = words.weights[which]
            loss = (wrong * weight).sum() / weight.sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            losses.append(float(loss.detach()))
            step += 1
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}", flush=True)


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("parser", help="what train.py saved")
    p.add_argument("model", help="the model file made of it")
    p.add_argument("--program", required=True, help="dragoman, for its features")
    p.add_argument("--gum", default="../shared/data/ud/gum_open/gum_open-train.conllu")
    p.add_argument("--uner", default="../shared/dev/ner/en_ewt-ud-dev.iob2")
    p.add_argument("--silver", nargs="*", default=[], help="what spacy_names.py wrote")
    p.add_argument("--hidden", type=int, default=96)
    p.add_argument("--epochs", type=int, default=4)
    p.add_argument("--rate", type=float, default=3e-3)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--check", help="more of UNER, only to score on")
    o = p.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(o.seed)
    random.seed(o.seed)
    parser = Teacher(o.parser)
    words = Words(parser, o.program, [
        (o.gum, .6, read_gum(o.gum)), (o.uner, 2.0, read_iob(o.uner)),
        *((path, .5, read_iob(path)) for path in o.silver)])
    finder = Finder(words.rows.shape[1], o.hidden)
    learn(finder, words, o)
    finder.round(words.inputs(torch.arange(0, len(words.at), 7)))
    if o.check:
        check(finder, Words(parser, o.program, [(o.check, 1.0, read_iob(o.check))]))
    with torch.no_grad():
        found = sections(finder, float(parser.net.top.step), float(parser.net.windows[0].dense.input.step))
    export.write(o.model, export.read(o.model) | found)


if __name__ == "__main__":
    main()
