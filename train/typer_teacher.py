"""A teacher for the event typer: a pretrained encoder, fine-tuned on sentences with two marked parties.

    train/typer_teacher.py --program build/src/cli/dragoman --encoder FOLDER --out train/work/teacher.pt

Its words are what the small typer lacks: it types verbs that no sentence of ours shows. It labels pairs for
typer_silver.py; nothing of it is in a model file.
"""

import argparse

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import encoder
import typer_pairs as pairs

BATCH, LONGEST = 24, 100    # sentences of a step; pieces that are read of one
FROZEN = 3                  # lowest blocks, which stay as they are
SIGNS = {"A": "@", "R": "#"}


def pieces_of(words, question, hide=()):
    """Numbers of a sentence's pieces, its parties between signs, and owners: 1 actor, 2 recipient, 0 the rest."""
    text, cuts = question["text"].encode(), []
    for side, key in (("A", "actor"), ("R", "recipient")):
        if question[key]:
            cuts += [(question[key][0], 1, side), (question[key][1], 0, side)]
    pieces, owners, at, inside = [words.open], [0], 0, ""
    for where, opens, side in sorted(cuts) + [(len(text), 0, "")]:
        part = text[at:where].decode(errors="replace").split()
        own = [p for word in part for p in words.of_word(word)] if part else []
        if inside in hide and inside:
            own = [words.mask] if own else []
        sign = words.of_word(SIGNS[side]) if side else []
        if opens:
            pieces += own + sign
            owners += [("", "A", "R").index(inside)] * len(own) + [("", "A", "R").index(side)] * len(sign)
            inside = side
        else:
            pieces += own + sign
            owners += [("", "A", "R").index(inside)] * (len(own) + len(sign))
            inside = ""
        at = where
    keep = range(len(pieces))
    if len(pieces) > LONGEST:
        marked = [i for i, o in enumerate(owners) if o]
        middle = (min(marked) + max(marked)) // 2 if marked else 0
        first = max(0, min(middle - LONGEST // 2, len(pieces) - LONGEST))
        keep = range(first, first + LONGEST)
    return [pieces[i] for i in keep] + [words.close], [owners[i] for i in keep] + [0]


class Teacher(nn.Module):
    def __init__(self, folder, classes):
        super().__init__()
        self.body = encoder.Encoder(folder, 6)
        self.body.share.data[-1] = 3.
        for block in self.body.blocks[:FROZEN]:
            for p in block.parameters():
                p.requires_grad = False
        self.body.norm.weight.requires_grad = self.body.norm.bias.requires_grad = False
        self.drop, self.inner = nn.Dropout(.2), nn.Linear(3 * self.body.width, 256)
        self.out = nn.Linear(256, classes)

    def forward(self, pieces, owners):
        states = self.body(pieces, owners, 3).flatten(1)
        return self.out(self.drop(torch.tanh(self.inner(self.drop(states)))))


def batch_of(seen):
    longest = max(len(p) for p, _ in seen)
    pieces = np.zeros((len(seen), longest), np.int64)
    owners = np.full((len(seen), longest), -1, np.int64)
    for row, (p, o) in enumerate(seen):
        pieces[row, :len(p)], owners[row, :len(o)] = p, o
    return torch.from_numpy(pieces), torch.from_numpy(owners)


def batches(lengths, random):
    """Rows of like length together, in random order."""
    order = sorted(range(len(lengths)), key=lambda i: lengths[i] + random.uniform(0, 8))
    parts = [order[at:at + BATCH] for at in range(0, len(order), BATCH)]
    random.shuffle(parts)
    return parts


def learn(folder, words, questions, gold, weight, classes, epochs, seed, say=print):
    """`gold` holds numbers of classes; `weight` one number for each class."""
    torch.manual_seed(seed)
    random = np.random.RandomState(seed)
    net = Teacher(folder, classes)
    body = [p for p in net.body.parameters() if p.requires_grad]
    head = [p for part in (net.inner, net.out) for p in part.parameters()]
    best = torch.optim.AdamW([{"params": body, "lr": 1.5e-4}, {"params": head, "lr": 1e-3}], weight_decay=.01)
    lengths = [len(q["text"]) // 4 for q in questions]
    steps, step = epochs * ((len(questions) + BATCH - 1) // BATCH), 0
    pace = torch.optim.lr_scheduler.LambdaLR(best, lambda n: min((n + 1) / (.1 * steps), (1 - n / steps) / .9))
    for epoch in range(epochs):
        total = 0.
        for part in batches(lengths, random):
            hide = [[s for s in "AR" if random.random() < .25] for _ in part]
            pieces, owners = batch_of([pieces_of(words, questions[i], h) for i, h in zip(part, hide)])
            loss = F.cross_entropy(net(pieces, owners), torch.tensor(gold[part]), weight=weight, label_smoothing=.05)
            best.zero_grad()
            loss.backward()
            best.step()
            pace.step()
            total, step = total + loss.item(), step + 1
        say(f"epoch {epoch + 1}: loss {total / max(1, steps // epochs):.3f}", flush=True)
    net.eval()
    return net


def scores(net, words, questions):
    """[questions][classes]"""
    seen = [pieces_of(words, q) for q in questions]
    order = sorted(range(len(seen)), key=lambda i: len(seen[i][0]))
    out = None
    with torch.no_grad():
        for at in range(0, len(order), 32):
            part = order[at:at + 32]
            given = net(*batch_of([seen[i] for i in part])).numpy()
            out = np.zeros((len(seen), given.shape[1]), np.float32) if out is None else out
            out[part] = given
    return out


def load(folder, path):
    """Word pieces, and a teacher that has learnt."""
    net = Teacher(folder, len(pairs.TYPES))
    net.load_state_dict(torch.load(path))
    net.eval()
    return encoder.WordPieces(folder), net


def chances(net, words, questions):
    """[questions][classes], each row adding up to 1."""
    z = scores(net, words, questions)
    z = np.exp(z - z.max(1, keepdims=True))
    return z / z.sum(1, keepdims=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--sentences", default=pairs.SENTENCES)
    parser.add_argument("--rules", default=pairs.RULES)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    rows = pairs.read_sentences(options.sentences) + pairs.read_examples(options.program, options.rules)
    gold = np.array([pairs.TYPES.index(kind) for _, kind, _ in rows])
    often = np.bincount(gold, minlength=len(pairs.TYPES)).clip(1)
    net = learn(options.encoder, encoder.WordPieces(options.encoder), [question for *_, question in rows], gold,
                torch.tensor((often.mean() / often) ** .5, dtype=torch.float32), len(pairs.TYPES), options.epochs,
                options.seed)
    torch.save(net.state_dict(), options.out)


if __name__ == "__main__":
    main()
