#!/usr/bin/env python3
"""Exports from outside: every column of every dialect, typed and in range.

    python3 tests/cli/test_export.py BIN [unittest options]

The column lists below are those by which public R and Python readers name the
columns of GDELT, ICEWS, POLECAT and Phoenix files. With $DRAGOMAN_PYARROW, a
Python that has pyarrow, Parquet is read back by it too.
"""

import csv
import datetime
import gzip
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

BIN = str(Path(sys.argv.pop(1)).resolve())
ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = [str(p) for p in sorted((ROOT / "examples").iterdir())] + \
    [str(p) for p in sorted((ROOT / "eval/pages").glob("*/page.*"))]
CODE = ["code", "--published", "2023-11-21"]

GDELT = """GLOBALEVENTID SQLDATE MonthYear Year FractionDate Actor1Code
    Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode
    Actor1Religion1Code Actor1Religion2Code Actor1Type1Code Actor1Type2Code
    Actor1Type3Code Actor2Code Actor2Name Actor2CountryCode
    Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code
    Actor2Religion2Code Actor2Type1Code Actor2Type2Code Actor2Type3Code
    IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale
    NumMentions NumSources NumArticles AvgTone Actor1Geo_Type
    Actor1Geo_FullName Actor1Geo_CountryCode Actor1Geo_ADM1Code
    Actor1Geo_ADM2Code Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID
    Actor2Geo_Type Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code
    Actor2Geo_ADM2Code Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID
    ActionGeo_Type ActionGeo_FullName ActionGeo_CountryCode ActionGeo_ADM1Code
    ActionGeo_ADM2Code ActionGeo_Lat ActionGeo_Long ActionGeo_FeatureID
    DATEADDED SOURCEURL""".split()
MENTIONS = """GLOBALEVENTID EventTimeDate MentionTimeDate MentionType
    MentionSourceName MentionIdentifier SentenceID Actor1CharOffset
    Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen
    MentionDocTone MentionDocTranslationInfo Extras""".split()
ICEWS = """Event ID,Event Date,Source Name,Source Sectors,Source Country,Event
 Text,CAMEO Code,Intensity,Target Name,Target Sectors,Target Country,Story
 ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,
Longitude""".replace("\n", "").split(",")
POLECAT = """Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,
Contexts,Actor Name,Actor Country,Actor COW,Primary Actor Sector,Actor
 Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,
Recipient Country,Recipient COW,Primary Recipient Sector,Recipient Sectors,
Recipient Title,Recipient Name Raw,Wikipedia Recipient ID,Placename,City,
District,Province,Country,Latitude,Longitude,GeoNames ID,Raw Placename,Feature
 Type,Source,Publication Date,Story People,Story Organizations,Story Locations,
Language,Version""".replace("\n", "").split(",")
PHOENIX = """EventID Date Year Month Day SourceActorFull SourceActorEntity
    SourceActorRole SourceActorAttribute TargetActorFull TargetActorEntity
    TargetActorRole TargetActorAttribute EventCode EventRootCode PentaClass
    GoldsteinScore Issues Lat Lon LocationName StateName CountryCode SentenceID
    URLs NewsSources""".split()


def table(name):
    """Rows of a table of the codebook as dictionaries."""
    lines = (ROOT / "codebook" / name).read_text("utf-8").splitlines()
    head = lines[0].split("\t")
    return [dict(zip(head, line.split("\t") + [""] * len(head)))
            for line in lines[1:] if line and line[0] != "#"]


COUNTRIES = table("world/countries.tsv")
CAMEO = {row["code"]: row for row in table("world/cameo.tsv")}
TYPES = {row["type"]: row for row in table("world/events.tsv")}
ISO = {row["id"] for row in COUNTRIES}
FIPS = {row["fips"] for row in COUNTRIES}
COW = {row["cow"] for row in COUNTRIES}
NAMES = {row["id"]: row["form"] for row in reversed(table("en/countries.tsv"))
         if row["kind"] == "name"}
ICEWS_NAMES = {row["icews"] or NAMES[row["id"]] for row in COUNTRIES}


def run(*args, stdin=None):
    done = subprocess.run([BIN, *map(str, args)], input=stdin, capture_output=True, timeout=300, check=False)
    return done.returncode, done.stdout, done.stderr.decode()


def good(*args, stdin=None):
    status, out, messages = run(*args, stdin=stdin)
    assert status == 0, (args, status, messages)
    return out


def rows_of(data, columns, head):
    """Lines of cells between tabs, no quoting, every row as wide as it must be."""
    lines = data.decode("utf-8").split("\n")
    assert lines.pop() == "", "the last line has no end"
    if head:
        assert lines.pop(0).split("\t") == columns
    rows = [line.split("\t") for line in lines]
    for row in rows:
        assert len(row) == len(columns), row
        assert '"' not in "".join(row), row
    return [dict(zip(columns, row)) for row in rows]


def is_day(text, form="%Y%m%d"):
    return bool(datetime.datetime.strptime(text, form))


class Dialects(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.records = good(*CODE, *PAGES)
        cls.events = [json.loads(line) for line in cls.records.splitlines()]

    def export(self, name, *more, stdin=None):
        return good("export", "--format", name, *more, "-", stdin=self.records if stdin is None else stdin)

    def check(self, rows, columns, rules):
        """Each column by its rule: a pattern for the whole cell, or a function."""
        self.assertGreater(len(rows), 100)
        self.assertEqual(sorted(rules), sorted(set(columns) & set(rules)))
        for row in rows:
            for name, cell in row.items():
                rule = rules.get(name, "")
                fits = rule(cell) if callable(rule) else re.fullmatch(rule, cell)
                self.assertTrue(fits, (name, cell, row))

    def test_gdelt_events(self):
        real = r"-?\d+\.\d+"
        actor = {"Code": "([A-Z]{3})*", "Name": "[^a-z]*", "CountryCode": "([A-Z]{3})?",
                 "KnownGroupCode": "([A-Z]{3})?", "EthnicCode": "([A-Z]{3})?", "Religion1Code": "([A-Z]{3})?",
                 "Religion2Code": "([A-Z]{3})?", "Type1Code": "([A-Z]{3})?", "Type2Code": "([A-Z]{3})?",
                 "Type3Code": "([A-Z]{3})?"}
        rules = {f"Actor{n}{k}": v for n in (1, 2) for k, v in actor.items()}
        rules.update({f"Actor{n}Geo_Type": "0" for n in (1, 2)})
        rules.update({
            "GLOBALEVENTID": lambda s: 2**52 <= int(s) < 2**53,
            "SQLDATE": is_day, "MonthYear": r"\d{6}", "Year": r"\d{4}", "FractionDate": r"\d{4}\.\d{4}",
            "IsRootEvent": "[01]", "EventCode": lambda s: s in CAMEO, "EventBaseCode": r"\d{3}",
            "EventRootCode": r"0[1-9]|1\d|20", "QuadClass": "[1-4]", "GoldsteinScale": lambda s: -10 <= float(s) <= 10,
            "NumMentions": r"[1-9]\d*", "NumSources": r"[1-9]\d*", "NumArticles": r"[1-9]\d*",
            "ActionGeo_Type": "[0-5]", "ActionGeo_FullName": ".*",
            "ActionGeo_CountryCode": lambda s: s in FIPS, "ActionGeo_ADM1Code": lambda s: s in FIPS,
            "ActionGeo_Lat": lambda s: not s or re.fullmatch(real, s) and abs(float(s)) <= 90,
            "ActionGeo_Long": lambda s: not s or re.fullmatch(real, s) and abs(float(s)) <= 180,
            "ActionGeo_FeatureID": "([A-Z]{2})?", "DATEADDED": r"\d{8}000000", "SOURCEURL": ".+"})
        rows = rows_of(self.export("gdelt"), GDELT, False)
        self.check(rows, GDELT, rules)
        self.assertEqual(len({row["GLOBALEVENTID"] for row in rows}), len(rows))
        for row in rows:
            self.assertEqual(row["EventCode"][:2], row["EventRootCode"])
            self.assertEqual(row["SQLDATE"][:4], row["FractionDate"][:4])
            self.assertEqual(row["ActionGeo_Type"] == "0", not row["ActionGeo_FullName"])
            root = int(row["EventRootCode"])
            self.assertEqual(row["QuadClass"], "1" if root <= 5 else "2" if root <= 9 else "3" if root <= 14 else "4")
            score = CAMEO[row["EventCode"]]["score"]
            self.assertTrue(not score or float(score) == float(row["GoldsteinScale"]), row)
            self.assertTrue(row["Actor1Code"] or row["Actor2Code"])
        ids = {int("1" + e["id"][:13], 16): e for e in self.events}
        self.assertTrue(sum(int(row["GLOBALEVENTID"]) in ids for row in rows) > 100, "ids lead back to records")

    def test_gdelt_mentions_have_the_ids_of_events(self):
        whole = r"-?\d+"
        rows = rows_of(self.export("gdelt-mentions"), MENTIONS, False)
        self.check(rows, MENTIONS, {
            "GLOBALEVENTID": r"\d{16}", "EventTimeDate": r"\d{14}", "MentionTimeDate": r"\d{14}", "MentionType": "[12]",
            "MentionSourceName": ".*", "MentionIdentifier": ".+", "SentenceID": r"[1-9]\d*",
            "Actor1CharOffset": whole, "Actor2CharOffset": whole, "ActionCharOffset": r"\d+", "InRawText": "1",
            "Confidence": lambda s: 0 <= int(s) <= 100, "Extras": "id:[0-9a-f]{32};anchor:[0-9a-f]{32}"})
        events = rows_of(self.export("gdelt"), GDELT, False)
        self.assertEqual([row["GLOBALEVENTID"] for row in rows], [row["GLOBALEVENTID"] for row in events])

    def test_icews(self):
        country = {name: lambda s: not s or s in ICEWS_NAMES
                   for name in ("Source Country", "Target Country", "Country")}
        rules = {"Event ID": r"[1-9]\d{0,8}", "Event Date": lambda s: is_day(s, "%Y-%m-%d"), "Source Name": ".+",
                 "Source Sectors": ".*", "Event Text": "[A-Z]+( [a-zA-Z-]+)*", "CAMEO Code": lambda s: s in CAMEO,
                 "Intensity": lambda s: -10 <= float(s) <= 10, "Target Name": ".+", "Target Sectors": ".*",
                 "Story ID": r"[1-9]\d{0,8}", "Sentence Number": r"[1-9]\d*", "Publisher": ".*", "City": ".*",
                 "Province": ".*", "Latitude": lambda s: not s or abs(float(s)) <= 90,
                 "Longitude": lambda s: not s or abs(float(s)) <= 180}
        rows = rows_of(self.export("icews"), ICEWS, True)
        self.check(rows, ICEWS, {**rules, **country})
        self.assertEqual([int(row["Event ID"]) for row in rows], list(range(1, len(rows) + 1)))
        self.assertEqual({row["Event Date"] for row in rows} - {e["document"]["published"] for e in self.events}, set())
        one_way = rows_of(self.export("icews", "--reciprocal", "off"), ICEWS, True)
        self.assertLess(len(one_way), len(rows))

    def test_polecat(self):
        def listed(pattern):
            return lambda s: all(re.fullmatch(pattern, one) for one in s.split("; "))

        def known(values):
            return lambda s: all(one == "None" or one in values for one in s.split("; "))

        rules = {"Event ID": "[0-9a-f]{32}", "Event Date": lambda s: is_day(s, "%Y-%m-%d"),
                 "Event Type": lambda s: s in TYPES, "Event Mode": listed("None|[A-Za-z-]+"),
                 "Intensity": lambda s: -10 <= float(s) <= 10,
                 "Quad Code": "(VERBAL|MATERIAL) (COOPERATION|CONFLICT)", "Contexts": listed("None|[a-z_]+"),
                 "Wikipedia Actor ID": "None", "Wikipedia Recipient ID": "None", "District": "None",
                 "Country": known(ISO), "Latitude": lambda s: s == "None" or abs(float(s)) <= 90,
                 "Longitude": lambda s: s == "None" or abs(float(s)) <= 180, "GeoNames ID": r"None|\d+",
                 "Feature Type": "None|PPL|ADM1|PCLI", "Language": "English",
                 "Publication Date": lambda s: is_day(s, "%Y-%m-%d"), "Version": r"dragoman-[\d.]+-[0-9a-f]{12}"}
        for side in ("Actor", "Recipient"):
            rules.update({f"{side} Country": known(ISO), f"{side} COW": known(COW),
                          f"Primary {side} Sector": listed("None|[A-Z]{3}"), f"{side} Sectors": listed("None|[A-Z]{3}"),
                          f"{side} Name": ".+", f"{side} Name Raw": ".+", f"{side} Title": ".+"})
        for name in ("Placename", "City", "Province", "Raw Placename", "Source", "Story People", "Story Organizations",
                     "Story Locations"):
            rules[name] = ".+"
        rows = rows_of(self.export("polecat"), POLECAT, True)
        self.check(rows, POLECAT, rules)
        by_id = {e["id"]: e for e in self.events}
        for row in rows:
            event = by_id[row["Event ID"]]
            self.assertEqual(len(row["Actor Country"].split("; ")), max(1, len(event["actor"])))
            self.assertEqual(float(row["Intensity"]), event["score"])

    def test_phoenix(self):
        code = "([A-Za-z]{3})*"
        rules = {"EventID": r"[0-9a-f]{32}_\d+", "Date": is_day, "Year": r"\d{4}", "Month": r"\d\d?", "Day": r"\d\d?",
                 "EventCode": lambda s: s in CAMEO, "EventRootCode": r"0[1-9]|1\d|20", "PentaClass": "[0-4]",
                 "GoldsteinScore": lambda s: -10 <= float(s) <= 10, "Issues": r"([A-Z_]+,1(;[A-Z_]+,1)*)?",
                 "Lat": lambda s: not s or abs(float(s)) <= 90, "Lon": lambda s: not s or abs(float(s)) <= 180,
                 "LocationName": ".*", "StateName": ".*", "CountryCode": lambda s: not s or s in ISO,
                 "SentenceID": r".+_\d+", "URLs": ".*", "NewsSources": ".*"}
        for side in ("Source", "Target"):
            rules.update({f"{side}ActorFull": code, f"{side}ActorEntity": "([A-Za-z]{3})?",
                          f"{side}ActorRole": "([A-Z]{3})?", f"{side}ActorAttribute": code})
        rows = rows_of(self.export("phoenix"), PHOENIX, False)
        self.check(rows, PHOENIX, rules)
        penta = {1: 0, 2: 0, 3: 1, 4: 1, 5: 1, 6: 2, 7: 2, 8: 2, 14: 4, 15: 4, 17: 4, 18: 4, 19: 4, 20: 4}
        for row in rows:
            self.assertEqual(int(row["PentaClass"]), penta.get(int(row["EventRootCode"]), 3))
            whole = row["SourceActorFull"]
            parts = row["SourceActorEntity"] + row["SourceActorRole"] + row["SourceActorAttribute"]
            self.assertEqual(sorted(whole), sorted(parts), "the parts are the code")

    def test_petrarch(self):
        lines = self.export("petrarch").decode().splitlines()
        self.assertGreater(len(lines), 100)
        for line in lines:
            day, source, target, code, issues, ids, _, _ = line.split("\t")
            self.assertTrue(is_day(day) and code in CAMEO)
            for party in (source, target):
                self.assertRegex(party, "^(---|([A-Za-z]{3})+)$")
            self.assertNotEqual((source, target), ("---", "---"))
            self.assertRegex(issues, "^([A-Z_]+,1(;[A-Z_]+,1)*)?$")
            self.assertRegex(ids, r"_\d+$")


# A record with everything that a format could trip over.
def event(number, **changes):
    party = {"text": "x", "name": None, "entity": None, "country": None, "org": None, "sectors": [], "role": None,
             "ethnic": [], "religion": [], "code": None, "span": [0, 1], "antecedent": None, "by": "name", "known": True}

    def actor(**parts):
        return {**party, **parts}

    said = changes.pop("said", [])
    base = {"v": 1, "id": f"{number:032x}", "anchor": f"{number + 4096:032x}", "type": "ASSAULT", "modes": [],
            "contexts": [], "cameo": "190", "cameo_mirror": None, "quad": 4, "score": -9.0, "factuality": "actual",
            "background": False, "actor": [actor(text="Norland", country="XNO", code="XNO", entity="country:xno")],
            "recipient": [actor(text="Sudland", country="XSU", code="XSU", entity="country:xsu")],
            "date": {"start": "2024-05-01", "end": "2024-05-01", "precision": "day", "text": None, "source": "text"},
            "places": [], "quantities": [], "links": [],
            "attribution": [{"kind": kind, "speaker": actor(**speaker), "verb": None, "quote": "indirect",
                             "span": [0, 1]} for kind, speaker in said],
            "evidence": {"in": "body", "sentence": 1, "span": [0, 9], "trigger": [2, 5], "text": "Norland hit Sudland.",
                         "rule": "ASSAULT/hit", "confidence": 0.9, "scare": False},
            "document": {"id": "d1", "text_hash": "0" * 32, "url": None, "canonical": None, "outlet": None,
                         "byline": None, "section": None, "title": "T", "published": "2024-05-02", "modified": None,
                         "language": "en"}, "run": "0" * 12}
    for key, value in changes.items():
        base[key] = [actor(**one) for one in value] if key in ("actor", "recipient") else value
    return base


def lines(*events):
    return "".join(json.dumps(e, ensure_ascii=False, separators=(",", ":")) + "\n" for e in events).encode()


SUDLAND = {"text": "Sudland", "country": "XSU", "code": "XSU", "entity": "country:xsu"}
NORLAND = {"text": "Norland", "country": "XNO", "code": "XNO", "entity": "country:xno"}


class Choice(unittest.TestCase):
    """Which events go into files of other schemes."""

    def left(self, *events, include=None):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "out.tab"
            more = ["--include", include] if include else []
            good("export", "--format", "gdelt", "--out", out, *more, "-", stdin=lines(*events))
            car = json.loads((Path(folder) / "out.tab.left-out.json").read_text())
            self.assertEqual(car["events"], car["written"] + sum(car["left_out"].values()))
            return {k: v for k, v in car["left_out"].items() if v}, car["written"]

    def test_what_is_no_fact_is_left_out(self):
        self.assertEqual(self.left(event(1)), ({}, 1))
        self.assertEqual(self.left(event(1, factuality="planned")), ({"planned": 1}, 0))
        self.assertEqual(self.left(event(1, factuality="hypothetical")), ({"hypothetical": 1}, 0))
        self.assertEqual(self.left(event(1, factuality="negated")), ({"negated": 1}, 0))
        self.assertEqual(self.left(event(1, background=True)), ({"background": 1}, 0))
        denied = event(1, factuality="negated", said=[("denied", NORLAND)])
        self.assertEqual(self.left(denied), ({"denied": 1}, 0))
        self.assertEqual(self.left(denied, include="denied"), ({}, 1))
        both = event(1, factuality="planned", background=True)
        self.assertEqual(self.left(both, include="planned"), ({"background": 1}, 0))
        self.assertEqual(self.left(both, include="planned,background"), ({}, 1))

    def test_an_opponent_alone_is_no_source(self):
        claim = event(1, said=[("claimed", SUDLAND)])
        self.assertEqual(self.left(claim), ({"claimed": 1}, 0))
        self.assertEqual(self.left(claim, include="claimed"), ({}, 1))
        self.assertEqual(self.left(event(1, said=[("claimed", NORLAND)])), ({}, 1), "it admits the deed")
        third = {"text": "Eastmark", "country": "XEA", "code": "XEA"}
        self.assertEqual(self.left(event(1, said=[("claimed", third)])), ({}, 1), "a third party says so")
        help_ = event(1, type="AID", cameo="070", quad=2, said=[("claimed", SUDLAND)])
        self.assertEqual(self.left(help_), ({}, 1), "nobody is an opponent in aid")

    def test_sides_within_a_state(self):
        army = {"text": "the army", "country": "XNO", "code": "XNOMIL", "sectors": ["MIL"]}
        rebels = {"text": "rebels", "country": "XNO", "code": "XNOREB", "sectors": ["REB"]}
        says = event(1, actor=[rebels], recipient=[army], said=[("claimed", army)])
        self.assertEqual(self.left(says), ({"claimed": 1}, 0))
        owns = event(1, actor=[army], recipient=[rebels], said=[("claimed", army)])
        self.assertEqual(self.left(owns), ({}, 1))

    def test_what_an_accusation_says_is_a_claim(self):
        third = {"text": "Eastmark", "country": "XEA", "code": "XEA", "entity": "country:xea"}
        charge = event(1, type="ACCUSE", cameo="112", quad=3, actor=[third])
        content = event(2, said=[("claimed", third)], links=[{"rel": "content_of", "id": f"{1:032x}"}])
        self.assertEqual(self.left(charge, content), ({"claimed": 1}, 1))
        self.assertEqual(self.left(content, charge), ({"claimed": 1}, 1), "in whatever order they come")

    def test_a_charge_whose_accusation_is_not_here_stays_a_claim(self):
        third = {"text": "Eastmark", "country": "XEA", "code": "XEA", "entity": "country:xea"}
        content = event(2, said=[("claimed", third)], links=[{"rel": "content_of", "id": f"{1:032x}"}])
        self.assertEqual(self.left(content), ({"claimed": 1}, 0))

    def test_the_place_stands_for_the_victim(self):
        place = {"name": "Sud City", "country": "XSU", "admin1": None, "lat": 1.0, "lon": 2.0, "geonameid": 1,
                 "precision": "city", "role": "where", "span": [0, 1]}
        there = event(1, recipient=[], places=[place], said=[("claimed", SUDLAND)])
        self.assertEqual(self.left(there), ({"claimed": 1}, 0))


class Forms(unittest.TestCase):
    def test_cells_hold_no_tabs_lines_or_marks(self):
        text = 'a "quoted"\tname\nand more'
        data = lines(event(1, actor=[{"text": text, "country": "XNO", "code": "XNO"}]))
        for name in ("gdelt", "icews", "polecat", "phoenix", "petrarch"):
            out = good("export", "--format", name, "-", stdin=data)
            self.assertNotIn(b'"', out)
            self.assertEqual(out.count(b"\n"), 1 + (name in ("icews", "polecat")))

    def test_pairs(self):
        three = [NORLAND, SUDLAND, {"text": "Eastmark", "country": "XEA", "code": "XEA"}]

        def pairs(record, *more):
            out = good("export", "--format", "petrarch", *more, "-", stdin=lines(record)).decode()
            return [tuple(line.split("\t")[1:4]) for line in out.splitlines()]

        talks = event(1, type="CONSULT", cameo="046", quad=1, actor=three, recipient=[])
        self.assertEqual(pairs(talks, "--reciprocal", "off"),
                         [("XNO", "XSU", "046"), ("XNO", "XEA", "046"), ("XSU", "XEA", "046")])
        self.assertEqual(len(pairs(talks)), 6)
        visit = event(1, type="CONSULT", cameo="042", cameo_mirror="043", quad=1)
        self.assertEqual(pairs(visit), [("XNO", "XSU", "042"), ("XSU", "XNO", "043")])
        many = [{"text": f"p{n}", "code": "XNO"} for n in range(3000)]
        self.assertEqual(len(pairs(event(1, actor=many, recipient=many))), 64 * 64, "a bound for hostile records")
        crowd = event(1, type="PROTEST", cameo="141", actor=three[:2], recipient=[])
        self.assertEqual(pairs(crowd), [("XNO", "---", "141"), ("XSU", "---", "141")])

    def test_days(self):
        for name, day in (("gdelt", "20240501"), ("icews", "2024-05-02"), ("petrarch", "20240502")):
            cell = 1 if name in ("gdelt", "icews") else 0
            out = good("export", "--format", name, "-", stdin=lines(event(1))).decode().splitlines()[-1]
            self.assertEqual(out.split("\t")[cell], day)
        told = good("export", "--format", "gdelt", "--date", "report", "-", stdin=lines(event(1))).decode()
        self.assertEqual(told.split("\t")[1], "20240502")
        nothing = {"start": None, "end": None, "precision": "open", "text": None, "source": "none"}
        undated = event(1, date=nothing)
        undated["document"]["published"] = None
        self.assertEqual(good("export", "--format", "gdelt", "-", stdin=lines(undated)), b"")

    def test_jsonl_comes_back_as_it_went_in(self):
        data = good(*CODE, *PAGES)
        self.assertEqual(good("export", "--format", "jsonl", "-", stdin=data), data)
        self.assertEqual(good("export", "--format", "csv", "-", stdin=data), good(*CODE, "--format", "csv", *PAGES))

    def test_the_same_bytes_for_any_number_of_threads(self):
        with tempfile.TemporaryDirectory() as folder:
            records = Path(folder) / "events.jsonl"
            records.write_bytes(good(*CODE, *PAGES))
            for name in ("csv", "parquet", "gdelt", "gdelt-mentions", "icews", "polecat", "phoenix", "petrarch"):
                whole = good("export", "--format", name, records)
                for threads in ("1", "2", "7") if name == "parquet" else ("3",):
                    self.assertEqual(good(*CODE, "--format", name, "-j", threads, *PAGES), whole, name)
            files = []
            for threads in ("1", "3"):
                files.append(Path(folder) / f"{threads}.sqlite")
                good(*CODE, "--format", "sqlite", "--out", files[-1], "-j", threads, *PAGES)
            self.assertEqual(files[0].read_bytes(), files[1].read_bytes())

    def test_numbers_as_other_programs_write_them(self):
        place = {"name": "X", "country": "XSU", "admin1": None, "lat": 44.800000000000004, "lon": 1e-05, "geonameid": 7,
                 "precision": "city", "role": "where", "span": [0, 1]}
        out = good("export", "--format", "phoenix", "-", stdin=lines(event(1, places=[place]))).decode().split("\t")
        self.assertEqual(out[18:20], ["44.8", "0.0"])

    def test_bad_lines_are_named_and_stepped_over(self):
        data = lines(event(1)) + b"{\"v\":1,\"id\":7}\nnot json\n\n" + lines(event(2))
        status, out, messages = run("export", "--format", "petrarch", "-", stdin=data)
        self.assertEqual(status, 1)
        self.assertEqual(out.count(b"\n"), 2)
        self.assertIn(":3", messages)
        self.assertNotIn(":4", messages)

    def test_usage(self):
        for args in (["--format", "xls"], [], ["--format", "sqlite"], ["--format", "gdelt", "--include", "rumours"],
                     ["--format", "gdelt", "--date", "noon"]):
            self.assertEqual(run("export", *args, "-", stdin=b"")[0], 2, args)
        self.assertEqual(run("export", "--format", "csv", "/nowhere/x.jsonl")[0], 3)

    def test_gzip_and_several_files(self):
        with tempfile.TemporaryDirectory() as folder:
            one, two = Path(folder) / "a.jsonl.gz", Path(folder) / "b.jsonl"
            one.write_bytes(gzip.compress(lines(event(1))))
            two.write_bytes(lines(event(2)))
            out = good("export", "--format", "jsonl", one, two)
            self.assertEqual(out, lines(event(1), event(2)))


class Happenings(unittest.TestCase):
    """--count happenings: what several reports tell, once."""

    def setUp(self):
        there = {"happening": "a" * 32, "sources": 2}
        first, again, other = event(1), event(2), event(3)
        again["document"] = {**again["document"], "id": "d2", "published": "2024-05-03"}
        self.data = lines({**first, **there}, {**again, **there}, {**other, "happening": "b" * 32, "sources": 1})

    def rows(self, name, columns, *more):
        return rows_of(good("export", "--format", name, *more, "-", stdin=self.data), columns, name in ("icews", "polecat"))

    def test_one_event_and_all_its_mentions(self):
        self.assertEqual(len(self.rows("gdelt", GDELT)), 3)
        events = self.rows("gdelt", GDELT, "--count", "happenings")
        mentions = self.rows("gdelt-mentions", MENTIONS, "--count", "happenings")
        self.assertEqual([row["NumSources"] for row in events], ["2", "1"])
        ids = [row["GLOBALEVENTID"] for row in events]
        self.assertEqual([row["GLOBALEVENTID"] for row in mentions], [ids[0], ids[0], ids[1]])
        self.assertEqual(sorted(len(one) for one in ids), [16, 16])

    def test_other_dialects(self):
        for name, columns in (("icews", ICEWS), ("polecat", POLECAT), ("phoenix", PHOENIX)):
            self.assertEqual(len(self.rows(name, columns)), 3)
            self.assertEqual(len(self.rows(name, columns, "--count", "happenings")), 2, name)


@unittest.skipIf("ASAN_OPTIONS" in os.environ, "sanitizers keep what was freed")
class Memory(unittest.TestCase):
    def test_memory_does_not_grow_with_the_number_of_events(self):
        with tempfile.TemporaryDirectory() as folder:
            few, many = Path(folder) / "few", Path(folder) / "many"
            few.write_bytes(b"".join(lines({**event(n), "document": {**event(n)["document"], "id": str(n // 3)}})
                                     for n in range(4000)))
            many.write_bytes(few.read_bytes() * 15)
            for name in ("csv", "gdelt", "polecat", "dyad-day", "parquet"):
                small, large = (self.peak(name, path) for path in (few, many))
                # A row group of Parquet is held; the rest of it is buffers.
                self.assertLess(large, small + (40 << 10 if name == "parquet" else 6 << 10), name)

    def peak(self, name, path):
        """The most kilobytes that an export held."""
        with subprocess.Popen([BIN, "export", "--format", name, path], stdout=subprocess.DEVNULL) as export:
            _, status, used = os.wait4(export.pid, 0)
            export.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(export.returncode, 0)
        return used.ru_maxrss


class Counts(unittest.TestCase):
    """dyad-day."""

    def panel(self, data, *more):
        out = good("export", "--format", "dyad-day", *more, "-", stdin=data).decode()
        return list(csv.DictReader(io.StringIO(out)))

    def test_zeros_where_documents_were_read(self):
        later = event(2, type="AID", cameo="070", quad=2, score=7.4, actor=[SUDLAND], recipient=[NORLAND])
        later["date"].update(start="2024-05-04", end="2024-05-04")
        later["document"] = {**later["document"], "id": "d2", "published": "2024-05-04"}
        other = b'{"id":"d3","published":"2024-05-03"}\n{"id":"d4","published":"2024-05-03"}\n'
        rows = self.panel(lines(event(1), later) + other)
        found = [(r["date"], r["actor"], r["recipient"], r["documents"], r["events"]) for r in rows]
        self.assertEqual(found, [
            ("2024-05-01", "XNO", "XSU", "0", "1"),  # before the first document: only what happened
            ("2024-05-02", "XNO", "XSU", "1", "0"), ("2024-05-02", "XSU", "XNO", "1", "0"),
            ("2024-05-03", "XNO", "XSU", "2", "0"), ("2024-05-03", "XSU", "XNO", "2", "0"),
            ("2024-05-04", "XNO", "XSU", "1", "0"), ("2024-05-04", "XSU", "XNO", "1", "1")])
        self.assertEqual([r["score_mean"] for r in rows if r["events"] == "1"], ["-9.00", "7.40"])
        self.assertEqual(rows[0]["ASSAULT"] + rows[0]["quad4"] + rows[0]["AID"], "110")
        self.assertEqual(len(self.panel(lines(event(1), later) + other, "--zeros", "off")), 2)

    def test_an_event_counts_once_a_dyad(self):
        ministers = [{"text": "one", "country": "XNO", "code": "XNOGOV"}, {"text": "two", "country": "XNO", "code": "XNOMIL"}]
        twice = event(1, actor=ministers)
        self.assertEqual([r["events"] for r in self.panel(lines(twice), "--zeros", "off")], ["1"])
        by_code = self.panel(lines(twice), "--zeros", "off", "--by", "code")
        self.assertEqual([(r["actor"], r["events"]) for r in by_code], [("XNOGOV", "1"), ("XNOMIL", "1")])

    def test_talks_count_both_ways_and_a_visit_once(self):
        talks = event(1, type="CONSULT", cameo="046", quad=1, actor=[NORLAND, SUDLAND], recipient=[])
        self.assertEqual(len(self.panel(lines(talks), "--zeros", "off")), 2)
        visit = event(1, type="CONSULT", cameo="042", cameo_mirror="043", quad=1)
        self.assertEqual(len(self.panel(lines(visit), "--zeros", "off")), 1)

    def test_happenings(self):
        again = {**event(2), "happening": "h1"}
        data = lines({**event(1), "happening": "h1"}, again, {**event(3), "happening": "h2"})
        self.assertEqual(self.panel(data, "--zeros", "off")[0]["events"], "3")
        self.assertEqual(self.panel(data, "--zeros", "off", "--count", "happenings")[0]["events"], "2")

    def test_what_has_no_single_day_is_no_count_of_a_day(self):
        month = event(1)
        month["date"].update(end="2024-05-31", precision="month")
        self.assertEqual(self.panel(lines(month)), [])
        self.assertEqual(self.panel(lines(month), "--date", "report", "--zeros", "off")[0]["date"], "2024-05-02")

    def test_documents_of_a_run_without_events(self):
        texts = b'{"id":"a","text":"Nothing to see here today.","published":"2024-05-09"}\n'
        texts += b'{"id":"b","text":"Norland shelled a Sudland village.","published":"2024-05-08"}\n'
        out = good("code", "--format", "dyad-day", "--from", "jsonl", "-", stdin=texts).decode()
        rows = list(csv.DictReader(io.StringIO(out)))
        self.assertEqual([(r["date"], r["documents"], r["events"]) for r in rows],
                         [("2024-05-08", "1", "1"), ("2024-05-09", "1", "0")])


    def test_documents_may_be_listed_apart(self):
        with tempfile.TemporaryDirectory() as folder:
            listed = Path(folder) / "articles.jsonl"
            listed.write_bytes(b'{"id":"d0","text":"x","published":"2024-05-01"}\n'
                               b'{"id":"d1","text":"x","published":"2024-05-02"}\n')
            rows = self.panel(lines(event(1)), "--documents", listed)
            self.assertEqual([(r["date"], r["documents"], r["events"]) for r in rows],
                             [("2024-05-01", "1", "1"), ("2024-05-02", "1", "0")])


class Store(unittest.TestCase):
    """export --db"""

    def test_events_of_a_store_are_those_of_the_run(self):
        with tempfile.TemporaryDirectory() as folder:
            store = Path(folder) / "news.db"
            good("load", "--db", store, "--published", "2023-11-21", *PAGES)
            coded = [json.loads(line) for line in good(*CODE, *PAGES).splitlines()]
            stored = [json.loads(line) for line in good("export", "--format", "jsonl", "--db", store, "all").splitlines()]
            self.assertEqual(sorted((e["id"], e["type"], e["evidence"]["text"]) for e in stored),
                             sorted((e["id"], e["type"], e["evidence"]["text"]) for e in coded))
            found = good("export", "--format", "jsonl", "--db", store, "type:ASSAULT", "factuality:actual")
            self.assertEqual({json.loads(line)["type"] for line in found.splitlines()}, {"ASSAULT"})
            for name in ("csv", "gdelt", "icews", "polecat", "phoenix", "petrarch", "parquet"):
                self.assertGreater(len(good("export", "--format", name, "--db", store)), 1000, name)
            self.assertEqual(self.documents("export", "--db", store), self.documents(*CODE, *PAGES))
            self.assertEqual(run("export", "--format", "csv", "--db", store, "acter:SRB")[0], 2)
            self.assertEqual(run("export", "--format", "csv", "--db", Path(folder) / "none.db")[0], 3)

    def documents(self, *args):
        """How many of each day; days without are those of events alone."""
        table = good(*args, "--format", "dyad-day").decode()
        days = {row["date"]: int(row["documents"]) for row in csv.DictReader(io.StringIO(table))}
        return {day: n for day, n in days.items() if n}


def blocks(language):
    """The blocks of docs/exports.md in a language."""
    text = (ROOT / "docs/exports.md").read_text("utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


class Manual(unittest.TestCase):
    """docs/exports.md does what it says."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        texts = [{"id": str(n), "text": text, "published": f"2024-05-0{n + 1}"} for n, text in enumerate([
            "Norland shelled a Sudland village on Wednesday.", "Sudland accused Norland of breaking the truce.",
            "France and Germany held talks in Berlin.", "Police in Serbia arrested three journalists."])]
        (cls.folder / "articles.jsonl").write_text("".join(json.dumps(t) + "\n" for t in texts))
        (cls.folder / "dragoman").symlink_to(BIN)
        path = f"{cls.folder}:{os.environ['PATH']}"
        cls.shell = subprocess.run(["sh", "-e", "-c", "\n".join(blocks("sh"))], cwd=cls.folder, capture_output=True,
                                   text=True, env={**os.environ, "PATH": path}, check=False)

    def run_block(self, command, language):
        for block in blocks(language):
            done = subprocess.run([*command, block], cwd=self.folder, capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertTrue(done.stdout)

    def test_commands(self):
        self.assertEqual(self.shell.returncode, 0, self.shell.stderr)
        for name in ("events.parquet", "events.jsonl", "icews.tab", "icews.tab.left-out.json", "gdelt.csv", "dyads.csv"):
            self.assertGreater((self.folder / name).stat().st_size, 100, name)

    def test_reasons_are_those_of_the_side_car(self):
        car = json.loads((self.folder / "icews.tab.left-out.json").read_text())
        told = json.loads(blocks("json")[0])
        self.assertEqual(list(told), list(car))
        self.assertEqual(list(told["left_out"]), list(car["left_out"]))

    @unittest.skipUnless(os.environ.get("DRAGOMAN_PYARROW"), "no Python with pandas in $DRAGOMAN_PYARROW")
    def test_python(self):
        self.run_block([os.environ.get("DRAGOMAN_PYARROW"), "-c"], "python")

    @unittest.skipUnless(shutil.which("Rscript"), "no R")
    def test_r(self):
        self.run_block(["Rscript", "-e"], "r")

    @unittest.skipUnless(shutil.which("Rscript"), "no R")
    def test_r_reads_the_types_that_packages_ask_for(self):
        """Types as icews and phoxy declare them: a cell that does not fit is an error."""
        for name in ("icews", "phoenix"):
            (self.folder / name).write_bytes(good("export", "--format", name, "-", stdin=good(*CODE, *PAGES)))
        code = """
            n <- c("integer", "character", "character", "character", "character", "character", "character", "numeric",
                   "character", "character", "character", "integer", "integer", rep("character", 5), "numeric", "numeric")
            d <- read.delim("icews", quote = "", colClasses = n)
            stopifnot(nrow(d) > 100, !anyNA(as.Date(d$Event.Date)), !anyDuplicated(d$Event.ID), !anyNA(d$Intensity))
            p <- read.delim("phoenix", header = FALSE, na.strings = "", colClasses = c("character", rep("integer", 4),
                            rep("character", 10), "integer", "numeric", "character", "numeric", "numeric",
                            rep("character", 6)))
            stopifnot(nrow(p) > 100, ncol(p) == 26, p$V16 %in% 0:4)"""
        done = subprocess.run(["Rscript", "-e", code], cwd=self.folder, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    @unittest.skipUnless(shutil.which("Rscript"), "no R")
    def test_r_reads_every_dialect(self):
        records = self.folder / "pages.jsonl"
        records.write_bytes(good(*CODE, *PAGES))
        for name, columns, head in (("gdelt", GDELT, False), ("gdelt-mentions", MENTIONS, False),
                                    ("icews", ICEWS, True), ("polecat", POLECAT, True), ("phoenix", PHOENIX, False)):
            out = self.folder / name
            good("export", "--format", name, "--out", out, records)
            rows = out.read_bytes().count(b"\n") - head
            # As rpolecat, phoxy and icews read: with and without quoting.
            for quote in ('"\\""', '""'):
                code = (f'd <- read.table("{name}", sep="\\t", header={"TRUE" if head else "FALSE"}, quote={quote}, '
                        f'fill=TRUE, stringsAsFactors=FALSE); stopifnot(nrow(d) == {rows}, ncol(d) == {len(columns)})')
                done = subprocess.run(["Rscript", "-e", code], cwd=self.folder, capture_output=True, text=True, check=False)
                self.assertEqual(done.returncode, 0, (name, quote, done.stderr))


class Tables(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.records = cls.folder / "events.jsonl"
        cls.records.write_bytes(good(*CODE, *PAGES))
        cls.events = [json.loads(line) for line in cls.records.read_bytes().splitlines()]

    def test_sqlite(self):
        path = self.folder / "events.sqlite"
        good("export", "--format", "sqlite", "--out", path, self.records, self.records)
        self.assertEqual(list(self.folder.glob("*.part")), [])
        db = sqlite3.connect(path)
        db.row_factory = sqlite3.Row
        self.assertEqual(db.execute("PRAGMA integrity_check").fetchone()[0], "ok")
        self.assertEqual(db.execute("PRAGMA foreign_key_check").fetchall(), [])
        self.assertEqual(db.execute("SELECT count(*) FROM documents").fetchone()[0],
                         len({e["document"]["id"] for e in self.events}))
        for e in self.events:
            row = db.execute("SELECT * FROM events WHERE id = ?", [e["id"]]).fetchone()
            self.assertEqual([row["type"], row["quad"], row["score"], row["date_start"], row["text"], row["background"]],
                             [e["type"], e["quad"], e["score"], e["date"]["start"], e["evidence"]["text"],
                              int(e["background"])])
            parties = db.execute("SELECT role, country, code, sectors FROM parties WHERE event = ? ORDER BY role, n",
                                 [e["id"]]).fetchall()
            self.assertEqual([tuple(p) for p in parties],
                             [(role, a["country"], a["code"], ";".join(a["sectors"]))
                              for role in ("actor", "recipient") for a in e[role]])
            for name, key in (("places", "places"), ("quantities", "quantities"), ("attribution", "attribution"),
                              ("links", "links"), ("modes", "modes"), ("contexts", "contexts")):
                n = db.execute(f"SELECT count(*) FROM {name} WHERE event = ?", [e["id"]]).fetchone()[0]
                self.assertEqual(n, len(e[key]), name)
        db.close()

    @unittest.skipUnless(os.environ.get("DRAGOMAN_PYARROW"), "no Python with pyarrow in $DRAGOMAN_PYARROW")
    def test_parquet_by_pyarrow(self):
        many = self.folder / "many.jsonl"
        many.write_bytes(self.records.read_bytes() * 150)  # more than a row group has
        path = self.folder / "events.parquet"
        good("export", "--format", "parquet", "--out", path, many)
        done = subprocess.run([os.environ["DRAGOMAN_PYARROW"], ROOT / "tests/cli/read_parquet.py", path, many],
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_parquet_begins_and_ends_as_it_must(self):
        for data in (self.records.read_bytes(), b""):
            out = good("export", "--format", "parquet", "-", stdin=data)
            self.assertEqual((out[:4], out[-4:]), (b"PAR1", b"PAR1"))
            self.assertLess(int.from_bytes(out[-8:-4], "little"), len(out))


if __name__ == "__main__":
    unittest.main()
