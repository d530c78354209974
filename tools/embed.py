#!/usr/bin/env python3
"""Write files as arrays of bytes into a C header: embed.py OUT NAME=PATH…

Only what the program prints is embedded so; the header goes to the build folder.
"""
import sys


def main(out, *pairs):
    with open(out, "w", encoding="ascii") as f:
        f.write("// Made by tools/embed.py; do not edit.\n")
        for pair in pairs:
            name, path = pair.split("=", 1)
            with open(path, "rb") as source:
                data = source.read()
            f.write("static const char %s[] = {\n" % name)
            for at in range(0, len(data), 16):
                f.write(" ".join("%d," % (b if b < 128 else b - 256)
                                 for b in data[at:at + 16]) + "\n")
            f.write("};\n")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
