"""A model and a typer of nonsense, some KB small: seeds of the fuzz targets and fast tests of the formats.

    train/tiny.py fuzz/corpus/model/tiny.dgm fuzz/corpus/typer/tiny.types
"""

import argparse
import sys

import numpy as np
import torch

import export
import lemma
import treebank
import typer
from network import Parser

TAGS = ["NOUN|Number=Sing", "VERB|Tense=Past|VerbForm=Fin", "PUNCT|_"]
LABELS = ["dep", "root", "nsubj", "punct"]
WORDS = ["port", "ships", "."]


def write_typer(path):
    typer.BUCKETS, typer.WIDTH = 16, 4
    random = np.random.RandomState(1)
    rows = random.randint(-100, 100, (len(WORDS), typer.WIDTH))
    typer.write(path, WORDS, rows, random.randn(typer.BUCKETS, len(typer.TYPES)),
                random.randn(typer.SLOTS * typer.WIDTH, len(typer.TYPES)) / 64, random.randn(len(typer.TYPES)),
                np.full(len(typer.TYPES), .5))


def main():
    torch.manual_seed(1)
    treebank.BUCKETS = [2, 4, 4, 2, 4, 4, 2]
    options = argparse.Namespace(width=32, hidden=16, layers=1, arc=32, label=32, dropout=0,
                                 word_dropout=0)
    trained = torch.zeros(3 + len(WORDS), dtype=torch.long)
    net = Parser(torch.randn(3 + len(WORDS), 4), trained, 1 + sum(treebank.BUCKETS), len(TAGS),
                 len(LABELS), 2, options)
    net.table_step = .02
    for step in net.steps():
        step.step.fill_(.02)
    with torch.no_grad():
        network, head_times, mixed_times = export.network_sections(net)
    classes = {lemma.class_of(t): i for i, t in enumerate(TAGS)}
    rules = {(lemma.class_of(TAGS[0]), "-", b"s"): ((True, 1, b""), None),
             (lemma.class_of(TAGS[1]), "=", b"left"): ((True, 3, b"eave"), None)}
    export.write(sys.argv[1], export.sections(
        options, network, (head_times, mixed_times), WORDS, TAGS, LABELS, rules, classes,
        "name tiny\n"))
    write_typer(sys.argv[2])


if __name__ == "__main__":
    main()
