#!/usr/bin/env python3
"""Check that codebook/LICENSES.tsv has a line for every file of the codebook
and each licence it names a text in LICENSES/."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main():
    rows = [line.split("\t") for line in (ROOT / "codebook/LICENSES.tsv").read_text().splitlines()
            if line and not line.startswith("#")]
    header, rows = rows[0], rows[1:]
    listed = {row[header.index("file")]: row[header.index("licence")] for row in rows}
    errors = []
    for path in sorted((ROOT / "codebook").rglob("*")):
        name = str(path.relative_to(ROOT / "codebook"))
        if path.is_file() and name not in listed and name not in ("LICENSES.tsv", "MANIFEST"):
            errors.append(f"codebook/{name} has no line in codebook/LICENSES.tsv")
    errors += [f"codebook/LICENSES.tsv names {name}, which is not there"
               for name in listed if not (ROOT / "codebook" / name).exists()]
    errors += [f"LICENSES/{licence}.txt is missing"
               for licence in sorted({*listed.values(), "Apache-2.0", "CC-BY-SA-4.0"})
               if not (ROOT / "LICENSES" / f"{licence}.txt").exists()]
    print("\n".join(errors) or "licences: complete")
    return int(bool(errors))


if __name__ == "__main__":
    sys.exit(main())
