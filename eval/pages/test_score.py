#!/usr/bin/env python3
"""The scorer on programs whose score is known: one that knows the gold, and one that knows nothing."""

import importlib.util
import json
import os
import stat
import subprocess
import sys
import tempfile
import unittest
from importlib.machinery import SourceFileLoader
from pathlib import Path

sys.dont_write_bytecode = True      # a check leaves no files behind

from gold import HERE, load_pages

loader = SourceFileLoader("score", str(HERE / "score"))
score = importlib.util.module_from_spec(importlib.util.spec_from_loader("score", loader))
loader.exec_module(score)

# Prints stored events for the page it is given: `BIN code --published DATE PAGE`.
PROGRAM = """#!{python}
import json, pathlib, sys
stored = json.loads(pathlib.Path(__file__).with_name("events.json").read_text())
for event in stored.get(pathlib.Path(sys.argv[-1]).parent.name, []):
    print(json.dumps(event))
"""


def person(token):
    return {"text": token, "name": token, "country": token, "org": None, "code": token}


def event_of(row, **changes):
    """The event that meets a gold row in full."""
    targets = [t for t in row.get("target", []) if t and t not in row.get("source", [])[:1]]
    targets = targets or [t for t in row.get("target", []) if t]
    status = row.get("status", "actual")
    event = {
        "type": row.get("type"), "cameo": row.get("cameo", [None])[-1],
        "actor": [person(t) for t in row.get("source", [])[:1]],
        "recipient": [person(t) for t in targets[:1]],
        "factuality": status if isinstance(status, str) else status[0],
        "background": row.get("history", False), "date": {"start": row.get("date")},
        "quantities": [{"value": row["quantity"]}] if "quantity" in row else [],
        "attribution": [{"speaker": {"name": row["said_by"], "text": "x"}, "quote": row.get("quote")}]
        if "said_by" in row else [],
        "links": [], "evidence": {"text": row.get("evidence", "")}}
    return {**event, **changes}


def run(events, *options):
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "program"
        program.write_text(PROGRAM.format(python=sys.executable))
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        (Path(folder) / "events.json").write_text(json.dumps(events))
        done = subprocess.run([HERE / "score", program, *options], capture_output=True, encoding="utf-8",
                              env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
    return done.returncode, done.stdout.strip().split("\n")[-1], done.stderr


class Score(unittest.TestCase):
    def setUp(self):
        self.pages = load_pages()
        self.wanted = {p.name: [event_of(r) for r in p.rows if r["need"] in ("must", "should")] for p in self.pages}

    def test_perfect_program(self):
        status, line, errors = run(self.wanted, "--min-f1", "1", "--max-never", "0")
        self.assertEqual(status, 0, line + errors)
        self.assertIn("never 0 violated", line)
        self.assertIn("0 extra, 0 on pages without any; P 1.000 R 1.000 F1 1.000; mean F1 1.000", line)

    def test_every_must_row_can_be_full(self):
        musts = sum(len(p.wanted("must")) for p in self.pages)
        self.assertIn(f"must {musts}/{musts} core, {musts}/{musts} full", run(self.wanted)[1])

    def test_silent_program(self):
        status, line, _ = run({}, "--min-core", "1")
        self.assertEqual(status, 1)
        self.assertIn("0 events, 0 extra, 0 on pages without any; P 0.000 R 0.000 F1 0.000", line)

    def test_every_never_row_can_be_violated(self):
        for page in self.pages:
            for row in page.wanted("never"):
                bad = event_of(row, type=row.get("type", "ASSAULT"))
                self.assertTrue(score.violators(row, page, [bad]), f"{page.name} row {row['n']}")

    def test_never_rows_do_not_forbid_may_rows(self):
        for page in self.pages:
            for may in page.wanted("may"):
                for row in page.wanted("never"):
                    self.assertFalse(score.violators(row, page, [event_of(may)]),
                                     f"{page.name} rows {may['n']}, {row['n']}")

    def test_max_never_is_a_gate(self):
        page = self.pages[0]
        bad = event_of(page.wanted("never")[0])
        self.assertEqual(run({page.name: [bad]}, "--page", page.name, "--max-never", "0")[0], 1)

    def test_may_and_content_are_neutral(self):
        page = self.pages[0]
        may = [event_of(row) for row in page.wanted("may")]
        content = event_of(page.wanted("must")[0], type="RETREAT", factuality="planned",
                           links=[{"rel": "content_of", "id": "x"}])
        events = self.wanted[page.name] + may + [content]
        self.assertIn(f"{len(events)} events, 0 extra", run({page.name: events}, "--page", page.name)[1])
        second = {page.name: [*events, content]}
        self.assertIn("1 extra", run(second, "--page", page.name)[1])

    def test_an_event_serves_one_row(self):
        page = self.pages[0]
        event = event_of(page.wanted("must")[0])
        self.assertIn("1 extra", run({page.name: [event, event]}, "--page", page.name)[1])

    def test_wrong_place_type_or_actor_is_no_match(self):
        page = self.pages[0]
        row = page.wanted("must")[1]
        for change in ({"type": "AID"}, {"actor": [person("FJI")]}, {"evidence": {"text": "Four stars"}}):
            line = run({page.name: [event_of(row, **change)]}, "--page", page.name)[1]
            self.assertIn("must 0/", line)
            self.assertIn("1 extra", line)

    def test_wrong_date_is_core_but_not_full(self):
        page = self.pages[0]
        event = event_of(page.wanted("must")[1], date={"start": "1999-01-01"})
        line = run({page.name: [event]}, "--page", page.name)[1]
        musts = len(page.wanted("must"))
        self.assertIn(f"must 1/{musts} core, 0/{musts} full", line)

    def test_failing_program(self):
        self.assertEqual(subprocess.run([HERE / "score", "/bin/false"], capture_output=True).returncode, 2)


if __name__ == "__main__":
    unittest.main()
