#!/usr/bin/env python3
"""`dragoman relate` and the events of the model behind the rules.

    python3 tests/cli/test_relate.py BIN [unittest options]
"""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

BIN = str(Path(sys.argv.pop(1)).resolve())
TYPES = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
         "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}


def run(*args, lines):
    done = subprocess.run([BIN, *args], input="".join(lines).encode(), capture_output=True, timeout=300, check=False)
    return done.returncode, done.stdout, done.stderr.decode()


def question(number, marked):
    """A line for relate from text with marks: {actor} and <recipient>."""
    text, spans = "", {}
    for piece in marked.replace("<", "\0<").replace("{", "\0{").replace(">", ">\0").replace("}", "}\0").split("\0"):
        side = {"{": "actor", "<": "recipient"}.get(piece[:1])
        if side:
            piece = piece[1:-1]
            spans[side] = [len(text.encode()), len((text + piece).encode())]
        text += piece
    return json.dumps({"id": number, "text": text, "actor": spans.get("actor"), "recipient": spans.get("recipient")}) + "\n"


class Relate(unittest.TestCase):
    def ask(self, *marked):
        status, output, messages = run("relate", "-", lines=[question(n, m) for n, m in enumerate(marked)])
        self.assertEqual((status, messages), (0, ""))
        return [json.loads(line) for line in output.splitlines()]

    def test_plain_sentences_get_their_type(self):
        answers = self.ask("{Norland} shelled <Sudland>.", "{Norland} condemned <Sudland> for the raid.",
                           "{Norland}'s president met <Sudland's premier> in Eastport.",
                           "<Sudland>'s envoy was expelled by {Norland}.")
        self.assertEqual([a["type"] for a in answers], ["ASSAULT", "ACCUSE", "CONSULT", "SANCTION"])

    def test_tense_and_refusal_change_the_type(self):
        answers = self.ask("{Norland} delivered grain to <Sudland>.", "{Norland} will deliver grain to <Sudland>.",
                           "{Norland} refused to deliver grain to <Sudland>.",
                           "{Norland} asked <Sudland> to deliver grain.")
        self.assertEqual([a["type"] for a in answers], ["AID", "AGREE", "REJECT", "REQUEST"])

    def test_always_one_of_sixteen(self):
        for answer in self.ask("{Norland} lies north of <Sudland>.", "The {Norland} Hotel", "Nothing is marked here."):
            self.assertLessEqual({answer["type"], answer["second"]}, TYPES)
            self.assertNotEqual(answer["type"], answer["second"])
            self.assertTrue(0 <= answer["score"] <= 1)

    def test_bad_marks_are_named_and_the_rest_goes_on(self):
        bad = ['{"text":"x","actor":[3,1]}\n', '{"text":"x","actor":"x"}\n', '{"text":"x","actor":[1]}\n', "nothing\n"]
        status, output, messages = run("relate", "-", lines=[*bad, question(9, "{Norland} bombed <Sudland>.")])
        self.assertEqual((status, len(output.splitlines()), len(messages.splitlines())), (1, 1, 4))
        for number in range(1, 5):
            self.assertIn(f"-:{number}:", messages)

    def test_offsets_count_bytes(self):
        answer, = self.ask("„Genug“: {Norland} bombed <Zürich's> airfield.")
        self.assertEqual(answer["type"], "ASSAULT")


    def test_candidates_are_pairs_in_either_order(self):
        text = "Norland's fleet cornered Sudland's trawlers. It rained."
        status, output, _ = run("relate", "--candidates", "-", lines=[json.dumps({"id": "7", "text": text}) + "\n"])
        answers = [json.loads(line) for line in output.splitlines()]
        self.assertEqual((status, {a["id"] for a in answers}), (0, {"7"}))
        self.assertEqual([[text[a:b].split("'")[0] for a, b in (x["actor"], x["recipient"])] for x in answers],
                         [["Norland", "Sudland"], ["Sudland", "Norland"]])
        self.assertTrue(all(a["features"] and a["slots"] for a in answers))

    def seen(self, *options):
        """What the typer sees of a verb that no codebook of ours has."""
        status, output, messages = run("relate", "--features", *options, "-",
                                       lines=[question(0, "{Norland} quembled <Sudland>.")])
        self.assertEqual((status, messages), (0, ""))
        return set(json.loads(output)["features"])

    def test_the_typer_sees_for_which_types_rules_list_a_word(self):
        def listed(kind):
            with tempfile.TemporaryDirectory() as folder:
                rules = Path(folder, "en", "rules")
                rules.mkdir(parents=True)
                Path(folder, "MANIFEST").write_text("en/rules/mine.rules\n")
                # Its line does not fit the sentence: what is seen is the list, not an event.
                (rules / "mine.rules").write_text(f"{kind} quemble\n  ACTOR quemble * over RECIPIENT\n")
                return self.seen("--codebook", folder)
        plain, assault, support = self.seen(), listed("ASSAULT"), listed("SUPPORT")
        self.assertLess(plain, assault)
        self.assertLess(plain, support)
        self.assertTrue(assault - support and support - assault)


class BehindTheRules(unittest.TestCase):
    # Deeds whose words rules may lack and a reader understands.
    TEXTS = ["Norland's artillery thundered at Sudland's garrison all night.", "Norland's fleet cornered Sudland's trawlers.",
             "Norland's army outgunned Sudland's rebels in a firefight.", "Norland ran to the rescue of Sudland.",
             "Norland and Sudland compared notes on the smugglers."]
    LINES = [json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(TEXTS)]

    def code(self, *options):
        status, output, _ = run("code", *options, "--from", "jsonl", "-", lines=self.LINES)
        self.assertEqual(status, 0)
        return [json.loads(line) for line in output.splitlines()]

    def test_a_model_event_says_so_and_can_be_turned_off(self):
        by_model = [e for e in self.code() if e["evidence"]["rule"] == "model"]
        self.assertTrue(by_model)
        for event in by_model:
            self.assertGreaterEqual(event["evidence"]["confidence"], .25)    # the least bound of a type
            self.assertEqual([len(event["actor"]), len(event["recipient"])], [1, 1])
        by_rules = self.code("--rules-only")
        self.assertNotIn("model", {e["evidence"]["rule"] for e in by_rules})
        # What rules say stands, with the model or without.
        told = {(e["document"]["id"], e["id"]) for e in by_rules}
        self.assertLessEqual(told, {(e["document"]["id"], e["id"]) for e in self.code()})

    def test_the_target_is_found_where_no_line_reaches(self):
        lines = [json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate([
            "Norland pulled its troops up to within sight of the boundary with Sudland.",
            "Norland's police pulled their troops up to within sight of Norland."])]

        def sides(*options):
            _, output, _ = run("code", *options, "--from", "jsonl", "-", lines=lines)
            return {e["document"]["id"]: ([x["country"] for x in e["recipient"]], e["evidence"]["confidence"])
                    for e in map(json.loads, output.splitlines()) if e["type"] == "MOBILIZE"}
        with_model, by_rules = sides(), sides("--rules-only")
        self.assertEqual(with_model["0"][0], ["XSU"])
        # Less sure than the rule alone; and nobody is the target of his own land.
        self.assertEqual(by_rules["0"][0], [])
        self.assertLess(with_model["0"][1], by_rules["0"][1])
        self.assertEqual(with_model["1"], by_rules["1"])

    def test_who_does_it_with_another_has_no_target(self):
        line = json.dumps({"id": "1", "text": "The presidents of Chile and Peru met on Monday to discuss the rebels."}) + "\n"
        _, output, _ = run("code", "--from", "jsonl", "-", lines=[line])
        talks, = [e for e in map(json.loads, output.splitlines()) if e["type"] == "CONSULT"]
        self.assertEqual(([x["country"] for x in talks["actor"]], talks["recipient"]), (["CHL", "PER"], []))


class Everyday(unittest.TestCase):
    # A shop's page: enough words for a topic, and war in a game.
    SHOP = ("Our kitchen shelf is easy to clean and simple to build. Choose the color you love, add a cozy lamp and enjoy a warm evening "
            "with your favorite book. The wooden design looks great in a small bedroom, and the soft fabric feels amazing. We tested every "
            "recipe with fresh butter, sweet vanilla and crunchy almonds, so you can bake delicious cookies at home. Download the app, "
            "pick a product, read honest reviews from happy customers and save money on shipping. In our new board game, armies of orcs "
            "threaten the villagers, and rebels attack soldiers. ")
    STATE = "The Food and Drug Administration warned Pfizer on Monday. "
    NEWS = ("The foreign ministry summoned the ambassador after soldiers shelled a village near the border. Parliament voted for sanctions, "
            "and the opposition called the strike a crime. ")

    def events(self, text):
        status, output, _ = run("code", "--from", "jsonl", "-", lines=[json.dumps({"id": "1", "text": text}) + "\n"])
        self.assertEqual(status, 0)
        return [(e["type"], [x["code"] for x in e["actor"]]) for e in map(json.loads, output.splitlines())]

    def test_war_on_a_shop_page_is_no_event(self):
        self.assertEqual(self.events(self.SHOP), [])
        self.assertIn("ASSAULT", [kind for kind, _ in self.events(self.SHOP.split(". ")[-2] + ".")])

    def test_a_state_that_acts_by_name_stands(self):
        self.assertEqual(self.events(self.SHOP + self.STATE), [("THREATEN", ["USAGOV"])])

    def test_a_text_of_politics_is_read_whole(self):
        kinds = [kind for kind, _ in self.events(self.NEWS * 6)]
        self.assertGreaterEqual(kinds.count("ASSAULT"), 6)


if __name__ == "__main__":
    unittest.main()
