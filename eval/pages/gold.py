"""The invented pages and their gold rows: how they are read, and when an event is at a row's place.

check.py and score share this module. Standard library only.
"""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

HERE = Path(__file__).resolve().parent
LEVELLED = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " "})

# A sentence ends at a line's end, or at . ! ? (and a closing quote) before a capital, a digit or
# an opening quote, but not after a single capital ("K.P. Sharma", "U.S. Senate").
SENTENCE_END = re.compile(r"""\n+|(?<![A-Z]\.)(?:(?<=[.!?])|(?<=[.!?]["”’]))[ \t]+(?=["“‘(]?[^\Wa-z_])""")


class Visible(HTMLParser):
    """What a reader sees of an HTML page: the body's text, one line a block."""

    INLINE = {"a", "abbr", "b", "em", "i", "label", "small", "span", "strong", "sub", "sup", "time", "u"}
    HIDDEN = {"head", "script", "style"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in self.HIDDEN
        self.parts.append("" if tag in self.INLINE else "\n")

    def handle_endtag(self, tag):
        self.hidden -= tag in self.HIDDEN
        self.parts.append("" if tag in self.INLINE else "\n")

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(re.sub(r"\s+", " ", data))


def visible_text(raw):
    parser = Visible()
    parser.feed(raw)
    parser.close()
    return re.sub(r" *\n\s*", "\n", "".join(parser.parts)).strip()


def normalise(text):
    """Case, white space, quotes and dashes levelled: offsets play no part in the matching."""
    return " ".join((text or "").translate(LEVELLED).casefold().split())


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


class Page:
    """One page: its folder, text, gold rows and date, and where its sentences are."""

    def __init__(self, folder):
        self.name = folder.name
        self.path = next(p for p in (folder / "page.txt", folder / "page.html") if p.exists())
        self.raw = self.path.read_text(encoding="utf-8")
        self.text = visible_text(self.raw) if self.path.suffix == ".html" else self.raw
        self.meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        lines = (folder / "events.jsonl").read_text(encoding="utf-8").splitlines()
        self.rows = [json.loads(line) for line in lines]
        self.flat, self.sentences = "", []
        for sentence in SENTENCE_END.split(self.text):
            if words := normalise(sentence):
                self.sentences.append((len(self.flat), len(self.flat) + len(words)))
                self.flat += words + " "

    def wanted(self, need):
        return [row for row in self.rows if row["need"] == need]

    def places(self, text):
        return [(m.start(), m.end()) for m in re.finditer(re.escape(text), self.flat)] if text else []

    def holds(self, evidence, event):
        """Was the event read from the sentence that holds this gold evidence?"""
        wanted = normalise(evidence)
        sentence = normalise((event.get("evidence") or {}).get("text"))
        if not sentence:
            return False
        if wanted in sentence:
            return True
        place = self.places(wanted)[0]
        around = [s for s in self.sentences if overlap(s, place)]
        start, end = around[0][0], around[-1][1]
        return any(overlap(found, place) or start <= found[0] and found[1] <= end
                   for found in self.places(sentence))


def load_pages(root=HERE, only=None):
    """All pages below a folder, by name; `only` keeps those whose name begins so."""
    folders = sorted(p.parent for p in Path(root).glob("*/events.jsonl"))
    return [Page(folder) for folder in folders if not only or folder.name.startswith(only)]
