#!/usr/bin/env python3
"""Names, words and addresses that must not come out: they are planted, and the bytes of every door are searched.

    python3 tests/cli/test_privacy.py BIN [unittest options]
"""

import gzip
import json
import subprocess
import sys
import tempfile
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from serve_client import Server  # noqa: E402

BIN = str(Path(sys.argv.pop(1)).resolve())
FORMATS = ["jsonl", "csv", "parquet", "sqlite", "gdelt", "gdelt-mentions", "icews", "polecat", "phoenix", "petrarch",
           "dyad-day"]
EMAIL = "reviewer.canary@desk.example"
VICTIM, CHILD, SPEAKER = "Zuleika Quackenbush", "Fenwick Oddsocks", "Thorbjorn Wigglesby"
WORD = "quizzaciously"
TEXT = (f"Police arrested student {VICTIM} in Belgrade on Monday. Soldiers killed a schoolboy, {CHILD}, in Serbia on"
        f" Tuesday. Student {SPEAKER} said that police attacked {VICTIM} in Serbia on Sunday. President Aleksandar"
        f" Vucic {WORD} met President Emmanuel Macron in Paris on Wednesday.")
PAGE = {"id": "a", "title": f"Student {VICTIM} arrested", "byline": SPEAKER, "published": "2024-03-06",
        "outlet": "Daily Test", "text": TEXT}
OTHER = {"id": "b", "title": "Aid", "published": "2024-03-06", "text": "Norway gave Kenya 20 million dollars on Monday."}
QUESTIONS = ["", "all", "actor:SRB", "type:COERCE", f'party:"{VICTIM}"', f'"{VICTIM}"', WORD]
GROUPS = ["day", "type", "actor", "recipient", "dyad", "country", "place", "outlet", "story"]


def run(*args, stdin=None):
    done = subprocess.run([BIN, *map(str, args)], input=stdin, capture_output=True, timeout=120, check=False)
    if done.returncode:
        raise AssertionError(f"{args}: exit {done.returncode}\n{done.stderr.decode()}")
    return done.stdout


class Receiver(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        self.server.got.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()


class Doors(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.db = self.folder / "news.db"

    def load(self, *documents, options=()):
        lines = "".join(json.dumps(d) + "\n" for d in documents).encode()
        run("load", "--db", self.db, *options, "--from", "jsonl", "-", stdin=lines)

    def events(self):
        return [json.loads(line) for line in run("query", "--db", self.db, "--limit", 0, "all").splitlines()]

    def review(self):
        for event in self.events()[:3]:
            run("review", "--db", self.db, "reject", event["id"], "--reviewer", EMAIL, "--note", "a note")

    def files(self):
        """The bytes of the store."""
        return {part.name: part.read_bytes() for part in self.folder.glob("news.db*")}

    def exports(self, formats=FORMATS):
        doors = {}
        for name in formats:
            out = self.folder / f"out.{name}"
            run("export", "--format", name, "--out", out, *(["--include", "claimed,denied,planned,background"]
                if name not in ("jsonl", "csv", "parquet", "sqlite") else []), "--db", self.db, "all")
            doors[f"export {name}"] = out.read_bytes()
        return doors

    def commands(self):
        doors = {f"review {what}": run("review", "--db", self.db, what) for what in ("list", "gold")}
        for q in QUESTIONS:
            doors[f"query {q}"] = run("query", "--db", self.db, "--limit", 0, "--", q)
        for by in GROUPS:
            doors[f"query by {by}"] = run("query", "--db", self.db, "--group", by, "--", "all")
        return doors

    def targets(self, events):
        """What the API is asked, without the doors that quote sentences and with them."""
        bare = ["/v1/network", "/v1/map", "/v1/health", "/v1/codebook", "/v1/openapi.json"]
        bare += [f"/v1/counts?q=all&group={by}" for by in GROUPS]
        bare += [f"/v1/suggest?key={key}&prefix={prefix}" for key in ("actor", "recipient", "party", "said-by", "place")
                 for prefix in ("", "z", "que", "f", "t", "stud")]
        words = ["/v1/events?q=all", "/v1/documents/a", "/v1/reviews", "/v1/export?q=all&format=csv",
                 "/v1/export?q=all&format=jsonl"]
        words += [f"/v1/events/{e['id']}" for e in events] + [f"/v1/documents/a/why?event={e['id']}" for e in events
                                                             if e["document"]["id"] == "a"]
        return bare, words

    def served(self, what):
        """Answers, keyed by target; what: 0 those that quote nothing, 1 those that quote."""
        server = Server(BIN, self.db)
        self.addCleanup(server.stop)
        doors = {}
        for target in self.targets(self.events())[what]:
            status, _, body = server.ask(target)
            self.assertIn(status, (200, 404, 409), target)  # 409: without text no reasons
            doors[target] = body
        if what:
            stream = server.stream("all", last=0)
            self.addCleanup(stream.close)
            doors["stream"] = json.dumps([stream.event() for _ in self.events()]).encode()
            body = {"anchor": self.events()[0]["anchor"], "event": self.events()[0]["id"], "verdict": "accept",
                    "reviewer": EMAIL}
            status, _, doors["POST review"] = server.ask("/v1/reviews", "POST", body)
            self.assertEqual(status, 201)
            doors["reviews again"] = server.ask("/v1/reviews")[2]
        return doors

    def alerts(self, *documents, options=()):
        """What webhooks and commands are sent of these documents."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
        server.got = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        path = self.folder / "alerts.tsv"
        path.write_text(f"hook\tall\twebhook\thttp://127.0.0.1:{server.server_port}/\nline\tall\tcommand\t"
                        f"cat >> {self.folder}/line; env >> {self.folder}/line\n")
        command = ["alert", "--db", self.db, "--alerts", path, "--once"]
        run(*command)
        self.load(*documents, options=options)
        run(*command)
        self.assertTrue(server.got)
        return {"webhook": b"".join(server.got), "command": (self.folder / "line").read_bytes()}

    def search(self, doors, canaries):
        for door, bytes_ in doors.items():
            if bytes_[:2] == b"\x1f\x8b":
                bytes_ = gzip.decompress(bytes_)
            for canary in canaries:
                # a surname too, and whatever its case
                for trace in (canary, canary.split()[-1]):
                    self.assertNotIn(trace.lower().encode(), bytes_.lower(), f"{trace} comes out of {door}")

    def test_without_text_nothing_of_the_page_is_kept(self):
        self.load(OTHER, options=["--no-text"])
        doors = self.alerts(PAGE, options=["--no-text"])
        self.assertTrue([e for e in self.events() if e["document"]["id"] == "a"])
        self.review()
        doors |= self.files() | self.exports() | self.commands() | self.served(0) | self.served(1)
        # an error quotes the question, and commands say nothing else of it
        self.search(doors, [VICTIM, CHILD, SPEAKER, WORD])

    def test_private_persons_are_named_by_no_field(self):
        self.load(PAGE, OTHER)
        self.assertTrue([e for e in self.events() if e["document"]["id"] == "a"])
        columns = self.exports([f for f in FORMATS if f not in ("jsonl", "csv", "parquet", "sqlite", "icews")])
        self.search(columns | self.served(0), [VICTIM, CHILD, SPEAKER])

        # elsewhere only sentences and what the outlet says of its page quote them
        quoting = {"title", "byline", "text"}

        def strip(value):
            if isinstance(value, dict):
                return {k: strip(v) for k, v in value.items() if k not in quoting}
            return [strip(v) for v in value] if isinstance(value, list) else value
        lines = run("export", "--format", "jsonl", "--db", self.db, "all").splitlines()
        self.search({"records": json.dumps([strip(json.loads(line)) for line in lines]).encode()},
                    [VICTIM, CHILD, SPEAKER])

        # and when one asks for it they are there: the search above can fail
        self.db.unlink()
        self.load(PAGE, options=["--name-persons"])
        with self.assertRaises(AssertionError):
            self.search(self.served(0) | self.exports(["polecat"]), [VICTIM])

    def test_the_address_of_a_reviewer_stays_inside(self):
        self.load(PAGE)
        self.review()
        self.assertIn(EMAIL.encode(), b"".join(self.files().values()))
        more = self.alerts(OTHER)
        self.search(more | self.exports() | self.commands() | self.served(0) | self.served(1), [EMAIL, "canary@desk"])

    def test_what_was_erased_is_in_no_byte(self):
        # Another outlet tells the happening of a page that stays.
        twin = dict(OTHER, id="c", outlet="Elsewhere", text="On Monday Norway gave 20 million dollars to Kenya. The money"
                    " is for a dam, the ministry wrote in a long letter to the farmers of the valley.")
        self.load(PAGE, OTHER, twin, options=["--name-persons"])
        self.review()
        run("erase", "--db", self.db, "a")
        self.search(self.files() | self.exports() | self.commands(), [VICTIM, CHILD, SPEAKER, WORD])
        self.assertEqual(max(e["sources"] for e in self.events()), 2)
        run("erase", "--db", self.db, "c")
        self.search(self.files() | self.exports(), ["Elsewhere"])
        (event,) = [e for e in self.events() if e["document"]["id"] == "b"]
        self.assertEqual(event["sources"], 1)


if __name__ == "__main__":
    unittest.main()
