#!/usr/bin/env python3
"""dragoman watch against a server that misbehaves.

    python3 tests/cli/test_watch.py BIN [unittest options]
"""

import gzip
import json
import os
import random
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

BIN = str(Path(sys.argv.pop(1)).resolve())

PAGE = """<html><head><title>Talks {n}</title></head><body><article><h1>Armenia and Azerbaijan hold talks, round {n}</h1>
<p>Armenia and Azerbaijan held talks in Geneva on Tuesday, officials said, and Armenia's foreign minister met his
counterpart for an hour. It was meeting number {n} this year, and both sides want to go on in the spring.</p>
<p>Armenia accused Azerbaijan of shelling a village near the border on Monday.</p></article></body></html>"""


def item(server, path, title="Talks"):
    return f"<item><title>{title}</title><link>{server.url(path)}</link><pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate></item>"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, body, code=200, kind="text/html; charset=utf-8", **head):
        body = body.encode() if isinstance(body, str) else body
        self.send_response(code)
        self.send_header("Content-Type", kind)
        for name, value in head.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in head:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def feed(self, *items, **head):
        self.answer("<rss version='2.0'><channel><title>Wire</title>" + "".join(items) + "</channel></rss>",
                    kind="application/rss+xml", **head)

    def do_GET(self):
        server = self.server
        with server.lock:
            server.asked.append((self.path, time.monotonic(), dict(self.headers)))
        try:
            if self.path in server.routes:
                server.routes[self.path](self)
            elif self.path.startswith("/page/"):
                self.answer(PAGE.format(n=self.path.rsplit("/", 1)[1]))
            else:
                self.answer("not here", 404)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock, self.asked, self.routes = threading.Lock(), [], {}
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *_):
        pass

    def url(self, path):
        return f"http://127.0.0.1:{self.server_port}{path}"

    def paths(self):
        return [path for path, _, _ in self.asked]

    def route(self, path):
        def add(function):
            self.routes[path] = function
        return add

    def gives_feed(self, *paths, **head):
        self.routes["/feed"] = lambda h: h.feed(*(item(self, path) for path in paths), **head)


class Watch(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.out = Path(folder.name) / "out"

    def watch(self, *args, feed=None, timeout=60):
        done = subprocess.run([BIN, "watch", "--once", "--pause", "0", "--out", self.out, *args,
                               feed or self.server.url("/feed")], capture_output=True, timeout=timeout, check=False)
        return done.returncode, done.stderr.decode()

    def documents(self):
        """URL -> in how many parts its events stand."""
        found = {}
        for part in sorted(self.out.glob("part-*.jsonl")):
            urls = {json.loads(line)["document"]["url"] for line in part.read_text().splitlines()}
            for url in urls:
                found[url.split("/", 3)[3]] = found.get(url.split("/", 3)[3], 0) + 1
        return found

    def test_codes_each_new_page_once(self):
        self.server.gives_feed("/page/1", "/page/2", "/page/1")
        self.assertEqual(self.watch(), (0, "dragoman: 2 pages coded, 0 given up\n"))
        self.assertEqual(self.documents(), {"page/1": 1, "page/2": 1})
        self.server.gives_feed("/page/3", "/page/2", "/page/1")
        self.assertEqual(self.watch()[0], 0)
        self.assertEqual(self.documents(), {"page/1": 1, "page/2": 1, "page/3": 1})
        event = json.loads((self.out / "part-000001.jsonl").read_text().splitlines()[0])
        self.assertEqual(event["document"]["outlet"], "Wire")
        self.assertEqual(event["document"]["published"], "2024-03-05")
        for path in ("/page/1", "/page/2", "/page/3"):
            self.assertEqual(self.server.paths().count(path), 1)

    def test_asks_whether_a_feed_has_changed(self):
        @self.server.route("/feed")
        def feed(h):
            if h.headers.get("If-None-Match") == '"v1"' and h.headers.get("If-Modified-Since"):
                h.send_response(304)
                h.end_headers()
            else:
                h.feed(item(self.server, "/page/1"), ETag='"v1"', Last_Modified="Tue, 05 Mar 2024 10:00:00 GMT")
        self.assertEqual(self.watch()[0], 0)
        self.assertEqual(self.watch(), (0, "dragoman: 0 pages coded, 0 given up\n"))
        self.assertEqual(self.server.paths().count("/feed"), 2)

    def test_a_feed_with_failed_pages_is_read_again(self):
        self.server.gives_feed("/page/1", "/bad", ETag='"v1"')
        states = iter((503, 200))
        self.server.routes["/bad"] = lambda h: h.answer(PAGE.format(n=9), next(states))
        status, messages = self.watch()
        self.assertIn("503", messages)
        self.assertEqual(self.documents(), {"page/1": 1})
        self.watch()
        self.assertEqual(self.documents(), {"page/1": 1, "bad": 1})
        self.assertNotIn("If-None-Match", self.server.asked[-3][2])

    def test_robots_txt_is_obeyed(self):
        self.server.routes["/robots.txt"] = lambda h: h.answer("User-agent: *\nDisallow: /\n\nUser-agent: Dragoman\n"
                                                               "Disallow: /page/\nAllow: /page/2\n", kind="text/plain")
        self.server.gives_feed("/page/1", "/page/2")
        status, messages = self.watch()
        self.assertEqual(status, 1)
        self.assertIn("robots.txt forbids", messages)
        self.assertEqual(self.documents(), {"page/2": 1})
        self.assertNotIn("/page/1", self.server.paths())

    def test_robots_that_fail_forbid_everything(self):
        self.server.routes["/robots.txt"] = lambda h: h.answer("", 500)
        self.server.gives_feed("/page/1")
        self.assertEqual(self.watch()[0], 1)
        self.assertEqual(self.server.paths(), ["/robots.txt"])

    def test_pauses_between_requests(self):
        self.server.gives_feed("/page/1", "/page/2")
        self.watch("--pause", "0.4")
        times = [at for _, at, _ in self.server.asked]
        self.assertEqual(len(times), 4)
        for before, after in zip(times, times[1:]):
            self.assertGreater(after - before, .39)

    def test_retry_after_leaves_the_host_alone(self):
        self.server.gives_feed("/busy", "/page/1", "/page/2")
        self.server.routes["/busy"] = lambda h: h.answer("", 429, Retry_After="3600")
        begin = time.monotonic()
        _, messages = self.watch()
        self.assertLess(time.monotonic() - begin, 10)
        self.assertIn("429", messages)
        self.assertEqual(self.server.paths(), ["/robots.txt", "/feed", "/busy"])

    def test_redirects_are_followed_but_not_for_ever(self):
        self.server.gives_feed("/moved", "/loop", "/file", "/page/1")
        self.server.routes["/moved"] = lambda h: h.answer("", 302, Location="/page/7")
        self.server.routes["/loop"] = lambda h: h.answer("", 302, Location="/loop")
        self.server.routes["/file"] = lambda h: h.answer("", 302, Location="file:///etc/passwd")
        _, messages = self.watch()
        self.assertIn("moved", self.documents())
        self.assertLess(self.server.paths().count("/loop"), 8)
        self.assertIn("/loop", messages)
        self.assertIn("/file: leads to what is no page", messages)
        self.assertIn("page/1", self.documents())

    def test_a_redirect_asks_the_host_where_it_leads(self):
        other = Server()
        self.addCleanup(other.server_close)
        self.addCleanup(other.shutdown)
        other.routes["/robots.txt"] = lambda h: h.answer("User-agent: *\nDisallow: /page/8\n", kind="text/plain")
        self.server.gives_feed("/allowed", "/forbidden")
        self.server.routes["/allowed"] = lambda h: h.answer("", 301, Location=other.url("/page/7"))
        self.server.routes["/forbidden"] = lambda h: h.answer("", 307, Location=other.url("/page/8"))
        _, messages = self.watch()
        self.assertEqual(other.paths(), ["/robots.txt", "/page/7"])
        self.assertIn("/forbidden: robots.txt forbids it", messages)
        self.assertEqual(self.documents(), {"allowed": 1})

    def test_gzip_is_unpacked_and_a_bomb_is_not(self):
        self.server.gives_feed("/packed", "/bomb", "/torn")
        self.server.routes["/packed"] = lambda h: h.answer(gzip.compress(PAGE.format(n=5).encode()),
                                                           Content_Encoding="gzip")
        bomb = gzip.compress(b"a" * (64 << 20))
        self.server.routes["/bomb"] = lambda h: h.answer(bomb, Content_Encoding="gzip")
        self.server.routes["/torn"] = lambda h: h.answer(gzip.compress(PAGE.encode())[:100], Content_Encoding="gzip")
        _, messages = self.watch()
        self.assertEqual(self.documents(), {"packed": 1})
        self.assertIn("more than 16 MB", messages)
        self.assertIn("/torn", messages)

    def test_an_endless_body_ends(self):
        self.server.gives_feed("/endless", "/page/1")

        @self.server.route("/endless")
        def endless(h):
            h.send_response(200)
            h.send_header("Content-Type", "text/html")
            h.end_headers()
            while True:
                h.wfile.write(b"<p>and on and on" * 4096)
        _, messages = self.watch()
        self.assertIn("more than 16 MB", messages)
        self.assertEqual(self.documents(), {"page/1": 1})

    def test_wrong_length_and_reset(self):
        self.server.gives_feed("/page/1", "/short")
        self.server.routes["/short"] = lambda h: (h.answer(PAGE.format(n=1), Content_Length="99999"),
                                                  setattr(h, "close_connection", True))
        _, messages = self.watch()
        self.assertEqual(self.documents(), {"page/1": 1})
        self.assertIn("/short", messages)
        self.out = self.out.with_name("other")
        self.server.gives_feed("/page/1", "/reset")

        @self.server.route("/reset")
        def reset(h):
            h.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            h.connection.close()
            h.close_connection = True
        _, messages = self.watch()
        self.assertEqual(self.documents(), {"page/1": 1})
        self.assertIn("/reset", messages)

    def test_what_is_no_page_or_no_feed_is_named(self):
        self.server.gives_feed("/picture", "/page/1", "/gone")
        self.server.routes["/picture"] = lambda h: h.answer(b"\x89PNG", kind="image/png")
        status, messages = self.watch()
        self.assertEqual(status, 1)
        self.assertIn("image/png", messages)
        self.assertIn("404", messages)
        self.assertEqual(self.documents(), {"page/1": 1})
        status, messages = self.watch(feed=self.server.url("/page/1"))
        self.assertEqual(status, 1)
        self.assertIn("no RSS or Atom", messages)
        self.assertEqual(self.watch(feed="http://127.0.0.1:1/")[0], 1)
        self.assertEqual(self.watch(feed="file:///etc/passwd")[0], 1)

    def test_a_signal_ends_a_slow_answer(self):
        self.server.gives_feed("/page/1", "/slow")

        @self.server.route("/slow")
        def slow(h):
            h.send_response(200)
            h.send_header("Content-Type", "text/html")
            h.end_headers()
            for _ in range(100):
                h.wfile.write(b" " * 200)
                time.sleep(.2)
        with subprocess.Popen([BIN, "watch", "--pause", "0", "--out", self.out, self.server.url("/feed")],
                              stderr=subprocess.PIPE) as process:
            while "/slow" not in self.server.paths():
                time.sleep(.05)
            begin = time.monotonic()
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=10)
        self.assertLess(time.monotonic() - begin, 5)
        self.assertEqual(self.documents(), {"page/1": 1})

    def test_killed_anywhere_each_page_is_coded_once(self):
        pages = [f"/page/{i}" for i in range(150)]
        self.server.gives_feed(*pages)
        rng = random.Random(7)
        for _ in range(12):
            with subprocess.Popen([BIN, "watch", "--once", "--pause", "0", "--out", self.out,
                                   self.server.url("/feed")], stderr=subprocess.DEVNULL) as process:
                time.sleep(rng.uniform(.1, .8))
                process.kill()
        self.assertEqual(self.watch()[0], 0)
        self.assertEqual(self.documents(), {page[1:]: 1 for page in pages})
        self.assertEqual(self.watch(), (0, "dragoman: 0 pages coded, 0 given up\n"))

    def test_usage(self):
        for args in ([], ["--out", self.out], ["--out", self.out, "--every", "often", "x"], ["x"]):
            done = subprocess.run([BIN, "watch", *args], capture_output=True, check=False)
            self.assertEqual(done.returncode, 2)
        (self.out.parent / "list").write_text(f"# feeds\n\n{self.server.url('/feed')}\n")
        self.server.gives_feed("/page/1")
        self.assertEqual(self.watch(feed=f"@{self.out.parent / 'list'}")[0], 0)
        self.assertEqual(self.documents(), {"page/1": 1})


if __name__ == "__main__":
    os.environ["no_proxy"] = "127.0.0.1"
    unittest.main()
