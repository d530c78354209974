#!/usr/bin/env python3
"""dragoman alert: once for each event, whatever dies and whoever does not answer.

    python3 tests/cli/test_alert.py BIN [unittest options]
"""

import json
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

BIN = str(Path(sys.argv.pop(1)).resolve())


def article(n):
    return {"id": f"made/{n}", "published": f"2024-03-{n % 28 + 1:02}", "title": f"Report {n}",
            "text": f"Norland accused Sudland of shelling village number {n} on Monday. Both sides held talks, "
                    f"for the {n}th time this year."}


class Receiver(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server = self.server
        with server.lock:
            code = server.answers.pop(0) if server.answers else 200
            server.got.append((self.headers["Idempotency-Key"], body, code))
        time.sleep(server.delay)
        self.send_response(code)
        self.send_header("Content-Length", "0")
        self.end_headers()


class Alert(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.db, self.file = self.folder / "a.db", self.folder / "alerts.tsv"
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
        self.server.lock, self.server.got, self.server.answers, self.server.delay = threading.Lock(), [], [], 0
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.load(0, 1)

    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}/hook"

    def load(self, first, n):
        path = self.folder / f"in-{first}.jsonl"
        path.write_text("".join(json.dumps(article(i)) + "\n" for i in range(first, first + n)))
        subprocess.run([BIN, "load", "--db", self.db, path], check=True, capture_output=True)

    def alerts(self, *rows):
        self.file.write_text("# name\tquery\tkind\ttarget\n\n" + "".join("\t".join(r) + "\n" for r in rows))

    def command(self):
        return [BIN, "alert", "--db", self.db, "--alerts", self.file]

    def once(self):
        done = subprocess.run([*self.command(), "--once"], capture_output=True, timeout=60, check=False)
        return done.returncode, done.stderr.decode()

    def test_each_new_event_once(self):
        self.alerts(("accused", "all type:ACCUSE", "webhook", self.url()),
                    ("talks", "all type:CONSULT", "command", f"cat >> {self.folder}/out; echo $DRAGOMAN_ALERT $DRAGOMAN_KEY"
                                                             f" >> {self.folder}/names"))
        self.assertEqual(self.once()[0], 0)
        self.assertEqual(self.server.got, [])  # what was there before is not new
        self.load(1, 5)
        status, said = self.once()
        self.assertEqual(status, 0, said)
        self.assertEqual(len(self.server.got), 5)
        for key, body, _ in self.server.got:
            self.assertEqual(body["event"]["type"], "ACCUSE")
            self.assertEqual((body["alert"], key), ("accused", "accused-" + body["event"]["anchor"]))
        lines = [json.loads(line) for line in (self.folder / "out").read_text().splitlines()]
        self.assertEqual({line["event"]["type"] for line in lines}, {"CONSULT"})
        names = (self.folder / "names").read_text().split("\n")[0].split()
        self.assertEqual(names, ["talks", "talks-" + lines[0]["event"]["anchor"]])
        self.assertEqual(self.once()[0], 0)
        self.load(1, 5)
        self.assertEqual(self.once()[0], 0)
        self.assertEqual(len(self.server.got), 5)

    def test_a_receiver_that_fails_is_tried_again(self):
        self.alerts(("accused", "all type:ACCUSE", "webhook", self.url()))
        self.once()
        self.load(1, 1)
        self.server.answers = [500, 302]
        status, said = self.once()
        self.assertEqual(status, 1)
        self.assertIn("500", said)
        self.assertEqual(self.once()[0], 1)  # not due yet
        self.assertEqual(len(self.server.got), 1)
        time.sleep(3)
        self.assertEqual(self.once()[0], 1)
        time.sleep(5)
        self.assertEqual(self.once()[0], 0)
        self.assertEqual([code for _, _, code in self.server.got], [500, 302, 200])
        self.assertEqual(len({key for key, _, _ in self.server.got}), 1)

    def test_a_command_that_fails(self):
        self.alerts(("accused", "all type:ACCUSE", "command", "exit 7"))
        self.once()
        self.load(1, 1)
        status, said = self.once()
        self.assertEqual(status, 1)
        self.assertIn("ended with 7", said)

    def test_killed_at_any_moment_nothing_is_lost(self):
        self.alerts(("accused", "all type:ACCUSE", "webhook", self.url()))
        self.once()
        self.load(1, 60)
        self.server.delay = 0.01
        kills, chance = 0, random.Random(7)
        while len({key for key, _, _ in self.server.got}) < 60 and kills < 200:
            process = subprocess.Popen(self.command(), stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.02, 0.3))
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
        status, said = self.once()
        self.assertEqual(status, 0, said)
        keys = [key for key, _, _ in self.server.got]
        self.assertEqual(len(set(keys)), 60)
        self.assertLessEqual(len(keys) - 60, kills)  # at most what was under way
        self.assertGreater(kills, 2)

    def test_one_at_a_time(self):
        self.alerts(("accused", "all type:ACCUSE", "webhook", self.url()))
        process = subprocess.Popen(self.command(), stderr=subprocess.PIPE)
        time.sleep(1)
        status, said = self.once()
        self.assertEqual(status, 3)
        self.assertIn("another process", said)
        process.terminate()
        _, said = process.communicate(timeout=20)
        self.assertEqual((process.returncode, said), (0, b""))

    def test_the_server_watches_too(self):
        self.alerts(("accused", "all type:ACCUSE", "webhook", self.url()))
        process = subprocess.Popen([BIN, "serve", "--db", self.db, "--listen", "127.0.0.1:0", "--alerts", self.file],
                                   stdout=subprocess.PIPE, text=True)
        process.stdout.readline()
        self.load(1, 3)
        for _ in range(100):
            if len(self.server.got) == 3:
                break
            time.sleep(0.1)
        self.assertEqual(len(self.server.got), 3)
        process.terminate()
        process.communicate(timeout=20)
        self.assertEqual(process.returncode, 0)

    def test_mistakes_have_their_place(self):
        for row, said in ((("a b", "type:AID", "webhook", self.url()), "3:1: a name"),
                          (("a", "acter:SRB", "webhook", self.url()), "3:3: "),
                          (("a", "type:AID", "mail", "x@y"), "3:12: the third column"),
                          (("a", "type:AID", "webhook", "ftp://x"), "3:20: a webhook"),
                          (("a", "type:AID", "webhook"), "3:1"), (("a",), "3:1")):
            self.alerts(row)
            status, found = self.once()
            self.assertEqual(status, 3, row)
            self.assertIn(said.split(":")[0], found)
            self.assertIn(said, found)
        self.alerts(("a", "type:AID", "webhook", self.url()), ("a", "type:AID", "webhook", self.url()))
        self.assertIn("4:1: this name", self.once()[1])
        self.alerts()
        self.assertIn("no alert", self.once()[1])


if __name__ == "__main__":
    unittest.main()
