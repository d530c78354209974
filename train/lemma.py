"""Lemma rules learnt from the treebanks, and their table for the model file.

A rule is (lower, strip, add): take the form or its lower-cased version, cut
`strip` bytes off the end, add `add`. For each class of tags that inflect alike
the longest suffix with a rule of its own decides, and a whole form goes before.
"""

import collections

SUFFIX_MAX = 5      # bytes; longer suffixes are whole forms in disguise
CLASS_FEATS = ("Degree", "Number", "Tense", "VerbForm")
MASK = (1 << 64) - 1


def class_of(tag):
    upos, feats = tag.split("|", 1)
    kept = [f for f in feats.split("|") if f.split("=")[0] in CLASS_FEATS]
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


def rule_of(form, lemma):
    """The cheaper of the two ways; lower-casing where both cost the same."""
    kept, lowered = edit(form, lemma), edit(lower(form), lemma)
    cost = lambda e: e[0] + len(e[1])
    return (False, *kept) if cost(kept) < cost(lowered) else (True, *lowered)


def learn(sentences):
    """{(class, "=" or "-", bytes): rule}: what differs from the next shorter suffix."""
    suffixes = collections.defaultdict(collections.Counter)
    forms = collections.defaultdict(collections.Counter)
    for s in sentences:
        for form, lemma, tag in zip(s.forms, s.lemmas, s.tags):
            if lemma == "_":
                continue
            kind, rule, low = class_of(tag), rule_of(form, lemma), lower(form).encode()
            forms[kind, low][rule] += 1
            for n in range(min(SUFFIX_MAX, len(low)) + 1):
                suffixes[kind, low[len(low) - n:]][rule] += 1
    best = lambda counter: min(counter.items(), key=lambda x: (-x[1], x[0]))
    table = {}

    def predicted(kind, tail):
        for n in range(len(tail), -1, -1):
            if (kind, "-", tail[len(tail) - n:]) in table:
                return table[kind, "-", tail[len(tail) - n:]]
        return None

    for (kind, tail), counter in sorted(suffixes.items(), key=lambda x: (len(x[0][1]), x[0])):
        rule, count = best(counter)
        if (count >= 2 or not tail) and rule != predicted(kind, tail[1:]):
            table[kind, "-", tail] = rule
    for (kind, low), counter in sorted(forms.items()):
        rule, _ = best(counter)
        if rule != predicted(kind, low[max(0, len(low) - SUFFIX_MAX):]):
            table[kind, "=", low] = rule
    return table


def apply(table, form, tag):
    """As src/parse/lemma.c; to measure the rules."""
    kind, low = class_of(tag), lower(form).encode()
    rule = table.get((kind, "=", low))
    for n in range(min(SUFFIX_MAX, len(low)), -1, -1):
        rule = rule or table.get((kind, "-", low[len(low) - n:]))
    if rule is None:
        return form
    base = low if rule[0] else form.encode()
    return (base[:len(base) - rule[1]] + rule[2]).decode("utf-8", "replace") or base.decode()


def hash_of(class_id, kind, text):
    """FNV-1a, suffixes from their end. ORDER LEMMA_HASH: src/parse/lemma.c"""
    h = 14695981039346656037
    for byte in bytes([class_id]) + kind.encode() + (text[::-1] if kind == "-" else text):
        h = (h ^ byte) * 1099511628211 & MASK
    return h
