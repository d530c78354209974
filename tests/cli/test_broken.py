#!/usr/bin/env python3
"""Broken, hostile and lying inputs: each gives results or one clear message a
damage, never a crash, and the rest of the batch goes on.

    python3 tests/cli/test_broken.py BIN [unittest options]
"""

import gzip
import io
import json
import os
import struct
import subprocess
import sys
import tarfile
import tempfile
import unittest
import zipfile
import zlib
from pathlib import Path

BIN = str(Path(sys.argv.pop(1)).resolve())
MB = 1 << 20
TEXT = "Norland recalled its ambassador from Sudland on Tuesday, and the government said that talks were over. "
PAGE = ("<html><head><title>Norland waits</title></head><body><h1>Norland waits</h1><p>" + TEXT * 3 + "</p><p>" +
        TEXT * 3 + "</p></body></html>").encode()


def record(kind, uri, body, length=None, media="application/http; msgtype=response"):
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2023-11-21T10:00:00Z\r\n"
            f"Content-Type: {media}\r\nContent-Length: {len(body) if length is None else length}\r\n\r\n")
    return head.encode() + body + b"\r\n\r\n"


def answer(body, head="Content-Type: text/html\r\n", status="200 OK"):
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def pack(data):
    return gzip.compress(data, mtime=0)


def flip(data, *places):
    out = bytearray(data)
    for place in places:
        out[place] ^= 0xFF
    return bytes(out)


GOOD = record("response", "http://a.xno/good", answer(PAGE))


def warc(*records):
    return b"".join(records) + GOOD


def members(*records):
    return b"".join(map(pack, records)) + pack(GOOD)


def zipped(*files, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def tarred(*files):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in files:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def header(name, size, kind=b"0"):
    """A tar header that says any size."""
    block = bytearray(512)
    block[:len(name)] = name
    block[124:136] = f"{size:011o}\0".encode()
    block[148:156] = b" " * 8
    block[156:157] = kind
    block[148:156] = f"{sum(block):06o}\0 ".encode()
    return bytes(block)


def flagged(data, flag):
    """A zip whose first file has a flag more."""
    return data[:6] + struct.pack("<H", struct.unpack("<H", data[6:8])[0] | flag) + data[8:]


def rss(items):
    return b"<rss><channel><title>Post</title>" + items + b"</channel></rss>"


ITEM = b"<item><title>T</title><description>" + TEXT.encode() + b"</description></item>"
ROW = f"1,{TEXT.replace(',', ';')}\n".encode()
LINE = json.dumps({"id": "1", "text": TEXT}).encode() + b"\n"
NEXIS = f"1 of 2 DOCUMENTS\n\nThe Times\n\nMay 3, 2023\n\nTitle\n\nLENGTH: 9 words\n\n{TEXT}\n\n".encode()
SENTENCE = b'<Sentence id="1" date="20230503"><Text>' + TEXT.encode() + b"</Text></Sentence>"
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)) + b"]>"

# name: (content, documents that come out, messages)
CASES = {
    "gzip-cut.txt.gz": (pack(TEXT.encode() * 20)[:60], 0, 1),
    "gzip-damaged.txt.gz": (flip(pack(os.urandom(50).hex().encode() * 200), 40), 0, 1),
    "gzip-head-only.gz": (b"\x1f\x8b\x08\x00", 0, 1),
    "gzip-bomb.txt.gz": (pack(b"a" * (80 * MB)), 0, 1),
    "gzip-and-junk.jsonl.gz": (pack(LINE) + b"junk and more junk", 1, 1),
    "gzip-and-zeros.jsonl.gz": (pack(LINE) + b"\0" * 600, 1, 0),
    "gzip-two.jsonl.gz": (pack(LINE) + pack(LINE), 2, 0),
    "gzip-twice.txt.gz": (pack(pack(TEXT.encode())), 0, 1),
    "warc-long.warc": (warc(record("response", "x", answer(PAGE), 5000)), 1, 1),
    "warc-short.warc": (warc(record("response", "x", answer(PAGE), 70)), 1, 1),
    "warc-endless.warc": (warc(record("response", "x", answer(PAGE), 10 ** 15)), 0, 1),
    "warc-negative.warc": (warc(record("response", "x", answer(PAGE), -5)), 1, 1),
    "warc-no-number.warc": (warc(record("response", "x", answer(PAGE), "many")), 1, 1),
    "warc-cut.warc": ((GOOD + GOOD)[:-200], 1, 1),
    "warc-cut-head.warc": (GOOD + GOOD[:60], 1, 1),
    "warc-no-type.warc": (warc(GOOD.replace(b"WARC-Type", b"WARC-Tope")), 1, 1),
    "warc-endless-head.warc": (b"WARC/1.0\r\n" + b"X-Filler: y\r\n" * 9000 + b"\r\n\r\n" + GOOD, 1, 1),
    "warc-junk-between.warc": (GOOD + b"junk\njunk\n" * 9 + GOOD, 2, 1),
    "warc-no-http.warc": (warc(record("response", "x", b"no answer at all")), 1, 1),
    "warc-bad-chunks.warc": (warc(record("response", "x", answer(
        b"fffffff\r\nab", "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n"))), 2, 0),
    "warc-inner-bomb.warc": (warc(record("response", "x", answer(
        pack(b"a" * (80 * MB)), "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"))), 1, 1),
    "warc-inner-cut.warc": (warc(record("response", "x", answer(
        pack(PAGE)[:50], "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"))), 1, 1),
    "warc-inner-brotli.warc": (warc(record("response", "x", answer(
        b"\x8b\x02\x80\x41\x42\x03", "Content-Type: text/html\r\nContent-Encoding: br\r\n"))), 1, 1),
    "warc-pictures.warc": (warc(record("response", "x", answer(b"\x89PNG", "Content-Type: image/png\r\n"))), 1, 0),
    "warc-redirect.warc": (warc(record("response", "x", answer(b"", "Location: /y\r\n", "301 Moved"))), 1, 0),
    "warc-member-damaged.warc.gz": (members(GOOD) [:30] + b"\xff" * 8 + members(GOOD, GOOD)[38:], 2, 1),
    "warc-member-cut.warc.gz": (pack(GOOD) + pack(GOOD)[:-40], 1, 1),
    "warc-member-wrong-sum.warc.gz": (flip(pack(GOOD), -6) + pack(GOOD), 1, 1),
    "zip-cut.zip": (zipped(("a.html", PAGE), ("b.html", os.urandom(900).hex().encode()))[:-900], 1, 1),
    "zip-checksum.zip": (flip(zipped(("a.txt", TEXT * 5), ("b.txt", TEXT * 5), method=zipfile.ZIP_STORED), 50), 1, 1),
    "zip-head.zip": (zipped(("a.txt", TEXT), ("b.txt", TEXT), ("c.txt", TEXT)).replace(b"PK\3\4", b"PK\3\5", 2).replace(
        b"PK\3\5", b"PK\3\4", 1), 2, 1),
    "zip-bomb.zip": (zipped(("bomb.txt", b"a" * (80 * MB)), ("b.txt", TEXT)), 1, 1),
    "zip-encrypted.zip": (flagged(zipped(("a.txt", TEXT), ("b.txt", TEXT)), 1), 1, 1),
    "zip-method.zip": (zipped(("a.txt", TEXT * 9), ("b.txt", TEXT * 9), method=zipfile.ZIP_BZIP2), 0, 2),
    "zip-huge-size.zip": (zipped(("a.txt", TEXT), method=zipfile.ZIP_STORED).replace(
        struct.pack("<I", len(TEXT)), b"\xf0\xff\xff\xff"), 0, 1),
    "zip-in-zip-in-zip.zip": (zipped(("a.zip", zipped(("b.zip", zipped(("c.zip", zipped(("d.txt", TEXT)))))))), 0, 1),
    "zip-evil-names.zip": (zipped(("../../etc/passwd", TEXT), ("a\n\033[31mb.txt", TEXT)), 2, 0),
    "zip-empty.zip": (zipped(), 0, 1),
    "office.docx": (zipped(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")), 0, 1),
    "tar-checksum.tar": (flip(tarred(("a.html", PAGE), ("b.html", PAGE), ("c.html", PAGE)), 1536 + 3), 2, 1),
    "tar-cut.tar": (tarred(("a.html", PAGE), ("b.html", PAGE))[:2100], 1, 1),
    "tar-huge.tar": (tarred(("a.html", PAGE))[:1536] + header(b"huge.html", 7 * 1024 ** 3) + b"x" * 2000, 1, 1),
    "tar-lying-name.tar": (header(b"././@LongLink", 1 << 20, b"L") + b"n" * MB + tarred(("a.html", PAGE)), 1, 0),
    "tar-links.tar": (header(b"link", 0, b"2") + header(b"device", 0, b"3") + tarred(("a.html", PAGE)), 1, 0),
    "tar-picture.tar": (tarred(("x.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4), ("a.html", PAGE)), 1, 1),
    "csv-open-quote.csv": (b"id,text\n" + b'2,"never closed\n' + ROW * 3, 3, 1),
    "csv-behind-quote.csv": (b'id,text\n2,"a"b\n' + ROW, 1, 1),
    "csv-fields.csv": (b"id,text\n1\n1,2,3\n" + ROW, 1, 2),
    "csv-no-text.csv": (b"id,body\n" + ROW, 0, 1),
    "csv-nul.csv": (b"id,text\n2,a\0b\n" + ROW, 1, 1),
    "csv-utf16.csv": ("id,text\n1,words\n2,w\u00f6rter\n".encode("utf-16"), 2, 0),
    "csv-utf16-be.csv": (b"\xfe\xff" + "text;id\r\nwords;1\r\n".encode("utf-16-be"), 1, 0),
    "csv-utf16-odd.csv": ("id,text\n1,words\n".encode("utf-16") + b"x", 0, 1),
    "csv-utf16-half.csv": (b"\xff\xfe\x00\xd8i\x00", 0, 1),
    "lines-utf16.jsonl": (LINE.decode().encode("utf-16"), 1, 0),
    "page-utf16.bin": (PAGE.decode().encode("utf-16"), 1, 0),
    "nexis-utf16.txt": (NEXIS.decode().encode("utf-16"), 1, 0),
    "text-utf16.txt": (("Norland waits. " * 9).encode("utf-16"), 1, 0),
    "text-utf16-nul.txt": ("Norland\0waits".encode("utf-16"), 0, 1),
    "csv-long-row.csv": (b"id,text\n2," + b"x" * (70 * MB) + b"\n" + ROW, 1, 1),
    "csv-empty-text.csv": (b"id,text\n2,\n" + ROW, 1, 1),
    "csv-latin.csv": (b"id,text\n1,The caf\xe9 in Z\xfcrich was closed by the police on Monday.\n", 1, 0),
    "lines-long.jsonl": (b'{"text":"' + b"x" * (100 * MB) + b'"}\n' + LINE, 1, 1),
    "lines-cut.jsonl": (LINE + LINE[:40], 1, 1),
    "lines-deep.jsonl": (b'{"text":' + b"[" * 100000 + b"\n" + LINE, 1, 1),
    "lines-types.jsonl": (b'{"text":5}\n[1]\n{"text":null}\n' + LINE, 1, 3),
    "feed-bomb.xml": (BOMB + rss(ITEM), 1, 0),
    "feed-deep.xml": (rss(b"<item><title>T</title><description>" + b"<a>" * 200000 + TEXT.encode() + b"</item>" + ITEM),
                      2, 0),
    "feed-open.xml": (rss(b"<item><title>" + ITEM + b"<item>" + ITEM), 2, 0),
    "feed-cut.xml": (rss(ITEM + ITEM)[:-90], 2, 0),
    "feed-wrong-charset.xml": (b'<?xml version="1.0" encoding="x-none"?>' + rss(ITEM.replace(b"T<", b"Z\xfcrich<")), 1, 0),
    "feed-empty.xml": (rss(b""), 0, 0),
    "petrarch-open.xml": (b"<Sentences>" + SENTENCE.replace(b"</Sentence>", b"") + SENTENCE + b"</Sentences>", 1, 1),
    "petrarch-no-text.xml": (b"<Sentences>" + SENTENCE.replace(b"Text", b"Tixt") + SENTENCE + b"</Sentences>", 1, 1),
    "petrarch-cut.xml": (b"<Sentences>" + SENTENCE + SENTENCE[:60], 1, 1),
    "nexis-no-text.txt": (b"1 of 2 DOCUMENTS\n\nThe Times\n\nMay 3, 2023\n\nTitle\n\nLENGTH: 0 words\n\n" + NEXIS, 1, 1),
    "nexis-nul.txt": (NEXIS.replace(b"talks", b"t\0lks") + NEXIS, 1, 1),
    "text-nul.txt": (b"Norland\0Sudland", 0, 1),
    "text-binary.txt": (bytes(range(32)) * 200, 0, 1),
    "text-blank.txt": (b" \n \n", 0, 1),
    "text-charset.txt": (b"Norland shelled \xc3\x28 Sudland \xff\xfe\x80 again. " * 40, 0, 1),
    "text-huge.txt": (b"Norland waits. " * (5 * MB), 0, 1),
    "html-deep.html": (b"<html><body>" + b"<div>" * 100000 + PAGE, None, None),
    "html-wide.html": (b'<html><body><p class="' + b"x" * (2 * MB) + b'">' + PAGE, None, None),
    "html-many-lines.html": (b"<p>Norland waits." * 200000, 0, 1),
    "html-many-boxes.html": (b"<div></div>" * 300000 + PAGE, 0, 1),
    "text-many-lines.txt": (b"Norland waits.\n\n" * 200000, 0, 1),
    "page.pdf": (b"%PDF-1.7 \xe2\xe3", 0, 1),
    "archive.bz2": (b"BZh91AY&SY", 0, 1),
    "archive.xz": (b"\xfd7zXZ\0\0", 0, 1),
    "archive.zst": (b"\x28\xb5\x2f\xfd\0", 0, 1),
    "deflate.z": (zlib.compress(TEXT.encode() * 9), 0, 1),
}


class Broken(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.good = Path(cls.folder.name) / "good.html"
        cls.good.write_bytes(PAGE)

    def test_each_input(self):
        self.assertGreaterEqual(len(CASES), 60)
        for name, (content, documents, messages) in CASES.items():
            path = Path(self.folder.name) / name
            path.write_bytes(content)
            with self.subTest(name):
                done = subprocess.run([BIN, "clean", "--format", "json", path, self.good], capture_output=True,
                                      timeout=120)
                told = done.stderr.decode(errors="strict").splitlines()
                found = [json.loads(line) for line in done.stdout.decode().splitlines()]
                self.assertIn(done.returncode, (0, 1), told)
                self.assertTrue(found and found[-1]["path"] == str(self.good), "the batch goes on")
                self.assertEqual(done.returncode, int(bool(told)), told)
                for line in told:
                    self.assertIn(name, line)
                    self.assertLess(len(line), 700)
                    self.assertNotIn("\033", line)
                if messages is not None:
                    self.assertEqual((len(found) - 1, len(told)), (documents, messages), told)
            path.unlink()

    def test_a_folder_of_them(self):
        """One run over a folder gives what its files give one by one."""
        with tempfile.TemporaryDirectory() as folder:
            small = {name: case for name, case in CASES.items() if len(case[0]) < MB and case[1] is not None}
            for name, (content, _, _) in small.items():
                (Path(folder) / name).write_bytes(content)
            runs = [subprocess.run([BIN, "clean", "--format", "json", f"-j{threads}", folder], capture_output=True,
                                   timeout=300) for threads in (1, 3)]
            self.assertEqual(runs[0].stdout, runs[1].stdout)
            self.assertEqual(runs[0].stderr, runs[1].stderr)
            self.assertEqual(len(runs[0].stdout.splitlines()), sum(case[1] for case in small.values()))
            self.assertEqual(len(runs[0].stderr.splitlines()), sum(case[2] for case in small.values()))


class Whole(unittest.TestCase):
    """What is whole: names, fields and languages of documents in containers."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def run_on(self, *args, stdin=None):
        done = subprocess.run([BIN, *map(str, args)], input=stdin, capture_output=True, timeout=120)
        return done.returncode, [json.loads(line) for line in done.stdout.decode().splitlines()], done.stderr.decode()

    def file(self, name, content):
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return path

    def test_paths_lead_into_archives(self):
        first = pack(GOOD)
        self.file("a.warc.gz", first + pack(GOOD))
        self.file("b/c.zip", zipped(("d/e.html", PAGE), ("f.jsonl", LINE + LINE)))
        status, found, told = self.run_on("clean", "--format", "json", self.folder)
        self.assertEqual((status, told), (0, ""))
        self.assertEqual([page["path"].removeprefix(f"{self.folder}/") for page in found],
                         ["a.warc.gz@0", f"a.warc.gz@{len(first)}", "b/c.zip/d/e.html", "b/c.zip/f.jsonl",
                          "b/c.zip/f.jsonl"])

    def test_a_stream_gives_what_the_file_gives(self):
        data = pack(GOOD) + pack(GOOD)
        from_file = self.run_on("clean", "--format", "json", self.file("a.warc.gz", data))[1]
        from_pipe = self.run_on("clean", "--format", "json", "-", stdin=data)[1]
        self.assertEqual([page["body"] for page in from_pipe], [page["body"] for page in from_file])

    def test_url_and_day_of_an_archive(self):
        event = self.run_on("code", self.file("a.warc", GOOD))[1][0]
        self.assertEqual(event["document"]["url"], "http://a.xno/good")
        self.assertEqual(event["document"]["published"], "2023-11-21")  # nothing else says a day
        again = self.run_on("code", self.file("b.warc.gz", pack(GOOD)))[1][0]
        self.assertEqual(event["id"], again["id"])

    def test_maps_lead_back_in_every_reader(self):
        """Each run of a map is the same bytes in the printed text and in what the reader took for the page."""
        given = "W\u00f6rter. " + TEXT * 2 + "\n\n" + TEXT
        line = json.dumps({"id": "1", "text": given}).encode() + b"\n"
        atom = ('<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><title>T &amp; U</title><content>' +
                TEXT + "</content></entry></feed>").encode()
        factiva = (f"HD  Title\nWC  9 words\nPD  21 November 2023\nSN  Post\nLP  {TEXT}\nTD\n{TEXT}\n"
                   "AN  Document POST000020231121ejbl0012x\n").encode()
        proquest = (f"{'_' * 60}\n\nTitle: Title\nPublication title: Post\nPublication date: Nov 21, 2023\n"
                    f"ProQuest document ID: 1\nFull text: {TEXT}\n{'_' * 60}\n").encode()
        data = (b'<html><head><title>T</title></head><body><div id="app"></div><script>window.state={"post":{"body":"<p>' +
                TEXT.encode() + b'\\u2014 \\"so\\" &amp; so.</p><p>' + TEXT.encode() + b'</p>"}}</script></body></html>')
        # name, content, the page (None: the reader makes the text, and the map is the text itself)
        cases = [("a.html", PAGE, PAGE), ("data.html", data, data), ("a.txt", TEXT.encode() * 3, TEXT.encode() * 3),
                 ("a.jsonl", line, given.encode()), ("a.csv", b"id,text\n1,\"" + TEXT.encode() + b"\"\n", None),
                 ("a.warc", GOOD, PAGE), ("a.warc.gz", pack(GOOD), PAGE), ("a.zip", zipped(("b.html", PAGE)), PAGE),
                 ("a.tar", tarred(("b.html", PAGE)), PAGE), ("rss.xml", rss(ITEM), None), ("atom.xml", atom, None),
                 ("nexis.txt", NEXIS, None), ("factiva.txt", factiva, None), ("proquest.txt", proquest, None),
                 ("petrarch.xml", b"<Sentences>" + SENTENCE + b"</Sentences>", None),
                 ("latin.html", PAGE.replace(b"Norland", b"N\xf6rland"), PAGE.replace(b"Norland", "N\u00f6rland".encode()))]
        for name, content, raw in cases:
            with self.subTest(name):
                path = self.file(name, content)
                text = subprocess.run([BIN, "clean", path], capture_output=True, timeout=60).stdout
                status, found, told = self.run_on("clean", "--format", "json", path)
                self.assertEqual((status, len(found)), (0, 1), told)
                self.assertTrue(found[0]["map"])
                self.assertIn(found[0]["body"].encode(), text)
                covered = 0
                for cleaned, source, size in found[0]["map"]:
                    page = text if raw is None else raw
                    self.assertEqual(text[cleaned:cleaned + size], page[source:source + size])
                    covered += size
                self.assertGreater(covered, len(text.strip()) * 9 // 10)

    def test_columns(self):
        table = self.file("t.csv", b"nr,body,day\n7,Norland shelled a village in Sudland.,2023-05-03\n")
        status, found, _ = self.run_on("code", "--columns", "text=body,id=nr,published=day", table)
        self.assertEqual((status, found[0]["document"]["id"], found[0]["document"]["published"]), (0, "7", "2023-05-03"))
        self.assertEqual(self.run_on("code", "--columns", "words=body", table)[0], 2)

    def test_title_of_an_export_is_the_title(self):
        found = self.run_on("code", self.file("n.txt", NEXIS.replace(b"Title", b"Norland recalls envoy from Sudland")))[1]
        self.assertEqual(found[0]["evidence"]["in"], "title")
        self.assertEqual(found[0]["document"]["outlet"], "The Times")

    def test_other_languages_are_counted(self):
        french = "Les syndicats ont annoncé vendredi une nouvelle journée de grève contre la réforme des retraites."
        lines = [{"text": french}, {"text": TEXT}, {"text": french}, {"text": "消防员周日控制了摧毁数百所房屋的大火。"}]
        path = self.file("l.jsonl", b"".join(json.dumps(line).encode() + b"\n" for line in lines))
        status, found, told = self.run_on("code", path)
        self.assertEqual((status, told), (0, "dragoman: 2 documents in French, not coded\n"
                                             "dragoman: 1 document in Chinese, not coded\n"))
        self.assertTrue(found)
        self.assertEqual([page["language"] for page in self.run_on("clean", "--format", "json", path)[1]],
                         ["fr", "en", "fr", "zh"])


if __name__ == "__main__":
    unittest.main()
