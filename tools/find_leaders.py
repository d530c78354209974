#!/usr/bin/env python3
"""List leaders that codebook/world/people.tsv lacks or dates otherwise.

    tools/find_leaders.py ../shared/data/facts/leaders_2014_2026.tsv

The file (CC0) has a row for each head of state or government that a yearly
fact book named, with the day the office began. Printed are a line for every
holder whose surname no person of that country has, and one for every office
that begins more than two weeks away from ours. It is a list for a person to
read: re-elections and other spellings are in it, too.
"""
import csv
import datetime
import html
import os
import re
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
ROLES = ("president", "prime minister", "chancellor", "king", "premier",
         "supreme leader", "sultan", "amir")


def fold(text):
    text = unicodedata.normalize("NFKD", html.unescape(text))
    return "".join(c for c in text if not unicodedata.combining(c)).lower()


def words(text):
    return {w for w in re.split(r"[^a-z']+", fold(text)) if len(w) > 1}


def rows(path):
    with open(os.path.join(HERE, "..", "codebook", path),
              encoding="utf-8") as f:
        lines = [x for x in f if not x.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t",
                               quoting=csv.QUOTE_NONE))


def begin(text):
    """The day in "1 May 2020", or None where there is none."""
    for form in ("%d %B %Y", "%d %b %Y"):
        try:
            return datetime.datetime.strptime(text.strip(), form).date()
        except ValueError:
            pass
    return None


def main(path):
    country = {fold(r["form"]): r["id"] for r in rows("en/countries.tsv")
               if r["kind"] in ("name", "official", "alias")}
    spelled = {}
    for r in rows("en/people.tsv"):
        spelled.setdefault(r["id"], set()).update(words(r["form"]))
    ours = {}
    for r in rows("world/people.tsv"):
        ours.setdefault(r["country"], []).append(r)
    seen = set()
    with open(path, encoding="utf-8") as f:
        facts = list(csv.DictReader(f, delimiter="\t"))
    for x in facts:
        c = country.get(fold(x["country"]))
        role = next((r for r in ROLES
                     if fold(x["title_and_name"]).startswith(r)), None)
        day = begin(x["since"])
        caps = {fold(w) for w in re.findall(r"\b[A-Z][A-Z'-]+\b",
                                            x["title_and_name"])}
        if not (c and role and day and caps) or (c, role, day) in seen:
            continue
        seen.add((c, role, day))
        same = [r for r in ours.get(c, [])
                if any(w in spelled.get(r["id"], ()) for cap in caps
                       for w in words(cap))]
        if not same:
            print("missing", c, role, x["title_and_name"], day, sep="\t")
            continue
        days = [r["from"] for r in same if len(r["from"]) == 10]
        if days and min(abs((datetime.date.fromisoformat(d) - day).days)
                        for d in days) > 14:
            print("date", c, role, same[0]["id"], day, " ".join(days),
                  sep="\t")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
