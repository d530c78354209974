"""Lemma rules learnt from the treebanks, and their table for the model file.

A rule is (lower, strip, add): take the form or its lower-cased version, cut
`strip` bytes off the end, add `add`. For each class of tags that inflect alike
the longest suffix with a rule of its own decides, and a whole form goes before.
A suffix has a second rule, taken where it makes a word of the vocabulary and the
first does not: "looked" is "look", but "provoked" is not "provok".
"""

import collections
from pathlib import Path

SUFFIX_MAX = 5      # bytes; longer suffixes are whole forms in disguise
CLASS_FEATS = {"NOUN": ("Number",), "PROPN": ("Number",), "VERB": ("Tense", "VerbForm"),
               "AUX": ("Tense", "VerbForm"), "ADJ": ("Degree",), "ADV": ("Degree",)}
MASK = (1 << 64) - 1


def class_of(tag):
    upos, feats = tag.split("|", 1)
    kept = [f for f in feats.split("|") if f.split("=")[0] in CLASS_FEATS.get(upos, ())]
    return "|".join([upos, *kept])


def lower(form):
    """As utf8_lower in src/base/utf8.c does it, for what treebanks contain."""
    for plain, marks in (("'", "‘’‚‛′ʼ"), ('"', "“”„‟″«»"), ("-", "‐‑‒–—―")):
        for mark in marks:
            form = form.replace(mark, plain)
    return form.lower()


def edit(form, lemma):
    a, b = form.encode(), lemma.encode()
    n = 0
    while n < min(len(a), len(b)) and a[n] == b[n]:
        n += 1
    while n and n < len(a) and a[n] & 0xC0 == 0x80:     # not inside a character
        n -= 1
    return len(a) - n, b[n:]


def rules_for(form, lemma, whole):
    """All rules that make this lemma of this form, lower-casing ones first."""
    low = lower(form)
    rules = [(True, *edit(low, lemma)), (False, *edit(form, lemma))]
    if whole:   # "I" and "i" have one lemma and need one rule
        rules.append((True, len(low.encode()), lemma.encode()))
    return list(dict.fromkeys(rules))


def ranked(counter):
    """Most frequent first; among equals lower-casing, then the shorter cut."""
    return [r for r, _ in sorted(counter.items(), key=lambda x: (-x[1], not x[0][0], x[0][1:]))]


def irregular_verbs():
    """(class, form, lemma) of irregular.tsv."""
    for line in (Path(__file__).parent / "irregular.tsv").read_text().splitlines():
        if line.startswith("#"):
            continue
        lemma, past, participles = line.split("\t")
        for form in past.split():
            yield "VERB|Tense=Past|VerbForm=Fin", form, lemma
        for form in participles.split():
            for kind in ("VERB|Tense=Past|VerbForm=Part", "VERB|VerbForm=Part"):
                yield kind, form, lemma


def add_form(forms, spelled, kind, form, lemma):
    key = kind, lower(form).encode()
    spelled[key][form, lemma] += 1
    for rule in rules_for(form, lemma, True):
        forms[key][rule] += 1


def count(sentences):
    """By suffix, how many distinct forms a rule serves; by lower-cased form, how many words;
    and by that the spellings with their lemmas."""
    suffixes = collections.defaultdict(collections.Counter)
    forms = collections.defaultdict(collections.Counter)
    spelled = collections.defaultdict(collections.Counter)
    for kind, form, lemma in irregular_verbs():
        add_form(forms, spelled, kind, form, lemma)
    seen = set()
    for s in sentences:
        for form, lemma, tag in zip(s.forms, s.lemmas, s.tags):
            # Words torn apart ("b", "efore") have the whole word as their lemma.
            if lemma == "_" or len(lemma) > 2 * len(form) + 4:
                continue
            kind, low = class_of(tag), lower(form).encode()
            add_form(forms, spelled, kind, form, lemma)
            if (kind, form, lemma) in seen:
                continue
            seen.add((kind, form, lemma))
            for n in range(min(SUFFIX_MAX, len(low)) + 1):
                for rule in rules_for(form, lemma, False):
                    # Only what the suffix itself shows: no "t." -> "tember", and that
                    # "dropped" loses three only where both letters are seen.
                    cut = len(low) - rule[1]
                    double = 0 < cut < len(low) and low[cut] == low[cut - 1]
                    if rule[1] + double <= n and len(rule[2]) <= rule[1] + 2:
                        suffixes[kind, low[len(low) - n:]][rule] += 1
    return suffixes, forms, spelled


class Rules:
    """{(class, "=" or "-", bytes): (rule, second rule or None)}"""

    def __init__(self, sentences, vocabulary):
        self.table, self.vocabulary = {}, vocabulary
        suffixes, forms, spelled = count(sentences)
        for (kind, tail), counter in sorted(suffixes.items(), key=lambda x: (len(x[0][1]), x[0])):
            best = ranked(counter)
            # The second best must cut or add something else, not just keep capitals.
            # A suffix that knows no other asks a shorter one: "loted" cuts "d", "rioted" "ed".
            shorter = (self.suffix(kind, tail[1:]) or ()) if tail else ()
            others = [r for r in [*best[1:], *shorter]
                      if r and r[1:] != best[0][1:] and r[0] == best[0][0]]
            entry = best[0], (others or [None])[0]
            if (counter[best[0]] >= 2 or not tail) and entry != self.suffix(kind, tail[1:]):
                self.table[kind, "-", tail] = entry
        for (kind, low), counter in sorted(forms.items()):
            best = ranked(counter)[0]
            guessed = sum(n for (form, lemma), n in spelled[kind, low].items()
                          if self.unseen(form, kind) == lemma)
            if counter[best] > guessed:
                self.table[kind, "=", low] = best, None

    def suffix(self, kind, tail):
        for n in range(min(SUFFIX_MAX, len(tail)), -1, -1):
            if (kind, "-", tail[len(tail) - n:]) in self.table:
                return self.table[kind, "-", tail[len(tail) - n:]]
        return None

    def unseen(self, form, kind):
        """The suffix's rule, or its second one where only that makes a known word."""
        entry = self.suffix(kind, lower(form).encode())
        if entry is None:
            return form
        first, second = (apply(r, form) if r else None for r in entry)
        known = lambda word: word is not None and lower(word) in self.vocabulary
        return second if known(second) and not known(first) else first

    def lemma(self, form, tag):
        """As src/parse/lemma.c; to measure the rules."""
        entry = self.table.get((class_of(tag), "=", lower(form).encode()))
        return apply(entry[0], form) if entry else self.unseen(form, class_of(tag))


def apply(rule, form):
    lowered, strip, add = rule
    base = (lower(form) if lowered else form).encode()
    if strip > len(base) or not base[:len(base) - strip] + add:
        return base.decode()
    return (base[:len(base) - strip] + add).decode("utf-8", "replace")


def hash_of(class_id, kind, text):
    """FNV-1a, suffixes from their end. ORDER LEMMA_HASH: src/parse/lemma.c"""
    h = 14695981039346656037
    for byte in bytes([class_id]) + kind.encode() + (text[::-1] if kind == "-" else text):
        h = (h ^ byte) * 1099511628211 & MASK
    return h
