#!/usr/bin/env python3
"""dragoman load, query, review, verify, recode and erase from outside.

    python3 tests/cli/test_store.py BIN [--kills N] [unittest options]

--kills N: how often a load is killed before it may end (5; `./test --bench`
does it fifty times).
"""

import json
import os
import random
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

BIN = str(Path(sys.argv.pop(1)).resolve())
KILLS = 5
if "--kills" in sys.argv:
    at = sys.argv.index("--kills")
    KILLS = int(sys.argv[at + 1])
    del sys.argv[at:at + 2]
ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = [ROOT / "examples" / name for name in ("port-talks.txt", "border-drill.html", "briefs.jsonl")]

VISIT = "The president of Serbia visited Hungary on Monday. Peru accused Chile of dumping copper."
AID = "Norway gave Kenya 20 million dollars for the dam. Kenya thanked Norway."
STRIKE = "Turkish jets struck a village in northern Iraq on Sunday. Baghdad condemned Turkey."


def run(*args, stdin=None, status=0):
    done = subprocess.run([BIN, *map(str, args)], input=stdin, capture_output=True, timeout=300, check=False)
    if status is not None and done.returncode != status:
        raise AssertionError(f"{args}: exit {done.returncode}\n{done.stderr.decode()}")
    return done.stdout.decode(), done.stderr.decode()


def jsonl(*documents):
    return "".join(json.dumps(document) + "\n" for document in documents).encode()


def corpus(n):
    """Documents that differ, of three kinds, some copies among them."""
    rows = []
    for i in range(n):
        text = (VISIT, AID, STRIKE)[i % 3]
        filler = " ".join(f"Paragraph{i}x{k} tells of the weather in the valley." for k in range(8))
        if i % 7 == 6:
            rows.append(dict(rows[-2], id=f"d{i}", outlet=f"Outlet {i % 5}"))
        else:
            rows.append({"id": f"d{i}", "title": f"Report {i}", "text": f"{text} {filler}", "outlet": f"Outlet {i % 5}",
                         "published": f"2024-0{i % 9 + 1}-1{i % 10}"})
    return jsonl(*rows)


def ties_of(ties):
    """(kind, target, node) of each tie of an event."""
    return [struct.unpack_from("<BII", ties, at) for at in range(0, len(ties), 9)]


def entries_of(leaf):
    """(key, row) of each posting of a leaf."""
    n = len(leaf) // 12
    return list(zip(struct.unpack_from(f"<{n}Q", leaf), struct.unpack_from(f"<{n}I", leaf, 8 * n)))


class Store(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.db = self.folder / "news.db"

    def load(self, *documents, options=(), db=None, status=0):
        return run("load", "--db", db or self.db, *options, "--from", "jsonl", "-", stdin=jsonl(*documents),
                   status=status)[1]

    def lines(self, *query, options=(), db=None):
        out, _ = run("query", "--db", db or self.db, "--limit", 0, *options, "--", *query)
        return [json.loads(line) for line in out.splitlines()]

    def counts(self, *query, by="type"):
        out, _ = run("query", "--db", self.db, "--group", by, "--", *query)
        return {tuple(row["key"]): row for row in json.loads(out)["rows"]}

    def rows(self, sql, db=None):
        with sqlite3.connect(db or self.db) as connection:
            return connection.execute(sql).fetchall()

    def check_postings(self):
        """Postings are those that the events ask for, and nothing else."""
        columns = "id,document,happening,type,rule,day,score,key,anchor,ties"
        wanted = set()
        for row, document, happening, kind, rule, day, score, key, anchor, ties in self.rows(f"SELECT {columns} FROM event"):
            wanted |= {(target[0], target[1], row) for target in ties_of(ties)}
            wanted |= {(5, key % 2**64, row), (6, anchor % 2**64, row), (7, day + 2**31, row), (10, score + 2**31, row),
                       (12, document, row)}
            wanted |= {(8, (kind << 32) + day + 2**31, row)} if kind else set()
            wanted |= {(9, rule, row)} if rule else set()
            wanted |= {(11, happening, row)} if happening else set()
        wanted |= {(13, int(name[:16], 16), row) for row, name in self.rows("SELECT id,hex FROM happening")}
        found = []
        for part, kind, entries, fences in self.rows("SELECT id,kind,entries,fences FROM part"):
            leaves = self.rows(f"SELECT bytes FROM leaf WHERE id>>24={part} ORDER BY id")
            self.assertEqual(len(leaves), len(fences) // 8)
            of_part = [entry for (leaf,) in leaves for entry in entries_of(leaf)]
            self.assertEqual(len(of_part), entries)
            self.assertEqual(of_part, sorted(of_part))
            found += [(kind, *entry) for entry in of_part]
        self.assertEqual(len(found), len(set(found)))
        self.assertEqual(set(found), wanted)

    def check_uses(self):
        """How often shown events use words, parties and places is what counting anew gives."""
        uses = {table: {} for table in ("word", "actor", "place")}

        def use(table, row):
            if row:
                uses[table][row] = uses[table].get(row, 0) + 1
        for *words, ties in self.rows("SELECT e.type,cameo,modes,contexts,rule,outlet,ties FROM event e"
                                      " JOIN document d ON d.id=e.document WHERE hidden=0"):
            for row in words:
                use("word", row)
            for kind, target, node in ties_of(ties):
                use("actor" if kind < 3 else "place", target)
                use("word", node)
        for table, counted in uses.items():
            self.assertEqual(dict(self.rows(f"SELECT id,events FROM {table} WHERE events<>0")), counted, table)


class Load(Store):
    def test_events_come_out_as_code_prints_them(self):
        run("load", "--db", self.db, "--name-persons", *EXAMPLES)
        coded, _ = run("code", *EXAMPLES)
        stored, _ = run("query", "--db", self.db, "--limit", 0, "--sort", "arrival", "all")
        coded, stored = coded.splitlines(), stored.splitlines()
        self.assertGreater(len(coded), 50)
        self.assertEqual(len(coded), len(stored))
        for one, other in zip(coded, stored):
            self.assertEqual(one[:-1], other[:len(one) - 1])
            self.assertEqual(list(json.loads("{" + other[len(one):])),
                             ["copy_of", "story", "happening", "sources", "superseded", "review"])

    def test_the_same_page_twice_changes_nothing(self):
        run("load", "--db", self.db, *EXAMPLES)
        before = self.content()
        _, said = run("load", "--db", self.db, "-j3", *EXAMPLES)
        self.assertIn("0 documents with 0 events added, 10 there before", said)
        self.assertEqual(before, self.content())

    def content(self, db=None):
        tables = ("document", "page", "event", "event_json", "actor", "place", "word", "story", "happening",
                  "reject", "dossier", "run")
        return {table: self.rows(f"SELECT * FROM {table} ORDER BY 1", db) for table in tables}

    def test_threads_change_nothing(self):
        other = self.folder / "other.db"
        given = self.folder / "given.jsonl"
        given.write_bytes(corpus(60))
        run("load", "--db", self.db, "-j1", given)
        run("load", "--db", other, "-j4", given)
        self.assertEqual(self.content(), self.content(other))

    def test_a_bulk_load_and_small_ones_give_the_same(self):
        other = self.folder / "other.db"
        documents = corpus(30).splitlines(keepends=True)
        run("load", "--db", self.db, "--from", "jsonl", "-", stdin=b"".join(documents))
        for first in range(0, 30, 7):
            run("load", "--db", other, "--from", "jsonl", "-", stdin=b"".join(documents[first:first + 7]))
        self.assertEqual(self.content(), self.content(other))
        for db in (self.db, other):
            self.assertEqual(len(self.lines("weather", db=db)), len(self.lines(db=db)))
            self.assertEqual(self.rows("SELECT count(*) FROM sqlite_schema WHERE type='index'", db),
                             self.rows("SELECT count(*) FROM sqlite_schema WHERE type='index'"))

    def test_killed_at_any_moment_it_goes_on(self):
        given = self.folder / "given.jsonl"
        given.write_bytes(corpus(900))
        whole = self.folder / "whole.db"
        begun = time.monotonic()
        run("load", "--db", whole, "-j2", given)
        took = time.monotonic() - begun
        chance = random.Random(1)
        killed, documents = 0, 0
        for _ in range(KILLS):
            with subprocess.Popen([BIN, "load", "--db", self.db, "-j2", given], stderr=subprocess.DEVNULL) as load:
                time.sleep(chance.random() * took * 1.2)
                killed += load.poll() is None
                load.send_signal(signal.SIGKILL)
            if not self.db.exists() or not self.rows("SELECT 1 FROM sqlite_schema WHERE name='document'"):
                continue
            kept = self.rows("SELECT count(*) FROM document")[0][0]
            self.assertGreaterEqual(kept, documents, "a committed document is lost")
            documents = kept
            self.check_whole()
        self.assertGreater(killed, 0)
        run("load", "--db", self.db, "-j2", given)
        self.assertEqual(self.content(), self.content(whole))
        self.assertEqual(self.lines("weather"), self.lines("weather", db=whole))

    def check_whole(self):
        """No document is there in part."""
        self.assertEqual(self.rows("PRAGMA integrity_check"), [("ok",)])
        for sql in ("SELECT count(*) FROM document d WHERE events<>(SELECT count(*) FROM event WHERE document=d.id)",
                    "SELECT count(*) FROM event WHERE id NOT IN (SELECT id FROM event_json)",
                    "SELECT count(*) FROM document WHERE id NOT IN (SELECT document FROM page)"):
            self.assertEqual(self.rows(sql), [(0,)], sql)
        self.check_postings()
        self.check_uses()

    def test_two_loads_at_once_lose_nothing(self):
        self.load({"id": "first", "text": AID})
        given = [self.folder / "a.jsonl", self.folder / "b.jsonl"]
        given[0].write_bytes(corpus(120))
        given[1].write_bytes(corpus(120).replace(b'"id": "d', b'"id": "e').replace(b"weather", b"climate"))
        loads = [subprocess.Popen([BIN, "load", "--db", self.db, path], stderr=subprocess.PIPE) for path in given]
        for load in loads:
            _, said = load.communicate(timeout=300)
            self.assertEqual(load.returncode, 0, said.decode())
        self.assertEqual(self.rows("SELECT count(*) FROM document"), [(241,)])
        self.check_whole()

    def test_languages_without_codebook_are_kept(self):
        self.load({"id": "x", "text": "Der Präsident besuchte am Montag die Stadt und sprach mit den Arbeitern "
                                      "über die Löhne und die Lage der Bauern im Norden."})
        self.assertEqual(self.rows("SELECT coded, events FROM document"), [(0, 0)])

    def test_what_is_no_store_is_refused(self):
        self.db.write_bytes(b"no database at all, but long enough to be read as one" * 20)
        _, said = run("load", "--db", self.db, EXAMPLES[0], status=3)
        self.assertIn("not a database: --db names a store", said)
        self.assertTrue(self.db.read_bytes().startswith(b"no database"))
        _, said = run("load", "--db", self.folder / "none" / "x.db", EXAMPLES[0], status=3)
        self.assertIn("is its folder there", said)
        self.db.unlink()
        with sqlite3.connect(self.db) as connection:
            connection.execute("CREATE TABLE mine(x)")
        _, said = run("load", "--db", self.db, EXAMPLES[0], status=3)
        self.assertIn("no store", said)
        _, said = run("query", "--db", self.folder / "none.db", status=3)
        self.assertIn("dragoman load", said)

    def test_a_newer_store_is_refused(self):
        self.load({"id": "a", "text": AID})
        with sqlite3.connect(self.db) as connection:
            connection.execute("PRAGMA user_version=99")
        _, said = run("query", "--db", self.db, status=3)
        self.assertIn("schema 99", said)

    def test_a_read_only_file_is_read(self):
        self.load({"id": "a", "text": AID})
        os.chmod(self.db, 0o444)
        self.assertTrue(self.lines())


class Versions(Store):
    def tearDown(self):
        self.check_postings()
        self.check_uses()

    def test_another_text_supersedes_and_known_looks_back(self):
        self.load({"id": "p", "text": VISIT, "published": "2024-03-04"})
        old = self.lines()
        said = self.load({"id": "p", "text": AID, "published": "2024-03-06"})
        self.assertIn("1 with another text than before", said)
        self.assertEqual({event["type"] for event in self.lines()}, {"AID", "SUPPORT"} & {e["type"] for e in
                                                                                          self.lines()})
        self.assertFalse(any(event["superseded"] for event in self.lines()))
        kept = self.lines("superseded")
        self.assertEqual([event["id"] for event in kept], [event["id"] for event in old])
        self.assertTrue(all(event["superseded"] for event in kept))
        self.assertEqual([event["id"] for event in self.lines("known:2024-03-05")], [event["id"] for event in old])
        self.assertEqual(self.lines("known:2024-03-06"), self.lines())
        self.assertEqual(self.lines("known:2024-03-03"), [])
        self.assertEqual(len(self.lines("all")), len(old) + len(self.lines()))

    def test_an_older_text_that_comes_late_is_superseded_at_once(self):
        self.load({"id": "p", "text": AID, "published": "2024-03-06"})
        newest = self.lines()
        self.load({"id": "p", "text": VISIT, "published": "2024-03-04"})
        self.assertEqual([e["id"] for e in self.lines()], [e["id"] for e in newest])
        self.assertTrue(self.lines("superseded"))

    def test_copies_are_counted_once(self):
        text = " ".join([VISIT] + [f"Word{i} stands here for the length of it." for i in range(40)])
        self.load({"id": "a", "text": text, "outlet": "One", "published": "2024-03-04"},
                  {"id": "b", "text": text, "outlet": "Two", "published": "2024-03-05"})
        shown, everything = self.lines(), self.lines("all")
        self.assertEqual({event["document"]["id"] for event in shown}, {"a"})
        self.assertEqual(len(everything), 2 * len(shown))
        copies = [event for event in everything if event["document"]["id"] == "b"]
        self.assertTrue(all(event["copy_of"] == "a" for event in copies))
        self.assertEqual(len({event["happening"] for event in everything}), len(shown))

    def test_recode_keeps_both_codings_apart(self):
        run("load", "--db", self.db, *EXAMPLES)
        before = self.lines()
        _, said = run("recode", "--db", self.db)
        self.assertIn("0 documents coded again", said)
        with sqlite3.connect(self.db) as connection:
            connection.execute("UPDATE run SET hash='0123456789ab'")
        _, said = run("recode", "--db", self.db, "-j2")
        self.assertIn("10 documents coded again", said)
        after = self.lines()
        self.assertEqual([(e["id"], e["happening"], e["story"], e["sources"]) for e in before],
                         [(e["id"], e["happening"], e["story"], e["sources"]) for e in after])
        self.assertEqual([e["id"] for e in self.lines("run:0123456789ab")], [e["id"] for e in before])
        self.assertEqual(len(self.lines("all")), 2 * len(self.rows("SELECT 1 FROM event WHERE hidden IN (0,4)")))
        # a document that was coded twice is one document
        once, twice = self.counts(), self.counts("all")
        self.assertEqual(once.keys(), twice.keys())
        for key, row in once.items():
            self.assertEqual((row["documents"], row["happenings"]), (twice[key]["documents"], twice[key]["happenings"]))
            self.assertGreaterEqual(twice[key]["events"], 2 * row["events"])
        # a page that is loaded afterwards is known, and stories go on
        _, said = run("load", "--db", self.db, *EXAMPLES)
        self.assertIn("0 documents", said)


class Privacy(Store):
    def tearDown(self):
        self.check_postings()
        self.check_uses()

    TEXT = "Police arrested student Ana Testovic in Serbia on Monday. President Aleksandar Vucic met President Ivo Brkic."

    def names(self):
        return [actor.get("name") for event in self.lines() for side in ("actor", "recipient") for actor in event[side]]

    def test_private_persons_are_not_named_unless_asked(self):
        self.load({"id": "a", "text": self.TEXT})
        self.assertTrue(self.lines())
        self.assertFalse([name for name in self.names() if name and "Testovic" in name])
        self.assertIn("Aleksandar Vucic", self.names())
        self.assertIn("EDU", [sector for event in self.lines() for actor in event["recipient"]
                              for sector in actor["sectors"]])
        self.assertEqual(self.rows("SELECT count(*) FROM actor WHERE name LIKE '%Testovic%'"), [(0,)])
        self.db.unlink()
        self.load({"id": "a", "text": self.TEXT}, options=["--name-persons"])
        self.assertTrue([name for name in self.names() if name and "Testovic" in name])

    def test_no_text_keeps_hashes_and_offsets(self):
        other = self.folder / "other.db"
        secret = "zanzibarian"
        document = {"id": "a", "title": f"The {secret} title", "published": "2024-03-04",
                    "text": f"The {secret} president of Serbia visited Hungary on Monday with 20 {secret} soldiers."}
        self.load(document, options=["--no-text"])
        self.load(document, db=other, options=["--name-persons"])
        bare, full = self.lines(), self.lines(db=other)
        self.assertTrue(bare)
        self.assertEqual([(e["id"], e["anchor"], e["type"], e["evidence"]["span"]) for e in bare],
                         [(e["id"], e["anchor"], e["type"], e["evidence"]["span"]) for e in full])
        self.assertEqual(bare[0]["document"]["text_hash"], full[0]["document"]["text_hash"])
        self.assertIsNone(bare[0]["evidence"]["text"])
        for part in (self.db, Path(str(self.db) + "-wal")):
            if part.exists():
                self.assertNotIn(secret.encode(), part.read_bytes().lower())
        self.assertEqual(self.lines("soldiers"), [])

    def test_verify_compares_hashes(self):
        documents = [{"id": "a", "text": AID}, {"id": "b", "text": VISIT}]
        self.load(*documents, options=["--no-text"])
        self.load({"id": "b", "text": STRIKE, "published": "2030-01-01"}, options=["--no-text"])
        given = jsonl({"id": "a", "text": AID}, {"id": "b", "text": VISIT}, {"id": "c", "text": AID},
                      {"id": "a", "text": STRIKE})
        out, said = run("verify", "--db", self.db, "--from", "jsonl", "-", stdin=given, status=1)
        self.assertEqual([json.loads(line)["status"] for line in out.splitlines()],
                         ["same", "superseded", "not there", "other text"])
        self.assertIn("3 pages are not as the store has them", said)
        run("verify", "--db", self.db, "--from", "jsonl", "-", stdin=jsonl(documents[0]), status=0)

    def test_an_erased_document_leaves_nothing(self):
        name = "Xylophonia"
        self.load({"id": "a", "text": f"Peru accused {name} Corp of dumping. {VISIT}"}, {"id": "b", "text": AID},
                  options=["--name-persons"])
        event = self.lines("doc:a")[0]
        run("review", "--db", self.db, "reject", event["id"], "--note", f"about {name}")
        run("erase", "--db", self.db, "a")
        run("erase", "--db", self.db, "a", status=1)
        self.assertEqual(self.lines("doc:a"), [])
        self.assertEqual(self.lines(name), [])
        self.assertTrue(self.lines("doc:b"))
        # nor its hashes in the postings
        gone = [name.lower().encode()]
        gone += [struct.pack("<Q", int(event[key][:16], 16)).lower() for key in ("id", "anchor", "happening")]
        for part in (self.db, Path(str(self.db) + "-wal")):
            for trace in gone if part.exists() else []:
                self.assertNotIn(trace, part.read_bytes().lower())
        # nor does it come back
        document = {"id": "a", "text": f"Peru accused {name} Corp of dumping. {VISIT}"}
        self.load(document)
        self.assertEqual(self.lines("doc:a"), [])
        self.load(document, options=["--again"])
        self.assertTrue(self.lines("doc:a"))


class Ask(Store):
    def setUp(self):
        super().setUp()
        run("load", "--db", self.db, *EXAMPLES)

    def types(self, *query):
        return {event["type"] for event in self.lines(*query)}

    def test_keys_find_what_the_records_say(self):
        everything = self.lines("all")
        sides = {"actor": ["actor"], "recipient": ["recipient"], "party": ["actor", "recipient"]}
        for key, of in sides.items():
            for code in ("RUS", "CHL", "NATO", "TUR"):
                wanted = [e["id"] for e in everything
                          if any(a["country"] == code or a["org"] == code or (a["code"] or "").startswith(code)
                                 for side in of for a in e[side])]
                self.assertEqual(sorted(e["id"] for e in self.lines("all", f"{key}:{code}")), sorted(wanted))
                others = [e["id"] for e in self.lines("all", f"-{key}:{code}")]
                self.assertEqual(len(others) + len(wanted), len(everything))
        for key, value, test in (
                ("type", "AGREE,REQUEST", lambda e: e["type"] in ("AGREE", "REQUEST")),
                ("quad", "4", lambda e: e["quad"] == 4),
                ("cameo", "11", lambda e: (e["cameo"] or "").startswith("11")),
                ("factuality", "actual", lambda e: e["factuality"] == "actual"),
                ("context", "economic", lambda e: "economic" in e["contexts"]),
                ("mode", "allege", lambda e: "allege" in e["modes"]),
                ("kind", "claimed", lambda e: [s["kind"] for s in e["attribution"]] and
                 "denied" not in [s["kind"] for s in e["attribution"]]),
                ("kind", "own", lambda e: not e["attribution"]),
                ("score", "<-5", lambda e: e["score"] is not None and e["score"] < -5),
                ("confidence", ">0.85", lambda e: e["evidence"]["confidence"] > 0.85),
                ("rule", "ACCUSE/", lambda e: e["evidence"]["rule"].startswith("ACCUSE/")),
                ("date-precision", "day", lambda e: e["date"]["precision"] == "day"),
                ("country", "CHL", lambda e: any(p["country"] == "CHL" and p["role"] != "mentioned"
                                                 for p in e["places"])),
                ("place", "Arica", lambda e: any(p["name"] == "Arica" and p["role"] != "mentioned"
                                                 for p in e["places"])),
                ("doc", "b1", lambda e: e["document"]["id"] == "b1"),
                ("id", everything[3]["id"], lambda e: e["id"] == everything[3]["id"]),
                ("happening", everything[3]["happening"], lambda e: e["happening"] == everything[3]["happening"]),
                ("story", everything[3]["story"], lambda e: e["story"] == everything[3]["story"]),
                ("on", "2024-06", lambda e: (e["date"]["start"] or e["document"]["published"] or "")[:7] == "2024-06")):
            wanted = sorted(e["id"] for e in everything if test(e))
            self.assertTrue(wanted, f"nothing to find with {key}:{value}")
            self.assertEqual(sorted(e["id"] for e in self.lines("all", f"{key}:{value}")), wanted, f"{key}:{value}")
            self.assertEqual(len(self.lines("all", f"-{key}:{value}")), len(everything) - len(wanted))
        background = [e for e in everything if e["background"]]
        self.assertEqual(len(self.lines("all", "background")), len(background))
        self.assertEqual(len(self.lines("all", "-background")), len(everything) - len(background))

    def test_words_and_phrases(self):
        page = self.lines("all", "doc:b1")
        self.assertTrue(page)
        word = page[0]["evidence"]["text"].split()[0]
        self.assertIn(page[0]["id"], [e["id"] for e in self.lines("all", f'"{word}"')])
        self.assertTrue(self.lines("truck*"))
        self.assertEqual(self.lines('"minister trade"'), [])
        self.assertTrue(self.lines('"trade minister"'))
        both = {e["id"] for e in self.lines("port")} - {e["id"] for e in self.lines("port", "talks")}
        self.assertEqual(both, {e["id"] for e in self.lines("port", "-talks")})

    def test_pages_have_all_events_once(self):
        for sort in ("-date", "date", "-score", "score", "-sources", "sources", "arrival"):
            whole = [e["id"] for e in self.lines(options=["--sort", sort])]
            pages, after = [], []
            while True:
                out, said = run("query", "--db", self.db, "--limit", 7, "--sort", sort, *after)
                pages += [json.loads(line)["id"] for line in out.splitlines()]
                if "--after" not in said:
                    break
                after = ["--after", said.split("--after ")[1].strip()]
            self.assertEqual(whole, pages, sort)
            self.assertEqual(len(set(pages)), len(pages))
        scores = [e["score"] for e in self.lines(options=["--sort", "-score"]) if e["score"] is not None]
        self.assertEqual(scores, sorted(scores, reverse=True))
        run("query", "--db", self.db, "--sort", "score", "--after", "-date:1:0:1", status=2)

    def test_counts_add_up(self):
        shown = self.lines()
        for group in ("type", "quad", "factuality", "outlet", "story"):
            out, _ = run("query", "--db", self.db, "--group", group)
            counted = json.loads(out)
            self.assertEqual(sum(row["events"] for row in counted["rows"]), len(shown), group)
        rows = json.loads(run("query", "--db", self.db, "--group", "type")[0])["rows"]
        for row in rows:
            of_type = [e for e in shown if e["type"] == row["key"][0]]
            self.assertEqual(row["events"], len(of_type))
            self.assertEqual(row["happenings"], len({e["happening"] for e in of_type}))
            self.assertEqual(row["documents"], len({e["document"]["id"] for e in of_type}))
        counted = json.loads(run("query", "--db", self.db, "--group", "month,type")[0])
        self.assertEqual(counted["group"], ["month", "type"])
        self.assertEqual(sum(row["events"] for row in counted["rows"]), len(shown))
        self.assertEqual(sum(row["documents"] for row in counted["coverage"]), 10)
        dyads = json.loads(run("query", "--db", self.db, "--group", "dyad")[0])["rows"]
        self.assertIn(["CHL>BOL"], [row["key"] for row in dyads])
        day = run("query", "--db", self.db, "--group", "day", "--format", "csv")[0].splitlines()
        self.assertEqual(day[0], "day,events,happenings,documents,coverage")

    def test_network_and_map(self):
        network = json.loads(run("query", "--db", self.db, "--network")[0])
        edge = network["edges"][0]
        self.assertEqual(list(edge), ["source", "target", "events", "score", "quads"])
        self.assertIn(edge["source"], [node["id"] for node in network["nodes"]])
        self.assertIn("Chile", [node["label"] for node in network["nodes"]])
        # an event counts once for who is on both sides
        of = {by: {key[0]: row["events"] for key, row in self.counts(by=by).items()} for by in ("actor", "recipient", "dyad")}
        for node in network["nodes"]:
            both = of["dyad"].get(f"{node['id']}>{node['id']}", 0)
            self.assertEqual(node["events"], of["actor"].get(node["id"], 0) + of["recipient"].get(node["id"], 0) - both)
        places = json.loads(run("query", "--db", self.db, "--map")[0])
        self.assertIn("Arica", [place["name"] for place in places["places"]])
        placed = [e for e in self.lines() if any(p["lat"] is not None and p["role"] != "mentioned" for p in e["places"])]
        self.assertEqual(places["unplaced"], len(self.lines()) - len(placed))

    def test_reviews(self):
        first, second = self.lines("doc:b1")[0], self.lines("doc:b2")[0]
        run("review", "--db", self.db, "correct", first["id"], "--type", "AID", "--note", "no",
            "--reviewer", "who@example.org")
        run("review", "--db", self.db, "accept", second["id"])
        run("review", "--db", self.db, "reject", second["id"])
        self.assertEqual([e["id"] for e in self.lines("review:correct")], [first["id"]])
        self.assertEqual([e["id"] for e in self.lines("review:reject")], [second["id"]])
        self.assertEqual(self.lines("review:accept"), [])
        self.assertEqual(len(self.lines("review:any")), 2)
        self.assertEqual(len(self.lines("review:none")), len(self.lines()) - 2)
        review = self.lines("review:correct")[0]["review"]
        self.assertEqual((review["verdict"], review["type"], review["note"]), ("correct", "AID", "no"))
        gold = [json.loads(line) for line in run("review", "--db", self.db, "gold")[0].splitlines()]
        self.assertEqual([row["verdict"] for row in gold], ["correct", "reject"])
        self.assertEqual(gold[0]["coded"]["id"], first["id"])
        listed = run("review", "--db", self.db, "list")[0]
        self.assertEqual(len(listed.splitlines()), 3)
        self.assertFalse("who@" in listed + json.dumps(gold) + json.dumps(self.lines()), "a reviewer's address")
        with sqlite3.connect(self.db) as connection:
            connection.execute("UPDATE run SET hash='0123456789ab'")
        run("recode", "--db", self.db)
        self.assertEqual([e["id"] for e in self.lines("review:correct")], [first["id"]])
        # an event that is coded otherwise now keeps what was said at its anchor
        with sqlite3.connect(self.db) as connection:
            connection.execute("UPDATE review SET event='f', event_key=15 WHERE verdict='correct'")
        self.assertEqual({e["anchor"] for e in self.lines("review:correct")}, {first["anchor"]})
        run("review", "--db", self.db, "accept", "0" * 32, status=2)
        run("review", "--db", self.db, "praise", first["id"], status=2)

    def test_mistakes_point_at_the_word(self):
        for query, message, marked in (("actor:SRB acter:RUS", "did you mean 'actor'?", "acter"),
                                       ("after:2023-13", "is no day", "2023-13"),
                                       ("factuality:real", "must be one of actual", "real"),
                                       ('x "open', "does not end", '"open'),
                                       ("quad:5", "must be 1, 2, 3 or 4", "5")):
            _, said = run("query", "--db", self.db, query, status=2)
            self.assertIn(message, said)
            line = said.splitlines()
            self.assertEqual(line[1].strip(), query)
            self.assertEqual("".join(c for c, mark in zip(line[1], line[2]) if mark == "^"), marked)

    def test_options_stand_before_the_question(self):
        _, said = run("query", "--db", self.db, "type:AGREE", "--format", "table", status=2)
        self.assertIn("options stand before the question", said)

    def test_values_are_never_sql(self):
        for query in ("actor:'", "type:x');DROP_TABLE_event;--", 'outlet:"\';"', "doc:%", "rule:_", '"\'"', "\\", "*",
                      "a'b", "NEAR", "AND", "text:x", "-", "😀", "party:a/b/c", '"a" OR', "x:y:z"):
            out, _ = run("query", "--db", self.db, query, status=None)
            self.assertNotIn("DROP", out)
        self.assertTrue(self.lines())


if __name__ == "__main__":
    unittest.main()
