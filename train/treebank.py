"""Treebanks: reading CoNLL-U, features by the C program, noise copies, labels."""

import collections
import copy
import functools
import random
import subprocess
import tempfile
from pathlib import Path

import numpy as np

# What the tag label keeps of FEATS; the rest (typos, style, numeral forms) is
# rare and nothing downstream reads it. The same as in src/article/ud.h.
FEATS_KEPT = {
    "Abbr", "Case", "Definite", "Degree", "Gender", "Mood", "Number", "NumType",
    "Person", "Polarity", "Poss", "PronType", "Reflex", "Tense", "VerbForm", "Voice"}

# Rows of the seven affix and shape tables. ORDER FEATURE_SLOTS: src/model/feature.h
# Powers of two near the prototype's sizes (4 k for two letters, 8 k for three).
BUCKETS = [1024, 4096, 8192, 1024, 4096, 8192, 1024]

SILVER_LEAST = 4    # labels by machine need more witnesses
SOFT_KEPT = 4       # answers of the teachers that are kept for a word, beside their shares

UNKNOWN, ROOT, PAD = 0, 1, 2    # rows of the word table before the words


class Sentence:
    def __init__(self):
        self.forms, self.lemmas, self.upos, self.xpos, self.tags = [], [], [], [], []
        self.heads, self.labels = [], []
        self.soft = []  # of each word ("head~share,...", labels, tags); empty: the labels are all

    def __len__(self):
        return len(self.forms)

    def without(self, at):
        """A copy without the word at `at`, which must have no dependents."""
        other = copy.deepcopy(self)
        other.soft = []     # heads would be others
        for column in (c for c in vars(other).values() if c):
            del column[at]
        other.heads = [h - 1 if h > at + 1 else h for h in other.heads]
        return other


def tag_of(upos, feats):
    kept = [f for f in feats.split("|") if f.split("=")[0] in FEATS_KEPT]
    return upos + "|" + ("|".join(kept) or "_")


def read(path):
    sentences, current = [], Sentence()
    for line in Path(path).read_text(encoding="utf-8").split("\n"):
        row = line.split("\t")
        if not line and current.forms:
            sentences.append(current)
            current = Sentence()
        if len(row) != 10 or not row[0].isdigit():
            continue
        current.forms.append(row[1])
        current.lemmas.append(row[2])
        current.upos.append(row[3])
        current.xpos.append(row[4])
        current.tags.append(tag_of(row[3], row[5]))
        current.heads.append(int(row[6]))
        current.labels.append(row[7])
        if "~" in row[9]:
            current.soft.append(row[9].split(";"))
    return sentences


def word_features(program, words):
    """{word: (key, seven hashes)}, computed by `PROGRAM parse --features`."""
    words = list(dict.fromkeys(words))
    with tempfile.NamedTemporaryFile("w", suffix=".conllu", encoding="utf-8") as file:
        file.writelines(f"1\t{w}" + "\t_" * 8 + "\n\n" for w in words)
        file.flush()
        out = subprocess.run([program, "parse", "--features", file.name], check=True,
                             stdout=subprocess.PIPE).stdout.decode("utf-8")
    rows = [line.split("\t") for line in out.split("\n") if line]
    if len(rows) != len(words):
        raise SystemExit(f"{len(rows)} rows of features came back for {len(words)} words")
    return {w: (r[0], [int(x) for x in r[1:]]) for w, r in zip(words, rows)}


class Vocabulary:
    """Keys with vectors first, most frequent first, then keys seen twice in the treebanks or
    SILVER_LEAST times in silver: those have rows of their own to learn."""

    def __init__(self, keys_with_vectors, training_keys, silver_keys):
        counts = collections.Counter(training_keys)
        often = collections.Counter(silver_keys)
        self.trained = sorted({k for k, c in counts.items() if c >= 2}
                              | {k for k, c in often.items() if c >= SILVER_LEAST})
        self.rows = {}
        for key in keys_with_vectors:
            self.rows.setdefault(key, 3 + len(self.rows))
        self.n_vectors = len(self.rows)
        for key in self.trained:
            self.rows.setdefault(key, 3 + len(self.rows))

    def __len__(self):
        return 3 + len(self.rows)


def index(values, least, first=()):
    """{value: number}, most frequent first; values rarer than `least` are left out."""
    counts = collections.Counter(values)
    names = list(first) + [v for v, c in sorted(counts.items(), key=lambda x: (-x[1], x[0]))
                           if c >= least and v not in first]
    return {name: i for i, name in enumerate(names)}


class Labels:
    def __init__(self, sentences):
        every = lambda column: (x for s in sentences for x in getattr(s, column))
        self.tags = index(every("tags"), 3)
        self.xpos = index(every("xpos"), 2)
        self.labels = index(every("labels"), 2, ("dep",))


def encode(sentence, features, vocabulary, labels):
    """Adds the arrays x (word row and slot rows) and y (tag, head, label, xpos); ROOT is row 0."""
    x, y = [[ROOT] + [0] * 7], [[-1] * 4]
    for form, tag, head, label, xpos in zip(sentence.forms, sentence.tags, sentence.heads,
                                            sentence.labels, sentence.xpos):
        key, hashes = features[form]
        row, base = [vocabulary.rows.get(key, UNKNOWN)], 1
        for value, size in zip(hashes, BUCKETS):
            row.append(base + value % size)
            base += size
        x.append(row)
        y.append([labels.tags.get(tag, -1), head, labels.labels.get(label, 0),
                  labels.xpos.get(xpos, -1)])
    sentence.x, sentence.y = np.array(x, np.int64), np.array(y, np.int64)


def encode_soft(sentence, labels):
    """Adds the arrays `at` [words + 1][3][SOFT_KEPT] (head, label and tag numbers) and `share`."""
    n = len(sentence) + 1
    sentence.at = np.zeros((n, 3, SOFT_KEPT), np.int16)
    sentence.share = np.zeros((n, 3, SOFT_KEPT), np.float32)
    for i, columns in enumerate(sentence.soft):
        for c, (column, names) in enumerate(zip(columns, (None, labels.labels, labels.tags))):
            for k, answer in enumerate(column.split(",")):
                name, share = answer.rsplit("~", 1)
                number = int(name) if names is None else names.get(name, -1)
                if number >= 0:
                    sentence.at[i + 1, c, k], sentence.share[i + 1, c, k] = number, float(share)
    if not sentence.soft:   # all trust in the labels
        gold = sentence.y[:, [1, 2, 0]]
        sentence.at[:, :, 0], sentence.share[:, :, 0] = gold.clip(min=0), gold >= 0


# Noise: what news pages do to text. Each copy keeps its tree. Curly quotes need
# none: the features are the same for both kinds.

def title_case(sentence, chance):
    small = {"ADP", "DET", "CCONJ", "PART"}
    return [f[:1].upper() + f[1:] if u not in small or i == 0 else f
            for i, (f, u) in enumerate(zip(sentence.forms, sentence.upos))]


def stray_capitals(sentence, chance):
    return [f[:1].upper() + f[1:] if u in ("NOUN", "ADJ", "VERB") and chance.random() < .3 else f
            for f, u in zip(sentence.forms, sentence.upos)]


def all_capitals(sentence, chance):
    return [f.upper() for f in sentence.forms]


def without_stop(sentence):
    last = len(sentence) - 1
    if last > 2 and sentence.upos[last] == "PUNCT" and last + 1 not in sentence.heads:
        return sentence.without(last)
    return copy.deepcopy(sentence)


def present(sentence):
    """Past tense to the present of headlines, where the lemma is known: "halts", "halt"."""
    for i, (tag, lemma) in enumerate(zip(sentence.tags, sentence.lemmas)):
        if not tag.startswith("VERB|") or "Tense=Past|VerbForm=Fin" not in tag or lemma in ("_", "be"):
            continue
        if "Number=Plur" not in tag and "Person=1" not in tag and "Person=2" not in tag:
            ending = "es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s"
            if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
                lemma, ending = lemma[:-1], "ies"
            lemma += ending
        sentence.forms[i], sentence.tags[i] = lemma, tag.replace("Tense=Past", "Tense=Pres")


def headline(sentence, chance):
    """Without articles and forms of "be", in the present, often in title case."""
    other, at = copy.deepcopy(sentence), 0
    while at < len(other) and len(other) > 3:
        article = "|Definite=" in other.tags[at] and other.upos[at] == "DET"
        helper = other.upos[at] == "AUX" and other.lemmas[at] == "be"
        if (article or helper) and other.heads[at] and at + 1 not in other.heads:
            other = other.without(at)
        else:
            at += 1
    present(other)
    sentence.__dict__ = other.__dict__
    return title_case(sentence, chance) if chance.random() < .5 else other.forms


def invented(chance):
    """A name that is in no list: "Zarvia", "Ondel", "Tirkoland"."""
    starts = "b br d dr f g gr h j k kl kr l m n p r s sh st t tr v vl y z zh".split() + [""]
    ends = "a ia o ov in ek an el ar land stan burg ville ton ev ez ic ul os".split()
    parts = [chance.choice(starts) + chance.choice("aeiou") + chance.choice(["", "", "n", "r", "l"])
             for _ in range(chance.choice((1, 1, 1, 2)))]
    return ("".join(parts) + chance.choice(starts) + chance.choice(ends)).capitalize()


def strange_names(sentence, chance):
    """Names replaced by words nobody has seen, the same one for the same name."""
    seen = {}
    for form, upos in zip(sentence.forms, sentence.upos):
        if upos == "PROPN" and form.isalpha() and form[0].isupper() and chance.random() < .7:
            seen.setdefault(form, invented(chance))
    return [seen.get(f, f) if u == "PROPN" else f for f, u in zip(sentence.forms, sentence.upos)]


@functools.cache
def codebook_names():
    """Names of one word of countries, capitals, organisations and leaders."""
    folder, names = Path(__file__).resolve().parents[1] / "codebook/en", []
    for table, kinds in (("countries", ("name", "alias", "capital")), ("people", ("surname",)),
                         ("organisations", ("acronym",))):
        for line in open(folder / f"{table}.tsv", encoding="utf-8"):
            cells = line.rstrip("\n").split("\t")
            if len(cells) > 2 and cells[1] in kinds and cells[2].isalpha() and cells[2][0].isupper():
                names.append(cells[2])
    return names


def known_names(sentence, chance):
    """Names replaced by those that political news is about, rare ones as often as frequent ones."""
    names, seen = codebook_names(), {}
    for form, upos in zip(sentence.forms, sentence.upos):
        if upos == "PROPN" and form.isalpha() and form[0].isupper() and chance.random() < .7:
            seen.setdefault(form, chance.choice(names))
    return [seen.get(f, f) if u == "PROPN" else f for f, u in zip(sentence.forms, sentence.upos)]


def noise_copies(sentences, share, seed):
    """For `share` of the sentences a damaged copy, the kinds in fixed proportion."""
    chance = random.Random(seed)
    kinds = [title_case, all_capitals, stray_capitals, headline, strange_names, known_names,
             known_names, None]
    copies = []
    for sentence in sentences:
        if chance.random() >= share:
            continue
        kind = chance.choice(kinds)
        whole = kind in (stray_capitals, strange_names, known_names)
        cut = not whole or chance.random() < .2
        other = without_stop(sentence) if cut else copy.deepcopy(sentence)
        if kind:
            other.forms = kind(other, chance)
        copies.append(other)
    return copies
