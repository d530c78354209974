"""What the event typer learns from: pairs of parties with their type, and what the C program sees of each.

One line of train/sentences/*.tsv is a type and a sentence with its parties marked: [Norway|A] shelled [Sudland|R].
Two kinds of rows come of it, a third of raw text:

- the marked pair, as `relate` sees it;
- every pair of the sentence that `code` would ask about: the marked one, or NONE;
- every such pair of ordinary news, where next to nothing is an event: NONE;

and pairs that a teacher has labelled (typer_silver.py).
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np

TYPES = ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
         "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "NONE"]
NONE = TYPES.index("NONE")
MUTUAL = {"AGREE", "CONSULT", "COOPERATE"}  # right in either order, so the other one teaches nothing
HERE = Path(__file__).parent
SENTENCES, RULES = HERE / "sentences", HERE.parent / "codebook/en/rules"
MARK = re.compile(r"\[([^\[\]|]+)\|([AR])\]")
# Weights of rows that nobody labelled: the other order of a marked pair is rarely an event; a pair with a third party
# may well be one that was not marked; of ordinary news hardly one pair in five hundred is.
REVERSED, THIRD, NEWS, SILVER = .3, .1, .1, .2


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
    """[(file, type, question)]"""
    rows = []
    for path in sorted(Path(folder).glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                rows.append((path.stem, *read_line(line, f"{path}:{number}")))
    return rows


def run(program, command, records):
    """What the program prints about records, which are numbered."""
    lines = "".join(json.dumps({"id": i, **record}) + "\n" for i, record in enumerate(records))
    done = subprocess.run([program, *command, "-"], input=lines.encode(), capture_output=True, check=False)
    if done.returncode:
        sys.exit(done.stderr.decode())
    return done.stdout.decode()


def lines_of(program, command, records):
    return map(json.loads, run(program, command, records).splitlines())


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


class Bags:
    """Feature numbers of many rows in one array."""

    def __init__(self, bags):
        self.sizes = np.array([len(bag) for bag in bags])
        self.ends = np.cumsum(self.sizes)
        self.flat = np.concatenate(bags)

    def take(self, rows):
        """The rows' features one after another, and how many each has."""
        sizes = self.sizes[rows]
        first = np.cumsum(sizes) - sizes
        return self.flat[np.repeat(self.ends[rows] - sizes - first, sizes) + np.arange(sizes.sum())], sizes


class Seen:
    """What the program sees of pairs: a bag of buckets and the slots' vectors, a line each."""

    def __init__(self, program, option, records, buckets):
        self.row, self.sides, self.bags, slots = [], [], [], []
        for answer in lines_of(program, ["relate", option], records):
            self.row.append(int(answer["id"]))
            self.sides.append((answer.get("actor"), answer.get("recipient")))
            self.bags.append(np.unique(np.array(answer["features"], np.int64) & (buckets - 1)))
            slots.append(np.array(answer["slots"], np.int8))
        self.slots = np.array(slots, np.int8).reshape(len(slots), len(slots[0]) if slots else 0)


def meet(span, marked):
    return marked is None or (span[0] < marked[1] and marked[0] < span[1])


def label_of(kind, question, actor, recipient):
    """Number of a type and its weight for a pair of a sentence in which one pair is marked."""
    marked = question["actor"], question["recipient"]
    if meet(actor, marked[0]) and meet(recipient, marked[1]):
        return TYPES.index(kind), 1. if all(marked) or kind == "NONE" else 0.
    if meet(actor, marked[1]) and meet(recipient, marked[0]):
        return NONE, 0. if kind in MUTUAL else REVERSED
    return NONE, THIRD


class Data:
    """source, gold (number of a type), soft (chances of all), weight of each row; its bag and slots."""

    def __init__(self, program, rows, news, silver, buckets):
        marked = Seen(program, "--features", [question for _, _, question in rows], buckets)
        asked = Seen(program, "--candidates", [question for _, _, question in rows], buckets)
        raw = Seen(program, "--candidates", news, buckets)
        told = Seen(program, "--features", [{k: x[k] for k in ("text", "actor", "recipient")} for x in silver], buckets)
        labels = [label_of(*rows[i][1:], *sides) for i, sides in zip(asked.row, asked.sides)]
        kinds = [TYPES.index(kind) for _, kind, _ in rows]
        # The teacher knows what a deed is, and little of what is none.
        chances = np.array([x["soft"] for x in silver], np.float32).reshape(-1, len(TYPES))
        chances[:, NONE] = 0
        self.n_marked = len(rows)
        self.bags = Bags(marked.bags + asked.bags + raw.bags + told.bags)
        self.slots = np.concatenate([x.slots for x in (marked, asked, raw, told) if len(x.slots)])
        self.gold = np.array(kinds + [kind for kind, _ in labels] + [NONE] * len(raw.bags))
        self.soft = np.concatenate([np.eye(len(TYPES), dtype=np.float32)[self.gold], chances])
        self.gold = np.concatenate([self.gold, chances.argmax(1)])
        self.weight = np.array([1.] * len(rows) + [weight for _, weight in labels] + [NEWS] * len(raw.bags) +
                               [SILVER] * len(silver), np.float32)
        self.source = np.array([row[0] for row in rows] + [rows[i][0] for i in asked.row] + ["news"] * len(raw.bags) +
                               ["silver"] * len(silver))
        self.told = self.source == "silver"
        # Whose sentence it was made of.
        self.of = np.concatenate([self.source[~self.told], [x["of"] for x in silver]])
