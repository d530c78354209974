#!/usr/bin/env python3
"""Check that data flows one way: a folder of src/ includes only itself and the
folders above it in src/layers.txt. Prints each include that does not."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main():
    order = (ROOT / "src/layers.txt").read_text().split()
    rank = {folder: position for position, folder in enumerate(order)}
    errors = []
    for folder in sorted(p for p in (ROOT / "src").iterdir() if p.is_dir()):
        if folder.name not in rank:
            errors.append(f"src/{folder.name} is not in src/layers.txt")
            continue
        for path in sorted(folder.glob("*.[ch]")):
            for number, line in enumerate(path.read_text().splitlines(), 1):
                found = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
                if not found:
                    continue
                target, _, rest = found[1].partition("/")
                if not rest or rank.get(target, 99) > rank[folder.name]:
                    errors.append(f"{path.relative_to(ROOT)}:{number}: {folder.name} may not include {found[1]}")
    print("\n".join(errors) or "layers: in order")
    return int(bool(errors))


if __name__ == "__main__":
    sys.exit(main())
