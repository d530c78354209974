#!/usr/bin/env python3
"""Write codebook/world/cameo.tsv from the reference tables.

    tools/make_cameo.py ../shared/reference

Reads cameo_codes.tsv (the 296 codes), cameo2plover_2021.tsv (PLOVER's own
crosswalk, CC BY-SA 4.0) and cameo_goldstein.tsv. The crosswalk was written for
an older PLOVER; PATCH brings it to version 1.3, whose borders are described in
plover.md beside those tables.
"""
import csv
import os
import sys

CONTEXT = {"humanitarian": "human_security", "democracy": "pro_democracy"}

# code: (type, mode); None keeps the crosswalk's.
PATCH = {
    # comments: only claiming and denying responsibility have a type
    "015": ("AGREE", ""), "016": ("REJECT", ""),
    # words of yielding are CONCEDE, deeds RETREAT
    "035": ("CONCEDE", ""), "0351": ("CONCEDE", ""), "0352": ("CONCEDE", ""),
    "0353": ("CONCEDE", ""), "0354": ("CONCEDE", ""), "0355": ("CONCEDE", ""),
    "0356": ("CONCEDE", ""), "055": ("CONCEDE", ""), "056": ("CONCEDE", ""),
    "0813": ("CONCEDE", ""), "0814": ("CONCEDE", ""), "085": ("CONCEDE", ""),
    "0871": ("CONCEDE", ""),
    # the mode follows the parent code
    "105": (None, "yield"), "124": (None, "yield"), "1241": (None, "yield"),
    "1242": (None, "yield"), "112": (None, "allege"),
    # threats of protest and ultimatums name no mode of their own
    "1321": (None, "restrict"), "133": (None, ""), "139": (None, ""),
    # a verdict and an embargo are SANCTION in 1.3; aid stopped is "withdraw"
    "116": ("SANCTION", "convict"), "163": ("SANCTION", "discontinue"),
    "162": (None, "withdraw"), "1621": (None, "withdraw"),
    "1622": (None, "withdraw"), "1623": (None, "withdraw"),
    # power on people short of violence, and violence
    "1721": (None, "censor"), "1712": ("ASSAULT", "destroy"),
    "175": ("ASSAULT", "crowd-control"), "176": ("COERCE", "cyber"),
    "155": ("MOBILIZE", ""), "1823": (None, "beat"),
    "183": (None, "explosives"), "1834": ("ASSAULT", "explosives"),
    "191": ("ASSAULT", ""), "192": ("ASSAULT", ""),
    "195": (None, "aerial"), "1951": ("ASSAULT", "aerial"),
    "1952": ("ASSAULT", "drone"),
}
CONTEXTS = {"155": "cyber", "176": "cyber", "1951": "military",
            "1952": "military", "175": "repression", "116": "legal",
            "1834": "terrorism"}


def read(path):
    with open(path, encoding="utf-8") as f:
        return list(csv.DictReader(f, delimiter="\t"))


def appeal_mode(code):
    """Appeals (root 02) take the mode of the same demand in root 10."""
    return {"1": "assist", "2": "assist", "3": "assist", "4": "change",
            "5": "yield", "6": "meet", "7": "meet", "8": "meet"}.get(
                code[2:3], "")


def main(folder):
    old = {}
    for r in read(os.path.join(folder, "cameo2plover_2021.tsv")):
        old.setdefault(r["cameo"], r)
    score = {r["code"]: r["goldstein"]
             for r in read(os.path.join(folder, "cameo_goldstein.tsv"))}
    out = os.path.join(os.path.dirname(__file__), "..", "codebook", "world",
                       "cameo.tsv")
    with open(out, "w", encoding="utf-8") as f:
        f.write("code\ttype\tmode\tcontexts\tscore\n")
        f.write("# CAMEO codes with their PLOVER 1.3 type. Made by "
                "tools/make_cameo.py from PLOVER's crosswalk\n"
                "# (CC BY-SA 4.0, as is this file) and the Goldstein scale. "
                "An empty type is a comment without one.\n")
        for r in read(os.path.join(folder, "cameo_codes.tsv")):
            code = r["code"]
            row = old.get(code, {})
            kind, mode = row.get("plover_event", ""), row.get("mode", "")
            ctx = [c.strip() for c in (row.get("context") or "").split(";")]
            if code.startswith("02"):
                kind, mode = "REQUEST", appeal_mode(code)
                twin = old.get("10" + code[2:], {})
                ctx = [c.strip() for c in (twin.get("context") or "")
                       .split(";")]
            if code in PATCH:
                new, mode = PATCH[code]
                kind = kind if new is None else new
            if code in CONTEXTS:
                ctx = [CONTEXTS[code]]
            ctx = " ".join(CONTEXT.get(c, c) for c in ctx if c)
            f.write("\t".join([code, kind, mode, ctx,
                               score.get(code, "")]) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
