#!/usr/bin/env python3
"""Print the closing line of ./test from Meson's log: how many tests passed."""

import json
import sys
from collections import Counter


def main(path):
    with open(path, encoding="utf-8") as log:
        results = Counter(json.loads(line)["result"] for line in log)
    passed = results["OK"] + results["EXPECTEDFAIL"]
    skipped = results["SKIP"]
    failed = results.total() - passed - skipped
    print(f"{passed} passed, {failed} failed, {skipped} skipped")


if __name__ == "__main__":
    main(sys.argv[1])
