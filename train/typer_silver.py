"""Pairs nobody labelled for the event typer, labelled by a teacher that knows more words than our sentences show.

    dragoman parse --from jsonl ../shared/data/news-text/*.jsonl >train/work/raw.conllu
    train/typer_silver.py --program BIN --encoder FOLDER --raw train/work/raw.conllu --glove PACKAGE \\
      --cache train/work/glove.npz --out train/work/silver.jsonl

Three kinds of pairs:

- our own sentences with a predicate or a noun or two changed for a neighbour of its word vector: what is done changes,
  often into its contrary, and the teacher says into what;
- our own sentences with the parties the other way round;
- raw text: any verb with a subject and an object or a phrase after a preposition, the rarer the verb the likelier.

The teacher (typer_teacher.py) learns from the same sentences as the typer, and gives each type, and none, a
probability. Sentences of raw text stay in the file written here; no model holds them.
"""

import argparse
import collections
import json
import tempfile

import numpy as np
import torch

import encoder
import typer_pairs as pairs
import typer_teacher as teacher
import vectors

VARIANTS = 5                        # of one sentence of ours
WORDS, NEAREST, CLOSEST = 40_000, 24, .45   # neighbours: among how many words, how many, least cosine
LEAST_WORDS, MOST_WORDS = 6, 40     # of a raw sentence
OF_VERB, OF_FRAME = 8, 3            # pairs of one verb, and of a verb with one preposition
INSIDE = {"det", "amod", "compound", "flat", "nummod", "nmod:poss"}
CONTENT = {"VERB", "NOUN", "ADJ"}


class Word:
    def __init__(self, cells, begin):
        self.form, self.lemma, self.upos = cells[1:4]
        self.head, self.relation = int(cells[6]), cells[7]
        self.tag = self.upos + cells[5]     # with its features: number, tense
        self.span = [begin, begin + len(self.form.encode())]


def sentences(path):
    """Sentences with their text; words that the text does not show one after another are left out."""
    text, words, at = b"", [], 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# text = "):
                text, words, at = line[9:].rstrip("\n").encode(), [], 0
            elif line[0].isdigit():
                cells = line.rstrip("\n").split("\t")
                if cells[0].isdigit():
                    found = text.find(cells[1].encode(), at)
                    words.append(Word(cells, max(found, at)))
                    at = words[-1].span[1] if found >= 0 else at
            elif not line.strip() and words:
                yield text.decode(), words
                words = []


def phrase(words, head):
    """The noun with what stands before it."""
    first = min([head] + [i for i, w in enumerate(words) if w.head == head + 1 and w.relation in INSIDE and i < head])
    return [words[first].span[0], words[head].span[1]]


def found_in(words):
    """(verb and preposition, actor, recipient)"""
    for at, verb in enumerate(words):
        if verb.upos != "VERB":
            continue
        below = [(i, w) for i, w in enumerate(words) if w.head == at + 1 and w.upos in ("NOUN", "PROPN")]
        agents = [i for i, w in below if w.relation == "nsubj"] + [i for i, w in below if w.relation == "obl:agent"]
        for i, w in below:
            if w.relation in ("obj", "iobj", "obl", "nsubj:pass") and agents:
                case = next((c.lemma for c in words if c.head == i + 1 and c.relation == "case"), w.relation)
                yield (verb.lemma, case), phrase(words, agents[0]), phrase(words, i)


def raw_pairs(path, most, seed):
    every = [(key, text, actor, recipient) for text, words in sentences(path)
             if LEAST_WORDS <= len(words) <= MOST_WORDS for key, actor, recipient in found_in(words)]
    often, taken, out = collections.Counter(key[0] for key, *_ in every), collections.Counter(), []
    for i in np.random.RandomState(seed).permutation(len(every)):
        key, text, actor, recipient = every[i]
        if taken[key] < OF_FRAME and taken[key[0]] < OF_VERB:
            taken[key] += 1
            taken[key[0]] += 1
            out.append((often[key[0]], {"of": "raw", "text": text, "actor": actor, "recipient": recipient}))
    # Verbs seen once are often no verbs.
    return [question for count, question in sorted(out, key=lambda x: x[0]) if count > 1][:most]


class Neighbours:
    """Words of like meaning in the same form: shelled, bombarded, shielded."""

    def __init__(self, package, cache, tags):
        words, rows = vectors.load(package, cache, WORDS)
        keep = [i for i, w in enumerate(words) if w in tags]
        self.words, rows = [words[i] for i in keep], np.asarray(rows)[keep]
        rows = rows - rows.mean(0)
        self.rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        self.at, self.tags, self.known = {w: i for i, w in enumerate(self.words)}, tags, {}

    def of(self, word, tag):
        key = word, tag
        if word in self.at and key not in self.known:
            near = self.rows @ self.rows[self.at[word]]
            order = [i for i in np.argsort(-near)[1:400] if near[i] >= CLOSEST and tag in self.tags[self.words[i]]]
            self.known[key] = [self.words[i] for i in order[:NEAREST]]
        return self.known.get(key, [])


def tags_of(path):
    """Lower-case forms, and the tags that at least a fifth of their places have."""
    seen = collections.defaultdict(collections.Counter)
    for _, words in sentences(path):
        for w in words:
            if w.upos in CONTENT and w.form.isalpha():
                seen[w.form.lower()][w.tag] += 1
    return {form: {tag for tag, n in tags.items() if n * 5 >= tags.total()} for form, tags in seen.items()}


def own_words(program, questions):
    """The words of each question that is one sentence."""
    with tempfile.NamedTemporaryFile("w+", encoding="utf-8", suffix=".conllu") as file:
        file.write(pairs.run(program, ["parse", "--from", "jsonl"], [{"text": q["text"]} for q in questions]))
        file.flush()
        by_text = dict(sentences(file.name))
    return [by_text.get(q["text"]) for q in questions]


def changed(question, words, near, random):
    """A variant of one sentence, or nothing where no word has a neighbour."""
    sides = [s for s in (question["actor"], question["recipient"]) if s]
    open_words = [w for w in words if w.upos in CONTENT and not any(pairs.meet(w.span, s) for s in sides)]
    random.shuffle(open_words)
    open_words.sort(key=lambda w: w.upos != "VERB")
    take = open_words[:1] + [open_words[i] for i in random.permutation(len(open_words))[:random.randint(2)]]
    text, moves = question["text"].encode(), []
    for w in {id(w): w for w in take}.values():
        others = near.of(w.form.lower(), w.tag)
        if others:
            moves.append((w.span, others[min(int(random.exponential(len(others) / 3)), len(others) - 1)].encode()))
    out = dict(question)
    for (begin, end), new in sorted(moves, reverse=True):
        text = text[:begin] + new + text[end:]
        for side in ("actor", "recipient"):
            if out[side] and out[side][0] >= end:
                out[side] = [x + len(new) - (end - begin) for x in out[side]]
    return {**out, "text": text.decode()} if moves else None


def own_pairs(program, learnt, near, seed):
    """Each says of whose sentence it was made."""
    random, questions = np.random.RandomState(seed), [{"of": of, **question} for of, _, question in learnt]
    out = [{**q, "actor": q["recipient"], "recipient": q["actor"]} for q in questions if q["actor"] and q["recipient"]]
    for question, words in zip(questions, own_words(program, questions)):
        variants = [changed(question, words, near, random) for _ in range(VARIANTS if words else 0)]
        out += {v["text"]: v for v in variants if v}.values()
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--teacher", required=True, help="weights that typer_teacher.py has written")
    parser.add_argument("--raw", required=True)
    parser.add_argument("--glove", default="")
    parser.add_argument("--cache", required=True)
    parser.add_argument("--sentences", default=pairs.SENTENCES)
    parser.add_argument("--rules", default=pairs.RULES)
    parser.add_argument("--most", type=int, default=8000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    learnt = pairs.read_sentences(options.sentences) + pairs.read_examples(options.program, options.rules)
    near = Neighbours(options.glove, options.cache, tags_of(options.raw))
    own = own_pairs(options.program, learnt, near, options.seed)
    raw = raw_pairs(options.raw, options.most, options.seed)
    words, net = teacher.load(options.encoder, options.teacher)
    soft = teacher.chances(net, words, own + raw)
    with open(options.out, "w", encoding="utf-8") as out:
        for question, row in zip(own + raw, soft):
            shares = [round(float(x), 3) for x in row]
            out.write(json.dumps({**question, "soft": shares}, ensure_ascii=False) + "\n")
    for name, part in ("own", soft[:len(own)]), ("raw", soft[len(own):]):
        print(f"{name}: {len(part)} pairs, {(part[:, pairs.NONE] < .5).sum()} of them hold an event for the teacher")


if __name__ == "__main__":
    main()
