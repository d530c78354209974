#!/usr/bin/env python3
"""Check the sizes that keep files and functions readable: files under 600
lines, functions under 40, internal headers up to 150, dragoman.h up to 800,
the README under 150."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE, FUNCTION, HEADER, PUBLIC, README = 600, 40, 150, 800, 150


def functions(lines):
    """(first line, length) of each function: from a line that opens a brace in
    column 0 or ends a definition with one, to the brace that closes it."""
    start = None
    for number, line in enumerate(lines, 1):
        if start is None and line.endswith("{") and line[:1] not in (" ", "}", "#", "/", ""):
            if not line.startswith(("struct", "typedef", "enum", "static const", "const", "extern", "union")):
                start = number
        elif line.startswith("}") and start is not None:
            yield start, number - start + 1
            start = None


def main():
    errors = []
    for path in sorted([*ROOT.glob("src/**/*.[ch]"), *ROOT.glob("tests/**/*.[ch]"), *ROOT.glob("include/*.h"),
                        *ROOT.glob("fuzz/*.c"), *ROOT.glob("bench/*.c")]):
        lines, name = path.read_text().splitlines(), path.relative_to(ROOT)
        limit = PUBLIC if name.parts[0] == "include" else HEADER if path.suffix == ".h" else FILE
        if len(lines) > limit:
            errors.append(f"{name}: {len(lines)} lines, at most {limit}")
        errors += [f"{name}:{first}: a function of {length} lines, fewer than {FUNCTION} are allowed"
                   for first, length in functions(lines) if length >= FUNCTION]
    if len((ROOT / "README.md").read_text().splitlines()) >= README:
        errors.append(f"README.md: {README} lines or more")
    print("\n".join(errors) or "sizes: within bounds")
    return int(bool(errors))


if __name__ == "__main__":
    sys.exit(main())
