"""Measures each rule on sentences that it was not written for: codebook/en/confidence.tsv.

    train/confidence.py --program build/src/cli/dragoman --out codebook/en/confidence.tsv

The sentences of train/sentences/ are coded by rules alone. An event between the two marked parties is right when it
has their type. A rule that few sentences try is held near its type's mean, and that near the mean of all: each counts
as four sentences more (so that one sentence cannot make or break a rule).
"""

import argparse
import collections
import json
import subprocess
import sys
from pathlib import Path

import typer_pairs

WEIGHT = 4


def coded(program, questions):
    lines = "".join(json.dumps({"id": str(i), "text": q["text"]}) + "\n" for i, q in enumerate(questions))
    done = subprocess.run([program, "code", "--rules-only", "--from", "jsonl", "--unit", "sentence", "-"],
                          input=lines.encode(), capture_output=True, check=False)
    if done.returncode:
        sys.exit(done.stderr.decode())
    out = collections.defaultdict(list)
    for line in done.stdout.splitlines():
        event = json.loads(line)
        out[int(event["document"]["id"])].append(event)
    return out


def meets(parties, span):
    return span and any(p["span"] and p["span"][0] < span[1] and span[0] < p["span"][1] for p in parties)


def of_the_pair(event, question):
    """Is the event told of the marked two, in either order for those that list all sides as actors?"""
    sides = event["actor"] + event["recipient"]
    return (meets(event["actor"], question["actor"]) and meets(sides, question["recipient"]) and
            not any(link["rel"] == "content_of" for link in event["links"]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--sentences", default=Path(__file__).parent / "sentences")
    parser.add_argument("--only", nargs="*", help="files that no rule was written from, as writer4")
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    rows = [row for row in typer_pairs.read_sentences(options.sentences) if not options.only or row[0] in options.only]
    tried, right = collections.Counter(), collections.Counter()
    for i, events in coded(options.program, [q for _, _, q in rows]).items():
        _, kind, question = rows[i]
        for event in events:
            if of_the_pair(event, question):
                rule = event["evidence"]["rule"]
                for name in (rule, rule.split("/")[0], ""):
                    tried[name] += 1
                    right[name] += event["type"] == kind
    mean = right[""] / tried[""]
    kinds = {name: (right[name] + WEIGHT * mean) / (tried[name] + WEIGHT) for name in typer_pairs.TYPES}
    lines = [f"{rule}\t{(right[rule] + WEIGHT * kinds[rule.split('/')[0]]) / (n + WEIGHT):.2f}\t{n}"
             for rule, n in sorted(tried.items()) if "/" in rule]
    Path(options.out).write_text(
        "rule\tconfidence\ttried\n"
        f"# Measured by train/confidence.py on {len(rows)} sentences of our own; rules that none of them tries keep the\n"
        f"# default. Right of all tried: {right['']} of {tried['']}.\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} rules tried, {right['']} of {tried['']} events right")


if __name__ == "__main__":
    main()
