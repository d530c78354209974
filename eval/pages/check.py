#!/usr/bin/env python3
"""Check the invented pages and their gold rows; exit status 1 if anything is wrong.

Each row must have known keys, types, dates and tokens, and its evidence must stand in the page
word for word, exactly once. Every mistake is printed with its page and row.
"""

import argparse
import datetime
import re
import sys
from pathlib import Path

sys.dont_write_bytecode = True      # a check leaves no files behind

from gold import HERE, load_pages, normalise

TYPES = set("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN "
            "PROTEST SANCTION MOBILIZE COERCE ASSAULT".split())
FACTUALITY = {"actual", "planned", "hypothetical", "negated"}
NEEDS = {"must", "should", "may", "never"}
KEYS = {"n": int, "need": str, "type": str, "alt_types": list, "cameo": list, "source": list,
        "target": list, "symmetric": bool, "status": (str, list), "date": str, "history": bool,
        "said_by": str, "quote": str, "quantity": (int, float), "evidence": str, "note": str}
TOKEN = re.compile(r"|[A-Z]{2,9}")          # "" accepts an event without recipient
CAMEO = re.compile(r"(0[1-9]|1\d|20)\d{0,2}")
# The length the pages were asked for; an HTML page counts with all that a reader sees.
WORDS = (300, 700)


def is_date(text):
    """YYYY, YYYY-MM or YYYY-MM-DD, a real one."""
    try:
        datetime.date.fromisoformat(text + "0001-01-01"[len(text):])
    except ValueError:
        return False
    return len(text) in (4, 7, 10)


def row_errors(row, page):
    for key, value in row.items():
        if key not in KEYS:
            yield f"unknown key {key}"
        elif not isinstance(value, KEYS[key]) or isinstance(value, bool) != (KEYS[key] is bool):
            yield f"{key} has the wrong kind of value"
    if row.get("need") not in NEEDS:
        yield f"need is {row.get('need')}"
    elif row["need"] != "never" and not (row.get("type") and row.get("evidence")):
        yield "a row that is not never needs type and evidence"
    yield from value_errors(row)
    if "evidence" in row:
        yield from evidence_errors(row["evidence"], page)


def value_errors(row):
    types = [row["type"]] if "type" in row else []
    for name in types + row.get("alt_types", []):
        if name not in TYPES:
            yield f"unknown type {name}"
    if len(set(types + row.get("alt_types", []))) != len(types + row.get("alt_types", [])):
        yield "a type is listed twice"
    status = row.get("status", [])
    for name in [status] if isinstance(status, str) else status:
        if name not in FACTUALITY:
            yield f"unknown status {name}"
    for token in row.get("source", []) + row.get("target", []):
        if not TOKEN.fullmatch(token):
            yield f"token {token!r} is no country, organisation or code"
    if "" in row.get("source", []):
        yield "an empty token is for targets only"
    if row.get("symmetric") and not (row.get("source") and row.get("target")):
        yield "a symmetric row needs both sides"
    for code in row.get("cameo", []):
        if not CAMEO.fullmatch(code):
            yield f"{code!r} is no CAMEO code"
    if "date" in row and not is_date(row["date"]):
        yield f"{row['date']!r} is no date"
    if row.get("quote", "direct") not in ("direct", "indirect", "mixed"):
        yield f"unknown quote {row['quote']}"


def evidence_errors(evidence, page):
    for name, text in (("page", page.raw), ("visible text", page.text)):
        if evidence not in text:
            yield f"evidence is not in the {name}: {evidence}"
    if page.text.count(evidence) > 1:
        yield f"evidence stands more than once in the page: {evidence}"
    if not any(normalise(evidence) in page.flat[a:b] for a, b in page.sentences):
        yield f"evidence crosses a sentence's end: {evidence}"


def page_errors(page):
    numbers = [row.get("n") for row in page.rows]
    for number in sorted({n for n in numbers if numbers.count(n) > 1}):
        yield f"row {number}: number is used twice"
    for row in page.rows:
        for error in row_errors(row, page):
            yield f"row {row.get('n')}: {error}"
    published = page.meta.get("published", "")
    if not (is_date(published) and len(published) == 10):
        yield f"meta.json: published is {published!r}"
    if not page.meta.get("note"):
        yield "meta.json: no note"
    words = len(page.text.split())
    if not WORDS[0] <= words <= WORDS[1]:
        yield f"{words} words; asked for {WORDS[0]} to {WORDS[1]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=HERE, help="default: this one")
    pages = load_pages(parser.parse_args().folder)
    errors = [f"{page.name}: {error}" for page in pages for error in page_errors(page)]
    if not pages:
        errors = ["no pages found"]
    for error in errors:
        print(error, file=sys.stderr)
    print(f"{len(pages)} pages, {sum(len(page.rows) for page in pages)} rows, "
          f"{len(errors)} errors")
    return int(bool(errors))


if __name__ == "__main__":
    sys.exit(main())
