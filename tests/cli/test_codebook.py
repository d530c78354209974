#!/usr/bin/env python3
"""dragoman codebook and --codebook from outside: what an analyst does with rules and tables."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = ""


def run(*args, text=None, status=0):
    done = subprocess.run([PROGRAM, *map(str, args)], input=text, capture_output=True, text=True, timeout=300)
    if done.returncode != status:
        raise AssertionError(f"status {done.returncode}, not {status}: {done.stderr}{done.stdout}")
    return done.stdout + done.stderr


def code(folders, text):
    given = [part for folder in folders for part in ("--codebook", folder)]
    lines = run("code", *given, "--rules-only", "--unit", "sentence", "--from", "text", "-", text=text)
    return [json.loads(line) for line in lines.splitlines()]


class Folders(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.scratch = Path(scratch.name)

    def folder(self, name, **files):
        """A codebook whose MANIFEST names the files (a_b for a/b); "first" stands before them."""
        root = self.scratch / name
        named = []
        for key, text in files.items():
            if key == "first":
                continue
            path = root / key
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            named.append(key)
        root.mkdir(exist_ok=True)
        (root / "MANIFEST").write_text(files.get("first", "") + "\n".join(named) + "\n")
        return root


class Overlay(Folders):
    VISIT = "France's president visited Italy."

    def types(self, *folders):
        return [event["type"] for event in code(folders, self.VISIT)]

    def test_a_rule_is_added_replaced_and_switched_off(self):
        self.assertEqual(self.types(), ["CONSULT"])
        off = self.folder("off", **{"en/rules/a.rules": "off CONSULT visit\n"})
        self.assertEqual(self.types(off), [])
        new = self.folder("new", **{"en/rules/a.rules": "SUPPORT see   cameo 051\n  ACTOR visit RECIPIENT\n"})
        self.assertEqual(self.types(off, new), ["SUPPORT"])

    def test_an_edit_counts_with_the_next_run(self):
        rule = "SUPPORT see   cameo {}\n  ACTOR visit RECIPIENT\n"
        edited = self.folder("edited", **{"en/rules/a.rules": "off CONSULT visit\n" + rule.format("051")})
        self.assertEqual([event["cameo"] for event in code([edited], self.VISIT)], ["051"])
        (edited / "en/rules/a.rules").write_text("off CONSULT visit\n" + rule.format("057"))
        self.assertEqual([event["cameo"] for event in code([edited], self.VISIT)], ["057"])

    def test_a_row_is_added_and_switched_off(self):
        text = "The Ruritanian Lamplighters attacked Italy."
        rows = {"world/organisations.tsv": "id\tcode\tsectors\tcountry\tparent\tkind\n"
                                           "LAMP\tFRAREB\tREB\tFRA\t\tarmed\n",
                "en/organisations.tsv": "id\tkind\tform\nLAMP\tname\tRuritanian Lamplighters\n"}
        add = self.folder("add", **rows)
        self.assertEqual(code([add], text)[0]["actor"][0]["code"], "FRAREB")
        off = self.folder("off", **{"en/organisations.tsv": "id\tkind\tform\noff LAMP\n"})
        self.assertNotIn("FRAREB", json.dumps(code([add, off], text)))

    def test_off_takes_only_the_rows_that_agree(self):
        off = self.folder("off", **{"en/countries.tsv": "id\tkind\tform\noff ITA\tname\tItaly\n"})
        self.assertEqual(code([off], "France attacked Italy."), [])
        self.assertEqual(len(code([off], "France attacked the Italian army.")), 1)

    def test_off_that_takes_nothing_is_an_error(self):
        off = self.folder("off", **{"en/organisations.tsv": "id\tkind\tform\noff NOBODY\n"})
        said = run("codebook", "check", off, status=1)
        self.assertIn("organisations.tsv:2:5", said)
        self.assertIn("off NOBODY", said)
        gone = self.folder("gone", first="off en/rules/NOTHING.rules\n")
        self.assertIn("MANIFEST:1:5", run("codebook", "check", gone, status=1))

    def test_a_file_and_a_folder_are_switched_off(self):
        self.assertEqual(self.types(self.folder("file", first="off en/rules/CONSULT.rules\n")), [])
        self.assertEqual(self.types(self.folder("all", first="off en/rules/\n")), [])

    def test_a_copy_of_ours_stands_alone(self):
        new = self.folder("new", **{"en/rules/a.rules": "off CONSULT visit\n"})
        alone = self.folder("alone", first="alone\n")
        said = run("codebook", "check", new, alone)
        self.assertIn("0 rules, 0 examples, 0 patterns", said)
        ours = run("codebook", "check").splitlines()[-1]
        book = Path(__file__).resolve().parents[2] / "codebook"
        self.assertEqual(run("codebook", "check", book).splitlines()[-1], ours)

    def test_all_errors_come_in_one_go(self):
        bad = self.folder("bad", **{"en/rules/a.rules": "SUPPORT see   cameo 999\n  ACTOR <nothing RECIPIENT\n",
                                    "en/organisations.tsv": "id\tkind\tform\noff NOBODY\n",
                                    "en/groups.tsv": "form\tkind\tcode\tcountry\nX\tethnic\tXXX\tQQQ\n"})
        said = run("codebook", "check", bad, status=1)
        for place in ("a.rules:1:21", "a.rules:2:", "groups.tsv:2:", "organisations.tsv:2:5"):
            self.assertIn(place, said)
        self.assertIn("^", said)


class New(Folders):
    def test_a_new_folder_passes_and_so_do_its_examples(self):
        mine = self.scratch / "mine"
        self.assertIn("codebook check", run("codebook", "new", mine))
        self.assertIn("no errors", run("codebook", "check", mine))
        for path in mine.rglob("*"):
            if path.is_file():
                path.write_text(path.read_text().replace("#: ", ""))
        self.assertIn("no errors", run("codebook", "check", mine))
        for rule in ("PROTEST/lantern-march", "CONSULT/phone"):
            self.assertIn("1 rules, 2 examples, 0 failed", run("codebook", "test", "--codebook", mine, rule))
        self.assertIn("0 rules", run("codebook", "test", "--codebook", mine, "CONSULT/visit", status=1))

    def test_what_is_there_is_not_written_over(self):
        run("codebook", "new", self.scratch, status=2)


class Dead(Folders):
    def test_rules_that_never_fire_are_listed(self):
        mine = self.folder("mine", **{"en/rules/a.rules": "PROTEST lamp   cameo 141\n"
                                      "  ACTOR <light a lamp> against RECIPIENT\n"
                                      "PROTEST horn   cameo 141\n  ACTOR toot against RECIPIENT\n"
                                      "  + The students of Norland tooted against Sudland.  => * PROTEST XSU\n"})
        text = self.scratch / "text.txt"
        text.write_text("France's president visited Italy on Monday.")
        said = run("codebook", "check", "--dead", "--codebook", mine, "--unit", "sentence", text)
        self.assertIn("a.rules:1: PROTEST/lamp: nothing fires it", said)
        self.assertIn("a.rules:3: PROTEST/horn: only examples fire it", said)
        self.assertNotIn("CONSULT/visit:", said)
        self.assertRegex(said.splitlines()[-1], r"\d+ rules: 1 fired by the inputs, \d+ by examples only, \d+ by nothing")
        said = run("codebook", "check", "--dead", "--codebook", mine)
        self.assertIn("PROTEST/lamp", said)
        self.assertNotIn("PROTEST/horn", said)


class Diff(Folders):
    TEXTS = [{"id": "a", "text": "France's president visited Italy. Spain shelled a French village."},
             {"id": "b", "text": "A <b>quiet</b> day in the mountains passed."}]

    def diff(self, *more):
        off = self.folder("off", **{"en/rules/a.rules": "off CONSULT visit\nCODE lamp   cameo 010\n  verb ACTOR shell RECIPIENT\noff ASSAULT shell\n"
                                                        "SUPPORT go   cameo 051\n  [<official> of ACTOR] visit RECIPIENT\n"})
        texts = self.scratch / "texts.jsonl"
        texts.write_text("".join(json.dumps(row) + "\n" for row in self.TEXTS))
        return run("codebook", "diff", "ours", off, "--rules-only", *more, texts)

    def test_changes_are_keyed_by_anchor(self):
        said = self.diff()
        self.assertIn("  ~ CONSULT 042|043 FRAGOV → ITA", said)
        self.assertIn("  → SUPPORT 051 FRAGOV → ITA", said)
        self.assertIn("“France's president visited Italy.”", said)
        self.assertIn("in 1 of 2 documents", said)

    def test_the_same_codebook_changes_nothing(self):
        texts = self.scratch / "texts.jsonl"
        texts.write_text("".join(json.dumps(row) + "\n" for row in self.TEXTS))
        said = run("codebook", "diff", "ours", "ours", texts)
        self.assertRegex(said, r"\A0 gained, 0 lost, 0 changed, [1-9]\d* the same; in 0 of 2 documents\n\Z")

    def test_threads_do_not_matter_and_gain_is_loss_turned_round(self):
        self.assertEqual(self.diff(), self.diff("-j2"))

    def test_the_page_stands_alone_and_is_escaped(self):
        page = self.scratch / "page.html"
        self.TEXTS[0]["text"] += " The visited king of Spain visited Italy & <script>."
        self.diff("--html", page)
        html = page.read_text()
        self.assertIn("president <mark>visited</mark> Italy", html.replace("&#39;", "'"))
        self.assertIn("Spain <mark>visited</mark> Italy", html)
        self.assertIn("&amp; &lt;script&gt;", html)
        for word in ("<script", "http:", "https:", "<link"):
            self.assertNotIn(word, html)


ACTORS = """NORLAND_ [NRL]
+NORLANDER_
HANNE_BERG_
 [NRLGOV 200101-240601]
 [NRLELI >240601]
SUDLAND_ [SUL]
broken [SUL
"""
AGENTS = """FOREIGN_MINISTER [~GOV]
SOLDIER [~MIL]
RED_CROSS {} [NGO~]
"""
VERBS = """&FOOD
+GRAIN
+TINNED_MEAT
--- SHIP [---] ---
SHIP
+HAND_OVER {+HANDED_OVER}
- * &FOOD [073]
--- MEET [042:043] ---
MEET {MET}
--- PLEDGE [030] ---
PLEDGE
--- FROWN [7A1] ---
FROWN
- * BACK
"""
DISCARDS = "CUP FINAL\n+SERIAL NOVEL\n"


class Import(Folders):
    def setUp(self):
        super().setUp()
        old = self.scratch / "old"
        old.mkdir()
        for name, text in {"x.actors.txt": ACTORS, "x.agents.txt": AGENTS, "x.verbs.txt": VERBS,
                           "x.discards.txt": DISCARDS, "README": "not a dictionary\n"}.items():
            (old / name).write_text(text)
        self.book = self.scratch / "book"
        self.said = run("codebook", "import", old, "--to", self.book)
        self.old = old

    def coded(self, text, day="2024-05-15"):
        lines = run("code", "--codebook", self.book, "--unit", "sentence", "--published", day, "--from", "text", "-",
                    text=text)
        return [(e["actor"][0]["code"], e["cameo"], e["recipient"][0]["code"])
                for e in map(json.loads, lines.splitlines())]

    def test_lines_left_out_are_named(self):
        self.assertIn("2 lines left out", self.said)
        self.assertIn("x.actors.txt:7:8", self.said)
        self.assertIn("x.verbs.txt:14:3", self.said)
        self.assertIn("README is no dictionary", self.said)

    def test_it_codes_with_its_own_actors_and_codes(self):
        self.assertEqual(self.coded("Norland shipped grain to Sudland."), [("NRL", "073", "SUL")])
        self.assertEqual(self.coded("Norland soldiers handed over tinned meat to Sudland."), [("NRLMIL", "073", "SUL")])
        self.assertEqual(self.coded("Norland frowned at Sudland."), [("NRL", "7A1", "SUL")])
        self.assertEqual(self.coded("Norland shipped coal to Sudland."), [])
        self.assertEqual(self.coded("France shipped grain to Italy."), [])
        self.assertEqual(self.coded("Norland will improve ties with Sudland."), [])  # the model knows our types only

    def test_codes_go_by_the_day(self):
        text = "Hanne Berg met Sudland's foreign minister."
        self.assertEqual(self.coded(text), [("NRLGOV", "042", "SULGOV"), ("SULGOV", "043", "NRLGOV")])
        self.assertEqual(self.coded(text, "2025-01-01")[0][0], "NRLELI")

    def test_two_verbs_are_one_event(self):
        self.assertEqual(self.coded("Norland pledged to ship grain to Sudland."), [("NRL", "0333", "SUL")])

    def test_discards_discard(self):
        self.assertEqual(self.coded("Norland met Sudland in the cup final."), [])

    def test_stems_of_tabari(self):
        (self.old / "y.actors").write_text("EASTMARK [EAS]\nWESTRIA_ [WES]\n")
        run("codebook", "import", self.old, "--to", self.book)
        self.assertEqual(self.coded("Eastmarkers shipped grain to Westria."), [("EAS", "073", "WES")])
        self.assertEqual(self.coded("Eastmarkers shipped grain to Westrians."), [])

    def test_only_imported_folders_are_written_over(self):
        run("codebook", "import", self.old, "--to", self.book)
        run("codebook", "import", self.old, "--to", Path(__file__).resolve().parents[2] / "codebook", status=2)


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
