#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Puts the table of the last `./dev guest` into docs/guest.md."""
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def main():
    table = (ROOT / "build/tests/guest/share/peers.md").read_text()
    page = ROOT / "docs/guest.md"
    text = page.read_text()
    start = text.index("| program |")
    end = text.index("\n\n", start)
    page.write_text(text[:start] + table.rstrip("\n") + text[end:])
    return 0


if __name__ == "__main__":
    sys.exit(main())
