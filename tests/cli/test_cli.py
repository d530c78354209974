#!/usr/bin/env python3
"""The program from outside: formats, exit status, bad input, determinism.

    python3 tests/cli/test_cli.py BIN [unittest options]
"""

import csv
import io
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

BIN = str(Path(sys.argv.pop(1)).resolve())
ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "examples/port-talks.txt"
HTML = ROOT / "examples/border-drill.html"
BRIEFS = ROOT / "examples/briefs.jsonl"

RECORD = ["v", "id", "anchor", "type", "modes", "contexts", "cameo", "cameo_mirror", "quad", "score", "factuality",
          "background", "actor", "recipient", "date", "places", "quantities", "attribution", "links", "evidence",
          "document", "run"]
ACTOR = ["text", "name", "entity", "country", "org", "sectors", "role", "ethnic", "religion", "code", "span",
         "antecedent", "by", "known"]
EVIDENCE = ["in", "sentence", "span", "trigger", "text", "rule", "confidence", "scare"]


def run(*args, stdin=None, env=None):
    done = subprocess.run([BIN, *map(str, args)], input=stdin, capture_output=True, timeout=300,
                          env={**os.environ, **(env or {})})
    return done.returncode, done.stdout, done.stderr.decode()


def events(output):
    return [json.loads(line) for line in output.decode().splitlines()]


class Record(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.status, cls.output, cls.messages = run("code", PAGE, HTML, BRIEFS)
        cls.events = events(cls.output)

    def test_codes_all_examples_in_silence(self):
        self.assertEqual((self.status, self.messages), (0, ""))
        self.assertGreaterEqual(len({e["document"]["id"] for e in self.events}), 8)

    def test_keys_stand_in_the_record_s_order(self):
        for event in self.events:
            self.assertEqual(list(event), RECORD)
            self.assertEqual(list(event["evidence"]), EVIDENCE)
            for actor in event["actor"] + event["recipient"]:
                self.assertEqual(list(actor), ACTOR)

    def test_values_are_of_the_record(self):
        for event in self.events:
            self.assertRegex(event["id"], "^[0-9a-f]{32}$")
            self.assertRegex(event["anchor"], "^[0-9a-f]{32}$")
            self.assertIn(event["factuality"], ("actual", "planned", "hypothetical", "negated"))
            self.assertIn(event["quad"], (1, 2, 3, 4))
            self.assertIn(event["date"]["source"], ("text", "report", "none"))

    def test_ids_are_unique(self):
        ids = [event["id"] for event in self.events]
        self.assertEqual(len(ids), len(set(ids)))

    def test_links_lead_to_events_of_the_document(self):
        known = {(event["document"]["id"], event["id"]) for event in self.events}
        for event in self.events:
            for link in event["links"]:
                self.assertIn((event["document"]["id"], link["id"]), known)

    def test_spans_are_the_words(self):
        status, output, _ = run("clean", PAGE)
        self.assertEqual(status, 0)
        text = output[:-2]  # the blank line behind an article
        found = [e for e in events(run("code", PAGE)[1])]
        self.assertTrue(found)
        for event in found:
            for actor in event["actor"] + event["recipient"]:
                begin, end = actor["span"]
                self.assertEqual(text[begin:end].decode(), actor["text"])
            begin, end = event["evidence"]["span"]
            self.assertIn(text[begin:end].decode(), event["evidence"]["text"])

    def test_map_leads_back_to_the_page(self):
        status, output, _ = run("clean", "--format", "json", PAGE)
        self.assertEqual(status, 0)
        page = PAGE.read_bytes()
        cleaned = run("clean", PAGE)[1]
        runs = json.loads(output)["map"]
        self.assertTrue(runs)
        for text, raw, length in runs:
            self.assertEqual(cleaned[text:text + length], page[raw:raw + length])


class Formats(unittest.TestCase):
    def test_csv_has_a_row_an_event(self):
        rows = list(csv.DictReader(io.StringIO(run("code", "--format", "csv", BRIEFS)[1].decode(), newline="")))
        found = events(run("code", BRIEFS)[1])
        self.assertEqual([row["id"] for row in rows], [event["id"] for event in found])
        self.assertEqual([row["text"] for row in rows], [event["evidence"]["text"] for event in found])

    def test_table_shows_words_and_rules(self):
        table = run("code", "--format", "table", PAGE)[1].decode()
        for event in events(run("code", PAGE)[1]):
            self.assertIn(event["evidence"]["rule"], table)
        self.assertNotIn("\033", table)

    def test_out_writes_the_same_bytes(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "events.jsonl"
            self.assertEqual(run("code", "--out", path, BRIEFS)[:2], (0, b""))
            self.assertEqual(path.read_bytes(), run("code", BRIEFS)[1])

    def test_rejects_have_reasons(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rejects.jsonl"
            run("code", "--rejects", path, PAGE, BRIEFS)
            rejects = events(path.read_bytes())
        self.assertTrue(rejects)
        self.assertTrue(all(reject["reason"] for reject in rejects))

    def test_id_of_the_input_comes_back(self):
        lines = b'{"id": 7, "text": "Norland shelled Sudland."}\n{"id": "x/1", "text": "Norland shelled Sudland."}\n'
        found = events(run("code", "--from", "jsonl", "-", stdin=lines)[1])
        self.assertEqual([event["document"]["id"] for event in found], ["7", "x/1"])

    def test_version_names_what_ran(self):
        status, output, _ = run("--version")
        self.assertEqual(status, 0)
        self.assertEqual([line.split()[0] for line in output.decode().splitlines()],
                         ["dragoman", "codebook", "model", "run"])

    def test_explain_says_why_and_why_not(self):
        for page in (PAGE, HTML, BRIEFS):
            status, output, messages = run("explain", page)
            self.assertEqual((status, messages), (0, ""))
            for event in events(run("code", page)[1]):
                self.assertIn(event["evidence"]["rule"], output.decode())

    def test_help_teaches_by_example(self):
        for command in ("code", "explain", "clean", "parse", "annotate", "codebook"):
            status, output, _ = run(command, "--help")
            self.assertEqual(status, 0)
            self.assertIn(f"  dragoman {command}".encode(), output)

    def test_parse_keeps_given_tokens(self):
        given = "1\tNorland\t_\t_\t_\t_\t_\t_\t_\t_\n2\tcan\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n3\tnot\t_\t_\t_\t_\t_\t_\t_\t_\n4\twait\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
        status, output, _ = run("parse", "--from", "conllu", "-", stdin=given.encode())
        self.assertEqual(status, 0)
        rows = [line.split("\t") for line in output.decode().splitlines() if line and line[0].isdigit()]
        self.assertEqual([row[1] for row in rows], ["Norland", "can", "not", "wait"])
        self.assertEqual(sum(row[6] == "0" for row in rows), 1)

    def test_model_is_the_one_asked_for(self):
        given = b"1\tThey\t_\t_\t_\t_\t_\t_\t_\t_\n2\tleft\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
        own = run("parse", "--from", "conllu", "-", stdin=given)
        self.assertEqual(run("parse", "--from", "conllu", "--model", ROOT / "models/en.dgm", "-", stdin=given), own)
        status, output, messages = run("parse", "--from", "conllu", "--model", PAGE, "-", stdin=given)
        self.assertEqual((status, output), (3, b""))
        self.assertIn("port-talks.txt", messages)

    def test_annotate_points_at_its_words(self):
        text = "Norland's president met the Sudland envoy in Eastmark on 3 May 2024."
        line = json.dumps({"id": "a", "text": text}).encode()
        found = json.loads(run("annotate", "--from", "jsonl", "-", stdin=line)[1])
        self.assertEqual(found["id"], "a")
        dates = [date for date in found["dates"] if date["start"] == "2024-05-03"]
        self.assertEqual([text[slice(*date["span"])] for date in dates], ["3 May 2024"])
        self.assertIn("XNO", [mention["country"] for mention in found["mentions"]])

    def test_annotate_names_the_same_thing_alike(self):
        text = ("Mary Jenkins of Microsoft flew to Paris on Monday.\n\nReporters asked Jenkins whether the "
                "plan of Microsoft was for France or NATO alone. In Paris, few believed her.")
        line = json.dumps({"id": "a", "text": text}).encode()
        found = json.loads(run("annotate", "--from", "jsonl", "-", stdin=line)[1])
        names = [(text[slice(*name["span"])], name["type"]) for name in found["names"]]
        self.assertEqual(names, [("Mary Jenkins", "PER"), ("Microsoft", "ORG"), ("Paris", "LOC"), ("Jenkins", "PER"),
                                 ("Microsoft", "ORG"), ("France", "LOC"), ("NATO", "ORG"), ("Paris", "LOC")])

    def test_annotate_joins_a_body_and_its_place(self):
        text = "The Ministry of Justice sued the Central Bank of Norland in the Supreme Court of the Republic of Sudland."
        line = json.dumps({"id": "a", "text": text}).encode()
        found = json.loads(run("annotate", "--from", "jsonl", "-", stdin=line)[1])
        names = [(text[slice(*name["span"])], name["type"]) for name in found["names"]]
        self.assertEqual(names, [("Ministry of Justice", "ORG"), ("Central Bank of Norland", "ORG"),
                                 ("Supreme Court of the Republic of Sudland", "ORG")])


class BadInput(unittest.TestCase):
    """Each bad input gives one line that names it, and the others are coded."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def file(self, name, content):
        path = Path(self.folder.name) / name
        path.write_bytes(content)
        return path

    def check(self, path, *options, lines=1):
        status, output, messages = run("code", *options, path, BRIEFS)
        self.assertEqual(status, 1, messages)
        self.assertEqual(len(messages.splitlines()), lines, messages)
        self.assertIn(str(path), messages)
        self.assertTrue(output)
        return messages

    def test_empty_file(self):
        self.check(self.file("empty.txt", b""))

    def test_missing_file(self):
        self.check(Path(self.folder.name) / "missing.txt")

    def test_directory(self):
        self.check(Path(self.folder.name))

    def test_invalid_utf8(self):
        self.check(self.file("bad.txt", b"Norland shelled \xc3\x28 Sudland \xff\xfe\x80 again. " * 40))

    def test_nul_byte(self):
        self.check(self.file("nul.txt", b"Norland shelled\0Sudland."))

    def test_binary(self):
        self.check(self.file("image.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20))

    @unittest.skipIf(os.geteuid() == 0, "root reads every file")
    def test_unreadable(self):
        path = self.file("secret.txt", b"Norland shelled Sudland.")
        path.chmod(0)
        self.check(path)

    def test_wrong_types_and_a_cut_line(self):
        self.check(self.file("bad.jsonl", b'{"id":"1","text":5}\n{"text":["a"]}\n[1]\n{"id":"9","text":"Norland sh'),
                   "--from", "jsonl", lines=4)

    def test_line_of_a_hundred_megabytes(self):
        path = Path(self.folder.name) / "long.jsonl"
        with open(path, "wb") as file:
            file.write(b'{"text":"')
            for _ in range(100):
                file.write(b"x" * (1 << 20))
            file.write(b'"}\n{"id":"after","text":"Norland shelled Sudland."}\n')
        status, output, messages = run("code", "--from", "jsonl", path)
        self.assertEqual((status, len(messages.splitlines())), (1, 1), messages)
        self.assertIn("after", output.decode())

    def test_deeply_nested_html(self):
        page = b"<html><body>" + b"<div>" * 100000 + b"<p>Norland shelled a village in Sudland.</p>"
        status, _, messages = run("code", self.file("deep.html", page), BRIEFS)
        self.assertIn(status, (0, 1))
        self.assertLessEqual(len(messages.splitlines()), 1)

    def test_usage(self):
        for args in (["fly"], ["code", "--format", "poem"], ["code", "-j", "0"], ["code", "--published", "May"],
                     ["code", "--nonsense"], []):
            self.assertEqual(run(*args)[0], 2, args)


class Determinism(unittest.TestCase):
    def test_same_bytes_from_any_number_of_threads(self):
        lines = b"".join(
            json.dumps({"id": f"{n}-{record['id']}", "text": f"{record['text']} {n}"}).encode() + b"\n"
            for n in range(200) for record in map(json.loads, BRIEFS.read_text().splitlines()))
        outputs = {run("code", f"-j{threads}", "--from", "jsonl", "-", stdin=lines)[1] for threads in (1, 2, 7)}
        self.assertEqual(len(outputs), 1)

    def test_same_bytes_from_every_kernel(self):
        outputs = {run("code", PAGE, HTML, BRIEFS, env={"DGM_KERNEL": kernel})[1] for kernel in ("portable", "")}
        self.assertEqual(len(outputs), 1)


if __name__ == "__main__":
    unittest.main()
