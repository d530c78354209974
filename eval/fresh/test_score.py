#!/usr/bin/env python3
"""The sentences are in order, and the scorer counts what it says, on programs whose score is known."""

import json
import os
import stat
import subprocess
import sys
import tempfile
import unittest
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
SENTENCES = [json.loads(line) for line in (HERE / "sentences.jsonl").read_text("utf-8").splitlines()]
FACTS = {"actual", "planned", "hypothetical", "negated"}

# Prints the stored events of the sentences it is given.
PROGRAM = """#!{python}
import json, pathlib, sys
stored = json.loads(pathlib.Path(__file__).with_name("events.json").read_text())
for line in sys.stdin:
    for event in stored.get(json.loads(line)["id"], []):
        print(json.dumps(event))
"""


def party(code):
    return {"text": code, "country": code, "org": None, "code": code}


def event_of(sentence, row, **changes):
    """The event that meets a gold row in full."""
    event = {"type": row["type"], "cameo": row["cameo"].split("|")[0] + "0",
             "factuality": row["factuality"], "links": [], "evidence": {"rule": "X/y"},
             "actor": [party(c) for c in row["actor"]],
             "recipient": [party(c) for c in row.get("recipient", [])],
             "document": {"id": sentence["id"]}}
    return event | changes


def gold(**changes):
    return {s["id"]: [event_of(s, row, **changes) for row in s["expect"]] for s in SENTENCES}


def run(events, *options):
    """The last line's figures by name, and the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "program"
        program.write_text(PROGRAM.format(python=sys.executable))
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        Path(folder, "events.json").write_text(json.dumps(events))
        done = subprocess.run([sys.executable, HERE / "score", program, *options],
                              capture_output=True, encoding="utf-8")
    words = (done.stdout.splitlines() or [""])[-1].replace("misses: ", "").split()
    return dict(zip(words[::2], words[1::2])), done.returncode, done.stdout


class Sentences(unittest.TestCase):
    def test_order(self):
        self.assertGreaterEqual(len(SENTENCES), 240)
        self.assertEqual(len({s["id"] for s in SENTENCES}), len(SENTENCES))
        self.assertEqual(len({s["text"] for s in SENTENCES}), len(SENTENCES))
        rows = Counter(row["type"] for s in SENTENCES for row in s["expect"])
        self.assertEqual(len(rows), 16)
        self.assertGreaterEqual(min(rows.values()), 12)
        for s in SENTENCES:
            for row in s["expect"] + s.get("may", []):
                self.assertIn(row["factuality"], FACTS, s["id"])
            self.assertFalse(s["class"].startswith("none") and s["expect"], s["id"])

    def test_classes_of_the_first_misses(self):
        lines = (HERE / "misses.tsv").read_text("utf-8").splitlines()[1:]
        known = {s["id"] for s in SENTENCES}
        for line in lines:
            name, _, kind = line.split("\t")
            self.assertIn(name, known)
            self.assertIn(kind, {"actor", "tree", "rule", "factuality"})


class Score(unittest.TestCase):
    def test_one_that_knows_the_gold(self):
        figures, status, _ = run(gold(), "--min-f1", "1", "--min-factual", "1")
        self.assertEqual((figures["F1"], figures["factual"], figures["extra"]), ("1.000", "1.000", "0"))
        self.assertEqual(status, 0)

    def test_one_that_knows_nothing(self):
        figures, status, _ = run({}, "--min-f1", "0.1")
        self.assertEqual((figures["F1"], figures["hit"]), ("0.000", "0"))
        self.assertEqual(figures["nothing"], figures["rows"])
        self.assertEqual(status, 1)

    def test_other_parties(self):
        figures, _, _ = run(gold(actor=[party("XXX")]))
        self.assertEqual(figures["hit"], "0")
        self.assertEqual(figures["parties"], figures["rows"])
        self.assertEqual(figures["extra"], figures["rows"])

    def test_other_type(self):
        figures, _, _ = run(gold(type="NONE"))
        self.assertEqual(figures["hit"], "0")
        self.assertEqual(figures["type"], figures["rows"])

    def test_other_factuality(self):
        figures, status, _ = run(gold(factuality="feared"), "--min-factual", "0.1")
        self.assertEqual((figures["F1"], figures["factual"]), ("1.000", "0.000"))
        self.assertEqual(status, 1)

    def test_free(self):
        events = gold()
        for s in SENTENCES:
            row = {"type": "ASSAULT", "cameo": "19", "actor": ["XXX"], "factuality": "planned"}
            link = [{"rel": "content_of", "id": "1"}]
            events[s["id"]] += [event_of(s, row, type=None), event_of(s, row, links=link)]
            events[s["id"]] += [event_of(s, r) for r in s.get("may", [])]
        figures, _, _ = run(events)
        self.assertEqual((figures["extra"], figures["F1"]), ("0", "1.000"))

    def test_extra(self):
        row = {"type": "ASSAULT", "cameo": "19", "actor": ["XXX"], "factuality": "actual"}
        figures, _, out = run({s["id"]: [event_of(s, row)] for s in SENTENCES}, "--misses")
        self.assertEqual(int(figures["extra"]), len(SENTENCES))
        self.assertEqual(figures["quiet"].split("/")[0], "0")
        self.assertIn(SENTENCES[0]["text"], out)

    def test_a_program_that_fails(self):
        self.assertEqual(subprocess.run([sys.executable, HERE / "score", "/bin/false"],
                                        capture_output=True).returncode, 2)


if __name__ == "__main__":
    unittest.main()
