#!/usr/bin/env python3
"""`explain --html`: one page that is whole, safe and says what the record says.

    python3 tests/cli/test_explain.py BIN [unittest options]
"""

import json
import re
import subprocess
import sys
import tempfile
import unittest
from html.parser import HTMLParser
from pathlib import Path

BIN = str(Path(sys.argv.pop(1)).resolve())
ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = [ROOT / "examples/port-talks.txt", ROOT / "examples/border-drill.html"]
VOID = {"meta", "input"}


def run(*args, stdin=None):
    done = subprocess.run([BIN, *map(str, args)], input=stdin, capture_output=True, timeout=300)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def page_of(*args, stdin=None):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        status, output, messages = run("explain", "--html", path, *args, stdin=stdin)
        assert (status, output, messages) == (0, "", ""), (status, output, messages)
        return path.read_text(encoding="utf-8")


class Reader(HTMLParser):
    """Checks that elements nest, and gathers ids, links, marks and the text of the article."""

    def __init__(self, page):
        super().__init__()
        self.open, self.ids, self.links, self.marks, self.words = [], [], [], [], ""
        self.tags, self.names, self.errors = set(), set(), []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.add(tag)
        self.names |= set(attributes)
        self.errors += [name for name in attributes if name.startswith("on")]
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if "data-x" in attributes:
            self.links += attributes["data-x"].split()
        if "m" in attributes.get("class", "").split() and "main" in self.open:
            self.marks.append(attributes)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.errors.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data):
        if "main" in self.open or "h1" in self.open:
            self.words += data


class Explanation(unittest.TestCase):
    def test_elements_nest_and_every_mark_has_its_card(self):
        for path in PAGES:
            page = Reader(page_of(path))
            self.assertEqual((page.open, page.errors), ([], []))
            self.assertEqual(len(page.ids), len(set(page.ids)))
            self.assertEqual(set(page.links) - set(page.ids), set())
            self.assertGreater(len(page.marks), 20)

    def test_it_marks_what_the_record_holds(self):
        for path in PAGES:
            page = Reader(page_of(path))
            coded = [json.loads(line) for line in run("code", path)[1].splitlines()]
            kinds = {name: sum(name in mark["class"].split() for mark in page.marks)
                     for name in ("ev", "say", "date", "place", "qty", "no", "who")}
            self.assertGreaterEqual(len([i for i in page.ids if re.fullmatch(r"e\d+", i)]), len(coded))
            for name, number in kinds.items():
                self.assertGreater(number, 0, name)

    def test_the_text_is_all_there(self):
        text = "Norland shelled a village in Sudland on Monday. At least 12 people were killed."
        self.assertEqual(Reader(page_of("--text", text)).words.strip(), text)

    def test_nothing_is_fetched(self):
        page = page_of(PAGES[1])
        self.assertIn("default-src 'none'", page)
        ours = "".join(re.findall(r"<(?:style|script)>.*?</(?:style|script)>", page, re.S))
        self.assertNotRegex(ours, r"url\(|@import|fetch\(|XMLHttp|import\(|innerHTML")
        self.assertEqual(Reader(page).names & {"src", "href", "action", "srcset", "data"}, set())
        self.assertTrue(Reader(page).tags <= {
            "html", "head", "meta", "title", "style", "body", "header", "h1", "p", "nav", "label", "input", "b",
            "main", "span", "aside", "button", "section", "h2", "small", "pre", "table", "tr", "th", "td", "code",
            "dl", "dt", "dd", "footer", "details", "summary", "script"})

    def test_hostile_text_stays_text(self):
        text = ("</p><script>alert(1)</script> Norland's \"army\" <img src=x onerror=alert(2)> & shelled "
                "<b>Sudland</b> &lt;tag&gt; -->  ]]> \x0b on Monday.")
        page = page_of("--text", text)
        reader = Reader(page)
        self.assertEqual((reader.open, reader.errors), ([], []))
        self.assertEqual(page.count("<script"), 1)
        self.assertNotIn("<img", page)
        self.assertNotIn("<b>Sudland", page)
        self.assertNotIn("\x0b", page)
        self.assertIn("<script>alert(1)</script>", reader.words)

    def test_an_empty_line_and_many_marks_at_one_place(self):
        text = '"We will shell Sudland on Monday," Norland said on Monday.\n\n\nIt did.'
        self.assertEqual(Reader(page_of("--text", text)).errors, [])

    def test_an_open_amount_has_no_upper_end(self):
        page = page_of("--text", "At least 12 people were killed in Mali. Between 20 and 30 soldiers fled.")
        ends = re.findall(r"<dt>at least</dt><dd>([^<]*)</dd>\s*<dt>at most</dt><dd>([^<]*)</dd>", page)
        self.assertEqual(ends, [("12", "not said"), ("20", "30")])

    def test_left_out_parts_can_be_seen(self):
        self.assertIn("Left out of the page", page_of(PAGES[0]))

    def test_one_document_a_page(self):
        lines = b'{"id":"1","text":"Norland shelled Sudland."}\n{"id":"2","text":"Sudland hit back."}\n'
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "page.html"
            status, _, messages = run("explain", "--html", path, "--from", "jsonl", "-", stdin=lines)
            self.assertEqual((status, path.read_text().count("<!DOCTYPE html>")), (0, 1))
            self.assertIn("first document only", messages)


class Places(unittest.TestCase):
    """Roles of places in events."""

    def places(self, text):
        line = json.dumps({"text": text}).encode() + b"\n"
        _, output, _ = run("code", "--from", "jsonl", "--clean", "off", "-", stdin=line)
        return [[(p["name"], p["country"], p["precision"], p["role"]) for p in json.loads(row)["places"]]
                for row in output.splitlines()]

    def test_parties_are_no_places(self):
        self.assertEqual(self.places("Russia attacked Ukraine on Monday."), [[]])

    def test_where_it_happened(self):
        self.assertEqual(self.places("Rebels killed ten soldiers in Mali."), [[("Mali", "MLI", "country", "event")]])
        self.assertEqual(self.places("Russia shelled Kharkiv."), [[("Kharkiv", "UKR", "city", "event")]])

    def test_only_mentioned(self):
        found = self.places("Protesters who came from Lyon were arrested in Paris.")
        self.assertIn([("Paris", "FRA", "city", "event"), ("Lyon", "FRA", "city", "mentioned")], found)


def events_of(text, published="2024-05-08"):
    """What is coded; 8 May 2024 is a Wednesday."""
    line = json.dumps({"text": text, "published": published}).encode() + b"\n"
    _, output, _ = run("code", "--from", "jsonl", "--clean", "off", "-", stdin=line)
    return [json.loads(row) for row in output.splitlines()]


class Dates(unittest.TestCase):
    """The day of an event: its own clause's, else the report's."""

    def date(self, text, **more):
        return [(e["type"], e["date"]["start"], e["date"]["end"], e["date"]["source"]) for e in events_of(text, **more)]

    def test_its_own_clause(self):
        self.assertEqual(self.date("Peru arrested a Chilean general on Monday."),
                         [("COERCE", "2024-05-06", "2024-05-06", "text")])

    def test_of_two_clauses_each_has_its_day(self):
        self.assertEqual(self.date("Peru arrested a Chilean general on Monday and released him on Tuesday."),
                         [("COERCE", "2024-05-06", "2024-05-06", "text"), ("RETREAT", "2024-05-07", "2024-05-07", "text")])

    def test_the_day_of_saying_is_not_that_of_the_deed(self):
        found = self.date("The army of Peru said on Monday that Chile shelled its port in 2019.")
        self.assertIn(("ASSAULT", "2019-01-01", "2019-12-31", "text"), found)

    def test_a_date_of_a_thing_dates_no_deed(self):
        self.assertEqual(self.date("Peru condemned Monday's statement by Chile."),
                         [("ACCUSE", "2024-05-08", "2024-05-08", "report")])

    def test_the_report(self):
        self.assertEqual(self.date("Peru arrested a Chilean general."),
                         [("COERCE", "2024-05-08", "2024-05-08", "report")])
        self.assertEqual(self.date("Peru arrested a Chilean general.", published=""), [("COERCE", None, None, "none")])

    def test_what_has_not_happened_has_no_day_of_the_report(self):
        found = self.date("Peru may arrest a Chilean general.")
        self.assertEqual([row[1:] for row in found], [(None, None, "none")])


class Tolls(unittest.TestCase):
    def test_each_side_keeps_its_own(self):
        found = [(e["quantities"][0]["value"], e["attribution"][-1]["speaker"]["text"])
                 for e in events_of("At least 12 people were killed in the attack by rebels, Malian police said. "
                                    "Rebels said 30 soldiers had been killed.") if e["quantities"]]
        self.assertEqual(found, [(12, "Malian police"), (30, "Rebels")])


if __name__ == "__main__":
    unittest.main()
