#!/usr/bin/env python3
"""dragoman stories from outside.

    python3 tests/cli/test_stories.py BIN [unittest options]
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

BIN = str(Path(sys.argv.pop(1)).resolve())
ROOT = Path(__file__).resolve().parent.parent.parent
REPORTS = ROOT / "eval/stories/own.jsonl"
PAGE = ROOT / "examples/port-talks.txt"


def run(*args, stdin=None):
    done = subprocess.run([BIN, "stories", *map(str, args)], input=stdin, capture_output=True, timeout=300, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def lines(*args, stdin=None):
    status, out, messages = run(*args, stdin=stdin)
    assert status == 0, messages
    return [json.loads(line) for line in out.splitlines()]


def jsonl(*documents):
    return "".join(json.dumps(document) + "\n" for document in documents).encode()


def text(seed, words=200):
    return " ".join(f"word{seed}x{i}" for i in range(words))


class Stories(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_a_line_a_document_in_input_order(self):
        given = [json.loads(line)["id"] for line in REPORTS.read_text().splitlines()]
        found = lines(REPORTS)
        self.assertEqual([row["id"] for row in found], given)
        for row in found:
            self.assertEqual(list(row), ["id", "story", "copy_of", "containment"])
            self.assertRegex(row["story"], "^[0-9a-f]{32}$")

    def test_copies_name_the_earliest_and_share_its_story(self):
        whole = text(1)
        found = lines("--from", "jsonl", "-", stdin=jsonl(
            {"id": "a", "text": whole}, {"id": "b", "text": text(2)},
            {"id": "c", "text": whole[:whole.index(" word1x100 ")]}, {"id": "d", "text": whole}))
        self.assertEqual([row["copy_of"] for row in found], [None, None, "a", "a"])
        self.assertEqual([row["containment"] for row in found], [None, None, 1.0, 1.0])
        self.assertEqual(len({row["story"] for row in found}), 2)
        self.assertEqual(found[0]["story"], found[3]["story"])

    def test_bytes_do_not_depend_on_threads(self):
        one = run("-j1", "--events", self.folder / "1", REPORTS, PAGE)
        four = run("-j4", "--events", self.folder / "4", REPORTS, PAGE)
        self.assertEqual(one, four)
        self.assertEqual((self.folder / "1").read_bytes(), (self.folder / "4").read_bytes())

    def test_restarts_change_no_answer(self):
        rows = REPORTS.read_bytes().splitlines(keepends=True)
        whole = run("--from", "jsonl", "--events", self.folder / "whole", "-", stdin=b"".join(rows))
        state, pieces = self.folder / "state", ""
        for first in range(0, len(rows), 20):
            status, out, _ = run("--state", state, "--events", self.folder / "pieces", "--from", "jsonl", "-",
                                 stdin=b"".join(rows[first:first + 20]))
            self.assertEqual(status, 0)
            pieces += out
        self.assertEqual(pieces, whole[1])
        self.assertEqual((self.folder / "pieces").read_bytes(), (self.folder / "whole").read_bytes())

    def test_a_state_cut_anywhere_opens_again(self):
        state = self.folder / "state"
        lines("--state", state, "--copies-only", "--from", "jsonl", "-",
              stdin=jsonl(*({"id": str(i), "text": text(i)} for i in range(3))))
        size = state.stat().st_size
        for cut in (0, 8, 9, 30, size - 1):
            copy = self.folder / f"cut{cut}"
            copy.write_bytes(state.read_bytes()[:cut])
            found = lines("--state", copy, "--copies-only", "--from", "jsonl", "-",
                          stdin=jsonl({"id": "again", "text": text(2)}))
            self.assertIsNone(found[0]["copy_of"])
        found = lines("--state", state, "--copies-only", "--from", "jsonl", "-",
                      stdin=jsonl({"id": "again", "text": text(2)}))
        self.assertEqual(found[0]["copy_of"], "2")

    def test_killed_at_any_moment_the_state_opens_again(self):
        state, many = self.folder / "state", self.folder / "many.jsonl"
        many.write_bytes(jsonl(*({"id": str(i), "text": text(i, 600)} for i in range(2000))))
        for wait in (.05, .1, .2, .3):
            with subprocess.Popen([BIN, "stories", "--state", state, "--copies-only", many],
                                  stdout=subprocess.DEVNULL) as process:
                time.sleep(wait)
                process.send_signal(signal.SIGKILL)
            found = lines("--state", state, "--copies-only", "--from", "jsonl", "-",
                          stdin=jsonl({"id": "x", "text": "Two words."}))
            self.assertEqual(len(found), 1)
        # What was written is known; doing it again changes nothing.
        first = run("--state", state, "--copies-only", many)[1].splitlines()
        self.assertTrue(first == run("--copies-only", many)[1].splitlines())
        size = state.stat().st_size
        self.assertTrue(first == run("--state", state, "--copies-only", many)[1].splitlines())
        self.assertEqual(state.stat().st_size, size)

    def test_sources_are_independent_outlets(self):
        report = "Armenia's army shelled a village in Azerbaijan on Monday."
        told = [{"id": "1", "outlet": "one", "published": "2024-03-05", "text": report},
                {"id": "2", "outlet": "two", "published": "2024-03-05", "text": "On Monday a Azerbaijan village was "
                 "shelled by Armenia's army, residents told reporters at the border crossing."},
                {"id": "3", "outlet": "two", "published": "2024-03-05", "text": "Armenia's army has shelled Azerbaijan."},
                {"id": "4", "outlet": "one", "published": "2024-04-05", "text": report}]
        events = self.folder / "events"
        lines("--events", events, "--from", "jsonl", "-", stdin=jsonl(*told))
        rows = [json.loads(line) for line in events.read_text().splitlines()]
        self.assertTrue(rows)
        for row in rows:
            self.assertEqual(list(row), ["id", "document", "happening", "sources"])
        by_document = {row["document"]: row for row in rows}
        self.assertEqual(by_document["1"]["happening"], by_document["2"]["happening"])
        self.assertNotEqual(by_document["1"]["happening"], by_document["4"]["happening"])
        self.assertEqual(by_document["1"]["sources"], 2)

    def test_what_has_no_codebook_is_compared_too(self):
        german = ("Die Regierung hat am Montag in Berlin beschlossen, dass die Brücken des Landes in den nächsten "
                  "Jahren erneuert werden sollen; das Geld dafür kommt aus dem Haushalt des Verkehrsministers. ") * 2
        found = lines("--from", "jsonl", "-", stdin=jsonl(
            {"id": "a", "text": german, "language": "de"}, {"id": "b", "text": german, "language": "de"}))
        self.assertEqual([row["copy_of"] for row in found], [None, "a"])

    def test_what_cannot_be_is_refused(self):
        foreign = self.folder / "foreign"
        foreign.write_bytes(b"not a file of stories")
        self.assertEqual(run("--state", foreign, PAGE)[0], 3)
        self.assertEqual(foreign.read_bytes(), b"not a file of stories")
        self.assertEqual(run("--state", self.folder / "no/such", PAGE)[0], 3)
        self.assertEqual(run("--frobnicate")[0], 2)
        status, out, messages = run("--from", "jsonl", "-", stdin=b'{"id":1}\n{"id":2,"text":"Two words."}\n')
        self.assertEqual((status, len(out.splitlines())), (1, 1))
        self.assertIn("text", messages)

    def test_one_process_at_a_time_has_the_state(self):
        state = self.folder / "state"
        with subprocess.Popen([BIN, "stories", "--state", state, "-"], stdin=subprocess.PIPE,
                              stdout=subprocess.DEVNULL) as first:
            while not state.exists() or state.stat().st_size == 0:
                time.sleep(.05)
            status, _, messages = run("--state", state, PAGE)
            first.stdin.close()
        self.assertEqual(status, 3)
        self.assertIn("in use", messages)


if __name__ == "__main__":
    os.environ.pop("NO_COLOR", None)
    unittest.main()
