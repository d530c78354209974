#!/usr/bin/env python3
"""Write the files of a folder into a C header: embed_web.py OUT DEPFILE FOLDER

The header goes to the build folder and holds `web_files`, one row a file,
sorted by path; without the folder it holds none. DEPFILE tells ninja what the
header was made of.
"""
import sys
from pathlib import Path


def rows(data):
    """Bytes as numbers, some to a line."""
    signed = [b if b < 128 else b - 256 for b in data] or [0]
    for at in range(0, len(signed), 32):
        yield ",".join(map(str, signed[at:at + 32])) + ",\n"


def main(out, depfile, folder):
    folder = Path(folder)
    files = sorted(p for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else []
    with open(out, "w", encoding="ascii") as f:
        f.write("// Made by tools/embed_web.py; do not edit.\n#include <stdint.h>\n")
        f.write("enum { WEB_FILES = %d };\n" % len(files))
        for n, path in enumerate(files):
            data = path.read_bytes()
            f.write("static const char web_bytes_%d[] = {\n%s};\n" % (n, "".join(rows(data))))
        f.write("static const struct { const char *path, *bytes; uint32_t len; } web_files[] = {\n")
        for n, path in enumerate(files):
            f.write('{"%s", web_bytes_%d, %d},\n' % (path.relative_to(folder).as_posix(), n, path.stat().st_size))
        f.write("{0, 0, 0}};\n")
    with open(depfile, "w", encoding="utf-8") as f:
        f.write("%s: %s\n" % (out, " ".join(str(p).replace(" ", "\\ ") for p in [*files, *({p.parent for p in files})])))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
