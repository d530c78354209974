#!/usr/bin/env python3
"""Check the codebook's data about the world.

    tools/check_world.py [CODEBOOK]     exit status 1 and a line per error

Looks at the files' form (UTF-8, tabs, spaces, columns, keys) and at what they
say of each other: every country, organisation, person, sector and event type
that a row names exists, dates are real and in order, no key stands twice.
MANIFEST must name every table and no other.
"""
import datetime
import os
import re
import sys

SECTORS = set("COP GOV JUD LEG MIL OPP PRM PTY REB SPY UAF UNK AGR BUS CRM CVL"
              " EDU ELI JRN LAB MED REF REL SOC".split())
CONTEXTS = set(
    "military intelligence executive legislative election"
    " political_institutions pro_democracy pro_autocracy economic legal"
    " reparations human_rights rights_freedoms repression human_security"
    " gender lgbt religion_ethnicity inequality diplomatic territory"
    " peacekeeping health asylum migration disasters natural_resource"
    " environment technology terrorism cbrn cyber misinformation crime"
    " corruption illegal_drugs trafficking".split())
# file: (columns, columns that make a row unique)
TABLES = {
    "world/countries.tsv":
        ("id cameo region groups status fips cow icews", "id"),
    "world/organisations.tsv":
        ("id code sectors country parent kind from to", "id from"),
    "world/people.tsv":
        ("id name country org sector role from to",
         "id country org role from"),
    "world/places.tsv":
        ("id name country admin1 lat lon geonameid kind population", "id"),
    "world/events.tsv": ("type quad recipient score modes", "type"),
    "world/cameo.tsv": ("code type mode contexts score", "code"),
    "en/countries.tsv": ("id kind form sector", "id kind form"),
    "en/organisations.tsv": ("id kind form", "id kind form"),
    "en/people.tsv": ("id kind form", "id kind form"),
    "en/regions.tsv": ("form country kind sector adj", "form adj"),
    "en/roles.tsv": ("form sector kind flags same", "form"),
    "en/groups.tsv": ("form kind code country pos", "form pos"),
}
KINDS = {
    "world/organisations.tsv":
        "igo body force party armed ngo media company",
    "world/places.tsv": "capital city admin1 place",
    "en/countries.tsv":
        "name official alias adj people people-plural capital seat",
    "en/organisations.tsv": "name acronym alias adj people generic seat",
    "en/people.tsv": "name surname alias",
    "en/regions.tsv": "region disputed de-facto historic multi nobody",
    "en/roles.tsv": "person group force body modifier",
    "en/groups.tsv": "ethnic religious",
}
FLAGS = set("office title abbr spokes crowd armed plural former holder future"
            " uncertain sector".split())
errors = []


def say(path, line, what):
    errors.append("%s:%d: %s" % (path, line, what))


def read(root, path):
    """The rows of a table as (line number, dict); reports what is malformed."""
    columns, key = (x.split() for x in TABLES[path])
    rows, seen, head = [], {}, []
    try:
        with open(os.path.join(root, path), "rb") as f:
            text = f.read().decode("utf-8")
    except (OSError, UnicodeDecodeError) as e:
        say(path, 0, str(e))
        return rows
    if not text.endswith("\n") or "\r" in text:
        say(path, 0, "lines must end in a single newline")
    for n, line in enumerate(text.split("\n")[:-1], 1):
        if n == 1:
            head = line.split("\t")
            for c in set(columns) - set(head):
                say(path, n, "has no column " + c)
            continue
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(head) or not set(columns) <= set(head):
            say(path, n, "%d cells, not %d" % (len(cells), len(head)))
            continue
        if any(c != c.strip() or "  " in c for c in cells):
            say(path, n, "stray space in " + repr(line))
        row = dict(zip(head, cells))
        k = tuple(row[c] for c in key)
        if k in seen:
            say(path, n, "key %s stands in line %d already" % (k, seen[k]))
        seen[k] = n
        if path in KINDS and row["kind"] not in KINDS[path].split():
            say(path, n, "unknown kind " + repr(row["kind"]))
        rows.append((n, row))
    return rows


def date_ok(text):
    if not text or re.fullmatch(r"\d{4}", text):
        return True
    try:
        datetime.date.fromisoformat(text)
        return True
    except ValueError:
        return False


def check_dates(path, rows):
    for n, r in rows:
        for c in ("from", "to"):
            if not date_ok(r[c]):
                say(path, n, "bad date " + repr(r[c]))
        a, b = r["from"], r["to"]
        if a and b and a[:min(len(a), len(b))] > b[:min(len(a), len(b))]:
            say(path, n, "ends before it begins")


def check_refs(path, rows, column, known, what, split=False):
    for n, r in rows:
        for x in r[column].split() if split else [r[column]]:
            if x and x not in known:
                say(path, n, "no such %s: %s" % (what, x))


def check_codes(path, rows):
    """Codes of other schemes: a code that two countries share is a mistake."""
    for column, form in (("fips", "[A-Z]{2}"), ("cow", r"\d{1,3}")):
        owner = {}
        for n, r in rows:
            code = r[column]
            if code and not re.fullmatch(form, code):
                say(path, n, "bad %s: %s" % (column, code))
            if code and owner.setdefault(code, r["id"]) != r["id"]:
                say(path, n, "%s %s is %s already" % (column, code, owner[code]))


def check_overlap(path, rows):
    """An organisation's rows must not be valid on the same day."""
    last = {}
    for n, r in sorted(rows, key=lambda x: (x[1]["id"], x[1]["from"])):
        prev = last.get(r["id"])
        if prev is not None and (not prev or prev >= r["from"]):
            say(path, n, "overlaps another row of " + r["id"])
        last[r["id"]] = r["to"]


def check_forms(path, rows, kinds):
    """A name that stands for two ids would be coded by chance."""
    owner = {}
    for n, r in rows:
        if r["kind"] not in kinds:
            continue
        o = owner.setdefault(r["form"], r["id"])
        if o != r["id"]:
            say(path, n, "%r is %s and %s" % (r["form"], o, r["id"]))


def check_manifest(root):
    """A table that MANIFEST does not name would never be loaded."""
    with open(os.path.join(root, "MANIFEST"), encoding="utf-8") as f:
        named = {line.strip() for line in f if line[0] not in "#\n"} - {"alone"}
    for folder in ("world", "en"):
        for name in sorted(os.listdir(os.path.join(root, folder))):
            path = folder + "/" + name
            if name.endswith(".tsv") and path not in named:
                say("MANIFEST", 0, "does not name " + path)
    for path in sorted(named):
        if not os.path.exists(os.path.join(root, path)):
            say("MANIFEST", 0, "names a missing file: " + path)


def check_same(path, rows):
    """A role's other form must stand above it."""
    above = set()
    for n, r in rows:
        if r["same"] and r["same"] not in above:
            say(path, n, "no such role above: " + r["same"])
        above.add(r["form"])


def main(root):
    t = {path: read(root, path) for path in TABLES}
    countries = {r["id"] for _, r in t["world/countries.tsv"]}
    orgs = {r["id"] for _, r in t["world/organisations.tsv"]}
    people = {r["id"] for _, r in t["world/people.tsv"]}
    types = {r["type"]: r["modes"].split()
             for _, r in t["world/events.tsv"]}
    for path in ("world/organisations.tsv", "world/people.tsv"):
        check_dates(path, t[path])
    check_overlap("world/organisations.tsv", t["world/organisations.tsv"])
    check_codes("world/countries.tsv", t["world/countries.tsv"])
    for path, column, known, what, split in (
            ("world/countries.tsv", "groups", orgs, "organisation", True),
            ("world/organisations.tsv", "country", countries, "country",
             False),
            ("world/organisations.tsv", "parent", orgs, "organisation",
             False),
            ("world/organisations.tsv", "sectors", SECTORS, "sector", True),
            ("world/people.tsv", "country", countries, "country", False),
            ("world/people.tsv", "org", orgs, "organisation", False),
            ("world/people.tsv", "sector", SECTORS, "sector", True),
            ("world/places.tsv", "country", countries, "country", False),
            ("world/cameo.tsv", "type", types, "type", False),
            ("world/cameo.tsv", "contexts", CONTEXTS, "context", True),
            ("en/countries.tsv", "id", countries, "country", False),
            ("en/countries.tsv", "sector", SECTORS, "sector", False),
            ("en/organisations.tsv", "id", orgs, "organisation", False),
            ("en/people.tsv", "id", people, "person", False),
            ("en/roles.tsv", "sector", SECTORS, "sector", False),
            ("en/roles.tsv", "flags", FLAGS, "flag", True),
            ("en/groups.tsv", "country", countries, "country", False)):
        check_refs(path, t[path], column, known, what, split)
    for n, r in t["en/regions.tsv"]:
        if r["kind"] not in ("multi", "nobody") \
                and r["country"] not in countries:
            say("en/regions.tsv", n, "no such country: " + r["country"])
    for n, r in t["world/cameo.tsv"]:
        if r["mode"] and r["mode"] not in types.get(r["type"], []):
            say("world/cameo.tsv", n, "%s has no mode %s"
                % (r["type"], r["mode"]))
    for path, name in (("world/countries.tsv", "en/countries.tsv"),
                       ("world/organisations.tsv", "en/organisations.tsv"),
                       ("world/people.tsv", "en/people.tsv")):
        named = {r["id"] for _, r in t[name] if r["kind"] == "name"}
        for n, r in t[path]:
            if r["id"] not in named:
                say(path, n, r["id"] + " has no English name")
    check_forms("en/countries.tsv", t["en/countries.tsv"],
                ("name", "official", "alias", "adj", "capital", "seat"))
    check_forms("en/organisations.tsv", t["en/organisations.tsv"],
                ("name", "acronym", "alias"))
    check_forms("en/people.tsv", t["en/people.tsv"], ("name",))
    check_same("en/roles.tsv", t["en/roles.tsv"])
    check_manifest(root)
    for e in errors:
        print(e)
    counts = ["%s %d" % (p, len(t[p])) for p in sorted(t)]
    print("%d errors; rows: %s" % (len(errors), ", ".join(counts)))
    return 1 if errors else 0


if __name__ == "__main__":
    here = os.path.dirname(os.path.abspath(__file__))
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1
                  else os.path.join(here, "..", "codebook")))
