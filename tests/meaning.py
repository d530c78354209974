#!/usr/bin/env python3
"""Score factuality, background and attribution on tests/cases/meaning/*.jsonl.

The sentences were written apart from the code. `BIN code` reads each text; a row of
`expect` is found when an event has its type, and an actor and a recipient whose code,
country or org begins as one of the row's (`""` and an empty list accept nobody). Of the
events that fit, the one that has most of the row right is taken.

Labels   factuality: the row's (the first, where several are right). background: true,
         false. attribution: none, claimed, denied, by the last link (chain, where the row
         has several): as many links, and each with the row's kind, its speaker (a code, or
         words of name or text) and its quote, where the row gives them.
found    rows with an event, of all rows of the label
right    rows with the right label, of those found
all      rows with the right label, of all: what is not found is wrong
never    rows of `never` that an event meets; only what the row gives is compared

Exit status: 0; 1 when --floor is missed by the right share of a label with at least five
rows, or --found by the share found of all rows, or --max-never; 2 when the program failed.
"""

import argparse
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

CASES = Path(__file__).resolve().parent / "cases" / "meaning"
FILES = ("factuality", "background", "attribution")
FEW = 5  # labels with fewer rows say nothing about a share


def code(program, cases):
    """The events of each case, by its id."""
    fields = ("id", "text", "title", "published")
    lines = "".join(json.dumps({k: c[k] for k in fields if k in c}) + "\n" for c in cases)
    done = subprocess.run([program, "code", "--from", "jsonl", "-"], input=lines, capture_output=True,
                          encoding="utf-8", timeout=300)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        raise SystemExit(2)
    events = {c["id"]: [] for c in cases}
    for line in done.stdout.splitlines():
        event = json.loads(line)
        events[event["document"]["id"]].append(event)
    return events


def is_party(token, actor):
    return token in (actor["country"], actor["org"], actor["name"]) or actor["code"].startswith(token)


def side_fits(tokens, people):
    if tokens is None:
        return True
    if isinstance(tokens, str):
        tokens = [tokens]
    if not tokens or "" in tokens and not people:
        return not people
    return any(is_party(token, person) for token in tokens if token for person in people)


def is_speaker(wanted, speaker):
    words = f"{speaker.get('name') or ''} {speaker.get('text') or ''}".casefold()
    options = wanted if isinstance(wanted, list) else [wanted]
    return any(is_party(w, {"country": None, "org": None, "name": None, "code": "", **speaker, "code": speaker.get("code") or ""})
               or w.casefold() in words for w in options)


def link_fits(wanted, link):
    return (wanted.get("kind") in (None, link["kind"]) and wanted.get("quote") in (None, link["quote"])
            and ("speaker" not in wanted or is_speaker(wanted["speaker"], link["speaker"])))


def value_fits(row, event, key):
    """Has the event what the row gives under this key?"""
    wanted = row[key]
    if key == "attribution":
        links = event["attribution"]
        return len(links) == len(wanted) and all(map(link_fits, wanted, links))
    if key == "date":
        return all(event["date"].get(k) == v for k, v in wanted.items())
    return event[key] in (wanted if isinstance(wanted, list) else [wanted])


COMPARED = ("factuality", "background", "attribution")


def is_core(row, event):
    types = row.get("type", event["type"])
    return (event["type"] in (types if isinstance(types, list) else [types])
            and side_fits(row.get("actor"), event["actor"]) and side_fits(row.get("recipient"), event["recipient"]))


def label_of(row, key):
    wanted = row[key]
    if key == "attribution":
        return "none" if not wanted else "chain" if len(wanted) > 1 else wanted[-1]["kind"]
    return str(wanted[0] if isinstance(wanted, list) else wanted).lower()


def is_never(row, event):
    keys = [k for k in (*COMPARED, "date") if k in row]
    return is_core(row, event) and all(value_fits(row, event, k) for k in keys)


def brief(event):
    names = ["+".join(p["code"] or "?" for p in event[side]) or "-" for side in ("actor", "recipient")]
    said = "; ".join(f"{link['kind']} {link['speaker'].get('name') or link['speaker'].get('text')} {link['quote']}"
                     for link in event["attribution"])
    return (f"{event['type']} {names[0]} > {names[1]} {event['factuality']}{' background' if event['background'] else ''}"
            f"{' [' + said + ']' if said else ''} {event['evidence']['rule']}")


def judge(case, events, counts, show):
    """Counts the rows of one case; shows what is wrong where `show` wants it."""
    wrong = []
    for row in case["expect"]:
        keys = [k for k in COMPARED if k in row]
        core = [e for e in events if is_core(row, e)]
        best = max(core, key=lambda e: sum(value_fits(row, e, k) for k in keys), default=None)
        for key in keys:
            label = f"{key} {label_of(row, key)}"
            counts[label, "rows"] += 1
            counts[label, "found"] += best is not None
            counts[label, "right"] += best is not None and value_fits(row, best, key)
        bad = ["found"] if best is None else [k for k in keys if not value_fits(row, best, k)]
        if bad:
            wrong.append((bad, row))
    for row in case.get("never", []):
        counts["never", "rows"] += 1
        if any(is_never(row, e) for e in events):
            counts["never", "right"] += 1
            wrong.append((["never"], row))
    if wrong and show:
        print(f"{case['id']}  {case['text']}\n      ({case.get('note', '')})")
        for bad, row in wrong:
            print(f"    {','.join(bad)}: {json.dumps(row, ensure_ascii=False)}")
        for event in events:
            print(f"      there: {brief(event)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--misses", action="store_true", help="show every row that is not right")
    parser.add_argument("--only", help="one of " + ", ".join(FILES))
    parser.add_argument("--floor", type=float, default=0)
    parser.add_argument("--found", type=float, default=0)
    parser.add_argument("--max-never", type=int)
    options = parser.parse_args()
    counts = Counter()
    for name in [options.only] if options.only else FILES:
        cases = [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text("utf-8").splitlines()]
        events = code(options.program, cases)
        for case in cases:
            judge(case, events[case["id"]], counts, options.misses)
    labels = sorted({label for label, _ in counts} - {"never"})
    failed = False
    print(f"{'label':26}{'rows':>6}{'found':>7}{'right':>7}{'all':>7}")
    total = Counter()
    for label in labels:
        rows, found, right = (counts[label, k] for k in ("rows", "found", "right"))
        total += Counter(rows=rows, found=found, right=right)
        share = right / found if found else 0
        failed |= rows >= FEW and share < options.floor
        print(f"{label:26}{rows:6}{found / rows:7.3f}{share:7.3f}{right / rows:7.3f}")
    found = total["found"] / total["rows"]
    never = counts["never", "right"]
    failed |= found < options.found or (options.max_never is not None and never > options.max_never)
    print(f"meaning: rows {total['rows']} found {found:.3f} right {total['right'] / total['found']:.3f} "
          f"all {total['right'] / total['rows']:.3f} never {never} of {counts['never', 'rows']}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
