#!/usr/bin/env python3
"""Measure the start of the program, in processor time, and whether texts take
longer to read where a codebook has ten times the rules.

    python3 bench/load.py DRAGOMAN BENCH_STAGES CODEBOOK MODEL FILE.jsonl

The further rules are written for this: as many lines, alternatives and words as
ours have, filed under verbs of their own; then again under verbs of ours, the
worst that can be asked.
"""

import os
import re
import subprocess
import sys
import tempfile

TURNS = 21  # the middle one is shown, since others may use the machine too
TIMES = 10  # rules of ours and of the overlay together, against ours
REPEAT = "400"  # of the texts, so that each stage takes a second
STAGES = ("frames", "match", "meaning")  # those that ask rules


def seconds(command):
    """Processor seconds of one run, of the program and of the system for it."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    usage = os.wait4(process.pid, 0)[2]
    return usage.ru_utime + usage.ru_stime


def show_start(name, command):
    runs = sorted(seconds(command) for _ in range(TURNS))
    print(f"{name}: {runs[TURNS // 2] * 1000:.0f} ms, least {runs[0] * 1000:.0f} ms")


def our_verbs(codebook):
    """The verbs by name in lines of ours: ACTOR accuse|blame RECIPIENT …"""
    verbs = set()
    folder = os.path.join(codebook, "en", "rules")
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as rules:
            for line in re.findall(r"^  ACTOR\?? ([a-z|]+) ", rules.read(), re.M):
                verbs.update(line.split("|"))
    return sorted(verbs)


def write_overlay(folder, codebook, verbs):
    """TIMES - 1 rules for each of ours, four lines each, fifty verbs a line."""
    count = 0
    for name in sorted(os.listdir(os.path.join(codebook, "en", "rules"))):
        with open(os.path.join(codebook, "en", "rules", name), encoding="utf-8") as rules:
            count += len(re.findall(r"^[A-Z]+ [a-z]", rules.read(), re.M)) * (TIMES - 1)
    with open(os.path.join(folder, "MANIFEST"), "w", encoding="utf-8") as manifest:
        manifest.write("en/rules/made.rules\n")
    os.makedirs(os.path.join(folder, "en", "rules"))
    at = 0
    with open(os.path.join(folder, "en", "rules", "made.rules"), "w", encoding="utf-8") as rules:
        for number in range(count):
            rules.write(f"CONSULT made-{number}\n")
            for line in range(4):
                names = "|".join(verbs[(at + k) % len(verbs)] for k in range(50))
                at += 50
                rules.write(f"  ACTOR {names} RECIPIENT over|about made{number}|made{line}\n")
    return count


def stage_times(bench, codebook, model, texts, overlay=None):
    command = [bench, codebook, model, texts, REPEAT] + ([overlay] if overlay else [])
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {name: int(ns) for name, ns in re.findall(r"^(\w+) +(\d+) ns a word", shown, re.M)}


def main():
    dragoman, bench, codebook, model, texts = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        sentence = os.path.join(folder, "sentence.txt")
        with open(sentence, "w", encoding="utf-8") as text:
            text.write("Norland's president visited Sudland on Monday.\n")
        show_start("everything loaded (--version)", [dragoman, "--version"])
        show_start("one sentence coded", [dragoman, "code", sentence])
        made = [f"zorv{n}" for n in range(5000)]
        for name, verbs in (("other verbs", made), ("our verbs", our_verbs(codebook))):
            overlay = os.path.join(folder, name.replace(" ", "-"))
            os.mkdir(overlay)
            count = write_overlay(overlay, codebook, verbs)
            before = stage_times(bench, codebook, model, texts)
            after = stage_times(bench, codebook, model, texts, overlay)
            print(f"{count} more rules for {name}, ns a word:",
                  ", ".join(f"{s} {before[s]} -> {after[s]}" for s in STAGES))


main()
