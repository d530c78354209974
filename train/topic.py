#!/usr/bin/env python3
"""Learn which words speak of public affairs: codebook/en/words/topic.tsv.

    train/topic.py build/src/cli/dragoman --write codebook/en/words/topic.tsv

Logistic regression over the lemmas of a sentence (nouns, verbs, adjectives, adverbs; the mean of their
weights). One side are our own sentences in train/sentences, the other everyday articles, which hold next
to no politics: ../shared/data/news-text (WCXB, CC BY 4.0; no sentence of it is in the table). A text's
topic is the mean weight of its words, in hundredths. Without --write the articles of each half are judged
by weights learnt from the other half. Needs PyTorch; seeded; two minutes of one core.
"""

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parent.parent
NEWS = ROOT.parent / "shared/data/news-text/wcxb-dev-articles.jsonl"
WORDS, LEAST_WORDS, LEAST_SENTENCES = {"NOUN", "VERB", "ADJ", "ADV"}, 3, 4
EPOCHS, BATCH, RATE, SHRINK, STEEP = 6, 4096, .05, 2e-5, 10.


def own_sentences():
    for path in sorted((ROOT / "train/sentences").glob("*.tsv")):
        for number, line in enumerate(path.read_text("utf-8").splitlines()):
            if line and line[0] != "#" and re.search(r"\|[AR]\]", line):
                text = re.sub(r"\[([^\]|]*)\|[AR]\]", r"\1", line.split("\t")[1])
                yield json.dumps({"id": f"{path.stem}-{number}", "text": text})


def documents(program, lines):
    """The lemmas of each document's sentences, as [[set, …], …]."""
    done = subprocess.run([program, "parse", "--from", "jsonl", "-"], input="\n".join(lines), text=True,
                          capture_output=True, check=False)
    found = []
    for line in done.stdout.splitlines():
        if line.startswith("# newdoc"):
            found.append([])
        elif line.startswith("# sent_id"):
            found[-1].append(set())
        elif line[:1].isdigit():
            cells = line.split("\t")
            if cells[3] in WORDS and cells[2].isalpha() and len(cells[2]) > 2:
                found[-1][-1].add(cells[2].lower())
    return found


def learn(rows, words):
    """Weights of `words` from rows of (set of lemmas, 1 public or 0)."""
    place = {w: i for i, w in enumerate(words)}
    torch.manual_seed(1)
    weights, bias = torch.zeros(len(words) + 1, requires_grad=True), torch.zeros(1, requires_grad=True)
    step = torch.optim.Adam([weights, bias], lr=RATE)
    public = sum(y for _, y in rows)
    raised = (len(rows) - public) / public / 4
    for _ in range(EPOCHS):
        for part in torch.randperm(len(rows)).split(BATCH):
            ids, starts, gold = [], [], []
            for i in part.tolist():
                starts.append(len(ids))
                ids += [place[w] for w in sorted(rows[i][0]) if w in place] or [len(words)]
                gold.append(float(rows[i][1]))
            mean = torch.nn.functional.embedding_bag(torch.tensor(ids), weights[:, None], torch.tensor(starts), mode="mean")
            y = torch.tensor(gold)
            loss = torch.nn.functional.binary_cross_entropy_with_logits(STEEP * mean[:, 0] + bias, y, reduction="none")
            step.zero_grad()
            ((loss * torch.where(y > 0, raised, 1.)).mean() + SHRINK * (weights ** 2).sum()).backward()
            step.step()
    return dict(zip(words, weights.detach().tolist()))


def topic(weights, sentences):
    known = [weights[w] for s in sentences for w in s if w in weights]
    return 100 * sum(known) / len(known) if known else 0.


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    args.add_argument("program")
    args.add_argument("--write", type=Path)
    o = args.parse_args()
    torch.set_num_threads(1)
    own = documents(o.program, own_sentences())
    news = documents(o.program, NEWS.read_text("utf-8").splitlines())
    rows = [(s, y, k % 2) for y, side in ((1, own), (0, news)) for k, d in enumerate(side) for s in d if len(s) >= LEAST_WORDS]
    count = Counter(w for s, _, _ in rows for w in s)
    words = sorted(w for w, n in count.items() if n >= LEAST_SENTENCES)
    if not o.write:
        halves = [learn([(s, y) for s, y, k in rows if k != half], words) for half in (0, 1)]
        values = sorted(topic(halves[k % 2], d) for k, d in enumerate(news))
        print("everyday articles, by quantile:", *(f"{q} {values[int(q * len(values))]:.0f}" for q in (.5, .75, .9, .95, .99)))
        return
    weights = learn([(s, y) for s, y, _ in rows], words)
    head = o.write.read_text("utf-8").splitlines() if o.write.exists() else ["word\tweight"]
    kept = [line for line in head[1:] if line.startswith("#")]
    o.write.write_text("\n".join([head[0], *kept, *(f"{w}\t{round(100 * weights[w])}" for w in words)]) + "\n", "utf-8")
    print(f"{len(words)} words from {len(own)} sentences of our own and {len(news)} articles")


if __name__ == "__main__":
    sys.exit(main())
